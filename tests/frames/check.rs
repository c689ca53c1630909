//! What is wrong with the schedule, in the viewer.

use fomo::{
    schedule::check,
    tui::{action::Effect, app::View, page::Subject},
};
use insta::assert_snapshot;
use serde_json::json;

use super::{
    BUILT_IN, DURING, film, shown,
    viewer::{Start, Viewer, viewer, viewer_of},
};

/// A viewer in which `7` was pressed, and what was asked for has come.
fn checked(start: Start) -> Viewer {
    let mut viewer = start.open();
    assert_eq!(viewer.press("7"), [Effect::Check]);
    bring(&mut viewer);
    viewer
}

/// Brings what the outside would find.
fn bring(viewer: &mut Viewer) {
    let (schedule, read) = viewer.app.to_check();
    viewer
        .app
        .set_findings(check::all_findings(read, &schedule));
}

fn rules(viewer: &Viewer) -> Vec<&'static str> {
    let checks = viewer.app.checks();
    let places = 0..viewer.app.findings_count().1;
    let findings = places.filter_map(|place| checks.finding(place));
    findings.map(|finding| finding.rule.rule().name).collect()
}

fn selected(viewer: &Viewer) -> String {
    let finding = viewer.app.checks().selected();
    finding.map_or_else(String::new, |finding| finding.message.clone())
}

/// Two talks; the first has no title, the second is named as it is said here.
fn talks(second: &str) -> String {
    json!({
        "format": "fomo/1",
        "event": {"title": "Two talks", "time_zone": "Europe/Vienna"},
        "sessions": [
            {"id": "a", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00"},
            {"id": "b", "title": second, "start": "2024-07-27T10:00", "end": "2024-07-27T11:00"},
        ],
    })
    .to_string()
}

#[test]
fn nothing_is_known_until_somebody_has_looked() {
    assert_snapshot!(film(viewer(BUILT_IN).at(DURING).size(80, 8), &["7"]));
}

#[test]
fn what_is_wrong_with_the_built_in_schedule() {
    let mut viewer = checked(viewer(BUILT_IN).at(DURING));
    assert_snapshot!("built_in", shown(&viewer));
    viewer.press("jj");
    assert_snapshot!("built_in_third", shown(&viewer));
    let mut wide = checked(super::viewer(BUILT_IN).at(DURING).size(120, 30));
    wide.press("jj");
    assert_snapshot!("built_in_wide", shown(&wide));
    let mut small = checked(super::viewer(BUILT_IN).at(DURING).size(40, 12));
    small.press("G");
    assert_snapshot!("built_in_small", shown(&small));
}

#[test]
fn enter_leads_to_the_entry_and_back() {
    let mut viewer = checked(viewer(BUILT_IN).at(DURING));
    while !selected(&viewer).contains("moderator") {
        viewer.press("j");
    }
    viewer.press("<enter>");
    let page = viewer.app.top_page().unwrap();
    assert!(
        matches!(&page.subject, Subject::Entry(id) if id.contains("panel")),
        "{page:?}"
    );
    viewer.press("<esc>");
    assert_eq!(viewer.app.view(), View::Check);
    assert!(selected(&viewer).contains("moderator"));
    // What is about several entries tells of it, and leads to each.
    while !selected(&viewer).contains("Contributed Talk 2") {
        viewer.press("k");
    }
    viewer.press("<enter>");
    let page = viewer.app.top_page().unwrap();
    assert!(matches!(&page.subject, Subject::Finding(_)), "{page:?}");
    viewer.press("<enter>");
    let page = viewer.app.top_page().unwrap();
    assert!(matches!(&page.subject, Subject::Entry(id) if id.contains("contributed-talk-2")));
}

#[test]
fn what_is_found_follows_the_file() {
    let mut viewer = checked(viewer_of(talks("TBC")));
    assert_eq!(rules(&viewer), ["no-title", "placeholder"]);
    viewer.press("j");
    assert!(selected(&viewer).contains("TBC"));
    // Until it has been looked at again, what was found before stands there.
    viewer.become_other(talks("Marlin"));
    assert_eq!(rules(&viewer), ["no-title", "placeholder"]);
    assert!(viewer.app.wants_findings());
    bring(&mut viewer);
    assert_eq!(rules(&viewer), ["no-title"]);
    assert_eq!(
        selected(&viewer),
        viewer.app.checks().finding(0).unwrap().message
    );
    viewer.become_other(talks("TBA"));
    bring(&mut viewer);
    assert_eq!(rules(&viewer), ["no-title", "placeholder"]);
    // The cursor is where it was.
    assert_eq!(
        selected(&viewer),
        viewer.app.checks().finding(0).unwrap().message
    );
}

#[test]
fn who_is_at_work_on_the_schedule_sees_in_every_view_how_much_is_wrong() {
    let header = |viewer: &Viewer| viewer.lines()[0].clone();
    // Who has only come to read is not told of warnings.
    let mut viewer = viewer_of(talks("TBC")).open();
    viewer.app.may_be_at_work();
    assert!(!viewer.app.wants_findings());
    assert!(!header(&viewer).contains("warning"), "{}", shown(&viewer));
    // Who looks at them is, from then on.
    viewer.press("7");
    bring(&mut viewer);
    for keys in ["1", "2", "3", "4", "5"] {
        viewer.press(keys);
        assert!(header(&viewer).contains("2 warnings"), "{}", shown(&viewer));
    }
    viewer.become_other(talks("Marlin"));
    bring(&mut viewer);
    assert!(header(&viewer).contains("1 warning "), "{}", shown(&viewer));
    // Whoever has the file open while it changes is, too.
    let mut viewer = viewer_of(talks("Marlin")).open();
    viewer.app.may_be_at_work();
    // Who says in which zone it takes place has changed nothing in the file.
    viewer.become_other(talks("TBC"));
    assert!(!viewer.app.wants_findings());
    viewer.app.file_has_changed();
    viewer.become_other(talks("TBC"));
    bring(&mut viewer);
    assert!(header(&viewer).contains("2 warnings"), "{}", shown(&viewer));
    // And everybody is told of what was lost.
    let broken = talks("TBC").replace("\"sessions\":[", "\"sessions\":[17,");
    let mut viewer = viewer_of(broken).open();
    viewer.app.may_be_at_work();
    assert!(header(&viewer).contains("1 error"), "{}", shown(&viewer));
}

#[test]
fn a_filter_leaves_what_is_about_its_matches() {
    let mut viewer = checked(viewer(BUILT_IN).at(DURING));
    viewer.press("/panel<enter>");
    let (shown_now, all) = viewer.app.findings_count();
    assert!(shown_now > 0 && shown_now < all, "{}", shown(&viewer));
    viewer.press("<esc>");
    assert_eq!(viewer.app.findings_count(), (all, all));
    viewer.press("/nowhere<enter>");
    assert!(
        shown(&viewer).contains("is about what matches"),
        "{}",
        shown(&viewer)
    );
}

#[test]
fn a_schedule_of_which_nothing_is_wrong() {
    let file = json!({
        "format": "fomo/1",
        "event": {"title": "All well", "time_zone": "Europe/Vienna"},
        "sessions": [{"title": "Talk", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00"}],
    });
    let mut viewer = checked(viewer_of(file.to_string()));
    assert!(shown(&viewer).contains("Nothing is wrong with this schedule"));
    viewer.press("jkG<enter>fy");
    assert_eq!(viewer.app.view(), View::Check);
}
