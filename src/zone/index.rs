//! What zones are known by.

use std::collections::BTreeMap;

use super::city_of;
use super::fold::fold;
use crate::arrange::Arrange as _;

/// Countries and their zones: `name<TAB>zone zone`. From the IANA database (public domain).
const COUNTRIES: &str = include_str!("data/countries.tsv");
/// Legacy names and what they are called now: `legacy<TAB>zone`. From the IANA database.
const ALIASES: &str = include_str!("data/aliases.tsv");
/// Places without a zone of their own, and local spellings: `place<TAB>zone`; a place that is several has several lines.
const PLACES: &str = include_str!("data/places.tsv");

/// The zones that are meant more often than their neighbours, the most likely first, one a line.
const FAMOUS: &str = include_str!("data/famous.txt");

/// Something a zone is known by.
pub(super) struct Term {
    /// For display; `None` for the zone's own name and city.
    pub(super) shown: Option<&'static str>,
    pub(super) folded: String,
    pub(super) kind: Kind,
}

/// The kinds of terms, the better reasons for a hit first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    City,
    Place,
    Legacy,
    Country,
    Name,
}

/// What zones are known by.
pub(super) struct Index {
    zones: BTreeMap<String, Vec<Term>>,
}

impl Index {
    /// The index of the database's places, and of `more` names.
    pub(super) fn new<'a>(more: impl Iterator<Item = &'a str>) -> Index {
        let own = |name: &str| {
            vec![
                Term {
                    shown: None,
                    folded: fold(&city_of(name)),
                    kind: Kind::City,
                },
                Term {
                    shown: None,
                    folded: fold(name),
                    kind: Kind::Name,
                },
            ]
        };
        let mut zones: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        zones.insert("UTC".to_owned(), own("UTC"));
        for name in more {
            zones.insert(name.to_owned(), own(name));
        }
        for (country, names) in lines(COUNTRIES) {
            for name in names.split(' ') {
                let terms = zones.entry(name.to_owned()).or_insert_with(|| own(name));
                terms.push(Term {
                    shown: Some(country),
                    folded: fold(country),
                    kind: Kind::Country,
                });
            }
        }
        for (place, name) in lines(PLACES) {
            if let Some(terms) = zones.get_mut(name) {
                terms.push(Term {
                    shown: Some(place),
                    folded: fold(place),
                    kind: Kind::Place,
                });
            }
        }
        for (legacy, name) in lines(ALIASES) {
            if let Some(terms) = zones.get_mut(name) {
                let last = legacy.rsplit('/').next().unwrap_or(legacy);
                terms.push(Term {
                    shown: Some(last),
                    folded: fold(last),
                    kind: Kind::Legacy,
                });
                terms.push(Term {
                    shown: Some(legacy),
                    folded: fold(legacy),
                    kind: Kind::Name,
                });
            }
        }
        Index { zones }
    }

    /// All zones by name, with what they are known by.
    pub(super) fn zones(&self) -> impl Iterator<Item = (&str, &[Term])> {
        self.zones
            .iter()
            .map(|(name, terms)| (name.as_str(), terms.as_slice()))
    }

    /// All zones by name, UTC last.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let is_utc = |name: &&str| *name == "UTC";
        let names = || self.zones.keys().map(String::as_str);
        names()
            .filter(move |name| !is_utc(name))
            .chain(names().filter(is_utc))
    }

    /// The zones that a folded text names as a city; if none, as a place or by a legacy name.
    pub(super) fn cities(&self, folded: &str) -> Vec<&str> {
        // "UK" and "NYC" are good enough to search for, but too short to rely on.
        const SHORTEST_PLACE: usize = 4;
        let called = |kinds: &[Kind]| -> Vec<&str> {
            let is = |term: &Term| kinds.contains(&term.kind) && term.folded == folded;
            let mut found: Vec<&str> = self
                .zones
                .iter()
                .filter(|(_, terms)| terms.iter().any(is))
                .map(|(name, _)| name.as_str())
                .collect();
            found.arrange_by_key(|name| (fame(name), *name));
            found
        };
        match called(&[Kind::City]) {
            cities if !cities.is_empty() || folded.len() < SHORTEST_PLACE => cities,
            _ => called(&[Kind::Place, Kind::Legacy]),
        }
    }

    /// Every zone with each folded name that one may have misspelt.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.zones.iter().flat_map(|(name, terms)| {
            terms
                .iter()
                .map(move |term| (name.as_str(), term.folded.as_str()))
        })
    }
}

fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(|line| line.split_once('\t'))
}

/// How far down the list of well-known zones a zone is; at its end if it is not on it.
pub(super) fn fame(name: &str) -> usize {
    FAMOUS.lines().take_while(|&famous| famous != name).count()
}
