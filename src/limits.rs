//! How much is too much: one place for all that a reader may meet.
//!
//! Real schedules, people and terminals stay far below. Nothing of a schedule is left out without a word, and memory stays within bounds: about ten times
//! the size of the file, or a gigabyte where that is more. A real file stays below the former; what takes the latter is made of the smallest parts there
//! are, each of which takes a hundred times its own size.

/// Bytes of a schedule that is a file or comes through a pipe: the largest real ones have 3 MB.
pub const FILE: u64 = 512 * MEGABYTE;
/// Bytes of a schedule from the web, unpacked. Ten times the largest real ones. A packed megabyte can unpack to a thousand: the memory for it would be
/// taken before anybody sees that it is no schedule.
pub const DOWNLOAD: u64 = 32 * MEGABYTE;
/// Sessions and talks of a schedule: ten times the largest real ones. Each takes about a kilobyte.
pub const ENTRIES: usize = 200_000;
/// Objects of a JSON file: sessions, talks, people, links; and the elements of an XML file that become such. They are counted before any of them is
/// read. Each takes some three hundred bytes.
pub const RECORDS: usize = 2_000_000;
/// Elements of one list of a JSON file, or members of one object: the longest list is that of the entries.
pub const LIST: usize = ENTRIES;
/// Values of a JSON file: objects, lists, texts, numbers. Each takes up to two hundred bytes, as a list with one that cannot be read is taken apart.
pub const VALUES: usize = 10_000_000;
/// Values of one record of a JSON file of which something cannot be read: it is taken apart, for which each of them takes up to
/// two hundred bytes. The largest real ones have some thousands.
pub const MENDED: usize = 300_000;
/// Elements, texts and comments of an XML file. Each takes some seventy bytes.
pub const XML_NODES: u32 = 8_000_000;
/// Attributes of an XML element.
pub const XML_ATTRIBUTES: usize = 1000;
/// Bytes that may come out of the entities that an XML file declares for itself.
pub const XML_ENTITIES: usize = 32 * 1024 * 1024;
/// Lines of an iCalendar file. Each takes some ninety bytes.
pub const ICAL_LINES: usize = 10_000_000;
/// So often one entry of a calendar repeats.
pub const REPETITIONS: usize = 1000;
/// So many repetitions all entries of a calendar have together.
pub const ALL_REPETITIONS: usize = 50_000;
/// What could not be read is told one by one so often; the rest is counted.
pub const COMPLAINTS: usize = 10_000;
/// Bytes of a file of the system's time zones. Real ones have about 4 kB.
pub const ZONE_FILE: u64 = 256 * 1024;
/// Bytes of the system's list of time zones. Real ones have about 110 kB.
pub const ZONE_LIST: u64 = 4 * MEGABYTE;
/// Bytes of the configuration: a larger file was not written by a person.
pub const CONFIG: u64 = MEGABYTE;
/// Bytes of a file in which the program keeps something.
pub const STATE: u64 = 64 * MEGABYTE;
/// Bytes of a description that a page shows: each line of it takes many times its length, as it is laid out anew with every page that is opened.
pub const TEXT: usize = 64 * 1024;
/// Characters of what is typed into one line: a filter, also that of `--query`; an address. A pasted book is cut.
pub const LINE: usize = 1000;
/// Bytes of what a time zone is searched by: no name of a place is as long, and a book that was pasted into the prompt need not be looked for in all of
/// them, letter by letter.
pub const ZONE_SEARCH: usize = 200;
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

/// Bytes as they are told: `512 MB`, `64 kB`. What is not whole is rounded up, so that a part of something is never as much as all of it.
pub fn size(bytes: u64) -> String {
    if bytes >= 10 * MEGABYTE || bytes >= MEGABYTE && bytes.is_multiple_of(MEGABYTE) {
        return format!("{} MB", bytes.div_ceil(MEGABYTE));
    }
    let kilobytes = usize::try_from(bytes.div_ceil(1024)).unwrap_or(usize::MAX);
    format!("{} kB", count(kilobytes))
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
    [of_schedules(), of_other_files(), of_the_viewer()].concat()
}

fn row(what: &str, most: String, then: &str) -> [String; 3] {
    [what.to_owned(), most, then.to_owned()]
}

fn of_schedules() -> Vec<[String; 3]> {
    const REFUSED: &str = "it is not read; an error says so";
    let nodes = usize::try_from(XML_NODES).unwrap_or(usize::MAX);
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
        row("elements of one list in a JSON file", count(LIST), REFUSED),
        row(
            "values in a JSON file, of whatever kind",
            count(VALUES),
            REFUSED,
        ),
        row(
            "values in a JSON record of which something cannot be read",
            count(MENDED),
            "it is left out; an error of `fomo check` says so",
        ),
        row(
            "people and links in an XML file, with its events",
            count(RECORDS),
            REFUSED,
        ),
        row("elements and texts of an XML file", count(nodes), REFUSED),
        row(
            "attributes of an XML element",
            count(XML_ATTRIBUTES),
            REFUSED,
        ),
        row(
            "what the entities become that an XML file declares",
            size(XML_ENTITIES as u64),
            REFUSED,
        ),
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
    ]
}

fn of_other_files() -> Vec<[String; 3]> {
    vec![
        row(
            "a file of the system's time zones",
            size(ZONE_FILE),
            "it is left aside; the rules that are compiled in hold",
        ),
        row(
            "the list of the system's time zones",
            size(ZONE_LIST),
            "it is left aside; the names that are compiled in are known",
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
    ]
}

fn of_the_viewer() -> Vec<[String; 3]> {
    let (columns, rows) = SCREEN;
    vec![
        row(
            "a filter, in characters",
            count(LINE),
            "the rest of what is typed is not taken, and a message says so; of `--query`, an error does",
        ),
        row(
            "an address, a name that is typed, in characters",
            count(LINE),
            "the rest is not taken",
        ),
        row(
            "what a time zone is searched by, in bytes",
            count(ZONE_SEARCH),
            "no zone matches",
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

    #[test]
    fn a_part_is_less_than_the_whole() {
        for (bytes, told) in [
            (0, "0 kB"),
            (TEXT as u64 + 1, "65 kB"),
            (MEGABYTE - 1, "1,024 kB"),
            (MEGABYTE + 1, "1,025 kB"),
            (2 * MEGABYTE, "2 MB"),
            (10 * MEGABYTE + 1, "11 MB"),
        ] {
            assert_eq!(size(bytes), told);
        }
    }
}
