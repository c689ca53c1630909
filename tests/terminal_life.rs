//! The terminal's life and death, with a small program in a real terminal.
//!
//! `cargo test` builds that program, an example; to run these alone:
//! `cargo build --example terminal_probe; cargo test --test terminal_life`.

#![cfg(test)]

#[expect(dead_code, reason = "other tests use the rest of it")]
mod common;

use common::pty::{Session, count};
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The probe, which cargo builds beside the program.
fn probe() -> String {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_fomo"));
    let path = program.with_file_name("examples").join("terminal_probe");
    assert!(path.exists(), "{} is built by `cargo test`", path.display());
    path.display().to_string()
}

fn start() -> Session {
    let session = Session::run(&probe(), &[], 80, 24);
    session.wait_for("> row 0:");
    session
}

/// What a terminal answers that draws each of the symbols that it is asked about in so many columns.
fn answers(widths: [usize; 7]) -> String {
    let answer = |(row, width)| format!("\x1b[{row};{}R", width + 1);
    (2..).zip(widths).map(answer).collect()
}

/// The widths that the layout has them in.
const WIDTHS: [usize; 7] = [2, 2, 2, 2, 2, 1, 2];

/// A script in which the probe is `$0`.
fn script(text: &str) -> Session {
    Session::run("sh", &["-c", text, &probe()], 80, 24)
}

#[test]
fn quitting_restores() {
    for key in ["q", "\x03"] {
        let mut session = start();
        assert!(!session.is_cooked());
        session.send(key);
        assert_eq!(session.wait_exit().exit_code(), 0);
        session.assert_restored();
        let raw = session.raw();
        let end = raw
            .windows(8)
            .rposition(|window| window == b"\x1b[?1049l")
            .unwrap();
        assert_eq!(
            &raw[end + 8..],
            b"\x1b[?25h\x1b[?2026l",
            "nothing but modes after leaving"
        );
        // Else tmux brings lines of it to the shell's screen, once the window has become wider.
        assert!(raw[..end].ends_with(b"\x1b[r\x1b[J\x1b[?2004l\x1b[?7h"));
        assert_eq!(count(&raw, b"\x1b[c"), 0, "what it is, is not asked");
        let asked = raw.windows(4).rposition(|window| window == b"\x1b[6n");
        let drawn = raw.windows(14).position(|text| text == b"terminal probe");
        assert_eq!(count(&raw, b"\x1b[6n"), WIDTHS.len(), "widths are, once");
        assert!(asked < drawn, "with the first frame, and not waited for");
    }
}

#[test]
fn terminals_of_old_are_asked_nothing() {
    let mut command = CommandBuilder::new(probe());
    command.env("TERM", "linux");
    let show = |screen: &mut vt100::Parser, bytes: &[u8]| {
        screen.process(bytes);
        Vec::new()
    };
    let session = Session::spawn_in(command, 80, 24, Box::new(show));
    session.wait_for("> row 0:");
    assert_eq!(count(&session.raw(), b"\x1b[6n"), 0);
}

#[test]
fn answers_come_in_parts_and_between_keys() {
    let mut session = start();
    // One is half of another key, too: nobody may take `ESC` for Esc, or `[` for a letter.
    for answer in answers(WIDTHS).split_inclusive('R') {
        let (one, other) = answer.split_at(answer.len() / 2);
        session.send("j");
        session.send(one);
        session.send(format!("{other}j"));
    }
    session.wait_for("> row 14:");
    assert!(!session.screen().contains("key"), "{}", session.screen());
    session.send(answers(WIDTHS) + "j");
    session.wait_for("> row 15:");
    assert!(!session.screen().contains("learnt"), "nothing differs");
}

#[test]
fn what_is_drawn_too_wide_is_told_if_it_matters_and_was_asked() {
    for (drawn, told) in [
        // No such symbol is shown.
        ([2, 4, 2, 2, 2, 1, 2], false),
        ([4, 2, 2, 2, 2, 1, 2], true),
    ] {
        let mut session = start();
        session.send("\x1b[1;4R\x1b[20;5R\x1b[;R\x1b[R\x1b[0;0Rj");
        session.wait_for("> row 1:");
        assert!(!session.screen().contains("learnt"));
        session.send(answers(drawn) + "j");
        session.wait_for("> row 2:");
        assert_eq!(session.screen().contains("learnt true"), told);
    }
}

#[test]
fn answers_on_their_way_are_not_left_to_the_shell() {
    for (key, back, script_text) in [
        (
            "q",
            "END",
            "\"$0\"; echo END; read line; echo \"got <$line>\"; read line",
        ),
        (
            "kill",
            "END",
            "set -m; \"$0\"; echo END; read line; echo \"got <$line>\"; read line",
        ),
        (
            "\x1a",
            "STOPPED",
            "set -m; \"$0\"; echo STOPPED; read line; echo \"got <$line>\"; fg",
        ),
    ] {
        // Where nobody gets a turn in time, the link seems to be slower than is waited for.
        let in_time = (0..10).any(|_| {
            let mut session = script(script_text);
            session.wait_for("> row 0:");
            let start = Instant::now();
            match key {
                "kill" => {
                    let probe = session.foreground();
                    rustix::process::kill_process_group(probe, Signal::TERM).unwrap();
                }
                key => session.send(key),
            }
            std::thread::sleep(Duration::from_millis(30));
            session.send(answers(WIDTHS));
            let in_time = start.elapsed() < Duration::from_millis(80);
            session.wait_for(back);
            session.assert_restored();
            if in_time {
                session.send("typed\n");
                session.wait_until("the line", |_, raw| count(raw, b"got <typed>") == 1);
                assert_eq!(count(&session.raw(), b"^[["), 0, "{}", session.screen());
            }
            if in_time && key == "\x1a" {
                session.wait_for("resumed");
                let asked = count(&session.raw(), b"\x1b[6n");
                assert_eq!(asked, WIDTHS.len(), "it is the same terminal");
                session.send("j");
                session.wait_for("> row 1:");
            }
            in_time
        });
        assert!(in_time, "{back}");
    }
}

#[test]
fn signals_restore_and_kill() {
    for (signal, name) in [
        (Signal::TERM, "Terminated"),
        (Signal::INT, "Interrupt"),
        (Signal::HUP, "Hangup"),
        (Signal::QUIT, "Quit"),
    ] {
        let mut session = start();
        session.kill(signal);
        // A second one must not cut the first one's work short.
        _ = rustix::process::kill_process(session.pid(), signal);
        let status = session.wait_exit();
        assert!(
            status.signal().is_some_and(|text| text.starts_with(name)),
            "{status:?}"
        );
        session.assert_restored();
    }
}

#[test]
fn signals_at_any_moment_of_the_start() {
    for delay in 0..25 {
        let mut session = Session::run(&probe(), &[], 80, 24);
        std::thread::sleep(Duration::from_micros(delay * 200));
        session.kill(Signal::TERM);
        let status = session.wait_exit();
        assert!(status.signal().is_some(), "{status:?}");
        session.assert_restored();
    }
}

#[test]
fn signals_at_any_moment_of_the_end() {
    for delay in 0..25 {
        let mut session = start();
        session.send("q");
        std::thread::sleep(Duration::from_micros(delay * 20));
        session.kill(Signal::TERM);
        let status = session.wait_exit();
        assert!(
            status.signal().is_some() || status.exit_code() == 0,
            "{status:?}"
        );
        session.assert_restored();
    }
}

#[test]
fn panics_restore_and_are_readable() {
    for (key, place) in [("p", "of the main thread"), ("P", "of a worker")] {
        let mut session = start();
        session.send(key);
        let status = session.wait_exit();
        assert_eq!((status.exit_code(), status.signal()), (101, None));
        session.assert_restored();
        session.wait_for("fomo: internal error at examples/terminal_probe.rs:");
        let screen = session.screen().replace('\n', "");
        assert!(
            screen.ends_with(&format!(": the wish {place}; please report it")),
            "{screen}"
        );
    }
}

#[test]
fn a_closed_terminal_ends_a_session_leader() {
    let mut session = start();
    session.hang_up();
    // The signal and the end of the input race each other.
    let status = session.wait_exit();
    let by_signal = status
        .signal()
        .is_some_and(|text| text.starts_with("Hangup"));
    assert!(by_signal || status.exit_code() == 129, "{status:?}");
}

#[test]
fn a_closed_terminal_ends_a_program_that_gets_no_signal() {
    let directory = tempfile::tempdir().unwrap();
    let result = directory.path().join("result");
    let text = format!("trap '' HUP; \"$0\"; echo $? > '{}'", result.display());
    let mut session = script(&text);
    session.wait_for("> row 0:");
    let start = Instant::now();
    session.hang_up();
    session.wait_exit();
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(std::fs::read_to_string(result).unwrap(), "129\n");
}

#[test]
fn suspended_and_continued() {
    let mut session =
        script("set -m; \"$0\"; echo STOPPED; read line; echo \"got $line\"; fg; echo END");
    session.wait_for("> row 0:");
    session.send("j");
    session.wait_for("> row 1:");
    session.send("\x1a");
    session.wait_for("STOPPED");
    session.assert_restored();
    session.resize(60, 12);
    session.send("a line\n");
    session.wait_until("the list again", |screen, _| {
        let text = screen.contents();
        screen.alternate_screen()
            && text.contains("> row 1:")
            && text.contains("row 9:")
            && !text.contains("row 10:")
    });
    assert!(!session.is_cooked());
    session.send("q");
    session.wait_for("END");
    session.assert_restored();
    session.wait_exit();
}

#[test]
fn stopped_from_outside() {
    for signal in [Signal::TSTP, Signal::STOP] {
        let mut session = script("set -m; \"$0\"; echo STOPPED; read line; fg; echo END");
        session.wait_for("> row 0:");
        rustix::process::kill_process_group(session.foreground(), signal).unwrap();
        session.wait_until("the shell", |screen, _| {
            screen.contents().contains("STOPPED")
        });
        session.send("\n");
        session.wait_until("the list again", |screen, _| {
            screen.alternate_screen()
                && screen.contents().contains("> row 0:")
                && screen.contents().contains("resumed")
        });
        session.send("j");
        session.wait_for("> row 1:");
        session.send("q");
    }
}

#[test]
fn a_background_job_stops_and_can_be_killed() {
    let mut session = script("set -m; \"$0\" & while read line; do eval \"$line\"; done");
    while !session.screen().contains("Stopped") {
        let before = session.raw().len();
        session.send("jobs\n");
        session.wait_until("an answer", |_, raw| raw.len() > before);
    }
    session.send("kill %1; kill -CONT %1\n");
    while !session.screen().contains("Terminated") {
        let before = session.raw().len();
        session.send("jobs\n");
        session.wait_until("an answer", |_, raw| raw.len() > before);
    }
    assert_eq!(count(&session.raw(), b"\x1b"), 0, "it has not drawn");
    session.send("\x04");
    session.wait_exit();
}

#[test]
fn a_stopped_job_can_be_killed() {
    let mut session = script(
        "set -m; \"$0\"; echo STOPPED; kill %1; kill -CONT %1; code=150; while [ $code -gt 143 ]; do sleep 0.02; wait %1; code=$?; done; echo \"code $code\"",
    );
    session.wait_for("> row 0:");
    session.send("\x1a");
    session.wait_for("code 143");
    session.assert_restored();
    session.wait_exit();
}

#[test]
fn a_session_leader_is_not_stopped_for_ever() {
    let mut session = start();
    session.send("\x1aj");
    session.wait_for("> row 1:");
}

#[test]
fn nobody_reads() {
    let mut session = start();
    session.stop_reading();
    // Each is a whole frame; the terminal takes only some of them.
    for _ in 0..200 {
        session.send("\x0c");
        std::thread::sleep(Duration::from_millis(1));
    }
    let start = Instant::now();
    session.kill(Signal::TERM);
    let status = session.wait_exit();
    assert!(
        status
            .signal()
            .is_some_and(|text| text.starts_with("Terminated")),
        "{status:?}"
    );
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
    assert!(session.is_cooked());
}

#[test]
fn a_storm_of_sizes_ends_in_the_right_frame() {
    let mut session = start();
    session.send("jj");
    session.wait_for("> row 2:");
    let before = session.screen();
    for (columns, rows) in [
        (1, 1),
        (200, 50),
        (3, 2),
        (0, 0),
        (80, 1),
        (1, 50),
        (500, 200),
        (2, 2),
        (79, 23),
    ]
    .repeat(8)
    {
        session.resize_unseen(columns, rows);
        std::thread::sleep(Duration::from_millis(1));
    }
    session.resize(80, 24);
    session.wait_for("resized 80x24");
    session.send("g");
    session.wait_for("> row 0:");
    session.send("jj");
    session.wait_for("> row 2:");
    let lines = |text: &str| text.lines().take(23).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&session.screen()), lines(&before));
}

#[test]
fn half_a_sequence_does_not_block() {
    let mut session = start();
    session.send("\x1b[");
    let start = Instant::now();
    session.resize(70, 20);
    session.wait_for("resized 70x20");
    assert!(start.elapsed() < Duration::from_secs(1));
    session.send("B");
    session.wait_for("> row 1:");
}

#[test]
fn a_split_arrow_is_an_arrow() {
    let mut session = start();
    // Where nobody gets a turn in time, the link seems to be slower than any.
    let joined = (0..5).any(|_| {
        let start = Instant::now();
        session.send("\x1b");
        std::thread::sleep(Duration::from_millis(20));
        session.send("[B");
        let late = start.elapsed() > Duration::from_millis(40);
        if !late {
            session.wait_for("> row 1:");
        }
        !late
    });
    assert!(joined);
    session.send("\x1b");
    session.wait_for("key <esc>");
}

#[test]
fn ten_thousand_keys_are_a_few_frames() {
    let mut session = Session::run(&probe(), &["10001"], 80, 24);
    session.wait_for("> row 0:");
    let before = session.raw().len();
    let writing = session.send_in_background("\x1b[B".repeat(10_000).into_bytes());
    session.wait_for("> row 10000:");
    writing.join().unwrap();
    let written = session.raw().len() - before;
    assert!(written < 20_000, "{written} bytes");
}

#[test]
fn pastes_replies_and_noise_are_no_commands() {
    let mut session = start();
    session.send("\x1b[24;80R\x1b[?62c\x1b]11;rgb:0/0/0\x07\x1bP>|q\x1b\\\x1b[200~qqPp\x1b[201~j");
    session.wait_for("> row 1:");
    session.wait_for("pasted 4");
    let paste = format!("\x1b[200~{}\x1b[201~j", "q\x03\x1bq".repeat(250_000));
    let writing = session.send_in_background(paste.into_bytes());
    session.wait_for("> row 2:");
    writing.join().unwrap();
}

#[test]
fn a_paste_whose_end_was_lost_is_ended_by_ctrl_c() {
    let mut session = start();
    session.send("\x1b[200~never");
    // Once the window has another size, that has been read.
    session.resize(70, 20);
    session.wait_for("resized 70x20");
    session.send("\x03");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn a_paste_whose_end_was_lost_ends_though_somebody_types() {
    let mut session = start();
    session.send("\x1b[200~never");
    let end = Instant::now() + Duration::from_secs(20);
    while !session.screen().contains("pasted") {
        assert!(Instant::now() < end, "{}", session.screen());
        session.send("j");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn random_bytes_are_survived() {
    let mut session = start();
    // A small generator, so that a failure can be repeated. Without the keys that end the probe.
    let mut state = 42_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    })
    .filter(|byte| !matches!(byte, b'q' | b'p' | b'P' | 0x03 | 0x1a))
    .take(100_000)
    .collect();
    session
        .send_in_background([noise, b"\x1b[201~\x18\x18g\x1bxj".to_vec()].concat())
        .join()
        .unwrap();
    session.wait_for("> row 1:");
}

#[test]
fn other_threads_wake_it() {
    let mut session = start();
    session.send("w");
    session.wait_for("woken");
}

#[test]
fn a_text_is_copied_and_the_cursor_shown() {
    let mut session = start();
    session.send("y");
    session.wait_until("copying", |_, raw| {
        count(raw, b"\x1b]52;c;YSB0YWxr\x1b\\") == 1
    });
    session.send("/");
    session.wait_until("the cursor", |screen, _| {
        !screen.hide_cursor() && screen.cursor_position() == (1, 5)
    });
    session.send("j");
    session.wait_until("the cursor where it was", |screen, _| {
        screen.contents().contains("> row 1:") && screen.cursor_position() == (1, 5)
    });
    session.send("\x1b");
    session.wait_until("no cursor", |screen, _| screen.hide_cursor());
}

#[test]
fn the_mouse_is_given_back_however_it_ends() {
    const ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
    const OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
    for end in ["q", "p", "P", "kill", "mq"] {
        let mut session = start();
        session.send("m");
        session.wait_for("mouse true");
        session.send("\x1b[<0;5;3M");
        session.wait_for("mouse at 4 2");
        match end {
            "kill" => session.kill(Signal::TERM),
            keys => session.send(keys),
        }
        session.wait_exit();
        session.assert_restored();
        let raw = session.raw();
        let last = |what: &[u8]| raw.windows(what.len()).rposition(|window| window == what);
        assert!(last(OFF) > last(ON), "{end}");
    }
    let mut session = start();
    session.send("q");
    session.wait_exit();
    assert_eq!(count(&session.raw(), OFF), 0, "it was never taken");
}

#[test]
fn idle_is_silent() {
    let session = start();
    let before = session.raw().len();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(session.raw().len(), before);
}

#[test]
#[cfg(target_os = "linux")] // where there is a tool to run something without a terminal
fn without_a_terminal_there_is_a_message() {
    let output = std::process::Command::new("setsid")
        .args(["-w", &probe()])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("no terminal to draw on"),
        "{output:?}"
    );
}
