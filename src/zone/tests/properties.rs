//! Properties of all zones.

use chrono::{TimeDelta, TimeZone as _};
use chrono_tz::TZ_VARIANTS;
use proptest::prelude::*;

use super::*;

/// A local time means the instant that it was made of, or says that it may.
fn assert_comes_back(zone: &Zone, at: DateTime<Utc>) {
    let resolved = zone.resolve(zone.local(at));
    match resolved.kind {
        ResolvedKind::Exact => assert_eq!(resolved.instant, at, "{zone:?}"),
        ResolvedKind::Ambiguous { other } => {
            assert!(
                resolved.instant < other && (resolved.instant == at || other == at),
                "{zone:?} {at}"
            );
            assert_eq!(zone.local(other), zone.local(at), "{zone:?} {at}");
        }
        ResolvedKind::Missing { .. } => panic!("{zone:?} {at}: a time on the clocks is missing"),
    }
}

#[test]
fn local_times_come_back_around_every_clock_change() {
    let step = TimeDelta::days(30);
    for tz in TZ_VARIANTS {
        let zone = Zone::compiled(tz);
        let mut at = utc("2000-01-01T00:00:00Z");
        while at < utc("2035-01-01T00:00:00Z") {
            let (mut low, mut high) = (at, at + step);
            at = high;
            let before = zone.seconds_at(low);
            if zone.seconds_at(high) == before {
                continue;
            }
            while high - low > TimeDelta::seconds(1) {
                let middle = low + (high - low) / 2;
                if zone.seconds_at(middle) == before {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            for minutes in (-90..=90).step_by(30) {
                assert_comes_back(&zone, high + TimeDelta::minutes(minutes));
            }
            let skipped =
                zone.seconds_at(high).local_minus_utc() - zone.seconds_at(low).local_minus_utc();
            if skipped > 0 {
                let missing = zone.local(high) - TimeDelta::seconds(1);
                let moved_to = missing + TimeDelta::seconds(skipped.into());
                assert_eq!(
                    zone.resolve(missing).kind,
                    ResolvedKind::Missing { moved_to },
                    "{zone:?} {missing}"
                );
            }
        }
    }
}

/// Its search data take longer to make than a case.
static ATLAS: std::sync::OnceLock<Atlas> = std::sync::OnceLock::new();

proptest! {
    #[test]
    fn local_times_come_back(index in 0..TZ_VARIANTS.len(), seconds in -5_000_000_000_i64..5_000_000_000) {
        assert_comes_back(&Zone::compiled(TZ_VARIANTS[index]), Utc.timestamp_opt(seconds, 0).unwrap());
    }

    #[test]
    fn resolving_agrees_with_chrono(index in 0..TZ_VARIANTS.len(), seconds in 0_i64..4_000_000_000) {
        let tz = TZ_VARIANTS[index];
        let local = Utc.timestamp_opt(seconds, 0).unwrap().naive_utc();
        let resolved = Zone::compiled(tz).resolve(local);
        match tz.from_local_datetime(&local) {
            chrono::LocalResult::Single(only) => prop_assert_eq!(resolved.instant, only),
            chrono::LocalResult::Ambiguous(first, _) => prop_assert_eq!(resolved.instant, first),
            chrono::LocalResult::None => {
                let moved = matches!(resolved.kind, ResolvedKind::Missing { moved_to } if moved_to > local);
                prop_assert!(moved);
            }
        }
    }

    #[test]
    fn nothing_panics(text in ".{0,40}", seconds in any::<i64>()) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC);
        let atlas = ATLAS.get_or_init(Atlas::compiled);
        if let Ok(zone) = atlas.find(&text) {
            prop_assert!(!zone.label(at).is_empty());
        }
        atlas.search(&text, at);
        let _ = own(atlas, OwnClues { tz: Some(&text), ..OwnClues::default() });
    }

    #[test]
    fn broken_files_do_not_panic(cut in 0_usize..200, place in 0_usize..200, byte in any::<u8>()) {
        let mut bytes = zone_file("CET-1CEST,M3.5.0,M10.5.0/3", 3600, "CET");
        bytes.truncate(cut);
        if let Some(target) = bytes.get_mut(place) {
            *target = byte;
        }
        if let Some(rules) = machine::from_file(&bytes) {
            let zone = Zone::nameless("localtime", rules);
            zone.resolve(zone.local(utc("2026-03-29T01:30:00Z")));
        }
    }
}

#[test]
fn changes_tell_all_that_clocks_do() {
    let (from, to) = (utc("1890-01-01T00:00:00Z"), utc("2035-01-01T00:00:00Z"));
    // Each of them takes a while; these have seen everything.
    for name in [
        "Europe/Vienna",
        "Europe/Dublin",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Africa/Casablanca",
        "Africa/Monrovia",
        "Asia/Kathmandu",
        "America/Caracas",
    ] {
        let zone = zone(name);
        let changes = zone.changes(from, to);
        assert!(!changes.is_empty(), "{name}");
        let mut offset = zone.seconds_at(from);
        let mut next = changes.iter().peekable();
        let mut at = from;
        while at <= to {
            while let Some(change) = next.next_if(|change| change.at <= at) {
                assert_eq!(change.before, offset, "{name}: {change:?}");
                assert_ne!(change.before, change.after, "{name}: {change:?}");
                let just_before = change.at - TimeDelta::seconds(1);
                assert_eq!(zone.seconds_at(just_before), change.before, "{name}");
                assert_eq!(zone.seconds_at(change.at), change.after, "{name}");
                offset = change.after;
            }
            assert_eq!(zone.seconds_at(at), offset, "{name} {at}");
            at += TimeDelta::hours(23);
        }
    }
    for zone in [Zone::utc(), Zone::unknown(), zone("+01:00")] {
        assert_eq!(zone.changes(from, to), []);
        assert_eq!(zone.changes(to, from), []);
    }
}

#[test]
fn only_names_that_others_know_are_iana_names() {
    let machine = Zone::nameless("CET-1", super::machine::from_rule("CET-1").unwrap());
    for (zone, name) in [
        (zone("europe/vienna"), Some("Europe/Vienna")),
        (zone("CET"), Some("CET")),
        (Zone::utc(), None),
        (zone("Etc/UTC"), None),
        (zone("+05:45"), None),
        (Zone::unknown(), None),
        (machine, None),
    ] {
        assert_eq!(zone.iana_name(), name, "{zone:?}");
    }
}
