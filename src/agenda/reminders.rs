//! What is about to begin, or has just begun.

use chrono::{DateTime, Utc};

use crate::schedule::{Schedule, Status};

/// So many minutes before a start, a reader is reminded of it, unless they want it otherwise.
pub const AHEAD: u16 = 10;

/// For so many minutes, a start that was missed is worth a word.
const LATE: i64 = 5;

/// A start that is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// What starts.
    pub entry: usize,
    /// When it starts.
    pub at: DateTime<Utc>,
    /// The minutes until then, as clocks without seconds count them; negative where it has begun.
    pub minutes: i64,
}

/// Of these entries, those that start in so many minutes or less, or began a few minutes ago, the first one first.
///
/// What is cancelled does not start. A talk without a time of its own starts with its session, unless that is among the
/// entries itself.
pub fn near_starts(
    schedule: &Schedule,
    entries: impl Iterator<Item = usize>,
    is_among: &dyn Fn(usize) -> bool,
    now: DateTime<Utc>,
    ahead: i64,
) -> Vec<Start> {
    let start = |index: usize| {
        let entry = schedule.entry(index)?;
        let timed = schedule.timed(entry);
        let cancelled = [entry, timed]
            .iter()
            .any(|entry| entry.status == Status::Cancelled);
        let said_already = schedule.borrows_time(entry) && entry.session.is_some_and(is_among);
        let at = timed.start.filter(|_| !cancelled && !said_already)?;
        let minutes = minute(at) - minute(now);
        let near = (-LATE..=ahead).contains(&minutes);
        near.then_some(Start {
            entry: index,
            at,
            minutes,
        })
    };
    let mut starts: Vec<Start> = entries.filter_map(start).collect();
    starts.sort_by_key(|start| (start.at, schedule.rank(start.entry)));
    starts
}

fn minute(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::tests::{index, schedule};
    use chrono::TimeDelta;

    /// What is near so many seconds after 10:00 in Vienna, as `title minutes`.
    fn near(entries: &[&str], seconds: i64, ahead: i64) -> Vec<String> {
        let schedule = schedule(entries);
        let ten: DateTime<Utc> = "2024-07-27T08:00:00Z".parse().unwrap();
        let now = ten + TimeDelta::seconds(seconds);
        let all = 0..schedule.entries().len();
        near_starts(&schedule, all, &|_| true, now, ahead)
            .iter()
            .map(|start| {
                let title = &schedule.entry(start.entry).unwrap().title;
                format!("{title} {}", start.minutes)
            })
            .collect()
    }

    #[test]
    fn minutes_are_counted_as_on_a_clock() {
        let entries = ["A 10:10 11:00", "B 10:11 11:00", "C 10:05 -"];
        assert_eq!(near(&entries, 0, 10), ["C 5", "A 10"]);
        assert_eq!(near(&entries, -1, 10), ["C 6"]);
        assert_eq!(near(&entries, 59, 10), ["C 5", "A 10"]);
        assert_eq!(near(&entries, 60, 10), ["C 4", "A 9", "B 10"]);
        assert_eq!(near(&entries, 0, 5), ["C 5"]);
    }

    #[test]
    fn what_began_is_near_for_five_minutes() {
        let entries = ["A 10:00 11:00"];
        for (minute, expected) in [(0, "A 0"), (1, "A -1"), (5, "A -5")] {
            assert_eq!(near(&entries, minute * 60, 10), [expected]);
        }
        assert_eq!(near(&entries, 6 * 60, 10), [""; 0]);
    }

    #[test]
    fn what_is_cancelled_does_not_start() {
        let entries = ["A 10:05 11:00 cancelled", "B 10:05 11:00"];
        assert_eq!(near(&entries, 0, 10), ["B 5"]);
    }

    #[test]
    fn nothing_starts_that_nobody_asked_for() {
        let schedule = schedule(&["A 10:05 11:00", "B 10:05 11:00"]);
        let now: DateTime<Utc> = "2024-07-27T08:00:00Z".parse().unwrap();
        let wanted = index(&schedule, "B");
        let starts = near_starts(&schedule, [wanted].into_iter(), &|_| false, now, 10);
        let found: Vec<usize> = starts.iter().map(|start| start.entry).collect();
        assert_eq!(found, [wanted]);
    }
}
