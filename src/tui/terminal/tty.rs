//! The terminal device: opened for ourselves, read and written without ever blocking in a call
//! that a signal thread could not outwait.

use crate::limits;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Signal, getpgrp, kill_current_process_group};
use rustix::termios::{OptionalActions, QueueSelector, SpecialCodeIndex, Termios, isatty, ttyname};
use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

/// Columns and rows where the terminal does not know its own size, as on a serial line.
const FALLBACK_SIZE: (u16, u16) = (80, 24);
/// How often a background job stops itself before it leaves that to the kernel.
const BACKGROUND_TRIES: usize = 10;

/// Our own description of the terminal device. It is non-blocking, which stays invisible to the
/// shell: descriptor 0 is shared with it, this one is not.
#[derive(Debug)]
pub(super) struct Tty {
    fd: OwnedFd,
    /// The settings as they were found.
    found: Termios,
}

impl Tty {
    /// Opens the terminal that one of the standard streams is connected to, or the controlling
    /// one if all of them are redirected.
    pub(super) fn open() -> io::Result<Self> {
        let named = device(io::stdin())
            .or_else(|| device(io::stdout()))
            .or_else(|| device(io::stderr()));
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        // A named device may be out of reach, as after `su`; the controlling one then is not.
        let fd = named
            .map_or(Err(Errno::NOTTY), |path| {
                rustix::fs::open(path, flags, Mode::empty())
            })
            .or_else(|_| rustix::fs::open("/dev/tty", flags, Mode::empty()))
            .map_err(|error| explain("no terminal to draw on", error))?;
        // macOS cannot wait for `/dev/tty` itself, only for the device behind it.
        let mut fds = [PollFd::new(&fd, PollFlags::OUT)];
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        _ = poll(&mut fds, Some(&now));
        let [state] = fds.map(|fd| fd.revents());
        if state.contains(PollFlags::NVAL) {
            return Err(explain("no terminal to read keys from", Errno::NOTTY));
        }
        let found = rustix::termios::tcgetattr(&fd)
            .map_err(|error| explain("cannot read the terminal's settings", error))?;
        Ok(Self { fd, found })
    }

    /// Stops until a shell brings us to the foreground, so that `fomo &` neither draws over
    /// the shell nor spins.
    pub(super) fn await_foreground(&self) {
        for _ in 0..BACKGROUND_TRIES {
            if self.in_foreground() {
                return;
            }
            // What the kernel would send; sending it ourselves leaves other signals their turn.
            _ = kill_current_process_group(Signal::TTOU);
        }
    }

    /// Whether we may change the terminal without being stopped for it.
    pub(super) fn in_foreground(&self) -> bool {
        // An error says that it is not our controlling terminal: then nobody will stop us.
        rustix::termios::tcgetpgrp(&self.fd).map_or(true, |group| group == getpgrp())
    }

    /// Whether a write from the background would be stopped.
    pub(super) fn stops_writers(&self) -> bool {
        rustix::termios::tcgetattr(&self.fd).is_ok_and(|now| {
            now.local_modes
                .contains(rustix::termios::LocalModes::TOSTOP)
        })
    }

    /// Every byte comes at once and as it is, and goes out as it is.
    pub(super) fn make_raw(&self) -> io::Result<()> {
        let mut raw = self.found.clone();
        raw.make_raw();
        raw.special_codes[SpecialCodeIndex::VMIN] = 1;
        raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        self.set(&raw)
            .map_err(|error| explain("cannot put the terminal into raw mode", error))
    }

    /// Puts the settings back as they were found.
    pub(super) fn make_cooked(&self) {
        _ = self.set(&self.found);
    }

    /// Drops what has come and nobody has read.
    pub(super) fn forget_input(&self) {
        _ = rustix::termios::tcflush(&self.fd, QueueSelector::IFlush);
    }

    fn set(&self, settings: &Termios) -> rustix::io::Result<()> {
        loop {
            // Now, not after draining: nobody may be reading.
            match rustix::termios::tcsetattr(&self.fd, OptionalActions::Now, settings) {
                Err(Errno::INTR) => {}
                result => return result,
            }
        }
    }

    /// Columns and rows; never zero.
    pub(super) fn size(&self) -> (u16, u16) {
        match rustix::termios::tcgetwinsize(&self.fd) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (
                size.ws_col.min(limits::SCREEN.0),
                size.ws_row.min(limits::SCREEN.1),
            ),
            _ => FALLBACK_SIZE,
        }
    }

    /// Waits until there is something to read here or from `other`, or until the time-out.
    pub(super) fn wait(&self, other: &impl AsFd, timeout: Option<Duration>) -> io::Result<Ready> {
        let mut fds = [
            PollFd::new(&self.fd, PollFlags::IN),
            PollFd::new(other, PollFlags::IN),
        ];
        match poll(&mut fds, timeout.map(timespec).as_ref()) {
            Ok(_) => {}
            Err(Errno::INTR | Errno::AGAIN) => return Ok(Ready::default()),
            Err(error) => return Err(error.into()),
        }
        let [tty, other] = fds.map(|fd| fd.revents());
        Ok(Ready {
            input: tty.contains(PollFlags::IN),
            gone: tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
            other: !other.is_empty(),
        })
    }

    /// Reads what is there: `None` if nothing is, an error at the end.
    pub(super) fn read(&self, into: &mut [u8]) -> io::Result<Option<usize>> {
        match rustix::io::read(&self.fd, into) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => Ok(Some(count)),
            Err(Errno::AGAIN | Errno::INTR) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes everything, as fast as the terminal takes it. Where it takes nothing for a while, `goes_on` says whether the
    /// rest is still wanted.
    pub(super) fn write_while(
        &self,
        mut bytes: &[u8],
        goes_on: impl Fn() -> bool,
    ) -> io::Result<()> {
        while let Some(rest) = self.write_some(bytes)? {
            self.await_room(None)?;
            if !goes_on() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            bytes = rest;
        }
        Ok(())
    }

    /// Writes everything until the deadline.
    pub(super) fn write_until(&self, mut bytes: &[u8], deadline: Instant) -> io::Result<()> {
        while let Some(rest) = self.write_some(bytes)? {
            self.await_room(Some(deadline))?;
            bytes = rest;
        }
        Ok(())
    }

    /// Writes as much as there is room for; the rest, if there is one.
    fn write_some<'a>(&self, mut bytes: &'a [u8]) -> io::Result<Option<&'a [u8]>> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.fd, bytes) {
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Ok(Some(bytes)),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    /// Throws away what was written and nobody has read yet, which makes room.
    pub(super) fn discard_unread(&self) {
        _ = rustix::termios::tcflush(&self.fd, QueueSelector::OFlush);
    }

    fn await_room(&self, deadline: Option<Instant>) -> io::Result<()> {
        let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let mut fds = [PollFd::new(&self.fd, PollFlags::OUT)];
        match poll(&mut fds, left.map(timespec).as_ref()) {
            Ok(_) | Err(Errno::INTR | Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
        let [fd] = fds.map(|fd| fd.revents());
        if fd.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(())
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

/// What [`Tty::wait`] found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ready {
    /// Bytes can be read.
    pub(super) input: bool,
    /// The terminal is gone; there may be bytes left to read.
    pub(super) gone: bool,
    /// The other descriptor can be read.
    pub(super) other: bool,
}

fn device(stream: impl AsFd) -> Option<CString> {
    isatty(&stream)
        .then(|| ttyname(&stream, Vec::new()).ok())
        .flatten()
}

fn timespec(duration: Duration) -> Timespec {
    // A month is as good as any longer time, and fits everywhere.
    let duration = duration.min(Duration::from_secs(30 * 86_400));
    Timespec::try_from(duration).unwrap_or(Timespec {
        tv_sec: 1,
        tv_nsec: 0,
    })
}

fn explain(what: &str, error: Errno) -> io::Error {
    let error = io::Error::from(error);
    io::Error::new(error.kind(), format!("{what}: {error}"))
}
