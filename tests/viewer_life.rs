//! The viewer in a real terminal: what a user sees from start to end, and what stays on disk.

#![cfg(test)]

#[expect(dead_code, reason = "the probe's tests use the rest of it")]
mod common;

use std::{fs, path::Path};

use common::pty::Session;
use portable_pty::CommandBuilder;

/// During the workshop, with a home of its own.
fn viewer(home: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fomo"));
    command.args(["--at", "2024-07-27T11:10"]);
    command.args(arguments);
    surroundings(&mut command, home);
    command
}

fn surroundings(command: &mut CommandBuilder, home: &Path) {
    command.env_clear();
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("TZ", "Asia/Tokyo"),
        ("PATH", "/usr/bin:/bin"),
    ] {
        command.env(name, value);
    }
    command.env("HOME", home);
    command.env("XDG_STATE_HOME", home.join("state"));
    command.cwd(home);
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn from_start_to_quit() {
    let home = home();
    let mut session = Session::spawn(viewer(home.path(), &[]), 80, 24);
    session.wait_for("▌▶ 11:00  🚀 Session II");
    session.send("/gu\r\r");
    session.wait_for("In session");
    assert!(
        session.screen().contains("Albert Gu  Carnegie Mellon"),
        "{}",
        session.screen()
    );
    session.send("Z");
    session.wait_for("16:15–~17:15 Tokyo (JST, +09)");
    session.send("\x1b");
    session.wait_for("1 of 21");
    session.send("\x1b");
    session.wait_for("Lunch break");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn the_zone_is_remembered_and_a_printed_frame_writes_nothing() {
    let home = home();
    let mut session = Session::spawn(viewer(home.path(), &[]), 80, 24);
    session.wait_for("Vienna (CEST, +02)");
    session.send("zkathmandu\r");
    session.wait_for("Kathmandu (+05:45)");
    session.send("q");
    session.wait_exit();
    let state = home.path().join("state/fomo/events/es-fomo-2024.json");
    let kept = fs::read_to_string(&state).unwrap();
    assert!(kept.contains("Asia/Kathmandu"), "{kept}");

    let mut session = Session::spawn(viewer(home.path(), &[]), 80, 24);
    session.wait_for("Kathmandu (+05:45)");
    session.send("q");
    session.wait_exit();

    let mut session = Session::spawn(
        viewer(home.path(), &["--print", "80x24", "--keys", "Z"]),
        80,
        24,
    );
    session.wait_for("Tokyo");
    session.wait_exit();
    assert_eq!(fs::read_to_string(&state).unwrap(), kept);
}

#[test]
fn filters_are_remembered_also_those_of_another_viewer() {
    let home = home();
    let mut one = Session::spawn(viewer(home.path(), &[]), 80, 24);
    let mut other = Session::spawn(viewer(home.path(), &[]), 80, 24);
    for (session, filter) in [(&mut one, "dylan"), (&mut other, "hardware")] {
        session.wait_for("Vienna (CEST, +02)");
        session.send(format!("/{filter}\r"));
        session.wait_for(&format!("/ {filter}"));
        session.wait_for("? help");
        session.send("q");
        session.wait_exit();
    }
    let mut session = Session::spawn(viewer(home.path(), &[]), 80, 24);
    session.wait_for("Vienna (CEST, +02)");
    session.send("/\x1b[A");
    session.wait_for("/hardware  ");
    session.send("\x1b[A");
    session.wait_for("/dylan  ");
    session.send("\r");
    session.wait_for("? help");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

#[test]
fn another_size_is_another_layout() {
    let home = home();
    let mut session = Session::spawn(viewer(home.path(), &[]), 80, 24);
    session.wait_for("Happy hour".to_lowercase().as_str());
    session.resize(140, 24);
    session.wait_for("│ Talks");
    session.resize(40, 12);
    session.wait_until("the narrow list", |screen, _| {
        let screen = screen.contents();
        !screen.contains('│') && screen.contains("▌▶ 11:00")
    });
    session.resize(3, 2);
    session.wait_for("fom");
    session.resize(80, 24);
    session.wait_for("50 min left");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

#[test]
fn a_window_that_changed_while_the_program_slept() {
    let home = home();
    let mut command = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_fomo");
    // A shell with jobs, so that there is one to go back to.
    let script = format!(
        "set -m; {program} --at 2024-07-27T11:10; echo stopped; read line; fg >/dev/null; echo left"
    );
    command.args(["-c", &script]);
    surroundings(&mut command, home.path());
    let mut session = Session::spawn(command, 80, 24);
    session.wait_for("Lunch");
    session.send("\x1a");
    session.wait_for("stopped");
    session.resize(140, 24);
    session.send("\n");
    session.wait_for("│ Talks");
    session.send("q");
    session.wait_for("left");
}

#[test]
fn a_schedule_comes_through_the_pipe_and_keys_from_the_terminal() {
    let home = home();
    let schedule = concat!(env!("CARGO_MANIFEST_DIR"), "/schedule.json");
    fs::copy(schedule, home.path().join("s.json")).unwrap();
    let mut command = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_fomo");
    command.args([
        "-c",
        &format!("cat s.json | {program} - --at 2024-07-27T11:10"),
    ]);
    surroundings(&mut command, home.path());
    let mut session = Session::spawn(command, 80, 24);
    session.wait_for("▌▶ 11:00");
    session.send("j");
    session.wait_for("▌           Efficient Quantization");
    session.send("r");
    session.wait_for("cannot be read again");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn reading_again_shows_what_changed_and_survives_what_is_broken() {
    let home = home();
    let file = home.path().join("s.json");
    let schedule = concat!(env!("CARGO_MANIFEST_DIR"), "/schedule.json");
    let text = fs::read_to_string(schedule).unwrap();
    fs::write(&file, &text).unwrap();
    let mut session = Session::spawn(viewer(home.path(), &["s.json"]), 80, 24);
    session.wait_for("▌▶ 11:00");
    fs::write(&file, text.replace("Lunch break", "Long lunch")).unwrap();
    session.send("r");
    session.wait_for("Long lunch");
    fs::write(&file, text.get(..500).unwrap()).unwrap();
    session.send("r");
    session.wait_for("Still showing the last good version");
    assert!(session.screen().contains("Long lunch") && session.screen().contains("▌▶ 11:00"));
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

const ZONELESS: &str = r#"{"format": "fomo/1", "event": {"id": "nz", "title": "E"}, "sessions": [
    {"title": "A", "start": "2024-07-27T11:00", "duration": 30}]}"#;

#[test]
fn where_the_event_is_can_be_told_of_a_pipe_and_is_remembered() {
    let home = home();
    fs::write(home.path().join("s.json"), ZONELESS).unwrap();
    let program = env!("CARGO_BIN_EXE_fomo");
    let piped = || {
        let mut command = CommandBuilder::new("sh");
        command.args([
            "-c",
            &format!("cat s.json | {program} - --at 2024-07-27T11:10"),
        ]);
        surroundings(&mut command, home.path());
        Session::spawn(command, 80, 24)
    };
    let mut session = piped();
    session.wait_for("zone unknown");
    session.send("ztokyo\r");
    session.wait_for("11:10 Tokyo (JST, +09)");
    session.wait_for("▌▶ 11:00");
    session.send("q");
    session.wait_exit();
    let mut session = piped();
    session.wait_for("11:10 Tokyo (JST, +09)");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

#[test]
fn a_remembered_zone_that_is_none_does_not_lock_anybody_out() {
    let home = home();
    fs::write(home.path().join("s.json"), ZONELESS).unwrap();
    let state = home.path().join("state/fomo/events");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("nz.json"), r#"{"event_zone": "Mars/Phobos"}"#).unwrap();
    let mut session = Session::spawn(viewer(home.path(), &["s.json"]), 80, 24);
    session.wait_for("Mars/Phobos");
    session.wait_for("zone unknown");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

#[test]
fn reading_again_keeps_what_is_selected_though_its_made_up_id_changed() {
    let home = home();
    let file = home.path().join("s.json");
    let schedule = |last: &str| {
        let talk = |hour: usize| {
            format!(
                r#"{{"title": "Talk {hour}", "start": "2024-07-27T{hour}:00", "duration": 30}},"#
            )
        };
        let talks: String = (11..15).map(talk).collect();
        format!(
            r#"{{"format": "fomo/1", "event": {{"title": "E", "time_zone": "Europe/Vienna"}}, "sessions": [{talks}
            {{"title": "Moving", "start": "2024-07-27T{last}", "duration": 30}}]}}"#
        )
    };
    fs::write(&file, schedule("15:00")).unwrap();
    let mut session = Session::spawn(viewer(home.path(), &["s.json"]), 80, 24);
    session.wait_for("▌▶ 11:00");
    session.send("G");
    session.wait_for("▌  15:00  Moving");
    fs::write(&file, schedule("15:05")).unwrap();
    session.send("r");
    // The mark of what changed comes when the comparison is done, which may be before or after this frame.
    session.wait_until("the moved talk stays selected", |screen, _| {
        screen
            .contents()
            .lines()
            .any(|line| line.starts_with("▌  15:05") && line.contains("Moving"))
    });
    session.send("q");
    session.wait_exit();
}
