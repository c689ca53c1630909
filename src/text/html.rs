//! The HTML that people put into descriptions, as tags and text. No tree: tags come as they are written, open or not.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// The longest name of an entity, and some more.
const MAX_ENTITY: usize = 40;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name ...>` or `</name>`, the name in lower case.
    Tag {
        name: String,
        closing: bool,
        attributes: &'a str,
    },
    /// What stands between tags, with its entities as they are written.
    Text(&'a str),
}

/// Splits HTML into tags and text; comments and declarations are left out. What only looks like a tag is text.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (text, from) = rest.split_at(start);
        push_text(text, &mut tokens);
        let (token, length) = tag(from);
        tokens.extend(token);
        rest = from.get(length..).unwrap_or_default();
    }
    push_text(rest, &mut tokens);
    tokens
}

/// The value of an attribute, decoded.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some((key, value)) = rest.split_once('=') {
        let (value, after) = quoted(value.trim_start());
        let key = key.split_whitespace().next_back().unwrap_or_default();
        if key.eq_ignore_ascii_case(name) {
            return Some(decode(value).into_owned());
        }
        rest = after;
    }
    None
}

/// The text with its entities decoded, each once. Markdown's own parser knows them all; it is asked for one at a time.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        decoded.push_str(before);
        let name = from.bytes().skip(1).take(MAX_ENTITY);
        let name = name
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            .count();
        let ends = from
            .get(1 + name..)
            .is_some_and(|after| after.starts_with(';'));
        let end = if ends { name + 2 } else { 1 };
        let (entity, after) = from.split_at_checked(end).unwrap_or((from, ""));
        push_entity(entity, &mut decoded);
        rest = after;
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn push_entity(entity: &str, decoded: &mut String) {
    match entity {
        "&" | "&amp;" => decoded.push('&'),
        "&lt;" => decoded.push('<'),
        "&gt;" => decoded.push('>'),
        "&quot;" => decoded.push('"'),
        "&nbsp;" => decoded.push(' '),
        _ => {
            for event in Parser::new(entity) {
                if let Event::Text(text) = event {
                    decoded.push_str(&text);
                }
            }
        }
    }
}

fn push_text<'a>(text: &'a str, tokens: &mut Vec<Token<'a>>) {
    if !text.is_empty() {
        tokens.push(Token::Text(text));
    }
}

/// The tag that the text, which begins with `<`, begins with; and how much of the text it is.
fn tag(text: &str) -> (Option<Token<'_>>, usize) {
    if text.starts_with("<!--") {
        return (
            None,
            text.find("-->").map_or(text.len(), |end| end + "-->".len()),
        );
    }
    let inner = text.get(1..).unwrap_or_default();
    let literal = (Some(Token::Text("<")), 1);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return literal;
    }
    // Stopping at the next `<` keeps a text of nothing but `<a` linear.
    let Some(end) = inner.find(['>', '<']) else {
        return literal;
    };
    let (inner, after) = inner.split_at(end);
    if after.starts_with('<') {
        return literal;
    }
    let length = end + 2;
    if inner.starts_with(['!', '?']) {
        return (None, length);
    }
    let (closing, inner) = inner
        .strip_prefix('/')
        .map_or((false, inner), |inner| (true, inner));
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(end);
    (
        Some(Token::Tag {
            name: name.to_ascii_lowercase(),
            closing,
            attributes,
        }),
        length,
    )
}

/// The value at the beginning, in quotes or up to a space, and what comes behind it.
fn quoted(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}
