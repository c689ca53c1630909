//! Times of entries, and the zone that they are in.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::Lines;
use crate::{
    arrange::Arrange as _,
    schedule::{Entry, Schedule},
    zone::{ResolvedKind, Zone},
};

/// The years that a calendar can write.
const YEARS: std::ops::RangeInclusive<i32> = 0..=9999;

/// When an entry is in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// From an instant, until another if that is known.
    Time(DateTime<Utc>, Option<DateTime<Utc>>),
    /// Some time on a day.
    Day(NaiveDate),
}

impl When {
    /// When an entry is; by its session where that alone has a time.
    pub(super) fn of(schedule: &Schedule, entry: &Entry) -> Option<Self> {
        let timed = schedule.timed(entry);
        let zone = &schedule.event().zone;
        // What is moved over the end of the calendar by its zone cannot be written.
        let fits = |at: &DateTime<Utc>| {
            YEARS.contains(&at.year()) && YEARS.contains(&zone.local(*at).year())
        };
        match timed.start {
            Some(start) if fits(&start) => {
                let end = timed.end.filter(|end| *end > start).filter(fits);
                Some(Self::Time(start, end))
            }
            Some(_) => None,
            None => {
                let day = entry.day.filter(|day| YEARS.contains(&day.year()));
                day.map(Self::Day)
            }
        }
    }

    /// The instants that it names.
    pub(super) fn instants(self) -> impl Iterator<Item = DateTime<Utc>> {
        let (start, end) = match self {
            Self::Time(start, end) => (Some(start), end),
            Self::Day(_) => (None, None),
        };
        start.into_iter().chain(end)
    }
}

/// How times are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Clocks<'a> {
    /// As clocks at the event show them, with the name of its zone that others know.
    Zone(&'a Zone, &'a str),
    /// As instants: of an offset, or of rules that only this machine knows, that is all that is sure.
    Utc,
    /// As written in the schedule: nobody knows where the event is.
    Floating,
}

impl<'a> Clocks<'a> {
    /// How times of an event in this zone are written.
    pub(super) fn of(zone: &'a Zone) -> Self {
        match zone.iana_name() {
            Some(name) => Self::Zone(zone, name),
            None if zone.is_unknown() => Self::Floating,
            None => Self::Utc,
        }
    }

    /// How this time is written. A local time that comes twice in the night in which clocks are put
    /// back would not say which of them is meant.
    pub(super) fn sure(self, when: When) -> Self {
        match self {
            Self::Zone(zone, _) => {
                let mut instants = when.instants();
                let sure = instants.all(|at| {
                    let resolved = zone.resolve(zone.local(at));
                    resolved.kind == ResolvedKind::Exact && resolved.instant == at
                });
                if sure { self } else { Self::Utc }
            }
            Self::Utc | Self::Floating => self,
        }
    }

    /// Writes start and end.
    pub(super) fn write(self, lines: &mut Lines, when: When) {
        let (start, end) = match when {
            When::Time(start, end) => (start, end),
            When::Day(day) => {
                lines.plain("DTSTART;VALUE=DATE", &date(day));
                let end = day.succ_opt().filter(|day| YEARS.contains(&day.year()));
                if let Some(end) = end {
                    lines.plain("DTEND;VALUE=DATE", &date(end));
                }
                return;
            }
        };
        for (name, at) in [("DTSTART", Some(start)), ("DTEND", end)] {
            let Some(at) = at else { continue };
            match self {
                Self::Zone(zone, id) => {
                    lines.plain(&format!("{name};TZID={id}"), &local(zone.local(at)));
                }
                Self::Utc => lines.plain(name, &utc(at)),
                Self::Floating => lines.plain(name, &local(at.naive_utc())),
            }
        }
    }
}

/// Describes a zone around these instants, if there are any.
///
/// Every change of its clocks is spelled out. What holds from one stretch of entries to the next is of
/// no matter where these are years apart.
pub(super) fn write_zone(lines: &mut Lines, zone: &Zone, name: &str, instants: &[DateTime<Utc>]) {
    let stretches = stretches(instants);
    if stretches.is_empty() {
        return;
    }
    lines.plain("BEGIN", "VTIMEZONE");
    lines.plain("TZID", name);
    for (from, to) in stretches {
        let first = zone.seconds_at(from);
        let changes = zone.changes(from, to);
        // Only instants count, not what a time is called: the lowest offset is standard time, as
        // programs want it that know nothing of a zone whose summer time is its standard.
        let least = changes.iter().map(|change| change.after).chain([first]);
        let least = least.map(|offset| offset.local_minus_utc()).min();
        observance(lines, zone, from, (first, first), least);
        for change in changes {
            observance(lines, zone, change.at, (change.before, change.after), least);
        }
    }
    lines.plain("END", "VTIMEZONE");
}

/// What holds from an instant on.
fn observance(
    lines: &mut Lines,
    zone: &Zone,
    at: DateTime<Utc>,
    (before, after): (FixedOffset, FixedOffset),
    least: Option<i32>,
) {
    let name = if least == Some(after.local_minus_utc()) {
        "STANDARD"
    } else {
        "DAYLIGHT"
    };
    let from = at.with_timezone(&before).naive_local();
    lines.plain("BEGIN", name);
    lines.plain("DTSTART", &local(from));
    lines.plain("TZOFFSETFROM", &offset(before));
    lines.plain("TZOFFSETTO", &offset(after));
    lines.text("TZNAME", &zone.letters(at));
    lines.plain("END", name);
}

/// The times around instants, those that overlap as one: the year, the one before and the one after,
/// since programs show what is around an entry, and some want both summer and winter.
fn stretches(instants: &[DateTime<Utc>]) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let mut years: Vec<i32> = instants.iter().map(chrono::Datelike::year).collect();
    years.arrange();
    years.dedup();
    let mut stretches: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
    for year in years {
        let (from, to) = (new_year(year - 1), new_year(year + 2));
        match stretches.last_mut() {
            Some((_, end)) if *end >= from => *end = to,
            _ => stretches.push((from, to)),
        }
    }
    stretches
}

/// When a year begins; at the ends of the calendar, a day that has four digits for its year in every zone.
fn new_year(year: i32) -> DateTime<Utc> {
    let (year, month, day) = match year {
        ..=0 => (*YEARS.start(), 1, 2),
        10_000.. => (*YEARS.end(), 12, 30),
        year => (year, 1, 1),
    };
    let day = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    day.and_time(NaiveTime::MIN).and_utc()
}

/// `20240727T071500Z`.
pub(super) fn utc(at: DateTime<Utc>) -> String {
    format!("{}Z", local(at.naive_utc()))
}

fn local(time: NaiveDateTime) -> String {
    time.format("%Y%m%dT%H%M%S").to_string()
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// `+0100`, and `+010521` for the local mean times of old.
fn offset(offset: FixedOffset) -> String {
    let all = offset.local_minus_utc();
    let (sign, all) = (if all < 0 { '-' } else { '+' }, all.abs());
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    let seconds = match seconds {
        0 => String::new(),
        seconds => format!("{seconds:02}"),
    };
    format!("{sign}{hours:02}{minutes:02}{seconds}")
}
