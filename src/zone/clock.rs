//! Times and days as they are written for people.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Zone, day_shift};

/// The clock time of an instant: `9:15`, or `0:10+1` where the date is not the event's day.
pub fn clock(zone: &Zone, at: DateTime<Utc>, day: Option<NaiveDate>) -> String {
    let local = zone.local(at);
    let shift = day
        .and_then(|day| day_shift(day, local.date()))
        .unwrap_or_default();
    format!("{}{shift}", local.format("%-H:%M"))
}

/// What goes before a time of one-digit hours, to set it under those of two.
pub fn hour_padding(time: &str) -> &'static str {
    if time.find(':') == Some(1) { " " } else { "" }
}

/// A day in full, `Sat 27 Jul 2024`.
pub fn full_day(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// A length of time: `45 min`, `1 h`, `1 h 30`, `2 d 7 h`.
pub fn duration(minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, _) => format!("{minutes} min"),
        (24.., _) if hours % 24 == 0 => format!("{} d", hours / 24),
        (24.., _) => format!("{} d {} h", hours / 24, hours % 24),
        (_, 0) => format!("{hours} h"),
        _ => format!("{hours} h {rest:02}"),
    }
}

/// The whole minutes of a span that is still to come, rounded up: as long as any of it is left, it does not say that none is.
pub fn minutes_left(span: TimeDelta) -> i64 {
    let seconds = span.num_seconds();
    seconds.div_euclid(60) + i64::from(seconds % 60 != 0)
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_in_words() {
        let cases = [
            (0, "0 min"),
            (45, "45 min"),
            (60, "1 h"),
            (90, "1 h 30"),
            (65, "1 h 05"),
        ];
        let long = [(24 * 60, "1 d"), (55 * 60 + 23, "2 d 7 h")];
        for (minutes, text) in cases.into_iter().chain(long) {
            assert_eq!(duration(minutes), text);
        }
    }
}
