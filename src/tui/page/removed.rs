//! The page of an entry that is no longer in the schedule: what it was when the reader saw it.

use super::{Builder, Piece};
use crate::{
    schedule::diff::Known,
    tui::{app::App, theme::Role},
    zone::{clock, full_day},
};

pub(super) fn build(app: &App, was: &Known, page: &mut Builder) {
    page.text(Role::Title, &was.title);
    page.gap();
    page.text(Role::Error, "No longer in the schedule");
    let shown = app.zones().shown();
    match was.start {
        Some(start) => {
            let day = app.schedule().event().day_of(start);
            let mut span = clock(shown, start, Some(day));
            if let Some(end) = was.end {
                span = format!("{span}–{}", clock(shown, end, Some(day)));
            }
            page.pieces(vec![
                Piece::new(Role::Text, format!("It was on {} · ", full_day(day))),
                Piece::new(Role::Time, span),
                Piece::new(Role::Text, format!(" {}", shown.label(start))),
            ]);
        }
        None => page.text(Role::Dim, "It had no time of its own"),
    }
    let rooms = was.rooms.join(", ");
    for line in [rooms, was.people.join(", ")] {
        if !line.is_empty() {
            page.text(Role::Text, &line);
        }
    }
}
