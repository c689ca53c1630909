//! What a `TZID` means: an IANA name, however it is dressed up, a name of Windows, or what the
//! file's own `VTIMEZONE` describes.

use std::cell::RefCell;

use chrono::{FixedOffset, NaiveDateTime};
use chrono_tz::Tz;
use foldhash::HashMap;
use windows_timezones::WindowsTimezone;

use super::{rules::Rules, tree::Component, value};

/// The zone of a time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Zone<'z> {
    /// A zone with an IANA name.
    Named(Tz),
    /// No zone but UTC itself, which says nothing of where the event is.
    Utc,
    /// A zone that only the file describes.
    Described(&'z Rules),
}

/// The zones of a file.
pub(super) struct Zones {
    described: Vec<Described>,
    known: RefCell<HashMap<String, Option<Known>>>,
}

struct Described {
    id: String,
    /// The IANA name that libical and others add.
    place: Option<Tz>,
    rules: Option<Rules>,
}

#[derive(Clone, Copy)]
enum Known {
    Named(Tz),
    Utc,
    /// An index of what the file describes.
    Described(usize),
}

/// Names that some libraries write for a zone whose winter time they abbreviate: what the file
/// describes then counts, if it does describe it.
const ABBREVIATIONS: &[&str] = &["GMT", "UTC", "UCT", "EST", "MST", "HST", "GMT0"];

impl Zones {
    pub(super) fn of(calendars: &[Component]) -> Self {
        let parts = calendars.iter().flat_map(|calendar| &calendar.parts);
        let zones = parts.filter(|part| part.name == "VTIMEZONE");
        let described = zones.filter_map(|zone| {
            let place = zone.line("X-LIC-LOCATION");
            Some(Described {
                id: value::text(&zone.line("TZID")?.value).trim().to_owned(),
                place: place.and_then(|place| place.value.trim().parse().ok()),
                rules: Rules::of(zone),
            })
        });
        Self {
            described: described.collect(),
            known: RefCell::default(),
        }
    }

    /// What a `TZID` means, if anything.
    pub(super) fn find(&self, id: &str) -> Option<Zone<'_>> {
        let id = id.trim();
        let known = self.known.borrow().get(id).copied();
        let known = known.unwrap_or_else(|| {
            let found = self.look_up(id);
            self.known.borrow_mut().insert(id.to_owned(), found);
            found
        });
        Some(match known? {
            Known::Named(zone) => Zone::Named(zone),
            Known::Utc => Zone::Utc,
            Known::Described(index) => Zone::Described(self.described.get(index)?.rules.as_ref()?),
        })
    }

    fn look_up(&self, id: &str) -> Option<Known> {
        let here = self.described.iter().position(|zone| zone.id == id);
        let described = here.and_then(|index| self.described.get(index));
        let place = described.and_then(|zone| zone.place);
        let rules = here.filter(|_| described.is_some_and(|zone| zone.rules.is_some()));
        let named = place.or_else(|| named(id));
        match (named, rules) {
            (_, Some(rules)) if place.is_none() && ABBREVIATIONS.contains(&id) => {
                Some(Known::Described(rules))
            }
            (Some(Tz::UTC | Tz::UCT | Tz::GMT | Tz::Etc__UTC | Tz::Etc__UCT | Tz::Etc__GMT), _) => {
                Some(Known::Utc)
            }
            (Some(zone), _) => Some(Known::Named(zone)),
            (None, Some(rules)) => Some(Known::Described(rules)),
            (None, None) => None,
        }
    }

    /// The name of the only zone that the file describes, if it describes one by name.
    pub(super) fn only(&self) -> Option<Tz> {
        let mut named = self.described.iter().map(|zone| match self.find(&zone.id) {
            Some(Zone::Named(zone)) => Some(zone),
            _ => None,
        });
        let first = named.next()??;
        named.all(|other| other == Some(first)).then_some(first)
    }
}

impl Zone<'_> {
    /// The offset at a wall clock time, where the file itself gives it.
    pub(super) fn offset(self, local: NaiveDateTime) -> Option<FixedOffset> {
        match self {
            Self::Named(_) => None,
            Self::Utc => FixedOffset::east_opt(0),
            Self::Described(rules) => rules.offset(local),
        }
    }
}

/// `Europe/Berlin`, `/freeassociation.sourceforge.net/Europe/Berlin`, `W. Europe Standard Time`.
pub(super) fn named(id: &str) -> Option<Tz> {
    let id = id.trim();
    if let Ok(zone) = id.parse() {
        return Some(zone);
    }
    if let Ok(zone) = id.parse::<WindowsTimezone>() {
        return zone.tzdb_id().parse().ok();
    }
    // A slash in front: a registry comes first, then the name.
    let mut rest = id.strip_prefix('/')?;
    loop {
        if let Ok(zone) = rest.parse() {
            return Some(zone);
        }
        (_, rest) = rest.split_once('/')?;
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tree::Tree, *};

    #[test]
    fn names_however_they_are_dressed_up() {
        for (id, zone) in [
            ("Europe/Vienna", Some(Tz::Europe__Vienna)),
            (
                " America/Argentina/Ushuaia",
                Some(Tz::America__Argentina__Ushuaia),
            ),
            ("W. Europe Standard Time", Some(Tz::Europe__Berlin)),
            ("AUS Eastern Standard Time", Some(Tz::Australia__Sydney)),
            (
                "/freeassociation.sourceforge.net/Europe/Berlin",
                Some(Tz::Europe__Berlin),
            ),
            (
                "/softwarestudio.org/Olson_20011030_5/America/Indiana/Knox",
                Some(Tz::America__Indiana__Knox),
            ),
            ("/mozilla.org/20070129_1/Asia/Tokyo", Some(Tz::Asia__Tokyo)),
            ("/Europe/Rome", Some(Tz::Europe__Rome)),
            ("Customized Time Zone", None),
            ("/nowhere/at/all", None),
            ("", None),
            ("/", None),
        ] {
            assert_eq!(named(id), zone, "{id}");
        }
        for zone in ["UTC", "Dateline Standard Time", "South Sudan Standard Time"] {
            assert!(named(zone).is_some(), "{zone}");
        }
    }

    fn zone(id: &str, more: &str) -> String {
        format!("BEGIN:VTIMEZONE\nTZID:{id}\n{more}END:VTIMEZONE\n")
    }

    fn find(file: &str, id: &str) -> String {
        let text = format!("BEGIN:VCALENDAR\n{file}END:VCALENDAR");
        let zones = Zones::of(&Tree::of(&text).roots);
        match zones.find(id) {
            Some(Zone::Described(_)) => "described".to_owned(),
            Some(Zone::Named(zone)) => zone.name().to_owned(),
            Some(Zone::Utc) => "UTC".to_owned(),
            None => "unknown".to_owned(),
        }
    }

    #[test]
    fn a_description_counts_where_the_name_says_too_little() {
        let rules = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:+0100\nEND:STANDARD\n";
        let there = |id: &str| zone(id, rules);
        for (file, id, found) in [
            (there("Our Zone"), "Our Zone", "described"),
            (zone("Our Zone", ""), "Our Zone", "unknown"),
            (
                zone("Ours", "X-LIC-LOCATION:Asia/Tokyo\n"),
                "Ours",
                "Asia/Tokyo",
            ),
            (there("Europe/Vienna"), "Europe/Vienna", "Europe/Vienna"),
            (there("GMT"), "GMT", "described"),
            (String::new(), "GMT", "UTC"),
            (there("PST"), "PST", "described"),
            (String::new(), "Etc/UTC", "UTC"),
            (String::new(), "PST", "unknown"),
        ] {
            assert_eq!(find(&file, id), found, "{id} in {file}");
        }
    }
}
