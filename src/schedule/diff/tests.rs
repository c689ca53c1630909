//! Entries are made by hand here; `tests/diff.rs` compares whole files.

use super::{ChangeKind as Kind, *};

fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    let date = NaiveDate::from_ymd_opt(2024, 7, day).unwrap();
    date.and_hms_opt(hour, minute, 0).unwrap().and_utc()
}

fn entry(id: &str, title: &str, start: DateTime<Utc>) -> Known {
    Known {
        id: id.to_owned(),
        given: Some(id.to_owned()),
        level: Level::Session,
        session: None,
        title: title.to_owned(),
        start: Some(start),
        offset: 7200,
        end: None,
        day: None,
        rooms: vec!["Hall 1".to_owned()],
        rooms_of_session: false,
        track: None,
        track_of_session: false,
        people: Vec::new(),
        status: Status::Confirmed,
        text: Fingerprint::NONE,
        written: 0,
    }
}

fn without_id(title: &str, start: DateTime<Utc>) -> Known {
    Known {
        given: None,
        ..entry(&format!("{title}-{start}"), title, start)
    }
}

fn with(people: &[&str], entry: Known) -> Known {
    Known {
        people: people.iter().map(|name| (*name).to_owned()).collect(),
        ..entry
    }
}

fn talk(id: &str, session: &str, title: &str) -> Known {
    Known {
        level: Level::Talk,
        session: Some(session.to_owned()),
        start: None,
        offset: 0,
        rooms_of_session: true,
        track_of_session: true,
        ..entry(id, title, at(27, 0, 0))
    }
}

fn version(entries: Vec<Known>) -> Version {
    Version {
        entries,
        zone_known: true,
    }
}

/// The changes, in short.
fn changes(old: &[Known], new: &[Known]) -> Vec<(Kind, Option<usize>, Option<usize>)> {
    let changes = compare(&version(old.to_vec()), &version(new.to_vec()));
    let short = changes.into_iter().map(|it| (it.kind, it.old, it.new));
    short.collect()
}

#[test]
fn an_id_finds_what_was_renamed_and_moved() {
    let old = [
        entry("a", "Opening", at(27, 9, 0)),
        entry("b", "Panel", at(27, 10, 0)),
    ];
    let new = [
        entry("b", "Discussion", at(27, 8, 0)),
        entry("a", "Opening", at(27, 9, 0)),
    ];
    let expected = [
        (Kind::Moved, Some(1), Some(0)),
        (Kind::Title, Some(1), Some(0)),
    ];
    assert_eq!(changes(&old, &new), expected);
}

#[test]
fn a_title_that_stands_twice_goes_with_its_time() {
    let twice = |first, second| {
        let title = "Contributed Talk 2";
        [without_id(title, first), without_id(title, second)]
    };
    let old = twice(at(27, 10, 45), at(27, 15, 30));
    assert_eq!(changes(&old, &old), []);
    let moved = twice(at(27, 10, 45), at(27, 16, 0));
    assert_eq!(changes(&old, &moved), [(Kind::Moved, Some(1), Some(1))]);
    let moved = twice(at(27, 10, 30), at(27, 15, 30));
    assert_eq!(changes(&old, &moved), [(Kind::Moved, Some(0), Some(0))]);
    let both = twice(at(27, 10, 0), at(27, 15, 0));
    let expected = [
        (Kind::Moved, Some(0), Some(0)),
        (Kind::Moved, Some(1), Some(1)),
    ];
    assert_eq!(changes(&old, &both), expected);
    let first_gone = &old[1..];
    assert_eq!(changes(&old, first_gone), [(Kind::Removed, Some(0), None)]);
}

#[test]
fn a_repeated_id_goes_with_its_start() {
    let repeated = |start| Known {
        given: Some("1".to_owned()),
        ..entry("1", "Self-organized", start)
    };
    let old = [
        repeated(at(27, 9, 0)),
        repeated(at(27, 12, 0)),
        repeated(at(27, 15, 0)),
    ];
    let new = [
        repeated(at(27, 9, 0)),
        repeated(at(27, 15, 0)),
        repeated(at(27, 18, 0)),
    ];
    assert_eq!(changes(&old, &new), [(Kind::Moved, Some(1), Some(2))]);
}

#[test]
fn ids_of_another_kind_are_no_ids() {
    let titles = [
        "Opening",
        "Scaling laws",
        "Quantization",
        "Hardware",
        "Closing",
    ];
    let numbered = |ids: [&str; 5]| {
        let entries = titles.iter().zip(ids).zip(9..);
        let entries = entries.map(|((title, id), hour)| {
            let start = at(27, hour, 0);
            with(&[&format!("Speaker of {title}")], entry(id, title, start))
        });
        entries.collect::<Vec<Known>>()
    };
    let old = numbered(["1", "2", "3", "4", "5"]);
    // Another export, with other numbers for the same entries.
    assert_eq!(changes(&old, &numbered(["b", "c", "d", "e", "f"])), []);
    assert_eq!(changes(&old, &numbered(["5", "1", "2", "3", "4"])), []);
}

fn in_room(room: &str, entry: Known) -> Known {
    Known {
        rooms: vec![room.to_owned()],
        ..entry
    }
}

#[test]
fn an_id_that_is_something_else_s_now_is_no_bridge() {
    let gardens = [with(&["Ada"], entry("a", "Gardens by night", at(27, 9, 0)))];
    let trains = [with(
        &["Grace"],
        in_room("Hall 2", entry("a", "Trains", at(28, 15, 0))),
    )];
    let expected = [(Kind::Added, None, Some(0)), (Kind::Removed, Some(0), None)];
    assert_eq!(changes(&gardens, &trains), expected);
    assert_eq!(changes(&trains, &gardens), expected);
    // Two that exchanged theirs, even if their titles are alike.
    let pair = |first: &str, second: &str| {
        let given = |id: &str, title: &str, hour| with(&["Ada"], entry(id, title, at(27, hour, 0)));
        let other = entry("x", "Lunch", at(27, 12, 0));
        [
            given(first, "Gardens by night", 9),
            given(second, "Gardens by day", 10),
            other,
        ]
    };
    assert_eq!(changes(&pair("a", "b"), &pair("b", "a")), []);
    // On the same day it may have been rewritten, unless somebody else reads.
    let nobody = |title, hour| in_room(title, entry("a", title, at(27, hour, 0)));
    assert_eq!(
        changes(&[nobody("TBA", 9)], &[nobody("Trains", 15)]).len(),
        3
    );
    let somebody = |title, name, hour| with(&[name], nobody(title, hour));
    let (ada, grace) = (
        somebody("Gardens", "Ada", 9),
        somebody("Trains", "Grace", 15),
    );
    assert_eq!(changes(&[ada], &[grace]), expected);
}

#[test]
fn a_year_later_a_similar_title_is_another_entry() {
    let on = |year, title| {
        let day = NaiveDate::from_ymd_opt(year, 7, 27).unwrap();
        let start = day.and_hms_opt(9, 0, 0).unwrap().and_utc();
        [with(&["Ada"], without_id(title, start))]
    };
    let (before, after) = (
        on(2024, "News from the gardens"),
        on(2025, "More news from the gardens"),
    );
    let expected = [(Kind::Added, None, Some(0)), (Kind::Removed, Some(0), None)];
    assert_eq!(changes(&before, &after), expected);
    let same_year = on(2024, "More news from the gardens");
    assert_eq!(
        changes(&before, &same_year),
        [(Kind::Title, Some(0), Some(0))]
    );
}

#[test]
fn seconds_are_no_news() {
    let lasting = |from: i64, to: i64| {
        let mut entry = entry("a", "Opening", at(27, 9, 0) + TimeDelta::seconds(from));
        entry.end = Some(at(27, 10, 0) + TimeDelta::seconds(to));
        [entry]
    };
    assert_eq!(changes(&lasting(0, 0), &lasting(30, -29)), []);
    assert_eq!(changes(&lasting(0, 0), &lasting(0, 60)).len(), 1);
}

#[test]
fn without_ids_a_title_is_mended_and_a_talk_is_renamed() {
    let albert = |title, start| with(&["Albert Gu"], without_id(title, start));
    let old = [albert("A Deep Dive into State-Space Models", at(27, 9, 0))];
    let new = [albert(
        "On the Tradeoffs of State-Space Models",
        at(28, 10, 0),
    )];
    let expected = [
        (Kind::Moved, Some(0), Some(0)),
        (Kind::Title, Some(0), Some(0)),
    ];
    assert_eq!(changes(&old, &new), expected);
    let renamed = [albert("Quite another title", at(27, 9, 0))];
    assert_eq!(changes(&old, &renamed), [(Kind::Title, Some(0), Some(0))]);
    let nobody = |title| [without_id(title, at(27, 9, 0))];
    let mended = changes(
        &nobody("Characterising prompts"),
        &nobody("Characterizing prompts"),
    );
    assert_eq!(mended, [(Kind::Title, Some(0), Some(0))]);
    let replaced = changes(&nobody("Contributed Talk 2"), &nobody("Contributed Talk 3"));
    assert_eq!(
        replaced,
        [(Kind::Added, None, Some(0)), (Kind::Removed, Some(0), None)]
    );
}

#[test]
fn what_a_talk_has_from_its_session_is_told_of_the_session() {
    let old = [
        entry("s", "Session", at(27, 9, 0)),
        talk("t", "s", "Talk"),
        entry("u", "Another", at(27, 12, 0)),
    ];
    let mut new = old.clone();
    new[0].start = Some(at(27, 10, 0));
    new[0].rooms = vec!["Hall 2".to_owned()];
    new[0].track = Some("Systems".to_owned());
    new[1].rooms = new[0].rooms.clone();
    new[1].track = new[0].track.clone();
    let of_session = [Kind::Moved, Kind::Room, Kind::Track].map(|kind| (kind, Some(0), Some(0)));
    assert_eq!(changes(&old, &new), of_session);
    // In another session it is at another time.
    let mut new = vec![old[0].clone(), old[2].clone(), old[1].clone()];
    new[2].session = Some("u".to_owned());
    assert_eq!(changes(&old, &new), [(Kind::Moved, Some(1), Some(2))]);
    // A time of its own.
    let mut new = old.clone();
    new[1].start = Some(at(27, 9, 30));
    assert_eq!(changes(&old, &new), [(Kind::Moved, Some(1), Some(1))]);
}

#[test]
fn only_what_both_versions_say_of_the_length_is_compared() {
    let lasting = |minutes: Option<i64>| {
        let mut entry = entry("a", "Opening", at(27, 9, 0));
        entry.end = minutes.map(|minutes| at(27, 9, 0) + TimeDelta::minutes(minutes));
        version(vec![entry])
    };
    assert_eq!(compare(&lasting(None), &lasting(Some(30))), []);
    let (old, new) = (lasting(Some(30)), lasting(Some(45)));
    assert_eq!(compare(&old, &new)[0].kind, Kind::Moved);
    let lengths = (TimeDelta::minutes(30), TimeDelta::minutes(45));
    let expected = Shift {
        by: Some(TimeDelta::zero()),
        lengths: Some(lengths),
    };
    let changes = compare(&old, &new);
    assert_eq!(
        shifts(&old, &new, &changes),
        [(0, expected)].into_iter().collect()
    );
}

#[test]
fn without_a_zone_the_clocks_on_the_walls_are_compared() {
    let known = version(vec![entry("a", "Opening", at(27, 7, 0))]);
    let mut local = entry("a", "Opening", at(27, 9, 0));
    local.offset = 0;
    let unknown = Version {
        entries: vec![local],
        zone_known: false,
    };
    assert_eq!(compare(&known, &unknown), []);
    assert_eq!(compare(&unknown, &known), []);
    // The same instant, by other clocks.
    let mut elsewhere = known.clone();
    elsewhere.entries[0].offset = 0;
    assert_eq!(compare(&known, &elsewhere), []);
    assert_eq!(compare(&elsewhere, &unknown)[0].kind, Kind::Moved);
}

/// Ends, and talks that begin with their session, are at the same time on the wall, too.
#[test]
fn a_version_without_a_zone_is_the_same_in_all_it_has() {
    let of = |zone_known: bool| {
        let (hour, offset) = if zone_known { (7, 7200) } else { (9, 0) };
        let lasting = |entry: Known| Known {
            end: entry.start.map(|start| start + TimeDelta::minutes(45)),
            offset,
            ..entry
        };
        let first = lasting(without_id("Coffee", at(27, hour, 0)));
        let second = lasting(without_id("Coffee", at(27, hour + 1, 0)));
        let late = lasting(without_id("Late", at(27, hour + 14, 30)));
        let entries = vec![first, second, late, talk("t", "s", "Talk")];
        Version {
            entries,
            zone_known,
        }
    };
    let (known, unknown) = (of(true), of(false));
    for (old, new) in [(&known, &unknown), (&unknown, &known)] {
        assert_eq!(compare(old, new), []);
        assert!(shifts(old, new, &[]).is_empty());
    }
    let mut later = unknown.clone();
    later.entries[1].start = later.entries[1].start.map(|it| it + TimeDelta::minutes(15));
    later.entries[1].end = later.entries[1].end.map(|it| it + TimeDelta::minutes(30));
    let changes = compare(&known, &later);
    let shift = shifts(&known, &later, &changes)[&1];
    assert_eq!(shift.by, Some(TimeDelta::minutes(15)));
    let lengths = [45, 60].map(TimeDelta::minutes);
    assert_eq!(shift.lengths, Some(lengths.into()));
}

#[test]
fn a_day_is_all_that_some_entries_have() {
    let on = |day| {
        let mut entry = entry("a", "Excursion", at(27, 9, 0));
        entry.start = None;
        entry.day = NaiveDate::from_ymd_opt(2024, 7, day);
        [entry]
    };
    assert_eq!(changes(&on(27), &on(27)), []);
    assert_eq!(changes(&on(27), &on(28)), [(Kind::Moved, Some(0), Some(0))]);
}

#[test]
fn what_is_cancelled_stays_beside_its_replacement() {
    let old = [without_id("Hardware", at(27, 9, 0))];
    let mut cancelled = without_id("Hardware", at(27, 9, 0));
    cancelled.status = Status::Cancelled;
    let new = [cancelled, without_id("Hardware", at(27, 12, 0))];
    let expected = [
        (Kind::Cancelled, Some(0), Some(0)),
        (Kind::Added, None, Some(1)),
    ];
    assert_eq!(changes(&old, &new), expected);
    let expected = [
        (Kind::Status, Some(0), Some(0)),
        (Kind::Removed, Some(1), None),
    ];
    assert_eq!(changes(&new, &old), expected);
}

/// A talk finds its session however many others there are.
#[test]
fn a_session_with_a_crowd_of_talks() {
    let crowd = |minute| {
        let talks = (0..50_000).map(|number| talk(&number.to_string(), "s", "Talk"));
        let session = entry("s", "Session", at(27, 9, minute));
        version([session].into_iter().chain(talks).collect())
    };
    let changes = compare(&crowd(0), &crowd(30));
    assert_eq!(changes.len(), 1);
    assert_eq!(crowd(30).starts()[50_000], Some(at(27, 9, 30)));
}

/// As many as a hostile file may have, all alike: the comparison ends.
#[test]
fn a_crowd_in_one_place_is_compared_in_reasonable_time() {
    let crowd = |word: &str| {
        let entries = (0..5_000_u32).map(|number| {
            let letters: String = number
                .to_string()
                .chars()
                .map(|c| char::from(c as u8 + 49))
                .collect();
            with(
                &["Somebody"],
                without_id(&format!("{letters} {word}"), at(27, 9, 0)),
            )
        });
        entries.collect::<Vec<Known>>()
    };
    let (old, new) = (crowd("before"), crowd("behind"));
    let changes = changes(&old, &new);
    assert_eq!(changes.len(), 5_000);
    assert!(changes.iter().all(|(kind, _, _)| *kind == Kind::Title));
}
