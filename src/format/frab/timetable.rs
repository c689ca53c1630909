//! From records to the draft: the one place that knows what their fields mean.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use super::{
    super::{fields, json::Reader, links as web, met::Met},
    duration::Parts,
    links::Links,
    listed::Listed,
    people::People,
    time,
    wire::{Conference, Day, Event, Named, Person, Text},
};
use crate::draft::{self, Draft, Entry, Origin, Time, Trouble};

/// A schedule being read.
pub(super) struct Timetable<'a> {
    pub(super) reader: Reader<'a>,
    draft: Draft,
    people: People,
    met: Met,
    listed: Listed,
    parts: Parts,
    zone: Option<Tz>,
    day_change: Option<NaiveTime>,
    /// Where the schedule was published, and the conference's own page.
    bases: [Option<String>; 2],
}

impl<'a> Timetable<'a> {
    pub(super) fn new(
        reader: Reader<'a>,
        conference: Conference,
        days: &[Day],
        origin: Origin,
    ) -> Self {
        let zone = conference.time_zone_name.as_deref().map(str::trim);
        let zone: Option<Tz> = zone.and_then(|name| name.parse().ok());
        let mut table = Self {
            reader,
            draft: Draft::default(),
            people: People::default(),
            met: Met::default(),
            listed: Listed::default(),
            parts: Parts::of_file(conference.timeslot_duration.as_deref()),
            zone,
            day_change: None,
            bases: [conference.base_url.clone(), conference.url.clone()],
        };
        table.day_change = table
            .stated_day_change(conference.day_change.as_deref(), &origin)
            .or_else(|| time::day_change(days, zone));
        let stated = table.stated_days(&conference, &origin);
        table.draft.event = header(conference, origin);
        table.draft.event.days = stated;
        table.draft.event.day_change = table.day_change;
        table
    }

    fn stated_day_change(&mut self, text: Option<&str>, origin: &Origin) -> Option<NaiveTime> {
        let text = text?;
        let change = time::clock(text);
        if change.is_none() {
            let message = format!("day_change “{text}” is no time of day; it was left out");
            self.reader
                .complain_at(Trouble::Broken, &below(origin, "day_change"), message);
        }
        change
    }

    /// The days from which to which the conference says it is.
    fn stated_days(
        &mut self,
        conference: &Conference,
        origin: &Origin,
    ) -> Option<(NaiveDate, NaiveDate)> {
        let start = conference.start.as_deref()?;
        let first = fields::day_there(start, self.zone);
        let end = conference.end.as_deref().unwrap_or(start);
        let last = fields::day_there(end, self.zone);
        for (field, text, day) in [("start", start, first), ("end", end, last)] {
            if day.is_none() {
                let message = format!("{field} “{text}” is no day like 2024-07-27");
                self.reader
                    .complain_at(Trouble::Broken, &below(origin, field), message);
            }
        }
        let (first, last) = first.zip(last)?;
        if last < first {
            let message = format!(
                "the conference starts on {first} and ends on {last}, before that; neither counts"
            );
            self.reader
                .complain_at(Trouble::Contradiction, &below(origin, "end"), message);
            return None;
        }
        Some((first, last))
    }

    /// The day that a header is about.
    pub(super) fn date(&mut self, day: &Day, origin: &Origin) -> Option<NaiveDate> {
        let text = day.date.as_deref().or(day.start.as_deref())?;
        let date = fields::day_of_time(text);
        if date.is_none() {
            let message = format!("the day's date “{text}” is no day like 2024-07-27");
            self.reader
                .complain_at(Trouble::Broken, &below(origin, "date"), message);
        }
        date
    }

    /// A room of the list, or one that was met in a day.
    pub(super) fn room(&mut self, name: &str, origin: &Origin) {
        if !name.trim().is_empty() {
            self.met.rooms.meet(name, None, origin);
        }
    }

    /// A track of the list. Events name it as people do, a few by its short name.
    pub(super) fn track(&mut self, track: Named, origin: &Origin) {
        let Named { name, slug, color } = track;
        let Some(id) = slug.clone().or_else(|| name.clone()) else {
            return;
        };
        let name = name.filter(|name| *name != id);
        self.met.tracks.meet(&id, name, origin);
        self.met.tracks.paint(&id, color.as_deref());
    }

    /// Somebody of the file's own list of people.
    pub(super) fn person(&mut self, person: Person, origin: &Origin) {
        self.meet(person, origin);
    }

    /// An event, listed under a day and in a room.
    pub(super) fn entry(
        &mut self,
        mut event: Event,
        origin: Origin,
        day: Option<NaiveDate>,
        room: Option<&str>,
    ) {
        let start = self.start(&event, day, &origin);
        let (end, duration) = self.end(&event, start, &origin);
        // The list decides: in files put together from several, events call rooms otherwise.
        let room = room.filter(|room| !room.trim().is_empty());
        if let (Some(listed), Some(own)) = (room, &event.room) {
            self.listed.compare(listed, own, &origin);
        }
        let room = room.map(str::to_owned);
        let room = room.or_else(|| event.room.take().map(Cow::into_owned));
        if let Some(room) = &room {
            self.room(room, &origin);
        }
        let people = std::mem::take(&mut event.persons);
        let people = people
            .into_iter()
            .filter_map(|person| self.credit(person, &origin))
            .collect();
        let (links, mut notes) = self.links(&mut event, &origin);
        if event.do_not_record {
            notes.push("It is not recorded.".to_owned());
        }
        if event.do_not_stream {
            notes.push("It is not streamed.".to_owned());
        }
        let id = [event.guid, event.id, event.code];
        self.draft.sessions.push(Entry {
            id: id.into_iter().flatten().next().map(Cow::into_owned),
            title: event.title.map(Cow::into_owned),
            subtitle: event.subtitle.map(Cow::into_owned),
            kind: event.kind.map(Cow::into_owned),
            start,
            end,
            duration,
            day,
            rooms: room.into_iter().collect(),
            track: event.track.map(Cow::into_owned),
            language: event.language.map(Cow::into_owned),
            people,
            abstract_text: fields::both(said(event.abstract_text), said(event.description)),
            links,
            notes,
            origin,
            ..Entry::default()
        });
    }

    /// The draft, once all is read.
    pub(super) fn finish(mut self) -> Draft {
        self.listed.complain(&mut self.reader, &self.met.rooms);
        let mut draft = self.draft;
        self.met.declare(&mut draft);
        self.people.finish(&mut draft);
        draft.complaints = self.reader.into_complaints();
        draft
    }

    fn start(&mut self, event: &Event, day: Option<NaiveDate>, origin: &Origin) -> Option<Time> {
        let clock = event.start.as_deref();
        let mut day = day;
        if let Some(date) = event.date.as_deref() {
            if let Some(time) = Time::parse(date) {
                self.compare(time, clock, origin);
                return Some(time);
            }
            let own = fields::day_of_time(date).filter(|_| !date.contains(':'));
            if own.is_none() {
                let message = format!("date “{date}” is no time like 2024-07-27T09:15:00+02:00");
                self.reader
                    .complain_at(Trouble::Broken, &below(origin, "date"), message);
            }
            day = own.or(day);
        }
        let text = clock?;
        if let Some(time) = Time::parse(text) {
            return Some(time);
        }
        let clock = self.clock(text, origin)?;
        let Some(day) = day else {
            let message = format!("start “{text}” is on no day; it was left out");
            self.reader
                .complain_at(Trouble::Broken, &below(origin, "start"), message);
            return None;
        };
        let night = self.day_change.is_some_and(|change| clock < change);
        let day = if night { day.succ_opt()? } else { day };
        Some(Time::Local(day.and_time(clock)))
    }

    fn clock(&mut self, text: &str, origin: &Origin) -> Option<NaiveTime> {
        let clock = time::clock(text).or_else(|| Some(Time::parse(text)?.written().time()));
        if clock.is_none() {
            let message = format!("start “{text}” is no time of day like 09:15");
            self.reader
                .complain_at(Trouble::Broken, &below(origin, "start"), message);
        }
        clock
    }

    /// The clock beside a date is for people to read; it should not say anything else.
    fn compare(&mut self, time: Time, clock: Option<&str>, origin: &Origin) {
        let Some(text) = clock else { return };
        let Some(clock) = self.clock(text, origin) else {
            return;
        };
        let clocks = time::clocks(time, self.zone);
        if clocks.contains(&Some(clock)) {
            return;
        }
        let offset = match time {
            Time::Instant(instant) => instant.format(" %:z").to_string(),
            Time::Local(_) | Time::Zoned(..) => String::new(),
        };
        let message = format!(
            "it starts at {} by its start, but at {}{offset} by its date; the date counts",
            clock.format("%H:%M"),
            time.written().format("%H:%M"),
        );
        let origin = below(origin, "start");
        self.reader
            .complain_at(Trouble::WallClock, &origin, message);
    }

    /// The end, else the duration in minutes.
    fn end(
        &mut self,
        event: &Event,
        start: Option<Time>,
        origin: &Origin,
    ) -> (Option<Time>, Option<i64>) {
        let duration = self.duration(event.duration.as_deref(), origin);
        let Some(text) = event.end.as_deref() else {
            return (None, duration);
        };
        let Some(end) = Time::parse(text).or_else(|| clock_after(start?, text)) else {
            let message = format!("end “{text}” is no time like 2024-07-27T09:15:00+02:00");
            self.reader
                .complain_at(Trouble::Broken, &below(origin, "end"), message);
            return (None, duration);
        };
        let (Some(stated), Some(minutes)) =
            (duration, start.and_then(|start| start.minutes_until(end)))
        else {
            return (Some(end), None);
        };
        if minutes == stated {
            return (Some(end), None);
        }
        // An end that comes too early cannot be the one that is right.
        let (message, times) = if minutes < 0 {
            let message = format!(
                "it takes {stated} minutes by its duration, but ends before it starts; the duration counts"
            );
            (message, (None, Some(stated)))
        } else {
            let message = format!(
                "it takes {stated} minutes by its duration, but {minutes} by its end; the end counts"
            );
            (message, (Some(end), None))
        };
        let origin = below(origin, "end");
        self.reader
            .complain_at(Trouble::Contradiction, &origin, message);
        times
    }

    fn duration(&mut self, text: Option<&str>, origin: &Origin) -> Option<i64> {
        let text = text?;
        let minutes = self.parts.minutes(text);
        if minutes.is_none() {
            let message = format!("duration “{text}” is none that fomo understands");
            self.reader
                .complain_at(Trouble::Broken, &below(origin, "duration"), message);
        }
        minutes
    }

    fn credit(&mut self, person: Person, origin: &Origin) -> Option<draft::Credit> {
        let id = person.id.clone().or_else(|| person.guid.clone());
        let index = self.meet(person, origin);
        if index.is_none()
            && let Some(id) = id
        {
            let message = format!("the person “{id}” has no name; it was left out");
            self.reader
                .complain_at(Trouble::Broken, &below(origin, "persons"), message);
        }
        index.map(People::credit)
    }

    fn meet(&mut self, person: Person, origin: &Origin) -> Option<usize> {
        if person.bare {
            let message = "a person is a bare name instead of a record";
            self.reader.mend_at(origin, message);
        }
        let [published, conference] = &self.bases;
        let bases = vec![published.as_deref(), conference.as_deref()];
        let links = Links::new(&mut self.reader, origin, bases);
        self.people.meet(person, links, origin)
    }

    /// All links of an event. What is relative is so to the place where the event was written,
    /// which in a file put together from several is not the file's own.
    fn links(&mut self, event: &mut Event, origin: &Origin) -> (Vec<draft::Link>, Vec<String>) {
        let lists = [
            std::mem::take(&mut event.links),
            std::mem::take(&mut event.attachments),
        ];
        let [published, conference] = &self.bases;
        let (page, written) = (event.url.as_deref(), event.origin_url.as_deref());
        let bases = vec![written, page, published.as_deref(), conference.as_deref()];
        let mut links = Links::new(&mut self.reader, origin, bases);
        // Where programs must name a page, that of the event stands for one of its own.
        links.field(
            "Page",
            page.filter(|page| Some(*page) != conference.as_deref()),
        );
        let [own, attachments] = lists;
        for link in own {
            links.add(&link);
        }
        links.attachments(attachments);
        links.field("Original page", written);
        links.field("Feedback", event.feedback_url.as_deref());
        links.finish()
    }
}

fn header(conference: Conference, origin: Origin) -> draft::Event {
    let place = [conference.venue, conference.city];
    let place: Vec<String> = place.into_iter().flatten().collect();
    // The root of a host is that of the program that made the file, rather than a page.
    let published = conference.base_url.filter(|url| {
        let path = url
            .split_once("://")
            .and_then(|(_, rest)| rest.split_once('/'));
        web::is_on_the_web(url) && path.is_some_and(|(_, path)| !path.trim().is_empty())
    });
    let version = conference.version.as_deref().map(str::trim);
    draft::Event {
        id: conference.acronym,
        title: conference.title,
        subtitle: conference.subtitle,
        time_zone: conference.time_zone_name,
        url: conference.url.or(published),
        location: Some(place.join(", ")).filter(|place| !place.is_empty()),
        description: conference.description,
        notes: version
            .map(|version| format!("Version of the schedule: {version}"))
            .into_iter()
            .collect(),
        origin,
        ..draft::Event::default()
    }
}

/// A text, unless it is what a program writes that has none.
fn said(text: Text) -> Text {
    text.filter(|text| text.trim() != "None")
}

/// The first such clock after a time.
fn clock_after(start: Time, text: &str) -> Option<Time> {
    let clock = time::clock(text)?;
    let from = start.written();
    let day = if clock < from.time() {
        from.date().succ_opt()?
    } else {
        from.date()
    };
    let local = day.and_time(clock);
    match start {
        Time::Local(_) => Some(Time::Local(local)),
        Time::Zoned(_, zone) => Some(Time::Zoned(local, zone)),
        Time::Instant(start) => {
            let end = local.and_local_timezone(*start.offset()).single()?;
            Some(Time::Instant(end))
        }
    }
}

/// The origin of a field of a record.
pub(super) fn below(origin: &Origin, field: &str) -> Origin {
    Origin {
        at: origin.at,
        path: format!("{}.{field}", origin.path),
    }
}
