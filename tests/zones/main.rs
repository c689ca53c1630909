//! Zones by the newest rules there are, whatever the machine has; and the machine's own zone.
//!
//! What clocks show is compared with a table that Python made of a current database: `tests/fixtures/zones/make.py`. A whole database to compare with can be
//! named by `FOMO_TZDATA`, such as the `zoneinfo` of the package `tzdata`.

#![cfg(test)]

#[path = "../common/run.rs"]
mod run;

mod database;
mod days;
mod own;
mod truth;
mod whole;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;

use run::{Ran, command, ran};

/// A directory of its own, with a schedule of these instants in it; their ids are `0`, `1`, and so on.
fn place(zone: &str, instants: &[DateTime<Utc>]) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    let sessions: Vec<Value> = (0..)
        .zip(instants)
        .map(|(number, at)| {
            let start = at.to_rfc3339_opts(SecondsFormat::Secs, true);
            json!({ "id": number.to_string(), "title": format!("No {number}."), "start": start, "duration": 20 })
        })
        .collect();
    let text = json!({ "format": "fomo/1", "event": { "title": "Tiny", "time_zone": zone }, "sessions": sessions });
    fs::write(place.path().join("s.json"), text.to_string()).unwrap();
    place
}

/// Runs the program where the database in use is the newer one of that in `database` and its own.
fn fomo(place: &TempDir, database: &Path, args: &[&str]) -> Ran {
    let mut command = command(place.path(), args);
    command.stdin(Stdio::null()).env("TZDIR", database);
    ran(command.output().unwrap())
}

/// `list` of the schedule, as JSON.
fn listed(place: &TempDir, database: &Path, zone: &str) -> Vec<Value> {
    let args = ["list", "s.json", "--format", "json", "--zone", zone];
    let ran = fomo(place, database, &args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{zone}");
    let list: Value = serde_json::from_str(&ran.out).unwrap();
    list["items"].as_array().unwrap().clone()
}

/// The checked-in files of a few zones.
fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/zones/zoneinfo")
}

/// An instant such as `2026-07-15T10:00:00Z`.
fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
