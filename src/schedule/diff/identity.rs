//! Which entry of one version is which of the other.
//!
//! What is nearly certain is decided first, for all entries, and each entry has one partner at most. Every step looks
//! only at what has none yet, finds its candidates by a key, and does the same whichever of the versions is called the
//! older one.

use std::{
    cell::OnceCell,
    hash::{DefaultHasher, Hash, Hasher as _},
};

use chrono::{NaiveDateTime, TimeDelta};
use foldhash::{HashMap, HashSet};

use super::{Known, Level, Timeline, by_wall, likeness::Shape};
use crate::{
    arrange::Arrange as _,
    schedule::check::names::is_placeholder,
    text::fold::{Fold, fold},
};

/// Whose title is at least so much alike, of a thousand, is the same for somebody who takes part in both.
const ALIKE_FOR_PEOPLE: usize = 500;

/// The same, for what is in the same room at the same time.
const ALIKE_IN_PLACE: usize = 650;

/// The same, for what has ids of its own in two versions whose ids are known to mean the same: another id is another entry,
/// unless it was taken out and entered again.
const ALIKE_IN_SPITE_OF_IDS: usize = 850;

/// Nothing is moved so far: what has a similar title then is of another year.
const FAR: TimeDelta = TimeDelta::days(200);

/// In a large group of candidates, an entry is compared with so many before and behind its own place.
const REACH: usize = 32;

/// Fewer ids than these tell nothing about the others.
const FEW: usize = 4;

/// For each entry of the newer version, that of the older one.
pub(super) fn partners(old: &Timeline, new: &Timeline) -> Vec<Option<usize>> {
    let by_wall = by_wall(old, new);
    let mut old = sides(old, by_wall);
    let mut new = sides(new, by_wall);
    let ids = Ids::of(&old, &new);
    if ids == Ids::Renumbered {
        for side in old.iter_mut().chain(&mut new) {
            side.id = None;
        }
    }
    let (before, after) = (named_ids(&old), named_ids(&new));
    for (sides, others) in [(&mut old, &after), (&mut new, &before)] {
        for side in sides {
            side.is_firm = side.named_id().is_some_and(|id| others.contains(&id));
        }
    }
    let mut pairing = Pairing::new(&old, &new, ids == Ids::Kept);
    pairing.by_everything();
    pairing.by_id();
    pairing.by_title();
    pairing.by_id_alone();
    pairing.partners
}

/// An entry as it is looked for.
struct Side<'a> {
    index: usize,
    known: &'a Known,
    /// The file's own id, where ids mean the same in both versions.
    id: Option<&'a str>,
    /// Whether the other version has this id with this title.
    is_firm: bool,
    /// When it starts, if need be with its session: in UTC, or by the clocks on the walls.
    when: Option<NaiveDateTime>,
    /// The names of those who take part, sorted; nobody who is still to be announced.
    people: Vec<&'a str>,
    rooms: Vec<&'a str>,
    title: OnceCell<String>,
    shape: OnceCell<Shape>,
}

fn sides<'a>(timeline: &Timeline<'a>, by_wall: bool) -> Vec<Side<'a>> {
    let entries = timeline.version.entries.iter().enumerate();
    let sides = entries.map(|(index, known)| {
        let names = known.people.iter().map(String::as_str);
        let mut people: Vec<&str> = names.filter(|name| !is_placeholder(name)).collect();
        people.arrange();
        let mut rooms: Vec<&str> = known.rooms.iter().map(String::as_str).collect();
        rooms.arrange();
        Side {
            index,
            known,
            id: known.given.as_deref(),
            is_firm: false,
            when: timeline.time_of(index, by_wall),
            people,
            rooms,
            title: OnceCell::new(),
            shape: OnceCell::new(),
        }
    });
    sides.collect()
}

impl Side<'_> {
    /// The title, folded.
    fn title(&self) -> &str {
        self.title
            .get_or_init(|| fold(&self.known.title, Fold::LOOSE).trim().to_owned())
    }

    fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| Shape::of(self.title()))
    }

    fn level(&self) -> Level {
        self.known.level
    }

    /// Of a thousand, how much the titles are alike.
    fn likeness(&self, other: &Self) -> usize {
        if self.title() == other.title() {
            return 1000;
        }
        self.shape().likeness(other.shape())
    }

    /// The id with the title, as a key.
    fn named_id(&self) -> Option<u64> {
        Some(hash(&(self.id?, self.title())))
    }

    fn is_in_place_of(&self, other: &Self) -> bool {
        self.when.is_some() && self.when == other.when && self.rooms == other.rooms
    }

    fn shares_people(&self, other: &Self) -> bool {
        let is_theirs = |name: &&str| other.people.binary_search(name).is_ok();
        self.people.iter().any(is_theirs)
    }

    /// Whether anything but the id speaks for the same entry.
    fn is_related_to(&self, other: &Self) -> bool {
        self.is_in_place_of(other) || self.title() == other.title() || self.shares_people(other)
    }

    /// The same, where the title may have been rewritten.
    fn is_akin_to(&self, other: &Self) -> bool {
        let alike = || !is_far(self, other) && self.likeness(other) >= ALIKE_FOR_PEOPLE;
        self.is_related_to(other) || alike()
    }

    /// Whether the id alone may speak for the same entry: it is on that day or in that room, and nobody else's.
    fn is_near(&self, other: &Self) -> bool {
        let day = |side: &Self| side.when.map(|when| when.date()).or(side.known.day);
        let same_day = day(self).is_some() && day(self) == day(other);
        let same_room = !self.rooms.is_empty() && self.rooms == other.rooms;
        let nobody = self.people.is_empty() || other.people.is_empty();
        (same_day || same_room) && !is_far(self, other) && (nobody || self.shares_people(other))
    }
}

/// Ids with titles.
fn named_ids(sides: &[Side]) -> HashSet<u64> {
    sides.iter().filter_map(Side::named_id).collect()
}

/// What is looked for, as a number, so that all is looked for in one way. Two keys that differ and have one number are as
/// good as impossible.
fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// What ids are worth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ids {
    /// An id means the same in both versions.
    Kept,
    /// There are too few of them in both to tell.
    Unsure,
    /// An export numbers its entries anew: those with the same number have nothing else in common.
    Renumbered,
}

impl Ids {
    fn of<'a, 'b>(old: &'a [Side<'b>], new: &'a [Side<'b>]) -> Self {
        let key = |side: &Side, keys: &mut Vec<u64>| keys.extend(side.id.map(|id| hash(&id)));
        let all = |sides: &'a [Side<'b>]| grouped(&sides.iter().collect::<Vec<_>>(), &key);
        let (old, new) = (all(old), all(new));
        let pairs = old.iter().filter_map(|(id, sides)| {
            let ([side], [other]) = (sides.as_slice(), new.get(id)?.as_slice()) else {
                return None;
            };
            Some((side, other))
        });
        let (mut all, mut strangers) = (0, 0);
        for (side, other) in pairs {
            all += 1;
            strangers += usize::from(!side.is_related_to(other));
        }
        if all >= FEW && strangers * 2 > all {
            Self::Renumbered
        } else if all > 0 && strangers * 2 <= all {
            Self::Kept
        } else {
            Self::Unsure
        }
    }
}

/// What the entries are grouped by: each may have any number of keys.
type Keys<'k> = &'k dyn Fn(&Side, &mut Vec<u64>);

/// The entries by their keys, in their order.
fn grouped<'a, 'b>(sides: &[&'a Side<'b>], keys_of: Keys) -> HashMap<u64, Vec<&'a Side<'b>>> {
    let mut groups: HashMap<u64, Vec<&Side>> = HashMap::default();
    let mut keys = Vec::new();
    for side in sides.iter().copied() {
        keys_of(side, &mut keys);
        for key in keys.drain(..) {
            groups.entry(key).or_default().push(side);
        }
    }
    groups
}

type Groups<'a> = HashMap<u64, Vec<&'a Side<'a>>>;

/// By what an entry is looked for, if it has it.
type Key<'k> = &'k dyn Fn(&Side) -> Option<u64>;

struct Pairing<'a> {
    old: &'a [Side<'a>],
    new: &'a [Side<'a>],
    /// Ids mean the same in both versions.
    ids_are_kept: bool,
    taken: Vec<bool>,
    partners: Vec<Option<usize>>,
}

impl<'a> Pairing<'a> {
    fn new(old: &'a [Side<'a>], new: &'a [Side<'a>], ids_are_kept: bool) -> Self {
        Self {
            old,
            new,
            ids_are_kept,
            taken: vec![false; old.len()],
            partners: vec![None; new.len()],
        }
    }

    /// What did not change at all, wherever it stands; then what has nothing but another id, unless its own id went
    /// elsewhere with its title.
    fn by_everything(&mut self) {
        let all = |side: &Side| {
            let known = side.known;
            let content = (&known.title, &side.people, &side.rooms, &known.track);
            let length = side
                .known
                .end
                .zip(known.start)
                .map(|(end, start)| end - start);
            let time = (side.when, length, known.day);
            hash(&(known.level, content, time, known.status, known.text))
        };
        self.by(&|side| Some(hash(&(side.id, all(side)))));
        self.by(&|side| (!side.is_firm).then(|| all(side)));
    }

    /// The file's own ids: what has one alone, then what shares it by start and by title, then in order. An id that was
    /// given to something else leads nowhere.
    fn by_id(&mut self) {
        let by = |this: &mut Self, only, key: Key| {
            this.join_groups(key, only, &|one, other| one.is_akin_to(other));
        };
        by(self, true, &|side| Some(hash(&side.id?)));
        by(self, false, &|side| {
            Some(hash(&(side.named_id()?, side.when?)))
        });
        by(self, false, &|side| Some(hash(&(side.id?, side.when?))));
        by(self, false, &|side| side.named_id());
        by(self, false, &|side| Some(hash(&side.id?)));
    }

    /// What is left and has nothing in common but the id, and the day or the room.
    fn by_id_alone(&mut self) {
        self.join_groups(&|side| Some(hash(&side.id?)), true, &|one, other| {
            one.is_near(other)
        });
    }

    /// What has no id, or got another one.
    fn by_title(&mut self) {
        let named = |side: &Side| hash(&(side.level(), side.title()));
        let theirs = |side: &Side| hash(&(named(side), &side.people));
        self.by(&|side| Some(hash(&(theirs(side), side.when?, &side.rooms))));
        self.by(&|side| Some(hash(&(theirs(side), side.when?))));
        self.by(&|side| Some(hash(&(named(side), side.when?, &side.rooms))));
        self.by(&|side| Some(hash(&(named(side), side.when?))));
        // Moved: a break that stands every day rather within its day.
        self.by(&|side| Some(hash(&(theirs(side), side.when?.date(), &side.rooms))));
        self.by(&|side| Some(hash(&(theirs(side), side.when?.date()))));
        self.by(&|side| Some(theirs(side)));
        let people = |side: &Side, keys: &mut Vec<u64>| keys.extend(side.people.iter().map(hash));
        self.by_likeness(&people, 1000);
        let title = |side: &Side| {
            Some(side.title())
                .filter(|title| !is_placeholder(title))
                .map(|title| hash(&title))
        };
        self.join_groups(&title, true, &|_, _| true);
        // Renamed.
        self.by_likeness(&people, ALIKE_FOR_PEOPLE);
        self.by(&|side| {
            let somebody = Some(&side.people).filter(|people| !people.is_empty());
            Some(hash(&(side.level(), somebody?, side.when?, &side.rooms)))
        });
        let place = |side: &Side, keys: &mut Vec<u64>| {
            keys.extend(
                side.when
                    .map(|when| hash(&(side.level(), when, &side.rooms))),
            );
        };
        self.by_likeness(&place, ALIKE_IN_PLACE);
    }

    /// How much titles must be alike that were found to be so by something else than ids.
    fn least(&self, one: &Side, other: &Side, least: usize) -> usize {
        if self.ids_are_kept && one.id.is_some() && other.id.is_some() {
            least.max(ALIKE_IN_SPITE_OF_IDS)
        } else {
            least
        }
    }

    fn join(&mut self, old: usize, new: usize) {
        if let (Some(taken), Some(partner)) = (self.taken.get_mut(old), self.partners.get_mut(new))
        {
            *taken = true;
            *partner = Some(old);
        }
    }

    /// What has no partner yet.
    fn left(&self) -> (Vec<&'a Side<'a>>, Vec<&'a Side<'a>>) {
        let old = self.old.iter().zip(&self.taken);
        let new = self.new.iter().zip(&self.partners);
        let old = old.filter(|(_, taken)| !**taken).map(|(side, _)| side);
        let new = new.filter(|(_, it)| it.is_none()).map(|(side, _)| side);
        (old.collect(), new.collect())
    }

    /// Joins those that have the same key: the first with the first, the second with the second.
    fn by(&mut self, key: Key) {
        self.join_groups(key, false, &|_, _| true);
    }

    /// The same, if they fit; if it is to be the only one, nobody else of their version may have the key.
    fn join_groups(&mut self, key: Key, only: bool, fits: &dyn Fn(&Side, &Side) -> bool) {
        let Some((old, new)) = self.groups(&|side, keys| keys.extend(key(side))) else {
            return;
        };
        for (key, new) in &new {
            let Some(old) = old.get(key) else { continue };
            if only && old.len().max(new.len()) > 1 {
                continue;
            }
            for (old, new) in old.iter().zip(new) {
                if fits(old, new) {
                    self.join(old.index, new.index);
                }
            }
        }
    }

    /// What has no partner yet, by its keys; nothing if all of a version have one.
    fn groups(&self, keys: Keys) -> Option<(Groups<'a>, Groups<'a>)> {
        let (old, new) = self.left();
        if old.is_empty() || new.is_empty() {
            return None;
        }
        Some((grouped(&old, keys), grouped(&new, keys)))
    }

    /// Joins those that have a key in common and titles that are alike, those that are most alike first.
    fn by_likeness(&mut self, keys: Keys, least: usize) {
        let Some((old, new)) = self.groups(keys) else {
            return;
        };
        let mut found = Vec::new();
        for (key, new) in &new {
            let Some(old) = old.get(key) else { continue };
            for (rank, side) in new.iter().enumerate() {
                let near = old.iter().skip(rank.saturating_sub(REACH));
                // As many before it as behind it, at the beginning, too.
                for other in near.take(rank.min(REACH) + REACH + 1) {
                    if is_far(side, other) {
                        continue;
                    }
                    let likeness = side.likeness(other);
                    if likeness >= self.least(side, other, least) {
                        found.push((1000 - likeness, away(other, side), other.index, side.index));
                    }
                }
            }
        }
        // Neither version may come first where all else is equal.
        found.arrange_by_key(|(unlike, away, old, new)| {
            (*unlike, *away, old + new, old.abs_diff(*new), *old)
        });
        for (_, _, old, new) in found {
            let is_free = self.taken.get(old) == Some(&false);
            if is_free && self.partners.get(new) == Some(&None) {
                self.join(old, new);
            }
        }
    }
}

/// Whether one is so much later that it is of another year.
fn is_far(one: &Side, other: &Side) -> bool {
    let starts = one.when.zip(other.when);
    starts.is_some_and(|(one, other)| (one - other).abs() > FAR)
}

/// Seconds between the starts; as far as can be, where there is only one.
fn away(one: &Side, other: &Side) -> u64 {
    match (one.when, other.when) {
        (Some(one), Some(other)) => (one - other).num_seconds().unsigned_abs(),
        (None, None) => 0,
        _ => u64::MAX,
    }
}
