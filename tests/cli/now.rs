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

/// The one line of a status bar.
fn line(place: &Place, args: &[&str]) -> String {
    let ran = place.fomo(&[&["now"], args].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    let line = ran.out.strip_suffix('\n').unwrap();
    assert!(!line.contains('\n') && line.trim() == line, "{line:?}");
    line.to_owned()
}

#[test]
fn on_one_line() {
    let place = Place::new();
    let of = |at: &str, columns: &str| line(&place, &["--at", at, "--max-width", columns]);
    let during = "2024-07-27T11:10";
    let told: Vec<String> = ["20", "30", "40", "60", "80", "200"]
        .map(|it| of(during, it))
        .to_vec();
    assert_eq!(
        told,
        [
            "🚀 Session II: Effi…",
            "11:00–~12:00 🚀 Session… CEST",
            "11:00–~12:00 🚀 Session II: Effici… CEST",
            "11:00–~12:00 🚀 Session II: Effici… → 12:00 Lunch break CEST",
            "11:00–~12:00 🚀 Session II: Efficient (and Open) Imple… → 12:00 Lunch break CEST",
            "11:00–~12:00 🚀 Session II: Efficient (and Open) Implementations → 12:00 Lunch break CEST",
        ]
    );
    assert_eq!(
        of("2024-07-27T19:00", "80"),
        "18:00 🎉 Post-workshop happy hour CEST"
    );
    assert_eq!(
        of("2024-07-26T11:10", "80"),
        "→ Sat 9:00 Opening remarks CEST"
    );
    assert_eq!(
        of("2024-06-26T11:10", "80"),
        "→ Sat 27 Jul 9:00 Opening remarks CEST"
    );
    assert_eq!(
        of("2023-07-26T11:10", "80"),
        "→ Sat 27 Jul 2024 9:00 Opening remarks CEST"
    );
    assert_eq!(of("2024-07-26T11:10", "20"), "→ Opening remarks");
    assert_eq!(
        line(
            &place,
            &["--at", during, "--max-width", "70", "--zone", "asia/tokyo"]
        ),
        "18:00–~19:00 🚀 Session II: Efficient (and Op… → 19:00 Lunch break JST"
    );
}

#[test]
fn a_line_is_never_too_wide_and_no_time_is_without_its_zone() {
    let sessions = json!([
        { "id": "a", "title": "日本語のタイトル", "start": "2024-10-27T01:30", "end": "2024-10-27T03:30", "room": "Saal Ä" },
        { "id": "b", "title": "A rather long title of a session", "start": "2024-10-27T01:45", "end": "2024-10-27T02:30+01:00",
          "room": "Hall 1" },
        { "id": "c", "title": "Next", "start": "2024-10-27T04:00", "room": "Hall 1" }
    ]);
    let zones = [Some("Europe/Vienna"), None];
    for (zone, letters) in zones.into_iter().zip(["CE", "event time"]) {
        let place = Place::with("s.json", schedule(zone, &sessions));
        for columns in 1..=130 {
            let width = columns.to_string();
            let line = line(
                &place,
                &["s.json", "--at", "2024-10-27T01:50", "--max-width", &width],
            );
            assert!(fomo::text::width(&line) <= columns, "{columns}: {line}");
            assert!(!line.is_empty());
            let clocks = line.contains(":30") || line.contains(":00") || line.contains(":45");
            assert!(!clocks || line.contains(letters), "{columns}: {line}");
        }
    }
    let place = Place::with("s.json", schedule(zones[0], &sessions));
    let at = ["s.json", "--at", "2024-10-27T01:50", "--max-width", "130"];
    assert_eq!(
        line(&place, &at),
        "1:45 CEST–2:30 CET A rather long title of a session · Hall 1 +1 → 4:00 CET Next"
    );
}

#[test]
fn nothing_is_no_line() {
    let ran = fomo(&["now", "--at", "2030-01-01T00:00", "--max-width", "40"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (1, "", "the event is over\n")
    );
    let ran = fomo(&["now", "--max-width", "40", "--format", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "error: --max-width: a line of text is no JSON; leave out one of the two\n"
    );
    for columns in ["0", "-1", "wide", "70000"] {
        let ran = fomo(&["now", "--max-width", columns]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{columns}");
    }
}

#[test]
fn of_some_rooms_only() {
    let sessions = json!([
        { "id": "a", "title": "A", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "room": "Lehár 1" },
        { "id": "b", "title": "B", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "room": "Lehár 2" },
        { "id": "c", "title": "C", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "room": ["Aula", "Lehár 2"] },
        { "id": "d", "title": "D", "start": "2024-07-27T09:30", "end": "2024-07-27T10:00", "room": "Aula Minor" },
        { "id": "e", "title": "E", "start": "2024-07-27T10:00", "room": "Lehár 1" },
        { "id": "lunch", "title": "Lunch", "start": "2024-07-27T12:00" }
    ]);
    let place = Place::with("s.json", schedule(Some("Europe/Vienna"), &sessions));
    let at = ["now", "s.json", "--at", "2024-07-27T09:40"];
    let of = |rooms: &[&str]| {
        let rooms = rooms.iter().flat_map(|room| ["--room", room]);
        let args: Vec<&str> = at
            .into_iter()
            .chain(rooms)
            .chain(["--format", "json"])
            .collect();
        let ran = place.fomo(&args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        format!(
            "{} / {}",
            ids(&answer, "now").join(" "),
            ids(&answer, "next").join(" ")
        )
    };
    assert_eq!(of(&["lehar 1"]), "a / e");
    assert_eq!(of(&["LEHÁR 2"]), "b c / ");
    // The one that is called so, and not the one that begins so.
    assert_eq!(of(&["aula"]), "c / ");
    assert_eq!(of(&["aula m"]), "d / ");
    assert_eq!(of(&["aula m", "lehar 1"]), "a d / e");
    let refused = |room: &str| {
        let ran = place.fomo(&[&at[..], &["--room", room]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{room}");
        ran.err
    };
    assert_eq!(
        refused("leh"),
        "error: --room: “leh” may be “Lehár 1” or “Lehár 2”; say which\n"
    );
    assert_eq!(
        refused("Ahula"),
        "error: --room: there is no room “Ahula”; did you mean “Aula”?\n"
    );
    assert_eq!(
        refused("x"),
        "error: --room: there is no room “x”; there are “Lehár 1”, “Lehár 2”, “Aula” and “Aula Minor”\n"
    );
    let none = fomo(&["now", "--at", "2024-07-27T11:10", "--room", "x"]);
    assert_eq!(
        none.err,
        "error: --room: there is no room “x”: ES-FoMo II names none\n"
    );
    let over = place.fomo(&[
        "now",
        "s.json",
        "--at",
        "2024-07-27T10:10",
        "--room",
        "aula",
    ]);
    assert_eq!(
        (over.code, over.err.as_str()),
        (1, "nothing that matches is on, and nothing comes\n")
    );
    let text = place.fomo(&[&at[..], &["--room", "lehar 1"]].concat()).out;
    assert!(
        text.contains("A · Lehár 1") && !text.contains("Lunch"),
        "{text}"
    );
    let bar = place.fomo(&[&at[..], &["--room", "lehar 1", "--max-width", "60"]].concat());
    assert_eq!(bar.out, "9:00–10:00 A · Lehár 1 → 10:00 E CEST\n");
}
