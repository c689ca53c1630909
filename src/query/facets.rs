//! What there is to choose from: days, tracks, rooms, kinds and languages, with how many entries each would show.
//!
//! A choice is a part of the query: any of the values of one facet, all of the facets, beside whatever else is typed.
//!
//! ```text
//! tensor (track:="Systems" | track:="Theory") room:=Aula
//! ```
//!
//! What differs in case, accents or apostrophes alone is one value, since a query cannot tell all of it apart. What
//! consists of apostrophes alone is none: no query finds it.

use std::{borrow::Cow, cell::OnceCell};

use chrono::NaiveDate;

use super::{
    Part, Query, Search,
    expr::{Expr, Leaf},
    haystack::Fit,
    time::Day,
    values::Distinct,
};
use crate::{text::fold::fold, zone::full_day};

/// A kind of choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What it is called: `Track`.
    pub name: &'static str,
    /// What there is to choose from: days and rooms in the schedule's order, all else by name.
    pub values: Vec<FacetValue>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// How it is shown.
    pub label: String,
    /// How many entries it has among those that the rest of the query lets through.
    pub count: usize,
    /// Whether it is chosen.
    pub chosen: bool,
    value: Value,
}

impl FacetValue {
    /// Whether it is a track.
    pub fn is_track(&self) -> bool {
        matches!(self.value, Value::Text(Part::Track, _))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    /// A text, folded.
    Text(Part, String),
    Day(NaiveDate),
}

/// The facets in their order, with their names and the parts that they are about; `None` is the day.
const FACETS: [(&str, Option<Part>); 5] = [
    ("Day", None),
    ("Track", Some(Part::Track)),
    ("Room", Some(Part::Room)),
    ("Kind", Some(Part::Kind)),
    ("Language", Some(Part::Language)),
];

/// Something to choose.
enum Choice<'a> {
    Text(Part, &'a Distinct),
    /// A day with the entries that are listed under it.
    Day(NaiveDate, Vec<usize>),
}

impl Choice<'_> {
    fn value(&self) -> Value {
        match self {
            Choice::Text(part, text) => Value::Text(*part, text.folded.clone()),
            Choice::Day(day, _) => Value::Day(*day),
        }
    }

    fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Choice::Text(part, text), Value::Text(other, folded)) => {
                part == other && text.folded == *folded
            }
            (Choice::Day(day, _), Value::Day(other)) => day == other,
            _ => false,
        }
    }

    fn label(&self) -> String {
        match self {
            Choice::Text(_, text) => text.label().to_owned(),
            Choice::Day(day, _) => full_day(*day),
        }
    }

    /// The entries that have it.
    fn entries(&self) -> &[usize] {
        match self {
            Choice::Text(_, text) => &text.entries,
            Choice::Day(_, entries) => entries,
        }
    }

    /// The condition that an entry has it, however it is written.
    fn leaf(&self) -> Option<Leaf> {
        match self {
            Choice::Text(part, text) => text.leaf(*part),
            Choice::Day(day, _) => Some(Leaf::Day(Day::Date(*day))),
        }
    }
}

impl Search<'_> {
    /// All facets in which there is something to choose, under a query.
    pub fn facets(&self, query: &Query) -> Vec<Facet> {
        let all = OnceCell::new();
        let facets = FACETS.iter().filter_map(|(name, part)| {
            let choices = self.choices(*part);
            if !self.is_choice(&choices, *part) {
                return None;
            }
            let split = Split::of(&query.expr, *part);
            // Where nothing is chosen, all that the query lets through counts.
            let matches = if split.group.is_empty() {
                Cow::Borrowed(all.get_or_init(|| self.matches(&query.expr)))
            } else {
                Cow::Owned(self.matches(&split.rest()))
            };
            Some(self.facet(name, choices, &split.group, &matches))
        });
        facets.collect()
    }

    /// The query with a value chosen that was not, or not chosen that was. What is typed stays, as far as it can.
    pub fn toggled(&self, query: &Query, value: &FacetValue) -> Query {
        let part = match &value.value {
            Value::Text(part, _) => Some(*part),
            Value::Day(_) => None,
        };
        let choices = self.choices(part);
        let wanted = |choice: &&Choice| choice.is(&value.value);
        let Some(choice) = choices.iter().find(wanted) else {
            return query.clone();
        };
        let mut split = Split::of(&query.expr, part);
        if self.is_chosen(&split.group, choice) {
            split.group = self.without(&split.group, choice, &choices);
        } else {
            split.group.extend(choice.leaf());
        }
        Query::of(split.joined())
    }

    /// The query with nothing chosen in any facet; whatever else is typed stays.
    pub fn cleared(&self, query: &Query) -> Query {
        let offered = FACETS
            .iter()
            .filter(|(_, part)| self.is_choice(&self.choices(*part), *part));
        let mut expr = query.expr.clone();
        for (_, part) in offered {
            let mut split = Split::of(&expr, *part);
            while !split.group.is_empty() {
                expr = split.rest();
                split = Split::of(&expr, *part);
            }
        }
        if expr == query.expr {
            query.clone()
        } else {
            Query::of(expr)
        }
    }

    fn facet(
        &self,
        name: &'static str,
        choices: Vec<Choice>,
        group: &[Leaf],
        matches: &[bool],
    ) -> Facet {
        let matching = |index: &&usize| matches.get(**index).copied().unwrap_or(false);
        let values = choices.into_iter().map(|choice| FacetValue {
            label: choice.label(),
            count: choice.entries().iter().filter(matching).count(),
            chosen: self.is_chosen(group, &choice),
            value: choice.value(),
        });
        Facet {
            name,
            values: values.collect(),
        }
    }

    /// Whether there is anything to choose: a single value that everything has is no choice, and a single day neither.
    fn is_choice(&self, choices: &[Choice], part: Option<Part>) -> bool {
        match choices {
            [] => false,
            [only] => part.is_some() && only.entries().len() < self.schedule.entries().len(),
            _ => true,
        }
    }

    /// All that there is to choose from in a facet, in the order in which it is shown.
    fn choices(&self, part: Option<Part>) -> Vec<Choice<'_>> {
        let Some(part) = part else {
            return self.days_to_choose();
        };
        let all = self.index.distinct(self.schedule, part).iter();
        all.map(|text| Choice::Text(part, text)).collect()
    }

    fn days_to_choose(&self) -> Vec<Choice<'_>> {
        let days = self.schedule.days().iter();
        let mut entries: Vec<Vec<usize>> = vec![Vec::new(); days.len()];
        for (index, entry) in self.schedule.entries().iter().enumerate() {
            let day = self.schedule.listed_day(entry);
            let place = day.and_then(|day| self.schedule.days().binary_search(&day).ok());
            if let Some(entries) = place.and_then(|place| entries.get_mut(place)) {
                entries.push(index);
            }
        }
        let choices = days.zip(entries);
        choices
            .map(|(day, entries)| Choice::Day(*day, entries))
            .collect()
    }

    /// Whether what is asked for in a facet lets a value through, however it is written.
    fn is_chosen(&self, group: &[Leaf], choice: &Choice) -> bool {
        let any = |selects: &dyn Fn(&Leaf) -> bool| group.iter().any(selects);
        match choice {
            Choice::Day(day, _) => any(&|leaf| self.selects_day(leaf, *day)),
            Choice::Text(_, text) => {
                let mut spellings = text.spellings.iter();
                spellings.all(|spelling| any(&|leaf| selects_text(leaf, spelling)))
            }
        }
    }

    /// What is left of the conditions without a value. What lets through only some of its spellings was typed by hand,
    /// and stays if it can.
    fn without(&self, group: &[Leaf], choice: &Choice, choices: &[Choice]) -> Vec<Leaf> {
        let wholly = |leaf: &Leaf| self.is_chosen(std::slice::from_ref(leaf), choice);
        let left = self.without_leaves(group, &wholly, choice, choices);
        if !self.is_chosen(&left, choice) {
            return left;
        }
        let partly = |leaf: &Leaf| self.touches(leaf, choice);
        self.without_leaves(group, &partly, choice, choices)
    }

    /// The conditions, but in place of some the other values that these let through.
    fn without_leaves(
        &self,
        group: &[Leaf],
        goes: &dyn Fn(&Leaf) -> bool,
        choice: &Choice,
        choices: &[Choice],
    ) -> Vec<Leaf> {
        let left = group.iter().flat_map(|leaf| {
            if !goes(leaf) {
                return vec![leaf.clone()];
            }
            let others = choices.iter();
            let others = others.filter(|other| !other.is(&choice.value()));
            let others = others.filter(|other| self.touches(leaf, other));
            others.filter_map(Choice::leaf).collect()
        });
        left.collect()
    }

    /// Whether a condition lets a value through in at least one of its spellings.
    fn touches(&self, leaf: &Leaf, choice: &Choice) -> bool {
        match choice {
            Choice::Day(day, _) => self.selects_day(leaf, *day),
            Choice::Text(_, text) => {
                let mut spellings = text.spellings.iter();
                spellings.any(|spelling| selects_text(leaf, spelling))
            }
        }
    }

    fn selects_day(&self, leaf: &Leaf, date: NaiveDate) -> bool {
        match leaf {
            Leaf::Day(day) => self.is_day(*day, date),
            _ => false,
        }
    }
}

/// Whether a condition on a text holds for this one.
fn selects_text(leaf: &Leaf, text: &str) -> bool {
    let Leaf::Text {
        part: Some(part),
        term,
        whole,
    } = leaf
    else {
        return false;
    };
    Fit::of(*part, *whole).fits(&fold(text, term.fold), &term.needle)
}

/// A query taken apart: what it asks for in a facet, one condition or any of several, and all else.
struct Split {
    others: Vec<Expr>,
    /// How many of the others stand before the group.
    before: usize,
    group: Vec<Leaf>,
}

impl Split {
    fn of(expr: &Expr, part: Option<Part>) -> Split {
        let exprs = match expr {
            Expr::All(parts) => parts.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut others = Vec::with_capacity(exprs.len());
        let mut group = None;
        for expr in exprs {
            match group_of(expr, part) {
                // A second one narrows the first, which no choice in the facet could say.
                Some(leaves) if group.is_none() => group = Some((others.len(), leaves)),
                _ => others.push(expr.clone()),
            }
        }
        // A new one goes to the end.
        let (before, group) = group.unwrap_or((others.len(), Vec::new()));
        Split {
            others,
            before,
            group,
        }
    }

    fn rest(&self) -> Expr {
        Expr::all(self.others.clone())
    }

    fn joined(self) -> Expr {
        let mut parts = self.others;
        if !self.group.is_empty() {
            let group = Expr::any(self.group.into_iter().map(Expr::Leaf).collect());
            parts.insert(self.before.min(parts.len()), group);
        }
        Expr::all(parts)
    }
}

/// The conditions on a facet, of which any is enough; `None` where something else is asked for.
fn group_of(expr: &Expr, part: Option<Part>) -> Option<Vec<Leaf>> {
    let alternatives = match expr {
        Expr::Any(parts) => parts.as_slice(),
        single => std::slice::from_ref(single),
    };
    let of_facet = |leaf: &Leaf| match (leaf, part) {
        (Leaf::Text { part: own, .. }, Some(part)) => *own == Some(part),
        (Leaf::Day(_), None) => true,
        _ => false,
    };
    let leaves = alternatives.iter().map(|expr| match expr {
        Expr::Leaf(leaf) if of_facet(leaf) => Some(leaf.clone()),
        _ => None,
    });
    let leaves: Option<Vec<Leaf>> = leaves.collect();
    leaves.filter(|leaves| !leaves.is_empty())
}
