//! Opening a schedule for a command: source, format, check, zone, now.

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};

use crate::{
    cli::Common,
    draft::Time,
    format::{self, ReadError},
    schedule::{
        ZoneSource,
        check::{self, Checked},
    },
    source::{Source, zoneinfo},
    zone::{Atlas, Choice, Zone},
};

/// What commands start from.
pub(super) struct Opened {
    pub(super) source: Source,
    pub(super) checked: Checked,
    pub(super) atlas: Atlas,
    /// The bytes, where the event's zone is not known: they are checked once more when it is named,
    /// and a pipe gives them only once.
    pub(super) bytes: Option<Vec<u8>>,
}

/// Opens a source as the options say.
pub(super) fn open(source: Source, common: &Common) -> anyhow::Result<Opened> {
    let opened = open_as_it_is(source, common)?;
    opened.vouch_for(common)?;
    Ok(opened)
}

/// The same, before it is known whether `--zone` makes sense.
pub(super) fn open_as_it_is(source: Source, common: &Common) -> anyhow::Result<Opened> {
    // What was typed must make sense, whether this command needs it or not.
    Clock::new(common)?;
    let atlas = zoneinfo::atlas();
    let forced = event_zone(common, &atlas)?;
    let bytes = source.read()?;
    let checked = check_bytes(&source, &bytes, common, forced.as_ref(), &atlas)?;
    let event = checked.schedule.event();
    if common.event_zone.is_some() && event.zone_source != ZoneSource::Forced {
        let names = match event.zone_source {
            ZoneSource::Guessed => "the times of the schedule have an offset",
            _ => "the schedule names its zone",
        };
        let zone = event.zone.name();
        super::complain(&format!("note: {names}, {zone}; --event-zone is not used"));
    }
    let bytes = checked.schedule.event().zone.is_unknown().then_some(bytes);
    Ok(Opened {
        source,
        checked,
        atlas,
        bytes,
    })
}

/// Reads and checks a source that was opened before.
pub(super) fn load(
    source: &Source,
    common: &Common,
    forced: Option<&Zone>,
    atlas: &Atlas,
) -> anyhow::Result<Checked> {
    check_bytes(source, &source.read()?, common, forced, atlas)
}

/// Checks bytes of a source.
pub(super) fn check_bytes(
    source: &Source,
    bytes: &[u8],
    common: &Common,
    forced: Option<&Zone>,
    atlas: &Atlas,
) -> anyhow::Result<Checked> {
    let draft = format::read(bytes, common.input_format.as_deref())
        .map_err(|error| placed(source, &error))?;
    Ok(check::check(draft, atlas, forced))
}

fn placed(source: &Source, error: &ReadError) -> anyhow::Error {
    let place = error
        .at
        .map(|(line, column)| format!("{line}:{column}:"))
        .unwrap_or_default();
    anyhow::anyhow!("{}:{place} {}", source.name(), error.message)
}

/// The zone of `--event-zone`.
pub(super) fn event_zone(common: &Common, atlas: &Atlas) -> anyhow::Result<Option<Zone>> {
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
    /// Whether what was typed as `--zone` can be shown.
    pub(super) fn vouch_for(&self, common: &Common) -> anyhow::Result<()> {
        match Self::choice(common) {
            Some(choice) => self.zone(&choice).map(drop),
            None => Ok(()),
        }
    }

    /// The choice of `--zone`, if it was made.
    pub(super) fn choice(common: &Common) -> Option<Choice> {
        common.zone.as_deref().map(Choice::parse)
    }

    /// The zone in which times are shown.
    pub(super) fn zone(&self, choice: &Choice) -> anyhow::Result<Zone> {
        let event = &self.checked.schedule.event().zone;
        if event.is_unknown() && *choice != Choice::Event {
            bail!(
                "{}: it names no time zone, so its times cannot be shown in another; say --event-zone ZONE",
                self.source.name()
            );
        }
        zone_of(choice, Some(event), &self.atlas).context("--zone")
    }
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
                None => bail!(
                    "--at {text}: this is no time; write 2024-07-27T11:10, or 2024-07-27T11:10+02:00"
                ),
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
