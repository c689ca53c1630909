//! What changed between two versions of a schedule: for people, for an announcement, for scripts.
//!
//! ```text
//! Comparison ─┬─▶ report ─┬─▶ text
//!             │           └─▶ markdown
//!             └─▶ json
//! ```

mod details;
mod json;
mod markdown;
mod report;
mod text;
mod times;

#[cfg(test)]
mod tests;

use chrono::Datelike as _;
use foldhash::HashMap;

pub use self::{json::json, markdown::markdown, text::text};

use crate::{
    schedule::{
        Entry, Schedule,
        diff::{self, Change, Shift, Version},
    },
    text::fold::{Fold, fold},
    zone::Zone,
};

/// Of fewer entries than these, any may be another one in the next version.
const FEW: usize = 4;

/// Two versions of a schedule, and what changed.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The version before.
    pub old: &'a Schedule,
    /// The version now.
    pub new: &'a Schedule,
    /// The zone in which times are written; unknown where it is unknown where the event is.
    pub zone: &'a Zone,
    /// For each entry of the newer one, the one of the older one that it is.
    partners: Vec<Option<usize>>,
    changes: Vec<Change>,
    /// By how much entries moved, by their index in the newer one.
    shifts: HashMap<usize, Shift>,
}

impl<'a> Comparison<'a> {
    /// Compares.
    pub fn of(old: &'a Schedule, new: &'a Schedule, zone: &'a Zone) -> Self {
        let (before, after) = (Version::of(old), Version::of(new));
        let partners = diff::partners(&before, &after);
        let changes = diff::changes(&before, &after, &partners);
        Self {
            old,
            new,
            zone,
            shifts: diff::shifts(&before, &after, &changes),
            partners,
            changes,
        }
    }

    fn shift(&self, change: Change) -> Option<Shift> {
        self.shifts.get(&change.new?).copied()
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Why these seem to be two events rather than two versions of one.
    pub fn seem_to_be_different(&self) -> Option<String> {
        let (old, new) = (self.old, self.new);
        let fewer = old.entries().len().min(new.entries().len());
        let same = self.partners.iter().flatten().count();
        let year = |schedule: &Schedule| {
            let start = schedule.starts()?;
            Some(schedule.event().zone.local(start).year())
        };
        let years = year(old).zip(year(new));
        let folded = |schedule: &Schedule| fold(&schedule.event().title, Fold::LOOSE);
        let reason = if fewer >= FEW && same * 10 < fewer {
            format!("of the {fewer} entries of the smaller one, {same} were found in the other one")
        } else {
            let (old_year, new_year) = years.filter(|(old, new)| old != new)?;
            if folded(old) == folded(new) {
                return None;
            }
            format!("one is of {old_year}, the other one of {new_year}")
        };
        let titles = (&old.event().title, &new.event().title);
        Some(format!(
            "these seem to be different events: “{}” and “{}”; {reason}",
            titles.0, titles.1
        ))
    }

    fn old_entry(&self, change: Change) -> Option<&'a Entry> {
        self.old.entry(change.old?)
    }

    fn new_entry(&self, change: Change) -> Option<&'a Entry> {
        self.new.entry(change.new?)
    }

    /// That nothing changed, as a sentence.
    fn nothing(&self) -> String {
        match self.new.entries().len() {
            0 => "nothing changed: there are no entries".to_owned(),
            1 => "nothing changed: 1 entry is the same".to_owned(),
            many => format!("nothing changed: {many} entries are the same"),
        }
    }
}
