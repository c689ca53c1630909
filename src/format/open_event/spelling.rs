//! One spelling for keys that exports spell in several ways.

use std::{borrow::Cow, fmt, marker::PhantomData};

use foldhash::HashSet;
use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, IgnoredAny, IntoDeserializer as _, MapAccess, Visitor,
        value::MapAccessDeserializer,
    },
};

/// A record whose keys are read with underscores and under their newer names. Of a key that stands
/// in two spellings the first counts: they say the same.
pub(super) struct Spelled<T>(pub(super) T);

/// The key as the wire types have it.
fn spelling(key: &str) -> Cow<'static, str> {
    let key = key.replace('-', "_");
    Cow::Borrowed(match key.as_str() {
        "start_time" => "starts_at",
        "end_time" => "ends_at",
        "slides" => "slides_url",
        "video" => "video_url",
        "audio" => "audio_url",
        "organization" => "organisation",
        _ => return Cow::Owned(key),
    })
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spelled<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Record<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Record<T> {
            type Value = Spelled<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let seen = HashSet::default();
                let map = Respelled { map, seen };
                T::deserialize(MapAccessDeserializer::new(map)).map(Spelled)
            }
        }
        deserializer.deserialize_map(Record(PhantomData))
    }
}

/// The members of an object under the keys of [`spelling`], each once.
struct Respelled<A> {
    map: A,
    seen: HashSet<Cow<'static, str>>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Respelled<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<Cow<str>>()? {
            let key = spelling(&key);
            if self.seen.insert(key.clone()) {
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
            self.map.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
