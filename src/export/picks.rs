//! A reader's own entries as text: across events, or held against somebody else's.
//!
//! ```text
//! Sat 27 Jul 2024 · ES-FoMo II · Vienna (CEST, +02)
//!  ★    9:15–~10:15  📈 Session I: Emerging Architectures
//!  !▲  10:15–~10:30  🎤 Contributed Talk 1 · ▲ Tutorial (ICML)
//! ```

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Shown, text::status};
use crate::{
    schedule::Entry,
    text,
    zone::{self, full_day},
};

/// How current what is written of a schedule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is what the schedule says.
    Current,
    /// The schedule is not at hand; this was kept of it.
    LastSeen,
    /// It is not in the schedule any more.
    Gone,
}

/// A schedule of which something is written.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The schedule, and in which zone.
    pub shown: Shown<'a>,
    /// How current it is.
    pub standing: Standing,
}

/// An entry to write.
#[derive(Clone, Debug)]
pub struct Line {
    /// The index of its schedule.
    pub part: usize,
    /// The entry in it.
    pub entry: usize,
    /// Whether it must not be missed.
    pub must: bool,
    /// Whether something else is on at the same time.
    pub clashes: bool,
    /// What stands behind it.
    pub remarks: Vec<String>,
    /// The reader's note.
    pub note: Option<String>,
}

/// What the headings say.
#[derive(Clone, Copy, Debug)]
pub struct Headings {
    /// The event, since there are several.
    pub name_event: bool,
    /// All times are in one zone, and the days are those of that zone; otherwise they are the events'.
    pub one_zone: bool,
}

/// What stands above some lines.
#[derive(PartialEq)]
struct Heading {
    part: usize,
    day: Option<NaiveDate>,
    /// The zone at the start, since clocks may change.
    zone: String,
}

/// Entries in the order given, under their days and events. Every heading names its zone.
pub fn grouped(parts: &[Part], lines: &[Line], headings: Headings) -> String {
    let mut out = String::new();
    let mut before = None;
    let columns = lines.iter().filter_map(|line| {
        let (part, entry) = found(parts, line)?;
        Some(text::width(&span(part, entry, headings)))
    });
    let columns = columns.max().unwrap_or(0);
    for line in lines {
        let Some((part, entry)) = found(parts, line) else {
            continue;
        };
        let heading = Heading {
            part: line.part,
            day: day(part, entry, headings),
            zone: zone_of(part, entry),
        };
        if before.as_ref() != Some(&heading) {
            let gap = if out.is_empty() { "" } else { "\n" };
            let day = heading.day.map_or("Without a time".to_owned(), full_day);
            let event = headings
                .name_event
                .then_some(&part.shown.schedule.event().title);
            let zone = (heading.day.is_some()).then_some(&heading.zone);
            let standing = match part.standing {
                Standing::Current => None,
                Standing::LastSeen => Some("as last seen"),
                Standing::Gone => Some("not in the schedule any more"),
            };
            let words = [
                Some(day.as_str()),
                event.map(String::as_str),
                zone.map(String::as_str),
                standing,
            ];
            let words: Vec<&str> = words.into_iter().flatten().collect();
            let _ = writeln!(out, "{gap}{}", words.join(" · "));
            before = Some(heading);
        }
        let span = text::fit(&span(part, entry, headings), columns);
        let _ = writeln!(out, "{}", written(part, entry, line, &span));
        for note in line.note.iter().flat_map(|note| note.lines()) {
            let _ = writeln!(out, "{:indent$}│ {note}", "", indent = columns + 6);
        }
    }
    out
}

fn found<'a>(parts: &'a [Part], line: &Line) -> Option<(&'a Part<'a>, &'a Entry)> {
    let part = parts.get(line.part)?;
    Some((part, part.shown.schedule.entry(line.entry)?))
}

fn start(part: &Part, entry: &Entry) -> Option<DateTime<Utc>> {
    part.shown.schedule.timed(entry).start
}

fn day(part: &Part, entry: &Entry, headings: Headings) -> Option<NaiveDate> {
    let start = start(part, entry)?;
    let listed = part.shown.schedule.timed(entry).day;
    let local = part.shown.zone.local(start).date();
    Some(listed.filter(|_| !headings.one_zone).unwrap_or(local))
}

fn zone_of(part: &Part, entry: &Entry) -> String {
    let start = start(part, entry).unwrap_or(DateTime::UNIX_EPOCH);
    part.shown.zone.label(start)
}

/// The time, in brackets where it is that of the session.
fn span(part: &Part, entry: &Entry, headings: Headings) -> String {
    let timed = part.shown.schedule.timed(entry);
    let Some(span) = part.shown.span_from(timed, day(part, entry, headings)) else {
        return String::new();
    };
    let pad = zone::hour_padding(&span);
    if part.shown.schedule.borrows_time(entry) {
        format!("{pad}({span})")
    } else {
        format!(" {pad}{span}")
    }
}

fn written(part: &Part, entry: &Entry, line: &Line, span: &str) -> String {
    let star = if line.must { "!" } else { "★" };
    let clash = if line.clashes { "▲" } else { " " };
    let what = format!("{}{}", entry.title, status(entry));
    let room = part.shown.schedule.room_names(entry);
    let parts = [what].into_iter().chain(room);
    let parts: Vec<String> = parts.chain(line.remarks.iter().cloned()).collect();
    let line = format!(" {star}{clash}{span}  {}", parts.join(" · "));
    line.trim_end().to_owned()
}
