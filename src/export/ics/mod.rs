//! iCalendar (RFC 5545), for the calendar program of a reader.
//!
//! ```text
//! BEGIN:VCALENDAR
//!   BEGIN:VTIMEZONE          the event's zone around the entries, where it has an IANA name
//!   BEGIN:VEVENT             an entry that has a time, or at least a day
//!     DTSTART;TZID=Europe/Vienna:20240727T091500
//!     BEGIN:VALARM           where the reader wants to be reminded
//! ```
//!
//! Times are those of the event, whatever zone is shown: a calendar program knows where its reader is.
//!
//! Written here and not by the crate icalendar: that has no way to write a `VTIMEZONE`, parts
//! grapheme clusters where it folds lines, and brings nom, uuid and getrandom along.

mod description;
mod lines;
mod several;
mod times;
mod uid;

use chrono::{DateTime, Utc};
use foldhash::HashSet;

use self::{
    lines::Lines,
    times::{Clocks, When},
};
use super::Shown;
use crate::schedule::{Entry, Schedule, Status};

pub use several::several;
pub use uid::{event_of, uid};

/// What a calendar says besides the schedule.
pub struct Calendar<'a> {
    /// When it was made: the `DTSTAMP` of every entry.
    pub made: DateTime<Utc>,
    /// Minutes before the start at which a calendar program should remind; none for no alarm.
    pub alarm: Option<u32>,
    /// The reader's own note on an entry, by index.
    pub note: &'a dyn Fn(usize) -> Option<String>,
}

/// What says in a calendar that this program wrote it.
pub const PRODID: &str = "-//fomo//fomo//EN";

/// A calendar as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The whole file.
    pub text: String,
    /// How many entries are not in it, since they have neither a time nor a day.
    pub left_out: usize,
}

/// An entry on its way into the calendar.
struct Placed<'a> {
    index: usize,
    entry: &'a Entry,
    when: When,
    clocks: Clocks<'a>,
}

/// Writes entries as a calendar, in the order given.
///
/// A talk without a time of its own stands in the description of its session if that is written,
/// too; otherwise it is an entry at the time of the session.
pub fn calendar(shown: Shown, entries: &[usize], calendar: &Calendar) -> Written {
    let schedule = shown.schedule;
    let zone = &schedule.event().zone;
    let clocks = Clocks::of(zone);
    let (placed, left_out) = placed(schedule, entries, clocks);
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", PRODID);
    lines.plain("CALSCALE", "GREGORIAN");
    lines.text("X-WR-CALNAME", &schedule.event().title);
    if let Clocks::Zone(_, name) = clocks {
        // What programs go by that show a calendar in its own zone.
        lines.plain("X-WR-TIMEZONE", name);
        let mut instants = Vec::new();
        for placed in &placed {
            if let Clocks::Zone(..) = placed.clocks {
                instants.extend(placed.when.instants());
            }
        }
        times::write_zone(&mut lines, zone, name, &instants);
    }
    let mut uids = HashSet::default();
    for placed in &placed {
        let uid = unused(&uid(schedule, placed.entry), &mut uids);
        write_event(&mut lines, schedule, placed, &uid, calendar);
    }
    lines.plain("END", "VCALENDAR");
    Written {
        text: lines.finish(),
        left_out,
    }
}

/// Whether an entry has a place in a calendar: a time or a day, its own or that of its session.
pub(super) fn has_place(schedule: &Schedule, entry: &Entry) -> bool {
    When::of(schedule, entry).is_some()
}

/// The entries that have a place in a calendar, each once, and how many have none.
fn placed<'a>(
    schedule: &'a Schedule,
    entries: &[usize],
    clocks: Clocks<'a>,
) -> (Vec<Placed<'a>>, usize) {
    let wanted: HashSet<usize> = entries.iter().copied().collect();
    let mut seen = HashSet::default();
    let (mut placed, mut left_out) = (Vec::new(), 0);
    for index in entries.iter().copied().filter(|index| seen.insert(*index)) {
        let Some(entry) = schedule.entry(index) else {
            continue;
        };
        let Some(when) = When::of(schedule, entry) else {
            left_out += 1;
            continue;
        };
        // Its session says it all.
        let told = entry.start.is_none() && entry.session.is_some_and(|one| wanted.contains(&one));
        if !told {
            placed.push(Placed {
                index,
                entry,
                when,
                clocks: clocks.sure(when),
            });
        }
    }
    (placed, left_out)
}

/// An id that no entry before has. Whoever writes a schedule may use ids like those that are made here.
fn unused(uid: &str, uids: &mut HashSet<String>) -> String {
    let mut unused = uid.to_owned();
    let mut count = 1;
    while !uids.insert(unused.clone()) {
        count += 1;
        unused = format!("{uid}~{count}");
    }
    unused
}

fn write_event(
    lines: &mut Lines,
    schedule: &Schedule,
    placed: &Placed,
    uid: &str,
    calendar: &Calendar,
) {
    let Placed { entry, when, .. } = *placed;
    lines.plain("BEGIN", "VEVENT");
    lines.text("UID", uid);
    lines.plain("DTSTAMP", &times::utc(calendar.made));
    placed.clocks.write(lines, when);
    lines.text("SUMMARY", &entry.title);
    let location = schedule.event().location.as_deref();
    let location: Vec<&str> = schedule.rooms_of(entry).chain(location).collect();
    if !location.is_empty() {
        lines.text("LOCATION", &location.join(", "));
    }
    let description = description::of(schedule, placed.index, entry, calendar.note);
    if !description.is_empty() {
        lines.text("DESCRIPTION", &description);
    }
    if let Some(link) = entry.links.first() {
        lines.url("URL", &link.url);
    }
    let mut categories: Vec<&str> = schedule.track_name(entry).into_iter().collect();
    let kind = entry.kind.as_deref();
    categories.extend(kind.filter(|kind| !categories.contains(kind)));
    if !categories.is_empty() {
        lines.texts("CATEGORIES", &categories);
    }
    lines.plain(
        "STATUS",
        match entry.status {
            Status::Confirmed => "CONFIRMED",
            Status::Tbc => "TENTATIVE",
            Status::Cancelled => "CANCELLED",
        },
    );
    // Nobody is busy all day because a time is not known.
    if matches!(when, When::Day(_)) {
        lines.plain("TRANSP", "TRANSPARENT");
    }
    write_alarm(lines, entry, when, calendar);
    lines.plain("END", "VEVENT");
}

/// A reminder of what takes place at a time that is known.
fn write_alarm(lines: &mut Lines, entry: &Entry, when: When, calendar: &Calendar) {
    let Some(minutes) = calendar.alarm else {
        return;
    };
    if matches!(when, When::Day(_)) || entry.status == Status::Cancelled {
        return;
    }
    lines.plain("BEGIN", "VALARM");
    lines.plain("ACTION", "DISPLAY");
    lines.text("DESCRIPTION", &entry.title);
    lines.plain("TRIGGER", &format!("-PT{minutes}M"));
    lines.plain("END", "VALARM");
}

#[cfg(test)]
mod tests;
