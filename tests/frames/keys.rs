//! Keys: those that are configured, the help, the palette, numbers, and keys that mean nothing.
#![cfg(test)]

use super::*;

fn during() -> Start {
    viewer(BUILT_IN).at(DURING)
}

fn footer(viewer: &Viewer) -> String {
    viewer.lines().pop().unwrap_or_default()
}

/// The footer after keys.
fn said(keys: &str) -> String {
    let mut viewer = during().open();
    viewer.press(keys);
    footer(&viewer)
}

/// What the cursor is on after keys.
fn under(keys: &str) -> String {
    let mut viewer = during().open();
    viewer.press(keys);
    viewer.cursor_line().unwrap_or_default()
}

#[test]
fn configured_keys_act_and_are_shown_everywhere() {
    let start = during().keys(&["down: e <down>", "filter: F", "favourite: *", "help: <f1>"]);
    let mut viewer = start.open();
    let footer_of = |viewer: &Viewer| footer(viewer);
    assert_eq!(
        footer_of(&viewer),
        " e k move  ⏎ open  F filter  z zone  n now  * favourite  F1 help  q quit"
    );
    let before = viewer.cursor_line();
    viewer.press("e");
    assert_ne!(viewer.cursor_line(), before);
    viewer.press("k");
    assert_eq!(viewer.cursor_line(), before);
    viewer.press("*");
    assert!(footer_of(&viewer).contains("★"));
    viewer.press("**");
    assert!(
        viewer
            .app
            .message()
            .unwrap()
            .text
            .ends_with("; u undoes it")
    );
    viewer.press("f");
    assert_eq!(
        footer_of(&viewer),
        " “f” does nothing here; F1 shows the keys"
    );
    viewer.press("<f1>");
    let help = viewer.lines().join("\n");
    assert!(help.contains(" e ↓         one down"), "{help}");
    assert!(help.contains(" F           filter"), "{help}");
    assert!(!help.contains("choose days"), "{help}");
    assert!(footer_of(&viewer).contains("F1 all keys"), "{help}");
    viewer.press("<f1>");
    assert!(viewer.lines().join("\n").contains("   e ↓    "));
    viewer.press("<f1>:filter");
    let palette = viewer.lines().join("\n");
    assert!(palette.contains("▌ filter"), "{palette}");
    assert!(viewer.cursor_line().unwrap().ends_with(" F"), "{palette}");
}

#[test]
fn help_shows_what_does_something_here() {
    let mut viewer = viewer_of(std::fs::read("schedule.json").unwrap())
        .at(DURING)
        .open();
    let mut help = |keys: &str| {
        viewer.press(keys);
        viewer.press("?");
        let lines = viewer.lines().join("\n");
        viewer.press("<esc>");
        lines
    };
    let list = help("");
    // One day, nothing marked, nowhere to go back to.
    for absent in [
        "next day",
        "undo",
        "reminder",
        "drop the filter",
        "timetable",
    ] {
        assert!(!list.contains(absent), "{absent}: {list}");
    }
    for present in [
        "one down",
        "favourite ★",
        "3           people",
        "q Ctrl-c    quit",
    ] {
        assert!(list.contains(present), "{present}: {list}");
    }
    assert!(!list.contains("more line"), "{list}");
    assert!(help("f").contains("undo the last mark"));
    assert!(help("/gu<enter>").contains("drop the filter"));
    assert!(help("3").contains("1           timetable"));
    let page = help("1<enter>");
    assert!(page.contains("go back"), "{page}");
    let choices = help("<esc>F");
    assert!(choices.contains("choose, or choose no more"), "{choices}");
}

#[test]
fn help_is_left_as_it_was_entered() {
    let mut viewer = during().open();
    let list = viewer.lines();
    for keys in ["?<esc>", "???", "??<esc><esc>", "?j<esc>"] {
        viewer.press(keys);
        assert_eq!(viewer.lines(), list, "{keys}");
    }
    viewer.press("??");
    assert!(viewer.lines()[1].ends_with(" Keys"));
    viewer.press("<esc>");
    assert!(viewer.lines()[1].starts_with(" Keys that work here"));
    // Who reads what a key does tries it.
    viewer.press("x");
    assert_eq!(viewer.app.context(), Context::Timetable);
    assert!(viewer.app.message().unwrap().text.starts_with("Hidden: "));
    viewer.press("?/");
    assert_eq!(viewer.app.context(), Context::Filter);
}

#[test]
fn a_key_without_a_meaning_says_so() {
    for (keys, says) in [
        ("Q", " “Q” does nothing here; ? shows the keys"),
        ("<c-k>", " “Ctrl-k” does nothing here; ? shows the keys"),
        ("3c", " “c” does nothing here; ? shows the keys"),
        ("??Q", " “Q” does nothing in the help; Esc closes it"),
        ("z<c-k>", " “Ctrl-k” does nothing here; Esc leaves"),
        (
            "<esc>",
            " Nothing to go back from here; q quits, ? shows the keys",
        ),
        (
            "3<esc><esc>",
            " Nothing to go back from here; q quits, ? shows the keys",
        ),
    ] {
        assert_eq!(said(keys), says, "{keys}");
    }
    // Keys that are no letters are pressed by mistake, or by the window manager.
    assert_eq!(said("<f7>"), said(""));
}

#[test]
fn numbers_repeat_motions() {
    for (keys, same) in [
        ("5j", "jjjjj"),
        ("10j", "jjjjjjjjjj"),
        ("12j", "jjjjjjjjjjjj"),
        ("03j", "jjj"),
        ("8<down>", "jjjjjjjj"),
        ("jjjj12k", "gg"),
        ("9999j", "G"),
        ("07G", "gjjjjjj"),
        ("02<c-d>", "<c-d><c-d>"),
        // Digits that are followed by anything else are views.
        ("3jj", "3<down><down>"),
        ("34<esc>1", "1"),
        ("5<down>1", "1"),
        ("8<esc>j", "j"),
        ("8zj<esc>", ""),
    ] {
        assert_eq!(under(keys), under(same), "{keys}");
    }
    assert!(said("12").starts_with(' '));
    assert!(said("8").ends_with(" 8…"), "{}", said("8"));
    assert!(said("103").ends_with(" 103…"), "{}", said("103"));
    assert!(said("8<esc>").ends_with("quit"), "{}", said("8<esc>"));
}

#[test]
fn digits_show_views_until_they_are_a_number() {
    let mut viewer = during().open();
    viewer.press("<enter>");
    let page = viewer.lines();
    viewer.press("3");
    assert_eq!(viewer.app.context(), Context::People);
    viewer.press("4");
    assert_eq!(viewer.app.context(), Context::Mine);
    viewer.press("1");
    assert_eq!(viewer.app.context(), Context::Timetable);
    // Only now it can be nothing else: all is as it was.
    viewer.press("0");
    assert_eq!(viewer.app.context(), Context::Page);
    assert_eq!(viewer.lines()[..23], page[..23]);
    viewer.press("<esc>");
    assert_eq!(viewer.lines(), page);
    // Whoever has looked at the view in between means to move in it.
    viewer.press("<esc>5");
    viewer.app.paused();
    viewer.press("j");
    assert_eq!(viewer.app.view(), fomo::tui::app::View::About);
    viewer.press("8");
    viewer.app.paused();
    assert_eq!(viewer.app.pending_number(), Some(8));
}

#[test]
fn numbers_among_days_choices_and_in_the_help() {
    let mut viewer = viewer(THREE_DAYS).at("2025-03-28T09:00").open();
    viewer.press("02l");
    let two = viewer.cursor_line();
    viewer.press("gll");
    assert_eq!(viewer.cursor_line(), two);
    viewer.press("gF3j");
    let three = viewer.cursor_line();
    viewer.press("gjjj");
    assert_eq!(viewer.cursor_line(), three);
    viewer.press("<esc>??06j");
    let six = viewer.lines();
    viewer.press("gjjjjjj");
    assert_eq!(viewer.lines(), six);
}

#[test]
fn palette() {
    insta::assert_snapshot!(film(
        during(),
        &[":", "fav", "<enter>", ":<c-w>no such thing", "<enter>"]
    ));
    insta::assert_snapshot!(
        "palette_narrow",
        film(during().size(40, 12), &["?:", "zon"])
    );
}

#[test]
fn the_palette_runs_what_is_chosen() {
    for (keys, context) in [
        (":people<enter>", Context::People),
        (":help<enter>", Context::Help),
        ("F:clear", Context::Palette),
        ("F:back<enter>", Context::Timetable),
        ("<enter>:back<enter>", Context::Timetable),
        ("<enter>:<esc>", Context::Page),
        ("?:all k<enter>", Context::Help),
        (":<bs>", Context::Timetable),
        (":zones<enter>", Context::Zones),
        (":5<enter>", Context::Timetable),
    ] {
        let mut viewer = during().open();
        viewer.press(keys);
        assert_eq!(viewer.app.context(), context, "{keys}");
    }
    for keys in [
        ":q<enter>",
        ":quit<enter>",
        ":q!<enter>",
        "3:q<enter>",
        ":<c-c>",
    ] {
        let effects = during().open().press(keys);
        assert_eq!(effects, [Effect::Quit], "{keys}");
    }
    assert_eq!(during().open().press(":5<enter>"), []);
    // What would do nothing here is not offered.
    for absent in ["undo", "previous-day", "palette", "insert"] {
        let mut viewer = during().open();
        viewer.press(&format!(":{absent}"));
        let lines = viewer.lines().join("\n");
        assert!(
            !lines.contains(&format!("  {absent} ")) && !lines.contains(&format!("▌ {absent} ")),
            "{lines}"
        );
    }
}

#[test]
fn what_is_said_names_the_keys_in_force() {
    let mut viewer = during()
        .keys(&[
            "favourite: *",
            "favourite-rooms: W",
            "undo: U",
            "mouse: m",
            "timetable: T",
        ])
        .open();
    // Wherever a line is broken.
    let said = |viewer: &Viewer| {
        let all = viewer.lines().join(" ");
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (keys, words) in [
        ("b", "* makes it one"),
        ("4", "* in the timetable (T) makes one, * again"),
        ("Tm", "m turns it off"),
        ("m", "m turns it on"),
        ("NHello<esc>", "Note kept; U undoes it"),
        ("2W", "* makes one"),
        ("*W", "W shows all"),
        ("jk", "W shows all"),
    ] {
        viewer.press(keys);
        let said = said(&viewer);
        assert!(said.contains(words), "{keys}: {words}\n{said}");
    }
}

#[test]
fn in_ascii_keys_go_by_their_names() {
    let mut viewer = during().open();
    viewer.app.use_symbols(fomo::tui::theme::Symbols::Ascii);
    for keys in ["?", "?"] {
        viewer.press(keys);
        let mut lines = viewer.lines();
        // The footer is drawn with the signs of its own.
        lines.pop();
        let help = lines.join("\n");
        assert!(!help.contains(['↓', '→', '←', '↑']), "{help}");
        assert!(
            help.contains("j Down") || help.contains("l Right"),
            "{help}"
        );
    }
}

#[test]
fn mistakes_in_the_configuration_are_listed_with_all_keys() {
    let mut viewer = during().open();
    viewer
        .app
        .note_config(&["config.toml:3:1: wrong".to_owned()]);
    viewer.press("??");
    let help = viewer.lines().join("\n");
    assert!(
        help.contains("In config.toml\n config.toml:3:1: wrong"),
        "{help}"
    );
}
