//! The answer to a name that no time zone has.

/// A name that no single time zone has, with what may have been meant. `Display` is a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownZone {
    /// The name as it was given.
    pub name: String,
    /// Why it is none.
    pub reason: Reason,
}

/// Why a name is not the name of a zone; the zones are ordered, the most likely first, and there may be many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is what clocks are called in these zones, at least for a part of the year.
    Abbreviation(Vec<String>),
    /// It is a place in each of these zones.
    Several(Vec<String>),
    /// These are written like it.
    Near(Vec<String>),
    /// There is nothing like it.
    Nothing,
}

/// How many zones a sentence names.
const NAMED: usize = 3;

impl std::fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.name.trim().is_empty() {
            return f.write_str("the name of the time zone is empty");
        }
        let name = quoted(&self.name);
        match &self.reason {
            Reason::Abbreviation(zones) => write!(
                f,
                "{name} is an abbreviation, not a time zone; it is used by {}",
                list(zones, "and")
            ),
            Reason::Several(zones) => write!(f, "{name} may be in {}", list(zones, "or")),
            Reason::Near(zones) => write!(
                f,
                "no time zone is called {name}; did you mean {}?",
                list(zones, "or")
            ),
            Reason::Nothing => write!(
                f,
                "no time zone is called {name}; names look like Europe/Vienna, UTC or +01:00"
            ),
        }
    }
}

impl std::error::Error for UnknownZone {}

/// A text of unknown origin for a message: shortened, in quotes, control characters escaped.
pub(super) fn quoted(text: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = text.trim().chars().take(MOST).collect();
    if text.trim().chars().nth(MOST).is_some() {
        short.push('…');
    }
    format!("{short:?}")
}

fn list(zones: &[String], word: &str) -> String {
    let shown: Vec<&str> = zones.iter().take(NAMED).map(String::as_str).collect();
    match shown.as_slice() {
        _ if zones.len() > NAMED => format!("{} {word} others", shown.join(", ")),
        [first @ .., last] if !first.is_empty() => format!("{} {word} {last}", first.join(", ")),
        _ => shown.concat(),
    }
}
