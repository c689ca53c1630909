//! JSON with places: records as raw text, so that every complaint can say line, column and path.
//!
//! `serde_json` gives the raw text of a value as a slice of the source. Where the slice begins,
//! the record begins: no second parser is needed to know where something stands.

pub(super) mod lenient;
mod lines;
mod members;
mod outline;
mod reader;
mod salvage;
mod sketch;
mod suggest;

pub(super) use self::{
    lines::Lines,
    members::{Items, Key, Members, Object},
    reader::{Reader, parsed, shape},
    sketch::Sketch,
};

use serde::de::IgnoredAny;

use super::ReadError;

/// The syntax error of a text that should be JSON.
pub(super) fn syntax_error(text: &str) -> Option<ReadError> {
    serde_json::from_str::<IgnoredAny>(text)
        .err()
        .map(|error| read_error(text, &error))
}

/// An error of the JSON as a whole, with its place in the text.
pub(super) fn read_error(text: &str, error: &serde_json::Error) -> ReadError {
    read_error_at(text, 0, error)
}

/// The same of a value that starts at `base`, such as one that is assigned to a variable.
pub(super) fn read_error_at(text: &str, base: usize, error: &serde_json::Error) -> ReadError {
    ReadError {
        message: format!("this is not valid JSON: {}", sentence(error)),
        at: Some(place_of_error(&Lines::new(text), base, error)),
    }
}

/// `serde_json`'s words without the place, which is given apart.
fn sentence(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(message, _)| message);
    match message.strip_prefix("EOF while parsing ") {
        Some(what) => format!("it ends in the middle of {what}"),
        None if message == "key must be a string" => {
            "a key in quotes is missing; perhaps a comma is too many".to_owned()
        }
        None if message == "trailing comma" => "a comma is too many".to_owned(),
        None => message.to_owned(),
    }
}

/// The place of an error in a value that starts at `base`; `serde_json` counts columns in bytes.
fn place_of_error(lines: &Lines, base: usize, error: &serde_json::Error) -> (usize, usize) {
    let rest = lines.text.get(base..).unwrap_or_default();
    let before: usize = rest
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let mut offset = (base + before + error.column().saturating_sub(1)).min(lines.text.len());
    while !lines.text.is_char_boundary(offset) {
        offset -= 1;
    }
    lines.place(offset)
}
