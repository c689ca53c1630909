//! What breaks terminal programs, done to the viewer in a real terminal: signals, lost connections, sleep, odd streams and
//! sizes, noise, slow links, hostile texts, and surroundings that lack something. Afterwards the exit code is right, and the
//! terminal as before.
//!
//! | theme | here | and elsewhere |
//! |---|---|---|
//! | ends | `ends`: signals, hang-ups, kills, from every screen | `terminal_life`: panics of any thread; `viewer_live::personal`: notes; `viewer_live::web`: while it waits |
//! | stops | `stops`: Ctrl-Z, `SIGTSTP`, `SIGSTOP`, jobs in the background | `viewer_life`: another size after a sleep; `terminal_life`: a stopped job is killed |
//! | streams | `streams`: closed, empty and odd ones, no controlling terminal | `cli::streams`: commands; `viewer_live::files`: a schedule through a pipe |
//! | sizes | `sizes`: at the start, in storms | `frames_properties`: every small size, any keys |
//! | input | `input`: split keys, pastes, noise, replies, floods | `terminal::keys`: every sequence |
//! | slow | `slow`: nobody reads, slow links | `web`: slow servers, bombs; `viewer_live::web`: downloads that hang |
//! | texts | `texts`: hostile and huge ones, the ends of the calendar | `cli::hostile`: commands; `any_bytes`, `any_calendar`, `fuzz/`: any bytes; `convert`, `ics`: exports |
//! | surroundings | `surroundings`: `TERM`, locale, colours, directories, descriptors | `cli::streams`: `TERM=dumb`; `state`: full disks, many writers, kills, damage; `cli::zones`, `zone`: clocks and `TZ` |
//!
//! Idle costs are measured by `cargo bench`, the widths of characters by `frames` and `look`.

#![cfg(test)]

#[path = "../common/hostile.rs"]
#[expect(dead_code, reason = "the tests of commands use the rest of it")]
mod hostile;
#[path = "../common/httpd.rs"]
#[expect(dead_code, reason = "the tests of downloads play more than this")]
mod httpd;
#[path = "../common/pty.rs"]
#[expect(dead_code, reason = "the probe's tests use the rest of it")]
mod pty;

mod ends;
mod input;
mod sizes;
mod slow;
mod stops;
mod streams;
mod surroundings;
mod texts;

use std::{fs, path::PathBuf, thread, time::Duration};

use httpd::{Httpd, Play};
use portable_pty::CommandBuilder;
use pty::{Session, count, cpu_time};
use tempfile::TempDir;

/// During the workshop that is built in.
const AT: &str = "--at 2024-07-27T11:10";

/// The first screen: what is on is selected.
const LANDED: &str = "▌▶ 11:00  🚀 Session II";

/// The Esc key, told from the beginning of another key, as terminals do that can.
const ESC: &str = "\x1b[27u";

/// Keys that lead to a screen, and what is only seen there.
struct Screen {
    keys: &'static str,
    text: &'static str,
}

const fn screen(keys: &'static str, text: &'static str) -> Screen {
    Screen { keys, text }
}

/// Every screen of the viewer.
const SCREENS: [Screen; 18] = [
    screen("", LANDED),
    screen("2", "h l rooms"),
    screen("3", "Aakanksha Chowdhery  Google DeepMind"),
    screen("4", "You have no favourites here yet"),
    screen("5", "Workshop at the International"),
    screen("6", "Nothing changed since you last looked"),
    screen("7", "─ 7 warnings ─"),
    screen("\r", "~50 min left · no end is given"),
    screen("3\r", "▌ 14:00–~15:00"),
    screen("?", "Keys that work here"),
    screen("??", "one down"),
    screen("/gu", "1 of 21"),
    screen("/\t", "expected a name"),
    screen("F", "Space choose"),
    screen("zto", "America/Toronto"),
    screen("E", "a name, a file or a URL"),
    screen(":", "what to do: a name, a word or a key"),
    screen("Nhm", "Note: 🚀 Session II"),
];

/// A home of its own.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// A line of a shell; `$FOMO` is the program. Nothing can be opened in other programs.
    fn command(&self, line: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", line]);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("TZ", "Asia/Tokyo"),
            ("PATH", "/usr/bin:/bin"),
            ("FOMO", env!("CARGO_BIN_EXE_fomo")),
            ("BROWSER", "false"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", self.0.path());
        command.cwd(self.0.path());
        command
    }

    fn shell(&self, line: &str) -> Session {
        Session::spawn(self.command(line), 80, 24)
    }

    /// The viewer on the built-in workshop, as the leader of its terminal.
    fn view(&self) -> Session {
        self.view_of("")
    }

    fn view_of(&self, arguments: &str) -> Session {
        self.shell(&format!("exec \"$FOMO\" {AT} {arguments}"))
    }

    /// The same, on this screen.
    #[track_caller]
    fn on(&self, screen: &Screen) -> Session {
        let mut session = self.view();
        go_to(&mut session, screen);
        session
    }
}

/// Waits for the first screen, and goes on to this one until all of it is there.
#[track_caller]
fn go_to(session: &mut Session, screen: &Screen) {
    session.wait_for(LANDED);
    session.send(screen.keys);
    session.wait_for(screen.text);
    press(session, "");
}

/// What is seen, whether blanks were written or not.
fn picture(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Waits until the whole screen is so.
#[track_caller]
fn wait_for_all(session: &Session, before: &str) {
    session.wait_until(&format!("this again:\n{before}\nin which"), |screen, _| {
        screen.alternate_screen() && picture(&screen.contents()) == before
    });
}

/// Presses keys, and waits for a whole frame of what became of them; how many bytes that took.
#[track_caller]
fn press(session: &mut Session, keys: &str) -> usize {
    let before = session.raw().len();
    session.send(keys);
    session.send("\x0c");
    session.wait_until("a whole frame", |_, raw| {
        let new = raw.get(before..).unwrap_or_default();
        count(new, b"\x1b[2J") > 0 && is_complete(raw)
    });
    session.raw().len() - before
}

/// Whether the last frame that began with an empty screen has come to its end, which is where the cursor is shown or hidden.
fn is_complete(raw: &[u8]) -> bool {
    let begin = raw.windows(4).rposition(|bytes| bytes == b"\x1b[2J");
    let frame = begin.and_then(|begin| raw.get(begin..)).unwrap_or_default();
    count(frame, b"\x1b[?25l") + count(frame, b"\x1b[?25h") > 0
}

/// A viewer that waits for a server that never answers; keep the server.
fn waiting(home: &Home) -> (Session, Httpd) {
    let server = Httpd::playing(Play::Hang);
    let session = home.view_of(&server.url("/"));
    session.wait_for("Opening 127.0.0.1");
    (session, server)
}

/// Quits, and sees to it that the terminal is as before.
#[track_caller]
fn quit(mut session: Session) {
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0, "{}", session.screen());
    session.assert_restored();
    assert_silent_after_leaving(&session);
}

/// Nothing but modes was written after the alternate screen was left.
#[track_caller]
fn assert_silent_after_leaving(session: &Session) {
    let raw = session.raw();
    let text = String::from_utf8_lossy(&raw);
    let after = text.rsplit("\x1b[?1049l").next().unwrap();
    let silent = ["\x1b[?25h", "\x1b[?25h\x1b[?2026l"].contains(&after);
    assert!(silent, "{after:?}");
}

/// That the program, which has nothing to do, does nothing. A busy one would take all of this time.
#[track_caller]
fn assert_idle(session: &Session) {
    const WHILE: Duration = Duration::from_millis(300);
    let Some(before) = cpu_time(session.pid()) else {
        return eprintln!("skipped: the system does not tell how much a process works");
    };
    thread::sleep(WHILE);
    let used = cpu_time(session.pid()).unwrap().saturating_sub(before);
    assert!(used < WHILE / 2, "{used:?} of {WHILE:?}");
}
