//! Entities: `&amp;`, `&#39;`, `&eacute;`.

use std::borrow::Cow;

use html5gum::emitters::callback::CallbackEvent;

use super::html::{self, Within};

/// The longest name of an entity, and some more.
const MAX_NAME: usize = 40;

/// The text with its entities decoded, each once: for fields of one line in files that escape them.
///
/// Only what begins with `&` and ends with `;` counts, so `Q&A` and `AT&T` stay, and so does what is no entity. The
/// result is not clean: `&#27;` is an ESC.
pub fn decode_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        decoded.push_str(before);
        let (entity, behind) = from.split_at_checked(length(from)).unwrap_or((from, ""));
        decoded.push_str(&decode(entity));
        rest = behind;
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// How much of the text, which begins with `&`, may be an entity; 1 if it is none.
fn length(text: &str) -> usize {
    let name = text.bytes().skip(1).take(MAX_NAME);
    let name = name
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let ends = text.as_bytes().get(1 + name) == Some(&b';');
    if ends { name + 2 } else { 1 }
}

/// What browsers make of an entity; itself if it is none.
fn decode(entity: &str) -> Cow<'_, str> {
    if entity.len() < "&lt;".len() {
        return Cow::Borrowed(entity);
    }
    let mut decoded = String::new();
    html::tokenize(entity, Within::Text, &mut |event, _| {
        if let CallbackEvent::String { value } = event {
            decoded.push_str(&String::from_utf8_lossy(value));
        }
    });
    // Of `&notit;` browsers read the `&not`, for the sake of pages that forgot the semicolon.
    if decoded.len() > 1 && decoded.ends_with(';') {
        return Cow::Borrowed(entity);
    }
    Cow::Owned(decoded)
}
