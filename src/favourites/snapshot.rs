//! What an entry was when it was last seen.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde_json::{Map, Value};

use crate::{
    draft::{Status, Time},
    schedule::{Entry, Level, Schedule},
    text::clean_line,
};

/// What an entry was when it was last seen: what finds it again, and what is shown of it when it is gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Snapshot {
    /// The file's own id, which others may have as well.
    pub id: Option<String>,
    /// The title.
    pub title: String,
    /// Whether it was a talk inside a session.
    pub level: Level,
    /// When it began, or its session where it had no time of its own; local where the event's zone is unknown.
    pub start: Option<Time>,
    /// When it ended.
    pub end: Option<Time>,
    /// Where it was.
    pub room: Option<String>,
    /// Whether it was to take place.
    pub status: Status,
}

impl Snapshot {
    /// An entry as it is now.
    pub fn of(schedule: &Schedule, entry: &Entry) -> Self {
        let timed = schedule.timed(entry);
        let zone = &schedule.event().zone;
        let time = |at: DateTime<Utc>| {
            if zone.is_unknown() {
                Time::Local(zone.local(at))
            } else {
                Time::Instant(at.with_timezone(&zone.seconds_at(at)))
            }
        };
        Self {
            id: entry.given_id().map(str::to_owned),
            title: entry.title.clone(),
            level: entry.level,
            start: timed.start.map(time),
            end: timed.end.map(time),
            room: schedule.room_names(entry),
            status: entry.status,
        }
    }

    /// Whether an entry starts when this one did.
    pub(super) fn starts_with(&self, schedule: &Schedule, entry: &Entry) -> bool {
        is_at(self.start, schedule.timed(entry).start, schedule)
    }

    /// Whether an entry ends when this one did.
    pub(super) fn ends_with(&self, schedule: &Schedule, entry: &Entry) -> bool {
        is_at(self.end, schedule.timed(entry).end, schedule)
    }

    /// The start on the wall of the place.
    pub(super) fn local_start(&self, schedule: &Schedule) -> Option<NaiveDateTime> {
        let zone = &schedule.event().zone;
        Some(match self.start? {
            Time::Instant(at) if !zone.is_unknown() => zone.local(at.to_utc()),
            other => other.written(),
        })
    }

    /// The day on which it was, at the place.
    pub(super) fn day(&self, schedule: &Schedule) -> Option<NaiveDate> {
        self.local_start(schedule).map(|start| start.date())
    }

    /// How far apart the starts are on the wall of the place, in seconds; as far as can be where one is missing.
    pub fn away(&self, schedule: &Schedule, entry: &Entry) -> u64 {
        let zone = &schedule.event().zone;
        let is = schedule.timed(entry).start;
        let (Some(was), Some(is)) = (self.local_start(schedule), is) else {
            return u64::MAX;
        };
        (was - zone.local(is)).num_seconds().unsigned_abs()
    }

    /// Reads the fields of a record; `None` where there is no title, without which nobody knows what it was.
    pub(super) fn read(fields: &Map<String, Value>) -> Option<Self> {
        // Anybody may have edited the file.
        let text = |key: &str| {
            let text = clean_line(fields.get(key)?.as_str()?)
                .text
                .trim()
                .to_owned();
            (!text.is_empty()).then_some(text)
        };
        let time = |key: &str| Time::parse(fields.get(key)?.as_str()?);
        Some(Self {
            id: text("id"),
            title: text("title")?,
            level: match fields.get("level").and_then(Value::as_str) {
                Some("talk") => Level::Talk,
                _ => Level::Session,
            },
            start: time("start"),
            end: time("end"),
            room: text("room"),
            status: status(fields.get("status")).unwrap_or(Status::Confirmed),
        })
    }

    /// Whether a field was read: what a newer version may mean by it stays as it is.
    pub(super) fn understands(&self, key: &str, value: &Value) -> bool {
        match key {
            "id" => self.id.is_some(),
            "title" => true,
            "level" => matches!(value.as_str(), Some("talk" | "session")),
            "start" => self.start.is_some(),
            "end" => self.end.is_some(),
            "room" => self.room.is_some(),
            "status" => status(Some(value)).is_some(),
            _ => false,
        }
    }

    /// Writes them; what is unknown is left out.
    pub(super) fn write(&self, fields: &mut Map<String, Value>) {
        let level = match self.level {
            Level::Session => None,
            Level::Talk => Some("talk".to_owned()),
        };
        // That something takes place goes without saying.
        let status = Some(self.status).filter(|status| *status != Status::Confirmed);
        let all = [
            ("id", self.id.clone()),
            ("title", Some(self.title.clone())),
            ("level", level),
            ("start", self.start.map(Time::to_text)),
            ("end", self.end.map(Time::to_text)),
            ("room", self.room.clone()),
            ("status", status.map(|status| status.name().to_owned())),
        ];
        for (key, value) in all {
            match value {
                Some(value) => fields.insert(key.to_owned(), value.into()),
                None => fields.shift_remove(key),
            };
        }
    }
}

fn status(value: Option<&Value>) -> Option<Status> {
    Status::named(value?.as_str()?)
}

/// Whether a time is what it was: the same instant, or where one of them is a time on the wall of the place, that.
fn is_at(was: Option<Time>, is: Option<DateTime<Utc>>, schedule: &Schedule) -> bool {
    let zone = &schedule.event().zone;
    match (was, is) {
        (None, None) => true,
        (Some(Time::Instant(was)), Some(is)) if !zone.is_unknown() => was == is,
        (Some(was), Some(is)) => was.written() == zone.local(is),
        _ => false,
    }
}
