//! A simplified form that conference apps keep, such as that of `KotlinConf`.
//!
//! ```text
//! sessions[]  {id, title, description, speakerIds[], location, startsAt, endsAt, tags[], videoUrl}
//! speakers[]  {id, name, position, description, photoUrl}
//! ```
//!
//! Rooms are names; tags are formats, levels and topics in one list, which nothing tells apart.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{File, Met, Texts, Time, all_of, lenient};
use crate::{
    draft::{Draft, Entry, Person},
    format::{fields, json::Reader, links},
};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Session {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    title: Texts,
    description: Texts,
    #[serde(deserialize_with = "lenient::texts")]
    speaker_ids: Vec<String>,
    location: Texts,
    #[serde(deserialize_with = "lenient::time")]
    starts_at: Option<Time>,
    #[serde(deserialize_with = "lenient::time")]
    ends_at: Option<Time>,
    #[serde(deserialize_with = "lenient::texts")]
    tags: Vec<String>,
    #[serde(deserialize_with = "lenient::text")]
    video_url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Speaker {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    name: Texts,
    position: Texts,
    description: Texts,
}

pub(super) fn read<'a>(reader: &mut Reader<'a>, file: &File<'a>) -> Draft {
    let mut draft = Draft::default();
    for (index, raw) in file.speakers.all.iter().enumerate() {
        let path = format!("speakers[{index}]");
        draft.people.extend(person(reader, raw, &path));
    }
    let mut met = Met::default();
    for (index, raw) in file.sessions.all.iter().enumerate() {
        let path = format!("sessions[{index}]");
        draft.sessions.extend(session(reader, raw, &path, &mut met));
    }
    met.declare(&mut draft);
    draft
}

fn session<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    met: &mut Met,
) -> Option<Entry> {
    let session: Session = reader.record(raw, path)?;
    let origin = reader.origin(raw, path);
    let (title, others) = session.title.split();
    let room = session.location.first();
    let room = room.map(|room| met.room(room, &origin));
    let people = session.speaker_ids.into_iter().map(fields::credit);
    let video = session.video_url.as_deref();
    let video = video.and_then(|video| links::link(Some("Video"), video, None));
    Some(Entry {
        id: session.id,
        title,
        subtitle: fields::joined(&others, " · "),
        start: session.starts_at,
        end: session.ends_at,
        rooms: room.into_iter().collect(),
        people: people.collect(),
        abstract_text: all_of(session.description),
        links: video.into_iter().collect(),
        notes: fields::listed("Tags", &session.tags).into_iter().collect(),
        origin,
        ..Entry::default()
    })
}

fn person<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, path: &str) -> Option<Person> {
    let speaker: Speaker = reader.record(raw, path)?;
    let name = speaker.name.first();
    let Some(id) = speaker.id.or_else(|| name.clone()) else {
        reader.miss_person(raw, path);
        return None;
    };
    Some(Person {
        id,
        name,
        affiliation: speaker.position.first(),
        biography: all_of(speaker.description),
        links: Vec::new(),
        origin: reader.origin(raw, path),
    })
}
