//! Rooms that events name beside the one under which they are listed.

use foldhash::{HashMap, HashSet};

use super::{
    super::{json::Reader, met::Names},
    timetable::below,
};
use crate::draft::{Origin, Trouble};

/// So many events of a room that name the same other one are told one by one.
const FEW: usize = 5;

/// What was met, until all rooms are known.
#[derive(Default)]
pub(super) struct Listed {
    /// Rooms whose events call them so.
    agreeing: HashSet<String>,
    /// Events that name another room, by the room under which they are listed and their own.
    places: HashMap<(String, String), usize>,
    differing: Vec<Differing>,
}

struct Differing {
    listed: String,
    own: String,
    events: Vec<Origin>,
}

impl Listed {
    /// Notes the room of an event.
    pub(super) fn compare(&mut self, listed: &str, own: &str, event: &Origin) {
        if own.trim().is_empty() {
            return;
        }
        if is_same(listed, own) {
            if !self.agreeing.contains(listed) {
                self.agreeing.insert(listed.to_owned());
            }
            return;
        }
        let next = self.differing.len();
        let place = (listed.to_owned(), own.to_owned());
        let index = *self.places.entry(place).or_insert(next);
        if index == next {
            self.differing.push(Differing {
                listed: listed.to_owned(),
                own: own.to_owned(),
                events: Vec::new(),
            });
        }
        if let Some(differing) = self.differing.get_mut(index) {
            differing.events.push(event.clone());
        }
    }

    /// Complains about events that name another room. Where all events of a room call it by a name that no other
    /// has, it has two names: files put together from several are like that.
    pub(super) fn complain(&mut self, reader: &mut Reader, rooms: &Names) {
        for place in std::mem::take(&mut self.differing) {
            let Differing {
                listed,
                own,
                events,
            } = place;
            if !self.agreeing.contains(&listed) && !rooms.knows(&own) {
                continue;
            }
            let many = events.len();
            let told = if many > FEW { 1 } else { many };
            for origin in events.iter().take(told) {
                let times = if many > FEW {
                    format!(" ({many} times)")
                } else {
                    String::new()
                };
                let message = format!(
                    "it is listed in the room “{listed}”, but says that its room is “{own}”; the list counts{times}"
                );
                reader.complain_at(Trouble::Room, &below(origin, "room"), message);
            }
        }
    }
}

/// Whether two names are the same but for spaces and capital letters.
fn is_same(one: &str, other: &str) -> bool {
    one == other || {
        let words = |name: &str| {
            let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
            words
        };
        words(one) == words(other)
    }
}
