//! What could be typed next, above the filter prompt.
//!
//! ```text
//! ──────────────────────────────────────────── 2 of 11 ──
//!   Aula Magna                                        12
//! › Lab 3                                              7
//! /day:sat room:"Lab 3"▏                        7 of 120
//! ```

use super::canvas::{Canvas, shifted};
use crate::{
    query::Offer,
    text,
    tui::{
        app::{App, Choices},
        geometry::Area,
        pointing::Target,
        theme::Role,
    },
};

/// Columns before an offer, and between its parts.
const GAP: u16 = 2;

/// Less of an explanation than this says nothing.
const LEGIBLE: u16 = 10;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let (Some(choices), Some(area)) = (app.choices(), app.choices_area()) else {
        return;
    };
    let (top, list) = Choices::parts(area);
    let menu = &choices.menu;
    if top.height > 0 {
        rule(menu.cursor, menu.offers.len(), list.height, top, canvas);
    }
    let columns = Columns::of(&menu.offers, area.width);
    canvas.target(area, Target::Above);
    let visible = menu.visible(usize::from(list.height));
    for ((y, place), (chosen, offer)) in (0..).zip(menu.top..).zip(visible) {
        line(offer, chosen, &columns, list.rows(y, 1), canvas);
        canvas.target(list.rows(y, 1), Target::Completion(place));
    }
}

/// The line between the list and the offers, with how many there are, where not all are in view.
fn rule(cursor: usize, all: usize, height: u16, area: Area, canvas: &mut Canvas) {
    let line = "─".repeat(usize::from(area.width));
    canvas.text(area, Role::Border, &line);
    if all > usize::from(height) {
        let place = format!(" {} of {all} ──", cursor + 1);
        canvas.text_right(area, Role::Border, &place);
    }
}

/// The widths of the parts of an offer.
struct Columns {
    label: u16,
    about: u16,
    count: u16,
}

impl Columns {
    fn of(offers: &[Offer], width: u16) -> Self {
        let count = widest(offers.iter().map(count), width);
        let count_taken = if count > 0 { count + GAP } else { 0 };
        let room = width.saturating_sub(GAP + count_taken + 1);
        let label = widest(offers.iter().map(|offer| &offer.label), room);
        let left = room.saturating_sub(label + GAP);
        let about = widest(offers.iter().map(|offer| &offer.about), left);
        Self {
            label,
            about: if left < LEGIBLE { 0 } else { about },
            count,
        }
    }
}

/// The columns of the widest of these, as far as there are so many.
fn widest(texts: impl Iterator<Item = impl AsRef<str>>, most: u16) -> u16 {
    // A name may be a megabyte long.
    let cut = texts.map(|text| text::width(&text::truncate(text.as_ref(), usize::from(most))));
    u16::try_from(cut.max().unwrap_or(0)).unwrap_or(most)
}

fn count(offer: &Offer) -> String {
    offer
        .count
        .map_or_else(String::new, |count| count.to_string())
}

fn line(offer: &Offer, chosen: bool, columns: &Columns, area: Area, canvas: &mut Canvas) {
    canvas.blank(area);
    let role = if chosen { Role::Selected } else { Role::Text };
    let part = |from: u16, width: u16| {
        let rest = shifted(area, from);
        Area {
            width: width.min(rest.width),
            ..rest
        }
    };
    canvas.text(part(GAP, columns.label), role, &offer.label);
    let mut end = GAP + columns.label;
    if columns.about > 0 {
        canvas.text(part(end + GAP, columns.about), Role::Dim, &offer.about);
        end += GAP + columns.about;
    }
    canvas.text_right(part(end + GAP, columns.count), role, &count(offer));
    if chosen {
        canvas.lift(area, true);
        canvas.text(area, role, "›");
    }
}
