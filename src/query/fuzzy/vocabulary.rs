//! All distinct texts of a schedule, and which entry has which: each is scored once, however often it stands there.

use std::fmt;

use foldhash::HashMap;

use super::{Index, Part, Scorer, is_long, letters, words};
use crate::schedule::Schedule;

/// The parts that are searched for what is nearly a word, and what a match in them counts, in hundredths.
const PARTS: [(Part, u32); 9] = [
    (Part::Title, 100),
    (Part::Person, 100),
    (Part::Affiliation, 80),
    (Part::Room, 80),
    (Part::Track, 80),
    (Part::Kind, 80),
    (Part::Abstract, 60),
    (Part::Language, 60),
    (Part::Note, 60),
];

/// All distinct texts of a schedule that can be nearly something, and where they stand.
pub(in crate::query) struct Vocabulary {
    texts: Vec<Text>,
    entries: Uses,
    people: Uses,
}

struct Text {
    folded: Box<str>,
    letters: u64,
}

/// In which parts of which entries, or people, each text stands.
#[derive(Default)]
struct Uses {
    /// For each text, where its places begin; then, where the last ones end.
    starts: Vec<usize>,
    places: Vec<Place>,
    /// How many entries or people there are.
    count: usize,
}

/// The number of an entry or a person, and the place of a part in [`PARTS`] in the lowest bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place(u32);

/// More than there are parts.
const PART_BITS: u32 = 4;

/// How near entries and people are to what was typed, 0 if they are not.
pub(in crate::query) struct Scores {
    pub(in crate::query) entries: Vec<u16>,
    pub(in crate::query) people: Vec<u16>,
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vocabulary of {}", self.texts.len())
    }
}

impl Vocabulary {
    /// How near all entries and people are, in any of the parts that words are looked for in, or in this one.
    pub(in crate::query) fn scores(&self, typed: &str, part: Option<Part>) -> Scores {
        let mut scores = Scores {
            entries: vec![0; self.entries.count],
            people: vec![0; self.people.count],
        };
        let Some(mut judge) = Scorer::new(typed) else {
            return scores;
        };
        for (number, text) in self.texts.iter().enumerate() {
            let score = u32::from(judge.score(&text.folded, text.letters));
            if score > 0 {
                self.entries
                    .spread(number, score, part, &mut scores.entries);
                self.people.spread(number, score, part, &mut scores.people);
            }
        }
        scores
    }
}

impl Uses {
    /// From pairs of a text and a place, in the order of the places.
    fn of(pairs: &[(u32, Place)], texts: usize, count: usize) -> Uses {
        let number = |text: u32| usize::try_from(text).unwrap_or(usize::MAX);
        // Sorted by counting: there are millions of them.
        let mut starts = vec![0; texts + 1];
        for (text, _) in pairs {
            if let Some(next) = starts.get_mut(number(*text) + 1) {
                *next += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut ends = starts.clone();
        let mut places = vec![Place(0); pairs.len()];
        for (text, place) in pairs {
            if let Some(end) = ends.get_mut(number(*text)) {
                if let Some(slot) = places.get_mut(*end) {
                    *slot = *place;
                }
                *end += 1;
            }
        }
        Uses {
            starts,
            places,
            count,
        }
    }

    /// Gives the score of a text to all that have it.
    fn spread(&self, text: usize, score: u32, part: Option<Part>, scores: &mut [u16]) {
        let Some(start) = self.starts.get(text) else {
            return;
        };
        let end = self
            .starts
            .get(text + 1)
            .copied()
            .unwrap_or(self.places.len());
        for Place(place) in self.places.get(*start..end).unwrap_or_default() {
            let kind = usize::try_from(place % (1 << PART_BITS)).unwrap_or(usize::MAX);
            let Some((of, weight)) = PARTS.get(kind) else {
                continue;
            };
            if !part.map_or(of.is_searched_by_words(), |part| part == *of) {
                continue;
            }
            let number = usize::try_from(place >> PART_BITS).unwrap_or(usize::MAX);
            if let Some(best) = scores.get_mut(number) {
                let score = u16::try_from(score * weight / 100).unwrap_or(u16::MAX);
                *best = score.max(*best);
            }
        }
    }
}

/// A vocabulary in the making.
#[derive(Debug, Default)]
pub(in crate::query) struct Collector {
    /// The texts so far, numbered in the order in which they were met.
    known: HashMap<Box<str>, u32>,
    /// For each text, the place where it stood last.
    last: Vec<Option<Place>>,
    pairs: Vec<(u32, Place)>,
    /// How many entries were collected.
    done: usize,
}

impl Collector {
    /// Collects the texts of some more entries; says whether any are left.
    pub(in crate::query) fn collect(
        &mut self,
        schedule: &Schedule,
        index: &Index,
        count: usize,
    ) -> bool {
        let all = schedule.entries().len();
        let end = self.done.saturating_add(count).min(all);
        for number in self.done..end {
            self.texts_of(number, &|part| index.folded(schedule, number, part));
        }
        self.done = end;
        end < all
    }

    /// The vocabulary, with whatever was not collected yet.
    pub(in crate::query) fn finish(mut self, schedule: &Schedule, index: &Index) -> Vocabulary {
        self.collect(schedule, index, usize::MAX);
        let entries = std::mem::take(&mut self.pairs);
        self.last.fill(None);
        let people = schedule.people().len();
        for number in 0..people {
            self.texts_of(number, &|part| {
                index.folded_of_person(schedule, number, part)
            });
        }
        let texts = self.known.len();
        let entries = Uses::of(&entries, texts, schedule.entries().len());
        let people = Uses::of(&self.pairs, texts, people);
        let mut texts: Vec<(u32, Box<str>)> = self
            .known
            .into_iter()
            .map(|(text, number)| (number, text))
            .collect();
        texts.sort_unstable_by_key(|(number, _)| *number);
        let texts = texts.into_iter().map(|(_, folded)| Text {
            letters: letters(folded.chars()),
            folded,
        });
        Vocabulary {
            texts: texts.collect(),
            entries,
            people,
        }
    }

    /// The texts of an entry or a person.
    fn texts_of<'a>(&mut self, number: usize, folded: &dyn Fn(Part) -> Vec<&'a str>) {
        let number = u32::try_from(number).unwrap_or(u32::MAX >> PART_BITS);
        for (kind, (part, _)) in (0..).zip(PARTS) {
            let place = Place(number << PART_BITS | kind);
            for value in folded(part) {
                self.value(value, part, place);
            }
        }
    }

    fn value(&mut self, value: &str, part: Part, place: Place) {
        let mut several = false;
        for (_, word) in words(value) {
            several |= word.len() < value.len();
            self.add(word, place);
        }
        // Letters from all over an abstract say nothing: there it is words alone.
        if several && !is_long(part) {
            self.add(value, place);
        }
    }

    fn add(&mut self, text: &str, place: Place) {
        let number = match self.known.get(text) {
            Some(number) => *number,
            None => {
                let next = u32::try_from(self.last.len()).unwrap_or(u32::MAX);
                self.known.insert(text.into(), next);
                self.last.push(None);
                next
            }
        };
        let last = usize::try_from(number).ok();
        let last = last.and_then(|number| self.last.get_mut(number));
        if let Some(last) = last
            && last.replace(place) != Some(place)
        {
            self.pairs.push((number, place));
        }
    }
}
