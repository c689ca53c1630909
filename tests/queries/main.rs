//! Queries as their user meets them: a schedule and a query go in, titles come out.
#![cfg(test)]

mod completion;
mod corpus;
mod properties;

use chrono::{DateTime, Utc};
use fomo::{
    format,
    query::{Index, Moment, Part, Query, Search},
    schedule::{Schedule, check},
    zone::{Atlas, Zone},
};

/// A small schedule with a talk in every script: two days and the night between them.
const TALKS: &str = include_str!("talks.json");

fn read(bytes: &[u8]) -> Schedule {
    let draft = format::read(bytes, None).unwrap();
    check::check(draft, &Atlas::compiled(), None).schedule
}

/// A schedule that can be searched, in the event's zone, at a moment or none.
struct Shelf {
    schedule: Schedule,
    index: Index,
    now: Option<DateTime<Utc>>,
    zone: Zone,
}

impl Shelf {
    fn of(bytes: &[u8]) -> Shelf {
        let schedule = read(bytes);
        let zone = schedule.event().zone.clone();
        Shelf {
            schedule,
            index: Index::default(),
            now: None,
            zone,
        }
    }

    fn talks() -> Shelf {
        Shelf::of(TALKS.as_bytes())
    }

    fn at(self, now: &str) -> Shelf {
        let now = DateTime::parse_from_rfc3339(now).unwrap().to_utc();
        Shelf {
            now: Some(now),
            ..self
        }
    }

    fn shown_in(self, zone: &str) -> Shelf {
        let zone = Atlas::compiled().find(zone).unwrap();
        Shelf { zone, ..self }
    }

    fn search(&self) -> Search<'_> {
        let moment = Moment {
            now: self.now,
            zone: &self.zone,
        };
        Search::new(&self.schedule, &self.index, moment)
    }

    /// The ids of what matches, in the order in which it is shown.
    fn ids(&self, query: &str) -> Vec<&str> {
        let query = Query::parse(query).unwrap_or_else(|error| panic!("{query:?}: {error}"));
        let found = self.search().entries(&query).entries();
        let ids = found
            .into_iter()
            .map(|index| self.schedule.entry(index).unwrap().id.as_str());
        ids.collect()
    }

    fn people(&self, query: &str) -> Vec<&str> {
        let found = self.search().people(&Query::parse(query).unwrap());
        let names = found
            .into_iter()
            .map(|index| self.schedule.people()[index].name.as_str());
        names.collect()
    }

    fn expect(&self, table: &[(&str, &str)]) {
        for (query, ids) in table {
            let expected: Vec<&str> = ids.split_whitespace().collect();
            assert_eq!(self.ids(query), expected, "{query:?}");
        }
    }
}

const ALL: &str = "open strasse fullwidth exhibition dotless hangul party night chinese greek cyrillic session ssm late whenever";

#[test]
fn every_script_is_found_as_people_type_it() {
    Shelf::talks().expect(&[
        ("", ALL),
        // Words, in every part that words are looked for in.
        ("zoe", "open"),
        ("Zoë", "open"),
        ("ZOE", ""),
        ("garcia", "open"),
        ("obrien", "fullwidth"),
        ("o'brien", "fullwidth"),
        ("O’BRIEN", ""),
        ("maire", "fullwidth"),
        ("soren", "strasse"),
        ("lukasiewicz", "strasse"),
        ("Łukasiewicz", "strasse"),
        ("łukasiewicz", "strasse"),
        ("strasse", "strasse"),
        ("straße", "strasse"),
        ("STRASSE", ""),
        ("zurich", "strasse"),
        ("full", "fullwidth"),
        ("ＦＵＬＬ", "fullwidth"),
        ("isparta", "dotless"),
        ("ıspanak", "dotless"),
        ("ispanak", "dotless"),
        ("isil yildiz", "dotless"),
        ("하늘", "hangul"),
        ("한국", "hangul"),
        ("하느", ""),
        ("学习", "chinese"),
        ("清华", "chinese"),
        ("σοφος", "greek"),
        ("ΣΟΦΟΣ", ""),
        ("παπαδοπουλου", "greek"),
        ("зеленый", "cyrillic"),
        ("семен", "cyrillic"),
        ("СЕМЁН", ""),
        // Abstracts, without their markup.
        ("\"deep learning\"", "strasse"),
        ("\"<b>\"", ""),
        ("\"“curly”\"", "fullwidth"),
        (r#""\"curly\" quotes""#, "fullwidth"),
        ("transformer", "fullwidth ssm"),
        // Rooms, tracks, kinds; but not remarks and languages.
        ("aula", "open party session ssm late"),
        ("culture", "strasse"),
        ("social", "party"),
        ("gradient", ""),
        ("zh", ""),
    ]);
}

#[test]
fn fields_search_one_thing() {
    Shelf::talks().expect(&[
        ("speaker:soren", "strasse"),
        ("speaker:zurich", ""),
        ("affiliation:zurich", "strasse"),
        ("title:deep", "ssm"),
        ("abstract:deep", "strasse"),
        (
            "room:hall",
            "strasse fullwidth exhibition dotless hangul night chinese greek cyrillic",
        ),
        (
            "room:\"hall 1\"",
            "strasse fullwidth exhibition dotless hangul night chinese greek cyrillic",
        ),
        (
            "room:=\"Hall 1\"",
            "strasse dotless hangul night chinese greek cyrillic",
        ),
        (
            "room:=\"hall 1\"",
            "strasse dotless hangul night chinese greek cyrillic",
        ),
        ("room:=hall", ""),
        ("track:art", "strasse dotless hangul greek cyrillic"),
        ("track:=art", "dotless hangul greek cyrillic"),
        ("track:\"art & culture\"", "strasse"),
        ("kind:talk room:=\"Hall 11\"", "fullwidth"),
        ("type:session", "session"),
        ("lang:en", "open fullwidth"),
        ("note:tensor", "chinese"),
        ("keyword:tensor", "chinese"),
        ("is:cancelled", "cyrillic"),
        ("is:tbc", "late"),
        ("has:link", "fullwidth"),
        ("has:abstract", "strasse fullwidth ssm"),
        (
            "-has:speaker",
            "exhibition party night session late whenever",
        ),
        ("-has:room", "whenever"),
        ("-has:track kind:talk", "whenever"),
        ("-has:time", "whenever"),
        ("is:fav", ""),
        ("-is:fav", ALL),
    ]);
}

#[test]
fn parts_combine() {
    Shelf::talks().expect(&[
        ("deep learning", "strasse"),
        ("deep | learning", "strasse ssm"),
        (
            "-deep kind:talk room:hall -track:art",
            "fullwidth night chinese",
        ),
        ("(greek | σοφος) track:art", "greek"),
        ("-(track:art | track:security) kind:talk", "whenever"),
        ("track:security -(lang:en | lang:zh)", "night"),
        ("zoe | gu", "open ssm"),
        ("\"to be announced\" | party", "party late"),
    ]);
}

#[test]
fn days_and_times() {
    let saturday = "chinese greek cyrillic session ssm late";
    let friday = "open strasse fullwidth exhibition dotless hangul party night";
    Shelf::talks().expect(&[
        ("day:1", friday),
        ("day:fri", friday),
        ("day:friday", friday),
        ("day:2024-07-26", friday),
        ("day:26", friday),
        ("day:2", saturday),
        ("day:sat", saturday),
        ("day:27", saturday),
        ("day:3", ""),
        ("day:mon", ""),
        ("day:2024-07-28", ""),
        // Nobody knows what day it is.
        ("day:today", ""),
        ("at:now", ""),
        ("is:now", ""),
        // A time of day is one of the event's day, which lasts into the night.
        ("after:22", "party night"),
        ("after:23:30", "party night"),
        ("after:0:00", "night"),
        ("before:9:30", "open chinese"),
        ("before:9:00", ""),
        ("at:9:15", "exhibition chinese"),
        ("at:0:45", "exhibition party night"),
        // What runs over night is on in the morning, too.
        ("at:9:00", "open exhibition chinese"),
        ("at:9:44 day:sat", "chinese"),
        ("at:9:45 day:sat", ""),
        ("at:14:30 day:2", "session ssm"),
        ("at:15:00 day:2", "session ssm late"),
        ("after:14 before:15 day:2", "session ssm"),
        // Ends that touch do not meet.
        ("during:9:15-9:45 day:sat", "chinese"),
        ("during:9:45-14 day:sat", "greek cyrillic"),
        ("during:23:30-0:30", "exhibition party"),
        (
            "during:2024-07-27T14:15/14:45 -during:2024-07-27T12:15Z/14:30",
            "",
        ),
        ("at:2024-07-27T09:00", "exhibition chinese"),
        ("at:2024-07-27T07:00:00Z", "exhibition chinese"),
        ("after:2024-07-27T14:00", "session ssm late"),
        ("after:sat", saturday),
        ("before:sat", friday),
        ("after:2", ""),
        ("before:2024-07-27", friday),
        ("-after:fri", "whenever"),
        ("at:sat", saturday),
    ]);
}

#[test]
fn times_are_those_of_the_zone_that_is_shown() {
    // Tokyo is seven hours ahead: Friday's 9:00 is 16:00, and 17:00 is midnight.
    Shelf::talks().shown_in("Asia/Tokyo").expect(&[
        ("at:16:05 day:fri", "open exhibition"),
        ("after:20:30 day:fri", "hangul party night"),
        ("before:16:30", "open chinese"),
        ("day:fri at:20:10", "exhibition dotless"),
        ("at:2024-07-27T16:00", "exhibition chinese"),
    ]);
}

#[test]
fn a_time_is_what_is_shown_however_far_away() {
    // Nine hours behind: Friday's 9:00 is midnight there, and 14:00 is 5:00.
    Shelf::talks().shown_in("America/Los_Angeles").expect(&[
        ("after:22 day:fri", ""),
        ("after:4 day:fri", "dotless hangul party night"),
        ("before:4 day:fri", "open strasse fullwidth exhibition"),
        ("before:0:30 day:fri", "open"),
        (
            "after:0:45 day:fri",
            "exhibition dotless hangul party night",
        ),
        ("at:0:45 day:fri", "strasse fullwidth exhibition"),
        ("at:5:15 day:fri", "exhibition hangul"),
    ]);
    // Ten hours ahead: 9:00 is 19:00, 14:00 is midnight.
    Shelf::talks().shown_in("Pacific/Auckland").expect(&[
        (
            "before:23:30 day:fri",
            "open strasse fullwidth exhibition dotless",
        ),
        (
            "before:0:30 day:fri",
            "open strasse fullwidth exhibition dotless hangul",
        ),
        ("after:0:30 day:fri", "party night"),
        ("after:5 day:fri", "party night"),
        (
            "before:5 day:fri",
            "open strasse fullwidth exhibition dotless hangul",
        ),
        ("at:1:15", "exhibition session ssm late"),
    ]);
    // An event in Auckland, seen from Honolulu: all of it is shown with the date before, 9:00 as 11:00.
    let there = TALKS.replace("Europe/Vienna", "Pacific/Auckland");
    Shelf::of(there.as_bytes())
        .shown_in("Pacific/Honolulu")
        .expect(&[
            ("after:12 day:fri", "exhibition dotless hangul party night"),
            ("before:11:20 day:fri", "open"),
            ("at:11:05 day:fri", "open exhibition"),
            ("after:2 day:fri", "night"),
        ]);
}

#[test]
fn now_next_and_past() {
    let shelf = Shelf::talks().at("2024-07-27T14:30:00+02:00");
    shelf.expect(&[
        ("is:now", "exhibition session ssm"),
        ("at:now", "exhibition session ssm"),
        ("is:next", "late"),
        ("is:past day:sat", "chinese greek cyrillic"),
        ("day:today", "chinese greek cyrillic session ssm late"),
        ("day:yesterday -is:past", "exhibition"),
        ("day:tomorrow", ""),
        ("after:now", "late"),
        ("-before:now -after:now", "whenever"),
        ("after:today", "chinese greek cyrillic session ssm late"),
    ]);
    // At night it is still the day before.
    let shelf = Shelf::talks().at("2024-07-27T01:30:00+02:00");
    shelf.expect(&[
        ("is:now", "exhibition party"),
        (
            "day:today is:past kind:talk",
            "strasse fullwidth dotless hangul night",
        ),
    ]);
}

#[test]
fn people_are_those_who_take_part_in_what_is_asked_for() {
    let shelf = Shelf::talks();
    for (query, names) in [
        ("zoe", &["Zoë García"][..]),
        // Words are looked for in what a person has, not in their talks.
        ("opening", &[]),
        ("wien", &["Zoë García"]),
        ("title:opening", &["Zoë García"]),
        (
            "track:=art day:sat",
            &["Σοφία Παπαδοπούλου", "Семён Андреев"],
        ),
        (
            "track:=art -is:cancelled sofia | track:=art σοφια",
            &["Σοφία Παπαδοπούλου"],
        ),
        ("kind:remarks | kind:talk lang:zh", &["Zoë García", "李雷"]),
        ("-kind:talk", &["Albert Gu", "Zoë García"]),
        ("speaker:~soern", &["Søren Łukasiewicz"]),
        ("~garzia", &["Zoë García"]),
    ] {
        assert_eq!(shelf.people(query), names, "{query:?}");
    }
}

#[test]
fn what_is_nearly_the_word_is_found_best_first() {
    Shelf::talks().expect(&[
        // Two letters swapped, one missing, one too many, one wrong.
        ("~transfromer", "ssm fullwidth"),
        ("~transforme", "ssm fullwidth"),
        ("~trnsformer", "ssm fullwidth"),
        ("~transsformer", "ssm fullwidth"),
        ("~transgormer", "ssm fullwidth"),
        ("~garsia", "open"),
        ("~sorne", "strasse"),
        ("~lukasievicz", "strasse"),
        ("~Exibition", "exhibition"),
        // The ends of words may be left out.
        ("~deepdive", "ssm"),
        ("~nightlec", "night"),
        ("~nihtlect", "night"),
        ("~albertgu", "ssm"),
        // Letters from here and there are not near.
        ("~oiebn", ""),
        ("~xyzzy", ""),
        ("~opneing", "open"),
        // With all the rest of the language.
        ("~transfromer room:aula", "ssm"),
        ("-~transfromer kind:talk track:sec", "night chinese"),
        ("title:~depe", "ssm"),
        ("title:~dvie", "ssm"),
        ("title:~divx", ""),
        ("~exhibitoin | ~opnening", "open exhibition"),
        ("speaker:~yildz", "dotless"),
        ("speaker:~zeo", "open"),
        ("speaker:~xeo", ""),
        ("title:~yildz", ""),
    ]);
}

#[test]
fn only_what_is_nearly_wanted_is_ranked() {
    for (query, ranked) in [
        ("~zoe", true),
        ("-~zoe", false),
        ("zoe | ~deap", true),
        ("zoe", false),
    ] {
        assert_eq!(Query::parse(query).unwrap().is_ranked(), ranked, "{query}");
    }
    Shelf::talks().expect(&[(
        "-~strase kind:talk day:fri",
        "fullwidth dotless hangul night",
    )]);
}

#[test]
fn what_is_marked_is_what_was_found() {
    for (query, part, text, marked) in [
        ("lang:en", Part::Language, "French, en", &["en"][..]),
        ("room:=\"Hall 1\"", Part::Room, "Hall 1", &["Hall 1"]),
        ("room:=\"Hall 1\"", Part::Room, "Hall 11", &[]),
        ("room:hall", Part::Title, "Hall", &[]),
        ("hall -aula", Part::Room, "Aula hall", &["hall"]),
        ("gradient", Part::Note, "gradient", &[]),
        (
            "~transfromer",
            Part::Abstract,
            "All transformers are",
            &["transformer"],
        ),
        (
            "~deepdive",
            Part::Title,
            "A Deep Dive into",
            &["Deep", "Dive"],
        ),
    ] {
        let ranges = Query::parse(query).unwrap().highlights(part, text);
        let found: Vec<&str> = ranges
            .into_iter()
            .map(|range| text.get(range).unwrap())
            .collect();
        assert_eq!(found, marked, "{query} in {text}");
    }
}

#[test]
fn words_without_end_are_searched_in_the_end() {
    let shelf = Shelf::talks();
    let many = "~wrod ".repeat(2_000);
    assert_eq!(shelf.ids(&many), Vec::<&str>::new());
    let long = format!("~{}", "x".repeat(100_000));
    assert_eq!(shelf.ids(&long), Vec::<&str>::new());
    let alternatives = "deep | ".repeat(20_000) + "deep";
    assert_eq!(shelf.ids(&alternatives), ["strasse", "ssm"]);
}

/// At ten `at:` found what began at nine and has no end, and `during:` did not.
#[test]
fn what_has_no_end_is_on_as_long_for_a_time_as_for_a_span() {
    let shelf = Shelf::of(
        br#"{"format": "fomo/1", "event": {"title": "E", "time_zone": "Europe/Vienna"},
            "rooms": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}], "sessions": [
            {"id": "inferred", "title": "I", "start": "2025-05-10T09:00", "room": "a"},
            {"id": "last", "title": "L", "start": "2025-05-10T11:00", "room": "a"},
            {"id": "given", "title": "G", "start": "2025-05-10T09:00", "end": "2025-05-10T09:30", "room": "b"}]}"#,
    );
    let minutes = (8 * 60..27 * 60).step_by(15).map(|minute| {
        let clock = |minute: u32| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
        let at = shelf.ids(&format!("at:{}", clock(minute)));
        let during = shelf.ids(&format!("during:{}-{}", clock(minute), clock(minute + 1)));
        assert_eq!(at, during, "{}", clock(minute));
        at.len()
    });
    assert_eq!(minutes.max(), Some(2));
    shelf.expect(&[
        ("at:10:00", "inferred"),
        ("during:10-10:30", "inferred"),
        ("during:11-12", "last"),
        // As `fomo now` and the list say: until the day is over.
        ("at:23:00", "last"),
        ("during:23-23:30", "last"),
        ("during:4:30-8", ""),
    ]);
}
