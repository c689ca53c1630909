//! The filter: what is typed, what is kept, and what it lets through.

use super::{App, Focus, Page, View};
use crate::{
    query::{Haystack, Query, index},
    schedule::Schedule,
    text,
    tui::{
        action::{Action, Effect},
        input::Line,
    },
};

/// What a filter lets through.
#[derive(Debug, Default)]
struct Matching {
    entries: Vec<bool>,
    people: Vec<bool>,
}

/// The filter and its prompt.
#[derive(Debug, Default)]
pub struct Filter {
    query: Query,
    prompt: Option<Line>,
    /// Where the reader was when the prompt was opened.
    opened_from: Option<(View, Vec<Page>, Focus)>,
    /// Made when the first filter is typed, so that nobody pays for it who types none.
    haystacks: Option<(Vec<Haystack>, Vec<Haystack>)>,
    /// Which entries and which people match; `None` where there is no filter.
    matching: Option<Matching>,
    /// Another number for whatever is let through next.
    version: u64,
}

impl Filter {
    /// What is searched for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Whether everything gets through.
    pub fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// The prompt, while it is open.
    pub fn prompt(&self) -> Option<&Line> {
        self.prompt.as_ref()
    }

    /// Whether keys go to the prompt.
    pub fn is_being_typed(&self) -> bool {
        self.prompt.is_some()
    }

    /// Whether an entry gets through.
    pub fn matches(&self, entry: usize) -> bool {
        match &self.matching {
            Some(matching) => matching.entries.get(entry).copied().unwrap_or(false),
            None => true,
        }
    }

    /// Whether a person gets through.
    pub fn person_matches(&self, person: usize) -> bool {
        match &self.matching {
            Some(matching) => matching.people.get(person).copied().unwrap_or(false),
            None => true,
        }
    }

    /// How many entries match.
    pub fn count(&self) -> Option<usize> {
        let matching = self.matching.as_ref()?;
        Some(matching.entries.iter().filter(|matches| **matches).count())
    }

    /// Lets everything through.
    pub(super) fn clear(&mut self) {
        self.query = Query::default();
        self.prompt = None;
        self.matching = None;
        self.version += 1;
    }

    fn set(&mut self, text: &str, schedule: &Schedule) {
        self.query = Query::parse(text);
        self.apply(schedule);
    }

    /// Changes with what is let through: lists made under another one are out of date.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    fn apply(&mut self, schedule: &Schedule) {
        self.version += 1;
        if self.query.is_empty() {
            self.matching = None;
            return;
        }
        let (entries, people) = self.haystacks.get_or_insert_with(|| {
            let people = schedule.people().iter().map(index::person);
            (index::entries(schedule), people.collect())
        });
        let matches = |haystacks: &[Haystack]| {
            haystacks
                .iter()
                .map(|haystack| self.query.matches(haystack))
                .collect()
        };
        self.matching = Some(Matching {
            entries: matches(entries),
            people: matches(people),
        });
    }

    pub(super) fn schedule_changed(&mut self, schedule: &Schedule) {
        self.haystacks = None;
        self.apply(schedule);
    }
}

impl App {
    pub(super) fn type_filter(&mut self) {
        self.filter.opened_from = Some((self.view, std::mem::take(&mut self.opened), self.focus));
        if self.view == View::About {
            self.show(View::Timetable);
        }
        self.focus = Focus::List;
        let text = self.filter.query.text().to_owned();
        self.filter.prompt = Some(Line::new(&text));
    }

    /// The prompt as it was in a viewer of another schedule.
    pub(super) fn go_on_typing(&mut self, line: Line) {
        self.type_filter();
        self.filter.prompt = Some(line);
    }

    /// Drops the filter, and goes back to where the prompt was opened.
    fn leave_prompt(&mut self) {
        let place = self.filter.opened_from.take();
        self.filter.clear();
        if let Some((view, opened, focus)) = place {
            (self.view, self.opened, self.focus) = (view, opened, focus);
        }
    }

    /// Starts with a filter that was given from outside.
    pub fn set_filter(&mut self, text: &str) {
        self.filter
            .set(&text::clean_line(text).text, &self.schedule);
        self.settle();
    }

    pub(super) fn update_prompt(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Accept => {
                self.filter.prompt = None;
                self.filter.opened_from = None;
                // What the reader sees selected is what the reader chose.
                match self.view {
                    View::People => {
                        let person = self
                            .selected_person()
                            .and_then(|index| self.schedule.people().get(index));
                        self.people.selected = person.map(|person| person.id.clone());
                    }
                    View::Timetable | View::About => self.select_entry(self.selected_index()),
                }
            }
            Action::Cancel => self.leave_prompt(),
            action => {
                let Some(line) = &mut self.filter.prompt else {
                    return Vec::new();
                };
                // Deleting in an empty prompt leaves it, as in a pager.
                if action == Action::DeleteBack && line.text().is_empty() {
                    self.leave_prompt();
                } else if line.edit(&action) {
                    let text = line.text();
                    self.filter.set(&text, &self.schedule);
                }
            }
        }
        Vec::new()
    }
}
