//! Schedules that nobody would write, and programs might.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Signs that mean something to spreadsheets, web pages and shells, and letters of several scripts.
pub(crate) fn title() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[A-Za-zäß日🚀 |*_`~#$<>&=+@!\\[\\]()\\\\:.'\"-]{1,20}",
        1 => "[=+@-][A-Z0-9(]{1,6}",
        1 => Just("_a_ *b* `c` ~~d~~ [e](f) ![g](h) <b>i</b> &amp; \\| j|k #l $m$".to_owned()),
        1 => Just("TBC".to_owned()),
        1 => Just("CANCELLED Testing".to_owned()),
        1 => Just("Coffee".to_owned()),
    ]
}

/// Minutes of the four days around the end of summer time in Europe, as written there.
fn moment() -> impl Strategy<Value = String> {
    let clock = (
        24_u32..28,
        0_u32..24,
        prop::sample::select(vec![0_u32, 10, 30, 45]),
    );
    let seconds = prop_oneof![4 => Just(""), 1 => Just(":30")];
    let offset = prop_oneof![4 => Just(""), 1 => Just("+01:00"), 1 => Just("+02:00")];
    (clock, seconds, offset).prop_map(|((day, hour, minute), seconds, offset)| {
        let seconds = if seconds.is_empty() && !offset.is_empty() {
            ":00"
        } else {
            seconds
        };
        format!("2024-10-{day:02}T{hour:02}:{minute:02}{seconds}{offset}")
    })
}

fn words() -> impl Strategy<Value = String> {
    "[a-zé<>&*]{1,8}( [a-zé<>&*]{1,8}){0,3}"
}

fn links() -> impl Strategy<Value = Value> {
    let link = (
        prop::option::of("Page|Profile|[A-Z][a-z]{1,6}"),
        "[a-z]{1,3}[a-z0-9()&|]{0,6}",
    );
    prop::collection::vec(link, 0..3).prop_map(|links| {
        let links = links.into_iter().map(
            |(title, path)| json!({ "title": title, "url": format!("https://example.org/{path}") }),
        );
        links.collect()
    })
}

fn people() -> impl Strategy<Value = Value> {
    let person = prop_oneof![
        3 => (0_u8..4).prop_map(|id| json!({ "person": format!("p{id}") })),
        1 => Just(json!({ "person": "p1", "name": "Somebody Else" })),
        1 => Just(json!({ "person": "nobody" })),
        1 => Just(json!({ "name": "TBC" })),
        2 => "Ada|Bo|Cy".prop_map(|name| json!({ "name": name })),
        2 => "Ada|Bo|Cy".prop_map(|name| json!({ "name": name, "affiliation": "Elsewhere" })),
    ];
    let role = prop::option::of("speaker|moderator|chair");
    prop::collection::vec((person, role), 0..4).prop_map(|people| {
        let people = people.into_iter().map(|(mut person, role)| {
            person["role"] = json!(role);
            person
        });
        people.collect()
    })
}

/// An entry without talks.
fn entry() -> impl Strategy<Value = Value> {
    let times = (
        prop::option::weighted(0.8, moment()),
        prop::option::of(moment()),
        prop::option::of(0_i64..300),
        prop::option::weighted(0.2, 24_u32..28),
    );
    let place = (
        prop::collection::vec("Aula|Hall 1|h1|Foyer|TBA", 0..3),
        prop::option::of("Systems|ML & more|t1"),
        prop::option::weighted(
            0.6,
            "id[0-9]|[0-9]{1,3}|8079583e-8321-506c-95af-fd2903a5f07[0-9]",
        ),
    );
    let said = (
        title(),
        prop::option::of(words()),
        prop::option::of(words()),
        links(),
        people(),
    );
    let rest = (
        prop::option::weighted(0.3, "confirmed|tbc|cancelled"),
        prop::collection::vec(words(), 0..2),
        prop::option::of("talk|break"),
        prop::option::of("de|en"),
    );
    (times, place, said, rest).prop_map(|(times, place, said, rest)| {
        let (start, end, duration, day) = times;
        let (rooms, track, id) = place;
        let (title, subtitle, abstract_text, links, people) = said;
        let (status, notes, kind, language) = rest;
        json!({
            "id": id, "title": title, "subtitle": subtitle, "kind": kind, "start": start, "end": end,
            "duration": duration, "day": day.map(|day| format!("2024-10-{day}")), "room": rooms, "track": track,
            "language": language, "people": people, "abstract": abstract_text, "links": links, "status": status,
            "notes": notes
        })
    })
}

fn session() -> impl Strategy<Value = Value> {
    (entry(), prop::collection::vec(entry(), 0..3)).prop_map(|(mut session, talks)| {
        session["talks"] = json!(talks);
        session
    })
}

fn zone() -> impl Strategy<Value = Option<&'static str>> {
    let zones = [
        "Europe/Vienna",
        "America/New_York",
        "Asia/Kathmandu",
        "UTC",
        "+05:00",
    ];
    prop_oneof![5 => prop::sample::select(zones.to_vec()).prop_map(Some), 1 => Just(None)]
}

/// A schedule in the native format with anything that can stand in it.
pub(crate) fn schedule() -> impl Strategy<Value = String> {
    let day_change = prop::option::of("00:00|04:00|06:30|09:00|12:00");
    let sessions = prop::collection::vec(session(), 0..7);
    (zone(), day_change, sessions, title(), links()).prop_map(
        |(zone, day_change, sessions, title, links)| {
            json!({
                "format": "fomo/1",
                "event": {
                    "title": title, "time_zone": zone, "day_change": day_change, "links": links,
                    "location": "Vienna", "notes": ["Version of the schedule: 7", "more"],
                    "important_dates": [{ "date": "2024-06-03", "title": "Deadline" }]
                },
                "people": {
                    "p1": { "name": "Zoë", "affiliation": "Uni A", "biography": "*Ha*", "links": links },
                    "p2": { "name": "Zoë" }, "p3": {}, "42": { "name": "Ada" }
                },
                "rooms": [{ "id": "h1", "name": "Hall 1" }, { "id": "h2", "name": "Hall 1" }, { "id": "Empty" }],
                "tracks": [{ "id": "t1", "name": "Systems", "color": "#c03030" }, { "id": "t2", "name": "systems" }],
                "sessions": sessions
            })
            .to_string()
        },
    )
}
