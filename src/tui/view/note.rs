//! The editor of a note, over the lower part of the screen.
//!
//! ```text
//! ─ Note: Session II: Efficient (and Open) Implementations ─────────── 3 of 9 ─
//!  Ask about the kernels.
//!  Sit in front▏
//!  Esc keep and close  ⏎ new line
//! ```

use super::canvas::{Canvas, shifted};
use crate::{
    text,
    tui::{app::Note, geometry::Area, pointing::Target, theme::Role},
};

pub(super) fn draw(note: &Note, area: Area, canvas: &mut Canvas) {
    canvas.target(area, Target::Note);
    let (heading, lines) = Note::parts(area);
    let shown = note.rows(lines.width);
    let text = note.text();
    for y in 0..area.height {
        canvas.blank(area.rows(y, 1));
    }
    let place = (shown.rows.len() > usize::from(lines.height))
        .then(|| format!(" {} of {} ─", shown.row + 1, shown.rows.len()));
    head(note, place.as_deref().unwrap_or_default(), heading, canvas);
    let visible = shown.rows.iter().skip(note.top());
    for (y, row) in (0..lines.height).zip(visible) {
        // Blanks that hang over would be cut with an ellipsis.
        let row = text.get(row.clone()).unwrap_or_default().trim_end();
        canvas.text(lines.rows(y, 1), Role::Text, row);
    }
    if text.is_empty() {
        let hint = "Type your note; it is kept as you type";
        canvas.text(shifted(lines, 1), Role::Dim, hint);
    }
}

fn head(note: &Note, place: &str, area: Area, canvas: &mut Canvas) {
    if area.height == 0 {
        return;
    }
    let line = "─".repeat(usize::from(area.width));
    canvas.text(area, Role::Border, &line);
    let right = text::width(place);
    let room = usize::from(area.width).saturating_sub(right + 5);
    let about = if note.is_gone() {
        " (not in the schedule any more)"
    } else {
        ""
    };
    let title = format!("Note: {}{about}", note.title());
    let title = format!(" {} ", text::truncate(&title, room));
    canvas.text(shifted(area, 1), Role::Heading, &title);
    canvas.text_right(area, Role::Border, place);
}

/// The cursor in the text.
pub(super) fn cursor(note: &Note, area: Area) -> (u16, u16) {
    let (_, lines) = Note::parts(area);
    let shown = note.rows(lines.width);
    let below = shown.row.saturating_sub(note.top());
    let below = u16::try_from(below).unwrap_or(0);
    let column = u16::try_from(shown.column).unwrap_or(0);
    (
        lines.x + column.min(lines.width.saturating_sub(1)),
        lines.y + below.min(lines.height.saturating_sub(1)),
    )
}
