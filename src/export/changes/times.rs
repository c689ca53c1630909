//! Days and times of changes, as people read them.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};

use super::Comparison;
use crate::{
    schedule::{Entry, Schedule},
    zone::{Zone, duration, full_day},
};

/// How times are written, such that each is clear and none says what all of them have in common.
pub(super) struct Times<'a> {
    zone: &'a Zone,
    /// The only day on which anything is; it stands in the header.
    only_day: Option<NaiveDate>,
    /// Whether all is in one year.
    one_year: bool,
    /// Whether clocks change in between, so that each time says by which it goes.
    letters: bool,
    /// The first of all times.
    first: DateTime<Utc>,
}

impl<'a> Times<'a> {
    /// For all that changed.
    pub(super) fn of(comparison: &Comparison<'a>) -> Self {
        let zone = comparison.zone;
        let mut instants = BTreeSet::new();
        let mut days = BTreeSet::new();
        for change in &comparison.changes {
            let sides = [
                (comparison.old, comparison.old_entry(*change)),
                (comparison.new, comparison.new_entry(*change)),
            ];
            for (schedule, entry) in sides {
                let timed = entry.map(|entry| schedule.timed(entry));
                instants.extend(timed.and_then(|timed| timed.start));
                let untimed = timed.filter(|timed| timed.start.is_none());
                days.extend(untimed.and_then(|timed| timed.day));
            }
        }
        days.extend(instants.iter().map(|at| zone.local(*at).date()));
        let offsets: BTreeSet<i32> = instants
            .iter()
            .map(|at| zone.seconds_at(*at).local_minus_utc())
            .collect();
        let years: BTreeSet<i32> = days.iter().map(NaiveDate::year).collect();
        let first = instants.first().copied().or(comparison.new.starts());
        Self {
            zone,
            only_day: days.first().copied().filter(|_| days.len() == 1),
            one_year: years.len() < 2,
            letters: offsets.len() > 1,
            first: first.unwrap_or(DateTime::UNIX_EPOCH),
        }
    }

    /// `Sat 27 Jul 2024 · times in Vienna (CEST, +02)`.
    pub(super) fn header(&self) -> String {
        let zone = match self.zone {
            zone if zone.is_unknown() => zone.label(self.first),
            zone if self.letters => format!("times in {}, where clocks change", zone.city()),
            zone => format!("times in {}", zone.label(self.first)),
        };
        match self.only_day {
            Some(day) => format!("{} · {zone}", full_day(day)),
            None => zone,
        }
    }

    fn day(&self, day: NaiveDate) -> Option<String> {
        let form = if self.one_year {
            "%a %-d %b"
        } else {
            "%a %-d %b %Y"
        };
        (self.only_day != Some(day)).then(|| day.format(form).to_string())
    }

    fn clock(&self, at: DateTime<Utc>) -> String {
        let clock = self.zone.local(at).format("%-H:%M");
        if self.letters {
            format!("{clock} {}", self.zone.letters(at))
        } else {
            clock.to_string()
        }
    }

    /// When an entry is: `Sat 27 Jul 9:15`, in brackets where it has the time from its session. Nothing where nobody
    /// knows, or the header says it.
    pub(super) fn when(&self, schedule: &Schedule, entry: &Entry) -> String {
        let timed = schedule.timed(entry);
        let Some(start) = timed.start else {
            return timed.day.and_then(|day| self.day(day)).unwrap_or_default();
        };
        let day = self.day(self.zone.local(start).date());
        let clock = self.clock(start);
        let when = match day {
            // Clock times stand below each other.
            Some(day) => format!("{day} {clock:>width$}", width = clock.len().max(5)),
            None => clock,
        };
        if schedule.borrows_time(entry) {
            format!("({when})")
        } else {
            when
        }
    }

    /// From when to when an entry moved, the day only where it is another one: `9:15 → 10:45`.
    pub(super) fn journey(&self, comparison: &Comparison, old: &Entry, new: &Entry) -> String {
        let local = |schedule: &Schedule, entry: &Entry| {
            let timed = schedule.timed(entry);
            let start = timed.start.map(|start| self.zone.local(start).date());
            start.or(timed.day)
        };
        let same_day = local(comparison.old, old) == local(comparison.new, new);
        // Two sessions, where it has no time of its own in either.
        let borrowed = comparison.old.borrows_time(old);
        let side = |schedule: &Schedule, entry: &Entry, with_day: bool, session: &str| {
            let timed = schedule.timed(entry);
            let day = local(schedule, entry).filter(|_| with_day);
            let day = day.and_then(|day| self.day(day));
            let clock = timed.start.map(|start| self.clock(start));
            let when: Vec<String> = day.into_iter().chain(clock).collect();
            let when = match when.join(" ") {
                when if when.is_empty() => "no time".to_owned(),
                when => when,
            };
            if schedule.borrows_time(entry) {
                format!("within {session} at {when}")
            } else {
                when
            }
        };
        let from = side(comparison.old, old, true, "the session");
        let session = if borrowed { "that" } else { "the session" };
        let to = side(comparison.new, new, !same_day, session);
        format!("{from} → {to}")
    }
}

/// How much later something is: `+30 min`, `−1 day`, `+2 days 1 h 30`.
pub(super) fn later_by(by: TimeDelta) -> String {
    let sign = if by < TimeDelta::zero() { '−' } else { '+' };
    let minutes = by.num_minutes().abs();
    let (days, rest) = (minutes / (24 * 60), minutes % (24 * 60));
    let days = match days {
        0 => None,
        1 => Some("1 day".to_owned()),
        many => Some(format!("{many} days")),
    };
    let rest = (rest > 0 || days.is_none()).then(|| duration(rest));
    let parts: Vec<String> = days.into_iter().chain(rest).collect();
    format!("{sign}{}", parts.join(" "))
}
