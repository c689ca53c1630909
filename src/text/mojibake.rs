//! Texts that were garbled on their way: UTF-8 whose bytes were taken for letters of Windows-1252, Latin-1 or Mac Roman.
//!
//! Every letter beyond ASCII then shows as two or more: `FÃ¼r`, `itâ€™s`, `f√ºr`. Such a run is found by going back: its
//! characters are bytes again, and these are one character of UTF-8. That alone is true of some good texts as well
//! (“CAFÉ”” in quotes, “2√π”), so what stands around the run must speak for it, too.

/// A garbled word.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Garbled {
    /// The word as it stands.
    pub(crate) word: String,
    /// The word that was meant; none where some of it was lost.
    pub(crate) meant: Option<String>,
}

/// What stands for a character that could not be read.
const LOST: char = '\u{fffd}';

/// No more of a word than so many characters is shown.
const LONGEST: usize = 40;

/// A text may have been garbled several times over.
const ROUNDS: usize = 3;

/// What the bytes from 0x80 to 0x9f are in Windows-1252; five of them are nothing.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What the bytes from 0x80 to 0xff are in Mac Roman.
const MAC: [char; 128] = [
    'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è', //
    'ê', 'ë', 'í', 'ì', 'î', 'ï', 'ñ', 'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü', //
    '†', '°', '¢', '£', '§', '•', '¶', 'ß', '®', '©', '™', '´', '¨', '≠', 'Æ', 'Ø', //
    '∞', '±', '≤', '≥', '¥', 'µ', '∂', '∑', '∏', 'π', '∫', 'ª', 'º', 'Ω', 'æ', 'ø', //
    '¿', '¡', '¬', '√', 'ƒ', '≈', '∆', '«', '»', '…', '\u{a0}', 'À', 'Ã', 'Õ', 'Œ', 'œ', //
    '–', '—', '“', '”', '‘', '’', '÷', '◊', 'ÿ', 'Ÿ', '⁄', '€', '‹', '›', 'ﬁ', 'ﬂ', //
    '‡', '·', '‚', '„', '‰', 'Â', 'Ê', 'Á', 'Ë', 'È', 'Í', 'Î', 'Ï', 'Ì', 'Ó', 'Ô', //
    '\u{f8ff}', 'Ò', 'Ú', 'Û', 'Ù', 'ı', 'ˆ', '˜', '¯', '˘', '˙', '˚', '¸', '˝', '˛', 'ˇ',
];

/// The first garbled word of a text.
pub(crate) fn garbled(text: &str) -> Option<Garbled> {
    if text.is_ascii() {
        return None;
    }
    let mut before = None;
    let mut rest = text.chars();
    loop {
        let here = rest.as_str();
        let next = rest.next()?;
        if next == LOST || run(here, before).is_some() {
            return Some(word_at(text, text.len() - here.len()));
        }
        before = Some(next);
    }
}

/// The word around a place of a text.
fn word_at(text: &str, place: usize) -> Garbled {
    let (before, from) = text.split_at_checked(place).unwrap_or((text, ""));
    // A space that cannot be broken may be the rest of a letter.
    let is_gap = |c: char| c.is_whitespace() && c != '\u{a0}';
    let head = before.rsplit(is_gap).next().unwrap_or_default();
    let tail = from.split(is_gap).next().unwrap_or_default();
    let cut = head.chars().count().saturating_sub(LONGEST / 2);
    let head = head.chars().skip(cut);
    let word: String = head.chain(tail.chars()).take(LONGEST).collect();
    let meant = mended(&word).filter(|meant| *meant != word && !meant.contains(LOST));
    let bare = |text: &str| text.trim_matches('\u{a0}').to_owned();
    Garbled {
        word: bare(&word),
        meant: meant.as_deref().map(bare),
    }
}

/// A word with all its runs read as they were meant; none if part of it is lost.
fn mended(word: &str) -> Option<String> {
    let mut word = word.to_owned();
    for _ in 0..ROUNDS {
        let mut whole = true;
        let mut better = String::with_capacity(word.len());
        let mut before = None;
        let mut rest = word.as_str();
        while let Some(next) = rest.chars().next() {
            let (meant, length) = match run(rest, before) {
                Some(Run { meant, length }) => {
                    whole &= meant.is_some();
                    (meant.unwrap_or(next), length)
                }
                None => (next, next.len_utf8()),
            };
            better.push(meant);
            before = Some(meant);
            rest = rest.get(length..).unwrap_or_default();
        }
        if !whole {
            return None;
        }
        if better == word {
            break;
        }
        word = better;
    }
    Some(word)
}

/// Characters that were one.
struct Run {
    /// None if it cannot be told any more.
    meant: Option<char>,
    /// How many bytes of the text they take.
    length: usize,
}

/// The run with which a text begins, behind another character.
fn run(text: &str, before: Option<char>) -> Option<Run> {
    match text.chars().next()? {
        'Â'..='ô' => windows(text, before),
        '√' | '¬' | '‚' | 'ƒ' | '≈' => mac(text, before),
        _ => None,
    }
}

fn windows_byte(c: char) -> Option<u8> {
    match u32::from(c) {
        0x80..=0xff => u8::try_from(u32::from(c)).ok(),
        _ => byte_of(c, &WINDOWS),
    }
}

fn mac_byte(c: char) -> Option<u8> {
    byte_of(c, &MAC)
}

fn byte_of(c: char, table: &[char]) -> Option<u8> {
    let place = table.iter().position(|other| *other == c)?;
    u8::try_from(0x80 + place).ok()
}

/// The character of UTF-8 whose bytes a text begins with, and how many bytes the text takes for it.
fn decoded(text: &str, byte: fn(char) -> Option<u8>) -> Option<(char, usize)> {
    let lead = text.chars().next().and_then(byte)?;
    let count = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = Vec::with_capacity(count);
    let mut length = 0;
    for c in text.chars().take(count) {
        bytes.push(byte(c)?);
        length += c.len_utf8();
    }
    let mut chars = std::str::from_utf8(&bytes).ok()?.chars();
    Some((chars.next()?, length))
}

fn windows(text: &str, before: Option<char>) -> Option<Run> {
    let mut chars = text.chars();
    let (lead, second) = (chars.next()?, chars.next());
    let behind_small = before.is_some_and(char::is_lowercase);
    let Some((meant, length)) = decoded(text, windows_byte) else {
        return remains(lead, second, behind_small);
    };
    let after = text.get(length..).unwrap_or_default();
    let next = after.chars().next();
    let around = Around { before, next };
    let second = second?;
    let is_sound = match lead {
        // No word has “ÃÂ”: that is a text which was garbled twice.
        'Â' => !before.is_some_and(|c| c.is_uppercase() && c != 'Ã') && !meant.is_control(),
        'Ã' if is_mark(second) => around.is_inside_a_word(),
        'Ã' => true,
        // What else Europe writes with Latin letters; Romanian has its own.
        'Ä' | 'Å' => around.is_of_small_letters() || !is_mark(second) && around.is_of_letters(),
        'È' => matches!(meant, 'Ș'..='ț') && around.is_of_small_letters(),
        // Other scripts stand in whole words.
        'Æ'..='ß' | 'à' | 'á' | 'ã'..='ï' => {
            let goes_on = || decoded(after, windows_byte).map(|(next, _)| next);
            is_of_other_script(meant)
                && (before.is_some_and(is_of_other_script)
                    || goes_on().is_some_and(is_of_other_script))
        }
        'â' => is_symbol(meant),
        'ð' => u32::from(meant) >= 0x1_f000,
        _ => false,
    };
    is_sound.then_some(Run {
        meant: Some(meant),
        length,
    })
}

/// A run of which something was lost, since half of what it was made of is invisible, and was removed.
fn remains(lead: char, second: Option<char>, behind_small: bool) -> Option<Run> {
    let length = lead.len_utf8();
    let with = |second: char| length + second.len_utf8();
    let (meant, length) = match (lead, second) {
        // A closing quote is the only one of the quotes that cannot be seen whole.
        ('â', Some('€')) => (Some('”'), with('€')),
        ('ð', Some('Ÿ')) => (None, with('Ÿ')),
        // No capital of these stands behind a small letter; what was taken for a soft hyphen is gone.
        ('Ã', Some(second)) if behind_small && second.is_ascii_lowercase() => (Some('í'), length),
        ('Ã', None | Some(' ' | '.' | ',')) if behind_small => (None, length),
        ('Â', Some(' ')) if behind_small => (Some('\u{a0}'), with(' ')),
        _ => return None,
    };
    Some(Run { meant, length })
}

fn mac(text: &str, before: Option<char>) -> Option<Run> {
    let (meant, length) = decoded(text, mac_byte)?;
    let mut chars = text.chars();
    let (lead, second) = (chars.next()?, chars.next()?);
    let next = text.get(length..).and_then(|after| after.chars().next());
    let around = Around { before, next };
    let is_sound = match lead {
        // Roots of what mathematics writes are roots, unless they stand in a word.
        '√' if matches!(
            second,
            'π' | '∞' | 'µ' | 'Ω' | '∑' | '∏' | '∫' | '±' | '≤' | '≥' | '≠'
        ) =>
        {
            around.before.is_some_and(char::is_alphabetic)
                && around.next.is_none_or(|next| !next.is_numeric())
        }
        '√' => around.is_of_letters(),
        '¬' => !meant.is_control(),
        '‚' => is_symbol(meant),
        _ => meant.is_alphabetic() && around.is_of_small_letters(),
    };
    is_sound.then_some(Run {
        meant: Some(meant),
        length,
    })
}

/// What stands beside a run.
#[derive(Clone, Copy)]
struct Around {
    before: Option<char>,
    next: Option<char>,
}

impl Around {
    fn is_of_letters(self) -> bool {
        let mut sides = [self.before, self.next].into_iter().flatten();
        sides.any(char::is_alphabetic)
    }

    fn is_of_small_letters(self) -> bool {
        let mut sides = [self.before, self.next].into_iter().flatten();
        sides.any(char::is_lowercase)
    }

    /// Whether a letter stands here, and no mark that ends a word: “AMANHÔ” ends with its quote, “GRÃ–SSE” goes on.
    fn is_inside_a_word(self) -> bool {
        !self.before.is_some_and(char::is_uppercase) || self.next.is_some_and(char::is_alphabetic)
    }
}

/// Whether the character stands behind capitals in good texts, too: quotes, dashes and the like.
fn is_mark(c: char) -> bool {
    !c.is_alphabetic() || matches!(c, 'ª' | 'º')
}

/// Greek, Cyrillic, Hebrew, Arabic, the scripts of India and of East Asia.
fn is_of_other_script(c: char) -> bool {
    matches!(c,
        '\u{370}'..='\u{6ff}' | '\u{900}'..='\u{e7f}' | '\u{1e00}'..='\u{1fff}' | '\u{3000}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ff60}')
}

/// Quotes, dashes, arrows and what else texts have beside letters, without the borders of boxes and the fractions: those
/// are what “â…” and a quote behind it would be.
fn is_symbol(c: char) -> bool {
    matches!(c,
        '\u{2000}'..='\u{206f}' | '€' | '™' | '№' | '\u{2190}'..='\u{21ff}' | '\u{2200}'..='\u{22ff}'
        | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
}
