//! `/export/timetable/ID.json`: the timetable by event and day.
//!
//! ```text
//! results{ID{YYYYMMDD{key: Entry}}}
//! Entry  {entryType: Session | Contribution | Break, id, title, startDate, endDate, duration, room,
//!         location, url, description, attachments{files[], folders[]}}
//!        Session: slotTitle or sessionTitle, conveners[], isPoster, entries{key: Entry}
//!        Contribution: presenters[], authors[], or newer: personLinks[{…, roles[]}]
//! ```
//!
//! A session that lasts over midnight stands under both days, and is one entry.

use chrono::NaiveDate;
use foldhash::{HashMap, HashSet};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Entry, Event, Export, File, Folder, Moment, Object, ReadError, Reader, Somebody, credits, json,
    lenient, place, remarks,
};
use crate::{
    draft::{Trouble, has_year},
    format::json::Members,
};

#[derive(Default, Deserialize)]
struct Answer<'a> {
    #[serde(default, borrow)]
    results: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Inside<'a> {
    #[serde(default, borrow)]
    entries: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Record {
    #[serde(rename = "entryType", deserialize_with = "lenient::text")]
    entry_type: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(rename = "slotTitle", deserialize_with = "lenient::text")]
    slot_title: Option<String>,
    #[serde(rename = "sessionTitle", deserialize_with = "lenient::text")]
    session_title: Option<String>,
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
    #[serde(deserialize_with = "lenient::text")]
    code: Option<String>,
    #[serde(rename = "boardNumber", deserialize_with = "lenient::text")]
    board_number: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(rename = "isPoster", deserialize_with = "lenient::flag")]
    is_poster: bool,
    #[serde(deserialize_with = "lenient::list")]
    conveners: Vec<Somebody>,
    #[serde(deserialize_with = "lenient::list")]
    presenters: Vec<Somebody>,
    #[serde(deserialize_with = "lenient::list")]
    authors: Vec<Somebody>,
    #[serde(rename = "personLinks", deserialize_with = "lenient::list")]
    people: Vec<Somebody>,
    attachments: Option<Attachments>,
    #[serde(deserialize_with = "lenient::list")]
    material: Vec<Folder>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attachments {
    #[serde(deserialize_with = "lenient::list")]
    files: Vec<File>,
    #[serde(deserialize_with = "lenient::list")]
    folders: Vec<Folder>,
}

/// `20130429`.
pub(super) fn day(key: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(key, "%Y%m%d").ok()?;
    (key.len() == 8 && has_year(&day.to_string())).then_some(day)
}

/// The members of an object; none of anything that is empty.
fn members<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
) -> Vec<(std::borrow::Cow<'a, str>, &'a RawValue)> {
    if let Ok(Members(members)) = serde_json::from_str(raw.get()) {
        return members;
    }
    // An empty object of some languages is an empty list.
    let is_empty = matches!(raw.get(), "null" | "[]" | "\"\"");
    if !is_empty {
        let message = || {
            format!(
                "it should be an object, but is {}; it was left out",
                json::shape(raw)
            )
        };
        reader.complain(Trouble::Broken, raw, path, message);
    }
    Vec::new()
}

pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    text: &'a str,
    export: &mut Export,
) -> Result<(), ReadError> {
    let Object(answer): Object<Answer> =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let Some(results) = answer.results else {
        return Ok(());
    };
    let events = members(reader, results, "results");
    let several = events.len() > 1;
    for (id, raw) in events {
        let prefix = if several {
            format!("{id}-")
        } else {
            String::new()
        };
        if !several {
            export.draft.event = Event {
                id: Some(format!("indico-{id}")),
                origin: reader.origin(raw, "results"),
                ..Event::default()
            };
        }
        let mut event = Listing {
            prefix,
            seen: HashMap::default(),
        };
        for (key, raw) in members(reader, raw, &format!("results.{id}")) {
            let path = format!("results.{id}.{key}");
            let day = day(&key);
            if day.is_none() {
                let message =
                    || format!("“{key}” is not a day like 20240727; what is under it is read");
                reader.complain(Trouble::Broken, raw, &path, message);
            }
            for (key, raw) in members(reader, raw, &path) {
                event.entry(reader, raw, &format!("{path}.{key}"), &key, day, export);
            }
        }
    }
    Ok(())
}

/// The sessions of one event.
struct Listing {
    prefix: String,
    /// Sessions by key, with the day under which they stand: where they are among the entries.
    seen: HashMap<String, Seen>,
}

struct Seen {
    index: usize,
    day: Option<NaiveDate>,
    keys: HashSet<String>,
}

impl Listing {
    /// An entry with what is inside it.
    fn entry<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        raw: &'a RawValue,
        path: &str,
        key: &str,
        day: Option<NaiveDate>,
        export: &mut Export,
    ) {
        let Some(inside) = reader.outline::<Inside>(raw, path) else {
            return;
        };
        let Some(record) = reader.record::<Record>(raw, path) else {
            return;
        };
        let mut entry = self.read(reader, raw, path, key, record, export);
        entry.day = day;
        let all = export.draft.sessions.len();
        let before = self.seen.get(key).and_then(|seen| {
            let other = export.draft.sessions.get(seen.index)?;
            (seen.day != day && other.start == entry.start).then_some(seen.index)
        });
        let index = before.unwrap_or(all);
        let fresh = || Seen {
            index,
            day,
            keys: HashSet::default(),
        };
        let mut seen = match self.seen.remove(key) {
            Some(seen) if before.is_some() => seen,
            _ => fresh(),
        };
        let entries = inside
            .entries
            .map(|entries| members(reader, entries, &format!("{path}.entries")));
        for (key, raw) in entries.unwrap_or_default() {
            let path = format!("{path}.entries.{key}");
            // What stood under the day before is not taken again.
            if before.is_some() && seen.keys.contains(key.as_ref()) {
                continue;
            }
            if let Some(record) = reader.record::<Record>(raw, &path) {
                let talk = self.read(reader, raw, &path, &key, record, export);
                entry.talks.push(talk);
                seen.keys.insert(key.into_owned());
            }
        }
        match export.draft.sessions.get_mut(index) {
            Some(first) => {
                first.talks.append(&mut entry.talks);
                first.day = first.day.min(day);
            }
            None => export.draft.sessions.push(entry),
        }
        self.seen.insert(key.to_owned(), seen);
    }

    fn read<'a>(
        &self,
        reader: &mut Reader<'a>,
        raw: &'a RawValue,
        path: &str,
        key: &str,
        record: Record,
        export: &mut Export,
    ) -> Entry {
        let start = export.time(reader, record.start, raw, &format!("{path}.startDate"));
        let end = export.time(reader, record.end, raw, &format!("{path}.endDate"));
        let kind = record.entry_type.as_deref().unwrap_or_default();
        let mut links: Vec<_> = export
            .link("Indico", record.url.as_deref())
            .into_iter()
            .collect();
        let attachments = record.attachments.unwrap_or_default();
        let files = vec![Folder {
            attachments: attachments.files,
            ..Folder::default()
        }];
        links.extend(export.attachments(&[&files, &attachments.folders, &record.material]));
        let origin = reader.origin(raw, path);
        let room = place(record.room, record.location, None);
        if let Some(room) = &room {
            export.met.rooms.meet(room, None, &origin);
        }
        // Once the title was the session's, now it is the slot's.
        let (title, slot) = match record.session_title {
            Some(session) => (Some(session), record.title),
            None => (record.title, record.slot_title),
        };
        let people = people(
            kind,
            &record.conveners,
            &record.presenters,
            record.people,
            &record.authors,
        );
        let id = record.id.as_deref().unwrap_or(key);
        Entry {
            id: Some(format!("{}{id}", self.prefix)),
            subtitle: slot.filter(|slot| Some(slot) != title.as_ref()),
            title,
            kind: match kind {
                "Break" => Some("break".to_owned()),
                "Session" if record.is_poster => Some("poster session".to_owned()),
                _ => None,
            },
            start,
            end,
            duration: record.duration.filter(|_| end.is_none()),
            rooms: room.into_iter().collect(),
            people,
            abstract_text: record.description,
            links,
            notes: remarks([("Code", record.code), ("Board", record.board_number)]),
            origin,
            ..Entry::default()
        }
    }
}

/// Conveners of a session, else the speakers of a contribution, else whoever is named.
fn people(
    kind: &str,
    conveners: &[Somebody],
    presenters: &[Somebody],
    others: Vec<Somebody>,
    authors: &Vec<Somebody>,
) -> Vec<crate::draft::Credit> {
    if kind == "Session" {
        let chairs = if conveners.is_empty() {
            &others
        } else {
            conveners
        };
        return chairs
            .iter()
            .filter_map(|chair| chair.credit(Some("chair")))
            .collect();
    }
    if !presenters.is_empty() {
        return credits(presenters, &[]);
    }
    let (speakers, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|person| person.is("speaker"));
    let authors = if authors.is_empty() { &others } else { authors };
    credits(&speakers, &[authors])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_eight_digits() {
        assert!(day("20130429").is_some());
        for key in ["2013042", "20131301", "20130429x", "2013-04-29", "", "123"] {
            assert_eq!(day(key), None, "{key}");
        }
    }
}
