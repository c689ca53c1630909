//! Markup in texts that are shown as they stand.
//!
//! People who speak of the web name its elements: “The <dialog> element” is a good title. So only what makes text bold or
//! slanted and the like counts, and only where it does so.

use std::borrow::Cow;

use crate::text;

/// The elements with which text is set. One that opens and does not close is spoken of.
const SETTING: &[&str] = &[
    "a", "b", "big", "center", "code", "div", "em", "font", "h1", "h2", "h3", "i", "p", "small",
    "span", "strong", "sub", "sup", "tt", "u",
];

/// A tag with all its attributes has no more bytes.
const LONGEST_TAG: usize = 1000;

/// The first piece of markup in a text: a tag, an entity, stars or a link of Markdown or of a wiki.
pub(super) fn found(text: &str) -> Option<&str> {
    entity(text)
        .or_else(|| tag(text))
        .or_else(|| stars(text))
        .or_else(|| link(text))
}

/// `&amp;`, `&#39;`: what a browser would show as something else.
fn entity(text: &str) -> Option<&str> {
    let mut pieces = text.split_inclusive(';').filter_map(|piece| {
        let entity = piece.get(piece.rfind('&')?..)?;
        matches!(text::decode_entities(entity), Cow::Owned(decoded) if decoded != entity)
            .then_some(entity)
    });
    pieces.next()
}

/// `<br>`, or the first tag of an element that closes: `<b>x</b>`. A closing tag alone is what is left of one.
fn tag(text: &str) -> Option<&str> {
    let mut open: Vec<(&str, &str)> = Vec::new();
    // A tag ends at the next `>`, and each `<` before that may begin it.
    let pieces = text.split_inclusive('>');
    let tags = pieces.filter_map(|piece| piece.strip_suffix('>').zip(Some(piece)));
    let tags = tags.flat_map(|(inner, piece)| {
        let starts = inner.match_indices('<');
        starts.filter_map(|(at, _)| inner.get(at + 1..).zip(piece.get(at..)))
    });
    for (inner, tag) in tags.filter(|(_, tag)| tag.len() <= LONGEST_TAG) {
        let name = inner.trim_start_matches('/');
        let name = name.split([' ', '/', '<']).next()?;
        let is_same = |other: &str| name.eq_ignore_ascii_case(other);
        if is_same("br") {
            return Some(tag);
        }
        if !SETTING.iter().any(|known| is_same(known)) {
            continue;
        }
        let opened = open.iter().find(|(other, _)| is_same(other));
        if inner.starts_with('/') {
            return Some(opened.map_or(tag, |(_, tag)| tag));
        }
        // Nothing more is learned from the same element again.
        if opened.is_none() {
            open.push((name, tag));
        }
    }
    None
}

/// `**so**`: stars around words. Powers and `**kwargs` have no second pair at the end of a word.
fn stars(text: &str) -> Option<&str> {
    let opens = |at: usize| {
        let before = text.get(..at)?.chars().next_back();
        let after = text.get(at + 2..)?.chars().next()?;
        (before.is_none_or(|c| !c.is_alphanumeric() && c != '*') && after.is_alphanumeric())
            .then_some(at)
    };
    let start = text.match_indices("**").find_map(|(at, _)| opens(at))?;
    let inside = text.get(start + 2..)?;
    let end = inside.find("**")?;
    let closes = inside.get(..end)?.chars().next_back()?;
    let behind = inside.get(end + 2..)?.chars().next();
    let is_pair =
        !closes.is_whitespace() && behind.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    text.get(start..start + 2 + end + 2).filter(|_| is_pair)
}

/// `](https://…`, `[https://…`: a link of Markdown or of a wiki.
fn link(text: &str) -> Option<&str> {
    ["](http", "[http://", "[https://"]
        .into_iter()
        .find(|link| text.contains(link))
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn markup_is_what_a_browser_would_not_show() {
        for (title, markup) in [
            ("Q &amp; A", "&amp;"),
            ("Don&#39;t panic", "&#39;"),
            ("Caf&eacute;", "&eacute;"),
            ("R&D &quot;x&quot;", "&quot;"),
            ("A&nbsp;B", "&nbsp;"),
            ("One<br/>two", "<br/>"),
            ("One<BR>two", "<BR>"),
            ("The <b>best</b> talk", "<b>"),
            ("a < b and <i class=\"x\">c</i>", "<i class=\"x\">"),
            ("CO<sub>2</sub>", "<sub>"),
            ("left over</em>", "</em>"),
            ("1 << 2 <<b>two</b>", "<b>"),
            ("**Keynote**: all", "**Keynote**"),
            ("A [talk](https://a.test/)", "](http"),
            ("[https://a.test/ A talk]", "[https://"),
        ] {
            assert_eq!(found(title), Some(markup), "{title}");
        }
    }

    #[test]
    fn titles_may_speak_of_markup() {
        for title in [
            "",
            "A < B > C",
            "The <dialog> element",
            "<script>alert(1)</script>",
            "Why <b> is back",
            "Vec<T>, Option<B> and a <p>",
            "AT&T; Q&A; &c. R&D",
            "&bogus;",
            "How the **** do I do that",
            "*args and **kwargs, **more",
            "2**3**4",
            "** stars **",
            "** a",
            "[1] and (http)",
            "<",
            "<>",
            "</",
        ] {
            assert_eq!(found(title), None, "{title}");
        }
    }

    #[test]
    fn a_title_of_brackets_alone_is_read_once() {
        for piece in ["<", "<a", "</", "<//>", "<a<b<br "] {
            let title = piece.repeat(8_000_000 / piece.len());
            assert_eq!(found(&title), None, "{piece}");
        }
    }
}
