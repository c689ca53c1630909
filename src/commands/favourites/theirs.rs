//! What somebody else marked, in whatever form it comes.
//!
//! ```text
//! fomo-favourites/1, a state file ──▶ records as they are
//! ["id", "title", …]              ──▶ entries with this id or title
//! iCalendar                       ──▶ entries with this UID; else title and start
//! ```

use std::collections::HashMap;

use anyhow::bail;
use serde_json::Value;

use super::missing;
use crate::{
    export::ics,
    favourites::{Kept, Record, Snapshot, Stance},
    format,
    schedule::{Entry, Schedule, check::check},
    text::clean_line,
    zone::Atlas,
};

/// What somebody else marked.
#[derive(Debug, Default)]
pub(super) struct Theirs {
    /// The event that they say it is of: id, and title if it is known.
    pub(super) event: Option<(String, Option<String>)>,
    pub(super) records: Vec<Record>,
    /// Ids and titles that are not in the schedule; nobody knows what they were.
    strangers: Vec<String>,
    /// Titles that several entries have.
    ambiguous: Vec<String>,
    /// How many cannot be understood.
    foreign: usize,
}

/// Reads what somebody else marked in a schedule.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    schedule: &Schedule,
    atlas: &Atlas,
) -> anyhow::Result<Theirs> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let beginning = bytes.trim_ascii_start().get(..6).unwrap_or_default();
    if beginning.eq_ignore_ascii_case(b"BEGIN:") {
        return calendar(bytes, name, schedule, atlas);
    }
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => bail!(
            "{name}:{}:{}: this is neither JSON nor a calendar, so there are no favourites to read",
            error.line(),
            error.column()
        ),
    };
    let mut theirs = Theirs::default();
    let list = match &value {
        Value::Array(list) => Some(list),
        other => {
            theirs.event = event(other);
            other.get("favourites").and_then(Value::as_array)
        }
    };
    let Some(list) = list else {
        bail!(
            "{name}: these are no favourites; fomo favourites export writes some, and a list of ids or titles will do"
        );
    };
    let entries = Entries::of(schedule);
    // What fomo writes says what it means; who lists entries without a word on them elsewhere likes them.
    let format = value.get("format").and_then(Value::as_str);
    let is_ours = format.is_some_and(|format| format.starts_with("fomo-"));
    for item in list {
        theirs.take(item, &entries, is_ours);
    }
    Ok(theirs)
}

/// The event as an export or as a state file has it.
fn event(value: &Value) -> Option<(String, Option<String>)> {
    let event = value.get("event")?;
    let id = event.get("id").unwrap_or(event).as_str()?;
    let title = event.get("title").or_else(|| value.get("title"));
    let title = title.and_then(Value::as_str);
    let title = title.map(|title| clean_line(title).text.trim().to_owned());
    Some((clean_line(id).text.into_owned(), title))
}

/// The entries of a schedule by what a list may call them.
struct Entries<'a> {
    schedule: &'a Schedule,
    by_id: HashMap<&'a str, Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
}

impl<'a> Entries<'a> {
    fn of(schedule: &'a Schedule) -> Self {
        let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, entry) in schedule.entries().iter().enumerate() {
            by_id.entry(&entry.id).or_default().push(index);
            by_title.entry(key(&entry.title)).or_default().push(index);
        }
        Self {
            schedule,
            by_id,
            by_title,
        }
    }

    fn called(&self, name: &str) -> &[usize] {
        let by_id = self.by_id.get(name);
        by_id
            .or_else(|| self.by_title.get(&key(name)))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

/// A title in any case.
fn key(title: &str) -> String {
    title.trim().to_lowercase()
}

impl Theirs {
    fn take(&mut self, item: &Value, entries: &Entries, is_ours: bool) {
        let name = match item {
            Value::String(name) => name.clone(),
            Value::Number(number) => number.to_string(),
            other => return self.take_record(other, entries, is_ours),
        };
        let name = clean_line(&name).text.trim().to_owned();
        match entries.called(&name) {
            [] => self.strangers.push(name),
            [one] => self.records.extend(favourite(entries.schedule, *one)),
            _ => self.ambiguous.push(name),
        }
    }

    fn take_record(&mut self, item: &Value, entries: &Entries, is_ours: bool) {
        match (Kept::read(item), item.get("id")) {
            (Kept::Record(mut record), _) => {
                let bare = item.get("stance").is_none() && item.get("note").is_none();
                if bare && !is_ours {
                    record.stance = Stance::Favourite;
                }
                self.records.push(*record);
            }
            (Kept::Foreign(_), Some(id @ (Value::String(_) | Value::Number(_)))) => {
                self.take(id, entries, is_ours);
            }
            _ => self.foreign += 1,
        }
    }

    /// What is not taken in, and why.
    pub(super) fn said(&self) -> Vec<String> {
        let strangers = missing(&self.strangers, "", "");
        let ambiguous = self
            .ambiguous
            .iter()
            .map(|title| format!("several entries are called “{title}”: name one by its id"));
        let foreign = match self.foreign {
            0 => None,
            1 => Some("1 cannot be understood".to_owned()),
            many => Some(format!("{many} cannot be understood")),
        };
        strangers
            .into_iter()
            .chain(ambiguous)
            .chain(foreign)
            .collect()
    }
}

fn favourite(schedule: &Schedule, index: usize) -> Option<Record> {
    let was = Snapshot::of(schedule, schedule.entry(index)?);
    Some(liked(was))
}

fn liked(was: Snapshot) -> Record {
    let mut record = Record::new(was);
    record.stance = Stance::Favourite;
    record
}

/// The entries of a calendar, which has no musts and no notes.
fn calendar(
    bytes: &[u8],
    name: &str,
    schedule: &Schedule,
    atlas: &Atlas,
) -> anyhow::Result<Theirs> {
    let draft = match format::read(bytes, Some("ical")) {
        Ok(draft) => draft,
        Err(error) => bail!("{name}: {error}"),
    };
    let zone = &schedule.event().zone;
    let forced = (!zone.is_unknown()).then_some(zone);
    let theirs = check(draft, atlas, forced).schedule;
    let ours = schedule.entries().iter();
    let uids: HashMap<String, &Entry> = ours
        .map(|entry| (ics::uid(schedule, entry), entry))
        .collect();
    let records = theirs.entries().iter().map(|entry| {
        let known = entry.given_id().and_then(|uid| uids.get(uid));
        liked(match known {
            Some(known) => Snapshot::of(schedule, known),
            None => Snapshot {
                // A calendar's ids are not those of a schedule.
                id: None,
                ..Snapshot::of(&theirs, entry)
            },
        })
    });
    Ok(Theirs {
        records: records.collect(),
        ..Theirs::default()
    })
}
