//! Rules that need the whole schedule.

use chrono::TimeDelta;

use super::{below, repeated};
use crate::schedule::{
    Entry, Origin, Schedule,
    rules::{Finding, RuleId},
};
use crate::zone::offset_text;

/// Looks at the finished schedule.
pub(super) fn check(schedule: &Schedule, event: &Origin, findings: &mut Vec<Finding>) {
    without_times(schedule, findings);
    repeated::titles(schedule, findings);
    zone_label(schedule, event, findings);
}

/// So many open ends are told one by one, however few ends there are.
const FEW: usize = 5;

/// What has no time, and what has no end. Where a schedule gives hardly any ends, one finding says so.
fn without_times(schedule: &Schedule, findings: &mut Vec<Finding>) {
    let sessions = || schedule.sessions().map(|(_, session)| session);
    let is_open = |session: &&Entry| session.start.is_some() && session.end.is_none();
    let open: Vec<&Entry> = sessions().filter(is_open).collect();
    let unsaid = sessions().filter(|session| session.end.is_none() || session.end_inferred);
    let is_habit = open.len() > FEW && unsaid.count() * 2 > sessions().count();
    for session in sessions() {
        let (rule, message) = match session.start {
            None => (RuleId::Unscheduled, "it has no time"),
            Some(_) if session.end.is_none() && !is_habit => (
                RuleId::OpenEnded,
                "it has no end, and nothing follows it in its room that day",
            ),
            Some(_) => continue,
        };
        let message = format!("“{}”: {message}", session.title);
        findings.push(about(rule, &message, &[session]));
    }
    if is_habit {
        let message = format!(
            "the schedule gives hardly any ends; {} entries have none, and nothing follows them in their rooms that day",
            open.len()
        );
        findings.push(about(RuleId::OpenEnded, &message, &open));
    }
}

pub(super) fn about(rule: RuleId, message: &str, entries: &[&Entry]) -> Finding {
    let origin = entries
        .last()
        .map(|entry| entry.origin.clone())
        .unwrap_or_default();
    let mut finding = Finding::new(rule, message, &origin);
    finding.ids = entries.iter().map(|entry| entry.id.clone()).collect();
    finding
}

/// “CET” printed for a zone that is on CEST that day, or an offset that is not the zone's.
fn zone_label(schedule: &Schedule, event: &Origin, findings: &mut Vec<Finding>) {
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
        let origin = below(event, "time_zone_label");
        findings.push(Finding::new(RuleId::ZoneLabel, &message, &origin));
        return;
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
