//! Content lines: what is folded is joined, and split into name, parameters and value.

use std::{borrow::Cow, iter::Peekable};

/// A property, such as `DTSTART;TZID=Europe/Vienna:20240727T091500`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The line of the file on which it begins, from 1.
    pub(super) number: usize,
    name: Cow<'a, str>,
    params: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// The value as written: escapes and lists are the property's affair.
    pub(super) value: Cow<'a, str>,
}

/// Names that some write in small letters.
const NAMES: &[&str] = &[
    "ATTACH",
    "ATTENDEE",
    "BEGIN",
    "CATEGORIES",
    "CLASS",
    "CONFERENCE",
    "CREATED",
    "DESCRIPTION",
    "DTEND",
    "DTSTAMP",
    "DTSTART",
    "DURATION",
    "END",
    "EXDATE",
    "LAST-MODIFIED",
    "LOCATION",
    "ORGANIZER",
    "RDATE",
    "RECURRENCE-ID",
    "RRULE",
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "TRANSP",
    "UID",
    "URL",
];

impl<'a> Line<'a> {
    /// Takes an unfolded line apart; `None` where it is no property at all.
    pub(super) fn parse(number: usize, text: Cow<'a, str>) -> Option<Self> {
        match text {
            Cow::Borrowed(text) => split(number, text),
            Cow::Owned(text) => split(number, &text).map(Line::into_owned),
        }
    }

    #[cfg(test)]
    fn params(&self) -> Vec<(&str, &str)> {
        let params = self.params.iter();
        params.map(|(key, value)| (&**key, &**value)).collect()
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The name in capitals.
    pub(super) fn name(&self) -> String {
        self.name.to_ascii_uppercase()
    }

    /// A parameter without its quotes.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        let mut params = self.params.iter();
        let (_, value) = params.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// Adds a line that was not folded as it should have been.
    pub(super) fn go_on(&mut self, text: &str) {
        let value = self.value.to_mut();
        value.push_str("\\n");
        value.push_str(text);
    }

    /// Whether the name is written as names are, in capitals, or is one that is read.
    pub(super) fn is_named_well(&self) -> bool {
        !self.name.bytes().any(|byte| byte.is_ascii_lowercase())
            || NAMES.iter().any(|name| self.is(name))
    }

    fn into_owned(self) -> Line<'static> {
        fn own(text: Cow<str>) -> Cow<'static, str> {
            Cow::Owned(text.into_owned())
        }
        Line {
            number: self.number,
            name: own(self.name),
            params: self
                .params
                .into_iter()
                .map(|(key, value)| (own(key), own(value)))
                .collect(),
            value: own(self.value),
        }
    }
}

fn split(number: usize, text: &str) -> Option<Line<'_>> {
    let (name, mut rest) = text.split_at(text.find([':', ';'])?);
    let name = name.trim();
    let is_name = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.');
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let mut params = Vec::new();
    while let Some(tail) = rest.strip_prefix(';') {
        let (param, tail) = tail.split_at(end_of_param(tail)?);
        let (key, value) = param.split_once('=').unwrap_or((param, ""));
        params.push((Cow::Borrowed(key.trim()), unquote(value)));
        rest = tail;
    }
    Some(Line {
        number,
        name: name.into(),
        params,
        value: rest.strip_prefix(':')?.into(),
    })
}

/// Where a parameter ends: at the first `;` or `:` that is not in quotes. A quote that is never
/// closed is none.
fn end_of_param(text: &str) -> Option<usize> {
    let mut quoted = false;
    let end = text.find(|char| {
        quoted ^= char == '"';
        !quoted && matches!(char, ';' | ':')
    });
    end.or_else(|| text.find([';', ':']))
}

/// A parameter's value without its quotes; a list of quoted values becomes one text.
fn unquote(value: &str) -> Cow<'_, str> {
    let value = value.trim();
    if value.contains('"') {
        value.replace('"', "").into()
    } else {
        value.into()
    }
}

/// The logical lines of a text, unfolded, with the number of the line on which each begins.
pub(super) fn unfolded(text: &str) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
    // Old Macs end lines by a carriage return alone.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let physical = text.split(end).map(|line| line.trim_end_matches('\r'));
    Unfolded {
        physical: physical.enumerate().peekable(),
    }
}

struct Unfolded<I: Iterator> {
    physical: Peekable<I>,
}

impl<'a, I: Iterator<Item = (usize, &'a str)>> Iterator for Unfolded<I> {
    type Item = (usize, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        let (index, first) = self.physical.find(|(_, line)| !line.trim().is_empty())?;
        let mut line = Cow::Borrowed(first);
        let folds = |line: &&str| line.is_empty() || line.starts_with([' ', '\t']);
        while let Some((_, more)) = self.physical.next_if(|(_, line)| folds(line)) {
            if let Some(more) = more.strip_prefix([' ', '\t']) {
                line.to_mut().push_str(more);
            }
        }
        Some((index + 1, line))
    }
}

/// Some writers fold by bytes, in the middle of a character: such a file is UTF-8 only once it is
/// unfolded. Here the fold moves behind the character, so that every line keeps its number. A
/// character that the end of the file cuts off is left out.
pub(super) fn with_whole_characters(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        whole.push(byte);
        rest = tail;
        let length = match byte {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => continue,
        };
        let start = whole.len() - 1;
        let mut folds = Vec::new();
        while whole.len() - start < length {
            match rest {
                [byte @ 0x80..=0xBF, tail @ ..] => {
                    whole.push(*byte);
                    rest = tail;
                }
                [fold @ (b'\n' | b'\r'), blank @ (b' ' | b'\t'), tail @ ..] => {
                    folds.extend([*fold, *blank]);
                    rest = tail;
                }
                [b'\r', b'\n', blank @ (b' ' | b'\t'), tail @ ..] => {
                    folds.extend([b'\r', b'\n', *blank]);
                    rest = tail;
                }
                _ => break,
            }
        }
        if rest.is_empty() && whole.len() - start < length {
            whole.truncate(start);
        }
        whole.extend(folds);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<Line<'_>> {
        Line::parse(7, text.into())
    }

    #[test]
    fn a_line_is_name_parameters_and_value() {
        let read = line("dtstart;TZID=\"a;b:c\";VALUE=DATE-TIME:20240101T100000").unwrap();
        assert!(read.is("DTSTART") && read.name() == "DTSTART" && read.number == 7);
        assert_eq!(read.params(), [("TZID", "a;b:c"), ("VALUE", "DATE-TIME")]);
        assert_eq!(read.param("tzid"), Some("a;b:c"));
        assert_eq!(read.value, "20240101T100000");
        let odd = line("ATTENDEE;CN=\"never closed;ROLE=CHAIR:x:y").unwrap();
        assert_eq!(odd.params(), [("CN", "never closed"), ("ROLE", "CHAIR")]);
        assert_eq!(odd.value, "x:y");
        assert_eq!(line("A;B;C=:").unwrap().params(), [("B", ""), ("C", "")]);
        for garbage in [
            "",
            ":",
            ";",
            "=",
            "no property",
            "two words:x",
            "A;B=c",
            "é:x",
        ] {
            assert_eq!(line(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn folds_are_joined_whatever_ends_a_line() {
        let text = "A:1\n\n  2\n\t3\n\nB:4\n \n";
        for end in ["\n", "\r\n", "\r", "\r\r\n"] {
            let text = text.replace('\n', end);
            let lines: Vec<_> = unfolded(&text).collect();
            assert_eq!(lines, [(1, "A:1 23".into()), (6, "B:4".into())], "{end:?}");
        }
    }

    #[test]
    fn a_fold_inside_a_character_moves_behind_it() {
        for (text, whole) in [
            (&b"a\xC3\r\n \xA4b"[..], "aä\r\n b"),
            (b"\xF0\n \x9F\n\t\x8E\r\n \x89", "🎉\n \n\t\r\n "),
            (b"\xC3\xA4\r\n x", "ä\r\n x"),
            (b"end \xE2\x82", "end "),
            (b"end \xE2\n ", "end \n "),
        ] {
            let found = with_whole_characters(text);
            assert_eq!(std::str::from_utf8(&found), Ok(whole));
        }
        // What is not UTF-8 stays as it is.
        assert_eq!(with_whole_characters(b"\xE4rger\xFF"), b"\xE4rger\xFF");
    }
}
