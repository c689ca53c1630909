//! Finding a zone by what people know of it.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::fold::fold;
use super::index::{Kind, Term, fame};
use super::{Atlas, offset, offset_text};
use crate::{arrange::Arrange as _, limits};

/// What people in North America call their time regardless of the season.
const ALL_YEAR: [(&str, &str); 4] = [
    ("ET", "America/New_York"),
    ("CT", "America/Chicago"),
    ("MT", "America/Denver"),
    ("PT", "America/Los_Angeles"),
];

/// The months in which the other half of the year's abbreviations hold, in days from now.
const HALF_A_YEAR: i64 = 182;

/// A zone that a query may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its name, which [`Atlas::find`] knows.
    pub name: String,
    /// What matched, if it is neither the zone's name nor its city: `Munich`, `CEST`, `Austria`.
    pub matched: Option<String>,
    /// How well: 0 is exact, 1 the beginning of a city or place, 2 beginnings of its words, 3 words of several of its terms, 4 anything inside.
    pub rank: u8,
}

/// See [`Atlas::search`].
pub(super) fn search(atlas: &Atlas, query: &str, now: DateTime<Utc>) -> Vec<Hit> {
    let offset = offset::parse(query);
    let folded = fold(query);
    if folded.len() > limits::ZONE_SEARCH {
        return Vec::new();
    }
    if folded.is_empty() {
        return if query.trim().is_empty() {
            atlas
                .index()
                .names()
                .map(|name| Hit {
                    name: name.to_owned(),
                    matched: None,
                    rank: 0,
                })
                .collect()
        } else {
            Vec::new()
        };
    }
    let mut hits: Vec<(Kind, Hit)> = Vec::new();
    if let Some(offset) = offset {
        hits.push((
            Kind::City,
            Hit {
                name: super::Zone::fixed(offset).name().to_owned(),
                matched: None,
                rank: 0,
            },
        ));
    }
    let short = abbreviation(&folded);
    for (name, terms) in atlas.index().zones() {
        let zone = if short.is_some() || offset.is_some() {
            atlas.named(name)
        } else {
            None
        };
        let same_offset = offset.filter(|&offset| {
            name != "UTC"
                && zone
                    .as_ref()
                    .is_some_and(|zone| zone.seconds_at(now) == offset)
        });
        let best = if offset.is_some() {
            same_offset.map(|offset| (1, Kind::City, Some(offset_text(offset))))
        } else {
            let by_clock = short
                .as_deref()
                .zip(zone)
                .and_then(|(short, zone)| match_abbreviation(&zone, short, now));
            [by_clock, match_terms(terms, &folded)]
                .into_iter()
                .flatten()
                .min_by_key(|(rank, kind, _)| (*rank, *kind))
        };
        if let Some((rank, kind, matched)) = best {
            hits.push((
                kind,
                Hit {
                    name: name.to_owned(),
                    matched,
                    rank,
                },
            ));
        }
    }
    hits.arrange_by(|(one_kind, one), (other_kind, other)| {
        (one.rank, one_kind, fame(&one.name), &one.name).cmp(&(
            other.rank,
            other_kind,
            fame(&other.name),
            &other.name,
        ))
    });
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// How well something matches, why, and what to show of it.
type Match = (u8, Kind, Option<String>);

fn match_terms(terms: &[Term], query: &str) -> Option<Match> {
    let rank_of = |term: &Term| {
        if term.folded == query {
            // "Japan" is a legacy name as well as a country.
            Some(0)
        } else if term.kind != Kind::Name && term.folded.starts_with(query) {
            Some(1)
        } else if query
            .split(' ')
            .all(|word| begins_a_word(&term.folded, word))
        {
            Some(2)
        } else if term.folded.contains(query) {
            Some(4)
        } else {
            None
        }
    };
    let single = terms
        .iter()
        .filter_map(|term| Some((rank_of(term)?, term)))
        .min_by_key(|(rank, term)| (*rank, term.kind));
    if let Some((rank, term)) = single.filter(|(rank, _)| *rank < 4) {
        return Some((rank, term.kind, term.shown.map(str::to_owned)));
    }
    let across = |fits: fn(&str, &str) -> bool| {
        query
            .split(' ')
            .all(|word| terms.iter().any(|term| fits(&term.folded, word)))
    };
    if across(begins_a_word) {
        return Some((3, Kind::Name, None));
    }
    if let Some((rank, term)) = single {
        return Some((rank, term.kind, term.shown.map(str::to_owned)));
    }
    across(|text, word| text.contains(word)).then_some((4, Kind::Name, None))
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.split(' ').any(|candidate| candidate.starts_with(word))
}

/// The query in capitals if it can be an abbreviation or the beginning of one.
fn abbreviation(text: &str) -> Option<String> {
    (matches!(text.len(), 2..=5) && text.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .then(|| text.to_ascii_uppercase())
}

fn match_abbreviation(zone: &super::Zone, short: &str, now: DateTime<Utc>) -> Option<Match> {
    let later = now
        .checked_add_signed(TimeDelta::days(HALF_A_YEAR))
        .unwrap_or(now);
    if ALL_YEAR.contains(&(short, zone.name())) {
        return Some((0, Kind::City, Some(short.to_owned())));
    }
    let used = || {
        [now, later]
            .into_iter()
            .filter_map(|at| zone.offset_at(at).abbreviation)
            .filter(|_| zone.name() != "UTC")
    };
    match used().find(|used| used == short) {
        Some(exact) => Some((0, Kind::City, Some(exact))),
        None => used()
            .find(|used| used.starts_with(short))
            .map(|begun| (3, Kind::City, Some(begun))),
    }
}

/// The zones whose clocks are called so, the best-known first; judged by a year near the compiled tables' own, as a refusal should not depend on the date.
pub(super) fn users_of_abbreviation(atlas: &Atlas, text: &str) -> Vec<String> {
    const MID_JANUARY_2026: i64 = 1_768_478_400;
    let Some(short) = abbreviation(text) else {
        return Vec::new();
    };
    let at = DateTime::from_timestamp(MID_JANUARY_2026, 0).unwrap_or_default();
    let users: BTreeSet<(usize, &str)> = atlas
        .index()
        .names()
        .filter(|name| {
            atlas
                .named(name)
                .and_then(|zone| match_abbreviation(&zone, &short, at))
                .is_some_and(|(rank, ..)| rank == 0)
        })
        .map(|name| (fame(name), name))
        .collect();
    users.into_iter().map(|(_, name)| name.to_owned()).collect()
}
