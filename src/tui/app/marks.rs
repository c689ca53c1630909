//! What the reader marks: favourites, musts, what is hidden.

use std::collections::BTreeSet;

use super::{App, View};
use crate::{
    favourites::{Kept, Mark, Picks, Snapshot, Stance, What},
    schedule::{Entry, Level},
    tui::{
        action::{Action, Effect},
        page::{Item, Subject},
    },
    zone::duration,
};

/// What was marked last can be undone so many times.
const UNDONE: usize = 100;

/// The reader's marks in the viewer.
#[derive(Debug, Default)]
pub struct Marked {
    picks: Picks,
    /// What is hidden is shown all the same.
    show_hidden: bool,
    /// Another number whenever something else is marked.
    version: u64,
    /// What would undo what the last keys marked, the latest last.
    undo: Vec<Vec<Mark>>,
}

impl Marked {
    pub(super) fn new(picks: Picks) -> Self {
        Self {
            picks,
            ..Self::default()
        }
    }

    /// What is marked.
    pub fn picks(&self) -> &Picks {
        &self.picks
    }

    /// Whether what is hidden is shown all the same.
    pub fn shows_hidden(&self) -> bool {
        self.show_hidden
    }

    /// Changes with what is marked: lists of it that were made before are out of date.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Whether there is a mark to take back.
    pub(super) fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether an entry is not to be seen.
    pub fn hides(&self, entry: usize) -> bool {
        !self.show_hidden && self.picks.marks().hidden.contains(&entry)
    }
}

impl App {
    /// What the reader marked.
    pub fn marked(&self) -> &Marked {
        &self.marked
    }

    /// What the reader marked, by entry.
    pub fn picks(&self) -> &Picks {
        &self.marked.picks
    }

    /// How many entries and talks are not to be seen.
    pub fn hidden_count(&self) -> usize {
        if self.marked.show_hidden {
            0
        } else {
            self.picks().marks().hidden.len()
        }
    }

    /// What is kept was read again, with what other viewers have marked.
    pub fn set_kept(&mut self, kept: Vec<Kept>) {
        if kept != self.marked.picks.kept() {
            let hidden = self.picks().marks().hidden.clone();
            self.marked.picks = Picks::new(kept, &self.schedule);
            self.marks_changed(&hidden);
            self.settle();
        }
    }

    /// The schedule is another one.
    pub(super) fn find_marks_again(&mut self) {
        let kept = self.marked.picks.kept().to_vec();
        self.marked.picks = Picks::new(kept, &self.schedule);
        self.marked.version += 1;
    }

    /// Filters and lists again what depends on marks; until now, this was hidden.
    fn marks_changed(&mut self, hidden: &BTreeSet<usize>) {
        self.marked.version += 1;
        if self.filter.query().depends_on_marks() || self.picks().marks().hidden != *hidden {
            self.filter_again();
        }
    }

    /// The next stance of the entry in hand: favourite, must, neither.
    pub(super) fn change_favourite(&mut self) -> Vec<Effect> {
        if let Some(record) = self.record_in_hand() {
            return match self.said_before(&record) {
                Some(before) => self.bring_back(&before),
                None => self.forget(record),
            };
        }
        let Some(index) = self.entry_to_mark() else {
            return self.nothing_to_mark();
        };
        let stance = self.picks().stance(index).next();
        let effects = self.set_stance(index, stance);
        self.let_entry_linger(index);
        let title = self.title_of(index);
        match stance {
            Stance::Favourite => self.tell(format!("★ {title}{}", self.what_clashes(index))),
            Stance::Must => self.tell(format!("! {title}{}", self.what_clashes(index))),
            Stance::None | Stance::Hidden => {
                let undo = self.key_of(&Action::Undo);
                self.tell(format!("No favourite any more: {title}; {undo} undoes it"));
            }
        }
        effects
    }

    /// Hides the entry in hand, or shows it again.
    pub(super) fn hide(&mut self) -> Vec<Effect> {
        let Some(index) = self.entry_to_mark() else {
            return self.nothing_to_mark();
        };
        let title = self.title_of(index);
        let stance = match self.picks().stance(index) {
            stance if stance.is_mine() => {
                let key = self.key_of(&Action::Favourite);
                self.complain(format!(
                    "{title} is a favourite; {key} takes that away first"
                ));
                return Vec::new();
            }
            Stance::Hidden => Stance::None,
            _ => Stance::Hidden,
        };
        // The cursor goes on to what stands below.
        let next = self.row_below();
        let effects = self.set_stance(index, stance);
        if stance == Stance::Hidden {
            if !self.marked.show_hidden && self.top_page().is_none() {
                self.select_entry(next.or_else(|| self.selected_index()));
            }
            let [undo, show] =
                [Action::Undo, Action::ShowHidden].map(|action| self.key_of(&action));
            self.tell(format!(
                "Hidden: {title}; {undo} undoes it, {show} shows all that is hidden"
            ));
        } else {
            self.tell(format!("Not hidden any more: {title}"));
        }
        effects
    }

    /// The entry in the line below the cursor's that stays when that one goes.
    fn row_below(&self) -> Option<usize> {
        let cursor = self.cursor?;
        let of = self.schedule.entry(self.selected_index()?)?.talks.clone();
        let below = self.rows.iter().skip(cursor + 1);
        let mut entries = below.filter_map(|row| row.entry());
        entries.find(|index| !of.contains(index))
    }

    /// Shows what is hidden, or hides it again.
    pub(super) fn toggle_hidden(&mut self) {
        let hidden = self.picks().marks().hidden.len();
        let hide = self.key_of(&Action::Hide);
        if hidden == 0 {
            return self.tell(format!("Nothing is hidden; {hide} hides an entry"));
        }
        self.marked.show_hidden = !self.marked.show_hidden;
        self.filter_again();
        let entries = if hidden == 1 { "entry" } else { "entries" };
        self.tell(if self.marked.show_hidden {
            format!("Showing {hidden} hidden {entries} too; {hide} on one shows it for good")
        } else {
            format!("{hidden} {entries} hidden")
        });
    }

    /// Takes the last mark back.
    pub(super) fn undo_mark(&mut self) -> Vec<Effect> {
        let marks = self.marked.undo.pop().unwrap_or_default();
        let Some(of) = marks.first().map(|mark| mark.of.clone()) else {
            self.tell("There is no mark to undo");
            return Vec::new();
        };
        let effects = self.mark_all(marks);
        // What undoes the undoing would go round in circles.
        let before = self.marked.undo.pop().unwrap_or_default();
        self.follow_undone(&of);
        if let (Some(Effect::Keep(mark)), Some(before)) = (effects.first(), before.first()) {
            self.tell(format!(
                "{}: {}",
                undone(&before.what, &mark.what),
                of.title
            ));
        }
        effects
    }

    fn set_stance(&mut self, index: usize, stance: Stance) -> Vec<Effect> {
        self.mark_entry(index, What::Stance(stance))
    }

    /// Says something about an entry, and has it kept.
    pub(super) fn mark_entry(&mut self, index: usize, what: What) -> Vec<Effect> {
        let entry = self.schedule.entry(index);
        match entry.map(|entry| Snapshot::of(&self.schedule, entry)) {
            Some(of) => self.mark(Mark {
                of,
                what,
                kept_as: None,
            }),
            None => Vec::new(),
        }
    }

    /// Says something about an entry, which may be gone, and has it kept.
    pub(super) fn mark(&mut self, mark: Mark) -> Vec<Effect> {
        self.mark_all(vec![mark])
    }

    /// Says what was said before the schedule was opened again.
    pub fn say_again(&mut self, mark: &Mark) {
        let hidden = self.picks().marks().hidden.clone();
        self.marked.picks.mark(&self.schedule, mark);
        self.marks_changed(&hidden);
        self.settle();
    }

    /// What was said last goes on from what was said before it: both are undone at once.
    pub(super) fn undo_both_at_once(&mut self) {
        let undo = &mut self.marked.undo;
        let (Some(last), Some(before)) = (undo.pop(), undo.pop()) else {
            return;
        };
        let together = last.into_iter().zip(before).map(|(last, before)| {
            let what = match (last.what, before.what) {
                (What::Note { was, .. }, What::Note { is, .. }) => What::Note { was, is },
                (_, before) => before,
            };
            Mark {
                of: last.of,
                what,
                kept_as: last.kept_as,
            }
        });
        undo.push(together.collect());
    }

    /// Says several things at once, which are undone at once.
    pub(super) fn mark_all(&mut self, mut marks: Vec<Mark>) -> Vec<Effect> {
        let hidden = self.picks().marks().hidden.clone();
        let picks = &mut self.marked.picks;
        for mark in &mut marks {
            let kept_as = picks.kept_as(&self.schedule, mark);
            mark.kept_as = kept_as.or(mark.kept_as.take());
        }
        let before = marks.iter().map(|mark| Mark {
            of: mark.of.clone(),
            what: picks.mark(&self.schedule, mark),
            kept_as: mark.kept_as.clone(),
        });
        let before: Vec<Mark> = before.collect();
        if self.marked.undo.len() == UNDONE {
            self.marked.undo.remove(0);
        }
        self.marked.undo.push(before);
        self.marks_changed(&hidden);
        // Who marks something looks at the screen: nothing has to ring.
        self.look_ahead(true);
        marks.into_iter().map(Effect::Keep).collect()
    }

    pub(super) fn nothing_to_mark(&mut self) -> Vec<Effect> {
        let gone = self.record_in_hand().is_some();
        let [favourite, open] =
            [Action::Favourite, Action::Open].map(|action| self.key_of(&action));
        self.tell(match self.view {
            View::People => "Open a person: their entries can be marked".to_owned(),
            _ if gone => format!("It is no longer in the schedule; {favourite} takes it away"),
            View::Mine if self.mine.selected().is_some() => {
                format!("This is free time; {open} shows what is on")
            }
            _ => "There is no entry here".to_owned(),
        });
        Vec::new()
    }

    /// The entry that a mark is for: on a page, what the cursor is on if that belongs to it, else what it is about.
    pub(super) fn entry_to_mark(&self) -> Option<usize> {
        let Some(page) = self.top_page() else {
            return self.entry_in_hand();
        };
        let item = match self.item_in_hand() {
            Some(Item::Entry(id)) => self.schedule.find(&id),
            _ => None,
        };
        match &page.subject {
            Subject::Person(_) | Subject::Free { .. } => item,
            Subject::Entry(id) => {
                let about = self.schedule.find(id);
                let inside = |index: &usize| {
                    let entry = self.schedule.entry(*index);
                    entry.is_some_and(|entry| entry.level == Level::Talk && entry.session == about)
                };
                item.filter(inside).or(about)
            }
            _ => None,
        }
    }

    pub(super) fn title_of(&self, index: usize) -> String {
        let entry = self.schedule.entry(index);
        entry.map(|entry| entry.title.clone()).unwrap_or_default()
    }

    /// `, at the same time as “Other” (30 min) and 2 more`.
    fn what_clashes(&self, index: usize) -> String {
        let mut others = self.clashes_of(index);
        let Some((other, minutes)) = others.next() else {
            return String::new();
        };
        let minutes = minutes.map(|minutes| format!(" ({})", duration(minutes)));
        let more = match others.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!(
            ", at the same time as “{}”{}{more}",
            other.title,
            minutes.unwrap_or_default()
        )
    }

    /// The favourites at the time of this one, with the minutes for which both are on.
    pub fn clashes_of(&self, index: usize) -> impl Iterator<Item = (&Entry, Option<i64>)> {
        let clashes = self.picks().clashes().iter();
        clashes.filter_map(move |clash| {
            let other = match (clash.first == index, clash.second == index) {
                (true, _) => clash.second,
                (_, true) => clash.first,
                _ => return None,
            };
            Some((self.schedule.entry(other)?, clash.minutes))
        })
    }
}

/// What is the case once more, after a mark was taken back.
fn undone(before: &What, now: &What) -> &'static str {
    match (before, now) {
        (_, What::Stance(Stance::Favourite)) => "★ again",
        (_, What::Stance(Stance::Must)) => "! again",
        (_, What::Stance(Stance::Hidden)) => "Hidden again",
        (What::Stance(Stance::Hidden), What::Stance(Stance::None)) => "Not hidden any more",
        (_, What::Stance(Stance::None)) => "No favourite again",
        (_, What::Note { is: None, .. }) => "Note taken away again",
        (_, What::Note { was: None, .. }) => "Note there again",
        (_, What::Note { .. }) => "Note as it was before",
        (_, What::Reminds(true)) => "Reminder again",
        (_, What::Reminds(false)) => "No reminder again",
    }
}
