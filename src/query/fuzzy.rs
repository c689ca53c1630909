//! What is nearly the word that was typed.
//!
//! The scores are those of `nucleo_matcher`: letters in order, better together and at the starts of words. What is
//! accepted is decided here: of a word of five letters or more, one letter in four may be missing, or else one may be
//! wrong, too many, or swapped with its neighbour; of four letters, two may be swapped, or one may be missing. Of the words of a title or a name
//! the ends may be left out (`effquant` for *Efficient Quantization*).
//!
//! ```text
//! schedule ──▶ Vocabulary: distinct values and words, and which entry has which
//! text ──▶ Scorer ──▶ a score for each of them ──▶ the best of an entry
//! ```

use std::{collections::HashMap, fmt};

use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Index, Part};
use crate::{
    schedule::Schedule,
    text::fold::{Fold, fold},
};

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

/// A score that nothing exceeds, before parts are weighed.
const PERFECT: u32 = 1000;

/// What a mistake costs.
const MISTAKE: u16 = 150;

/// What each further letter of a word costs, and no more than ten of them.
const TAIL: u32 = 5;

/// Fewer letters leave no room for a mistake.
const LEAST_FOR_MISTAKES: usize = 4;

/// All distinct texts of a schedule that can be nearly something, and where they stand.
pub(super) struct Vocabulary {
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
pub(super) struct Scores {
    pub(super) entries: Vec<u16>,
    pub(super) people: Vec<u16>,
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vocabulary of {}", self.texts.len())
    }
}

impl Vocabulary {
    /// How near all entries and people are, in any of the parts that words are looked for in, or in this one.
    pub(super) fn scores(&self, typed: &str, part: Option<Part>) -> Scores {
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
pub(super) struct Collector {
    /// The texts so far, numbered in the order in which they were met.
    known: HashMap<Box<str>, u32, foldhash::fast::RandomState>,
    /// For each text, the place where it stood last.
    last: Vec<Option<Place>>,
    pairs: Vec<(u32, Place)>,
    /// How many entries were collected.
    done: usize,
}

impl Collector {
    /// Collects the texts of some more entries; says whether any are left.
    pub(super) fn collect(&mut self, schedule: &Schedule, index: &Index, count: usize) -> bool {
        let all = schedule.entries().len();
        let end = self.done.saturating_add(count).min(all);
        for number in self.done..end {
            self.texts_of(number, &|part| index.folded(schedule, number, part));
        }
        self.done = end;
        end < all
    }

    /// The vocabulary, with whatever was not collected yet.
    pub(super) fn finish(mut self: Box<Self>, schedule: &Schedule, index: &Index) -> Vocabulary {
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

/// Whether a part is running text, in which only words can be near.
pub(super) fn is_long(part: Part) -> bool {
    matches!(part, Part::Abstract | Part::Note)
}

/// The words of a folded text, each with the byte at which it begins.
pub(super) fn words(folded: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    let pieces = folded.split_inclusive(|c: char| !c.is_alphanumeric());
    let words = pieces.map(move |piece| {
        let start = end;
        end += piece.len();
        (
            start,
            piece.trim_end_matches(|c: char| !c.is_alphanumeric()),
        )
    });
    words.filter(|(_, word)| !word.is_empty())
}

/// Which letters occur, as far as 64 bits tell them apart.
fn letters(chars: impl Iterator<Item = char>) -> u64 {
    chars
        .filter(|c| *c != ' ')
        .fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// The scores of longer ones would not fit their type.
const LONGEST_NEEDLE: usize = 500;

/// What is longer is no word in which anybody could tell a mistake.
const LONGEST_WORD: usize = 60;

/// Fewer letters from several words are too like anything to have one missing, too.
const LEAST_FOR_MISSING_IN_SEVERAL: usize = 7;

/// Scores texts for one that was typed.
pub(super) struct Scorer {
    matcher: Matcher,
    /// What was typed, folded.
    needle: Vec<char>,
    letters: u64,
    /// The score of the needle in itself.
    perfect: u32,
    haystack: Vec<char>,
    /// Where the letters were found that gave the last score.
    positions: Vec<u32>,
}

impl Scorer {
    /// `None` if nothing is left to search, or more than anything is near to.
    pub(super) fn new(text: &str) -> Option<Scorer> {
        let folded = fold(text, Fold::LOOSE);
        let needle: Vec<char> = folded.trim().chars().collect();
        if needle.len() > LONGEST_NEEDLE {
            return None;
        }
        let mut config = Config::DEFAULT;
        (config.normalize, config.ignore_case) = (false, false);
        let mut scorer = Scorer {
            matcher: Matcher::new(config),
            letters: letters(needle.iter().copied()),
            needle,
            perfect: 1,
            haystack: Vec::new(),
            positions: Vec::new(),
        };
        scorer.haystack.clone_from(&scorer.needle);
        let needle = scorer.needle.clone();
        scorer.perfect = u32::from(scorer.raw(&needle)?).max(1);
        Some(scorer)
    }

    /// How near a folded text is, up to [`PERFECT`]; 0 if it is not near.
    fn score(&mut self, folded: &str, letters: u64) -> u16 {
        let missing = (self.letters & !letters).count_ones();
        let may_have_mistake = self.needle.len() >= LEAST_FOR_MISTAKES;
        // No character is shorter than a byte.
        let short = folded.len() + usize::from(may_have_mistake) < self.needle.len();
        if short || missing > u32::from(may_have_mistake) {
            return 0;
        }
        self.haystack.clear();
        self.haystack.extend(folded.chars());
        if missing == 0
            && let Some(score) = self.without_mistake()
        {
            return score;
        }
        if may_have_mistake {
            self.with_mistake()
        } else {
            0
        }
    }

    /// The characters of a folded text that are the reason for its score, if it has one.
    pub(super) fn positions(&mut self, folded: &str) -> Option<&[u32]> {
        let score = self.score(folded, letters(folded.chars()));
        (score > 0).then_some(&self.positions)
    }

    fn raw(&mut self, needle: &[char]) -> Option<u16> {
        if needle.is_empty() || needle.len() > self.haystack.len() {
            return None;
        }
        self.positions.clear();
        let haystack = Utf32Str::Unicode(&self.haystack);
        self.matcher
            .fuzzy_indices(haystack, Utf32Str::Unicode(needle), &mut self.positions)
    }

    /// A score against that of a perfect match; of two words, the shorter one is nearer.
    fn relative(&self, score: u16, letters: usize) -> u16 {
        let score = (u32::from(score) * PERFECT / self.perfect).clamp(1, PERFECT);
        let further = self.haystack.len().saturating_sub(letters).min(10);
        let tail = u32::try_from(further).unwrap_or(0) * TAIL;
        let score = score.saturating_sub(if self.is_word() { tail } else { 0 });
        u16::try_from(score.max(1)).unwrap_or(u16::MAX)
    }

    fn without_mistake(&mut self) -> Option<u16> {
        let needle = self.needle.clone();
        let score = self.raw(&needle)?;
        let first = self.positions.first().copied()?;
        let accepted = if self.is_word() {
            // In the middle of a word it must be there as it was typed.
            let whole = self.positions.last().map(|last| last + 1)
                == u32::try_from(self.haystack.len()).ok();
            let missing = match (first, needle.len()) {
                (1.., _) | (_, ..4) => 0,
                (0, 4) => usize::from(whole),
                (0, length) => (length / 4).max(1),
            };
            (needle.len() > 2 || first == 0) && self.missing() <= missing
        } else {
            let missing = usize::from(needle.len() >= LEAST_FOR_MISSING_IN_SEVERAL);
            self.begins_word(first) && self.missing() <= missing
        };
        accepted.then(|| self.relative(score, needle.len()))
    }

    /// With one letter of the needle left out: it is wrong, too many, or swapped with the next.
    fn with_mistake(&mut self) -> u16 {
        let needle = self.needle.clone();
        let mut best: Option<(u16, Vec<u32>)> = None;
        if self.haystack.len() > LONGEST_WORD || !self.is_word() {
            return 0;
        }
        for (left_out, letter) in needle.iter().enumerate() {
            let mut shorter = needle.clone();
            shorter.remove(left_out);
            let Some(score) = self.raw(&shorter) else {
                continue;
            };
            if !self.is_mistake(left_out, *letter) {
                continue;
            }
            let score = self.relative(score, shorter.len()).saturating_sub(MISTAKE);
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score.max(1), self.positions.clone()));
            }
        }
        let (score, positions) = best.unwrap_or_default();
        self.positions = positions;
        score
    }

    /// Whether what was found without a letter is what one gets by a single slip of the finger.
    fn is_mistake(&self, left_out: usize, letter: char) -> bool {
        let length = self.needle.len();
        let place = |position: &u32| usize::try_from(*position).unwrap_or(usize::MAX);
        let (first, last) = match (self.positions.first(), self.positions.last()) {
            (Some(first), Some(last)) => (place(first), place(last)),
            _ => return false,
        };
        let tail = self.haystack.len().saturating_sub(last + 1);
        let pairs = self.positions.iter().zip(self.positions.iter().skip(1));
        let gaps = (1..)
            .zip(pairs)
            .filter(|(_, (one, next))| **next > **one + 1);
        let gaps: Vec<(usize, usize, usize)> = gaps
            .map(|(number, (one, next))| (number, place(one), place(next)))
            .collect();
        let between = |at: usize| self.haystack.get(at) == Some(&letter);
        let swapped = match gaps.as_slice() {
            [] => first == 0 && left_out + 2 == length && tail == 1 && between(last + 1),
            [(number, one, next)] => {
                first == 0 && *number == left_out + 1 && *next == one + 2 && between(one + 1)
            }
            _ => false,
        };
        let too_many = first == 0 && gaps.is_empty();
        let wrong = match gaps.as_slice() {
            [] => first == 1 && left_out == 0,
            [(number, one, next)] => first == 0 && *number == left_out && *next == one + 2,
            _ => false,
        };
        match length {
            // Short words are like too many others.
            ..=4 => swapped && tail <= 1,
            5 => (swapped || too_many || wrong) && tail <= 1,
            _ => swapped || too_many || wrong,
        }
    }

    /// The letters between those that were found, apart from the ends of words that were left out.
    fn missing(&self) -> usize {
        let pairs = self.positions.iter().zip(self.positions.iter().skip(1));
        let gaps = pairs.filter(|(_, next)| self.is_word() || !self.begins_word(**next));
        let missing = gaps.map(|(one, next)| usize::try_from(next - one - 1).unwrap_or(0));
        missing.sum()
    }

    fn is_word(&self) -> bool {
        self.haystack.iter().all(|c| c.is_alphanumeric())
    }

    fn begins_word(&self, position: u32) -> bool {
        let before = position
            .checked_sub(1)
            .and_then(|at| usize::try_from(at).ok());
        let before = before.and_then(|at| self.haystack.get(at));
        before.is_none_or(|c| !c.is_alphanumeric())
    }
}
