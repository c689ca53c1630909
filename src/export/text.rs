//! Plain text for people, in a terminal or a mail.
//!
//! ```text
//! ES-FoMo II · times in Vienna (CEST, +02)
//!
//! Sat 27 Jul 2024
//!    9:00–~9:15   Opening remarks
//!    9:15–~10:15  📈 Session I: Emerging Architectures
//!                   Mixture-of-Experts: Scaling and … · Abhinav Venigalla (Databricks)
//! ```

use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use foldhash::HashSet;

use super::Shown;
use crate::{
    schedule::{Credit, Entry, Level, Status},
    text::{self, Document},
    zone::{self, full_day},
};

/// `fomo list`: by day, with the sessions of matching talks as their headings.
pub fn list(shown: Shown, entries: &[usize]) -> String {
    let label = shown.common_label(entries);
    let mut out = header(shown, label.as_deref());
    let mut day = None;
    let mut heading = None;
    let lines = Lines::of(shown, entries, None);
    let listed = by_day(shown, entries);
    for (place, index) in listed.iter().copied().enumerate() {
        let Some(entry) = shown.schedule.entry(index) else {
            continue;
        };
        let timed = shown.schedule.session_of(entry).unwrap_or(entry);
        let today = timed.day.filter(|_| timed.start.is_some());
        if day != Some(today) {
            day = Some(today);
            let name = today.map_or_else(|| "Without a time".to_owned(), full_day);
            // Where clocks change during the event, every day says by which it goes; the night
            // itself, by which it begins and by which it ends.
            let by = match label {
                Some(_) => String::new(),
                None => day_labels(shown, listed.get(place..).unwrap_or_default(), today),
            };
            let _ = write!(out, "\n{name}{by}\n");
        }
        match entry.level {
            Level::Session => heading = Some(index),
            // A talk without its session above it would hang in the air.
            Level::Talk if heading != entry.session => {
                heading = entry.session;
                if let Some(session) = heading {
                    lines.line(&mut out, session);
                }
            }
            Level::Talk => {}
        }
        lines.line(&mut out, index);
    }
    out
}

/// `fomo list ~word`: in the order given, so every line says its day, if there are several.
///
/// ```text
/// Sat 27 Jul  (9:15–~10:15)  A Deep Dive into State-Space Models · Albert Gu (Carnegie Mellon)
/// ```
pub fn ranked(shown: Shown, entries: &[usize]) -> String {
    let label = shown.common_label(entries);
    let mut out = match shown.schedule.days() {
        [day] => {
            let title = &shown.schedule.event().title;
            let zone = zone_words(shown, label.as_deref());
            format!("{title} · {} · {zone}\n", full_day(*day))
        }
        _ => header(shown, label.as_deref()),
    };
    out.push('\n');
    let lines = Lines::alone(shown, entries, label.is_none());
    for index in entries {
        lines.line(&mut out, *index);
    }
    out
}

/// ` · Vienna (CEST, +02) → Vienna (CET, +01)`: the zone at the starts of the entries of a day, which are the first ones listed.
fn day_labels(shown: Shown, listed: &[usize], day: Option<NaiveDate>) -> String {
    let entries = listed
        .iter()
        .filter_map(|index| shown.schedule.entry(*index));
    // To look at all entries for every day takes minutes where there are many of both.
    let today = entries.take_while(|entry| shown.schedule.listed_day(entry) == day);
    let starts = today.filter_map(|entry| entry.start);
    let mut labels: Vec<String> = starts.map(|start| shown.zone.label(start)).collect();
    labels.dedup();
    if labels.is_empty() {
        String::new()
    } else {
        format!(" · {}", labels.join(" → "))
    }
}

/// The entries by day, talks behind their session.
fn by_day(shown: Shown, entries: &[usize]) -> Vec<usize> {
    let wanted: HashSet<usize> = entries.iter().copied().collect();
    let sessions = shown.schedule.sessions_by_day().iter().copied();
    let all = sessions.flat_map(|session| {
        let talks = shown
            .schedule
            .entry(session)
            .map_or(0..0, |entry| entry.talks.clone());
        std::iter::once(session).chain(talks)
    });
    all.filter(|index| wanted.contains(index)).collect()
}

/// The entries by day, and above talks whose session is not among them, that session.
pub(super) fn with_sessions(shown: Shown, entries: &[usize]) -> Vec<usize> {
    let mut listed = Vec::with_capacity(entries.len());
    let mut heading = None;
    for index in by_day(shown, entries) {
        let session = shown.schedule.entry(index).and_then(|entry| entry.session);
        if let Some(session) = session
            && heading != Some(session)
        {
            listed.push(session);
        }
        heading = session.or(Some(index));
        listed.push(index);
    }
    listed
}

/// ` · times in Vienna (CEST, +02)`: the zone of a day's times, two of them in the night in which clocks change; nothing
/// where none of the day's entries has a time.
pub(super) fn zone_of_day(shown: Shown, listed: &[usize], day: Option<NaiveDate>) -> String {
    let labels = day_labels(shown, listed, day);
    match labels.strip_prefix(" · ") {
        Some(labels) if !shown.zone.is_unknown() => format!(" · times in {labels}"),
        _ => labels,
    }
}

/// `fomo now`: what is on, what comes next; of their talks, those that are wanted.
pub fn now(
    shown: Shown,
    at: DateTime<Utc>,
    now: &[usize],
    next: &[usize],
    wanted: &dyn Fn(usize) -> bool,
) -> String {
    let local = shown.zone.local(at);
    let title = &shown.schedule.event().title;
    let time = local.format("%a %-d %b %Y, %-H:%M");
    let mut out = format!("{title} · {time} in {}\n", shown.zone.label(at));
    let today = local.date();
    let first = next
        .first()
        .and_then(|index| shown.schedule.entry(*index)?.start);
    let next_day = first.map_or(today, |start| shown.zone.local(start).date());
    for (name, entries, day) in [("Now", now, today), ("Next", next, next_day)] {
        if entries.is_empty() {
            continue;
        }
        let _ = write!(out, "\n{name}");
        if day != today {
            let _ = write!(out, " · {}", full_day(day));
        }
        // Where clocks change before what comes next.
        let label = first.map(|start| shown.zone.label(start));
        if let Some(label) = label.filter(|label| day != today && *label != shown.zone.label(at)) {
            let _ = write!(out, " · {label}");
        }
        out.push('\n');
        let list = Lines::of(shown, entries, Some(day));
        for index in entries {
            list.line(&mut out, *index);
            // What is inside a session has no time of its own to be on at, but tells what is on;
            // what is inside the next one tells what comes.
            let talks = shown
                .schedule
                .entry(*index)
                .map_or(0..0, |entry| entry.talks.clone());
            let told = |talk: &usize| {
                let talk_is_wanted = wanted(*talk) || wanted(*index);
                shown.schedule.entry(*talk).is_some_and(|talk| {
                    let part_of_it = name == "Next" || talk.start.is_none();
                    talk.status != Status::Cancelled && part_of_it && talk_is_wanted
                })
            };
            for talk in talks.filter(told) {
                list.line(&mut out, talk);
            }
        }
    }
    out
}

/// An entry as one line to copy: title, people, day, time with zone, room, first link.
pub fn one_line(shown: Shown, entry: &Entry) -> String {
    let session = shown
        .schedule
        .session_of(entry)
        .filter(|_| entry.start.is_none());
    let timed = session.unwrap_or(entry);
    let people: Vec<&str> = entry
        .people
        .iter()
        .map(|credit| credit.name.as_str())
        .collect();
    let when = timed.start.zip(shown.span(timed)).map(|(start, span)| {
        let within = if session.is_some() { "within " } else { "" };
        format!("{within}{span} {}", shown.zone.label(start))
    });
    let parts = [
        Some(format!("{}{}", entry.title, status(entry))),
        (!people.is_empty()).then(|| people.join(", ")),
        timed.day.map(full_day),
        when,
        shown.schedule.room_names(entry),
        entry.links.first().map(|link| link.url.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn header(shown: Shown, label: Option<&str>) -> String {
    let title = &shown.schedule.event().title;
    format!("{title} · {}\n", zone_words(shown, label))
}

fn zone_words(shown: Shown, label: Option<&str>) -> String {
    let city = shown.zone.city();
    match label {
        _ if shown.zone.is_unknown() => shown.zone.label(DateTime::UNIX_EPOCH),
        Some(label) => format!("times in {label}"),
        None => format!("times in {city}, where clocks change"),
    }
}

/// Lines whose times stand under each other.
struct Lines<'a> {
    shown: Shown<'a>,
    /// The day from which a `+1` counts; each entry's own day if not given.
    day: Option<NaiveDate>,
    columns: usize,
    /// Entries that stand neither under their day nor under their session.
    alone: Option<Alone>,
}

/// What lines say that stand alone.
#[derive(Clone, Copy)]
struct Alone {
    /// The columns of the day; 0 where there is only one.
    day: usize,
    /// Whether each time says its zone: clocks change between them.
    letters: bool,
    /// Whether some time is in brackets, so that the others leave room for one.
    brackets: bool,
}

impl<'a> Lines<'a> {
    fn of(shown: Shown<'a>, entries: &[usize], day: Option<NaiveDate>) -> Self {
        let mut lines = Self {
            shown,
            day,
            columns: 0,
            alone: None,
        };
        let spans = entries.iter().filter_map(|index| {
            let entry = shown.schedule.entry(*index)?;
            let session = shown.schedule.session_of(entry).unwrap_or(entry);
            Some(text::width(&lines.span(entry)).max(text::width(&lines.span(session))))
        });
        lines.columns = spans.max().unwrap_or(0);
        lines
    }

    fn alone(shown: Shown<'a>, entries: &[usize], letters: bool) -> Self {
        let all = || {
            entries
                .iter()
                .filter_map(|index| shown.schedule.entry(*index))
        };
        let alone = Alone {
            day: 0,
            letters,
            brackets: all().any(|entry| shown.schedule.borrows_time(entry)),
        };
        let mut lines = Self {
            shown,
            day: None,
            columns: 0,
            alone: Some(alone),
        };
        let spans = all().map(|entry| text::width(&lines.own_or_borrowed(entry)));
        lines.columns = spans.max().unwrap_or(0);
        if shown.schedule.days().len() > 1 {
            let days = all().map(|entry| text::width(&lines.day_name(entry)));
            let day = days.max().unwrap_or(0);
            lines.alone = Some(Alone { day, ..alone });
        }
        lines
    }

    /// `Sat 27 Jul`, and the year where an event sees two of them.
    fn day_name(&self, entry: &Entry) -> String {
        let days = self.shown.schedule.days();
        let years = days.first().zip(days.last());
        let same_year = years.is_none_or(|(first, last)| first.year() == last.year());
        let day = self.shown.schedule.timed(entry).day;
        day.map(|day| {
            if same_year {
                day.format("%a %-d %b").to_string()
            } else {
                full_day(day)
            }
        })
        .unwrap_or_default()
    }

    /// The time of an entry, in brackets where it is that of its session.
    fn own_or_borrowed(&self, entry: &Entry) -> String {
        let timed = self.shown.schedule.timed(entry);
        let span = self.shown.span_from(timed, timed.day);
        let (Some(span), Some(start), Some(alone)) = (span, timed.start, self.alone) else {
            return String::new();
        };
        let pad = zone::hour_padding(&span);
        // One during which clocks change says so already.
        let letters = if alone.letters && span.ends_with(|last: char| last.is_ascii_digit()) {
            format!(" {}", self.shown.zone.letters(start))
        } else {
            String::new()
        };
        match (entry.start, alone.brackets) {
            (None, _) => format!("{pad}({span}{letters})"),
            (_, true) => format!(" {pad}{span}{letters}"),
            (_, false) => format!("{pad}{span}{letters}"),
        }
    }

    fn span(&self, entry: &Entry) -> String {
        let span = self.shown.span_from(entry, self.day.or(entry.day));
        span.map(|span| format!("{}{span}", zone::hour_padding(&span)))
            .unwrap_or_default()
    }

    fn line(&self, out: &mut String, index: usize) {
        let Some(entry) = self.shown.schedule.entry(index) else {
            return;
        };
        let when = match self.alone {
            None if entry.level == Level::Talk => {
                format!("{}  ", text::fit(&self.span(entry), self.columns))
            }
            None => text::fit(&self.span(entry), self.columns),
            Some(Alone { day, .. }) => {
                let gap = if day > 0 { "  " } else { "" };
                let day = text::fit(&self.day_name(entry), day);
                let span = text::fit(&self.own_or_borrowed(entry), self.columns);
                format!("{day}{gap}{span}")
            }
        };
        let (mark, clash) = self.shown.marks_of(index);
        let mut line = format!(" {mark}{when}{clash} {}{}", entry.title, status(entry));
        let room = match self.alone {
            Some(_) => self.shown.schedule.room_names(entry),
            None => self.shown.schedule.own_room(entry),
        };
        if let Some(room) = room {
            let _ = write!(line, " · {room}");
        }
        for people in people(entry) {
            let _ = write!(line, " · {people}");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// What stands behind a title; nothing where the title says it itself.
pub(super) fn status(entry: &Entry) -> &'static str {
    match entry.status {
        Status::Confirmed => "",
        Status::Cancelled => " [cancelled]",
        Status::Tbc if entry.title.to_lowercase().contains("tbc") => "",
        Status::Tbc => " [to be confirmed]",
    }
}

/// `Albert Gu (Carnegie Mellon)`; who is not a speaker comes by role: `moderator: TBC`.
pub(super) fn people(entry: &Entry) -> Vec<String> {
    let groups = entry.people_by_role().into_iter().map(|(role, credits)| {
        let names: Vec<String> = credits.into_iter().map(name).collect();
        let plural = if names.len() > 1 { "s" } else { "" };
        let label = if role == "speaker" {
            String::new()
        } else {
            format!("{role}{plural}: ")
        };
        format!("{label}{}", names.join(", "))
    });
    groups.collect()
}

pub(super) fn name(credit: &Credit) -> String {
    match &credit.affiliation {
        Some(affiliation) => format!("{} ({affiliation})", credit.name),
        None => credit.name.clone(),
    }
}

/// A text that was laid out for no width in particular.
pub(super) fn prose(document: &Document) -> String {
    let mut prose = String::new();
    for block in &document.blocks {
        if !prose.is_empty() {
            prose.push_str(if block.gap { "\n\n" } else { "\n" });
        }
        let indent = " ".repeat(block.indent);
        let hanging = " ".repeat(block.indent + text::width(&block.marker));
        prose.push_str(&indent);
        prose.push_str(&block.marker);
        let text: String = block.runs.iter().map(|run| run.text.as_str()).collect();
        prose.push_str(&text.replace('\n', &format!("\n{hanging}")));
    }
    prose
}
