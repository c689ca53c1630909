//! Standard input and output that are no terminal.

use std::{
    io::{Read as _, Write as _},
    process::Stdio,
};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::json;

use super::{Place, Ran, command, ran, schedule};

fn piped(args: &[&str], input: &str) -> Ran {
    let place = Place::new();
    let mut child = command(place.0.path(), args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    ran(child.wait_with_output().unwrap())
}

#[test]
fn a_schedule_comes_through_a_pipe() {
    let text = schedule(Some("Europe/Vienna"), &json!([{ "title": "Piped" }]));
    for args in [
        &["list", "-"][..],
        &["check", "-"],
        &["-", "--print", "80x24"],
    ] {
        let ran = piped(args, &text);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(ran.out.contains("Piped"), "{args:?}: {}", ran.out);
    }
    let ran = piped(&["list", "-", "piped"], &text);
    assert_eq!(ran.code, 0, "words after it are a query");
    let ran = piped(&["list", "-", "else"], &text);
    assert_eq!(ran.code, 1);
}

#[test]
fn errors_call_it_standard_input() {
    for (text, wanted) in [
        ("", "error: standard input: the file is empty\n"),
        (
            "{\n\"a\": ",
            "error: standard input:2:5: this is not valid JSON: it ends in the middle of a value\n",
        ),
    ] {
        let ran = piped(&["list", "-"], text);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (2, "", wanted)
        );
    }
}

/// As in `fomo list | head -1`: what is read is there, and the rest is no error.
#[test]
fn a_reader_that_stops_early_is_no_error() {
    let sessions: Vec<_> = (0..5000)
        .map(|index| json!({ "title": format!("Entry {index} {}", "x".repeat(100)) }))
        .collect();
    // Much more than a pipe holds.
    let text = schedule(Some("Europe/Vienna"), &json!(sessions));
    let place = Place::with("s.json", text);
    let cases: &[&[&str]] = &[
        &["list", "s.json"],
        &["list", "s.json", "--format", "json"],
        &["check", "s.json", "--level", "error"],
        &["check", "s.json", "--level", "error", "--format", "json"],
        &["s.json", "--print", "1000x1000"],
    ];
    for args in cases {
        let mut child = command(place.0.path(), args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        let mut first = [0; 4];
        out.read_exact(&mut first).unwrap();
        drop(out);
        let ran = ran(child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    for args in [
        &["list"][..],
        &["now", "--at", "2024-07-27T09:00"],
        &["check"],
        &["keys"],
        &["--version"],
        // It was printed nowhere, and all was fine.
        &["--help"],
        &["list", "--help"],
    ] {
        let place = Place::new();
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let ran = ran(command(place.0.path(), args).stdout(full).output().unwrap());
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(
            ran.err.starts_with("error: could not write the output: ")
                && ran.err.lines().count() == 1,
            "{args:?}: {}",
            ran.err
        );
    }
}

#[test]
fn no_output_has_an_escape() {
    for args in [
        &["list"][..],
        &["now", "--at", "2024-07-27T09:00"],
        &["check"],
        &["keys"],
        &["--version"],
        &["--help"],
        &["--print", "80x24"],
        &["--frobnicate"],
        &["list", "--zone", "Viena"],
    ] {
        let ran = super::fomo(args);
        assert!(!(ran.out + &ran.err).contains('\u{1b}'), "{args:?}");
    }
}

/// A terminal that cannot move its cursor gets a sentence, and nothing else.
#[test]
fn a_terminal_that_can_do_nothing() {
    for (term, wanted) in [
        (
            Some("dumb"),
            "this terminal (TERM=dumb) cannot show the viewer",
        ),
        (
            Some("vt52"),
            "this terminal (TERM=vt52) cannot show the viewer",
        ),
        (
            Some(""),
            "TERM is not set, so nothing is known of this terminal",
        ),
        (
            None,
            "TERM is not set, so nothing is known of this terminal",
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fomo"));
        command.env_clear();
        command.env("HOME", home.path());
        command.cwd(home.path());
        if let Some(term) = term {
            command.env("TERM", term);
        }
        let mut reader = pair.master.try_clone_reader().unwrap();
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut out = Vec::new();
        // The end of a terminal is an error on some systems.
        let _ = reader.read_to_end(&mut out);
        let out = String::from_utf8(out).unwrap();
        assert_eq!(child.wait().unwrap().exit_code(), 2, "{term:?}: {out}");
        let whole = format!("error: {wanted}; `fomo list` prints the timetable as text\r\n");
        assert_eq!(out, whole, "{term:?}");
    }
}

/// What a command writes to a terminal with these variables.
fn on_a_terminal(place: &Place, args: &[&str], variables: &[(&str, &str)]) -> String {
    let size = PtySize {
        rows: 50,
        cols: 200,
        ..PtySize::default()
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fomo"));
    command.args(args);
    command.env_clear();
    command.env("HOME", place.0.path());
    command.env("TERM", "xterm");
    for (name, value) in variables {
        command.env(name, value);
    }
    command.cwd(place.0.path());
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut out = Vec::new();
    // The end of a terminal is an error on some systems.
    let _ = reader.read_to_end(&mut out);
    child.wait().unwrap();
    String::from_utf8(out).unwrap()
}

/// Under `LC_ALL=C` commands drew what the viewer there does not.
#[test]
fn a_terminal_without_utf8_gets_our_signs_in_ascii_and_data_as_it_is() {
    let title = "Zoë – “now” · II → …";
    let session = |id: &str, room: &str| json!({ "id": id, "title": title, "room": room, "start": "2025-05-10T09:00", "end": "2025-05-10T10:00" });
    let text = schedule(
        Some("Europe/Vienna"),
        &json!([session("a", "Saal – 1"), session("b", "Saal – 1")]),
    );
    let place = Place::with("s.json", &text);
    place.file("t.json", text.replace("T10:00", "T10:30"));
    let c = [("LC_ALL", "C")];
    let commands: &[&[&str]] = &[
        &["list", "s.json"],
        &["now", "s.json", "--at", "2025-05-10T09:30"],
        &["check", "s.json", "--level", "info"],
        &["diff", "s.json", "t.json"],
        &["keys"],
        &["--help"],
        &["--version"],
        &["check", "--explain"],
        &["list", "s.json", "--zone", "Viena"],
        &["frobnicate"],
    ];
    for args in commands {
        let plain = on_a_terminal(&place, args, &c);
        let ours = plain.replace(title, "").replace("Saal – 1", "");
        assert!(ours.is_ascii(), "{args:?}: {ours}");
        let piped = place.fomo_with(args, &c);
        let same = place.fomo(args);
        assert_eq!((piped.out, piped.err), (same.out, same.err), "{args:?}");
    }
    let list = on_a_terminal(&place, &["list", "s.json"], &c);
    assert!(list.contains(title) && list.contains("Saal – 1"), "{list}");
    // Elsewhere, and for machines, all signs are there.
    for variables in [&[("LC_ALL", "C.UTF-8")][..], &[]] {
        let list = on_a_terminal(&place, &["list", "s.json"], variables);
        let piped = place.fomo(&["list", "s.json"]).out;
        assert_eq!(list.replace('\r', ""), piped, "{variables:?}");
    }
    let arguments = ["list", "s.json", "--format", "json"];
    let json = on_a_terminal(&place, &arguments, &c);
    assert_eq!(json.replace('\r', ""), place.fomo(&arguments).out);
}

/// What was quoted of a file, and what was typed, came back with other signs: `9:00-10:00` for `9:00–10:00`.
#[test]
fn a_terminal_without_utf8_gets_what_others_wrote_as_they_wrote_it() {
    let c = [("LC_ALL", "C")];
    let text = schedule(
        Some("Europe/Vienna"),
        &json!([{ "title": "A–", "start": "9:00–10:00" }, { "title": "Rust – and what comes of it" }]),
    );
    let place = Place::with("s–1.json", text);
    for (args, wanted) in [
        (&["check", "s–1.json"][..], "“9:00–10:00”"),
        (&["check", "s–1.json"], "s–1.json:"),
        (&["list", "nothere–1.json"], "nothere–1.json: no such file"),
        (
            &["list", "s–1.json", "--query", "day:2024–07"],
            "day:2024–07",
        ),
        (&["list", "s–1.json", "--query=day:2024–07"], "day:2024–07"),
        (&["list", "s–1.json"], " A–\r\n"),
        (&["list", "s–1.json", "--zone", "Vi–na"], "Vi–na"),
    ] {
        let wanted = wanted.replace(['“', '”'], "\"");
        let told = on_a_terminal(&place, args, &c);
        assert!(told.contains(&wanted), "{args:?}: {told}");
    }
}

/// What came through a pipe was passed over without a word.
#[test]
fn a_command_says_that_what_is_piped_is_not_read() {
    let hint = "note: standard input is not read, and this is the built-in schedule; - for the source shows what comes that way\n";
    let text = schedule(Some("Europe/Vienna"), &json!([{ "title": "Piped" }]));
    let fed = |args: &[&str], text: &str| {
        let place = Place::with("s.json", schedule(None, &json!([{ "title": "Other" }])));
        let (input, mut end) = std::io::pipe().unwrap();
        end.write_all(text.as_bytes()).unwrap();
        drop(end);
        ran(command(place.0.path(), args).stdin(input).output().unwrap())
    };
    let at = ["--at", "2024-07-27T09:00"];
    for args in [
        &["list"][..],
        &["list", "attention"],
        &["now", at[0], at[1]],
        &["check"],
        // Not as a calendar, which says when it was made.
        &["convert", "--to", "fomo"],
        &["--print", "80x24", at[0], at[1]],
    ] {
        let without = fed(args, "");
        assert!(!without.err.contains(hint), "{args:?}: {without:?}");
        let with = fed(args, &text);
        assert_eq!(
            (with.code, with.out, with.err),
            (without.code, without.out, format!("{hint}{}", without.err)),
            "{args:?}"
        );
    }
    for args in [
        &["list", "-"][..],
        &["list", "s.json"],
        &["mine"],
        &["keys"],
    ] {
        let ran = fed(args, &text);
        assert!(!ran.err.contains("standard input"), "{args:?}: {ran:?}");
    }
}
