//! The native format as it stands in the file. Every doc comment here is also a description in
//! `schedule.schema.json`.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer};

use super::super::{fields, json::Object};
use crate::draft::Time;

/// A conference's schedule. Made to be written by hand; every key but `format` and `sessions` is
/// optional, and `null` is the same as leaving a key out.
#[derive(Deserialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(title = "fomo schedule, format fomo/1")
)]
pub struct File {
    /// The version of this format.
    pub format: Version,
    /// Where this schema is, for editors.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// The event itself.
    #[serde(default)]
    pub event: Event,
    /// People, by an id that entries refer to.
    #[serde(default)]
    pub people: std::collections::BTreeMap<String, Person>,
    /// The rooms, in the order in which they are shown.
    #[serde(default)]
    pub rooms: Vec<Named>,
    /// The tracks, in the order in which they are shown.
    #[serde(default)]
    pub tracks: Vec<Named>,
    /// The entries of the timetable.
    pub sessions: Vec<Entry>,
}

/// The versions of the format that can be read.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Version {
    /// The only one so far.
    #[serde(rename = "fomo/1")]
    One,
}

/// The event's header.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Event {
    /// A name that never changes, such as `es-fomo-2024`; what a reader chose is remembered under it.
    #[serde(default)]
    pub id: Option<String>,
    /// The event's name.
    #[serde(default)]
    pub title: Option<String>,
    /// What stands under the name.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// The IANA name of the zone in which local times are meant, such as `Europe/Vienna`.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The zone as the source prints it for people; it is checked against the zone itself.
    #[serde(default)]
    pub time_zone_label: Option<String>,
    /// When a day of the event begins (`04:00` if not given): what starts earlier is the night of
    /// the day before.
    #[serde(default)]
    pub day_change: Option<Clock>,
    /// The event's page.
    #[serde(default)]
    pub url: Option<String>,
    /// Where it takes place.
    #[serde(default)]
    pub location: Option<String>,
    /// An address for questions.
    #[serde(default)]
    pub contact: Option<String>,
    /// What the event is about, in Markdown.
    #[serde(default)]
    pub description: Option<String>,
    /// Links of the event.
    #[serde(default, deserialize_with = "objects")]
    pub links: Vec<Link>,
    /// Deadlines and other dates that are no entries.
    #[serde(default, deserialize_with = "objects")]
    pub important_dates: Vec<ImportantDate>,
    /// Remarks on the timetable: what is assumed, what is still open.
    #[serde(default, deserialize_with = "null_as_empty")]
    pub notes: Vec<String>,
}

/// A date that is no entry of the timetable.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ImportantDate {
    /// The day, such as `2024-06-03`.
    pub date: Day,
    /// What happens on it.
    pub title: String,
    /// A remark.
    #[serde(default)]
    pub note: Option<String>,
}

/// A person.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Person {
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// University, company or project.
    #[serde(default)]
    pub affiliation: Option<String>,
    /// In Markdown.
    #[serde(default)]
    pub biography: Option<String>,
    /// Links of the person.
    #[serde(default, deserialize_with = "objects")]
    pub links: Vec<Link>,
}

/// A room or a track.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Named {
    /// What entries refer to.
    pub id: String,
    /// The name for people; the id if not given.
    #[serde(default)]
    pub name: Option<String>,
    /// The colour of a track, such as `#c03030`.
    #[serde(default)]
    pub color: Option<String>,
}

/// An entry of the timetable, or a talk inside one.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Entry {
    /// A name that never changes; made from the title if not given.
    #[serde(default)]
    pub id: Option<String>,
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// What stands under the title.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// Free text, such as `session`, `talk`, `panel`, `break`.
    #[serde(default)]
    pub kind: Option<String>,
    /// When it starts, in the event's zone. Talks may do without.
    #[serde(default)]
    pub start: Option<When>,
    /// When it ends. If neither this nor `duration` is given, the next start in the same room is
    /// taken for it, and shown as inferred.
    #[serde(default)]
    pub end: Option<When>,
    /// How long it takes: minutes, or a text such as `1:30`.
    #[serde(default)]
    pub duration: Option<Minutes>,
    /// The day under which it is listed, where that is not the day on which it starts.
    #[serde(default)]
    pub day: Option<Day>,
    /// The room by id or name, or several.
    #[serde(default)]
    pub room: Option<OneOrMany>,
    /// The track by id or name.
    #[serde(default)]
    pub track: Option<String>,
    /// The language, such as `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// Who takes part.
    #[serde(default, deserialize_with = "objects")]
    pub people: Vec<Credit>,
    /// What it is about, in Markdown.
    #[serde(default, rename = "abstract")]
    pub abstract_text: Option<String>,
    /// Links of the entry: slides, paper, recording.
    #[serde(default, deserialize_with = "objects")]
    pub links: Vec<Link>,
    /// Whether it takes place; `confirmed` if not given.
    #[serde(default)]
    pub status: Option<Status>,
    /// Remarks for the reader.
    #[serde(default, deserialize_with = "null_as_empty")]
    pub notes: Vec<String>,
    /// The talks inside a session, in their order; a talk has none.
    // Only whether they are there: they are read one by one, so that a broken one costs itself.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<Vec<Entry>>"))]
    pub talks: Option<serde_json::Value>,
}

/// Whether an entry takes place.
#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It does.
    Confirmed,
    /// To be confirmed.
    Tbc,
    /// It does not.
    #[serde(alias = "canceled")]
    Cancelled,
}

/// One person's part in an entry: a declared `person`, or a `name` of somebody who is not.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Credit {
    /// The id of a person declared under `people`.
    #[serde(default)]
    pub person: Option<String>,
    /// The name, where the person is not declared.
    #[serde(default)]
    pub name: Option<String>,
    /// The affiliation, where it is given here.
    #[serde(default)]
    pub affiliation: Option<String>,
    /// Such as `speaker` (if not given), `panelist`, `moderator`, `chair`.
    #[serde(default)]
    pub role: Option<String>,
}

/// A link.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Link {
    /// What it leads to.
    #[serde(default)]
    pub title: Option<String>,
    /// The target: http, https or mailto.
    pub url: String,
}

/// One text, or several.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "should be a text or a list of texts")]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// All of them.
    pub fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

/// A local time such as `2024-07-27T09:15`, or one with an offset such as
/// `2024-07-27T09:15:00+02:00`.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String")]
pub struct When(#[cfg_attr(test, schemars(with = "String"))] pub Time);

impl TryFrom<String> for When {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        fields::time(&text).map(When)
    }
}

/// A day such as `2024-07-27`.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String")]
pub struct Day(#[cfg_attr(test, schemars(with = "String"))] pub NaiveDate);

impl TryFrom<String> for Day {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        fields::day(&text)
            .map(Day)
            .ok_or_else(|| format!("“{text}” is not a day like 2024-07-27"))
    }
}

/// A time of day such as `04:00`.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String")]
pub struct Clock(#[cfg_attr(test, schemars(with = "String"))] pub NaiveTime);

impl TryFrom<String> for Clock {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        NaiveTime::parse_from_str(text.trim(), "%H:%M")
            .map(Clock)
            .map_err(|_| format!("“{text}” is not a time of day like 04:00"))
    }
}

/// A duration: minutes as a number, or hours and minutes as `1:30`.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "NumberOrText")]
pub struct Minutes(#[cfg_attr(test, schemars(with = "NumberOrText"))] pub i64);

/// How a duration may be written.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(
    untagged,
    expecting = "should be whole minutes, or a text such as 1:30"
)]
pub enum NumberOrText {
    /// Minutes.
    Number(i64),
    /// Hours and minutes.
    Text(String),
}

/// Longer than any event: a hundred days.
pub const LONGEST: i64 = 100 * 24 * 60;

impl TryFrom<NumberOrText> for Minutes {
    type Error = String;
    fn try_from(value: NumberOrText) -> Result<Self, String> {
        let (minutes, written) = match value {
            NumberOrText::Number(minutes) => (Some(minutes), minutes.to_string()),
            NumberOrText::Text(text) => (hours_and_minutes(&text), text),
        };
        minutes
            .filter(|minutes| (0..=LONGEST).contains(minutes))
            .map(Minutes)
            .ok_or_else(|| format!("“{written}” is not a duration like 90 or \"1:30\""))
    }
}

fn hours_and_minutes(text: &str) -> Option<i64> {
    match text.trim().split_once(':') {
        Some((hours, minutes)) if !hours.starts_with('-') => {
            let hours: i64 = hours.parse().ok()?;
            let minutes: i64 = minutes.parse().ok()?;
            (0..60).contains(&minutes).then_some(())?;
            hours.checked_mul(60)?.checked_add(minutes)
        }
        Some(_) => None,
        None => text.trim().parse().ok(),
    }
}

/// An absent list, `null` and `[]` are the same.
fn null_as_empty<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<Vec<T>>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// The same for a list of objects.
fn objects<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let objects: Vec<Object<T>> = null_as_empty(deserializer)?;
    Ok(objects.into_iter().map(|Object(object)| object).collect())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::File;

    fn checked_in(name: &str) -> (std::path::PathBuf, String) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).unwrap_or_default();
        (path, text)
    }

    /// The schema in the repository is the one of these types. `FOMO_BLESS=1 cargo test` writes it.
    #[test]
    fn checked_in_schema_is_generated_from_the_types() {
        let schema = schemars::schema_for!(File);
        let generated = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let (path, text) = checked_in("schedule.schema.json");
        if std::env::var_os("FOMO_BLESS").is_some() {
            fs::write(path, &generated).unwrap();
            return;
        }
        assert_eq!(
            text, generated,
            "run `FOMO_BLESS=1 cargo test --lib schema` to write it anew"
        );
    }

    #[test]
    fn built_in_schedule_is_valid_by_the_schema() {
        let (_, schema) = checked_in("schedule.schema.json");
        let schema = serde_json::from_str(&schema).unwrap();
        let (_, schedule) = checked_in("schedule.json");
        let mut schedule: serde_json::Value = serde_json::from_str(&schedule).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&schedule)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        schedule["sessions"][0]["title"] = 42.into();
        assert!(!validator.is_valid(&schedule), "a number is no title");
    }

    /// What the schema promises, the types read as a whole, without leniency.
    #[test]
    fn built_in_schedule_is_read_strictly() {
        let (_, schedule) = checked_in("schedule.json");
        let file: File = serde_json::from_str(&schedule).unwrap();
        assert_eq!(file.sessions.len(), 15);
    }
}
