//! Pages as documents: lines of text with roles, and the things in them that can be opened.
//! Nothing here knows of cells or colours, so a page can be measured, scrolled and tested without
//! a terminal.

mod about;
mod builder;
mod entry;
mod finding;
mod free;
mod gone;
mod help;
mod keys;
mod mark;
mod person;
mod removed;

use chrono::NaiveDate;

pub(super) use self::finding::role as severity_role;
pub use self::{builder::Builder, mark::mark};
use super::{
    app::{App, Here},
    theme::Role,
};
use crate::{
    agenda::Gap,
    favourites::Snapshot,
    query::Part,
    schedule::{Schedule, diff::Known, rules::Finding},
    text::Joint,
};

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A session or talk, by id.
    Entry(String),
    /// A person, by id.
    Person(String),
    /// A time in which nothing of the reader's own is on.
    Free {
        /// The day under which it is listed.
        day: NaiveDate,
        /// The time.
        gap: Gap,
    },
    /// Something that the reader marked and that is no longer in the schedule.
    Gone(Snapshot),
    /// An entry that the reader saw, and that is no longer in the schedule.
    Removed(Box<Known>),
    /// Something that is wrong with the schedule.
    Finding(Box<Finding>),
    /// The event.
    About,
    /// The keys that do something where the reader is.
    Keys(Here),
    /// All keys, and what a filter can say.
    Help,
}

/// A page laid out for some width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The lines.
    pub lines: Vec<Line>,
    /// What can be opened from here, from top to bottom.
    pub items: Vec<PlacedItem>,
    /// The line on which each match of the filter begins.
    pub found: Vec<usize>,
}

/// A line of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its pieces from left to right.
    pub pieces: Vec<Piece>,
    /// The item that the line belongs to.
    pub item: Option<usize>,
    /// How its text goes on from that of the line before.
    pub joint: Joint,
}

/// A piece of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// What it is for.
    pub role: Role,
    /// What text it is for those who search; none for what the page itself says.
    pub part: Option<Part>,
    /// The filter found it.
    pub found: bool,
}

impl Piece {
    /// A piece of text with a role.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            role,
            part: None,
            found: false,
        }
    }

    /// A piece of a text that can be searched.
    pub fn searched(role: Role, part: Part, text: impl Into<String>) -> Self {
        Self {
            part: Some(part),
            ..Self::new(role, text)
        }
    }

    /// The same piece with another text.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..*self
        }
    }
}

/// A thing that can be opened, and its first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedItem {
    /// What it leads to.
    pub target: Item,
    /// The line it begins on.
    pub line: usize,
}

/// What an item leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A session or talk, by id.
    Entry(String),
    /// A person, by id.
    Person(String),
    /// A link.
    Link(String),
}

/// Lays a page out.
pub fn build(app: &App, subject: &Subject, width: usize) -> Document {
    let mut builder = Builder::new(width);
    match subject {
        Subject::Entry(id) => entry::build(app, id, &mut builder),
        Subject::Person(id) => person::build(app, id, &mut builder),
        Subject::Free { day, gap } => free::build(app, *day, *gap, &mut builder),
        Subject::Gone(was) => gone::build(app, was, &mut builder),
        Subject::Removed(was) => removed::build(app, was, &mut builder),
        Subject::Finding(finding) => finding::build(app, finding, &mut builder),
        Subject::About => about::build(app, &mut builder),
        Subject::Keys(here) => keys::build(app, here, &mut builder),
        Subject::Help => help::build(app, &mut builder),
    }
    builder.finish()
}

/// Whether a page's subject is still in the schedule.
pub fn exists(schedule: &Schedule, subject: &Subject) -> bool {
    match subject {
        Subject::Entry(id) => schedule.find(id).is_some(),
        Subject::Person(id) => schedule.people().iter().any(|person| person.id == *id),
        Subject::Free { .. }
        | Subject::Gone(_)
        | Subject::Removed(_)
        | Subject::Finding(_)
        | Subject::About
        | Subject::Keys(_)
        | Subject::Help => true,
    }
}
