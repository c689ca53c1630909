//! The picker of events: those of the configuration file, and those that were open before.

use super::{
    App,
    menu::{Change, Menu},
};
use crate::{
    arrange::Arrange as _,
    text::{
        clean_line,
        fold::{Fold, fold},
    },
    tui::action::{Action, Effect},
};

/// An event to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its title, or the name that the reader gave it.
    pub title: String,
    /// What to open: a path, a URL or a name of the configuration file.
    pub source: String,
    /// Why it is offered: `configured`, `opened 21 Nov`, `built in`.
    pub why: String,
}

/// The picker while it is open.
#[derive(Clone, Debug)]
pub struct Events {
    /// All that there is to choose from.
    all: Vec<Event>,
    /// What is typed, and what matches it.
    pub menu: Menu<Event>,
}

impl App {
    /// Opens the picker with these events.
    pub fn pick_event(&mut self, mut all: Vec<Event>) {
        for event in &mut all {
            event.title = clean_line(&event.title).text.into_owned();
        }
        let menu = Menu::new(all.clone());
        self.events = Some(Events { all, menu });
        self.settle();
    }

    pub(super) fn update_events(&mut self, action: &Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Cancel => self.events = None,
            Action::Accept => {
                let chosen = self.events.take();
                let chosen = chosen.and_then(|events| events.menu.chosen().cloned());
                return match chosen {
                    Some(event) => vec![Effect::OpenSource(event.source)],
                    None => Vec::new(),
                };
            }
            action => {
                let height = self.offers_height();
                if let Some(Events { all, menu }) = &mut self.events
                    && menu.update(action, height) == Change::Typed
                {
                    menu.offer(matching(all, &menu.line.text()));
                }
            }
        }
        Vec::new()
    }
}

/// The events that have all the words that were typed; what reads like a source can be opened as
/// well, whether it is known or not.
fn matching(all: &[Event], typed: &str) -> Vec<Event> {
    let words = fold(typed, Fold::LOOSE);
    let words: Vec<&str> = words.split_whitespace().collect();
    let has_all = |event: &&Event| {
        let text = format!("{} {} {}", event.title, event.source, event.why);
        let text = fold(&text, Fold::LOOSE);
        words.iter().all(|word| text.contains(word))
    };
    let mut offers: Vec<Event> = all.iter().filter(has_all).cloned().collect();
    let source = typed.trim();
    if source.is_empty() {
        return offers;
    }
    let exactly = |event: &Event| event.source.to_lowercase() == source.to_lowercase();
    // What was typed in full is meant, and not something longer that begins like it.
    offers.arrange_by_key(|event| !exactly(event));
    if !offers.first().is_some_and(exactly) {
        let place = if reads_like_a_place(source) {
            0
        } else {
            offers.len()
        };
        let typed = Event {
            title: source.to_owned(),
            source: source.to_owned(),
            why: "open this file or URL".to_owned(),
        };
        offers.insert(place, typed);
    }
    offers
}

/// Whether a text can only be a path or a URL.
fn reads_like_a_place(text: &str) -> bool {
    let begins = ["/", "./", "../", "~/"]
        .iter()
        .any(|start| text.starts_with(start));
    begins || text.contains("://")
}
