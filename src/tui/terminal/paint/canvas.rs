//! The pen over the screen: where it is, how it writes, and the cheapest way to somewhere else.

use super::super::links::{self, Target};
use super::grid::Row;
use super::style::Pen;
use super::widths::{Doubt, Widths};
use ratatui::buffer::Cell;
use std::io::Write;

/// Bytes in the making, and what the terminal is like after them.
#[derive(Debug)]
pub(super) struct Canvas {
    bytes: Vec<u8>,
    pen: Pen,
    /// Where what is printed leads.
    link: Option<Target>,
    row: Option<usize>,
    column: Option<usize>,
    widths: Widths,
    /// The terminal goes to a row or a column alone.
    moves: bool,
}

impl Canvas {
    /// The pen is the default one; where it is, is unknown.
    pub(super) fn new(widths: Widths, moves: bool) -> Self {
        Self {
            widths,
            moves,
            bytes: Vec::new(),
            pen: Pen::default(),
            link: None,
            row: None,
            column: None,
        }
    }

    /// The bytes, with the pen left as it was found.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.set_pen(Pen::default());
        self.set_link(None);
        self.bytes
    }

    /// How the pen writes.
    pub(super) fn pen(&self) -> Pen {
        self.pen
    }

    /// What to be careful about with a symbol that is to take so many columns.
    pub(super) fn doubt(&self, symbol: &str, width: usize) -> Doubt {
        self.widths.doubt(symbol, width)
    }

    /// Changes where what is printed leads.
    pub(super) fn set_link(&mut self, link: Option<&Target>) {
        if self.link.as_ref() == link {
            return;
        }
        match link {
            Some(target) => self.bytes.extend(target.begin()),
            None => self.bytes.extend(links::END),
        }
        self.link = link.cloned();
    }

    /// Changes how the pen writes.
    pub(super) fn set_pen(&mut self, pen: Pen) {
        self.bytes.extend(self.pen.change(pen).bytes());
        self.pen = pen;
    }

    /// Prints a symbol that takes so many columns.
    pub(super) fn print(&mut self, symbol: &str, columns: usize) {
        self.bytes.extend(symbol.bytes());
        self.column = self.column.map(|column| column + columns);
    }

    /// The terminal may have moved the pen by any number of columns.
    pub(super) fn lose_column(&mut self) {
        self.column = None;
    }

    /// Adds a sequence after which the pen may be anywhere.
    pub(super) fn escape(&mut self, sequence: &str) {
        self.bytes.extend(sequence.bytes());
        (self.row, self.column) = (None, None);
    }

    /// Erases from here to the end of the row.
    pub(super) fn erase_rest(&mut self) {
        // The colour behind would fill what is erased.
        self.set_pen(Pen::default());
        self.set_link(None);
        self.bytes.extend(b"\x1b[K");
    }

    /// Moves within a row, or prints what is there already if that is shorter.
    pub(super) fn move_over(&mut self, x: usize, y: usize, row: Row) {
        if let (Some(at_row), Some(at)) = (self.row, self.column)
            && at_row == y
            && at < x
        {
            let gap = row.cells.get(at..x).unwrap_or_default();
            let forward = if x - at == 1 { 3 } else { 4 };
            let plain =
                |cell: &Cell| cell.symbol().len() == 1 && self.pen.towards(cell) == self.pen;
            let linked = |x: usize| row.link(x) == self.link.as_ref();
            let short = gap.len() <= forward && !gap.is_empty();
            if short && gap.iter().all(plain) && (at..x).all(linked) {
                for cell in gap {
                    self.bytes.extend(cell.symbol().bytes());
                }
                self.column = Some(x);
                return;
            }
        }
        self.move_to_within(x, y, row.cells.len());
    }

    /// Moves to that column and row.
    pub(super) fn move_to(&mut self, x: usize, y: usize) {
        self.move_to_within(x, y, 0);
    }

    /// Moves, in rows of that width: relative moves from behind the last column are avoided,
    /// since terminals differ about where that is.
    fn move_to_within(&mut self, x: usize, y: usize, width: usize) {
        if (self.row, self.column) == (Some(y), Some(x)) && (x < width || width == 0) {
            return;
        }
        let mut best: Vec<u8> = Vec::new();
        _ = match (x, y) {
            (0, 0) => write!(best, "\x1b[H"),
            (0, _) => write!(best, "\x1b[{}H", y + 1),
            _ => write!(best, "\x1b[{};{}H", y + 1, x + 1),
        };
        let mut offer = |other: String| {
            if other.len() < best.len() {
                best = other.into_bytes();
            }
        };
        let known = self.column.filter(|&column| column < width);
        if self.row == Some(y) {
            if self.moves {
                offer(format!("\x1b[{}G", x + 1));
            }
            match known {
                Some(at) if at < x => offer(motion(x - at, 'C')),
                Some(at) if at == x + 1 => offer("\x08".to_owned()),
                Some(at) if at > x => offer(motion(at - x, 'D')),
                _ => {}
            }
            if x == 0 {
                offer("\r".to_owned());
            }
        } else if x == 0 && self.row.is_some_and(|row| row + 1 == y) {
            offer("\r\n".to_owned());
        } else if known == Some(x) && self.moves {
            offer(format!("\x1b[{}d", y + 1));
        }
        self.bytes.extend(best);
        (self.row, self.column) = (Some(y), Some(x));
    }
}

fn motion(count: usize, letter: char) -> String {
    if count == 1 {
        format!("\x1b[{letter}")
    } else {
        format!("\x1b[{count}{letter}")
    }
}
