//! The user's own keys: `[keys]` of the configuration file, put in place of those of the table.
//!
//! Whatever is wished, there stays a way to leave, to go back and to get help; and nothing that is wrong
//! keeps the viewer from starting: it is noted, and the rest holds.

use std::borrow::Cow;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{BINDINGS, Binding, EVERYWHERE, Key, Keymap, Row, is_typed_in, plain_char};
use crate::{
    arrange::Arrange as _,
    config::KeyWish,
    tui::{
        action::{Action, Context},
        terminal::names::{key_name, parse_keys},
    },
};

/// The key that quits wherever one is, so that nobody is ever locked in.
const WAY_OUT: &str = "<c-c>";

/// How much a wish weighs: for one place more than for all, and any of them more than the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Table,
    Everywhere,
    There,
}

/// The keys of a row in one of its contexts.
struct Cell {
    binding: &'static Binding,
    context: Context,
    keys: Vec<Key>,
    weight: Weight,
    /// The number of the wish that gave it its keys.
    by: Option<usize>,
}

/// What is wrong, with its place.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn add(&mut self, place: &str, what: &str) {
        let note = format!("{place}: {what}");
        if !self.0.contains(&note) {
            self.0.push(note);
        }
    }
}

impl Keymap {
    /// The table with the wishes of the user; and what is wrong with them, one sentence each with its place.
    pub fn new(wishes: &[KeyWish]) -> (Self, Vec<String>) {
        if wishes.is_empty() {
            return (Self::default(), Vec::new());
        }
        let mut notes = Notes::default();
        let mut cells = cells_of_table();
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.arrange_by_key(|index| {
            wishes
                .get(*index)
                .is_some_and(|wish| wish.context.is_some())
        });
        for index in order {
            if let Some(wish) = wishes.get(index) {
                fulfil(wish, index, &mut cells, &mut notes);
            }
        }
        for context in EVERYWHERE {
            let mut here: Vec<&mut Cell> = cells
                .iter_mut()
                .filter(|cell| cell.context == *context)
                .collect();
            settle_claims(&mut here, wishes, &mut notes);
            keep_essentials(&mut here, wishes, &mut notes);
        }
        (Self { rows: rows(cells) }, notes.0)
    }
}

fn cells_of_table() -> Vec<Cell> {
    let cells = BINDINGS.iter().flat_map(|binding| {
        binding.contexts.iter().map(move |context| Cell {
            binding,
            context: *context,
            keys: keys_of_table(binding),
            weight: Weight::Table,
            by: None,
        })
    });
    cells.collect()
}

fn keys_of_table(binding: &'static Binding) -> Vec<Key> {
    binding.keys.iter().map(|key| Cow::Borrowed(*key)).collect()
}

/// Whether a row quits with the key that always does.
fn is_way_out(binding: &Binding) -> bool {
    binding.keys.contains(&WAY_OUT)
}

/// Gives an action the keys that are wished for it, where it has any.
fn fulfil(wish: &KeyWish, index: usize, cells: &mut [Cell], notes: &mut Notes) {
    let name = wish.action.as_str();
    if !BINDINGS.iter().any(|binding| binding.name == name) {
        let near = crate::text::did_you_mean(name, BINDINGS.iter().map(|binding| binding.name));
        return notes.add(&wish.place, &format!("there is no action “{name}”{near}"));
    }
    let context = match wish.context.as_deref().map(context_called) {
        None => None,
        Some(Some(context)) => Some(context),
        Some(None) => {
            let typed = wish.context.as_deref().unwrap_or_default();
            let near =
                crate::text::did_you_mean(typed, EVERYWHERE.iter().map(|place| place.name()));
            return notes.add(&wish.place, &format!("there is no place “{typed}”{near}"));
        }
    };
    let concerned = |cell: &Cell| {
        cell.binding.name == name
            && context.is_none_or(|context| context == cell.context)
            && !is_way_out(cell.binding)
    };
    if !cells.iter().any(concerned) {
        let place = context.map_or("anywhere", Context::place);
        return notes.add(&wish.place, &format!("there is no “{name}” {place}"));
    }
    let keys = readable(wish, notes);
    if keys.is_empty() && !wish.keys.is_empty() {
        return;
    }
    let only_typing = cells
        .iter()
        .filter(|cell| concerned(cell))
        .all(|cell| is_typed_in(cell.context));
    for cell in cells.iter_mut().filter(|cell| concerned(cell)) {
        let fits = |key: &&Key| !is_typed_in(cell.context) || !is_typed(key);
        let fitting: Vec<Key> = keys.iter().filter(fits).cloned().collect();
        if only_typing {
            for key in keys.iter().filter(|key| !fits(key)) {
                let place = cell.context.place();
                let what = format!("{key} is typed {place}, and cannot mean “{name}” there");
                notes.add(&wish.place, &what);
            }
        }
        if fitting.is_empty() && !keys.is_empty() {
            continue;
        }
        cell.keys = fitting;
        cell.by = Some(index);
        cell.weight = if context.is_some() {
            Weight::There
        } else {
            Weight::Everywhere
        };
    }
}

/// Whether a key stands for a character where text is typed: `x`, `<space>`, `<lt>`.
fn is_typed(key: &str) -> bool {
    let keys = parse_keys(key).unwrap_or_default();
    keys.iter().any(|key| plain_char(key).is_some())
}

/// The keys that a wish names, as they are compared; what cannot be one is noted.
fn readable(wish: &KeyWish, notes: &mut Notes) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for wished in &wish.keys {
        let text = wished.text.as_str();
        let name = match parse_keys(text).as_deref() {
            Ok([key]) => {
                if let Some(other) = same_in_a_terminal(key) {
                    let what = format!("a terminal cannot tell {text} from {other}");
                    notes.add(&wished.place, &what);
                    continue;
                }
                key_name(key)
            }
            Ok([]) => {
                notes.add(&wished.place, "a key is missing between the quotes");
                continue;
            }
            Ok([_, _, ..]) => {
                let what =
                    format!("“{text}” is more than one key; write [\"…\", \"…\"] for several");
                notes.add(&wished.place, &what);
                continue;
            }
            Err(why) => {
                notes.add(&wished.place, why);
                continue;
            }
        };
        if name == WAY_OUT {
            notes.add(&wished.place, &format!("{WAY_OUT} always quits"));
        } else if !keys.contains(&Cow::Owned(name.clone())) {
            keys.push(Cow::Owned(name));
        }
    }
    keys
}

/// The key that a terminal sends in the place of this one, where they are the same to it.
fn same_in_a_terminal(key: &KeyEvent) -> Option<&'static str> {
    let KeyCode::Char(letter) = key.code else {
        return None;
    };
    if !key.modifiers.contains(KeyModifiers::CONTROL) {
        return None;
    }
    let found = SAME.iter().find(|(letters, _)| letters.contains(letter));
    match found {
        Some((_, other)) => Some(other),
        None if letter.is_ascii_uppercase() => Some("Ctrl with the small letter"),
        None => None,
    }
}

/// What is pressed with Ctrl, and what arrives.
const SAME: [(&str, &str); 9] = [
    ("iI", "Tab"),
    ("mMjJ", "Enter"),
    ("hH8?", "Backspace"),
    ("[3", "Esc"),
    ("2@", "Ctrl-Space"),
    ("\\", "Ctrl-4"),
    ("]", "Ctrl-5"),
    ("^", "Ctrl-6"),
    ("_/", "Ctrl-7"),
];

/// Leaves each key to the one action that has the best claim to it.
fn settle_claims(here: &mut [&mut Cell], wishes: &[KeyWish], notes: &mut Notes) {
    // The best first: the later of two wishes yields, and the table to both.
    let mut order: Vec<usize> = (0..here.len()).collect();
    order.arrange_by_key(|index| {
        let cell = here.get(*index);
        cell.map(|cell| (std::cmp::Reverse(cell.weight), cell.by))
    });
    let mut taken: Vec<(Key, &'static str, Weight)> = Vec::new();
    for index in order {
        let Some(cell) = here.get_mut(index) else {
            continue;
        };
        let (name, weight, by) = (cell.binding.name, cell.weight, cell.by);
        cell.keys.retain(|key| {
            let Some((_, owner, owners)) = taken.iter().find(|(other, _, _)| other == key) else {
                taken.push((key.clone(), name, weight));
                return true;
            };
            if weight == *owners
                && let Some(wish) = by.and_then(|by| wishes.get(by))
            {
                let what = format!("{key} is for “{owner}” already, and not for “{name}”");
                notes.add(&wish.place, &what);
            }
            false
        });
    }
}

/// Whether nobody should be left without this one in its place.
fn is_essential(binding: &Binding, context: Context) -> bool {
    match binding.action {
        _ if binding.keys.is_empty() => false,
        Action::Back | Action::Cancel | Action::Help => true,
        // Nothing else closes a note.
        Action::Accept => context == Context::Note,
        _ => false,
    }
}

/// Gives what leads back, and to the help, its usual keys again where it has none.
fn keep_essentials(here: &mut [&mut Cell], wishes: &[KeyWish], notes: &mut Notes) {
    let left_out = |cell: &Cell| cell.keys.is_empty() && is_essential(cell.binding, cell.context);
    // What is taken back from one may leave another without; the usual keys of all are different, so this ends.
    while let Some(index) = here.iter().position(|cell| left_out(cell)) {
        let Some(cell) = here.get_mut(index) else {
            return;
        };
        let (binding, mut culprit) = (cell.binding, cell.by);
        let usual = keys_of_table(binding);
        for other in here.iter_mut() {
            if other.keys.iter().any(|key| usual.contains(key)) {
                culprit = culprit.or(other.by);
                other.keys.retain(|key| !usual.contains(key));
            }
        }
        if let Some(cell) = here.get_mut(index) {
            cell.keys = usual;
        }
        if let Some(wish) = culprit.and_then(|by| wishes.get(by)) {
            let name = binding.name;
            let what = format!("nothing would be left for “{name}”, so its usual key stays");
            notes.add(&wish.place, &what);
        }
    }
}

/// The cells as rows again: contexts with the same keys together, in the order of the table.
fn rows(cells: Vec<Cell>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for cell in cells {
        let same =
            |row: &&mut Row| std::ptr::eq(row.binding, cell.binding) && row.keys == cell.keys;
        match rows.iter_mut().find(same) {
            Some(row) => row.contexts.to_mut().push(cell.context),
            None => rows.push(Row {
                binding: cell.binding,
                keys: cell.keys,
                contexts: Cow::Owned(vec![cell.context]),
            }),
        }
    }
    rows
}

fn context_called(name: &str) -> Option<Context> {
    EVERYWHERE.iter().copied().find(|it| it.name() == name)
}
