//! `$XDG_CONFIG_HOME/fomo/config.toml`: how the viewer starts, which keys
//! do what, how to remind of favourites, and names for schedules. `config.sample.toml` has all of it.
//!
//! ```toml
//! theme = "mine"
//! ascii = false
//! zone = "local"
//! view = "grid"
//! mouse = true
//!
//! [keys]
//! favourite = "*"
//! down = ["j", "<down>", "e"]
//!
//! [keys.in.filter]
//! cancel = "<c-g>"
//!
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
//!
//! [check]
//! level = "error"
//! tight-change = "warning"
//! no-abstract = "off"
//!
//! [themes.mine]
//! base = "dark"
//! selected = "bold #ffffff on #303060"
//! ```
//!
//! What is broken costs the entry that it is in, and is noted with its place.

mod check;
mod events;
mod keys;
mod reader;
mod reminder;
mod themes;
mod viewer;

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy as _;

use self::reader::{Reader, SETTINGS};
pub use self::{
    check::Check,
    events::Event,
    keys::{KeyWish, WishedKey},
    reminder::{Protocol, Reminder},
    viewer::FirstView,
};
use crate::arrange::Arrange as _;
use crate::colours::Custom;
use crate::{disk, limits, text, zone::Choice};

/// What the user configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    path: Option<PathBuf>,
    zone: Choice,
    view: FirstView,
    mouse: bool,
    keys: Vec<KeyWish>,
    events: Vec<Event>,
    reminder: Reminder,
    check: Check,
    theme: Option<String>,
    ascii: bool,
    themes: Vec<Custom>,
    notes: Vec<String>,
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
            Ok((text, broken)) => Reader::read(&text, path, broken),
            Err(why) => Self {
                notes: vec![format!("{}: {why}; going on without it", path.display())],
                ..Self::default()
            },
        };
        config.path = Some(path.to_owned());
        config
    }

    /// What a text says that stands in this file.
    #[cfg(test)]
    fn parse(text: &str, path: &Path) -> Self {
        Reader::read(text, path, None)
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

    /// The zone in which the viewer shows times, where neither `--zone` nor what is remembered of the event says
    /// another.
    pub fn zone(&self) -> &Choice {
        &self.zone
    }

    /// What the viewer shows first.
    pub fn view(&self) -> FirstView {
        self.view
    }

    /// Whether the mouse selects, opens and scrolls.
    pub fn mouse(&self) -> bool {
        self.mouse
    }

    /// The keys that the user wishes, in the order of the file.
    pub fn keys(&self) -> &[KeyWish] {
        &self.keys
    }

    /// The names of all settings and sections that the file can have.
    pub fn settings() -> impl Iterator<Item = &'static str> {
        SETTINGS.iter().map(|(name, _)| *name)
    }

    /// What to be told of a timetable.
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// How to remind of favourites.
    pub fn reminder(&self) -> Reminder {
        self.reminder
    }

    /// The name of the theme, which is one that there is.
    pub fn theme(&self) -> Option<&str> {
        self.theme.as_deref()
    }

    /// The themes of the user's own.
    pub fn themes(&self) -> &[Custom] {
        &self.themes
    }

    /// Whether frames are to be drawn with ASCII characters only.
    pub fn ascii(&self) -> bool {
        self.ascii
    }

    /// What the user should know: one sentence each, with file, line and column.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What others found out about what is configured.
    pub fn add_notes(&mut self, notes: Vec<String>) {
        self.notes.extend(notes);
        let path = self.path.as_ref().map(|path| path.display().to_string());
        let path = path.unwrap_or_default();
        // In the order of the file.
        self.notes.arrange_by_key(|note| {
            let place = note.strip_prefix(path.as_str()).unwrap_or_default();
            let mut numbers = place.split(':').skip(1).map_while(|it| it.parse().ok());
            (numbers.next(), numbers.next()) as (Option<u64>, Option<u64>)
        });
    }

    /// Where the file is, or would be.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The name that was meant by something like it.
    pub fn nearest(&self, typed: &str) -> Option<&str> {
        text::nearest(typed, self.events.iter().map(|event| event.name.as_str()))
    }
}

/// The text of the file, and the first byte of it that is no UTF-8; nothing where there is no file.
fn read(path: &Path) -> Result<(String, Option<usize>), String> {
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return if fs::symlink_metadata(path).is_ok() {
                Err("it is a link to a file that is not there".into())
            } else {
                Ok((String::new(), None))
            };
        }
        Err(error) => return Err(disk::plain(&error)),
    };
    // A pipe in its place would be waited for.
    if !found.is_file() {
        return Err("it is no file".into());
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limits::CONFIG + 1).read_to_end(&mut bytes))
        .map_err(|error| disk::plain(&error))?;
    if bytes.len() as u64 > limits::CONFIG {
        return Err(format!(
            "it is larger than {}",
            limits::size(limits::CONFIG)
        ));
    }
    // An old editor, or an old file: one letter is no reason to do without all the rest.
    Ok(match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let place = error.utf8_error().valid_up_to();
            (
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
                Some(place),
            )
        }
    })
}

#[cfg(test)]
mod tests;
