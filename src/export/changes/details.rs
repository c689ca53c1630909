//! What is told about one change, in a few words.

use foldhash::HashSet;

use super::{
    Comparison,
    times::{Times, later_by},
};
use crate::{
    schedule::{
        Entry, Schedule, Status,
        diff::{Change, ChangeKind, Shift},
    },
    text::fold::{Fold, fold},
    zone::duration,
};

/// What there is to say beside the group in which the entry stands.
pub(super) fn of(comparison: &Comparison, times: &Times, change: Change) -> Vec<String> {
    let (Some(old), Some(new)) = (comparison.old_entry(change), comparison.new_entry(change))
    else {
        return Vec::new();
    };
    match change.kind {
        // The group says it.
        ChangeKind::Added | ChangeKind::Removed | ChangeKind::Cancelled => Vec::new(),
        ChangeKind::Moved => moved(comparison, times, change, old, new),
        ChangeKind::Room => {
            let (from, to) = (room(comparison.old, old), room(comparison.new, new));
            vec![format!("room: {from} → {to}")]
        }
        ChangeKind::Title => vec![format!("title: it was “{}”", old.title)],
        ChangeKind::People => vec![people(old, new)],
        ChangeKind::Track => {
            let name = |schedule: &Schedule, entry: &Entry| {
                let track = schedule.track_name(entry);
                track.unwrap_or("no track").to_owned()
            };
            let (from, to) = (name(comparison.old, old), name(comparison.new, new));
            vec![format!("track: {from} → {to}")]
        }
        ChangeKind::Abstract => vec![abstracts(old, new).to_owned()],
        ChangeKind::Status => {
            // That it takes place after all, the group says.
            if old.status == Status::Cancelled && new.status == Status::Confirmed {
                return Vec::new();
            }
            let (from, to) = (status(old.status), status(new.status));
            vec![format!("status: {from} → {to}")]
        }
    }
}

fn moved(
    comparison: &Comparison,
    times: &Times,
    change: Change,
    old: &Entry,
    new: &Entry,
) -> Vec<String> {
    let Some(Shift { by, lengths }) = comparison.shift(change) else {
        return Vec::new();
    };
    let by = by.map(|by| (!by.is_zero()).then(|| format!(" ({})", later_by(by))));
    let journey = || times.journey(comparison, old, new);
    let start = match by {
        Some(Some(by)) => Some(format!("time: {}{by}", journey())),
        // Only the length is another one.
        Some(None) => None,
        None => Some(format!("time: {}", journey())),
    };
    let lengths = lengths.map(|(before, after)| {
        let (before, after) = (before.num_minutes(), after.num_minutes());
        let [was, is] = [before, after].map(duration);
        if was == is {
            // Of what takes days, the words leave minutes out.
            return format!("takes {after} min instead of {before} min");
        }
        format!("takes {is} instead of {was}")
    });
    start.into_iter().chain(lengths).collect()
}

/// The room for people.
fn room(schedule: &Schedule, entry: &Entry) -> String {
    let names = schedule.room_names(entry);
    names.unwrap_or_else(|| "no room".to_owned())
}

/// Who came and who left, and whose name is spelled otherwise.
fn people(old: &Entry, new: &Entry) -> String {
    let missing = |from: &Entry, among: &Entry| -> Vec<String> {
        // Each once, and nobody who is there, too.
        let names = |entry: &Entry| {
            let names = entry.people.iter().map(|credit| credit.name.clone());
            names.collect::<Vec<_>>()
        };
        let mut seen: HashSet<String> = names(among).into_iter().collect();
        let mut names = names(from);
        names.retain(|name| seen.insert(name.clone()));
        names
    };
    let (mut came, mut left) = (missing(new, old), missing(old, new));
    let mut parts = Vec::new();
    came.retain(|name| {
        let folded = fold(name, Fold::LOOSE);
        let same = |other: &String| fold(other, Fold::LOOSE) == folded;
        let was = left.iter().position(same).map(|at| left.remove(at));
        parts.extend(was.iter().map(|was| format!("{name} (was {was})")));
        was.is_none()
    });
    for (word, names) in [("with", came), ("without", left)] {
        if !names.is_empty() {
            parts.push(format!("{word} {}", names.join(", ")));
        }
    }
    format!("people: {}", parts.join("; "))
}

fn abstracts(old: &Entry, new: &Entry) -> &'static str {
    let is_empty = |entry: &Entry| {
        let text = entry.abstract_text.as_deref();
        text.is_none_or(|text| text.trim().is_empty())
    };
    match (is_empty(old), is_empty(new)) {
        (true, _) => "abstract: there is one now",
        (_, true) => "abstract: it was taken out",
        _ => "abstract: it was rewritten",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "confirmed",
        Status::Tbc => "to be confirmed",
        Status::Cancelled => "cancelled",
    }
}
