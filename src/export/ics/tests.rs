#![cfg(test)]

use std::collections::BTreeSet;

use chrono::DateTime;
use serde_json::{Value, json};

use super::{Calendar, Written, calendar, uid};
use crate::{
    export::Shown,
    format,
    schedule::{Schedule, check},
    zone::{Atlas, Zone},
};

fn schedule_of(event: &Value, sessions: &Value) -> Schedule {
    let file = json!({ "format": "fomo/1", "event": event, "sessions": sessions }).to_string();
    let draft = format::read(file.as_bytes(), Some("fomo")).unwrap();
    check::check(draft, &Atlas::compiled(), None).schedule
}

fn schedule(zone: Option<&str>, sessions: &Value) -> Schedule {
    let event = json!({ "id": "tiny", "title": "Tiny", "time_zone": zone });
    schedule_of(&event, sessions)
}

fn write(schedule: &Schedule, entries: &[usize], alarm: Option<u32>) -> Written {
    let zone = Zone::utc();
    let shown = Shown::unmarked(schedule, &zone);
    let about = Calendar {
        made: DateTime::UNIX_EPOCH,
        alarm,
        note: &|index| (index % 2 == 0).then(|| "bring\n\u{202e}pens\u{7}".to_owned()),
    };
    calendar(shown, entries, &about)
}

/// The whole schedule, unfolded.
fn all(schedule: &Schedule) -> String {
    let entries: Vec<usize> = (0..schedule.entries().len()).collect();
    let text = write(schedule, &entries, None).text;
    text.replace("\r\n ", "").replace("\r\n", "\n")
}

/// The lines of a text that begin like this.
fn lines<'a>(text: &'a str, begin: &str) -> Vec<&'a str> {
    text.lines()
        .filter(|line| line.starts_with(begin))
        .collect()
}

fn times(zone: Option<&str>, start: &str, end: &str) -> Vec<String> {
    let sessions = json!([{ "id": "a", "title": "A", "start": start, "end": end }]);
    let text = all(&schedule(zone, &sessions));
    let event = text.split_once("BEGIN:VEVENT").unwrap().1;
    let found = ["DTSTART", "DTEND"].map(|name| lines(event, name));
    found.concat().into_iter().map(str::to_owned).collect()
}

#[test]
fn times_are_those_of_the_event() {
    let cases = [
        (
            Some("Europe/Vienna"),
            "2024-07-27T09:15",
            "2024-07-27T10:15",
            [
                "DTSTART;TZID=Europe/Vienna:20240727T091500",
                "DTEND;TZID=Europe/Vienna:20240727T101500",
            ],
        ),
        // Clocks are put forward in between, which is no matter.
        (
            Some("Europe/Vienna"),
            "2024-03-31T01:30",
            "2024-03-31T03:30",
            [
                "DTSTART;TZID=Europe/Vienna:20240331T013000",
                "DTEND;TZID=Europe/Vienna:20240331T033000",
            ],
        ),
        // A time that does not exist is the one after it.
        (
            Some("Europe/Vienna"),
            "2024-03-31T02:30",
            "2024-03-31T04:00",
            [
                "DTSTART;TZID=Europe/Vienna:20240331T033000",
                "DTEND;TZID=Europe/Vienna:20240331T040000",
            ],
        ),
        // These come twice: at the start, at the end, and the second time round.
        (
            Some("Europe/Vienna"),
            "2024-10-27T02:30",
            "2024-10-27T04:00",
            ["DTSTART:20241027T003000Z", "DTEND:20241027T030000Z"],
        ),
        (
            Some("Europe/Vienna"),
            "2024-10-27T01:00",
            "2024-10-27T02:30",
            ["DTSTART:20241026T230000Z", "DTEND:20241027T003000Z"],
        ),
        (
            Some("Europe/Vienna"),
            "2024-10-27T02:30+01:00",
            "2024-10-27T04:00+01:00",
            ["DTSTART:20241027T013000Z", "DTEND:20241027T030000Z"],
        ),
        // Half an hour only.
        (
            Some("Australia/Lord_Howe"),
            "2024-04-07T01:45",
            "2024-04-07T09:00",
            ["DTSTART:20240406T144500Z", "DTEND:20240406T223000Z"],
        ),
        (
            Some("Asia/Kathmandu"),
            "2024-07-27T09:15",
            "2024-07-27T10:15",
            [
                "DTSTART;TZID=Asia/Kathmandu:20240727T091500",
                "DTEND;TZID=Asia/Kathmandu:20240727T101500",
            ],
        ),
        (
            Some("UTC"),
            "2024-07-27T09:15",
            "2024-07-27T10:15",
            ["DTSTART:20240727T091500Z", "DTEND:20240727T101500Z"],
        ),
        (
            None,
            "2024-07-27T09:15+05:45",
            "2024-07-27T10:15+05:45",
            ["DTSTART:20240727T033000Z", "DTEND:20240727T043000Z"],
        ),
        (
            None,
            "2024-07-27T09:15",
            "2024-07-27T10:15",
            ["DTSTART:20240727T091500", "DTEND:20240727T101500"],
        ),
    ];
    for (zone, start, end, expected) in cases {
        assert_eq!(times(zone, start, end), expected, "{start} in {zone:?}");
    }
}

/// What a file says of its zone: the local start of each part, its offsets and name.
fn zone_parts(text: &str) -> Vec<String> {
    let parts = text
        .split("BEGIN:")
        .filter(|part| part.starts_with("STANDARD") || part.starts_with("DAYLIGHT"));
    let words = parts.map(|part| {
        let mut values = part.lines().take(5);
        let kind = values.next().unwrap_or_default().to_owned();
        values.fold(kind, |words, line| {
            format!("{words} {}", line.split_once(':').unwrap().1)
        })
    });
    words.collect()
}

#[test]
fn a_zone_is_described_around_the_entries() {
    let described = |zone: &str, starts: &[&str]| {
        let sessions = starts
            .iter()
            .map(|start| json!({ "title": "A", "start": start }));
        zone_parts(&all(&schedule(Some(zone), &sessions.collect())))
    };
    assert_eq!(
        described("Europe/Vienna", &["2024-02-01T09:00", "2024-07-27T09:00"]),
        [
            "STANDARD 20230101T010000 +0100 +0100 CET",
            "DAYLIGHT 20230326T020000 +0100 +0200 CEST",
            "STANDARD 20231029T030000 +0200 +0100 CET",
            "DAYLIGHT 20240331T020000 +0100 +0200 CEST",
            "STANDARD 20241027T030000 +0200 +0100 CET",
            "DAYLIGHT 20250330T020000 +0100 +0200 CEST",
            "STANDARD 20251026T030000 +0200 +0100 CET",
        ]
    );
    assert_eq!(
        described("Asia/Kathmandu", &["2024-07-27T09:00"]),
        ["STANDARD 20230101T054500 +0545 +0545 +05:45"]
    );
    let lord_howe = described("Australia/Lord_Howe", &["2024-07-27T09:00"]);
    assert_eq!(
        lord_howe.get(..3).unwrap(),
        [
            "DAYLIGHT 20230101T110000 +1100 +1100 +11",
            "STANDARD 20230402T020000 +1100 +1030 +10:30",
            "DAYLIGHT 20231001T020000 +1030 +1100 +11",
        ]
    );
    // Its summer time is the standard, which others do not know.
    assert_eq!(
        described("Europe/Dublin", &["2024-07-27T09:00"])
            .get(..2)
            .unwrap(),
        [
            "STANDARD 20230101T000000 +0000 +0000 GMT",
            "DAYLIGHT 20230326T010000 +0000 +0100 IST",
        ]
    );
    // Local mean time has seconds; centuries between entries are no matter.
    let far = described("Europe/Vienna", &["1850-07-27T09:00", "2024-07-27T09:00"]);
    assert_eq!(far.len(), 8, "{far:?}");
    assert_eq!(
        far.first().unwrap(),
        "STANDARD 18490101T010521 +010521 +010521 LMT"
    );
    for zone in ["UTC", "+01:00"] {
        assert_eq!(described(zone, &["2024-07-27T09:00"]), [""; 0], "{zone}");
    }
}

#[test]
fn the_ends_of_the_calendar_are_no_trouble() {
    let zones = [
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Europe/Vienna",
        "UTC",
        "-12:00",
        "+14:00",
    ];
    for zone in zones {
        let sessions = json!([
            { "title": "A", "start": "0001-01-01T00:00", "end": "0001-01-01T01:00" },
            { "title": "B", "start": "9998-12-31T23:59", "duration": 9_000_000_000_000_i64 },
            { "title": "C", "start": "9998-12-31T23:59", "duration": 600_000 },
            { "title": "D", "day": "9998-12-31" },
        ]);
        let text = all(&schedule(Some(zone), &sessions));
        for line in text.lines().filter(|line| line.starts_with("DT")) {
            let value = line.rsplit(':').next().unwrap();
            let digits = value.split('T').next().unwrap();
            assert!(
                digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()),
                "{line}"
            );
        }
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 4, "{text}");
    }
}

#[test]
fn what_has_a_day_only_is_there_all_day_and_what_has_none_is_counted() {
    let schedule = schedule(
        Some("Europe/Vienna"),
        &json!([
            { "id": "day", "title": "Day", "day": "2024-02-28", "talks": [{ "id": "inside", "title": "Inside" }] },
            { "id": "none", "title": "None", "talks": [{ "id": "nowhere", "title": "Nowhere" }] },
            { "id": "point", "title": "Point", "start": "2024-02-28T09:00", "end": "2024-02-28T09:00" },
        ]),
    );
    let index = |id: &str| schedule.find(id).unwrap();
    let entries: Vec<usize> = (0..schedule.entries().len()).collect();
    let written = write(&schedule, &entries, Some(10));
    assert_eq!(written.left_out, 2);
    let text = &written.text;
    assert_eq!(
        lines(text, "DTSTART;"),
        [
            "DTSTART;TZID=Europe/Vienna:20240228T090000",
            "DTSTART;VALUE=DATE:20240228"
        ]
    );
    assert_eq!(lines(text, "DTEND"), ["DTEND;VALUE=DATE:20240229"]);
    assert_eq!(text.matches("TRIGGER").count(), 1);
    assert!(text.contains("DESCRIPTION:Talk:\\n• Inside"), "{text}");
    let alone = write(&schedule, &[index("inside"), index("nowhere")], None);
    assert_eq!(alone.left_out, 1);
    assert_eq!(
        lines(&alone.text, "DTSTART"),
        ["DTSTART;VALUE=DATE:20240228"]
    );
}

#[test]
fn a_talk_without_a_time_is_written_once() {
    let schedule = schedule(
        Some("Europe/Vienna"),
        &json!([{
            "id": "s", "title": "Session", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "room": "Aula",
            "talks": [
                { "id": "timed", "title": "Timed", "start": "2024-07-27T09:10", "people": [{ "name": "Ada" }] },
                { "id": "open", "title": "Open; end", "room": "Hall", "status": "cancelled",
                  "people": [{ "name": "Grace", "affiliation": "Navy" }, { "name": "Zoë", "role": "host" }] },
            ]
        }]),
    );
    let text = all(&schedule);
    assert_eq!(
        lines(&text, "SUMMARY"),
        ["SUMMARY:Session", "SUMMARY:Timed"]
    );
    assert_eq!(
        lines(&text, "DESCRIPTION"),
        [
            "DESCRIPTION:Talks\\, times in Vienna (CEST\\, +02):\\n• 9:10  Timed · Ada\\n\
             • Open\\; end [cancelled] · Hall · Grace (Navy) · host: Zoë\\n  Note: bring\\n  pens\\n\\nNote: bring\\npens",
            "DESCRIPTION:Speaker: Ada\\n\\nIn session: Session",
        ]
    );
    let open = schedule.find("open").unwrap();
    let alone = write(&schedule, &[open, open], Some(0)).text;
    let alone = alone.replace("\r\n ", "");
    assert_eq!(lines(&alone, "SUMMARY"), ["SUMMARY:Open\\; end"]);
    assert_eq!(
        lines(&alone, "DTSTART;"),
        ["DTSTART;TZID=Europe/Vienna:20240727T090000"]
    );
    assert!(alone.contains("The talk has no time of its own"));
    // Nobody wants to be reminded of what does not take place.
    assert!(alone.contains("STATUS:CANCELLED") && !alone.contains("VALARM"));
}

#[test]
fn everything_that_is_known_is_there() {
    let event = json!({ "id": "tiny", "title": "Tiny, yes", "time_zone": "Europe/Vienna", "location": "Vienna" });
    let sessions = json!([{
        "id": "a", "title": "A \\ B", "subtitle": "C", "kind": "talk", "track": "T, U", "language": "en",
        "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "room": ["Aula", "Hall"], "status": "tbc",
        "people": [
            { "name": "Ada", "affiliation": "X, Y" }, { "name": "Zoë" }, { "name": "Eve", "role": "chair" }
        ],
        "abstract": "Some *words* and [a link](https://b.example/).\n\n- one\n- two",
        "links": [{ "title": "Slides", "url": "https://a.example/s,1" }, { "url": "https://a.example" }],
        "notes": ["Poster 7"]
    }]);
    let schedule = schedule_of(&event, &sessions);
    let text = write(&schedule, &[0], Some(15)).text.replace("\r\n ", "");
    let (_, event) = text.split_once("BEGIN:VEVENT\r\n").unwrap();
    let expected = [
        "UID:a@tiny.fomo",
        "DTSTAMP:19700101T000000Z",
        "DTSTART;TZID=Europe/Vienna:20240727T090000",
        "DTEND;TZID=Europe/Vienna:20240727T100000",
        r"SUMMARY:A \\ B",
        r"LOCATION:Aula\, Hall\, Vienna",
        r"DESCRIPTION:C\n\nSpeakers: Ada (X\, Y)\, Zoë\nChair: Eve\n\nSome words and a link.\n\n• one\n• two\n\nLanguage: en\n\nPoster 7\n\nSlides: https://a.example/s\,1\nhttps://a.example\na link: https://b.example/\n\nNote: bring\npens",
        "URL:https://a.example/s,1",
        r"CATEGORIES:T\, U,talk",
        "STATUS:TENTATIVE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        r"DESCRIPTION:A \\ B",
        "TRIGGER:-PT15M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(event.split("\r\n").collect::<Vec<_>>(), expected);
    assert!(text.contains("X-WR-CALNAME:Tiny\\, yes\r\n"));
}

/// The ids of entries in a file of these sessions, by title.
fn uids(sessions: &Value) -> Vec<(String, String)> {
    let schedule = schedule(Some("Europe/Vienna"), sessions);
    let entries = schedule.entries().iter();
    let mut uids: Vec<_> = entries
        .map(|entry| (entry.title.clone(), uid(&schedule, entry)))
        .collect();
    uids.sort();
    uids
}

#[test]
fn uids_stay_the_same_whatever_else_changes() {
    let at = |id: &str, title: &str, hour: u32| json!({ "id": id, "title": title, "start": format!("2024-07-27T{hour:02}:00") });
    let before = json!([
        at("a", "A", 9),
        at("x@y", "B", 9),
        at("ü %", "C", 10),
        at("twice", "D", 9),
        at("twice", "E", 11)
    ]);
    let expected = [
        ("A", "a@tiny.fomo"),
        ("B", "x@y"),
        ("C", "%C3%BC%20%25@tiny.fomo"),
        ("D", "twice/20240727T070000Z@tiny.fomo"),
        ("E", "twice/20240727T090000Z@tiny.fomo"),
    ];
    let own = |all: &[(&str, &str)]| -> Vec<_> {
        let all = all.iter();
        all.map(|(title, uid)| ((*title).to_owned(), (*uid).to_owned()))
            .collect()
    };
    assert_eq!(uids(&before), own(&expected));
    // Other times, another order, one more of what is there twice.
    let after = json!([
        at("twice", "0", 8),
        at("twice", "E", 11),
        at("twice", "D", 9),
        at("ü %", "C", 7),
        at("x@y", "B", 12),
        at("a", "A", 13)
    ]);
    assert_eq!(uids(&after).get(1..).unwrap(), own(&expected));
}

#[test]
fn uids_are_different_whatever_the_ids() {
    let start = "2024-07-27T09:00";
    let at = |id: &str| json!({ "id": id, "title": "T", "start": start });
    let none = json!({ "title": "T", "start": start });
    let sessions = json!([
        at("a"), at("a"), at("a"), at("a~2"), at("a/20240727T070000Z"), at("a/20240727T070000Z~2"),
        at("a@tiny.fomo"), at("a%40"), at("a@"), at("a@"), none, none, at("b"), at("b@tiny.fomo"),
        { "id": "a", "title": "No time" }, { "id": "a", "title": "No time" },
    ]);
    let schedule = schedule(Some("Europe/Vienna"), &sessions);
    let entries = schedule.entries().iter();
    let lasting: BTreeSet<&str> = entries.map(crate::schedule::Entry::lasting_id).collect();
    assert_eq!(lasting.len(), schedule.entries().len());
    let text = all(&schedule);
    let uids = lines(&text, "UID:");
    assert_eq!(uids.len(), 14);
    assert_eq!(uids.iter().collect::<BTreeSet<_>>().len(), 14, "{uids:?}");
}
