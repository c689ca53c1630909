//! A whole schedule in another format: what reads back, what is valid, and that nothing is lost in silence.

#![cfg(test)]

mod corpus;
mod frab;
mod made;
mod native;
mod tables;

use fomo::{
    export::{self, Shown, convert::Converted},
    format,
    schedule::{
        Schedule,
        check::{self, Checked},
    },
    zone::Atlas,
};
use serde_json::Value;

fn read(text: &str) -> Checked {
    read_as(text.as_bytes()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

fn read_as(bytes: &[u8]) -> Result<Checked, String> {
    let draft = format::read(bytes, None).map_err(|error| error.message)?;
    Ok(check::check(draft, &Atlas::compiled(), None))
}

/// A schedule that has days, as frab JSON.
fn frab(schedule: &Schedule) -> Converted {
    export::frab::frab(schedule).unwrap()
}

/// All entries, as `fomo list --format json` has them.
fn listed(schedule: &Schedule) -> Value {
    let all: Vec<usize> = (0..schedule.entries().len()).collect();
    let shown = Shown::unmarked(schedule, &schedule.event().zone);
    serde_json::from_str(&export::json::list(shown, &all)).unwrap()
}

/// What is told to be lost, as the command says it.
fn lost(converted: &Converted) -> Vec<String> {
    let losses = converted.losses.iter();
    losses.map(|loss| loss.sentence("it")).collect()
}

/// What is wrong with a text by a schema.
fn errors(schema: &str, text: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let text: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors = validator.iter_errors(&text);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Asserts that two listings are the same, item by item.
fn same(found: &Value, expected: &Value, whose: &str) {
    assert_eq!(found["event"], expected["event"], "{whose}");
    let items = |list: &Value| list["items"].as_array().unwrap().clone();
    let (found, expected) = (items(found), items(expected));
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected, "{whose}");
    }
    assert_eq!(found.len(), expected.len(), "{whose}");
}
