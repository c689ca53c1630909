//! What is on now and what comes next; what of the reader's own overlaps, and when the reader is free; what changed since
//! the reader last looked.

mod across;
mod clashes;
mod density;
mod free;
mod news;
mod reminders;

pub use self::{
    across::{Part, Placed, across},
    clashes::{Clash, clashes},
    density::{Density, density, is_parallel},
    free::{Gap, Walk, day_gaps, walks},
    news::{About, Newness, News},
    reminders::{AHEAD, Start, near_starts},
};

use chrono::{DateTime, Utc};
use foldhash::HashSet;

use crate::schedule::{Entry, Schedule, Status};

/// Where an entry stands against now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is over.
    Past,
    /// It is on.
    Running,
    /// It has not begun.
    Ahead,
    /// Nobody can tell: it has no time, or now is not known.
    Unknown,
}

/// Where an entry stands. A talk without a time of its own is past when its session is, and never
/// running by itself. One without an end runs until its day is over.
pub fn phase(schedule: &Schedule, entry: &Entry, now: Option<DateTime<Utc>>) -> Phase {
    let Some(now) = now else {
        return Phase::Unknown;
    };
    let Some(start) = entry.start else {
        return match schedule
            .session_of(entry)
            .map(|session| phase(schedule, session, Some(now)))
        {
            Some(Phase::Past) => Phase::Past,
            Some(Phase::Ahead) => Phase::Ahead,
            _ => Phase::Unknown,
        };
    };
    let over = schedule.over(entry).unwrap_or(start);
    if now < start {
        Phase::Ahead
    } else if now < over {
        Phase::Running
    } else {
        Phase::Past
    }
}

/// Where the event as a whole stands.
pub fn event_phase(schedule: &Schedule, now: Option<DateTime<Utc>>) -> Phase {
    match (now, schedule.starts(), schedule.ends()) {
        (Some(now), Some(start), Some(end)) if now < start && start <= end => Phase::Ahead,
        (Some(now), Some(_), Some(end)) if now >= end => Phase::Past,
        (Some(_), Some(_), Some(_)) => Phase::Running,
        _ => Phase::Unknown,
    }
}

/// What is on, and what comes next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NowNext {
    /// Indices of what is running: sessions, and talks with times of their own.
    pub now: Vec<usize>,
    /// Indices of the next talk inside each running session, then of the next session of each room
    /// that day; of the first ones of a later day where nothing more comes that day.
    pub next: Vec<usize>,
}

/// What is on at a moment and what comes next, by room, of those entries that are wanted. Cancelled ones are neither.
pub fn now_and_next(
    schedule: &Schedule,
    now: DateTime<Utc>,
    wanted: &dyn Fn(usize) -> bool,
) -> NowNext {
    let counts = |index: usize, entry: &Entry| {
        let here = wanted(index) || entry.talks.clone().any(wanted);
        entry.status != Status::Cancelled && here
    };
    let running = |(index, entry): (usize, &Entry)| {
        (counts(index, entry) && phase(schedule, entry, Some(now)) == Phase::Running)
            .then_some(index)
    };
    let on: Vec<usize> = schedule
        .entries()
        .iter()
        .enumerate()
        .filter_map(running)
        .collect();
    let ahead: Vec<(usize, &Entry)> = schedule
        .sessions()
        .filter(|(index, entry)| {
            counts(*index, entry) && entry.start.is_some_and(|start| start > now)
        })
        .collect();
    // Inside what is running, the next talk that has a time of its own.
    let inside = on.iter().filter_map(|index| {
        let session = schedule.entry(*index)?;
        let mut talks = session
            .talks
            .clone()
            .filter_map(|talk| Some((talk, schedule.entry(talk)?)));
        let next = talks.find(|(index, talk)| {
            counts(*index, talk) && talk.start.is_some_and(|start| start > now)
        });
        next.map(|(talk, _)| talk)
    });
    let mut next: Vec<usize> = inside.collect();
    // The day that runs, and at night the one before, while there is still something to come of it;
    // where nothing more comes today, the next day that has anything.
    let today = on.last().and_then(|index| schedule.entry(*index)?.day);
    let soonest = ahead.first().and_then(|(_, entry)| entry.day);
    let more_today = ahead.iter().any(|(_, entry)| entry.day == today);
    let days = [soonest, today.filter(|_| more_today)];
    let mut rooms = HashSet::default();
    for (index, entry) in ahead
        .iter()
        .filter(|(_, entry)| entry.day.is_some() && days.contains(&entry.day))
    {
        let whole_house = entry.rooms.is_empty() && rooms.insert(None);
        let free = entry
            .rooms
            .iter()
            .filter(|room| rooms.insert(Some(**room)))
            .count()
            > 0;
        if whole_house || free {
            next.push(*index);
        }
    }
    NowNext { now: on, next }
}

/// The session on which a reader should land: what runs or comes next while the event is on, its
/// first entry before, the first of its last day after.
pub fn landing(schedule: &Schedule, now: Option<DateTime<Utc>>) -> Option<usize> {
    let first = schedule.sessions().next().map(|(index, _)| index);
    match event_phase(schedule, now) {
        Phase::Running => current(schedule, now?)
            .or_else(|| last_running(schedule, now))
            .or(first),
        Phase::Past => {
            let last = schedule.days().last().copied();
            let of_last_day = schedule.sessions().find(|(_, entry)| entry.day == last);
            of_last_day.map(|(index, _)| index).or(first)
        }
        Phase::Ahead | Phase::Unknown => first,
    }
}

/// The last session to start of those that run.
fn last_running(schedule: &Schedule, now: Option<DateTime<Utc>>) -> Option<usize> {
    let runs = |(_, entry): &(usize, &Entry)| phase(schedule, entry, now) == Phase::Running;
    schedule.sessions().rfind(runs).map(|(index, _)| index)
}

/// The index of the session below the now line: the first of those that run right up to now, or
/// else the first that is still to come.
///
/// What has been running since long before what is over already (an exhibition of 55 hours) does
/// not pull the line up to its start.
pub fn current(schedule: &Schedule, now: DateTime<Utc>) -> Option<usize> {
    let timed: Vec<(usize, &Entry)> = schedule
        .sessions()
        .filter(|(_, entry)| entry.start.is_some())
        .collect();
    let ahead = timed.partition_point(|(_, entry)| entry.start.is_some_and(|start| start <= now));
    let (begun, coming) = timed.split_at_checked(ahead)?;
    let running = begun
        .iter()
        .rev()
        .take_while(|(_, entry)| phase(schedule, entry, Some(now)) == Phase::Running);
    let first = running.last().or_else(|| coming.first())?;
    Some(first.0)
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime, TimeDelta};

    use crate::{
        draft::{self, Draft, Time},
        schedule::{Schedule, Status, check::check},
        zone::Atlas,
    };

    /// A day in Vienna of entries like `A 10:00 11:00 in:Hall cancelled`. The end may be `-` for none, or `+90` minutes.
    pub(super) fn schedule(entries: &[&str]) -> Schedule {
        let day = NaiveDate::from_ymd_opt(2024, 7, 27).unwrap();
        let mut draft = Draft::default();
        draft.event.time_zone = Some("Europe/Vienna".to_owned());
        for text in entries {
            let mut words = text.split(' ');
            let title = words.next().unwrap().to_owned();
            let clock =
                |text: &str| day.and_time(NaiveTime::parse_from_str(text, "%H:%M").unwrap());
            let start = clock(words.next().unwrap());
            let end = match words.next().unwrap() {
                "-" => None,
                text => Some(match text.strip_prefix('+') {
                    Some(minutes) => start + TimeDelta::minutes(minutes.parse().unwrap()),
                    None => clock(text),
                }),
            };
            let rest: Vec<&str> = words.collect();
            let rooms = rest.iter().filter_map(|word| word.strip_prefix("in:"));
            draft.sessions.push(draft::Entry {
                id: Some(title.clone()),
                title: Some(title),
                start: Some(Time::Local(start)),
                end: end.map(Time::Local),
                rooms: rooms.map(str::to_owned).collect(),
                status: rest.contains(&"cancelled").then_some(Status::Cancelled),
                ..draft::Entry::default()
            });
        }
        check(draft, &Atlas::compiled(), None).schedule
    }

    pub(super) fn index(schedule: &Schedule, title: &str) -> usize {
        schedule.find(title).unwrap()
    }
}
