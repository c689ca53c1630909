//! Content lines: escaped, and folded where they are long.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text;

/// A line has at most that many bytes, the blank before what is folded included, the line break not.
const MOST: usize = 75;

/// The lines of a calendar. Everything goes through here, so nothing hostile comes out.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value is made by the program itself and has nothing to escape.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.push(&format!("{name}:{value}"));
    }

    /// A property that is a text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }

    /// A property that is a list of texts.
    pub(super) fn texts(&mut self, name: &str, values: &[&str]) {
        let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
        self.plain(name, &values.join(","));
    }

    /// A property that is a link, which has no escapes; one that may not be opened is left out.
    pub(super) fn url(&mut self, name: &str, url: &str) {
        if let Some(url) = text::clean_url(url) {
            self.plain(name, &url);
        }
    }

    /// The whole file.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn push(&mut self, line: &str) {
        if line.len() <= MOST {
            self.0.push_str(line);
        } else {
            self.fold(line);
        }
        self.0.push_str("\r\n");
    }

    /// Breaks a line between grapheme clusters; only one that is longer than a line is parted, between
    /// its characters.
    fn fold(&mut self, line: &str) {
        let mut bytes = 0;
        let mut put = |piece: &str| {
            if bytes + piece.len() > MOST {
                self.0.push_str("\r\n ");
                bytes = 1;
            }
            self.0.push_str(piece);
            bytes += piece.len();
        };
        for cluster in line.graphemes(true) {
            if cluster.len() < MOST {
                put(cluster);
            } else {
                let mut buffer = [0; 4];
                cluster
                    .chars()
                    .for_each(|char| put(char.encode_utf8(&mut buffer)));
            }
        }
    }
}

/// A text as a value, clean.
fn escaped(text: &str) -> String {
    let clean = text::clean_block(text).text;
    let mut escaped = String::with_capacity(clean.len());
    for char in clean.chars() {
        match char {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(char);
            }
            char => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn a_line_is_folded_at_75_bytes_whatever_is_there() {
        // 1 to 4 bytes, a letter with a mark, a flag, a family of joined emoji.
        let clusters = ["x", "é", "漢", "🎉", "e\u{301}", "🇦🇹", "👩‍👩‍👧‍👦"];
        for cluster in clusters {
            for before in 0..=2 * MOST {
                let value = format!("{}{cluster}{}", "a".repeat(before), cluster.repeat(40));
                let mut lines = Lines::default();
                lines.text("SUMMARY", &value);
                let out = lines.finish();
                assert!(out.ends_with("\r\n"));
                for line in out.trim_end().split("\r\n") {
                    assert!(line.len() <= MOST, "{line}");
                    let line = line.strip_prefix(' ').unwrap_or(line);
                    let line = line.strip_prefix("SUMMARY:").unwrap_or(line);
                    let whole = |part: &str| part == cluster || part == "a";
                    assert!(line.graphemes(true).all(whole), "{line:?}");
                }
                assert_eq!(unfolded(out.trim_end()), format!("SUMMARY:{value}"));
                // No line is broken before it has to be.
                let least = (value.len() + "SUMMARY:".len()).div_ceil(MOST - cluster.len());
                assert!(out.matches("\r\n").count() <= least + 1, "{out}");
            }
        }
    }

    #[test]
    fn a_cluster_longer_than_a_line_is_parted_between_characters() {
        let mut lines = Lines::default();
        let tower = format!("a{}", "\u{301}".repeat(100));
        lines.push(&tower);
        let out = lines.finish();
        assert!(out.split("\r\n").all(|line| line.len() <= MOST));
        assert_eq!(unfolded(out.trim_end()), tower);
    }

    #[test]
    fn texts_are_escaped_and_clean() {
        let mut lines = Lines::default();
        lines.text("A", "one; two, three\\four: \"five\"\nsix\r\nseven");
        lines.texts("B", &["a,b", "c;d"]);
        lines.text("C", "a\u{1b}[31mb\u{202e}c\0d\u{200b}\te\u{2028}f");
        lines.url("D", "https://a.example/?a=b,c;d\\e");
        lines.url("D", "javascript:alert(1)");
        lines.url("D", "https://a.example/\r\nATTACH:x");
        let expected = [
            r#"A:one\; two\, three\\four: "five"\nsix\nseven"#,
            r"B:a\,b,c\;d",
            r"C:abcd    e\nf",
            r"D:https://a.example/?a=b,c;d\e",
            "",
        ];
        assert_eq!(lines.finish(), expected.join("\r\n"));
    }
}
