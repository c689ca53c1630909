//! What could be typed next: names of fields, then the values that the schedule has, each with how many entries the
//! query would leave.

use std::{collections::HashMap, ops::Range};

use chrono::NaiveDate;

use super::{
    FIELDS, Field, Means, Part, STATES, Search, THINGS,
    evaluate::{Answers, Subject},
    expr::{Expr, Leaf, quoted},
    field,
    parse::{self, is_double_quote},
    time::Day,
    values,
};
use crate::{
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
    begun: &'a str,
}

impl<'a> Search<'a> {
    /// What could stand where the cursor is, a byte offset; `None` where nothing is known that fits.
    pub fn complete(&self, text: &str, cursor: usize) -> Option<Completion> {
        let typed = Typed::at(text, cursor)?;
        let offers = match typed.field {
            None => fields(typed.begun),
            Some(field) => self.values_for(field, &typed, text),
        };
        (!offers.is_empty()).then(|| Completion {
            span: typed.span,
            offers,
        })
    }

    fn values_for(&self, field: &Field, typed: &Typed, text: &str) -> Vec<Offer> {
        let expr = parse::parse(text, Some(typed.start)).ok();
        let counts = expr.map(|expr| Counts::new(*self, &expr));
        match field.means {
            Means::Text(part @ (Part::Title | Part::Abstract | Part::Note)) => {
                let _ = part;
                Vec::new()
            }
            Means::Text(part) => self.texts(part, typed.begun, counts.as_ref()),
            Means::Day => self.days(typed.begun, counts.as_ref()),
            Means::Time(_) => self.times(typed.begun, counts.as_ref()),
            Means::State => self.named(
                STATES
                    .iter()
                    .map(|(name, state, help)| (*name, Leaf::State(*state), *help)),
                typed.begun,
                counts.as_ref(),
            ),
            Means::Thing => self.named(
                THINGS
                    .iter()
                    .map(|(name, thing, help)| (*name, Leaf::Thing(*thing), *help)),
                typed.begun,
                counts.as_ref(),
            ),
        }
    }

    /// The distinct texts of a part that have what was typed, those that begin with it first.
    fn texts(&self, part: Part, begun: &str, counts: Option<&Counts>) -> Vec<Offer> {
        let mut entries: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, entry) in self.schedule.entries().iter().enumerate() {
            for value in values::of_entry(self.schedule, entry, part) {
                let known = entries.entry(value.trim().to_owned()).or_default();
                if known.last() != Some(&index) {
                    known.push(index);
                }
            }
        }
        let wanted = fold(begun, Fold::LOOSE);
        let rooms = self.schedule.rooms();
        let mut found: Vec<_> = entries
            .iter()
            .filter_map(|(value, having)| {
                let folded = fold(value, Fold::LOOSE);
                let begins = folded.starts_with(&wanted);
                let words = || folded.split(' ').any(|word| word.starts_with(&wanted));
                let order = if begins {
                    0
                } else if words() {
                    1
                } else {
                    2
                };
                let place = rooms
                    .iter()
                    .position(|room| part == Part::Room && room.trim() == value);
                (folded.contains(&wanted) && !folded.is_empty())
                    .then_some((order, place, folded, value, having))
            })
            .collect();
        found.sort();
        let offers = found.into_iter().map(|(_, _, folded, value, having)| {
            // Without `=`, what contains it would be found as well.
            let mut others = entries.keys().filter(|other| *other != value);
            let alone = !others.any(|other| fold(other, Fold::LOOSE).contains(&folded));
            let whole = if alone { "" } else { "=" };
            Offer {
                text: format!("{whole}{}", quoted(value)),
                label: value.clone(),
                about: String::new(),
                count: counts.map(|counts| counts.with(having.iter().copied())),
            }
        });
        offers.filter(Offer::leaves_something).collect()
    }

    fn days(&self, begun: &str, counts: Option<&Counts>) -> Vec<Offer> {
        let wanted = begun.to_lowercase();
        let all = self.schedule.days();
        let weekday = |day: &NaiveDate| day.format("%a").to_string().to_lowercase();
        let offers = all.iter().enumerate().filter_map(|(index, day)| {
            // A weekday is what one says, where there is only one such.
            let short = weekday(day);
            let unique = all.iter().filter(|other| weekday(other) == short).count() == 1;
            let date = day.format("%Y-%m-%d").to_string();
            let text = if unique { short } else { date.clone() };
            let number = (index + 1).to_string();
            let fits = [&text, &date, &number]
                .iter()
                .any(|name| name.starts_with(&wanted));
            fits.then(|| Offer {
                label: text.clone(),
                text,
                about: full_day(*day),
                count: counts.map(|counts| counts.leaf(&Leaf::Day(Day::Date(*day)))),
            })
        });
        let relative = ["today", "tomorrow"].into_iter().filter_map(|name| {
            let day = Day::parse(name)?;
            name.starts_with(&wanted).then(|| Offer {
                text: name.to_owned(),
                label: name.to_owned(),
                about: String::new(),
                count: counts.map(|counts| counts.leaf(&Leaf::Day(day))),
            })
        });
        offers
            .chain(relative)
            .filter(Offer::leaves_something)
            .collect()
    }

    /// Days can stand for times.
    fn times(&self, begun: &str, counts: Option<&Counts>) -> Vec<Offer> {
        let now = self
            .moment
            .now
            .filter(|_| "now".starts_with(&begun.to_lowercase()));
        let now = now.map(|_| Offer {
            text: "now".to_owned(),
            label: "now".to_owned(),
            about: String::new(),
            count: None,
        });
        let days = self.days(begun, None).into_iter();
        let _ = counts;
        now.into_iter().chain(days).collect()
    }

    fn named(
        &self,
        all: impl Iterator<Item = (&'static str, Leaf, &'static str)>,
        begun: &str,
        counts: Option<&Counts>,
    ) -> Vec<Offer> {
        let wanted = begun.to_lowercase();
        let fitting = all.filter(|(name, _, _)| name.starts_with(&wanted));
        let offers = fitting.map(|(name, leaf, help)| Offer {
            text: name.to_owned(),
            label: name.to_owned(),
            about: help.to_owned(),
            count: counts.map(|counts| counts.leaf(&leaf)),
        });
        offers.filter(Offer::leaves_something).collect()
    }
}

impl Offer {
    fn leaves_something(&self) -> bool {
        self.count != Some(0)
    }
}

/// The names that begin like this.
fn fields(begun: &str) -> Vec<Offer> {
    let wanted = begun.to_lowercase();
    let fitting = FIELDS
        .iter()
        .filter(|field| field.name.starts_with(&wanted));
    let offers = fitting.map(|field| Offer {
        text: format!("{}:", field.name),
        label: format!("{}:", field.name),
        about: field.help.to_owned(),
        count: None,
    });
    offers.collect()
}

impl<'a> Typed<'a> {
    fn at(text: &'a str, cursor: usize) -> Option<Typed<'a>> {
        let before = text.get(..cursor)?;
        let mut start = 0;
        let mut quote = false;
        let mut escaped = false;
        for (at, c) in before.char_indices() {
            if quote && c == '\\' && !escaped {
                escaped = true;
                continue;
            }
            if is_double_quote(c) && !escaped {
                let value = before
                    .get(start..at)
                    .is_some_and(|word| word.ends_with([':', '=']));
                if !quote && !value {
                    start = at;
                }
                quote = !quote;
                if !quote && cursor > at + c.len_utf8() {
                    start = at + c.len_utf8();
                }
            } else if !quote && (c.is_whitespace() || matches!(c, '(' | ')' | '|')) {
                start = at + c.len_utf8();
            }
            escaped = false;
        }
        let word = before.get(start..)?;
        let dashes = word.len() - word.trim_start_matches('-').len();
        let (start, word) = (start + dashes, word.get(dashes..)?);
        if word.starts_with(|c: char| is_double_quote(c) || c == '~') {
            return None;
        }
        let end = cursor + end_of_word(text.get(cursor..)?, quote);
        let Some((name, value)) = word.split_once(':') else {
            // A name that goes on behind the cursor is replaced, with its colon.
            return Some(Typed {
                start,
                span: start..end,
                field: None,
                begun: word,
            });
        };
        let field = field::named(name)?;
        let begins = start + name.len() + 1;
        let begun = value
            .trim_start_matches('=')
            .trim_start_matches(is_double_quote);
        Some(Typed {
            start,
            span: begins..end,
            field: Some(field),
            begun,
        })
    }
}

/// How much of the text behind the cursor belongs to the same word.
fn end_of_word(behind: &str, quote: bool) -> usize {
    if quote {
        let closing = behind.char_indices().find(|(_, c)| is_double_quote(*c));
        return closing.map_or(behind.len(), |(at, c)| at + c.len_utf8());
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
        let all = 0..search.schedule.entries().len();
        let matches = |hole: bool| -> Vec<bool> {
            let all = all.clone();
            all.map(|index| answers.score(expr, Subject::entry(index), hole).is_some())
                .collect()
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
        let expr = Expr::Leaf(leaf.clone());
        let answers = Answers::new(self.search, &expr);
        let all = 0..self.search.schedule.entries().len();
        let has = |index: &usize| {
            answers
                .score(&expr, Subject::entry(*index), false)
                .is_some()
        };
        self.with(all.filter(has))
    }
}
