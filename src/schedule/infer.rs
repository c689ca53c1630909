//! Ends that the file does not give: those of a session's last talk, else the next start in the same
//! room, on the same day.
//!
//! The last entry of a room's day gets none: nobody knows how long the happy hour lasts.

use chrono::{DateTime, NaiveDate, Utc};
use foldhash::HashMap;

use super::{Entry, Level, Status};

/// A room on a day; no room is the whole house, also that of a workshop with just one room.
type Place = (Option<usize>, Option<NaiveDate>);

/// Fills in the missing ends and marks them as inferred.
pub(super) fn ends(entries: &mut [Entry]) {
    let starts = starts_by_place(entries);
    let next = |entry: &Entry| -> Option<DateTime<Utc>> {
        let start = entry.start?;
        let rooms = rooms_of(entry);
        let follow = rooms.filter_map(|room| {
            let all = starts.get(&(room, entry.day))?;
            all.get(all.partition_point(|other| *other <= start))
                .copied()
        });
        follow.min()
    };
    let mut talks_next: HashMap<usize, DateTime<Utc>> = HashMap::default();
    let session_end = |talk: &Entry| entries.get(talk.session?)?.end;
    for (index, pair) in entries.windows(2).enumerate() {
        // Neighbours inside one session: a talk ends when the next one starts.
        if let [talk, follower] = pair
            && talk.level == Level::Talk
            && talk.session == follower.session
            && let (Some(start), Some(next)) = (talk.start, follower.start)
            && next > start
        {
            // But not after its session, if that has an end before.
            let end = session_end(talk).filter(|end| *end > start && *end < next);
            talks_next.insert(index, end.unwrap_or(next));
        }
    }
    let ends: Vec<_> = entries
        .iter()
        .enumerate()
        .map(|(index, entry)| match (entry.end, entry.level) {
            (Some(_), _) => None,
            (None, Level::Session) => last_talk(entries, entry).or_else(|| next(entry)),
            (None, Level::Talk) => talks_next.get(&index).copied(),
        })
        .collect();
    for (entry, end) in entries.iter_mut().zip(ends) {
        if end.is_some() {
            entry.end = end;
            entry.end_inferred = true;
        }
    }
}

/// The end of a session's talks, where the one that starts last has an end.
fn last_talk(entries: &[Entry], session: &Entry) -> Option<DateTime<Utc>> {
    let talks = entries.get(session.talks.clone())?;
    let end = talks.iter().filter_map(|talk| talk.end).max()?;
    let last = talks.iter().filter_map(|talk| talk.start).max();
    let start = session.start?;
    (end > start && last.is_none_or(|last| last < end)).then_some(end)
}

fn starts_by_place(entries: &[Entry]) -> HashMap<Place, Vec<DateTime<Utc>>> {
    let mut starts: HashMap<Place, Vec<_>> = HashMap::default();
    for entry in entries {
        // What is cancelled does not end what is before it.
        if entry.level == Level::Session && entry.status != Status::Cancelled {
            let rooms = rooms_of(entry);
            for (room, start) in rooms.filter_map(|room| Some((room, entry.start?))) {
                starts.entry((room, entry.day)).or_default().push(start);
                // The whole house is taken when any room is.
                if room.is_some() {
                    starts.entry((None, entry.day)).or_default().push(start);
                }
            }
        }
    }
    for all in starts.values_mut() {
        all.sort_unstable();
    }
    starts
}

fn rooms_of(entry: &Entry) -> impl Iterator<Item = Option<usize>> {
    let whole_house = entry.rooms.is_empty().then_some(None);
    entry.rooms.iter().copied().map(Some).chain(whole_house)
}
