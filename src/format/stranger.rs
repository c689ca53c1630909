//! One clear sentence about a file that is no schedule: what it is instead.

use super::{
    ReadError,
    json::{self, Sketch},
    xml,
};

/// Says what a text is that no reader knows.
pub(super) fn describe(text: &str) -> ReadError {
    let start = text.trim_start();
    match start.chars().next() {
        None => ReadError::whole("the file is empty"),
        Some('{' | '[') => json::syntax_error(text).unwrap_or_else(|| some_json(text)),
        Some('<') => markup(text),
        Some(_) => ReadError::whole(
            "this is not a schedule; fomo reads the JSON, XML and iCalendar files that conferences publish",
        ),
    }
}

/// So many keys of an object are named.
const NAMED: usize = 4;

fn some_json(text: &str) -> ReadError {
    let what = match Sketch::of(text) {
        Some(object @ Sketch::Object(_)) => format!("a JSON object{}", keys(&object)),
        Some(Sketch::List(elements)) => match elements.first() {
            None => "an empty JSON list".to_owned(),
            Some(Sketch::Text(_)) => "a JSON list of texts".to_owned(),
            Some(object @ Sketch::Object(_)) => {
                format!("a JSON list of objects{}", keys(object))
            }
            Some(_) => "a JSON list".to_owned(),
        },
        _ => "JSON".to_owned(),
    };
    ReadError::whole(format!("this is {what} – no schedule that fomo knows"))
}

fn keys(object: &Sketch) -> String {
    let all = object.members();
    let named = all.iter().take(NAMED);
    let named: Vec<String> = named.map(|(key, _)| format!("“{}”", short(key))).collect();
    match (named.as_slice(), all.len()) {
        ([], _) => " without any key".to_owned(),
        ([key], _) => format!(" with the key {key}"),
        (keys, count) if count > keys.len() => format!(" with the keys {}, …", keys.join(", ")),
        (keys, _) => format!(" with the keys {}", keys.join(", ")),
    }
}

/// Longer names are cut off: whoever reads the sentence only wants to recognise the file.
const LONGEST: usize = 40;

fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name.split_at(end).0),
        None => name.to_owned(),
    }
}

/// Elements that a page, or a part of one, begins with.
const HTML: &[&str] = &[
    "html", "head", "body", "title", "meta", "link", "script", "style", "noscript", "div", "span",
    "p", "a", "h1", "h2", "h3", "ul", "ol", "table", "section", "main", "article", "iframe", "img",
];

fn markup(text: &str) -> ReadError {
    let root = xml::root_name(text).unwrap_or_default();
    let is = |name: &str| root.eq_ignore_ascii_case(name);
    let is_page = HTML.iter().any(|name| is(name))
        || xml::doctype_name(text).is_some_and(|name| name.eq_ignore_ascii_case("html"));
    if is_page {
        return ReadError::whole(
            "this is an HTML page, not a schedule; the page may lead to a file that is one",
        );
    }
    if is("iCalendar") {
        return ReadError::whole(
            "this is xCal, a calendar as XML, which fomo does not read; most publish the same as iCalendar (.ics)",
        );
    }
    if is("rss") || is("feed") {
        return ReadError::whole("this is a news feed (RSS or Atom), not a schedule");
    }
    match xml::parse(text) {
        Ok(_) => ReadError::whole(format!(
            "this is XML with the root <{}>, not a schedule that fomo knows",
            short(root)
        )),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn strangers_are_named() {
        let cases = [
            ("", "the file is empty"),
            (" hello", "this is not a schedule"),
            ("{}", "a JSON object without any key –"),
            (r#"{"a": 1}"#, "a JSON object with the key “a” –"),
            (
                r#"{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}"#,
                "a JSON object with the keys “a”, “b”, “c”, “d”, … – no",
            ),
            ("[]", "an empty JSON list –"),
            (r#"["a"]"#, "a JSON list of texts –"),
            (r#"[{"a": 1, "b": 1}]"#, "objects with the keys “a”, “b” –"),
            ("[1]", "a JSON list –"),
            (r#"{"a": "#, "this is not valid JSON"),
            ("<!doctype html><p>a<br>b", "this is an HTML page"),
            ("<!-- hi -->\n<HTML>", "this is an HTML page"),
            ("<div><p>a", "this is an HTML page"),
            ("<iCalendar xmlns='x'/>", "this is xCal"),
            ("<?xml version='1.0'?><rss/>", "this is a news feed"),
            ("<opml/>", "this is XML with the root <opml>"),
            ("<opml>", "this is not well-formed XML"),
            ("<3 conferences", "this is not well-formed XML"),
        ];
        for (text, sentence) in cases {
            let found = describe(text).message;
            assert!(found.contains(sentence), "{text}: {found}");
        }
    }
}
