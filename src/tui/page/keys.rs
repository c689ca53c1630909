//! The keys that do something where the reader is, in two columns where there is room: what is rarely needed comes last.

use super::{Builder, Piece};
use crate::{
    text,
    tui::{
        action::Action,
        app::{App, Here},
        keymap::{self, Binding, Row},
        theme::Role,
    },
};

/// Fewer columns than this are one.
const TWO_COLUMNS: usize = 70;

/// Columns for keys.
const KEYS: usize = 11;

/// Columns between the two.
const GAP: usize = 2;

pub(super) fn build(app: &App, here: &Here, page: &mut Builder) {
    for (name, rows) in groups(here.rows(app)) {
        if !rows.is_empty() {
            page.text(Role::Heading, name);
            table(app, &rows, page);
        }
    }
    page.pieces(vec![
        Piece::new(Role::Key, format!("{:<KEYS$} ", "0–9")),
        Piece::new(Role::Text, NUMBERS),
    ]);
}

/// How numbers are typed, in one line.
const NUMBERS: &str = "a number repeats a motion: 5j, 12k; 03j, since 3 alone is a view";

/// What one action is called, and all its keys.
type Entry<'a> = (&'static Binding, Vec<&'a str>);

/// The actions by how often one needs them.
fn groups<'a>(rows: impl Iterator<Item = &'a Row>) -> [(&'static str, Vec<Entry<'a>>); 3] {
    let (mut moving, mut doing) = (Vec::new(), Vec::new());
    let (mut looking, mut seldom) = (Vec::new(), Vec::new());
    for row in rows.filter(|row| !row.keys.is_empty()) {
        let group: &mut Vec<Entry> = match &row.binding.action {
            // It is open, and the footer says what leads on.
            Action::Help => continue,
            Action::OtherPane | Action::NextFacet | Action::PreviousFacet => &mut moving,
            action if keymap::moves(action) => &mut moving,
            Action::Timetable
            | Action::Grid
            | Action::People
            | Action::Mine
            | Action::About
            | Action::Zones
            | Action::ToggleZone
            | Action::Events
            | Action::Palette => &mut looking,
            Action::Reload | Action::Suspend | Action::Redraw | Action::Quit => &mut seldom,
            _ => &mut doing,
        };
        let keys = row.keys.iter().map(AsRef::as_ref);
        match group
            .iter_mut()
            .find(|(known, _)| known.name == row.binding.name)
        {
            Some((_, known)) => known.extend(keys),
            None => group.push((row.binding, keys.collect())),
        }
    }
    looking.extend(seldom);
    [
        ("Keys that work here", doing),
        ("Moving", moving),
        ("Elsewhere, and the rest", looking),
    ]
}

fn table(app: &App, entries: &[Entry], page: &mut Builder) {
    let columns = if page.width() < TWO_COLUMNS { 1 } else { 2 };
    let width = (page.width() - (columns - 1) * GAP) / columns;
    for line in entries.chunks(columns) {
        let pieces = line
            .iter()
            .enumerate()
            .flat_map(|(column, (binding, keys))| {
                let keys = text::fit(&shown(app, keys), KEYS);
                let room = width.saturating_sub(KEYS + 1);
                let help = text::fit(short(binding.help_there(), room), room);
                let gap = if column > 0 {
                    " ".repeat(GAP)
                } else {
                    String::new()
                };
                [
                    Piece::new(Role::Text, gap),
                    Piece::new(Role::Key, format!("{keys} ")),
                    Piece::new(Role::Text, help),
                ]
            });
        page.pieces(pieces.collect());
    }
}

/// As many keys as there is room for: the first one is the best known.
fn shown(app: &App, keys: &[&str]) -> String {
    let mut shown = String::new();
    for key in keys {
        let key = app.named(&keymap::pretty_key(key));
        let longer = if shown.is_empty() {
            key
        } else {
            format!("{shown} {key}")
        };
        if !shown.is_empty() && text::width(&longer) > KEYS {
            break;
        }
        shown = longer;
    }
    shown
}

/// What it does, without what does not fit, if it can do without.
fn short(help: &str, room: usize) -> &str {
    if text::width(help) <= room {
        return help;
    }
    let main = help.split([';', ':', '(']).next().unwrap_or(help);
    main.trim_end()
}
