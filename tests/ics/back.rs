//! There and back through the program's own reader.

use chrono::{NaiveTime, TimeDelta};
use fomo::schedule::{Schedule, Status};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Told, read, told, written};

/// What the program reads in a calendar that it wrote itself.
fn back(schedule: &Schedule) -> Schedule {
    let text = written(schedule).text;
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    assert!(
        !text.replace("\r\n", "").contains(char::is_control),
        "{text}"
    );
    let checked = read(text.as_bytes(), None);
    // Whole days may begin when clocks are changed; nothing else is in doubt.
    let days = text.contains("VALUE=DATE");
    let complaints = checked.findings.iter();
    let complaints: Vec<_> = complaints
        .filter(|finding| match finding.rule.rule().name {
            "mended" | "broken-entry" | "duplicate-id" => true,
            rule => rule == "clock-change" && !days,
        })
        .collect();
    assert!(complaints.is_empty(), "{complaints:?} in {text}");
    checked.schedule
}

/// Asserts that nothing was lost on the way that a calendar can hold.
fn same(schedule: &Schedule, with_rooms: bool) {
    let again = back(schedule);
    let mut expected = told(schedule);
    for told in &mut expected {
        // What has a day only is read as the whole of it.
        if let Some(day) = told.day.take() {
            let day: chrono::NaiveDate = day.parse().unwrap();
            let zone = &again.event().zone;
            let midnight =
                |day: chrono::NaiveDate| zone.resolve(day.and_time(NaiveTime::MIN)).instant;
            told.start = Some(midnight(day));
            told.end = Some(midnight(day + TimeDelta::days(1)));
        }
    }
    let mut found: Vec<Told> = Vec::new();
    for entry in again.entries() {
        let uid = fomo::export::ics::uid(&again, entry);
        assert_eq!(uid, entry.id);
        found.push(Told {
            uid,
            title: entry.title.clone(),
            day: None,
            start: entry.start,
            end: entry.end.filter(|_| !entry.end_inferred),
            rooms: again.room_names(entry),
        });
    }
    found.sort();
    if !with_rooms {
        for told in expected.iter_mut().chain(&mut found) {
            told.rooms = None;
        }
    }
    expected.sort();
    assert_eq!(found, expected);
    let text = |schedule: &Schedule, uid: &str| {
        let index = schedule.find(uid).unwrap();
        schedule.entry(index).unwrap().abstract_text.clone()
    };
    for entry in schedule.entries() {
        let uid = fomo::export::ics::uid(schedule, entry);
        if again.find(&uid).is_none() {
            continue;
        }
        let text = text(&again, &uid).unwrap_or_default();
        let status = again.entry(again.find(&uid).unwrap()).unwrap().status;
        // Confirmed says nothing: the title may know better.
        let sure = entry.status != Status::Confirmed;
        assert!(!sure || status == entry.status, "{uid}: {status:?}");
        for credit in &entry.people {
            assert!(text.contains(&credit.name), "{} in {text}", credit.name);
        }
    }
}

/// Asserts that the description of the zone in the file is right, for whoever does not know its name.
fn described(schedule: &Schedule) {
    let text = written(schedule).text;
    let name = schedule.event().zone.name();
    let unknown = text
        .replace(&format!("TZID={name}:"), "TZID=Nowhere:")
        .replace(&format!("TZID:{name}\r\n"), "TZID:Nowhere\r\n")
        .replace("X-WR-TIMEZONE", "X-FORGOTTEN");
    let again = read(unknown.as_bytes(), None).schedule;
    let starts = |schedule: &Schedule| {
        let all = told(schedule)
            .into_iter()
            .filter(|told| told.start.is_some());
        let starts = all.map(|told| (told.uid, told.start));
        starts.collect::<Vec<_>>()
    };
    let (found, expected) = (starts(&again), starts(schedule));
    let lost = expected.iter().find(|told| !found.contains(told));
    assert_eq!(lost, None, "{unknown}");
}

#[test]
fn the_built_in_schedule() {
    let built_in = include_bytes!("../../schedule.json");
    let schedule = read(built_in, None).schedule;
    // The place of the event stands behind each room.
    same(&schedule, false);
    let again = back(&schedule);
    assert_eq!(again.event().title, schedule.event().title);
    assert_eq!(again.event().zone, schedule.event().zone);
    assert_eq!(again.entries().len(), 15);
    // And once more: what is written of what was written says the same of every entry.
    assert_eq!(told(&back(&again)), told(&again));
}

#[test]
fn repetitions_stay_apart() {
    let repeating = include_bytes!("../fixtures/formats/ical/repeating.ics");
    let schedule = read(repeating, None).schedule;
    assert!(schedule.entries().len() > 3);
    same(&schedule, true);
}

/// Zones, and days around which their clocks are changed.
const NIGHTS: &[(Option<&str>, &[&str])] = &[
    (
        Some("Europe/Vienna"),
        &["2024-03-31", "2024-10-27", "1916-04-30"],
    ),
    (Some("America/New_York"), &["2024-03-10", "2024-11-03"]),
    (Some("Australia/Lord_Howe"), &["2024-04-07", "2024-10-06"]),
    (Some("Asia/Kathmandu"), &["2024-07-27", "1986-01-01"]),
    (Some("Pacific/Apia"), &["2011-12-29", "2011-12-31"]),
    (Some("Africa/Casablanca"), &["2024-03-10", "2024-04-14"]),
    (Some("Europe/Dublin"), &["2024-03-31", "2024-10-27"]),
    (Some("UTC"), &["2024-03-31"]),
    (Some("-03:30"), &["2024-03-31"]),
    (None, &["2024-03-31"]),
];

/// A session at some time of such a day.
fn sessions() -> impl Strategy<Value = (Option<&'static str>, Vec<Value>)> {
    let night = prop::sample::select(NIGHTS);
    // A letter in front: what looks like a habit of other programs is read as one.
    let title = "T[ -~äß漢🎉\u{301}]{0,90}";
    let room = prop::option::of("[A-Z][a-z]{1,8}( [1-9])?");
    let name = "[A-Z][a-zé]{1,8} [A-Z][a-z]{1,8}";
    let id = prop::option::of("[a-c~@/ é,]{1,3}");
    let session = (
        any::<prop::sample::Index>(),
        0..36 * 60_i64,
        prop::option::of(1..300_i64),
        title,
        room,
        name,
        id,
        0..8_usize,
    );
    (night, prop::collection::vec(session, 1..8)).prop_map(|((zone, days), sessions)| {
        let sessions = sessions.into_iter().map(
            |(day, minute, length, title, room, name, id, kind)| {
                let day: chrono::NaiveDate = day.get(days).parse().unwrap();
                let start = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute);
                let status = ["confirmed", "tbc", "cancelled"].get(kind % 5);
                let mut session = json!({
                    "title": title, "room": room, "duration": length, "people": [{ "name": name }],
                    "status": status
                });
                if let Some(id) = id {
                    session["id"] = json!(id);
                }
                if kind == 7 {
                    session["day"] = json!(day.to_string());
                } else {
                    session["start"] = json!(start.format("%Y-%m-%dT%H:%M").to_string());
                }
                session
            },
        );
        (zone, sessions.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn any_schedule((zone, sessions) in sessions()) {
        let event = json!({ "id": "any", "title": "Any", "time_zone": zone });
        let file = json!({ "format": "fomo/1", "event": event, "sessions": sessions });
        let schedule = read(file.to_string().as_bytes(), Some("fomo")).schedule;
        same(&schedule, true);
        if zone.is_some_and(|zone| zone.contains('/')) {
            described(&schedule);
        }
    }
}
