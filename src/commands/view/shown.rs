//! The schedule on show: where it came from, how it was read, and what was read.

use std::hash::BuildHasher as _;

use chrono::{DateTime, Utc};
use foldhash::quality::FixedState;

use super::{
    super::open::{Loaded, Reading},
    behind::{Behind, Task},
};
use crate::{
    schedule::check::Checked,
    source::{
        Source,
        watch::Watch,
        web::{Copy, Web, age},
    },
};

/// Bytes as a number, to tell whether a file has changed: to keep the bytes themselves would be most of the memory in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Print(usize, u64);

impl Print {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(bytes.len(), FixedState::default().hash_one(bytes))
    }
}

/// What is known of how current it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// So it was when it was last looked at.
    Current,
    /// It is a copy, and nobody has heard yet whether it is current.
    Unsure,
    /// The last look at the source brought nothing that can be shown.
    Failed,
}

/// The schedule on show.
pub(super) struct Shown {
    pub(super) source: Source,
    pub(super) reading: Reading,
    /// What was read; without the bytes where they are not needed any more.
    copy: Copy,
    print: Print,
    /// The event's zone is not known: the bytes are checked once more when it is named, and a pipe
    /// gives them only once.
    zone_unknown: bool,
    standing: Standing,
    /// The file has changed since it was read.
    touched: bool,
    watch: Option<Watch>,
}

impl Shown {
    pub(super) fn new(source: Source, reading: Reading, copy: Copy, zone_unknown: bool) -> Self {
        let mut shown = Self {
            source,
            reading,
            copy: Copy::default(),
            print: Print::of(&[]),
            zone_unknown,
            standing: Standing::Current,
            touched: false,
            watch: None,
        };
        shown.keep(copy);
        shown
    }

    fn keep(&mut self, copy: Copy) {
        self.copy = copy;
        self.print = Print::of(&self.copy.bytes);
        let needed = self.zone_unknown || matches!(self.source, Source::Web(_));
        if !needed {
            self.copy.bytes = Vec::new();
        }
    }

    /// How long ago what is shown was current.
    pub(super) fn age(&self) -> String {
        age(Utc::now() - self.copy.checked)
    }

    /// What the reader should know all the time: that this is a copy which may be out of date.
    pub(super) fn caveat(&self, offline: bool) -> Option<String> {
        let current = self.standing == Standing::Current;
        match self.source {
            Source::Web(_) if !current || offline => Some(format!("copy of {}", self.age())),
            Source::File(_) if !current => Some("older than the file".to_owned()),
            _ => None,
        }
    }

    /// It was looked at once more, and is current. Says whether that is news after a failure.
    pub(super) fn is_current(&mut self) -> bool {
        self.copy.checked = Utc::now();
        std::mem::replace(&mut self.standing, Standing::Current) == Standing::Failed
    }

    /// It has to be looked at once more before anybody can say that it is current.
    pub(super) fn is_unsure(&mut self) {
        self.standing = Standing::Unsure;
    }

    /// The file has changed: what is being read at this moment may be the version before.
    pub(super) fn is_touched(&mut self) {
        self.touched = true;
    }

    /// Whether the file has changed since it was read, and can be read again.
    pub(super) fn wants_reading(&self) -> bool {
        // A pipe in its place would be waited for.
        self.touched && self.source.can_be_read_again()
    }

    /// It was looked at once more in vain.
    pub(super) fn has_failed(&mut self) {
        self.standing = Standing::Failed;
    }

    /// Something newer takes its place.
    pub(super) fn replace(&mut self, loaded: Loaded) -> Checked {
        let Loaded { checked, copy } = loaded;
        self.zone_unknown = checked.schedule.event().zone.is_unknown();
        self.standing = Standing::Current;
        self.keep(copy);
        checked
    }

    /// What reads it again.
    pub(super) fn task(&mut self, web: &Web) -> Task {
        self.touched = false;
        Task {
            source: self.source.clone(),
            reading: self.reading.clone(),
            web: web.clone(),
            known: matches!(self.source, Source::Web(_)).then(|| self.copy.clone()),
            print: Some(self.print),
        }
    }

    /// Why it cannot be read again, if so.
    pub(super) fn cannot_be_reloaded(&self, offline: bool) -> Option<&'static str> {
        match self.source {
            Source::Web(_) if offline => Some("Offline: showing the copy that was kept"),
            _ if self.source.can_be_read_again() => None,
            _ => Some("What came through a pipe cannot be read again"),
        }
    }

    /// Takes the event to be in a zone, since the schedule does not say.
    pub(super) fn in_zone(&mut self, name: &str) -> anyhow::Result<Checked> {
        let zone = self.reading.atlas.find(name)?;
        let reading = self.reading.with_event_zone(zone);
        let checked = reading.check(&self.source, &self.copy.bytes)?;
        self.reading = reading;
        Ok(checked)
    }

    /// Notices from now on when the file changes.
    pub(super) fn watch(&mut self, behind: &Behind) -> Result<(), String> {
        let Source::File(path) = &self.source else {
            return Ok(());
        };
        if !self.source.can_be_read_again() {
            return Ok(());
        }
        // A link may lead elsewhere by now, and there be changed.
        if self.watch.as_ref().is_none_or(|watch| !watch.holds(path)) {
            self.watch = Some(behind.watch(path)?);
        }
        // What was written before the watch began was told by nobody.
        let written = std::fs::metadata(path).and_then(|found| found.modified());
        self.touched |=
            written.is_ok_and(|written| DateTime::<Utc>::from(written) > self.copy.checked);
        Ok(())
    }
}
