//! What a JSON text looks like from above: enough to tell one format from another, at the cost of
//! one pass that keeps next to nothing.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize as _, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// A value with its uppermost levels. What is cut off or broken behind them is not missed: a
/// sketch of the beginning of a text shows what there is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::format) enum Sketch {
    /// An object: its first members.
    Object(Vec<(String, Sketch)>),
    /// A list: its first elements.
    List(Vec<Sketch>),
    /// A text, or as much of it as is needed to recognise it.
    Text(String),
    /// A number, true, false, or something that lies too deep.
    #[default]
    Other,
    /// `null`.
    Null,
}

/// Levels below the top that are looked at.
const DEPTH: usize = 5;
/// Members of an object that are kept.
const MEMBERS: usize = 100;
/// Elements of a list that are looked at: the first may be an odd one.
const ELEMENTS: usize = 8;
/// Characters of a text that are kept.
const LETTERS: usize = 80;

impl Sketch {
    /// A sketch of a text; `None` where it does not even begin as an object or a list does.
    pub(in crate::format) fn of(text: &str) -> Option<Self> {
        if !text.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let mut sketch = Self::Other;
        let mut json = serde_json::Deserializer::from_str(text);
        let seed = Draw {
            into: &mut sketch,
            depth: 0,
        };
        // Errors are told by whoever reads the text; what was seen until then counts.
        let _ = seed.deserialize(&mut json);
        Some(sketch)
    }

    /// The value at the end of a path of keys.
    pub(in crate::format) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |here, key| {
            let members = here.members().iter();
            let mut found = members.filter(|(name, _)| name == key);
            found.next_back().map(|(_, value)| value)
        })
    }

    /// Whether this is an object that has all of these keys.
    pub(in crate::format) fn has(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.at(&[key]).is_some())
    }

    /// The members of an object; none of anything else.
    pub(in crate::format) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The first elements of a list; none of anything else.
    pub(in crate::format) fn elements(&self) -> &[Self] {
        match self {
            Self::List(elements) => elements,
            _ => &[],
        }
    }

    /// Whether any of the first elements is an object that has all of these keys.
    pub(in crate::format) fn any_has(&self, keys: &[&str]) -> bool {
        self.elements().iter().any(|element| element.has(keys))
    }

    pub(in crate::format) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    pub(in crate::format) fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }

    /// The text, if it is one.
    pub(in crate::format) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Draws a value into a place, piece by piece, so that what was drawn before an error stays.
struct Draw<'s> {
    into: &'s mut Sketch,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Draw<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.depth > DEPTH {
            return IgnoredAny::deserialize(deserializer).map(drop);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Draw<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        *self.into = Sketch::Object(Vec::new());
        while let Some(key) = map.next_key::<Cow<str>>()? {
            let Sketch::Object(members) = &mut *self.into else {
                break;
            };
            if members.len() >= MEMBERS {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            members.push((key.into_owned(), Sketch::Other));
            if let Some((_, into)) = members.last_mut() {
                let depth = self.depth + 1;
                map.next_value_seed(Draw { into, depth })?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        *self.into = Sketch::List(Vec::new());
        loop {
            let mut element = Sketch::Other;
            let depth = self.depth + 1;
            let into = &mut element;
            let read = list.next_element_seed(Draw { into, depth });
            if let Ok(None) = read {
                return Ok(());
            }
            if let Sketch::List(elements) = &mut *self.into {
                if read.is_ok() || element != Sketch::Other {
                    elements.push(element);
                }
                if elements.len() >= ELEMENTS {
                    read?;
                    while list.next_element::<IgnoredAny>()?.is_some() {}
                    return Ok(());
                }
            }
            read?;
        }
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self.into = Sketch::Text(text.chars().take(LETTERS).collect());
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        *self.into = Sketch::Null;
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_seen_also_in_what_is_cut_off() {
        let whole = r#"{"a": {"b": [{"x": 1, "y": null}, 2]}, "n": "text", "z": [[]]}"#;
        let sketch = Sketch::of(whole).unwrap();
        assert!(sketch.has(&["a", "n", "z"]) && !sketch.has(&["b"]));
        assert!(sketch.at(&["a", "b"]).unwrap().any_has(&["x", "y"]));
        assert_eq!(sketch.at(&["n"]).unwrap().text(), Some("text"));
        let cut = Sketch::of(whole.get(..30).unwrap()).unwrap();
        assert!(cut.at(&["a", "b"]).unwrap().any_has(&["x"]));
        assert!(!cut.has(&["n"]));
    }

    #[test]
    fn what_is_no_json_has_no_sketch() {
        for text in ["", "  ", "BEGIN:VCALENDAR", "<schedule/>", "1", "\"text\""] {
            assert_eq!(Sketch::of(text), None, "{text}");
        }
        assert_eq!(Sketch::of("[").unwrap(), Sketch::List(Vec::new()));
        assert!(Sketch::of(&"[".repeat(100_000)).is_some());
    }
}
