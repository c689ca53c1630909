//! Texts prepared once, so that each key that is typed costs only a search.

use std::{borrow::Cow, cell::OnceCell};

use super::{Part, expr::Term};
use crate::text::fold::{Fold, fold_into};

/// Between parts. Folding turns all white space into spaces, so that no term contains it.
const PART: char = '\n';

/// Between the values of a part.
const VALUE: char = '\r';

/// Parts of an entry, each with its values, folded.
///
/// Most searches need no capitals and no accents; the other foldings are made when they are first asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Haystack {
    folded: Box<str>,
    others: OnceCell<Box<Others>>,
}

/// The foldings with capitals, with accents, and with both.
#[derive(Debug, Clone, Default)]
struct Others {
    cased: OnceCell<Box<str>>,
    accented: OnceCell<Box<str>>,
    exact: OnceCell<Box<str>>,
}

/// Where in a value a term must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Anywhere,
    /// At the start of a word: `en` is not French.
    WordStart,
    /// It is the value.
    Whole,
}

impl Fit {
    pub(super) fn of(part: Part, whole: bool) -> Fit {
        match part {
            _ if whole => Fit::Whole,
            Part::Language => Fit::WordStart,
            _ => Fit::Anywhere,
        }
    }

    /// Whether a folded term fits a value folded alike.
    pub(super) fn fits(self, value: &str, needle: &str) -> bool {
        match self {
            Fit::Anywhere => value.contains(needle),
            Fit::Whole => value.trim() == needle,
            Fit::WordStart => {
                let mut places = value.match_indices(needle);
                places.any(|(at, _)| self.fits_at(value, needle, at))
            }
        }
    }

    /// Whether it fits where it was found.
    pub(super) fn fits_at(self, value: &str, needle: &str, at: usize) -> bool {
        match self {
            Fit::Anywhere => true,
            Fit::Whole => value.trim() == needle,
            Fit::WordStart => {
                let before = value
                    .get(..at)
                    .and_then(|before| before.chars().next_back());
                before.is_none_or(|c| !c.is_alphanumeric())
            }
        }
    }
}

impl Haystack {
    pub(super) fn new(parts: &Parts) -> Haystack {
        Haystack {
            folded: joined(parts, Fold::LOOSE),
            others: OnceCell::new(),
        }
    }

    /// Whether a term stands in any part.
    pub(super) fn contains<'a>(&self, term: &Term, parts: impl Fn() -> Parts<'a>) -> bool {
        self.test(term, parts, &|text, needle| text.contains(needle))
    }

    /// Whether a term fits one of the values of a part.
    pub(super) fn part_contains<'a>(
        &self,
        part: usize,
        term: &Term,
        fit: Fit,
        parts: impl Fn() -> Parts<'a>,
    ) -> bool {
        self.test(term, parts, &|text, needle| {
            let text = text.split(PART).nth(part).unwrap_or_default();
            text.split(VALUE).any(|value| fit.fits(value, needle))
        })
    }

    /// The folded values of a part.
    pub(super) fn values(&self, part: usize) -> impl Iterator<Item = &str> {
        let text = self.folded.split(PART).nth(part).unwrap_or_default();
        let values = text.split(VALUE).map(str::trim);
        values.filter(|value| !value.is_empty())
    }

    /// Tests the folded texts, and those with capitals or accents only where these can match.
    fn test<'a>(
        &self,
        term: &Term,
        parts: impl Fn() -> Parts<'a>,
        fits: &dyn Fn(&str, &str) -> bool,
    ) -> bool {
        let Some(loose) = &term.loose else {
            return fits(&self.folded, &term.needle);
        };
        if !fits(&self.folded, loose) {
            return false;
        }
        let others = self.others.get_or_init(Box::default);
        let kept = match (term.fold.case, term.fold.accents) {
            (true, false) => &others.cased,
            (false, true) => &others.accented,
            _ => &others.exact,
        };
        let text = kept.get_or_init(|| joined(&parts(), term.fold));
        fits(text, &term.needle)
    }
}

/// The values of each part.
pub(super) type Parts<'a> = Vec<Vec<Cow<'a, str>>>;

fn joined(parts: &Parts, how: Fold) -> Box<str> {
    let mut out = String::new();
    for (index, values) in parts.iter().enumerate() {
        if index > 0 {
            out.push(PART);
        }
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                out.push(VALUE);
            }
            fold_into(value, how, &mut out);
        }
    }
    out.into()
}
