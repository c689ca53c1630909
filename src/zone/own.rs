//! The zone of this machine.

use super::unknown::{Reason, quoted};
use super::{Atlas, Zone, is_plausible, machine};

/// What a machine says about its own zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnClues<'a> {
    /// The environment variable `TZ`; `None` where it is not set, which is not the same as empty.
    pub tz: Option<&'a str>,
    /// The bytes of the file that `TZ` names with an absolute path, where it can be read.
    pub tz_file: Option<&'a [u8]>,
    /// The IANA name of the system's setting, such as the target of the link `/etc/localtime`.
    pub name: Option<&'a str>,
    /// The bytes of `/etc/localtime`.
    pub localtime: Option<&'a [u8]>,
}

/// The directory of the database in paths.
const DATABASE: &str = "/zoneinfo/";
/// The system's setting, to which some set `TZ` so that the C library does not look at it again and again.
const SETTING: &str = "/etc/localtime";

/// The zone of this machine: by `TZ` if it is set, else by the name of the system's setting, else by its rules.
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
    if let Some(zone) = clues
        .name
        .and_then(|name| by_name_or_path(atlas, name.trim()))
    {
        return Ok(zone);
    }
    match (clues.localtime, clues.name) {
        (Some(bytes), _) => machine::from_file(bytes)
            .map(|rules| Zone::nameless("localtime", rules))
            .ok_or_else(|| format!("{SETTING} is not a time-zone file")),
        (None, Some(name)) => Err(format!(
            "this machine says its time zone is {}, which is none",
            quoted(name)
        )),
        (None, None) => Err(format!(
            "this machine does not say its time zone: TZ is not set, and there is no {SETTING}"
        )),
    }
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
