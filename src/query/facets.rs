//! What there is to choose from: tracks, rooms, kinds, languages and days, with how many entries each would show.
//!
//! A choice is a part of the query: any of the values of one facet, all of the facets, beside whatever else is typed.
//!
//! ```text
//! tensor (track:="Systems" | track:="Theory") room:=Aula
//! ```

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    Part, Query, Search,
    evaluate::{Answers, Subject},
    expr::{Expr, Leaf, Term},
    haystack::Fit,
    time::Day,
    values,
};
use crate::{schedule::Entry, zone::full_day};

/// A kind of choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What it is called: `Track`.
    pub name: &'static str,
    /// What there is to choose from, in the schedule's order.
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

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Value {
    Text(Kind, String),
    Day(NaiveDate),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Track,
    Room,
    Kind,
    Language,
}

impl Kind {
    fn part(self) -> Part {
        match self {
            Self::Track => Part::Track,
            Self::Room => Part::Room,
            Self::Kind => Part::Kind,
            Self::Language => Part::Language,
        }
    }
}

/// The facets in their order, with their names.
const FACETS: [(&str, Option<Kind>); 5] = [
    ("Day", None),
    ("Track", Some(Kind::Track)),
    ("Room", Some(Kind::Room)),
    ("Kind", Some(Kind::Kind)),
    ("Language", Some(Kind::Language)),
];

impl Value {
    fn facet(&self) -> Option<Kind> {
        match self {
            Value::Text(kind, _) => Some(*kind),
            Value::Day(_) => None,
        }
    }

    fn label(&self) -> String {
        match self {
            Value::Text(_, text) => text.clone(),
            Value::Day(day) => full_day(*day),
        }
    }

    /// The condition that an entry has it.
    fn leaf(&self) -> Option<Leaf> {
        match self {
            Value::Text(kind, text) => Some(Leaf::Text {
                part: Some(kind.part()),
                term: Term::new(text.trim())?,
                whole: true,
            }),
            Value::Day(day) => Some(Leaf::Day(Day::Date(*day))),
        }
    }
}

impl<'a> Search<'a> {
    /// All facets in which there is something to choose, under a query.
    pub fn facets(&self, query: &Query) -> Vec<Facet> {
        FACETS
            .iter()
            .filter_map(|(name, kind)| self.facet(name, *kind, query))
            .collect()
    }

    /// The query with a value chosen that was not, or not chosen that was.
    pub fn toggled(&self, query: &Query, value: &FacetValue) -> Query {
        let kind = value.value.facet();
        let (rest, group) = split(&query.expr, kind);
        let all = self.values(kind);
        let mut chosen: Vec<Value> = all
            .into_iter()
            .filter(|value| group.iter().any(|leaf| self.selects(leaf, value)))
            .collect();
        if let Some(place) = chosen.iter().position(|other| *other == value.value) {
            chosen.remove(place);
        } else {
            chosen.push(value.value.clone());
        }
        let leaves = chosen.iter().filter_map(Value::leaf).map(Expr::Leaf);
        let group = Expr::any(leaves.collect());
        let mut parts = vec![rest];
        if !matches!(&group, Expr::Any(none) if none.is_empty()) {
            parts.push(group);
        }
        Query::of(Expr::all(parts))
    }

    fn facet(&self, name: &'static str, kind: Option<Kind>, query: &Query) -> Option<Facet> {
        let all = self.values(kind);
        // A single value that everything has is no choice.
        let entries = self.schedule.entries();
        let choice = all.len() > 1 || entries.iter().any(|entry| self.of(entry, kind).is_empty());
        if all.is_empty() || !choice || (kind.is_none() && all.len() < 2) {
            return None;
        }
        let (rest, group) = split(&query.expr, kind);
        let answers = Answers::new(*self, &rest);
        let mut counts: HashMap<Value, usize> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            if answers.score(&rest, Subject::entry(index), false).is_some() {
                for value in self.of(entry, kind) {
                    *counts.entry(value).or_default() += 1;
                }
            }
        }
        let values = all.into_iter().map(|value| FacetValue {
            label: value.label(),
            count: counts.get(&value).copied().unwrap_or(0),
            chosen: group.iter().any(|leaf| self.selects(leaf, &value)),
            value,
        });
        Some(Facet {
            name,
            values: values.collect(),
        })
    }

    /// The values of an entry, each once.
    fn of(&self, entry: &Entry, kind: Option<Kind>) -> Vec<Value> {
        let Some(kind) = kind else {
            let day = self.schedule.listed_day(entry);
            return day.map(Value::Day).into_iter().collect();
        };
        let texts = values::of_entry(self.schedule, entry, kind.part()).into_iter();
        let mut found: Vec<Value> = Vec::new();
        for text in texts {
            let value = Value::Text(kind, text.into_owned());
            if !found.contains(&value) {
                found.push(value);
            }
        }
        found
    }

    /// All values of a facet, in the order in which they are shown.
    fn values(&self, kind: Option<Kind>) -> Vec<Value> {
        let Some(kind) = kind else {
            return self
                .schedule
                .days()
                .iter()
                .copied()
                .map(Value::Day)
                .collect();
        };
        let mut found: HashMap<Value, usize> = HashMap::new();
        for (index, entry) in self.schedule.entries().iter().enumerate() {
            for value in self.of(entry, Some(kind)) {
                found.entry(value).or_insert(index);
            }
        }
        let mut found: Vec<Value> = found.into_keys().collect();
        let rooms = self.schedule.rooms();
        found.sort_by_cached_key(|value| {
            let label = value.label();
            let place = rooms.iter().position(|room| *room == label);
            (
                place.filter(|_| kind == Kind::Room),
                label.to_lowercase(),
                label,
            )
        });
        found
    }

    /// Whether a leaf asks for this value.
    fn selects(&self, leaf: &Leaf, value: &Value) -> bool {
        match (leaf, value) {
            (Leaf::Text { term, whole, .. }, Value::Text(kind, text)) => {
                let text = crate::text::fold::fold(text, term.fold);
                Fit::of(kind.part(), *whole).fits(&text, &term.needle)
            }
            (Leaf::Day(day), Value::Day(date)) => {
                Answers::new(*self, &Expr::Hole).is_day(*day, *date)
            }
            _ => false,
        }
    }
}

/// The query without what it asks for in a facet, and that: one condition, or any of several, beside all else.
fn split(expr: &Expr, kind: Option<Kind>) -> (Expr, Vec<Leaf>) {
    let of_facet = |leaf: &Leaf| match (leaf, kind) {
        (Leaf::Text { part, .. }, Some(kind)) => *part == Some(kind.part()),
        (Leaf::Day(_), None) => true,
        _ => false,
    };
    let group_of = |expr: &Expr| -> Option<Vec<Leaf>> {
        let parts = match expr {
            Expr::Any(parts) => parts.as_slice(),
            single => std::slice::from_ref(single),
        };
        let leaves = parts.iter().map(|part| match part {
            Expr::Leaf(leaf) if of_facet(leaf) => Some(leaf.clone()),
            _ => None,
        });
        leaves.collect()
    };
    let parts = match expr {
        Expr::All(parts) => parts.clone(),
        single => vec![single.clone()],
    };
    let mut group = None;
    let mut rest = Vec::new();
    for part in parts {
        match group_of(&part) {
            // A second one narrows the first, which no choice in the facet could say.
            Some(leaves) if group.is_none() => group = Some(leaves),
            _ => rest.push(part),
        }
    }
    (Expr::all(rest), group.unwrap_or_default())
}
