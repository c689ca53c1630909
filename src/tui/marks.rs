//! How lists and pages show what the reader marked: by a symbol, and by a colour besides.

use super::{app::App, rows::changes, theme::Role};
use crate::{
    agenda::Newness,
    favourites::Stance,
    schedule::{Entry, Schedule},
};

/// A symbol and its role.
pub type Symbol = (Role, &'static str);

/// What is shown with an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Favourite or must.
    pub stance: Option<Symbol>,
    /// It is at the same time as another favourite.
    pub clash: Option<Symbol>,
    /// It changed since the reader last looked.
    pub change: Option<Symbol>,
}

/// The symbols of an entry. Only where two musts meet does a clash call for attention.
pub fn of(app: &App, entry: usize) -> Marks {
    let picks = app.picks();
    let marks = picks.marks();
    let clash = if marks.clashing_loudly.contains(&entry) {
        Some((Role::Error, "▲"))
    } else if marks.clashing.contains(&entry) {
        Some((Role::Clash, "▲"))
    } else {
        None
    };
    Marks {
        stance: stance(picks.stance(entry)),
        clash,
        change: app
            .newness(entry)
            .map(|newness| (change_role(newness), changes::sign(newness))),
    }
}

/// How what changed is shown.
pub fn change_role(newness: Newness) -> Role {
    match newness {
        Newness::New => Role::Running,
        Newness::Cancelled => Role::Error,
        Newness::Changed => Role::Now,
    }
}

/// What the track of an entry is shown as, where there are several.
pub fn track(schedule: &Schedule, entry: &Entry) -> Option<Role> {
    let track = entry.track.filter(|_| schedule.tracks().len() > 1)?;
    Some(Role::Track(track, schedule.track_color(track)))
}

/// The same of a track by its name.
pub fn track_named(schedule: &Schedule, name: &str) -> Option<Role> {
    let track = schedule.tracks().iter().position(|track| track == name)?;
    Some(Role::Track(track, schedule.track_color(track)))
}

/// The symbol of a stance.
pub fn stance(stance: Stance) -> Option<Symbol> {
    match stance {
        Stance::Favourite => Some((Role::Favourite, "★")),
        Stance::Must => Some((Role::Must, "!")),
        Stance::None | Stance::Hidden => None,
    }
}
