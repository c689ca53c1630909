//! Sleep: the shell finds its terminal as it was, and the viewer finds its screen again.

use rustix::process::{Signal, kill_process, kill_process_group};

use super::*;

/// A shell with jobs, in which the viewer runs and is brought back by a line.
fn in_a_shell(home: &Home, source: &str) -> Session {
    home.shell(&format!(
        "set -m; \"$FOMO\" {AT} {source}; echo STOPPED; read line; fg >/dev/null; echo \"END $?\""
    ))
}

#[track_caller]
fn wait_for_shell(session: &Session) {
    session.wait_until("the shell", |screen, _| {
        !screen.alternate_screen() && screen.contents().contains("STOPPED")
    });
}

/// Ends a viewer wherever it is, and waits for its shell.
#[track_caller]
fn leave(mut session: Session) {
    session.send("\x03");
    session.wait_for("END 0");
    session.wait_exit();
    session.assert_as_found();
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_again_on_every_screen() {
    let home = Home::new();
    let server = Httpd::playing(Play::Hang);
    let loading = screen("", "Opening 127.0.0.1");
    let url = server.url("/");
    let cases = SCREENS.iter().map(|screen| ("", screen));
    for (source, screen) in cases.chain([(url.as_str(), &loading)]) {
        let mut session = in_a_shell(&home, source);
        if source.is_empty() {
            session.wait_for(LANDED);
        }
        session.send(screen.keys);
        session.wait_for(screen.text);
        press(&mut session, "");
        let before = picture(&session.screen());
        session.send("\x1a");
        wait_for_shell(&session);
        session.assert_restored();
        session.send("\n");
        wait_for_all(&session, &before);
        assert!(!session.is_cooked());
        leave(session);
    }
}

/// The shell may change everything meanwhile: also after `SIGSTOP`, which nobody can see coming.
#[test]
fn stopped_from_outside_it_draws_everything_again() {
    let home = Home::new();
    for signal in [Signal::TSTP, Signal::STOP] {
        for screen in &SCREENS {
            let mut session = home.shell(&format!(
                "set -m; \"$FOMO\" {AT}; stty sane; printf '\\033[?1049l\\033[?25h\\033[?7h\\033[?2004l'; \
                echo STOPPED; read line; fg >/dev/null; echo \"END $?\""
            ));
            go_to(&mut session, screen);
            let before = picture(&session.screen());
            kill_process_group(session.foreground(), signal).unwrap();
            wait_for_shell(&session);
            session.send("\n");
            wait_for_all(&session, &before);
            session.wait_until("its modes", |screen, _| screen.bracketed_paste());
            assert!(!session.is_cooked());
            leave(session);
        }
    }
}

/// A job in the background neither draws nor works until it is brought to the front.
#[test]
fn a_job_in_the_background_waits() {
    let home = Home::new();
    let mut session = home.shell(&format!(
        "set -m; \"$FOMO\" {AT} & echo \"job $!\"; while read line; do eval \"$line\"; done"
    ));
    session.wait_for("job ");
    while !session.screen().contains("Stopped") {
        let before = session.raw().len();
        session.send("jobs\n");
        session.wait_until("an answer", |_, raw| raw.len() > before);
    }
    assert!(!session.raw().contains(&b'\x1b'), "it has not drawn");
    let text = String::from_utf8(session.raw()).unwrap();
    let job = text.split("job ").nth(1).unwrap();
    let job: i32 = job.split_whitespace().next().unwrap().parse().unwrap();
    let job = rustix::process::Pid::from_raw(job).unwrap();
    let used = cpu_time(job);
    // What is continued without the terminal stops again.
    kill_process(job, Signal::CONT).unwrap();
    thread::sleep(Duration::from_millis(200));
    let more = used.and_then(|used| cpu_time(job)?.checked_sub(used));
    assert!(more.is_none_or(|more| more < Duration::from_millis(100)));
    assert!(!session.raw().contains(&b'\x1b'), "it has not drawn");
    session.send("fg >/dev/null\n");
    session.wait_for(LANDED);
    session.send("q");
    session.wait_until("the shell", |screen, _| !screen.alternate_screen());
    session.send("echo LEFT\n");
    session.wait_for("LEFT");
    session.assert_restored();
    session.send("\x04");
    session.wait_exit();
}

#[test]
fn what_is_continued_without_having_slept_goes_on() {
    let home = Home::new();
    for screen in &SCREENS {
        let session = home.on(screen);
        let before = picture(&session.screen());
        let drawn = session.raw().len();
        session.kill(Signal::CONT);
        session.wait_until("everything once more", |_, raw| {
            raw.get(drawn..)
                .is_some_and(|new| count(new, b"\x1b[?1049h") == 1)
        });
        wait_for_all(&session, &before);
        session.kill(Signal::TERM);
    }
}
