//! The reader's own schedule: what is listed, and what keys do in it.
#![cfg(test)]

use super::*;

use fomo::{
    favourites::Kept,
    schedule::Level,
    tui::rows::{Row, mine::MineRow},
};
use serde_json::{Value, json};

const HALLS: &str = "mine.json";

/// A favourite by its id, as the state file has it.
fn kept(id: &str, stance: &str) -> Kept {
    Kept::read(&json!({"id": id, "title": format!("({id})"), "stance": stance}))
}

/// Favourites of these ids; those with a `!` are musts.
fn favourites(ids: &str) -> Vec<Kept> {
    let all = ids.split(' ').map(|id| match id.strip_suffix('!') {
        Some(id) => kept(id, "must"),
        None => kept(id, "favourite"),
    });
    all.collect()
}

/// A conference in two halls, with favourites of these ids.
fn halls(ids: &str) -> Start {
    viewer(HALLS).favourites(favourites(ids))
}

const MANY: &str = "opening workshop short other walk! behind after! parallel! cancelled concert party first sat night closing whenever";

/// Two that are no longer in the schedule: a must, and something with a note.
fn gone() -> Vec<Kept> {
    let must = json!({
        "id": "dropped", "title": "A talk that was dropped", "stance": "must", "note": "Ask for the slides.",
        "start": "2024-07-26T16:00+02:00", "end": "2024-07-26T17:30+02:00", "room": "Hall C"
    });
    let noted =
        json!({"id": "noted", "title": "Something with a note", "note": "Was this any good?"});
    [must, noted].iter().map(Kept::read).collect()
}

/// The schedule as a value, to be changed.
fn changed(change: impl FnOnce(&mut Vec<Value>)) -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/frames/mine.json"
    );
    let mut value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    change(value["sessions"].as_array_mut().unwrap());
    serde_json::to_vec(&value).unwrap()
}

/// What stands under the cursor, without the mark and what is left of it.
fn under_cursor(viewer: &Viewer) -> String {
    let line = viewer.cursor_line().unwrap_or_default();
    let words: Vec<&str> = line.trim_start_matches('▌').split_whitespace().collect();
    words.join(" ")
}

#[test]
fn everything_that_is_mine() {
    insta::assert_snapshot!(film(halls(MANY).size(80, 48), &["4"]));
}

#[test]
fn narrow_and_usual() {
    let mut out = film(halls(MANY).size(80, 24), &["4", "<pgdn>", "G", "g"]);
    out.push_str(&film(halls(MANY).size(40, 12), &["4", "<pgdn>", "<pgdn>"]));
    insta::assert_snapshot!(out);
}

#[test]
fn beside_it_stands_what_is_selected() {
    let mut kept = favourites(MANY);
    kept.extend(gone());
    let start = viewer(HALLS).favourites(kept).size(120, 40);
    insta::assert_snapshot!(film(start, &["4", "jjjjj", "<tab>", "<tab>G"]));
}

#[test]
fn while_it_runs() {
    // Among favourites, in a free slot, at night, and when nothing more comes.
    let mut out = String::new();
    for at in [
        "2024-07-26T10:40",
        "2024-07-26T13:30",
        "2024-07-27T02:00",
        "2024-07-27T20:00",
    ] {
        out.push_str(&film(halls(MANY).at(at).size(80, 16), &["4"]));
    }
    // Of a free slot that has begun, what is left counts.
    let start = halls("opening short").at("2024-07-26T15:00");
    out.push_str(&film(start.size(80, 10), &["4", "n<enter>", "<esc>"]));
    insta::assert_snapshot!(out);
}

#[test]
fn what_is_loud_what_is_quiet() {
    let mut viewer = halls("workshop! short other! after! parallel!")
        .size(80, 30)
        .open();
    viewer.press("4");
    let mut out = styles(&viewer, "▲");
    out.push_str(&styles(&viewer, "→"));
    out.push_str(&styles(&viewer, "free"));
    insta::assert_snapshot!(out);
}

#[test]
fn in_another_zone() {
    let start = halls("opening concert party night")
        .own("Asia/Tokyo")
        .size(80, 20);
    insta::assert_snapshot!(film(start, &["4", "jjZ", "G", "Z"]));
}

#[test]
fn nothing_yet() {
    let mut out = film(viewer(HALLS), &["4", "j", "f", "n"]);
    out.push_str(&film(viewer(HALLS).size(40, 12), &["4"]));
    insta::assert_snapshot!(out);
}

#[test]
fn a_filter_acts_here_too() {
    insta::assert_snapshot!(film(
        halls(MANY).size(80, 20),
        &[
            "4",
            "/meanwhile",
            "<enter>",
            "<esc>",
            "/room:aula<enter>",
            "<esc>/lunch",
            "<esc><esc>"
        ]
    ));
}

#[test]
fn into_a_free_slot_and_back() {
    insta::assert_snapshot!(film(
        halls(MANY).own("Asia/Tokyo").size(80, 12),
        &["4jjjjjj", "<enter>", "Z", "<esc>", "<enter>", "4"]
    ));
}

#[test]
fn beside_a_free_slot_stands_what_is_on() {
    insta::assert_snapshot!(film(
        halls("opening behind").size(120, 16),
        &["4j", "<tab>j", "<enter>f", "<esc><esc>"]
    ));
}

/// The number of lines above that can be selected, of each free slot, and how many sessions it says are on in it.
fn slots(viewer: &Viewer) -> Vec<(usize, usize)> {
    let rows = viewer.app.mine().rows().iter();
    let rows = rows.filter(|row| row.is_selectable()).enumerate();
    let slots = rows.filter_map(|(above, row)| match row {
        MineRow::Free { gap, .. } => Some((above, gap.begin + gap.run)),
        _ => None,
    });
    slots.collect()
}

#[test]
fn a_free_slot_opens_with_what_it_counts() {
    let mut seen = 0;
    for (file, at) in [
        (HALLS, "2024-07-26T08:00"),
        (HALLS, "2024-07-26T14:40"),
        (THREE_DAYS, "2025-03-28T09:00"),
        (THREE_DAYS, "2025-03-29T12:10"),
        (BUILT_IN, DURING),
        ("facets.json", "2024-07-27T00:00"),
    ] {
        let mut viewer = viewer(file).at(at).own("Asia/Kathmandu").open();
        // Favourites here and there, and something hidden.
        viewer.press("gjjfjjjxjjfjjjjjfGkfkkkf4");
        for (above, on) in slots(&viewer) {
            viewer.press(&format!("4g{}", "j".repeat(above)));
            let before = under_cursor(&viewer);
            viewer.press("<enter>Z");
            let schedule = viewer.app.schedule();
            let shown = viewer.app.rows().iter().filter(|row| match row {
                Row::Entry { index, context } => {
                    let entry = schedule.entry(*index).unwrap();
                    !context && entry.level == Level::Session
                }
                _ => false,
            });
            assert_eq!(shown.count(), on, "{file} at {at}: {before}");
            viewer.press("<esc>Z");
            assert_eq!(under_cursor(&viewer), before);
            seen += 1;
        }
    }
    assert!(seen > 12, "{seen}");
}

#[test]
fn a_free_slot_that_was_filled() {
    let mut viewer = halls("walk parallel").open();
    viewer.press("4jj");
    assert_eq!(
        under_cursor(&viewer),
        "12:45–14:30 free for 1 h 45 · 3 begin"
    );
    viewer.press("<enter>");
    assert!(under_cursor(&viewer).starts_with("12:45 Right behind it"));
    viewer.press("f<esc>");
    assert!(under_cursor(&viewer).contains("12:45–13:15 Right behind it"));
    // Whoever goes on with the filter stays in the timetable.
    viewer.press("j<enter>");
    assert!(under_cursor(&viewer).starts_with("13:15 Lunch"));
    viewer.press("/lunch<enter>");
    viewer.press("<esc>");
    assert_eq!(viewer.app.context(), Context::Timetable);
}

#[test]
fn what_leaves_stays_until_the_cursor_does_so_that_f_goes_round() {
    let mut viewer = halls("walk behind parallel").open();
    viewer.press("4j");
    assert!(under_cursor(&viewer).contains("Five minutes later"));
    // A favourite becomes a must, then neither, then a favourite again: three keys in a row never reach the neighbour.
    viewer.press("f");
    assert!(under_cursor(&viewer).starts_with("!12:05"));
    viewer.press("f");
    assert!(under_cursor(&viewer).starts_with("12:05"), "no mark");
    assert!(under_cursor(&viewer).contains("Five minutes later"));
    assert_eq!(viewer.app.picks().marks().mine.len(), 2);
    viewer.press("f");
    assert!(under_cursor(&viewer).starts_with("★12:05"));
    assert_eq!(viewer.app.picks().marks().musts.len(), 0);
    // It leaves with the cursor.
    viewer.press("ffj");
    assert!(!viewer.lines().join("\n").contains("Five minutes later"));
    viewer.press("u");
    assert!(under_cursor(&viewer).contains("Five minutes later"));
    // Or with the view.
    viewer.press("f14");
    assert!(!viewer.lines().join("\n").contains("Five minutes later"));
    assert!(under_cursor(&viewer).contains("Right behind it"));
    viewer.press("fff");
    assert!(under_cursor(&viewer).starts_with("★12:45"));
}

#[test]
fn the_last_one_that_leaves_stays_too() {
    let mut viewer = halls("walk").open();
    viewer.press("4jff");
    assert!(under_cursor(&viewer).contains("Five minutes later"));
    viewer.press("14");
    assert_eq!(viewer.cursor_line(), None);
    viewer.press("u");
    assert!(under_cursor(&viewer).contains("Five minutes later"));
}

#[test]
fn what_leaves_a_filter_stays_until_the_cursor_does() {
    let titles = |viewer: &Viewer| {
        let rows = viewer.app.rows().iter().filter_map(|row| row.entry());
        let schedule = viewer.app.schedule();
        rows.map(|index| schedule.entry(index).unwrap().id.clone())
            .collect::<Vec<_>>()
    };
    let mut viewer = halls("walk behind parallel").open();
    viewer.press("/is:fav<enter>gff");
    assert_eq!(titles(&viewer), ["walk", "behind", "parallel"]);
    assert!(under_cursor(&viewer).contains("Five minutes later"));
    assert!(!under_cursor(&viewer).contains('★'));
    assert_eq!(viewer.app.filter().count(), Some(2));
    viewer.press("f");
    assert!(under_cursor(&viewer).contains('★'));
    viewer.press("ffj");
    assert_eq!(titles(&viewer), ["behind", "parallel"]);
    assert!(under_cursor(&viewer).contains("Right behind it"));
    // What is exported is what the filter lets through.
    let effects = viewer.press("ffe");
    let exported = effects.iter().find_map(|effect| match effect {
        Effect::Export(what) => Some(what.entries.len()),
        _ => None,
    });
    assert_eq!(exported, Some(1));
    viewer.press("/ short<enter>");
    assert!(!titles(&viewer).contains(&"behind".to_owned()));
    // Where the best match comes first, too.
    let mut viewer = halls("walk behind parallel").open();
    viewer.press("/is:fav ~later<enter>gff");
    assert!(under_cursor(&viewer).contains("Five minutes later"));
    viewer.press("f");
    assert!(under_cursor(&viewer).contains('★'));
}

#[test]
fn what_is_gone_and_taken_away_is_brought_back_by_the_same_key() {
    let mut kept = favourites("sat");
    kept.extend(gone());
    let mut viewer = viewer(HALLS).favourites(kept.clone()).open();
    viewer.press("4Gk");
    assert!(under_cursor(&viewer).starts_with("✗!"));
    viewer.press("f");
    assert!(under_cursor(&viewer).starts_with("✗ Fri 26 Jul"));
    assert!(under_cursor(&viewer).contains("A talk that was dropped"));
    assert_eq!(viewer.app.picks().gone().len(), 1);
    viewer.press("f");
    assert!(under_cursor(&viewer).starts_with("✗!"));
    assert_eq!(viewer.app.picks().kept(), kept);
    viewer.press("fj");
    assert!(
        !viewer
            .lines()
            .join("\n")
            .contains("A talk that was dropped")
    );
    assert!(under_cursor(&viewer).contains("Something with a note"));
    viewer.press("u");
    assert_eq!(viewer.app.picks().gone().len(), 2);
}

#[test]
fn the_note_on_what_is_gone_is_edited() {
    for page in ["", "<enter>"] {
        let mut viewer = viewer(HALLS).favourites(gone()).open();
        viewer.press("4Gk");
        viewer.press(page);
        viewer.press("N");
        let all = viewer.lines().join("\n");
        assert!(
            all.contains("Note: A talk that was dropped (not in the schedule any more)"),
            "{all}"
        );
        let effects = viewer.press(" Twice.<esc>");
        assert!(
            matches!(effects.as_slice(), [Effect::Keep(mark)] if mark.of.title == "A talk that was dropped"),
            "{effects:?}"
        );
        let note = viewer.app.picks().gone()[0].note.clone();
        assert_eq!(note.unwrap(), "Ask for the slides. Twice.");
        viewer.press("u");
        let said = viewer.lines().pop().unwrap();
        assert_eq!(
            said.trim(),
            "Note as it was before: A talk that was dropped"
        );
    }
}

#[test]
fn keys_on_what_is_gone_say_so() {
    let mut viewer = viewer(HALLS).favourites(gone()).open();
    viewer.press("4Gk");
    for page in ["", "<enter>"] {
        viewer.press(page);
        for key in ["b", "x"] {
            viewer.press(key);
            let said = viewer.lines().pop().unwrap();
            let words = "It is no longer in the schedule; f takes it away";
            assert_eq!(said.trim(), words, "{key}");
        }
        let copied = viewer.press("y");
        let line = "A talk that was dropped · Fri 26 Jul 16:00–17:30 Vienna (CEST, +02) · Hall C";
        assert!(
            matches!(copied.as_slice(), [Effect::Copy(copied)] if copied == line),
            "{copied:?}"
        );
    }
}

#[test]
fn what_is_gone() {
    let mut kept = favourites("sat");
    kept.extend(gone());
    let start = viewer(HALLS).favourites(kept).size(80, 14);
    insta::assert_snapshot!(film(
        start,
        &[
            "4G",
            "<enter>",
            "<esc>k<enter>",
            "<esc>f",
            "u",
            "<enter>f",
            "kf",
            "4u"
        ]
    ));
}

#[test]
fn what_is_exported_of_a_page_is_what_stands_on_it() {
    let exported = |viewer: &mut Viewer| {
        let effects = viewer.press("e");
        let ids = effects.iter().filter_map(|effect| match effect {
            Effect::Export(what) => Some(&what.entries),
            _ => None,
        });
        let schedule = viewer.app.schedule();
        let ids = ids
            .flatten()
            .map(|index| schedule.entry(*index).unwrap().id.clone());
        ids.collect::<Vec<_>>()
    };
    // Something that is gone cannot be in a calendar.
    let mut viewer = viewer(HALLS).favourites(gone()).open();
    viewer.press("4G<enter>");
    assert!(
        viewer
            .lines()
            .join("\n")
            .contains("No longer in the schedule")
    );
    assert!(exported(&mut viewer).is_empty());
    assert!(
        viewer
            .lines()
            .join("\n")
            .contains("There is nothing here to export")
    );
    let mut viewer = halls("workshop behind").size(140, 30).open();
    viewer.press("4g<tab>");
    assert!(
        viewer.lines().join("\n").contains("Begins"),
        "{:?}",
        viewer.lines()
    );
    assert_eq!(exported(&mut viewer), ["opening"]);
}

#[test]
fn what_is_gone_is_taken_away_with_all_that_was_said_of_it() {
    let mut silent = gone().remove(0).write();
    silent["reminds"] = json!(false);
    let kept = vec![Kept::read(&silent)];
    let mut viewer = viewer(HALLS).favourites(kept.clone()).open();
    let effects = viewer.press("4Gf");
    let marks: Vec<_> = effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Keep(mark) => Some(mark),
            _ => None,
        })
        .collect();
    let mut file = kept.clone();
    fomo::favourites::apply(&mut file, viewer.app.schedule(), &marks);
    assert_eq!(file, []);
    viewer.press("u");
    assert_eq!(viewer.app.picks().kept(), kept);
}

#[test]
fn a_reload_keeps_the_selection() {
    let mut viewer = viewer(HALLS).open();
    viewer.press("jjfjf4jjj");
    assert!(under_cursor(&viewer).contains("Another short talk"));
    // Moved to another day.
    viewer.become_other(changed(|all| {
        all[3]["start"] = json!("2024-07-27T15:00");
    }));
    assert!(under_cursor(&viewer).contains("15:00–15:30 Another short talk"));
    // Gone, and there again.
    viewer.become_other(changed(|all| {
        all.remove(3);
    }));
    assert!(
        under_cursor(&viewer).contains("✗★"),
        "{}",
        under_cursor(&viewer)
    );
    assert!(under_cursor(&viewer).contains("Another short talk"));
    viewer.change(HALLS);
    assert!(under_cursor(&viewer).contains("11:15–11:45 Another short talk"));
}

#[test]
fn keys_that_work_as_in_the_timetable() {
    insta::assert_snapshot!(footer(
        halls(MANY)
            .own("Asia/Tokyo")
            .at("2024-07-26T08:00")
            .size(110, 24),
        &[
            "4", "jo", "y", "jy", "jf", "x", "l", "l", "l", "h", "<enter>", "<esc>", "n", "F<esc>",
            "?", "<esc>", "<esc>"
        ]
    ));
}

#[test]
fn days_one_after_another() {
    insta::assert_snapshot!(cursor(
        halls(MANY).at("2024-07-27T10:00"),
        &["4", "l", "l", "h", "h", "h", "n", "G", "h"]
    ));
}

#[test]
fn every_pair_is_named_once() {
    let mut viewer = halls(MANY).size(80, 60).open();
    viewer.press("4");
    let named = viewer
        .lines()
        .iter()
        .filter(|line| line.contains("at the same time"))
        .count();
    assert_eq!(named, viewer.app.picks().clashes().len());
}

#[test]
fn what_is_hidden_is_counted() {
    let mut out = String::new();
    for columns in [120, 80, 40] {
        let start = viewer(HALLS).size(columns, 10);
        let scenes = ["", "x", "k", "jxk", "Xk", "uk", "/talk<enter>"];
        out.push_str(&footer(start, &scenes));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn the_frame_in_the_readme_is_a_real_one() {
    let mut kept = favourites("workshop short walk! parallel");
    kept.extend(gone().into_iter().take(1));
    let mut viewer = viewer(HALLS).favourites(kept).size(80, 24).open();
    viewer.press("4j");
    let lines = viewer.lines();
    let listed = lines.iter().take_while(|line| !line.is_empty());
    let listed: Vec<&str> = listed.map(String::as_str).collect();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&listed.join("\n")), "{}", listed.join("\n"));
}
