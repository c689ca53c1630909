//! A panic, in whichever thread, ends the program with a readable line on the normal screen.

use super::life::Life;
use crate::text;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::PanicHookInfo;
use std::sync::Arc;
use std::time::Duration;

/// The exit code of a program that panicked.
const EXIT_CODE: i32 = 101;
/// A message is cut there: it may quote what it stumbled over.
const MESSAGE_LIMIT: usize = 500;

/// Replaces the panic hook: restores the terminal, prints one line, ends the process.
pub(super) fn install(life: Arc<Life>) {
    std::panic::set_hook(Box::new(move |info| {
        let trace = Backtrace::capture();
        life.perish(|| {
            eprintln!("{}", line(info));
            if trace.status() == BacktraceStatus::Captured {
                eprintln!("{trace}");
            }
            std::process::exit(EXIT_CODE);
        });
        // Another thread is ending the process; this one must not go on, nor unwind into
        // code that would.
        loop {
            std::thread::park_timeout(Duration::from_secs(1));
        }
    }));
}

fn line(info: &PanicHookInfo<'_>) -> String {
    let program = env!("CARGO_PKG_NAME");
    let place = info
        .location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let message: String = text::clean_line(message)
        .text
        .chars()
        .take(MESSAGE_LIMIT)
        .collect();
    format!("{program}: internal error at {place}: {message}; please report it")
}
