//! `[keys]`: which keys do what, in place of the usual ones. What the names and keys mean is for the viewer
//! to know: here, they are texts with their places.

use toml::de::{DeTable, DeValue};

use super::reader::{Reader, Value};
use crate::arrange::Arrange as _;

/// Keys that the user wishes for an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyWish {
    /// The name of the action.
    pub action: String,
    /// Where, by its name; everywhere if there is none.
    pub context: Option<String>,
    /// The keys; none if none should do it.
    pub keys: Vec<WishedKey>,
    /// The file, line and column of the name.
    pub place: String,
}

/// A key as it is written, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishedKey {
    /// In the notation of `--keys`.
    pub text: String,
    /// The file, line and column.
    pub place: String,
}

/// The table of the places: `[keys.in.filter]`. A place may be called as an action is.
const PLACES: &str = "in";

pub(super) fn read(reader: &mut Reader, table: &DeTable) {
    let mut found = Vec::new();
    reader.wishes(table, None, &mut found);
    // Of two wishes for the same key, the first one holds.
    found.arrange_by_key(|(at, _)| *at);
    reader.config.keys = found.into_iter().map(|(_, wish)| wish).collect();
}

impl Reader<'_> {
    fn wishes(
        &mut self,
        table: &DeTable,
        context: Option<&str>,
        found: &mut Vec<(usize, KeyWish)>,
    ) {
        for (name, value) in table {
            if !self.is_sound(value) {
                continue;
            }
            let at = name.span().start;
            let name = name.get_ref().as_ref();
            match value.get_ref() {
                DeValue::Table(places) if name == PLACES && context.is_none() => {
                    self.places(places, found);
                }
                DeValue::Table(_) if context.is_none() => {
                    self.note(
                        at,
                        &format!("write [keys.in.{name}] for the keys of a place"),
                    );
                }
                _ => {
                    if let Some(keys) = self.wished(name, value) {
                        let wish = KeyWish {
                            action: name.to_owned(),
                            context: context.map(str::to_owned),
                            keys,
                            place: self.place(at),
                        };
                        found.push((at, wish));
                    }
                }
            }
        }
    }

    fn places(&mut self, places: &DeTable, found: &mut Vec<(usize, KeyWish)>) {
        for (name, value) in places {
            let place = name.get_ref().as_ref();
            match value.get_ref().as_table() {
                Some(table) => self.wishes(table, Some(place), found),
                None => self.note(
                    value.span().start,
                    &format!("{place} must be a table: [keys.in.{place}]"),
                ),
            }
        }
    }

    fn wished(&mut self, name: &str, value: &Value) -> Option<Vec<WishedKey>> {
        let one;
        let values: &[Value] = match value.get_ref() {
            DeValue::Array(values) => values,
            DeValue::String(_) => {
                one = [value.clone()];
                &one
            }
            _ => &[],
        };
        let texts = values.iter().map(|value| {
            let text = value.get_ref().as_str()?.to_owned();
            let place = self.place(value.span().start);
            Some(WishedKey { text, place })
        });
        let keys: Option<Vec<WishedKey>> = texts.collect();
        let empty = value
            .get_ref()
            .as_array()
            .is_some_and(|keys| keys.is_empty());
        let keys = keys.filter(|keys| empty || !keys.is_empty());
        if keys.is_none() {
            let wanted = format!(
                "{name} must be a key or a list of keys: \"j\", [\"j\", \"<down>\"], or [] for none"
            );
            self.note(value.span().start, &wanted);
        }
        keys
    }
}
