//! Notes that are kept whatever ends the program, and reminders that ring once, if they are wanted.

use chrono::{SecondsFormat, TimeDelta, Utc};
use pty::count;
use rustix::process::Signal;

use super::*;

/// The first entry, while it is on and selected.
const LANDED_HERE: [&str; 2] = ["▌▶", "Alpha"];

/// The state file of the event.
fn state(home: &Home) -> String {
    fs::read_to_string(home.path("state/fomo/events/event.json")).unwrap_or_default()
}

/// A schedule whose event has an id.
fn with_id(content: &str) -> String {
    content.replace("\"event\": {", "\"event\": {\"id\": \"event\", ")
}

/// A viewer in which a note is being written on the first entry.
fn writing(home: &Home, text: &str) -> Session {
    home.file("s.json", with_id(&schedule("Event", &DAY)));
    let mut session = home.view(&["s.json"]);
    wait_for(&session, &LANDED_HERE, &[]);
    session.send("N");
    session.wait_for("Note: Alpha");
    session.send(text);
    session.wait_for(text.lines().last().unwrap());
    session
}

#[test]
fn a_note_is_kept_and_read_again() {
    let home = Home::new();
    let mut session = writing(&home, "sit in front");
    session.send("\x1b[200~\nsecond\nline\x1b[201~");
    session.wait_for("second");
    session.send("\x1b");
    session.wait_for("Note kept");
    quit(session);
    assert!(
        state(&home).contains("sit in front\\nsecond\\nline"),
        "{}",
        state(&home)
    );
    let mut session = home.view(&["s.json"]);
    wait_for(&session, &LANDED_HERE, &[]);
    session.send("\r");
    wait_for(&session, &["Your note", "sit in front", "second"], &[]);
    quit(session);
}

#[test]
fn what_is_shown_is_exported_over_an_older_export_and_nothing_else() {
    let home = Home::new();
    home.file("s.json", with_id(&schedule("Event", &DAY)));
    home.file("event-mine.ics", "somebody else's");
    let mut session = home.view(&["s.json"]);
    wait_for(&session, &LANDED_HERE, &[]);
    let all = home.path("event.ics");
    for _ in 0..2 {
        session.send("e");
        session.wait_for("4 entries exported to");
        session.send("G");
        wait_for(&session, &["▌", "Delta"], &["exported"]);
    }
    let text = fs::read_to_string(&all).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 4);
    session.send("f4");
    session.wait_for("My schedule");
    session.send("e");
    session.wait_for("1 entry exported to");
    let other = fs::read_to_string(home.path("event-mine.ics")).unwrap();
    assert_eq!(other, "somebody else's");
    wait_for(&session, &["~/event-mine-2.ics"], &[]);
    let mine = fs::read_to_string(home.path("event-mine-2.ics")).unwrap();
    assert!(mine.contains("SUMMARY:Delta"), "{mine}");
    quit(session);
}

#[test]
fn a_note_is_kept_while_it_is_typed_though_nothing_can_be_done_against_a_kill() {
    let home = Home::new();
    let session = writing(&home, "half a thou");
    session.kill(Signal::KILL);
    assert!(state(&home).contains("\"half a thou\""), "{}", state(&home));
}

#[test]
fn what_cannot_be_saved_waits_through_another_event_and_is_saved_in_the_end() {
    let home = Home::new();
    // No directory can be made where a file is.
    let in_the_way = home.file("state/fomo", "");
    home.file("s.json", with_id(&schedule("Event", &DAY)));
    home.file("other.json", schedule("Other", &[("10:00", "Elsewhere")]));
    let mut session = home.view(&["s.json"]);
    wait_for(&session, &LANDED_HERE, &[]);
    session.send("f");
    session.wait_for("it holds here");
    session.send("Eother.json\r");
    session.wait_for("Elsewhere");
    session.send("Es.json\r");
    wait_for(&session, &["▌▶★", "Alpha"], &["Elsewhere"]);
    session.send("Eother.json\r");
    session.wait_for("Elsewhere");
    fs::remove_file(in_the_way).unwrap();
    quit(session);
    assert!(state(&home).contains("Alpha"), "{}", state(&home));
}

#[test]
fn what_cannot_be_saved_at_all_is_said_in_the_end_with_the_text_of_notes() {
    let home = Home::new();
    home.file("state/fomo", "");
    let mut session = writing(&home, "nobody wants to write this again");
    session.send("\x1b");
    session.wait_for("it holds here");
    session.send("fq");
    let status = session.wait_exit();
    assert_eq!(status.exit_code(), 2, "{}", session.screen());
    let screen = session.screen().replace('\n', "");
    assert!(
        screen.contains("lost is: the note on “Alpha”: nobody wants"),
        "{screen}"
    );
    assert!(screen.contains("the mark on “Alpha”"), "{screen}");
}

#[test]
fn whatever_ends_the_program_the_note_is_kept() {
    for (name, end) in [
        ("Ctrl-c", None),
        ("SIGTERM", Some(Signal::TERM)),
        ("SIGHUP", Some(Signal::HUP)),
        ("SIGINT", Some(Signal::INT)),
    ] {
        let home = Home::new();
        let mut session = writing(&home, "half a sentence");
        match end {
            None => session.send("\x03"),
            Some(signal) => session.kill(signal),
        }
        let status = session.wait_exit();
        assert_eq!(status.signal().is_some(), end.is_some(), "{name}");
        session.assert_restored();
        assert!(
            state(&home).contains("half a sentence"),
            "{name}: {}",
            state(&home)
        );
    }
}

#[test]
fn a_terminal_that_goes_takes_no_note_with_it() {
    let home = Home::new();
    let mut session = writing(&home, "half a sentence");
    session.hang_up();
    session.wait_exit();
    assert!(state(&home).contains("half a sentence"), "{}", state(&home));
}

#[test]
fn another_event_waits_until_the_note_is_written() {
    let home = Home::new();
    home.file("s.json", with_id(&schedule("Event", &DAY)));
    let server = Httpd::playing(Play::Hang);
    let (play, tell) = late(&schedule("Third", &DAY), 0);
    server.play("/third", play);
    let mut session = home.view(&["s.json"]);
    wait_for(&session, &LANDED_HERE, &[]);
    session.send(format!("E{}\r", server.url("/third")));
    session.wait_for("Esc stop  Opening");
    session.send("Nsit");
    session.wait_for(" sit");
    tell.send(()).unwrap();
    session.send(" in front, q and all");
    session.wait_for("sit in front, q and all");
    session.send("\x1b");
    wait_for(&session, &["Third", "▌▶", "Alpha"], &["Event"]);
    assert!(state(&home).contains("sit in front, q and all"));
    quit(session);
}

/// An entry that starts in some minutes from now, whatever the clock says, and is a favourite.
fn soon(home: &Home, title: &str) {
    let start = Utc::now() + TimeDelta::minutes(7);
    let start = start.to_rfc3339_opts(SecondsFormat::Secs, true);
    let title = serde_json::Value::from(title).to_string();
    home.file(
        "s.json",
        format!(
            r#"{{"format": "fomo/1", "event": {{"id": "event", "title": "Event", "time_zone": "UTC"}},
                "sessions": [{{"id": "a", "title": {title}, "start": "{start}", "duration": 60}}]}}"#
        ),
    );
    home.file(
        "state/fomo/events/event.json",
        r#"{"format": "fomo-state/1", "favourites": [{"id": "a", "title": "A", "stance": "must"}]}"#,
    );
}

/// The viewer, at the present moment, reading `config`.
fn at_present(home: &Home, config: &str) -> Session {
    home.file("config/fomo/config.toml", config);
    home.shell("exec $FOMO s.json")
}

/// What rang or was shown as a notification: OSC sequences other than those of links, and bells outside of them.
fn rung(session: &Session) -> (usize, usize) {
    let raw = session.raw();
    let strings = count(&raw, b"\x1b]") - count(&raw, b"\x1b]8;");
    (count(&raw, b"\x07"), strings)
}

#[test]
fn the_bell_and_notifications_come_once_and_only_if_they_are_wanted() {
    for (config, bells, sequence) in [
        ("", 0, None),
        ("[reminder]\nbell = true\n", 1, None),
        ("[reminder]\nnotify = \"osc9\"\n", 0, Some("\x1b]9;in ")),
        (
            "[reminder]\nbell = true\nnotify = \"osc777\"\n",
            1,
            Some("\x1b]777;notify;in "),
        ),
    ] {
        let home = Home::new();
        soon(&home, "Alpha");
        let mut session = at_present(&home, config);
        session.wait_for(" min: Alpha · ");
        // Keys, a reload and another look at the schedule repeat nothing.
        session.send("Njust this\x1b");
        session.wait_for("Note kept");
        session.send("r");
        session.wait_for("Nothing has changed");
        session.send("\x1b");
        session.wait_until("no banner", |screen, _| {
            !screen.contents().contains(" min: Alpha")
        });
        assert_eq!(
            rung(&session),
            (bells, usize::from(sequence.is_some())),
            "{config}"
        );
        let raw = String::from_utf8(session.raw()).unwrap();
        if let Some(sequence) = sequence {
            assert!(raw.contains(sequence), "{config}");
        }
        quit(session);
    }
}

#[test]
fn never_means_never() {
    for off in ["0", "false"] {
        let home = Home::new();
        soon(&home, "Alpha");
        let config = format!("[reminder]\nminutes = {off}\nbell = true\nnotify = \"osc9\"\n");
        let mut session = at_present(&home, &config);
        session.wait_for("Alpha");
        session.send("?");
        session.wait_for("Keys");
        session.send("\x1b");
        session.wait_until("the list", |screen, _| !screen.contents().contains("Keys"));
        assert!(!session.screen().contains(" min: "), "{}", session.screen());
        assert_eq!(rung(&session), (0, 0));
        quit(session);
    }
}

#[test]
fn a_hostile_title_rings_nothing() {
    let home = Home::new();
    soon(&home, "A;\u{7}\u{1b}\\\u{1b}]52;c;AAAA\u{7}\u{9d}B\u{202e}");
    let session = at_present(&home, "[reminder]\nnotify = \"osc777\"\n");
    session.wait_for(" min: A;");
    session.wait_until("the notification", |_, raw| count(raw, b"\x1b]777;") == 1);
    assert_eq!(rung(&session), (0, 1));
    let raw = String::from_utf8(session.raw()).unwrap();
    let (_, said) = raw.split_once("\x1b]777;notify;").unwrap();
    let (said, _) = said.split_once("\x1b\\").unwrap();
    assert!(
        !said
            .chars()
            .any(|char| char.is_control() || char == '\u{202e}'),
        "{said:?}"
    );
    assert_eq!(said.matches(';').count(), 1, "{said:?}");
    quit(session);
}

#[test]
fn a_printed_frame_has_the_banner_and_rings_nothing() {
    let home = Home::new();
    soon(&home, "Alpha");
    home.file(
        "config/fomo/config.toml",
        "[reminder]\nbell = true\nnotify = \"osc9\"\n",
    );
    let mut session = home.shell("$FOMO s.json --print 80x20");
    assert!(session.wait_exit().success());
    session.wait_for(" min: Alpha");
    assert_eq!(rung(&session), (0, 0));
}

#[test]
fn a_reminder_that_is_configured_wrongly_is_named_with_its_place() {
    let home = Home::new();
    soon(&home, "Alpha");
    let session = at_present(&home, "[reminder]\nminutes = \"ten\"\n");
    session.wait_for(" min: Alpha");
    let raw = String::from_utf8(session.raw()).unwrap();
    assert!(
        raw.contains("config.toml:2:11: minutes must be a whole number"),
        "{raw}"
    );
    quit(session);
}

#[test]
fn what_is_wrong_in_the_configuration_is_said_in_the_viewer_too() {
    let home = Home::new();
    soon(&home, "Alpha");
    let mut session = at_present(&home, "[reminder]\nminutes = \"x\"\n");
    session.wait_for("config.toml:2:11: minutes must be");
    // It is said once.
    session.send("j");
    session.wait_until("the keys", |screen, _| {
        let text = screen.contents();
        text.contains("filter") && !text.contains("config.toml")
    });
    quit(session);
}

/// The watchers of files that a program has, where the system tells.
fn watchers(session: &Session) -> Option<usize> {
    let open = fs::read_dir(format!("/proc/{}/fd", session.pid())).ok()?;
    let links = open.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
    let all = links.filter(|link| link.to_string_lossy().contains("inotify"));
    Some(all.count())
}

#[test]
fn what_another_viewer_marks_and_notes_arrives_at_once() {
    let home = Home::new();
    let file = home.file("s.json", with_id(&schedule("Event", &DAY)));
    // Every user has only so many watches.
    if let Err(why) = fomo::source::watch::Watch::of(&file, || ()) {
        eprintln!("skipped: {why}");
        return;
    }
    let mut first = home.view(&["s.json"]);
    wait_for(&first, &LANDED_HERE, &[]);
    let mut second = home.view(&["s.json"]);
    wait_for(&second, &LANDED_HERE, &[]);
    second.send("gf");
    second.wait_for("★ Alpha");
    first.wait_for("★10:00");
    // A user has few of them, and one is enough for the schedule and the marks.
    match watchers(&first) {
        None => eprintln!("skipped: the system does not tell what a program has open"),
        Some(count) => assert_eq!(count, 1),
    }
    first.send("\r");
    first.wait_for("Sat 27 Jul");
    second.send("Nsit in front");
    wait_for(&first, &["Your note", "sit in front"], &[]);
    second.send(", or at the back\x1b");
    second.wait_for("Note kept");
    wait_for(&first, &["sit in front, or at the back"], &[]);
    first.send("\x1b");
    first.wait_for("▌▶★");
    second.send("ff");
    second.wait_for("No favourite any more");
    first.wait_for("Another viewer or a command has changed your marks: 1 favourite fewer");
    first.wait_until("no favourite", |screen, _| !screen.contents().contains('★'));
    // There is nothing left to be read.
    first.send("r");
    first.wait_until("nothing more", |screen, _| {
        let text = screen.contents();
        text.contains("Nothing has changed") && !text.contains("your marks")
    });
    quit(first);
    quit(second);
}
