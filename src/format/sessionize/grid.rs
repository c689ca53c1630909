//! The views that are lists: *Grid Smart*, by day and room, and *Sessions*, by group.
//!
//! ```text
//! [{date, rooms[{id int, name, sessions[Session]}], timeSlots[{slotStart, rooms[{session}]}]}]
//! [{groupId, groupName, sessions[Session]}]
//! ```
//!
//! Sessions hold the names of their speakers, rooms and categories. In a grid they are complete
//! under `rooms`, and `timeSlots` only repeats them; where there are only slots, these are read. The very same session under several rooms or
//! groups is one entry.

use chrono::NaiveDate;
use foldhash::HashMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Category, Items, Met, Session, Sorted, Texts, credits, entry};
use crate::{
    draft::{Draft, Trouble},
    format::{fields, json::Reader},
};

/// A day with rooms, or a group with sessions.
#[derive(Default, Deserialize)]
struct Part<'a> {
    #[serde(default, borrow)]
    date: Option<&'a RawValue>,
    #[serde(default, borrow)]
    rooms: Items<'a>,
    #[serde(default, borrow)]
    sessions: Items<'a>,
    #[serde(default, borrow, rename = "timeSlots")]
    slots: Items<'a>,
}

/// What starts at the same time, by room.
#[derive(Default, Deserialize)]
struct Slot<'a> {
    #[serde(default, borrow)]
    rooms: Items<'a>,
}

#[derive(Default, Deserialize)]
struct Room<'a> {
    #[serde(default, borrow)]
    id: Option<&'a RawValue>,
    #[serde(default, borrow)]
    name: Option<&'a RawValue>,
    #[serde(default, borrow)]
    sessions: Items<'a>,
    /// The one of a time slot.
    #[serde(default, borrow)]
    session: Option<&'a RawValue>,
}

/// Where a session is listed.
#[derive(Clone, Default)]
struct Place {
    day: Option<NaiveDate>,
    room: Option<String>,
    room_name: Option<String>,
}

/// What was met so far.
#[derive(Default)]
struct Grid<'a> {
    draft: Draft,
    met: Met,
    /// Under which list each session was met first.
    seen: HashMap<&'a str, usize>,
    /// The lists so far.
    lists: usize,
}

pub(super) fn read<'a>(reader: &mut Reader<'a>, parts: &[&'a RawValue]) -> Draft {
    let mut grid = Grid::default();
    for (index, raw) in parts.iter().enumerate() {
        let path = format!("[{index}]");
        let Some(part) = reader.outline::<Part>(raw, &path) else {
            continue;
        };
        for (key, items) in [("rooms", &part.rooms), ("sessions", &part.sessions)] {
            reader.miss_list(raw, &path, key, items);
        }
        let day = part.date.and_then(|date| day(reader, date, &path));
        let place = Place {
            day,
            ..Place::default()
        };
        grid.sessions(reader, &part.sessions, &path, &place);
        grid.rooms(reader, &part.rooms, &path, day);
        if part.rooms.all.is_empty() {
            for (index, raw) in part.slots.all.iter().enumerate() {
                let path = format!("{path}.timeSlots[{index}]");
                if let Some(slot) = reader.outline::<Slot>(raw, &path) {
                    grid.rooms(reader, &slot.rooms, &path, day);
                }
            }
        }
    }
    let mut draft = grid.draft;
    grid.met.declare(&mut draft);
    draft
}

impl<'a> Grid<'a> {
    fn rooms(
        &mut self,
        reader: &mut Reader<'a>,
        rooms: &Items<'a>,
        path: &str,
        day: Option<NaiveDate>,
    ) {
        for (index, raw) in rooms.all.iter().enumerate() {
            let path = format!("{path}.rooms[{index}]");
            self.room(reader, raw, &path, day);
        }
    }

    fn room(
        &mut self,
        reader: &mut Reader<'a>,
        raw: &'a RawValue,
        path: &str,
        day: Option<NaiveDate>,
    ) {
        let Some(room) = reader.outline::<Room>(raw, path) else {
            return;
        };
        reader.miss_list(raw, path, "sessions", &room.sessions);
        let room_name = room.name.and_then(|name| text(reader, name, path, "name"));
        let id = room.id.and_then(|id| text(reader, id, path, "id"));
        let id = id.or_else(|| room_name.clone());
        if let Some(id) = &id {
            let origin = reader.origin(raw, path);
            self.met.rooms.meet(id, room_name.clone(), &origin);
        }
        let place = Place {
            day,
            room: id,
            room_name,
        };
        self.sessions(reader, &room.sessions, path, &place);
        if let Some(raw) = room.session
            && self.is_first(raw)
        {
            self.session(reader, raw, &format!("{path}.session"), &place);
        }
    }

    /// Whether a session has not been met in any list before this one. What is the same to the
    /// letter, with its id and its time, is the same session.
    fn is_first(&mut self, raw: &'a RawValue) -> bool {
        *self.seen.entry(raw.get()).or_insert(self.lists) == self.lists
    }

    fn sessions(&mut self, reader: &mut Reader<'a>, items: &Items<'a>, path: &str, place: &Place) {
        self.lists += 1;
        for (index, raw) in items.all.iter().enumerate() {
            if self.is_first(raw) {
                let path = format!("{path}.sessions[{index}]");
                self.session(reader, raw, &path, place);
            }
        }
    }

    fn session(&mut self, reader: &mut Reader<'a>, raw: &'a RawValue, path: &str, listed: &Place) {
        let Some(mut session) = reader.record::<Session>(raw, path) else {
            return;
        };
        let origin = reader.origin(raw, path);
        let sorted = sorted(std::mem::take(&mut session.categories));
        if let Some(track) = &sorted.track {
            self.met.tracks.meet(track, None, &origin);
        }
        let name = std::mem::take(&mut session.room).first();
        let own = session.room_id.take().or_else(|| name.clone());
        let (room, name) = match own {
            Some(own) => (Some(own), name.or_else(|| listed.room_name.clone())),
            None => (listed.room.clone(), listed.room_name.clone()),
        };
        if let (Some(own), Some(listed)) = (&room, &listed.room)
            && own != listed
            && !session.is_plenum
        {
            let message = || {
                format!(
                    "it is listed in the room “{listed}”, but says that its room is “{own}”, which counts"
                )
            };
            reader.complain(Trouble::Room, raw, &format!("{path}.roomId"), message);
        }
        if let Some(room) = &room {
            self.met.rooms.meet(room, name, &origin);
        }
        let speakers = std::mem::take(&mut session.speakers);
        let mut entry = entry(&mut session, sorted, origin.clone());
        entry.people = credits(&mut self.met, speakers, &origin);
        entry.day = listed.day;
        entry.rooms.extend(room);
        self.draft.sessions.push(entry);
    }
}

fn text<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, path: &str, key: &str) -> Option<String> {
    match serde_json::from_str::<Texts>(raw.get()) {
        Ok(texts) => texts.first(),
        Err(_) => {
            let message = || format!("{key} should be a text; it was left out");
            reader.complain(Trouble::Broken, raw, &format!("{path}.{key}"), message);
            None
        }
    }
}

/// A day such as `2024-10-31T00:00:00`.
fn day<'a>(reader: &mut Reader<'a>, raw: &'a RawValue, path: &str) -> Option<NaiveDate> {
    let written = text(reader, raw, path, "date")?;
    let day = fields::day_of_time(&written);
    if day.is_none() {
        let message = || format!("“{written}” is not a day like 2024-07-27; it was left out");
        reader.complain(Trouble::Broken, raw, &format!("{path}.date"), message);
    }
    day
}

fn sorted(categories: Vec<Category>) -> Sorted {
    let mut sorted = Sorted::default();
    for category in categories {
        let items = category.category_items.into_iter();
        let items = items.filter_map(|item| item.name.first()).collect();
        sorted.add(&category.name.first().unwrap_or_default(), items);
    }
    sorted
}
