//! The checked schedule: the one model that everything shows, searches and exports.
//!
//! [`check::check`] is the only way to build one. Every text in it is clean enough for a terminal,
//! every id is unique, every reference leads somewhere, and the entries are in the order in which
//! they are listed: by start, room and title, talks behind their session.

pub mod check;
pub mod diff;
mod infer;
pub mod lint;
mod order;
pub mod rules;

pub use order::slug;

use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use foldhash::HashMap;

use self::check::names::{is_placeholder, says_cancelled};
pub use crate::draft::{Origin, Status};
use crate::zone::Zone;

/// A conference's schedule.
#[derive(Clone, Debug)]
pub struct Schedule {
    event: Event,
    people: Vec<Person>,
    rooms: Vec<String>,
    tracks: Vec<String>,
    /// Where the declared ones stand in the file; they come first.
    room_origins: Vec<Origin>,
    track_origins: Vec<Origin>,
    /// Red, green and blue of each track, as far as the file says it.
    track_colors: Vec<Option<[u8; 3]>>,
    entries: Vec<Entry>,
    days: Vec<NaiveDate>,
    by_day: Vec<usize>,
    ranks: Vec<usize>,
    span: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// For each person, the entries in which they take part, each with the place of their first credit there.
    parts: Vec<Vec<(usize, usize)>>,
}

/// The event.
#[derive(Clone, Debug)]
pub struct Event {
    /// What a reader's choices are remembered under; made from the title where the file has none.
    pub id: String,
    /// The name.
    pub title: String,
    /// What stands under the name.
    pub subtitle: Option<String>,
    /// The zone in which the event takes place; may be [unknown](Zone::is_unknown).
    pub zone: Zone,
    /// Where the zone comes from.
    pub zone_source: ZoneSource,
    /// The zone as the source prints it.
    pub zone_label: Option<String>,
    /// When a day begins; what starts earlier is the night of the day before.
    pub day_change: NaiveTime,
    /// The first day and the last one as the file has them.
    pub stated_days: Option<(NaiveDate, NaiveDate)>,
    /// The event's page.
    pub url: Option<String>,
    /// Where it takes place.
    pub location: Option<String>,
    /// An address for questions.
    pub contact: Option<String>,
    /// As it was written: HTML, Markdown or plain; `text::read` makes sense of it.
    pub description: Option<String>,
    /// Links of the event.
    pub links: Vec<Link>,
    /// Deadlines and other dates that are no entries.
    pub dates: Vec<ImportantDate>,
    /// Remarks on the timetable.
    pub notes: Vec<String>,
    /// Where the header stands in the file.
    pub origin: Origin,
}

impl Event {
    /// The event's day that it is at an instant: a night belongs to the day before.
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        let local = self.zone.local(at);
        if local.time() < self.day_change {
            local.date().pred_opt().unwrap_or(local.date())
        } else {
            local.date()
        }
    }
}

/// How the event's zone is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneSource {
    /// The file names it.
    File,
    /// The offset of the file's times, as a fixed zone.
    Guessed,
    /// The user named it, since the file does not.
    Forced,
    /// Nobody knows: times are shown as written.
    Unknown,
}

impl ZoneSource {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Guessed => "guessed",
            Self::Forced => "forced",
            Self::Unknown => "unknown",
        }
    }
}

/// A date of the event that is no entry.
#[derive(Clone, Debug)]
pub struct ImportantDate {
    /// The day.
    pub date: NaiveDate,
    /// What happens on it.
    pub title: String,
    /// A remark.
    pub note: Option<String>,
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Unique among people.
    pub id: String,
    /// The name.
    pub name: String,
    /// University, company or project.
    pub affiliation: Option<String>,
    /// As it was written: HTML, Markdown or plain; `text::read` makes sense of it.
    pub biography: Option<String>,
    /// Links of the person.
    pub links: Vec<Link>,
    /// Where the record stands in the file; empty if only entries name the person.
    pub origin: Origin,
}

/// A link that is safe to show and to open: http, https or mailto.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it leads to.
    pub title: Option<String>,
    /// The target.
    pub url: String,
}

/// Whether an entry has a place of its own in the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// An entry of the timetable. One without talks is its own only talk.
    Session,
    /// A contribution inside a session; may have no time of its own.
    Talk,
}

/// A session or a talk.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Unique in the schedule, and the same from run to run.
    pub id: String,
    /// Where the id comes from.
    pub id_from: IdFrom,
    /// Session or talk.
    pub level: Level,
    /// For a talk, the index of its session.
    pub session: Option<usize>,
    /// For a session, the indices of its talks.
    pub talks: Range<usize>,
    /// Free text: `talk`, `break`, `panel`, …
    pub kind: Option<String>,
    /// The title; never empty.
    pub title: String,
    /// What stands under the title.
    pub subtitle: Option<String>,
    /// When it starts. Where the event's zone is unknown, the written time as if it were UTC.
    pub start: Option<DateTime<Utc>>,
    /// When it ends.
    pub end: Option<DateTime<Utc>>,
    /// The end is not in the file: it is that of its last talk, or the next start in the same room.
    pub end_inferred: bool,
    /// The length in minutes as the file gives it, for an entry without a time.
    pub length: Option<i64>,
    /// The event's day to which it belongs; a talk's is that of its session.
    pub day: Option<NaiveDate>,
    /// Indices of rooms, in the file's order; a talk's are those of its session unless it has its own.
    pub rooms: Vec<usize>,
    /// Index of the track.
    pub track: Option<usize>,
    /// The language as the file writes it.
    pub language: Option<String>,
    /// Who takes part.
    pub people: Vec<Credit>,
    /// As it was written: HTML, Markdown or plain; `text::read` makes sense of it.
    pub abstract_text: Option<String>,
    /// Links.
    pub links: Vec<Link>,
    /// Whether it takes place.
    pub status: Status,
    /// Remarks.
    pub notes: Vec<String>,
    /// Where it stands in the file.
    pub origin: Origin,
}

/// Where the id of an entry comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IdFrom {
    /// It is the file's own.
    #[default]
    File,
    /// It is the file's own, which another entry has as well, and may have got a suffix.
    Repeated(Box<RepeatedId>),
    /// The file has none: it was made from title and start, and changes with them.
    Made,
}

/// An id that several entries of a file have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedId {
    /// The id as the file has it.
    pub given: String,
    /// That id with the start, instead of a suffix that depends on the order of the entries; unique, too. None without a
    /// start.
    pub stamped: Option<String>,
}

impl Entry {
    /// The id as the file has it, where it has one. Others may have the same.
    pub fn given_id(&self) -> Option<&str> {
        match &self.id_from {
            IdFrom::File => Some(&self.id),
            IdFrom::Repeated(id) => Some(&id.given),
            IdFrom::Made => None,
        }
    }

    /// An id that is unique in the schedule, and does not depend on the order of the entries as far as there is a start to
    /// tell them apart.
    pub fn lasting_id(&self) -> &str {
        match &self.id_from {
            IdFrom::Repeated(id) => id.stamped.as_ref().unwrap_or(&self.id),
            IdFrom::File | IdFrom::Made => &self.id,
        }
    }

    /// Whether it takes place as far as its title says: what holds where a file has nothing else about it.
    pub fn status_by_title(&self) -> Status {
        status_by(&self.title)
    }

    /// The duration in whole minutes: from start to end, else as the file gives it.
    pub fn minutes(&self) -> Option<i64> {
        let between = || Some((self.end? - self.start?).num_minutes());
        between().or(self.length)
    }

    /// Who takes part, by role; roles and people in the order of the file.
    pub fn people_by_role(&self) -> Vec<(&str, Vec<&Credit>)> {
        let mut places: HashMap<&str, usize> = HashMap::default();
        let mut groups: Vec<(&str, Vec<&Credit>)> = Vec::new();
        for credit in &self.people {
            let role = credit.role.as_str();
            let place = *places.entry(role).or_insert_with(|| {
                groups.push((role, Vec::new()));
                groups.len() - 1
            });
            if let Some((_, credits)) = groups.get_mut(place) {
                credits.push(credit);
            }
        }
        groups
    }
}

/// What a title says of whether its entry takes place.
pub fn status_by(title: &str) -> Status {
    match title {
        title if says_cancelled(title) => Status::Cancelled,
        title if is_placeholder(title) => Status::Tbc,
        _ => Status::Confirmed,
    }
}

/// One person's part in an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Credit {
    /// Index of the person; none for a placeholder such as “TBC”.
    pub person: Option<usize>,
    /// The name to show.
    pub name: String,
    /// `speaker`, `panelist`, `moderator`, …
    pub role: String,
    /// The affiliation to show.
    pub affiliation: Option<String>,
}

impl Schedule {
    /// The event.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// All sessions and talks in listing order: by start, room, title; talks behind their session;
    /// what has no time comes last.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry at an index that came from this schedule.
    pub fn entry(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index)
    }

    /// The index of the entry with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == id)
    }

    /// The indices of all sessions, in listing order.
    pub fn sessions(&self) -> impl DoubleEndedIterator<Item = (usize, &Entry)> {
        let all = self.entries.iter().enumerate();
        all.filter(|(_, entry)| entry.level == Level::Session)
    }

    /// The indices of all sessions by day: those of a night stay with the day that they belong to,
    /// also where the next day's first entries start before its last.
    pub fn sessions_by_day(&self) -> &[usize] {
        &self.by_day
    }

    /// The place of an entry in a list by day, talks behind their session.
    pub fn rank(&self, entry: usize) -> usize {
        self.ranks.get(entry).copied().unwrap_or(usize::MAX)
    }

    /// The day under which an entry is listed: that of its session; none without a time.
    pub fn listed_day(&self, entry: &Entry) -> Option<NaiveDate> {
        let session = self.session_of(entry).unwrap_or(entry);
        session.day.filter(|_| session.start.is_some())
    }

    /// Finds out what depends on all entries, once.
    fn arranged(mut self) -> Self {
        let mut by_day: Vec<usize> = self.sessions().map(|(index, _)| index).collect();
        // Stable: within a day the listing order stays.
        by_day.sort_by_key(|index| {
            let entry = self.entry(*index);
            entry.map(|entry| {
                (
                    entry.start.is_none(),
                    entry.day.filter(|_| entry.start.is_some()),
                )
            })
        });
        let mut ranks = vec![0; self.entries.len()];
        let listed = by_day.iter().flat_map(|session| {
            let talks = self
                .entry(*session)
                .map_or(0..0, |entry| entry.talks.clone());
            std::iter::once(*session).chain(talks)
        });
        for (rank, index) in listed.enumerate() {
            if let Some(slot) = ranks.get_mut(index) {
                *slot = rank;
            }
        }
        let start = self.sessions().find_map(|(_, entry)| entry.start);
        let end = self
            .sessions()
            .filter_map(|(_, entry)| self.over(entry))
            .max();
        let days = self
            .entries
            .iter()
            .filter_map(|entry| entry.start.and(entry.day));
        let mut days: Vec<NaiveDate> = days.collect();
        days.sort_unstable();
        days.dedup();
        self.parts = vec![Vec::new(); self.people.len()];
        for (index, entry) in self.entries.iter().enumerate() {
            for (place, credit) in entry.people.iter().enumerate() {
                let theirs = credit.person.and_then(|person| self.parts.get_mut(person));
                if let Some(theirs) = theirs
                    && theirs.last().is_none_or(|(last, _)| *last != index)
                {
                    theirs.push((index, place));
                }
            }
        }
        self.span = start.zip(end);
        self.by_day = by_day;
        self.ranks = ranks;
        self.days = days;
        self
    }

    /// The talks of a session, in the file's order or by their own times.
    pub fn talks(&self, session: &Entry) -> &[Entry] {
        self.entries.get(session.talks.clone()).unwrap_or_default()
    }

    /// The session of a talk.
    pub fn session_of(&self, entry: &Entry) -> Option<&Entry> {
        self.entries.get(entry.session?)
    }

    /// The entry whose time is that of another one: itself, or its session where it has none.
    pub fn timed<'a>(&'a self, entry: &'a Entry) -> &'a Entry {
        let session = self.session_of(entry).filter(|_| entry.start.is_none());
        session.unwrap_or(entry)
    }

    /// Whether an entry has no time but that of its session.
    pub fn borrows_time(&self, entry: &Entry) -> bool {
        entry.start.is_none() && self.timed(entry).start.is_some()
    }

    /// What lists show that was written by others: titles, names, rooms and the like, of one line each.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let event = [Some(&self.event.title), self.event.subtitle.as_ref()];
        let entries = self.entries.iter().flat_map(|entry| {
            let texts = [
                Some(&entry.title),
                entry.subtitle.as_ref(),
                entry.kind.as_ref(),
            ];
            let credits = entry.people.iter().flat_map(|credit| {
                let texts = [
                    Some(&credit.name),
                    credit.affiliation.as_ref(),
                    Some(&credit.role),
                ];
                texts.into_iter().flatten()
            });
            texts.into_iter().flatten().chain(credits)
        });
        let people = self.people.iter().flat_map(|person| {
            let texts = [Some(&person.name), person.affiliation.as_ref()];
            texts.into_iter().flatten()
        });
        let places = self.rooms.iter().chain(&self.tracks);
        let all = event.into_iter().flatten().chain(places);
        all.chain(entries).chain(people).map(String::as_str)
    }

    /// All people, by name.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The entries in which a person takes part, with the role.
    pub fn entries_of(&self, person: usize) -> impl Iterator<Item = (usize, &Entry, &str)> {
        let entries = self.parts.get(person).into_iter().flatten();
        entries.filter_map(|(index, place)| {
            let entry = self.entries.get(*index)?;
            let credit = entry.people.get(*place)?;
            Some((*index, entry, credit.role.as_str()))
        })
    }

    /// The days that have entries, in order.
    pub fn days(&self) -> &[NaiveDate] {
        &self.days
    }

    /// The rooms of an entry; none for the whole house.
    pub fn rooms_of(&self, entry: &Entry) -> impl Iterator<Item = &str> {
        let rooms = entry.rooms.iter().filter_map(|room| self.rooms.get(*room));
        rooms.map(String::as_str)
    }

    /// The rooms of an entry, joined with `, `; `None` for the whole house.
    pub fn room_names(&self, entry: &Entry) -> Option<String> {
        let names: Vec<&str> = self.rooms_of(entry).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The rooms of a session, and of a talk that is elsewhere than its session.
    pub fn own_room(&self, entry: &Entry) -> Option<String> {
        let inherited = self
            .session_of(entry)
            .is_some_and(|session| session.rooms == entry.rooms);
        self.room_names(entry).filter(|_| !inherited)
    }

    /// Where a room is declared in the file; `None` if only entries name it.
    pub fn room_origin(&self, room: usize) -> Option<&Origin> {
        self.room_origins.get(room)
    }

    /// Where a track is declared in the file; `None` if only entries name it.
    pub fn track_origin(&self, track: usize) -> Option<&Origin> {
        self.track_origins.get(track)
    }

    /// All rooms in the order in which they are shown.
    pub fn rooms(&self) -> &[String] {
        &self.rooms
    }

    /// The names of all tracks.
    pub fn tracks(&self) -> &[String] {
        &self.tracks
    }

    /// The colour that the file gives a track, by the track's index: red, green and blue.
    pub fn track_color(&self, track: usize) -> Option<[u8; 3]> {
        self.track_colors.get(track).copied().flatten()
    }

    /// The track of an entry.
    pub fn track_name(&self, entry: &Entry) -> Option<&str> {
        self.tracks.get(entry.track?).map(String::as_str)
    }

    /// The instant at which the first session starts.
    pub fn starts(&self) -> Option<DateTime<Utc>> {
        self.span.map(|(start, _)| start)
    }

    /// The instant at which the last session is over. One without an end counts until the end of
    /// its day.
    pub fn ends(&self) -> Option<DateTime<Utc>> {
        self.span.map(|(_, end)| end)
    }

    /// The instant from which an entry is past: its end, or the end of its day where it has none.
    pub fn over(&self, entry: &Entry) -> Option<DateTime<Utc>> {
        entry.end.or_else(|| {
            let start = entry.start?;
            // The last talk of a session has no end of its own.
            if let Some(session) = self.session_of(entry) {
                return self.over(session).map(|end| end.max(start));
            }
            let next = entry.day?.succ_opt()?.and_time(self.event.day_change);
            Some(self.event.zone.resolve(next).instant.max(start))
        })
    }
}
