//! A frame in the one form that is compared and printed.

use super::super::{Link, links::Target};
use super::palette::Palette;
use super::style::VISIBLE_ON_BLANK;
use super::widths::Widths;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};
use std::ops::Range;

/// No glyph needs more bytes; a letter with a thousand accents does.
const GLYPH_LIMIT: usize = 32;

/// Cells in rows. Each symbol is safe to print; cells behind a wide one are empty; and what
/// looks the same is the same, so that it is not printed again.
#[derive(Debug)]
pub(super) struct Grid {
    width: usize,
    height: usize,
    cells: Vec<Cell>,
    /// By row, in the order in which they were made; no rows where there is no link.
    links: Vec<Vec<Span>>,
}

/// Columns that lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    columns: Range<usize>,
    target: Target,
}

/// A row: its cells, and which of them lead somewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) cells: &'a [Cell],
    links: &'a [Span],
}

impl<'a> Row<'a> {
    /// Cells that lead nowhere.
    pub(super) fn plain(cells: &'a [Cell]) -> Self {
        Self { cells, links: &[] }
    }

    /// Where the cell of that column leads.
    pub(super) fn link(self, x: usize) -> Option<&'a Target> {
        let mut links = self.links.iter();
        let link = links.find(|link| link.columns.contains(&x))?;
        Some(&link.target)
    }

    /// Whether any of its cells leads somewhere.
    pub(super) fn has_links(self) -> bool {
        !self.links.is_empty()
    }
}

impl Grid {
    /// The frame, cleaned.
    pub(super) fn new(
        frame: &Buffer,
        palette: &mut Palette,
        links: &[Link],
        widths: Widths,
    ) -> Self {
        let (width, height) = (
            usize::from(frame.area.width),
            usize::from(frame.area.height),
        );
        let mut cells = Vec::with_capacity(frame.content.len());
        for row in frame.content.chunks(width.max(1)) {
            let mut hidden = 0;
            for (x, cell) in row.iter().enumerate() {
                if hidden > 0 {
                    hidden -= 1;
                    cells.push(Cell::EMPTY);
                    continue;
                }
                let cell = clean(cell, width - x, palette, widths);
                hidden = columns(&cell) - 1;
                cells.push(cell);
            }
        }
        Self {
            width,
            height,
            cells,
            links: spans(links, width, height),
        }
    }

    /// A blank screen of the same size.
    pub(super) fn blank(&self) -> Self {
        Self {
            width: self.width,
            height: self.height,
            cells: vec![Cell::EMPTY; self.cells.len()],
            links: Vec::new(),
        }
    }

    /// Whether both are equally wide and high.
    pub(super) fn same_size(&self, other: &Self) -> bool {
        (self.width, self.height) == (other.width, other.height)
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.height
    }

    /// What is in the cells.
    pub(super) fn symbols(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(Cell::symbol)
    }

    /// A row; an empty one outside.
    pub(super) fn row(&self, y: usize) -> Row<'_> {
        let cells = self.cells.get(y * self.width..(y + 1) * self.width);
        Row {
            cells: cells.unwrap_or_default(),
            links: self.links.get(y).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// A number for each row: the same for the same rows, and rarely for others.
    pub(super) fn digests(&self) -> Vec<u64> {
        (0..self.height)
            .map(|y| {
                let row = self.row(y);
                let cells = row.cells.iter().fold(0, digest);
                // What leads elsewhere is another row, though it looks the same.
                let add = |sum: u64, link: &Span| sum.wrapping_add(link.target.digest());
                row.links.iter().fold(cells, add)
            })
            .collect()
    }
}

/// The links of each row, as far as they are on the screen and can be written.
fn spans(links: &[Link], width: usize, height: usize) -> Vec<Vec<Span>> {
    let mut rows = Vec::new();
    for Link { area, url } in links {
        let columns = usize::from(area.x)..usize::from(area.x.saturating_add(area.width));
        let columns = columns.start..columns.end.min(width);
        let Some(target) = Target::of(url).filter(|_| !columns.is_empty()) else {
            continue;
        };
        if rows.is_empty() {
            rows = vec![Vec::new(); height];
        }
        let here = rows.iter_mut().skip(area.y.into());
        for row in here.take(area.height.into()) {
            row.push(Span {
                columns: columns.clone(),
                target: target.clone(),
            });
        }
    }
    rows
}

/// Quick, since it sees each cell of each frame; who needs to be sure compares the rows.
fn digest(so_far: u64, cell: &Cell) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let symbol = cell
        .symbol()
        .bytes()
        .fold(0, |word: u64, byte| word << 8 | u64::from(byte));
    // Rows that differ in colours only never moved.
    let word = symbol ^ u64::from(cell.modifier.bits()) << 48;
    (so_far.rotate_left(5) ^ word).wrapping_mul(FACTOR)
}

/// Whether two cleaned cells look the same. Each cell of each frame is compared, so the common
/// case of one byte is decided here, without a call.
pub(super) fn same(one: &Cell, other: &Cell) -> bool {
    let symbols = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    symbols && one.fg == other.fg && one.bg == other.bg && one.modifier == other.modifier
}

/// Whether two rows of the same length look the same, and lead to the same.
pub(super) fn same_rows(one: Row, other: Row) -> bool {
    let mut cells = one.cells.iter().zip(other.cells);
    one.links == other.links && cells.all(|(one, other)| same(one, other))
}

fn is_blank(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [b' '])
}

/// How many columns the symbol of a cleaned cell takes; at least one.
pub(super) fn columns(cell: &Cell) -> usize {
    match cell.symbol() {
        symbol if symbol.len() == 1 => 1,
        symbol => usize::from(symbol.cell_width()).max(1),
    }
}

fn clean(cell: &Cell, room: usize, palette: &mut Palette, widths: Widths) -> Cell {
    let mut cleaned = Cell::EMPTY;
    let symbol = cell.symbol();
    if let [byte] = symbol.as_bytes() {
        if (0x21..0x7f).contains(byte) {
            cleaned.set_symbol(symbol);
        }
    } else {
        let glyph = widths.shape(glyph(symbol));
        let width = usize::from(glyph.cell_width());
        // What has no width, or does not fit in, would shift the rest of the row.
        if (1..=room).contains(&width) {
            cleaned.set_symbol(&glyph);
        }
    }
    let (colors, modifier) = palette.map((cell.fg, cell.bg), cell.modifier);
    (cleaned.fg, cleaned.bg) = colors;
    cleaned.modifier = modifier;
    if is_blank(&cleaned) && !cleaned.modifier.intersects(VISIBLE_ON_BLANK) {
        cleaned.fg = Color::Reset;
        cleaned.modifier = Modifier::empty();
    }
    cleaned
}

/// The symbol without what steers a terminal or its text direction, and of bounded length: the
/// last line of defence, whatever the widgets let through.
fn glyph(symbol: &str) -> String {
    let mut glyph = String::new();
    for character in symbol.chars() {
        let steering = character.is_control()
            || matches!(character,
                '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
        if steering {
            continue;
        }
        if glyph.len() + character.len_utf8() > GLYPH_LIMIT {
            break;
        }
        glyph.push(character);
    }
    glyph
}
