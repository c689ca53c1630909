//! Any bytes may be handed in as a schedule: no reader panics, and what is broken costs itself.

#![cfg(test)]

#[path = "common/sound.rs"]
mod sound;

use std::{fmt::Write as _, fs, path::Path};

use fomo::{format, schedule::check::Checked};
use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

const BUILT_IN: &[u8] = include_bytes!("../schedule.json");

/// A file in which most keys occur.
const SMALL: &str = r#"{"format": "fomo/1",
 "event": {"title": "Zoë’s", "time_zone": "Europe/Vienna", "day_change": "04:00", "links": [{"url": "https://a.example"}],
  "important_dates": [{"date": "2024-06-03", "title": "D"}]},
 "people": {"ada": {"name": "Ada", "links": null}}, "rooms": [{"id": "r", "name": "Hall"}], "tracks": [{"id": "t"}],
 "sessions": [
  {"id": "a", "title": "A\u001b", "start": "2024-07-27T02:30", "duration": "1:30", "room": ["r", "x"], "track": "t",
   "people": [{"person": "ada", "role": "chair"}, {"name": "TBC"}], "status": "tbc",
   "talks": [{"title": "T", "start": "2024-07-27T02:45Z", "abstract": "*x*"}]},
  {"id": "a", "start": "2026-03-29T02:30", "end": "2026-03-28T02:30", "day": "2026-03-28", "notes": ["n"]}]}
"#;

fn open(bytes: &[u8]) -> Option<Checked> {
    sound::read(bytes, None)
}

/// The ids of all sessions.
fn sessions(checked: &Checked) -> Vec<String> {
    let sessions = checked.schedule.sessions();
    sessions.map(|(_, session)| session.id.clone()).collect()
}

#[test]
fn cut_off_at_every_byte() {
    assert_eq!(sessions(&open(SMALL.as_bytes()).unwrap()), ["a", "a~2"]);
    let whole = SMALL.trim_end().len();
    for end in 0..SMALL.len() {
        let bytes = SMALL.as_bytes().get(..end).unwrap();
        assert_eq!(
            open(bytes).is_some(),
            end >= whole,
            "cut off after {end} bytes"
        );
    }
}

#[test]
fn every_byte_replaced() {
    for at in 0..SMALL.len() {
        for byte in [0, b'"', b'{', b']', b',', b'9', 0xFF] {
            let mut bytes = SMALL.as_bytes().to_vec();
            bytes[at] = byte;
            open(&bytes);
        }
    }
}

#[test]
fn nested_too_deeply() {
    for depth in [100, 200, 100_000] {
        let deep = "[".repeat(depth) + &"]".repeat(depth);
        let object = r#"{"a":"#.repeat(depth) + "1" + &"}".repeat(depth);
        for deep in [deep.clone(), object.clone(), "[".repeat(depth)] {
            open(deep.as_bytes());
            let inside = format!(
                r#"{{"format":"fomo/1","x":{deep},"event":{{"title":{deep}}},"sessions":[{{"id":"a","talks":{deep}}},{{"id":"b"}}]}}"#
            );
            open(inside.as_bytes());
        }
    }
}

#[test]
fn numbers_without_measure() {
    for number in [
        "1e400",
        "-1e400",
        "1e-400",
        "123456789012345678901234567890",
        "-0",
        "0.1",
        "9223372036854775808",
    ] {
        for key in ["duration", "title", "start", "talks", "zzz"] {
            let text = format!(
                r#"{{"format":"fomo/1","sessions":[{{"id":"a","{key}":{number}}},{{"id":"b"}}]}}"#
            );
            let checked = open(text.as_bytes());
            let there = checked.map(|checked| sessions(&checked));
            assert_eq!(there, Some(vec!["a".into(), "b".into()]), "{key}: {number}");
        }
    }
}

/// The hand-written files of all formats, each with the name that its format has on the command line.
fn fixtures() -> Vec<(&'static str, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut files = Vec::new();
    for name in format::names() {
        let directory = if name == "fomo" { "native" } else { name };
        let all = fs::read_dir(root.join(directory)).unwrap();
        let all = all.map(|file| file.unwrap().path());
        let mut all: Vec<_> = all
            .filter(|file| file.extension().is_some_and(|end| end != "draft"))
            .collect();
        all.sort();
        assert!(!all.is_empty(), "{name}");
        files.extend(all.iter().map(|file| (name, fs::read(file).unwrap())));
    }
    files
}

/// A step through so many bytes that takes about so many steps, and not always to the same places.
fn stride(bytes: usize, steps: usize) -> usize {
    (bytes / steps) | 1
}

#[test]
fn every_file_cut_off() {
    for (name, whole) in fixtures() {
        for end in (0..whole.len()).step_by(stride(whole.len(), 20)) {
            sound::read(&whole[..end], Some(name));
        }
    }
}

#[test]
fn every_file_with_bytes_replaced() {
    for (name, whole) in fixtures() {
        for (turn, at) in (0..whole.len())
            .step_by(stride(whole.len(), 30))
            .enumerate()
        {
            let mut bytes = whole.clone();
            bytes[at] = [b'"', b'<', b'9', b'-', b'\n', b'{', 0xC3, 0, b':'][turn % 9];
            sound::read(&bytes, Some(name));
        }
    }
}

#[test]
fn every_file_as_every_format_and_in_the_viewer() {
    for (_, bytes) in fixtures() {
        for name in format::names() {
            sound::read(&bytes, Some(name));
        }
        sound::showing(&bytes);
        sound::texts(&String::from_utf8_lossy(&bytes));
    }
}

/// An XML file whose title becomes ten times as long with each level.
fn laughs(levels: usize) -> String {
    let mut xml = String::from("<!DOCTYPE schedule [<!ENTITY e0 'ha'>");
    for level in 1..levels {
        let uses = format!("&e{};", level - 1).repeat(10);
        _ = write!(xml, "<!ENTITY e{level} '{uses}'>");
    }
    let title = format!("<title>&e{};</title>", levels - 1);
    xml + "]><schedule><conference>" + &title + "</conference></schedule>"
}

/// What is nested deeply costs neither the stack nor minutes, whoever reads it.
#[test]
fn nested_too_deeply_for_every_reader() {
    let depth = 100_000;
    let inside = [
        "[".repeat(depth),
        r#"{"a":"#.repeat(depth),
        "<a>".repeat(depth),
        "BEGIN:VEVENT\n".repeat(depth / 10),
        format!("<schedule>{}", "<day>".repeat(depth)),
        format!(
            "BEGIN:VCALENDAR\n{}",
            "BEGIN:VTIMEZONE\n".repeat(depth / 10)
        ),
        format!(r#"{{"sessions":{}"#, r#"[{"sessions":"#.repeat(depth)),
        format!(r#"{{"schedule":{{"conference":{}"#, "[".repeat(depth)),
        laughs(10),
        laughs(30),
    ];
    for text in &inside {
        for name in format::names() {
            sound::read(text.as_bytes(), Some(name));
        }
    }
}

/// Every value of a JSON document but the root, by its way down.
fn pointers(value: &Value, here: &str, all: &mut Vec<String>) {
    let mut below = |key: &str, value: &Value| {
        let path = format!("{here}/{}", key.replace('~', "~0").replace('/', "~1"));
        all.push(path.clone());
        pointers(value, &path, all);
    };
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                below(&index.to_string(), element);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                below(key, member);
            }
        }
        _ => {}
    }
}

fn replacement() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,12}".prop_map(Value::String),
        Just(json!("2024-07-27T09:00")),
        Just(json!("9999-12-31T23:59+23:59")),
        Just(json!([])),
        Just(json!([1, null, "x", {}, []])),
        Just(json!({})),
        Just(json!({"id": "opening-remarks", "title": ["x"], "url": null})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        open(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,100}") {
        open(text.as_bytes());
        let inside = json!({ "format": "fomo/1", "event": { "title": text, "time_zone": text, "day_change": text },
            "people": { &text: { "name": text } }, &text: 1,
            "sessions": [{ "id": text, "title": text, "start": text, "end": text, "duration": text, "room": text,
                "people": [{ "person": text, "name": text, "role": text }], "links": [{ "url": text }] }] });
        prop_assert_eq!(sessions(&open(inside.to_string().as_bytes()).unwrap()).len(), 1);
    }

    #[test]
    fn some_bytes_of_a_schedule_replaced(changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6)) {
        let mut bytes = BUILT_IN.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        open(&bytes);
    }

    #[test]
    fn a_schedule_with_a_piece_out(start in any::<Index>(), length in 1..500usize) {
        let mut bytes = BUILT_IN.to_vec();
        let start = start.index(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.drain(start..end);
        open(&bytes);
    }

    /// A value that is not what it should be costs at most the session that it stands in.
    #[test]
    fn a_value_replaced(at in any::<Index>(), new in replacement()) {
        let mut root: Value = serde_json::from_slice(BUILT_IN).unwrap();
        let mut all = Vec::new();
        pointers(&root, "", &mut all);
        // Without its format or its sessions, a file is another file.
        all.retain(|path| path != "/format" && path != "/sessions");
        let path = at.get(&all);
        *root.pointer_mut(path).unwrap() = new;
        let touched = path.strip_prefix("/sessions/").map(|rest| {
            let index = rest.split('/').next().unwrap_or_default();
            index.parse::<usize>().unwrap_or_default()
        });
        let before = sessions(&open(BUILT_IN).unwrap());
        let after = sessions(&open(root.to_string().as_bytes()).unwrap());
        for (index, id) in before.iter().enumerate() {
            let kept = after.contains(id) || after.contains(&format!("{id}~2"));
            prop_assert!(kept || touched == Some(index), "{id} is gone after a change of {path}");
        }
        prop_assert!(after.len() >= before.len() - 1 && after.len() <= before.len(), "{path}: {after:?}");
    }
}

/// What queries are made of, and what breaks them.
const PIECES: [&str; 40] = [
    "zoe",
    "Zoë ",
    "deep ",
    "\"deep learning\"",
    "“a",
    "-",
    "−",
    " | ",
    "(",
    ")",
    "~",
    "~deap ",
    "room:",
    "room:=",
    "Hall",
    "track:~",
    "day:",
    "2",
    "sat ",
    "2024-07-27",
    "T14:30",
    "at:",
    "14:30 ",
    "after:",
    "before:2pm",
    "is:",
    "now",
    "has:",
    "link",
    "foo:",
    ":",
    "\"",
    "\\",
    "'",
    "学习",
    "\u{301}",
    "👩\u{200d}🎓",
    " ",
    "=",
    "note:x ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn queries_of_anything(pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..14)) {
        sound::queries(&pieces.concat());
    }

    #[test]
    fn any_text_as_a_query(text in any::<String>()) {
        sound::queries(&text);
    }
}
