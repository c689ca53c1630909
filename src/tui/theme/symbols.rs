//! The characters that a terminal can show, and what is drawn in place of those that it cannot.
//!
//! It is done to the finished frame, cell by cell, so that every column stays where it is.

use ratatui::buffer::{Buffer, CellWidth as _};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_width::UnicodeWidthChar as _;

/// The characters that the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symbols {
    /// All.
    #[default]
    Unicode,
    /// Letters, and the few signs that fonts of the Linux console have.
    Console,
    /// All but those that fonts of East Asia have two columns wide, and others one.
    Eastern,
    /// Those of ASCII.
    Ascii,
}

/// Our own signs, and others that stand in any text: on the console, and in ASCII. Each is one column wide, and the marks of an
/// entry stay different from each other.
#[rustfmt::skip] // a table: one row, one line
const SIGNS: &[(char, char, char)] = &[
    ('▌', '▌', '>'), // the cursor
    ('▏', '│', '|'), // the cursor of a list beside which something else is in hand
    ('›', '»', '>'), // a choice
    ('▶', '►', '@'), // running
    ('✗', 'x', 'x'), // cancelled
    ('✚', '+', '+'), // new
    ('✖', 'X', 'X'), // newly cancelled, or gone
    ('↻', '%', '%'), // changed
    ('★', '*', '*'), // a favourite
    ('▲', '▲', '^'), // at the same time
    ('•', '∙', '*'), ('·', '·', '.'), ('…', '»', '~'),
    ('─', '─', '-'), ('━', '═', '='), ('│', '│', '|'), ('┃', '║', '|'), ('┆', '│', ':'), ('╌', '─', '-'),
    ('┌', '┌', '+'), ('┐', '┐', '+'), ('└', '└', '+'), ('┘', '┘', '+'), ('├', '├', '+'), ('┤', '┤', '+'),
    ('┬', '┬', '+'), ('┴', '┴', '+'), ('┼', '┼', '+'), ('╭', '┌', '+'), ('╮', '┐', '+'), ('╰', '└', '+'), ('╯', '┘', '+'),
    ('▰', '█', '#'), ('▱', '░', '-'), ('▁', '.', '.'), ('▂', ':', ':'), ('▃', '░', '-'), ('▅', '▒', '='), ('▆', '▓', '+'), ('▇', '█', '#'),
    ('█', '█', '#'), ('▓', '▓', '#'), ('▒', '▒', '%'), ('░', '░', ':'), ('▐', '▐', '|'), ('▀', '▀', '"'), ('▄', '▄', '_'),
    ('▕', '│', '|'), ('▎', '│', '|'), ('■', '■', '#'), ('□', '■', 'o'), ('●', '∙', '*'), ('○', 'o', 'o'), ('◀', '◄', '<'), ('▼', '▼', 'v'),
    ('▸', '►', '>'), ('◂', '◄', '<'), ('▾', '▼', 'v'), ('▴', '▲', '^'), ('☆', '*', '*'), ('◆', '♦', '*'),
    ('↑', '↑', '^'), ('↓', '↓', 'v'), ('→', '→', '>'), ('←', '←', '<'), ('↔', '↔', '='), ('⇒', '→', '>'), ('⏎', '┘', '<'),
    ('⇧', '↑', '^'), ('⌫', '←', '<'), ('␣', '_', '_'), ('⚠', '!', '!'), ('✓', '√', 'v'), ('✔', '√', 'v'), ('✘', 'x', 'x'),
    ('“', '"', '"'), ('”', '"', '"'), ('„', '"', '"'), ('‟', '"', '"'), ('«', '«', '"'), ('»', '»', '"'),
    ('‘', '\'', '\''), ('’', '\'', '\''), ('‚', '\'', '\''), ('‹', '<', '\''), ('′', '\'', '\''), ('″', '"', '"'),
    ('–', '-', '-'), ('—', '-', '-'), ('−', '-', '-'), ('‐', '-', '-'), ('‑', '-', '-'), ('‒', '-', '-'), ('―', '-', '-'),
    ('×', '×', 'x'), ('÷', '÷', '/'), ('±', '±', '~'), ('≈', '≈', '~'), ('≤', '≤', '<'), ('≥', '≥', '>'), ('≠', '≠', '#'),
    ('⁄', '/', '/'), ('∕', '/', '/'), ('∗', '*', '*'), ('∙', '∙', '.'), ('¦', '|', '|'),
    ('\u{a0}', ' ', ' '), ('\u{202f}', ' ', ' '), ('\u{2009}', ' ', ' '),
    ('§', '§', 'S'), ('¶', '¶', 'P'), ('°', '°', 'o'), ('µ', 'µ', 'u'), ('©', 'c', 'c'), ('®', 'r', 'r'), ('™', 't', 't'),
    ('£', '£', 'L'), ('¥', '¥', 'Y'), ('€', 'E', 'E'), ('¢', '¢', 'c'), ('¡', '¡', '!'), ('¿', '¿', '?'),
];

/// Letters that are no letter of ASCII with something added.
#[rustfmt::skip] // a table: one row, one line
const LETTERS: &[(char, char)] = &[
    ('ß', 's'), ('ẞ', 'S'), ('æ', 'a'), ('Æ', 'A'), ('œ', 'o'), ('Œ', 'O'), ('ø', 'o'), ('Ø', 'O'), ('đ', 'd'), ('Đ', 'D'),
    ('ð', 'd'), ('Ð', 'D'), ('þ', 't'), ('Þ', 'T'), ('ł', 'l'), ('Ł', 'L'), ('ħ', 'h'), ('Ħ', 'H'), ('ı', 'i'), ('ŋ', 'n'),
    ('Ŋ', 'N'), ('ŧ', 't'), ('Ŧ', 'T'), ('ə', 'e'), ('Ə', 'E'), ('ɛ', 'e'), ('ɔ', 'o'), ('ƒ', 'f'), ('ĸ', 'k'), ('ſ', 's'),
];

impl Symbols {
    /// A key as it is called where its sign cannot be shown: a sign in its place might be taken for another key.
    pub fn key(self, keys: &str) -> String {
        if self == Self::Unicode {
            return keys.to_owned();
        }
        let names = [
            ("⏎", "Enter"),
            ("↑", "Up"),
            ("↓", "Down"),
            ("←", "Left"),
            ("→", "Right"),
        ];
        let name = |keys: String, (sign, name): (&str, &str)| keys.replace(sign, name);
        names.into_iter().fold(keys.to_owned(), name)
    }

    /// Puts what can be shown in the place of what cannot.
    pub fn apply(self, buffer: &mut Buffer) {
        if self == Self::Unicode {
            return;
        }
        let width = usize::from(buffer.area.width).max(1);
        for row in buffer.content.chunks_mut(width) {
            let mut cells = row.iter_mut();
            while let Some(cell) = cells.next() {
                let symbol = cell.symbol();
                if symbol.is_ascii() {
                    continue;
                }
                let columns = usize::from(cell.cell_width()).max(1);
                let Some(shown) = self.shown(symbol, columns) else {
                    continue;
                };
                cell.set_char(shown);
                // What is unknown fills its columns; a wide letter leaves a blank.
                let rest = if shown == UNKNOWN { UNKNOWN } else { ' ' };
                for behind in cells.by_ref().take(columns - 1) {
                    behind.set_char(rest);
                }
            }
        }
    }

    /// What is shown for a symbol that is so many columns wide; `None` if it is shown as it is.
    fn shown(self, symbol: &str, columns: usize) -> Option<char> {
        let mut chars = symbol.chars();
        let sign = chars.next().and_then(|first| {
            // What asks for a coloured picture, or not, says nothing here.
            let alone = chars.all(|char| matches!(char, '\u{fe0e}' | '\u{fe0f}'));
            SIGNS.iter().find(|sign| alone && sign.0 == first)
        });
        match (self, sign) {
            (Self::Console, Some(sign)) => Some(sign.1),
            // Its fonts have none, and it shows a box for each part.
            (Self::Console, None) if is_picture(symbol) => Some(' '),
            // It knows no marks; most letters have them built in.
            (Self::Console, None) if symbol.chars().nth(1).is_some() => symbol.nfc().next(),
            (Self::Eastern, _) if columns > 1 || !symbol.starts_with(is_ambiguous) => None,
            (Self::Eastern | Self::Ascii, Some(sign)) => Some(sign.2),
            // A picture beside a text says nothing that is missed; a question mark in its place would.
            (Self::Eastern | Self::Ascii, None) if is_picture(symbol) => Some(' '),
            (Self::Unicode, _) | (Self::Console, None) => None,
            (Self::Eastern | Self::Ascii, None) => Some(ascii(symbol).unwrap_or(UNKNOWN)),
        }
    }
}

/// Whether it is wide in fonts of East Asia only.
fn is_ambiguous(char: char) -> bool {
    char.width() == Some(1) && char.width_cjk() == Some(2)
}

/// Whether it is an emoji or another small picture.
fn is_picture(symbol: &str) -> bool {
    let first = symbol.chars().next();
    let pictures = ['\u{1f000}'..='\u{1faff}', '\u{2600}'..='\u{27bf}'];
    first.is_some_and(|first| pictures.iter().any(|range| range.contains(&first)))
}

/// What stands for what has no letter.
const UNKNOWN: char = '?';

/// A letter without what is added to it.
fn ascii(symbol: &str) -> Option<char> {
    let mut bare = symbol.nfkd().filter(|char| !is_combining_mark(*char));
    let letter = bare.next()?;
    // A sign that stands for several says none of them.
    if bare.next().is_some() {
        return None;
    }
    if letter.is_ascii_graphic() || letter == ' ' {
        return Some(letter);
    }
    let known = LETTERS.iter().find(|(known, _)| *known == letter);
    known.map(|(_, plain)| *plain)
}

/// Whether texts are written in UTF-8, as far as these variables of the environment tell: the first that is set decides, by the
/// encoding that it names. A language alone, as `de_AT`, says nothing against it; what is no locale at all is one to no program,
/// and they run in that of C. Where none is set, terminals made of glass do not.
pub fn speaks_utf8(variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    let Some(locale) = locale else {
        let term = variable("TERM").unwrap_or_default();
        let number = term.strip_prefix("vt").unwrap_or_default();
        return !number.starts_with(|first: char| first.is_ascii_digit());
    };
    let name = locale.split('@').next().unwrap_or_default();
    match name.split_once('.') {
        Some((_, set)) => matches!(&*set.to_lowercase(), "utf-8" | "utf8"),
        None => matches!(&*name.to_lowercase(), "utf-8" | "utf8") || is_language(name),
    }
}

/// Whether it is a language, or one with a country: `de`, `de_AT`.
fn is_language(name: &str) -> bool {
    let (language, country) = name.split_once('_').unwrap_or((name, "AA"));
    let lower = language.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = country.bytes().all(|byte| byte.is_ascii_uppercase());
    lower && upper && matches!(language.len(), 2 | 3) && country.len() == 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{layout::Rect, style::Style};

    fn shown(symbols: Symbols, text: &str, width: u16) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        buffer.set_string(0, 0, text, Style::new());
        symbols.apply(&mut buffer);
        let cells = buffer.content.iter();
        cells.map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn everything_has_something_in_ascii_and_keeps_its_columns() {
        for (text, ascii) in [
            ("▌▶★11:00+1▲ Zoë", ">@*11:00+1^ Zoe"),
            ("“Straße” – Ærø…", "\"Strase\" - Aro~"),
            ("e\u{301}A\u{30a}|", "eA|    "),
            ("漢字|", "????|  "),
            ("Ａ１|", "A 1 |  "),
            ("👩\u{200d}👩\u{200d}👧|", "  |    "),
            ("⚠\u{fe0f}|", "! |    "),
            ("Σ½ﬁ|", "???|   "),
            ("क्षि|", "?"),
        ] {
            let seen = shown(Symbols::Ascii, text, 16);
            assert!(seen.starts_with(ascii.trim_end()), "{text}: {seen}");
            assert!(seen.is_ascii() && seen.len() == 16, "{text}: {seen}");
        }
    }

    #[test]
    fn the_console_keeps_letters() {
        let seen = shown(Symbols::Console, "▌▶★✗▲ Zoë – ⏎…", 14);
        assert_eq!(seen, "▌►*x▲ Zoë - ┘»");
    }

    #[test]
    fn the_console_has_no_pictures_and_no_marks_of_their_own() {
        let text = "🧑\u{200d}🎓 ⚠\u{fe0f} 🇦🇹 ❤ e\u{301}x\u{302} 漢|";
        let seen = shown(Symbols::Console, text, 20);
        assert_eq!(seen.trim_end(), "   !       éx 漢 |");
    }

    #[test]
    fn where_signs_are_wide_letters_of_one_width_stay() {
        let seen = shown(Symbols::Eastern, "▌▶★│…漢字 ｶﾅ 🚀 öé Ж☎", 22);
        // Whether letters of Europe are wide there differs; they are left to the painter.
        assert_eq!(seen.trim_end(), ">@*|~漢 字  ｶﾅ 🚀  öé Ж");
    }

    #[test]
    fn marks_stay_different() {
        // In the order of their columns: the cursor's, those of the entry's status, the reader's own.
        let columns: [&[char]; 4] = [&['▌', '▏'], &['▶', '✗', '?', '-'], &['★', '!'], &['▲', '+']];
        for symbols in [Symbols::Console, Symbols::Eastern, Symbols::Ascii] {
            for column in columns {
                let text: String = column.iter().collect();
                let mut seen: Vec<char> = shown(symbols, &text, 4).trim().chars().collect();
                seen.sort_unstable();
                seen.dedup();
                assert_eq!(seen.len(), column.len(), "{symbols:?} {text}");
            }
        }
    }

    #[test]
    fn the_tables_are_sound() {
        for (index, (sign, console, ascii)) in SIGNS.iter().enumerate() {
            assert!(ascii.is_ascii_graphic() || *ascii == ' ', "{sign}");
            assert_eq!(crate::text::width(&console.to_string()), 1, "{sign}");
            assert!(
                SIGNS[..index].iter().all(|other| other.0 != *sign),
                "{sign} is there twice"
            );
        }
        assert!(LETTERS.iter().all(|(_, plain)| plain.is_ascii_alphabetic()));
    }

    #[test]
    fn the_locale_names_the_encoding_and_what_is_no_locale_is_that_of_c() {
        for (all, kind, lang, utf8) in [
            ("", "", "", true),
            ("", "", "en_US.UTF-8", true),
            ("", "", "de_DE.utf8@euro", true),
            ("", "", "C.UTF-8", true),
            ("", "", "de_DE.ISO-8859-1", false),
            ("", "", "de_DE.ISO-8859-15@euro", false),
            ("", "", "C", false),
            ("", "", "POSIX", false),
            ("", "UTF-8", "C", true),
            ("C", "", "en_US.UTF-8", false),
            ("en_US.UTF-8", "C", "C", true),
            ("", "", "de_AT", true),
            ("", "", "de", true),
            ("", "", "ast_ES@valencia", true),
            ("", "", "nonsense", false),
            ("", "", "nonsense.UTF-8", true),
            ("nonsense", "", "en_US.UTF-8", false),
            ("", "", "de-AT", false),
            ("", "", "de_", false),
            ("", "", "@euro", false),
            ("", "de_AT", "C", true),
            ("C.UTF-8", "C", "C", true),
        ] {
            let variable = |name: &str| match name {
                "LC_ALL" => Some(all.to_owned()),
                "LC_CTYPE" => Some(kind.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            };
            assert_eq!(speaks_utf8(variable), utf8, "{all} {kind} {lang}");
        }
        assert!(speaks_utf8(|_| None));
        for (term, utf8) in [("vt220", false), ("vte-256color", true), ("xterm", true)] {
            let variable = |name: &str| (name == "TERM").then(|| term.to_owned());
            assert_eq!(speaks_utf8(variable), utf8, "{term}");
        }
        let serial = |name: &str| match name {
            "TERM" => Some("vt220".to_owned()),
            _ => (name == "LANG").then(|| "C.UTF-8".to_owned()),
        };
        assert!(speaks_utf8(serial));
    }
}
