//! The papers of a virtual site of NeurIPS, ICML, ICLR, CVPR, ECCV or MLSys
//! (`/static/virtual/data/icml-2024-orals-posters.json` on the site of each).
//!
//! ```text
//! { count, next, previous, results: [ { id, name, authors: [{id, fullname, institution, url}], abstract,
//!     topic: "A->B", keywords, decision, session, eventtype, room_name, starttime, endtime,
//!     virtualsite_url, paper_url, poster_position, parent1, children, … }, … ] }
//! ```
//!
//! Each record is a talk or a poster, and `session` the name of the session that it belongs to:
//! those of one session become its talks, and the session lasts from the first to the last. A
//! record that others name as their parent is that session itself. See [`sessions`] for what is
//! one session.
//!
//! The file has no name of the event; its site tells it (`neurips.cc`, `/virtual/2025/…`). Abstracts
//! may lie in a second file, which is not read.

mod sessions;

use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use self::sessions::Part;
use super::{
    Look, ReadError, fields,
    json::{self, Items, Reader, lenient},
    links,
    met::Met,
};
use crate::draft::{Credit, Draft, Entry, Event, Link, Origin, Person, Status, Time, Trouble};

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow, default)]
    count: Option<&'a RawValue>,
    #[serde(borrow, default)]
    results: Items<'a>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::list")]
    authors: Vec<Author>,
    #[serde(default, rename = "abstract", deserialize_with = "lenient::text")]
    abstract_text: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    topic: Option<String>,
    #[serde(default, deserialize_with = "lenient::texts")]
    keywords: Vec<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    decision: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    session: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    eventtype: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    room_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::time")]
    starttime: Option<Time>,
    #[serde(default, deserialize_with = "lenient::time")]
    endtime: Option<Time>,
    #[serde(default, deserialize_with = "lenient::text")]
    starttime2: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    endtime2: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    poster_position: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    paper_url: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    paper_pdf_url: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    virtualsite_url: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    url: Option<String>,
    #[serde(default)]
    eventmedia: Value,
    #[serde(default)]
    parent1: Value,
    #[serde(default)]
    parent2_id: Value,
    #[serde(default)]
    children: Value,
    #[serde(default)]
    children_ids: Value,
}

#[derive(Deserialize)]
struct Author {
    #[serde(default, deserialize_with = "lenient::text")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    fullname: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    institution: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    url: Option<String>,
}

/// Whether this is a page of results with times and types of the event, or an empty one.
pub(super) fn sniff(look: &Look) -> bool {
    let Some(json) = &look.json else { return false };
    let Some(results) = json.at(&["results"]).filter(|list| list.is_list()) else {
        return false;
    };
    let pages = ["count", "next", "previous"];
    results.any_has(&["starttime", "eventtype"])
        || results.any_has(&["starttime", "virtualsite_url"])
        || (results.elements().is_empty() && json.has(&pages) && !json.has(&["_type"]))
}

/// Reads the papers.
pub(super) fn read(text: &str) -> Result<Draft, ReadError> {
    let file: File = serde_json::from_str(text).map_err(|error| json::read_error(text, &error))?;
    let mut reader = Reader::new(text);
    reader.miss_lists(&[("results", &file.results)]);
    compare_count(&mut reader, file.count, file.results.all.len());
    let mut papers = Papers {
        reader: &mut reader,
        met: Met::default(),
        site: Site::default(),
    };
    let mut parts = Vec::with_capacity(file.results.all.len());
    for (index, raw) in file.results.all.into_iter().enumerate() {
        parts.extend(papers.part(raw, &format!("results[{index}]")));
    }
    let Papers { met, site, .. } = papers;
    let mut draft = Draft {
        event: site.event(),
        sessions: sessions::of(parts),
        ..Draft::default()
    };
    met.declare(&mut draft);
    draft.complaints = reader.into_complaints();
    Ok(draft)
}

/// A page of the site's interface holds a part of the results only.
fn compare_count<'a>(reader: &mut Reader<'a>, count: Option<&'a RawValue>, found: usize) {
    let Some(raw) = count else { return };
    let said: Option<usize> = raw.get().parse().ok();
    if let Some(said) = said.filter(|said| *said != found) {
        let message = || {
            format!(
                "count is {said}, but the file holds {found} records: it may be one page of several, or cut short"
            )
        };
        reader.complain(Trouble::Contradiction, raw, "count", message);
    }
}

/// The site that a file comes from, as far as its records tell.
#[derive(Default)]
struct Site {
    host: Option<String>,
    year: Option<String>,
}

impl Site {
    /// Authors have an address in the interface of the site: `http://icml.cc/api/miniconf/users/7`.
    fn learn_host(&mut self, url: Option<&str>) {
        if self.host.is_none() {
            let site = url.and_then(|url| url.split_once("/api/miniconf/"));
            let host = site.and_then(|(site, _)| site.split_once("://"));
            self.host = host.map(|(_, host)| host.to_owned());
        }
    }

    /// Pages stand below a year: `/virtual/2025/poster/119663`.
    fn learn_year(&mut self, page: Option<&str>) {
        if self.year.is_none() {
            let (_, below) = page.and_then(|page| page.split_once("/virtual/")).unzip();
            let year = below.and_then(|below| below.split('/').next());
            let is_year =
                |year: &&str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
            self.year = year.filter(is_year).map(str::to_owned);
        }
    }

    /// The address of the site, without a slash at its end.
    fn base(&self) -> Option<String> {
        self.host.as_ref().map(|host| format!("https://{host}"))
    }

    /// The event is named as its site is: `neurips.cc` and 2025 are NeurIPS 2025.
    fn event(&self) -> Event {
        let Some(host) = &self.host else {
            return Event::default();
        };
        let name = host
            .trim_start_matches("www.")
            .split('.')
            .next()
            .unwrap_or(host);
        let title = match name {
            "neurips" => "NeurIPS".to_owned(),
            "mlsys" => "MLSys".to_owned(),
            acronym => acronym.to_uppercase(),
        };
        let base = self.base();
        match &self.year {
            Some(year) => Event {
                id: Some(format!("{name}-{year}")),
                title: Some(format!("{title} {year}")),
                url: base.map(|base| format!("{base}/virtual/{year}/")),
                ..Event::default()
            },
            None => Event {
                title: Some(title),
                url: base,
                ..Event::default()
            },
        }
    }
}

/// Records being read, and whom and what they named so far.
struct Papers<'r, 'a> {
    reader: &'r mut Reader<'a>,
    met: Met,
    site: Site,
}

impl<'a> Papers<'_, 'a> {
    fn part(&mut self, raw: &'a RawValue, path: &str) -> Option<Part> {
        let mut record: Record = self.reader.record(raw, path)?;
        let origin = self.reader.origin(raw, path);
        for author in &record.authors {
            self.site.learn_host(author.url.as_deref());
        }
        self.site.learn_year(record.virtualsite_url.as_deref());
        let (room, position) = place(&record);
        let authors = std::mem::take(&mut record.authors);
        let people = self.people(authors, &origin);
        let kind = kind(&record);
        let is_poster = kind.as_ref().is_some_and(|kind| kind.contains("Poster"));
        let (topic, subtopic) = topic(record.topic.take());
        let mut notes = Vec::new();
        notes.extend(position.map(|position| format!("Poster {position}")));
        notes.extend(subtopic.map(|topic| format!("Topic: {topic}")));
        notes.extend(keywords(&record.keywords));
        notes.extend(second_time(&record));
        let mut parents = ids(&record.parent1);
        parents.extend(ids(&record.parent2_id));
        let mut children = ids(&record.children);
        children.extend(ids(&record.children_ids));
        let entry = Entry {
            id: record.id.clone(),
            title: fields::line(record.name.take()),
            kind,
            start: record.starttime,
            end: record.endtime,
            rooms: room
                .map(|room| self.met.room(room, &origin))
                .into_iter()
                .collect(),
            track: topic.map(|topic| self.met.track(topic, &origin)),
            people,
            links: self.links(&record),
            abstract_text: fields::block(record.abstract_text),
            status: status(record.decision.as_deref()),
            notes,
            origin,
            ..Entry::default()
        };
        Some(Part {
            entry,
            session: fields::line(record.session),
            is_poster,
            parents,
            children,
        })
    }

    fn people(&mut self, authors: Vec<Author>, origin: &Origin) -> Vec<Credit> {
        let authors = authors.into_iter();
        let credits = authors.filter_map(|author| {
            let person = Person {
                id: fields::line(author.id).unwrap_or_default(),
                name: fields::line(author.fullname),
                affiliation: fields::line(author.institution),
                origin: origin.clone(),
                ..Person::default()
            };
            self.met.person(person, Some("author".to_owned()))
        });
        credits.collect()
    }

    /// Every target once, whatever it is called.
    fn links(&self, record: &Record) -> Vec<Link> {
        let base = self.site.base();
        let targets = [
            ("Paper", &record.paper_url),
            ("PDF", &record.paper_pdf_url),
            ("Virtual site", &record.virtualsite_url),
            ("Project page", &record.url),
        ];
        let targets = targets.into_iter().filter_map(|(title, target)| {
            links::link(Some(title), target.as_deref()?, base.as_deref())
        });
        let mut links: Vec<Link> = targets.collect();
        let media = record.eventmedia.as_array().map(Vec::as_slice);
        for medium in media.unwrap_or_default() {
            let text = |key: &str| medium.get(key).and_then(Value::as_str);
            let target = text("uri").or_else(|| text("file"));
            let link = target.and_then(|target| links::link(text("name"), target, base.as_deref()));
            links.extend(link);
        }
        let mut seen = foldhash::HashSet::default();
        links.retain(|link| seen.insert(link.url.clone()));
        links
    }
}

/// The type of the event; what was accepted as a spotlight is often just a poster by its type.
fn kind(record: &Record) -> Option<String> {
    let kind = fields::line(record.eventtype.clone())?;
    let decision = record.decision.as_deref().unwrap_or_default();
    if kind == "Poster" && decision.to_ascii_lowercase().contains("spotlight") {
        return Some("Spotlight Poster".to_owned());
    }
    Some(kind)
}

/// What was not accepted after all.
fn status(decision: Option<&str>) -> Option<Status> {
    let decision = decision?.trim().to_ascii_lowercase();
    let is_out = decision.starts_with("reject") || decision.starts_with("withdraw");
    is_out.then_some(Status::Cancelled)
}

/// The room and the place of the poster in it, which some sites write behind the room's name:
/// `Hall C 4-9 #2713`.
fn place(record: &Record) -> (Option<String>, Option<String>) {
    let room = fields::line(record.room_name.clone());
    let position = fields::line(record.poster_position.clone());
    let split = room.as_deref().and_then(|room| room.rsplit_once(" #"));
    match split {
        Some((hall, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            let position = position.unwrap_or_else(|| format!("#{number}"));
            (Some(hall.trim().to_owned()), Some(position))
        }
        _ => (room, position),
    }
}

/// `A->B` is the topic A, which has a dozen siblings, and below it B, of which there are hundreds.
fn topic(topic: Option<String>) -> (Option<String>, Option<String>) {
    // Decoded first: the arrow may be escaped as well.
    match fields::line(topic) {
        Some(topic) => match topic.split_once("->") {
            Some((area, _)) => {
                let area = area.trim().to_owned();
                let path = topic.split("->").map(str::trim);
                let path = path.collect::<Vec<_>>().join(" → ");
                (Some(area).filter(|area| !area.is_empty()), Some(path))
            }
            None => (Some(topic), None),
        },
        None => (None, None),
    }
}

fn keywords(keywords: &[String]) -> Option<String> {
    let keywords = keywords.iter();
    let keywords: Vec<String> = keywords
        .filter_map(|keyword| fields::line(Some(keyword.clone())))
        .collect();
    fields::listed("Keywords", &keywords)
}

/// A poster may be shown twice; an entry has one time.
fn second_time(record: &Record) -> Option<String> {
    let start = Time::parse(record.starttime2.as_deref()?)?;
    let shown = |time: Time| match time {
        Time::Instant(time) => time.format("%Y-%m-%d %H:%M (UTC%:z)").to_string(),
        Time::Local(time) | Time::Zoned(time, _) => time.format("%Y-%m-%d %H:%M").to_string(),
    };
    let end = record.endtime2.as_deref().and_then(Time::parse);
    Some(match end {
        Some(end) => format!("Shown again from {} to {}", shown(start), shown(end)),
        None => format!("Shown again at {}", shown(start)),
    })
}

/// The ids in a field that refers to other records: numbers, texts, addresses that end in a number,
/// or objects with an id.
fn ids(value: &Value) -> Vec<String> {
    match value {
        Value::Number(number) => vec![number.to_string()],
        Value::String(text) => {
            let path = text.split('?').next().unwrap_or_default();
            let id = path.trim_end_matches('/').rsplit('/').next();
            let id = id.map(str::trim).filter(|id| !id.is_empty());
            id.map(str::to_owned).into_iter().collect()
        }
        Value::Array(values) => values.iter().flat_map(ids).collect(),
        Value::Object(members) => members.get("id").map(ids).unwrap_or_default(),
        _ => Vec::new(),
    }
}
