//! What of a row has to be printed.

use super::canvas::Canvas;
use super::grid::{Grid, Row, columns, same, same_rows};
use super::widths::Doubt;
use ratatui::buffer::Cell;

/// The length of the sequence that erases the rest of a row.
const ERASE_COST: usize = 3;

impl Canvas {
    /// Prints what turns one screen into another of the same size.
    pub(super) fn paint(&mut self, shown: &Grid, next: &Grid) {
        for y in 0..next.height() {
            if !same_rows(shown.row(y), next.row(y)) {
                self.paint_row(y, shown.row(y), next.row(y));
            }
        }
    }

    /// Prints what turns one row into another.
    pub(super) fn paint_row(&mut self, y: usize, old: Row, new: Row) {
        let mut dirty = changed(old, new);
        let cells = new.cells;
        let blank_from = cells
            .iter()
            .rposition(|cell| !same(cell, &Cell::EMPTY))
            .map_or(0, |x| x + columns_at(cells, x));
        // The blanks that would have to be printed at the end of the row.
        let rest = dirty
            .iter()
            .skip(blank_from)
            .position(|dirty| *dirty)
            .map(|x| x + blank_from);
        let last = dirty.iter().rposition(|dirty| *dirty);
        let erase = rest
            .zip(last)
            .is_some_and(|(first, last)| last - first >= ERASE_COST);
        let end = if erase { blank_from } else { cells.len() };
        let mut x = 0;
        while let Some(cell) = cells.get(x).filter(|_| x < end) {
            let width = columns(cell);
            if dirty.get(x) == Some(&true) {
                self.move_over(x, y, new);
                self.set_link(new.link(x));
                let behind = self.print_cell(x, y, cell, width);
                for behind in dirty.iter_mut().skip(x + width).take(behind) {
                    *behind = true;
                }
            }
            x += width;
        }
        // A doubtful symbol may have reached into the blanks behind it.
        let rest = dirty
            .iter()
            .skip(blank_from)
            .position(|dirty| *dirty)
            .map(|x| x + blank_from);
        if let Some(first) = rest.filter(|_| erase) {
            self.move_over(first, y, new);
            self.erase_rest();
        }
    }

    /// Prints a cell; says how many columns behind it may have been drawn over.
    fn print_cell(&mut self, x: usize, y: usize, cell: &Cell, width: usize) -> usize {
        self.set_pen(self.pen().towards(cell));
        let symbol = cell.symbol();
        let doubt = self.doubt(symbol, width);
        if doubt == Doubt::None {
            self.print(symbol, width);
            return 0;
        }
        // The terminal may draw it narrower: then it shall not leave anything beside it.
        self.print(" ".repeat(width).as_str(), width);
        self.lose_column();
        self.move_to(x, y);
        self.print(symbol, width);
        self.lose_column();
        match doubt {
            Doubt::Any(behind) => behind,
            Doubt::None | Doubt::Narrower => 0,
        }
    }
}

/// Which cells differ. What was hidden behind a wide symbol is unknown, and what will be hidden
/// does not matter.
fn changed(old: Row, new: Row) -> Vec<bool> {
    let (was_hidden, is_hidden) = (hidden(old.cells), hidden(new.cells));
    let linked = old.has_links() || new.has_links();
    old.cells
        .iter()
        .zip(new.cells)
        .zip(was_hidden.into_iter().zip(is_hidden))
        .enumerate()
        .map(|(x, ((was, is), (was_hidden, is_hidden)))| {
            let differs = !same(was, is) || (linked && old.link(x) != new.link(x));
            !is_hidden && (was_hidden || differs)
        })
        .collect()
}

/// Which cells lie behind a wide symbol.
fn hidden(row: &[Cell]) -> Vec<bool> {
    let mut left = 0;
    row.iter()
        .map(|cell| {
            if left > 0 {
                left -= 1;
                return true;
            }
            left = columns(cell) - 1;
            false
        })
        .collect()
}

fn columns_at(row: &[Cell], x: usize) -> usize {
    row.get(x).map_or(1, columns)
}
