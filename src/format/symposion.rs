//! The schedule of Symposion, PyCon US' conference system
//! (<https://github.com/pinax/symposion>, `schedule/conference.json`).
//!
//! ```text
//! { conference?, schedule: [ { name, start, end, duration, room, rooms[], kind, section, conf_key,
//!                              description, abstract?, conf_url?, authors[]?, speakers[]?, cancelled?,
//!                              contact[] }, … ] }
//! ```
//!
//! Each record is a flat session. `rooms` are its rooms, and `room` the same joined by commas;
//! `section` is the part of the programme and becomes the track. Who is to be asked about a
//! record (`contact`) is private and not read. The file has no name of the event, only links to its
//! site.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Look, ReadError, fields,
    json::{self, Items, Reader, Sketch, lenient},
    links,
    met::Met,
};
use crate::draft::{Credit, Draft, Entry, Event, Origin, Person, Status, Time, Trouble};

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow, default)]
    conference: Option<&'a RawValue>,
    #[serde(borrow, default)]
    schedule: Items<'a>,
}

#[derive(Default, Deserialize)]
struct Conference {
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::time")]
    start: Option<Time>,
    #[serde(default, deserialize_with = "lenient::time")]
    end: Option<Time>,
    #[serde(default, deserialize_with = "lenient::number")]
    duration: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    room: Option<String>,
    #[serde(default, deserialize_with = "lenient::texts")]
    rooms: Vec<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    section: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    conf_key: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    conf_url: Option<String>,
    #[serde(default, rename = "abstract", deserialize_with = "lenient::text")]
    abstract_text: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(default, deserialize_with = "lenient::texts")]
    authors: Vec<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    speakers: Vec<Speaker>,
    #[serde(default, deserialize_with = "lenient::texts")]
    tags: Vec<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    cancelled: bool,
}

#[derive(Deserialize)]
struct Speaker {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    bio: Option<String>,
}

/// Whether this is a schedule of records with Symposion's keys, or an empty one of a conference.
pub(super) fn sniff(look: &Look) -> bool {
    let Some(json) = &look.json else { return false };
    match json.at(&["schedule"]) {
        Some(list @ Sketch::List(records)) => {
            list.any_has(&["start", "conf_key"])
                || list.any_has(&["start", "kind", "section"])
                || (records.is_empty() && json.has(&["conference"]))
        }
        _ => false,
    }
}

/// Reads a schedule.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let file: File = serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let mut reader = Reader::new(text);
    let mut met = Met::default();
    let mut draft = Draft::default();
    reader.miss_lists(&[("schedule", &file.schedule)]);
    let mut site = None;
    let records = &file.schedule.all;
    reader.each(records, "schedule", |reader, raw, path, record: Record| {
        if site.is_none() {
            site = record.conf_url.as_deref().and_then(site_of);
        }
        let entry = entry(reader, &mut met, raw, path, record);
        draft.sessions.push(entry);
    });
    draft.event = event(&mut reader, file.conference, site);
    met.declare(&mut draft);
    draft.complaints = reader.into_complaints();
    Ok(draft)
}

/// The page of the event, to which its schedule belongs: `https://us.pycon.org/2025`.
fn site_of(conf_url: &str) -> Option<String> {
    let (site, _) = conf_url.split_once("/schedule/")?;
    links::link(None, site, None).map(|link| link.url)
}

/// The header. Without a name the address of the site stands for it: it tells one event from
/// another.
fn event<'a>(
    reader: &mut Reader<'a>,
    conference: Option<&'a RawValue>,
    site: Option<String>,
) -> Event {
    let conference: Conference = conference
        .filter(|raw| raw.get().starts_with('{'))
        .and_then(|raw| reader.record(raw, "conference"))
        .unwrap_or_default();
    let title = fields::line(conference.title).or(fields::line(conference.name));
    let name = site.as_deref().and_then(|site| site.split_once("://"));
    let name = name.map(|(_, name)| name.to_owned());
    Event {
        id: name.as_deref().map(|name| name.replace(['.', '/'], "-")),
        title: title.or(name),
        url: site,
        ..Event::default()
    }
}

fn entry<'a>(
    reader: &mut Reader<'a>,
    met: &mut Met,
    raw: &'a RawValue,
    path: &str,
    record: Record,
) -> Entry {
    let origin = reader.origin(raw, path);
    let (start, end) = (record.start, record.end);
    let duration = record.duration.filter(|minutes| *minutes > 0);
    if let (Some(start), Some(end), Some(minutes)) = (start, end, duration) {
        compare(reader, raw, path, (start, end), minutes);
    }
    let people = people(met, record.speakers, record.authors, &origin);
    let rooms = if record.rooms.is_empty() {
        Vec::from_iter(record.room)
    } else {
        record.rooms
    };
    let rooms = rooms.into_iter();
    let rooms = rooms.filter_map(|room| Some(met.room(fields::line(Some(room))?, &origin)));
    let rooms = rooms.collect();
    let track = fields::line(record.section).map(|section| met.track(section, &origin));
    let link = record.conf_url.as_deref();
    let link = link.and_then(|target| links::link(None, target, None));
    // What no talk was put into yet is called that by the site, and has no page.
    let is_free = record.name.as_deref() == Some("Slot") && link.is_none() && people.is_empty();
    let status = if record.cancelled {
        Some(Status::Cancelled)
    } else {
        is_free.then_some(Status::Tbc)
    };
    let tags = fields::listed("Tags", &record.tags);
    Entry {
        id: record.conf_key,
        title: fields::line(record.name),
        kind: fields::line(record.kind),
        start,
        end,
        duration: duration.filter(|_| end.is_none()),
        rooms,
        track,
        people,
        abstract_text: fields::both(record.abstract_text, record.description),
        links: link.into_iter().collect(),
        status,
        notes: tags.into_iter().collect(),
        origin,
        ..Entry::default()
    }
}

/// Complains where the duration is not that from start to end.
fn compare(
    reader: &mut Reader,
    raw: &RawValue,
    path: &str,
    (start, end): (Time, Time),
    minutes: i64,
) {
    if let Some(length) = start.minutes_until(end)
        && length != minutes
    {
        let message = || {
            format!(
                "the duration is {minutes} minutes, but from start to end it is {length}; start and end count"
            )
        };
        let path = format!("{path}.duration");
        reader.complain(Trouble::Contradiction, raw, &path, message);
    }
}

/// The speakers; where there are only names, these.
fn people(
    met: &mut Met,
    speakers: Vec<Speaker>,
    authors: Vec<String>,
    origin: &Origin,
) -> Vec<Credit> {
    let person = |id: Option<String>, name: Option<String>, bio: Option<String>| Person {
        id: id.unwrap_or_default().trim().to_owned(),
        name: fields::line(name),
        biography: fields::block(bio),
        origin: origin.clone(),
        ..Person::default()
    };
    let mut people: Vec<Person> = speakers
        .into_iter()
        .map(|speaker| person(speaker.id, speaker.name, speaker.bio))
        .collect();
    if people.is_empty() {
        let authors = authors.into_iter();
        people = authors.map(|name| person(None, Some(name), None)).collect();
    }
    let people = people.into_iter();
    people
        .filter_map(|person| met.person(person, None))
        .collect()
}
