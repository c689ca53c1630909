//! A page: a document, scrolled, with a mark at what the cursor is on.

use super::canvas::{Canvas, shifted};
use crate::tui::{
    app::{App, Page},
    geometry::Area,
    page::{Item, Line, Piece},
    pointing::Target,
    theme::Role,
};

pub(super) fn draw(app: &App, page: &Page, area: Area, canvas: &mut Canvas) {
    let document = app.document();
    let active = app.top_page().is_some();
    canvas.target(area, Target::Page);
    if active {
        canvas.stand(area);
    }
    let visible = document
        .lines
        .iter()
        .skip(page.top)
        .take(usize::from(area.height));
    let mut stands = None;
    for (y, line) in (0..).zip(visible) {
        let here = area.rows(y, 1);
        let selected = active && line.item.is_some_and(|item| item == page.cursor);
        let taken = if selected {
            let taken = canvas.pieces(here, &lifted(line));
            canvas.lift(here, true);
            stands = stands.or(Some(here));
            taken
        } else {
            canvas.pieces(here, &line.pieces)
        };
        let Some(place) = line.item else { continue };
        canvas.target(here, Target::Item(place));
        let target = document.items.get(place).map(|item| &item.target);
        if let Some(Item::Link(url)) = target {
            let text = Area {
                width: taken.min(here.width),
                ..here
            };
            canvas.link(shifted(text, ITEM_INDENT), url);
        }
    }
    // Of an item of several lines, the first one is read first.
    if let Some(first) = stands {
        canvas.stand(first);
    }
}

/// The columns before an item.
const ITEM_INDENT: u16 = 2;

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
