//! Marks in a page what the filter found.
//!
//! A text that was broken into lines is searched as one, so that a phrase is marked that goes on in the next line.

use std::ops::Range;

use super::{Document, Line, Piece};
use crate::{
    query::{Marker, Part},
    text::Joint,
};

/// Marks the matches in all texts of a page that can be searched.
pub fn mark(document: &mut Document, marker: &Marker) {
    if marker.is_empty() {
        return;
    }
    let mut marks = Vec::new();
    for text in texts(&document.lines) {
        for range in marker.highlights(text.part, &text.text) {
            let first = marks.len();
            marks.extend(text.marks(&range));
            document.found.extend(marks.get(first).map(Mark::line));
        }
    }
    for marks in marks.chunk_by(|mark, next| mark.line == next.line) {
        let line = marks.first().map(Mark::line);
        if let Some(line) = line.and_then(|line| document.lines.get_mut(line)) {
            split(line, marks);
        }
    }
}

/// Something found: a range of a piece of a line.
struct Mark {
    line: usize,
    piece: usize,
    range: Range<usize>,
}

impl Mark {
    fn line(&self) -> usize {
        self.line
    }
}

/// A text as it was before it was broken into lines.
struct Whole {
    part: Part,
    text: String,
    stretches: Vec<Stretch>,
}

/// Where a piece stands in a text.
struct Stretch {
    line: usize,
    piece: usize,
    range: Range<usize>,
}

impl Whole {
    fn new(part: Part) -> Self {
        Self {
            part,
            text: String::new(),
            stretches: Vec::new(),
        }
    }

    fn add(&mut self, line: usize, piece: usize, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.stretches.push(Stretch {
            line,
            piece,
            range: start..self.text.len(),
        });
    }

    /// A range of the text in the pieces that it goes through.
    fn marks(&self, found: &Range<usize>) -> impl Iterator<Item = Mark> {
        let before = |stretch: &Stretch| stretch.range.end <= found.start;
        let first = self.stretches.partition_point(before);
        let (start, end) = (found.start, found.end);
        let stretches = self.stretches.iter().skip(first);
        let stretches = stretches.take_while(move |stretch| stretch.range.start < end);
        stretches.map(move |stretch| {
            let from = stretch.range.start;
            Mark {
                line: stretch.line,
                piece: stretch.piece,
                range: start.saturating_sub(from)..end.min(stretch.range.end) - from,
            }
        })
    }
}

/// The texts of some lines, in the order in which they stand there.
fn texts(lines: &[Line]) -> Vec<Whole> {
    let mut texts: Vec<Whole> = Vec::new();
    let mut goes_on = false;
    for (number, line) in lines.iter().enumerate() {
        goes_on &= line.joint != Joint::Start;
        let mut broken_at_blank = line.joint == Joint::Blank;
        for (place, piece) in line.pieces.iter().enumerate() {
            let Some(part) = piece.part else {
                // The indent in front of a line is no part of the text.
                goes_on &= place == 0 && piece.text.trim().is_empty();
                continue;
            };
            match texts.last_mut().filter(|text| goes_on && text.part == part) {
                Some(text) => {
                    if broken_at_blank {
                        text.text.push(' ');
                    }
                    text.add(number, place, &piece.text);
                }
                None => {
                    let mut text = Whole::new(part);
                    text.add(number, place, &piece.text);
                    texts.push(text);
                }
            }
            broken_at_blank = false;
            goes_on = true;
        }
    }
    texts
}

/// Cuts the pieces of a line where what was found begins and ends.
fn split(line: &mut Line, marks: &[Mark]) {
    let mut marks = marks.iter().peekable();
    for (place, piece) in std::mem::take(&mut line.pieces).into_iter().enumerate() {
        let mut from = 0;
        while let Some(mark) = marks.next_if(|mark| mark.piece == place) {
            line.pieces.extend(cut(&piece, from..mark.range.start));
            let found = cut(&piece, mark.range.clone());
            line.pieces.extend(found.map(|piece| Piece {
                found: true,
                ..piece
            }));
            from = mark.range.end;
        }
        line.pieces.extend(cut(&piece, from..piece.text.len()));
    }
}

/// A range of a piece, unless there is nothing in it.
fn cut(piece: &Piece, range: Range<usize>) -> Option<Piece> {
    let text = piece.text.get(range).filter(|text| !text.is_empty())?;
    Some(piece.with_text(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        query::Query,
        tui::{page::Builder, theme::Role},
    };

    /// The lines of a page, with brackets around what is marked.
    fn marked(query: &str, builder: Builder) -> Vec<String> {
        let mut document = builder.finish();
        mark(&mut document, &Query::parse(query).unwrap().marker());
        let piece = |piece: &Piece| {
            if piece.found {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        };
        let line = |line: &Line| line.pieces.iter().map(piece).collect();
        document.lines.iter().map(line).collect()
    }

    fn title(query: &str, width: usize, text: &str) -> Vec<String> {
        let mut builder = Builder::new(width);
        builder.searched(Role::Title, Part::Title, text);
        marked(query, builder)
    }

    fn markup(query: &str, width: usize, text: &str) -> Vec<String> {
        let mut builder = Builder::new(width);
        builder.markup(text, Some(Part::Abstract));
        marked(query, builder)
    }

    #[test]
    fn phrases_are_marked_over_line_breaks() {
        assert_eq!(
            title("\"two three four\"", 8, "one two three four"),
            ["one [two]", "[three]", "[four]"]
        );
        assert_eq!(title("\"b c\"", 9, "a b\nc d"), ["a [b]", "[c] d"]);
    }

    #[test]
    fn words_are_not_made_of_two() {
        assert_eq!(title("onetwo", 4, "one two"), ["one", "two"]);
    }

    #[test]
    fn words_that_were_broken_are_whole() {
        assert_eq!(
            title("efghij", 4, "abcdefghijkl"),
            ["abcd", "[efgh]", "[ij]kl"]
        );
        assert_eq!(
            title("state-space", 7, "a state-space model"),
            ["a", "[state-]", "[space]", "model"].map(str::to_owned)
        );
        let lines = title("~abcdefgihjkl", 4, "abcdefghijkl");
        assert!(lines.concat().contains('['), "{lines:?}");
    }

    #[test]
    fn chinese_and_clusters() {
        assert_eq!(
            title("刻表", 6, "端末で時刻表を読む"),
            ["端末で", "時[刻表]", "を読む"]
        );
        assert_eq!(
            title("で時", 6, "端末で時刻表を読む"),
            ["端末[で]", "[時]刻表", "を読む"]
        );
        // The accent is a character of its own.
        assert_eq!(
            title("cafe", 3, "cafe\u{301} au"),
            ["[caf]", "[e\u{301}]", "au"]
        );
        assert_eq!(title("\"🧑‍🎓 poster\"", 6, "🧑‍🎓 Poster"), ["[🧑‍🎓]", "[Poster]"]);
        assert_eq!(title("poster", 20, "🧑‍🎓 Poster"), ["🧑‍🎓 [Poster]"]);
    }

    #[test]
    fn faces_and_markers_do_not_divide_a_text() {
        assert_eq!(
            markup(
                "\"very deep learning\"",
                40,
                "a *very* deep **learning** thing"
            ),
            ["a [very][ deep ][learning] thing"]
        );
        assert_eq!(
            markup("\"deep learning\"", 20, "* very deep\n* learning"),
            ["• very deep", "• learning"]
        );
        assert_eq!(
            markup("\"deep learning\"", 11, "* very deep learning"),
            ["• very [deep]", "  [learning]"]
        );
        assert_eq!(markup("•", 11, "* very deep"), ["• very deep"]);
    }

    #[test]
    fn each_text_for_itself_and_labels_not_at_all() {
        let page = || {
            let mut page = Builder::new(14);
            page.heading("room");
            page.pieces(vec![
                Piece::new(Role::Time, "room 9:00 "),
                Piece::searched(Role::Text, Part::Title, "A room"),
                Piece::searched(Role::Dim, Part::Room, "  room one"),
            ]);
            page
        };
        assert_eq!(
            marked("room", page()),
            ["room", "room 9:00 A", "[room]  [room] one"].map(str::to_owned)
        );
        assert_eq!(
            marked("room:room", page()).concat(),
            "roomroom 9:00 Aroom  [room] one"
        );
    }

    #[test]
    fn where_matches_begin() {
        let mut builder = Builder::new(8);
        builder.searched(Role::Text, Part::Title, "one two three two");
        let mut document = builder.finish();
        mark(
            &mut document,
            &Query::parse("\"two three\" | three").unwrap().marker(),
        );
        assert_eq!(document.found, [0]);
    }
}
