//! What changed since the reader last looked, in the viewer.

use fomo::{
    agenda::News,
    favourites::Kept,
    schedule::diff::Version,
    tui::{action::Effect, app::View, page::Subject},
};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{
    shown,
    viewer::{Start, Viewer, viewer_of},
};

fn session(id: &str, hour: &str, title: &str, room: &str) -> Value {
    json!({
        "id": id, "title": title, "start": format!("2024-07-27T{hour}"), "duration": 60, "room": room,
        "people": [{"name": "Ada Lovelace"}],
    })
}

fn file(sessions: &[Value]) -> String {
    json!({
        "format": "fomo/1",
        "event": {"id": "days", "title": "Two states", "time_zone": "Europe/Vienna"},
        "sessions": sessions,
    })
    .to_string()
}

fn before() -> String {
    file(&[
        session("a", "09:00", "Opening words", "Hall 1"),
        session("b", "10:00", "Efficient implementations", "Hall 1"),
        session("c", "11:00", "A talk that will not take place", "Hall 2"),
        session("d", "12:00", "Hardware for everybody", "Hall 2"),
        session("e", "13:00", "A panel", "Hall 2"),
    ])
}

fn after() -> String {
    let mut cancelled = session("c", "11:00", "A talk that will not take place", "Hall 2");
    cancelled["status"] = "cancelled".into();
    let mut panel = session("e", "13:00", "A panel", "Hall 2");
    panel["people"] = json!([{"name": "Alan Turing"}]);
    file(&[
        session("b", "10:30", "Efficient implementations", "Hall 3"),
        cancelled,
        session("d", "12:00", "Hardware for everybody", "Hall 2"),
        panel,
        session("f", "15:00", "Closing words", "Hall 1"),
    ])
}

/// What a reader of this schedule has seen.
fn seen(file: String) -> Version {
    Version::of(viewer_of(file).open().app.schedule())
}

/// A viewer of the later state, by somebody who saw the earlier one.
fn returned(start: Start) -> Viewer {
    let mut viewer = start.at("2024-07-27T08:00").open();
    let news = News::since(&seen(before()), viewer.app.schedule());
    viewer.app.set_news(news);
    viewer
}

fn message(viewer: &Viewer) -> &str {
    viewer.app.message().map_or("", |message| &message.text)
}

#[test]
fn what_changed_is_said_once_marked_and_listed() {
    let mut viewer = returned(viewer_of(after()));
    assert_eq!(
        message(&viewer),
        "5 entries changed since you last looked; 6 shows what changed"
    );
    viewer.press("k");
    assert_eq!(message(&viewer), "");
    assert_snapshot!("timetable", shown(&viewer));
    viewer.press("6");
    assert_snapshot!("changes", shown(&viewer));
    viewer.resize(120, 20);
    assert_snapshot!("changes_wide", shown(&viewer));
    viewer.resize(40, 12);
    assert_snapshot!("changes_small", shown(&viewer));
    viewer.resize(80, 20);
    viewer.press("2");
    assert_snapshot!("grid", shown(&viewer));
}

#[test]
fn favourites_come_first() {
    let mut viewer = viewer_of(before()).at("2024-07-27T08:00").open();
    viewer.press("jfjf");
    let kept: Vec<Kept> = viewer.app.picks().kept().to_vec();
    let mut viewer = returned(viewer_of(after()).favourites(kept));
    assert_eq!(
        message(&viewer),
        "Of your favourites, 1 is cancelled, 1 is at another time; 5 entries changed since you last looked; 6 shows what changed"
    );
    viewer.press("6");
    assert_snapshot!("favourites_first", shown(&viewer));
}

#[test]
fn what_was_opened_has_been_seen() {
    let mut viewer = returned(viewer_of(after()));
    assert_eq!(viewer.press("6g<enter>"), [Effect::KeepSeen]);
    assert!(shown(&viewer).contains("✖ cancelled"), "{}", shown(&viewer));
    assert!(matches!(
        viewer.app.top_page().unwrap().subject,
        Subject::Entry(_)
    ));
    viewer.press("<esc>");
    assert_eq!(
        (viewer.app.view(), viewer.app.changes_count()),
        (View::Changes, (4, 5))
    );
    assert!(
        !viewer.cursor_line().unwrap().contains('✖'),
        "{}",
        shown(&viewer)
    );
    // What is gone has a page as well.
    while !viewer.cursor_line().unwrap().contains("Opening") {
        viewer.press("j");
    }
    viewer.press("<enter>");
    assert_snapshot!("removed", shown(&viewer));
    viewer.press("<esc>");
    assert_eq!(viewer.app.changes_count(), (3, 5));
    // The next time, only the rest is news.
    let news = viewer.app.seen_to_keep().unwrap();
    let kept = news.seen(viewer.app.schedule());
    assert!(viewer.app.seen_to_keep().is_none());
    let next = viewer_of(after()).open();
    assert_eq!(News::since(&kept, next.app.schedule()).unseen(), 3);
    assert_eq!(viewer.press("a"), [Effect::KeepSeen]);
    assert_eq!(viewer.app.changes_count(), (0, 5));
    assert_eq!(message(&viewer), "3 changes are seen");
    viewer.press("a");
    assert_eq!(message(&viewer), "Nothing changed that you have not seen");
    viewer.press("1");
    assert!(
        !shown(&viewer).contains(['✚', '✖', '↻']),
        "{}",
        shown(&viewer)
    );
}

#[test]
fn a_filter_finds_what_is_new_and_what_changed() {
    let mut viewer = returned(viewer_of(after()));
    viewer.press("/is:new<enter>");
    assert!(shown(&viewer).contains("1 of 5"), "{}", shown(&viewer));
    viewer.press("/<c-u>is:changed<enter>");
    assert!(shown(&viewer).contains("3 of 5"), "{}", shown(&viewer));
    viewer.press("6");
    let text = shown(&viewer);
    assert!(
        !text.contains("Closing words") && text.contains("A panel"),
        "{text}"
    );
    viewer.press("a");
    viewer.press("1");
    assert!(shown(&viewer).contains("0 of 5"), "{}", shown(&viewer));
}

#[test]
fn at_first_nothing_is_new() {
    let mut viewer = viewer_of(before()).open();
    viewer.press("6");
    assert!(shown(&viewer).contains("Looking…"), "{}", shown(&viewer));
    viewer.app.set_news(News::default());
    assert!(
        shown(&viewer).contains("Nothing changed since you last looked"),
        "{}",
        shown(&viewer)
    );
    assert_eq!(message(&viewer), "");
    // While the viewer runs, the file changes.
    let (news, before) = viewer.app.seen();
    let news = news.unwrap();
    let seen = news.seen(&before);
    viewer.become_other(after());
    let news = News::since(&seen, viewer.app.schedule());
    viewer.press("1");
    viewer.app.set_news(news);
    assert!(
        message(&viewer).contains("5 entries changed"),
        "{}",
        message(&viewer)
    );
}
