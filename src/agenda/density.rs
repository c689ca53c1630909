//! How much is on at what time of a day.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike as _, Utc};

use crate::{
    schedule::{Entry, Schedule, Status},
    zone::Zone,
};

/// Minutes of a slot.
const SLOT: i64 = 30;

/// No day has more slots than this: what goes on longer is another day's.
const MOST: usize = 48;

/// What takes longer does not make the day longer, but for the others.
const LONG: TimeDelta = TimeDelta::hours(6);

/// A day in slots of half an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Density {
    /// When the first slot begins: at a full or half hour of the zone.
    pub start: DateTime<Utc>,
    /// How many entries are on in each slot.
    pub counts: Vec<usize>,
}

impl Density {
    /// When a slot begins.
    pub fn begins(&self, slot: usize) -> DateTime<Utc> {
        let slot = i64::try_from(slot).unwrap_or(0);
        self.start + TimeDelta::minutes(slot.saturating_mul(SLOT))
    }

    /// The slot of a moment, if it is one of these.
    pub fn slot(&self, at: DateTime<Utc>) -> Option<usize> {
        let seconds = (at - self.start).num_seconds();
        let slot = usize::try_from(seconds.div_euclid(SLOT * 60)).ok()?;
        (slot < self.counts.len()).then_some(slot)
    }

    /// The most entries that are on in one slot.
    pub fn most(&self) -> usize {
        self.counts.iter().copied().max().unwrap_or(0)
    }
}

/// When a session takes place, as far as anybody knows: where no end is given, in its first slot.
fn span(entry: &Entry) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    if entry.status == Status::Cancelled {
        return None;
    }
    let start = entry.start?;
    let end = entry
        .end
        .unwrap_or(start)
        .max(start + TimeDelta::minutes(1));
    Some((start, end))
}

/// How much is on at what time of a day, of those sessions that are wanted, in slots that begin at full and half hours of a zone.
/// The day is as long as the schedule has it, whatever is wanted; none where it has no time at all.
pub fn density(
    schedule: &Schedule,
    day: NaiveDate,
    zone: &Zone,
    wanted: impl Fn(usize) -> bool,
) -> Option<Density> {
    let sessions = schedule.sessions_by_day().iter().filter_map(|index| {
        let entry = schedule.entry(*index)?;
        let here = schedule.listed_day(entry) == Some(day);
        Some((*index, span(entry).filter(|_| here)?))
    });
    let sessions: Vec<_> = sessions.collect();
    let first = sessions.iter().map(|(_, (start, _))| *start).min()?;
    let ends =
        |(_, (start, end)): &(usize, (DateTime<Utc>, DateTime<Utc>))| (*end).min(*start + LONG);
    let last = sessions.iter().map(ends).max()?;
    let local = zone.local(first);
    let into = i64::from(local.minute()) % SLOT * 60 + i64::from(local.second());
    let start = first - TimeDelta::seconds(into);
    let minutes = (last - start).num_minutes() + i64::from((last - start).num_seconds() % 60 > 0);
    let slots = usize::try_from((minutes + SLOT - 1) / SLOT).ok()?.min(MOST);
    let mut counts = vec![0; slots];
    for (_, (from, to)) in sessions.into_iter().filter(|(index, _)| wanted(*index)) {
        let slot = |at: DateTime<Utc>| usize::try_from((at - start).num_minutes() / SLOT).ok();
        // Who ends when a slot begins is not on in it.
        let last = slot(to - TimeDelta::seconds(1));
        let (Some(from), Some(last)) = (slot(from), last) else {
            continue;
        };
        let here = counts.iter_mut().skip(from);
        for count in here.take((last + 1).saturating_sub(from)) {
            *count += 1;
        }
    }
    Some(Density { start, counts })
}

/// Whether anything is on beside something else, so that days have times of more and of less.
pub fn is_parallel(schedule: &Schedule) -> bool {
    let mut until = None;
    let sessions = schedule.sessions_by_day().iter();
    let spans = sessions.filter_map(|index| span(schedule.entry(*index)?));
    for (start, end) in spans {
        if until.is_some_and(|until| start < until) {
            return true;
        }
        until = Some(end);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format, schedule::check, zone::Atlas};

    fn schedule(entries: &[(&str, u32)]) -> (Schedule, Atlas) {
        let sessions: Vec<String> = entries
            .iter()
            .enumerate()
            .map(|(index, (start, minutes))| {
                format!(r#"{{"start": "2025-03-28T{start}", "duration": {minutes}, "title": "{index}"}}"#)
            })
            .collect();
        let text = format!(
            r#"{{"format": "fomo/1", "event": {{"title": "T", "time_zone": "Europe/Vienna"}}, "sessions": [{}]}}"#,
            sessions.join(",")
        );
        let atlas = Atlas::compiled();
        let draft = format::read(text.as_bytes(), None).unwrap();
        (check::check(draft, &atlas, None).schedule, atlas)
    }

    #[test]
    fn half_hours_by_what_is_on_in_them() {
        let (schedule, atlas) =
            schedule(&[("09:15", 60), ("09:45", 15), ("10:00", 30), ("11:30", 90)]);
        let day = schedule.days()[0];
        let vienna = atlas.find("Europe/Vienna").unwrap();
        let all = density(&schedule, day, &vienna, |_| true).unwrap();
        assert_eq!(all.counts, [1, 2, 2, 0, 0, 1, 1, 1]);
        assert_eq!(all.most(), 2);
        assert_eq!(vienna.local(all.start).to_string(), "2025-03-28 09:00:00");
        assert_eq!(all.slot(all.begins(7)), Some(7));
        assert_eq!(all.slot(all.begins(8)), None);
        assert_eq!(all.slot(all.start - TimeDelta::seconds(1)), None);
        // The day stays as long as it is, whatever is wanted.
        let some = density(&schedule, day, &vienna, |index| index == 2).unwrap();
        assert_eq!(some.counts, [0, 0, 1, 0, 0, 0, 0, 0]);
        // Where clocks are a quarter of an hour off, slots begin at their half hours.
        let kathmandu = atlas.find("Asia/Kathmandu").unwrap();
        let there = density(&schedule, day, &kathmandu, |_| true).unwrap();
        assert_eq!(
            kathmandu.local(there.start).to_string(),
            "2025-03-28 14:00:00"
        );
        assert_eq!(
            density(&schedule, day.succ_opt().unwrap(), &vienna, |_| true),
            None
        );
    }

    #[test]
    fn one_after_the_other_is_not_parallel() {
        assert!(!is_parallel(&schedule(&[("09:00", 60), ("10:00", 60)]).0));
        assert!(is_parallel(&schedule(&[("09:00", 61), ("10:00", 60)]).0));
        assert!(!is_parallel(&schedule(&[]).0));
    }
}
