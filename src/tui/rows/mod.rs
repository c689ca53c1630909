//! What the lists show, line by line, made from the state whenever it is needed.

pub mod changes;
pub mod grid;
pub mod mine;

use chrono::{DateTime, NaiveDate, Utc};

use super::app::{App, View};
use crate::{
    agenda::{self, Phase},
    schedule::{Entry, Schedule, Status},
    text,
    zone::{self, Zone},
};

/// A line of the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a day; `None` is that of the entries without a time.
    Day(Option<NaiveDate>),
    /// Where now is.
    Now,
    /// An entry by its index. One that does not match the filter, and is there for the talks below
    /// it or since it did so until now, is context.
    Entry {
        /// The index in the schedule.
        index: usize,
        /// It does not match.
        context: bool,
    },
}

impl Row {
    /// The entry of the row.
    pub fn entry(self) -> Option<usize> {
        match self {
            Self::Entry { index, .. } => Some(index),
            _ => None,
        }
    }
}

/// The lines of the timetable under the present filter: by time, or the best match first.
pub fn timetable(app: &App) -> Vec<Row> {
    // What was just taken out of what the filter lets through is still in its line.
    let lingering = app.lingering_entry(View::Timetable);
    if let Some(ranked) = app.filter().ranked() {
        let row = |index: &usize| Row::Entry {
            index: *index,
            context: false,
        };
        let mut rows: Vec<Row> = ranked.iter().map(row).collect();
        if let Some((index, line)) = lingering
            && !ranked.contains(&index)
        {
            let context = true;
            rows.insert(line.min(rows.len()), Row::Entry { index, context });
        }
        return rows;
    }
    let schedule = app.schedule();
    let now_line = now_line(app);
    let several_days = schedule.days().len() > 1;
    let mut rows = Vec::with_capacity(schedule.entries().len() + 8);
    let mut heading: Option<Option<NaiveDate>> = None;
    let mut now_drawn = now_line.is_none();
    for index in schedule.sessions_by_day().iter().copied() {
        let Some(session) = schedule.entry(index) else {
            continue;
        };
        let lingers = |index| lingering.is_some_and(|(lingering, _)| lingering == index);
        let is_listed = |index| app.matches(index) || lingers(index);
        let talks = session.talks.clone().filter(|talk| is_listed(*talk));
        let talks: Vec<usize> = talks.collect();
        if !is_listed(index) && talks.is_empty() {
            continue;
        }
        let day = schedule.listed_day(session);
        let here = match now_line {
            Some(NowLine::Above(line)) => schedule.rank(index) >= schedule.rank(line),
            // What has no time stands below all that has one.
            Some(NowLine::AtTheEnd) => day.is_none(),
            None => false,
        };
        // The line of a morning's first entry stands below the day's heading.
        if heading != Some(day) {
            if here && !now_drawn && now_is_on_an_earlier_day(app, day) {
                rows.push(Row::Now);
                now_drawn = true;
            }
            heading = Some(day);
            if several_days || day.is_none() {
                rows.push(Row::Day(day));
            }
        }
        if here && !now_drawn {
            rows.push(Row::Now);
            now_drawn = true;
        }
        rows.push(Row::Entry {
            index,
            context: !app.matches(index),
        });
        rows.extend(talks.into_iter().map(|index| Row::Entry {
            index,
            context: !app.matches(index),
        }));
    }
    if !now_drawn && app.filter().is_empty() {
        rows.push(Row::Now);
    }
    rows
}

/// Where the now line stands.
#[derive(Clone, Copy)]
enum NowLine {
    /// Above this session.
    Above(usize),
    /// Nothing comes any more, but something still runs.
    AtTheEnd,
}

fn now_line(app: &App) -> Option<NowLine> {
    let schedule = app.schedule();
    match agenda::event_phase(schedule, app.now()) {
        Phase::Running => {
            Some(agenda::current(schedule, app.now()?).map_or(NowLine::AtTheEnd, NowLine::Above))
        }
        _ => None,
    }
}

fn now_is_on_an_earlier_day(app: &App, day: Option<NaiveDate>) -> bool {
    let today = app.now().map(|now| app.schedule().event().day_of(now));
    today.zip(day).is_some_and(|(today, day)| today < day)
}

/// The people who match the filter, by index.
pub fn people(app: &App) -> &[usize] {
    app.matching_people()
}

/// Widths that columns need, found once per schedule and zone so that columns do not jump about
/// while one scrolls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// The longest room name, in columns; 0 where the schedule has at most one room.
    pub room: usize,
    /// The longest list of people as shown in a row.
    pub who: usize,
    /// Some time falls on another date than its day, and carries `+1` or `−1`.
    pub shifted: bool,
    /// Some talk has no time but that of its session.
    pub borrowed: bool,
    /// The longest name of a day by [`day_name`]; 0 where the schedule has at most one day.
    pub day: usize,
    /// The longest name of a person.
    pub name: usize,
    /// Something is on beside something else.
    pub parallel: bool,
}

impl Measures {
    /// Measures a schedule whose times are shown in a zone.
    pub fn of(schedule: &Schedule, zone: &Zone) -> Self {
        let entries = schedule.entries().iter();
        let longest = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0);
        let rooms = schedule.rooms();
        let joined = entries.clone().filter_map(|entry| schedule.own_room(entry));
        let room = if rooms.len() > 1 {
            longest(&mut joined.map(|room| text::width(&room)))
        } else {
            0
        };
        let shifted = |entry: &Entry| {
            entry
                .start
                .is_some_and(|start| entry.day.is_some_and(|day| zone.local(start).date() != day))
        };
        let several = schedule.days().len() > 1;
        let days = schedule.days().iter().filter(|_| several);
        let days = days.map(|day| day_name(schedule, *day));
        Self {
            room,
            parallel: agenda::is_parallel(schedule),
            borrowed: entries.clone().any(|entry| schedule.borrows_time(entry)),
            day: longest(&mut days.map(|day| text::width(&day))),
            who: longest(&mut entries.clone().map(|entry| text::width(&who(entry)))),
            shifted: entries.clone().any(shifted),
            name: longest(
                &mut schedule
                    .people()
                    .iter()
                    .map(|person| text::width(&person.name)),
            ),
        }
    }
}

/// A day in front of a time: `Sat`, or `29 Mar` where an event has several Saturdays.
pub fn day_name(schedule: &Schedule, day: NaiveDate) -> String {
    let days = schedule.days();
    let ends = days.first().zip(days.last());
    let week = ends.is_none_or(|(first, last)| (*last - *first).num_days() < 7);
    day.format(if week { "%a" } else { "%e %b" }).to_string()
}

/// The people of an entry for a row: `Albert Gu`, `Aakanksha Chowdhery +2`.
pub fn who(entry: &Entry) -> String {
    let mut named = entry.people.iter().filter(|credit| credit.person.is_some());
    let Some(first) = named.next() else {
        return String::new();
    };
    match named.count() {
        0 => first.name.clone(),
        more => format!("{} +{more}", first.name),
    }
}

/// How much of what runs is over, drawn in so many parts; none where nobody knows, or it does not run.
pub fn progress(
    entry: &Entry,
    phase: Phase,
    now: Option<DateTime<Utc>>,
    parts: i64,
) -> Option<String> {
    let (start, end, now) = (entry.start?, entry.end?, now?);
    if phase != Phase::Running || entry.status == Status::Cancelled || end <= start {
        return None;
    }
    let (over, all) = ((now - start).num_seconds(), (end - start).num_seconds());
    // To the nearest part; as long as it runs, one is left.
    let halves = over.saturating_mul(2 * parts) / all;
    let done = ((halves + 1) / 2).clamp(0, parts - 1);
    let count = |parts: i64| usize::try_from(parts).unwrap_or(0);
    Some(format!(
        "{}{}",
        DONE.repeat(count(done)),
        LEFT.repeat(count(parts - done))
    ))
}

/// A part of a bar that is over, and one that is left.
const DONE: &str = "▰";
const LEFT: &str = "▱";

/// How long an entry takes, or how long it still runs, with `~` where its end is inferred; empty where
/// nobody knows.
pub fn length(entry: &Entry, phase: Phase, now: Option<DateTime<Utc>>) -> String {
    let about = if entry.end_inferred { "~" } else { "" };
    match (phase, now, entry.end) {
        (Phase::Running, Some(now), Some(end)) if entry.status != Status::Cancelled => {
            let minutes = zone::minutes_left(end - now);
            format!("{about}{} left", zone::duration(minutes))
        }
        _ => match entry.minutes() {
            Some(minutes) => format!("{about}{}", zone::duration(minutes)),
            None => String::new(),
        },
    }
}
