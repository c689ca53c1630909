//! A program in a real terminal: [`Session`]. Everything is waited for with a deadline; nothing
//! sleeps in the hope that it will have been enough. A test that does not use all of it says so:
//! `#[expect(dead_code, reason = "...")] mod common;`.

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, OutputModes, Termios};
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// Everything that is waited for has to happen within that time.
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);

/// What the program has written, and what it looks like.
struct Seen {
    screen: vt100::Parser,
    raw: Vec<u8>,
    stop: bool,
    paused: bool,
    /// So many bytes are read in a second, as on a slow link.
    speed: Option<usize>,
}

/// A slow link delivers so often.
const SLOW_BEAT: Duration = Duration::from_millis(10);

/// What shows the bytes that a program writes, and says what the terminal answers to them.
pub(crate) type Show = Box<dyn FnMut(&mut vt100::Parser, &[u8]) -> Vec<u8> + Send>;

/// What is typed goes there; the terminal's answers, too.
type Keyboard = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// A program in a terminal of its own, of which it is the session leader.
pub(crate) struct Session {
    master: Option<Box<dyn MasterPty + Send>>,
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: Keyboard,
    child: Box<dyn Child + Send + Sync>,
    tty: File,
    /// The settings of the terminal before the program.
    found: Termios,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    reader: Option<thread::JoinHandle<()>>,
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has a size")
}

/// The size that a program takes where a terminal does not know its own.
const UNKNOWN_SIZE: (u16, u16) = (80, 24);

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Session {
    /// Starts the command in a terminal of that size, which answers nothing; one of 0 × 0 does not know its size.
    pub(crate) fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let show: Show = Box::new(|screen, bytes| {
            screen.process(bytes);
            Vec::new()
        });
        Self::spawn_in(command, columns, rows, show)
    }

    /// Starts the command in a terminal of that size and kind.
    pub(crate) fn spawn_in(
        mut command: CommandBuilder,
        columns: u16,
        rows: u16,
        mut show: Show,
    ) -> Self {
        let pair = native_pty_system()
            .openpty(pty_size(columns, rows))
            .expect("a pty");
        let name = pair.master.tty_name().expect("the terminal has a name");
        // Held open: the terminal stays as it is when the program ends.
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let tty: File = rustix::fs::open(name, flags, Mode::empty())
            .expect("the terminal opens")
            .into();
        let found = rustix::termios::tcgetattr(&tty).expect("the terminal has settings");
        // The terminal is here, wherever whoever runs this sits.
        for name in ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"] {
            command.env_remove(name);
        }
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        let mut reader = pair
            .master
            .try_clone_reader()
            .expect("the terminal can be read");
        let writer = pair
            .master
            .take_writer()
            .expect("the terminal can be written");
        let shown = match (columns, rows) {
            (0, 0) => UNKNOWN_SIZE,
            size => size,
        };
        let screen = vt100::Parser::new(cells(shown.1), cells(shown.0), Default::default());
        let seen = Arc::new((
            Mutex::new(Seen {
                screen,
                raw: Vec::new(),
                stop: false,
                paused: false,
                speed: None,
            }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&seen);
        let keyboard: Keyboard = Arc::new(Mutex::new(Some(writer)));
        let answers = Arc::clone(&keyboard);
        let reader = thread::spawn(move || {
            let mut chunk = [0; 4096];
            let (seen, changed) = &*shared;
            loop {
                let speed = seen.lock().unwrap_or_else(PoisonError::into_inner).speed;
                let at_once = match speed {
                    None => chunk.len(),
                    Some(speed) => {
                        thread::sleep(SLOW_BEAT);
                        (speed / 100).clamp(1, chunk.len())
                    }
                };
                let Ok(count) = reader.read(chunk.get_mut(..at_once).unwrap_or_default()) else {
                    break;
                };
                let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                if count == 0 || seen.stop {
                    break;
                }
                let bytes = chunk.get(..count).unwrap_or_default();
                let answer = show(&mut seen.screen, bytes);
                seen.raw.extend(bytes);
                changed.notify_all();
                if !answer.is_empty() {
                    drop(seen);
                    type_in(&answers, &answer);
                    seen = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
                }
                while seen.paused {
                    seen = changed.wait(seen).unwrap_or_else(PoisonError::into_inner);
                }
            }
        });
        Self {
            master: Some(pair.master),
            slave: Some(pair.slave),
            keyboard,
            child,
            tty,
            found,
            seen,
            reader: Some(reader),
        }
    }

    /// Starts a program without arguments of its own environment but for a usual terminal's.
    pub(crate) fn run(program: &str, arguments: &[&str], columns: u16, rows: u16) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.env_remove("RUST_BACKTRACE");
        Self::spawn(command, columns, rows)
    }

    /// A failed assertion in one place must not hide itself behind a poisoned lock.
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Types.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        type_in(&self.keyboard, bytes.as_ref());
    }

    /// Types from another thread, since a program that does not read would block this one.
    pub(crate) fn send_in_background(&mut self, bytes: Vec<u8>) -> thread::JoinHandle<()> {
        let tty = lock(&self.keyboard).take();
        let mut tty = tty.expect("the terminal is open");
        thread::spawn(move || {
            _ = tty.write_all(&bytes);
        })
    }

    /// Types more than a terminal holds: returns once it was taken, of a program that reads.
    #[track_caller]
    pub(crate) fn send_all(&mut self, bytes: Vec<u8>) {
        let tty = lock(&self.keyboard).take();
        let mut tty = tty.expect("the terminal is open");
        let (tell, done) = mpsc::channel();
        thread::spawn(move || {
            let sent = tty.write_all(&bytes).and_then(|()| tty.flush());
            _ = tell.send((tty, sent));
        });
        let Ok((tty, sent)) = done.recv_timeout(6 * DEADLINE) else {
            panic!("not all input is read; the screen is\n{}", self.screen());
        };
        sent.expect("the terminal takes input");
        *lock(&self.keyboard) = Some(tty);
    }

    /// Waits until the condition on screen and bytes holds; panics with the screen if it never does.
    #[track_caller]
    pub(crate) fn wait_until(
        &self,
        what: &str,
        mut holds: impl FnMut(&vt100::Screen, &[u8]) -> bool,
    ) {
        let end = Instant::now() + DEADLINE;
        let changed = &self.seen.1;
        let mut seen = self.seen();
        while !holds(seen.screen.screen(), &seen.raw) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "{what} did not happen; the screen is\n{}",
                seen.screen.screen().contents()
            );
            seen = changed
                .wait_timeout(seen, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Waits until the text is on the screen.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |screen, _| {
            screen.contents().contains(text)
        });
    }

    /// What is on the screen.
    pub(crate) fn screen(&self) -> String {
        self.seen().screen.screen().contents()
    }

    /// All that the program has written.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.seen().raw.clone()
    }

    /// Another size for the window.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.seen()
            .screen
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.resize_unseen(columns, rows);
    }

    /// Another size, of which the emulated screen knows nothing.
    pub(crate) fn resize_unseen(&self, columns: u16, rows: u16) {
        let master = self.master.as_ref().expect("the terminal is open");
        master
            .resize(pty_size(columns, rows))
            .expect("the terminal can be resized");
    }

    /// The program's process.
    pub(crate) fn pid(&self) -> Pid {
        let id = self.child.process_id().expect("the program has a process");
        Pid::from_raw(i32::try_from(id).expect("a process number")).expect("a process number")
    }

    /// Sends a signal to the program.
    pub(crate) fn kill(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the signal can be sent");
    }

    /// The process group in the foreground of the terminal.
    pub(crate) fn foreground(&self) -> Pid {
        let group = self
            .master
            .as_ref()
            .and_then(|master| master.process_group_leader());
        Pid::from_raw(group.expect("a group is in the foreground")).expect("a group number")
    }

    /// From the next output on, nobody reads what the program writes, as on a link that is stuck.
    pub(crate) fn stop_reading(&self) {
        self.seen().paused = true;
    }

    /// The link works again.
    pub(crate) fn read_on(&self) {
        self.seen().paused = false;
        self.seen.1.notify_all();
    }

    /// From now on, so many bytes come through in a second; or as many as there are.
    pub(crate) fn read_at(&self, speed: Option<usize>) {
        self.seen().speed = speed;
    }

    /// Closes the terminal, as when the window is closed or the connection lost.
    pub(crate) fn hang_up(&mut self) {
        self.seen().stop = true;
        self.seen().speed = None;
        self.read_on();
        // The reader wakes by something to read, and then lets go of the terminal. It may have
        // done so before, with the terminal full: writing must not block this thread.
        if let Ok(mut tty) = self.tty.try_clone() {
            thread::spawn(move || tty.write_all(b"\n"));
        }
        if let Some(reader) = self.reader.take() {
            _ = reader.join();
        }
        *lock(&self.keyboard) = None;
        (self.slave, self.master) = (None, None);
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub(crate) fn wait_exit(&mut self) -> ExitStatus {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self
                .child
                .try_wait()
                .expect("the program can be waited for")
            {
                return status;
            }
            assert!(
                Instant::now() < end,
                "it does not end; the screen is\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Whether lines are edited and echoed by the terminal, as a shell leaves it.
    pub(crate) fn is_cooked(&self) -> bool {
        let now = rustix::termios::tcgetattr(&self.tty).expect("the terminal has settings");
        now.local_modes
            .contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
            && now.output_modes.contains(OutputModes::OPOST)
    }

    /// Panics unless the terminal is as before the program, once everything has arrived.
    #[track_caller]
    pub(crate) fn assert_restored(&self) {
        self.assert_as_found();
        let raw = self.raw();
        assert_eq!(
            count(&raw, b"\x1b[?1049h"),
            count(&raw, b"\x1b[?1049l"),
            "entered as often as left"
        );
    }

    /// The same where a shell has written such sequences, too.
    #[track_caller]
    pub(crate) fn assert_as_found(&self) {
        self.wait_until("leaving the alternate screen", |screen, raw| {
            !screen.alternate_screen() && !screen.hide_cursor() && left_set(raw).is_empty()
        });
        assert!(self.is_cooked(), "the terminal is still raw");
        let now = rustix::termios::tcgetattr(&self.tty).expect("the terminal has settings");
        assert_eq!(format!("{now:?}"), format!("{:?}", self.found));
        let screen = self.seen();
        let screen = screen.screen.screen();
        assert!(!screen.application_keypad() && !screen.application_cursor());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

/// The modes of a terminal that are on unless somebody resets them: wrapping at the last column, and the cursor.
const ON_BY_DEFAULT: [u16; 2] = [7, 25];

/// The private modes that are not as a terminal has them by itself, after it was sent these bytes.
fn left_set(raw: &[u8]) -> Vec<u16> {
    let mut left = Vec::new();
    for start in raw
        .windows(3)
        .enumerate()
        .filter_map(|(start, bytes)| (bytes == b"\x1b[?").then_some(start + 3))
    {
        let rest = raw.get(start..).unwrap_or_default();
        let end = rest
            .iter()
            .position(|byte| !byte.is_ascii_digit() && *byte != b';');
        let (Some(numbers), Some(letter)) = (
            rest.get(..end.unwrap_or_default()),
            rest.get(end.unwrap_or(rest.len())),
        ) else {
            continue;
        };
        for mode in String::from_utf8_lossy(numbers).split(';') {
            let mode = mode.parse().expect("a mode has a number");
            left.retain(|other| *other != mode);
            if (*letter == b'h') != ON_BY_DEFAULT.contains(&mode) {
                left.push(mode);
            }
        }
    }
    left
}

/// The processor time that a process has used, and those of its threads that live; `None` where the system does not tell.
pub(crate) fn cpu_time(pid: Pid) -> Option<Duration> {
    let threads = std::fs::read_dir(format!("/proc/{}/task", pid.as_raw_nonzero())).ok()?;
    let mut total = Duration::ZERO;
    for thread in threads.flatten() {
        // One that has ended meanwhile has used what it used.
        let Ok(text) = std::fs::read_to_string(thread.path().join("schedstat")) else {
            continue;
        };
        total += Duration::from_nanos(text.split(' ').next()?.parse().ok()?);
    }
    Some(total)
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn type_in(keyboard: &Keyboard, bytes: &[u8]) {
    let mut keyboard = lock(keyboard);
    let writer = keyboard.as_mut().expect("the terminal is open");
    writer.write_all(bytes).expect("the terminal takes input");
    writer.flush().expect("the terminal takes input");
}

/// How often the bytes occur.
pub(crate) fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .filter(|window| *window == what)
        .count()
}

impl Drop for Session {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
        self.hang_up();
    }
}
