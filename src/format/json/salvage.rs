//! Reads a broken record once more, without what is broken in it: a bad field costs the field, a bad
//! element of a list costs the element.
//!
//! ```text
//! record ──▶ does it read? ──yes──▶ kept
//!    ▲            │no
//!    │      each part alone, in its place: {"links":[{"url":5}]}
//!    └──── without those that do not read
//! ```
//!
//! Whether something reads is asked of the type that the record becomes, by the same code that reads
//! good records.

use serde_json::value::RawValue;

use super::{super::most, Members, Reader, shape};
use crate::{draft::Trouble, limits};

/// Deeper than any record of ours; what lies deeper is left out.
const DEEPEST: usize = 32;

/// So many broken parts of a record are told one by one.
const TOLD: usize = 50;

/// Whether a text reads as the record.
pub(super) type Parse<'p> = &'p dyn Fn(&str) -> Result<(), serde_json::Error>;

/// A value taken apart, so that parts can be left out of it and each knows where it stands.
struct Node<'a> {
    raw: &'a RawValue,
    path: String,
    inside: Inside<'a>,
}

enum Inside<'a> {
    Object(Vec<(String, Node<'a>)>),
    List(Vec<Node<'a>>),
    Scalar,
}

/// The record without its broken parts, each of which is a complaint, as a text that reads. `None`
/// where nothing is left of it.
pub(super) fn repaired<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    parse: Parse,
) -> Option<String> {
    if most::values(raw.get()) > limits::MENDED {
        let message = || {
            let most = limits::count(limits::MENDED);
            format!(
                "{} cannot be read as a whole, and is too large to be read in parts: it has more than {most} values; it was left out",
                last(path)
            )
        };
        reader.complain(Trouble::Broken, raw, path, message);
        return None;
    }
    let mut root = Node::new(reader, raw, path.to_owned(), 0)?;
    if !matches!(root.inside, Inside::Object(_)) {
        let message = || {
            format!(
                "{} should be an object, but is {}; it was left out",
                last(path),
                shape(raw)
            )
        };
        reader.complain(Trouble::Broken, raw, path, message);
        return None;
    }
    let mut surgery = Surgery {
        reader,
        parse,
        found: 0,
    };
    let kept = surgery.mend(&mut root, &Place::default());
    let untold = surgery.found.saturating_sub(TOLD);
    if untold > 0 {
        let message = || format!("{untold} more parts of it cannot be read; they were left out");
        reader.complain(Trouble::Broken, raw, path, message);
    }
    kept.then(|| root.text())
}

/// What stands around a value, so that it can be read alone in its place.
#[derive(Clone, Default)]
struct Place {
    before: String,
    after: String,
}

impl Place {
    fn around(&self, inside: &str) -> String {
        format!("{}{inside}{}", self.before, self.after)
    }

    fn within(&self, before: &str, after: &str) -> Self {
        Self {
            before: format!("{}{before}", self.before),
            after: format!("{after}{}", self.after),
        }
    }
}

struct Surgery<'r, 'a, 'p> {
    reader: &'r mut Reader<'a>,
    parse: Parse<'p>,
    /// How many broken parts were found.
    found: usize,
}

impl<'a> Surgery<'_, 'a, '_> {
    /// Leaves out of a value what does not read. Says whether the rest reads; if not, the value as a
    /// whole was complained about.
    fn mend(&mut self, node: &mut Node<'a>, place: &Place) -> bool {
        let Err(error) = (self.parse)(&place.around(&node.text())) else {
            return true;
        };
        let may_descend = match node.hollow() {
            // Not even an empty one would do here: another type is expected.
            Some(hollow) => match (self.parse)(&place.around(hollow)) {
                Ok(()) => Some(false),
                Err(hollow) if is_missing(&hollow) => Some(true),
                Err(_) => None,
            },
            None => None,
        };
        let Some(lacks_something) = may_descend else {
            self.complain(node, &error);
            return false;
        };
        if self.is_of_another_type(node, place, &error) {
            self.complain(node, &error);
            return false;
        }
        match &mut node.inside {
            Inside::Object(members) => {
                members.retain_mut(|(key, member)| {
                    let key = serde_json::Value::from(key.as_str()).to_string();
                    let place = place.within(&format!("{{{key}:"), "}");
                    self.reads_alone(member, &place, lacks_something) || self.mend(member, &place)
                });
            }
            Inside::List(elements) => {
                let place = place.within("[", "]");
                elements.retain_mut(|element| self.mend(element, &place));
            }
            Inside::Scalar => {}
        }
        match (self.parse)(&place.around(&node.text())) {
            Ok(()) => true,
            Err(error) => {
                self.complain(node, &error);
                false
            }
        }
    }

    /// Whether a member is no reason why its object does not read: what the object lacks besides is
    /// not its fault.
    fn reads_alone(&self, member: &Node, place: &Place, lacks_something: bool) -> bool {
        match (self.parse)(&place.around(&member.text())) {
            Ok(()) => true,
            Err(error) => lacks_something && is_missing(&error),
        }
    }

    /// An object where a list or a text is expected, though an empty object would pass for none: then
    /// each of its members gives the same error as the whole.
    fn is_of_another_type(&self, node: &Node, place: &Place, error: &serde_json::Error) -> bool {
        let Inside::Object(members) = &node.inside else {
            return false;
        };
        let whole = super::sentence(error);
        whole.starts_with("invalid type: map")
            && members.iter().all(|(key, member)| {
                let key = serde_json::Value::from(key.as_str());
                let alone = format!("{{{key}:{}}}", member.text());
                let error = (self.parse)(&place.around(&alone)).err();
                error.is_some_and(|error| super::sentence(&error) == whole)
            })
    }

    fn complain(&mut self, node: &Node<'a>, error: &serde_json::Error) {
        self.found += 1;
        if self.found <= TOLD {
            let message = || format!("{} {}; it was left out", last(&node.path), in_words(error));
            self.reader
                .complain(Trouble::Broken, node.raw, &node.path, message);
        }
    }
}

fn is_missing(error: &serde_json::Error) -> bool {
    super::sentence(error).starts_with("missing field")
}

impl<'a> Node<'a> {
    /// Takes a value apart. What cannot be read at all is complained about, and is `None`.
    fn new(reader: &mut Reader<'a>, raw: &'a RawValue, path: String, depth: usize) -> Option<Self> {
        let inside = match raw.get().bytes().next() {
            _ if depth > DEEPEST => {
                let message = || format!("{} lies too deep; it was left out", last(&path));
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
            _ => match serde_json::from_str::<serde_json::Value>(raw.get()) {
                Ok(_) => Inside::Scalar,
                Err(error) => {
                    let message = || {
                        format!(
                            "{} cannot be read: {}; it was left out",
                            last(&path),
                            super::sentence(&error)
                        )
                    };
                    reader.complain(Trouble::Broken, raw, &path, message);
                    return None;
                }
            },
        };
        Some(Self { raw, path, inside })
    }

    /// The value without what was left out of it.
    fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match &self.inside {
            Inside::Object(members) => {
                out.push('{');
                for (index, (key, node)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(&serde_json::Value::from(key.as_str()).to_string());
                    out.push(':');
                    node.write(out);
                }
                out.push('}');
            }
            Inside::List(nodes) => {
                out.push('[');
                for (index, node) in nodes.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    node.write(out);
                }
                out.push(']');
            }
            Inside::Scalar => out.push_str(self.raw.get()),
        }
    }

    /// The same without anything in it; `None` for what holds nothing.
    fn hollow(&self) -> Option<&'static str> {
        match self.inside {
            Inside::Object(_) => Some("{}"),
            Inside::List(_) => Some("[]"),
            Inside::Scalar => None,
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
                let message =
                    || format!("{} stands more than once; the last one counts", last(&path));
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
