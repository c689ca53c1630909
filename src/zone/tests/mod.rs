//! Tests of the module as its users see it.

mod clocks;
mod labels;
mod names;
mod properties;
mod searching;
mod setting;
mod system;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::*;

/// A zone of the compiled tables.
fn zone(name: &str) -> Zone {
    Atlas::compiled().find(name).unwrap()
}

/// An instant such as `2026-07-15T10:00:00Z`.
fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A local time such as `2026-07-15 10:00`.
fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// A time-zone file of format version 2, without transitions, in which a rule holds at all times.
fn zone_file(rule: &str, seconds: i32, abbreviation: &str) -> Vec<u8> {
    let mut file = Vec::new();
    for _version_1_then_2 in 0..2 {
        file.extend(b"TZif2");
        file.extend([0; 15]);
        // UT/local, standard/wall, leap seconds, transitions, types, letters.
        for count in [
            0,
            0,
            0,
            0,
            1,
            u32::try_from(abbreviation.len() + 1).unwrap(),
        ] {
            file.extend(count.to_be_bytes());
        }
        file.extend(seconds.to_be_bytes());
        file.extend([0, 0]);
        file.extend(abbreviation.bytes());
        file.push(0);
    }
    file.extend(format!("\n{rule}\n").bytes());
    file
}
