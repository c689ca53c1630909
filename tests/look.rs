//! How frames look: in ASCII, and in other themes.
#![cfg(test)]

#[path = "common/run.rs"]
mod run;
#[expect(dead_code, reason = "other tests of frames use the rest of it")]
#[path = "common/viewer.rs"]
mod viewer;

use std::fs;

use fomo::tui::{
    theme::{Look, Symbols, Theme},
    view,
};
use ratatui::{
    buffer::{Buffer, CellWidth as _},
    layout::Rect,
};

use self::{
    run::{Ran, command, ran},
    viewer::{Viewer, line, viewer, viewer_of},
};

/// Keys that lead to all that can be drawn.
const WAYS: [&str; 18] = [
    "",
    "jjj<enter>",
    "jjjj<enter><enter>",
    "2",
    "3",
    "3j<enter>",
    "4",
    "jjfjffjxX4",
    "5",
    "?",
    "?<pgdn><pgdn>",
    "z",
    "ztok",
    "/a",
    "/room:",
    "/is:nwo",
    "F",
    "N",
];

const SIZES: [(u16, u16); 6] = [(80, 24), (40, 12), (120, 40), (200, 20), (39, 11), (1, 1)];

fn drawn(viewer: &Viewer, look: &Look) -> Buffer {
    let size = viewer.app.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
    view::draw(&viewer.app, look, &mut buffer);
    buffer
}

fn look(symbols: Symbols) -> Look {
    Look {
        theme: Theme::default(),
        symbols,
    }
}

#[test]
fn in_ascii_there_is_nothing_else_and_columns_stay() {
    for (file, at) in [
        ("schedule.json", "2024-07-27T11:10"),
        ("hostile.json", "2025-03-28T11:40"),
        ("three-days.json", "2025-03-28T11:40"),
    ] {
        for (columns, rows) in SIZES {
            for keys in WAYS {
                let mut viewer = viewer(file).at(at).size(columns, rows).open();
                viewer.press(keys);
                let usual = drawn(&viewer, &look(Symbols::Unicode));
                let ascii = drawn(&viewer, &look(Symbols::Ascii));
                assert_same_places(&usual, &ascii, &format!("{file} {columns}x{rows} {keys}"));
            }
        }
    }
}

/// Letters of ASCII stay where they are, and nothing else is there. The last line has other words for keys.
fn assert_same_places(usual: &Buffer, ascii: &Buffer, what: &str) {
    for y in 0..ascii.area.height {
        for x in 0..ascii.area.width {
            let symbol = ascii[(x, y)].symbol();
            let printable = symbol.len() == 1 && (0x20..0x7f).contains(&symbol.as_bytes()[0]);
            assert!(printable, "{what}: {symbol:?} at {x}, {y}");
        }
        if y + 1 == ascii.area.height {
            continue;
        }
        for x in 0..ascii.area.width {
            let before = usual[(x, y)].symbol();
            let after = ascii[(x, y)].symbol();
            let same = before == after || !before.is_ascii() || hidden(usual, x, y);
            assert!(same, "{what}: {before:?} became {after:?} at {x}, {y}");
        }
    }
}

/// Whether a cell lies behind a wide character.
fn hidden(buffer: &Buffer, x: u16, y: u16) -> bool {
    let mut at = 0;
    while at < x {
        at += buffer[(at, y)].cell_width().max(1);
    }
    at > x
}

#[test]
fn keys_are_named_where_their_signs_cannot_be_shown() {
    for symbols in [Symbols::Ascii, Symbols::Console] {
        let viewer = viewer("schedule.json").open();
        let buffer = drawn(&viewer, &look(symbols));
        let footer = line(&buffer, 23);
        assert!(footer.contains("Enter open"), "{symbols:?} {footer}");
    }
}

#[test]
fn the_line_of_the_cursor_has_one_background_and_the_rest_another() {
    for name in ["light", "dark", "contrast", "colour-blind"] {
        let look = Look {
            theme: Theme::find(name, &[]).unwrap(),
            symbols: Symbols::Unicode,
        };
        for keys in ["", "3", "z"] {
            let mut viewer = viewer("schedule.json").at("2024-07-27T11:10").open();
            viewer.press(keys);
            let buffer = drawn(&viewer, &look);
            let ground = look.theme.ground().bg.unwrap();
            let marked: Vec<u16> = (1..23).filter(|y| buffer[(40, *y)].bg != ground).collect();
            // What is too long for a line of a page has several.
            assert!(
                !marked.is_empty() && marked.len() < 3,
                "{name} {keys}: {marked:?}"
            );
            for y in marked {
                assert_eq!(buffer[(0, y)].symbol(), "▌", "{name} {keys}");
                let first = buffer[(0, y)].bg;
                let even = (0..80).all(|x| buffer[(x, y)].bg == first);
                assert!(even, "{name} {keys}");
            }
        }
    }
}

#[test]
fn tracks_have_the_colour_that_the_file_gives_them() {
    let native = r##"{"format": "fomo/1", "event": {"title": "T", "time_zone": "UTC"},
        "tracks": [{"id": "a", "color": "#c03030"}, {"id": "b", "color": "reddish"}, {"id": "c"}],
        "sessions": [{"start": "2025-06-01T10:00", "title": "X", "track": "a"}]}"##;
    let open_event = r##"[{"title": "X", "starts-at": "2025-06-01T10:00:00Z", "ends-at": "2025-06-01T11:00:00Z",
        "microlocation": {"name": "Hall"}, "track": {"name": "A", "color": "#283593", "font_color": "#ffffff"}}]"##;
    let xml = r##"<schedule><conference><title>T</title></conference>
        <tracks><track name="A" slug="a" color="#a4a300"/><track name="B" slug="b"/></tracks>
        <day date="2025-06-01"><room name="R"><event id="1"><title>X</title><date>2025-06-01T10:00:00+00:00</date>
        <duration>01:00</duration><track>a</track></event></room></day></schedule>"##;
    let fixture = |name: &str| {
        let root = env!("CARGO_MANIFEST_DIR");
        fs::read_to_string(format!("{root}/tests/fixtures/formats/{name}")).unwrap()
    };
    for (text, colors) in [
        (
            native.to_owned(),
            vec![Some([0xc0, 0x30, 0x30]), None, None],
        ),
        (open_event.to_owned(), vec![Some([0x28, 0x35, 0x93])]),
        (xml.to_owned(), vec![Some([0xa4, 0xa3, 0]), None]),
        (
            fixture("frab-json/hub.json"),
            vec![Some([255; 3]), None, None],
        ),
        (
            fixture("pretalx-widget/talks-and-breaks.json"),
            vec![Some([0, 255, 0])],
        ),
    ] {
        let viewer = viewer_of(text.clone()).open();
        let schedule = viewer.app.schedule();
        let found: Vec<_> = (0..colors.len())
            .map(|track| schedule.track_color(track))
            .collect();
        assert_eq!(found, colors, "{text}");
    }
}

/// A run with this configuration.
fn fomo(config: &str, args: &[&str]) -> Ran {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("config/fomo")).unwrap();
    fs::write(home.path().join("config/fomo/config.toml"), config).unwrap();
    ran(command(home.path(), args).output().unwrap())
}

#[test]
fn a_theme_that_there_is_not_is_refused_before_anything_is_drawn() {
    let ran = fomo("", &["--theme", "drak", "--print", "80x24"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (
            2,
            "",
            "error: --theme: there is no theme “drak”, only terminal, light, dark, contrast, colour-blind; did you mean “dark”?\n"
        )
    );
    let own = "[themes.mine]\nbase = \"light\"\n";
    let ran = fomo(own, &["--theme", "mine", "--print", "80x24"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let ran = fomo("theme = \"mine\"\n", &["--print", "80x24"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err
            .contains("config.toml:1:9: there is no theme “mine”"),
        "{}",
        ran.err
    );
    let ran = fomo("", &["--theme=", "--print", "80x24"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn ascii_is_asked_for_by_a_flag_or_the_configuration() {
    let print = ["--print", "80x24", "--at", "2024-07-27T11:10"];
    let usual = fomo("", &print);
    assert!(!usual.out.is_ascii());
    let flag = fomo("", &[&print[..], &["--ascii"]].concat());
    let configured = fomo("ascii = true\n", &print);
    assert!(flag.out.is_ascii(), "{}", flag.out);
    assert_eq!(flag.out, configured.out);
    assert!(flag.out.contains(">@ 11:00"), "{}", flag.out);
}
