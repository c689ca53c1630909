//! `fomo convert`.

use serde_json::{Value, json};

use super::{Place, Ran, fomo, listed, schedule};

/// A day with a bit of everything.
fn meeting() -> Place {
    let sessions = json!([
        { "id": "8079583e-8321-506c-95af-fd2903a5f075", "title": "Opening", "start": "2024-07-27T09:00", "duration": 15,
          "room": "Aula", "people": [{ "person": "ada" }] },
        { "id": "s1", "title": "Session I", "start": "2024-07-27T09:15", "end": "2024-07-27T10:15", "room": ["Aula", "Foyer"],
          "people": [{ "person": "ada", "role": "chair" }],
          "talks": [
            { "id": "t1", "title": "Notes on the Engine", "start": "2024-07-27T09:30", "people": [{ "name": "Bo" }] },
            { "id": "t2", "title": "More Notes", "people": [{ "person": "ada" }], "abstract": "On *engines*." }
          ] },
        { "id": "off", "title": "Tour", "start": "2024-07-27T10:15", "end": "2024-07-27T11:00", "status": "cancelled" },
        { "id": "lunch", "title": "Lunch", "start": "2024-07-27T11:00", "notes": ["Bring a plate."] },
        { "id": "some", "title": "Some time" }
    ]);
    let text = schedule(Some("Europe/Vienna"), &sessions);
    let mut text: Value = serde_json::from_str(&text).unwrap();
    text["event"]["id"] = json!("tiny");
    text["event"]["location"] = json!("Vienna");
    text["event"]["url"] = json!("https://example.org/tiny");
    text["people"] =
        json!({ "ada": { "name": "Ada Lovelace", "affiliation": "Analytical Engines" } });
    text["rooms"] = json!([{ "id": "Foyer" }, { "id": "Aula" }]);
    Place::with("s.json", text.to_string())
}

/// A run that must be fine, as a golden: what is printed, and what is said.
fn golden(ran: &Ran) -> String {
    assert_eq!(ran.code, 0, "{ran:?}");
    format!(
        "{}--- standard error\n{}",
        ran.out.replace("\r\n", "\n"),
        ran.err
    )
}

#[test]
fn to_the_native_format() {
    let ran = meeting().fomo(&["convert", "s.json", "--to", "fomo"]);
    insta::assert_snapshot!(golden(&ran));
}

#[test]
fn to_frab() {
    let ran = meeting().fomo(&["convert", "s.json", "--to", "frab-json"]);
    let version = env!("CARGO_PKG_VERSION");
    insta::assert_snapshot!(golden(&ran).replace(version, "VERSION"));
}

#[test]
fn to_a_calendar() {
    let at = ["--at", "2024-07-01T12:00Z"];
    let ran = meeting().fomo(&[&["convert", "s.json", "--to", "ics"][..], &at].concat());
    insta::assert_snapshot!(golden(&ran));
}

#[test]
fn what_is_converted_lists_the_same() {
    let place = meeting();
    let native = place.fomo(&["convert", "s.json", "--to", "fomo"]);
    place.file("native.json", &native.out);
    assert_eq!(
        listed(&place, &["s.json"]),
        listed(&place, &["native.json"])
    );
    let built_in = fomo(&["convert", "--to", "fomo"]);
    assert_eq!((built_in.code, built_in.err.as_str()), (0, ""));
    place.file("built-in.json", &built_in.out);
    assert_eq!(listed(&place, &[]), listed(&place, &["built-in.json"]));
}

/// What becomes of sessions in a zone as frab JSON, which is valid if it reads back without a finding.
fn as_frab(zone: &str, sessions: &Value) -> (Value, String) {
    let place = Place::with("s.json", schedule(Some(zone), sessions));
    let frab = place.fomo(&["convert", "s.json", "--to", "frab-json"]);
    place.file("frab.json", &frab.out);
    let checked = place.fomo(&["check", "frab.json", "--level", "warning"]);
    assert_eq!((frab.code, checked.code), (0, 0), "{frab:?} {checked:?}");
    let file: Value = serde_json::from_str(&frab.out).unwrap();
    (file["schedule"]["conference"].clone(), frab.err)
}

#[test]
fn frab_names_zones_of_cities_only() {
    let sessions =
        json!([{ "title": "A", "start": "2024-07-27T09:00", "duration": 5, "room": "R" }]);
    for (zone, name) in [
        ("Europe/Vienna", Some("Europe/Vienna")),
        ("America/New_York", Some("America/New_York")),
        ("UTC", Some("UTC")),
        ("Etc/UTC", Some("UTC")),
        ("CET", None),
        ("US/Eastern", None),
        ("Etc/GMT-2", None),
    ] {
        let (conference, lost) = as_frab(zone, &sessions);
        assert_eq!(conference["time_zone_name"].as_str(), name, "{zone}");
        let told = lost.contains(&format!("the time zone “{zone}” by a name"));
        assert_eq!(told, name.is_none(), "{zone}: {lost}");
    }
}

#[test]
fn frab_has_uuids_in_small_letters() {
    let id = "8079583E-8321-506C-95AF-FD2903A5F075";
    let at = |hour: &str| format!("2024-07-27T{hour}:00");
    let entry = |id: &str, hour| json!({ "id": id, "title": hour, "start": at(hour), "duration": 5, "room": "R" });
    let small = id.to_lowercase();
    let (conference, lost) = as_frab("UTC", &json!([entry(id, "09"), entry(&small, "10")]));
    let events = &conference["days"][0]["rooms"]["R"];
    assert_eq!(events[0]["guid"], small);
    assert_ne!(events[1]["guid"], small);
    assert!(
        lost.contains("ids that are no UUID in small letters: 2 entries"),
        "{lost}"
    );
}

#[test]
fn a_session_around_timed_talks_is_no_event_beside_them() {
    let talk = |title: &str, start: &str| json!({ "title": title, "start": start, "duration": 30 });
    let (conference, lost) = as_frab(
        "Europe/Vienna",
        &json!([{ "title": "Session I", "start": "2024-07-27T09:00", "duration": 60, "room": "Aula", "talks": [
            talk("One", "2024-07-27T09:00"), talk("Two", "2024-07-27T09:30")] }]),
    );
    let events = conference["days"][0]["rooms"]["Aula"].as_array().unwrap();
    let titles: Vec<&str> = events
        .iter()
        .map(|event| event["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["One", "Two"]);
    assert!(
        lost.contains("sessions around talks that have times of their own: 1 session is left out, and its talks are told, namely “Session I”"),
        "{lost}"
    );
}

#[test]
fn frab_needs_a_day() {
    let text = schedule(None, &json!([{ "title": "Some time" }]));
    let ran = Place::with("s.json", text).fomo(&["convert", "s.json", "--to", "frab-json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "error: s.json: frab-json cannot say a schedule without a day; give the event or one of its entries a date\n"
    );
}

#[test]
fn what_frab_can_say_is_converted_without_a_word() {
    let place = Place::new();
    let sessions = json!([
        { "id": "8079583e-8321-506c-95af-fd2903a5f075", "title": "Opening", "start": "2024-07-27T09:00", "duration": 15,
          "room": "Aula" }
    ]);
    let text = schedule(Some("Europe/Vienna"), &sessions)
        .replace("\"title\":\"Tiny\"", "\"id\":\"tiny\",\"title\":\"Tiny\"");
    place.file("s.json", text);
    let frab = place.fomo(&["convert", "s.json", "--to", "frab-json"]);
    assert_eq!((frab.code, frab.err.as_str()), (0, ""));
    place.file("frab.json", &frab.out);
    assert_eq!(listed(&place, &["s.json"]), listed(&place, &["frab.json"]));
    let back = place.fomo(&["convert", "frab.json", "--to", "fomo"]);
    assert_eq!((back.code, back.err.as_str()), (0, ""));
    place.file("back.json", &back.out);
    assert_eq!(listed(&place, &["s.json"]), listed(&place, &["back.json"]));
}

#[test]
fn the_zone_that_one_names_is_that_of_the_file() {
    let sessions =
        json!([{ "id": "a", "title": "A", "start": "2024-07-27T09:00", "duration": 30 }]);
    let place = Place::with("s.json", schedule(None, &sessions));
    let convert =
        |more: &[&str]| place.fomo(&[&["convert", "s.json", "--to", "fomo"], more].concat());
    assert!(!convert(&[]).out.contains("time_zone"));
    let named = convert(&["--event-zone", "asia/tokyo"]).out;
    assert!(named.contains("\"time_zone\": \"Asia/Tokyo\""), "{named}");
    assert!(named.contains("\"start\": \"2024-07-27T09:00\""), "{named}");
    // Whatever zone is shown: a file is for everybody.
    let shown = convert(&["--event-zone", "asia/tokyo", "--zone", "utc"]);
    assert_eq!((shown.code, shown.out), (0, named));
    // Nobody guesses an offset.
    let frab = place.fomo(&["convert", "s.json", "--to", "frab-json"]);
    assert!(
        frab.out.contains("\"date\": \"2024-07-27T09:00:00\""),
        "{}",
        frab.out
    );
    assert!(
        frab.err.contains("times of an unknown zone"),
        "{}",
        frab.err
    );
}

#[test]
fn a_zone_that_only_this_machine_knows_is_said() {
    let sessions =
        json!([{ "id": "a", "title": "A", "start": "2024-07-27T09:00", "duration": 30 }]);
    let place = Place::with("s.json", schedule(None, &sessions));
    let args = ["convert", "s.json", "--to", "fomo", "--event-zone", "local"];
    let ran = place.fomo_with(&args, &[("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.out.contains("\"start\": \"2024-07-27T09:00:00+02:00\""),
        "{}",
        ran.out
    );
    assert!(
        ran.err
            .starts_with("note: fomo cannot say a time zone that only this machine knows"),
        "{}",
        ran.err
    );
}

#[test]
fn what_cannot_be_read_is_not_converted() {
    let place = Place::with("no.json", "[]");
    for args in [
        &["convert", "no.json", "--to", "fomo"][..],
        &["convert", "missing.json", "--to", "frab-json"],
        &["convert"],
        &["convert", "--to", "xml"],
    ] {
        let ran = place.fomo(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: "), "{}", ran.err);
    }
}

#[test]
fn what_could_not_be_read_is_said() {
    let text = r#"{"format":"fomo/1","event":{"time_zone":"UTC"},"sessions":[17,{"title":"A","start":"soon"},
        {"title":"B","start":"2024-07-27T09:00","end":"2024-07-27T10:00"}]}"#;
    let place = Place::with("odd.json", text);
    for format in ["fomo", "frab-json", "ics"] {
        let ran = place.fomo(&["convert", "odd.json", "--to", format]);
        assert_eq!(ran.code, 0, "{format}");
        assert!(
            ran.err.starts_with(
                "note: 2 errors in odd.json: what could not be read is missing here; fomo check tells them\n"
            ),
            "{format}: {}",
            ran.err
        );
    }
}
