//! Where a query matches, for showing it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::expr::Expr;
use crate::text::fold::Mapped;

/// The byte ranges of the text that the terms match, on grapheme cluster boundaries, sorted and merged.
pub(super) fn highlights(expr: &Expr, text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for term in expr.terms() {
        let mapped = Mapped::new(text, term.fold);
        found.extend(
            mapped
                .text
                .match_indices(&term.needle)
                .map(|(at, needle)| mapped.source(at..at + needle.len())),
        );
    }
    if found.is_empty() {
        return found;
    }
    let mut bounds: Vec<usize> = text
        .grapheme_indices(true)
        .map(|(start, _)| start)
        .collect();
    bounds.push(text.len());
    for range in &mut found {
        *range = widen(range, &bounds);
    }
    found.sort_by_key(|range| (range.start, range.end));
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
