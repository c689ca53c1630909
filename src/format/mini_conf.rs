//! The calendar of Mini-Conf, the site generator of online conferences
//! (<https://github.com/Mini-Conf/Mini-Conf>, `sitedata/main_calendar.json`).
//!
//! ```text
//! [ { title, start, end, location, link, category: "time", calendarId, day?, uid? }, … ]
//! ```
//!
//! Each record is a session; there are no talks, people or rooms. `location` and `link` are one
//! page, mostly of the conference's own site, whose address the file does not tell. `calendarId` is
//! the kind of the session, and so is `uid`, which is therefore no id.

use std::str::FromStr as _;

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Look, ReadError, fields,
    json::{
        self, Items, Reader,
        lenient::{self, When},
    },
    links,
    met::Met,
};
use crate::draft::{Draft, Entry, Time, Trouble};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient::when")]
    start: Option<When>,
    #[serde(default, deserialize_with = "lenient::when")]
    end: Option<When>,
    #[serde(default, deserialize_with = "lenient::text")]
    location: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    link: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    calendar_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    day: Option<String>,
}

/// Whether this is a list of records that have a calendar each.
pub(super) fn sniff(look: &Look) -> bool {
    let json = look.json.as_ref();
    json.is_some_and(|json| json.any_has(&["title", "start", "calendarId"]))
}

/// Reads a calendar.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let items: Items =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let mut reader = Reader::new(text);
    let mut met = Met::default();
    let mut draft = Draft::default();
    reader.each(&items.all, "", |reader, raw, path, record| {
        let entry = entry(reader, &mut met, raw, path, record);
        draft.sessions.push(entry);
    });
    met.declare(&mut draft);
    draft.complaints = reader.into_complaints();
    Ok(draft)
}

fn entry<'a>(
    reader: &mut Reader<'a>,
    met: &mut Met,
    raw: &'a RawValue,
    path: &str,
    record: Record,
) -> Entry {
    let origin = reader.origin(raw, path);
    let mut entry = Entry {
        title: fields::line(record.title),
        kind: fields::line(record.calendar_id).filter(|kind| !is_dashes(kind)),
        ..Entry::default()
    };
    // An entry of the whole day has a date and no clock.
    match record.start {
        Some(When::Day(day)) => entry.day = Some(day),
        Some(When::Time(start)) => entry.start = Some(start),
        None => {}
    }
    if let Some(When::Time(end)) = record.end {
        entry.end = Some(end);
    }
    let listed = record.day.as_deref();
    if let (Some(listed), Some(start)) = (listed, entry.start) {
        entry.day = day(reader, raw, path, listed, start);
    }
    let (page, place) = (fields::line(record.link), fields::line(record.location));
    let place = place.filter(|place| Some(place) != page.as_ref());
    for (target, may_be_room) in [(page, false), (place, true)] {
        let Some(target) = target else { continue };
        if let Some(link) = links::link(None, &target, None) {
            entry.links.push(link);
        } else if may_be_room && !is_page(&target) {
            entry.rooms.push(met.room(target, &origin));
        } else {
            // Who knows the site can still find it.
            entry.notes.push(format!("Page of the site: {target}"));
        }
    }
    entry.origin = origin;
    entry
}

/// `---` stands for no calendar in particular.
fn is_dashes(kind: &str) -> bool {
    kind.chars().all(|char| char == '-')
}

/// Whether a target without an address is a page, such as `day_4.html#tea`.
fn is_page(target: &str) -> bool {
    target.contains(['#', '?', '=']) || target.contains(".html") || target.starts_with('/')
}

/// The day under which an entry is listed: the file gives a day of the week. That of the start's
/// date, or at night the one before.
fn day(
    reader: &mut Reader,
    raw: &RawValue,
    path: &str,
    listed: &str,
    start: Time,
) -> Option<NaiveDate> {
    if let Some(date) = fields::day(listed) {
        return Some(date);
    }
    // What else may stand there (“Day 2”) says nothing about the date.
    let weekday = Weekday::from_str(listed.trim()).ok()?;
    let date = start.written().date();
    let days = [Some(date), date.pred_opt()];
    let day = days
        .into_iter()
        .flatten()
        .find(|day| day.weekday() == weekday);
    if day.is_none() {
        let message = || {
            format!(
                "it is listed under {}, but starts on {}; the start counts",
                listed.trim(),
                date.format("%A, %Y-%m-%d")
            )
        };
        reader.complain(Trouble::Contradiction, raw, &format!("{path}.day"), message);
    }
    day
}
