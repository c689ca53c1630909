//! Opening a schedule for a command: source, format, check, zone, now.
//!
//! ```text
//! at_once  a local source, or the copy of a URL ──┐
//! refresh  what the server has, if it is newer  ──┴─▶ Reading::check ──▶ Loaded
//! load     both, for a command that shows one schedule and ends
//! ```

use std::sync::{Arc, atomic::AtomicBool};

use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDate, Utc};

use super::progress::Line;
use crate::{
    cli::Common,
    config::Config,
    draft::{self, Time},
    format::{self, ReadError},
    schedule::{
        ZoneSource,
        check::{self, Checked},
    },
    source::{
        self, Source,
        web::{Answer, Copy, Download, Limits, Progress, Url, Web, age},
        zoneinfo,
    },
    store::{Remembered, Store},
    zone::{Atlas, Choice, Zone},
};

/// A source as it was asked for, and what the configuration says of it.
pub(super) struct Wanted {
    pub(super) source: Source,
    /// Where it takes place, if the schedule does not say.
    event_zone: Option<String>,
    /// What it is called, if the schedule does not say.
    title: Option<String>,
}

impl Wanted {
    /// What was typed as SOURCE.
    pub(super) fn new(text: Option<&str>, config: &Config) -> anyhow::Result<Self> {
        let event = text.and_then(|text| config.event(text));
        Ok(Self {
            source: Source::parse(text, config)?,
            event_zone: event.and_then(|event| event.event_zone.clone()),
            title: event.and_then(|event| event.title.clone()),
        })
    }
}

/// How bytes become a schedule. Cheap to clone, and fit for another thread.
#[derive(Clone)]
pub(super) struct Reading {
    /// Where the event is, if the schedule does not say.
    event_zone: Option<Zone>,
    /// What the event is called, if the schedule does not say.
    title: Option<String>,
    pub(super) atlas: Arc<Atlas>,
    input_format: Option<String>,
}

impl Reading {
    /// As the command line and the configuration say, in this order. The note is for the reader.
    pub(super) fn new(wanted: &Wanted, common: &Common) -> anyhow::Result<(Self, Option<String>)> {
        let atlas = Arc::new(zoneinfo::atlas());
        let typed = event_zone(common, &atlas)?;
        let (configured, note) = match &wanted.event_zone {
            Some(name) if typed.is_none() => match atlas.find(name) {
                Ok(zone) => (Some(zone), None),
                Err(error) => {
                    let note = format!("the event_zone in config.toml is not used: {error}");
                    (None, Some(note))
                }
            },
            _ => (None, None),
        };
        let reading = Self {
            event_zone: typed.or(configured),
            title: wanted.title.clone(),
            atlas,
            input_format: common.input_format.clone(),
        };
        Ok((reading, note))
    }

    /// The same, with the event in this zone if the schedule does not say.
    pub(super) fn with_event_zone(&self, zone: Zone) -> Self {
        Self {
            event_zone: Some(zone),
            ..self.clone()
        }
    }

    /// Reads and checks. The source is named in errors, and is a title for what has none.
    pub(super) fn check(&self, source: &Source, bytes: &[u8]) -> anyhow::Result<Checked> {
        let mut draft =
            format::read(bytes, self.input_format.as_deref()).map_err(|why| Unreadable {
                name: source.name(),
                why,
            })?;
        let title = &mut draft.event.title;
        if title.as_ref().is_none_or(|title| title.trim().is_empty()) {
            *title = self.title.clone().or_else(|| source.title());
        }
        Ok(check::check(draft, &self.atlas, self.event_zone.as_ref()))
    }

    /// Reads and checks what is kept together with the result.
    pub(super) fn load(&self, source: &Source, copy: Copy) -> anyhow::Result<Loaded> {
        let checked = self.check(source, &copy.bytes)?;
        Ok(Loaded { checked, copy })
    }
}

/// A schedule, and the bytes that it was read from.
pub(super) struct Loaded {
    pub(super) checked: Checked,
    /// What was read; of a URL, with the server's names for it and the time when it was current.
    pub(super) copy: Copy,
}

/// What can be shown without waiting for the network: a source on this machine, or the copy of a URL.
/// `None` for a URL of which there is no copy; an error where what is there is no schedule, which for a
/// URL is no reason not to [`refresh`].
pub(super) fn at_once(
    source: &Source,
    web: &Web,
    reading: &Reading,
) -> anyhow::Result<Option<Loaded>> {
    if let Source::Web(url) = source {
        let copy = web.cached(url);
        return copy.map(|copy| reading.load(source, copy)).transpose();
    }
    reading.load(source, local(source)?).map(Some)
}

/// What a source on this machine holds.
pub(super) fn local(source: &Source) -> anyhow::Result<Copy> {
    // Before the reading: what is written meanwhile may be missing.
    let checked = Utc::now();
    Ok(Copy {
        bytes: source.read()?,
        checked,
        ..Copy::default()
    })
}

/// What a look at the server brought.
pub(super) struct Fresh {
    /// Something newer; `None` if what is known is current.
    pub(super) newer: Option<Loaded>,
    /// What the reader should know: why there will be no copy.
    pub(super) note: Option<String>,
}

/// Asks the server for something newer than what is known. What can be read as a schedule is kept;
/// what cannot, an error page or the login of a network, is an error and replaces nothing.
pub(super) fn refresh(
    url: &Url,
    known: Option<&Copy>,
    web: &Web,
    reading: &Reading,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> anyhow::Result<Fresh> {
    let (newer, kept) = match (web.fetch(url, known, cancel, progress)?, known) {
        (Answer::New(Download { bytes, validators }), _) => {
            let checked = reading.check(&Source::Web(url.clone()), &bytes)?;
            let download = Download { bytes, validators };
            let kept = web.keep(url, &download);
            let copy = Copy {
                bytes: download.bytes,
                validators: download.validators,
                checked: Utc::now(),
            };
            (Some(Loaded { checked, copy }), kept)
        }
        (Answer::Same(validators), Some(copy)) => (None, web.confirm(url, copy, &validators)),
        (Answer::Same(_), None) => bail!("{url}: the server answers 304 to a first question"),
    };
    Ok(Fresh {
        newer,
        note: kept
            .err()
            .map(|why| format!("no copy is kept for a time without network: {why}")),
    })
}

/// A schedule for a command that shows it and ends, with a note for the reader: the newest if the
/// network has it, else the copy.
pub(super) fn load(
    source: &Source,
    web: &Web,
    reading: &Reading,
    offline: bool,
    progress: &mut dyn FnMut(Progress),
) -> anyhow::Result<(Loaded, Option<String>)> {
    match source {
        Source::Web(url) if !offline => newest(source, url, web, reading, progress),
        source => match at_once(source, web, reading)? {
            Some(loaded) => Ok((loaded, None)),
            None => bail!(not_in_cache(source, web)),
        },
    }
}

/// What the server has, or the copy if that cannot be had.
fn newest(
    source: &Source,
    url: &Url,
    web: &Web,
    reading: &Reading,
    progress: &mut dyn FnMut(Progress),
) -> anyhow::Result<(Loaded, Option<String>)> {
    let going_on = AtomicBool::new(false);
    let Some(copy) = web.cached(url) else {
        let fresh = refresh(url, None, web, reading, &going_on, progress)?;
        let loaded = fresh.newer.context("the server sent nothing")?;
        return Ok((loaded, fresh.note));
    };
    // Who has something to show does not wait long for something newer.
    let web = web.clone().with(Limits::short());
    match refresh(url, Some(&copy), &web, reading, &going_on, progress) {
        Ok(Fresh {
            newer: Some(newer),
            note,
        }) => Ok((newer, note)),
        Ok(Fresh { newer: None, note }) => Ok((reading.load(source, copy)?, note)),
        Err(why) => {
            let note = format!(
                "{why:#}; showing the copy of {}",
                age(Utc::now() - copy.checked)
            );
            // A copy that cannot be shown is no comfort.
            let loaded = reading.load(source, copy).map_err(|_| why)?;
            Ok((loaded, Some(note)))
        }
    }
}

/// What is remembered of the event of a schedule. One that names no zone is put into that which the reader once named.
pub(super) fn recall(
    store: &Store,
    source: &Source,
    reading: &mut Reading,
    loaded: &mut Loaded,
) -> anyhow::Result<Remembered> {
    let address = source.address();
    let mut remembered = store.recall(&loaded.checked.schedule, address.as_deref());
    let unknown = loaded.checked.schedule.event().zone.is_unknown();
    if let (true, Some(name)) = (unknown, &remembered.event_zone) {
        match reading.atlas.find(name) {
            Ok(zone) => {
                *reading = reading.with_event_zone(zone);
                loaded.checked = reading.check(source, &loaded.copy.bytes)?;
            }
            Err(error) => {
                let unused = format!("The remembered zone of the event is not used: {error}");
                let notes: Vec<String> = remembered.note.into_iter().chain([unused]).collect();
                remembered.note = Some(notes.join("; "));
            }
        }
    }
    Ok(remembered)
}

/// What commands start from.
pub(super) struct Opened {
    pub(super) source: Source,
    pub(super) checked: Checked,
    pub(super) copy: Copy,
    pub(super) reading: Reading,
    pub(super) web: Web,
}

/// Opens a source as the options say.
pub(super) fn open(wanted: Wanted, common: &Common) -> anyhow::Result<Opened> {
    let opened = open_as_it_is(wanted, common)?;
    let vouched = opened.vouch_for(common);
    opened.say_what_is_damaged();
    vouched.map(|()| opened)
}

/// The same, before it is known whether `--zone` makes sense.
pub(super) fn open_as_it_is(wanted: Wanted, common: &Common) -> anyhow::Result<Opened> {
    let (reading, web) = prepare(&wanted, common)?;
    let mut line = Line::new();
    let progress = &mut |progress| line.show(progress);
    let loaded = load(&wanted.source, &web, &reading, common.offline, progress);
    drop(line);
    let (loaded, note) = loaded?;
    if wanted.source == Source::BuiltIn && source::has_unread_input() {
        super::complain(
            "note: standard input is not read, and this is the built-in schedule; - for the source shows what comes that way",
        );
    }
    if let Some(note) = note {
        super::complain(&format!("note: {note}"));
    }
    Ok(Opened::new(wanted.source, loaded, reading, web, common))
}

/// What can be seen at the beginning.
pub(super) enum Begun {
    /// A schedule.
    Opened(Box<Opened>),
    /// Nothing yet: it must be fetched first.
    Waiting(Box<Waiting>),
}

/// What is to be fetched, and by what means.
pub(super) struct Waiting {
    pub(super) source: Source,
    pub(super) reading: Reading,
    pub(super) web: Web,
}

/// Opens what can be shown without waiting for the network.
pub(super) fn begin(wanted: Wanted, common: &Common) -> anyhow::Result<Begun> {
    let (reading, web) = prepare(&wanted, common)?;
    let source = wanted.source;
    let at_once = match at_once(&source, &web, &reading) {
        // What was kept may be of no use; the server has something better.
        Err(_) if matches!(source, Source::Web(_)) && !common.offline => None,
        at_once => at_once?,
    };
    Ok(match at_once {
        Some(loaded) => Begun::Opened(Box::new(Opened::new(source, loaded, reading, web, common))),
        None if common.offline => bail!(not_in_cache(&source, &web)),
        None => Begun::Waiting(Box::new(Waiting {
            source,
            reading,
            web,
        })),
    })
}

/// What to do about a schedule of which there is no copy.
pub(super) fn not_in_cache(source: &Source, web: &Web) -> String {
    match source {
        Source::Web(url) => web.why_not_cached(url),
        other => format!("{} is not in the cache", other.name()),
    }
}

fn prepare(wanted: &Wanted, common: &Common) -> anyhow::Result<(Reading, Web)> {
    // What was typed must make sense, whether this command needs it or not.
    Clock::new(common)?;
    let (reading, note) = Reading::new(wanted, common)?;
    if let Some(note) = note {
        super::complain(&format!("note: {note}"));
    }
    Ok((reading, Web::of_user()))
}

/// A note where the schedule knows better than `--event-zone`.
fn event_zone_not_used(common: &Common, checked: &Checked) -> Option<String> {
    common.event_zone.as_ref()?;
    let event = checked.schedule.event();
    let names = match event.zone_source {
        ZoneSource::Forced => return None,
        ZoneSource::Guessed => "the times of the schedule have an offset",
        ZoneSource::File | ZoneSource::Unknown => "the schedule names its zone",
    };
    let zone = event.zone.name();
    Some(format!("{names}, {zone}; --event-zone is not used"))
}

/// What a source holds is no schedule.
#[derive(Debug, thiserror::Error)]
#[error("{name}:{} {}", .why.at.map(|(line, column)| format!("{line}:{column}:")).unwrap_or_default(), .why.message)]
pub(super) struct Unreadable {
    /// The name of the source.
    pub(super) name: String,
    pub(super) why: ReadError,
}

/// The zone of `--event-zone`.
fn event_zone(common: &Common, atlas: &Atlas) -> anyhow::Result<Option<Zone>> {
    let Some(name) = &common.event_zone else {
        return Ok(None);
    };
    let zone = match Choice::parse(name) {
        Choice::Event => bail!(
            "--event-zone event: the event's zone is what is asked for; name one, such as Europe/Vienna"
        ),
        choice => zone_of(&choice, None, atlas).context("--event-zone")?,
    };
    Ok(Some(zone))
}

impl Opened {
    fn new(source: Source, loaded: Loaded, reading: Reading, web: Web, common: &Common) -> Self {
        let Loaded { checked, copy } = loaded;
        if let Some(note) = event_zone_not_used(common, &checked) {
            super::complain(&format!("note: {note}"));
        }
        Self {
            source,
            checked,
            copy,
            reading,
            web,
        }
    }

    /// Whether what was typed as `--zone` can be shown.
    pub(super) fn vouch_for(&self, common: &Common) -> anyhow::Result<()> {
        match Self::choice(common) {
            Some(choice) => self.zone(&choice).map(drop),
            None => Ok(()),
        }
    }

    /// Says what is damaged of the machine's rules for the time zones that were asked for.
    pub(super) fn say_what_is_damaged(&self) {
        if let Some(complaint) = self.reading.atlas.complaint() {
            super::complain(&format!("note: {complaint}"));
        }
    }

    /// The choice of `--zone`, if it was made.
    pub(super) fn choice(common: &Common) -> Option<Choice> {
        common.zone.as_deref().map(Choice::parse)
    }

    /// The zone in which times are shown.
    pub(super) fn zone(&self, choice: &Choice) -> anyhow::Result<Zone> {
        let event = &self.checked.schedule.event().zone;
        zone_to_show(&self.source, event, choice, &self.reading.atlas)
    }
}

/// The zone that was chosen for the times of a source whose event is in another.
pub(super) fn zone_to_show(
    source: &Source,
    event: &Zone,
    choice: &Choice,
    atlas: &Atlas,
) -> anyhow::Result<Zone> {
    if event.is_unknown() && *choice != Choice::Event {
        bail!(
            "{}: it names no time zone, so its times cannot be shown in another; say --event-zone ZONE",
            source.name()
        );
    }
    zone_of(choice, Some(event), atlas).context("--zone")
}

/// What counts as now: the machine's clock, or `--at` from the moment the program started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    at: Option<Time>,
    started: DateTime<Utc>,
}

impl Clock {
    pub(super) fn new(common: &Common) -> anyhow::Result<Self> {
        let at = match common.at.as_deref() {
            None => None,
            Some(text) => match Time::parse(text) {
                None => bail!("--at {text}: {}", no_moment(text)),
                time => time,
            },
        };
        let started = Utc::now();
        Ok(Self { at, started })
    }

    /// Now, for an event in this zone. `None` where the zone is unknown and the moment is not given
    /// in the event's own time.
    pub(super) fn now(&self, zone: &Zone) -> Option<DateTime<Utc>> {
        let passed = Utc::now() - self.started;
        let start = match self.at {
            Some(Time::Local(local) | Time::Zoned(local, _)) => zone.resolve(local).instant,
            _ if zone.is_unknown() => return None,
            Some(Time::Instant(instant)) => instant.to_utc(),
            None => self.started,
        };
        start.checked_add_signed(passed)
    }
}

/// Why a text is no moment, and what to write.
fn no_moment(text: &str) -> String {
    let text = text.trim();
    let is_date = text.len() == "2024-07-27".len()
        && draft::has_year(text)
        && text.parse::<NaiveDate>().is_ok();
    // Digits from the beginning, and an offset at most behind them.
    let clock = text.split(['+', '-', 'Z', 'z']).next().unwrap_or_default();
    let is_clock = clock
        .split_once(':')
        .is_some_and(|(hour, rest)| is_number(hour) && rest.split([':', '.']).all(is_number));
    let why = match draft::fault(text) {
        Some(why) => why,
        None if is_date => "the time of day is missing".to_owned(),
        None if is_clock => "the date is missing".to_owned(),
        None => "this is no time".to_owned(),
    };
    format!("{why}; write 2024-07-27T11:10, or 2024-07-27T11:10+02:00")
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The zone that a choice means.
pub(super) fn zone_of(
    choice: &Choice,
    event: Option<&Zone>,
    atlas: &Atlas,
) -> anyhow::Result<Zone> {
    match choice {
        Choice::Event => Ok(event.cloned().unwrap_or_else(Zone::unknown)),
        Choice::Utc => Ok(Zone::utc()),
        Choice::Own => zoneinfo::own_zone(atlas).map_err(|message| anyhow::anyhow!(message)),
        Choice::Named(name) => Ok(atlas.find(name)?),
    }
}
