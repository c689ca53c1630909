//! `/export/event/ID.json`: events with their contributions (`detail=contributions` or
//! `subcontributions`) or with blocks of sessions as well (`detail=sessions`).
//!
//! ```text
//! Conference    {id, title, description, startDate, endDate, timezone, room, location, url, chairs[],
//!                label{title, is_event_not_happening, message}, contributions[], sessions[]}
//! Contribution  {id, title, startDate, endDate, duration, room, location, type, track, session, code,
//!                board_number, url, description, speakers[], primaryauthors[], coauthors[],
//!                subContributions[], folders[], material[], keywords[]}
//! Block         {id, title, slotTitle, startDate, endDate, room, conveners[], contributions[],
//!                session{title, type, isPoster, description}}, or older: sessionConveners, no endDate
//! ```

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Export, Folder, Items, Moment, ReadError, Reader, Somebody, credits, fields, lenient, place,
    remarks,
};
use crate::arrange::Arrange as _;
use crate::draft::{Entry, Status, Time};

/// The lists of an event, and of a block.
#[derive(Default, Deserialize)]
struct Lists<'a> {
    #[serde(default, borrow, rename = "_type")]
    kind: Option<&'a RawValue>,
    #[serde(default, borrow)]
    contributions: Option<Items<'a>>,
    #[serde(default, borrow)]
    sessions: Option<Items<'a>>,
    #[serde(default, borrow, rename = "subContributions")]
    parts: Items<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Conference {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    timezone: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    room: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    location: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    address: Option<String>,
    label: Option<Label>,
    #[serde(deserialize_with = "lenient::list")]
    chairs: Vec<Somebody>,
    #[serde(deserialize_with = "lenient::list")]
    folders: Vec<Folder>,
    #[serde(deserialize_with = "lenient::list")]
    material: Vec<Folder>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Label {
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::flag")]
    is_event_not_happening: bool,
    #[serde(deserialize_with = "lenient::text")]
    message: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Contribution {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(rename = "startDate")]
    start: Option<Moment>,
    #[serde(rename = "endDate")]
    end: Option<Moment>,
    #[serde(deserialize_with = "lenient::number")]
    duration: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    room: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    location: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    track: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    session: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    code: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    board_number: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient::texts")]
    keywords: Vec<String>,
    #[serde(deserialize_with = "lenient::list")]
    speakers: Vec<Somebody>,
    #[serde(deserialize_with = "lenient::list")]
    primaryauthors: Vec<Somebody>,
    #[serde(deserialize_with = "lenient::list")]
    coauthors: Vec<Somebody>,
    #[serde(deserialize_with = "lenient::list")]
    folders: Vec<Folder>,
    #[serde(deserialize_with = "lenient::list")]
    material: Vec<Folder>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Block {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(rename = "slotTitle", deserialize_with = "lenient::text")]
    slot_title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(rename = "startDate")]
    start: Option<Moment>,
    #[serde(rename = "endDate")]
    end: Option<Moment>,
    #[serde(deserialize_with = "lenient::text")]
    room: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    location: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(rename = "isPoster", deserialize_with = "lenient::flag")]
    is_poster: bool,
    #[serde(deserialize_with = "lenient::list")]
    conveners: Vec<Somebody>,
    #[serde(rename = "sessionConveners", deserialize_with = "lenient::list")]
    session_conveners: Vec<Somebody>,
    #[serde(deserialize_with = "lenient::list")]
    folders: Vec<Folder>,
    #[serde(deserialize_with = "lenient::list")]
    material: Vec<Folder>,
    session: Option<Session>,
}

/// The session that a block is of.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Session {
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    kind: Option<String>,
    #[serde(rename = "isPoster", deserialize_with = "lenient::flag")]
    is_poster: bool,
    #[serde(rename = "sessionConveners", deserialize_with = "lenient::list")]
    conveners: Vec<Somebody>,
    #[serde(deserialize_with = "lenient::list")]
    folders: Vec<Folder>,
    #[serde(deserialize_with = "lenient::list")]
    material: Vec<Folder>,
}

/// What an event's entries take over from it.
#[derive(Default)]
struct Home {
    room: Option<String>,
    venue: Option<String>,
    status: Option<Status>,
    /// Stands before the ids where there are several events, since each counts from 1.
    prefix: String,
}

/// What the person who opened the file should ask for.
const ASK: &str = "this Indico export holds the event's header and no timetable; ask for it with ?detail=sessions";

pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    results: &[&'a RawValue],
    export: &mut Export,
) -> Result<(), ReadError> {
    let mut has_timetable = results.is_empty();
    let mut titles = Vec::new();
    for (index, raw) in results.iter().enumerate() {
        let path = format!("results[{index}]");
        let Some(lists) = reader.outline::<Lists>(raw, &path) else {
            continue;
        };
        if lists
            .kind
            .is_some_and(|kind| kind.get() == "\"SessionSlot\"")
        {
            // An export of single sessions.
            has_timetable = true;
            let session = block(reader, raw, &path, export, &Home::default());
            export.draft.sessions.extend(session);
            continue;
        }
        has_timetable |= lists.contributions.is_some() || lists.sessions.is_some();
        let several = results.len() > 1;
        let home = header(reader, raw, &path, export, several, &mut titles);
        entries(reader, raw, &path, &lists, export, &home);
    }
    if !has_timetable {
        return Err(ReadError::whole(ASK));
    }
    if !titles.is_empty() {
        export.draft.event.title = Some(titles.join(" · "));
    }
    Ok(())
}

fn entries<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    lists: &Lists<'a>,
    export: &mut Export,
    home: &Home,
) {
    for (key, items) in [
        ("contributions", &lists.contributions),
        ("sessions", &lists.sessions),
    ] {
        let Some(items) = items else { continue };
        reader.miss_list(raw, path, key, items);
        for (index, raw) in items.all.iter().enumerate() {
            let path = format!("{path}.{key}[{index}]");
            if key == "sessions" {
                let session = block(reader, raw, &path, export, home);
                export.draft.sessions.extend(session);
            } else {
                let mut all = contribution(reader, raw, &path, export, home, true).into_iter();
                // The first is the contribution itself; what follows are its parts.
                if let Some(mut entry) = all.next() {
                    entry.talks = all.collect();
                    export.draft.sessions.push(entry);
                }
            }
        }
    }
}

/// The event itself, and what its entries take over from it. The first of several events is the one
/// whose zone and description count.
fn header<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    export: &mut Export,
    several: bool,
    titles: &mut Vec<String>,
) -> Home {
    let wire: Conference = reader.record(raw, path).unwrap_or_default();
    let is_off = wire
        .label
        .as_ref()
        .is_some_and(|label| label.is_event_not_happening);
    let home = Home {
        room: wire.room.clone(),
        venue: wire.location.clone(),
        status: is_off.then_some(Status::Cancelled),
        prefix: match &wire.id {
            Some(id) if several => format!("{id}-"),
            _ => String::new(),
        },
    };
    let links = export.attachments(&[&wire.folders, &wire.material]);
    let event = &mut export.draft.event;
    titles.extend(wire.title);
    event.notes.extend(wire.label.and_then(label));
    event.notes.extend(chairs(&wire.chairs));
    event.links.extend(links);
    event.time_zone = event.time_zone.take().or(wire.timezone);
    event.description = event.description.take().or(wire.description);
    if !several {
        event.id = wire.id.map(|id| format!("indico-{id}"));
        event.url = wire.url;
    }
    let mut location: Vec<String> = Vec::new();
    for part in [wire.room, wire.location, wire.address]
        .into_iter()
        .flatten()
    {
        if !location.contains(&part) {
            location.push(part);
        }
    }
    if event.location.is_none() && !location.is_empty() {
        event.location = Some(location.join(", "));
    }
    if event.origin.path.is_empty() {
        event.origin = reader.origin(raw, path);
    }
    home
}

fn label(label: Label) -> Option<String> {
    match (label.title, label.message) {
        (Some(title), Some(message)) => Some(format!("{title}: {message}")),
        (title, message) => title.or(message),
    }
}

fn chairs(chairs: &[Somebody]) -> Option<String> {
    let names: Vec<String> = chairs
        .iter()
        .filter_map(|chair| match (chair.name()?, &chair.affiliation) {
            (name, Some(affiliation)) => Some(format!("{name} ({affiliation})")),
            (name, None) => Some(name),
        })
        .collect();
    let label = if names.len() == 1 { "Chair" } else { "Chairs" };
    (!names.is_empty()).then(|| format!("{label}: {}", names.join(", ")))
}

fn block<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    export: &mut Export,
    home: &Home,
) -> Option<Entry> {
    let lists: Lists = reader.outline(raw, path)?;
    let wire: Block = reader.record(raw, path)?;
    let session = wire.session.unwrap_or_default();
    let title = wire.title.or(session.title);
    let slot_title = wire.slot_title.filter(|slot| {
        // The title of a block mostly is “Session: Slot”.
        !title
            .as_ref()
            .is_some_and(|title| title.contains(slot.as_str()))
    });
    let is_poster = wire.is_poster || session.is_poster;
    let kind = session
        .kind
        .or_else(|| is_poster.then(|| "poster session".to_owned()));
    let conveners = [&wire.conveners, &wire.session_conveners, &session.conveners];
    let chairs = conveners.into_iter().find(|all| !all.is_empty());
    let mut links: Vec<_> = export
        .link("Indico", wire.url.as_deref())
        .into_iter()
        .collect();
    let folders = [
        &wire.folders,
        &wire.material,
        &session.folders,
        &session.material,
    ];
    links.extend(export.attachments(&folders));
    let venue = home.venue.as_deref();
    let room = place(wire.room, wire.location, venue).or_else(|| home.room.clone());
    let origin = reader.origin(raw, path);
    if let Some(room) = &room {
        export.met.rooms.meet(room, None, &origin);
    }
    let start = export.time(reader, wire.start, raw, &format!("{path}.startDate"));
    let end = export.time(reader, wire.end, raw, &format!("{path}.endDate"));
    let mut talks = Vec::new();
    let contributions = lists.contributions.unwrap_or_default();
    reader.miss_list(raw, path, "contributions", &contributions);
    for (index, raw) in contributions.all.iter().enumerate() {
        let path = format!("{path}.contributions[{index}]");
        talks.push(contribution(reader, raw, &path, export, home, false));
    }
    // They come in any order, and parts have no time by which to find back to theirs.
    let begins = |talk: &Vec<Entry>| talk.first()?.start.map(Time::written);
    if talks.iter().all(|talk| begins(talk).is_some()) {
        talks.arrange_by_key(begins);
    }
    Some(Entry {
        // Blocks and contributions count apart.
        id: wire.id.map(|id| format!("{}s{id}", home.prefix)),
        title,
        subtitle: slot_title,
        kind,
        start,
        end,
        rooms: room.into_iter().collect(),
        people: chairs
            .into_iter()
            .flatten()
            .filter_map(|chair| chair.credit(Some("chair")))
            .collect(),
        abstract_text: wire.description.or(session.description),
        links,
        status: home.status,
        talks: talks.into_iter().flatten().collect(),
        origin,
        ..Entry::default()
    })
}

/// A contribution, and its parts behind it. One inside a session is where that is, one outside is
/// where the event is, unless they say otherwise.
fn contribution<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    export: &mut Export,
    home: &Home,
    is_outside: bool,
) -> Vec<Entry> {
    let Some(lists) = reader.outline::<Lists>(raw, path) else {
        return Vec::new();
    };
    let Some(mut wire) = reader.record::<Contribution>(raw, path) else {
        return Vec::new();
    };
    if !is_outside {
        // It is the one around it.
        wire.session = None;
    }
    let mut entry = talk(reader, raw, path, export, home, wire);
    if is_outside && entry.rooms.is_empty() {
        entry.rooms.extend(home.room.clone());
    }
    for room in &entry.rooms {
        export.met.rooms.meet(room, None, &entry.origin);
    }
    let id = entry.id.clone();
    let mut all = vec![entry];
    reader.miss_list(raw, path, "subContributions", &lists.parts);
    for (index, raw) in lists.parts.all.iter().enumerate() {
        let path = format!("{path}.subContributions[{index}]");
        let Some(wire) = reader.record::<Contribution>(raw, &path) else {
            continue;
        };
        let mut part = talk(reader, raw, &path, export, home, wire);
        // Parts are counted within their contribution.
        if let (Some(id), Some(own)) = (&id, &part.id) {
            part.id = Some(format!("{id}.{own}"));
        }
        all.push(part);
    }
    all
}

fn talk<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    export: &mut Export,
    home: &Home,
    wire: Contribution,
) -> Entry {
    let mut links: Vec<_> = export
        .link("Indico", wire.url.as_deref())
        .into_iter()
        .collect();
    links.extend(export.attachments(&[&wire.folders, &wire.material]));
    let start = export.time(reader, wire.start, raw, &format!("{path}.startDate"));
    let end = export.time(reader, wire.end, raw, &format!("{path}.endDate"));
    let origin = reader.origin(raw, path);
    if let Some(track) = &wire.track {
        export.met.tracks.meet(track, None, &origin);
    }
    let mut notes = remarks([
        ("Session", wire.session),
        ("Code", wire.code),
        ("Board", wire.board_number),
    ]);
    notes.extend(fields::listed("Keywords", &wire.keywords));
    let room = place(wire.room, wire.location, home.venue.as_deref());
    Entry {
        id: wire.id.map(|id| format!("{}{id}", home.prefix)),
        title: wire.title,
        kind: wire.kind,
        start,
        end,
        duration: wire.duration.filter(|_| end.is_none()),
        rooms: room.into_iter().collect(),
        track: wire.track,
        people: credits(&wire.speakers, &[&wire.primaryauthors, &wire.coauthors]),
        abstract_text: wire.description,
        links,
        status: home.status,
        notes,
        origin,
        ..Entry::default()
    }
}
