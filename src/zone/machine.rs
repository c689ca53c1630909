//! The machine's rules: `TZif` files and POSIX `TZ` rules, read by `tz-rs`.

use chrono::{DateTime, FixedOffset, Utc};
use tz::{LocalTimeType, TimeZone, timezone::TransitionRule};

use super::offset;

/// Reads a `TZif` file; `None` if it is broken or has offsets that no clock has.
pub(super) fn from_file(bytes: &[u8]) -> Option<TimeZone> {
    // Cut off within the line of the rule, it would be a file that says that there is none.
    let is_whole = match bytes {
        [b'T', b'Z', b'i', b'f', version, .., last, b'\n'] if *version >= b'2' => {
            *last == b'\n' || last.is_ascii_graphic()
        }
        _ => true,
    };
    let rules = TimeZone::from_tz_data(bytes).ok()?;
    (is_whole && is_sane(&rules)).then_some(rules)
}

/// Reads a POSIX rule such as `CET-1CEST,M3.5.0,M10.5.0/3`; `None` if it is none.
///
/// Clocks may be changed at hours of another day, as in Greenland and in Israel: `<-02>2<-01>,M3.5.0/-1,M10.5.0/0`, `IST-2IDT,M3.4.4/26,M10.5.0`.
pub(super) fn from_rule(rule: &str) -> Option<TimeZone> {
    // The parser takes such hours only where they come from a file of version 3.
    let rule = *TimeZone::from_tz_data(&file_of(rule)?)
        .ok()?
        .as_ref()
        .extra_rule()
        .as_ref()?;
    let kinds = match rule {
        TransitionRule::Fixed(only) => vec![only],
        TransitionRule::Alternate(both) => vec![*both.std(), *both.dst()],
    };
    TimeZone::new(Vec::new(), kinds, Vec::new(), Some(rule))
        .ok()
        .filter(is_sane)
}

/// A `TZif` file of version 3 that has nothing but a rule; `None` for what would be more than that.
fn file_of(rule: &str) -> Option<Vec<u8>> {
    // UT/local, standard/wall, leap seconds, transitions: none. One type with the letters UTC, which the rule replaces.
    const COUNTS: [u32; 6] = [0, 0, 0, 0, 1, 4];
    const TYPE: &[u8] = b"\0\0\0\0\0\0UTC\0";
    if rule.is_empty() || !rule.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let mut file = Vec::new();
    for _for_32_bits_and_for_64 in 0..2 {
        file.extend(b"TZif3");
        file.extend([0; 15]);
        file.extend(COUNTS.iter().flat_map(|count| count.to_be_bytes()));
        file.extend(TYPE);
    }
    file.extend(format!("\n{rule}\n").bytes());
    Some(file)
}

/// Whether all offsets can be shown as a difference of less than a day.
fn is_sane(rules: &TimeZone) -> bool {
    let rules = rules.as_ref();
    let extra = match rules.extra_rule() {
        None => Vec::new(),
        Some(TransitionRule::Fixed(only)) => vec![only],
        Some(TransitionRule::Alternate(both)) => vec![both.std(), both.dst()],
    };
    rules
        .local_time_types()
        .iter()
        .chain(extra)
        .all(|kind| FixedOffset::east_opt(kind.ut_offset()).is_some())
}

/// What holds at an instant. Where the file ends without a rule for later times, its last entry goes on.
pub(super) fn type_at(rules: &TimeZone, at: DateTime<Utc>) -> Option<&LocalTimeType> {
    rules.find_local_time_type(at.timestamp()).ok().or_else(|| {
        let rules = rules.as_ref();
        let last = rules
            .transitions()
            .last()
            .map_or(0, tz::timezone::Transition::local_time_type_index);
        rules.local_time_types().get(last)
    })
}

/// Seconds east of UTC.
pub(super) fn seconds_of(kind: Option<&LocalTimeType>) -> FixedOffset {
    kind.and_then(|kind| FixedOffset::east_opt(kind.ut_offset()))
        .unwrap_or(offset::ZERO)
}
