//! Clock changes.

use super::*;

#[test]
fn skipped_times_move_on_by_what_is_skipped() {
    for (name, local, moved_to, instant) in [
        (
            "Europe/Vienna",
            "2026-03-29 02:30",
            "2026-03-29 03:30",
            "2026-03-29T01:30:00Z",
        ),
        (
            "Europe/Vienna",
            "2026-03-29 02:00",
            "2026-03-29 03:00",
            "2026-03-29T01:00:00Z",
        ),
        (
            "America/New_York",
            "2026-03-08 02:30",
            "2026-03-08 03:30",
            "2026-03-08T07:30:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-04 02:15",
            "2026-10-04 02:45",
            "2026-10-03T15:45:00Z",
        ),
        // Days that have no midnight.
        (
            "Africa/Cairo",
            "2026-04-24 00:00",
            "2026-04-24 01:00",
            "2026-04-23T22:00:00Z",
        ),
        (
            "America/Havana",
            "2026-03-08 00:00",
            "2026-03-08 01:00",
            "2026-03-08T05:00:00Z",
        ),
        (
            "America/Santiago",
            "2026-09-06 00:30",
            "2026-09-06 01:30",
            "2026-09-06T04:30:00Z",
        ),
        (
            "Asia/Beirut",
            "2026-03-29 00:00",
            "2026-03-29 01:00",
            "2026-03-28T22:00:00Z",
        ),
        // A whole day that was never there.
        (
            "Pacific/Apia",
            "2011-12-30 12:00",
            "2011-12-31 12:00",
            "2011-12-30T22:00:00Z",
        ),
    ] {
        let resolved = zone(name).resolve(wall(local));
        let wanted = Resolved {
            instant: utc(instant),
            kind: ResolvedKind::Missing {
                moved_to: wall(moved_to),
            },
        };
        assert_eq!(resolved, wanted, "{name} {local}");
        assert_eq!(
            zone(name).local(resolved.instant),
            wall(moved_to),
            "{name} {local}"
        );
    }
}

#[test]
fn of_two_instants_the_earlier_is_meant() {
    for (name, local, first, other) in [
        (
            "Europe/Vienna",
            "2026-10-25 02:30",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
        ),
        (
            "Europe/Vienna",
            "2026-10-25 02:00",
            "2026-10-25T00:00:00Z",
            "2026-10-25T01:00:00Z",
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05 01:45",
            "2026-04-04T14:45:00Z",
            "2026-04-04T15:15:00Z",
        ),
        (
            "America/Santiago",
            "2026-04-04 23:30",
            "2026-04-05T02:30:00Z",
            "2026-04-05T03:30:00Z",
        ),
        // The same day twice.
        (
            "Pacific/Kwajalein",
            "1969-09-30 12:00",
            "1969-09-30T01:00:00Z",
            "1969-10-01T00:00:00Z",
        ),
    ] {
        let resolved = zone(name).resolve(wall(local));
        assert_eq!(
            resolved,
            Resolved {
                instant: utc(first),
                kind: ResolvedKind::Ambiguous { other: utc(other) }
            },
            "{name} {local}"
        );
    }
}

#[test]
fn ordinary_times_are_exact() {
    for (name, local, instant) in [
        ("Europe/Vienna", "2024-07-27 09:00", "2024-07-27T07:00:00Z"),
        ("Europe/Vienna", "2026-03-29 01:59", "2026-03-29T00:59:00Z"),
        ("Europe/Vienna", "2026-03-29 03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Vienna", "2026-10-25 01:59", "2026-10-24T23:59:00Z"),
        ("Europe/Vienna", "2026-10-25 03:00", "2026-10-25T02:00:00Z"),
        ("Asia/Kathmandu", "2026-01-01 00:00", "2025-12-31T18:15:00Z"),
        (
            "Pacific/Kiritimati",
            "2026-01-02 00:00",
            "2026-01-01T10:00:00Z",
        ),
        ("UTC", "2026-01-02 00:00", "2026-01-02T00:00:00Z"),
        ("-03:30", "2026-01-02 00:00", "2026-01-02T03:30:00Z"),
    ] {
        assert_eq!(
            zone(name).resolve(wall(local)),
            Resolved {
                instant: utc(instant),
                kind: ResolvedKind::Exact
            },
            "{name} {local}"
        );
    }
}

#[test]
fn a_time_after_the_clock_change_has_its_own_offset() {
    let vienna = zone("Europe/Vienna");
    assert_eq!(
        vienna.rfc3339(utc("2026-03-18T09:00:00Z")),
        "2026-03-18T10:00:00+01:00"
    );
    assert_eq!(
        vienna.rfc3339(utc("2026-04-06T09:00:00Z")),
        "2026-04-06T11:00:00+02:00"
    );
}

#[test]
fn the_ends_of_the_calendar_are_not_left() {
    let rule = machine::from_rule("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    let zones = [
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Europe/Vienna",
        "UTC",
        "+14",
        "-23:59",
    ]
    .map(zone);
    for zone in zones
        .into_iter()
        .chain([Zone::unknown(), Zone::nameless("localtime", rule)])
    {
        for local in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
            let resolved = zone.resolve(local);
            assert!(
                (zone.local(resolved.instant) - local).abs() <= chrono::TimeDelta::days(1),
                "{zone:?}"
            );
            assert!(!zone.label(resolved.instant).is_empty());
            assert!(!zone.rfc3339(resolved.instant).is_empty());
        }
        for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            assert!(
                (zone.local(at) - at.naive_utc()).abs() <= chrono::TimeDelta::days(1),
                "{zone:?}"
            );
        }
    }
}

#[test]
fn days_are_counted_from_the_events_day() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    for (shown, wanted) in [
        ("2024-07-27", None),
        ("2024-07-28", Some("+1")),
        ("2024-07-26", Some("−1")),
        ("2024-08-03", Some("+7")),
    ] {
        assert_eq!(day_shift(day("2024-07-27"), day(shown)).as_deref(), wanted);
    }
    assert_eq!(
        day_shift(chrono::NaiveDate::MAX, chrono::NaiveDate::MIN)
            .unwrap()
            .chars()
            .next(),
        Some('−')
    );
}
