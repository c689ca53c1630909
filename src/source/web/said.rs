//! Sizes, ages and answers in words.

use std::time::Duration;

use chrono::TimeDelta;

/// A number of bytes for people.
pub fn size(bytes: u64) -> String {
    let tenths = |unit: u64, name: &str| {
        let rounded = bytes.saturating_add(unit / 20) / (unit / 10);
        format!("{}.{} {name}", rounded / 10, rounded % 10)
    };
    match bytes {
        1 => "1 byte".into(),
        0..1_000 => format!("{bytes} bytes"),
        1_000..999_500 => format!("{} kB", (bytes + 500) / 1000),
        999_500..999_950_000 => tenths(1_000_000, "MB"),
        _ => tenths(1_000_000_000, "GB"),
    }
}

/// How long ago something was: `2 h ago`.
pub fn age(passed: TimeDelta) -> String {
    // A clock that was set back is no news for the reader.
    let (minutes, hours, days) = (passed.num_minutes(), passed.num_hours(), passed.num_days());
    match (days, hours, minutes) {
        (1, ..) => "1 day ago".into(),
        (2.., ..) => format!("{days} days ago"),
        (_, 1.., _) => format!("{hours} h ago"),
        (_, _, 1..) => format!("{minutes} min ago"),
        _ => "a moment ago".into(),
    }
}

/// A time to wait.
pub(super) fn wait(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds => format!("{seconds} s"),
    }
}

/// What a status means. The server's own words are not shown: they may be anything.
pub(super) fn status(code: u16) -> String {
    let meaning = match code {
        204 => "no content",
        401 => "a password is needed, or a wrong one was given",
        403 => "forbidden",
        404 => "not found",
        405 => "not allowed",
        408 => "it waited too long",
        410 => "gone",
        418 => "a teapot",
        429 => "too many requests; try again later",
        451 => "forbidden by law",
        502 => "bad gateway",
        503 => "out of service; try again later",
        504 => "gateway timeout",
        511 => "the network wants a login first",
        400..=499 => "the request is refused",
        500..=599 => "the server has trouble",
        _ => "that is no schedule",
    };
    format!("the server answers {code} ({meaning})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let cases = [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_500, "2 kB"),
            (999_499, "999 kB"),
            (999_500, "1.0 MB"),
            (1_249_999, "1.2 MB"),
            (3_000_000, "3.0 MB"),
            (u64::MAX, "18446744073.7 GB"),
        ];
        for (bytes, wanted) in cases {
            assert_eq!(size(bytes), wanted);
        }
    }

    #[test]
    fn ages() {
        let cases = [
            (-100, "a moment ago"),
            (59, "a moment ago"),
            (60, "1 min ago"),
            (3599, "59 min ago"),
            (7300, "2 h ago"),
            (86_400, "1 day ago"),
            (1_000_000, "11 days ago"),
        ];
        for (seconds, wanted) in cases {
            assert_eq!(age(TimeDelta::seconds(seconds)), wanted);
        }
    }
}
