//! What was opened before: `recent.json` beside the events, the newest first.

use std::path::PathBuf;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::{
    Store,
    file::{Last, change, read},
};

const FORMAT: &str = "fomo-recent/1";

/// More than anybody looks through.
const MOST: usize = 20;

/// Something that was opened before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// An absolute path or a URL: what can be typed as SOURCE anywhere.
    pub source: String,
    /// The title of the event.
    pub title: String,
    /// When it was opened last.
    pub opened: DateTime<Utc>,
}

impl Store {
    /// What was opened before, the newest first. Never fails: what cannot be read is left out.
    pub fn recent(&self) -> Vec<Recent> {
        let fields = self.recent_path().and_then(|path| read(&path).ok());
        fields
            .as_ref()
            .map(|fields| entries(fields).filter_map(recent).collect())
            .unwrap_or_default()
    }

    /// Remembers that a source was opened; it moves to the front if it is known. A source that has no
    /// lasting address is not remembered (see [`crate::source::Source::address`]).
    ///
    /// Returns and fails as [`Store::save_zone`] does.
    pub fn remember_opened(
        &self,
        source: &str,
        title: &str,
        opened: DateTime<Utc>,
    ) -> Result<Option<String>, String> {
        let newest = json!({
            "source": source,
            "title": title,
            "opened": opened.to_rfc3339_opts(SecondsFormat::Secs, true),
        });
        change(self.recent_path(), &Last::default(), FORMAT, |fields| {
            let others = entries(fields).filter(|it| it.get("source") != newest.get("source"));
            let others: Vec<Value> = others.take(MOST - 1).cloned().collect();
            let list: Vec<Value> = [newest.clone()].into_iter().chain(others).collect();
            fields.insert("recent".into(), list.into());
        })
    }

    fn recent_path(&self) -> Option<PathBuf> {
        Some(self.directory.as_ref()?.parent()?.join("recent.json"))
    }
}

fn entries(fields: &Map<String, Value>) -> impl Iterator<Item = &Value> {
    let list = fields.get("recent").and_then(Value::as_array);
    list.into_iter().flatten()
}

fn recent(entry: &Value) -> Option<Recent> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    Some(Recent {
        source: text("source")?.to_owned(),
        title: text("title").unwrap_or_default().to_owned(),
        opened: DateTime::parse_from_rfc3339(text("opened")?).ok()?.to_utc(),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use chrono::TimeDelta;

    use super::*;

    fn minute(number: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(number)
    }

    #[test]
    fn the_newest_is_first_and_nothing_is_there_twice() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(&home.path().join("events"));
        assert_eq!(store.recent(), []);
        for (number, source) in ["/a.json", "https://b.example/", "/a.json"]
            .into_iter()
            .enumerate()
        {
            let at = minute(number.try_into().unwrap());
            store.remember_opened(source, "T", at).unwrap();
        }
        let recent = store.recent();
        let sources: Vec<&str> = recent.iter().map(|recent| recent.source.as_str()).collect();
        assert_eq!(sources, ["/a.json", "https://b.example/"]);
        assert_eq!(recent[0].opened, minute(2));
    }

    #[test]
    fn no_more_than_twenty_are_kept() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(&home.path().join("events"));
        for number in 0..25 {
            let source = format!("/{number}");
            store.remember_opened(&source, "T", minute(number)).unwrap();
        }
        let recent = store.recent();
        assert_eq!(recent.len(), 20);
        assert_eq!(recent[0].source, "/24");
        assert_eq!(recent[19].source, "/5");
    }

    #[test]
    fn a_damaged_list_is_set_aside_and_an_entry_of_another_kind_left_out() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(&home.path().join("events"));
        let path = home.path().join("recent.json");
        fs::write(
            &path,
            r#"{"recent":[7,{"source":"/x"},{"source":"/y","opened":"1970-01-01T00:00:00Z"}]}"#,
        )
        .unwrap();
        assert_eq!(store.recent().len(), 1);
        fs::write(&path, "{ not json").unwrap();
        assert_eq!(store.recent(), []);
        let note = store
            .remember_opened("/z", "Z", minute(0))
            .unwrap()
            .unwrap();
        assert!(note.contains("damaged-1.json"), "{note}");
        assert_eq!(store.recent().len(), 1);
    }

    #[test]
    fn writers_side_by_side_lose_nothing_of_each_other() {
        let home = tempfile::tempdir().unwrap();
        let events = home.path().join("events");
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let events = &events;
                scope.spawn(move || {
                    for number in 0..4 {
                        let source = format!("/{writer}/{number}");
                        Store::at(events)
                            .remember_opened(&source, "T", minute(number))
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(Store::at(&events).recent().len(), 16);
    }
}
