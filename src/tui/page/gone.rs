//! The page of what the reader marked and is no longer in the schedule: what it was when it was last seen.

use super::{Builder, Piece};
use crate::{
    favourites::Snapshot,
    tui::{
        action::{Action, Context},
        app::App,
        marks,
        rows::mine,
        theme::Role,
    },
    zone::full_day,
};

pub(super) fn build(app: &App, was: &Snapshot, page: &mut Builder) {
    let schedule = app.schedule();
    page.text(Role::Title, &was.title);
    page.gap();
    page.text(Role::Error, "No longer in the schedule");
    let shown = app.zones().shown();
    let start = was.start.map(|start| mine::instant(schedule, start));
    match start {
        Some(start) => {
            let day = schedule.event().day_of(start);
            let end = was.end.map(|end| mine::instant(schedule, end));
            let span = mine::between(app, start, end.unwrap_or(start), day);
            let span = match end {
                Some(_) => span.as_str(),
                None => span.split('–').next().unwrap_or_default(),
            };
            page.pieces(vec![
                Piece::new(Role::Text, format!("It was on {} · ", full_day(day))),
                Piece::new(Role::Time, span),
                Piece::new(Role::Text, format!(" {}", shown.label(start))),
            ]);
        }
        None => page.text(Role::Dim, "It had no time"),
    }
    if let Some(room) = &was.room {
        page.text(Role::Text, room);
    }
    let gone = app.picks().gone();
    let Some(record) = gone.into_iter().find(|record| record.was == *was) else {
        let undo = app.key_in(Context::Mine, &Action::Undo);
        let words = format!("You do not keep it any more; {undo} undoes that");
        return page.text(Role::Dim, &words);
    };
    if let Some((role, mark)) = marks::stance(record.stance) {
        let words = if role == Role::Must {
            "a must"
        } else {
            "a favourite"
        };
        page.text(role, &format!("{mark} {words}"));
    }
    if let Some(note) = &record.note {
        page.heading("Your note");
        for line in note.lines() {
            page.text(Role::Text, line);
        }
    }
    page.gap();
    let key = app.key_of(&Action::Favourite);
    page.text(Role::Dim, &format!("{key} takes it away."));
}
