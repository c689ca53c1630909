//! Where things are on the screen. Pure: the same size gives the same rectangles, so that moving
//! and drawing agree without telling each other.
//!
//! ```text
//! ┌ header ──────────────────────────────────────┐
//! │ overview of the day, where there is room     │
//! │ list                       │ detail          │   from WIDE columns on
//! │                            │                 │   below, one of the two has the whole body
//! └ footer ──────────────────────────────────────┘
//! ```
//!
//! What there is to choose from stands in the detail's place, from `BESIDE` columns on beside the list.

/// From this width on, list and detail stand side by side.
pub const WIDE: u16 = 120;

/// From this width on, the list stands beside what there is to choose from.
pub const BESIDE: u16 = 60;

/// From this size on, there is room for the overview of a day.
pub const ROOMY: Size = Size {
    columns: 100,
    rows: 30,
};

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
    /// Whether a cell is in it.
    pub fn holds(self, column: u16, row: u16) -> bool {
        let within = |at: u16, from: u16, size: u16| at >= from && at - from < size;
        within(column, self.x, self.width) && within(row, self.y, self.height)
    }

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
    /// The overview of the day; no rows where it is not shown.
    pub overview: Area,
    /// All between header and footer.
    pub body: Area,
    /// The list; the whole body where the terminal is narrow.
    pub list: Area,
    /// The detail, or what there is to choose from; the whole body where the terminal is narrow.
    pub detail: Area,
    /// Keys, messages, the prompt.
    pub footer: Area,
    /// List and detail stand side by side.
    pub wide: bool,
}

impl Frame {
    /// The same with an overview of the day at the top of the body.
    #[must_use]
    pub fn with_overview(self) -> Self {
        let cut = |area: Area| area.rows(1, area.height);
        Self {
            overview: self.body.rows(0, 1),
            body: cut(self.body),
            list: cut(self.list),
            detail: cut(self.detail),
            ..self
        }
    }

    /// The same without the lowest rows of the body, and where those are.
    pub fn without_lowest(self, rows: u16) -> (Self, Area) {
        let left = self.body.height.saturating_sub(rows);
        let cut = |area: Area| area.rows(0, left);
        let frame = Self {
            body: cut(self.body),
            list: cut(self.list),
            detail: cut(self.detail),
            ..self
        };
        (frame, self.body.rows(left, rows))
    }
}

/// Whether a frame of this size has room for the overview of a day.
pub fn has_room_for_overview(size: Size) -> bool {
    size.columns >= ROOMY.columns && size.rows >= ROOMY.rows
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
        overview: body.rows(0, 0),
        body,
        list,
        detail,
        footer,
        wide,
    }
}

/// The parts of a frame of this size while there is something to choose from: the list stays where
/// it is if there is room enough, so that the eye does not lose it.
pub fn choosing(size: Size) -> Frame {
    let frame = frame(size);
    let Size { columns, .. } = size;
    let width = (columns / 3).clamp(30, 40);
    if frame.wide {
        // The air beside the line is part of it: its first column is the cursor's.
        let x = frame.detail.x - 1;
        let detail = Area {
            x,
            width: width.min(columns.saturating_sub(x)),
            ..frame.body
        };
        return Frame { detail, ..frame };
    }
    if columns < BESIDE {
        return Frame {
            detail: frame.body,
            ..frame
        };
    }
    let list = Area {
        width: columns - width - 1,
        ..frame.body
    };
    let detail = Area {
        x: list.width + 1,
        width,
        ..frame.body
    };
    Frame {
        list,
        detail,
        wide: true,
        ..frame
    }
}

/// With less room than this a grid would show no title that says anything.
pub const LEAST_GRID: Size = Size {
    columns: 48,
    rows: 9,
};

/// The parts of the grid.
///
/// ```text
/// │ corner │ rooms                         │
/// │ times  │ cells                         │
/// │ the selected entry: title, time, people │
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GridFrame {
    /// Above the times: how many rooms lie to the left.
    pub corner: Area,
    /// The names of the rooms.
    pub rooms: Area,
    /// The times.
    pub times: Area,
    /// The entries.
    pub cells: Area,
    /// What is selected, whole.
    pub selected: Area,
}

/// The parts of a grid in an area, where times may hang over into another day, and titles need so many lines.
pub fn grid(area: Area, hangs_over: bool, lines: u16) -> GridFrame {
    // The mark of now, the digits, what hangs over, and a column of air.
    let left = if hangs_over { 9 } else { 7 }.min(area.width);
    // A line above, the title, and one for all the rest.
    let below = (lines + 2).min(area.height / 2);
    let rest = Area {
        x: area.x + left,
        // A column of air, where the number of rooms to the right fits in.
        width: (area.width - left).saturating_sub(1),
        ..area
    };
    let times = Area {
        width: left,
        ..area
    };
    let height = area.height.saturating_sub(below + 1);
    GridFrame {
        corner: times.rows(0, 1),
        rooms: rest.rows(0, 1),
        times: times.rows(1, height),
        cells: rest.rows(1, height),
        selected: area.rows(1 + height, below),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_inside_and_apart_at_every_size() {
        for columns in 0..260 {
            for rows in 0..80 {
                let size = Size { columns, rows };
                lie_inside_and_apart(frame(size), size);
                lie_inside_and_apart(frame(size).with_overview(), size);
                let choosing = choosing(size);
                lie_inside_and_apart(choosing, size);
                assert_eq!(choosing.wide, columns >= BESIDE);
                if frame(size).wide {
                    assert_eq!(choosing.list, frame(size).list, "the list stays");
                }
                if choosing.wide {
                    assert!((30..=40).contains(&choosing.detail.width), "{columns}");
                }
            }
        }
    }

    #[test]
    fn parts_of_a_grid_lie_inside_and_apart_at_every_size() {
        for columns in 0..260 {
            for rows in 0..80 {
                let all = frame(Size { columns, rows }).body;
                for lines in 1..4 {
                    let parts = grid(all, columns % 2 == 0, lines);
                    let GridFrame {
                        corner,
                        rooms,
                        times,
                        cells,
                        selected,
                    } = parts;
                    for part in [corner, rooms, times, cells, selected] {
                        assert!(part.x + part.width <= all.x + all.width, "{parts:?}");
                        assert!(part.y + part.height <= all.y + all.height, "{parts:?}");
                    }
                    assert!(times.x + times.width <= cells.x, "{parts:?}");
                    assert!(rooms.y + rooms.height <= cells.y || cells.height == 0);
                    assert!(cells.y + cells.height <= selected.y, "{parts:?}");
                    assert_eq!((cells.x, cells.width), (rooms.x, rooms.width));
                    assert_eq!((cells.y, cells.height), (times.y, times.height));
                    let least = LEAST_GRID;
                    if all.width >= least.columns && all.height >= least.rows {
                        assert!(cells.width >= 36 && cells.height >= 3, "{parts:?}");
                        assert!(selected.height >= 3, "{parts:?}");
                    }
                }
            }
        }
    }

    fn lie_inside_and_apart(frame: Frame, size: Size) {
        let Size { columns, rows } = size;
        for area in [
            frame.header,
            frame.overview,
            frame.body,
            frame.list,
            frame.detail,
            frame.footer,
        ] {
            assert!(area.x + area.width <= columns, "{columns}x{rows} {area:?}");
            assert!(area.y + area.height <= rows, "{columns}x{rows} {area:?}");
        }
        let heights = [frame.header, frame.overview, frame.body, frame.footer];
        let heights: u16 = heights.iter().map(|area| area.height).sum();
        assert!(heights <= rows);
        assert_eq!(frame.overview.y + frame.overview.height, frame.body.y);
        if frame.wide {
            assert!(frame.list.x + frame.list.width < frame.detail.x);
        }
    }
}
