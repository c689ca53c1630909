//! The second version of the c3voc schedule, a draft (<https://c3voc.de/schedule/schema2.json>): a
//! flat list of events, and everything that they name in lists of its own.
//!
//! ```text
//! {"schedule": {"version", "base_url",
//!     "conference": {"acronym", "title", "time_zone_name", "url", "rooms", "tracks", "days"},
//!     "events": [{"guid", "type", "start", "end", "room": {"name", "slug", "guid"},
//!                 "track": {"slug"}, "participants": [{"guid", "name", "role"}], "links"}],
//!     "persons": [{"guid", "name", "biography", "links"}]}}
//! ```
//!
//! An event is an entry that is its own only talk. Days are only told, not what is listed in them.

use chrono::{NaiveTime, Timelike as _};
use foldhash::{HashMap, HashSet};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Look, ReadError, fields,
    json::{self, Members, Reader, Sketch, lenient},
    links::{self, Target},
};
use crate::draft::{self, Draft, Entry, Status, Time};

/// Whether the text is JSON with a list of events beside the conference.
pub(super) fn sniff(look: &Look) -> bool {
    let schedule = look.json.as_ref().and_then(|json| json.at(&["schedule"]));
    schedule.is_some_and(|schedule| {
        schedule.at(&["conference"]).is_some_and(Sketch::is_object)
            && schedule.at(&["events"]).is_some_and(Sketch::is_list)
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Conference {
    #[serde(deserialize_with = "lenient::text")]
    acronym: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    start: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    end: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    time_zone_name: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    rooms: Vec<Named>,
    #[serde(deserialize_with = "lenient::list")]
    tracks: Vec<Named>,
    #[serde(deserialize_with = "lenient::list")]
    days: Vec<Day>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    #[serde(deserialize_with = "lenient::text")]
    guid: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    slug: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    color: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Day {
    #[serde(deserialize_with = "lenient::text")]
    start: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Event {
    #[serde(deserialize_with = "lenient::text")]
    guid: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    code: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    state: Option<String>,
    #[serde(deserialize_with = "lenient::time")]
    start: Option<Time>,
    #[serde(deserialize_with = "lenient::time")]
    end: Option<Time>,
    room: Option<Named>,
    track: Option<Named>,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    subtitle: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    language: Option<String>,
    #[serde(rename = "abstract", deserialize_with = "lenient::text")]
    abstract_text: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    participants: Vec<Person>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    links: Vec<Link>,
    #[serde(deserialize_with = "lenient::list")]
    attachments: Vec<Link>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Person {
    #[serde(deserialize_with = "lenient::text")]
    guid: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    role: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    biography: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    links: Vec<Link>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Link {
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    service: Option<String>,
}

/// Where everything is.
const ROOT: &str = "schedule";

/// Reads a schedule.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let Members(file) =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let schedule = member(&file, "schedule");
    let schedule = schedule.and_then(|raw| serde_json::from_str::<Members>(raw.get()).ok());
    let Some(Members(schedule)) = schedule else {
        return Err(ReadError::whole("there is no “schedule” in this JSON"));
    };
    let mut source = Source {
        reader: Reader::new(text),
        base: member(&schedule, "base_url").and_then(|raw| serde_json::from_str(raw.get()).ok()),
        rooms: HashMap::default(),
        people: HashMap::default(),
    };
    let mut draft = Draft::default();
    if let Some(raw) = member(&schedule, "conference") {
        source.conference(&mut draft, raw);
    }
    for (path, raw) in source.list(&schedule, "persons") {
        source.person(&mut draft, raw, &path);
    }
    for (path, raw) in source.list(&schedule, "events") {
        source.event(&mut draft, raw, &path);
    }
    draft.complaints = source.reader.into_complaints();
    Ok(draft)
}

fn member<'a>(
    members: &[(std::borrow::Cow<str>, &'a RawValue)],
    key: &str,
) -> Option<&'a RawValue> {
    let (_, raw) = members.iter().rev().find(|(name, _)| name == key)?;
    Some(raw)
}

struct Source<'a> {
    reader: Reader<'a>,
    base: Option<String>,
    /// Rooms by everything that events may call them.
    rooms: HashMap<String, String>,
    people: HashMap<String, usize>,
}

impl<'a> Source<'a> {
    fn list(
        &mut self,
        members: &[(std::borrow::Cow<str>, &'a RawValue)],
        key: &str,
    ) -> Vec<(String, &'a RawValue)> {
        let Some(raw) = member(members, key) else {
            return Vec::new();
        };
        let path = format!("{ROOT}.{key}");
        let elements = self.reader.elements(raw, &path).into_iter().enumerate();
        elements
            .map(|(index, raw)| (format!("{path}[{index}]"), raw))
            .collect()
    }

    fn conference(&mut self, draft: &mut Draft, raw: &'a RawValue) {
        let path = format!("{ROOT}.conference");
        let Some(conference) = self.reader.record::<Conference>(raw, &path) else {
            return;
        };
        let origin = self.reader.origin(raw, &path);
        for room in conference.rooms {
            self.room(draft, room, &origin);
        }
        let mut tracks = HashSet::default();
        for track in conference.tracks {
            let Named {
                slug, name, color, ..
            } = track;
            let Some(id) = slug.or_else(|| name.clone()) else {
                continue;
            };
            let origin = origin.clone();
            if tracks.insert(id.clone()) {
                let color = color.as_deref().and_then(draft::color);
                draft.tracks.push(draft::Named {
                    id,
                    name,
                    color,
                    origin,
                });
            }
        }
        draft.event = draft::Event {
            id: conference.acronym,
            title: conference.title,
            days: fields::days(
                conference.start.as_deref(),
                conference.end.as_deref(),
                conference.time_zone_name.as_deref(),
            ),
            time_zone: conference.time_zone_name,
            day_change: day_change(&conference.days),
            url: conference.url,
            description: conference.description,
            origin,
            ..draft::Event::default()
        };
    }

    /// The id of a room, which is declared if it was not known.
    fn room(&mut self, draft: &mut Draft, room: Named, origin: &draft::Origin) -> Option<String> {
        let names = [room.guid, room.slug, room.name.clone()];
        let mut names = names.into_iter().flatten();
        let first = names.next()?;
        let rest: Vec<String> = names.collect();
        let all = || std::iter::once(&first).chain(&rest);
        if let Some(known) = all().find_map(|name| self.rooms.get(name)) {
            return Some(known.clone());
        }
        for name in all() {
            self.rooms.insert(name.clone(), first.clone());
        }
        draft.rooms.push(draft::Named {
            id: first.clone(),
            name: room.name.filter(|name| *name != first),
            color: None,
            origin: origin.clone(),
        });
        Some(first)
    }

    fn person(&mut self, draft: &mut Draft, raw: &'a RawValue, path: &str) {
        let Some(person) = self.reader.record::<Person>(raw, path) else {
            return;
        };
        let origin = self.reader.origin(raw, path);
        let page = person.url.map(|url| Link {
            url: Some(url),
            title: Some("Profile".to_owned()),
            ..Link::default()
        });
        let (links, _) = self.links(page.into_iter().chain(person.links), None);
        let Some(id) = person.guid.or_else(|| person.name.clone()) else {
            return;
        };
        let next = draft.people.len();
        if *self.people.entry(id.clone()).or_insert(next) == next {
            draft.people.push(draft::Person {
                id,
                name: person.name,
                affiliation: None,
                biography: person.biography,
                links,
                origin,
            });
        }
    }

    fn event(&mut self, draft: &mut Draft, raw: &'a RawValue, path: &str) {
        let Some(event) = self.reader.record::<Event>(raw, path) else {
            return;
        };
        let origin = self.reader.origin(raw, path);
        let room = event.room.and_then(|room| self.room(draft, room, &origin));
        let page = Link {
            url: event.url.clone(),
            title: Some("Page".to_owned()),
            ..Link::default()
        };
        let all = std::iter::once(page).chain(event.links);
        let (links, notes) = self.links(all.chain(event.attachments), event.url.as_deref());
        let people = event.participants.into_iter();
        draft.sessions.push(Entry {
            id: event.guid.or(event.code),
            title: event.title,
            subtitle: event.subtitle,
            kind: event.kind.map(|kind| kind.to_lowercase()),
            start: event.start,
            end: event.end,
            rooms: room.into_iter().collect(),
            track: event.track.and_then(|track| track.slug.or(track.name)),
            language: event.language,
            people: people.map(|person| self.credit(person)).collect(),
            abstract_text: fields::both(event.abstract_text, event.description),
            links,
            status: event.state.as_deref().and_then(status),
            notes,
            origin,
            ..Entry::default()
        });
    }

    fn credit(&self, person: Person) -> draft::Credit {
        let known = person.guid.filter(|guid| self.people.contains_key(guid));
        draft::Credit {
            name: person.name.filter(|_| known.is_none()),
            person: known,
            affiliation: None,
            role: person.role.map(|role| role.to_lowercase()),
        }
    }

    /// Links, and what is none but may be of use all the same.
    fn links(
        &self,
        all: impl Iterator<Item = Link>,
        page: Option<&str>,
    ) -> (Vec<draft::Link>, Vec<String>) {
        let (mut links, mut notes) = (Vec::new(), Vec::new());
        let mut known = HashSet::default();
        for link in all {
            let Some(written) = link.url else { continue };
            let title = link
                .title
                .or_else(|| Some(title(&link.kind.or(link.service)?)));
            let bases = [page, self.base.as_deref()];
            match links::target(&written, bases.into_iter()) {
                Target::Url(url) | Target::Domain(url) => {
                    if known.insert(url.clone()) {
                        links.push(draft::Link { title, url });
                    }
                }
                _ => notes.push(match title {
                    Some(title) => format!("{title}: {written}"),
                    None => written,
                }),
            }
        }
        (links, notes)
    }
}

/// The type of a link as a title.
fn title(kind: &str) -> String {
    match kind {
        "ORIGIN" => "Original page".to_owned(),
        kind => {
            let mut letters = kind.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            let rest = letters.as_str().to_lowercase().replace('_', " ");
            first.into_iter().chain(rest.chars()).collect()
        }
    }
}

fn status(state: &str) -> Option<Status> {
    match state.trim().to_ascii_uppercase().as_str() {
        "CANCELED" | "CANCELLED" | "WITHDRAWN" | "DELETED" | "REJECTED" => Some(Status::Cancelled),
        "DRAFT" => Some(Status::Tbc),
        _ => None,
    }
}

/// When days begin: as early as any does, but the first, which begins with the conference.
fn day_change(days: &[Day]) -> Option<NaiveTime> {
    let starts = days.iter().skip(1);
    let clocks =
        starts.filter_map(|day| Some(Time::parse(day.start.as_deref()?)?.written().time()));
    clocks.min().filter(|clock| clock.hour() < 9)
}
