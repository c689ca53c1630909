//! A file that is changed while it is shown.

use std::{
    fs,
    io::{Seek as _, Write as _},
    os::unix::fs::symlink,
    path::Path,
};

use super::*;

const SELECTED: &str = "▌  12:00  Gamma";

/// A viewer of `s.json` with the third entry selected.
fn viewer(home: &Home) -> Session {
    home.file("s.json", schedule("Event", &DAY));
    selected(home)
}

fn selected(home: &Home) -> Session {
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session.send("jj");
    session.wait_for(SELECTED);
    session
}

/// Without a moment at which the file is empty.
fn in_place(path: &Path, content: &str) {
    let mut file = fs::File::options().write(true).open(path).unwrap();
    file.rewind().unwrap();
    file.write_all(content.as_bytes()).unwrap();
    file.set_len(content.len() as u64).unwrap();
}

fn anew(path: &Path, content: &str) {
    fs::remove_file(path).unwrap();
    fs::write(path, content).unwrap();
}

#[test]
fn however_it_is_written_the_selection_stays() {
    let ways: [fn(&Path, &str); 4] = [
        |path, content| fs::write(path, content).unwrap(),
        in_place,
        replace,
        anew,
    ];
    let home = Home::new();
    let session = viewer(&home);
    for round in 0..2 {
        for (number, way) in ways.iter().enumerate() {
            let added = format!("Added {round}{number}");
            way(&home.path("s.json"), &with(&added));
            wait_for(&session, &[&added, SELECTED], &[]);
        }
    }
    quit(session);
}

#[test]
fn a_file_that_is_gone_may_come_back() {
    let home = Home::new();
    let session = viewer(&home);
    fs::remove_file(home.path("s.json")).unwrap();
    session.wait_for("Still showing the last good version. s.json: no such file");
    assert!(session.screen().contains(SELECTED));
    home.file("s.json", with("Added"));
    wait_for(&session, &["Added", SELECTED], &["Still showing"]);
    quit(session);
}

#[test]
fn a_link_is_followed_wherever_it_is_pointed() {
    let home = Home::new();
    for folder in ["one", "two"] {
        home.file(&format!("{folder}/s.json"), schedule("Event", &DAY));
    }
    symlink("one/s.json", home.path("s.json")).unwrap();
    let session = selected(&home);
    fs::write(home.path("one/s.json"), with("In one")).unwrap();
    wait_for(&session, &["In one", SELECTED], &[]);
    home.file("two/s.json", with("In two"));
    symlink("two/s.json", home.path("new")).unwrap();
    fs::rename(home.path("new"), home.path("s.json")).unwrap();
    wait_for(&session, &["In two", SELECTED], &[]);
    // Where it leads now is watched as well.
    fs::write(home.path("two/s.json"), with("There again")).unwrap();
    wait_for(&session, &["There again", SELECTED], &[]);
    quit(session);
}

#[test]
fn an_open_page_stays_open() {
    let home = Home::new();
    let mut session = viewer(&home);
    session.send("\r");
    wait_for(&session, &["Gamma", "Esc back"], &["Delta"]);
    let moved = with("Added").replace("T12:00", "T12:05");
    replace(&home.path("s.json"), &moved);
    wait_for(&session, &["12:05", "Gamma"], &["Added", "Delta"]);
    session.send("\x1b");
    wait_for(&session, &["Added", "▌  12:05  ↻ Gamma"], &[]);
    quit(session);
}

#[test]
fn what_is_broken_is_named_until_it_is_mended() {
    let home = Home::new();
    let mut session = viewer(&home);
    let file = home.path("s.json");
    let broken = schedule("Event", &DAY).replace("\"event\":", "\"event\"");
    replace(&file, &broken);
    session.wait_for("Still showing the last good version. s.json:2:9:");
    assert!(session.screen().contains(SELECTED));
    // The same as before is good news as well.
    replace(&file, &schedule("Event", &DAY));
    session.wait_for("The schedule is as it was");
    replace(&file, &broken);
    session.wait_for("s.json:2:9:");
    replace(&file, &with("Mended"));
    wait_for(
        &session,
        &[
            "The file has changed and was read again",
            "Mended",
            SELECTED,
        ],
        &["s.json:2:9:"],
    );
    // A key takes the words away, and `r` brings them again.
    replace(&file, &broken);
    session.wait_for("s.json:2:9:");
    session.send("k");
    wait_for(&session, &["▌  11:00  Beta"], &["s.json:2:9:"]);
    session.send("r");
    session.wait_for("s.json:2:9:");
    quit(session);
}

#[test]
fn reading_again_says_what_came_of_it() {
    let home = Home::new();
    let mut session = viewer(&home);
    session.send("r");
    session.wait_for("Nothing has changed");
    session.send("k");
    wait_for(&session, &["▌  11:00  Beta"], &["Nothing has changed"]);
    replace(&home.path("s.json"), &with("Added"));
    session.send("r");
    wait_for(&session, &["Added", "▌  11:00  Beta"], &[]);
    quit(session);
}

#[test]
fn a_pipe_or_a_directory_in_its_place_is_not_waited_for() {
    let home = Home::new();
    let mut session = viewer(&home);
    let file = home.path("s.json");
    fs::remove_file(&file).unwrap();
    session.wait_for("s.json: no such file");
    fs::create_dir(&file).unwrap();
    session.wait_for("s.json: it is a directory");
    fs::remove_dir(&file).unwrap();
    session.wait_for("s.json: no such file");
    rustix::fs::mkfifoat(rustix::fs::CWD, &file, rustix::fs::Mode::RWXU).unwrap();
    session.send("r");
    session.wait_for("cannot be read again");
    fs::remove_file(&file).unwrap();
    fs::write(&file, with("Back")).unwrap();
    wait_for(&session, &["Back", SELECTED], &[]);
    quit(session);
}

#[test]
fn what_comes_through_a_pipe_is_shown_with_keys_from_the_terminal() {
    let home = Home::new();
    home.file("s.json", schedule("Event", &DAY));
    let mut session = home.shell("cat s.json | $FOMO - --at 2024-07-27T10:10");
    session.wait_for(LANDED);
    session.send("jj");
    session.wait_for(SELECTED);
    session.send("r");
    session.wait_for("What came through a pipe cannot be read again");
    fs::remove_file(home.path("s.json")).unwrap();
    session.send("/delta");
    session.wait_for("1 of 4");
    session.send("\r");
    quit(session);
    assert!(!home.path("state/fomo/recent.json").exists());
}
