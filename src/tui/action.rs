//! What a user can wish for, where a key lands, and what the outside must do about it.

use super::pointing::Target;
use crate::{favourites::Mark, zone::Choice};

/// What the user wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// One line down: to the next entry, or the next line of a text.
    Down,
    /// One line up.
    Up,
    /// A screenful down.
    PageDown,
    /// A screenful up.
    PageUp,
    /// Half a screenful down.
    HalfDown,
    /// Half a screenful up.
    HalfUp,
    /// To the first line.
    Top,
    /// To the last line.
    Bottom,
    /// To the next day.
    NextDay,
    /// To the day before.
    PreviousDay,
    /// To the entry on the right.
    Right,
    /// To the entry on the left.
    Left,
    /// Open what is selected.
    Open,
    /// Back to where one came from; drops the filter where there is nothing to go back from.
    Back,
    /// Move between list and detail.
    OtherPane,
    /// Show the timetable.
    Timetable,
    /// Show the grid of rooms and times.
    Grid,
    /// Show the people.
    People,
    /// Show the reader's own schedule.
    Mine,
    /// Show what the event is about.
    About,
    /// Show what changed since the reader last looked.
    Changes,
    /// All changes have been seen.
    SeeAll,
    /// Show what is wrong with the schedule.
    Check,
    /// Show the keys.
    Help,
    /// Find an action by its name.
    Palette,
    /// Type a filter.
    Filter,
    /// Choose among days, tracks, rooms, kinds and languages.
    Facets,
    /// Choose what is under the cursor, or choose it no more.
    Toggle,
    /// Choose nothing any more.
    ClearChoices,
    /// To the first choice of the next facet.
    NextFacet,
    /// To the first choice of the facet before.
    PreviousFacet,
    /// Choose a time zone.
    Zones,
    /// Switch between the event's zone and one's own.
    ToggleZone,
    /// Jump to what is on.
    Now,
    /// Open a link.
    OpenLink,
    /// Copy the selected entry as one line.
    Copy,
    /// Write what is shown into a calendar file.
    Export,
    /// Make a favourite of it, then a must, then neither.
    Favourite,
    /// Hide it, or show it again.
    Hide,
    /// Show what is hidden, or hide it again.
    ShowHidden,
    /// Move the room to the left.
    RoomLeft,
    /// Move the room to the right.
    RoomRight,
    /// Hide the room.
    HideRoom,
    /// Only the rooms with favourites, or all.
    FavouriteRooms,
    /// All rooms, in the schedule's order.
    AllRooms,
    /// Write a note on it.
    Note,
    /// Remind the reader of it, or not.
    Remind,
    /// Take back the last mark.
    Undo,
    /// Read the schedule again.
    Reload,
    /// Choose another event.
    Events,
    /// Let the mouse report here, or select text as the terminal does it.
    Mouse,
    /// A click on something.
    Click(Target),
    /// The wheel was turned over something: by so many lines, downwards if that is positive.
    Wheel(Target, isize),
    /// Draw the whole screen again.
    Redraw,
    /// Put the program to sleep, as a shell's job.
    Suspend,
    /// Leave.
    Quit,
    /// Keep what was typed or chosen.
    Accept,
    /// Drop what was typed.
    Cancel,
    /// Put in what fits where the cursor is, then what else fits.
    Complete,
    /// The same, the other way round.
    CompleteBack,
    /// A character into the prompt.
    Insert(char),
    /// A pasted text into the prompt.
    Paste(String),
    /// A new line into the text.
    NewLine,
    /// Delete the character before the cursor.
    DeleteBack,
    /// Delete the character under the cursor.
    DeleteForward,
    /// Delete the word before the cursor.
    DeleteWord,
    /// Delete all before the cursor.
    DeleteToStart,
    /// Cursor one character to the left.
    CursorLeft,
    /// Cursor one character to the right.
    CursorRight,
    /// Cursor to the start.
    CursorStart,
    /// Cursor to the end.
    CursorEnd,
}

/// Where a key lands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// The chronological list.
    Timetable,
    /// The grid of rooms and times.
    Grid,
    /// The list of people.
    People,
    /// The reader's own schedule.
    Mine,
    /// What changed since the reader last looked.
    Changes,
    /// What is wrong with the schedule.
    Check,
    /// A text: session, talk, person, about.
    Page,
    /// The help.
    Help,
    /// The choices of days, tracks, rooms, kinds and languages.
    Facets,
    /// The filter prompt.
    Filter,
    /// The zone picker, which is a prompt with a list.
    Zones,
    /// The picker of events, which is one as well.
    Events,
    /// The palette of actions, which is one, too.
    Palette,
    /// The editor of a note.
    Note,
}

impl Context {
    /// What it is called in the configuration file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Timetable => "timetable",
            Self::Grid => "grid",
            Self::People => "people",
            Self::Mine => "mine",
            Self::Changes => "changes",
            Self::Check => "check",
            Self::Page => "page",
            Self::Help => "help",
            Self::Facets => "facets",
            Self::Filter => "filter",
            Self::Zones => "zones",
            Self::Events => "events",
            Self::Palette => "palette",
            Self::Note => "note",
        }
    }

    /// It, and the preposition before it: `in the timetable`.
    pub fn place(self) -> &'static str {
        match self {
            Self::Timetable => "in the timetable",
            Self::Grid => "in the grid",
            Self::People => "among people",
            Self::Mine => "in your own schedule",
            Self::Changes => "among changes",
            Self::Check => "among findings",
            Self::Page => "on a page",
            Self::Help => "in the help",
            Self::Facets => "among the choices",
            Self::Filter => "in the filter",
            Self::Zones => "in the zone picker",
            Self::Events => "in the picker of events",
            Self::Palette => "in the palette",
            Self::Note => "in a note",
        }
    }
}

/// Entries to be written into a calendar file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// What of the event they are, for the name of the file; all of it if there is none.
    pub name: Option<String>,
    /// Their indices in the schedule.
    pub entries: Vec<usize>,
}

/// What the outside must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Stop until the shell continues the program.
    Suspend,
    /// Forget what is on the screen and draw it again.
    Redraw,
    /// Read the schedule again.
    Reload,
    /// Keep what the reader has seen.
    KeepSeen,
    /// Find out what is wrong with the schedule.
    Check,
    /// Find out which events there are, and open the picker with them.
    ListEvents,
    /// Open another schedule: a path, a URL or a name of the configuration file.
    OpenSource(String),
    /// Stop what the reader waits for.
    StopWaiting,
    /// Remember the zone for this event.
    RememberZone(Choice),
    /// Remember for this event what was changed about its rooms, by name.
    RememberRooms {
        /// All rooms in another order, none for the schedule's; `None` if it is the same.
        order: Option<Vec<String>>,
        /// Those that were hidden.
        hidden: Vec<String>,
        /// Those that were hidden before.
        shown: Vec<String>,
    },
    /// Remember a query for this event.
    RememberQuery(String),
    /// Write entries into a calendar file.
    Export(Export),
    /// Keep what the reader said about an entry.
    Keep(Mark),
    /// Read the schedule as taking place in this zone, since it names none.
    AssumeEventZone(String),
    /// Open a link in the desktop's browser, or show it.
    OpenLink(String),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Put a text on the clipboard.
    Copy(String),
    /// Ring the bell and show a notification, as far as the reader wants that.
    Notify(Notice),
}

/// What is to be said where the reader sees it though they look elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The most important of it.
    pub title: String,
    /// The rest.
    pub body: String,
}
