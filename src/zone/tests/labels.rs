//! What a zone is called.

use super::*;

#[test]
fn labels_say_place_abbreviation_and_offset() {
    let july = "2026-07-15T10:00:00Z";
    for (name, at, label) in [
        ("Europe/Vienna", july, "Vienna (CEST, +02)"),
        ("Europe/Vienna", "2026-01-15T10:00:00Z", "Vienna (CET, +01)"),
        ("America/New_York", july, "New York (EDT, -04)"),
        ("America/Argentina/Buenos_Aires", july, "Buenos Aires (-03)"),
        ("Asia/Kathmandu", july, "Kathmandu (+05:45)"),
        ("Australia/Eucla", july, "Eucla (+08:45)"),
        ("Pacific/Kiritimati", july, "Kiritimati (+14)"),
        ("Pacific/Pago_Pago", july, "Pago Pago (SST, -11)"),
        (
            "America/St_Johns",
            "2026-01-15T10:00:00Z",
            "St Johns (NST, -03:30)",
        ),
        ("Asia/Kolkata", july, "Kolkata (IST, +05:30)"),
        ("Europe/Dublin", july, "Dublin (IST, +01)"),
        ("Antarctica/DumontDUrville", july, "Dumont d'Urville (+10)"),
        ("Antarctica/Troll", july, "Troll (+02)"),
        // A summer time under a winter's name would contradict itself.
        ("CET", july, "CEST (+02)"),
        ("CET", "2026-01-15T10:00:00Z", "CET (+01)"),
        ("EST", july, "EST (-05)"),
        ("EST5EDT", july, "EDT (-04)"),
        ("GMT", july, "GMT (+00)"),
        ("PRC", july, "PRC (CST, +08)"),
        ("UTC", july, "UTC"),
        ("Etc/UTC", july, "UTC"),
        ("+00:00", july, "UTC"),
        ("+01:00", july, "+01:00"),
        ("-03:30", july, "-03:30"),
        ("Etc/GMT-1", july, "+01:00"),
        (
            "Europe/Vienna",
            "1880-01-01T00:00:00Z",
            "Vienna (LMT, +01:05:21)",
        ),
    ] {
        assert_eq!(zone(name).label(utc(at)), label, "{name} {at}");
    }
}

#[test]
fn instants_are_written_with_the_offset() {
    for (name, wanted) in [
        ("UTC", "2024-07-27T07:00:00+00:00"),
        ("Europe/Vienna", "2024-07-27T09:00:00+02:00"),
        ("Asia/Kathmandu", "2024-07-27T12:45:00+05:45"),
        ("-11", "2024-07-26T20:00:00-11:00"),
    ] {
        assert_eq!(zone(name).rfc3339(utc("2024-07-27T07:00:00Z")), wanted);
    }
    let old = utc("1880-01-01T00:00:00Z");
    assert_eq!(
        DateTime::parse_from_rfc3339(&zone("Europe/Vienna").rfc3339(old)).unwrap(),
        old
    );
}

#[test]
fn an_unknown_zone_promises_nothing() {
    let unknown = Zone::unknown();
    let at = unknown.resolve(wall("2024-07-27 09:00")).instant;
    assert!(unknown.is_unknown() && !Zone::utc().is_unknown());
    assert_eq!(unknown.rfc3339(at), "2024-07-27T09:00:00");
    assert_eq!(
        (unknown.name(), unknown.label(at).as_str()),
        ("", "event time, zone unknown")
    );
    assert_eq!(unknown.letters(at), "event time");
    assert_eq!(unknown.offset_at(at).abbreviation, None);
    assert_ne!(unknown, Zone::utc());
}

#[test]
fn choices_are_remembered() {
    for (text, choice, written) in [
        ("event", Choice::Event, "event"),
        ("", Choice::Event, "event"),
        (" Local ", Choice::Own, "local"),
        ("UTC", Choice::Utc, "utc"),
        (
            "Europe/Vienna",
            Choice::Named("Europe/Vienna".into()),
            "Europe/Vienna",
        ),
        ("+05:30", Choice::Named("+05:30".into()), "+05:30"),
    ] {
        assert_eq!(Choice::parse(text), choice);
        assert_eq!(choice.to_string(), written);
        assert_eq!(Choice::parse(written), choice);
    }
    assert_eq!(Choice::default(), Choice::Event);
}
