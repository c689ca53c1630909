//! What somebody would look at a schedule with instead, where it is installed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::ensure;

use super::session::surroundings;

const KHAL: &str = "\
[calendars]
[[main]]
path = CALENDAR
type = calendar
[default]
default_calendar = main
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
";

/// A program of this machine.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut places = env::split_paths(&path).map(|folder| folder.join(name));
    places.find(|file| file.is_file())
}

/// A program that ends by itself, which takes that long. What it prints goes nowhere.
pub(crate) fn time(
    program: &str,
    arguments: &[&str],
    home: &Path,
    runs: usize,
) -> anyhow::Result<Duration> {
    let mut all = Vec::new();
    for _ in 0..=runs {
        let mut command = Command::new(program);
        let nowhere = Stdio::null;
        command
            .args(arguments)
            .envs(surroundings(home))
            .current_dir(home);
        let start = Instant::now();
        let status = command
            .stdin(nowhere())
            .stdout(nowhere())
            .stderr(nowhere())
            .status()?;
        all.push(start.elapsed());
        ensure!(status.success(), "{program} failed: {status}");
    }
    // The first one finds nothing in the memory of the system.
    let mut all = all.split_off(1);
    all.sort_unstable();
    Ok(all.get(all.len() / 2).copied().unwrap_or_default())
}

/// Puts a calendar where khal and calcurse look for theirs. The first look of khal, which fills a database, is over then.
pub(crate) fn install(calendar: &str, home: &Path) -> anyhow::Result<()> {
    let folder = home.join("calendar");
    for folder in [
        &home.join("config/khal"),
        &home.join("data"),
        &home.join("cache"),
        &folder,
    ] {
        fs::create_dir_all(folder)?;
    }
    let config = KHAL.replace("CALENDAR", &folder.display().to_string());
    fs::write(home.join("config/khal/config"), config)?;
    let (head, events) = calendar.split_once("BEGIN:VEVENT").unwrap_or_default();
    let zone = head.to_owned();
    for (number, event) in events.split("BEGIN:VEVENT").enumerate() {
        let event = event.trim_end().trim_end_matches("END:VCALENDAR");
        let text = format!("{zone}BEGIN:VEVENT{event}END:VCALENDAR\r\n");
        fs::write(folder.join(format!("{number}.ics")), text)?;
    }
    if let Some(khal) = find("khal") {
        time(
            &khal.display().to_string(),
            &["list", "2024-01-01", "2d"],
            home,
            0,
        )?;
    }
    if let Some(calcurse) = find("calcurse") {
        let whole = home.join("whole.ics");
        fs::write(&whole, calendar)?;
        let arguments = ["-q", "-i", &whole.display().to_string()];
        time(&calcurse.display().to_string(), &arguments, home, 0)?;
    }
    Ok(())
}
