//! Which database decides, and that it is read as it is meant.

use std::{fs, path::Path};

use chrono::TimeDelta;
use fomo::{
    source::zoneinfo,
    zone::{ResolvedKind, offset_text},
};
use tempfile::TempDir;

use super::{fixture, fomo, listed, place, truth, utc};

/// A zone file in which clocks show three hours more than UTC, always.
fn three_hours_ahead() -> Vec<u8> {
    let mut file = Vec::new();
    for _for_32_bits_and_for_64 in 0..2 {
        file.extend(b"TZif2");
        file.extend([0; 15]);
        for count in [0_u32, 0, 0, 0, 1, 4] {
            file.extend(count.to_be_bytes());
        }
        file.extend(10_800_i32.to_be_bytes());
        file.extend(b"\0\0+03\0");
    }
    file.extend(b"\n<+03>-3\n");
    file
}

/// A database with this in `tzdata.zi` and these files of zones.
fn database(list: Option<&[u8]>, zones: &[(&str, &[u8])]) -> TempDir {
    let database = tempfile::tempdir().unwrap();
    if let Some(list) = list {
        fs::write(database.path().join("tzdata.zi"), list).unwrap();
    }
    for (name, bytes) in zones {
        let path = database.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    database
}

const NEWER: &[u8] = b"# version 9999a\nZ Asia/Kathmandu\nZ Asia/Atlantis\n";
const OLDER: &[u8] = b"# version 2001a\nZ Asia/Kathmandu\nZ Asia/Atlantis\n";

/// The offset of Kathmandu by the newer one of a database and the compiled one, in the program.
fn kathmandu(database: &Path) -> String {
    let place = place("UTC", &[utc("2026-07-15T10:00:00Z")]);
    let start = listed(&place, database, "Asia/Kathmandu")[0]["start"].clone();
    let start = start.as_str().unwrap();
    let (_, offset) = start.split_at("2026-07-15T10:00:00".len());
    offset.to_owned()
}

#[test]
fn clocks_show_what_a_current_database_says() {
    let atlas = zoneinfo::atlas_in(vec![fixture()]);
    let all = truth::of_the_fixture();
    for told in &all {
        let zone = atlas.find(&told.zone).unwrap();
        let mut at = utc("2024-01-01T00:00:00Z");
        while at < utc("2029-01-01T00:00:00Z") {
            let (seconds, letters) = told.at(at);
            let shown = zone.offset_at(at);
            assert_eq!(
                shown.seconds.local_minus_utc(),
                seconds,
                "{} {at}",
                told.zone
            );
            let letters = letters
                .starts_with(|c: char| c.is_ascii_alphabetic())
                .then_some(letters);
            assert_eq!(shown.abbreviation.as_deref(), letters, "{} {at}", told.zone);
            at += TimeDelta::hours(1);
        }
        for (at, before, after) in told.changes().filter(|(_, before, after)| before != after) {
            let changes = zone.changes(at - TimeDelta::seconds(1), at);
            let [change] = changes[..] else {
                panic!("{} {at}: {changes:?}", told.zone);
            };
            let offsets = [change.before, change.after].map(|offset| offset.local_minus_utc());
            assert_eq!((change.at, offsets), (at, [before, after]), "{}", told.zone);
        }
    }
}

#[test]
fn the_program_lists_by_it() {
    for told in truth::of_the_fixture() {
        let around = |at| [-60, -1, 0, 1, 60].map(|minutes| at + TimeDelta::minutes(minutes));
        let mut instants: Vec<_> = told.changes().flat_map(|(at, ..)| around(at)).collect();
        instants.extend([utc("2024-06-01T00:00:00Z"), utc("2026-11-15T12:00:00Z")]);
        let place = place("UTC", &instants);
        let list = listed(&place, &fixture(), &told.zone);
        assert_eq!(list.len(), instants.len(), "{}", told.zone);
        for item in list {
            let number: usize = item["id"].as_str().unwrap().parse().unwrap();
            assert_eq!(
                item["start"],
                told.rfc3339(instants[number]),
                "{}",
                told.zone
            );
        }
    }
}

#[test]
fn skipped_and_doubled_times_are_those_of_the_newest_rules() {
    let atlas = zoneinfo::atlas_in(vec![fixture()]);
    for told in truth::of_the_fixture() {
        let zone = atlas.find(&told.zone).unwrap();
        for (at, before, after) in told.changes() {
            let by = TimeDelta::seconds((after - before).into());
            let old = at.naive_utc() + TimeDelta::seconds(before.into());
            let name = format!("{} {at}", told.zone);
            // In the middle of what the clocks skip, or show twice.
            let middle = old + by / 2;
            let found = zone.resolve(middle);
            let wanted = match by.num_seconds() {
                1.. => (
                    ResolvedKind::Missing {
                        moved_to: middle + by,
                    },
                    at + by / 2,
                ),
                0 => (ResolvedKind::Exact, at),
                _ => (ResolvedKind::Ambiguous { other: at - by / 2 }, at + by / 2),
            };
            assert_eq!((found.kind, found.instant), wanted, "{name}");
        }
    }
}

#[test]
fn the_newer_database_decides() {
    let theirs = three_hours_ahead();
    let zones: &[(&str, &[u8])] = &[("Asia/Kathmandu", &theirs), ("Asia/Atlantis", &theirs)];
    for (list, wins) in [
        (Some(NEWER), true),
        (Some(OLDER), false),
        // Nobody knows how old they are.
        (None, false),
        (Some(b""), false),
        (Some(b"# version \n"), false),
        (Some(b"# version unknown\n"), false),
        (Some(b"\0\xff\xfe\0"), false),
    ] {
        let database = database(list, zones);
        let name = list.map(String::from_utf8_lossy);
        let wanted = if wins { "+03:00" } else { "+05:45" };
        assert_eq!(kathmandu(database.path()), wanted, "{name:?}");
        let place = place("UTC", &[utc("2026-07-15T10:00:00Z")]);
        let version = fomo(&place, database.path(), &["--version"]).out;
        assert_eq!(
            version.contains("tzdb 9999a (this machine's)"),
            wins,
            "{version}"
        );
        let unknown = fomo(
            &place,
            database.path(),
            &["list", "s.json", "--zone", "Asia/Atlantis"],
        );
        if wins {
            assert!(
                unknown.out.contains("times in Atlantis (+03)"),
                "{unknown:?}"
            );
        } else {
            assert_eq!(unknown.code, 2, "{unknown:?}");
            assert!(
                unknown
                    .err
                    .contains("no time zone is called \"Asia/Atlantis\""),
                "{unknown:?}"
            );
        }
        // What only the compiled tables have.
        let tokyo = fomo(
            &place,
            database.path(),
            &["list", "s.json", "--zone", "Asia/Tokyo"],
        );
        assert!(tokyo.out.contains("times in Tokyo (JST, +09)"), "{tokyo:?}");
    }
}

#[test]
fn a_damaged_file_is_not_read_halfway() {
    let theirs = three_hours_ahead();
    for end in 0..theirs.len() {
        let database = database(Some(NEWER), &[("Asia/Kathmandu", &theirs[..end])]);
        let atlas = zoneinfo::atlas_in(vec![database.path().to_owned()]);
        let zone = atlas.find("Asia/Kathmandu").unwrap();
        let offset = offset_text(zone.seconds_at(utc("2026-07-15T10:00:00Z")));
        assert_eq!(offset, "+05:45", "cut off behind {end} bytes");
    }
    let directory = database(Some(NEWER), &[("Asia/Kathmandu/file", b"")]);
    assert_eq!(kathmandu(directory.path()), "+05:45");
    let huge = database(Some(NEWER), &[("Asia/Kathmandu", &vec![b'x'; 1 << 20])]);
    assert_eq!(kathmandu(huge.path()), "+05:45");
}

/// `TZDIR` is asked first, and what it does not have is not looked for elsewhere.
#[test]
fn the_first_directory_that_has_a_database_is_the_one() {
    let theirs = three_hours_ahead();
    let newer = database(Some(NEWER), &[("Asia/Kathmandu", &theirs)]);
    let empty = tempfile::tempdir().unwrap();
    let none = empty.path().join("none");
    for (directories, offset) in [
        (
            vec![
                none.clone(),
                empty.path().to_owned(),
                newer.path().to_owned(),
            ],
            "+03",
        ),
        (vec![newer.path().to_owned(), fixture()], "+03"),
        (vec![none], "+05:45"),
        (Vec::new(), "+05:45"),
    ] {
        let atlas = zoneinfo::atlas_in(directories);
        let zone = atlas.find("Asia/Kathmandu").unwrap();
        let shown = offset_text(zone.seconds_at(utc("2026-07-15T10:00:00Z")));
        assert_eq!(shown, offset);
    }
}
