//! Any bytes may be handed in as a calendar: nothing panics, and how a text is folded and escaped
//! does not change what is read.

#![cfg(test)]

use std::sync::LazyLock;

use fomo::{
    draft::Draft,
    format,
    schedule::check::{self, Checked},
    zone::Atlas,
};
use proptest::{prelude::*, sample::Index};

static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::compiled);

const WHOLE: &[u8] = include_bytes!("fixtures/formats/ical/whole.ics");
const REPEATING: &[u8] = include_bytes!("fixtures/formats/ical/repeating.ics");
const RULES: &[u8] = include_bytes!("fixtures/formats/ical/zone-by-rules.ics");

fn draft(bytes: &[u8]) -> Option<Draft> {
    format::read(bytes, Some("ical")).ok()
}

/// Reads and checks as the program does.
fn open(bytes: &[u8]) -> Option<Checked> {
    Some(check::check(draft(bytes)?, &ATLAS, None))
}

fn titles(draft: &Draft) -> Vec<Option<&str>> {
    let sessions = draft.sessions.iter();
    sessions.map(|session| session.title.as_deref()).collect()
}

#[test]
fn cut_off_at_every_byte() {
    for whole in [WHOLE, REPEATING, RULES] {
        for end in 15..whole.len() {
            let bytes = whole.get(..end).unwrap();
            let begun = String::from_utf8_lossy(bytes);
            let begun = begun.matches("BEGIN:VEVENT").count();
            let read = open(bytes).unwrap().schedule.entries().len();
            assert!(
                read >= begun,
                "cut off after {end} bytes: {read} of {begun}"
            );
        }
    }
}

#[test]
fn every_byte_replaced() {
    for whole in [WHOLE, RULES] {
        for at in 0..whole.len() {
            for byte in [b'\n', b':', 0xC3] {
                let mut bytes = whole.to_vec();
                bytes[at] = byte;
                open(&bytes);
            }
        }
    }
}

/// A calendar with one entry of this title, folded after so many bytes, wherever that is.
fn folded(title: &str, width: usize, end: &str, blank: char) -> Vec<u8> {
    let escaped = title
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n");
    let line = format!("SUMMARY;X=\"a:b;c\":{escaped}");
    let mut bytes = format!("BEGIN:VCALENDAR{end}BEGIN:VEVENT{end}").into_bytes();
    for (index, chunk) in line.as_bytes().chunks(width).enumerate() {
        if index > 0 {
            bytes.extend(format!("{end}{blank}").bytes());
        }
        bytes.extend(chunk);
    }
    bytes.extend(format!("{end}UID:1{end}END:VEVENT{end}END:VCALENDAR{end}").bytes());
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut calendar = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n".to_vec();
        calendar.extend(&bytes);
        open(&calendar);
        open(&bytes);
    }

    #[test]
    fn any_text_anywhere(text in "\\PC{0,40}", number in "[0-9TZPWDHMS+,;=-]{0,20}") {
        for value in [&text, &number] {
            let lines = |names: &[&str]| -> String {
                names
                    .iter()
                    .flat_map(|name| [*name, ":", value, "\r\n"])
                    .collect()
            };
            let head = lines(&["PRODID", "X-WR-CALNAME", "X-WR-TIMEZONE", "METHOD"]);
            let rules = lines(&["RRULE", "RDATE", "TZOFFSETFROM"]);
            let body = lines(&["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY",
                "LOCATION", "DESCRIPTION", "CATEGORIES", "ATTENDEE;CN=x", "STATUS", "URL", "ATTACH", "UID"]);
            let other = lines(&["DTSTART", "DTEND"]);
            let calendar = format!(
                "BEGIN:VCALENDAR\r\n{head}\
                 BEGIN:VTIMEZONE\r\nTZID:{text}\r\nBEGIN:STANDARD\r\nDTSTART:20240101T000000\r\n{rules}TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n\
                 BEGIN:VEVENT\r\nDTSTART;TZID={text}:20240603T090000\r\n{body}END:VEVENT\r\n\
                 BEGIN:VEVENT\r\n{other}END:VEVENT\r\nEND:VCALENDAR");
            let checked = open(calendar.as_bytes()).unwrap();
            prop_assert!(checked.schedule.entries().len() >= 2);
        }
    }

    #[test]
    fn rules_end(rule in "FREQ=(DAILY|WEEKLY);(INTERVAL=[0-9]{1,12};)?(COUNT=[0-9]{1,12}|UNTIL=[0-9]{8})(;BYDAY=(MO|SU|FR)(,(TU|WE))?)?(;WKST=SU)?",
        start in "(000[1-9]|2024|99[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|2[0-9])T(0[0-9]|2[0-3])0000Z?", length in "P[0-9]{1,3}D") {
        let calendar = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:{start}\nDURATION:{length}\nRRULE:{rule}\nEND:VEVENT\nEND:VCALENDAR");
        let entries = open(calendar.as_bytes()).unwrap().schedule.entries().len();
        prop_assert!((1..=1000).contains(&entries), "{entries}");
    }

    #[test]
    fn some_bytes_replaced(changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6)) {
        let mut bytes = [WHOLE, RULES, REPEATING].concat();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        open(&bytes);
    }

    #[test]
    fn folds_and_escapes_change_nothing(title in "[a-zäß🌲,;:\\\\ \"\\n]{0,60}", width in 1..40usize,
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]), blank in prop::sample::select(vec![' ', '\t'])) {
        let title = title.trim();
        let read = draft(&folded(title, width, end, blank)).unwrap();
        prop_assert_eq!(titles(&read), [Some(title).filter(|title| !title.is_empty())]);
        prop_assert_eq!(read.sessions[0].id.as_deref(), Some("1"));
        prop_assert_eq!(read.sessions[0].origin.at, Some((2, 1)));
        prop_assert!(read.complaints.is_empty(), "{:?}", read.complaints);
    }
}
