//! `fomo`: the conference timetable in a terminal.
//!
//! Data flows one way:
//!
//! ```text
//! source ──bytes──▶ format ──Draft──▶ check ──Schedule + Findings──┬─▶ commands (list · now · check)
//! (file, -)         (sniff, read)     (RULES)                      │
//!                                                                  ▼
//! terminal ─key─▶ keymap ─Action─▶ App::update ──▶ App ──rows──▶ view ──▶ frame
//!                  ▲ Context           │  ▲
//!                  └───────────────────┘  └── loaded(Schedule) · tick(now) · resized
//!                                      └─ Effect ─▶ tui: save, reload, open, copy, quit
//! ```

pub mod draft;
pub mod format;
pub mod query;
pub mod schedule;
pub mod source;
pub mod text;
pub mod tui;
pub mod zone;

/// Runs the program; returns the exit code.
pub fn run() -> i32 {
    0
}
