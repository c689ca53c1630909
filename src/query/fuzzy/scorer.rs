//! How near a text is to what was typed.

use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::letters;
use crate::text::fold::{Fold, fold};

/// A score that nothing exceeds, before parts are weighed.
const PERFECT: u32 = 1000;

/// What a mistake costs.
const MISTAKE: u16 = 150;

/// What each further letter of a word costs, and no more than ten of them.
const TAIL: u32 = 5;

/// Fewer letters leave no room for a mistake.
const LEAST_FOR_MISTAKES: usize = 3;

/// The scores of longer ones would not fit their type.
const LONGEST_NEEDLE: usize = 500;

/// What is longer is no word in which anybody could tell a mistake.
const LONGEST_WORD: usize = 60;

/// Fewer letters from several words are too like anything to have one missing, too.
const LEAST_FOR_MISSING_IN_SEVERAL: usize = 7;

/// Scores texts for one that was typed.
pub(in crate::query) struct Scorer {
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
    pub(in crate::query) fn new(text: &str) -> Option<Scorer> {
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
    pub(super) fn score(&mut self, folded: &str, letters: u64) -> u16 {
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
    pub(in crate::query) fn positions(&mut self, folded: &str) -> Option<&[u32]> {
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
            // What is in a single word of it is scored as that word.
            let several = self
                .positions
                .iter()
                .skip(1)
                .any(|at| self.begins_word(*at));
            several && self.begins_word(first) && self.missing() <= missing
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
            ..=4 => swapped && self.haystack.len() == length,
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
