//! Ids that others take: UUIDs, whole numbers, and short names of ASCII. All of them are the same from run to run.

use foldhash::HashSet;
use uuid::Uuid;

use crate::{
    schedule::{Entry, Schedule},
    text::fold::{Fold, fold},
};

/// Hands out ids, each once.
pub(super) struct Ids<'a> {
    event: &'a str,
    guids: HashSet<Uuid>,
    /// Those that the schedule itself has given to some entry.
    own: HashSet<Uuid>,
    /// Whole numbers that are taken, or that the schedule itself has given to some entry.
    numbers: HashSet<u32>,
}

/// An id that is one for all the world, in capitals or not.
pub(super) fn uuid(id: &str) -> Option<Uuid> {
    // As it is written in schedules: with hyphens, and nothing around it.
    Uuid::try_parse(id).ok().filter(|_| id.len() == 36)
}

impl<'a> Ids<'a> {
    pub(super) fn new(schedule: &'a Schedule) -> Self {
        let entries = schedule.entries().iter();
        Self {
            event: &schedule.event().id,
            guids: HashSet::default(),
            own: entries
                .clone()
                .filter_map(|entry| uuid(&entry.id))
                .collect(),
            numbers: entries.filter_map(|entry| number(&entry.id)).collect(),
        }
    }

    /// The UUID of something that has none, made from its own id and that of the event.
    pub(super) fn made(&self, kind: &str, id: &str) -> String {
        self.uuid(kind, id).to_string()
    }

    fn uuid(&self, kind: &str, id: &str) -> Uuid {
        // No text of a schedule holds a line break.
        let name = format!("fomo\n{}\n{kind}\n{id}", self.event);
        Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())
    }

    /// The ids of an entry: as a UUID, which is its own if that is one, and as a number.
    pub(super) fn entry(&mut self, entry: &Entry) -> (String, u32) {
        // Two ids that differ in capitals alone are one UUID: the second gets one that is made.
        let own = uuid(&entry.id).filter(|own| self.guids.insert(*own));
        let guid = own.unwrap_or_else(|| {
            let mut guid = self.uuid("entry", entry.lasting_id());
            while self.own.contains(&guid) || !self.guids.insert(guid) {
                guid = Uuid::new_v5(&guid, &[]);
            }
            guid
        });
        let guid = guid.to_string();
        let number = number(&entry.id).unwrap_or_else(|| self.free(&guid));
        (guid, number)
    }

    /// A number that nothing else has, made from a UUID.
    fn free(&mut self, guid: &str) -> u32 {
        let made = Uuid::new_v5(&Uuid::NAMESPACE_OID, guid.as_bytes());
        let [first, second, third, fourth, ..] = *made.as_bytes();
        let mut number = u32::from_be_bytes([first, second, third, fourth]) % LARGEST + 1;
        while !self.numbers.insert(number) {
            number = number % LARGEST + 1;
        }
        number
    }
}

/// The largest number that every program takes.
const LARGEST: u32 = 0x7fff_ffff;

/// An id that is a whole number already, written as numbers are.
pub(super) fn number(id: &str) -> Option<u32> {
    let number: u32 = id.parse().ok()?;
    ((1..=LARGEST).contains(&number) && number.to_string() == id).then_some(number)
}

/// A short name: letters without accents, digits and hyphens, none of them at either end.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for char in fold(text, Fold::LOOSE).chars() {
        if char.is_ascii_alphanumeric() {
            slug.push(char);
        } else if char == '_' || !(slug.is_empty() || slug.ends_with(['-', '_'])) {
            slug.push(if char == '_' { '_' } else { '-' });
        }
    }
    slug.trim_end_matches(['-', '_']).to_owned()
}
