//! What somebody else marked, in whatever form it comes.
//!
//! ```text
//! fomo-favourites/1, a state file ──▶ records as they are
//! ["id", "title", …]              ──▶ entries with this id or title
//! iCalendar                       ──▶ entries with this UID; else title and start
//! ```

use anyhow::bail;
use foldhash::HashMap;
use serde_json::Value;

use super::missing;
use crate::{
    disk::json_trouble,
    draft::Trouble,
    export::ics,
    favourites::{self, Kept, Record, Snapshot, Stance},
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
    /// What is wrong with a calendar.
    broken: Option<String>,
}

/// Reads what somebody else marked in a schedule.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    schedule: &Schedule,
    atlas: &Atlas,
) -> anyhow::Result<Theirs> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let beginning = bytes.trim_ascii_start();
    let is_calendar = beginning.get(..6);
    if is_calendar.is_some_and(|it| it.eq_ignore_ascii_case(b"BEGIN:")) {
        return calendar(bytes, name, schedule, atlas);
    }
    if bytes.trim_ascii().is_empty() {
        bail!("{name}: it is empty");
    }
    let looks_like_json = beginning.starts_with(b"{") || beginning.starts_with(b"[");
    let value: Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => {
            let place = match (error.line(), error.column()) {
                (line, 0) => line.to_string(),
                (line, column) => format!("{line}:{column}"),
            };
            if looks_like_json {
                bail!("{name}:{place}: {}", json_trouble(&error));
            }
            bail!(
                "{name}:{place}: this is neither JSON nor a calendar, so there are no favourites to read"
            )
        }
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
        let mut by_id: HashMap<&str, Vec<usize>> = HashMap::default();
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::default();
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

impl Entries<'_> {
    /// What is said of an entry by its id alone, with what the entry is.
    fn titled(&self, id: &str, said: &Value) -> Option<Record> {
        let [index] = self.called(id) else {
            return None;
        };
        let mut record = favourite(self.schedule, *index)?;
        let mut fields = said.as_object()?.clone();
        fields.insert("title".to_owned(), record.was.title.clone().into());
        let Kept::Record(told) = Kept::read(&fields.into()) else {
            return None;
        };
        let was = std::mem::replace(&mut record, *told).was;
        record.was = was;
        Some(record)
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
        let bare = item.get("stance").is_none() && item.get("note").is_none();
        let titled = match (Kept::read(item), item.get("id")) {
            (Kept::Record(record), _) => Some(*record),
            // Without a title the id alone says what it is of.
            (Kept::Foreign(_), Some(id @ (Value::String(_) | Value::Number(_)))) if bare => {
                return self.take(id, entries, is_ours);
            }
            (Kept::Foreign(_), Some(Value::String(id))) => entries.titled(id, item),
            _ => None,
        };
        let Some(mut record) = titled else {
            self.foreign += 1;
            return;
        };
        if bare && !is_ours {
            record.stance = Stance::Favourite;
        }
        // A word that means nothing here must not pass for nothing said.
        let says = record.stance != Stance::None || record.note.is_some();
        if says || bare {
            self.records.push(record);
        } else {
            self.foreign += 1;
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
            .chain(self.broken.clone())
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
    let broken = draft.complaints.iter().find(|complaint| {
        // What else is unusual in a calendar is nothing to worry about.
        matches!(complaint.trouble, Trouble::Broken)
    });
    let broken = broken.map(|complaint| {
        let line = complaint
            .origin
            .at
            .map(|(line, _)| format!("line {line}: "));
        format!("{}{}", line.unwrap_or_default(), complaint.message)
    });
    let title = draft.event.title.clone();
    let zone = &schedule.event().zone;
    let forced = (!zone.is_unknown()).then_some(zone);
    let calendar = check(draft, atlas, forced).schedule;
    let ours = schedule.entries().iter();
    let uids: HashMap<String, &Entry> = ours
        .map(|entry| (ics::uid(schedule, entry), entry))
        .collect();
    let all = || calendar.entries().iter();
    let event = all().find_map(|entry| ics::event_of(entry.given_id()?));
    let mut theirs = Theirs {
        event: event.map(|id| (id, title)),
        broken,
        ..Theirs::default()
    };
    let is_of_this = theirs
        .event
        .as_ref()
        .is_some_and(|(id, _)| *id == schedule.event().id);
    for entry in all() {
        let known = entry.given_id().and_then(|uid| uids.get(uid));
        let was = match known {
            Some(known) => Snapshot::of(schedule, known),
            None => Snapshot {
                // A calendar's ids are not those of a schedule.
                id: None,
                ..Snapshot::of(&calendar, entry)
            },
        };
        let there = || favourites::again(&[Some(&was)], schedule) != [None];
        // What a calendar has besides, such as the dentist, is no favourite that is gone.
        if known.is_some() || is_of_this || there() {
            theirs.records.push(liked(was));
        } else {
            theirs.strangers.push(was.title);
        }
    }
    Ok(theirs)
}
