//! Keeping what the reader says: zone, queries, rooms, favourites.
//!
//! ```text
//! Effect::Keep ──▶ unsaved ──▶ state file, under its lock, on top of what other viewers said ──▶ App
//!                     ▲  └ not saved: said, and tried again with the next one, every minute, and at the end
//! ```

use super::Session;
use crate::{
    favourites::{self, Kept, Mark, What},
    schedule::Schedule,
    source::watch::Watch,
    store::{Header, Store},
    tui::action::Effect,
};

impl Session {
    /// Notices from now on what other viewers mark and note in the event on show, and takes in what they have.
    pub(super) fn watch_marks(&mut self) {
        self.begin_to_watch_marks();
        // What was written before the watch began was told by nobody.
        self.take_in_marks();
    }

    fn begin_to_watch_marks(&mut self) {
        self.marks_watch = None;
        // A state directory is for who writes to it.
        if self.only_looks || self.shown.is_none() {
            return;
        }
        let event = &self.app.schedule().event().id;
        let file = self.store.file_to_watch(event);
        // Where it cannot be watched, it is read with the next mark, or when the schedule is read again.
        self.marks_watch = file.and_then(|file| self.behind.watch_marks(&file).ok());
    }

    /// Watches where the directory is that was made anew since, or could not be watched; says whether there is something to be
    /// taken in that was told by nobody.
    pub(super) fn go_on_watching_marks(&mut self) -> bool {
        let event = &self.app.schedule().event().id;
        let file = self.store.file_of(event);
        let holds = |file| {
            let watch = self.marks_watch.as_ref();
            watch.is_some_and(|watch: &Watch| watch.holds(file))
        };
        let is_over = !file.as_deref().is_some_and(holds);
        if is_over {
            self.begin_to_watch_marks();
        }
        is_over
    }

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

    /// Keeps what the reader changed about the rooms of the grid.
    pub(super) fn keep_rooms(
        &mut self,
        order: Option<Vec<String>>,
        hidden: Vec<String>,
        shown: Vec<String>,
    ) {
        if self.shown.is_none() {
            return;
        }
        let event = self.app.schedule().event();
        self.unsaved_rooms.push(Rearranged {
            event: event.id.clone(),
            title: event.title.clone(),
            order,
            hidden,
            shown,
        });
        match self.save_rooms() {
            Ok(None) => {}
            Ok(Some(note)) => self.app.complain(note),
            Err(why) => self
                .app
                .complain(format!("{why}; it holds here, and saving is tried again")),
        }
    }

    /// Saves what was changed about rooms, one after the other: the later may undo the earlier.
    fn save_rooms(&mut self) -> Result<Option<String>, String> {
        let mut noted = None;
        while let Some(change) = self.unsaved_rooms.first() {
            let (event, order) = (&change.event, change.order.as_deref());
            let note = self
                .store
                .save_rooms(event, order, &change.hidden, &change.shown)?;
            noted = noted.or(note);
            self.unsaved_rooms.remove(0);
        }
        Ok(noted)
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
        // All that is there was read for it.
        self.go_on_watching_marks();
    }

    /// Saves what could not be saved before. That it still cannot be was said already.
    pub(super) fn try_again(&mut self) {
        // That it cannot be saved was said.
        if let Ok(Some(note)) = self.save_rooms() {
            self.app.complain(note);
        }
        if self.unsaved.is_empty() && self.waiting.is_empty() && !self.gives_back {
            return;
        }
        let store = &self.store;
        self.waiting.retain(|waiting| waiting.save(store).is_err());
        match self.save_marks() {
            Ok(None) if self.waiting.is_empty() => self.app.tell("Your marks are saved now"),
            Ok(Some(note)) => self
                .app
                .complain(format!("Your marks are saved now; {note}")),
            _ => {}
        }
    }

    pub(super) fn save_marks(&mut self) -> Result<Option<String>, String> {
        let Some(shown) = &self.shown else {
            return Ok(None);
        };
        let source = shown.source.address();
        let schedule = self.app.schedule();
        let (kept, note) = save(&self.store, schedule, source.as_deref(), &self.unsaved)?;
        self.unsaved.clear();
        self.gives_back = false;
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

    /// Tries once more before another event is shown; what cannot be saved waits.
    pub(super) fn keep_or_wait(&mut self) {
        if self.unsaved.is_empty() && !self.gives_back {
            return;
        }
        match self.save_marks() {
            Ok(_) => return,
            Err(why) if self.unsaved.is_empty() => {
                self.lost.push(format!("{why}; marks are missing in it"));
                self.gives_back = false;
                return;
            }
            Err(_) => {}
        }
        let source = self.shown.as_ref().and_then(|shown| shown.source.address());
        self.waiting.push(Waiting {
            schedule: self.app.schedule().clone(),
            source,
            marks: std::mem::take(&mut self.unsaved),
        });
    }

    /// The event on show may be one of which something waits to be saved.
    pub(super) fn go_on_with_unsaved(&mut self) {
        let event = self.app.schedule().event().id.clone();
        let same = |waiting: &mut Waiting| waiting.schedule.event().id == event;
        let waited: Vec<Waiting> = self.waiting.extract_if(.., same).collect();
        for mark in waited.into_iter().flat_map(|waiting| waiting.marks) {
            self.app.say_again(&mark);
            self.unsaved.push(mark);
        }
    }

    /// Tries once more before all ends; what cannot be saved is said when the terminal is given back.
    pub(super) fn keep_or_mourn(&mut self) {
        self.keep_or_wait();
        for waiting in std::mem::take(&mut self.waiting) {
            if let Err(why) = waiting.save(&self.store) {
                self.lost
                    .push(format!("{why}; lost is: {}", said(&waiting.marks)));
            }
        }
        if let Err(why) = self.save_rooms() {
            let mut titles: Vec<&str> = Vec::new();
            for change in &self.unsaved_rooms {
                if !titles.contains(&change.title.as_str()) {
                    titles.push(&change.title);
                }
            }
            let titles = titles.join("”, “");
            self.lost.push(format!(
                "{why}; lost is: how the rooms of “{titles}” were arranged"
            ));
        }
    }
}

/// What the reader changed at once about the rooms of an event.
pub(super) struct Rearranged {
    event: String,
    title: String,
    order: Option<Vec<String>>,
    hidden: Vec<String>,
    shown: Vec<String>,
}

/// What the reader marked in an event that is not on show any more, and could not be written.
pub(super) struct Waiting {
    schedule: Schedule,
    source: Option<String>,
    marks: Vec<Mark>,
}

impl Waiting {
    fn save(&self, store: &Store) -> Result<(), String> {
        save(store, &self.schedule, self.source.as_deref(), &self.marks).map(|_| ())
    }
}

/// Writes what was marked on top of what the file says now; returns all of it, and what the reader should know.
fn save(
    store: &Store,
    schedule: &Schedule,
    source: Option<&str>,
    marks: &[Mark],
) -> Result<(Vec<Kept>, Option<String>), String> {
    store.save_favourites(&Header::of(schedule, source), |kept, missing| {
        favourites::put_back(kept, schedule, missing);
        favourites::apply(kept, schedule, marks);
    })
}

/// What was said of each entry in the end: titles, and the text of notes, which nobody wants to write again.
fn said(marks: &[Mark]) -> String {
    let kind = |mark: &Mark| std::mem::discriminant(&mark.what);
    let is_last = |(place, mark): &(usize, &Mark)| {
        let later = marks.iter().skip(place + 1);
        !later
            .clone()
            .any(|other| other.of == mark.of && kind(other) == kind(mark))
    };
    let last = marks.iter().enumerate().filter(is_last);
    let said = last.map(|(_, mark)| match &mark.what {
        What::Note { is: Some(note), .. } => format!("the note on “{}”: {note}", mark.of.title),
        What::Note { .. } => format!("that the note on “{}” is taken away", mark.of.title),
        What::Stance(_) | What::Reminds(_) => format!("the mark on “{}”", mark.of.title),
    });
    said.collect::<Vec<_>>().join(", ")
}
