//! What a mouse points at, and what its clicks mean.
//!
//! ```text
//! terminal ─report─▶ view::target (where is what?) ─Target─▶ App::update ─Effect─▶
//! ```
//!
//! What stands where is known to the views alone: they name it while they draw, so that nothing can be seen in one place and
//! hit in another.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};

use super::{action::Action, geometry::Area};

/// What is to be seen somewhere on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An entry in a list or a grid, by its index in the schedule.
    Entry(usize),
    /// A person in the list of people, by their index in the schedule.
    Person(usize),
    /// A line of the reader's own schedule.
    Row(usize),
    /// A room of the grid, by the number of its column.
    Column(usize),
    /// The rooms to the right, or to the left, of those that the grid shows.
    Aside(bool),
    /// The list, where nothing of it can be selected.
    List,
    /// Something on the page that can be opened, by its place there.
    Item(usize),
    /// The page elsewhere.
    Page,
    /// An offer of a menu.
    Offer(usize),
    /// A menu elsewhere.
    Menu,
    /// A line of the choices of days, tracks, rooms, kinds and languages.
    Choice(usize),
    /// The choices elsewhere.
    Choices,
    /// Something that could be typed next.
    Completion(usize),
    /// The note that is being written.
    Note,
    /// The tab of a day.
    Day(NaiveDate),
    /// A time in the overview of the day.
    Time(DateTime<Utc>),
    /// The clock and the zone.
    Zone,
    /// The filter in the header or the footer.
    Filter,
    /// A key that is named, with what it does.
    Key(Box<Action>),
    /// What stands above all else for the moment: a message, the prompt.
    Above,
    /// Nothing at all.
    Nothing,
}

/// What a frame shows, and where; what is named later covers what was named before.
#[derive(Clone, Debug, Default)]
pub struct Targets(Vec<(Area, Target)>);

impl Targets {
    /// Names what is in an area.
    pub fn add(&mut self, area: Area, target: Target) {
        if area.width > 0 && area.height > 0 {
            self.0.push((area, target));
        }
    }

    /// What is to be seen in a cell.
    pub fn at(&self, column: u16, row: u16) -> Target {
        let holds = |(area, _): &&(Area, Target)| area.holds(column, row);
        let found = self.0.iter().rev().find(holds);
        found.map_or(Target::Nothing, |(_, target)| target.clone())
    }
}

/// Two clicks within that time are a double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// A click, and what came of it.
#[derive(Clone, Debug)]
struct Click {
    at: Duration,
    place: (u16, u16),
    target: Target,
    /// It opened something: another place is on the screen now.
    opened: bool,
}

/// The mouse as far as it has to be remembered.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    last: Option<Click>,
}

impl Pointer {
    /// What a click in this place means, so long after some fixed moment; `here` is what is to be seen there. The second click
    /// of two is meant for what the first one hit, wherever that is now; where the first one has opened something, the second
    /// one is one too many.
    pub fn meant(&self, place: (u16, u16), at: Duration, here: Target) -> Option<Target> {
        let second = self.last.as_ref().filter(|last| {
            last.place == place && at.checked_sub(last.at).is_some_and(|time| time < DOUBLE)
        });
        match second {
            Some(last) if last.opened => None,
            Some(last) => Some(last.target.clone()),
            None => Some(here),
        }
    }

    /// Remembers a click; `opened` if it has led elsewhere.
    pub fn clicked(&mut self, place: (u16, u16), at: Duration, target: Target, opened: bool) {
        self.last = Some(Click {
            at,
            place,
            target,
            opened,
        });
    }

    /// The next click is the first of two.
    pub fn forget(&mut self) {
        self.last = None;
    }
}
