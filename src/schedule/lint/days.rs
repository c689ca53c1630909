//! Days of the event, and how they are filled.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc};

use super::{
    Report, Whole, below, many,
    repeated::{is_break, names_break},
    when::{self, Span},
};
use crate::{
    arrange::Arrange as _,
    schedule::{Entry, ImportantDate, Schedule, Status},
    zone::Zone,
};

/// So many of a kind are told one by one. Where there are more, it is a habit.
const FEW: usize = 5;

/// So many days away is another date, where nearly all entries are closer together: a slip of a month is 28 at least,
/// less a few for the days of the event.
const FAR: i64 = 21;

/// So many entries make an event from whose dates one can be far.
const BULK: usize = 4;

/// An earlier edition was a year ago.
const YEAR: i64 = 365;

/// What takes place on days that are none of the event's.
pub(crate) fn outside_event(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let event = schedule.event();
    let Some((first, last)) = event.stated_days else {
        return;
    };
    let days = days_text(first, last);
    let bulk = Bulk::of(schedule);
    let mut outside: BTreeMap<NaiveDate, Vec<&Entry>> = BTreeMap::new();
    for session in timed(schedule) {
        let Some(day) = schedule.listed_day(session) else {
            continue;
        };
        let is_told = bulk.as_ref().is_some_and(|bulk| bulk.is_far(day));
        if !(first..=last).contains(&day) && !is_told {
            outside.entry(day).or_default().push(session);
        }
    }
    let count: usize = outside.values().map(Vec::len).sum();
    if count * 3 > timed(schedule).count() {
        let message = format!(
            "the event is {days}, but {count} of its {} entries take place on other days",
            timed(schedule).count()
        );
        let entries: Vec<&Entry> = outside.into_values().flatten().collect();
        return report.add(&message, &event.origin, &entries);
    }
    for (day, entries) in outside {
        let Some(entry) = entries.first() else {
            continue;
        };
        let day = day_text(day);
        let message = match entries.len() {
            1 => format!("“{}” is on {day}, but the event is {days}", entry.title),
            count => format!(
                "{count} entries are on {day}, but the event is {days}: {}",
                many::titles(&entries)
            ),
        };
        report.summary(&message, &entries);
    }
}

/// What is far from all the rest.
pub(crate) fn outlier(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let Some(bulk) = Bulk::of(schedule) else {
        return;
    };
    let far: Vec<(&Entry, NaiveDate)> = timed(schedule)
        .filter_map(|session| Some((session, schedule.listed_day(session)?)))
        .filter(|(_, day)| bulk.is_far(*day))
        .collect();
    let rest = days_text(bulk.first, bulk.last);
    if far.len() > FEW
        && let Some((entry, day)) = far.first()
    {
        let message = format!(
            "{} entries are weeks away from the others, which are {rest}; the first is “{}” on {}",
            far.len(),
            entry.title,
            day_text(*day)
        );
        let far: Vec<&Entry> = far.iter().map(|(entry, _)| *entry).collect();
        return report.summary(&message, &far);
    }
    for (entry, day) in far {
        let away = bulk.distance(day);
        let message = format!(
            "“{}” is on {}, {away} days away from the others, which are {rest}",
            entry.title,
            day_text(day)
        );
        report.about(&message, &[entry]);
    }
}

/// The days on which nearly all is, where the rest is far from them.
struct Bulk {
    first: NaiveDate,
    last: NaiveDate,
    /// In days; what is farther away is far.
    limit: i64,
}

impl Bulk {
    fn of(schedule: &Schedule) -> Option<Self> {
        let days = timed(schedule).filter_map(|session| schedule.listed_day(session));
        let mut days: Vec<NaiveDate> = days.collect();
        days.arrange();
        let count = days.len();
        let runs = days.chunk_by(|one, next| next.signed_duration_since(*one).num_days() <= FAR);
        // The later one where two are as large: an edition of before comes first.
        let bulk = runs.max_by_key(|run| run.len())?;
        let (first, last) = (*bulk.first()?, *bulk.last()?);
        let span = last.signed_duration_since(first).num_days();
        let limit = FAR.max(3 * span);
        // Four of five: what meets now and then has no bulk.
        (bulk.len() >= BULK && bulk.len() * 5 >= count * 4).then_some(Self { first, last, limit })
    }

    /// How many days a day is away from all of these.
    fn distance(&self, day: NaiveDate) -> i64 {
        let before = self.first.signed_duration_since(day).num_days();
        let after = day.signed_duration_since(self.last).num_days();
        before.max(after).max(0)
    }

    fn is_far(&self, day: NaiveDate) -> bool {
        self.distance(day) > self.limit
    }
}

/// Important dates that belong to another edition.
pub(crate) fn another_year(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let event = schedule.event();
    let bulk = Bulk::of(schedule).map(|bulk| (bulk.first, bulk.last));
    let days = || timed(schedule).filter_map(|session| schedule.listed_day(session));
    let Some((first, last)) = bulk.or_else(|| days().min().zip(days().max())) else {
        return;
    };
    let origin = below(&event.origin, "important_dates");
    let strange: Vec<String> = event
        .dates
        .iter()
        .filter_map(|date| far_date(date, first, last))
        .collect();
    if strange.len() > FEW
        && let Some(message) = strange.first()
    {
        let message = format!(
            "{} dates are more than a year away from the sessions; {message}",
            strange.len()
        );
        return report.at(&message, &origin);
    }
    for message in strange {
        report.at(&message, &origin);
    }
}

/// A sentence about a date that is too far from the sessions.
fn far_date(date: &ImportantDate, first: NaiveDate, last: NaiveDate) -> Option<String> {
    let before = first.signed_duration_since(date.date).num_days();
    let after = date.date.signed_duration_since(last).num_days();
    let away = if before > YEAR {
        format!(
            "{before} days before the first session, on {}",
            long_day(first)
        )
    } else if after > YEAR {
        format!("{after} days after the last session, on {}", long_day(last))
    } else {
        return None;
    };
    let day = long_day(date.date);
    Some(match date.title.as_str() {
        "" => format!("the date {day} is {away}"),
        title => format!("“{title}” is dated {day}, {away}"),
    })
}

/// Hours in the middle of a day in which nothing is on.
pub(crate) fn gap(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    if is_clock_of_nobody(schedule) {
        return;
    }
    let mut gaps: Vec<(Span, &Entry)> = Vec::new();
    let days = days(schedule);
    for sessions in &days {
        if sessions.iter().filter(|session| !is_break(session)).count() < BULK {
            continue;
        }
        let Some(last) = sessions.iter().rposition(|session| !is_break(session)) else {
            continue;
        };
        // When all that has been met is over; none before the first talk.
        let mut over: Option<DateTime<Utc>> = None;
        for session in sessions.get(..=last).unwrap_or_default() {
            let (Some(start), Some(end)) = (session.start, schedule.over(session)) else {
                continue;
            };
            if let Some(over) = over
                && start - over > GAP
                && is_by_day(schedule, (over, start))
            {
                gaps.push(((over, start), session));
            }
            if over.is_some() || !is_break(session) {
                over = over.max(Some(end));
            }
        }
    }
    let is_habit = gaps.len() > 1 && gaps.len() * 2 > days.len();
    if let Some(((from, to), session)) = gaps.first()
        && is_habit
    {
        let message = format!(
            "on {} days nothing takes place for hours; first on {}, until “{}”",
            gaps.len(),
            when::span_text(schedule, (*from, *to)),
            session.title
        );
        let sessions: Vec<&Entry> = gaps.iter().map(|(_, session)| *session).collect();
        return report.summary(&message, &sessions);
    }
    for (span, session) in gaps {
        let message = format!(
            "nothing takes place on {}, until “{}”",
            when::span_text(schedule, span),
            session.title
        );
        report.about(&message, &[session]);
    }
}

/// A pause may be so long.
const GAP: TimeDelta = TimeDelta::hours(2);

/// Whether a span is in the part of the day in which conferences take place: not before the first coffee, and
/// not the time before an evening's party.
fn is_by_day(schedule: &Schedule, (from, to): Span) -> bool {
    let zone = &schedule.event().zone;
    let (from, to) = (zone.local(from), zone.local(to));
    from.date() == to.date() && from.hour() >= MORNING && to.time() <= EVENING
}

/// Before that hour it is night.
const MORNING: u32 = 6;

/// Whether the clock of the event says nothing of day and night: many write UTC, wherever they are.
fn is_clock_of_nobody(schedule: &Schedule) -> bool {
    schedule.event().zone == Zone::utc()
}

const EVENING: NaiveTime = match NaiveTime::from_hms_opt(18, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Hours on end without a break, where nobody can take one without missing something.
pub(crate) fn break_missing(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let days = days(schedule);
    let stretches: Vec<(Span, &Entry, &Entry)> = days
        .iter()
        .filter_map(|sessions| stretch(schedule, sessions))
        .collect();
    let Some((span, first, last)) = stretches.first() else {
        return;
    };
    if stretches.len() > 1 && stretches.len() * 2 > days.len() {
        let message = format!(
            "on {} days there is no break for more than three hours; first on {}, from “{}” to “{}”",
            stretches.len(),
            when::span_text(schedule, *span),
            first.title,
            last.title
        );
        let ends: Vec<&Entry> = stretches.iter().flat_map(|it| [it.1, it.2]).collect();
        return report.summary(&message, &ends);
    }
    for (span, first, last) in stretches {
        let message = format!(
            "there is no break on {}, from “{}” to “{}”",
            when::span_text(schedule, span),
            first.title,
            last.title
        );
        report.about(&message, &[first, last]);
    }
}

/// People sit so long, and no longer.
const STRETCH: TimeDelta = TimeDelta::hours(3);

/// So much time is a break.
const BREAK: TimeDelta = TimeDelta::minutes(10);

/// The longest stretch of a day without a break, if it is too long. Where two things are on at the same time, everybody
/// can leave one out: such a day has none.
fn stretch<'a>(
    schedule: &'a Schedule,
    sessions: &[&'a Entry],
) -> Option<(Span, &'a Entry, &'a Entry)> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut over: Option<DateTime<Utc>> = None;
    for session in sessions {
        let from = session.start?;
        let is_break = is_break(session);
        // What drops in beside the programme changes nothing; a break for some is one.
        if !is_break && when::is_open_house(session) && when::given(session).is_some() {
            continue;
        }
        if !is_break && over.is_some_and(|over| from < over) {
            return None;
        }
        pieces_of(schedule, session, is_break, &mut pieces);
        if !is_break {
            over = over.max(session.end);
        }
    }
    longest(pieces)
}

/// A part of a day.
enum Piece<'a> {
    /// People sit.
    Sitting(Span, &'a Entry),
    /// People may get up, or nobody knows.
    Rest,
}

fn pieces_of<'a>(
    schedule: &'a Schedule,
    session: &'a Entry,
    is_break: bool,
    pieces: &mut Vec<Piece<'a>>,
) {
    let talks = schedule.talks(session).iter();
    let talks = talks.filter(|talk| talk.status != Status::Cancelled);
    let talks: Vec<&Entry> = talks.collect();
    let are_timed = !talks.is_empty() && talks.iter().all(|talk| when::given(talk).is_some());
    match when::given(session) {
        _ if is_break => pieces.push(Piece::Rest),
        _ if are_timed => pieces.extend(talks.iter().map(|talk| match when::given(talk) {
            Some(span) if !names_break(&talk.title.to_lowercase()) => Piece::Sitting(span, session),
            _ => Piece::Rest,
        })),
        // A workshop of half a day has its own breaks.
        Some((from, to)) if to - from < STRETCH => {
            pieces.push(Piece::Sitting((from, to), session));
        }
        _ => pieces.push(Piece::Rest),
    }
}

fn longest(pieces: Vec<Piece<'_>>) -> Option<(Span, &Entry, &Entry)> {
    let mut longest: Option<(Span, &Entry, &Entry)> = None;
    let mut current: Option<(Span, &Entry, &Entry)> = None;
    for piece in pieces {
        let Piece::Sitting((from, to), session) = piece else {
            current = None;
            continue;
        };
        current = match current {
            Some(((start, end), first, _)) if from - end < BREAK => {
                Some(((start, end.max(to)), first, session))
            }
            _ => Some(((from, to), session, session)),
        };
        let length = |stretch: Option<(Span, &Entry, &Entry)>| {
            stretch.map_or(TimeDelta::zero(), |((from, to), ..)| to - from)
        };
        if length(current) > length(longest).max(STRETCH) {
            longest = current;
        }
    }
    longest
}

/// Nights that are too short.
pub(crate) fn late(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    if is_clock_of_nobody(schedule) {
        return;
    }
    let days: Vec<Vec<&Entry>> = days(schedule)
        .into_iter()
        .map(|sessions| {
            let sessions = sessions.into_iter();
            sessions
                .filter(|session| when::given(session).is_some() && !when::is_open_house(session))
                .collect()
        })
        .collect();
    let mut nights = 0;
    let mut short: Vec<(&Entry, &Entry)> = Vec::new();
    for pair in days.windows(2) {
        let [evening, morning] = pair else { continue };
        let last = evening.iter().max_by_key(|session| session.end);
        let (Some(last), Some(first)) = (last, morning.first()) else {
            continue;
        };
        nights += 1;
        if is_short_night(schedule, last, first) {
            short.push((last, first));
        }
    }
    let Some((last, first)) = short.first() else {
        return;
    };
    if short.len() > 1 && short.len() * 2 > nights {
        let message = format!(
            "{} nights are shorter than {}; the first is that {}",
            short.len(),
            when::length_text(NIGHT),
            night_text(schedule, last, first)
        );
        let ends: Vec<&Entry> = short.iter().flat_map(|it| [it.0, it.1]).collect();
        return report.summary(&message, &ends);
    }
    for (last, first) in short {
        let message = format!("a short night {}", night_text(schedule, last, first));
        report.about(&message, &[last, first]);
    }
}

/// People want to sleep so long, and have their breakfast.
const NIGHT: TimeDelta = TimeDelta::hours(9);

fn is_short_night(schedule: &Schedule, last: &Entry, first: &Entry) -> bool {
    let (Some(end), Some(start)) = (last.end, first.start) else {
        return false;
    };
    let zone = &schedule.event().zone;
    let (evening, morning) = (zone.local(end), zone.local(start));
    let is_late = Some(evening.date()) != last.day || evening.hour() >= 23;
    let follows = last.day.and_then(|day| day.succ_opt()) == first.day;
    // What begins before the morning goes on round the clock.
    let is_early = (MORNING..9).contains(&morning.hour());
    is_late && is_early && follows && start > end && start - end < NIGHT
}

fn night_text(schedule: &Schedule, last: &Entry, first: &Entry) -> String {
    format!(
        "between “{}”, until {}, and “{}”, from {}",
        last.title,
        when::instant_text(schedule, last.end.unwrap_or_default()),
        first.title,
        when::clock_text(schedule, first.start.unwrap_or_default())
    )
}

/// The sessions of each day that take place, by their starts.
fn days(schedule: &Schedule) -> Vec<Vec<&Entry>> {
    let sessions = schedule.sessions_by_day().iter();
    let sessions = sessions.filter_map(|index| schedule.entry(*index));
    let sessions: Vec<&Entry> = sessions.filter(|session| takes_place(session)).collect();
    let days = sessions.chunk_by(|one, next| one.day == next.day);
    days.map(<[&Entry]>::to_vec).collect()
}

/// The sessions that take place at some time.
fn timed(schedule: &Schedule) -> impl Iterator<Item = &Entry> {
    let sessions = schedule.sessions().map(|(_, session)| session);
    sessions.filter(|session| takes_place(session))
}

fn takes_place(session: &Entry) -> bool {
    session.start.is_some() && session.status != Status::Cancelled
}

fn day_text(day: NaiveDate) -> String {
    day.format("%a %-d %B %Y").to_string()
}

/// From one day to another, for a sentence: `on Sat 27 July 2024`, `from Sat 27 July 2024 to …`.
fn days_text(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        format!("on {}", day_text(first))
    } else {
        format!("from {} to {}", day_text(first), day_text(last))
    }
}

fn long_day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
