//! A list of lines of which some, such as headings, cannot be selected. Its owner knows what the lines are, and finds again what
//! was selected when they change.

use super::lists::{scrolled, target, wheeled};
use crate::tui::action::Action;

/// A line of such a list.
pub(super) trait Selectable {
    /// Whether the cursor may be on it.
    fn is_selectable(&self) -> bool;
}

/// The lines, and where the reader is among them.
#[derive(Clone, Debug)]
pub(super) struct Roll<R> {
    rows: Vec<R>,
    /// The line that the cursor is on; none where nothing can be selected.
    cursor: Option<usize>,
    top: usize,
}

impl<R> Default for Roll<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            cursor: None,
            top: 0,
        }
    }
}

impl<R: Selectable> Roll<R> {
    /// The lines.
    pub(super) fn rows(&self) -> &[R] {
        &self.rows
    }

    /// The line that the cursor is on.
    pub(super) fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// The first line that is shown.
    pub(super) fn top(&self) -> usize {
        self.top
    }

    /// What the cursor is on.
    pub(super) fn selected(&self) -> Option<&R> {
        self.rows.get(self.cursor?)
    }

    /// Other lines; the cursor goes to this one of them.
    pub(super) fn list(&mut self, rows: Vec<R>, wanted: usize) {
        self.rows = rows;
        self.put(wanted);
    }

    fn is_selectable(&self, line: usize) -> bool {
        self.rows.get(line).is_some_and(R::is_selectable)
    }

    /// Puts the cursor on this line, or the nearest one that can be selected: further down, or else further up.
    pub(super) fn put(&mut self, wanted: usize) {
        let lines = self.rows.len();
        let below = (wanted..lines).find(|line| self.is_selectable(*line));
        let above = || {
            (0..wanted.min(lines))
                .rev()
                .find(|line| self.is_selectable(*line))
        };
        self.cursor = below.or_else(above);
    }

    /// Where a motion leads, in a list of which so many lines are shown.
    pub(super) fn go(&mut self, motion: &Action, height: usize) {
        let Some(position) = self.cursor else { return };
        let to = target(motion, position, self.rows.len(), height);
        let up = to < position;
        let above = (0..=to).rev().find(|line| self.is_selectable(*line));
        match above.filter(|_| up) {
            Some(above) => self.cursor = Some(above),
            None => self.put(to),
        }
    }

    /// Moves the view so that the cursor is in it.
    pub(super) fn follow(&mut self, height: usize) {
        let Some(position) = self.cursor else { return };
        self.top = scrolled(self.top, position, self.rows.len(), height);
        // The heading above the first line is worth a row.
        if position <= 1 {
            self.top = 0;
        }
    }

    /// Turns the wheel; says whether something else is selected now.
    pub(super) fn wheel(&mut self, by: isize, height: usize) -> bool {
        let Some(position) = self.cursor else {
            return false;
        };
        let size = (self.rows.len(), height);
        let (top, to) = wheeled(self.top, position, size, by, |line| {
            self.is_selectable(line)
        });
        (self.top, self.cursor) = (top, Some(to));
        to != position
    }
}
