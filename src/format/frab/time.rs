//! Days and clocks of the file.

use chrono::{NaiveTime, TimeDelta, Timelike as _};
use chrono_tz::Tz;

use super::{super::fields, wire};
use crate::draft::Time;

/// A time of day such as `9:15` or `09:00:00`, to the minute.
pub(super) fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    ["%H:%M", "%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(text, format).ok())
        .and_then(to_the_minute)
}

/// The clock of a time as it is written, and in the event's zone.
pub(super) fn clocks(time: Time, zone: Option<Tz>) -> [Option<NaiveTime>; 2] {
    let own = to_the_minute(time.written().time());
    let there = match (time, zone) {
        (Time::Instant(instant), Some(zone)) => {
            to_the_minute(instant.with_timezone(&zone).naive_local().time())
        }
        _ => None,
    };
    [own, there]
}

fn to_the_minute(time: NaiveTime) -> Option<NaiveTime> {
    time.with_second(0)
}

/// After that, an end of a day is that of another day.
const LATEST: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// When days begin, by the days that say that they end on the morning after.
pub(super) fn day_change(days: &[wire::Day], zone: Option<Tz>) -> Option<NaiveTime> {
    let ends = days.iter().filter_map(|day| night(day, zone));
    ends.max()
}

fn night(header: &wire::Day, zone: Option<Tz>) -> Option<NaiveTime> {
    let date = fields::day_of_time(header.date.as_deref()?)?;
    let end = Time::parse(header.end.as_deref()?)?;
    let end = match (end, zone) {
        (Time::Instant(end), Some(zone)) => end.with_timezone(&zone).naive_local(),
        (end, _) => end.written(),
    };
    // Some write the last minute of the day instead of its end.
    let end = match end.minute() {
        59 => end.with_second(0)? + TimeDelta::minutes(1),
        _ => end,
    };
    (end.date() == date.succ_opt()? && end.time() <= LATEST && end.time() > NaiveTime::MIN)
        .then(|| end.time())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(date: &str, end: &str) -> wire::Day {
        wire::Day {
            date: Some(date.to_owned()),
            start: None,
            end: Some(end.to_owned()),
        }
    }

    #[test]
    fn days_end_in_the_night_or_not() {
        let cases = [
            ("2024-12-28T03:00:00+01:00", Some("03:00")),
            ("2024-12-28T03:59:00+01:00", Some("04:00")),
            ("2024-12-28T03:59:59", Some("04:00")),
            ("2024-12-28T05:00:00+00:00", Some("06:00")),
            ("2024-12-28T08:59:00+01:00", Some("09:00")),
            ("2024-12-28T10:00:00+01:00", None),
            ("2024-12-27T23:59:59+01:00", None),
            ("2024-12-27T18:00:00+01:00", None),
            ("2024-12-29T04:00:00+01:00", None),
            ("soon", None),
        ];
        for (end, change) in cases {
            let days = [header("2024-12-27", end), wire::Day::default()];
            let zone = Some(Tz::Europe__Berlin);
            assert_eq!(day_change(&days, zone), change.and_then(clock), "{end}");
        }
    }

    #[test]
    fn clocks() {
        assert_eq!(clock(" 9:15 "), NaiveTime::from_hms_opt(9, 15, 0));
        assert_eq!(clock("09:00:30"), NaiveTime::from_hms_opt(9, 0, 0));
        assert_eq!(clock("24:00"), None);
        assert_eq!(clock("noon"), None);
    }
}
