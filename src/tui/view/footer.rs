//! The last line: the keys that work here, a message, or the filter prompt.

use std::ops::Range;

use super::{
    canvas::{Canvas, shifted},
    header::{self, Plan},
};
use crate::{
    text,
    tui::{
        action::{Action, Context},
        app::{App, Message, View},
        geometry::Area,
        input::Line,
        keymap::{Row, pretty_key},
        page::Piece,
        pointing::Target,
        rows,
        theme::Role,
    },
};

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    if let (Some(line), None) = (app.filter().prompt(), app.note()) {
        return prompt(app, line, area, canvas);
    }
    let filter = Plan::of(app, area.width).filter;
    let margin = header::margin(area.width);
    let area = Area {
        x: area.x + margin,
        width: area.width.saturating_sub(2 * margin),
        ..area
    };
    if let Some(message) = app.message() {
        return self::message(app, message, area, canvas);
    }
    let browsing = !matches!(
        app.context(),
        Context::Zones | Context::Events | Context::Palette | Context::Help | Context::Note
    );
    // Elsewhere, Esc is for the menu, the help or the choices.
    let can_be_stopped = browsing && app.context() != Context::Facets;
    let homeless = if filter.is_none() && browsing {
        header::filter_text(app)
    } else {
        None
    };
    if let Some(activity) = app.activity()
        && activity.can_be_stopped
        && can_be_stopped
    {
        let key = app.key_of(&Action::Back);
        return waiting(&key, &activity.text, area, canvas);
    }
    let number = app.pending_number().map(|number| format!("{number}…"));
    let homeless = homeless.filter(|_| number.is_none());
    let right = number.or_else(|| homeless.clone());
    let right = right.unwrap_or_else(|| right_text(app));
    let hints_here = hints_for(app, canvas);
    let all: usize = hints_here.iter().map(hint_width).sum();
    // How many entries there are matters less than what one can do.
    let census = homeless.is_none()
        && app.pending_number().is_none()
        && app.top_page().is_none()
        && app.activity().is_none();
    let width = usize::from(area.width);
    // But what overlaps of the reader's own is what they look there for, and what is hidden must not be forgotten.
    let telling = match app.view() {
        View::Mine | View::Changes | View::Check => true,
        View::Timetable | View::Grid => app.hidden_count() > 0,
        View::People | View::About => false,
    };
    let census = census && (!telling || width < LEAST_WITH_CENSUS);
    let right = if census && all + text::width(&right) > width {
        String::new()
    } else if browsing || app.activity().is_none() {
        right
    } else {
        // What goes on meanwhile matters less than the way out.
        let room = width.saturating_sub(all);
        let right = text::truncate(&right, room).into_owned();
        if room < LEGIBLE { String::new() } else { right }
    };
    let room = width.saturating_sub(text::width(&right) + 2);
    let role = if homeless.is_some() {
        Role::Heading
    } else {
        Role::Dim
    };
    let right = canvas.text_right(area, role, &right);
    if homeless.is_some() {
        canvas.target(right, Target::Filter);
    }
    draw_hints(&hints(&hints_here, room), area, canvas);
}

/// In fewer columns than this, keys matter more than what overlaps or is hidden.
const LEAST_WITH_CENSUS: usize = 56;

/// Fewer columns than this say nothing.
const LEGIBLE: usize = 12;

/// What the reader waits for, and how to stop it.
fn waiting(key: &str, text: &str, area: Area, canvas: &mut Canvas) {
    let hint = [Piece::new(Role::Key, key), Piece::new(Role::Dim, " stop  ")];
    let width = canvas.pieces(area, &hint);
    let back = Target::Key(Box::new(Action::Back));
    canvas.target(Area { width, ..area }, back);
    canvas.text(shifted(area, width), Role::Text, text);
}

/// A message; one that is longer than the line goes up over the body, for it may end with what
/// matters, but never over the cursor.
fn message(app: &App, message: &Message, area: Area, canvas: &mut Canvas) {
    let role = role_of(message);
    let width = usize::from(area.width);
    let mut lines = text::wrap(&message.text, width);
    let most = lines_below_cursor(app) + 1;
    let height = u16::try_from(lines.len()).unwrap_or(most).clamp(1, most);
    let rest = lines.split_off(lines.len().min(usize::from(height) - 1));
    // Where there is no room for all of it, it says so.
    lines.push(text::truncate(&rest.join(" "), width).into_owned());
    let top = (area.y + 1).saturating_sub(height);
    for (y, line) in (top..).zip(&lines) {
        let here = Area { y, ..area };
        let whole = Area {
            y,
            ..app.frame().footer
        };
        canvas.blank(whole);
        canvas.bar(whole);
        canvas.text(here, role, line);
        canvas.target(here, Target::Above);
    }
}

fn role_of(message: &Message) -> Role {
    if message.error {
        Role::Error
    } else {
        Role::Text
    }
}

/// The lines that a message may cover: of the body, and the banner below it.
fn lines_below_cursor(app: &App) -> u16 {
    if app.note().is_some() {
        return 0;
    }
    let banner = app.banner_area().height;
    banner + list_lines_below_cursor(app)
}

fn list_lines_below_cursor(app: &App) -> u16 {
    let height = app.list_area().height;
    if let (None, View::Grid, Ok(grid)) = (app.top_page(), app.view(), app.grid_frame()) {
        // What is selected stands there once more.
        return grid.selected.height;
    }
    let (cursor, top) = match (app.top_page(), app.view()) {
        (Some(_), _) | (None, View::About) => return height / 2,
        (None, View::Timetable | View::Grid) => (app.cursor(), app.timetable().top),
        (None, View::People) => (app.row_of_person(rows::people(app)), app.people().top),
        (None, View::Mine) => (app.mine().cursor(), app.mine().top()),
        (None, View::Changes) => (app.changes().cursor(), app.changes().top()),
        (None, View::Check) => (app.checks().cursor(), app.checks().top()),
    };
    let below = |cursor: Option<usize>, top: usize| {
        let line = cursor.and_then(|cursor| u16::try_from(cursor.saturating_sub(top)).ok());
        line.map_or(height / 2, |line| height.saturating_sub(line + 1))
    };
    let choices = app
        .facets()
        .map(|facets| below(facets.cursor(), facets.top()));
    // What is chosen from stands beside the list, or in its place.
    match choices {
        Some(choices) if app.frame().wide => choices.min(below(cursor, top)),
        Some(choices) => choices,
        None => below(cursor, top),
    }
}

/// The hints of this place, without those that would lead nowhere.
fn hints_for(app: &App, canvas: &Canvas) -> Vec<Hint> {
    let choosing = app.context() == Context::Facets;
    let choices = app.facets().is_some_and(|facets| !facets.rows().is_empty());
    let empty = app.context() == Context::Mine && app.mine().cursor().is_none();
    let here = |row: &&Row| match row.binding.action {
        Action::Down | Action::Open | Action::Favourite if empty => false,
        // There is little room beside what can be done with the choices.
        Action::Zones => !choosing,
        Action::Toggle | Action::ClearChoices => choices,
        Action::Down => choices || !choosing,
        Action::Help => !app.shows_all_keys(),
        Action::Timetable => app.view() == View::Grid && app.top_page().is_none(),
        Action::Right | Action::NextDay => app.grid_frame().is_ok(),
        Action::Grid => app.view() != View::Grid,
        Action::People => app.view() != View::People,
        // Who has marked something wants to know where it is listed.
        Action::Mine => app.view() != View::Mine && has_marked(app),
        Action::About => app.view() != View::About,
        Action::Changes => app.view() != View::Changes,
        Action::Favourite if app.view() == View::Changes && app.top_page().is_none() => {
            app.entry_of_change().is_some()
        }
        Action::SeeAll => app.changes_count().0 > 0,
        Action::Check => app.view() != View::Check,
        Action::Open => app.context() != Context::Page || !app.document().items.is_empty(),
        _ => true,
    };
    let keymap = app.keymap();
    let rows = keymap.in_context(app.context()).filter(here);
    let hints = rows.filter_map(|row| {
        let binding = row.binding;
        Some((binding.action.clone(), keys_of(app, row)?, binding.hint?))
    });
    // Among offers, keys do the same to something smaller.
    let offers = app.context() == Context::Filter && app.choices().is_some();
    let worded = hints.map(|(action, keys, word)| match action {
        Action::Complete if offers => (action, keys, "next"),
        Action::Cancel if offers => (action, keys, "undo"),
        _ => (action, keys, word),
    });
    worded
        .map(|(action, keys, word)| (action, canvas.keys(&keys), word))
        .collect()
}

/// The key of a row, as short as can be; beside that of a motion, the one for the other direction.
fn keys_of(app: &App, row: &Row) -> Option<String> {
    let first = |row: &Row| {
        row.keys.first().map(|key| match key.as_ref() {
            "<enter>" => "⏎".to_owned(),
            key => pretty_key(key),
        })
    };
    let key = first(row)?;
    let (other, in_front) = match row.binding.action {
        Action::Down => (Action::Up, false),
        Action::Up => (Action::Down, false),
        Action::Right => (Action::Left, true),
        Action::NextDay => (Action::PreviousDay, true),
        _ => return Some(key),
    };
    let mut rows = app.keymap().in_context(app.context());
    let other = rows.find(|row| row.binding.action == other).and_then(first);
    Some(match (other, in_front) {
        (Some(other), true) => format!("{other} {key}"),
        (Some(other), false) => format!("{key} {other}"),
        (None, _) => key,
    })
}

fn has_marked(app: &App) -> bool {
    let picks = app.picks();
    !picks.marks().mine.is_empty() || !picks.gone().is_empty()
}

/// What is done, its keys and a word for it.
type Hint = (Action, String, &'static str);

/// The columns of a hint, and of the gap behind it.
fn hint_width((_, keys, word): &Hint) -> usize {
    text::width(keys) + 1 + text::width(word) + 2
}

/// As many hints as fit, whole ones only.
fn hints(hints: &[Hint], room: usize) -> Vec<Hint> {
    let mut kept = hints.to_vec();
    // What a reader can do without, or finds by himself, goes first; the way to the help goes last.
    let dispensable = [
        "about",
        "people",
        "grid",
        "list",
        "days",
        "now",
        "zone",
        "quit",
        "filter",
        "favourite",
        "mine",
        "open",
        "back",
        "move",
        "clear",
        "edit",
        "new line",
        "all keys",
    ];
    while kept.iter().map(hint_width).sum::<usize>() > room + 2 && !kept.is_empty() {
        let next = dispensable
            .iter()
            .find_map(|word| kept.iter().position(|hint| hint.2 == *word));
        let last = || kept.iter().rposition(|hint| hint.2 != "help");
        kept.remove(next.or_else(last).unwrap_or(0));
    }
    kept
}

/// Hints one after another; a click on one does it.
fn draw_hints(hints: &[Hint], area: Area, canvas: &mut Canvas) {
    let mut rest = area;
    for (action, keys, word) in hints {
        let here = rest;
        let pieces = [
            Piece::new(Role::Key, keys.as_str()),
            Piece::new(Role::Dim, format!(" {word}  ")),
        ];
        let taken = canvas.pieces(here, &pieces);
        let width = taken.saturating_sub(2);
        let target = Target::Key(Box::new(action.clone()));
        canvas.target(Area { width, ..here }, target);
        rest = shifted(here, taken);
    }
}

/// How many entries there are, or how much of the page is below, or what goes on meanwhile.
fn right_text(app: &App) -> String {
    if let Some(activity) = app.activity() {
        return activity.text.clone();
    }
    let menu = app.picker().is_some()
        || app.events().is_some()
        || app.palette().is_some()
        || app.note().is_some();
    match app.top_page() {
        _ if menu => String::new(),
        Some(page) => {
            let lines = app.document().lines.len();
            let below = lines.saturating_sub(page.top + usize::from(app.page_area().height));
            match below {
                0 => String::new(),
                1 => "1 more line ↓".to_owned(),
                lines => format!("{lines} more lines ↓"),
            }
        }
        None if app.filter().is_empty() => header::count(app),
        None => String::new(),
    }
}

/// The filter prompt. What is wrong with what is typed is underlined, and said beside it.
///
/// ```text
/// /gu▏                                   1 of 21  ⏎ keep  Esc drop  Tab complete
/// /is:nwo▏  “nwo” is not one of them; expected now, next, past, …      1 of 21
/// ```
fn prompt(app: &App, line: &Line, area: Area, canvas: &mut Canvas) {
    let note = Note::of(app);
    let room = typing_room(note.as_ref(), area);
    let (shown, _) = window(line, room);
    canvas.target(area, Target::Above);
    canvas.text(area, Role::Key, "/");
    let typed = shifted(area, 1);
    let taken = canvas.text(typed, Role::Text, &shown);
    if let Some(error) = app.filter().error() {
        let place = columns_of(&error.span, line, &shown, room);
        let from = shifted(typed, place.start);
        let width = place.len().min(usize::from(from.width));
        let width = u16::try_from(width).unwrap_or(0);
        canvas.underline(Area { width, ..from }, Role::Error);
    }
    let mut rest = shifted(typed, taken + 2);
    let count = if app.filter().is_empty() {
        String::new()
    } else {
        format!("{}  ", header::count(app))
    };
    let mut right = Vec::new();
    match note {
        Some(note) => {
            let said = canvas.text(rest, note.role, &note.text);
            rest = shifted(rest, said + 2);
        }
        None => right.extend(hints(&hints_for(app, canvas), usize::from(area.width) / 2)),
    }
    let width = text::width(&count) + right.iter().map(hint_width).sum::<usize>();
    if width <= usize::from(rest.width) {
        let from = usize::from(rest.width) - width;
        let here = shifted(rest, u16::try_from(from).unwrap_or(0));
        let taken = canvas.text(here, Role::Text, &count);
        draw_hints(&right, shifted(here, taken), canvas);
    }
}

/// What is said beside what is typed.
struct Note {
    text: String,
    role: Role,
}

impl Note {
    fn of(app: &App) -> Option<Self> {
        if let Some(error) = app.filter().error() {
            let text = text::clean_line(&error.to_string()).text.into_owned();
            let role = Role::Error;
            return Some(Self { text, role });
        }
        let message = app.message()?;
        Some(Self {
            text: message.text.clone(),
            role: role_of(message),
        })
    }
}

/// The cursor of the filter prompt.
pub(super) fn cursor(app: &App, area: Area, line: &Line) -> (u16, u16) {
    let (_, column) = window(line, typing_room(Note::of(app).as_ref(), area));
    (area.x + 1 + u16::try_from(column).unwrap_or(0), area.y)
}

/// The columns for what is typed. What is said beside it gets its half of the line, if it needs that.
fn typing_room(note: Option<&Note>, area: Area) -> usize {
    let width = usize::from(area.width.saturating_sub(2));
    let note = note.map_or(0, |note| text::width(&note.text) + 2);
    width.saturating_sub(note.min(width / 2)).max(1)
}

/// The columns in which bytes of a line are shown; one where something is missing.
fn columns_of(span: &Range<usize>, line: &Line, shown: &str, room: usize) -> Range<u16> {
    let from = line.before().len() - visible(line.before(), room).len();
    let column = |at: usize| {
        let at = at.saturating_sub(from).min(shown.len());
        let before = shown.get(..at).unwrap_or(shown);
        u16::try_from(text::width(before)).unwrap_or(u16::MAX)
    };
    let (start, end) = (column(span.start), column(span.end));
    start..end.max(start.saturating_add(1))
}

/// The part of a long line that shows the cursor, and the cursor's column in it.
pub(super) fn window(line: &Line, room: usize) -> (String, usize) {
    let before = visible(line.before(), room);
    let column = text::width(before);
    let after = text::truncate(line.after(), room.saturating_sub(column));
    (format!("{before}{after}"), column)
}

/// The end of a text that leaves room for a cursor behind it.
fn visible(before: &str, room: usize) -> &str {
    let mut rest = before.chars();
    while text::width(rest.as_str()) >= room && rest.next().is_some() {}
    rest.as_str()
}
