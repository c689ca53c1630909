//! From a `VEVENT` to an entry, or to several where it repeats.

use chrono::{NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use foldhash::{HashMap, HashSet};

use super::{
    super::report::Report,
    habits::Habits,
    lines::Line,
    moment::Moment,
    origin::origin,
    place::{self, Places},
    repeat::Rule,
    tree::Component,
    value::{self, Date},
    zones::{Zone, Zones},
};
use crate::{
    draft::{Credit, Entry, Link, Origin, Status, Trouble},
    limits,
};

/// Reads the entries of a file.
pub(super) struct Reader<'z> {
    pub(super) report: Report,
    zones: &'z Zones,
    places: Places,
    /// By `UID`, the repetitions that have a record of their own.
    replaced: HashMap<String, HashSet<NaiveDateTime>>,
    /// How many repetitions may still be listed: a short file must not fill the memory.
    room_for_repetitions: usize,
    /// The zones in which entries start, and how many do.
    met: Vec<(Tz, usize)>,
    read: usize,
}

/// No entry takes longer.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// What its times depend on.
struct Times<'z> {
    start: Option<Moment<'z>>,
    end: Option<Moment<'z>>,
    minutes: Option<i64>,
}

impl<'z> Reader<'z> {
    pub(super) fn new(calendars: &[Component], zones: &'z Zones) -> Self {
        let mut reader = Self {
            report: Report::default(),
            zones,
            places: Places::of(calendars),
            replaced: HashMap::default(),
            room_for_repetitions: limits::ALL_REPETITIONS,
            met: Vec::new(),
            read: 0,
        };
        for event in calendars.iter().flat_map(|calendar| &calendar.parts) {
            if let Some(line) = event.line("RECURRENCE-ID")
                && let Some((date, _)) = Date::parse(&line.value)
            {
                let zone = line.param("TZID").and_then(|id| zones.find(id));
                let replaced = reader.replaced.entry(uid(event).unwrap_or_default());
                replaced.or_default().insert(Moment { date, zone }.key());
            }
        }
        reader
    }

    /// The zone in which most entries start, the first where several do.
    pub(super) fn zone(&self) -> Option<Tz> {
        let most = self.met.iter().map(|(_, times)| *times).max()?;
        let (zone, _) = self.met.iter().find(|(_, times)| *times == most)?;
        Some(*zone)
    }

    /// The entries of an event: itself, and its repetitions.
    pub(super) fn entries(&mut self, event: &Component, habits: &Habits) -> Vec<Entry> {
        let path = format!("VEVENT[{}]", self.read);
        self.read += 1;
        self.contradictions(event, &path);
        let times = self.times(event, &path);
        if let Some(Zone::Named(zone)) = times.start.and_then(|start| start.zone) {
            match self.met.iter_mut().find(|(other, _)| *other == zone) {
                Some((_, times)) => *times += 1,
                None => self.met.push((zone, 1)),
            }
        }
        let mut entry = self.entry(event, &path);
        habits.apply(&mut entry);
        let Some(start) = times.start else {
            place_in_time(&mut entry, &times, TimeDelta::zero());
            return vec![entry];
        };
        // None are left where each has an entry of its own, or was called off.
        let starts = self.starts(event, start, &path);
        let first = starts.first().copied().unwrap_or_default();
        let entries = starts.into_iter().map(|by| {
            let mut entry = entry.clone();
            place_in_time(&mut entry, &times, by);
            if by != first
                && let (Some(id), Some(start)) = (&mut entry.id, entry.start)
            {
                *id = format!("{id}/{}", start.written().format("%Y%m%dT%H%M%S"));
            }
            entry
        });
        entries.collect()
    }

    /// What stands twice and differs.
    fn contradictions(&mut self, event: &Component, path: &str) {
        for name in ["DTSTART", "DTEND", "SUMMARY", "LOCATION", "UID"] {
            let mut lines = event.all(name);
            let Some(first) = lines.next() else { continue };
            if let Some(other) = lines.find(|line| line.value != first.value) {
                let message = || format!("{name} stands more than once; the first one counts");
                let origin = || origin(other.number, format!("{path}.{name}"));
                self.report
                    .complain(Trouble::Contradiction, message, origin);
            }
        }
    }

    fn broken(&mut self, line: &Line, path: &str, why: &str) {
        let name = line.name();
        let message = || format!("{name} “{}” {why}; it was left out", short(&line.value));
        let origin = || origin(line.number, format!("{path}.{name}"));
        self.report.complain(Trouble::Broken, message, origin);
    }

    fn times(&mut self, event: &Component, path: &str) -> Times<'z> {
        let start_line = event.line("DTSTART");
        let start = start_line.and_then(|line| self.moment(line, path));
        let end_line = event.line("DTEND");
        let mut end = end_line.and_then(|line| self.moment(line, path));
        if let (Some(start), Some(line), Some(to)) = (start, end_line, &mut end) {
            // Some name the zone of the start only.
            if line.param("TZID").is_none() {
                to.zone = start.zone;
            }
            if to.is_day() && !start.is_day() {
                self.broken(line, path, "is a day, but DTSTART is a time");
                end = None;
            } else if start.is_day() && to.date == start.date {
                let message =
                    "a whole day ends on the day after; a DTEND on the same day was read as that";
                let place = || origin(line.number, format!("{path}.DTEND"));
                self.report.habit(Trouble::Mended, message, place);
                end = to.moved(TimeDelta::days(1));
            }
        }
        let length = event.line("DURATION");
        let length = length.and_then(|line| Some((line, self.duration(line, path)?)));
        if let (Some(start), Some(end), Some((line, length))) = (start, end, length) {
            let same = start.moved(length).map(Moment::key) == Some(end.key());
            if !same {
                let message = || "DTEND and DURATION do not agree; DTEND counts".to_owned();
                let origin = || origin(line.number, format!("{path}.DURATION"));
                self.report
                    .complain(Trouble::Contradiction, message, origin);
            }
        }
        let length = length.map(|(_, length)| length);
        if let (Some(start), None, None) = (start, end, length)
            && start.is_day()
        {
            end = start.moved(TimeDelta::days(1));
        }
        Times {
            start,
            end,
            minutes: length
                .filter(|_| end.is_none())
                .map(|length| length.num_minutes()),
        }
    }

    fn moment(&mut self, line: &Line, path: &str) -> Option<Moment<'z>> {
        let place = || origin(line.number, format!("{path}.{}", line.name()));
        // An unquoted name such as (UTC+01:00) Berlin: the date is what stands last.
        let (more, written) = match line.value.rsplit_once(':') {
            Some((more, date)) if Date::parse(date).is_some_and(|(_, proper)| proper) => {
                (Some(more), date)
            }
            _ => (None, line.value.as_ref()),
        };
        let Some((date, proper)) = Date::parse(written) else {
            self.broken(line, path, "is no date");
            return None;
        };
        if !proper {
            let message = "dates are written 20240727T091500; others were read as they are meant";
            self.report.habit(Trouble::Mended, message, place);
        }
        let id = line.param("TZID").map(|id| match more {
            Some(more) => format!("{id}:{more}"),
            None => id.to_owned(),
        });
        let id = id.filter(|id| !id.trim().is_empty() && matches!(date, Date::Clock(_)));
        let zone = id.as_ref().and_then(|id| self.zones.find(id));
        if let (Some(id), None) = (id, zone) {
            let message = format!(
                "the zone “{}” is no IANA name, and no VTIMEZONE describes it; its times are taken for the event's local times",
                short(&id)
            );
            self.report.habit(Trouble::Broken, &message, place);
        }
        Some(Moment { date, zone })
    }

    fn duration(&mut self, line: &Line, path: &str) -> Option<TimeDelta> {
        let why = match value::duration(&line.value) {
            None => "is no duration",
            Some(length) if length < TimeDelta::zero() => "is negative",
            Some(length) if length > LONGEST => "is longer than a year",
            Some(length) => return Some(length),
        };
        self.broken(line, path, why);
        None
    }

    /// How far from the start each repetition is, the first included where it takes place.
    fn starts(&mut self, event: &Component, start: Moment<'z>, path: &str) -> Vec<TimeDelta> {
        let first = start.date.written();
        let mut starts = vec![first];
        for line in event
            .all("RRULE")
            .filter(|line| !line.value.trim().is_empty())
        {
            starts.extend(self.by_rule(line, start, path));
        }
        for line in event.all("RDATE") {
            for date in line.value.split(',') {
                let date = date.split('/').next().unwrap_or_default();
                match Date::parse(date) {
                    Some((date, _)) => starts.extend(self.local(line, date, start)),
                    None => self.broken(line, path, "is no list of dates"),
                }
            }
        }
        starts.sort_unstable();
        starts.dedup();
        if starts.len() == 1 && event.line("EXDATE").is_none() {
            return vec![TimeDelta::zero()];
        }
        let (days, keys) = self.exceptions(event, path);
        let replaced = event.line("RECURRENCE-ID").is_none();
        let replaced = replaced.then(|| self.replaced.get(&uid(event).unwrap_or_default()));
        let replaced = replaced.flatten();
        let offsets = starts.iter().map(|at| *at - first);
        let kept = offsets.filter(|by| {
            let Some(at) = start.moved(*by) else {
                return false;
            };
            let key = at.key();
            !keys.contains(&key)
                && !days.contains(&at.date.written().date())
                && !replaced.is_some_and(|replaced| replaced.contains(&key))
        });
        let mut kept: Vec<TimeDelta> = kept.collect();
        let listed = kept.len().min(self.room_for_repetitions + 1);
        if listed < kept.len() {
            let message = || {
                format!(
                    "the file has more than {} repetitions in all; the rest is left out",
                    limits::count(limits::ALL_REPETITIONS)
                )
            };
            let origin = || origin(event.number, path);
            self.report.complain(Trouble::Broken, message, origin);
            kept.truncate(listed);
        }
        self.room_for_repetitions -= listed.saturating_sub(1);
        if kept.is_empty() && replaced.is_none() {
            // A file that takes away all that it lists is more likely to be wrong than empty.
            kept.push(TimeDelta::zero());
        }
        kept
    }

    fn by_rule(&mut self, line: &Line, start: Moment<'z>, path: &str) -> Vec<NaiveDateTime> {
        let first = start.date.written();
        let place = || origin(line.number, format!("{path}.RRULE"));
        let rule = Rule::parse(&line.value);
        let until = rule.as_ref().and_then(|rule| rule.until).map(Date::parse);
        let (Some(rule), None | Some(Some(_))) = (rule, until) else {
            let message = || {
                format!(
                    "daily and weekly repetitions that end are listed, but not {}; only the first is",
                    short(&line.value)
                )
            };
            self.report.complain(Trouble::Broken, message, place);
            return Vec::new();
        };
        let until = until.flatten().map(|(date, _)| date);
        let (starts, more) = rule.starts(first, |at| match until {
            None => true,
            Some(Date::Day(day)) => at.date() <= day,
            Some(Date::Clock(until)) => at <= until,
            Some(date @ (Date::Utc(_) | Date::Offset(_))) => {
                let end = Moment { date, zone: None }.key();
                let at = start.moved(at - first);
                at.is_some_and(|at| at.key() <= end)
            }
        });
        if more {
            let message = || {
                format!(
                    "it repeats more than {} times; the rest is left out",
                    limits::count(limits::REPETITIONS)
                )
            };
            self.report.complain(Trouble::Broken, message, place);
        }
        starts
    }

    /// A listed date by the clock of the start.
    fn local(&self, line: &Line, date: Date, start: Moment) -> Option<NaiveDateTime> {
        let first = start.date.written();
        if let Date::Day(day) = date {
            return Some(day.and_time(first.time()));
        }
        let zone = line.param("TZID").and_then(|id| self.zones.find(id));
        let zone = zone.or(start.zone);
        let distance = Moment { date, zone }.key() - start.key();
        // The same clock on another day, unless clocks were changed in between.
        let by_clock = date.written() - first;
        let same_zone = matches!(date, Date::Clock(_)) && line.param("TZID").is_none_or(|id| {
            matches!((self.zones.find(id), start.zone), (Some(Zone::Named(one)), Some(Zone::Named(other))) if one == other)
        });
        first.checked_add_signed(if same_zone { by_clock } else { distance })
    }

    /// The days and the instants at which an event that repeats does not take place.
    fn exceptions(
        &mut self,
        event: &Component,
        path: &str,
    ) -> (HashSet<chrono::NaiveDate>, HashSet<NaiveDateTime>) {
        let (mut days, mut keys) = (HashSet::default(), HashSet::default());
        let start_zone = event.line("DTSTART").and_then(|line| line.param("TZID"));
        for line in event.all("EXDATE") {
            let zone = line.param("TZID").or(start_zone);
            let zone = zone.and_then(|id| self.zones.find(id));
            for date in line.value.split(',').filter(|date| !date.trim().is_empty()) {
                match Date::parse(date) {
                    Some((Date::Day(day), _)) => {
                        days.insert(day);
                    }
                    Some((date, _)) => {
                        keys.insert(Moment { date, zone }.key());
                    }
                    None => self.broken(line, path, "is no list of dates"),
                }
            }
        }
        (days, keys)
    }

    /// All but the times.
    fn entry(&mut self, event: &Component, path: &str) -> Entry {
        let mut links = self.links(event, path);
        let mut rooms = Vec::new();
        if let Some(line) = event.line("LOCATION") {
            let place = self.places.read(&line.value);
            if place.is_page {
                let message =
                    "LOCATION is a page of a site that the file does not name; it was left out";
                let at = || origin(line.number, format!("{path}.LOCATION"));
                self.report.habit(Trouble::Mended, message, at);
            }
            rooms = place.rooms;
            links.extend(place.links.into_iter().map(|url| Link { title: None, url }));
        }
        let mut seen = HashSet::default();
        links.retain(|link| seen.insert(link.url.clone()));
        let (track, notes) = categories(event);
        Entry {
            id: id(event),
            title: text_of(event, "SUMMARY"),
            rooms,
            track,
            people: event.all("ATTENDEE").filter_map(credit).collect(),
            abstract_text: text_of(event, "DESCRIPTION").or_else(|| text_of(event, "X-ALT-DESC")),
            links,
            status: event.line("STATUS").and_then(|line| status(&line.value)),
            notes,
            origin: Origin {
                at: Some((event.number, 1)),
                path: path.to_owned(),
            },
            ..Entry::default()
        }
    }

    /// Where an entry leads to.
    fn links(&mut self, event: &Component, path: &str) -> Vec<Link> {
        let mut links = Vec::new();
        for (name, title) in [
            ("URL", None),
            ("CONFERENCE", Some("LABEL")),
            ("ATTACH", Some("FILENAME")),
        ] {
            for line in event.all(name) {
                let title = title.and_then(|param| line.param(param));
                let text = value::text(&line.value);
                // Files inside the file, mail addresses and the like lead nowhere.
                match place::link(&text) {
                    Some(url) => {
                        let title = title.map(str::to_owned);
                        links.push(Link { title, url });
                    }
                    None if name == "URL" && is_no_link(&text) => {
                        self.broken(line, path, "is no http or https link");
                    }
                    None => {}
                }
            }
        }
        links
    }
}

/// Whether a `URL` leads nowhere by its writing: it is neither a mail address nor a page of a site that is not named.
fn is_no_link(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !text.contains('@') && !place::is_page(text)
}

/// A value for a message.
fn short(value: &str) -> String {
    let value = value.trim();
    match value.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", value.split_at(end).0),
        None => value.to_owned(),
    }
}

fn place_in_time(entry: &mut Entry, times: &Times, by: TimeDelta) {
    let moved =
        |moment: Option<Moment>| moment.and_then(|moment| moment.moved(by)).map(Moment::time);
    entry.start = moved(times.start);
    entry.end = moved(times.end);
    entry.duration = times.minutes;
    // A whole day is no night of the day before.
    let is_day = times.start.is_some_and(Moment::is_day);
    entry.day = entry
        .start
        .filter(|_| is_day)
        .map(|start| start.written().date());
}

/// A text of an event; empty is absent.
pub(super) fn text_of(component: &Component, name: &str) -> Option<String> {
    let text = value::text(&component.line(name)?.value);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn uid(event: &Component) -> Option<String> {
    text_of(event, "UID")
}

/// The `UID`, which all repetitions of an event share, and which of them this is.
fn id(event: &Component) -> Option<String> {
    let uid = uid(event)?;
    Some(match event.line("RECURRENCE-ID") {
        Some(line) => format!("{uid}/{}", line.value.trim()),
        None => uid,
    })
}

/// `CONFIRMED` is what most exporters write always: it says nothing.
fn status(value: &str) -> Option<Status> {
    match value.trim().to_ascii_uppercase().as_str() {
        "CANCELLED" | "CANCELED" => Some(Status::Cancelled),
        "TENTATIVE" => Some(Status::Tbc),
        _ => None,
    }
}

/// The first category is the track; what there is besides becomes a note.
fn categories(event: &Component) -> (Option<String>, Vec<String>) {
    let all = event.all("CATEGORIES");
    let all = all.flat_map(|line| value::list(&line.value));
    let mut all = all
        .map(|category| category.trim().to_owned())
        .filter(|category| !category.is_empty());
    let track = all.next();
    let more: Vec<String> = all.collect();
    let note = (!more.is_empty()).then(|| format!("Also: {}", more.join(", ")));
    (track, note.into_iter().collect())
}

/// Who takes part: those whom the programme names. Guests who were asked to come, rooms, and
/// whoever has no name but an address, are none of it; addresses are never read.
fn credit(line: &Line) -> Option<Credit> {
    let is_guest = ["PARTSTAT", "RSVP"]
        .iter()
        .any(|param| line.param(param).is_some());
    let kind = line
        .param("CUTYPE")
        .unwrap_or_default()
        .to_ascii_uppercase();
    let role = line.param("ROLE").unwrap_or_default().to_ascii_uppercase();
    let is_thing = matches!(kind.as_str(), "ROOM" | "RESOURCE");
    let name = line
        .param("CN")?
        .replace("^'", "\"")
        .replace("^n", " ")
        .replace("^^", "^");
    let name = name.trim();
    if is_guest || is_thing || role == "NON-PARTICIPANT" || name.is_empty() || name.contains('@') {
        return None;
    }
    Some(Credit {
        name: Some(name.to_owned()),
        role: (role == "CHAIR").then(|| "chair".to_owned()),
        ..Credit::default()
    })
}
