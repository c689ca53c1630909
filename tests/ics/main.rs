//! Calendars that go out: what is written is read back, by the program itself and by the calendar
//! programs that are installed, with the same instants and titles.

#![cfg(test)]

#[path = "../common/run.rs"]
mod run;

mod back;
mod corpus;
mod tools;

use std::{path::Path, process::Stdio, sync::LazyLock};

use chrono::{DateTime, Utc};
use fomo::{
    export::{
        Shown,
        ics::{self, Calendar, Written},
    },
    format,
    schedule::{
        Schedule,
        check::{self, Checked},
    },
    zone::Atlas,
};

use run::{command, ran};

static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::compiled);

/// Reads as the program does.
fn read(bytes: &[u8], wanted: Option<&str>) -> Checked {
    check::check(format::read(bytes, wanted).unwrap(), &ATLAS, None)
}

/// The whole of a schedule as a calendar.
fn written(schedule: &Schedule) -> Written {
    let zone = &schedule.event().zone;
    let all: Vec<usize> = (0..schedule.entries().len()).collect();
    let calendar = Calendar {
        made: DateTime::UNIX_EPOCH,
        alarm: Some(10),
        note: &|index| Some(format!("number {index}; again")),
    };
    ics::calendar(Shown::unmarked(schedule, zone), &all, &calendar)
}

/// What the program prints for a file.
fn list(file: &Path, args: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let args = [&["list", file.to_str().unwrap(), "--format", "ics"], args].concat();
    let mut command = command(home.path(), &args);
    let ran = ran(command.stdin(Stdio::null()).output().unwrap());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

/// What two readers of a calendar must agree on, by the entry's `UID`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    uid: String,
    title: String,
    /// The day, where there is no more.
    day: Option<String>,
    start: Option<DateTime<Utc>>,
    /// None where it ends as it starts, or nobody knows when.
    end: Option<DateTime<Utc>>,
    rooms: Option<String>,
}

/// What a calendar of the whole schedule says.
fn told(schedule: &Schedule) -> Vec<Told> {
    let entries = schedule.entries().iter();
    let own = entries.filter(|entry| {
        // The others stand in the description of their session.
        entry.start.is_some() || (entry.session.is_none() && entry.day.is_some())
    });
    let mut told: Vec<Told> = own
        .map(|entry| Told {
            uid: ics::uid(schedule, entry),
            title: entry.title.clone(),
            day: entry
                .day
                .filter(|_| entry.start.is_none())
                .map(|day| day.to_string()),
            start: entry.start,
            end: entry.end.filter(|end| Some(*end) > entry.start),
            rooms: schedule.room_names(entry),
        })
        .collect();
    told.sort();
    told
}
