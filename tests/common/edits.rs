//! Files that are nearly right: the hand-written ones of the tests, with a few things in them otherwise.
//!
//! Bytes that are all random hardly ever get past the question of which format they are in. Here a file keeps its form, and
//! what it says changes: values, keys, lines and elements are dropped, doubled, swapped, and replaced by odd ones.

use std::{fs, path::PathBuf, sync::LazyLock};

use fomo::format;
use serde_json::{Map, Value, json};

use super::dice::Dice;

/// A file that is as it should be.
pub(crate) struct Seed {
    /// What its format is called on the command line.
    pub(crate) format: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// What it says, if it is JSON.
    json: Option<Value>,
}

/// Where the tests stand; the fuzz targets are built one level below.
pub(crate) fn tests() -> PathBuf {
    let here = env!("CARGO_MANIFEST_DIR");
    let root = here.strip_suffix("/fuzz").unwrap_or(here);
    PathBuf::from(root).join("tests")
}

/// The hand-written files of all formats.
pub(crate) static SEEDS: LazyLock<Vec<Seed>> = LazyLock::new(|| {
    let mut seeds = Vec::new();
    for format in format::names() {
        let directory = if format == "fomo" { "native" } else { format };
        let files = fs::read_dir(tests().join("fixtures/formats").join(directory)).unwrap();
        let files = files.map(|file| file.unwrap().path());
        let mut files: Vec<PathBuf> = files
            .filter(|path| path.extension().is_some_and(|end| end != "draft"))
            .collect();
        files.sort();
        seeds.extend(files.iter().map(|path| {
            let bytes = fs::read(path).unwrap();
            let json = serde_json::from_slice(&bytes).ok();
            Seed {
                format,
                bytes,
                json,
            }
        }));
    }
    seeds
});

/// What texts may be that nobody expects.
const ODD: [&str; 36] = [
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "18446744073709551616",
    "null",
    "2024-07-27",
    "2024-07-27T09:00",
    "2024-07-27T09:00:00Z",
    "2024-07-27T09:00:00+25:00",
    "0000-00-00T00:00",
    "9999-12-31T23:59:59-12:00",
    "-9999-01-01",
    "20240727T090000",
    "2024-03-31T02:30",
    "2024-10-27T02:30",
    "24:00",
    "99:99",
    "PT1H",
    "-PT1H",
    "P9999999999Y",
    "Europe/Vienna",
    "Africa/Monrovia",
    "+14:00",
    "CEST",
    "\u{1b}[31m\u{202e}\u{200b}",
    "漢字🧑‍🎓\u{301}\u{301}\u{301}",
    "a\nb\r\nc\td\u{0}\u{85}",
    "https://a.example/ b\n",
    "javascript:alert(1)",
    "<b onclick=x>&lt;&amp;&#27;</b><![CDATA[",
    "**a** [b](c) `d` | - 1.",
    "FREQ=SECONDLY;COUNT=4294967296",
    "FREQ=YEARLY;BYDAY=-53MO;UNTIL=99991231T235959Z",
    "\"\\,;:=",
];

fn odd_text(dice: &mut Dice) -> String {
    let odd = *dice.one_of(&ODD);
    // Now and then a very long one.
    if dice.once_in(40) {
        odd.repeat(2000)
    } else {
        odd.to_owned()
    }
}

fn odd_value(dice: &mut Dice) -> Value {
    match dice.below(12) {
        0 => Value::Null,
        1 => json!(dice.once_in(2)),
        2 => json!(i64::from(dice.word()) - 300),
        3 => json!([i64::MIN, i64::MAX, -1, 0, 253_402_300_800][dice.below(5)]),
        4 => json!(f64::from(dice.word()) / 7.0 * 1e300),
        5 => json!([]),
        6 => json!({}),
        7 => json!([1, null, odd_text(dice), {}, []]),
        8 => json!({"id": odd_text(dice), "name": odd_text(dice), "url": null}),
        _ => Value::String(odd_text(dice)),
    }
}

/// The file with a few edits.
pub(crate) fn edited(seed: &Seed, dice: &mut Dice) -> Vec<u8> {
    let edits = 1 + dice.below(6);
    let Some(value) = &seed.json else {
        let mut text = String::from_utf8_lossy(&seed.bytes).into_owned();
        for _ in 0..edits {
            text = with_other_pieces(&text, dice);
        }
        return text.into_bytes();
    };
    let mut value = value.clone();
    for _ in 0..edits {
        edit(&mut value, dice);
    }
    value.to_string().into_bytes()
}

/// A schedule in the native format with a few edits.
pub(crate) fn edit(value: &mut Value, dice: &mut Dice) {
    let count = size(value);
    let other = dice.below(count);
    let other = nth(value, other).cloned().unwrap_or_default();
    let key = any_key(value, dice);
    let Some(place) = nth_mut(value, dice.below(count)) else {
        return;
    };
    match (dice.below(8), place) {
        (0, place) => *place = odd_value(dice),
        (1, place) => *place = other,
        (2, place) => *place = json!([place.take()]),
        (3, place) => *place = json!({key.unwrap_or_default(): place.take()}),
        (_, Value::Array(list)) => edit_list(list, dice),
        (_, Value::Object(fields)) => edit_fields(fields, key, other, dice),
        (_, Value::String(text)) => *text = with_odd_part(text, dice),
        (_, place) => *place = odd_value(dice),
    }
}

fn edit_list(list: &mut Vec<Value>, dice: &mut Dice) {
    if list.is_empty() {
        return list.push(odd_value(dice));
    }
    let at = dice.below(list.len());
    match dice.below(6) {
        0 => _ = list.remove(at),
        1 => list.insert(at, list[at].clone()),
        2 => list.rotate_left(at),
        3 => list.reverse(),
        4 => list.insert(at, odd_value(dice)),
        // A few hundred of the same.
        _ if list.len() < 50 => list.extend(vec![list[at].clone(); dice.byte().into()]),
        _ => list.clear(),
    }
}

fn edit_fields(
    fields: &mut Map<String, Value>,
    key: Option<String>,
    other: Value,
    dice: &mut Dice,
) {
    let names: Vec<String> = fields.keys().cloned().collect();
    let name = names.get(dice.below(names.len())).cloned();
    match (dice.below(4), name) {
        (0, Some(name)) => _ = fields.shift_remove(&name),
        (1, Some(name)) => {
            let value = fields.shift_remove(&name);
            fields.insert(key.unwrap_or_default(), value.unwrap_or_default());
        }
        (2, Some(name)) => _ = fields.insert(name, odd_value(dice)),
        _ => _ = fields.insert(key.unwrap_or_else(|| odd_text(dice)), other),
    }
}

fn with_odd_part(text: &str, dice: &mut Dice) -> String {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let at = ends.get(dice.below(ends.len())).copied().unwrap_or(0);
    let (before, after) = text.split_at(at);
    match dice.below(4) {
        0 => odd_text(dice),
        1 => before.to_owned(),
        2 => after.to_owned(),
        _ => format!("{before}{}{after}", odd_text(dice)),
    }
}

/// How many values there are.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(size).sum(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    }
}

fn nth(value: &Value, mut number: usize) -> Option<&Value> {
    if number == 0 {
        return Some(value);
    }
    number -= 1;
    let below: Vec<&Value> = match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => Vec::new(),
    };
    for value in below {
        let size = size(value);
        if number < size {
            return nth(value, number);
        }
        number -= size;
    }
    None
}

fn nth_mut(value: &mut Value, mut number: usize) -> Option<&mut Value> {
    if number == 0 {
        return Some(value);
    }
    number -= 1;
    let below: Vec<&mut Value> = match value {
        Value::Array(list) => list.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => Vec::new(),
    };
    for value in below {
        let size = size(value);
        if number < size {
            return nth_mut(value, number);
        }
        number -= size;
    }
    None
}

/// A key that occurs somewhere.
fn any_key(value: &Value, dice: &mut Dice) -> Option<String> {
    fn collect<'a>(value: &'a Value, all: &mut Vec<&'a String>) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| collect(value, all)),
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                all.push(key);
                collect(value, all);
            }),
            _ => {}
        }
    }
    let mut all = Vec::new();
    collect(value, &mut all);
    all.get(dice.below(all.len())).map(|key| (*key).clone())
}

/// A text that is no JSON, by its elements or its lines: one of them dropped, doubled, swapped, or with another content.
fn with_other_pieces(text: &str, dice: &mut Dice) -> String {
    let (between, content) = if text.trim_start().starts_with('<') {
        ('<', '>')
    } else if text.contains("BEGIN:") {
        ('\n', ':')
    } else {
        (',', ':')
    };
    let mut pieces: Vec<String> = text.split(between).map(str::to_owned).collect();
    let (at, other) = (dice.below(pieces.len()), dice.below(pieces.len()));
    match dice.below(7) {
        0 => _ = pieces.remove(at),
        1 => pieces.insert(at, pieces[other].clone()),
        2 => pieces.swap(at, other),
        3 => pieces.truncate(at + 1),
        4 => {
            let piece = pieces.remove(at);
            let (name, _) = piece.split_once(content).unwrap_or((&piece, ""));
            let (_, inside) = pieces
                .get(other)
                .unwrap_or(&piece)
                .split_once(content)
                .unwrap_or_default();
            pieces.insert(at, format!("{name}{content}{inside}"));
        }
        5 => pieces[at] = with_odd_part(&pieces[at], dice),
        _ => {
            let (name, _) = pieces[at].split_once(content).unwrap_or((&pieces[at], ""));
            pieces[at] = format!("{name}{content}{}", odd_text(dice));
        }
    }
    pieces.join(&between.to_string())
}

/// The schedule, which is in the native format, as its makers might change it; or something that they did by mistake.
pub(crate) fn next_version(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let Ok(mut file) = serde_json::from_slice::<Value>(bytes) else {
        return bytes.to_vec();
    };
    let change = dice.below(14);
    let sessions = file.get_mut("sessions").and_then(Value::as_array_mut);
    let mut none = Vec::new();
    let sessions = sessions.unwrap_or(&mut none);
    let at = dice.below(sessions.len());
    match change {
        0 => {}
        1 => renumber(sessions, dice),
        2 if at < sessions.len() => _ = sessions.remove(at),
        3 => sessions.reverse(),
        4 => sessions.clear(),
        5 if sessions.len() < 100 => sessions.extend_from_within(..),
        6 => shift(sessions, dice),
        7 => each(sessions, &mut |entry| {
            entry["title"] = odd_text(&mut dice.clone()).into();
        }),
        8 => each(sessions, &mut |entry| {
            _ = entry.as_object_mut().and_then(|it| it.remove("id"));
        }),
        9 => each(sessions, &mut |entry| entry["room"] = "Elsewhere".into()),
        10 if sessions.get(at).is_some_and(Value::is_object) => {
            sessions[at]["status"] = "cancelled".into();
        }
        11 => {
            let zone = *dice.one_of(&["Asia/Tokyo", "Pacific/Apia", "x"]);
            if let Some(event) = file.get_mut("event").and_then(Value::as_object_mut) {
                event.insert("time_zone".to_owned(), zone.into());
            }
        }
        12 => return bytes[..dice.below(bytes.len())].to_vec(),
        _ => (0..=dice.below(5)).for_each(|_| edit(&mut file, dice)),
    }
    file.to_string().into_bytes()
}

/// Does it to all sessions and talks.
fn each(sessions: &mut [Value], change: &mut dyn FnMut(&mut Value)) {
    for entry in sessions.iter_mut().filter(|entry| entry.is_object()) {
        change(entry);
        if let Some(talks) = entry.get_mut("talks").and_then(Value::as_array_mut) {
            each(talks, change);
        }
    }
}

/// Other ids, as after an export from another database; sometimes those of others.
fn renumber(sessions: &mut [Value], dice: &mut Dice) {
    let mut next = usize::from(dice.byte());
    each(sessions, &mut |entry| {
        next += 1;
        entry["id"] = next.to_string().into();
    });
}

/// Everything an hour, a day or some years later.
fn shift(sessions: &mut [Value], dice: &mut Dice) {
    let (from, to) = *dice.one_of(&[
        ("T1", "T2"),
        ("T0", "T1"),
        ("-28T", "-29T"),
        ("20", "19"),
        (":00", ":07"),
    ]);
    each(sessions, &mut |entry| {
        for key in ["start", "end", "day"] {
            if let Some(Value::String(text)) = entry.get_mut(key) {
                *text = text.replace(from, to);
            }
        }
    });
}
