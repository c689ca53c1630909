//! What of a schedule can be searched: texts folded ahead, as far as somebody has asked for them.

use std::cell::{Cell, OnceCell, RefCell};

use super::{
    Part,
    expr::Term,
    fuzzy::{Collector, Vocabulary},
    haystack::{Fit, Haystack, Parts},
    values::{self, Distinct},
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

/// What is chosen from, or completed.
const CHOSEN: [Part; 6] = [
    Part::Track,
    Part::Room,
    Part::Kind,
    Part::Language,
    Part::Person,
    Part::Affiliation,
];

const LONG: [Part; 1] = [Part::Abstract];

/// The searchable texts of a schedule, made when they are first searched.
///
/// It belongs to the schedule that it was made for.
#[derive(Debug, Default)]
pub struct Index {
    entries: OnceCell<Vec<Texts>>,
    /// The texts of so many entries were made ahead.
    prepared: Cell<usize>,
    people: OnceCell<Vec<Haystack>>,
    vocabulary: OnceCell<Vocabulary>,
    /// What there is of the vocabulary so far.
    collector: RefCell<Option<Box<Collector>>>,
    distinct: [OnceCell<Vec<Distinct>>; CHOSEN.len()],
}

#[derive(Debug)]
struct Texts {
    short: Haystack,
    aside: OnceCell<Box<Haystack>>,
    long: OnceCell<Box<Haystack>>,
}

impl Texts {
    fn long(&self, schedule: &Schedule, entry: &Entry) -> &Haystack {
        self.long
            .get_or_init(|| Box::new(haystack(schedule, entry, &LONG)))
    }

    /// The texts among which those of a part are, and all parts that are there.
    fn group(
        &self,
        schedule: &Schedule,
        entry: &Entry,
        part: Part,
    ) -> (&Haystack, &'static [Part]) {
        if SHORT.contains(&part) {
            (&self.short, &SHORT)
        } else if ASIDE.contains(&part) {
            let aside = || Box::new(haystack(schedule, entry, &ASIDE));
            (self.aside.get_or_init(aside), &ASIDE)
        } else {
            (self.long(schedule, entry), &LONG)
        }
    }
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
        let texts = self.entries(schedule).get(index);
        let (Some(texts), Some(entry)) = (texts, schedule.entry(index)) else {
            return false;
        };
        if let Some(part) = part {
            let (haystack, group) = texts.group(schedule, entry, part);
            let place = group.iter().position(|other| *other == part);
            let fit = Fit::of(part, whole);
            return place.is_some_and(|place| {
                haystack.part_contains(place, term, fit, || parts(schedule, entry, group))
            });
        }
        let searched = |group: &'static [Part]| move || parts(schedule, entry, group);
        texts.short.contains(term, searched(&SHORT))
            || (entry.abstract_text.is_some()
                && texts.long(schedule, entry).contains(term, searched(&LONG)))
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
        let (Some(haystack), Some(person)) = (people.get(index), schedule.people().get(index))
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

    /// All distinct values and words.
    pub(super) fn vocabulary(&self, schedule: &Schedule) -> &Vocabulary {
        self.vocabulary.get_or_init(|| {
            let collector = *self.collector.take().unwrap_or_default();
            collector.finish(schedule, self)
        })
    }

    /// Makes the texts of some more entries ahead that a search for words would make; says whether there were any left.
    pub fn prepare(&self, schedule: &Schedule, count: usize) -> bool {
        let all = schedule.entries();
        let from = self.prepared.get();
        if from >= all.len() {
            return false;
        }
        for (texts, entry) in self
            .entries(schedule)
            .iter()
            .zip(all)
            .skip(from)
            .take(count)
        {
            if entry.abstract_text.is_some() {
                texts.long(schedule, entry);
            }
        }
        self.prepared.set(from.saturating_add(count));
        true
    }

    /// Makes ahead what a search for what is nearly a word needs, so many entries of it; says whether there is more to be
    /// made.
    pub fn prepare_near(&self, schedule: &Schedule, count: usize) -> bool {
        if self.vocabulary.get().is_some() {
            return false;
        }
        let mut collector = self.collector.take().unwrap_or_default();
        let more = collector.collect(schedule, self, count);
        self.collector.replace(Some(collector));
        if !more {
            self.vocabulary(schedule);
        }
        more
    }

    /// The values that a part has in any entry; none of running text.
    pub(super) fn distinct(&self, schedule: &Schedule, part: Part) -> &[Distinct] {
        let place = CHOSEN.iter().position(|other| *other == part);
        let kept = place.and_then(|place| self.distinct.get(place));
        let values = kept.map(|kept| kept.get_or_init(|| values::distinct(schedule, part)));
        values.map(Vec::as_slice).unwrap_or_default()
    }

    /// The folded values that an entry has in a part.
    pub(super) fn folded(&self, schedule: &Schedule, index: usize, part: Part) -> Vec<&str> {
        let texts = self.entries(schedule).get(index);
        let (Some(texts), Some(entry)) = (texts, schedule.entry(index)) else {
            return Vec::new();
        };
        let (haystack, group) = texts.group(schedule, entry, part);
        let place = group.iter().position(|other| *other == part);
        place
            .map(|place| haystack.values(place).collect())
            .unwrap_or_default()
    }

    /// The same of a person.
    pub(super) fn folded_of_person(
        &self,
        schedule: &Schedule,
        index: usize,
        part: Part,
    ) -> Vec<&str> {
        let haystack = self.people(schedule).get(index);
        let place = SHORT.iter().position(|other| *other == part);
        let values = haystack
            .zip(place)
            .map(|(haystack, place)| haystack.values(place).collect());
        values.unwrap_or_default()
    }

    fn entries(&self, schedule: &Schedule) -> &[Texts] {
        self.entries.get_or_init(|| {
            let all = schedule.entries().iter();
            all.map(|entry| Texts {
                short: haystack(schedule, entry, &SHORT),
                aside: OnceCell::new(),
                long: OnceCell::new(),
            })
            .collect()
        })
    }

    fn people(&self, schedule: &Schedule) -> &[Haystack] {
        self.people.get_or_init(|| {
            let all = schedule.people().iter();
            all.map(|person| Haystack::new(&person_parts(person)))
                .collect()
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
