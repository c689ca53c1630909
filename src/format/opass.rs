//! `OPass`: the session file of the conference app of Taiwan's open source communities, as in
//! `sitcon.org/2022/sessions.json`.
//!
//! ```text
//! sessions[]       {id, type, room, broadcast[rooms] | null, start, end, zh{title, description},
//!                   en{…}, speakers[id], tags[id], language, uri, live, record, slide, qa, co_write}
//! speakers[]       {id, avatar, zh{name, bio}, en{…}}
//! session_types[], rooms[], tags[]   {id, zh{name, description}, en{…}}
//! ```
//!
//! It is flat. What is broadcast takes place in several rooms at once. Texts come in two languages:
//! the first one of the file counts, the other one stands below it where it differs.

use foldhash::{HashMap, HashSet};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Look, ReadError, fields,
    json::{self, Items, Members, Object, Reader, Sketch, lenient},
    links,
    met::Met,
};
use crate::draft::{Draft, Entry, Named, Person, Time};

/// Whether the text has sessions with texts by language.
pub(super) fn sniff(look: &Look) -> bool {
    let sessions = look.json.as_ref().and_then(|json| json.at(&["sessions"]));
    let Some((json, sessions)) = look.json.as_ref().zip(sessions) else {
        return false;
    };
    let by_record = sessions.elements().iter().any(|session| {
        let mut languages = session.members().iter();
        session.has(&["start", "room"]) && languages.any(|(_, words)| words.has(&["title"]))
    });
    by_record || sessions.is_list() && json.at(&["session_types"]).is_some_and(Sketch::is_list)
}

#[derive(Default, Deserialize)]
struct File<'a> {
    #[serde(default, borrow)]
    sessions: Items<'a>,
    #[serde(default, borrow)]
    speakers: Items<'a>,
    #[serde(default, borrow)]
    session_types: Items<'a>,
    #[serde(default, borrow)]
    rooms: Items<'a>,
    #[serde(default, borrow)]
    tags: Items<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Session {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    room: Option<String>,
    #[serde(deserialize_with = "lenient::texts")]
    broadcast: Vec<String>,
    #[serde(deserialize_with = "lenient::time")]
    start: Option<Time>,
    #[serde(deserialize_with = "lenient::time")]
    end: Option<Time>,
    #[serde(deserialize_with = "lenient::text")]
    language: Option<String>,
    #[serde(deserialize_with = "lenient::texts")]
    speakers: Vec<String>,
    #[serde(deserialize_with = "lenient::texts")]
    tags: Vec<String>,
    #[serde(deserialize_with = "lenient::text")]
    uri: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    live: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    record: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    slide: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    qa: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    co_write: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Declared {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
}

/// The texts of a record in one language.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Words {
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    bio: Option<String>,
}

/// The texts of a record in all languages, those of the first language first.
#[derive(Default)]
struct Texts {
    /// Titles or names.
    heads: Vec<String>,
    /// Descriptions or biographies.
    bodies: Vec<String>,
}

impl Texts {
    /// Of each record, what is an object is a language.
    fn of<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, path: &str) -> Self {
        let mut texts = Self::default();
        let Ok(Members(members)) = serde_json::from_str(raw.get()) else {
            return texts;
        };
        for (key, raw) in members {
            if !raw.get().starts_with('{') {
                continue;
            }
            let words: Words = reader
                .record(raw, &format!("{path}.{key}"))
                .unwrap_or_default();
            texts.heads.extend(words.title.or(words.name));
            texts.bodies.extend(words.description.or(words.bio));
        }
        // Many write the same in both.
        for all in [&mut texts.heads, &mut texts.bodies] {
            let mut seen = HashSet::default();
            all.retain(|text| seen.insert(text.replace('\r', "")));
        }
        texts
    }

    /// A name, with the one in the other language where it differs.
    fn name(self) -> Option<String> {
        let mut heads = self.heads.into_iter();
        let first = heads.next()?;
        let others: Vec<String> = heads.collect();
        if others.is_empty() {
            return Some(first);
        }
        Some(format!("{first} ({})", others.join(", ")))
    }

    fn body(&self) -> Option<String> {
        fields::joined(&self.bodies, "\n\n")
    }
}

/// Reads the file.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let Object(file): Object<File> =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let mut reader = Reader::new(text);
    let mut draft = Draft::default();
    let mut met = Met::default();
    for room in declared(&mut reader, &file.rooms, "rooms") {
        met.rooms.meet(&room.id, room.name, &room.origin);
    }
    let kinds = names(declared(&mut reader, &file.session_types, "session_types"));
    let tags = names(declared(&mut reader, &file.tags, "tags"));
    for (index, raw) in file.speakers.all.iter().enumerate() {
        let path = format!("speakers[{index}]");
        draft.people.extend(person(&mut reader, raw, &path));
    }
    let lists = [
        ("sessions", &file.sessions),
        ("speakers", &file.speakers),
        ("session_types", &file.session_types),
        ("rooms", &file.rooms),
        ("tags", &file.tags),
    ];
    reader.miss_lists(&lists);
    for (index, raw) in file.sessions.all.iter().enumerate() {
        let path = format!("sessions[{index}]");
        let session = session(&mut reader, raw, &path, &kinds, &tags);
        let Some(session) = session else { continue };
        for room in &session.rooms {
            met.rooms.meet(room, None, &session.origin);
        }
        draft.sessions.push(session);
    }
    met.declare(&mut draft);
    draft.complaints = reader.into_complaints();
    Ok(draft)
}

fn declared<'a>(reader: &mut Reader<'a>, items: &Items<'a>, key: &str) -> Vec<Named> {
    let mut all = Vec::new();
    reader.each(&items.all, key, |reader, raw, path, record: Declared| {
        if let Some(id) = record.id {
            let name = Texts::of(reader, raw, path).heads.into_iter().next();
            let origin = reader.origin(raw, path);
            all.push(Named {
                id,
                name,
                color: None,
                origin,
            });
        }
    });
    all
}

fn names(declared: Vec<Named>) -> HashMap<String, String> {
    let all = declared.into_iter();
    all.filter_map(|named| Some((named.id, named.name?)))
        .collect()
}

fn person<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, path: &str) -> Option<Person> {
    let declared: Declared = reader.record(raw, path)?;
    let texts = Texts::of(reader, raw, path);
    let biography = texts.body();
    let name = texts.name();
    let Some(id) = declared.id.or_else(|| name.clone()) else {
        reader.miss_person(raw, path);
        return None;
    };
    Some(Person {
        id,
        name,
        biography,
        origin: reader.origin(raw, path),
        ..Person::default()
    })
}

fn session<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    kinds: &HashMap<String, String>,
    tags: &HashMap<String, String>,
) -> Option<Entry> {
    let session: Session = reader.record(raw, path)?;
    let texts = Texts::of(reader, raw, path);
    let abstract_text = texts.body();
    let mut titles = texts.heads.into_iter();
    let title = titles.next();
    let others: Vec<String> = titles.collect();
    let mut rooms: Vec<String> = session.room.into_iter().chain(session.broadcast).collect();
    let mut seen = HashSet::default();
    rooms.retain(|room| seen.insert(room.clone()));
    let name = |id: String, names: &HashMap<String, String>| names.get(&id).cloned().unwrap_or(id);
    let tags: Vec<String> = session
        .tags
        .into_iter()
        .map(|tag| name(tag, tags))
        .collect();
    let links = [
        ("Page", session.uri),
        ("Live stream", session.live),
        ("Recording", session.record),
        ("Slides", session.slide),
        ("Questions", session.qa),
        ("Shared notes", session.co_write),
    ];
    Some(Entry {
        id: session.id,
        title,
        subtitle: fields::joined(&others, " · "),
        kind: session.kind.map(|kind| name(kind, kinds)),
        start: session.start,
        end: session.end,
        rooms,
        language: session.language,
        people: session.speakers.into_iter().map(fields::credit).collect(),
        abstract_text,
        links: links
            .into_iter()
            .filter_map(|(title, url)| links::link(Some(title), url.as_deref()?, None))
            .collect(),
        notes: fields::listed("Tags", &tags).into_iter().collect(),
        origin: reader.origin(raw, path),
        ..Entry::default()
    })
}
