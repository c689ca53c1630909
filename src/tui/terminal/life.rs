//! Entering the terminal, leaving it once, and who may write to it in between. Shared by the main
//! thread, the signal thread and the panic hook.

use super::tty::Tty;
use super::{Options, links};
use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use std::io::{self, Write};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a farewell may take: a terminal that nobody reads must not keep us alive.
const FAREWELL: Duration = Duration::from_millis(200);
/// Who has not answered within that time will hardly do so: the end waits no longer for answers that the shell would take for
/// typed.
const ANSWERS_COME: Duration = Duration::from_millis(400);
/// The same where a signal ends us.
const LAST_ANSWERS_COME: Duration = Duration::from_millis(100);
/// What comes later than that is no answer; it was typed.
const ANSWERS_END: Duration = Duration::from_secs(1);
/// How long the lock is polled for between two attempts.
const LOCK_POLL: Duration = Duration::from_millis(2);

/// Presses, releases and the wheel, not every motion; in a form without limits to the columns.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Ends a string that a cut-off write may have left open.
const END_OF_STRING: &[u8] = b"\x1b\\";

/// What is known about the screen; who holds its lock may write.
#[derive(Debug)]
pub(super) struct Screen {
    /// Raw mode is on, and drawing has a meaning.
    pub(super) active: bool,
    pub(super) modes: Modes,
    /// What is on the screen is unknown.
    pub(super) unknown: bool,
    /// What the terminal was asked and has not answered yet.
    asked: Option<Asked>,
}

/// What the terminal was asked.
#[derive(Clone, Copy, Debug)]
struct Asked {
    at: Instant,
    /// So many answers are still to come.
    due: u32,
}

/// The alternate screen and all that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modes {
    /// As they were found; the next frame sets ours.
    Found,
    /// Ours.
    Ours,
    /// Ours, unless somebody changed them while we were stopped; the next frame sets them again.
    Doubtful,
}

impl Screen {
    /// Before the beginning, and after the end.
    const GIVEN_BACK: Self = Self {
        active: false,
        modes: Modes::Found,
        unknown: true,
        asked: None,
    };

    /// So many answers are to come from now on.
    pub(super) fn ask(&mut self, due: u32) {
        let at = Instant::now();
        self.asked = (due > 0).then_some(Asked { at, due });
    }

    /// So many answers are still to come.
    pub(super) fn hear(&mut self, due: u32) {
        self.asked = self.asked.filter(|_| due > 0);
        if let Some(asked) = &mut self.asked {
            asked.due = due;
        }
    }

    /// While we were stopped, anybody may have written and set anything.
    pub(super) fn doubt(&mut self) {
        self.unknown = true;
        if self.modes == Modes::Ours {
            self.modes = Modes::Doubtful;
        }
    }
}

/// What happened outside of the main thread.
#[derive(Debug, Default)]
pub(super) struct News {
    /// The window may have another size.
    pub(super) resized: AtomicBool,
    /// We were stopped, and continue.
    pub(super) resumed: AtomicBool,
    /// We continue, but the screen was locked, so that nothing is marked as doubtful yet.
    pub(super) unmarked: AtomicBool,
    /// Another thread wants attention.
    pub(super) woken: AtomicBool,
}

/// The terminal as all threads see it.
#[derive(Debug)]
pub(super) struct Life {
    pub(super) tty: Tty,
    pub(super) news: News,
    options: Options,
    /// The mouse is to report to us.
    mouse: AtomicBool,
    /// It was switched on at some time, so that it has to be given back.
    mouse_taken: AtomicBool,
    screen: Mutex<Screen>,
    /// Somebody has begun to end the process; whoever comes second leaves it to him.
    leaving: AtomicBool,
    /// The terminal was given back for good.
    closed: AtomicBool,
    /// Written to in order to wake the main thread.
    bell: UnixStream,
}

impl Life {
    /// Takes over the terminal; the modes follow with the first frame.
    pub(super) fn new(tty: Tty, options: Options, bell: UnixStream) -> Self {
        Self {
            tty,
            news: News::default(),
            options,
            mouse: AtomicBool::new(options.mouse),
            mouse_taken: AtomicBool::new(options.mouse),
            screen: Mutex::new(Screen::GIVEN_BACK),
            leaving: AtomicBool::new(false),
            closed: AtomicBool::new(false),
            bell,
        }
    }

    /// The right to write, when its present owner is done.
    pub(super) fn lock(&self) -> MutexGuard<'_, Screen> {
        self.screen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to write, unless its owner is stuck.
    fn lock_soon(&self) -> Option<MutexGuard<'_, Screen>> {
        let deadline = Instant::now() + FAREWELL;
        loop {
            match self.screen.try_lock() {
                Ok(screen) => return Some(screen),
                Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return None,
                Err(TryLockError::WouldBlock) => thread::sleep(LOCK_POLL),
            }
        }
    }

    /// Wakes the main thread.
    pub(super) fn ring(&self) {
        // A full pipe wakes as well as another byte in it.
        _ = (&self.bell).write(&[1]);
    }

    /// Raw mode, at the start.
    pub(super) fn begin(&self) -> io::Result<()> {
        let mut screen = self.lock();
        self.tty.make_raw()?;
        screen.active = true;
        Ok(())
    }

    /// The end in good order.
    pub(super) fn end(&self) {
        let mut screen = self.lock_soon();
        self.closed.store(true, Ordering::SeqCst);
        self.restore(screen.as_deref_mut());
    }

    /// The end of the process: restores, says so through `last_words`, and never lets go of the
    /// screen, so that nothing is drawn on it any more. Whoever comes second returns at once.
    pub(super) fn perish(&self, last_words: impl FnOnce()) {
        if self.leaving.swap(true, Ordering::SeqCst) {
            return;
        }
        let mut screen = self.lock_soon();
        self.restore(screen.as_deref_mut());
        last_words();
    }

    /// Writes all of it, for the owner of the screen.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let is_leaving = || self.leaving.load(Ordering::SeqCst);
        let written = self.tty.write_while(bytes, || !is_leaving());
        while written.is_err() && is_leaving() {
            // Another thread is ending the process, and what this one has begun has no meaning any more.
            thread::park_timeout(FAREWELL);
        }
        written
    }

    /// Puts back what was found. Without the lock its owner is stuck in a write; what it had
    /// begun is then ended first.
    fn restore(&self, screen: Option<&mut Screen>) {
        let foreground = self.tty.in_foreground();
        let asked = screen.as_deref().and_then(|screen| screen.asked);
        // Before the farewell: what is typed once that is to be seen is for the shell.
        if let Some(asked) = asked.filter(|it| foreground && it.at.elapsed() < ANSWERS_END) {
            self.hear_out(asked);
        }
        let deadline = Instant::now() + FAREWELL;
        // From the background, a shell owns the settings, and may stop those who write.
        let may_write = foreground || !self.tty.stops_writers();
        let (active, modes) = match &screen {
            Some(screen) => (screen.active, screen.modes),
            None => (true, Modes::Doubtful),
        };
        if modes != Modes::Found && may_write {
            let mut bytes = self.farewell();
            if screen.is_none() {
                bytes.splice(..0, END_OF_STRING.iter().copied());
            }
            let written = self.tty.write_until(&bytes, deadline);
            let is_over = self.leaving.load(Ordering::SeqCst) || self.closed.load(Ordering::SeqCst);
            if written.is_err() && is_over && foreground {
                // Nobody reads. Whoever comes back to this terminal should find a shell in it: rather the rest of a frame
                // is lost.
                self.tty.discard_unread();
                bytes.splice(..0, END_OF_STRING.iter().copied());
                _ = self.tty.write_until(&bytes, Instant::now() + FAREWELL);
            }
        }
        if active && foreground {
            self.tty.make_cooked();
        }
        if let Some(screen) = screen {
            *screen = Screen::GIVEN_BACK;
        }
    }

    /// Takes the answers that are on their way: the shell would take them for typed. What is typed meanwhile is for neither.
    fn hear_out(&self, asked: Asked) {
        let is_leaving = || self.leaving.load(Ordering::SeqCst);
        let mut end = asked.at + ANSWERS_COME;
        let dies = is_leaving();
        if dies {
            end = end.min(Instant::now() + LAST_ANSWERS_COME);
        }
        let mut due = usize::try_from(asked.due).unwrap_or_default();
        let mut chunk = [0; 256];
        while due > 0 {
            let left = end.saturating_duration_since(Instant::now());
            // A signal that comes meanwhile waits for the lock, and not for long.
            let moment = left.min(LOCK_POLL);
            let Ok(ready) = self.tty.wait(&self.tty, Some(moment)) else {
                break;
            };
            if left.is_zero() || ready.gone || is_leaving() != dies {
                break;
            }
            if !ready.input {
                continue;
            }
            match self.tty.read(&mut chunk) {
                Ok(count) => {
                    let come = chunk.get(..count.unwrap_or_default()).unwrap_or_default();
                    let ends = come.split(|byte| *byte == b'R').skip(1);
                    due = due.saturating_sub(ends.count());
                }
                Err(_) => break,
            }
        }
        // Part of an answer may be there.
        self.tty.forget_input();
    }

    /// Gives the terminal to the shell and stops, as Ctrl-Z does; returns when continued.
    /// Returns `false` without doing so where nobody could continue us.
    pub(super) fn stop(&self) -> io::Result<bool> {
        // A session leader has no shell above it: it would be stopped for ever.
        if getsid(None).is_ok_and(|leader| leader == getpid()) {
            return Ok(false);
        }
        let mut screen = self.lock_soon();
        self.restore(screen.as_deref_mut());
        drop(screen);
        // SIGSTOP, since SIGTSTP is caught here; the whole group, since a parent that waits for
        // us would keep the terminal otherwise.
        if let Err(error) = kill_current_process_group(Signal::STOP) {
            self.resume();
            return Err(error.into());
        }
        Ok(true)
    }

    /// Takes the terminal again; the main thread has to draw everything.
    pub(super) fn resume(&self) {
        // Without the lock its owner is stuck in a write; keys should arrive all the same.
        let screen = self.lock_soon();
        if self.closed.load(Ordering::SeqCst) || self.leaving.load(Ordering::SeqCst) {
            return;
        }
        _ = self.tty.make_raw();
        match screen {
            Some(mut screen) => {
                screen.active = true;
                screen.doubt();
            }
            None => self.news.unmarked.store(true, Ordering::SeqCst),
        }
        self.news.resumed.store(true, Ordering::SeqCst);
        self.ring();
    }

    /// What sets our modes: the alternate screen, no cursor, no wrapping at the last column,
    /// pastes in brackets; the mouse, if it is wanted.
    pub(super) fn greeting(&self) -> Vec<u8> {
        let mut bytes = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h".to_vec();
        if self.mouse.load(Ordering::SeqCst) {
            bytes.extend(MOUSE_ON);
        }
        bytes
    }

    /// Takes the mouse, or gives it back; says what to write for that while the modes are ours.
    pub(super) fn want_mouse(&self, on: bool) -> &'static [u8] {
        self.mouse_taken.fetch_or(on, Ordering::SeqCst);
        self.mouse.store(on, Ordering::SeqCst);
        if on { MOUSE_ON } else { MOUSE_OFF }
    }

    /// What resets them, and whatever a frame that was cut off may have left behind.
    fn farewell(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(96);
        if self.mouse_taken.load(Ordering::SeqCst) {
            bytes.extend(MOUSE_OFF);
        }
        if self.options.abilities.links {
            bytes.extend(links::END);
        }
        // Cleared before it goes: of lines that are longer than the window was at first, tmux brings some to the shell's
        // screen otherwise. After `[r`, the cursor is at the top.
        bytes.extend(b"\x1b[m\x1b[r\x1b[J\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h");
        if self.options.abilities.recent {
            bytes.extend(b"\x1b[?2026l");
        }
        bytes
    }
}
