//! From records to sessions and their talks.
//!
//! Records belong to one session if they name the same one, and
//!
//! - it is a session of posters, or they are in the same room: a poster session fills several
//!   halls, while talks in two rooms are two sessions, even if both are called “Oral Session”;
//! - no more than half an hour lies between two of them: the same name on the next day, or behind
//!   the lunch, is another session.
//!
//! Where a record is the parent of others, by its id or by being called and starting as their session
//! does, it is the session, and is not listed twice.

use chrono::{NaiveDateTime, TimeDelta};
use foldhash::{HashMap, HashSet};

use crate::arrange::Arrange as _;
use crate::draft::{Entry, Time};

/// What may lie between two talks of a session: questions, or a late speaker.
const LONGEST_GAP: TimeDelta = TimeDelta::minutes(30);

/// Parents of parents and so on are followed so far. What is deeper, or goes round in circles, has
/// none.
const DEEPEST: usize = 8;

/// A record as an entry, and what it says of others.
pub(super) struct Part {
    pub(super) entry: Entry,
    /// The name of its session.
    pub(super) session: Option<String>,
    pub(super) is_poster: bool,
    /// Ids of records that this one belongs to.
    pub(super) parents: Vec<String>,
    /// Ids of records that belong to this one.
    pub(super) children: Vec<String>,
}

/// What tells one session from another of the same name: the room, unless it is one of posters.
type Key<'a> = (&'a str, Option<&'a str>);

/// The sessions, each where its first record is in the file.
pub(super) fn of(parts: Vec<Part>) -> Vec<Entry> {
    let roots = roots(&parts);
    // What each record becomes a talk of: a record, or a session made from a name.
    let mut homes: Vec<Option<Home>> = roots.iter().map(|root| root.map(Home::Record)).collect();
    let clusters = clusters(&parts, &roots);
    let named = named(&parts, &roots);
    let mut made: Vec<Option<Entry>> = Vec::with_capacity(clusters.len());
    for cluster in clusters {
        let session = session(&parts, &cluster);
        let title = session.title.as_deref().unwrap_or_default();
        let record = named.get(&(title, session.start.map(moment)));
        let home = match record {
            Some(record) => Home::Record(*record),
            None => Home::Made(made.len()),
        };
        for index in cluster {
            if let Some(slot) = homes.get_mut(index) {
                *slot = Some(home);
            }
        }
        made.push(Some(session));
    }
    arrange(parts, &homes, made)
}

/// Where a record is listed.
#[derive(Clone, Copy)]
enum Home {
    Record(usize),
    Made(usize),
}

/// The record that each one belongs to, as far up as it goes.
fn roots(parts: &[Part]) -> Vec<Option<usize>> {
    let mut by_id: HashMap<&str, usize> = HashMap::default();
    for (index, part) in parts.iter().enumerate() {
        if let Some(id) = &part.entry.id {
            by_id.entry(id).or_insert(index);
        }
    }
    let mut parents: Vec<Option<usize>> = parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let mut found = part
                .parents
                .iter()
                .filter_map(|id| by_id.get(id.as_str()).copied());
            found.find(|parent| *parent != index)
        })
        .collect();
    for (index, part) in parts.iter().enumerate() {
        for id in &part.children {
            let child = by_id.get(id.as_str()).filter(|child| **child != index);
            if let Some(slot) = child.and_then(|child| parents.get_mut(*child)) {
                slot.get_or_insert(index);
            }
        }
    }
    let above = |index: usize| parents.get(index).copied().flatten();
    let root = |index: usize| {
        let ancestors = std::iter::successors(above(index), |ancestor| above(*ancestor));
        ancestors
            .take(DEEPEST)
            .find(|ancestor| above(*ancestor).is_none())
    };
    (0..parts.len()).map(root).collect()
}

/// The records without a parent that name a session, put together by session.
fn clusters(parts: &[Part], roots: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut groups: HashMap<Key, Vec<usize>> = HashMap::default();
    // What has talks of its own is a session, whatever it names.
    let parents: HashSet<usize> = roots.iter().copied().flatten().collect();
    for (index, (part, root)) in parts.iter().zip(roots).enumerate() {
        if let (Some(session), None, false) = (&part.session, root, parents.contains(&index)) {
            let room = part.entry.rooms.first().filter(|_| !part.is_poster);
            let key = (session.as_str(), room.map(String::as_str));
            groups.entry(key).or_default().push(index);
        }
    }
    let mut clusters: Vec<Vec<usize>> = groups
        .into_values()
        .flat_map(|group| split_by_time(parts, group))
        .collect();
    // A map has no order: the file's is that of the first record of each.
    for cluster in &mut clusters {
        cluster.arrange();
    }
    clusters.arrange();
    clusters
}

/// Parts a group where nothing happens for long.
fn split_by_time(parts: &[Part], mut group: Vec<usize>) -> Vec<Vec<usize>> {
    let entry = |index: &usize| parts.get(*index).map(|part| &part.entry);
    let start = |index: &usize| entry(index).and_then(|entry| entry.start).map(moment);
    let end = |index: &usize| entry(index).and_then(|entry| entry.end).map(moment);
    // What has no time comes first, and stays with the first that has one.
    group.arrange_by_key(start);
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut until: Option<NaiveDateTime> = None;
    for index in group {
        let begins = start(&index);
        let is_far = until
            .zip(begins)
            .is_some_and(|(until, begins)| begins - until > LONGEST_GAP);
        until = until.max(begins).max(end(&index));
        match clusters.last_mut() {
            Some(cluster) if !is_far => cluster.push(index),
            _ => clusters.push(vec![index]),
        }
    }
    clusters
}

/// For comparing: instants among themselves, local times among themselves.
fn moment(time: Time) -> NaiveDateTime {
    match time {
        Time::Instant(time) => time.naive_utc(),
        Time::Local(time) | Time::Zoned(time, _) => time,
    }
}

/// Records that may be sessions, by title and start.
fn named<'a>(
    parts: &'a [Part],
    roots: &[Option<usize>],
) -> HashMap<(&'a str, Option<NaiveDateTime>), usize> {
    let mut named = HashMap::default();
    for (index, (part, root)) in parts.iter().zip(roots).enumerate() {
        if let (Some(title), None, None) = (&part.entry.title, &part.session, root) {
            let start = part.entry.start.map(moment);
            named.entry((title.as_str(), start)).or_insert(index);
        }
    }
    named
}

/// A session made from its records: it lasts as long as they do, and is where all of them are.
fn session(parts: &[Part], cluster: &[usize]) -> Entry {
    let members = || cluster.iter().filter_map(|index| parts.get(*index));
    let entries = || members().map(|part| &part.entry);
    let first = members().next();
    let shared = |of: fn(&Entry) -> Option<&String>| {
        let one = entries().next().and_then(of)?;
        entries()
            .all(|entry| of(entry) == Some(one))
            .then(|| one.clone())
    };
    let room = shared(|entry| entry.rooms.first());
    let mut origin = first
        .map(|part| part.entry.origin.clone())
        .unwrap_or_default();
    origin.path.push_str(".session");
    Entry {
        title: first.and_then(|part| part.session.clone()),
        kind: shared(|entry| entry.kind.as_ref()).or_else(|| shared_type(cluster, parts)),
        start: entries()
            .filter_map(|entry| entry.start)
            .min_by_key(|time| moment(*time)),
        end: entries()
            .filter_map(|entry| entry.end)
            .max_by_key(|time| moment(*time)),
        rooms: room.into_iter().collect(),
        origin,
        ..Entry::default()
    }
}

/// Posters are posters, spotlights or not.
fn shared_type(cluster: &[usize], parts: &[Part]) -> Option<String> {
    let mut members = cluster.iter().filter_map(|index| parts.get(*index));
    members
        .all(|part| part.is_poster)
        .then(|| "Poster".to_owned())
}

/// Puts the talks into their sessions.
fn arrange(parts: Vec<Part>, homes: &[Option<Home>], mut made: Vec<Option<Entry>>) -> Vec<Entry> {
    let mut talks: HashMap<usize, Vec<Entry>> = HashMap::default();
    let mut talks_made: HashMap<usize, Vec<Entry>> = HashMap::default();
    // In the file's order: a session stands where its first record does.
    let mut order: Vec<(Home, Option<Entry>)> = Vec::new();
    for (index, (part, home)) in parts.into_iter().zip(homes).enumerate() {
        match home {
            None => order.push((Home::Record(index), Some(part.entry))),
            Some(Home::Record(record)) => talks.entry(*record).or_default().push(part.entry),
            Some(Home::Made(session)) => {
                if let Some(entry) = made.get_mut(*session).and_then(Option::take) {
                    order.push((Home::Made(*session), Some(entry)));
                }
                talks_made.entry(*session).or_default().push(part.entry);
            }
        }
    }
    let sessions = order.into_iter().filter_map(|(home, entry)| {
        let mut entry = entry?;
        let inside = match home {
            Home::Record(index) => talks.remove(&index),
            Home::Made(index) => talks_made.remove(&index),
        };
        entry.talks = inside.unwrap_or_default();
        Some(entry)
    });
    sessions.collect()
}
