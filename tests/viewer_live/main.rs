//! The viewer while its schedule changes: files that are edited, servers that are slow or gone,
//! other events that are opened. All in a real terminal; nothing sleeps.

#![cfg(test)]

#[path = "../common/httpd.rs"]
#[expect(dead_code, reason = "the tests of downloads play more than this")]
mod httpd;
#[path = "../common/pty.rs"]
#[expect(dead_code, reason = "the probe's tests use the rest of it")]
mod pty;

mod changes;
mod events;
mod files;
mod mouse;
mod personal;
mod web;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        mpsc::{self, Sender},
    },
    time::{Duration, SystemTime},
};

use httpd::{Httpd, Play};
use portable_pty::CommandBuilder;
use pty::Session;
use tempfile::TempDir;

/// Times and titles of a day.
const DAY: [(&str, &str); 4] = [
    ("10:00", "Alpha"),
    ("11:00", "Beta"),
    ("12:00", "Gamma"),
    ("13:00", "Delta"),
];

/// The first of them, while it is on.
const LANDED: &str = "▌▶ 10:00  Alpha";

/// A schedule of these entries.
fn schedule(title: &str, entries: &[(&str, &str)]) -> String {
    in_zone(title, entries, r#", "time_zone": "Europe/Vienna""#)
}

fn in_zone(title: &str, entries: &[(&str, &str)], zone: &str) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(time, title)| {
            format!(r#"{{"title": "{title}", "start": "2024-07-27T{time}", "duration": 60}}"#)
        })
        .collect();
    format!(
        "{{\"format\": \"fomo/1\",\n\"event\": {{\"title\": \"{title}\"{zone}}},\n\"sessions\": [\n{}]}}\n",
        entries.join(",\n")
    )
}

/// The day, and something more before all that was there.
fn with(more: &str) -> String {
    let mut day = vec![("09:00", more)];
    day.extend(DAY);
    schedule("Event", &day)
}

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
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The viewer on a terminal of its own, while the first entry is on.
    fn view(&self, arguments: &[&str]) -> Session {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fomo"));
        command.args(["--at", "2024-07-27T10:10"]);
        command.args(arguments);
        self.run(command)
    }

    /// A line of a shell; `$FOMO` is the program.
    fn shell(&self, line: &str) -> Session {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", line]);
        self.run(command)
    }

    fn run(&self, mut command: CommandBuilder) -> Session {
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("TZ", "Asia/Tokyo"),
            ("PATH", "/usr/bin:/bin"),
            ("FOMO", env!("CARGO_BIN_EXE_fomo")),
        ] {
            command.env(name, value);
        }
        command.env("HOME", self.0.path());
        for name in ["config", "state", "data", "cache"] {
            let variable = format!("XDG_{}_HOME", name.to_uppercase());
            command.env(variable, self.path(name));
        }
        command.cwd(self.0.path());
        Session::spawn(command, 80, 24)
    }

    /// Keeps a copy of what a server plays at `/`, and makes it two hours old.
    fn with_copy(&self, server: &Httpd) {
        let mut session = self.shell(&format!("$FOMO list {}", server.url("/")));
        assert!(session.wait_exit().success(), "{}", session.screen());
        self.age_copies();
    }

    fn age_copies(&self) {
        let then = SystemTime::now() - Duration::from_secs(2 * 3600 + 60);
        for copy in fs::read_dir(self.path("cache/fomo")).unwrap() {
            let copy = fs::File::open(copy.unwrap().path()).unwrap();
            copy.set_modified(then).unwrap();
        }
    }
}

/// A server with this content.
fn server(content: &str) -> Httpd {
    Httpd::playing(plain(content))
}

fn plain(content: &str) -> Play {
    Play::Content(content.as_bytes().to_vec(), Vec::new())
}

/// This content, once the sender is used; so many bytes of it at once.
fn late(content: &str, at_once: usize) -> (Play, Sender<()>) {
    let (tell, word) = mpsc::channel();
    let word = Arc::new(Mutex::new(word));
    (Play::Late(content.into(), at_once, word), tell)
}

/// Waits until all of these are on the screen, and none of those.
#[track_caller]
fn wait_for(session: &Session, all: &[&str], none: &[&str]) {
    session.wait_until(&format!("{all:?} without {none:?}"), |screen, _| {
        // A long message goes on in the next line.
        let screen = screen.contents().replace("\n ", " ");
        all.iter().all(|text| screen.contains(text))
            && !none.iter().any(|text| screen.contains(text))
    });
}

/// Quits, and sees to it that the terminal is as before.
#[track_caller]
fn quit(mut session: Session) {
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

/// That the viewer ended by itself with one error, said once the terminal was given back.
#[track_caller]
fn assert_failed(mut session: Session, error: &str) {
    assert_eq!(session.wait_exit().exit_code(), 2);
    session.wait_for(error);
    session.assert_restored();
    session.wait_until("the end of the line", |_, raw| raw.ends_with(b"\n"));
    let raw = String::from_utf8(session.raw()).unwrap();
    let after = raw.rsplit("\x1b[?1049l").next().unwrap();
    assert_eq!(after.matches("error: ").count(), 1, "{after:?}");
    assert_eq!(after.matches('\n').count(), 1, "{after:?}");
}

/// Moves a file over another one.
fn replace(path: &Path, content: &str) {
    let new = path.with_extension("new");
    fs::write(&new, content).unwrap();
    fs::rename(new, path).unwrap();
}
