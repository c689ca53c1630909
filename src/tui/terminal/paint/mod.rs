//! Frames become bytes: few of them, since a link may be slow, and in one piece.

mod canvas;
mod grid;
mod palette;
mod row;
mod scroll;
mod style;
mod widths;

use super::{Cursor, Link, links};
use canvas::Canvas;
use grid::Grid;
use palette::Palette;
use ratatui::buffer::Buffer;
use widths::Widths;

use crate::tui::theme::Depth;

pub(super) use widths::Heard;

/// How frames are to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is another question")]
pub(super) struct Look {
    /// How many colours there are.
    pub(super) depth: Depth,
    /// Each frame between the marks of a synchronized update.
    pub(super) synchronized: bool,
    /// With sequences for a row or a column alone, and for moving rows; else the cursor is put to places only.
    pub(super) moves: bool,
    /// With links that can be followed.
    pub(super) links: bool,
    /// With slanted letters; else they are underlined.
    pub(super) italics: bool,
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
    widths: Widths,
    /// With the next whole frame, the terminal is asked how wide it draws what.
    asks: bool,
}

impl Painter {
    /// For a screen of unknown content, with a hidden cursor.
    pub(super) fn new(look: Look) -> Self {
        let palette = Palette::new(look.depth);
        Self {
            look,
            palette: if look.italics {
                palette
            } else {
                palette.without_italics()
            },
            shown: None,
            shown_cursor: None,
            cursor: None,
            widths: Widths::default(),
            asks: false,
        }
    }

    /// Asks the terminal how wide it draws what, with the first whole frame that has room for it. Once is enough: who is continued
    /// is on the same terminal, and one that is moved to another window, as in tmux, answers for itself.
    pub(super) fn ask(&mut self) {
        self.asks = true;
    }

    /// How many answers of the terminal are still to come.
    pub(super) fn answers_due(&self) -> u32 {
        self.widths.due()
    }

    /// Takes a report of the cursor's row and column, counted from 1: an answer, or nothing.
    pub(super) fn hear(&mut self, (row, column): (u32, u32)) -> Heard {
        let heard = self.widths.hear(row, column);
        let widths = self.widths;
        let is_shown = |grid: &Grid| grid.symbols().any(|symbol| widths.is_too_wide(symbol));
        match heard {
            Heard::Nothing => {}
            Heard::Shapes if !self.shown.as_ref().is_some_and(is_shown) => return Heard::Nothing,
            // What is behind them may have moved, on the way through other programs, too.
            Heard::Shapes | Heard::WideSigns => self.forget(),
        }
        heard
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
        let next = Grid::new(frame, &mut self.palette, links, self.widths);
        let known = self.shown.take().filter(|shown| shown.same_size(&next));
        let mut body = match &known {
            Some(shown) if self.look.moves => scroll::shortest(shown, &next, self.widths),
            Some(shown) => {
                let mut canvas = Canvas::new(self.widths, false);
                canvas.paint(shown, &next);
                canvas.finish()
            }
            None => self.whole(&next),
        };
        // What is printed moves the cursor.
        let moved = !body.is_empty() || self.cursor != self.shown_cursor;
        let was_shown = self.shown_cursor.is_some_and(|cursor| cursor.shown);
        if let Some(Cursor { x, y, .. }) = self.cursor.filter(|_| moved) {
            let mut canvas = Canvas::new(self.widths, self.look.moves);
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
    fn whole(&mut self, next: &Grid) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.look.links {
            // What was cut off may have left one open.
            bytes.extend(links::END);
        }
        bytes.extend(b"\x1b[m\x1b[r");
        if self.asks {
            bytes.extend(self.widths.ask(next.width(), next.height()));
            self.asks = self.widths.due() == 0;
        }
        bytes.extend(b"\x1b[H\x1b[2J");
        let mut canvas = Canvas::new(self.widths, self.look.moves);
        canvas.paint(&next.blank(), next);
        bytes.extend(canvas.finish());
        bytes
    }
}

/// Frames up to this many bytes are not marked as one.
const AT_ONCE: usize = 512;

#[cfg(test)]
mod tests;
