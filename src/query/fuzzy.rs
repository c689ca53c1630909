//! What is nearly the word that was typed.
//!
//! The scores are those of `nucleo_matcher`: letters in order, better together and at the starts of words. What is
//! accepted is decided here: in a word, one letter in four may be missing, and in longer words one may be wrong, too
//! many, or swapped with its neighbour; of words in a title or a name the ends may be left out (`effquant` for
//! *Efficient Quantization*).
//!
//! ```text
//! schedule ──▶ Vocabulary: distinct values and words, and which entry has which
//! text ──▶ Scorer ──▶ a score for each of them ──▶ the best of an entry
//! ```

use std::{collections::HashMap, fmt};

use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Part, values};
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
const MISTAKE: u32 = 150;

/// What each further letter of a word costs, and no more than ten of them.
const TAIL: u32 = 5;

/// Fewer letters leave no room for a mistake.
const LEAST_FOR_MISTAKES: usize = 5;

/// All distinct texts of a schedule's entries that can be nearly something.
pub(super) struct Vocabulary {
    texts: Vec<Text>,
    /// For each entry, parts and texts.
    entries: Vec<Box<[(u8, u32)]>>,
    /// For each person, the same.
    people: Vec<Box<[(u8, u32)]>>,
}

struct Text {
    folded: Box<str>,
    letters: u64,
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vocabulary of {}", self.texts.len())
    }
}

impl Vocabulary {
    pub(super) fn of(schedule: &Schedule) -> Vocabulary {
        let mut collector = Collector::default();
        let entries = schedule
            .entries()
            .iter()
            .map(|entry| collector.all(|part| values::of_entry(schedule, entry, part)));
        let entries = entries.collect();
        let people = schedule
            .people()
            .iter()
            .map(|person| collector.all(|part| values::of_person(person, part)));
        let people = people.collect();
        Vocabulary {
            texts: collector.texts,
            entries,
            people,
        }
    }

    /// A score for each text.
    pub(super) fn scores(&self, text: &str) -> Vec<u16> {
        let Some(mut scorer) = Scorer::new(text) else {
            return vec![0; self.texts.len()];
        };
        let scores = self
            .texts
            .iter()
            .map(|text| scorer.score(&text.folded, text.letters));
        scores.collect()
    }

    /// The best score of an entry, or of one part of it; 0 if nothing is near.
    pub(super) fn of_entry(&self, scores: &[u16], entry: usize, part: Option<Part>) -> u32 {
        best(self.entries.get(entry), scores, part)
    }

    /// The same for a person.
    pub(super) fn of_person(&self, scores: &[u16], person: usize, part: Option<Part>) -> u32 {
        best(self.people.get(person), scores, part)
    }
}

fn best(texts: Option<&Box<[(u8, u32)]>>, scores: &[u16], part: Option<Part>) -> u32 {
    let texts = texts.into_iter().flatten();
    let weighed = texts.filter_map(|(place, text)| {
        let (of, weight) = PARTS.get(usize::from(*place))?;
        let wanted = part.map_or(of.is_searched_by_words(), |part| part == *of);
        let score = scores.get(usize::try_from(*text).ok()?)?;
        wanted.then_some(u32::from(*score) * weight / 100)
    });
    weighed.max().unwrap_or(0)
}

#[derive(Default)]
struct Collector {
    texts: Vec<Text>,
    known: HashMap<Box<str>, u32>,
}

impl Collector {
    fn all<'a>(
        &mut self,
        values: impl Fn(Part) -> Vec<std::borrow::Cow<'a, str>>,
    ) -> Box<[(u8, u32)]> {
        let mut found = Vec::new();
        for (place, (part, _)) in (0..).zip(PARTS) {
            for value in values(part) {
                let folded = fold(&value, Fold::LOOSE);
                let folded = folded.trim();
                // Letters from all over an abstract say nothing: there it is words alone.
                let long = matches!(part, Part::Abstract | Part::Note);
                let mut several = false;
                for (_, word) in words(folded) {
                    several |= word.len() < folded.len();
                    found.push((place, self.number(word)));
                }
                if several && !long {
                    found.push((place, self.number(folded)));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into()
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.known.insert(text.into(), number);
        self.texts.push(Text {
            folded: text.into(),
            letters: letters(text.chars()),
        });
        number
    }
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
    /// `None` if nothing is left to search.
    pub(super) fn new(text: &str) -> Option<Scorer> {
        let folded = fold(text, Fold::LOOSE);
        let needle: Vec<char> = folded.trim().chars().collect();
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
        scorer.haystack = scorer.needle.clone();
        let needle = scorer.needle.clone();
        scorer.perfect = u32::from(scorer.raw(&needle)?).max(1);
        Some(scorer)
    }

    /// How near a folded text is, up to [`PERFECT`]; 0 if it is not near.
    fn score(&mut self, folded: &str, letters: u64) -> u16 {
        let missing = (self.letters & !letters).count_ones();
        let may_have_mistake = self.needle.len() >= LEAST_FOR_MISTAKES;
        if missing > u32::from(may_have_mistake) {
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
    fn relative(&self, score: u16, letters: usize) -> u32 {
        let score = (u32::from(score) * PERFECT / self.perfect).clamp(1, PERFECT);
        let word = !self.haystack.contains(&' ');
        let further = self.haystack.len().saturating_sub(letters).min(10);
        let tail = u32::try_from(further).unwrap_or(0) * TAIL;
        score.saturating_sub(if word { tail } else { 0 }).max(1)
    }

    fn without_mistake(&mut self) -> Option<u16> {
        let needle = self.needle.clone();
        let score = self.raw(&needle)?;
        let score = self.relative(score, needle.len());
        let most = match self.needle.len() {
            0..=2 => 0,
            length => (length / 4).max(1),
        };
        let first = self.positions.first().copied()?;
        let free_start = self.needle.len() > 2 || self.begins_word(first);
        (free_start && self.stray() <= most).then(|| u16::try_from(score).unwrap_or(u16::MAX))
    }

    /// With one letter of the needle left out: it is wrong, too many, or swapped with the next.
    fn with_mistake(&mut self) -> u16 {
        let needle = self.needle.clone();
        let word = self.haystack.len();
        let mut best: Option<(u32, Vec<u32>)> = None;
        if self.haystack.contains(&' ') {
            return 0;
        }
        for left_out in 0..needle.len() {
            let mut shorter = needle.clone();
            shorter.remove(left_out);
            let Some(score) = self.raw(&shorter) else {
                continue;
            };
            let (Some(first), Some(last)) = (self.positions.first(), self.positions.last()) else {
                continue;
            };
            let begins = *first <= u32::from(left_out == 0);
            let span = usize::try_from(last + 1 - first).unwrap_or(usize::MAX);
            // Short words are like too many others.
            let tail = word.saturating_sub(usize::try_from(*last).unwrap_or(0) + 1);
            let near = span <= needle.len() && (needle.len() > LEAST_FOR_MISTAKES || tail <= 1);
            let score = self.relative(score, shorter.len()).saturating_sub(MISTAKE);
            if begins && near && best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, self.positions.clone()));
            }
        }
        let (score, positions) = best.unwrap_or_default();
        self.positions = positions;
        u16::try_from(score).unwrap_or(u16::MAX)
    }

    /// The letters between those that were found, apart from the ends of words that were left out.
    fn stray(&self) -> usize {
        let pairs = self.positions.iter().zip(self.positions.iter().skip(1));
        let gaps = pairs.filter(|(_, next)| !self.begins_word(**next));
        let strays = gaps.map(|(one, next)| usize::try_from(next - one - 1).unwrap_or(0));
        strays.sum()
    }

    fn begins_word(&self, position: u32) -> bool {
        let before = position
            .checked_sub(1)
            .and_then(|at| usize::try_from(at).ok());
        let before = before.and_then(|at| self.haystack.get(at));
        before.is_none_or(|c| !c.is_alphanumeric())
    }
}
