//! Zones, clock changes and days, from the file to the list.

use std::fs;

use serde_json::{Value, json};

use super::{Place, listed, schedule};

/// Sessions of these starts, in a zone; the ids are the starts as written.
fn at(zone: Option<&str>, starts: &[&str]) -> Place {
    let sessions: Vec<Value> = starts
        .iter()
        .map(|start| json!({ "id": start, "title": start, "start": start, "duration": 20 }))
        .collect();
    Place::with("s.json", schedule(zone, &json!(sessions)))
}

/// `id day start` of every item.
fn rows(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap().iter();
    let row = |item: &Value| {
        let texts =
            ["id", "day", "start"].map(|key| item[key].as_str().unwrap_or("null").to_owned());
        texts.join(" ")
    };
    items.map(row).collect()
}

#[test]
fn vienna_puts_its_clocks_forward() {
    let place = at(
        Some("Europe/Vienna"),
        &[
            "2026-03-29T03:15",
            "2026-03-29T02:30",
            "2026-03-29T01:45",
            "2026-03-29T04:00",
            "2026-03-29T02:00",
        ],
    );
    assert_eq!(
        rows(&listed(&place, &["s.json"])),
        [
            "2026-03-29T01:45 2026-03-28 2026-03-29T01:45:00+01:00",
            // A time that does not exist is moved on by what the clocks skip.
            "2026-03-29T02:00 2026-03-28 2026-03-29T03:00:00+02:00",
            "2026-03-29T03:15 2026-03-28 2026-03-29T03:15:00+02:00",
            "2026-03-29T02:30 2026-03-28 2026-03-29T03:30:00+02:00",
            "2026-03-29T04:00 2026-03-29 2026-03-29T04:00:00+02:00",
        ]
    );
    let found = place.fomo(&["check", "s.json"]);
    assert_eq!(
        found.out.matches("[clock-change]").count(),
        2,
        "{}",
        found.out
    );
    assert!(
        found
            .out
            .contains("2026-03-29 02:30 does not exist in Vienna"),
        "{}",
        found.out
    );
}

#[test]
fn vienna_puts_its_clocks_back() {
    let place = at(
        Some("Europe/Vienna"),
        &[
            "2026-10-25T03:15",
            "2026-10-25T02:15+01:00",
            "2026-10-25T02:30",
            "2026-10-25T01:45",
        ],
    );
    assert_eq!(
        rows(&listed(&place, &["s.json"])),
        [
            "2026-10-25T01:45 2026-10-24 2026-10-25T01:45:00+02:00",
            // A time that comes twice is the first, unless its offset says otherwise.
            "2026-10-25T02:30 2026-10-24 2026-10-25T02:30:00+02:00",
            "2026-10-25T02:15+01:00 2026-10-24 2026-10-25T02:15:00+01:00",
            "2026-10-25T03:15 2026-10-24 2026-10-25T03:15:00+01:00",
        ]
    );
    let found = place.fomo(&["check", "s.json"]);
    assert_eq!(
        found.out.matches("[clock-change]").count(),
        1,
        "{}",
        found.out
    );
    assert!(
        found.out.contains("2026-10-25 02:30 comes twice in Vienna"),
        "{}",
        found.out
    );
}

#[test]
fn a_length_is_time_that_passes() {
    let sessions = json!([{ "id": "night", "title": "Night", "start": "2026-10-24T23:00", "duration": "6:00" }]);
    let place = Place::with("s.json", schedule(Some("Europe/Vienna"), &sessions));
    let list = listed(&place, &["s.json"]);
    assert_eq!(list["items"][0]["end"], "2026-10-25T04:00:00+01:00");
    assert_eq!(list["items"][0]["duration_minutes"], 360);
}

/// On 18 March, an event of April is shown with April's offset.
#[test]
fn the_offset_is_that_of_the_entry_and_not_of_today() {
    let place = at(Some("Europe/Vienna"), &["2026-04-06T10:00"]);
    let march = ["s.json", "--at", "2026-03-18T10:00"];
    assert_eq!(
        rows(&listed(&place, &march)),
        ["2026-04-06T10:00 2026-04-06 2026-04-06T10:00:00+02:00"]
    );
    let text = place.fomo(&[&["list"], &march[..]].concat()).out;
    assert!(
        text.contains("CEST, +02") && text.contains("  10:00–10:20"),
        "{text}"
    );
    let now = place.fomo(&[&["now"], &march[..]].concat()).out;
    insta::assert_snapshot!(now);
    let now = place
        .fomo(&[&["now"], &march[..], &["--format", "json"]].concat())
        .out;
    assert!(
        now.contains("\"at\": \"2026-03-18T10:00:00+01:00\""),
        "{now}"
    );
    assert!(
        now.contains("\"start\": \"2026-04-06T10:00:00+02:00\""),
        "{now}"
    );
    let frame = place
        .fomo(&["s.json", "--print", "80x24", "--at", "2026-03-18T10:00"])
        .out;
    assert!(frame.contains("10:00"), "{frame}");
}

/// A start, the day under which the file lists it, when days change, and the day that it is.
type Night = (
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    &'static str,
);

#[test]
fn the_night_belongs_to_the_day_before() {
    let cases: &[Night] = &[
        ("2024-07-27T00:00", None, None, "2024-07-26"),
        ("2024-07-27T00:30", None, None, "2024-07-26"),
        ("2024-07-27T03:59", None, None, "2024-07-26"),
        ("2024-07-27T04:00", None, None, "2024-07-27"),
        ("2024-07-27T23:59", None, None, "2024-07-27"),
        // At night the file's own listing decides, by day the clock does.
        ("2024-07-27T00:30", Some("2024-07-27"), None, "2024-07-27"),
        ("2024-07-27T00:30", Some("2024-07-26"), None, "2024-07-26"),
        ("2024-07-27T00:30", Some("2024-07-20"), None, "2024-07-26"),
        ("2024-07-27T12:00", Some("2024-07-26"), None, "2024-07-27"),
        ("2024-07-27T05:30", None, Some("06:00"), "2024-07-26"),
        ("2024-07-27T06:00", None, Some("06:00"), "2024-07-27"),
        ("2024-07-27T00:00", None, Some("00:00"), "2024-07-27"),
        (
            "2024-07-27T00:30",
            Some("2024-07-26"),
            Some("00:00"),
            "2024-07-26",
        ),
        ("2024-07-27T05:30", Some("2024-07-26"), None, "2024-07-26"),
        ("2024-07-27T06:00", Some("2024-07-26"), None, "2024-07-27"),
        ("2024-01-01T00:30", None, None, "2023-12-31"),
        ("2024-03-01T00:30", None, None, "2024-02-29"),
    ];
    for (start, listed_under, change, day) in cases {
        for zone in [Some("Europe/Vienna"), Some("America/Los_Angeles"), None] {
            let text = json!({
                "format": "fomo/1",
                "event": { "time_zone": zone, "day_change": change },
                "sessions": [{ "id": "a", "title": "A", "start": start, "day": listed_under, "duration": 10 }]
            });
            let place = Place::with("s.json", text.to_string());
            let list = listed(&place, &["s.json"]);
            let name = format!("{start} {listed_under:?} {change:?} {zone:?}");
            assert_eq!(list["items"][0]["day"], *day, "{name}");
            // Another zone moves no entry to another day.
            if zone.is_some() {
                let list = listed(&place, &["s.json", "--zone", "Asia/Tokyo"]);
                assert_eq!(list["items"][0]["day"], *day, "{name}, seen from Tokyo");
            }
        }
    }
}

#[test]
fn other_dates_are_marked() {
    let place = at(
        Some("Europe/Vienna"),
        &[
            "2024-07-26T22:00",
            "2024-07-27T00:30",
            "2024-07-27T01:45",
            "2024-07-27T09:00",
        ],
    );
    for (name, zone) in [
        ("home", "event"),
        ("tokyo", "Asia/Tokyo"),
        ("los_angeles", "America/Los_Angeles"),
    ] {
        let ran = place.fomo(&["list", "s.json", "--zone", zone]);
        insta::assert_snapshot!(format!("night_{name}"), ran.out);
    }
}

#[test]
fn the_ends_of_the_world() {
    // A zone; then id, day and start as they are listed.
    let cases: &[(&str, &[&str])] = &[
        // There is no midnight: clocks go from 0:00 to 1:00.
        (
            "Africa/Cairo",
            &[
                "2026-04-23T23:30 2026-04-23 2026-04-23T23:30:00+02:00",
                "2026-04-24T00:00 2026-04-23 2026-04-24T01:00:00+03:00",
                "2026-04-24T01:05 2026-04-23 2026-04-24T01:05:00+03:00",
                "2026-04-24T00:30 2026-04-23 2026-04-24T01:30:00+03:00",
                "2026-04-24T12:00 2026-04-24 2026-04-24T12:00:00+03:00",
                "2026-04-24T23:59 2026-04-24 2026-04-24T23:59:00+03:00",
            ],
        ),
        (
            "America/Havana",
            &[
                "2026-03-07T23:30 2026-03-07 2026-03-07T23:30:00-05:00",
                "2026-03-08T00:30 2026-03-07 2026-03-08T01:30:00-04:00",
                "2026-03-08T12:00 2026-03-08 2026-03-08T12:00:00-04:00",
            ],
        ),
        (
            "America/Santiago",
            &[
                "2026-09-05T23:59 2026-09-05 2026-09-05T23:59:00-04:00",
                "2026-09-06T00:15 2026-09-05 2026-09-06T01:15:00-03:00",
                "2026-09-06T04:00 2026-09-06 2026-09-06T04:00:00-03:00",
            ],
        ),
        // Clocks go back by half an hour.
        (
            "Australia/Lord_Howe",
            &[
                "2026-04-05T01:15 2026-04-04 2026-04-05T01:15:00+11:00",
                "2026-04-05T01:45 2026-04-04 2026-04-05T01:45:00+11:00",
                "2026-04-05T02:15 2026-04-04 2026-04-05T02:15:00+10:30",
                "2026-04-05T12:00 2026-04-05 2026-04-05T12:00:00+10:30",
            ],
        ),
        (
            "Pacific/Kiritimati",
            &[
                "2026-04-04T23:30 2026-04-04 2026-04-04T23:30:00+14:00",
                "2026-04-05T00:00 2026-04-04 2026-04-05T00:00:00+14:00",
                "2026-04-05T12:00 2026-04-05 2026-04-05T12:00:00+14:00",
            ],
        ),
        (
            "Pacific/Pago_Pago",
            &[
                "2026-04-04T23:30 2026-04-04 2026-04-04T23:30:00-11:00",
                "2026-04-05T00:00 2026-04-04 2026-04-05T00:00:00-11:00",
                "2026-04-05T12:00 2026-04-05 2026-04-05T12:00:00-11:00",
            ],
        ),
        (
            "Asia/Kathmandu",
            &[
                "2026-04-05T12:00 2026-04-05 2026-04-05T12:00:00+05:45",
                "2026-04-05T23:59 2026-04-05 2026-04-05T23:59:00+05:45",
            ],
        ),
        (
            "Australia/Eucla",
            &["2026-04-05T12:00 2026-04-05 2026-04-05T12:00:00+08:45"],
        ),
    ];
    for (zone, wanted) in cases {
        let mut written: Vec<&str> = wanted
            .iter()
            .filter_map(|row| row.split(' ').next())
            .collect();
        written.reverse();
        let place = at(Some(zone), &written);
        assert_eq!(rows(&listed(&place, &["s.json"])), *wanted, "{zone}");
        // Seen from anywhere else: the same entries on the same days in the same order.
        let without_start = |row: &str| row.rsplit_once(' ').unwrap().0.to_owned();
        let wanted: Vec<String> = wanted.iter().map(|row| without_start(row)).collect();
        for other in [
            "utc",
            "Pacific/Kiritimati",
            "Pacific/Pago_Pago",
            "Africa/Cairo",
            "America/Havana",
        ] {
            let list = listed(&place, &["s.json", "--zone", other]);
            let there: Vec<String> = rows(&list).iter().map(|row| without_start(row)).collect();
            assert_eq!(there, wanted, "{zone} seen from {other}");
        }
        let text = place.fomo(&["list", "s.json", "--zone", "utc"]).out;
        for start in &written {
            assert_eq!(
                text.matches(&format!("  {start}\n")).count(),
                1,
                "{zone}, {start}: {text}"
            );
        }
    }
}

#[test]
fn a_schedule_that_names_no_zone() {
    let place = at(None, &["2024-07-27T09:00"]);
    let list = listed(&place, &["s.json"]);
    assert_eq!(
        list["event"],
        json!({ "title": "Tiny", "zone": null, "zone_source": "unknown" })
    );
    assert_eq!(
        rows(&list),
        ["2024-07-27T09:00 2024-07-27 2024-07-27T09:00:00"],
        "no offset"
    );
    assert_eq!(list["items"][0]["end"], "2024-07-27T09:20:00");
    assert_eq!(listed(&place, &["s.json", "--zone", "event"]), list);
    let text = place.fomo(&["list", "s.json"]).out;
    assert!(
        text.starts_with("Tiny · event time, zone unknown\n"),
        "{text}"
    );
    let refused = "error: s.json: it names no time zone, so its times cannot be shown in another; say --event-zone ZONE\n";
    for zone in ["utc", "local", "Asia/Tokyo"] {
        for args in [&["list", "s.json"][..], &["s.json", "--print", "80x24"]] {
            let ran = place.fomo(&[args, &["--zone", zone]].concat());
            assert_eq!(
                (ran.code, ran.out.as_str(), ran.err.as_str()),
                (2, "", refused),
                "{args:?} {zone}"
            );
        }
    }
    let frame = place.fomo(&["s.json", "--print", "80x24"]).out;
    assert!(frame.contains("zone unknown"), "{frame}");
}

#[test]
fn the_zone_of_a_schedule_that_names_none_can_be_given() {
    let place = at(None, &["2024-07-27T09:00"]);
    for (zone, name, start) in [
        (
            "europe/vienna",
            "Europe/Vienna",
            "2024-07-27T09:00:00+02:00",
        ),
        (
            "America/New_York",
            "America/New_York",
            "2024-07-27T09:00:00-04:00",
        ),
        ("+05:30", "+05:30", "2024-07-27T09:00:00+05:30"),
        ("utc", "UTC", "2024-07-27T09:00:00+00:00"),
    ] {
        let list = listed(&place, &["s.json", "--event-zone", zone]);
        assert_eq!(
            list["event"],
            json!({ "title": "Tiny", "zone": name, "zone_source": "forced" })
        );
        assert_eq!(
            rows(&list),
            [format!("2024-07-27T09:00 2024-07-27 {start}")],
            "{zone}"
        );
    }
    let tokyo = ["s.json", "--event-zone", "Asia/Tokyo", "--zone", "utc"];
    assert_eq!(
        rows(&listed(&place, &tokyo)),
        ["2024-07-27T09:00 2024-07-27 2024-07-27T00:00:00+00:00"]
    );
}

#[test]
fn offsets_give_a_zone_where_the_file_names_none() {
    let cases = [
        (
            "2024-07-27T09:00+02:00",
            "+02:00",
            "2024-07-27T09:00:00+02:00",
        ),
        (
            "2024-07-27 09:00:00.5 -0330",
            "-03:30",
            "2024-07-27T09:00:00-03:30",
        ),
        (
            "2024-07-27T09:00:00+05:45",
            "+05:45",
            "2024-07-27T09:00:00+05:45",
        ),
    ];
    for (written, zone, start) in cases {
        // What is local is meant in the same zone.
        let place = at(None, &[written, "2024-07-27T10:00"]);
        // The zone of the file wins over what is typed.
        for more in [&[][..], &["--event-zone", "Asia/Tokyo"]] {
            let ran = place.fomo(&[&["list", "s.json", "--format", "json"], more].concat());
            let list: Value = serde_json::from_str(&ran.out).unwrap();
            assert_eq!(list["event"]["zone"], zone, "{written}");
            assert_eq!(list["event"]["zone_source"], "guessed", "{written}");
            assert_eq!(list["items"][0]["start"], start, "{written}");
            let local = start.replace("T09:", "T10:");
            assert_eq!(list["items"][1]["start"], local, "{written}");
        }
    }
}

#[test]
fn instants_in_utc_do_not_say_where_the_event_is() {
    let place = at(None, &["2024-07-27T09:00:00Z"]);
    let list = listed(&place, &["s.json"]);
    assert_eq!(list["event"]["zone"], "UTC");
    assert_eq!(list["event"]["zone_source"], "guessed");
    let list = listed(&place, &["s.json", "--event-zone", "Asia/Tokyo"]);
    assert_eq!(list["event"]["zone"], "Asia/Tokyo");
    assert_eq!(list["event"]["zone_source"], "forced");
    // The instant stands; it is shown where the event is.
    assert_eq!(list["items"][0]["start"], "2024-07-27T18:00:00+09:00");
}

#[test]
fn the_zone_of_the_file_wins() {
    let place = at(
        Some("Europe/Vienna"),
        &["2024-07-27T09:00", "2024-07-27T09:00Z"],
    );
    let ran = place.fomo(&[
        "list",
        "s.json",
        "--format",
        "json",
        "--event-zone",
        "Asia/Tokyo",
    ]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.err,
        "note: the schedule names its zone, Europe/Vienna; --event-zone is not used\n"
    );
    let list: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        rows(&list),
        [
            "2024-07-27T09:00 2024-07-27 2024-07-27T09:00:00+02:00",
            "2024-07-27T09:00Z 2024-07-27 2024-07-27T11:00:00+02:00",
        ]
    );
}

#[test]
fn a_zone_that_does_not_exist_costs_the_zone() {
    let place = at(Some("Mars/Olympus"), &["2024-07-27T09:00"]);
    let list = listed(&place, &["s.json"]);
    assert_eq!(
        list["event"],
        json!({ "title": "Tiny", "zone": null, "zone_source": "unknown" })
    );
    assert_eq!(
        rows(&list),
        ["2024-07-27T09:00 2024-07-27 2024-07-27T09:00:00"]
    );
    let list = listed(&place, &["s.json", "--event-zone", "Asia/Tokyo"]);
    assert_eq!(list["event"]["zone_source"], "forced");
    let offsets = at(Some("Mars/Olympus"), &["2024-07-27T09:00+02:00"]);
    assert_eq!(
        listed(&offsets, &["s.json"])["event"]["zone_source"],
        "guessed"
    );
}

/// Samoa went from one side of the date line to the other: who wrote the day that was left out meant a time that never was.
#[test]
fn what_is_on_a_day_that_was_left_out_is_there_a_day_later_and_said() {
    let session = |id: &str, day: u32| {
        json!({
            "id": id, "title": id,
            "start": format!("2011-12-{day}T10:00"), "end": format!("2011-12-{day}T11:00"),
        })
    };
    let text = schedule(
        Some("Pacific/Apia"),
        &json!([
            session("before", 29),
            session("never", 30),
            session("after", 31)
        ]),
    );
    let place = Place::with("s.json", text);
    let list = listed(&place, &["s.json"]);
    let starts = list["items"].as_array().unwrap().iter();
    let starts: Vec<_> = starts.map(|item| (&item["id"], &item["start"])).collect();
    assert_eq!(
        json!(starts),
        json!([
            ["before", "2011-12-29T10:00:00-10:00"],
            ["after", "2011-12-31T10:00:00+14:00"],
            ["never", "2011-12-31T10:00:00+14:00"],
        ])
    );
    let check = place.fomo(&["check", "s.json"]);
    let said = "2011-12-30 10:00 does not exist in Apia";
    assert!(check.code == 1 && check.out.contains(said), "{check:?}");
}

/// They were passed over without a word.
#[test]
fn damaged_files_of_time_zones_are_said_and_the_compiled_rules_used() {
    let place = Place::with(
        "s.json",
        schedule(
            Some("Europe/Vienna"),
            &json!([{ "id": "a", "title": "A", "start": "2024-07-27T10:00" }]),
        ),
    );
    let zones = place.0.path().join("zones");
    fs::create_dir_all(zones.join("Europe")).unwrap();
    fs::write(
        zones.join("tzdata.zi"),
        "# version 2099z\nZ Europe/Vienna 1 - CET\n",
    )
    .unwrap();
    fs::write(zones.join("Europe/Vienna"), "TZif, but no more").unwrap();
    let tzdir = [("TZDIR", zones.to_str().unwrap())];
    let ran = place.fomo_with(&["list", "s.json", "--zone", "Europe/Vienna"], &tzdir);
    let note = "note: in this machine’s time-zone database (2099z), what it has of Europe/Vienna is damaged; the rules of ";
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.starts_with(note) && ran.err.lines().count() == 1,
        "{ran:?}"
    );
    assert!(ran.out.contains("CEST, +02"), "{ran:?}");
    // Whichever way a schedule is opened.
    for arguments in [
        &["s.json", "--print", "200x10"][..],
        &["diff", "s.json", "s.json"],
        &["favourites", "export", "s.json"],
    ] {
        let ran = place.fomo_with(arguments, &tzdir);
        let said = ran.err.lines().filter(|line| line.starts_with(note));
        assert!(said.count() >= 1, "{arguments:?}: {ran:?}");
    }
    // Once, though two events are there.
    for name in ["s.json", "t.json"] {
        let text = schedule(
            Some("Europe/Vienna"),
            &json!([{ "id": name, "title": name, "start": "2024-07-27T10:00" }]),
        );
        place.file(
            name,
            text.replace("\"event\":{", &format!("\"event\":{{\"id\":\"{name}\",")),
        );
        place.file("theirs", format!("[\"{name}\"]"));
        assert_eq!(
            place.fomo(&["favourites", "import", "theirs", name]).code,
            0
        );
    }
    let ran = place.fomo_with(&["mine", "--all"], &tzdir);
    assert!(
        ran.err.starts_with(note) && ran.err.lines().count() == 1,
        "{ran:?}"
    );
    // A whole database that cannot be read.
    fs::write(zones.join("tzdata.zi"), [0; 100]).unwrap();
    let ran = place.fomo_with(&["--version"], &tzdir);
    assert!(ran.code == 0 && ran.out.contains("tzdb"), "{ran:?}");
    assert!(
        ran.err.starts_with("note: TZDIR is ") && ran.err.lines().count() == 1,
        "{ran:?}"
    );
    assert_eq!(place.fomo(&["--version"]).err, "");
}
