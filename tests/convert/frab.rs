//! To frab JSON, and back where it can say all there is.

use std::collections::HashSet;

use fomo::{
    export,
    schedule::{Entry, Schedule, Status},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{errors, frab, listed, lost, made, read, same};

const SCHEMA: &str = include_str!("../fixtures/convert/frab.schema.json");

/// The events of a file.
fn events(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).unwrap();
    let days = file["schedule"]["conference"]["days"]
        .as_array()
        .unwrap()
        .clone();
    let rooms = days
        .iter()
        .flat_map(|day| day["rooms"].as_object().unwrap().values());
    rooms
        .flat_map(|room| room.as_array().unwrap().clone())
        .collect()
}

/// What has a time, but for sessions whose talks all have one, and are in the room where the session would stand.
pub(super) fn exported(schedule: &Schedule) -> Vec<&Entry> {
    let is_around = |session: &Entry| {
        let talks = schedule.talks(session);
        let room = schedule.rooms_of(session).next();
        let inside = talks.iter().filter(|talk| {
            let is_there = schedule.rooms_of(talk).next() == room;
            talk.status != Status::Cancelled && is_there
        });
        room.is_some() && inside.count() > 0 && talks.iter().all(|talk| talk.start.is_some())
    };
    let entries = schedule.entries().iter();
    entries
        .filter(|entry| entry.start.is_some() && !is_around(entry))
        .collect()
}

/// Whether nobody knows when the event is.
pub(super) fn has_no_day(schedule: &Schedule) -> bool {
    exported(schedule).is_empty() && schedule.event().stated_days.is_none()
}

/// Asserts what holds for every schedule: valid, nothing twice, everything with a time is there.
fn sound(schedule: &Schedule) -> String {
    let converted = frab(schedule);
    let text = converted.text.clone();
    let mut wrong = errors(SCHEMA, &text);
    // Nobody knows the offsets of an unknown zone.
    if schedule.event().zone.is_unknown() {
        wrong.retain(|error| !error.contains("[+-]"));
    }
    assert_eq!(wrong, [""; 0], "{text}");
    let events = events(&text);
    for key in ["guid", "id", "slug"] {
        let all: HashSet<String> = events.iter().map(|event| event[key].to_string()).collect();
        assert_eq!(all.len(), events.len(), "{key}: {text}");
    }
    let timed = exported(schedule);
    assert_eq!(events.len(), timed.len(), "{text}");
    let lost = lost(&converted);
    let untimed = schedule.entries().len() - events.len();
    let told: usize = lost
        .iter()
        .filter(|loss| {
            let left_out = ["has no time", "without a time", "sessions around talks"];
            left_out.iter().any(|words| loss.contains(words))
        })
        .map(|loss| loss.split(": ").nth(1).unwrap().split(' ').next().unwrap())
        .map(|count| count.parse::<usize>().unwrap())
        .sum();
    assert_eq!(told, untimed, "{lost:?}");
    let again = read(&text);
    let rules = again
        .findings
        .iter()
        .map(|finding| finding.rule.rule().name);
    let rules: Vec<&str> = rules
        .filter(|rule| {
            [
                "broken-entry",
                "mended",
                "wall-clock-differs",
                "duplicate-id",
            ]
            .contains(rule)
        })
        .collect();
    assert_eq!(rules, [""; 0], "{:?} {text}", again.findings);
    let starts = |schedule: &Schedule| {
        let mut starts: Vec<_> = exported(schedule).iter().map(|entry| entry.start).collect();
        starts.sort_unstable();
        starts
    };
    assert_eq!(starts(&again.schedule), starts(schedule), "{text}");
    honest(schedule, &again.schedule, &lost);
    assert_eq!(frab(schedule).text, text, "the same from run to run");
    text
}

/// Asserts that what differs was told: of the entries with a time, each field comes back, or is among the losses.
fn honest(schedule: &Schedule, again: &Schedule, lost: &[String]) {
    type Field = fn(&Schedule, &Entry) -> String;
    let fields: [(Field, &[&str]); 6] = [
        (
            |_, it| it.status.name().to_owned(),
            &["whether something is confirmed"],
        ),
        (
            |_, it| format!("{:?}", it.end),
            &["end times that are not known", "seconds of a duration"],
        ),
        (|_, it| it.end_inferred.to_string(), &["only inferred"]),
        (
            |all, it| format!("{:?}", all.room_names(it)),
            &["several rooms"],
        ),
        (
            |_, it| {
                format!(
                    "{:?}",
                    it.people.iter().map(|it| &it.role).collect::<Vec<_>>()
                )
            },
            &["roles"],
        ),
        (
            |_, it| {
                format!(
                    "{:?}",
                    it.people
                        .iter()
                        .map(|it| &it.affiliation)
                        .collect::<Vec<_>>()
                )
            },
            &["affiliations"],
        ),
    ];
    for (field, losses) in fields {
        let all = |schedule: &Schedule| {
            let timed = exported(schedule).into_iter();
            let mut all: Vec<_> = timed.map(|it| (it.start, field(schedule, it))).collect();
            all.sort();
            all
        };
        let told = losses
            .iter()
            .any(|loss| lost.iter().any(|told| told.contains(loss)));
        assert!(told || all(schedule) == all(again), "{losses:?}: {lost:?}");
    }
    let ids: HashSet<&str> = exported(schedule).iter().map(|it| it.id.as_str()).collect();
    let new = again
        .entries()
        .iter()
        .any(|it| !ids.contains(it.id.as_str()));
    let told = lost
        .iter()
        .any(|told| told.contains("ids that are no UUID"));
    assert_eq!(new, told, "{lost:?}");
}

#[test]
fn the_built_in_schedule() {
    let schedule = read(include_str!("../../schedule.json")).schedule;
    let text = sound(&schedule);
    let events = events(&text);
    assert_eq!(events.len(), 15);
    let with_talks = events
        .iter()
        .find(|event| event["title"] == "🚀 Session II: Efficient (and Open) Implementations");
    assert_eq!(
        with_talks.unwrap()["description"],
        "Talks:\n\n• Efficient Quantization Methods and Marlin, a Fast 4-Bit Inference Kernel · Elias Frantar \
        (IST Austria)\n\n• TBC"
    );
}

#[test]
fn the_schema_finds_what_is_wrong() {
    let text = frab(&read(include_str!("../../schedule.json")).schedule).text;
    let first = "/schedule/conference/days/0/rooms//0";
    for (key, value) in [
        ("guid", json!("17")),
        ("id", json!("17")),
        ("duration", json!("15")),
        ("slug", json!("Ä")),
        ("code", json!("X")),
        (
            "persons",
            json!([{ "id": 1, "name": "Ada", "public_name": "Ada" }]),
        ),
        ("persons", json!([{ "id": 1 }])),
    ] {
        let mut file: Value = serde_json::from_str(&text).unwrap();
        file.pointer_mut(first).unwrap()[key] = value;
        assert!(!errors(SCHEMA, &file.to_string()).is_empty(), "{key}");
    }
}

/// Sessions of which frab can say everything.
fn plain_entries() -> impl Strategy<Value = Vec<Value>> {
    let when = (24_u32..28, 0_u32..24, 0_u32..60, 1_i64..600);
    let links = prop::collection::btree_set("[a-z]{1,4}", 0..3);
    let texts = (
        "[A-Z][a-zäß&|]{1,9}",
        "[a-z<*]{1,9}[.]",
        prop::option::of("de|en"),
        prop::option::of("talk|break"),
    );
    let entry = (
        when,
        "Aula|Hall 1",
        prop::option::of("Systems|systems|ML & more"),
        0_usize..3,
        links,
        texts,
    );
    prop::collection::vec(entry, 0..8).prop_map(|entries| {
        let entries = entries.into_iter().enumerate().map(|(index, entry)| {
            let ((day, hour, minute, length), room, track, people, links, texts) = entry;
            let (title, abstract_text, language, kind) = texts;
            let links = links.into_iter().enumerate().map(|(index, path)| {
                let title = ["Page", "Slides", "Paper"][index];
                json!({ "title": title, "url": format!("https://example.org/{path}") })
            });
            json!({
                "id": format!("8079583e-8321-506c-95af-fd2903a5f0{index:02}"), "title": title, "subtitle": "Why",
                "start": format!("2024-10-{day}T{hour:02}:{minute:02}"), "duration": length, "room": room,
                "track": track, "language": language, "kind": kind, "abstract": abstract_text,
                "links": links.collect::<Vec<_>>(),
                "people": (0..people).map(|id| json!({ "person": id.to_string() })).collect::<Vec<_>>()
            })
        });
        entries.collect()
    })
}

/// A schedule of which frab can say everything.
fn plain() -> impl Strategy<Value = String> {
    let zone = prop::sample::select(vec!["Europe/Vienna", "America/New_York", "UTC"]);
    let day_change = "02:00|04:00|06:30|09:00";
    let url = prop::option::of(Just("https://example.org/conf"));
    (zone, day_change, url, plain_entries()).prop_map(|(zone, day_change, url, sessions)| {
        json!({
            "format": "fomo/1",
            "event": {
                "id": "conf2024", "title": "Conf", "time_zone": zone, "day_change": day_change, "url": url,
                "description": "About *it*.", "notes": ["Version of the schedule: 1.2"]
            },
            "people": {
                "1": { "name": "Zoë", "biography": "*Ha*", "links": [{ "title": "Profile", "url": "https://example.org/zoe" }] },
                "2": { "name": "Bo", "links": [{ "title": "Blog", "url": "https://example.org/bo" }] },
                "0": { "name": "Zoë" }
            },
            "rooms": [{ "id": "Hall 1" }, { "id": "Aula" }],
            "tracks": [{ "id": "Systems", "color": "#c03030" }, { "id": "systems" }, { "id": "ML & more", "color": "#0000ff" }],
            "sessions": sessions
        })
        .to_string()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_schedule(text in made::schedule()) {
        let schedule = read(&text).schedule;
        if has_no_day(&schedule) {
            prop_assert!(export::frab::frab(&schedule).is_none());
        } else {
            sound(&schedule);
        }
    }

    #[test]
    fn what_frab_can_say_comes_back(text in plain()) {
        let schedule = read(&text).schedule;
        prop_assume!(!schedule.entries().is_empty());
        let written = sound(&schedule);
        prop_assert_eq!(lost(&frab(&schedule)), [""; 0]);
        let again = read(&written).schedule;
        let (event, told) = (schedule.event(), again.event());
        prop_assert_eq!(event.day_change, told.day_change);
        prop_assert_eq!(&event.id, &told.id);
        prop_assert_eq!((&event.url, &event.description), (&told.url, &told.description));
        prop_assert_eq!(&event.notes, &told.notes);
        same(&listed(&again), &listed(&schedule), &written);
        prop_assert_eq!(schedule.rooms(), again.rooms());
        prop_assert_eq!(schedule.tracks(), again.tracks());
        for track in 0..schedule.tracks().len() {
            prop_assert_eq!(schedule.track_color(track), again.track_color(track));
        }
        for person in again.people() {
            let before = schedule.people().iter().find(|it| it.id == person.id || person.name == it.name && it.id == "0");
            let before = before.unwrap();
            prop_assert_eq!((&before.name, &before.biography, &before.links), (&person.name, &person.biography, &person.links));
        }
        prop_assert_eq!(frab(&again).text, written, "once more");
    }
}
