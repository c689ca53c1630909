//! What happens in rooms.

use std::collections::BTreeSet;

use foldhash::HashSet;

use super::{
    Report, Whole,
    when::{self, Numbered, Span},
};
use crate::schedule::{Entry, check::names::is_placeholder};

/// So many clashes of a room are told one by one. Where there are more, it is a place for many things at once, or
/// something is wrong with all of it.
const FEW: usize = 5;

/// Two that overlap, and when.
type Clash<'a> = (Numbered<'a>, Numbered<'a>, Span);

/// Two entries that need the same room at the same time.
pub(crate) fn overlap(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let mut told = HashSet::default();
    for (room, mut clashes) in by_room(whole).into_iter().enumerate() {
        let Some(name) = schedule.rooms().get(room) else {
            continue;
        };
        // Two entries may share more than one room.
        clashes.retain(|((one, _), (other, _), _)| told.insert((*one, *other)));
        if clashes.len() > FEW
            && let Some(((_, one), (_, other), span)) = clashes.first()
        {
            let pairs = clashes.iter();
            let indices: BTreeSet<usize> =
                pairs.flat_map(|(one, other, _)| [one.0, other.0]).collect();
            let entries = indices.iter().filter_map(|index| schedule.entry(*index));
            let entries: Vec<&Entry> = entries.collect();
            let message = format!(
                "{} entries in {name} overlap others there; the first are “{}” and “{}” on {}",
                entries.len(),
                one.title,
                other.title,
                when::span_text(schedule, *span)
            );
            report.summary(&message, &entries);
            continue;
        }
        for ((_, one), (_, other), span) in clashes {
            let message = format!(
                "“{}” and “{}” are both in {name} on {}",
                one.title,
                other.title,
                when::span_text(schedule, span)
            );
            report.about(&message, &[one, other]);
        }
    }
}

/// The clashes of each room, by its index.
fn by_room<'a>(whole: &Whole<'a>) -> Vec<Vec<Clash<'a>>> {
    let schedule = whole.schedule;
    let mut inside: Vec<Vec<Numbered>> = vec![Vec::new(); schedule.rooms().len()];
    let entries = schedule.entries().iter().enumerate();
    let entries = entries.filter(|(_, entry)| !when::is_open_house(entry));
    for (index, entry) in entries {
        // A talk in its session is compared with its neighbours below: the rest is compared with the session.
        if when::known(entry).is_some() && !when::is_in_its_session(schedule, entry) {
            for room in &entry.rooms {
                if let Some(entries) = inside.get_mut(*room) {
                    entries.push((index, entry));
                }
            }
        }
    }
    let mut clashes: Vec<Vec<Clash>> = inside
        .into_iter()
        .zip(schedule.rooms())
        .map(|(entries, name)| {
            // To be announced, which is no place.
            if is_placeholder(name) {
                return Vec::new();
            }
            let pairs = when::overlaps(entries.into_iter()).into_iter();
            pairs
                .filter(|(one, other, _)| is_clash(whole, *one, *other))
                .collect()
        })
        .collect();
    for (room, clash) in neighbours(whole) {
        if let Some(clashes) = clashes.get_mut(room) {
            clashes.push(clash);
        }
    }
    clashes
}

fn is_clash(whole: &Whole, one: Numbered, other: Numbered) -> bool {
    let are_side_by_side = whole.is_side_by_side(one.0) && whole.is_side_by_side(other.0);
    !are_side_by_side && !when::are_nested(one, other) && !is_twice(one.1, other.1)
}

/// What stands twice has a rule of its own.
fn is_twice(one: &Entry, other: &Entry) -> bool {
    one.start == other.start && one.title.to_lowercase() == other.title.to_lowercase()
}

/// Talks of one session that overlap in it, each with their room.
fn neighbours<'a>(whole: &Whole<'a>) -> Vec<(usize, Clash<'a>)> {
    let schedule = whole.schedule;
    let mut clashes = Vec::new();
    for (index, session) in schedule.sessions() {
        if session.talks.len() < 2 || whole.is_side_by_side(index) {
            continue;
        }
        let talks = session.talks.clone().zip(schedule.talks(session));
        let talks = talks.filter(|(_, talk)| when::is_in_its_session(schedule, talk));
        for (one, other, span) in when::overlaps(talks) {
            let shared = one.1.rooms.iter().find(|room| other.1.rooms.contains(room));
            if let Some(room) = shared
                && !is_twice(one.1, other.1)
            {
                clashes.push((*room, (one, other, span)));
            }
        }
    }
    clashes
}
