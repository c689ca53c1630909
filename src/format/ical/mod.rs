//! iCalendar (RFC 5545, RFC 7986): what calendars subscribe to, and what pretalx, frab, ics.py,
//! Mini-Conf, Google and Apple export.
//!
//! ```text
//! BEGIN:VCALENDAR
//!   X-WR-CALNAME, NAME ─▶ title   X-WR-CALDESC ─▶ description   X-WR-TIMEZONE ─▶ zone
//!   BEGIN:VTIMEZONE … what a TZID means, where it has no IANA name
//!   BEGIN:VEVENT ─▶ session, flat; several where it repeats
//!     UID, SUMMARY, DTSTART, DTEND or DURATION, LOCATION ─▶ room or link, DESCRIPTION,
//!     CATEGORIES ─▶ track, ATTENDEE;CN= ─▶ speaker, STATUS, URL, ATTACH, CONFERENCE ─▶ link
//!     BEGIN:VALARM … is skipped, as are VTODO, VJOURNAL, VFREEBUSY and what X- properties say
//! ```
//!
//! The zone of the event is the one in which most entries start; where they are all instants, it
//! is that of the calendar; where that says nothing, it is unknown. An instant in UTC says nothing.
//!
//! Lines and components are read here and not by a crate: a finding needs the line of its entry,
//! which none gives. Of those that there are, icalendar refuses the whole file for one bad line and
//! overflows the stack on nested components, and calcard drops bad lines without a word; both
//! want the file to be UTF-8 before it is unfolded.

mod entry;
mod habits;
mod lines;
mod moment;
mod origin;
mod place;
mod repeat;
mod rules;
mod tree;
mod value;
mod zones;

use self::{
    entry::{Reader, text_of},
    habits::Habits,
    origin::origin,
    tree::{Component, Tree},
    zones::Zones,
};
use super::{Look, ReadError, met::Met, report::Report};
use crate::draft::{Draft, Event, Status, Trouble};

/// Whether the text begins as a calendar does.
pub(super) fn sniff(look: &Look) -> bool {
    is_calendar(look.text.as_bytes())
}

fn is_calendar(bytes: &[u8]) -> bool {
    const BEGIN: &[u8] = b"BEGIN:VCALENDAR";
    let bytes = bytes.trim_ascii_start();
    let begin = bytes.get(..BEGIN.len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(BEGIN))
}

/// The bytes of a calendar that is folded inside its characters, with every character whole.
pub(super) fn with_whole_characters(bytes: &[u8]) -> Option<Vec<u8>> {
    is_calendar(bytes).then(|| lines::with_whole_characters(bytes))
}

/// Reads a calendar.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let tree = Tree::of(text);
    let is_calendar = |root: &Component| matches!(root.name.as_str(), "VCALENDAR" | "VEVENT");
    if !tree.roots.iter().any(is_calendar) {
        return Err(ReadError::whole(
            "this is not an iCalendar file: no line says BEGIN:VCALENDAR",
        ));
    }
    Ok(draft(tree))
}

fn draft(tree: Tree) -> Draft {
    let calendars = calendars(tree.roots);
    let zones = Zones::of(&calendars);
    let mut reader = Reader::new(&calendars, &zones);
    let mut draft = Draft::default();
    for calendar in &calendars {
        let habits = Habits::of(calendar);
        let cancelled =
            text_of(calendar, "METHOD").is_some_and(|method| method.eq_ignore_ascii_case("CANCEL"));
        for event in calendar.parts.iter().filter(|part| part.name == "VEVENT") {
            let mut entries = reader.entries(event, &habits);
            if cancelled {
                for entry in &mut entries {
                    entry.status = Some(Status::Cancelled);
                }
            }
            draft.sessions.append(&mut entries);
        }
    }
    draft.event = event(&calendars);
    draft.event.time_zone = zone(&reader, &zones, &calendars);
    let mut met = Met::default();
    for session in &draft.sessions {
        for room in &session.rooms {
            met.rooms.meet(room, None, &session.origin);
        }
    }
    met.declare(&mut draft);
    for number in tree.unfolded {
        let message = "lines of a DESCRIPTION that are not folded were read as its lines";
        let place = || origin(number, "VCALENDAR");
        reader.report.habit(Trouble::Mended, message, place);
    }
    strange(&mut reader.report, &tree.strange);
    unfinished(&mut reader.report, &calendars);
    draft.complaints = reader.report.into_complaints();
    draft
}

/// The calendars of a file; entries that stand in none make one.
fn calendars(roots: Vec<Component>) -> Vec<Component> {
    let (mut calendars, loose): (Vec<_>, Vec<_>) =
        roots.into_iter().partition(|root| root.name == "VCALENDAR");
    if let Some(first) = loose.first() {
        let mut calendar = Component::new("VCALENDAR".to_owned(), first.number);
        calendar.ended = true;
        calendar.parts = loose;
        calendars.push(calendar);
    }
    calendars
}

/// What calendars say of themselves; the first that says it counts.
fn event(calendars: &[Component]) -> Event {
    let first = |names: &[&str]| {
        let mut all = calendars
            .iter()
            .filter_map(|calendar| names.iter().find_map(|name| text_of(calendar, name)));
        all.next()
    };
    let title = first(&["X-WR-CALNAME", "NAME"]);
    let description = first(&["X-WR-CALDESC", "DESCRIPTION"]);
    let events = calendars.iter().flat_map(|calendar| &calendar.parts);
    let mut uids = events.filter_map(|event| event.line("UID"));
    let id = uids.find_map(|uid| habits::pretalx_event(&uid.value).map(str::to_owned));
    Event {
        description: description.filter(|text| Some(text) != title.as_ref()),
        url: first(&["URL"]).and_then(|url| place::link(&url)),
        // Its short name is all that pretalx says of an event.
        title: title.or_else(|| id.clone()),
        id,
        origin: calendars
            .first()
            .map(|calendar| origin(calendar.number, "VCALENDAR"))
            .unwrap_or_default(),
        ..Event::default()
    }
}

/// The event's zone, as far as the file tells.
fn zone(reader: &Reader, zones: &Zones, calendars: &[Component]) -> Option<String> {
    let of_entries = reader.zone().map(|zone| zone.name().to_owned());
    of_entries
        .or_else(|| {
            let named = calendars.iter().find_map(|calendar| {
                text_of(calendar, "X-WR-TIMEZONE").or_else(|| text_of(calendar, "TIMEZONE-ID"))
            })?;
            // Some calendars are kept in UTC, which is where no event is.
            let zone = zones::named(&named).map_or(named, |zone| zone.name().to_owned());
            let is_utc = matches!(zone.as_str(), "UTC" | "Etc/UTC" | "GMT" | "Etc/GMT");
            (!is_utc).then_some(zone)
        })
        .or_else(|| zones.only().map(|zone| zone.name().to_owned()))
}

/// Lines that mean nothing.
fn strange(report: &mut Report, lines: &[usize]) {
    let Some(first) = lines.first() else { return };
    let message = || match lines.len() {
        1 => "this line is no property of a calendar; it was left out".to_owned(),
        many => format!("{many} lines are no properties of a calendar; they were left out"),
    };
    report.complain(Trouble::Broken, message, || origin(*first, "VCALENDAR"));
}

/// What has no end.
fn unfinished(report: &mut Report, calendars: &[Component]) {
    let mut index = 0;
    for calendar in calendars {
        let mut cut = false;
        for event in calendar.parts.iter().filter(|part| part.name == "VEVENT") {
            if !event.ended {
                let message = "this entry has no END:VEVENT; what was read of it counts";
                let place = || origin(event.number, format!("VEVENT[{index}]"));
                report.complain(Trouble::Broken, || message.to_owned(), place);
            }
            cut = !event.ended;
            index += 1;
        }
        if !calendar.ended && !cut {
            let message = "this calendar has no END:VCALENDAR: the file may have been cut off";
            let place = || origin(calendar.number, "VCALENDAR");
            report.complain(Trouble::Broken, || message.to_owned(), place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_no_calendar_is_refused_in_a_sentence() {
        for text in [
            "",
            "{}",
            "BEGIN:VCARD\nEND:VCARD",
            "SUMMARY:A",
            "BEGIN:VCALENDAR;X:1",
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(
                error.message, "this is not an iCalendar file: no line says BEGIN:VCALENDAR",
                "{text}"
            );
        }
        for text in [
            "BEGIN:VCALENDAR",
            "begin:vcalendar\nend:vcalendar",
            "BEGIN:VEVENT",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
    }
}
