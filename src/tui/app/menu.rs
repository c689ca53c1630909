//! A menu: a prompt, and the list of what matches what is typed.

use super::lists::{scrolled, target, wheeled};
use crate::tui::{action::Action, input::Line};

/// A prompt with a list below it.
#[derive(Clone, Debug)]
pub struct Menu<T> {
    /// What is typed.
    pub line: Line,
    /// What matches.
    pub offers: Vec<T>,
    /// Which offer the cursor is on.
    pub cursor: usize,
    /// The first offer that is shown.
    pub top: usize,
}

/// What an action did to a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// What is typed is another text: other offers match.
    Typed,
    /// The cursor may have moved.
    Moved,
}

impl<T> Menu<T> {
    /// A menu in which nothing is typed yet.
    pub(super) fn new(offers: Vec<T>) -> Self {
        Self {
            line: Line::default(),
            offers,
            cursor: 0,
            top: 0,
        }
    }

    /// Types, or moves among the offers, of which so many are in view.
    pub(super) fn update(&mut self, action: &Action, height: usize) -> Change {
        let before = self.line.text();
        // In a text of no letters, there is no other way to go.
        let end = match action {
            Action::CursorStart => Some(0),
            Action::CursorEnd => self.offers.len().checked_sub(1),
            _ => None,
        };
        if let Some(end) = end.filter(|_| before.is_empty()) {
            self.cursor = end;
            return Change::Moved;
        }
        if self.line.edit(action) {
            // At the end of its room, a flood of letters changes nothing, and looking for what matches takes time.
            return if self.line.text() == before {
                Change::Moved
            } else {
                Change::Typed
            };
        }
        self.cursor = target(action, self.cursor, self.offers.len(), height);
        Change::Moved
    }

    /// Other offers, for what is typed now.
    pub(super) fn offer(&mut self, offers: Vec<T>) {
        (self.offers, self.cursor, self.top) = (offers, 0, 0);
    }

    /// The offer that the cursor is on.
    pub fn chosen(&self) -> Option<&T> {
        self.offers.get(self.cursor)
    }

    /// Keeps the cursor among the offers, and in view.
    pub(super) fn settle(&mut self, height: usize) {
        self.cursor = self.cursor.min(self.offers.len().saturating_sub(1));
        self.top = scrolled(self.top, self.cursor, self.offers.len(), height);
    }

    /// Moves the offers by so many lines.
    pub(super) fn scroll(&mut self, by: isize, height: usize) {
        let lines = (self.offers.len(), height);
        (self.top, self.cursor) = wheeled(self.top, self.cursor, lines, by, |_| true);
    }

    /// The offers in view, each with whether the cursor is on it.
    pub fn visible(&self, height: usize) -> impl Iterator<Item = (bool, &T)> {
        let offers = self.offers.iter().enumerate().skip(self.top).take(height);
        offers.map(|(position, offer)| (position == self.cursor, offer))
    }
}
