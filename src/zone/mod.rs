//! Time zones: which local time an instant has, and which instant a local time means.
//!
//! Everything here is pure. The present moment, the environment and the bytes of files are passed in; [`crate::source::zoneinfo`] fetches them.
//!
//! * [`Zone`]: rules from instants to local time, with its name and labels.
//! * [`Atlas`]: all zones by name, and a search for people who know a city, a country or an abbreviation.
//! * [`own`]: the zone of this machine, out of what it says about itself.
//! * [`Choice`]: which zone the times are shown in.

mod atlas;
mod changes;
mod choice;
mod clock;
mod database;
mod fold;
mod index;
mod machine;
mod offset;
mod own;
mod resolve;
mod search;
mod unknown;

pub use atlas::Atlas;
pub use changes::Change;
pub use choice::{Choice, day_shift};
pub use clock::{clock, duration, full_day, hour_padding, minutes_left};
pub use database::{ZoneFiles, is_plausible};
pub use offset::offset_text;
pub use own::{OwnClues, own};
pub use resolve::{Resolved, ResolvedKind};
pub use search::Hit;
pub use unknown::{Reason, UnknownZone};

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::{OffsetName as _, Tz};

/// A time zone: rules from instants to local time.
///
/// Two zones are equal when their names and the origin of their rules are; the rules themselves are not compared.
#[derive(Clone)]
pub struct Zone {
    name: Arc<str>,
    rules: Rules,
}

/// Where the rules of a zone come from.
#[derive(Clone)]
enum Rules {
    /// Nobody knows: local times are kept as if they were UTC.
    Unknown,
    /// The same offset at all times; also UTC.
    Fixed(FixedOffset),
    /// The tables compiled into the program.
    Compiled(Tz),
    /// A file or a `TZ` rule of the machine, under an IANA name.
    Machine(Arc<tz::TimeZone>),
    /// The same, where no IANA name is known.
    Nameless(Arc<tz::TimeZone>),
}

/// What a zone's clocks show in relation to UTC at some instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    /// Seconds east of UTC.
    pub seconds: FixedOffset,
    /// The customary abbreviation, such as `CEST`; `None` where the database only has a number such as `+0545`.
    pub abbreviation: Option<String>,
}

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Zone {
        Zone {
            name: Arc::from("UTC"),
            rules: Rules::Fixed(offset::ZERO),
        }
    }

    /// A zone that has the same offset all year, named after it (`+01:00`); an offset of zero is [`Zone::utc`].
    pub fn fixed(offset: FixedOffset) -> Zone {
        if offset == offset::ZERO {
            return Zone::utc();
        }
        Zone {
            name: Arc::from(offset::clock(offset)),
            rules: Rules::Fixed(offset),
        }
    }

    /// The zone of an event that does not say where it is: its local times are treated as if they were UTC, and never called UTC.
    pub fn unknown() -> Zone {
        Zone {
            name: Arc::from(""),
            rules: Rules::Unknown,
        }
    }

    fn compiled(tz: Tz) -> Zone {
        Zone {
            name: Arc::from(tz.name()),
            rules: Rules::Compiled(tz),
        }
    }

    fn machine(name: &str, rules: tz::TimeZone) -> Zone {
        Zone {
            name: Arc::from(name),
            rules: Rules::Machine(Arc::new(rules)),
        }
    }

    fn nameless(name: &str, rules: tz::TimeZone) -> Zone {
        Zone {
            name: Arc::from(name),
            rules: Rules::Nameless(Arc::new(rules)),
        }
    }

    /// Whether this is [`Zone::unknown`], so that converting its times to another zone would be a guess.
    pub fn is_unknown(&self) -> bool {
        matches!(self.rules, Rules::Unknown)
    }

    /// The name that [`Atlas::find`] knows it by: `Europe/Vienna`, `UTC`, `+01:00`.
    ///
    /// Empty for [`Zone::unknown`]. A zone of the machine without an IANA name is called `localtime`, or by its `TZ` rule; these are not found by name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name in the IANA database, for others who have it, too; `None` for offsets, UTC, and what only this machine knows.
    pub fn iana_name(&self) -> Option<&str> {
        matches!(self.rules, Rules::Compiled(_) | Rules::Machine(_)).then_some(&*self.name)
    }

    /// The name for people: `Vienna`, `New York`, `UTC`, `+01:00`, `local time`.
    pub fn city(&self) -> String {
        match &self.rules {
            Rules::Unknown => "event time".to_owned(),
            Rules::Nameless(_) => "local time".to_owned(),
            // Their signs are reversed in the IANA names: Etc/GMT-1 is an hour *ahead* of GMT.
            Rules::Compiled(_) | Rules::Machine(_) if is_reversed_offset(&self.name) => {
                offset::clock(self.seconds_at(DateTime::UNIX_EPOCH))
            }
            _ => city_of(&self.name),
        }
    }

    /// The offset and its abbreviation at an instant.
    pub fn offset_at(&self, at: DateTime<Utc>) -> Offset {
        let (seconds, abbreviation) = match &self.rules {
            Rules::Unknown => (offset::ZERO, None),
            Rules::Fixed(fixed) => (*fixed, (*fixed == offset::ZERO).then(|| "UTC".to_owned())),
            Rules::Compiled(tz) => {
                let found = tz.offset_from_utc_datetime(&at.naive_utc());
                (found.fix(), found.abbreviation().map(str::to_owned))
            }
            Rules::Machine(rules) | Rules::Nameless(rules) => {
                let found = machine::type_at(rules, at);
                (
                    machine::seconds_of(found),
                    found.map(|kind| kind.time_zone_designation().to_owned()),
                )
            }
        };
        let abbreviation =
            abbreviation.filter(|text| text.starts_with(|first: char| first.is_ascii_alphabetic()));
        Offset {
            seconds,
            abbreviation,
        }
    }

    /// Seconds east of UTC at an instant; [`Zone::offset_at`] without the allocation.
    pub fn seconds_at(&self, at: DateTime<Utc>) -> FixedOffset {
        match &self.rules {
            Rules::Unknown => offset::ZERO,
            Rules::Fixed(fixed) => *fixed,
            Rules::Compiled(tz) => tz.offset_from_utc_datetime(&at.naive_utc()).fix(),
            Rules::Machine(rules) | Rules::Nameless(rules) => {
                machine::seconds_of(machine::type_at(rules, at))
            }
        }
    }

    /// When the clocks are changed behind `from`, up to and including `to`, in order.
    pub fn changes(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Change> {
        changes::changes(from, to, |at| self.seconds_at(at))
    }

    /// What a wall clock in the zone shows at an instant. Saturates at the ends of chrono's calendar.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        offset::shift(at.naive_utc(), self.seconds_at(at))
    }

    /// The instant that a wall clock in the zone means.
    ///
    /// Deterministic: of two instants it is the earlier, and a time that the clocks skip is moved on by as much as they skip.
    /// Saturates at the ends of chrono's calendar.
    pub fn resolve(&self, local: NaiveDateTime) -> Resolved {
        resolve::resolve(local, |at| self.seconds_at(at))
    }

    /// The shortest that tells one offset of the zone from another: `CEST`, or `+05:45` where it has no letters.
    ///
    /// [`Zone::unknown`] says `event time`: nobody can place its times.
    pub fn letters(&self, at: DateTime<Utc>) -> String {
        if self.is_unknown() {
            return self.city();
        }
        let offset = self.offset_at(at);
        offset
            .abbreviation
            .unwrap_or_else(|| offset_text(offset.seconds))
    }

    /// The zone and its offset at an instant, for people: `Vienna (CEST, +02)`, `Kathmandu (+05:45)`, `UTC`, `+01:00`.
    pub fn label(&self, at: DateTime<Utc>) -> String {
        let city = self.city();
        match &self.rules {
            Rules::Unknown => return "event time, zone unknown".to_owned(),
            Rules::Fixed(_) => return city,
            Rules::Compiled(_) | Rules::Machine(_) if is_reversed_offset(&self.name) => {
                return city;
            }
            _ => {}
        }
        let Offset {
            seconds,
            abbreviation,
        } = self.offset_at(at);
        let number = offset_text(seconds);
        match abbreviation {
            // The zone named CET has CEST in summer: "CET (CEST, +02)" would contradict itself.
            Some(short) if city == short || is_named_by_abbreviation(&self.name) => {
                format!("{short} ({number})")
            }
            Some(short) => format!("{city} ({short}, {number})"),
            None => format!("{city} ({number})"),
        }
    }

    /// The instant as RFC 3339 with this zone's offset, in whole seconds: `2024-07-27T09:00:00+02:00`.
    ///
    /// [`Zone::unknown`] gives the local time without an offset. RFC 3339 knows no seconds in offsets: those of times before standard time are rounded
    /// to minutes, and the local time with them, so that the instant stays right.
    pub fn rfc3339(&self, at: DateTime<Utc>) -> String {
        const FORM: &str = "%Y-%m-%dT%H:%M:%S";
        if self.is_unknown() {
            return at.naive_utc().format(FORM).to_string();
        }
        let rounded = offset::whole_minutes(self.seconds_at(at));
        format!(
            "{}{}",
            offset::shift(at.naive_utc(), rounded).format(FORM),
            offset::clock(rounded)
        )
    }

    fn kind(&self) -> u8 {
        match self.rules {
            Rules::Unknown => 0,
            Rules::Fixed(_) => 1,
            Rules::Compiled(_) => 2,
            Rules::Machine(_) => 3,
            Rules::Nameless(_) => 4,
        }
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.kind() == other.kind() && self.name == other.name
    }
}

impl Eq for Zone {}

impl std::fmt::Debug for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rules = match self.rules {
            Rules::Unknown => "unknown",
            Rules::Fixed(_) => "fixed",
            Rules::Compiled(_) => "compiled in",
            Rules::Machine(_) => "this machine's",
            Rules::Nameless(_) => "this machine's, without a name",
        };
        write!(f, "Zone({:?}, {rules})", self.name)
    }
}

/// The part of an IANA name that people say: `America/Argentina/Buenos_Aires` is Buenos Aires.
fn city_of(name: &str) -> String {
    match name.rsplit('/').next().unwrap_or(name) {
        "DumontDUrville" => "Dumont d'Urville".to_owned(),
        city => city.replace('_', " "),
    }
}

/// `Etc/GMT+5` and its like.
fn is_reversed_offset(name: &str) -> bool {
    name.strip_prefix("Etc/GMT")
        .is_some_and(|rest| rest.starts_with(['+', '-']))
}

/// `CET`, `EST5EDT`, `GMT` and other IANA names that are no place.
fn is_named_by_abbreviation(name: &str) -> bool {
    const THE_REST: [&str; 2] = ["Etc/GMT", "Greenwich"];
    let abbreviation = |text: &str| {
        matches!(text.len(), 3..=4) && text.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let american = matches!(name, "EST5EDT" | "CST6CDT" | "MST7MDT" | "PST8PDT");
    // PRC, ROC and ROK are countries.
    american
        || THE_REST.contains(&name)
        || (abbreviation(bare) && !matches!(bare, "PRC" | "ROC" | "ROK"))
}

#[cfg(test)]
mod tests;
