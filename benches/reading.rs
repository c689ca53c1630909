//! How long it takes to read a schedule as conferences publish it, beside the time that a JSON parser
//! needs for the same text without looking at it. Run with `cargo bench --bench reading`; it prints
//! times and judges none.
//!
//! The largest schedules have about 1,400 entries in 90 rooms; 100,000 show whether time grows with
//! the size and no faster.

#[path = "common/made.rs"]
mod made;

use std::fmt::Write as _;

use divan::{Bencher, black_box, counter::BytesCount};
use fomo::{format, schedule::check, zone::Atlas};
use made::{Entry, PER_DAY, entries, frab_json};

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [1_400, 10_000, 100_000];

fn frab_xml(count: usize) -> String {
    let mut out = String::from(
        "<schedule><conference><acronym>bench</acronym><title>Bench</title></conference>",
    );
    let all: Vec<Entry> = entries(count).collect();
    for (day, entries) in all.chunks(PER_DAY).enumerate() {
        let date = entries.first().map_or("", |entry| &entry.date);
        let _ = write!(out, r#"<day index="{day}" date="{date}"><room name="One">"#);
        for entry in entries {
            let text = entry.text.replace('<', "&lt;").replace('>', "&gt;");
            let _ = write!(
                out,
                r#"<event id="{0}" guid="g{0}"><date>{1}T{2}:00+01:00</date><start>{2}</start><duration>00:45</duration><title>Talk {0}</title><abstract>{text}</abstract><persons><person id="{3}">{4}</person></persons></event>"#,
                entry.number,
                entry.date,
                entry.clock,
                entry.number % 5_000,
                entry.speaker,
            );
        }
        out.push_str("</room></day>");
    }
    out.push_str("</schedule>");
    out
}

fn ical(count: usize) -> String {
    let mut out = String::from("BEGIN:VCALENDAR\r\n");
    for entry in entries(count) {
        let _ = write!(
            out,
            "BEGIN:VEVENT\r\nUID:g{}\r\nDTSTART;TZID=Europe/Berlin:{}T{}00\r\nSUMMARY:Talk {0}\r\nLOCATION:{}\r\nDESCRIPTION:{}\r\nEND:VEVENT\r\n",
            entry.number,
            entry.date.replace('-', ""),
            entry.clock.replace(':', ""),
            entry.room,
            entry.text,
        );
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

/// From bytes to a schedule that can be shown.
fn open(bencher: Bencher, text: &str) {
    let atlas = Atlas::compiled();
    bencher.counter(BytesCount::of_str(text)).bench_local(|| {
        let draft = format::read(black_box(text).as_bytes(), None).ok();
        draft.map(|draft| check::check(draft, &atlas, None))
    });
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn json_of_frab(bencher: Bencher, count: usize) {
    open(bencher, &frab_json(count));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn xml_of_frab(bencher: Bencher, count: usize) {
    open(bencher, &frab_xml(count));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn icalendar(bencher: Bencher, count: usize) {
    open(bencher, &ical(count));
}

/// What it costs to take the same text apart and keep all of it, as `jq` does.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn any_json(bencher: Bencher, count: usize) {
    let text = frab_json(count);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| serde_json::from_str::<serde_json::Value>(black_box(&text)).ok());
}
