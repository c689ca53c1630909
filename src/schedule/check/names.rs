//! People, rooms and tracks: what entries refer to by id or name.

use foldhash::HashMap;

use super::{Checker, Spot, below, present};
use crate::{
    draft,
    schedule::{Credit, Entry, Origin, Person, rules::RuleId},
    text,
};

/// What was declared, and what entries named besides.
pub(super) struct Directory {
    people: Vec<Person>,
    person_by_id: HashMap<String, usize>,
    person_by_name: HashMap<String, usize>,
    rooms: Names,
    tracks: Names,
}

/// People sorted by name; rooms and tracks as declared, with the places of those that were.
pub(super) struct Finished {
    pub(super) people: Vec<Person>,
    pub(super) rooms: Vec<String>,
    pub(super) tracks: Vec<String>,
    pub(super) room_origins: Vec<Origin>,
    pub(super) track_origins: Vec<Origin>,
}

/// Rooms or tracks.
#[derive(Default)]
struct Names {
    all: Vec<String>,
    /// Of those that were declared, in their order.
    colors: Vec<Option<[u8; 3]>>,
    /// The same of their places.
    origins: Vec<Origin>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    /// Those whose declaration has a name for them, and one that is still open: it is told there.
    open: Vec<usize>,
    /// Some were declared, so that others are strangers.
    declared: bool,
}

impl Names {
    fn new(checker: &mut Checker, drafts: Vec<draft::Named>, what: &str) -> Self {
        let mut all = Self {
            declared: !drafts.is_empty(),
            ..Self::default()
        };
        for draft in drafts {
            let name = checker.line(draft.name, &draft.origin, "name");
            let id = text::clean_line(&draft.id).text.into_owned();
            if let Some(name) = name.as_ref().filter(|name| is_placeholder(name)) {
                all.open.push(all.all.len());
                let message = format!("the {what} “{name}” is still open");
                let origin = below(&draft.origin, "name");
                checker.find(RuleId::Placeholder, &message, &origin);
            }
            if all.by_id.contains_key(&id) {
                let message =
                    format!("the {what} id “{id}” stands more than once; the first one counts");
                checker.find(RuleId::DuplicateId, &message, &draft.origin);
            }
            let index = all.add(name.unwrap_or_else(|| id.clone()));
            all.by_id.entry(id).or_insert(index);
            all.colors.push(draft.color);
            all.origins.push(draft.origin);
        }
        all
    }

    fn add(&mut self, name: String) -> usize {
        let index = self.all.len();
        self.by_name.entry(name.clone()).or_insert(index);
        self.all.push(name);
        index
    }

    /// The index of what an entry names by its id, else by its name. It is added if it has to be: a stranger among
    /// those that were declared is told the first time. What is still open is told each time, unless its declaration was.
    fn look_up(
        &mut self,
        checker: &mut Checker,
        key: &str,
        origin: &Origin,
        (what, unknown): (&str, RuleId),
    ) -> usize {
        let known = self.by_id.get(key).or_else(|| self.by_name.get(key));
        let known = known.copied();
        let index = known.unwrap_or_else(|| self.add(key.to_owned()));
        if self.open.contains(&index) {
            return index;
        }
        if is_placeholder(key) {
            let message = format!("the {what} “{key}” is still open");
            checker.find(RuleId::Placeholder, &message, &below(origin, what));
        } else if known.is_none() && self.declared {
            let message = format!("the {what} “{key}” is not among the declared {what}s");
            checker.find(unknown, &message, &below(origin, what));
        }
        index
    }
}

impl Directory {
    pub(super) fn new(
        checker: &mut Checker,
        people: Vec<draft::Person>,
        rooms: Vec<draft::Named>,
        tracks: Vec<draft::Named>,
    ) -> Self {
        let rooms = Names::new(checker, rooms, "room");
        let tracks = Names::new(checker, tracks, "track");
        let mut directory = Self {
            people: Vec::new(),
            person_by_id: HashMap::default(),
            person_by_name: HashMap::default(),
            rooms,
            tracks,
        };
        for person in people {
            directory.declare(checker, person);
        }
        directory
    }

    fn declare(&mut self, checker: &mut Checker, draft: draft::Person) {
        let origin = &draft.origin;
        let id = text::clean_line(&draft.id).text.into_owned();
        let name = checker.line(draft.name, origin, "name");
        let person = Person {
            name: name.unwrap_or_else(|| id.clone()),
            affiliation: checker.line(draft.affiliation, origin, "affiliation"),
            biography: checker.block(draft.biography, origin, "biography"),
            links: checker.links(draft.links, origin),
            id: id.clone(),
            origin: origin.clone(),
        };
        let index = self.people.len();
        if let Some(other) = self.person_by_id.insert(id.clone(), index) {
            let message =
                format!("the person id “{id}” stands more than once; the last one counts");
            checker.find(RuleId::DuplicateId, &message, origin);
            self.person_by_id.insert(id, other);
            if let Some(slot) = self.people.get_mut(other) {
                *slot = person;
            }
            return;
        }
        self.person_by_name
            .entry(person.name.clone())
            .or_insert(index);
        self.people.push(person);
    }

    /// A credit of an entry; `None` where it names nobody at all.
    pub(super) fn credit(
        &mut self,
        checker: &mut Checker,
        draft: draft::Credit,
        spot: Spot,
    ) -> Option<Credit> {
        let role = checker
            .line(draft.role, spot, "role")
            .unwrap_or_else(|| "speaker".to_owned());
        let affiliation = checker.line(draft.affiliation, spot, "affiliation");
        let id = present(draft.person.as_deref()).map(|id| text::clean_line(id).text.into_owned());
        // What nobody can see is nobody.
        let id = id.filter(|id| !id.is_empty());
        let name = checker.line(draft.name, spot, "name");
        let known = id
            .as_ref()
            .and_then(|id| self.person_by_id.get(id).copied());
        if known.is_none()
            && let Some(id) = &id
        {
            let message = format!("“{id}” is not among the people");
            checker.find(RuleId::UnknownPerson, &message, &spot.below("person"));
        }
        let person = match (known, &name) {
            (Some(known), _) => Some(known),
            (None, Some(name)) if !is_placeholder(name) => {
                Some(self.stranger(name, affiliation.as_deref()))
            }
            _ => None,
        };
        let declared = person.and_then(|index| self.people.get(index));
        let name = name
            .or_else(|| declared.map(|person| person.name.clone()))
            .or(id)?;
        if is_placeholder(&name) {
            let message = format!("the {role} “{name}” is still open");
            checker.find(RuleId::Placeholder, &message, &spot.here());
        }
        Some(Credit {
            affiliation: affiliation
                .or_else(|| declared.and_then(|person| person.affiliation.clone())),
            person,
            name,
            role,
        })
    }

    /// Somebody who is named by an entry only.
    fn stranger(&mut self, name: &str, affiliation: Option<&str>) -> usize {
        if let Some(index) = self.person_by_name.get(name) {
            return *index;
        }
        let index = self.people.len();
        // The id of a stranger is the name, unless somebody else has that for an id.
        let mut id = name.to_owned();
        while self.person_by_id.contains_key(&id) {
            id.push('~');
        }
        self.person_by_id.insert(id.clone(), index);
        self.people.push(Person {
            id,
            name: name.to_owned(),
            affiliation: affiliation.map(str::to_owned),
            biography: None,
            links: Vec::new(),
            origin: Origin::default(),
        });
        self.person_by_name.insert(name.to_owned(), index);
        index
    }

    pub(super) fn rooms(
        &mut self,
        checker: &mut Checker,
        keys: Vec<String>,
        origin: &Origin,
    ) -> Vec<usize> {
        let mut rooms = Vec::with_capacity(keys.len());
        for key in keys {
            let Some(key) = checker.line(Some(key), origin, "room") else {
                continue;
            };
            let unknown = ("room", RuleId::UnknownRoom);
            let room = self.rooms.look_up(checker, &key, origin, unknown);
            if !rooms.contains(&room) {
                rooms.push(room);
            }
        }
        rooms
    }

    pub(super) fn track(
        &mut self,
        checker: &mut Checker,
        key: Option<String>,
        origin: &Origin,
    ) -> Option<usize> {
        let key = checker.line(key, origin, "track")?;
        let unknown = ("track", RuleId::UnknownTrack);
        Some(self.tracks.look_up(checker, &key, origin, unknown))
    }

    /// The colours of the tracks, in their order; tracks that were not declared have none.
    pub(super) fn track_colors(&self) -> Vec<Option<[u8; 3]>> {
        self.tracks.colors.clone()
    }

    /// People sorted by name, rooms and tracks as declared; the entries' indices follow.
    pub(super) fn finish(self, entries: &mut [Entry]) -> Finished {
        let mut order: Vec<usize> = (0..self.people.len()).collect();
        let sort_key = |index: &usize| {
            self.people
                .get(*index)
                .map(|person| person.name.to_lowercase())
        };
        order.sort_by_cached_key(sort_key);
        let mut moved = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(slot) = moved.get_mut(*old) {
                *slot = new;
            }
        }
        for credit in entries.iter_mut().flat_map(|entry| &mut entry.people) {
            credit.person = credit.person.and_then(|old| moved.get(old).copied());
        }
        let mut people: Vec<_> = self.people.into_iter().map(Some).collect();
        let sorted = order.iter().filter_map(|old| people.get_mut(*old)?.take());
        Finished {
            people: sorted.collect(),
            rooms: self.rooms.all,
            tracks: self.tracks.all,
            room_origins: self.rooms.origins,
            track_origins: self.tracks.origins,
        }
    }
}

/// Whether a title, a name or a room says that it is still open: TBC, TBA, TBD as a word of its
/// own in capitals, or the whole text spelled out.
pub(in crate::schedule) fn is_placeholder(text: &str) -> bool {
    let spelled_out = [
        "to be confirmed",
        "to be announced",
        "to be determined",
        "tbc",
        "tba",
        "tbd",
    ];
    let mut words = text.split(|char: char| !char.is_alphanumeric());
    // Every title and name is looked at, and hardly any needs to be taken apart.
    if text.contains("TB") && words.any(|word| matches!(word, "TBC" | "TBA" | "TBD")) {
        return true;
    }
    let bare = text.trim_matches(|char: char| !char.is_alphanumeric());
    spelled_out
        .iter()
        .any(|word| bare.eq_ignore_ascii_case(word))
}

/// Whether a title says that the entry does not take place: schedules without a field for it write
/// the word in capitals before or behind the title.
pub(in crate::schedule) fn says_cancelled(title: &str) -> bool {
    let mut words = title
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let ends = [words.next(), words.next_back()];
    ends.into_iter()
        .flatten()
        .any(|word| matches!(word, "CANCELLED" | "CANCELED"))
}

#[cfg(test)]
mod tests {
    use super::{is_placeholder, says_cancelled};

    #[test]
    fn cancelled_is_a_word_in_capitals_at_either_end() {
        for cancelled in [
            "CANCELLED Testing Automation",
            "CANCELLED! Surface",
            "China’s Sky ! CANCELLED !",
            "[CANCELED] Talk",
            "CANCELED",
        ] {
            assert!(says_cancelled(cancelled), "{cancelled}");
        }
        for on in [
            "",
            "How we CANCELLED it all",
            "Cancelled flights",
            "UNCANCELLED",
        ] {
            assert!(!says_cancelled(on), "{on}");
        }
    }

    #[test]
    fn placeholders_are_words_of_their_own() {
        for open in [
            "TBC",
            "tbc",
            "(TBA)",
            "Keynote (TBC)",
            "T.B.D. TBD",
            "To be announced",
        ] {
            assert!(is_placeholder(open), "{open}");
        }
        for settled in [
            "",
            "Outback",
            "TBCs of the world",
            "What is to be announced?",
            "tba in a sentence",
        ] {
            assert!(!is_placeholder(settled), "{settled}");
        }
    }
}
