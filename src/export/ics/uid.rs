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

/// The id of the event of which an entry is, as far as this program made its `UID`.
pub fn event_of(uid: &str) -> Option<String> {
    let (_, event) = uid.rsplit_once('@')?;
    let event = event.strip_suffix(".fomo")?;
    let mut bytes = Vec::with_capacity(event.len());
    let mut rest = event.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = std::str::from_utf8(&digits).ok()?.to_owned();
        bytes.push(u8::from_str_radix(&digits, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
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
