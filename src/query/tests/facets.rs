//! What there is to choose from, what choosing does to a query, and that the counts are true.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use proptest::{prelude::*, sample::select};

use crate::{
    format,
    query::{Facet, FacetValue, Index, Moment, Query, Search},
    schedule::{Schedule, check},
    zone::{Atlas, Zone},
};

/// Names that are easily mistaken for another one, or for a part of the language.
const TRACKS: [&str; 19] = [
    "Art",
    "Art & Culture",
    "Say \"hello\"",
    "(Un)safe",
    "A | B",
    "10:30 Uhr: früh",
    "C:\\temp\\",
    "-dash",
    "- dash",
    "Über Öl",
    "深度学习",
    "データ",
    "O’Brien",
    "'",
    "~near",
    "=equal",
    "“curly”",
    "workshop",
    "Workshop",
];

struct Shelf {
    schedule: Schedule,
    index: Index,
    now: Option<DateTime<Utc>>,
}

impl Shelf {
    fn of(sessions: &str) -> Shelf {
        let text = format!(
            r#"{{"format": "fomo/1", "event": {{"title": "T", "time_zone": "Europe/Vienna"}},
                "rooms": [{{"id": "z", "name": "Zwei"}}, {{"id": "a", "name": "Aula"}}],
                "sessions": [{sessions}]}}"#
        );
        let draft = format::read(text.as_bytes(), None).unwrap();
        Shelf {
            schedule: check::check(draft, &Atlas::compiled(), None).schedule,
            index: Index::default(),
            now: None,
        }
    }

    /// Every track twice, on three days, in two rooms or both.
    fn full() -> Shelf {
        let session = |(place, track): (usize, &&str)| {
            let (day, hour) = (1 + place % 3, 8 + place / 3);
            let room = [r#""z""#, r#""a""#, r#"["z", "a", "z"]"#][place % 3];
            let track = serde_json::to_string(track).unwrap();
            let kind = ["talk", "Talk", "panel", "break"][place % 4];
            let language = ["en", "de"][place % 2];
            format!(
                r#"{{"title": "No {place} tensor", "start": "2025-10-0{day}T{hour:02}:00", "duration": 30,
                     "track": {track}, "room": {room}, "kind": "{kind}", "language": "{language}"}}"#
            )
        };
        let sessions = TRACKS.iter().chain(&TRACKS).enumerate().map(session);
        let mut sessions: Vec<String> = sessions.collect();
        sessions.push(r#"{"title": "Without anything"}"#.to_owned());
        Shelf::of(&sessions.join(","))
    }

    fn search(&self, zone: &Zone, ask: impl FnOnce(Search)) {
        let moment = Moment {
            now: self.now,
            zone,
        };
        ask(Search::new(&self.schedule, &self.index, moment));
    }

    fn ask<T>(&self, ask: impl FnOnce(Search) -> T) -> T {
        let mut answer = None;
        let zone = self.schedule.event().zone.clone();
        self.search(&zone, |search| answer = Some(ask(search)));
        answer.unwrap()
    }

    fn facets(&self, query: &Query) -> Vec<Facet> {
        self.ask(|search| search.facets(query))
    }

    fn value(&self, query: &Query, facet: &str, label: &str) -> FacetValue {
        let facets = self.facets(query);
        let facet = facets.iter().find(|other| other.name == facet).unwrap();
        let mut values = facet.values.iter();
        let found = values.find(|value| value.label == label);
        found.unwrap_or_else(|| panic!("{label:?}")).clone()
    }

    /// The query as text after a value was toggled in it.
    fn toggled(&self, query: &str, facet: &str, label: &str) -> String {
        let query = parsed(query);
        let value = self.value(&query, facet, label);
        let toggled = self.ask(|search| search.toggled(&query, &value));
        reads_the_same(&toggled);
        toggled.to_string()
    }

    fn cleared(&self, query: &str) -> String {
        self.ask(|search| search.cleared(&parsed(query)))
            .to_string()
    }

    fn matches(&self, query: &Query) -> BTreeSet<usize> {
        let found = self.ask(|search| search.entries(query));
        found.entries().into_iter().collect()
    }

    fn chosen(&self, query: &str) -> Vec<String> {
        let facets = self.facets(&parsed(query));
        let values = facets.into_iter().flat_map(|facet| facet.values);
        let chosen = values.filter(|value| value.chosen);
        chosen.map(|value| value.label).collect()
    }
}

fn parsed(text: &str) -> Query {
    Query::parse(text).unwrap()
}

fn reads_the_same(query: &Query) {
    let again = parsed(&query.to_string());
    assert_eq!(again, *query);
    assert_eq!(again.expr, query.expr, "{query}");
}

#[test]
fn what_there_is_to_choose_from() {
    let shelf = Shelf::full();
    let facets = shelf.facets(&Query::default());
    let names: Vec<&str> = facets.iter().map(|facet| facet.name).collect();
    assert_eq!(names, ["Day", "Track", "Room", "Kind", "Language"]);
    let labels = |facet: usize| -> Vec<(&str, usize)> {
        let values = facets[facet].values.iter();
        values
            .map(|value| (value.label.as_str(), value.count))
            .collect()
    };
    assert_eq!(
        labels(0),
        [
            ("Wed 1 Oct 2025", 13),
            ("Thu 2 Oct 2025", 13),
            ("Fri 3 Oct 2025", 12)
        ]
    );
    // In the schedule's order; once each, though one entry names its room twice.
    assert_eq!(labels(2), [("Zwei", 25), ("Aula", 25)]);
    // What a query could not tell apart is one.
    assert_eq!(labels(3), [("break", 9), ("panel", 9), ("Talk", 20)]);
    assert_eq!(labels(4), [("de", 19), ("en", 19)]);
    // All of them, but for the one that no query finds; the two workshops are one.
    assert_eq!(labels(1).len(), TRACKS.len() - 2);
}

#[test]
fn what_is_no_choice() {
    let one =
        r#"{"title": "A", "start": "2025-10-01T10:00", "kind": "talk", "track": "'", "room": " "}"#;
    let names = |sessions: &str| -> Vec<&str> {
        let facets = Shelf::of(sessions).facets(&Query::default());
        facets.iter().map(|facet| facet.name).collect()
    };
    assert_eq!(names(""), [""; 0]);
    assert_eq!(names(one), [""; 0]);
    let other = r#"{"title": "B", "start": "2025-10-01T11:00"}"#;
    assert_eq!(names(&format!("{one}, {other}")), ["Kind"]);
}

#[test]
fn every_value_finds_what_it_counts() {
    let shelf = Shelf::full();
    for query in ["", "tensor", "room:aula", "-kind:talk (track:art | day:1)"] {
        let query = parsed(query);
        for facet in shelf.facets(&query) {
            let nothing_chosen = facet.values.iter().all(|value| !value.chosen);
            for value in &facet.values {
                let toggled = shelf.ask(|search| search.toggled(&query, value));
                reads_the_same(&toggled);
                if nothing_chosen {
                    let found = shelf.matches(&toggled).len();
                    assert_eq!(found, value.count, "{toggled}");
                }
                let now = shelf.value(&toggled, facet.name, &value.label);
                assert_eq!(now.chosen, !value.chosen, "{toggled}");
                assert_eq!(now.count, value.count, "{toggled}");
                let back = shelf.ask(|search| search.toggled(&toggled, &now));
                assert_eq!(shelf.matches(&back), shelf.matches(&query), "{back}");
            }
        }
    }
}

#[test]
fn names_that_mean_something_in_the_language() {
    let shelf = Shelf::full();
    for (label, query) in [
        ("Art", "track:=Art"),
        ("Art & Culture", r#"track:="Art & Culture""#),
        ("Say \"hello\"", r#"track:="Say \"hello\"""#),
        ("(Un)safe", r#"track:="(Un)safe""#),
        ("A | B", r#"track:="A | B""#),
        ("10:30 Uhr: früh", r#"track:="10:30 Uhr: früh""#),
        ("C:\\temp\\", r#"track:="C:\\temp\\""#),
        ("-dash", r#"track:="-dash""#),
        ("- dash", r#"track:="- dash""#),
        ("Über Öl", r#"track:="Über Öl""#),
        ("深度学习", "track:=深度学习"),
        ("データ", "track:=データ"),
        ("O’Brien", r#"track:="O’Brien""#),
        ("~near", r#"track:="~near""#),
        ("=equal", r#"track:="=equal""#),
        ("“curly”", r#"track:="\“curly\”""#),
        ("Workshop", "track:=workshop"),
    ] {
        assert_eq!(shelf.toggled("", "Track", label), query);
        assert_eq!(shelf.chosen(query), [label], "{query}");
        assert_eq!(shelf.toggled(query, "Track", label), "");
    }
}

#[test]
fn what_else_is_typed_stays() {
    let shelf = Shelf::full();
    for (before, facet, label, after) in [
        ("tensor", "Track", "Art", "tensor track:=Art"),
        (
            "tensor track:=Art",
            "Track",
            "A | B",
            r#"tensor (track:=Art | track:="A | B")"#,
        ),
        // What was asked for comes first, and stays there.
        (
            "track:=Art tensor",
            "Track",
            "データ",
            "(track:=Art | track:=データ) tensor",
        ),
        (
            "track:=Art | track:=データ",
            "Track",
            "Art",
            "track:=データ",
        ),
        (
            "(track:=Art | track:=データ) tensor",
            "Track",
            "データ",
            "track:=Art tensor",
        ),
        // Any of two things, beside a choice.
        ("a | b", "Track", "Art", "(a | b) track:=Art"),
        ("(a | b) track:=Art", "Track", "Art", "a | b"),
        (
            "tensor | track:=Art",
            "Track",
            "データ",
            "(tensor | track:=Art) track:=データ",
        ),
        // What must not be is no choice.
        ("-room:zwei", "Room", "Aula", "-room:zwei room:=Aula"),
        ("-room:zwei room:=Aula", "Room", "Aula", "-room:zwei"),
        // Typed by hand, and chosen all the same.
        ("room:aul", "Room", "Aula", ""),
        ("room:aul x", "Room", "Zwei", "(room:aul | room:=Zwei) x"),
        ("day:2", "Day", "Thu 2 Oct 2025", ""),
        (
            "day:wed",
            "Day",
            "Fri 3 Oct 2025",
            "day:wed | day:2025-10-03",
        ),
        // One of several that a typed word means.
        ("track:art", "Track", "Art", r#"track:="Art & Culture""#),
        // What nothing has is not lost.
        ("track:gone", "Track", "Art", "track:gone | track:=Art"),
        ("track:gone | track:=Art", "Track", "Art", "track:gone"),
        // Two that narrow each other: the first one can be chosen.
        (
            "room:=Aula room:=Zwei",
            "Room",
            "Zwei",
            "(room:=Aula | room:=Zwei) room:=Zwei",
        ),
        (
            "(room:=Aula | room:=Zwei) room:=Zwei",
            "Room",
            "Zwei",
            "room:=Aula room:=Zwei",
        ),
        // One of two spellings, typed by hand, is no choice of both.
        ("kind:=Talk", "Kind", "Talk", "kind:=Talk | kind:=talk"),
        ("kind:=Talk | kind:=talk", "Kind", "Talk", "kind:=Talk"),
        // A fuzzy one is none of the choices.
        ("track:~arrt", "Track", "Art", "track:~arrt track:=Art"),
    ] {
        assert_eq!(shelf.toggled(before, facet, label), after, "{before}");
    }
}

#[test]
fn what_is_typed_shows_as_chosen() {
    let shelf = Shelf::full();
    for (query, chosen) in [
        ("track:art", &["Art", "Art & Culture"][..]),
        ("track:=Art", &["Art"]),
        ("track:=art", &["Art"]),
        ("track:ART", &[]),
        ("-track:art", &[]),
        ("kind:=Talk", &[]),
        ("kind:=talk", &["Talk"]),
        ("kind:=Talk | kind:=talk", &["Talk"]),
        ("day:fri lang:e", &["Fri 3 Oct 2025", "en"]),
        ("(room:zw | room:aula) room:zwei", &["Zwei", "Aula"]),
        ("room:zwei | tensor", &[]),
    ] {
        assert_eq!(shelf.chosen(query), chosen, "{query}");
    }
}

#[test]
fn the_day_that_it_is() {
    let mut shelf = Shelf::full();
    assert_eq!(shelf.chosen("day:today"), [""; 0]);
    shelf.now = Some("2025-10-02T12:00:00Z".parse().unwrap());
    assert_eq!(shelf.chosen("day:today"), ["Thu 2 Oct 2025"]);
    assert_eq!(shelf.toggled("day:today x", "Day", "Thu 2 Oct 2025"), "x");
}

#[test]
fn counts_are_those_of_the_rest() {
    let shelf = Shelf::full();
    let alone = shelf.value(&Query::default(), "Room", "Aula").count;
    let beside = shelf.value(&parsed("room:=Zwei"), "Room", "Aula").count;
    assert_eq!(alone, beside);
    let narrowed = shelf.value(&parsed("track:=Art"), "Room", "Aula").count;
    assert!(narrowed < alone);
}

#[test]
fn clearing_leaves_the_words() {
    let shelf = Shelf::full();
    for (before, after) in [
        ("", ""),
        ("tensor  a", "tensor a"),
        ("tensor track:=Art day:1 -room:zwei", "tensor -room:zwei"),
        ("(a | b) (track:=Art | track:gone) kind:talk", "a | b"),
        ("room:aula room:zwei | x", "room:aula room:zwei | x"),
        ("room:aula room:zwei x", "x"),
        ("track:gone", ""),
    ] {
        assert_eq!(shelf.cleared(before), after, "{before}");
    }
}

#[test]
fn a_value_of_another_schedule_changes_nothing() {
    let value = Shelf::full().value(&Query::default(), "Track", "Art");
    let query = parsed("track:=Art x");
    let other = Shelf::of("");
    assert_eq!(other.ask(|search| search.toggled(&query, &value)), query);
}

thread_local! {
    static SHELF: Shelf = Shelf::full();
}

fn words() -> impl Strategy<Value = String> {
    const WORDS: [&str; 16] = [
        "",
        "tensor",
        "a | b",
        "-room:zwei",
        "track:art",
        "track:=Art",
        "track:~art",
        "day:2",
        "day:thu | day:3",
        "lang:en",
        "kind:=Talk",
        "(track:gone | track:-)",
        "-(kind:talk 1)",
        "room:aula room:zwei",
        "has:room | track:art",
        "\"no 1\"",
    ];
    let word = select(&WORDS[..]);
    prop::collection::vec(word, 0..3).prop_map(|words| {
        let words = words.into_iter().map(|word| match word {
            "" => String::new(),
            word => format!("({word})"),
        });
        words.collect::<Vec<_>>().join(" ")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_choices_one_after_another(
        words in words(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..8),
    ) {
        SHELF.with(|shelf| {
            let mut query = parsed(&words);
            for (facet, value) in picks {
                let facets = shelf.facets(&query);
                let facet = facet.get(&facets);
                let value = value.get(&facet.values);
                let toggled = shelf.ask(|search| search.toggled(&query, value));
                reads_the_same(&toggled);
                let matched = shelf.matches(&query);
                let after = shelf.matches(&toggled);
                let now = shelf.value(&toggled, facet.name, &value.label);
                // A condition that narrows the facet once more takes over when the first one is gone.
                let doubled = words.contains("room:aula room:zwei") || words.matches("track:").count() > 1
                    || words.matches("day:").count() > 1 || words.matches("kind:").count() > 1
                    || words.matches("lang:").count() > 1;
                if !doubled {
                    assert_eq!(now.chosen, !value.chosen, "{query} then {toggled}");
                    let anything = facet.values.iter().any(|value| value.chosen);
                    if !value.chosen && anything {
                        assert!(matched.is_subset(&after), "{query} then {toggled}");
                    }
                    let back = shelf.ask(|search| search.toggled(&toggled, &now));
                    assert_eq!(shelf.matches(&back), matched, "{query} then {toggled} then {back}");
                }
                query = toggled;
            }
        });
    }
}
