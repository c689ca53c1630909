//! What holds for the viewer whatever is pressed, at any size, on any schedule.
#![cfg(test)]

#[expect(dead_code, reason = "frames use the rest of it")]
#[path = "common/viewer.rs"]
mod viewer;

use std::collections::BTreeSet;

use fomo::favourites::Kept;
use fomo::tui::{
    action::{Action, Context},
    app::{Activity, Event, View},
    geometry::{self, Size},
    rows,
    terminal::Cursor,
};
use proptest::{prelude::*, sample::select};
use ratatui::{
    buffer::Cell,
    crossterm::event::{MouseButton, MouseEventKind},
};
use serde_json::{Value, json};
use viewer::{Start, Viewer, viewer, viewer_of};

const FILES: [&str; 7] = [
    "schedule.json",
    "three-days.json",
    "no-zone.json",
    "empty.json",
    "hostile.json",
    "facets.json",
    "grid.json",
];
const MOMENTS: [&str; 6] = [
    "2024-07-27T11:10",
    "2025-03-28T11:40",
    "2025-03-30T02:30",
    "2025-07-01T10:00",
    "0001-01-01T00:00",
    "9998-12-31T23:59",
];

#[derive(Clone, Debug)]
enum Step {
    Keys(&'static str),
    Letter(char),
    Paste(String),
    Size(u16, u16),
    /// The mouse, in parts of the screen.
    Mouse(MouseEventKind, (u16, u16), bool),
    /// Something goes on behind the viewer, and may be stopped.
    Activity(Option<(String, bool)>),
    /// The file is changed.
    Change(&'static str),
    /// Another event comes, perhaps the first.
    Exchange(&'static str, bool),
}

fn step() -> impl Strategy<Value = Step> {
    const KEYS: [&str; 84] = [
        "j", "k", "<down>", "<up>", "<pgdn>", "<pgup>", "<c-d>", "<c-u>", "g", "G", "<home>",
        "<end>", "<space>", "h", "l", "<left>", "<right>", "<enter>", "<enter>", "<enter>",
        "<esc>", "<esc>", "<tab>", "<s-tab>", "1", "2", "3", "5", "/", "/", "z", "Z", "n", "o",
        "y", "r", "?", "<bs>", "<del>", "<c-w>", "<c-a>", "<c-e>", "<c-n>", "<c-l>", "E", "E", "F",
        "F", "c", "2", "2", "2", "2", "2", "]", "[", "-", "+", "w", ">", "4", "4", "f", "f", "f",
        "x", "X", "u", "u", "jf", "b", "N", "N", "<c-s>", "<c-p>", "e", "4", "4", "6", "6", "7",
        "7", "a", "a",
    ];
    const LEFT: MouseEventKind = MouseEventKind::Down(MouseButton::Left);
    const MOUSE: [MouseEventKind; 6] = [
        LEFT,
        LEFT,
        LEFT,
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
        MouseEventKind::Up(MouseButton::Left),
    ];
    prop_oneof![
        8 => select(&KEYS[..]).prop_map(Step::Keys),
        2 => any::<char>().prop_map(Step::Letter),
        2 => select(&['a', 'e', 'o', ' ', '"', 'é', '漢'][..]).prop_map(Step::Letter),
        1 => "\\PC{0,12}|(漢|🧑‍🎓|\u{301}|\n|\u{1b}){0,6}".prop_map(Step::Paste),
        2 => size().prop_map(|(columns, rows)| Step::Size(columns, rows)),
        5 => (select(&MOUSE[..]), (0..300_u16, 0..300_u16), any::<bool>())
            .prop_map(|(kind, place, twice)| Step::Mouse(kind, place, twice)),
        1 => prop::option::of(("\\PC{0,40}|(漢|\u{202e}|\n|\u{1b}){0,9}", any::<bool>())).prop_map(Step::Activity),
        2 => select(&["f", "N", "N", "b", "u", "<c-s>", "<c-p>", "fbN"][..]).prop_map(Step::Keys),
        1 => select(&FILES[..]).prop_map(Step::Change),
        1 => (select(&FILES[..]), any::<bool>()).prop_map(|(file, first)| Step::Exchange(file, first)),
    ]
}

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

/// Favourites in several of the files, and some that are gone from all of them.
fn kept() -> Vec<Kept> {
    let kept = |id: &str, more: Value| {
        let mut value = json!({"id": id, "title": format!("\u{1b}[31m\u{202e}漢字 {id}")});
        let (fields, more) = (value.as_object_mut().unwrap(), more.as_object().unwrap());
        fields.extend(more.clone());
        Kept::read(&value)
    };
    vec![
        kept("opening", json!({"stance": "favourite"})),
        kept("keynote", json!({"stance": "must"})),
        kept("cjk", json!({"stance": "must"})),
        kept(
            "overlap",
            json!({"stance": "favourite", "note": "a\u{1b}b\nc"}),
        ),
        kept(
            "gone",
            json!({"stance": "must", "start": "0001-01-01T00:00", "end": "9998-12-31T23:59-12:00"}),
        ),
        kept(
            "noted",
            json!({"note": "x", "start": "2025-03-28T11:30+01:00", "room": "漢".repeat(90)}),
        ),
        kept(
            "also gone",
            json!({"stance": "favourite", "start": "9998-12-31T23:59-12:00"}),
        ),
    ]
}

/// Events of all kinds, hostile ones too: what is remembered can be edited, and a path may hold anything.
fn events() -> Vec<Event> {
    let event = |title: &str, source: &str| Event {
        title: title.to_owned(),
        source: source.to_owned(),
        why: "opened 21 Nov 2025".to_owned(),
    };
    let mut events = vec![
        event("ES-FoMo II", ""),
        event("\u{1b}[31m\u{202e}漢字 🧑‍🎓", "/a\nb\u{200b}\u{202e}.json"),
        event("", "https://a.example/x"),
    ];
    events.extend(
        (0..30).map(|number| event(&format!("Event {number}"), &format!("/e/{number}.json"))),
    );
    events
}

fn take(viewer: &mut Viewer, step: &Step) {
    match step {
        Step::Keys(keys) => _ = viewer.press(keys),
        Step::Letter('<') => _ = viewer.press("<lt>"),
        Step::Letter(letter) if letter.is_control() => {}
        Step::Letter(letter) => _ = viewer.press(&letter.to_string()),
        Step::Paste(text) => _ = viewer.app.update(Action::Paste(text.clone())),
        Step::Size(columns, rows) => viewer.resize(*columns, *rows),
        Step::Mouse(kind, (x, y), twice) => {
            let Size { columns, rows } = viewer.app.size();
            // Now and then outside, as when the window has just become smaller.
            let place = (x % (columns + 2), y % (rows + 2));
            for _ in 0..=usize::from(*twice) {
                _ = viewer.point(*kind, place);
            }
        }
        Step::Activity(activity) => {
            let activity = activity.as_ref().map(|(text, stops)| Activity {
                text: text.clone(),
                can_be_stopped: *stops,
            });
            viewer.app.set_activity(activity);
        }
        Step::Change(file) => viewer.change(file),
        Step::Exchange(file, first) => viewer.exchange(file, *first),
    }
}

/// What a frame always is.
fn is_sound(viewer: &Viewer) -> Result<(), TestCaseError> {
    let size = viewer.app.size();
    let buffer = viewer.buffer();
    let cursor = viewer.drawn().cursor;
    if let Some(Cursor { x, y, .. }) = cursor {
        prop_assert!(x < size.columns && y < size.rows, "cursor {:?}", (x, y));
    }
    let prompt = matches!(
        viewer.app.context(),
        Context::Filter | Context::Zones | Context::Events | Context::Palette | Context::Note
    );
    let fits = !geometry::is_too_small(size);
    prop_assert_eq!(viewer.typing_at().is_some(), prompt && fits);
    // Whoever listens to the screen is led to what is selected.
    prop_assert_eq!(cursor.is_some(), fits);
    if let Some(Cursor { x, y, shown: false }) = cursor
        && viewer.app.list_is_active()
        && viewer.app.something_is_selected()
        && !matches!(viewer.app.context(), Context::Help)
    {
        prop_assert_eq!(buffer[(x, y)].symbol(), "▌");
    }
    if fits && list_is_shown(viewer) && viewer.app.something_is_selected() {
        let list = viewer.app.frame().list;
        let marks = (list.y..list.y + list.height)
            .filter(|y| ["▌", "▏"].contains(&buffer[(0, *y)].symbol()));
        prop_assert_eq!(marks.count(), 1, "one selection is in view");
    }
    if let (true, Context::Grid, Ok(frame)) = (fits, viewer.app.context(), viewer.app.grid_frame())
    {
        let cells = frame.cells;
        let rows = cells.y..cells.y + cells.height;
        let mut all = rows.flat_map(|y| (cells.x..cells.x + cells.width).map(move |x| (x, y)));
        let empty = viewer.app.grid().plan().boxes.is_empty();
        let seen = all.any(|place| buffer[place].symbol() == "▌");
        prop_assert!(empty || seen, "the selection is in view");
    }
    if fits
        && viewer.app.context() == Context::Facets
        && viewer
            .app
            .facets()
            .is_some_and(|facets| !facets.rows().is_empty())
    {
        let area = viewer.app.frame().detail;
        let marks = (area.y..area.y + area.height).filter(|y| buffer[(area.x, *y)].symbol() == "▌");
        prop_assert_eq!(marks.count(), 1, "one choice is in view");
    }
    let hostile = |cell: &Cell| fomo::text::clean_line(cell.symbol()).hostile;
    prop_assert!(!buffer.content().iter().any(hostile));
    Ok(())
}

/// Whether the list is on the screen, alone or beside a page.
fn list_is_shown(viewer: &Viewer) -> bool {
    let app = &viewer.app;
    let list = matches!(
        app.context(),
        Context::Timetable
            | Context::People
            | Context::Mine
            | Context::Changes
            | Context::Check
            | Context::Filter
    );
    let beside = matches!(app.context(), Context::Page | Context::Facets);
    let beside = beside && app.frame().wide && app.view() != View::About;
    let grid = app.view() == View::Grid && app.grid_frame().is_ok();
    (list || beside) && !grid
}

trait Selected {
    fn something_is_selected(&self) -> bool;
}

impl Selected for fomo::tui::app::App {
    fn something_is_selected(&self) -> bool {
        match self.view() {
            View::People => !rows::people(self).is_empty(),
            View::Mine => self.mine().cursor().is_some(),
            View::Changes => self.changes().selected().is_some(),
            View::Check => self.checks().selected().is_some(),
            _ => self.selected_entry().is_some(),
        }
    }
}

fn selected(viewer: &Viewer) -> Option<String> {
    viewer.app.selected_entry().map(|entry| entry.id.clone())
}

/// The entries that get through the filter.
fn matching(viewer: &Viewer) -> BTreeSet<usize> {
    let all = 0..viewer.app.schedule().entries().len();
    all.filter(|entry| viewer.app.matches(*entry)).collect()
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
    fn nothing_panics_and_every_frame_is_sound(
        start in start(),
        steps in prop::collection::vec(step(), 1..30),
    ) {
        let mut viewer = open(start);
        is_sound(&viewer)?;
        for step in &steps {
            take(&mut viewer, step);
            is_sound(&viewer)?;
            // Lines that are kept are those that would be made now.
            prop_assert_eq!(viewer.app.rows(), rows::timetable(&viewer.app));
            if viewer.app.view() == View::Mine {
                prop_assert_eq!(viewer.app.mine().rows(), rows::mine::rows(&viewer.app));
            }
        }
    }

    // As long as it consists of words: what follows a dash or a bar widens.
    #[test]
    fn a_longer_filter_never_shows_more(
        start in start(),
        letters in prop::collection::vec(select(&['a', 'e', 't', 'o', 'Z', ' ', '"', 'ë', 'é', '.', '漢'][..]), 1..6),
    ) {
        let mut viewer = open(start);
        viewer.press("/");
        let mut before = (matching(&viewer), listed(&viewer));
        for letter in letters {
            viewer.press(&letter.to_string());
            let after = (matching(&viewer), listed(&viewer));
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
        is_sound(&viewer)?;
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
                is_sound(&viewer).unwrap();
                viewer.press("j");
                is_sound(&viewer).unwrap();
            }
        }
    }
}

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
                is_sound(&viewer).unwrap();
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
            is_sound(&viewer).unwrap();
        }
    }
}
