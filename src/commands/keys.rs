//! `fomo keys`.

use super::{FINE, print};
use crate::tui::keymap;

/// The key table in Markdown, as it stands in the README.
pub(super) fn run() -> anyhow::Result<i32> {
    print(&table()).map(|()| FINE)
}

fn table() -> String {
    let groups = keymap::groups().into_iter().map(|(name, rows)| {
        let rows = rows.into_iter().map(|row| {
            let keys = row
                .keys
                .iter()
                .map(|key| format!("`{}`", keymap::pretty_key(key)));
            let keys: Vec<String> = keys.collect();
            format!("| {} | {} |\n", keys.join(" "), row.help)
        });
        let rows: String = rows.collect();
        format!("| {name} | |\n|---|---|\n{rows}")
    });
    groups.collect::<Vec<_>>().join("\n")
}
