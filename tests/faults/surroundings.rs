//! Terminals that can little, other locales, and places that are missing or cannot be written to.

use std::os::unix::fs::PermissionsExt as _;

use super::*;

/// Terminals of all times: each gets what it knows, and shows what is selected without any colour.
#[test]
fn every_terminal_that_can_move_its_cursor_will_do() {
    let home = Home::new();
    for term in [
        "linux",
        "screen",
        "vt100",
        "vt220",
        "xterm",
        "xterm-mono",
        "tmux-256color",
        "nonsense",
        "xterm-256color\u{fe0f}",
    ] {
        for more in [
            "",
            "NO_COLOR=1",
            "COLORTERM=truecolor",
            "LANG=C",
            "LC_ALL=C LANG=de_DE.UTF-8",
        ] {
            let mut session = home.shell(&format!("exec env TERM={term} {more} \"$FOMO\" {AT}"));
            session.wait_for("Session II: Efficient");
            // Others may have few colours or many.
            let plain =
                more == "NO_COLOR=1" || term.starts_with("vt") && !more.starts_with("COLOR");
            session.wait_until(
                &format!("the selection on {term} with {more:?}"),
                |screen, _| {
                    let (mut coloured, mut seen) = (false, false);
                    for row in 0..24 {
                        for column in 0..80 {
                            let cell = screen.cell(row, column).unwrap();
                            coloured |= cell.fgcolor() != vt100::Color::Default
                                || cell.bgcolor() != vt100::Color::Default;
                        }
                        let text = screen.contents_between(row, 0, row, 80);
                        seen |= text.contains("Session II:")
                            && (0..80).any(|column| {
                                let cell = screen.cell(row, column).unwrap();
                                cell.inverse() || cell.bold()
                            });
                    }
                    seen && !(plain && coloured)
                },
            );
            session.send("G");
            session.wait_for("18:00");
            if more.contains("=C") {
                session.send("5");
                session.wait_for("Workshop at the International");
                session.send(ESC);
            }
            quit(session);
        }
    }
}

#[test]
fn without_utf_8_only_ascii_is_written() {
    let home = Home::new();
    for locale in [
        "LANG=C",
        "LC_ALL=POSIX",
        "LC_ALL=C LANG=en_US.UTF-8",
        "LC_CTYPE=C",
    ] {
        for screen in &SCREENS {
            let mut session = home.shell(&format!("exec env {locale} \"$FOMO\" {AT}"));
            session.wait_for("Session II: Efficient");
            let before = session.raw().len();
            session.send(screen.keys);
            session.send("\x0c");
            session.wait_until("a frame", |_, raw| raw.len() > before);
            session.send("\x03");
            assert_eq!(session.wait_exit().exit_code(), 0);
            session.assert_restored();
            assert!(session.raw().is_ascii(), "{locale} {:?}", screen.keys);
        }
    }
}

#[test]
fn a_locale_that_is_none_stops_nothing() {
    let home = Home::new();
    for locale in [
        "LC_ALL=nonsense",
        "LC_ALL=xx_YY.nonsense",
        "LANG=.",
        "LC_ALL=@",
        "LANG=tlh_QO.UTF-8",
    ] {
        let session = home.shell(&format!("exec env {locale} \"$FOMO\" {AT}"));
        session.wait_for("Session II: Efficient");
        quit(session);
    }
}

/// Marks an entry; whether that could be saved.
#[track_caller]
fn mark(session: &mut Session) -> bool {
    session.wait_for(LANDED);
    session.send("f");
    session.wait_for("▶★");
    !session.screen().contains("could not save")
}

/// Quits a viewer that could save, or could not.
#[track_caller]
fn leave(mut session: Session, saved: bool) {
    session.send("q");
    let code = session.wait_exit().exit_code();
    assert_eq!(code, if saved { 0 } else { 2 }, "{}", session.screen());
    session.assert_restored();
    if saved {
        assert_silent_after_leaving(&session);
    } else {
        session.wait_until("what is lost", |screen, _| {
            screen
                .contents()
                .replace('\n', "")
                .contains("lost is: the mark")
        });
    }
}

#[test]
fn without_a_home_it_can_be_used_and_says_what_it_cannot_keep() {
    let home = Home::new();
    let own =
        "XDG_STATE_HOME=$PWD/s XDG_CONFIG_HOME=$PWD/s XDG_CACHE_HOME=$PWD/s XDG_DATA_HOME=$PWD/s";
    for (environment, keeps) in [
        ("HOME=/dev/null/at/all", false),
        (&format!("-u HOME {own}"), true),
        (&format!("HOME= {own}"), true),
        (
            "XDG_STATE_HOME=relative XDG_CONFIG_HOME=a XDG_CACHE_HOME=b XDG_DATA_HOME=c",
            true,
        ),
        (
            "XDG_STATE_HOME= XDG_CONFIG_HOME= XDG_CACHE_HOME= XDG_DATA_HOME=",
            true,
        ),
        ("TMPDIR=/nowhere/at/all", true),
        ("TMPDIR=", true),
    ] {
        let mut session = home.shell(&format!("exec env {environment} \"$FOMO\" {AT}"));
        assert_eq!(mark(&mut session), keeps, "{environment}");
        leave(session, keeps);
        // Where nothing was marked yet, as at first.
        for state in [".local", "s"] {
            _ = fs::remove_dir_all(home.path(state));
        }
    }
    // A relative directory would be another one everywhere.
    for name in ["relative", "a", "b", "c"] {
        assert!(!home.path(name).exists(), "{name}");
    }
}

#[test]
fn a_home_that_may_only_be_read_is_said() {
    let home = Home::new();
    let user = "setpriv --reuid=65534 --regid=65534 --clear-groups";
    let mut probe = home.shell(&format!("{user} \"$FOMO\" --version || echo MISSING"));
    probe.wait_exit();
    probe.wait_until("an answer", |_, raw| raw.ends_with(b"\n"));
    let user = if probe.screen().contains("MISSING") {
        ""
    } else {
        user
    };
    for path in [
        home.0.path().to_owned(),
        home.path(".local"),
        home.path(".config"),
    ] {
        fs::create_dir_all(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o555)).unwrap();
    }
    if user.is_empty() && fs::write(home.path("probe"), "").is_ok() {
        return eprintln!("skipped: whoever may write everywhere needs setpriv for this");
    }
    let mut session = home.shell(&format!("exec {user} \"$FOMO\" {AT}"));
    assert!(!mark(&mut session), "{}", session.screen());
    session.send("e");
    session.wait_for("Not exported: ");
    leave(session, false);
    for path in [
        home.0.path().to_owned(),
        home.path(".local"),
        home.path(".config"),
    ] {
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn a_directory_that_is_gone_stops_nothing() {
    let home = Home::new();
    let mut session = home.shell(&format!(
        "mkdir gone; cd gone; rmdir ../gone; exec \"$FOMO\" {AT}"
    ));
    session.wait_for(LANDED);
    session.send("e");
    session.wait_for("Not exported: ");
    session.send("E");
    session.wait_for("a name, a file or a URL");
    session.send("nothing.json\r");
    session.wait_for("nothing.json");
    session.send(ESC.repeat(2));
    session.send("\x03");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

/// With few descriptors or little memory it says so or works; it never breaks down.
#[test]
fn little_of_everything_is_no_breakdown() {
    let home = Home::new();
    for limit in (8..24).map(|number| format!("-n {number}")) {
        let mut session = home.shell(&format!("ulimit {limit}; \"$FOMO\" {AT}; echo \"code $?\""));
        session.wait_until("a screen or an end", |screen, _| {
            let seen = screen.contents();
            seen.contains("Session II: Efficient") || seen.contains("code ")
        });
        if session.screen().contains("Session II: Efficient") {
            session.send("fr");
            session.send("7");
            session.wait_for("Check");
            session.send("\x03");
        }
        session.wait_exit();
        session.wait_for("code ");
        session.assert_restored();
        let seen = session.screen();
        assert!(
            ["code 0", "code 2"].iter().any(|code| seen.contains(code))
                && !seen.contains("internal error"),
            "ulimit {limit}:\n{seen}"
        );
    }
}
