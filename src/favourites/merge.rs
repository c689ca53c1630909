//! Favourites of somebody else, or from another machine: taken in, or held against one's own.

use foldhash::HashMap;

use super::{
    Kept, Record, Snapshot, Stance, again,
    again::{LONG, are_renumbered},
    apply, forget_ids, put_in_order,
};
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
    let mine: Vec<Option<&Snapshot>> = kept.iter().map(Kept::snapshot).collect();
    let mut entries = again(&mine, schedule);
    // What says nothing is not kept: if it were looked for, what is found beside it would be elsewhere the next time.
    let says_something = |record: &&Record| record.stance != Stance::None || record.note.is_some();
    let theirs: Vec<&Record> = theirs.iter().filter(says_something).collect();
    let found = again_of(&theirs, schedule);
    let seen: Vec<Option<&Snapshot>> = theirs.iter().map(|record| Some(&record.was)).collect();
    let renumbered = are_renumbered(&seen, schedule);
    let mut partners = Partners::of((&mine, &entries), (&theirs, &found));
    for (at, (record, entry)) in theirs.iter().zip(found).enumerate() {
        let place = match entry {
            Some(_) => entries.iter().position(|other| *other == entry),
            None => partners.place(at),
        };
        if let Some(Kept::Record(mine)) = place.and_then(|place| kept.get_mut(place)) {
            merged.take_in(mine, record);
            continue;
        }
        let mut new = Record::clone(record);
        match entry.and_then(|index| schedule.entry(index)) {
            Some(entry) => {
                new.was = Snapshot::of(schedule, entry);
                merged.count(&new);
            }
            None => {
                new.was.id.take_if(|_| renumbered);
                merged.gone.push(new.was.title.clone());
            }
        }
        partners.is_at(at, kept.len());
        kept.push(Kept::Record(Box::new(new)));
        entries.push(entry);
    }
    // So that the next time each is where it is now.
    put_in_order(kept, &mut entries);
    forget_ids(kept, &entries, schedule);
    merged
}

/// Puts back what is missing in a state file that was begun anew. What is in both is put together: nothing of either is lost.
pub fn put_back(kept: &mut Vec<Kept>, schedule: &Schedule, missing: &[Kept]) {
    if missing.is_empty() {
        return;
    }
    let records = missing.iter().filter_map(Kept::record);
    let records: Vec<Record> = records.cloned().collect();
    merge(kept, schedule, &records);
    // What is not understood says nothing that could be put together with anything.
    let is_mute = |record: &Record| record.stance == Stance::None && record.note.is_none();
    let others = missing.iter();
    for other in others.filter(|it| it.record().is_none_or(is_mute)) {
        if !kept.contains(other) {
            kept.push(other.clone());
        }
    }
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
fn again_of(records: &[&Record], schedule: &Schedule) -> Vec<Option<usize>> {
    let seen: Vec<Option<&Snapshot>> = records.iter().map(|record| Some(&record.was)).collect();
    let found = again(&seen, schedule);
    let all = found.iter().zip(first_of_each(records));
    all.map(|(entry, first)| entry.or_else(|| found.get(first).copied().flatten()))
        .collect()
}

/// For each record, the first one of what was the same.
fn first_of_each(records: &[&Record]) -> Vec<usize> {
    let mut first: HashMap<&Snapshot, usize> = HashMap::default();
    let all = records.iter().enumerate();
    all.map(|(at, record)| *first.entry(&record.was).or_insert(at))
        .collect()
}

/// Which of theirs is which of mine, of what is in the schedule for neither.
///
/// Each of mine is only one of theirs: two of one title that were at one time, with other ids or in other rooms, stay two.
struct Partners {
    first: Vec<usize>,
    places: Vec<Option<usize>>,
}

impl Partners {
    /// Of what is mine and what is theirs, each with the entries that they are now.
    fn of(
        (mine, my_entries): (&[Option<&Snapshot>], &[Option<usize>]),
        (theirs, their_entries): (&[&Record], &[Option<usize>]),
    ) -> Self {
        let gone = mine.iter().zip(my_entries).enumerate();
        let gone = gone.filter(|(_, (_, entry))| entry.is_none());
        let gone = gone.filter_map(|(place, (was, _))| Some((place, (*was)?)));
        let mut gone: Vec<(usize, &Snapshot)> = gone.collect();
        let first = first_of_each(theirs);
        let mut places = vec![None; theirs.len()];
        // What is surest comes first, for all of them.
        let sure: [fn(&Snapshot, &Snapshot) -> bool; 3] = [Snapshot::eq, has_same_id, is_same];
        for is_it in sure {
            let theirs = theirs.iter().zip(their_entries).zip(&first).enumerate();
            for ((at, ((record, entry), first)), place) in theirs.zip(&mut places) {
                if place.is_some() || entry.is_some() || *first != at {
                    continue;
                }
                let same = gone.iter().position(|(_, was)| is_it(was, &record.was));
                *place = same.map(|same| gone.remove(same).0);
            }
        }
        Self { first, places }
    }

    /// The place of mine that is one of theirs.
    fn place(&self, theirs: usize) -> Option<usize> {
        *self.places.get(*self.first.get(theirs)?)?
    }

    /// One of theirs was taken in as one of mine.
    fn is_at(&mut self, theirs: usize, place: usize) {
        if let Some(known) = self.places.get_mut(theirs) {
            *known = Some(place);
        }
    }
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

/// Whether two that are not in the schedule may be one.
fn is_same(one: &Snapshot, other: &Snapshot) -> bool {
    let written = |of: &Snapshot| of.start.map(Time::written);
    let same_start = one.start == other.start || written(one) == written(other);
    has_same_id(one, other) || (has_same_name(one, other) && same_start)
}

fn has_same_id(one: &Snapshot, other: &Snapshot) -> bool {
    one.id.is_some() && one.id == other.id && has_same_name(one, other)
}

fn has_same_name(one: &Snapshot, other: &Snapshot) -> bool {
    one.title == other.title && one.level == other.level
}

/// Whether these are about the event of a schedule: at least one is found, and not by an id that any event may have.
pub fn are_of(records: &[Record], schedule: &Schedule) -> bool {
    let all: Vec<&Record> = records.iter().collect();
    let found = again_of(&all, schedule).into_iter().zip(all);
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
        let records: Vec<&Record> = records.iter().collect();
        let all = records.iter().copied().zip(again_of(&records, schedule));
        all.filter(|(record, _)| record.stance.is_mine())
            .unzip::<_, _, Vec<&Record>, Vec<Option<usize>>>()
    };
    let (mine, my_entries) = found(mine);
    let (theirs, their_entries) = found(theirs);
    let seen: Vec<Option<&Snapshot>> = mine.iter().map(|record| Some(&record.was)).collect();
    let mut partners = Partners::of((&seen, &my_entries), (&theirs, &their_entries));
    let mut pairs: Vec<Pair> = Vec::new();
    for (record, entry) in mine.into_iter().zip(my_entries) {
        pairs.push(Pair {
            mine: Some(record),
            theirs: None,
            entry,
        });
    }
    for (at, (record, entry)) in theirs.into_iter().zip(their_entries).enumerate() {
        let place = match entry {
            Some(_) => pairs.iter().position(|pair| pair.entry == entry),
            None => partners.place(at),
        };
        match place.and_then(|place| pairs.get_mut(place)) {
            Some(pair) => pair.theirs = pair.theirs.or(Some(record)),
            None => {
                partners.is_at(at, pairs.len());
                pairs.push(Pair {
                    mine: None,
                    theirs: Some(record),
                    entry,
                });
            }
        }
    }
    pairs
}
