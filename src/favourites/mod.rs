//! What a reader marked in a schedule: favourites, musts, what is hidden, notes.
//!
//! ```text
//! state file ──▶ Kept ──find again──▶ Picks: by entry, and those that are gone
//!                  ▲                    │
//!                  └──── apply ◀── Mark ┘   what the reader did, once more on what the file says now
//! ```
//!
//! A record is kept under what its entry was, not under its place: id (a guid where the file has them), title and
//! start. So it survives a new version of the schedule in which all of these but one have changed; see [`again`].
//! What is not in the schedule any more stays, with what it was.

mod again;
mod last_seen;
mod merge;
mod record;
mod reminders;
mod snapshot;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use self::{
    again::{again, find_again},
    last_seen::{LastSeen, last_seen},
    merge::{Merged, Pair, are_of, merge, pairs, put_back},
    record::{Kept, Record},
    reminders::{Announced, Look},
    snapshot::Snapshot,
};
use foldhash::HashMap;

use crate::{agenda, draft::Time, schedule::Schedule};

/// How a reader stands to an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stance {
    /// Like everybody else.
    #[default]
    None,
    /// It is a favourite.
    Favourite,
    /// It is a favourite that must not be missed.
    Must,
    /// The reader will not go, and does not want to see it.
    Hidden,
}

/// What stances are called in files; that nothing was said goes without saying.
const STANCES: [(&str, Stance); 3] = [
    ("favourite", Stance::Favourite),
    ("must", Stance::Must),
    ("hidden", Stance::Hidden),
];

impl Stance {
    /// What it is called in files; nothing where nothing was said.
    pub fn name(self) -> Option<&'static str> {
        let mut all = STANCES.iter();
        all.find(|(_, stance)| *stance == self)
            .map(|(name, _)| *name)
    }

    /// What a word in a file means.
    fn named(name: &str) -> Option<Self> {
        let mut all = STANCES.iter();
        all.find(|(known, _)| *known == name)
            .map(|(_, stance)| *stance)
    }

    /// Whether it is one of the reader's own entries.
    pub fn is_mine(self) -> bool {
        matches!(self, Self::Favourite | Self::Must)
    }

    /// What the next press of the key for favourites makes of it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::None | Self::Hidden => Self::Favourite,
            Self::Favourite => Self::Must,
            Self::Must => Self::None,
        }
    }
}

/// Something that a reader said about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// How they stand to it.
    Stance(Stance),
    /// Their note on it.
    Note {
        /// What it was, as far as they knew: if it is something else by now, that is not written over.
        was: Option<String>,
        /// What it is from now on; `None` takes it away.
        is: Option<String>,
    },
    /// Whether they want to be reminded of it.
    Reminds(bool),
}

/// What a reader said about an entry, with what the entry was at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The entry.
    pub of: Snapshot,
    /// What was said.
    pub what: What,
    /// What the entry was when it was last kept, if it was something else: nobody could have written down since what it is. Once
    /// it is gone, its record goes by that.
    pub kept_as: Option<Box<Snapshot>>,
}

/// What a reader marked in a schedule, as far as it is there, and what is gone.
#[derive(Clone, Debug, Default)]
pub struct Picks {
    kept: Vec<Kept>,
    /// For each of what is kept, the entry.
    found: Vec<Option<usize>>,
    of_entry: HashMap<usize, usize>,
    marks: Marks,
    clashes: Vec<agenda::Clash>,
}

/// What is marked, by entry: what lists and queries ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Favourites and musts.
    pub mine: BTreeSet<usize>,
    /// Musts.
    pub musts: BTreeSet<usize>,
    /// What is hidden, with the talks inside that are not marked themselves.
    pub hidden: BTreeSet<usize>,
    /// Favourites at the time of which there is another one.
    pub clashing: BTreeSet<usize>,
    /// Musts at the time of which there is another must.
    pub clashing_loudly: BTreeSet<usize>,
    /// What has a note of the reader's.
    pub noted: BTreeSet<usize>,
}

impl Picks {
    /// Finds what is kept in a schedule.
    pub fn new(kept: Vec<Kept>, schedule: &Schedule) -> Self {
        let snapshots: Vec<Option<&Snapshot>> = kept.iter().map(Kept::snapshot).collect();
        let found = again(&snapshots, schedule);
        let mut of_entry = HashMap::default();
        for (place, index) in found.iter().enumerate() {
            of_entry.extend(index.map(|index| (index, place)));
        }
        let mut picks = Self {
            kept,
            found,
            of_entry,
            ..Self::default()
        };
        picks.see_what_is_marked(schedule);
        picks
    }

    /// What the state file keeps, in its order.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// What is marked.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Favourites that overlap, in pairs.
    pub fn clashes(&self) -> &[agenda::Clash] {
        &self.clashes
    }

    /// What is kept about an entry.
    pub fn record(&self, entry: usize) -> Option<&Record> {
        self.kept.get(*self.of_entry.get(&entry)?)?.record()
    }

    /// How the reader stands to an entry.
    pub fn stance(&self, entry: usize) -> Stance {
        self.record(entry)
            .map(|record| record.stance)
            .unwrap_or_default()
    }

    /// The reader's note on an entry.
    pub fn note(&self, entry: usize) -> Option<&str> {
        self.record(entry)?.note.as_deref()
    }

    /// Whether the reader is to be reminded of an entry before it starts.
    pub fn reminds(&self, entry: usize) -> bool {
        let record = self.record(entry);
        record.is_some_and(|record| record.stance.is_mine() && record.reminds)
    }

    /// The favourites, in listing order.
    pub fn mine(&self) -> impl Iterator<Item = usize> {
        self.marks.mine.iter().copied()
    }

    /// Favourites and notes whose entries are not in the schedule any more, in the order in which they would have taken place.
    pub fn gone(&self) -> Vec<&Record> {
        let all = self.kept.iter().zip(&self.found);
        let gone = all.filter(|(_, index)| index.is_none());
        let records = gone.filter_map(|(kept, _)| kept.record());
        let mut records: Vec<&Record> = records
            .filter(|record| record.stance.is_mine() || record.note.is_some())
            .collect();
        records.sort_by_key(|record| {
            let start = record.was.start.map(Time::written);
            (start.is_none(), start)
        });
        records
    }

    /// The record of what is marked, and the entry.
    fn place_of(&self, schedule: &Schedule, mark: &Mark) -> (Option<usize>, Option<usize>) {
        let entry = entry_of(mark, &self.kept, &self.found, schedule);
        let place = match entry {
            Some(index) => self.of_entry.get(&index).copied(),
            None => self.kept.iter().position(|kept| is_of(kept, mark)),
        };
        (place, entry)
    }

    /// What a mark is kept as, if its entry was something else then.
    pub fn kept_as(&self, schedule: &Schedule, mark: &Mark) -> Option<Box<Snapshot>> {
        let (place, _) = self.place_of(schedule, mark);
        let was = self.kept.get(place?)?.snapshot()?;
        (*was != mark.of).then(|| Box::new(was.clone()))
    }

    /// Takes in what a reader said; returns what was the case before.
    pub fn mark(&mut self, schedule: &Schedule, mark: &Mark) -> What {
        let (place, entry) = self.place_of(schedule, mark);
        let place = place.unwrap_or_else(|| {
            let place = self.kept.len();
            self.kept
                .push(Kept::Record(Box::new(Record::new(mark.of.clone()))));
            self.found.push(entry);
            self.of_entry.extend(entry.map(|index| (index, place)));
            place
        });
        let before = match self.kept.get_mut(place) {
            Some(Kept::Record(record)) => record.take_in(&mark.what),
            _ => mark.what.clone(),
        };
        self.see_what_is_marked(schedule);
        before
    }

    /// Whether some of the entries are not what they were when it was kept.
    pub fn is_out_of_date(&self, schedule: &Schedule) -> bool {
        let mut all = self.kept.iter().zip(&self.found);
        all.any(|(kept, index)| {
            let entry =
                index.and_then(|index| Some(Snapshot::of(schedule, schedule.entry(index)?)));
            entry.is_some_and(|entry| kept.snapshot() != Some(&entry))
        })
    }

    /// Finds out what is marked, and what of it overlaps.
    fn see_what_is_marked(&mut self, schedule: &Schedule) {
        let mut marks = Marks::default();
        for (index, place) in &self.of_entry {
            let Some(record) = self.kept.get(*place).and_then(Kept::record) else {
                continue;
            };
            match record.stance {
                Stance::None => {}
                Stance::Favourite => {
                    marks.mine.insert(*index);
                }
                Stance::Must => {
                    marks.mine.insert(*index);
                    marks.musts.insert(*index);
                }
                Stance::Hidden => {
                    marks.hidden.insert(*index);
                    let talks = schedule.entry(*index).map(|entry| entry.talks.clone());
                    // A favourite inside is not hidden with it.
                    let talks = talks.into_iter().flatten();
                    marks
                        .hidden
                        .extend(talks.filter(|talk| self.stance(*talk) == Stance::None));
                }
            }
            if record.note.is_some() {
                marks.noted.insert(*index);
            }
        }
        let mine: Vec<usize> = marks.mine.iter().copied().collect();
        self.clashes = agenda::clashes(schedule, &mine);
        for clash in &self.clashes {
            let both = [clash.first, clash.second];
            marks.clashing.extend(both);
            if marks.is_loud(clash) {
                marks.clashing_loudly.extend(both);
            }
        }
        self.marks = marks;
    }
}

impl Marks {
    /// Whether two favourites that overlap are both musts.
    pub fn is_loud(&self, clash: &agenda::Clash) -> bool {
        self.musts.contains(&clash.first) && self.musts.contains(&clash.second)
    }
}

/// Does to what is kept what a reader did, and brings what is known of the entries up to date.
pub fn apply(kept: &mut Vec<Kept>, schedule: &Schedule, marks: &[Mark]) {
    let snapshots: Vec<Option<&Snapshot>> = kept.iter().map(Kept::snapshot).collect();
    let mut entries = again(&snapshots, schedule);
    let renumbered = again::are_renumbered(&snapshots, schedule);
    for (kept, index) in kept.iter_mut().zip(&entries) {
        if let (Kept::Record(record), Some(entry)) =
            (kept, index.and_then(|index| schedule.entry(index)))
        {
            record.was = Snapshot::of(schedule, entry);
        }
    }
    put_in_order(kept, &mut entries);
    for mark in marks {
        // By itself each, since several marks may be about one entry.
        let entry = entry_of(mark, kept, &entries, schedule);
        let place = match entry {
            Some(_) => entries.iter().position(|other| *other == entry),
            None => kept.iter().position(|kept| is_of(kept, mark)),
        };
        let record = match place.and_then(|place| kept.get_mut(place)) {
            Some(Kept::Record(record)) => record,
            _ => {
                let was = entry.and_then(|entry| schedule.entry(entry));
                let was = was.map(|entry| Snapshot::of(schedule, entry));
                let record = Record::new(was.unwrap_or_else(|| mark.of.clone()));
                kept.push(Kept::Record(Box::new(record)));
                entries.push(entry);
                match kept.last_mut() {
                    Some(Kept::Record(record)) => record,
                    _ => continue,
                }
            }
        };
        record.take_in(&mark.what);
    }
    if renumbered {
        lose_ids(kept, &entries);
    }
    forget_ids(kept, &entries, schedule);
    kept.retain(|kept| kept.record().is_none_or(|record| !record.says_nothing()));
}

/// The entry that is marked; none where its mark is on what is known to be gone, and something else has its id.
fn entry_of(
    mark: &Mark,
    kept: &[Kept],
    entries: &[Option<usize>],
    schedule: &Schedule,
) -> Option<usize> {
    let index = find_again(&mark.of, schedule)?;
    let mut all = kept.iter().zip(entries);
    let mut is_gone = || all.any(|(kept, entry)| entry.is_none() && is_of(kept, mark));
    let is_named_so = schedule.entry(index)?.title == mark.of.title;
    (is_named_so || !is_gone()).then_some(index)
}

/// Whether a mark is on what this is of, which may have lost its id meanwhile.
fn is_of(kept: &Kept, mark: &Mark) -> bool {
    let Some(was) = kept.snapshot() else {
        return false;
    };
    let is_it = |of: &Snapshot| {
        let id = was.id.as_ref().or(of.id.as_ref()).cloned();
        *of == Snapshot { id, ..was.clone() }
    };
    is_it(&mark.of) || mark.kept_as.as_deref().is_some_and(is_it)
}

/// What is gone from a file that was numbered anew has no id any more: the next time, when all others go by the new ones,
/// something else would be found by it.
fn lose_ids(kept: &mut [Kept], entries: &[Option<usize>]) {
    for (kept, entry) in kept.iter_mut().zip(entries) {
        if let (Kept::Record(record), None) = (kept, entry) {
            record.was.id = None;
        }
    }
}

/// Takes the ids away if the file would be taken for one that was numbered anew the next time, with what is known by now.
fn forget_ids(kept: &mut [Kept], entries: &[Option<usize>], schedule: &Schedule) {
    let snapshots: Vec<Option<&Snapshot>> = kept.iter().map(Kept::snapshot).collect();
    let gone = snapshots.iter().zip(entries);
    let mut gone = gone.filter_map(|(was, entry)| (*was).filter(|_| entry.is_none()));
    // Few have anything to lose.
    let has_ids = gone.any(|was| was.id.is_some());
    if has_ids && again::are_renumbered(&snapshots, schedule) {
        lose_ids(kept, entries);
    }
}

/// Of entries that nobody can tell apart, the first record is for the first one: so they are found when they are looked
/// for again.
fn put_in_order(kept: &mut [Kept], entries: &mut [Option<usize>]) {
    let mut alike: HashMap<&Snapshot, Vec<usize>> = HashMap::default();
    for (place, (kept, entry)) in kept.iter().zip(&*entries).enumerate() {
        if let (Some(snapshot), Some(_)) = (kept.snapshot(), entry) {
            alike.entry(snapshot).or_default().push(place);
        }
    }
    let groups: Vec<Vec<usize>> = alike.into_values().filter(|all| all.len() > 1).collect();
    for places in groups {
        for (done, place) in places.iter().copied().enumerate() {
            let rest = places.iter().copied().skip(done);
            let least = rest.min_by_key(|place| entries.get(*place).copied().flatten());
            let least = least.unwrap_or(place);
            kept.swap(place, least);
            entries.swap(place, least);
        }
    }
}
