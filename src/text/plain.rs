//! Our own signs in ASCII, for a terminal that shows nothing else.

use std::{borrow::Cow, collections::BTreeSet};

use foldhash::HashMap;

/// The signs that we write, each with one of ASCII that is as wide.
const SIGNS: &[(char, char)] = &[
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('–', '-'),
    ('—', '-'),
    ('−', '-'),
    ('·', '-'),
    ('…', '~'),
    ('→', '>'),
    ('←', '<'),
    ('↑', '^'),
    ('↓', 'v'),
    ('↳', '>'),
    ('×', 'x'),
    ('•', '*'),
    ('★', '*'),
    ('▲', '^'),
    ('▶', '@'),
    ('✗', 'x'),
    ('✚', '+'),
    ('✖', 'X'),
    ('↻', '%'),
    ('│', '|'),
    ('─', '-'),
    ('\u{a0}', ' '),
];

/// By so many characters a text is recognised, before it is compared as a whole.
const KEY: usize = 3;

fn sign(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    let known = SIGNS.iter().find(|(sign, _)| *sign == c);
    known.map(|(_, plain)| *plain)
}

fn key(text: &str) -> Option<[char; KEY]> {
    let mut chars = text.chars();
    Some([chars.next()?, chars.next()?, chars.next()?])
}

/// A text with our own signs in ASCII. What is `data` was written by others, and stays as it is wherever it stands as a whole.
pub fn plain<'a, 't>(text: &'t str, data: impl Iterator<Item = &'a str>) -> Cow<'t, str> {
    if !text.contains(|c| sign(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let marked: BTreeSet<&str> = data
        .filter(|it| it.contains(|c| sign(c).is_some()))
        .collect();
    let mut known: HashMap<[char; KEY], Vec<&str>> = HashMap::default();
    // Backwards: of those that begin alike, the longest comes first.
    for it in marked.into_iter().rev() {
        if let Some(key) = key(it) {
            known.entry(key).or_default().push(it);
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let all = key(rest).and_then(|key| known.get(&key));
        let theirs = all.and_then(|all| all.iter().find(|it| rest.starts_with(**it)));
        let length = if let Some(theirs) = theirs {
            out.push_str(theirs);
            theirs.len()
        } else {
            out.push(sign(c).unwrap_or(c));
            c.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_signs_are_plain_and_what_others_wrote_stays() {
        let data = ["Rust – “now”", "Rust – “now” · II", "Zoë", "O’Neil", "…"];
        for (text, wanted) in [
            ("9:00–10:00 · Zoë ★", "9:00-10:00 - Zoë *"),
            (
                "9:00–9:30  Rust – “now” · O’Neil",
                "9:00-9:30  Rust – “now” - O’Neil",
            ),
            ("Rust – “now” · II · III", "Rust – “now” · II - III"),
            ("“Rust – “now”” is on…", "\"Rust – “now”\" is on~"),
            ("Rust – “no", "Rust - \"no"),
            ("漢字 → é", "漢字 > é"),
            ("", ""),
        ] {
            assert_eq!(plain(text, data.into_iter()), wanted);
        }
    }

    #[test]
    fn each_sign_is_there_once_and_as_wide_as_what_stands_for_it() {
        for (index, (sign, plain)) in SIGNS.iter().enumerate() {
            assert!(plain.is_ascii(), "{sign}");
            assert_eq!(crate::text::width(&sign.to_string()), 1, "{sign}");
            let before = SIGNS.get(..index).unwrap();
            assert!(before.iter().all(|other| other.0 != *sign), "{sign}");
        }
    }
}
