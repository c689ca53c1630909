//! Sessions of Open Event, the format of FOSSASIA's eventyay
//! (<https://github.com/fossasia/open-event>, the `sessions` file of an export).
//!
//! ```text
//! [ { id, title, subtitle, short-abstract, long-abstract, starts-at, ends-at, state, level, language,
//!     session-type: {id, name, length}, track: {id, name}, microlocation: {id, name},
//!     speakers: [{id, name, organisation, …}], slides-url, video-url, audio-url, signup-url }, … ]
//! ```
//!
//! Newer exports write keys with dashes, older ones `start_time`, `short_abstract`, `video`. Each
//! record is a flat session. `comments` are between speakers and organizers, and what speakers
//! answered about themselves (city, “heard from”) is private: neither is read. The event's name and
//! zone stand in another file of the export.

mod spelling;

use chrono::NaiveTime;
use serde::Deserialize;
use serde_json::value::RawValue;

use self::spelling::Spelled;
use super::{
    Look, ReadError, fields,
    json::{self, Items, Reader, Sketch, lenient},
    links,
    met::Met,
};
use crate::draft::{Draft, Entry, Origin, Person, Status, Time};

#[derive(Deserialize)]
struct Record {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    subtitle: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    short_abstract: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    long_abstract: Option<String>,
    #[serde(default, deserialize_with = "lenient::time")]
    starts_at: Option<Time>,
    #[serde(default, deserialize_with = "lenient::time")]
    ends_at: Option<Time>,
    #[serde(default)]
    session_type: Option<Named>,
    #[serde(default)]
    track: Option<Named>,
    #[serde(default)]
    microlocation: Option<Named>,
    #[serde(default, deserialize_with = "lenient::list")]
    speakers: Vec<Spelled<Speaker>>,
    #[serde(default, deserialize_with = "lenient::text")]
    language: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    level: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    state: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    slides_url: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    video_url: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    audio_url: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    signup_url: Option<String>,
}

/// A type, a track or a room: an object with a name, or the name alone.
#[derive(Deserialize)]
#[serde(untagged, expecting = "it should be a name, or an object with one")]
enum Named {
    Object {
        #[serde(default, deserialize_with = "lenient::text")]
        name: Option<String>,
        #[serde(default, deserialize_with = "lenient::text")]
        length: Option<String>,
        #[serde(default, deserialize_with = "lenient::text")]
        color: Option<String>,
    },
    Name(lenient::Texts),
}

impl Named {
    /// The colour of a track.
    fn color(&self) -> Option<String> {
        match self {
            Self::Object { color, .. } => color.clone(),
            Self::Name(_) => None,
        }
    }

    /// The name, and of a session's type how long such sessions take.
    fn split(self) -> (Option<String>, Option<String>) {
        match self {
            Self::Object { name, length, .. } => (fields::line(name), length),
            Self::Name(name) => (fields::line(name.first()), None),
        }
    }
}

#[derive(Deserialize)]
struct Speaker {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    organisation: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    short_biography: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    long_biography: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    website: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    github: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    twitter: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    linkedin: Option<String>,
}

/// Whether this is a list of records with a start and a microlocation, or the type of session that
/// only Open Event has.
pub(super) fn sniff(look: &Look) -> bool {
    let starts = ["starts-at", "starts_at", "start_time", "start-time"];
    let own = ["microlocation", "session-type", "session_type"];
    let has_any = |record: &Sketch, keys: &[&str]| keys.iter().any(|key| record.has(&[key]));
    let records = look.json.as_ref().map(Sketch::elements).unwrap_or_default();
    records
        .iter()
        .any(|record| has_any(record, &starts) && has_any(record, &own))
}

/// Reads the sessions.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let items: Items =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let mut reader = Reader::new(text);
    let mut met = Met::default();
    let mut draft = Draft::default();
    reader.each(&items.all, "", |reader, raw, path, Spelled(record)| {
        let entry = entry(reader, &mut met, raw, path, record);
        draft.sessions.push(entry);
    });
    met.declare(&mut draft);
    draft.complaints = reader.into_complaints();
    Ok(draft)
}

fn entry<'a>(
    reader: &mut Reader<'a>,
    met: &mut Met,
    raw: &'a RawValue,
    path: &str,
    record: Record,
) -> Entry {
    let origin = reader.origin(raw, path);
    let (kind, length) = record.session_type.map(Named::split).unwrap_or_default();
    let name = |named: Option<Named>| named.and_then(|named| named.split().0);
    let (start, end) = (record.starts_at, record.ends_at);
    let color = record.track.as_ref().and_then(Named::color);
    let track = name(record.track).map(|track| met.track(track, &origin));
    if let Some(track) = &track {
        met.tracks.paint(track, color.as_deref());
    }
    let room = name(record.microlocation).map(|room| met.room(room, &origin));
    let targets = [
        ("Slides", record.slides_url),
        ("Video", record.video_url),
        ("Audio", record.audio_url),
        ("Sign up", record.signup_url),
    ];
    let links = targets
        .iter()
        .filter_map(|(title, target)| links::link(Some(title), target.as_deref()?, None));
    let level = fields::line(record.level).map(|level| format!("Level: {level}"));
    let speakers = record.speakers.into_iter();
    let unplaced = start.filter(|start| is_unplaced(*start, end));
    let open = unplaced.map(|_| Status::Tbc);
    Entry {
        id: record.id,
        title: fields::line(record.title),
        subtitle: fields::line(record.subtitle),
        kind,
        start,
        end,
        day: unplaced.map(|start| start.written().date()),
        duration: length
            .filter(|_| end.is_none())
            .and_then(|text| minutes(&text)),
        rooms: room.into_iter().collect(),
        track,
        language: fields::line(record.language),
        people: speakers
            .filter_map(|Spelled(speaker)| met.person(person(speaker, &origin), None))
            .collect(),
        abstract_text: fields::both(record.short_abstract, record.long_abstract),
        links: links.collect(),
        status: record.state.as_deref().and_then(status).or(open),
        notes: level.into_iter().collect(),
        origin,
        ..Entry::default()
    }
}

/// What was accepted and has no slot yet starts and ends at midnight. It is listed under the day that
/// begins then, not in the night of the day before.
fn is_unplaced(start: Time, end: Option<Time>) -> bool {
    end == Some(start) && start.written().time() == NaiveTime::MIN
}

fn person(speaker: Speaker, origin: &Origin) -> Person {
    let targets = [
        ("Website", speaker.website),
        ("GitHub", speaker.github),
        ("Twitter", speaker.twitter),
        ("LinkedIn", speaker.linkedin),
    ];
    let links = targets
        .iter()
        .filter_map(|(title, target)| links::link(Some(title), target.as_deref()?, None));
    Person {
        id: speaker.id.unwrap_or_default().trim().to_owned(),
        name: fields::line(speaker.name),
        affiliation: fields::line(speaker.organisation),
        biography: fields::both(speaker.short_biography, speaker.long_biography),
        links: links.collect(),
        origin: origin.clone(),
    }
}

/// `01:30`, or `01.30` as some exports have it: hours and minutes.
fn minutes(length: &str) -> Option<i64> {
    let (hours, minutes) = length.trim().split_once([':', '.'])?;
    let hours: i64 = hours.parse().ok()?;
    let minutes: i64 = minutes.parse().ok()?;
    let all = hours.checked_mul(60)?.checked_add(minutes)?;
    (all > 0 && minutes < 60).then_some(all)
}

/// What a state says about taking place; that it was accepted says nothing more than its being here.
fn status(state: &str) -> Option<Status> {
    match state.trim().to_ascii_lowercase().as_str() {
        "confirmed" => Some(Status::Confirmed),
        "draft" | "pending" => Some(Status::Tbc),
        "rejected" | "withdrawn" | "canceled" | "cancelled" => Some(Status::Cancelled),
        _ => None,
    }
}
