//! Keeping what the reader says: zone, queries, favourites.
//!
//! ```text
//! Effect::Keep ──▶ unsaved ──▶ state file, under its lock, on top of what other viewers said ──▶ App
//!                     ▲  └ not saved: said, and tried again with the next one, every minute, and at the end
//! ```

use super::Session;
use crate::{
    favourites::{self, Mark},
    store::{Header, Store},
    tui::action::Effect,
};

impl Session {
    /// Remembers a choice of the reader's.
    pub(super) fn remember(
        &mut self,
        save: impl FnOnce(&Store, &str) -> Result<Option<String>, String>,
    ) {
        // Of what is still on its way, nothing is known that it could be remembered by.
        if self.shown.is_none() {
            return;
        }
        let event = &self.app.schedule().event().id;
        match save(&self.store, event) {
            Ok(None) => {}
            Ok(Some(note)) | Err(note) => self.app.complain(note),
        }
    }

    /// Keeps what the reader said about an entry.
    pub(super) fn keep(&mut self, mark: Mark) {
        self.unsaved.push(mark);
        self.keep_unsaved();
    }

    /// Keeps the note that is being written, as far as it is written.
    pub(super) fn keep_note(&mut self) {
        for effect in self.app.keep_note() {
            if let Effect::Keep(mark) = effect {
                self.keep(mark);
            }
        }
    }

    /// Saves what is not saved yet, and takes in what other viewers have marked meanwhile.
    pub(super) fn keep_unsaved(&mut self) {
        match self.save_marks() {
            Ok(None) => {}
            Ok(Some(note)) => self.app.complain(note),
            Err(why) => self
                .app
                .complain(format!("{why}; it holds here, and saving is tried again")),
        }
    }

    /// Saves what could not be saved before. That it still cannot be was said already.
    pub(super) fn try_again(&mut self) {
        if self.unsaved.is_empty() {
            return;
        }
        match self.save_marks() {
            Ok(None) => self.app.tell("Your marks are saved now"),
            Ok(Some(note)) => self
                .app
                .complain(format!("Your marks are saved now; {note}")),
            Err(_) => {}
        }
    }

    fn save_marks(&mut self) -> Result<Option<String>, String> {
        let Some(shown) = &self.shown else {
            return Ok(None);
        };
        let schedule = self.app.schedule();
        let source = shown.source.address();
        let header = Header::of(schedule, source.as_deref());
        let marks = &self.unsaved;
        let (kept, note) = self.store.save_favourites(&header, |kept| {
            favourites::apply(kept, schedule, marks);
        })?;
        self.unsaved.clear();
        self.app.set_kept(kept);
        Ok(note)
    }

    /// The event on show goes by another id now: what is kept under that counts, or else what was kept under the one before.
    /// Returns what the reader should know about it.
    pub(super) fn recall(&mut self) -> Option<String> {
        let source = self.shown.as_ref()?.source.address();
        let remembered = self.store.recall(self.app.schedule(), source.as_deref());
        self.app.set_kept(remembered.favourites);
        remembered.note
    }

    /// Another version of the schedule is on show: what is kept of its entries is brought up to date, so that they are
    /// found again in the next one. Returns what the reader should know about it.
    pub(super) fn keep_up_to_date(&mut self) -> Option<String> {
        if self.only_looks || !self.app.picks().is_out_of_date(self.app.schedule()) {
            return None;
        }
        // That it cannot be written is said when something is lost by it.
        self.save_marks().ok().flatten()
    }

    /// Tries once more before the schedule goes; what cannot be saved is said when the terminal is given back.
    pub(super) fn keep_or_mourn(&mut self) {
        if self.unsaved.is_empty() {
            return;
        }
        if let Err(why) = self.save_marks() {
            let titles = self.unsaved.iter().map(|mark| mark.of.title.as_str());
            let mut titles: Vec<&str> = titles.collect();
            titles.dedup();
            let lost = format!("{why}; your marks on it are lost: {}", titles.join(", "));
            self.lost.push(lost);
            self.unsaved.clear();
        }
    }
}
