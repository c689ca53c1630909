//! Favourites of somebody else, or from another machine: taken in, or held against one's own.

use super::{Kept, Record, Snapshot, Stance, again, again::LONG, apply};
use crate::{draft::Time, schedule::Schedule};

/// What became of what was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Favourites that were none before.
    pub added: usize,
    /// What is hidden from now on.
    pub hidden: usize,
    /// Favourites that are musts from now on.
    pub raised: usize,
    /// Notes that were added, or added to.
    pub noted: usize,
    /// What changed nothing.
    pub there: usize,
    /// What the reader has hidden, and they have not.
    pub stay_hidden: usize,
    /// Titles of what is not in the schedule, and kept.
    pub gone: Vec<String>,
}

/// Takes in what somebody else marked. What the reader said counts more, but a must is a must, and what they have
/// written is added to the reader's note.
///
/// Doing it twice changes nothing more.
pub fn merge(kept: &mut Vec<Kept>, schedule: &Schedule, theirs: &[Record]) -> Merged {
    let mut merged = Merged::default();
    apply(kept, schedule, &[]);
    let seen: Vec<Option<&Snapshot>> = kept.iter().map(Kept::snapshot).collect();
    let mut entries = again(&seen, schedule);
    for (record, entry) in theirs.iter().zip(again_of(theirs, schedule)) {
        if record.stance == Stance::None && record.note.is_none() {
            continue;
        }
        let mut places = kept.iter().zip(&entries);
        let place = places.position(|(kept, other)| match entry {
            Some(_) => *other == entry,
            None => other.is_none() && kept.snapshot().is_some_and(|was| is_same(was, &record.was)),
        });
        if let Some(Kept::Record(mine)) = place.and_then(|place| kept.get_mut(place)) {
            merged.take_in(mine, record);
            continue;
        }
        let mut new = record.clone();
        match entry.and_then(|index| schedule.entry(index)) {
            Some(entry) => {
                new.was = Snapshot::of(schedule, entry);
                merged.count(&new);
            }
            None => merged.gone.push(new.was.title.clone()),
        }
        kept.push(Kept::Record(Box::new(new)));
        entries.push(entry);
    }
    merged
}

impl Merged {
    /// Counts one that is new.
    fn count(&mut self, new: &Record) {
        match new.stance {
            Stance::Favourite | Stance::Must => self.added += 1,
            Stance::Hidden => self.hidden += 1,
            Stance::None => {}
        }
        self.noted += usize::from(new.note.is_some());
    }

    fn take_in(&mut self, mine: &mut Record, theirs: &Record) {
        let before = mine.clone();
        match (mine.stance, theirs.stance) {
            (Stance::None, Stance::None) => {}
            (Stance::None, stance) => {
                mine.stance = stance;
                mine.reminds = theirs.reminds;
                let hidden = usize::from(stance == Stance::Hidden);
                self.hidden += hidden;
                self.added += 1 - hidden;
            }
            (Stance::Favourite, Stance::Must) => {
                mine.stance = Stance::Must;
                self.raised += 1;
            }
            (Stance::Hidden, Stance::Favourite | Stance::Must) => self.stay_hidden += 1,
            _ => {}
        }
        if let Some(note) = &theirs.note {
            mine.note = Some(with_paragraphs(mine.note.as_deref(), note));
        }
        self.noted += usize::from(mine.note != before.note);
        let both_say = mine.stance.is_mine() || !theirs.stance.is_mine();
        self.there += usize::from(*mine == before && both_say);
    }
}

/// For each record, the entry that it is of. Who names an entry twice means the same one.
fn again_of(records: &[Record], schedule: &Schedule) -> Vec<Option<usize>> {
    let seen: Vec<Option<&Snapshot>> = records.iter().map(|record| Some(&record.was)).collect();
    let found = again(&seen, schedule);
    let same = |record: &Record| {
        let mut all = records.iter().zip(&found);
        let (_, entry) = all.find(|(other, _)| other.was == record.was)?;
        *entry
    };
    let all = records.iter().zip(&found);
    all.map(|(record, entry)| entry.or_else(|| same(record)))
        .collect()
}

/// A note with those paragraphs of another one that it does not have.
pub(super) fn with_paragraphs(mine: Option<&str>, theirs: &str) -> String {
    let new = without_paragraphs(theirs, mine.unwrap_or_default());
    let mine = mine.map(str::to_owned);
    mine.into_iter().chain(new).collect::<Vec<_>>().join("\n\n")
}

/// A note without those paragraphs that another one has; none if nothing is left.
pub(super) fn without_paragraphs(note: &str, other: &str) -> Option<String> {
    let paragraphs = |text: &str| {
        let all = text.split("\n\n").map(|part| part.trim().to_owned());
        all.filter(|part| !part.is_empty()).collect::<Vec<String>>()
    };
    let known = paragraphs(other);
    let mut left = paragraphs(note);
    left.retain(|paragraph| !known.contains(paragraph));
    (!left.is_empty()).then(|| left.join("\n\n"))
}

/// Whether two that are not in the schedule are one.
fn is_same(one: &Snapshot, other: &Snapshot) -> bool {
    let same_id = one.id.is_some() && one.id == other.id;
    let written = |of: &Snapshot| of.start.map(Time::written);
    let same_start = one.start == other.start || written(one) == written(other);
    one.title == other.title && one.level == other.level && (same_id || same_start)
}

/// Whether these are about the event of a schedule: at least one is found, and not by an id that any event may have.
pub fn are_of(records: &[Record], schedule: &Schedule) -> bool {
    let found = again_of(records, schedule).into_iter().zip(records);
    let mut found =
        found.filter_map(|(index, record)| Some((schedule.entry(index?)?, &record.was)));
    found.any(|(entry, was)| {
        let same_id = was.id.as_deref() == entry.given_id();
        let long = was.id.as_ref().is_some_and(|id| id.chars().count() >= LONG);
        (same_id && long) || (entry.title == was.title && was.starts_with(schedule, entry))
    })
}

/// An entry, and what two readers keep about it.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// What the one keeps.
    pub mine: Option<&'a Record>,
    /// What the other keeps.
    pub theirs: Option<&'a Record>,
    /// The entry, unless it is gone.
    pub entry: Option<usize>,
}

/// The favourites of two readers side by side, first mine, then what only they have.
pub fn pairs<'a>(mine: &'a [Record], theirs: &'a [Record], schedule: &Schedule) -> Vec<Pair<'a>> {
    let found = |records: &'a [Record]| {
        let all = records.iter().zip(again_of(records, schedule));
        all.filter(|(record, _)| record.stance.is_mine())
            .collect::<Vec<_>>()
    };
    let mut pairs: Vec<Pair> = Vec::new();
    for (record, entry) in found(mine) {
        pairs.push(Pair {
            mine: Some(record),
            theirs: None,
            entry,
        });
    }
    for (record, entry) in found(theirs) {
        let same = pairs.iter_mut().find(|pair| match entry {
            Some(_) => pair.entry == entry,
            None => {
                let mut both = pair.mine.into_iter().chain(pair.theirs);
                pair.entry.is_none() && both.any(|other| is_same(&other.was, &record.was))
            }
        });
        match same {
            Some(pair) => pair.theirs = pair.theirs.or(Some(record)),
            None => pairs.push(Pair {
                mine: None,
                theirs: Some(record),
                entry,
            }),
        }
    }
    pairs
}
