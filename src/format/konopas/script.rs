//! JavaScript that holds JSON: `var program = [ … ]; var people = [ … ];`, or the JSON alone.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor, value::SeqAccessDeserializer},
};
use serde_json::value::RawValue;

use super::{
    super::{
        ReadError,
        json::{self, Items, Lines, Sketch},
    },
    is_item, is_person,
};
use crate::draft::{Complaint, Origin, Trouble};

/// Keys and names of variables under which the programme stands.
pub(super) const PROGRAM: &[&str] = &["schedule", "program", "programme", "prog"];
/// And those of the people.
pub(super) const PEOPLE: &[&str] = &["people", "participants"];

/// A raw record and its path.
pub(super) type Record<'a> = (&'a RawValue, String);

/// What a file holds.
#[derive(Default)]
pub(super) struct Script<'a> {
    /// The items; `None` where there is no list of them, and only one of people.
    pub(super) program: Option<Vec<Record<'a>>>,
    /// The people, if they are here.
    pub(super) people: Vec<Record<'a>>,
    /// What was found behind the data and could not be read.
    pub(super) complaint: Option<Complaint>,
}

impl<'a> Script<'a> {
    fn add(&mut self, is_people: bool, items: Items<'a>, name: &str) {
        let records = items.all.into_iter().enumerate();
        let records = records.map(|(index, raw)| (raw, format!("{name}[{index}]")));
        if is_people {
            self.people.extend(records);
        } else {
            self.program.get_or_insert_default().extend(records);
        }
    }
}

/// Whether a variable's name says that it is KonOpas'.
pub(super) fn is_known(name: &str) -> bool {
    let name = name.to_lowercase();
    PROGRAM.contains(&name.as_str()) || PEOPLE.contains(&name.as_str())
}

/// The name and what is assigned to it, where a text begins with an assignment.
pub(super) fn assignment(text: &str) -> Option<(&str, &str)> {
    let text = skip_blank(text);
    let words = ["export ", "var ", "let ", "const "];
    let text = words.iter().fold(text, |text, word| {
        text.strip_prefix(word).map_or(text, str::trim_start)
    });
    let is_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$' | '.');
    let end = text.find(|char| !is_name(char))?;
    let (name, rest) = text.split_at(end);
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let name = name.rsplit('.').next().unwrap_or(name);
    (!name.is_empty() && value.starts_with(['[', '{'])).then_some((name, value))
}

/// Behind white space, semicolons and comments.
fn skip_blank(text: &str) -> &str {
    let mut rest = text;
    loop {
        let start = rest.trim_start_matches(|char: char| char.is_whitespace() || char == ';');
        let comment = start
            .strip_prefix("//")
            .map(|comment| comment.split_once('\n').map_or("", |(_, rest)| rest))
            .or_else(|| {
                start
                    .strip_prefix("/*")?
                    .split_once("*/")
                    .map(|(_, rest)| rest)
            });
        match comment {
            Some(behind) => rest = behind,
            None => return start,
        }
    }
}

/// Takes a file apart. An error in what comes behind a programme costs only that.
pub(super) fn read(text: &str) -> Result<Script<'_>, ReadError> {
    let mut script = Script::default();
    let mut rest = text;
    loop {
        rest = skip_blank(rest);
        let (name, value) = assignment(rest).unwrap_or(("", rest));
        if value.is_empty() && (script.program.is_some() || !script.people.is_empty()) {
            return Ok(script);
        }
        let base = text.len() - value.len();
        let mut values = serde_json::Deserializer::from_str(value).into_iter::<Outline>();
        let error = match values.next() {
            Some(Ok(outline)) => {
                outline.give_to(&mut script, name);
                rest = value.get(values.byte_offset()..).unwrap_or_default();
                continue;
            }
            Some(Err(error)) => json::read_error_at(text, base, &error),
            None => ReadError::whole("there is no list of programme items in this file"),
        };
        if script.program.is_none() {
            return Err(error);
        }
        script.complaint = Some(Complaint {
            trouble: Trouble::Broken,
            message: format!(
                "what comes behind the programme was left out: {}",
                error.message
            ),
            origin: Origin {
                at: Some(Lines::new(text).place(base)),
                path: String::new(),
            },
        });
        return Ok(script);
    }
}

/// A value: a list, or an object with lists.
#[derive(Default)]
struct Outline<'a> {
    list: Option<Items<'a>>,
    program: Vec<(String, Items<'a>)>,
    people: Vec<(String, Items<'a>)>,
}

impl<'a> Outline<'a> {
    fn give_to(self, script: &mut Script<'a>, name: &str) {
        if let Some(items) = self.list {
            let lower = name.to_lowercase();
            let is_people = if PROGRAM.contains(&lower.as_str()) {
                false
            } else {
                PEOPLE.contains(&lower.as_str()) || holds_people(&items)
            };
            script.add(is_people, items, name);
        }
        for (key, items) in self.program {
            script.add(false, items, &key);
        }
        for (key, items) in self.people {
            script.add(true, items, &key);
        }
    }
}

/// Whether the first records are people.
fn holds_people(items: &Items) -> bool {
    let sketches = items.all.iter().take(8);
    let sketches: Vec<_> = sketches.filter_map(|raw| Sketch::of(raw.get())).collect();
    sketches.iter().any(is_person) && !sketches.iter().any(is_item)
}

impl<'de> Deserialize<'de> for Outline<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListOrObject;
        impl<'de> Visitor<'de> for ListOrObject {
            type Value = Outline<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of programme items")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
                let list = Items::deserialize(SeqAccessDeserializer::new(list))?;
                Ok(Outline {
                    list: Some(list),
                    ..Outline::default()
                })
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut outline = Outline::default();
                while let Some(key) = map.next_key::<String>()? {
                    if PROGRAM.contains(&key.as_str()) {
                        outline.program.push((key, map.next_value()?));
                    } else if PEOPLE.contains(&key.as_str()) {
                        outline.people.push((key, map.next_value()?));
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(outline)
            }
        }
        deserializer.deserialize_any(ListOrObject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_in_their_spellings() {
        let cases = [
            ("var program = [1]", Some(("program", "[1]"))),
            ("prog=[", Some(("prog", "["))),
            ("// made by hand\n/* 2019 */ let p = {", Some(("p", "{"))),
            ("window.program = []", Some(("program", "[]"))),
            ("export const people = [];", Some(("people", "[];"))),
            ("var program = 1", None),
            ("program [", None),
            ("= [", None),
            ("BEGIN:VCALENDAR", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(assignment(text), expected, "{text}");
        }
    }
}
