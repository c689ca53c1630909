//! `fomo now`.

use serde_json::{Value, json};

use super::{Place, fomo, schedule};

fn ids<'a>(answer: &'a Value, key: &str) -> Vec<&'a str> {
    let items = answer[key].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap()).collect()
}

/// A moment, the moment as it is told, what is on, what comes.
type Case = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

#[test]
fn what_is_on_and_what_comes() {
    let cases: &[Case] = &[
        (
            "2024-07-20T12:00",
            "2024-07-20T12:00:00+02:00",
            &[],
            &["opening-remarks"],
        ),
        (
            "2024-07-27T08:59",
            "2024-07-27T08:59:00+02:00",
            &[],
            &["opening-remarks"],
        ),
        (
            "2024-07-27T09:00",
            "2024-07-27T09:00:00+02:00",
            &["opening-remarks"],
            &["session-1"],
        ),
        (
            "2024-07-27T09:15",
            "2024-07-27T09:15:00+02:00",
            &["session-1"],
            &["contributed-talk-1"],
        ),
        (
            "2024-07-27 11:10",
            "2024-07-27T11:10:00+02:00",
            &["session-2"],
            &["lunch-break"],
        ),
        (
            "2024-07-27T11:10:30",
            "2024-07-27T11:10:30+02:00",
            &["session-2"],
            &["lunch-break"],
        ),
        (
            "2024-07-27T11:10+02:00",
            "2024-07-27T11:10:00+02:00",
            &["session-2"],
            &["lunch-break"],
        ),
        (
            "2024-07-27T09:10Z",
            "2024-07-27T11:10:00+02:00",
            &["session-2"],
            &["lunch-break"],
        ),
        (
            "2024-07-27T18:10:00+09:00",
            "2024-07-27T11:10:00+02:00",
            &["session-2"],
            &["lunch-break"],
        ),
        (
            "2024-07-27T17:59:59",
            "2024-07-27T17:59:59+02:00",
            &["awards"],
            &["happy-hour"],
        ),
        (
            "2024-07-27T18:00",
            "2024-07-27T18:00:00+02:00",
            &["happy-hour"],
            &[],
        ),
        // What has no end lasts until its day is over.
        (
            "2024-07-28T03:59",
            "2024-07-28T03:59:00+02:00",
            &["happy-hour"],
            &[],
        ),
    ];
    for (at, told, now, next) in cases {
        let ran = fomo(&["now", "--at", at, "--format", "json"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{at}");
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        let keys: Vec<&str> = answer
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys, ["at", "now", "next"], "{at}");
        assert_eq!(answer["at"], *told, "{at}");
        assert_eq!(
            (ids(&answer, "now"), ids(&answer, "next")),
            (now.to_vec(), next.to_vec()),
            "{at}"
        );
    }
}

#[test]
fn nothing_any_more() {
    for at in ["2024-07-28T04:00", "2024-07-28T02:00Z", "2030-01-01T00:00"] {
        let ran = fomo(&["now", "--at", at]);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (1, "", "the event is over\n"),
            "{at}"
        );
        let ran = fomo(&["now", "--at", at, "--format", "json"]);
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{at}");
        assert_eq!(
            (&answer["now"], &answer["next"]),
            (&json!([]), &json!([])),
            "{at}"
        );
    }
    // The built-in event was in 2024: without `--at`, it is over.
    assert_eq!(fomo(&["now"]).code, 1);
}

#[test]
fn items_are_those_of_list() {
    let ran = fomo(&["now", "--at", "2024-07-27T14:30", "--format", "json"]);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    let list: Value = serde_json::from_str(&fomo(&["list", "--format", "json"]).out).unwrap();
    let items = list["items"].as_array().unwrap();
    for (key, id) in [("now", "panel"), ("next", "contributed-talk-3")] {
        let wanted = items.iter().find(|item| item["id"] == id).unwrap();
        assert_eq!(answer[key], json!([wanted]), "{key}");
    }
}

#[test]
fn text() {
    for (name, at) in [
        ("before", "2024-07-26T11:10"),
        ("during", "2024-07-27T11:10"),
        ("last", "2024-07-27T19:00"),
        ("overnight", "2024-07-28T01:10"),
    ] {
        let ran = fomo(&["now", "--at", at]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        insta::assert_snapshot!(format!("now_{name}"), ran.out);
    }
}

#[test]
fn by_room() {
    let sessions = json!([
        { "id": "a1", "title": "A1", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "room": "A" },
        { "id": "a2", "title": "A2", "start": "2024-07-27T10:30", "end": "2024-07-27T11:00", "room": "A" },
        { "id": "a3", "title": "A3", "start": "2024-07-27T11:00", "end": "2024-07-27T12:00", "room": "A" },
        { "id": "b1", "title": "B1", "start": "2024-07-27T09:30", "end": "2024-07-27T11:30", "room": "B" },
        { "id": "b2", "title": "B2", "start": "2024-07-27T11:30", "end": "2024-07-27T12:00", "room": "B" },
        { "id": "off", "title": "Off", "start": "2024-07-27T10:15", "end": "2024-07-27T10:30", "room": "A",
          "status": "cancelled" },
        { "id": "lunch", "title": "Lunch", "start": "2024-07-27T12:00", "end": "2024-07-27T13:00" },
        { "id": "tomorrow", "title": "T", "start": "2024-07-28T09:00", "end": "2024-07-28T10:00", "room": "C" },
        { "id": "timeless", "title": "Untimed" }
    ]);
    let place = Place::with("s.json", schedule(Some("Europe/Vienna"), &sessions));
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("08:00", &[], &["a1", "b1", "lunch"]),
        ("09:45", &["a1", "b1"], &["a2", "b2", "lunch"]),
        ("10:00", &["b1"], &["a2", "b2", "lunch"]),
        ("10:20", &["b1"], &["a2", "b2", "lunch"]),
        ("11:45", &["a3", "b2"], &["lunch"]),
        ("12:30", &["lunch"], &["tomorrow"]),
        ("20:00", &[], &["tomorrow"]),
    ];
    for (clock, now, next) in cases {
        let at = format!("2024-07-27T{clock}");
        let ran = place.fomo(&["now", "s.json", "--at", &at, "--format", "json"]);
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(
            (ids(&answer, "now"), ids(&answer, "next")),
            (now.to_vec(), next.to_vec()),
            "{at}"
        );
        assert_eq!(ran.code, 0, "{at}");
    }
}

#[test]
fn where_the_zone_is_unknown_only_the_events_own_time_can_be_told() {
    let sessions =
        json!([{ "id": "a", "title": "A", "start": "2024-07-27T09:00", "duration": 30 }]);
    let place = Place::with("s.json", schedule(None, &sessions));
    let refused = "error: s.json: it names no time zone, so nobody can tell what is on now; say --event-zone ZONE\n";
    for at in [&[][..], &["--at", "2024-07-27T09:10Z"]] {
        let ran = place.fomo(&[&["now", "s.json"], at].concat());
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (2, "", refused),
            "{at:?}"
        );
    }
    let ran = place.fomo(&[
        "now",
        "s.json",
        "--at",
        "2024-07-27T09:10",
        "--format",
        "json",
    ]);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["at"], "2024-07-27T09:10:00", "no offset");
    assert_eq!(ids(&answer, "now"), ["a"]);
    let at = ["--at", "2024-07-27T00:10Z", "--event-zone", "Asia/Tokyo"];
    let ran = place.fomo(&[&["now", "s.json"][..], &at].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn of_what_matches_only() {
    let at = ["now", "--at", "2024-07-27T09:20"];
    let with = |query| fomo(&[&at[..], &["--query", query]].concat());
    let gu = with("gu");
    assert!(
        gu.out.contains("State-Space") && gu.out.contains("Session I:"),
        "{}",
        gu.out
    );
    assert!(
        !gu.out.contains("Mixture-of-Experts") && !gu.out.contains("Next"),
        "{}",
        gu.out
    );
    // All talks of a session that matches itself.
    assert!(with("kind:session").out.contains("Mixture-of-Experts"));
    let nothing = with("-kind:session kind:social is:now");
    let said = "nothing that matches is on, and nothing comes\n";
    assert_eq!(
        (nothing.code, nothing.out.as_str(), nothing.err.as_str()),
        (1, "", said)
    );
    let wrong = with("is:nwo");
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(
        wrong
            .err
            .starts_with("error: query:4: “nwo” is not one of them; expected now,"),
        "{}",
        wrong.err
    );
}
