//! What could be typed next: names of fields, then the values that the schedule has, each with how many entries the
//! query would leave.

use std::{borrow::Cow, ops::Range};

use chrono::NaiveDate;

use super::{
    FIELDS, Field, Means, Part, Relation, STATES, Search, THINGS,
    evaluate::Answers,
    expr::{Expr, Leaf},
    field,
    parse::{self, is_double_quote},
    time::{Day, When},
    values::Distinct,
};
use crate::{
    arrange::Arrange as _,
    text::fold::{Fold, fold},
    zone::full_day,
};

/// What could stand in place of what is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text that an offer replaces.
    pub span: Range<usize>,
    /// What could stand there, best first; never empty.
    pub offers: Vec<Offer>,
}

/// Something that could stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is put in.
    pub text: String,
    /// What is shown.
    pub label: String,
    /// What it means, where the label does not say it.
    pub about: String,
    /// How many entries the whole query would leave; `None` where it is not whole.
    pub count: Option<usize>,
}

/// What is being typed: `-room:bo` is a dash, a field and the beginning of a value.
struct Typed<'a> {
    /// Where the word or the field begins, behind dashes and parentheses.
    start: usize,
    /// Where an offer goes.
    span: Range<usize>,
    field: Option<&'static Field>,
    /// What there is of the name or the value.
    begun: Cow<'a, str>,
}

impl Search<'_> {
    /// What could stand where the cursor is, a byte offset; `None` where nothing is known that fits.
    pub fn complete(&self, text: &str, cursor: usize) -> Option<Completion> {
        let typed = Typed::at(text, cursor)?;
        let offers = match typed.field {
            None => fields(&typed.begun),
            Some(field) => self.values_for(field, &typed, text),
        };
        (!offers.is_empty()).then_some(Completion {
            span: typed.span,
            offers,
        })
    }

    fn values_for(&self, field: &Field, typed: &Typed, text: &str) -> Vec<Offer> {
        let expr = parse::parse(text, Some(typed.start)).ok();
        let counts = expr.map(|expr| Counts::new(*self, &expr));
        let counts = counts.as_ref();
        let known = match field.means {
            // Of running text, nobody can know what is meant.
            Means::Text(Part::Title | Part::Abstract | Part::Note) | Means::Span => {
                return Vec::new();
            }
            Means::Text(part) => return self.texts(part, &typed.begun, counts),
            Means::Day => self.days(true, &Leaf::Day),
            Means::Time(relation) => self.times(relation),
            Means::State => {
                let all = STATES.iter();
                all.map(|(name, state, about)| Known::new(name, about, Leaf::State(*state)))
                    .collect()
            }
            Means::Thing => {
                let all = THINGS.iter();
                all.map(|(name, thing, about)| Known::new(name, about, Leaf::Thing(*thing)))
                    .collect()
            }
        };
        let wanted = typed.begun.to_lowercase();
        let fitting = known.into_iter().filter_map(|known| {
            let name = known.beginning_with(&wanted)?.to_owned();
            Some((name, known))
        });
        let fitting: Vec<(String, Known)> = fitting.collect();
        let alone = fitting.len() == 1;
        let offers = fitting.into_iter().map(|(name, known)| {
            // Of several, each goes on what was typed; what is alone cannot be mistaken.
            let name = if alone { known.name } else { name };
            Offer {
                count: counts.map(|counts| counts.leaf(&known.leaf)),
                text: name.clone(),
                label: name,
                about: known.about,
            }
        });
        offers.filter(Offer::leaves_something).collect()
    }

    /// The values of a part that have what was typed: those that begin with it, those with a word that does, others.
    fn texts(&self, part: Part, begun: &str, counts: Option<&Counts>) -> Vec<Offer> {
        let wanted = fold(begun, Fold::LOOSE);
        let all = self.index.distinct(self.schedule, part).iter();
        let mut fitting: Vec<(u8, &Distinct)> = all
            .filter(|value| value.folded.contains(&wanted))
            .map(|value| {
                let mut words = value.folded.split(' ');
                let order = match () {
                    () if value.folded.starts_with(&wanted) => 0,
                    () if words.any(|word| word.starts_with(&wanted)) => 1,
                    () => 2,
                };
                (order, value)
            })
            .collect();
        fitting.arrange_by_key(|(order, _)| *order);
        let offers = fitting.into_iter().filter_map(|(_, value)| {
            let leaf = value.leaf(part)?.to_string();
            let (_, text) = leaf.split_once(':')?;
            Some(Offer {
                text: text.to_owned(),
                label: value.label().to_owned(),
                about: String::new(),
                count: counts.map(|counts| counts.with(value.entries.iter().copied())),
            })
        });
        offers.filter(Offer::leaves_something).collect()
    }

    /// The days of the event, and those that go by today.
    fn days(&self, by_number: bool, leaf: &dyn Fn(Day) -> Leaf) -> Vec<Known> {
        let all = self.schedule.days();
        let weekday = |day: &NaiveDate| day.format("%a").to_string().to_lowercase();
        let dates = all.iter().enumerate().map(|(index, day)| {
            // A weekday is what one says, where there is only one such.
            let short = weekday(day);
            let unique = all.iter().filter(|other| weekday(other) == short).count() == 1;
            let date = day.format("%Y-%m-%d").to_string();
            let name = if unique { short } else { date.clone() };
            // Elsewhere a number is an hour.
            let number = Some((index + 1).to_string()).filter(|_| by_number);
            Known {
                others: number.into_iter().chain([date]).collect(),
                ..Known::new(&name, &full_day(*day), leaf(Day::Date(*day)))
            }
        });
        let relative = ["today", "tomorrow"].into_iter();
        let relative = relative.filter_map(|name| {
            let day = Day::parse(name).filter(|_| self.moment.now.is_some())?;
            Some(Known::new(name, "", leaf(day)))
        });
        dates.chain(relative).collect()
    }

    /// Now, and days, which can stand for times.
    fn times(&self, relation: Relation) -> Vec<Known> {
        let leaf = |when| Leaf::Time(relation, when);
        let now = self
            .moment
            .now
            .map(|_| Known::new("now", "", leaf(When::Now)));
        let days = self.days(false, &|day| leaf(When::Day(day)));
        now.into_iter().chain(days).collect()
    }
}

/// A value that is known by name.
struct Known {
    name: String,
    /// What can be typed for it as well.
    others: Vec<String>,
    about: String,
    leaf: Leaf,
}

impl Known {
    fn new(name: &str, about: &str, leaf: Leaf) -> Known {
        Known {
            name: name.to_owned(),
            others: Vec::new(),
            about: about.to_owned(),
            leaf,
        }
    }

    /// The first of its names that goes on what was typed.
    fn beginning_with(&self, wanted: &str) -> Option<&str> {
        let names = std::iter::once(&self.name).chain(&self.others);
        let mut fitting = names.filter(|name| name.starts_with(wanted));
        fitting.next().map(String::as_str)
    }
}

impl Offer {
    fn leaves_something(&self) -> bool {
        self.count != Some(0)
    }
}

/// The names that begin like this: a field's other name only where its first one does not, so that what is typed is gone
/// on, and never replaced by another word.
fn fields(begun: &str) -> Vec<Offer> {
    let wanted = begun.to_lowercase();
    let offers = FIELDS.iter().filter_map(|field| {
        let mut names = [Some(field.name), field.alias].into_iter().flatten();
        let name = names.find(|name| name.starts_with(&wanted))?;
        Some(Offer {
            text: format!("{name}:"),
            label: format!("{name}:"),
            about: field.help.to_owned(),
            count: None,
        })
    });
    offers.collect()
}

impl<'a> Typed<'a> {
    fn at(text: &'a str, cursor: usize) -> Option<Typed<'a>> {
        let (before, behind) = text.split_at_checked(cursor)?;
        let (start, quote) = start_of_word(before);
        let word = before.get(start..)?;
        let dashes = word.len() - word.trim_start_matches(['-', '−']).len();
        let (start, word) = (start + dashes, word.get(dashes..)?);
        // What stands behind a closing quote is another word.
        let closed = !quote && word.ends_with(is_double_quote);
        let end = if closed {
            cursor
        } else {
            cursor + end_of_word(behind, quote)
        };
        let opaque = |c: char| is_double_quote(c) || c == '~';
        // In front of a word, nothing of it is typed yet.
        if word.starts_with(opaque) || (word.is_empty() && end > cursor) {
            return None;
        }
        let Some((name, value)) = word.split_once(':') else {
            return Some(Typed {
                start,
                span: start..end,
                field: None,
                begun: Cow::Borrowed(word),
            });
        };
        let field = field::named(name)?;
        // Behind the cursor, a value may begin with quotes.
        let textual = matches!(field.means, Means::Text(_));
        if value.starts_with('=') && !textual {
            return None;
        }
        let equals = textual && value.is_empty();
        let ahead = behind
            .strip_prefix('=')
            .filter(|_| equals)
            .unwrap_or(behind);
        let end = match ahead.strip_prefix(is_double_quote) {
            Some(inside) if value.is_empty() || value == "=" => {
                let before = behind.len() - inside.len();
                cursor + before + parse::quoted(inside).1
            }
            _ => end,
        };
        // What stands right behind a closing quote would be joined to what is put in.
        if end_of_word(text.get(end..)?, false) > 0 {
            return None;
        }
        let begun = value.trim_start_matches('=');
        let begun = match begun.strip_prefix(is_double_quote) {
            Some(inside) => Cow::Owned(parse::quoted(inside).0),
            None => Cow::Borrowed(begun),
        };
        Some(Typed {
            start,
            span: start + name.len() + 1..end,
            field: Some(field),
            begun,
        })
    }
}

/// Where the last word of a text begins, which may be a field with a value in quotes; and whether a quote is open.
fn start_of_word(text: &str) -> (usize, bool) {
    let (mut start, mut quote, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        let behind = at + c.len_utf8();
        if quote {
            // What stands behind a closing quote is another word.
            if is_double_quote(c) && !escaped {
                quote = false;
                start = if behind < text.len() { behind } else { start };
            }
            escaped = c == '\\' && !escaped;
        } else if is_double_quote(c) {
            let value = text
                .get(start..at)
                .is_some_and(|word| word.ends_with([':', '=']));
            start = if value { start } else { at };
            quote = true;
        } else if c.is_whitespace() || matches!(c, '(' | ')' | '|') {
            start = behind;
        }
    }
    (start, quote)
}

/// How much of the text behind the cursor belongs to the same word, or to a quoted value that is begun.
fn end_of_word(behind: &str, quote: bool) -> usize {
    if quote {
        return parse::quoted(behind).1;
    }
    let ends = |c: char| c.is_whitespace() || is_double_quote(c) || matches!(c, '(' | ')' | '|');
    behind.find(ends).unwrap_or(behind.len())
}

/// How many entries a query leaves, depending on what is put into its hole.
///
/// Whether an entry matches is found out twice, once as if it had what is asked for and once as if it had not. That is
/// enough for any number of values, wherever in the query they go.
struct Counts<'a> {
    search: Search<'a>,
    with: Vec<bool>,
    without: Vec<bool>,
    none: usize,
}

impl<'a> Counts<'a> {
    fn new(search: Search<'a>, expr: &Expr) -> Counts<'a> {
        let answers = Answers::new(search, expr);
        let matches = |hole| -> Vec<bool> {
            let scores = answers.all(expr, hole);
            scores.map(|score| score.is_some()).collect()
        };
        let (with, without) = (matches(true), matches(false));
        let none = without.iter().filter(|matches| **matches).count();
        Counts {
            search,
            with,
            without,
            none,
        }
    }

    /// How many match if these, each named once, have what is asked for.
    fn with(&self, having: impl Iterator<Item = usize>) -> usize {
        having.fold(self.none, |count, index| {
            let with = self.with.get(index).copied().unwrap_or(false);
            let without = self.without.get(index).copied().unwrap_or(false);
            (count + usize::from(with)).saturating_sub(usize::from(without))
        })
    }

    fn leaf(&self, leaf: &Leaf) -> usize {
        let matches = self.search.matches(&Expr::Leaf(leaf.clone()));
        let having = matches.iter().enumerate().filter(|(_, has)| **has);
        self.with(having.map(|(index, _)| index))
    }
}
