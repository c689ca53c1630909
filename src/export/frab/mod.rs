//! frab JSON, as frab, pretalx and the tools of the c3voc know it, by <https://c3voc.de/schedule/schema.json>.
//!
//! ```text
//! {"schedule": {"version", "conference": {
//!     "acronym", "title", "start", "end", "daysCount", "timeslot_duration", "time_zone_name", "rooms", "tracks",
//!     "days": [{"index", "date", "day_start", "day_end", "rooms": {NAME: [EVENT]}}]}}}
//! ```
//!
//! It has one level: an entry is an event in a room on a day. Talks that have a time of their own are events, too; those that
//! have none are told in the description of their session. Events carry the keys alone that every version of the schema
//! allows; what has no key is told as a loss.

mod event;
mod ids;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use foldhash::{HashMap, HashSet};
use serde::Serialize;
use serde_json::{Map, Value, json};

use self::{
    event::{Event, Teller},
    ids::Ids,
};
use super::{
    convert::{Converted, INFERRED_END, Kind, Losses, NESTED, TOLD},
    json::write,
};
use crate::{
    arrange::Arrange as _,
    schedule::{Entry, Schedule, Status, ZoneSource},
    zone::Zone,
};

#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    generator: Value,
    schedule: Whole<'a>,
}

#[derive(Serialize)]
struct Whole<'a> {
    version: &'a str,
    conference: Conference<'a>,
}

#[derive(Serialize)]
struct Conference<'a> {
    acronym: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    start: String,
    end: String,
    #[serde(rename = "daysCount")]
    days_count: usize,
    timeslot_duration: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    tracks: Vec<Value>,
    rooms: Vec<Value>,
    days: Vec<Day>,
}

/// A day of the timetable: lists of events, by room.
#[derive(Serialize)]
struct Day {
    index: usize,
    date: String,
    #[serde(rename = "day_start")]
    begins: String,
    #[serde(rename = "day_end")]
    ends: String,
    rooms: Map<String, Value>,
}

const UNTIMED: Kind = Kind {
    what: "what has no time",
    one: "entry is left out",
    many: "entries are left out",
};
const AROUND: Kind = Kind {
    what: "sessions around talks that have times of their own",
    one: "session is left out, and its talks are told",
    many: "sessions are left out, and their talks are told",
};
const OPEN_END: Kind = Kind {
    what: "end times that are not known",
    one: "entry gets a duration of 0:00",
    many: "entries get a duration of 0:00",
};
const SECONDS: Kind = Kind {
    what: "seconds of a duration",
    one: "entry ends on the minute",
    many: "entries end on the minute",
};
const NO_ROOM: Kind = Kind {
    what: "what is in no room",
    one: "entry is listed under a room without a name",
    many: "entries are listed under a room without a name",
};
const ROOMS: Kind = Kind {
    what: "several rooms",
    one: "entry is listed in its first one",
    many: "entries are listed in their first one",
};
const CANCELLED: Kind = Kind {
    what: "what is cancelled",
    one: "entry says so in its title",
    many: "entries say so in their titles",
};
const STATUS: Kind = Kind {
    what: "whether something is confirmed",
    one: "entry does not say it",
    many: "entries do not say it",
};
const ROLES: Kind = Kind {
    what: "roles",
    one: "entry has others than speakers among its people",
    many: "entries have others than speakers among their people",
};
const AFFILIATIONS: Kind = Kind {
    what: "affiliations",
    one: "entry has people without theirs",
    many: "entries have people without theirs",
};
const NOTES: Kind = Kind {
    what: "remarks",
    one: "entry has them in its description",
    many: "entries have them in their description",
};
const NEW_ID: Kind = Kind {
    what: "ids that are no UUID in small letters",
    one: "entry gets one that is made from its own",
    many: "entries get one that is made from their own",
};

/// Days that begin later cannot be told by when the day before ends.
const LATEST_CHANGE: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Until then, what is listed under the day before may be its night.
const LATEST_NIGHT: NaiveTime = match NaiveTime::from_hms_opt(6, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// What the reader of this format makes of the version of a file.
const VERSION: &str = "Version of the schedule: ";

/// The schedule as frab JSON; none where nothing has a day, and the file states none either: the format cannot do without.
pub fn frab(schedule: &Schedule) -> Option<Converted> {
    let event = schedule.event();
    let mut losses = Losses::default();
    let mut ids = Ids::new(schedule);
    let acronym = acronym(&event.id);
    let mut days = Vec::new();
    let mut listed: Vec<(NaiveDate, &str, Value)> = Vec::new();
    for entry in schedule.entries() {
        let Some(start) = entry.start else {
            losses.add(untimed(schedule, entry), &entry.title);
            continue;
        };
        if is_told_by_talks(schedule, entry) {
            losses.add(AROUND, &entry.title);
            continue;
        }
        let teller = Teller {
            schedule,
            acronym: &acronym,
        };
        let told: Event = teller.event(entry, start, &mut ids);
        let lost = lost(schedule, entry, &told.guid);
        for (kind, _) in lost.into_iter().filter(|(_, lost)| *lost) {
            losses.add(kind, &entry.title);
        }
        let room = schedule.rooms_of(entry).next().unwrap_or_default();
        if let Some(day) = day_of(schedule, entry, start) {
            listed.push((day, room, json!(told)));
        }
    }
    // Stable: within a day and a room the listing order stays.
    listed.arrange_by_key(|(day, ..)| *day);
    for (day, room, told) in listed {
        let date = day.to_string();
        if days.last().is_none_or(|last: &Day| last.date != date) {
            days.push(Day {
                index: days.len() + 1,
                date,
                begins: boundary(schedule, Some(day)),
                ends: boundary(schedule, day.checked_add_days(Days::new(1))),
                rooms: Map::new(),
            });
        }
        let rooms = days.last_mut().map(|day| &mut day.rooms);
        let list = rooms.map(|rooms| rooms.entry(room).or_insert_with(|| json!([])));
        if let Some(list) = list.and_then(Value::as_array_mut) {
            list.push(told);
        }
    }
    let held = |day: Option<&Day>| Some(day?.date.clone());
    let held = held(days.first()).zip(held(days.last()));
    let stated = event.stated_days;
    let stated = stated.map(|(first, last)| (first.to_string(), last.to_string()));
    let first_and_last = stated.or(held)?;
    of_event(schedule, &acronym, &mut losses);
    let file = File {
        schema: "https://c3voc.de/schedule/schema.json",
        generator: json!({ "name": "fomo", "version": env!("CARGO_PKG_VERSION") }),
        schedule: Whole {
            version: version(schedule).unwrap_or_default(),
            conference: conference(schedule, acronym, first_and_last, days, &ids),
        },
    };
    Some(Converted {
        text: write(&file),
        losses: losses.finish(),
    })
}

/// Whether a session is one around talks that are events of their own: beside these it would stand in their room a second
/// time, at the same time.
fn is_told_by_talks(schedule: &Schedule, session: &Entry) -> bool {
    let talks = schedule.talks(session);
    let is_there = |talk: &Entry| {
        let room = talk.rooms.first();
        talk.status != Status::Cancelled && room.is_some() && room == session.rooms.first()
    };
    talks.iter().all(|talk| talk.start.is_some()) && talks.iter().any(is_there)
}

fn conference<'a>(
    schedule: &'a Schedule,
    acronym: String,
    (start, end): (String, String),
    days: Vec<Day>,
    ids: &Ids,
) -> Conference<'a> {
    let event = schedule.event();
    let rooms = schedule.rooms().iter().filter(|room| !room.is_empty());
    Conference {
        acronym,
        title: &event.title,
        description: event.description.as_deref(),
        start,
        end,
        days_count: days.len(),
        timeslot_duration: "00:05",
        time_zone_name: zone_name(&event.zone),
        url: event.url.as_deref(),
        tracks: tracks(schedule),
        rooms: rooms
            .map(|room| json!({ "guid": ids.made("room", room), "name": room }))
            .collect(),
        days,
    }
}

/// The name of the zone for others, who know those of cities, and UTC: no offsets, nor `CET` or `US/Eastern`, nor what
/// only this machine has.
fn zone_name(zone: &Zone) -> Option<&str> {
    if matches!(zone.name(), "UTC" | "Etc/UTC") {
        return Some("UTC");
    }
    zone.iana_name().filter(|name| {
        let small = |letter: char| letter.is_ascii_lowercase();
        let (region, city) = name.split_once('/').unwrap_or_default();
        let is_city = city.chars().nth(1).is_some_and(small);
        is_city && region.len() > 2 && region.chars().skip(1).all(small)
    })
}

/// The tracks with their colours. Events name them as people do, which no short name may be mistaken for.
fn tracks(schedule: &Schedule) -> Vec<Value> {
    let names: HashSet<&String> = schedule.tracks().iter().collect();
    let mut taken: HashSet<String> = HashSet::default();
    // Thousands may have the same short name: each goes on from the number of the one before.
    let mut numbers: HashMap<String, u32> = HashMap::default();
    let all = schedule.tracks().iter().enumerate();
    let all = all.filter(|(_, name)| !name.is_empty());
    all.map(|(index, name)| {
        let base = match ids::slug(name) {
            // A name without a letter of ASCII.
            none if none.is_empty() => "track".to_owned(),
            slug => slug,
        };
        let mut slug = base.clone();
        if slug != *name || !taken.insert(slug.clone()) {
            let number = numbers.entry(base.clone()).or_insert(0);
            loop {
                *number += 1;
                if *number > 1 {
                    slug = format!("{base}-{number}");
                }
                if !names.contains(&slug) && taken.insert(slug.clone()) {
                    break;
                }
            }
        }
        let mut track = json!({ "name": name, "slug": slug });
        if let (Some([red, green, blue]), Some(track)) =
            (schedule.track_color(index), track.as_object_mut())
        {
            track.insert(
                "color".to_owned(),
                json!(format!("#{red:02x}{green:02x}{blue:02x}")),
            );
        }
        track
    })
    .collect()
}

/// What becomes of an entry that has no time.
fn untimed(schedule: &Schedule, entry: &Entry) -> Kind {
    let session = schedule.session_of(entry);
    if session.is_some_and(|session| session.start.is_some()) {
        TOLD
    } else {
        UNTIMED
    }
}

/// What there is no key for, of an entry that has a time.
fn lost(schedule: &Schedule, entry: &Entry, guid: &str) -> [(Kind, bool); 12] {
    let seconds = entry.end.zip(entry.start);
    let seconds = seconds.is_some_and(|(end, start)| (end - start).num_seconds() % 60 != 0);
    let by_title = event::title(entry).1;
    let cancelled = entry.status == Status::Cancelled;
    let mut credits = entry.people.iter();
    let affiliated = credits.any(|credit| credit.affiliation.is_some());
    let mut credits = entry.people.iter();
    [
        (NEW_ID, guid != entry.id),
        (NESTED, schedule.session_of(entry).is_some()),
        (OPEN_END, entry.end.is_none()),
        (INFERRED_END, entry.end_inferred),
        (SECONDS, seconds),
        (NO_ROOM, entry.rooms.is_empty()),
        (ROOMS, entry.rooms.len() > 1),
        (CANCELLED, cancelled && entry.status_by_title() != by_title),
        (STATUS, by_title != entry.status),
        (ROLES, credits.any(|credit| credit.role != "speaker")),
        (AFFILIATIONS, affiliated),
        (NOTES, !entry.notes.is_empty()),
    ]
}

/// What there is no key for, of the event.
fn of_event(schedule: &Schedule, acronym: &str, losses: &mut Losses) {
    let event = schedule.event();
    if acronym != event.id {
        losses.whole(format!(
            "the event’s id as it is: “{}” becomes “{acronym}”",
            event.id
        ));
    }
    let zone = &event.zone;
    if zone.is_unknown() {
        losses.whole(
            "times of an unknown zone: they stand without the offset that others expect; --event-zone says it"
                .to_owned(),
        );
    } else if zone_name(zone).is_none() && event.zone_source != ZoneSource::Guessed {
        let name = zone.name();
        losses.whole(format!(
            "the time zone “{name}” by a name: the offset stands with each time"
        ));
    }
    let change = event.day_change;
    let remarks = event.notes.len() - usize::from(version(schedule).is_some());
    losses.of_event(&[
        ("subtitle", event.subtitle.is_some()),
        ("location", event.location.is_some()),
        ("contact", event.contact.is_some()),
        ("links", !event.links.is_empty()),
        ("dates", !event.dates.is_empty()),
        ("remarks", remarks > 0),
        (
            "time at which a day begins",
            change > LATEST_CHANGE || change == NaiveTime::MIN,
        ),
        ("zone as it is printed", event.zone_label.is_some()),
    ]);
}

/// The version of the schedule, as this program tells that of a file that has one.
fn version(schedule: &Schedule) -> Option<&str> {
    let notes = &schedule.event().notes;
    notes.iter().find_map(|note| note.strip_prefix(VERSION))
}

/// The day under which an entry is listed. By night that of the schedule stays, by day the start decides.
fn day_of(schedule: &Schedule, entry: &Entry, start: DateTime<Utc>) -> Option<NaiveDate> {
    let event = schedule.event();
    let local = event.zone.local(start);
    if local.time() < event.day_change.max(LATEST_NIGHT) {
        let near = |day: &NaiveDate| *day == local.date() || Some(*day) == local.date().pred_opt();
        return entry.day.filter(near).or_else(|| Some(event.day_of(start)));
    }
    Some(event.day_of(start))
}

/// When a day begins; where nobody knows the zone, without an offset.
fn boundary(schedule: &Schedule, day: Option<NaiveDate>) -> String {
    let event = schedule.event();
    let local = day.map(|day| day.and_time(event.day_change));
    local.map_or_else(String::new, |local| {
        event.zone.rfc3339(event.zone.resolve(local).instant)
    })
}

/// The id of the event as the short name that the format allows: small letters, digits and underscores, four at least.
fn acronym(id: &str) -> String {
    let mut acronym = ids::slug(id).replace('-', "_");
    while acronym.len() < 4 {
        acronym.push('_');
    }
    acronym
}
