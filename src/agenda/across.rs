//! A reader's own entries of several events, in one order.

use chrono::{DateTime, Utc};
use foldhash::HashMap;

use super::clashes::{attendance, clashes};
use crate::arrange::Arrange as _;
use crate::schedule::Schedule;

/// A schedule, and which of its entries are the reader's.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The schedule.
    pub schedule: &'a Schedule,
    /// Some of its entries.
    pub entries: &'a [usize],
    /// Whether they take place, as far as anybody knows.
    pub takes_place: bool,
}

/// An entry of one of several schedules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The index of the schedule.
    pub part: usize,
    /// The entry in it.
    pub entry: usize,
    /// What is on at the same time, in the same form.
    pub clashes: Vec<(usize, usize)>,
}

/// When one has to be where, and for what.
type Attendance = (DateTime<Utc>, Option<DateTime<Utc>>, usize, usize);

/// All of these in the order in which they start, each with what it clashes with, in whatever event that is. What has
/// no time comes last.
pub fn across(parts: &[Part]) -> Vec<Placed> {
    let mut clashing: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::default();
    let mut clash = |one: (usize, usize), other: (usize, usize)| {
        clashing.entry(one).or_default().push(other);
        clashing.entry(other).or_default().push(one);
    };
    let taking_place = || {
        parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.takes_place)
    };
    for (index, part) in taking_place() {
        for pair in clashes(part.schedule, part.entries) {
            clash((index, pair.first), (index, pair.second));
        }
    }
    // Nobody knows when a time is that is in no zone.
    let known = taking_place().filter(|(_, part)| !part.schedule.event().zone.is_unknown());
    let mut all: Vec<Attendance> = known
        .flat_map(|(index, part)| {
            part.entries.iter().filter_map(move |entry| {
                let (start, end) = attendance(part.schedule, part.schedule.entry(*entry)?)?;
                Some((start, end, index, *entry))
            })
        })
        .collect();
    all.arrange_by_key(|(start, _, part, entry)| (*start, *part, *entry));
    for (place, one) in all.iter().enumerate() {
        for other in all.iter().skip(place + 1) {
            let (start, end) = (one.0, one.1);
            if end.map_or(other.0 > start, |end| other.0 >= end) && other.0 != start {
                break;
            }
            if one.2 != other.2 && overlap(one, other) && !is_listed_twice(parts, one, other) {
                clash((one.2, one.3), (other.2, other.3));
            }
        }
    }
    let mut placed: Vec<Placed> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, of)| of.entries.iter().map(move |entry| (part, *entry)))
        .map(|(part, entry)| Placed {
            part,
            entry,
            clashes: clashing.remove(&(part, entry)).unwrap_or_default(),
        })
        .collect();
    placed.arrange_by_key(|placed| {
        let schedule = parts.get(placed.part).map(|part| part.schedule);
        let entry = schedule.and_then(|schedule| schedule.entry(placed.entry));
        let start = schedule.zip(entry);
        let start = start.and_then(|(schedule, entry)| schedule.timed(entry).start);
        let rank = schedule.map(|schedule| schedule.rank(placed.entry));
        (start.is_none(), start, placed.part, rank)
    });
    placed
}

/// Whether both are on at some moment; what takes no time is in nobody's way.
fn overlap(one: &Attendance, other: &Attendance) -> bool {
    match one.1.zip(other.1) {
        Some((end, other_end)) => end.min(other_end) > other.0,
        None => true,
    }
}

/// Whether it is one and the same in the schedules of two events, such as a workshop's own and that of its conference.
fn is_listed_twice(parts: &[Part], one: &Attendance, other: &Attendance) -> bool {
    let title = |of: &Attendance| {
        let entry = parts.get(of.2)?.schedule.entry(of.3)?;
        Some(entry.title.as_str())
    };
    one.0 == other.0 && title(one) == title(other)
}
