//! Reminders: the banner, and what has to be told besides.

use foldhash::HashMap;

use super::{App, View};
use crate::{
    agenda::{self, Start},
    favourites::{Announced, Look, What},
    schedule::Schedule,
    tui::{
        action::{Action, Context, Effect, Notice},
        marks,
        theme::Role,
    },
    zone::clock,
};

/// The body needs so many rows before one of them goes to the banner.
pub(super) const ROOM: u16 = 4;

/// What the reader is reminded of.
#[derive(Debug)]
pub struct Reminders {
    /// So many minutes before the start; `None` for never.
    ahead: Option<u16>,
    announced: Announced,
    looked: bool,
    /// What was announced of other events, by their ids.
    elsewhere: HashMap<String, Announced>,
    /// What is on the banner.
    shown: Vec<Start>,
}

impl Default for Reminders {
    fn default() -> Self {
        Self {
            ahead: Some(agenda::AHEAD),
            announced: Announced::default(),
            looked: false,
            elsewhere: HashMap::default(),
            shown: Vec::new(),
        }
    }
}

impl Reminders {
    pub(super) fn schedule_changed(&mut self, schedule: &Schedule) {
        self.announced.schedule_changed(schedule);
        // They point into the schedule before.
        self.shown.clear();
    }
}

/// What a banner says of the first start on it, part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The mark of the favourite.
    pub mark: marks::Symbol,
    /// `in 10 min`, `began 3 min ago`.
    pub when: String,
    /// What it is.
    pub title: String,
    /// Where it is.
    pub room: Option<String>,
    /// When it starts: `11:00`.
    pub clock: String,
    /// The zone of that.
    pub zone: String,
    /// The same in short.
    pub letters: String,
    /// How many others there are.
    pub others: usize,
}

impl Words {
    /// `11:00 Vienna (CEST, +02)`
    pub fn clock_and_zone(&self) -> String {
        format!("{} {}", self.clock, self.zone)
    }

    /// `and 2 more`
    pub fn more(&self) -> Option<String> {
        (self.others > 0).then(|| format!("and {} more", self.others))
    }
}

impl App {
    /// Reminds the reader so many minutes before a start; `None` for never.
    pub fn remind_before(&mut self, minutes: Option<u16>) {
        self.reminders.ahead = minutes;
        self.settle();
    }

    /// Whether there is something to be seen on the banner.
    pub(super) fn has_banner(&self) -> bool {
        !self.reminders.shown.is_empty()
    }

    /// What the banner says.
    pub fn banner(&self) -> Option<Words> {
        self.words(&self.reminders.shown)
    }

    /// Looks for what starts soon; `marking` if the reader has just marked something.
    pub(super) fn look_ahead(&mut self, marking: bool) {
        let (Some(now), Some(ahead)) = (self.now, self.reminders.ahead) else {
            self.reminders.shown.clear();
            return;
        };
        let look = match (self.reminders.looked, marking) {
            (false, _) => Look::First,
            (true, true) => Look::AtMark,
            (true, false) => Look::Again,
        };
        self.reminders.looked = true;
        let picks = self.marked.picks();
        let announced = &mut self.reminders.announced;
        let moment = (now, i64::from(ahead));
        self.reminders.shown = announced.look(picks, &self.schedule, moment, look);
    }

    /// What has to be told that was not told yet.
    pub fn announce(&mut self) -> Option<Effect> {
        let reminders = &mut self.reminders;
        let untold = reminders.announced.untold(&reminders.shown);
        let words = self.words(&untold)?;
        let clock = words.clock_and_zone();
        let parts = words.room.iter().cloned().chain([clock]);
        let parts: Vec<String> = parts.chain(words.more()).collect();
        Some(Effect::Notify(Notice {
            title: format!("{}: {}", words.when, words.title),
            body: parts.join(" · "),
        }))
    }

    fn words(&self, starts: &[Start]) -> Option<Words> {
        let start = starts.first()?;
        let entry = self.schedule.entry(start.entry)?;
        let shown = self.zones.shown();
        let day = self.schedule.timed(entry).day;
        let stance = self.picks().stance(start.entry);
        Some(Words {
            mark: marks::stance(stance).unwrap_or((Role::Favourite, "★")),
            when: match start.minutes {
                1.. => format!("in {} min", start.minutes),
                0 => "begins now".to_owned(),
                begun => format!("began {} min ago", -begun),
            },
            title: entry.title.clone(),
            room: self.schedule.room_names(entry),
            clock: clock(shown, start.at, day),
            zone: shown.label(start.at),
            letters: if shown.is_unknown() {
                "(zone unknown)".to_owned()
            } else {
                shown.letters(start.at)
            },
            others: starts.len() - 1,
        })
    }

    /// Whether Esc takes the banner away, and nothing else.
    pub fn esc_takes_banner_away(&self) -> bool {
        let browsing = matches!(
            self.context(),
            Context::Timetable | Context::Grid | Context::People | Context::Mine | Context::Page
        );
        // Who is on a visit to their free time was told that Esc goes back.
        let visiting = self.view == View::Timetable && self.is_visiting();
        browsing && !visiting && !self.waits() && self.banner_area().height > 0
    }

    pub(super) fn dismiss_banner(&mut self) {
        let reminders = &mut self.reminders;
        reminders.announced.dismiss(&reminders.shown);
    }

    /// Whether the reader is reminded of the entry in hand, the other way round.
    pub(super) fn toggle_reminder(&mut self) -> Vec<Effect> {
        let Some(index) = self.entry_to_mark() else {
            return self.nothing_to_mark();
        };
        let title = self.title_of(index);
        if !self.picks().stance(index).is_mine() {
            let key = self.key_of(&Action::Favourite);
            self.tell(format!(
                "{title} is no favourite; {key} makes it one, and favourites are reminded of"
            ));
            return Vec::new();
        }
        let reminds = !self.picks().reminds(index);
        let effects = self.mark_entry(index, What::Reminds(reminds));
        match (reminds, self.reminders.ahead) {
            (true, Some(ahead)) => self.tell(format!("Reminder {ahead} min before: {title}")),
            (true, None) => self.complain(
                "Reminders are switched off: config.toml says so under [reminder], as minutes",
            ),
            (false, _) => self.tell(format!("No reminder: {title}")),
        }
        effects
    }

    /// Another event was on show before; what was announced of it, or of this one before that, is not repeated.
    pub(super) fn remember_reminders_of(&mut self, before: Reminders, schedule: &Schedule) {
        let mut elsewhere = before.elsewhere;
        elsewhere.insert(schedule.event().id.clone(), before.announced);
        if let Some(mut announced) = elsewhere.remove(&self.schedule.event().id) {
            announced.schedule_changed(&self.schedule);
            self.reminders.announced = announced;
        }
        self.reminders.elsewhere = elsewhere;
        self.reminders.ahead = before.ahead;
        self.look_ahead(false);
    }
}
