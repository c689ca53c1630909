//! The key table: what each key does where. Dispatch, footer, help, `fomo keys` and the README
//! all come from it.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{
    action::{Action, Context},
    terminal::names::key_name,
};

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// The keys, in the notation of `--keys`; the first is shown where there is little room.
    pub keys: &'static [&'static str],
    /// Where it works.
    pub contexts: &'static [Context],
    /// What it does, in words.
    pub help: &'static str,
    /// Keys and word in the footer, where it deserves a place there.
    pub hint: Option<(&'static str, &'static str)>,
}

const LISTS: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
];
/// Where entries stand by day, below each other.
const DAYS: &[Context] = &[Context::Timetable, Context::Mine];
const GRID: &[Context] = &[Context::Grid];
const PANES: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
    Context::Page,
];
/// Where an entry can be in hand.
const MARKING: &[Context] = PANES;
const BROWSING: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
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
    Context::Page,
    Context::Facets,
];
const MENUS: &[Context] = &[Context::Zones, Context::Events];
const ZONES: &[Context] = &[Context::Zones];
const EVENTS: &[Context] = &[Context::Events];
const FILTER: &[Context] = &[Context::Filter];
const HELP: &[Context] = &[Context::Help];
const NOTE: &[Context] = &[Context::Note];
/// Where a text is typed.
const TYPING: &[Context] = &[
    Context::Filter,
    Context::Zones,
    Context::Events,
    Context::Note,
];
const EVERYWHERE: &[Context] = &[
    Context::Timetable,
    Context::Grid,
    Context::People,
    Context::Mine,
    Context::Page,
    Context::Help,
    Context::Facets,
    Context::Filter,
    Context::Zones,
    Context::Events,
    Context::Note,
];

const fn bind(
    action: Action,
    keys: &'static [&'static str],
    contexts: &'static [Context],
    help: &'static str,
    hint: Option<(&'static str, &'static str)>,
) -> Binding {
    Binding {
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
    bind(Action::Down, &["j", "<down>"], MOVING, "one down", Some(("j k", "move"))),
    bind(Action::Up, &["k", "<up>"], MOVING, "one up", None),
    bind(Action::Open, &["<enter>"], LISTS, "in a list: open what is selected", Some(("⏎", "open"))),
    bind(Action::Open, &["<enter>"], &[Context::Page], "on a page: open the talk, person or link under the cursor", Some(("⏎", "open"))),
    bind(Action::Back, &["<esc>"], &[Context::Page], "on a page: go back", Some(("Esc", "back"))),
    bind(Action::Back, &["<esc>"], LISTS, "in a list: drop the filter; back to the timetable", None),
    bind(Action::Filter, &["/"], PANES, "filter: words, room:…, is:now, ~like; Tab completes", Some(("/", "filter"))),
    bind(Action::Facets, &["F"], PANES, "choose days, tracks, rooms, kinds and languages", None),
    bind(Action::Toggle, &["<space>", "<enter>"], FACETS, "choose, or choose no more", Some(("Space", "choose"))),
    bind(Action::ClearChoices, &["c"], FACETS, "choose nothing any more", Some(("c", "clear"))),
    bind(Action::Filter, &["/"], FACETS, "edit the choices as a filter", Some(("/", "edit"))),
    bind(Action::Back, &["<esc>", "F"], FACETS, "close, and keep what is chosen", Some(("Esc", "close"))),
    bind(Action::NextFacet, &["l", "<right>", "<tab>"], FACETS, "to the next kind of choice", None),
    bind(Action::PreviousFacet, &["h", "<left>", "<s-tab>"], FACETS, "to the kind of choice before", None),
    bind(Action::PageDown, &["<pgdn>", "<c-f>"], FACETS, "one screen down", None),
    bind(Action::PageUp, &["<pgup>", "<c-b>"], FACETS, "one screen up", None),
    bind(Action::Zones, &["z"], PANELS, "choose the time zone", Some(("z", "zone"))),
    bind(Action::ToggleZone, &["Z"], PANELS, "switch between the event’s zone and your own", None),
    bind(Action::Now, &["n"], PANES, "jump to what is on now", Some(("n", "now"))),
    bind(Action::Favourite, &["f"], MARKING, "favourite ★; again: a must !; again: neither", Some(("f", "favourite"))),
    bind(Action::Hide, &["x"], MARKING, "hide what you will not go to, or show it again", None),
    bind(Action::ShowHidden, &["X"], PANES, "show what is hidden, or hide it again", None),
    bind(Action::Note, &["N"], MARKING, "write a note on it", None),
    bind(Action::Remind, &["b"], MARKING, "a reminder of this favourite, or none", None),
    bind(Action::Undo, &["u"], PANES, "undo the last mark", None),
    bind(Action::NextDay, &["l", "<right>"], DAYS, "next day", None),
    bind(Action::PreviousDay, &["h", "<left>"], DAYS, "previous day", None),
    bind(Action::Right, &["l", "<right>"], GRID, "in the grid: to the right", None),
    bind(Action::Left, &["h", "<left>"], GRID, "in the grid: to the left", None),
    bind(Action::NextDay, &["]"], GRID, "in the grid: next day", None),
    bind(Action::PreviousDay, &["["], GRID, "in the grid: previous day", None),
    bind(Action::RoomLeft, &["<lt>"], GRID, "in the grid: move the room to the left", None),
    bind(Action::RoomRight, &[">"], GRID, "in the grid: move the room to the right", None),
    bind(Action::HideRoom, &["-"], GRID, "in the grid: hide the room", None),
    bind(Action::FavouriteRooms, &["w"], GRID, "in the grid: only rooms with favourites, or all", None),
    bind(Action::AllRooms, &["+"], GRID, "in the grid: all rooms, in the schedule’s order", None),
    bind(Action::PageDown, &["<pgdn>", "<c-f>", "<space>"], BROWSING, "one screen down", None),
    bind(Action::PageUp, &["<pgup>", "<c-b>"], BROWSING, "one screen up", None),
    bind(Action::HalfDown, &["<c-d>"], MOVING, "half a screen down", None),
    bind(Action::HalfUp, &["<c-u>"], MOVING, "half a screen up", None),
    bind(Action::Top, &["g", "<home>"], MOVING, "to the top", None),
    bind(Action::Bottom, &["G", "<end>"], MOVING, "to the bottom", None),
    bind(Action::OtherPane, &["<tab>"], PANES, "between list and detail", None),
    bind(Action::Timetable, &["1"], BROWSING, "timetable", None),
    bind(Action::Grid, &["2"], BROWSING, "grid: rooms and times", None),
    bind(Action::People, &["3"], BROWSING, "people", Some(("3", "people"))),
    bind(Action::Mine, &["4"], BROWSING, "my schedule: favourites, what overlaps, free time", Some(("4", "mine"))),
    bind(Action::About, &["5"], BROWSING, "about the event", Some(("5", "about"))),
    bind(Action::OpenLink, &["o"], PANES, "open the link", None),
    bind(Action::Copy, &["y"], PANES, "copy as one line (OSC 52, also over SSH)", None),
    bind(Action::Export, &["e"], PANES, "export what is shown as a calendar file (.ics)", None),
    bind(Action::Reload, &["r"], PANES, "read the schedule again", None),
    bind(Action::Events, &["E"], BROWSING, "open another event: configured, opened before, or any file or URL", None),
    bind(Action::Help, &["?"], PANELS, "help", Some(("?", "help"))),
    bind(Action::Back, &["<esc>", "?"], HELP, "close the help", Some(("Esc", "close"))),
    bind(Action::Accept, &["<enter>"], FILTER, "filter: keep it", Some(("⏎", "keep"))),
    bind(Action::Accept, &["<enter>"], ZONES, "zones: show times in this one", Some(("⏎", "choose"))),
    bind(Action::Accept, &["<enter>"], EVENTS, "events: open this one", Some(("⏎", "open"))),
    bind(Action::Cancel, &["<esc>"], FILTER, "filter: drop it", Some(("Esc", "drop"))),
    bind(Action::Cancel, &["<esc>"], ZONES, "zones: leave it as it is", Some(("Esc", "leave"))),
    bind(Action::Cancel, &["<esc>"], EVENTS, "events: stay with this one", Some(("Esc", "leave"))),
    bind(Action::Complete, &["<tab>"], FILTER, "filter: complete the word, with the next offer", Some(("Tab", "complete"))),
    bind(Action::CompleteBack, &["<s-tab>"], FILTER, "filter: complete the word, with the offer before", None),
    bind(Action::Up, &["<up>", "<c-p>"], FILTER, "filter: the one that was kept before; among offers, the one above", None),
    bind(Action::Down, &["<down>", "<c-n>"], FILTER, "filter: the one that was kept next; among offers, the one below", None),
    bind(Action::Down, &["<down>", "<c-n>", "<tab>"], MENUS, "in a menu: next", Some(("↑ ↓", "move"))),
    bind(Action::Up, &["<up>", "<c-p>", "<s-tab>"], MENUS, "in a menu: previous", None),
    bind(Action::PageDown, &["<pgdn>"], MENUS, "in a menu: one screen down", None),
    bind(Action::PageUp, &["<pgup>"], MENUS, "in a menu: one screen up", None),
    bind(Action::Accept, &["<esc>", "<c-s>"], NOTE, "note: keep it and close; an empty one is taken away", Some(("Esc", "keep and close"))),
    bind(Action::NewLine, &["<enter>"], NOTE, "note: new line", Some(("⏎", "new line"))),
    bind(Action::Up, &["<up>", "<c-p>"], NOTE, "note: one line up", None),
    bind(Action::Down, &["<down>", "<c-n>"], NOTE, "note: one line down", None),
    bind(Action::PageUp, &["<pgup>"], NOTE, "note: several lines up", None),
    bind(Action::PageDown, &["<pgdn>"], NOTE, "note: several lines down", None),
    bind(Action::DeleteBack, &["<bs>"], TYPING, "delete the character before the cursor", None),
    bind(Action::DeleteForward, &["<del>"], TYPING, "delete the character under the cursor", None),
    bind(Action::DeleteWord, &["<c-w>"], TYPING, "delete the word before the cursor", None),
    bind(Action::DeleteToStart, &["<c-u>"], TYPING, "delete all before the cursor, in its line", None),
    bind(Action::CursorLeft, &["<left>"], TYPING, "cursor left", None),
    bind(Action::CursorRight, &["<right>"], TYPING, "cursor right", None),
    bind(Action::CursorStart, &["<home>", "<c-a>"], TYPING, "cursor to the start of the line", None),
    bind(Action::CursorEnd, &["<end>", "<c-e>"], TYPING, "cursor to the end of the line", None),
    bind(Action::Quit, &["q"], MOVING, "quit", Some(("q", "quit"))),
    bind(Action::Quit, &["<c-c>"], EVERYWHERE, "quit, wherever one is", None),
    bind(Action::Suspend, &["<c-z>"], EVERYWHERE, "back to the shell; fg returns", None),
    bind(Action::Redraw, &["<c-l>"], EVERYWHERE, "draw the screen again", None),
];

/// What a key means in a context.
pub fn action(context: Context, key: &KeyEvent) -> Option<Action> {
    let name = key_name(key);
    let bound = BINDINGS.iter().find(|binding| {
        binding.contexts.contains(&context) && binding.keys.contains(&name.as_str())
    });
    match bound {
        Some(binding) => Some(binding.action.clone()),
        None if TYPING.contains(&context) => typed(key),
        None => None,
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

/// The rows that hold in a context, in table order.
pub fn in_context(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.contexts.contains(&context))
}

/// Keys as people read them: `j ↓`.
pub fn pretty(keys: &[&str]) -> String {
    keys.iter()
        .map(|key| pretty_key(key))
        .collect::<Vec<_>>()
        .join(" ")
}

/// One key as people read it.
pub fn pretty_key(key: &str) -> String {
    let known = [
        ("<down>", "↓"),
        ("<up>", "↑"),
        ("<left>", "←"),
        ("<right>", "→"),
        ("<enter>", "Enter"),
        ("<esc>", "Esc"),
        ("<tab>", "Tab"),
        ("<s-tab>", "Shift-Tab"),
        ("<space>", "Space"),
        ("<pgdn>", "PgDn"),
        ("<pgup>", "PgUp"),
        ("<home>", "Home"),
        ("<end>", "End"),
        ("<bs>", "Backspace"),
        ("<del>", "Delete"),
        ("<lt>", "<"),
    ];
    if let Some((_, name)) = known.iter().find(|(name, _)| *name == key) {
        return (*name).to_owned();
    }
    match key
        .strip_prefix("<c-")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        Some(letter) => format!("Ctrl-{letter}"),
        None => key.to_owned(),
    }
}

/// The rows grouped for reading, each row once: moving, doing, and what holds among choices or where one types only.
pub fn groups() -> Vec<(&'static str, Vec<&'static Binding>)> {
    let in_prompts = |row: &&Binding| row.contexts.iter().all(|context| TYPING.contains(context));
    let (prompts, others): (Vec<_>, Vec<_>) = BINDINGS.iter().partition(in_prompts);
    let (choices, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|row| row.contexts == FACETS);
    let (moving, doing) = others.into_iter().partition(|row| moves(&row.action));
    vec![
        ("Moving", moving),
        ("Doing", doing),
        ("Among the choices of F", choices),
        ("In the filter, in menus and in a note", prompts),
    ]
}

fn moves(action: &Action) -> bool {
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
mod tests {
    use super::*;
    use crate::tui::terminal::names::parse_keys;

    #[test]
    fn no_key_has_two_meanings_in_one_place() {
        for context in EVERYWHERE.iter().copied() {
            let keys: Vec<_> = in_context(context)
                .flat_map(|binding| binding.keys)
                .collect();
            for key in &keys {
                let same = keys.iter().filter(|other| other == &key).count();
                assert_eq!(same, 1, "{key} in {context:?}");
            }
        }
    }

    #[test]
    fn every_key_of_the_table_can_be_typed_and_finds_its_row() {
        for context in EVERYWHERE.iter().copied() {
            for binding in in_context(context) {
                for key in binding.keys {
                    let events = parse_keys(key).unwrap();
                    assert_eq!(events.len(), 1, "{key}");
                    assert_eq!(
                        action(context, &events[0]),
                        Some(binding.action.clone()),
                        "{key} in {context:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_help_has_every_row_exactly_once() {
        let rows: Vec<_> = groups().into_iter().flat_map(|(_, rows)| rows).collect();
        assert_eq!(rows.len(), BINDINGS.len());
        for binding in BINDINGS {
            assert_eq!(
                rows.iter().filter(|row| **row == binding).count(),
                1,
                "{}",
                binding.help
            );
        }
    }

    #[test]
    fn hints_name_keys_that_work_there() {
        for binding in BINDINGS {
            let Some((keys, word)) = binding.hint else {
                continue;
            };
            for context in binding.contexts {
                let bound: Vec<String> = in_context(*context)
                    .flat_map(|row| row.keys)
                    .map(|key| pretty_key(key))
                    .collect();
                for key in keys.split(' ') {
                    let key = if key == "⏎" { "Enter" } else { key };
                    assert!(
                        bound.iter().any(|name| name == key),
                        "{key} {word} in {context:?}"
                    );
                }
            }
        }
    }
}
