//! Indico: what its HTTP API exports, `/export/event/ID.json?detail=…` and
//! `/export/timetable/ID.json`.
//!
//! ```text
//! event      {_type, url, results[Conference{…, contributions[], sessions[Block{contributions[]}]}]}
//! timetable  {_type, url, results{ID{YYYYMMDD{key: Entry{entryType, entries{key: Entry}}}}}}
//! ```
//!
//! A block of a session is a session, its contributions are its talks, and subcontributions are talks
//! without a time after the one that they belong to. A contribution outside of a session is a session
//! of its own, a break as well. Conveners are chairs. Dates are `{date, time, tz}`, where `tz` is the
//! zone in which the server wrote them, and need not be the event's. E-mail addresses and whatever
//! else is about persons is never read.

mod event;
mod timetable;

use chrono_tz::Tz;
use foldhash::HashSet;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    Look, ReadError, fields,
    json::{self, Items, Object, Reader, Sketch, lenient},
    links,
    met::Met,
};
use crate::draft::{Credit, Draft, Entry, Event, Link, Time, Trouble};

/// Whether the text is an answer of Indico's API that can hold a timetable.
pub(super) fn sniff(look: &Look) -> bool {
    let Some(results) = look.json.as_ref().and_then(|json| json.at(&["results"])) else {
        return false;
    };
    let kind = look.json.as_ref().and_then(|json| json.at(&["_type"]));
    let is_answer = kind.and_then(Sketch::text) == Some("HTTPAPIResult");
    let is_event = results.elements().iter().any(|result| {
        let kind = result.at(&["_type"]).and_then(Sketch::text);
        matches!(kind, Some("Conference" | "SessionSlot"))
    });
    let mut days = results
        .members()
        .iter()
        .flat_map(|(_, event)| event.members());
    let is_timetable = days.any(|(day, entries)| {
        let mut entries = entries.members().iter();
        timetable::day(day).is_some() && entries.any(|(_, entry)| entry.has(&["entryType"]))
    });
    is_answer || is_event || is_timetable
}

/// The answer around the results.
#[derive(Default, Deserialize)]
struct Answer<'a> {
    #[serde(default, borrow)]
    url: Option<&'a RawValue>,
    #[serde(default, borrow)]
    results: Items<'a>,
}

/// Reads either export.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let Object(answer): Object<Answer> =
        serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let mut reader = Reader::new(text);
    let url: Option<String> = answer
        .url
        .and_then(|url| serde_json::from_str(url.get()).ok());
    let mut export = Export {
        base: url.as_deref().and_then(base),
        ..Export::default()
    };
    // By event, the results are an object; by detail, a list.
    if answer.results.wrong {
        timetable::read(&mut reader, text, &mut export)?;
    } else {
        event::read(&mut reader, &answer.results.all, &mut export)?;
    }
    Ok(export.finish(reader))
}

/// Scheme and host of an address, to which paths are added.
fn base(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next().filter(|host| !host.is_empty())?;
    Some(format!("{scheme}://{host}"))
}

/// What was read so far, and what is known of the export as a whole.
#[derive(Default)]
struct Export {
    draft: Draft,
    met: Met,
    /// The server, for links without one.
    base: Option<String>,
    /// The zones in which the times are written, in the order of the file.
    zones: Vec<Tz>,
    /// Names of zones that there are not, each of which is told once.
    strange: HashSet<String>,
}

impl Export {
    fn finish(mut self, reader: Reader) -> Draft {
        // A timetable does not name the event's zone, but is written in it.
        if self.draft.event.time_zone.is_none() {
            self.draft.event.time_zone = self.zones.first().map(|zone| zone.name().to_owned());
        }
        self.met.declare(&mut self.draft);
        self.draft.complaints = reader.into_complaints();
        self.draft
    }

    /// The time of a record.
    fn time(
        &mut self,
        reader: &mut Reader,
        moment: Option<Moment>,
        raw: &RawValue,
        path: &str,
    ) -> Option<Time> {
        let moment = moment?;
        if let Some(Time::Zoned(_, zone)) = moment.time
            && !self.zones.contains(&zone)
        {
            self.zones.push(zone);
        }
        if let Some(zone) = moment.strange
            && !self.strange.contains(&zone)
        {
            let message =
                || format!("“{zone}” is no time zone; such times are read as the event's own");
            reader.complain(Trouble::Broken, raw, path, message);
            self.strange.insert(zone);
        }
        moment.time
    }

    /// A link, which may lack the server.
    fn link(&self, title: &str, url: Option<&str>) -> Option<Link> {
        let title = Some(title).filter(|title| !title.is_empty());
        links::link(title, url?, self.base.as_deref())
    }

    /// All attachments, each once: exports list them twice, in an old form and in a new one.
    fn attachments(&self, folders: &[&Vec<Folder>]) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        let mut known = HashSet::default();
        for folder in folders.iter().copied().flatten() {
            let files = folder.resources.iter().chain(&folder.attachments);
            for file in files {
                let title = file.title.as_ref().or(file.name.as_ref());
                let title = title.or(folder.title.as_ref()).map_or("", String::as_str);
                let urls = [&file.download_url, &file.link_url, &file.url];
                let url = urls.into_iter().flatten().next();
                if let Some(link) = self.link(title, url.map(String::as_str))
                    && known.insert(link.url.clone())
                {
                    links.push(link);
                }
            }
        }
        links
    }
}

/// A moment: its parts, or one text.
#[derive(Deserialize)]
#[serde(try_from = "Written")]
struct Moment {
    time: Option<Time>,
    /// A zone that is none.
    strange: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "should be a date with date, time and tz")]
enum Written {
    Parts {
        date: String,
        time: Option<String>,
        tz: Option<String>,
    },
    Text(String),
}

impl TryFrom<Written> for Moment {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let (text, tz) = match written {
            Written::Text(text) if text.trim().is_empty() => {
                let (time, strange) = (None, None);
                return Ok(Self { time, strange });
            }
            Written::Text(text) => (text, None),
            Written::Parts { date, time, tz } => (
                format!("{date}T{}", time.unwrap_or_default()),
                tz.filter(|tz| !tz.trim().is_empty()),
            ),
        };
        let wrong = || format!("“{text}” is not a time like 2024-07-27T09:15:00");
        let time = Time::parse(&text).ok_or_else(wrong)?;
        let (Time::Local(local), Some(tz)) = (time, tz) else {
            let strange = None;
            let time = Some(time);
            return Ok(Self { time, strange });
        };
        if let Ok(zone) = tz.trim().parse() {
            let time = Some(Time::Zoned(local, zone));
            return Ok(Self {
                time,
                strange: None,
            });
        }
        // Some servers name an offset: “+02:00”, “UTC+02:00”.
        let offset = tz.trim().trim_start_matches("UTC");
        match Time::parse(&format!("{text}{offset}")).filter(|_| !offset.is_empty()) {
            Some(time) => Ok(Self {
                time: Some(time),
                strange: None,
            }),
            None => Ok(Self {
                time: Some(time),
                strange: Some(tz),
            }),
        }
    }
}

/// Somebody, in any of the spellings of the years.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Somebody {
    #[serde(deserialize_with = "lenient::text")]
    first_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    last_name: Option<String>,
    #[serde(rename = "firstName", deserialize_with = "lenient::text")]
    given_name: Option<String>,
    #[serde(rename = "familyName", deserialize_with = "lenient::text")]
    family_name: Option<String>,
    #[serde(rename = "fullName", deserialize_with = "lenient::text")]
    full_name: Option<String>,
    /// Some versions wrap it in a list.
    #[serde(deserialize_with = "lenient::texts")]
    name: Vec<String>,
    #[serde(deserialize_with = "lenient::text")]
    affiliation: Option<String>,
    #[serde(deserialize_with = "lenient::texts")]
    roles: Vec<String>,
}

impl Somebody {
    fn name(&self) -> Option<String> {
        let first = self.first_name.as_ref().or(self.given_name.as_ref());
        let last = self.last_name.as_ref().or(self.family_name.as_ref());
        let parts: Vec<&str> = [first, last]
            .into_iter()
            .flatten()
            .map(|part| part.trim())
            .collect();
        if !parts.is_empty() {
            return Some(parts.join(" "));
        }
        let whole = self.full_name.as_ref().or_else(|| self.name.first())?;
        Some(first_name_first(whole))
    }

    fn is(&self, role: &str) -> bool {
        self.roles.iter().any(|other| other == role)
    }

    fn credit(&self, role: Option<&str>) -> Option<Credit> {
        Some(Credit {
            person: None,
            name: Some(self.name()?),
            affiliation: self.affiliation.clone(),
            role: role.map(str::to_owned),
        })
    }
}

/// `Bell, John` as `John Bell`.
fn first_name_first(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') && !first.trim().is_empty() => {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => name.trim().to_owned(),
    }
}

/// The speakers, else the authors.
fn credits(speakers: &[Somebody], authors: &[&Vec<Somebody>]) -> Vec<Credit> {
    let all = |somebody: &[Somebody], role| -> Vec<Credit> {
        let somebody = somebody.iter();
        somebody
            .filter_map(|somebody| somebody.credit(role))
            .collect()
    };
    let named = all(speakers, None);
    if !named.is_empty() {
        return named;
    }
    let authors = authors.iter();
    authors
        .flat_map(|authors| all(authors, Some("author")))
        .collect()
}

/// Attachments: the old `material` has resources, the newer `folders` have attachments.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Folder {
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    resources: Vec<File>,
    #[serde(deserialize_with = "lenient::list")]
    attachments: Vec<File>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    #[serde(deserialize_with = "lenient::text")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    download_url: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    link_url: Option<String>,
}

/// Where a record is: its room, or the venue where that is not the one around it. Two venues have
/// rooms of the same name.
fn place(room: Option<String>, venue: Option<String>, around: Option<&str>) -> Option<String> {
    let venue = venue.filter(|venue| around.is_some_and(|around| around != venue));
    match (room, venue) {
        (Some(room), Some(venue)) => Some(format!("{room} ({venue})")),
        (room, venue) => room.or(venue),
    }
}

/// A record's remarks: what a programme prints beside a title.
fn remarks<const N: usize>(pairs: [(&str, Option<String>); N]) -> Vec<String> {
    let pairs = pairs.into_iter();
    pairs
        .filter_map(|(label, text)| Some(format!("{label}: {}", text?.trim())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_reading_order() {
        let cases = [
            ("Bell, John", "John Bell"),
            ("van der Meer, Simon", "Simon van der Meer"),
            ("John Bell", "John Bell"),
            ("ATLAS, CMS, LHCb", "ATLAS, CMS, LHCb"),
            ("Plato,", "Plato,"),
        ];
        for (written, read) in cases {
            assert_eq!(first_name_first(written), read, "{written}");
        }
    }

    #[test]
    fn a_moment_is_in_its_own_zone() {
        let moment = |tz: &str| -> Moment {
            let json = format!(r#"{{"date": "2024-05-01", "time": "08:00:00", "tz": {tz}}}"#);
            serde_json::from_str(&json).unwrap()
        };
        let is_zoned = |time| matches!(time, Some(Time::Zoned(..)));
        assert!(is_zoned(moment(r#""Europe/Zurich""#).time));
        assert!(is_zoned(moment(r#""UTC""#).time));
        let offset = |time| matches!(time, Some(Time::Instant(_)));
        assert!(offset(moment(r#""+02:00""#).time));
        assert!(offset(moment(r#""UTC+02:00""#).time));
        let strange = moment(r#""Mars""#);
        assert!(matches!(strange.time, Some(Time::Local(_))));
        assert_eq!(strange.strange.as_deref(), Some("Mars"));
        assert_eq!(moment("null").strange, None);
    }
}
