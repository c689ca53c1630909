//! The palette of actions.
//!
//! ```text
//! : fav▏
//!
//! ▌ favourite         favourite ★; again: a must !; again: neither             f
//! ```

use super::{
    canvas::{Canvas, shifted},
    menu,
};
use crate::{
    text,
    tui::{
        action::Action,
        app::{App, Command, Palette},
        geometry::Area,
        theme::Role,
    },
};

const QUESTION: &str = " : ";

/// The longest name is `delete-to-start`, and two columns behind it.
const NAME: u16 = 17;

/// Fewer columns leave no room for more than name and key.
const ROOMY: u16 = 50;

pub(super) fn draw(app: &App, palette: &Palette, area: Area, canvas: &mut Canvas) {
    let leave = app.key_of(&Action::Cancel);
    let nothing = format!("Nothing here is called that. Delete a letter, or {leave} to leave.");
    let words = menu::Words {
        question: QUESTION,
        hint: "what to do: a name, a word or a key",
        nothing: &nothing,
    };
    let areas = (area, app.offers_area());
    menu::draw(&palette.menu, &words, areas, canvas, command_line);
}

/// Name, what it does, and the keys, so that they are learned by the way.
fn command_line(command: &Command, selected: bool, line: Area, canvas: &mut Canvas) {
    let role = if selected { Role::Selected } else { Role::Text };
    let keys = canvas.keys(&command.keys.join(" "));
    let inside = Area {
        width: line.width.saturating_sub(1),
        ..line
    };
    canvas.text_right(inside, Role::Key, &keys);
    let taken = u16::try_from(text::width(&keys)).unwrap_or(u16::MAX);
    let room = Area {
        width: inside.width.saturating_sub(taken + 2),
        ..line
    };
    let name = Area {
        width: room.width.min(NAME - 1),
        ..room
    };
    canvas.text(name, role, command.name);
    if line.width >= ROOMY {
        canvas.text(shifted(room, NAME), Role::Dim, command.help);
    }
}

/// The cursor of the prompt.
pub(super) fn cursor(area: Area, palette: &Palette) -> (u16, u16) {
    menu::cursor(&palette.menu.line, QUESTION, area)
}
