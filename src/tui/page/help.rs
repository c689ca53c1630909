//! The keys, from the table that dispatches them.

use super::{Builder, Piece};
use crate::{
    text,
    tui::{app::App, keymap, theme::Role},
};

pub(super) fn build(app: &App, page: &mut Builder) {
    page.text(Role::Title, "Keys");
    let groups = keymap::groups();
    let rows = groups.iter().flat_map(|(_, rows)| rows);
    let widest = rows
        .map(|row| text::width(&keymap::pretty(row.keys)))
        .max()
        .unwrap_or(0);
    let columns = widest.min(page.width() / 2);
    for (name, rows) in groups {
        page.heading(name);
        for row in rows {
            let keys = Piece::new(Role::Key, keymap::pretty(row.keys));
            page.row(&keys, columns, vec![Piece::new(Role::Text, row.help)]);
        }
    }
    page.heading("Signs");
    let signs = [
        ("▶", "running now"),
        (
            "~",
            "an end that the schedule does not give: the next start in the room",
        ),
        ("+1 −1", "a time on the day after or before the event’s day"),
        ("✗ ?", "cancelled, to be confirmed"),
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
