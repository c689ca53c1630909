//! People, rooms and tracks, each declared once: by the file's own lists, or as entries name them.

use foldhash::{HashMap, HashSet};

use crate::draft::{self, Credit, Draft, Named, Origin, Person};

/// Whom and what the file named so far, in its order.
#[derive(Default)]
pub(super) struct Met {
    people: Vec<Person>,
    by_id: HashMap<String, usize>,
    pub(super) rooms: Names,
    pub(super) tracks: Names,
}

/// Rooms or tracks.
#[derive(Default)]
pub(super) struct Names {
    pub(super) all: Vec<Named>,
    seen: HashSet<String>,
}

impl Names {
    /// Declares what entries refer to by an id, unless it was met before.
    pub(super) fn meet(&mut self, id: &str, name: Option<String>, origin: &Origin) {
        if !self.seen.contains(id) {
            self.seen.insert(id.to_owned());
            self.all.push(Named {
                id: id.to_owned(),
                name,
                color: None,
                origin: origin.clone(),
            });
        }
    }

    /// Whether there is one of this id.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.seen.contains(id)
    }

    /// The colour of what was met, unless it has one.
    pub(super) fn paint(&mut self, id: &str, color: Option<&str>) {
        if let Some(color) = color.and_then(draft::color)
            && let Some(named) = self.all.iter_mut().find(|named| named.id == id)
        {
            named.color.get_or_insert(color);
        }
    }
}

impl Met {
    /// A room, by the name under which entries refer to it.
    pub(super) fn room(&mut self, name: String, origin: &Origin) -> String {
        self.rooms.meet(&name, None, origin);
        name
    }

    /// A track, by the name under which entries refer to it.
    pub(super) fn track(&mut self, name: String, origin: &Origin) -> String {
        self.tracks.meet(&name, None, origin);
        name
    }

    /// Somebody's part in an entry. Who has an id is the same person everywhere: what one record
    /// lacks another may have, and a name or an affiliation that differs stays with the entry. Who
    /// is nothing but an id is not declared: the check says that nobody is.
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
            None if is_bare(&person) => (None, None),
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

    /// Somebody of the file's own list of people. Who stands there twice is declared twice: that is
    /// for the check to find.
    pub(super) fn declare_person(&mut self, person: Person) {
        self.by_id
            .entry(person.id.clone())
            .or_insert(self.people.len());
        self.people.push(person);
    }

    /// Writes all of them into the draft.
    pub(super) fn declare(self, draft: &mut Draft) {
        draft.people.extend(self.people);
        draft.rooms.extend(self.rooms.all);
        draft.tracks.extend(self.tracks.all);
    }
}

/// Whether nothing but an id is known of somebody.
fn is_bare(person: &Person) -> bool {
    person.name.is_none()
        && person.affiliation.is_none()
        && person.biography.is_none()
        && person.links.is_empty()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, name: Option<&str>) -> Person {
        Person {
            id: id.to_owned(),
            name: name.map(str::to_owned),
            ..Person::default()
        }
    }

    #[test]
    fn people_are_declared_once_and_never_by_an_id_alone() {
        let mut met = Met::default();
        assert!(met.person(person("", None), None).is_none());
        let stranger = met.person(person("", Some("Cy")), None);
        assert_eq!(stranger.and_then(|cy| cy.name).as_deref(), Some("Cy"));
        let unknown = met.person(person("1", None), None);
        assert_eq!(unknown.and_then(|it| it.person).as_deref(), Some("1"));
        met.declare_person(person("2", Some("Bo")));
        let same = met.person(person("2", Some("Bo")), None);
        assert_eq!(same.and_then(|bo| bo.name), None);
        let other = met.person(person("2", Some("Bob")), None);
        assert_eq!(other.and_then(|bo| bo.name).as_deref(), Some("Bob"));
        let mut draft = Draft::default();
        met.declare(&mut draft);
        let ids: Vec<&str> = draft.people.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["2"]);
    }
}
