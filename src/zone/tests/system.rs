//! The machine's database against the compiled one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A machine on which Vancouver keeps -07:00, and a zone is new.
#[derive(Clone)]
struct Stub {
    version: Option<&'static str>,
    reads: Arc<AtomicUsize>,
}

impl ZoneFiles for Stub {
    fn version(&self) -> Option<String> {
        self.version.map(str::to_owned)
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        match name {
            "America/Vancouver" => Some(zone_file("MST7", -25_200, "MST")),
            "Europe/Atlantis" => Some(zone_file("<+03>-3", 10_800, "+03")),
            "Europe/Vienna" => Some(b"TZif2 but then broken".to_vec()),
            "Europe/Lemuria" => Some(b"TZif2".to_vec()),
            "Europe/Paris" => Some(zone_file("", 200_000, "XYZ")),
            _ => None,
        }
    }

    fn names(&self) -> Vec<String> {
        [
            "America/Vancouver",
            "Europe/Atlantis",
            "Europe/Lemuria",
            "Etc/../passwd",
            "Factory",
        ]
        .map(str::to_owned)
        .to_vec()
    }
}

fn atlas(version: Option<&'static str>) -> (Atlas, Stub) {
    let stub = Stub {
        version,
        reads: Arc::default(),
    };
    (Atlas::with_system(Box::new(stub.clone())), stub)
}

const WINTER: &str = "2026-11-15T12:00:00Z";

#[test]
fn newer_rules_win() {
    let (atlas, stub) = atlas(Some("2026f"));
    assert_eq!(atlas.version(), "tzdb 2026f (this machine's)");
    let vancouver = atlas.find("america/vancouver").unwrap();
    assert_eq!(vancouver.label(utc(WINTER)), "Vancouver (MST, -07)");
    assert_eq!(vancouver.rfc3339(utc(WINTER)), "2026-11-15T05:00:00-07:00");
    assert_eq!(
        vancouver.resolve(wall("2026-11-01 01:30")).kind,
        ResolvedKind::Exact
    );
    assert_eq!(atlas.find("Vancouver").unwrap(), vancouver);
    assert_eq!(stub.reads.load(Ordering::Relaxed), 1, "a file is read once");
    assert_ne!(vancouver, zone("America/Vancouver"));
}

#[test]
fn files_that_are_missing_or_broken_leave_the_compiled_rules() {
    let (atlas, _) = atlas(Some("2026f"));
    for name in ["Europe/Berlin", "Europe/Vienna", "Europe/Paris"] {
        assert_eq!(atlas.find(name), Ok(zone(name)));
    }
    assert_eq!(atlas.find("UTC"), Ok(Zone::utc()));
}

/// Of one that is not compiled in, it said that the rules compiled in are used.
#[test]
fn what_is_used_instead_of_damaged_rules_is_said_once_and_truly() {
    let (atlas, _) = atlas(Some("2026f"));
    let begin = "in this machine’s time-zone database (2026f), what it has of";
    let instead = format!(
        "; the rules of {}, compiled in,",
        chrono_tz::IANA_TZDB_VERSION
    );
    assert_eq!(atlas.complaint(), None);
    atlas.find("Europe/Vienna").unwrap();
    assert_eq!(
        atlas.complaint(),
        Some(format!(
            "{begin} Europe/Vienna is damaged{instead} are used"
        ))
    );
    assert!(atlas.find("Europe/Lemuria").is_err());
    let unknown = format!("{begin} Europe/Lemuria is damaged{instead} do not have it");
    assert_eq!(atlas.complaint(), Some(unknown));
    atlas.find("Europe/Vienna").unwrap();
    assert_eq!(atlas.complaint(), None);
}

#[test]
fn new_zones_are_known() {
    let (atlas, _) = atlas(Some("2026f"));
    assert_eq!(
        atlas.find("europe/atlantis").unwrap().label(utc(WINTER)),
        "Atlantis (+03)"
    );
    assert_eq!(atlas.find("Atlantis").unwrap().name(), "Europe/Atlantis");
    assert_eq!(
        atlas
            .search("atlan", utc(WINTER))
            .first()
            .map(|hit| hit.name.as_str()),
        Some("Europe/Atlantis")
    );
    assert!(
        atlas
            .names()
            .all(|name| name != "Etc/../passwd" && name != "Factory")
    );
}

#[test]
fn older_or_nameless_databases_are_not_used() {
    for version in [None, Some("2025b"), Some("2024a"), Some("unknown")] {
        let (atlas, stub) = atlas(version);
        assert_eq!(
            atlas.version(),
            format!("tzdb {} (compiled in)", chrono_tz::IANA_TZDB_VERSION)
        );
        assert_eq!(
            atlas.find("America/Vancouver"),
            Ok(zone("America/Vancouver"))
        );
        assert!(atlas.find("Europe/Atlantis").is_err());
        assert_eq!(stub.reads.load(Ordering::Relaxed), 0);
    }
}
