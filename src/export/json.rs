//! JSON for scripts. The shapes are contracts: unknown is `null`, never an empty text; times are
//! RFC 3339 with offset, or local without one where the event's zone is unknown.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::Shown;
use crate::schedule::{
    Entry, Level,
    rules::{Finding, Severity},
};

#[derive(Serialize)]
struct List<'a> {
    event: Event<'a>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Event<'a> {
    title: &'a str,
    zone: Option<&'a str>,
    zone_source: &'static str,
}

#[derive(Serialize)]
struct NowNext<'a> {
    at: String,
    now: Vec<Item<'a>>,
    next: Vec<Item<'a>>,
}

#[derive(Serialize)]
pub(super) struct Item<'a> {
    id: &'a str,
    level: &'static str,
    session: Option<&'a str>,
    kind: Option<&'a str>,
    title: &'a str,
    start: Option<String>,
    end: Option<String>,
    end_inferred: bool,
    duration_minutes: Option<i64>,
    day: Option<String>,
    room: Option<String>,
    track: Option<&'a str>,
    language: Option<&'a str>,
    people: Vec<Person<'a>>,
    r#abstract: Option<&'a str>,
    links: Vec<Link<'a>>,
    status: &'static str,
    favourite: bool,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    role: &'a str,
    affiliation: Option<&'a str>,
}

#[derive(Serialize)]
struct Link<'a> {
    title: Option<&'a str>,
    url: &'a str,
}

#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Complaint<'a>>,
    counts: Counts,
}

#[derive(Serialize)]
struct Complaint<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    place: Place<'a>,
    ids: &'a [String],
}

#[derive(Serialize)]
struct Place<'a> {
    line: Option<usize>,
    column: Option<usize>,
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
}

/// `fomo list --format json`.
pub fn list(shown: Shown, entries: &[usize]) -> String {
    let event = shown.schedule.event();
    write(&List {
        event: Event {
            title: &event.title,
            zone: (!event.zone.is_unknown()).then(|| event.zone.name()),
            zone_source: event.zone_source.name(),
        },
        items: items(shown, entries),
    })
}

/// `fomo now --format json`.
pub fn now(shown: Shown, at: DateTime<Utc>, now: &[usize], next: &[usize]) -> String {
    write(&NowNext {
        at: shown.zone.rfc3339(at),
        now: items(shown, now),
        next: items(shown, next),
    })
}

/// `fomo check --format json`.
pub fn check(findings: &[Finding]) -> String {
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    write(&Report {
        findings: findings.iter().map(complaint).collect(),
        counts: Counts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
        },
    })
}

fn complaint(finding: &Finding) -> Complaint<'_> {
    let path = finding.origin.path.as_str();
    Complaint {
        rule: finding.rule.rule().name,
        severity: finding.severity.name(),
        message: &finding.message,
        place: Place {
            line: finding.origin.at.map(|(line, _)| line),
            column: finding.origin.at.map(|(_, column)| column),
            path: (!path.is_empty()).then_some(path),
        },
        ids: &finding.ids,
    }
}

fn items<'a>(shown: Shown<'a>, entries: &[usize]) -> Vec<Item<'a>> {
    let entries = entries
        .iter()
        .filter_map(|index| Some((*index, shown.schedule.entry(*index)?)));
    entries
        .map(|(index, entry)| item(shown, index, entry))
        .collect()
}

pub(super) fn item<'a>(shown: Shown<'a>, index: usize, entry: &'a Entry) -> Item<'a> {
    let time = |at: Option<DateTime<Utc>>| at.map(|at| shown.zone.rfc3339(at));
    let session = shown.schedule.session_of(entry);
    Item {
        id: &entry.id,
        level: match entry.level {
            Level::Session => "session",
            Level::Talk => "talk",
        },
        session: session.map(|session| session.id.as_str()),
        kind: entry.kind.as_deref(),
        title: &entry.title,
        start: time(entry.start),
        end: time(entry.end),
        end_inferred: entry.end_inferred,
        duration_minutes: entry.minutes(),
        day: entry.day.map(|day| day.to_string()),
        room: shown.schedule.room_names(entry),
        track: shown.schedule.track_name(entry),
        language: entry.language.as_deref(),
        people: entry.people.iter().map(person).collect(),
        r#abstract: entry.abstract_text.as_deref(),
        links: entry.links.iter().map(link).collect(),
        status: entry.status.name(),
        favourite: shown.is_favourite(index),
    }
}

impl Item<'_> {
    /// The same, as a favourite or as none.
    pub(super) fn marked(self, favourite: bool) -> Self {
        Self { favourite, ..self }
    }
}

fn person(credit: &crate::schedule::Credit) -> Person<'_> {
    Person {
        name: &credit.name,
        role: &credit.role,
        affiliation: credit.affiliation.as_deref(),
    }
}

fn link(link: &crate::schedule::Link) -> Link<'_> {
    Link {
        title: link.title.as_deref(),
        url: &link.url,
    }
}

/// JSON with a line break at its end. Writing these types cannot fail: no map has a key that is
/// not a text, and nothing in them can refuse to be written.
pub(super) fn write(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
