//! How long an entry takes, in the spellings of three exporters.

/// What a duration of three parts is: `HH:MM:SS` in Pentabarf, `D:HH:MM` in pretalx.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Hours, minutes, seconds.
    WithSeconds,
    /// Days, hours, minutes.
    WithDays,
}

/// Longer than any event: what claims to be is a mistake of the exporter.
const LONGEST: i64 = 31 * 24 * 60;

impl Parts {
    /// A file that gives its time slots in three parts means seconds by the third.
    pub(super) fn of_file(timeslot: Option<&str>) -> Self {
        match timeslot.map(|slot| slot.matches(':').count()) {
            Some(2) => Self::WithSeconds,
            _ => Self::WithDays,
        }
    }

    /// Minutes: `0:45`, `55:23`, `0:90`, bare minutes, or three parts; `None` where it is none of
    /// these, or longer than anything could be.
    pub(super) fn minutes(self, text: &str) -> Option<i64> {
        let numbers = text.trim().split(':').map(number);
        let numbers: Vec<i64> = numbers.collect::<Option<_>>()?;
        let minutes = match (numbers.as_slice(), self) {
            ([minutes], _) => *minutes,
            // Nobody writes no days at all.
            ([hours, minutes] | [hours @ 0, minutes, _], _)
            | ([hours, minutes, _], Self::WithSeconds) => hours * 60 + minutes,
            ([days, hours, minutes], Self::WithDays) => (days * 24 + hours) * 60 + minutes,
            _ => return None,
        };
        (minutes <= LONGEST).then_some(minutes)
    }
}

/// A part of a duration: a few digits, and nothing else.
fn number(text: &str) -> Option<i64> {
    let digits = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let cases = [
            ("00:45", Some(45)),
            ("0:45", Some(45)),
            (" 1:30 ", Some(90)),
            ("0:90", Some(90)),
            ("00:00", Some(0)),
            ("55:23", Some(55 * 60 + 23)),
            ("90", Some(90)),
            ("2:01:30", Some(2 * 24 * 60 + 90)),
            ("00:45:00", Some(45)),
            ("135.0:00", None),
            ("6944:11:40", None),
            ("-1:00", None),
            ("+1:00", None),
            ("1:2:3:4", None),
            ("1:", None),
            ("soon", None),
            ("", None),
            ("99999999999999999999:00", None),
        ];
        for (text, minutes) in cases {
            assert_eq!(Parts::WithDays.minutes(text), minutes, "{text}");
        }
    }

    #[test]
    fn three_parts_are_what_the_time_slots_say() {
        assert_eq!(Parts::of_file(Some("00:05:00")), Parts::WithSeconds);
        assert_eq!(Parts::of_file(Some("00:05")), Parts::WithDays);
        assert_eq!(Parts::of_file(None), Parts::WithDays);
        assert_eq!(Parts::WithSeconds.minutes("01:30:00"), Some(90));
        assert_eq!(Parts::WithSeconds.minutes("01:30"), Some(90));
    }
}
