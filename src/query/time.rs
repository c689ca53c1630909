//! Days and times as they are typed.

use std::fmt;

use chrono::{
    DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Timelike as _,
    Utc, Weekday,
};

use crate::draft::{Time, YEARS};

/// A day of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// Its number, from 1; where the event has no so many days, the day of the month.
    Number(u32),
    /// Every such weekday.
    Weekday(Weekday),
    /// A date.
    Date(NaiveDate),
    /// So many days after the day that it is.
    FromToday(i64),
}

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// The moment that it is.
    Now,
    /// A time of every day, in the zone that is shown.
    Clock(NaiveTime),
    /// A time of one day, in the zone that is shown.
    Local(NaiveDateTime),
    /// An instant.
    Instant(DateTime<Utc>),
    /// A whole day.
    Day(Day),
}

/// A span of time; what stands second is no longer part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// Between two times of every day, in the zone that is shown. Where the second is not later, it is on the next day.
    Clock(NaiveTime, NaiveTime),
    /// Between two times in the zone that is shown.
    Local(NaiveDateTime, NaiveDateTime),
    /// Between two instants.
    Instant(DateTime<Utc>, DateTime<Utc>),
}

/// Days by name, as they are written back.
const RELATIVE: [(&str, i64); 3] = [("today", 0), ("tomorrow", 1), ("yesterday", -1)];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

impl Day {
    pub(super) fn parse(text: &str) -> Option<Day> {
        let lower = text.to_lowercase();
        let number = || {
            let digits = lower.len() <= 2 && lower.bytes().all(|byte| byte.is_ascii_digit());
            lower.parse().ok().filter(|number| digits && *number > 0)
        };
        named(&lower)
            .or_else(|| number().map(Day::Number))
            .or_else(|| date(&lower).map(Day::Date))
    }
}

/// A day that has a name.
fn named(lower: &str) -> Option<Day> {
    let relative = RELATIVE.iter().find(|(name, _)| *name == lower);
    if let Some((_, days)) = relative {
        return Some(Day::FromToday(*days));
    }
    // Two letters tell weekdays apart.
    let weekday = WEEKDAYS
        .iter()
        .find(|(name, _)| lower.len() >= 2 && name.starts_with(lower));
    weekday.map(|(_, day)| Day::Weekday(*day))
}

/// `2024-07-27`
fn date(text: &str) -> Option<NaiveDate> {
    let form = text.len() == 10 && text.is_ascii();
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|_| form)
}

impl When {
    pub(super) fn parse(text: &str) -> Option<When> {
        let lower = text.to_lowercase();
        if lower == "now" {
            return Some(When::Now);
        }
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return Some(When::Instant(instant.to_utc()));
        }
        let upper = text.to_uppercase();
        let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(&upper, form).ok());
        local
            .filter(|local| (0..=9999).contains(&local.year()))
            .map(When::Local)
            .or_else(|| clock(&lower).map(When::Clock))
            .or_else(|| named(&lower).map(When::Day))
            .or_else(|| date(&lower).map(Day::Date).map(When::Day))
    }
}

impl Span {
    /// `13:15-15:00`, `2024-07-27T13:15/15:00`, `2024-07-27T13:15+02:00/15:00`. Dates and offsets have dashes, too: the span
    /// is parted where both sides can be read.
    pub(super) fn parse(text: &str) -> Option<Span> {
        let parts = |c: char| matches!(c, '/' | '-' | '–' | '−');
        text.match_indices(parts).find_map(|(at, dash)| {
            let behind = text.get(at + dash.len()..)?;
            Span::between(text.get(..at)?, behind)
        })
    }

    fn between(from: &str, to: &str) -> Option<Span> {
        let until = clock(&to.to_lowercase());
        if let Some(from) = clock(&from.to_lowercase()) {
            return Some(Span::Clock(from, until?));
        }
        let from = Time::parse(from)?;
        let to = match until {
            Some(until) => next_at(from, until)?,
            None => Time::parse(to)?,
        };
        let in_range = |year: i32| YEARS.contains(&year);
        match (from, to) {
            (Time::Local(from), Time::Local(to)) if from < to => {
                Some(Span::Local(from, to)).filter(|_| in_range(to.year()))
            }
            (Time::Instant(from), Time::Instant(to)) if from < to => {
                let (from, to) = (from.to_utc(), to.to_utc());
                let in_range = in_range(from.year()) && in_range(to.year());
                Some(Span::Instant(from, to)).filter(|_| in_range)
            }
            _ => None,
        }
    }
}

/// When the clock by which a time goes next shows another one.
fn next_at(from: Time, clock: NaiveTime) -> Option<Time> {
    let start = from.written();
    let date = if clock > start.time() {
        start.date()
    } else {
        start.date().succ_opt()?
    };
    let local = date.and_time(clock);
    Some(match from {
        Time::Instant(from) => Time::Instant(local.and_local_timezone(*from.offset()).single()?),
        _ => Time::Local(local),
    })
}

/// `14:30`, `9`, `2pm`, `2:30pm`; `24` and `24:00` are midnight.
fn clock(lower: &str) -> Option<NaiveTime> {
    let (digits, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(rest), _) => (rest, Some(0)),
        (_, Some(rest)) => (rest, Some(12)),
        (None, None) => (lower, None),
    };
    let number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        let digits =
            lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| digits)
    };
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, minute)) => (number(hour, 1..=2)?, number(minute, 2..=2)?),
        None => (number(digits, 1..=2)?, 0),
    };
    let hour = match half {
        None if (hour, minute) == (24, 0) => 0,
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Day::Number(number) => write!(f, "{number}"),
            Day::Weekday(day) => f.write_str(&day.to_string().to_lowercase()),
            Day::Date(date) => write!(f, "{}", date.format("%Y-%m-%d")),
            Day::FromToday(days) => {
                let name = RELATIVE.iter().find(|(_, other)| other == days);
                f.write_str(name.map_or("today", |(name, _)| name))
            }
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Now => f.write_str("now"),
            When::Clock(time) => write!(f, "{}:{:02}", time.hour(), time.minute()),
            When::Local(local) => write!(f, "{}", local.format("%Y-%m-%dT%H:%M:%S")),
            When::Instant(at) => f.write_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            When::Day(day) => day.fmt(f),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Clock(from, to) => write!(f, "{}-{}", When::Clock(*from), When::Clock(*to)),
            Span::Local(from, to) => write!(f, "{}/{}", When::Local(*from), When::Local(*to)),
            Span::Instant(from, to) => {
                write!(f, "{}/{}", When::Instant(*from), When::Instant(*to))
            }
        }
    }
}
