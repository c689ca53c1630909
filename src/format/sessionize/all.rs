//! The view *All*: people, rooms and categories are declared, and sessions refer to them by id.
//!
//! ```text
//! sessions[]    {id "text", title, description, startsAt, endsAt, isServiceSession, isPlenumSession,
//!                speakers[uuid], categoryItems[int], roomId int, liveUrl, recordingUrl, status}
//! speakers[]    {id, firstName, lastName, fullName, bio, tagLine, links[{title, url}]}
//! rooms[]       {id int, name, sort}
//! categories[]  {id, title, items[{id, name}]}
//! ```

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    About, File, Items, Met, Session, Sorted, Speakers, Texts, all_of, entry, lenient, values,
};
use crate::{
    draft::{Draft, Entry, Link, Named, Person},
    format::json::Reader,
};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Speaker {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    full_name: Texts,
    first_name: Texts,
    last_name: Texts,
    bio: Texts,
    tag_line: Texts,
    #[serde(deserialize_with = "lenient::list")]
    links: Vec<WireLink>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireLink {
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Room {
    #[serde(deserialize_with = "lenient::text")]
    id: Option<String>,
    name: Texts,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Category {
    title: Texts,
    name: Texts,
    #[serde(deserialize_with = "lenient::list")]
    items: Vec<Room>,
}

/// The categories by the ids of their items.
#[derive(Default)]
struct Categories {
    titles: Vec<String>,
    /// Which category an item belongs to, and its name.
    items: HashMap<String, (usize, String)>,
}

impl Categories {
    fn sorted(&self, ids: &[String]) -> Sorted {
        let mut by_category: Vec<(usize, Vec<String>)> = Vec::new();
        for (category, name) in ids.iter().filter_map(|id| self.items.get(id)) {
            match by_category.iter_mut().find(|(other, _)| other == category) {
                Some((_, names)) => names.push(name.clone()),
                None => by_category.push((*category, vec![name.clone()])),
            }
        }
        let mut sorted = Sorted::default();
        for (category, names) in by_category {
            let title = self.titles.get(category).map_or("", String::as_str);
            sorted.add(title, names);
        }
        sorted
    }
}

pub(super) fn read<'a>(reader: &mut Reader<'a>, file: &File<'a>) -> Draft {
    let mut draft = Draft::default();
    let mut rooms = rooms(reader, file.rooms.as_ref());
    let (categories, tracks) = categories(reader, file.categories.as_ref());
    draft.people = people(reader, &file.speakers);
    for (index, raw) in file.sessions.all.iter().enumerate() {
        let path = format!("sessions[{index}]");
        let session = session(reader, raw, &path, &categories, &mut rooms);
        draft.sessions.extend(session);
    }
    draft.rooms = rooms.all;
    draft.tracks = tracks;
    draft
}

fn session<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    categories: &Categories,
    rooms: &mut Met,
) -> Option<Entry> {
    let mut session: Session = reader.record(raw, path)?;
    let origin = reader.origin(raw, path);
    let speakers = std::mem::take(&mut session.speakers);
    let sorted = categories.sorted(&session.category_items);
    let mut entry = entry(&mut session, sorted, origin.clone());
    entry.people = Speakers::default().credits(speakers, &origin);
    let name = std::mem::take(&mut session.room).first();
    let room = session.room_id.take().or_else(|| name.clone());
    if let (Some(room), Some(name)) = (&room, &name) {
        rooms.meet(room, Some(name.clone()), origin);
    }
    entry.rooms.extend(room);
    Some(entry)
}

fn rooms<'a>(reader: &mut Reader<'a>, items: Option<&Items<'a>>) -> Met {
    let mut rooms = Met::default();
    let items = items.map(|items| items.all.as_slice()).unwrap_or_default();
    for (index, raw) in items.iter().enumerate() {
        let path = format!("rooms[{index}]");
        let Some(room) = reader.record::<Room>(raw, &path) else {
            continue;
        };
        let name = room.name.first();
        if let Some(id) = room.id.or_else(|| name.clone()) {
            rooms.meet(&id, name, reader.origin(raw, &path));
        }
    }
    rooms
}

/// The categories, and the tracks among them.
fn categories<'a>(reader: &mut Reader<'a>, items: Option<&Items<'a>>) -> (Categories, Vec<Named>) {
    let mut categories = Categories::default();
    let mut tracks = Met::default();
    let items = items.map(|items| items.all.as_slice()).unwrap_or_default();
    for (index, raw) in items.iter().enumerate() {
        let path = format!("categories[{index}]");
        let Some(category) = reader.record::<Category>(raw, &path) else {
            continue;
        };
        let title = category.title.first().or_else(|| category.name.first());
        let title = title.unwrap_or_default();
        for item in category.items {
            let (Some(id), Some(name)) = (item.id, item.name.first()) else {
                continue;
            };
            if About::of(&title) == About::Track {
                tracks.meet(&name, None, reader.origin(raw, &path));
            }
            categories.items.insert(id, (index, name));
        }
        categories.titles.resize(index, String::new());
        categories.titles.push(title);
    }
    (categories, tracks.all)
}

fn people<'a>(reader: &mut Reader<'a>, items: &Items<'a>) -> Vec<Person> {
    let mut people = Vec::with_capacity(items.all.len());
    for (index, raw) in items.all.iter().enumerate() {
        let path = format!("speakers[{index}]");
        let Some(speaker) = reader.record::<Speaker>(raw, &path) else {
            continue;
        };
        let parts = [speaker.first_name.first(), speaker.last_name.first()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let name = speaker.full_name.first();
        let name = name.or_else(|| (!parts.is_empty()).then(|| parts.join(" ")));
        let Some(id) = speaker.id.or_else(|| name.clone()) else {
            values::complain_of_nobody(reader, raw, &path);
            continue;
        };
        people.push(Person {
            id,
            name,
            affiliation: speaker.tag_line.first(),
            biography: all_of(speaker.bio),
            links: speaker.links.iter().filter_map(link).collect(),
            origin: reader.origin(raw, &path),
        });
    }
    people
}

fn link(link: &WireLink) -> Option<Link> {
    values::link(link.title.as_deref(), link.url.as_deref())
}
