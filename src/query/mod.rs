//! What a reader types to find something.
//!
//! ```text
//! deep "reinforcement learning" Zoë
//! ```
//!
//! White space separates words, double quotes hold a phrase together, and all of them must be found. Case and accents
//! do not matter unless the word itself carries them: `zoe` finds Zoë and ZOE, `Zoe` finds Zoë but not zoe, and `zoë`
//! finds ZOË but not Zoe. [`Query::parse`] never fails, and a further character narrows the answer, never widens it.

mod expr;

mod haystack;
mod highlight;
pub mod index;

#[cfg(test)]
mod tests;

use std::ops::Range;

use self::expr::Expr;
pub use self::haystack::Haystack;

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    text: String,
    expr: Expr,
}

impl Query {
    /// Reads what was typed; anything is a query, if only for itself.
    pub fn parse(text: &str) -> Query {
        Query {
            text: text.to_owned(),
            expr: Expr::parse(text),
        }
    }

    /// Whether there is nothing to search for, so that everything matches.
    pub fn is_empty(&self) -> bool {
        self.expr.is_empty()
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether each term is found in at least one of the fields.
    pub fn matches(&self, haystack: &Haystack) -> bool {
        self.expr.matches(haystack)
    }

    /// Where the terms are in a text: byte ranges of whole grapheme clusters, sorted, none touching another.
    pub fn highlights(&self, text: &str) -> Vec<Range<usize>> {
        highlight::highlights(&self.expr, text)
    }
}

impl Default for Query {
    fn default() -> Query {
        Query::parse("")
    }
}
