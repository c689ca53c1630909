//! Frames become bytes: few of them, since a link may be slow, and in one piece.

mod canvas;
mod grid;
mod palette;
mod row;
mod scroll;
mod style;

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
}

/// The screen as it is, and what is wanted of its cursor.
#[derive(Debug)]
pub(super) struct Painter {
    look: Look,
    palette: Palette,
    /// What the terminal shows; `None` if that is unknown.
    shown: Option<Grid>,
    /// Where the cursor is shown, as the terminal has it; `None` if it is hidden.
    shown_cursor: Option<(u16, u16)>,
    cursor: Option<(u16, u16)>,
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

    /// Where the cursor shall be shown.
    pub(super) fn cursor(&mut self, position: Option<(u16, u16)>) {
        self.cursor = position;
    }

    /// Adds to `bytes` what turns the screen into the frame.
    pub(super) fn paint(&mut self, frame: &Buffer, bytes: &mut Vec<u8>) {
        let next = Grid::new(frame, &mut self.palette);
        let known = self.shown.take().filter(|shown| shown.same_size(&next));
        let mut body = match &known {
            Some(shown) => scroll::shortest(shown, &next),
            None => whole(&next),
        };
        // What is printed moves the cursor; a hidden one is put back only where it is seen.
        let moved = !body.is_empty() || self.cursor != self.shown_cursor;
        match self.cursor {
            Some((x, y)) if moved || known.is_none() => {
                let mut canvas = Canvas::new();
                canvas.move_to(x.into(), y.into());
                body.extend(canvas.finish());
                body.extend(b"\x1b[?25h");
            }
            None if self.shown_cursor.is_some() => body.extend(b"\x1b[?25l"),
            None if known.is_none() => body.extend(b"\x1b[?25l"),
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
}

/// Frames up to this many bytes are not marked as one.
const AT_ONCE: usize = 512;

/// Clears the screen and prints everything.
fn whole(next: &Grid) -> Vec<u8> {
    let mut bytes = b"\x1b[m\x1b[r\x1b[H\x1b[2J".to_vec();
    let mut canvas = Canvas::new();
    canvas.paint(&next.blank(), next);
    bytes.extend(canvas.finish());
    bytes
}

#[cfg(test)]
mod tests;
