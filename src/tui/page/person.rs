//! The page of a person, with all their entries.

use super::{Builder, Item, Piece, entry};
use crate::{
    query::Part,
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
    page.searched(Role::Title, Part::Person, &person.name);
    if let Some(affiliation) = &person.affiliation {
        page.searched(Role::Text, Part::Affiliation, affiliation);
    }
    let mut day = None;
    for (index, part, role) in schedule.entries_of(index) {
        if day != Some(part.day) {
            day = Some(part.day);
            let name = part
                .day
                .map_or_else(|| "No day is given".to_owned(), full_day);
            page.heading(&name);
        }
        let mut pieces = vec![Piece::new(Role::Time, entry::when_in_list(app, part))];
        pieces.extend(entry::status_mark(part));
        pieces.extend(entry::own_marks(app, index));
        let title = Piece::searched(Role::Text, Part::Title, part.title.clone());
        pieces.push(title);
        pieces.extend(entry::rooms(schedule, part, Role::Dim, "  "));
        if role != "speaker" {
            pieces.push(Piece::new(Role::Dim, format!("  {role}")));
        }
        page.item(Item::Entry(part.id.clone()), pieces);
    }
    let mut found = Vec::new();
    if let Some(biography) = &person.biography {
        page.gap();
        found = page.markup(biography, None);
    }
    entry::list_links(&person.links, found, page);
}
