//! What is kept about an entry, as the state file has it.
//!
//! ```json
//! {"id": "f7a1…", "title": "Opening", "start": "2019-12-27T11:00+01:00", "end": "…", "room": "Ada",
//!  "stance": "must", "note": "sit in front", "reminds": false}
//! ```

use serde_json::{Map, Value};

use super::{
    Snapshot, Stance, What,
    merge::{with_paragraphs, without_paragraphs},
};
use crate::text::clean_block;

/// The fields that have a meaning here; others are a newer version's.
const FIELDS: [&str; 10] = [
    "id", "title", "level", "start", "end", "room", "status", "stance", "note", "reminds",
];

/// One of the things that a state file keeps about entries.
#[derive(Clone, Debug, PartialEq)]
pub enum Kept {
    /// Something that is understood.
    Record(Box<Record>),
    /// Something that is not, and stays as it is: a newer version may have written it.
    Foreign(Value),
}

/// What is kept about an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What it was.
    pub was: Snapshot,
    /// How the reader stands to it.
    pub stance: Stance,
    /// The reader's note on it.
    pub note: Option<String>,
    /// Whether the reader wants to be reminded, if it is a favourite.
    pub reminds: bool,
    /// Fields that mean nothing to this version.
    rest: Map<String, Value>,
}

impl Record {
    /// A record that says nothing yet.
    pub fn new(was: Snapshot) -> Self {
        Self {
            was,
            stance: Stance::None,
            note: None,
            reminds: true,
            rest: Map::new(),
        }
    }

    /// Takes in what a reader said; returns what was the case before.
    pub(super) fn take_in(&mut self, what: &What) -> What {
        match what {
            What::Stance(stance) => What::Stance(std::mem::replace(&mut self.stance, *stance)),
            What::Note { was, is } => {
                // What another viewer has written meanwhile was not seen here.
                let seen = was.as_deref().unwrap_or_default();
                let unseen = self.note.as_ref();
                let unseen = unseen.and_then(|note| without_paragraphs(note, seen));
                let new = match (unseen, is) {
                    (Some(note), Some(is)) => Some(with_paragraphs(Some(is), &note)),
                    (unseen, is) => is.clone().or(unseen),
                };
                let before = std::mem::replace(&mut self.note, new.clone());
                What::Note {
                    was: new,
                    is: before,
                }
            }
            What::Reminds(reminds) => What::Reminds(std::mem::replace(&mut self.reminds, *reminds)),
        }
    }

    /// Whether there is no reason to keep it.
    pub(super) fn says_nothing(&self) -> bool {
        self.stance == Stance::None && self.note.is_none() && self.reminds && self.rest.is_empty()
    }
}

impl Kept {
    /// Reads one.
    pub fn read(value: &Value) -> Self {
        let record = value.as_object().and_then(record);
        match record {
            Some(record) => Self::Record(Box::new(record)),
            None => Self::Foreign(value.clone()),
        }
    }

    /// Writes it, with all that it had besides.
    pub fn write(&self) -> Value {
        let record = match self {
            Self::Record(record) => record,
            Self::Foreign(value) => return value.clone(),
        };
        let mut fields = Map::new();
        record.was.write(&mut fields);
        if let Some(name) = record.stance.name() {
            fields.insert("stance".into(), name.into());
        }
        if let Some(note) = &record.note {
            fields.insert("note".into(), note.clone().into());
        }
        if !record.reminds {
            fields.insert("reminds".into(), false.into());
        }
        for (key, value) in &record.rest {
            fields.entry(key.clone()).or_insert_with(|| value.clone());
        }
        fields.into()
    }

    /// The record, if it is understood.
    pub fn record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) => Some(record),
            Self::Foreign(_) => None,
        }
    }

    /// What of it means nothing to this version, although it is there: the names of fields, or that there is no title. Nothing
    /// if all is understood.
    pub fn not_understood(&self) -> Vec<&str> {
        match self {
            Self::Foreign(_) => vec!["no title"],
            Self::Record(record) => {
                let fields = record.rest.iter().filter(|(key, value)| {
                    let says_nothing = value.is_null() || value.as_str() == Some("");
                    FIELDS.contains(&key.as_str()) && !says_nothing
                });
                fields.map(|(key, _)| key.as_str()).collect()
            }
        }
    }

    /// What the entry was.
    pub(super) fn snapshot(&self) -> Option<&Snapshot> {
        self.record().map(|record| &record.was)
    }
}

fn record(fields: &Map<String, Value>) -> Option<Record> {
    let mut record = Record::new(Snapshot::read(fields)?);
    for (key, value) in fields {
        match (key.as_str(), value) {
            (key, value) if record.was.understands(key, value) => {}
            ("stance", Value::String(name)) if Stance::named(name).is_some() => {
                record.stance = Stance::named(name)?;
            }
            ("note", Value::String(note)) => {
                let note = clean_block(note).text.trim().to_owned();
                record.note = Some(note).filter(|note| !note.is_empty());
            }
            ("reminds", Value::Bool(reminds)) => record.reminds = *reminds,
            (_, value) => {
                record.rest.insert(key.clone(), value.clone());
            }
        }
    }
    Some(record)
}
