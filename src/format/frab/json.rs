//! The JSON front end.

use serde_json::value::RawValue;

use super::{
    super::{
        Look, ReadError,
        json::{self, Items, Reader, Sketch, lenient::Texts},
    },
    outline::{self, Days, File, Member},
    timetable::Timetable,
    wire::{Conference, Day, Event, Loose, Named, Person},
};
use crate::draft::{Draft, Origin, Trouble};

/// Where everything is.
const ROOT: &str = "schedule.conference";

/// Whether the text is JSON with a conference in a schedule, whose days have rooms. In a later
/// draft of the format the days have none, and events stand beside the conference.
pub(super) fn sniff(look: &Look) -> bool {
    let schedule = look.json.as_ref().and_then(|json| json.at(&["schedule"]));
    let conference = schedule.and_then(|schedule| schedule.at(&["conference"]));
    let (Some(schedule), Some(conference)) = (schedule, conference) else {
        return false;
    };
    let days = conference.at(&["days"]);
    if days.is_some_and(|days| days.any_has(&["rooms"])) {
        return true;
    }
    // Whether there are days, or events, is known for sure at the end only.
    look.is_whole
        && !schedule.at(&["events"]).is_some_and(Sketch::is_list)
        && ["days", "title", "acronym"]
            .iter()
            .any(|key| conference.has(&[key]))
}

/// Reads a schedule.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let mut file: File =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let schedule = file.inside.pop().map(|(_, schedule)| schedule);
    let mut schedule = schedule.ok_or_else(|| missing("schedule"))?;
    let conference = schedule.inside.pop().filter(|(_, found)| !found.wrong);
    let (key, conference) = conference.ok_or_else(|| missing(ROOT))?;
    let mut reader = Reader::new(text);
    // Some write beside the conference what belongs to it.
    let members = own_members(&conference.members, ROOT)
        .chain(own_members(&schedule.members, "schedule"))
        .collect::<Vec<_>>();
    let mut header = Conference::default();
    for (name, raw, path) in &members {
        if let Some(field) = field(&mut header, name)
            && field.is_none()
        {
            *field = value(&mut reader, raw, path);
        }
    }
    let days = conference.inside.iter().flat_map(|(_, days)| &days.all);
    let days = days.enumerate();
    let days: Vec<Day> = days
        .map(|(index, day)| day_header(&mut reader, day, index))
        .collect();
    let origin = origin_of(&reader, text, &key, ROOT);
    let mut table = Timetable::new(reader, header, &days, origin);
    for (name, raw, path) in members {
        lists(&mut table, name, raw, &path);
    }
    let mut headers = days.iter();
    for (key, days) in conference.inside {
        read_days(&mut table, text, &key, days, &mut headers);
    }
    Ok(table.finish())
}

fn missing(path: &str) -> ReadError {
    ReadError::whole(format!(
        "there is no “{path}” in this JSON: it is no frab schedule"
    ))
}

fn own_members<'m, 'a>(
    members: &'m [Member<'a, &'a RawValue>],
    path: &'m str,
) -> impl Iterator<Item = (&'m str, &'a RawValue, String)> {
    let members = members.iter();
    members.map(move |(key, raw)| (key.as_ref(), *raw, format!("{path}.{key}")))
}

/// The field of the header that a key means.
fn field<'h>(header: &'h mut Conference, key: &str) -> Option<&'h mut Option<String>> {
    Some(match key {
        "acronym" => &mut header.acronym,
        "title" => &mut header.title,
        "subtitle" => &mut header.subtitle,
        "venue" => &mut header.venue,
        "city" => &mut header.city,
        "description" => &mut header.description,
        "url" => &mut header.url,
        "base_url" => &mut header.base_url,
        "version" => &mut header.version,
        "start" => &mut header.start,
        "end" => &mut header.end,
        "time_zone_name" => &mut header.time_zone_name,
        "day_change" => &mut header.day_change,
        "timeslot_duration" => &mut header.timeslot_duration,
        _ => return None,
    })
}

/// A text of a header; what is none is a complaint.
fn value(reader: &mut Reader, raw: &RawValue, path: &str) -> Option<String> {
    match serde_json::from_str::<Texts>(raw.get()) {
        Ok(texts) => texts.first(),
        Err(_) => {
            let found = json::shape(raw);
            let key = path.rsplit('.').next().unwrap_or(path);
            let message = || format!("{key} should be a text, but is {found}; it was left out");
            reader.complain(Trouble::Broken, raw, path, message);
            None
        }
    }
}

fn day_header(reader: &mut Reader, day: &outline::Day, index: usize) -> Day {
    let mut header = Day::default();
    for (key, raw) in &day.members {
        let field = match key.as_ref() {
            "date" => &mut header.date,
            "day_start" | "start" => &mut header.start,
            "day_end" | "end" => &mut header.end,
            _ => continue,
        };
        *field = value(reader, raw, &format!("{ROOT}.days[{index}].{key}"));
    }
    header
}

/// The lists of rooms, tracks and people, if the key names one of them.
fn lists<'a>(table: &mut Timetable<'a>, key: &str, raw: &'a RawValue, path: &str) {
    if !matches!(key, "rooms" | "tracks" | "persons") {
        return;
    }
    let elements = table.reader.elements(raw, path);
    for (index, raw) in elements.into_iter().enumerate() {
        let path = format!("{path}[{index}]");
        let origin = table.reader.origin(raw, &path);
        if key == "persons" {
            let mut repaired = String::new();
            let check = |text: &str| json::parsed::<Person>(text).map(drop);
            let person = (table.reader).borrowed_record((raw, &path), &check, &mut repaired);
            if let Some(person) = person {
                table.person(person, &origin);
            }
            continue;
        }
        match serde_json::from_str::<Loose<Named>>(raw.get()) {
            Ok(Loose(named)) if key == "tracks" => table.track(named, &origin),
            Ok(Loose(named)) => table.room(&named.name.unwrap_or_default(), &origin),
            Err(_) => {
                let message = "this is neither a name nor a record; it was left out".to_owned();
                table.reader.complain_at(Trouble::Broken, &origin, message);
            }
        }
    }
}

fn read_days<'a, 'd>(
    table: &mut Timetable<'a>,
    text: &str,
    key: &str,
    days: Days<'a>,
    headers: &mut impl Iterator<Item = &'d Day>,
) {
    let path = format!("{ROOT}.days");
    let origin = origin_of(&table.reader, text, key, &path);
    if days.wrong {
        complain(table, &origin, "days should be a list");
    }
    for ((index, day), header) in days.all.into_iter().enumerate().zip(headers) {
        let path = format!("{path}[{index}]");
        let at = place_of_day(&table.reader, text, &day).or(origin.at);
        let origin = Origin {
            at,
            path: path.clone(),
        };
        if day.wrong {
            complain(table, &origin, "a day should be an object");
        }
        let date = table.date(header, &origin);
        for (key, rooms) in day.inside {
            let path = format!("{path}.rooms");
            if rooms.wrong {
                let origin = origin_of(&table.reader, text, &key, &path);
                complain(
                    table,
                    &origin,
                    "rooms should be an object from name to events",
                );
            }
            for (name, events) in rooms.all {
                let path = format!("{path}.{name}");
                let origin = origin_of(&table.reader, text, &name, &path);
                if events.wrong {
                    complain(table, &origin, "a room should have a list of events");
                }
                table.room(&name, &origin);
                read_events(table, &events, &path, date, &name);
            }
        }
    }
}

fn read_events<'a>(
    table: &mut Timetable<'a>,
    events: &Items<'a>,
    path: &str,
    date: Option<chrono::NaiveDate>,
    room: &str,
) {
    for (index, raw) in events.all.iter().enumerate() {
        let path = format!("{path}[{index}]");
        let mut repaired = String::new();
        let check = |text: &str| json::parsed::<Event>(text).map(drop);
        let event = (table.reader).borrowed_record((raw, &path), &check, &mut repaired);
        if let Some(event) = event {
            let origin = table.reader.origin(raw, path);
            table.entry(event, origin, date, Some(room));
        }
    }
}

fn complain(table: &mut Timetable, origin: &Origin, what: &str) {
    let message = format!("{what}; it was left out");
    table.reader.complain_at(Trouble::Broken, origin, message);
}

/// The origin of the value behind a key. A key with escapes is no slice of the text, and has none.
fn origin_of(reader: &Reader, text: &str, key: &str, path: &str) -> Origin {
    match value_behind(text, key) {
        Some(offset) => reader.origin_at(offset, path),
        None => Origin {
            at: None,
            path: path.to_owned(),
        },
    }
}

/// Where a day begins: before its first key.
fn place_of_day(reader: &Reader, text: &str, day: &outline::Day) -> Option<(usize, usize)> {
    let members = day.members.iter().map(|(key, _)| key);
    let inside = day.inside.iter().map(|(key, _)| key);
    let mut keys = members.take(1).chain(inside.take(1));
    let place = keys.find_map(|key| {
        let key_at = key.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        let before = text.get(..key_at)?.strip_suffix('"')?.trim_end();
        Some(before.strip_suffix('{')?.len())
    })?;
    reader.origin_at(place, "").at
}

fn value_behind(text: &str, key: &str) -> Option<usize> {
    let key_at = key.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let behind = text.get(key_at + key.len()..)?;
    let value = behind.strip_prefix('"')?.trim_start();
    let value = value.strip_prefix(':')?.trim_start();
    Some(text.len() - value.len())
}
