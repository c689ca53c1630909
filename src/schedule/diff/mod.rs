//! What changed between two versions of a schedule.
//!
//! ```text
//! Schedule ─▶ Version ──┐
//!                       ├─▶ identity: which entry is which ─▶ differences ─▶ Changes
//! Schedule ─▶ Version ──┘
//! ```
//!
//! A [`Version`] holds what is compared and no more, so that it can be kept for a later comparison: of an abstract it
//! has a [`Fingerprint`].

mod differences;
mod fingerprint;
mod identity;
mod likeness;

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use foldhash::{HashMap, HashSet};

pub use self::fingerprint::Fingerprint;
use super::{Entry, Level, Schedule, Status};
use crate::text::fnv::fnv;

/// What of a version of a schedule is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// In the order of [`Schedule::entries`]: talks behind their session.
    pub entries: Vec<Known>,
    /// Whether it is known where the event takes place. Where it is not, starts and ends are the written times as if
    /// they were UTC.
    pub zone_known: bool,
}

/// What of an entry is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// As listed: unique in the schedule.
    pub id: String,
    /// The file's own id; others may have the same.
    pub given: Option<String>,
    /// Session or talk.
    pub level: Level,
    /// The id of the session of a talk, as listed.
    pub session: Option<String>,
    /// The title.
    pub title: String,
    /// When it starts, if it has a time of its own.
    pub start: Option<DateTime<Utc>>,
    /// Seconds by which the event's clocks are ahead of UTC at that start.
    pub offset: i32,
    /// When it ends, if the file says so: an inferred end is no news.
    pub end: Option<DateTime<Utc>>,
    /// The event's day of a session that has a day and no time.
    pub day: Option<NaiveDate>,
    /// Where it takes place; none for the whole house.
    pub rooms: Vec<String>,
    /// Whether these are the rooms of the session of a talk.
    pub rooms_of_session: bool,
    /// The track.
    pub track: Option<String>,
    /// Whether this is the track of the session of a talk.
    pub track_of_session: bool,
    /// The names of those who take part, each once, in the order of the file.
    pub people: Vec<String>,
    /// Whether it takes place.
    pub status: Status,
    /// What the abstract says.
    pub text: Fingerprint,
    /// The abstract as it is written, as a number: where that is the same, it says the same. Zero if that is not known.
    pub written: u64,
}

impl Version {
    /// What of a schedule is compared.
    pub fn of(schedule: &Schedule) -> Self {
        Self::like(schedule, &Self::default())
    }

    /// The same, of a schedule of which another version is known: to read the abstracts takes longer than all else, and most
    /// are written as they were.
    pub fn like(schedule: &Schedule, other: &Self) -> Self {
        let read: HashMap<u64, Fingerprint> = other
            .entries
            .iter()
            .filter(|known| known.written != 0)
            .map(|known| (known.written, known.text))
            .collect();
        let entries = schedule.entries().iter();
        Self {
            entries: entries.map(|entry| known(schedule, entry, &read)).collect(),
            zone_known: !schedule.event().zone.is_unknown(),
        }
    }

    /// When each entry starts, if need be with its session.
    pub fn starts(&self) -> Vec<Option<DateTime<Utc>>> {
        let timeline = Timeline::of(self);
        let starts = (0..self.entries.len()).map(|entry| timeline.timed(entry)?.start);
        starts.collect()
    }
}

/// Whether this is no other version of a schedule, but another event's: id and title of the event are other ones, and hardly
/// anything is in both. That something is called “Lunch” or has the id 1 makes nothing of it the same.
pub fn is_another_event(before: &Schedule, after: &Schedule) -> bool {
    let (was, is) = (before.event(), after.event());
    if was.id == is.id || was.title == is.title {
        return false;
    }
    let of = |entry: &Entry| (entry.title.clone(), entry.given_id().map(str::to_owned));
    let at = |entry: &Entry| (entry.title.clone(), entry.start);
    let ids: HashSet<_> = before.entries().iter().map(of).collect();
    let starts: HashSet<_> = before.entries().iter().map(at).collect();
    let entries = after.entries().iter();
    let same = entries.filter(|entry| {
        let by_id = entry.given_id().is_some() && ids.contains(&of(entry));
        by_id || starts.contains(&at(entry))
    });
    let fewer = before.entries().len().min(after.entries().len());
    same.count() * FEW < fewer
}

/// One in so many entries may be in two events.
const FEW: usize = 5;

/// A version in which talks find their sessions at once.
struct Timeline<'a> {
    version: &'a Version,
    /// For each entry, the index of its session.
    sessions: Vec<Option<usize>>,
}

impl<'a> Timeline<'a> {
    fn of(version: &'a Version) -> Self {
        // Talks stand behind their session.
        let mut last = None;
        let entries = version.entries.iter().enumerate();
        let sessions = entries.map(|(index, entry)| {
            if entry.level == Level::Session {
                last = Some((index, &entry.id));
            }
            let id = entry.session.as_ref()?;
            last.filter(|(_, session)| *session == id).map(|(at, _)| at)
        });
        Self {
            version,
            sessions: sessions.collect(),
        }
    }

    fn session_of(&self, entry: usize) -> Option<usize> {
        self.sessions.get(entry).copied().flatten()
    }

    /// The entry whose time is that of another one: itself, or its session where it has none.
    fn timed(&self, entry: usize) -> Option<&'a Known> {
        let entries = &self.version.entries;
        let known = entries.get(entry)?;
        let session = self.session_of(entry).filter(|_| known.start.is_none());
        session
            .and_then(|session| entries.get(session))
            .or(Some(known))
    }

    /// When an entry starts, if need be with its session: in UTC, or by the clocks on the walls.
    fn time_of(&self, entry: usize, by_wall: bool) -> Option<NaiveDateTime> {
        let timed = self.timed(entry)?;
        let start = timed.start?.naive_utc();
        if !by_wall {
            return Some(start);
        }
        start.checked_add_signed(TimeDelta::seconds(timed.offset.into()))
    }
}

fn known(schedule: &Schedule, entry: &Entry, read: &HashMap<u64, Fingerprint>) -> Known {
    let written = entry.abstract_text.as_deref().unwrap_or_default();
    let number = fnv(written.as_bytes());
    let session = schedule.session_of(entry);
    let offset = |start| schedule.event().zone.seconds_at(start).local_minus_utc();
    let mut seen = HashSet::default();
    let people = entry.people.iter().map(|credit| &credit.name);
    let people = people.filter(|name| seen.insert(*name)).cloned().collect();
    Known {
        id: entry.id.clone(),
        given: entry.given_id().map(str::to_owned),
        level: entry.level,
        session: session.map(|session| session.id.clone()),
        title: entry.title.clone(),
        start: entry.start,
        offset: entry.start.map_or(0, offset),
        end: entry.end.filter(|_| !entry.end_inferred),
        day: entry
            .day
            .filter(|_| entry.start.is_none() && session.is_none()),
        rooms: schedule.rooms_of(entry).map(str::to_owned).collect(),
        rooms_of_session: session.is_some_and(|session| session.rooms == entry.rooms),
        track: schedule.track_name(entry).map(str::to_owned),
        track_of_session: session.is_some_and(|session| session.track == entry.track),
        people,
        status: entry.status,
        text: (read.get(&number).copied()).unwrap_or_else(|| Fingerprint::of(written)),
        written: number,
    }
}

/// What became different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// An entry that was not there before.
    Added,
    /// An entry that is not there any more.
    Removed,
    /// An entry that still stands there, and does not take place.
    Cancelled,
    /// Another start, another length, or another day.
    Moved,
    /// Another room.
    Room,
    /// Another title.
    Title,
    /// Other people.
    People,
    /// Another track.
    Track,
    /// Another abstract.
    Abstract,
    /// What was to be confirmed is confirmed, or the other way round; or what was cancelled takes place after all.
    Status,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Added,
        Self::Removed,
        Self::Cancelled,
        Self::Moved,
        Self::Room,
        Self::Title,
        Self::People,
        Self::Track,
        Self::Abstract,
        Self::Status,
    ];

    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Cancelled => "cancelled",
            Self::Moved => "moved",
            Self::Room => "room",
            Self::Title => "title",
            Self::People => "people",
            Self::Track => "track",
            Self::Abstract => "abstract",
            Self::Status => "status",
        }
    }

    /// What a word of JSON means.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One thing that became different about one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// What became different.
    pub kind: ChangeKind,
    /// The index of the entry in the older version; none for one that was added.
    pub old: Option<usize>,
    /// Its index in the newer version, which is that in [`Schedule::entries`]; none for one that was removed.
    pub new: Option<usize>,
}

/// All that changed: first what is in the newer version, in its order, each entry with one change of a kind; then what
/// was removed, in the order of the older version.
pub fn compare(old: &Version, new: &Version) -> Vec<Change> {
    changes(old, new, &partners(old, new))
}

/// For each entry of the newer version, the one of the older version that it is.
pub fn partners(old: &Version, new: &Version) -> Vec<Option<usize>> {
    identity::partners(&Timeline::of(old), &Timeline::of(new))
}

/// What [`compare`] gives, where it is known which entry is which.
pub fn changes(old: &Version, new: &Version, partners: &[Option<usize>]) -> Vec<Change> {
    let (old, new) = (Timeline::of(old), Timeline::of(new));
    let mut is_there = vec![false; old.version.entries.len()];
    let mut changes = Vec::new();
    for (index, partner) in partners.iter().enumerate() {
        let change = |kind| Change {
            kind,
            old: *partner,
            new: Some(index),
        };
        let Some(before) = *partner else {
            changes.push(change(ChangeKind::Added));
            continue;
        };
        if let Some(is_there) = is_there.get_mut(before) {
            *is_there = true;
        }
        // What a talk has from its session changes with it, and is told there.
        let session = new.session_of(index).and_then(|it| *partners.get(it)?);
        let same_session = session.is_some() && session == old.session_of(before);
        let kinds = differences::between(&old, before, &new, index, same_session);
        changes.extend(kinds.into_iter().map(change));
    }
    let gone = is_there.iter().enumerate().filter(|(_, there)| !**there);
    changes.extend(gone.map(|(index, _)| Change {
        kind: ChangeKind::Removed,
        old: Some(index),
        new: None,
    }));
    changes
}

/// How an entry moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// How much later it starts; none where it has no start in one of the versions.
    pub by: Option<TimeDelta>,
    /// How long it took and how long it takes, where both versions say so and it is not the same.
    pub lengths: Option<(TimeDelta, TimeDelta)>,
}

/// How the entries of these changes moved, by their index in the newer version; nothing of those that did not.
pub fn shifts(old: &Version, new: &Version, changes: &[Change]) -> HashMap<usize, Shift> {
    let (old, new) = (Timeline::of(old), Timeline::of(new));
    let moved = changes.iter().filter(|it| it.kind == ChangeKind::Moved);
    let moved = moved.filter_map(|change| {
        let (before, after) = change.old.zip(change.new)?;
        Some((after, shift(&old, before, &new, after)))
    });
    moved.collect()
}

/// Where it is unknown in which zone one of the versions is, what the clocks on the walls show is compared.
fn shift(old: &Timeline, before: usize, new: &Timeline, after: usize) -> Shift {
    let by_wall = by_wall(old, new);
    let from = old.time_of(before, by_wall);
    let to = new.time_of(after, by_wall);
    let length = |timeline: &Timeline, index: usize| {
        let entry = timeline.version.entries.get(index)?;
        Some(entry.end? - entry.start?)
    };
    let lengths = length(old, before).zip(length(new, after));
    // Nobody is told of seconds, which no time that is shown has.
    let is_news = |span: TimeDelta| span.num_minutes() != 0;
    let by = to.zip(from).map(|(to, from)| to - from);
    Shift {
        by: by.map(|by| Some(by).filter(|by| is_news(*by)).unwrap_or_default()),
        lengths: lengths.filter(|(before, after)| is_news(*after - *before)),
    }
}

fn by_wall(old: &Timeline, new: &Timeline) -> bool {
    !(old.version.zone_known && new.version.zone_known)
}
