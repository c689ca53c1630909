//! The programme of KonOpas (<https://konopas.github.io/data-fmt>) and of ConClár, its successor
//! (<https://github.com/lostcarpark/conclar>): conventions, mostly of science fiction.
//!
//! ```text
//! var program = [ { id, title, day|date, time, mins, loc: [room, area] | room, floor,
//!                   people: [{id, name, role?}], desc|precis, links: {signup, …},
//!                   tags: ["Track:…", "Type:…", "…"] }, … ];
//! { schemaVersion, info, schedule: [ { …, datetime, tags: [{value, category, label}] }, … ], people? }
//! ```
//!
//! A file is JavaScript that holds JSON: an assignment or several, or the JSON alone. Each item is a
//! flat session. Tags of the category “Track” become the track, those of “Type” the kind; where no
//! tag has a category, the first is the track. Roles stand in names: “Ada (moderator)”. The zone is
//! not told, and what else is known of the people is mostly in a second file.

mod people;
mod script;
mod tags;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use self::{
    people::{Directory, Guest},
    tags::{Tag, Tags},
};
use super::{
    Look, ReadError, fields,
    json::{
        Reader, Sketch,
        lenient::{self, When},
    },
    links,
    met::Met,
};
use crate::draft::{Draft, Entry, Link, Time, Trouble};

#[derive(Deserialize)]
struct Item {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient::when")]
    day: Option<When>,
    #[serde(default, deserialize_with = "lenient::when")]
    date: Option<When>,
    #[serde(default, deserialize_with = "lenient::text")]
    time: Option<String>,
    #[serde(default, deserialize_with = "lenient::when")]
    datetime: Option<When>,
    #[serde(default, deserialize_with = "lenient::number")]
    mins: Option<i64>,
    #[serde(default, deserialize_with = "lenient::texts")]
    loc: Vec<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    room: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    floor: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    people: Vec<Guest>,
    #[serde(default, deserialize_with = "lenient::text")]
    precis: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    desc: Option<String>,
    #[serde(default, deserialize_with = "tags::list")]
    tags: Vec<Tag>,
    #[serde(default, deserialize_with = "lenient::text")]
    format: Option<String>,
    #[serde(default)]
    links: Value,
}

/// Whether this is a programme or a list of people of KonOpas or ConClár.
pub(super) fn sniff(look: &Look) -> bool {
    if let Some(json) = &look.json {
        return json.elements().iter().any(is_ours) || is_conclar(json);
    }
    let Some((name, value)) = script::assignment(look.text) else {
        return false;
    };
    let Some(Sketch::List(records)) = Sketch::of(value) else {
        return false;
    };
    // The name says it where the list is empty, or is not JSON and shows only its beginning.
    let is_familiar = |record: &Sketch| {
        let mut keys = record.members().iter().map(|(key, _)| key.as_str());
        keys.all(|key| KEYS.contains(&key))
    };
    records.iter().any(is_ours) || (script::is_known(name) && records.iter().all(is_familiar))
}

/// What items and people have.
const KEYS: &[&str] = &[
    "id", "title", "tags", "day", "date", "time", "datetime", "mins", "loc", "room", "floor",
    "people", "desc", "precis", "links", "format", "name", "sortname", "first", "last", "prog",
    "program", "bio",
];

fn is_ours(record: &Sketch) -> bool {
    is_item(record) || is_person(record)
}

/// An item has a title, a time, and one of the keys that others do not have.
fn is_item(record: &Sketch) -> bool {
    let times: [&[&str]; 3] = [&["day", "time"], &["date", "time"], &["datetime"]];
    let own = ["mins", "loc", "precis", "desc", "people", "floor"];
    record.has(&["title"])
        && times.iter().any(|keys| record.has(keys))
        && own.iter().any(|key| record.has(&[key]))
}

/// A person has a name and the ids of items.
fn is_person(record: &Sketch) -> bool {
    let items = ["prog", "program"]
        .iter()
        .filter_map(|key| record.at(&[key]));
    let is_named = record.has(&["name"]) || record.has(&["first", "last"]);
    is_named && !record.has(&["title"]) && items.into_iter().any(Sketch::is_list)
}

/// An object that has lists under ConClár's keys, and its version or its records.
fn is_conclar(json: &Sketch) -> bool {
    let keys = script::PROGRAM.iter().chain(script::PEOPLE);
    let lists = keys.filter_map(|key| json.at(&[key]));
    let is_versioned = json.has(&["schemaVersion"]);
    lists
        .filter(|list| list.is_list())
        .any(|list| is_versioned || list.elements().iter().any(is_ours))
}

/// Reads a programme.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let script = script::read(text)?;
    let Some(program) = script.program else {
        return Err(ReadError::whole(
            "this is KonOpas’ list of people; the programme is in another file, such as program.js or schedule.json",
        ));
    };
    let mut reader = Reader::new(text);
    let mut items = Items {
        directory: Directory::read(&mut reader, script.people),
        reader: &mut reader,
        met: Met::default(),
        tags: Tags::default(),
    };
    let mut draft = Draft::default();
    for (raw, path) in program {
        draft.sessions.extend(items.entry(raw, &path));
    }
    items.met.declare(&mut draft);
    draft.complaints = reader.into_complaints();
    draft.complaints.extend(script.complaint);
    Ok(draft)
}

/// Items being read, and what is known from those before.
struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    directory: Directory,
    met: Met,
    tags: Tags,
}

impl<'a> Items<'_, 'a> {
    fn entry(&mut self, raw: &'a RawValue, path: &str) -> Option<Entry> {
        let item: Item = self.reader.record(raw, path)?;
        let origin = self.reader.origin(raw, path);
        let (start, day) = self.start(raw, path, &item);
        let room = room(&item).map(|room| self.met.room(room, &origin));
        let sorted = self.tags.sort(item.tags, item.format);
        let mut people = Vec::with_capacity(item.people.len());
        for guest in item.people {
            if let Some((person, role)) = self.directory.person(guest, &origin) {
                people.extend(self.met.person(person, role));
            } else {
                let message = "people are named by ids alone, and their names are not in this file";
                self.reader.mend(raw, &format!("{path}.people"), message);
            }
        }
        Some(Entry {
            id: item.id,
            title: fields::line(item.title),
            kind: sorted.kind,
            start,
            // 0 stands for what is not known.
            duration: item.mins.filter(|minutes| *minutes > 0),
            day,
            rooms: room.into_iter().collect(),
            track: sorted.track.map(|track| self.met.track(track, &origin)),
            people,
            abstract_text: fields::both(item.precis, item.desc),
            links: links_of(&item.links),
            notes: sorted.note.into_iter().collect(),
            origin,
            ..Entry::default()
        })
    }

    /// The start; where no time of the day is given, only the day.
    fn start(
        &mut self,
        raw: &RawValue,
        path: &str,
        item: &Item,
    ) -> (Option<Time>, Option<NaiveDate>) {
        let day = match item.datetime.or(item.date).or(item.day) {
            None => return (None, None),
            Some(When::Time(start)) => return (Some(start), None),
            Some(When::Day(day)) => day,
        };
        let clock = item.time.as_deref().map(str::trim).unwrap_or_default();
        let start = Time::parse(&format!("{day}T{clock}"));
        if start.is_none() && !clock.is_empty() {
            let message =
                || format!("time “{clock}” is not a time of day like 09:15; it was left out");
            let path = format!("{path}.time");
            self.reader.complain(Trouble::Broken, raw, &path, message);
        }
        (start, start.is_none().then_some(day))
    }
}

/// The room, with the part of the house where it is.
fn room(item: &Item) -> Option<String> {
    let places = item.loc.iter().chain(&item.room).chain(&item.floor);
    let mut places = places.filter_map(|place| fields::line(Some(place.clone())));
    let room = places.next()?;
    // A question mark stands for no part.
    let parts: Vec<String> = places.filter(|part| *part != room && part != "?").collect();
    if parts.is_empty() {
        return Some(room);
    }
    Some(format!("{room} ({})", parts.join(", ")))
}

/// `{"signup": "https://…"}`, or a list of addresses.
fn links_of(value: &Value) -> Vec<Link> {
    let link = |title: Option<&str>, target: &Value| links::link(title, target.as_str()?, None);
    match value {
        Value::Object(members) => {
            let links = members.iter().filter_map(|(key, target)| {
                let title = match key.as_str() {
                    "url" => None,
                    "signup" => Some("Sign up"),
                    "meeting" => Some("Meeting"),
                    "recording" => Some("Recording"),
                    other => Some(other),
                };
                link(title, target)
            });
            links.collect()
        }
        Value::Array(targets) => {
            let links = targets.iter().filter_map(|target| link(None, target));
            links.collect()
        }
        _ => Vec::new(),
    }
}
