//! The filter: what is typed, what is kept, and what it lets through.

use std::cell::OnceCell;

use chrono::{DateTime, Utc};

use super::{App, Choices, Focus, Marked, Page, View, Zones};
use crate::{
    agenda::News,
    limits,
    query::{Found, Index, Moment, Query, QueryError, Search},
    schedule::Schedule,
    text,
    tui::{
        action::{Action, Context, Effect},
        input::Line,
    },
};

/// Where a reader was.
#[derive(Debug)]
struct Place {
    view: View,
    opened: Vec<Page>,
    focus: Focus,
    /// The first line of the timetable that was shown.
    top: usize,
    /// The same of the reader's own schedule.
    top_of_mine: usize,
    /// A filter was kept.
    kept: bool,
}

/// The filter and its prompt.
#[derive(Debug, Default)]
pub struct Filter {
    /// The last one that could be read.
    query: Query,
    /// What is wrong with what is typed.
    error: Option<QueryError>,
    prompt: Option<Line>,
    /// What could be put into the prompt, where there are several such things.
    pub(super) choices: Option<Choices>,
    /// Where the reader was when the prompt was opened.
    opened_from: Option<Place>,
    index: Index,
    /// Which entries match; `None` where there is no filter.
    found: Option<Found>,
    /// Which people match, found out when somebody asks.
    people: OnceCell<Vec<usize>>,
    /// Another number for whatever is let through next.
    version: u64,
}

/// What stands in the prompt, and what holds meanwhile if it cannot be read.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) line: Line,
    query: Query,
}

impl Typed {
    /// Another line in place of what was typed.
    pub(super) fn with(&self, line: Line) -> Self {
        Self {
            line,
            query: self.query.clone(),
        }
    }
}

/// What is filtered.
#[derive(Clone, Copy)]
struct Ground<'a> {
    schedule: &'a Schedule,
    moment: Moment<'a>,
    marked: &'a Marked,
    news: Option<&'a News>,
}

impl<'a> Ground<'a> {
    fn search(self, index: &'a Index) -> Search<'a> {
        let search = Search::new(self.schedule, index, self.moment);
        let search = search.with_marks(self.marked.picks().marks());
        let search = search.with_news(self.news);
        if self.marked.shows_hidden() {
            search
        } else {
            search.without_hidden()
        }
    }
}

fn moment(now: Option<DateTime<Utc>>, zones: &Zones) -> Moment<'_> {
    Moment {
        now,
        zone: zones.shown(),
    }
}

/// The texts of so many entries are made while a key that is pressed then does not wait noticeably.
const AHEAD: usize = 100;

impl Filter {
    /// What is searched for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What is wrong with what is typed; meanwhile the last query that could be read holds.
    pub fn error(&self) -> Option<&QueryError> {
        self.error.as_ref()
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

    /// What is in the prompt.
    pub(super) fn typed(&self) -> Option<Typed> {
        Some(Typed {
            line: self.prompt.clone()?,
            query: self.query.clone(),
        })
    }

    /// The text in the prompt.
    pub(super) fn text(&self) -> String {
        self.prompt.as_ref().map(Line::text).unwrap_or_default()
    }

    /// Whether an entry gets through.
    pub fn matches(&self, entry: usize) -> bool {
        match &self.found {
            Some(found) => found.matches.get(entry).copied().unwrap_or(false),
            None => true,
        }
    }

    /// The entries that match, best first, where the query asks for that.
    pub fn ranked(&self) -> Option<&[usize]> {
        self.found.as_ref()?.ranked.as_deref()
    }

    /// How many entries match.
    pub fn count(&self) -> Option<usize> {
        self.found.as_ref().map(Found::count)
    }

    /// Lets everything through.
    pub(super) fn clear(&mut self) {
        self.query = Query::default();
        self.error = None;
        self.prompt = None;
        self.choices = None;
        self.found = None;
        self.people = OnceCell::new();
        self.version += 1;
    }

    /// Filters by what was typed; where that cannot be read, everything stays as it is.
    fn set(&mut self, text: &str, ground: Ground) {
        match Query::parse(text) {
            Ok(query) => {
                self.error = None;
                self.query = query;
                self.apply(ground);
            }
            Err(error) => self.error = Some(error),
        }
    }

    /// Changes with what is let through: lists made under another one are out of date.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Searches again, at another moment, in another zone, or after other things were marked.
    fn apply(&mut self, ground: Ground) {
        self.version += 1;
        self.people = OnceCell::new();
        self.found =
            (!self.query.is_empty()).then(|| ground.search(&self.index).entries(&self.query));
    }

    pub(super) fn schedule_changed(&mut self) {
        self.index = Index::default();
        // The other schedule has other values.
        self.choices = None;
    }
}

impl App {
    pub(super) fn type_filter(&mut self) {
        self.filter.opened_from = Some(Place {
            view: self.view,
            opened: std::mem::take(&mut self.opened),
            focus: self.focus,
            top: self.timetable.top,
            top_of_mine: self.mine.top(),
            kept: !self.filter.is_empty(),
        });
        if self.view == View::About {
            self.show(View::Timetable);
        }
        self.focus = Focus::List;
        let mut text = self.filter.query.text().trim().to_owned();
        if !text.is_empty() {
            // What is typed now is another word.
            text.push(' ');
        }
        self.filter.prompt = Some(Line::new(&text));
        self.filter.error = None;
        self.history.start_anew();
    }

    /// Makes some of the texts ahead that the prompt will search, while nobody presses a key; says whether there is more to
    /// be made.
    pub fn prepare_search(&self) -> bool {
        let typed = self.filter.prompt.as_ref().map(Line::text);
        let (Some(typed), index) = (typed, &self.filter.index) else {
            return false;
        };
        index.prepare(&self.schedule, AHEAD)
            || (typed.contains('~') && index.prepare_near(&self.schedule, AHEAD))
    }

    /// The prompt as it was in a viewer of another schedule.
    pub(super) fn go_on_typing(&mut self, line: Line) {
        self.type_filter();
        self.set_query(&line.text());
        self.filter.prompt = Some(line);
    }

    pub(super) fn say_filter_dropped(&mut self) {
        let filter = self.key_in(Context::Timetable, &Action::Filter);
        let up = self.key_in(Context::Filter, &Action::Up);
        self.tell(format!("Filter dropped; {filter} and {up} bring it back"));
    }

    /// Drops the filter, and goes back to where the prompt was opened.
    fn leave_prompt(&mut self) {
        let place = self.filter.opened_from.take();
        let kept = place.as_ref().is_some_and(|place| place.kept);
        self.filter.clear();
        if kept {
            self.say_filter_dropped();
        }
        if let Some(place) = place {
            (self.view, self.opened, self.focus) = (place.view, place.opened, place.focus);
            self.timetable.top = place.top;
            self.mine.set_top(place.top_of_mine);
        }
    }

    /// Starts with a filter that was given from outside.
    pub fn set_filter(&mut self, text: &str) {
        self.set_query(&text::clean_line(text).text);
        if let Some(best) = self.filter.ranked().and_then(|ranked| ranked.first()) {
            self.select_entry(Some(*best));
        }
        self.settle();
    }

    fn set_query(&mut self, text: &str) {
        let ground = Ground {
            schedule: &self.schedule,
            moment: moment(self.now, &self.zones),
            marked: &self.marked,
            news: self.changes.news(),
        };
        self.filter.set(text, ground);
    }

    /// Filters by what was chosen rather than typed.
    pub(super) fn filter_by(&mut self, query: Query) {
        self.filter.error = None;
        self.filter.query = query;
        self.filter_again();
    }

    /// Other words in the prompt. Where they cannot be read, what held when they were typed holds again.
    pub(super) fn put_back(&mut self, typed: Typed) {
        let text = typed.line.text();
        self.filter.prompt = Some(typed.line);
        self.set_query(&text);
        if self.filter.error.is_some() && self.filter.query != typed.query {
            self.filter.query = typed.query;
            self.filter_again();
        }
    }

    /// What searches the schedule as it stands now.
    pub(super) fn search(&self) -> Search<'_> {
        let ground = Ground {
            schedule: &self.schedule,
            moment: self.moment(),
            marked: &self.marked,
            news: self.changes.news(),
        };
        ground.search(&self.filter.index)
    }

    /// What times in a query refer to.
    pub fn moment(&self) -> Moment<'_> {
        moment(self.now, &self.zones)
    }

    /// The people that match the filter, in the order in which they are shown.
    pub fn matching_people(&self) -> &[usize] {
        self.filter
            .people
            .get_or_init(|| self.search().people(&self.filter.query))
    }

    /// Filters again by the same query, since what it refers to has changed.
    pub(super) fn filter_again(&mut self) {
        let ground = Ground {
            schedule: &self.schedule,
            moment: moment(self.now, &self.zones),
            marked: &self.marked,
            news: self.changes.news(),
        };
        self.filter.apply(ground);
    }

    pub(super) fn update_prompt(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Accept => return self.accept(),
            Action::Cancel if self.undo_completion() => {}
            Action::Cancel => self.leave_prompt(),
            Action::Complete => self.complete(true),
            Action::CompleteBack => self.complete(false),
            Action::Up | Action::Down => {
                let down = action == Action::Down;
                if self.choices().is_some() {
                    self.choose_other(down);
                } else {
                    self.recall(!down);
                }
            }
            action => self.edit_prompt(&action),
        }
        Vec::new()
    }

    fn edit_prompt(&mut self, action: &Action) {
        let Some(line) = &mut self.filter.prompt else {
            return;
        };
        let before = line.text();
        // Deleting in an empty prompt leaves it, as in a pager.
        if *action == Action::DeleteBack && before.is_empty() {
            return self.leave_prompt();
        }
        let cut = line.is_too_short_for(action);
        if !line.edit(action) {
            return;
        }
        // What was put in belongs to what is typed.
        let completed = self.filter.choices.take().is_some();
        let text = self.filter.text();
        if completed {
            self.history.start_anew();
        }
        if text != before {
            self.history.start_anew();
            self.set_query(&text);
        }
        if cut {
            let most = limits::count(limits::LINE);
            self.complain(format!(
                "A filter has at most {most} characters; the rest is left out"
            ));
        }
    }

    /// Keeps the filter, and closes the prompt; where there is something wrong with what is typed, goes there.
    fn accept(&mut self) -> Vec<Effect> {
        let choices = self.filter.choices.take();
        if choices.is_some_and(|choices| choices.wants_a_value()) {
            return Vec::new();
        }
        if let (Some(error), Some(line)) = (&self.filter.error, &mut self.filter.prompt) {
            line.go_to(error.span.end);
            return Vec::new();
        }
        self.filter.prompt = None;
        self.filter.opened_from = None;
        self.select_what_is_seen();
        self.remember_query()
    }
}
