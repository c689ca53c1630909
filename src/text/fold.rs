//! Case and accent folding.
//!
//! Both sides of a comparison are folded in the same way, character by character, so that what matches a text matches
//! it still when characters are taken off its end: a list that is filtered while somebody types never grows.
//!
//! - Compatibility forms are taken apart (full-width letters become ASCII), accents are separate characters.
//! - Accents go, `ß` becomes `ss`, `ø` `o`, `æ` `ae` and so on, unless accents matter.
//! - Capitals become small letters, unless case matters. `ς` is `σ` always.
//! - Curly quotes and the many dashes become plain ones, white space one space. Apostrophes go, so that `obrien` finds
//!   `O’Brien`. So do invisible characters.
//! - Hangul stays composed: 하 finds 하다 but not 한. Marks that make another letter rather than an accent stay: those of
//!   Indic scripts and Thai, the voicing marks of kana, the breve of й.

use std::ops::Range;

use unicode_normalization::char::{compose, decompose_compatible};

/// What counts when texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fold {
    /// Whether capitals differ from small letters.
    pub(crate) case: bool,
    /// Whether accents make a difference.
    pub(crate) accents: bool,
}

impl Fold {
    /// Neither case nor accents count.
    pub(crate) const LOOSE: Fold = Fold {
        case: false,
        accents: false,
    };

    /// Everything counts but the spelling of quotes, dashes and spaces.
    pub(crate) const EXACT: Fold = Fold {
        case: true,
        accents: true,
    };
}

/// The text folded.
pub(crate) fn fold(text: &str, how: Fold) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, how, &mut folded);
    folded
}

/// Appends the text folded.
pub(crate) fn fold_into(text: &str, how: Fold, out: &mut String) {
    out.reserve(text.len());
    let mut folder = Folder::new(how, std::mem::take(out));
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Most texts are mostly made of what stays as it is.
        let (plain, behind) = rest.split_at(plain_length(rest));
        if plain.len() > 1 {
            folder.plain_run(plain);
            rest = behind;
        } else {
            folder.take(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    *out = folder.out;
}

/// How many bytes at the start of a text are ASCII of which nothing goes: letters, digits and single spaces between them.
fn plain_length(text: &str) -> usize {
    let mut blank = true;
    let mut plain = |byte: &u8| {
        let before = std::mem::replace(&mut blank, *byte == b' ');
        matches!(byte, b'!'..=b'&' | b'('..=b'~') || (*byte == b' ' && !before)
    };
    text.as_bytes()
        .iter()
        .take_while(|byte| plain(byte))
        .count()
}

/// A folded text that knows where its parts come from.
pub(crate) struct Mapped {
    /// The folded text.
    pub(crate) text: String,
    /// For each source character that left something: where its part of the folded text begins, and where it is from.
    spans: Vec<(usize, Range<usize>)>,
}

impl Mapped {
    /// Folds the text.
    pub(crate) fn new(text: &str, how: Fold) -> Mapped {
        let mut folder = Folder::new(how, String::with_capacity(text.len()));
        let mut spans: Vec<(usize, Range<usize>)> = Vec::with_capacity(text.len());
        for (start, c) in text.char_indices() {
            let before = folder.out.len();
            let end = start + c.len_utf8();
            folder.take(c);
            if folder.out.len() > before {
                spans.push((before, start..end));
            } else if folder.composed
                && let Some((_, source)) = spans.last_mut()
            {
                source.end = end;
            }
        }
        Mapped {
            text: folder.out,
            spans,
        }
    }

    /// Where a range of the folded text, not an empty one, comes from.
    pub(crate) fn source(&self, folded: Range<usize>) -> Range<usize> {
        let first = self.spans.partition_point(|(at, _)| *at <= folded.start);
        let last = self.spans.partition_point(|(at, _)| *at < folded.end);
        let source = |index: usize| index.checked_sub(1).and_then(|index| self.spans.get(index));
        let start = source(first).map_or(0, |(_, source)| source.start);
        let end = source(last).map_or(start, |(_, source)| source.end);
        start..end.max(start)
    }
}

struct Folder {
    how: Fold,
    out: String,
    /// Where the text began in the output.
    begin: usize,
    /// Whether the last character was joined to the one before it.
    composed: bool,
}

impl Folder {
    fn new(how: Fold, out: String) -> Folder {
        Folder {
            how,
            begin: out.len(),
            out,
            composed: false,
        }
    }

    fn take(&mut self, c: char) {
        self.composed = false;
        match c {
            ' '..='~' => self.plain(c),
            '\u{ac00}'..='\u{d7a3}' => self.out.push(c),
            // The accents that stand alone would come apart into a space and a mark; this one is typed as apostrophe.
            '´' => {}
            _ if c.is_whitespace() => self.plain(' '),
            _ if is_invisible(c) => {}
            _ => decompose_compatible(c, |part| self.part(part)),
        }
    }

    /// A character that does not come apart any further.
    fn part(&mut self, c: char) {
        match c {
            ' '..='~' => self.plain(c),
            '\u{1161}'..='\u{11ff}' => self.jamo(c),
            '‘' | '’' | '‚' | '‛' | 'ʼ' | 'ʹ' | '′' => {}
            '“' | '”' | '„' | '‟' => self.plain('"'),
            '\u{2010}'..='\u{2015}' | '−' => self.plain('-'),
            _ if c.is_whitespace() => self.plain(' '),
            _ if is_accent(c) => self.accent(c),
            _ => self.letter(c),
        }
    }

    fn plain(&mut self, c: char) {
        match c {
            '\'' => {}
            ' ' if self.last() == Some(' ') => {}
            _ if self.how.case => self.out.push(c),
            _ => self.out.push(c.to_ascii_lowercase()),
        }
    }

    /// ASCII without apostrophes and without two spaces in a row.
    fn plain_run(&mut self, run: &str) {
        let from = self.out.len();
        self.out.push_str(run);
        if !self.how.case
            && let Some(run) = self.out.get_mut(from..)
        {
            run.make_ascii_lowercase();
        }
    }

    fn accent(&mut self, c: char) {
        let letter_of_its_own = c == '\u{306}' && matches!(self.last(), Some('и' | 'И'));
        if self.how.accents || letter_of_its_own {
            self.out.push(c);
        }
    }

    fn letter(&mut self, c: char) {
        let c = if c == 'ς' { 'σ' } else { c };
        match unaccented(c) {
            Some(plain) if !self.how.accents => plain.chars().for_each(|c| self.plain(c)),
            _ if self.how.case => self.out.push(c),
            _ => self.out.extend(c.to_lowercase()),
        }
    }

    /// A part of a Hangul syllable that is written in parts.
    fn jamo(&mut self, c: char) {
        match self.last().and_then(|last| compose(last, c)) {
            Some(syllable) => {
                self.out.pop();
                self.out.push(syllable);
                self.composed = true;
            }
            None => self.out.push(c),
        }
    }

    fn last(&self) -> Option<char> {
        self.out
            .get(self.begin..)
            .and_then(|out| out.chars().next_back())
    }
}

/// What letters become whose difference to another one is not a separate mark.
fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'þ' => "th",
        'Þ' => "Th",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'ı' => "i",
        _ => return None,
    })
}

/// Marks that people leave out when they type: accents of the European scripts, vowel points of Hebrew and Arabic.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Characters that show nothing by themselves: joiners, variation selectors, hints.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
