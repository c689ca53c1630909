//! What people are told, before it is text or Markdown: groups of entries, each entry once with all its changes.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::{super::text, Comparison, details, times::Times};
use crate::schedule::{
    Entry, Schedule, Status,
    diff::{Change, ChangeKind},
};

/// So many entries of one room make a line of their own.
const FEW: usize = 3;

/// All that is told.
pub(super) struct Report {
    /// The name of the event.
    pub(super) title: String,
    /// In which zone its times are; the day, where there is only one.
    pub(super) header: String,
    /// How many entries changed in which way.
    pub(super) summary: String,
    /// In the order in which people want to know.
    pub(super) groups: Vec<Part>,
}

/// Entries that changed in the same way.
pub(super) struct Part {
    /// What happened to them.
    pub(super) heading: &'static str,
    /// What is said of many entries at once.
    pub(super) remarks: Vec<String>,
    /// The entries.
    pub(super) items: Vec<Item>,
}

/// An entry.
pub(super) struct Item {
    /// When it is; may be empty.
    pub(super) when: String,
    /// Its title.
    pub(super) title: String,
    /// Room and people of an entry of which nothing else is told.
    pub(super) more: Vec<String>,
    /// What changed.
    pub(super) details: Vec<String>,
}

/// Under what an entry stands: the first of these that happened to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Cancelled,
    AfterAll,
    Moved,
    Length,
    Room,
    Added,
    Removed,
    Rest,
}

impl Group {
    fn of(comparison: &Comparison, change: Change) -> Self {
        let was_cancelled = || {
            let old = comparison.old_entry(change);
            old.is_some_and(|old| old.status == Status::Cancelled)
        };
        let starts_as_before = || {
            let shift = comparison.shift(change);
            shift.is_some_and(|shift| shift.by.is_some_and(|by| by.is_zero()))
        };
        match change.kind {
            ChangeKind::Cancelled => Self::Cancelled,
            ChangeKind::Status if was_cancelled() => Self::AfterAll,
            ChangeKind::Moved if starts_as_before() => Self::Length,
            ChangeKind::Moved => Self::Moved,
            ChangeKind::Room => Self::Room,
            ChangeKind::Added => Self::Added,
            ChangeKind::Removed => Self::Removed,
            _ => Self::Rest,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Cancelled => "Cancelled",
            Self::AfterAll => "Takes place after all",
            Self::Moved => "Moved",
            Self::Length => "Longer or shorter",
            Self::Room => "In another room",
            Self::Added => "New",
            Self::Removed => "Gone",
            Self::Rest => "Changed otherwise",
        }
    }

    /// `2 moved`.
    fn count(self, count: usize) -> String {
        let words = match self {
            Self::AfterAll if count == 1 => "takes place after all",
            Self::AfterAll => "take place after all",
            _ => return format!("{count} {}", self.heading().to_lowercase()),
        };
        format!("{count} {words}")
    }
}

/// What is told of the changes.
pub(super) fn of(comparison: &Comparison) -> Report {
    let times = Times::of(comparison);
    let entries = by_entry(&comparison.changes);
    let whole_rooms = whole_rooms(comparison);
    let is_told = |change: &Change| {
        change.kind == ChangeKind::Room
            && rooms(comparison, *change).is_some_and(|(from, _)| whole_rooms.contains_key(&from))
    };
    let mut groups: BTreeMap<Group, Part> = BTreeMap::new();
    let mut counts: BTreeMap<Group, usize> = BTreeMap::new();
    let part = |group: Group| Part {
        heading: group.heading(),
        remarks: Vec::new(),
        items: Vec::new(),
    };
    if !whole_rooms.is_empty() {
        let mut rooms = part(Group::Room);
        let lines = whole_rooms.iter();
        rooms.remarks = lines.map(|(from, whole)| whole_room(from, whole)).collect();
        groups.insert(Group::Room, rooms);
    }
    for changes in &entries {
        let told: Vec<Change> = changes.iter().filter(|it| !is_told(it)).copied().collect();
        let first = |changes: &[Change]| {
            let groups = changes.iter().map(|it| Group::of(comparison, *it));
            groups.min()
        };
        // Each entry once, so that the counts add up with those that are the same.
        let told_of = first(&told);
        if let Some(group) = told_of.or_else(|| first(changes)) {
            *counts.entry(group).or_default() += 1;
        }
        let Some(group) = told_of else {
            continue;
        };
        let Some(mut item) = item(comparison, &times, &told, group) else {
            continue;
        };
        let details = told
            .iter()
            .flat_map(|it| details::of(comparison, &times, *it));
        item.details = details.collect();
        groups
            .entry(group)
            .or_insert_with(|| part(group))
            .items
            .push(item);
    }
    Report {
        title: comparison.new.event().title.clone(),
        header: times.header(),
        summary: summary(comparison, &entries, &counts),
        groups: groups.into_values().collect(),
    }
}

/// The changes of each entry, in the order of the entries.
fn by_entry(changes: &[Change]) -> Vec<Vec<Change>> {
    let same = |one: &Change, other: &Change| (one.old, one.new) == (other.old, other.new);
    changes.chunk_by(same).map(<[Change]>::to_vec).collect()
}

/// `2 moved, 1 new; 12 are the same`.
fn summary(
    comparison: &Comparison,
    entries: &[Vec<Change>],
    counts: &BTreeMap<Group, usize>,
) -> String {
    let counts = counts.iter().map(|(group, count)| group.count(*count));
    let counts: Vec<String> = counts.collect();
    let changed = entries.iter().filter_map(|changes| changes.first()?.new);
    let same = comparison.new.entries().len() - changed.count();
    let same = match same {
        0 => "nothing is as it was".to_owned(),
        1 => "1 entry is the same".to_owned(),
        many => format!("{many} entries are the same"),
    };
    format!("{}; {same}", counts.join(", "))
}

/// The names of the rooms of an entry, as people read them; none for the whole house.
type Room = Option<String>;

/// Where an entry was that is in another room, and where it is.
fn rooms(comparison: &Comparison, change: Change) -> Option<(Room, Room)> {
    let from = comparison.old.room_names(comparison.old_entry(change)?);
    let to = comparison.new.room_names(comparison.new_entry(change)?);
    Some((from, to))
}

/// What became of all that was in a room.
struct Whole {
    to: Room,
    count: usize,
    /// The room was there before with what was in it, or still is with something else.
    is_another: bool,
}

fn whole_room(from: &Room, whole: &Whole) -> String {
    let Whole { to, count, .. } = whole;
    if let (Some(from), Some(to), false) = (from, to, whole.is_another) {
        return format!("{from} is called {to} now ({count} entries)");
    }
    let were = match from {
        Some(from) => format!("all {count} that were in {from}"),
        None => format!("all {count} that had no room"),
    };
    match to {
        Some(to) => format!("{were} are in {to} now"),
        None => format!("{were} have no room now"),
    }
}

/// Rooms of which everything that is still there is in one other room now, and how many entries that are, not counting
/// talks that went with their session: the room got another name, or a name at all. It does not matter what else changed.
fn whole_rooms(comparison: &Comparison) -> BTreeMap<Room, Whole> {
    // None for what went to several places.
    let mut found: HashMap<Room, Option<Room>> = HashMap::default();
    for (entry, partner) in comparison.new.entries().iter().zip(&comparison.partners) {
        let Some(before) = partner.and_then(|partner| comparison.old.entry(partner)) else {
            continue;
        };
        let to = comparison.new.room_names(entry);
        let place = found
            .entry(comparison.old.room_names(before))
            .or_insert_with(|| Some(to.clone()));
        place.take_if(|other| *other != to);
    }
    let all = |schedule: &Schedule| -> HashSet<Room> {
        let entries = schedule.entries().iter();
        entries.map(|entry| schedule.room_names(entry)).collect()
    };
    let (before, now) = (all(comparison.old), all(comparison.new));
    let mut wholes: BTreeMap<Room, Whole> = BTreeMap::new();
    let changes = comparison.changes.iter();
    for change in changes.filter(|change| change.kind == ChangeKind::Room) {
        if let Some((from, to)) = rooms(comparison, *change)
            && matches!(found.get(&from), Some(Some(_)))
        {
            let is_another = before.contains(&to) || now.contains(&from);
            let whole = wholes.entry(from).or_insert(Whole {
                to,
                count: 0,
                is_another,
            });
            whole.count += 1;
        }
    }
    wholes.retain(|_, whole| whole.count >= FEW);
    wholes
}

/// An entry as it is now; what is gone, as it was.
fn item(comparison: &Comparison, times: &Times, told: &[Change], group: Group) -> Option<Item> {
    let change = *told.first()?;
    let tells = |kind| told.iter().any(|change| change.kind == kind);
    let (schedule, entry): (&Schedule, &Entry) = match change.new {
        Some(_) => (comparison.new, comparison.new_entry(change)?),
        None => (comparison.old, comparison.old_entry(change)?),
    };
    let room = schedule.own_room(entry).into_iter();
    let more = match group {
        Group::Added | Group::Removed => room.chain(text::people(entry)).collect(),
        // Who reads when also wants to know where.
        Group::Cancelled | Group::AfterAll | Group::Moved | Group::Length
            if !tells(ChangeKind::Room) =>
        {
            room.collect()
        }
        _ => Vec::new(),
    };
    // The group says that it is cancelled, or a line below it what its status is.
    let status = if tells(ChangeKind::Cancelled) || tells(ChangeKind::Status) {
        ""
    } else {
        text::status(entry)
    };
    Some(Item {
        when: times.when(schedule, entry),
        title: format!("{}{status}", entry.title),
        more,
        details: Vec::new(),
    })
}
