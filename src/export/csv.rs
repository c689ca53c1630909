//! A table for spreadsheets: one row for each entry, as RFC 4180 has it.
//!
//! A byte order mark stands in front, since some programs take it for their own country's encoding otherwise, and no cell
//! begins with what makes a formula of it.

use chrono::{DateTime, Utc};

use super::{Shown, text as export_text};
use crate::{
    schedule::{Entry, Level},
    text,
};

/// The names of the columns.
pub const COLUMNS: [&str; 18] = [
    "day",
    "start",
    "end",
    "end_inferred",
    "zone",
    "duration_minutes",
    "title",
    "people",
    "room",
    "track",
    "kind",
    "language",
    "status",
    "url",
    "abstract",
    "id",
    "level",
    "session",
];

/// What tells a program that it is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// `fomo list --format csv`.
pub fn list(shown: Shown, entries: &[usize]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has as many cells.
    let _ = writer.write_record(COLUMNS);
    for index in entries {
        if let Some(entry) = shown.schedule.entry(*index) {
            let _ = writer.write_record(row(shown, entry));
        }
    }
    let table = writer.into_inner().unwrap_or_default();
    format!("{BYTE_ORDER_MARK}{}", String::from_utf8_lossy(&table))
}

fn row(shown: Shown, entry: &Entry) -> [String; COLUMNS.len()] {
    let time = |at: Option<DateTime<Utc>>| {
        let local = at.map(|at| shown.zone.local(at));
        local.map_or_else(String::new, |local| {
            local.format("%Y-%m-%d %H:%M").to_string()
        })
    };
    let said = |text: Option<&str>| defused(text.unwrap_or_default());
    let abstract_text = entry.abstract_text.as_deref().map(text::read);
    let abstract_text = abstract_text.unwrap_or_default();
    let session = shown.schedule.session_of(entry);
    let url = entry.links.first().map(|link| link.url.as_str());
    [
        entry.day.map_or_else(String::new, |day| day.to_string()),
        time(entry.start),
        time(entry.end),
        yes(entry.end_inferred),
        zone(shown, entry),
        entry
            .minutes()
            .map_or_else(String::new, |minutes| minutes.to_string()),
        defused(&entry.title),
        defused(&export_text::people(entry).join("; ")),
        said(shown.schedule.room_names(entry).as_deref()),
        said(shown.schedule.track_name(entry)),
        said(entry.kind.as_deref()),
        said(entry.language.as_deref()),
        entry.status.name().to_owned(),
        said(url),
        defused(&export_text::prose(&abstract_text)),
        defused(&entry.id),
        match entry.level {
            Level::Session => "session".to_owned(),
            Level::Talk => "talk".to_owned(),
        },
        said(session.map(|session| session.id.as_str())),
    ]
}

fn yes(holds: bool) -> String {
    if holds { "true" } else { "false" }.to_owned()
}

/// The zone in which the times of a row are, with its offset then: `Europe/Vienna UTC+02:00`. Where clocks change between
/// start and end, both offsets.
fn zone(shown: Shown, entry: &Entry) -> String {
    let times = [entry.start, entry.end].into_iter().flatten();
    if shown.zone.is_unknown() {
        return match times.count() {
            0 => String::new(),
            _ => shown.zone.label(DateTime::UNIX_EPOCH),
        };
    }
    let mut offsets: Vec<String> = times
        .map(|at| match shown.zone.seconds_at(at).to_string() {
            offset if offset == "+00:00" => "UTC".to_owned(),
            offset => format!("UTC{offset}"),
        })
        .collect();
    offsets.dedup();
    match (offsets.is_empty(), shown.zone.iana_name()) {
        (false, Some(name)) => format!("{name} {}", offsets.join(" → ")),
        _ => offsets.join(" → "),
    }
}

/// A text as a cell that no spreadsheet takes for a formula: an apostrophe says that what follows is a text.
fn defused(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
