//! How much alike titles are.

use crate::arrange::Arrange as _;

use std::cmp::Ordering;

/// A longer title is judged by its beginning.
const LONGEST: usize = 300;

/// A title, ready to be compared with many others.
#[derive(Debug)]
pub(super) struct Shape {
    /// Pairs of neighbouring characters, sorted.
    pairs: Vec<(char, char)>,
    /// “Part 2” is not “Part 3”, however much they are alike.
    numbers: Vec<String>,
}

impl Shape {
    /// The shape of a folded title.
    pub(super) fn of(title: &str) -> Self {
        let chars = || title.chars().take(LONGEST);
        let mut pairs: Vec<(char, char)> = chars().zip(chars().skip(1)).collect();
        pairs.arrange();
        let numbers = title.split(|c: char| !c.is_numeric());
        let numbers = numbers.filter(|part| !part.is_empty()).map(str::to_owned);
        Self {
            pairs,
            numbers: numbers.collect(),
        }
    }

    /// How many of a thousand pairs of characters both have (Sørensen and Dice); 0 where their numbers differ.
    pub(super) fn likeness(&self, other: &Self) -> usize {
        let all = self.pairs.len() + other.pairs.len();
        if self.numbers != other.numbers || all == 0 {
            return 0;
        }
        let (mut ours, mut theirs) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(another)) = (ours.peek(), theirs.peek()) {
            match one.cmp(another) {
                Ordering::Less => drop(ours.next()),
                Ordering::Greater => drop(theirs.next()),
                Ordering::Equal => {
                    shared += 2;
                    ours.next();
                    theirs.next();
                }
            }
        }
        shared * 1000 / all
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    fn likeness(one: &str, another: &str) -> usize {
        let (one, another) = (Shape::of(one), Shape::of(another));
        assert_eq!(one.likeness(&another), another.likeness(&one));
        one.likeness(&another)
    }

    #[test]
    fn titles_that_were_mended_are_alike() {
        assert_eq!(likeness("opening", "opening"), 1000);
        assert!(likeness("characterizing prompts", "characterising prompts") > 850);
        assert!(likeness("state-space models", "a deep dive into state-space models") > 600);
        assert!(likeness("rust for beginners", "rust for experts") < 600);
        assert!(likeness("lunch break", "panel") < 100);
    }

    #[test]
    fn another_number_is_another_title() {
        assert_eq!(likeness("contributed talk 2", "contributed talk 3"), 0);
        assert_eq!(likeness("", ""), 0);
        assert_eq!(likeness("a", "a"), 0);
    }
}
