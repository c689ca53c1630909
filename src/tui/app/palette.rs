//! The palette: what can be done here, found by name.

use std::cmp::Reverse;

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use super::{
    App,
    menu::{Change, Menu},
};
use crate::{
    arrange::Arrange as _,
    text::fold::{Fold, fold},
    tui::{
        action::{Action, Effect},
        keymap,
    },
};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What it is called, as in the configuration file.
    pub name: &'static str,
    /// What it does, in words.
    pub help: &'static str,
    /// The keys that do it here, as people read them.
    pub keys: Vec<String>,
    action: Action,
}

/// The palette while it is open.
#[derive(Clone, Debug)]
pub struct Palette {
    /// All that can be done where it was opened.
    all: Vec<Command>,
    /// What is typed, and what matches it.
    pub menu: Menu<Command>,
}

/// What people type who come from other programs.
const OTHERWISE: [(&str, &str); 5] = [
    ("q!", "quit"),
    ("wq", "quit"),
    ("qa", "quit"),
    ("exit", "quit"),
    ("favorite", "favourite"),
];

impl App {
    pub(super) fn open_palette(&mut self) {
        let here = self.here();
        let mut all: Vec<Command> = Vec::new();
        for row in here.rows(self) {
            let binding = row.binding;
            let keys = row.keys.iter().map(|key| keymap::pretty_key(key));
            match all.iter_mut().find(|known| known.action == binding.action) {
                Some(known) => known.keys.extend(keys),
                None if binding.action == Action::Palette => {}
                None => all.push(Command {
                    name: binding.name,
                    help: binding.help_there(),
                    keys: keys.collect(),
                    action: binding.action.clone(),
                }),
            }
        }
        // What moves is known by heart after a minute.
        all.arrange_by_key(|command| keymap::moves(&command.action));
        let menu = Menu::new(all.clone());
        self.palette = Some(Palette { all, menu });
    }

    pub(super) fn update_palette(&mut self, action: &Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Cancel => self.palette = None,
            // An empty line that is taken one character more is left.
            Action::DeleteBack if self.nothing_is_typed_in_palette() => self.palette = None,
            Action::Accept => {
                let chosen = self.palette.take();
                let chosen = chosen.and_then(|palette| palette.menu.chosen().cloned());
                match chosen {
                    Some(command) => return self.update(command.action),
                    None => self.tell("No action was chosen"),
                }
            }
            action => {
                let height = self.offers_height();
                if let Some(Palette { all, menu }) = &mut self.palette
                    && menu.update(action, height) == Change::Typed
                {
                    menu.offer(matching(all, &menu.line.text()));
                }
            }
        }
        Vec::new()
    }

    fn nothing_is_typed_in_palette(&self) -> bool {
        let palette = self.palette.as_ref();
        palette.is_some_and(|palette| palette.menu.line.text().is_empty())
    }
}

/// How well something fits what was typed; the best is the least.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is called that, or has that key.
    Exactly,
    /// Its name begins like that.
    Begins,
    /// Its name has these letters in this order.
    Name(Reverse<u32>),
    /// What it does has these words.
    Words,
}

/// What fits, the best first.
fn matching(all: &[Command], typed: &str) -> Vec<Command> {
    let typed = typed.trim().trim_start_matches(':').trim_start();
    if typed.is_empty() {
        return all.to_vec();
    }
    // Digits are the keys of views, and numbers before motions: as words, they would find anything.
    if typed.chars().all(|char| char.is_ascii_digit()) {
        return Vec::new();
    }
    let otherwise = OTHERWISE.iter().find(|(word, _)| *word == typed);
    let typed = otherwise.map_or(typed, |(_, name)| name);
    let name = typed.to_lowercase().replace([' ', '_'], "-");
    let pattern = Pattern::new(
        &name,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Fuzzy,
    );
    let mut matcher = Matcher::new(Config::DEFAULT);
    let words = fold(typed, Fold::LOOSE);
    let mut letters = Vec::new();
    let mut fit = |command: &Command| {
        let is_key = command.keys.iter().any(|key| key == typed);
        if is_key || command.name == name {
            return Some(Fit::Exactly);
        }
        if command.name.starts_with(&name) {
            return Some(Fit::Begins);
        }
        let score = pattern.score(Utf32Str::new(command.name, &mut letters), &mut matcher);
        if let Some(score) = score {
            return Some(Fit::Name(Reverse(score)));
        }
        let help = fold(command.help, Fold::LOOSE);
        let has_all = words.split_whitespace().all(|word| help.contains(word));
        has_all.then_some(Fit::Words)
    };
    let found = all
        .iter()
        .filter_map(|command| Some((fit(command)?, command)));
    let mut found: Vec<(Fit, &Command)> = found.collect();
    found.arrange_by_key(|(fit, _)| *fit);
    found
        .into_iter()
        .map(|(_, command)| command.clone())
        .collect()
}
