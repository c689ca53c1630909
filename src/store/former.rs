//! All events of which something is kept, and those whose id is not what it was.
//!
//! An id is the file's own, which its makers may change, or made from the title, which they may mend. The address of the
//! schedule stays; and where next year's is found under the same address, the dates of the favourites tell.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Map, Value};

use super::{
    Remembered, Store,
    doubts::doubted,
    file::{parse, text},
};
use crate::{
    arrange::Arrange as _,
    draft::Time,
    favourites::{Kept, Snapshot, again},
    schedule::Schedule,
};

/// More events than anybody goes to; so many files are looked at.
const MOST_FILES: usize = 500;

/// What is larger is not looked at on the way to something else.
const LARGEST: u64 = 1024 * 1024;

/// A conference is moved by so many days at most and still the same.
const LEEWAY: TimeDelta = TimeDelta::days(7);

/// What is kept of an event.
#[derive(Clone, Debug)]
pub struct Known {
    /// What it is kept under.
    pub event: String,
    /// The event's name, if that was kept.
    pub title: Option<String>,
    /// Its zone by name, if that was kept.
    pub time_zone: Option<String>,
    /// The lasting address of its schedule, if it has one.
    pub source: Option<String>,
    /// What is remembered of it.
    pub remembered: Remembered,
}

impl Store {
    /// What is remembered of the event of a schedule that may have a lasting address; also what was remembered while the
    /// event had another id. That file stays, and the first save begins with what it says.
    pub fn recall(&self, schedule: &Schedule, source: Option<&str>) -> Remembered {
        let event = &schedule.event().id;
        if self.keeps(event) {
            return self.load(event);
        }
        let former = source.and_then(|source| self.former(schedule, source));
        let Some(former) = former else {
            return Remembered::default();
        };
        self.read(event, &former, true)
    }

    /// Whether there is a file of an event, readable or not.
    pub fn keeps(&self, event: &str) -> bool {
        self.path(event)
            .is_some_and(|path| fs::symlink_metadata(path).is_ok())
    }

    /// All events of which something is kept, and files that cannot be read: sentences.
    pub fn all(&self) -> (Vec<Known>, Vec<String>) {
        let (mut all, mut unreadable) = (Vec::new(), Vec::new());
        for path in self.files(u64::MAX) {
            match doubted(&path) {
                Ok((fields, doubts)) => {
                    let mut known = Known::of(&path, &fields);
                    known.remembered.note = doubts;
                    all.push(known);
                }
                Err(error) => {
                    let why = crate::disk::plain(&error);
                    let path = path.display();
                    unreadable.push(format!("{path}: {why}; going on without it"));
                }
            }
        }
        (all, unreadable)
    }

    /// The file of the same event under another id, the one that was changed last.
    fn former(&self, schedule: &Schedule, source: &str) -> Option<PathBuf> {
        // Most files are about something else, which is seen without understanding them.
        let address = serde_json::to_string(source).ok()?;
        let files = self.files(LARGEST).into_iter();
        let fitting = files.filter(|path| {
            let text = text(path).ok().flatten();
            let fields = text
                .filter(|text| text.contains(&address))
                .and_then(|text| parse(&text).ok());
            fields.is_some_and(|fields| Known::of(path, &fields).is_former(schedule, source))
        });
        fitting.max_by_key(|path| fs::metadata(path).and_then(|found| found.modified()).ok())
    }

    /// The state files, without those that were set aside.
    fn files(&self, largest: u64) -> Vec<PathBuf> {
        let entries = self.directory.as_ref().map(fs::read_dir);
        let Some(Ok(entries)) = entries else {
            return Vec::new();
        };
        let paths = entries.flatten().map(|entry| entry.path());
        let is_state = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str());
            let id = name.and_then(|name| name.strip_suffix(".json"));
            // No id has a dot in the name of its file.
            id.is_some_and(|id| !id.is_empty() && !id.contains('.'))
                && fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() <= largest)
        };
        let mut paths: Vec<PathBuf> = paths.filter(is_state).take(MOST_FILES).collect();
        paths.arrange();
        paths
    }
}

impl Known {
    fn of(path: &Path, fields: &Map<String, Value>) -> Self {
        let text = |key: &str| {
            let text = fields.get(key).and_then(Value::as_str)?;
            let text = crate::text::clean_line(text).text.trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let stem = || path.file_stem().and_then(|stem| stem.to_str());
        Self {
            event: text("event")
                .or_else(|| stem().map(str::to_owned))
                .unwrap_or_default(),
            title: text("title"),
            time_zone: text("time_zone"),
            source: text("source"),
            remembered: Remembered::from_fields(fields),
        }
    }

    /// Whether this is the event of a schedule from another time, in which it had another id.
    pub fn is_former(&self, schedule: &Schedule, source: &str) -> bool {
        if self.source.as_deref() != Some(source) || self.event == schedule.event().id {
            return false;
        }
        let records = self.remembered.favourites.iter().filter_map(Kept::record);
        let seen: Vec<Option<&Snapshot>> = records.map(|record| Some(&record.was)).collect();
        let days = schedule.days();
        let Some((first, last)) = days.first().zip(days.last()) else {
            return false;
        };
        let fits = |day: NaiveDate| {
            first.signed_duration_since(day) <= LEEWAY && day.signed_duration_since(*last) <= LEEWAY
        };
        let mut dates = seen
            .iter()
            .flatten()
            .filter_map(|snapshot| snapshot.start.map(Time::written));
        dates.all(|at| fits(at.date())) && again(&seen, schedule).iter().any(Option::is_some)
    }
}
