//! The machine's rules: `TZif` files and POSIX `TZ` rules, read by `tz-rs`.

use chrono::{DateTime, FixedOffset, Utc};
use tz::{LocalTimeType, TimeZone};

use super::offset;

/// Reads a `TZif` file; `None` if it is broken or has offsets that no clock has.
pub(super) fn from_file(bytes: &[u8]) -> Option<TimeZone> {
    TimeZone::from_tz_data(bytes).ok().filter(is_sane)
}

/// Reads a POSIX rule such as `CET-1CEST,M3.5.0,M10.5.0/3`; `None` if it is none.
pub(super) fn from_rule(rule: &str) -> Option<TimeZone> {
    // Only the text itself counts: the parser would also look for a file of that name.
    let no_files = tz::TimeZoneSettings::new(&[], |_| Err("no files are read".into()));
    no_files.parse_posix_tz(rule).ok().filter(is_sane)
}

/// Whether all offsets can be shown as a difference of less than a day.
fn is_sane(rules: &TimeZone) -> bool {
    let rules = rules.as_ref();
    let extra = match rules.extra_rule() {
        None => Vec::new(),
        Some(tz::timezone::TransitionRule::Fixed(only)) => vec![only],
        Some(tz::timezone::TransitionRule::Alternate(both)) => vec![both.std(), both.dst()],
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
