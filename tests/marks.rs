//! Favourites, musts and what is hidden in the viewer: keys in, lines and effects out.
#![cfg(test)]

#[expect(dead_code, reason = "frames use the rest of it")]
#[path = "common/viewer.rs"]
mod viewer;

use fomo::{
    favourites::{Stance, What},
    tui::action::Effect,
};
use serde_json::json;
use viewer::{Start, Viewer, viewer_of};

/// A morning with two entries that overlap, a session with talks, and a cancelled one.
fn morning() -> Start {
    let file = json!({
        "format": "fomo/1",
        "event": { "id": "morning", "title": "Morning", "time_zone": "Europe/Vienna" },
        "people": { "zoe": { "name": "Zoë" } },
        "sessions": [
            { "id": "a", "title": "Alpha", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00",
              "people": [{ "person": "zoe" }] },
            { "id": "b", "title": "Beta", "start": "2024-07-27T09:30", "end": "2024-07-27T10:30" },
            { "id": "s", "title": "Session", "start": "2024-07-27T11:00", "end": "2024-07-27T12:00",
              "talks": [
                { "id": "t", "title": "Talk one", "people": [{ "person": "zoe" }] },
                { "id": "u", "title": "Talk two" },
              ] },
            { "id": "c", "title": "Gone fishing", "start": "2024-07-27T09:15",
              "end": "2024-07-27T09:45", "status": "cancelled" },
        ],
    });
    viewer_of(file.to_string()).size(100, 24)
}

/// The list's lines, without what stands beside it.
fn list(viewer: &Viewer) -> Vec<String> {
    let lines = viewer.lines();
    let body = &lines[1..lines.len() - 1];
    let wanted = body.iter().filter(|line| !line.trim().is_empty());
    wanted
        .map(|line| {
            let words = line.split_once("    ").map_or(line.as_str(), |_| line);
            words
                .chars()
                .take(30)
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect()
}

fn said(viewer: &Viewer) -> String {
    viewer.lines().pop().unwrap().trim().to_owned()
}

/// What is kept, as `id stance`.
fn kept(viewer: &Viewer) -> Vec<(String, Stance)> {
    let kept = viewer.app.picks().kept().iter();
    let records = kept.filter_map(|kept| kept.record());
    records
        .map(|record| (record.was.id.clone().unwrap_or_default(), record.stance))
        .collect()
}

#[test]
fn one_key_makes_a_favourite_then_a_must_then_neither() {
    let mut viewer = morning().open();
    for (stance, mark, words) in [
        (Stance::Favourite, "▌ ★ 9:00  Alpha", "★ Alpha"),
        (Stance::Must, "▌ ! 9:00  Alpha", "! Alpha"),
        (
            Stance::None,
            "▌   9:00  Alpha",
            "No favourite any more: Alpha; u undoes it",
        ),
    ] {
        let effects = viewer.press("f");
        let [Effect::Keep(marked)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        assert_eq!(marked.what, What::Stance(stance));
        assert_eq!(marked.of.title, "Alpha");
        assert_eq!(list(&viewer)[0], mark);
        assert_eq!(said(&viewer), words);
    }
}

#[test]
fn a_clash_is_named_at_once_and_marked_on_both() {
    let mut viewer = morning().open();
    viewer.press("fjj");
    assert!(viewer.cursor_line().unwrap().starts_with("▌   9:30  Beta"));
    viewer.press("f");
    assert_eq!(
        said(&viewer),
        "★ Beta, at the same time as “Alpha” (30 min)"
    );
    let list = list(&viewer);
    assert_eq!(list[0], "  ★ 9:00▲ Alpha");
    assert_eq!(list[2], "▌ ★ 9:30▲ Beta");
    viewer.press("<enter>");
    let page = viewer.lines().join("\n");
    assert!(
        page.contains("▲ at the same time for 30 min as Alpha"),
        "{page}"
    );
    // From there to the other one.
    viewer.press("<enter>");
    assert!(
        viewer.lines()[1].contains("Alpha"),
        "{:?}",
        viewer.lines()[1]
    );
}

#[test]
fn what_is_cancelled_clashes_with_nothing() {
    let mut viewer = morning().open();
    viewer.press("fjf");
    assert_eq!(said(&viewer), "★ Gone fishing");
    assert_eq!(viewer.app.picks().clashes(), []);
}

#[test]
fn on_a_page_the_talk_under_the_cursor_counts_else_what_the_page_is_about() {
    let mut viewer = morning().open();
    viewer.press("/session<enter><enter>f");
    assert_eq!(kept(&viewer), [("t".to_owned(), Stance::Favourite)]);
    viewer.press("jf");
    assert_eq!(said(&viewer), "★ Talk two");
    // On the talk's own page it is the talk, though the cursor is on the session that it is in.
    viewer.press("<enter>ff");
    assert_eq!(
        said(&viewer),
        "No favourite any more: Talk two; u undoes it"
    );
    let mut viewer = morning().open();
    viewer.press("3<enter>jf");
    assert_eq!(kept(&viewer), [("t".to_owned(), Stance::Favourite)]);
    viewer.press("1");
    viewer.press("3f");
    assert_eq!(said(&viewer), "Open a person: their entries can be marked");
}

#[test]
fn queries_ask_for_marks_and_follow_them() {
    let mut viewer = morning().open();
    viewer.press("fjjff/is:fav<enter>");
    assert_eq!(list(&viewer), ["  ★ 9:00▲ Alpha", "▌ ! 9:30▲ Beta"]);
    viewer.press("<esc>/is:must<enter>");
    assert_eq!(list(&viewer), ["▌ ! 9:30▲ Beta"]);
    viewer.press("<esc>/is:clash<enter>");
    assert_eq!(list(&viewer).len(), 2);
    // One that is no favourite any more is gone from the list with the cursor, and comes back.
    viewer.press("<esc>/is:fav<enter>Gf");
    assert_eq!(list(&viewer), ["  ★ 9:00  Alpha", "▌   9:30  Beta"]);
    viewer.press("k");
    assert_eq!(list(&viewer), ["▌ ★ 9:00  Alpha"]);
    viewer.press("u");
    assert_eq!(list(&viewer).len(), 2);
}

#[test]
fn what_is_hidden_is_out_of_the_way_until_asked_for() {
    let mut viewer = morning().open();
    viewer.press("x");
    assert_eq!(
        said(&viewer),
        "Hidden: Alpha; u undoes it, X shows all that is hidden"
    );
    let all = list(&viewer);
    assert!(!all.iter().any(|line| line.contains("Alpha")), "{all:?}");
    assert!(
        all[0].starts_with("▌✗"),
        "the cursor is on the next one: {all:?}"
    );
    // No query finds it that does not ask for it.
    viewer.press("/alpha<enter>");
    assert!(viewer.lines().join("\n").contains("Nothing matches"));
    viewer.press("<esc>/is:hidden<enter>");
    assert_eq!(list(&viewer), ["▌-  9:00  Alpha"]);
    viewer.press("<esc>X");
    assert_eq!(
        said(&viewer),
        "Showing 1 hidden entry too; x on one shows it for good"
    );
    assert!(
        list(&viewer)[0].contains("-  9:00  Alpha"),
        "{:?}",
        list(&viewer)
    );
    viewer.press("gx");
    assert_eq!(said(&viewer), "Not hidden any more: Alpha");
    viewer.press("X");
    assert_eq!(said(&viewer), "Nothing is hidden; x hides an entry");
}

#[test]
fn a_session_is_hidden_with_its_talks_and_the_cursor_goes_on_behind_them() {
    let mut viewer = morning().open();
    viewer.press("G");
    viewer.press("kkx");
    let all = list(&viewer).join("\n");
    assert!(!all.contains("Talk"), "{all}");
    assert!(viewer.cursor_line().unwrap().contains("Beta"), "{all}");
    viewer.press("u");
    assert!(list(&viewer).join("\n").contains("Talk two"));
}

#[test]
fn a_favourite_is_not_hidden_by_a_slip_of_the_finger() {
    let mut viewer = morning().open();
    let effects = viewer.press("fx");
    assert_eq!(effects.len(), 1, "only the favourite is kept: {effects:?}");
    assert_eq!(
        said(&viewer),
        "Alpha is a favourite; f takes that away first"
    );
    assert_eq!(kept(&viewer), [("a".to_owned(), Stance::Favourite)]);
}

#[test]
fn marks_are_undone_one_by_one_and_no_further() {
    let mut viewer = morning().open();
    viewer.press("ffjjf");
    let effects = viewer.press("u");
    assert!(
        matches!(effects.as_slice(), [Effect::Keep(mark)] if mark.what == What::Stance(Stance::None))
    );
    viewer.press("u");
    assert!(viewer.lines()[1].contains("★ 9:00"), "{:?}", list(&viewer));
    viewer.press("uu");
    assert_eq!(said(&viewer), "There is no mark to undo");
}

#[test]
fn what_is_undone_is_said() {
    let mut viewer = morning().open();
    let mut undone = |keys: &str| {
        viewer.press(keys);
        viewer.press("u");
        said(&viewer)
    };
    assert_eq!(undone("f"), "No favourite again: Alpha");
    assert_eq!(undone("ff"), "★ again: Alpha");
    assert_eq!(undone("ff"), "! again: Alpha");
    assert_eq!(undone("b"), "Reminder again: Alpha");
    assert_eq!(undone("bb"), "No reminder again: Alpha");
    assert_eq!(undone("jx"), "Not hidden any more: Gone fishing");
    assert_eq!(undone("gjxXgjx"), "Hidden again: Gone fishing");
    assert_eq!(undone("gNA<esc>"), "Note taken away again: Alpha");
    assert_eq!(undone("NA<esc>NB<esc>"), "Note as it was before: Alpha");
    assert_eq!(undone("N<bs><esc>"), "Note there again: Alpha");
}

#[test]
fn a_new_version_keeps_the_marks_and_comes_back_from_a_broken_one() {
    let mut viewer = morning().open();
    viewer.press("fjjff");
    let other = json!({
        "format": "fomo/1",
        "event": { "id": "morning", "title": "Morning", "time_zone": "Europe/Vienna" },
        "sessions": [
            { "id": "b", "title": "Beta, moved", "start": "2024-07-27T15:00", "end": "2024-07-27T16:00" },
        ],
    });
    viewer.become_other(other.to_string());
    assert_eq!(
        list(&viewer),
        ["▌ ! 15:00  Beta, moved"].map(|line| line.replace("! 15", "!15"))
    );
    let gone: Vec<&str> = viewer
        .app
        .picks()
        .gone()
        .iter()
        .map(|record| record.was.title.as_str())
        .collect();
    assert_eq!(gone, ["Alpha"]);
}
