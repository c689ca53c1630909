//! Links: which may be opened, and where they hide in plain text.

use std::{borrow::Cow, fmt::Write as _, ops::Range};

use super::clean::{MAX_MARKS, is_forbidden, is_mark};

/// The link if it may be opened and printed: `http`, `https` or `mailto`, and no character that a terminal would obey,
/// hide or break at. The scheme comes out in lower case, so the result never begins with anything else.
pub fn clean_url(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    let known = ["https", "http", "mailto"];
    let scheme = known
        .into_iter()
        .find(|it| it.eq_ignore_ascii_case(scheme))?;
    let target = match scheme {
        "mailto" => rest,
        _ => rest.strip_prefix("//")?,
    };
    let leads_somewhere =
        target.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '[' | '_' | '-'));
    let is_plain = || url.bytes().all(|byte| byte.is_ascii_graphic());
    (leads_somewhere && (is_plain() || !url.contains(is_unfit)))
        .then(|| [scheme, ":", &without_piles(rest)].concat())
}

/// The link with the marks that are too many on one letter written as they are sent, so that they cover no other line.
fn without_piles(url: &str) -> Cow<'_, str> {
    if url.is_ascii() {
        return Cow::Borrowed(url);
    }
    let mut out = String::with_capacity(url.len());
    let mut marks = 0;
    for c in url.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MAX_MARKS {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Where the text has bare `http` and `https` links, in order.
pub(super) fn bare_links(text: &str) -> Vec<Range<usize>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("://")) {
        let colon = from + found;
        let before = text.get(from..colon).unwrap_or_default();
        from = colon + "://".len();
        let Some(scheme) = scheme_at_end(before) else {
            continue;
        };
        let rest = text.get(from..).unwrap_or_default();
        let end = from + length(rest);
        if end > from {
            links.push(colon - scheme..end);
            from = end;
        }
    }
    links
}

/// How long the scheme is that the text ends with, if it is one and not the end of a word.
fn scheme_at_end(text: &str) -> Option<usize> {
    let word = text.len()
        - text
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric())
            .len();
    let scheme = text.get(text.len() - word..)?;
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")).then_some(word)
}

/// How much of the text belongs to a link: up to white space or a bracket, without the punctuation of the sentence
/// around it, but with a closing parenthesis that was opened inside.
fn length(text: &str) -> usize {
    let end = text
        .find(|c: char| is_unfit(c) || is_bracket(c))
        .unwrap_or(text.len());
    let mut link = text.get(..end).unwrap_or_default();
    let mut open = link.matches('(').count();
    let mut closed = link.matches(')').count();
    while let Some(last) = link.chars().next_back() {
        let stray = match last {
            ')' => closed > open,
            _ => matches!(
                last,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '(' | ']'
            ),
        };
        if !stray {
            break;
        }
        closed -= usize::from(last == ')');
        open -= usize::from(last == '(');
        link = link.strip_suffix(last).unwrap_or_default();
    }
    link.len()
}

fn is_unfit(c: char) -> bool {
    !c.is_ascii_graphic()
        && (is_forbidden(c)
            || c.is_whitespace()
            || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'))
}

/// What ends a link in running text, the brackets and stops of Chinese and Japanese included.
fn is_bracket(c: char) -> bool {
    matches!(
        c,
        '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^' | '\u{201c}'..='\u{201f}' | '»' | '…'
    ) || matches!(
        c,
        '\u{3001}'..='\u{3011}' | '，' | '．' | '；' | '：' | '！' | '？' | '（' | '）'
    )
}
