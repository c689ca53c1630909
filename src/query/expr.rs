//! The query as a tree.

use super::haystack::Haystack;
use crate::text::fold::{Fold, fold};

/// What must hold for an entry to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr {
    /// All of them; nothing at all holds for everything.
    And(Vec<Expr>),
    /// A word somewhere in a field, as part of a longer one too.
    Word(Term),
    /// Words in this order, with any white space between them.
    Phrase(Term),
}

/// A text to be found, prepared for the folding that it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// What to search, folded; never empty.
    pub(super) needle: String,
    /// How the text that is searched must be folded.
    pub(super) fold: Fold,
}

impl Expr {
    /// Never fails: an open quote runs to the end.
    pub(super) fn parse(text: &str) -> Expr {
        let mut terms = Vec::new();
        // Between quotes every other part is a phrase, wherever the quotes stand.
        for (index, part) in text.split(is_double_quote).enumerate() {
            if index % 2 == 1 {
                terms.extend(Term::new(part.trim()).map(Expr::Phrase));
            } else {
                terms.extend(
                    part.split_whitespace()
                        .filter_map(Term::new)
                        .map(Expr::Word),
                );
            }
        }
        Expr::And(terms)
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Expr::And(parts) if parts.iter().all(Expr::is_empty))
    }

    pub(super) fn matches(&self, haystack: &Haystack) -> bool {
        match self {
            Expr::And(parts) => parts.iter().all(|part| part.matches(haystack)),
            Expr::Word(term) | Expr::Phrase(term) => {
                haystack.folded(term.fold).contains(&term.needle)
            }
        }
    }

    /// All terms that a match contains.
    pub(super) fn terms(&self) -> Vec<&Term> {
        match self {
            Expr::And(parts) => parts.iter().flat_map(Expr::terms).collect(),
            Expr::Word(term) | Expr::Phrase(term) => vec![term],
        }
    }
}

impl Term {
    /// A term that carries capitals or accents is searched with them. `None` if nothing is left to search, as of a
    /// lone apostrophe.
    fn new(text: &str) -> Option<Term> {
        let exact = fold(text, Fold::EXACT);
        let case = exact
            != fold(
                text,
                Fold {
                    case: false,
                    accents: true,
                },
            );
        let accents = exact
            != fold(
                text,
                Fold {
                    case: true,
                    accents: false,
                },
            );
        let wanted = Fold { case, accents };
        let needle = fold(text, wanted);
        (!needle.is_empty()).then_some(Term {
            needle,
            fold: wanted,
        })
    }
}

fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201f}' | '＂')
}
