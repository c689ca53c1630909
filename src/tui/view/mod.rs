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
mod completion;
mod events;
mod facets;
mod footer;
mod grid;
mod header;
mod menu;
mod mine;
mod note;
mod page;
mod people;
mod timetable;
mod zones;

use ratatui::buffer::Buffer;

use self::canvas::Canvas;
use super::{
    action::Context,
    app::{App, View},
    geometry::{self, Area, Frame},
    theme::{Look, Role},
};

/// Draws a whole frame. Any size will do.
pub fn draw(app: &App, look: &Look, buffer: &mut Buffer) {
    buffer.set_style(buffer.area, look.theme.ground());
    everything(app, look, buffer);
    look.symbols.apply(buffer);
}

fn everything(app: &App, look: &Look, buffer: &mut Buffer) {
    let mut canvas = Canvas::new(buffer, app.filter().query(), look);
    let frame = app.frame();
    if geometry::is_too_small(app.size()) {
        return too_small(app, &mut canvas);
    }
    header::draw(app, frame.header, &mut canvas);
    body(app, &mut canvas);
    banner::draw(app, app.banner_area(), &mut canvas);
    if let Some(writing) = app.note() {
        note::draw(writing, app.note_area(), &mut canvas);
    }
    footer::draw(app, frame.footer, &mut canvas);
}

/// Where the terminal's cursor stands: where text is typed, if it is.
pub fn cursor(app: &App) -> Option<(u16, u16)> {
    if geometry::is_too_small(app.size()) {
        return None;
    }
    let frame = app.frame();
    if let Some(note) = app.note() {
        return Some(note::cursor(note, app.note_area()));
    }
    if let Some(events) = app.events() {
        return Some(events::cursor(frame.body, events));
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
    match app.view() {
        View::Grid => grid::draw(app, canvas),
        View::People => people::draw(app, area, canvas),
        View::Mine => mine::draw(app, area, canvas),
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
