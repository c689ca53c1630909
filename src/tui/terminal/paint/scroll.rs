//! Rows that only moved are moved by the terminal.

use super::canvas::Canvas;
use super::grid::{Grid, Row, same_rows};
use super::widths::Widths;
use ratatui::buffer::Cell;

/// Fewer changed rows than that are not worth a scroll region.
const LEAST_ROWS: usize = 3;
/// Rows beside the moved ones that may profit from moving along: those of a marker that stayed where
/// it is, and the margin that is kept between it and the edge.
const BESIDE: usize = 5;

/// A block of rows that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Move {
    /// Rows of the new screen, the end exclusive.
    top: usize,
    bottom: usize,
    /// By how many rows; upwards if positive.
    by: isize,
}

/// The shortest bytes found that turn one screen into another of the same size.
pub(super) fn shortest(shown: &Grid, next: &Grid, widths: Widths) -> Vec<u8> {
    let mut plain = Canvas::new(widths, true);
    plain.paint(shown, next);
    let mut best = plain.finish();
    let Some(moved) = largest_move(shown, next) else {
        return best;
    };
    let by = moved.by;
    let (first, last) = if by > 0 {
        (moved.top, moved.bottom.saturating_add_signed(by))
    } else {
        (moved.top.saturating_add_signed(by), moved.bottom)
    };
    let scroll = Scroll::new(shown, next, by, widths);
    // Both ends of the region on their own: what is best for one hardly depends on the other.
    let mut bottom = last;
    for below in 0..=BESIDE.min(next.height().saturating_sub(last)) {
        let bytes = scroll.bytes(first, last + below);
        if bytes.len() < best.len() {
            (best, bottom) = (bytes, last + below);
        }
    }
    for above in 1..=BESIDE.min(first) {
        let bytes = scroll.bytes(first - above, bottom);
        if bytes.len() < best.len() {
            best = bytes;
        }
    }
    best
}

/// Two screens, the rows of which are compared only once.
struct Scroll<'a> {
    shown: &'a Grid,
    next: &'a Grid,
    by: isize,
    /// Which rows are the same, where they are and after the move.
    same: Vec<bool>,
    same_moved: Vec<bool>,
    blank: Vec<Cell>,
    widths: Widths,
}

impl<'a> Scroll<'a> {
    fn new(shown: &'a Grid, next: &'a Grid, by: isize, widths: Widths) -> Self {
        let rows = 0..next.height();
        let same = rows
            .clone()
            .map(|y| same_rows(shown.row(y), next.row(y)))
            .collect();
        let same_moved = rows
            .map(|y| {
                let from = y
                    .checked_add_signed(by)
                    .filter(|from| *from < next.height());
                from.is_some_and(|from| same_rows(shown.row(from), next.row(y)))
            })
            .collect();
        Self {
            shown,
            next,
            by,
            same,
            same_moved,
            blank: vec![Cell::EMPTY; next.width()],
            widths,
        }
    }

    /// Scrolls the region from `top` to `bottom` (exclusive), then prints what is left to print.
    fn bytes(&self, top: usize, bottom: usize) -> Vec<u8> {
        let mut canvas = Canvas::new(self.widths, true);
        canvas.escape(&format!("\x1b[{};{bottom}r", top + 1));
        canvas.move_to(0, top);
        // Lines are deleted and inserted, since every terminal can do that, and none keeps what
        // leaves the region.
        let (count, letter) = (self.by.unsigned_abs(), if self.by > 0 { 'M' } else { 'L' });
        if count == 1 {
            canvas.escape(&format!("\x1b[{letter}\x1b[r"));
        } else {
            canvas.escape(&format!("\x1b[{count}{letter}\x1b[r"));
        }
        let region = top..bottom;
        for y in 0..self.next.height() {
            let from = y
                .checked_add_signed(self.by)
                .filter(|from| region.contains(from));
            let (done, old) = match (region.contains(&y), from) {
                (false, _) => (self.same.get(y), self.shown.row(y)),
                (true, Some(from)) => (self.same_moved.get(y), self.shown.row(from)),
                (true, None) => (None, Row::plain(&self.blank)),
            };
            if done != Some(&true) {
                canvas.paint_row(y, old, self.next.row(y));
            }
        }
        canvas.finish()
    }
}

/// The block with the most rows that are elsewhere now.
fn largest_move(shown: &Grid, next: &Grid) -> Option<Move> {
    let (old, new) = (shown.digests(), next.digests());
    let differing = old.iter().zip(&new).filter(|(old, new)| old != new).count();
    if differing < LEAST_ROWS {
        return None;
    }
    let height = isize::try_from(new.len()).ok()?;
    let mut best: Option<(usize, Move)> = None;
    for by in (1 - height..height).filter(|by| *by != 0) {
        let (mut gain, mut top) = (0, None);
        for y in 0..=new.len() {
            let source = y.checked_add_signed(by).and_then(|from| old.get(from));
            if source.is_some() && source == new.get(y) {
                top = top.or(Some(y));
                // A row that stays the same in place gains nothing by moving.
                gain += usize::from(old.get(y) != new.get(y));
            } else if let Some(start) = top.take() {
                if gain >= LEAST_ROWS - 1 && best.is_none_or(|(most, _)| gain > most) {
                    best = Some((
                        gain,
                        Move {
                            top: start,
                            bottom: y,
                            by,
                        },
                    ));
                }
                gain = 0;
            }
        }
    }
    best.map(|(_, moved)| moved)
}
