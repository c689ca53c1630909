//! Links that are slow, or deliver nothing for a while.

use rustix::process::Signal;

use super::*;

/// A viewer that has written more than the terminal takes, and waits for somebody to read it.
fn stuck(home: &Home) -> Session {
    let mut session = home.on(&SCREENS[0]);
    session.stop_reading();
    // Each is a whole frame; the terminal takes only some of them.
    for _ in 0..200 {
        session.send("\x0c");
        thread::sleep(Duration::from_millis(1));
    }
    session
}

#[test]
fn a_signal_ends_it_though_nobody_reads() {
    let home = Home::new();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut session = stuck(&home);
        assert_idle(&session);
        session.kill(signal);
        assert!(session.wait_exit().signal().is_some());
        assert!(session.is_cooked());
    }
}

/// Who comes back to a window that was stuck finds a shell in it, and not half a frame.
#[test]
fn once_somebody_reads_again_the_terminal_is_as_before() {
    let home = Home::new();
    for signal in [Signal::TERM, Signal::HUP] {
        let mut session = stuck(&home);
        session.kill(signal);
        assert!(session.wait_exit().signal().is_some());
        session.read_on();
        session.assert_restored();
        assert_silent_after_leaving(&session);
    }
}

#[test]
fn it_goes_on_when_somebody_reads_again() {
    let home = Home::new();
    let mut session = stuck(&home);
    session.send("G");
    session.read_on();
    session.wait_for("▌  18:00");
    quit(session);
}

#[test]
fn a_terminal_that_is_closed_while_nobody_reads_ends_it() {
    let home = Home::new();
    let mut session = stuck(&home);
    session.hang_up();
    let status = session.wait_exit();
    let hung_up = status.signal().is_some_and(|by| by.starts_with("Hangup"));
    assert!(hung_up || status.exit_code() == 129, "{status:?}");
}

/// Ctrl-S is a key like others, and one from before the start does not hold it up.
#[test]
fn ctrl_s_stops_nothing() {
    let home = Home::new();
    let mut session = home.on(&SCREENS[0]);
    session.send("\x13G");
    session.wait_for("▌  18:00");
    quit(session);
    let mut session = home.shell(&format!("read line; exec \"$FOMO\" {AT}"));
    session.send("\x13\n");
    session.wait_for(LANDED);
    quit(session);
}

#[test]
fn a_slow_link_skips_frames_and_ends_with_the_last_one() {
    let home = Home::new();
    home.file("long.json", input::long(700));
    let mut session = home.shell("exec \"$FOMO\" long.json --at 2030-01-01T00:00");
    session.wait_for("Talk 0.");
    let whole = session.raw().len();
    session.read_at(Some(2000));
    let before = session.raw().len();
    // A held key; each is a whole screen of other entries.
    for _ in 0..400 {
        session.send("\x1b[6~");
        session.send("\x1b[5~");
        thread::sleep(Duration::from_millis(2));
    }
    session.send("G");
    session.read_at(None);
    session.wait_until("the last entry", |screen, _| {
        let seen = screen.contents();
        let at_end = |line: &str| line.starts_with('▌') && line.contains("Talk 699.");
        seen.lines().any(at_end) && seen.contains("Talk 680.")
    });
    let written = session.raw().len() - before;
    assert!(
        written < 20 * whole,
        "{written} bytes for 800 keys, {whole} for a frame"
    );
    let raw = session.raw();
    assert_eq!(
        count(&raw, b"\x1b[?2026h"),
        count(&raw, b"\x1b[?2026l"),
        "no frame is cut off"
    );
    quit(session);
}
