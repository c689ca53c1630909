//! What several formats make of the values in their records: times, links, and names that nobody
//! declared.

use std::collections::HashSet;

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::value::RawValue;

use super::{Items, Object, Reader, lenient, shape};
use crate::draft::{Link, Named, Origin, Time, Trouble};

/// A time in one text, such as `2024-07-27T09:15` or `2024-07-27T09:15:00+02:00`.
pub(in crate::format) fn time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Time>, D::Error> {
    let Some(text) = lenient::text(deserializer)? else {
        return Ok(None);
    };
    match Time::parse(&text) {
        Some(time) => Ok(Some(time)),
        None => Err(D::Error::custom(format!(
            "“{text}” is not a time like 2024-07-27T09:15"
        ))),
    }
}

/// A link to what a text names: an address with a scheme as it stands, a bare domain with `https`.
/// `None` where it is neither.
pub(in crate::format) fn link(title: Option<&str>, text: Option<&str>) -> Option<Link> {
    let text = text?.trim();
    let is_domain = || {
        let host = text.split(['/', '?', '#']).next().unwrap_or_default();
        let end = host.rsplit_once('.').map_or("", |(_, end)| end);
        end.len() >= 2
            && end.chars().all(char::is_alphabetic)
            && !text.contains(char::is_whitespace)
            && !host.contains(['@', ':'])
    };
    let url = if text.contains("://") || text.starts_with("mailto:") {
        text.to_owned()
    } else if is_domain() {
        format!("https://{text}")
    } else {
        return None;
    };
    let title = title.map(str::to_owned);
    Some(Link { title, url })
}

/// Rooms or tracks in the order in which a file names them, each once.
#[derive(Default)]
pub(in crate::format) struct Met {
    seen: HashSet<String>,
    pub(in crate::format) all: Vec<Named>,
}

impl Met {
    /// Declares a name unless its id was met before.
    pub(in crate::format) fn meet(&mut self, id: &str, name: Option<String>, origin: Origin) {
        if self.seen.insert(id.to_owned()) {
            let id = id.to_owned();
            self.all.push(Named { id, name, origin });
        }
    }
}

/// Complains of lists that are none: an outline only remembers that they are not.
pub(in crate::format) fn miss_lists(reader: &mut Reader, lists: &[(&str, &Items)]) {
    for (path, _) in lists.iter().filter(|(_, items)| items.wrong) {
        let message = format!("{path} should be a list; it was left out");
        reader.miss(path, &message);
    }
}

/// The same for a list of a record.
pub(in crate::format) fn complain_of_list(
    reader: &mut Reader,
    raw: &RawValue,
    path: &str,
    key: &str,
    items: &Items,
) {
    if items.wrong {
        let message = format!("{key} should be a list; it was left out");
        reader.complain(Trouble::Broken, raw, &format!("{path}.{key}"), message);
    }
}

/// Complains of a person who has neither an id nor a name.
pub(in crate::format) fn complain_of_nobody(reader: &mut Reader, raw: &RawValue, path: &str) {
    let message = "this speaker has neither an id nor a name, and was left out".to_owned();
    reader.complain(Trouble::Broken, raw, path, message);
}

/// An object whose members are wanted as they stand; a complaint where it is none.
pub(in crate::format) fn outline<'a, T: Deserialize<'a>>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
) -> Option<T> {
    match serde_json::from_str(raw.get()) {
        Ok(Object(outline)) => Some(outline),
        Err(_) => {
            let message = format!(
                "{} should be an object, but is {}; it was left out",
                super::salvage::last(path),
                shape(raw)
            );
            reader.complain(Trouble::Broken, raw, path, message);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leads_somewhere_is_a_link() {
        let cases = [
            ("https://a.example/x", Some("https://a.example/x")),
            (" a.example/talk?x=1 ", Some("https://a.example/talk?x=1")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("a@b.example", None),
            ("/event/1", None),
            ("see the wiki", None),
            ("room 1.12", None),
            ("v1.2", None),
            ("", None),
        ];
        for (text, url) in cases {
            let link = link(None, Some(text));
            assert_eq!(link.as_ref().map(|link| link.url.as_str()), url, "{text}");
        }
    }
}
