//! When a reader is free, and when they must hurry from one room to another.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::clashes::attendance;
use crate::arrange::Arrange as _;
use crate::schedule::{Entry, Schedule};

/// A time in which none of the reader's own entries is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// When it begins.
    pub start: DateTime<Utc>,
    /// When it ends.
    pub end: DateTime<Utc>,
    /// How many sessions of the schedule begin in it.
    pub begin: usize,
    /// How many are on already when it begins, and still are a while later.
    pub run: usize,
}

/// Two entries of which the second begins right behind the first, in another room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Where one comes from.
    pub from: usize,
    /// Where one goes.
    pub to: usize,
    /// The minutes in between.
    pub minutes: i64,
}

/// What is shorter is no time to do anything else in.
const SHORTEST: TimeDelta = TimeDelta::minutes(15);

/// Who has longer than this need not hurry.
const HURRY: TimeDelta = TimeDelta::minutes(10);

/// The times of a day of the event in which none of these entries is on, from the start of the day's first session to
/// the end of its last one.
pub fn day_gaps(schedule: &Schedule, day: NaiveDate, mine: &[usize]) -> Vec<Gap> {
    let sessions: Vec<_> = schedule
        .sessions()
        .filter(|(_, entry)| entry.day == Some(day))
        .filter_map(|(_, entry)| Some((attendance(schedule, entry)?, entry)))
        .collect();
    let first = sessions.iter().map(|((start, _), _)| *start).min();
    // What has no end is there to begin with, but nobody knows how long: no day is longer for it.
    let ends = sessions
        .iter()
        .map(|((start, end), _)| end.unwrap_or(*start));
    let last = ends.max();
    // As in a filter by that time, which shows what is counted here.
    let over =
        |((start, _), entry): ((_, _), &Entry)| (start, schedule.over(entry).unwrap_or(start));
    let sessions: Vec<(DateTime<Utc>, DateTime<Utc>)> = sessions.into_iter().map(over).collect();
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let mut busy: Vec<(DateTime<Utc>, DateTime<Utc>)> = mine
        .iter()
        .filter_map(|index| {
            let (start, end) = attendance(schedule, schedule.entry(*index)?)?;
            Some((start, end.unwrap_or(start)))
        })
        .collect();
    busy.arrange();
    busy.push((last, last));
    let mut gaps = Vec::new();
    let mut free_from = first;
    for (start, end) in busy {
        let until = start.min(last);
        if until - free_from >= SHORTEST {
            gaps.push(gap(&sessions, free_from, until));
        }
        free_from = free_from.max(end);
    }
    gaps.retain(|gap| gap.begin + gap.run > 0);
    gaps
}

fn gap(
    sessions: &[(DateTime<Utc>, DateTime<Utc>)],
    start: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Gap {
    let count = |counts: &dyn Fn(&DateTime<Utc>, &DateTime<Utc>) -> bool| {
        sessions
            .iter()
            .filter(|(from, to)| counts(from, to))
            .count()
    };
    Gap {
        start,
        end,
        begin: count(&|from, _| (start..end).contains(from)),
        run: count(&|from, to| *from < start && *to > start),
    }
}

/// Where one has to hurry among these entries: from each to what follows at once, in a room of its own.
pub fn walks(schedule: &Schedule, mine: &[usize]) -> Vec<Walk> {
    let mut all: Vec<_> = mine
        .iter()
        .filter_map(|index| {
            let entry = schedule.entry(*index)?;
            let (start, end) = attendance(schedule, entry)?;
            Some((start, end?, *index, &entry.rooms))
        })
        .filter(|(_, _, _, rooms)| !rooms.is_empty())
        .collect();
    all.arrange_by_key(|(start, _, index, _)| (*start, schedule.rank(*index)));
    let mut by_end: Vec<_> = all.iter().collect();
    by_end.arrange_by_key(|(_, end, _, _)| *end);
    let mut walks = Vec::new();
    for (start, _, to, rooms) in &all {
        // Of what ends right before, the last one to end is where one is.
        let ended = by_end.partition_point(|(_, end, _, _)| end <= start);
        let before = by_end.iter().take(ended).rev();
        let mut before = before.take_while(|(_, end, _, _)| *start - *end <= HURRY);
        let Some((_, end, from, others)) = before.find(|(began, _, _, _)| began < start) else {
            continue;
        };
        if !rooms.iter().any(|room| others.contains(room)) {
            walks.push(Walk {
                from: *from,
                to: *to,
                minutes: (*start - *end).num_minutes(),
            });
        }
    }
    walks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::tests::{index, schedule};

    fn gaps(entries: &[&str], mine: &[&str]) -> Vec<String> {
        let schedule = schedule(entries);
        let mine: Vec<usize> = mine.iter().map(|title| index(&schedule, title)).collect();
        let day = schedule.days()[0];
        let clock = |at: DateTime<Utc>| schedule.event().zone.local(at).format("%H:%M").to_string();
        day_gaps(&schedule, day, &mine)
            .iter()
            .map(|gap| {
                let (start, end) = (clock(gap.start), clock(gap.end));
                format!("{start}-{end} {}+{}", gap.begin, gap.run)
            })
            .collect()
    }

    #[test]
    fn between_before_and_behind_what_is_mine() {
        let all = [
            "A 09:00 10:00",
            "B 10:00 11:00",
            "C 11:00 12:00",
            "D 12:00 13:00",
            "E 13:00 14:00",
        ];
        assert_eq!(
            gaps(&all, &["B", "D"]),
            ["09:00-10:00 1+0", "11:00-12:00 1+0", "13:00-14:00 1+0"]
        );
        assert_eq!(gaps(&all, &[]), ["09:00-14:00 5+0"]);
    }

    #[test]
    fn what_runs_already_counts_and_breaks_too() {
        let all = ["A 09:00 12:00", "B 09:00 10:00", "C 11:00 12:00"];
        assert_eq!(gaps(&all, &["B"]), ["10:00-12:00 1+1"]);
    }

    #[test]
    fn a_few_minutes_are_no_gap_and_nothing_to_do_neither() {
        let all = ["A 09:00 10:00", "B 10:14 11:00", "C 12:00 13:00"];
        assert_eq!(gaps(&all, &["A", "B", "C"]), [""; 0]);
    }

    #[test]
    fn overlapping_entries_leave_no_gap_where_the_longer_one_runs() {
        let all = [
            "A 09:00 12:00",
            "B 09:30 10:00",
            "C 12:00 13:00",
            "D 10:30 11:00",
        ];
        assert_eq!(gaps(&all, &["A", "B", "C"]), [""; 0]);
    }

    fn walked(entries: &[&str]) -> Vec<String> {
        let schedule = schedule(entries);
        let mine: Vec<usize> = (0..schedule.entries().len()).collect();
        let title = |index: usize| schedule.entry(index).unwrap().title.clone();
        walks(&schedule, &mine)
            .iter()
            .map(|walk| format!("{}>{} {}", title(walk.from), title(walk.to), walk.minutes))
            .collect()
    }

    #[test]
    fn back_to_back_in_another_room_is_a_walk() {
        let all = [
            "A 09:00 10:00 in:X",
            "B 10:00 11:00 in:Y",
            "C 11:10 12:00 in:X",
        ];
        assert_eq!(walked(&all), ["A>B 0", "B>C 10"]);
    }

    #[test]
    fn the_same_room_or_time_enough_is_none() {
        let all = [
            "A 09:00 10:00 in:X",
            "B 10:00 11:00 in:X",
            "C 11:11 12:00 in:Y",
        ];
        assert_eq!(walked(&all), [""; 0]);
        assert_eq!(walked(&["A 09:00 10:00", "B 10:00 11:00 in:X"]), [""; 0]);
    }
}
