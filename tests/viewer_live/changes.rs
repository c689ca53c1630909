//! What changed since the last time, and what is wrong, of a file that is being written.

use std::process::Command;

use super::*;

const NEWS: &str = "2 entries changed since you last looked";

/// The day with the second entry an hour later than it is, and one more at the end.
fn changed() -> String {
    schedule(
        "Event",
        &[
            ("10:00", "Alpha"),
            ("12:00", "Gamma"),
            ("13:00", "Delta"),
            ("14:00", "Beta"),
            ("15:00", "Epsilon"),
        ],
    )
}

fn opened(home: &Home) -> Session {
    let session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session
}

/// Opens it for the first time, and quits once that is known.
fn seen_once(home: &Home) {
    let mut session = opened(home);
    session.send("6");
    session.wait_for("Nothing changed since you last looked");
    quit(session);
}

#[test]
fn what_changed_between_two_runs_is_told_until_it_is_seen() {
    let home = Home::new();
    home.file("s.json", schedule("Event", &DAY));
    seen_once(&home);
    home.file("s.json", changed());
    // It is news for as long as nobody has looked at it.
    for _ in 0..2 {
        let session = opened(&home);
        wait_for(
            &session,
            &[NEWS, "✚ Epsilon", "↻ Beta"],
            &["↻ Gamma", "↻ Alpha"],
        );
        quit(session);
    }
    let mut session = opened(&home);
    session.wait_for(NEWS);
    session.send("6");
    wait_for(&session, &["was 11:00, 3 h later", "2 of 2 unseen"], &[]);
    session.send("g\r");
    session.wait_for("14:00–15:00");
    session.send("\x1b");
    session.wait_for("1 of 2 unseen");
    quit(session);
    let mut session = opened(&home);
    wait_for(
        &session,
        &["1 entry changed since you last looked", "✚ Epsilon"],
        &["↻ Beta"],
    );
    session.send("6a");
    session.wait_for("1 change is seen");
    quit(session);
    let mut session = opened(&home);
    session.send("6");
    session.wait_for("Nothing changed since you last looked");
    quit(session);
}

#[test]
fn what_changes_meanwhile_is_marked_at_once() {
    let home = Home::new();
    home.file("s.json", schedule("Event", &DAY));
    let session = opened(&home);
    replace(&home.path("s.json"), &changed());
    wait_for(&session, &[NEWS, "✚ Epsilon", "↻ Beta"], &[]);
    quit(session);
}

#[test]
fn what_is_wrong_follows_the_file() {
    let home = Home::new();
    home.file(
        "s.json",
        schedule("Event", &[("10:00", "Alpha"), ("11:00", "TBC")]),
    );
    let mut session = home.view(&["s.json"]);
    session.wait_for("TBC");
    session.send("7");
    wait_for(
        &session,
        &["1 warning", "the title “TBC” is still open"],
        &[],
    );
    replace(&home.path("s.json"), &schedule("Event", &DAY[..3]));
    wait_for(
        &session,
        &["Nothing is wrong with this schedule"],
        &["warning"],
    );
    replace(
        &home.path("s.json"),
        &schedule("Event", &[("10:00", "TBA"), ("11:00", "TBC")]),
    );
    wait_for(
        &session,
        &["2 warnings", "the title “TBA” is still open"],
        &[],
    );
    session.send("1");
    wait_for(&session, &["2 warnings", "▌▶ 10:00"], &["is still open"]);
    quit(session);
}

#[test]
fn a_printed_frame_tells_of_changes_and_forgets_nothing() {
    let home = Home::new();
    home.file("s.json", schedule("Event", &DAY));
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fomo"));
        command
            .env_clear()
            .env("HOME", home.path(""))
            .current_dir(home.path(""));
        for name in ["config", "state", "data", "cache"] {
            command.env(format!("XDG_{}_HOME", name.to_uppercase()), home.path(name));
        }
        let output = command.args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let print = || run(&["s.json", "--print", "80x24", "--at", "2024-07-27T10:10"]);
    print();
    assert!(!home.path("state").exists());
    seen_once(&home);
    home.file("s.json", changed());
    for _ in 0..2 {
        let frame = print();
        assert!(
            frame.contains("✚ Epsilon") && frame.contains(NEWS),
            "{frame}"
        );
    }
    let listed = run(&["list", "s.json", "is:new"]);
    assert!(
        listed.contains("Epsilon") && !listed.contains("Beta"),
        "{listed}"
    );
    let listed = run(&["list", "s.json", "is:changed"]);
    assert!(
        listed.contains("Beta") && !listed.contains("Epsilon"),
        "{listed}"
    );
}

#[test]
fn of_another_event_in_the_same_file_nothing_is_new() {
    let home = Home::new();
    home.file("s.json", with_id("one", "First Days", &DAY));
    seen_once(&home);
    let session = opened(&home);
    let other = [
        ("10:00", "Trees"),
        ("11:00", "Gardens"),
        ("12:00", "Rivers"),
        ("13:00", "Mountains"),
        ("14:00", "Alpha"),
    ];
    // One that is called the same is in it, too.
    home.file("s.json", with_id("two", "Second Days", &other));
    wait_for(
        &session,
        &["This is another event now: Second Days", "Gardens"],
        &["✚", "changed"],
    );
    quit(session);
    let mut session = home.view(&["s.json"]);
    session.wait_for("Gardens");
    session.send("6");
    session.wait_for("Nothing changed since you last looked");
    // Who has seen the first one before, knows what of that is new.
    let mut more = DAY.to_vec();
    more.push(("15:00", "Epsilon"));
    home.file("s.json", with_id("one", "First Days", &more));
    wait_for(&session, &["1 entry changed since you last looked"], &[]);
    quit(session);
}

#[test]
fn an_event_with_another_name_and_the_same_entries_is_the_same() {
    let home = Home::new();
    home.file("s.json", schedule("Event", &DAY));
    let session = opened(&home);
    let mut entries = DAY.to_vec();
    entries.push(("15:00", "Epsilon"));
    home.file("s.json", schedule("The Event", &entries));
    wait_for(
        &session,
        &["The Event", "1 entry changed"],
        &["another event"],
    );
    quit(session);
}

fn with_id(id: &str, title: &str, entries: &[(&str, &str)]) -> String {
    let named = format!("\"event\": {{\"id\": \"{id}\", ");
    schedule(title, entries).replace("\"event\": {", &named)
}
