//! The page of a person, with all their entries.

use super::{Builder, Item, Piece, entry};
use crate::{
    tui::{app::App, theme::Role},
    zone::full_day,
};

pub(super) fn build(app: &App, id: &str, page: &mut Builder) {
    let schedule = app.schedule();
    let found = schedule
        .people()
        .iter()
        .enumerate()
        .find(|(_, person)| person.id == id);
    let Some((index, person)) = found else {
        return page.text(Role::Dim, "This person is no longer in the schedule.");
    };
    page.text(Role::Title, &person.name);
    if let Some(affiliation) = &person.affiliation {
        page.text(Role::Text, affiliation);
    }
    let mut day = None;
    for (_, part, role) in schedule.entries_of(index) {
        if day != Some(part.day) {
            day = Some(part.day);
            let name = part
                .day
                .map_or_else(|| "No day is given".to_owned(), full_day);
            page.heading(&name);
        }
        let mut pieces = vec![Piece::new(Role::Time, entry::when_in_list(app, part))];
        pieces.extend(entry::status_mark(part));
        pieces.push(Piece::new(Role::Text, part.title.clone()));
        let others = [
            schedule.room_names(part),
            (role != "speaker").then(|| role.to_owned()),
        ];
        for other in others.into_iter().flatten() {
            pieces.push(Piece::new(Role::Dim, format!("  {other}")));
        }
        page.item(Item::Entry(part.id.clone()), pieces);
    }
    let mut found = Vec::new();
    if let Some(biography) = &person.biography {
        page.gap();
        found = page.markup(biography);
    }
    entry::list_links(&person.links, found, page);
}
