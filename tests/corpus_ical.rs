//! Real iCalendar files: what `FOMO_CORPUS` holds of them is read to the last entry.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use std::{collections::BTreeSet, path::PathBuf, process::Stdio};

use run::{command, ran};
use serde_json::Value;

/// A file, and what it holds: entries, days, rooms, people, links.
struct Expected {
    file: &'static str,
    counts: [usize; 5],
    zone: &'static str,
    zone_source: &'static str,
    title: &'static str,
}

const EXPECTED: &[Expected] = &[
    // 67 of its links lead to pages of a site that it does not name.
    Expected {
        file: "ismir2020",
        counts: [93, 7, 0, 0, 26],
        zone: "UTC",
        zone_source: "guessed",
        title: "ismir2020",
    },
    Expected {
        file: "kielux2020",
        counts: [24, 2, 4, 20, 24],
        zone: "UTC",
        zone_source: "guessed",
        title: "18. Kieler Open Source und Linux Tage",
    },
    // Four days in UTC, five in the zone that the calendar names.
    Expected {
        file: "miniconf-sample_cal-iclr2020",
        counts: [56, 5, 0, 0, 26],
        zone: "America/New_York",
        zone_source: "file",
        title: "ICLR 2020",
    },
    Expected {
        file: "pyconau2023-adl",
        counts: [94, 3, 4, 87, 94],
        zone: "Australia/Adelaide",
        zone_source: "file",
        title: "pyconau-2023",
    },
    // Six dates in UTC, but what starts before 04:00 counts to the night before.
    Expected {
        file: "pyconus2025-all_events",
        counts: [224, 5, 21, 0, 149],
        zone: "UTC",
        zone_source: "guessed",
        title: "PyCon 2025 All Events",
    },
];

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("FOMO_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
    }
    corpus
}

fn list(corpus: &std::path::Path, file: &str) -> Value {
    let path = corpus.join(format!("ical/{file}.ics"));
    let home = tempfile::tempdir().unwrap();
    let args = ["list", path.to_str().unwrap(), "--format", "json"];
    let output = command(home.path(), &args).stdin(Stdio::null()).output();
    serde_json::from_str(&ran(output.unwrap()).out).unwrap()
}

fn distinct(items: &[Value], what: impl Fn(&Value) -> Option<String>) -> usize {
    items.iter().filter_map(what).collect::<BTreeSet<_>>().len()
}

#[test]
fn every_entry_is_there() {
    let Some(corpus) = corpus() else { return };
    for expected in EXPECTED {
        let file = expected.file;
        let found = list(&corpus, file);
        let items = found["items"].as_array().unwrap();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let people = items
            .iter()
            .flat_map(|item| item["people"].as_array().unwrap());
        let people: Vec<Value> = people.cloned().collect();
        let links = items
            .iter()
            .map(|item| item["links"].as_array().unwrap().len());
        let counts = [
            items.len(),
            distinct(items, |item| text(&item["day"])),
            distinct(items, |item| text(&item["room"])),
            distinct(&people, |person| text(&person["name"])),
            links.sum(),
        ];
        assert_eq!(counts, expected.counts, "{file}");
        assert_eq!(found["event"]["zone"], expected.zone, "{file}");
        assert_eq!(
            found["event"]["zone_source"], expected.zone_source,
            "{file}"
        );
        assert_eq!(found["event"]["title"], expected.title, "{file}");
        assert!(items.iter().all(|item| !item["start"].is_null()), "{file}");
    }
}

#[test]
fn some_entries_are_read_to_the_last_field() {
    let Some(corpus) = corpus() else { return };
    let found = |file: &str, title: &str, nth: usize| {
        let list = list(&corpus, file);
        let items = list["items"].as_array().unwrap().iter();
        let item = items.filter(|item| item["title"] == title).nth(nth);
        item.unwrap_or_else(|| panic!("{title} is not in {file}"))
            .clone()
    };
    let talk = found("kielux2020", "Xen - ist das nicht tot?", 0);
    assert_eq!(talk["start"], "2020-09-18T12:00:00+00:00");
    assert_eq!(talk["duration_minutes"], 60);
    assert_eq!(talk["people"][0]["name"], "Jürgen Groß");
    assert_eq!(talk["room"], "Ravensberg");
    assert_eq!(talk["id"], "467@KOLT20");
    let text = talk["abstract"].as_str().unwrap();
    assert!(
        text.starts_with("Xen war lange Zeit") && text.ends_with("\"tot\" ist."),
        "{text}"
    );

    let title =
        "Thar Be Dragons - Ethical, Legal, and Policy Challenges when Measuring Open Source";
    let talk = found("pyconau2023-adl", title, 0);
    assert_eq!(talk["start"], "2023-08-18T11:00:00+09:30");
    assert_eq!(talk["people"][0]["name"], "amanda casari");
    assert_eq!(
        found("pyconau2023-adl", "PyCon Fair", 0)["people"],
        Value::Array(Vec::new())
    );

    let talk = found("pyconus2025-all_events", "Looking At Audio", 0);
    assert_eq!(
        (&talk["kind"], &talk["track"]),
        (&"talk".into(), &"talks".into())
    );
    assert_eq!(talk["start"], "2025-05-17T17:30:00+00:00");
    let text = talk["abstract"].as_str().unwrap();
    assert!(
        text.contains("There's a few") && !text.contains("Section:"),
        "{text}"
    );
    let lunch = found("pyconus2025-all_events", "Break", 0);
    assert!(
        lunch["room"]
            .as_str()
            .unwrap()
            .starts_with("Hall C, Ballroom A")
    );

    let tutorial = found(
        "ismir2020",
        "T2A: Analysis of Expressive Timing in Recorded Music Performances",
        0,
    );
    assert_eq!(tutorial["kind"], "tut");
    assert_eq!(tutorial["room"], Value::Null);
    let social = found("miniconf-sample_cal-iclr2020", "QueerInAI Social", 0);
    assert_eq!(social["start"], "2020-04-27T14:00:00-04:00");
}
