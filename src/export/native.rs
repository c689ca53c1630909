//! The native format, `fomo/1`: what is written here reads back as the same schedule.
//!
//! Only what a person would write stands in the file: an end that was inferred will be inferred again, an id that was
//! made from the title will be made again, a talk has the room, the day and the track of its session unless it says
//! otherwise. Times are local to the event, or carry their offset where clocks that change would make them ambiguous.

use chrono::{DateTime, Timelike as _, Utc};
use foldhash::{HashMap, HashSet};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    convert::{Converted, Kind, Losses},
    json::write,
};
use crate::{
    format::native::wire::LONGEST,
    schedule::{
        Credit, Entry, Event, Level, Link, Person, Schedule, Status, ZoneSource, check::DAY_CHANGE,
        status_by,
    },
    zone::ResolvedKind,
};

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    event: Header<'a>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    people: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rooms: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tracks: Vec<Named<'a>>,
    sessions: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Header<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone_label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day_change: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Target<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    important_dates: Vec<Deadline<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
}

#[derive(Serialize)]
struct Deadline<'a> {
    date: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Somebody<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    biography: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Target<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    track: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<Part<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#abstract: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Target<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    talks: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct Target<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    url: &'a str,
}

const LENGTH: Kind = Kind {
    what: "durations of less than nothing or more than 100 days",
    one: "entry loses its own",
    many: "entries lose theirs",
};

/// The durations that the format takes, in minutes.
const LENGTHS: std::ops::RangeInclusive<i64> = 0..=LONGEST;

/// The schedule in the native format.
pub fn native(schedule: &Schedule) -> Converted {
    let event = schedule.event();
    let mut writer = Writer {
        schedule,
        rooms: ids(schedule.rooms()),
        tracks: ids(schedule.tracks()),
        losses: Losses::default(),
    };
    let sessions = schedule.sessions();
    let sessions = sessions.map(|(_, session)| writer.item(session)).collect();
    writer
        .losses
        .of_event(&[("first and last day", states_other_days(schedule))]);
    if event.zone_source == ZoneSource::Forced && zone_name(event).is_none() {
        let name = event.zone.name();
        writer
            .losses
            .whole(format!("a time zone that only this machine knows ({name})"));
    }
    let file = File {
        format: "fomo/1",
        event: header(event),
        people: schedule.people().iter().map(somebody).collect(),
        rooms: named(schedule.rooms(), &writer.rooms, |_| None),
        tracks: named(schedule.tracks(), &writer.tracks, |track| {
            let [red, green, blue] = schedule.track_color(track)?;
            Some(format!("#{red:02x}{green:02x}{blue:02x}"))
        }),
        sessions,
    };
    Converted {
        text: write(&file),
        losses: writer.losses.finish(),
    }
}

struct Writer<'a> {
    schedule: &'a Schedule,
    /// What entries refer to rooms and tracks by.
    rooms: Vec<String>,
    tracks: Vec<String>,
    losses: Losses,
}

impl<'a> Writer<'a> {
    /// An entry with its talks.
    fn item(&mut self, entry: &'a Entry) -> Item<'a> {
        let schedule = self.schedule;
        let event = schedule.event();
        let session = schedule.session_of(entry);
        let time = |at: DateTime<Utc>| local(event, at);
        let end = entry.end.filter(|_| !entry.end_inferred);
        let duration = entry.length.filter(|length| LENGTHS.contains(length));
        if duration != entry.length {
            self.losses.add(LENGTH, &entry.title);
        }
        let talks = schedule.talks(entry);
        Item {
            id: entry.given_id(),
            title: &entry.title,
            subtitle: entry.subtitle.as_deref(),
            kind: entry.kind.as_deref(),
            start: entry.start.map(time),
            end: end.map(time),
            duration,
            day: listed_day(event, entry),
            room: session
                .is_none_or(|session| session.rooms != entry.rooms)
                .then(|| self.room(entry))
                .flatten(),
            track: entry
                .track
                .filter(|_| session.is_none_or(|session| session.track != entry.track))
                .and_then(|track| self.tracks.get(track).cloned()),
            language: entry.language.as_deref(),
            people: entry
                .people
                .iter()
                .map(|credit| part(schedule, credit))
                .collect(),
            r#abstract: entry.abstract_text.as_deref(),
            links: links(&entry.links),
            status: status(entry, session),
            notes: &entry.notes,
            talks: talks.iter().map(|talk| self.item(talk)).collect(),
        }
    }

    /// One room as a text, several as a list.
    fn room(&self, entry: &Entry) -> Option<Value> {
        let ids = entry.rooms.iter().filter_map(|room| self.rooms.get(*room));
        let ids: Vec<&str> = ids.map(String::as_str).collect();
        match ids.as_slice() {
            [] => None,
            [one] => Some(json!(one)),
            several => Some(json!(several)),
        }
    }
}

fn header(event: &Event) -> Header<'_> {
    let change = event.day_change;
    Header {
        id: &event.id,
        title: &event.title,
        subtitle: event.subtitle.as_deref(),
        time_zone: zone_name(event),
        time_zone_label: event.zone_label.as_deref(),
        day_change: (change != DAY_CHANGE).then(|| change.format("%H:%M").to_string()),
        url: event.url.as_deref(),
        location: event.location.as_deref(),
        contact: event.contact.as_deref(),
        description: event.description.as_deref(),
        links: links(&event.links),
        important_dates: event
            .dates
            .iter()
            .map(|date| Deadline {
                date: date.date.to_string(),
                title: &date.title,
                note: date.note.as_deref(),
            })
            .collect(),
        notes: &event.notes,
    }
}

/// Whether the file gives the event other days than those of its entries.
fn states_other_days(schedule: &Schedule) -> bool {
    let days = schedule.days();
    let held = days.first().copied().zip(days.last().copied());
    schedule
        .event()
        .stated_days
        .is_some_and(|stated| Some(stated) != held)
}

/// The name of the zone, as far as it was named, and others know it.
fn zone_name(event: &Event) -> Option<&str> {
    let zone = &event.zone;
    match event.zone_source {
        ZoneSource::File => Some(zone.name()),
        ZoneSource::Forced => zone.iana_name().or_else(|| {
            let offset = zone.name() == "UTC" || zone.name().starts_with(['+', '-']);
            offset.then(|| zone.name())
        }),
        ZoneSource::Guessed | ZoneSource::Unknown => None,
    }
}

/// A time in the event's zone; with its offset where the zone is not named, or does not tell which instant is meant.
fn local(event: &Event, at: DateTime<Utc>) -> String {
    let zone = &event.zone;
    let local = zone.local(at);
    let resolved = zone.resolve(local);
    let sure = resolved.kind == ResolvedKind::Exact && resolved.instant == at;
    if !zone.is_unknown() && (zone_name(event).is_none() || !sure) {
        return zone.rfc3339(at);
    }
    let form = match local.second() {
        0 => "%Y-%m-%dT%H:%M",
        _ => "%Y-%m-%dT%H:%M:%S",
    };
    local.format(form).to_string()
}

/// The day of an entry, where its start does not tell it.
fn listed_day(event: &Event, entry: &Entry) -> Option<String> {
    let told = entry.start.map(|start| event.day_of(start));
    let day = entry.day.filter(|day| Some(*day) != told)?;
    (entry.level == Level::Session).then(|| day.to_string())
}

/// Whether it takes place, where neither its title nor its session says so.
fn status(entry: &Entry, session: Option<&Entry>) -> Option<&'static str> {
    let off = session.is_some_and(|session| session.status == Status::Cancelled);
    let said = off || entry.status == entry.status_by_title();
    (!said).then(|| entry.status.name())
}

fn somebody(person: &Person) -> (String, Value) {
    let record = Somebody {
        name: &person.name,
        affiliation: person.affiliation.as_deref(),
        biography: person.biography.as_deref(),
        links: links(&person.links),
    };
    (person.id.clone(), json!(record))
}

/// A part in an entry: only what the person's own record does not say.
fn part<'a>(schedule: &'a Schedule, credit: &'a Credit) -> Part<'a> {
    let person = credit
        .person
        .and_then(|person| schedule.people().get(person));
    let role = Some(credit.role.as_str()).filter(|role| *role != "speaker");
    let affiliation = credit.affiliation.as_deref();
    match person {
        // Nobody can refer to somebody whose id is empty.
        Some(person) if !person.id.is_empty() => Part {
            person: Some(&person.id),
            name: Some(credit.name.as_str()).filter(|name| *name != person.name),
            affiliation: affiliation.filter(|_| credit.affiliation != person.affiliation),
            role,
        },
        // An id that is not declared stays one; what is still open is a name.
        None if status_by(&credit.name) != Status::Tbc => Part {
            person: Some(&credit.name),
            name: None,
            affiliation,
            role,
        },
        _ => Part {
            person: None,
            name: Some(&credit.name),
            affiliation,
            role,
        },
    }
}

fn links(links: &[Link]) -> Vec<Target<'_>> {
    let links = links.iter().map(|link| Target {
        title: link.title.as_deref(),
        url: &link.url,
    });
    links.collect()
}

/// Ids for names: the names themselves, with a number where several have the same.
fn ids(names: &[String]) -> Vec<String> {
    let mut taken: HashSet<String> = names.iter().cloned().collect();
    // Thousands may have the same name: each goes on from the number of the one before.
    let mut numbers: HashMap<&str, u32> = HashMap::default();
    let ids = names.iter().map(|name| {
        let number = numbers.entry(name).or_insert(0);
        *number += 1;
        let mut id = name.clone();
        while *number > 1 {
            id = format!("{name}~{number}");
            if taken.insert(id.clone()) {
                break;
            }
            *number += 1;
        }
        id
    });
    ids.collect()
}

/// Declarations, by what entries refer to. What has no name is referred to by nobody.
fn named<'a>(
    names: &'a [String],
    ids: &[String],
    color: impl Fn(usize) -> Option<String>,
) -> Vec<Named<'a>> {
    let all = names.iter().zip(ids).enumerate();
    let all = all.filter(|(_, (name, _))| !name.is_empty());
    all.map(|(index, (name, id))| Named {
        id: id.clone(),
        name: (id != name).then_some(name.as_str()),
        color: color(index),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::ids;

    #[test]
    fn each_of_thousands_of_one_name_has_an_id() {
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            ids(&names(&["a", "a~2", "a", "b", "a"])),
            ["a", "a~2", "a~3", "b", "a~4"]
        );
        let many = ids(&vec!["a".to_owned(); 50_000]);
        assert_eq!(many.last().unwrap(), "a~50000");
    }
}
