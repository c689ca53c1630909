//! What a reader has seen of an event: `$XDG_STATE_HOME/fomo/seen/EVENT.json`, a file of its own since it is as long as the
//! schedule and most commands do not need it.
//!
//! It is written as a whole, under its lock, and on top of what another viewer has kept meanwhile. A file that cannot be
//! understood is set aside, and counts as none.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Store, file::set_aside, file_name};
use crate::{
    disk::{self, end_of_links, lock, replace, sweep},
    limits,
    schedule::{
        Level, Status,
        diff::{Fingerprint, Known, Version},
    },
};

const FORMAT: &str = "fomo-seen/1";

/// Where it is kept what a reader has seen of an event. Fit for another thread.
#[derive(Clone, Debug)]
pub struct Seen(PathBuf);

#[derive(Deserialize, Serialize)]
struct File {
    format: String,
    zone_known: bool,
    entries: Vec<Entry>,
}

/// Times are seconds since 1970; what is not said is left out.
#[derive(Deserialize, Serialize)]
struct Entry {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    talk: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<i64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    offset: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rooms: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    rooms_of_session: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    track: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    track_of_session: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<u64>,
    #[serde(default)]
    written: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out references"
)]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out references"
)]
fn is_zero(value: &i32) -> bool {
    *value == 0
}

impl From<&Known> for Entry {
    fn from(known: &Known) -> Self {
        let seconds = |at: DateTime<Utc>| at.timestamp();
        Self {
            id: known.id.clone(),
            given: known.given.clone(),
            talk: known.level == Level::Talk,
            session: known.session.clone(),
            title: known.title.clone(),
            start: known.start.map(seconds),
            offset: known.offset,
            end: known.end.map(seconds),
            day: known.day.map(|day| day.to_string()),
            rooms: known.rooms.clone(),
            rooms_of_session: known.rooms_of_session,
            track: known.track.clone(),
            track_of_session: known.track_of_session,
            people: known.people.clone(),
            status: (known.status != Status::Confirmed).then(|| known.status.name().to_owned()),
            text: (known.text != Fingerprint::NONE).then_some(known.text.0),
            written: known.written,
        }
    }
}

impl From<Entry> for Known {
    fn from(entry: Entry) -> Self {
        let instant = |seconds: i64| DateTime::from_timestamp(seconds, 0);
        let day = |day: String| NaiveDate::parse_from_str(&day, "%Y-%m-%d").ok();
        Self {
            id: entry.id,
            given: entry.given,
            level: if entry.talk {
                Level::Talk
            } else {
                Level::Session
            },
            session: entry.session,
            title: entry.title,
            start: entry.start.and_then(instant),
            offset: entry.offset,
            end: entry.end.and_then(instant),
            day: entry.day.and_then(day),
            rooms: entry.rooms,
            rooms_of_session: entry.rooms_of_session,
            track: entry.track,
            track_of_session: entry.track_of_session,
            people: entry.people,
            status: entry
                .status
                .and_then(|name| Status::named(&name))
                .unwrap_or(Status::Confirmed),
            text: entry.text.map_or(Fingerprint::NONE, Fingerprint),
            written: entry.written,
        }
    }
}

impl Store {
    /// Where it is kept what the reader has seen of an event; `None` without a home directory.
    pub fn seen(&self, event: &str) -> Option<Seen> {
        let state = self.directory.as_ref()?.parent()?;
        Some(Seen(
            state
                .join("seen")
                .join(format!("{}.json", file_name(event))),
        ))
    }
}

impl Seen {
    /// What the reader has seen; `None` of an event that is opened for the first time.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the file.
    pub fn load(&self) -> Result<Option<Version>, String> {
        let told = |error: io::Error| format!("{}: {}", self.0.display(), disk::plain(&error));
        let text = read(&self.0).map_err(told)?;
        text.map(|text| self.understand(&text)).transpose()
    }

    fn understand(&self, text: &[u8]) -> Result<Version, String> {
        let file: File = serde_json::from_slice(text)
            .map_err(|error| format!("{}: {}", self.0.display(), disk::plain_json(&error)))?;
        if file.format != FORMAT {
            return Err(format!(
                "{}: it is not in the format {FORMAT}",
                self.0.display()
            ));
        }
        Ok(Version {
            entries: file.entries.into_iter().map(Known::from).collect(),
            zone_known: file.zone_known,
        })
    }

    /// Keeps what the reader has seen, made from what is kept by now, which another viewer may have changed. What cannot be
    /// understood is set aside, and counts as none. Returns what the reader should know of that.
    ///
    /// # Errors
    /// A sentence that says what could not be saved, and where.
    pub fn update(
        &self,
        seen: impl FnOnce(Option<Version>) -> Version,
    ) -> Result<Option<String>, String> {
        let told = |error: io::Error| {
            format!(
                "could not save {}: {}",
                self.0.display(),
                disk::plain(&error)
            )
        };
        let directory = self.0.parent().unwrap_or(&self.0);
        fs::create_dir_all(directory).map_err(told)?;
        let target = end_of_links(&self.0);
        let _lock = lock(&target.with_extension("lock")).map_err(told)?;
        // Another program was killed while it wrote.
        sweep(directory);
        let stored = match read(&self.0) {
            Ok(text) => text.map(|text| self.understand(&text)).transpose(),
            // Even a directory goes out of the way.
            Err(error) if fs::metadata(&self.0).is_ok_and(|found| !found.is_file()) => {
                Err(error.to_string())
            }
            // What cannot be read today may be well tomorrow; it is left alone.
            Err(error) => return Err(told(error)),
        };
        let (stored, note) = match stored {
            Ok(stored) => (stored, None),
            Err(_) => (None, Some(set_aside(&target).map_err(told)?)),
        };
        let seen = seen(stored);
        let file = File {
            format: FORMAT.to_owned(),
            zone_known: seen.zone_known,
            entries: seen.entries.iter().map(Entry::from).collect(),
        };
        let text = serde_json::to_vec(&file).map_err(|error| told(error.into()))?;
        if u64::try_from(text.len()).is_ok_and(|length| length > limits::STATE) {
            return Err(told(io::Error::other("the schedule is too large for that")));
        }
        replace(&target, &text).map_err(told)?;
        Ok(note)
    }
}

/// The bytes of a file, if there is one.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    // A pipe in its place would be waited for.
    if !found.is_file() || found.len() > limits::STATE {
        return Err(io::Error::other("it is no file that fomo has written"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?
        .take(limits::STATE)
        .read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format, schedule::check, zone::Atlas};

    fn version() -> Version {
        let file = serde_json::json!({
            "format": "fomo/1",
            "event": {"title": "Days", "time_zone": "Europe/Vienna"},
            "rooms": [{"id": "h", "name": "Hall"}],
            "tracks": [{"id": "t", "name": "Track"}],
            "sessions": [
                {
                    "id": "a", "title": "A", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "room": "h", "track": "t",
                    "people": [{"name": "Ada", "role": "chair"}], "abstract": "What it is about.",
                    "talks": [{"title": "Inside"}, {"title": "Off", "status": "cancelled"}],
                },
                {"title": "TBC"},
            ],
        });
        let draft = format::read(file.to_string().as_bytes(), None).unwrap();
        Version::of(&check::check(draft, &Atlas::compiled(), None).schedule)
    }

    #[test]
    fn what_was_seen_is_known_the_next_time() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(&home.path().join("events"));
        let seen = store.seen("A/b").unwrap();
        assert_eq!(seen.load(), Ok(None));
        assert_eq!(
            seen.update(|stored| stored.unwrap_or_else(version)),
            Ok(None)
        );
        assert_eq!(seen.load(), Ok(Some(version())));
        let less = |stored: Option<Version>| {
            let mut stored = stored.unwrap();
            stored.entries.pop();
            stored
        };
        assert_eq!(seen.update(less), Ok(None));
        assert_eq!(seen.load().unwrap(), Some(less(Some(version()))));
        assert_eq!(store.seen("other").unwrap().load(), Ok(None));
    }

    #[test]
    fn a_damaged_file_is_said_and_set_aside() {
        let home = tempfile::tempdir().unwrap();
        let seen = Store::at(&home.path().join("events")).seen("a").unwrap();
        for text in [
            "",
            "{",
            "[]",
            r#"{"format":"fomo-seen/9","zone_known":true,"entries":[]}"#,
        ] {
            fs::create_dir_all(home.path().join("seen")).unwrap();
            fs::write(home.path().join("seen/a.json"), text).unwrap();
            let error = seen.load().unwrap_err();
            assert!(error.contains("seen/a.json: "), "{error}");
            let note = seen.update(|_| version()).unwrap().unwrap();
            assert!(note.contains("seen/a."), "{note}");
            assert_eq!(seen.load(), Ok(Some(version())));
        }
        let files = fs::read_dir(home.path().join("seen")).unwrap();
        assert_eq!(files.count(), 4 + 2, "the four, the file, and its lock");
        fs::remove_file(home.path().join("seen/a.json")).unwrap();
        fs::create_dir(home.path().join("seen/a.json")).unwrap();
        assert!(seen.load().is_err());
        // Even a directory goes out of the way.
        assert!(seen.update(|_| version()).unwrap().is_some());
        assert_eq!(seen.load(), Ok(Some(version())));
    }
}
