//! However it ends, and wherever the reader is: by that signal, soon, once, and with the terminal as before.

use rustix::process::Signal;

use super::*;

const DEADLY: [(Signal, &str); 4] = [
    (Signal::TERM, "Terminated"),
    (Signal::INT, "Interrupt"),
    (Signal::HUP, "Hangup"),
    (Signal::QUIT, "Quit"),
];

/// That it died of one of these signals and left everything as before.
#[track_caller]
fn assert_died(mut session: Session, names: &[&str]) {
    let status = session.wait_exit();
    let by = status.signal().unwrap_or_default();
    assert!(
        names.iter().any(|name| by.starts_with(name)),
        "{status:?}: {}",
        session.screen()
    );
    // What is continued, sets its modes once more.
    session.assert_as_found();
    let left = count(&session.raw(), b"\x1b[?1049l");
    assert!(left <= 1, "left once");
    if left == 1 {
        assert_silent_after_leaving(&session);
    }
}

#[test]
fn signals_end_it_on_every_screen() {
    let home = Home::new();
    for screen in &SCREENS {
        for (signal, name) in DEADLY {
            let session = home.on(screen);
            session.kill(signal);
            assert_died(session, &[name]);
        }
    }
    for (signal, name) in DEADLY {
        let (session, _server) = waiting(&home);
        session.kill(signal);
        assert_died(session, &[name]);
    }
}

/// As a window that is closed: the system sends the signal.
#[test]
fn a_closed_terminal_ends_it_on_every_screen() {
    let home = Home::new();
    let ends = |mut session: Session| {
        session.hang_up();
        // The signal and the end of the input race each other.
        let status = session.wait_exit();
        let hung_up = status.signal().is_some_and(|by| by.starts_with("Hangup"));
        assert!(hung_up || status.exit_code() == 129, "{status:?}");
    };
    for screen in &SCREENS {
        ends(home.on(screen));
    }
    ends(waiting(&home).0);
}

/// As under `sudo` or `nohup`, or at the end of a dead connection: somebody above it swallows the signal and lives on. What
/// does not see that the terminal is gone reads it again and again.
#[test]
fn a_closed_terminal_ends_it_without_any_signal() {
    let home = Home::new();
    let server = Httpd::playing(Play::Hang);
    let url = server.url("/");
    let cases = SCREENS.iter().map(|screen| ("", screen));
    let loading = screen("", "Opening 127.0.0.1");
    for (source, screen) in cases.chain([(url.as_str(), &loading)]) {
        let line = format!("trap '' HUP; \"$FOMO\" {AT} {source}; {{ echo $?; times; }} >ended");
        let mut session = home.shell(&line);
        if source.is_empty() {
            session.wait_for(LANDED);
        }
        session.send(screen.keys);
        session.wait_for(screen.text);
        session.hang_up();
        session.wait_exit();
        let ended = fs::read_to_string(home.path("ended")).unwrap();
        let mut lines = ended.lines();
        assert_eq!(lines.next(), Some("129"), "{:?}", screen.keys);
        let used = lines.next_back().map(seconds).unwrap();
        assert!(used < 3.0, "{used} s of the processor");
    }
}

/// The sum of the times in `0m0.01s 0m0.02s`.
fn seconds(times: &str) -> f64 {
    let second = |time: &str| {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.replace(',', ".").parse::<f64>().ok()?)
    };
    times
        .split_whitespace()
        .map(|time| second(time).unwrap())
        .sum()
}

#[test]
fn of_two_signals_at_once_one_ends_it_once() {
    let home = Home::new();
    for (one, other, names) in [
        (Signal::TERM, Signal::INT, &["Terminated", "Interrupt"][..]),
        (Signal::HUP, Signal::TERM, &["Hangup", "Terminated"]),
        (Signal::INT, Signal::INT, &["Interrupt"]),
        (Signal::TERM, Signal::CONT, &["Terminated"]),
        (Signal::TSTP, Signal::TERM, &["Terminated"]),
        (Signal::WINCH, Signal::QUIT, &["Quit"]),
    ] {
        for _ in 0..3 {
            let session = home.on(&SCREENS[0]);
            session.kill(one);
            session.kill(other);
            assert_died(session, names);
        }
    }
}

#[test]
fn signals_at_any_moment_of_the_start() {
    let home = Home::new();
    for step in 0..40 {
        let (signal, name) = DEADLY[step % DEADLY.len()];
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fomo"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home.0.path());
        let session = Session::spawn(command, 80, 24);
        thread::sleep(Duration::from_micros(step as u64 * 750));
        session.kill(signal);
        assert_died(session, &[name]);
    }
}

#[test]
fn signals_at_any_moment_of_the_end() {
    let home = Home::new();
    for step in 0..40 {
        let (signal, name) = DEADLY[step % DEADLY.len()];
        let mut session = home.on(&SCREENS[0]);
        session.send("q");
        thread::sleep(Duration::from_micros(step as u64 * 50));
        session.kill(signal);
        let status = session.wait_exit();
        let killed = status.signal().is_some_and(|by| by.starts_with(name));
        assert!(killed || status.exit_code() == 0, "{status:?}");
        session.assert_restored();
        let left = count(&session.raw(), b"\x1b[?1049l");
        // Whether the key comes before the end or is for the shell, is not known: no more can be said.
        assert_eq!(left, 1, "left once");
    }
}

#[test]
fn what_was_marked_before_a_kill_is_there_afterwards() {
    let home = Home::new();
    // Pressed once more, it becomes another mark, and none at last.
    for mark in ["★ 9:00", "! 9:00", "   9:00", "★ 9:00"] {
        let mut session = home.view();
        session.wait_for(LANDED);
        session.send("gf");
        session.wait_for(mark);
        session.wait_until("the cursor", |screen, _| {
            screen.contents().contains("▌") && !screen.contents().contains(LANDED)
        });
        session.kill(Signal::KILL);
        assert!(session.wait_exit().signal().is_some());
        let again = home.view();
        again.wait_for(LANDED);
        again.wait_for(mark);
        quit(again);
    }
}
