//! What is not understood of a state file that can be read. It stays in the file, but the reader should know.

use std::{io, path::Path};

use serde_json::{Map, Value};

use super::{
    FORMAT, favourites,
    file::{parse, said_twice, text},
};
use crate::{favourites::Kept, text::clean_line};

/// So many favourites are named.
const NAMED: usize = 3;

/// The fields of a state file, none where there is no file yet; and what is not understood of it: a sentence.
pub(super) fn doubted(path: &Path) -> io::Result<(Map<String, Value>, Option<String>)> {
    let Some(text) = text(path)? else {
        return Ok((Map::new(), None));
    };
    let fields = parse(&text)?;
    let twice = said_twice(&text).map(|twice| {
        format!("{twice}, and the last counts; the file is kept aside when it is next written")
    });
    let doubts: Vec<String> = twice.into_iter().chain(not_understood(&fields)).collect();
    let note = format!("{}: {}", path.display(), doubts.join("; "));
    Ok((fields, (!doubts.is_empty()).then_some(note)))
}

/// What is marked in a way that this version does not understand.
fn not_understood(fields: &Map<String, Value>) -> Option<String> {
    let all: Vec<String> = favourites(fields)
        .enumerate()
        .filter_map(|(place, value)| {
            let kept = Kept::read(value);
            let what = kept.not_understood();
            (!what.is_empty()).then(|| format!("{} ({})", name(place, value), what.join(", ")))
        })
        .collect();
    let more = all.len().saturating_sub(NAMED);
    let named: Vec<&str> = all.iter().take(NAMED).map(String::as_str).collect();
    let more = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let other = if is_of_another_version(fields) {
        "it is of another version, and "
    } else {
        ""
    };
    let (favourites, stay) = match all.len() {
        0 => return None,
        1 => ("1 favourite".to_owned(), "stays as it is"),
        many => (format!("{many} favourites"), "stay as they are"),
    };
    Some(format!(
        "{other}{favourites} in it cannot be understood in full, and {stay}: {}{more}",
        named.join(", ")
    ))
}

/// Whether the file is in another format than this version writes.
fn is_of_another_version(fields: &Map<String, Value>) -> bool {
    let format = fields.get("format").and_then(Value::as_str);
    format.is_some_and(|format| format != FORMAT)
}

/// What a favourite is called, or else which of them it is, from 1.
fn name(place: usize, value: &Value) -> String {
    let text = |key: &str| {
        let text = clean_line(value.get(key)?.as_str()?).text.trim().to_owned();
        (!text.is_empty()).then(|| format!("“{text}”"))
    };
    let name = text("title").or_else(|| text("id"));
    name.unwrap_or_else(|| format!("number {}", place + 1))
}
