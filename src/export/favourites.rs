//! Favourites as JSON: to take along, across events, and against somebody else's. The shapes are contracts, as in
//! [`super::json`].

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    json::{Item, item, write},
    picks::{Part, Standing},
};
use crate::{
    favourites::{Kept, Stance},
    schedule::Schedule,
};

/// What an export calls itself.
pub const FORMAT: &str = "fomo-favourites/1";

/// `fomo favourites export`: the records as the state file has them.
pub fn export(schedule: &Schedule, kept: &[Kept]) -> String {
    let event = schedule.event();
    let zone = &event.zone;
    write(&json!({
        "format": FORMAT,
        "event": {
            "id": event.id,
            "title": event.title,
            "time_zone": (!zone.is_unknown()).then(|| zone.name()),
        },
        "favourites": kept.iter().map(Kept::write).collect::<Vec<Value>>(),
    }))
}

#[derive(Serialize)]
struct Event<'a> {
    id: &'a str,
    title: &'a str,
    zone: Option<&'a str>,
    zone_source: &'static str,
}

#[derive(Serialize)]
struct Own<'a> {
    event: Event<'a>,
    stance: Option<&'static str>,
    note: Option<&'a str>,
    as_last_seen: bool,
    gone: bool,
    clashes: Vec<Other<'a>>,
    #[serde(flatten)]
    item: Item<'a>,
}

#[derive(Serialize)]
struct Other<'a> {
    event: &'a str,
    id: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct Shared<'a> {
    mine: Option<&'static str>,
    theirs: Option<&'static str>,
    gone: bool,
    #[serde(flatten)]
    item: Item<'a>,
}

#[derive(Serialize)]
struct List<'a> {
    at: String,
    items: Vec<Own<'a>>,
}

/// One of the reader's own entries.
pub struct Mine<'a> {
    /// The index of its schedule.
    pub part: usize,
    /// The entry in it.
    pub entry: usize,
    /// How the reader stands to it.
    pub stance: Stance,
    /// The reader's note.
    pub note: Option<&'a str>,
    /// What is on at the same time: schedules and entries.
    pub clashes: &'a [(usize, usize)],
}

/// `fomo mine --format json`.
pub fn mine(at: DateTime<Utc>, parts: &[Part], entries: &[Mine]) -> String {
    let items: Vec<Own> = entries.iter().filter_map(|mine| own(parts, mine)).collect();
    let at = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    write(&List { at, items })
}

fn own<'a>(parts: &'a [Part], mine: &Mine<'a>) -> Option<Own<'a>> {
    let part = parts.get(mine.part)?;
    let schedule = part.shown.schedule;
    let other = |(part, entry): &(usize, usize)| {
        let schedule = parts.get(*part)?.shown.schedule;
        let entry = schedule.entry(*entry)?;
        Some(Other {
            event: &schedule.event().title,
            id: &entry.id,
            title: &entry.title,
        })
    };
    Some(Own {
        event: event(schedule),
        stance: mine.stance.name(),
        note: mine.note,
        as_last_seen: part.standing == Standing::LastSeen,
        gone: part.standing == Standing::Gone,
        clashes: mine.clashes.iter().filter_map(other).collect(),
        item: item(part.shown, mine.entry, schedule.entry(mine.entry)?)
            .marked(mine.stance.is_mine()),
    })
}

#[derive(Serialize)]
struct Comparison<'a> {
    event: Event<'a>,
    both: Vec<Shared<'a>>,
    only_mine: Vec<Shared<'a>>,
    only_theirs: Vec<Shared<'a>>,
}

/// An entry that at least one of two readers wants to see.
#[derive(Clone, Copy, Debug)]
pub struct Either {
    /// The index of its schedule.
    pub part: usize,
    /// The entry in it.
    pub entry: usize,
    /// How the one stands to it.
    pub mine: Option<Stance>,
    /// How the other does.
    pub theirs: Option<Stance>,
}

/// `fomo favourites compare --format json`; the first schedule is that of the event.
pub fn compare(schedule: &Schedule, parts: &[Part], entries: &[Either]) -> String {
    let of = |mine: bool, theirs: bool| {
        let entries = entries
            .iter()
            .filter(move |it| (it.mine.is_some(), it.theirs.is_some()) == (mine, theirs));
        let shared = entries.filter_map(|either| {
            let part = parts.get(either.part)?;
            let entry = part.shown.schedule.entry(either.entry)?;
            Some(Shared {
                mine: either.mine.and_then(Stance::name),
                theirs: either.theirs.and_then(Stance::name),
                gone: part.standing == Standing::Gone,
                item: item(part.shown, either.entry, entry).marked(either.mine.is_some()),
            })
        });
        shared.collect()
    };
    write(&Comparison {
        event: event(schedule),
        both: of(true, true),
        only_mine: of(true, false),
        only_theirs: of(false, true),
    })
}

fn event(schedule: &Schedule) -> Event<'_> {
    let event = schedule.event();
    Event {
        id: &event.id,
        title: &event.title,
        zone: (!event.zone.is_unknown()).then(|| event.zone.name()),
        zone_source: event.zone_source.name(),
    }
}
