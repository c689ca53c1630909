//! The mouse: clicks where something is to be seen, and what comes of it.
#![cfg(test)]

#[expect(dead_code, reason = "frames use the rest of it")]
#[path = "common/viewer.rs"]
mod viewer;

use fomo::tui::{
    action::{Context, Effect},
    app::{Event, View},
};
use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use viewer::{Start, Viewer, line, viewer};

fn during() -> Start {
    viewer("schedule.json").at("2024-07-27T11:10")
}

fn three_days() -> Start {
    viewer("three-days.json").at("2025-03-28T11:40")
}

/// The line of the cursor, as far as it tells which it is.
fn cursor_line(viewer: &Viewer) -> String {
    let line = viewer.cursor_line().unwrap_or_default();
    let list = line.split('│').next().unwrap_or_default();
    list.trim_start_matches(['▌', '▶', ' ']).to_owned()
}

/// Clicks on a line of the list that stands beside a page.
fn click_in_list(viewer: &mut Viewer, text: &str) {
    let buffer = viewer.buffer();
    let in_list = |y: &u16| {
        let line = line(&buffer, *y);
        line.split('│').next().unwrap().contains(text)
    };
    let y = (1..buffer.area.height).find(in_list).unwrap();
    viewer.click_at((10, y));
}

#[test]
fn a_click_selects_and_another_one_opens() {
    let mut viewer = during().open();
    viewer.click("Lunch break");
    assert!(cursor_line(&viewer).contains("Lunch break"));
    assert_eq!(viewer.app.context(), Context::Timetable);
    viewer.click("Lunch break");
    assert_eq!(viewer.app.context(), Context::Page);
    assert!(viewer.lines()[1].contains("Lunch break"));
}

#[test]
fn a_double_click_opens_whatever_was_selected_before() {
    // The second click on what was selected before must not hit what the first one brought up.
    for text in ["Lunch break", "Session II: Efficient"] {
        let mut viewer = during().open();
        viewer.double_click(text);
        assert_eq!(viewer.app.context(), Context::Page, "{text}");
        assert!(viewer.lines()[1].contains(text), "{:?}", viewer.lines());
        viewer.press("<esc>");
        assert_eq!(viewer.app.context(), Context::Timetable, "{text}");
    }
    // A line at the edge moves when it is selected.
    let mut viewer = during().size(80, 12).open();
    let last = line(&viewer.buffer(), 10);
    let text = last.split("  ").nth(2).unwrap().trim();
    viewer.double_click(text);
    assert_eq!(viewer.app.context(), Context::Page);
    assert!(viewer.lines()[1].contains(text), "{text}");
}

#[test]
fn side_by_side_the_pane_that_is_clicked_takes_the_keys() {
    let mut viewer = during().size(140, 30).open();
    let left = MouseEventKind::Down(MouseButton::Left);
    let detail = viewer.app.frame().detail;
    viewer.point(left, (detail.x + 5, detail.y + detail.height - 1));
    assert_eq!(viewer.app.context(), Context::Page);
    click_in_list(&mut viewer, "Lunch break");
    assert_eq!(viewer.app.context(), Context::Timetable);
    assert!(cursor_line(&viewer).contains("Lunch break"));
    // What is selected gets the keys back first, and is opened by the next click.
    viewer.point(left, (detail.x + 5, detail.y + detail.height - 1));
    click_in_list(&mut viewer, "Lunch break");
    assert_eq!(viewer.app.context(), Context::Timetable);
    click_in_list(&mut viewer, "Lunch break");
    assert_eq!(viewer.app.context(), Context::Page);
    viewer.press("<esc>");
    click_in_list(&mut viewer, "Lunch break");
    click_in_list(&mut viewer, "Coffee break");
    assert_eq!(viewer.app.context(), Context::Timetable);
}

#[test]
fn what_a_page_leads_to_is_opened_at_once() {
    let mut viewer = during().open();
    viewer.click("A Deep Dive into State-Space");
    viewer.click("A Deep Dive into State-Space");
    viewer.click("Albert Gu");
    assert!(viewer.lines()[1].contains("Albert Gu"));
    viewer.click("A Deep Dive");
    assert!(viewer.lines()[1].contains("A Deep Dive"));
    viewer.click("Session I: Emerging");
    assert!(viewer.lines()[1].contains("Session I: Emerging"));
    viewer.press("5");
    while viewer.drawn().links.is_empty() {
        viewer.press("<pgdn>");
    }
    let link = viewer.drawn().links[0].clone();
    let effects = viewer.click_at((link.area.x + 1, link.area.y));
    assert_eq!(effects, [Effect::OpenLink(link.url)]);
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut viewer = during().size(80, 12).open();
    viewer.press("g");
    let selected = cursor_line(&viewer);
    viewer.wheel(false, "Opening");
    assert_eq!(cursor_line(&viewer), selected, "there is nothing above");
    let before = viewer.app.timetable().top;
    viewer.wheel(true, "Opening");
    assert_eq!(viewer.app.timetable().top, before + 3);
    assert_ne!(
        cursor_line(&viewer),
        selected,
        "the selection stays in view"
    );
    for _ in 0..50 {
        viewer.point(MouseEventKind::ScrollDown, (10, 5));
    }
    let height = usize::from(viewer.app.frame().list.height);
    assert_eq!(viewer.app.timetable().top + height, viewer.app.rows().len());
    for _ in 0..50 {
        viewer.point(MouseEventKind::ScrollUp, (10, 5));
    }
    assert_eq!(viewer.app.timetable().top, 0);
    // A page that does not take the keys is scrolled all the same, and the list stays.
    let mut viewer = during().size(130, 8).open();
    let selected = cursor_line(&viewer);
    let heading = viewer.lines()[1].clone();
    let x = viewer.app.frame().detail.x + 3;
    viewer.point(MouseEventKind::ScrollDown, (x, 5));
    assert_eq!(viewer.app.context(), Context::Timetable);
    assert!(viewer.lines()[1] != heading && cursor_line(&viewer) == selected);
    viewer.press("j");
    assert_eq!(viewer.app.context(), Context::Timetable);
}

#[test]
fn the_header_leads_to_days_zones_and_the_filter() {
    let mut viewer = three_days().size(110, 24).open();
    viewer.click("Sun 30");
    assert!(
        viewer.lines()[0].contains("SUN 30"),
        "{}",
        viewer.lines()[0]
    );
    viewer.press("<enter>");
    viewer.click("Sat 29");
    assert!(
        viewer.lines()[0].contains("SAT 29"),
        "{}",
        viewer.lines()[0]
    );
    assert_eq!(viewer.app.context(), Context::Timetable);
    viewer.click("Berlin");
    assert_eq!(viewer.app.context(), Context::Zones);
    // What was clicked on is above the menu: it goes.
    viewer.click("Berlin (");
    assert_eq!(viewer.app.context(), Context::Timetable);
    viewer.press("/e<enter>");
    viewer.click("/ e");
    assert_eq!(viewer.app.context(), Context::Filter);
    assert_eq!(viewer.app.filter().prompt().unwrap().text(), "e ");
}

#[test]
fn what_a_filter_found_is_selected_by_a_click_and_the_filter_stays() {
    let mut viewer = during().open();
    viewer.press("/gu");
    viewer.click("A Deep Dive");
    assert_eq!(viewer.app.context(), Context::Timetable);
    assert!(cursor_line(&viewer).contains("A Deep Dive"));
    assert_eq!(viewer.app.filter().query().text(), "gu");
    // One that cannot be read stays open.
    viewer.press("/<c-u>is:");
    viewer.click("14:00");
    assert_eq!(viewer.app.context(), Context::Filter);
    // What could be typed next is put in.
    let mut viewer = three_days().open();
    viewer.press("/is:<tab>");
    viewer.click("  past");
    let typed = viewer.app.filter().prompt().unwrap().text();
    assert_eq!(typed.trim_end(), "is:past");
}

#[test]
fn footer_hints_do_what_they_say() {
    let mut viewer = during().open();
    viewer.click("? help");
    assert_eq!(viewer.app.context(), Context::Help);
    viewer.click("Esc close");
    assert_eq!(viewer.app.context(), Context::Timetable);
    viewer.click("z zone");
    assert_eq!(viewer.app.context(), Context::Zones);
    viewer.click("Esc leave");
    viewer.click("/ filter");
    assert_eq!(viewer.app.context(), Context::Filter);
    viewer.click("Esc drop");
    assert_eq!(viewer.click("q quit"), [Effect::Quit]);
}

#[test]
fn menus_choose_what_is_clicked_twice_and_close_beside_it() {
    let mut viewer = during().size(80, 24).open();
    viewer.press("ztokyo");
    let effects = viewer.click("Asia/Tokyo");
    assert!(
        matches!(effects.as_slice(), [Effect::RememberZone(_)]),
        "it was selected: {effects:?}"
    );
    let mut viewer = during().open();
    viewer.press("z");
    viewer.click("universal time");
    assert_eq!(viewer.app.context(), Context::Zones);
    viewer.click("universal time");
    assert!(viewer.lines()[0].contains("UTC"));
    viewer.press("z");
    viewer.click("ES-FoMo II");
    assert_eq!(viewer.app.context(), Context::Timetable);
    let event = |title: &str| Event {
        title: title.to_owned(),
        source: format!("/{title}.json"),
        why: String::new(),
    };
    let mut viewer = during().events(vec![event("One"), event("Two")]).open();
    viewer.press("E");
    let effects = viewer.double_click("Two");
    assert_eq!(effects, [Effect::OpenSource("/Two.json".to_owned())]);
}

#[test]
fn choices_are_toggled_by_a_click_and_closed_beside_them() {
    let mut viewer = viewer("facets.json").size(100, 24).open();
    viewer.press("F");
    let choice = viewer
        .lines()
        .iter()
        .find_map(|line| line.split("[ ] ").nth(1).map(str::to_owned))
        .unwrap();
    let name = format!("[ ] {}", choice.split("  ").next().unwrap());
    viewer.click(&name);
    assert_eq!(viewer.app.context(), Context::Facets);
    let chosen = name.replace("[ ]", "[x]");
    assert!(!viewer.app.filter().is_empty());
    viewer.click(&chosen);
    assert!(viewer.app.filter().is_empty(), "and back");
    viewer.click(&name);
    viewer.point(MouseEventKind::Down(MouseButton::Left), (5, 3));
    assert_eq!(viewer.app.context(), Context::Timetable);
    assert!(!viewer.app.filter().is_empty(), "what is chosen is kept");
}

#[test]
fn a_note_is_kept_by_a_click_beside_it() {
    let mut viewer = during().open();
    viewer.press("Nfront row");
    viewer.click("front row");
    assert_eq!(viewer.app.context(), Context::Note);
    viewer.click("ES-FoMo II");
    assert_eq!(viewer.app.context(), Context::Timetable);
    viewer.press("<enter>");
    assert!(viewer.lines().concat().contains("front row"));
}

#[test]
fn people_and_favourites_are_lists_as_well() {
    let mut viewer = during().open();
    viewer.press("3");
    viewer.double_click("Albert Gu");
    assert!(viewer.lines()[1].contains("Albert Gu"));
    viewer.press("1jf4");
    assert_eq!(viewer.app.view(), View::Mine);
    viewer.double_click("★");
    assert_eq!(viewer.app.context(), Context::Page);
    let mut viewer = during().size(80, 7).open();
    viewer.press("3g");
    viewer.point(MouseEventKind::ScrollDown, (10, 4));
    assert_eq!(viewer.app.people().top, 3);
}

#[test]
fn a_message_goes_with_a_click_that_does_nothing_else() {
    let mut viewer = during().open();
    viewer.press("M");
    let selected = cursor_line(&viewer);
    viewer.click("Mouse on: click");
    assert!(viewer.app.message().is_none());
    assert_eq!(cursor_line(&viewer), selected);
}

#[test]
fn the_mouse_is_taken_and_given_back_by_a_key() {
    let mut viewer = during().open();
    assert!(!viewer.app.has_mouse());
    assert_eq!(viewer.press("M"), [Effect::Mouse(true)]);
    assert!(
        viewer
            .lines()
            .concat()
            .contains("hold Shift to select text")
    );
    viewer.exchange("three-days.json", false);
    assert!(
        viewer.app.has_mouse(),
        "another event is no reason to lose it"
    );
    assert_eq!(viewer.press("M"), [Effect::Mouse(false)]);
}

#[test]
fn other_buttons_are_the_terminals() {
    let mut viewer = during().open();
    let before = viewer.lines();
    for kind in [
        MouseEventKind::Down(MouseButton::Right),
        MouseEventKind::Down(MouseButton::Middle),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Moved,
        MouseEventKind::ScrollLeft,
    ] {
        assert_eq!(viewer.point(kind, (10, 15)), []);
        assert_eq!(viewer.lines(), before);
    }
}

#[test]
fn the_overview_leads_to_a_time() {
    let mut viewer = three_days().size(110, 34).open();
    let strip = line(&viewer.buffer(), 1);
    assert!(strip.contains('▇') && strip.contains('▶'), "{strip}");
    let hour = viewer.place_of("14").0;
    viewer.point(MouseEventKind::Down(MouseButton::Left), (hour, 1));
    let start = viewer.app.selected_entry().unwrap().start.unwrap();
    let local = viewer.app.zones().shown().local(start);
    assert!(local.format("%H").to_string().as_str() >= "14", "{local}");
}

#[test]
fn links_are_where_they_are_seen_and_whole() {
    let mut viewer = during().open();
    assert_eq!(viewer.drawn().links, []);
    viewer.press("5");
    while viewer.drawn().links.is_empty() {
        viewer.press("<pgdn>");
    }
    let buffer = viewer.buffer();
    for link in viewer.drawn().links {
        assert!(link.url.starts_with("http") || link.url.starts_with("mailto:"));
        let row = line(&buffer, link.area.y);
        assert!(link.area.x >= 2 && !row.trim().is_empty(), "{row}");
    }
}

#[test]
fn of_several_links_the_first_one_is_opened_and_that_is_said() {
    let mut viewer = during().open();
    viewer.press("5");
    let links = viewer.app.document().items.len();
    assert!(links > 1);
    viewer.press("G");
    assert!(
        matches!(viewer.press("o").as_slice(), [Effect::OpenLink(_)]),
        "the one under the cursor"
    );
    assert!(viewer.app.message().is_none());
}

#[test]
fn what_is_copied_has_title_time_zone_room_and_link() {
    let mut viewer = three_days().open();
    for _ in 0..40 {
        let effects = viewer.press("y");
        let [Effect::Copy(text)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        let entry = viewer.app.selected_entry().unwrap();
        let schedule = viewer.app.schedule();
        assert!(text.starts_with(&entry.title), "{text}");
        if let Some(room) = schedule.room_names(entry) {
            assert!(text.contains(&room), "{text}");
        }
        if schedule.timed(entry).start.is_some() {
            assert!(text.contains("Berlin (CE"), "{text}");
        }
        if let Some(link) = entry.links.first() {
            assert!(text.ends_with(&link.url), "{text}");
        }
        assert_eq!(
            viewer.app.message().unwrap().text,
            format!("Copied: {text}")
        );
        viewer.press("j");
    }
}
