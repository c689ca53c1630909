//! Which rooms the grid shows, and in which order: the reader's wishes, by name, so that they outlast a reload.

use std::collections::BTreeSet;

use crate::{schedule::Schedule, tui::rows::grid::Item};

/// What the reader wants to see of the rooms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rooms {
    /// All rooms as the reader ordered them; empty for the schedule's order.
    order: Vec<String>,
    hidden: BTreeSet<String>,
    only_favourites: bool,
    version: u64,
}

impl Rooms {
    /// As they were kept.
    pub fn kept(order: Vec<String>, hidden: Vec<String>) -> Self {
        Self {
            order,
            hidden: hidden.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The order that the reader gave them; empty where that is the schedule's.
    pub fn order(&self) -> &[String] {
        &self.order
    }

    /// Those that are hidden.
    pub fn hidden(&self) -> Vec<String> {
        self.hidden.iter().cloned().collect()
    }

    /// A number that changes with the wishes.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Whether only rooms with favourites are shown.
    pub fn depends_on_favourites(&self) -> bool {
        self.only_favourites
    }

    pub(super) fn limit(&mut self, only_favourites: bool) {
        self.only_favourites = only_favourites;
        self.version += 1;
    }

    /// Shows all rooms; whether any was not shown.
    pub(super) fn show_all(&mut self) -> bool {
        let changed = !self.hidden.is_empty() || self.only_favourites;
        self.hidden.clear();
        self.only_favourites = false;
        self.version += 1;
        changed
    }

    /// Orders the rooms as the schedule does; whether that is a change.
    pub(super) fn order_as_given(&mut self) -> bool {
        let changed = !self.order.is_empty();
        self.order.clear();
        self.version += 1;
        changed
    }

    pub(super) fn hide(&mut self, schedule: &Schedule, room: usize) {
        self.hidden.extend(schedule.rooms().get(room).cloned());
        self.version += 1;
    }

    /// Puts a room in front of another one, or behind it.
    pub(super) fn move_beside(
        &mut self,
        schedule: &Schedule,
        room: usize,
        other: usize,
        behind: bool,
    ) {
        let mut order = self.ordered(schedule);
        order.retain(|other| *other != room);
        let place = order.iter().position(|room| *room == other);
        let place = place.map_or(order.len(), |place| place + usize::from(behind));
        order.insert(place, room);
        let name = |room: &usize| schedule.rooms().get(*room).cloned();
        self.order = order.iter().filter_map(name).collect();
        self.version += 1;
    }

    /// All rooms in the reader's order; those that are new stand where the schedule has them last.
    fn ordered(&self, schedule: &Schedule) -> Vec<usize> {
        let names = schedule.rooms();
        let known = self.order.iter();
        let known = known.filter_map(|name| names.iter().position(|other| other == name));
        let mut rooms = Vec::new();
        for room in known {
            // Somebody may have edited the file in which they were kept.
            if !rooms.contains(&room) {
                rooms.push(room);
            }
        }
        let new: Vec<usize> = (0..names.len())
            .filter(|room| !rooms.contains(room))
            .collect();
        rooms.extend(new);
        rooms
    }

    /// The rooms to show, as far as something is in them.
    pub(super) fn shown(
        &self,
        schedule: &Schedule,
        items: &[Item],
        favourites: &BTreeSet<usize>,
    ) -> Vec<usize> {
        let mut rooms = self.wanted(schedule);
        if self.only_favourites {
            rooms.retain(|room| {
                let mut here = items.iter().filter(|item| item.rooms.contains(room));
                here.any(|item| favourites.contains(&item.entry))
            });
        }
        rooms
    }

    /// The rooms that are not hidden, in the reader's order.
    pub(super) fn wanted(&self, schedule: &Schedule) -> Vec<usize> {
        let mut rooms = self.ordered(schedule);
        let name = |room: &usize| schedule.rooms().get(*room);
        rooms.retain(|room| name(room).is_some_and(|name| !self.hidden.contains(name)));
        rooms
    }

    /// The items that have a place in these rooms.
    pub(super) fn in_those(mut items: Vec<Item>, rooms: &[usize]) -> Vec<Item> {
        items.retain_mut(|item| {
            if item.rooms.is_empty() {
                return true;
            }
            item.rooms.retain(|room| rooms.contains(room));
            !item.rooms.is_empty()
        });
        items
    }
}
