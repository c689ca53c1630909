//! What the reader can do where they are: for the help, the palette, and keys that mean nothing.

use super::{App, Focus, Page, View};
use crate::text::clean_line;
use crate::tui::{
    action::{Action, Context},
    keymap::{self, Row},
    page::Subject,
    theme::Symbols,
};

/// A place where keys land, and what would do nothing there at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// The place.
    pub context: Context,
    idle: Vec<Action>,
}

impl Here {
    /// The rows that would do something here.
    pub fn rows<'a>(&'a self, app: &'a App) -> impl Iterator<Item = &'a Row> {
        let rows = app.keymap().in_context(self.context);
        rows.filter(|row| !self.idle.contains(&row.binding.action))
    }
}

impl App {
    /// What can be done where the reader is.
    pub(super) fn here(&self) -> Here {
        let context = self.context();
        let rows = self.keymap.in_context(context);
        let actions = rows.map(|row| &row.binding.action);
        let idle = actions.filter(|action| !self.would_do(action)).cloned();
        Here {
            context,
            idle: idle.collect(),
        }
    }

    /// Whether an action would do something here; in doubt, yes.
    fn would_do(&self, action: &Action) -> bool {
        let in_list = self.list_has_focus();
        let choices = || self.facets.as_ref().is_none_or(|it| it.cursor().is_some());
        match action {
            Action::NextDay | Action::PreviousDay => self.schedule.days().len() > 1,
            Action::Timetable => self.is_elsewhere(View::Timetable),
            Action::Grid => self.is_elsewhere(View::Grid),
            Action::People => self.is_elsewhere(View::People) && !self.schedule.people().is_empty(),
            Action::Mine => self.is_elsewhere(View::Mine),
            Action::About => self.is_elsewhere(View::About),
            Action::Changes => self.is_elsewhere(View::Changes),
            Action::SeeAll => self.changes.news().is_some_and(|news| news.unseen() > 0),
            Action::Check => self.is_elsewhere(View::Check),
            Action::OtherPane => self.view != View::About || self.focus == Focus::Detail,
            Action::Open if in_list => self.selects_something(),
            Action::Open => self.item_in_hand().is_some(),
            Action::OpenLink => !self.links_in_hand().is_empty(),
            Action::Undo => self.marked.can_undo(),
            Action::ShowHidden => !self.picks().marks().hidden.is_empty(),
            Action::Favourite => self.entry_to_mark().is_some() || self.record_in_hand().is_some(),
            Action::Hide | Action::Note => self.entry_to_mark().is_some(),
            Action::Remind => {
                let entry = self.entry_to_mark();
                entry.is_some_and(|entry| self.picks().stance(entry).is_mine())
            }
            Action::Copy => {
                self.entry_in_hand().is_some()
                    || self.person_in_hand().is_some()
                    || self.record_in_hand().is_some()
                    || self.item_in_hand().is_some()
            }
            Action::Now => self.now.is_some() && self.schedule.starts().is_some(),
            Action::ToggleZone => !self.zones.event().is_unknown() && self.zones.own().is_some(),
            Action::Back if in_list && self.facets.is_none() => {
                self.view != View::Timetable || !self.filter.is_empty() || self.waits()
            }
            Action::Toggle | Action::ClearChoices => choices(),
            _ => true,
        }
    }

    fn is_elsewhere(&self, view: View) -> bool {
        self.view != view || !self.opened.is_empty() || self.help.is_some()
    }

    fn selects_something(&self) -> bool {
        match self.view {
            View::People => self.selected_person().is_some(),
            View::Mine => self.mine.selected().is_some(),
            View::Changes => self.changes.selected().is_some(),
            View::Check => self.checks.selected().is_some(),
            View::Timetable | View::Grid | View::About => self.selected_index().is_some(),
        }
    }

    /// The key of an action, for what is said to the reader: here, else where it has one, else the way to it by name.
    pub fn key_of(&self, action: &Action) -> String {
        self.key_in(self.context(), action)
    }

    /// The same, somewhere.
    pub fn key_in(&self, context: Context, action: &Action) -> String {
        let here = self.keymap.key_of(context, action);
        let anywhere = || {
            let mut rows = self.keymap.rows().iter();
            rows.find_map(|row| {
                let key = row.keys.first().filter(|_| row.binding.action == *action)?;
                Some(keymap::pretty_key(key))
            })
        };
        let by_name = || {
            let mut rows = self.keymap.rows().iter();
            let row = rows.find(|row| row.binding.action == *action)?;
            Some(format!(":{}", row.binding.name))
        };
        let found = here.or_else(anywhere).or_else(by_name);
        self.named(&found.unwrap_or_default())
    }

    /// Keys as they are called where their signs may not be shown.
    pub fn named(&self, keys: &str) -> String {
        self.symbols.key(keys)
    }

    /// What is wrong in the configuration, for the page of all keys.
    pub fn config_notes(&self) -> &[String] {
        &self.config_notes
    }

    /// Keeps what is wrong in the configuration, one sentence each, where it can be found again.
    pub fn note_config(&mut self, notes: &[String]) {
        let clean = |note: &String| clean_line(note).text.into_owned();
        self.config_notes = notes.iter().map(clean).collect();
    }

    /// The characters that can be shown.
    pub fn use_symbols(&mut self, symbols: Symbols) {
        self.symbols = symbols;
        self.settle();
    }

    /// The place of which the keys are on show, where pressing one of them does what it says.
    pub fn explained(&self) -> Option<Context> {
        match self.help.as_ref().map(|page| &page.subject) {
            Some(Subject::Keys(here)) if self.context() == Context::Help => Some(here.context),
            _ => None,
        }
    }

    /// Closes the help, whatever it shows.
    pub fn close_help(&mut self) {
        self.help = None;
        self.settle();
    }

    /// The keys that work here; then all keys; then neither.
    pub(super) fn show_help(&mut self) {
        self.help = match self.help.as_ref().map(|page| &page.subject) {
            None => Some(Page::new(Subject::Keys(self.here()))),
            Some(Subject::Keys(_)) => Some(Page::new(Subject::Help)),
            Some(_) => None,
        };
    }

    /// From all keys to those that work here; from these, to where the reader was.
    pub(super) fn leave_help(&mut self) {
        let all = self.shows_all_keys();
        self.help = None;
        if all {
            self.show_help();
        }
    }

    /// Whether all keys are on show.
    pub fn shows_all_keys(&self) -> bool {
        let subject = self.help.as_ref().map(|page| &page.subject);
        subject == Some(&Subject::Help)
    }

    /// Says what leads out where there is nothing to go back from.
    pub(super) fn say_how_to_leave(&mut self) {
        let context = self.context();
        let key = |action| self.keymap.key_of(context, action);
        let quit = key(&Action::Quit).map(|key| format!("{key} quits"));
        let help = key(&Action::Help).map(|key| format!("{key} shows the keys"));
        let all: Vec<String> = quit.into_iter().chain(help).collect();
        self.tell(format!("Nothing to go back from here; {}", all.join(", ")));
    }

    /// Says that a key does nothing here, and what would help.
    pub fn say_unbound(&mut self, key: &str) {
        let context = self.context();
        let leads = |action, what| {
            let key = self.keymap.key_of(context, action)?;
            Some(format!("; {key} {what}"))
        };
        let help = (context != Context::Help).then(|| leads(&Action::Help, "shows the keys"));
        let back = || leads(&Action::Back, "closes it");
        let cancel = || leads(&Action::Cancel, "leaves");
        let accept = || leads(&Action::Accept, "leaves");
        let hint = help.flatten().or_else(back).or_else(cancel).or_else(accept);
        let place = if context == Context::Help {
            "in the help"
        } else {
            "here"
        };
        self.tell(format!(
            "“{key}” does nothing {place}{}",
            hint.unwrap_or_default()
        ));
    }
}
