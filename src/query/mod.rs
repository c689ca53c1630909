//! What a reader types to find something.
//!
//! ```text
//! deep "reinforcement learning" -track:robotics (speaker:zoe | room:aula) after:14:00 ~transfromer
//! ```
//!
//! ```text
//! text ──parse──▶ Query ──┐                    ┌──▶ Found: what matches, best first where `~` asks for it
//! Schedule ──▶ Index ─────┼──▶ Search ─────────┼──▶ completions: what could be typed next, with counts
//! now, zone ──────────────┘                    └──▶ facets: what there is to choose from, with counts
//! ```
//!
//! Words stand side by side where all must be found, `|` between those of which one is enough, `-` before what must not
//! be. Case and accents do not matter unless the word itself carries them: `zoe` finds Zoë and ZOE, `Zoe` finds Zoë but
//! not zoe, and `zoë` finds ZOË but not Zoe. [`FIELDS`] holds the fields.

mod complete;
mod evaluate;
mod expr;
mod facets;
mod field;
mod fuzzy;
mod haystack;
mod highlight;
mod index;
mod parse;
mod time;
mod values;

#[cfg(test)]
mod tests;

use std::{fmt, ops::Range};

use self::expr::{Expr, Leaf};
pub use self::{
    complete::{Completion, Offer},
    evaluate::{Found, Moment, Search},
    facets::{Facet, FacetValue},
    field::{FIELDS, Field, Means, Part, Relation, STATES, SYNTAX, State, THINGS, Thing},
    highlight::Marker,
    index::Index,
    parse::QueryError,
};

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    text: String,
    expr: Expr,
}

impl Query {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Result<Query, QueryError> {
        Ok(Query {
            text: text.to_owned(),
            expr: parse::parse(text, None)?,
        })
    }

    fn of(expr: Expr) -> Query {
        Query {
            text: expr.to_string(),
            expr,
        }
    }

    /// Both this and another one must match.
    #[must_use]
    pub fn and(self, other: Query) -> Query {
        Query::of(Expr::all(vec![self.expr, other.expr]))
    }

    /// Whether a word of a command line can only be part of a query: it is negated, or names a field.
    pub fn is_meant(word: &str) -> bool {
        let positive = word.trim_start_matches(['-', '−', '(']);
        let name = positive.split_once(':').map(|(name, _)| name);
        (positive.len() < word.len() && !positive.is_empty())
            || name.is_some_and(|name| field::named(name).is_some())
    }

    /// Whether there is nothing to search for, so that everything matches.
    pub fn is_empty(&self) -> bool {
        self.expr.is_empty()
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the best matches come first: it asks for something like a word.
    pub fn is_ranked(&self) -> bool {
        let mut reasons = self.expr.reasons().into_iter();
        reasons.any(|leaf| matches!(leaf, Leaf::Fuzzy { .. }))
    }

    /// Whether it asks for what the reader marked.
    pub fn depends_on_marks(&self) -> bool {
        self.expr.has_leaf(&Leaf::depends_on_marks)
    }

    /// Whether it asks for what the reader has not seen yet.
    pub fn depends_on_news(&self) -> bool {
        let asks = |leaf: &Leaf| matches!(leaf, Leaf::State(State::New | State::Changed));
        self.expr.has_leaf(&asks)
    }

    /// Whether another moment may give another answer.
    pub fn depends_on_now(&self) -> bool {
        self.expr.has_leaf(&Leaf::depends_on_now)
    }

    /// What marks the matches in texts; made once for many of them.
    pub fn marker(&self) -> Marker {
        Marker::new(&self.expr)
    }

    /// Where the terms are in a text of a part: byte ranges of whole grapheme clusters, sorted, none touching another.
    pub fn highlights(&self, part: Part, text: &str) -> Vec<Range<usize>> {
        self.marker().highlights(part, text)
    }
}

impl Default for Query {
    fn default() -> Query {
        Query::of(Expr::All(Vec::new()))
    }
}

/// The query in its plainest form, which reads the same again.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expr.fmt(f)
    }
}
