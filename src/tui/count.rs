//! A number before a motion: `5j`, `12k`, `03l`.
//!
//! Digits are keys of their own as well: `3` shows the people, at once and whatever comes next. So a number is one
//! only if what follows makes it one:
//!
//! - A digit that nothing is bound to begins a number, and goes on with it: `8j`, `10j`, `03j`.
//! - Digits that show views do so, one after the other; `j` or `k`, typed right behind two of them or more, makes them a
//!   number after all: `12j`. So it does behind the one of a mere text, which nobody moves in before it was read: `5j`.
//! - Behind a single digit of a list, they move in that list: `3j`. Other motions do so behind any view: `44G`.
//!
//! Whoever has looked at a view in between meant the view: that is for the caller to say, with [`Number::is_sure`].

/// The largest number; who types a larger one wants to get to the end.
const LARGEST: u32 = 9999;

/// A key, as far as it matters to numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A digit.
    Digit(u32, Shows),
    /// A motion.
    Motion {
        /// It has a letter or a sign for its key, and not an arrow or the like.
        typed: bool,
        /// What it does.
        kind: Kind,
    },
    /// Any other key.
    Other,
}

/// What a digit does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Nothing.
    Nothing,
    /// A text.
    Text,
    /// A list.
    List,
}

/// What a motion does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line up or down.
    Line,
    /// More than that, or sidewards.
    More,
    /// To one end.
    End,
}

/// The number that has been typed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    value: u32,
    digits: u32,
    /// It can be nothing but a number.
    sure: bool,
    /// Its first digit shows a text.
    from_text: bool,
}

impl Number {
    /// What it says.
    pub fn value(self) -> u32 {
        self.value
    }

    /// Whether it can be nothing but a number.
    pub fn is_sure(self) -> bool {
        self.sure
    }
}

/// What a key means after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// What it always means.
    Itself,
    /// A digit that shows a view, and may turn out to belong to a number.
    View,
    /// A digit of a number, and no more.
    Digit,
    /// The motion, so many times.
    Times(u32),
    /// To so many lines from the top.
    Line(u32),
}

/// What a key means after what was typed, and what is typed then.
pub fn press(number: Option<Number>, stroke: Stroke) -> (Option<Number>, Meaning) {
    match (stroke, number) {
        (Stroke::Digit(digit, shows), _) => {
            let number = with(number, digit, shows);
            let meaning = if number.sure {
                Meaning::Digit
            } else {
                Meaning::View
            };
            (Some(number), meaning)
        }
        (Stroke::Motion { typed, kind }, Some(number)) if number.counts(typed, kind) => {
            let meaning = match kind {
                Kind::End => Meaning::Line(number.value),
                Kind::Line | Kind::More => Meaning::Times(number.value),
            };
            (None, meaning)
        }
        _ => (None, Meaning::Itself),
    }
}

fn with(number: Option<Number>, digit: u32, shows: Shows) -> Number {
    let before = number.unwrap_or(Number {
        value: 0,
        digits: 0,
        sure: false,
        from_text: shows == Shows::Text,
    });
    Number {
        value: (before.value * 10 + digit).min(LARGEST),
        digits: before.digits + 1,
        sure: before.sure || shows == Shows::Nothing,
        ..before
    }
}

impl Number {
    /// Whether it is one, with this motion behind it.
    fn counts(self, typed: bool, kind: Kind) -> bool {
        let among_views = typed && kind == Kind::Line && (self.digits > 1 || self.from_text);
        self.value > 0 && (self.sure || among_views)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const J: Stroke = Stroke::Motion {
        typed: true,
        kind: Kind::Line,
    };
    const DOWN: Stroke = Stroke::Motion {
        typed: false,
        kind: Kind::Line,
    };
    const DAY: Stroke = Stroke::Motion {
        typed: true,
        kind: Kind::More,
    };
    const G: Stroke = Stroke::Motion {
        typed: true,
        kind: Kind::End,
    };

    /// Digits as the table has them: lists from 1 to 4, a text on 5.
    fn strokes(digits: &str) -> Vec<Stroke> {
        let digit = |digit: char| {
            let shows = match digit {
                '1'..='4' => Shows::List,
                '5' => Shows::Text,
                _ => Shows::Nothing,
            };
            Stroke::Digit(digit.to_digit(10).unwrap(), shows)
        };
        digits.chars().map(digit).collect()
    }

    fn last(digits: &str, then: Stroke) -> Meaning {
        let mut number = None;
        for stroke in strokes(digits) {
            number = press(number, stroke).0;
        }
        let (rest, meaning) = press(number, then);
        assert!(rest.is_none(), "{digits}");
        meaning
    }

    #[test]
    fn what_is_a_number_and_what_are_views() {
        use Meaning::{Itself, Line, Times};
        for (digits, then, meaning) in [
            ("", J, Itself),
            ("3", J, Itself),
            ("1", G, Itself),
            ("5", J, Times(5)),
            ("5", DOWN, Itself),
            ("5", DAY, Itself),
            ("5", G, Itself),
            ("8", J, Times(8)),
            ("8", DOWN, Times(8)),
            ("9", G, Line(9)),
            ("12", J, Times(12)),
            ("12", DOWN, Itself),
            ("12", DAY, Itself),
            ("44", G, Itself),
            ("10", DOWN, Times(10)),
            ("20", G, Line(20)),
            ("025", G, Line(25)),
            ("03", J, Times(3)),
            ("03", DAY, Times(3)),
            ("0", J, Itself),
            ("000", J, Itself),
            ("99999999999999999999", J, Times(9999)),
            ("12", Stroke::Other, Itself),
            ("8", Stroke::Other, Itself),
        ] {
            assert_eq!(last(digits, then), meaning, "{digits} {then:?}");
        }
    }

    #[test]
    fn views_show_at_once_until_it_can_be_nothing_but_a_number() {
        use Meaning::{Digit, View};
        for (digits, meanings) in [
            ("35", vec![View, View]),
            ("1034", vec![View, Digit, Digit, Digit]),
            ("83", vec![Digit, Digit]),
            ("03", vec![Digit, Digit]),
        ] {
            let mut number = None;
            let mut found = Vec::new();
            for stroke in strokes(digits) {
                let (next, meaning) = press(number, stroke);
                number = next;
                found.push(meaning);
            }
            assert_eq!(found, meanings, "{digits}");
        }
    }
}
