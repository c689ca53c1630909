//! What `e` writes into a calendar file: what is shown.

use super::{App, View};
use crate::{
    schedule::slug,
    tui::{
        action::{Effect, Export},
        page::{Item, Subject},
        rows::{self, Row},
    },
};

impl App {
    /// Has what is shown written: what the page is about that is open, else the list under its filter.
    pub(super) fn export(&mut self) -> Vec<Effect> {
        let what = self.to_export();
        if what.entries.is_empty() {
            self.tell("There is nothing here to export");
            return Vec::new();
        }
        vec![Effect::Export(what)]
    }

    fn to_export(&self) -> Export {
        let subject = self.top_page().map(|page| &page.subject);
        match (subject, self.view) {
            (Some(Subject::Entry(id)), _) => self.export_of_entry(self.schedule.find(id)),
            (Some(Subject::Person(id)), _) => {
                let people = self.schedule.people();
                self.export_of_person(people.iter().position(|person| person.id == *id))
            }
            (Some(Subject::Free { .. }), _) => self.export_of_free_slot(),
            (Some(Subject::Gone(_)), _) => Export::default(),
            (None, View::People) => self.export_of_person(self.selected_person()),
            (None, View::Mine) => self.export_of_mine(),
            (None, View::Changes) => self.export_of_changes(),
            _ => self.export_of_list(),
        }
    }

    /// What changed and is still there.
    fn export_of_changes(&self) -> Export {
        Export {
            name: Some("changes".to_owned()),
            entries: self.changed_entries(),
        }
    }

    /// A session with the talks inside it that have times of their own.
    fn export_of_entry(&self, index: Option<usize>) -> Export {
        let entry = index.and_then(|index| self.schedule.entry(index));
        let talks = entry.map(|entry| entry.talks.clone());
        let timed = |talk: &usize| {
            let talk = self.schedule.entry(*talk);
            talk.is_some_and(|talk| talk.start.is_some())
        };
        let talks = talks.into_iter().flatten().filter(timed);
        Export {
            name: entry.map(|entry| slug(&entry.title)),
            entries: index.into_iter().chain(talks).collect(),
        }
    }

    fn export_of_person(&self, index: Option<usize>) -> Export {
        let person = index.and_then(|index| self.schedule.people().get(index));
        let entries = index
            .into_iter()
            .flat_map(|index| self.schedule.entries_of(index));
        Export {
            name: person.map(|person| slug(&person.name)),
            entries: entries.map(|(index, _, _)| index).collect(),
        }
    }

    fn export_of_mine(&self) -> Export {
        let mine = self.picks().mine();
        Export {
            name: Some("mine".to_owned()),
            entries: mine.filter(|index| self.matches(*index)).collect(),
        }
    }

    /// What stands on the page of a free slot.
    fn export_of_free_slot(&self) -> Export {
        let items = self.document.items.iter();
        let entries = items.filter_map(|item| match &item.target {
            Item::Entry(id) => self.schedule.find(id),
            _ => None,
        });
        Export {
            name: Some("free".to_owned()),
            entries: entries.collect(),
        }
    }

    fn export_of_list(&self) -> Export {
        let rows = rows::timetable(self);
        let shown = rows.iter().filter_map(|row| match row {
            Row::Entry { index, context } => (!context).then_some(*index),
            _ => None,
        });
        Export {
            name: (!self.filter.is_empty()).then(|| "selection".to_owned()),
            entries: shown.collect(),
        }
    }
}
