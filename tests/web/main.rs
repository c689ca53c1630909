//! Schedules on the web: what a reader sees when servers and networks behave, and when they do not.

#![cfg(test)]

#[path = "../common/httpd.rs"]
mod httpd;
#[expect(dead_code, reason = "one test needs a terminal, and little of it")]
#[path = "../common/pty.rs"]
mod pty;
#[path = "../common/run.rs"]
mod run;

mod download;
mod names;
mod previous;
mod reading;

use std::{
    fs,
    path::PathBuf,
    process::Stdio,
    time::{Duration, SystemTime},
};

use tempfile::TempDir;

use run::{Ran, command, ran};

/// A home of its own.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn fomo(&self, args: &[&str]) -> Ran {
        self.fomo_with(args, &[])
    }

    fn fomo_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = command(self.0.path(), args);
        command.stdin(Stdio::null()).envs(variables.iter().copied());
        ran(command.output().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    fn cache(&self) -> PathBuf {
        self.0.path().join("cache/fomo")
    }

    /// The files in the cache, with their bytes.
    fn copies(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let Ok(entries) = fs::read_dir(self.cache()) else {
            return Vec::new();
        };
        let files = entries.map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = files
            .map(|file| (file.clone(), fs::read(file).unwrap()))
            .collect();
        files.sort();
        files
    }

    /// Makes all copies older.
    fn age_copies(&self, hours: u64) {
        for (path, _) in self.copies() {
            let then = SystemTime::now() - Duration::from_secs(hours * 3600);
            fs::File::open(path).unwrap().set_modified(then).unwrap();
        }
    }
}

/// A schedule with one session.
fn schedule(title: &str) -> Vec<u8> {
    format!(
        r#"{{"format": "fomo/1", "event": {{"title": "Event", "time_zone": "Europe/Vienna"}},
            "sessions": [{{"title": "{title}", "start": "2024-07-27T09:00"}}]}}"#
    )
    .into_bytes()
}

/// That a run showed this session, and said this on standard error.
#[track_caller]
fn assert_shows(ran: &Ran, title: &str, err: &str) {
    assert_eq!((ran.code, ran.err.as_str()), (0, err), "{ran:?}");
    assert!(ran.out.contains(title), "{ran:?}");
}

/// That a run failed with this error and nothing else.
#[track_caller]
fn assert_refused(ran: &Ran, error: &str) {
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (2, "", format!("error: {error}\n").as_str())
    );
}
