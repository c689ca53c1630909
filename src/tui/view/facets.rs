//! What there is to choose from, with how many entries each choice would show.
//!
//! ```text
//!  Track
//!  [ ] Ethics, Society & Politics       58
//! ▌[x]▎Security                         41
//! │ │                                    └ among what the rest of the filter lets through
//! │ └ chosen
//! └ the cursor
//! ```

use super::canvas::{Canvas, shifted};
use crate::{
    query::FacetValue,
    text,
    tui::{
        app::{App, FacetRow, Facets},
        geometry::Area,
        marks,
        pointing::Target,
        theme::Role,
    },
};

/// The cursor's mark.
const MARGIN: u16 = 1;

/// `[x] `
const BOX: u16 = 4;

pub(super) fn draw(app: &App, facets: &Facets, area: Area, canvas: &mut Canvas) {
    canvas.target(area, Target::Choices);
    canvas.stand(area);
    if facets.rows().is_empty() {
        return nothing(facets, area, canvas);
    }
    let digits = app.schedule().entries().len().to_string().len();
    let digits = u16::try_from(digits).unwrap_or(u16::MAX);
    let visible = facets.rows().iter().enumerate().skip(facets.top());
    for (y, (position, row)) in (0..).zip(visible.take(usize::from(area.height))) {
        let line = area.rows(y, 1);
        if let FacetRow::Heading(name) = row {
            canvas.text(shifted(line, MARGIN), Role::Heading, name);
        } else if let Some(value) = facets.value(*row) {
            let selected = facets.cursor() == Some(position);
            choice(value, selected, digits, line, canvas);
            // Here one learns which colour is which track's.
            let mark = Area {
                width: 1,
                ..shifted(line, MARGIN + BOX - 1)
            };
            if value.is_track()
                && canvas.has_tracks()
                && let Some(role) = marks::track_named(app.schedule(), &value.label)
            {
                canvas.text(mark, role, "▎");
            }
            canvas.target(line, Target::Choice(position));
        }
    }
}

/// A value; what is chosen is bold and has a cross. Counts have the same columns, whatever they are.
fn choice(value: &FacetValue, selected: bool, digits: u16, line: Area, canvas: &mut Canvas) {
    let (role, count_role) = match (selected, value.chosen) {
        (true, _) => (Role::Selected, Role::Selected),
        (false, true) => (Role::Strong, Role::Strong),
        (false, false) => (Role::Text, Role::Dim),
    };
    let all = line;
    let line = shifted(line, MARGIN);
    // A column of air on the right.
    let line = Area {
        width: line.width.saturating_sub(1),
        ..line
    };
    canvas.text(line, role, if value.chosen { "[x]" } else { "[ ]" });
    canvas.text_right(line, count_role, &value.count.to_string());
    let label = shifted(line, BOX);
    let label = Area {
        width: label.width.saturating_sub(digits + 2),
        ..label
    };
    canvas.text(label, role, &value.label);
    if selected {
        canvas.lift(all, true);
    }
}

fn nothing(facets: &Facets, area: Area, canvas: &mut Canvas) {
    let inside = shifted(area, MARGIN + 1);
    let words = if facets.is_empty() {
        "This schedule offers no choice of day, track, room, kind or language."
    } else {
        "Nothing matches the filter, whatever one chooses."
    };
    let lines = text::wrap(words, usize::from(inside.width.saturating_sub(1)));
    for (y, line) in (1..).zip(lines) {
        canvas.text(inside.rows(y, 1), Role::Dim, &line);
    }
}
