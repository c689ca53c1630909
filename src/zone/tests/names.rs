//! Zones by name, and what is said of names that are none.

use super::*;

#[test]
fn names_are_found() {
    let atlas = Atlas::compiled();
    for (text, wanted) in [
        ("Europe/Vienna", "Europe/Vienna"),
        ("  europe/vienna\n", "Europe/Vienna"),
        ("AMERICA/NEW_YORK", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("US/Pacific", "US/Pacific"),
        ("Europe/Kiev", "Europe/Kiev"),
        ("CET", "CET"),
        ("EST5EDT", "EST5EDT"),
        ("MST", "MST"),
        ("GMT", "GMT"),
        ("Etc/GMT-1", "Etc/GMT-1"),
        ("Japan", "Japan"),
        ("UTC", "UTC"),
        ("utc", "UTC"),
        ("z", "UTC"),
        ("Zulu", "UTC"),
        ("Etc/UTC", "UTC"),
        ("+01:00", "+01:00"),
        ("+0100", "+01:00"),
        ("UTC+2", "+02:00"),
        ("GMT-3:30", "-03:30"),
        ("UTC+0", "UTC"),
        ("Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Calcutta", "Asia/Kolkata"),
        ("munich", "Europe/Berlin"),
        ("Bern", "Europe/Zurich"),
        ("Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("Kuala Lumpur", "Asia/Kuala_Lumpur"),
    ] {
        assert_eq!(
            atlas.find(text).as_ref().map(Zone::name),
            Ok(wanted),
            "{text:?}"
        );
    }
}

#[test]
fn refusals_help() {
    let atlas = Atlas::compiled();
    for (text, sentence) in [
        (
            "CEST",
            r#""CEST" is an abbreviation, not a time zone; it is used by Europe/Berlin, Europe/Paris, Europe/Vienna and others"#,
        ),
        (
            "IST",
            r#""IST" is an abbreviation, not a time zone; it is used by Asia/Kolkata, Europe/Dublin and Asia/Jerusalem"#,
        ),
        (
            "jst",
            r#""jst" is an abbreviation, not a time zone; it is used by Asia/Tokyo"#,
        ),
        (
            "Europe/Viena",
            r#"no time zone is called "Europe/Viena"; did you mean Europe/Vienna?"#,
        ),
        (
            "Singapour",
            r#"no time zone is called "Singapour"; did you mean Asia/Singapore?"#,
        ),
        (
            "Cambridge",
            r#""Cambridge" may be in Europe/London or America/New_York"#,
        ),
        (
            "Mars/Base",
            r#"no time zone is called "Mars/Base"; names look like Europe/Vienna, UTC or +01:00"#,
        ),
        (
            "+25:00",
            r#"no time zone is called "+25:00"; names look like Europe/Vienna, UTC or +01:00"#,
        ),
        (
            "a\u{1b}[2J\u{202e}",
            r#"no time zone is called "a\u{1b}[2J\u{202e}"; names look like Europe/Vienna, UTC or +01:00"#,
        ),
        (" ", "the name of the time zone is empty"),
    ] {
        assert_eq!(atlas.find(text).unwrap_err().to_string(), sentence);
    }
    assert!(
        atlas
            .find(&"x".repeat(100_000))
            .unwrap_err()
            .to_string()
            .len()
            < 200
    );
}

#[test]
fn every_name_of_the_list_is_found_and_itself() {
    let atlas = Atlas::compiled();
    let names: Vec<&str> = atlas.names().collect();
    assert!(names.len() > 400 && names.last() == Some(&"UTC"));
    for name in names {
        assert_eq!(atlas.find(name).unwrap().name(), name);
    }
}

#[test]
fn every_compiled_name_is_found() {
    let atlas = Atlas::compiled();
    for tz in chrono_tz::TZ_VARIANTS {
        let found = atlas.find(tz.name()).unwrap();
        assert!(found.name() == tz.name() || found == Zone::utc(), "{tz}");
    }
}

#[test]
fn the_tables_only_name_zones_of_the_list() {
    let atlas = Atlas::compiled();
    let names: Vec<&str> = atlas.names().collect();
    let tables = [
        include_str!("../data/aliases.tsv"),
        include_str!("../data/places.tsv"),
        include_str!("../data/countries.tsv"),
    ];
    for line in tables.iter().flat_map(|table| table.lines()) {
        let (_, zones) = line.split_once('\t').unwrap();
        assert!(zones.split(' ').all(|name| names.contains(&name)), "{line}");
    }
    for name in include_str!("../data/famous.txt").lines() {
        assert!(names.contains(&name), "{name}");
    }
}
