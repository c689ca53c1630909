//! The event's zone: the file's, else that of its offsets, else the user's, else unknown.

use chrono::FixedOffset;

use super::{Checker, below, present};
use crate::{
    draft::{Draft, Entry, Time},
    schedule::{Origin, ZoneSource, rules::RuleId},
    zone::Zone,
};

/// The zone, and where it comes from. What the file says of it and does not hold to is a finding.
pub(super) fn of_event(
    checker: &mut Checker,
    draft: &Draft,
    forced: Option<&Zone>,
) -> (Zone, ZoneSource) {
    let mut unknown = None;
    if let Some(name) = present(draft.event.time_zone.as_deref()) {
        match checker.atlas.find(name) {
            Ok(zone) => {
                contradictions(checker, draft, &zone);
                return (zone, ZoneSource::File);
            }
            Err(error) => unknown = Some(error.to_string()),
        }
    }
    let mut offsets: Vec<FixedOffset> = Vec::new();
    for (offset, _) in instants(draft) {
        if !offsets.contains(&offset) {
            offsets.push(offset);
        }
    }
    // Instants in UTC do not say where the event is; any other offset does.
    let says_nothing = offsets.iter().all(|offset| offset.local_minus_utc() == 0);
    let (zone, source, taken) = match (offsets.first(), forced) {
        (Some(_), Some(zone)) if says_nothing => as_said(zone),
        (Some(offset), _) => {
            let zone = Zone::fixed(*offset);
            let others = match offsets.len() {
                1 => String::new(),
                many => format!(" (they have {many} different ones)"),
            };
            let taken = format!(
                "{}, an offset of its times, is taken for the zone{others}",
                zone.name()
            );
            (zone, ZoneSource::Guessed, taken)
        }
        (None, Some(zone)) => as_said(zone),
        (None, None) => {
            let taken = "its times are shown as written".to_owned();
            (Zone::unknown(), ZoneSource::Unknown, taken)
        }
    };
    let mut header = draft.event.origin.clone();
    if header.path.is_empty() {
        header.path.push_str("event");
    }
    let (rule, message) = match unknown {
        Some(why) => (RuleId::UnknownZone, format!("{taken}, since {why}")),
        None => (RuleId::NoZone, format!("no time zone is known; {taken}")),
    };
    checker.find(rule, &message, &below(&header, "time_zone"));
    (zone, source)
}

fn as_said(zone: &Zone) -> (Zone, ZoneSource, String) {
    let taken = format!("{} is taken for the zone, as you said", zone.name());
    (zone.clone(), ZoneSource::Forced, taken)
}

/// One finding for all times whose offset is not the zone's.
fn contradictions(checker: &mut Checker, draft: &Draft, zone: &Zone) {
    let wrong = instants(draft).filter(|(offset, entry)| match entry.start {
        // Many write instants in UTC, wherever they are.
        Some(Time::Instant(start)) => {
            offset.local_minus_utc() != 0 && zone.seconds_at(start.to_utc()) != *offset
        }
        _ => false,
    });
    let mut wrong = wrong.peekable();
    let Some((offset, origin)) = wrong
        .peek()
        .map(|(offset, entry)| (*offset, entry.origin.clone()))
    else {
        return;
    };
    let message = format!(
        "the time zone is {}, but {} have another offset, such as {offset}; the offset counts",
        zone.name(),
        match wrong.count() {
            1 => "the times of 1 entry".to_owned(),
            many => format!("the times of {many} entries"),
        }
    );
    let origin: Origin = below(&origin, "start");
    checker.find(RuleId::ZoneMismatch, &message, &origin);
}

/// The starts that come with an offset.
fn instants(draft: &Draft) -> impl Iterator<Item = (FixedOffset, &Entry)> {
    let entries = draft.sessions.iter();
    let entries = entries.flat_map(|session| std::iter::once(session).chain(&session.talks));
    entries.filter_map(|entry| match entry.start? {
        Time::Instant(instant) => Some((*instant.offset(), entry)),
        Time::Local(_) | Time::Zoned(..) => None,
    })
}
