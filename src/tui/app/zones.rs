//! In which zone times are shown.

use std::sync::Arc;

use super::App;
use crate::{
    tui::{action::Effect, rows::Measures},
    zone::{Atlas, Choice, Zone},
};

/// The reader's choice of zone, and what there is to choose from.
#[derive(Clone, Debug)]
pub struct Zones {
    atlas: Arc<Atlas>,
    own: Result<Zone, String>,
    event: Zone,
    choice: Choice,
    shown: Zone,
}

impl Zones {
    /// Starts with a choice; says what is wrong with it, if anything is.
    pub(super) fn new(
        atlas: Arc<Atlas>,
        own: Result<Zone, String>,
        choice: Choice,
        event: &Zone,
    ) -> (Self, Option<String>) {
        let mut zones = Self {
            atlas,
            own,
            event: event.clone(),
            choice: Choice::Event,
            shown: event.clone(),
        };
        let problem = zones.choose(choice).err();
        (zones, problem)
    }

    /// The zone in which times are shown.
    pub fn shown(&self) -> &Zone {
        &self.shown
    }

    /// The event's zone.
    pub fn event(&self) -> &Zone {
        &self.event
    }

    /// The reader's own zone, where the machine says it.
    pub fn own(&self) -> Option<&Zone> {
        self.own.as_ref().ok()
    }

    /// All zones.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// What the reader chose.
    pub fn choice(&self) -> &Choice {
        &self.choice
    }

    /// Whether times are shown in another zone than the event's.
    pub fn is_foreign(&self) -> bool {
        self.shown != self.event
    }

    fn choose(&mut self, choice: Choice) -> Result<(), String> {
        let zone = self.zone_of(&choice)?;
        if self.event.is_unknown() && choice != Choice::Event {
            return Err("The schedule names no time zone: times are shown as written".into());
        }
        self.choice = choice;
        self.shown = zone;
        Ok(())
    }

    /// The zone that a choice means.
    pub fn zone_of(&self, choice: &Choice) -> Result<Zone, String> {
        match choice {
            Choice::Event => Ok(self.event.clone()),
            Choice::Own => self.own.clone(),
            Choice::Utc => Ok(Zone::utc()),
            Choice::Named(name) => self.atlas.find(name).map_err(|error| error.to_string()),
        }
    }

    pub(super) fn event_zone_changed(&mut self, event: &Zone) {
        self.event = event.clone();
        if self.choose(self.choice.clone()).is_err() {
            self.choice = Choice::Event;
            self.shown = event.clone();
        }
    }
}

impl App {
    /// Between the event's zone and the reader's own.
    pub(super) fn toggle_zone(&mut self) -> Vec<Effect> {
        if self.zones.event.is_unknown() {
            self.pick_zone();
            return Vec::new();
        }
        if self.zones.choice == Choice::Event && self.zones.own.as_ref() == Ok(&self.zones.event) {
            self.tell(format!(
                "Your own zone is the event’s: {}",
                self.zones.event.city()
            ));
            return Vec::new();
        }
        let choice = if self.zones.choice == Choice::Own {
            Choice::Event
        } else {
            Choice::Own
        };
        self.show_in(choice)
    }

    /// Shows all times in another zone. What is selected stays selected.
    pub(super) fn show_in(&mut self, choice: Choice) -> Vec<Effect> {
        if let Err(problem) = self.zones.choose(choice.clone()) {
            self.complain(problem);
            return Vec::new();
        }
        self.measures = Measures::of(&self.schedule, self.zones.shown());
        // Times in the filter are those of the zone that is shown.
        self.filter_again();
        let name = match choice {
            Choice::Event => "the event’s zone".to_owned(),
            _ => self.zones.shown.name().replace('_', " "),
        };
        self.tell(format!("Times in {name}"));
        vec![Effect::RememberZone(choice)]
    }
}
