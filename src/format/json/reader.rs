//! Reads records one by one, and collects what is wrong with them.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::{
    super::report::Report,
    Lines, Members, Object,
    salvage::{self, last},
    suggest,
};
use crate::draft::{Complaint, Origin, Trouble};

/// A source being read, and what was wrong with it so far.
pub(in crate::format) struct Reader<'a> {
    lines: Lines<'a>,
    report: Report,
}

/// So many unknown keys of a record are named; the others are counted. A record has a dozen keys:
/// one with hundreds of strange ones is not written by hand.
const NAMED_KEYS: usize = 20;

impl<'a> Reader<'a> {
    pub(in crate::format) fn new(text: &'a str) -> Self {
        Self {
            lines: Lines::new(text),
            report: Report::default(),
        }
    }

    /// What was wrong.
    pub(in crate::format) fn into_complaints(self) -> Vec<Complaint> {
        self.report.into_complaints()
    }

    /// Notes a habit of the file that was read as it was meant; see [`Report::habit`].
    pub(in crate::format) fn mend(&mut self, raw: &RawValue, path: &str, message: &str) {
        let Self { lines, report } = self;
        report.habit(Trouble::Mended, message, || Origin {
            at: Some(lines.place_of(raw)),
            path: path.to_owned(),
        });
    }

    /// The same, where the place is known already.
    pub(in crate::format) fn mend_at(&mut self, origin: &Origin, message: &str) {
        self.report
            .habit(Trouble::Mended, message, || origin.clone());
    }

    /// The origin of a raw value.
    pub(in crate::format) fn origin(&self, raw: &RawValue, path: impl Into<String>) -> Origin {
        Origin {
            at: Some(self.lines.place_of(raw)),
            path: path.into(),
        }
    }

    /// The origin of what begins at a byte of the text.
    pub(in crate::format) fn origin_at(&self, offset: usize, path: &str) -> Origin {
        Origin {
            at: Some(self.lines.place(offset)),
            path: path.to_owned(),
        }
    }

    /// Notes a complaint about a value; `message` is asked for only where it will be told.
    pub(in crate::format) fn complain(
        &mut self,
        trouble: Trouble,
        raw: &RawValue,
        path: &str,
        message: impl FnOnce() -> String,
    ) {
        let Self { lines, report } = self;
        report.complain(trouble, message, || Origin {
            at: Some(lines.place_of(raw)),
            path: path.to_owned(),
        });
    }

    /// The same, where the place is known already.
    pub(in crate::format) fn complain_at(
        &mut self,
        trouble: Trouble,
        origin: &Origin,
        message: String,
    ) {
        self.report.complain(trouble, || message, || origin.clone());
    }

    /// Notes a complaint about what is not there.
    pub(in crate::format) fn miss(&mut self, path: &str, message: &str) {
        let origin = || Origin {
            at: None,
            path: path.to_owned(),
        };
        self.report
            .complain(Trouble::Broken, || message.to_owned(), origin);
    }

    /// The elements of an array; `null` and what is no array give none.
    pub(in crate::format) fn elements(
        &mut self,
        raw: &'a RawValue,
        path: &str,
    ) -> Vec<&'a RawValue> {
        match serde_json::from_str::<Option<Vec<&RawValue>>>(raw.get()) {
            Ok(elements) => elements.unwrap_or_default(),
            Err(_) => {
                let message = || {
                    format!(
                        "{} should be a list, but is {}; it was left out",
                        last(path),
                        shape(raw)
                    )
                };
                self.complain(Trouble::Broken, raw, path, message);
                Vec::new()
            }
        }
    }

    /// One record of a format of others. A field that is not what it should be is left out and named,
    /// so that it costs itself and not the record; keys that are not needed are ignored.
    pub(in crate::format) fn record<T: DeserializeOwned>(
        &mut self,
        raw: &'a RawValue,
        path: &str,
    ) -> Option<T> {
        let check = |text: &str| parsed::<T>(text).map(drop);
        self.borrowed_record((raw, path), &check, &mut String::new())
    }

    /// The same of one that borrows from the file, or from what was repaired of it. `check` says why a text is no such record.
    pub(in crate::format) fn borrowed_record<'t, T: Deserialize<'t>>(
        &mut self,
        (raw, path): (&'a RawValue, &str),
        check: salvage::Parse,
        repaired: &'t mut String,
    ) -> Option<T>
    where
        'a: 't,
    {
        if let Ok(record) = parsed(raw.get()) {
            return Some(record);
        }
        *repaired = salvage::repaired(self, raw, path, check)?;
        parsed(repaired).ok()
    }

    /// All records of a list, one by one, with the raw text and the path of each.
    pub(in crate::format) fn each<T: DeserializeOwned>(
        &mut self,
        items: &[&'a RawValue],
        list: &str,
        mut take: impl FnMut(&mut Self, &'a RawValue, &str, T),
    ) {
        for (index, raw) in items.iter().enumerate() {
            let path = format!("{list}[{index}]");
            if let Some(record) = self.record(raw, &path) {
                take(self, raw, &path, record);
            }
        }
    }

    /// One record of a format of our own: the same, but every key should mean something, and those
    /// that the type does not know are named.
    pub(in crate::format) fn own_record<T: DeserializeOwned>(
        &mut self,
        raw: &'a RawValue,
        path: &str,
    ) -> Option<T> {
        let mut unknown = Vec::new();
        let record = match known::<T>(raw.get(), &mut unknown) {
            Ok(record) => Some(record),
            Err(_) => {
                let parse = |text: &str| known::<T>(text, &mut Vec::new()).map(drop);
                let text = salvage::repaired(self, raw, path, &parse)?;
                unknown.clear();
                known(&text, &mut unknown).ok()
            }
        };
        self.name_unknown_keys::<T>(raw, path, &unknown);
        record
    }

    fn name_unknown_keys<T: DeserializeOwned>(
        &mut self,
        record: &'a RawValue,
        path: &str,
        keys: &[String],
    ) {
        for key in keys.iter().take(NAMED_KEYS) {
            // serde_ignored joins lists by dots as well: `people.0.nmae`.
            let (raw, place) = descend(record, path, key);
            let name = key.rsplit('.').next().unwrap_or(key);
            // Only the record's own keys are known here, not those of what lies inside it.
            let meant = suggest::nearest::<T>(key).filter(|_| name == key);
            let meant = meant.map(|meant| format!("; did you mean “{meant}”?"));
            let meant = meant.unwrap_or_default();
            let message = || format!("the key “{name}” means nothing here; it was ignored{meant}");
            self.complain(Trouble::UnknownKey, raw, &place, message);
        }
        let more = keys.len().saturating_sub(NAMED_KEYS);
        if more > 0 {
            let message = || format!("{more} more keys mean nothing here; they were ignored");
            self.complain(Trouble::UnknownKey, record, path, message);
        }
    }
}

/// A record that must be written as an object.
pub(in crate::format) fn parsed<'t, T: Deserialize<'t>>(
    text: &'t str,
) -> Result<T, serde_json::Error> {
    serde_json::from_str(text).map(|Object(record)| record)
}

/// Reads a record; the keys that it does not know go to `unknown`.
fn known<T: DeserializeOwned>(
    text: &str,
    unknown: &mut Vec<String>,
) -> Result<T, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let read = serde_ignored::deserialize(&mut json, |key| unknown.push(key.to_string()));
    read.map(|Object(record)| record)
}

/// The value at a dotted path below a record, as far down as it can be followed.
fn descend<'a>(record: &'a RawValue, path: &str, dotted: &str) -> (&'a RawValue, String) {
    let mut here = record;
    let mut place = path.to_owned();
    // An `Option` on the way shows as `?`.
    for step in dotted.split('.').filter(|step| *step != "?") {
        if let Ok(Members(members)) = serde_json::from_str::<Members>(here.get()) {
            place = format!("{place}.{step}");
            match members.into_iter().find(|(key, _)| key == step) {
                Some((_, value)) => here = value,
                None => break,
            }
        } else if let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(here.get()) {
            place = format!("{place}[{step}]");
            let index = step.parse().ok();
            match index.and_then(|index: usize| elements.get(index).copied()) {
                Some(value) => here = value,
                None => break,
            }
        }
    }
    (here, place)
}

/// What a value is, for a complaint.
pub(in crate::format) fn shape(raw: &RawValue) -> &'static str {
    match raw.get().bytes().next() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a text",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}
