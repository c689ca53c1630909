//! The banner that announces what starts soon.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use fomo::{
    favourites::{Kept, What},
    tui::action::Effect,
};
use serde_json::json;

use super::{line_with, shown, viewer};
use viewer::{Start, Viewer, viewer_of};

/// A day of entries: id, title, start.
fn day(entries: &[(&str, &str, &str)]) -> String {
    let all: Vec<String> = entries
        .iter()
        .map(|(id, title, clock)| {
            format!(
                r#"{{"id": "{id}", "title": "{title}", "start": "2024-07-27T{clock}", "duration": 45, "room": "Hall A"}}"#
            )
        })
        .collect();
    format!(
        r#"{{"format": "fomo/1", "event": {{"id": "e", "title": "Event", "time_zone": "Europe/Vienna"}},
            "sessions": [{}]}}"#,
        all.join(",")
    )
}

const TWO: [(&str, &str, &str); 2] = [("a", "Alpha", "11:00"), ("b", "Beta", "12:00")];

/// Favourites by id and title.
fn favourites(ids: &[(&str, &str)]) -> Vec<Kept> {
    let kept = ids
        .iter()
        .map(|(id, title)| Kept::read(&json!({"id": id, "title": title, "stance": "favourite"})));
    kept.collect()
}

fn alpha_at(clock: &str) -> Viewer {
    let start = viewer_of(day(&TWO)).at(&format!("2024-07-27T{clock}"));
    start
        .size(80, 10)
        .favourites(favourites(&[("a", "Alpha")]))
        .open()
}

/// Time passes.
fn minutes_later(viewer: &mut Viewer, minutes: i64) {
    let now: DateTime<Utc> = viewer.app.now().unwrap();
    viewer.app.tick(Some(now + TimeDelta::minutes(minutes)));
}

/// What is told besides the banner.
fn told(viewer: &mut Viewer) -> Option<String> {
    match viewer.app.announce()? {
        Effect::Notify(notice) => Some(format!("{} | {}", notice.title, notice.body)),
        other => panic!("{other:?}"),
    }
}

fn has_banner(viewer: &Viewer) -> bool {
    viewer.app.banner().is_some()
}

#[test]
fn it_comes_counts_down_and_goes() {
    let mut viewer = alpha_at("10:49");
    assert!(!has_banner(&viewer));
    assert_eq!(told(&mut viewer), None);
    minutes_later(&mut viewer, 1);
    insta::assert_snapshot!(shown(&viewer));
    let words = "in 10 min: Alpha | Hall A · 11:00 Vienna (CEST, +02)";
    assert_eq!(told(&mut viewer).unwrap(), words);
    assert_eq!(told(&mut viewer), None, "and never again");
    minutes_later(&mut viewer, 9);
    line_with(&viewer, "★ in 1 min: Alpha");
    minutes_later(&mut viewer, 1);
    assert!(!has_banner(&viewer));
    assert_eq!(told(&mut viewer), None);
}

#[test]
fn esc_takes_it_away_and_only_it() {
    let mut viewer = alpha_at("10:52");
    viewer.press("/a<enter>");
    line_with(&viewer, "in 8 min: Alpha");
    viewer.press("<esc>");
    assert!(!has_banner(&viewer));
    line_with(&viewer, "/ a");
    minutes_later(&mut viewer, 1);
    assert!(!has_banner(&viewer));
    viewer.press("<esc>");
    assert!(!viewer.lines()[0].contains("/ a"));
}

#[test]
fn esc_is_for_the_prompt_the_help_and_the_note_first() {
    let mut viewer = alpha_at("10:52");
    for keys in ["/x<esc>", "?<esc>", "z<esc>", "F<esc>", "Nx<esc>"] {
        viewer.press(keys);
        assert!(has_banner(&viewer), "{keys}");
    }
}

#[test]
fn what_was_missed_is_told_late() {
    let mut viewer = alpha_at("10:00");
    minutes_later(&mut viewer, 63);
    line_with(&viewer, "★ began 3 min ago: Alpha · Hall A · 11:00 Vienna");
    assert!(
        told(&mut viewer)
            .unwrap()
            .starts_with("began 3 min ago: Alpha")
    );
    minutes_later(&mut viewer, 3);
    assert!(!has_banner(&viewer));
}

#[test]
fn what_moves_is_announced_at_its_new_time() {
    let mut viewer = alpha_at("10:52");
    assert!(told(&mut viewer).is_some());
    viewer.become_other(day(&[("a", "Alpha", "11:30"), ("b", "Beta", "12:00")]));
    assert!(!has_banner(&viewer));
    minutes_later(&mut viewer, 10);
    assert!(!has_banner(&viewer), "not at the old time");
    minutes_later(&mut viewer, 18);
    line_with(&viewer, "in 10 min: Alpha · Hall A · 11:30");
    assert!(told(&mut viewer).is_some());
}

#[test]
fn several_at_once_share_the_line() {
    let entries = [
        ("a", "Alpha", "11:00"),
        ("b", "Beta", "11:00"),
        ("c", "Gamma", "11:05"),
    ];
    let start = viewer_of(day(&entries)).at("2024-07-27T10:55").size(80, 8);
    let all = favourites(&[("a", "Alpha"), ("b", "Beta"), ("c", "Gamma")]);
    let mut viewer = start.favourites(all).open();
    line_with(
        &viewer,
        " ★ in 5 min: Alpha · Hall A · 11:00 Vienna (CEST, +02) · and 2 more",
    );
    let words = "in 5 min: Alpha | Hall A · 11:00 Vienna (CEST, +02) · and 2 more";
    assert_eq!(told(&mut viewer).unwrap(), words);
}

#[test]
fn b_switches_it_off_for_one_and_u_on_again() {
    let mut viewer = alpha_at("10:30");
    viewer.press("g");
    let effects = viewer.press("b");
    assert!(matches!(&effects[..], [Effect::Keep(mark)] if mark.what == What::Reminds(false)));
    line_with(&viewer, "No reminder: Alpha");
    viewer.press("<enter>");
    line_with(&viewer, "★ a favourite · no reminder");
    minutes_later(&mut viewer, 20);
    assert!(!has_banner(&viewer));
    viewer.press("u");
    line_with(&viewer, "in 10 min: Alpha");
    assert_eq!(
        told(&mut viewer),
        None,
        "who presses a key looks at the screen"
    );
}

#[test]
fn b_needs_a_favourite() {
    let mut viewer = alpha_at("09:00");
    assert_eq!(viewer.press("Gb"), []);
    line_with(&viewer, "Beta is no favourite; f makes it one");
}

#[test]
fn it_comes_as_early_as_wanted_or_never() {
    let mut viewer = alpha_at("10:35");
    assert!(!has_banner(&viewer));
    viewer.app.remind_before(Some(30));
    line_with(&viewer, "in 25 min: Alpha");
    viewer.app.remind_before(None);
    assert!(!has_banner(&viewer));
    viewer.press("gbb");
    line_with(&viewer, "Reminders are switched off");
}

#[test]
fn another_event_and_back_repeats_nothing() {
    let mut viewer = alpha_at("10:52");
    assert!(told(&mut viewer).is_some());
    viewer.exchange("three-days.json", false);
    let mut back = alpha_at("10:53");
    let other = std::mem::replace(&mut viewer.app, back.app);
    viewer.app.follow(other, false);
    line_with(&viewer, "in 7 min: Alpha");
    assert_eq!(told(&mut viewer), None);
    back = alpha_at("10:53");
    assert!(told(&mut back).is_some(), "another run knows nothing of it");
}

#[test]
fn it_never_covers_the_cursor_and_fits_any_width() {
    let entries: Vec<(String, String)> = (0..30)
        .map(|n| (format!("{n}"), format!("Entry {n}")))
        .collect();
    let title = "A long title of 漢字 and 🧑‍🎓 that does not fit everywhere";
    let mut all: Vec<(&str, &str, &str)> = vec![("a", title, "11:00")];
    all.extend(
        entries
            .iter()
            .map(|(id, title)| (id.as_str(), title.as_str(), "12:00")),
    );
    let mut out = String::new();
    let start = |columns, rows| -> Start {
        let start = viewer_of(day(&all))
            .at("2024-07-27T10:55")
            .size(columns, rows);
        start.favourites(favourites(&[("a", title)]))
    };
    for (columns, rows) in [(120, 8), (80, 8), (60, 8), (40, 12), (20, 6), (20, 4)] {
        let mut viewer = start(columns, rows).open();
        for keys in ["G", "k", "<pgup>", "j"] {
            viewer.press(keys);
            assert!(viewer.cursor_line().is_some(), "{columns}x{rows} {keys}");
        }
        viewer.press("g");
        _ = writeln!(out, "════ {columns}x{rows}\n{}", shown(&viewer));
    }
    for columns in 1..90 {
        start(columns, 7).open().lines();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn in_another_zone_its_time_is_that_zones() {
    let start = viewer_of(day(&TWO))
        .at("2024-07-27T10:55")
        .own("Asia/Tokyo");
    let mut viewer = start.favourites(favourites(&[("a", "Alpha")])).open();
    viewer.press("Z");
    line_with(&viewer, "in 5 min: Alpha · Hall A · 18:00 Tokyo (JST, +09)");
}

#[test]
fn on_a_visit_to_free_time_esc_goes_back_first() {
    let entries = day(&[
        ("a", "Alpha", "11:00"),
        ("c", "Gamma", "13:00"),
        ("b", "Beta", "15:00"),
    ]);
    let start = viewer_of(entries).at("2024-07-27T10:50").size(80, 10);
    let kept = favourites(&[("a", "Alpha"), ("b", "Beta")]);
    let mut viewer = start.favourites(kept).open();
    viewer.press("4gj");
    line_with(&viewer, "free for 3 h 15");
    line_with(&viewer, "Esc");
    viewer.press("<enter>");
    line_with(&viewer, "What is on in your free time; Esc goes back");
    assert!(!line_with(&viewer, "in 10 min: Alpha").contains("Esc"));
    viewer.press("<esc>");
    line_with(&viewer, "My schedule");
    assert!(line_with(&viewer, "in 10 min: Alpha").contains("Esc"));
    viewer.press("<esc>");
    assert!(!has_banner(&viewer));
    line_with(&viewer, "My schedule");
}

#[test]
fn a_message_that_is_cut_ends_so() {
    let mut viewer = alpha_at("8:00");
    viewer.press("G");
    let long = "word ".repeat(200);
    viewer.app.complain(&long);
    let lines = viewer.lines();
    let words = lines.iter().filter(|line| line.contains("word"));
    assert!(words.count() >= 1);
    assert!(lines.last().unwrap().ends_with('…'), "{lines:?}");
    viewer.app.complain("word ".repeat(10));
    assert!(viewer.lines().last().unwrap().ends_with("word"));
}
