//! What each format's reader makes of a file: every habit of real files by a small file of its own.
//!
//! Beside `tests/fixtures/formats/FORMAT/HABIT.EXT` stands `HABIT.draft`: what was read, one line per
//! fact. After a wanted change, run the tests with `FORMATS_UPDATE=1` and read the difference.

#![cfg(test)]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use fomo::draft::{Credit, Draft, Entry, Link, Named, Origin, Time};

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut files = Vec::new();
    for format in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(format.unwrap().path()).unwrap() {
            files.push(file.unwrap().path());
        }
    }
    files.retain(|file| file.extension().is_some_and(|end| end != "draft"));
    files.sort();
    files
}

#[test]
fn each_file_gives_its_draft() {
    let update = std::env::var_os("FORMATS_UPDATE").is_some();
    let mut wrong = Vec::new();
    for file in fixtures() {
        let bytes = fs::read(&file).unwrap();
        let found = match fomo::format::read(&bytes, None) {
            Ok(draft) => dump(&draft),
            Err(error) => format!("error {:?} {}\n", error.at, error.message),
        };
        let golden = file.with_extension("draft");
        if update {
            fs::write(&golden, &found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if found != expected {
            wrong.push(format!(
                "{}\n--- expected\n{expected}--- found\n{found}",
                file.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A draft as text: a line per record, `key=value` for what it has.
fn dump(draft: &Draft) -> String {
    let mut out = String::from("event");
    let event = &draft.event;
    field(&mut out, "id", event.id.as_ref());
    field(&mut out, "title", event.title.as_ref());
    field(&mut out, "subtitle", event.subtitle.as_ref());
    field(&mut out, "zone", event.time_zone.as_ref());
    field(&mut out, "zone_label", event.time_zone_label.as_ref());
    field(&mut out, "day_change", event.day_change.as_ref());
    if let Some((first, last)) = event.days {
        field(&mut out, "days", Some(&format!("{first}..{last}")));
    }
    field(&mut out, "url", event.url.as_ref());
    field(&mut out, "location", event.location.as_ref());
    field(&mut out, "description", event.description.as_ref());
    field(&mut out, "contact", event.contact.as_ref());
    links(&mut out, &event.links);
    for note in &event.notes {
        field(&mut out, "note", Some(note));
    }
    out.push('\n');
    for (what, named) in [("room", &draft.rooms), ("track", &draft.tracks)] {
        for Named { id, name, .. } in named {
            let _ = write!(out, "{what} {id:?}");
            field(&mut out, "name", name.as_ref());
            out.push('\n');
        }
    }
    for person in &draft.people {
        let _ = write!(out, "person {:?}", person.id);
        field(&mut out, "name", person.name.as_ref());
        field(&mut out, "affiliation", person.affiliation.as_ref());
        field(&mut out, "biography", person.biography.as_ref());
        links(&mut out, &person.links);
        out.push('\n');
    }
    for session in &draft.sessions {
        entry(&mut out, "session", session);
        for talk in &session.talks {
            entry(&mut out, "  talk", talk);
        }
    }
    for complaint in &draft.complaints {
        let _ = writeln!(
            out,
            "{:?} {} {}",
            complaint.trouble,
            place(&complaint.origin),
            complaint.message
        );
    }
    out
}

fn entry(out: &mut String, what: &str, entry: &Entry) {
    let _ = write!(out, "{what} {}", place(&entry.origin));
    field(out, "id", entry.id.as_ref());
    field(out, "title", entry.title.as_ref());
    field(out, "subtitle", entry.subtitle.as_ref());
    field(out, "kind", entry.kind.as_ref());
    field(out, "start", entry.start.map(time).as_ref());
    field(out, "end", entry.end.map(time).as_ref());
    field(out, "duration", entry.duration.as_ref());
    field(out, "day", entry.day.as_ref());
    for room in &entry.rooms {
        field(out, "room", Some(room));
    }
    field(out, "track", entry.track.as_ref());
    field(out, "language", entry.language.as_ref());
    field(out, "status", entry.status.as_ref());
    for Credit {
        person,
        name,
        affiliation,
        role,
    } in &entry.people
    {
        out.push_str("\n   ");
        field(out, "person", person.as_ref());
        field(out, "name", name.as_ref());
        field(out, "affiliation", affiliation.as_ref());
        field(out, "role", role.as_ref());
    }
    if let Some(text) = &entry.abstract_text {
        let _ = write!(out, "\n    abstract={text:?}");
    }
    links(out, &entry.links);
    for note in &entry.notes {
        let _ = write!(out, "\n    note={note:?}");
    }
    out.push('\n');
}

fn links(out: &mut String, links: &[Link]) {
    for Link { title, url } in links {
        let _ = write!(out, "\n    link={url:?}");
        field(out, "title", title.as_ref());
    }
}

fn field(out: &mut String, key: &str, value: Option<&impl std::fmt::Debug>) {
    if let Some(value) = value {
        let _ = write!(out, " {key}={value:?}");
    }
}

fn time(time: Time) -> String {
    match time {
        Time::Local(local) => local.to_string(),
        Time::Instant(instant) => instant.to_rfc3339(),
        Time::Zoned(local, zone) => format!("{local} {zone}"),
    }
}

fn place(origin: &Origin) -> String {
    match origin.at {
        Some((line, column)) => format!("{line}:{column} {}", origin.path),
        None => format!("- {}", origin.path),
    }
}
