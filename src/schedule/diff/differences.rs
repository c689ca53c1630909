//! What is different about one entry in two versions.

use foldhash::HashSet;

use super::{ChangeKind, Known, Shift, Status, Timeline, shift};

/// The kinds of changes to an entry. `same_session` says that it is a talk of what is the same session in both.
pub(super) fn between(
    old: &Timeline,
    before: usize,
    new: &Timeline,
    after: usize,
    same_session: bool,
) -> Vec<ChangeKind> {
    let (Some(was), Some(is)) = (
        old.version.entries.get(before),
        new.version.entries.get(after),
    ) else {
        return Vec::new();
    };
    let borrowed = |borrows: fn(&Known) -> bool| same_session && borrows(was) && borrows(is);
    let is_cancelled = is.status == Status::Cancelled;
    let status = was.status != is.status;
    let moved = !borrowed(|entry| entry.start.is_none()) && is_moved(old, before, new, after);
    let room = !borrowed(|entry| entry.rooms_of_session) && !same_set(&was.rooms, &is.rooms);
    let track = !borrowed(|entry| entry.track_of_session) && was.track != is.track;
    let kinds = [
        (ChangeKind::Cancelled, status && is_cancelled),
        (ChangeKind::Moved, moved),
        (ChangeKind::Room, room),
        (ChangeKind::Title, was.title != is.title),
        (ChangeKind::People, !same_set(&was.people, &is.people)),
        (ChangeKind::Track, track),
        (ChangeKind::Abstract, was.text != is.text),
        (ChangeKind::Status, status && !is_cancelled),
    ];
    let kinds = kinds.into_iter().filter(|(_, is_different)| *is_different);
    kinds.map(|(kind, _)| kind).collect()
}

fn is_moved(old: &Timeline, before: usize, new: &Timeline, after: usize) -> bool {
    let Shift { by, lengths } = shift(old, before, new, after);
    let day = |side: &Timeline, index: usize| side.version.entries.get(index)?.day;
    let has_start = |side: &Timeline, index: usize| {
        let timed = side.timed(index);
        timed.is_some_and(|timed| timed.start.is_some())
    };
    match by {
        Some(by) => !by.is_zero() || lengths.is_some(),
        // Neither has a time, or only one of them has.
        None => {
            has_start(old, before) != has_start(new, after) || day(old, before) != day(new, after)
        }
    }
}

/// Names in another order are the same names.
fn same_set(some: &[String], others: &[String]) -> bool {
    if some == others {
        return true;
    }
    let set = |names: &[String]| names.iter().cloned().collect::<HashSet<String>>();
    set(some) == set(others)
}
