//! People who would have to be in two places at the same time, or from one moment to the next.

use std::collections::BTreeMap;

use super::{
    Report, Whole, many,
    when::{self, Numbered, Span},
};
use crate::arrange::Arrange as _;
use crate::schedule::{Entry, Level};

/// So many clashes of one person are told one by one. Who has more is a group, or in charge of a place.
const FEW: usize = 3;

/// So many changes without a minute in between are told one by one.
const FEW_CHANGES: usize = 10;

/// So many starts at one moment are looked at. Where somebody has more, things are meant to be side by side.
const AT_ONCE: usize = 8;

/// Who shares a mistake.
type Names<'a> = Vec<&'a str>;

/// Somebody who takes part in two entries at once.
pub(crate) fn double_booked(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    // Two people who are in the same two entries are one mistake.
    let mut pairs: BTreeMap<(usize, usize), (Span, Names)> = BTreeMap::new();
    for (person, name) in names(whole) {
        let clashes: Vec<_> = when::overlaps(parts(whole, person).into_iter())
            .into_iter()
            .filter(|(one, other, _)| needs_two(whole, *one, *other))
            .collect();
        if clashes.len() > FEW
            && let Some(((_, one), (_, other), span)) = clashes.first()
        {
            let message = format!(
                "{name} takes part in two entries at once {} times; first in “{}”{} and “{}”{} on {}",
                clashes.len(),
                one.title,
                when::place_text(schedule, one),
                other.title,
                when::place_text(schedule, other),
                when::span_text(schedule, *span)
            );
            let entries = clashes
                .iter()
                .flat_map(|((_, one), (_, other), _)| [*one, *other]);
            let entries: Vec<&Entry> = entries.collect();
            report.summary(&message, &entries);
            continue;
        }
        for ((one, _), (other, _), span) in clashes {
            let (_, names) = pairs.entry((one, other)).or_insert((span, Vec::new()));
            names.push(name);
        }
    }
    for ((one, other), (span, names)) in pairs {
        let (Some(one), Some(other)) = (schedule.entry(one), schedule.entry(other)) else {
            continue;
        };
        let message = format!(
            "{} in “{}”{} and “{}”{} at the same time, on {}",
            who(&names, "takes part", "take part"),
            one.title,
            when::place_text(schedule, one),
            other.title,
            when::place_text(schedule, other),
            when::span_text(schedule, span)
        );
        report.about(&message, &[one, other]);
    }
}

/// Somebody who has to be elsewhere in the minute in which they finish.
pub(crate) fn tight_change(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let mut changes: BTreeMap<(usize, usize), Names> = BTreeMap::new();
    for (person, name) in names(whole) {
        let mut parts = parts(whole, person);
        parts.retain(|(_, entry)| when::given(entry).is_some());
        // Parts are in listing order, which is not that of their starts where talks are among them.
        let mut starts: Vec<_> = parts.iter().map(|part| (part.1.start, part)).collect();
        starts.arrange_by_key(|(start, (index, _))| (*start, *index));
        for one in &parts {
            let after = starts.partition_point(|(start, _)| *start < one.1.end);
            let next = starts.get(after..).unwrap_or_default().iter();
            let next = next.take(AT_ONCE);
            let mut then = next.take_while(|(start, _)| *start == one.1.end);
            // One is enough: who has to be in several places then is double-booked.
            if let Some((_, other)) = then.find(|(_, other)| is_elsewhere(one.1, other.1)) {
                changes.entry((one.0, other.0)).or_default().push(name);
            }
        }
    }
    let count = changes.len();
    let told = changes.into_iter().filter_map(|((one, other), names)| {
        Some((schedule.entry(one)?, schedule.entry(other)?, names))
    });
    let sentence = |one: &Entry, other: &Entry, names: &Names| {
        let at = other.start.unwrap_or_default();
        format!(
            "{} without a minute in between from “{}”{} to “{}”{} on {}",
            who(names, "changes", "change"),
            one.title,
            when::place_text(schedule, one),
            other.title,
            when::place_text(schedule, other),
            when::instant_text(schedule, at)
        )
    };
    if count > FEW_CHANGES {
        let told: Vec<_> = told.collect();
        if let Some((one, other, names)) = told.first() {
            let message = format!(
                "people have to change rooms without a minute in between {count} times; first {}",
                sentence(one, other, names)
            );
            let entries: Vec<&Entry> = told.iter().flat_map(|it| [it.0, it.1]).collect();
            report.summary(&message, &entries);
        }
        return;
    }
    for (one, other, names) in told {
        report.about(&sentence(one, other, &names), &[one, other]);
    }
}

fn names<'a>(whole: &Whole<'a>) -> impl Iterator<Item = (usize, &'a str)> {
    let people = whole.schedule.people().iter().enumerate();
    people.map(|(index, person)| (index, person.name.as_str()))
}

/// Where somebody has to be, and when: a talk is part of its session if they have to be there for all of it.
fn parts<'a>(whole: &Whole<'a>, person: usize) -> Vec<Numbered<'a>> {
    let entries = whole.parts.of(person).iter();
    let all: Vec<Numbered> = entries
        .filter_map(|index| Some((*index, whole.schedule.entry(*index)?)))
        .filter(|(index, entry)| when::known(entry).is_some() && !whole.is_open_house(*index))
        .collect();
    let is_there = |session: usize| {
        all.binary_search_by_key(&session, |(index, _)| *index)
            .is_ok()
    };
    let parts = all.iter().copied();
    parts
        .filter(|(index, entry)| {
            let part_of = entry.session.filter(|session| is_there(*session));
            part_of.is_none() || !whole.is_in_its_session(*index)
        })
        .collect()
}

/// Whether nobody can take part in both.
fn needs_two(whole: &Whole, one: Numbered, other: Numbered) -> bool {
    // Talks that have just been given the time of their session.
    let is_vague = one.1.level == Level::Talk
        && one.1.session == other.1.session
        && (one.1.start, one.1.end) == (other.1.start, other.1.end);
    !when::are_nested(one, other)
        && !is_vague
        && !whole.is_side_by_side(one.0)
        && !whole.is_side_by_side(other.0)
        && !is_relayed(whole.title(one.0), whole.title(other.0))
}

/// Whether two titles in small letters are one, shown in two halls at once: `closing` and `closing (stream)`.
fn is_relayed(one: &str, other: &str) -> bool {
    let rest = one.strip_prefix(other).or_else(|| other.strip_prefix(one));
    let rest = rest.filter(|rest| rest.len() <= REMARK);
    rest.is_some_and(|rest| rest.is_empty() || RELAYS.iter().any(|word| rest.contains(word)))
}

/// A remark behind a title has no more bytes.
const REMARK: usize = 100;

/// What stands behind a title where it is shown elsewhere, too.
const RELAYS: &[&str] = &["stream", "overflow", "relay", "übertragung"];

fn is_elsewhere(one: &Entry, other: &Entry) -> bool {
    let is_shared = one.rooms.iter().any(|room| other.rooms.contains(room));
    !one.rooms.is_empty() && !other.rooms.is_empty() && !is_shared
}

/// Names with what they do: `Ada takes part`, `Ada and Grace take part`. Of a crowd, the first few.
fn who(names: &Names, one: &str, several: &str) -> String {
    match names.as_slice() {
        [name] => format!("{name} {one}"),
        names => format!("{} {several}", many::counted(names)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_relayed_with_a_remark_behind_it() {
        for (one, other) in [
            ("closing", "closing"),
            ("closing", "closing (stream aus saal 1)"),
            ("closing – overflow", "closing"),
        ] {
            assert!(is_relayed(one, other), "{one} {other}");
        }
        let long = format!("closing {}", "stream ".repeat(100));
        for other in ["closing party", "close", "the closing (stream)", &long] {
            assert!(!is_relayed("closing", other), "{other}");
        }
    }
}
