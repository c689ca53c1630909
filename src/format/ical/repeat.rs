//! Repetitions: the days of an entry that the file writes once.
//!
//! Conferences repeat by the day or the week, and their rules end. No more is read: the crates
//! that read all of it add a megabyte to a program that has eight.

use chrono::{Datelike, NaiveDateTime, TimeDelta, Weekday};

use super::rules;
use crate::arrange::Arrange as _;
use crate::{draft::YEARS, limits};

/// How an entry repeats.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rule<'a> {
    days: i64,
    is_weekly: bool,
    weekdays: Vec<Weekday>,
    week_start: Weekday,
    count: Option<usize>,
    /// The date of the last one, which the caller reads: it depends on the entry's zone.
    pub(super) until: Option<&'a str>,
}

/// So many days or weeks are looked at for them.
const MOST_STEPS: usize = 10_000;

impl<'a> Rule<'a> {
    /// Reads a rule that repeats by the day or the week, and ends.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut rule = Self {
            days: 1,
            is_weekly: false,
            weekdays: Vec::new(),
            week_start: Weekday::Mon,
            count: None,
            until: None,
        };
        let mut interval: i64 = 1;
        for part in text.trim().trim_end_matches(';').split(';') {
            let (key, value) = part.split_once('=')?;
            match key.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    rule.is_weekly = match value.trim().to_ascii_uppercase().as_str() {
                        "DAILY" => false,
                        "WEEKLY" => true,
                        _ => return None,
                    }
                }
                "INTERVAL" => interval = value.trim().parse().ok().filter(|days| *days > 0)?,
                "COUNT" => rule.count = Some(value.trim().parse().ok()?),
                "UNTIL" => rule.until = Some(value.trim()),
                "WKST" => rule.week_start = weekday(value)?,
                "BYDAY" => {
                    rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?;
                }
                _ => return None,
            }
        }
        rule.days = interval.checked_mul(if rule.is_weekly { 7 } else { 1 })?;
        (text.to_ascii_uppercase().contains("FREQ=")
            && (rule.count.is_some() || rule.until.is_some()))
        .then_some(rule)
    }

    /// The starts in order, the first one included, as long as `is_before_end` holds; and whether
    /// there are more than [`limits::REPETITIONS`].
    pub(super) fn starts(
        &self,
        first: NaiveDateTime,
        is_before_end: impl Fn(NaiveDateTime) -> bool,
    ) -> (Vec<NaiveDateTime>, bool) {
        let mut starts = vec![first];
        let later = self.later(first).take_while(|start| is_before_end(*start));
        let wanted = self.count.unwrap_or(usize::MAX).max(1);
        for start in later {
            if starts.len() >= wanted {
                break;
            }
            if starts.len() == limits::REPETITIONS {
                return (starts, true);
            }
            starts.push(start);
        }
        (starts, false)
    }

    /// All starts after the first, without regard to the end.
    fn later(&self, first: NaiveDateTime) -> impl Iterator<Item = NaiveDateTime> {
        let mut weekdays = self.weekdays.clone();
        let since = |day: &Weekday| i64::from(day.days_since(self.week_start));
        weekdays.arrange_by_key(since);
        weekdays.dedup();
        let by_week = self.is_weekly && !weekdays.is_empty();
        // Days of the week are counted from its start, the others from the first.
        let (week, offsets) = if by_week {
            (
                since(&first.weekday()),
                weekdays.iter().map(since).collect(),
            )
        } else {
            (0, vec![0])
        };
        let filter = if by_week { Vec::new() } else { weekdays };
        let days = self.days;
        let steps = (0..MOST_STEPS).map_while(move |step| {
            let step = i64::try_from(step).ok()?.checked_mul(days)?;
            step.checked_sub(week)
        });
        steps
            .flat_map(move |start| {
                let offsets = offsets.clone();
                offsets
                    .into_iter()
                    .map(move |offset| start.saturating_add(offset))
            })
            .map_while(move |days| first.checked_add_signed(TimeDelta::try_days(days)?))
            .take_while(|start| YEARS.contains(&start.year()))
            .filter(move |start| *start > first)
            .filter(move |start| filter.is_empty() || filter.contains(&start.weekday()))
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    match rules::weekday(text)? {
        (0, day) => Some(day),
        // The second Monday of a month is no matter of weeks.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    /// The days of July 2024 (and later, counted on) on which an entry of the 1st, a Monday, takes place.
    fn days(rule: &str) -> Option<Vec<i64>> {
        let first = NaiveDate::from_ymd_opt(2024, 7, 1)?.and_hms_opt(9, 0, 0)?;
        let rule = Rule::parse(rule)?;
        let end = rule.until.and_then(|until| until.parse::<i64>().ok());
        let day = |start: NaiveDateTime| (start - first).num_days() + 1;
        let (starts, _) = rule.starts(first, |start| end.is_none_or(|end| day(start) <= end));
        Some(starts.into_iter().map(day).collect())
    }

    #[test]
    fn days_and_weeks() {
        let cases: &[(&str, &[i64])] = &[
            ("FREQ=DAILY;COUNT=3", &[1, 2, 3]),
            ("FREQ=DAILY;INTERVAL=2;UNTIL=6", &[1, 3, 5]),
            (
                "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=6",
                &[1, 2, 3, 4, 5, 8],
            ),
            ("FREQ=WEEKLY;COUNT=2;", &[1, 8]),
            ("freq=weekly;byday=fr,we;until=12", &[1, 3, 5, 10, 12]),
            (
                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=SU,MO;WKST=MO",
                &[1, 7, 15, 21],
            ),
            (
                "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=SU,MO;WKST=SU",
                &[1, 14, 15, 28],
            ),
            ("FREQ=DAILY;COUNT=0", &[1]),
            ("FREQ=DAILY;COUNT=1", &[1]),
            ("FREQ=DAILY;UNTIL=-5", &[1]),
            ("FREQ=DAILY;INTERVAL=9223372036854775807;COUNT=9", &[1]),
            ("FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=9", &[1]),
        ];
        for (rule, expected) in cases {
            assert_eq!(days(rule).as_deref(), Some(*expected), "{rule}");
        }
    }

    #[test]
    fn what_does_not_end_or_is_no_matter_of_weeks_is_not_read() {
        for rule in [
            "",
            "FREQ=DAILY",
            "FREQ=MONTHLY;COUNT=2",
            "FREQ=WEEKLY;BYDAY=2MO;COUNT=2",
            "COUNT=2",
            "FREQ=DAILY;BYHOUR=9,10;COUNT=2",
            "FREQ=DAILY;COUNT=-2",
            "FREQ=DAILY;INTERVAL=0;COUNT=2",
            "FREQ=WEEKLY;INTERVAL=9223372036854775807;COUNT=2",
            "x",
        ] {
            assert_eq!(Rule::parse(rule), None, "{rule}");
        }
    }

    #[test]
    fn there_are_not_more_than_can_be_listed() {
        let rule = Rule::parse("FREQ=DAILY;COUNT=5000").unwrap();
        let first = NaiveDate::from_ymd_opt(2024, 7, 1)
            .unwrap()
            .and_hms_opt(9, 0, 0)
            .unwrap();
        let (starts, more) = rule.starts(first, |_| true);
        assert!(starts.len() == limits::REPETITIONS && more);
    }
}
