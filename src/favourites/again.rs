//! Finding entries again in a schedule that may have changed since they were last seen.
//!
//! What is nearly certain is decided first, for all of them, and an entry is found only once: of two entries with one
//! id, each goes to where it was. Among those that are equally certain, the one that starts nearest is taken, and of
//! several that start then, the one that ends as it did.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use chrono::NaiveDateTime;

use super::Snapshot;
use crate::schedule::{Entry, Schedule};

/// How certain it is that an entry is the one that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// All of id, title, start and room are as they were; an id that the file does not have cannot have changed.
    Everything,
    /// The same id, at the same time: retitled.
    IdAndStart,
    /// The same id and title: moved.
    IdAndTitle,
    /// The same title at the same time: it got another id.
    TitleAndStart,
    /// The same id, of the kind that nobody gives twice: retitled and moved.
    LongId,
    /// The only one with this title: moved, and it got another id.
    OnlyTitle,
    /// The same id: retitled and moved.
    Id,
    /// At the same time, in the same room, under nearly the same title: a file without ids, in which somebody mended a title.
    /// What has another id, or another number in its title, came in its place.
    LikeTitle,
}

const STEPS: [Step; 8] = [
    Step::Everything,
    Step::IdAndStart,
    Step::IdAndTitle,
    Step::TitleAndStart,
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
    let mut taken = HashSet::new();
    for step in STEPS {
        for (place, snapshot) in found.iter_mut().zip(seen) {
            let (None, Some(snapshot)) = (&place, snapshot) else {
                continue;
            };
            let free = candidates.at(step, snapshot);
            let free = free.filter(|index| !taken.contains(index));
            let fits = |index: &usize| {
                let entry = schedule.entry(*index);
                entry.is_some_and(|entry| step.fits(snapshot, entry, schedule))
            };
            let nearest = free.filter(fits).min_by_key(|index| {
                let entry = schedule.entry(*index);
                entry.map(|entry| {
                    let other_level = entry.level != snapshot.level;
                    let away = snapshot.away(schedule, entry);
                    (
                        other_level,
                        away,
                        !snapshot.ends_with(schedule, entry),
                        *index,
                    )
                })
            });
            if let Some(index) = nearest {
                taken.insert(index);
                *place = Some(index);
            }
        }
    }
    found
}

/// The entry that this is now.
pub fn find_again(seen: &Snapshot, schedule: &Schedule) -> Option<usize> {
    again(&[Some(seen)], schedule).into_iter().next().flatten()
}

impl Step {
    fn fits(self, snapshot: &Snapshot, entry: &Entry, schedule: &Schedule) -> bool {
        let same_id = snapshot.id.is_some() && entry.given_id() == snapshot.id.as_deref();
        let same_title = entry.title == snapshot.title;
        let same_start = || snapshot.starts_with(schedule, entry);
        let same_level = entry.level == snapshot.level;
        let same_room = || schedule.room_names(entry) == snapshot.room;
        match self {
            Self::Everything => {
                let no_id = snapshot.id.is_none() && entry.given_id().is_none();
                (same_id || no_id) && same_title && same_level && same_start() && same_room()
            }
            Self::IdAndStart => same_id && same_start(),
            Self::IdAndTitle => same_id && same_title,
            Self::TitleAndStart => same_title && same_start(),
            Self::LongId => {
                let long = |id: &String| id.chars().count() >= LONG;
                same_id && snapshot.id.as_ref().is_some_and(long)
            }
            Self::OnlyTitle => same_title && same_level,
            Self::Id => same_id,
            Self::LikeTitle => {
                let likeness = || strsim::normalized_levenshtein(&entry.title, &snapshot.title);
                let both_have_ids = snapshot.id.is_some() && entry.given_id().is_some();
                let mended =
                    || numbers(&entry.title).eq(numbers(&snapshot.title)) && likeness() >= ALIKE;
                !both_have_ids && same_level && same_start() && same_room() && mended()
            }
        }
    }
}

/// The numbers in a title.
fn numbers(title: &str) -> impl Iterator<Item = &str> {
    let parts = title.split(|c: char| !c.is_numeric());
    parts.filter(|part| !part.is_empty())
}

/// The entries that come into question, found in one walk over the schedule.
struct Candidates<'a> {
    by_id: HashMap<&'a str, Vec<usize>>,
    by_title: HashMap<&'a str, Vec<usize>>,
    /// By the start on the wall of the place; few are looked for in this way.
    by_start: OnceCell<HashMap<NaiveDateTime, Vec<usize>>>,
    schedule: &'a Schedule,
}

impl<'a> Candidates<'a> {
    fn of(seen: &[Option<&'a Snapshot>], schedule: &'a Schedule) -> Self {
        let seen = || seen.iter().flatten();
        let mut candidates = Self {
            by_id: HashMap::new(),
            by_title: HashMap::new(),
            by_start: OnceCell::new(),
            schedule,
        };
        for snapshot in seen() {
            let id = snapshot.id.as_deref();
            candidates.by_id.extend(id.map(|id| (id, Vec::new())));
            candidates.by_title.insert(&snapshot.title, Vec::new());
        }
        for (index, entry) in schedule.entries().iter().enumerate() {
            if let Some(all) = entry.given_id().and_then(|id| candidates.by_id.get_mut(id)) {
                all.push(index);
            }
            if let Some(all) = candidates.by_title.get_mut(entry.title.as_str()) {
                all.push(index);
            }
        }
        candidates
    }

    fn by_start(&self) -> &HashMap<NaiveDateTime, Vec<usize>> {
        self.by_start.get_or_init(|| {
            let mut all: HashMap<NaiveDateTime, Vec<usize>> = HashMap::new();
            let zone = &self.schedule.event().zone;
            for (index, entry) in self.schedule.entries().iter().enumerate() {
                if let Some(start) = self.schedule.timed(entry).start {
                    all.entry(zone.local(start)).or_default().push(index);
                }
            }
            all
        })
    }

    fn at(&self, step: Step, snapshot: &Snapshot) -> impl Iterator<Item = usize> {
        let of_title = || self.by_title.get(snapshot.title.as_str());
        let all = match step {
            Step::IdAndStart | Step::IdAndTitle | Step::LongId | Step::Id => {
                let id = snapshot.id.as_deref();
                id.and_then(|id| self.by_id.get(id))
            }
            Step::Everything | Step::TitleAndStart => of_title(),
            Step::OnlyTitle => of_title().filter(|all| self.is_only_one(all, snapshot)),
            Step::LikeTitle => {
                let start = snapshot.local_start(self.schedule);
                start.and_then(|start| self.by_start().get(&start))
            }
        };
        all.into_iter().flatten().copied()
    }

    /// Whether there is one entry of this title and level, and not several of which any could be meant.
    fn is_only_one(&self, entries: &[usize], snapshot: &Snapshot) -> bool {
        let same_level = |index: &&usize| {
            let entry = self.schedule.entry(**index);
            entry.is_some_and(|entry| entry.level == snapshot.level)
        };
        entries.iter().filter(same_level).count() == 1
    }
}
