//! What the event is about: its text, its dates, its links.

use super::{Builder, Item, Piece, entry};
use crate::{
    schedule::Link,
    text,
    tui::{app::App, theme::Role},
    zone::full_day,
};

/// `Wed 31 May 2023`
const DATE_COLUMNS: usize = 15;

pub(super) fn build(app: &App, page: &mut Builder) {
    let schedule = app.schedule();
    let event = schedule.event();
    page.text(Role::Title, &event.title);
    if let Some(subtitle) = &event.subtitle {
        page.text(Role::Text, subtitle);
    }
    page.gap();
    dates_and_place(app, page);
    if let Some(contact) = &event.contact {
        page.gap();
        contact_line(contact, page);
    }
    if !event.dates.is_empty() {
        page.heading("Important dates");
        for date in &event.dates {
            let mut pieces = vec![Piece::new(Role::Text, date.title.clone())];
            if let Some(note) = &date.note {
                pieces.push(Piece::new(Role::Dim, format!("  {note}")));
            }
            let label = Piece::new(Role::Time, full_day(date.date));
            page.row(&label, DATE_COLUMNS, pieces);
        }
    }
    let mut links = event.links.clone();
    if let Some(url) = &event.url {
        let link = Link {
            title: None,
            url: url.clone(),
        };
        links.insert(0, link);
    }
    let mut found = Vec::new();
    if let Some(description) = &event.description {
        page.gap();
        found = page.markup(description, None);
    }
    entry::list_links(&links, found, page);
    if !event.notes.is_empty() {
        page.heading("Notes on this timetable");
        for note in &event.notes {
            page.markup(&format!("* {}", escaped(note)), None);
        }
    }
    page.gap();
    page.text(
        Role::Dim,
        &format!("Time zones: {}", app.zones().atlas().version()),
    );
}

/// A note is plain text; what would be markup in it is not.
fn escaped(note: &str) -> String {
    note.chars()
        .flat_map(|char| {
            char.is_ascii_punctuation()
                .then_some('\\')
                .into_iter()
                .chain([char])
        })
        .collect()
}

fn dates_and_place(app: &App, page: &mut Builder) {
    let schedule = app.schedule();
    let event = schedule.event();
    let days = match schedule.days() {
        [] => None,
        [day] => Some(full_day(*day)),
        [first, .., last] => Some(format!("{} – {}", full_day(*first), full_day(*last))),
    };
    let place = [days, event.location.clone()];
    page.text(
        Role::Text,
        &place.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    );
    let at = schedule.starts().unwrap_or_else(|| app.moment_in_hand());
    let mut zone = match event.zone.label(at) {
        label if event.zone.is_unknown() => label,
        label => format!("Event time: {label}"),
    };
    if let Some(label) = &event.zone_label {
        zone = format!("{zone}; the schedule prints “{label}”");
    }
    page.text(Role::Dim, &zone);
}

/// An address that can be written to, or any other contact as it stands.
fn contact_line(contact: &str, page: &mut Builder) {
    let pieces = vec![
        Piece::new(Role::Text, "Contact  "),
        Piece::new(Role::Link, contact),
    ];
    let address = contact.contains('@').then(|| format!("mailto:{contact}"));
    match address.and_then(|address| text::clean_url(&address)) {
        Some(url) => page.item(Item::Link(url), pieces),
        None => page.indented(pieces),
    }
}
