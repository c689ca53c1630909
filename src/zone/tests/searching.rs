//! The search of the zone picker.

use super::*;

fn hits(query: &str) -> Vec<Hit> {
    Atlas::compiled().search(query, utc("2026-11-22T03:00:00Z"))
}

#[test]
fn the_best_comes_first() {
    for (query, names, matched) in [
        ("jst", "Asia/Tokyo", Some("JST")),
        ("Tokyo", "Asia/Tokyo", None),
        ("munich", "Europe/Berlin", Some("Munich")),
        ("MÜNCHEN", "Europe/Berlin", Some("München")),
        ("new york", "America/New_York", None),
        ("york new", "America/New_York", None),
        ("newyork", "", None),
        ("wien", "Europe/Vienna", Some("Wien")),
        ("vien", "Europe/Vienna Asia/Vientiane", None),
        ("zurich", "Europe/Zurich", None),
        ("zürich", "Europe/Zurich", None),
        (
            "cest",
            "Europe/Berlin Europe/Paris Europe/Vienna",
            Some("CEST"),
        ),
        (
            "cet",
            "Europe/Berlin Europe/Paris Europe/Vienna",
            Some("CET"),
        ),
        ("pst", "America/Los_Angeles", Some("PST")),
        ("pdt", "America/Los_Angeles", Some("PDT")),
        ("pt", "America/Los_Angeles", Some("PT")),
        ("est", "America/New_York", Some("EST")),
        (
            "ist",
            "Asia/Kolkata Europe/Dublin Asia/Jerusalem",
            Some("IST"),
        ),
        ("gmt", "Europe/London", Some("GMT")),
        ("bst", "Europe/London", Some("BST")),
        ("kolkata", "Asia/Kolkata", None),
        ("calcutta", "Asia/Kolkata", Some("Calcutta")),
        ("são paulo", "America/Sao_Paulo", None),
        ("sao", "America/Sao_Paulo Africa/Sao_Tome", None),
        (
            "san francisco",
            "America/Los_Angeles",
            Some("San Francisco"),
        ),
        ("san fr", "America/Los_Angeles", Some("San Francisco")),
        ("austria", "Europe/Vienna", Some("Austria")),
        ("vienna austria", "Europe/Vienna", None),
        ("japan", "Asia/Tokyo", Some("Japan")),
        ("india", "Asia/Kolkata", Some("India")),
        ("mexico", "America/Mexico_City", Some("Mexico")),
        (
            "united states",
            "America/New_York America/Chicago America/Denver America/Los_Angeles",
            Some("United States"),
        ),
        ("uk", "Europe/London", Some("UK")),
        (
            "cambridge",
            "Europe/London America/New_York",
            Some("Cambridge"),
        ),
        ("us/pacific", "America/Los_Angeles", Some("US/Pacific")),
        ("europe/vienna", "Europe/Vienna", None),
        ("utc", "UTC", None),
        ("+5:45", "+05:45 Asia/Kathmandu", None),
        ("UTC+1", "+01:00 Europe/Berlin Europe/Paris", None),
        ("qqq", "", None),
        ("/", "", None),
    ] {
        let hits = hits(query);
        let wanted: Vec<&str> = names.split_ascii_whitespace().collect();
        let found: Vec<&str> = hits
            .iter()
            .map(|hit| hit.name.as_str())
            .take(wanted.len().max(1))
            .collect();
        assert_eq!(found, wanted, "{query}");
        assert_eq!(
            hits.first().and_then(|hit| hit.matched.as_deref()),
            matched,
            "{query}"
        );
    }
}

#[test]
fn abbreviations_follow_the_seasons() {
    for at in ["2026-01-15T00:00:00Z", "2026-07-15T00:00:00Z"] {
        for short in ["CET", "CEST", "PST", "PDT", "AEST", "AEDT"] {
            let hits = Atlas::compiled().search(short, utc(at));
            assert!(
                hits.iter()
                    .any(|hit| hit.rank == 0 && hit.matched.as_deref() == Some(short)),
                "{short} {at}"
            );
        }
    }
}

#[test]
fn an_empty_query_lists_all_by_name() {
    let atlas = Atlas::compiled();
    let all = hits(" ");
    assert!(all.iter().map(|hit| hit.name.as_str()).eq(atlas.names()));
    assert_eq!(
        all.first().map(|hit| hit.name.as_str()),
        Some("Africa/Abidjan")
    );
}

#[test]
fn every_hit_is_a_zone_and_comes_once() {
    let atlas = Atlas::compiled();
    for query in [
        "e", "a b", "america", "est", "+1", "-3", "0", "utc", "gmt+2", "(", "s",
    ] {
        let hits = hits(query);
        let mut names: Vec<&str> = hits.iter().map(|hit| hit.name.as_str()).collect();
        assert!(
            names
                .iter()
                .all(|name| atlas.find(name).is_ok_and(|zone| zone.name() == *name)),
            "{query}"
        );
        assert!(hits.is_sorted_by_key(|hit| hit.rank), "{query}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), hits.len(), "{query}");
    }
}
