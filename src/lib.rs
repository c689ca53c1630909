//! `fomo`: the conference timetable in a terminal.
//!
//! Data flows one way:
//!
//! ```text
//! source ──bytes──▶ format ──Draft──▶ check ──Schedule + Findings──┬─▶ commands (list · now · check · diff)
//! (file, URL, -)    (sniff, read)     (RULES)                      │
//!                                                                  ▼
//! terminal ─key─▶ keymap ─Action─▶ App::update ──▶ App ──rows──▶ view ──▶ frame
//!                  ▲ Context           │  ▲
//!                  └───────────────────┘  └── loaded(Schedule) · tick(now) · resized
//!                                      └─ Effect ─▶ tui: save, reload, open, copy, quit
//! ```

pub mod agenda;
mod arrange;
pub mod cli;
pub mod colours;
pub mod commands;
pub mod config;
mod disk;
pub mod draft;
pub mod export;
pub mod favourites;
pub mod format;
pub mod limits;
pub mod query;
pub mod schedule;
pub mod source;
pub mod store;
pub mod text;
pub mod tui;
pub mod zone;

use clap::Parser as _;

/// Runs the program; returns the exit code.
pub fn run() -> i32 {
    match cli::Cli::try_parse_from(cli::with_negated_words(std::env::args_os())) {
        Ok(cli) => commands::run(cli),
        // Help is an answer, not a mistake; a closed output is no news.
        Err(error) if !error.use_stderr() => commands::help(&error),
        Err(error) => {
            commands::complain(&one_line(&error.to_string()));
            commands::FAILED
        }
    }
}

/// A usage error as one line: what is wrong and the tips, without the usage.
fn one_line(error: &str) -> String {
    let lines = error.lines().map(str::trim);
    let lines = lines.take_while(|line| {
        !line.starts_with("Usage:") && !line.starts_with("For more information")
    });
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    format!("{}; see fomo --help", lines.join("; ").replace(":;", ":"))
}
