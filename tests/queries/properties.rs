//! What holds for any queries.

use std::collections::BTreeSet;

use fomo::query::{Found, Query};
use proptest::prelude::*;

use super::Shelf;

/// Queries that can be read, and that find something now and then.
fn query() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(vec![
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
    .prop_map(String::from);
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|query| format!("-({query})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} | {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{a} {b}")),
        ]
    })
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
    #![proptest_config(ProptestConfig::with_cases(600))]

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
    fn anything_can_be_completed(text in "\\PC{0,20}", cursor in 0_usize..24) {
        SHELF.with(|shelf| {
            if let Some(completion) = shelf.search().complete(&text, cursor) {
                assert!(text.get(completion.span).is_some());
            }
        });
    }

    #[test]
    fn people_of_nothing_are_none(a in query()) {
        SHELF.with(|shelf| {
            let people = shelf.search().people(&Query::parse(&a).unwrap());
            let all = shelf.schedule.people().len();
            assert!(people.iter().collect::<BTreeSet<_>>().len() == people.len() && people.len() <= all);
        });
    }
}
