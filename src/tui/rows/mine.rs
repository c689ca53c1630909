//! What the reader's own schedule shows, line by line.
//!
//! ```text
//! mine ──┐                 ┌ a walk that leads to it, above
//!        ├─▶ by day, time ─┤ an entry, or a free slot
//! gaps ──┘                 └ what it overlaps of the above, below
//! ```

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Timelike as _, Utc};
use foldhash::HashMap;

use crate::{
    agenda::{self, Gap, Phase, Walk},
    arrange::Arrange as _,
    draft::Time,
    export::Shown,
    favourites::Snapshot,
    schedule::{Schedule, Status},
    text,
    tui::app::{App, View},
    zone,
};

/// A line of the reader's own schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MineRow {
    /// The heading of a day; `None` is that of the entries without a time.
    Day(Option<NaiveDate>),
    /// Where now is.
    Now,
    /// A favourite by its index.
    Entry(usize),
    /// What the entry above overlaps.
    Clash {
        /// The index of the other entry.
        other: usize,
        /// For how many minutes both are on, if anybody knows.
        minutes: Option<i64>,
        /// Both are musts.
        loud: bool,
    },
    /// The way to the entry below.
    Walk(Walk),
    /// A time in which nothing of the reader's is on.
    Free {
        /// The day under which it is listed.
        day: NaiveDate,
        /// The time, and how much there is to choose from.
        gap: Gap,
    },
    /// The heading of what is no longer in the schedule.
    GoneHeading,
    /// Something that is no longer in the schedule, by its place among those.
    Gone(usize),
}

impl MineRow {
    /// Whether the cursor can be on it.
    pub fn is_selectable(self) -> bool {
        matches!(self, Self::Entry(_) | Self::Free { .. } | Self::Gone(_))
    }
}

/// Where a line stands among the others: by day, by time, free slots behind entries.
pub type Place = (
    bool,
    Option<NaiveDate>,
    bool,
    Option<DateTime<Utc>>,
    bool,
    usize,
);

/// The place of an entry, whether it is listed or not.
pub fn place_of_entry(schedule: &Schedule, index: usize) -> Place {
    let entry = schedule.entry(index);
    let day = entry.and_then(|entry| schedule.listed_day(entry));
    let start = entry.and_then(|entry| schedule.timed(entry).start);
    let rank = schedule.rank(index);
    (day.is_none(), day, start.is_none(), start, false, rank)
}

/// The place of a line that can be selected; none for what is gone, which stands at the end.
pub fn place(schedule: &Schedule, row: MineRow) -> Option<Place> {
    match row {
        MineRow::Entry(index) => Some(place_of_entry(schedule, index)),
        MineRow::Free { day, gap } => Some((false, Some(day), false, Some(gap.start), true, 0)),
        _ => None,
    }
}

/// The lines of the reader's own schedule under the present filter. They are in the order of time whatever the filter
/// is: nobody has so many favourites that the best match had to come first.
pub fn rows(app: &App) -> Vec<MineRow> {
    let schedule = app.schedule();
    let picks = app.picks();
    let shown: BTreeSet<usize> = picks.mine().filter(|index| app.matches(*index)).collect();
    let mut listed = shown.clone();
    listed.extend(lingering(app));
    let mut items: Vec<MineRow> = listed.into_iter().map(MineRow::Entry).collect();
    items.extend(free(app));
    items.arrange_by_key(|item| place(schedule, *item));
    let mine: Vec<usize> = picks.mine().collect();
    let walks = agenda::walks(schedule, &mine).into_iter();
    let walks = walks.filter(|walk| shown.contains(&walk.from) && shown.contains(&walk.to));
    let walks: HashMap<usize, Walk> = walks.map(|walk| (walk.to, walk)).collect();
    let clashes = clashes(app, &shown);
    let several_days = schedule.days().len() > 1;
    let now_line = now_line(app, &items);
    let mut now_drawn = now_line.is_none();
    let mut heading: Option<Option<NaiveDate>> = None;
    let mut rows = Vec::with_capacity(items.len() * 2 + 8);
    for (position, item) in items.iter().copied().enumerate() {
        let day = day_of(app, item);
        let here = !now_drawn && now_line.is_some_and(|line| position >= line);
        if heading != Some(day) {
            if here && is_over_before(app, day) {
                rows.push(MineRow::Now);
                now_drawn = true;
            }
            heading = Some(day);
            if several_days || day.is_none() {
                rows.push(MineRow::Day(day));
            }
        }
        if here && !now_drawn {
            rows.push(MineRow::Now);
            now_drawn = true;
        }
        let MineRow::Entry(index) = item else {
            rows.push(item);
            continue;
        };
        rows.extend(walks.get(&index).copied().map(MineRow::Walk));
        rows.push(item);
        rows.extend(clashes.get(&index).into_iter().flatten());
    }
    let all = app.filter().is_empty();
    if !now_drawn && all && !items.is_empty() {
        rows.push(MineRow::Now);
    }
    let gone = if all { app.gone().len() } else { 0 };
    if gone > 0 {
        rows.push(MineRow::GoneHeading);
        rows.extend((0..gone).map(MineRow::Gone));
    }
    rows
}

/// The entry that was just taken out of the list, and is still in its line.
fn lingering(app: &App) -> Option<usize> {
    app.lingering_entry(View::Mine).map(|(index, _)| index)
}

/// Each pair of entries that overlap, below that of both which comes second; below the other one where the filter hides
/// that.
fn clashes(app: &App, shown: &BTreeSet<usize>) -> HashMap<usize, Vec<MineRow>> {
    let mut rows: HashMap<usize, Vec<MineRow>> = HashMap::default();
    for clash in app.picks().clashes() {
        let (below, other) = if shown.contains(&clash.second) {
            (clash.second, clash.first)
        } else {
            (clash.first, clash.second)
        };
        rows.entry(below).or_default().push(MineRow::Clash {
            other,
            minutes: clash.minutes,
            loud: app.picks().marks().is_loud(clash),
        });
    }
    rows
}

/// The free slots of days that have favourites: all of a day without any is free, which goes without saying. What is over
/// is of no use any more, and while a filter looks for something, free time is nothing that it could find.
fn free(app: &App) -> Vec<MineRow> {
    if !app.filter().is_empty() {
        return Vec::new();
    }
    let schedule = app.schedule();
    let mine: Vec<usize> = app.picks().mine().collect();
    let days = mine.iter().filter_map(|index| {
        let entry = schedule.entry(*index)?;
        schedule.listed_day(entry)
    });
    let days: BTreeSet<NaiveDate> = days.collect();
    if days.is_empty() {
        return Vec::new();
    }
    let on: Vec<(DateTime<Utc>, DateTime<Utc>)> = schedule
        .sessions()
        .filter(|(index, entry)| entry.status != Status::Cancelled && app.matches(*index))
        .filter_map(|(_, entry)| Some((entry.start?, entry.end.or(entry.start)?)))
        .collect();
    let is_ahead = |gap: &Gap| app.now().is_none_or(|now| gap.end > now);
    let of_day = |day: NaiveDate| {
        let gaps = agenda::day_gaps(schedule, day, &mine).into_iter();
        let gaps = gaps.filter(is_ahead).map(|gap| counted(app, &on, gap));
        gaps.map(move |gap| MineRow::Free { day, gap })
            .collect::<Vec<_>>()
    };
    days.into_iter().flat_map(of_day).collect()
}

/// A free slot with the number of those that are to be seen when it is opened.
fn counted(app: &App, on: &[(DateTime<Utc>, DateTime<Utc>)], gap: Gap) -> Gap {
    let Gap { start, end, .. } = what_is_left(app, gap);
    let begins = |(from, _): &&(DateTime<Utc>, DateTime<Utc>)| (start..end).contains(from);
    let runs = |(from, to): &&(DateTime<Utc>, DateTime<Utc>)| *from < start && *to > start;
    Gap {
        begin: on.iter().filter(begins).count(),
        run: on.iter().filter(runs).count(),
        ..gap
    }
}

/// What is left of a free slot that has begun already, to the minute: what was on in it before is of no use any more.
pub fn what_is_left(app: &App, gap: Gap) -> Gap {
    let now = app
        .now()
        .and_then(|now| now.with_second(0)?.with_nanosecond(0));
    let start = now.map_or(gap.start, |now| gap.start.max(now));
    Gap {
        start: start.min(gap.end),
        ..gap
    }
}

/// The day under which a line is listed.
pub fn day_of(app: &App, row: MineRow) -> Option<NaiveDate> {
    match row {
        MineRow::Entry(index) => {
            let entry = app.schedule().entry(index)?;
            app.schedule().listed_day(entry)
        }
        MineRow::Free { day, .. } => Some(day),
        _ => None,
    }
}

/// Above which of these the line stands that says where now is: above those that run right up to now, or else above the
/// first that is still to come.
fn now_line(app: &App, items: &[MineRow]) -> Option<usize> {
    let schedule = app.schedule();
    let now = app.now()?;
    if agenda::event_phase(schedule, Some(now)) != Phase::Running {
        return None;
    }
    let phase = |item: &MineRow| match item {
        MineRow::Entry(index) => {
            let entry = schedule.entry(*index)?;
            schedule.listed_day(entry)?;
            Some(agenda::phase(schedule, entry, Some(now)))
        }
        MineRow::Free { gap, .. } if gap.start > now => Some(Phase::Ahead),
        MineRow::Free { gap, .. } if gap.end > now => Some(Phase::Running),
        _ => Some(Phase::Past),
    };
    let begun = |item: &MineRow| matches!(phase(item), Some(Phase::Past | Phase::Running));
    let ahead = items.iter().rposition(begun).map_or(0, |last| last + 1);
    let runs = |item: &&MineRow| phase(item) == Some(Phase::Running);
    let running = items.iter().take(ahead).rev().take_while(runs).count();
    Some(ahead - running)
}

/// Whether now is before all of a day; what has no time stands below all that has one.
fn is_over_before(app: &App, day: Option<NaiveDate>) -> bool {
    let today = app.now().map(|now| app.schedule().event().day_of(now));
    today.is_some_and(|today| day.is_none_or(|day| today < day))
}

/// Widths that the columns need for these lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MineMeasures {
    /// The longest time, from start to end.
    pub span: usize,
    /// The longest name of a room.
    pub room: usize,
    /// The longest time of what is gone, which has its day with it.
    pub gone: usize,
}

impl MineMeasures {
    /// Measures these lines.
    pub fn of(app: &App, rows: &[MineRow]) -> Self {
        let gone = app.gone();
        let mut measures = Self::default();
        // A filter that is being typed must not make the columns jump about.
        let entries = app.picks().mine().chain(lingering(app));
        let entries = entries.map(MineRow::Entry);
        let others = rows.iter().copied();
        let others = others.filter(|row| !matches!(row, MineRow::Entry(_)));
        for row in &entries.chain(others).collect::<Vec<_>>() {
            measures.span = measures.span.max(text::width(&span(app, *row)));
            let room = match row {
                MineRow::Entry(index) => room(app.schedule(), *index),
                MineRow::Gone(place) => gone.get(*place).and_then(|record| {
                    let when = when_gone(app, &record.was).map_or(0, |when| text::width(&when));
                    measures.gone = measures.gone.max(when);
                    record.was.room.clone()
                }),
                _ => None,
            };
            let room = room.map_or(0, |room| text::width(&room));
            measures.room = measures.room.max(room);
        }
        measures
    }
}

/// The rooms of an entry.
pub fn room(schedule: &Schedule, index: usize) -> Option<String> {
    schedule.room_names(schedule.entry(index)?)
}

/// The time of an entry or a free slot, `9:15–~10:15`; in brackets where it is that of the session. Hours stand under
/// each other.
pub fn span(app: &App, row: MineRow) -> String {
    let schedule = app.schedule();
    let zone = app.zones().shown();
    match row {
        MineRow::Entry(index) => {
            let Some(entry) = schedule.entry(index) else {
                return String::new();
            };
            let span = Shown::unmarked(schedule, zone).span(schedule.timed(entry));
            let span = span.unwrap_or_default();
            let pad = zone::hour_padding(&span);
            if schedule.borrows_time(entry) {
                format!("{pad}({span})")
            } else {
                format!("{pad}{span}")
            }
        }
        MineRow::Free { day, gap } => {
            let span = between(app, gap.start, gap.end, day);
            format!("{}{span}", zone::hour_padding(&span))
        }
        _ => String::new(),
    }
}

/// `13:15–15:00`, in the zone that is shown.
pub fn between(app: &App, start: DateTime<Utc>, end: DateTime<Utc>, day: NaiveDate) -> String {
    let clock = |at| zone::clock(app.zones().shown(), at, Some(day));
    format!("{}–{}", clock(start), clock(end))
}

/// When something was that is gone: `Fri 27 Dec 9:15–10:15`; none where nobody knows.
pub fn when_gone(app: &App, was: &Snapshot) -> Option<String> {
    let start = instant(app.schedule(), was.start?);
    let day = app.schedule().event().day_of(start);
    let clock = |at| zone::clock(app.zones().shown(), at, Some(day));
    let end = was.end.map(|end| clock(instant(app.schedule(), end)));
    let end = end.map(|end| format!("–{end}")).unwrap_or_default();
    Some(format!("{} {}{end}", day.format("%a %-d %b"), clock(start)))
}

/// The instant of a time as it was kept; one on the wall of the place where its zone is not known.
pub fn instant(schedule: &Schedule, time: Time) -> DateTime<Utc> {
    let zone = &schedule.event().zone;
    match time {
        Time::Instant(at) if !zone.is_unknown() => at.to_utc(),
        other => zone.resolve(other.written()).instant,
    }
}
