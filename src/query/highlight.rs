//! Where a query matches, for showing it.

use std::{cell::RefCell, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    Part,
    expr::{Expr, Leaf, Term},
    fuzzy::{Scorer, is_long, words},
    haystack::Fit,
};
use crate::arrange::Arrange as _;
use crate::text::fold::{Fold, Mapped};

/// Finds the reasons for a match in texts.
pub struct Marker {
    terms: Vec<(Option<Part>, Term, bool)>,
    nearly: RefCell<Vec<(Option<Part>, Scorer)>>,
}

impl Marker {
    pub(super) fn new(expr: &Expr) -> Marker {
        let mut terms = Vec::new();
        let mut nearly = Vec::new();
        for leaf in expr.reasons() {
            match leaf {
                Leaf::Text { part, term, whole } => terms.push((*part, term.clone(), *whole)),
                Leaf::Fuzzy { part, text } => {
                    nearly.extend(Scorer::new(text).map(|scorer| (*part, scorer)));
                }
                _ => {}
            }
        }
        Marker {
            terms,
            nearly: RefCell::new(nearly),
        }
    }

    /// Whether nothing can be marked.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.nearly.borrow().is_empty()
    }

    /// Where the terms are in a text of a part: byte ranges of whole grapheme clusters, sorted, none touching another.
    pub fn highlights(&self, part: Part, text: &str) -> Vec<Range<usize>> {
        let here = |of: Option<Part>| of.map_or(part.is_searched_by_words(), |of| of == part);
        let mut found: Vec<Range<usize>> = Vec::new();
        for (_, term, whole) in self.terms.iter().filter(|(of, _, _)| here(*of)) {
            let mapped = Mapped::new(text, term.fold);
            let fit = Fit::of(part, *whole);
            let matches = mapped.text.match_indices(&term.needle);
            let matches = matches.filter(|(at, _)| fit.fits_at(&mapped.text, &term.needle, *at));
            found.extend(matches.map(|(at, needle)| mapped.source(at..at + needle.len())));
        }
        let mut nearly = self.nearly.borrow_mut();
        for (_, scorer) in nearly.iter_mut().filter(|(of, _)| here(*of)) {
            found.extend(near(scorer, part, text));
        }
        whole_clusters(found, text)
    }
}

/// Where a text is near: in its words, and in the text as a whole where it is short.
fn near(scorer: &mut Scorer, part: Part, text: &str) -> Vec<Range<usize>> {
    let mapped = Mapped::new(text, Fold::LOOSE);
    let mut found = Vec::new();
    for (start, word) in words(&mapped.text) {
        let letters = scorer.positions(word).map(|all| bytes(word, all));
        let letters = letters.unwrap_or_default();
        // From end to end: a letter that is wrong does not tear the word apart.
        if let (Some(first), Some(last)) = (letters.first(), letters.last()) {
            found.push(mapped.source(start + first.start..start + last.end));
        }
    }
    if !is_long(part)
        && let Some(positions) = scorer.positions(&mapped.text)
    {
        let letters = bytes(&mapped.text, positions).into_iter();
        found.extend(letters.map(|letter| mapped.source(letter)));
    }
    found
}

/// The bytes of the characters at some positions, which ascend.
fn bytes(text: &str, positions: &[u32]) -> Vec<Range<usize>> {
    let mut wanted = positions.iter().copied().peekable();
    let characters = (0..).zip(text.char_indices());
    let found = characters.filter(|(number, _)| wanted.next_if_eq(number).is_some());
    found.map(|(_, (at, c))| at..at + c.len_utf8()).collect()
}

/// The ranges with the clusters whole that they begin and end in, sorted and merged.
fn whole_clusters(mut found: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    if found.is_empty() {
        return found;
    }
    let clusters = text.grapheme_indices(true).map(|(start, _)| start);
    let bounds: Vec<usize> = clusters.chain([text.len()]).collect();
    for range in &mut found {
        *range = widen(range, &bounds);
    }
    found.arrange_by_key(|range| (range.start, range.end));
    merge(found)
}

/// The range with the clusters whole that it begins and ends in.
fn widen(range: &Range<usize>, bounds: &[usize]) -> Range<usize> {
    let after_start = bounds.partition_point(|bound| *bound <= range.start);
    let at_end = bounds.partition_point(|bound| *bound < range.end);
    let start = after_start
        .checked_sub(1)
        .and_then(|index| bounds.get(index))
        .copied();
    let end = bounds.get(at_end).copied();
    start.unwrap_or(range.start)..end.unwrap_or(range.end)
}

fn merge(sorted: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
