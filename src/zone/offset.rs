//! Offsets from UTC: writing, reading and applying them.

use chrono::{FixedOffset, NaiveDateTime};

/// No offset: UTC itself.
pub(super) const ZERO: FixedOffset = {
    // chrono has no infallible constructor that is const.
    match FixedOffset::east_opt(0) {
        Some(zero) => zero,
        None => unreachable!(),
    }
};

/// An offset as short as it goes: `+02`, `+05:45`, `-03:30`, and `+01:05:21` for the local mean times of old.
pub fn offset_text(offset: FixedOffset) -> String {
    let (sign, hours, minutes, seconds) = parts(offset);
    match (minutes, seconds) {
        (0, 0) => format!("{sign}{hours:02}"),
        (_, 0) => format!("{sign}{hours:02}:{minutes:02}"),
        _ => format!("{sign}{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// An offset with its minutes, and its seconds where it has any: `+02:00`.
pub(super) fn clock(offset: FixedOffset) -> String {
    let (sign, hours, minutes, seconds) = parts(offset);
    if seconds == 0 {
        format!("{sign}{hours:02}:{minutes:02}")
    } else {
        format!("{sign}{hours:02}:{minutes:02}:{seconds:02}")
    }
}

fn parts(offset: FixedOffset) -> (char, i32, i32, i32) {
    let all = offset.local_minus_utc();
    let sign = if all < 0 { '-' } else { '+' };
    let all = all.abs();
    (sign, all / 3600, all / 60 % 60, all % 60)
}

/// The offset rounded to the nearest minute.
pub(super) fn whole_minutes(offset: FixedOffset) -> FixedOffset {
    let seconds = offset.local_minus_utc();
    let rounded = (seconds + 30 * seconds.signum()) / 60 * 60;
    FixedOffset::east_opt(rounded).unwrap_or(offset)
}

/// The local time of a UTC time; the end of the calendar where it would be beyond.
pub(super) fn shift(utc: NaiveDateTime, offset: FixedOffset) -> NaiveDateTime {
    let end = if offset.local_minus_utc() < 0 {
        NaiveDateTime::MIN
    } else {
        NaiveDateTime::MAX
    };
    utc.checked_add_offset(offset).unwrap_or(end)
}

/// Reads `+01:00`, `-0330`, `+1`, `UTC+2`, `GMT-03:30`, also with a typographic minus; positive is east of Greenwich.
///
/// `None` for anything else, and for offsets of 24 hours or more.
pub(super) fn parse(text: &str) -> Option<FixedOffset> {
    let text = text.trim();
    let bare = ["UTC", "GMT"]
        .iter()
        .find_map(|prefix| strip_prefix_ignoring_case(text, prefix))
        .unwrap_or(text)
        .trim_start();
    let (sign, digits) = match bare.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, bare.strip_prefix(['-', '\u{2212}'])?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (number(hours, 1..=2)?, number(minutes, 2..=2)?),
        None if digits.len() <= 2 => (number(digits, 1..=2)?, 0),
        None => {
            let both = number(digits, 3..=4)?;
            (both / 100, both % 100)
        }
    };
    if minutes >= 60 {
        return None;
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}

fn number(digits: &str, length: std::ops::RangeInclusive<usize>) -> Option<i32> {
    (length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Offset as _, Utc};

    #[test]
    fn zero_is_utc() {
        assert_eq!(ZERO, Utc.fix());
    }

    #[test]
    fn offsets_are_read_and_written() {
        let cases = [
            ("+01:00", Some("+01")),
            ("+0100", Some("+01")),
            ("-330", Some("-03:30")),
            ("+1", Some("+01")),
            ("UTC+2", Some("+02")),
            ("gmt -03:30", Some("-03:30")),
            ("\u{2212}07", Some("-07")),
            ("UTC+05:45", Some("+05:45")),
            ("+23:59", Some("+23:59")),
            ("+24:00", None),
            ("+01:60", None),
            ("+1:0", None),
            ("+", None),
            ("", None),
            ("UTC", None),
            ("01:00", None),
            ("+٣", None),
            ("+99999999999", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(parse(text).map(offset_text).as_deref(), wanted, "{text:?}");
        }
    }

    #[test]
    fn seconds_are_rounded_away_from_rfc_3339() {
        let vienna = FixedOffset::east_opt(3921).unwrap();
        assert_eq!(
            (offset_text(vienna), clock(whole_minutes(vienna))),
            ("+01:05:21".to_owned(), "+01:05".to_owned())
        );
        let west = FixedOffset::east_opt(-3931).unwrap();
        assert_eq!(clock(whole_minutes(west)), "-01:06");
    }
}
