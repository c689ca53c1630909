//! Records as both front ends hand them on: every field a text, nothing understood yet.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::super::json::lenient;

/// The header of the file.
#[derive(Debug, Default)]
pub(super) struct Conference {
    pub(super) acronym: Option<String>,
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) venue: Option<String>,
    pub(super) city: Option<String>,
    pub(super) description: Option<String>,
    pub(super) url: Option<String>,
    pub(super) base_url: Option<String>,
    pub(super) version: Option<String>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) time_zone_name: Option<String>,
    pub(super) day_change: Option<String>,
    pub(super) timeslot_duration: Option<String>,
}

/// A day's header.
#[derive(Debug, Default)]
pub(super) struct Day {
    pub(super) date: Option<String>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
}

/// An event of the file, which is an entry of the timetable.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Event {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) guid: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) code: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) date: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) start: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) end: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) duration: Option<String>,
    #[serde(deserialize_with = "name")]
    pub(super) room: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) subtitle: Option<String>,
    #[serde(deserialize_with = "name")]
    pub(super) track: Option<String>,
    #[serde(rename = "type", deserialize_with = "name")]
    pub(super) kind: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) language: Option<String>,
    #[serde(rename = "abstract", deserialize_with = "lenient::text")]
    pub(super) abstract_text: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) description: Option<String>,
    #[serde(deserialize_with = "list")]
    pub(super) persons: Vec<Person>,
    #[serde(deserialize_with = "list")]
    pub(super) links: Vec<Link>,
    #[serde(deserialize_with = "list")]
    pub(super) attachments: Vec<Link>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) origin_url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) feedback_url: Option<String>,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) do_not_record: bool,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) do_not_stream: bool,
}

/// Somebody who takes part. Answers to an organizer's questions stand here too, in some files; they
/// are private, and not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Person {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) guid: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) code: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) public_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) full_public_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) biography: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) url: Option<String>,
    #[serde(deserialize_with = "list")]
    pub(super) links: Vec<Link>,
    /// It stood as a bare name.
    #[serde(skip)]
    pub(super) bare: bool,
}

/// A link or an attachment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) title: Option<String>,
    #[serde(alias = "href", deserialize_with = "lenient::text")]
    pub(super) url: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    pub(super) kind: Option<String>,
    /// It stood as a bare address.
    #[serde(skip)]
    pub(super) bare: bool,
}

/// A room or a track of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Named {
    #[serde(alias = "title", deserialize_with = "lenient::text")]
    pub(super) name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) slug: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) color: Option<String>,
}

impl From<String> for Person {
    fn from(name: String) -> Self {
        Self {
            name: Some(name),
            bare: true,
            ..Self::default()
        }
    }
}

impl From<String> for Link {
    fn from(url: String) -> Self {
        Self {
            url: Some(url),
            bare: true,
            ..Self::default()
        }
    }
}

impl From<String> for Named {
    fn from(name: String) -> Self {
        Self {
            name: Some(name),
            ..Self::default()
        }
    }
}

/// A record, or the text that stands for all of it.
pub(super) struct Loose<T>(pub(super) T);

impl<'de, T: Deserialize<'de> + Default + From<String>> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrObject<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Default + From<String>> Visitor<'de> for TextOrObject<T> {
            type Value = Loose<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Loose(T::default()))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                match text.trim() {
                    "" => Ok(Loose(T::default())),
                    text => Ok(Loose(text.to_owned().into())),
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Loose)
            }
        }
        deserializer.deserialize_any(TextOrObject(PhantomData))
    }
}

fn list<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de> + Default + From<String>,
    D: Deserializer<'de>,
{
    let all: Vec<Loose<T>> = lenient::list(deserializer)?;
    Ok(all.into_iter().map(|Loose(record)| record).collect())
}

/// A name, or an object that has one, or one name in several languages.
fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct NameOrObject;
    impl<'de> Visitor<'de> for NameOrObject {
        type Value = Option<String>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a text")
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some(text.to_owned()).filter(|text| !text.trim().is_empty()))
        }
        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }
        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string()))
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let (mut named, mut first) = (None, None);
            while let Some((key, value)) = map.next_entry::<String, serde_json::Value>()? {
                let text = value.as_str().filter(|text| !text.trim().is_empty());
                if matches!(key.as_str(), "name" | "title") {
                    named = named.or_else(|| text.map(str::to_owned));
                }
                first = first.or_else(|| text.map(str::to_owned));
            }
            Ok(named.or(first))
        }
    }
    deserializer.deserialize_any(NameOrObject)
}
