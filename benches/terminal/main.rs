//! What somebody at a terminal waits for, from the outside: the program in a real terminal, beside what they would use
//! instead as far as it is installed (less, jq, khal, ikhal, calcurse), all in one run on one machine.
//!
//! `cargo bench --bench terminal` prints a table in Markdown, with the goal of each line, and judges none. Only ratios mean
//! something elsewhere. What it reads of the system about memory and sleep is there on Linux alone.

mod rivals;
mod session;

#[path = "../common/made.rs"]
mod made;

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use rivals::{find, time};
use session::{QUIET, Session};

const FOMO: &str = env!("CARGO_BIN_EXE_fomo");
const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schedule.json");
const DOWN: &str = "\x1b[B";
const RUNS: usize = 15;
/// As many entries as 36C3 had.
const LARGE: usize = 1_351;

fn main() -> anyhow::Result<()> {
    let place = tempfile::tempdir()?;
    let bench = Bench::new(place.path())?;
    println!("| what | fomo | beside it | goal |\n|---|---|---|---|");
    bench.starting()?;
    bench.keys()?;
    bench.filter()?;
    bench.bytes()?;
    bench.burst()?;
    bench.idle()?;
    bench.memory()?;
    bench.slow_link()?;
    bench.calendars()?;
    row(
        "size of the program",
        &size(Path::new(FOMO))?,
        "",
        "under 8 MB",
    );
    Ok(())
}

/// Schedules, and a home that is nobody's.
struct Bench {
    home: PathBuf,
}

/// So many entries of a schedule in the way of frab, and 10,000 and 100,000.
const SIZES: [usize; 3] = [LARGE, 10_000, 100_000];

impl Bench {
    fn new(home: &Path) -> anyhow::Result<Self> {
        for count in SIZES {
            fs::write(home.join(format!("{count}.json")), made::frab_json(count))?;
        }
        Ok(Self {
            home: home.to_owned(),
        })
    }

    fn file(&self, entries: usize) -> String {
        self.home
            .join(format!("{entries}.json"))
            .display()
            .to_string()
    }

    fn open(&self, program: &str, arguments: &[&str]) -> anyhow::Result<Session> {
        let session = Session::start(program, arguments, &self.home, None)?;
        session.first_frame()?;
        Ok(session)
    }

    /// The median of the times until a first frame.
    fn first_frame(
        &self,
        program: &str,
        arguments: &[&str],
        runs: usize,
    ) -> anyhow::Result<Duration> {
        let run = |_| Session::start(program, arguments, &self.home, None)?.first_frame();
        let mut all = (0..=runs).map(run).collect::<anyhow::Result<Vec<_>>>()?;
        // The first one finds nothing in the memory of the system.
        Ok(middle(&mut all.split_off(1)))
    }

    fn starting(&self) -> anyhow::Result<()> {
        let ours = self.first_frame(FOMO, &[], RUNS)?;
        let less = beside("less", |less| self.first_frame(less, &[BUILT_IN], RUNS))?;
        row(
            "first frame, the built-in schedule",
            &ms(ours),
            &less.against(ours),
            "at most 2 × less",
        );
        let mut before: Option<Duration> = None;
        for count in SIZES {
            let file = self.file(count);
            let runs = if count > 10_000 { 3 } else { RUNS };
            let ours = self.first_frame(FOMO, &[&file], runs)?;
            let jq = beside("jq", |jq| time(jq, &["empty", &file], &self.home, runs))?;
            let mut beside = jq.against(ours);
            if let Some(before) = before {
                let growth = ratio(ours, before);
                beside = format!("{beside}; {growth:.1} × the line above");
            }
            let size = size(Path::new(&file))?;
            let what = format!("first frame, {count} entries ({size} of JSON)");
            row(&what, &ms(ours), &beside, "at most half of `jq empty`");
            before = Some(ours);
        }
        Ok(())
    }

    /// The time of a press of a key, of those that changed something: the middle one, and that which only one of twenty exceeds.
    fn keys(&self) -> anyhow::Result<()> {
        for (what, keys) in [
            ("in the list", ""),
            ("in the grid", "2"),
            ("among the people", "3"),
        ] {
            let mut session = self.open(FOMO, &[&self.file(10_000)])?;
            session.press(keys)?;
            session.settle_for(QUIET);
            let (times, _) = presses(&mut session, DOWN, 200)?;
            let what = format!("a key {what}, 10,000 entries");
            row(&what, &spread(times), "", "under 2 ms");
        }
        Ok(())
    }

    fn filter(&self) -> anyhow::Result<()> {
        let mut session = self.open(FOMO, &[&self.file(10_000)])?;
        session.press("/")?;
        let mut times = Vec::new();
        for letter in "größe talk speaker:12 -room:9".chars() {
            times.extend(session.press(&letter.to_string())?.0);
        }
        row(
            "a letter typed into the filter, 10,000 entries",
            &spread(times),
            "",
            "under 16 ms",
        );
        Ok(())
    }

    fn bytes(&self) -> anyhow::Result<()> {
        let file = self.file(LARGE);
        let (_, ours) = presses(&mut self.open(FOMO, &[&file])?, DOWN, 200)?;
        let mut others = Vec::new();
        if let Some(less) = find("less") {
            let (_, bytes) = presses(
                &mut self.open(&less.display().to_string(), &[&file])?,
                DOWN,
                200,
            )?;
            others.push(format!("less {} B", bytes / 200));
        }
        row(
            "bytes per `↓`, 80×24",
            &format!("{} B", ours / 200),
            &others.join(", "),
            "at most 250 B",
        );
        Ok(())
    }

    fn burst(&self) -> anyhow::Result<()> {
        let mut session = self.open(FOMO, &[&self.file(10_000)])?;
        let start = Instant::now();
        session.send(&DOWN.repeat(200))?;
        let output = session.settle(QUIET);
        let took = output.last.context("nothing changed")? - start;
        let ours = format!("{} B, {}", output.bytes, ms(took));
        row("200 keys at once, 10,000 entries", &ours, "", "under 8 kB");
        Ok(())
    }

    fn idle(&self) -> anyhow::Result<()> {
        let session = self.open(FOMO, &[&self.file(LARGE)])?;
        session.settle_for(Duration::from_secs(2));
        let before = session.work();
        let bytes = session.listen(Duration::from_secs(60)).bytes;
        let ours = before
            .zip(session.work())
            .map(|((woken, worked), (now_woken, now_worked))| {
                format!(
                    "{bytes} B, {} wake-ups, {} of work",
                    now_woken - woken,
                    ms(now_worked.saturating_sub(worked))
                )
            });
        row(
            "a minute of nothing",
            &ours.unwrap_or_else(|| format!("{bytes} B")),
            "",
            "at most a clock's minute",
        );
        Ok(())
    }

    fn memory(&self) -> anyhow::Result<()> {
        let mut session = self.open(FOMO, &[&self.file(LARGE)])?;
        presses(&mut session, DOWN, 50)?;
        let ours = session.status("VmRSS").map(|kib| megabytes(kib * 1024));
        row(
            "memory, 1,351 entries",
            &ours.unwrap_or_else(|| "unknown".to_owned()),
            "",
            "under 20 MB",
        );
        Ok(())
    }

    fn slow_link(&self) -> anyhow::Result<()> {
        let file = self.file(LARGE);
        let mut session = Session::start(FOMO, &[&file], &self.home, Some(4_800))?;
        session.first_frame()?;
        let pause = Duration::from_millis(33);
        for _ in 0..90 {
            session.send(DOWN)?;
            thread::sleep(pause);
        }
        let end = Instant::now();
        let last = session.settle(Duration::from_millis(500)).last;
        let late = last.map_or(Duration::ZERO, |last| {
            last.saturating_duration_since(end) + pause
        });
        row(
            "4,800 B/s, 30 keys a second: the last frame after the last key",
            &ms(late),
            "",
            "at most 300 ms",
        );
        Ok(())
    }

    /// The same schedule in calendar programs, which have to be given it first.
    fn calendars(&self) -> anyhow::Result<()> {
        let file = self.file(LARGE);
        let calendar = std::process::Command::new(FOMO)
            .args(["convert", &file, "--to", "ics"])
            .envs(session::surroundings(&self.home))
            .output()?;
        rivals::install(&String::from_utf8(calendar.stdout)?, &self.home)?;
        let ours = self.first_frame(FOMO, &[&file], RUNS)?;
        for (name, arguments) in [("ikhal", &[][..]), ("calcurse", &[])] {
            let other = beside(name, |program| self.first_frame(program, arguments, 5))?;
            row(
                &format!("first frame, 1,351 entries, and {name}’s"),
                &ms(ours),
                &other.against(ours),
                "",
            );
        }
        let list = time(FOMO, &["list", &file, "day:1"], &self.home, RUNS)?;
        let khal = beside("khal", |khal| {
            time(khal, &["list", "2024-01-01", "1d"], &self.home, 5)
        })?;
        row(
            "a day listed, of 1,351 entries",
            &ms(list),
            &khal.against(list),
            "",
        );
        Ok(())
    }
}

impl Session {
    /// Whatever may still come does so meanwhile.
    fn settle_for(&self, time: Duration) {
        self.listen(time);
    }
}

/// Presses a key so often: the times of those that changed something, and the bytes of all.
fn presses(
    session: &mut Session,
    key: &str,
    count: usize,
) -> anyhow::Result<(Vec<Duration>, usize)> {
    let (mut times, mut bytes) = (Vec::new(), 0);
    for _ in 0..count {
        let (time, written) = session.press(key)?;
        times.extend(time);
        bytes += written;
    }
    Ok((times, bytes))
}

/// What another program took, if it is installed.
struct Beside {
    name: &'static str,
    took: Option<Duration>,
}

fn beside(
    name: &'static str,
    measure: impl Fn(&str) -> anyhow::Result<Duration>,
) -> anyhow::Result<Beside> {
    let program = find(name).map(|path| path.display().to_string());
    let took = program.map(|program| measure(&program)).transpose()?;
    Ok(Beside { name, took })
}

impl Beside {
    fn against(&self, ours: Duration) -> String {
        match self.took {
            Some(took) => format!(
                "{} {}: {:.2} × as long",
                self.name,
                ms(took),
                ratio(ours, took)
            ),
            None => format!("{} is not installed", self.name),
        }
    }
}

fn row(what: &str, ours: &str, beside: &str, goal: &str) {
    println!("| {what} | {ours} | {beside} | {goal} |");
}

fn middle(all: &mut [Duration]) -> Duration {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn spread(mut all: Vec<Duration>) -> String {
    let median = middle(&mut all);
    let most = all.get(all.len() * 95 / 100).copied().unwrap_or_default();
    format!("{}, 95 of 100 under {}", ms(median), ms(most))
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{:02} MB", bytes / 1_000_000, bytes / 10_000 % 100)
}

fn size(file: &Path) -> anyhow::Result<String> {
    Ok(megabytes(fs::metadata(file)?.len()))
}
