//! What of a schedule can be searched.

use super::Haystack;
use crate::schedule::{Entry, Person, Schedule};

/// The searchable text of every entry, in the order of [`Schedule::entries`]: title, people,
/// affiliations, room, track, kind and abstract.
pub fn entries(schedule: &Schedule) -> Vec<Haystack> {
    let entries = schedule.entries().iter();
    entries.map(|entry| self::entry(schedule, entry)).collect()
}

fn entry(schedule: &Schedule, entry: &Entry) -> Haystack {
    let room = schedule.room_names(entry);
    let one_line = [
        Some(entry.title.as_str()),
        entry.subtitle.as_deref(),
        room.as_deref(),
        schedule.track_name(entry),
        entry.kind.as_deref(),
        entry.abstract_text.as_deref(),
    ];
    let people = entry.people.iter().flat_map(|credit| {
        let affiliation = credit.affiliation.as_deref();
        std::iter::once(credit.name.as_str()).chain(affiliation)
    });
    Haystack::new(one_line.into_iter().flatten().chain(people))
}

/// The searchable text of a person: name and affiliation.
pub fn person(person: &Person) -> Haystack {
    let affiliation = person.affiliation.as_deref();
    Haystack::new(std::iter::once(person.name.as_str()).chain(affiliation))
}
