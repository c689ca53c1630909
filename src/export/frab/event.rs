//! An entry as an event of frab.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::ids::{self, Ids};
use crate::{
    export::text as export_text,
    schedule::{Credit, Entry, Link, Schedule, Status, status_by},
    text,
};

/// An event, with the keys that all versions of the schema know.
#[derive(Serialize)]
pub(super) struct Event {
    pub(super) guid: String,
    id: u32,
    date: String,
    start: String,
    duration: String,
    room: String,
    slug: String,
    url: String,
    title: String,
    subtitle: String,
    track: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    language: String,
    r#abstract: String,
    description: String,
    persons: Vec<Value>,
    links: Vec<Value>,
    attachments: [Value; 0],
}

/// What the reader calls the page of an event, and of a person.
const PAGE: &str = "Page";
const PROFILE: &str = "Profile";

/// Tells entries of a schedule.
pub(super) struct Teller<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) acronym: &'a str,
}

impl Teller<'_> {
    pub(super) fn event(&self, entry: &Entry, start: DateTime<Utc>, ids: &mut Ids) -> Event {
        let schedule = self.schedule;
        let event = schedule.event();
        let (guid, id) = ids.entry(entry);
        let minutes = entry.end.map_or(0, |end| (end - start).num_minutes());
        let (page, links) = with_field(&entry.links, PAGE);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let slug = format!("{}-{id}-{}", self.acronym, ids::slug(&entry.title));
        let credits = entry.people.iter();
        Event {
            date: event.zone.rfc3339(start),
            start: event.zone.local(start).format("%H:%M").to_string(),
            duration: format!("{:02}:{:02}", minutes / 60, minutes % 60),
            room: schedule
                .rooms_of(entry)
                .next()
                .unwrap_or_default()
                .to_owned(),
            slug: slug.trim_end_matches('-').to_owned(),
            // What has no page of its own is told about on that of the event.
            url: page.or(event.url.as_deref()).unwrap_or_default().to_owned(),
            title: title(entry).0,
            subtitle: text(&entry.subtitle),
            track: schedule.track_name(entry).map(str::to_owned),
            kind: text(&entry.kind),
            language: text(&entry.language),
            r#abstract: text(&entry.abstract_text),
            description: self.description(entry),
            persons: credits.map(|credit| self.person(credit, ids)).collect(),
            links,
            attachments: [],
            guid,
            id,
        }
    }

    /// What there is no key for, but words: talks without a time of their own, and remarks.
    fn description(&self, entry: &Entry) -> String {
        let talks = self.schedule.talks(entry).iter();
        let talks: Vec<String> = talks
            .filter(|talk| talk.start.is_none())
            .map(talk)
            .collect();
        let heading = match talks.len() {
            0 => None,
            1 => Some("Talk:".to_owned()),
            _ => Some("Talks:".to_owned()),
        };
        let parts = heading.into_iter().chain(talks);
        let parts: Vec<String> = parts.chain(entry.notes.iter().cloned()).collect();
        parts.join("\n\n")
    }

    /// Somebody who takes part. Who has a number for an id keeps it; others get a UUID, as newer programs write it.
    fn person(&self, credit: &Credit, ids: &Ids) -> Value {
        let people = self.schedule.people();
        let person = credit.person.and_then(|person| people.get(person));
        // Under another name, and where it is still open who comes, somebody is not the same to other programs.
        let person = person.filter(|person| person.name == credit.name);
        let id = person.map(|person| person.id.as_str());
        let mut record = Map::new();
        match id.and_then(ids::number) {
            Some(number) => {
                record.insert("id".to_owned(), json!(number));
            }
            None => {
                let guid = match id {
                    Some(id) => ids::uuid(id)
                        .map_or_else(|| ids.made("person", id), |uuid| uuid.to_string()),
                    None => ids.made("name", &credit.name),
                };
                record.insert("guid".to_owned(), json!(guid));
                record.insert("name".to_owned(), json!(credit.name));
            }
        }
        record.insert("public_name".to_owned(), json!(credit.name));
        if let Some(person) = person {
            let (profile, links) = with_field(&person.links, PROFILE);
            if let Some(biography) = &person.biography {
                record.insert("biography".to_owned(), json!(biography));
            }
            if let Some(profile) = profile {
                record.insert("url".to_owned(), json!(profile));
            }
            if !links.is_empty() {
                record.insert("links".to_owned(), json!(links));
            }
        }
        Value::Object(record)
    }
}

/// The title, and what it says of whether the entry takes place: there is no key for that.
pub(super) fn title(entry: &Entry) -> (String, Status) {
    let title = match entry.status {
        Status::Cancelled if entry.status_by_title() != Status::Cancelled => {
            format!("CANCELLED {}", entry.title)
        }
        _ => entry.title.clone(),
    };
    let says = status_by(&title);
    (title, says)
}

/// A talk that has no event of its own, as a paragraph.
fn talk(talk: &Entry) -> String {
    let title = format!("• {}{}", talk.title, export_text::status(talk));
    let first = std::iter::once(title).chain(export_text::people(talk));
    let mut told = first.collect::<Vec<_>>().join(" · ");
    if let Some(abstract_text) = &talk.abstract_text {
        told.push('\n');
        told.push_str(&export_text::prose(&text::read(abstract_text)));
    }
    let links = talk.links.iter().map(|link| link.url.as_str());
    for line in links.chain(talk.notes.iter().map(String::as_str)) {
        told.push('\n');
        told.push_str(line);
    }
    told
}

/// The address that has a key of its own, if the first link is called so, and the others.
fn with_field<'a>(links: &'a [Link], name: &str) -> (Option<&'a str>, Vec<Value>) {
    let (field, rest) = match links.split_first() {
        Some((first, rest)) if first.title.as_deref() == Some(name) => {
            (Some(first.url.as_str()), rest)
        }
        _ => (None, links),
    };
    let rest = rest.iter().map(|link| {
        let title = link.title.as_deref().unwrap_or(&link.url);
        json!({ "url": link.url, "title": title })
    });
    (field, rest.collect())
}
