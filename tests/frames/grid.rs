//! The grid: rooms beside each other, time downwards.

use std::collections::{BTreeSet, VecDeque};

use fomo::tui::{action::Effect, app::View, geometry::Size};
use insta::assert_snapshot;
use ratatui::crossterm::event::MouseEventKind;

use super::{
    film, footer, shown,
    viewer::{Start, Viewer, viewer, viewer_of},
};

const FILE: &str = "grid.json";
const DURING: &str = "2025-06-06T10:40";

fn grid() -> Start {
    viewer(FILE).at(DURING)
}

/// The titles that the keys lead to, one after another.
fn titles(start: Start, keys: &[&str]) -> Vec<String> {
    let mut viewer = start.open();
    viewer.press("2");
    let go = |key: &&str| {
        viewer.press(key);
        title(&viewer)
    };
    keys.iter().map(go).collect()
}

fn title(viewer: &Viewer) -> String {
    let entry = viewer.app.selected_entry();
    entry.map_or_else(String::new, |entry| entry.title.clone())
}

#[test]
fn rooms_and_times() {
    assert_snapshot!(film(grid(), &["2", "]", "G"]));
    assert_snapshot!(film(grid().size(120, 40), &["2"]));
    assert_snapshot!(film(grid().size(200, 30), &["2l"]));
}

#[test]
fn opening_what_is_selected() {
    assert_snapshot!(film(grid().size(120, 24), &["2<enter>", "<tab>k", "<esc>"]));
    let mut viewer = grid().open();
    viewer.press("2lj<enter>");
    assert!(viewer.lines()[1].contains("漢字の話"), "{}", shown(&viewer));
    viewer.press("<esc>");
    assert_eq!(viewer.app.view(), View::Grid);
    assert_eq!(title(&viewer), "漢字の話：時間と部屋");
}

#[test]
fn to_the_neighbour_that_one_would_point_at() {
    assert_eq!(
        titles(
            grid(),
            &[
                "g", "j", "l", "j", "h", "h", "j", "j", "j", "k", "k", "k", "k"
            ]
        ),
        [
            "Doors",
            "Opening of a conference whose name is longer than any box that a programme has for it",
            "Cache attacks",
            "漢字の話：時間と部屋",
            "Opening of a conference whose name is longer than any box that a programme has for it",
            "Opening of a conference whose name is longer than any box that a programme has for it",
            "Lightning: five minutes",
            "Lightning: five more",
            "Lunch",
            "Lightning: five more",
            "Lightning: five minutes",
            "Opening of a conference whose name is longer than any box that a programme has for it",
            "Doors",
        ]
    );
}

#[test]
fn from_day_to_day() {
    assert_eq!(
        titles(grid(), &["]", "[", "G", "j", "k", "k", "]", "]"]),
        [
            "Morning of the second day",
            "Opening of a conference whose name is longer than any box that a programme has for it",
            "Night talk",
            "A talk without an end",
            "Morning of the second day",
            "Dancing past midnight",
            "Morning of the second day",
            "Morning of the second day",
        ]
    );
    let mut viewer = grid().open();
    viewer.press("2]]");
    assert!(
        viewer
            .lines()
            .last()
            .unwrap()
            .contains("This is the last day")
    );
}

#[test]
fn what_goes_on_since_the_day_before_does_not_turn_back_the_page() {
    let mut viewer = grid().open();
    let mut told = Vec::new();
    for keys in ["2]", "l", "l", "h", "l", "[", "]", "]"] {
        viewer.press(keys);
        let day = viewer.app.grid().day().unwrap();
        told.push(format!("{keys} {} {}", day.format("%a"), title(&viewer)));
        assert_eq!(viewer.app.selected_day(), Some(day), "{told:?}");
        is_in_view(&viewer);
    }
    assert_eq!(
        told,
        [
            "2] Sat Morning of the second day",
            "l Sat A talk without an end",
            "l Sat Exhibition, open for three days",
            "h Sat A talk without an end",
            "l Sat Exhibition, open for three days",
            "[ Fri Exhibition, open for three days",
            "] Sat Morning of the second day",
            "] Sat Morning of the second day",
        ]
    );
    // From elsewhere, one comes to the day on which it begins.
    viewer.press("ll");
    assert_eq!(title(&viewer), "Exhibition, open for three days");
    viewer.press("12");
    assert_eq!(title(&viewer), "Exhibition, open for three days");
    let day = viewer.app.grid().day().unwrap();
    assert_eq!(day.to_string(), "2025-06-06");
}

#[test]
fn the_day_before_is_shown_though_its_first_entry_goes_on() {
    let session = |day: u8, title: &str, end: &str| {
        let start = format!("2025-06-0{day}T09:00");
        let end = format!("2025-06-{end}");
        serde_json::json!({"title": title, "room": title, "start": start, "end": end})
    };
    let file = serde_json::json!({
        "format": "fomo/1",
        "event": {"title": "Days", "time_zone": "Europe/Vienna"},
        "sessions": [
            session(6, "Bar", "08T20:00"),
            session(6, "Friday", "06T10:00"),
            session(7, "Saturday", "07T10:00"),
            session(8, "Sunday", "08T10:00"),
        ],
    });
    let days = ["]", "[", "]", "]", "h", "[", "["];
    assert_eq!(
        titles(viewer_of(file.to_string()), &days),
        [
            "Saturday", "Bar", "Saturday", "Sunday", "Bar", "Saturday", "Bar"
        ]
    );
}

/// Wherever one is, some keys lead to every entry of the day, and back.
#[test]
fn every_entry_can_be_reached() {
    for (columns, day) in [(80, "g"), (48, "g"), (200, "]")] {
        let mut seen = BTreeSet::new();
        let mut stood = Vec::new();
        let mut todo = VecDeque::from([format!("2{day}")]);
        while let Some(keys) = todo.pop_front() {
            let mut viewer = grid().size(columns, 24).open();
            viewer.press(&keys);
            let place = (title(&viewer), viewer.app.selected_column());
            if viewer.app.grid().plan().boxes.is_empty() || stood.contains(&place) {
                continue;
            }
            seen.insert(title(&viewer));
            stood.push(place);
            todo.extend(["h", "j", "k", "l"].map(|key| format!("{keys}{key}")));
        }
        let viewer = grid().size(columns, 24).open();
        let timed = viewer.app.schedule().sessions();
        let timed: Vec<_> = timed.filter(|(_, entry)| entry.start.is_some()).collect();
        for (_, entry) in timed {
            assert!(
                seen.contains(&entry.title),
                "{columns} {day} {}",
                entry.title
            );
        }
    }
}

#[test]
fn a_filter_leaves_its_matches_and_their_rooms() {
    assert_snapshot!(film(
        grid(),
        &["2/lightning<enter>", "<esc>", "/nowhere<enter>"]
    ));
}

#[test]
fn a_day_of_which_nothing_is_shown_says_why_and_can_be_left() {
    // Only rooms with favourites, of which the second day has none.
    assert_snapshot!(film(grid().size(60, 12), &["gj2fw]"]));
    let mut viewer = grid().open();
    viewer.press("gj2fw");
    for (there, back) in [("]", "["), ("]", "k"), ("]", "<pgup>"), ("G]", "<c-u>")] {
        viewer.press(there);
        assert!(viewer.app.grid().plan().boxes.is_empty(), "{there}");
        viewer.press(back);
        assert!(!viewer.app.grid().plan().boxes.is_empty(), "{back}");
    }
}

#[test]
fn a_number_moves_as_often_as_the_key_would() {
    for (number, key) in [
        ("020", "j"),
        ("080", "j"),
        ("09", "l"),
        ("03", "]"),
        ("05", "<pgdn>"),
    ] {
        let mut one_by_one = grid().open();
        one_by_one.press("2g");
        let times: usize = number.parse().unwrap();
        for _ in 0..times {
            one_by_one.press(key);
        }
        let mut at_once = grid().open();
        at_once.press(&format!("2g{number}{key}"));
        assert_eq!(at_once.lines(), one_by_one.lines(), "{number}{key}");
    }
}

#[test]
fn what_a_key_took_out_of_the_grid_stays_until_the_selection_leaves_it() {
    let mut viewer = grid().open();
    viewer.press("2f/is:fav<enter>");
    let before = title(&viewer);
    // A must; no favourite any more; one again.
    viewer.press("ff");
    assert!(!viewer.app.picks().marks().mine.iter().any(|_| true));
    assert_eq!(title(&viewer), before, "{}", shown(&viewer));
    viewer.press("f");
    assert_eq!(viewer.app.picks().marks().mine.len(), 1);
}

#[test]
fn esc_takes_the_banner_away_and_the_grid_stays() {
    let mut viewer = grid().at("2025-06-06T09:55").open();
    viewer.press("2g");
    viewer.click("Cache attacks");
    viewer.press("f");
    assert!(viewer.app.banner_area().height > 0, "{}", shown(&viewer));
    viewer.press("<esc>");
    assert_eq!(viewer.app.view(), View::Grid);
    assert_eq!(viewer.app.banner_area().height, 0);
}

#[test]
fn a_room_that_was_kept_twice_is_there_once() {
    let mut viewer = grid().open();
    let order = ["Studio", "Great Hall", "Studio"].map(str::to_owned);
    let rooms = fomo::tui::app::Rooms::kept(order.to_vec(), Vec::new());
    viewer.app.arrange_rooms(rooms);
    viewer.press("2");
    let columns = &viewer.app.grid().plan().columns;
    let studios = columns.iter().filter(|column| column.room == Some(2));
    assert_eq!(studios.count(), 1);
}

#[test]
fn words_name_the_keys_that_are_in_force() {
    let keys = ["all-rooms: A", "favourite-rooms: W", "favourite: *"];
    let start = grid().keys(&keys);
    assert_snapshot!(footer(start, &["2-", "AW", "*W", "W"]));
    let mut viewer = grid().keys(&keys).open();
    viewer.press("2-");
    viewer.press("j");
    let rule = "1 room is hidden: A shows it";
    assert!(shown(&viewer).contains(rule), "{}", shown(&viewer));
}

#[test]
fn a_title_of_a_megabyte_is_cut_as_any_other() {
    let file = |words: &str| {
        let file = serde_json::json!({
            "format": "fomo/1",
            "event": {"title": "Long", "time_zone": "Europe/Vienna"},
            "sessions": [{"title": words, "start": "2025-06-06T09:00", "duration": 30, "room": "A"}],
        });
        let mut viewer = viewer_of(file.to_string()).open();
        let begun = std::time::Instant::now();
        viewer.press("2");
        (viewer.lines(), begun.elapsed())
    };
    for words in ["long words ", "longerthananyline", "漢字"] {
        let (long, _) = file(&words.repeat(300));
        let (endless, took) = file(&words.repeat(100_000));
        assert_eq!(endless, long, "{words}");
        assert!(took.as_secs() < 5, "{words} {took:?}");
    }
}

#[test]
fn a_long_message_leaves_the_selected_box_to_be_seen() {
    for rows in [11, 14, 24] {
        let mut viewer = grid().size(50, rows).open();
        viewer.press("2g");
        for key in "jjjjjjj".chars() {
            viewer.press(&key.to_string());
            viewer.app.complain("it went wrong ".repeat(200));
            let cells = viewer.app.grid_frame().unwrap().cells;
            let buffer = viewer.buffer();
            let seen = (cells.y..cells.y + cells.height)
                .any(|y| (cells.x..cells.x + cells.width).any(|x| buffer[(x, y)].symbol() == "▌"));
            assert!(seen, "{rows} {}", shown(&viewer));
        }
    }
}

#[test]
fn times_in_another_zone_say_their_day() {
    let start = || grid().own("Asia/Tokyo");
    assert_snapshot!(film(start(), &["2Z", "G"]));
}

#[test]
fn rooms_are_moved_hidden_and_brought_back() {
    assert_snapshot!(film(grid(), &["2", "<lt>", "-", "+"]));
    assert_snapshot!(footer(
        grid(),
        &["2", ">", "<lt><lt>", "-", "-", "w", "fw", "w", "+", "+"]
    ));
}

#[test]
fn hidden_rooms_are_brought_back_with_the_key_in_force() {
    let mut viewer = grid().keys(&["all-rooms: a"]).open();
    viewer.press("2-");
    let seen = viewer.lines().join("\n");
    assert!(seen.contains("is hidden; a shows all rooms"), "{seen}");
    assert_eq!(viewer.app.left_out(), "1 room is hidden: a shows it");
}

#[test]
fn rooms_that_were_arranged_before_are_so_again() {
    let mut first = grid().open();
    let effects = first.press("2l<lt>-");
    let (mut order, mut hidden) = (Vec::new(), Vec::new());
    for effect in effects {
        // Each says what has changed.
        if let Effect::RememberRooms {
            order: another,
            hidden: more,
            ..
        } = effect
        {
            order = another.unwrap_or(order);
            hidden.extend(more);
        }
    }
    assert!(
        !order.is_empty() && hidden.len() == 1,
        "{order:?} {hidden:?}"
    );
    let mut second = grid().open();
    second
        .app
        .arrange_rooms(fomo::tui::app::Rooms::kept(order, hidden));
    second.press("2");
    let rooms = |viewer: &Viewer| viewer.lines()[1].clone();
    assert_eq!(rooms(&first), rooms(&second));
    // A room that the schedule does not have any more is no matter, and comes back with it.
    second.change("three-days.json");
    second.change(FILE);
    assert_eq!(rooms(&first), rooms(&second));
}

#[test]
fn too_small_for_a_grid_there_is_the_list() {
    assert_snapshot!(film(grid().size(40, 12), &["2", "j", "l"]));
    assert_snapshot!(film(grid().size(60, 9), &["2"]));
    // A long message leaves the selection to be seen, in the little room that there is.
    let mut viewer = grid().size(20, 4).open();
    viewer.press("2Z");
    assert!(viewer.cursor_line().is_some(), "{}", shown(&viewer));
    let mut viewer = grid().open();
    // What has no time cannot stand in a grid.
    viewer.press("G2");
    assert_eq!(title(&viewer), "Unscheduled talk");
    assert!(
        viewer.lines()[1].contains("No time is given"),
        "{}",
        shown(&viewer)
    );
    viewer.press("k");
    assert!(viewer.app.grid_frame().is_ok());
}

#[test]
fn marks_stand_before_the_title() {
    assert_snapshot!(film(grid(), &["gf2", "jfjf", "x"]));
}

#[test]
fn what_is_selected_stays_so_between_list_and_grid() {
    for (keys, view) in [("2jl", "1"), ("1jj", "2"), ("2]", "1"), ("2G", "1")] {
        let mut viewer = grid().open();
        viewer.press(keys);
        let before = title(&viewer);
        viewer.press(view);
        assert_eq!(title(&viewer), before, "{keys}{view}");
    }
}

#[test]
fn the_selection_is_in_view_at_every_size() {
    for columns in (48..260).step_by(41) {
        for rows in [11, 24, 60] {
            let mut viewer = grid().size(columns, rows).open();
            viewer.press("2g");
            for key in "jjlljjjhjjjlkkkhhG]jjk[".chars() {
                viewer.press(&key.to_string());
                is_in_view(&viewer);
            }
            let Size { columns, rows } = viewer.app.size();
            viewer.resize(columns + 31, rows + 5);
            is_in_view(&viewer);
        }
    }
}

/// The mark of the selection is among the boxes, and its title below them.
fn is_in_view(viewer: &Viewer) {
    let Ok(frame) = viewer.app.grid_frame() else {
        return;
    };
    let buffer = viewer.buffer();
    let mut cells = (frame.cells.y..frame.cells.y + frame.cells.height)
        .flat_map(|y| (frame.cells.x..frame.cells.x + frame.cells.width).map(move |x| (x, y)));
    assert!(
        cells.any(|place| buffer[place].symbol() == "▌"),
        "{}",
        shown(viewer)
    );
    let title = title(viewer);
    let below: String = (frame.selected.y..frame.selected.y + frame.selected.height)
        .map(|y| super::line(&buffer, y).trim().to_owned() + " ")
        .collect();
    let start: String = title.chars().take(20).collect();
    assert!(below.contains(&start), "{title}: {below}");
}

#[test]
fn a_worst_case_of_57_entries_at_once_and_92_rooms() {
    let session = |number: usize| {
        serde_json::json!({
            "id": format!("s{number}"),
            "title": format!("漢字 {number} {}", "x".repeat(number)),
            "start": format!("2025-06-06T{:02}:{:02}", 9 + number % 3, number % 60),
            "duration": 1 + number * 7,
            "room": if number.is_multiple_of(2) { Some(format!("Room {}", number % 92)) } else { None },
        })
    };
    let file = serde_json::json!({
        "format": "fomo/1",
        "event": {"title": "Worst", "time_zone": "Europe/Vienna"},
        "sessions": (0..184).map(session).collect::<Vec<_>>(),
    });
    for (columns, rows) in [(48, 11), (80, 24), (200, 60)] {
        let mut viewer = viewer_of(file.to_string()).size(columns, rows).open();
        viewer.press("2");
        let entries: BTreeSet<_> = viewer
            .app
            .grid()
            .plan()
            .boxes
            .iter()
            .map(|placed| placed.entry)
            .collect();
        assert_eq!(entries.len(), 184);
        for key in "llllljjjjjhhkkGlllg".chars() {
            viewer.press(&key.to_string());
            is_in_view(&viewer);
        }
    }
}

#[test]
fn boxes_rooms_and_the_rooms_beside_can_be_clicked() {
    let mut viewer = grid().open();
    viewer.press("2");
    viewer.click("Cache attacks");
    assert_eq!(title(&viewer), "Cache attacks");
    assert_eq!(viewer.app.view(), View::Grid);
    // A room leads to what is on there at that time, or nearest to it.
    viewer.click("Great Hall");
    assert!(title(&viewer).starts_with("Opening"), "{}", title(&viewer));
    viewer.click("2 ▸");
    assert_eq!(title(&viewer), "Exhibition, open for three days");
    viewer.click("◂ ");
    assert!(
        viewer.lines()[1].contains("Great Hall"),
        "{}",
        shown(&viewer)
    );
    viewer.double_click("Keynote");
    assert!(viewer.lines()[1].contains("Keynote in both halls"));
}

#[test]
fn the_wheel_moves_the_grid_and_the_selection_stays_in_view() {
    let mut viewer = grid().open();
    viewer.press("2g");
    let top = |viewer: &Viewer| viewer.app.grid().top();
    let mut last = top(&viewer);
    for _ in 0..4 {
        viewer.point(MouseEventKind::ScrollDown, (20, 10));
        assert!(top(&viewer) >= last);
        last = top(&viewer);
        is_in_view(&viewer);
    }
    assert!(last > 6, "{last}");
    for _ in 0..9 {
        viewer.point(MouseEventKind::ScrollUp, (20, 10));
        is_in_view(&viewer);
    }
    assert_eq!(top(&viewer), 0);
}
