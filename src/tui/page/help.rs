//! The keys, from the table that dispatches them, and what a filter can say, from the tables of its language.

use super::{Builder, Piece};
use crate::{
    query::{FIELDS, SYNTAX},
    text,
    tui::{
        action::{Action, Context},
        app::App,
        keymap,
        theme::Role,
    },
};

pub(super) fn build(app: &App, page: &mut Builder) {
    if !app.config_notes().is_empty() {
        page.text(Role::Title, "In config.toml");
        for note in app.config_notes() {
            page.text(Role::Error, note);
        }
        page.gap();
    }
    page.text(Role::Title, "Keys");
    let groups = app.keymap().groups();
    let rows = groups.iter().flat_map(|(_, rows)| rows);
    let widest = rows
        .map(|row| text::width(&app.named(&keymap::pretty(&row.keys))))
        .max()
        .unwrap_or(0);
    let columns = widest.min(page.width() / 2);
    for (name, rows) in groups {
        page.heading(name);
        for row in rows.into_iter().filter(|row| !row.keys.is_empty()) {
            let keys = Piece::new(Role::Key, app.named(&keymap::pretty(&row.keys)));
            page.row(&keys, columns, vec![Piece::new(Role::Text, row.help())]);
        }
    }
    page.heading("Numbers");
    let rule = "A number before a motion repeats it: 5j, 12k, 10 Ctrl-d. Digits show views \
                at once, and 1 to 4 no more than that, so 3j moves among the people; 03j moves three down.";
    page.row(
        &Piece::new(Role::Key, "0–9"),
        columns,
        vec![Piece::new(Role::Text, rule)],
    );
    filter(page, columns);
    page.heading("Signs");
    let facets = app.key_in(Context::Timetable, &Action::Facets);
    let tracks = format!("the colour of its track; {facets} tells which track has which");
    let signs = [
        ("▶", "running now"),
        (
            "~",
            "an end that the schedule does not give: the next start in the room",
        ),
        ("+1 −1", "a time on the day after or before the event’s day"),
        ("✗ ?", "cancelled, to be confirmed"),
        ("★ !", "a favourite, and one that must not be missed"),
        (
            "▲",
            "at the same time as another favourite; red between musts",
        ),
        ("-", "hidden, and shown all the same"),
        ("▎", tracks.as_str()),
    ];
    for (sign, meaning) in signs {
        let meaning = vec![Piece::new(Role::Text, meaning)];
        page.row(&Piece::new(Role::Key, sign), columns, meaning);
    }
    page.gap();
    let version = app.zones().atlas().version();
    page.text(
        Role::Dim,
        &format!("fomo {} · {version}", env!("CARGO_PKG_VERSION")),
    );
}

/// What a filter can say.
fn filter(page: &mut Builder, columns: usize) {
    page.heading("Filter");
    for (shape, help) in SYNTAX {
        row(page, columns, shape, help, "");
    }
    for field in FIELDS {
        row(
            page,
            columns,
            &format!("{}:", field.name),
            field.help,
            field.example,
        );
    }
}

fn row(page: &mut Builder, columns: usize, label: &str, help: &str, example: &str) {
    let mut pieces = vec![Piece::new(Role::Text, help)];
    if !example.is_empty() {
        pieces.push(Piece::new(Role::Text, "  "));
        pieces.push(Piece::new(Role::Code, example));
    }
    page.row(&Piece::new(Role::Key, label), columns, pieces);
}
