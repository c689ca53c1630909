//! Standard streams that are closed, empty, full, or something else than a terminal.

use super::*;

/// That the viewer is there and takes keys.
#[track_caller]
fn assert_alive(mut session: Session) {
    session.wait_for(LANDED);
    session.send("G");
    session.wait_for("▌  18:00");
    session.send("q");
    session.wait_for("code 0");
    session.wait_exit();
    session.assert_restored();
}

/// That it ends at once with code 2, one line that says why, and nothing else on the terminal.
#[track_caller]
fn assert_refused(mut session: Session, why: &str) {
    session.wait_exit();
    session.wait_for("code 2");
    session.assert_restored();
    let raw = String::from_utf8(session.raw()).unwrap();
    assert!(!raw.contains('\x1b'), "{raw:?}");
    let lines: Vec<&str> = raw.lines().filter(|line| !line.is_empty()).collect();
    let wanted = usize::from(!why.is_empty());
    assert_eq!(lines.len(), 1 + wanted, "{raw:?}");
    assert!(raw.contains(why), "{raw:?}");
}

/// A shell that runs the viewer so, and tells its code.
fn run(home: &Home, before: &str, after: &str) -> Session {
    home.shell(&format!(
        "exec 3>&1; {before} \"$FOMO\" {AT} {after}; echo \"code $?\" >&3"
    ))
}

#[test]
fn without_an_input_keys_come_from_the_terminal() {
    let home = Home::new();
    for (before, after) in [
        ("", "<&-"),
        ("", "</dev/null"),
        ("", "<."),
        ("", "</dev/zero"),
        (": |", ""),
        ("", "2>&-"),
        ("", "2>/dev/full"),
        ("", "<&- 2>&-"),
    ] {
        assert_alive(run(&home, before, after));
    }
}

#[test]
fn a_schedule_that_does_not_come_is_said() {
    let home = Home::new();
    for (before, after, why) in [
        ("", "- <&-", "error: standard input: the file is empty"),
        (
            "",
            "- </dev/null",
            "error: standard input: the file is empty",
        ),
        (": |", "-", "error: standard input: the file is empty"),
        ("", "- <.", "error: standard input: "),
        ("", "/dev/null", "error: /dev/null: "),
        ("", ".", "error: .: "),
    ] {
        assert_refused(run(&home, before, after), why);
    }
}

#[test]
fn an_output_that_is_no_terminal_gets_nothing() {
    let home = Home::new();
    let why = "error: standard output is no terminal; `fomo list` prints the timetable as text";
    for after in [
        ">/dev/full",
        ">&-",
        ">/dev/null",
        ">file",
        "</dev/null >file",
        "<&- >&-",
    ] {
        assert_refused(run(&home, "", after), why);
    }
    assert!(fs::read(home.path("file")).unwrap().is_empty());
    // Without a place for the error, its code has to do.
    assert_refused(run(&home, "", "<&- >&- 2>&-"), "");
    assert_refused(run(&home, "", ">/dev/full 2>/dev/full"), "");
    let mut session = home.shell(&format!("\"$FOMO\" {AT} | od -c; echo END"));
    session.wait_for("END");
    session.wait_exit();
    assert!(session.screen().contains("0000000"));
    assert!(session.screen().contains(why.get(..40).unwrap()));
}

/// Without a controlling terminal there are no signals from it: neither of another size, nor of its end.
#[test]
fn without_a_controlling_terminal_it_ends_all_the_same() {
    let home = Home::new();
    let mut session = home.shell("command -v setsid >/dev/null && echo THERE || echo MISSING");
    session.wait_exit();
    session.wait_until("an answer", |_, raw| raw.ends_with(b"\n"));
    if !session.screen().contains("THERE") {
        return eprintln!("skipped: this needs setsid");
    }
    assert_alive(home.shell(&format!("setsid -w \"$FOMO\" {AT}; echo \"code $?\"")));
    assert_refused(run(&home, "setsid -w", "<&- >&- 2>&-"), "");
    for screen in &SCREENS {
        // A terminal that is hung up has sent a line break at last, which chooses a zone that is kept.
        let home = Home::new();
        let line = format!("trap '' HUP; setsid -w \"$FOMO\" {AT}; echo $? >ended");
        let mut session = home.shell(&line);
        go_to(&mut session, screen);
        session.hang_up();
        session.wait_exit();
        let code = fs::read_to_string(home.path("ended")).unwrap();
        assert_eq!(code.trim(), "129", "{:?}", screen.keys);
    }
}

/// What came through a pipe was passed over without a word.
#[test]
fn who_pipes_a_schedule_without_saying_so_is_told_how() {
    const HINT: &str = "standard input is not read";
    let home = Home::new();
    fs::write(home.path("some.json"), "{}").unwrap();
    for (before, after) in [("cat some.json |", ""), ("", "<some.json")] {
        let mut session = run(&home, before, after);
        session.wait_for(LANDED);
        session.wait_for(HINT);
        session.send("q");
        session.wait_for("code 0");
        session.wait_exit();
        session.assert_restored();
    }
    for (before, after) in [("", "</dev/null"), ("", "<&-"), ("", "")] {
        let mut session = run(&home, before, after);
        session.wait_for(LANDED);
        session.send("G");
        session.wait_for("▌  18:00");
        session.send("q");
        session.wait_exit();
        let raw = String::from_utf8(session.raw()).unwrap();
        assert!(!raw.contains(HINT), "{before} {after}: {raw:?}");
    }
}
