//! The program from outside: arguments and files in; text, JSON and exit codes out.

#![cfg(test)]

#[path = "../common/hostile.rs"]
mod harm;
#[path = "../common/run.rs"]
mod run;

mod calendar;
mod check;
mod config;
mod convert;
mod diff;
mod errors;
mod favourites;
mod hostile;
mod list;
mod now;
mod print;
mod publish;
mod streams;
mod zones;

use std::{fs, process::Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use run::{Ran, command, ran};

/// A directory of its own, for files and the user's state.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A place with one file in it.
    fn with(name: &str, content: impl AsRef<[u8]>) -> Self {
        let place = Self::new();
        place.file(name, content);
        place
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), content).unwrap();
    }

    /// Runs the program in this directory, with no input.
    fn fomo(&self, args: &[&str]) -> Ran {
        self.fomo_with(args, &[])
    }

    fn fomo_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = command(self.0.path(), args);
        command.stdin(Stdio::null()).envs(variables.iter().copied());
        ran(command.output().unwrap())
    }
}

/// Runs the program on the built-in schedule.
fn fomo(args: &[&str]) -> Ran {
    Place::new().fomo(args)
}

/// A schedule with these sessions in a zone, or in none.
fn schedule(zone: Option<&str>, sessions: &Value) -> String {
    json!({
        "format": "fomo/1",
        "event": { "title": "Tiny", "time_zone": zone },
        "sessions": sessions
    })
    .to_string()
}

/// The JSON of a successful `list`, which may have a note on what could not be read.
fn listed(place: &Place, args: &[&str]) -> Value {
    let args = [&["list", "--format", "json"], args].concat();
    let ran = place.fomo(&args);
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    let mut said = ran.err.lines();
    let is_note = |line: &str| line.starts_with("note: ") && line.contains("could not be read");
    assert!(said.all(is_note), "{args:?}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// One field of all items, where it is a text.
fn column<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| item[key].as_str().unwrap_or("-"))
        .collect()
}
