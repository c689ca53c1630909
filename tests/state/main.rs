//! The state file in rough times: many programs at once, some of them killed; full disks; files that somebody damaged,
//! or an earlier version wrote.

#![cfg(test)]

#[path = "../common/pty.rs"]
#[expect(dead_code, reason = "the probe's tests use the rest of it")]
mod pty;
#[path = "../common/run.rs"]
mod run;

mod damage;
mod former;
mod migrations;
mod viewers;
mod writers;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use portable_pty::CommandBuilder;
use pty::Session;
use run::{Ran, command, ran};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A home with a schedule in it.
struct Home(TempDir);

/// What its favourites are kept in.
const STATE: &str = "state/fomo/events/rough.json";

impl Home {
    /// With this many talks, one each quarter of an hour.
    fn with(talks: usize) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let start = |number: usize| {
            let (day, quarter) = (1 + number / 96, number % 96);
            format!(
                "2030-03-{day:02}T{:02}:{:02}",
                quarter / 4,
                quarter % 4 * 15
            )
        };
        let sessions: Vec<Value> = (0..talks)
            .map(|number| {
                json!({"id": id(number), "title": format!("Talk {}", id(number)),
                    "start": start(number), "duration": 15})
            })
            .collect();
        let schedule = json!({
            "format": "fomo/1",
            "event": {"id": "rough", "title": "Rough Times", "time_zone": "UTC", "day_change": "00:00"},
            "sessions": sessions,
        });
        fs::write(home.path("s.json"), schedule.to_string()).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn state(&self) -> PathBuf {
        self.path(STATE)
    }

    /// Writes a state file.
    fn keep(&self, content: impl AsRef<[u8]>) {
        let state = self.state();
        fs::create_dir_all(state.parent().unwrap()).unwrap();
        fs::write(state, content).unwrap();
    }

    /// A program on its way that makes one entry a favourite.
    fn marking(&self, number: usize) -> Child {
        let mut child = command(self.0.path(), &["favourites", "import", "-", "s.json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        // One that was killed meanwhile reads nothing.
        let _ = input.write_all(json!([id(number)]).to_string().as_bytes());
        child
    }

    /// The same, to its end.
    fn mark(&self, number: usize) -> Ran {
        ran(self.marking(number).wait_with_output().unwrap())
    }

    fn fomo(&self, args: &[&str]) -> Ran {
        let mut command = command(self.0.path(), args);
        ran(command.stdin(Stdio::null()).output().unwrap())
    }

    /// A line of a shell; `$FOMO` is the program.
    fn shell(&self, line: &str) -> Ran {
        let program = command(self.0.path(), &[]);
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", line]).env_clear();
        for (name, value) in program.get_envs() {
            shell.env(name, value.unwrap_or_default());
        }
        shell.env("FOMO", env!("CARGO_BIN_EXE_fomo"));
        shell.env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        ran(shell
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .output()
            .unwrap())
    }

    /// The viewer in a terminal, started by a line of a shell.
    fn view(&self, line: &str) -> Session {
        let mut shell = CommandBuilder::new("sh");
        shell.args(["-c", line]);
        shell.env_clear();
        for (name, value) in command(self.0.path(), &[]).get_envs() {
            shell.env(name, value.unwrap_or_default());
        }
        shell.env("FOMO", env!("CARGO_BIN_EXE_fomo"));
        shell.env("PATH", "/usr/bin:/bin");
        shell.cwd(self.0.path());
        Session::spawn(shell, 80, 24)
    }

    /// Whether changes are noticed here: every user has only so many watches.
    fn can_be_watched(&self) -> bool {
        let watch = fomo::source::watch::Watch::of(&self.path("s.json"), || ());
        if let Err(why) = &watch {
            eprintln!("skipped: {why}");
        }
        watch.is_ok()
    }

    /// The ids of all favourites in the file, which is valid.
    fn kept(&self) -> Vec<String> {
        let text = fs::read(self.state()).unwrap();
        let state: Value = serde_json::from_slice(&text).unwrap();
        let favourites = state["favourites"].as_array().unwrap().iter();
        let mine = favourites.filter(|it| it["stance"] == "favourite" || it["stance"] == "must");
        mine.map(|it| it["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The files beside the state file that begin or end so.
    fn beside(&self, part: &str) -> Vec<PathBuf> {
        let directory = self.state();
        let all = fs::read_dir(directory.parent().unwrap()).unwrap();
        let paths = all.map(|entry| entry.unwrap().path());
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        paths.filter(|path| name(path).contains(part)).collect()
    }
}

fn id(number: usize) -> String {
    format!("t{number:03}")
}
