//! XML with places, and with bounds: what a file may cost to read.

use roxmltree::{Document, Error, ParsingOptions};

use super::{ReadError, json::Lines};
use crate::limits;

/// Reads a document.
pub(super) fn parse(text: &str) -> Result<Document<'_>, ReadError> {
    let doctype = prolog(text).doctype.unwrap_or_default();
    if expansion(text, doctype) > limits::XML_ENTITIES {
        let before = text.find(doctype).unwrap_or_default();
        return Err(ReadError {
            message: "this XML declares entities that would become too large".to_owned(),
            at: Some(Lines::new(text).place(before)),
        });
    }
    if let Some(at) = crowded(text) {
        let most = limits::count(limits::XML_ATTRIBUTES);
        return Err(ReadError {
            message: format!(
                "this element has more than {most} attributes, which is the most that is read"
            ),
            at: Some(Lines::new(text).place(at)),
        });
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: limits::XML_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| read_error(text, &error))
}

/// Where an element has more attributes than anybody writes: the parser compares each with all others.
fn crowded(text: &str) -> Option<usize> {
    let mut tags = text.match_indices('<').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        // Comments and the like may be full of what looks like attributes.
        (!rest.starts_with(['!', '?'])).then_some((at, rest))
    });
    let is_crowded = |tag: &str| {
        let tag = tag.bytes().take_while(|byte| !matches!(byte, b'<' | b'>'));
        tag.filter(|byte| *byte == b'=').count() > limits::XML_ATTRIBUTES
    };
    tags.find(|(_, tag)| is_crowded(tag)).map(|(at, _)| at)
}

/// What the entities of a document type may become at most: each use of one is as long as all of
/// them, and where they use each other, the parser lets that happen 255 times.
fn expansion(text: &str, doctype: &str) -> usize {
    if !doctype.contains("<!ENTITY") {
        return 0;
    }
    let uses = text.matches('&').count() - doctype.matches('&').count();
    let nested = if doctype.contains(['&', '%']) { 255 } else { 1 };
    uses.saturating_mul(doctype.len()).saturating_mul(nested)
}

fn read_error(text: &str, error: &Error) -> ReadError {
    let (what, at) = match error {
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => {
            let end = Lines::new(text).place(text.trim_end().len());
            let what = match error {
                Error::UnclosedRootNode => {
                    "it ends before its last element is closed, as if it were cut off"
                }
                _ => "it ends in the middle of something, as if it were cut off",
            };
            (what.to_owned(), Some(end))
        }
        Error::NodesLimitReached => {
            let most = limits::count(usize::try_from(limits::XML_NODES).unwrap_or(usize::MAX));
            let message = format!(
                "it has more than {most} elements and texts, which is the most that is read; split it into several files"
            );
            return ReadError::whole(message);
        }
        Error::NoRootNode => ("it has no element".to_owned(), None),
        error => {
            let at = error.pos();
            let place = (at.row as usize, at.col as usize);
            let text = error.to_string();
            let what = text
                .rsplit_once(" at ")
                .map_or(text.as_str(), |(what, _)| what);
            (with_controls_spelled(what), Some(place))
        }
    };
    ReadError {
        message: format!("this is not well-formed XML: {what}"),
        at,
    }
}

/// A message that quotes a character of the file shows a line break as `\n`, and stays one line.
fn with_controls_spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_control() {
            spelled.extend(char.escape_default());
        } else {
            spelled.push(char);
        }
    }
    spelled
}

/// The name of the first element, without a prefix, as far as the text shows it.
pub(super) fn root_name(text: &str) -> Option<&str> {
    let name = prolog(text).rest.strip_prefix('<')?;
    let end = name
        .find(|char: char| char.is_whitespace() || matches!(char, '>' | '/' | '<'))
        .unwrap_or(name.len());
    let name = name.get(..end)?;
    let name = name.rsplit(':').next().unwrap_or(name);
    let is_name = name.starts_with(|char: char| char.is_alphabetic() || char == '_');
    is_name.then_some(name)
}

/// The name behind `<!DOCTYPE`.
pub(super) fn doctype_name(text: &str) -> Option<&str> {
    let doctype = prolog(text).doctype?.get("<!DOCTYPE".len()..)?;
    let mut words = doctype.split(|char: char| char.is_whitespace() || matches!(char, '>' | '['));
    words.find(|word| !word.is_empty())
}

/// What stands before the first element.
struct Prolog<'a> {
    doctype: Option<&'a str>,
    /// The rest, from the first element on.
    rest: &'a str,
}

fn prolog(text: &str) -> Prolog<'_> {
    let mut doctype = None;
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            rest.find("?>").map(|end| end + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if rest
            .get(.."<!DOCTYPE".len())
            .is_some_and(|start| start.eq_ignore_ascii_case("<!DOCTYPE"))
        {
            let end = end_of_doctype(rest);
            doctype = rest.get(..end.unwrap_or(rest.len()));
            end
        } else {
            return Prolog { doctype, rest };
        };
        let next = end.and_then(|end| rest.get(end..));
        rest = next.unwrap_or_default().trim_start();
    }
}

/// Where a document type ends: at the first `>` that is in no quotes, comment or brackets.
fn end_of_doctype(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut inside = false;
    while let Some(rest) = text.get(at..) {
        let found = at + rest.find(['"', '\'', '[', ']', '<', '>'])?;
        let rest = text.get(found..)?;
        let quote = rest.chars().next()?;
        at = found + 1;
        match quote {
            '<' if rest.starts_with("<!--") => at = found + rest.find("-->")? + 3,
            '"' | '\'' => at += text.get(at..)?.find(quote)? + 1,
            '[' => inside = true,
            ']' => inside = false,
            '>' if !inside => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_behind_all_that_may_stand_before_them() {
        let cases = [
            ("<schedule>", Some("schedule")),
            ("<schedule", Some("schedule")),
            ("<schedule/>", Some("schedule")),
            ("<c:schedule xmlns:c=\"x\">", Some("schedule")),
            (
                "\u{feff}\n<?xml version='1.0'?>\n<!-- <a> --><!-- --> <schedule\n>",
                Some("schedule"),
            ),
            (
                "<!DOCTYPE schedule SYSTEM \"a>b.dtd\"><schedule>",
                Some("schedule"),
            ),
            (
                "<!DOCTYPE a [<!-- don't ]> --><!ENTITY b '>]'> ]><schedule>",
                Some("schedule"),
            ),
            ("<!doctype html><html>", Some("html")),
            ("<!-- never closed <schedule>", None),
            ("<!DOCTYPE a [", None),
            ("<3 schedules", None),
            ("schedule", None),
            ("", None),
        ];
        for (text, root) in cases {
            assert_eq!(root_name(text), root, "{text}");
        }
        assert_eq!(doctype_name("<!doctype html><p>"), Some("html"));
        assert_eq!(doctype_name("<!DOCTYPE HTML PUBLIC \"\">"), Some("HTML"));
        assert_eq!(doctype_name("<p>"), None);
    }

    fn error(text: &str) -> ReadError {
        parse(text).unwrap_err()
    }

    #[test]
    fn ill_formed_files_have_a_place() {
        assert_eq!(error("<a>\n<é></b>").at, Some((2, 4)));
        let cut = error("<a>\n <b>text\n");
        assert_eq!(cut.at, Some((2, 9)));
        assert!(cut.message.contains("cut off"), "{}", cut.message);
        let entity = error("<a>&nbsp;</a>");
        assert_eq!(
            entity.message,
            "this is not well-formed XML: unknown entity reference 'nbsp'"
        );
    }

    #[test]
    fn entities_stay_small() {
        let harmless = "<!DOCTYPE a [<!ENTITY nbsp '&#160;'>]><a>x&nbsp;y</a>";
        let document = parse(harmless).unwrap();
        assert_eq!(document.root_element().text(), Some("x\u{a0}y"));
        assert!(parse("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>").is_ok());
        let outside = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>";
        match parse(outside) {
            Ok(document) => assert_eq!(document.root_element().text().unwrap_or_default(), ""),
            Err(error) => assert!(error.message.contains("entity"), "{}", error.message),
        }
        let mut laughs = "<!DOCTYPE a [<!ENTITY l0 'ha'>".to_owned();
        for level in 1..10 {
            let uses = format!("&l{};", level - 1).repeat(10);
            laughs.extend(["<!ENTITY l", &level.to_string(), " '", &uses, "'>"]);
        }
        assert!(parse(&(laughs + "]><a>&l9;</a>")).is_err());
        let long = format!("<!DOCTYPE a [<!ENTITY l '{}'>]>", "ha".repeat(50_000));
        let many = format!("{long}<a>{}</a>", "&l;".repeat(1000));
        assert!(error(&many).message.contains("too large"));
    }

    #[test]
    fn an_element_has_only_so_many_attributes() {
        let tag = |count: usize| {
            let all = (0..count).map(|number| format!(" a{number}='='"));
            format!("<b>\n<a{}/></b>", all.collect::<String>())
        };
        assert!(parse(&tag(limits::XML_ATTRIBUTES / 2)).is_ok());
        let refused = error(&tag(100_000));
        assert_eq!(refused.at, Some((2, 1)));
        assert!(refused.message.contains("1,000 attributes"));
        let others = format!("<a><!-- {0} --><![CDATA[{0}]]></a>", "=".repeat(5000));
        assert!(parse(&others).is_ok());
        assert!(parse(&"<".repeat(5_000_000)).is_err());
    }

    #[test]
    fn elements_may_be_nested_deeply() {
        let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
        let document = parse(&deep).unwrap();
        assert_eq!(document.descendants().count(), 100_001);
        assert!(parse(&"<a>".repeat(100_000)).is_err());
    }
}
