//! Values: texts, dates, durations.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::draft::{Time, YEARS};

/// A date as written, before its zone is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    /// A whole day: `20240727`.
    Day(NaiveDate),
    /// A wall clock time: `20240727T091500`.
    Clock(NaiveDateTime),
    /// An instant: `20240727T071500Z`.
    Utc(NaiveDateTime),
    /// An instant with another offset, which the format does not have but some write.
    Offset(DateTime<FixedOffset>),
}

impl Date {
    /// Reads a date, and whether it is spelled as the format wants it: others write
    /// `2024-07-27T09:15:00+02:00`.
    pub(super) fn parse(text: &str) -> Option<(Self, bool)> {
        let text = text.trim();
        let date = basic(text).map(|date| (date, true));
        let (date, proper) = date.or_else(|| extended(text).map(|date| (date, false)))?;
        YEARS
            .contains(&chrono::Datelike::year(&date.written()))
            .then_some((date, proper))
    }

    /// The date and the clock, in whatever zone.
    pub(super) fn written(self) -> NaiveDateTime {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN),
            Self::Clock(time) | Self::Utc(time) => time,
            Self::Offset(time) => time.naive_local(),
        }
    }
}

/// `20240727`, `20240727T0915`, `20240727T091500`, `20240727T071500Z`.
fn basic(text: &str) -> Option<Date> {
    let (text, utc) = match text.strip_suffix(['Z', 'z']) {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (date, clock) = match text.split_once(['T', 't']) {
        Some((date, clock)) => (date, Some(clock)),
        None => (text, None),
    };
    let [year, month, day] = digits(date, [4, 2, 2])?;
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let Some(clock) = clock else {
        return (!utc).then_some(Date::Day(day));
    };
    let [hour, minute, second] = digits(clock, [2, 2, 2]).or_else(|| {
        let [hour, minute] = digits(clock, [2, 2])?;
        Some([hour, minute, 0])
    })?;
    let time = match (hour, minute, second) {
        // The end of a day, as some write it.
        (24, 0, 0) => day.succ_opt()?.and_time(NaiveTime::MIN),
        // No timetable means leap seconds.
        _ => day.and_hms_opt(hour, minute, second.min(59))?,
    };
    Some(if utc {
        Date::Utc(time)
    } else {
        Date::Clock(time)
    })
}

/// The numbers of a text that is nothing but digits, in groups of these lengths.
fn digits<const N: usize>(text: &str, lengths: [usize; N]) -> Option<[u32; N]> {
    let mut rest = text;
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let (group, tail) = rest.split_at_checked(length)?;
        let all = group.bytes().all(|byte| byte.is_ascii_digit());
        *number = group.parse().ok().filter(|_| all)?;
        rest = tail;
    }
    rest.is_empty().then_some(numbers)
}

/// `2024-07-27`, `2024-07-27T09:15`, `2024-07-27T09:15:00+02:00`.
fn extended(text: &str) -> Option<Date> {
    match Time::parse(text) {
        Some(Time::Instant(time)) if time.offset().local_minus_utc() == 0 => {
            Some(Date::Utc(time.naive_utc()))
        }
        Some(Time::Instant(time)) => Some(Date::Offset(time)),
        Some(time) => Some(Date::Clock(time.written())),
        None => {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
            day.filter(|_| text.len() == 10).map(Date::Day)
        }
    }
}

/// A duration: `PT1H30M`, `P1DT12H`, `P2W`, `-PT15M`.
pub(super) fn duration(text: &str) -> Option<TimeDelta> {
    let text = text.trim().to_ascii_uppercase();
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    let text = text.strip_prefix('P')?;
    let mut seconds: i64 = 0;
    let (mut number, mut in_clock, mut parts) = (None::<i64>, false, 0);
    for char in text.chars() {
        if let Some(digit) = char.to_digit(10) {
            let before = number.unwrap_or(0).checked_mul(10)?;
            number = Some(before.checked_add(i64::from(digit))?);
            continue;
        }
        if char == 'T' && number.is_none() && !in_clock {
            in_clock = true;
            continue;
        }
        let unit = match (char, in_clock) {
            ('W', false) => 7 * 86_400,
            ('D', false) => 86_400,
            ('H', true) => 3600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.take()?.checked_mul(unit)?)?;
        parts += 1;
    }
    if number.is_some() || parts == 0 {
        return None;
    }
    TimeDelta::try_seconds(sign * seconds)
}

/// A text without its escapes: `\n` is a line break, `\,` a comma.
pub(super) fn text(value: &str) -> String {
    if !value.contains('\\') {
        return value.to_owned();
    }
    let mut texts = texts(value, false);
    texts.pop().unwrap_or_default()
}

/// A list of texts, parted by commas that are not escaped.
pub(super) fn list(value: &str) -> Vec<String> {
    texts(value, true)
}

fn texts(value: &str, is_list: bool) -> Vec<String> {
    let mut all = Vec::new();
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(char) = chars.next() {
        if char == ',' && is_list {
            all.push(std::mem::take(&mut text));
            continue;
        }
        let escaped = (char == '\\').then(|| chars.peek().copied()).flatten();
        match escaped {
            Some('n' | 'N') => text.push('\n'),
            Some(plain @ ('\\' | ';' | ',' | ':' | '"')) => text.push(plain),
            // A backslash before anything else is one.
            _ => {
                text.push(char);
                continue;
            }
        }
        chars.next();
    }
    all.push(text);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_every_spelling() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
        let noon = at("2024-07-27 12:00:00");
        let cases = [
            ("20240727", Date::Day(noon.date()), true),
            ("20240727T120000", Date::Clock(noon), true),
            (" 20240727T120000Z ", Date::Utc(noon), true),
            ("20240727T1200", Date::Clock(noon), true),
            (
                "20240727T115960",
                Date::Clock(at("2024-07-27 11:59:59")),
                true,
            ),
            (
                "20240727T240000",
                Date::Clock(at("2024-07-28 00:00:00")),
                true,
            ),
            ("2024-07-27", Date::Day(noon.date()), false),
            ("2024-07-27 12:00", Date::Clock(noon), false),
            ("2024-07-27T12:00:00Z", Date::Utc(noon), false),
        ];
        for (text, date, proper) in cases {
            assert_eq!(Date::parse(text), Some((date, proper)), "{text}");
        }
        let (offset, _) = Date::parse("2024-07-27T12:00:00+02:00").unwrap();
        assert_eq!(offset.written(), noon);
        for broken in [
            "",
            "Z",
            "T",
            "2024",
            "20240230",
            "20240727Z",
            "20240727T25",
            "20240727T1261",
            "00000101",
            "+2240727",
            "２０２４０７２７",
            "20240727T12000é",
            "99991231T240000",
        ] {
            assert_eq!(Date::parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn durations() {
        for (text, minutes) in [
            ("PT1H30M", 90),
            ("P1D", 1440),
            ("P1DT12H", 2160),
            ("P2W", 20_160),
            ("pt90m", 90),
            ("+PT1M", 1),
            ("-PT15M", -15),
            ("P0D", 0),
        ] {
            assert_eq!(duration(text), TimeDelta::try_minutes(minutes), "{text}");
        }
        for broken in [
            "",
            "P",
            "PT",
            "P1",
            "1H",
            "PT1D",
            "P1H",
            "PT1.5H",
            "P-1D",
            "PTT1H",
            "P99999999999999999999D",
            "P9999999999999999W",
        ] {
            assert_eq!(duration(broken), None, "{broken}");
        }
    }

    #[test]
    fn escapes() {
        assert_eq!(text(r"a\nb\Nc\, d\; e\\n \x \"), "a\nb\nc, d; e\\n \\x \\");
        assert_eq!(list(r"Talk\, long,Keynote,"), ["Talk, long", "Keynote", ""]);
        assert_eq!(text("a,b"), "a,b");
    }
}
