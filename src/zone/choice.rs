//! Which zone the times are shown in, and on which day they fall there.

use chrono::NaiveDate;

/// The zone to show times in, as it is chosen and remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The event's own zone.
    #[default]
    Event,
    /// The zone of this machine.
    Own,
    /// UTC.
    Utc,
    /// A zone by its name, to be looked up with [`super::Atlas::find`].
    Named(String),
}

impl Choice {
    /// Reads `event`, `local`, `utc` (in any case) or the name of a zone, which is not looked up. Nothing at all is the event's zone.
    ///
    /// Reads back what `Display` writes.
    pub fn parse(text: &str) -> Choice {
        let text = text.trim();
        match text.to_ascii_lowercase().as_str() {
            "" | "event" => Choice::Event,
            "local" | "own" => Choice::Own,
            "utc" => Choice::Utc,
            _ => Choice::Named(text.to_owned()),
        }
    }
}

impl std::fmt::Display for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Choice::Event => "event",
            Choice::Own => "local",
            Choice::Utc => "utc",
            Choice::Named(name) => name,
        })
    }
}

/// How many days later than the event's `day` the `shown` date is: `+1`, `−1`, `None` on the same day.
///
/// The minus is U+2212, as wide as the plus.
pub fn day_shift(day: NaiveDate, shown: NaiveDate) -> Option<String> {
    let days = shown.signed_duration_since(day).num_days();
    match days {
        0 => None,
        1.. => Some(format!("+{days}")),
        _ => Some(format!("\u{2212}{}", days.unsigned_abs())),
    }
}
