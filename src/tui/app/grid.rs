//! The grid: which day and which rooms it shows, how far it is scrolled, and what is the neighbour of what.

use std::{cmp::Reverse, collections::BTreeSet, ops::Range};

use chrono::{DateTime, DurationRound as _, NaiveDate, TimeDelta, Utc};

use super::{App, View, rooms::Rooms};
use crate::{
    agenda::{self, Phase},
    arrange::Arrange as _,
    schedule::{Entry, Level, Status},
    text,
    tui::{
        action::{Action, Context, Effect},
        geometry::{self, Area, GridFrame},
        rows::grid::{Column, Item, Placed, Plan, Room, away, nearest},
    },
};

/// The grid: what it shows, and the window on it.
#[derive(Debug, Default)]
pub struct Grid {
    plan: Plan,
    /// What the plan was made from.
    made_of: Option<Made>,
    /// The day that is shown, while the grid is.
    day: Option<NaiveDate>,
    /// When the first entry of that day starts.
    begins: Option<DateTime<Utc>>,
    /// The first row of the plan that is shown, and its first cell.
    top: usize,
    left: usize,
    /// The cell of the plan on which the reader stands: going down and up again leads back to the same room.
    stands: (usize, usize),
    pub(super) rooms: Rooms,
}

/// What a plan depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Made {
    rows: Option<(u64, u64, Option<i64>)>,
    day: NaiveDate,
    room: Room,
    rooms: u64,
    /// What is marked, where only rooms with favourites are shown.
    marks: Option<u64>,
}

impl Grid {
    /// The day's rooms, times and entries.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The day that is shown.
    pub fn day(&self) -> Option<NaiveDate> {
        self.day
    }

    /// The first row of the plan that is shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The first cell of the plan that is shown.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Where the reader stands: the same entry may have several boxes.
    pub(super) fn place(&self) -> (Option<NaiveDate>, (usize, usize)) {
        (self.day, self.stands)
    }

    /// How the rooms are shown.
    pub fn rooms(&self) -> &Rooms {
        &self.rooms
    }

    /// How many rooms lie to the left and to the right of what is shown in so many cells.
    pub fn rooms_beside(&self, cells: usize) -> (usize, usize) {
        let columns = || self.plan.columns.iter();
        let left = columns().filter(|column| column.x + column.width <= self.left);
        let right = columns().filter(|column| column.x >= self.left + cells);
        (left.count(), right.count())
    }
}

/// Why there is no grid to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGrid {
    /// The terminal has fewer columns than this.
    Narrow(u16),
    /// The terminal has fewer rows than this.
    Low(u16),
    /// What is selected has no time.
    Untimed,
}

impl App {
    /// The grid.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// Where the grid is drawn; all that is not taken by an open page.
    fn grid_area(&self) -> Area {
        let frame = self.frame();
        let beside = frame.wide && (!self.opened.is_empty() || self.facets.is_some());
        if beside { frame.list } else { frame.body }
    }

    /// The parts of the grid; or why the list is shown in its place.
    pub fn grid_frame(&self) -> Result<GridFrame, NoGrid> {
        let mut frame = self.grid_parts()?;
        // A few cells of one more room would show nothing of it.
        let unit = u16::try_from(self.grid.plan.unit).unwrap_or(1).max(1);
        frame.cells.width -= frame.cells.width % unit;
        Ok(frame)
    }

    /// The same, whatever rooms there are.
    fn grid_parts(&self) -> Result<GridFrame, NoGrid> {
        let area = self.grid_area();
        let least = geometry::LEAST_GRID;
        if area.width < least.columns {
            return Err(NoGrid::Narrow(least.columns));
        }
        if area.height < least.rows {
            return Err(NoGrid::Low(least.rows));
        }
        if self.grid_day().is_none() {
            return Err(NoGrid::Untimed);
        }
        let lines = self.title_lines(area.width);
        Ok(geometry::grid(area, self.measures.shifted, lines))
    }

    /// The lines that the title of the selection needs below the grid.
    fn title_lines(&self, width: u16) -> u16 {
        const MOST: usize = 3;
        // Its marks, and a column of air on both sides.
        const BESIDE: usize = 7;
        let line = usize::from(width.max(8)) - BESIDE;
        // Of a title of a megabyte, no more is measured than can be shown.
        let title = |entry: &Entry| text::width(&text::truncate(&entry.title, line * MOST));
        let lines = self.selected_entry().map_or(0, title).div_ceil(line);
        u16::try_from(lines.clamp(1, MOST)).unwrap_or(1)
    }

    /// The day of the selection; of what goes on since an earlier day, the one that the reader looks at.
    pub(super) fn grid_day(&self) -> Option<NaiveDate> {
        let Some(entry) = self
            .selected_in_grid()
            .and_then(|it| self.schedule.entry(it))
        else {
            return self.schedule.days().first().copied();
        };
        let own = self.schedule.listed_day(entry)?;
        let begins = self.grid.begins;
        let goes_on = |shown: &NaiveDate| own < *shown && begins.is_some() && entry.end > begins;
        Some(self.grid.day.filter(goes_on).unwrap_or(own))
    }

    /// Shows the day of what is selected next, whatever goes on into the one that is shown.
    pub(super) fn turn_page(&mut self) {
        self.grid.day = None;
    }

    /// What of the timetable has a place in the grid: the sessions, and the talks that are elsewhere than
    /// their session.
    fn has_own_place(&self, entry: &Entry) -> bool {
        match self.schedule.session_of(entry) {
            Some(session) => entry.start.is_some() && session.rooms != entry.rooms,
            None => entry.level == Level::Session && entry.start.is_some(),
        }
    }

    /// The box of the selection is that of its session, if it has none itself.
    pub fn boxed(&self, index: usize) -> usize {
        let entry = self.schedule.entry(index);
        let own = entry.is_none_or(|entry| self.has_own_place(entry));
        let session = entry.and_then(|entry| entry.session);
        session.filter(|_| !own).unwrap_or(index)
    }

    /// The entry whose boxes are selected.
    pub fn selected_in_grid(&self) -> Option<usize> {
        self.selected_index().map(|index| self.boxed(index))
    }

    /// What is to be shown of a day, by start: its entries, and what goes on since the day before; and when its own begin.
    fn items_of(&self, day: NaiveDate) -> (Vec<Item>, Option<DateTime<Utc>>) {
        let listed: BTreeSet<usize> = self
            .rows
            .iter()
            .filter_map(|row| row.entry())
            .map(|index| self.boxed(index))
            .collect();
        let entry = |index: &usize| self.schedule.entry(*index);
        let own = |index: &usize| {
            entry(index).and_then(|entry| self.schedule.listed_day(entry)) == Some(day)
        };
        let starts = listed.iter().filter(|index| own(index));
        let first = starts.filter_map(|index| entry(index)?.start).min();
        let goes_on = |index: &usize| {
            let before = entry(index).and_then(|entry| self.schedule.listed_day(entry));
            let end = entry(index).and_then(|entry| entry.end);
            before < Some(day) && before.is_some() && end > first && first.is_some()
        };
        let shown = listed.iter().filter(|index| own(index) || goes_on(index));
        let mut items: Vec<Item> = shown
            .filter_map(|index| {
                let entry = entry(index)?;
                Some(Item {
                    entry: *index,
                    start: entry.start?,
                    end: entry.end,
                    rooms: entry.rooms.clone(),
                    width: text::width(&entry.title),
                })
            })
            .collect();
        items.arrange_by_key(|item| (item.start, item.entry));
        (items, first)
    }

    /// Lays the grid out again if something has changed, and moves its window so that the selection is in view.
    pub(super) fn settle_grid(&mut self) {
        if self.view != View::Grid || self.grid_frame().is_err() {
            // Who comes back wants to see the day of what is selected then.
            return self.turn_page();
        }
        self.plan_grid();
        self.select_what_has_a_box();
        self.stand_on_selection();
        self.look_at_selection();
    }

    /// The room of the selection may be hidden: what starts next is selected in its place.
    fn select_what_has_a_box(&mut self) {
        if self.grid_frame().is_err() || self.box_in_hand().is_some() {
            return;
        }
        let start = self.selected_entry().and_then(|entry| entry.start);
        let start_of = |placed: &&Placed| {
            self.schedule
                .entry(placed.entry)
                .and_then(|entry| entry.start)
        };
        let boxes = &self.grid.plan.boxes;
        let next = boxes.iter().find(|placed| start_of(placed) >= start);
        let Some(next) = next.or(boxes.last()).map(|placed| placed.entry) else {
            return;
        };
        self.select_entry(Some(next));
        self.list_rows();
    }

    fn plan_grid(&mut self) {
        let (Ok(frame), Some(day)) = (self.grid_parts(), self.grid_day()) else {
            return;
        };
        let room = Room {
            columns: frame.cells.width.into(),
            rows: frame.cells.height.into(),
        };
        let by_marks = self.grid.rooms.depends_on_favourites();
        let made = Made {
            rows: self.rows_of,
            day,
            room,
            rooms: self.grid.rooms.version(),
            marks: by_marks.then(|| self.marked.version()),
        };
        if self.grid.made_of == Some(made) {
            self.grid.day = Some(day);
            return;
        }
        let (items, begins) = self.items_of(day);
        let marked = &self.picks().marks().mine;
        let rooms = self.grid.rooms.shown(&self.schedule, &items, marked);
        let items = Rooms::in_those(items, &rooms);
        let turned = self.grid.made_of.is_none_or(|before| before.day != day);
        let now = self.now;
        let now = now.and_then(|now| now.duration_trunc(TimeDelta::minutes(1)).ok());
        self.grid.plan = Plan::new(&items, &rooms, room, now);
        self.grid.day = Some(day);
        self.grid.begins = begins;
        self.grid.made_of = Some(made);
        if turned {
            // What was before the selection is of some interest, too.
            let above = room.rows / 4;
            let start = self.box_in_hand().map_or(0, |placed| placed.y.start);
            self.grid.top = start.saturating_sub(above);
        }
    }

    /// The box on which the reader stands, of those of the selection.
    fn box_in_hand(&self) -> Option<&Placed> {
        let selected = self.selected_in_grid()?;
        let (x, y) = self.grid.stands;
        let boxes = self.grid.plan.boxes.iter();
        boxes
            .filter(|placed| placed.entry == selected)
            .min_by_key(|placed| (away(&placed.x, x), away(&placed.y, y)))
    }

    fn stand_on_selection(&mut self) {
        let Some(placed) = self.box_in_hand() else {
            return;
        };
        let (x, y) = self.grid.stands;
        self.grid.stands = (nearest(&placed.x, x), nearest(&placed.y, y));
    }

    fn look_at_selection(&mut self) {
        let Ok(frame) = self.grid_frame() else { return };
        let (columns, rows) = (
            usize::from(frame.cells.width),
            usize::from(frame.cells.height),
        );
        let unit = self.grid.plan.unit.max(1);
        let (height, width) = (self.grid.plan.height(), self.grid.plan.width());
        let (x, _) = self.grid.stands;
        if let Some(placed) = self.box_in_hand() {
            let y = placed.y.clone();
            // What is wider than the screen is seen where the reader stands.
            let x = if placed.x.len() > columns {
                x..x + 1
            } else {
                placed.x.clone()
            };
            self.grid.top = in_view(self.grid.top, &y, rows);
            let left = in_view(self.grid.left, &x, columns);
            // Columns begin at the left edge; rounded up where that is needed for the right end to be seen.
            let down = left / unit * unit;
            self.grid.left = if x.end > down + columns {
                down + unit
            } else {
                down
            };
        }
        self.grid.top = self.grid.top.min(height.saturating_sub(rows));
        let fit = (columns / unit).max(1) * unit;
        let last = width.saturating_sub(fit);
        self.grid.left = self.grid.left.min(last.div_ceil(unit) * unit);
    }

    pub(super) fn move_in_grid(&mut self, motion: &Action) {
        if self.grid_frame().is_err() {
            // Where the list is shown instead, its motions hold.
            return self.move_in_timetable(match motion {
                Action::Right => &Action::NextDay,
                Action::Left => &Action::PreviousDay,
                motion => motion,
            });
        }
        let Some(here) = self.box_in_hand().cloned() else {
            return self.leave_empty_day(motion);
        };
        let page = self.grid_frame().map_or(1, |frame| frame.cells.height);
        let page = usize::from(page.max(2)) - 1;
        let aside = match motion {
            Action::Right => self.grid.plan.room_inside(&here, self.grid.stands.0, true),
            Action::Left => self.grid.plan.room_inside(&here, self.grid.stands.0, false),
            _ => None,
        };
        if let Some(x) = aside {
            self.grid.stands.0 = x;
            return;
        }
        // What is off the screen is not what one points at.
        let reach = page.div_ceil(2);
        let plan = &self.grid.plan;
        let (x, y) = self.grid.stands;
        let target = match motion {
            Action::Down => plan.below(&here, x, reach),
            Action::Up => plan.above(&here, x, reach),
            Action::Right => plan.beside(&here, y, true, reach),
            Action::Left => plan.beside(&here, y, false, reach),
            Action::PageDown => plan.around(x, y + page),
            Action::PageUp => plan.around(x, y.saturating_sub(page)),
            Action::HalfDown => plan.around(x, y + page.div_ceil(2)),
            Action::HalfUp => plan.around(x, y.saturating_sub(page.div_ceil(2))),
            Action::Top => plan.boxes.first(),
            Action::Bottom => plan.boxes.last(),
            Action::NextDay => return self.turn_to_day(true, false),
            Action::PreviousDay => return self.turn_to_day(false, false),
            _ => None,
        };
        match (target.cloned(), motion) {
            (Some(target), _) => self.stand_on(&target, motion),
            (None, Action::Down) => self.turn_to_day(true, false),
            (None, Action::Up) => self.turn_to_day(false, true),
            (None, Action::Right) => self.tell("There is no room to the right of this one"),
            (None, Action::Left) => self.tell("There is no room to the left of this one"),
            (None, _) => {}
        }
    }

    fn stand_on(&mut self, target: &Placed, motion: &Action) {
        let (x, y) = self.grid.stands;
        self.grid.stands = match motion {
            // Who goes to the side stays at that time, if there is such a box, and in any case sees its title.
            Action::Left | Action::Right => (target.x.start, nearest(&target.y, y)),
            Action::Top => (target.x.start, target.y.start),
            _ => (nearest(&target.x, x), target.y.start),
        };
        self.select_entry(Some(target.entry));
    }

    /// To the next day or the one before: to the same room, or the first one, and there to what is on now, else to the first
    /// entry, or to the last one for who comes from below.
    fn turn_to_day(&mut self, forward: bool, from_below: bool) {
        let before = self.grid.day;
        let room = self.selected_column().and_then(|column| column.room);
        self.change_day(forward);
        self.list_rows();
        self.plan_grid();
        if self.grid.day == before {
            return;
        }
        let plan = &self.grid.plan;
        let mut columns = plan.columns.iter();
        let same = columns.find(|column| column.room == room && room.is_some());
        let x = same.map_or(0, |column| column.x);
        let now = || self.now.and_then(|now| plan.row_of(now));
        let y = if from_below {
            plan.height()
        } else {
            now().unwrap_or(0)
        };
        let target = plan.in_column(x, y).filter(|target| !target.goes_on);
        if let Some(target) = target.cloned() {
            self.grid.stands = (x, y);
            self.stand_on(&target, &Action::Down);
        }
    }

    /// Nothing is shown of the day: its rooms are hidden, or have no favourites.
    fn leave_empty_day(&mut self, motion: &Action) {
        match motion {
            Action::NextDay | Action::Down | Action::PageDown | Action::HalfDown => {
                self.change_day(true);
            }
            Action::PreviousDay | Action::Up | Action::PageUp | Action::HalfUp => {
                self.change_day(false);
            }
            _ => {}
        }
    }

    /// What nobody chose, since the viewer landed on it, gives way to what is on meanwhile in the first of the rooms: there the
    /// programme begins, and in no workshop of the fortieth room.
    pub(super) fn begin_at_first_room(&mut self) {
        let landing = agenda::landing(&self.schedule, self.now);
        if self.view != View::Grid || landing.is_none() || self.selected_index() != landing {
            return;
        }
        let runs = |entry: &Entry| {
            agenda::phase(&self.schedule, entry, self.now) == Phase::Running
                && entry.status != Status::Cancelled
        };
        let landed = landing.and_then(|index| self.schedule.entry(index));
        let begins = landed.filter(|entry| !runs(entry)).map(|entry| entry.start);
        let is_on =
            |entry: &Entry| begins.map_or_else(|| runs(entry), |begins| entry.start == begins);
        let rooms = self.grid.rooms.wanted(&self.schedule);
        let rank = |entry: &Entry| {
            let places = entry.rooms.iter();
            places
                .filter_map(|room| rooms.iter().position(|other| other == room))
                .min()
        };
        let sessions = self.schedule.sessions();
        let on = sessions.filter(|(index, entry)| is_on(entry) && self.shows(*index));
        let ranked =
            on.filter_map(|(index, entry)| Some((rank(entry)?, Reverse(entry.start), index)));
        if let Some((_, _, index)) = ranked.min() {
            self.select_entry(Some(index));
            self.list_rows();
        }
    }

    /// Whether the grid is shown, and nothing in it.
    pub(super) fn shows_empty_grid(&self) -> bool {
        self.grid_frame().is_ok() && self.grid.plan.boxes.is_empty()
    }

    /// The rooms as the reader left them.
    pub fn arrange_rooms(&mut self, rooms: Rooms) {
        self.grid.rooms = rooms;
        self.settle();
    }

    /// Among the rooms: moves that of the selection, hides it, and so on. What outlasts the viewer is to be kept.
    pub(super) fn change_rooms(&mut self, action: &Action) -> Vec<Effect> {
        if self.grid_frame().is_err() {
            self.tell("Rooms can be arranged where there is room for the grid");
            return Vec::new();
        }
        let rooms = |app: &Self| (app.grid.rooms.order().to_vec(), app.grid.rooms.hidden());
        let before = rooms(self);
        match action {
            Action::AllRooms => self.show_all_rooms(),
            Action::FavouriteRooms => self.limit_to_favourites(),
            Action::HideRoom => self.hide_room(),
            Action::RoomLeft => self.move_room(false),
            Action::RoomRight => self.move_room(true),
            _ => {}
        }
        let after = rooms(self);
        if before == after {
            return Vec::new();
        }
        // Only what was changed: another viewer may have changed something else.
        let missing = |from: &[String], all: &[String]| -> Vec<String> {
            let missing = all.iter().filter(|room| !from.contains(room));
            missing.cloned().collect()
        };
        let hidden = missing(&before.1, &after.1);
        let shown = missing(&after.1, &before.1);
        let order = (before.0 != after.0).then_some(after.0);
        vec![Effect::RememberRooms {
            order,
            hidden,
            shown,
        }]
    }

    fn show_all_rooms(&mut self) {
        let rooms = &mut self.grid.rooms;
        let own_order = !rooms.order().is_empty();
        // What was hidden comes back first: an order is more work to make again.
        let shown = rooms.show_all();
        let ordered = !shown && rooms.order_as_given();
        self.tell(match (shown, ordered) {
            (true, _) if own_order => "All rooms, in your order; again: in the schedule’s order",
            (true, _) => "All rooms",
            (false, true) => "All rooms, in the schedule’s order",
            (false, false) => "All rooms are shown, in the schedule’s order",
        });
    }

    /// The column in which the reader stands, by number, and its room.
    fn room_in_hand(&mut self) -> Option<(usize, usize)> {
        let here = self.selected_column();
        let columns = &self.grid.plan.columns;
        let number = columns.iter().position(|column| Some(*column) == here);
        let room = here.and_then(|column| column.room);
        if room.is_none() {
            self.tell("This is in no room");
        }
        number.zip(room)
    }

    fn room_at(&self, column: usize) -> Option<usize> {
        self.grid.plan.columns.get(column)?.room
    }

    fn hide_room(&mut self) {
        let Some((_, room)) = self.room_in_hand() else {
            return;
        };
        if self.grid.plan.columns.len() < 2 {
            return self.tell("This is the only room");
        }
        // The cursor goes on to what is beside.
        if let Some(here) = self.box_in_hand().cloned() {
            let (plan, y) = (&self.grid.plan, self.grid.stands.1);
            let beside = |right| plan.beside(&here, y, right, 0);
            let target = beside(true).or_else(|| beside(false));
            if let Some(target) = target.cloned() {
                self.stand_on(&target, &Action::Right);
            }
        }
        self.grid.rooms.hide(&self.schedule, room);
        let name = self.schedule.rooms().get(room).cloned().unwrap_or_default();
        let all = self.key_of(&Action::AllRooms);
        self.tell(format!("{name} is hidden; {all} shows all rooms"));
    }

    fn move_room(&mut self, right: bool) {
        let Some((column, room)) = self.room_in_hand() else {
            return;
        };
        let other = if right {
            Some(column + 1)
        } else {
            column.checked_sub(1)
        };
        let Some(other) = other.and_then(|other| self.room_at(other)) else {
            return self.tell("There is no room further on");
        };
        let rooms = &mut self.grid.rooms;
        rooms.move_beside(&self.schedule, room, other, right);
        // Where it went, the cursor goes with it.
        self.plan_grid();
        let mut columns = self.grid.plan.columns.iter();
        if let Some(column) = columns.find(|column| column.room == Some(room)) {
            self.grid.stands.0 = column.x;
        }
    }

    fn limit_to_favourites(&mut self) {
        if self.grid.rooms.depends_on_favourites() {
            self.grid.rooms.limit(false);
            return self.tell("All rooms");
        }
        if self.picks().marks().mine.is_empty() {
            let key = self.key_of(&Action::Favourite);
            return self.tell(format!("There are no favourites yet; {key} makes one"));
        }
        self.grid.rooms.limit(true);
        let all = self.key_of(&Action::FavouriteRooms);
        self.tell(format!("Only rooms with favourites; {all} shows all"));
    }

    /// What of the rooms is not shown, and how to bring it back; empty if all are.
    pub fn left_out(&self) -> String {
        let hidden = self.grid.rooms.hidden();
        let rooms = self.schedule.rooms().iter();
        let hidden = rooms.filter(|room| hidden.contains(room)).count();
        let all = || self.key_in(Context::Grid, &Action::AllRooms);
        match (self.grid.rooms.depends_on_favourites(), hidden) {
            (true, _) => {
                let all = self.key_in(Context::Grid, &Action::FavouriteRooms);
                format!("only rooms with favourites: {all} shows all")
            }
            (false, 0) => String::new(),
            (false, 1) => format!("1 room is hidden: {} shows it", all()),
            (false, many) => format!("{many} rooms are hidden: {} shows them", all()),
        }
    }

    /// The room in which the reader stands.
    pub fn selected_column(&self) -> Option<Column> {
        let placed = self.box_in_hand()?;
        let x = if placed.everywhere {
            self.grid.stands.0
        } else {
            placed.x.start
        };
        let mut columns = self.grid.plan.columns.iter();
        let holds = |column: &&Column| (column.x..column.x + column.width).contains(&x);
        columns.find(holds).copied()
    }

    /// What is selected, with its index.
    pub fn selected_with_index(&self) -> Option<(usize, &Entry)> {
        let index = self.selected_index()?;
        Some((index, self.schedule.entry(index)?))
    }

    /// Where the list is drawn: below a line of words, where it stands in for the grid; above the strip, if there is one.
    pub fn list_area(&self) -> Area {
        let area = self.frame().list;
        if self.view == View::Grid && self.grid_frame().is_err() {
            area.rows(1, area.height)
        } else {
            area.rows(0, area.height - self.strip_height())
        }
    }

    /// Where what is selected stands once more, with all its words: below a list whose lines are too short for them, unless
    /// there is a page beside it; no rows if there is none.
    pub fn strip_area(&self) -> Area {
        let area = self.frame().list;
        let height = self.strip_height();
        area.rows(area.height - height, height)
    }

    fn strip_height(&self) -> u16 {
        const STRIP: u16 = 4;
        const LOW: u16 = 3;
        let frame = self.frame();
        let has_one = match self.view {
            View::Changes => true,
            View::Check => !frame.wide,
            _ => false,
        };
        match frame.list.height {
            height if has_one && height >= 3 * STRIP => STRIP,
            height if has_one && height >= 3 * LOW => LOW,
            _ => 0,
        }
    }

    /// Moves the window; the selection goes along only as far as it has to, so as to be seen.
    pub(super) fn scroll_grid(&mut self, by: isize) {
        let Ok(frame) = self.grid_frame() else { return };
        let rows = usize::from(frame.cells.height);
        let last = self.grid.plan.height().saturating_sub(rows);
        self.grid.top = self.grid.top.saturating_add_signed(by).min(last);
        let window = self.grid.top..self.grid.top + rows;
        let seen = |placed: &Placed| window.start <= placed.y.start && placed.y.end <= window.end;
        if self.box_in_hand().is_none_or(seen) {
            return;
        }
        let (x, y) = self.grid.stands;
        let boxes = &self.grid.plan.boxes;
        let whole = boxes.iter().filter(|placed| seen(placed));
        let nearest = whole.min_by_key(|placed| (away(&placed.x, x), away(&placed.y, y)));
        if let Some(target) = nearest.cloned() {
            self.opened.clear();
            self.stand_on(&target, &Action::Down);
        }
    }

    /// To what is on in a room at the time where the reader stands, or nearest to it.
    pub(super) fn go_to_column(&mut self, column: usize) {
        let Some(x) = self.grid.plan.columns.get(column).map(|column| column.x) else {
            return;
        };
        let target = self.grid.plan.in_column(x, self.grid.stands.1).cloned();
        if let Some(target) = target {
            self.opened.clear();
            self.grid.stands.0 = x;
            self.stand_on(&target, &Action::Down);
        }
    }

    /// To the rooms that lie to the right of what is shown, or to the left.
    pub(super) fn page_aside(&mut self, right: bool) {
        let Ok(frame) = self.grid_frame() else { return };
        let (from, to) = (
            self.grid.left,
            self.grid.left + usize::from(frame.cells.width),
        );
        let columns = &self.grid.plan.columns;
        let beyond = if right {
            columns.iter().position(|column| column.x >= to)
        } else {
            columns
                .iter()
                .rposition(|column| column.x + column.width <= from)
        };
        if let Some(column) = beyond {
            self.go_to_column(column);
        }
    }
}

/// Where the window of so many cells begins, so that a range is in it, as far as it fits; it moves as little as can be.
fn in_view(from: usize, range: &Range<usize>, window: usize) -> usize {
    let lowest = range.end.saturating_sub(window).min(range.start);
    from.clamp(lowest, range.start)
}
