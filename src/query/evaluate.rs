//! Which entries and which people a query matches.

use std::{cell::OnceCell, collections::BTreeSet};

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, Utc};
use foldhash::{HashMap, HashSet};

use super::{
    Index, Part, Query, Relation, State, Thing,
    expr::{Expr, Leaf},
    fuzzy::Scores,
    time::{Day, Span, When},
};
use crate::{
    agenda::{self, Newness, News, Phase},
    favourites::Marks,
    schedule::{Entry, Level, Schedule, Status},
    zone::Zone,
};

/// What times in a query refer to.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// What counts as now; `None` where nobody can tell.
    pub now: Option<DateTime<Utc>>,
    /// The zone in which times are shown, and typed.
    pub zone: &'a Zone,
}

/// A schedule that is searched at some moment.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) index: &'a Index,
    pub(super) moment: Moment<'a>,
    /// What the reader marked; `None` where nothing of that is known.
    marks: Option<&'a Marks>,
    /// What the reader has not seen yet; `None` where nothing of that is known.
    news: Option<&'a News>,
    /// What the reader hid is left out.
    hiding: bool,
}

/// The entries that match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// For each entry of the schedule, whether it matches.
    pub matches: Vec<bool>,
    /// Those that match, best first, where the query asks for it.
    pub ranked: Option<Vec<usize>>,
}

impl Found {
    /// Those that match, in the order in which they are to be shown.
    pub fn entries(&self) -> Vec<usize> {
        if let Some(ranked) = &self.ranked {
            return ranked.clone();
        }
        let all = self.matches.iter().enumerate();
        all.filter(|(_, matches)| **matches)
            .map(|(index, _)| index)
            .collect()
    }

    /// How many match.
    pub fn count(&self) -> usize {
        self.matches.iter().filter(|matches| **matches).count()
    }
}

impl<'a> Search<'a> {
    /// Searches a schedule; the index must be the one of this schedule.
    pub fn new(schedule: &'a Schedule, index: &'a Index, moment: Moment<'a>) -> Search<'a> {
        Search {
            schedule,
            index,
            moment,
            marks: None,
            news: None,
            hiding: false,
        }
    }

    /// The same, by somebody who marked something in it.
    #[must_use]
    pub fn with_marks(self, marks: &'a Marks) -> Search<'a> {
        Search {
            marks: Some(marks),
            ..self
        }
    }

    /// The same, by somebody who has not seen all of it.
    #[must_use]
    pub fn with_news(self, news: Option<&'a News>) -> Search<'a> {
        Search { news, ..self }
    }

    /// The same without what is hidden, unless the query asks for that.
    #[must_use]
    pub fn without_hidden(self) -> Search<'a> {
        Search {
            hiding: true,
            ..self
        }
    }

    /// The entries that match.
    pub fn entries(&self, query: &Query) -> Found {
        let answers = Answers::new(*self, &query.expr);
        let scores: Vec<Option<u32>> = answers.all(&query.expr, false).collect();
        let ranked = query.is_ranked().then(|| {
            let all = scores.iter().enumerate();
            let mut ranked: Vec<(usize, u32)> = all
                .filter_map(|(index, score)| Some((index, (*score)?)))
                .collect();
            ranked.sort_by_key(|(index, score)| {
                (std::cmp::Reverse(*score), self.schedule.rank(*index))
            });
            ranked.into_iter().map(|(index, _)| index).collect()
        });
        Found {
            matches: scores.iter().map(Option::is_some).collect(),
            ranked,
        }
    }

    fn today(&self) -> Option<NaiveDate> {
        let now = self.moment.now?;
        Some(self.schedule.event().day_of(now))
    }

    /// Whether a date is such a day.
    pub(super) fn is_day(&self, day: Day, date: NaiveDate) -> bool {
        let days = self.schedule.days();
        match day {
            Day::Number(number) => {
                let place = usize::try_from(number).unwrap_or(usize::MAX);
                match place.checked_sub(1).and_then(|place| days.get(place)) {
                    Some(numbered) => *numbered == date,
                    None => date.day() == number,
                }
            }
            Day::Weekday(weekday) => date.weekday() == weekday,
            Day::Date(other) => date == other,
            Day::FromToday(_) => self.date_of(day) == Some(date),
        }
    }

    /// The date of a day; the first one of the event where there are several.
    fn date_of(&self, day: Day) -> Option<NaiveDate> {
        match day {
            Day::Date(date) => Some(date),
            Day::FromToday(days) => self.today()?.checked_add_signed(TimeDelta::days(days)),
            Day::Number(_) | Day::Weekday(_) => {
                let days = self.schedule.days().iter().copied();
                days.into_iter().find(|date| self.is_day(day, *date))
            }
        }
    }

    /// For each entry, whether it matches.
    pub(super) fn matches(&self, expr: &Expr) -> Vec<bool> {
        let answers = Answers::new(*self, expr);
        answers
            .all(expr, false)
            .map(|score| score.is_some())
            .collect()
    }

    /// The people that match, in the order in which they are to be shown: those whose name and affiliation have the
    /// words, and who take part in something that has what else is asked for.
    pub fn people(&self, query: &Query) -> Vec<usize> {
        let people = 0..self.schedule.people().len();
        if query.is_empty() {
            return people.collect();
        }
        let answers = Answers::new(*self, &query.expr);
        let of_entries = query.expr.has_leaf(&Leaf::is_about_entries);
        let best = |person: usize| {
            if !of_entries {
                return answers.score(&query.expr, Subject::person(person, None), false);
            }
            let entries = self.schedule.entries_of(person);
            let scores = entries.filter_map(|(entry, _, _)| {
                let subject = Subject::person(person, Some(entry));
                answers.score(&query.expr, subject, false)
            });
            scores.max()
        };
        let mut found: Vec<(usize, u32)> = people
            .filter_map(|person| Some((person, best(person)?)))
            .collect();
        if query.is_ranked() {
            found.sort_by_key(|(person, score)| (std::cmp::Reverse(*score), *person));
        }
        found.into_iter().map(|(person, _)| person).collect()
    }
}

impl Leaf {
    pub(super) fn depends_on_marks(&self) -> bool {
        use State::{Clash, Favourite, Hidden, Must};
        match self {
            Leaf::State(state) => matches!(state, Favourite | Must | Clash | Hidden),
            Leaf::Thing(thing) => *thing == Thing::Note,
            _ => false,
        }
    }

    pub(super) fn depends_on_now(&self) -> bool {
        match self {
            Leaf::Day(day) | Leaf::Time(_, When::Day(day)) => matches!(day, Day::FromToday(_)),
            Leaf::Time(_, when) => *when == When::Now,
            Leaf::State(state) => matches!(state, State::Now | State::Next | State::Past),
            Leaf::Text { .. } | Leaf::Fuzzy { .. } | Leaf::During(_) | Leaf::Thing(_) => false,
        }
    }

    /// Whether it asks for something that a person does not have.
    fn is_about_entries(&self) -> bool {
        match self {
            Leaf::Text { part, .. } | Leaf::Fuzzy { part, .. } => {
                !matches!(part, None | Some(Part::Person | Part::Affiliation))
            }
            _ => true,
        }
    }
}

/// What is asked about: an entry, or a person with one of their entries.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    entry: Option<usize>,
    person: Option<usize>,
}

impl Subject {
    pub(super) fn entry(index: usize) -> Subject {
        Subject {
            entry: Some(index),
            person: None,
        }
    }

    fn person(person: usize, entry: Option<usize>) -> Subject {
        Subject {
            entry,
            person: Some(person),
        }
    }
}

/// What the leaves of a query have in common for all entries, found out once.
pub(super) struct Answers<'a> {
    search: Search<'a>,
    /// How near everything is to what was typed, in some part or in all.
    near: HashMap<Option<Part>, HashMap<String, Scores>>,
    /// When it is some time of day, on each day of the event.
    clocks: HashMap<NaiveTime, Vec<(NaiveDate, DateTime<Utc>)>>,
    on: OnceCell<(HashSet<usize>, HashSet<usize>)>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(search: Search<'a>, expr: &Expr) -> Answers<'a> {
        let mut answers = Answers {
            search,
            near: HashMap::default(),
            clocks: HashMap::default(),
            on: OnceCell::new(),
        };
        answers.prepare(expr);
        answers
    }

    fn prepare(&mut self, expr: &Expr) {
        let Search {
            schedule, index, ..
        } = self.search;
        match expr {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| self.prepare(part)),
            Expr::Not(inner) => self.prepare(inner),
            Expr::Leaf(Leaf::Fuzzy { part, text }) => {
                let vocabulary = index.vocabulary(schedule);
                if self.near(*part, text).is_none() {
                    let scores = vocabulary.scores(text, *part);
                    let known = self.near.entry(*part).or_default();
                    known.insert(text.clone(), scores);
                }
            }
            Expr::Leaf(Leaf::Time(_, When::Clock(time))) => self.prepare_clock(*time),
            Expr::Leaf(Leaf::During(Span::Clock(from, to))) => {
                self.prepare_clock(*from);
                self.prepare_clock(*to);
            }
            Expr::Leaf(_) | Expr::Hole => {}
        }
    }

    fn prepare_clock(&mut self, time: NaiveTime) {
        if !self.clocks.contains_key(&time) {
            let days = self.search.schedule.days().iter();
            let at = days.map(|day| (*day, self.clock_on(*day, time))).collect();
            self.clocks.insert(time, at);
        }
    }

    /// When it is some time of day on the day under which something is listed; the time is one that was prepared.
    fn clock_of(&self, listed: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
        let clocks = self.clocks.get(&time)?;
        let place = clocks.binary_search_by_key(&listed, |(day, _)| *day).ok()?;
        Some(clocks.get(place)?.1)
    }

    fn near(&self, part: Option<Part>, text: &str) -> Option<&Scores> {
        self.near.get(&part)?.get(text)
    }

    /// When the clock that is shown has a time on a day of the event: at the date under which most of the day is shown, or
    /// a day later if the event's day has not begun by then (`0:30` is in the night behind it).
    fn clock_on(&self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let event = self.search.schedule.event();
        let zone = self.search.moment.zone;
        let begins = event.zone.resolve(day.and_time(event.day_change)).instant;
        let middle = begins.checked_add_signed(TimeDelta::hours(12));
        let middle = zone.local(middle.unwrap_or(begins)).date();
        let at = |date: NaiveDate| zone.resolve(date.and_time(time)).instant;
        let date = middle.min(day);
        if at(date) < begins {
            at(date.succ_opt().unwrap_or(date))
        } else {
            at(date)
        }
    }

    /// How well each entry matches, if what is being typed were so or not; `None` if it does not.
    pub(super) fn all(&self, expr: &Expr, hole: bool) -> impl Iterator<Item = Option<u32>> {
        let all = 0..self.search.schedule.entries().len();
        let hidden = self.left_out(expr);
        all.map(move |index| match hidden {
            Some(hidden) if hidden.contains(&index) => None,
            _ => self.score(expr, Subject::entry(index), hole),
        })
    }

    /// What no query finds that does not ask for it.
    fn left_out(&self, expr: &Expr) -> Option<&'a BTreeSet<usize>> {
        let hiding =
            self.search.hiding && !expr.has_leaf(&|leaf| *leaf == Leaf::State(State::Hidden));
        let marks = self.search.marks.filter(|_| hiding)?;
        Some(&marks.hidden).filter(|hidden| !hidden.is_empty())
    }

    fn newness(&self, index: usize) -> Option<Newness> {
        self.search.news?.of(index)
    }

    fn is_marked(&self, index: usize, which: impl Fn(&Marks) -> &BTreeSet<usize>) -> bool {
        let marks = self.search.marks;
        marks.is_some_and(|marks| which(marks).contains(&index))
    }

    /// How well something matches; `None` if it does not.
    pub(super) fn score(&self, expr: &Expr, subject: Subject, hole: bool) -> Option<u32> {
        match expr {
            Expr::All(parts) => parts.iter().try_fold(0, |sum: u32, part| {
                Some(sum.saturating_add(self.score(part, subject, hole)?))
            }),
            Expr::Any(parts) => {
                let scores = parts
                    .iter()
                    .filter_map(|part| self.score(part, subject, hole));
                scores.max()
            }
            Expr::Not(inner) => match self.score(inner, subject, hole) {
                Some(_) => None,
                None => Some(0),
            },
            Expr::Leaf(leaf) => self.leaf(leaf, subject),
            Expr::Hole => hole.then_some(0),
        }
    }

    fn leaf(&self, leaf: &Leaf, subject: Subject) -> Option<u32> {
        let Search {
            schedule, index, ..
        } = self.search;
        let found = |found: bool| found.then_some(0);
        let personal = |part: &Option<Part>| {
            let of_people = matches!(part, None | Some(Part::Person | Part::Affiliation));
            subject.person.filter(|_| of_people)
        };
        match leaf {
            Leaf::Text { part, term, whole } => match (personal(part), subject.entry) {
                (Some(person), _) => found(index.person_has(schedule, person, *part, term, *whole)),
                (None, Some(entry)) => found(index.entry_has(schedule, entry, *part, term, *whole)),
                (None, None) => None,
            },
            Leaf::Fuzzy { part, text } => {
                let scores = self.near(*part, text)?;
                let score = match (personal(part), subject.entry) {
                    (Some(person), _) => scores.people.get(person),
                    (None, Some(entry)) => scores.entries.get(entry),
                    (None, None) => None,
                };
                let score = u32::from(*score?);
                (score > 0).then_some(score)
            }
            other => {
                let index = subject.entry?;
                found(self.holds(other, index, schedule.entry(index)?))
            }
        }
    }

    /// Conditions on entries that have nothing to do with texts.
    fn holds(&self, leaf: &Leaf, index: usize, entry: &Entry) -> bool {
        let schedule = self.search.schedule;
        match leaf {
            Leaf::Day(day) => {
                let listed = schedule.listed_day(entry);
                listed.is_some_and(|listed| self.search.is_day(*day, listed))
            }
            Leaf::Time(relation, when) => self.relates(*relation, *when, entry).unwrap_or(false),
            Leaf::During(span) => self.overlaps(*span, entry).unwrap_or(false),
            Leaf::State(state) => self.stands(*state, index, entry),
            Leaf::Thing(thing) => match thing {
                Thing::Abstract => entry.abstract_text.is_some(),
                Thing::Link => !entry.links.is_empty(),
                Thing::Speaker => entry.people.iter().any(|credit| credit.person.is_some()),
                Thing::Room => !entry.rooms.is_empty(),
                Thing::Track => entry.track.is_some(),
                Thing::Time => schedule.timed(entry).start.is_some(),
                Thing::Note => self.is_marked(index, |marks| &marks.noted),
            },
            Leaf::Text { .. } | Leaf::Fuzzy { .. } => false,
        }
    }

    fn relates(&self, relation: Relation, when: When, entry: &Entry) -> Option<bool> {
        let schedule = self.search.schedule;
        let (start, over) = self.span_of(entry)?;
        let listed = schedule.listed_day(entry);
        if let When::Day(day) = when {
            let listed = listed?;
            return match relation {
                Relation::At => Some(self.search.is_day(day, listed)),
                Relation::After => Some(listed >= self.search.date_of(day)?),
                Relation::Before => Some(listed < self.search.date_of(day)?),
            };
        }
        let at = match when {
            When::Now => self.search.moment.now?,
            When::Instant(at) => at,
            When::Local(local) => self.search.moment.zone.resolve(local).instant,
            When::Clock(time) => self.clock_of(listed?, time)?,
            When::Day(_) => return None,
        };
        let on = |at| start == at || (start < at && at < over);
        let days_away = |days| at.checked_add_signed(TimeDelta::days(days)).is_some_and(on);
        Some(match relation {
            // What runs over night is on at that time of the next day, too; in another zone, what is shown with the date
            // before is on at that time of it.
            Relation::At if matches!(when, When::Clock(_)) => {
                (-1..=1).any(days_away) || over - start >= TimeDelta::days(1)
            }
            Relation::At => on(at),
            Relation::After => start >= at,
            Relation::Before => start < at,
        })
    }

    /// From when to when an entry is on, for `at:` and `during:` alike and as everywhere: until its end, be it given or
    /// inferred; where nobody knows one, until its session is over or its day.
    fn span_of(&self, entry: &Entry) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let schedule = self.search.schedule;
        let timed = schedule.timed(entry);
        let start = timed.start?;
        Some((start, schedule.over(timed).unwrap_or(start)))
    }

    /// Whether an entry is on at some time of a span.
    fn overlaps(&self, span: Span, entry: &Entry) -> Option<bool> {
        let schedule = self.search.schedule;
        let zone = self.search.moment.zone;
        let (start, over) = self.span_of(entry)?;
        let on = |from: DateTime<Utc>, to: DateTime<Utc>| {
            (from <= start && start < to) || (start < from && from < over)
        };
        let (from, to) = match span {
            Span::Instant(from, to) => return Some(on(from, to)),
            Span::Local(from, to) => {
                return Some(on(zone.resolve(from).instant, zone.resolve(to).instant));
            }
            Span::Clock(from, to) => {
                let listed = schedule.listed_day(entry)?;
                (self.clock_of(listed, from)?, self.clock_of(listed, to)?)
            }
        };
        let later = |at: DateTime<Utc>, days| at.checked_add_signed(TimeDelta::days(days));
        let to = if to <= from { later(to, 1)? } else { to };
        // As for a single time: what runs over night is on in the next day's span, too.
        let on_day = |days| {
            let span = later(from, days).zip(later(to, days));
            span.is_some_and(|(from, to)| on(from, to))
        };
        Some((-1..=1).any(on_day) || over - start >= TimeDelta::days(1))
    }

    fn stands(&self, state: State, index: usize, entry: &Entry) -> bool {
        let Search {
            schedule, moment, ..
        } = self.search;
        match state {
            State::Cancelled => entry.status == Status::Cancelled,
            State::Tbc => entry.status == Status::Tbc,
            State::Past => agenda::phase(schedule, entry, moment.now) == Phase::Past,
            State::Now | State::Next => {
                let (now, next) = self.on.get_or_init(|| {
                    let on = moment
                        .now
                        .map(|now| agenda::now_and_next(schedule, now, &|_| true));
                    let on = on.unwrap_or_default();
                    (on.now.into_iter().collect(), on.next.into_iter().collect())
                });
                let set = if state == State::Now { now } else { next };
                // A talk without a time of its own is on while its session is.
                let session = entry
                    .session
                    .filter(|_| entry.level == Level::Talk && entry.start.is_none());
                let takes_place = entry.status != Status::Cancelled;
                set.contains(&index)
                    || (takes_place && session.is_some_and(|session| set.contains(&session)))
            }
            State::Favourite => self.is_marked(index, |marks| &marks.mine),
            State::Must => self.is_marked(index, |marks| &marks.musts),
            State::Clash => self.is_marked(index, |marks| &marks.clashing),
            State::Hidden => self.is_marked(index, |marks| &marks.hidden),
            State::New => self.newness(index) == Some(Newness::New),
            State::Changed => matches!(
                self.newness(index),
                Some(Newness::Changed | Newness::Cancelled)
            ),
        }
    }
}
