//! What is the reader's own: notes and reminders.
#![cfg(test)]

#[expect(dead_code, reason = "the properties use the rest of it")]
#[path = "../common/viewer.rs"]
mod viewer;

mod notes;
mod reminders;

use std::fmt::Write as _;

use viewer::Viewer;

/// The frame, with `▏` where the terminal's cursor stands.
fn shown(viewer: &Viewer) -> String {
    let at = viewer.typing_at();
    let mut out = String::new();
    for (y, line) in (0_u16..).zip(viewer.lines()) {
        let line = match at {
            Some((x, row)) if row == y => with_cursor(&line, usize::from(x)),
            _ => line,
        };
        _ = writeln!(out, "{line}");
    }
    out
}

fn with_cursor(line: &str, column: usize) -> String {
    let line = fomo::text::fit(line, column.max(fomo::text::width(line)));
    let mut end = 0;
    while line
        .get(..end)
        .is_none_or(|before| fomo::text::width(before) < column)
    {
        end += 1;
    }
    let (before, behind) = line.split_at(end);
    format!("{before}▏{behind}").trim_end().to_owned()
}

/// The frame after each of these.
fn film(viewer: &mut Viewer, scenes: &[&str]) -> String {
    let mut film = String::new();
    for keys in scenes {
        viewer.press(keys);
        _ = writeln!(film, "════ {keys}\n{}", shown(viewer));
    }
    film
}

/// The line that contains a text.
#[track_caller]
fn line_with(viewer: &Viewer, text: &str) -> String {
    let found = viewer.lines().into_iter().find(|line| line.contains(text));
    found.unwrap_or_else(|| panic!("{text} is not in\n{}", viewer.lines().join("\n")))
}
