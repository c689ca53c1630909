//! URLs: copies that are shown at once, downloads that are waited for.

use std::fs;

use rustix::process::Signal;

use super::*;

fn day() -> String {
    schedule("Event", &DAY)
}

/// What a network says that wants a login first.
fn portal() -> Play {
    plain("<!DOCTYPE html><html><body>Welcome to our Wi-Fi</body></html>")
}

#[test]
fn a_copy_is_shown_at_once_and_the_newer_version_once_it_is_there() {
    let (home, server) = (Home::new(), server(&day()));
    home.with_copy(&server);
    let (play, tell) = late(&with("Added"), 0);
    server.play("/", play);
    let mut session = home.view(&[&server.url("/")]);
    wait_for(&session, &[LANDED, "copy of 2 h ago"], &["Added"]);
    // Nothing is kept waiting.
    session.send("jj");
    session.wait_for("▌  12:00  Gamma");
    tell.send(()).unwrap();
    wait_for(
        &session,
        &["A newer version was fetched", "Added", "▌  12:00  Gamma"],
        &["copy of"],
    );
    quit(session);
}

#[test]
fn a_copy_without_its_server_says_how_old_it_is() {
    for (play, why) in [
        (Play::Status(500), "the server answers 500"),
        (Play::Raw(Vec::new()), "the server broke off"),
        (portal(), "HTML"),
    ] {
        let (home, server) = (Home::new(), server(&day()));
        home.with_copy(&server);
        server.play("/", play);
        let url = server.url("/");
        let mut session = home.view(&[&url]);
        wait_for(&session, &["Showing the copy of 2 h ago.", why], &[]);
        session.send("jj");
        wait_for(&session, &["▌  12:00  Gamma", "copy of 2 h ago"], &[why]);
        quit(session);
        let asked = server.connections();
        let session = home.view(&[&url, "--offline"]);
        wait_for(&session, &[LANDED, "copy of 2 h ago"], &[]);
        quit(session);
        assert_eq!(server.connections(), asked);
    }
}

#[test]
fn offline_nothing_is_asked() {
    let (home, server) = (Home::new(), server(&day()));
    let url = server.url("/");
    let error = "is not in the cache; run it once without --offline";
    let failed = home.shell(&format!("$FOMO {url} --offline"));
    assert_never_began(failed, error);
    assert_eq!(server.connections(), 0);
    home.with_copy(&server);
    let asked = server.connections();
    let mut session = home.view(&[&url, "--offline"]);
    wait_for(&session, &[LANDED, "copy of 2 h ago"], &[]);
    session.send("r");
    session.wait_for("Offline: showing the copy that was kept");
    session.send("E");
    session.wait_for("Event:");
    session.send(format!("{url}other\r"));
    session.wait_for("is not in the cache");
    quit(session);
    assert_eq!(server.connections(), asked);
}

/// That the viewer never took the terminal.
fn assert_never_began(mut session: Session, error: &str) {
    assert_eq!(session.wait_exit().exit_code(), 2);
    session.wait_for(error);
    assert_eq!(pty::count(&session.raw(), b"\x1b[?1049h"), 0);
}

#[test]
fn asking_again_says_what_came_of_it() {
    let home = Home::new();
    let server = Httpd::playing(Play::Tagged(day().into(), "\"v1\""));
    home.with_copy(&server);
    let mut session = home.view(&[&server.url("/")]);
    // The server says that the copy is current, and no more is said.
    wait_for(&session, &[LANDED], &["copy of"]);
    session.send("jj");
    for (play, words) in [
        (Play::Tagged(day().into(), "\"v1\""), "Nothing has changed"),
        (Play::Tagged(with("Added").into(), "\"v2\""), "Read again"),
        (Play::Status(500), "the server answers 500"),
        (plain("{\n  oops"), ":2:3:"),
        (plain(&with("Mended")), "Read again"),
    ] {
        server.play("/", play);
        session.send("r");
        wait_for(&session, &[words, "▌  12:00  Gamma"], &[]);
        session.send("k");
        wait_for(&session, &["▌  11:00  Beta"], &[words]);
        let caveat = session.screen().contains("copy of");
        assert_eq!(
            caveat,
            words.contains(':') || words.contains("500"),
            "{words}"
        );
        session.send("j");
        session.wait_for("▌  12:00  Gamma");
    }
    assert!(session.screen().contains("Mended"));
    quit(session);
}

#[test]
fn a_first_download_is_waited_for() {
    let (home, server) = (Home::new(), server(""));
    let (play, tell) = late(&day(), 0);
    server.play("/", play);
    let session = home.view(&[&server.url("/")]);
    session.wait_for("Esc stop  Opening 127.0.0.1…");
    tell.send(()).unwrap();
    wait_for(&session, &[LANDED], &["Esc stop"]);
    quit(session);
}

#[test]
fn how_far_it_is_can_be_seen() {
    let (home, server) = (Home::new(), server(""));
    let (play, tell) = late(&day(), 9);
    server.play("/", play);
    let session = home.view(&[&server.url("/")]);
    let size = day().len();
    session.wait_for(&format!("Fetching 127.0.0.1: 9 bytes of {size} bytes"));
    tell.send(()).unwrap();
    wait_for(&session, &[LANDED], &["Fetching"]);
    quit(session);
}

#[test]
fn who_does_not_want_to_wait_leaves() {
    for key in ["\x1b", "q", "\x03"] {
        let home = Home::new();
        let server = Httpd::playing(Play::Hang);
        let mut session = home.view(&[&server.url("/")]);
        session.wait_for("Opening 127.0.0.1…");
        session.send(key);
        assert_eq!(session.wait_exit().exit_code(), 0, "{key:?}");
        session.assert_restored();
        assert!(!session.screen().contains("error"), "{key:?}");
    }
}

#[test]
fn the_help_is_closed_before_the_waiting_ends() {
    let home = Home::new();
    let server = Httpd::playing(Play::Hang);
    let mut session = home.view(&[&server.url("/")]);
    session.wait_for("Esc stop");
    session.send("?");
    wait_for(&session, &["Moving", "Esc close"], &["Esc stop"]);
    session.send("\x1b");
    wait_for(&session, &["Esc stop"], &["Moving"]);
    session.send("\x1b");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn a_download_goes_on_while_the_viewer_is_in_the_background() {
    let (home, server) = (Home::new(), server(""));
    let (play, tell) = late(&day(), 0);
    server.play("/", play);
    let line = format!(
        "set -m; $FOMO {} --at 2024-07-27T10:10; echo stopped; read line; fg >/dev/null; echo left",
        server.url("/")
    );
    let mut session = home.shell(&line);
    session.wait_for("Esc stop  Opening");
    session.send("\x1a");
    session.wait_for("stopped");
    tell.send(()).unwrap();
    session.send("\n");
    wait_for(&session, &[LANDED], &["Opening"]);
    session.send("q");
    session.wait_for("left");
}

#[test]
fn what_cannot_be_had_is_said_once_the_terminal_is_given_back() {
    for (play, why) in [
        (Play::Status(404), "the server answers 404 (not found)"),
        (Play::Raw(Vec::new()), "the server broke off the connection"),
        (portal(), "HTML"),
        (plain("{\n  oops"), ":2:3:"),
    ] {
        let home = Home::new();
        let server = Httpd::playing(play);
        assert_failed(home.view(&[&server.url("/")]), why);
    }
}

#[test]
fn options_are_for_what_is_downloaded() {
    let (home, server) = (Home::new(), server(&day()));
    let url = server.url("/");
    let session = home.view(&[&url, "--query", "gam", "--zone", "Asia/Kathmandu"]);
    wait_for(
        &session,
        &["/ gam  1 of 4", "Kathmandu", "▌  15:45  Gamma"],
        &["Beta"],
    );
    quit(session);
    server.play("/other", plain(&day()));
    let session = home.view(&[&server.url("/other"), "--zone", "Mars/Phobos"]);
    assert_failed(session, "Mars/Phobos");
}

#[test]
fn keys_work_while_a_download_hangs() {
    let (home, server) = (Home::new(), server(&day()));
    home.with_copy(&server);
    server.play("/", Play::Hang);
    let mut session = home.view(&[&server.url("/")]);
    session.wait_for("looking for a newer one");
    session.send("j");
    session.wait_for("▌  11:00  Beta");
    session.send("k");
    session.wait_for(LANDED);
    session.send("/delta\r");
    session.wait_for("▌  13:00  Delta");
    session.send("\r");
    session.wait_for("Esc back");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn what_is_being_typed_is_not_taken_for_commands_when_the_schedule_comes() {
    let (home, server) = (Home::new(), server(""));
    let (play, tell) = late(&day(), 0);
    server.play("/", play);
    let mut session = home.view(&[&server.url("/")]);
    session.wait_for("Opening");
    session.send("/be");
    session.wait_for("/be");
    tell.send(()).unwrap();
    wait_for(&session, &["/be", "Beta", "1 of 4"], &["Gamma"]);
    session.send("ta");
    session.wait_for("/beta");
    session.send("\r");
    wait_for(&session, &["▌  11:00  Beta"], &["Esc drop"]);
    quit(session);

    let (play, tell) = late(&day(), 0);
    server.play("/zone", play);
    let mut session = home.view(&[&server.url("/zone")]);
    session.wait_for("Opening");
    session.send("zkath");
    session.wait_for("Asia/Kathmandu");
    tell.send(()).unwrap();
    wait_for(&session, &["Event ", "Time zone: kath"], &["Opening"]);
    session.send("m\r");
    wait_for(&session, &["Kathmandu (+05:45)", "Alpha"], &[]);
    quit(session);
}

#[test]
fn nothing_is_remembered_of_what_is_not_there_yet() {
    let home = Home::new();
    let server = Httpd::playing(Play::Hang);
    let mut session = home.view(&[&server.url("/")]);
    session.wait_for("Opening");
    session.send("zkathmandu\r");
    session.wait_for("Times in Asia/Kathmandu");
    quit(session);
    assert!(!home.path("state/fomo/events").exists());
}

#[test]
fn where_an_event_is_stays_known_when_a_newer_version_comes() {
    let (home, server) = (Home::new(), server(&in_zone("Event", &DAY, "")));
    home.with_copy(&server);
    let mut day = vec![("09:00", "Added")];
    day.extend(DAY);
    let (play, tell) = late(&in_zone("Event", &day, ""), 0);
    server.play("/", play.clone());
    let mut session = home.view(&[&server.url("/")]);
    wait_for(&session, &["zone unknown", "looking for"], &[]);
    session.send("zvienna\r");
    session.wait_for("Taken to be in Europe/Vienna");
    drop(tell);
    wait_for(&session, &["Added", "Vienna (CEST, +02)"], &[]);
    quit(session);
}

#[test]
fn signals_and_a_terminal_that_goes_away_end_it_while_it_waits() {
    let home = Home::new();
    let server = Httpd::playing(Play::Hang);
    let url = server.url("/");
    for keys in ["", "?", "/x", "E"] {
        let mut session = home.view(&[&url]);
        session.wait_for("Opening");
        session.send(keys);
        session.kill(Signal::TERM);
        assert!(session.wait_exit().signal().is_some(), "{keys}");
        session.assert_restored();
        let line = format!("trap '' HUP; $FOMO {url}; echo $? > ended; exit 0");
        let mut session = home.shell(&line);
        session.wait_for("Opening");
        session.send(keys);
        session.hang_up();
        session.wait_exit();
        let code = fs::read_to_string(home.path("ended")).unwrap();
        assert_eq!(code.trim(), "129", "{keys}");
    }
}

/// Only what was there at once was told of, and not what was fetched or chosen.
#[test]
fn damaged_rules_for_a_zone_are_said_with_whatever_schedule_comes() {
    let (home, server) = (Home::new(), server(&schedule("Event", &DAY)));
    home.file(
        "zones/tzdata.zi",
        "# version 2099z\nZ Europe/Vienna 1 - CET\n",
    );
    home.file("zones/Europe/Vienna", "TZif, but no more");
    home.file("other.json", schedule("Other", &DAY));
    home.file(
        "utc.json",
        in_zone("Elsewhere", &DAY, r#", "time_zone": "UTC""#),
    );
    let begin = |what: &str| {
        let zones = home.path("zones");
        let line = format!(
            "TZDIR={} \"$FOMO\" --at 2024-07-27T10:10 {what}",
            zones.display()
        );
        home.shell(&line)
    };
    let said = "time-zone database (2099z), what it has of Europe/Vienna";
    // From the network, for the first time.
    let session = begin(&server.url("/"));
    wait_for(&session, &["Event", said], &[]);
    quit(session);
    // Another event.
    let mut session = begin("utc.json");
    wait_for(&session, &[LANDED, "Elsewhere"], &[said]);
    session.send("E");
    session.wait_for("⏎ open");
    session.send("other.json\r");
    wait_for(&session, &["Other", said], &[]);
    quit(session);
    // Another version.
    let session = begin("utc.json");
    wait_for(&session, &[LANDED, "Elsewhere"], &[said]);
    home.file("utc.json", schedule("Elsewhere", &DAY));
    wait_for(&session, &["Elsewhere", said], &[]);
    quit(session);
}
