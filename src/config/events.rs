//! `[events]`: names for schedules.

use toml::de::{DeTable, DeValue};

use super::reader::{Reader, Value};
use crate::arrange::Arrange as _;

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

pub(super) fn read(reader: &mut Reader, table: &DeTable) {
    reader.events(table);
}

impl Reader<'_> {
    fn events(&mut self, table: &DeTable) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.arrange_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            if !self.is_sound(value) {
                continue;
            }
            let name = key.get_ref().trim();
            let known = |event: &Event| event.name.to_lowercase() == name.to_lowercase();
            if name.is_empty() {
                self.note(key.span().start, "an event without a name is left out");
            } else if self.config.events.iter().any(known) {
                let twice = format!("“{name}” is there twice; this one is left out");
                self.note(key.span().start, &twice);
            } else if let Some(event) = self.event(name, key.span().start, value) {
                self.config.events.push(event);
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
