use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::config::{KeyWish, WishedKey};
use crate::tui::terminal::names::parse_keys;

fn in_context(context: Context) -> impl Iterator<Item = &'static Binding> {
    let holds = move |binding: &&Binding| binding.contexts.contains(&context);
    BINDINGS.iter().filter(holds)
}

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
    let keymap = Keymap::default();
    for context in EVERYWHERE.iter().copied() {
        for binding in in_context(context) {
            for key in binding.keys {
                let events = parse_keys(key).unwrap();
                assert_eq!(events.len(), 1, "{key}");
                assert_eq!(
                    keymap.action(context, &events[0]),
                    Some(binding.action.clone()),
                    "{key} in {context:?}"
                );
            }
        }
    }
}

#[test]
fn the_help_has_every_row_exactly_once() {
    let keymap = Keymap::default();
    let groups = keymap.groups();
    let rows: Vec<_> = groups.into_iter().flat_map(|(_, rows)| rows).collect();
    assert_eq!(rows.len(), BINDINGS.len());
    for binding in BINDINGS {
        let same = rows.iter().filter(|row| row.binding == binding).count();
        assert_eq!(same, 1, "{}", binding.help);
    }
}

#[test]
fn an_action_has_one_name_and_a_name_one_action() {
    for binding in BINDINGS {
        let kebab = |char: char| char.is_ascii_lowercase() || char == '-';
        assert!(binding.name.chars().all(kebab), "{}", binding.name);
        for other in BINDINGS {
            let same = binding.name == other.name;
            assert_eq!(same, binding.action == other.action, "{}", binding.name);
        }
    }
}

#[test]
fn keys_as_people_read_them() {
    for (key, pretty) in [
        ("j", "j"),
        ("<enter>", "Enter"),
        ("<s-tab>", "Shift-Tab"),
        ("<c-d>", "Ctrl-d"),
        ("<c-a-x>", "Ctrl-Alt-x"),
        ("<c-s-up>", "Ctrl-Shift-↑"),
        ("<f5>", "F5"),
        ("<lt>", "<"),
        ("<a-->", "Alt--"),
        ("<c-space>", "Ctrl-Space"),
        ("<pgdn>", "PgDn"),
        (">", ">"),
    ] {
        assert_eq!(pretty_key(key), pretty);
    }
}

/// `down: j <down>` or `filter/cancel: <c-g>`, one wish a line, whose number is its place.
fn wished(text: &str) -> (Keymap, Vec<String>) {
    let wishes = text.lines().enumerate().map(|(line, text)| {
        let (name, keys) = text.split_once(':').unwrap();
        let (context, action) = match name.split_once('/') {
            Some((context, action)) => (Some(context.to_owned()), action),
            None => (None, name),
        };
        let place = format!("{}", line + 1);
        let keys = keys.split_whitespace().map(|text| WishedKey {
            text: text.to_owned(),
            place: place.clone(),
        });
        KeyWish {
            action: action.to_owned(),
            context,
            keys: keys.collect(),
            place: place.clone(),
        }
    });
    Keymap::new(&wishes.collect::<Vec<_>>())
}

/// The keys of an action in a place.
fn keys(keymap: &Keymap, context: Context, name: &str) -> String {
    let rows = keymap.in_context(context);
    let keys = rows
        .filter(|row| row.binding.name == name)
        .flat_map(|row| row.keys.iter().map(AsRef::as_ref));
    keys.collect::<Vec<_>>().join(" ")
}

#[test]
fn without_wishes_the_table_holds() {
    assert_eq!(wished(""), (Keymap::default(), Vec::new()));
    // The long way leads to the same.
    let (keymap, notes) = wished("up: k <up>\nup: k <up>");
    assert_eq!(notes, [] as [&str; 0]);
    assert_eq!(keys(&keymap, Context::Timetable, "up"), "k <up>");
}

#[test]
fn a_wish_takes_the_place_of_the_usual_keys_everywhere() {
    let (keymap, notes) = wished("down: j <down> e\nfavourite: *\nquit:");
    assert_eq!(notes, [] as [&str; 0]);
    for context in [Context::Timetable, Context::Help, Context::Facets] {
        assert_eq!(keys(&keymap, context, "down"), "j <down> e", "{context:?}");
    }
    // Where text is typed, letters are text.
    assert_eq!(keys(&keymap, Context::Zones, "down"), "<down>");
    assert_eq!(keys(&keymap, Context::Page, "favourite"), "*");
    assert_eq!(keys(&keymap, Context::Timetable, "quit"), "<c-c>");
    // `e` was for another action, which has none now.
    assert_eq!(keys(&keymap, Context::Timetable, "export"), "");
    let (keymap, notes) = wished("down: e");
    assert_eq!(notes, [] as [&str; 0]);
    assert_eq!(keys(&keymap, Context::Zones, "down"), "<down> <c-n> <tab>");
}

#[test]
fn a_wish_for_one_place_holds_there() {
    let (keymap, notes) = wished("grid/next-day: n\nnext-day: }\nfilter/cancel: <c-g>");
    assert_eq!(notes, [] as [&str; 0]);
    assert_eq!(keys(&keymap, Context::Grid, "next-day"), "n");
    assert_eq!(keys(&keymap, Context::Grid, "now"), "");
    assert_eq!(keys(&keymap, Context::Timetable, "next-day"), "}");
    assert_eq!(keys(&keymap, Context::Timetable, "now"), "n");
    assert_eq!(keys(&keymap, Context::Filter, "cancel"), "<c-g>");
    assert_eq!(keys(&keymap, Context::Zones, "cancel"), "<esc>");
    let groups = keymap.groups();
    let rows = groups.into_iter().flat_map(|(_, rows)| rows);
    let shown: Vec<&Row> = rows.filter(|row| row.binding.name == "cancel").collect();
    assert_eq!(shown.len(), 4, "{shown:?}");
}

#[test]
fn what_is_wrong_is_noted_and_the_rest_holds() {
    for (text, note) in [
        (
            "favorite: *",
            "1: there is no action “favorite”; did you mean “favourite”?",
        ),
        ("dwim: *", "1: there is no action “dwim”"),
        (
            "gird/down: e",
            "1: there is no place “gird”; did you mean “grid”?",
        ),
        (
            "filter/favourite: *",
            "1: there is no “favourite” in the filter",
        ),
        (
            "down: gg",
            "1: “gg” is more than one key; write [\"…\", \"…\"] for several",
        ),
        (
            "down: <foo>",
            "1: `<foo>` at character 1 of `<foo>` is not a key",
        ),
        ("down: <c-c>", "1: <c-c> always quits"),
        (
            "down: e\nup: e",
            "2: e is for “down” already, and not for “up”",
        ),
        (
            "complete: <lt>",
            "1: <lt> is typed in the filter, and cannot mean “complete” there",
        ),
        (
            "complete: x",
            "1: x is typed in the filter, and cannot mean “complete” there",
        ),
        (
            "down: <esc>",
            "1: nothing would be left for “back”, so its usual key stays",
        ),
        (
            "help:",
            "1: nothing would be left for “help”, so its usual key stays",
        ),
        (
            "note/accept:",
            "1: nothing would be left for “accept”, so its usual key stays",
        ),
    ] {
        let (keymap, notes) = wished(&format!("{text}\nundo: U"));
        assert!(
            notes.iter().any(|found| found == note),
            "{text}: {notes:#?}"
        );
        assert_eq!(keys(&keymap, Context::Page, "undo"), "U", "{text}");
        for context in EVERYWHERE.iter().copied() {
            let quits = keys(&keymap, context, "quit");
            assert!(quits.contains("<c-c>"), "{text}: {quits}");
            let mut all: Vec<_> = keymap
                .in_context(context)
                .flat_map(|row| &row.keys)
                .collect();
            let count = all.len();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), count, "{text} in {context:?}");
        }
    }
}

#[test]
fn two_keys_can_be_exchanged() {
    let (keymap, notes) = wished("down: k\nup: j");
    assert_eq!(notes, [] as [&str; 0]);
    assert_eq!(keys(&keymap, Context::Mine, "down"), "k");
    assert_eq!(keys(&keymap, Context::Mine, "up"), "j");
    let (keymap, notes) = wished("help: <esc>\nback: ?");
    assert_eq!(notes, [] as [&str; 0]);
    assert_eq!(keys(&keymap, Context::Mine, "help"), "<esc>");
}

proptest! {
    #[test]
    fn whatever_is_wished_there_is_a_way_out(
        wishes in vec((
            select(BINDINGS.iter().map(|binding| binding.name).collect::<Vec<_>>()),
            option::of(select(EVERYWHERE)),
            vec(select(vec!["j", "?", "<esc>", "<c-c>", "<c-s>", "q", "F", "<enter>", ":", "<tab>"]), 0..4),
        ), 0..8)
    ) {
        let place = String::new();
        let wishes: Vec<KeyWish> = wishes
            .into_iter()
            .map(|(action, context, keys)| KeyWish {
                action: action.to_owned(),
                context: context.map(|context| context.name().to_owned()),
                keys: keys
                    .into_iter()
                    .map(|text| WishedKey { text: text.to_owned(), place: place.clone() })
                    .collect(),
                place: place.clone(),
            })
            .collect();
        let (keymap, _) = Keymap::new(&wishes);
        for context in EVERYWHERE.iter().copied() {
            prop_assert!(keys(&keymap, context, "quit").contains("<c-c>"));
            for name in ["back", "cancel", "help"] {
                let usual = in_context(context).any(|binding| binding.name == name);
                prop_assert!(!usual || !keys(&keymap, context, name).is_empty(), "{} {:?}", name, context);
            }
            let mut all: Vec<_> = keymap.in_context(context).flat_map(|row| &row.keys).collect();
            let count = all.len();
            all.sort();
            all.dedup();
            prop_assert_eq!(all.len(), count);
        }
    }
}

fn wish(action: &str, context: Option<&str>, key: &str) -> KeyWish {
    KeyWish {
        action: action.to_owned(),
        context: context.map(str::to_owned),
        keys: vec![WishedKey {
            text: key.to_owned(),
            place: "here".to_owned(),
        }],
        place: "here".to_owned(),
    }
}

#[test]
fn keys_that_no_terminal_sends_are_noted() {
    for (key, other) in [
        ("<c-i>", "Tab"),
        ("<c-m>", "Enter"),
        ("<c-j>", "Enter"),
        ("<c-[>", "Esc"),
        ("<c-h>", "Backspace"),
        ("<c-2>", "Ctrl-Space"),
    ] {
        let (keymap, notes) = Keymap::new(&[wish("export", None, key)]);
        let expected = format!("here: a terminal cannot tell {key} from {other}");
        assert_eq!(notes, [expected]);
        let key = keymap.key_of(Context::Timetable, &Action::Export);
        assert_eq!(key.as_deref(), Some("e"));
    }
    let (_, notes) = Keymap::new(&[wish("export", None, "<c-space>")]);
    assert_eq!(notes, [""; 0]);
}

#[test]
fn rows_with_fewer_places_than_usual_say_where() {
    let (keymap, _) = Keymap::new(&[wish("favourite", Some("grid"), "v")]);
    let of = |action: Action| {
        let rows = keymap.rows().iter();
        let helps = rows.filter(|row| row.binding.action == action);
        helps.map(Row::help).collect::<Vec<_>>()
    };
    let helps = of(Action::Favourite);
    assert_eq!(helps.len(), 2);
    assert!(
        helps.iter().any(|help| help.ends_with("(in the grid)")),
        "{helps:?}"
    );
    let (keymap, _) = Keymap::new(&[wish("export", None, "<c-z>")]);
    let rows = keymap.rows().iter();
    for row in rows.filter(|row| row.keys.iter().any(|key| *key == "<c-z>")) {
        let suspends = row.binding.action == Action::Suspend;
        assert!(!suspends || !row.help().contains("timetable"), "{row:?}");
    }
}
