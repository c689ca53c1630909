//! “Did you mean …?”: the keys that a record may have, and the one that is nearest to a stranger.

use serde::{
    Deserialize, Deserializer,
    de::{Visitor, value::Error},
    forward_to_deserialize_any,
};

/// Asks a type for its fields, by offering it a struct and giving it none.
struct Ask<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Ask<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("only the fields were asked for"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(serde::de::Error::custom("only the fields were asked for"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Nobody means a field by a key that is longer.
const LONGEST: usize = 64;

/// The key of a type that was probably meant by a key which it does not have.
pub(super) fn nearest<'de, T: Deserialize<'de>>(stranger: &str) -> Option<&'static str> {
    let mut fields: &'static [&'static str] = &[];
    // The answer is in `fields`; the type itself cannot be made from it.
    let _ = T::deserialize(Ask(&mut fields));
    // To compare takes time by its length, and no field has a long name.
    if stranger.len() > LONGEST {
        return None;
    }
    let near = fields.iter().map(|field| {
        (
            strsim::osa_distance(&stranger.to_lowercase(), field),
            *field,
        )
    });
    let (distance, field) = near.min()?;
    // Two wrong letters make another word of a short one: floor and color.
    (distance <= 2 && distance * 3 <= field.len()).then_some(field)
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::format::native::wire::Entry;

    #[test]
    fn near_misses_and_strangers() {
        let cases = [
            ("tilte", Some("title")),
            ("Title", Some("title")),
            ("abstrakt", Some("abstract")),
            ("duraton", Some("duration")),
            ("speakers", None),
            ("x", None),
        ];
        assert_eq!(nearest::<Entry>(&"title".repeat(200_000)), None);
        for (stranger, meant) in cases {
            assert_eq!(nearest::<Entry>(stranger), meant, "{stranger}");
        }
    }
}
