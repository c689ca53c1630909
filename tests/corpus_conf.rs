//! Real files of virtual sites, Mini-Conf, KonOpas, ConClár, Symposion and Open Event, counted apart
//! from this program. Without `FOMO_CORPUS`, which names their directory, nothing is tested.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use run::{Ran, command, ran};
use serde_json::Value;

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("FOMO_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
    }
    corpus
}

fn run_on(args: &[&str], file: &Path) -> Ran {
    let home = tempfile::tempdir().unwrap();
    let mut args = args.to_vec();
    args.insert(1, file.to_str().unwrap());
    ran(command(home.path(), &args).output().unwrap())
}

fn listed(file: &Path) -> Value {
    let list = run_on(&["list", "--format", "json"], file);
    assert_eq!(list.code, 0, "{list:?}");
    serde_json::from_str(&list.out).unwrap()
}

fn distinct<'a>(items: &'a [Value], key: &str) -> BTreeSet<&'a str> {
    items.iter().filter_map(|item| item[key].as_str()).collect()
}

/// A file and what is in it: entries, talks inside sessions, days, rooms with entries (several of
/// one entry count as one), and people.
type Row = (&'static str, usize, usize, usize, usize, usize);

#[rustfmt::skip] // a table: one row, one line
const FILES: &[Row] = &[
    ("virtual-site/neurips2025-orals-posters.EXCERPT.json", 4, 2, 2, 2, 3),
    ("mini-conf/ismir2020-main_calendar.json", 93, 0, 7, 0, 0),
    ("mini-conf/miniconf-template-iclr2020-main_calendar.json", 56, 0, 4, 0, 0),
    ("mini-conf/ozchi2022-main_calendar.json", 26, 0, 4, 0, 0),
    ("konopas/chicon7-2012-program.js", 841, 0, 5, 41, 599),
    ("konopas/conclar-2022-schedule.json", 86, 0, 3, 8, 76),
    ("konopas/finncon2013-program.js", 102, 0, 3, 8, 133),
    ("symposion/pyconus2025-symposion-conference.json", 163, 0, 5, 18, 131),
    ("open-event/openevent-googleio2017-sessions.json", 268, 0, 3, 15, 172),
    ("open-event/openevent-oscal2017-sessions.json", 58, 0, 2, 6, 39),
];

#[test]
fn every_entry_is_there() {
    let Some(corpus) = corpus() else { return };
    for (name, entries, talks, days, rooms, people) in FILES {
        let list = listed(&corpus.join(name));
        let items = list["items"].as_array().unwrap();
        let levels = items.iter().filter(|item| item["level"] == "talk");
        let all_people = items.iter().filter_map(|item| item["people"].as_array());
        let names: BTreeSet<_> = all_people
            .flatten()
            .filter_map(|person| person["name"].as_str())
            .collect();
        let found = (
            *name,
            items.len(),
            levels.count(),
            distinct(items, "day").len(),
            distinct(items, "room").len(),
            names.len(),
        );
        assert_eq!(found, (*name, *entries, *talks, *days, *rooms, *people));
        assert_eq!(distinct(items, "id").len(), *entries, "{name}");
    }
}

#[test]
fn zones_are_those_of_the_offsets_or_unknown() {
    let Some(corpus) = corpus() else { return };
    let zones = [
        (
            "virtual-site/neurips2025-orals-posters.EXCERPT.json",
            Some("-08:00"),
        ),
        ("mini-conf/ismir2020-main_calendar.json", Some("UTC")),
        ("mini-conf/ozchi2022-main_calendar.json", Some("+11:00")),
        ("konopas/chicon7-2012-program.js", None),
        ("konopas/conclar-2022-schedule.json", None),
        ("konopas/finncon2013-program.js", None),
        (
            "symposion/pyconus2025-symposion-conference.json",
            Some("-04:00"),
        ),
        (
            "open-event/openevent-googleio2017-sessions.json",
            Some("-07:00"),
        ),
        (
            "open-event/openevent-oscal2017-sessions.json",
            Some("+02:00"),
        ),
    ];
    for (name, zone) in zones {
        let list = listed(&corpus.join(name));
        let source = if zone.is_some() { "guessed" } else { "unknown" };
        assert_eq!(list["event"]["zone"].as_str(), zone, "{name}");
        assert_eq!(list["event"]["zone_source"], source, "{name}");
    }
}

/// Looks at one entry by its title.
fn item<'a>(list: &'a Value, title: &str) -> &'a Value {
    let items = list["items"].as_array().unwrap();
    let mut found = items.iter().filter(|item| item["title"] == title);
    let item = found.next().unwrap_or_else(|| panic!("{title}"));
    assert!(found.next().is_none(), "{title} stands twice");
    item
}

fn people(item: &Value) -> Vec<(&str, &str)> {
    let people = item["people"].as_array().unwrap().iter();
    people
        .map(|person| {
            (
                person["name"].as_str().unwrap(),
                person["role"].as_str().unwrap(),
            )
        })
        .collect()
}

#[test]
fn entries_say_what_their_files_say() {
    let Some(corpus) = corpus() else { return };

    let list = listed(&corpus.join("virtual-site/neurips2025-orals-posters.EXCERPT.json"));
    let session = item(&list, "San Diego Poster Session 6");
    assert_eq!(session["start"], "2025-12-05T16:30:00-08:00");
    assert_eq!(session["end"], "2025-12-05T19:30:00-08:00");
    assert_eq!(session["room"], "Exhibit Hall C,D,E");
    let talk = item(
        &list,
        "DisCO: Reinforcing Large Reasoning Models with Discriminative Constraints",
    );
    assert_eq!(
        people(talk),
        [("Gang Li", "author"), ("Ming Lin", "author")]
    );
    assert_eq!(talk["people"][0]["affiliation"], "Texas A&M University");
    assert_eq!(talk["session"], item(&list, "Oral Session 17")["id"]);
    assert_eq!(list["event"]["title"], "NeurIPS 2025");

    let list = listed(&corpus.join("mini-conf/ozchi2022-main_calendar.json"));
    let welcome = item(&list, "Conference Welcome");
    assert_eq!(welcome["start"], "2022-11-30T10:00:00+11:00");
    assert_eq!(welcome["day"], "2022-11-30");

    let list = listed(&corpus.join("konopas/conclar-2022-schedule.json"));
    let opening = item(&list, "Opening Ceremony");
    assert_eq!(opening["start"], "2022-10-15T10:00:00");
    assert_eq!(opening["end"], "2022-10-15T10:15:00");
    assert_eq!(opening["kind"], "Ceremony/Event");
    assert_eq!(people(opening)[0], ("Raissa Perez", "moderator"));

    let list = listed(&corpus.join("konopas/chicon7-2012-program.js"));
    let songs = item(&list, "Sing Along Chicon 2000 Songbook");
    assert_eq!(songs["room"], "Gold Coast (Bronze West)");
    assert_eq!(songs["end_inferred"], true);
    let governing = item(&list, "Governing the Solar System");
    assert_eq!(people(governing)[0], ("W A (Bill) Thomasson", "speaker"));

    let list = listed(&corpus.join("symposion/pyconus2025-symposion-conference.json"));
    let comprehending = item(&list, "Comprehending comprehensions");
    assert_eq!(comprehending["start"], "2025-05-14T09:00:00-04:00");
    assert_eq!(people(comprehending), [("Reuven M. Lerner", "speaker")]);
    let plenaries = list["items"].as_array().unwrap().iter();
    let rooms = "Hall C, Ballroom A, Ballroom BC, Room 301-305, Room 310/311";
    assert_eq!(plenaries.filter(|item| item["room"] == rooms).count(), 4);

    let list = listed(&corpus.join("open-event/openevent-oscal2017-sessions.json"));
    let mutants = item(&list, "Mutants, tests and zombies");
    assert_eq!(mutants["start"], "2017-05-14T12:00:00+02:00");
    assert_eq!(mutants["people"][0]["affiliation"], "Red Hat");
}

/// Nothing in these files is broken, so nothing may be called that.
#[test]
fn sound_files_give_no_errors() {
    let Some(corpus) = corpus() else { return };
    for (name, ..) in FILES {
        let check = run_on(&["check", "--level", "error"], &corpus.join(name));
        assert_eq!(check.code, 0, "{name}: {check:?}");
    }
}

/// What KonOpas knows of people is in a file of its own.
#[test]
fn lists_of_people_are_no_schedules() {
    let Some(corpus) = corpus() else { return };
    for name in [
        "chicon7-2012-people.js",
        "conclar-2022-people.json",
        "finncon2013-people.js",
    ] {
        let list = run_on(&["list"], &corpus.join("konopas").join(name));
        assert_eq!(list.code, 2, "{name}");
        assert!(list.err.contains("list of people"), "{list:?}");
    }
}
