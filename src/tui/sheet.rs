//! The editor of a text of several lines: a text, a cursor between its characters, and the rows in which it is shown.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{
    action::Action,
    input::{first_end, last_start},
};
use crate::{limits, text};

/// A text being edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    before: String,
    after: String,
    /// The column that the cursor keeps to on its way up and down, through shorter rows too.
    goal: Option<usize>,
}

/// The rows in which a text is shown, and where the cursor is among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The bytes of each row.
    pub rows: Vec<Range<usize>>,
    /// The row of the cursor.
    pub row: usize,
    /// Its column.
    pub column: usize,
}

/// How much room there is for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Columns, one of them for a cursor behind the text.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
}

impl Sheet {
    /// A text with the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self {
            before: text.to_owned(),
            after: String::new(),
            goal: None,
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// Edits, or moves the cursor; says whether there was room for all of it.
    pub fn edit(&mut self, action: &Action, room: Room) -> bool {
        let goal = self.goal.take();
        match action {
            Action::Insert(char) if text::is_forbidden(*char) => {}
            Action::Insert(char) => return self.insert(char.encode_utf8(&mut [0; 4])),
            Action::NewLine => return self.insert("\n"),
            Action::Paste(pasted) => return self.insert(&text::clean_markup(pasted).text),
            Action::DeleteBack => self.before.truncate(last_start(&self.before)),
            Action::DeleteForward => {
                self.after = self.after.split_off(first_end(&self.after));
            }
            Action::DeleteWord => self.delete_word(),
            Action::DeleteToStart => self.delete_from(line_start(&self.before)),
            Action::CursorLeft => self.go_to(last_start(&self.before)),
            Action::CursorRight => self.go_to(self.before.len() + first_end(&self.after)),
            Action::CursorStart => self.go_to(line_start(&self.before)),
            Action::CursorEnd => {
                let rest = self.after.find('\n').unwrap_or(self.after.len());
                self.go_to(self.before.len() + rest);
            }
            Action::Up => self.go_rows(-1, goal, room),
            Action::Down => self.go_rows(1, goal, room),
            Action::PageUp => self.go_rows(-page(room), goal, room),
            Action::PageDown => self.go_rows(page(room), goal, room),
            _ => self.goal = goal,
        }
        true
    }

    /// The rows in so many columns, one of which is for a cursor behind the text.
    pub fn rows(&self, columns: usize) -> Rows {
        let rows = text::rows(&self.text(), text_columns(columns));
        let at = self.before.len();
        let row = rows.partition_point(|row| row.start <= at).max(1) - 1;
        let start = rows.get(row).map_or(0, |row| row.start);
        let column = self.before.get(start..).map_or(0, text::width);
        // Blanks may hang over the end of the row, and the cursor must not.
        let column = column.min(columns.saturating_sub(1));
        Rows { rows, row, column }
    }

    /// Puts a text at the cursor, as far as there is room for it.
    fn insert(&mut self, text: &str) -> bool {
        let room =
            limits::NOTE.saturating_sub(self.before.chars().count() + self.after.chars().count());
        match text.char_indices().nth(room) {
            None => self.before.push_str(text),
            Some((end, _)) => {
                let kept = text.get(..end).unwrap_or_default();
                self.before.push_str(kept);
                return false;
            }
        }
        true
    }

    /// The blanks before the cursor and the word before those; at the start of a line, the line break.
    fn delete_word(&mut self) {
        let line = line_start(&self.before);
        let typed = self.before.get(line..).unwrap_or_default();
        let kept = typed.trim_end();
        let cut = kept.rfind(char::is_whitespace);
        let end = cut.map_or(0, |at| at + first_end(kept.get(at..).unwrap_or_default()));
        self.delete_from(line + end);
    }

    /// All from there to the cursor; where that is nothing, the line break before it.
    fn delete_from(&mut self, from: usize) {
        let nothing = from == self.before.len();
        self.before.truncate(from);
        if nothing {
            self.before.pop();
        }
    }

    fn go_to(&mut self, at: usize) {
        let text = self.text();
        if let Some((before, after)) = text.split_at_checked(at) {
            (self.before, self.after) = (before.to_owned(), after.to_owned());
        }
    }

    /// Up or down; from the first row to the start, from the last one to the end.
    fn go_rows(&mut self, by: isize, goal: Option<usize>, room: Room) {
        let Rows { rows, row, column } = self.rows(room.columns);
        let text = self.text();
        let goal = goal.unwrap_or(column);
        let last = rows.len().saturating_sub(1);
        let to = row.saturating_add_signed(by).min(last);
        let at = match rows.get(to) {
            _ if to == row && by < 0 => 0,
            _ if to == row => text.len(),
            Some(found) => {
                let broken = rows.get(to + 1).is_some_and(|next| next.start == found.end);
                let shown = text.get(found.clone()).unwrap_or_default();
                found.start + place_of(shown, goal, broken)
            }
            None => return,
        };
        self.go_to(at);
        self.goal = Some(goal);
    }
}

/// The columns that are left for the text when the cursor has its own.
fn text_columns(columns: usize) -> usize {
    columns.saturating_sub(1).max(1)
}

fn page(room: Room) -> isize {
    isize::try_from(room.rows.saturating_sub(1).max(1)).unwrap_or(1)
}

/// The byte at which the last line begins.
fn line_start(text: &str) -> usize {
    text.rfind('\n').map_or(0, |at| at + 1)
}

/// The byte of a row at a column. Behind the last character of a row that is broken, the next row begins.
fn place_of(row: &str, column: usize, broken: bool) -> usize {
    let mut used = 0;
    let mut place = 0;
    for (at, cluster) in row.grapheme_indices(true) {
        place = at;
        if used >= column {
            return place;
        }
        used += text::width(cluster);
    }
    if broken || used > column {
        place
    } else {
        row.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room {
        columns: 11,
        rows: 4,
    };

    /// The text after these actions, with `|` for the cursor.
    fn after(text: &str, actions: &[Action]) -> String {
        let mut sheet = Sheet::new(text);
        for action in actions {
            sheet.edit(action, ROOM);
        }
        format!("{}|{}", sheet.before, sheet.after)
    }

    #[test]
    fn editing_goes_by_lines_and_by_what_a_reader_sees_as_one_character() {
        use Action::*;
        let cases: [(&str, &[Action], &str); 14] = [
            ("ab", &[NewLine, Insert('c')], "ab\nc|"),
            ("a\n👩‍👩‍👧", &[DeleteBack], "a\n|"),
            ("a\n", &[DeleteBack], "a|"),
            ("a\nb", &[CursorStart, DeleteBack], "a|b"),
            ("a\nb", &[CursorStart, CursorLeft, DeleteForward], "a|b"),
            ("one two\nthree", &[DeleteWord], "one two\n|"),
            ("one two\nthree", &[DeleteWord, DeleteWord], "one two|"),
            ("one  two  ", &[DeleteWord], "one  |"),
            ("one\ntwo", &[DeleteToStart], "one\n|"),
            ("one\ntwo", &[DeleteToStart, DeleteToStart], "one|"),
            ("one\ntwo", &[Up, CursorEnd, Insert('!')], "one!|\ntwo"),
            (
                "x",
                &[Paste("a\r\n\tb\u{1b}[2J\u{202e}c ".into())],
                "xa\n    bc |",
            ),
            ("", &[Insert('\u{202e}'), Insert('\u{7}'), DeleteBack], "|"),
            ("", &[DeleteWord, DeleteToStart, Up, Down, CursorLeft], "|"),
        ];
        for (text, actions, expected) in cases {
            assert_eq!(after(text, actions), expected, "{text:?} {actions:?}");
        }
    }

    #[test]
    fn up_and_down_go_by_rows_and_keep_to_a_column() {
        use Action::*;
        let text = "0123456\nab\nmore words than fit";
        assert_eq!(after(text, &[Up]), "0123456\nab\nmore wor|ds than fit");
        assert_eq!(after(text, &[Up, Up]), "0123456\nab|\nmore words than fit");
        assert_eq!(
            after(text, &[Up, Up, Up]),
            "0123456|\nab\nmore words than fit"
        );
        assert_eq!(
            after(text, &[Up, Up, Up, Up]),
            "|0123456\nab\nmore words than fit"
        );
        let back = [Up, Up, Up, Down, Down, Down];
        assert_eq!(after(text, &back), "0123456\nab\nmore words than fit|");
        assert_eq!(after(text, &[PageUp]), "0123456|\nab\nmore words than fit");
        assert_eq!(after("漢字漢字漢字", &[Up]), "漢|字漢字漢字");
    }

    #[test]
    fn the_cursor_is_always_in_a_row_and_in_its_columns() {
        let texts = [
            "",
            "\n",
            "a\n\n",
            "word word word ",
            "   indented-by-three",
            "漢字漢字漢字漢字",
            "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧 x",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa       ",
        ];
        for text in texts {
            for columns in 0..12 {
                let mut sheet = Sheet::new(text);
                for _ in 0..=text.len() {
                    let Rows { rows, row, column } = sheet.rows(columns);
                    assert!(row < rows.len(), "{text:?} {columns}");
                    assert!(column <= columns.saturating_sub(1), "{text:?} {columns}");
                    let joined: String = rows
                        .iter()
                        .map(|row| text.get(row.clone()).unwrap())
                        .collect();
                    assert_eq!(joined, text.replace('\n', ""));
                    for row in &rows {
                        let shown = text.get(row.clone()).unwrap().trim_end();
                        let one = shown.graphemes(true).count() == 1;
                        assert!(
                            one || text::width(shown) <= text_columns(columns),
                            "{shown:?} {columns}"
                        );
                    }
                    sheet.edit(&Action::CursorLeft, ROOM);
                }
            }
        }
    }

    #[test]
    fn a_pasted_book_is_cut_and_that_is_said() {
        let mut sheet = Sheet::default();
        assert!(!sheet.edit(&Action::Paste("é".repeat(100_000)), ROOM));
        assert_eq!(sheet.text().chars().count(), limits::NOTE);
        assert!(!sheet.edit(&Action::Insert('x'), ROOM));
        assert!(sheet.edit(&Action::DeleteBack, ROOM));
        assert!(sheet.edit(&Action::Insert('x'), ROOM));
    }
}
