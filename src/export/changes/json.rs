//! Changes for scripts.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{super::json::write, Comparison};
use crate::schedule::{
    Entry, Schedule,
    diff::{Change, ChangeKind},
};

#[derive(Serialize)]
struct Changes<'a> {
    changes: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    kind: &'static str,
    id: &'a str,
    title: &'a str,
    before: Option<String>,
    after: Option<String>,
}

/// `fomo diff --format json`.
pub fn json(comparison: &Comparison) -> String {
    let changes = comparison.changes.iter();
    write(&Changes {
        changes: changes
            .filter_map(|change| told(comparison, *change))
            .collect(),
    })
}

fn told<'a>(comparison: &Comparison<'a>, change: Change) -> Option<Told<'a>> {
    let (old, new) = (comparison.old_entry(change), comparison.new_entry(change));
    let entry = new.or(old)?;
    let (before, after) = match change.kind {
        ChangeKind::Moved => moved(comparison, change, old?, new?),
        kind => (
            old.and_then(|old| value(comparison, kind, comparison.old, old)),
            new.and_then(|new| value(comparison, kind, comparison.new, new)),
        ),
    };
    Some(Told {
        kind: change.kind.name(),
        id: &entry.id,
        title: &entry.title,
        before,
        after,
    })
}

/// What a version says of the entry.
fn value(
    comparison: &Comparison,
    kind: ChangeKind,
    schedule: &Schedule,
    entry: &Entry,
) -> Option<String> {
    match kind {
        ChangeKind::Added | ChangeKind::Removed | ChangeKind::Moved => {
            let start = schedule.timed(entry).start;
            start.map(|start| comparison.zone.rfc3339(start))
        }
        ChangeKind::Cancelled | ChangeKind::Status => Some(entry.status.name().to_owned()),
        ChangeKind::Room => schedule.room_names(entry),
        ChangeKind::Title => Some(entry.title.clone()),
        ChangeKind::People => {
            let names = entry.people.iter().map(|credit| credit.name.as_str());
            let names: Vec<&str> = names.collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        ChangeKind::Track => schedule.track_name(entry).map(str::to_owned),
        ChangeKind::Abstract => entry.abstract_text.clone(),
    }
}

/// The starts; where the length changed, the whole spans.
fn moved(
    comparison: &Comparison,
    change: Change,
    old: &Entry,
    new: &Entry,
) -> (Option<String>, Option<String>) {
    // The start, if need be that of the session; the day of what has no more than a day.
    let start = |schedule: &Schedule, entry: &Entry| {
        let start = value(comparison, ChangeKind::Moved, schedule, entry);
        start.or_else(|| schedule.timed(entry).day.map(|day| day.to_string()))
    };
    let (before, after) = (start(comparison.old, old), start(comparison.new, new));
    let lengths = comparison.shift(change).and_then(|shift| shift.lengths);
    if lengths.is_none() {
        return (before, after);
    }
    let with_end = |start: Option<String>, end: Option<DateTime<Utc>>| {
        let (start, end) = (start?, comparison.zone.rfc3339(end?));
        Some(format!("{start}/{end}"))
    };
    (with_end(before, old.end), with_end(after, new.end))
}
