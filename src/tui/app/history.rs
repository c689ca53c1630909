//! Queries that the reader kept before, for the prompt to recall.

use super::{App, filter::Typed};
use crate::{
    limits,
    tui::{action::Effect, input::Line},
};

/// More than anybody looks through.
const MOST: usize = 50;

/// The queries that were kept, and where among them the prompt is.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// The newest first, none twice.
    queries: Vec<String>,
    /// The one that is recalled, and what was typed before.
    recalled: Option<(usize, Typed)>,
}

impl History {
    pub(super) fn new(queries: Vec<String>) -> Self {
        let mut history = Self::default();
        for query in queries.into_iter().rev() {
            // What is longer was typed by nobody.
            if query.chars().count() <= limits::LINE {
                history.add(query);
            }
        }
        history
    }

    /// Puts a query first.
    fn add(&mut self, query: String) {
        self.queries.retain(|other| *other != query);
        self.queries.insert(0, query);
        self.queries.truncate(MOST);
    }

    /// What is typed from now on is where recalling begins.
    pub(super) fn start_anew(&mut self) {
        self.recalled = None;
    }

    /// The query before, or behind, what is in the prompt, and where it stands; what repeats the prompt is passed over.
    fn other(&self, shown: &str, earlier: bool) -> Option<(usize, &String)> {
        let at = self.recalled.as_ref().map(|(at, _)| *at);
        let all = self.queries.iter().enumerate();
        let mut others = all.filter(|(_, query)| *query != shown.trim());
        if earlier {
            others.find(|(index, _)| at.is_none_or(|at| *index > at))
        } else {
            others.rfind(|(index, _)| at.is_some_and(|at| *index < at))
        }
    }
}

impl App {
    /// Recalls the query that was kept before, or the one after it; behind the last one is what was typed.
    pub(super) fn recall(&mut self, earlier: bool) {
        let Some(present) = self.filter.typed() else {
            return;
        };
        let other = self.history.other(&present.line.text(), earlier);
        let other = other.map(|(at, query)| (at, query.clone()));
        match (other, self.history.recalled.take()) {
            (Some((at, query)), recalled) => {
                let typed = recalled.map_or(present, |(_, typed)| typed);
                self.put_back(typed.with(Line::new(&query)));
                self.history.recalled = Some((at, typed));
            }
            (None, Some((_, typed))) if !earlier => self.put_back(typed),
            (None, recalled) => self.history.recalled = recalled,
        }
    }

    /// Keeps the present query for the prompt to recall: whoever closes what it was made with asks for this.
    pub fn remember_query(&mut self) -> Vec<Effect> {
        let query = self.filter.query().text().trim().to_owned();
        if self.filter.is_empty() || self.history.queries.first() == Some(&query) {
            return Vec::new();
        }
        self.history.add(query.clone());
        vec![Effect::RememberQuery(query)]
    }
}
