//! The file as a table of values with their places, handed out to the sections.

use std::{ops::Range, path::Path};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Config, check, events, keys, reminder, themes, viewer};
use crate::arrange::Arrange as _;

/// Collects what is configured, and complaints.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) path: &'a Path,
    /// Where the text is no TOML: what was guessed of it is not used.
    broken: Vec<Range<usize>>,
    pub(super) config: Config,
    /// With the place of each, for their order.
    notes: Vec<(usize, String)>,
}

/// What stands in a file, with its place.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> Reader<'a> {
    /// What a text says that stands in this file, in which from some byte on not all is UTF-8.
    pub(super) fn read(text: &'a str, path: &'a Path, broken: Option<usize>) -> Config {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Self {
            text,
            path,
            broken: Vec::new(),
            notes: Vec::new(),
            config: Config::default(),
        };
        if let Some(at) = broken {
            reader.note(at, "this letter is not in UTF-8; save the file in UTF-8");
        }
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            reader.note(span.start, error.message());
            reader.broken.push(span);
        }
        reader.top(table.get_ref());
        reader.notes.arrange();
        let notes = reader.notes.into_iter().map(|(_, note)| note).collect();
        Config {
            notes,
            ..reader.config
        }
    }

    pub(super) fn note(&mut self, at: usize, what: &str) {
        let note = format!("{}: {what}", self.place(at));
        self.notes.push((at, note));
    }

    /// The file, line and column of a byte.
    pub(super) fn place(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!("{}:{line}:{column}", self.path.display())
    }

    /// Whether a value is there as it was written.
    pub(super) fn is_sound(&self, value: &Value) -> bool {
        let Range { start, end } = value.span();
        // Tables are judged by what they hold.
        value.get_ref().is_table()
            || !self
                .broken
                .iter()
                .any(|broken| broken.start <= end && start <= broken.end)
    }

    fn top(&mut self, table: &DeTable) {
        for (name, reading) in SETTINGS {
            let found = table.iter().find(|(key, _)| key.get_ref() == name);
            let Some((_, value)) = found else { continue };
            match (reading, value.get_ref()) {
                (Reading::Table(read), DeValue::Table(table)) => read(self, table),
                (Reading::Table(_), _) => {
                    let wanted = format!("{name} must be a table: [{name}]");
                    self.note(value.span().start, &wanted);
                }
                (Reading::Value(read), given) => {
                    if self.is_sound(value)
                        && let Err(wanted) = read(&mut self.config, given)
                    {
                        self.note(value.span().start, &wanted);
                    }
                }
            }
        }
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !SETTINGS.iter().any(|(known, _)| *known == name) {
                self.note(key.span().start, &format!("“{name}” means nothing to fomo"));
            }
        }
    }
}

/// How a setting is read.
pub(super) enum Reading {
    /// A value, which is taken or not: then the error says what is wanted.
    Value(fn(&mut Config, &DeValue) -> Result<(), String>),
    /// A table, which notes by itself what is wrong in it.
    Table(fn(&mut Reader, &DeTable)),
}

/// All that the file can say, in the order in which it is read: a theme is one of those that there are.
pub(super) const SETTINGS: &[(&str, Reading)] = &[
    ("zone", Reading::Value(viewer::zone)),
    ("view", Reading::Value(viewer::view)),
    ("mouse", Reading::Value(viewer::mouse)),
    ("ascii", Reading::Value(viewer::ascii)),
    ("themes", Reading::Table(themes::read)),
    ("theme", Reading::Value(themes::theme)),
    ("keys", Reading::Table(keys::read)),
    ("reminder", Reading::Table(reminder::read)),
    ("check", Reading::Table(check::read)),
    ("events", Reading::Table(events::read)),
];
