//! The page of a free slot: what is on in it.

use chrono::NaiveDate;

use super::{Builder, Item, entry};
use crate::{
    agenda::Gap,
    schedule::Status,
    tui::{app::App, rows::mine, theme::Role},
    zone::full_day,
};

pub(super) fn build(app: &App, day: NaiveDate, gap: Gap, page: &mut Builder) {
    let schedule = app.schedule();
    let span = mine::between(app, gap.start, gap.end, day);
    page.text(Role::Title, &format!("Free {span}"));
    let words = format!("{} · {}", full_day(day), app.length_of_gap(gap));
    page.text(Role::Dim, &words);
    let gap = mine::what_is_left(app, gap);
    let wanted: Vec<_> = schedule
        .sessions()
        .filter(|(index, entry)| entry.status != Status::Cancelled && app.matches(*index))
        .collect();
    for (heading, begins) in [("Begins", true), ("On already", false)] {
        let mut first = true;
        for (index, session) in wanted.iter().copied() {
            let Some(start) = session.start else {
                continue;
            };
            let here = if begins {
                (gap.start..gap.end).contains(&start)
            } else {
                start < gap.start && session.end.is_some_and(|end| end > gap.start)
            };
            if !here {
                continue;
            }
            if first {
                page.heading(heading);
                first = false;
            }
            let mut pieces = entry::line_of(app, index, session);
            pieces.extend(entry::rooms(schedule, session, Role::Dim, "  "));
            page.item(Item::Entry(session.id.clone()), pieces);
        }
    }
}
