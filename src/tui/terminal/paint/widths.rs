//! How wide the terminal draws the symbols about which terminals disagree.
//!
//! It is asked once, with the first frame, and never waited for: each symbol is printed at the beginning of a row of its own,
//! and the terminal reports where its cursor is then. The row tells which answer it is. Until it comes, and where none does, a
//! doubtful symbol is printed in a way that is right whatever its width.

use ratatui::buffer::CellWidth as _;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_width::UnicodeWidthChar as _;

/// Kinds of doubtful symbols, as bits: within one, a terminal draws all alike.
type Kinds = u8;
/// Signs that are two columns wide in fonts of East Asia.
const SIGN: Kinds = 1;
/// Several pictures that are joined into one.
const JOINED: Kinds = 1 << 1;
/// A sign that is to be drawn as a picture.
const PICTURED: Kinds = 1 << 2;
/// A flag, which is made of two letters.
const FLAG: Kinds = 1 << 3;
/// A picture and the colour of its skin.
const TONED: Kinds = 1 << 4;
/// A letter and what is added to it.
const MARKED: Kinds = 1 << 5;
/// A picture of one character.
const PICTURE: Kinds = 1 << 6;
/// What one answer says little about: scripts that join letters, and pictures that many terminals do not know yet.
const OTHER: Kinds = 1 << 7;

/// What is printed to ask, from the second row on: a report of the first row looks like a key.
///
/// The picture came with Unicode 14: who knows it knows those before it.
const PROBES: [(Kinds, &str); 7] = [
    (SIGN, "…─"),
    (JOINED, "🧑\u{200d}🎓"),
    (PICTURED, "⚙\u{fe0f}"),
    (FLAG, "🇦🇹"),
    (TONED, "👍🏽"),
    (MARKED, "e\u{301}"),
    (PICTURE, "🫠"),
];
/// The row of the first one, counted from 1.
const FIRST_ROW: usize = 2;
/// In fewer columns, what a terminal draws too wide would go on in the next row.
const LEAST_COLUMNS: usize = 20;

/// No terminal draws a doubtful symbol wider than that over its true width.
const MOST_BEHIND: usize = 8;
/// The least number of columns behind a doubtful symbol that are printed again.
const LEAST_BEHIND: usize = 2;

const JOINER: char = '\u{200d}';
const AS_PICTURE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';

/// What the terminal answered: of each kind, whether it is drawn as wide as the layout has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Widths {
    as_wide: Kinds,
    narrower: Kinds,
    wider: Kinds,
    /// What was asked, and is not answered yet.
    due: Kinds,
}

/// What an answer changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Heard {
    /// Nothing that is to be seen.
    Nothing,
    /// Some symbols are drawn in another shape.
    Shapes,
    /// Our own signs are two columns wide.
    WideSigns,
}

/// What has to be done about a symbol so that nothing beside it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing: it is as wide as it should be.
    None,
    /// It may be narrower.
    Narrower,
    /// It may have any width, and so many columns behind it may have been drawn over.
    Any(usize),
}

impl Widths {
    /// What asks, in a screen of that many columns and rows that is cleared afterwards; empty if there are too few.
    pub(super) fn ask(&mut self, columns: usize, rows: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        if columns < LEAST_COLUMNS || rows < FIRST_ROW + PROBES.len() {
            return bytes;
        }
        bytes.extend(format!("\x1b[{FIRST_ROW}H").bytes());
        for (kind, probe) in PROBES {
            self.due |= kind;
            bytes.extend(probe.bytes());
            bytes.extend(b"\x1b[6n\r\n");
        }
        bytes
    }

    /// How many answers are still to come.
    pub(super) fn due(self) -> u32 {
        self.due.count_ones()
    }

    /// Takes a report of the cursor's place, both counted from 1. What nobody asked for says nothing.
    pub(super) fn hear(&mut self, row: u32, column: u32) -> Heard {
        let index = usize::try_from(row).ok();
        let index = index.and_then(|row| row.checked_sub(FIRST_ROW));
        let probe = index.and_then(|index| PROBES.get(index));
        let Some((kind, probe)) = probe.filter(|(kind, _)| self.due & kind != 0) else {
            return Heard::Nothing;
        };
        self.due &= !kind;
        let wanted = usize::from(probe.cell_width());
        let drawn = usize::try_from(column).unwrap_or(usize::MAX);
        let drawn = drawn.saturating_sub(1);
        if drawn > wanted + MOST_BEHIND {
            return Heard::Nothing; // no width at all
        }
        match drawn.cmp(&wanted) {
            std::cmp::Ordering::Less => self.narrower |= kind,
            std::cmp::Ordering::Equal => self.as_wide |= kind,
            std::cmp::Ordering::Greater => {
                self.wider |= kind;
                return match *kind {
                    SIGN => Heard::WideSigns,
                    _ => Heard::Shapes,
                };
            }
        }
        Heard::Nothing
    }

    /// What to be careful about with a symbol that is to take so many columns.
    pub(super) fn doubt(self, symbol: &str, width: usize) -> Doubt {
        let kinds = kinds(symbol);
        // Where signs are wide, so are some letters: which, differs.
        let is_letter = || symbol.starts_with(|first| ('\u{a0}'..'\u{590}').contains(&first));
        match () {
            () if self.wider & SIGN != 0 && is_letter() => Doubt::Any(1),
            () if kinds & !self.as_wide == 0 => Doubt::None,
            () if kinds & !(self.as_wide | self.narrower) == 0 => Doubt::Narrower,
            () => Doubt::Any(behind(symbol, width)),
        }
    }

    /// Whether the terminal draws the symbol wider than it should be.
    pub(super) fn is_too_wide(self, symbol: &str) -> bool {
        let wider = self.wider & !SIGN;
        let kinds = if wider == 0 { 0 } else { kinds(symbol) };
        kinds & OTHER == 0 && kinds & wider != 0
    }

    /// The symbol, or what says the same and fits, if it is too wide.
    pub(super) fn shape(self, symbol: String) -> String {
        if !self.is_too_wide(&symbol) {
            return symbol;
        }
        let mut shape: String = if kinds(&symbol) & FLAG != 0 {
            symbol.chars().filter_map(letter).collect()
        } else {
            // An accented letter may be one character; of a picture, the first is what it is a kind of.
            symbol.nfc().take(1).collect()
        };
        let missing = symbol.cell_width().saturating_sub(shape.cell_width());
        shape.extend(std::iter::repeat_n(' ', missing.into()));
        shape
    }
}

/// The letter that a half of a flag stands for.
fn letter(half: char) -> Option<char> {
    let index = u32::from(half).checked_sub(0x1f1e6)?;
    char::from_u32(u32::from('A') + index)
}

/// What kinds of symbols it is made of; none if all terminals draw it alike.
fn kinds(symbol: &str) -> Kinds {
    if symbol.len() == 1 {
        return 0;
    }
    let mut kinds = 0;
    let mut before = None;
    let mut characters = symbol.chars().peekable();
    while let Some(character) = characters.next() {
        let is_pictured = characters.peek() == Some(&AS_PICTURE);
        let is_alone = before.is_none() && characters.peek().is_none();
        let width = character.width().unwrap_or(0);
        kinds |= match character {
            JOINER => JOINED,
            AS_PICTURE => PICTURED,
            '\u{1f1e6}'..='\u{1f1ff}' if !is_alone => FLAG,
            '\u{1f3fb}'..='\u{1f3ff}' if !is_alone => TONED,
            // Some of these came after the one that is asked about.
            '\u{1f6d3}'..='\u{1f6df}' | '\u{1fa70}'..='\u{1faff}' => OTHER,
            '\u{2300}'..'\u{2c00}' | '\u{1f000}'.. if width > 1 => PICTURE,
            '\u{1f000}'.. if is_pictured => 0,
            '\u{1f000}'.. => OTHER,
            _ if before.is_none() => 0,
            '\u{2000}'..'\u{2c00}' if before == Some(JOINER) => 0,
            // A sign that is to be drawn as one, or in one of several ways.
            KEYCAP | '\u{fe00}'..='\u{fe0e}' => OTHER,
            _ if width == 0 && is_combining_mark(character) => MARKED,
            _ => OTHER,
        };
        before = Some(character);
    }
    kinds
}

/// How many columns behind the symbol are doubtful.
fn behind(symbol: &str, width: usize) -> usize {
    // At worst, each character is drawn by itself.
    let apart: usize = symbol
        .chars()
        .map(|character| usize::from(character.encode_utf8(&mut [0; 4]).cell_width()))
        .sum();
    apart.saturating_sub(width).clamp(LEAST_BEHIND, MOST_BEHIND)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Widths after these answers, in the order of the probes.
    fn answered(columns: [u32; 7]) -> Widths {
        let mut widths = Widths::default();
        assert!(!widths.ask(80, 24).is_empty());
        for (row, columns) in (2..).zip(columns) {
            widths.hear(row, columns + 1);
        }
        assert!(widths.due() == 0);
        widths
    }

    #[test]
    fn what_is_drawn_as_wide_as_it_should_be_needs_no_care() {
        let agreed = answered([2, 2, 2, 2, 2, 1, 2]);
        for symbol in [
            "a",
            "é",
            "漢",
            "…",
            "🚀",
            "⏰",
            "🧑\u{200d}🎓",
            "👩🏽\u{200d}🚀",
            "🙋\u{200d}♂\u{fe0f}",
            "🖥\u{fe0f}",
            "⚙\u{fe0f}",
            "❤\u{fe0f}\u{200d}🔥",
            "🇦🇹",
            "👍🏽",
            "e\u{301}",
            "か\u{3099}",
        ] {
            let width = symbol.cell_width().into();
            assert_eq!(agreed.doubt(symbol, width), Doubt::None, "{symbol}");
        }
        // One answer says nothing of these.
        for symbol in ["क्ष", "1\u{fe0f}\u{20e3}", "🫩", "🖥", "🇦", "กำ", "⚙\u{fe0e}"]
        {
            let width = symbol.cell_width().into();
            let doubt = agreed.doubt(symbol, width);
            assert!(matches!(doubt, Doubt::Any(2..)), "{symbol}: {doubt:?}");
        }
    }

    #[test]
    fn a_symbol_is_as_doubtful_as_the_worst_of_its_parts() {
        let narrow = answered([2, 2, 1, 2, 2, 1, 2]);
        assert_eq!(narrow.doubt("⚙\u{fe0f}", 2), Doubt::Narrower);
        assert_eq!(narrow.doubt("❤\u{fe0f}\u{200d}🔥", 2), Doubt::Narrower);
        assert_eq!(narrow.doubt("🧑\u{200d}🎓", 2), Doubt::None);
        // The one picture is not known, so that those it is joined of may not be, either.
        let old = answered([2, 2, 2, 2, 2, 1, 1]);
        assert_eq!(old.doubt("🧑\u{200d}🎓", 2), Doubt::Narrower);
        assert_eq!(Widths::default().doubt("🚀", 2), Doubt::Any(2));
        assert_eq!(Widths::default().doubt("🧑\u{200d}🎓", 2), Doubt::Any(2));
    }

    #[test]
    fn what_is_drawn_too_wide_gets_a_shape_that_fits() {
        let apart = answered([2, 4, 3, 4, 4, 2, 2]);
        for (symbol, shape) in [
            ("🧑\u{200d}🎓", "🧑"),
            ("👩🏽\u{200d}🚀", "👩"),
            ("👍🏽", "👍"),
            ("⚙\u{fe0f}", "⚙ "),
            ("❤\u{fe0f}\u{200d}🔥", "❤ "),
            ("🇦🇹", "AT"),
            ("e\u{301}", "é"),
            ("x\u{301}", "x"),
            ("🚀", "🚀"),
            ("क्ष", "क्ष"),
        ] {
            assert_eq!(apart.shape(symbol.to_owned()), shape);
            let joined = answered([2, 2, 2, 2, 2, 1, 2]);
            assert_eq!(joined.shape(symbol.to_owned()), symbol);
            assert_eq!(Widths::default().shape(symbol.to_owned()), symbol);
        }
    }

    #[test]
    fn where_signs_are_wide_letters_are_doubtful() {
        let eastern = answered([4, 2, 2, 2, 2, 1, 2]);
        assert_eq!(eastern.doubt("Ж", 1), Doubt::Any(1));
        for symbol in ["a", "漢", "ﾊ", "ก"] {
            let width = symbol.cell_width().into();
            assert_eq!(eastern.doubt(symbol, width), Doubt::None, "{symbol}");
        }
        assert_eq!(answered([2, 2, 2, 2, 2, 1, 2]).doubt("Ж", 1), Doubt::None);
    }

    #[test]
    fn an_answer_counts_once_and_only_if_it_was_asked_for() {
        let mut widths = Widths::default();
        assert_eq!(widths.hear(3, 5), Heard::Nothing);
        assert_eq!(widths, Widths::default(), "nobody asked");
        let question = String::from_utf8(widths.ask(80, 24)).unwrap();
        assert!(question.starts_with("\x1b[2H…─\x1b[6n\r\n🧑"), "{question}");
        assert!(question.len() < 120, "{}", question.len());
        for (row, column) in [(0, 0), (1, 5), (9, 3), (24, 80), (u32::MAX, u32::MAX)] {
            assert_eq!(widths.hear(row, column), Heard::Nothing);
        }
        assert_eq!(widths.hear(3, 5), Heard::Shapes);
        assert_eq!(widths.hear(3, 3), Heard::Nothing, "it was answered");
        assert_eq!(widths.shape("🧑\u{200d}🎓".to_owned()), "🧑");
        assert_eq!(widths.hear(2, 5), Heard::WideSigns);
        // A column that no symbol reaches is no answer.
        assert_eq!(widths.hear(5, 80), Heard::Nothing);
        assert_eq!(widths.shape("🇦🇹".to_owned()), "🇦🇹");
        assert_eq!(widths.doubt("🇦🇹", 2), Doubt::Any(2));
        assert!(widths.due() > 0);
    }

    #[test]
    fn a_window_without_room_for_it_is_not_asked() {
        let small = (0..9).map(|rows| (80, rows));
        for (columns, rows) in small.chain([(1, 50), (19, 24)]) {
            let mut widths = Widths::default();
            let question = widths.ask(columns, rows);
            assert!(question.is_empty() && widths.due() == 0, "{columns}x{rows}");
        }
        assert!(!Widths::default().ask(20, 9).is_empty());
    }
}
