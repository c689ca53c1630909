//! The star within words: `Bürger*innen` and `Freund*innen` are two words, not one with emphasis.
//!
//! Markdown would take the two stars for the beginning and the end of an emphasis, and nobody would see them. German
//! texts are full of them.

use std::borrow::Cow;

/// Stands for such a star while Markdown is read; no character at all, and no text has one.
const STAND_IN: char = '\u{fdd0}';

/// The text with something in the place of its stars between letters that Markdown takes for a letter.
pub(super) fn hide(text: &str) -> Cow<'_, str> {
    if !text.contains('*') && !text.contains(STAND_IN) {
        return Cow::Borrowed(text);
    }
    let mut hidden = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        // `*word*s` is an emphasis.
        if word.starts_with(['*', '_']) {
            hidden.push_str(word);
            continue;
        }
        let mut before = ' ';
        let mut chars = word.chars().peekable();
        while let Some(c) = chars.next() {
            let between =
                before.is_alphabetic() && chars.peek().is_some_and(|next| next.is_alphabetic());
            hidden.push(if c == '*' && between { STAND_IN } else { c });
            before = c;
        }
    }
    Cow::Owned(hidden)
}

/// The text with its stars.
pub(super) fn show(text: &str) -> Cow<'_, str> {
    if text.contains(STAND_IN) {
        Cow::Owned(text.replace(STAND_IN, "*"))
    } else {
        Cow::Borrowed(text)
    }
}
