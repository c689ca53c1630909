//! frab: what the programs of the CCC and its neighbours publish (frab, pretalx, the CCC hub, and
//! Pentabarf, which began it), as JSON and as XML.
//!
//! Both are one model: a schedule has days, a day has rooms, a room has events.
//!
//! ```text
//! {"schedule": {"version", "base_url", "conference": {
//!     "acronym", "title", "time_zone_name", "timeslot_duration", "url", "tracks", "rooms",
//!     "days": [{"index", "date", "day_start", "day_end", "rooms": {NAME: [EVENT]}}]}}}
//!
//! <schedule> <version/> <conference> <acronym/> <title/> <day_change/> ... </conference>
//!   <tracks/> <persons/>
//!   <day date start end> <room name> <event guid id code> <date/> <start/> ... </event> </room> </day>
//! </schedule>
//! ```
//!
//! The JSON is described by <https://c3voc.de/schedule/schema.json>, the XML by
//! <https://c3voc.de/schedule/schema.xsd>; real files keep to neither. An event is an entry that is
//! its own only talk: there are no talks inside, and no breaks.
//!
//! ```text
//! text ──json, outline──┐
//!                       ├──▶ wire::Event ──timetable──▶ Draft
//! text ──xml────────────┘      (texts)    (duration, time, links, people)
//! ```

mod duration;
mod json;
mod links;
mod listed;
mod outline;
mod people;
mod time;
mod timetable;
mod wire;
mod xml;

use super::{Look, ReadError};
use crate::draft::Draft;

/// Whether the text is frab JSON.
pub(super) fn sniff_json(look: &Look) -> bool {
    json::sniff(look)
}

/// Reads frab JSON.
pub(super) fn read_json(text: &str) -> Result<Draft, ReadError> {
    json::read(text)
}

/// Whether the text is frab XML.
pub(super) fn sniff_xml(look: &Look) -> bool {
    xml::sniff(look)
}

/// Reads frab XML.
pub(super) fn read_xml(text: &str) -> Result<Draft, ReadError> {
    xml::read(text)
}
