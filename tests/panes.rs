//! Every pane at every size in every look: on the built-in schedule, on the worst that files hold, and, where `FOMO_CORPUS`
//! names a directory of real files, on a congress of 1,351 entries.
#![cfg(test)]

#[expect(dead_code, reason = "the other tests use the rest of it")]
#[path = "common/viewer.rs"]
mod viewer;

use std::{fmt::Write as _, path::Path};

use fomo::{
    agenda::News,
    schedule::{check, diff::Version},
    tui::{
        app::Event,
        theme::{Depth, Look, Symbols, Theme},
        view,
    },
};
use ratatui::{
    buffer::{Buffer, CellWidth as _},
    layout::Rect,
    style::Color,
};
use viewer::{Start, Viewer, line, viewer, viewer_of};

const SIZES: [(u16, u16); 4] = [(200, 60), (120, 40), (80, 24), (40, 12)];

/// Each pane, and the keys that lead to it.
const PANES: [(&str, &str); 25] = [
    ("timetable", ""),
    ("grid", "2"),
    ("session", "<enter>"),
    ("talk", "j<enter>"),
    ("person", "3<enter>"),
    ("people", "3"),
    ("mine", "fjjffjjf4"),
    ("free", "fjjfG4g<enter>"),
    ("about", "5"),
    ("help", "?"),
    ("all keys", "??"),
    ("palette", ":fa"),
    ("zones", "z"),
    ("zone search", "zto"),
    ("filter", "/a"),
    ("completion", "/room:"),
    ("filtered", "/a<enter>"),
    ("facets", "F"),
    ("note", "Nab"),
    ("events", "E"),
    ("changes", "6"),
    ("changed", "6G<enter>"),
    ("removed", "6g<enter>"),
    ("check", "7"),
    ("finding", "7G<tab>"),
];

fn looks() -> Vec<(String, Look)> {
    let themes = ["terminal", "light", "dark", "contrast", "colour-blind"];
    let look = |name: &str, depth, symbols| Look {
        theme: Theme::find(name, &[]).unwrap().at(depth),
        symbols,
    };
    let mut looks: Vec<_> = themes
        .iter()
        .map(|name| {
            (
                (*name).to_owned(),
                look(name, Depth::True, Symbols::Unicode),
            )
        })
        .collect();
    looks.push((
        "no colour".to_owned(),
        look("dark", Depth::None, Symbols::Unicode),
    ));
    looks.push((
        "ascii".to_owned(),
        look("terminal", Depth::True, Symbols::Ascii),
    ));
    looks.push((
        "console".to_owned(),
        look("terminal", Depth::Ansi8, Symbols::Console),
    ));
    looks
}

fn drawn(viewer: &Viewer, look: &Look) -> Buffer {
    let size = viewer.app.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
    view::draw(&viewer.app, look, &mut buffer);
    buffer
}

fn open(start: Start, size: (u16, u16), keys: &str) -> Viewer {
    let events = vec![Event {
        title: "Another event".to_owned(),
        source: "https://a.example/s.json".to_owned(),
        why: "configured".to_owned(),
    }];
    let mut viewer = start.size(size.0, size.1).events(events).open();
    if keys.starts_with('6') {
        let news = News::since(&seen(&viewer), viewer.app.schedule());
        viewer.app.set_news(news);
    }
    if keys.starts_with('7') {
        let (schedule, read) = viewer.app.to_check();
        viewer
            .app
            .set_findings(check::all_findings(read, &schedule));
    }
    viewer.press(keys);
    viewer
}

/// An earlier state: some entries were called otherwise, or took place; some were there that are gone, some are new.
fn seen(viewer: &Viewer) -> Version {
    let mut seen = Version::of(viewer.app.schedule());
    seen.entries
        .retain(|known| !known.title.contains("Opening"));
    for (number, known) in seen.entries.iter_mut().enumerate().step_by(4) {
        match number % 12 {
            0 => known
                .rooms
                .push("The room of before, which had a long name".to_owned()),
            4 => {
                known.id.push_str("-before");
                known.given = Some(known.id.clone());
                known.title = "漢字の話 that nobody gives any more".to_owned();
                known.people.clear();
            }
            _ => known.people.push("Somebody Else".to_owned()),
        }
    }
    seen
}

/// What holds for a pane in all looks.
fn is_sound(viewer: &Viewer, what: &str) {
    let mut usual: Option<Vec<String>> = None;
    for (name, look) in looks() {
        let what = format!("{what} {name}");
        let buffer = drawn(viewer, &look);
        let text: Vec<String> = (0..buffer.area.height).map(|y| line(&buffer, y)).collect();
        no_wide_character_is_cut(&buffer, &what);
        match name.as_str() {
            "ascii" => assert!(text.iter().all(|line| line.is_ascii()), "{what}"),
            "console" => {}
            "no colour" => {
                for cell in buffer.content() {
                    assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{what}");
                }
                // The thin lines of tracks say nothing where they have no colour.
                let usual = usual.iter().flatten().map(|line| line.replace('▎', " "));
                assert_eq!(usual.collect::<Vec<_>>(), text, "{what}");
            }
            _ => {
                let usual = usual.get_or_insert_with(|| text.clone());
                assert_eq!(*usual, text, "colours change no text: {what}");
            }
        }
    }
}

/// Behind a wide character there is nothing, and no half of one stands at the end of a line.
fn no_wide_character_is_cut(buffer: &Buffer, what: &str) {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let width = buffer[(x, y)].cell_width().max(1);
            assert!(
                x + width <= buffer.area.width,
                "{what}: half a character in line {y}"
            );
            for behind in x + 1..x + width {
                let symbol = buffer[(behind, y)].symbol();
                assert!(
                    matches!(symbol, "" | " "),
                    "{what}: {symbol:?} at {behind}, {y}"
                );
            }
            x += width;
        }
    }
}

/// The built-in schedule, pane by pane.
#[test]
fn on_the_built_in_schedule() {
    for (pane, keys) in PANES {
        let mut frames = String::new();
        for size in SIZES {
            let start = viewer("schedule.json")
                .at("2024-07-27T11:10")
                .own("Asia/Tokyo");
            let viewer = open(start, size, keys);
            is_sound(&viewer, &format!("{pane} {size:?}"));
            let (columns, rows) = size;
            let program = concat!("fomo ", env!("CARGO_PKG_VERSION"));
            let database = viewer.app.zones().atlas().version();
            _ = writeln!(frames, "════ {columns}×{rows}");
            for line in viewer.lines() {
                let line = line.replace(program, "fomo (version)");
                _ = writeln!(frames, "{}", line.replace(&database, "(database)"));
            }
        }
        insta::assert_snapshot!(pane.replace(' ', "_"), frames);
    }
}

/// Titles of one wide character after another, hundreds of rooms, hundreds of entries at once, days without end.
fn worst() -> String {
    let title = |number: usize| match number % 5 {
        0 => "漢字".repeat(number),
        1 => format!("🧑‍🎓⚙️ {}", "e\u{301}".repeat(number)),
        2 => "x".repeat(number * 7),
        3 => format!("\u{202e}\u{1b}[31m\u{7}{number}"),
        _ => format!("{number} ﷺ 한국어 शिक्षा"),
    };
    let session = |number: usize| {
        serde_json::json!({
            "title": title(number),
            "start": format!("2025-{:02}-{:02}T{:02}:{:02}", 5 + number / 200, 1 + number % 28, number % 24, number % 60),
            "duration": match number % 4 { 0 => 0, 1 => 7, 2 => 90, _ => 4000 },
            "room": if number.is_multiple_of(3) { None } else { Some(title(number % 90)) },
            "track": title(number % 12),
            "people": [{"name": title(number % 31)}, {"name": title(number % 17)}],
            "abstract": title(number),
            "status": if number.is_multiple_of(11) { "cancelled" } else { "confirmed" },
        })
    };
    serde_json::json!({
        "format": "fomo/1",
        "event": {"title": title(200), "time_zone": "Asia/Kathmandu"},
        "sessions": (0..400_usize).map(session).collect::<Vec<_>>(),
    })
    .to_string()
}

#[test]
fn on_the_worst_that_a_file_may_hold() {
    let file = worst();
    on_all_sizes(|| {
        viewer_of(file.clone())
            .at("2025-05-07T12:00")
            .own("Asia/Tokyo")
    });
}

#[test]
fn on_a_congress() {
    let Some(corpus) = std::env::var_os("FOMO_CORPUS") else {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
        return;
    };
    let path = Path::new(&corpus).join("frab-json/36c3-everything.json");
    let Ok(file) = std::fs::read(&path) else {
        eprintln!("skipped: there is no {}", path.display());
        return;
    };
    on_all_sizes(|| {
        viewer_of(file.clone())
            .at("2019-12-27T14:30")
            .own("Asia/Tokyo")
    });
}

/// Each pane, opened once on the smallest terminal, which then grows.
fn on_all_sizes(start: impl Fn() -> Start) {
    for (pane, keys) in PANES {
        let mut viewer = open(start(), (40, 12), keys);
        for (columns, rows) in SIZES.into_iter().rev() {
            viewer.resize(columns, rows);
            is_sound(&viewer, &format!("{pane} {columns}x{rows}"));
        }
    }
}
