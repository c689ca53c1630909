//! How much is too much: one place for all that a reader may meet.
//!
//! Real schedules, people and terminals stay far below. Nothing of a schedule is left out without a word, and memory stays within bounds: about ten times
//! the size of the file, or a kilobyte for each entry.

/// Bytes of a schedule that is a file or comes through a pipe: the largest real ones have 3 MB.
pub const FILE: u64 = 512 * MEGABYTE;
/// Bytes of a schedule from the web, unpacked. Ten times the largest real ones. A packed megabyte can unpack to a thousand: the memory for it would be
/// taken before anybody sees that it is no schedule.
pub const DOWNLOAD: u64 = 32 * MEGABYTE;
/// Sessions and talks of a schedule: ten times the largest real ones. Each takes about a kilobyte.
pub const ENTRIES: usize = 200_000;
/// Objects of a JSON file: sessions, talks, people, links. They are counted before any of them is read.
pub const RECORDS: usize = 1_000_000;
/// Elements, texts and comments of an XML file. Each takes some seventy bytes.
pub const XML_NODES: u32 = 8_000_000;
/// Lines of an iCalendar file. Each takes some ninety bytes.
pub const ICAL_LINES: usize = 10_000_000;
/// So often one entry of a calendar repeats.
pub const REPETITIONS: usize = 1000;
/// So many repetitions all entries of a calendar have together.
pub const ALL_REPETITIONS: usize = 50_000;
/// What could not be read is told one by one so often; the rest is counted.
pub const COMPLAINTS: usize = 10_000;
/// Bytes of the configuration: a larger file was not written by a person.
pub const CONFIG: u64 = MEGABYTE;
/// Bytes of a file in which the program keeps something.
pub const STATE: u64 = 64 * MEGABYTE;
/// Bytes of a description that a page shows: each line of it takes many times its length, as it is laid out anew with every page that is opened.
pub const TEXT: usize = 256 * 1024;
/// Characters of what is typed into one line: a filter, an address. A pasted book is cut.
pub const LINE: usize = 1000;
/// Characters of a note.
pub const NOTE: usize = 10_000;
/// Bytes of what is pasted at once.
pub const PASTE: usize = 64 * 1024;
/// Bytes of what is copied at once: terminals ignore what is longer.
pub const COPY: usize = 64 * 1024;
/// Columns and rows that are drawn of a terminal.
pub const SCREEN: (u16, u16) = (2000, 600);
/// Columns, and rows, of a frame that is printed.
pub const PRINT: u16 = 1000;

const MEGABYTE: u64 = 1024 * 1024;

/// Bytes as they are told: `512 MB`, `64 kB`.
pub fn size(bytes: u64) -> String {
    if bytes >= MEGABYTE {
        format!("{} MB", bytes / MEGABYTE)
    } else {
        format!("{} kB", bytes / 1024)
    }
}

/// A count as it is told: `200,000`.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut told = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// All limits for people: of what, how much, and what happens beyond.
pub fn table() -> Vec<[String; 3]> {
    const REFUSED: &str = "it is not read; an error says so";
    let row = |what: &str, most: String, then: &str| [what.to_owned(), most, then.to_owned()];
    let nodes = usize::try_from(XML_NODES).unwrap_or(usize::MAX);
    let (columns, rows) = SCREEN;
    vec![
        row("a schedule in a file or from a pipe", size(FILE), REFUSED),
        row(
            "a schedule from the web, unpacked",
            size(DOWNLOAD),
            "the download is given up; an error says so, and a copy in the cache stays",
        ),
        row("sessions and talks of a schedule", count(ENTRIES), REFUSED),
        row(
            "JSON objects in a file, of whatever kind",
            count(RECORDS),
            REFUSED,
        ),
        row("elements and texts of an XML file", count(nodes), REFUSED),
        row("lines of an iCalendar file", count(ICAL_LINES), REFUSED),
        row(
            "repetitions of one entry of a calendar",
            count(REPETITIONS),
            "the first ones are listed; an error of `fomo check` says so",
        ),
        row(
            "repetitions in all of a calendar",
            count(ALL_REPETITIONS),
            "the first ones are listed; an error of `fomo check` says so",
        ),
        row(
            "records and fields that cannot be read",
            count(COMPLAINTS),
            "the first ones are told one by one, the others as a number",
        ),
        row(
            "an abstract or a biography on a page of the viewer",
            size(TEXT as u64),
            "its beginning is shown; the last line of it says so",
        ),
        row(
            "`config.toml`",
            size(CONFIG),
            "it is left aside; a warning says so",
        ),
        row(
            "a file in which something is kept",
            size(STATE),
            "it is left as it is; an error says so",
        ),
        row(
            "a filter, an address, a name that is typed, in characters",
            count(LINE),
            "the rest is not taken",
        ),
        row(
            "a note, in characters",
            count(NOTE),
            "the rest is not taken; the last line says so",
        ),
        row(
            "a text that is pasted",
            size(PASTE as u64),
            "the rest is not taken",
        ),
        row(
            "a text that is copied",
            size(COPY as u64),
            "its beginning is copied; the last line says so",
        ),
        row(
            "a terminal",
            format!("{columns} × {rows}"),
            "the rest of it stays empty",
        ),
        row(
            "a frame of `--print`",
            format!("{PRINT} × {PRINT}"),
            "an error says so",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_legible() {
        for (number, told) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (50_000, "50,000"),
            (200_000, "200,000"),
            (10_000_000, "10,000,000"),
        ] {
            assert_eq!(count(number), told);
        }
        assert_eq!(
            [FILE, DOWNLOAD, CONFIG, PASTE as u64].map(size),
            ["512 MB", "32 MB", "1 MB", "64 kB"]
        );
    }
}
