//! Any bytes may be handed in as a schedule: no reader panics, and what is broken costs itself.

#![cfg(test)]

use std::sync::LazyLock;

use fomo::{
    format,
    schedule::check::{self, Checked},
    zone::Atlas,
};
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

static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::compiled);

/// Reads and checks as the program does; and everything that is shown can be asked for.
fn open(bytes: &[u8]) -> Option<Checked> {
    let checked = match format::read(bytes, None) {
        Ok(draft) => check::check(draft, &ATLAS, None),
        Err(error) => {
            assert!(
                !error.message.is_empty() && !error.message.contains('\n'),
                "{error:?}"
            );
            return None;
        }
    };
    let schedule = &checked.schedule;
    for entry in schedule.entries() {
        assert!(!entry.id.is_empty() && !entry.title.is_empty());
        let (_, _, _) = (
            entry.minutes(),
            schedule.over(entry),
            schedule.room_names(entry),
        );
    }
    let mut ids: Vec<&str> = schedule
        .entries()
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are unique");
    Some(checked)
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
