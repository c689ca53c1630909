//! How far a download is, on one line of standard error, if somebody looks.

use std::{
    io::{self, IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

use crate::{
    source::web::{Progress, size},
    text,
};

/// What is faster needs no line.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line that is replaced as long as it lives, and leaves nothing behind.
pub(super) struct Line {
    started: Instant,
    shown: String,
    watched: bool,
}

impl Line {
    pub(super) fn new() -> Self {
        Self {
            started: Instant::now(),
            shown: String::new(),
            watched: io::stderr().is_terminal(),
        }
    }

    pub(super) fn show(&mut self, progress: Progress) {
        if !self.watched || self.started.elapsed() < PATIENCE {
            return;
        }
        let line = match (progress.received, progress.expected) {
            (0, _) => "waiting for the server".to_owned(),
            (received, None) => format!("downloading: {}", size(received)),
            (received, Some(expected)) => {
                format!("downloading: {} of {}", size(received), size(expected))
            }
        };
        if line != self.shown {
            self.write(&line);
            self.shown = line;
        }
    }

    /// Carriage returns and blanks alone: this may be any terminal.
    fn write(&self, line: &str) {
        let blanks = " ".repeat(text::width(&self.shown));
        let mut err = io::stderr().lock();
        // Where standard error is closed, nobody looks.
        let _ = write!(err, "\r{blanks}\r{line}").and_then(|()| err.flush());
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if !self.shown.is_empty() {
            self.write("");
        }
    }
}
