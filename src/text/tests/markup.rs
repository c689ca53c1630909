use std::fmt::Write;

use proptest::prelude::*;

use super::clean::hostile;
use crate::text::clean::is_forbidden;
use crate::text::{Document, Face, layout, read, width};

/// The lines of a text as a reader sees them, without faces.
pub(super) fn lines(text: &str, columns: usize) -> String {
    let mut lines = String::new();
    for block in &read(text).blocks {
        if block.gap {
            lines.push('\n');
        }
        for line in layout(block, columns) {
            lines.extend(line.runs.into_iter().map(|run| run.text));
            lines.push('\n');
        }
    }
    lines
}

/// The document as a text: blank lines, indent, markers, and a letter with brackets for each face.
pub(super) fn shown(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        if block.gap {
            text.push('\n');
        }
        text.push_str(&" ".repeat(block.indent));
        text.push_str(&block.marker);
        for run in &block.runs {
            let face = match run.face {
                Face::Plain => "",
                Face::Strong => "S",
                Face::Emphasis => "E",
                Face::Code => "C",
                Face::Link => "L",
                Face::Heading => "H",
            };
            if face.is_empty() {
                text.push_str(&run.text);
            } else {
                write!(text, "{face}[{}]", run.text).unwrap();
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn blocks() {
    for (markup, expected) in [
        ("", ""),
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree\n"),
        ("a  \nb\\\nc", "a\nb\nc\n"),
        ("# Title\ntext", "H[Title]\n\ntext\n"),
        ("a **b** *c* `d`", "a S[b] E[c] C[d]\n"),
        ("- a\n- b\n  - c\n- d\n\ne", "• a\n• b\n  • c\n• d\n\ne\n"),
        ("- a\n\n- b", "• a\n\n• b\n"),
        ("3. a\n4. b", "3. a\n4. b\n"),
        ("intro\n- a", "intro\n\n• a\n"),
        ("- [x] a\n- [ ] b", "• [x] a\n• [ ] b\n"),
        ("-\n- a", "• a\n"),
        ("> a\n>\n> b", "> a\n\n> b\n"),
        ("> - a\n> - b", "> • a\n  • b\n"),
        ("- a\n\n  b", "• a\n\n  b\n"),
        ("```\nlet  x;\n  y\n```", "C[let  x;\n  y]\n"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb\n"),
        (
            "| A | B |\n|---|---|\n| 1 | 2 |\n\nx",
            "S[A  ·  B]\n1  ·  2\n\nx\n",
        ),
        ("AT&amp;T &lt;b&gt; &amp;lt;", "AT&T <b> &lt;\n"),
        ("~~gone~~ 5 < 6 * 7", "gone 5 < 6 * 7\n"),
    ] {
        assert_eq!(shown(&read(markup)), expected, "{markup:?}");
    }
}

#[test]
fn links() {
    for (markup, expected) in [
        (
            "[a](https://a.example) [b](https://a.example)",
            vec![("a", "https://a.example")],
        ),
        (
            "https://b.example/x_y_z. <https://a.example>",
            vec![
                ("https://b.example/x_y_z", "https://b.example/x_y_z"),
                ("https://a.example", "https://a.example"),
            ],
        ),
        (
            "see (https://a.example/b_(c)), ok",
            vec![("https://a.example/b_(c)", "https://a.example/b_(c)")],
        ),
        (
            "[the **paper**](https://a.example)",
            vec![("the paper", "https://a.example")],
        ),
        (
            "![logo](https://a.example/l.png)",
            vec![("logo", "https://a.example/l.png")],
        ),
        (
            "[![logo](https://a.example/l.png)](https://b.example)",
            vec![("logo", "https://b.example")],
        ),
        (
            "write to <chair@a.example>",
            vec![("chair@a.example", "mailto:chair@a.example")],
        ),
        ("[a](javascript:alert) [b](file:///x)", vec![]),
        ("[a](https://a.example/&#27;]8)", vec![]),
        ("`https://a.example`", vec![]),
        (
            "<a href='https://a.example/?b&amp;c'>x</a>",
            vec![("x", "https://a.example/?b&c")],
        ),
        (
            "https://会议.example。然后",
            vec![("https://会议.example", "https://会议.example")],
        ),
        ("xhttp:// http:// https://", vec![]),
    ] {
        let found = read(markup).links;
        let found: Vec<_> = found
            .iter()
            .map(|link| (link.title.as_str(), link.url.as_str()))
            .collect();
        assert_eq!(found, expected, "{markup:?}");
    }
}

#[test]
fn entities_bring_nothing_back() {
    let document = read("a&#27;[31mb &#x202e;c `d` <p>&#x9b;31m</p>\n\n<p>&#27;]0;x&#7;y</p>");
    let text = shown(&document);
    assert!(!text.contains(|c| c != '\n' && is_forbidden(c)), "{text:?}");
}

#[test]
fn large_and_deep_texts_are_linear() {
    for text in [
        "> ".repeat(20_000),
        ">".repeat(20_000) + " x",
        "- ".repeat(10_000) + "x",
        "- ".repeat(1_000) + "x\n" + &"y\n".repeat(10_000),
        "1. > ".repeat(1_000) + "x\n" + &"y\n".repeat(10_000),
        "line\n".repeat(20_000),
        "word ".repeat(10_000),
        "x".repeat(60_000),
        "<".repeat(20_000),
        "<a".repeat(20_000),
        "<p>x".to_owned() + &"<a href=\"".repeat(10_000),
        "<ul>".repeat(10_000) + &"</ul>".repeat(10_000),
        "<ul><li>".to_owned() + &"<blockquote>".repeat(10_000) + &"</li>".repeat(10_000),
        "<br>*a ".repeat(10_000),
        "<p>".to_owned() + &"<b>\n</b><br>".repeat(10_000),
        "• a\n".repeat(10_000),
        "    a b c\n\n".repeat(4_000),
        "<b>".repeat(20_000),
        "<p>\n".to_owned() + &"<li>".repeat(20_000),
        "<p>".to_owned() + &"<ul><li>".repeat(10_000) + "x",
        "*a **b ".repeat(10_000),
        "[a](".repeat(20_000),
        "![".repeat(20_000),
        "<p>".to_owned() + &"&bogus".repeat(20_000),
        "https://".repeat(6_000),
        "https://a.example/)))) ".repeat(2_000),
        "|a".repeat(4_000) + "\n" + &"|-".repeat(4_000) + "\n|b",
        "&#769;".repeat(20_000),
    ] {
        let document = read(&text);
        for block in &document.blocks {
            layout(block, 80);
        }
    }
}

#[test]
fn depth_is_limited_and_the_text_stays() {
    for text in [
        "> ".repeat(200) + "end",
        "- ".repeat(200) + "end",
        ">".repeat(200) + "\n> end",
    ] {
        let shown = shown(&read(&text));
        assert!(shown.ends_with("end\n") && shown.len() < 100, "{shown:?}");
    }
    assert_eq!(shown(&read(&"-".repeat(300))), "* * *\n");
}

proptest! {
    #[test]
    fn documents_are_clean_and_fit(text in hostile(), html: bool, columns in 0usize..30) {
        let document = read(&if html { format!("<p>{text}") } else { text });
        for block in &document.blocks {
            prop_assert!(!block.runs.is_empty());
            for line in layout(block, columns) {
                let line: String = line.runs.into_iter().map(|run| run.text).collect();
                prop_assert!(!line.contains(is_forbidden), "{:?}", line);
                prop_assert!(width(&line) <= columns, "{:?} in {}", line, columns);
            }
        }
        for link in &document.links {
            prop_assert!(!link.url.contains(is_forbidden) && !link.title.contains(is_forbidden));
        }
    }
}
