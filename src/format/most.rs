//! Files that have more in them than any schedule.
//!
//! A file of some megabytes can have a million entries with nothing in them, each of which takes a kilobyte once it is read. So records are counted in the
//! text before any is read, roughly and in a fraction of the time; and entries exactly, as soon as they are known.

use super::ReadError;
use crate::{draft::Draft, limits};

/// Refuses a text that has more records than are read, of whatever format it is.
pub(super) fn of_records(text: &str) -> Result<(), ReadError> {
    let count = |byte: u8| text.bytes().filter(|&other| other == byte).count();
    // Such short ones cannot have that many, and need not be looked at.
    if text.len() < limits::ENTRIES * "<event>".len() {
        return Ok(());
    }
    match text.trim_start().get(..6) {
        Some(begin) if begin.starts_with('<') => {
            at_most(text.matches("<event").count(), limits::ENTRIES, "events")
        }
        Some(begin) if begin.eq_ignore_ascii_case("BEGIN:") => {
            at_most(count(b'\n'), limits::ICAL_LINES, "lines")?;
            let events = text.matches("BEGIN:VEVENT").count();
            at_most(events, limits::ENTRIES, "events")
        }
        // Braces in texts are counted as well; few texts have any.
        _ => at_most(count(b'{'), limits::RECORDS, "records"),
    }
}

/// Refuses a file that has more entries than are read.
pub(super) fn of_entries(draft: &Draft) -> Result<(), ReadError> {
    let talks: usize = draft
        .sessions
        .iter()
        .map(|session| session.talks.len())
        .sum();
    at_most(
        draft.sessions.len() + talks,
        limits::ENTRIES,
        "sessions and talks",
    )
}

fn at_most(number: usize, most: usize, of_what: &str) -> Result<(), ReadError> {
    if number <= most {
        return Ok(());
    }
    Err(ReadError::whole(format!(
        "it has {} {of_what}, and {} is the most that is read; split it into several files",
        limits::count(number),
        limits::count(most)
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Entry;

    fn draft(sessions: usize, talks: usize) -> Draft {
        let mut draft = Draft {
            sessions: vec![Entry::default(); sessions],
            ..Draft::default()
        };
        if let Some(last) = draft.sessions.last_mut() {
            last.talks = vec![Entry::default(); talks];
        }
        draft
    }

    #[test]
    fn talks_are_entries() {
        assert_eq!(of_entries(&draft(limits::ENTRIES - 3, 3)), Ok(()));
        let error = of_entries(&draft(limits::ENTRIES - 3, 4)).unwrap_err();
        assert_eq!(
            error.message,
            "it has 200,001 sessions and talks, and 200,000 is the most that is read; split it into several files"
        );
    }

    #[test]
    fn records_are_counted_before_they_are_read() {
        for (head, record, most, wanted) in [
            (
                "[",
                "{},",
                limits::RECORDS,
                "it has 1,000,001 records, and 1,000,000",
            ),
            (
                "\n <schedule>",
                "<event/>",
                limits::ENTRIES,
                "it has 200,001 events, and 200,000",
            ),
            (
                "BEGIN:VCALENDAR\n",
                "BEGIN:VEVENT\n",
                limits::ENTRIES,
                "it has 200,001 events, and 200,000",
            ),
            (
                "begin:vcalendar",
                "\n",
                limits::ICAL_LINES,
                "it has 10,000,001 lines, and 10,000,000",
            ),
        ] {
            let fits = format!("{head}{}", record.repeat(most));
            assert_eq!(of_records(&fits), Ok(()), "{wanted}");
            let error = of_records(&format!("{fits}{record}")).unwrap_err();
            assert!(error.message.starts_with(wanted), "{}", error.message);
        }
    }
}
