//! Schedules of any size that look like those of large conferences.

use std::fmt::Write as _;

/// Entries of a day, in as many rooms as the largest schedules have.
pub(crate) const PER_DAY: usize = 350;
const ROOMS: usize = 90;

/// What an entry is made of, whatever the format.
pub(crate) struct Entry {
    pub(crate) number: usize,
    pub(crate) date: String,
    pub(crate) clock: String,
    pub(crate) room: String,
    pub(crate) speaker: String,
    pub(crate) text: String,
}

/// So many entries, one like the other.
pub(crate) fn entries(count: usize) -> impl Iterator<Item = Entry> {
    (0..count).map(|number| {
        let (day, within) = (number / PER_DAY, number % PER_DAY);
        let (month, day) = (1 + day / 28 % 12, 1 + day % 28);
        let minute = within / (PER_DAY / 40) * 15;
        Entry {
            number,
            date: format!("{}-{month:02}-{day:02}", 2024 + number / (PER_DAY * 336)),
            clock: format!("{:02}:{:02}", 9 + minute / 60, minute % 60),
            room: format!("Room {}", within % ROOMS),
            speaker: format!("Speaker {}", number % 5_000),
            text: "A talk about <b>things</b> and Größe; see https://example.org. ".repeat(12),
        }
    })
}

/// The same as frab and pretalx publish them.
pub(crate) fn frab_json(count: usize) -> String {
    let mut out = String::from(
        r#"{"schedule":{"version":"1","conference":{"acronym":"bench","title":"Bench","time_zone_name":"Europe/Berlin","days":["#,
    );
    let all: Vec<Entry> = entries(count).collect();
    for (day, entries) in all.chunks(PER_DAY).enumerate() {
        let comma = if day > 0 { "," } else { "" };
        let date = entries.first().map_or("", |entry| &entry.date);
        let _ = write!(out, r#"{comma}{{"index":{day},"date":"{date}","rooms":{{"#);
        for room in 0..ROOMS {
            let comma = if room > 0 { "," } else { "" };
            let _ = write!(out, r#"{comma}"Room {room}":["#);
            let here = entries
                .iter()
                .filter(|entry| entry.number % PER_DAY % ROOMS == room);
            for (index, entry) in here.enumerate() {
                let comma = if index > 0 { "," } else { "" };
                let _ = write!(
                    out,
                    r#"{comma}{{"guid":"g{0}","id":{0},"date":"{1}T{2}:00+01:00","start":"{2}","duration":"00:45","room":"{3}","title":"Talk {0}","subtitle":"","track":"Track {4}","type":"lecture","language":"en","abstract":"{5}","description":"","persons":[{{"id":{6},"public_name":"{7}"}}],"links":[{{"url":"https://example.org/{0}","title":"Page"}}]}}"#,
                    entry.number,
                    entry.date,
                    entry.clock,
                    entry.room,
                    entry.number % 9,
                    entry.text,
                    entry.number % 5_000,
                    entry.speaker,
                );
            }
            out.push(']');
        }
        out.push_str("}}");
    }
    out.push_str("]}}}");
    out
}
