//! People: as items name them, and as the list of people has them where a file holds both.

use foldhash::HashMap;
use serde::Deserialize;
use serde_json::Value;

use super::{
    super::{
        fields,
        json::{Reader, lenient},
    },
    links_of,
    script::Record,
};
use crate::draft::{Link, Origin, Person};

/// Somebody as an item names them.
#[derive(Deserialize)]
pub(super) struct Guest {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default)]
    name: Value,
    #[serde(default, deserialize_with = "lenient::text")]
    role: Option<String>,
}

/// A record of the list of people. A name of several parts is first, last, prefix and suffix.
#[derive(Deserialize)]
struct Listed {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default)]
    name: Value,
    #[serde(default, deserialize_with = "lenient::text")]
    first: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    last: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    bio: Option<String>,
    #[serde(default)]
    links: Value,
}

/// What stands in brackets behind a name and is a role; anything else belongs to the name.
const ROLES: &[(&str, &str)] = &[
    ("moderator", "moderator"),
    ("mod", "moderator"),
    ("m", "moderator"),
    // Finnish: puheenjohtaja.
    ("pj", "chair"),
    ("chair", "chair"),
    ("leader", "leader"),
    ("host", "host"),
];

/// The people of the list, by id.
pub(super) struct Directory(HashMap<String, Person>);

impl Directory {
    /// Reads the list; empty where the file has none.
    pub(super) fn read<'a>(reader: &mut Reader<'a>, people: Vec<Record<'a>>) -> Self {
        let mut all = HashMap::default();
        for (raw, path) in people {
            let Some(listed) = reader.record::<Listed>(raw, &path) else {
                continue;
            };
            let Some(id) = fields::line(listed.id) else {
                continue;
            };
            let parts = [fields::line(listed.first), fields::line(listed.last)];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let named = name(&listed.name).or_else(|| fields::line(Some(parts.join(" "))));
            let person = Person {
                id: id.clone(),
                name: named,
                affiliation: None,
                biography: fields::block(listed.bio),
                links: without_pictures(&listed.links),
                origin: reader.origin(raw, &path),
            };
            all.entry(id).or_insert(person);
        }
        Self(all)
    }

    /// Who a guest is, and in which role; nobody where only an id without a name is known.
    pub(super) fn person(&self, guest: Guest, origin: &Origin) -> Option<(Person, Option<String>)> {
        let id = fields::line(guest.id);
        let (named, shown) = match name(&guest.name) {
            Some(named) => split_role(&named),
            None => (None, None),
        };
        let role = fields::line(guest.role).map(|role| role.to_lowercase());
        let role = role.or_else(|| shown.map(str::to_owned));
        let listed = id.as_ref().and_then(|id| self.0.get(id));
        let mut person = listed.cloned().unwrap_or_else(|| Person {
            id: id.unwrap_or_default(),
            origin: origin.clone(),
            ..Person::default()
        });
        person.name = person.name.or(named);
        person.name.is_some().then_some((person, role))
    }
}

/// A name: a text, or its parts as they are spoken; written are first, last, prefix and suffix.
fn name(value: &Value) -> Option<String> {
    let part = |key: usize| {
        let part = match value {
            // A list with gaps in it comes out as an object with the numbers for keys.
            Value::Object(parts) => parts.get(&key.to_string())?,
            Value::Array(parts) => parts.get(key)?,
            whole if key == 0 => whole,
            _ => return None,
        };
        fields::line(part.as_str().map(str::to_owned))
    };
    let parts: Vec<String> = [2, 0, 1, 3].into_iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// `Ada (moderator)` is Ada, who moderates.
fn split_role(named: &str) -> (Option<String>, Option<&'static str>) {
    let inside = named
        .strip_suffix(')')
        .and_then(|named| named.rsplit_once('('));
    if let Some((before, word)) = inside {
        let word = word.trim().to_lowercase();
        let role = ROLES.iter().find(|(known, _)| *known == word);
        if let (Some((_, role)), false) = (role, before.trim().is_empty()) {
            return (Some(before.trim().to_owned()), Some(role));
        }
    }
    (Some(named.to_owned()), None)
}

fn without_pictures(value: &Value) -> Vec<Link> {
    let mut links = links_of(value);
    let pictures = ["img", "photo", "img_256_url"];
    links.retain(|link| {
        !link
            .title
            .as_deref()
            .is_some_and(|title| pictures.contains(&title))
    });
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_roles_are_taken_from_names() {
        let cases = [
            ("Ada (moderator)", ("Ada", Some("moderator"))),
            ("Ada  (PJ)", ("Ada", Some("chair"))),
            ("Ada (aka Countess)", ("Ada (aka Countess)", None)),
            ("William (Bill) King", ("William (Bill) King", None)),
            ("(moderator)", ("(moderator)", None)),
        ];
        for (named, (name, role)) in cases {
            assert_eq!(split_role(named), (Some(name.to_owned()), role), "{named}");
        }
    }
}
