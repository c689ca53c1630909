//! What fields of flat records become: texts of one line, times, links.
//!
//! Formats that are one list of records, without declarations of anything, have these in common.

use chrono::NaiveDate;
use serde_json::value::RawValue;

use super::json::Reader;
use crate::{
    draft::{Link, Time, Trouble},
    text::decode_entities,
};

/// A field of one line: trimmed, and its entities decoded once, since many sites escape names as
/// well; what is blank is absent.
pub(super) fn line(text: Option<String>) -> Option<String> {
    let text = text?;
    let text = decode_entities(&text);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text of many lines, as written. HTML editors leave tags without any text in them: absent.
pub(super) fn block(text: Option<String>) -> Option<String> {
    text.filter(|text| !is_blank_markup(text))
}

fn is_blank_markup(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (before, from) = match rest.find('<') {
            Some(start) => rest.split_at(start),
            None => (rest, ""),
        };
        if !before.replace("&nbsp;", " ").trim().is_empty() || from.starts_with("<img") {
            return false;
        }
        rest = match from.find('>') {
            Some(end) => from.get(end + 1..).unwrap_or_default(),
            None => return from.is_empty(),
        };
    }
}

/// Two texts about the same: one alone where the other is missing or repeats its beginning.
pub(super) fn both(first: Option<String>, second: Option<String>) -> Option<String> {
    match (block(first), block(second)) {
        (Some(first), Some(second)) => {
            let (one, two) = (first.trim(), second.trim());
            if one.starts_with(two) {
                Some(first)
            } else if two.starts_with(one) {
                Some(second)
            } else {
                Some(format!("{one}\n\n{two}"))
            }
        }
        (first, second) => first.or(second),
    }
}

/// The time in a field; what is none is a complaint.
pub(super) fn time(
    reader: &mut Reader,
    raw: &RawValue,
    path: &str,
    text: Option<&str>,
) -> Option<Time> {
    let text = text?.trim();
    let time = Time::parse(text);
    if time.is_none() && !text.is_empty() {
        let key = path.rsplit('.').next().unwrap_or(path);
        let message = format!("{key} is “{text}”, which is no time; it was left out");
        reader.complain(Trouble::Broken, raw, path, message);
    }
    time
}

/// A date such as `2024-07-27`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    crate::draft::has_year(text)
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
}

/// A link that leads somewhere: an address with a scheme, one below the site (`base`, without a
/// slash at its end) where that is known, or a bare domain.
pub(super) fn link(title: Option<&str>, target: &str, base: Option<&str>) -> Option<Link> {
    let target = target.trim();
    let url = if has_scheme(target) {
        target.to_owned()
    } else if let Some(rest) = target.strip_prefix("//") {
        format!("https://{rest}")
    } else if let (Some(base), true) = (base, target.starts_with('/')) {
        format!("{base}{target}")
    } else if is_domain(target) {
        format!("https://{target}")
    } else {
        return None;
    };
    Some(Link {
        title: title.map(str::to_owned),
        url,
    })
}

fn has_scheme(target: &str) -> bool {
    let schemes = ["http://", "https://", "mailto:"];
    schemes.iter().any(|scheme| {
        let start = target.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// `example.org` or `www.example.org/page`, but no `page.html`.
fn is_domain(target: &str) -> bool {
    let host = target.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((name, end)) = host.rsplit_once('.') else {
        return false;
    };
    let files = ["html", "htm", "php", "pdf", "txt", "json", "ics"];
    let is_page = files.contains(&end.to_ascii_lowercase().as_str());
    let label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let ends = end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    ends && !is_page && name.split('.').all(label) && !target.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_without_text_are_nothing() {
        for blank in ["", "<p></p>", " <p>&nbsp;</p>\n<br/>"] {
            assert!(is_blank_markup(blank), "{blank}");
        }
        for text in ["a", "<p>a</p>", "<img src=x>", "1 < 2", "<"] {
            assert!(!is_blank_markup(text), "{text}");
        }
    }

    #[test]
    fn two_texts_are_one_where_they_repeat() {
        let both = |a: &str, b: &str| both(Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(both("a", "a\n").as_deref(), Some("a"));
        assert_eq!(both("Long text.", "Long").as_deref(), Some("Long text."));
        assert_eq!(both("One.", "Two.").as_deref(), Some("One.\n\nTwo."));
        assert_eq!(both("<p></p>", "Two.").as_deref(), Some("Two."));
    }

    #[test]
    fn only_links_that_lead_somewhere() {
        let url = |target, base| link(None, target, base).map(|link| link.url);
        let cases = [
            ("https://a.example/x", None, Some("https://a.example/x")),
            ("//a.example/x", None, Some("https://a.example/x")),
            ("a.example", None, Some("https://a.example")),
            (
                "www.a.example/x.html",
                None,
                Some("https://www.a.example/x.html"),
            ),
            ("/x", Some("https://a.example"), Some("https://a.example/x")),
            ("/x", None, None),
            ("day_4.html#tea", None, None),
            ("papers.html?day=1", None, None),
            ("Room 3.14", None, None),
            ("see the board", None, None),
        ];
        for (target, base, expected) in cases {
            assert_eq!(url(target, base).as_deref(), expected, "{target}");
        }
    }
}
