//! Fields as people write them: `#[serde(default, deserialize_with = "lenient::text")]`.
//!
//! Absent, `null` and `""` are the same; numbers stand for texts and texts for numbers; a text may
//! come in several languages. What is altogether different is an error, which costs the field.

use std::{borrow::Cow, fmt, marker::PhantomData};

use chrono::NaiveDate;
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};

use super::super::fields;
use crate::draft::Time;

/// A text, or one text in several languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Texts(pub(in crate::format) Vec<(Option<String>, String)>);

impl Texts {
    fn alone(text: Option<Cow<str>>) -> Self {
        let text = text.into_iter();
        Self(text.map(|text| (None, text.into_owned())).collect())
    }

    /// The first text, which is the one that the authors put first.
    pub(in crate::format) fn first(self) -> Option<String> {
        self.0.into_iter().next().map(|(_, text)| text)
    }

    /// The first text, and the same in the other languages where they differ.
    pub(in crate::format) fn split(self) -> (Option<String>, Vec<String>) {
        let mut texts = self.0.into_iter().map(|(_, text)| text);
        let first = texts.next();
        let others = texts.filter(|text| Some(text) != first.as_ref()).collect();
        (first, others)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyText)
    }
}

struct AnyText;

impl<'de> Visitor<'de> for AnyText {
    type Value = Texts;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Texts, E> {
        FirstText.visit_str(text).map(Texts::alone)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Texts, E> {
        FirstText.visit_i64(number).map(Texts::alone)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Texts, E> {
        FirstText.visit_u64(number).map(Texts::alone)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Texts, E> {
        FirstText.visit_f64(number).map(Texts::alone)
    }

    fn visit_unit<E>(self) -> Result<Texts, E> {
        Ok(Texts::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
        let mut texts = Vec::new();
        while let Some((language, text)) = map.next_entry::<String, Option<String>>()? {
            if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                texts.push((Some(language), text));
            }
        }
        Ok(Texts(texts))
    }
}

/// A text: what is empty is none, a number is its digits, and of several languages the first counts.
pub(in crate::format) fn text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = borrowed(deserializer)?;
    Ok(text.map(Cow::into_owned))
}

/// The same, which is no copy where it stands in the file as it is.
pub(in crate::format) fn borrowed<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Cow<'de, str>>, D::Error> {
    deserializer.deserialize_any(FirstText)
}

/// Nearly every field of every entry comes by here: no list is made of the one text that there is.
struct FirstText;

impl<'de> Visitor<'de> for FirstText {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        AnyText.expecting(f)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)).filter(|text| !is_blank(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok((!is_blank(text)).then(|| Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok((!is_blank(&text)).then_some(Cow::Owned(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let texts = AnyText.visit_map(map)?;
        Ok(texts.first().map(Cow::Owned))
    }
}

fn is_blank(text: &str) -> bool {
    // Whoever trims both ends looks at the second one for nothing.
    text.trim_start().is_empty()
}

/// A whole number, also one that is written as a text or with a fraction, which is rounded off.
pub(in crate::format) fn number<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<i64>, D::Error> {
    let Some(text) = borrowed(deserializer)? else {
        return Ok(None);
    };
    let text = text.trim();
    let whole = match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => text,
    };
    let number = whole.parse().map_err(|_| {
        let found = format!("the text “{text}”");
        D::Error::invalid_type(serde::de::Unexpected::Other(&found), &"a number")
    })?;
    Ok(Some(number))
}

/// A time in one text, such as `2024-07-27T09:15` or `2024-07-27T09:15:00+02:00`.
pub(in crate::format) fn time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Time>, D::Error> {
    let text = borrowed(deserializer)?;
    text.map(|text| fields::time(&text))
        .transpose()
        .map_err(D::Error::custom)
}

/// The same, also where the text is a day without a time.
pub(in crate::format) fn when<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<When>, D::Error> {
    let when = |text: Cow<str>| match fields::day(&text) {
        Some(day) => Ok(When::Day(day)),
        None => fields::time(&text).map(When::Time),
    };
    let text = borrowed(deserializer)?;
    text.map(when).transpose().map_err(D::Error::custom)
}

/// A time, or a day without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum When {
    /// A day.
    Day(NaiveDate),
    /// A time.
    Time(Time),
}

/// True or false, also as a text or a number.
pub(in crate::format) fn flag<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<bool, D::Error> {
    struct Flag;
    impl Visitor<'_> for Flag {
        type Value = bool;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("true or false")
        }
        fn visit_bool<E>(self, flag: bool) -> Result<bool, E> {
            Ok(flag)
        }
        fn visit_unit<E>(self) -> Result<bool, E> {
            Ok(false)
        }
        fn visit_u64<E>(self, number: u64) -> Result<bool, E> {
            Ok(number != 0)
        }
        fn visit_i64<E>(self, number: i64) -> Result<bool, E> {
            Ok(number != 0)
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
            match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => Ok(true),
                "false" | "no" | "0" | "" | "null" | "none" => Ok(false),
                _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
            }
        }
    }
    deserializer.deserialize_any(Flag)
}

/// A list; `null`, `""`, `{}` and what is absent are empty ones. An element that cannot be read is an
/// error with its place, so that the record's reader can leave it out.
pub(in crate::format) fn list<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct List<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_unit<E>(self) -> Result<Vec<T>, E> {
            Ok(Vec::new())
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Vec<T>, E> {
            if text.trim().is_empty() {
                return Ok(Vec::new());
            }
            Err(E::invalid_type(serde::de::Unexpected::Str(text), &self))
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
            let mut all = Vec::new();
            while let Some(element) = list.next_element()? {
                all.push(element);
            }
            Ok(all)
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<T>, A::Error> {
            match map.next_key::<String>()? {
                None => Ok(Vec::new()),
                Some(_) => Err(A::Error::invalid_type(serde::de::Unexpected::Map, &self)),
            }
        }
    }
    deserializer.deserialize_any(List(PhantomData))
}

/// A list of texts, or a text alone; elements that are empty are left out.
pub(in crate::format) fn texts<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        Many(#[serde(deserialize_with = "list")] Vec<Texts>),
        One(Texts),
    }
    let all = match OneOrMany::deserialize(deserializer)? {
        OneOrMany::Many(all) => all,
        OneOrMany::One(one) => vec![one],
    };
    Ok(all.into_iter().filter_map(Texts::first).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Record {
        #[serde(deserialize_with = "text")]
        text: Option<String>,
        #[serde(deserialize_with = "number")]
        number: Option<i64>,
        #[serde(deserialize_with = "flag")]
        flag: bool,
        #[serde(deserialize_with = "list")]
        list: Vec<Texts>,
        #[serde(deserialize_with = "texts")]
        texts: Vec<String>,
    }

    fn read(json: &str) -> Record {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn absent_null_and_empty_are_the_same() {
        for json in [
            "{}",
            r#"{"text": null, "number": null, "flag": null, "list": null, "texts": null}"#,
            r#"{"text": "", "number": "", "flag": "", "list": "", "texts": ""}"#,
            r#"{"text": {}, "list": {}, "texts": []}"#,
        ] {
            let record = read(json);
            assert_eq!(record.text, None, "{json}");
            assert_eq!(record.number, None, "{json}");
            assert!(!record.flag, "{json}");
            assert!(record.list.is_empty() && record.texts.is_empty(), "{json}");
        }
    }

    #[test]
    fn numbers_and_texts_stand_for_each_other() {
        let record = read(r#"{"text": 17, "number": "90", "flag": "true", "texts": [1, "b", ""]}"#);
        assert_eq!(record.text.as_deref(), Some("17"));
        assert_eq!(record.number, Some(90));
        assert!(record.flag);
        assert_eq!(record.texts, ["1", "b"]);
        assert_eq!(read(r#"{"number": 90.0}"#).number, Some(90));
        assert_eq!(read(r#"{"texts": "one"}"#).texts, ["one"]);
    }

    #[test]
    fn texts_come_in_languages() {
        let record = read(r#"{"text": {"de": "", "en": "Hall", "fr": "Salle"}}"#);
        assert_eq!(record.text.as_deref(), Some("Hall"));
        let texts: Texts = serde_json::from_str(r#"{"zh": "講", "en": "talk"}"#).unwrap();
        let (first, others) = texts.split();
        assert_eq!(first.as_deref(), Some("講"));
        assert_eq!(others, ["talk"]);
    }

    #[test]
    fn what_is_altogether_different_is_an_error() {
        for json in [
            r#"{"text": []}"#,
            r#"{"number": "soon"}"#,
            r#"{"flag": "perhaps"}"#,
            r#"{"list": {"a": 1}}"#,
        ] {
            assert!(serde_json::from_str::<Record>(json).is_err(), "{json}");
        }
    }
}
