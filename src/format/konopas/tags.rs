//! Tags: `"Track:Art"`, `"Guests"`, `{"value": "t3", "category": "Track", "label": "Art"}`.

use foldhash::HashMap;
use serde::{Deserialize, Deserializer};

use super::super::{fields, json::lenient};

/// One tag of an item.
#[derive(Deserialize)]
#[serde(untagged, expecting = "it should be a text or an object with one")]
pub(super) enum Tag {
    Labelled {
        #[serde(default, deserialize_with = "lenient::text")]
        value: Option<String>,
        #[serde(default, deserialize_with = "lenient::text")]
        category: Option<String>,
        #[serde(default, deserialize_with = "lenient::text")]
        label: Option<String>,
    },
    Plain(lenient::Texts),
}

/// A list of tags, or one alone.
pub(super) fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Tag>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "it should be a list of tags")]
    enum OneOrMany {
        Many(Vec<Tag>),
        One(Tag),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::Many(tags) => tags,
        OneOrMany::One(tag) => vec![tag],
    })
}

/// What the tags of an item say.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) track: Option<String>,
    pub(super) kind: Option<String>,
    /// The others.
    pub(super) note: Option<String>,
}

/// A tag as it is known by its value: its category and its label.
type Known = (Option<String>, String);

/// Category and label of a tag that has a value need to stand only once in a file.
#[derive(Default)]
pub(super) struct Tags(HashMap<String, Known>);

impl Tags {
    /// Sorts the tags of an item; `format` is another field for the kind.
    pub(super) fn sort(&mut self, tags: Vec<Tag>, format: Option<String>) -> Sorted {
        let known = tags.into_iter().filter_map(|tag| self.known(tag));
        let known: Vec<Known> = known.collect();
        let has_categories = known.iter().any(|(category, _)| category.is_some());
        let mut sorted = Sorted {
            kind: fields::line(format),
            ..Sorted::default()
        };
        let mut others = Vec::new();
        for (category, label) in known {
            let place = match category.as_deref() {
                Some("track") => Some(&mut sorted.track),
                Some("type" | "format") => Some(&mut sorted.kind),
                None if !has_categories => Some(&mut sorted.track),
                _ => None,
            };
            match place {
                Some(place) if place.is_none() => *place = Some(label),
                _ => others.push(label),
            }
        }
        sorted.note = fields::listed("Tags", &others);
        sorted
    }

    fn known(&mut self, tag: Tag) -> Option<Known> {
        match tag {
            Tag::Plain(text) => Some(split(&fields::line(text.first())?)),
            Tag::Labelled {
                value,
                category,
                label,
            } => {
                let label = fields::line(label);
                let category = fields::line(category).map(|category| category.to_lowercase());
                let Some(value) = fields::line(value) else {
                    return Some((category, label?));
                };
                if let (None, None, Some(known)) = (&label, &category, self.0.get(&value)) {
                    return Some(known.clone());
                }
                let known = match (category, label) {
                    (None, None) => split(&value),
                    (category, label) => (category, label.unwrap_or_else(|| value.clone())),
                };
                self.0.insert(value, known.clone());
                Some(known)
            }
        }
    }
}

/// `Track:Art` is a category and a label; underscores stand for spaces.
fn split(tag: &str) -> Known {
    let categories = ["track", "type", "format", "division", "tag"];
    let tag = tag.replace('_', " ");
    match tag.split_once(':') {
        Some((category, label))
            if categories.contains(&category.trim().to_lowercase().as_str())
                && !label.trim().is_empty() =>
        {
            let category = category.trim().to_lowercase();
            (Some(category), label.trim().to_owned())
        }
        _ => (None, tag),
    }
}
