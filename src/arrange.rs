//! Sorting in little code.
//!
//! The sort of the standard library is fast and long: nine kilobytes of the program for each kind of list that is sorted, and
//! there are dozens. What is not sorted whenever a schedule is opened goes through one sort of places in a list instead, and is
//! then moved to them. The order is the same, that of equal items included.

use std::cmp::Ordering;

/// Lists that can be put in order in little code.
pub(crate) trait Arrange<T> {
    /// As `sort_by`.
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// As `sort_by_key`.
    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|one, other| key(one).cmp(&key(other)));
    }

    /// As `sort`.
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }
}

impl<T> Arrange<T> for [T] {
    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let order = order(
            self.len(),
            &mut |one, other| match (self.get(one), self.get(other)) {
                (Some(one), Some(other)) => compare(one, other),
                _ => Ordering::Equal,
            },
        );
        put_in_order(self, order);
    }
}

/// Puts to each place the item that is at the given one. Nothing is copied aside: items may be large, and many.
pub(crate) fn put_in_order<T>(items: &mut [T], from: Vec<usize>) {
    put(from, &mut |one, other| items.swap(one, other));
}

/// The places of so many items in their order; those of equal ones stay in theirs.
fn order(items: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Moves to each place what belongs there, round by round.
fn put(mut from: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..from.len() {
        let mut here = start;
        while let Some(wanted) = from
            .get_mut(here)
            .map(|place| std::mem::replace(place, here))
        {
            if wanted == start || wanted == here {
                break;
            }
            swap(here, wanted);
            here = wanted;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::Arrange as _;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(items in vec((0..9_u8, any::<u16>()), 0..60)) {
            let mut ours = items.clone();
            ours.arrange_by_key(|item| item.0);
            let mut theirs = items.clone();
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            ours.arrange();
            prop_assert!(ours.is_sorted());
            prop_assert_eq!(ours.len(), theirs.len());
        }
    }
}
