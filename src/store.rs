//! What a reader chose, kept per event: `$XDG_STATE_HOME/fomo/events/EVENT.json`.
//!
//! A save takes a lock, reads what is there now, changes its own field, and replaces the file in
//! one step: two running viewers lose nothing of each other, a crash leaves the old file or the
//! new one, and fields of a newer version stay. A file that cannot be understood is set aside
//! under another name, never overwritten; who has read it before it was damaged, or deleted, begins the new one with that.
//! A favourite that cannot be understood is said, and stays in the file as it is.
//!
//! An event whose id has changed is found again by the address of its schedule; see [`Store::recall`].

mod doubts;
mod file;
mod former;
mod lost;
mod recent;
mod seen;

pub use former::Known;
pub use recent::Recent;
pub use seen::Seen;

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy as _;
use foldhash::HashMap;
use serde_json::{Map, Value};

use self::{
    doubts::doubted,
    file::{Last, change},
};
use crate::{
    favourites::Kept,
    schedule::Schedule,
    text::{clean_line, fnv::fnv},
    zone::Choice,
};

const FORMAT: &str = "fomo-state/1";

/// More than anybody looks through.
const MOST_QUERIES: usize = 50;

/// What is remembered of an event.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// The zone in which the reader wants the times.
    pub zone: Option<Choice>,
    /// Where the event takes place, as the reader said of a schedule that does not.
    pub event_zone: Option<String>,
    /// The queries that the reader kept, the newest first.
    pub queries: Vec<String>,
    /// How the reader ordered the rooms of the grid; empty for the schedule's order.
    pub room_order: Vec<String>,
    /// The rooms that are hidden in the grid.
    pub hidden_rooms: Vec<String>,
    /// What the reader marked.
    pub favourites: Vec<Kept>,
    /// What the reader should know: a file that cannot be read, or something in it.
    pub note: Option<String>,
    /// There is something of which nothing could be read.
    pub unreadable: bool,
    /// The file was begun anew since it was last read, and lacks favourites that were in it: the next
    /// [`Store::save_favourites`] gives them back.
    pub lacks_some: bool,
}

/// What is kept of an event beside what the reader marked in it, for lists of all events.
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    /// What its state is kept under.
    pub id: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Its zone by name, if it is known.
    pub time_zone: Option<&'a str>,
    /// The lasting address of its schedule, if it has one.
    pub source: Option<&'a str>,
}

impl<'a> Header<'a> {
    /// That of a schedule, which may have a lasting address.
    pub fn of(schedule: &'a Schedule, source: Option<&'a str>) -> Self {
        let event = schedule.event();
        Self {
            id: &event.id,
            title: &event.title,
            time_zone: (!event.zone.is_unknown()).then(|| event.zone.name()),
            source,
        }
    }
}

/// The directory of state files.
#[derive(Debug, Default)]
pub struct Store {
    directory: Option<PathBuf>,
    /// What is known of the files of events, by their ids.
    last: RefCell<HashMap<String, Last>>,
}

impl Store {
    /// The user's own store.
    pub fn of_user() -> Self {
        let base = etcetera::choose_base_strategy().ok();
        let state = base.and_then(|base| base.state_dir().or_else(|| Some(base.data_dir())));
        Self {
            directory: state.map(|state| state.join("fomo").join("events")),
            ..Self::default()
        }
    }

    /// A store in this directory.
    pub fn at(directory: &Path) -> Self {
        Self {
            directory: Some(directory.to_owned()),
            ..Self::default()
        }
    }

    /// What is remembered of an event. Never fails: what cannot be read is noted. Writes nothing.
    pub fn load(&self, event: &str) -> Remembered {
        self.path(event)
            .map(|path| self.read(event, &path, false))
            .unwrap_or_default()
    }

    /// What the file of an event says, or the one of the id that the event had before.
    fn read(&self, event: &str, path: &Path, is_former: bool) -> Remembered {
        match doubted(path) {
            Ok((fields, doubts)) => {
                let mut all = self.last.borrow_mut();
                let last = all.entry(event.to_owned()).or_default();
                let lacks_some = !last.missing(path, &fields).is_empty();
                let gone = || {
                    let path = path.display();
                    format!(
                        "{path}: what was marked is gone from it, and is written there again with the next mark"
                    )
                };
                let is_gone = lacks_some && fields.is_empty();
                let remembered = Remembered {
                    note: doubts.or_else(|| is_gone.then(gone)),
                    lacks_some,
                    ..Remembered::from_fields(&fields)
                };
                if lacks_some {
                    last.lose();
                } else if !(last.is_former && fields.is_empty()) {
                    *last = Last {
                        is_former,
                        ..Last::now(path, fields)
                    };
                }
                remembered
            }
            Err(error) => {
                let mut all = self.last.borrow_mut();
                let last = all.entry(event.to_owned()).or_default();
                last.lose();
                let going_on = if last.is_lost {
                    "going on with what it said before"
                } else {
                    "starting without it"
                };
                Remembered {
                    note: Some(format!(
                        "{}: {}; {going_on}",
                        path.display(),
                        crate::disk::plain(&error)
                    )),
                    unreadable: true,
                    ..Remembered::default()
                }
            }
        }
    }

    /// Remembers the zone. Returns what the reader should know about it, if anything.
    ///
    /// # Errors
    /// A sentence that says what could not be saved, and where.
    pub fn save_zone(&self, event: &str, zone: &Choice) -> Result<Option<String>, String> {
        self.save(event, |fields| {
            fields.insert("zone".into(), zone.to_string().into());
        })
    }

    /// Remembers what was changed about the rooms of the grid, on top of what any viewer has changed by now: their order, if
    /// that is another one, and those that were hidden or shown. Returns and fails as [`Store::save_zone`] does.
    pub fn save_rooms(
        &self,
        event: &str,
        order: Option<&[String]>,
        hidden: &[String],
        shown: &[String],
    ) -> Result<Option<String>, String> {
        self.save(event, |fields| {
            if let Some(order) = order {
                put_names(fields, "room_order", order.to_vec());
            }
            let mut rooms = names(fields, "hidden_rooms");
            rooms.retain(|room| !shown.contains(room) && !hidden.contains(room));
            rooms.extend_from_slice(hidden);
            put_names(fields, "hidden_rooms", rooms);
        })
    }

    /// Remembers where an event takes place whose schedule does not say. Returns and fails as
    /// [`Store::save_zone`] does.
    pub fn save_event_zone(&self, event: &str, zone: &Choice) -> Result<Option<String>, String> {
        self.save(event, |fields| {
            fields.insert("event_zone".into(), zone.to_string().into());
        })
    }

    /// Remembers a query, in front of those that any viewer has kept. Returns and fails as
    /// [`Store::save_zone`] does.
    pub fn save_query(&self, event: &str, query: &str) -> Result<Option<String>, String> {
        self.save(event, |fields| put_first(fields, query))
    }

    /// Changes what is marked, on top of what any viewer has marked by now; returns all of it, and what the reader should
    /// know. To be put back first is what the file lacks of what was read of it, since it was begun anew after some damage.
    /// Fails as [`Store::save_zone`] does.
    pub fn save_favourites(
        &self,
        event: &Header,
        mut change: impl FnMut(&mut Vec<Kept>, &[Kept]),
    ) -> Result<(Vec<Kept>, Option<String>), String> {
        let mut kept = Vec::new();
        let mut count = 0;
        let note = self.save_with(event.id, true, |fields, missing| {
            kept = favourites(fields).map(Kept::read).collect();
            count = missing.len();
            let missing: Vec<Kept> = missing.iter().map(Kept::read).collect();
            change(&mut kept, &missing);
            let all: Vec<Value> = kept.iter().map(Kept::write).collect();
            fields.insert("favourites".into(), all.into());
            let told = [
                ("title", Some(event.title)),
                ("time_zone", event.time_zone),
                ("source", event.source),
            ];
            for (key, value) in told {
                if let Some(value) = value {
                    fields.insert(key.into(), value.into());
                }
            }
        })?;
        let path = self.path(event.id).unwrap_or_default();
        let again = match count {
            0 => None,
            1 => Some(format!(
                "{}: a mark was missing in it, and is there again",
                path.display()
            )),
            many => Some(format!(
                "{}: {many} marks were missing in it, and are there again",
                path.display()
            )),
        };
        let notes: Vec<String> = note.into_iter().chain(again).collect();
        Ok((kept, (!notes.is_empty()).then(|| notes.join("; "))))
    }

    fn save(
        &self,
        event: &str,
        mut set: impl FnMut(&mut Map<String, Value>),
    ) -> Result<Option<String>, String> {
        self.save_with(event, false, |fields, _| set(fields))
    }

    /// Sets fields, and is told which favourites are missing; where it does not put them back, who does it later is told.
    fn save_with(
        &self,
        event: &str,
        puts_back: bool,
        mut set: impl FnMut(&mut Map<String, Value>, &[Value]),
    ) -> Result<Option<String>, String> {
        let last = self.last.borrow().get(event).cloned().unwrap_or_default();
        let path = self.path(event);
        let at = path.clone().unwrap_or_default();
        let mut saved = Last::default();
        let note = change(path, &last, FORMAT, |fields| {
            let missing = last.missing(&at, fields);
            if !missing.is_empty() {
                last.put_back(fields);
            }
            fields.insert("event".into(), event.into());
            set(fields, &missing);
            saved = Last::now(&at, fields.clone());
            if !puts_back && !missing.is_empty() {
                let all: Vec<Value> = favourites(&last.fields).cloned().collect();
                saved.fields.insert("favourites".into(), all.into());
                saved.is_lost = true;
            }
        })?;
        self.last.borrow_mut().insert(event.to_owned(), saved);
        Ok(note)
    }

    /// The file that tells, when it changes, that somebody has marked something in an event. It need not be there yet, but its
    /// directory is.
    pub fn file_to_watch(&self, event: &str) -> Option<PathBuf> {
        let path = self.path(event)?;
        fs::create_dir_all(path.parent()?).ok()?;
        Some(path)
    }

    /// The same file, wherever its directory is by now.
    pub fn file_of(&self, event: &str) -> Option<PathBuf> {
        self.path(event)
    }

    fn path(&self, event: &str) -> Option<PathBuf> {
        Some(
            self.directory
                .as_ref()?
                .join(format!("{}.json", file_name(event))),
        )
    }
}

impl Remembered {
    fn from_fields(fields: &Map<String, Value>) -> Self {
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        Self {
            zone: text("zone").map(Choice::parse),
            event_zone: text("event_zone").map(str::to_owned),
            queries: queries(fields)
                .filter_map(query)
                .take(MOST_QUERIES)
                .collect(),
            room_order: names(fields, "room_order"),
            hidden_rooms: names(fields, "hidden_rooms"),
            favourites: favourites(fields).map(Kept::read).collect(),
            note: None,
            unreadable: false,
            lacks_some: false,
        }
    }
}

/// What is marked in a state file, as it stands there.
fn favourites(fields: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let list = fields.get("favourites").and_then(Value::as_array);
    list.into_iter().flatten()
}

/// The queries of a state file, as they stand there.
fn queries(fields: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let list = fields.get("queries").and_then(Value::as_array);
    list.into_iter().flatten()
}

/// The names in a list of a state file.
fn names(fields: &Map<String, Value>, key: &str) -> Vec<String> {
    let list = fields.get(key).and_then(Value::as_array);
    let texts = list.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// Puts the names into a state file; an empty list says nothing there.
fn put_names(fields: &mut Map<String, Value>, key: &str, names: Vec<String>) {
    if names.is_empty() {
        fields.shift_remove(key);
    } else {
        fields.insert(key.into(), names.into());
    }
}

/// A query that can be typed: anybody may have edited the file.
fn query(value: &Value) -> Option<String> {
    let text = clean_line(value.as_str()?).text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Puts a query before the others, where it stands once.
fn put_first(fields: &mut Map<String, Value>, query: &str) {
    let newest = Value::from(query);
    let others = queries(fields).filter(|other| **other != newest);
    let others: Vec<Value> = others.take(MOST_QUERIES - 1).cloned().collect();
    let list: Vec<Value> = [newest].into_iter().chain(others).collect();
    fields.insert("queries".into(), list.into());
}

/// Puts queries behind the others, where they do not stand yet.
fn put_last<'a>(fields: &mut Map<String, Value>, more: impl Iterator<Item = &'a Value>) {
    let mut list: Vec<Value> = queries(fields).cloned().collect();
    for query in more {
        if list.len() < MOST_QUERIES && !list.contains(query) {
            list.push(query.clone());
        }
    }
    if !list.is_empty() {
        fields.insert("queries".into(), list.into());
    }
}

/// The longest name that leaves room for endings on any file system.
const LONGEST_NAME: usize = 120;

/// A file name for an event: readable where the id is, unique in any case.
fn file_name(event: &str) -> String {
    let mut name = String::new();
    for byte in event.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => name.push(byte.into()),
            _ => name.extend(format!("%{byte:02x}").chars()),
        }
    }
    if name.len() <= LONGEST_NAME {
        return name;
    }
    let cut: String = name.chars().take(LONGEST_NAME).collect();
    format!("{cut}-{:016x}", fnv(event.as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_choice_is_remembered_per_event() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(home.path());
        assert_eq!(store.load("a").zone, None);
        store.save_zone("a", &Choice::parse("Asia/Tokyo")).unwrap();
        store.save_zone("B/../ü", &Choice::Utc).unwrap();
        assert_eq!(store.load("a").zone, Some(Choice::parse("Asia/Tokyo")));
        assert_eq!(store.load("B/../ü").zone, Some(Choice::Utc));
    }

    #[test]
    fn fields_of_a_newer_version_stay() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.json");
        fs::write(&path, r#"{"format":"fomo-state/9","stars":["x"]}"#).unwrap();
        Store::at(home.path()).save_zone("a", &Choice::Own).unwrap();
        let text = fs::read_to_string(path).unwrap();
        assert!(
            text.contains("fomo-state/9") && text.contains("stars"),
            "{text}"
        );
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_named() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(home.path());
        fs::write(home.path().join("a.json"), "{ not json").unwrap();
        assert!(store.load("a").note.unwrap().contains("damaged"));
        let note = store.save_zone("a", &Choice::Utc).unwrap().unwrap();
        assert!(note.contains("damaged-1.json"), "{note}");
        let kept = fs::read_to_string(home.path().join("a.damaged-1.json")).unwrap();
        assert_eq!(kept, "{ not json");
        assert_eq!(store.load("a").zone, Some(Choice::Utc));
    }

    #[test]
    fn a_place_that_cannot_be_written_is_said() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        let error = Store::at(&file.join("below"))
            .save_zone("a", &Choice::Utc)
            .unwrap_err();
        assert!(error.contains("could not save"), "{error}");
    }

    #[test]
    fn queries_are_kept_newest_first_and_once() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(home.path());
        for query in ["room:aula", "zoë", "room:aula"] {
            store.save_query("a", query).unwrap();
        }
        store.save_zone("a", &Choice::Utc).unwrap();
        assert_eq!(store.load("a").queries, ["room:aula", "zoë"]);
        assert_eq!(store.load("b").queries, [""; 0]);
        for number in 0..60 {
            store.save_query("a", &format!("query {number}")).unwrap();
        }
        let queries = store.load("a").queries;
        assert_eq!(queries.len(), 50);
        assert_eq!(queries[0], "query 59");
        assert_eq!(queries[49], "query 10");
        assert_eq!(store.load("a").zone, Some(Choice::Utc));
    }

    #[test]
    fn rooms_are_kept_as_they_were_arranged() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(home.path());
        let rooms = ["B".to_owned(), "A".to_owned()];
        store.save_zone("a", &Choice::Utc).unwrap();
        store
            .save_rooms("a", Some(&rooms), &rooms[1..], &[])
            .unwrap();
        let kept = store.load("a");
        assert_eq!(
            (kept.room_order, kept.hidden_rooms),
            (rooms.to_vec(), vec!["A".to_owned()])
        );
        store.save_rooms("a", Some(&[]), &[], &rooms[1..]).unwrap();
        let file = fs::read_to_string(home.path().join("a.json")).unwrap();
        assert!(
            !file.contains("rooms") && !file.contains("room_order"),
            "{file}"
        );
        assert_eq!(store.load("a").zone, Some(Choice::Utc));
        // What somebody edited is taken as far as it makes sense.
        fs::write(
            home.path().join("a.json"),
            r#"{"room_order":["B",7],"hidden_rooms":"A"}"#,
        )
        .unwrap();
        let kept = store.load("a");
        assert_eq!(
            (kept.room_order, kept.hidden_rooms),
            (vec!["B".to_owned()], Vec::new())
        );
    }

    #[test]
    fn viewers_side_by_side_keep_each_others_rooms() {
        let home = tempfile::tempdir().unwrap();
        let (one, other) = (Store::at(home.path()), Store::at(home.path()));
        let names = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        // Both were opened before anything was arranged.
        let _ = (one.load("a"), other.load("a"));
        one.save_rooms("a", None, &names("C"), &[]).unwrap();
        other
            .save_rooms("a", Some(&names("BAC")), &[], &[])
            .unwrap();
        one.save_rooms("a", None, &names("A"), &[]).unwrap();
        other.save_rooms("a", None, &names("C"), &[]).unwrap();
        let kept = other.load("a");
        assert_eq!(
            (kept.room_order, kept.hidden_rooms),
            (names("BAC"), names("AC"))
        );
        other.save_rooms("a", None, &[], &names("C")).unwrap();
        assert_eq!(one.load("a").hidden_rooms, names("A"));
    }

    #[test]
    fn queries_that_somebody_edited_are_cleaned_and_what_they_are_not_stays() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.json");
        let edited =
            r#"{"queries":["a\u001b[31m\nb\u202e",7,{"text":"later"},"  "],"stars":["x"]}"#;
        fs::write(&path, edited).unwrap();
        let store = Store::at(home.path());
        let queries = store.load("a").queries;
        assert_eq!(queries.len(), 1, "{queries:?}");
        assert!(!clean_line(&queries[0]).hostile, "{queries:?}");
        store.save_query("a", "zoë").unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("stars") && text.contains("later"), "{text}");
        fs::write(&path, r#"{"queries":"zoë"}"#).unwrap();
        assert_eq!(store.load("a").queries, [""; 0]);
        fs::write(&path, "{ not json").unwrap();
        assert_eq!(store.load("a").queries, [""; 0]);
        let note = store.save_query("a", "x").unwrap().unwrap();
        assert!(note.contains("damaged-1.json"), "{note}");
        assert_eq!(store.load("a").queries, ["x"]);
    }

    #[test]
    fn viewers_side_by_side_keep_each_others_queries() {
        let home = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let store = Store::at(home.path());
                scope.spawn(move || {
                    for number in 0..10 {
                        let query = format!("{writer} {number}");
                        store.save_query("a", &query).unwrap();
                    }
                });
            }
        });
        let queries = Store::at(home.path()).load("a").queries;
        assert_eq!(queries.len(), 40);
        for writer in 0..4 {
            let own = format!("{writer} ");
            let own: Vec<_> = queries.iter().filter(|it| it.starts_with(&own)).collect();
            assert!(own.is_sorted_by(|newer, older| newer > older), "{own:?}");
        }
    }

    #[test]
    fn writers_side_by_side_lose_nothing_of_each_other() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.json");
        fs::write(&path, r#"{"kept":1}"#).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        Store::at(home.path()).save_zone("a", &Choice::Utc).unwrap();
                    }
                });
            }
        });
        assert!(fs::read_to_string(&path).unwrap().contains("kept"));
        let left = fs::read_dir(home.path()).unwrap().count();
        assert_eq!(left, 2, "the state and its lock, no temporary files");
    }
}
