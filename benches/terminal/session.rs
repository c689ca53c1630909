//! A program in a terminal of its own, of which every byte that it writes is timed.

use std::{
    fs,
    io::{Read as _, Write},
    path::Path,
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// When nothing comes for so long, what has been drawn is a whole frame.
pub(crate) const QUIET: Duration = Duration::from_millis(80);
/// Nothing is waited for longer.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two reads of a slow link.
const BEAT: Duration = Duration::from_millis(20);

/// A running program; it ends with this value.
pub(crate) struct Session {
    start: Instant,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<(Instant, usize)>,
    _master: Box<dyn MasterPty + Send>,
}

/// What came until it was quiet.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Output {
    pub(crate) bytes: usize,
    /// When the last byte came.
    pub(crate) last: Option<Instant>,
}

impl Session {
    /// Starts it in 80 columns and 24 rows. Where the link has a rate, in bytes a second, no more is read.
    pub(crate) fn start(
        program: &str,
        arguments: &[&str],
        home: &Path,
        rate: Option<usize>,
    ) -> anyhow::Result<Self> {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size)?;
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(home);
        for (name, value) in surroundings(home) {
            command.env(name, value);
        }
        for name in ["LESS", "LESSOPEN", "TZ", "NO_COLOR"] {
            command.env_remove(name);
        }
        let mut reader = pair.master.try_clone_reader()?;
        let writer = pair.master.take_writer()?;
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let at_once = rate.map_or(64 * 1024, |rate| rate * 20 / 1000);
            let mut chunk = vec![0; at_once.max(1)];
            while let Ok(count) = reader.read(&mut chunk) {
                if count == 0 || sender.send((Instant::now(), count)).is_err() {
                    break;
                }
                if rate.is_some() {
                    thread::sleep(BEAT);
                }
            }
        });
        let start = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self {
            start,
            child,
            writer,
            output,
            _master: pair.master,
        })
    }

    /// All that comes until it is quiet for so long; waits for the first byte.
    pub(crate) fn settle(&self, quiet: Duration) -> Output {
        let mut all = Output::default();
        let mut wait = PATIENCE;
        while let Ok((at, bytes)) = self.output.recv_timeout(wait) {
            all.bytes += bytes;
            all.last = Some(at);
            wait = quiet;
        }
        all
    }

    /// All that comes within that time.
    pub(crate) fn listen(&self, time: Duration) -> Output {
        let end = Instant::now() + time;
        let mut all = Output::default();
        while let Ok((at, bytes)) =
            (self.output).recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            all.bytes += bytes;
            all.last = Some(at);
        }
        all
    }

    /// From the start of the program until its first frame is whole.
    pub(crate) fn first_frame(&self) -> anyhow::Result<Duration> {
        let last = self.settle(QUIET).last.context("it draws nothing")?;
        Ok(last - self.start)
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) -> anyhow::Result<()> {
        self.writer.write_all(keys.as_bytes())?;
        Ok(self.writer.flush()?)
    }

    /// Presses a key: how long it takes until all of the answer is there, and how much that is. A key may change nothing.
    pub(crate) fn press(&mut self, key: &str) -> anyhow::Result<(Option<Duration>, usize)> {
        let start = Instant::now();
        self.send(key)?;
        let mut all = Output::default();
        let mut wait = Duration::from_millis(150);
        while let Ok((at, bytes)) = self.output.recv_timeout(wait) {
            all.bytes += bytes;
            all.last = Some(at);
            wait = Duration::from_millis(20);
        }
        Ok((all.last.map(|last| last - start), all.bytes))
    }

    /// A number of the system about the program: `VmRSS` in KiB, for instance.
    pub(crate) fn status(&self, name: &str) -> Option<u64> {
        number(&format!("/proc/{}/status", self.child.process_id()?), name)
    }

    /// How often its threads have slept and woken up, and how long they have worked.
    pub(crate) fn work(&self) -> Option<(u64, Duration)> {
        let tasks = format!("/proc/{}/task", self.child.process_id()?);
        let (mut wake_ups, mut worked) = (0, Duration::ZERO);
        for task in fs::read_dir(tasks).ok()?.flatten() {
            let place = task.path().display().to_string();
            wake_ups += number(&format!("{place}/status"), "voluntary_ctxt_switches")?;
            let times = fs::read_to_string(format!("{place}/schedstat")).ok()?;
            let worked_here = times.split_whitespace().next()?.parse().ok()?;
            worked += Duration::from_nanos(worked_here);
        }
        Some((wake_ups, worked))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Directories of its own, so that nothing of the reader's is read or written.
pub(crate) fn surroundings(home: &Path) -> Vec<(&'static str, String)> {
    let under = |name: &str| home.join(name).display().to_string();
    vec![
        ("HOME", home.display().to_string()),
        ("XDG_CONFIG_HOME", under("config")),
        ("XDG_DATA_HOME", under("data")),
        ("XDG_CACHE_HOME", under("cache")),
        ("XDG_STATE_HOME", under("state")),
        ("TERM", "xterm-256color".to_owned()),
        ("LC_ALL", "C.UTF-8".to_owned()),
    ]
}

fn number(file: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}
