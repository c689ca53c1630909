//! When entries take place, which of them overlap, and how that is told.

use chrono::{DateTime, TimeDelta, Utc};

use super::{many::SHOWN, repeated};
use crate::arrange::Arrange as _;
use crate::schedule::{Entry, Level, Schedule, Status};

/// From an instant, up to another one that is not part of it.
pub(super) type Span = (DateTime<Utc>, DateTime<Utc>);

/// An entry with its index.
pub(super) type Numbered<'a> = (usize, &'a Entry);

/// So many entries that are on at the same time are compared with the next one. Where there are more, things are
/// meant to be side by side, and it does not matter which of them are told.
const AT_ONCE: usize = 8;

/// What is longer, in hours, is something to drop in at.
const OPEN_HOUSE: i64 = 6;

/// Kinds of what is shown side by side, by their first letters.
const SIDE_BY_SIDE: &[&str] = &["poster", "exhibit", "expo"];

/// The same in titles, where single words may be what a talk is about.
const SIDE_BY_SIDE_TITLES: &[&str] = &[
    "posters",
    "poster session",
    "poster hall",
    "exhibition",
    "job fair",
    "career fair",
];

/// When an entry that takes place is on, if the file says both its start and its end.
pub(super) fn given(entry: &Entry) -> Option<Span> {
    let span = (entry.start?, entry.end?);
    let counts = !entry.end_inferred && entry.status != Status::Cancelled && span.0 < span.1;
    counts.then_some(span)
}

/// When an entry is on for sure: the time that is given, or the moment at which a session without an end starts, from
/// which to which nothing passes.
pub(super) fn known(entry: &Entry) -> Option<Span> {
    given(entry).or_else(|| {
        let is_open = entry.end.is_none() || entry.end_inferred;
        let counts = is_open && entry.level == Level::Session && entry.status != Status::Cancelled;
        let start = entry.start.filter(|_| counts)?;
        Some((start, start))
    })
}

/// Whether a span lies within another one.
pub(super) fn within(inner: Span, outer: Span) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

/// Whether an entry is for people who come and go as they like: a break, a hall that is open all day.
pub(super) fn is_open_house(entry: &Entry) -> bool {
    let length = given(entry).map(|(from, to)| to - from);
    repeated::is_break(entry) || length.is_some_and(|length| length > TimeDelta::hours(OPEN_HOUSE))
}

/// For each entry, whether what is in it is meant to be on at the same time: posters, by their words, or three talks with
/// the same time. A talk's is that of its session.
pub(super) fn side_by_side(schedule: &Schedule) -> Vec<bool> {
    let mut all = vec![false; schedule.entries().len()];
    for (index, session) in schedule.sessions() {
        let kind = session.kind.as_deref().unwrap_or_default();
        if names_side_by_side(kind, &session.title) || has_three_at_once(schedule, session) {
            let talks = session.talks.clone();
            for index in std::iter::once(index).chain(talks) {
                if let Some(slot) = all.get_mut(index) {
                    *slot = true;
                }
            }
        }
    }
    all
}

fn has_three_at_once(schedule: &Schedule, session: &Entry) -> bool {
    let mut spans: Vec<Span> = schedule.talks(session).iter().filter_map(given).collect();
    spans.arrange();
    spans.windows(3).any(|three| three.first() == three.last())
}

fn names_side_by_side(kind: &str, title: &str) -> bool {
    let (kind, title) = (kind.trim().to_lowercase(), title.to_lowercase());
    SIDE_BY_SIDE.iter().any(|word| kind.starts_with(word))
        || SIDE_BY_SIDE_TITLES
            .iter()
            .any(|words| title.contains(words))
}

/// A talk that takes place in its session: then, and there.
pub(super) fn is_in_its_session(schedule: &Schedule, entry: &Entry) -> bool {
    let session = schedule.session_of(entry);
    let inside = session.and_then(|session| {
        let is_then = within(given(entry)?, given(session)?);
        // Most have the very rooms of their session, which may be thousands.
        let is_there = || entry.rooms.iter().all(|room| session.rooms.contains(room));
        Some(is_then && (entry.rooms == session.rooms || is_there()))
    });
    inside == Some(true)
}

/// Whether one is in the other.
pub(super) fn are_nested(one: Numbered, other: Numbered) -> bool {
    one.1.session == Some(other.0) || other.1.session == Some(one.0)
}

/// The pairs that are on at the same time, by the start of the second, and how long both are; of what has no end, those
/// that start together. Of more than
/// [`AT_ONCE`] entries at one time, those that end first are forgotten: what is meant to be side by side costs no more
/// than its length.
pub(super) fn overlaps<'a>(
    entries: impl Iterator<Item = Numbered<'a>>,
) -> Vec<(Numbered<'a>, Numbered<'a>, Span)> {
    let mut entries: Vec<_> = entries
        .filter_map(|entry| Some((known(entry.1)?, entry)))
        .collect();
    entries.arrange_by_key(|(span, (index, _))| (*span, *index));
    let mut pairs = Vec::new();
    let mut running: Vec<(Span, Numbered)> = Vec::new();
    for (span, entry) in entries {
        running.retain(|((start, end), _)| *end > span.0 || *start == span.0);
        let together = running.iter().filter(|((start, _), _)| {
            // What has an end goes on when another one starts; what has none may be over.
            *start == span.0 || span.0 < span.1
        });
        pairs.extend(together.map(|((_, end), other)| (*other, entry, (span.0, span.1.min(*end)))));
        if running.len() == AT_ONCE {
            let first = running
                .iter()
                .enumerate()
                .min_by_key(|(_, (span, _))| span.1);
            if let Some((first, _)) = first {
                running.remove(first);
            }
        }
        running.push((span, entry));
    }
    pairs
}

/// A span for people, with the letters of the zone: `Sat 27 July, 10:00–10:30 CEST`; of a moment `Sat 27 July, 10:00 CEST`.
pub(super) fn span_text(schedule: &Schedule, (from, to): Span) -> String {
    if from == to {
        return instant_text(schedule, from);
    }
    let zone = &schedule.event().zone;
    let (start, end) = (zone.local(from), zone.local(to));
    let end = if to - from < TimeDelta::days(1) {
        end.format("%H:%M")
    } else {
        end.format("%a %-d %B, %H:%M")
    };
    format!(
        "{}–{end} {}",
        start.format("%a %-d %B, %H:%M"),
        zone.letters(from)
    )
}

/// An instant for people: `Sat 27 July, 10:00 CEST`.
pub(super) fn instant_text(schedule: &Schedule, at: DateTime<Utc>) -> String {
    let zone = &schedule.event().zone;
    let local = zone.local(at).format("%a %-d %B, %H:%M");
    format!("{local} {}", zone.letters(at))
}

/// The time of day for people: `10:00 CEST`.
pub(super) fn clock_text(schedule: &Schedule, at: DateTime<Utc>) -> String {
    let zone = &schedule.event().zone;
    format!("{} {}", zone.local(at).format("%H:%M"), zone.letters(at))
}

/// Where entries of the same title stand, at most [`SHOWN`] of them: `Sat 10:45, Sun 15:30 CEST`. What has no time, or
/// the same one as another, is told by its line in the file.
pub(super) fn places_text(schedule: &Schedule, entries: &[&Entry]) -> String {
    let starts = |entry: &&Entry| schedule.timed(entry).start;
    let mut times: Vec<_> = entries.iter().filter_map(starts).collect();
    times.arrange();
    times.dedup();
    let (days, zone) = (schedule.days(), &schedule.event().zone);
    let days = days.first().zip(days.last());
    let form = match days {
        Some((first, last)) if (*last - *first).num_days() < 7 => "%a %H:%M",
        _ => "%a %-d %B %Y %H:%M",
    };
    let mut places: Vec<String> = Vec::new();
    let mut last = None;
    for entry in entries.iter().take(SHOWN) {
        let at = starts(entry).filter(|_| times.len() == entries.len());
        let place = match (at, entry.origin.at) {
            (Some(at), _) => {
                let letters = zone.letters(at);
                // The letters stand once behind all times that have the same.
                if last.as_ref() == Some(&letters)
                    && let Some(before) = places.last_mut()
                {
                    before.truncate(before.len() - letters.len() - 1);
                }
                let text = format!("{} {letters}", zone.local(at).format(form));
                last = Some(letters);
                text
            }
            (None, Some((line, _))) => format!("line {line}"),
            (None, None) => continue,
        };
        places.push(place);
    }
    if entries.len() > places.len() && !places.is_empty() {
        places.push(format!("{} more", entries.len() - places.len()));
    }
    places.join(", ")
}

/// A length for people: `3 hours`, `2 hours 30 minutes`, `45 minutes`.
pub(super) fn length_text(length: TimeDelta) -> String {
    let (hours, minutes) = (length.num_hours(), length.num_minutes() % 60);
    let count = |number: i64, one: &str| match number {
        1 => format!("1 {one}"),
        many => format!("{many} {one}s"),
    };
    match (hours, minutes) {
        (0, minutes) => count(minutes, "minute"),
        (hours, 0) => count(hours, "hour"),
        (hours, minutes) => format!("{} {}", count(hours, "hour"), count(minutes, "minute")),
    }
}

/// Where an entry is, for a sentence: ` (Hall 1)`; nothing for the whole house.
pub(super) fn place_text(schedule: &Schedule, entry: &Entry) -> String {
    let rooms = schedule.room_names(entry);
    rooms.map_or(String::new(), |rooms| format!(" ({rooms})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posters_are_side_by_side_and_talks_about_them_are_not() {
        for (kind, title) in [
            ("Poster", "A new method"),
            ("posters", ""),
            ("", "Poster Session 2"),
            ("talk", "Job Fair and Community Showcase"),
        ] {
            assert!(names_side_by_side(kind, title), "{kind} {title}");
        }
        for (kind, title) in [
            ("talk", "Fair machine learning"),
            ("", "How to make a poster"),
            ("", "Exposing the exponential"),
        ] {
            assert!(!names_side_by_side(kind, title), "{kind} {title}");
        }
    }

    #[test]
    fn lengths_are_in_hours_and_minutes() {
        let cases = [
            (1, "1 minute"),
            (45, "45 minutes"),
            (60, "1 hour"),
            (181, "3 hours 1 minute"),
            (1500, "25 hours"),
        ];
        for (minutes, text) in cases {
            assert_eq!(length_text(TimeDelta::minutes(minutes)), text);
        }
    }
}
