//! Records as both front ends hand them on: every field a text, nothing understood yet.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::super::json::lenient;

/// A field. Few are kept as they are, so they are no copies where they stand in the file as they are.
pub(super) type Text<'a> = Option<Cow<'a, str>>;

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
pub(super) struct Event<'a> {
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) guid: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) id: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) code: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) date: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) start: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) end: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) duration: Text<'a>,
    #[serde(borrow, deserialize_with = "name")]
    pub(super) room: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) title: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) subtitle: Text<'a>,
    #[serde(borrow, deserialize_with = "name")]
    pub(super) track: Text<'a>,
    #[serde(rename = "type", borrow, deserialize_with = "name")]
    pub(super) kind: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) language: Text<'a>,
    #[serde(rename = "abstract", borrow, deserialize_with = "lenient::borrowed")]
    pub(super) abstract_text: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) description: Text<'a>,
    #[serde(borrow, deserialize_with = "list")]
    pub(super) persons: Vec<Person<'a>>,
    #[serde(borrow, deserialize_with = "list")]
    pub(super) links: Vec<Link<'a>>,
    #[serde(borrow, deserialize_with = "list")]
    pub(super) attachments: Vec<Link<'a>>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) url: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) origin_url: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) feedback_url: Text<'a>,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) do_not_record: bool,
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) do_not_stream: bool,
}

/// Somebody who takes part. Answers to an organizer's questions stand here too, in some files; they
/// are private, and not read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Person<'a> {
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) id: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) guid: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) code: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) public_name: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) name: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) full_public_name: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) biography: Text<'a>,
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) url: Text<'a>,
    #[serde(borrow, deserialize_with = "list")]
    pub(super) links: Vec<Link<'a>>,
    /// It stood as a bare name.
    #[serde(skip)]
    pub(super) bare: bool,
}

/// A link or an attachment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Link<'a> {
    #[serde(borrow, deserialize_with = "lenient::borrowed")]
    pub(super) title: Text<'a>,
    #[serde(alias = "href", borrow, deserialize_with = "lenient::borrowed")]
    pub(super) url: Text<'a>,
    #[serde(rename = "type", borrow, deserialize_with = "lenient::borrowed")]
    pub(super) kind: Text<'a>,
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

impl From<String> for Person<'_> {
    fn from(name: String) -> Self {
        Self {
            name: Some(name.into()),
            bare: true,
            ..Self::default()
        }
    }
}

impl From<String> for Link<'_> {
    fn from(url: String) -> Self {
        Self {
            url: Some(url.into()),
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
fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text<'de>, D::Error> {
    struct NameOrObject;
    impl<'de> Visitor<'de> for NameOrObject {
        type Value = Text<'de>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a text")
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
        fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
            Ok(Some(Cow::Borrowed(text)).filter(|text| !text.trim().is_empty()))
        }
        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok((!text.trim().is_empty()).then(|| Cow::Owned(text.to_owned())))
        }
        fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string().into()))
        }
        fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
            Ok(Some(number.to_string().into()))
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
            Ok(named.or(first).map(Cow::Owned))
        }
    }
    deserializer.deserialize_any(NameOrObject)
}
