//! The native format, `fomo/1`: one JSON file, written by hand.
//!
//! Its types are in [`wire`]; `schedule.schema.json` is generated from them. A broken record costs
//! itself, a broken field of a record costs that field, and both are complaints with their place.

pub mod wire;

use foldhash::HashSet;
use serde_json::value::RawValue;

use super::{
    Look, ReadError,
    json::{self, Members, Reader, Sketch},
};
use crate::draft::{self, Draft, Trouble};

/// What the `format` key says.
pub const FORMAT: &str = "fomo/1";

/// Whether the text is a JSON object that calls itself `fomo/…`. What comes behind that may be
/// broken: it is ours all the same, so that the error has a place.
pub(super) fn sniff(look: &Look) -> bool {
    let format = look.json.as_ref().and_then(|json| json.at(&["format"]));
    let format = format.and_then(Sketch::text);
    format.is_some_and(|format| format.starts_with("fomo/"))
}

fn version(members: &[(std::borrow::Cow<str>, &RawValue)]) -> Option<String> {
    let (_, raw) = members.iter().rev().find(|(key, _)| key == "format")?;
    serde_json::from_str(raw.get()).ok()
}

/// Reads a native schedule.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let Members(members) =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    match version(&members).as_deref() {
        Some(FORMAT) => {}
        Some(other) => {
            return Err(ReadError::whole(format!(
                "the format is “{other}”, and this fomo reads “{FORMAT}”"
            )));
        }
        None => {
            return Err(ReadError::whole(format!(
                "the key “format” is missing; a native schedule says \"format\": \"{FORMAT}\""
            )));
        }
    }
    let mut reader = Reader::new(text);
    let mut draft = Draft::default();
    if !members
        .iter()
        .any(|(key, raw)| key == "sessions" && raw.get() != "null")
    {
        reader.miss(
            "sessions",
            "the key “sessions” is missing: there is no timetable",
        );
    }
    let mut seen = HashSet::default();
    for (key, raw) in members {
        if !seen.insert(key.clone()) {
            let what = if matches!(key.as_ref(), "event" | "format") {
                "the last one counts"
            } else {
                "all of them are read"
            };
            let message = || format!("the key “{key}” stands more than once; {what}");
            reader.complain(Trouble::Broken, raw, &key, message);
        }
        match key.as_ref() {
            "format" | "$schema" => {}
            _ if raw.get() == "null" => {}
            "event" => draft.event = event(&mut reader, raw),
            "people" => draft.people.extend(people(&mut reader, raw)),
            "rooms" => draft.rooms.extend(named(&mut reader, raw, "rooms")),
            "tracks" => draft.tracks.extend(named(&mut reader, raw, "tracks")),
            "sessions" => {
                for (index, raw) in reader.elements(raw, "sessions").into_iter().enumerate() {
                    draft.sessions.extend(session(&mut reader, raw, index));
                }
            }
            other => {
                let message = || format!("the key “{other}” means nothing here; it was ignored");
                reader.complain(Trouble::UnknownKey, raw, other, message);
            }
        }
    }
    draft.complaints = reader.into_complaints();
    Ok(draft)
}

fn event<'a>(reader: &mut Reader<'a>, raw: &'a RawValue) -> draft::Event {
    let wire: wire::Event = reader.own_record(raw, "event").unwrap_or_default();
    draft::Event {
        days: None,
        id: wire.id,
        title: wire.title,
        subtitle: wire.subtitle,
        time_zone: wire.time_zone,
        time_zone_label: wire.time_zone_label,
        day_change: wire.day_change.map(|clock| clock.0),
        url: wire.url,
        location: wire.location,
        contact: wire.contact,
        description: wire.description,
        links: links(wire.links),
        dates: wire
            .important_dates
            .into_iter()
            .map(|date| draft::ImportantDate {
                date: date.date.0,
                title: date.title,
                note: date.note,
            })
            .collect(),
        notes: wire.notes,
        origin: reader.origin(raw, "event"),
    }
}

/// People stand in an object by id, so that a hand-written file cannot name two alike unnoticed.
fn people<'a>(reader: &mut Reader<'a>, raw: &'a RawValue) -> Vec<draft::Person> {
    let Ok(members) = serde_json::from_str::<Option<Members>>(raw.get()) else {
        let message = || {
            format!(
                "people should be an object from id to person, but is {}",
                json::shape(raw)
            )
        };
        reader.complain(Trouble::Broken, raw, "people", message);
        return Vec::new();
    };
    let members = members.map(|Members(members)| members).unwrap_or_default();
    let mut people = Vec::new();
    for (id, raw) in members {
        let path = format!("people.{id}");
        let Some(person) = reader.own_record::<wire::Person>(raw, &path) else {
            continue;
        };
        people.push(draft::Person {
            id: id.into_owned(),
            name: person.name,
            affiliation: person.affiliation,
            biography: person.biography,
            links: links(person.links),
            origin: reader.origin(raw, &path),
        });
    }
    people
}

fn named<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, key: &str) -> Vec<draft::Named> {
    let mut all = Vec::new();
    for (index, raw) in reader.elements(raw, key).into_iter().enumerate() {
        let path = format!("{key}[{index}]");
        let Some(named) = reader.own_record::<wire::Named>(raw, &path) else {
            continue;
        };
        let color = named.color.as_deref().and_then(draft::color);
        if let (Some(given), None) = (&named.color, color) {
            let message = format!("“{given}” is no colour; one looks like #c03030; it is not used");
            reader.mend(raw, &path, &message);
        }
        all.push(draft::Named {
            id: named.id,
            name: named.name,
            color,
            origin: reader.origin(raw, &path),
        });
    }
    all
}

/// The entry `sessions[index]` with its talks.
fn session<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, index: usize) -> Option<draft::Entry> {
    let path = format!("sessions[{index}]");
    let wire: wire::Entry = reader.own_record(raw, &path)?;
    let has_talks = wire.talks.is_some();
    let mut session = entry(wire, reader.origin(raw, &path));
    if has_talks && let Ok(Members(members)) = serde_json::from_str(raw.get()) {
        let path = format!("{path}.talks");
        if let Some((_, raw)) = members.into_iter().rev().find(|(key, _)| key == "talks") {
            for (index, raw) in reader.elements(raw, &path).into_iter().enumerate() {
                let path = format!("{path}[{index}]");
                session.talks.extend(talk(reader, raw, &path));
            }
        }
    }
    Some(session)
}

fn talk<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, path: &str) -> Option<draft::Entry> {
    let wire: wire::Entry = reader.own_record(raw, path)?;
    if wire.talks.is_some() {
        let message = || "a talk holds no talks of its own; they were left out".to_owned();
        reader.complain(Trouble::Broken, raw, path, message);
    }
    Some(entry(wire, reader.origin(raw, path)))
}

fn entry(wire: wire::Entry, origin: draft::Origin) -> draft::Entry {
    draft::Entry {
        id: wire.id,
        title: wire.title,
        subtitle: wire.subtitle,
        kind: wire.kind,
        start: wire.start.map(|wire::When(time)| time),
        end: wire.end.map(|wire::When(time)| time),
        duration: wire.duration.map(|minutes| minutes.0),
        day: wire.day.map(|day| day.0),
        rooms: wire.room.map(wire::OneOrMany::into_vec).unwrap_or_default(),
        track: wire.track,
        language: wire.language,
        people: wire.people.into_iter().map(credit).collect(),
        abstract_text: wire.abstract_text,
        links: links(wire.links),
        status: wire.status.map(|status| match status {
            wire::Status::Confirmed => draft::Status::Confirmed,
            wire::Status::Tbc => draft::Status::Tbc,
            wire::Status::Cancelled => draft::Status::Cancelled,
        }),
        notes: wire.notes,
        talks: Vec::new(),
        origin,
    }
}

fn credit(wire: wire::Credit) -> draft::Credit {
    draft::Credit {
        person: wire.person,
        name: wire.name,
        affiliation: wire.affiliation,
        role: wire.role,
    }
}

fn links(wire: Vec<wire::Link>) -> Vec<draft::Link> {
    wire.into_iter()
        .map(|link| draft::Link {
            title: link.title,
            url: link.url,
        })
        .collect()
}
