//! The file as a table of values with their places, handed out to the sections.

use std::{ops::Range, path::Path};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Config;

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
    /// What a text says that stands in this file.
    pub(super) fn read(text: &'a str, path: &'a Path) -> Config {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Self {
            text,
            path,
            broken: Vec::new(),
            notes: Vec::new(),
            config: Config::default(),
        };
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            reader.note(span.start, error.message());
            reader.broken.push(span);
        }
        reader.top(table.get_ref());
        reader.notes.sort();
        let notes = reader.notes.into_iter().map(|(_, note)| note).collect();
        Config {
            notes,
            ..reader.config
        }
    }

    pub(super) fn note(&mut self, at: usize, what: &str) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let note = format!("{}:{line}:{column}: {what}", self.path.display());
        self.notes.push((at, note));
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
        let mut theme = None;
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
                ("themes", Some(themes)) => self.themes(themes),
                ("themes", None) => {
                    let wanted = "themes must be a table: [themes.NAME]";
                    self.note(value.span().start, wanted);
                }
                // Which themes there are is known at the end.
                ("theme", _) => theme = Some(value),
                ("ascii", _) => self.ascii(value),
                (other, _) => {
                    self.note(
                        key.span().start,
                        &format!("“{other}” means nothing to fomo"),
                    );
                }
            }
        }
        if let Some(theme) = theme {
            self.theme(theme);
        }
    }
}
