//! What a key just took out of a list stays in its line until the cursor leaves it, so that the same key, pressed again,
//! means the same thing and not its neighbour.
//!
//! ```text
//! f ──▶ out of the list ──▶ lingers ──▶ f: back again
//!                              └─ another line, another view, another filter: it leaves
//! ```

use super::{App, View};
use crate::favourites::Record;

/// What lingers, and where.
#[derive(Debug, Default)]
pub struct Lingering {
    left: Option<Left>,
    /// Another number whenever something else lingers.
    version: u64,
}

#[derive(Debug)]
struct Left {
    what: Thing,
    /// The line that it was in, or the place among what is gone.
    place: usize,
    /// It lingers in this view, and under this filter.
    view: View,
    query: String,
}

#[derive(Debug)]
enum Thing {
    /// An entry, by its id.
    Entry(String),
    /// Something that is gone.
    Gone {
        /// With all that was said of it.
        before: Box<Record>,
        /// With nothing said of it.
        silent: Box<Record>,
    },
}

impl Lingering {
    /// Changes with what lingers: lists that were made before are out of date.
    pub(super) fn version(&self) -> u64 {
        self.version
    }
}

impl App {
    /// The entry that lingers in a view, and the line that it was in.
    pub fn lingering_entry(&self, view: View) -> Option<(usize, usize)> {
        let left = self.lingering.left.as_ref()?;
        match &left.what {
            Thing::Entry(id) if listed_in(left.view) == view => {
                Some((self.schedule.find(id)?, left.place))
            }
            _ => None,
        }
    }

    /// What is gone from the schedule, with what was just taken away of it and lingers.
    pub fn gone(&self) -> Vec<&Record> {
        let mut gone = self.picks().gone();
        if let Some(left) = &self.lingering.left
            && let Thing::Gone { silent, .. } = &left.what
            && !gone.iter().any(|record| record.was == silent.was)
        {
            gone.insert(left.place.min(gone.len()), silent);
        }
        gone
    }

    /// The entry in hand lingers, if what was just said of it takes it out of the list.
    pub(super) fn let_entry_linger(&mut self, index: usize) {
        let line = match self.view {
            View::Timetable | View::Grid if self.selected_index() == Some(index) => self.cursor,
            View::Mine if self.selected_of_mine() == Some(index) => self.mine.cursor(),
            _ => None,
        };
        let mine = self.picks().stance(index).is_mine();
        let listed = self.matches(index) && (self.view != View::Mine || mine);
        let id = self.schedule.entry(index).map(|entry| entry.id.clone());
        if let (Some(place), Some(id), false) = (line, id, listed) {
            // The cursor may be here only because what was selected is not listed.
            self.select_what_is_seen();
            self.linger(Thing::Entry(id), place);
        }
    }

    /// Something that is gone lingers, of which nothing is said any more.
    pub(super) fn let_gone_linger(&mut self, before: Record, place: usize) {
        let silent = Box::new(Record::new(before.was.clone()));
        let before = Box::new(before);
        self.linger(Thing::Gone { before, silent }, place);
    }

    /// What was said of something that is gone, if that lingers and nothing is said of it any more.
    pub(super) fn said_before(&self, record: &Record) -> Option<Record> {
        match &self.lingering.left.as_ref()?.what {
            Thing::Gone { before, silent } if **silent == *record => Some(Record::clone(before)),
            _ => None,
        }
    }

    fn linger(&mut self, what: Thing, place: usize) {
        self.lingering.left = Some(Left {
            what,
            place,
            view: self.view,
            query: self.filter.query().text().to_owned(),
        });
        self.lingering.version += 1;
    }

    /// What lingers leaves, once the cursor has left it.
    pub(super) fn stop_lingering(&mut self) {
        let Some(left) = &self.lingering.left else {
            return;
        };
        let selected = match (&left.what, self.view) {
            (Thing::Entry(id), View::Timetable | View::Grid) => {
                self.timetable.selected.as_ref() == Some(id)
            }
            (Thing::Entry(id), View::Mine) => self.mine.selects_entry(id),
            (Thing::Gone { silent, .. }, View::Mine) => self.mine.selects_gone(&silent.was),
            _ => false,
        };
        let same = left.view == self.view && left.query == self.filter.query().text();
        if !(selected && same) {
            self.lingering.left = None;
            self.lingering.version += 1;
        }
    }
}

/// The view in whose list an entry stands: the grid has none of its own.
fn listed_in(view: View) -> View {
    match view {
        View::Grid => View::Timetable,
        view => view,
    }
}
