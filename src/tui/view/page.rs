//! A page: a document, scrolled, with a mark at what the cursor is on.

use super::canvas::Canvas;
use crate::tui::{
    app::{App, Page},
    geometry::Area,
    page::{Line, Piece},
    theme::Role,
};

pub(super) fn draw(app: &App, page: &Page, area: Area, canvas: &mut Canvas) {
    let document = app.document();
    let active = app.top_page().is_some();
    let visible = document
        .lines
        .iter()
        .skip(page.top)
        .take(usize::from(area.height));
    for (y, line) in (0..).zip(visible) {
        let here = area.rows(y, 1);
        let selected = active && line.item.is_some_and(|item| item == page.cursor);
        if selected {
            canvas.pieces(here, &lifted(line));
            canvas.lift(here, true);
        } else {
            canvas.pieces(here, &line.pieces);
        }
    }
}

/// The line of the item that the cursor is on: its plain text stands out.
fn lifted(line: &Line) -> Vec<Piece> {
    let lift = |piece: &Piece| match piece.role {
        Role::Text | Role::Link => Piece {
            role: Role::Selected,
            ..piece.clone()
        },
        _ => piece.clone(),
    };
    line.pieces.iter().map(lift).collect()
}
