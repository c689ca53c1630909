//! Numbers before motions. Digits show views at once; if it turns out that they were a number, all is as it was
//! before them.

use super::{App, Focus, List, Page, View, mine};
use crate::tui::{
    action::{Action, Context, Effect},
    count::{self, Kind, Meaning, Number, Shows, Stroke},
};

/// A number in the making.
#[derive(Clone, Debug)]
pub(super) struct Counting {
    number: Number,
    /// Where the reader was before its first digit showed a view.
    before: Option<Box<Whereabouts>>,
}

/// Where the reader is: nothing of what is marked, filtered or typed.
#[derive(Clone, Debug)]
struct Whereabouts {
    view: View,
    timetable: List,
    people: List,
    mine: mine::Place,
    about: Page,
    opened: Vec<Page>,
    help: Option<Page>,
    focus: Focus,
}

impl App {
    /// A key was pressed: what it is bound to here, and the character that it types.
    pub fn press(&mut self, action: Option<Action>, typed: Option<char>) -> Option<Vec<Effect>> {
        let counting = self.counting.take();
        let stroke = self.stroke(action.as_ref(), typed);
        let (number, meaning) = count::press(counting.as_ref().map(|it| it.number), stroke);
        let sure = counting.as_ref().is_some_and(|it| it.number.is_sure());
        let given_up = sure && action == Some(Action::Back);
        let mut before = counting.and_then(|it| it.before);
        let effects = match meaning {
            // Who has begun a number takes that back first.
            Meaning::Itself if given_up => {
                self.dismiss();
                Vec::new()
            }
            Meaning::Itself => return action.map(|action| self.update(action)),
            Meaning::View => {
                if before.is_none() {
                    before = Some(Box::new(self.whereabouts()));
                }
                action.map_or_else(Vec::new, |action| self.update(action))
            }
            Meaning::Digit => {
                self.dismiss();
                self.return_to(before.take());
                Vec::new()
            }
            Meaning::Times(times) => {
                self.return_to(before.take());
                action.map_or_else(Vec::new, |action| self.repeat(&action, times))
            }
            Meaning::Line(line) => {
                self.return_to(before.take());
                self.update(Action::Top);
                match line {
                    0 | 1 => Vec::new(),
                    _ => self.repeat(&Action::Down, line - 1),
                }
            }
        };
        self.counting = number.map(|number| Counting { number, before });
        Some(effects)
    }

    /// Nothing was pressed for a while: the reader has seen what the digits showed, and wanted that.
    pub fn paused(&mut self) {
        self.counting.take_if(|it| !it.number.is_sure());
    }

    /// The number that waits for a motion.
    pub fn pending_number(&self) -> Option<u32> {
        let number = self.counting.as_ref()?.number;
        number.is_sure().then(|| number.value())
    }

    /// What a key is to numbers.
    fn stroke(&self, action: Option<&Action>, typed: Option<char>) -> Stroke {
        let context = self.context();
        if crate::tui::keymap::is_typed_in(context) {
            return Stroke::Other;
        }
        let digit = typed.and_then(|char| char.to_digit(10));
        // What closing the choices, or a visit, does cannot be taken back.
        let free_to_go = context == Context::Facets || self.facets.is_none() && !self.is_visiting();
        match (digit, action) {
            (Some(digit), None) => Stroke::Digit(digit, Shows::Nothing),
            (Some(digit), Some(Action::About)) if free_to_go => Stroke::Digit(digit, Shows::Text),
            (
                Some(digit),
                Some(
                    Action::Timetable
                    | Action::Grid
                    | Action::People
                    | Action::Mine
                    | Action::Changes
                    | Action::Check,
                ),
            ) if free_to_go => Stroke::Digit(digit, Shows::List),
            (_, Some(action)) => match kind(action) {
                Some(kind) => Stroke::Motion {
                    typed: typed.is_some(),
                    kind,
                },
                None => Stroke::Other,
            },
            (None, None) => Stroke::Other,
        }
    }

    fn whereabouts(&self) -> Whereabouts {
        Whereabouts {
            view: self.view,
            timetable: self.timetable.clone(),
            people: self.people.clone(),
            mine: self.mine.place(),
            about: self.about.clone(),
            opened: self.opened.clone(),
            help: self.help.clone(),
            focus: self.focus,
        }
    }

    fn return_to(&mut self, before: Option<Box<Whereabouts>>) {
        let Some(before) = before else { return };
        self.view = before.view;
        self.timetable = before.timetable;
        self.people = before.people;
        self.mine.return_to(before.mine);
        self.about = before.about;
        self.opened = before.opened;
        self.help = before.help;
        self.focus = before.focus;
        self.settle();
    }

    /// Moves so many times, or until there is no further to go.
    fn repeat(&mut self, motion: &Action, times: u32) -> Vec<Effect> {
        // What is laid out for the eye is laid out once, behind the last one.
        for _ in 1..times {
            let before = self.spot();
            if self.context() == Context::Facets {
                self.update_facets(motion);
                self.settle_facets();
            } else {
                self.browse(motion.clone());
                if self.list_has_focus() {
                    self.list_rows();
                    // What is beside or below what, is known of one day at a time.
                    self.settle_grid();
                } else {
                    self.settle_pages();
                }
            }
            if self.spot() == before {
                break;
            }
        }
        self.update(motion.clone())
    }

    /// What changes when one moves.
    fn spot(&self) -> impl PartialEq + use<> {
        let page = self.top_page().map(|page| (page.cursor, page.top));
        let choice = self.facets.as_ref().and_then(super::Facets::cursor);
        let person = self.people.selected.clone();
        let box_in_grid = self.grid.place();
        (
            self.cursor,
            person,
            self.mine.cursor(),
            page,
            choice,
            box_in_grid,
        )
    }
}

/// What a motion does; `None` for what is none.
fn kind(action: &Action) -> Option<Kind> {
    match action {
        Action::Down | Action::Up => Some(Kind::Line),
        Action::Top | Action::Bottom => Some(Kind::End),
        Action::PageDown
        | Action::PageUp
        | Action::HalfDown
        | Action::HalfUp
        | Action::NextDay
        | Action::PreviousDay
        | Action::Left
        | Action::Right
        | Action::NextFacet
        | Action::PreviousFacet => Some(Kind::More),
        _ => None,
    }
}
