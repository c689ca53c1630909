//! What is selected once more, with all its words: below a list whose lines are too short for them.
//!
//! ```text
//!  ────────────────────────────────────────────────────────
//!  Efficient Implementations
//!  was 11:00, 15 min later · Lehar 1 → Lehar 2
//! ```

use super::canvas::{Canvas, shifted};
use crate::{
    text,
    tui::{geometry::Area, theme::Role},
};

/// Paragraphs below each other, each with its role; the first one gets the lines that the others leave.
pub(super) fn draw(paragraphs: &[(Role, &str)], strip: Area, canvas: &mut Canvas) {
    if strip.height == 0 {
        return;
    }
    let rule = "─".repeat(strip.width.into());
    canvas.text(strip.rows(0, 1), Role::Border, &rule);
    let area = shifted(strip, 1);
    let width = usize::from(area.width.saturating_sub(1));
    let mut room = usize::from(strip.height.saturating_sub(1));
    let mut y = 1;
    for (number, (role, words)) in paragraphs.iter().enumerate() {
        let others = paragraphs.len() - number - 1;
        let lines = shortened(words, width, room.saturating_sub(others).max(1));
        room = room.saturating_sub(lines.len());
        for line in lines {
            canvas.text(area.rows(y, 1), *role, &line);
            y += 1;
        }
    }
}

/// A text in so many lines; what does not fit is cut.
fn shortened(words: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = text::wrap(words, width);
    if lines.len() > most {
        let rest = lines.split_off(most - 1);
        lines.push(text::truncate(&rest.join(" "), width).into_owned());
    }
    lines
}
