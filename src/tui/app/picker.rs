//! The zone picker: a prompt, and the zones that match it.

use chrono::{DateTime, Utc};

use super::{
    App,
    menu::{Change, Menu},
};
use crate::{
    tui::{
        action::{Action, Effect},
        geometry::Area,
        input::Line,
    },
    zone::{Choice, Zone},
};

/// A zone to choose.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What choosing it means.
    pub choice: Choice,
    /// The zone.
    pub zone: Zone,
    /// Why it is offered: `the event’s`, `your own`, or the city that was searched for.
    pub why: Option<String>,
}

/// The picker while it is open.
#[derive(Clone, Debug)]
pub struct Picker {
    /// What is typed, and what matches it.
    pub menu: Menu<Offer>,
    /// The schedule names no zone, so the question is where the event takes place.
    pub asks_for_event_zone: bool,
}

impl App {
    pub(super) fn pick_zone(&mut self) {
        let mut menu = Menu::new(self.offers(""));
        let present = self.zones.choice();
        let mut offers = menu.offers.iter();
        menu.cursor = offers
            .position(|offer| offer.choice == *present)
            .unwrap_or(0);
        self.picker = Some(Picker {
            menu,
            asks_for_event_zone: self.zones.event().is_unknown(),
        });
    }

    /// The picker with what was typed in it for another schedule.
    pub(super) fn go_on_picking(&mut self, line: Line) {
        self.pick_zone();
        let offers = self.offers(&line.text());
        if let Some(picker) = self.picker.as_mut().filter(|_| !line.text().is_empty()) {
            picker.menu.offer(offers);
            picker.menu.line = line;
        }
    }

    /// The moment for which the picker shows offsets: now, or the event's start where now cannot be
    /// said in its time.
    pub fn picker_moment(&self) -> DateTime<Utc> {
        self.now.unwrap_or_else(|| self.moment_in_hand())
    }

    /// The event's zone, one's own and UTC, where what is typed is nothing, or what `--zone` calls them.
    fn pinned(&self, typed: &str) -> Vec<Offer> {
        let zones = &self.zones;
        let typed = typed.trim().to_lowercase();
        let means = |names: &[&str]| {
            let begins = |name: &&str| name.starts_with(&typed);
            // One or two letters are the beginning of a city.
            typed.is_empty() || (typed.len() >= 3 && names.iter().any(begins))
        };
        let utc = Zone::utc();
        let pinned: [(Choice, Option<&Zone>, &str, &[&str]); 3] = [
            (
                Choice::Event,
                Some(zones.event()),
                "the event’s",
                &["event"],
            ),
            (Choice::Own, zones.own(), "your own", &["local", "own"]),
            // By its name, the search finds it.
            (Choice::Utc, Some(&utc), "universal time", &[]),
        ];
        let mut offers: Vec<Offer> = Vec::new();
        for (choice, zone, why, names) in pinned {
            let zone = zone.filter(|zone| !zone.is_unknown() && means(names));
            let Some(zone) = zone else {
                continue;
            };
            // Where the event is, is kept by name: a zone without one is no answer.
            if zones.event().is_unknown() && zones.atlas().find(zone.name()).is_err() {
                continue;
            }
            // One line for the event's zone that is one's own as well.
            if let Some(Offer {
                why: Some(told), ..
            }) = offers.iter_mut().find(|offer| offer.zone == *zone)
            {
                *told = format!("{told}, {why}");
                continue;
            }
            offers.push(Offer {
                choice,
                zone: zone.clone(),
                why: Some(why.to_owned()),
            });
        }
        offers
    }

    /// The zones that match what is typed, those that `--zone` has words for first.
    fn offers(&self, typed: &str) -> Vec<Offer> {
        let zones = &self.zones;
        let mut offers = self.pinned(typed);
        for hit in zones.atlas().search(typed, self.picker_moment()) {
            if let Ok(zone) = zones.atlas().find(&hit.name) {
                offers.push(Offer {
                    choice: Choice::parse(&hit.name),
                    zone,
                    why: hit.matched,
                });
            }
        }
        offers
    }

    pub(super) fn update_picker(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Cancel => self.picker = None,
            Action::Accept => return self.accept_zone(),
            action => {
                let height = self.offers_height();
                let Some(picker) = &mut self.picker else {
                    return Vec::new();
                };
                if picker.menu.update(&action, height) == Change::Typed {
                    let text = picker.menu.line.text();
                    let offers = self.offers(&text);
                    if let Some(picker) = &mut self.picker {
                        picker.menu.offer(offers);
                    }
                }
            }
        }
        Vec::new()
    }

    fn accept_zone(&mut self) -> Vec<Effect> {
        let Some(picker) = self.picker.take() else {
            return Vec::new();
        };
        let Some(offer) = picker.menu.chosen() else {
            self.tell("No zone was chosen");
            return Vec::new();
        };
        if picker.asks_for_event_zone {
            return vec![Effect::AssumeEventZone(offer.zone.name().to_owned())];
        }
        self.show_in(offer.choice.clone())
    }

    /// Where the offers are drawn: below the prompt and a blank line, where there is room for it.
    pub fn offers_area(&self) -> Area {
        let body = self.frame().body;
        let prompt = if body.height > 6 { 2 } else { 1 };
        body.rows(prompt, body.height)
    }

    pub(super) fn offers_height(&self) -> usize {
        usize::from(self.offers_area().height).max(1)
    }

    pub(super) fn settle_picker(&mut self) {
        let height = self.offers_height();
        if let Some(picker) = &mut self.picker {
            picker.menu.settle(height);
        }
        if let Some(events) = &mut self.events {
            events.menu.settle(height);
        }
        if let Some(palette) = &mut self.palette {
            palette.menu.settle(height);
        }
    }
}
