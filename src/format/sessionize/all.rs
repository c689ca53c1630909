//! The view *All*: people, rooms and categories are declared, and sessions refer to them by id.
//!
//! ```text
//! sessions[]    {id "text", title, description, startsAt, endsAt, isServiceSession, isPlenumSession,
//!                speakers[uuid], categoryItems[int], roomId int, liveUrl, recordingUrl, status}
//! speakers[]    {id, firstName, lastName, fullName, bio, tagLine, links[{title, url}]}
//! rooms[]       {id int, name, sort}
//! categories[]  {id, title, items[{id, name}]}
//! ```

use foldhash::HashMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{About, File, Items, Met, Session, Sorted, Texts, all_of, credits, entry, lenient};
use crate::{
    draft::{Draft, Entry, Person},
    format::{json::Reader, links},
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
        let mut places = HashMap::default();
        for (category, name) in ids.iter().filter_map(|id| self.items.get(id)) {
            let place = *places.entry(*category).or_insert(by_category.len());
            match by_category.get_mut(place) {
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
    let mut met = Met::default();
    rooms(reader, file.rooms.as_ref(), &mut met);
    let categories = categories(reader, file.categories.as_ref(), &mut met);
    people(reader, &file.speakers, &mut met);
    for (index, raw) in file.sessions.all.iter().enumerate() {
        let path = format!("sessions[{index}]");
        let session = session(reader, raw, &path, &categories, &mut met);
        draft.sessions.extend(session);
    }
    met.declare(&mut draft);
    draft
}

fn session<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    path: &str,
    categories: &Categories,
    met: &mut Met,
) -> Option<Entry> {
    let mut session: Session = reader.record(raw, path)?;
    let origin = reader.origin(raw, path);
    let speakers = std::mem::take(&mut session.speakers);
    let sorted = categories.sorted(&session.category_items);
    let mut entry = entry(&mut session, sorted, origin.clone());
    entry.people = credits(met, speakers, &origin);
    let name = std::mem::take(&mut session.room).first();
    let room = session.room_id.take().or_else(|| name.clone());
    if let (Some(room), Some(name)) = (&room, &name) {
        met.rooms.meet(room, Some(name.clone()), &origin);
    }
    entry.rooms.extend(room);
    Some(entry)
}

fn rooms<'a>(reader: &mut Reader<'a>, items: Option<&Items<'a>>, met: &mut Met) {
    let items = items.map(|items| items.all.as_slice()).unwrap_or_default();
    reader.each(items, "rooms", |reader, raw, path, room: Room| {
        let name = room.name.first();
        if let Some(id) = room.id.or_else(|| name.clone()) {
            met.rooms.meet(&id, name, &reader.origin(raw, path));
        }
    });
}

/// The categories; those that are tracks are declared.
fn categories<'a>(reader: &mut Reader<'a>, items: Option<&Items<'a>>, met: &mut Met) -> Categories {
    let mut categories = Categories::default();
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
                met.tracks.meet(&name, None, &reader.origin(raw, &path));
            }
            categories.items.insert(id, (index, name));
        }
        categories.titles.resize(index, String::new());
        categories.titles.push(title);
    }
    categories
}

fn people<'a>(reader: &mut Reader<'a>, items: &Items<'a>, met: &mut Met) {
    reader.each(
        &items.all,
        "speakers",
        |reader, raw, path, speaker: Speaker| {
            let parts = [speaker.first_name.first(), speaker.last_name.first()];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let name = speaker.full_name.first();
            let name = name.or_else(|| (!parts.is_empty()).then(|| parts.join(" ")));
            let Some(id) = speaker.id.or_else(|| name.clone()) else {
                reader.miss_person(raw, path);
                return;
            };
            met.declare_person(Person {
                id,
                name,
                affiliation: speaker.tag_line.first(),
                biography: all_of(speaker.bio),
                links: speaker
                    .links
                    .iter()
                    .filter_map(|link| {
                        links::link(link.title.as_deref(), link.url.as_deref()?, None)
                    })
                    .collect(),
                origin: reader.origin(raw, path),
            });
        },
    );
}
