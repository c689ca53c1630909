//! Reading schedule files: bytes in, a [`Draft`] out.
//!
//! ```text
//! bytes ──sniff──▶ one reader per format ──▶ Draft (with the place of every record)
//! ```
//!
//! What a file is, is decided by its content, never by its name. A reader never fails on one bad
//! record; it fails only where the file as a whole is not a schedule.

mod c3voc;
mod fields;
mod frab;
mod ical;
mod indico;
mod json;
mod konopas;
mod links;
mod met;
mod mini_conf;
mod most;
pub mod native;
mod opass;
mod open_event;
mod pretalx_widget;
mod report;
mod sessionize;
mod stranger;
mod symposion;
mod virtual_site;
mod xml;

use std::borrow::Cow;

use self::json::Sketch;
use crate::draft::Draft;

/// Why a file could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    /// A sentence for the person who opened the file.
    pub message: String,
    /// Line and column from 1, where the trouble has a place.
    pub at: Option<(usize, usize)>,
}

impl ReadError {
    fn whole(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            at: None,
        }
    }
}

/// A reader: its name on the command line, what its files are and who writes them, how to recognise
/// them, and how to read them.
struct Format {
    name: &'static str,
    what: &'static str,
    from: &'static str,
    sniff: fn(&Look) -> bool,
    read: fn(&str) -> Result<Draft, ReadError>,
}

/// A text at first sight: what a reader sees to tell whether it is its own.
struct Look<'a> {
    text: &'a str,
    /// The uppermost levels, where it is JSON.
    json: Option<Sketch>,
    /// This is all of it, not the beginning only.
    is_whole: bool,
}

impl<'a> Look<'a> {
    fn new(text: &'a str) -> Self {
        let json = Sketch::of(text);
        Self {
            text,
            json,
            is_whole: true,
        }
    }

    /// A look at the beginning only, which is enough for most files, and much less to look at.
    fn at_beginning_of(text: &'a str) -> Self {
        let mut end = BEGINNING.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self {
            is_whole: end == text.len(),
            ..Self::new(text.get(..end).unwrap_or(text))
        }
    }

    fn format(&self) -> Option<&'static Format> {
        FORMATS.iter().find(|format| (format.sniff)(self))
    }
}

/// So many bytes are looked at first.
const BEGINNING: usize = 64 * 1024;

const fn format(
    name: &'static str,
    what: &'static str,
    from: &'static str,
    sniff: fn(&Look) -> bool,
    read: fn(&str) -> Result<Draft, ReadError>,
) -> Format {
    Format {
        name,
        what,
        from,
        sniff,
        read,
    }
}

/// All formats, the most specific first.
#[rustfmt::skip] // a table: one row, one line
const FORMATS: &[Format] = &[
    format("fomo", "JSON, `fomo/1`", "written by hand, see below", native::sniff, native::read),
    format("c3voc", "JSON, a draft of version 2", "c3voc", c3voc::sniff, c3voc::read),
    format("frab-json", "`schedule.json`", "frab, pretalx, the hub of the CCC", frab::sniff_json, frab::read_json),
    format("frab-xml", "`schedule.xml`", "frab, pretalx, Pentabarf, FOSDEM", frab::sniff_xml, frab::read_xml),
    format("ical", "`.ics`", "iCalendar of any program", ical::sniff, ical::read),
    format("indico", "JSON: `/export/event/ID.json?detail=sessions` or `contributions`, `/export/timetable/ID.json`", "Indico", indico::sniff, indico::read),
    format("opass", "JSON: `sessions.json`", "OPass", opass::sniff, opass::read),
    format("pretalx-widget", "JSON: `schedule/widgets/schedule.json`", "the widget of pretalx, which has the breaks as well", pretalx_widget::sniff, pretalx_widget::read),
    format("sessionize", "JSON: All, GridSmart, Sessions; the simplified form", "Sessionize", sessionize::sniff, sessionize::read),
    format("virtual-site", "JSON: `…-orals-posters.json`", "the virtual sites of ICML, NeurIPS, ICLR, CVPR, …", virtual_site::sniff, virtual_site::read),
    format("mini-conf", "JSON: `main_calendar.json`", "Mini-Conf", mini_conf::sniff, mini_conf::read),
    format("open-event", "JSON: `sessions`", "Open Event", open_event::sniff, open_event::read),
    format("symposion", "JSON: `conference.json`", "Symposion (PyCon US)", symposion::sniff, symposion::read),
    format("konopas", "JavaScript or JSON", "KonOpas, ConClár", konopas::sniff, konopas::read),
];

/// The formats for people: name, what such files look like, and who writes them.
pub fn table() -> impl Iterator<Item = [&'static str; 3]> {
    FORMATS
        .iter()
        .map(|format| [format.name, format.what, format.from])
}

/// The names that `--input-format` takes.
pub fn names() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.name)
}

/// Reads a schedule of any known format.
///
/// `wanted` names the format where the caller knows better than the content does.
pub fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Draft, ReadError> {
    let text = &*decode(bytes)?;
    most::of_records(text)?;
    let draft = read_text(text, wanted)?;
    most::of_entries(&draft)?;
    Ok(draft)
}

fn read_text(text: &str, wanted: Option<&str>) -> Result<Draft, ReadError> {
    if let Some(wanted) = wanted {
        let known = FORMATS.iter().find(|format| format.name == wanted);
        let format = known.ok_or_else(|| {
            let names: Vec<_> = names().collect();
            ReadError::whole(format!(
                "there is no input format “{wanted}”; known: {}",
                names.join(", ")
            ))
        })?;
        return (format.read)(text);
    }
    let beginning = Look::at_beginning_of(text);
    match beginning.format().or_else(|| Look::new(text).format()) {
        Some(format) => (format.read)(text),
        None => Err(stranger::describe(text)),
    }
}

/// UTF-8 text without a byte order mark.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    let packed = match bytes {
        [0x1F, 0x8B, ..] => Some("gzip"),
        [b'P', b'K', 3, 4, ..] => Some("zip"),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => Some("xz"),
        _ => None,
    };
    if let Some(packed) = packed {
        return Err(ReadError::whole(format!(
            "the file is packed ({packed}); unpack it and try again"
        )));
    }
    if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        return Err(ReadError::whole(
            "the file is UTF-16; save it as UTF-8 and try again",
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.into()),
        Err(error) => error,
    };
    let whole = ical::with_whole_characters(bytes);
    if let Some(Ok(text)) = whole.map(String::from_utf8) {
        return Ok(text.into());
    }
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let good = std::str::from_utf8(good).unwrap_or_default();
    let at = json::Lines::new(good).place(good.len());
    if good.contains('\0') {
        return Err(ReadError::whole("this is a binary file, not a schedule"));
    }
    Err(ReadError {
        message: "this is not UTF-8 text; save the file as UTF-8 and try again".into(),
        at: Some(at),
    })
}
