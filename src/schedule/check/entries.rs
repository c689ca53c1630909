//! One entry at a time: times, title, status, people, and the talks inside.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::{
    Checker, Spot, UNTITLED, below,
    names::{Directory, is_placeholder},
};
use crate::{
    draft,
    schedule::{
        Credit, Entry, Event, IdFrom, Level, Origin, Status,
        order::{self, Built},
        rules::RuleId,
        status_by,
    },
};

/// A session and its talks.
pub(super) fn session(
    checker: &mut Checker,
    mut draft: draft::Entry,
    event: &Event,
    directory: &mut Directory,
) -> Built {
    let talks = std::mem::take(&mut draft.talks);
    let mut session = entry(checker, draft, Level::Session, event, directory);
    for talk in talks {
        let mut talk = entry(checker, talk, Level::Talk, event, directory);
        // A talk belongs to its session's day and room, and to its track unless it names another.
        talk.entry.day = session.entry.day;
        if talk.entry.rooms.is_empty() {
            talk.entry.rooms.clone_from(&session.entry.rooms);
        }
        talk.entry.track = talk.entry.track.or(session.entry.track);
        if session.entry.status == Status::Cancelled {
            talk.entry.status = Status::Cancelled;
        }
        session.talks.push(talk);
    }
    session
}

fn entry(
    checker: &mut Checker,
    draft: draft::Entry,
    level: Level,
    event: &Event,
    directory: &mut Directory,
) -> Built {
    // What is found from here on is about this entry, and gets its id once it has one.
    let before = checker.findings.len();
    let (start, end) = times(checker, &draft, event);
    let origin = draft.origin;
    let subtitle = checker.line(draft.subtitle, &origin, "subtitle");
    let title = title(checker, draft.title, subtitle.as_ref(), &origin);
    let unsaid = status_by(&title);
    let day = day(checker, start, draft.day, event, &origin);
    let mut entry = Entry {
        id: checker.line(draft.id, &origin, "id").unwrap_or_default(),
        id_from: IdFrom::File,
        level,
        session: None,
        talks: 0..0,
        kind: checker.line(draft.kind, &origin, "kind"),
        subtitle: subtitle.filter(|subtitle| *subtitle != title),
        title,
        start,
        end,
        end_inferred: false,
        length: draft.duration.filter(|_| start.is_none()),
        day,
        rooms: directory.rooms(checker, draft.rooms, &origin),
        track: directory.track(checker, draft.track, &origin),
        language: checker.line(draft.language, &origin, "language"),
        people: credits(checker, draft.people, &origin, directory),
        abstract_text: checker.block(draft.abstract_text, &origin, "abstract"),
        links: checker.links(draft.links, &origin),
        status: draft.status.unwrap_or(unsaid),
        notes: checker.lines(draft.notes, &origin, "notes"),
        origin,
    };
    if entry.id.is_empty() {
        let local = start.map(|start| event.zone.local(start));
        entry.id = order::make_id(&entry.title, local);
        entry.id_from = IdFrom::Made;
    }
    Built {
        entry,
        findings: checker.findings.split_off(before),
        talks: Vec::new(),
    }
}

/// Start and end as instants; an end before the start is none.
fn times(
    checker: &mut Checker,
    draft: &draft::Entry,
    event: &Event,
) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let (zone, origin) = (&event.zone, &draft.origin);
    let start = checker.instant(draft.start, zone, origin, "start");
    let written = checker.instant(draft.end, zone, origin, "end");
    let end = written.or_else(|| {
        let length = TimeDelta::try_minutes(draft.duration?)?;
        start?.checked_add_signed(length)
    });
    if let (Some(from), Some(to), Some(stated)) = (start, written, draft.duration) {
        let minutes = (to - from).num_minutes();
        if to >= from && minutes != stated {
            let message = format!(
                "it takes {stated} minutes by its duration, but {minutes} by its end; the end counts"
            );
            checker.find(RuleId::Contradiction, &message, &below(origin, "duration"));
        }
    }
    match (start, end) {
        (Some(from), Some(to)) if to < from => {
            let (from, to) = (zone.rfc3339(from), zone.rfc3339(to));
            let message = format!("it ends at {to}, before it starts at {from}");
            checker.find(RuleId::EndBeforeStart, &message, &below(origin, "end"));
            (start, None)
        }
        times => times,
    }
}

/// The title; without one the subtitle, or words that say so.
fn title(
    checker: &mut Checker,
    title: Option<String>,
    subtitle: Option<&String>,
    origin: &Origin,
) -> String {
    let title = checker.line(title, origin, "title");
    if title.is_none() {
        checker.find(RuleId::NoTitle, "it has no title", &below(origin, "title"));
    }
    let title = title.or_else(|| subtitle.cloned());
    let title = title.unwrap_or_else(|| UNTITLED.to_owned());
    if is_placeholder(&title) {
        let message = format!("the title “{title}” is still open");
        checker.find(RuleId::Placeholder, &message, &below(origin, "title"));
    }
    title
}

/// Until then, what is listed under the day before may well be its night.
const LATEST_NIGHT: NaiveTime = match NaiveTime::from_hms_opt(6, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The event's day of an entry. By day the instant decides; at night the file's own listing does,
/// so that what is listed under Friday and starts on Saturday at 01:00 stays Friday's.
fn day(
    checker: &mut Checker,
    start: Option<DateTime<Utc>>,
    listed: Option<NaiveDate>,
    event: &Event,
    origin: &Origin,
) -> Option<NaiveDate> {
    let Some(start) = start else { return listed };
    let day = event.day_of(start);
    let Some(listed) = listed.filter(|listed| *listed != day) else {
        return Some(day);
    };
    let local = event.zone.local(start);
    let at_night = local.time() < event.day_change.max(LATEST_NIGHT);
    if at_night && (listed == local.date() || Some(listed) == local.date().pred_opt()) {
        return Some(listed);
    }
    let message = format!(
        "it is listed under {listed}, but starts at {}; that counts",
        event.zone.rfc3339(start)
    );
    checker.find(RuleId::DayMismatch, &message, &below(origin, "day"));
    Some(day)
}

fn credits(
    checker: &mut Checker,
    drafts: Vec<draft::Credit>,
    origin: &Origin,
    directory: &mut Directory,
) -> Vec<Credit> {
    let mut credits = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.into_iter().enumerate() {
        let spot = Spot::element(origin, "people", index);
        credits.extend(directory.credit(checker, draft, spot));
    }
    credits
}
