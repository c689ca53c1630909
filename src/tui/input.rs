//! The one-line editor of the prompts: a text and a cursor between its characters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::action::Action;
use crate::{limits, text};

/// A line being edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    before: String,
    after: String,
}

impl Line {
    /// A line with the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self {
            before: text.to_owned(),
            after: String::new(),
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// The text before the cursor.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// The text behind the cursor.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// Whether there is less room than an action would take: the rest of what it puts in is left out.
    pub fn is_too_short_for(&self, action: &Action) -> bool {
        let more = match action {
            Action::Insert(_) => 1,
            Action::Paste(text) => text::clean_line(text).text.chars().count(),
            _ => return false,
        };
        self.before.chars().count() + self.after.chars().count() + more > limits::LINE
    }

    /// Edits; says whether the action was one of editing.
    pub fn edit(&mut self, action: &Action) -> bool {
        match action {
            Action::Insert(char) => self.insert(char.encode_utf8(&mut [0; 4])),
            Action::Paste(text) => self.insert(&text::clean_line(text).text),
            Action::DeleteBack => self.before.truncate(last_start(&self.before)),
            Action::DeleteForward => {
                self.after = self.after.split_off(first_end(&self.after));
            }
            Action::DeleteWord => {
                let rest = self.before.trim_end();
                let cut = rest.rfind(char::is_whitespace);
                let keep = cut.map_or(0, |at| {
                    at + rest
                        .get(at..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(0, char::len_utf8)
                });
                self.before.truncate(keep);
            }
            Action::DeleteToStart => self.before.clear(),
            Action::CursorLeft => {
                let moved = self.before.split_off(last_start(&self.before));
                self.after.insert_str(0, &moved);
            }
            Action::CursorRight => {
                let rest = self.after.split_off(first_end(&self.after));
                self.before.push_str(&self.after);
                self.after = rest;
            }
            Action::CursorStart => {
                self.after = self.text();
                self.before.clear();
            }
            Action::CursorEnd => {
                self.before = self.text();
                self.after.clear();
            }
            _ => return false,
        }
        true
    }

    /// Puts a text in place of these bytes, and the cursor behind it; says whether there is room for it.
    pub fn replace(&mut self, span: Range<usize>, with: &str) -> bool {
        let text = self.text();
        let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.end..)) else {
            return false;
        };
        let line = Self {
            before: format!("{before}{with}"),
            after: after.to_owned(),
        };
        let fits = line.text().chars().count() <= limits::LINE;
        if fits {
            *self = line;
        }
        fits
    }

    /// Moves the cursor to this byte.
    pub fn go_to(&mut self, at: usize) {
        let text = self.text();
        if let Some((before, after)) = text.split_at_checked(at) {
            (self.before, self.after) = (before.to_owned(), after.to_owned());
        }
    }

    /// Puts a text at the cursor, cleaned and without line breaks, so that pasting cannot accept.
    fn insert(&mut self, text: &str) {
        let room =
            limits::LINE.saturating_sub(self.before.chars().count() + self.after.chars().count());
        let clean = text
            .chars()
            .map(|char| if char.is_whitespace() { ' ' } else { char });
        self.before
            .extend(clean.filter(|char| !text::is_forbidden(*char)).take(room));
    }
}

pub(super) fn last_start(text: &str) -> usize {
    text.grapheme_indices(true)
        .next_back()
        .map_or(0, |(start, _)| start)
}

pub(super) fn first_end(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(actions: &[Action]) -> (String, String) {
        let mut line = Line::new("Zoë 🧑‍🎓");
        for action in actions {
            assert!(line.edit(action));
        }
        (line.before, line.after)
    }

    #[test]
    fn editing_goes_by_what_a_reader_sees_as_one_character() {
        use Action::*;
        let cases: [(&[Action], &str, &str); 8] = [
            (&[DeleteBack], "Zoë ", ""),
            (&[CursorLeft], "Zoë ", "🧑‍🎓"),
            (&[CursorLeft, CursorRight], "Zoë 🧑‍🎓", ""),
            (&[CursorStart, DeleteForward], "", "oë 🧑‍🎓"),
            (&[DeleteWord], "Zoë ", ""),
            (&[DeleteWord, DeleteWord], "", ""),
            (&[DeleteToStart, Insert('x')], "x", ""),
            (
                &[CursorStart, Paste("a\n\u{1b}[2Jb".into())],
                "a b",
                "Zoë 🧑‍🎓",
            ),
        ];
        for (actions, before, after) in cases {
            assert_eq!(
                typed(actions),
                (before.to_owned(), after.to_owned()),
                "{actions:?}"
            );
        }
    }

    #[test]
    fn a_part_is_replaced_if_it_is_one_and_there_is_room() {
        let mut line = Line::new("-ro Zoë");
        assert!(line.replace(1..3, "room:"));
        assert_eq!((line.before(), line.after()), ("-room:", " Zoë"));
        for span in [6..99, 10..11] {
            assert!(!line.replace(span, "x"));
        }
        assert!(!line.replace(0..1, &"x".repeat(limits::LINE)));
        assert_eq!((line.before(), line.after()), ("-room:", " Zoë"));
        line.go_to(1);
        line.go_to(10);
        assert_eq!((line.before(), line.after()), ("-", "room: Zoë"));
    }

    #[test]
    fn a_pasted_book_is_cut() {
        let mut line = Line::default();
        line.edit(&Action::Paste("x".repeat(1_000_000)));
        assert_eq!(line.text().len(), limits::LINE);
    }
}
