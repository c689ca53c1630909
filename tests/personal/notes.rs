//! Writing a note.

use std::fmt::Write as _;

use fomo::{
    favourites::{Mark, What},
    tui::action::{Action, Context, Effect},
};

use super::{film, line_with, shown, viewer};
use viewer::{Start, Viewer, viewer_of};

const FILE: &str = "schedule.json";

fn during() -> Start {
    viewer::viewer(FILE).at("2024-07-27T11:10")
}

/// The notes that are to be kept.
fn kept(effects: &[Effect]) -> Vec<Option<&str>> {
    let note = |effect| match effect {
        &Effect::Keep(Mark {
            what: What::Note { ref is, .. },
            ..
        }) => Some(is.as_deref()),
        _ => None,
    };
    effects.iter().filter_map(note).collect()
}

fn note_of_selected(viewer: &Viewer) -> Option<&str> {
    let id = &viewer.app.selected_entry()?.id;
    viewer.app.picks().note(viewer.app.schedule().find(id)?)
}

fn paste(viewer: &mut Viewer, text: &str) {
    viewer.app.update(Action::Paste(text.to_owned()));
}

#[test]
fn a_note_from_empty_to_kept() {
    let mut viewer = during().open();
    insta::assert_snapshot!(film(
        &mut viewer,
        &[
            "N",
            "Ask about the kernels<enter>漢字 🧑‍🎓 and Zoë, in a line that is long enough to be broken somewhere",
            "<up><up><home>At the end: <end>!",
            "<esc>",
            "<enter>",
        ]
    ));
}

#[test]
fn on_a_small_terminal_a_long_note_scrolls_and_the_cursor_stays_in_view() {
    let mut viewer = during().size(40, 12).open();
    viewer.press("N");
    paste(
        &mut viewer,
        "one\ntwo\nthree\nfour\nfive\nsix\nseven and a few more words to break",
    );
    let mut out = shown(&viewer);
    out.push_str(&film(
        &mut viewer,
        &["<pgup>", "<pgup><pgup>", "<pgdn><down>"],
    ));
    for (columns, rows) in [(120, 24), (20, 4), (25, 6), (40, 12)] {
        viewer.resize(columns, rows);
        _ = writeln!(out, "════ {columns}x{rows}\n{}", shown(&viewer));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn any_size_will_do() {
    let mut viewer = during().open();
    viewer.press("N");
    paste(&mut viewer, "漢字漢字 🧑‍🎓🧑‍🎓🧑‍🎓 word\n\n   indented");
    for columns in 1..50 {
        for rows in 1..14 {
            viewer.resize(columns, rows);
            viewer.lines();
            if let Some((x, y)) = viewer.typing_at() {
                assert!(x < columns && y < rows, "{columns}x{rows}");
            }
        }
    }
    viewer.resize(80, 24);
    assert_eq!(
        kept(&viewer.press("<esc>")),
        [Some("漢字漢字 🧑‍🎓🧑‍🎓🧑‍🎓 word\n\n   indented")]
    );
}

#[test]
fn esc_keeps_and_u_undoes() {
    let mut viewer = during().open();
    let effects = viewer.press("Nfirst<esc>");
    assert_eq!(kept(&effects), [Some("first")]);
    line_with(&viewer, "Note kept; u undoes it");
    let effects = viewer.press("N and more<c-s>");
    assert_eq!(kept(&effects), [Some("first and more")]);
    assert_eq!(kept(&viewer.press("u")), [Some("first")]);
    assert_eq!(kept(&viewer.press("u")), [None]);
    assert_eq!(note_of_selected(&viewer), None);
}

#[test]
fn what_was_not_changed_is_not_kept_again() {
    let mut viewer = during().open();
    assert_eq!(viewer.press("N<esc>"), []);
    assert_eq!(viewer.press("N  <enter> <esc>"), []);
    viewer.press("Nx<esc>");
    assert_eq!(viewer.press("Ny<bs> <enter><esc>"), []);
    // One mark to undo, and no more.
    assert_eq!(viewer.press("u").len(), 1);
    assert_eq!(viewer.press("u"), []);
}

#[test]
fn an_emptied_note_is_taken_away() {
    let mut viewer = during().open();
    viewer.press("None<enter>two<esc>");
    let effects = viewer.press("N<c-u><c-u><c-w><esc>");
    assert_eq!(kept(&effects), [None]);
    line_with(&viewer, "Note taken away; u undoes it");
    assert_eq!(kept(&viewer.press("u")), [Some("one\ntwo")]);
}

#[test]
fn leaving_and_going_to_sleep_keep_it_first() {
    let mut viewer = during().open();
    let effects = viewer.press("Nhalf a sen<c-z>");
    assert_eq!(kept(&effects), [Some("half a sen")]);
    assert_eq!(effects.last(), Some(&Effect::Suspend));
    assert_eq!(viewer.app.context(), Context::Note);
    let effects = viewer.press("tence<c-c>");
    assert_eq!(kept(&effects), [Some("half a sentence")]);
    assert_eq!(effects.last(), Some(&Effect::Quit));
}

#[test]
fn letters_are_no_commands_meanwhile() {
    let mut viewer = during().open();
    let effects = viewer.press("Nq?/zEFf1x<lt>");
    assert_eq!(effects, []);
    assert_eq!(viewer.app.note().unwrap().text(), "q?/zEFf1x<");
}

#[test]
fn hostile_texts_are_cleaned_and_long_ones_cut() {
    let mut viewer = during().open();
    viewer.press("N");
    paste(
        &mut viewer,
        "a\u{1b}]0;title\u{7}b\u{202e}c\r\nd\u{200b}\t.",
    );
    assert_eq!(kept(&viewer.press("<esc>")), [Some("abc\nd   .")]);
    viewer.press("N");
    paste(&mut viewer, &"é".repeat(100_000));
    line_with(&viewer, "A note has at most 10,000 characters");
    let effects = viewer.press("<esc>");
    assert_eq!(kept(&effects)[0].unwrap().chars().count(), 10_000);
}

#[test]
fn of_a_talk_on_its_sessions_page() {
    let mut viewer = during().open();
    viewer.press("<enter>N");
    let heading = line_with(&viewer, "─ Note: ");
    assert!(heading.contains("Efficient Quantization"), "{heading}");
    // What one reads stays in view above it.
    line_with(&viewer, "Session II");
}

#[test]
fn where_there_is_nothing_to_write_about_that_is_said() {
    let mut viewer = during().open();
    assert_eq!(viewer.press("3N"), []);
    assert_eq!(viewer.app.context(), Context::People);
    line_with(&viewer, "their entries can be marked");
}

fn sessions(entries: &[(&str, &str, &str)]) -> String {
    let all: Vec<String> = entries
        .iter()
        .map(|(id, title, clock)| {
            format!(r#"{{"id": "{id}", "title": "{title}", "start": "2024-07-27T{clock}", "duration": 60}}"#)
        })
        .collect();
    format!(
        r#"{{"format": "fomo/1", "event": {{"title": "E", "time_zone": "Europe/Vienna"}}, "sessions": [{}]}}"#,
        all.join(",")
    )
}

#[test]
fn a_schedule_that_changes_meanwhile_takes_nothing_away() {
    let start = viewer_of(sessions(&[("a", "Alpha", "10:00"), ("b", "Beta", "11:00")]));
    let mut viewer = start.at("2024-07-27T09:00").size(60, 14).open();
    viewer.press("jNsit in ");
    // Moved, then retitled: it is still the same one.
    viewer.become_other(sessions(&[("b", "Beta", "08:00"), ("a", "Alpha", "10:00")]));
    viewer.press("front<left>");
    viewer.become_other(sessions(&[
        ("b", "Gamma", "08:00"),
        ("a", "Alpha", "10:00"),
    ]));
    line_with(&viewer, "─ Note: Gamma ");
    viewer.press("<esc>");
    let gamma = viewer.app.schedule().find("b").unwrap();
    assert_eq!(viewer.app.picks().note(gamma), Some("sit in front"));
    // Gone: the note is kept with what it was about.
    viewer.press("gN!");
    viewer.become_other(sessions(&[("a", "Alpha", "10:00")]));
    line_with(&viewer, "Gamma (not in the schedule any more)");
    let effects = viewer.press("<esc>");
    assert_eq!(kept(&effects), [Some("sit in front!")]);
    let gone = viewer.app.picks().gone();
    assert_eq!(gone.len(), 1);
    assert_eq!(gone[0].note.as_deref(), Some("sit in front!"));
    assert_eq!(kept(&viewer.press("u")), [Some("sit in front")]);
}

#[test]
fn a_favourite_that_moves_and_goes_while_its_note_is_written_is_listed_once() {
    let (beta, early) = (("b", "Beta", "11:00"), ("a", "Alpha", "09:15"));
    let start = viewer_of(sessions(&[early, beta]));
    let mut viewer = start.at("2024-07-27T09:00").size(60, 14).open();
    // Nothing of this is written down: the record stays what it is.
    viewer.press("gf");
    viewer.become_other(sessions(&[("a", "Alpha", "10:00"), beta]));
    viewer.press("gN");
    viewer.become_other(sessions(&[beta]));
    line_with(&viewer, "Alpha (not in the schedule any more)");
    let effects = viewer.press("sit in front<esc>");
    assert_eq!(kept(&effects), [Some("sit in front")]);
    let gone = viewer.app.picks().gone();
    assert_eq!(gone.len(), 1, "{gone:?}");
    assert_eq!(gone[0].note.as_deref(), Some("sit in front"));
    assert!(gone[0].stance.is_mine());
}

#[test]
fn the_list_is_where_it_was_when_the_note_is_closed() {
    let mut viewer = during().open();
    viewer.press("Gkk");
    let before = viewer.lines();
    viewer.press("N");
    assert!(viewer.cursor_line().is_some(), "the entry stays in view");
    viewer.press("<esc>");
    assert_eq!(viewer.lines(), before);
}
