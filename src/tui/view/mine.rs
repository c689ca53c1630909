//! The reader's own schedule: what they picked by day, what overlaps, where to walk, and when they are free.
//!
//! ```text
//!  ─ Fri 27 Dec 2019 ───────────────────────────────────────────────────────────
//!    11:00–11:30  free for 30 min · 2 begin
//! ▌ !11:30–12:30▲ Title of the entry …                                  Hall A
//!                 ▲ 30 min at the same time as “What begins before it”
//!                 → 5 min from Hall A to Hall B
//!   ★12:35–~13:15 Another one …                                         Hall B
//!  ─ No longer in the schedule ─────────────────────────────────────────────────
//!  ✗★Sat 28 Dec 10:00–11:00  What is gone                               Hall C
//! ```
//!
//! The columns before the time are those of the timetable. On narrow terminals, the lines between entries begin further
//! to the left, and rooms are left out.

use super::{
    canvas::{Canvas, shifted},
    timetable::{self, GAP, MARGIN},
};
use crate::{
    agenda::{Gap, Walk},
    favourites::Record,
    query::Part,
    text,
    tui::{
        action::Action,
        app::App,
        geometry::Area,
        marks,
        pointing::Target,
        rows::mine::{self, MineRow},
        theme::Role,
    },
    zone::{self, full_day},
};

/// From this width on, rooms have a column of their own.
const ROOMY: u16 = 56;

/// Widths of the columns for a list of some width.
struct Columns {
    /// From start to end.
    span: u16,
    room: u16,
    /// Day and time of what is gone.
    gone: u16,
}

impl Columns {
    fn of(app: &App, width: u16) -> Self {
        let measures = app.mine().measures();
        let columns = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(most).min(most);
        Self {
            span: columns(measures.span, width / 2),
            room: match width {
                ..ROOMY => 0,
                _ => columns(measures.room, width / 5),
            },
            gone: columns(measures.gone, width / 2),
        }
    }

    /// Where titles begin.
    fn title(&self) -> u16 {
        MARGIN + self.span + GAP
    }

    /// Where the lines between entries begin.
    fn between(&self, width: u16) -> u16 {
        if width < ROOMY { MARGIN } else { self.title() }
    }
}

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let rows = app.mine().rows();
    if rows.is_empty() {
        return nothing(app, area, canvas);
    }
    let columns = Columns::of(app, area.width);
    let gone = app.gone();
    let visible = rows.iter().enumerate().skip(app.mine().top());
    let visible = visible.take(usize::from(area.height));
    for (y, (position, row)) in (0..).zip(visible) {
        let line = area.rows(y, 1);
        let between = shifted(line, columns.between(area.width));
        let active = app.list_is_active();
        let title_role = match (app.mine().cursor() == Some(position), active) {
            (true, true) => Some(Role::Selected),
            (true, false) => Some(Role::Inactive),
            (false, _) => None,
        };
        if row.is_selectable() {
            canvas.target(line, Target::Row(position));
        }
        match *row {
            MineRow::Day(day) => {
                let name = day.map_or_else(|| "Without a time".to_owned(), full_day);
                timetable::rule(line, Role::Heading, &name, "", canvas);
            }
            MineRow::Now => timetable::now_line(app, line, canvas),
            MineRow::Entry(index) => entry(app, index, title_role, &columns, line, canvas),
            MineRow::Clash {
                other,
                minutes,
                loud,
            } => {
                let role = if loud { Role::Error } else { Role::Clash };
                let words = clash(app, other, minutes, between.width);
                canvas.text(between, role, &words);
            }
            MineRow::Walk(way) => {
                canvas.text(between, Role::Dim, &walk(app, way, between.width));
            }
            MineRow::Free { gap, .. } => {
                let role = title_role.unwrap_or(Role::Dim);
                let time = shifted(line, MARGIN);
                canvas.text(time, role, &mine::span(app, *row));
                let rest = shifted(line, columns.title());
                canvas.text(rest, role, &free(app, gap, rest.width));
            }
            MineRow::GoneHeading => {
                let words = "No longer in the schedule";
                timetable::rule(line, Role::Heading, words, "", canvas);
            }
            MineRow::Gone(place) => {
                if let Some(record) = gone.get(place) {
                    self::gone(app, record, title_role, &columns, line, canvas);
                }
            }
        }
        if title_role.is_some() {
            canvas.lift(line, active);
        }
    }
}

/// The area of the title, and that of the room at its right.
fn parts(rest: Area, columns: &Columns) -> (Area, Area) {
    let right = match columns.room {
        0 => 1,
        room => room + GAP + 1,
    };
    let title = Area {
        width: rest.width.saturating_sub(right),
        ..rest
    };
    let room = Area {
        width: columns.room,
        ..shifted(rest, title.width + GAP)
    };
    (title, room)
}

fn entry(
    app: &App,
    index: usize,
    selected: Option<Role>,
    columns: &Columns,
    line: Area,
    canvas: &mut Canvas,
) {
    let Some(entry) = app.schedule().entry(index) else {
        return;
    };
    let left = !app.picks().stance(index).is_mine();
    let looks = timetable::Line::new(app, index, entry, left);
    let mark = Area {
        width: 1,
        ..shifted(line, 1)
    };
    looks.mark(mark, canvas);
    let marks = marks::of(app, index);
    if let Some((role, mark)) = marks.stance {
        canvas.text(shifted(line, MARGIN - 1), role, mark);
    }
    let time = Area {
        width: columns.span,
        ..shifted(line, MARGIN)
    };
    let borrowed = app.schedule().borrows_time(entry);
    let role = looks.time_role(borrowed);
    canvas.text(time, role, &mine::span(app, MineRow::Entry(index)));
    if let Some((role, mark)) = marks.clash {
        canvas.text(shifted(line, MARGIN + columns.span), role, mark);
    }
    let (title, room) = parts(shifted(line, columns.title()), columns);
    let mut title = title;
    if let Some((role, mark)) = marks.change {
        canvas.text(title, role, mark);
        title = shifted(title, 2);
    }
    let title_role = selected.unwrap_or(looks.role());
    canvas.searched(title, title_role, Part::Title, &entry.title);
    if let Some(name) = mine::room(app.schedule(), index) {
        canvas.searched(room, looks.role(), Part::Room, &name);
    }
}

fn gone(
    app: &App,
    record: &Record,
    selected: Option<Role>,
    columns: &Columns,
    line: Area,
    canvas: &mut Canvas,
) {
    canvas.text(shifted(line, 1), Role::Dim, "✗");
    if let Some((role, mark)) = marks::stance(record.stance) {
        canvas.text(shifted(line, MARGIN - 1), role, mark);
    }
    let when = Area {
        width: columns.gone,
        ..shifted(line, MARGIN)
    };
    let words = mine::when_gone(app, &record.was).unwrap_or_default();
    canvas.text(when, Role::Dim, &words);
    let gap = if columns.gone > 0 { GAP } else { 0 };
    let rest = shifted(line, MARGIN + columns.gone + gap);
    let (title, room) = parts(rest, columns);
    canvas.text(title, selected.unwrap_or(Role::Dim), &record.was.title);
    if let Some(name) = &record.was.room {
        canvas.text(room, Role::Dim, name);
    }
}

/// Fewer columns than this do not tell one title from another.
const LEGIBLE: usize = 20;

/// `▲ 30 min at the same time as “Other”`, in fewer words where there is little room for the title.
fn clash(app: &App, other: usize, minutes: Option<i64>, width: u16) -> String {
    let entry = app.schedule().entry(other);
    let title = entry.map_or("", |entry| entry.title.as_str());
    let minutes = minutes.map(|minutes| format!("{} ", zone::duration(minutes)));
    let minutes = minutes.unwrap_or_default();
    // The quotes, and a column of air at the right.
    let room = |words: &str| usize::from(width).saturating_sub(text::width(words) + 3);
    let long = format!("▲ {minutes}at the same time as ");
    let enough = room(&long) >= LEGIBLE.min(text::width(title));
    let words = if enough {
        long
    } else {
        format!("▲ {minutes}with ")
    };
    let title = text::truncate(title, room(&words));
    format!("{words}“{title}”")
}

/// `→ 5 min from Hall A to Hall B`. Of long names, as much is shown of the one as of the other.
fn walk(app: &App, walk: Walk, width: u16) -> String {
    let room = |index| mine::room(app.schedule(), index).unwrap_or_default();
    let (from, to) = (room(walk.from), room(walk.to));
    let (before, between) = match walk.minutes {
        0 => ("→ no time between ".to_owned(), " and "),
        minutes => (format!("→ {} from ", zone::duration(minutes)), " to "),
    };
    let taken = text::width(&before) + text::width(between) + 1;
    let room = usize::from(width).saturating_sub(taken);
    let left_by = |other: &str| room.saturating_sub(text::width(other)).max(room / 2);
    let (from, to) = (
        text::truncate(&from, left_by(&to)),
        text::truncate(&to, left_by(&from)),
    );
    format!("{before}{from}{between}{to}")
}

/// `free for 1 h 45 · 12 begin, 3 running`, or as much of it as there is room for.
fn free(app: &App, gap: Gap, width: u16) -> String {
    let length = app.length_of_gap(gap);
    let length = if length.ends_with("left") {
        format!("free, {length}")
    } else {
        format!("free for {length}")
    };
    let begin = match gap.begin {
        0 => None,
        1 => Some("1 begins".to_owned()),
        begin => Some(format!("{begin} begin")),
    };
    let run = (gap.run > 0).then(|| format!("{} running", gap.run));
    let counts: Vec<String> = begin.into_iter().chain(run).collect();
    let whole = format!("{length} · {}", counts.join(", "));
    let first = counts.first().map(|first| format!("{length} · {first}"));
    let fits = |words: &String| text::width(words) < usize::from(width);
    let shorter = first.into_iter().chain([length.clone()]);
    let mut all = [whole]
        .into_iter()
        .filter(|_| !counts.is_empty())
        .chain(shorter);
    all.find(fits).unwrap_or(length)
}

/// Where nothing is listed: how to get favourites, or out of the filter.
fn nothing(app: &App, area: Area, canvas: &mut Canvas) {
    if !app.filter().is_empty() {
        return timetable::nothing_here(app, area, "Here are favourites alone.", canvas);
    }
    let inside = shifted(area, MARGIN);
    let width = usize::from(inside.width.saturating_sub(1)).max(1);
    let [key, timetable] = [Action::Favourite, Action::Timetable].map(|action| app.key_of(&action));
    let how = format!(
        "{key} in the timetable ({timetable}) makes one, {key} again a must. Here they stand by day, with what overlaps and your free time."
    );
    let paragraphs = [
        (Role::Text, "You have no favourites here yet."),
        (Role::Dim, how.as_str()),
        (
            Role::Dim,
            "“fomo favourites import FILE” takes over those that you have elsewhere.",
        ),
    ];
    let mut row = 1;
    for (role, words) in paragraphs {
        for line in text::wrap(words, width.min(80)) {
            canvas.text(inside.rows(row, 1), role, &line);
            row += 1;
        }
        row += 1;
    }
}
