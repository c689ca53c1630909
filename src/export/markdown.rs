//! Tables for web pages and READMEs: one for each day, talks below their session.
//!
//! ```text
//! ## ES-FoMo II
//!
//! ### Sat 27 Jul 2024 · times in Vienna (CEST, +02)
//!
//! | Time | Session | People |
//! | --- | --- | --- |
//! | 9:15–\~10:15 | 📈 Session I: Emerging Architectures | |
//! | | ↳ A Deep Dive into State-Space Models | Albert Gu (Carnegie Mellon) |
//! ```
//!
//! Texts are escaped, so that they show as they are, whatever signs are in them.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{Shown, text as export_text};
use crate::{
    schedule::{Entry, Level, Status},
    zone::full_day,
};

/// `fomo list --format markdown`.
pub fn list(shown: Shown, entries: &[usize]) -> String {
    let columns = Columns::of(shown, entries);
    let mut out = format!("## {}\n", escaped(&shown.schedule.event().title));
    let listed = export_text::with_sessions(shown, entries);
    let mut rest = listed.as_slice();
    while let Some(first) = rest.first() {
        let day = day_of(shown, *first);
        let same = rest
            .iter()
            .take_while(|index| day_of(shown, **index) == day);
        let (today, others) = rest.split_at(same.count());
        let zone = export_text::zone_of_day(shown, today, day);
        let name = day.map_or_else(|| "Without a time".to_owned(), full_day);
        let _ = write!(out, "\n### {}{}\n\n", name, escaped(&zone));
        columns.head(&mut out);
        for index in today {
            if let Some(entry) = shown.schedule.entry(*index) {
                columns.row(&mut out, shown, entry);
            }
        }
        rest = others;
    }
    out
}

fn day_of(shown: Shown, index: usize) -> Option<NaiveDate> {
    let entry = shown.schedule.entry(index)?;
    shown.schedule.listed_day(entry)
}

/// Which columns there are, besides time and title: those in which anything stands.
#[derive(Clone, Copy)]
struct Columns {
    people: bool,
    room: bool,
    track: bool,
}

impl Columns {
    fn of(shown: Shown, entries: &[usize]) -> Self {
        let any = |has: &dyn Fn(&Entry) -> bool| {
            let mut all = entries
                .iter()
                .filter_map(|index| shown.schedule.entry(*index));
            all.any(has)
        };
        Self {
            people: any(&|entry| !entry.people.is_empty()),
            room: any(&|entry| !entry.rooms.is_empty()),
            track: any(&|entry| entry.track.is_some()),
        }
    }

    /// The cells of a row that are shown.
    fn line(self, out: &mut String, cells: [&str; 5]) {
        let shown = [true, true, self.people, self.room, self.track];
        for (cell, _) in cells.iter().zip(shown).filter(|(_, shown)| *shown) {
            let _ = match *cell {
                "" => write!(out, "| "),
                cell => write!(out, "| {cell} "),
            };
        }
        out.push_str("|\n");
    }

    fn head(self, out: &mut String) {
        self.line(out, ["Time", "Session", "People", "Room", "Track"]);
        self.line(out, ["---"; 5]);
    }

    fn row(self, out: &mut String, shown: Shown, entry: &Entry) {
        let schedule = shown.schedule;
        let session = schedule.session_of(entry);
        let track = entry
            .track
            .filter(|_| session.is_none_or(|session| session.track != entry.track))
            .and_then(|_| schedule.track_name(entry));
        let escaped_or_none = |text: Option<&str>| text.map(escaped).unwrap_or_default();
        self.line(
            out,
            [
                &escaped_or_none(shown.span(entry).as_deref()),
                &title(entry),
                &escaped(&export_text::people(entry).join("; ")),
                &escaped_or_none(schedule.own_room(entry).as_deref()),
                &escaped_or_none(track),
            ],
        );
    }
}

/// The title, as a link where the entry has one; struck through where it does not take place.
fn title(entry: &Entry) -> String {
    let mut title = escaped(&entry.title);
    if let Some(link) = entry.links.first() {
        title = format!("[{title}]({})", target(&link.url));
    }
    title = match entry.status {
        Status::Cancelled => format!("~~{title}~~ (cancelled)"),
        Status::Confirmed | Status::Tbc => {
            format!("{title}{}", escaped(export_text::status(entry)))
        }
    };
    match entry.level {
        Level::Session => title,
        Level::Talk => format!("↳ {title}"),
    }
}

/// A text that shows as it is, in a cell or in a heading.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // Two backslashes before a bar are read in two ways.
            '\\' => escaped.push_str("&#92;"),
            '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' | '!' => {
                escaped.push('\\');
                escaped.push(char);
            }
            '\n' | '\r' | '\t' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The target of a link, without what would end it, or the cell.
fn target(url: &str) -> String {
    let mut target = String::with_capacity(url.len());
    for char in url.chars() {
        match char {
            '&' => target.push_str("&amp;"),
            ' ' | '<' | '>' | '(' | ')' | '|' | '\\' | '`' | '"' | '\'' => {
                let _ = write!(target, "%{:02X}", u32::from(char));
            }
            other => target.push(other),
        }
    }
    target
}
