//! Events whose id changes.

use super::*;

/// The schedule under another id, on these days.
fn renamed(home: &Home, id: &str, month: &str) {
    let path = home.path("s.json");
    let text = fs::read_to_string(&path).unwrap();
    let mut schedule: Value = serde_json::from_str(&text.replace("2030-03-", month)).unwrap();
    schedule["event"]["id"] = id.into();
    fs::write(path, schedule.to_string()).unwrap();
}

fn listed(home: &Home) -> String {
    home.fomo(&["list", "s.json", "is:fav"]).out
}

#[test]
fn it_is_taken_over_and_the_old_file_stays() {
    let home = Home::with(3);
    assert_eq!(home.mark(1).code, 0);
    let before = fs::read(home.state()).unwrap();
    renamed(&home, "smooth", "2030-03-");
    assert!(listed(&home).contains("Talk t001"));
    let frame = home.fomo(&["s.json", "--print", "80x10", "--at", "2030-02-01T00:00"]);
    assert!(frame.out.contains('★'), "{}", frame.out);
    let mine = home.fomo(&["mine", "--at", "2030-02-01T00:00Z"]);
    assert_eq!(mine.out.matches("Talk t001").count(), 1, "{mine:?}");
    // Looking writes nothing.
    let new = home.state().with_file_name("smooth.json");
    assert!(!new.exists());
    assert_eq!(home.mark(2).code, 0);
    let text = fs::read_to_string(&new).unwrap();
    let state: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(state["event"], "smooth");
    assert_eq!(state["favourites"].as_array().unwrap().len(), 2, "{text}");
    assert_eq!(fs::read(home.state()).unwrap(), before);
    // What was taken over is not there twice.
    let mine = home.fomo(&["mine", "--at", "2030-02-01T00:00Z"]);
    assert_eq!(mine.out.matches("Talk t001").count(), 1, "{mine:?}");
}

#[test]
fn the_next_year_at_the_same_address_is_another_event() {
    let home = Home::with(3);
    assert_eq!(home.mark(1).code, 0);
    renamed(&home, "rough-2031", "2031-03-");
    assert_eq!(listed(&home), "");
    assert_eq!(home.mark(2).code, 0);
    let mine = home.fomo(&["mine", "--at", "2030-02-01T00:00Z"]);
    assert!(mine.out.contains("as last seen"), "{mine:?}");
    assert!(
        mine.out.contains("Talk t001") && mine.out.contains("Talk t002"),
        "{mine:?}"
    );
}

#[test]
fn another_schedule_with_the_same_talks_is_another_event() {
    let home = Home::with(3);
    assert_eq!(home.mark(1).code, 0);
    let path = home.path("s.json");
    fs::rename(&path, home.path("old.json")).unwrap();
    fs::copy(home.path("old.json"), &path).unwrap();
    renamed(&home, "smooth", "2030-03-");
    fs::rename(&path, home.path("copy.json")).unwrap();
    assert_eq!(home.fomo(&["list", "copy.json", "is:fav"]).out, "");
}
