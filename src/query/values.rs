//! The texts of entries and people by part, as they stand in the schedule.

use std::borrow::Cow;

use super::Part;
use crate::{
    schedule::{Entry, Person, Schedule},
    text,
};

/// What an entry has in a part, in the schedule's order.
pub(super) fn of_entry<'a>(
    schedule: &'a Schedule,
    entry: &'a Entry,
    part: Part,
) -> Vec<Cow<'a, str>> {
    let one = |text: Option<&'a str>| text.map(Cow::Borrowed).into_iter().collect();
    match part {
        Part::Title => {
            let texts = std::iter::once(entry.title.as_str()).chain(entry.subtitle.as_deref());
            texts.map(Cow::Borrowed).collect()
        }
        Part::Person => {
            let names = entry.people.iter().map(|credit| credit.name.as_str());
            names.map(Cow::Borrowed).collect()
        }
        Part::Affiliation => {
            let all = entry.people.iter();
            let names = all.filter_map(|credit| credit.affiliation.as_deref());
            names.map(Cow::Borrowed).collect()
        }
        Part::Room => {
            let rooms = entry.rooms.iter();
            let names = rooms.filter_map(|room| schedule.rooms().get(*room));
            names.map(|name| Cow::Borrowed(name.as_str())).collect()
        }
        Part::Track => one(schedule.track_name(entry)),
        Part::Kind => one(entry.kind.as_deref()),
        Part::Abstract => entry
            .abstract_text
            .as_deref()
            .map(paragraphs)
            .unwrap_or_default(),
        Part::Language => one(entry.language.as_deref()),
        Part::Note => entry
            .notes
            .iter()
            .map(|note| Cow::Borrowed(note.as_str()))
            .collect(),
    }
}

/// What a person has in a part.
pub(super) fn of_person(person: &Person, part: Part) -> Vec<Cow<'_, str>> {
    let text = match part {
        Part::Person => Some(person.name.as_str()),
        Part::Affiliation => person.affiliation.as_deref(),
        _ => None,
    };
    text.map(Cow::Borrowed).into_iter().collect()
}

/// A description as it is read: without its markup.
fn paragraphs(text: &str) -> Vec<Cow<'_, str>> {
    let markup = |c: char| matches!(c, '<' | '&' | '*' | '_' | '`' | '[' | '\\' | '#' | '~');
    if !text.contains(markup) {
        // Reading what has no markup would only cost time.
        return text.split("\n\n").map(Cow::Borrowed).collect();
    }
    let blocks = text::read(text).blocks.into_iter();
    let joined = |runs: Vec<text::Run>| runs.into_iter().map(|run| run.text).collect::<String>();
    blocks.map(|block| Cow::Owned(joined(block.runs))).collect()
}
