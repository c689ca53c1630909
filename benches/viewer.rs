//! How long a reader waits: for the schedule to open, for a key, for a keystroke in the filter.
//! Run with `cargo bench`; it prints times and judges none.

use std::{fmt::Write as _, sync::Arc};

use chrono::{DateTime, Utc};
use divan::{Bencher, black_box};
use fomo::{
    format,
    schedule::check::{self, Checked},
    tui::{
        action::Action,
        app::{App, Setup},
        geometry::Size,
        view,
    },
    zone::{Atlas, Choice, Zone},
};
use ratatui::{buffer::Buffer, layout::Rect};

fn main() {
    divan::main();
}

/// Entries with abstracts of about 2 kB, in 20 rooms, a new one every five minutes.
fn schedule(entries: usize) -> String {
    let words = [
        "tensor",
        "Größe",
        "pipeline",
        "attention",
        "kernel",
        "sparsity",
        "Zürich",
        "memory",
    ];
    let mut text = String::from(
        r#"{"format":"fomo/1","event":{"title":"Bench","time_zone":"Europe/Vienna"},"sessions":["#,
    );
    for entry in 0..entries {
        let (day, minute) = (entry / 120, entry % 120 * 5);
        let (month, day) = (1 + day / 28 % 12, 1 + day % 28);
        let year = 2024 + entry / (120 * 28 * 12);
        let comma = if entry > 0 { "," } else { "" };
        let _ = write!(
            text,
            r#"{comma}{{"id":"e{entry}","title":"Talk {entry} on {}","start":"{year}-{month:02}-{day:02}T{:02}:{:02}","duration":30,"room":"Room {}","people":[{{"name":"Speaker {}"}}],"abstract":""#,
            words.get(entry % words.len()).unwrap_or(&""),
            9 + minute / 60,
            minute % 60,
            entry % 20,
            entry % 900,
        );
        for word in words.iter().cycle().skip(entry % 8).take(250) {
            let _ = write!(text, "{word} ");
        }
        text.push_str("\"}");
    }
    text.push_str("]}");
    text
}

fn open(text: &str, atlas: &Atlas) -> Option<Checked> {
    let draft = format::read(text.as_bytes(), None).ok()?;
    Some(check::check(draft, atlas, None))
}

fn viewer(entries: usize) -> Option<App> {
    let atlas = Arc::new(Atlas::compiled());
    let checked = open(&schedule(entries), &atlas)?;
    let setup = Setup {
        atlas,
        own: Ok(Zone::utc()),
        choice: Choice::Event,
        now: Some(DateTime::<Utc>::UNIX_EPOCH),
        size: Size {
            columns: 80,
            rows: 24,
        },
    };
    Some(App::new(checked, setup))
}

fn frame(app: &App) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    view::draw(app, &mut buffer);
    buffer
}

#[divan::bench(args = [15, 1_351, 10_000], sample_count = 10)]
fn opening(bencher: Bencher, entries: usize) {
    let text = schedule(entries);
    let atlas = Atlas::compiled();
    bencher.bench_local(|| open(black_box(&text), &atlas).is_some());
}

#[divan::bench(args = [1_351, 10_000], sample_count = 100)]
fn key_to_frame(bencher: Bencher, entries: usize) {
    let Some(mut app) = viewer(entries) else {
        return;
    };
    bencher.bench_local(|| {
        app.update(Action::Down);
        frame(&app)
    });
}

#[divan::bench(args = [1_351, 10_000], sample_count = 50)]
fn filter_keystroke(bencher: Bencher, entries: usize) {
    let Some(mut app) = viewer(entries) else {
        return;
    };
    app.update(Action::Filter);
    // The first one prepares the texts; the others are what typing feels like.
    app.update(Action::Insert('s'));
    let mut typed = "parsity zurich".chars().cycle();
    bencher.bench_local(|| {
        if app.filter().query().text().len() > 12 {
            app.update(Action::DeleteToStart);
        }
        app.update(Action::Insert(typed.next().unwrap_or('x')));
        frame(&app)
    });
}
