//! Putting text into cells: cut to its area, styled by role, with what the filter found marked.

use std::{borrow::Cow, cell::RefCell};

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    query::{Marker, Part, Query},
    text,
    tui::{
        geometry::Area,
        page::Piece,
        pointing::{Target, Targets},
        terminal::{Cursor, Link},
        theme::{Look, Role, Symbols},
    },
};

/// What a frame has besides its cells.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// What can be clicked on.
    pub targets: Targets,
    /// What leads out of the viewer.
    pub links: Vec<Link>,
    /// The terminal's cursor.
    pub cursor: Option<Cursor>,
}

/// A buffer, what marks the matches of the filter in it, and what is where.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    marker: Marker,
    look: &'a Look,
    /// The styles of the tracks that were drawn: making a colour readable takes longer than all else of a line.
    tracks: RefCell<Vec<(Role, Style)>>,
    drawn: Drawn,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, query: &Query, look: &'a Look) -> Self {
        let marker = query.marker();
        Self {
            buffer,
            marker,
            look,
            tracks: RefCell::default(),
            drawn: Drawn::default(),
        }
    }

    /// What there is besides the cells.
    pub(super) fn finish(self) -> Drawn {
        self.drawn
    }

    /// Says what can be clicked on in an area, above what was there before.
    pub(super) fn target(&mut self, area: Area, target: Target) {
        self.drawn.targets.add(area, target);
    }

    /// Says that an area leads out of the viewer.
    pub(super) fn link(&mut self, area: Area, url: &str) {
        if area.width > 0 && area.height > 0 {
            let url = url.to_owned();
            self.drawn.links.push(Link { area, url });
        }
    }

    /// Here is what takes the keys: the terminal's cursor stands there, unseen.
    pub(super) fn stand(&mut self, area: Area) {
        self.place_cursor((area.x, area.y), false);
    }

    /// Here is typed.
    pub(super) fn type_at(&mut self, place: (u16, u16)) {
        self.place_cursor(place, true);
    }

    fn place_cursor(&mut self, (x, y): (u16, u16), shown: bool) {
        let size = self.buffer.area;
        if x < size.width && y < size.height {
            self.drawn.cursor = Some(Cursor { x, y, shown });
        }
    }

    /// A text at the left of the first row of an area, cut with `…` where it is too long. Returns
    /// the columns that it took.
    pub(super) fn text(&mut self, area: Area, role: Role, text: &str) -> u16 {
        let width = usize::from(area.width);
        let cut = text::truncate(text, width);
        self.put(area, &cut, self.style(role))
    }

    /// A text at the right of the first row of an area. Returns where it stands.
    pub(super) fn text_right(&mut self, area: Area, role: Role, text: &str) -> Area {
        let cut = text::truncate(text, usize::from(area.width));
        let columns = u16::try_from(text::width(&cut)).unwrap_or(area.width);
        let here = shifted(area, area.width.saturating_sub(columns)).rows(0, 1);
        self.put(here, &cut, self.style(role));
        here
    }

    /// A text in which the filter's matches are marked. It is searched as a whole: what begins before
    /// the cut and ends behind it is marked as far as it is shown.
    pub(super) fn searched(&mut self, area: Area, role: Role, part: Part, text: &str) -> u16 {
        let cut = text::truncate(text, usize::from(area.width));
        let taken = self.put(area, &cut, self.style(role));
        if self.marker.is_empty() {
            return taken;
        }
        let shown = match &cut {
            Cow::Borrowed(whole) => whole,
            Cow::Owned(cut) => cut.strip_suffix(text::ELLIPSIS).unwrap_or(cut),
        };
        let ranges = self.marker.highlights(part, beginning(text));
        for range in ranges {
            let matched = range.start..range.end.min(shown.len());
            let Some(matched) = shown.get(matched).filter(|matched| !matched.is_empty()) else {
                continue;
            };
            let before = shown.get(..range.start).map_or(0, text::width);
            let from = u16::try_from(before).unwrap_or(u16::MAX);
            self.put(shifted(area, from), matched, self.found(role));
        }
        taken
    }

    /// Pieces one after another.
    pub(super) fn pieces(&mut self, area: Area, pieces: &[Piece]) -> u16 {
        let mut rest = area;
        for piece in pieces {
            let style = if piece.found {
                self.found(piece.role)
            } else {
                self.style(piece.role)
            };
            let cut = text::truncate(&piece.text, usize::from(rest.width));
            let taken = self.put(rest, &cut, style);
            rest = shifted(rest, taken);
            // What is cut is the last that is seen.
            if matches!(cut, Cow::Owned(_)) {
                break;
            }
        }
        rest.x - area.x
    }

    /// Clears the first row of an area, whatever was drawn there before.
    pub(super) fn blank(&mut self, area: Area) {
        let ground = self.look.theme.ground();
        let row = self.row(area);
        for position in row.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
            }
        }
        self.buffer.set_style(row, ground);
    }

    /// Makes the first row of an area one that frames the rest of the screen, before anything is drawn on it.
    pub(super) fn bar(&mut self, area: Area) {
        let bar = self.look.theme.bar();
        let row = self.row(area);
        self.buffer.set_style(row, bar);
    }

    /// Marks the line that the cursor is on, in a list that keys go to or not, once all of it is drawn.
    pub(super) fn lift(&mut self, line: Area, active: bool) {
        let (style, whole) = self.look.theme.line(active);
        let row = self.row(line);
        if whole {
            self.buffer.set_style(row, Style::reset());
            self.buffer.set_style(row, self.look.theme.ground());
        }
        self.buffer.set_style(row, style);
        let (role, mark) = if active {
            (Role::Selected, "▌")
        } else {
            (Role::Inactive, "▏")
        };
        self.text(line, role, mark);
        self.stand(line);
    }

    /// Whether tracks have thin lines in their colours here: others than these would seem to be part of the text.
    pub(super) fn has_tracks(&self) -> bool {
        let symbols = self.look.symbols;
        symbols == Symbols::Unicode && self.style(Role::Track(0, None)).fg.is_some()
    }

    /// Keys as they are called here, where their signs cannot be shown.
    pub(super) fn keys(&self, keys: &str) -> String {
        self.look.symbols.key(keys)
    }

    /// The first row of an area.
    fn row(&self, area: Area) -> Rect {
        let row = Rect::new(area.x, area.y, area.width, area.height.min(1));
        self.buffer.area.intersection(row)
    }

    /// Underlines what stands in an area, in the style of a role.
    pub(super) fn underline(&mut self, area: Area, role: Role) {
        let marked = self.style(role).add_modifier(Modifier::UNDERLINED);
        let area = Rect::new(area.x, area.y, area.width, area.height);
        self.buffer.set_style(area, marked);
    }

    fn style(&self, role: Role) -> Style {
        let Role::Track(..) = role else {
            return self.look.theme.style(role);
        };
        let mut tracks = self.tracks.borrow_mut();
        if let Some((_, style)) = tracks.iter().find(|(known, _)| *known == role) {
            return *style;
        }
        let style = self.look.theme.style(role);
        tracks.push((role, style));
        style
    }

    /// The style of what the filter found in a text of this role.
    fn found(&self, role: Role) -> Style {
        self.style(role).patch(self.style(Role::Match))
    }

    fn put(&mut self, area: Area, text: &str, style: Style) -> u16 {
        let inside =
            self.buffer
                .area
                .intersection(Rect::new(area.x, area.y, area.width, area.height));
        if inside.is_empty() {
            return 0;
        }
        let text = &voiced(text);
        let (end, _) =
            self.buffer
                .set_stringn(inside.x, inside.y, text, usize::from(inside.width), style);
        end - inside.x
    }
}

/// The text with kana of half the width as usual ones where they have sound marks: the two are as wide, but ratatui leaves room for
/// the mark twice.
fn voiced(text: &str) -> Cow<'_, str> {
    let is_mark = |char: char| matches!(char, '\u{ff9e}' | '\u{ff9f}');
    if !text.chars().take(MOST_SEARCHED).any(is_mark) {
        return Cow::Borrowed(text);
    }
    let mut voiced = String::new();
    for cluster in beginning(text).graphemes(true) {
        let whole: String = cluster.nfkc().collect();
        let is_as_wide = text::width(&whole) == text::width(cluster);
        voiced.push_str(if cluster.ends_with(is_mark) && is_as_wide {
            &whole
        } else {
            cluster
        });
    }
    Cow::Owned(voiced)
}

/// A title of a megabyte must not slow a frame down: so much of it is searched for what to mark.
const MOST_SEARCHED: usize = 4096;

fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(MOST_SEARCHED);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
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
