//! The people, one per line: name, affiliation, in how many entries.

use super::{
    canvas::{Canvas, shifted},
    timetable,
};
use crate::{
    query::Part,
    tui::{app::App, geometry::Area, pointing::Target, rows, theme::Role},
};

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    let people = rows::people(app);
    if people.is_empty() {
        return timetable::nobody(app, area, canvas);
    }
    let cursor = app.row_of_person(people);
    let widest = u16::try_from(app.measures().name).unwrap_or(u16::MAX);
    let name_width = widest.min(area.width / 2).max(8);
    let visible = people
        .iter()
        .enumerate()
        .skip(app.people().top)
        .take(usize::from(area.height));
    for (y, (position, index)) in (0..).zip(visible) {
        let Some(person) = app.schedule().people().get(*index) else {
            continue;
        };
        let line = area.rows(y, 1);
        let role = match (cursor == Some(position), app.list_is_active()) {
            (true, true) => Role::Selected,
            (true, false) => Role::Inactive,
            (false, _) => Role::Text,
        };
        canvas.target(line, Target::Person(*index));
        let rest = shifted(line, 2);
        let name = Area {
            width: name_width.min(rest.width),
            ..rest
        };
        canvas.searched(name, role, Part::Person, &person.name);
        let entries = app.schedule().entries_of(*index).count();
        let count = match entries {
            1 => "1 entry".to_owned(),
            many => format!("{many} entries"),
        };
        let rest = shifted(rest, name_width + 2);
        let count_width = 11.min(rest.width);
        let affiliation = Area {
            width: rest.width.saturating_sub(count_width + 2),
            ..rest
        };
        canvas.searched(
            affiliation,
            Role::Dim,
            Part::Affiliation,
            person.affiliation.as_deref().unwrap_or_default(),
        );
        let count_area = Area {
            width: count_width,
            ..shifted(rest, rest.width.saturating_sub(count_width + 1))
        };
        canvas.text_right(count_area, Role::Dim, &count);
        if cursor == Some(position) {
            canvas.lift(line, app.list_is_active());
        }
    }
}
