//! `$XDG_CONFIG_HOME/fomo/config.toml`: names for schedules, and how to remind of favourites.
//!
//! ```toml
//! [events]
//! icml = "https://example.org/icml/schedule.json"
//!
//! [events.workshop]
//! source = "~/talks/workshop.json"
//! event_zone = "Europe/Vienna"
//! title = "Our workshop"
//!
//! [reminder]
//! minutes = 10
//! bell = true
//! notify = "osc9"
//! ```
//!
//! What is broken costs the entry that it is in, and is noted with its place.

use std::{
    fs::{self, File},
    io::Read as _,
    ops::Range,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy as _;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::agenda;

/// A file larger than this was not written by a person.
const LARGEST: u64 = 1024 * 1024;

/// What the user configured.
#[derive(Clone, Debug, Default)]
pub struct Config {
    path: Option<PathBuf>,
    events: Vec<Event>,
    reminder: Reminder,
    notes: Vec<String>,
}

/// How the user is reminded of favourites that start soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// So many minutes before; `None` for never.
    pub minutes: Option<u16>,
    /// The bell rings.
    pub bell: bool,
    /// The desktop shows a notification, if the terminal understands that.
    pub notify: Option<Protocol>,
}

/// How a terminal is asked for a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// One text, as iTerm2 does it.
    Osc9,
    /// A title and a text, as urxvt does it.
    Osc777,
}

impl Default for Reminder {
    fn default() -> Self {
        Self {
            minutes: Some(agenda::AHEAD),
            bell: false,
            notify: None,
        }
    }
}

/// Who wants to be reminded earlier than a day before wants a calendar.
const EARLIEST: u16 = 24 * 60;

/// A name for a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What can be typed for it, in any case.
    pub name: String,
    /// A path that leads there from anywhere, or a URL.
    pub source: String,
    /// Where it takes place, if the schedule does not say.
    pub event_zone: Option<String>,
    /// What it is called where names are listed.
    pub title: Option<String>,
}

impl Config {
    /// The user's own. Never fails: see [`Config::notes`].
    pub fn of_user() -> Self {
        match etcetera::choose_base_strategy() {
            Ok(base) => Self::at(&base.config_dir().join("fomo").join("config.toml")),
            Err(_) => Self::default(),
        }
    }

    /// That of a file; an empty one if there is none.
    pub fn at(path: &Path) -> Self {
        let mut config = match read(path) {
            Ok(text) => Self::parse(&text, path),
            Err(why) => Self {
                notes: vec![format!("{}: {why}; going on without it", path.display())],
                ..Self::default()
            },
        };
        config.path = Some(path.to_owned());
        config
    }

    /// What a text says that stands in this file.
    fn parse(text: &str, path: &Path) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader {
            text,
            path,
            broken: Vec::new(),
            notes: Vec::new(),
            events: Vec::new(),
            reminder: Reminder::default(),
        };
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            reader.note(span.start, error.message());
            reader.broken.push(span);
        }
        reader.top(table.get_ref());
        reader.notes.sort();
        Self {
            path: None,
            events: reader.events,
            reminder: reader.reminder,
            notes: reader.notes.into_iter().map(|(_, note)| note).collect(),
        }
    }

    /// The schedule of this name, in any case.
    pub fn event(&self, name: &str) -> Option<&Event> {
        let name = name.to_lowercase();
        self.events
            .iter()
            .find(|event| event.name.to_lowercase() == name)
    }

    /// All names, in the order of the file.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// How to remind of favourites.
    pub fn reminder(&self) -> Reminder {
        self.reminder
    }

    /// What the user should know: one sentence each, with file, line and column.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Where the file is, or would be.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The name that was meant by something like it.
    pub fn nearest(&self, typed: &str) -> Option<&str> {
        let typed = typed.to_lowercase();
        let scored = self.events.iter().map(|event| {
            let likeness = strsim::jaro_winkler(&typed, &event.name.to_lowercase());
            (likeness, event.name.as_str())
        });
        let (likeness, name) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (likeness > 0.8).then_some(name)
    }
}

/// The text of the file; nothing where there is no file.
fn read(path: &Path) -> Result<String, String> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(String::new()),
        Err(error) => return Err(error.to_string()),
    };
    // A pipe in its place would be waited for.
    if !found.is_file() {
        return Err("it is no file".into());
    }
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_string(&mut text))
        .map_err(|error| error.to_string())?;
    if text.len() as u64 > LARGEST {
        return Err("it is larger than 1 MB".into());
    }
    Ok(text)
}

/// Collects what is configured, and complaints.
struct Reader<'a> {
    text: &'a str,
    path: &'a Path,
    /// Where the text is no TOML: what was guessed of it is not used.
    broken: Vec<Range<usize>>,
    events: Vec<Event>,
    reminder: Reminder,
    /// With the place of each, for their order.
    notes: Vec<(usize, String)>,
}

/// What stands in a file, with its place.
type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn note(&mut self, at: usize, what: &str) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let note = format!("{}:{line}:{column}: {what}", self.path.display());
        self.notes.push((at, note));
    }

    /// Whether a value is there as it was written.
    fn is_sound(&self, value: &Value) -> bool {
        let Range { start, end } = value.span();
        // Tables are judged by what they hold.
        value.get_ref().is_table()
            || !self
                .broken
                .iter()
                .any(|broken| broken.start <= end && start <= broken.end)
    }

    fn top(&mut self, table: &DeTable) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref().as_table()) {
                ("events", Some(events)) => self.events(events),
                ("events", None) => {
                    self.note(value.span().start, "events must be a table: [events]");
                }
                ("reminder", Some(reminder)) => self.reminder(reminder),
                ("reminder", None) => {
                    let wanted = "reminder must be a table: [reminder]";
                    self.note(value.span().start, wanted);
                }
                (other, _) => {
                    self.note(
                        key.span().start,
                        &format!("“{other}” means nothing to fomo"),
                    );
                }
            }
        }
    }

    fn reminder(&mut self, table: &DeTable) {
        for (key, value) in table {
            if !self.is_sound(value) {
                continue;
            }
            let given = value.get_ref();
            let reminder = &mut self.reminder;
            let taken = match key.get_ref().as_ref() {
                "minutes" => minutes(given).map(|minutes| reminder.minutes = minutes),
                "bell" => bell(given).map(|bell| reminder.bell = bell),
                "notify" => protocol(given).map(|protocol| reminder.notify = protocol),
                name => {
                    self.note(key.span().start, &format!("“{name}” means nothing to fomo"));
                    continue;
                }
            };
            if let Err(wanted) = taken {
                self.note(value.span().start, wanted);
            }
        }
    }

    fn events(&mut self, table: &DeTable) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            if !self.is_sound(value) {
                continue;
            }
            let name = key.get_ref().trim();
            let known = |event: &Event| event.name.to_lowercase() == name.to_lowercase();
            if name.is_empty() {
                self.note(key.span().start, "an event without a name is left out");
            } else if self.events.iter().any(known) {
                let twice = format!("“{name}” is there twice; this one is left out");
                self.note(key.span().start, &twice);
            } else if let Some(event) = self.event(name, key.span().start, value) {
                self.events.push(event);
            }
        }
    }

    fn event(&mut self, name: &str, at: usize, value: &Value) -> Option<Event> {
        let mut event = Event {
            name: name.to_owned(),
            source: String::new(),
            event_zone: None,
            title: None,
        };
        match value.get_ref() {
            DeValue::String(source) => source.trim().clone_into(&mut event.source),
            DeValue::Table(fields) => self.fields(fields, &mut event),
            _ => {}
        }
        if event.source.is_empty() {
            let wanted = format!(
                "“{name}” has no source and is left out; write {name} = \"https://…\", or a path"
            );
            self.note(at, &wanted);
            return None;
        }
        event.source = self.lasting(&event.source);
        Some(event)
    }

    fn fields(&mut self, table: &DeTable, event: &mut Event) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let field = match name {
                "source" => None,
                "event_zone" => Some(&mut event.event_zone),
                "title" => Some(&mut event.title),
                _ => {
                    self.note(key.span().start, &format!("“{name}” means nothing to fomo"));
                    continue;
                }
            };
            match value.get_ref().as_str() {
                _ if !self.is_sound(value) => {}
                None => self.note(value.span().start, &format!("{name} must be a text")),
                Some(text) => {
                    let text = text.trim().to_owned();
                    match field {
                        Some(field) => *field = Some(text),
                        None => event.source = text,
                    }
                }
            }
        }
    }

    /// A source that means the same wherever fomo is started: a path is meant from the file that names it.
    fn lasting(&self, source: &str) -> String {
        if source == "-" || source.contains("://") {
            return source.to_owned();
        }
        let path = match source.strip_prefix("~/") {
            Some(rest) => etcetera::home_dir().map(|home| home.join(rest)).ok(),
            None => self.path.parent().map(|folder| folder.join(source)),
        };
        path.and_then(|path| Some(path.to_str()?.to_owned()))
            .unwrap_or_else(|| source.to_owned())
    }
}

/// `10`; 0 and `false` mean never.
fn minutes(value: &DeValue) -> Result<Option<u16>, &'static str> {
    let minutes = match value {
        DeValue::Boolean(false) => Some(0),
        DeValue::Integer(number) => u16::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    };
    match minutes {
        Some(0) => Ok(None),
        Some(minutes) if minutes <= EARLIEST => Ok(Some(minutes)),
        _ => Err("minutes must be a whole number from 0 to 1440, or false"),
    }
}

fn bell(value: &DeValue) -> Result<bool, &'static str> {
    value.as_bool().ok_or("bell must be true or false")
}

/// `"osc9"`; `false` means none.
fn protocol(value: &DeValue) -> Result<Option<Protocol>, &'static str> {
    match (value, value.as_str()) {
        (DeValue::Boolean(false), _) => Ok(None),
        (_, Some("osc9")) => Ok(Some(Protocol::Osc9)),
        (_, Some("osc777")) => Ok(Some(Protocol::Osc777)),
        _ => Err("notify must be \"osc9\", \"osc777\" or false"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        Config::parse(text, Path::new("/etc/x/config.toml"))
    }

    fn sources(config: &Config) -> Vec<(&str, &str)> {
        let events = config.events().iter();
        events
            .map(|event| (event.name.as_str(), event.source.as_str()))
            .collect()
    }

    #[test]
    fn names_mean_sources() {
        let config = config(
            "[events]\nfosdem = \"https://fosdem.org/x\"\nhere = \"a/b.json\"\nthere = \"/c.json\"\n\
             [events.Full]\nsource = \"d\"\nevent_zone = \"Europe/Vienna\"\ntitle = \"T\"\n",
        );
        assert_eq!(config.notes(), [] as [&str; 0]);
        assert_eq!(
            sources(&config),
            [
                ("fosdem", "https://fosdem.org/x"),
                ("here", "/etc/x/a/b.json"),
                ("there", "/c.json"),
                ("Full", "/etc/x/d"),
            ]
        );
        let full = config.event("fuLL").unwrap();
        assert_eq!(full.event_zone.as_deref(), Some("Europe/Vienna"));
        assert_eq!(full.title.as_deref(), Some("T"));
        assert_eq!(config.event("nothing"), None);
    }

    #[test]
    fn a_tilde_is_the_home() {
        let config = config("events = { a = \"~/b.json\" }");
        let source = &config.event("a").unwrap().source;
        assert!(
            !source.contains('~') && source.ends_with("/b.json"),
            "{source}"
        );
    }

    #[test]
    fn what_is_broken_costs_its_entry_and_is_noted_with_its_place() {
        let cases = [
            (
                "[events]\ngood = \"g\"\nbad = 7\n",
                "3:1: “bad” has no source",
            ),
            (
                "[events]\ngood = \"g\"\nbad = \"\"\n",
                "3:1: “bad” has no source",
            ),
            (
                "[events]\ngood = \"g\"\n[events.bad]\ntitle = \"x\"\n",
                "3:9: “bad” has no source",
            ),
            ("[events]\ngood = \"g\"\nbad = \"https://\n", "3:16: "),
            ("[events]\nbad = nonsense\ngood = \"g\"\n", "2:"),
            ("[events]\nbad\n", "2:4: key with no value"),
            (
                "[events]\ngood = \"g\"\nGOOD = \"h\"\n",
                "3:1: “GOOD” is there twice",
            ),
            (
                "colour = 1\n[events]\ngood = \"g\"\n",
                "1:1: “colour” means nothing",
            ),
            (
                "[events.good]\nsource = \"g\"\nzone = \"x\"\n",
                "3:1: “zone” means nothing",
            ),
            (
                "[events.good]\nsource = \"g\"\ntitle = 7\n",
                "3:9: title must be a text",
            ),
            ("\"ä\" = 'x'\n", "1:1: “ä” means nothing"),
            ("events = 'x'\n", "1:10: events must be a table"),
            ("reminder = 10\n", "1:12: reminder must be a table"),
            (
                "[reminder]\nminutes = -1\n",
                "2:11: minutes must be a whole number",
            ),
            (
                "[reminder]\nbell = 1\nminutes = 7\n",
                "2:8: bell must be true or false",
            ),
            (
                "[reminder]\nbell = true\nnotify = \"osc8\"\n",
                "3:10: notify must be \"osc9\", \"osc777\" or false",
            ),
            (
                "[reminder]\nminute = 5\n",
                "2:1: “minute” means nothing to fomo",
            ),
        ];
        for (text, note) in cases {
            let config = config(text);
            let found = config.notes().join("\n");
            assert!(
                found.contains(&format!("/config.toml:{note}")),
                "{text}\n{found}"
            );
            assert_eq!(config.notes().len(), 1, "{text}\n{found}");
            let wanted = text.contains("good").then_some(("good", "/etc/x/g"));
            let wanted: Vec<_> = wanted.into_iter().collect();
            assert_eq!(sources(&config), wanted, "{text}");
        }
    }

    #[test]
    fn reminders_are_as_configured_and_what_is_wrong_leaves_the_rest() {
        let reminder = |text: &str| config(&format!("[reminder]\n{text}\n")).reminder();
        let usual = Reminder::default();
        assert_eq!(config("").reminder(), usual);
        assert_eq!(usual.minutes, Some(10));
        for (text, minutes) in [
            ("minutes = 5", Some(5)),
            ("minutes = 0x10", Some(16)),
            ("minutes = 1_440", Some(1440)),
            ("minutes = 0", None),
            ("minutes = false", None),
            ("minutes = true", Some(10)),
            ("minutes = 1441", Some(10)),
            ("minutes = 5.5", Some(10)),
            ("minutes = \"5\"", Some(10)),
        ] {
            assert_eq!(reminder(text), Reminder { minutes, ..usual }, "{text}");
        }
        let all = Reminder {
            minutes: Some(3),
            bell: true,
            notify: Some(Protocol::Osc777),
        };
        assert_eq!(
            reminder("minutes = 3\nbell = true\nnotify = \"osc777\""),
            all
        );
        let notify = Some(Protocol::Osc9);
        let some = Reminder { notify, ..usual };
        assert_eq!(reminder("bell = 7\nnotify = \"osc9\""), some);
        assert_eq!(reminder("notify = false"), usual);
    }

    #[test]
    fn any_text_is_taken() {
        for text in [
            "",
            "\u{feff}",
            "[[[",
            "]",
            "=\n=",
            "[events]\n[events]\n",
            "[events.a.b]\nc=1",
            "\u{0}",
        ] {
            config(text);
        }
    }

    #[test]
    fn a_file_that_is_none_is_noted_or_no_matter() {
        let home = tempfile::tempdir().unwrap();
        let missing = Config::at(&home.path().join("config.toml"));
        assert_eq!((missing.notes().len(), missing.events().len()), (0, 0));
        let directory = Config::at(home.path());
        assert!(directory.notes()[0].contains("it is no file"));
        let binary = home.path().join("b.toml");
        fs::write(&binary, b"\xff\xfe").unwrap();
        assert!(Config::at(&binary).notes()[0].contains("going on without it"));
    }

    #[test]
    fn a_near_miss_finds_the_name() {
        let config = config("[events]\nfosdem = 'x'\n36c3 = 'y'\n");
        assert_eq!(config.nearest("fosdm"), Some("fosdem"));
        assert_eq!(config.nearest("FOSDEM26"), Some("fosdem"));
        assert_eq!(config.nearest("workshop"), None);
    }
}
