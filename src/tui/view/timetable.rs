//! The timetable: one line per entry, in columns that stay where they are while one scrolls.
//!
//! ```text
//! ▌▶★11:00+1▲▎Title of the entry …         who, or what and how long   room
//! │ ││  │  ││└ the colour of the track, where there are several
//! │ ││  │  │└ at the same time as another favourite
//! │ ││  │  └ the date is not the event's day
//! │ ││  └ start        └ talks are indented
//! │ │└ favourite; ! a must
//! │ └ running; ✗ cancelled, ? to be confirmed, - hidden
//! └ the cursor
//! ```
//!
//! What begins when the line above does has its time dimmed, so that entries of the same time are seen as a block, and each line
//! still says when it begins. What runs says how long it still does, behind who speaks where there is room for both.
//!
//! Where the best match comes first, every line says its day, and a talk without a time that of its session:
//!
//! ```text
//! ▌   Sat (13:00)  A talk without a time            talk                      Hall A
//! ```

use chrono::{DateTime, Utc};

use super::canvas::{Canvas, shifted};
use crate::{
    agenda::{self, Phase},
    query::Part,
    schedule::{Entry, Level, Status},
    text,
    tui::{
        action::{Action, Context},
        app::App,
        geometry::Area,
        marks::{self, Symbol},
        pointing::Target,
        rows::{self, Row},
        theme::Role,
    },
    zone::{clock, full_day},
};

/// Widths of the columns for a list of some width.
struct Columns {
    /// Day and gap, where lines say their day.
    day: u16,
    /// The bracket before a time that is its session's.
    bracket: u16,
    /// What hangs over behind the digits: `+1`, and the other bracket.
    over: u16,
    who: u16,
    room: u16,
}

/// The cursor's mark, the running mark and the reader's own.
pub(super) const MARGIN: u16 = 3;
pub(super) const GAP: u16 = 2;

impl Columns {
    fn of(app: &App, width: u16) -> Self {
        let measures = app.measures();
        let columns = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(most).min(most);
        let ranked = app.is_ranked();
        let day = match columns(measures.day, 6) {
            1.. if ranked => columns(measures.day, 6) + 1,
            _ => 0,
        };
        let bracket = u16::from(ranked && measures.borrowed);
        let shift = if measures.shifted { 2 } else { 0 };
        // On narrow terminals the title has it all.
        let on = agenda::event_phase(app.schedule(), app.now()) == Phase::Running;
        let roomy = on && width >= WITH_LEFT;
        let (who, room) = match (width, measures.room) {
            (..56, _) => (0, 0),
            (_, 0) => (columns(measures.who.max(LONGEST_WHAT), width / 3), 0),
            (_, room) if roomy => (
                columns(measures.who.max(LONGEST_LENGTH) + LEFT, width / 10 * 3),
                columns(room, width / 6),
            ),
            (..72, room) => (0, columns(room, width / 4)),
            (_, room) => (
                columns(measures.who.max(LONGEST_LENGTH), width / 5),
                columns(room, width / 6),
            ),
        };
        Self {
            day,
            bracket,
            over: shift + bracket,
            who,
            room,
        }
    }

    /// The column of the time, with all that belongs to it.
    fn time(&self) -> u16 {
        self.day + self.bracket + DIGITS + self.over
    }
}

/// `11:00`
const DIGITS: u16 = 5;

/// From this width on, there is room for who speaks and for how long they still do, while the event is on.
const WITH_LEFT: u16 = 96;

/// `  ▰▰▱▱ 20 min left`
const LEFT: usize = 18;

/// The parts of the bar of what runs.
const BAR: i64 = 4;

/// `poster session · ~50 min left`
const LONGEST_WHAT: usize = 29;

/// `~2 h 20 left`
const LONGEST_LENGTH: usize = 12;

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let rows = app.rows();
    if rows.is_empty() {
        return nothing(app, area, canvas);
    }
    let columns = Columns::of(app, area.width);
    let cursor = app.cursor();
    let top = app.timetable().top;
    let visible = rows
        .iter()
        .enumerate()
        .skip(top)
        .take(usize::from(area.height));
    let mut above = start_above(app, rows, top);
    for (y, (position, row)) in (0..).zip(visible) {
        let line = area.rows(y, 1);
        match row {
            Row::Day(day) => {
                let name = day.map_or_else(|| "Without a time".to_owned(), full_day);
                rule(line, Role::Heading, &name, "", canvas);
            }
            Row::Now => now_line(app, line, canvas),
            Row::Entry { index, context } => {
                if let Some(entry) = app.schedule().entry(*index) {
                    let selected = cursor == Some(position);
                    let mut on_the_way = Line::new(app, *index, entry, *context);
                    on_the_way.repeats = entry.start.is_some() && entry.start == above;
                    on_the_way.draw(selected, &columns, line, canvas);
                    canvas.target(line, Target::Entry(*index));
                }
            }
        }
        above = start_of_block(app, *row, above);
    }
}

/// When the block began to which a line belongs, for the line below it. A heading begins another one; a talk without a time
/// changes nothing.
fn start_of_block(app: &App, row: Row, above: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    let entry = row.entry().and_then(|index| app.schedule().entry(index))?;
    if app.is_ranked() {
        return None;
    }
    entry.start.or(above)
}

/// The same for the first line that is to be seen.
fn start_above(app: &App, rows: &[Row], top: usize) -> Option<DateTime<Utc>> {
    let above = rows.get(..top).unwrap_or_default().iter().rev();
    let entries = above.map_while(|row| row.entry());
    let mut entries = entries.filter_map(|index| app.schedule().entry(index));
    entries
        .find_map(|entry| entry.start)
        .filter(|_| !app.is_ranked())
}

/// ` ─ 11:10 ─────────── now ─`
pub(super) fn now_line(app: &App, line: Area, canvas: &mut Canvas) {
    let zone = app.zones().shown();
    let day = |now| app.schedule().event().day_of(now);
    let time = app.now().map(|now| clock(zone, now, Some(day(now))));
    let time = time.unwrap_or_default();
    rule(line, Role::Now, &time, "now", canvas);
}

/// ` ─ left ──────────── right ─`
pub(super) fn rule(line: Area, role: Role, left: &str, right: &str, canvas: &mut Canvas) {
    let width = usize::from(line.width);
    let right = if right.is_empty() {
        String::new()
    } else {
        format!(" {right} ─")
    };
    let left = if left.is_empty() {
        String::new()
    } else {
        format!(" ─ {left} ")
    };
    let filling = width.saturating_sub(text::width(&left) + text::width(&right));
    canvas.text(line, role, &format!("{left}{}{right}", "─".repeat(filling)));
}

/// An entry on its way to a line.
pub(super) struct Line<'a> {
    app: &'a App,
    index: usize,
    entry: &'a Entry,
    phase: Phase,
    /// It is over, does not take place, or is there for its talks only.
    faint: bool,
    /// It stands by itself, without its session above it.
    alone: bool,
    /// It begins when what is above it does.
    repeats: bool,
}

impl<'a> Line<'a> {
    pub(super) fn new(app: &'a App, index: usize, entry: &'a Entry, context: bool) -> Self {
        let phase = agenda::phase(app.schedule(), entry, app.now());
        let cancelled = entry.status == Status::Cancelled;
        let hidden = app.picks().marks().hidden.contains(&index);
        Self {
            app,
            index,
            entry,
            phase,
            faint: context || cancelled || hidden || phase == Phase::Past,
            alone: app.is_ranked(),
            repeats: false,
        }
    }

    fn is_running(&self) -> bool {
        self.phase == Phase::Running && self.entry.status != Status::Cancelled
    }

    fn is_hidden(&self) -> bool {
        self.app.picks().marks().hidden.contains(&self.index)
    }

    pub(super) fn role(&self) -> Role {
        if self.faint { Role::Dim } else { Role::Text }
    }

    fn draw(&self, selected: bool, columns: &Columns, line: Area, canvas: &mut Canvas) {
        let title_role = match (selected, self.app.list_is_active()) {
            (true, true) => Role::Selected,
            (true, false) => Role::Inactive,
            (false, _) => self.role(),
        };
        self.mark(
            Area {
                width: 1,
                ..shifted(line, 1)
            },
            canvas,
        );
        let marks = marks::of(self.app, self.index);
        if let Some((role, mark)) = marks.stance {
            canvas.text(shifted(line, MARGIN - 1), role, mark);
        }
        let rest = shifted(line, MARGIN);
        self.time(columns, rest, canvas);
        let rest = shifted(rest, columns.time());
        if let Some((role, mark)) = marks.clash {
            canvas.text(rest, role, mark);
        }
        let rest = shifted(rest, GAP);
        let width = |column: u16| if column > 0 { column + GAP } else { 0 };
        let right = width(columns.who) + width(columns.room) + 1;
        let is_talk = self.entry.level == Level::Talk && !self.alone;
        let indent = if is_talk { 2 } else { 0 };
        if !is_talk {
            self.track(shifted(line, MARGIN + columns.time() + GAP - 1), canvas);
        }
        let mut title = shifted(rest, indent);
        if let Some((role, mark)) = marks.change {
            canvas.text(title, role, mark);
            title = shifted(title, 2);
        }
        let title = Area {
            width: title.width.saturating_sub(right),
            ..title
        };
        canvas.searched(title, title_role, Part::Title, &self.entry.title);
        let side = shifted(rest, rest.width.saturating_sub(right) + GAP);
        if columns.who > 0 {
            let area = Area {
                width: columns.who,
                ..side
            };
            self.who_or_what(area, canvas);
        }
        let side = shifted(side, width(columns.who));
        if columns.room > 0
            && let Some(room) = self.room()
        {
            canvas.searched(
                Area {
                    width: columns.room,
                    ..side
                },
                self.role(),
                Part::Room,
                &room,
            );
        }
        if selected {
            canvas.lift(line, self.app.list_is_active());
        }
    }

    /// The room; that of its session goes without saying below it.
    fn room(&self) -> Option<String> {
        if self.alone {
            self.app.schedule().room_names(self.entry)
        } else {
            self.app.schedule().own_room(self.entry)
        }
    }

    /// A thin line in the colour of the track. Its name is told on the page of the entry; where there are no colours, and
    /// where all is of one track, there is nothing to tell.
    fn track(&self, area: Area, canvas: &mut Canvas) {
        let role = match marks::track(self.app.schedule(), self.entry) {
            Some(_) if self.faint => Role::Dim,
            Some(role) => role,
            None => return,
        };
        if canvas.has_tracks() {
            canvas.text(area, role, "▎");
        }
    }

    /// What is not to be told by colour alone.
    pub(super) fn mark(&self, area: Area, canvas: &mut Canvas) {
        if let Some((role, mark)) = self.sign() {
            canvas.text(area, role, mark);
        }
    }

    /// Its state as a symbol, if it is worth one.
    pub(super) fn sign(&self) -> Option<Symbol> {
        match self.entry.status {
            Status::Cancelled => Some((Role::Error, "✗")),
            _ if self.is_hidden() => Some((Role::Dim, "-")),
            _ if self.is_running() => Some((Role::Running, "▶")),
            Status::Tbc => Some((Role::Dim, "?")),
            Status::Confirmed => None,
        }
    }

    /// The start. Hours stand under each other; what shifts the day hangs over to the right.
    fn time(&self, columns: &Columns, area: Area, canvas: &mut Canvas) {
        let schedule = self.app.schedule();
        let timed = if self.alone {
            schedule.timed(self.entry)
        } else {
            self.entry
        };
        let area = Area {
            width: columns.time().min(area.width),
            ..area
        };
        if let Some(day) = timed.day.filter(|_| columns.day > 0) {
            canvas.text(area, self.role(), &rows::day_name(schedule, day));
        }
        let Some(start) = timed.start else {
            return;
        };
        let borrowed = self.entry.start.is_none();
        let role = self.time_role(borrowed);
        let time = clock(self.app.zones().shown(), start, timed.day);
        let sign = time.find(['+', '−']).unwrap_or(time.len());
        let (digits, over) = time.split_at_checked(sign).unwrap_or((&time, ""));
        let (open, close) = if borrowed { ("(", ")") } else { ("", "") };
        let area = shifted(area, columns.day);
        let digits_width = columns.bracket + DIGITS;
        let digits_area = Area {
            width: digits_width.min(area.width),
            ..area
        };
        canvas.text_right(digits_area, role, &format!("{open}{digits}"));
        let rest = shifted(area, digits_width);
        let taken = canvas.text(rest, Role::Strong, over);
        canvas.text(shifted(rest, taken), role, close);
    }

    /// How long it still runs: `▰▰▱▱ 12 min left`.
    fn left(&self) -> Option<String> {
        let now = self.app.now();
        let bar = rows::progress(self.entry, self.phase, now, BAR)?;
        let length = rows::length(self.entry, self.phase, now);
        Some(format!("{bar} {length}"))
    }

    /// How its time is shown, which may be that of its session.
    pub(super) fn time_role(&self, borrowed: bool) -> Role {
        match (self.is_running(), self.faint || borrowed || self.repeats) {
            (true, _) => Role::Running,
            (false, true) => Role::Dim,
            (false, false) => Role::Time,
        }
    }

    /// Who speaks; where nobody is named, what it is and how long it takes. How long it still does stands at the right, behind who
    /// speaks if there is room for both.
    fn who_or_what(&self, area: Area, canvas: &mut Canvas) {
        let who = rows::who(self.entry);
        let left = self.left();
        if !who.is_empty() {
            let taken = canvas.searched(area, self.role(), Part::Person, &who);
            let rest = shifted(area, taken);
            if let Some(left) = left {
                left_behind(&left, shifted(rest, GAP), canvas);
            }
            return;
        }
        if self.entry.level == Level::Talk && !self.alone {
            return;
        }
        let length = rows::length(self.entry, self.phase, self.app.now());
        let role = if self.is_running() {
            Role::Running
        } else {
            Role::Dim
        };
        let kind = self.entry.kind.clone().unwrap_or_default();
        let joint = if kind.is_empty() || length.is_empty() {
            ""
        } else {
            " · "
        };
        // Where there is no room for both, the time is what counts.
        let width = text::width(&kind) + text::width(joint) + text::width(&length);
        if width <= usize::from(area.width) {
            let taken = canvas.searched(area, Role::Dim, Part::Kind, &kind);
            let rest = shifted(area, taken);
            match left.filter(|left| {
                let both = text::width(joint) + text::width(left);
                both <= usize::from(rest.width)
            }) {
                Some(left) => canvas.text(rest, role, &format!("{joint}{left}")),
                None => canvas.text(rest, role, &format!("{joint}{length}")),
            };
        } else {
            let left = left.filter(|left| text::width(left) <= usize::from(area.width));
            canvas.text(area, role, &left.unwrap_or(length));
        }
    }
}

/// What is left, at the right; without its bar where there is room for that only; else nothing, since half a number is another
/// one.
fn left_behind(left: &str, area: Area, canvas: &mut Canvas) {
    let short = left.split_once(' ').map_or(left, |(_, length)| length);
    let fits = |shape: &&str| text::width(shape) <= usize::from(area.width);
    if let Some(shape) = [left, short].into_iter().find(fits) {
        canvas.text_right(area, Role::Running, shape);
    }
}

pub(super) fn nothing(app: &App, area: Area, canvas: &mut Canvas) {
    let inside = shifted(area, MARGIN);
    if app.filter().is_empty() {
        let waiting = app.activity().filter(|activity| activity.can_be_stopped);
        let words = waiting.map_or("This schedule has no entries yet.", |activity| {
            activity.text.as_str()
        });
        canvas.text(inside.rows(1, 1), Role::Dim, words);
        return;
    }
    let width = usize::from(inside.width);
    let query = app.filter().query().text();
    let around = text::width("Nothing matches “”.");
    let shown = text::truncate(query, width.saturating_sub(around));
    let words = format!("Nothing matches “{shown}”.");
    canvas.text(inside.rows(1, 1), Role::Text, &words);
    let choosing = app.facets().filter(|_| app.context() == Context::Facets);
    let [back, filter, clear] =
        [Action::Back, Action::Filter, Action::ClearChoices].map(|action| app.key_of(&action));
    let way_out = match choosing.map(|facets| facets.rows().is_empty()) {
        None => format!("{back} drops the filter, {filter} changes it."),
        Some(false) => format!("{clear} clears the choices, {filter} changes the filter."),
        Some(true) => format!("{filter} changes the filter."),
    };
    let ways = [way_out];
    let ways = ways.into_iter().chain(try_nearly(query, width));
    for (row, words) in (3..).zip(ways) {
        canvas.text(inside.rows(row, 1), Role::Dim, &words);
    }
}

/// Who mistyped a word, or does not know how it is spelled, learns how to find it all the same.
fn try_nearly(query: &str, width: usize) -> Option<String> {
    let word = query.trim();
    if word.chars().count() < 4 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let words = |word: &str| format!("~{word} finds what is nearly that.");
    let all = [words(word), words("word")];
    all.into_iter().find(|words| text::width(words) <= width)
}

/// The same for the list of people.
pub(super) fn nobody(app: &App, area: Area, canvas: &mut Canvas) {
    if app.filter().is_empty() {
        canvas.text(
            shifted(area, MARGIN).rows(1, 1),
            Role::Dim,
            "This schedule names no people.",
        );
        return;
    }
    nothing_here(app, area, "Here, words are those of names.", canvas);
}

/// The same where the filter may find something in the timetable; why that is not listed here.
pub(super) fn nothing_here(app: &App, area: Area, why: &str, canvas: &mut Canvas) {
    nothing(app, area, canvas);
    let entries = app.filter().count().unwrap_or(0);
    if entries > 0 {
        let what = if entries == 1 {
            "entry matches"
        } else {
            "entries match"
        };
        let key = app.key_of(&Action::Timetable);
        let words = format!("{entries} {what} in the timetable ({key}). {why}");
        canvas.text(shifted(area, MARGIN).rows(2, 1), Role::Dim, &words);
    }
}
