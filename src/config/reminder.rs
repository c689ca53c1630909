//! `[reminder]`: how to be told of favourites that start soon.

use toml::de::{DeTable, DeValue};

use super::reader::Reader;
use crate::agenda;

/// How the user is reminded of favourites that start soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// So many minutes before; `None` for never.
    pub minutes: Option<u16>,
    /// The bell rings.
    pub bell: bool,
    /// The desktop shows a notification, if the terminal understands that.
    pub notify: Option<Protocol>,
}

/// How a terminal is asked for a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// One text, as iTerm2 does it.
    Osc9,
    /// A title and a text, as urxvt does it.
    Osc777,
}

impl Default for Reminder {
    fn default() -> Self {
        Self {
            minutes: Some(agenda::AHEAD),
            bell: false,
            notify: None,
        }
    }
}

/// Who wants to be reminded earlier than a day before wants a calendar.
const EARLIEST: u16 = 24 * 60;

pub(super) fn read(reader: &mut Reader, table: &DeTable) {
    reader.reminder(table);
}

impl Reader<'_> {
    fn reminder(&mut self, table: &DeTable) {
        for (key, value) in table {
            if !self.is_sound(value) {
                continue;
            }
            let given = value.get_ref();
            let reminder = &mut self.config.reminder;
            let taken = match key.get_ref().as_ref() {
                "minutes" => minutes(given).map(|minutes| reminder.minutes = minutes),
                "bell" => bell(given).map(|bell| reminder.bell = bell),
                "notify" => protocol(given).map(|protocol| reminder.notify = protocol),
                name => {
                    self.note(key.span().start, &format!("“{name}” means nothing to fomo"));
                    continue;
                }
            };
            if let Err(wanted) = taken {
                self.note(value.span().start, wanted);
            }
        }
    }
}

/// `10`; 0 and `false` mean never.
fn minutes(value: &DeValue) -> Result<Option<u16>, &'static str> {
    let minutes = match value {
        DeValue::Boolean(false) => Some(0),
        DeValue::Integer(number) => u16::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    };
    match minutes {
        Some(0) => Ok(None),
        Some(minutes) if minutes <= EARLIEST => Ok(Some(minutes)),
        _ => Err("minutes must be a whole number from 0 to 1440, or false"),
    }
}

fn bell(value: &DeValue) -> Result<bool, &'static str> {
    value.as_bool().ok_or("bell must be true or false")
}

/// `"osc9"`; `false` means none.
fn protocol(value: &DeValue) -> Result<Option<Protocol>, &'static str> {
    match (value, value.as_str()) {
        (DeValue::Boolean(false), _) => Ok(None),
        (_, Some("osc9")) => Ok(Some(Protocol::Osc9)),
        (_, Some("osc777")) => Ok(Some(Protocol::Osc777)),
        _ => Err("notify must be \"osc9\", \"osc777\" or false"),
    }
}
