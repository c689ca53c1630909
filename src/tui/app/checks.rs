//! What is wrong with the schedule: by severity, as far as the filter lets it through.
//!
//! Looking at the whole takes a moment in a large schedule, so it is done elsewhere: [`Effect::Check`] asks for it, and
//! [`App::set_findings`] brings what was found. Until then the view says so.

use std::sync::Arc;

use foldhash::HashMap;

use super::{
    App, View,
    roll::{Roll, Selectable},
};
use crate::{
    arrange::Arrange as _,
    schedule::{
        Schedule,
        rules::{Finding, Severity},
    },
    tui::action::{Action, Effect},
};

/// A line of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckRow {
    /// How many findings of a severity follow.
    Heading(Severity, usize),
    /// A finding, by its place among all.
    Finding(usize),
}

/// What is wrong with the schedule.
#[derive(Debug, Default)]
pub struct Checks {
    /// What was found while it was read.
    read: Vec<Finding>,
    /// All of it, the worst first, each with the index of its entry; `None` until somebody has looked.
    found: Option<Vec<(Finding, Option<usize>)>>,
    /// The reader looked, or the file has changed while it is open: they are at work on it, and want to know of warnings, too.
    /// From then on it is looked for again when the schedule changes.
    at_work: bool,
    /// The schedule is a file of this machine, which somebody may be writing.
    is_file: bool,
    /// What the rows were made from: the filter, and which findings.
    made_of: Option<(u64, u64)>,
    version: u64,
    roll: Roll<CheckRow>,
}

impl Selectable for CheckRow {
    fn is_selectable(&self) -> bool {
        matches!(self, Self::Finding(_))
    }
}

impl Checks {
    pub(super) fn of(read: Vec<Finding>) -> Self {
        Self {
            read,
            ..Self::default()
        }
    }

    /// What was found before stays on show until it has been looked at again.
    pub(super) fn schedule_changed(&mut self, read: Vec<Finding>) {
        self.read = read;
    }

    /// The lines.
    pub fn rows(&self) -> &[CheckRow] {
        self.roll.rows()
    }

    /// The line that the cursor is on.
    pub fn cursor(&self) -> Option<usize> {
        self.roll.cursor()
    }

    /// The first line that is shown.
    pub fn top(&self) -> usize {
        self.roll.top()
    }

    /// A finding, by its place.
    pub fn finding(&self, place: usize) -> Option<&Finding> {
        Some(&self.found.as_ref()?.get(place)?.0)
    }

    /// Whether somebody has looked.
    pub fn is_known(&self) -> bool {
        self.found.is_some()
    }

    /// How many there are of a severity, whatever the filter is.
    pub fn count(&self, severity: Severity) -> usize {
        let found = self.found.iter().flatten();
        found.filter(|(it, _)| it.severity == severity).count()
    }

    /// What the header of every view tells: what is most in need of mending. Who has only come to read is told of what was lost
    /// of a file, and nothing else is looked for.
    pub fn in_header(&self) -> Option<(Severity, usize)> {
        let counts = if self.at_work {
            [Severity::Error, Severity::Warning].map(|it| (it, self.count(it)))
        } else {
            let lost = if self.is_file { self.errors() } else { 0 };
            [(Severity::Error, lost), (Severity::Warning, 0)]
        };
        counts.into_iter().find(|(_, count)| *count > 0)
    }

    /// How many errors were found while the schedule was read.
    fn errors(&self) -> usize {
        let read = self.read.iter();
        read.filter(|finding| finding.severity == Severity::Error)
            .count()
    }

    fn place(&self) -> Option<usize> {
        match self.roll.selected()? {
            CheckRow::Finding(place) => Some(*place),
            CheckRow::Heading(..) => None,
        }
    }

    /// The finding that the cursor is on.
    pub fn selected(&self) -> Option<&Finding> {
        self.finding(self.place()?)
    }

    pub(super) fn scroll_to_cursor(&mut self, height: usize) {
        self.roll.follow(height);
    }

    /// Turns the wheel; says whether another finding is selected now.
    pub(super) fn scroll(&mut self, by: isize, height: usize) -> bool {
        self.roll.wheel(by, height)
    }
}

impl App {
    /// What is wrong with the schedule.
    pub fn checks(&self) -> &Checks {
        &self.checks
    }

    /// How many errors were found while the schedule was read.
    pub fn errors_in_file(&self) -> usize {
        self.checks.errors()
    }

    /// What has to be looked at, and what was found while it was read.
    pub fn to_check(&self) -> (Arc<Schedule>, Vec<Finding>) {
        (Arc::clone(&self.schedule), self.checks.read.clone())
    }

    /// Whether findings are on show, or to be.
    pub fn wants_findings(&self) -> bool {
        self.checks.at_work || self.view == View::Check
    }

    /// The schedule is a file: whoever has it open while it changes may be writing it.
    pub fn may_be_at_work(&mut self) {
        self.checks.is_file = true;
    }

    /// The file was changed while it is open. What is in it comes next.
    pub fn file_has_changed(&mut self) {
        self.checks.at_work |= self.checks.is_file;
    }

    /// Takes in what was found; where it is about another version of the schedule, what is about that comes later.
    pub fn set_findings(&mut self, mut findings: Vec<Finding>) {
        // Within a severity, what belongs together stands together, in the order of the file.
        findings.arrange_by(|one, other| {
            let by_severity = other.severity.cmp(&one.severity);
            by_severity.then_with(|| one.rule.cmp(&other.rule))
        });
        let selected = self.checks.selected().cloned();
        let row = self.checks.roll.cursor();
        let found = findings.into_iter().map(|finding| (finding, None));
        self.checks.found = Some(found.collect());
        self.find_entries_of_findings();
        self.list_checks();
        self.find_finding_again(selected.as_ref(), row);
        self.settle();
    }

    /// The entries may be others, or elsewhere, than they were.
    pub(super) fn find_entries_of_findings(&mut self) {
        let entries = self.schedule.entries().iter().enumerate();
        let by_id: HashMap<&str, usize> = entries
            .map(|(index, entry)| (entry.id.as_str(), index))
            .collect();
        for (finding, entry) in self.checks.found.iter_mut().flatten() {
            *entry = match finding.ids.as_slice() {
                [id] => by_id.get(id.as_str()).copied(),
                _ => None,
            };
        }
        self.checks.version += 1;
    }

    /// The same finding, or what is said of the same entry by the same rule; else what stands where it stood.
    fn find_finding_again(&mut self, selected: Option<&Finding>, row: Option<usize>) {
        let Some(selected) = selected else { return };
        let rows = || self.checks.rows().iter().enumerate();
        let find = |same: &dyn Fn(&Finding) -> bool| {
            let mut rows = rows();
            let is_it = |row: &CheckRow| match row {
                CheckRow::Finding(place) => self.checks.finding(*place).is_some_and(same),
                CheckRow::Heading(..) => false,
            };
            rows.find(|(_, row)| is_it(row)).map(|(line, _)| line)
        };
        let same_rule = |it: &Finding| it.rule == selected.rule;
        let found =
            find(&|it| same_rule(it) && it.message == selected.message && it.ids == selected.ids)
                .or_else(|| {
                    find(&|it| same_rule(it) && it.ids == selected.ids && !it.ids.is_empty())
                })
                .or(row);
        if let Some(line) = found {
            self.checks.roll.put(line);
        }
    }

    /// Lists the findings anew if they or the filter have changed.
    pub(super) fn list_checks(&mut self) {
        let of = Some((self.filter.version(), self.checks.version));
        if self.checks.made_of == of {
            return;
        }
        let mut rows = Vec::new();
        for severity in Severity::ALL {
            let found = self.checks.found.iter().flatten().enumerate();
            let own = found.filter(|(_, (finding, _))| finding.severity == severity);
            let shown = own.filter(|(_, found)| self.lets_finding_through(found));
            let places: Vec<usize> = shown.map(|(place, _)| place).collect();
            if !places.is_empty() {
                rows.push(CheckRow::Heading(severity, places.len()));
                rows.extend(places.into_iter().map(CheckRow::Finding));
            }
        }
        let selected = self.checks.selected().cloned();
        let row = self.checks.roll.cursor();
        self.checks.made_of = of;
        self.checks.roll.list(rows, row.unwrap_or(0));
        self.find_finding_again(selected.as_ref(), row);
    }

    /// A filter leaves what is about the entries that match, and what says the very words.
    fn lets_finding_through(&self, (finding, entry): &(Finding, Option<usize>)) -> bool {
        let words = self.filter.query().text().trim().to_lowercase();
        let says = |text: &str| text.to_lowercase().contains(&words);
        self.filter.is_empty()
            || entry.is_some_and(|entry| self.filter.matches(entry))
            || says(finding.rule.rule().name)
            || says(&finding.message)
    }

    pub(super) fn show_check(&mut self) -> Vec<Effect> {
        let mut effects = self.show_instead(View::Check);
        self.checks.at_work = true;
        if self.checks.found.is_none() {
            effects.push(Effect::Check);
        }
        effects
    }

    pub(super) fn move_among_findings(&mut self, motion: &Action) {
        let height = self.list_height();
        self.checks.roll.go(motion, height);
    }

    /// The entry that the selected finding is about, if it is one.
    pub fn entry_of_finding(&self) -> Option<usize> {
        let place = self.checks.place()?;
        let (_, entry) = self.checks.found.as_ref()?.get(place)?;
        entry.filter(|_| self.view == View::Check)
    }

    /// A click on a line.
    pub(super) fn select_finding(&mut self, row: usize) {
        self.checks.roll.put(row);
    }

    /// How many findings are shown, of how many.
    pub fn findings_count(&self) -> (usize, usize) {
        let is_finding = |row: &&CheckRow| matches!(row, CheckRow::Finding(_));
        let shown = self.checks.rows().iter().filter(is_finding).count();
        (shown, self.checks.found.as_ref().map_or(0, Vec::len))
    }
}
