//! What there is to choose from beside the list: days, tracks, rooms, kinds and languages.
//!
//! ```text
//! Toggle ──▶ Search::toggled ──▶ the filter's query ──▶ Search::facets ──▶ what is chosen, with counts
//! ```
//!
//! The query is the only truth: choosing changes it, and what is chosen is read off it.

use super::{
    App, View,
    lists::{scrolled, target, wheeled},
};
use crate::{
    query::{Facet, FacetValue, Query},
    tui::action::{Action, Effect},
};

/// The choices, while they are open.
#[derive(Clone, Debug)]
pub struct Facets {
    all: Vec<Facet>,
    /// What they were counted from. Moving the cursor leaves the counts as they are: of 10,000
    /// entries they would be felt at every key.
    counted: Option<(u64, u64, Option<i64>)>,
    rows: Vec<FacetRow>,
    selected: Option<Place>,
    /// The line of what is selected, or of what is nearest to it.
    cursor: Option<usize>,
    top: usize,
    /// Where the reader was, and with which filter.
    opened_from: (View, Query),
}

/// A line of the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetRow {
    /// Nothing, between two facets.
    Gap,
    /// The name of a facet.
    Heading(&'static str),
    /// A value, by the number of its facet and its own.
    Value {
        /// The number of the facet.
        facet: usize,
        /// The number of the value in its facet.
        value: usize,
    },
}

/// A value by identity, and where it was when it was last there.
#[derive(Clone, Debug)]
struct Place {
    facet: &'static str,
    label: String,
    value: usize,
    row: usize,
}

/// From this height on, there is a blank line between two facets.
const AIRY: usize = 18;

impl Facets {
    fn new(opened_from: (View, Query)) -> Self {
        Self {
            all: Vec::new(),
            counted: None,
            rows: Vec::new(),
            selected: None,
            cursor: None,
            top: 0,
            opened_from,
        }
    }

    /// The lines.
    pub fn rows(&self) -> &[FacetRow] {
        &self.rows
    }

    /// The line that the cursor is on.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// The first line that is shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Whether the schedule offers no choice at all, whatever the filter.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The value of a line, if it is one of a value.
    pub fn value(&self, row: FacetRow) -> Option<&FacetValue> {
        match row {
            FacetRow::Value { facet, value } => self.all.get(facet)?.values.get(value),
            FacetRow::Gap | FacetRow::Heading(_) => None,
        }
    }

    fn under_cursor(&self) -> Option<&FacetValue> {
        self.value(*self.rows.get(self.cursor?)?)
    }

    /// Lists what there is to choose: what would show nothing is left out, unless it is chosen.
    fn list(&mut self, airy: bool) {
        self.rows.clear();
        for (facet, Facet { name, values }) in self.all.iter().enumerate() {
            let values = values.iter().enumerate();
            let mut values = values
                .filter(|(_, value)| value.count > 0 || value.chosen)
                .map(|(value, _)| FacetRow::Value { facet, value })
                .peekable();
            if values.peek().is_none() {
                continue;
            }
            if airy && !self.rows.is_empty() {
                self.rows.push(FacetRow::Gap);
            }
            self.rows.push(FacetRow::Heading(name));
            self.rows.extend(values);
        }
    }

    /// Puts the cursor where what is selected is; where that is not shown, on what is nearest to it,
    /// in the same facet if there is anything.
    fn find_cursor(&mut self) {
        let rows = self.rows.iter().enumerate();
        let mut values = rows.filter_map(|(row, is)| match is {
            FacetRow::Value { facet, value } => Some((row, *facet, *value)),
            _ => None,
        });
        self.cursor = match &self.selected {
            None => values.next(),
            Some(place) => {
                let exactly = self.exactly(place);
                values.min_by_key(|(row, facet, value)| {
                    let same = self
                        .all
                        .get(*facet)
                        .is_some_and(|facet| facet.name == place.facet);
                    if same {
                        (false, exactly.abs_diff(*value))
                    } else {
                        (true, row.abs_diff(place.row))
                    }
                })
            }
        }
        .map(|(row, _, _)| row);
        let Some(there) = self.cursor.and_then(|row| self.place(row)) else {
            return;
        };
        let same = |place: &Place| place.facet == there.facet && place.label == there.label;
        if self.selected.as_ref().is_none_or(same) {
            self.selected = Some(there);
        }
    }

    /// Where in its facet a value stands now, or stood.
    fn exactly(&self, place: &Place) -> usize {
        let mut facets = self.all.iter();
        let facet = facets.find(|facet| facet.name == place.facet);
        let values = facet.map(|facet| facet.values.iter());
        let exactly =
            values.and_then(|mut values| values.position(|value| value.label == place.label));
        exactly.unwrap_or(place.value)
    }

    /// The value of a line by identity.
    fn place(&self, row: usize) -> Option<Place> {
        let FacetRow::Value { facet, value } = *self.rows.get(row)? else {
            return None;
        };
        let facet = self.all.get(facet)?;
        Some(Place {
            facet: facet.name,
            label: facet.values.get(value)?.label.clone(),
            value,
            row,
        })
    }

    /// The cursor's line after a motion over so many lines.
    fn moved(&self, motion: &Action, height: usize) -> Option<usize> {
        let position = self.cursor?;
        let to = match motion {
            Action::NextFacet => return self.other_facet(position, true),
            Action::PreviousFacet => return self.other_facet(position, false),
            motion => target(motion, position, self.rows.len(), height),
        };
        // On to the next value in that direction.
        let is_value = |row: &usize| self.place(*row).is_some();
        let below = || (to..self.rows.len()).find(is_value);
        let above = || (0..=to).rev().find(is_value);
        if to >= position {
            below().or_else(above)
        } else {
            above().or_else(below)
        }
    }

    /// The first value of the facet behind or before that of a line; at the ends, of the same one.
    fn other_facet(&self, position: usize, forward: bool) -> Option<usize> {
        let headings = self.rows.iter().enumerate();
        let headings = headings.filter(|(_, row)| matches!(row, FacetRow::Heading(_)));
        let mut headings = headings.map(|(row, _)| row);
        let heading = if forward {
            headings.find(|row| *row > position)
        } else {
            // The last one above is that of the facet itself.
            let above: Vec<usize> = headings.take_while(|row| *row < position).collect();
            let before = above.len().saturating_sub(2);
            above.get(before).copied()
        };
        heading.map_or(Some(position), |heading| Some(heading + 1))
    }

    /// Keeps the cursor in view, with the heading right above it where there is room.
    fn scroll(&mut self, height: usize) {
        let Some(position) = self.cursor else {
            self.top = 0;
            return;
        };
        let above = position.checked_sub(1);
        let heading = above.filter(|row| matches!(self.rows.get(*row), Some(FacetRow::Heading(_))));
        let top = heading.map_or(self.top, |heading| self.top.min(heading));
        self.top = scrolled(top, position, self.rows.len(), height);
    }
}

impl App {
    /// Opens the choices beside the list; what was open is there again when they are closed.
    pub(super) fn open_facets(&mut self) {
        let from = (self.view, self.filter.query().clone());
        self.facets = Some(Facets::new(from));
        if self.view == View::About {
            self.view = View::Timetable;
        }
    }

    /// The choices as they were in a viewer of another schedule.
    pub(super) fn go_on_choosing(&mut self, before: &Facets) {
        self.open_facets();
        if let Some(facets) = &mut self.facets {
            facets.opened_from.clone_from(&before.opened_from);
        }
    }

    /// Closes the choices and keeps what is chosen.
    pub(super) fn close_facets(&mut self) -> Vec<Effect> {
        let Some(facets) = self.facets.take() else {
            return Vec::new();
        };
        let (view, query) = facets.opened_from;
        if query == *self.filter.query() {
            self.view = view;
            Vec::new()
        } else {
            // Whoever chooses wants to see what that leaves.
            self.opened.clear();
            self.focus = super::Focus::List;
            self.select_what_is_seen();
            self.remember_query()
        }
    }

    pub(super) fn update_facets(&mut self, action: &Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Back => return self.close_facets(),
            Action::Filter => {
                let effects = self.close_facets();
                self.type_filter();
                return effects;
            }
            Action::Help => self.show_help(),
            Action::Palette => self.open_palette(),
            Action::Zones => self.pick_zone(),
            Action::ToggleZone => return self.toggle_zone(),
            Action::Toggle => self.toggle_choice(),
            Action::ClearChoices => self.clear_choices(),
            motion => self.move_in_facets(motion),
        }
        Vec::new()
    }

    fn toggle_choice(&mut self) {
        let Some(facets) = &mut self.facets else {
            return;
        };
        let Some(value) = facets.under_cursor().cloned() else {
            return;
        };
        // The cursor stays on what was toggled, though it may have come there by chance.
        facets.selected = facets.cursor.and_then(|row| facets.place(row));
        let query = self.search().toggled(self.filter.query(), &value);
        self.filter_by(query);
    }

    fn clear_choices(&mut self) {
        let query = self.search().cleared(self.filter.query());
        if query == *self.filter.query() {
            self.tell("Nothing is chosen");
        } else {
            self.filter_by(query);
        }
    }

    fn move_in_facets(&mut self, motion: &Action) {
        let height = self.facets_height();
        if let Some(facets) = &mut self.facets {
            let row = facets.moved(motion, height);
            if let Some(place) = row.and_then(|row| facets.place(row)) {
                facets.selected = Some(place);
            }
            // The very first heading comes into view with the first value.
            if *motion == Action::Top {
                facets.top = 0;
            }
        }
    }

    /// Chooses what was clicked on, or chooses it no more.
    pub(super) fn click_choice(&mut self, row: usize) {
        if let Some(facets) = &mut self.facets
            && let Some(place) = facets.place(row)
        {
            facets.selected = Some(place);
            facets.cursor = Some(row);
            self.toggle_choice();
        }
    }

    /// Moves the choices by so many lines.
    pub(super) fn scroll_choices(&mut self, by: isize) {
        let height = self.facets_height();
        if let Some(facets) = &mut self.facets
            && let Some(position) = facets.cursor
        {
            let lines = (facets.rows.len(), height);
            let selectable = |row| facets.place(row).is_some();
            let (top, to) = wheeled(facets.top, position, lines, by, selectable);
            if to != position {
                facets.selected = facets.place(to);
            }
            facets.top = top;
        }
    }

    fn facets_height(&self) -> usize {
        usize::from(self.frame().detail.height).max(1)
    }

    /// Counts again if what there is to count has changed, and keeps the cursor in view.
    pub(super) fn settle_facets(&mut self) {
        let height = self.facets_height();
        let Some(facets) = &self.facets else {
            return;
        };
        let of = self.rows_of;
        let again = facets.counted != of;
        let found = again.then(|| self.search().facets(self.filter.query()));
        if let Some(facets) = &mut self.facets {
            if let Some(found) = found {
                (facets.all, facets.counted) = (found, of);
            }
            let was = facets.cursor;
            facets.list(height >= AIRY);
            facets.find_cursor();
            // The eye is on the cursor: it stays where it is on the screen, as far as it can.
            if let (Some(was), Some(is), true) = (was, facets.cursor, again) {
                facets.top = (facets.top + is).saturating_sub(was);
            }
            facets.scroll(height);
        }
    }
}
