//! What clicks and the wheel do.

use chrono::{DateTime, NaiveDate, Utc};

use super::{App, Focus, View, lists::wheeled};
use crate::tui::{
    action::{Action, Context, Effect},
    pointing::Target,
    rows,
};

impl App {
    /// Whether the mouse reports to the viewer.
    pub fn has_mouse(&self) -> bool {
        self.mouse
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn set_mouse(&mut self, on: bool) {
        self.mouse = on;
    }

    pub(super) fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        let key = self.key_of(&Action::Mouse);
        self.tell(if self.mouse {
            format!(
                "Mouse on: click, double click, wheel; hold Shift to select text · {key} turns it off"
            )
        } else {
            format!("Mouse off: it selects text again · {key} turns it on")
        });
        vec![Effect::Mouse(self.mouse)]
    }

    pub(super) fn click(&mut self, target: Target) -> Vec<Effect> {
        match target {
            Target::Key(action) => return self.act(*action),
            Target::Offer(place) => return self.click_offer(place),
            Target::Choice(row) => {
                self.click_choice(row);
                return Vec::new();
            }
            Target::Completion(place) => {
                self.choose_offer(place);
                return Vec::new();
            }
            Target::Menu | Target::Choices | Target::Note | Target::Above => return Vec::new(),
            _ => {}
        }
        let menu = self.context();
        let mut effects = self.leave_menu();
        let still_there = matches!(
            self.context(),
            Context::Filter | Context::Note | Context::Facets
        );
        // A click beside a menu takes that away. Beside a filter or its choices, there is what they let through.
        let left = matches!(
            menu,
            Context::Zones | Context::Events | Context::Palette | Context::Help | Context::Note
        );
        if left || still_there {
            return effects;
        }
        let select_only = matches!(menu, Context::Filter | Context::Facets);
        if !(select_only && self.is_selected(&target)) {
            effects.extend(self.click_below(&target));
        }
        effects
    }

    fn is_selected(&self, target: &Target) -> bool {
        match target {
            Target::Entry(index) => self.selected_index() == Some(*index),
            Target::Person(index) => self.selected_person() == Some(*index),
            Target::Row(row) => match self.view {
                View::Check => self.checks.cursor() == Some(*row),
                View::Changes => self.changes.cursor() == Some(*row),
                _ => self.mine.cursor() == Some(*row),
            },
            _ => false,
        }
    }

    /// Closes what was opened for a moment, and keeps what was typed or chosen in it.
    fn leave_menu(&mut self) -> Vec<Effect> {
        match self.context() {
            Context::Zones | Context::Events | Context::Palette => self.act(Action::Cancel),
            Context::Note | Context::Filter => self.act(Action::Accept),
            Context::Facets | Context::Help => self.act(Action::Back),
            _ => Vec::new(),
        }
    }

    fn click_below(&mut self, target: &Target) -> Vec<Effect> {
        match target {
            Target::Entry(index) => return self.click_entry(*index),
            Target::Person(index) => return self.click_person(*index),
            Target::Row(row) => return self.click_row(*row),
            Target::Item(item) => return self.click_item(*item),
            Target::Page => self.go_to_page(),
            Target::List => self.focus = Focus::List,
            Target::Day(day) => {
                self.go_to_list();
                self.go_to_day(*day);
            }
            Target::Time(at) => {
                self.go_to_list();
                self.go_to_time(*at);
            }
            Target::Column(column) => self.go_to_column(*column),
            Target::Aside(right) => self.page_aside(*right),
            Target::Zone => return self.browse(Action::Zones),
            Target::Filter => return self.browse(Action::Filter),
            _ => {}
        }
        Vec::new()
    }

    fn go_to_list(&mut self) {
        self.opened.clear();
        self.focus = Focus::List;
    }

    /// Gives the keys to the page that is shown.
    fn go_to_page(&mut self) {
        if self.top_page().is_none() {
            self.focus = Focus::List;
            self.other_pane();
        }
    }

    /// A click on what is selected opens it; one on something else selects that.
    fn open_or(&mut self, selected: bool, select: impl FnOnce(&mut Self)) -> Vec<Effect> {
        if selected && self.list_has_focus() {
            return self.open();
        }
        if selected {
            self.focus = Focus::List;
        } else {
            self.go_to_list();
            self.on_best = false;
            select(self);
        }
        Vec::new()
    }

    fn click_entry(&mut self, index: usize) -> Vec<Effect> {
        let selected = self.is_selected(&Target::Entry(index));
        self.open_or(selected, |app| app.select_entry(Some(index)))
    }

    fn click_person(&mut self, index: usize) -> Vec<Effect> {
        let selected = self.is_selected(&Target::Person(index));
        let person = self.schedule.people().get(index);
        let id = person.map(|person| person.id.clone());
        self.open_or(selected, |app| app.people.selected = id)
    }

    fn click_row(&mut self, row: usize) -> Vec<Effect> {
        let selected = self.is_selected(&Target::Row(row));
        self.open_or(selected, |app| match app.view {
            View::Changes => app.changes.put(row),
            View::Check => app.select_finding(row),
            _ => app.select_row_of_mine(row),
        })
    }

    fn click_item(&mut self, item: usize) -> Vec<Effect> {
        self.go_to_page();
        match self.top_page_mut() {
            Some(page) => page.cursor = item,
            None => return Vec::new(),
        }
        self.open()
    }

    fn click_offer(&mut self, place: usize) -> Vec<Effect> {
        let cursor = match (&mut self.events, &mut self.palette, &mut self.picker) {
            (Some(events), _, _) => &mut events.menu.cursor,
            (None, Some(palette), _) => &mut palette.menu.cursor,
            (None, None, Some(picker)) => &mut picker.menu.cursor,
            (None, None, None) => return Vec::new(),
        };
        if std::mem::replace(cursor, place) == place {
            return self.act(Action::Accept);
        }
        Vec::new()
    }

    fn go_to_day(&mut self, day: NaiveDate) {
        match self.view {
            View::Mine => self.go_to_day_of_mine(day),
            _ => self.select_day(day),
        }
    }

    /// To the first entry of the selected day that begins then or later; to the last one where none does.
    fn go_to_time(&mut self, at: DateTime<Utc>) {
        let day = self.selected_day();
        if self.view == View::Mine {
            return self.go_to_time_of_mine(day, at);
        }
        let start = |index: &usize| {
            let entry = self.schedule.entry(*index)?;
            let start = self.schedule.timed(entry).start;
            start.filter(|_| self.schedule.listed_day(entry) == day)
        };
        let entries = || self.rows.iter().filter_map(|row| row.entry());
        let from = entries().find(|index| start(index).is_some_and(|start| start >= at));
        let last = || entries().rfind(|index| start(index).is_some());
        let found = from.or_else(last);
        self.select_entry(found);
    }

    /// Moves what is under the pointer by so many lines, downwards if that is positive.
    pub(super) fn wheel(&mut self, target: &Target, by: isize) {
        match target {
            Target::Entry(_) | Target::Person(_) | Target::Row(_) | Target::List => {
                self.scroll_list(by);
            }
            Target::Item(_) | Target::Page => self.scroll_page(by),
            Target::Offer(_) | Target::Menu => self.scroll_offers(by),
            Target::Choice(_) | Target::Choices => self.scroll_choices(by),
            Target::Completion(_) => self.choose_other(by > 0),
            Target::Note => {
                let motion = if by > 0 { Action::Down } else { Action::Up };
                for _ in 0..by.unsigned_abs() {
                    _ = self.update_note(&motion);
                }
            }
            _ => {}
        }
    }

    /// The view moves, and the selection only as far as it has to, so as to be seen.
    fn scroll_list(&mut self, by: isize) {
        let height = self.list_height();
        match self.view {
            View::People => {
                let people = rows::people(self);
                let Some(position) = self.row_of_person(people) else {
                    return;
                };
                let (top, lines) = (self.people.top, people.len());
                let (top, to) = wheeled(top, position, (lines, height), by, |_| true);
                let person = people.get(to).copied().filter(|_| to != position);
                let person = person.and_then(|index| self.schedule.people().get(index));
                if let Some(id) = person.map(|person| person.id.clone()) {
                    self.people.selected = Some(id);
                    self.on_best = false;
                    self.opened.clear();
                }
                self.people.top = top;
            }
            View::Mine => {
                let Some(position) = self.mine.cursor() else {
                    return;
                };
                let rows = self.mine.rows();
                let selectable = |row: usize| rows.get(row).is_some_and(|row| row.is_selectable());
                let lines = (rows.len(), height);
                let (top, to) = wheeled(self.mine.top(), position, lines, by, selectable);
                if to != position {
                    self.select_row_of_mine(to);
                    self.opened.clear();
                }
                self.mine.set_top(top);
            }
            View::Changes => {
                if self.changes.scroll(by, height) {
                    self.opened.clear();
                }
            }
            View::Check => {
                if self.checks.scroll(by, height) {
                    self.opened.clear();
                }
            }
            View::Grid if self.grid_frame().is_ok() => self.scroll_grid(by),
            View::Timetable | View::Grid | View::About => self.scroll_timetable(by, height),
        }
        if self.opened.is_empty() {
            self.focus = Focus::List;
        }
    }

    fn scroll_timetable(&mut self, by: isize, height: usize) {
        let Some(position) = self.cursor else { return };
        let entry = |row: usize| self.rows.get(row).and_then(|row| row.entry());
        let selectable = |row: usize| entry(row).is_some();
        let lines = (self.rows.len(), height);
        let (top, to) = wheeled(self.timetable.top, position, lines, by, selectable);
        if to != position {
            let index = entry(to);
            self.select_entry(index);
            self.on_best = false;
            self.opened.clear();
        }
        self.timetable.top = top;
    }

    fn scroll_offers(&mut self, by: isize) {
        let height = self.offers_height();
        match (&mut self.events, &mut self.palette, &mut self.picker) {
            (Some(events), _, _) => events.menu.scroll(by, height),
            (None, Some(palette), _) => palette.menu.scroll(by, height),
            (None, None, Some(picker)) => picker.menu.scroll(by, height),
            (None, None, None) => {}
        }
    }
}
