//! What all menus look like: a question, what is typed, and the offers below.
//!
//! ```text
//!  Time zone: jst▏
//!
//! ▌ Asia/Tokyo                  JST                 JST, +09      18:10
//! ```

use super::{
    canvas::{Canvas, shifted},
    footer::window,
};
use crate::{
    text,
    tui::{app::Menu, geometry::Area, input::Line, pointing::Target, theme::Role},
};

/// The words of a menu.
pub(super) struct Words<'a> {
    /// What is asked, with a blank on both sides.
    pub(super) question: &'a str,
    /// What can be typed, while nothing is.
    pub(super) hint: &'a str,
    /// What to say where nothing matches.
    pub(super) nothing: &'a str,
}

/// Draws a menu into the areas of the question and of the offers; `offer_line` draws one offer.
pub(super) fn draw<T>(
    menu: &Menu<T>,
    words: &Words,
    (area, list): (Area, Area),
    canvas: &mut Canvas,
    mut offer_line: impl FnMut(&T, bool, Area, &mut Canvas),
) {
    canvas.target(area, Target::Menu);
    let prompt = area.rows(0, 1);
    let taken = canvas.text(prompt, Role::Title, words.question);
    let typing = shifted(prompt, taken);
    let (shown, _) = window(
        &menu.line,
        usize::from(typing.width.saturating_sub(1)).max(1),
    );
    if shown.is_empty() {
        canvas.text(shifted(typing, 1), Role::Dim, words.hint);
    } else {
        canvas.text(typing, Role::Text, &shown);
    }
    if menu.offers.is_empty() {
        canvas.text(shifted(list, 2), Role::Dim, words.nothing);
        return;
    }
    let visible = menu.visible(usize::from(list.height));
    for ((y, place), (selected, offer)) in (0..).zip(menu.top..).zip(visible) {
        let line = list.rows(y, 1);
        canvas.target(line, Target::Offer(place));
        offer_line(offer, selected, shifted(line, 2), canvas);
        if selected {
            canvas.lift(line, true);
        }
    }
}

/// The cursor of the prompt.
pub(super) fn cursor(line: &Line, question: &str, area: Area) -> (u16, u16) {
    let question = text::width(question);
    let room = usize::from(area.width).saturating_sub(question + 1).max(1);
    let (_, column) = window(line, room);
    let x = u16::try_from(question + column)
        .unwrap_or(u16::MAX)
        .min(area.width.saturating_sub(1));
    (area.x + x, area.y)
}
