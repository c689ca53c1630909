//! What fields become, in whatever format they stand: texts of one line or of many, and days.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;

use crate::{
    draft::{self, Credit, Time},
    text::decode_entities,
};

/// A field of one line: trimmed, and its entities decoded once, since many sites escape names as
/// well; what is blank is absent.
pub(super) fn line(text: Option<String>) -> Option<String> {
    let text = text?;
    let text = decode_entities(&text);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text of many lines, as written. HTML editors leave tags without any text in them: absent.
pub(super) fn block(text: Option<String>) -> Option<String> {
    text.filter(|text| !is_blank_markup(text))
}

fn is_blank_markup(text: &str) -> bool {
    let mut rest = text.trim_start();
    // Nearly all texts begin with a word, and need not be looked through.
    if rest.starts_with(|c: char| !matches!(c, '<' | '&')) {
        return false;
    }
    loop {
        let (before, from) = match rest.find('<') {
            Some(start) => rest.split_at(start),
            None => (rest, ""),
        };
        let mut words = before.split("&nbsp;");
        if !words.all(|word| word.trim().is_empty()) || from.starts_with("<img") {
            return false;
        }
        rest = match from.find('>') {
            Some(end) => from.get(end + 1..).unwrap_or_default(),
            None => return from.is_empty(),
        };
    }
}

/// Two texts about the same: one alone where the other is missing or repeats its beginning.
pub(super) fn both<'t>(
    first: Option<impl Into<Cow<'t, str>>>,
    second: Option<impl Into<Cow<'t, str>>>,
) -> Option<String> {
    let said = |text: &Cow<str>| !is_blank_markup(text);
    let first = first.map(Into::into).filter(said);
    let second = second.map(Into::into).filter(said);
    let (first, second) = match (first, second) {
        (Some(first), Some(second)) => (first, second),
        (one, two) => return Some(trimmed(one.or(two)?)),
    };
    let (one, two) = (first.trim(), second.trim());
    Some(if one.starts_with(two) {
        trimmed(first)
    } else if two.starts_with(one) {
        trimmed(second)
    } else {
        format!("{one}\n\n{two}")
    })
}

/// A text without white space at its ends; most have none, and are moved.
fn trimmed(text: Cow<str>) -> String {
    let mut text = match text {
        Cow::Borrowed(text) => return text.trim().to_owned(),
        Cow::Owned(text) => text,
    };
    text.truncate(text.trim_end().len());
    match text.trim_start() {
        trimmed if trimmed.len() == text.len() => text,
        trimmed => trimmed.to_owned(),
    }
}

/// A time such as `2024-07-27T09:15`, or why a text is none.
pub(super) fn time(text: &str) -> Result<Time, String> {
    Time::parse(text).ok_or_else(|| match (draft::odd_year(text), draft::fault(text)) {
        (Some(year), _) => format!("“{text}” has {year} for a year, which is out of range"),
        (None, Some(why)) => format!("“{text}” is not a time: {why}"),
        (None, None) => format!("“{text}” is not a time like 2024-07-27T09:15"),
    })
}

/// A day such as `2024-07-27`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (draft::has_year(text) && draft::YEARS.contains(&day.year())).then_some(day)
}

/// The same, also where a clock stands behind it.
pub(super) fn day_of_time(text: &str) -> Option<NaiveDate> {
    day(text.trim().split(['T', ' ']).next()?)
}

/// The day that is written, or that of an instant in the event's zone.
pub(super) fn day_there(text: &str, zone: Option<Tz>) -> Option<NaiveDate> {
    match (Time::parse(text), zone) {
        (Some(Time::Instant(at)), Some(zone)) => Some(at.with_timezone(&zone).date_naive()),
        _ => day_of_time(text),
    }
}

/// The first day and the last one of an event, where both can be read and are in order.
pub(super) fn days(
    start: Option<&str>,
    end: Option<&str>,
    zone: Option<&str>,
) -> Option<(NaiveDate, NaiveDate)> {
    let zone = zone.and_then(|name| name.trim().parse().ok());
    let (first, last) = (day_there(start?, zone)?, day_there(end?, zone)?);
    (first <= last).then_some((first, last))
}

/// Somebody who is declared elsewhere.
pub(super) fn credit(id: String) -> Credit {
    Credit {
        person: Some(id),
        ..Credit::default()
    }
}

/// Texts that belong together, such as the same in several languages.
pub(super) fn joined(texts: &[String], between: &str) -> Option<String> {
    (!texts.is_empty()).then(|| texts.join(between))
}

/// A remark with a label, such as `Tags: Rust, Tokio`.
pub(super) fn listed(label: &str, texts: &[String]) -> Option<String> {
    joined(texts, ", ").map(|texts| format!("{label}: {texts}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_years_that_schedules_have() {
        let july = NaiveDate::from_ymd_opt(2024, 7, 27);
        assert_eq!(day(" 2024-07-27 "), july);
        assert_eq!(day_of_time("2024-07-27T09:00:00+02:00"), july);
        assert_eq!(day_of_time("2024-07-27 09:00"), july);
        for text in [
            "",
            "24-07-27",
            "9999-07-27",
            "2024-07-27T09:00",
            "27.7.2024",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn days_of_an_event_are_those_of_its_zone_and_in_order() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 12, day);
        let late = Some("2024-12-27T23:30:00+00:00");
        let berlin = Some("Europe/Berlin");
        assert_eq!(days(late, Some("2024-12-30"), berlin), day(28).zip(day(30)));
        assert_eq!(days(late, Some("2024-12-30"), None), day(27).zip(day(30)));
        assert_eq!(days(Some("2024-12-30"), late, None), None);
        assert_eq!(days(Some("2024-12-30"), None, None), None);
        assert_eq!(days(Some("soon"), Some("2024-12-30"), None), None);
    }

    #[test]
    fn tags_without_text_are_nothing() {
        for blank in ["", "<p></p>", " <p>&nbsp;</p>\n<br/>"] {
            assert!(is_blank_markup(blank), "{blank}");
        }
        for text in ["a", "<p>a</p>", "<img src=x>", "1 < 2", "<"] {
            assert!(!is_blank_markup(text), "{text}");
        }
    }

    #[test]
    fn two_texts_are_one_where_they_repeat() {
        let both = |a: &str, b: &str| both(Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(both("a", "a\n").as_deref(), Some("a"));
        assert_eq!(both("Long text.", "Long").as_deref(), Some("Long text."));
        assert_eq!(both("One.", "Two.").as_deref(), Some("One.\n\nTwo."));
        assert_eq!(both("<p></p>", "\nTwo. ").as_deref(), Some("Two."));
    }
}
