//! Completing what is typed in the filter prompt: the menu of offers, and which of them is put in.
//!
//! ```text
//! Tab ─▶ Search::complete ─┬─ one offer   ─▶ put in
//!                          └─ several     ─▶ Choices; the first is put in, Tab puts in the next
//! Esc ─▶ what was typed before            any other key ─▶ what is put in stays
//! ```

use std::ops::Range;

use super::{App, Menu, filter::Typed};
use crate::{
    query::{self, Completion},
    tui::geometry::Area,
};

/// More offers than this are scrolled.
const MOST: u16 = 8;

/// From this height on, a line stands between the list and the offers.
const WITH_RULE: u16 = 3;

/// What could stand where the cursor is, while there is more than one such thing.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The offers; the one under the cursor is put in.
    pub menu: Menu<query::Offer>,
    /// What was typed before.
    before: Typed,
    /// The bytes of it that an offer replaces.
    span: Range<usize>,
}

impl Choices {
    /// What is put in is the name of a field, and lacks a value.
    pub(super) fn wants_a_value(&self) -> bool {
        self.menu
            .chosen()
            .is_some_and(|offer| offer.text.ends_with(':'))
    }

    /// Round and round.
    fn step(&mut self, forward: bool) {
        let last = self.menu.offers.len().saturating_sub(1);
        self.menu.cursor = match (self.menu.cursor, forward) {
            (cursor, true) if cursor >= last => 0,
            (cursor, true) => cursor + 1,
            (0, false) => last,
            (cursor, false) => cursor - 1,
        };
    }

    /// How an area is divided: a line on top, where there is room for it, and the offers.
    pub fn parts(area: Area) -> (Area, Area) {
        let rule = u16::from(area.height >= WITH_RULE);
        (area.rows(0, rule), area.rows(rule, area.height - rule))
    }
}

impl App {
    /// The offers for what is being typed, where there are several.
    pub fn choices(&self) -> Option<&Choices> {
        self.filter.choices.as_ref()
    }

    /// Where the offers are drawn: over the bottom of the list, which is moved so that its selection
    /// stays in view.
    pub fn choices_area(&self) -> Option<Area> {
        let offers = self.choices()?.menu.offers.len();
        let list = self.frame().list;
        let offers = u16::try_from(offers).unwrap_or(MOST).min(MOST);
        let height = (offers + 1).min(list.height / 2);
        Some(list.rows(list.height - height, height))
    }

    /// Puts in what fits where the cursor is; if that has been done, what else fits.
    pub(super) fn complete(&mut self, forward: bool) {
        if self.filter.choices.is_some() {
            return self.choose_other(forward);
        }
        let Some(before) = self.filter.typed() else {
            return;
        };
        let (text, cursor) = (before.line.text(), before.line.before().len());
        let completion = self.search().complete(&text, cursor);
        let Some(Completion { span, mut offers }) = completion else {
            return self.tell(NOTHING);
        };
        offers.retain(|offer| before.line.clone().replace(span.clone(), &offer.text));
        let mut menu = Menu::new(offers);
        if !forward {
            menu.cursor = menu.offers.len().saturating_sub(1);
        }
        let choices = Choices { menu, before, span };
        self.put_in(&choices);
        match choices.menu.offers.len() {
            0 => self.tell(NOTHING),
            1 if self.filter.text() == text => self.tell(NOTHING),
            1 => self.history.start_anew(),
            _ => self.filter.choices = Some(choices),
        }
    }

    /// To the next offer, or the one before.
    pub(super) fn choose_other(&mut self, forward: bool) {
        if let Some(mut choices) = self.filter.choices.take() {
            choices.step(forward);
            self.put_in(&choices);
            self.filter.choices = Some(choices);
        }
    }

    /// Puts in the offer that was clicked on.
    pub(super) fn choose_offer(&mut self, place: usize) {
        if let Some(mut choices) = self.filter.choices.take() {
            let last = choices.menu.offers.len().saturating_sub(1);
            choices.menu.cursor = place.min(last);
            self.put_in(&choices);
            self.filter.choices = Some(choices);
        }
    }

    /// Filters by what was typed with the chosen offer in it.
    fn put_in(&mut self, choices: &Choices) {
        let Some(offer) = choices.menu.chosen() else {
            return;
        };
        let mut line = choices.before.line.clone();
        line.replace(choices.span.clone(), &offer.text);
        self.put_back(choices.before.with(line));
    }

    /// Back to what was typed before anything was offered; says whether anything was.
    pub(super) fn undo_completion(&mut self) -> bool {
        let choices = self.filter.choices.take();
        let undone = choices.is_some();
        if let Some(choices) = choices {
            self.put_back(choices.before);
        }
        undone
    }

    /// Keeps the chosen offer in view.
    pub(super) fn settle_choices(&mut self) {
        let Some(area) = self.choices_area() else {
            return;
        };
        let (_, offers) = Choices::parts(area);
        if let Some(choices) = &mut self.filter.choices {
            choices.menu.settle(usize::from(offers.height));
        }
    }
}

const NOTHING: &str = "Nothing to complete here";
