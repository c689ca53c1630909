//! What of a schedule can be searched: texts folded ahead, as far as somebody has asked for them.

use std::cell::OnceCell;

use super::{
    Part,
    expr::Term,
    fuzzy::Vocabulary,
    haystack::{Fit, Haystack, Parts},
    values,
};
use crate::schedule::{Entry, Person, Schedule};

/// What words without a field search, apart from abstracts.
const SHORT: [Part; 6] = [
    Part::Title,
    Part::Person,
    Part::Affiliation,
    Part::Room,
    Part::Track,
    Part::Kind,
];

/// What only fields search.
const ASIDE: [Part; 2] = [Part::Language, Part::Note];

const LONG: [Part; 1] = [Part::Abstract];

/// The searchable texts of a schedule, made when they are first searched.
///
/// It belongs to the schedule that it was made for.
#[derive(Debug, Default)]
pub struct Index {
    entries: OnceCell<Vec<Texts>>,
    people: OnceCell<People>,
    vocabulary: OnceCell<Vocabulary>,
}

#[derive(Debug)]
struct Texts {
    short: Haystack,
    aside: OnceCell<Box<Haystack>>,
    long: OnceCell<Box<Haystack>>,
}

#[derive(Debug)]
struct People {
    haystacks: Vec<Haystack>,
    entries: Vec<Vec<usize>>,
}

impl Index {
    /// Whether a term stands in an entry: in a part, or in any that words are looked for in.
    pub(super) fn entry_has(
        &self,
        schedule: &Schedule,
        index: usize,
        part: Option<Part>,
        term: &Term,
        whole: bool,
    ) -> bool {
        let entries = self.entries.get_or_init(|| {
            let all = schedule.entries().iter();
            all.map(|entry| Texts {
                short: haystack(schedule, entry, &SHORT),
                aside: OnceCell::new(),
                long: OnceCell::new(),
            })
            .collect()
        });
        let (Some(texts), Some(entry)) = (entries.get(index), schedule.entry(index)) else {
            return false;
        };
        let aside = || {
            texts
                .aside
                .get_or_init(|| Box::new(haystack(schedule, entry, &ASIDE)))
        };
        let long = || {
            texts
                .long
                .get_or_init(|| Box::new(haystack(schedule, entry, &LONG)))
        };
        let Some(part) = part else {
            let short = || parts(schedule, entry, &SHORT);
            return texts.short.contains(term, short)
                || (entry.abstract_text.is_some()
                    && long().contains(term, || parts(schedule, entry, &LONG)));
        };
        let in_group = |haystack: &Haystack, group: &[Part]| {
            let place = group.iter().position(|other| *other == part);
            place.is_some_and(|place| {
                haystack.part_contains(place, term, Fit::of(part, whole), || {
                    parts(schedule, entry, group)
                })
            })
        };
        if SHORT.contains(&part) {
            in_group(&texts.short, &SHORT)
        } else if ASIDE.contains(&part) {
            in_group(aside(), &ASIDE)
        } else {
            in_group(long(), &LONG)
        }
    }

    /// Whether a term stands in a person's name or affiliation.
    pub(super) fn person_has(
        &self,
        schedule: &Schedule,
        index: usize,
        part: Option<Part>,
        term: &Term,
        whole: bool,
    ) -> bool {
        let people = self.people(schedule);
        let (Some(haystack), Some(person)) =
            (people.haystacks.get(index), schedule.people().get(index))
        else {
            return false;
        };
        let parts = || person_parts(person);
        match part {
            None => haystack.contains(term, parts),
            Some(part) => {
                let place = SHORT.iter().position(|other| *other == part);
                place.is_some_and(|place| {
                    haystack.part_contains(place, term, Fit::of(part, whole), parts)
                })
            }
        }
    }

    /// The entries in which a person takes part.
    pub(super) fn entries_of(&self, schedule: &Schedule, person: usize) -> &[usize] {
        let entries = self.people(schedule).entries.get(person);
        entries.map(Vec::as_slice).unwrap_or_default()
    }

    /// All distinct values and words.
    pub(super) fn vocabulary(&self, schedule: &Schedule) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(schedule))
    }

    fn people(&self, schedule: &Schedule) -> &People {
        self.people.get_or_init(|| {
            let all = schedule.people().iter();
            let mut entries = vec![Vec::new(); schedule.people().len()];
            for (index, entry) in schedule.entries().iter().enumerate() {
                for person in entry.people.iter().filter_map(|credit| credit.person) {
                    if let Some(theirs) = entries.get_mut(person)
                        && theirs.last() != Some(&index)
                    {
                        theirs.push(index);
                    }
                }
            }
            People {
                haystacks: all
                    .map(|person| Haystack::new(&person_parts(person)))
                    .collect(),
                entries,
            }
        })
    }
}

fn parts<'a>(schedule: &'a Schedule, entry: &'a Entry, group: &[Part]) -> Parts<'a> {
    let values = group
        .iter()
        .map(|part| values::of_entry(schedule, entry, *part));
    values.collect()
}

fn haystack(schedule: &Schedule, entry: &Entry, group: &[Part]) -> Haystack {
    Haystack::new(&parts(schedule, entry, group))
}

fn person_parts(person: &Person) -> Parts<'_> {
    let values = SHORT.iter().map(|part| values::of_person(person, *part));
    values.collect()
}
