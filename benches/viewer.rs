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
        theme::Look,
        view,
    },
    zone::{Atlas, Choice, Zone},
};
use ratatui::{buffer::Buffer, layout::Rect};

fn main() {
    divan::main();
}

/// So many different words, the first of them far more often than the last, as in any language.
const WORDS: u64 = 20_000;

/// A generator of numbers that are as good as random, and the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// A word: short ones are frequent, a few have accents.
    fn word(&mut self) -> String {
        let (one, other) = (self.next() % WORDS + 1, self.next() % WORDS + 1);
        let mut number = one * other / WORDS;
        let mut word = String::new();
        while number > 0 || word.len() < 2 {
            let syllables = [
                "an", "be", "cor", "de", "er", "fi", "gra", "ho", "in", "ka", "lo", "mé", "no",
                "par", "sy", "tion",
            ];
            let index = usize::try_from(number % 16).unwrap_or(0);
            word.push_str(syllables.get(index).copied().unwrap_or_default());
            number /= 16;
        }
        word
    }
}

/// Entries with abstracts of about 2 kB, in 20 rooms, a new one every five minutes. Every tenth is about sparsity in
/// Zürich.
fn schedule(entries: usize) -> String {
    let mut numbers = Numbers(1);
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
            r#"{comma}{{"id":"e{entry}","title":"{} {} {} {entry}","start":"{year}-{month:02}-{day:02}T{:02}:{:02}","duration":30,"room":"Room {}","people":[{{"name":"Speaker {}"}}],"abstract":""#,
            numbers.word(),
            numbers.word(),
            numbers.word(),
            9 + minute / 60,
            minute % 60,
            entry % 20,
            entry % 900,
        );
        for _ in 0..300 {
            let _ = write!(text, "{} ", numbers.word());
        }
        if entry % 10 == 0 {
            text.push_str("Sparsity in Zürich");
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
        queries: Vec::new(),
        favourites: Vec::new(),
    };
    Some(App::new(checked, setup))
}

fn frame(app: &App) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    view::draw(app, &Look::default(), &mut buffer);
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

/// From box to box in the grid; every eighth key turns to another day, which is laid out.
#[divan::bench(args = [1_351, 10_000], sample_count = 100)]
fn grid_key_to_frame(bencher: Bencher, entries: usize) {
    let Some(mut app) = viewer(entries) else {
        return;
    };
    app.update(Action::Grid);
    let keys = [
        Action::Down,
        Action::Right,
        Action::Down,
        Action::PageDown,
        Action::Left,
        Action::Up,
        Action::Right,
        Action::NextDay,
    ];
    let mut keys = keys.iter().cycle();
    bencher.bench_local(|| {
        if let Some(key) = keys.next() {
            app.update(key.clone());
        }
        frame(&app)
    });
}

/// A favourite more or less, among thirty of them.
#[divan::bench(args = [1_351, 10_000], sample_count = 100)]
fn favourite_to_frame(bencher: Bencher, entries: usize) {
    let Some(mut app) = viewer(entries) else {
        return;
    };
    for _ in 0..30 {
        app.update(Action::Favourite);
        app.update(Action::PageDown);
    }
    bencher.bench_local(|| {
        app.update(Action::Favourite);
        frame(&app)
    });
}

/// What a reader types, letter by letter.
const TYPED: [&str; 5] = [
    "sparsity zurich",
    "Sparsity Zürich",
    "~sparstiy",
    "room:=\"Room 7\" -sparsity | day:2 after:12",
    "gration (\"der noan\" | ~cormégra) -is:past",
];

/// Every keystroke with its frame, the texts of entries prepared: what typing feels like.
#[divan::bench(args = TYPED, sample_count = 100)]
fn filter_keystroke_10_000(bencher: Bencher, typed: &str) {
    let Some(mut app) = viewer(10_000) else {
        return;
    };
    app.update(Action::Filter);
    type_all(&mut app, typed);
    app.update(Action::DeleteToStart);
    let mut letters = typed.chars();
    bencher.bench_local(|| {
        let letter = letters.next().unwrap_or_else(|| {
            app.update(Action::DeleteToStart);
            letters = typed.chars();
            letters.next().unwrap_or(' ')
        });
        app.update(Action::Insert(letter));
        frame(&app)
    });
}

/// The slowest keystroke of all: a whole query is pasted before anything was searched.
#[divan::bench(args = TYPED, sample_count = 3, sample_size = 1)]
fn first_search_10_000(bencher: Bencher, typed: &str) {
    bencher
        .with_inputs(|| {
            let mut app = viewer(10_000);
            if let Some(app) = &mut app {
                app.update(Action::Filter);
            }
            app
        })
        .bench_local_values(|app| {
            let mut app = app?;
            app.update(Action::Paste(typed.to_owned()));
            Some(frame(&app))
        });
}

/// Keys in the prompt and among the choices that search more than once.
#[divan::bench(args = ["tab", "choose"], sample_count = 50)]
fn key_with_counts_10_000(bencher: Bencher, what: &str) {
    let Some(mut app) = viewer(10_000) else {
        return;
    };
    app.update(Action::Filter);
    type_all(&mut app, "sparsity zurich room:");
    app.update(Action::Complete);
    if what == "choose" {
        for action in [Action::Accept, Action::Facets, Action::Toggle] {
            app.update(action);
        }
    }
    bencher.bench_local(|| {
        if what == "choose" {
            app.update(Action::Toggle);
        } else {
            app.update(Action::Cancel);
            app.update(Action::Complete);
        }
        frame(&app)
    });
}

fn type_all(app: &mut App, typed: &str) {
    for letter in typed.chars() {
        app.update(Action::Insert(letter));
    }
}
