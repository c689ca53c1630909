//! Sessionize: the JSON views of its API, `sessionize.com/api/v2/ID/view/…`, and a simplified form
//! that apps derive from them.
//!
//! ```text
//! All         {sessions[], speakers[], rooms[], categories[], questions[]}        all
//! GridSmart   [{date, rooms[{id, name, sessions[]}], timeSlots[…]}]               grid
//! Sessions    [{groupId, groupName, sessions[]}]                                  grid
//! simplified  {sessions[{speakerIds, location, …}], speakers[]}                   simple
//! ```
//!
//! All of them are flat: a session is its own only talk. None names the event or its time zone;
//! times are local, some exports have offsets. A *service session* is a break, the registration or a
//! party: that is its kind. A *plenum session* is for everybody, and takes place in one room, the
//! place to go to: the room stays, and a note says the rest. Answers to the organizers' questions are
//! private, and never read.

mod all;
mod grid;
mod simple;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Look, ReadError, fields,
    json::{
        self, Items, Object, Reader, Sketch,
        lenient::{self, Texts},
    },
    links,
    met::Met,
};
use crate::draft::{Credit, Draft, Entry, Origin, Person, Status, Time};

/// Whether the text is any of these views.
pub(super) fn sniff(look: &Look) -> bool {
    let Some(json) = &look.json else {
        return false;
    };
    is_grid(json) || is_grouped(json) || is_object(json)
}

fn is_grid(json: &Sketch) -> bool {
    json.elements().iter().any(|day| {
        let rooms = day.at(&["rooms"]);
        let has_sessions = rooms.is_some_and(|rooms| rooms.any_has(&["sessions"]));
        day.has(&["date"]) && (has_sessions || day.has(&["timeSlots"]))
    })
}

fn is_grouped(json: &Sketch) -> bool {
    json.elements().iter().any(|group| {
        let sessions = group.at(&["sessions"]).is_some_and(Sketch::is_list);
        sessions && (group.has(&["groupName"]) || group.has(&["groupId"]))
    })
}

fn is_object(json: &Sketch) -> bool {
    let is_list = |key| json.at(&[key]).is_some_and(Sketch::is_list);
    let Some(sessions) = json.at(&["sessions"]) else {
        return false;
    };
    let by_record = sessions.elements().iter().any(|session| {
        let known = ["isServiceSession", "isPlenumSession", "speakerIds"];
        session.has(&["title", "startsAt"]) && known.iter().any(|key| session.has(&[*key]))
    });
    // Nothing is published yet: only the lists are there.
    let is_empty = sessions.is_list() && sessions.elements().is_empty();
    let all = ["speakers", "rooms", "categories"].into_iter().all(is_list);
    let bare = json.members().len() == 2 && is_list("speakers");
    by_record || is_empty && (all || bare)
}

/// Reads any of the views.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let mut reader = Reader::new(text);
    let broken = |error: serde_json::Error| json::read_error(text, &error);
    let mut draft = if text.trim_start().starts_with('[') {
        let parts: Vec<&RawValue> = serde_json::from_str(text).map_err(broken)?;
        grid::read(&mut reader, &parts)
    } else {
        let Object(file): Object<File> = serde_json::from_str(text).map_err(broken)?;
        file.complain(&mut reader);
        if file.is_simple() {
            simple::read(&mut reader, &file)
        } else {
            all::read(&mut reader, &file)
        }
    };
    draft.complaints = reader.into_complaints();
    Ok(draft)
}

/// The lists of a file that is one object.
#[derive(Default, Deserialize)]
struct File<'a> {
    #[serde(default, borrow)]
    sessions: Items<'a>,
    #[serde(default, borrow)]
    speakers: Items<'a>,
    #[serde(default, borrow)]
    rooms: Option<Items<'a>>,
    #[serde(default, borrow)]
    categories: Option<Items<'a>>,
}

impl File<'_> {
    fn complain(&self, reader: &mut Reader) {
        let mut lists = vec![("sessions", &self.sessions), ("speakers", &self.speakers)];
        lists.extend(self.rooms.as_ref().map(|rooms| ("rooms", rooms)));
        lists.extend(self.categories.as_ref().map(|all| ("categories", all)));
        reader.miss_lists(&lists);
    }

    /// The simplified form has no lists of rooms and categories: its sessions hold the names.
    fn is_simple(&self) -> bool {
        let first = self.sessions.all.iter().take(8);
        let mut sketches = first.filter_map(|raw| Sketch::of(raw.get()));
        let is_full = self.rooms.is_some()
            || self.categories.is_some()
            || sketches.any(|session| session.has(&["isServiceSession"]));
        !is_full
    }
}

/// A session as Sessionize itself writes it, in every view.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Session {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    title: Texts,
    description: Texts,
    #[serde(deserialize_with = "lenient::time")]
    starts_at: Option<Time>,
    #[serde(deserialize_with = "lenient::time")]
    ends_at: Option<Time>,
    #[serde(rename = "isServiceSession", deserialize_with = "lenient::flag")]
    is_service: bool,
    #[serde(rename = "isPlenumSession", deserialize_with = "lenient::flag")]
    is_plenum: bool,
    #[serde(deserialize_with = "lenient::list")]
    speakers: Vec<SpeakerRef>,
    #[serde(deserialize_with = "lenient::list")]
    categories: Vec<Category>,
    #[serde(deserialize_with = "lenient::texts")]
    category_items: Vec<String>,
    #[serde(deserialize_with = "lenient::text")]
    room_id: Option<String>,
    room: Texts,
    #[serde(deserialize_with = "lenient::text")]
    live_url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    recording_url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    status: Option<String>,
}

/// A speaker of a session: an id, or an id with a name.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "should be the id of a speaker, or an object with id and name"
)]
enum SpeakerRef {
    Named {
        #[serde(default, deserialize_with = "lenient::text")]
        id: Option<String>,
        #[serde(default)]
        name: Texts,
    },
    Id(Texts),
}

/// A category with those of its items that a session has.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Category {
    name: Texts,
    #[serde(deserialize_with = "lenient::list")]
    category_items: Vec<CategoryItem>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CategoryItem {
    name: Texts,
}

/// What a category is about, by its title, which the organizers choose.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Track,
    Language,
    Kind,
    Other,
}

impl About {
    fn of(title: &str) -> Self {
        const LANGUAGE: [&str; 7] = [
            "language", "sprache", "langue", "idioma", "lingua", "język", "jazyk",
        ];
        const KIND: [&str; 5] = [
            "type",
            "kind",
            "talk type",
            "session type",
            "type of session",
        ];
        let title = title.trim().to_lowercase();
        if title.contains("program") {
            // A programming language is a topic.
            Self::Other
        } else if title
            .split(|char: char| !char.is_alphanumeric())
            .any(|word| matches!(word, "track" | "tracks"))
        {
            Self::Track
        } else if LANGUAGE.iter().any(|word| title.contains(word)) {
            Self::Language
        } else if title.contains("format") || KIND.contains(&title.as_str()) {
            Self::Kind
        } else {
            Self::Other
        }
    }
}

/// What a session's categories say of it: the title of each, and the items.
#[derive(Default)]
struct Sorted {
    track: Option<String>,
    language: Option<String>,
    kind: Option<String>,
    notes: Vec<String>,
}

impl Sorted {
    /// Files items where they belong. Where there is no place for one, it is a note.
    fn add(&mut self, title: &str, items: Vec<String>) {
        let mut items = items.into_iter();
        let place = match About::of(title) {
            About::Track => Some(&mut self.track),
            About::Language => Some(&mut self.language),
            About::Kind => Some(&mut self.kind),
            About::Other => None,
        };
        if let Some(place) = place.filter(|place| place.is_none()) {
            *place = items.next();
        }
        let rest: Vec<String> = items.collect();
        if !rest.is_empty() {
            self.notes.push(format!("{title}: {}", rest.join(", ")));
        }
    }
}

/// What is said of a plenum session.
const PLENUM: &str = "Plenary session: it is for everybody, whatever the room.";

/// A session as an entry, but for its people, its room and its categories.
fn entry(session: &mut Session, mut sorted: Sorted, origin: Origin) -> Entry {
    if session.is_plenum {
        sorted.notes.push(PLENUM.to_owned());
    }
    let (title, other_titles) = std::mem::take(&mut session.title).split();
    let kind = match (session.is_service, session.is_plenum) {
        (true, _) => Some("service".to_owned()),
        (false, true) => sorted.kind.or_else(|| Some("plenum".to_owned())),
        (false, false) => sorted.kind,
    };
    let mut links = Vec::new();
    for (title, text) in [
        ("Live stream", session.live_url.take()),
        ("Recording", session.recording_url.take()),
    ] {
        let Some(text) = text else { continue };
        match links::link(Some(title), &text, None) {
            Some(link) => links.push(link),
            None => sorted.notes.push(format!("{title}: {text}")),
        }
    }
    Entry {
        id: session.id.take(),
        title,
        subtitle: fields::joined(&other_titles, " · "),
        kind,
        start: session.starts_at,
        end: session.ends_at,
        track: sorted.track,
        language: sorted.language,
        abstract_text: all_of(std::mem::take(&mut session.description)),
        links,
        status: status(session),
        notes: sorted.notes,
        origin,
        ..Entry::default()
    }
}

/// What the selection says, where the file carries more than what was accepted. Whether speakers
/// have answered (`isConfirmed`) does not count: what is in the timetable takes place, and service
/// sessions are never confirmed.
fn status(session: &Session) -> Option<Status> {
    let said = session.status.as_deref().unwrap_or_default();
    match said.to_lowercase().replace(['_', '-', ' '], "").as_str() {
        "declined" | "rejected" | "withdrawn" | "canceled" | "cancelled" => Some(Status::Cancelled),
        "waitlisted" | "nominated" | "acceptqueue" | "declinequeue" | "inevaluation" => {
            Some(Status::Tbc)
        }
        _ => None,
    }
}

/// The credits of a session; whom no list declares is declared with the name that stands here.
fn credits(met: &mut Met, speakers: Vec<SpeakerRef>, origin: &Origin) -> Vec<Credit> {
    let speakers = speakers.into_iter();
    let credits = speakers.filter_map(|speaker| {
        let (id, name) = match speaker {
            SpeakerRef::Named { id, name } => (id, name.first()),
            SpeakerRef::Id(id) => (id.first(), None),
        };
        let person = Person {
            id: id.unwrap_or_default(),
            name,
            origin: origin.clone(),
            ..Person::default()
        };
        met.person(person, None)
    });
    credits.collect()
}

/// A text in all of its languages, the first one first.
fn all_of(texts: Texts) -> Option<String> {
    let (first, mut others) = texts.split();
    others.splice(0..0, first);
    fields::joined(&others, "\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_told_by_their_titles() {
        let track = ["Track", "Tracks", "Conference track"];
        let language = ["Language", "Session language", "Vortragssprache"];
        let kind = ["Session format", "Format", "Type", "Session type"];
        let other = [
            "Level",
            "Tags",
            "Programming language",
            "Backtracking",
            "Audience type",
        ];
        let is =
            |titles: &[&str], about: About| titles.iter().all(|title| About::of(title) == about);
        assert!(is(&track, About::Track));
        assert!(is(&language, About::Language));
        assert!(is(&kind, About::Kind));
        assert!(is(&other, About::Other));
    }
}
