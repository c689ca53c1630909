//! The viewer.
//!
//! ```text
//! terminal ─key─▶ keymap ─Action─▶ App::update ──▶ App ──rows, pages──▶ view ──▶ frame
//! ```

pub mod action;
pub mod app;
pub mod geometry;
pub mod input;
pub mod keymap;
pub mod marks;
pub mod page;
pub mod rows;
pub mod sheet;
pub mod terminal;
pub mod theme;
pub mod view;

use ratatui::crossterm::event::KeyEvent;

/// Presses a key: what it means where the viewer is, and what follows for the outside.
pub fn press(app: &mut app::App, key: &KeyEvent) -> Vec<action::Effect> {
    match keymap::action(app.context(), key) {
        Some(action) => app.update(action),
        None => {
            app.dismiss();
            Vec::new()
        }
    }
}
