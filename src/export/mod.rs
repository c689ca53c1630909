//! Writing what was found: one file per target. Nothing here touches the file system.

pub mod changes;
pub mod convert;
pub mod csv;
pub mod favourites;
pub mod findings;
pub mod frab;
pub mod ics;
pub mod json;
pub mod line;
pub mod markdown;
pub mod native;
pub mod picks;
pub mod text;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    favourites::Marks,
    schedule::{Entry, Schedule},
    zone::{self, Zone},
};

/// A schedule and the zone in which its times are written.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What is written.
    pub schedule: &'a Schedule,
    /// In which zone.
    pub zone: &'a Zone,
    /// What the reader marked; `None` where nothing of that is to be told.
    pub marks: Option<&'a Marks>,
}

impl<'a> Shown<'a> {
    /// A schedule in which nothing is marked.
    pub fn unmarked(schedule: &'a Schedule, zone: &'a Zone) -> Self {
        Self {
            schedule,
            zone,
            marks: None,
        }
    }

    /// The marks of a favourite or a must, and of one that overlaps another, as in the viewer; blanks where it has none.
    fn marks_of(&self, index: usize) -> (&'static str, &'static str) {
        let of = |which: fn(&Marks) -> &BTreeSet<usize>| {
            self.marks
                .is_some_and(|marks| which(marks).contains(&index))
        };
        let stance = match (of(|marks| &marks.musts), self.is_favourite(index)) {
            (true, _) => "!",
            (false, true) => "★",
            (false, false) => " ",
        };
        let clash = if of(|marks| &marks.clashing) {
            "▲"
        } else {
            " "
        };
        (stance, clash)
    }

    /// Whether an entry is a favourite.
    fn is_favourite(&self, index: usize) -> bool {
        self.marks.is_some_and(|marks| marks.mine.contains(&index))
    }

    /// `9:15–~10:15`, where `~` marks an inferred end, and `+1` a date that is not the event's day.
    pub fn span(&self, entry: &Entry) -> Option<String> {
        self.span_from(entry, entry.day)
    }

    /// The same, with `+1` counted from another day. Where clocks change in between, the end says by
    /// which it is meant.
    fn span_from(&self, entry: &Entry, day: Option<NaiveDate>) -> Option<String> {
        let start = entry.start?;
        let from = zone::clock(self.zone, start, day);
        let Some(end) = entry.end else {
            return Some(from);
        };
        let mark = if entry.end_inferred { "~" } else { "" };
        let to = zone::clock(self.zone, end, day);
        let changed = self.zone.seconds_at(start) != self.zone.seconds_at(end);
        let letters = if changed {
            format!(" {}", self.zone.letters(end))
        } else {
            String::new()
        };
        Some(format!("{from}–{mark}{to}{letters}"))
    }

    /// The label of the zone, where it is the same for all of these entries.
    fn common_label(&self, entries: &[usize]) -> Option<String> {
        let starts = entries.iter().filter_map(|index| {
            let entry = self.schedule.entry(*index)?;
            entry
                .start
                .or_else(|| self.schedule.session_of(entry)?.start)
        });
        let starts: Vec<_> = starts.collect();
        let first = starts
            .iter()
            .min()
            .copied()
            .or_else(|| self.schedule.starts());
        let first = first.unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
        let offset = self.zone.seconds_at(first);
        let same = starts
            .iter()
            .all(|start| self.zone.seconds_at(*start) == offset);
        same.then(|| self.zone.label(first))
    }
}
