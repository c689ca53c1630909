//! `fomo list --format ics`.

use serde_json::json;

use super::{Place, fomo, schedule};

const NOW: [&str; 2] = ["--at", "2024-07-27T11:10"];

#[test]
fn a_calendar_of_what_matches() {
    let ran = fomo(&["list", "albert gu", "--format", "ics", NOW[0], NOW[1]]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let text = ran.out.replace("\r\n", "\n");
    assert!(!text.contains('\r'));
    insta::assert_snapshot!(text);
}

#[test]
fn the_zone_that_is_shown_is_no_matter() {
    let args = ["list", "--format", "ics", NOW[0], NOW[1]];
    let own = fomo(&args);
    for zone in ["utc", "asia/tokyo"] {
        let other = fomo(&[&args[..], &["--zone", zone]].concat());
        assert_eq!((other.code, &other.out), (0, &own.out), "{zone}");
    }
}

#[test]
fn reminders_are_for_calendars() {
    let ran = fomo(&["list", "panel", "--format", "ics", "--alarm", "10"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out.matches("TRIGGER:-PT10M\r\n").count(), 1);
    for format in ["text", "json"] {
        let ran = fomo(&["list", "panel", "--format", format, "--alarm", "10"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert_eq!(
            ran.err,
            "error: --alarm: only a calendar can remind; say --format ics, too\n"
        );
    }
    for minutes in ["-1", "soon", "40321", "4294967296"] {
        let ran = fomo(&["list", "--format", "ics", "--alarm", minutes]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{minutes}");
    }
}

#[test]
fn nothing_is_an_empty_calendar() {
    let ran = fomo(&["list", "zzz", "--format", "ics"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(ran.out.starts_with("BEGIN:VCALENDAR\r\n") && ran.out.ends_with("END:VCALENDAR\r\n"));
    assert!(!ran.out.contains("VEVENT"));
}

#[test]
fn what_is_not_in_the_calendar_is_said() {
    let unknown = |titles: &[&str]| {
        let sessions = titles.iter().map(|title| json!({ "title": title }));
        let mut sessions: Vec<_> = sessions.collect();
        sessions.push(json!({ "title": "Timed", "start": "2024-07-27T09:00" }));
        let place = Place::with("s.json", schedule(None, &json!(sessions)));
        place.fomo(&["list", "s.json", "--format", "ics"])
    };
    for (titles, said) in [
        (
            &["One"][..],
            "note: 1 entry has neither a time nor a day; it is not in the calendar\n",
        ),
        (
            &["One", "Two"],
            "note: 2 entries have neither a time nor a day; they are not in the calendar\n",
        ),
        (&[], ""),
    ] {
        let ran = unknown(titles);
        assert_eq!((ran.code, ran.err.as_str()), (0, said));
        assert_eq!(ran.out.matches("BEGIN:VEVENT").count(), 1);
        // Nobody knows the zone, so none is named.
        assert!(ran.out.contains("DTSTART:20240727T090000\r\n"));
    }
}

#[test]
fn only_lists_are_calendars() {
    for command in ["now", "check"] {
        let ran = fomo(&[command, "--format", "ics"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("text, json"), "{}", ran.err);
    }
}

#[test]
fn a_zone_that_only_this_machine_knows_is_no_zone_of_a_calendar() {
    let sessions = json!([{ "title": "A", "start": "2024-07-27T09:00" }]);
    let place = Place::with("s.json", schedule(None, &sessions));
    let args = ["list", "s.json", "--format", "ics", "--event-zone", "local"];
    let ran = place.fomo_with(&args, &[("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("DTSTART:20240727T070000Z\r\n"));
    assert!(!ran.out.contains("TZID"), "{}", ran.out);
}

#[test]
fn when_it_was_made_is_known_wherever_the_event_is() {
    let sessions = json!([{ "title": "A", "start": "2024-07-27T09:00" }]);
    for (at, made) in [
        ("2024-07-01T10:00+02:00", "20240701T080000Z"),
        ("2024-07-01T10:00", "20240701T100000Z"),
    ] {
        let place = Place::with("s.json", schedule(None, &sessions));
        let ran = place.fomo(&["list", "s.json", "--format", "ics", "--at", at]);
        assert!(
            ran.out.contains(&format!("DTSTAMP:{made}\r\n")),
            "{}",
            ran.out
        );
    }
}

#[test]
fn notes_are_in_the_calendar_of_favourites_and_not_in_a_list_for_anybody() {
    let sessions = json!([{"id": "a", "title": "Alpha", "start": "2030-05-01T09:00"}]);
    let place = Place::with("s.json", schedule(Some("Europe/Vienna"), &sessions));
    place.file(
        "mine.json",
        r#"[{"title": "Alpha", "stance": "must", "note": "leave early"}]"#,
    );
    let ran = place.fomo(&["favourites", "import", "mine.json", "s.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let of = |args: &[&str]| {
        let ran = place.fomo(&[args, &["--format", "ics"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
        ran.out.contains("leave early")
    };
    assert!(!of(&["list", "s.json"]));
    assert!(of(&["favourites", "export", "s.json"]));
    assert!(of(&["mine", "--at", "2030-04-01T12:00Z"]));
}
