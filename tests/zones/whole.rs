//! All zones of a whole database.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use chrono::TimeDelta;
use fomo::{source::zoneinfo, zone::ResolvedKind};

use super::{fixture, truth, utc};

/// The database that `FOMO_TZDATA` names.
fn whole() -> Option<PathBuf> {
    let named = std::env::var_os("FOMO_TZDATA").map(PathBuf::from);
    if named.is_none() {
        eprintln!("skipped: FOMO_TZDATA names no directory of a current time-zone database");
    }
    named
}

#[test]
fn every_zone_shows_what_python_says() {
    let Some(database) = whole() else {
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/zones/make.py");
    let mut python = Command::new("python3");
    let Ok(made) = python.arg(script).arg("table").arg(&database).output() else {
        eprintln!("skipped: there is no python3 to compare with");
        return;
    };
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let atlas = zoneinfo::atlas_in(vec![database]);
    assert!(
        atlas.version().contains("this machine's"),
        "{atlas:?} is not newer"
    );
    let all = truth::read(&String::from_utf8(made.stdout).unwrap());
    assert!(all.len() > 400);
    // Of no place, and nobody's.
    for told in all.iter().filter(|told| told.zone != "Factory") {
        let zone = atlas.find(&told.zone).unwrap();
        let changes = told.holds.iter().map(|(from, ..)| *from);
        let around = changes.flat_map(|at| [at - TimeDelta::seconds(1), at]);
        for at in around.skip(1).chain([utc("2028-12-31T23:59:59Z")]) {
            let shown = zone.seconds_at(at).local_minus_utc();
            assert_eq!(shown, told.at(at).0, "{} {at}", told.zone);
        }
        let wanted = told.changes().filter(|(_, before, after)| before != after);
        let found = zone.changes(utc("2024-01-01T00:00:00Z"), utc("2028-12-31T23:59:59Z"));
        assert_eq!(found.len(), wanted.count(), "{}", told.zone);
    }
}

/// Of every zone: the local time of an instant means that instant, or says that it may.
#[test]
fn instants_come_back_from_local_times() {
    let database = whole().unwrap_or_else(fixture);
    let list = std::fs::read_to_string(database.join("tzdata.zi")).unwrap();
    let atlas = zoneinfo::atlas_in(vec![database]);
    let zones = list.lines().filter_map(|line| {
        let mut words = line.split(' ');
        match words.next()? {
            "Z" => words.next(),
            "L" => words.nth(1),
            _ => None,
        }
    });
    let mut count = 0;
    for name in zones.filter(|name| *name != "Factory") {
        count += 1;
        let zone = atlas.find(name).unwrap();
        let changes = zone.changes(utc("2024-01-01T00:00:00Z"), utc("2029-01-01T00:00:00Z"));
        let mut instants = vec![utc("2024-02-29T12:00:00Z"), utc("2038-01-19T03:14:08Z")];
        for change in changes {
            let minutes = [-61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61];
            instants.extend(minutes.map(|minutes| change.at + TimeDelta::minutes(minutes)));
            instants.push(change.at - TimeDelta::seconds(1));
        }
        for at in instants {
            let local = zone.local(at);
            let found = zone.resolve(local);
            match found.kind {
                ResolvedKind::Exact => assert_eq!(found.instant, at, "{name}"),
                ResolvedKind::Ambiguous { other } => {
                    assert!(found.instant == at || other == at, "{name} {at}");
                    assert_eq!(
                        (zone.local(found.instant), zone.local(other)),
                        (local, local),
                        "{name}"
                    );
                }
                ResolvedKind::Missing { .. } => panic!("{name} {at}: its clocks show {local}"),
            }
        }
    }
    assert!(count >= 15);
}
