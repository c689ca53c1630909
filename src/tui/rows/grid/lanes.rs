//! What overlaps in one room stands side by side.

use crate::arrange::Arrange as _;

use std::ops::Range;

/// Where an item stands beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lane {
    /// The item.
    pub(super) item: usize,
    /// Counted from the left.
    pub(super) number: usize,
    /// How many lanes there are for all that overlap with each other, directly or through others.
    pub(super) of: usize,
}

/// Gives each item the first lane that is free during its slots.
pub(super) fn assign(mut spans: Vec<(usize, Range<usize>)>) -> Vec<Lane> {
    // What is longer stands further left: it is beside all the others.
    spans.arrange_by_key(|(item, span)| (span.start, usize::MAX - span.end, *item));
    let mut lanes: Vec<Lane> = Vec::with_capacity(spans.len());
    let mut group = 0;
    let mut free_from: Vec<usize> = Vec::new();
    for (item, span) in spans {
        if free_from.iter().all(|end| *end <= span.start) {
            close(&mut lanes, group, free_from.len());
            group = lanes.len();
            free_from.clear();
        }
        let free = free_from.iter().position(|end| *end <= span.start);
        let number = free.unwrap_or(free_from.len());
        match free_from.get_mut(number) {
            Some(end) => *end = span.end,
            None => free_from.push(span.end),
        }
        lanes.push(Lane {
            item,
            number,
            of: 1,
        });
    }
    close(&mut lanes, group, free_from.len());
    lanes
}

/// All that is known of a group: how many lanes it took.
fn close(lanes: &mut [Lane], group: usize, of: usize) {
    for lane in lanes.iter_mut().skip(group) {
        lane.of = of.max(1);
    }
}
