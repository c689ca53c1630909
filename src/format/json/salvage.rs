//! Reads a broken record once more, without what is broken in it: a bad field costs the field, a bad
//! element of a list costs the element.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, value::RawValue};
use serde_path_to_error::Segment;

use super::{Members, Object, Reader, shape};
use crate::draft::Trouble;

/// Deeper than any record of ours; what lies deeper is left out.
const DEEPEST: usize = 32;

/// So many broken parts of a record are left out one by one.
const ROUNDS: usize = 50;

/// A value taken apart, so that parts can be left out of it and each knows where it stands.
struct Node<'a> {
    raw: &'a RawValue,
    path: String,
    inside: Inside<'a>,
}

enum Inside<'a> {
    Object(Vec<(String, Node<'a>)>),
    List(Vec<Node<'a>>),
    Scalar(Value),
}

/// The record without its broken parts, each of which is a complaint; keys that it does not know go
/// to `unknown`. `None` where nothing is left of it.
pub(super) fn record<'a, T: DeserializeOwned>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    unknown: &mut Vec<String>,
) -> Option<T> {
    let mut root = Node::new(reader, raw, path.to_owned(), 0)?;
    if !matches!(root.inside, Inside::Object(_)) {
        let message = format!(
            "{} should be an object, but is {}; it was left out",
            last(path),
            shape(raw)
        );
        reader.complain(Trouble::Broken, raw, path, message);
        return None;
    }
    for round in 0.. {
        unknown.clear();
        let value = root.value();
        let mut track = serde_path_to_error::Track::new();
        let tracked = serde_path_to_error::Deserializer::new(&value, &mut track);
        let read = serde_ignored::deserialize(tracked, |key| unknown.push(key.to_string()));
        let error: serde_json::Error = match read {
            Ok(Object(record)) => return Some(record),
            Err(error) => error,
        };
        let place = track.path();
        let mut steps: Vec<&Segment> = place.iter().collect();
        // Every round reads the whole record anew. Where so much is broken, whole fields go.
        if round > ROUNDS {
            steps.truncate(1);
        }
        match root.take(&steps) {
            Some(part) => {
                let message = format!("{} {}; it was left out", last(&part.path), in_words(&error));
                reader.complain(Trouble::Broken, part.raw, &part.path, message);
            }
            None => {
                let message = format!("{} {}; it was left out", last(path), in_words(&error));
                reader.complain(Trouble::Broken, raw, path, message);
                return None;
            }
        }
    }
    None
}

impl<'a> Node<'a> {
    /// Takes a value apart. What cannot be read at all is complained about, and is `None`.
    fn new(reader: &mut Reader<'a>, raw: &'a RawValue, path: String, depth: usize) -> Option<Self> {
        let inside = match raw.get().bytes().next() {
            _ if depth > DEEPEST => {
                let message = format!("{} lies too deep; it was left out", last(&path));
                reader.complain(Trouble::Broken, raw, &path, message);
                return None;
            }
            Some(b'{') => Inside::Object(members(reader, raw, &path, depth)?),
            Some(b'[') => {
                let elements: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
                let elements = elements.into_iter().enumerate();
                let nodes = elements.filter_map(|(index, raw)| {
                    Node::new(reader, raw, format!("{path}[{index}]"), depth + 1)
                });
                Inside::List(nodes.collect())
            }
            _ => match serde_json::from_str(raw.get()) {
                Ok(value) => Inside::Scalar(value),
                Err(error) => {
                    let message = format!(
                        "{} cannot be read: {}; it was left out",
                        last(&path),
                        super::sentence(&error)
                    );
                    reader.complain(Trouble::Broken, raw, &path, message);
                    return None;
                }
            },
        };
        Some(Self { raw, path, inside })
    }

    fn value(&self) -> Value {
        match &self.inside {
            Inside::Object(members) => {
                let members = members
                    .iter()
                    .map(|(key, node)| (key.clone(), node.value()));
                Value::Object(members.collect::<Map<_, _>>())
            }
            Inside::List(nodes) => nodes.iter().map(Node::value).collect(),
            Inside::Scalar(value) => value.clone(),
        }
    }

    /// Takes the part at the end of these steps out; the last part there is, where they lead to
    /// something that is missing.
    fn take(&mut self, steps: &[&Segment]) -> Option<Node<'a>> {
        let (step, rest) = steps.split_first()?;
        match (&mut self.inside, step) {
            (Inside::Object(members), Segment::Map { key }) => {
                let index = members.iter().position(|(name, _)| name == key)?;
                let deeper = members.get_mut(index).and_then(|(_, node)| node.take(rest));
                deeper.or_else(|| Some(members.remove(index).1))
            }
            (Inside::List(nodes), Segment::Seq { index }) => {
                let deeper = nodes.get_mut(*index)?.take(rest);
                deeper.or_else(|| Some(nodes.remove(*index)))
            }
            // A step of the program's own, such as the variant of a choice.
            (_, Segment::Enum { .. } | Segment::Unknown) => self.take(rest),
            _ => None,
        }
    }
}

/// The members of an object; of those with the same key the last one counts.
fn members<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    depth: usize,
) -> Option<Vec<(String, Node<'a>)>> {
    let Members(all) = serde_json::from_str(raw.get()).ok()?;
    let mut members: Vec<(String, Node)> = Vec::with_capacity(all.len());
    for (key, raw) in all {
        let path = format!("{path}.{key}");
        let Some(node) = Node::new(reader, raw, path.clone(), depth + 1) else {
            continue;
        };
        match members.iter_mut().find(|(name, _)| *name == key) {
            Some((_, other)) => {
                let message = format!("{} stands more than once; the last one counts", last(&path));
                reader.complain(Trouble::Broken, raw, &path, message);
                *other = node;
            }
            None => members.push((key.into_owned(), node)),
        }
    }
    Some(members)
}

/// The end of a path: the whole stands beside the message.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// What serde says, in the words of somebody who writes JSON and not Rust.
fn in_words(error: &serde_json::Error) -> String {
    let text = super::sentence(error);
    let mismatch = text
        .strip_prefix("invalid type: ")
        .or_else(|| text.strip_prefix("invalid value: "));
    if let Some((found, expected)) = mismatch.and_then(|rest| rest.split_once(", expected ")) {
        let expected = match expected {
            "a string" | "string" => "a text",
            "a sequence" | "sequence" => "a list",
            "a map" | "map" => "an object",
            // The types of serde's derive call themselves by their Rust names.
            name if name.starts_with("struct ") => "an object",
            other => other,
        };
        return format!("should be {expected}, but is {}", found_in_words(found));
    }
    if let Some(field) = text.strip_prefix("missing field ") {
        return format!("lacks its “{}”", field.trim_matches('`'));
    }
    if let Some((found, known)) = text
        .strip_prefix("unknown variant ")
        .and_then(|rest| rest.split_once(", expected "))
    {
        let known = known.trim_start_matches("one of ").replace('`', "");
        return format!(
            "is “{}”, and should be one of: {known}",
            found.trim_matches('`')
        );
    }
    format!("cannot be read: {text}")
}

/// `string "x"` becomes `the text "x"`.
fn found_in_words(found: &str) -> String {
    let swaps = [
        ("sequence", "a list"),
        ("map", "an object"),
        ("string ", "the text "),
        ("integer ", "the number "),
        ("floating point ", "the number "),
        ("boolean ", ""),
        ("unit", "null"),
    ];
    let swap = swaps
        .iter()
        .find_map(|(from, to)| Some((to, found.strip_prefix(from)?)));
    swap.map_or_else(
        || found.to_owned(),
        |(to, rest)| format!("{to}{rest}").replace('`', ""),
    )
}
