//! Where things are on the screen. Pure: the same size gives the same rectangles, so that moving
//! and drawing agree without telling each other.
//!
//! ```text
//! ┌ header ──────────────────────────────────────┐
//! │ list                       │ detail          │   from WIDE columns on
//! │                            │                 │   below, one of the two has the whole body
//! └ footer ──────────────────────────────────────┘
//! ```

/// From this width on, list and detail stand side by side.
pub const WIDE: u16 = 120;

/// Longer lines of text than this are hard to read.
pub const READABLE: u16 = 90;

/// Below this size a frame says that it is too small.
pub const SMALLEST: Size = Size {
    columns: 20,
    rows: 4,
};

/// The size of a terminal in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Columns from the left.
    pub x: u16,
    /// Rows from the top.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// A part of this area, `rows` from its top and `height` high, cut to it.
    #[must_use]
    pub fn rows(self, from: u16, height: u16) -> Self {
        let from = from.min(self.height);
        Self {
            y: self.y + from,
            height: height.min(self.height - from),
            ..self
        }
    }
}

/// The parts of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Title, days, clock and zone.
    pub header: Area,
    /// All between header and footer.
    pub body: Area,
    /// The list; the whole body where the terminal is narrow.
    pub list: Area,
    /// The detail; the whole body where the terminal is narrow.
    pub detail: Area,
    /// Keys, messages, the prompt.
    pub footer: Area,
    /// List and detail stand side by side.
    pub wide: bool,
}

/// Whether a frame of this size can show anything of use.
pub fn is_too_small(size: Size) -> bool {
    size.columns < SMALLEST.columns || size.rows < SMALLEST.rows
}

/// The parts of a frame of this size.
pub fn frame(size: Size) -> Frame {
    let Size { columns, rows } = size;
    let row = |y: u16, height: u16| Area {
        x: 0,
        y,
        width: columns,
        height,
    };
    let header = row(0, rows.min(1));
    let footer = row(rows.saturating_sub(1), u16::from(rows > 1));
    let body = row(header.height, rows.saturating_sub(2));
    let wide = columns >= WIDE;
    // Three fifths for the list, but no more than a title and its people need.
    let list_width = (columns / 5 * 3).min(110);
    let (list, detail) = if wide {
        let list = Area {
            width: list_width,
            ..body
        };
        // A column for the line between them, and one of air.
        let x = list_width + 2;
        let detail = Area {
            x,
            width: columns.saturating_sub(x + 1),
            ..body
        };
        (list, detail)
    } else {
        let margin = u16::from(columns > 2);
        let detail = Area {
            x: margin,
            width: columns.saturating_sub(2 * margin).min(READABLE),
            ..body
        };
        (body, detail)
    };
    Frame {
        header,
        body,
        list,
        detail,
        footer,
        wide,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_inside_and_apart_at_every_size() {
        for columns in 0..260 {
            for rows in 0..80 {
                let frame = frame(Size { columns, rows });
                for area in [
                    frame.header,
                    frame.body,
                    frame.list,
                    frame.detail,
                    frame.footer,
                ] {
                    assert!(area.x + area.width <= columns, "{columns}x{rows} {area:?}");
                    assert!(area.y + area.height <= rows, "{columns}x{rows} {area:?}");
                }
                assert!(frame.header.height + frame.body.height + frame.footer.height <= rows);
                if frame.wide {
                    assert!(frame.list.x + frame.list.width < frame.detail.x);
                }
            }
        }
    }
}
