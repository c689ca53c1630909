//! What holds for any queries.

use std::collections::BTreeSet;

use fomo::query::{Found, Query};
use proptest::prelude::*;

use super::Shelf;

/// Queries that can be read, and that find something now and then.
fn query() -> impl Strategy<Value = String> {
    combined(vec![
        "zoe",
        "deep",
        "\"deep learning\"",
        "a",
        "Hall",
        "ıspanak",
        "하늘",
        "room:aula",
        "room:=\"Hall 1\"",
        "track:art",
        "day:1",
        "day:sat",
        "at:9:00",
        "after:12",
        "before:12",
        "is:now",
        "is:past",
        "is:tbc",
        "has:link",
        "lang:en",
        "~transfromer",
        "speaker:~soern",
        "kind:talk",
        "nothing",
    ])
}

/// Combinations of conditions.
fn combined(leaves: Vec<&'static str>) -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(leaves).prop_map(String::from);
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|query| format!("-({query})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} | {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{a} {b}")),
        ]
    })
}

/// Queries that ask for nothing that a person has.
fn of_entries() -> impl Strategy<Value = String> {
    combined(vec![
        "title:a",
        "room:aula",
        "track:=art",
        "day:sat",
        "after:12",
        "is:past",
        "-is:tbc",
        "has:link",
        "lang:en",
        "kind:talk",
    ])
}

/// What is typed while a value or a name is on its way.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "room:",
        "track:",
        "speaker:",
        "day:",
        "is:",
        "has:",
        "before:",
        "ro",
        "h",
        "s",
        "=",
        "\"",
        "Hall 1",
        " ",
        " ",
        "-",
        "(",
        ")",
        " | ",
        "deep",
        "\\",
        "kind:talk ",
    ])
}

thread_local! {
    static SHELF: Shelf = Shelf::talks().at("2024-07-27T14:30:00+02:00");
}

fn found(query: &str) -> (BTreeSet<usize>, Found) {
    SHELF.with(|shelf| {
        let found = shelf.search().entries(&Query::parse(query).unwrap());
        (found.entries().into_iter().collect(), found)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn side_by_side_narrows(a in query(), b in query()) {
        let both = found(&format!("({a}) ({b})")).0;
        let (a, b) = (found(&a).0, found(&b).0);
        prop_assert_eq!(both, a.intersection(&b).copied().collect::<BTreeSet<_>>());
    }

    #[test]
    fn a_bar_widens(a in query(), b in query()) {
        let either = found(&format!("{a} | {b}")).0;
        let (a, b) = (found(&a).0, found(&b).0);
        prop_assert_eq!(either, a.union(&b).copied().collect::<BTreeSet<_>>());
    }

    #[test]
    fn a_dash_is_the_complement(a in query()) {
        let not = found(&format!("-({a})")).0;
        let (is, all) = (found(&a).0, found("").0);
        prop_assert!(is.is_disjoint(&not));
        prop_assert_eq!(is.len() + not.len(), all.len());
    }

    #[test]
    fn the_plain_form_finds_the_same_in_the_same_order(a in query()) {
        let plain = Query::parse(&a).unwrap().to_string();
        prop_assert_eq!(found(&a).1, found(&plain).1);
    }

    #[test]
    fn nothing_is_listed_twice_and_ranking_loses_nothing(a in query()) {
        let (set, found) = found(&a);
        prop_assert_eq!(found.entries().len(), set.len());
        prop_assert_eq!(found.count(), set.len());
        prop_assert!(set.iter().all(|index| found.matches[*index]));
    }

    #[test]
    fn an_offer_that_is_put_in_leaves_what_it_says(pieces in prop::collection::vec(piece(), 0..7), at in any::<prop::sample::Index>()) {
        let text = pieces.concat();
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let cursor = *at.get(&bounds);
        SHELF.with(|shelf| {
            let Some(completion) = shelf.search().complete(&text, cursor) else {
                return Ok(());
            };
            prop_assert!(!completion.offers.is_empty());
            for offer in completion.offers {
                let mut text = text.clone();
                text.replace_range(completion.span.clone(), &offer.text);
                let query = Query::parse(&text).or_else(|_| Query::parse(&format!("{text})")));
                if let (Some(count), Ok(query)) = (offer.count, query) {
                    prop_assert_eq!(shelf.search().entries(&query).count(), count, "{:?}", text);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn people_are_those_of_the_entries_where_only_entries_are_asked_about(a in of_entries()) {
        let entries = found(&a).0;
        SHELF.with(|shelf| {
            let people = shelf.search().people(&Query::parse(&a).unwrap());
            let credits = entries.iter().flat_map(|entry| &shelf.schedule.entry(*entry).unwrap().people);
            let expected: BTreeSet<usize> = credits.filter_map(|credit| credit.person).collect();
            prop_assert_eq!(people, expected.into_iter().collect::<Vec<_>>());
            Ok(())
        })?;
    }
}
