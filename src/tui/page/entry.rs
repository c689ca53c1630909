//! The page of a session or a talk.
//!
//! ```text
//! A Deep Dive into State-Space Models
//! Sat 27 Jul 2024 · 16:15–~17:15 Tokyo (JST, +09) · 1 h
//!                    9:15–~10:15 Vienna (CEST, +02)
//! talk · in session
//!
//! Speaker
//!   Albert Gu  Carnegie Mellon
//!
//! Session
//!   9:15 📈 Session I: Emerging Architectures
//! ```

use foldhash::HashSet;

use super::{Builder, Item, Piece};
use crate::{
    agenda::{self, About, Phase},
    export::Shown,
    favourites::Stance,
    query::Part,
    schedule::{Entry, Level, Link, Schedule, Status},
    text,
    tui::{
        app::App,
        marks,
        rows::{self, changes},
        theme::Role,
    },
    zone::{self, Zone, full_day},
};

pub(super) fn build(app: &App, id: &str, page: &mut Builder) {
    let schedule = app.schedule();
    let found = schedule.find(id);
    let found = found.and_then(|index| Some((index, schedule.entry(index)?)));
    let Some((index, entry)) = found else {
        return page.text(Role::Dim, "This entry is no longer in the schedule.");
    };
    page.searched(Role::Title, Part::Title, &entry.title);
    if let Some(subtitle) = &entry.subtitle {
        page.searched(Role::Emphasis, Part::Title, subtitle);
    }
    page.gap();
    when(app, entry, page);
    facts(schedule, entry, page);
    news(app, index, page);
    mine(app, index, page);
    people(entry, schedule, page);
    talks(app, entry, page);
    parent(app, entry, page);
    let mut found = Vec::new();
    if let Some(text) = &entry.abstract_text {
        page.gap();
        found = page.markup(text, Some(Part::Abstract));
    }
    list_links(&entry.links, found, page);
    if !entry.notes.is_empty() {
        page.heading("Notes");
        for note in &entry.notes {
            page.searched(Role::Text, Part::Note, note);
        }
    }
}

/// What changed about it since the reader last looked, for as long as the viewer runs.
fn news(app: &App, index: usize, page: &mut Builder) {
    let about = About::Entry(index);
    let Some((news, newness)) = app
        .changes()
        .news()
        .and_then(|news| Some((news, news.newness(about)?)))
    else {
        return;
    };
    let words = changes::words(app, news, about).join(" · ");
    let sign = changes::sign(newness);
    page.text(marks::change_role(newness), &format!("{sign} {words}"));
}

/// The parts of the bar of what runs.
const BAR: i64 = 10;

/// Day, time and zone; in a foreign zone the event's own time as well.
fn when(app: &App, entry: &Entry, page: &mut Builder) {
    let schedule = app.schedule();
    let timed = schedule.timed(entry);
    let Some(start) = timed.start else {
        let day = entry.day.map(full_day);
        let words = day.map_or_else(
            || "No time is given".to_owned(),
            |day| format!("{day} · no time is given"),
        );
        return page.text(Role::Dim, &words);
    };
    // A talk without a time of its own takes place some time in its session's.
    let within = if timed.id == entry.id { "" } else { "within " };
    let shown = app.zones().shown();
    let mut pieces = Vec::new();
    if let Some(day) = timed.day {
        pieces.push(Piece::new(
            Role::Text,
            format!("{} · {within}", full_day(day)),
        ));
    }
    pieces.push(Piece::new(Role::Time, span(app, timed, shown)));
    pieces.push(Piece::new(
        Role::Text,
        format!(" {}", unbroken(&shown.label(start))),
    ));
    page.pieces(pieces);
    if app.zones().is_foreign() {
        let event = app.zones().event();
        let words = format!(
            "In event time: {within}{} {}",
            span(app, timed, event),
            unbroken(&event.label(start))
        );
        page.text(Role::Dim, &words);
    }
    let phase = agenda::phase(schedule, timed, app.now());
    let phase = if timed.status == Status::Cancelled {
        Phase::Unknown
    } else {
        phase
    };
    let length = rows::length(timed, phase, app.now());
    if !length.is_empty() && timed.id == entry.id {
        let inferred = if timed.end_inferred {
            " · no end is given: it is the next start"
        } else {
            ""
        };
        let role = if phase == Phase::Running {
            Role::Running
        } else {
            Role::Dim
        };
        let bar = rows::progress(timed, phase, app.now(), BAR);
        let bar = bar.map(|bar| Piece::new(role, format!("{} ", unbroken(&bar))));
        let rest = [Piece::new(role, length), Piece::new(Role::Dim, inferred)];
        page.pieces(bar.into_iter().chain(rest).collect());
    } else if timed.end.is_none() {
        page.text(Role::Dim, "No end is given");
    }
}

/// When an entry is, in some zone: `9:15–~10:15`.
fn span(app: &App, entry: &Entry, zone: &Zone) -> String {
    let schedule = app.schedule();
    Shown::unmarked(schedule, zone)
        .span(entry)
        .unwrap_or_default()
}

fn facts(schedule: &Schedule, entry: &Entry, page: &mut Builder) {
    let status = match entry.status {
        Status::Confirmed => None,
        Status::Tbc => Some("to be confirmed"),
        Status::Cancelled => Some("CANCELLED"),
    };
    if let Some(status) = status {
        page.text(Role::Error, status);
    }
    let fact = |part: Part, text: Option<&str>| {
        let pieces = text.map(|text| Piece::searched(Role::Text, part, text));
        pieces.into_iter().collect()
    };
    let track = schedule.track_name(entry).map(|name| {
        let role = marks::track(schedule, entry).unwrap_or_default();
        Piece::searched(role, Part::Track, name)
    });
    let track = track.into_iter().collect();
    let facts: [Vec<Piece>; 4] = [
        fact(Part::Kind, entry.kind.as_deref()),
        rooms(schedule, entry, Role::Text, ""),
        track,
        fact(Part::Language, entry.language.as_deref()),
    ];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty());
    let facts: Vec<Piece> = facts
        .flat_map(|fact| [Piece::new(Role::Text, " · ")].into_iter().chain(fact))
        .skip(1)
        .collect();
    if !facts.is_empty() {
        page.pieces(facts);
    }
}

/// What the reader marked, what of theirs is at the same time, and their note.
fn mine(app: &App, index: usize, page: &mut Builder) {
    let picks = app.picks();
    let words = match picks.stance(index) {
        Stance::None => None,
        Stance::Favourite => Some((Role::Favourite, "★ a favourite")),
        Stance::Must => Some((Role::Must, "! a must")),
        Stance::Hidden => Some((Role::Dim, "- hidden")),
    };
    if let Some((role, words)) = words {
        let mut pieces = vec![Piece::new(role, words)];
        if picks.stance(index).is_mine() && !picks.reminds(index) {
            pieces.push(Piece::new(Role::Dim, " · no reminder"));
        }
        page.pieces(pieces);
    }
    let clash = marks::of(app, index).clash;
    for (other, minutes) in app.clashes_of(index) {
        let (role, mark) = clash.unwrap_or((Role::Clash, "▲"));
        let minutes = minutes.map(|minutes| format!(" for {}", zone::duration(minutes)));
        let at = format!("{mark} at the same time{} as ", minutes.unwrap_or_default());
        let pieces = vec![Piece::new(role, at), Piece::new(Role::Text, &other.title)];
        page.item(Item::Entry(other.id.clone()), pieces);
    }
    if let Some(note) = picks.note(index) {
        page.heading("Your note");
        for line in note.lines() {
            page.text(Role::Text, line);
        }
    }
}

/// The rooms of an entry, each searched by itself, behind something if there are any.
pub(super) fn rooms(schedule: &Schedule, entry: &Entry, role: Role, before: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for room in schedule.rooms_of(entry) {
        let joint = if pieces.is_empty() { before } else { ", " };
        if !joint.is_empty() {
            pieces.push(Piece::new(role, joint));
        }
        pieces.push(Piece::searched(role, Part::Room, room));
    }
    pieces
}

/// People by role, in the order in which the roles appear.
fn people(entry: &Entry, schedule: &Schedule, page: &mut Builder) {
    for (role, credits) in entry.people_by_role() {
        page.heading(&heading(role, credits.len()));
        for credit in credits {
            let name = Piece::searched(Role::Text, Part::Person, credit.name.clone());
            let mut pieces = vec![name];
            if let Some(affiliation) = &credit.affiliation {
                let text = format!("  {affiliation}");
                pieces.push(Piece::searched(Role::Dim, Part::Affiliation, text));
            }
            match credit.person.and_then(|index| schedule.people().get(index)) {
                Some(person) => page.item(Item::Person(person.id.clone()), pieces),
                None => page.indented(pieces),
            }
        }
    }
}

/// `Speaker`, `Panelists`.
fn heading(role: &str, count: usize) -> String {
    let mut chars = role.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let plural = if count > 1 && !role.ends_with('s') {
        "s"
    } else {
        ""
    };
    format!("{first}{}{plural}", chars.as_str())
}

fn talks(app: &App, entry: &Entry, page: &mut Builder) {
    let talks = app.schedule().talks(entry);
    if talks.is_empty() {
        return;
    }
    page.heading(if talks.len() == 1 { "Talk" } else { "Talks" });
    for (index, talk) in entry.talks.clone().zip(talks) {
        page.item(Item::Entry(talk.id.clone()), line_of(app, index, talk));
    }
}

/// `9:15  A Deep Dive into State-Space Models  Albert Gu`
pub(super) fn line_of(app: &App, index: usize, entry: &Entry) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if entry.start.is_some() {
        pieces.push(Piece::new(Role::Time, when_in_list(app, entry)));
    }
    pieces.extend(status_mark(entry));
    pieces.extend(own_marks(app, index));
    let title = Piece::searched(Role::Text, Part::Title, entry.title.clone());
    pieces.push(title);
    let who = rows::who(entry);
    if !who.is_empty() {
        let text = format!("  {}", unbroken(&who));
        pieces.push(Piece::searched(Role::Dim, Part::Person, text));
    }
    pieces
}

/// The marks that the reader made, and what comes of them.
pub(super) fn own_marks(app: &App, index: usize) -> impl Iterator<Item = Piece> + use<> {
    let marks = marks::of(app, index);
    let marks = [marks.stance, marks.clash, marks.change]
        .into_iter()
        .flatten();
    marks.map(|(role, mark)| Piece::new(role, format!("{mark} ")))
}

/// The mark of what does not or may not take place.
pub(super) fn status_mark(entry: &Entry) -> Option<Piece> {
    match entry.status {
        Status::Confirmed => None,
        Status::Tbc => Some(Piece::new(Role::Dim, "? ")),
        Status::Cancelled => Some(Piece::new(Role::Error, "✗ ")),
    }
}

/// ` 9:15–~10:15  `, in brackets where it is the time of the session and not the talk's own.
pub(super) fn when_in_list(app: &App, entry: &Entry) -> String {
    let zone = app.zones().shown();
    let session = app
        .schedule()
        .session_of(entry)
        .filter(|_| entry.start.is_none());
    let span = span(app, session.unwrap_or(entry), zone);
    let pad = zone::hour_padding(&span);
    match session {
        _ if span.is_empty() => String::new(),
        Some(_) => format!("{pad}({span})  "),
        None => format!("{pad}{span}  "),
    }
}

/// A name or a label that is not broken across lines.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

fn parent(app: &App, entry: &Entry, page: &mut Builder) {
    let Some(session) = app.schedule().session_of(entry) else {
        return;
    };
    debug_assert_eq!(session.level, Level::Session);
    page.heading("In session");
    if let Some(index) = entry.session {
        page.item(
            Item::Entry(session.id.clone()),
            line_of(app, index, session),
        );
    }
}

/// Links with their targets, which are shown in full: one should see where one goes. Those of the
/// text come behind those of the record, each target once.
pub(super) fn list_links(own: &[Link], found: Vec<text::Link>, page: &mut Builder) {
    let found = found.into_iter().map(|link| Link {
        title: Some(link.title),
        url: link.url,
    });
    let mut seen = HashSet::default();
    let all = own.iter().cloned().chain(found);
    let links: Vec<Link> = all.filter(|link| seen.insert(link.url.clone())).collect();
    if links.is_empty() {
        return;
    }
    page.heading(if links.len() == 1 { "Link" } else { "Links" });
    for link in links {
        let title = link.title.filter(|title| *title != link.url);
        let title = title.map(|title| Piece::new(Role::Text, format!("{title}  ")));
        let target = Piece::new(Role::Link, link.url.clone());
        page.item(
            Item::Link(link.url),
            title.into_iter().chain([target]).collect(),
        );
    }
}
