//! Real frab files, as JSON and as XML, which are not part of this project: each is read whole, and
//! those that were published in both spellings say the same in both. Without a directory in
//! `FOMO_CORPUS`, nothing is tested.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    process::Stdio,
};

use chrono::DateTime;
use fomo::schedule::rules::{RuleId, Seen};
use run::{command, ran};
use serde_json::Value;

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("FOMO_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
    }
    corpus
}

fn json_of(command_name: &str, file: &str, more: &[&str]) -> Option<Value> {
    let path = corpus()?.join(file);
    let home = tempfile::tempdir().unwrap();
    let mut args = vec![command_name, path.to_str().unwrap(), "--format", "json"];
    args.extend(more);
    let ran = ran(command(home.path(), &args)
        .stdin(Stdio::null())
        .output()
        .unwrap());
    assert_eq!(ran.err, "", "{file}");
    Some(serde_json::from_str(&ran.out).unwrap())
}

fn list(file: &str) -> Option<Value> {
    json_of("list", file, &[])
}

fn items(list: &Value) -> &Vec<Value> {
    list["items"].as_array().unwrap()
}

/// File, entries, days and rooms with entries, zone, where it is from, findings of the reader that
/// are not about what the organizers named alike.
#[rustfmt::skip] // a table: one row, one line
const FILES: &[(&str, usize, usize, usize, &str, &str, usize)] = &[
    ("frab-json/34c3-everything.json", 661, 4, 49, "+01:00", "guessed", 4),
    ("frab-json/36c3-everything.json", 1351, 4, 92, "+01:00", "guessed", 6),
    ("frab-json/36c3-wiki-sos.json", 631, 4, 67, "+01:00", "guessed", 2),
    ("frab-json/38c3-hub-schedule2-draft.json", 2, 1, 2, "Europe/Berlin", "file", 0),
    ("frab-json/39c3-block.json", 180, 5, 12, "Europe/Amsterdam", "file", 0),
    ("frab-json/39c3-everything.json", 895, 4, 58, "Europe/Berlin", "file", 0),
    ("frab-json/camp2019-frab.json", 79, 5, 2, "Europe/Berlin", "file", 2),
    ("frab-json/democon-pretalx.json", 36, 3, 2, "UTC", "file", 1),
    ("frab-json/schedule_v1_date_only_conference.json", 0, 0, 0, "", "unknown", 2),
    ("frab-json/schedule_v1_unknown_enum_values.json", 1, 1, 1, "UTC", "guessed", 1),
    ("frab-json/winterchaos2022-invalid-example.json", 1, 1, 1, "Europe/Zurich", "file", 0),
    ("frab-xml/31c3.xml", 138, 4, 4, "+01:00", "guessed", 2),
    ("frab-xml/34c3-everything.xml", 661, 4, 49, "+01:00", "guessed", 4),
    ("frab-xml/36c3-merged.xml", 1351, 4, 92, "+01:00", "guessed", 6),
    ("frab-xml/38c3-merged-hub.xml", 1007, 4, 72, "Europe/Berlin", "file", 0),
    ("frab-xml/39c3-everything.xml", 895, 4, 58, "Europe/Berlin", "file", 0),
    ("frab-xml/denog16.xml", 35, 3, 7, "Europe/Berlin", "file", 0),
    ("frab-xml/denog7.xml", 17, 2, 1, "+01:00", "guessed", 2),
    ("frab-xml/fosdem-2007.xml", 215, 2, 18, "", "unknown", 3),
    ("frab-xml/fosdem-2015.xml", 551, 2, 25, "", "unknown", 2),
    ("frab-xml/fosdem-2020.xml", 872, 2, 35, "", "unknown", 3),
    ("frab-xml/fosdem-2021.xml", 773, 2, 106, "", "unknown", 7),
    ("frab-xml/fosdem-2024.xml", 674, 2, 26, "", "unknown", 1),
    ("frab-xml/fosdem-2026.xml", 883, 2, 30, "Europe/Brussels", "file", 0),
    ("frab-xml/gpn17.xml", 86, 4, 7, "+02:00", "guessed", 4),
    ("frab-xml/muccc-hf.xml", 1, 1, 1, "+01:00", "guessed", 1),
    ("frab-xml/pydata-berlin-2014.xml", 35, 3, 2, "+02:00", "guessed", 2),
];

/// What is true of a file, and no fault of its reader's.
const NAMED_ALIKE: &[&str] = &["duplicate-id", "placeholder", "control-characters"];

/// Whether a finding is of the kind that its reader has to answer for. What is seen in the whole is the organizers'.
fn is_of_the_reader(finding: &Value) -> bool {
    let name = finding["rule"].as_str().unwrap();
    let rule = RuleId::named(name).unwrap().rule();
    matches!(rule.seen, Seen::WhileReading) && !NAMED_ALIKE.contains(&name)
}

fn different<'a>(items: &'a [Value], key: &str) -> BTreeSet<&'a str> {
    items.iter().filter_map(|item| item[key].as_str()).collect()
}

#[test]
fn every_entry_is_there_under_its_day_and_in_its_room() {
    for (file, entries, days, rooms, zone, source, findings) in FILES {
        let Some(list) = list(file) else { return };
        let items = items(&list);
        assert_eq!(items.len(), *entries, "{file}");
        assert_eq!(different(items, "day").len(), *days, "{file}");
        assert_eq!(different(items, "room").len(), *rooms, "{file}");
        assert_eq!(list["event"]["zone"].as_str().unwrap_or_default(), *zone);
        assert_eq!(list["event"]["zone_source"], *source, "{file}");
        for item in items {
            assert!(item["start"].is_string(), "{file}: {item}");
            assert!(item["end"].is_string(), "{file}: {item}");
            assert_eq!(item["end_inferred"], false, "{file}: {item}");
        }
        let found = json_of("check", file, &["--level", "info"]).unwrap();
        let found = found["findings"].as_array().unwrap().iter();
        let own: Vec<_> = found.filter(|finding| is_of_the_reader(finding)).collect();
        assert_eq!(own.len(), *findings, "{file}: {own:#?}");
    }
}

/// Every event of a JSON file as it stands there: start, room, minutes, people.
fn raw_events(file: &Value) -> Vec<(i64, String, i64, Vec<String>)> {
    let mut events = Vec::new();
    let days = file["schedule"]["conference"]["days"].as_array().unwrap();
    let rooms = days
        .iter()
        .flat_map(|day| day["rooms"].as_object().unwrap());
    for (room, list) in rooms {
        for event in list.as_array().unwrap() {
            let start = DateTime::parse_from_rfc3339(event["date"].as_str().unwrap()).unwrap();
            let (hours, minutes) = event["duration"].as_str().unwrap().split_once(':').unwrap();
            let minutes = hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap();
            let people = event["persons"].as_array().into_iter().flatten();
            let people = people.map(|person| one_line(person["public_name"].as_str().unwrap()));
            let room = one_line(room);
            events.push((start.timestamp(), room, minutes, people.collect()));
        }
    }
    events.sort();
    events
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_start_room_length_and_person_is_that_of_the_file() {
    for (file, ..) in FILES {
        if !file.starts_with("frab-json") || file.contains("draft") {
            continue;
        }
        let Some(corpus) = corpus() else { return };
        let text = fs::read_to_string(corpus.join(file)).unwrap();
        let raw = raw_events(&serde_json::from_str(&text).unwrap());
        let list = list(file).unwrap();
        let mut read: Vec<_> = items(&list)
            .iter()
            .map(|item| {
                let start = DateTime::parse_from_rfc3339(item["start"].as_str().unwrap()).unwrap();
                let people = item["people"].as_array().unwrap().iter();
                let people = people.map(|person| person["name"].as_str().unwrap().to_owned());
                let room = item["room"].as_str().unwrap_or_default();
                let minutes = item["duration_minutes"].as_i64().unwrap();
                (
                    start.timestamp(),
                    room.to_owned(),
                    minutes,
                    people.collect(),
                )
            })
            .collect();
        read.sort();
        assert_eq!(read.len(), raw.len(), "{file}");
        for (read, raw) in read.iter().zip(&raw) {
            assert_eq!(read, raw, "{file}");
        }
    }
}

#[test]
fn both_spellings_say_the_same() {
    let twins = [
        ("34c3-everything.json", "34c3-everything.xml", 36),
        ("36c3-everything.json", "36c3-merged.xml", 3),
        ("39c3-everything.json", "39c3-everything.xml", 0),
    ];
    for (json, xml, repeated) in twins {
        let (Some(json), Some(xml)) = (
            list(&format!("frab-json/{json}")),
            list(&format!("frab-xml/{xml}")),
        ) else {
            return;
        };
        assert_eq!(json["event"], xml["event"]);
        let by_id = |list: &Value| -> BTreeMap<String, Value> {
            let items = items(list).iter();
            items
                .map(|item| (item["id"].as_str().unwrap().to_owned(), item.clone()))
                .collect()
        };
        let (json, xml) = (by_id(&json), by_id(&xml));
        let suffixed = json.keys().filter(|id| id.contains('~')).count();
        assert_eq!(suffixed, repeated);
        let ids = |list: &BTreeMap<String, Value>| list.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&json), ids(&xml));
        for (id, item) in &json {
            assert_eq!(*item, xml[id], "{id}");
        }
    }
}

fn named<'a>(list: &'a Value, title: &str) -> &'a Value {
    let mut found = items(list).iter().filter(|item| item["title"] == title);
    found.next().unwrap_or_else(|| panic!("no entry {title}"))
}

fn names(item: &Value) -> Vec<&str> {
    let people = item["people"].as_array().unwrap().iter();
    people
        .map(|person| person["name"].as_str().unwrap())
        .collect()
}

#[test]
fn samples_are_right() {
    let Some(list_2014) = list("frab-xml/pydata-berlin-2014.xml") else {
        return;
    };
    let first = named(&list_2014, "scikit-learn");
    assert_eq!(first["start"], "2014-07-25T12:45:00+02:00", "not 12:54");
    assert_eq!(first["abstract"], Value::Null, "the word None is none");
    // No date, and a day that begins at nine.
    let old = list("frab-xml/fosdem-2007.xml").unwrap();
    let talk = named(&old, "AIGLX");
    assert_eq!(talk["start"], "2007-02-25T15:00:00");
    assert_eq!(talk["duration_minutes"], 45);
    assert_eq!(talk["room"], "Chavanne");
    assert_eq!(names(talk), ["Kristian Høgsberg"]);
    // An id that stands for a hundred people.
    let merged = list("frab-json/34c3-everything.json").unwrap();
    assert_eq!(names(named(&merged, "Eröffnung: tuwat")), ["Tim Pritlove"]);
    // The list's room, not the event's own name for it.
    let komona = list("frab-json/36c3-everything.json").unwrap();
    assert!(different(items(&komona), "room").contains("1Komona headnut"));
    assert!(!different(items(&komona), "room").contains("headnut"));
    // Relative to the program in which it was written, not to the one that published it.
    let hub = list("frab-json/39c3-everything.json").unwrap();
    let attachments = items(&hub)
        .iter()
        .flat_map(|item| item["links"].as_array().unwrap());
    let uploaded: Vec<_> = attachments
        .filter_map(|link| link["url"].as_str())
        .filter(|url| url.contains("/media/"))
        .collect();
    assert_eq!(uploaded.len(), 19);
    let homes = [
        "https://cfp.cccv.de/media/",
        "https://pretalx.c3voc.de/media/",
    ];
    for url in uploaded {
        assert!(homes.iter().any(|home| url.starts_with(home)), "{url}");
    }
    // Biographies of the file's list of people, joined by id; cancelled by the title.
    let cancelled = list("frab-xml/fosdem-2020.xml").unwrap();
    let cancelled = items(&cancelled).iter();
    assert_eq!(
        cancelled
            .filter(|item| item["status"] == "cancelled")
            .count(),
        3
    );
}

#[test]
fn nights_belong_to_the_day_under_which_they_are_listed() {
    // Entries whose date is not that of their day.
    let cases = [
        ("frab-xml/38c3-merged-hub.xml", 58),
        ("frab-json/36c3-everything.json", 46),
        ("frab-json/39c3-everything.json", 46),
        ("frab-json/34c3-everything.json", 18),
        ("frab-xml/31c3.xml", 4),
    ];
    for (file, nights) in cases {
        let Some(list) = list(file) else { return };
        let late = items(&list).iter().filter(|item| {
            let (start, day) = (
                item["start"].as_str().unwrap(),
                item["day"].as_str().unwrap(),
            );
            !start.starts_with(day)
        });
        assert_eq!(late.count(), nights, "{file}");
    }
}
