//! What holds for the viewer whatever is pressed, at any size, on any schedule.
#![cfg(test)]

#[path = "common/dice.rs"]
mod dice;
#[expect(dead_code, reason = "schedules alone are edited here")]
#[path = "common/edits.rs"]
mod edits;
#[path = "common/machine.rs"]
mod machine;
#[path = "common/sane.rs"]
mod sane;
#[expect(dead_code, reason = "frames use the rest of it")]
#[path = "common/viewer.rs"]
mod viewer;

use std::collections::BTreeSet;

use fomo::tui::{action::Context, geometry::Size, rows};
use machine::{FILES, MOMENTS, events, kept};
use proptest::{prelude::*, sample::select};
use sane::{frame_is_sound, matching};
use viewer::{Start, Viewer, viewer, viewer_of};

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        3 => (1..=250_u16, 1..=80_u16),
        2 => (1..=45_u16, 1..=14_u16),
        1 => select(&[(80, 24), (40, 12), (100, 5), (99, 5), (20, 4), (21, 3), (1, 1)][..]),
    ]
}

fn start() -> impl Strategy<Value = (&'static str, &'static str, (u16, u16), bool)> {
    (
        select(&FILES[..]),
        select(&MOMENTS[..]),
        size(),
        any::<bool>(),
    )
}

fn open((file, at, (columns, rows), own): (&str, &str, (u16, u16), bool)) -> Viewer {
    let start = viewer(file).at(at).size(columns, rows).events(events());
    let start = start.queries(&["room:aula", "(", "is:now", "漢 \"x"]);
    let start = start.favourites(kept());
    if own {
        start.own("Pacific/Kiritimati")
    } else {
        start
    }
    .open()
}

fn selected(viewer: &Viewer) -> Option<String> {
    viewer.app.selected_entry().map(|entry| entry.id.clone())
}

/// The entries of all rows.
fn listed(viewer: &Viewer) -> BTreeSet<usize> {
    rows::timetable(&viewer.app)
        .into_iter()
        .filter_map(rows::Row::entry)
        .collect()
}

/// Keys that move in the list, and leave nothing open.
fn moves() -> impl Strategy<Value = Vec<&'static str>> {
    const MOVES: [&str; 9] = ["j", "k", "<c-d>", "<pgdn>", "<pgup>", "g", "G", "l", "h"];
    prop::collection::vec(select(&MOVES[..]), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_is_lost_and_every_frame_is_sound(
        bytes in prop::collection::vec(any::<u8>(), 6..120),
    ) {
        machine::play(&bytes);
    }

    // As long as it consists of words: what follows a dash or a bar widens.
    #[test]
    fn a_longer_filter_never_shows_more(
        start in start(),
        letters in prop::collection::vec(select(&['a', 'e', 't', 'o', 'Z', ' ', '"', 'ë', 'é', '.', '漢'][..]), 1..6),
    ) {
        let mut viewer = open(start);
        viewer.press("/");
        let mut before = (matching(&viewer.app), listed(&viewer));
        for letter in letters {
            viewer.press(&letter.to_string());
            let after = (matching(&viewer.app), listed(&viewer));
            prop_assert!(after.0.is_subset(&before.0));
            prop_assert!(after.1.is_subset(&before.1));
            prop_assert!(after.0.is_subset(&after.1));
            before = after;
        }
    }

    #[test]
    fn a_dropped_filter_leaves_no_trace(
        start in start(),
        moves in moves(),
        typed in "[a-zZë 漢\"]{0,6}",
    ) {
        let mut viewer = open(start);
        viewer.press(&moves.concat());
        let before = selected(&viewer);
        viewer.press(&format!("/{typed}<esc>"));
        prop_assert_eq!(selected(&viewer), before);
        prop_assert!(viewer.app.filter().is_empty());
    }

    #[test]
    fn zone_and_size_keep_the_selection(
        start in start(),
        moves in moves(),
        zone in select(&["Z", "ztokyo<enter>", "zlos angeles<enter>", "z<end><enter>", "zkathmandu<enter>Z"][..]),
        (columns, rows) in size(),
    ) {
        let mut viewer = open(start);
        viewer.press(&moves.concat());
        let before = selected(&viewer);
        let rows_before = viewer.app.schedule().entries().len();
        viewer.press(zone);
        viewer.press("<esc>");
        prop_assert_eq!(selected(&viewer), before.clone());
        viewer.resize(columns, rows);
        prop_assert_eq!(selected(&viewer), before);
        // No zone makes an entry disappear or stand twice.
        let entries = rows::timetable(&viewer.app).into_iter().filter_map(rows::Row::entry);
        prop_assert_eq!(entries.count(), rows_before);
        frame_is_sound(&viewer);
    }
}

#[test]
fn sizes_at_the_edge() {
    for file in FILES {
        for keys in [
            "",
            "<enter>",
            "3",
            "5",
            "?",
            "/e",
            "/<tab>",
            "/is:<tab>",
            "z",
            "zx",
            "Z",
            "E",
            "E/x",
            "F",
            "Fl<space>",
            "3F",
            "4",
            "fjffljf4",
            "jf4gF",
        ] {
            let start = viewer(file).at("2025-03-28T11:40");
            let mut viewer = start.events(events()).open();
            viewer.press(keys);
            for (columns, rows) in [
                (65535, 1),
                (1, 400),
                (1000, 3),
                (20, 4),
                (20, 5),
                (100, 4),
                (2, 2),
                (5, 3),
                (1, 1),
                (250, 80),
                (80, 24),
            ] {
                viewer.resize(columns, rows);
                frame_is_sound(&viewer);
                viewer.press("j");
                frame_is_sound(&viewer);
            }
        }
    }
}

proptest! {
    // A frame of that many cells takes its time in a debug build.
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    // Fault 18: what a terminal says that is dragged to nothing, or has lost its size.
    #[test]
    fn as_long_or_as_wide_as_can_be_said(
        file in select(&FILES[..]),
        moment in select(&MOMENTS[..]),
        tall in any::<bool>(),
        keys in prop::collection::vec(select(&KEYS[..]), 1..5),
    ) {
        let mut viewer = open((file, moment, (80, 24), false));
        let (columns, rows) = if tall { (1, 65535) } else { (65535, 1) };
        viewer.resize(columns, rows);
        frame_is_sound(&viewer);
        for view in ["1", "2", "3", "4", "5", "6", "7"] {
            viewer.press(view);
            for key in &keys {
                viewer.press(key);
            }
            frame_is_sound(&viewer);
            viewer.press("<esc><esc><esc>");
        }
        viewer.resize(80, 24);
        frame_is_sound(&viewer);
    }
}

/// Keys that move, open, mark and ask for something typed.
const KEYS: [&str; 28] = [
    "j", "k", "h", "l", "g", "G", "<pgdn>", "<pgup>", "<c-d>", "<enter>", "<tab>", "<esc>", "f",
    "x", "n", "N", "z", "Z", "/", "a", "?", "F", "E", "<space>", "<bs>", "+", "-", "漢",
];

#[test]
fn every_small_size() {
    for keys in [
        "",
        "/e",
        "/<tab>",
        "/day:<tab>",
        "z",
        "?",
        "E",
        "F<space>",
        "fjffjf4",
        "N",
        "N漢字 and more<enter>x",
    ] {
        let start = viewer("three-days.json").at("2025-03-28T11:40");
        let mut viewer = start.events(events()).open();
        viewer.press(keys);
        for columns in (1..=124).step_by(5) {
            for rows in (1..=40).step_by(6) {
                viewer.resize(columns, rows);
                frame_is_sound(&viewer);
                if keys.is_empty() && columns >= 20 && rows >= 4 {
                    assert!(viewer.cursor_line().is_some(), "{columns}x{rows}");
                }
            }
        }
    }
}

#[test]
fn open_choices_stay_open_when_the_schedule_arrives() {
    let mut viewer = viewer("empty.json").open();
    viewer.press("F");
    viewer.exchange("facets.json", true);
    assert_eq!(viewer.app.context(), Context::Facets);
    assert!(viewer.cursor_line().is_some());
    // Another event is another matter.
    viewer.exchange("schedule.json", false);
    assert_eq!(viewer.app.context(), Context::Timetable);
}

/// Days of clock changes, also where there is no midnight, and where the day is another.
#[test]
fn every_entry_stands_once_on_its_day_in_every_zone() {
    for (zone, day) in [
        ("Africa/Cairo", "2026-04-24"),
        ("America/Havana", "2026-03-08"),
        ("America/Santiago", "2026-09-06"),
        ("Pacific/Kiritimati", "2026-01-01"),
        ("Pacific/Pago_Pago", "2026-01-01"),
        ("Australia/Eucla", "2026-01-01"),
        ("Asia/Kathmandu", "2026-01-01"),
        ("Australia/Lord_Howe", "2026-04-05"),
        ("Europe/Vienna", "2026-03-29"),
        ("Europe/Vienna", "2026-10-25"),
    ] {
        let sessions: Vec<String> = (0..48)
            .map(|half| {
                let (hour, minute) = (half / 2, half % 2 * 30);
                format!(r#"{{"start": "{day}T{hour:02}:{minute:02}", "duration": 30, "title": "{half}", "day": "{day}"}}"#)
            })
            .collect();
        for shown in [
            "Africa/Cairo",
            "America/Havana",
            "Pacific/Kiritimati",
            "Asia/Kathmandu",
        ] {
            let start: Start = viewer_of(format!(
                r#"{{"format": "fomo/1", "event": {{"title": "T", "time_zone": "{zone}"}}, "sessions": [{}]}}"#,
                sessions.join(",")
            ));
            let mut viewer = start.own(shown).size(80, 60).open();
            viewer.press("Z");
            assert_eq!(viewer.app.schedule().days().len(), 1, "{zone} {day}");
            let entries: Vec<usize> = rows::timetable(&viewer.app)
                .into_iter()
                .filter_map(rows::Row::entry)
                .collect();
            let starts = entries
                .iter()
                .map(|entry| viewer.app.schedule().entry(*entry).unwrap().start.unwrap());
            assert!(starts.is_sorted(), "{zone} in {shown}");
            assert_eq!(
                entries.iter().collect::<BTreeSet<_>>().len(),
                48,
                "{zone} in {shown}"
            );
            viewer.app.resized(Size {
                columns: 40,
                rows: 12,
            });
            frame_is_sound(&viewer);
        }
    }
}
