//! The grid of a day: rooms beside each other, time downwards.
//!
//! ```text
//!    ◂ 2 Borg               Clarke             Dijkstra                                          3 ▸
//!  11:00 ┌★ Opening         ┌Cache attacks on  ┌How to break PDFs                  rooms: corner and rooms
//!        │conference        │SGX               │Fabian Ising +2
//! ▶11:10─│──────────────────│──────────────────│─────────────────                  now, in times and cells
//!  12:00 ┌Lunch
//! ─────────────────────────────────────────────────────────────────────────────
//! ▌★ Opening conference of the congress, with all that it is called                 selected: the whole title
//!   Fri 27 Dec · 11:00–11:40 · 40 min · Borg · bleeptrack, blinry
//! ```

use std::ops::Range;

use super::{
    canvas::{Canvas, shifted},
    timetable::{self, Line},
};
use crate::{
    query::Part,
    schedule::Entry,
    text,
    tui::{
        app::{App, NoGrid},
        geometry::{Area, GridFrame},
        marks,
        page::Piece,
        pointing::Target,
        rows::{
            self,
            grid::{Column, Placed, Plan},
        },
        theme::Role,
    },
    zone::clock,
};

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let frame = match app.grid_frame() {
        Ok(frame) => frame,
        Err(why) => return instead(app, why, canvas),
    };
    let plan = app.grid().plan();
    if plan.boxes.is_empty() {
        return nothing(app, canvas);
    }
    let window = Window {
        app,
        plan,
        frame,
        top: app.grid().top(),
        left: app.grid().left(),
    };
    canvas.target(frame.cells, Target::List);
    window.rooms(canvas);
    window.now(canvas);
    window.times(canvas);
    for placed in &plan.boxes {
        window.entry(placed, canvas);
    }
    window.selected(canvas);
}

/// Where no grid fits, the list is of more use than a word of regret.
fn instead(app: &App, why: NoGrid, canvas: &mut Canvas) {
    let area = app.frame().list;
    let words = match why {
        NoGrid::Narrow(columns) => format!("The grid needs {columns} columns; the list:"),
        NoGrid::Low(rows) => format!("The grid needs {} rows; the list:", rows + 2),
        NoGrid::Untimed => "No time is given; the list:".to_owned(),
    };
    canvas.text(shifted(area, 1), Role::Dim, &words);
    timetable::draw(app, app.list_area(), canvas);
}

/// Why there is nothing to be seen of a day, and what brings it back.
fn nothing(app: &App, canvas: &mut Canvas) {
    let area = app.frame().body;
    let left_out = app.left_out();
    if left_out.is_empty() {
        return timetable::nothing(app, area, canvas);
    }
    let inside = shifted(area, 3);
    canvas.text(
        inside.rows(1, 1),
        Role::Text,
        "Nothing is shown of this day.",
    );
    canvas.text(inside.rows(3, 1), Role::Dim, &left_out);
}

/// What is seen of the plan.
struct Window<'a> {
    app: &'a App,
    plan: &'a Plan,
    frame: GridFrame,
    top: usize,
    left: usize,
}

impl Window<'_> {
    /// The part of a range of the plan that is seen, from the window's edge; none if nothing is.
    fn seen(range: &Range<usize>, from: usize, cells: u16) -> Option<(u16, u16)> {
        let start = range.start.max(from);
        let end = range.end.min(from + usize::from(cells));
        let length = end.checked_sub(start).filter(|length| *length > 0)?;
        Some((
            u16::try_from(start - from).ok()?,
            u16::try_from(length).ok()?,
        ))
    }

    /// The area of cells of the plan, as far as they are in sight.
    fn area(&self, x: &Range<usize>, y: &Range<usize>) -> Option<Area> {
        let cells = self.frame.cells;
        let (x, width) = Self::seen(x, self.left, cells.width)?;
        let (y, height) = Self::seen(y, self.top, cells.height)?;
        Some(Area {
            x: cells.x + x,
            y: cells.y + y,
            width,
            height,
        })
    }

    fn rooms(&self, canvas: &mut Canvas) {
        let cells = self.frame.cells;
        let (left, right) = self.app.grid().rooms_beside(usize::from(cells.width));
        if left > 0 {
            let words = format!("◂ {left}");
            canvas.text(shifted(self.frame.corner, 1), Role::Key, &words);
            canvas.target(self.frame.corner, Target::Aside(false));
        }
        let more = if right > 0 {
            format!(" {right} ▸")
        } else {
            String::new()
        };
        // It takes the column of air behind the rooms, and what it needs of the last name.
        let more_width = u16::try_from(text::width(&more)).unwrap_or(0);
        let end = (cells.width + 1).saturating_sub(more_width);
        let names = self.app.schedule().rooms();
        let selected = self.app.selected_column();
        for (number, column) in self.plan.columns.iter().enumerate() {
            let Column { room, x, width } = *column;
            let Some((x, width)) = Self::seen(&(x..x + width), self.left, cells.width) else {
                continue;
            };
            let area = Area {
                x: self.frame.rooms.x + x,
                width: width.saturating_sub(1).min(end.saturating_sub(x)),
                ..self.frame.rooms
            };
            let role = if selected == Some(*column) {
                Role::Heading
            } else {
                Role::Strong
            };
            canvas.target(area, Target::Column(number));
            match room.and_then(|room| names.get(room)) {
                Some(name) => {
                    canvas.searched(area, role, Part::Room, name);
                }
                // In a schedule without rooms nobody misses them.
                None if self.plan.columns.len() > 1 => {
                    canvas.text(area, Role::Dim, "(no room)");
                }
                None => {}
            }
        }
        if right > 0 {
            let here = Area {
                x: self.frame.rooms.x + end,
                width: more_width,
                ..self.frame.rooms
            };
            canvas.text(here, Role::Key, &more);
            canvas.target(here, Target::Aside(true));
        }
    }

    /// The times at which something starts; in the first row, that from which it goes on.
    fn times(&self, canvas: &mut Canvas) {
        let zone = self.app.zones().shown();
        let now = self.row_of_now();
        for slot in &self.plan.slots {
            let cut = slot.y.start < self.top && self.top < slot.y.end;
            let row = if cut { self.top } else { slot.y.start };
            let Some((y, _)) = Self::seen(&(row..row + 1), self.top, self.frame.times.height)
            else {
                continue;
            };
            if now == Some(row) {
                continue;
            }
            let role = if slot.starts && !cut {
                Role::Time
            } else {
                Role::Dim
            };
            let time = clock(zone, slot.start, self.app.grid().day());
            self.time(y, role, &time, canvas);
        }
    }

    /// Digits under digits; what falls on another date hangs over.
    fn time(&self, y: u16, role: Role, time: &str, canvas: &mut Canvas) {
        let area = shifted(self.frame.times.rows(y, 1), 1);
        let sign = time.find(['+', '−']).unwrap_or(time.len());
        let (digits, over) = time.split_at_checked(sign).unwrap_or((time, ""));
        let digits_area = Area {
            width: area.width.min(5),
            ..area
        };
        canvas.text_right(digits_area, role, digits);
        canvas.text(shifted(area, 5), Role::Strong, over);
    }

    fn row_of_now(&self) -> Option<usize> {
        self.plan.row_of(self.app.now()?)
    }

    /// A line behind all boxes at what is now.
    fn now(&self, canvas: &mut Canvas) {
        let (Some(row), Some(now)) = (self.row_of_now(), self.app.now()) else {
            return;
        };
        let Some(area) = self.area(&(self.left..usize::MAX), &(row..row + 1)) else {
            return;
        };
        let line = "─".repeat(usize::from(area.width));
        canvas.text(area, Role::Now, &line);
        let y = area.y - self.frame.cells.y;
        canvas.text(self.frame.times.rows(y, 1), Role::Running, "▶");
        let time = clock(self.app.zones().shown(), now, self.app.grid().day());
        self.time(y, Role::Running, &time, canvas);
    }

    fn entry(&self, placed: &Placed, canvas: &mut Canvas) {
        let Some(area) = self.area(&placed.x, &placed.y) else {
            return;
        };
        let Some(entry) = self.app.schedule().entry(placed.entry) else {
            return;
        };
        let selected = self.app.selected_in_grid() == Some(placed.entry);
        let line = Line::new(
            self.app,
            placed.entry,
            entry,
            !self.app.matches(placed.entry),
        );
        let role = match (selected, self.app.list_is_active()) {
            (true, true) => Role::Selected,
            (true, false) => Role::Inactive,
            (false, _) => line.role(),
        };
        let starts_here = placed.y.start >= self.top && !placed.goes_on;
        let track = marks::track(self.app.schedule(), entry).unwrap_or(Role::Border);
        // A column of air at its end, through which the line of now must not be taken for text.
        let inside = Area {
            width: area.width.saturating_sub(1).max(1),
            ..area
        };
        for y in 0..area.height {
            canvas.blank(area.rows(y, 1));
            let edge = if y == 0 && starts_here { "┌" } else { "│" };
            canvas.text(area.rows(y, 1), track, edge);
        }
        let mut lines = self.lines(placed.entry, entry, &line, role, inside);
        lines.truncate(usize::from(area.height));
        for (y, pieces) in (0..).zip(&lines) {
            let here = shifted(inside.rows(y, 1), 1);
            let taken = canvas.pieces(here, pieces);
            // What is for the whole house is seen to be, in every room.
            if placed.everywhere && y == 0 {
                let rest = shifted(here, taken + 1);
                canvas.text(rest, track, &"─".repeat(usize::from(rest.width)));
            }
        }
        canvas.target(inside, Target::Entry(placed.entry));
        // The terminal's cursor stands at the first line.
        for y in (0..area.height).rev().filter(|_| selected) {
            canvas.lift(inside.rows(y, 1), self.app.list_is_active());
        }
    }

    /// What stands in a box: marks and title, then who, then the talks, as far as there is room.
    fn lines(
        &self,
        index: usize,
        entry: &Entry,
        line: &Line,
        role: Role,
        area: Area,
    ) -> Vec<Vec<Piece>> {
        let width = usize::from(area.width.saturating_sub(1));
        let height = usize::from(area.height);
        let mut first = Vec::new();
        let marks = marks::of(self.app, index);
        let signs = [line.sign(), marks.stance, marks.clash, marks.change];
        for (role, sign) in signs.into_iter().flatten() {
            first.push(Piece::new(role, sign));
        }
        if !first.is_empty() {
            first.push(Piece::new(Role::Text, " "));
        }
        let taken: usize = first.iter().map(|piece| text::width(&piece.text)).sum();
        let mut lines: Vec<Vec<Piece>> = Vec::new();
        for title in hung(&entry.title, taken, width, height) {
            let mut pieces = std::mem::take(&mut first);
            pieces.push(Piece::searched(role, Part::Title, title));
            lines.push(pieces);
        }
        let who = rows::who(entry);
        if !who.is_empty() {
            lines.push(vec![Piece::searched(Role::Dim, Part::Person, who)]);
        }
        for talk in self.app.schedule().talks(entry).iter().take(height) {
            lines.push(vec![Piece::searched(
                Role::Dim,
                Part::Title,
                format!("· {}", talk.title),
            )]);
        }
        lines
    }

    /// The selected entry below the grid, however small its box.
    fn selected(&self, canvas: &mut Canvas) {
        let area = self.frame.selected;
        timetable::rule(area, Role::Border, &self.app.left_out(), "", canvas);
        let Some((index, entry)) = self.app.selected_with_index() else {
            return;
        };
        let line = Line::new(self.app, index, entry, false);
        let marks = marks::of(self.app, index);
        let mut signs: Vec<Piece> = [line.sign(), marks.stance, marks.clash, marks.change]
            .into_iter()
            .flatten()
            .map(|(role, sign)| Piece::new(role, sign))
            .collect();
        if !signs.is_empty() {
            signs.push(Piece::new(Role::Text, " "));
        }
        let taken: usize = signs.iter().map(|piece| text::width(&piece.text)).sum();
        let inside = shifted(area.rows(1, area.height), 1);
        let width = usize::from(inside.width.saturating_sub(1));
        let height = usize::from(inside.height);
        let titles = hung(&entry.title, taken, width, height.saturating_sub(1).max(1));
        let below = titles.len();
        for (y, title) in (0..).zip(titles) {
            let here = inside.rows(y, 1);
            let taken = canvas.pieces(here, &std::mem::take(&mut signs));
            canvas.searched(shifted(here, taken), Role::Title, Part::Title, &title);
        }
        let here = inside.rows(u16::try_from(below).unwrap_or(0), 1);
        canvas.pieces(here, &self.facts(entry));
    }

    /// When, how long, where and who.
    fn facts(&self, entry: &Entry) -> Vec<Piece> {
        let app = self.app;
        let schedule = app.schedule();
        let timed = schedule.timed(entry);
        let shown = crate::export::Shown::unmarked(schedule, app.zones().shown());
        let phase = crate::agenda::phase(schedule, timed, app.now());
        let mut pieces = Vec::new();
        if let Some(day) = timed.day.filter(|_| schedule.days().len() > 1) {
            pieces.push(Piece::new(Role::Text, rows::day_name(schedule, day)));
        }
        pieces.extend(shown.span(timed).map(|span| Piece::new(Role::Time, span)));
        let length = rows::length(timed, phase, app.now());
        let running = phase == crate::agenda::Phase::Running;
        if !length.is_empty() {
            let role = if running { Role::Running } else { Role::Dim };
            pieces.push(Piece::new(role, length));
        }
        let room = schedule.room_names(entry);
        pieces.extend(room.map(|room| Piece::searched(Role::Text, Part::Room, room)));
        let who: Vec<&str> = entry
            .people
            .iter()
            .map(|credit| credit.name.as_str())
            .collect();
        if !who.is_empty() {
            pieces.push(Piece::searched(Role::Text, Part::Person, who.join(", ")));
        }
        let track = schedule.track_name(entry).or(entry.kind.as_deref());
        pieces.extend(track.map(|track| Piece::new(Role::Dim, track)));
        let mut room = usize::from(self.frame.selected.width).saturating_sub(2);
        let mut joined = Vec::new();
        for piece in pieces {
            if !joined.is_empty() {
                // A dot with nothing behind it would say that something is missing, but not what.
                if room < DOT.len() + LEGIBLE {
                    break;
                }
                room -= text::width(DOT);
                joined.push(Piece::new(Role::Dim, DOT));
            }
            room = room.saturating_sub(text::width(&piece.text));
            joined.push(piece);
        }
        joined
    }
}

/// Between facts.
const DOT: &str = " · ";
/// Fewer columns of a fact say nothing.
const LEGIBLE: usize = 4;

/// A text in so many lines at most, the first of which has something in front of it.
fn hung(words: &str, taken: usize, width: usize, most: usize) -> Vec<String> {
    // Of a title of a megabyte, no more is broken into lines than decides on those that are shown.
    let words = text::truncate(words, (most + 1) * width.max(1));
    // What stands in front is as wide as so many letters that belong to the first word.
    let padded = format!("{}{words}", "\u{a0}".repeat(taken));
    let mut lines = text::wrap(&padded, width.max(1));
    if let Some(first) = lines.first_mut() {
        *first = first.trim_start_matches('\u{a0}').to_owned();
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        let room = if lines.is_empty() {
            width.saturating_sub(taken)
        } else {
            width
        };
        lines.push(text::truncate(&rest, room).into_owned());
    }
    lines
}
