//! Favourites through new versions of a schedule, and through a state file.

mod collisions;
mod properties;

use serde_json::{Value, json};

use super::*;
use crate::{
    schedule::{Entry, check::check},
    zone::Atlas,
};

#[expect(clippy::needless_pass_by_value, reason = "made on the spot")]
fn schedule(sessions: Value) -> Schedule {
    let file = json!({
        "format": "fomo/1",
        "event": { "id": "e", "title": "E", "time_zone": "Europe/Vienna" },
        "sessions": sessions,
    });
    let draft = crate::format::read(file.to_string().as_bytes(), None).unwrap();
    check(draft, &Atlas::compiled(), None).schedule
}

fn entry<'a>(schedule: &'a Schedule, title: &str) -> &'a Entry {
    let mut all = schedule.entries().iter();
    all.find(|entry| entry.title == title).unwrap()
}

fn note(was: Option<&str>, is: Option<&str>) -> What {
    let [was, is] = [was, is].map(|note| note.map(str::to_owned));
    What::Note { was, is }
}

/// Marks one entry of the first version; says what carries the mark in the second one.
fn followed(before: Value, title: &str, after: Value) -> Option<String> {
    let before = schedule(before);
    let of = Snapshot::of(&before, entry(&before, title));
    let mut kept = Vec::new();
    let what = What::Stance(Stance::Favourite);
    apply(
        &mut kept,
        &before,
        &[Mark {
            of,
            what,
            kept_as: None,
        }],
    );
    // Through the file, as it would be.
    let kept: Vec<Kept> = kept.iter().map(|kept| Kept::read(&kept.write())).collect();
    let after = schedule(after);
    let picks = Picks::new(kept, &after);
    let found: Vec<usize> = picks.mine().collect();
    assert!(
        found.len() + picks.gone().len() == 1,
        "neither lost nor twice"
    );
    let entry = after.entry(*found.first()?).unwrap();
    Some(format!(
        "{} {}",
        entry.title,
        entry.start.unwrap().format("%H:%M")
    ))
}

const NINE: &str = "2024-07-27T09:00";
const TEN: &str = "2024-07-27T10:00";
const LATE: &str = "2024-07-28T18:00";

#[test]
fn it_stays_with_its_id_whatever_else_changes() {
    let before =
        json!([{"id": "a", "title": "A", "start": NINE}, {"id": "b", "title": "B", "start": TEN}]);
    let retitled = json!([{"id": "b", "title": "B", "start": NINE}, {"id": "a", "title": "New", "start": NINE}]);
    assert_eq!(
        followed(before.clone(), "A", retitled).unwrap(),
        "New 07:00"
    );
    let moved =
        json!([{"id": "a", "title": "A", "start": LATE}, {"id": "b", "title": "B", "start": NINE}]);
    assert_eq!(followed(before.clone(), "A", moved).unwrap(), "A 16:00");
    let both = json!([{"id": "a", "title": "New", "start": LATE}, {"id": "b", "title": "B", "start": TEN}]);
    assert_eq!(followed(before, "A", both).unwrap(), "New 16:00");
}

#[test]
fn without_ids_title_or_time_is_enough() {
    let before = json!([{"title": "A talk on trees", "start": NINE}, {"title": "B", "start": TEN}]);
    let moved = json!([{"title": "B", "start": NINE}, {"title": "A talk on trees", "start": LATE}]);
    assert_eq!(
        followed(before.clone(), "A talk on trees", moved).unwrap(),
        "A talk on trees 16:00"
    );
    let mended =
        json!([{"title": "A Talk on Trees!", "start": NINE}, {"title": "B", "start": NINE}]);
    assert_eq!(
        followed(before.clone(), "A talk on trees", mended).unwrap(),
        "A Talk on Trees! 07:00"
    );
    let replaced = json!([{"title": "Lunch", "start": NINE}, {"title": "B", "start": TEN}]);
    assert_eq!(followed(before, "A talk on trees", replaced), None);
}

#[test]
fn another_one_in_its_place_does_not_take_the_mark_over() {
    let before = |first: Value| json!([first, {"title": "B", "start": TEN}]);
    let given = |id: &str, title: &str| json!({"id": id, "title": title, "start": NINE});
    let after = before(given("y", "A talk on tree"));
    assert_eq!(
        followed(
            before(given("x", "A talk on trees")),
            "A talk on trees",
            after
        ),
        None
    );
    // Nobody mends a number: the next one of a series came in its place.
    let numbered = |title: &str| before(json!({"title": title, "start": NINE}));
    for (was, is) in [
        ("Contributed Talk 1", "Contributed Talk 2"),
        ("Poster session 9", "Poster session 10"),
        ("Keynote: what is next", "Keynote 2: what is next"),
    ] {
        assert_eq!(followed(numbered(was), was, numbered(is)), None, "{is}");
    }
    let mended = numbered("Contributed talk #1");
    let was = "Contributed Talk 1";
    assert!(followed(numbered(was), was, mended).is_some());
}

#[test]
fn of_two_that_differ_in_their_end_alone_the_right_one_is_marked() {
    let file = |length: u32| json!({"title": "A", "start": NINE, "duration": length});
    let schedule = schedule(json!([file(30), file(60)]));
    for index in 0..2 {
        let of = Snapshot::of(&schedule, schedule.entry(index).unwrap());
        let mut picks = Picks::default();
        let what = What::Stance(Stance::Favourite);
        picks.mark(
            &schedule,
            &Mark {
                of,
                what,
                kept_as: None,
            },
        );
        assert_eq!(picks.mine().collect::<Vec<_>>(), [index]);
    }
}

#[test]
fn of_two_that_nobody_can_tell_apart_each_keeps_its_record() {
    let twin = || json!({"id": "x", "title": "A", "start": TEN, "room": "Aula"});
    let first = |id: Value| json!({"id": id, "title": "A", "start": NINE});
    let before = schedule(json!([first(json!("x")), twin(), twin()]));
    let mark = |of: &Schedule, index: usize, stance| Mark {
        of: Snapshot::of(of, of.entry(index).unwrap()),
        what: What::Stance(stance),
        kept_as: None,
    };
    let mut kept = Vec::new();
    let marks = [
        mark(&before, 0, Stance::Must),
        mark(&before, 1, Stance::Favourite),
    ];
    apply(&mut kept, &before, &marks);
    // The first one lost its id, so the second twin is taken for it.
    let after = schedule(json!([first(Value::Null), twin(), twin()]));
    let later = mark(&after, 1, Stance::None);
    let mut at_once = kept.clone();
    apply(&mut at_once, &after, std::slice::from_ref(&later));
    apply(&mut kept, &after, &[]);
    apply(&mut kept, &after, &[later]);
    assert_eq!(kept, at_once);
    assert_eq!(kept[0].record().unwrap().stance, Stance::Must);
}

#[test]
fn the_nearest_is_the_nearest_in_whatever_offset_it_was_kept() {
    let kept = json!({"id": "x", "title": "A", "start": "2024-07-27T08:00Z", "stance": "must"});
    let times = ["2024-07-27T08:10", "2024-07-27T10:30"];
    let sessions = times.map(|start| json!({"id": "x", "title": "A", "start": start}));
    let picks = Picks::new(vec![Kept::read(&kept)], &schedule(json!(sessions)));
    assert_eq!(picks.mine().collect::<Vec<_>>(), [1]);
}

#[test]
fn ids_that_were_given_anew_do_not_lead_astray() {
    let before =
        json!([{"id": "1", "title": "A", "start": NINE}, {"id": "2", "title": "B", "start": TEN}]);
    let renumbered = json!([
        {"id": "1", "title": "Zeroth", "start": LATE},
        {"id": "2", "title": "A", "start": NINE},
        {"id": "3", "title": "B", "start": TEN},
    ]);
    assert_eq!(
        followed(before.clone(), "A", renumbered).unwrap(),
        "A 07:00"
    );
    let moved_too = json!([
        {"id": "1", "title": "Zeroth", "start": TEN},
        {"id": "2", "title": "A", "start": LATE},
        {"id": "3", "title": "B", "start": TEN},
    ]);
    assert_eq!(followed(before, "A", moved_too).unwrap(), "A 16:00");
}

/// Two rooms side by side; what is where.
const TALKS: [&str; 8] = [
    "Opening",
    "Rust for cooks",
    "Gardens",
    "Trains",
    "Whales",
    "Closing",
    "Welcome",
    "Planes",
];

/// Some of these, numbered from the first entry to the last.
fn numbered(titles: &[&str]) -> Schedule {
    let sessions = titles.iter().enumerate().map(|(at, title)| {
        let slot = TALKS.iter().position(|talk| talk == title).unwrap();
        let start = format!("2024-07-27T{:02}:00", 9 + slot / 2);
        let room = ["Aula", "Barn"][slot % 2];
        json!({"id": (at + 1).to_string(), "title": title, "start": start, "room": room})
    });
    schedule(sessions.collect())
}

fn favourites(schedule: &Schedule) -> Vec<Kept> {
    let marks = schedule.entries().iter().map(|entry| Mark {
        of: Snapshot::of(schedule, entry),
        what: What::Stance(Stance::Favourite),
        kept_as: None,
    });
    let mut kept = Vec::new();
    apply(&mut kept, schedule, &marks.collect::<Vec<_>>());
    kept
}

fn titles(kept: &[Kept]) -> Vec<&str> {
    let records = kept.iter().filter_map(Kept::record);
    records.map(|record| record.was.title.as_str()).collect()
}

#[test]
fn one_more_near_the_top_of_a_numbered_file_takes_no_mark_elsewhere() {
    let talks = &TALKS[..6];
    let before = numbered(talks);
    let after = numbered(&[&["Welcome"], talks].concat());
    let mut kept = favourites(&before);
    let picks = Picks::new(kept.clone(), &after);
    assert_eq!(picks.mine().count(), talks.len());
    let welcome = after.entries().iter().position(|it| it.title == "Welcome");
    assert_eq!(picks.stance(welcome.unwrap()), Stance::None);
    apply(&mut kept, &after, &[]);
    assert_eq!(titles(&kept), talks);
    // One alone is judged by what else it was.
    for entry in before.entries() {
        let found = find_again(&Snapshot::of(&before, entry), &after).unwrap();
        assert_eq!(after.entry(found).unwrap().title, entry.title);
    }
}

#[test]
fn what_is_gone_from_a_file_that_was_numbered_anew_stays_gone() {
    let before = numbered(&TALKS[..5]);
    let rest = [
        "Welcome",
        "Opening",
        "Rust for cooks",
        "Planes",
        "Trains",
        "Whales",
    ];
    let after = numbered(&rest);
    let mut kept = favourites(&before);
    kept.retain(|kept| {
        ["Opening", "Gardens", "Trains"].contains(&titles(std::slice::from_ref(kept))[0])
    });
    for _ in 0..3 {
        apply(&mut kept, &after, &[]);
        let picks = Picks::new(kept.clone(), &after);
        let mine = picks
            .mine()
            .map(|index| after.entry(index).unwrap().title.as_str());
        assert_eq!(mine.collect::<Vec<_>>(), ["Opening", "Trains"]);
        assert_eq!(picks.gone()[0].was.title, "Gardens");
    }
    // It can be let go by who saw it before.
    let of = Snapshot::of(&before, entry(&before, "Gardens"));
    let what = What::Stance(Stance::None);
    apply(
        &mut kept,
        &after,
        &[Mark {
            of,
            what,
            kept_as: None,
        }],
    );
    assert_eq!(titles(&kept), ["Opening", "Trains"]);
}

#[test]
fn an_id_that_was_given_to_something_else_does_not_take_the_mark_along() {
    let before = json!([{"id": "7", "title": "Gardens by night", "start": NINE, "room": "Aula"}]);
    let reused = json!({"id": "7", "title": "Trains", "start": LATE, "room": "Barn"});
    let moved = json!({"id": "8", "title": "Gardens by night", "start": TEN, "room": "Aula"});
    let both = json!([reused.clone(), moved]);
    let found = followed(before.clone(), "Gardens by night", both);
    assert_eq!(found.unwrap(), "Gardens by night 08:00");
    assert_eq!(followed(before, "Gardens by night", json!([reused])), None);
}

#[test]
fn an_id_that_repeats_stays_with_each_start() {
    let twice = json!([
        {"id": "x", "title": "Again", "start": NINE},
        {"id": "x", "title": "Again", "start": LATE},
        {"id": "b", "title": "B", "start": TEN},
    ]);
    let before = schedule(twice.clone());
    let late = before
        .entries()
        .iter()
        .find(|entry| entry.id == "x~2")
        .unwrap();
    let of = Snapshot::of(&before, late);
    let mut kept = Vec::new();
    let what = What::Stance(Stance::Favourite);
    apply(
        &mut kept,
        &before,
        &[Mark {
            of,
            what,
            kept_as: None,
        }],
    );
    // A third one in front takes the suffix that it had.
    let three = json!([
        {"id": "x", "title": "Again", "start": NINE},
        {"id": "x", "title": "Again", "start": TEN},
        {"id": "x", "title": "Again", "start": LATE},
    ]);
    let after = schedule(three);
    let picks = Picks::new(kept, &after);
    let mine: Vec<usize> = picks.mine().collect();
    assert_eq!(mine.len(), 1);
    assert_eq!(after.entry(mine[0]).unwrap().id, "x~3");
}

#[test]
fn both_of_two_with_one_id_and_title_stay_marked_when_both_move() {
    let twice = json!([
        {"id": "x", "title": "Again", "start": NINE},
        {"id": "x", "title": "Again", "start": LATE},
    ]);
    let before = schedule(twice);
    let marks: Vec<Mark> = before
        .entries()
        .iter()
        .map(|entry| Mark {
            of: Snapshot::of(&before, entry),
            what: What::Stance(Stance::Must),
            kept_as: None,
        })
        .collect();
    let mut kept = Vec::new();
    apply(&mut kept, &before, &marks);
    assert_eq!(kept.len(), 2);
    let moved = json!([
        {"id": "x", "title": "Again", "start": "2024-07-27T09:30"},
        {"id": "x", "title": "Again", "start": "2024-07-28T18:30"},
    ]);
    assert_eq!(Picks::new(kept, &schedule(moved)).mine().count(), 2);
}

#[test]
fn what_is_gone_stays_with_what_it_was_and_comes_back() {
    let before = schedule(json!([{"id": "a", "title": "A", "start": NINE, "room": "Aula"}]));
    let of = Snapshot::of(&before, entry(&before, "A"));
    let mut kept = Vec::new();
    let marks = [
        Mark {
            of: of.clone(),
            what: What::Stance(Stance::Must),
            kept_as: None,
        },
        Mark {
            of: of.clone(),
            what: note(None, Some("sit in front")),
            kept_as: None,
        },
    ];
    apply(&mut kept, &before, &marks);
    let without = schedule(json!([{"id": "b", "title": "B", "start": NINE}]));
    let picks = Picks::new(kept.clone(), &without);
    assert_eq!(picks.mine().count(), 0);
    let gone = picks.gone();
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].was, of);
    assert_eq!(gone[0].was.room.as_deref(), Some("Aula"));
    // Marking something else meanwhile leaves it alone.
    let b = Snapshot::of(&without, entry(&without, "B"));
    apply(
        &mut kept,
        &without,
        &[Mark {
            of: b,
            what: What::Stance(Stance::Favourite),
            kept_as: None,
        }],
    );
    let picks = Picks::new(kept.clone(), &before);
    assert_eq!(picks.stance(0), Stance::Must);
    assert_eq!(picks.note(0), Some("sit in front"));
    // One that is gone can be let go.
    apply(
        &mut kept,
        &without,
        &[
            Mark {
                of: of.clone(),
                what: What::Stance(Stance::None),
                kept_as: None,
            },
            Mark {
                of,
                what: note(Some("sit in front"), None),
                kept_as: None,
            },
        ],
    );
    assert_eq!(kept.len(), 1);
}

#[test]
fn a_note_that_another_viewer_wrote_meanwhile_is_not_written_over() {
    let schedule = schedule(json!([{"id": "a", "title": "A", "start": NINE}]));
    let said = |kept: &mut Vec<Kept>, what: What| {
        let of = Snapshot::of(&schedule, entry(&schedule, "A"));
        apply(
            kept,
            &schedule,
            &[Mark {
                of,
                what,
                kept_as: None,
            }],
        );
        let record = kept.first().and_then(Kept::record);
        record.and_then(|record| record.note.clone())
    };
    let mut kept = Vec::new();
    said(&mut kept, note(None, Some("one")));
    // Who did not know of it adds to it, and does not take it away.
    let both = said(&mut kept, note(None, Some("two")));
    assert_eq!(both.as_deref(), Some("two\n\none"));
    // What was seen is taken away, and what was not stays.
    let left = said(&mut kept, note(Some("one"), None));
    assert_eq!(left.as_deref(), Some("two"));
    assert_eq!(said(&mut kept, note(None, Some("two\n\none"))), both);
    let three = note(both.as_deref(), Some("three"));
    assert_eq!(said(&mut kept, three).as_deref(), Some("three"));
    assert_eq!(said(&mut kept, note(Some("three"), None)), None);
}

#[test]
fn a_note_that_is_typed_bit_by_bit_stands_once_beside_that_of_another_viewer() {
    let schedule = schedule(json!([{"id": "a", "title": "A", "start": NINE}]));
    let of = Snapshot::of(&schedule, entry(&schedule, "A"));
    let mut kept = Vec::new();
    let mut say = |what| {
        apply(
            &mut kept,
            &schedule,
            &[Mark {
                of: of.clone(),
                what,
                kept_as: None,
            }],
        );
    };
    say(note(None, Some("theirs")));
    say(note(None, Some("mi")));
    say(note(Some("mi"), Some("mine")));
    say(note(Some("mine"), Some("mine\n\nand more")));
    assert_eq!(
        kept[0].record().unwrap().note.as_deref(),
        Some("mine\n\nand more\n\ntheirs")
    );
}

#[test]
fn what_a_newer_version_wrote_stays() {
    let foreign = [
        json!({"id": "a", "title": "A", "stance": "perhaps", "colour": "red"}),
        json!({"what": "is this"}),
        json!(7),
    ];
    let mut kept: Vec<Kept> = foreign.iter().map(Kept::read).collect();
    let schedule = schedule(json!([{"id": "a", "title": "A", "start": NINE}]));
    let picks = Picks::new(kept.clone(), &schedule);
    assert_eq!(picks.stance(0), Stance::None);
    let of = Snapshot::of(&schedule, entry(&schedule, "A"));
    let mark = |stance| Mark {
        of: of.clone(),
        what: What::Stance(stance),
        kept_as: None,
    };
    apply(&mut kept, &schedule, &[mark(Stance::Favourite)]);
    let written = kept[0].write();
    assert_eq!(
        (&written["stance"], &written["colour"]),
        (&json!("favourite"), &json!("red"))
    );
    assert_eq!(
        (kept[1].write(), kept[2].write()),
        (foreign[1].clone(), foreign[2].clone())
    );
    // Taking the mark away does not take away what is not understood.
    apply(&mut kept, &schedule, &[mark(Stance::None)]);
    assert_eq!(kept[0].write()["colour"], "red");
}

#[test]
fn a_hidden_session_hides_its_talks_but_not_a_favourite_among_them() {
    let schedule = schedule(json!([{
        "id": "s", "title": "S", "start": NINE,
        "talks": [{"id": "t", "title": "T"}, {"id": "u", "title": "U"}],
    }]));
    let mark = |title: &str, stance| Mark {
        of: Snapshot::of(&schedule, entry(&schedule, title)),
        what: What::Stance(stance),
        kept_as: None,
    };
    let mut kept = Vec::new();
    apply(
        &mut kept,
        &schedule,
        &[mark("S", Stance::Hidden), mark("U", Stance::Favourite)],
    );
    let picks = Picks::new(kept, &schedule);
    let hidden: Vec<&str> = picks
        .marks()
        .hidden
        .iter()
        .map(|index| schedule.entry(*index).unwrap().id.as_str())
        .collect();
    assert_eq!(hidden, ["s", "t"]);
}

#[test]
fn of_one_session_only_what_is_at_known_times_in_two_places_clashes() {
    let start = |time: &str| format!("2024-07-27T{time}");
    let schedule = schedule(json!([{
        "id": "s", "title": "S", "start": start("09:00"), "end": start("11:00"),
        "talks": [
            {"id": "early", "title": "Early", "start": start("09:00"), "end": start("09:30")},
            {"id": "some time", "title": "Some time"},
            {"id": "any time", "title": "Any time"},
            {"id": "late", "title": "Late", "start": start("09:20"), "end": start("10:00")},
            {"id": "one poster", "title": "One poster", "start": start("10:00"), "end": start("11:00")},
            {"id": "another", "title": "Another", "start": start("10:00"), "end": start("11:00")},
            {"id": "next door", "title": "Next door", "start": start("10:00"), "end": start("11:00"), "room": "B"},
        ],
    }]));
    let mut kept = Vec::new();
    let marks: Vec<Mark> = schedule
        .entries()
        .iter()
        .map(|entry| Mark {
            of: Snapshot::of(&schedule, entry),
            what: What::Stance(Stance::Favourite),
            kept_as: None,
        })
        .collect();
    apply(&mut kept, &schedule, &marks);
    let picks = Picks::new(kept, &schedule);
    let id = |index: usize| schedule.entry(index).unwrap().id.as_str();
    let pairs: Vec<_> = picks
        .clashes()
        .iter()
        .map(|clash| (id(clash.first), id(clash.second), clash.minutes))
        .collect();
    assert_eq!(
        pairs,
        [
            ("early", "late", Some(10)),
            ("one poster", "next door", Some(60)),
            ("another", "next door", Some(60)),
        ]
    );
}

#[test]
fn a_schedule_without_a_zone_keeps_local_times() {
    let draft = |start: &str, zone: Value| {
        let file = json!({"format": "fomo/1", "event": {"title": "E", "time_zone": zone},
            "sessions": [{"title": "Same", "start": start}, {"title": "Same", "start": LATE}]});
        let draft = crate::format::read(file.to_string().as_bytes(), None).unwrap();
        check(draft, &Atlas::compiled(), None).schedule
    };
    let unknown = draft(NINE, Value::Null);
    let of = Snapshot::of(&unknown, unknown.entry(0).unwrap());
    let mut kept = Vec::new();
    apply(
        &mut kept,
        &unknown,
        &[Mark {
            of,
            what: What::Stance(Stance::Favourite),
            kept_as: None,
        }],
    );
    assert_eq!(kept[0].write()["start"], NINE);
    // Somebody said where it is, and it is found by the time on the wall.
    let known = draft(NINE, json!("Asia/Tokyo"));
    assert_eq!(Picks::new(kept, &known).mine().collect::<Vec<_>>(), [0]);
}

#[test]
fn what_could_not_be_written_is_not_there_twice_once_it_is_gone() {
    let at = |start: &str, title: &str| {
        schedule(json!([{"title": title, "start": start}, {"title": "Other", "start": LATE}]))
    };
    let (first, second) = (at(NINE, "Gardens"), at(TEN, "Gardens"));
    let gone = schedule(json!([{"title": "Other", "start": LATE}]));
    let said = |of: &Schedule, what: What| Mark {
        of: Snapshot::of(of, entry(of, "Gardens")),
        what,
        kept_as: None,
    };
    let mut file = Vec::new();
    apply(
        &mut file,
        &first,
        &[said(&first, What::Stance(Stance::Favourite))],
    );
    // It moves, is marked, and goes, and only then can be written.
    let mut picks = Picks::new(file.clone(), &second);
    let mut marks = [
        said(&second, What::Stance(Stance::Must)),
        said(&second, note(None, Some("sit in front"))),
    ];
    for mark in &mut marks {
        mark.kept_as = picks.kept_as(&second, mark);
        picks.mark(&second, mark);
    }
    // What is typed from here on is of what nobody has written down.
    let mut picks = Picks::new(picks.kept().to_vec(), &gone);
    let more = Mark {
        what: note(Some("sit in front"), Some("sit at the back")),
        ..marks[1].clone()
    };
    picks.mark(&gone, &more);
    let all: Vec<Mark> = marks.into_iter().chain([more]).collect();
    apply(&mut file, &gone, &all);
    for records in [picks.gone(), Picks::new(file.clone(), &gone).gone()] {
        assert_eq!(records.len(), 1, "{records:?}");
        assert_eq!(records[0].stance, Stance::Must);
        assert_eq!(records[0].note.as_deref(), Some("sit at the back"));
    }
}

#[test]
fn what_is_put_back_loses_nothing_of_either() {
    let schedule = schedule(json!([{"id": "a", "title": "Gardens", "start": NINE}]));
    let read = |values: &[Value]| values.iter().map(Kept::read).collect::<Vec<_>>();
    let foreign = [
        json!(["not understood"]),
        json!({"title": "Other", "stance": 7}),
    ];
    let missing = read(&[
        json!({"id": "a", "title": "Gardens", "start": NINE, "stance": "must", "note": "in front"}),
        json!({"title": "Gone", "stance": "favourite"}),
        foreign[0].clone(),
        foreign[1].clone(),
    ]);
    let new = json!({"id": "a", "title": "Gardens", "start": NINE, "stance": "favourite", "note": "at the back"});
    let mut kept = read(&[new]);
    put_back(&mut kept, &schedule, &missing);
    let records: Vec<&Record> = kept.iter().filter_map(Kept::record).collect();
    assert_eq!(records.len(), 3, "{records:?}");
    assert_eq!(records[0].stance, Stance::Must);
    assert_eq!(records[0].note.as_deref(), Some("at the back\n\nin front"));
    assert_eq!(records[1].was.title, "Gone");
    for value in &foreign {
        assert!(kept.contains(&Kept::read(value)), "{value}");
    }
    // Once is enough, and nothing is nothing.
    for again in [&missing[..], &[]] {
        let before = kept.clone();
        put_back(&mut kept, &schedule, again);
        assert_eq!(kept, before);
    }
}
