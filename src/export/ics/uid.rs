//! What a calendar program knows an entry by, when it reads a newer version of the schedule.

use std::fmt::Write as _;

use crate::schedule::{Entry, Schedule};

/// The `UID` of an entry: the file's own id if that is one for all the world, as those of calendars
/// are, else the id with that of the event.
///
/// It stays the same when titles, times and other entries change, as far as the file's ids do. Where a
/// file has an id more than once, the start tells the entries apart, and not their order.
pub fn uid(schedule: &Schedule, entry: &Entry) -> String {
    let id = entry.lasting_id();
    if id.contains('@') {
        return id.to_owned();
    }
    format!("{}@{}.fomo", plain(id), plain(&schedule.event().id))
}

/// An id as characters that no program stumbles over; ids that differ stay different.
fn plain(id: &str) -> String {
    let mut plain = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'%' | b',' | b';' | b':' | b'"' | b'\\' | b'@' => {
                let _ = write!(plain, "%{byte:02X}");
            }
            b'!'..=b'~' => plain.push(char::from(byte)),
            _ => {
                let _ = write!(plain, "%{byte:02X}");
            }
        }
    }
    plain
}
