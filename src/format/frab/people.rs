//! Who takes part. A person is declared once, however often the file tells about them.

use std::borrow::Cow;

use foldhash::HashMap;

use super::{links::Links, wire};
use crate::draft::{self, Credit, Draft, Origin};

/// The people met so far. Credits hold an index until all are known, since only then is it clear
/// whether the file's ids can be trusted.
#[derive(Default)]
pub(super) struct People {
    all: Vec<Known>,
    /// Those who have an id; of several with the same one, the first.
    by_id: HashMap<String, usize>,
    /// The others of an id, which have other names.
    namesakes: HashMap<(String, String), usize>,
    /// Those who have none.
    by_name: HashMap<String, usize>,
    /// An id stands for people of different names: the file was put together from several, and
    /// its ids say nothing.
    mixed: bool,
}

struct Known {
    id: Option<String>,
    name: String,
    biography: Option<String>,
    links: Vec<draft::Link>,
    origin: Origin,
}

impl People {
    /// Says who it was by index, until [`finish`](Self::finish).
    pub(super) fn credit(index: usize) -> Credit {
        Credit {
            person: Some(index.to_string()),
            ..Credit::default()
        }
    }

    /// The index of a person, who is new or known; `None` for somebody without a name.
    pub(super) fn meet(
        &mut self,
        person: wire::Person,
        mut links: Links,
        origin: &Origin,
    ) -> Option<usize> {
        let id = [person.id, person.guid, person.code];
        let id = id.into_iter().flatten().next();
        let id = id.as_deref().map(str::trim);
        let names = [person.public_name, person.name, person.full_public_name];
        let name = names.into_iter().flatten().next();
        let Some(name) = name else {
            // A list of persons may tell the name that the event leaves out.
            return self.by_id.get(id?).copied();
        };
        let index = self.find_or_add(id, &one_line(name), origin);
        let known = self.all.get_mut(index)?;
        if known.biography.is_none() {
            let biography = person.biography.filter(|text| !text.trim().is_empty());
            known.biography = biography.map(Cow::into_owned);
        }
        if known.links.is_empty() {
            links.field("Profile", person.url.as_deref());
            for link in person.links {
                links.add(&link);
            }
            known.links = links.finish().0;
        }
        Some(index)
    }

    fn find(&self, id: Option<&str>, name: &str) -> Option<usize> {
        let Some(id) = id else {
            return self.by_name.get(name).copied();
        };
        let first = *self.by_id.get(id)?;
        if self.all.get(first).is_some_and(|first| first.name == name) {
            return Some(first);
        }
        let namesake = (id.to_owned(), name.to_owned());
        self.namesakes.get(&namesake).copied()
    }

    fn find_or_add(&mut self, id: Option<&str>, name: &str, origin: &Origin) -> usize {
        if let Some(index) = self.find(id, name) {
            return index;
        }
        let next = self.all.len();
        match id {
            None => drop(self.by_name.insert(name.to_owned(), next)),
            Some(id) if self.by_id.contains_key(id) => {
                self.mixed = true;
                let namesake = (id.to_owned(), name.to_owned());
                self.namesakes.insert(namesake, next);
            }
            Some(id) => drop(self.by_id.insert(id.to_owned(), next)),
        }
        self.all.push(Known {
            id: id.map(str::to_owned),
            name: name.to_owned(),
            biography: None,
            links: Vec::new(),
            origin: origin.clone(),
        });
        next
    }

    /// Declares everybody, and lets credits name them. Who has no id goes by the name, and so does
    /// everybody where ids say nothing.
    pub(super) fn finish(self, draft: &mut Draft) {
        let mixed = self.mixed;
        let ids: Vec<Option<String>> = self
            .all
            .iter()
            .map(|known| known.id.clone().filter(|_| !mixed))
            .collect();
        let names: Vec<String> = self.all.iter().map(|known| known.name.clone()).collect();
        let mut declared: HashMap<String, usize> = HashMap::default();
        for known in self.all {
            let id = known.id.filter(|_| !mixed);
            let has_more = known.biography.is_some() || !known.links.is_empty();
            // A name alone need not be declared.
            if id.is_none() && !has_more {
                continue;
            }
            let key = id.unwrap_or_else(|| known.name.clone());
            let next = draft.people.len();
            let slot = *declared.entry(key.clone()).or_insert(next);
            match draft.people.get_mut(slot) {
                Some(person) => {
                    person.biography = person.biography.take().or(known.biography);
                    if person.links.is_empty() {
                        person.links = known.links;
                    }
                }
                None => draft.people.push(draft::Person {
                    id: key,
                    name: Some(known.name),
                    affiliation: None,
                    biography: known.biography,
                    links: known.links,
                    origin: known.origin,
                }),
            }
        }
        let credits = draft
            .sessions
            .iter_mut()
            .flat_map(|entry| &mut entry.people);
        for credit in credits {
            let index = credit.person.take().and_then(|index| index.parse().ok());
            let index: usize = index.unwrap_or(usize::MAX);
            match (ids.get(index), names.get(index)) {
                (Some(Some(id)), _) => credit.person = Some(id.clone()),
                (_, Some(name)) if declared.contains_key(name) => {
                    credit.person = Some(name.clone());
                }
                (_, name) => credit.name = name.cloned(),
            }
        }
    }
}

/// A name without the line breaks and spaces that XML is laid out with.
pub(super) fn one_line(name: Cow<str>) -> Cow<str> {
    let mut words = name.split(' ');
    if words.all(|word| !word.is_empty() && !word.contains(char::is_whitespace)) {
        return name;
    }
    Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" "))
}
