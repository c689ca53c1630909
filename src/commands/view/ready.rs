//! A schedule that was read, on its way to be shown: what is remembered of its event, what is wrong
//! with it.

use chrono::{DateTime, Utc};

use super::{
    super::open::{self, Clock, Loaded, Opened, Reading},
    shown::Shown,
};
use crate::{
    cli::Common,
    favourites::Kept,
    schedule::{check::Checked, rules::Severity},
    source::{Source, zoneinfo},
    store::Store,
    tui::{
        action::Action,
        app::{App, Rooms, Setup},
        geometry::Size,
    },
    zone::Choice,
};

/// A schedule that was read, and what is remembered of its event.
pub(super) struct Ready {
    source: Source,
    reading: Reading,
    loaded: Loaded,
    choice: Option<Choice>,
    queries: Vec<String>,
    rooms: Rooms,
    favourites: Vec<Kept>,
    note: Option<String>,
}

impl Ready {
    /// Where the event is, as the reader once said, if the schedule still does not.
    pub(super) fn new(
        store: &Store,
        source: Source,
        mut reading: Reading,
        mut loaded: Loaded,
    ) -> anyhow::Result<Self> {
        let remembered = open::recall(store, &source, &mut reading, &mut loaded)?;
        Ok(Self {
            source,
            reading,
            loaded,
            choice: remembered.zone,
            queries: remembered.queries,
            rooms: Rooms::kept(remembered.room_order, remembered.hidden_rooms),
            favourites: remembered.favourites,
            note: remembered.note,
        })
    }

    /// Whether what was typed as `--zone` can be shown.
    pub(super) fn vouch_for(&self, common: &Common) -> anyhow::Result<()> {
        let zone = &self.loaded.checked.schedule.event().zone;
        match Opened::choice(common) {
            Some(choice) => {
                open::zone_to_show(&self.source, zone, &choice, &self.reading.atlas).map(drop)
            }
            None => Ok(()),
        }
    }

    /// A viewer of it, in that zone if nobody has said another.
    pub(super) fn app(
        self,
        common: &Common,
        usual: &Choice,
        clock: Clock,
        size: Size,
    ) -> (App, Shown) {
        let Loaded { checked, copy } = self.loaded;
        let zone = &checked.schedule.event().zone;
        let choice = if zone.is_unknown() {
            Choice::Event
        } else {
            let chosen = Opened::choice(common).or(self.choice);
            chosen.unwrap_or_else(|| usual.clone())
        };
        let errors = count_errors(&checked);
        let shown = Shown::new(self.source, self.reading, copy, zone.is_unknown());
        let setup = Setup {
            queries: self.queries,
            favourites: self.favourites,
            ..setup(&shown.reading, choice, clock.now(zone), size)
        };
        let mut app = App::new(checked, setup);
        app.arrange_rooms(self.rooms);
        if let Some(note) = self.note.or_else(|| errors_noted(&app, errors)) {
            app.complain(note);
        }
        (app, shown)
    }
}

/// How a viewer starts that remembers nothing.
pub(super) fn setup(
    reading: &Reading,
    choice: Choice,
    now: Option<DateTime<Utc>>,
    size: Size,
) -> Setup {
    Setup {
        own: zoneinfo::own_zone(&reading.atlas),
        atlas: reading.atlas.clone(),
        choice,
        now,
        size,
        queries: Vec::new(),
        favourites: Vec::new(),
    }
}

/// How many errors were found while a schedule was read.
pub(super) fn count_errors(checked: &Checked) -> usize {
    let findings = checked.findings.iter();
    findings
        .filter(|finding| finding.severity == Severity::Error)
        .count()
}

/// What a reader should know of a schedule in which something was lost.
pub(super) fn errors_noted(app: &App, errors: usize) -> Option<String> {
    let key = app.key_of(&Action::Check);
    match errors {
        0 => None,
        1 => Some(format!("1 error in this schedule: {key} shows it")),
        many => Some(format!("{many} errors in this schedule: {key} shows them")),
    }
}
