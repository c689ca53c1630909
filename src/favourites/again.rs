//! Finding entries again in a schedule that may have changed since they were last seen.
//!
//! What is nearly certain is decided first, for all of them, and an entry is found only once: of two entries with one
//! id, each goes to where it was. Among those that are equally certain, the one that starts nearest is taken, and of
//! several that start then, the one that ends as it did. Of those that nobody can tell apart, the first that is free is.
//!
//! An id alone is no proof. Some files number their entries from the first to the last, so that one more near the top gives
//! each of the others an id that was another's. Where that is so of most of what is looked for, an id
//! counts only for what is as it was in all else.

use std::{
    cell::OnceCell,
    hash::{DefaultHasher, Hash, Hasher as _},
};

use foldhash::HashMap;

use super::Snapshot;
use crate::schedule::{Entry, Schedule};

/// How certain it is that an entry is the one that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Nothing has changed. What is so stays what it was even where no id counts otherwise.
    Unchanged,
    /// All of id, title, start and room are as they were; an id that the file does not have cannot have changed.
    Everything,
    /// All but the id, which something with another title has: numbered anew.
    AllButId,
    /// The same id, at the same time in the same room: retitled.
    IdAndPlace,
    /// The same id and title: moved.
    IdAndTitle,
    /// The same title at the same time: it got another id.
    TitleAndStart,
    /// The same id, at the same time: retitled, in another room.
    IdAndStart,
    /// The same id, of the kind that nobody gives twice, in the same room: retitled and moved.
    LongId,
    /// The only one with this title: moved, and it got another id.
    OnlyTitle,
    /// The same id: retitled and moved. One that is short is something else's by now if title, day and room are other ones.
    Id,
    /// At the same time, in the same room, under nearly the same title: a file without ids, in which somebody mended a title.
    /// What has another id, or another number in its title, came in its place.
    LikeTitle,
}

const STEPS: [Step; 11] = [
    Step::Unchanged,
    Step::Everything,
    Step::AllButId,
    Step::IdAndPlace,
    Step::IdAndTitle,
    Step::TitleAndStart,
    Step::IdAndStart,
    Step::LongId,
    Step::OnlyTitle,
    Step::Id,
    Step::LikeTitle,
];

/// Ids of at least this many characters are not counted out one by one: nobody uses one of them for something else.
pub(super) const LONG: usize = 16;

/// This much alike are titles of which one was mended, from 0 to 1.
const ALIKE: f64 = 0.7;

/// For each of these, the entry that it is now. What is nothing, finds nothing.
pub fn again(seen: &[Option<&Snapshot>], schedule: &Schedule) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; seen.len()];
    if seen.iter().all(Option::is_none) {
        return found;
    }
    let candidates = Candidates::of(seen, schedule);
    let renumbered = candidates.are_renumbered(seen);
    let mut taken = vec![false; schedule.entries().len()];
    for step in STEPS {
        for (place, snapshot) in found.iter_mut().zip(seen) {
            let (None, Some(snapshot)) = (&place, snapshot) else {
                continue;
            };
            let free = candidates.at(step, snapshot);
            let free = free.filter(|index| taken.get(*index) == Some(&false));
            let fits = |index: &usize| {
                let entry = schedule.entry(*index);
                entry.is_some_and(|entry| step.fits(snapshot, entry, schedule, renumbered))
            };
            let nearest = free.filter(fits).min_by_key(|index| {
                let entry = schedule.entry(*index);
                entry.map(|entry| {
                    let other_level = entry.level != snapshot.level;
                    let away = snapshot.away(schedule, entry);
                    let other_end = !snapshot.ends_with(schedule, entry);
                    let other_status = entry.status != snapshot.status;
                    (other_level, away, other_end, other_status, *index)
                })
            });
            if let Some(taken) = nearest.and_then(|index| taken.get_mut(index)) {
                *taken = true;
                *place = nearest;
            }
        }
    }
    found
}

/// The entry that this is now.
pub fn find_again(seen: &Snapshot, schedule: &Schedule) -> Option<usize> {
    again(&[Some(seen)], schedule).into_iter().next().flatten()
}

/// Whether most of these were numbered anew, so that none can be found by its id.
pub(super) fn are_renumbered(seen: &[Option<&Snapshot>], schedule: &Schedule) -> bool {
    Candidates::of(seen, schedule).are_renumbered(seen)
}

impl Step {
    /// `renumbered`: ids say nothing.
    fn fits(
        self,
        snapshot: &Snapshot,
        entry: &Entry,
        schedule: &Schedule,
        renumbered: bool,
    ) -> bool {
        let same_id = !renumbered && snapshot.id.is_some() && has_id_of(entry, snapshot);
        let same_title = entry.title == snapshot.title;
        let same_start = || snapshot.starts_with(schedule, entry);
        let same_level = entry.level == snapshot.level;
        let same_room = || schedule.room_names(entry) == snapshot.room;
        let is_long = || {
            let id = snapshot.id.as_deref().unwrap_or_default();
            id.chars().count() >= LONG
        };
        let all_but_id = || same_title && same_level && same_start() && same_room();
        match self {
            Self::Unchanged => {
                let same_status = entry.status == snapshot.status;
                let same_end = || snapshot.ends_with(schedule, entry);
                has_id_of(entry, snapshot) && same_status && all_but_id() && same_end()
            }
            Self::Everything => has_id_of(entry, snapshot) && all_but_id(),
            Self::AllButId => all_but_id(),
            Self::IdAndPlace => same_id && same_start() && same_room(),
            Self::IdAndTitle => same_id && same_title,
            Self::TitleAndStart => same_title && same_start(),
            Self::IdAndStart => same_id && same_start(),
            Self::LongId => same_id && is_long() && (same_room() || is_alike(snapshot, entry)),
            Self::OnlyTitle => same_title && same_level,
            Self::Id => {
                let same_day = || {
                    let start = schedule.timed(entry).start;
                    let day = start.map(|at| schedule.event().zone.local(at).date());
                    day.is_some() && day == snapshot.day(schedule)
                };
                // Somebody may have brought nothing but ids along.
                let is_bare = snapshot.start.is_none() && snapshot.room.is_none();
                same_id
                    && (is_bare
                        || is_long()
                        || same_room()
                        || same_day()
                        || is_alike(snapshot, entry))
            }
            Self::LikeTitle => {
                let both_have_ids = snapshot.id.is_some() && entry.given_id().is_some();
                (renumbered || !both_have_ids)
                    && same_level
                    && same_start()
                    && same_room()
                    && is_alike(snapshot, entry)
            }
        }
    }
}

/// Whether both have the same id, or none.
fn has_id_of(entry: &Entry, snapshot: &Snapshot) -> bool {
    entry.given_id() == snapshot.id.as_deref()
}

/// Whether one title may be the other one, mended.
fn is_alike(snapshot: &Snapshot, entry: &Entry) -> bool {
    numbers(&entry.title).eq(numbers(&snapshot.title))
        && strsim::normalized_levenshtein(&entry.title, &snapshot.title) >= ALIKE
}

/// The numbers in a title.
fn numbers(title: &str) -> impl Iterator<Item = &str> {
    let parts = title.split(|c: char| !c.is_numeric());
    parts.filter(|part| !part.is_empty())
}

/// Entries by something of theirs, as a number.
type Index = HashMap<u64, Vec<usize>>;

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The entries that come into question, found in one walk over the schedule.
struct Candidates<'a> {
    by_id: Index,
    by_title: Index,
    /// By the start on the wall of the place; few are looked for in this way.
    by_start: OnceCell<Index>,
    schedule: &'a Schedule,
}

impl<'a> Candidates<'a> {
    fn of(seen: &[Option<&Snapshot>], schedule: &'a Schedule) -> Self {
        let mut candidates = Self {
            by_id: HashMap::default(),
            by_title: HashMap::default(),
            by_start: OnceCell::new(),
            schedule,
        };
        for snapshot in seen.iter().flatten() {
            let id = snapshot.id.as_deref();
            let id = id.map(|id| (hash(&id), Vec::new()));
            candidates.by_id.extend(id);
            let title = hash(&snapshot.title.as_str());
            candidates.by_title.insert(title, Vec::new());
        }
        for (index, entry) in schedule.entries().iter().enumerate() {
            let id = entry.given_id().map(|id| hash(&id));
            if let Some(all) = id.and_then(|id| candidates.by_id.get_mut(&id)) {
                all.push(index);
            }
            let title = hash(&entry.title.as_str());
            if let Some(all) = candidates.by_title.get_mut(&title) {
                all.push(index);
            }
        }
        candidates
    }

    fn by_start(&self) -> &Index {
        self.by_start.get_or_init(|| {
            let mut all = Index::default();
            let zone = &self.schedule.event().zone;
            for (index, entry) in self.schedule.entries().iter().enumerate() {
                if let Some(start) = self.schedule.timed(entry).start {
                    let start = hash(&zone.local(start));
                    all.entry(start).or_default().push(index);
                }
            }
            all
        })
    }

    fn of_id(&self, snapshot: &Snapshot) -> &[usize] {
        let id = snapshot.id.as_deref().map(|id| hash(&id));
        let all = id.and_then(|id| self.by_id.get(&id));
        all.map_or(&[], Vec::as_slice)
    }

    fn of_title(&self, snapshot: &Snapshot) -> &[usize] {
        let all = self.by_title.get(&hash(&snapshot.title.as_str()));
        all.map_or(&[], Vec::as_slice)
    }

    fn at(&self, step: Step, snapshot: &Snapshot) -> impl Iterator<Item = usize> {
        let all = match step {
            Step::IdAndPlace | Step::IdAndStart | Step::IdAndTitle | Step::LongId | Step::Id => {
                self.of_id(snapshot)
            }
            Step::AllButId if !self.is_of_another_title(snapshot) => &[],
            Step::Unchanged | Step::Everything | Step::AllButId | Step::TitleAndStart => {
                self.of_title(snapshot)
            }
            Step::OnlyTitle => {
                let all = self.of_title(snapshot);
                if self.is_only_one(all, snapshot) {
                    all
                } else {
                    &[]
                }
            }
            Step::LikeTitle => {
                let start = snapshot.local_start(self.schedule);
                let all = start.and_then(|start| self.by_start().get(&hash(&start)));
                all.map_or(&[][..], Vec::as_slice)
            }
        };
        all.iter().copied()
    }

    /// Whether there is one entry of this title and level, and not several of which any could be meant.
    fn is_only_one(&self, entries: &[usize], snapshot: &Snapshot) -> bool {
        let same_level = |index: &&usize| {
            let entry = self.schedule.entry(**index);
            entry.is_some_and(|entry| entry.level == snapshot.level)
        };
        entries.iter().filter(same_level).count() == 1
    }

    /// Whether all that have its id have another title.
    fn is_of_another_title(&self, snapshot: &Snapshot) -> bool {
        let mut all = self.of_id(snapshot).iter();
        all.all(|index| {
            let entry = self.schedule.entry(*index);
            entry.is_none_or(|entry| entry.title != snapshot.title)
        })
    }

    /// Whether most ids, and more than one, are something else's, and their titles stand under other ids.
    fn are_renumbered(&self, seen: &[Option<&Snapshot>]) -> bool {
        let (mut all, mut strangers) = (0, 0);
        for snapshot in seen.iter().flatten() {
            if self.of_id(snapshot).is_empty() {
                continue;
            }
            all += 1;
            let is_elsewhere = !self.of_title(snapshot).is_empty();
            strangers += usize::from(is_elsewhere && self.is_of_another_title(snapshot));
        }
        strangers > 1 && strangers * 2 > all
    }
}
