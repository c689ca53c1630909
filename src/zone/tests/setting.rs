//! The zone of the machine, by what it says about itself.

use super::*;

fn by_tz(tz: &str) -> Result<Zone, String> {
    let clues = OwnClues {
        tz: Some(tz),
        link: Some("Asia/Tokyo"),
        ..OwnClues::default()
    };
    own(&Atlas::compiled(), clues)
}

#[test]
fn tz_is_understood_in_its_forms() {
    for (tz, name, label) in [
        ("Europe/Vienna", "Europe/Vienna", "Vienna (CEST, +02)"),
        (":Europe/Vienna", "Europe/Vienna", "Vienna (CEST, +02)"),
        (
            "/usr/share/zoneinfo/Europe/Vienna",
            "Europe/Vienna",
            "Vienna (CEST, +02)",
        ),
        (
            ":/usr/share/zoneinfo/Europe/Vienna",
            "Europe/Vienna",
            "Vienna (CEST, +02)",
        ),
        (
            "/usr/share/zoneinfo/posix/Europe/Vienna",
            "Europe/Vienna",
            "Vienna (CEST, +02)",
        ),
        (
            "/var/db/timezone/zoneinfo/Europe/Vienna",
            "Europe/Vienna",
            "Vienna (CEST, +02)",
        ),
        ("", "UTC", "UTC"),
        (":", "UTC", "UTC"),
        ("UTC", "UTC", "UTC"),
        ("UTC0", "UTC", "UTC"),
        (
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "local time (CEST, +02)",
        ),
        ("EST5EDT", "EST5EDT", "EDT (-04)"),
        ("JST-9", "JST-9", "local time (JST, +09)"),
        // Here the sign is that of POSIX: two hours behind.
        ("UTC+2", "UTC+2", "local time (UTC, -02)"),
        ("<+0545>-5:45", "<+0545>-5:45", "local time (+05:45)"),
        ("/etc/localtime", "Asia/Tokyo", "Tokyo (JST, +09)"),
        (":/etc/localtime", "Asia/Tokyo", "Tokyo (JST, +09)"),
    ] {
        let zone = by_tz(tz).unwrap();
        assert_eq!(
            (
                zone.name(),
                zone.label(utc("2026-07-15T10:00:00Z")).as_str()
            ),
            (name, label),
            "{tz:?}"
        );
    }
}

#[test]
fn a_rule_changes_the_clocks_like_its_zone() {
    let (rule, vienna) = (
        by_tz("CET-1CEST,M3.5.0,M10.5.0/3").unwrap(),
        zone("Europe/Vienna"),
    );
    for local in [
        "2026-01-15 10:00",
        "2026-03-29 02:30",
        "2026-07-15 10:00",
        "2026-10-25 02:30",
        "2038-07-15 10:00",
    ] {
        assert_eq!(
            rule.resolve(wall(local)),
            vienna.resolve(wall(local)),
            "{local}"
        );
    }
    assert_ne!(rule, vienna);
}

#[test]
fn nonsense_in_tz_is_said() {
    for (tz, part) in [
        ("nonsense", r#"TZ is "nonsense", which is no time zone"#),
        ("Europe/Viena", "did you mean Europe/Vienna?"),
        (
            "Berlin",
            "which is not the full name of a time zone; did you mean Europe/Berlin?",
        ),
        ("CET-1CEST", "does not say from when to when"),
        ("CEST", "is an abbreviation"),
        ("/nowhere/at/all", "which is not a time-zone file"),
        (
            "/usr/share/zoneinfo/../../../etc/passwd",
            "which is not a time-zone file",
        ),
        ("CET-99", r#"TZ is "CET-99""#),
        (":UTC0x", "TZ is"),
        ("\u{1b}]52;c;AAAA\u{7}", r#"TZ is "\u{1b}]52;c;AAAA\u{7}""#),
    ] {
        let sentence = by_tz(tz).unwrap_err();
        assert!(
            sentence.contains(part) && !sentence.contains(char::is_control),
            "{tz:?}: {sentence}"
        );
    }
}

#[test]
fn without_tz_the_systems_setting_counts() {
    let atlas = Atlas::compiled();
    let bytes = zone_file("JST-9", 32_400, "JST");
    let named = OwnClues {
        link: Some("Europe/Vienna"),
        localtime: Some(&bytes),
        ..OwnClues::default()
    };
    assert_eq!(own(&atlas, named).unwrap().name(), "Europe/Vienna");

    let copied = OwnClues {
        localtime: Some(&bytes),
        ..OwnClues::default()
    };
    let zone = own(&atlas, copied).unwrap();
    assert_eq!(
        (
            zone.name(),
            zone.label(utc("2026-07-15T10:00:00Z")).as_str()
        ),
        ("localtime", "local time (JST, +09)")
    );

    // A name that nobody knows, but rules that hold.
    assert_eq!(
        own(
            &atlas,
            OwnClues {
                link: Some("Local/Clock"),
                ..copied
            }
        )
        .unwrap(),
        zone
    );
    assert_eq!(
        own(
            &atlas,
            OwnClues {
                tz: Some("/nowhere/zone"),
                tz_file: Some(&bytes),
                ..named
            }
        )
        .unwrap(),
        zone
    );

    for (clues, part) in [
        (OwnClues::default(), "TZ is not set"),
        (
            OwnClues {
                link: Some("Local/Clock"),
                ..OwnClues::default()
            },
            "Local/Clock",
        ),
        (
            OwnClues {
                localtime: Some(b"TZif"),
                ..OwnClues::default()
            },
            "/etc/localtime is not a time-zone file",
        ),
    ] {
        let sentence = own(&atlas, clues).unwrap_err();
        assert!(sentence.contains(part), "{sentence}");
    }
}
