//! The data of pretalx' schedule widget, `EVENT/schedule/widgets/schedule.json`: the only public
//! output of pretalx with breaks.
//!
//! ```text
//! {talks[], version, timezone, event_start, event_end, tracks[{id, name, description, color}],
//!  rooms[{id, name, description}], speakers[{code, name, avatar}]}
//! talk   {code, id, title, abstract, speakers[code], track, start, end, room, duration, state,
//!         content_locale, do_not_record}
//! break  {id, title, start, end, room, slot_type}
//! ```
//!
//! It is flat. Names are texts or `{en, de}`. A talk's `code` stays the same over the versions of the
//! schedule, the `id` of its slot does not.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Look, ReadError, fields,
    json::{
        self, Items, Object, Reader, Sketch,
        lenient::{self, Texts},
    },
    met::Met,
};
use crate::draft::{Draft, Entry, Event, Named, Person, Status, Time};

/// Whether the text is such data.
pub(super) fn sniff(look: &Look) -> bool {
    look.json.as_ref().is_some_and(|json| {
        let talks = json.at(&["talks"]).is_some_and(Sketch::is_list);
        talks && json.has(&["timezone", "event_start"])
    })
}

#[derive(Default, Deserialize)]
struct File<'a> {
    #[serde(default, borrow)]
    talks: Items<'a>,
    #[serde(default, borrow)]
    timezone: Option<&'a RawValue>,
    #[serde(default, borrow)]
    event_start: Option<&'a RawValue>,
    #[serde(default, borrow)]
    event_end: Option<&'a RawValue>,
    #[serde(default, borrow)]
    tracks: Items<'a>,
    #[serde(default, borrow)]
    rooms: Items<'a>,
    #[serde(default, borrow)]
    speakers: Items<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Talk {
    #[serde(deserialize_with = "lenient::text")]
    code: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    title: Texts,
    #[serde(rename = "abstract")]
    abstract_text: Texts,
    #[serde(deserialize_with = "lenient::texts")]
    speakers: Vec<String>,
    #[serde(deserialize_with = "lenient::text")]
    track: Option<String>,
    #[serde(deserialize_with = "lenient::time")]
    start: Option<Time>,
    #[serde(deserialize_with = "lenient::time")]
    end: Option<Time>,
    #[serde(deserialize_with = "lenient::text")]
    room: Option<String>,
    #[serde(deserialize_with = "lenient::number")]
    duration: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    state: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    content_locale: Option<String>,
    #[serde(deserialize_with = "lenient::flag")]
    do_not_record: bool,
    #[serde(deserialize_with = "lenient::text")]
    slot_type: Option<String>,
}

/// A room, a track, or a speaker, whose id is a code.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Declared {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    code: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    color: Option<String>,
    name: Texts,
}

/// Reads the data.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let Object(file): Object<File> =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let mut reader = Reader::new(text);
    let text = |raw: Option<&RawValue>| {
        let texts = serde_json::from_str::<Texts>(raw?.get());
        texts.ok().and_then(Texts::first)
    };
    let zone = text(file.timezone);
    let (start, end) = (text(file.event_start), text(file.event_end));
    let people = declared(&mut reader, &file.speakers, "speakers");
    let mut draft = Draft {
        event: Event {
            days: fields::days(start.as_deref(), end.as_deref(), zone.as_deref()),
            time_zone: zone,
            ..Event::default()
        },
        people: people
            .into_iter()
            .map(|(named, _)| Person {
                id: named.id,
                name: named.name,
                origin: named.origin,
                ..Person::default()
            })
            .collect(),
        ..Draft::default()
    };
    let mut met = Met::default();
    for (room, _) in declared(&mut reader, &file.rooms, "rooms") {
        met.rooms.meet(&room.id, room.name, &room.origin);
    }
    for (track, color) in declared(&mut reader, &file.tracks, "tracks") {
        met.tracks.meet(&track.id, track.name, &track.origin);
        met.tracks.paint(&track.id, color.as_deref());
    }
    let lists = [
        ("talks", &file.talks),
        ("speakers", &file.speakers),
        ("rooms", &file.rooms),
        ("tracks", &file.tracks),
    ];
    reader.miss_lists(&lists);
    for (index, raw) in file.talks.all.iter().enumerate() {
        let path = format!("talks[{index}]");
        draft.sessions.extend(entry(&mut reader, raw, &path));
    }
    met.declare(&mut draft);
    draft.complaints = reader.into_complaints();
    Ok(draft)
}

fn declared<'a>(
    reader: &mut Reader<'a>,
    items: &Items<'a>,
    key: &str,
) -> Vec<(Named, Option<String>)> {
    let mut all = Vec::new();
    reader.each(&items.all, key, |reader, raw, path, record: Declared| {
        let name = record.name.first();
        if let Some(id) = record.code.or(record.id).or_else(|| name.clone()) {
            let named = Named {
                id,
                name,
                origin: reader.origin(raw, path),
                ..Named::default()
            };
            all.push((named, record.color));
        }
    });
    all
}

fn entry<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, path: &str) -> Option<Entry> {
    let talk: Talk = reader.record(raw, path)?;
    let (title, others) = talk.title.split();
    let (first, more) = talk.abstract_text.split();
    let abstracts: Vec<String> = first.into_iter().chain(more).collect();
    // What is no submission is a break, in old versions without a word for it.
    let kind = talk
        .slot_type
        .or_else(|| talk.code.is_none().then(|| "break".to_owned()));
    let note = talk
        .do_not_record
        .then(|| "It will not be recorded.".to_owned());
    Some(Entry {
        id: talk.code.or(talk.id),
        title,
        subtitle: fields::joined(&others, " · "),
        kind,
        start: talk.start,
        end: talk.end,
        duration: talk.duration.filter(|_| talk.end.is_none()),
        rooms: talk.room.into_iter().collect(),
        track: talk.track,
        language: talk.content_locale,
        people: talk.speakers.into_iter().map(fields::credit).collect(),
        abstract_text: fields::joined(&abstracts, "\n\n"),
        status: talk.state.as_deref().and_then(status),
        notes: note.into_iter().collect(),
        origin: reader.origin(raw, path),
        ..Entry::default()
    })
}

fn status(state: &str) -> Option<Status> {
    match state {
        "canceled" | "cancelled" | "withdrawn" | "rejected" | "deleted" => Some(Status::Cancelled),
        "submitted" | "accepted" | "draft" => Some(Status::Tbc),
        "confirmed" => Some(Status::Confirmed),
        _ => None,
    }
}
