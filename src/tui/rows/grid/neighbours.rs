//! What is the neighbour of what: the one at which one would point.
//!
//! `x` and `y` are where the reader stands, in cells of the plan: of two neighbours it is the one there.

use std::ops::Range;

use super::{Placed, Plan};

/// How far a place is from a range.
pub fn away(range: &Range<usize>, at: usize) -> usize {
    nearest(range, at).abs_diff(at)
}

/// The place of a range that is nearest.
pub fn nearest(range: &Range<usize>, at: usize) -> usize {
    at.clamp(range.start, range.end.max(range.start + 1) - 1)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The rows between two ranges; none if they overlap or touch.
fn gap(one: &Range<usize>, other: &Range<usize>) -> usize {
    let after = other.start.saturating_sub(one.end);
    after.max(one.start.saturating_sub(other.end))
}

impl Plan {
    /// What begins next in this room, if that is no more than `reach` rows further; else what begins next at all.
    pub fn below(&self, here: &Placed, x: usize, reach: usize) -> Option<&Placed> {
        let later = || self.boxes.iter().filter(|it| it.y.start >= here.y.end);
        let next = |it: &&Placed| (it.y.start, away(&it.x, x));
        let near = |it: &&Placed| it.y.start <= here.y.end + reach;
        let straight = later().filter(|it| it.x.contains(&x)).min_by_key(next);
        let aslant = || {
            later()
                .filter(|it| overlap(&it.x, &here.x))
                .min_by_key(next)
        };
        let found = straight.filter(near).or_else(|| aslant().filter(near));
        found.or_else(|| later().min_by_key(next))
    }

    /// What ended last in this room, if that is no more than `reach` rows away; else what ended last at all.
    pub fn above(&self, here: &Placed, x: usize, reach: usize) -> Option<&Placed> {
        let earlier = || self.boxes.iter().filter(|it| it.y.end <= here.y.start);
        let last = |it: &&Placed| (it.y.end, usize::MAX - away(&it.x, x));
        let near = |it: &&Placed| it.y.end + reach >= here.y.start;
        let straight = earlier().filter(|it| it.x.contains(&x)).max_by_key(last);
        let aslant = || {
            earlier()
                .filter(|it| overlap(&it.x, &here.x))
                .max_by_key(last)
        };
        let found = straight.filter(near).or_else(|| aslant().filter(near));
        found.or_else(|| earlier().max_by_key(last))
    }

    /// The room to which one goes on that side without leaving what is on in all rooms: its first cell.
    pub fn room_inside(&self, here: &Placed, x: usize, right: bool) -> Option<usize> {
        let columns = self.columns.iter().filter(|_| here.everywhere);
        let inside = columns
            .map(|column| column.x)
            .filter(|x| here.x.contains(x));
        let own = self.columns.iter().rfind(|column| column.x <= x)?.x;
        if right {
            inside.filter(|x| *x > own).min()
        } else {
            inside.filter(|x| *x < own).max()
        }
    }

    /// What is in the nearest room on that side in which anything is no more than `reach` rows away, there at the time where the
    /// reader stands or next to it; where there is no such room, what is nearest in time.
    pub fn beside(&self, here: &Placed, y: usize, right: bool, reach: usize) -> Option<&Placed> {
        let distance = |it: &Placed| {
            if right {
                it.x.start.checked_sub(here.x.end)
            } else {
                here.x.start.checked_sub(it.x.end)
            }
        };
        let there = || {
            let there = self.boxes.iter().filter_map(|it| Some((distance(it)?, it)));
            there.map(|(distance, it)| (distance, gap(&it.y, &here.y), it))
        };
        let near = there().filter(|(_, gap, _)| *gap <= reach);
        let found = near.min_by_key(|(distance, gap, it)| (*distance, *gap, away(&it.y, y)));
        let found = found.or_else(|| there().min_by_key(|(distance, gap, _)| (*gap, *distance)));
        found.map(|(_, _, it)| it)
    }

    /// What is at a place of the plan, or nearest to it, in the same room if there is anything.
    pub fn around(&self, x: usize, y: usize) -> Option<&Placed> {
        let in_room = self.boxes.iter().filter(|other| other.x.contains(&x));
        in_room
            .min_by_key(|other| (away(&other.y, y), other.y.start.abs_diff(y)))
            .or_else(|| {
                self.boxes
                    .iter()
                    .min_by_key(|other| (away(&other.y, y), away(&other.x, x)))
            })
    }

    /// What stands in the room at `x` alone, at `y` or nearest to it; where there is no such thing, what stands there at all. Lunch,
    /// which is on in all rooms, is not what one goes to a room for, nor what goes on there since the day before.
    pub fn in_column(&self, x: usize, y: usize) -> Option<&Placed> {
        let own = self.boxes.iter();
        let own = own.filter(|it| it.x.contains(&x) && !it.everywhere && !it.goes_on);
        let found = own.min_by_key(|placed| (away(&placed.y, y), placed.y.start));
        found.or_else(|| self.around(x, y))
    }
}
