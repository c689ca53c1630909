//! A JSON file seen from above, in one pass: the way down to the events, and all that stands beside
//! it as raw text. What is not what it should be is none, and remembers that it was something.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::super::json::{Items, Key};

/// The whole file.
pub(super) type File<'a> = Branch<'a, Schedule<'a>>;
/// What stands under `schedule`.
pub(super) type Schedule<'a> = Branch<'a, Conference<'a>>;
/// What stands under `conference`.
pub(super) type Conference<'a> = Branch<'a, Days<'a>>;
/// One of the days.
pub(super) type Day<'a> = Branch<'a, Rooms<'a>>;

/// A key as it stands in the file, and a value.
pub(super) type Member<'a, T> = (Cow<'a, str>, T);

/// An object with a member that is looked into at once.
pub(super) struct Branch<'a, T> {
    /// The other members, in their order.
    pub(super) members: Vec<Member<'a, &'a RawValue>>,
    /// The member on the way down, as often as it stands there.
    pub(super) inside: Vec<Member<'a, T>>,
    /// It was no object.
    pub(super) wrong: bool,
}

/// The list of days.
#[derive(Default)]
pub(super) struct Days<'a> {
    pub(super) all: Vec<Day<'a>>,
    /// It was no list.
    pub(super) wrong: bool,
}

/// The rooms of a day by name, in their order, each with its events.
#[derive(Default)]
pub(super) struct Rooms<'a> {
    pub(super) all: Vec<Member<'a, Items<'a>>>,
    /// It was no object.
    pub(super) wrong: bool,
}

/// What is looked into, and under which key it stands.
trait Inside {
    const KEY: &'static str;
}

impl Inside for Schedule<'_> {
    const KEY: &'static str = "schedule";
}

impl Inside for Conference<'_> {
    const KEY: &'static str = "conference";
}

impl Inside for Days<'_> {
    const KEY: &'static str = "days";
}

impl Inside for Rooms<'_> {
    const KEY: &'static str = "rooms";
}

impl<T> Default for Branch<'_, T> {
    fn default() -> Self {
        Self {
            members: Vec::new(),
            inside: Vec::new(),
            wrong: false,
        }
    }
}

/// What is built from a list or an object, and is wrong if it is anything else but empty.
trait Shape<'de>: Default {
    fn member<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        map: &mut A,
    ) -> Result<(), A::Error>;
    fn element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error>;
    fn spoil(&mut self);
}

impl<'de, T: Inside + Deserialize<'de>> Shape<'de> for Branch<'de, T> {
    fn member<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        if key == T::KEY {
            let inside = map.next_value()?;
            self.inside.push((key, inside));
        } else {
            let raw = map.next_value()?;
            self.members.push((key, raw));
        }
        Ok(())
    }

    fn element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        self.wrong = true;
        Ok(list.next_element::<IgnoredAny>()?.is_some())
    }

    fn spoil(&mut self) {
        self.wrong = true;
    }
}

impl<'de> Shape<'de> for Days<'de> {
    fn member<A: MapAccess<'de>>(&mut self, _: Cow<'de, str>, map: &mut A) -> Result<(), A::Error> {
        // Days by their number, as some languages write a list whose numbers start at 1.
        self.all.push(map.next_value()?);
        Ok(())
    }

    fn element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        let day = list.next_element()?;
        let more = day.is_some();
        self.all.extend(day);
        Ok(more)
    }

    fn spoil(&mut self) {
        self.wrong = true;
    }
}

impl<'de> Shape<'de> for Rooms<'de> {
    fn member<A: MapAccess<'de>>(
        &mut self,
        key: Cow<'de, str>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        self.all.push((key, map.next_value()?));
        Ok(())
    }

    fn element<A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        // An empty object is an empty list in some languages; a list of anything is wrong.
        let more = list.next_element::<IgnoredAny>()?.is_some();
        self.wrong |= more;
        Ok(more)
    }

    fn spoil(&mut self) {
        self.wrong = true;
    }
}

struct Any<S>(PhantomData<S>);

impl<'de, S: Shape<'de>> Any<S> {
    fn spoiled() -> S {
        let mut shape = S::default();
        shape.spoil();
        shape
    }
}

impl<'de, S: Shape<'de>> DeserializeSeed<'de> for Any<S> {
    type Value = S;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: Shape<'de>> Visitor<'de> for Any<S> {
    type Value = S;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<S, A::Error> {
        let mut shape = S::default();
        while let Some(Key(key)) = map.next_key()? {
            shape.member(key, &mut map)?;
        }
        Ok(shape)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<S, A::Error> {
        let mut shape = S::default();
        while shape.element(&mut list)? {}
        Ok(shape)
    }

    fn visit_unit<E>(self) -> Result<S, E> {
        Ok(S::default())
    }

    fn visit_str<E>(self, text: &str) -> Result<S, E> {
        match text.trim() {
            "" => Ok(S::default()),
            _ => Ok(Self::spoiled()),
        }
    }

    fn visit_bool<E>(self, _: bool) -> Result<S, E> {
        Ok(Self::spoiled())
    }

    fn visit_i64<E>(self, _: i64) -> Result<S, E> {
        Ok(Self::spoiled())
    }

    fn visit_u64<E>(self, _: u64) -> Result<S, E> {
        Ok(Self::spoiled())
    }

    fn visit_f64<E>(self, _: f64) -> Result<S, E> {
        Ok(Self::spoiled())
    }
}

impl<'de, T: Inside + Deserialize<'de>> Deserialize<'de> for Branch<'de, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Any(PhantomData).deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Days<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Any(PhantomData).deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Rooms<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Any(PhantomData).deserialize(deserializer)
    }
}
