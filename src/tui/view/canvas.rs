//! Putting text into cells: cut to its area, styled by role, with what the filter found marked.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use crate::{
    query::{Marker, Part, Query},
    text,
    tui::{
        geometry::Area,
        page::Piece,
        theme::{Role, style},
    },
};

/// A buffer, and what marks the matches of the filter in it.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    marker: Marker,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, query: &Query) -> Self {
        let marker = query.marker();
        Self { buffer, marker }
    }

    /// A text at the left of the first row of an area, cut with `…` where it is too long. Returns
    /// the columns that it took.
    pub(super) fn text(&mut self, area: Area, role: Role, text: &str) -> u16 {
        let width = usize::from(area.width);
        let cut = text::truncate(text, width);
        self.put(area, &cut, style(role))
    }

    /// A text at the right of the first row of an area.
    pub(super) fn text_right(&mut self, area: Area, role: Role, text: &str) {
        let cut = text::truncate(text, usize::from(area.width));
        let columns = u16::try_from(text::width(&cut)).unwrap_or(area.width);
        self.put(
            shifted(area, area.width.saturating_sub(columns)),
            &cut,
            style(role),
        );
    }

    /// A text in which the filter's matches are marked.
    pub(super) fn searched(&mut self, area: Area, role: Role, part: Part, text: &str) -> u16 {
        let cut = text::truncate(text, usize::from(area.width));
        let taken = self.put(area, &cut, style(role));
        if self.marker.is_empty() {
            return taken;
        }
        for range in self.marker.highlights(part, &cut) {
            let before = cut.get(..range.start).map_or(0, text::width);
            let matched = cut.get(range).unwrap_or_default();
            let from = u16::try_from(before).unwrap_or(u16::MAX);
            self.put(
                shifted(area, from),
                matched,
                style(role).patch(style(Role::Match)),
            );
        }
        taken
    }

    /// Pieces one after another.
    pub(super) fn pieces(&mut self, area: Area, pieces: &[Piece]) -> u16 {
        let mut rest = area;
        for piece in pieces {
            let taken = self.text(rest, piece.role, &piece.text);
            rest = shifted(rest, taken);
        }
        rest.x - area.x
    }

    /// The same, with what the filter found marked.
    pub(super) fn searched_pieces(&mut self, area: Area, pieces: &[Piece]) {
        let mut rest = area;
        for piece in pieces {
            let taken = self.searched(rest, piece.role, Part::Title, &piece.text);
            rest = shifted(rest, taken);
        }
    }

    fn put(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let inside =
            self.buffer
                .area
                .intersection(Rect::new(area.x, area.y, area.width, area.height));
        if inside.is_empty() {
            return 0;
        }
        let (end, _) =
            self.buffer
                .set_stringn(inside.x, inside.y, text, usize::from(inside.width), style);
        end - inside.x
    }
}

/// The area without its first columns.
pub(super) fn shifted(area: Area, columns: u16) -> Area {
    let columns = columns.min(area.width);
    Area {
        x: area.x + columns,
        width: area.width - columns,
        ..area
    }
}
