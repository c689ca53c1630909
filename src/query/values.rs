//! The texts of entries and people by part, as they stand in the schedule.

use std::borrow::Cow;

use foldhash::HashMap;

use super::{
    Part,
    expr::{Leaf, Term},
};
use crate::{
    arrange::Arrange as _,
    schedule::{Entry, Person, Schedule},
    text::{
        self,
        fold::{Fold, fold},
    },
};

/// A value of a part, however the schedule writes it: what differs in case, accents or apostrophes alone is the same,
/// since no query could tell all of it apart.
#[derive(Debug)]
pub(super) struct Distinct {
    pub(super) folded: String,
    /// The ways in which it is written, the most frequent one first.
    pub(super) spellings: Vec<String>,
    /// The entries that have it, each once.
    pub(super) entries: Vec<usize>,
}

impl Distinct {
    /// How it is shown.
    pub(super) fn label(&self) -> &str {
        self.spellings.first().unwrap_or(&self.folded)
    }

    /// The condition that it stands in a part, however it is written.
    pub(super) fn leaf(&self, part: Part) -> Option<Leaf> {
        match self.spellings.as_slice() {
            [only] => whole(part, only).or_else(|| whole(part, &self.folded)),
            _ => whole(part, &self.folded),
        }
    }
}

/// The condition that a text is all that stands there. `None` if it could not be found by it.
fn whole(part: Part, text: &str) -> Option<Leaf> {
    let term = Term::new(text)?;
    let trimmed = |text: &str| text.trim() == text;
    let found = trimmed(&term.needle) && term.loose.as_deref().is_none_or(trimmed);
    found.then_some(Leaf::Text {
        part: Some(part),
        term,
        whole: true,
    })
}

/// All values of a part: rooms as they stand in the schedule, all else by name. What consists of apostrophes alone is
/// none: no query finds it.
pub(super) fn distinct(schedule: &Schedule, part: Part) -> Vec<Distinct> {
    let mut spellings: HashMap<String, (usize, Vec<usize>)> = HashMap::default();
    for (index, entry) in schedule.entries().iter().enumerate() {
        for text in of_entry(schedule, entry, part) {
            let known = spellings.entry(text.trim().to_owned()).or_default();
            known.0 += 1;
            known.1.push(index);
        }
    }
    let mut spellings: Vec<_> = spellings.into_iter().collect();
    spellings.arrange_by(|one, other| (other.1.0, &one.0).cmp(&(one.1.0, &other.0)));
    let mut found: HashMap<String, Distinct> = HashMap::default();
    for (spelling, (_, entries)) in spellings {
        let folded = fold(&spelling, Fold::LOOSE).trim().to_owned();
        if whole(part, &folded).is_none() {
            continue;
        }
        let known = found.entry(folded.clone()).or_insert_with(|| Distinct {
            folded,
            spellings: Vec::new(),
            entries: Vec::new(),
        });
        known.spellings.push(spelling);
        known.entries.extend(entries);
    }
    let mut found: Vec<Distinct> = found.into_values().collect();
    for value in &mut found {
        value.entries.arrange();
        value.entries.dedup();
    }
    let rooms = schedule.rooms().iter().map(|room| room.trim());
    let places: HashMap<&str, usize> = rooms
        .enumerate()
        .map(|(place, room)| (room, place))
        .collect();
    found.arrange_by_key(|value| {
        let names = value.spellings.iter();
        let place = names.filter_map(|name| places.get(name.as_str())).min();
        let place = place.filter(|_| part == Part::Room);
        (place.copied(), value.folded.clone())
    });
    found
}

/// What an entry has in a part, in the schedule's order.
pub(super) fn of_entry<'a>(
    schedule: &'a Schedule,
    entry: &'a Entry,
    part: Part,
) -> Vec<Cow<'a, str>> {
    let one = |text: Option<&'a str>| text.map(Cow::Borrowed).into_iter().collect();
    match part {
        Part::Title => {
            let texts = std::iter::once(entry.title.as_str()).chain(entry.subtitle.as_deref());
            texts.map(Cow::Borrowed).collect()
        }
        Part::Person => {
            let names = entry.people.iter().map(|credit| credit.name.as_str());
            names.map(Cow::Borrowed).collect()
        }
        Part::Affiliation => {
            let all = entry.people.iter();
            let names = all.filter_map(|credit| credit.affiliation.as_deref());
            names.map(Cow::Borrowed).collect()
        }
        Part::Room => schedule.rooms_of(entry).map(Cow::Borrowed).collect(),
        Part::Track => one(schedule.track_name(entry)),
        Part::Kind => one(entry.kind.as_deref()),
        Part::Abstract => entry
            .abstract_text
            .as_deref()
            .map(paragraphs)
            .unwrap_or_default(),
        Part::Language => one(entry.language.as_deref()),
        Part::Note => entry
            .notes
            .iter()
            .map(|note| Cow::Borrowed(note.as_str()))
            .collect(),
    }
}

/// What a person has in a part.
pub(super) fn of_person(person: &Person, part: Part) -> Vec<Cow<'_, str>> {
    let text = match part {
        Part::Person => Some(person.name.as_str()),
        Part::Affiliation => person.affiliation.as_deref(),
        _ => None,
    };
    text.map(Cow::Borrowed).into_iter().collect()
}

/// A description as it is read: without its markup.
fn paragraphs(text: &str) -> Vec<Cow<'_, str>> {
    let markup = |c: char| matches!(c, '<' | '&' | '*' | '_' | '`' | '[' | '\\' | '#' | '~');
    if !text.contains(markup) {
        // Reading what has no markup would only cost time.
        return text.split("\n\n").map(Cow::Borrowed).collect();
    }
    let blocks = text::read(text).blocks.into_iter();
    let joined = |runs: Vec<text::Run>| runs.into_iter().map(|run| run.text).collect::<String>();
    blocks.map(|block| Cow::Owned(joined(block.runs))).collect()
}
