//! Frames become bytes: few of them, since a link may be slow, and in one piece.

mod canvas;
mod grid;
mod palette;
mod row;
mod scroll;
mod style;

use super::{Cursor, Link, links};
use canvas::Canvas;
use grid::Grid;
use palette::Palette;
use ratatui::buffer::Buffer;

use crate::tui::theme::Depth;

/// How frames are to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// How many colours there are.
    pub(super) depth: Depth,
    /// Each frame between the marks of a synchronized update.
    pub(super) synchronized: bool,
    /// With links that can be followed.
    pub(super) links: bool,
}

/// The screen as it is, and what is wanted of its cursor.
#[derive(Debug)]
pub(super) struct Painter {
    look: Look,
    palette: Palette,
    /// What the terminal shows; `None` if that is unknown.
    shown: Option<Grid>,
    /// The cursor as the terminal has it; `None` if it is hidden, and nobody knows where.
    shown_cursor: Option<Cursor>,
    cursor: Option<Cursor>,
}

impl Painter {
    /// For a screen of unknown content, with a hidden cursor.
    pub(super) fn new(look: Look) -> Self {
        Self {
            look,
            palette: Palette::new(look.depth),
            shown: None,
            shown_cursor: None,
            cursor: None,
        }
    }

    /// The screen may show anything.
    pub(super) fn forget(&mut self) {
        self.shown = None;
        self.shown_cursor = None;
    }

    /// Where the cursor shall be.
    pub(super) fn cursor(&mut self, cursor: Option<Cursor>) {
        self.cursor = cursor;
    }

    /// Adds to `bytes` what turns the screen into the frame.
    pub(super) fn paint(&mut self, frame: &Buffer, links: &[Link], bytes: &mut Vec<u8>) {
        let links = if self.look.links { links } else { &[] };
        let next = Grid::new(frame, &mut self.palette, links);
        let known = self.shown.take().filter(|shown| shown.same_size(&next));
        let mut body = match &known {
            Some(shown) => scroll::shortest(shown, &next),
            None => self.whole(&next),
        };
        // What is printed moves the cursor.
        let moved = !body.is_empty() || self.cursor != self.shown_cursor;
        let was_shown = self.shown_cursor.is_some_and(|cursor| cursor.shown);
        if let Some(Cursor { x, y, .. }) = self.cursor.filter(|_| moved) {
            let mut canvas = Canvas::new();
            canvas.move_to(x.into(), y.into());
            body.extend(canvas.finish());
        }
        match self.cursor.is_some_and(|cursor| cursor.shown) {
            true if moved => body.extend(b"\x1b[?25h"),
            false if was_shown || known.is_none() => body.extend(b"\x1b[?25l"),
            _ => {}
        }
        self.shown_cursor = self.cursor;
        self.shown = Some(next);
        if body.is_empty() {
            return;
        }
        // A terminal takes a few bytes in at once anyway; on a slow link they count.
        let synchronized = self.look.synchronized && body.len() > AT_ONCE;
        if synchronized {
            bytes.extend(b"\x1b[?2026h");
        }
        bytes.append(&mut body);
        if synchronized {
            bytes.extend(b"\x1b[?2026l");
        }
    }

    /// Clears the screen and prints everything.
    fn whole(&self, next: &Grid) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.look.links {
            // What was cut off may have left one open.
            bytes.extend(links::END);
        }
        bytes.extend(b"\x1b[m\x1b[r\x1b[H\x1b[2J");
        let mut canvas = Canvas::new();
        canvas.paint(&next.blank(), next);
        bytes.extend(canvas.finish());
        bytes
    }
}

/// Frames up to this many bytes are not marked as one.
const AT_ONCE: usize = 512;

#[cfg(test)]
mod tests;
