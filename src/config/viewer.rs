//! How the viewer starts: `zone`, `view`, `mouse`, `ascii`.

use toml::de::DeValue;

use super::Config;
use crate::zone::{Atlas, Choice};

/// What the viewer shows first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FirstView {
    /// The chronological list.
    #[default]
    Timetable,
    /// The grid of rooms and times.
    Grid,
    /// The people.
    People,
    /// The user's own schedule.
    Mine,
    /// What the event is about.
    About,
    /// What changed since the reader last looked.
    Changes,
    /// What is wrong with the schedule.
    Check,
}

const VIEWS: [(&str, FirstView); 7] = [
    ("timetable", FirstView::Timetable),
    ("grid", FirstView::Grid),
    ("people", FirstView::People),
    ("mine", FirstView::Mine),
    ("about", FirstView::About),
    ("changes", FirstView::Changes),
    ("check", FirstView::Check),
];

/// `"event"`, `"local"`, `"utc"`, or the name of a zone.
pub(super) fn zone(config: &mut Config, value: &DeValue) -> Result<(), String> {
    let Some(text) = value.as_str() else {
        return Err("zone must be \"event\", \"local\", \"utc\" or the name of a zone".to_owned());
    };
    let choice = Choice::parse(text);
    if let Choice::Named(name) = &choice {
        let atlas = Atlas::compiled();
        atlas.find(name).map_err(|error| error.to_string())?;
    }
    config.zone = choice;
    Ok(())
}

/// `"grid"`.
pub(super) fn view(config: &mut Config, value: &DeValue) -> Result<(), String> {
    let name = value.as_str().unwrap_or_default();
    let Some((_, view)) = VIEWS.iter().find(|(known, _)| *known == name) else {
        let names = VIEWS.map(|(name, _)| format!("\"{name}\"")).join(", ");
        return Err(format!("view must be one of {names}"));
    };
    config.view = *view;
    Ok(())
}

pub(super) fn mouse(config: &mut Config, value: &DeValue) -> Result<(), String> {
    config.mouse = truth("mouse", value)?;
    Ok(())
}

pub(super) fn ascii(config: &mut Config, value: &DeValue) -> Result<(), String> {
    config.ascii = truth("ascii", value)?;
    Ok(())
}

fn truth(name: &str, value: &DeValue) -> Result<bool, String> {
    let given = value.as_bool();
    given.ok_or_else(|| format!("{name} must be true or false"))
}
