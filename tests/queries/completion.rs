//! What is offered for what is typed, and whether the counts are true.

use fomo::query::{FIELDS, Query};

use super::Shelf;

/// The offers where `‸` stands, each with its count, and the text with the first one put in.
fn offered(shelf: &Shelf, typed: &str) -> (Vec<String>, String) {
    let cursor = typed.find('‸').unwrap();
    let text = typed.replace('‸', "");
    let Some(completion) = shelf.search().complete(&text, cursor) else {
        return (Vec::new(), text);
    };
    let offers = completion.offers.iter().map(|offer| match offer.count {
        Some(count) => format!("{} {count}", offer.text),
        None => offer.text.clone(),
    });
    let mut with_first = text.clone();
    with_first.replace_range(completion.span.clone(), &completion.offers[0].text);
    (offers.collect(), with_first)
}

/// What is typed, the offers with their counts, and the text with the first one put in.
#[rustfmt::skip] // a table: one row, one line
const VALUES: &[(&str, &[&str], &str)] = &[
    ("room:‸", &["=\"Aula Magna\" 5", "=\"Hall 1\" 7", "=\"Hall 11\" 2"], "room:=\"Aula Magna\""),
    ("room:h‸", &["=\"Hall 1\" 7", "=\"Hall 11\" 2"], "room:=\"Hall 1\""),
    ("room:magna‸", &["=\"Aula Magna\" 5"], "room:=\"Aula Magna\""),
    ("room:\"hall 11‸", &["=\"Hall 11\" 2"], "room:=\"Hall 11\""),
    ("room:\"hall 11‸\" full", &["=\"Hall 11\" 1"], "room:=\"Hall 11\" full"),
    ("room:‸\"Hall 1\" kind:talk", &["=\"Hall 1\" 7", "=\"Hall 11\" 1"], "room:=\"Hall 1\" kind:talk"),
    ("room:\"Hall 1‸\" kind:talk", &["=\"Hall 1\" 7", "=\"Hall 11\" 1"], "room:=\"Hall 1\" kind:talk"),
    ("track:‸", &["=Art 4", "=\"Art & Culture\" 1", "=Security 3"], "track:=Art"),
    ("track:=‸", &["=Art 4", "=\"Art & Culture\" 1", "=Security 3"], "track:=Art"),
    ("kind:talk track:‸ day:2", &["=Art 2", "=Security 1"], "kind:talk track:=Art day:2"),
    ("-track:‸", &["=Art 11", "=\"Art & Culture\" 14", "=Security 12"], "-track:=Art"),
    ("(track:s‸ | party)", &["=Security 4"], "(track:=Security | party)"),
    ("party | track:s‸", &["=Security 4"], "party | track:=Security"),
    ("lang:‸", &["=de 1", "=el 1", "=en 2", "=ko 1", "=ru 1", "=tr 1", "=zh 1", ], "lang:=de"),
    ("speaker:s‸", // Those that begin with it come first.
    &["=\"Søren Łukasiewicz\" 1", "=\"Işıl Yıldız\" 1"], "speaker:=\"Søren Łukasiewicz\""),
    ("speaker:zoe‸", &["=\"Zoë García\" 1"], "speaker:=\"Zoë García\""),
    ("day:‸", &["fri 8", "sat 6"], "day:fri"),
    ("day:s‸", &["sat 6"], "day:sat"),
    // What is typed is gone on, unless there is but one thing that it can mean.
    ("day:2024-07-2‸", &["2024-07-26 8", "2024-07-27 6"], "day:2024-07-26"),
    ("day:2024-07-27‸", &["sat 6"], "day:sat"),
    ("has:‸", &["abstract 3", "link 1", "speaker 9", "room 14", "track 8", "time 14", ], "has:abstract"),
    ("is:c‸", &["cancelled 1"], "is:cancelled"),
    ("is:‸", &["cancelled 1", "tbc 1"], "is:cancelled"),
    ("-is:t‸", &["tbc 14"], "-is:tbc"),
    // What is being typed need not be closed yet.
    ("(room:au‸", &["=\"Aula Magna\" 5"], "(room:=\"Aula Magna\""),
    // What cannot be read cannot be counted.
    ("is:nwo room:au‸", &["=\"Aula Magna\""], "is:nwo room:=\"Aula Magna\""),
    // A number is an hour where times are meant.
    ("after:1‸", &[], "after:1"),
    ("day:1‸", &["fri 8"], "day:fri"),
    ("before:s‸", &["sat 8"], "before:sat"),
    // Nothing is known of words.
    ("title:‸", &[], "title:"),
    ("~‸", &[], "~"),
    ("room:x‸", &[], "room:x"),
    ("nonsense:‸", &[], "nonsense:"),
];

#[test]
fn values_that_the_schedule_has_with_how_many_each_would_leave() {
    let shelf = Shelf::talks();
    for (typed, expected, with_first) in VALUES {
        let (offers, text) = offered(&shelf, typed);
        assert_eq!(offers, *expected, "{typed:?}");
        assert_eq!(text, *with_first, "{typed:?}");
    }
}

#[test]
fn names_of_fields() {
    let shelf = Shelf::talks();
    let names: Vec<String> = FIELDS
        .iter()
        .map(|field| format!("{}:", field.name))
        .collect();
    assert_eq!(offered(&shelf, "‸").0, names);
    assert_eq!(offered(&shelf, "deep ‸").0, names);
    for (typed, with_first) in [
        ("ro‸", "room:"),
        ("deep -ro‸ x", "deep -room: x"),
        ("(tr‸", "(track:"),
        ("a|sp‸", "a|speaker:"),
        ("RO‸", "room:"),
        ("sp‸", "speaker:"),
        ("\"deep learning\"ro‸", "\"deep learning\"room:"),
        ("room:\"Hall 1\" tr‸", "room:\"Hall 1\" track:"),
        ("ro‸om", "room:"),
        // In front of a word and inside a phrase there is nothing to complete.
        ("foo ‸room:h", "foo room:h"),
        ("\"deep ro‸", "\"deep ro"),
        ("room:\"Hall 1\"‸", "room:=\"Hall 1\""),
    ] {
        assert_eq!(offered(&shelf, typed).1, with_first, "{typed:?}");
    }
}

/// `key` became `note:`, which is the same field and another word.
#[test]
fn what_is_typed_of_another_name_is_gone_on_and_not_replaced() {
    let shelf = Shelf::talks();
    for (typed, with_first) in [
        ("key‸", "keyword:"),
        ("per‸", "person:"),
        ("-ty‸", "-type:"),
        ("langu‸", "language:"),
        ("lang‸", "lang:"),
    ] {
        let (offers, text) = offered(&shelf, typed);
        assert_eq!((offers.len(), &*text), (1, with_first), "{typed:?}");
        Query::parse(&format!("{text}x")).unwrap();
    }
}

#[test]
fn every_offer_is_a_query_and_leaves_what_it_says() {
    let shelf = Shelf::talks().at("2024-07-27T14:30:00+02:00");
    let mut counted = 0;
    for field in FIELDS {
        for around in [["", ""], ["-", " kind:talk"], ["(party | ", ") -deep"]] {
            let before = format!("{}{}:", around[0], field.name);
            let text = format!("{before}{}", around[1]);
            let Some(completion) = shelf.search().complete(&text, before.len()) else {
                continue;
            };
            for offer in completion.offers {
                let mut text = text.clone();
                text.replace_range(completion.span.clone(), &offer.text);
                let found = shelf.search().entries(&Query::parse(&text).unwrap());
                if let Some(count) = offer.count {
                    assert_eq!(found.count(), count, "{text:?}");
                    assert!(count > 0, "{text:?}");
                    counted += 1;
                }
            }
        }
    }
    assert!(counted > 80, "{counted}");
}

#[test]
fn inside_a_value_with_quotes_in_it() {
    let room = r#"A \"x\" y"#;
    let text = r#"{"format": "fomo/1", "event": {"title": "T", "time_zone": "Europe/Vienna"}, "sessions": [
        {"title": "One", "start": "2024-07-27T09:00", "room": "ROOM"},
        {"title": "Two", "start": "2024-07-27T10:00", "room": "Aula"}]}"#;
    let shelf = Shelf::of(text.replace("ROOM", room).as_bytes());
    for typed in [
        r#"room:"A \"x‸\" y" one"#,
        r#"room:"A‸ \"x\" y" one"#,
        r#"room:"A \"x\" y‸" one"#,
    ] {
        let (offers, text) = offered(&shelf, typed);
        assert_eq!(offers, [r#"="A \"x\" y" 1"#], "{typed}");
        assert_eq!(text, r#"room:="A \"x\" y" one"#, "{typed}");
    }
}
