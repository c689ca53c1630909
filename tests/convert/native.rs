//! To `fomo/1` and back.

use fomo::{export::native::native, schedule::Schedule};
use proptest::prelude::*;

use super::{errors, listed, lost, made, read, same};

/// What is not in a listing of the entries.
fn rest(schedule: &Schedule) -> String {
    let event = schedule.event();
    let people = schedule.people().iter();
    let people = people.map(|it| (&it.id, &it.name, &it.affiliation, &it.biography, &it.links));
    let entries = schedule.entries().iter();
    let entries = entries.map(|it| (&it.subtitle, &it.notes, &it.rooms, it.length, &it.id_from));
    let tracks: Vec<_> = (0..schedule.tracks().len())
        .map(|track| schedule.track_color(track))
        .collect();
    format!(
        "{:#?}",
        (
            (
                &event.id,
                &event.subtitle,
                &event.zone_label,
                event.day_change
            ),
            (
                &event.url,
                &event.location,
                &event.contact,
                &event.description
            ),
            (&event.links, &event.notes),
            event
                .dates
                .iter()
                .map(|it| (it.date, &it.title, &it.note))
                .collect::<Vec<_>>(),
            (schedule.rooms(), schedule.tracks(), tracks),
            people.collect::<Vec<_>>(),
            entries.collect::<Vec<_>>(),
        )
    )
}

/// Asserts that a schedule reads back as itself, and as valid by the schema. Returns what was written.
fn back(schedule: &Schedule) -> String {
    let converted = native(schedule);
    assert_eq!(lost(&converted), [""; 0]);
    let text = converted.text;
    let wrong = errors(include_str!("../../schedule.schema.json"), &text);
    assert_eq!(wrong, [""; 0], "{text}");
    let again = read(&text).schedule;
    same(&listed(&again), &listed(schedule), &text);
    assert_eq!(rest(&again), rest(schedule), "{text}");
    assert_eq!(native(&again).text, text, "once more");
    text
}

#[test]
fn the_built_in_schedule() {
    let text = back(&read(include_str!("../../schedule.json")).schedule);
    for inferred in ["\"end\"", "\"duration\"", "\"day\""] {
        assert!(!text.contains(inferred), "{inferred}: {text}");
    }
}

#[test]
fn times_that_come_twice_carry_their_offset() {
    let times = ["02:30:00+02:00", "02:30:00+01:00", "03:30:00+01:00"];
    let sessions =
        times.map(|time| format!(r#"{{ "title": "{time}", "start": "2024-10-27T{time}" }}"#));
    let of = |zone: &str| {
        let text = format!(
            r#"{{ "format": "fomo/1", "event": {{ "time_zone": {zone} }}, "sessions": [{}] }}"#,
            sessions.join(", ")
        );
        back(&read(&text).schedule)
    };
    let vienna = of("\"Europe/Vienna\"");
    for start in ["T02:30:00+02:00\"", "T02:30:00+01:00\"", "T03:30\""] {
        assert_eq!(
            vienna.matches(&format!("\"2024-10-27{start}")).count(),
            1,
            "{vienna}"
        );
    }
    // Without a zone, the offsets are all that is known.
    let guessed = of("null");
    let told = guessed
        .lines()
        .filter(|line| line.contains("\"start\": ") && line.ends_with(":00+02:00\""));
    assert_eq!(told.count(), 3, "{guessed}");
    assert!(!guessed.contains("time_zone"), "{guessed}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_schedule(text in made::schedule()) {
        back(&read(&text).schedule);
    }
}
