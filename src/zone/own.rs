//! The zone of this machine.

use chrono::DateTime;

use super::unknown::{Reason, quoted};
use super::{Atlas, Zone, is_plausible, machine};

/// What a machine says about its own zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnClues<'a> {
    /// The environment variable `TZ`; `None` where it is not set, which is not the same as empty.
    pub tz: Option<&'a str>,
    /// The bytes of the file that `TZ` names with an absolute path, where it can be read.
    pub tz_file: Option<&'a [u8]>,
    /// The name in the target of the link `/etc/localtime`; `None` where it is a copy, or leads to no database.
    pub link: Option<&'a str>,
    /// The bytes of `/etc/localtime`.
    pub localtime: Option<&'a [u8]>,
    /// The IANA name that the system has written down elsewhere, such as in `/etc/timezone`. Nobody keeps it in step with `/etc/localtime`.
    pub noted: Option<&'a str>,
}

/// The directory of the database in paths.
const DATABASE: &str = "/zoneinfo/";
/// The system's setting, to which some set `TZ` so that the C library does not look at it again and again.
const SETTING: &str = "/etc/localtime";

/// The zone of this machine: by `TZ` if it is set, else by the name of the system's setting, else by its rules. A name that is only noted gives these
/// rules a name where it has the same ones, and decides where there are none.
///
/// # Errors
/// A sentence that says what could not be understood. Nothing is guessed: a `TZ` that is nonsense does not fall back on the system's setting, as
/// other programs would not either.
pub fn own(atlas: &Atlas, clues: OwnClues<'_>) -> Result<Zone, String> {
    match clues.tz {
        Some(tz) if tz.strip_prefix(':').unwrap_or(tz) != SETTING => {
            by_variable(atlas, tz, clues.tz_file)
        }
        _ => by_setting(atlas, clues),
    }
}

fn by_variable(atlas: &Atlas, tz: &str, file: Option<&[u8]>) -> Result<Zone, String> {
    let value = tz.trim();
    let (value, may_be_rule) = value
        .strip_prefix(':')
        .map_or((value, true), |rest| (rest, false));
    if value.is_empty() {
        return Ok(Zone::utc());
    }
    if let Some(zone) = by_name_or_path(atlas, value) {
        return Ok(zone);
    }
    if value.starts_with('/') {
        let rules = file
            .and_then(machine::from_file)
            .ok_or_else(|| format!("TZ is {}, which is not a time-zone file", quoted(tz)))?;
        return Ok(Zone::nameless("localtime", rules));
    }
    if may_be_rule && let Some(rules) = machine::from_rule(value) {
        return Ok(
            if matches!(value, "UTC0" | "UTC-0" | "UTC+0" | "GMT0" | "<UTC>0") {
                Zone::utc()
            } else {
                Zone::nameless(value, rules)
            },
        );
    }
    if may_be_rule && machine::from_rule(&format!("{value},M3.2.0,M11.1.0")).is_some() {
        return Err(format!(
            "TZ is {}, which has summer time but does not say from when to when",
            quoted(tz)
        ));
    }
    // Other programs take all of these for UTC.
    Err(match atlas.find(value) {
        Ok(zone) => format!(
            "TZ is {}, which is not the full name of a time zone; did you mean {}?",
            quoted(tz),
            zone.name()
        ),
        Err(unknown) => match unknown.reason {
            Reason::Nothing => format!("TZ is {}, which is no time zone", quoted(tz)),
            _ => format!("TZ is not understood: {unknown}"),
        },
    })
}

fn by_setting(atlas: &Atlas, clues: OwnClues<'_>) -> Result<Zone, String> {
    let named = |name: Option<&str>| name.and_then(|name| by_name_or_path(atlas, name.trim()));
    if let Some(zone) = named(clues.link) {
        return Ok(zone);
    }
    let noted = named(clues.noted);
    let rules = clues.localtime.and_then(machine::from_file);
    match (rules, noted) {
        (Some(rules), noted) => {
            let copy = Zone::nameless("localtime", rules);
            Ok(noted
                .filter(|noted| show_the_same(noted, &copy))
                .unwrap_or(copy))
        }
        (None, Some(noted)) if clues.link.is_none() => Ok(noted),
        _ => Err(match (clues.link.or(clues.noted), clues.localtime) {
            (None, Some(_)) => format!("{SETTING} is not a time-zone file"),
            (Some(name), _) => format!(
                "this machine says its time zone is {}, which is none",
                quoted(name)
            ),
            (None, None) => format!(
                "this machine does not say its time zone: TZ is not set, and there is no {SETTING}"
            ),
        }),
    }
}

/// Whether clocks of both zones have shown the same for years.
///
/// These are years that every database tells alike: of two releases, one may not know yet what a country does now.
fn show_the_same(one: &Zone, other: &Zone) -> bool {
    const FIRST: i64 = 1_420_070_400; // 2015
    const END: i64 = 1_704_067_200; // 2024
    const STEP: usize = 7 * 24 * 3600;
    (FIRST..END)
        .step_by(STEP)
        .filter_map(|seconds| DateTime::from_timestamp(seconds, 0))
        .all(|at| one.seconds_at(at) == other.seconds_at(at))
}

/// `Europe/Vienna`, `/usr/share/zoneinfo/Europe/Vienna`, `posix/Europe/Vienna`.
fn by_name_or_path(atlas: &Atlas, text: &str) -> Option<Zone> {
    let name = match text.split_once(DATABASE) {
        Some((root, name)) if root.starts_with('/') => name,
        _ => text,
    };
    let name = name
        .strip_prefix("posix/")
        .or_else(|| name.strip_prefix("right/"))
        .unwrap_or(name);
    // Any case is fine, but not a path that leads elsewhere.
    (is_plausible(name) || !name.contains(['.', '\0']))
        .then(|| atlas.named(name))
        .flatten()
}
