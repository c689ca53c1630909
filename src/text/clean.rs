//! Hostile text made harmless.
//!
//! Terminals obey what they are told, and titles are written by strangers: control characters and escape sequences
//! drive the terminal, bidirectional overrides and invisible characters make a text look like another one, and
//! thousands of combining marks on one letter slow every frame down. None of them passes.

use std::borrow::Cow;

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_width::UnicodeWidthChar;

use super::escape;

/// More marks than any script puts on one letter, and enough for the longest emoji sequences.
pub(super) const MAX_MARKS: usize = 8;
const TAB_STOP: usize = 4;
const ZWNJ: char = '\u{200c}';
const ZWJ: char = '\u{200d}';
const BLACK_FLAG: char = '\u{1f3f4}';
/// The combining class of a virama, behind which a joiner shapes the letter before it even at the end of a word.
const VIRAMA: u8 = 9;

/// A text without anything that a terminal would obey or hide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// What may be shown.
    pub text: Cow<'a, str>,
    /// Whether something was removed that may not reach a terminal. Line breaks and spaces do not count.
    pub hostile: bool,
}

impl Cleaned<'_> {
    /// The clean text where it is another than the one that was given.
    pub fn changed(self) -> Option<String> {
        match self.text {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        }
    }
}

/// Cleans a text that is shown on one line: all white space becomes single spaces, none at the ends.
pub fn clean_line(text: &str) -> Cleaned<'_> {
    if is_clean_line(text) {
        return Cleaned {
            text: Cow::Borrowed(text),
            hostile: false,
        };
    }
    scrub(text, Shape::Line)
}

/// Cleans a text of many lines: line breaks become `\n`, tabs become spaces, lines end without spaces.
pub fn clean_block(text: &str) -> Cleaned<'_> {
    scrub(text, Shape::Block)
}

/// Cleans like [`clean_block`] but keeps the spaces at line ends, which mean a line break in Markdown.
pub fn clean_markup(text: &str) -> Cleaned<'_> {
    if are_plain_lines(text) {
        return Cleaned {
            text: Cow::Borrowed(text),
            hostile: false,
        };
    }
    scrub(text, Shape::Markup)
}

/// Whether the character never reaches a terminal: controls, directional formatting, invisible characters.
pub(crate) fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' // soft hyphen, joiners, marks of direction
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers: letters that show nothing
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' // invisible operators, isolates, deprecated format characters
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Block,
    Markup,
}

/// Most of what people write: characters that stand for themselves wherever they stand. A file of
/// megabytes is read while its reader waits, so these are not looked at twice.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~'
        | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' // Latin, without the soft hyphen
        | '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{3ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' // Greek, Cyrillic
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' // dashes, quotes, bullets
        | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' // kana
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') // Chinese characters, Hangul
}

/// How many bytes at the beginning are plain characters.
fn plain_run(text: &str) -> usize {
    let mut rest = text;
    loop {
        let behind = rest.get(ascii_run(rest.as_bytes())..).unwrap_or_default();
        let mut chars = behind.chars();
        match chars.next() {
            Some(c) if is_plain(c) => rest = chars.as_str(),
            _ => return text.len() - behind.len(),
        }
    }
}

/// How many bytes at the beginning are printable ASCII. Eight are looked at at once: in a byte of a word that is none, the highest
/// bit remains. What is carried over from it may spoil later ones, and these do not matter any more.
fn ascii_run(bytes: &[u8]) -> usize {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    let others = |word: u64| {
        let below = word.wrapping_sub(EACH * u64::from(b' ')) & !word;
        let above = word | word.wrapping_add(EACH * u64::from(0x7F - b'~'));
        (below | above) & (EACH * 0x80)
    };
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let others = others(u64::from_le_bytes(*word));
        if others != 0 {
            let good = usize::try_from(others.trailing_zeros() / 8).unwrap_or_default();
            return index * 8 + good;
        }
    }
    let rest = rest.iter().take_while(|byte| matches!(byte, b' '..=b'~'));
    words.len() * 8 + rest.count()
}

fn is_all_plain(text: &str) -> bool {
    plain_run(text) == text.len()
}

fn are_plain_lines(mut text: &str) -> bool {
    loop {
        let behind = text.get(plain_run(text)..).unwrap_or_default();
        match behind.strip_prefix('\n') {
            Some(rest) => text = rest,
            None => return behind.is_empty(),
        }
    }
}

fn is_clean_line(text: &str) -> bool {
    is_all_plain(text) && !text.contains("  ") && !text.starts_with(' ') && !text.ends_with(' ')
}

fn scrub(text: &str, shape: Shape) -> Cleaned<'_> {
    let mut scrubber = Scrubber::new(shape, text.len());
    let mut chars = text.chars();
    loop {
        if shape != Shape::Line {
            let rest = chars.as_str();
            let (run, behind) = rest.split_at_checked(plain_run(rest)).unwrap_or((rest, ""));
            scrubber.run(run);
            chars = behind.chars();
        }
        let Some(c) = chars.next() else { break };
        match c {
            '!'..='~' => scrubber.base(c),
            '\r' => {
                // CRLF is one line break: its LF does the work.
                if !chars.as_str().starts_with('\n') {
                    scrubber.newline();
                }
            }
            '\n' | '\u{2028}' | '\u{2029}' => scrubber.newline(),
            '\t' => scrubber.tab(),
            '\u{b}' | '\u{c}' | '\u{85}' => {
                scrubber.hostile = true;
                scrubber.newline();
            }
            '\u{1b}' | '\u{80}'..='\u{9f}' => {
                scrubber.hostile = true;
                escape::skip(c, &mut chars);
            }
            ZWNJ | ZWJ => scrubber.join(c),
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => scrubber.variation(c),
            _ if is_forbidden(c) => scrubber.refuse(c),
            _ if c.is_whitespace() => scrubber.space(c),
            _ if is_mark(c) => scrubber.mark(c),
            _ => scrubber.base(c),
        }
    }
    let hostile = scrubber.hostile;
    let clean = scrubber.finish();
    let text = if clean == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(clean)
    };
    Cleaned { text, hostile }
}

/// Whether the character joins the grapheme cluster before it, or takes no column of its own.
pub(super) fn is_mark(c: char) -> bool {
    is_combining_mark(c) || c.width() == Some(0) || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

struct Scrubber {
    out: String,
    shape: Shape,
    hostile: bool,
    /// Marks on the current base character, joined ones included.
    marks: usize,
    /// A joiner that waits for something to join.
    joiner: Option<char>,
    /// In a line: white space that waits for something behind it.
    gap: bool,
    /// Characters since the line began, for tabs.
    column: usize,
}

impl Scrubber {
    fn new(shape: Shape, size: usize) -> Scrubber {
        let out = String::with_capacity(size);
        Scrubber {
            out,
            shape,
            hostile: false,
            marks: 0,
            joiner: None,
            gap: false,
            column: 0,
        }
    }

    /// Many plain characters at once.
    fn run(&mut self, run: &str) {
        let mut chars = run.chars();
        match chars.next() {
            Some(' ') => self.space(' '),
            Some(first) => self.base(first),
            None => return,
        }
        let rest = chars.as_str();
        if !rest.is_empty() {
            self.marks = 0;
            self.out.push_str(rest);
            self.column += rest.chars().count();
        }
    }

    fn base(&mut self, c: char) {
        if !self.settle() {
            self.marks = 0;
        }
        self.push(c);
    }

    fn mark(&mut self, c: char) {
        let alone = self.at_line_start();
        if self.marks >= MAX_MARKS {
            self.hostile = true;
        } else if alone && c.width() == Some(0) {
            // It would sit on whatever is drawn before this text.
            self.joiner = None;
        } else {
            self.settle();
            self.marks += 1;
            self.push(c);
        }
    }

    fn variation(&mut self, c: char) {
        let varies = self.joiner.is_none() && self.marks < MAX_MARKS && self.is_behind_something();
        if varies && !self.out.ends_with(is_selector) {
            self.marks += 1;
            self.push(c);
        }
    }

    fn join(&mut self, c: char) {
        if self.is_behind_something() && self.marks < MAX_MARKS {
            self.joiner.get_or_insert(c);
        }
    }

    fn refuse(&mut self, c: char) {
        // Flags of regions are a black flag and tags; the plain flag stays and nobody is accused.
        let region = matches!(c, '\u{e0020}'..='\u{e007f}') && self.out.ends_with(BLACK_FLAG);
        self.hostile |= !region;
    }

    fn newline(&mut self) {
        self.drop_joiner();
        match self.shape {
            Shape::Line => self.gap = true,
            Shape::Block => {
                self.trim_spaces();
                if !self.out.is_empty() {
                    self.out.push('\n');
                }
            }
            Shape::Markup => self.out.push('\n'),
        }
        self.column = 0;
        self.marks = 0;
    }

    fn tab(&mut self) {
        for _ in 0..TAB_STOP - self.column % TAB_STOP {
            self.space(' ');
        }
    }

    fn space(&mut self, c: char) {
        self.drop_joiner();
        self.marks = 0;
        if self.shape == Shape::Line {
            self.gap = true;
        } else {
            self.push(c);
        }
    }

    fn finish(mut self) -> String {
        self.drop_joiner();
        if self.shape == Shape::Block {
            self.out.truncate(self.out.trim_end().len());
        }
        self.out
    }

    /// Writes the space or the joiner that waited for what comes now; says whether it is joined to what was before.
    fn settle(&mut self) -> bool {
        if std::mem::take(&mut self.gap) && !self.out.is_empty() {
            self.push(' ');
        }
        let Some(joiner) = self.joiner.take() else {
            return false;
        };
        self.marks += 1;
        self.push(joiner);
        joiner == ZWJ
    }

    fn drop_joiner(&mut self) {
        let Some(joiner) = self.joiner.take() else {
            return;
        };
        if self
            .out
            .chars()
            .next_back()
            .is_some_and(|last| canonical_combining_class(last) == VIRAMA)
        {
            self.push(joiner);
        }
    }

    fn push(&mut self, c: char) {
        self.out.push(c);
        self.column += 1;
    }

    fn trim_spaces(&mut self) {
        let kept = self
            .out
            .trim_end_matches(|c: char| c != '\n' && c.is_whitespace())
            .len();
        self.out.truncate(kept);
    }

    fn at_line_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    fn is_behind_something(&self) -> bool {
        !self.gap && !self.out.is_empty() && !self.out.ends_with(char::is_whitespace)
    }
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}
