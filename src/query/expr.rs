//! The query as a tree, and the tree as text.

use std::fmt;

use super::{
    field::{FIELDS, Means, Part, Relation, STATES, State, THINGS, Thing, of_part},
    time::{Day, Span, When},
};
use crate::text::fold::{Fold, fold};

/// What must hold for an entry to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr {
    /// All of them; nothing at all holds for everything.
    All(Vec<Expr>),
    /// At least one of them.
    Any(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// A single condition.
    Leaf(Leaf),
    /// What is being typed, when one wants to know what would follow from it.
    Hole,
}

/// A single condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leaf {
    /// A text stands in a part, or in any of those that words are looked for in.
    Text {
        /// Where, if only there.
        part: Option<Part>,
        /// What.
        term: Term,
        /// It is all that stands there.
        whole: bool,
    },
    /// Something like this text does.
    Fuzzy {
        /// Where, if only there.
        part: Option<Part>,
        /// What, as it was typed.
        text: String,
    },
    /// It is listed under this day.
    Day(Day),
    /// It is on at, starts after, starts before.
    Time(Relation, When),
    /// It is on at some time of this span.
    During(Span),
    /// It stands so.
    State(State),
    /// It has such a thing.
    Thing(Thing),
}

/// A text to be found, prepared for the folding that it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// What was typed.
    pub(super) text: String,
    /// What to search, folded; never empty.
    pub(super) needle: String,
    /// The same without case and accents, where they count: what is not found by this is not found at all.
    pub(super) loose: Option<String>,
    /// How the text that is searched must be folded.
    pub(super) fold: Fold,
}

impl Term {
    /// A term that carries capitals or accents is searched with them. `None` if nothing is left to search, as of a
    /// lone apostrophe.
    pub(super) fn new(text: &str) -> Option<Term> {
        let exact = fold(text, Fold::EXACT);
        let with = |case, accents| fold(text, Fold { case, accents });
        let wanted = Fold {
            case: exact != with(false, true),
            accents: exact != with(true, false),
        };
        let needle = fold(text, wanted);
        let loose = (wanted != Fold::LOOSE).then(|| fold(text, Fold::LOOSE));
        let nothing = needle.trim().is_empty() || loose.as_deref() == Some("");
        (!nothing).then(|| Term {
            text: text.to_owned(),
            needle,
            loose,
            fold: wanted,
        })
    }
}

impl Expr {
    /// All of these, flat.
    pub(super) fn all(parts: Vec<Expr>) -> Expr {
        let inner = |part| match part {
            Expr::All(parts) => parts,
            other => vec![other],
        };
        only(parts.into_iter().flat_map(inner).collect(), Expr::All)
    }

    /// Any of these, flat.
    pub(super) fn any(parts: Vec<Expr>) -> Expr {
        let inner = |part| match part {
            Expr::Any(parts) => parts,
            other => vec![other],
        };
        only(parts.into_iter().flat_map(inner).collect(), Expr::Any)
    }

    /// Whether there is no condition, so that everything matches.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Expr::All(parts) if parts.is_empty())
    }

    /// Whether any leaf is such a one.
    pub(super) fn has_leaf(&self, such: &impl Fn(&Leaf) -> bool) -> bool {
        match self {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().any(|part| part.has_leaf(such)),
            Expr::Not(inner) => inner.has_leaf(such),
            Expr::Leaf(leaf) => such(leaf),
            Expr::Hole => false,
        }
    }

    /// All conditions that can be the reason for a match: what must not hold is none.
    pub(super) fn reasons(&self) -> Vec<&Leaf> {
        match self {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().flat_map(Expr::reasons).collect(),
            Expr::Leaf(leaf) => vec![leaf],
            Expr::Not(_) | Expr::Hole => Vec::new(),
        }
    }

    /// Writes it as part of something that binds tighter than `|`.
    fn write_tight(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Any(_) => write!(f, "({self})"),
            other => write!(f, "{other}"),
        }
    }
}

/// The only part, or what several are.
fn only(mut parts: Vec<Expr>, several: impl Fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.pop() {
        Some(part) if parts.is_empty() => part,
        last => {
            parts.extend(last);
            several(parts)
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::All(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        f.write_str(" ")?;
                    }
                    part.write_tight(f)?;
                }
                Ok(())
            }
            Expr::Any(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        f.write_str(" | ")?;
                    }
                    write!(f, "{part}")?;
                }
                Ok(())
            }
            Expr::Not(inner) => match inner.as_ref() {
                Expr::All(_) => write!(f, "-({inner})"),
                other => {
                    f.write_str("-")?;
                    other.write_tight(f)
                }
            },
            Expr::Leaf(leaf) => write!(f, "{leaf}"),
            Expr::Hole => Ok(()),
        }
    }
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |means: Means| {
            let field = FIELDS.iter().find(|field| field.means == means);
            field.map_or("", |field| field.name)
        };
        let prefix = |part: Option<Part>| match part.and_then(of_part) {
            Some(field) => format!("{}:", field.name),
            None => String::new(),
        };
        match self {
            Leaf::Text { part, term, whole } => {
                let whole = if *whole { "=" } else { "" };
                write!(f, "{}{whole}{}", prefix(*part), quoted(&term.text))
            }
            Leaf::Fuzzy { part, text } => write!(f, "{}~{}", prefix(*part), quoted(text)),
            Leaf::Day(day) => write!(f, "{}:{day}", name(Means::Day)),
            Leaf::Time(relation, when) => write!(f, "{}:{when}", name(Means::Time(*relation))),
            Leaf::During(span) => write!(f, "{}:{span}", name(Means::Span)),
            Leaf::State(state) => {
                let found = STATES.iter().find(|(_, other, _)| other == state);
                write!(
                    f,
                    "{}:{}",
                    name(Means::State),
                    found.map_or("", |found| found.0)
                )
            }
            Leaf::Thing(thing) => {
                let found = THINGS.iter().find(|(_, other, _)| other == thing);
                write!(
                    f,
                    "{}:{}",
                    name(Means::Thing),
                    found.map_or("", |found| found.0)
                )
            }
        }
    }
}

/// A text as a value: bare where nothing in it has a meaning, else in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut chars = text.chars();
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '#' | '&' | '/');
    let bare = chars.next().is_some_and(char::is_alphanumeric)
        && chars.all(|c| harmless(c) || matches!(c, '-' | '\''));
    if bare {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        if super::parse::is_double_quote(c) || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
