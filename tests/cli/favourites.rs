//! `fomo favourites` and `fomo mine`, with two homes: mine and a friend's.

use serde_json::{Value, json};

use super::{Place, Ran, schedule};

/// Three talks on a day, in Vienna.
fn day() -> Value {
    json!([
        {"id": "a", "title": "Alpha", "start": "2030-05-01T09:00", "duration": 60, "room": "Hall"},
        {"id": "b", "title": "Beta", "start": "2030-05-01T09:30", "duration": 60, "room": "Annex"},
        {"id": "c", "title": "Gamma", "start": "2030-05-01T11:00", "duration": 60},
    ])
}

fn place() -> Place {
    Place::with("s.json", schedule(Some("Europe/Vienna"), &day()))
}

/// A place in which these entries are marked.
fn marked(records: &Value) -> Place {
    let place = place();
    place.file("mine.json", json!({"favourites": records}).to_string());
    let ran = place.fomo(&["favourites", "import", "mine.json", "s.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    place
}

fn import(place: &Place, content: impl AsRef<[u8]>, more: &[&str]) -> Ran {
    place.file("theirs", content);
    place.fomo(&[&["favourites", "import", "theirs", "s.json"], more].concat())
}

fn said(ran: &Ran) -> &str {
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out.trim_end()
}

fn stances(place: &Place) -> Vec<String> {
    let ran = place.fomo(&["favourites", "export", "s.json"]);
    let export: Value = serde_json::from_str(&ran.out).unwrap();
    let records = export["favourites"].as_array().unwrap().iter();
    records
        .map(|it| {
            format!(
                "{} {}",
                it["title"].as_str().unwrap(),
                it["stance"].as_str().unwrap_or("-")
            )
        })
        .collect()
}

#[test]
fn what_is_exported_is_imported_elsewhere_with_all_that_was_said() {
    let mine = marked(&json!([
        {"title": "Alpha", "id": "a", "stance": "must", "note": "sit in front"},
        {"title": "Beta", "id": "b", "stance": "hidden"},
        {"title": "Omega", "id": "z", "start": "2030-05-01T15:00+02:00", "stance": "favourite"},
    ]));
    let export = mine.fomo(&["favourites", "export", "s.json"]).out;
    let value: Value = serde_json::from_str(&export).unwrap();
    assert_eq!(value["format"], "fomo-favourites/1");
    assert_eq!(value["event"]["title"], "Tiny");
    assert_eq!(value["event"]["time_zone"], "Europe/Vienna");
    let friend = place();
    let dry = import(&friend, &export, &["--dry-run"]);
    let added = "1 favourite added, 1 hidden, 1 note added, 1 is not in this schedule (kept, it may come back): “Omega”";
    assert_eq!(said(&dry), format!("Not saved (--dry-run): Tiny: {added}"));
    assert_eq!(friend.fomo(&["favourites", "export", "s.json"]).code, 1);
    assert_eq!(
        said(&import(&friend, &export, &[])),
        format!("Tiny: {added}")
    );
    assert_eq!(friend.fomo(&["favourites", "export", "s.json"]).out, export);
    assert_eq!(said(&import(&friend, &export, &[])), "Tiny: 3 were there");
    assert_eq!(friend.fomo(&["favorites", "export", "s.json"]).out, export);
}

#[test]
fn mine_counts_more_but_a_must_is_a_must() {
    let place = marked(&json!([
        {"title": "Alpha", "stance": "favourite", "note": "mine"},
        {"title": "Beta", "stance": "hidden"},
        {"title": "Gamma", "stance": "must"},
    ]));
    let theirs = json!({"favourites": [
        {"title": "Alpha", "stance": "must", "note": "mine\n\ntheirs"},
        {"title": "Beta", "stance": "favourite"},
        {"title": "Gamma", "stance": "hidden"},
    ]});
    let ran = import(&place, theirs.to_string(), &[]);
    assert_eq!(
        said(&ran),
        "Tiny: 1 is a must now, 1 note added, 1 was there, 1 stays hidden"
    );
    assert_eq!(stances(&place), ["Alpha must", "Beta hidden", "Gamma must"]);
    let export = place.fomo(&["favourites", "export", "s.json"]).out;
    assert!(export.contains(r#""mine\n\ntheirs""#), "{export}");
}

#[test]
fn lists_of_other_programs_and_calendars_are_taken() {
    let place = place();
    let ran = import(&place, r#"["a", "gamma", {"id": "b"}, "nonsense", 7]"#, &[]);
    assert_eq!(
        said(&ran),
        "Tiny: 3 favourites added, 2 are not in this schedule: “nonsense”, “7”"
    );
    let calendar = place
        .fomo(&["favourites", "export", "s.json", "--format", "ics"])
        .out;
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 3, "{calendar}");
    let friend = self::place();
    assert_eq!(
        said(&import(&friend, &calendar, &[])),
        "Tiny: 3 favourites added"
    );
    assert_eq!(said(&import(&friend, &calendar, &[])), "Tiny: 3 were there");
    // From another program: no ids in common.
    let other: Vec<&str> = calendar
        .lines()
        .map(|line| {
            if line.starts_with("UID:") {
                "UID:x@y"
            } else {
                line
            }
        })
        .collect();
    let other = other.join("\r\n");
    assert_eq!(
        said(&import(&self::place(), other, &[])),
        "Tiny: 3 favourites added"
    );
}

#[test]
fn what_is_named_twice_is_one_favourite() {
    let place = place();
    let ran = import(&place, r#"["a", "Alpha"]"#, &[]);
    assert_eq!(said(&ran), "Tiny: 1 favourite added, 1 was there");
    assert_eq!(stances(&place), ["Alpha favourite"]);
    let ran = place.fomo(&["favourites", "compare", "theirs", "s.json"]);
    assert!(ran.out.contains("Both of you: 1\n"), "{ran:?}");
    assert!(ran.out.contains("Only they: nothing\n"), "{ran:?}");
}

#[test]
fn a_reminder_that_was_switched_off_makes_no_favourite() {
    let place = place();
    let off = json!({"format": "fomo-favourites/1", "favourites": [
        {"id": "a", "title": "Alpha", "reminds": false}]});
    let ran = import(&place, off.to_string(), &[]);
    assert_eq!(said(&ran), "Tiny: nothing to add");
    assert!(stances(&place).is_empty());
    // A list of another program's says what its user likes.
    let bare = json!([{"id": "a", "title": "Alpha"}]);
    let ran = import(&place, bare.to_string(), &[]);
    assert_eq!(said(&ran), "Tiny: 1 favourite added");
}

#[test]
fn what_is_of_another_event_or_nothing_is_refused_in_a_line() {
    let place = marked(&json!([{"title": "Alpha", "stance": "must"}]));
    let other = |id: &str, title: &str| {
        json!({"event": {"id": id, "title": "Other"}, "favourites": [
            {"id": "a", "title": title, "start": "2031-05-01T09:00+02:00", "stance": "favourite"}]})
        .to_string()
    };
    let before = stances(&place);
    for (content, code, error) in [
        (other("other", "Alpha"), 2, "theirs: these are favourites of Other, and not of Tiny; say its schedule behind the file: theirs SOURCE"),
        ("{}".into(), 2, "theirs: these are no favourites"),
        ("<xml>".into(), 2, "theirs:1:1: this is neither JSON nor a calendar"),
        ("[]".into(), 1, "theirs: there are no favourites in it"),
        (r#"["x"]"#.into(), 1, "theirs: 1 is not in this schedule: “x”"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:X\r\nDTSTART:20300101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR".into(),
            1, "theirs: 1 is not in this schedule: “X”"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@other.fomo\r\nSUMMARY:Alpha\r\nDTSTART:20310101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR".into(),
            2, "theirs: these are favourites of other, and not of Tiny"),
        (String::new(), 2, "theirs: it is empty"),
        (r#"["a" "b"]"#.into(), 2, "theirs:1:6: it is not valid JSON"),
        // Neither a comma nor a quote nor a bracket is missing.
        (r#"["a\q"]"#.into(), 2, "theirs:1:5: it is not valid JSON"),
        ("[1e99999]".into(), 2, "theirs:1:8: a number in it is too large"),
        ("[".repeat(200), 2, "theirs:1:128: it is nested too deeply"),
        ("[\n".into(), 2, "theirs:2: it ends in the middle of something, as if it were cut off"),
        (r#"[{"id": "a", "stance": "Must"}]"#.into(), 1, "theirs: 1 cannot be understood"),
    ] {
        let ran = import(&place, &content, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{content}: {ran:?}");
        assert!(ran.err.contains(error) && ran.err.lines().count() == 1, "{content}: {ran:?}");
    }
    assert_eq!(stances(&place), before);
    // The id alone says of what something is said.
    let by_id = r#"[{"id": "b", "stance": "hidden", "note": "no way"}]"#;
    assert_eq!(
        said(&import(&place, by_id, &[])),
        "Tiny: 1 hidden, 1 note added"
    );
    // The same talk under another id of the event is the same talk.
    let same = other("other", "Alpha").replace("2031", "2030");
    assert_eq!(said(&import(&place, same, &[])), "Tiny: 1 was there");
    let both = place.fomo(&["favourites", "import", "-", "-"]);
    assert_eq!(both.code, 2, "{both:?}");
}

#[test]
fn a_calendar_that_ends_in_the_middle_is_said_to() {
    let whole =
        marked(&json!([{"title": "Alpha", "stance": "must"}, {"title": "Beta", "stance": "must"}]));
    let calendar = whole
        .fomo(&["favourites", "export", "s.json", "--format", "ics"])
        .out;
    let (cut, _) = calendar.split_once("Beta\r\n").unwrap();
    let said_so = said(&import(&place(), format!("{cut}Beta\r\n"), &[])).to_owned();
    assert!(
        said_so.starts_with("Tiny: 2 favourites added, line "),
        "{said_so}"
    );
    assert!(said_so.contains("no END:VEVENT"), "{said_so}");
    assert_eq!(
        said(&import(&place(), &calendar, &[])),
        "Tiny: 2 favourites added"
    );
}

#[test]
fn what_was_cancelled_when_it_was_last_seen_stays_so() {
    let place = Place::with(
        "s.json",
        schedule(
            Some("Europe/Vienna"),
            &json!([
                {"id": "a", "title": "Alpha", "start": "2030-05-01T09:00", "duration": 60, "status": "cancelled"},
            ]),
        ),
    );
    assert_eq!(import(&place, r#"["a"]"#, &[]).code, 0);
    place.file("s.json", "{");
    let at = ["--at", "2030-04-30T00:00+00:00"];
    let text = place.fomo(&[&["mine"][..], &at].concat());
    assert!(text.out.contains("as last seen\n"), "{text:?}");
    assert!(text.out.contains("Alpha [cancelled]"), "{text:?}");
    let calendar = place.fomo(&[&["mine", "--format", "ics"][..], &at].concat());
    assert!(calendar.out.contains("STATUS:CANCELLED"), "{calendar:?}");
}

#[test]
fn a_state_that_cannot_be_read_is_not_taken_for_an_empty_one() {
    let place = marked(&json!([{"title": "Alpha", "stance": "must"}]));
    let events = place.0.path().join("state/fomo/events");
    let state = std::fs::read_dir(events).unwrap();
    let state = state.map(|entry| entry.unwrap().path());
    for path in state.filter(|path| path.extension().is_some_and(|it| it == "json")) {
        std::fs::write(path, "{ damaged").unwrap();
    }
    for args in [
        &["favourites", "export", "s.json"][..],
        &["mine", "--all", "--format", "json"],
    ] {
        let ran = place.fomo(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {ran:?}");
        assert!(
            ran.err.contains("damaged") && ran.err.contains("cannot be read"),
            "{ran:?}"
        );
    }
}

#[test]
fn what_overlaps_is_marked_in_the_list_like_in_the_viewer() {
    let place = marked(&json!([
        {"title": "Alpha", "stance": "must"},
        {"title": "Beta", "stance": "favourite"},
        {"title": "Gamma", "stance": "favourite"},
    ]));
    let out = place.fomo(&["list", "s.json"]).out;
    for line in [
        " ! 9:00–10:00▲ Alpha",
        " ★ 9:30–10:30▲ Beta",
        " ★11:00–12:00  Gamma",
    ] {
        assert!(out.contains(line), "{out}");
    }
}

#[test]
fn comparing_tells_what_is_shared() {
    let place = marked(&json!([
        {"title": "Alpha", "stance": "must"},
        {"title": "Beta", "stance": "favourite"},
        {"title": "Gamma", "stance": "hidden"},
    ]));
    place.file("friend.json", r#"{"favourites": [{"title": "Alpha", "stance": "favourite"}, {"title": "Gamma", "stance": "must"},
        {"title": "Omega", "start": "2030-05-01T15:00+02:00", "stance": "favourite"}]}"#);
    let ran = place.fomo(&["favourites", "compare", "friend.json", "s.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    insta::assert_snapshot!(ran.out);
    let ran = place.fomo(&[
        "favourites",
        "compare",
        "friend.json",
        "s.json",
        "--format",
        "json",
        "--zone",
        "utc",
    ]);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["both"][0]["mine"], "must");
    assert_eq!(value["both"][0]["theirs"], "favourite");
    assert_eq!(value["both"][0]["start"], "2030-05-01T07:00:00+00:00");
    assert_eq!(value["only_mine"][0]["title"], "Beta");
    assert_eq!(
        (
            &value["only_theirs"][0]["title"],
            &value["only_theirs"][1]["gone"]
        ),
        (&json!("Gamma"), &json!(true))
    );
    place.file("none.json", r#"["c"]"#);
    let ran = place.fomo(&["favourites", "compare", "none.json", "s.json"]);
    assert!(
        ran.code == 1 && ran.out.contains("Both of you: nothing"),
        "{ran:?}"
    );
}

/// Favourites in three events: in a file, in one that is gone, and in the built-in schedule.
fn three() -> Place {
    let place = marked(
        &json!([{"title": "Alpha", "stance": "must", "note": "sit in front"}, {"title": "Gamma", "stance": "favourite"}]),
    );
    let far = json!([
        {"title": "Keynote", "start": "2030-05-01T16:30", "duration": 60, "room": "Dome"},
        {"title": "Late", "start": "2030-05-02T01:00", "duration": 60},
    ]);
    place.file(
        "far.json",
        schedule(Some("Asia/Tokyo"), &far).replace("Tiny", "Far Away"),
    );
    place.file("all.json", r#"["Keynote", "Late", "Opening remarks"]"#);
    assert_eq!(
        place
            .fomo(&["favourites", "import", "all.json", "far.json"])
            .code,
        0
    );
    assert_eq!(place.fomo(&["favourites", "import", "all.json"]).code, 0);
    std::fs::remove_file(place.0.path().join("far.json")).unwrap();
    place
}

#[test]
fn mine_is_what_is_ahead_in_all_events() {
    let place = three();
    let at = |args: &[&str]| {
        let ran = place.fomo(&[&["mine", "--at", "2030-04-01T12:00Z"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
        ran.out
    };
    insta::assert_snapshot!("mine", at(&[]));
    insta::assert_snapshot!(
        "mine_in_one_zone",
        at(&["--zone", "america/new_york", "--all"])
    );
    let value: Value = serde_json::from_str(&at(&["--format", "json"])).unwrap();
    let items = value["items"].as_array().unwrap();
    let of = |key: &str| items.iter().map(|it| it[key].clone()).collect::<Vec<_>>();
    assert_eq!(of("title"), ["Alpha", "Keynote", "Gamma", "Late"]);
    assert_eq!(of("as_last_seen"), [false, true, false, true]);
    assert_eq!(items[0]["clashes"][0]["title"], "Keynote");
    assert_eq!(items[0]["event"]["title"], "Tiny");
    let calendar = at(&["--format", "ics"]);
    assert_eq!(calendar.matches("BEGIN:VCALENDAR").count(), 1);
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 4);
    assert_eq!(calendar.matches("BEGIN:VTIMEZONE").count(), 2);
}

#[test]
fn another_event_of_these_days_with_a_like_title_is_not_taken_for_one_that_is_gone() {
    let opening = |id: &str, start: &str| json!([{"id": id, "title": "Opening", "start": start, "duration": 60}]);
    let place = Place::with(
        "s.json",
        schedule(Some("Europe/Vienna"), &opening("a", "2030-05-01T09:00")),
    );
    let other = schedule(Some("Europe/Vienna"), &opening("z", "2030-05-03T10:00"));
    place.file("other.json", other.replace("Tiny", "Other"));
    place.file("all.json", r#"["Opening"]"#);
    for source in ["s.json", "other.json"] {
        let ran = place.fomo(&["favourites", "import", "all.json", source]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    std::fs::remove_file(place.0.path().join("s.json")).unwrap();
    let config = place.0.path().join("config/fomo");
    std::fs::create_dir_all(&config).unwrap();
    let source = place.0.path().join("other.json");
    let config_text = format!("[events]\nother = {source:?}\n");
    std::fs::write(config.join("config.toml"), config_text).unwrap();
    let ran = place.fomo(&["mine", "--at", "2030-04-01T12:00Z"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(ran.out.matches("Opening").count(), 2, "{}", ran.out);
    assert!(
        ran.out.contains("Tiny · Vienna (CEST, +02) · as last seen"),
        "{}",
        ran.out
    );
}

#[test]
fn one_that_is_not_in_the_calendar_is_spoken_of_as_one() {
    let sessions = json!([{"id": "a", "title": "Some time"}]);
    let place = Place::with("s.json", schedule(Some("Europe/Vienna"), &sessions));
    place.file("all.json", r#"["a"]"#);
    let ran = place.fomo(&["favourites", "import", "all.json", "s.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for args in [&["mine"][..], &["favourites", "export", "s.json"]] {
        let ran = place.fomo(&[args, &["--format", "ics"]].concat());
        let note = "note: 1 favourite has neither a time nor a day; it is not in the calendar\n";
        assert_eq!((ran.code, ran.err.as_str()), (0, note), "{args:?}");
    }
}

#[test]
fn where_nothing_is_ahead_it_says_how_to_see_the_past() {
    let empty = place().fomo(&["mine"]);
    assert_eq!((empty.code, empty.out.as_str()), (1, ""));
    assert!(
        empty.err.contains("nothing is a favourite yet"),
        "{empty:?}"
    );
    let place = three();
    let ran = place.fomo(&["mine", "--at", "2031-04-01T12:00Z"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(
        ran.err,
        "nothing of yours is ahead, and 5 favourites are over: fomo mine --all\n"
    );
    let wrong = place.fomo(&["mine", "--zone", "mars"]);
    assert!(
        wrong.code == 2 && wrong.err.lines().count() == 1,
        "{wrong:?}"
    );
}

#[test]
fn without_a_command_the_help_is_shown() {
    let ran = place().fomo(&["favourites"]);
    assert!(ran.code == 0 && ran.out.contains("compare"), "{ran:?}");
}
