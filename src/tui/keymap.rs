//! The key table: what each key does where. Dispatch, footer, help, palette, `fomo keys` and the README
//! all come from it.
//!
//! ```text
//! BINDINGS + [keys] of the configuration file ──▶ Keymap ──▶ dispatch, footer, help, palette, fomo keys
//! ```

mod wishes;

use std::borrow::Cow;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{
    action::{Action, Context},
    terminal::names::key_name,
};

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Binding {
    /// What the action is called in the configuration file, in each of its rows.
    pub name: &'static str,
    /// What it does.
    pub action: Action,
    /// The keys, in the notation of `--keys`; the first is shown where there is little room.
    pub keys: &'static [&'static str],
    /// Where it works.
    pub contexts: &'static [Context],
    /// What it does, in words.
    pub help: &'static str,
    /// The word beside its key in the footer, where it deserves a place there.
    pub hint: Option<&'static str>,
}

impl Binding {
    /// What it does, for readers who are where it works.
    pub fn help_there(&self) -> &'static str {
        match self.help.split_once(": ") {
            Some((place, rest)) if place.starts_with("in ") || place.starts_with("on ") => rest,
            _ => self.help,
        }
    }
}

/// A key in the notation of `--keys`.
type Key = Cow<'static, str>;

/// A row of the keys in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row of the table.
    pub binding: &'static Binding,
    /// The keys, of which the first is shown where there is little room; none if the user wants none.
    pub keys: Vec<Key>,
    /// Where they work.
    pub contexts: Cow<'static, [Context]>,
}

impl Row {
    /// What it does, in words; and where, if the user's wishes have left it fewer places than the table.
    pub fn help(&self) -> Cow<'static, str> {
        if *self.contexts == *self.binding.contexts {
            return Cow::Borrowed(self.binding.help);
        }
        let places: Vec<&str> = self.contexts.iter().map(|it| it.place()).collect();
        Cow::Owned(format!("{} ({})", self.binding.help, places.join(", ")))
    }
}

/// The keys in force: the table, and what the user made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    rows: Vec<Row>,
}

const LISTS: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
    Context::Changes,
    Context::Check,
];
/// Where entries stand by day, below each other.
const DAYS: &[Context] = &[Context::Timetable, Context::Mine];
const GRID: &[Context] = &[Context::Grid];
const CHANGES: &[Context] = &[Context::Changes];
const PANES: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
    Context::Changes,
    Context::Check,
    Context::Page,
];
/// Where an entry can be in hand.
const MARKING: &[Context] = PANES;
const BROWSING: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
    Context::Changes,
    Context::Check,
    Context::Page,
    Context::Help,
];
const FACETS: &[Context] = &[Context::Facets];
/// Where a cursor goes up and down, and no text is typed.
const MOVING: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
    Context::Changes,
    Context::Check,
    Context::Page,
    Context::Help,
    Context::Facets,
];
/// Where times are shown, and no text is typed.
const PANELS: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
    Context::Changes,
    Context::Check,
    Context::Page,
    Context::Facets,
];
const MENUS: &[Context] = &[Context::Zones, Context::Events, Context::Palette];
const ZONES: &[Context] = &[Context::Zones];
const EVENTS: &[Context] = &[Context::Events];
const PALETTE: &[Context] = &[Context::Palette];
const FILTER: &[Context] = &[Context::Filter];
const HELP: &[Context] = &[Context::Help];
const NOTE: &[Context] = &[Context::Note];
/// Where a text is typed.
const TYPING: &[Context] = &[
    Context::Filter,
    Context::Zones,
    Context::Events,
    Context::Palette,
    Context::Note,
];
const EVERYWHERE: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
    Context::Changes,
    Context::Check,
    Context::Page,
    Context::Help,
    Context::Facets,
    Context::Filter,
    Context::Zones,
    Context::Events,
    Context::Palette,
    Context::Note,
];

const fn bind(
    name: &'static str,
    action: Action,
    keys: &'static [&'static str],
    contexts: &'static [Context],
    help: &'static str,
    hint: Option<&'static str>,
) -> Binding {
    Binding {
        name,
        action,
        keys,
        contexts,
        help,
        hint,
    }
}

/// All keys. Hints appear in the footer in this order, as far as they fit.
#[rustfmt::skip] // a table: one row, one line
pub const BINDINGS: &[Binding] = &[
    bind("down", Action::Down, &["j", "<down>"], MOVING, "one down", Some("move")),
    bind("up", Action::Up, &["k", "<up>"], MOVING, "one up", None),
    bind("open", Action::Open, &["<enter>"], LISTS, "in a list: open what is selected", Some("open")),
    bind("open", Action::Open, &["<enter>"], &[Context::Page], "on a page: open the talk, person or link under the cursor", Some("open")),
    bind("back", Action::Back, &["<esc>"], &[Context::Page], "on a page: go back", Some("back")),
    bind("back", Action::Back, &["<esc>"], LISTS, "in a list: drop the filter or go back; to the timetable at last", None),
    bind("filter", Action::Filter, &["/"], PANES, "filter: words, room:…, is:now, ~like; Tab completes", Some("filter")),
    bind("facets", Action::Facets, &["F"], PANES, "choose days, tracks, rooms, kinds and languages", None),
    bind("choose", Action::Toggle, &["<space>", "<enter>"], FACETS, "choose, or choose no more", Some("choose")),
    bind("clear-choices", Action::ClearChoices, &["c"], FACETS, "choose nothing any more", Some("clear")),
    bind("filter", Action::Filter, &["/"], FACETS, "edit the choices as a filter", Some("edit")),
    bind("back", Action::Back, &["<esc>", "F"], FACETS, "close, and keep what is chosen", Some("close")),
    bind("next-facet", Action::NextFacet, &["l", "<right>", "<tab>"], FACETS, "to the next kind of choice", None),
    bind("previous-facet", Action::PreviousFacet, &["h", "<left>", "<s-tab>"], FACETS, "to the kind of choice before", None),
    bind("page-down", Action::PageDown, &["<pgdn>", "<c-f>"], FACETS, "one screen down", None),
    bind("page-up", Action::PageUp, &["<pgup>", "<c-b>"], FACETS, "one screen up", None),
    bind("zones", Action::Zones, &["z"], PANELS, "choose the time zone", Some("zone")),
    bind("toggle-zone", Action::ToggleZone, &["Z"], PANELS, "switch between the event’s zone and your own", None),
    bind("now", Action::Now, &["n"], PANES, "jump to what is on now", Some("now")),
    bind("favourite", Action::Favourite, &["f"], MARKING, "favourite ★; again: a must !; again: neither", Some("favourite")),
    bind("hide", Action::Hide, &["x"], MARKING, "hide what you will not go to, or show it again", None),
    bind("show-hidden", Action::ShowHidden, &["X"], PANES, "show what is hidden, or hide it again", None),
    bind("note", Action::Note, &["N"], MARKING, "write a note on it", None),
    bind("remind", Action::Remind, &["b"], MARKING, "a reminder of this favourite, or none", None),
    bind("undo", Action::Undo, &["u"], PANES, "undo the last mark", None),
    bind("next-day", Action::NextDay, &["l", "<right>"], DAYS, "next day", None),
    bind("previous-day", Action::PreviousDay, &["h", "<left>"], DAYS, "previous day", None),
    bind("right", Action::Right, &["l", "<right>"], GRID, "in the grid: to the right", Some("rooms")),
    bind("left", Action::Left, &["h", "<left>"], GRID, "in the grid: to the left", None),
    bind("next-day", Action::NextDay, &["]"], GRID, "in the grid: next day", Some("days")),
    bind("previous-day", Action::PreviousDay, &["["], GRID, "in the grid: previous day", None),
    bind("room-left", Action::RoomLeft, &["<lt>"], GRID, "in the grid: move the room to the left", None),
    bind("room-right", Action::RoomRight, &[">"], GRID, "in the grid: move the room to the right", None),
    bind("hide-room", Action::HideRoom, &["-"], GRID, "in the grid: hide the room", None),
    bind("favourite-rooms", Action::FavouriteRooms, &["w"], GRID, "in the grid: only rooms with favourites, or all", None),
    bind("all-rooms", Action::AllRooms, &["+"], GRID, "in the grid: all rooms; again: in the schedule’s order", None),
    bind("page-down", Action::PageDown, &["<pgdn>", "<c-f>", "<space>"], BROWSING, "one screen down", None),
    bind("page-up", Action::PageUp, &["<pgup>", "<c-b>"], BROWSING, "one screen up", None),
    bind("half-down", Action::HalfDown, &["<c-d>"], MOVING, "half a screen down", None),
    bind("half-up", Action::HalfUp, &["<c-u>"], MOVING, "half a screen up", None),
    bind("top", Action::Top, &["g", "<home>"], MOVING, "to the top", None),
    bind("bottom", Action::Bottom, &["G", "<end>"], MOVING, "to the bottom", None),
    bind("other-pane", Action::OtherPane, &["<tab>"], PANES, "between list and detail", None),
    bind("timetable", Action::Timetable, &["1"], BROWSING, "timetable", Some("list")),
    bind("grid", Action::Grid, &["2"], BROWSING, "grid: rooms and times", Some("grid")),
    bind("people", Action::People, &["3"], BROWSING, "people", Some("people")),
    bind("mine", Action::Mine, &["4"], BROWSING, "my schedule: favourites, what overlaps, free time", Some("mine")),
    bind("about", Action::About, &["5"], BROWSING, "about the event", Some("about")),
    bind("changes", Action::Changes, &["6"], BROWSING, "changes: what is new or otherwise since you last looked", None),
    bind("check", Action::Check, &["7"], BROWSING, "check: what is wrong with the schedule", None),
    bind("open-link", Action::OpenLink, &["o"], PANES, "open the link", None),
    bind("copy", Action::Copy, &["y"], PANES, "copy as one line (OSC 52, also over SSH)", None),
    bind("export", Action::Export, &["e"], PANES, "export what is shown as a calendar file (.ics)", None),
    bind("see-all", Action::SeeAll, &["a"], CHANGES, "among changes: all of them are seen", Some("all seen")),
    bind("mouse", Action::Mouse, &["M"], BROWSING, "let the mouse click here, or select text as usual", None),
    bind("reload", Action::Reload, &["r"], PANES, "read the schedule again", None),
    bind("events", Action::Events, &["E"], BROWSING, "open another event: configured, opened before, or any file or URL", None),
    bind("palette", Action::Palette, &[":"], MOVING, "run an action by its name", None),
    bind("help", Action::Help, &["?"], PANELS, "help: the keys that work here; again: all keys", Some("help")),
    bind("help", Action::Help, &["?"], HELP, "in the help: all keys; again: close it", Some("all keys")),
    bind("back", Action::Back, &["<esc>"], HELP, "in the help: back, or close it", Some("close")),
    bind("accept", Action::Accept, &["<enter>"], FILTER, "filter: keep it", Some("keep")),
    bind("accept", Action::Accept, &["<enter>"], ZONES, "zones: show times in this one", Some("choose")),
    bind("accept", Action::Accept, &["<enter>"], EVENTS, "events: open this one", Some("open")),
    bind("accept", Action::Accept, &["<enter>"], PALETTE, "palette: run this one", Some("run")),
    bind("cancel", Action::Cancel, &["<esc>"], FILTER, "filter: drop it", Some("drop")),
    bind("cancel", Action::Cancel, &["<esc>"], ZONES, "zones: leave it as it is", Some("leave")),
    bind("cancel", Action::Cancel, &["<esc>"], EVENTS, "events: stay with this one", Some("leave")),
    bind("cancel", Action::Cancel, &["<esc>"], PALETTE, "palette: close it", Some("close")),
    bind("complete", Action::Complete, &["<tab>"], FILTER, "filter: complete the word, with the next offer", Some("complete")),
    bind("complete-back", Action::CompleteBack, &["<s-tab>"], FILTER, "filter: complete the word, with the offer before", None),
    bind("up", Action::Up, &["<up>", "<c-p>"], FILTER, "filter: the one that was kept before; among offers, the one above", None),
    bind("down", Action::Down, &["<down>", "<c-n>"], FILTER, "filter: the one that was kept next; among offers, the one below", None),
    bind("down", Action::Down, &["<down>", "<c-n>", "<tab>"], MENUS, "in a menu: next", None),
    bind("up", Action::Up, &["<up>", "<c-p>", "<s-tab>"], MENUS, "in a menu: previous", Some("move")),
    bind("page-down", Action::PageDown, &["<pgdn>"], MENUS, "in a menu: one screen down", None),
    bind("page-up", Action::PageUp, &["<pgup>"], MENUS, "in a menu: one screen up", None),
    bind("accept", Action::Accept, &["<esc>", "<c-s>"], NOTE, "note: keep it and close; an empty one is taken away", Some("keep and close")),
    bind("new-line", Action::NewLine, &["<enter>"], NOTE, "note: new line", Some("new line")),
    bind("up", Action::Up, &["<up>", "<c-p>"], NOTE, "note: one line up", None),
    bind("down", Action::Down, &["<down>", "<c-n>"], NOTE, "note: one line down", None),
    bind("page-up", Action::PageUp, &["<pgup>"], NOTE, "note: several lines up", None),
    bind("page-down", Action::PageDown, &["<pgdn>"], NOTE, "note: several lines down", None),
    bind("delete-back", Action::DeleteBack, &["<bs>"], TYPING, "delete the character before the cursor", None),
    bind("delete-forward", Action::DeleteForward, &["<del>"], TYPING, "delete the character under the cursor", None),
    bind("delete-word", Action::DeleteWord, &["<c-w>"], TYPING, "delete the word before the cursor", None),
    bind("delete-to-start", Action::DeleteToStart, &["<c-u>"], TYPING, "delete all before the cursor, in its line", None),
    bind("cursor-left", Action::CursorLeft, &["<left>"], TYPING, "cursor left", None),
    bind("cursor-right", Action::CursorRight, &["<right>"], TYPING, "cursor right", None),
    bind("cursor-start", Action::CursorStart, &["<home>", "<c-a>"], TYPING, "cursor to the start of the line", None),
    bind("cursor-end", Action::CursorEnd, &["<end>", "<c-e>"], TYPING, "cursor to the end of the line", None),
    bind("quit", Action::Quit, &["q"], MOVING, "quit", Some("quit")),
    bind("quit", Action::Quit, &["<c-c>"], EVERYWHERE, "quit, wherever one is", None),
    bind("suspend", Action::Suspend, &["<c-z>"], EVERYWHERE, "back to the shell; fg returns", None),
    bind("redraw", Action::Redraw, &["<c-l>"], EVERYWHERE, "draw the screen again", None),
];

impl Default for Keymap {
    fn default() -> Self {
        let rows = BINDINGS.iter().map(|binding| Row {
            binding,
            keys: binding.keys.iter().map(|key| Cow::Borrowed(*key)).collect(),
            contexts: Cow::Borrowed(binding.contexts),
        });
        Self {
            rows: rows.collect(),
        }
    }
}

impl Keymap {
    /// What a key means in a context.
    pub fn action(&self, context: Context, key: &KeyEvent) -> Option<Action> {
        let name = key_name(key);
        let bound = self
            .in_context(context)
            .find(|row| row.keys.iter().any(|key| *key == name));
        match bound {
            Some(row) => Some(row.binding.action.clone()),
            None if TYPING.contains(&context) => typed(key),
            None => None,
        }
    }

    /// All rows, in table order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows that hold in a context, in table order.
    pub fn in_context(&self, context: Context) -> impl Iterator<Item = &Row> {
        let holds = move |row: &&Row| row.contexts.contains(&context);
        self.rows.iter().filter(holds)
    }

    /// The key of an action as people read it, where there is one.
    pub fn key_of(&self, context: Context, action: &Action) -> Option<String> {
        let mut rows = self.in_context(context);
        let row = rows.find(|row| row.binding.action == *action && !row.keys.is_empty())?;
        row.keys.first().map(|key| pretty_key(key))
    }

    /// The rows grouped for reading, each row once: moving, doing, and what holds among choices or where one types only.
    pub fn groups(&self) -> Vec<(&'static str, Vec<&Row>)> {
        let in_prompts = |row: &&Row| row.contexts.iter().all(|context| is_typed_in(*context));
        let (prompts, others): (Vec<_>, Vec<_>) = self.rows.iter().partition(in_prompts);
        let (choices, others): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|row| *row.contexts == *FACETS);
        let (moving, doing) = others
            .into_iter()
            .partition(|row| moves(&row.binding.action));
        vec![
            ("Moving", moving),
            ("Doing", doing),
            ("Among the choices", choices),
            ("In prompts, in menus and in a note", prompts),
        ]
    }
}

/// Whether text is typed there, so that a character stands for itself.
pub fn is_typed_in(context: Context) -> bool {
    TYPING.contains(&context)
}

/// The character of a key that is pressed without Ctrl or Alt.
pub fn plain_char(key: &KeyEvent) -> Option<char> {
    match typed(key) {
        Some(Action::Insert(char)) => Some(char),
        _ => None,
    }
}

/// A character for a text.
fn typed(key: &KeyEvent) -> Option<Action> {
    let command = key
        .modifiers
        .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match key.code {
        KeyCode::Char(char) if !command => Some(Action::Insert(char)),
        _ => None,
    }
}

/// Keys as people read them: `j ↓`.
pub fn pretty(keys: &[impl AsRef<str>]) -> String {
    keys.iter()
        .map(|key| pretty_key(key.as_ref()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// One key as people read it: `Ctrl-d`, `Enter`, `↓`.
pub fn pretty_key(key: &str) -> String {
    let inside = key.strip_prefix('<').and_then(|key| key.strip_suffix('>'));
    let Some(mut rest) = inside else {
        return key.to_owned();
    };
    let mut pretty = String::new();
    while let Some((word, after)) = MODIFIERS
        .iter()
        .find_map(|(short, word)| Some((*word, rest.strip_prefix(short)?)))
    {
        pretty.push_str(word);
        rest = after;
    }
    let known = PRETTY.iter().find(|(name, _)| *name == rest);
    match known {
        Some((_, name)) => pretty.push_str(name),
        // F5, Ins
        None if rest.chars().count() > 1 => {
            let mut letters = rest.chars();
            pretty.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            pretty.push_str(letters.as_str());
        }
        None => pretty.push_str(rest),
    }
    pretty
}

/// Modifiers as they are written, and as people read them.
const MODIFIERS: [(&str, &str); 6] = [
    ("c-", "Ctrl-"),
    ("a-", "Alt-"),
    ("s-", "Shift-"),
    ("d-", "Super-"),
    ("h-", "Hyper-"),
    ("m-", "Meta-"),
];

/// Keys that people know by another name.
const PRETTY: [(&str, &str); 9] = [
    ("down", "↓"),
    ("up", "↑"),
    ("left", "←"),
    ("right", "→"),
    ("pgdn", "PgDn"),
    ("pgup", "PgUp"),
    ("bs", "Backspace"),
    ("del", "Delete"),
    ("lt", "<"),
];

/// Whether an action only moves.
pub(crate) fn moves(action: &Action) -> bool {
    use Action::{
        Bottom, Down, HalfDown, HalfUp, Left, NextDay, PageDown, PageUp, PreviousDay, Right, Top,
        Up,
    };
    matches!(
        action,
        Left | Right
            | Down
            | Up
            | PageDown
            | PageUp
            | HalfDown
            | HalfUp
            | Top
            | Bottom
            | NextDay
            | PreviousDay
    )
}

#[cfg(test)]
mod tests;
