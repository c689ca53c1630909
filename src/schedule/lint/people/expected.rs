//! What talks of an event have, and which one is without it.
//!
//! Whether a talk must name people is up to the event: where hardly any names one, none is missed, and a lecture is
//! compared with lectures, not with the meetups of the same file.

use foldhash::HashMap;

use crate::arrange::Arrange as _;
use crate::schedule::{
    Entry, Level, Schedule, Status,
    check::{UNTITLED, names::is_placeholder},
    lint::{Report, many, repeated::is_break},
};

/// So many are told one by one: a list to work through.
const FEW: usize = 20;

/// Fewer than so many that have it are no habit.
const LEAST: usize = 5;

/// So many in a hundred must have it.
const MOST: usize = 80;

/// So many words at most name a ceremony.
const LONGEST_CEREMONY: usize = 4;

/// Something that a talk is expected to have.
pub(in crate::schedule::lint) struct Expected {
    /// Whether it has it.
    pub(in crate::schedule::lint) has: fn(&Entry) -> bool,
    /// What is to say of one without it.
    pub(in crate::schedule::lint) one: &'static str,
    /// What is to say of many.
    pub(in crate::schedule::lint) many: &'static str,
    /// What the others do.
    pub(in crate::schedule::lint) others: &'static str,
}

/// Tells the talks that are without what most of their kind have.
pub(in crate::schedule::lint) fn tell(
    schedule: &Schedule,
    report: &mut Report,
    expected: &Expected,
) {
    let mut groups: HashMap<(Level, String), Vec<&Entry>> = HashMap::default();
    for entry in schedule.entries().iter().filter(|entry| is_talk(entry)) {
        let kind = kind(entry.kind.as_deref().unwrap_or_default());
        groups.entry((entry.level, kind)).or_default().push(entry);
    }
    let mut missing = Vec::new();
    let (mut without, mut all) = (0, 0);
    for entries in groups.values() {
        let lacking = entries.iter().filter(|entry| !(expected.has)(entry));
        let lacking: Vec<&Entry> = lacking.copied().collect();
        let having = entries.len() - lacking.len();
        if lacking.is_empty() || having < LEAST || having * 100 < entries.len() * MOST {
            continue;
        }
        without += lacking.len();
        all += entries.len();
        let titles = by_title(lacking).into_iter();
        missing.extend(titles.map(|same| (same, entries.len(), having)));
    }
    // A map has no order.
    missing.arrange_by_key(|(same, ..)| {
        let first = same.first();
        first.map(|entry| (entry.start.is_none(), entry.start, &entry.id))
    });
    if missing.len() > FEW {
        let entries: Vec<&Entry> = missing
            .iter()
            .flat_map(|(same, ..)| same)
            .copied()
            .collect();
        let firsts = missing.iter().filter_map(|(same, ..)| same.first());
        let names = many::quoted(firsts.map(|entry| &entry.title));
        let message = format!(
            "{without} of {all} talks {}, such as {names}",
            expected.many
        );
        if let Some(first) = entries.first() {
            report.add(&message, &first.origin, &entries);
        }
        return;
    }
    for (same, of, having) in missing {
        let Some(first) = same.first() else { continue };
        let times = match same.len() {
            1 => String::new(),
            times => format!(" ({times} times)"),
        };
        let message = format!(
            "“{}” {}{times}, though {having} of {of} entries of its kind {}",
            first.title, expected.one, expected.others
        );
        report.add(&message, &first.origin, &same);
    }
}

/// What takes place several times is asked for once. The titles keep the order of their first entries.
fn by_title(entries: Vec<&Entry>) -> Vec<Vec<&Entry>> {
    let mut places: HashMap<&str, usize> = HashMap::default();
    let mut titles: Vec<Vec<&Entry>> = Vec::new();
    for entry in entries {
        let place = *places.entry(&entry.title).or_insert(titles.len());
        match titles.get_mut(place) {
            Some(same) => same.push(entry),
            None => titles.push(vec![entry]),
        }
    }
    titles
}

/// Whether somebody gives it: no break, no session that holds talks, and nothing that is still open or was called off.
fn is_talk(entry: &Entry) -> bool {
    entry.talks.is_empty()
        && entry.status == Status::Confirmed
        && entry.title != UNTITLED
        && !is_placeholder(&entry.title)
        && !is_break(entry)
        && !is_ceremony(&entry.title)
        && !is_social(entry.kind.as_deref().unwrap_or_default())
}

/// Words for what is given by somebody. Kinds without any of them are compared with the same kind only.
#[rustfmt::skip] // a list of words
const TALKS: &[&str] = &[
    "talk", "talks", "lecture", "vortrag", "presentation", "keynote", "tutorial", "workshop", "panel", "podium",
];

/// The kind with which an entry is compared.
fn kind(kind: &str) -> String {
    let kind = kind.trim().to_lowercase();
    let mut words = kind.split(|c: char| !c.is_alphanumeric());
    if words.any(|word| TALKS.contains(&word)) {
        return "talk".to_owned();
    }
    kind
}

/// Words for kinds that nobody gives, or everybody.
#[rustfmt::skip] // a list of words
const SOCIAL: &[&str] = &[
    "social", "party", "meetup", "meeting", "assembly", "reception", "dinner", "plenum", "hangout", "networking", "bof", "ceremony",
    "game", "games", "music", "concert", "film", "movie", "poster", "posters", "expo", "exhibition",
    "other", "special", "event", "logistics", "admin",
];

fn is_social(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    let mut words = kind.split(|c: char| !c.is_alphanumeric());
    words.any(|word| SOCIAL.contains(&word))
}

/// Words for what takes place without anybody who gives it, in English and German.
#[rustfmt::skip] // a list of words
const CEREMONIES: &[&str] = &[
    "opening", "closing", "welcome", "goodbye", "farewell", "registration", "doors", "photo", "awards", "plenum",
    "eröffnung", "abschluss", "begrüßung", "willkommen", "setup", "teardown", "aufbau", "abbau",
    "party", "reception", "networking", "social", "concert", "picnic", "picknick", "brunch",
    "poster", "posters", "exhibition", "expo", "lightning", "discussion", "bof", "meetup", "meeting", "meetings",
    "hackathon", "hackaton", "sprint", "sprints", "unconference",
];

/// Whether a title is that of something that nobody gives. In a long one, the word is the first or the last.
fn is_ceremony(title: &str) -> bool {
    let title = title.to_lowercase();
    let words = || {
        title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let is_named = |word: &str| CEREMONIES.contains(&word);
    title.contains("q&a")
        || words().next().is_some_and(is_named)
        || words().next_back().is_some_and(is_named)
        || words().count() <= LONGEST_CEREMONY && words().any(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ceremonies_are_given_by_nobody() {
        for title in [
            "Opening",
            "Welcome to the Modern Email DevRoom 💌",
            "Closing (Stream aus Saal 1)",
            "Lightning Talks",
            "Usages of Software Composition - Concluding Q&A",
            "Große Eröffnung",
        ] {
            assert!(is_ceremony(title), "{title}");
        }
        for title in [
            "",
            "Why we keep closing the gap",
            "A survey of social choice in free software",
            "Infrastructure Review",
        ] {
            assert!(!is_ceremony(title), "{title}");
        }
    }

    #[test]
    fn kinds_of_talks_are_one_kind() {
        for kind_of_talk in [
            "Talk",
            "Long talk (45 min)",
            "lecture",
            "Invited-Talk",
            "Panel discussion",
        ] {
            assert_eq!(kind(kind_of_talk), "talk", "{kind_of_talk}");
        }
        for (other, wanted) in [("", ""), (" Devroom ", "devroom"), ("talking", "talking")] {
            assert_eq!(kind(other), wanted);
        }
        assert!(is_social("Social event") && !is_social("talk"));
    }
}
