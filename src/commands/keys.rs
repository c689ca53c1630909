//! `fomo keys`.

use std::io;

use super::{FINE, config_and_keys, is_plain, tell};
use crate::tui::{
    keymap::{self, Keymap},
    theme::Symbols,
};

/// The keys in force in Markdown: without a configuration file, as they stand in the README.
pub(super) fn run() -> anyhow::Result<i32> {
    let (_, keymap) = config_and_keys();
    let symbols = if is_plain(&io::stdout()) {
        Symbols::Ascii
    } else {
        Symbols::Unicode
    };
    tell(&symbols.key(&table(&keymap)), &[]).map(|()| FINE)
}

fn table(keymap: &Keymap) -> String {
    let groups = keymap.groups().into_iter().map(|(name, rows)| {
        let rows = rows.into_iter().map(|row| {
            let keys = row
                .keys
                .iter()
                .map(|key| format!("`{}`", keymap::pretty_key(key)));
            let keys: Vec<String> = keys.collect();
            let binding = row.binding;
            format!(
                "| {} | {} | `{}` |\n",
                keys.join(" "),
                row.help(),
                binding.name
            )
        });
        let rows: String = rows.collect();
        format!("| {name} | | |\n|---|---|---|\n{rows}")
    });
    groups.collect::<Vec<_>>().join("\n")
}
