//! What exporters write into the fields that the format has, for want of those that it has not.
//!
//! ```text
//! pretalx        SUMMARY:Title - Ada\, Grace              always, for it appends the names
//! PyCon US       SUMMARY:[talk] Title                     all of a file, or none
//!                DESCRIPTION:Section: talks\nKind: talk\nName: Title\n…
//! Mini-Conf      SUMMARY:#tut Title                       a tag that comes more than once
//! Kielux         DESCRIPTION:by: Ada\n\n…                 the same as its ATTENDEE
//! ```
//!
//! Each is read only where the file as a whole leaves no doubt: a title that happens to hold a
//! dash, a bracket or a hash stays as it is.

use foldhash::HashMap;

use super::{tree::Component, value};
use crate::draft::{Credit, Entry};

/// The habits of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Habits {
    names_in_titles: bool,
    kinds_in_brackets: bool,
    kinds_as_tags: bool,
}

impl Habits {
    /// Looks at all titles of a calendar.
    pub(super) fn of(calendar: &Component) -> Self {
        let product = calendar.line("PRODID");
        let is_pretalx = product.is_some_and(|product| product.value.contains("//pretalx//"));
        let events = calendar.parts.iter().filter(|part| part.name == "VEVENT");
        let titles = events.filter_map(|event| event.line("SUMMARY"));
        let (mut count, mut named, mut bracketed) = (0, 0, 0);
        let mut tags: HashMap<String, usize> = HashMap::default();
        for title in titles {
            let title = value::text(&title.value);
            count += 1;
            named += usize::from(before_names(&title).is_some());
            bracketed += usize::from(bracket(&title).is_some());
            if let Some((tag, _)) = tag(&title) {
                *tags.entry(tag.to_owned()).or_default() += 1;
            }
        }
        Self {
            names_in_titles: is_pretalx && named == count,
            kinds_in_brackets: count > 1 && bracketed == count,
            kinds_as_tags: tags.values().any(|times| *times > 1),
        }
    }

    /// Puts what stands in the title and the description where it belongs.
    pub(super) fn apply(&self, entry: &mut Entry) {
        if let Some(rest) = without_names(entry) {
            entry.abstract_text = Some(rest);
        }
        let title = entry.title.clone().unwrap_or_default();
        if self.names_in_titles
            && let Some((title, names)) = before_names(&title)
        {
            entry.title = Some(title.to_owned());
            let names = names.split(", ").filter(|name| !name.is_empty());
            entry.people.extend(names.map(speaker));
        }
        let kind = match self {
            _ if self.kinds_in_brackets => bracket(&title),
            _ if self.kinds_as_tags => tag(&title),
            _ => None,
        };
        if let Some((kind, title)) = kind {
            entry.kind = Some(kind.to_owned());
            entry.title = Some(title.to_owned());
            let text = entry.abstract_text.as_deref().unwrap_or_default();
            if let Some((section, rest)) = without_header(text, kind, title) {
                entry.track = entry.track.take().or(Some(section.to_owned()));
                let url = entry.links.first().map(|link| link.url.as_str());
                let rest = url.and_then(|url| rest.strip_prefix(url)).unwrap_or(rest);
                let rest = rest.trim_start();
                entry.abstract_text = (!rest.is_empty()).then(|| rest.to_owned());
            }
        }
    }
}

fn speaker(name: &str) -> Credit {
    Credit {
        name: Some(name.to_owned()),
        ..Credit::default()
    }
}

/// `Title - Ada, Grace`; also `Title - ` of an entry without people.
fn before_names(title: &str) -> Option<(&str, &str)> {
    let (title, names) = match title.trim_end().strip_suffix(" -") {
        Some(title) => (title, ""),
        None => title.rsplit_once(" - ")?,
    };
    let title = title.trim();
    (!title.is_empty()).then_some((title, names.trim()))
}

/// `[talk] Title`.
fn bracket(title: &str) -> Option<(&str, &str)> {
    let (kind, title) = title.trim().strip_prefix('[')?.split_once(']')?;
    let (kind, title) = (kind.trim(), title.trim());
    (!kind.is_empty() && !kind.contains('[') && !title.is_empty()).then_some((kind, title))
}

/// `#tut Title`.
fn tag(title: &str) -> Option<(&str, &str)> {
    let (tag, title) = title.trim().strip_prefix('#')?.split_once(' ')?;
    let plain = tag
        .chars()
        .all(|char| char.is_ascii_lowercase() || char == '-');
    let title = title.trim();
    (plain && !tag.is_empty() && !title.is_empty()).then_some((tag, title))
}

/// `Section: talks`, `Kind: talk`, `Name: Title`, and then the description.
fn without_header<'t>(text: &'t str, kind: &str, title: &str) -> Option<(&'t str, &'t str)> {
    let (section, rest) = text.strip_prefix("Section: ")?.split_once('\n')?;
    let (its_kind, rest) = rest.strip_prefix("Kind: ")?.split_once('\n')?;
    let rest = rest.strip_prefix("Name: ")?;
    let (its_title, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    (its_kind.trim() == kind && its_title.trim() == title).then_some((section.trim(), rest))
}

/// The description without a first line that names the same people as the entry does.
fn without_names(entry: &Entry) -> Option<String> {
    let names: Vec<&str> = entry
        .people
        .iter()
        .filter_map(|credit| credit.name.as_deref())
        .collect();
    let (line, rest) = entry.abstract_text.as_deref()?.split_once('\n')?;
    let (_, said) = line.split_once(": ")?;
    (!names.is_empty() && said.trim() == names.join(", ")).then(|| rest.trim_start().to_owned())
}

/// The event's name in the ids that pretalx makes: `pretalx-NAME-CODE@host`.
pub(super) fn pretalx_event(uid: &str) -> Option<&str> {
    let (id, _) = uid.strip_prefix("pretalx-")?.split_once('@')?;
    let (event, last) = id.rsplit_once('-')?;
    // A talk that is given more than once has its number behind the code.
    let is_number = last.len() < 4 && last.bytes().all(|byte| byte.is_ascii_digit());
    let event = if is_number {
        event.rsplit_once('-')?.0
    } else {
        event
    };
    (!event.is_empty()).then_some(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_taken_apart() {
        assert_eq!(
            before_names("A - B - Ada, Grace"),
            Some(("A - B", "Ada, Grace"))
        );
        assert_eq!(before_names("Fair - "), Some(("Fair", "")));
        assert_eq!(before_names("Fair -"), Some(("Fair", "")));
        assert_eq!(before_names(" - Ada"), None);
        assert_eq!(before_names("A-B"), None);
        assert_eq!(bracket("[talk] T"), Some(("talk", "T")));
        for none in ["[talk]", "[] T", "[a", "T [a]", "[[a] b] T"] {
            assert_eq!(bracket(none), None, "{none}");
        }
        assert_eq!(tag("#meet-spec M: P"), Some(("meet-spec", "M: P")));
        for none in ["#1 in the charts", "#MeToo now", "# a", "#a", "C# a", "#a "] {
            assert_eq!(tag(none), None, "{none}");
        }
    }

    #[test]
    fn the_event_is_named_in_the_ids_of_pretalx() {
        assert_eq!(
            pretalx_event("pretalx-con-2023-EJWEMK@p.com"),
            Some("con-2023")
        );
        assert_eq!(pretalx_event("pretalx-con-EJWEMK-1@p.com"), Some("con"));
        for none in [
            "pretalx-X@p",
            "con-2023-EJWEMK@p",
            "pretalx--X@p",
            "pretalx-con-X",
        ] {
            assert_eq!(pretalx_event(none), None, "{none}");
        }
    }
}
