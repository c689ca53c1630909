//! A thread that turns signals into deeds, also while the main thread is busy or stuck.

use super::life::Life;
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGWINCH,
};
use signal_hook::iterator::Signals;
use signal_hook::low_level;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

/// The signals that end us.
const DEADLY: [i32; 8] = [
    SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGABRT, SIGALRM, SIGUSR1, SIGUSR2,
];
/// A shell may continue us a moment before it gives us the terminal.
const FOREGROUND_TRIES: usize = 10;
/// How often a job that is continued in the background stops itself before the kernel does it; an
/// orphan cannot be stopped, and shall not try for ever.
const BACKGROUND_TRIES: usize = 100;
/// The length of such a moment.
const FOREGROUND_MOMENT: Duration = Duration::from_millis(5);

/// Installs the handlers and starts the thread. It lives as long as the process: signals that
/// are caught must go on being answered after the terminal was closed.
pub(super) fn watch(life: Arc<Life>) -> io::Result<()> {
    let mut signals = Signals::new(DEADLY.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH]))?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            loop {
                let caught: Vec<i32> = signals.wait().collect();
                answer(&life, &mut signals, &caught);
            }
        })?;
    Ok(())
}

/// Answers what came together: death first, since a shell continues a stopped job to kill it.
fn answer(life: &Life, signals: &mut Signals, caught: &[i32]) {
    for signal in DEADLY {
        if caught.contains(&signal) {
            die(life, signal);
        }
    }
    if caught.contains(&SIGWINCH) {
        life.news.resized.store(true, Ordering::SeqCst);
        life.ring();
    }
    if caught.contains(&SIGTSTP) {
        _ = life.stop();
    }
    if caught.contains(&SIGCONT) {
        take_again(life, signals);
    }
}

/// Restores the terminal and dies by that very signal, so that the parent sees the truth.
fn die(life: &Life, signal: i32) {
    life.perish(|| {
        if low_level::emulate_default_handler(signal).is_err() {
            low_level::exit(128 + signal);
        }
    });
}

/// Takes the terminal again once it is ours.
fn take_again(life: &Life, signals: &mut Signals) {
    for turn in 1..=FOREGROUND_TRIES * BACKGROUND_TRIES {
        if life.tty.in_foreground() {
            break;
        }
        thread::sleep(FOREGROUND_MOMENT);
        if turn % FOREGROUND_TRIES == 0 {
            // Continued in the background: stop again, as any job that wants the terminal.
            // Asking the kernel to do it would leave no turn to a deadly signal.
            _ = kill_current_process_group(Signal::TTOU);
        }
        for signal in signals.pending() {
            if DEADLY.contains(&signal) {
                die(life, signal);
            }
            if signal == SIGWINCH {
                life.news.resized.store(true, Ordering::SeqCst);
            }
        }
    }
    life.resume();
}
