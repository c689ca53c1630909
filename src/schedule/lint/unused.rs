//! What is declared and never used.

use super::{Report, Whole, many};
use crate::arrange::Arrange as _;
use crate::schedule::{Origin, Person, check::names::is_placeholder};

/// So many are told one by one. Where there are more, the list is one of the house or of the platform.
const FEW: usize = 5;

/// Declared rooms in which nothing takes place.
pub(crate) fn rooms(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let entries = schedule.entries().iter();
    let used = marked(
        schedule.rooms().len(),
        entries.flat_map(|entry| &entry.rooms),
    );
    let unused = unused(schedule.rooms(), &used, |room| schedule.room_origin(room));
    tell(
        report,
        &unused,
        |room| format!("nothing takes place in the room {room}"),
        |count, rooms| format!("nothing takes place in {count} declared rooms, such as {rooms}"),
    );
}

/// Declared tracks to which nothing belongs.
pub(crate) fn tracks(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let entries = schedule.entries().iter();
    let used = marked(
        schedule.tracks().len(),
        entries.filter_map(|entry| entry.track.as_ref()),
    );
    let unused = unused(schedule.tracks(), &used, |track| {
        schedule.track_origin(track)
    });
    tell(
        report,
        &unused,
        |track| format!("nothing belongs to the track {track}"),
        |count, tracks| format!("nothing belongs to {count} declared tracks, such as {tracks}"),
    );
}

/// Declared people who take part in nothing.
pub(crate) fn people(whole: &Whole, report: &mut Report) {
    let schedule = whole.schedule;
    let credits = schedule.entries().iter().flat_map(|entry| &entry.people);
    let mut used = marked(
        schedule.people().len(),
        credits.filter_map(|credit| credit.person.as_ref()),
    );
    if used.contains(&true) {
        for (person, used) in schedule.people().iter().zip(&mut used) {
            // Who is still open is in no entry, since those name the words.
            *used |= is_placeholder(&person.name);
        }
    }
    let names: Vec<&str> = schedule.people().iter().map(name).collect();
    let unused = unused(&names, &used, |person| {
        Some(&schedule.people().get(person)?.origin)
    });
    tell(
        report,
        &unused,
        |person| format!("{person} takes part in nothing"),
        |count, people| format!("{count} declared people take part in nothing, such as {people}"),
    );
}

fn name(person: &Person) -> &str {
    &person.name
}

/// For each of so many, whether it is among the indices.
fn marked<'a>(count: usize, indices: impl Iterator<Item = &'a usize>) -> Vec<bool> {
    let mut marks = vec![false; count];
    for index in indices {
        if let Some(mark) = marks.get_mut(*index) {
            *mark = true;
        }
    }
    marks
}

/// The names that are declared and not used, with their places, in the order of the file.
fn unused<'a, N: AsRef<str>>(
    names: &'a [N],
    used: &[bool],
    origin: impl Fn(usize) -> Option<&'a Origin>,
) -> Vec<(&'a str, &'a Origin)> {
    // A file without any entry has not got so far.
    if !used.contains(&true) {
        return Vec::new();
    }
    let names = names.iter().zip(used).enumerate();
    let unused = names.filter(|(_, (_, used))| !**used);
    let declared = unused.filter_map(|(index, (name, _))| {
        let origin = origin(index).filter(|origin| !origin.path.is_empty())?;
        Some((name.as_ref(), origin))
    });
    let mut declared: Vec<_> = declared.collect();
    declared.arrange_by_key(|(_, origin)| origin.at);
    declared
}

fn tell(
    report: &mut Report,
    unused: &[(&str, &Origin)],
    one: impl Fn(&str) -> String,
    many: impl Fn(usize, &str) -> String,
) {
    if unused.len() <= FEW {
        for (name, origin) in unused {
            report.at(&one(&format!("“{name}”")), origin);
        }
    } else if let Some((_, first)) = unused.first() {
        let names = many::quoted(unused.iter().map(|(name, _)| *name));
        report.at(&many(unused.len(), &names), first);
    }
}
