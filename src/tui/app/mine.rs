//! The reader's own schedule: selection and scrolling, free slots, and what is gone.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    App, Focus, View,
    lists::{next_day, target},
};
use crate::{
    agenda::{self, Gap, Phase},
    draft::Time,
    favourites::{Mark, Record, Snapshot, Stance, What, find_again},
    query::Query,
    schedule::Status,
    tui::{
        action::{Action, Effect},
        page::Subject,
        rows::mine::{self, MineMeasures, MineRow},
    },
    zone::{duration, minutes_left},
};

/// Something that can be selected, by what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Spot {
    /// An entry, by its id.
    Entry(String),
    /// A free slot, by its start.
    Free(DateTime<Utc>),
    /// Something that is gone.
    Gone(Snapshot),
}

/// The timetable as it is seen from a free slot.
#[derive(Clone, Debug)]
struct Visit {
    /// When the slot begins.
    from: DateTime<Utc>,
    /// The filter that shows what is on in it.
    query: String,
}

/// What is selected, and how far it is scrolled.
#[derive(Clone, Debug)]
pub(super) struct Place {
    selected: Option<Spot>,
    top: usize,
}

/// The reader's own schedule: its lines, what is selected, and how far it is scrolled.
#[derive(Debug, Default)]
pub struct Mine {
    rows: Vec<MineRow>,
    rows_of: Option<(u64, u64, u64, Option<i64>)>,
    measures: MineMeasures,
    selected: Option<Spot>,
    cursor: Option<usize>,
    top: usize,
    visit: Option<Visit>,
}

impl Mine {
    /// The lines.
    pub fn rows(&self) -> &[MineRow] {
        &self.rows
    }

    /// The line that the cursor is on.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// The first line that is shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The widths of columns.
    pub fn measures(&self) -> MineMeasures {
        self.measures
    }

    /// The line that the cursor is on.
    pub fn selected(&self) -> Option<MineRow> {
        self.rows.get(self.cursor?).copied()
    }

    /// Whether an entry is selected.
    pub(super) fn selects_entry(&self, id: &str) -> bool {
        matches!(&self.selected, Some(Spot::Entry(selected)) if selected == id)
    }

    /// Whether something is selected that is gone.
    pub(super) fn selects_gone(&self, was: &Snapshot) -> bool {
        matches!(&self.selected, Some(Spot::Gone(selected)) if selected == was)
    }

    pub(super) fn set_top(&mut self, top: usize) {
        self.top = top;
    }

    /// Where the reader is in it.
    pub(super) fn place(&self) -> Place {
        Place {
            selected: self.selected.clone(),
            top: self.top,
        }
    }

    pub(super) fn return_to(&mut self, place: Place) {
        (self.selected, self.top) = (place.selected, place.top);
    }
}

impl App {
    /// The reader's own schedule.
    pub fn mine(&self) -> &Mine {
        &self.mine
    }

    /// What is gone from the schedule and selected.
    pub(super) fn selected_record(&self) -> Option<&Record> {
        match self.mine.selected()? {
            MineRow::Gone(place) => self.gone().get(place).copied(),
            _ => None,
        }
    }

    /// The entry that is selected in the reader's own schedule.
    pub(super) fn selected_of_mine(&self) -> Option<usize> {
        match self.mine.selected()? {
            MineRow::Entry(index) => Some(index),
            _ => None,
        }
    }

    /// The page that stands beside what is selected.
    pub(super) fn page_of_mine(&self) -> Option<Subject> {
        match self.mine.selected()? {
            MineRow::Entry(index) => Some(Subject::Entry(self.schedule.entry(index)?.id.clone())),
            MineRow::Free { day, gap } => Some(Subject::Free { day, gap }),
            _ => Some(Subject::Gone(self.selected_record()?.was.clone())),
        }
    }

    /// When what is selected begins.
    pub(super) fn start_of_mine(&self) -> Option<DateTime<Utc>> {
        match self.mine.selected()? {
            MineRow::Entry(index) => self.schedule.timed(self.schedule.entry(index)?).start,
            MineRow::Free { gap, .. } => Some(gap.start),
            _ => None,
        }
    }

    /// The day that the selection is on.
    pub fn day_of_mine(&self) -> Option<NaiveDate> {
        mine::day_of(self, self.mine.selected()?)
    }

    /// Lists the lines again if what they are made from has changed.
    pub(super) fn list_mine(&mut self) {
        if self.view != View::Mine {
            return;
        }
        let minute = self.now.map(super::minute);
        let (filter, marked) = (self.filter.version(), self.marked.version());
        let of = Some((filter, marked, self.lingering.version(), minute));
        if self.mine.rows_of != of {
            self.mine.rows = mine::rows(self);
            self.mine.measures = MineMeasures::of(self, &self.mine.rows);
            self.mine.rows_of = of;
        }
        if self.mine.selected.is_none()
            && let Some(row) = self.row_of_now()
        {
            self.select_row_of_mine(row);
            // What was before now is to be seen, too.
            self.mine.top = row.saturating_sub(usize::from(self.frame().list.height) / 4);
        }
        self.mine.cursor = self.row_of_spot();
    }

    /// The first line from now on that can be selected, or the first of all.
    fn row_of_now(&self) -> Option<usize> {
        let rows = || self.mine.rows.iter();
        let now = rows().position(|row| *row == MineRow::Now).unwrap_or(0);
        let from_now = rows().skip(now).position(|row| row.is_selectable());
        let from_now = from_now.map(|row| row + now);
        from_now.or_else(|| rows().rposition(|row| row.is_selectable()))
    }

    /// The line of what is selected; where that is not listed any more, of what stands in its place.
    fn row_of_spot(&self) -> Option<usize> {
        let rows = &self.mine.rows;
        let of = |row: MineRow| rows.iter().position(|other| *other == row);
        let (exactly, place) = match self.mine.selected.as_ref()? {
            Spot::Entry(id) => {
                let index = self.schedule.find(id);
                let place = index.map(|index| mine::place_of_entry(&self.schedule, index));
                (index.and_then(|index| of(MineRow::Entry(index))), place)
            }
            Spot::Free(at) => {
                let holds = |row: &MineRow| match row {
                    MineRow::Free { gap, .. } => (gap.start..gap.end).contains(at),
                    _ => false,
                };
                // What came in its place may begin when it did.
                let day = self.schedule.event().day_of(*at);
                let place = (false, Some(day), false, Some(*at), false, 0);
                (rows.iter().position(holds), Some(place))
            }
            Spot::Gone(was) => {
                let gone = self.gone();
                let found = gone.iter().position(|record| record.was == *was);
                (found.and_then(|place| of(MineRow::Gone(place))), None)
            }
        };
        let behind = |row: &MineRow| match mine::place(&self.schedule, *row) {
            Some(row) => place.is_some_and(|place| row >= place),
            None => row.is_selectable(),
        };
        let found = exactly.or_else(|| rows.iter().position(behind));
        found.or_else(|| rows.iter().rposition(|row| row.is_selectable()))
    }

    fn spot_of(&self, row: usize) -> Option<Spot> {
        Some(match *self.mine.rows.get(row)? {
            MineRow::Entry(index) => Spot::Entry(self.schedule.entry(index)?.id.clone()),
            MineRow::Free { gap, .. } => Spot::Free(gap.start),
            MineRow::Gone(place) => Spot::Gone(self.gone().get(place)?.was.clone()),
            _ => return None,
        })
    }

    pub(super) fn select_row_of_mine(&mut self, row: usize) {
        if let Some(spot) = self.spot_of(row) {
            self.mine.selected = Some(spot);
        }
    }

    /// Selects what the reader sees selected.
    pub(super) fn select_what_is_seen_of_mine(&mut self) {
        if let Some(row) = self.mine.cursor {
            self.select_row_of_mine(row);
        }
    }

    pub(super) fn move_in_mine(&mut self, motion: &Action) {
        let Some(position) = self.mine.cursor else {
            return;
        };
        let rows = &self.mine.rows;
        let target = match motion {
            Action::NextDay => return self.change_day_of_mine(true),
            Action::PreviousDay => return self.change_day_of_mine(false),
            motion => target(motion, position, rows.len(), self.list_height()),
        };
        let selectable = |row: &usize| rows.get(*row).is_some_and(|row| row.is_selectable());
        let below = || (target..rows.len()).find(selectable);
        let above = || (0..=target).rev().find(selectable);
        let row = if target >= position {
            below().or_else(above)
        } else {
            above().or_else(below)
        };
        if let Some(row) = row {
            self.select_row_of_mine(row);
        }
        // The very first heading comes into view with the first entry, and the last lines with the last one.
        match motion {
            Action::Top => self.mine.top = 0,
            Action::Bottom => self.mine.top = self.mine.rows.len(),
            _ => {}
        }
    }

    /// To the first line of the next day that has any; to what is on, if that day is today.
    fn change_day_of_mine(&mut self, forward: bool) {
        let present = self.day_of_mine();
        let lines = || self.mine.rows.iter().copied().enumerate();
        let days = lines().filter_map(|(_, row)| mine::day_of(self, row));
        let Some(day) = next_day(present, days, forward) else {
            let words = match (self.filter.is_empty(), forward) {
                (false, true) => "Nothing matches on a later day",
                (false, false) => "Nothing matches on an earlier day",
                (true, true) => "You have nothing on a later day",
                (true, false) => "You have nothing on an earlier day",
            };
            return self.tell(words);
        };
        self.go_to_day_of_mine(day);
    }

    /// To the first line of a day; to what is on, if that day is today.
    pub(super) fn go_to_day_of_mine(&mut self, day: NaiveDate) {
        let lines = || self.mine.rows.iter().copied().enumerate();
        let of_day = |(_, row): &(usize, MineRow)| mine::day_of(self, *row) == Some(day);
        let first = lines().find(of_day).map(|(row, _)| row);
        let now = lines().any(|(_, row)| row == MineRow::Now);
        let on = self.row_of_now().filter(|_| now);
        let on = on.filter(|row| lines().nth(*row).as_ref().is_some_and(of_day));
        if let Some(row) = on.or(first) {
            self.select_row_of_mine(row);
            let heading = row.checked_sub(1).and_then(|row| self.mine.rows.get(row));
            let heading = matches!(heading, Some(MineRow::Day(_) | MineRow::Now));
            self.mine.top = row.saturating_sub(usize::from(heading));
        } else {
            self.tell("You have nothing on that day");
        }
    }

    /// To the first line of a day that begins then or later, or to its last one.
    pub(super) fn go_to_time_of_mine(&mut self, day: Option<NaiveDate>, at: DateTime<Utc>) {
        let start = |row: MineRow| match row {
            MineRow::Entry(index) => self.schedule.timed(self.schedule.entry(index)?).start,
            MineRow::Free { gap, .. } => Some(gap.start),
            _ => None,
        };
        let lines = self.mine.rows.iter().copied().enumerate();
        let lines = lines.filter(|(_, row)| mine::day_of(self, *row) == day);
        let timed: Vec<_> = lines
            .filter_map(|(place, row)| Some((place, start(row)?)))
            .collect();
        let from = timed.iter().find(|(_, start)| *start >= at);
        if let Some((row, _)) = from.or(timed.last()).copied() {
            self.select_row_of_mine(row);
        }
    }

    /// To what is on now of the reader's own, or comes next.
    pub(super) fn jump_to_now_of_mine(&mut self, now: DateTime<Utc>) {
        self.show(View::Mine);
        if let Some(row) = self.row_of_now() {
            self.select_row_of_mine(row);
        }
        if agenda::event_phase(&self.schedule, Some(now)) != Phase::Running {
            return;
        }
        let coming = self
            .mine
            .rows
            .iter()
            .skip_while(|row| **row != MineRow::Now);
        if !coming.into_iter().any(|row| row.is_selectable()) {
            self.tell("Nothing more of yours comes");
        }
    }

    /// Shows in the timetable what is on in a free slot.
    pub(super) fn visit(&mut self, whole: Gap) {
        let gap = mine::what_is_left(self, whole);
        let cancelled = self.schedule.sessions().any(|(_, entry)| {
            let over = self.schedule.over(entry).or(entry.start);
            let overlaps = entry.start.is_some_and(|start| start < gap.end)
                && over.is_some_and(|over| over >= gap.start);
            entry.status == Status::Cancelled && overlaps
        });
        let cancelled = if cancelled { " -is:cancelled" } else { "" };
        let text = format!("during:{}{cancelled}", self.written(gap));
        let Ok(query) = Query::parse(&text) else {
            return;
        };
        self.filter_by(query);
        self.show(View::Timetable);
        self.mine.visit = Some(Visit {
            from: whole.start,
            query: text,
        });
        self.list_rows();
        let first = self.rows.iter().find_map(|row| row.entry());
        self.select_entry(first);
        self.timetable.top = 0;
        let back = self.key_of(&Action::Back);
        self.tell(format!("What is on in your free time; {back} goes back"));
    }

    /// A free slot as a filter has it: as instants, so that it stays the same in every zone, by the clock that is shown.
    fn written(&self, gap: Gap) -> String {
        let zone = self.zones.shown();
        let time = |at: DateTime<Utc>| {
            if zone.is_unknown() {
                Time::Local(zone.local(at))
            } else {
                Time::Instant(at.with_timezone(&zone.seconds_at(at)))
            }
        };
        let (start, end) = (time(gap.start), time(gap.end));
        let same_offset = zone.seconds_at(gap.start) == zone.seconds_at(gap.end);
        let short = (gap.end - gap.start).num_days() == 0 && gap.end.timestamp() % 60 == 0;
        if same_offset && short {
            format!("{}/{}", start.to_text(), end.written().format("%-H:%M"))
        } else {
            format!("{}/{}", start.to_text(), end.to_text())
        }
    }

    /// Whether the timetable shows what is on in a free slot.
    pub(super) fn is_visiting(&self) -> bool {
        let visit = self.mine.visit.as_ref();
        visit.is_some_and(|visit| visit.query == self.filter.query().text())
    }

    /// Back from the timetable to the free slot that it was shown for, if it was.
    pub(super) fn end_visit(&mut self) -> bool {
        if !self.is_visiting() {
            return false;
        }
        if let Some(visit) = self.mine.visit.take() {
            self.mine.selected = Some(Spot::Free(visit.from));
        }
        self.filter.clear();
        self.show(View::Mine);
        true
    }

    /// What is kept about the selection, to find it again in another version of the schedule.
    pub(super) fn spot_to_keep(&self) -> Option<Snapshot> {
        match self.mine.selected.as_ref()? {
            Spot::Entry(id) => {
                let index = self.schedule.find(id)?;
                let record = self.picks().record(index);
                let entry = || Some(Snapshot::of(&self.schedule, self.schedule.entry(index)?));
                record.map(|record| record.was.clone()).or_else(entry)
            }
            Spot::Free(_) => None,
            Spot::Gone(was) => Some(was.clone()),
        }
    }

    /// Selects what was selected, in another version of the schedule: it may be gone, or there again.
    pub(super) fn keep_spot(&mut self, was: Option<Snapshot>) {
        if let Some(was) = was {
            self.select_in_mine(&was);
        }
    }

    fn select_in_mine(&mut self, was: &Snapshot) {
        let gone = self.picks().gone().iter().any(|record| record.was == *was);
        let index = find_again(was, &self.schedule);
        // What is not listed stays what it is: the cursor is elsewhere.
        let listed = index.filter(|index| self.picks().stance(*index).is_mine());
        let entry = listed.and_then(|index| self.schedule.entry(index));
        match entry {
            _ if gone => self.mine.selected = Some(Spot::Gone(was.clone())),
            Some(entry) => self.mine.selected = Some(Spot::Entry(entry.id.clone())),
            None => {}
        }
    }

    /// Goes to what is there again after a mark was taken back.
    pub(super) fn follow_undone(&mut self, was: &Snapshot) {
        if self.view == View::Mine && self.top_page().is_none() {
            self.select_in_mine(was);
        }
    }

    /// What is gone and in hand: on its page, or in the list.
    pub(super) fn record_in_hand(&self) -> Option<Record> {
        let record = match self.top_page().map(|page| &page.subject) {
            Some(Subject::Gone(was)) => {
                let gone = self.gone();
                gone.into_iter().find(|record| record.was == *was)
            }
            None if self.view == View::Mine => self.selected_record(),
            _ => None,
        };
        record.cloned()
    }

    /// Takes away what is gone from the schedule, with all that was said of it.
    pub(super) fn forget(&mut self, record: Record) -> Vec<Effect> {
        let gone = self.picks().gone();
        let place = gone.iter().position(|other| other.was == record.was);
        self.mine.selected = Some(Spot::Gone(record.was.clone()));
        self.opened.clear();
        self.focus = Focus::List;
        let stance = Some(Stance::None).filter(|_| record.stance != Stance::None);
        let note = record.note.clone().map(|note| (Some(note), None));
        let reminds = Some(true).filter(|_| !record.reminds);
        let effects = self.say_of_gone(&record.was, stance, note, reminds);
        let undo = self.key_of(&Action::Undo);
        self.tell(format!(
            "Taken away: {}; {undo} undoes it",
            record.was.title
        ));
        self.let_gone_linger(record, place.unwrap_or_default());
        effects
    }

    /// Brings back what was just taken away, with all that was said of it.
    pub(super) fn bring_back(&mut self, record: &Record) -> Vec<Effect> {
        let stance = Some(record.stance).filter(|stance| *stance != Stance::None);
        let note = record.note.clone().map(|note| (None, Some(note)));
        let reminds = Some(false).filter(|_| !record.reminds);
        let effects = self.say_of_gone(&record.was, stance, note, reminds);
        self.tell(format!("There again: {}", record.was.title));
        effects
    }

    fn say_of_gone(
        &mut self,
        was: &Snapshot,
        stance: Option<Stance>,
        note: Option<(Option<String>, Option<String>)>,
        reminds: Option<bool>,
    ) -> Vec<Effect> {
        let note = note.map(|(was, is)| What::Note { was, is });
        let all = [stance.map(What::Stance), note, reminds.map(What::Reminds)];
        let marks = all.into_iter().flatten().map(|what| Mark {
            of: was.clone(),
            what,
            kept_as: None,
        });
        self.mark_all(marks.collect())
    }

    /// How many favourites there are, and what is the matter with them, for the footer.
    pub fn census_of_mine(&self) -> String {
        let picks = self.picks();
        let plural = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let gone = picks.gone().len();
        let parts = [
            plural(picks.marks().mine.len(), "favourite", "favourites"),
            plural(picks.clashes().len(), "clash", "clashes"),
            (gone > 0).then(|| format!("{gone} gone")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            "no favourites".to_owned()
        } else {
            parts.join(", ")
        }
    }

    /// How many favourites match the filter, and how many there are.
    pub fn mine_count(&self) -> (usize, usize) {
        let mine = self.picks().mine();
        let all = self.picks().marks().mine.len();
        (mine.filter(|index| self.matches(*index)).count(), all)
    }

    /// How long a free slot still lasts: `1 h 45`, or `40 min left` while it runs.
    pub fn length_of_gap(&self, gap: Gap) -> String {
        match self.now.filter(|now| *now > gap.start && *now < gap.end) {
            Some(now) => {
                format!("{} left", duration(minutes_left(gap.end - now)))
            }
            None => duration((gap.end - gap.start).num_minutes()),
        }
    }
}
