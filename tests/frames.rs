//! What the viewer shows: keys in, frames out.
#![cfg(test)]

#[path = "frames/changes.rs"]
mod changes;
#[path = "frames/check.rs"]
mod check;
#[path = "frames/grid.rs"]
mod grid;
#[path = "frames/keys.rs"]
mod keys;
#[path = "frames/mine.rs"]
mod mine;
#[expect(dead_code, reason = "the properties use the rest of it")]
#[path = "common/viewer.rs"]
mod viewer;

use std::fmt::Write as _;

use fomo::{
    text,
    tui::{
        action::{Context, Effect},
        app::{Activity, Event},
        theme::{Role, Theme},
    },
};
use ratatui::buffer::{Buffer, Cell};
use viewer::{Start, Viewer, line, viewer, viewer_of};

const BUILT_IN: &str = "schedule.json";
const THREE_DAYS: &str = "three-days.json";
const DURING: &str = "2024-07-27T11:10";

/// A film: the frame after each of these, with what the keys ask of the outside.
fn film(start: Start, scenes: &[&str]) -> String {
    let mut viewer = start.open();
    let mut film = String::new();
    for keys in scenes {
        let effects = viewer.press(keys);
        let title = if keys.is_empty() { "(no key)" } else { keys };
        _ = writeln!(film, "════ {title}");
        for effect in effects {
            _ = writeln!(film, "==== asks for {effect:?}");
        }
        film.push_str(&shown(&viewer));
    }
    film
}

/// A frame as lines. What changes with every release and time-zone database is left out.
fn shown(viewer: &Viewer) -> String {
    let program = concat!("fomo ", env!("CARGO_PKG_VERSION"));
    let database = viewer.app.zones().atlas().version();
    let mut frame = String::new();
    for line in viewer.lines() {
        let line = line.replace(program, "fomo (version)");
        _ = writeln!(frame, "{}", line.replace(&database, "(database)"));
    }
    frame
}

/// Only the line of the cursor after each key.
fn cursor(start: Start, scenes: &[&str]) -> String {
    let mut viewer = start.open();
    let mut out = String::new();
    for keys in scenes {
        viewer.press(keys);
        let line = viewer.cursor_line().unwrap_or_default();
        let y = viewer.lines().iter().position(|other| *other == line);
        _ = writeln!(out, "{keys:8} row {:2} {line}", y.unwrap_or(99));
    }
    out
}

/// The last line after each key, and what the keys ask of the outside.
fn footer(start: Start, scenes: &[&str]) -> String {
    let mut viewer = start.open();
    let mut out = String::new();
    for keys in scenes {
        let effects = viewer.press(keys);
        let footer = viewer.lines().pop().unwrap_or_default();
        _ = writeln!(out, "{keys:8} {footer}");
        for effect in effects {
            _ = writeln!(out, "         {effect:?}");
        }
    }
    out
}

/// The styled pieces of the lines that contain a text: `dim "10:00"`.
fn styles(viewer: &Viewer, containing: &str) -> String {
    let buffer = viewer.buffer();
    let mut out = String::new();
    for y in 0..buffer.area.height {
        if line(&buffer, y).contains(containing) {
            _ = writeln!(out, "{}", runs(&buffer, y).join("  "));
        }
    }
    out
}

fn runs(buffer: &Buffer, y: u16) -> Vec<String> {
    let mut runs: Vec<(String, String)> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let role = role(cell);
        match runs.last_mut() {
            Some((last, text)) if *last == role => text.push_str(cell.symbol()),
            _ => runs.push((role, cell.symbol().to_owned())),
        }
        x += u16::try_from(text::width(cell.symbol())).unwrap().max(1);
    }
    runs.into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(role, text)| format!("{role} “{}”", text.trim()))
        .collect()
}

/// The roles that look like this, in words.
fn role(cell: &Cell) -> String {
    const ROLES: [(Role, &str); 12] = [
        (Role::Text, "text"),
        (Role::Dim, "dim"),
        (Role::Title, "strong"),
        (Role::Heading, "heading"),
        (Role::Time, "time"),
        (Role::Selected, "selected"),
        (Role::Running, "running"),
        (Role::Now, "now"),
        (Role::Match, "match"),
        (Role::Emphasis, "emphasis"),
        (Role::Link, "link"),
        (Role::Error, "error"),
    ];
    let looks = |role: Role, cell: &Cell| {
        let style = Theme::default().style(role);
        style.fg.unwrap_or_default() == cell.fg && style.add_modifier == cell.modifier
    };
    let known = ROLES.iter().find(|(role, _)| looks(*role, cell));
    known.map_or_else(
        || format!("{:?} {:?}", cell.fg, cell.modifier),
        |(_, name)| (*name).to_owned(),
    )
}

fn during() -> Start {
    viewer(BUILT_IN).at(DURING)
}

fn three_days() -> Start {
    viewer(THREE_DAYS).at("2025-03-28T11:40")
}

/// A conference of this many days, one entry on each.
fn days(count: u32) -> Start {
    let sessions: Vec<String> = (1..=count)
        .map(|day| {
            format!(
                r#"{{"start": "2025-06-{day:02}T10:00", "duration": 60, "title": "Day {day}"}}"#
            )
        })
        .collect();
    let sessions = sessions.join(",");
    viewer_of(format!(
        r#"{{"format": "fomo/1", "event": {{"title": "June", "time_zone": "Europe/Vienna"}},
            "sessions": [{sessions}]}}"#
    ))
}

mod opening {
    use super::*;

    #[test]
    fn before_during_between_and_after() {
        let mut out = String::new();
        for at in [
            "2024-07-01T12:00",
            "2024-07-27T11:10",
            "2024-07-27T17:59",
            "2024-07-28T10:00",
        ] {
            _ = writeln!(out, "at {at}");
            out.push_str(&film(viewer(BUILT_IN).at(at), &[""]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn sizes() {
        let mut out = String::new();
        for (columns, rows) in [
            (200, 60),
            (120, 40),
            (80, 24),
            (40, 12),
            (20, 4),
            (19, 4),
            (8, 3),
            (1, 1),
        ] {
            _ = writeln!(out, "{columns}x{rows}");
            out.push_str(&film(during().size(columns, rows), &[""]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn another_size_and_back() {
        for keys in ["", "jj", "<enter>", "3G", "5", "?", "/gu", "zjst"] {
            let mut viewer = during().size(120, 30).open();
            viewer.press(keys);
            let before = viewer.lines();
            for (columns, rows) in [(40, 12), (1, 1), (80, 24), (200, 60), (120, 30)] {
                viewer.resize(columns, rows);
            }
            assert_eq!(viewer.lines(), before, "{keys}");
        }
    }

    #[test]
    fn without_a_moment() {
        insta::assert_snapshot!(film(viewer(BUILT_IN).size(60, 10), &["", "n"]));
    }

    #[test]
    fn schedules_with_nothing_or_little_in_them() {
        insta::assert_snapshot!(film(
            viewer("empty.json").at(DURING).size(60, 8),
            &["", "j<enter>", "3", "5", "n", "yo", "/x", "<enter>"]
        ));
    }

    #[test]
    fn several_days_between_them_and_at_night() {
        let mut out = String::new();
        for at in [
            "2025-03-27T09:00",
            "2025-03-28T19:00",
            "2025-03-29T00:45",
            "2025-03-29T05:00",
            "2025-03-30T03:10",
            "2025-03-30T12:00",
        ] {
            _ = writeln!(out, "at {at}");
            out.push_str(&film(viewer(THREE_DAYS).at(at).size(80, 16), &[""]));
        }
        insta::assert_snapshot!(out);
    }
}

mod moving {
    use super::*;

    const MOTIONS: [&str; 21] = [
        "", "j", "<down>", "k", "<up>", "<pgdn>", "<pgup>", "<c-d>", "<c-u>", "G", "g", "<end>",
        "<home>", "<space>", "<c-b>", "<c-f>", "k", "G", "j", "g", "k",
    ];

    #[test]
    fn in_the_timetable() {
        insta::assert_snapshot!(cursor(during(), &MOTIONS));
    }

    #[test]
    fn over_headings_and_the_now_line() {
        insta::assert_snapshot!(cursor(three_days().size(80, 12), &MOTIONS));
    }

    #[test]
    fn down_and_up_again_is_where_one_was() {
        for size in [(200, 60), (80, 24), (40, 12), (20, 4)] {
            let mut viewer = three_days().size(size.0, size.1).open();
            viewer.press("g");
            let mut seen = Vec::new();
            for _ in 0..viewer.app.schedule().entries().len() {
                seen.push(viewer.cursor_line());
                viewer.press("j");
            }
            for line in seen.into_iter().rev().skip(1) {
                viewer.press("k");
                assert_eq!(viewer.cursor_line(), line);
            }
        }
    }

    #[test]
    fn scrolled_down() {
        insta::assert_snapshot!(film(during().size(60, 12), &["", "<c-d>", "G", "g"]));
    }

    #[test]
    fn from_day_to_day() {
        insta::assert_snapshot!(film(
            three_days().size(80, 14),
            &["l", "l", "l", "h", "h", "h", "Gh", "<right><left>"]
        ));
    }

    #[test]
    fn the_days_of_a_month() {
        let mut out = String::new();
        for columns in [200, 100, 80, 60, 40] {
            let start = days(30).at("2025-06-17T10:30").size(columns, 8);
            out.push_str(&film(start, &["", "lll"]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn one_day_only() {
        insta::assert_snapshot!(footer(during(), &["l", "h", "j"]), @"
l         This is the only day
h         This is the only day
j         j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
");
    }
}

mod pages {
    use super::*;

    #[test]
    fn from_session_to_talk_to_person_and_back() {
        insta::assert_snapshot!(film(
            during(),
            &[
                "<enter>", "<enter>", "<enter>", "<esc>", "<esc>", "<esc>", "<esc>"
            ]
        ));
    }

    #[test]
    fn the_same_side_by_side() {
        insta::assert_snapshot!(film(
            during().size(120, 30),
            &["<enter>", "<enter>", "<enter>", "<esc><esc><esc>"]
        ));
    }

    #[test]
    fn tab_between_the_panes() {
        insta::assert_snapshot!(film(during().size(120, 20), &["<tab>", "j", "<tab>", "j"]));
    }

    #[test]
    fn tab_where_there_is_one_pane() {
        insta::assert_snapshot!(film(during().size(60, 14), &["<tab>", "<tab>"]));
    }

    #[test]
    fn going_round_does_not_pile_up() {
        let mut viewer = during().open();
        // The talk, its speaker, the talk again …
        viewer.press("<enter><enter><enter><enter><enter><enter><enter>");
        viewer.press("<esc><esc><esc>");
        assert_eq!(viewer.lines()[0], during().open().lines()[0]);
        assert_eq!(viewer.cursor_line(), during().open().cursor_line());
    }

    #[test]
    fn a_talk_with_everything() {
        insta::assert_snapshot!(film(
            three_days().size(100, 30).own("Asia/Tokyo"),
            &["j<enter>", "Z", "jj", "j", "<enter>"]
        ));
    }

    #[test]
    fn a_panel_with_notes_and_a_moderator_to_be_confirmed() {
        insta::assert_snapshot!(film(viewer(BUILT_IN).at("2024-07-27T14:10"), &["<enter>"]));
    }

    #[test]
    fn a_panel_of_forty() {
        insta::assert_snapshot!(film(
            viewer(THREE_DAYS).at("2025-03-28T15:20").size(60, 16),
            &["<enter>", "<pgdn>", "G", "k", "<c-u>", "g"]
        ));
    }

    #[test]
    fn what_is_cancelled_tbc_or_without_a_time() {
        let mut out = String::new();
        for keys in [
            "/not take<enter><enter>",
            "/may take<enter><enter>",
            "/yet<enter><enter>",
            "/workshop<enter><enter>",
            "/without a time<enter><enter>",
        ] {
            out.push_str(&film(three_days().size(70, 12), &[keys]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn a_title_longer_than_the_page() {
        insta::assert_snapshot!(film(
            three_days().size(50, 16),
            &["/abstract<enter><enter>"]
        ));
    }

    #[test]
    fn people() {
        insta::assert_snapshot!(film(
            during(),
            &[
                "3",
                "j",
                "<enter>",
                "<enter>",
                "<esc><esc>",
                "G",
                "/goo",
                "<enter>",
                "<esc>",
                "<esc>"
            ]
        ));
    }

    #[test]
    fn people_side_by_side_and_on_a_small_terminal() {
        let mut out = film(during().size(120, 14), &["3", "jj", "<tab>"]);
        out.push_str(&film(three_days().size(40, 10), &["3", "G"]));
        insta::assert_snapshot!(out);
    }

    #[test]
    fn about_to_its_end() {
        insta::assert_snapshot!(film(
            during(),
            &[
                "5", "<pgdn>", "<pgdn>", "<pgdn>", "<pgdn>", "<pgdn>", "<pgdn>", "G"
            ]
        ));
    }

    #[test]
    fn about_says_all_that_the_schedule_says() {
        // Words are counted without their lines, since these are wrapped.
        let viewer = {
            let mut viewer = during().size(80, 400).open();
            viewer.press("5");
            viewer
        };
        let shown: Vec<String> = viewer
            .lines()
            .iter()
            .map(|line| line.trim().to_owned())
            .collect();
        let shown = shown.join(" ");
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let event = viewer.app.schedule().event();
        for note in &event.notes {
            assert!(squeezed(&shown).contains(&squeezed(note)), "{note}");
        }
        for date in &event.dates {
            assert!(shown.contains(&date.title), "{}", date.title);
            assert!(shown.contains(&date.date.format("%-d %b %Y").to_string()));
        }
        for link in &event.links {
            assert!(
                squeezed(&shown).contains(&squeezed(&link.url)),
                "{}",
                link.url
            );
        }
    }

    #[test]
    fn help() {
        let mut out = film(during(), &["?", "?", "<pgdn>", "G", "?"]);
        out.push_str(&film(
            during().size(40, 12),
            &["?", "?", "<space>", "<esc>", "<esc>"],
        ));
        insta::assert_snapshot!(out);
    }

    #[test]
    fn help_above_a_page_leads_back_to_it() {
        let mut viewer = during().open();
        viewer.press("<enter>");
        let before = viewer.lines();
        viewer.press("?jj<esc>");
        assert_eq!(viewer.lines(), before);
    }
}

mod choosing {
    use super::*;

    const CHOICES: &str = "facets.json";

    fn choices() -> Start {
        viewer(CHOICES).at("2025-10-04T10:20")
    }

    #[test]
    fn what_there_is_to_choose_from() {
        let mut out = String::new();
        for (columns, rows) in [
            (80, 24),
            (120, 40),
            (200, 30),
            (60, 10),
            (59, 10),
            (40, 12),
            (20, 4),
        ] {
            _ = writeln!(out, "{columns}x{rows}");
            out.push_str(&film(choices().size(columns, rows), &["F"]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn in_the_built_in_schedule() {
        insta::assert_snapshot!(film(during(), &["F", "<pgdn><space>", "<esc>"]));
    }

    #[test]
    fn any_within_a_facet_all_across() {
        insta::assert_snapshot!(film(
            choices().size(100, 24),
            &[
                "Fljjj<space>",
                "k<enter>",
                "<tab>j<space>",
                "<space>",
                "<esc>",
                "<esc>"
            ]
        ));
    }

    #[test]
    fn beside_the_detail_and_on_small_terminals() {
        let mut out = film(choices().size(120, 16), &["F<space>", "F"]);
        out.push_str(&film(choices().size(40, 12), &["FG<space>", "F"]));
        out.push_str(&film(choices().size(20, 4), &["F<space>", "j", "<esc>"]));
        insta::assert_snapshot!(out);
    }

    #[test]
    fn clearing_leaves_what_was_typed() {
        insta::assert_snapshot!(film(
            choices().size(80, 12),
            &["/o day:sat<enter>F", "l<space>", "c", "c", "<esc>"]
        ));
    }

    #[test]
    fn going_on_in_the_prompt() {
        insta::assert_snapshot!(film(
            choices().size(80, 12),
            &[
                "F<space>l<space>/",
                "<c-w>",
                "kind:=talk",
                "<enter>F",
                "<esc><esc>"
            ]
        ));
    }

    #[test]
    fn moving() {
        let motions = [
            "F", "j", "k", "k", "l", "l", "h", "<tab>", "<s-tab>", "<right>", "<left>", "<left>",
            "G", "j", "l", "h", "g", "<c-d>", "<c-d>", "<c-u>", "<pgdn>", "<pgup>", "<end>",
            "<home>", "<c-f>", "<c-b>",
        ];
        insta::assert_snapshot!(cursor(choices().size(50, 12), &motions));
    }

    /// The line of the cursor among the choices, where the list has one as well.
    fn under_cursor(viewer: &Viewer) -> String {
        let x = usize::from(viewer.app.frame().detail.x);
        let lines = viewer.lines().into_iter();
        let mut lines = lines.map(|line| line.chars().skip(x).collect::<String>());
        lines.find(|line| line.starts_with('▌')).unwrap_or_default()
    }

    #[test]
    fn the_cursor_stays_on_its_value() {
        let mut viewer = choices().open();
        viewer.press("FGk");
        assert!(under_cursor(&viewer).contains("en"));
        // Other values come and go above it.
        viewer.press("gljj<space>");
        assert!(under_cursor(&viewer).contains("[x]▎Ethics"));
        viewer.press("c");
        assert!(under_cursor(&viewer).contains("[ ]▎Ethics"));
        // It goes to the nearest one, and back when its own is there again.
        viewer.press("G");
        assert!(under_cursor(&viewer).contains("fr"));
        viewer.become_other(
            r#"{"format": "fomo/1", "event": {"title": "T"}, "sessions": [
                {"title": "A", "language": "de"}, {"title": "B", "language": "en"}]}"#,
        );
        assert!(under_cursor(&viewer).contains("en"), "{:?}", viewer.lines());
        viewer.change(CHOICES);
        assert!(under_cursor(&viewer).contains("fr"));
        viewer.change("empty.json");
        assert_eq!(under_cursor(&viewer), "");
        viewer.press("j<space>cl");
        viewer.change(CHOICES);
        assert!(under_cursor(&viewer).contains("fr"));
    }

    #[test]
    fn a_value_without_entries_stays_as_long_as_it_is_chosen() {
        insta::assert_snapshot!(film(
            choices().size(80, 12),
            &["/lunch kind:=talk<enter>Fll", "<space>"]
        ));
    }

    #[test]
    fn what_was_open_is_open_again_if_nothing_was_chosen() {
        for (size, keys) in [
            ((80, 24), "<enter>"),
            ((120, 30), "<enter>"),
            ((80, 24), "5"),
            ((80, 24), "3<enter>"),
        ] {
            let mut viewer = choices().size(size.0, size.1).open();
            viewer.press(keys);
            let before = viewer.lines();
            viewer.press("Fjj<space><space><esc>");
            assert_eq!(viewer.lines(), before, "{keys}");
            viewer.press("F<space><esc>");
            assert_ne!(viewer.app.context(), Context::Page, "{keys}");
            assert!(viewer.app.filter().query().text().starts_with("day:"));
        }
    }

    #[test]
    fn the_list_keeps_its_selection() {
        let mut viewer = choices().open();
        let before = viewer.app.selected_entry().unwrap().id.clone();
        viewer.press("Fl<space>");
        assert_ne!(viewer.app.selected_entry().unwrap().id, before);
        viewer.press("<space>");
        assert_eq!(viewer.app.selected_entry().unwrap().id, before);
    }

    #[test]
    fn other_keys_among_the_choices() {
        insta::assert_snapshot!(film(
            choices().size(80, 12).own("Asia/Tokyo"),
            &[
                "FZ",
                "ztokyo<esc>",
                "?",
                "<esc>",
                "?3",
                "F",
                "q",
                "<c-c>",
                "<c-z>",
                "<c-l>"
            ]
        ));
    }

    #[test]
    fn nothing_to_choose_from() {
        let mut out = String::new();
        for (columns, rows) in [(80, 6), (40, 6), (20, 4)] {
            let start = viewer("empty.json").at(DURING).size(columns, rows);
            out.push_str(&film(start, &["F", "j<space>", "c"]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn nothing_left_to_choose_from() {
        insta::assert_snapshot!(film(
            choices().size(80, 6),
            &[
                "/lunch day:fri<enter>F",
                "/<c-w>kind:panel<enter>F",
                "<space>/<c-u>xyz<enter>F"
            ]
        ));
    }

    #[test]
    fn what_is_chosen_stands_out() {
        let mut viewer = choices().open();
        viewer.press("Fl<space>j");
        let mut out = styles(&viewer, "Art");
        out.push_str(&styles(&viewer, "Security"));
        out.push_str(&styles(&viewer, "Track"));
        insta::assert_snapshot!(out);
    }
}

mod zones {
    use super::*;

    /// They are words of `--zone`, and found nothing here.
    #[test]
    fn the_zones_of_the_event_and_of_the_reader_are_found_by_those_words() {
        let mut viewer = during().own("Asia/Tokyo").open();
        for (keys, wanted) in [
            ("zevent", "the event’s"),
            ("<c-u>eve", "the event’s"),
            ("<c-u>local", "your own"),
            ("<c-u>OWN", "your own"),
        ] {
            viewer.press(keys);
            let first = viewer.cursor_line().unwrap_or_default();
            assert!(first.contains(wanted), "{keys}: {first}");
        }
        viewer.press("<enter>");
        assert!(viewer.lines().concat().contains("Tokyo"));
        viewer.press("zevent<enter>");
        assert!(!viewer.app.zones().is_foreign());
    }

    #[test]
    fn the_picker() {
        insta::assert_snapshot!(film(
            during().own("America/New_York"),
            &["z", "jst", "<c-u>munich", "xyz", "<esc>"]
        ));
    }

    #[test]
    fn the_picker_on_small_and_large_terminals() {
        let mut out = film(during().size(40, 12), &["z", "vienna", "<c-w>new york"]);
        out.push_str(&film(during().size(120, 12), &["z", "kath"]));
        insta::assert_snapshot!(out);
    }

    #[test]
    fn choosing_keeps_the_selection() {
        insta::assert_snapshot!(film(
            during().size(80, 16),
            &[
                "jjj",
                "ztokyo<enter>",
                "j",
                "<enter>",
                "<esc>z<home><enter>"
            ]
        ));
    }

    #[test]
    fn moving_in_the_picker() {
        insta::assert_snapshot!(cursor(
            during().size(60, 12).own("Asia/Tokyo"),
            &[
                "z",
                "<down>",
                "<tab>",
                "<c-n>",
                "<up>",
                "<c-p>",
                "<s-tab>",
                "<pgdn>",
                "<pgup>",
                "<up><up><up>"
            ]
        ));
    }

    #[test]
    fn to_and_fro() {
        insta::assert_snapshot!(film(
            during().size(80, 10).own("Asia/Tokyo"),
            &["Z", "j", "Z"]
        ));
    }

    #[test]
    fn own_zone_unknown_or_the_same() {
        insta::assert_snapshot!(footer(during(), &["Z", "j"]), @"
Z         the zone of this machine is not known
j         j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
");
        insta::assert_snapshot!(footer(during().own("Europe/Vienna"), &["Z", "j"]), @"
Z         Your own zone is the event’s: Vienna
j         j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
");
    }

    #[test]
    fn nothing_happens_by_no_match() {
        insta::assert_snapshot!(footer(during(), &["zxyzzy", "<enter>", "j"]), @"
zxyzzy    ⏎ choose  Esc leave  ↑ ↓ move
<enter>   No zone was chosen
j         j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
");
    }

    #[test]
    fn a_schedule_without_a_zone_asks_for_it() {
        insta::assert_snapshot!(film(
            viewer("no-zone.json").size(80, 10).own("Asia/Tokyo"),
            &["", "n", "Z", "berlin", "<enter>", "Z", "j"]
        ));
    }

    #[test]
    fn the_question_on_small_terminals() {
        insta::assert_snapshot!(film(
            viewer("no-zone.json").size(40, 10),
            &["z", "berlin", "<esc>"]
        ));
    }

    #[test]
    fn times_on_another_date_say_so() {
        let mut out = film(three_days().size(80, 40).own("Asia/Tokyo"), &["Z"]);
        out.push_str(&film(
            three_days().size(120, 20).own("America/Los_Angeles"),
            &["Z", "l"],
        ));
        insta::assert_snapshot!(out);
    }

    #[test]
    fn the_header_at_many_widths() {
        let mut out = String::new();
        for (own, keys) in [
            ("Asia/Tokyo", ""),
            ("Asia/Tokyo", "Z"),
            ("Asia/Kathmandu", "Z"),
            ("Asia/Tokyo", "/e<enter>"),
        ] {
            _ = writeln!(out, "{own} {keys}");
            for columns in [120, 100, 90, 80, 70, 60, 50, 40, 30, 20] {
                for start in [during(), three_days()] {
                    let mut viewer = start.size(columns, 8).own(own).open();
                    viewer.press(keys);
                    _ = writeln!(out, "{columns:3} {}│", line(&viewer.buffer(), 0));
                }
            }
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn the_clock_change() {
        // The night has no 02:30.
        insta::assert_snapshot!(film(
            viewer(THREE_DAYS)
                .at("2025-03-30T01:45")
                .size(80, 12)
                .own("UTC"),
            &["", "<enter>", "Z"]
        ));
    }
}

mod filter {
    use super::*;

    #[test]
    fn typing_keeping_dropping() {
        insta::assert_snapshot!(film(
            during().size(80, 14),
            &[
                "/", "gu", "<enter>", "<enter>", "<esc>", "<esc>", "/xx", "x", "<enter>", "<esc>"
            ]
        ));
    }

    #[test]
    fn the_selection_returns() {
        for filter in [
            "/gu<esc>",
            "/gu<enter><esc>",
            "/nothing at all<esc>",
            "/gu<c-u><bs>",
        ] {
            let mut viewer = during().open();
            viewer.press("jj");
            let before = viewer.cursor_line();
            viewer.press(filter);
            if filter == "/gu<enter><esc>" {
                // What was kept was chosen: it stays selected.
                assert!(viewer.cursor_line().unwrap().contains("State-Space"));
            } else {
                assert_eq!(viewer.cursor_line(), before, "{filter}");
            }
        }
    }

    #[test]
    fn backspace_in_an_empty_prompt_leaves() {
        insta::assert_snapshot!(footer(
            during(),
            &["/a", "<bs>", "<bs>", "/abc", "<c-u>", "<bs>"]
        ), @"
/a       /a                                    20 of 21  ⏎ keep  Esc drop  Tab complete
<bs>     /                                               ⏎ keep  Esc drop  Tab complete
<bs>      j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
/abc     /abc                                   0 of 21  ⏎ keep  Esc drop  Tab complete
<c-u>    /                                               ⏎ keep  Esc drop  Tab complete
<bs>      j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
");
    }

    #[test]
    fn editing() {
        insta::assert_snapshot!(footer(
            during(),
            &["/talk gu", "<left><left>", "x", "<bs>", "<del>", "<home>", "<del>", "<c-e>z", "<c-w>", "<c-a>A", "<right>B", "<c-u>", "<end> ", "<c-w>"]
        ), @r##"
/talk gu /talk gu                               1 of 21  ⏎ keep  Esc drop  Tab complete
<left><left> /talk gu                               1 of 21  ⏎ keep  Esc drop  Tab complete
x        /talk xgu                              0 of 21  ⏎ keep  Esc drop  Tab complete
<bs>     /talk gu                               1 of 21  ⏎ keep  Esc drop  Tab complete
<del>    /talk u                                8 of 21  ⏎ keep  Esc drop  Tab complete
<home>   /talk u                                8 of 21  ⏎ keep  Esc drop  Tab complete
<del>    /alk u                                 8 of 21  ⏎ keep  Esc drop  Tab complete
<c-e>z   /alk uz                                0 of 21  ⏎ keep  Esc drop  Tab complete
<c-w>    /alk                                  10 of 21  ⏎ keep  Esc drop  Tab complete
<c-a>A   /Aalk                                  0 of 21  ⏎ keep  Esc drop  Tab complete
<right>B /AaBlk                                 0 of 21  ⏎ keep  Esc drop  Tab complete
<c-u>    /lk                                   10 of 21  ⏎ keep  Esc drop  Tab complete
<end>    /lk                                   10 of 21  ⏎ keep  Esc drop  Tab complete
<c-w>    /                                               ⏎ keep  Esc drop  Tab complete
"##);
    }

    #[test]
    fn the_cursor_of_the_prompt() {
        let mut viewer = during().size(20, 6).open();
        let mut seen = Vec::new();
        for keys in [
            "/",
            "abc",
            "<left>",
            "<home>",
            "<end>漢字",
            "0123456789",
            "0123456789",
            "<home>",
        ] {
            viewer.press(keys);
            let cursor = viewer.typing_at().unwrap();
            seen.push(format!("{} {cursor:?}", viewer.lines().pop().unwrap()));
        }
        insta::assert_snapshot!(seen.join("\n"), @r##"
/           ⏎ keep (1, 5)
/abc (4, 5)
/abc (3, 5)
/abc (1, 5)
/abc漢字 (8, 5)
/abc漢字0123456789 (18, 5)
/34567890123456789 (18, 5)
/abc漢字0123456789… (1, 5)
"##);
    }

    #[test]
    fn accents() {
        for (filter, found) in [
            ("zoe", true),
            ("zoë", true),
            ("Zoë", true),
            ("muller", true),
            ("MÜLLER", false),
            ("geneve", true),
            ("王", true),
        ] {
            let mut viewer = three_days().open();
            viewer.press(&format!("/{filter}"));
            assert_eq!(
                !viewer.lines()[1].is_empty(),
                found,
                "{filter}: {:#?}",
                viewer.lines()
            );
        }
    }

    #[test]
    fn matches_are_marked() {
        let mut viewer = during().size(120, 20).open();
        viewer.press("/gu");
        insta::assert_snapshot!(styles(&viewer, "Gu"), @r##"
selected “▌”  selected “A Deep Dive into State-Space Mod…”  dim “Albert”  Red BOLD | DIM | UNDERLINED “Gu”  dim “│”
dim “│”  text “Albert”  match “Gu”  dim “Carnegie Mellon”
"##);
        viewer.press("<enter><enter>");
        insta::assert_snapshot!(styles(&viewer, "Gu"), @"
strong “▏”  strong “A Deep Dive into State-Space Mod…”  dim “Albert”  Red BOLD | DIM | UNDERLINED “Gu”  dim “│”
dim “│”  selected “▌ Albert”  match “Gu”  dim “Carnegie Mellon”
");
        viewer.press("<esc><esc>/hard<enter>");
        insta::assert_snapshot!(styles(&viewer, "Hard"), @"
now “─ 11:10 ───────────────────────────────────────────────────────── now ─”  dim “│”  strong “⚙️ Session III: Data Tooling and”  match “Hard”  strong “ware”
match “Hard”  text “ware for Efficient Machine L…  Azalia Mirhoseini”  dim “│”  text “Sat 27 Jul 2024 ·”  time “15:45–~16:45”
dim “│”  match “Hard”  text “ware for Efficient Machine Learning”
");
    }

    #[test]
    fn over_several_days() {
        insta::assert_snapshot!(film(
            three_days().size(90, 14),
            &["/zoe<enter>", "l", "l", "l", "h", "n"]
        ));
    }

    #[test]
    fn from_a_page() {
        insta::assert_snapshot!(film(during().size(60, 8), &["<enter>/", "al", "<enter>"]));
    }

    #[test]
    fn a_text_longer_than_the_line() {
        insta::assert_snapshot!(film(
            during().size(40, 6),
            &[
                "/one two three four five six seven eight nine ten",
                "<home>",
                "<enter>"
            ]
        ));
    }
}

mod ranked {
    use super::*;

    /// A mistyped word, and others with it, that entries of all days match.
    const MANY: &str = "~sesion | ~clok | has:speaker | time";

    #[test]
    fn the_best_match_comes_first() {
        let mut out = String::new();
        for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
            _ = writeln!(out, "{columns}x{rows}");
            let start = during().size(columns, rows);
            out.push_str(&film(start, &["/~efficent"]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn lines_say_their_day() {
        let mut out = String::new();
        for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
            _ = writeln!(out, "{columns}x{rows}");
            let start = three_days().size(columns, rows);
            out.push_str(&film(start, &[&format!("/{MANY}<enter>")]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn a_date_where_the_weekday_says_too_little() {
        let start = days(30).at("2025-06-17T10:30").size(60, 8);
        insta::assert_snapshot!(film(start, &["/~Day<enter>"]));
    }

    #[test]
    fn while_it_is_typed_the_cursor_is_on_the_best_match() {
        insta::assert_snapshot!(cursor(
            three_days().size(80, 8),
            &[
                "GG",
                "/",
                "talk",
                " | ~sesion",
                " ",
                "<enter>",
                "jjjj",
                "/",
                "<esc>",
                "/~sesion | talk<enter>jjj/",
                "<enter>",
                "/ ",
                "<enter>",
                "<esc>"
            ]
        ));
    }

    #[test]
    fn what_is_selected_stays() {
        let mut viewer = three_days().size(80, 8).open();
        viewer.press(&format!("/{MANY}<enter>jjj"));
        let selected = |viewer: &Viewer| viewer.app.selected_entry().unwrap().id.clone();
        let before = selected(&viewer);
        viewer.press("r");
        assert_eq!(selected(&viewer), before);
        viewer.resize(120, 30);
        viewer.resize(40, 5);
        assert_eq!(selected(&viewer), before);
        viewer.press("zjst<enter>");
        assert_eq!(selected(&viewer), before);
        viewer.press("<esc>");
        assert_eq!(selected(&viewer), before);
        // Hidden by the next filter, it gives way to the best match.
        viewer.press("/~clok<enter>");
        assert_eq!(selected(&viewer), "clockchange");
    }

    #[test]
    fn from_day_to_day_and_to_now() {
        insta::assert_snapshot!(cursor(
            three_days().size(80, 12),
            &[
                &format!("/{MANY}<enter>"),
                "h",
                "h",
                "l",
                "l",
                "G",
                "l",
                "h",
                "n",
                "<esc>/~clok<enter>n"
            ]
        ));
        insta::assert_snapshot!(footer(three_days(), &["/~clok<enter>", "h", "l", "n"]));
    }

    #[test]
    fn people() {
        insta::assert_snapshot!(film(
            three_days().size(80, 8),
            &[
                "3Gkk/~dirca | ~zoe",
                "<enter>",
                "jj",
                "/",
                "<esc>",
                "/~Geneve<enter>",
                "<enter>"
            ]
        ));
    }
}

mod marks {
    use super::*;

    /// A day whose abstracts, titles and labels have words in common.
    fn common_words() -> Start {
        let text = "Words first. ".repeat(60);
        viewer_of(format!(
            r#"{{"format": "fomo/1", "event": {{"title": "Words", "time_zone": "Europe/Vienna"}},
            "people": {{"room": {{"name": "Ada Room", "affiliation": "Talk University"}}}},
            "rooms": [{{"id": "aula", "name": "Aula Magna"}}, {{"id": "b", "name": "Room B"}}],
            "sessions": [
              {{"title": "A talk in the aula", "start": "2025-06-01T10:00", "duration": 60,
                "room": "aula", "kind": "talk", "language": "en",
                "people": [{{"person": "room", "role": "speaker"}}],
                "abstract": "The speaker speaks of models of the state-space, which **are** small models, and of nothing else.",
                "notes": ["A talk of note"]}},
              {{"title": "Another one whose title is quite long, and goes on about transformers", "start": "2025-06-01T11:00",
                "duration": 60, "room": "b", "kind": "talk", "abstract": "{text}\n\nThen a needle, at last, and another needle."}}]}}"#
        ))
        .at("2025-05-01T10:00")
    }

    fn page(query: &str, lines: &[&str]) -> String {
        let mut viewer = common_words().size(40, 24).open();
        viewer.press(&format!("/{query}<enter><enter>"));
        let lines: Vec<String> = lines.iter().map(|line| styles(&viewer, line)).collect();
        lines.concat()
    }

    #[test]
    fn in_titles_people_and_their_universities() {
        insta::assert_snapshot!(page("talk", &["aula", "Speaker", "Ada", "Aula"]));
        insta::assert_snapshot!(page("ada speaker", &["Speaker", "Ada", "speak"]));
    }

    #[test]
    fn over_line_breaks_of_an_abstract() {
        insta::assert_snapshot!(page(
            "\"models of the state-space, which are\"",
            &["speaks", "state", "are"]
        ));
        insta::assert_snapshot!(page("~modles", &["speaks", "models"]));
    }

    #[test]
    fn fields_mark_only_their_texts() {
        insta::assert_snapshot!(page("room:aula", &["aula", "Aula", "Ada"]));
        insta::assert_snapshot!(page(
            "lang:en note:talk kind:talk",
            &["aula", "Aula", "Talk", "note"]
        ));
    }

    #[test]
    fn what_is_under_the_cursor_stays_marked() {
        insta::assert_snapshot!(page("ada", &["Ada"]));
        let mut viewer = common_words().size(120, 12).open();
        viewer.press("/talk<enter>");
        insta::assert_snapshot!(styles(&viewer, "aula"));
    }

    #[test]
    fn titles_that_are_cut() {
        let mut viewer = common_words().size(80, 8).open();
        viewer.press("/\"long, and goes on\"<enter>");
        insta::assert_snapshot!(styles(&viewer, "Another"));
        viewer.press("<esc>/~transfrmers<enter>");
        insta::assert_snapshot!(styles(&viewer, "Another"));
        viewer.press("<esc>/kind:talk<enter>");
        insta::assert_snapshot!(styles(&viewer, "Another"));
    }

    #[test]
    fn with_the_filter_they_go() {
        let mut viewer = common_words().size(40, 24).open();
        viewer.press("/ada<enter><enter>");
        assert!(styles(&viewer, "Ada").contains("match"));
        viewer.press("<esc><esc><enter>");
        assert!(!styles(&viewer, "Ada").contains("match"));
    }

    #[test]
    fn further_down() {
        insta::assert_snapshot!(footer(
            common_words().size(80, 12),
            &[
                "/needle<enter>",
                "<enter>",
                "j",
                "<esc>",
                "<esc>/abstract:~nedle<enter><enter>",
                "<esc><esc>/first<enter><enter>",
                "<esc><esc><enter>"
            ]
        ));
    }

    #[test]
    fn nothing() {
        let mut out = String::new();
        for columns in [80, 40, 20] {
            let start = during().size(columns, 8);
            let scenes = [
                "/transfromer",
                "s of the world, unite, and be found by all<enter>",
                "<esc>/-talk xyz",
                "<c-u>xyz",
                "<c-u>~xyzzy",
            ];
            out.push_str(&film(start, &scenes));
        }
        insta::assert_snapshot!(out);
    }
}

mod now {
    use super::*;

    #[test]
    fn line_and_mark_minute_by_minute() {
        let mut out = String::new();
        for minute in [
            "08:59", "09:00", "09:14", "09:15", "10:29", "10:30", "11:59", "12:00", "15:15",
            "18:00", "23:00",
        ] {
            let mut viewer = viewer(BUILT_IN)
                .at(&format!("2024-07-27T{minute}"))
                .size(80, 40)
                .open();
            viewer.press("");
            let lines = viewer.lines();
            _ = writeln!(out, "{minute}");
            for (above, line) in lines.iter().zip(&lines[1..]) {
                if line.contains('▶') || above.contains(" now ─") || line.contains(" now ─") {
                    _ = writeln!(out, "  {line}");
                }
            }
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn the_past_is_dimmed() {
        let viewer = during().open();
        let all: Vec<String> = [
            "Opening",
            "Mixture",
            "─ now",
            "Session II:",
            "Marlin",
            "Lunch",
        ]
        .iter()
        .map(|title| styles(&viewer, title))
        .collect();
        insta::assert_snapshot!(all.concat(), @"
dim “9:00”  dim “Opening remarks”  dim “remarks · ~15 min”
dim “Mixture-of-Experts: Scaling and Tradeo…”  dim “Abhinav Venigalla”
now “─ 11:10 ───────────────────────────────────────────────────────────────── now ─”
selected “▌”  running “▶”  running “11:00”  selected “🚀 Session II: Efficient (and Open) Impl…”  dim “session”  running “· ~50 min left”
time “12:00”  text “Lunch break”  dim “break · ~1 h”
");
    }

    #[test]
    fn marks_of_all_kinds() {
        let viewer = three_days().open();
        let all: Vec<String> = [
            "28 Mar",
            "Exhibition",
            "does not take",
            "Past midnight",
            "may take",
        ]
        .iter()
        .map(|title| styles(&viewer, title))
        .collect();
        insta::assert_snapshot!(all.concat(), @"
heading “─ Fri 28 Mar 2025 ─────────────────────────────────────────────────────────────”
selected “▌”  running “▶”  running “10:00”  Magenta NONE “▎”  selected “Exhibition that runs for 26 hours”  running “▱▱▱▱ 1 d left”  text “Foyer”
error “✗”  dim “14:00”  dim “A talk that does not take place”  dim “Zoë Müller”  dim “Hall A”
time “0:30”  strong “+1”  text “Past midnight, listed under Friday”  dim “party · 1 h”  text “Hall B”
dim “?”  time “14:30”  text “A talk that may take place”  dim “talk · 45 min”  text “Hall B”
");
    }

    #[test]
    fn jumping_before_during_and_after() {
        let mut out = String::new();
        for at in ["2024-07-25T09:00", "2024-07-27T11:10", "2024-07-29T09:00"] {
            let mut viewer = viewer(BUILT_IN).at(at).open();
            viewer.press("Gn");
            _ = writeln!(out, "{}", viewer.cursor_line().unwrap());
            _ = writeln!(out, "{}", viewer.lines().pop().unwrap());
        }
        insta::assert_snapshot!(out, @"
▌   9:00  Opening remarks                            remarks · ~15 min
 It starts in 2 d
▌▶ 11:00  🚀 Session II: Efficient (and Open) Impl…  session · ~50 min left
 j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
▌   9:00  Opening remarks                            remarks · ~15 min
 The event is over
");
        insta::assert_snapshot!(footer(during(), &["/gu<enter>", "n", "<esc>n"]), @r#"
/gu<enter>  j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
         RememberQuery("gu")
n         The filter hides what is on now; Esc drops it
<esc>n    j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
"#);
    }

    #[test]
    fn jumping_from_elsewhere() {
        let landed = during().open().lines();
        for keys in ["3n", "5n", "<enter>n", "Gn", "5G<enter><esc>n"] {
            let mut viewer = during().open();
            viewer.press(keys);
            assert_eq!(
                viewer.cursor_line(),
                landed.iter().find(|line| line.contains('▌')).cloned(),
                "{keys}"
            );
        }
    }

    #[test]
    fn across_days() {
        let mut out = String::new();
        for at in [
            "2025-03-28T23:45",
            "2025-03-29T00:30",
            "2025-03-29T01:30",
            "2025-03-29T04:00",
            "2025-03-29T12:30",
            "2025-03-30T03:59",
        ] {
            let viewer = viewer(THREE_DAYS).at(at).size(80, 40).open();
            let lines = viewer.lines();
            _ = writeln!(out, "{at}");
            let at = lines
                .iter()
                .position(|line| line.contains(" now ─"))
                .unwrap_or(1);
            for line in &lines[at - 1..=at + 2] {
                _ = writeln!(out, "  {line}");
            }
            for line in lines.iter().filter(|line| line.contains('▶')) {
                _ = writeln!(out, "  on: {line}");
            }
        }
        insta::assert_snapshot!(out);
    }
}

mod out {
    use super::*;

    fn effects(start: Start, keys: &str) -> Vec<Effect> {
        start.open().press(keys)
    }

    #[test]
    fn copying() {
        insta::assert_snapshot!(footer(during().size(120, 20), &["y", "j", "jy", "<enter>y"]), @r##"
y         Copied: 🚀 Session II: Efficient (and Open) Implementations · Sat 27 Jul 2024 · 11:00–~12:00 Vienna (CEST, +02)
         Copy("🚀 Session II: Efficient (and Open) Implementations · Sat 27 Jul 2024 · 11:00–~12:00 Vienna (CEST, +02)")
j         j k move  ⏎ open  / filter  z zone  n now  f favourite  2 grid  3 people  5 about  ? help  q quit  15 entries, 6 talks
jy        Copied: TBC · Sat 27 Jul 2024 · within 11:00–~12:00 Vienna (CEST, +02)
         Copy("TBC · Sat 27 Jul 2024 · within 11:00–~12:00 Vienna (CEST, +02)")
<enter>y  Copied: TBC · Sat 27 Jul 2024 · within 11:00–~12:00 Vienna (CEST, +02)
         Copy("TBC · Sat 27 Jul 2024 · within 11:00–~12:00 Vienna (CEST, +02)")
"##);
        insta::assert_snapshot!(footer(during().own("Asia/Tokyo"), &["Z", "y", "3", "y"]), @r#"
Z         Times in Asia/Tokyo
         RememberZone(Own)
y         · 18:00–~19:00 Tokyo (JST, +09)
         Copy("🚀 Session II: Efficient (and Open) Implementations · Sat 27 Jul 2024 · 18:00–~19:00 Tokyo (JST, +09)")
3         j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
y         Copied: Aakanksha Chowdhery · Google DeepMind
         Copy("Aakanksha Chowdhery · Google DeepMind")
"#);
        insta::assert_snapshot!(footer(three_days().size(200, 20), &["y", "jy", "Gy"]), @r##"
y         Copied: Exhibition that runs for 26 hours · Fri 28 Mar 2025 · 10:00–12:00+1 Berlin (CET, +01) · Foyer
         Copy("Exhibition that runs for 26 hours · Fri 28 Mar 2025 · 10:00–12:00+1 Berlin (CET, +01) · Foyer")
jy        Copied: Keynote: Reading a timetable · Zoë Müller · Fri 28 Mar 2025 · 11:00–12:00 Berlin (CET, +01) · Hall A · https://example.org/slides
         Copy("Keynote: Reading a timetable · Zoë Müller · Fri 28 Mar 2025 · 11:00–12:00 Berlin (CET, +01) · Hall A · https://example.org/slides")
Gy        Copied: Some time on Saturday · Sat 29 Mar 2025 · Foyer
         Copy("Some time on Saturday · Sat 29 Mar 2025 · Foyer")
"##);
        for effect in effects(three_days(), "gyjyjyjyjyjyjyjyjyjyjyjyjyjyjyjyjyjyjy") {
            let Effect::Copy(line) = effect else {
                panic!("{effect:?}");
            };
            assert!(!line.contains(['\n', '\t']), "{line}");
        }
    }

    #[test]
    fn opening_links() {
        insta::assert_snapshot!(footer(three_days(), &["j", "o", "<enter>o", "jjo", "jo", "<esc>", "jjo", "5o"]), @r#"
j         j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
o         1 of 2 links; its page has them all
         OpenLink("https://example.org/slides")
<enter>o  1 of 2 links; Enter on one opens it
         OpenLink("https://example.org/slides")
jjo       j k move  ⏎ open  Esc back  / filter  z zone  f favourite  ? help  q quit
         OpenLink("https://example.org/video")
jo        j k move  ⏎ open  Esc back  / filter  z zone  f favourite  ? help  q quit
         OpenLink("https://example.org/video")
<esc>     j k move  ⏎ open  / filter  z zone  n now  f favourite  ? help  q quit
jjo       There is no link here
5o        j k move  ⏎ open  Esc back  / filter  z zone  f favourite  ? help  q quit
         OpenLink("https://example.org/")
"#);
    }

    #[test]
    fn leaving_and_reading_again() {
        use Effect::{Quit, Redraw, Reload, Suspend};
        for (keys, effect) in [
            ("q", Quit),
            ("<c-c>", Quit),
            ("/q<c-c>", Quit),
            ("zq<c-c>", Quit),
            ("?q", Quit),
            ("<enter>q", Quit),
            ("3q", Quit),
            ("<c-z>", Suspend),
            ("/<c-z>", Suspend),
            ("<c-l>", Redraw),
            ("z<c-l>", Redraw),
            ("r", Reload),
            ("<enter>r", Reload),
        ] {
            assert_eq!(effects(during(), keys), [effect], "{keys}");
        }
        assert_eq!(effects(during(), "/qr"), []);
    }

    #[test]
    fn messages_go_with_the_next_key() {
        for key in ["j", "<esc>", "<c-l>", "/"] {
            let mut viewer = during().open();
            viewer.press("Z");
            assert!(viewer.lines()[23].contains("not known"));
            viewer.press(key);
            assert!(!viewer.lines()[23].contains("not known"), "{key}");
        }
    }

    #[test]
    fn reading_again_keeps_everything() {
        for keys in [
            "jj",
            "<enter>",
            "<enter><enter><enter>",
            "/gu<enter>",
            "3jj",
            "5jj",
            "Z",
        ] {
            let mut viewer = during().own("Asia/Tokyo").open();
            viewer.press(keys);
            viewer.press("<c-l>");
            let before = viewer.lines();
            viewer.press("r");
            assert_eq!(viewer.lines(), before, "{keys}");
        }
    }
}

mod columns {
    use super::*;

    const TITLES: [&str; 16] = [
        "plain",
        "🧑‍🎓 student",
        "⚙️ gear",
        "⚙ gear without a selector",
        "日本語の題名",
        "한국어 제목",
        "ｶﾞｷﾞ halfwidth",
        "🇦🇹🇩🇪 flags",
        "🇦 half a flag",
        "e\u{301}a\u{308}\u{323} combining",
        "👩‍👩‍👧‍👦 family",
        "👍🏽 tone",
        "ไทย thai",
        "हिन्दी hindi",
        "مرحبا שלום",
        "1️⃣ keycap ❤️",
    ];

    fn schedule() -> String {
        let sessions: Vec<String> = TITLES
            .iter()
            .enumerate()
            .map(|(index, title)| {
                // A second one of each is too long and has to be cut.
                let long = title.repeat(30);
                let start = format!("2025-06-01T10:{index:02}");
                format!(
                    r#"{{"start": "{start}", "duration": 60, "title": "{title}", "room": "R{title}", "people": [{{"person": "p{index}"}}]}},
                       {{"start": "{start}", "duration": 60, "title": "{long}", "room": "Z", "people": [{{"person": "p{index}"}}]}}"#
                )
            })
            .collect();
        let people: Vec<String> = TITLES
            .iter()
            .enumerate()
            .map(|(index, title)| {
                format!(r#""p{index}": {{"name": "@{title}", "affiliation": "%{title}"}}"#)
            })
            .collect();
        format!(
            r#"{{"format": "fomo/1", "event": {{"title": "Wide", "time_zone": "UTC"}}, "people": {{{}}}, "sessions": [{}]}}"#,
            people.join(","),
            sessions.join(",")
        )
    }

    /// The columns of a sign in all lines that have it.
    fn places(buffer: &Buffer, sign: &str) -> Vec<u16> {
        let all = (0..buffer.area.height).flat_map(|y| (0..buffer.area.width).map(move |x| (x, y)));
        all.filter(|place| buffer[*place].symbol() == sign)
            .map(|(x, _)| x)
            .collect()
    }

    #[test]
    fn are_not_left_blank_behind_kana_with_sound_marks() {
        let viewer = viewer_of(schedule()).at("2025-06-01T09:00");
        let lines = viewer.size(120, 50).open().lines();
        let shown = lines.iter().any(|line| line.contains("ガギ halfwidth"));
        assert!(shown, "{}", lines.join("\n"));
    }

    #[test]
    fn of_the_timetable_stay_aligned() {
        for columns in [80, 99, 120, 200] {
            let viewer = viewer_of(schedule())
                .at("2025-06-01T09:00")
                .size(columns, 60)
                .open();
            let mut who = places(&viewer.buffer(), "@");
            // Side by side, the page of the selected entry names its speaker as well.
            who.retain(|x| *x < viewer.app.frame().list.width);
            assert_eq!(who.len(), 2 * TITLES.len(), "{columns}");
            assert!(
                who.iter().all(|x| *x == who[0]),
                "{columns}: {who:?}\n{}",
                shown(&viewer)
            );
            let mut room = places(&viewer.buffer(), "Z");
            room.retain(|x| *x < viewer.app.frame().list.width);
            assert!(room.iter().all(|x| *x == room[0]), "{columns}: {room:?}");
        }
    }

    #[test]
    fn of_the_people_stay_aligned() {
        for columns in [40, 80, 120] {
            let mut viewer = viewer_of(schedule())
                .at("2025-06-01T09:00")
                .size(columns, 60)
                .open();
            viewer.press("3");
            let mut affiliations = places(&viewer.buffer(), "%");
            affiliations.retain(|x| *x < viewer.app.frame().list.width);
            assert_eq!(affiliations.len(), TITLES.len());
            assert!(
                affiliations.iter().all(|x| *x == affiliations[0]),
                "{columns}: {}",
                shown(&viewer)
            );
        }
    }

    #[test]
    fn entries_of_one_time_are_a_block_and_each_says_its_time() {
        let mut viewer = viewer(THREE_DAYS).at("2025-01-01T10:00").open();
        let looks = |viewer: &Viewer| {
            let lines = [
                styles(viewer, "Keynote: Reading"),
                styles(viewer, "日本語の題名"),
            ];
            lines.map(|line| (line.contains("time “11:00”"), line.contains("dim “11:00”")))
        };
        assert_eq!(looks(&viewer), [(true, false), (false, true)]);
        // Wherever the first line of the screen is.
        viewer.resize(80, 5);
        while !viewer.lines()[1].contains("日本語の題名") {
            viewer.press("j");
        }
        assert_eq!(looks(&viewer)[1], (false, true));
        // Where the best match comes first, there are no blocks.
        viewer.resize(80, 24);
        viewer.press("/~reading | ~the<enter>");
        assert!(!viewer.lines().concat().contains("▰"), "nothing runs yet");
    }

    #[test]
    fn the_overview_stands_where_there_is_room_and_something_to_show() {
        let overview = |file: &str, columns, rows, keys: &str| {
            let mut viewer = viewer(file)
                .at("2025-03-28T11:40")
                .size(columns, rows)
                .open();
            viewer.press(keys);
            let shown = viewer.app.frame().overview.height > 0;
            let line = viewer.lines()[1].clone();
            assert!(shown || !line.contains("▇"), "{line}");
            shown.then_some(line)
        };
        assert_eq!(overview(THREE_DAYS, 99, 40, ""), None);
        assert_eq!(overview(THREE_DAYS, 200, 29, ""), None);
        assert_eq!(overview(THREE_DAYS, 100, 30, "3"), None);
        assert_eq!(overview(THREE_DAYS, 100, 30, "5"), None);
        assert_eq!(
            overview(BUILT_IN, 200, 60, ""),
            None,
            "one thing after the other"
        );
        let shown = |columns, keys: &str| overview(THREE_DAYS, columns, 30, keys).unwrap();
        insta::assert_snapshot!(shown(100, ""), @" ▶10▃▃▂▂▅▅▇▇  12▃▃▂▂▂▂▂▂  14▂▂▃▃▅▅▃▃  16▃▃▂▂▂▂▂▂  18▂▂▂▂▂▂▂▂  20▂▂▂▂▂▂▂▂  22▂▂▂▂▂▂▃▃   0▃▃▃▃▃▃");
        insta::assert_snapshot!(shown(100, "jjjjjj"), @" ▶10▃▃▂▂▅▅▇▇  12▃▃▂▂▂▂▂▂ ›14▂▂▃▃▅▅▃▃  16▃▃▂▂▂▂▂▂  18▂▂▂▂▂▂▂▂  20▂▂▂▂▂▂▂▂  22▂▂▂▂▂▂▃▃   0▃▃▃▃▃▃");
        insta::assert_snapshot!(shown(200, "f4"), @" ›10▃▃▃▂▂▂ ▶11▅▅▅▇▇▇  12▃▃▃▂▂▂  13▂▂▂▂▂▂  14▂▂▂▃▃▃  15▅▅▅▃▃▃  16▃▃▃▂▂▂  17▂▂▂▂▂▂  18▂▂▂▂▂▂  19▂▂▂▂▂▂  20▂▂▂▂▂▂  21▂▂▂▂▂▂  22▂▂▂▂▂▂  23▂▂▂▃▃▃   0▃▃▃▃▃▃   1▃▃▃");
        // A filter shows where it finds something.
        assert_ne!(shown(100, "/keynote<enter>"), shown(100, ""));
    }

    #[test]
    fn the_line_between_the_panes_is_straight() {
        for file in [BUILT_IN, THREE_DAYS, "hostile.json"] {
            for columns in [120, 121, 133, 200] {
                let mut viewer = viewer(file).at("2025-03-28T11:40").size(columns, 50).open();
                for keys in ["g", "j", "j", "<tab>", "3", "1G"] {
                    viewer.press(keys);
                    let border = viewer.app.frame().list.width;
                    let buffer = viewer.buffer();
                    let body = viewer.app.frame().body;
                    for y in body.y..body.y + body.height {
                        assert_eq!(
                            buffer[(border, y)].symbol(),
                            "│",
                            "{file} {columns} {keys} {y}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_hostile_schedule() {
        insta::assert_snapshot!(film(
            viewer("hostile.json").at("2025-07-01T10:00").size(120, 20),
            &["", "<enter>", "5"]
        ));
    }

    #[test]
    fn nothing_hostile_reaches_a_cell() {
        let hostile = |char: char| {
            char.is_control()
                || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{ad}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' | '\u{2028}' | '\u{2029}')
        };
        let mut viewer = viewer("hostile.json")
            .at("2025-07-01T10:00")
            .size(200, 400)
            .open();
        for keys in [
            "g", "<enter>", "<enter>", "<enter>", "3", "j<enter>", "5", "1/clip", "<enter>", "y",
            "<esc>z", "<esc>o",
        ] {
            viewer.press(keys);
            for line in viewer.lines() {
                assert!(!line.contains(hostile), "{keys}: {line:?}");
            }
        }
        viewer.press("g");
        for _ in 0..40 {
            for effect in viewer.press("yoj") {
                let (Effect::Copy(text) | Effect::OpenLink(text)) = effect else {
                    panic!("{effect:?}");
                };
                assert!(!text.contains(hostile), "{text:?}");
            }
            for line in viewer.lines() {
                assert!(!line.contains(hostile), "{line:?}");
            }
        }
    }
}

/// The picker of events, and what goes on behind the viewer.
mod live {
    use super::*;

    fn event(title: &str, source: &str, why: &str) -> Event {
        Event {
            title: title.to_owned(),
            source: source.to_owned(),
            why: why.to_owned(),
        }
    }

    fn built_in() -> Event {
        event("ES-FoMo II", "", "built in")
    }

    fn events() -> Vec<Event> {
        vec![
            event("icml", "icml", "configured"),
            event("Our workshop", "workshop", "configured"),
            event(
                "International Conference on Very Long Titles and What Becomes of Them in Pickers 2026",
                "https://conference.example.org/2026/schedules/export/everything/in/one/schedule.json?lang=en",
                "opened 21 Nov 2025",
            ),
            event(
                "39C3",
                "~/talks and schedules/39c3.json",
                "opened 3 Nov 2025",
            ),
            event("会議日程表 🧑‍🎓", "~/会議.json", "opened 1 Jan 2025"),
            built_in(),
        ]
    }

    #[test]
    fn picker() {
        let mut out = String::new();
        for (columns, rows) in [(120, 40), (80, 24), (40, 12), (20, 5)] {
            _ = writeln!(out, "{columns}x{rows}");
            let start = during().size(columns, rows).events(events());
            out.push_str(&film(start, &["E", "<down><down>"]));
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn picker_with_nothing_known() {
        insta::assert_snapshot!(film(
            during().size(80, 10).events(vec![built_in()]),
            &["E", "<enter>"]
        ));
    }

    #[test]
    fn picker_while_typing() {
        insta::assert_snapshot!(film(
            during().size(80, 10).events(events()),
            &[
                "E",
                "conf",
                "<c-u>2025 39",
                "<c-u>nothing like it",
                "<c-u>icml",
                "<c-u>~/talks",
                "<c-u>https://x.example/y.json",
                "<enter>",
                "Exyz<esc>",
            ]
        ));
    }

    #[test]
    fn picker_with_more_than_fits() {
        let many = (0..30).map(|number| {
            event(
                &format!("Event {number}"),
                &format!("/e/{number}.json"),
                "configured",
            )
        });
        insta::assert_snapshot!(film(
            during().size(60, 10).events(many.collect()),
            &["E", "<pgdn>", "<down>", "<pgup><up>"]
        ));
    }

    fn busy(viewer: &mut Viewer, text: &str, can_be_stopped: bool) {
        viewer.app.set_activity(Some(Activity {
            text: text.to_owned(),
            can_be_stopped,
        }));
    }

    #[test]
    fn footer_while_something_goes_on() {
        let mut out = String::new();
        for (text, stops) in [
            ("copy of 2 h ago", false),
            ("copy of 2 h ago, looking for a newer one…", false),
            ("Fetching conference.example.org: 1.2 MB of 3.0 MB", true),
        ] {
            for columns in [160, 120, 80, 60, 40, 20] {
                for keys in ["", "<enter>", "/gu<enter>", "/gu", "z", "E", "?"] {
                    let mut viewer = during().size(columns, 12).events(events()).open();
                    viewer.press(keys);
                    busy(&mut viewer, text, stops);
                    let footer = viewer.lines().pop().unwrap();
                    _ = writeln!(out, "{columns:3} {keys:10} {footer}");
                }
            }
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn waiting_for_the_first_one() {
        let mut out = String::new();
        for (columns, rows) in [(80, 10), (40, 12), (20, 4)] {
            let mut viewer = viewer("empty.json")
                .size(columns, rows)
                .events(events())
                .open();
            busy(&mut viewer, "Opening conference.example.org…", true);
            for keys in ["", "j", "?", "<esc>", "E"] {
                let effects = viewer.press(keys);
                _ = writeln!(out, "════ {columns}x{rows} {keys} {effects:?}");
                out.push_str(&shown(&viewer));
            }
        }
        insta::assert_snapshot!(out);
    }

    #[test]
    fn a_message_is_read_before_what_goes_on() {
        let mut viewer = during().open();
        busy(&mut viewer, "Opening conference.example.org…", true);
        viewer.app.complain("It is broken");
        assert!(viewer.lines().pop().unwrap().contains("It is broken"));
        viewer.press("j");
        assert!(viewer.lines().pop().unwrap().contains("Esc stop"));
    }

    #[test]
    fn what_is_selected_stays_where_it_is_on_the_screen() {
        let schedule = |more: u32| {
            let session = |hour: u32, title: String| {
                format!(
                    r#"{{"start": "2025-06-01T{hour:02}:00", "duration": 30, "title": "{title}"}}"#
                )
            };
            let new = (0..more).map(|number| session(1, format!("New {number}")));
            let old = (2..22).map(|hour| session(hour, format!("Old {hour}")));
            let sessions: Vec<String> = new.chain(old).collect();
            format!(
                r#"{{"format": "fomo/1", "event": {{"title": "T", "time_zone": "Europe/Vienna"}}, "sessions": [{}]}}"#,
                sessions.join(",")
            )
        };
        let mut viewer = viewer_of(schedule(0)).size(80, 12).open();
        viewer.press("jjjjjjjjjjkk");
        let before = viewer.lines();
        assert!(viewer.cursor_line().unwrap().contains("Old 10"));
        viewer.become_other(schedule(30));
        assert_eq!(viewer.lines()[1..11], before[1..11]);
        viewer.become_other(schedule(0));
        assert_eq!(viewer.lines()[1..11], before[1..11]);
    }
}

/// What a reader may expect and does not get yet.
mod mended {
    use super::*;

    /// The last line after these keys.
    fn answer(start: Start, keys: &str) -> String {
        let mut viewer = start.open();
        viewer.press(keys);
        viewer.lines().pop().unwrap()
    }

    fn all(start: Start, keys: &str) -> String {
        let mut viewer = start.open();
        viewer.press(keys);
        viewer.lines().join("\n")
    }

    #[test]
    fn an_empty_schedule_does_not_blame_its_zone() {
        let answer = answer(viewer("empty.json").at(DURING), "n");
        assert!(!answer.contains("zone"), "{answer}");
    }

    #[test]
    fn an_empty_schedule_has_one_offset_on_the_screen() {
        let about = all(viewer("empty.json").at(DURING), "5");
        assert!(
            !(about.contains("CEST") && about.contains("(CET")),
            "{about}"
        );
    }

    #[test]
    fn what_is_typed_can_be_seen_below_a_long_question() {
        let question = all(viewer("no-zone.json").size(40, 12), "zberlin");
        assert!(question.contains("berlin"), "{question}");
    }

    #[test]
    fn a_day_without_matches_does_not_bar_the_way() {
        let mut viewer = three_days().open();
        viewer.press("/remarks<enter>gl");
        let line = viewer.cursor_line().unwrap();
        assert!(line.contains("Closing"), "{line}");
    }

    #[test]
    fn what_is_on_and_shown_is_not_called_hidden() {
        let mut viewer = three_days().open();
        viewer.press("/keynote<enter>n");
        assert!(viewer.cursor_line().unwrap().contains("▶ 11:00"));
        let answer = viewer.lines().pop().unwrap();
        assert!(!answer.contains("hides"), "{answer}");
    }

    #[test]
    fn an_active_filter_shows_at_every_width() {
        for columns in [40, 30, 20] {
            let frame = all(during().size(columns, 12), "/gu<enter>");
            assert!(frame.contains("/ gu"), "{frame}");
            assert!(columns < 40 || frame.contains("1 of 21"), "{frame}");
        }
    }

    #[test]
    fn to_the_end_of_a_page_is_to_its_last_item() {
        let mut viewer = viewer(THREE_DAYS)
            .at("2025-03-28T15:20")
            .size(60, 16)
            .open();
        viewer.press("<enter>G");
        let line = viewer.cursor_line().unwrap();
        assert!(line.contains("Zoë Müller"), "{line}");
        viewer.press("g");
        let line = viewer.cursor_line().unwrap();
        assert!(line.contains("Ada Panelist-01"), "{line}");
    }

    #[test]
    fn the_page_of_a_person_does_not_name_that_person_again() {
        let page = all(during(), "3<enter>");
        assert_eq!(page.matches("Aakanksha").count(), 1, "{page}");
    }

    #[test]
    fn how_many_entries_a_person_has_is_not_cut() {
        let people = all(three_days().size(40, 12), "3G");
        assert!(people.contains("7 entries"), "{people}");
    }

    #[test]
    fn zones_can_be_told_apart_on_a_small_terminal() {
        let zones = all(during().size(40, 12), "znew york");
        assert!(zones.contains("America/New York"), "{zones}");
    }

    #[test]
    fn a_message_goes_with_a_key_that_does_nothing() {
        let answer = answer(during(), "Zx");
        assert!(!answer.contains("not known"), "{answer}");
    }

    #[test]
    fn the_now_line_says_that_it_is_tomorrow_elsewhere() {
        let start = viewer(THREE_DAYS).at("2025-03-28T23:45").own("Asia/Tokyo");
        let frame = all(start, "Z");
        assert!(frame.contains("─ 7:45+1 ─"), "{frame}");
    }

    #[test]
    fn more_room_does_not_show_less() {
        for columns in [80, 100] {
            let mut viewer = three_days().size(columns, 24).open();
            viewer.press("G");
            let list: Vec<String> = viewer.lines();
            let row = list
                .iter()
                .find(|line| line.contains("Second talk"))
                .unwrap();
            assert!(row.contains("Zoë Müller"), "{columns}: {row}");
        }
    }

    #[test]
    fn the_way_back_is_shown_on_every_page() {
        let answer = answer(during().size(60, 16), "5");
        assert!(answer.contains("Esc back"), "{answer}");
    }

    #[test]
    fn the_hidden_cursor_stands_on_the_first_line_of_what_is_selected() {
        let mut viewer = viewer("schedule.json").at(DURING).size(30, 20).open();
        viewer.press("<enter>");
        let mut wrapped = 0;
        for _ in 0..60 {
            let lines = viewer.lines();
            let marked = |line: &String| line.trim_start().starts_with('▌');
            if let Some(first) = lines.iter().position(marked) {
                let cursor = viewer.drawn().cursor.unwrap();
                assert_eq!(usize::from(cursor.y), first, "{}", lines.join("\n"));
                wrapped += usize::from(lines.get(first + 1).is_some_and(marked));
            }
            viewer.press("j");
        }
        assert!(wrapped > 0);
    }

    #[test]
    fn another_size_keeps_the_cursor_of_a_page_in_view() {
        let mut viewer = viewer("schedule.json").at(DURING).open();
        viewer.press("5");
        viewer.press(&"j".repeat(200));
        let wide = viewer.cursor_line().unwrap();
        viewer.resize(40, 12);
        assert!(
            viewer.cursor_line().is_some(),
            "{}",
            viewer.lines().join("\n")
        );
        viewer.resize(80, 24);
        assert_eq!(viewer.cursor_line().unwrap(), wide);
    }
}
