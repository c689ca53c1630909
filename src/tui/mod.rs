//! The viewer.
//!
//! ```text
//! terminal ─key─▶ keymap ─Action─▶ App::update ──▶ App ──rows, pages──▶ view ──▶ frame
//! ```

pub mod action;
pub mod app;
pub mod count;
pub mod geometry;
pub mod input;
pub mod keymap;
pub mod marks;
pub mod page;
pub mod pointing;
pub mod rows;
pub mod sheet;
pub mod terminal;
pub mod theme;
pub mod view;

use std::time::Duration;

use ratatui::crossterm::event::{
    KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use action::{Action, Effect};
use app::App;
use pointing::Pointer;
use theme::Look;

/// Presses a key: what it means where the viewer is, and what follows for the outside.
pub fn press(app: &mut App, key: &KeyEvent) -> Vec<Effect> {
    let mut action = app.keymap().action(app.context(), key);
    if let (None, Some(place)) = (&action, app.explained()) {
        // Who reads what a key does tries it.
        action = app.keymap().action(place, key);
        if action.is_some() {
            app.close_help();
        }
    }
    let is_typed_in = keymap::is_typed_in(app.context());
    if let (None, false, Some(rest)) = (&action, is_typed_in, without_alt(key)) {
        let mut effects = press(app, &KeyCode::Esc.into());
        effects.extend(press(app, &rest));
        return effects;
    }
    let typed = keymap::plain_char(key);
    match app.press(action, typed) {
        Some(effects) => effects,
        None => {
            app.dismiss();
            if let KeyCode::Char(_) = key.code {
                let name = terminal::names::key_name(key);
                app.say_unbound(&keymap::pretty_key(&name));
            }
            Vec::new()
        }
    }
}

/// What is left of a key without Alt. A terminal sends the same for Alt and a key as for Esc and that key right behind it, which
/// a slow line delivers at once: where nobody has bound the one, it is the other. Not where text is typed: who presses Alt-b or
/// Alt-f there wants to go by a word, as elsewhere, and neither to lose the text nor to mark anything.
fn without_alt(key: &KeyEvent) -> Option<KeyEvent> {
    let is_sent_so = matches!(key.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Tab);
    let modifiers = key.modifiers.difference(KeyModifiers::ALT);
    (is_sent_so && modifiers != key.modifiers).then_some(KeyEvent { modifiers, ..*key })
}

/// The lines that one notch of the wheel moves.
const NOTCH: isize = 3;

/// Takes what the mouse reports, so long after some fixed moment: what is meant there, and what follows for the outside.
pub fn point(
    app: &mut App,
    look: &Look,
    pointer: &mut Pointer,
    event: &MouseEvent,
    at: Duration,
) -> Vec<Effect> {
    let place = (event.column, event.row);
    let here = |app: &App| view::target(app, look, place.0, place.1);
    let by = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            let Some(target) = pointer.meant(place, at, here(app)) else {
                pointer.forget();
                return Vec::new();
            };
            let page = |app: &App| app.top_page().map(|page| page.subject.clone());
            let was = (app.context(), app.view(), page(app));
            let effects = app.update(Action::Click(target.clone()));
            let opened = was != (app.context(), app.view(), page(app)) || !effects.is_empty();
            pointer.clicked(place, at, target, opened);
            return effects;
        }
        MouseEventKind::ScrollDown => NOTCH,
        MouseEventKind::ScrollUp => -NOTCH,
        // The other buttons are the terminal's.
        _ => return Vec::new(),
    };
    pointer.forget();
    app.update(Action::Wheel(here(app), by))
}
