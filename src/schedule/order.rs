//! Listing order and ids: by start, room and title; ids are made unique in that order.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use foldhash::{HashMap, HashSet};

use super::{Entry, IdFrom, RepeatedId, rules::Finding};
use crate::arrange::put_in_order;

/// An entry on its way into the schedule, with what was found about it so far.
pub(super) struct Built {
    pub(super) entry: Entry,
    pub(super) findings: Vec<Finding>,
    pub(super) talks: Vec<Built>,
}

/// Sorts sessions into listing order and their talks by time, where every one has a time.
pub(super) fn sort(sessions: &mut [Built]) {
    // Stable, so that what is alike in all of these stays in the file's order. An entry is large: it is
    // moved when its place is known.
    let mut order: Vec<usize> = (0..sessions.len()).collect();
    order.sort_by_cached_key(|index| sessions.get(*index).map(|built| listing_key(&built.entry)));
    put_in_order(sessions, order);
    for session in sessions {
        if session.talks.iter().all(|talk| talk.entry.start.is_some()) {
            session.talks.sort_by_key(|talk| talk.entry.start);
        }
    }
}

fn listing_key(entry: &Entry) -> impl Ord + '_ {
    let untimed = entry.start.is_none();
    let day = entry.day.filter(|_| untimed);
    let room = entry.rooms.first().copied();
    (untimed, entry.start, day, room, entry.title.as_str())
}

/// Makes every id unique. The first entry in listing order keeps its id, the others get a suffix; all
/// of them know which one the file has. Calls `repeated` for each that had to change.
pub(super) fn unique_ids<'a>(
    entries: impl Iterator<Item = &'a mut Entry>,
    mut repeated: impl FnMut(&str, &Entry),
) {
    let mut entries: Vec<_> = entries.collect();
    let mut ids: HashSet<&str> = HashSet::default();
    if entries.iter().all(|entry| ids.insert(&entry.id)) {
        return;
    }
    let mut natural: HashMap<String, usize> = HashMap::default();
    for entry in &entries {
        *natural.entry(entry.id.clone()).or_default() += 1;
    }
    let mut seen: HashMap<String, usize> = HashMap::default();
    for entry in &mut entries {
        let is_repeated = natural.get(&entry.id).is_some_and(|times| *times > 1);
        if is_repeated && entry.id_from == IdFrom::File {
            let stamp = |start: DateTime<Utc>| start.format("%Y%m%dT%H%M%SZ");
            let start = entry.start.map(stamp);
            entry.id_from = IdFrom::Repeated(Box::new(RepeatedId {
                given: entry.id.clone(),
                stamped: start.map(|start| format!("{}/{start}", entry.id)),
            }));
        }
        let count = seen.entry(entry.id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            continue;
        }
        let suffixed = loop {
            let candidate = format!("{}~{count}", entry.id);
            if !natural.contains_key(&candidate) {
                break candidate;
            }
            *count += 1;
        };
        let old = std::mem::replace(&mut entry.id, suffixed);
        repeated(&old, entry);
    }
    unique_stamped_ids(&mut entries);
}

/// Entries may share their start as well as their id.
fn unique_stamped_ids(entries: &mut [&mut Entry]) {
    let mut taken: HashSet<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let mut seen: HashMap<String, usize> = HashMap::default();
    let stamped = entries
        .iter_mut()
        .filter_map(|entry| match &mut entry.id_from {
            IdFrom::Repeated(id) => id.stamped.as_mut(),
            IdFrom::File | IdFrom::Made => None,
        });
    for id in stamped {
        let count = seen.entry(id.clone()).or_insert(0);
        *id = loop {
            *count += 1;
            let candidate = match *count {
                1 => id.clone(),
                _ => format!("{id}~{count}"),
            };
            if taken.insert(candidate.clone()) {
                break candidate;
            }
        };
    }
}

/// An id for an entry that has none, from its title and its start in the event's time: readable, and
/// the same from run to run in whatever zone one looks at it.
pub(super) fn make_id(title: &str, start: Option<NaiveDateTime>) -> String {
    let slug = slug(title);
    match start {
        Some(start) => format!("{slug}-{}", start.format("%Y%m%dT%H%M")),
        None => slug,
    }
}

/// An id for an event that has none: its title, and its year unless the title has it. Conferences
/// come back, and what is remembered of one should not be found in the next.
pub(super) fn event_id(title: &str, first_day: Option<&NaiveDate>) -> String {
    let slug = slug(title);
    let year = first_day.map(|day| day.format("%Y").to_string());
    match year.filter(|year| !slug.contains(year.as_str())) {
        Some(year) => format!("{slug}-{year}"),
        None => slug,
    }
}

/// Letters and digits in lower case, all else a hyphen.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for char in text.chars().flat_map(char::to_lowercase) {
        if char.is_alphanumeric() {
            slug.push(char);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "entry".to_owned()
    } else {
        slug.to_owned()
    }
}
