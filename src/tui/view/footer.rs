//! The last line: the keys that work here, a message, or the filter prompt.

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
        keymap::{self, Binding},
        page::Piece,
        rows,
        theme::Role,
    },
};

pub(super) fn draw(app: &App, area: Area, canvas: &mut Canvas) {
    if let Some(line) = app.filter().prompt() {
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
        Context::Zones | Context::Events | Context::Help
    );
    let homeless = if filter.is_none() && browsing {
        header::filter_text(app)
    } else {
        None
    };
    if let Some(activity) = app.activity()
        && activity.can_be_stopped
        // Elsewhere, Esc is for the menu or the help.
        && browsing
    {
        return waiting(&activity.text, area, canvas);
    }
    let right = homeless.clone().unwrap_or_else(|| right_text(app));
    let hints_here = hints_for(app);
    let all: usize = hints_here.iter().map(hint_width).sum();
    // How many entries there are matters less than what one can do.
    let census = homeless.is_none() && app.top_page().is_none() && app.activity().is_none();
    let width = usize::from(area.width);
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
    canvas.text_right(area, role, &right);
    canvas.pieces(area, &hints(&hints_here, room));
}

/// Fewer columns than this say nothing.
const LEGIBLE: usize = 12;

/// What the reader waits for, and how to stop it.
fn waiting(text: &str, area: Area, canvas: &mut Canvas) {
    let hint = [
        Piece::new(Role::Key, "Esc"),
        Piece::new(Role::Dim, " stop  "),
    ];
    let rest = shifted(area, canvas.pieces(area, &hint));
    canvas.text(rest, Role::Text, text);
}

/// A message; one that is longer than the line goes up over the body, for it may end with what
/// matters, but never over the cursor.
fn message(app: &App, message: &Message, area: Area, canvas: &mut Canvas) {
    let role = if message.error {
        Role::Error
    } else {
        Role::Text
    };
    let lines = text::wrap(&message.text, usize::from(area.width));
    let most = lines_below_cursor(app) + 1;
    let height = u16::try_from(lines.len()).unwrap_or(most).clamp(1, most);
    let top = (area.y + 1).saturating_sub(height);
    for (y, line) in (top..).zip(lines.iter().take(usize::from(height))) {
        let here = Area { y, ..area };
        canvas.text(here, Role::Text, &" ".repeat(usize::from(here.width)));
        canvas.text(here, role, line);
    }
}

/// The lines of the body that a message may cover.
fn lines_below_cursor(app: &App) -> u16 {
    let height = app.frame().list.height;
    let (cursor, top) = match (app.top_page(), app.view()) {
        (Some(_), _) | (None, View::About) => return height / 2,
        (None, View::Timetable) => (app.cursor(), app.timetable().top),
        (None, View::People) => (app.row_of_person(rows::people(app)), app.people().top),
    };
    let line = cursor.and_then(|cursor| u16::try_from(cursor.saturating_sub(top)).ok());
    line.map_or(height / 2, |line| height.saturating_sub(line + 1))
}

/// The hints of this place, without those that would lead nowhere.
fn hints_for(app: &App) -> Vec<Hint> {
    let here = |binding: &&Binding| match binding.action {
        Action::People => app.view() != View::People,
        Action::About => app.view() != View::About,
        Action::Open => app.context() != Context::Page || !app.document().items.is_empty(),
        _ => true,
    };
    let bindings = keymap::in_context(app.context()).filter(here);
    bindings.filter_map(|binding| binding.hint).collect()
}

/// Keys and what they do.
type Hint = (&'static str, &'static str);

/// The columns of a hint, and of the gap behind it.
fn hint_width((keys, word): &Hint) -> usize {
    text::width(keys) + 1 + text::width(word) + 2
}

/// As many hints as fit, whole ones only.
fn hints(hints: &[Hint], room: usize) -> Vec<Piece> {
    let mut kept = hints.to_vec();
    // What a reader can do without, or finds by himself, goes first; the way to the help goes last.
    let dispensable = [
        "about", "people", "now", "zone", "quit", "filter", "open", "back", "move",
    ];
    while kept.iter().map(hint_width).sum::<usize>() > room + 2 && !kept.is_empty() {
        let next = dispensable
            .iter()
            .find_map(|word| kept.iter().position(|hint| hint.1 == *word));
        kept.remove(next.unwrap_or(kept.len() - 1));
    }
    let pieces = kept.into_iter().flat_map(|(keys, word)| {
        [
            Piece::new(Role::Key, keys),
            Piece::new(Role::Dim, format!(" {word}  ")),
        ]
    });
    pieces.collect()
}

/// How many entries there are, or how much of the page is below, or what goes on meanwhile.
fn right_text(app: &App) -> String {
    if let Some(activity) = app.activity() {
        return activity.text.clone();
    }
    let menu = app.picker().is_some() || app.events().is_some();
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

/// `/gu▏                                     1 of 21  ⏎ keep  Esc drop`
fn prompt(app: &App, line: &Line, area: Area, canvas: &mut Canvas) {
    let matching = if app.filter().is_empty() {
        String::new()
    } else {
        format!("{}  ", header::count(app))
    };
    let mut help = vec![Piece::new(Role::Text, matching)];
    help.extend(hints(&hints_for(app), usize::from(area.width) / 2));
    let help_width: usize = help.iter().map(|piece| text::width(&piece.text)).sum();
    let (shown, _) = window(line, typing_room(area));
    canvas.text(area, Role::Key, "/");
    let typed = shifted(area, 1);
    let taken = canvas.text(typed, Role::Text, &shown);
    let rest = shifted(typed, taken + 2);
    if help_width <= usize::from(rest.width) {
        let from = usize::from(rest.width) - help_width;
        canvas.pieces(shifted(rest, u16::try_from(from).unwrap_or(0)), &help);
    }
}

/// The cursor of the filter prompt.
pub(super) fn cursor(area: Area, line: &Line) -> (u16, u16) {
    let (_, column) = window(line, typing_room(area));
    (area.x + 1 + u16::try_from(column).unwrap_or(0), area.y)
}

fn typing_room(area: Area) -> usize {
    usize::from(area.width.saturating_sub(2)).max(1)
}

/// The part of a long line that shows the cursor, and the cursor's column in it.
pub(super) fn window(line: &Line, room: usize) -> (String, usize) {
    let mut before = line.before().to_owned();
    while text::width(&before) >= room && !before.is_empty() {
        let mut chars = before.chars();
        chars.next();
        before = chars.as_str().to_owned();
    }
    let column = text::width(&before);
    let after = text::truncate(line.after(), room.saturating_sub(column));
    (format!("{before}{after}"), column)
}
