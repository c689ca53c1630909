//! What calendar programs read, where they are installed: the same instants, titles and days.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{list, read, told};

/// A line about an entry: `1722064500|1722068100|Title`, or `2024-07-27|Title` where there is no more than a day.
fn line(start: DateTime<Utc>, end: DateTime<Utc>, title: &str) -> String {
    format!("{}|{}|{title}", start.timestamp(), end.timestamp())
}

/// A schedule that has seen everything, in a zone; every entry has an end, since programs have
/// different ideas of what has none.
fn schedule(zone: Option<&str>) -> Value {
    let at = |id: &str, title: &str, start: &str, end: &str| json!({ "id": id, "title": title, "start": start, "end": end });
    let long = "Everything, everywhere; all \\ at once: a very long title — with “quotes”, 漢字 and émojis 🧑‍🎓🇦🇹, which goes on and on";
    let mut sessions = vec![
        at("plain", "Plain", "2024-07-27T09:15", "2024-07-27T10:15"),
        at("same", "Plain", "2024-07-27T10:15", "2024-07-27T11:00"),
        at(
            "emoji",
            "🧑‍🎓 Poster Session",
            "2024-07-27T13:00",
            "2024-07-27T14:00",
        ),
        at("long", long, "2024-07-28T13:00", "2024-07-28T14:00"),
        at(
            "winter",
            "In winter",
            "2024-12-01T09:00",
            "2024-12-01T10:00",
        ),
        at(
            "before",
            "Before the first",
            "2024-02-01T09:00",
            "2024-02-01T10:00",
        ),
        at(
            "forward",
            "Clocks forward",
            "2024-03-31T01:30",
            "2024-03-31T04:30",
        ),
        at(
            "twice",
            "Comes twice",
            "2024-10-27T02:30",
            "2024-10-27T03:30",
        ),
        at(
            "ends",
            "Ends in what comes twice",
            "2024-10-27T01:00",
            "2024-10-27T02:45",
        ),
        at("night", "After it", "2024-10-27T03:30", "2024-10-27T05:00"),
        json!({ "id": "day", "title": "Some time that day", "day": "2024-07-29" }),
    ];
    let mut cancelled = at("not", "Not at all", "2024-07-28T09:00", "2024-07-28T10:00");
    cancelled["status"] = json!("cancelled");
    cancelled["abstract"] = json!("Line one,\n\nline; two 🎉 ".repeat(20));
    sessions.push(cancelled);
    json!({
        "format": "fomo/1",
        "event": { "id": "tools", "title": "Tools; and more", "time_zone": zone, "location": "Wien" },
        "sessions": sessions
    })
}

/// A schedule as a file and as a calendar, with what programs must say about it.
struct Case {
    place: TempDir,
    calendar: PathBuf,
    expected: BTreeSet<String>,
}

impl Case {
    fn new(zone: Option<&str>) -> Self {
        let place = tempfile::tempdir().unwrap();
        let text = schedule(zone).to_string();
        let file = place.path().join("schedule.json");
        fs::write(&file, &text).unwrap();
        let calendar = place.path().join("calendar.ics");
        fs::write(
            &calendar,
            list(&file, &["--alarm", "10", "--zone", "event"]),
        )
        .unwrap();
        let schedule = read(text.as_bytes(), None).schedule;
        let expected = told(&schedule)
            .into_iter()
            .map(|told| match (told.start, told.day) {
                (Some(start), _) => line(start, told.end.unwrap(), &told.title),
                (None, day) => format!("{}|{}", day.unwrap(), told.title),
            });
        let expected: BTreeSet<String> = expected.collect();
        assert_eq!(expected.len(), 12);
        Self {
            place,
            calendar,
            expected,
        }
    }

    /// A program in directories of its own, in UTC.
    fn command(&self, program: &Path) -> Command {
        let home = self.place.path();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("TZ", "UTC")
            .env("LC_ALL", "C.UTF-8")
            .current_dir(home)
            .stdin(Stdio::null());
        command
    }
}

/// What a program that must succeed prints.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {err}");
    String::from_utf8(output.stdout).unwrap()
}

/// A program of this machine; says so where there is none.
fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(name));
    let found = places.find(|file| file.is_file());
    if found.is_none() {
        eprintln!("skipped: {name} is not installed");
    }
    found
}

const KHAL: &str = "\
[calendars]
[[main]]
path = calendar
type = calendar
[default]
default_calendar = main
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
";

#[test]
fn khal_shows_the_same() {
    let Some(khal) = find("khal") else { return };
    for zone in ["Europe/Vienna", "Australia/Lord_Howe", "UTC", "-03:30"] {
        let case = Case::new(Some(zone));
        let home = case.place.path();
        for folder in ["config/khal", "data", "cache", "calendar"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        let calendar = home.join("calendar").display().to_string();
        let config = KHAL.replace("path = calendar", &format!("path = {calendar}"));
        fs::write(home.join("config/khal/config"), config).unwrap();
        run(case
            .command(&khal)
            .args(["import", "--batch", "-a", "main"])
            .arg(&case.calendar));
        let format = "{start-long}|{end-long}|{title}|{status}";
        let args = [
            "list",
            "--day-format",
            "",
            "--format",
            format,
            "2024-01-01",
            "2025-01-01",
        ];
        let out = run(case.command(&khal).args(args));
        let mut cancelled = Vec::new();
        let found: BTreeSet<String> = out
            .lines()
            .filter(|line| !line.is_empty())
            .map(|found| {
                let parts: Vec<&str> = found.split('|').collect();
                let [start, end, title, status] = parts[..] else {
                    panic!("{found}");
                };
                if status.trim() == "CANCELLED" {
                    cancelled.push(title.to_owned());
                }
                let at = |text| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M");
                match (at(start), at(end)) {
                    (Ok(start), Ok(end)) => line(start.and_utc(), end.and_utc(), title),
                    _ => format!("{start}|{title}"),
                }
            })
            .collect();
        assert_eq!(found, case.expected, "{zone}");
        assert_eq!(cancelled, ["Not at all"]);
    }
}

#[test]
fn calcurse_shows_the_same() {
    let Some(calcurse) = find("calcurse") else {
        return;
    };
    // It looks zones up by their names only.
    if !Path::new("/usr/share/zoneinfo/Europe/Vienna").exists() {
        return eprintln!("skipped: calcurse has no time zones here");
    }
    for zone in [
        Some("Europe/Vienna"),
        Some("Australia/Lord_Howe"),
        Some("UTC"),
        None,
    ] {
        let case = Case::new(zone);
        let command = || {
            let mut command = case.command(&calcurse);
            let folder = case.place.path().join("calcurse");
            fs::create_dir_all(&folder).unwrap();
            command.arg("-D").arg(&folder).arg("-C").arg(&folder);
            command
        };
        run(command().arg("-i").arg(&case.calendar));
        let range = ["-Q", "--from", "01/01/2024", "--to", "01/01/2025"];
        let apt = ["--format-apt", "%(start:%s)|%(end:%s)|%m\n"];
        let out = run(command()
            .args(range)
            .args(apt)
            .args(["--format-event", "%m\n"]));
        let mut day = "";
        let found: BTreeSet<String> = out
            .lines()
            .filter(|line| !line.is_empty())
            .filter_map(|line| {
                let is_day = line.len() == 9 && line.ends_with("/24:");
                if is_day {
                    day = line;
                    None
                } else if line.contains('|') {
                    Some(line.to_owned())
                } else {
                    let (month, rest) = day.split_once('/')?;
                    let (day, _) = rest.split_once('/')?;
                    Some(format!("2024-{month}-{day}|{line}"))
                }
            })
            .collect();
        assert_eq!(found, case.expected, "{zone:?}");
    }
}

/// Every entry by the zone that Python knows, and by the one that the file describes.
const PYTHON: &str = r#"
import datetime, sys, icalendar
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
assert not calendar.errors, calendar.errors
zones = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}
def instant(event, name):
    when = event.decoded(name)
    zone = event[name].params.get("TZID")
    if zone is not None:
        own = zones[zone]
        local = when.replace(tzinfo=None)
        described = own.localize(local) if hasattr(own, "localize") else local.replace(tzinfo=own)
        assert described.timestamp() == when.timestamp(), (event["UID"], described, when)
    return int(when.timestamp())
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    title = str(event["SUMMARY"])
    if isinstance(event.decoded("DTSTART"), datetime.datetime):
        print(instant(event, "DTSTART"), instant(event, "DTEND"), title, sep="|")
    else:
        print(event.decoded("DTSTART"), title, sep="|")
"#;

#[test]
fn icalendar_of_python_reads_the_same() {
    // The one of the system has the packages of the system.
    let all = [Some(PathBuf::from("/usr/bin/python3")), find("python3")];
    let has_it = |python: &PathBuf| {
        let mut command = Command::new(python);
        let output = command.args(["-c", "import icalendar"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let Some(python) = all.into_iter().flatten().find(has_it) else {
        return eprintln!("skipped: no Python here has icalendar");
    };
    for zone in [
        "Europe/Vienna",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Europe/Dublin",
        "UTC",
        "-03:30",
    ] {
        let case = Case::new(Some(zone));
        let mut command = case.command(&python);
        let out = run(command.args(["-c", PYTHON]).arg(&case.calendar));
        let found: BTreeSet<String> = out.lines().map(str::to_owned).collect();
        assert_eq!(found, case.expected, "{zone}");
    }
}
