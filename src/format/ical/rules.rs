//! The rules of a `VTIMEZONE`: which offset a wall clock time has in a zone that has no IANA name.
//!
//! Each of its parts, `STANDARD` or `DAYLIGHT`, begins at a wall clock time, every year or on
//! listed dates, and counts until the next one begins.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

use super::{tree::Component, value::Date};

/// A zone as the file describes it.
#[derive(Debug)]
pub(super) struct Rules(Vec<Observance>);

/// Clocks are set from one offset to another, once or every year.
#[derive(Debug)]
struct Observance {
    start: NaiveDateTime,
    from: FixedOffset,
    to: FixedOffset,
    yearly: Option<Yearly>,
    /// Further dates, one by one.
    dates: Vec<NaiveDateTime>,
}

/// The day of a yearly change: `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`.
#[derive(Debug)]
struct Yearly {
    month: u32,
    /// A weekday, and which of the month: `-1` is the last, `0` is any.
    weekday: Option<(i8, Weekday)>,
    /// Days of the month, where they are listed.
    days: Vec<u32>,
    /// The last change, in the clocks before it.
    until: Option<NaiveDateTime>,
}

impl Rules {
    /// The rules of a `VTIMEZONE`; `None` where it has none that can be read.
    pub(super) fn of(zone: &Component) -> Option<Self> {
        let parts = zone.parts.iter();
        let all: Vec<_> = parts.filter_map(Observance::of).collect();
        (!all.is_empty()).then_some(Self(all))
    }

    /// The offset at a wall clock time.
    pub(super) fn offset(&self, local: NaiveDateTime) -> Option<FixedOffset> {
        let begun = self.0.iter().filter_map(|part| {
            let begin = part.latest(local)?;
            Some((begin, part.to))
        });
        let latest = begun.max_by_key(|(begin, _)| *begin);
        latest.map(|(_, offset)| offset).or_else(|| {
            let first = self.0.iter().min_by_key(|part| part.start)?;
            Some(first.from)
        })
    }
}

impl Observance {
    fn of(part: &Component) -> Option<Self> {
        let date = |name: &str| Some(Date::parse(&part.line(name)?.value)?.0.written());
        let offset = |name: &str| offset(&part.line(name)?.value);
        let start = date("DTSTART")?;
        let to = offset("TZOFFSETTO")?;
        let from = offset("TZOFFSETFROM").unwrap_or(to);
        let dates = part.all("RDATE").flat_map(|line| line.value.split(','));
        Some(Self {
            start,
            from,
            to,
            yearly: part
                .line("RRULE")
                .and_then(|line| Yearly::parse(&line.value, start, from)),
            dates: dates
                .filter_map(|date| Some(Date::parse(date)?.0.written()))
                .collect(),
        })
    }

    /// The last time at or before `local` at which it began.
    fn latest(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        let listed = self.dates.iter().copied().chain([self.start]);
        let yearly = self.yearly.as_ref().and_then(|yearly| {
            let last = yearly.until.map_or(local, |until| until.min(local));
            // Before this year's change, last year's counts.
            [last.year(), last.year() - 1]
                .into_iter()
                .filter_map(|year| Some(yearly.day(year)?.and_time(self.start.time())))
                .find(|begin| *begin <= last && *begin >= self.start)
        });
        listed.filter(|begin| *begin <= local).chain(yearly).max()
    }
}

impl Yearly {
    fn parse(rule: &str, start: NaiveDateTime, from: FixedOffset) -> Option<Self> {
        let mut yearly = Self {
            month: start.month(),
            weekday: None,
            days: Vec::new(),
            until: None,
        };
        let mut is_yearly = false;
        for part in rule.split(';') {
            let (key, value) = part.split_once('=')?;
            match key.trim().to_ascii_uppercase().as_str() {
                "FREQ" => is_yearly = value.trim().eq_ignore_ascii_case("YEARLY"),
                "BYMONTH" => yearly.month = value.trim().parse().ok()?,
                "BYDAY" => yearly.weekday = Some(weekday(value)?),
                "BYMONTHDAY" => {
                    let days = value.split(',').map(|day| day.trim().parse());
                    yearly.days = days.collect::<Result<_, _>>().ok()?;
                }
                "UNTIL" => yearly.until = Some(until(Date::parse(value)?.0, from)),
                _ => {}
            }
        }
        if yearly.weekday.is_none() && yearly.days.is_empty() {
            yearly.days.push(start.day());
        }
        is_yearly.then_some(yearly)
    }

    /// The day of the change in a year.
    fn day(&self, year: i32) -> Option<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(year, self.month, 1)?;
        let month = first
            .iter_days()
            .take_while(|day| day.month() == self.month);
        let mut days: Vec<NaiveDate> = month
            .filter(|day| self.days.is_empty() || self.days.contains(&day.day()))
            .filter(|day| self.weekday.is_none_or(|(_, name)| day.weekday() == name))
            .collect();
        let which = self.weekday.map_or(0, |(which, _)| which);
        if which < 0 {
            days.reverse();
        }
        let index = usize::from(which.unsigned_abs().max(1)) - 1;
        days.get(index).copied()
    }
}

/// The last change as the clocks before it show it.
fn until(date: Date, from: FixedOffset) -> NaiveDateTime {
    match date {
        Date::Utc(time) => time.checked_add_offset(from).unwrap_or(time),
        Date::Day(day) => day.and_time(chrono::NaiveTime::MIN) + TimeDelta::days(1),
        Date::Clock(_) | Date::Offset(_) => date.written(),
    }
}

/// `-1SU`, `2MO`, `SU`.
pub(super) fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let text = text.trim();
    let (which, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = match name.to_ascii_uppercase().as_str() {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let which = if which.is_empty() {
        0
    } else {
        which.parse().ok()?
    };
    Some((which, day))
}

/// `+0200`, `-0330`, `+001546`.
fn offset(text: &str) -> Option<FixedOffset> {
    let text = text.trim().replace(':', "");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i32 = format!("{digits:0<6}").parse().ok()?;
    let seconds = number / 10_000 * 3600 + number / 100 % 100 * 60 + number % 100;
    FixedOffset::east_opt(sign * seconds)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use chrono_tz::Tz;

    use super::{super::tree::Tree, *};

    fn rules(body: &str) -> Rules {
        let text = format!("BEGIN:VTIMEZONE\n{body}\nEND:VTIMEZONE");
        Rules::of(&Tree::of(&text).roots[0]).unwrap()
    }

    fn observance(name: &str, body: &str, from: &str, to: &str) -> String {
        format!("BEGIN:{name}\n{body}\nTZOFFSETFROM:{from}\nTZOFFSETTO:{to}\nEND:{name}\n")
    }

    /// Wherever the wall clock is unambiguous, the rules are those of the zone.
    fn same_as(rules: &Rules, zone: Tz, years: std::ops::RangeInclusive<i32>) {
        let mut local = NaiveDate::from_ymd_opt(*years.start(), 1, 1)
            .unwrap()
            .and_hms_opt(0, 30, 0)
            .unwrap();
        while local.year() <= *years.end() {
            if let Some(there) = zone.from_local_datetime(&local).single() {
                let expected = chrono::Offset::fix(there.offset());
                assert_eq!(rules.offset(local), Some(expected), "{local} in {zone}");
            }
            // Minutes past the half hour are never those of a change.
            local += TimeDelta::minutes(90);
        }
    }

    #[test]
    fn rules_give_the_offsets_of_the_zone_that_they_describe() {
        let outlook = observance(
            "STANDARD",
            "DTSTART:16010101T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
            "+0200",
            "+0100",
        ) + &observance(
            "DAYLIGHT",
            "DTSTART:16010101T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
            "+0100",
            "+0200",
        );
        same_as(&rules(&outlook), Tz::Europe__Berlin, 2024..=2025);
        let south = observance(
            "STANDARD",
            "DTSTART:20080406T030000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4",
            "+1030",
            "+0930",
        ) + &observance(
            "DAYLIGHT",
            "DTSTART:20081005T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10",
            "+0930",
            "+1030",
        );
        same_as(&rules(&south), Tz::Australia__Adelaide, 2023..=2024);
        // With the old rules, which end, and with a weekday among days of the month.
        let america = observance(
            "DAYLIGHT",
            "DTSTART:19870405T020000\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z",
            "-0500",
            "-0400",
        ) + &observance(
            "STANDARD",
            "DTSTART:19671029T020000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z",
            "-0400",
            "-0500",
        ) + &observance(
            "DAYLIGHT",
            "DTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14",
            "-0500",
            "-0400",
        ) + &observance(
            "STANDARD",
            "DTSTART:20071104T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
            "-0400",
            "-0500",
        );
        same_as(&rules(&america), Tz::America__New_York, 2005..=2008);
        let dates = observance(
            "STANDARD",
            "DTSTART:20231029T030000\nRDATE:20241027T030000,20251026T030000",
            "+0200",
            "+0100",
        ) + &observance(
            "DAYLIGHT",
            "DTSTART:20240331T020000\nRDATE:20250330T020000",
            "+0100",
            "+0200",
        );
        same_as(&rules(&dates), Tz::Europe__Vienna, 2024..=2025);
        let fixed = observance("STANDARD", "DTSTART:19700101T000000", "+0545", "+0545");
        same_as(&rules(&fixed), Tz::Asia__Kathmandu, 2024..=2024);
    }

    #[test]
    fn what_cannot_be_read_is_no_rule() {
        for body in [
            "",
            "BEGIN:STANDARD\nDTSTART:20240101T000000\nEND:STANDARD",
            "BEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD",
            "BEGIN:STANDARD\nDTSTART:20240101T000000\nTZOFFSETTO:+9999\nEND:STANDARD",
            "BEGIN:STANDARD\nDTSTART:20240101T000000\nTZOFFSETTO:+1\nEND:STANDARD",
        ] {
            let text = format!("BEGIN:VTIMEZONE\n{body}\nEND:VTIMEZONE");
            assert!(Rules::of(&Tree::of(&text).roots[0]).is_none(), "{body}");
        }
        // A rule that is none leaves the date of its start.
        for rule in [
            "FREQ=DAILY",
            "x",
            "FREQ=YEARLY;BYDAY=XX",
            "FREQ=YEARLY;BYMONTH=13",
            "FREQ=YEARLY;BYDAY=-9SU",
        ] {
            let body = observance(
                "STANDARD",
                &format!("DTSTART:20240101T000000\nRRULE:{rule}"),
                "+0200",
                "+0100",
            );
            let zone = rules(&body);
            let year = |year| {
                zone.offset(
                    NaiveDate::from_ymd_opt(year, 6, 1)
                        .unwrap()
                        .and_hms_opt(0, 0, 0)
                        .unwrap(),
                )
            };
            assert_eq!(
                (year(2023), year(2024), year(2025)),
                (
                    FixedOffset::east_opt(7200),
                    FixedOffset::east_opt(3600),
                    FixedOffset::east_opt(3600)
                ),
                "{rule}"
            );
        }
    }
}
