//! `fomo diff`: what people and scripts are told, and when it cannot be told.

use std::{io::Write as _, process::Stdio};

use serde_json::{Value, json};

use super::{Place, command, ran, schedule};

/// A morning in Vienna.
fn before() -> Value {
    json!([
        {"id": "a", "title": "Alpha & Omega", "start": "2030-05-01T09:00", "duration": 60, "room": "Hall", "track": "Systems",
            "people": [{"name": "Ada"}], "abstract": "About *this*."},
        {"id": "b", "title": "Beta", "start": "2030-05-01T10:00", "duration": 60, "room": "Hall", "status": "tbc"},
        {"id": "c", "title": "Gamma", "start": "2030-05-01T11:00"},
        {"id": "d", "title": "Delta", "start": "2030-05-01T12:00"},
        {"id": "e", "title": "The same", "start": "2030-05-01T13:00"},
    ])
}

/// The same morning, of which all but one thing is different.
fn after() -> Value {
    json!([
        {"id": "a", "title": "Alpha & *Omega*", "start": "2030-05-02T08:30", "duration": 45, "room": "Annex",
            "track": "Theory", "people": [{"name": "Grace"}], "abstract": "About that."},
        {"id": "b", "title": "Beta", "start": "2030-05-01T10:00", "duration": 60, "room": "Hall"},
        {"id": "c", "title": "Gamma", "start": "2030-05-01T11:00", "status": "cancelled"},
        {"id": "e", "title": "The same", "start": "2030-05-01T13:00"},
        {"id": "f", "title": "Zeta", "start": "2030-05-01T12:00"},
    ])
}

fn place() -> Place {
    let place = Place::with("old.json", schedule(Some("Europe/Vienna"), &before()));
    place.file("new.json", schedule(Some("Europe/Vienna"), &after()));
    place
}

/// What was printed by a comparison that found something.
fn changes(place: &Place, args: &[&str]) -> String {
    let ran = place.fomo(&[&["diff"], args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{ran:?}");
    ran.out
}

#[test]
fn every_kind_of_change_for_people() {
    let place = place();
    insta::assert_snapshot!("text", changes(&place, &["old.json", "new.json"]));
    let markdown = [
        "old.json",
        "new.json",
        "--format",
        "markdown",
        "--zone",
        "Asia/Tokyo",
    ];
    insta::assert_snapshot!("markdown", changes(&place, &markdown));
}

#[test]
fn every_kind_of_change_for_scripts() {
    let out = changes(&place(), &["old.json", "new.json", "--format", "json"]);
    let told: Value = serde_json::from_str(&out).unwrap();
    let change = |kind: &str, id: &str, title: &str, before: Value, after: Value| json!({"kind": kind, "id": id, "title": title, "before": before, "after": after});
    let of_a = |kind: &str, before: &str, after: &str| {
        change(kind, "a", "Alpha & *Omega*", before.into(), after.into())
    };
    let spans = (
        "2030-05-01T09:00:00+02:00/2030-05-01T10:00:00+02:00",
        "2030-05-02T08:30:00+02:00/2030-05-02T09:15:00+02:00",
    );
    let expected = json!({"changes": [
        change("status", "b", "Beta", "tbc".into(), "confirmed".into()),
        change("cancelled", "c", "Gamma", "confirmed".into(), "cancelled".into()),
        change("added", "f", "Zeta", Value::Null, "2030-05-01T12:00:00+02:00".into()),
        of_a("moved", spans.0, spans.1),
        of_a("room", "Hall", "Annex"),
        of_a("title", "Alpha & Omega", "Alpha & *Omega*"),
        of_a("people", "Ada", "Grace"),
        of_a("track", "Systems", "Theory"),
        of_a("abstract", "About *this*.", "About that."),
        change("removed", "d", "Delta", "2030-05-01T12:00:00+02:00".into(), Value::Null),
    ]});
    assert_eq!(told, expected);
}

#[test]
fn nothing_is_a_sentence_and_fine() {
    let place = place();
    let cases = [
        (
            &["old.json", "old.json"][..],
            "nothing changed: 5 entries are the same\n",
        ),
        (
            &["old.json", "old.json", "--format", "markdown"],
            "nothing changed: 5 entries are the same\n",
        ),
        (
            &["old.json", "old.json", "--format", "json"],
            "{\n  \"changes\": []\n}\n",
        ),
    ];
    for (args, out) in cases {
        let ran = place.fomo(&[&["diff"], args].concat());
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, out, ""));
    }
}

#[test]
fn formats_and_sources_may_differ() {
    let place = place();
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1@x\r\nSUMMARY:Alpha\r\n\
        DTSTART:20300501T070000Z\r\nDTEND:20300501T080000Z\r\nLOCATION:Hall\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    place.file("old.ics", calendar);
    let session = json!([{"id": "a", "title": "Alpha", "start": "2030-05-01T09:00", "duration": 60, "room": "Hall"}]);
    let native = schedule(Some("Europe/Vienna"), &session);
    let mut child = command(place.0.path(), &["diff", "old.ics", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(native.as_bytes())
        .unwrap();
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!(ran.out, "nothing changed: 1 entry is the same\n", "{ran:?}");
    assert_eq!(ran.code, 0);
}

#[test]
fn a_version_without_a_zone_is_where_the_other_one_is() {
    let place = place();
    place.file("nowhere.json", schedule(None, &before()));
    for args in [["old.json", "nowhere.json"], ["nowhere.json", "old.json"]] {
        let ran = place.fomo(&[&["diff"], &args[..]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    }
    let out = changes(
        &place,
        &[
            "nowhere.json",
            "new.json",
            "--zone",
            "UTC",
            "--format",
            "json",
        ],
    );
    assert!(out.contains("\"2030-05-01T07:00:00+00:00/"), "{out}");
    // Where neither says it, times stay as they are written.
    place.file("nowhere-new.json", schedule(None, &after()));
    let out = changes(&place, &["nowhere.json", "nowhere-new.json"]);
    assert!(
        out.starts_with("Tiny · event time, zone unknown\n"),
        "{out}"
    );
    let json = ["nowhere.json", "nowhere-new.json", "--format", "json"];
    assert!(changes(&place, &json).contains("\"before\": \"2030-05-01T12:00:00\""));
    let forced = [
        "nowhere.json",
        "nowhere-new.json",
        "--event-zone",
        "Asia/Tokyo",
    ];
    assert!(changes(&place, &forced).starts_with("Tiny · times in Tokyo (JST, +09)\n"));
}

#[test]
fn where_clocks_change_every_time_says_by_which_it_goes() {
    let on = |start: &str| json!([{"id": "a", "title": "Alpha", "start": start}]);
    let place = Place::with(
        "old.json",
        schedule(Some("Europe/Vienna"), &on("2030-10-26T09:00")),
    );
    place.file(
        "new.json",
        schedule(Some("Europe/Vienna"), &on("2030-10-27T09:00")),
    );
    let out = changes(&place, &["old.json", "new.json"]);
    assert!(
        out.starts_with("Tiny · times in Vienna, where clocks change\n"),
        "{out}"
    );
    let line = "time: Sat 26 Oct 9:00 CEST → Sun 27 Oct 9:00 CET (+1 day 1 h)";
    assert!(out.contains(line), "{out}");
}

#[test]
fn a_room_that_got_another_name_is_told_once() {
    let in_room = |room: &str| {
        let sessions = (9..14).map(|hour| {
            json!({"title": format!("Talk {hour}"), "start": format!("2030-05-01T{hour:02}:00"), "room": room})
        });
        schedule(Some("Europe/Vienna"), &sessions.collect())
    };
    let place = Place::with("old.json", in_room("Hall 1"));
    place.file("new.json", in_room("Aula"));
    let expected = "Tiny · Wed 1 May 2030 · times in Vienna (CEST, +02)\n5 in another room; nothing is as it was\n\n\
        In another room\n  Hall 1 is called Aula now (5 entries)\n";
    assert_eq!(changes(&place, &["old.json", "new.json"]), expected);
    let json = changes(&place, &["old.json", "new.json", "--format", "json"]);
    assert_eq!(json.matches("\"kind\": \"room\"").count(), 5);
}

/// What a comparison prints of sessions that are all at nine, on standard output and standard error.
fn told(old: &Value, new: &Value) -> (String, String) {
    let all_at_nine = |sessions: &Value| {
        let mut sessions = sessions.clone();
        for session in sessions.as_array_mut().unwrap() {
            session["start"] = "2030-05-01T09:00".into();
        }
        schedule(Some("Europe/Vienna"), &sessions)
    };
    let place = Place::with("old.json", all_at_nine(old));
    place.file("new.json", all_at_nine(new));
    let ran = place.fomo(&["diff", "old.json", "new.json"]);
    (ran.out, ran.err)
}

#[test]
fn a_room_is_renamed_whatever_else_became_of_what_is_in_it() {
    let old = json!([
        {"id": "a", "title": "Alpha", "room": "Hall"}, {"id": "b", "title": "Beta", "room": "Hall"},
        {"id": "c", "title": "Gamma", "room": "Hall"}, {"id": "d", "title": "Delta", "room": "Hall"},
        {"id": "e", "title": "Epsilon", "room": "Barn"},
    ]);
    let mut new = old.clone();
    for index in 0..4 {
        new[index]["room"] = "Great Hall".into();
    }
    new[0]["title"] = "Alpha and Omega".into();
    new[3]["status"] = "cancelled".into();
    let (out, _) = told(&old, &new);
    let expected = "1 cancelled, 2 in another room, 1 changed otherwise; 1 entry is the same\n\n\
        Cancelled\n  9:00  Delta · Great Hall\n\n\
        In another room\n  Hall is called Great Hall now (4 entries)\n\n\
        Changed otherwise\n  9:00  Alpha and Omega\n        title: it was “Alpha”\n";
    assert!(out.ends_with(expected), "{out}");
    // The room was there before, or something is left in the other one: they are two.
    for index in [4, 0] {
        let (mut old, mut new) = (old.clone(), new.clone());
        if index == 4 {
            old[4]["room"] = "Great Hall".into();
            new[4]["room"] = "Great Hall".into();
        } else {
            let another = json!({"id": "z", "title": "Another", "room": "Hall"});
            new.as_array_mut().unwrap().push(another);
        }
        let (out, _) = told(&old, &new);
        assert!(
            out.contains("  all 4 that were in Hall are in Great Hall now\n"),
            "{out}"
        );
    }
    // One went elsewhere: each is told.
    new[2]["room"] = "Barn".into();
    let (out, _) = told(&old, &new);
    assert!(
        out.contains("room: Hall → Barn\n") && out.contains("room: Hall → Great Hall\n"),
        "{out}"
    );
}

#[test]
fn what_takes_longer_or_takes_place_after_all_is_told_as_that() {
    let old = json!([
        {"id": "a", "title": "Alpha", "duration": 45},
        {"id": "b", "title": "Beta", "status": "cancelled"},
        {"id": "c", "title": "Gamma", "duration": 1505},
        {"id": "d", "title": "Delta", "people": [{"name": "Zoë Ångström"}, {"name": "Ada"}]},
    ]);
    let new = json!([
        {"id": "a", "title": "Alpha", "duration": 60},
        {"id": "b", "title": "Beta"},
        {"id": "c", "title": "Gamma", "duration": 1510},
        {"id": "d", "title": "Delta", "people": [{"name": "Zoe Angstrom"}, {"name": "Grace"}]},
    ]);
    let (out, err) = told(&old, &new);
    let expected = "1 takes place after all, 2 longer or shorter, 1 changed otherwise; nothing is as it was\n\n\
        Takes place after all\n  9:00  Beta\n\n\
        Longer or shorter\n  9:00  Alpha\n        takes 1 h instead of 45 min\n  \
        9:00  Gamma\n        takes 1510 min instead of 1505 min\n\n\
        Changed otherwise\n  9:00  Delta\n        people: Zoe Angstrom (was Zoë Ångström); with Grace; without Ada\n";
    assert!(out.ends_with(expected), "{out}");
    assert_eq!(err, "");
}

#[test]
fn two_events_are_told_apart() {
    let of = |titles: [&str; 4]| json!(titles.map(|title| json!({"title": title})));
    let old = of(["Alpha", "Beta", "Gamma", "Delta"]);
    let (_, err) = told(&old, &of(["Whales", "Trains", "Gardens", "Cooking"]));
    assert_eq!(
        err,
        "note: these seem to be different events: “Tiny” and “Tiny”; of the 4 entries of the smaller one, 0 were found \
         in the other one\n"
    );
    let (_, err) = told(&old, &of(["Whales", "Trains", "Gardens", "Delta"]));
    assert_eq!(err, "");
    let another_year = |title: &str, year: u16| {
        let sessions = json!([{"title": "Opening", "start": format!("{year}-05-01T09:00")}]);
        schedule(Some("Europe/Vienna"), &sessions).replace("Tiny", title)
    };
    let place = Place::with("old.json", another_year("Tiny 2030", 2030));
    for (title, year, is_told) in [
        ("Tiny 2031", 2031, true),
        ("TINY 2030", 2031, false),
        ("Tiny 2031", 2030, false),
    ] {
        place.file("new.json", another_year(title, year));
        let ran = place.fomo(&["diff", "old.json", "new.json"]);
        assert_eq!(
            ran.err.contains("one is of 2030, the other one of 2031\n"),
            is_told,
            "{ran:?}"
        );
    }
}

#[test]
fn what_cannot_be_compared_is_said() {
    let place = place();
    let refused = |args: &[&str]| {
        let ran = place.fomo(&[&["diff"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        ran.err
    };
    assert_eq!(
        refused(&["cached", "new.json"]),
        "error: cached: only of an address on the web an earlier copy is kept, and new.json is none\n"
    );
    assert_eq!(
        refused(&["-", "-"]),
        "error: standard input can be read only once; one of the versions must be elsewhere\n"
    );
    assert!(refused(&["old.json", "gone.json"]).starts_with("error: gone.json: "));
    assert!(refused(&["gone.json", "new.json"]).starts_with("error: gone.json: "));
    assert!(refused(&["old.json", "new.json", "--zone", "Nowhere/Land"]).contains("--zone"));
    assert_eq!(
        refused(&["cached", "https://a.example/s.json", "--offline"]),
        "error: https://a.example/s.json is not in the cache; run it once without --offline\n"
    );
}
