//! Our own signs in ASCII, for a terminal that shows nothing else.

use std::{borrow::Cow, collections::BTreeSet};

use foldhash::{HashMap, HashSet};

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

fn sign(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    let known = SIGNS.iter().find(|(sign, _)| *sign == c);
    known.map(|(_, plain)| *plain)
}

/// What others wrote, by which it is found again in a text.
struct Known<'a> {
    /// Each once, in order.
    texts: Vec<&'a str>,
    /// For each the longest other one that it begins with.
    beginnings: Vec<Option<usize>>,
    /// The characters that they begin with: most places of a text need no search.
    first: HashSet<char>,
}

impl<'a> Known<'a> {
    fn new(data: impl Iterator<Item = &'a str>) -> Self {
        // What has none of our signs is not changed anyway.
        let marked: BTreeSet<&str> = data
            .filter(|it| it.contains(|c| sign(c).is_some()))
            .collect();
        let texts: Vec<&str> = marked.into_iter().collect();
        let mut beginnings = Vec::with_capacity(texts.len());
        let mut open: Vec<(usize, &str)> = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            while open.last().is_some_and(|(_, it)| !text.starts_with(*it)) {
                open.pop();
            }
            beginnings.push(open.last().map(|(index, _)| *index));
            open.push((index, text));
        }
        let first = texts.iter().filter_map(|it| it.chars().next()).collect();
        Self {
            texts,
            beginnings,
            first,
        }
    }

    /// How many bytes at the beginning of a text are the longest of them behind which the text may go on so.
    fn whole(&self, text: &str, may_follow: impl Fn(&str) -> bool) -> Option<usize> {
        let mut near = self.after(text)?.checked_sub(1);
        // All that the text begins with are beginnings of the last one that does not come after it.
        let shared = near.map_or(0, |it| self.shared(it, text));
        while let Some(index) = near {
            let length = self.texts.get(index)?.len();
            if length <= shared && may_follow(rest(text, length)) {
                return Some(length);
            }
            near = self.beginnings.get(index).copied().flatten();
        }
        None
    }

    /// How many bytes at the beginning of a text are one of them, cut off by `…`.
    fn cut(&self, text: &str) -> Option<usize> {
        let after = self.after(text)?;
        let near = after.checked_sub(1).into_iter().chain([after]);
        let mut shared = near.map(|it| self.shared(it, text));
        shared.find(|&length| length > 0 && rest(text, length).starts_with('…'))
    }

    /// How many of them do not come after a text; `None` where it begins like none.
    fn after(&self, text: &str) -> Option<usize> {
        let begins = text.starts_with(|c| self.first.contains(&c));
        begins.then(|| self.texts.partition_point(|it| *it <= text))
    }

    /// How many bytes one of them has in common with the beginning of a text.
    fn shared(&self, index: usize, text: &str) -> usize {
        let it = self.texts.get(index).copied().unwrap_or_default();
        let same = it.chars().zip(text.chars()).take_while(|(a, b)| a == b);
        same.map(|(c, _)| c.len_utf8()).sum()
    }
}

fn rest(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

/// Whether a word may end before this text.
fn may_end(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

/// Where the quotations of a text begin, and where each ends. One that holds quotes itself ends with its own; where they do not
/// come in pairs, at the first one that closes on its line.
fn quotations(text: &str) -> HashMap<usize, usize> {
    let mut all = HashMap::default();
    let mut open: Vec<usize> = Vec::new();
    let mut closing: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match c {
            '“' => open.push(at),
            '”' => {
                closing.push(at);
                all.extend(open.pop().map(|begin| (begin, at)));
            }
            '\n' => {
                for begin in open.drain(..) {
                    let next = closing.partition_point(|end| *end < begin);
                    all.extend(closing.get(next).map(|end| (begin, *end)));
                }
                closing.clear();
            }
            _ => {}
        }
    }
    all
}

/// A text with our own signs in ASCII, in time that grows with the text and the `data` and no faster.
///
/// What others wrote stays as it is: what is `data`, where it stands as a whole and no word goes on before or behind it, or cut
/// off by `…`; and all that stands between “ and ” on a line, whose quotes alone are ours. Anything else is taken to be ours.
pub fn plain<'a, 't>(text: &'t str, data: impl Iterator<Item = &'a str>) -> Cow<'t, str> {
    if !text.contains(|c| sign(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let known = Known::new(data);
    let quotations = quotations(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(c) = rest(text, at).chars().next() {
        let here = rest(text, at);
        let behind = at + c.len_utf8();
        let as_it_is = if before.is_some_and(char::is_alphanumeric) {
            None
        } else {
            known.whole(here, may_end).max(known.cut(here))
        };
        if let Some(length) = as_it_is {
            out.push_str(here.get(..length).unwrap_or_default());
            at += length;
        } else if let Some(end) = quotations.get(&at) {
            // One that is known may have quotes of any kind.
            let whole = known.whole(rest(text, behind), |rest| rest.starts_with('”'));
            let end = whole.map_or(*end, |length| behind + length);
            out.push('"');
            out.push_str(text.get(behind..end).unwrap_or_default());
            at = end;
            if rest(text, at).starts_with('”') {
                out.push('"');
                at += '”'.len_utf8();
            }
        } else {
            out.push(sign(c).unwrap_or(c));
            at = behind;
        }
        before = text.get(..at).and_then(|done| done.chars().next_back());
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_signs_are_plain_and_what_others_wrote_stays() {
        let data = [
            "Rust – “now”",
            "Rust – “now” · II",
            "Zoë",
            "O’Neil",
            "…",
            "A–",
            "6” of “rain",
        ];
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
            // However short, but not within a word or a number.
            ("A– · A–B", "A– - A-B"),
            // Cut off.
            ("Rust – “n… · Zoë", "Rust – “n~ - Zoë"),
            ("“6” of “rain” – no", "\"6” of “rain\" - no"),
        ] {
            assert_eq!(plain(text, data.into_iter()), wanted);
        }
        let dash = plain("9:00–9:30  –", std::iter::once("–"));
        assert_eq!(dash, "9:00-9:30  –");
    }

    #[test]
    fn what_stands_in_quotes_was_written_by_others() {
        for (text, wanted) in [
            (
                "“9:00–10:00” is no time – …",
                "\"9:00–10:00\" is no time - ~",
            ),
            ("“a “b – c” d–” · “–”", "\"a “b – c” d–\" - \"–\""),
            ("“it’s” is this machine’s", "\"it’s\" is this machine's"),
            // Quotes that do not come in pairs.
            ("“a “b–”, “c–” – d", "\"a “b–\", \"c–\" - d"),
            ("“a” b”", "\"a\" b\""),
            // A quotation ends with its line.
            ("“a –\nb –” –", "\"a -\nb -\" -"),
            ("“", "\""),
        ] {
            assert_eq!(plain(text, std::iter::empty()), wanted);
        }
    }

    /// Texts that begin alike were all tried at each place: of forty thousand, that took a quarter of a minute.
    #[test]
    fn many_texts_that_begin_alike_take_no_longer_than_others() {
        let titles: Vec<String> = (0..100_000).map(|it| format!("The – {it}")).collect();
        let lines: Vec<String> = titles
            .iter()
            .map(|it| format!("· {it} · The – x"))
            .collect();
        let started = std::time::Instant::now();
        let out = plain(&lines.join("\n"), titles.iter().map(String::as_str)).into_owned();
        // Minutes, where each is tried.
        assert!(started.elapsed() < std::time::Duration::from_secs(60));
        for (line, title) in out.lines().zip(&titles) {
            assert_eq!(line, format!("- {title} - The - x"));
        }
        assert_eq!(out.lines().count(), titles.len());
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
