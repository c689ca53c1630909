//! What the terminal is asked for: the mouse, and links that can be followed.

use pty::count;
use rustix::process::Signal;

use super::*;

const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// A day with a link.
fn home() -> Home {
    let home = Home::new();
    let day = r#"{"format": "fomo/1", "event": {"title": "Event", "time_zone": "Europe/Vienna"}, "sessions": [
        {"title": "Alpha", "start": "2024-07-27T10:00", "duration": 60,
         "links": [{"title": "Slides", "url": "https://a.example/slides"}]},
        {"title": "Beta", "start": "2024-07-27T11:00", "duration": 60},
        {"title": "Gamma", "start": "2024-07-27T12:00", "duration": 60}]}"#;
    home.file("s.json", day);
    home
}

/// A press and a release of the left button, from one.
fn click(column: u16, row: u16) -> String {
    format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")
}

#[track_caller]
fn assert_mouse_given_back(session: &Session) {
    session.assert_restored();
    let raw = session.raw();
    let last = |what: &[u8]| raw.windows(what.len()).rposition(|window| window == what);
    assert!(last(MOUSE_OFF) > last(MOUSE_ON), "the mouse is given back");
    for motion in ["\x1b[?1002h", "\x1b[?1003h"] {
        assert_eq!(count(&raw, motion.as_bytes()), 0, "no motion is asked for");
    }
}

#[test]
fn without_being_asked_for_no_mouse_is_taken() {
    let home = home();
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    // What comes all the same is nobody's wish.
    session.send(click(10, 4));
    session.send("j");
    session.wait_for("▌  11:00  Beta");
    session.send("q");
    session.wait_exit();
    session.assert_restored();
    let raw = session.raw();
    for mode in ["\x1b[?1000", "\x1b[?1002", "\x1b[?1003", "\x1b[?1006"] {
        assert_eq!(count(&raw, mode.as_bytes()), 0, "{mode:?}");
    }
}

#[test]
fn clicks_select_and_open_and_quitting_gives_the_mouse_back() {
    let home = home();
    let mut session = home.view(&["--mouse", "s.json"]);
    session.wait_for(LANDED);
    let row = session
        .screen()
        .lines()
        .position(|line| line.contains("Gamma"));
    let row = u16::try_from(row.unwrap() + 1).unwrap();
    session.send(click(15, row));
    session.wait_for("▌  12:00  Gamma");
    session.send(click(15, row));
    session.wait_for("Sat 27 Jul 2024 · 12:00");
    session.send("q");
    session.wait_exit();
    assert_mouse_given_back(&session);
    assert_eq!(count(&session.raw(), MOUSE_ON), 1);
}

#[test]
fn signals_give_the_mouse_back() {
    for signal in [Signal::TERM, Signal::HUP] {
        let home = home();
        let mut session = home.view(&["--mouse", "s.json"]);
        session.wait_for(LANDED);
        session.kill(signal);
        assert!(session.wait_exit().signal().is_some());
        assert_mouse_given_back(&session);
    }
}

#[test]
fn the_mouse_is_given_back_while_the_viewer_sleeps() {
    let home = home();
    let mut session = home.shell(
        "set -m; $FOMO --at 2024-07-27T10:10 --mouse s.json; echo STOPPED; read line; fg; echo END",
    );
    session.wait_for(LANDED);
    session.send("\x1a");
    session.wait_for("STOPPED");
    assert_mouse_given_back(&session);
    session.send("\n");
    session.wait_for(LANDED);
    session.wait_until("the mouse again", |_, raw| count(raw, MOUSE_ON) == 2);
    session.send("q");
    session.wait_for("END");
    assert_mouse_given_back(&session);
}

#[test]
fn a_key_takes_the_mouse_and_gives_it_back_at_once() {
    let home = home();
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session.send("M");
    session.wait_for("Mouse on");
    assert_eq!(count(&session.raw(), MOUSE_ON), 1);
    session.send("M");
    session.wait_for("Mouse off");
    assert_eq!(count(&session.raw(), MOUSE_OFF), 1);
    quit(session);
}

#[test]
fn links_are_for_terminals_that_know_them() {
    let home = home();
    for (term, links) in [("xterm-256color", true), ("linux", false)] {
        let mut session = home.shell(&format!("TERM={term} $FOMO --at 2024-07-27T10:10 s.json"));
        session.wait_for("10:00  Alpha");
        session.send("\r");
        session.wait_for("https://a.example/slides");
        let raw = String::from_utf8(session.raw()).unwrap();
        let begins = raw.contains(";https://a.example/slides\x1b\\");
        assert_eq!(begins, links, "{term}");
        assert_eq!(raw.contains("\x1b]8;"), links, "{term}");
        if links {
            let behind = raw.rsplit("\x1b]8;id=").next().unwrap();
            assert!(behind.contains("\x1b]8;;\x1b\\"), "it ends: {behind:?}");
        }
        quit(session);
    }
}

#[test]
fn without_a_desktop_a_link_is_shown_and_copied() {
    let home = home();
    let mut session = home.view(&["s.json"]);
    session.wait_for(LANDED);
    session.send("o");
    session.wait_for("https://a.example/slides");
    // https://a.example/slides
    let copied = b"\x1b]52;c;aHR0cHM6Ly9hLmV4YW1wbGUvc2xpZGVz\x1b\\";
    session.wait_until("copying", |_, raw| count(raw, copied) == 1);
    quit(session);
}
