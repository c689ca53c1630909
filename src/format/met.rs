//! People, rooms and tracks of formats that declare none: each is declared as it is met first.

use std::collections::{HashMap, HashSet};

use crate::draft::{Credit, Draft, Named, Origin, Person};

/// Whom and what the entries named so far, in the order of the file.
#[derive(Default)]
pub(super) struct Met {
    people: Vec<Person>,
    by_id: HashMap<String, usize>,
    rooms: Names,
    tracks: Names,
}

#[derive(Default)]
struct Names {
    all: Vec<Named>,
    seen: HashSet<String>,
}

impl Names {
    fn meet(&mut self, name: String, origin: &Origin) -> String {
        if self.seen.insert(name.clone()) {
            self.all.push(Named {
                id: name.clone(),
                name: None,
                origin: origin.clone(),
            });
        }
        name
    }
}

impl Met {
    /// A room, by the name under which entries refer to it.
    pub(super) fn room(&mut self, name: String, origin: &Origin) -> String {
        self.rooms.meet(name, origin)
    }

    /// A track, by the name under which entries refer to it.
    pub(super) fn track(&mut self, name: String, origin: &Origin) -> String {
        self.tracks.meet(name, origin)
    }

    /// Somebody's part in an entry. Who has an id is the same person everywhere: what one record
    /// lacks another may have, and a name or an affiliation that differs stays with the entry.
    pub(super) fn person(&mut self, person: Person, role: Option<String>) -> Option<Credit> {
        if person.id.is_empty() {
            let name = Some(person.name?);
            let affiliation = person.affiliation;
            return Some(Credit {
                person: None,
                name,
                affiliation,
                role,
            });
        }
        let id = person.id.clone();
        let known = self.by_id.get(&id).and_then(|at| self.people.get_mut(*at));
        let (name, affiliation) = match known {
            Some(known) => fill(known, person),
            None => {
                self.by_id.insert(id.clone(), self.people.len());
                self.people.push(person);
                (None, None)
            }
        };
        Some(Credit {
            person: Some(id),
            name,
            affiliation,
            role,
        })
    }

    /// Writes all of them into the draft.
    pub(super) fn declare(self, draft: &mut Draft) {
        draft.people.extend(self.people);
        draft.rooms.extend(self.rooms.all);
        draft.tracks.extend(self.tracks.all);
    }
}

/// Fills in what is not known of a person; returns the name and the affiliation where they differ.
fn fill(known: &mut Person, more: Person) -> (Option<String>, Option<String>) {
    let differs = |known: &mut Option<String>, more: Option<String>| {
        if known.is_none() {
            *known = more;
            return None;
        }
        more.filter(|more| Some(more) != known.as_ref())
    };
    let name = differs(&mut known.name, more.name);
    let affiliation = differs(&mut known.affiliation, more.affiliation);
    if known.biography.is_none() {
        known.biography = more.biography;
    }
    if known.links.is_empty() {
        known.links = more.links;
    }
    (name, affiliation)
}
