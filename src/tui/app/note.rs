//! The editor of a note: open on one entry, until it is kept.

use super::App;
use crate::{
    favourites::{Mark, Snapshot, What, find_again},
    limits,
    text::clean_block,
    tui::{
        action::{Action, Effect},
        geometry::{Area, READABLE},
        sheet::{Room, Rows, Sheet},
    },
};

/// No note needs more rows than this at once.
const MOST: u16 = 12;

/// A note with less than this is a line, and no text.
const LEAST: u16 = 4;

/// The note that is being written.
#[derive(Clone, Debug)]
pub struct Note {
    /// The entry, as it was last seen.
    of: Snapshot,
    /// What it was when it was last kept, if that is something else.
    kept_as: Option<Box<Snapshot>>,
    /// It is not in the schedule any more.
    gone: bool,
    /// What is kept by now.
    kept: Option<String>,
    /// It is another text than when the editor was opened.
    changed: bool,
    sheet: Sheet,
    /// The first row that is shown.
    top: usize,
    /// The first line of the list before the note took its room.
    list_top: usize,
}

/// The rows that a note takes of so many: half of them, but the reader sees where they are.
pub(super) fn height(body: u16) -> u16 {
    let most = body.saturating_sub(1);
    (body / 2).clamp(LEAST, MOST).min(most)
}

impl Note {
    /// The title of its entry.
    pub fn title(&self) -> &str {
        &self.of.title
    }

    /// Whether its entry is not in the schedule any more.
    pub fn is_gone(&self) -> bool {
        self.gone
    }

    /// What is typed.
    pub fn text(&self) -> String {
        self.sheet.text()
    }

    /// The first row that is shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The rows of the text in an area of so many columns.
    pub fn rows(&self, columns: u16) -> Rows {
        self.sheet.rows(usize::from(columns))
    }

    /// How an area is divided: the heading, where there is room for it, and the text.
    pub fn parts(area: Area) -> (Area, Area) {
        let heading = u16::from(area.height > 1);
        let margin = u16::from(area.width > 2);
        let text = Area {
            x: area.x + margin,
            width: area.width.saturating_sub(2 * margin).min(READABLE),
            ..area.rows(heading, area.height)
        };
        (area.rows(0, heading), text)
    }
}

impl App {
    /// The note that is being written.
    pub fn note(&self) -> Option<&Note> {
        self.note.as_ref()
    }

    /// Opens the editor of the note on the entry in hand.
    pub(super) fn write_note(&mut self) {
        let gone = self.record_in_hand();
        let here = || {
            let index = self.entry_to_mark()?;
            let of = Snapshot::of(&self.schedule, self.schedule.entry(index)?);
            let record = self.picks().record(index);
            let kept_as = record.map(|record| Box::new(record.was.clone()));
            Some((of, kept_as, self.picks().note(index).map(str::to_owned)))
        };
        let is_gone = gone.is_some();
        let gone = gone.map(|record| (record.was, None, record.note));
        let Some((of, kept_as, kept)) = gone.or_else(here) else {
            self.nothing_to_mark();
            return;
        };
        self.note = Some(Note {
            of,
            kept_as,
            gone: is_gone,
            sheet: Sheet::new(kept.as_deref().unwrap_or_default()),
            kept,
            changed: false,
            top: 0,
            list_top: self.timetable.top,
        });
    }

    pub(super) fn update_note(&mut self, action: &Action) -> Vec<Effect> {
        match action {
            Action::Quit | Action::Suspend => {
                // Nobody knows whether a program that sleeps wakes again.
                let mut effects = self.keep_note();
                effects.push(match action {
                    Action::Quit => Effect::Quit,
                    _ => Effect::Suspend,
                });
                return effects;
            }
            Action::Redraw => return vec![Effect::Redraw],
            Action::Accept => return self.close_note(),
            action => {
                let room = self.note_room();
                let note = self.note.as_mut();
                if note.is_some_and(|note| !note.sheet.edit(action, room)) {
                    let most = limits::count(limits::NOTE);
                    self.complain(format!("A note has at most {most} characters"));
                }
            }
        }
        Vec::new()
    }

    /// Has what is typed so far kept, if it is another text than before. It is undone at once, however often that was.
    pub fn keep_note(&mut self) -> Vec<Effect> {
        let Some(note) = &mut self.note else {
            return Vec::new();
        };
        let typed = note.sheet.text();
        let typed = clean_block(&typed).text.trim().to_owned();
        let typed = Some(typed).filter(|typed| !typed.is_empty());
        if typed == note.kept {
            return Vec::new();
        }
        let what = What::Note {
            was: std::mem::replace(&mut note.kept, typed.clone()),
            is: typed,
        };
        let (of, kept_as) = (note.of.clone(), note.kept_as.clone());
        let again = std::mem::replace(&mut note.changed, true);
        let effects = self.mark(Mark { of, what, kept_as });
        if again {
            self.undo_both_at_once();
        }
        effects
    }

    fn close_note(&mut self) -> Vec<Effect> {
        let effects = self.keep_note();
        if let Some(note) = self.note.take() {
            self.timetable.top = note.list_top;
            let undo = self.key_of(&Action::Undo);
            match &note.kept {
                _ if !note.changed => {}
                Some(_) => self.tell(format!("Note kept; {undo} undoes it")),
                None => self.tell(format!("Note taken away; {undo} undoes it")),
            }
        }
        effects
    }

    /// The schedule is another one: the note stays with its entry.
    pub(super) fn find_note_again(&mut self) {
        let Some(note) = &mut self.note else { return };
        let found = find_again(&note.of, &self.schedule);
        let entry = found.and_then(|index| self.schedule.entry(index));
        note.gone = entry.is_none();
        if let Some(entry) = entry {
            note.of = Snapshot::of(&self.schedule, entry);
            let record = found.and_then(|index| self.marked.picks().record(index));
            note.kept_as = record.map(|record| Box::new(record.was.clone()));
        }
    }

    fn note_room(&self) -> Room {
        let (_, text) = Note::parts(self.note_area());
        Room {
            columns: text.width.into(),
            rows: text.height.into(),
        }
    }

    /// Keeps the cursor in view.
    pub(super) fn settle_note(&mut self) {
        let Room { columns, rows } = self.note_room();
        if let Some(note) = &mut self.note {
            let height = rows.max(1);
            let shown = note.sheet.rows(columns);
            let lowest = (shown.row + 1).saturating_sub(height);
            let last = shown.rows.len().saturating_sub(height);
            note.top = note.top.clamp(lowest, shown.row).min(last);
        }
    }
}
