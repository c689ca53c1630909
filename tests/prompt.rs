//! The filter prompt: what is wrong with what is typed, what could be typed next, and what was typed before.
#![cfg(test)]

#[expect(dead_code, reason = "the properties use the rest of it")]
#[path = "common/viewer.rs"]
mod viewer;

use std::fmt::Write as _;

use fomo::tui::{
    action::{Action, Context, Effect},
    geometry, rows,
};
use proptest::{prelude::*, sample::select};
use ratatui::{
    buffer::Buffer,
    style::{Color, Modifier},
};
use viewer::{Start, Viewer, line, viewer};

fn queries() -> Start {
    viewer("queries.json").at("2025-05-10T11:20")
}

/// The frame after each of these.
fn film(start: Start, scenes: &[&str]) -> String {
    let mut viewer = start.open();
    let mut film = String::new();
    for keys in scenes {
        viewer.press(keys);
        _ = writeln!(film, "════ {keys}\n{}", viewer.lines().join("\n"));
    }
    film
}

/// The prompt with its cursor, and what stands beside it.
fn prompt(viewer: &Viewer) -> String {
    let last = viewer.lines().pop().unwrap_or_default();
    let Some((x, _)) = viewer.typing_at() else {
        return last;
    };
    let mut columns = 0;
    let at = last.char_indices().find(|(_, char)| {
        columns += fomo::text::width(&char.to_string());
        columns > usize::from(x)
    });
    match at.and_then(|(at, _)| last.split_at_checked(at)) {
        Some((before, behind)) => format!("{before}▏{behind}"),
        None => format!("{last}▏"),
    }
}

/// The prompt after each of these, and what they ask of the outside.
fn prompts(start: Start, scenes: &[&str]) -> String {
    let mut viewer = start.open();
    let mut out = String::new();
    for keys in scenes {
        let effects = viewer.press(keys);
        _ = writeln!(out, "{keys:12} {}", prompt(&viewer));
        for effect in effects {
            _ = writeln!(out, "             {effect:?}");
        }
    }
    out
}

/// What stands in the menu above the prompt.
fn offers(start: Start, keys: &str) -> String {
    let mut viewer = start.open();
    viewer.press(keys);
    let Some(area) = viewer.app.choices_area() else {
        return format!("{keys}: no menu\n{}", prompt(&viewer));
    };
    let lines = viewer.lines();
    let menu = &lines[usize::from(area.y)..usize::from(area.y + area.height)];
    format!("{keys}\n{}\n{}", menu.join("\n"), prompt(&viewer))
}

fn matching(viewer: &Viewer) -> Vec<usize> {
    let all = 0..viewer.app.schedule().entries().len();
    all.filter(|entry| viewer.app.matches(*entry)).collect()
}

fn kept(effects: &[Effect]) -> Vec<&str> {
    let mut queries = Vec::new();
    for effect in effects {
        if let Effect::RememberQuery(query) = effect {
            queries.push(query.as_str());
        }
    }
    queries
}

mod errors {
    use super::*;

    #[test]
    fn what_was_expected_and_where() {
        insta::assert_snapshot!(prompts(
            queries(),
            &[
                "/room:",
                "<c-u>is:nwo",
                "<c-u>zoe spaeker:max",
                "<c-u>after:",
                "<c-u>(lab | foyer",
                "<c-u>lab)",
                "<c-u>lab |",
                "<c-u>day:sat is:nwo lab",
                "<home>",
            ]
        ));
        insta::assert_snapshot!(
            "narrow",
            prompts(
                queries().size(40, 12),
                &[
                    "/room:",
                    "<c-u>is:nwo",
                    "<c-u>attention robots is:nwo",
                    "<home>"
                ]
            )
        );
    }

    #[test]
    fn the_last_good_result_stays() {
        let mut viewer = queries().open();
        viewer.press("/foyer");
        let good = matching(&viewer);
        assert_eq!(good.len(), 3);
        viewer.app.update(Action::Paste("| is:nw".to_owned()));
        assert_eq!(matching(&viewer), good);
        assert!(
            viewer.lines()[0].contains("/ foyer  3 of 51"),
            "{}",
            viewer.lines()[0]
        );
    }

    #[test]
    fn enter_goes_there_instead_of_closing() {
        insta::assert_snapshot!(prompts(
            queries(),
            &[
                "/is:nwo lab<home>",
                "<enter>",
                "<bs><bs><bs>ow",
                "<enter>",
                "/",
                "<esc>",
                "/(room:lab<enter>",
                ")<enter>"
            ]
        ));
    }

    #[test]
    fn what_is_dropped_comes_back_without_its_error() {
        insta::assert_snapshot!(prompts(queries(), &["/lab<enter>", "/ is:", "<esc>", "/"]));
    }

    #[test]
    fn the_place_is_underlined() {
        for (size, keys, marked) in [
            ((80, 24), "/day:sat is:nwo lab", "nwo"),
            ((80, 24), "/day:sat is:nwo lab<home>", "nwo"),
            ((80, 24), "/漢字 is:nwo", "nwo"),
            ((80, 24), "/room:", " "),
            ((80, 24), "/room: lab<left>", " "),
            ((80, 24), "/lab)", ")"),
            ((40, 12), "/attention robots and is:nwo", "nwo"),
            ((20, 4), "/attention robots and is:nwo", "nwo"),
        ] {
            let mut viewer = queries().size(size.0, size.1).open();
            viewer.press(keys);
            assert_eq!(underlined(&viewer.buffer()), marked, "{keys}");
        }
    }

    /// What is underlined in the last line, which is what is red and bold.
    fn underlined(buffer: &Buffer) -> String {
        let y = buffer.area.height - 1;
        let cells = (0..buffer.area.width).map(|x| &buffer[(x, y)]);
        let marked = cells.filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
        let marked = marked.inspect(|cell| {
            assert_eq!(cell.fg, Color::Red);
            assert!(cell.modifier.contains(Modifier::BOLD));
        });
        marked.map(ratatui::buffer::Cell::symbol).collect()
    }
}

mod completion {
    use super::*;

    #[test]
    fn fields_rooms_and_counts() {
        insta::assert_snapshot!(film(
            queries(),
            &[
                "/<tab>", "<tab>", "<tab>", "<enter>", "<tab>", "<tab>", "<enter>"
            ]
        ));
    }

    #[test]
    fn on_small_and_large_terminals() {
        insta::assert_snapshot!(film(
            queries().size(40, 12),
            &["/<tab>", "<s-tab>", "<esc>room:<tab>", "<up>"]
        ));
        insta::assert_snapshot!(
            "large",
            film(queries().size(120, 40), &["/track:<tab>", "<down>"])
        );
        insta::assert_snapshot!(
            "tiny",
            film(queries().size(20, 4), &["/room:<tab>", "<tab>", "<esc>"])
        );
        insta::assert_snapshot!(
            "low",
            film(queries().size(60, 7), &["/room:<tab>", "<s-tab>"])
        );
    }

    #[test]
    fn wherever_it_is_typed() {
        let shown: Vec<String> = [
            "/-room:l<tab>",
            "/robots (room:lab | room:c<tab>",
            "/(room:l)<left><tab>",
            "/room:\"aula m<tab>",
            "/track:theo<tab>",
            "/lang:<tab>",
            "/day:<tab>",
            "/has:<tab>",
            "/speaker:<tab>",
            "/affiliation:<tab>",
            "/kind:p<tab>",
            "/room:xyz<tab>",
            "/\"room:<tab>",
        ]
        .into_iter()
        .map(|keys| offers(queries(), keys))
        .collect();
        insta::assert_snapshot!(shown.join("\n\n"));
    }

    #[test]
    fn the_only_offer_is_put_in_at_once() {
        insta::assert_snapshot!(prompts(
            queries(),
            &["/ro", "<tab>", "f<tab>", "<tab>", " -is:pa<tab>", "<enter>"]
        ));
    }

    #[test]
    fn round_and_round_and_back() {
        insta::assert_snapshot!(prompts(
            queries(),
            &[
                "/zoe room:l",
                "<tab>",
                "<tab>",
                "<tab>",
                "<s-tab>",
                "<up>",
                "<down>",
                "<c-n>",
                "<c-p>",
                "<esc>",
                "<s-tab>",
                "<esc>",
                "<esc>",
            ]
        ));
    }

    #[test]
    fn going_back_brings_back_what_was_found() {
        let mut viewer = queries().open();
        viewer.press("/foyer");
        viewer.app.update(Action::Paste(" | room:".to_owned()));
        let before = viewer.lines();
        viewer.press("<tab><tab>");
        assert_ne!(viewer.lines(), before);
        viewer.press("<esc>");
        assert_eq!(viewer.lines(), before);
    }

    #[test]
    fn typing_or_moving_keeps_what_was_put_in() {
        for keys in [" ", "x", "<left>", "<home>", "<bs>", "<c-w>"] {
            let mut viewer = queries().open();
            viewer.press("/room:l<tab>");
            assert!(viewer.app.choices().is_some());
            let put_in = prompt(&viewer);
            assert!(put_in.starts_with("/room:=\"Lab 1\"▏"), "{put_in}");
            viewer.press(keys);
            assert!(viewer.app.choices().is_none(), "{keys}");
            assert_eq!(viewer.app.context(), Context::Filter);
        }
    }

    #[test]
    fn enter_keeps_a_value_and_goes_on_behind_a_field() {
        let mut viewer = queries().open();
        let effects = viewer.press("/room:l<tab><enter>");
        assert_eq!(kept(&effects), ["room:=\"Lab 1\""]);
        assert_eq!(viewer.app.context(), Context::Timetable);
        viewer.press("<esc>/<tab><enter>");
        assert_eq!(viewer.app.context(), Context::Filter);
        assert!(viewer.app.choices().is_none());
        assert!(prompt(&viewer).starts_with("/speaker:▏"));
    }

    #[test]
    fn a_count_is_what_is_found() {
        for typed in [
            "room:",
            "zoe track:",
            "-lang:",
            "(day:2 | room:",
            "foyer | kind:",
        ] {
            let mut viewer = queries().open();
            viewer.press(&format!("/{typed}<tab>"));
            let choices = viewer.app.choices().unwrap().menu.offers.clone();
            assert!(choices.len() > 1, "{typed}");
            for offer in choices {
                let closing = if typed.contains('(') { ")" } else { "" };
                let query = format!("{typed}{}{closing}", offer.text);
                viewer.app.set_filter(&query);
                let found = matching(&viewer).len();
                assert!(
                    offer.count.is_none_or(|count| count == found),
                    "{query}: {found}, {:?}",
                    offer.count
                );
                assert!(offer.count.is_some() || !closing.is_empty(), "{query}");
            }
        }
    }

    #[test]
    fn among_people() {
        insta::assert_snapshot!(film(
            queries().size(60, 12),
            &["3/aff<tab><tab>", "<tab>", "<enter>"]
        ));
    }

    #[test]
    fn the_selection_stays_in_view_above_the_menu() {
        for rows in 4..40 {
            let mut viewer = queries().size(60, rows).open();
            viewer.press("G/<tab>");
            let area = viewer.app.choices_area().unwrap();
            let lines = viewer.lines();
            let at = lines.iter().position(|line| line.contains('▌')).unwrap();
            assert!(at < usize::from(area.y), "{rows}: {lines:#?}");
            viewer.press("<s-tab>");
            assert!(
                viewer.lines().iter().any(|line| line.starts_with('›')),
                "{rows}"
            );
        }
    }

    #[test]
    fn another_schedule_closes_the_menu() {
        let mut viewer = queries().open();
        viewer.press("/room:<tab><tab>");
        viewer.change("three-days.json");
        assert!(viewer.app.choices().is_none());
        assert_eq!(viewer.app.context(), Context::Filter);
    }
}

mod history {
    use super::*;

    #[test]
    fn back_and_forth() {
        insta::assert_snapshot!(prompts(
            queries().queries(&["room:foyer", "zoe", "is:now"]),
            &[
                "/la", "<up>", "<up>", "<c-p>", "<up>", "<c-n>", "<down>", "<down>", "<down>",
                "<up>x", "<up>", "<down>", "<esc>"
            ]
        ));
    }

    #[test]
    fn what_was_kept_here_comes_first_and_once() {
        insta::assert_snapshot!(prompts(
            queries().queries(&["zoe"]),
            &[
                "/foyer<enter>",
                "/<enter>",
                "/",
                "<up>",
                "<enter>",
                "/<up>",
                "<up>",
                "<esc>",
                "/<up>",
                "<c-u><enter>",
                "/ <enter>"
            ]
        ));
    }

    #[test]
    fn what_was_typed_returns_with_what_it_found() {
        let mut viewer = queries().queries(&["zoe"]).open();
        viewer.press("/foyer");
        viewer.app.update(Action::Paste(" | room:".to_owned()));
        let before = viewer.lines();
        viewer.press("<up>");
        assert_ne!(viewer.lines(), before);
        viewer.press("<down>");
        assert_eq!(viewer.lines(), before);
    }

    #[test]
    fn it_stays_when_the_schedule_is_read_again() {
        let mut viewer = queries().open();
        viewer.press("/foyer<enter><esc>r/<up>");
        assert!(prompt(&viewer).starts_with("/foyer▏"));
    }

    #[test]
    fn no_more_than_fifty_and_none_that_nobody_typed() {
        let mut all: Vec<String> = (0..60).map(|number| format!("query {number}")).collect();
        all.insert(1, "x".repeat(1_000_000));
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let mut viewer = queries().queries(&all).open();
        viewer.press("/");
        viewer.press(&"<up>".repeat(70));
        assert!(
            prompt(&viewer).starts_with("/query 49▏"),
            "{}",
            prompt(&viewer)
        );
    }

    #[test]
    fn whoever_sets_a_filter_can_have_it_remembered() {
        let mut viewer = queries().open();
        assert_eq!(viewer.app.remember_query(), []);
        viewer.app.set_filter("room:foyer");
        assert_eq!(kept(&viewer.app.remember_query()), ["room:foyer"]);
        assert_eq!(viewer.app.remember_query(), []);
    }
}

#[test]
fn another_event_does_not_take_what_cannot_be_read() {
    let mut viewer = queries().open();
    viewer.press("/foyer is:nw");
    viewer.exchange("three-days.json", false);
    viewer.press("<enter>");
    assert_eq!(viewer.app.context(), Context::Filter);
    assert!(prompt(&viewer).contains("“nw”"), "{}", prompt(&viewer));
}

fn key() -> impl Strategy<Value = String> {
    const KEYS: [&str; 17] = [
        "<tab>", "<tab>", "<tab>", "<s-tab>", "<up>", "<down>", "<enter>", "<esc>", "<left>",
        "<right>", "<home>", "<end>", "<bs>", "<c-w>", "<c-u>", "<c-n>", "<c-p>",
    ];
    const WORDS: [&str; 24] = [
        "room:",
        "ro",
        "is:",
        "nw",
        "(",
        ")",
        "|",
        "-",
        "\"",
        "~",
        "=",
        ":",
        "day:",
        "track:",
        " ",
        " ",
        "z",
        "l",
        "\\",
        "漢",
        "\u{301}",
        "🧑‍🎓",
        "speaker:",
        "lang:",
    ];
    prop_oneof![
        3 => select(&KEYS[..]).prop_map(str::to_owned),
        3 => select(&WORDS[..]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_nothing_panics(
        file in select(&["queries.json", "hostile.json", "empty.json"][..]),
        (columns, rows) in select(&[(80, 24), (40, 12), (120, 40), (20, 4), (33, 7)][..]),
        keys in prop::collection::vec(key(), 1..40),
    ) {
        let start = viewer(file).at("2025-05-10T11:20").size(columns, rows);
        let mut viewer = start.queries(&["room:lab", "(", "is:now", "漢 \"x"]).open();
        for key in keys {
            if viewer.app.context() != Context::Filter {
                viewer.press("/");
            }
            let keys = fomo::tui::terminal::names::parse_keys(&key).unwrap();
            for key in keys {
                fomo::tui::press(&mut viewer.app, &key);
            }
            let buffer = viewer.buffer();
            prop_assert_eq!(viewer.app.rows(), rows::timetable(&viewer.app));
            if let Some((x, y)) = viewer.typing_at() {
                prop_assert!(x < columns && y < rows);
            }
            prop_assert!(!geometry::is_too_small(viewer.app.size()));
            if let Some(area) = viewer.app.choices_area() {
                let marks = (area.y..area.y + area.height).filter(|y| line(&buffer, *y).starts_with('›'));
                prop_assert_eq!(marks.count(), 1);
                prop_assert!(viewer.app.choices().unwrap().menu.offers.len() > 1);
            }
            if viewer.app.filter().error().is_some() {
                prop_assert_eq!(viewer.app.context(), Context::Filter);
            }
        }
    }
}

#[test]
fn who_is_selected_is_so_again_when_the_filter_goes() {
    let mut viewer = queries().open();
    viewer.press("3jjj");
    let selected = |viewer: &Viewer| viewer.app.people().selected.clone().unwrap();
    let before = selected(&viewer);
    viewer.press("/zzzz<enter><esc>");
    assert_eq!(selected(&viewer), before);
}

#[test]
fn what_was_completed_is_where_recalling_begins() {
    let mut viewer = queries().queries(&["ro", "zoe"]).open();
    viewer.press("/abc<up>");
    assert!(prompt(&viewer).starts_with("/ro▏"));
    viewer.press("<tab>");
    assert!(
        prompt(&viewer).starts_with("/room:▏"),
        "{}",
        prompt(&viewer)
    );
    viewer.press("<up><down>");
    assert!(
        prompt(&viewer).starts_with("/room:▏"),
        "{}",
        prompt(&viewer)
    );
}

#[test]
fn what_is_searched_is_made_ahead_while_the_prompt_is_open() {
    let mut viewer = queries().open();
    let steps = |viewer: &mut Viewer| {
        (0..1000)
            .take_while(|_| viewer.app.prepare_search())
            .count()
    };
    assert_eq!(steps(&mut viewer), 0, "nobody types");
    viewer.press("/");
    assert!(steps(&mut viewer) > 0);
    assert_eq!(steps(&mut viewer), 0, "all is made");
    viewer.press("r<esc>");
    viewer.press("r/");
    assert!(
        steps(&mut viewer) > 0,
        "of another schedule, all is made again"
    );
    let found = viewer.lines();
    assert!(found.last().unwrap().starts_with('/'));
}

#[test]
fn words_that_no_name_has_are_said_to_be_in_the_timetable() {
    let mut viewer = viewer("schedule.json").open();
    viewer.press("/coffee<enter>3");
    let lines = viewer.lines();
    assert!(lines[2].contains("Nothing matches “coffee”."), "{lines:#?}");
    let said = "2 entries match in the timetable (1). Here, words are those of names.";
    assert!(lines[3].contains(said), "{lines:#?}");
    viewer.press("1");
    assert!(viewer.lines()[0].contains("2 of 21"));
}

/// What was over a thousand letters was left out without a word.
#[test]
fn a_filter_that_is_too_long_is_cut_and_the_reader_told() {
    let mut viewer = queries().open();
    viewer.press("/");
    let told = |viewer: &Viewer| {
        viewer
            .lines()
            .join("\n")
            .contains("at most 1,000 characters")
    };
    viewer.app.update(Action::Paste("x".repeat(1000)));
    assert!(!told(&viewer), "{:?}", viewer.lines());
    viewer.press("y");
    assert!(told(&viewer), "{:?}", viewer.lines());
    viewer.press("<c-u>");
    viewer.app.update(Action::Paste("x".repeat(1001)));
    assert!(told(&viewer), "{:?}", viewer.lines());
}

#[test]
fn esc_and_a_key_that_come_together_are_two_keys() {
    let mut viewer = queries().open();
    // A slow line delivers both at once, as a terminal sends Alt and the key.
    viewer.press("/zzz<enter>");
    let before = viewer.lines();
    viewer.press("<a-z>");
    assert!(viewer.app.filter().is_empty());
    assert_eq!(viewer.app.context(), Context::Zones);
    viewer.press("<esc>");
    assert_ne!(viewer.lines(), before);
    let before = viewer.cursor_line();
    viewer.press("<a-j>");
    assert_ne!(viewer.cursor_line(), before);
    assert_eq!(viewer.press("<enter><a-c-c>"), [Effect::Quit]);
}

#[test]
fn keys_for_words_lose_nothing_that_is_typed_and_mark_nothing() {
    let words = [
        "<a-b>",
        "<a-f>",
        "<a-d>",
        "<a-x>",
        "<a-bs>",
        "<a-j>",
        "<a-enter>",
    ];
    for (opening, context) in [
        ("/", Context::Filter),
        ("z", Context::Zones),
        (":", Context::Palette),
        ("N", Context::Note),
    ] {
        let mut viewer = queries().open();
        let marked = viewer.app.picks().kept().to_vec();
        viewer.press(opening);
        viewer.press("one two");
        let before = viewer.typing_at();
        assert!(before.is_some(), "{context:?}");
        for key in words {
            assert_eq!(viewer.press(key), [], "{context:?} {key}");
            assert_eq!(viewer.app.context(), context, "{key}");
            assert_eq!(viewer.typing_at(), before, "{context:?} {key}");
            let text = viewer.lines().join("\n");
            assert!(text.contains("one two"), "{context:?} {key}: {text}");
        }
        assert_eq!(viewer.app.picks().kept(), marked, "{context:?}");
        // By itself, Esc closes it.
        viewer.press("<esc>");
        assert_ne!(viewer.app.context(), context);
    }
}
