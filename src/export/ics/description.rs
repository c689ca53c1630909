//! All that a calendar has no property for, as plain text.
//!
//! ```text
//! Speaker: Albert Gu (Carnegie Mellon)
//!
//! In session: 📈 Session I: Emerging Architectures
//! The talk has no time of its own; this is that of the session.
//!
//! State-space models are …
//! ```

use foldhash::HashSet;

use crate::{
    export::{Shown, text as export_text, text::prose},
    schedule::{Entry, Schedule},
    text::{self, Document},
};

/// What a reader wrote about an entry, by index.
type Notes<'a> = &'a dyn Fn(usize) -> Option<String>;

/// The description of an entry; empty where there is nothing to say.
pub(super) fn of(schedule: &Schedule, index: usize, entry: &Entry, notes: Notes) -> String {
    let abstract_text = entry.abstract_text.as_deref().map(text::read);
    let abstract_text = abstract_text.unwrap_or_default();
    let prose = prose(&abstract_text);
    let language = entry.language.as_ref();
    let parts = [
        entry.subtitle.clone().unwrap_or_default(),
        people(entry),
        session(schedule, entry),
        talks(schedule, entry, notes),
        prose.clone(),
        language.map_or_else(String::new, |language| format!("Language: {language}")),
        entry.notes.join("\n"),
        links(entry, &abstract_text, &prose),
        note(index, notes).unwrap_or_default(),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

/// What the reader wrote, marked as such.
fn note(index: usize, notes: Notes) -> Option<String> {
    let note = notes(index)?;
    let note = note.trim();
    (!note.is_empty()).then(|| format!("Note: {note}"))
}

/// `Speakers: Ada (Analytical Engines), Grace`: a line for each role.
fn people(entry: &Entry) -> String {
    let roles = entry.people_by_role().into_iter().map(|(role, credits)| {
        let plural = credits.len() > 1 && !role.ends_with('s');
        let plural = if plural { "s" } else { "" };
        let names: Vec<String> = credits.into_iter().map(export_text::name).collect();
        format!("{}{plural}: {}", capitalised(role), names.join(", "))
    });
    roles.collect::<Vec<_>>().join("\n")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// The session of a talk, and whether it lends its time.
fn session(schedule: &Schedule, entry: &Entry) -> String {
    let Some(session) = schedule.session_of(entry) else {
        return String::new();
    };
    let borrowed = if schedule.borrows_time(entry) {
        "\nThe talk has no time of its own; this is that of the session."
    } else {
        ""
    };
    format!("In session: {}{borrowed}", session.title)
}

/// The talks of a session; their times, if they have any, are those of the event. What the reader wrote
/// about one that has none would be found nowhere else.
fn talks(schedule: &Schedule, entry: &Entry, notes: Notes) -> String {
    let talks = schedule.talks(entry);
    if talks.is_empty() {
        return String::new();
    }
    let zone = &schedule.event().zone;
    let shown = Shown::unmarked(schedule, zone);
    let first = talks.iter().find_map(|talk| talk.start);
    let zone_words = match first.map(|first| zone.label(first)) {
        None => String::new(),
        Some(label) if zone.is_unknown() => format!(" ({label})"),
        Some(label) => format!(", times in {label}"),
    };
    let plural = if talks.len() > 1 { "s" } else { "" };
    let heading = format!("Talk{plural}{zone_words}:");
    let lines = entry.talks.clone().zip(talks).map(|(index, talk)| {
        let span = shown.span(talk).map(|span| format!("{span}  "));
        let title = format!(
            "• {}{}{}",
            span.unwrap_or_default(),
            talk.title,
            export_text::status(talk)
        );
        let room = schedule.own_room(talk);
        let parts = [title].into_iter().chain(room);
        let parts = parts.chain(export_text::people(talk));
        let line = parts.collect::<Vec<_>>().join(" · ");
        match note(index, notes).filter(|_| talk.start.is_none()) {
            Some(note) => format!("{line}\n  {}", note.replace('\n', "\n  ")),
            None => line,
        }
    });
    let lines: Vec<String> = [heading].into_iter().chain(lines).collect();
    lines.join("\n")
}

/// Where the entry leads to, and what is linked in its abstract without being spelled out there.
fn links(entry: &Entry, abstract_text: &Document, prose: &str) -> String {
    let own = entry.links.iter();
    let own = own.map(|link| (link.title.as_deref(), link.url.as_str()));
    let found = abstract_text.links.iter();
    let found = found.map(|link| (Some(link.title.as_str()), link.url.as_str()));
    let found = found.filter(|(_, url)| !prose.contains(url));
    let mut seen = HashSet::default();
    let all = own.chain(found).filter(|(_, url)| seen.insert(*url));
    let lines = all.map(|(title, url)| match title.filter(|title| *title != url) {
        Some(title) => format!("{title}: {url}"),
        None => url.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}
