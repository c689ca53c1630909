//! The grid of a day: rooms beside each other, time downwards, each entry a box.
//!
//! ```text
//!              x ─▶   Adams            Borg             (no room)
//!  slots  y  11:00   ┌Opening         ┌Cache attacks   ┌Assembly
//!         │          │conference      │                │
//!         ▼  11:30   ┌Keynote         │                │            boxes span slots
//!            12:00   ┌Lunch ─────────────────────────────────       the whole house spans all rooms
//! ```
//!
//! Nothing here knows how large the screen is but for the columns that a room gets. A plan is laid out whole, in
//! cells of its own; what is seen of it is a window that moves over it. So no number of rooms, and no overlap,
//! is too much: they only make the plan larger.

use crate::arrange::Arrange as _;

mod axis;
mod lanes;
mod neighbours;

use std::ops::Range;

use chrono::{DateTime, Utc};

use self::axis::Axis;
pub use self::{
    axis::Slot,
    neighbours::{away, nearest},
};

/// Something that has a place in the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its index in the schedule.
    pub entry: usize,
    /// When it starts.
    pub start: DateTime<Utc>,
    /// When it ends, if that is known.
    pub end: Option<DateTime<Utc>>,
    /// Its rooms; none for the whole house.
    pub rooms: Vec<usize>,
    /// The columns of its title.
    pub width: usize,
}

/// How much room there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Cells for the boxes from left to right.
    pub columns: usize,
    /// Cells from top to bottom.
    pub rows: usize,
}

/// A room in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The room; none for what takes place somewhere else.
    pub room: Option<usize>,
    /// Its first cell.
    pub x: usize,
    /// Its cells.
    pub width: usize,
}

/// An entry in the grid: once in each of its rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its index in the schedule.
    pub entry: usize,
    /// It is for the whole house, and stands in all rooms that are free.
    pub everywhere: bool,
    /// It started before the day did.
    pub goes_on: bool,
    /// Cells from left to right.
    pub x: Range<usize>,
    /// Cells from top to bottom.
    pub y: Range<usize>,
}

/// The grid of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The times, from top to bottom.
    pub slots: Vec<Slot>,
    /// The rooms, from left to right.
    pub columns: Vec<Column>,
    /// The entries, by start and room.
    pub boxes: Vec<Placed>,
    /// The cells of the narrowest room: by so many one scrolls to the side.
    pub unit: usize,
}

/// A title in fewer cells than this says nothing.
const NARROWEST: usize = 18;
/// What overlaps in one room stands side by side, in no fewer cells than this.
const LANE: usize = 9;
/// More than this only pulls times and titles apart.
const WIDEST: usize = 72;

impl Plan {
    /// Lays out a day's entries, which are sorted by start. `rooms` are those that may be shown, in their order; one
    /// without an entry gets no column. If it is that day, a row begins now.
    pub fn new(items: &[Item], rooms: &[usize], room: Room, now: Option<DateTime<Utc>>) -> Self {
        let used = |room: &&usize| items.iter().any(|item| item.rooms.contains(room));
        let used = rooms.iter().filter(used).count();
        let cells = room.columns / used.clamp(1, (room.columns / NARROWEST).max(1));
        let axis = Axis::of(items, room.rows, cells.min(WIDEST), now);
        let columns = Contents::of(items, rooms, &axis.spans);
        let unit = columns.unit(room.columns);
        columns.place(items, axis, unit)
    }

    /// The cells from top to bottom.
    pub fn height(&self) -> usize {
        self.slots.last().map_or(0, |slot| slot.y.end)
    }

    /// The cells from left to right.
    pub fn width(&self) -> usize {
        self.columns
            .last()
            .map_or(0, |column| column.x + column.width)
    }

    /// The row in which an instant falls; none outside of the day.
    pub fn row_of(&self, at: DateTime<Utc>) -> Option<usize> {
        let slot = self
            .slots
            .iter()
            .find(|slot| slot.start <= at && at < slot.end)?;
        let rows = i64::try_from(slot.y.len()).unwrap_or(1);
        let (passed, all) = (at - slot.start, slot.end - slot.start);
        let below = passed.num_seconds() * rows / all.num_seconds().max(1);
        Some(slot.y.start + usize::try_from(below).unwrap_or(0))
    }
}

/// What stands in one room: items with the lanes that they got.
struct Content {
    room: Option<usize>,
    /// The item, its lane, and how many lanes there are beside each other at its time.
    lanes: Vec<lanes::Lane>,
    most: usize,
}

/// What stands in which room.
struct Contents {
    rooms: Vec<Content>,
    /// Items for the whole house while all rooms are free.
    everywhere: Vec<usize>,
}

impl Contents {
    fn of(items: &[Item], rooms: &[usize], spans: &[Range<usize>]) -> Self {
        let at = |item: usize| spans.get(item).cloned().unwrap_or_default();
        let overlap = |one: &Range<usize>, other: &Range<usize>| {
            one.start < other.end && other.start < one.end
        };
        let all = || items.iter().enumerate();
        let length = |item: &Item| item.end.map(|end| end - item.start);
        let housed: Vec<(Range<usize>, &Item)> = all()
            .filter(|(_, item)| item.rooms.iter().any(|room| rooms.contains(room)))
            .map(|(number, item)| (at(number), item))
            .collect();
        let homeless: Vec<usize> = all()
            .filter(|(_, item)| item.rooms.is_empty())
            .map(|(number, _)| number)
            .collect();
        let used = |room: &&usize| housed.iter().any(|(_, item)| item.rooms.contains(room));
        let used: Vec<&usize> = rooms.iter().filter(used).collect();
        // During lunch, an exhibition may be open.
        let alone = |number: usize| {
            let span = at(number);
            let own = items.get(number).and_then(length);
            let much_longer = |other: &Item| own.is_some_and(|own| length(other) >= Some(own * 4));
            let mut others = homeless.iter().filter(|other| **other != number);
            let mut meanwhile = housed.iter().filter(|(other, _)| overlap(&span, other));
            let busy = |room: &usize| {
                let mut meanwhile = housed.iter().filter(|(other, _)| overlap(&span, other));
                meanwhile.any(|(_, item)| item.rooms.contains(room))
            };
            !used.is_empty()
                && meanwhile.all(|(_, item)| much_longer(item))
                && !others.any(|other| overlap(&span, &at(*other)))
                && used.iter().any(|room| !busy(room))
        };
        let (everywhere, elsewhere): (Vec<usize>, Vec<usize>) =
            homeless.iter().partition(|number| alone(**number));
        let content = |room: Option<usize>, numbers: Vec<usize>| {
            let spans = numbers.into_iter().map(|number| (number, at(number)));
            let lanes = lanes::assign(spans.collect());
            let most = lanes.iter().map(|lane| lane.of).max()?;
            Some(Content { room, lanes, most })
        };
        let in_room = |room: &usize| {
            let here = all().filter(|(_, item)| item.rooms.contains(room));
            content(Some(*room), here.map(|(number, _)| number).collect())
        };
        let mut contents: Vec<Content> = rooms.iter().filter_map(in_room).collect();
        contents.extend(content(None, elsewhere));
        Self {
            rooms: contents,
            everywhere,
        }
    }

    /// How many columns of `unit` cells a room needs.
    fn units(content: &Content, unit: usize) -> usize {
        (content.most * LANE).div_ceil(unit.max(1)).max(1)
    }

    /// The cells of a column, so that whole ones fill the screen.
    fn unit(&self, columns: usize) -> usize {
        let fit = (columns / NARROWEST).max(1);
        let unit = |count: usize| (columns / count.clamp(1, fit)).clamp(1, WIDEST);
        let needed = |unit: usize| -> usize {
            let all = self.rooms.iter();
            all.map(|content| Self::units(content, unit)).sum()
        };
        // Wider columns hold more beside each other, so that fewer may be needed.
        let first = unit(self.rooms.len());
        unit(needed(first))
    }

    fn place(self, items: &[Item], axis: Axis, unit: usize) -> Plan {
        let mut plan = Plan {
            slots: axis.slots,
            unit,
            ..Plan::default()
        };
        let rows = |number: usize, slots: &[Slot]| -> Range<usize> {
            let span = axis.spans.get(number).cloned().unwrap_or_default();
            let slots = slots.get(span).unwrap_or_default();
            match (slots.first(), slots.last()) {
                (Some(first), Some(last)) => first.y.start..last.y.end,
                _ => 0..0,
            }
        };
        let mut x = 0;
        for content in &self.rooms {
            let width = Self::units(content, unit) * unit;
            plan.columns.push(Column {
                room: content.room,
                x,
                width,
            });
            for lane in &content.lanes {
                let cell = |lane_number: usize| x + lane_number * width / lane.of.max(1);
                if let Some(item) = items.get(lane.item) {
                    plan.boxes.push(Placed {
                        entry: item.entry,
                        everywhere: false,
                        goes_on: goes_on(item, &plan),
                        x: cell(lane.number)..cell(lane.number + 1),
                        y: rows(lane.item, &plan.slots),
                    });
                }
            }
            x += width;
        }
        for number in self.everywhere {
            let Some(item) = items.get(number) else {
                continue;
            };
            let y = rows(number, &plan.slots);
            for x in free(&plan, &y) {
                plan.boxes.push(Placed {
                    entry: item.entry,
                    everywhere: true,
                    goes_on: goes_on(item, &plan),
                    x,
                    y: y.clone(),
                });
            }
        }
        plan.boxes
            .arrange_by_key(|placed| (placed.y.start, placed.x.start));
        plan
    }
}

/// Whether something started before the day did.
fn goes_on(item: &Item, plan: &Plan) -> bool {
    let first = plan.slots.first();
    first.is_some_and(|first| item.start < first.start)
}

/// The rooms beside each other in which nothing is on in these rows; some room is.
fn free(plan: &Plan, y: &Range<usize>) -> Vec<Range<usize>> {
    let is_free = |column: &&Column| {
        let x = column.x..column.x + column.width;
        !plan.boxes.iter().any(|placed| {
            x.contains(&placed.x.start) && placed.y.start < y.end && y.start < placed.y.end
        })
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    let rooms = plan.columns.iter().filter(|column| column.room.is_some());
    for column in rooms.filter(is_free) {
        match runs.last_mut() {
            Some(run) if run.end == column.x => run.end += column.width,
            _ => runs.push(column.x..column.x + column.width),
        }
    }
    runs
}

#[cfg(test)]
mod tests;
