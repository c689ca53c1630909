//! Drawing: from the state to cells. Nothing here changes the state.
//!
//! ```text
//!  ES-FoMo II        Sat 27 Jul 2024                        11:10 Vienna (CEST, +02)   header
//!    9:00  Opening remarks                                          remarks · 15 min   list
//!    9:15  📈 Session I: Emerging Architectures                        session · 1 h
//!            A Deep Dive into State-Space Models                           Albert Gu
//!  ─ 11:10 ───────────────────────────────────────────────────────────────── now ─
//! ▌▶11:00  🚀 Session II: Efficient (and Open) …              session · 50 min left
//!  j k move  ⏎ open  / filter  z zone  n now  ? help  q quit                  15 entries   footer
//! ```

mod banner;
mod canvas;
mod changes;
mod check;
mod completion;
mod events;
mod facets;
mod footer;
mod grid;
mod header;
mod menu;
mod mine;
mod note;
mod overview;
mod page;
mod palette;
mod people;
mod strip;
mod timetable;
mod zones;

use ratatui::{buffer::Buffer, layout::Rect};

pub use self::canvas::Drawn;

use self::canvas::Canvas;
use super::{
    action::Context,
    app::{App, View},
    geometry::{self, Area, Frame, Size},
    pointing::Target,
    theme::{Look, Role},
};

/// Draws a whole frame, and says what is where in it. Any size will do.
pub fn draw(app: &App, look: &Look, buffer: &mut Buffer) -> Drawn {
    buffer.set_style(buffer.area, look.theme.ground());
    let drawn = everything(app, look, buffer);
    look.symbols.apply(buffer);
    drawn
}

fn everything(app: &App, look: &Look, buffer: &mut Buffer) -> Drawn {
    let mut canvas = Canvas::new(buffer, app.filter().query(), look);
    let frame = app.frame();
    if geometry::is_too_small(app.size()) {
        too_small(app, &mut canvas);
        return canvas.finish();
    }
    canvas.bar(frame.header);
    header::draw(app, frame.header, &mut canvas);
    overview::draw(app, frame.overview, &mut canvas);
    body(app, &mut canvas);
    banner::draw(app, app.banner_area(), &mut canvas);
    if let Some(writing) = app.note() {
        note::draw(writing, app.note_area(), &mut canvas);
    }
    canvas.bar(frame.footer);
    footer::draw(app, frame.footer, &mut canvas);
    if let Some(place) = typing_place(app) {
        canvas.type_at(place);
    }
    canvas.finish()
}

/// What is to be seen in a cell. Drawn anew: a click is rare, and what it hits is then what is seen.
pub fn target(app: &App, look: &Look, column: u16, row: u16) -> Target {
    let Size { columns, rows } = app.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    draw(app, look, &mut buffer).targets.at(column, row)
}

/// Where text is typed, if it is.
fn typing_place(app: &App) -> Option<(u16, u16)> {
    let frame = app.frame();
    if let Some(note) = app.note() {
        return Some(note::cursor(note, app.note_area()));
    }
    if let Some(events) = app.events() {
        return Some(events::cursor(frame.body, events));
    }
    if let Some(palette) = app.palette() {
        return Some(palette::cursor(frame.body, palette));
    }
    match (app.picker(), app.filter().prompt()) {
        (Some(picker), _) => Some(zones::cursor(frame.body, picker)),
        (None, Some(line)) => Some(footer::cursor(app, frame.footer, line)),
        (None, None) => None,
    }
}

fn body(app: &App, canvas: &mut Canvas) {
    let frame = app.frame();
    if let Some(events) = app.events() {
        return events::draw(app, events, frame.body, canvas);
    }
    if let Some(palette) = app.palette() {
        return palette::draw(app, palette, frame.body, canvas);
    }
    if let Some(picker) = app.picker() {
        return zones::draw(app, picker, frame.body, canvas);
    }
    // The help stands above the choices.
    if let (Some(facets), None) = (app.facets(), app.top_page()) {
        if frame.wide {
            list(app, canvas);
            border(&frame, canvas);
        }
        return facets::draw(app, facets, frame.detail, canvas);
    }
    let page = app.shown_page();
    let area = app.page_area();
    let beside = frame.wide && area == frame.detail;
    if (page.is_none() || beside) && area.height > 0 {
        list(app, canvas);
    }
    if let Some(page) = &page {
        page::draw(app, page, area, canvas);
    }
    // The grid alone has all the width.
    let split = page.is_some() || app.view() != View::Grid || app.grid_frame().is_err();
    if beside && split {
        border(&frame, canvas);
    }
    if app.context() == Context::Filter {
        completion::draw(app, canvas);
    }
}

fn list(app: &App, canvas: &mut Canvas) {
    let area = app.frame().list;
    canvas.target(area, Target::List);
    canvas.stand(area);
    match app.view() {
        View::Grid => grid::draw(app, canvas),
        View::People => people::draw(app, area, canvas),
        View::Mine => mine::draw(app, area, canvas),
        View::Changes => changes::draw(app, canvas),
        View::Check => check::draw(app, canvas),
        View::Timetable | View::About => timetable::draw(app, area, canvas),
    }
}

/// The line between two panes.
fn border(frame: &Frame, canvas: &mut Canvas) {
    let x = frame.list.x + frame.list.width;
    for y in 0..frame.body.height {
        let cell = Area {
            x,
            width: 1,
            ..frame.body.rows(y, 1)
        };
        canvas.text(cell, Role::Border, "│");
    }
}

/// What fits of a word that says why nothing else is shown.
fn too_small(app: &App, canvas: &mut Canvas) {
    let size = app.size();
    let all = Area {
        x: 0,
        y: 0,
        width: size.columns,
        height: size.rows,
    };
    let least = geometry::SMALLEST;
    let words = format!("fomo needs {}x{}", least.columns, least.rows);
    let lines = crate::text::wrap(&words, usize::from(size.columns));
    for (row, line) in (0..).zip(lines) {
        canvas.text(all.rows(row, 1), Role::Text, &line);
    }
}
