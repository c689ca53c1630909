//! The timetable and the list of people: selection and scrolling.

use chrono::{DateTime, NaiveDate, Utc};

use super::{App, View};
use crate::{
    agenda::{self, Phase},
    favourites::{Snapshot, find_again},
    schedule::{Level, Schedule},
    tui::{
        action::Action,
        page::Subject,
        rows::{self, Row},
    },
    zone::{duration, minutes_left},
};

/// A list: what is selected, by identity, and how far it is scrolled.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The id of what the reader selected. It stays when a filter hides it, so that it is selected
    /// again when the filter goes.
    pub selected: Option<String>,
    /// The first line that is shown.
    pub top: usize,
}

/// This many lines stay in view above and below the selection.
const MARGIN: usize = 2;

/// The first line to show so that `position` is in view, moving as little as can be.
pub(super) fn scrolled(top: usize, position: usize, lines: usize, height: usize) -> usize {
    let margin = MARGIN.min(height.saturating_sub(1) / 2);
    let lowest = (position + margin + 1).saturating_sub(height);
    let highest = position.saturating_sub(margin);
    let last = lines.saturating_sub(height);
    top.clamp(lowest.min(highest), highest).min(last)
}

/// The first line to show and the selected one, after the wheel was turned over a list of so many lines, of which so many are
/// in view. The selection stays what it is, unless it would be out of view.
pub(super) fn wheeled(
    top: usize,
    position: usize,
    (lines, height): (usize, usize),
    by: isize,
    selectable: impl Fn(usize) -> bool,
) -> (usize, usize) {
    let last_top = lines.saturating_sub(height);
    let to = top.saturating_add_signed(by).min(last_top);
    if to == top {
        return (top, position);
    }
    let margin = MARGIN.min(height.saturating_sub(1) / 2);
    let first = if to > 0 { to + margin } else { 0 };
    let below = if to < last_top { margin } else { 0 };
    let last = (to + height).saturating_sub(1 + below).max(first);
    let forward = |from: usize| (from..lines).find(|row| selectable(*row));
    let back = |from: usize| (0..=from).rev().find(|row| selectable(*row));
    let position = if position < first {
        forward(first).or_else(|| back(first))
    } else if position > last {
        back(last).or_else(|| forward(last))
    } else {
        None
    }
    .unwrap_or(position);
    (to, position)
}

/// Of these days, the next one or the one before. What has no day stands behind the last one.
pub(super) fn next_day(
    present: Option<NaiveDate>,
    days: impl Iterator<Item = NaiveDate>,
    forward: bool,
) -> Option<NaiveDate> {
    match (present, forward) {
        (Some(present), true) => days.filter(|day| *day > present).min(),
        (Some(present), false) => days.filter(|day| *day < present).max(),
        (None, true) => None,
        (None, false) => days.max(),
    }
}

impl App {
    /// The lines of the list that nothing covers.
    pub(super) fn list_height(&self) -> usize {
        let covered = self.choices_area().map_or(0, |area| area.height);
        usize::from(self.list_area().height.saturating_sub(covered)).max(1)
    }

    /// Whether the best match comes first, and not what is first.
    pub fn is_ranked(&self) -> bool {
        self.filter.ranked().is_some()
    }

    /// While somebody types a filter that puts the best match first, that is what they look at.
    pub(super) fn follow_typing(&mut self, version_before: u64) {
        if !self.filter.is_being_typed() {
            self.on_best = false;
        } else if self.filter.version() != version_before {
            self.on_best = self.is_ranked();
            if self.on_best {
                self.timetable.top = 0;
                self.people.top = 0;
            }
        }
    }

    /// The line of what is selected; where the filter hides that, of the next entry it lets through,
    /// or of the best one.
    pub(super) fn row_of_selection(&self) -> Option<usize> {
        if self.on_best {
            return (!self.rows.is_empty()).then_some(0);
        }
        let wanted = self.timetable.selected.as_ref();
        let wanted = wanted.and_then(|id| self.schedule.find(id));
        let exactly = |row: &Row| row.entry().is_some() && row.entry() == wanted;
        let rank = wanted.map(|index| self.schedule.rank(index));
        let matching = |row: &Row| matches!(row, Row::Entry { context: false, .. });
        let behind =
            |row: &Row| matching(row) && row.entry().map(|index| self.schedule.rank(index)) >= rank;
        let rows = || self.rows.iter();
        let found = rows().position(exactly);
        if self.is_ranked() {
            return found.or_else(|| rows().position(matching));
        }
        let found = found.or_else(|| rows().position(behind));
        found.or_else(|| rows().rposition(matching))
    }

    /// The day that the selection is on, in the views that list by day; the first one where nothing is selected.
    pub fn selected_day(&self) -> Option<NaiveDate> {
        let schedule = &self.schedule;
        match (self.view, self.selected_entry()) {
            (View::Mine, _) => self.day_of_mine(),
            (View::Grid, _) => self.grid_day(),
            (View::Timetable, Some(entry)) => schedule.listed_day(entry),
            (View::Timetable, None) => schedule.days().first().copied(),
            _ => None,
        }
    }

    pub(super) fn selected_index(&self) -> Option<usize> {
        self.rows.get(self.cursor?)?.entry()
    }

    /// The person on whom the cursor is, among those shown.
    pub fn row_of_person(&self, people: &[usize]) -> Option<usize> {
        let all = self.schedule.people();
        let wanted = self.people.selected.as_ref();
        let wanted = wanted.and_then(|id| all.iter().position(|person| person.id == *id));
        let last = people.len().checked_sub(1)?;
        if self.is_ranked() {
            let wanted = wanted.filter(|_| !self.on_best);
            let found = people.iter().position(|index| Some(*index) == wanted);
            return Some(found.unwrap_or(0));
        }
        let found = people.iter().position(|index| Some(*index) >= wanted);
        Some(found.unwrap_or(last))
    }

    pub(super) fn selected_person(&self) -> Option<usize> {
        let people = rows::people(self);
        people.get(self.row_of_person(people)?).copied()
    }

    pub(super) fn move_in_list(&mut self, motion: &Action) {
        // What was opened belongs to what was selected.
        self.opened.clear();
        match self.view {
            View::People => self.move_among_people(motion),
            View::Mine => self.move_in_mine(motion),
            View::Changes => self.move_among_changes(motion),
            View::Check => self.move_among_findings(motion),
            View::Grid => self.move_in_grid(motion),
            View::Timetable | View::About => self.move_in_timetable(motion),
        }
    }

    pub(super) fn move_in_timetable(&mut self, motion: &Action) {
        let Some(position) = self.cursor else { return };
        let target = match motion {
            Action::NextDay => return self.change_day(true),
            Action::PreviousDay => return self.change_day(false),
            motion => target(motion, position, self.rows.len(), self.list_height()),
        };
        // Headings and the now line cannot be selected: on to the next entry in that direction.
        let entry_from = |from: usize| self.rows.iter().skip(from).find_map(|row| row.entry());
        let entry_until = |until: usize| {
            self.rows
                .iter()
                .take(until + 1)
                .rev()
                .find_map(|row| row.entry())
        };
        let entry = if target >= position {
            entry_from(target).or_else(|| entry_until(target))
        } else {
            entry_until(target).or_else(|| entry_from(target))
        };
        self.select_entry(entry);
        // The very first heading comes into view with the first entry.
        if matches!(motion, Action::Top) {
            self.timetable.top = 0;
        }
    }

    pub(super) fn select_entry(&mut self, index: Option<usize>) {
        if let Some(entry) = index.and_then(|index| self.schedule.entry(index)) {
            self.timetable.selected = Some(entry.id.clone());
        }
    }

    /// Selects what the reader sees selected, though it may be so only because the filter hides
    /// what was.
    pub(super) fn select_what_is_seen(&mut self) {
        match self.view {
            View::People => {
                let people = self.schedule.people();
                let person = self.selected_person().and_then(|index| people.get(index));
                if let Some(id) = person.map(|person| person.id.clone()) {
                    self.people.selected = Some(id);
                }
            }
            View::Mine => self.select_what_is_seen_of_mine(),
            View::Changes | View::Check => {}
            View::Timetable | View::Grid | View::About => self.select_entry(self.selected_index()),
        }
    }

    /// To the first entry of the next day that has any; to what is on, if that day is today. Where the
    /// best match comes first, to that of the day.
    pub(super) fn change_day(&mut self, forward: bool) {
        let day_of = |index: usize| self.schedule.listed_day(self.schedule.entry(index)?);
        let present = self.selected_entry().and(self.selected_day());
        let shown = self.rows.iter().filter_map(|row| row.entry());
        let days = shown.filter_map(day_of);
        let Some(day) = next_day(present, days, forward) else {
            let only = self.schedule.days().len() < 2;
            let words = match (only, self.filter.is_empty(), forward) {
                (true, _, _) => "This is the only day",
                (_, false, true) => "Nothing matches on a later day",
                (_, false, false) => "Nothing matches on an earlier day",
                (_, true, true) => "This is the last day",
                (_, true, false) => "This is the first day",
            };
            return self.tell(words);
        };
        self.select_day(day);
    }

    /// To the first entry of a day, as far as the filter lets any through; to what is on, if that day is today.
    pub(super) fn select_day(&mut self, day: NaiveDate) {
        let day_of = |index: usize| self.schedule.listed_day(self.schedule.entry(index)?);
        let shown: Vec<usize> = self.rows.iter().filter_map(|row| row.entry()).collect();
        if !shown.iter().any(|index| day_of(*index) == Some(day)) {
            return self.tell("Nothing matches on that day");
        }
        let running = agenda::event_phase(&self.schedule, self.now) == Phase::Running;
        let on = self
            .now
            .filter(|_| running && !self.is_ranked())
            .and_then(|now| agenda::current(&self.schedule, now));
        let on = on.filter(|index| day_of(*index) == Some(day) && shown.contains(index));
        let first = shown.into_iter().find(|index| day_of(*index) == Some(day));
        self.turn_page();
        self.select_entry(on.or(first));
        self.scroll_selection_to_top();
    }

    /// Shows the selection near the top, with its day's heading, if there is one.
    fn scroll_selection_to_top(&mut self) {
        if self.is_ranked() {
            return;
        }
        self.list_rows();
        if let Some(position) = self.cursor {
            self.timetable.top = position.saturating_sub(1);
        }
    }

    fn move_among_people(&mut self, motion: &Action) {
        let people = rows::people(self);
        let Some(position) = self.row_of_person(people) else {
            return;
        };
        let target = target(motion, position, people.len(), self.list_height());
        let person = people
            .get(target)
            .and_then(|index| self.schedule.people().get(*index));
        let person = person.map(|person| person.id.clone());
        self.people.selected = person;
    }

    pub(super) fn jump_to_now(&mut self) {
        let Some(start) = self.schedule.starts() else {
            return self.tell("This schedule has no times yet");
        };
        let Some(now) = self.now else {
            return self.tell("Nobody can tell what is on now: the event’s time zone is not known");
        };
        // Who has nothing of their own looks for what there is.
        let mine = self.view == View::Mine && !self.mine.rows().is_empty();
        if mine {
            self.jump_to_now_of_mine(now);
        } else {
            let grid = self.view == View::Grid;
            self.show(if grid { View::Grid } else { View::Timetable });
        }
        match agenda::event_phase(&self.schedule, Some(now)) {
            Phase::Ahead => self.tell(format!(
                "It starts in {}",
                duration(minutes_left(start - now))
            )),
            Phase::Past => self.tell("The event is over"),
            _ => {}
        }
        if mine {
            return;
        }
        let landing = agenda::landing(&self.schedule, Some(now));
        let target = landing.filter(|index| self.shows(*index));
        let target = target.or_else(|| self.shown_and_on(now));
        if target.is_none() && landing.is_some() {
            let back = self.key_of(&Action::Back);
            self.tell(format!("The filter hides what is on now; {back} drops it"));
        }
        self.select_entry(target.or(landing));
        self.list_rows();
        self.begin_at_first_room();
    }

    /// Something that is on, and that the filter lets through.
    fn shown_and_on(&self, now: DateTime<Utc>) -> Option<usize> {
        let runs = |index: &usize| {
            let entry = self.schedule.entry(*index);
            entry.is_some_and(|entry| {
                agenda::phase(&self.schedule, entry, Some(now)) == Phase::Running
            })
        };
        if let Some(ranked) = self.filter.ranked() {
            return ranked.iter().copied().find(runs);
        }
        let sessions = self.schedule.sessions().map(|(index, _)| index);
        sessions.filter(runs).find(|index| self.shows(*index))
    }

    /// Whether an entry is in the list, by itself or for the sake of its talks, which stand under it
    /// unless the best match comes first.
    pub(super) fn shows(&self, index: usize) -> bool {
        let entry = self.schedule.entry(index).filter(|_| !self.is_ranked());
        self.matches(index)
            || entry.is_some_and(|entry| entry.talks.clone().any(|talk| self.matches(talk)))
    }

    pub(super) fn settle_lists(&mut self) {
        let height = self.list_height();
        if let Some(position) = self.cursor {
            let lines = self.rows.len();
            self.timetable.top = scrolled(self.timetable.top, position, lines, height);
        }
        if let Some(position) = self.mine.cursor() {
            let lines = self.mine.rows().len();
            let top = scrolled(self.mine.top(), position, lines, height);
            self.mine.set_top(top);
        }
        self.checks.scroll_to_cursor(height);
        self.changes.scroll_to_cursor(height);
        if self.view != View::People {
            return;
        }
        let people = rows::people(self);
        if let Some(position) = self.row_of_person(people) {
            let lines = people.len();
            self.people.top = scrolled(self.people.top, position, lines, height);
        }
    }

    /// The session or talk that a key such as `y` is about: the open page's, or the selection.
    pub(super) fn entry_in_hand(&self) -> Option<usize> {
        match (self.top_page().map(|page| &page.subject), self.view) {
            (Some(Subject::Entry(id)), _) => self.schedule.find(id),
            // What a grid without boxes does not show is in nobody's hand.
            (None, View::Grid) if self.shows_empty_grid() => None,
            (None, View::Timetable | View::Grid) => self.selected_index(),
            (None, View::Mine) => self.selected_of_mine(),
            (None, View::Changes) => self.entry_of_change(),
            (None, View::Check) => self.entry_of_finding(),
            _ => None,
        }
    }

    /// Selects in a new version of the schedule what was selected in the one before; where that is gone, what starts
    /// nearest.
    pub(super) fn keep_selected(&mut self, before: &Schedule, old: Option<usize>) {
        let Some(entry) = old.and_then(|index| before.entry(index)) else {
            return;
        };
        let snapshot = Snapshot::of(before, entry);
        let away = |index: &usize| {
            let entry = self.schedule.entry(*index);
            entry.map(|entry| snapshot.away(&self.schedule, entry))
        };
        let nearest = || (0..self.schedule.entries().len()).min_by_key(away);
        let found = find_again(&snapshot, &self.schedule).or_else(nearest);
        self.timetable.selected = found
            .and_then(|index| self.schedule.entry(index))
            .map(|entry| entry.id.clone());
    }

    /// How many entries the schedule has, for the footer.
    pub fn census(&self) -> String {
        let all = self.schedule.entries().len();
        let talks = self
            .schedule
            .entries()
            .iter()
            .filter(|entry| entry.level == Level::Talk)
            .count();
        let plural = |count: usize, one: &str, many: &str| {
            format!("{count} {}", if count == 1 { one } else { many })
        };
        let mut census = plural(all - talks, "entry", "entries");
        if talks > 0 {
            census = format!("{census}, {}", plural(talks, "talk", "talks"));
        }
        match self.hidden_count() {
            0 => census,
            hidden => format!("{census}, {hidden} hidden"),
        }
    }
}

/// The line that a motion leads to.
pub(super) fn target(motion: &Action, position: usize, lines: usize, height: usize) -> usize {
    let last = lines.saturating_sub(1);
    let page = height.saturating_sub(1).max(1);
    let target = match motion {
        Action::Down => position + 1,
        Action::Up => position.saturating_sub(1),
        Action::PageDown => position + page,
        Action::PageUp => position.saturating_sub(page),
        Action::HalfDown => position + (height / 2).max(1),
        Action::HalfUp => position.saturating_sub((height / 2).max(1)),
        Action::Top => 0,
        Action::Bottom => last,
        _ => position,
    };
    target.min(last)
}
