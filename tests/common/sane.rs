//! What holds for every frame, and for every list, whatever has happened.

use std::collections::{BTreeMap, BTreeSet};

use fomo::tui::{
    action::Context,
    app::{App, CheckRow, View},
    geometry,
    rows::{self, Row, changes::ChangeRow, mine::MineRow},
    terminal::Cursor,
};
use ratatui::buffer::{Buffer, Cell};

use super::viewer::Viewer;

/// Whether something is selected in the list of the present view.
pub(crate) fn something_is_selected(app: &App) -> bool {
    match app.view() {
        View::People => !rows::people(app).is_empty(),
        View::Mine => app.mine().cursor().is_some(),
        View::Changes => app.changes().selected().is_some(),
        View::Check => app.checks().selected().is_some(),
        // All rooms of this day are hidden.
        View::Grid if app.grid_frame().is_ok() && app.grid().plan().boxes.is_empty() => false,
        _ => app.selected_entry().is_some(),
    }
}

/// Whether the list is on the screen, alone or beside a page.
fn list_is_shown(app: &App) -> bool {
    let list = matches!(
        app.context(),
        Context::Timetable
            | Context::People
            | Context::Mine
            | Context::Changes
            | Context::Check
            | Context::Filter
    );
    let beside = matches!(app.context(), Context::Page | Context::Facets);
    let beside = beside && app.frame().wide && app.view() != View::About;
    let grid = app.view() == View::Grid && app.grid_frame().is_ok();
    (list || beside) && !grid
}

/// What a frame always is: drawn twice it is the same, the cursor is where it should be, one selection is in view, and nothing
/// in it moves a terminal.
#[track_caller]
pub(crate) fn frame_is_sound(viewer: &Viewer) {
    let app = &viewer.app;
    let size = app.size();
    let (buffer, drawn) = viewer.frame();
    let (again, drawn_again) = viewer.frame();
    assert!(buffer == again, "drawn twice, it is another frame");
    assert_eq!(
        (&drawn.links, drawn.cursor),
        (&drawn_again.links, drawn_again.cursor)
    );
    let cursor = drawn.cursor;
    if let Some(Cursor { x, y, .. }) = cursor {
        assert!(x < size.columns && y < size.rows, "cursor {:?}", (x, y));
    }
    let prompt = matches!(
        app.context(),
        Context::Filter | Context::Zones | Context::Events | Context::Palette | Context::Note
    );
    let fits = !geometry::is_too_small(size);
    let types = cursor.is_some_and(|cursor| cursor.shown);
    assert_eq!(types, prompt && fits, "whoever types sees where");
    // Whoever listens to the screen is led to what is selected.
    assert_eq!(cursor.is_some(), fits);
    if let Some(Cursor { x, y, shown: false }) = cursor
        && app.list_is_active()
        && something_is_selected(app)
        && !matches!(app.context(), Context::Help)
    {
        assert_eq!(buffer[(x, y)].symbol(), "▌");
    }
    if fits {
        selection_is_in_view(app, &buffer);
    }
    // What is ASCII and printed is neither.
    let plain = |symbol: &str| symbol.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let hostile =
        |cell: &Cell| !plain(cell.symbol()) && fomo::text::clean_line(cell.symbol()).hostile;
    let found = buffer.content().iter().enumerate();
    let found = found
        .filter(|(_, cell)| hostile(cell))
        .map(|(at, cell)| (buffer.pos_of(at), cell));
    let found: Vec<_> = found.collect();
    assert!(found.is_empty(), "hostile characters: {found:?}");
    let area = buffer.area;
    for link in &drawn.links {
        let area_of = link.area;
        let right = u32::from(area_of.x) + u32::from(area_of.width);
        let below = u32::from(area_of.y) + u32::from(area_of.height);
        assert!(
            right <= area.width.into() && below <= area.height.into(),
            "{link:?}"
        );
    }
}

fn selection_is_in_view(app: &App, buffer: &Buffer) {
    if list_is_shown(app) && something_is_selected(app) {
        let list = app.frame().list;
        let marks = (list.y..list.y + list.height)
            .filter(|y| ["▌", "▏"].contains(&buffer[(0, *y)].symbol()));
        assert_eq!(marks.count(), 1, "one selection is in view");
    }
    if let (Context::Grid, Ok(frame)) = (app.context(), app.grid_frame()) {
        let cells = frame.cells;
        let rows = cells.y..cells.y + cells.height;
        let mut all = rows.flat_map(|y| (cells.x..cells.x + cells.width).map(move |x| (x, y)));
        let empty = app.grid().plan().boxes.is_empty();
        let seen = all.any(|place| buffer[place].symbol() == "▌");
        assert!(empty || seen, "the selection is in view");
    }
    if app.context() == Context::Facets
        && app.facets().is_some_and(|facets| !facets.rows().is_empty())
    {
        let area = app.frame().detail;
        let marks = (area.y..area.y + area.height).filter(|y| buffer[(area.x, *y)].symbol() == "▌");
        assert_eq!(marks.count(), 1, "one choice is in view");
    }
}

/// The entries that get through the filter.
pub(crate) fn matching(app: &App) -> BTreeSet<usize> {
    let all = 0..app.schedule().entries().len();
    all.filter(|entry| app.matches(*entry)).collect()
}

/// Each list has what it should have, once, and the cursor stands on something in it.
#[track_caller]
pub(crate) fn lists_are_whole(app: &App) {
    timetable_is_whole(app);
    if app.view() == View::Mine {
        mine_is_whole(app);
    }
    if app.view() == View::Grid && app.grid_frame().is_ok() {
        grid_is_whole(app);
    }
    changes_are_whole(app);
    findings_are_whole(app);
    let people = rows::people(app);
    if app.filter().is_empty() {
        assert_eq!(
            people.len(),
            app.schedule().people().len(),
            "somebody is not listed"
        );
    }
    assert!(
        app.row_of_person(people)
            .is_none_or(|row| row < people.len())
    );
}

fn timetable_is_whole(app: &App) {
    // Lines that are kept are those that would be made now.
    assert_eq!(app.rows(), rows::timetable(app));
    let mut times: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
    for row in app.rows() {
        if let Row::Entry { index, context } = row {
            let seen = times.entry(*index).or_insert((0, *context));
            seen.0 += 1;
        }
    }
    let twice = times.iter().find(|(_, (count, _))| *count > 1);
    assert_eq!(twice, None, "an entry is listed twice");
    let own = times.iter().filter(|(_, (_, context))| !context);
    let own: BTreeSet<usize> = own.map(|(index, _)| *index).collect();
    assert_eq!(own, matching(app), "the list is not what matches");
    if app.filter().is_empty() && app.hidden_count() == 0 {
        assert_eq!(
            times.len(),
            app.schedule().entries().len(),
            "an entry is not listed"
        );
    }
    let cursor = app
        .cursor()
        .map(|row| app.rows().get(row).map(|row| row.entry()));
    assert!(
        !matches!(cursor, Some(None | Some(None))),
        "the cursor is nowhere"
    );
    let marks = app.picks().marks();
    assert!(marks.musts.is_subset(&marks.mine) && marks.hidden.is_disjoint(&marks.mine));
}

fn mine_is_whole(app: &App) {
    let rows = app.mine().rows();
    assert_eq!(rows, rows::mine::rows(app));
    let entries = rows.iter().filter_map(|row| match row {
        MineRow::Entry(index) => Some(*index),
        _ => None,
    });
    let listed: Vec<usize> = entries.collect();
    let all: BTreeSet<usize> = listed.iter().copied().collect();
    assert_eq!(all.len(), listed.len(), "a favourite is listed twice");
    for index in app.picks().mine().filter(|index| app.matches(*index)) {
        assert!(all.contains(&index), "favourite {index} is not listed");
    }
    if app.filter().is_empty() {
        let gone = rows.iter().filter(|row| matches!(row, MineRow::Gone(_)));
        assert_eq!(gone.count(), app.gone().len(), "what is gone is not listed");
    }
    if let Some(row) = app.mine().cursor() {
        assert!(rows[row].is_selectable());
    }
}

fn grid_is_whole(app: &App) {
    let (plan, day) = (app.grid().plan(), app.grid().day());
    for placed in &plan.boxes {
        let fits = placed.x.end <= plan.width() && placed.y.end <= plan.height();
        assert!(
            fits && !placed.x.is_empty() && !placed.y.is_empty(),
            "{placed:?}"
        );
    }
    if !app.left_out().is_empty() {
        return;
    }
    let boxes: BTreeSet<usize> = plan.boxes.iter().map(|placed| placed.entry).collect();
    for index in app.rows().iter().filter_map(|row| row.entry()) {
        let index = app.boxed(index);
        let entry = app.schedule().entry(index).unwrap();
        let own = day.is_some() && app.schedule().listed_day(entry) == day;
        if own && entry.start.is_some() {
            assert!(boxes.contains(&index), "{} has no box", entry.title);
        }
    }
}

fn changes_are_whole(app: &App) {
    let Some(news) = app.changes().news() else {
        return assert!(app.changes().rows().is_empty());
    };
    let rows = app.changes().rows();
    assert_eq!(rows, rows::changes::rows(app, news));
    let changes = rows
        .iter()
        .filter(|row| matches!(row, ChangeRow::Change(_)));
    if app.filter().is_empty() {
        assert_eq!(
            changes.count(),
            news.all().count(),
            "a change is not listed"
        );
    }
    assert!(app.changes().cursor().is_none_or(|row| row < rows.len()));
}

fn findings_are_whole(app: &App) {
    let checks = app.checks();
    let found = checks.rows().iter().filter_map(|row| match row {
        CheckRow::Finding(place) => Some(*place),
        CheckRow::Heading(..) => None,
    });
    let found: Vec<usize> = found.collect();
    assert!(found.iter().all(|place| checks.finding(*place).is_some()));
    if app.filter().is_empty() {
        assert_eq!(
            found.len(),
            app.findings_count().1,
            "a finding is not listed"
        );
    }
    assert!(checks.cursor().is_none_or(|row| row < checks.rows().len()));
}
