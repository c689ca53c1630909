//! Files that have more in them than any schedule.
//!
//! A file of some megabytes can have a million entries with nothing in them, each of which takes a kilobyte once it is read. So records are counted in the
//! text before any is read, roughly and in a fraction of the time; and entries exactly, as soon as they are known.

use super::ReadError;
use crate::{draft::Draft, limits};

/// Refuses a text that has more records than are read, of whatever format it is.
pub(super) fn of_records(text: &str) -> Result<(), ReadError> {
    // Such short ones cannot have that many, and need not be looked at.
    if text.len() < limits::LIST * "1,".len() {
        return Ok(());
    }
    let times = |what: &str| text.matches(what).count();
    match text.trim_start().get(..6) {
        Some(begin) if begin.starts_with('<') => {
            let events = times("<event");
            at_most(events, limits::ENTRIES, "events")?;
            // And not their lists.
            let one = |what: &str| times(what) - times(&format!("{what}s"));
            let others = ["<person", "<link", "<attachment"].map(one);
            let all = events + others.iter().sum::<usize>();
            at_most(all, limits::RECORDS, "events, people and links")
        }
        Some(begin) if begin.eq_ignore_ascii_case("BEGIN:") => {
            at_most(bytes(text, b'\n'), limits::ICAL_LINES, "lines")?;
            at_most(times("BEGIN:VEVENT"), limits::ENTRIES, "events")
        }
        _ => of_json(text),
    }
}

fn bytes(text: &str, byte: u8) -> usize {
    memchr::memchr_iter(byte, text.as_bytes()).count()
}

/// Bytes of a file for each of its parts, as schedules have them that people wrote.
const LARGE_PART: usize = 16;

fn of_json(text: &str) -> Result<(), ReadError> {
    // Nearly every file: what stands in texts is counted as well here, and is not even so too much; or the parts are so large
    // that the memory for them is in proportion to the file.
    let sparse = limits::VALUES.min(text.len() / LARGE_PART);
    let marks = marks(text, sparse.max(limits::LIST));
    let few_objects = || marks <= limits::RECORDS || bytes(text, b'{') <= limits::RECORDS;
    if marks < limits::LIST || (marks < sparse && few_objects()) {
        return Ok(());
    }
    let json = Json::of(text);
    at_most(json.objects, limits::RECORDS, "records")?;
    at_most(json.values, limits::VALUES, "values")?;
    at_most(json.longest, limits::LIST, "elements in one list")
}

/// How many values a JSON text has, itself included; roughly, where they are few.
pub(super) fn values(text: &str) -> usize {
    match marks(text, limits::MENDED) {
        // In most records, no more than the marks need be looked at.
        few if few < limits::MENDED => few,
        _ => Json::of(text).values,
    }
}

/// How many marks a JSON text has that begin a value, also within its texts; no more than `most` are counted.
fn marks(text: &str, most: usize) -> usize {
    let marks = memchr::memchr3_iter(b'{', b'[', b',', text.as_bytes());
    marks.take(most).count()
}

/// What a JSON text consists of, as its marks outside of texts tell.
#[derive(Debug, Default, PartialEq)]
struct Json {
    /// Its objects.
    objects: usize,
    /// All of its values. An empty list or object counts as if it had one.
    values: usize,
    /// The elements of the longest list, or the members of the longest object.
    longest: usize,
}

/// No reader goes deeper than this; what lies deeper belongs to what is around it.
const DEEPEST: usize = 128;

impl Json {
    fn of(text: &str) -> Self {
        let mut json = Self {
            values: 1,
            ..Self::default()
        };
        // Of each list or object around a place, how many values it has up to there.
        let mut around: Vec<usize> = Vec::with_capacity(DEEPEST);
        let mut depth = 0_usize;
        let mut in_text = false;
        let mut bytes = text.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                // What follows a backslash ends nothing.
                b'\\' if in_text => drop(bytes.next()),
                b'"' => in_text = !in_text,
                // No text goes over a line: one that seems to began in a comment of a script.
                b'\n' => in_text = false,
                _ if in_text => {}
                b'{' | b'[' => {
                    json.objects += usize::from(byte == b'{');
                    json.values += 1;
                    depth += 1;
                    if depth <= DEEPEST {
                        around.push(1);
                        json.longest = json.longest.max(1);
                    }
                }
                b'}' | b']' => {
                    if depth <= DEEPEST {
                        around.pop();
                    }
                    depth = depth.saturating_sub(1);
                }
                b',' => {
                    json.values += 1;
                    if let Some(values) = around.last_mut() {
                        *values += 1;
                        json.longest = json.longest.max(*values);
                    }
                }
                _ => {}
            }
        }
        json
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
        // A list of that many would be too long.
        let some = |record: &str| format!("[{}{{}}],", format!("{record},").repeat(9999));
        for (head, record, fits, wanted) in [
            (
                "[",
                some("{}"),
                200,
                "it has 2,010,000 records, and 2,000,000",
            ),
            (
                "[",
                some("[[]]"),
                333,
                "it has 10,020,002 values, and 10,000,000",
            ),
            (
                "{\"people\":[",
                "1,".to_owned(),
                limits::LIST - 1,
                "it has 200,001 elements in one list, and 200,000",
            ),
            (
                "{\"people\":{",
                "\"{[,\":\"\\\"[,]\",".to_owned(),
                limits::LIST - 1,
                "it has 200,001 elements in one list, and 200,000",
            ),
            (
                "\n <schedule>",
                "<event/>".to_owned(),
                limits::ENTRIES,
                "it has 200,001 events, and 200,000",
            ),
            (
                "<schedule>",
                "<person/>".to_owned(),
                limits::RECORDS,
                "it has 2,000,001 events, people and links, and 2,000,000",
            ),
            (
                "BEGIN:VCALENDAR\n",
                "BEGIN:VEVENT\n".to_owned(),
                limits::ENTRIES,
                "it has 200,001 events, and 200,000",
            ),
            (
                "begin:vcalendar",
                "\n".to_owned(),
                limits::ICAL_LINES,
                "it has 10,000,001 lines, and 10,000,000",
            ),
        ] {
            let fits = format!("{head}{}", record.repeat(fits));
            assert_eq!(of_records(&fits), Ok(()), "{wanted}");
            let error = of_records(&format!("{fits}{record}")).unwrap_err();
            assert!(error.message.starts_with(wanted), "{}", error.message);
        }
    }

    #[test]
    fn the_marks_of_texts_are_no_structure() {
        let seen = |text: &str| {
            let Json {
                objects,
                values,
                longest,
            } = Json::of(text);
            (objects, values, longest)
        };
        assert_eq!(seen("1"), (0, 1, 0));
        assert_eq!(seen(r#"{"a":["x","y","z"],"b":{}}"#), (2, 7, 3));
        assert_eq!(seen(r#"{"a{[,":"\"{[,\\","b":1}"#), (1, 3, 2));
        // A quotation mark in a comment takes no more than its line.
        assert_eq!(seen("// 5\" wide\n[1,2,3]"), (0, 4, 3));
        // The elements behind what lies too deep are still those of the list around it.
        let deep = format!("[{}{},2,3]", "[".repeat(200), "]".repeat(200));
        assert_eq!(seen(&deep), (0, 204, 3));
    }
}
