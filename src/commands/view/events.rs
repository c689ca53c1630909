//! The events that can be chosen: those of the configuration file, those that were open before, and
//! the one that is built in.

use std::path::{Path, PathBuf};

use crate::{config::Config, source::Source, store::Recent, tui::app::Event};

/// All of them, in the order in which they are offered.
pub(super) fn list(config: &Config, recent: &[Recent]) -> Vec<Event> {
    let configured = config.events().iter().map(|event| Event {
        title: event.title.clone().unwrap_or_else(|| event.name.clone()),
        source: event.name.clone(),
        why: "configured".to_owned(),
    });
    let addresses: Vec<String> = config
        .events()
        .iter()
        .filter_map(|event| Source::parse(Some(&event.name), config).ok()?.address())
        .collect();
    let before = recent
        .iter()
        .filter(|recent| !addresses.contains(&recent.source))
        .map(|recent| Event {
            title: recent.title.clone(),
            source: from_home(&recent.source),
            why: format!("opened {}", recent.opened.format("%-d %b %Y")),
        });
    let built_in = Event {
        title: "ES-FoMo II".to_owned(),
        source: String::new(),
        why: "built in".to_owned(),
    };
    configured.chain(before).chain([built_in]).collect()
}

/// A path as people write it: from their home directory on. What is no path stays as it is.
pub(super) fn from_home(path: &str) -> String {
    let home = etcetera::home_dir().ok();
    let below = home.and_then(|home| Path::new(path).strip_prefix(home).ok().map(PathBuf::from));
    match below.as_deref().and_then(Path::to_str) {
        Some(below) if !below.is_empty() => format!("~/{below}"),
        _ => path.to_owned(),
    }
}

/// What was chosen or typed, as it would be typed on a command line; `None` for the one that is
/// built in.
pub(super) fn typed(source: &str) -> Option<String> {
    let home = || etcetera::home_dir().ok();
    match source.strip_prefix("~/") {
        _ if source.is_empty() => None,
        Some(rest) => match home().and_then(|home| home.join(rest).to_str().map(str::to_owned)) {
            Some(path) => Some(path),
            None => Some(source.to_owned()),
        },
        None => Some(source.to_owned()),
    }
}
