//! What was kept of entries, as a schedule: for those that are gone, and for events whose schedule is not at hand.

use foldhash::HashMap;

use super::Record;
use crate::{
    draft::{self, Draft, Named, Time},
    schedule::{Level, Schedule, check::check},
    zone::Atlas,
};

/// Entries as they were last seen.
#[derive(Clone, Debug)]
pub struct LastSeen {
    /// The schedule that they make.
    pub schedule: Schedule,
    /// For each record, its entry.
    pub entries: Vec<Option<usize>>,
}

/// Makes a schedule of what was kept about the entries of an event.
pub fn last_seen(
    records: &[&Record],
    id: &str,
    title: Option<&str>,
    time_zone: Option<&str>,
    atlas: &Atlas,
) -> LastSeen {
    let mut draft = Draft::default();
    draft.event.id = Some(id.to_owned());
    draft.event.title = Some(title.unwrap_or(id).to_owned());
    draft.event.time_zone = time_zone.map(str::to_owned);
    let (sessions, talks): (Vec<_>, Vec<_>) = records
        .iter()
        .enumerate()
        .partition(|(_, record)| record.was.level == Level::Session);
    let mut places: Vec<(usize, draft::Entry)> = Vec::new();
    for (place, record) in sessions {
        places.push((place, entry(place, record)));
    }
    for (place, record) in talks {
        let talk = entry(place, record);
        // Who goes to a session goes to its talks: that is no clash.
        let session = places.iter_mut().find(|(place, _)| {
            records.get(*place).is_some_and(|session| {
                session.was.level == Level::Session && holds(session, record)
            })
        });
        match session {
            Some((_, session)) => session.talks.push(talk),
            None => places.push((place, talk)),
        }
    }
    draft.sessions = places.into_iter().map(|(_, entry)| entry).collect();
    for record in records {
        let known = |named: &Named| Some(&named.id) == record.was.room.as_ref();
        if let Some(room) = &record.was.room
            && !draft.rooms.iter().any(known)
        {
            draft.rooms.push(Named {
                id: room.clone(),
                ..Named::default()
            });
        }
    }
    let schedule = check(draft, atlas, None).schedule;
    let entries = schedule.entries().iter().enumerate();
    let places: HashMap<&str, usize> = entries
        .map(|(index, entry)| (entry.origin.path.as_str(), index))
        .collect();
    let entries = (0..records.len())
        .map(|place| places.get(path(place).as_str()).copied())
        .collect();
    LastSeen { schedule, entries }
}

fn entry(place: usize, record: &Record) -> draft::Entry {
    let was = &record.was;
    let mut entry = draft::Entry {
        id: was.id.clone(),
        title: Some(was.title.clone()),
        start: was.start,
        end: was.end,
        rooms: was.room.iter().cloned().collect(),
        status: Some(was.status),
        ..draft::Entry::default()
    };
    entry.origin.path = path(place);
    entry
}

/// By this, an entry is known again.
fn path(place: usize) -> String {
    format!("favourites[{place}]")
}

/// Whether a talk takes place within a session, as far as can be seen.
fn holds(session: &Record, talk: &Record) -> bool {
    let (session, talk) = (&session.was, &talk.was);
    let times = |snapshot: &super::Snapshot| {
        let start = snapshot.start?;
        Some((
            start.written(),
            snapshot.end.map_or(start.written(), Time::written),
        ))
    };
    let within = times(session)
        .zip(times(talk))
        .is_some_and(|((from, to), (talk_from, talk_to))| from <= talk_from && talk_to <= to);
    within && session.room == talk.room
}
