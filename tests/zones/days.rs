//! Days around clock changes, some of which have no midnight.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Timelike as _, Utc};

use super::{
    fixture, fomo, listed, place,
    truth::{self, Told},
    utc,
};

/// Every hour of two days before and two days after.
fn hours_around(at: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    (-48..48)
        .map(|hours| at + TimeDelta::hours(hours))
        .collect()
}

/// The day of the event on which an instant falls: the night until four belongs to the day before.
fn day(told: &Told, at: DateTime<Utc>) -> NaiveDate {
    let local = told.local(at);
    if local.hour() < 4 {
        local.date().pred_opt().unwrap()
    } else {
        local.date()
    }
}

/// The changes of 2026; where there are none, a moment in April.
fn moments(told: &Told) -> Vec<DateTime<Utc>> {
    let changes = told.changes().map(|(at, ..)| at);
    let mut moments: Vec<_> = changes.filter(|at| at.year() == 2026).collect();
    if moments.is_empty() {
        moments.push(utc("2026-04-05T00:00:00Z"));
    }
    moments
}

#[test]
fn each_entry_once_in_order_on_its_day() {
    for told in truth::of_the_fixture() {
        for moment in moments(&told) {
            let instants = hours_around(moment);
            let place = place(&told.zone, &instants);
            let wanted: Vec<_> = (0..)
                .zip(&instants)
                .map(|(number, at)| row(&told, number, *at))
                .collect();
            assert_eq!(
                rows(&listed(&place, &fixture(), "event")),
                wanted,
                "{}",
                told.zone
            );
            // Another zone shows other times, and moves nothing to another day.
            for other in ["Pacific/Pago_Pago", "Pacific/Kiritimati", "Africa/Cairo"] {
                let seen = rows(&listed(&place, &fixture(), other));
                let days = |rows: &[[String; 3]]| -> Vec<[String; 2]> {
                    rows.iter()
                        .map(|[id, day, _]| [id.clone(), day.clone()])
                        .collect()
                };
                assert_eq!(
                    days(&seen),
                    days(&wanted),
                    "{} seen from {other}",
                    told.zone
                );
            }
        }
    }
}

/// Id, day and start of an entry.
fn row(told: &Told, number: usize, at: DateTime<Utc>) -> [String; 3] {
    [
        number.to_string(),
        day(told, at).to_string(),
        told.rfc3339(at),
    ]
}

fn rows(items: &[serde_json::Value]) -> Vec<[String; 3]> {
    let text = |item: &serde_json::Value, key| item[key].as_str().unwrap().to_owned();
    items
        .iter()
        .map(|item| ["id", "day", "start"].map(|key| text(item, key)))
        .collect()
}

/// In the viewer: under the heading of its day, with the clock of its zone, and `+1` after midnight, though there was none.
#[test]
fn the_viewer_has_days_without_a_midnight() {
    for (zone, date) in [
        ("Africa/Cairo", "2026-04-24"),
        ("America/Havana", "2026-03-08"),
        ("America/Santiago", "2026-09-06"),
        ("Asia/Beirut", "2026-03-29"),
    ] {
        let told = truth::of_the_fixture()
            .into_iter()
            .find(|told| told.zone == zone)
            .unwrap();
        let date: NaiveDate = date.parse().unwrap();
        let (change, ..) = told
            .changes()
            .find(|(at, ..)| told.local(*at) == date.and_hms_opt(1, 0, 0).unwrap())
            .expect("clocks go from 0:00 to 1:00");
        let instants = hours_around(change);
        let place = place(zone, &instants);
        let frame = fomo(
            &place,
            &fixture(),
            &[
                "s.json",
                "--print",
                "80x120",
                "--at",
                "2026-01-01T00:00:00Z",
            ],
        )
        .out;
        assert_eq!(
            entries(&frame),
            wanted(&told, &instants),
            "{zone}:\n{frame}"
        );
        // From day to day, none left out and none twice.
        let mut days: Vec<NaiveDate> = instants.iter().map(|at| day(&told, *at)).collect();
        days.dedup();
        for (number, day) in (0..).zip(&days) {
            let keys = format!("gg{}", "l".repeat(number));
            let args = [
                "s.json",
                "--print",
                "120x30",
                "--at",
                "2026-01-01T00:00:00Z",
                "--keys",
                &keys,
            ];
            let frame = fomo(&place, &fixture(), &args).out;
            let tab = |other: &NaiveDate| {
                let name = other.format("%a %-d").to_string();
                if other == day {
                    name.to_uppercase()
                } else {
                    name
                }
            };
            let tabs: Vec<String> = days.iter().map(tab).collect();
            assert!(
                frame.contains(&format!(" {} ", tabs.join(" │ "))),
                "{zone}: {tabs:?}\n{frame}"
            );
        }
    }
}

/// Heading, clock and title of the entries in a frame.
fn entries(frame: &str) -> Vec<[String; 3]> {
    let mut heading = String::new();
    let mut entries = Vec::new();
    for line in frame.lines() {
        let line = line.trim_start_matches('▌').trim();
        if let Some(day) = line.strip_prefix("─ ") {
            heading = day.trim_end_matches(['─', ' ']).to_owned();
        } else if let Some((clock, title)) = line.split_once("  No ") {
            let number = title.split('.').next().unwrap().to_owned();
            entries.push([heading.clone(), clock.trim().to_owned(), number]);
        }
    }
    entries
}

fn wanted(told: &Told, instants: &[DateTime<Utc>]) -> Vec<[String; 3]> {
    let entry = |(number, at): (usize, &DateTime<Utc>)| {
        let (local, day) = (told.local(*at), day(told, *at));
        let mark = if local.date() == day { "" } else { "+1" };
        let clock = format!("{}{mark}", local.format("%-H:%M"));
        [
            day.format("%a %-d %b %Y").to_string(),
            clock,
            number.to_string(),
        ]
    };
    (0..).zip(instants).map(entry).collect()
}
