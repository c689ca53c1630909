//! From what is typed to a tree.
//!
//! ```text
//! any    = all ("|" all)*
//! all    = one+                                  side by side: all must hold
//! one    = "-" one | "(" any ")" | field | "~" text | text
//! field  = NAME ":" ("=" | "~")? text            NAME of FIELDS, no blank behind the colon
//! text   = a word, or anything between double quotes; \" and \\ stand for " and \ in them
//! ```
//!
//! A quote that is left open runs to the end. The minus sign does as well as the hyphen. A dash with a blank behind it is
//! a dash, and so is a colon behind a word that is no field's name: titles can be pasted.

use std::{fmt, ops::Range};

use super::{
    expr::{Expr, Leaf, Term},
    field::{FIELDS, Field, Means, STATES, THINGS, named},
    time::{Day, Span, When},
};
use crate::draft;

/// Deeper than anybody thinks.
const DEEPEST: usize = 50;

/// What is wrong with a query, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the query that are wrong; empty where something is missing.
    pub span: Range<usize>,
    /// What is wrong there, if anything stands there.
    pub problem: Option<String>,
    /// What should stand there.
    pub expected: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Some(problem) => write!(f, "{problem}; expected {}", self.expected),
            None => write!(f, "expected {}", self.expected),
        }
    }
}

impl std::error::Error for QueryError {}

impl QueryError {
    fn missing(at: usize, expected: impl Into<String>) -> QueryError {
        QueryError {
            span: at..at,
            problem: None,
            expected: expected.into(),
        }
    }
}

/// Reads a whole query. Where `hole` is given, what begins at that byte is left open.
pub(super) fn parse(text: &str, hole: Option<usize>) -> Result<Expr, QueryError> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        hole,
    };
    parser.blanks();
    if parser.rest().is_empty() {
        return Ok(Expr::All(Vec::new()));
    }
    let expr = parser.any()?;
    match parser.peek() {
        // Only a closing parenthesis stops it early.
        Some(c) => Err(QueryError {
            span: parser.at..parser.at + c.len_utf8(),
            problem: Some("“)” closes nothing".to_owned()),
            expected: "a “(” before it".to_owned(),
        }),
        None => Ok(expr),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    hole: Option<usize>,
}

/// A text, and whether it stood between quotes.
struct Value {
    text: String,
    span: Range<usize>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn any(&mut self) -> Result<Expr, QueryError> {
        let mut parts = vec![self.all()?];
        while self.take('|') {
            parts.push(self.all()?);
        }
        // What folds to nothing, such as a lone apostrophe, is no alternative that lets everything through.
        if parts.len() > 1 {
            parts.retain(|part| !part.is_empty());
        }
        Ok(if parts.is_empty() {
            Expr::All(parts)
        } else {
            Expr::any(parts)
        })
    }

    fn all(&mut self) -> Result<Expr, QueryError> {
        let mut parts = Vec::new();
        let mut any = false;
        loop {
            self.blanks();
            match self.peek() {
                None | Some('|' | ')') => break,
                Some(_) => parts.push(self.one()?),
            }
            any = true;
        }
        if !any {
            return Err(QueryError::missing(self.at, "a word, or name:value"));
        }
        Ok(Expr::all(parts))
    }

    fn one(&mut self) -> Result<Expr, QueryError> {
        if self.hole == Some(self.at) {
            self.at += self.extent();
            return Ok(Expr::Hole);
        }
        match self.peek() {
            Some(dash @ ('-' | '−')) => self.not(dash),
            Some('(') => self.parentheses(),
            Some('~') => {
                self.at += 1;
                self.fuzzy(None, "a word that may be misspelled")
            }
            Some(c) if is_double_quote(c) => Ok(text(None, &self.value(), false)),
            _ => match self.field()? {
                Some(expr) => Ok(expr),
                None => Ok(text(None, &self.value(), false)),
            },
        }
    }

    fn deeper<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        if self.depth >= DEEPEST {
            return Err(QueryError {
                span: self.at..self.text.len(),
                problem: Some("this is nested too deeply".to_owned()),
                expected: "something simpler".to_owned(),
            });
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn not(&mut self, dash: char) -> Result<Expr, QueryError> {
        let start = self.at;
        self.at += dash.len_utf8();
        match self.peek() {
            None => Err(QueryError::missing(self.at, "what to leave out")),
            Some(c) if c.is_whitespace() || matches!(c, '|' | ')') => {
                let value = Value {
                    text: "-".to_owned(),
                    span: start..self.at,
                };
                Ok(text(None, &value, false))
            }
            Some(_) => {
                let inner = self.deeper(Self::one)?;
                // Nothing was asked for, so nothing is left out.
                let nothing = inner.is_empty();
                Ok(if nothing {
                    inner
                } else {
                    Expr::Not(Box::new(inner))
                })
            }
        }
    }

    fn parentheses(&mut self) -> Result<Expr, QueryError> {
        self.at += 1;
        let inner = self.deeper(Self::any)?;
        // What is still being typed need not be closed.
        if self.take(')') || (self.hole.is_some() && self.peek().is_none()) {
            Ok(inner)
        } else {
            Err(QueryError::missing(self.text.len(), "a “)”"))
        }
    }

    fn fuzzy(&mut self, part: Option<super::Part>, expected: &str) -> Result<Expr, QueryError> {
        let value = self.value();
        if value.text.trim().is_empty() {
            return Err(QueryError::missing(value.span.end, expected));
        }
        // Of several words, each may be misspelled.
        let words = value.text.split_whitespace();
        let leaves = words.filter(|word| Term::new(word).is_some()).map(|word| {
            Expr::Leaf(Leaf::Fuzzy {
                part,
                text: word.to_owned(),
            })
        });
        Ok(Expr::all(leaves.collect()))
    }

    /// A field with its value; `None` where there is none, and nothing is taken.
    fn field(&mut self) -> Result<Option<Expr>, QueryError> {
        let word = self.rest();
        let word = word.get(..bare(word)).unwrap_or(word);
        let Some((name, behind)) = word.split_once(':') else {
            return self.equation(word).map(|()| None);
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Ok(None);
        }
        let start = self.at;
        let Some(field) = named(name) else {
            let more = self.rest().len() > word.len();
            // The colon of a title, or of an address.
            if (behind.is_empty() && more) || behind.starts_with("//") {
                return Ok(None);
            }
            return Err(unknown(name, start));
        };
        self.at += name.len() + 1;
        self.value_of(field).map(Some)
    }

    /// Refuses `room=aula`, which looks like a field and is none.
    fn equation(&self, word: &str) -> Result<(), QueryError> {
        let name = word.split_once('=').map(|(name, _)| name);
        match name.and_then(named) {
            Some(field) => Err(QueryError {
                span: self.at..self.at + word.len(),
                problem: Some(format!("“{word}” is no condition")),
                expected: format!("{}:", field.name),
            }),
            None => Ok(()),
        }
    }

    fn value_of(&mut self, field: &Field) -> Result<Expr, QueryError> {
        if self.peek() == Some('(') {
            let name = field.name;
            return Err(QueryError {
                span: self.at..self.at + 1,
                problem: Some("a field takes a single value".to_owned()),
                expected: format!("({name}:… | {name}:…)"),
            });
        }
        if let Means::Text(part) = field.means {
            if self.take('~') {
                return self.fuzzy(Some(part), field.value);
            }
            let whole = self.take('=');
            let value = self.single_quoted().unwrap_or_else(|| self.value());
            return match text(Some(part), &value, whole) {
                Expr::Leaf(leaf) => Ok(Expr::Leaf(leaf)),
                _ => Err(QueryError::missing(value.span.end, field.value)),
            };
        }
        let value = self.value();
        if value.text.is_empty() {
            return Err(QueryError::missing(value.span.end, field.value));
        }
        let fault = || draft::fault(&value.text).map(|why| format!(": {why}"));
        let fault = || fault().unwrap_or_default();
        let wrong = || QueryError {
            span: value.span.clone(),
            problem: Some(match field.means {
                Means::Day => format!("“{}” is no day{}", value.text, fault()),
                Means::Time(_) => format!("“{}” is no time{}", value.text, fault()),
                Means::Span => format!("“{}” is no span of time", value.text),
                _ => format!("“{}” is not one of them", value.text),
            }),
            expected: field.value.to_owned(),
        };
        let lower = value.text.to_lowercase();
        let leaf = match field.means {
            Means::Day => Day::parse(&value.text).map(Leaf::Day),
            Means::Time(relation) => {
                When::parse(&value.text).map(|when| Leaf::Time(relation, when))
            }
            Means::Span => Span::parse(&value.text).map(Leaf::During),
            Means::State => {
                let found = STATES.iter().find(|(name, _, _)| *name == lower);
                found.map(|(_, state, _)| Leaf::State(*state))
            }
            Means::Thing | Means::Text(_) => {
                let found = THINGS.iter().find(|(name, _, _)| *name == lower);
                found.map(|(_, thing, _)| Leaf::Thing(*thing))
            }
        };
        leaf.map(Expr::Leaf).ok_or_else(wrong)
    }

    /// A value between single quotes, as in a shell. Elsewhere they are apostrophes, and here too if none closes.
    fn single_quoted(&mut self) -> Option<Value> {
        let inside = self.rest().strip_prefix('\'')?;
        let (text, behind) = inside.split_once('\'')?;
        let ends = behind
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '|'));
        if !ends {
            return None;
        }
        let start = self.at;
        self.at += text.len() + 2;
        Some(Value {
            text: text.to_owned(),
            span: start..self.at,
        })
    }

    /// A word or a quoted text.
    fn value(&mut self) -> Value {
        let start = self.at;
        match self.peek() {
            Some(quote) if is_double_quote(quote) => {
                self.at += quote.len_utf8();
                let (text, length) = quoted(self.rest());
                self.at += length;
                Value {
                    text,
                    span: start..self.at,
                }
            }
            _ => {
                let length = bare(self.rest());
                let text = self.rest().get(..length).unwrap_or_default().to_owned();
                self.at += length;
                Value {
                    text,
                    span: start..self.at,
                }
            }
        }
    }

    /// The bytes of what begins here: the word or the field with its value.
    fn extent(&self) -> usize {
        let mut ahead = Parser {
            text: self.text,
            at: self.at,
            depth: 0,
            hole: None,
        };
        let word = bare(ahead.rest());
        ahead.at += word;
        let typed = self.text.get(self.at..ahead.at).unwrap_or_default();
        // Quotes hold a value together where it begins with them.
        let colon = typed.split_once(':').is_some_and(|(name, value)| {
            let text = named(name).is_some_and(|field| matches!(field.means, Means::Text(_)));
            value.is_empty() || (text && matches!(value, "=" | "~"))
        });
        if (colon || word == 0) && ahead.peek().is_some_and(is_double_quote) {
            ahead.value();
        }
        ahead.at - self.at
    }
}

/// A text to be found; nothing at all where nothing is left of it.
fn text(part: Option<super::Part>, value: &Value, whole: bool) -> Expr {
    match Term::new(value.text.trim()) {
        Some(term) => Expr::Leaf(Leaf::Text { part, term, whole }),
        None => Expr::All(Vec::new()),
    }
}

/// What stands up to a closing quote, or to the end, and how many bytes that is with the quote.
pub(super) fn quoted(text: &str) -> (String, usize) {
    let mut inside = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let escaped = |(_, next): &(usize, char)| is_double_quote(*next) || *next == '\\';
        if c == '\\'
            && let Some((_, escaped)) = chars.next_if(escaped)
        {
            inside.push(escaped);
        } else if is_double_quote(c) {
            return (inside, at + c.len_utf8());
        } else {
            inside.push(c);
        }
    }
    (inside, text.len())
}

/// The bytes up to where a word ends.
fn bare(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || is_double_quote(c) || matches!(c, '(' | ')' | '|');
    text.find(ends).unwrap_or(text.len())
}

fn unknown(name: &str, start: usize) -> QueryError {
    let lower = name.to_lowercase();
    let names = FIELDS.iter().map(|field| field.name);
    let near = names
        .clone()
        .map(|known| (strsim::damerau_levenshtein(known, &lower), known))
        .min()
        .filter(|(distance, known)| *distance <= known.len() / 3);
    let expected = match near {
        Some((_, known)) => format!("{known}:, or “{name}:” in quotes"),
        None => format!(
            "one of {}",
            names
                .map(|name| format!("{name}:"))
                .collect::<Vec<_>>()
                .join(" ")
        ),
    };
    QueryError {
        span: start..start + name.len() + 1,
        problem: Some(format!("there is no field “{name}:”")),
        expected,
    }
}

pub(super) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}'..='\u{201f}' | '＂')
}
