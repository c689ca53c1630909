//! What overlaps among a reader's own entries.

use chrono::{DateTime, TimeDelta, Utc};

use crate::arrange::Arrange as _;
use crate::schedule::{Entry, Schedule, Status};

/// Two entries that are on at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The one that starts first.
    pub first: usize,
    /// The one that starts meanwhile.
    pub second: usize,
    /// For how many minutes both are on; `None` where nobody knows when the first one ends.
    pub minutes: Option<i64>,
}

/// What is open for a day or longer is visited some time, and not attended.
const OPEN_ALL_DAY: TimeDelta = TimeDelta::days(1);

/// When somebody has to be there: the start, and the end if one is known. `None` for what has no time, does not take
/// place, or is open all day.
pub(super) fn attendance(
    schedule: &Schedule,
    entry: &Entry,
) -> Option<(DateTime<Utc>, Option<DateTime<Utc>>)> {
    let timed = schedule.timed(entry);
    let takes_place = |entry: &Entry| entry.status != Status::Cancelled;
    if !takes_place(entry) || !takes_place(timed) {
        return None;
    }
    let start = timed.start?;
    let open_all_day = timed.end.is_some_and(|end| end - start >= OPEN_ALL_DAY);
    (!open_all_day).then_some((start, timed.end))
}

/// All pairs of these entries that are on at the same time, by the start of the second. That one ends when the other
/// begins is no clash.
pub fn clashes(schedule: &Schedule, entries: &[usize]) -> Vec<Clash> {
    let mut all: Vec<_> = entries
        .iter()
        .filter_map(|index| {
            let (start, end) = attendance(schedule, schedule.entry(*index)?)?;
            Some((start, end, *index))
        })
        .collect();
    all.arrange_by_key(|(start, _, index)| (*start, schedule.rank(*index)));
    let mut clashes = Vec::new();
    for (place, (start, end, first)) in all.iter().enumerate() {
        for (other, other_end, second) in all.iter().skip(place + 1) {
            // Where no end is known, only what starts at the same moment is known to overlap.
            if end.map_or(other > start, |end| *other >= end) && other != start {
                break;
            }
            let minutes = end
                .zip(*other_end)
                .map(|(end, other_end)| (end.min(other_end) - *other).num_minutes());
            // What takes no time is in nobody's way.
            if minutes.is_some_and(|minutes| minutes <= 0) || are_one(schedule, *first, *second) {
                continue;
            }
            clashes.push(Clash {
                first: *first,
                second: *second,
                minutes,
            });
        }
    }
    clashes.arrange_by_key(|clash| (schedule.rank(clash.second), schedule.rank(clash.first)));
    clashes
}

/// Whether one goes to both by going to one of them: a talk and its session, or two posters of one session.
fn are_one(schedule: &Schedule, first: usize, second: usize) -> bool {
    let (Some(one), Some(other)) = (schedule.entry(first), schedule.entry(second)) else {
        return false;
    };
    if one.session == Some(second) || other.session == Some(first) {
        return true;
    }
    let same_session = one.session.is_some() && one.session == other.session;
    // Nobody knows when in its session a talk is that has no time of its own.
    if same_session && (one.start.is_none() || other.start.is_none()) {
        return true;
    }
    let (one_timed, other_timed) = (schedule.timed(one), schedule.timed(other));
    let same_time = (one_timed.start, one_timed.end) == (other_timed.start, other_timed.end);
    same_session && same_time && one.rooms == other.rooms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::tests::{index, schedule};

    /// The clashes among entries of `title start end`, as `first/second minutes`.
    fn among(entries: &[&str]) -> Vec<String> {
        let schedule = schedule(entries);
        let mine: Vec<usize> = (0..schedule.entries().len()).collect();
        let title = |index: usize| schedule.entry(index).unwrap().title.clone();
        clashes(&schedule, &mine)
            .iter()
            .map(|clash| {
                let minutes = clash.minutes.map_or("?".to_owned(), |it| it.to_string());
                format!("{}/{} {minutes}", title(clash.first), title(clash.second))
            })
            .collect()
    }

    #[test]
    fn any_two_can_clash_and_not_neighbours_only() {
        let all = among(&["A 10:00 12:00", "B 10:30 11:00", "C 11:15 11:45"]);
        assert_eq!(all, ["A/B 30", "A/C 30"]);
    }

    #[test]
    fn ends_that_touch_are_no_clash() {
        assert_eq!(among(&["A 10:00 11:00", "B 11:00 12:00"]), [""; 0]);
    }

    #[test]
    fn what_starts_and_ends_at_the_same_moments_clashes() {
        assert_eq!(among(&["A 10:00 11:00", "B 10:00 11:00"]), ["A/B 60"]);
    }

    #[test]
    fn what_takes_no_time_clashes_with_nothing() {
        assert_eq!(among(&["A 10:00 11:00", "B 10:30 10:30"]), [""; 0]);
    }

    #[test]
    fn what_is_open_all_day_clashes_with_nothing() {
        assert_eq!(among(&["A 10:00 +1500", "B 10:30 11:00"]), [""; 0]);
    }

    #[test]
    fn without_an_end_only_the_same_start_is_known_to_clash() {
        let all = among(&["A 18:00 - in:X", "B 18:00 19:00 in:Y", "C 18:30 19:00 in:Z"]);
        assert_eq!(all, ["A/B ?", "B/C 30"]);
        assert_eq!(among(&["A 17:00 19:00 in:Y", "B 18:00 - in:X"]), ["A/B ?"]);
    }

    #[test]
    fn what_is_cancelled_clashes_with_nothing() {
        assert_eq!(
            among(&["A 10:00 11:00", "B 10:30 11:00 cancelled"]),
            [""; 0]
        );
    }

    #[test]
    fn only_what_was_asked_for_is_compared() {
        let schedule = schedule(&["A 10:00 12:00", "B 10:30 11:00", "C 11:15 11:45"]);
        let mine = [index(&schedule, "B"), index(&schedule, "C")];
        assert_eq!(clashes(&schedule, &mine), []);
    }
}
