//! From a [`Draft`] to a [`Schedule`]: the only way to build one.
//!
//! ```text
//! Draft ─▶ zone ─▶ people, rooms, tracks ─▶ entries ─▶ order, ids ─▶ ends ─▶ Schedule
//!            └────────────┴── findings ──┴─────┴─────────┴────────────┘
//! ```

mod entries;
pub(super) mod names;
mod zones;

use chrono::{DateTime, NaiveTime, Utc};
use foldhash::HashMap;

use self::names::Directory;
use super::{
    Entry, Event, IdFrom, ImportantDate, Link, Origin, Schedule, ZoneSource, infer,
    lint::{self, below},
    order::{self, Built},
    rules::{Finding, RuleId},
};
use crate::{
    draft::{self, Draft, Time, Trouble},
    text,
    zone::{Atlas, ResolvedKind, Zone},
};

/// When a day begins, where the file does not say.
pub const DAY_CHANGE: NaiveTime = match NaiveTime::from_hms_opt(4, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Fields lie no deeper than this in their entry.
const DEEPEST: usize = 64;

/// What stands for a title that is missing.
pub(super) const UNTITLED: &str = "(untitled)";

/// A schedule, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The schedule.
    pub schedule: Schedule,
    /// What was found while it was read, in the order of the file.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// All that is wrong with it, in the order of the file: what was found while it was read, and what only shows in the whole.
    pub fn all_findings(&self) -> Vec<Finding> {
        all_findings(self.findings.clone(), &self.schedule)
    }
}

/// What was found while a schedule was read, and what only shows in the whole, in the order of the file.
pub fn all_findings(mut read: Vec<Finding>, schedule: &Schedule) -> Vec<Finding> {
    // What has no time because its start could not be read is told once.
    let broken = read.iter().filter(|finding| {
        let field = finding.origin.path.rsplit('.').next();
        finding.rule == RuleId::BrokenEntry && matches!(field, Some("start" | "date" | "DTSTART"))
    });
    let broken: Vec<Vec<String>> = broken.map(|finding| finding.ids.clone()).collect();
    read.extend(lint::lint(schedule));
    read.retain(|finding| finding.rule != RuleId::Unscheduled || !broken.contains(&finding.ids));
    sort(&mut read);
    read
}

/// In the order of the file; what has no place in it comes last.
fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| finding.origin.at.unwrap_or((usize::MAX, 0)));
}

/// Checks a draft. `forced` is the event's zone where the file gives none.
pub fn check(draft: Draft, atlas: &Atlas, forced: Option<&Zone>) -> Checked {
    let mut checker = Checker {
        findings: Vec::new(),
        atlas,
    };
    let (zone, zone_source) = zones::of_event(&mut checker, &draft, forced);
    let has_id = present(draft.event.id.as_deref()).is_some();
    let event = checker.event(draft.event, zone, zone_source);
    let mut directory = Directory::new(&mut checker, draft.people, draft.rooms, draft.tracks);
    let mut sessions = Vec::with_capacity(draft.sessions.len());
    for session in draft.sessions {
        sessions.push(entries::session(
            &mut checker,
            session,
            &event,
            &mut directory,
        ));
    }
    order::sort(&mut sessions);
    checker.unique_ids(&mut sessions);
    let mut entries = checker.flatten(sessions);
    infer::ends(&mut entries);
    let track_colors = directory.track_colors();
    let directory = directory.finish(&mut entries);
    let mut schedule = Schedule {
        event,
        people: directory.people,
        rooms: directory.rooms,
        tracks: directory.tracks,
        room_origins: directory.room_origins,
        track_origins: directory.track_origins,
        track_colors,
        entries,
        days: Vec::new(),
        by_day: Vec::new(),
        ranks: Vec::new(),
        span: None,
        parts: Vec::new(),
    }
    .arranged();
    if !has_id {
        schedule.event.id = order::event_id(&schedule.event.title, schedule.days.first());
    }
    let is_told = draft
        .complaints
        .iter()
        .any(|complaint| complaint.trouble == Trouble::Broken);
    if schedule.entries.is_empty() && !is_told {
        let message = "there is no entry in it";
        checker.find(RuleId::EmptySchedule, message, &schedule.event.origin);
    }
    checker.complaints(draft.complaints, &schedule);
    sort(&mut checker.findings);
    Checked {
        schedule,
        findings: checker.findings,
    }
}

/// Collects findings while parts are checked.
struct Checker<'a> {
    findings: Vec<Finding>,
    atlas: &'a Atlas,
}

impl Checker<'_> {
    fn find(&mut self, rule: RuleId, message: &str, origin: &Origin) {
        self.findings.push(Finding::new(rule, message, origin));
    }

    /// What the reader had to say, with the id of the entry that it is about.
    fn complaints(&mut self, complaints: Vec<draft::Complaint>, schedule: &Schedule) {
        if complaints.is_empty() {
            return;
        }
        let entries = schedule.entries().iter();
        let by_path: HashMap<&str, &str> = entries
            .map(|entry| (entry.origin.path.as_str(), entry.id.as_str()))
            .collect();
        let mut findings = Vec::with_capacity(complaints.len());
        for complaint in complaints {
            let rule = match complaint.trouble {
                Trouble::Broken => RuleId::BrokenEntry,
                Trouble::UnknownKey => RuleId::UnknownKey,
                Trouble::Mended => RuleId::Mended,
                Trouble::Contradiction => RuleId::Contradiction,
                Trouble::WallClock => RuleId::WallClockDiffers,
                Trouble::Room => RuleId::RoomMismatch,
            };
            let mut finding = Finding::new(rule, &complaint.message, &complaint.origin);
            let paths =
                std::iter::successors(Some(complaint.origin.path.as_str()), |path| above(path));
            // A key may be a megabyte of dots.
            let mut ids = paths.take(DEEPEST).filter_map(|path| by_path.get(path));
            finding.ids.extend(ids.next().map(|id| (*id).to_owned()));
            findings.push(finding);
        }
        // What could not be read comes before what is wrong with the rest.
        self.findings.splice(0..0, findings);
    }

    fn event(&mut self, event: draft::Event, zone: Zone, zone_source: ZoneSource) -> Event {
        let origin = &event.origin;
        let title = self
            .line(event.title, origin, "title")
            .unwrap_or_else(|| "Untitled event".to_owned());
        Event {
            id: self.line(event.id, origin, "id").unwrap_or_default(),
            title,
            subtitle: self.line(event.subtitle, origin, "subtitle"),
            zone,
            zone_source,
            zone_label: self.line(event.time_zone_label, origin, "time_zone_label"),
            day_change: event.day_change.unwrap_or(DAY_CHANGE),
            stated_days: event.days,
            url: event.url.and_then(|url| self.url(&url, origin, "url")),
            location: self.line(event.location, origin, "location"),
            contact: self.line(event.contact, origin, "contact"),
            description: self.block(event.description, origin, "description"),
            links: self.links(event.links, origin),
            dates: event
                .dates
                .into_iter()
                .map(|date| self.date(date, origin))
                .collect(),
            notes: self.lines(event.notes, origin, "notes"),
            origin: origin.clone(),
        }
    }

    fn date(&mut self, date: draft::ImportantDate, origin: &Origin) -> ImportantDate {
        ImportantDate {
            date: date.date,
            title: self
                .line(Some(date.title), origin, "important_dates")
                .unwrap_or_default(),
            note: self.line(date.note, origin, "important_dates"),
        }
    }

    /// A text of one line, cleaned; empty is absent.
    fn line<'o>(
        &mut self,
        text: Option<String>,
        spot: impl Into<Spot<'o>>,
        field: &str,
    ) -> Option<String> {
        let text = text?;
        let cleaned = text::clean_line(&text);
        self.note_hostile(cleaned.hostile, spot.into(), field);
        // Most texts are clean, and are moved on as they are.
        Some(cleaned.changed().unwrap_or(text)).filter(|text| !text.is_empty())
    }

    fn lines(&mut self, texts: Vec<String>, origin: &Origin, field: &str) -> Vec<String> {
        let texts = texts.into_iter();
        texts
            .filter_map(|text| self.line(Some(text), origin, field))
            .collect()
    }

    /// A text of many lines that may be markup, cleaned; empty is absent.
    fn block(&mut self, text: Option<String>, origin: &Origin, field: &str) -> Option<String> {
        let text = text?;
        let cleaned = text::clean_markup(&text);
        self.note_hostile(cleaned.hostile, origin.into(), field);
        let mut text = cleaned.changed().unwrap_or(text);
        text.truncate(text.trim_end().len());
        Some(text).filter(|text| !text.is_empty())
    }

    fn note_hostile(&mut self, hostile: bool, spot: Spot, field: &str) {
        if hostile {
            let origin = spot.below(field);
            let name = origin.path.rsplit('.').next().unwrap_or(field);
            let message = format!("{name} held control characters; they were removed");
            self.find(RuleId::ControlCharacters, &message, &origin);
        }
    }

    fn url<'o>(&mut self, url: &str, spot: impl Into<Spot<'o>>, field: &str) -> Option<String> {
        let clean = text::clean_url(url);
        if clean.is_none() && !url.trim().is_empty() {
            let origin = spot.into().below(field);
            let scheme = url.trim();
            let message = if scheme.ends_with("://") || scheme.ends_with(':') {
                format!("“{scheme}” is a scheme without an address; it was left out")
            } else {
                format!("“{url}” is no http, https or mailto link; it was left out")
            };
            self.find(RuleId::BrokenEntry, &message, &origin);
        }
        clean
    }

    fn links(&mut self, links: Vec<draft::Link>, origin: &Origin) -> Vec<Link> {
        let mut safe = Vec::with_capacity(links.len());
        for (index, link) in links.into_iter().enumerate() {
            let spot = Spot::element(origin, "links", index);
            if let Some(url) = self.url(&link.url, spot, "") {
                let title = self.line(link.title, spot, "");
                safe.push(Link { title, url });
            }
        }
        safe
    }

    /// An instant, and what clock changes did to it.
    fn instant(
        &mut self,
        time: Option<Time>,
        zone: &Zone,
        origin: &Origin,
        field: &str,
    ) -> Option<DateTime<Utc>> {
        let own_zone;
        let (local, zone) = match time? {
            Time::Instant(instant) => return Some(instant.to_utc()),
            Time::Local(local) => (local, zone),
            Time::Zoned(local, name) => {
                // The atlas knows every compiled name.
                own_zone = self.atlas.find(name.name()).ok()?;
                (local, &own_zone)
            }
        };
        let resolved = zone.resolve(local);
        let written = local.format("%Y-%m-%d %H:%M");
        let (place, taken) = (zone.city(), zone.rfc3339(resolved.instant));
        let message = match resolved.kind {
            ResolvedKind::Exact => return Some(resolved.instant),
            ResolvedKind::Ambiguous { .. } => {
                format!(
                    "{written} comes twice in {place}, where clocks go back; the first is taken: {taken}"
                )
            }
            ResolvedKind::Missing { .. } => {
                format!(
                    "{written} does not exist in {place}, where clocks go forward; {taken} is taken"
                )
            }
        };
        self.find(RuleId::ClockChange, &message, &below(origin, field));
        Some(resolved.instant)
    }

    fn unique_ids(&mut self, sessions: &mut [Built]) {
        let entries = sessions.iter_mut().flat_map(|session| {
            let talks = session.talks.iter_mut().map(|talk| &mut talk.entry);
            std::iter::once(&mut session.entry).chain(talks)
        });
        let findings = &mut self.findings;
        order::unique_ids(entries, |old, entry| {
            // Nobody wrote it: equal titles have a rule of their own.
            if entry.id_from == IdFrom::Made {
                return;
            }
            let message = format!(
                "the id “{old}” is taken by another entry; this one is listed as “{}”",
                entry.id
            );
            let mut finding = Finding::new(RuleId::DuplicateId, &message, &entry.origin);
            finding.ids = vec![old.to_owned(), entry.id.clone()];
            findings.push(finding);
        });
    }

    /// One list, talks behind their session; the findings about an entry get its id.
    fn flatten(&mut self, sessions: Vec<Built>) -> Vec<Entry> {
        let talks: usize = sessions.iter().map(|session| session.talks.len()).sum();
        let mut entries = Vec::with_capacity(sessions.len() + talks);
        for session in sessions {
            let here = entries.len();
            let talks = here + 1..here + 1 + session.talks.len();
            let mut keep = |mut built: Built, parent: Option<usize>| {
                for mut finding in built.findings {
                    finding.ids = vec![built.entry.id.clone()];
                    self.findings.push(finding);
                }
                built.entry.session = parent;
                entries.push(built.entry);
            };
            let mut session = session;
            session.entry.talks = talks;
            let inside = std::mem::take(&mut session.talks);
            keep(session, None);
            for talk in inside {
                keep(talk, Some(here));
            }
        }
        entries
    }
}

/// The path of what holds the value at a path.
fn above(path: &str) -> Option<&str> {
    let (above, _) = path.split_at(path.rfind(['.', '['])?);
    Some(above)
}

/// A text that is there and not blank.
fn present(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Where something stands: a record, or an element of a list of it. It is spelled out only where there
/// is something to say about it.
#[derive(Clone, Copy)]
struct Spot<'a> {
    origin: &'a Origin,
    element: Option<(&'a str, usize)>,
}

impl<'a> From<&'a Origin> for Spot<'a> {
    fn from(origin: &'a Origin) -> Self {
        let element = None;
        Self { origin, element }
    }
}

impl<'a> Spot<'a> {
    fn element(origin: &'a Origin, list: &'a str, index: usize) -> Self {
        let element = Some((list, index));
        Self { origin, element }
    }

    /// The origin itself.
    fn here(self) -> Origin {
        match self.element {
            None => self.origin.clone(),
            Some((list, index)) => below(self.origin, &format!("{list}[{index}]")),
        }
    }

    /// The origin of a field; of the thing itself where that has no name.
    fn below(self, field: &str) -> Origin {
        match field {
            "" => self.here(),
            field => below(&self.here(), field),
        }
    }
}
