//! Starts, ends, lengths, and the zone as it is printed.

use chrono::TimeDelta;

use super::{Report, Whole, below, many, repeated::is_break, when};
use crate::{
    arrange::Arrange as _,
    schedule::{Entry, Schedule, Status},
    zone::offset_text,
};

/// So many of a kind are told one by one. Where there are more, it is a habit.
const FEW: usize = 5;

/// So many entries without a time are told one by one: each has to be planned by itself.
const MANY: usize = 20;

/// No talk takes longer.
const LONG: TimeDelta = TimeDelta::hours(8);

/// So many of a hundred entries have an end, where an end that is missing was forgotten.
const MOST: usize = 80;

fn takes_place(entry: &Entry) -> bool {
    entry.status != Status::Cancelled
}

/// The sessions for which people come at a time: not what was called off, nor posters, which hang all the time.
fn visited<'a>(whole: &Whole<'a>) -> impl Iterator<Item = &'a Entry> {
    let sessions = whole.schedule.sessions();
    let sessions = sessions.filter(|(index, _)| !whole.is_side_by_side(*index));
    let sessions = sessions.map(|(_, session)| session);
    sessions.filter(|session| takes_place(session))
}

/// What has no end. Where a schedule gives hardly any ends, one finding says so.
pub(crate) fn open_ended(whole: &Whole, report: &mut Report) {
    let sessions = || visited(whole);
    let is_open = |session: &&Entry| session.start.is_some() && session.end.is_none();
    let open: Vec<&Entry> = sessions().filter(is_open).collect();
    let unsaid = sessions().filter(|session| session.end.is_none() || session.end_inferred);
    if open.len() > FEW && unsaid.count() * 2 > sessions().count() {
        let message = format!(
            "the schedule gives hardly any ends; {} entries have none, and nothing follows them in their rooms that day",
            open.len()
        );
        return report.about(&message, &open);
    }
    for session in open {
        let message = format!(
            "“{}”: it has no end, and nothing follows it in its room that day",
            session.title
        );
        report.about(&message, &[session]);
    }
}

/// What has no time, nor a session that has one; and talks that have none but that of their session.
pub(crate) fn unscheduled(whole: &Whole, report: &mut Report) {
    let timeless: Vec<&Entry> = visited(whole)
        .filter(|session| session.start.is_none())
        .collect();
    if timeless.len() > MANY
        && let Some(first) = timeless.first()
    {
        let message = format!(
            "{} entries have no time, such as “{}”",
            timeless.len(),
            first.title
        );
        report.about(&message, &[first]);
    } else {
        for session in timeless {
            let message = format!("“{}”: it has no time", session.title);
            report.about(&message, &[session]);
        }
    }
    let without: Vec<(&Entry, String)> = visited(whole)
        .filter_map(|session| Some((session, untimed_talks(whole.schedule, session)?)))
        .collect();
    if without.len() > FEW {
        let sessions: Vec<&Entry> = without.iter().map(|(session, _)| *session).collect();
        let message = format!(
            "{} sessions hold talks that have no times of their own, such as {}",
            sessions.len(),
            many::titles(&sessions)
        );
        return report.summary(&message, &sessions);
    }
    for (session, message) in without {
        report.about(&message, &[session]);
    }
}

/// A sentence about the talks of a session that have no time, if there are any who should have one.
fn untimed_talks(schedule: &Schedule, session: &Entry) -> Option<String> {
    session.start?;
    let talks = schedule.talks(session).iter();
    let talks: Vec<&Entry> = talks.filter(|talk| takes_place(talk)).collect();
    let untimed = talks.iter().filter(|talk| talk.start.is_none()).count();
    // A single talk takes place when its session does.
    let is_fine = untimed == 0 || talks.len() == 1;
    let title = &session.title;
    match (untimed, talks.len()) {
        _ if is_fine => None,
        (untimed, all) if untimed == all => Some(format!(
            "the {all} talks of “{title}” have no times of their own"
        )),
        (1, all) => Some(format!(
            "1 of the {all} talks of “{title}” has no time of its own"
        )),
        (untimed, all) => Some(format!(
            "{untimed} of the {all} talks of “{title}” have no times of their own"
        )),
    }
}

/// What ends at its start. Where much does, the event writes no ends.
pub(crate) fn zero_duration(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let entries = schedule.entries().iter();
    let empty: Vec<&Entry> = entries
        .filter(|entry| entry.start.is_some() && entry.start == entry.end && !entry.end_inferred)
        .filter(|entry| takes_place(entry))
        .collect();
    if empty.len() > FEW {
        let message = format!(
            "{} entries end when they start, such as {}",
            empty.len(),
            many::titles(&empty)
        );
        return report.summary(&message, &empty);
    }
    for entry in empty {
        let at = entry.start.unwrap_or_default();
        let message = format!(
            "“{}” both starts and ends on {}",
            entry.title,
            when::instant_text(schedule, at)
        );
        report.about(&message, &[entry]);
    }
}

/// Talks that are not within the time of their session, as far as the file gives it.
pub(crate) fn outside_session(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let mut outside: Vec<(&Entry, &Entry)> = Vec::new();
    for talk in schedule.entries() {
        if let Some(session) = schedule.session_of(talk)
            && talk.status != Status::Cancelled
            && is_outside(talk, session)
        {
            outside.push((talk, session));
        }
    }
    if outside.len() > FEW {
        let talks: Vec<&Entry> = outside.iter().map(|(talk, _)| *talk).collect();
        let message = format!(
            "{} talks are not within the time of their sessions, such as {}",
            talks.len(),
            many::titles(&talks)
        );
        return report.summary(&message, &talks);
    }
    for (talk, session) in outside {
        let when = |entry: &Entry| {
            let start = entry.start.unwrap_or_default();
            let end = entry.end.filter(|_| !entry.end_inferred);
            when::span_text(schedule, (start, end.unwrap_or(start)))
        };
        let message = format!(
            "“{}” is on {}, outside its session “{}” on {}",
            talk.title,
            when(talk),
            session.title,
            when(session)
        );
        report.about(&message, &[talk]);
    }
}

fn is_outside(talk: &Entry, session: &Entry) -> bool {
    let (Some(from), Some(start)) = (talk.start, session.start) else {
        return false;
    };
    let given = |entry: &Entry| entry.end.filter(|_| !entry.end_inferred);
    let is_after = given(session).is_some_and(|end| given(talk).unwrap_or(from) > end);
    from < start || is_after
}

/// What takes people and far longer than the others. Where much does, the event is of that kind.
pub(crate) fn long_duration(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let mut lengths: Vec<TimeDelta> = schedule
        .sessions()
        .filter_map(|(_, session)| length(session))
        .collect();
    lengths.arrange();
    // A hackathon is as long as hackathons are.
    let usual = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    let limit = LONG.max(usual * 2);
    let long: Vec<(&Entry, TimeDelta)> = schedule
        .entries()
        .iter()
        .enumerate()
        .filter(|(index, _)| !whole.is_side_by_side(*index))
        .map(|(_, entry)| entry)
        .filter(|entry| !entry.people.is_empty() && !is_break(entry))
        .filter_map(|entry| Some((entry, length(entry)?)))
        .filter(|(_, length)| *length > limit)
        .collect();
    if long.len() > FEW {
        let entries: Vec<&Entry> = long.iter().map(|(entry, _)| *entry).collect();
        let message = format!(
            "{} entries with people in them take longer than {}, such as {}",
            entries.len(),
            when::length_text(limit),
            many::titles(&entries)
        );
        return report.summary(&message, &entries);
    }
    for (entry, length) in long {
        let span = when::given(entry).map(|span| when::span_text(schedule, span));
        let message = format!(
            "“{}” takes {}: {}",
            entry.title,
            when::length_text(length),
            span.unwrap_or_default()
        );
        report.about(&message, &[entry]);
    }
}

/// The length of what takes place, as far as the file says it.
fn length(entry: &Entry) -> Option<TimeDelta> {
    let (from, to) = when::given(entry)?;
    Some(to - from)
}

/// What has no end, in a schedule that gives nearly all of them. The end that was inferred is told.
pub(crate) fn missing_end(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let timed = || {
        let sessions = schedule.sessions().map(|(_, session)| session);
        sessions.filter(|session| session.start.is_some() && takes_place(session))
    };
    let has_end = |session: &Entry| session.end.is_some() && !session.end_inferred;
    let ends = timed().filter(|session| has_end(session)).count();
    if ends * 100 < timed().count() * MOST {
        return;
    }
    let missing = timed().filter_map(|session| {
        let end = session.end.filter(|_| session.end_inferred)?;
        // A session that ends with its last talk lacks nothing.
        let mut talks = schedule.talks(session).iter();
        let is_of_talk = talks.any(|talk| talk.end == Some(end) && !talk.end_inferred);
        (!is_of_talk).then_some((session, end))
    });
    let missing: Vec<_> = missing.collect();
    if missing.len() > FEW {
        let entries: Vec<&Entry> = missing.iter().map(|(entry, _)| *entry).collect();
        let message = format!(
            "{} entries have no end, such as {}; they are taken to last until the next one starts",
            entries.len(),
            many::titles(&entries)
        );
        return report.summary(&message, &entries);
    }
    for (session, end) in missing {
        // What is in no room takes the whole house.
        let place = match session.rooms.len() {
            0 => "",
            1 => " in its room",
            _ => " in one of its rooms",
        };
        let message = format!(
            "“{}” has no end; it is taken to last until {}, when the next one starts{place}",
            session.title,
            when::clock_text(schedule, end)
        );
        report.about(&message, &[session]);
    }
}

/// “CET” printed for a zone that is on CEST that day, or an offset that is not the zone's.
pub(crate) fn zone_label(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let zone = &schedule.event().zone;
    let Some(label) = &schedule.event().zone_label else {
        return;
    };
    if zone.is_unknown() {
        return;
    }
    for (_, session) in schedule.sessions() {
        let Some(start) = session.start else { continue };
        let offset = zone.offset_at(start);
        let real = offset.abbreviation.clone().unwrap_or_default();
        // “CET/CEST” and “ICML time, CEST” name the right one as well.
        let mut words = abbreviations(label);
        let wrong_letters = !real.is_empty()
            && words.next().is_some()
            && abbreviations(label).all(|word| word != real);
        let wrong_offset =
            printed_offset(label).filter(|printed| *printed != offset.seconds.local_minus_utc());
        if !wrong_letters && wrong_offset.is_none() {
            continue;
        }
        let day = zone.local(start).format("%-d %B %Y");
        let truth = format!("UTC{}", offset_text(offset.seconds));
        let truth = if real.is_empty() {
            truth
        } else {
            format!("{real}, {truth}")
        };
        let message = format!(
            "the schedule prints “{label}”, but on {day} {} is on {truth}",
            zone.city()
        );
        return report.at(
            &message,
            &below(&schedule.event().origin, "time_zone_label"),
        );
    }
}

/// The words of a label that read like a zone's abbreviation. The letters that stand for a region
/// without saying which half of the year (ET, PT) and those of the reference itself are none.
fn abbreviations(label: &str) -> impl Iterator<Item = &str> {
    label
        .split(|char: char| !char.is_ascii_alphanumeric())
        .filter(|word| (3..=5).contains(&word.len()))
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_uppercase()))
        .filter(|word| !matches!(*word, "UTC" | "GMT"))
}

/// The offset that a label such as `UTC+2` or `GMT-03:30` names, in seconds east.
fn printed_offset(label: &str) -> Option<i32> {
    let start = label.find("UTC").or_else(|| label.find("GMT"))?;
    let rest = label.get(start + 3..)?.trim_start();
    let (sign, rest) = match rest.chars().next()? {
        '+' => (1, rest.strip_prefix('+')?),
        '-' => (-1, rest.strip_prefix('-')?),
        '−' => (-1, rest.strip_prefix('−')?),
        _ => return None,
    };
    let digits: String = rest
        .chars()
        .take_while(|char| char.is_ascii_digit() || *char == ':')
        .collect();
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?),
        None if digits.len() > 2 => {
            let value: i32 = digits.parse().ok()?;
            (value / 100, value % 100)
        }
        None => (digits.parse().ok()?, 0),
    };
    let offset = TimeDelta::try_hours(hours.into())? + TimeDelta::try_minutes(minutes.into())?;
    i32::try_from(offset.num_seconds())
        .ok()
        .map(|seconds| sign * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_as_printed() {
        let cases = [
            ("CET, UTC+2", Some(7200)),
            ("UTC +02:00", Some(7200)),
            ("GMT-0330", Some(-12_600)),
            ("UTC−3", Some(-10_800)),
            ("UTC", None),
            ("Vienna time", None),
            ("UTC+999999999999", None),
        ];
        for (label, seconds) in cases {
            assert_eq!(printed_offset(label), seconds, "{label}");
        }
    }
}
