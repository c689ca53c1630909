//! Where an entry takes place: rooms, and the links that stand where rooms should.

use foldhash::HashSet;

use super::{super::links, tree::Component, value};

/// What a `LOCATION` holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) rooms: Vec<String>,
    pub(super) links: Vec<String>,
    /// It was a page of a site that the file does not name.
    pub(super) is_page: bool,
}

/// The places that a file names.
pub(super) struct Places(HashSet<String>);

impl Places {
    pub(super) fn of(calendars: &[Component]) -> Self {
        let events = calendars.iter().flat_map(|calendar| &calendar.parts);
        let places = events.filter_map(|event| event.line("LOCATION"));
        Self(places.map(|line| room(&line.value)).collect())
    }

    /// Several rooms, where the file also names each of them alone.
    fn split(&self, room: String) -> Vec<String> {
        let parts: Vec<&str> = room.split(',').map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(|part| self.0.contains(*part)) {
            return parts.into_iter().map(str::to_owned).collect();
        }
        vec![room]
    }

    pub(super) fn read(&self, value: &str) -> Place {
        let text = room(value);
        let mut place = Place::default();
        if is_page(&text) {
            place.is_page = true;
            return place;
        }
        let mut words = Vec::new();
        for word in text.split(' ') {
            match link(word).filter(|_| word.contains('/')) {
                Some(link) => place.links.push(link),
                None => words.push(word),
            }
        }
        let name = if place.links.is_empty() {
            text
        } else {
            let dashes = |char: char| !char.is_alphanumeric() && !matches!(char, '(' | ')' | '.');
            let name = words.join(" ");
            name.trim_matches(dashes).to_owned()
        };
        if name.chars().any(char::is_alphanumeric) {
            place.rooms = self.split(name);
        }
        place
    }
}

/// A place on one line.
fn room(value: &str) -> String {
    let text = value::text(value);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A link that works: with its scheme, or with one put before a bare domain.
pub(super) fn link(text: &str) -> Option<String> {
    let link = links::link(None, text, None)?;
    Some(link.url).filter(|url| links::is_on_the_web(url))
}

/// `papers.html?session=1`.
pub(super) fn is_page(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let end = path
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    let is_page = matches!(end.as_deref(), Some("html" | "htm" | "php" | "aspx"));
    is_page && !text.contains("://") && !text.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_links_and_pages() {
        let known = ["Hall A", "Hall B"].map(str::to_owned);
        let places = Places(known.into_iter().collect());
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("Hall A", &["Hall A"], &[]),
            ("Hall A\\, Hall B", &["Hall A", "Hall B"], &[]),
            ("Hall A\\, Kiel", &["Hall A, Kiel"], &[]),
            ("https://a.example/x", &[], &["https://a.example/x"]),
            (
                "Hall A\\nhttps://a.example/x",
                &["Hall A"],
                &["https://a.example/x"],
            ),
            (
                "Online (https://a.example)",
                &["Online (https://a.example)"],
                &[],
            ),
            ("zoom.example/j/1", &[], &["https://zoom.example/j/1"]),
            ("Room 3.14", &["Room 3.14"], &[]),
            ("B.Ost", &["B.Ost"], &[]),
            ("A/B", &["A/B"], &[]),
            ("day_1.html#all", &[], &[]),
            (" - ", &[], &[]),
        ];
        for (text, rooms, links) in cases {
            let place = places.read(text);
            assert_eq!(
                (place.rooms.as_slice(), place.links.as_slice()),
                (
                    &*rooms
                        .iter()
                        .map(|room| (*room).to_owned())
                        .collect::<Vec<_>>(),
                    &*links
                        .iter()
                        .map(|link| (*link).to_owned())
                        .collect::<Vec<_>>()
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn links_have_a_scheme_or_get_one() {
        for (text, url) in [
            ("HTTP://a.example", Some("HTTP://a.example")),
            ("www.a.example", Some("https://www.a.example")),
            ("a.example/b?c#d", Some("https://a.example/b?c#d")),
            ("mailto:ada@a.example", None),
            ("ada@a.example", None),
            ("ftp://a.example", None),
            ("page.html", None),
            ("CID:1@x", None),
            ("Hall", None),
            ("3.14", None),
            ("", None),
        ] {
            assert_eq!(link(text).as_deref(), url, "{text}");
        }
    }
}
