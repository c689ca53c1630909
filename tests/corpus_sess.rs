//! Real files of Sessionize, Indico and `OPass`, which are not part of this project: what is in them
//! is exactly what is read. Without `FOMO_CORPUS`, nothing is tested.

#![cfg(test)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use fomo::{
    schedule::{Schedule, ZoneSource, check::check},
    zone::Atlas,
};

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("FOMO_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
    }
    corpus
}

fn schedule(corpus: &Path, name: &str) -> Schedule {
    let bytes = fs::read(corpus.join(name)).unwrap();
    let draft = fomo::format::read(&bytes, None).unwrap();
    check(draft, &Atlas::compiled(), None).schedule
}

/// What is in a file.
struct Row {
    name: &'static str,
    entries: usize,
    days: usize,
    rooms: usize,
    people: usize,
    credits: usize,
    zone: &'static str,
    source: ZoneSource,
}

const fn row(
    name: &'static str,
    [entries, days, rooms]: [usize; 3],
    [people, credits]: [usize; 2],
    zone: &'static str,
    source: ZoneSource,
) -> Row {
    Row {
        name,
        entries,
        days,
        rooms,
        people,
        credits,
        zone,
        source,
    }
}

/// Entries, days and rooms that have entries; people, and how often they are named.
#[rustfmt::skip] // a table: one row, one line
const FILES: &[Row] = &[
    row("sessionize/droidcon-london2024-gridsmart.json", [137, 2, 7], [117, 250], "", ZoneSource::Unknown),
    row("sessionize/global-azure-linz-2023-empty.json", [0, 0, 0], [0, 0], "", ZoneSource::Unknown),
    row("sessionize/global-azure-linz-2024.json", [15, 1, 4], [16, 16], "", ZoneSource::Unknown),
    row("sessionize/kotlinconf-2025.json", [112, 3, 12], [105, 132], "", ZoneSource::Unknown),
    row("indico/docs-event-contributions-1.json", [4, 2, 0], [0, 0], "Europe/Zurich", ZoneSource::File),
    // One session with one talk, and three contributions outside.
    row("indico/docs-event-sessions-2.json", [5, 2, 0], [0, 0], "Europe/Zurich", ZoneSource::File),
    row("opass/sitcon2022-opass-sessions.json", [49, 1, 5], [50, 49], "+08:00", ZoneSource::Guessed),
];

#[test]
fn each_file_is_read_as_it_was_counted() {
    let Some(corpus) = corpus() else { return };
    for row in FILES {
        let schedule = schedule(&corpus, row.name);
        let entries = schedule.entries();
        assert_eq!(entries.len(), row.entries, "{}", row.name);
        assert_eq!(schedule.days().len(), row.days, "{}", row.name);
        let rooms: BTreeSet<usize> = entries
            .iter()
            .flat_map(|entry| entry.rooms.clone())
            .collect();
        assert_eq!(rooms.len(), row.rooms, "{}", row.name);
        assert_eq!(schedule.people().len(), row.people, "{}", row.name);
        let credits: usize = entries.iter().map(|entry| entry.people.len()).sum();
        assert_eq!(credits, row.credits, "{}", row.name);
        let event = schedule.event();
        assert_eq!(event.zone.name(), row.zone, "{}", row.name);
        assert_eq!(event.zone_source, row.source, "{}", row.name);
    }
}

/// File, id, start as written, end as written, room, whom it names first.
#[rustfmt::skip] // a table: one row, one line
const ENTRIES: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("sessionize/droidcon-london2024-gridsmart.json", "771426", "2024-10-31 17:00:00", "2024-10-31 17:20:00", "Hangouts", ""),
    ("sessionize/global-azure-linz-2024.json", "652285", "2024-04-20 11:00:00", "2024-04-20 11:45:00", "Breakout Room 3 (E59-1)", "Michael Mittermayr"),
    ("sessionize/kotlinconf-2025.json", "62b7f3ff-2afa-4b2e-8aec-e69e536cdb6a", "2025-05-22 18:00:00", "2025-05-22 22:00:00", "Keynote room", ""),
    ("indico/docs-event-sessions-2.json", "3", "2011-06-24 14:00:00", "2011-06-24 14:20:00", "", ""),
    ("opass/sitcon2022-opass-sessions.json", "72a0de", "2022-09-04 13:25:00", "2022-09-04 13:35:00", "R1, R3, S", ""),
    ("opass/sitcon2022-opass-sessions.json", "d2e248", "2022-09-04 11:05:00", "2022-09-04 11:45:00", "R0", "CyKid128"),
];

#[test]
fn entries_are_when_and_where_the_file_says() {
    let Some(corpus) = corpus() else { return };
    for (name, id, start, end, room, person) in ENTRIES {
        let schedule = schedule(&corpus, name);
        let entry = schedule.entry(schedule.find(id).unwrap()).unwrap();
        let local = |time: Option<_>| schedule.event().zone.local(time.unwrap()).to_string();
        assert_eq!(local(entry.start), *start, "{name} {id}");
        assert_eq!(local(entry.end), *end, "{name} {id}");
        assert_eq!(
            schedule.room_names(entry).unwrap_or_default(),
            *room,
            "{name} {id}"
        );
        let first = entry.people.first().map(|credit| credit.name.as_str());
        assert!(person.is_empty() || first == Some(*person), "{name} {id}");
    }
}

#[test]
fn instants_are_right() {
    let Some(corpus) = corpus() else { return };
    for (name, id, instant) in [
        (
            "indico/docs-event-contributions-1.json",
            "0",
            "2011-06-23T06:00:00+00:00",
        ),
        (
            "opass/sitcon2022-opass-sessions.json",
            "c4d370",
            "2022-09-04T00:30:00+00:00",
        ),
    ] {
        let schedule = schedule(&corpus, name);
        let entry = schedule.entry(schedule.find(id).unwrap()).unwrap();
        assert_eq!(entry.start.unwrap().to_rfc3339(), instant, "{name}");
    }
}

#[test]
fn a_header_says_what_to_ask_for() {
    let Some(corpus) = corpus() else { return };
    let bytes = fs::read(corpus.join("indico/docs-event-default-0.json")).unwrap();
    let error = fomo::format::read(&bytes, None).unwrap_err();
    assert!(error.message.contains("?detail=sessions"), "{error}");
}
