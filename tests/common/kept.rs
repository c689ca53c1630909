//! What holds for files of the reader's own, whatever they say: state and configuration.

use std::{
    fs,
    path::Path,
    sync::{Arc, LazyLock},
};

use chrono::DateTime;
use fomo::{
    config::Config,
    favourites::{Mark, Snapshot, Stance, What, apply},
    format,
    schedule::{Schedule, check, diff::Version},
    store::{Header, Store},
    tui::{
        action::Action,
        keymap::{BINDINGS, Keymap},
        terminal::names::parse_keys,
    },
    zone::Atlas,
};
use ratatui::crossterm::event::KeyEvent;
use serde_json::{Map, Value};

use super::{
    dice::Dice,
    edits::{edit, tests},
};

static TALKS: LazyLock<Schedule> = LazyLock::new(|| {
    let talks = include_bytes!("../queries/talks.json");
    let atlas: Arc<Atlas> = Arc::new(Atlas::compiled());
    check::check(format::read(talks, None).unwrap(), &atlas, None).schedule
});

static STATES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let files = [
        "favourites",
        "from-the-future",
        "zone-and-queries",
        "zone-only",
    ];
    let read = |name: &str| {
        let path = tests().join("fixtures/state").join(format!("{name}.json"));
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
    };
    files.into_iter().map(read).collect()
});

/// Bytes in the place of a state file, of what was seen, and of what was opened. Those that begin with a byte below 16 are
/// choices: one of the files of the tests, edited.
pub(crate) fn state(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let file = if dice.byte() < 16 {
        let mut value = dice.one_of(&STATES).clone();
        for _ in 0..=dice.below(5) {
            edit(&mut value, &mut dice);
        }
        value.to_string().into_bytes()
    } else {
        bytes.to_vec()
    };
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("events");
    fs::create_dir(&directory).unwrap();
    marks(&directory, &file);
    seen(&directory, &file);
    opened(&directory, &file);
}

fn marks(directory: &Path, file: &[u8]) {
    let path = directory.join("talks.json");
    fs::write(&path, file).unwrap();
    let store = Store::at(directory);
    let event = Header {
        id: "talks",
        title: "Talks",
        time_zone: None,
        source: None,
    };
    let before = store.load("talks");
    is_note(before.note.as_deref());
    assert_eq!(fs::read(&path).unwrap(), file, "reading writes nothing");
    let entry = TALKS.entries().first().unwrap();
    let mark = Mark {
        of: Snapshot::of(&TALKS, entry),
        what: What::Stance(Stance::Must),
        kept_as: None,
    };
    let marks = [mark];
    let (kept, note) = store
        .save_favourites(&event, |kept, _| apply(kept, &TALKS, &marks))
        .unwrap();
    is_note(note.as_deref());
    let after = Store::at(directory).load("talks");
    assert!(!after.unreadable, "what was written is read");
    assert_eq!(after.favourites, kept, "what was written is kept");
    assert!(kept.len() >= before.favourites.len(), "a favourite is gone");
    assert_eq!(after.zone, before.zone, "the zone is gone");
    assert_eq!(after.queries, before.queries, "a query is gone");
    stays(directory, &path, file);
}

/// All that a file said is there afterwards: in it, or beside it.
fn stays(directory: &Path, path: &Path, file: &[u8]) {
    let others = fs::read_dir(directory).unwrap();
    let mut others = others.map(|other| other.unwrap().path());
    let aside = others.any(|other| other != path && fs::read(other).is_ok_and(|it| it == file));
    if aside {
        return;
    }
    let text = std::str::from_utf8(file).expect("it was no text, and is gone");
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let before: Map<String, Value> =
        serde_json::from_str(text).expect("it was no state, and is gone");
    let after: Map<String, Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    for (key, value) in &before {
        let is_ours = ["favourites", "event", "title"].contains(&key.as_str());
        assert!(is_ours || after.get(key) == Some(value), "{key} is gone");
    }
    let list = |fields: &Map<String, Value>| {
        let list = fields.get("favourites").and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let after = list(&after);
    for favourite in list(&before) {
        let same = |key: &str| {
            // An empty note is none.
            let value = favourite.get(key).filter(|value| *value != "");
            after
                .iter()
                .any(|after| value.is_none() || after.get(key) == value)
        };
        // What is found again goes by its new id; and what is found to be the entry that was marked, is marked.
        let marked = TALKS.entries().first().map(|entry| entry.title.as_str());
        let may_be_marked = favourite.get("title").and_then(Value::as_str) == marked;
        let kept = (same("stance") || may_be_marked) && same("note");
        assert!(kept, "{favourite} is gone: {after:?}");
    }
}

fn seen(directory: &Path, file: &[u8]) {
    let seen = Store::at(directory).seen("talks").unwrap();
    let first = seen.update(|stored| stored.unwrap_or_else(|| Version::of(&TALKS)));
    assert_eq!(first, Ok(None));
    let all = fs::read_dir(directory.parent().unwrap().join("seen")).unwrap();
    let all = all.map(|entry| entry.unwrap().path());
    let path = all
        .into_iter()
        .find(|path| path.extension().is_some_and(|end| end == "json"));
    let path = path.unwrap();
    fs::write(&path, file).unwrap();
    let before = seen.load();
    is_note(before.as_ref().err().map(String::as_str));
    let note = seen
        .update(|stored| stored.unwrap_or_else(|| Version::of(&TALKS)))
        .unwrap();
    is_note(note.as_deref());
    assert_eq!(note.is_some(), before.is_err(), "what is set aside is said");
    assert!(matches!(seen.load(), Ok(Some(_))));
}

fn opened(directory: &Path, file: &[u8]) {
    let path = directory.parent().unwrap().join("recent.json");
    fs::write(&path, file).unwrap();
    let store = Store::at(directory);
    let before = store.recent();
    let note = store.remember_opened("https://a.example/x", "A\u{1b}", DateTime::UNIX_EPOCH);
    is_note(note.unwrap().as_deref());
    let after = store.recent();
    assert_eq!(after[0].source, "https://a.example/x");
    let gone = |source: &str| !after.iter().any(|it| it.source == source);
    assert!(
        !before
            .iter()
            .take(after.len() - 1)
            .any(|it| gone(&it.source)),
        "something is forgotten"
    );
}

fn is_note(note: Option<&str>) {
    if let Some(note) = note {
        // What the file says is quoted as it is; whoever prints it cleans it.
        assert!(!note.trim().is_empty());
    }
}

/// Any text as the configuration: it is used as far as it is understood, and the rest is said.
pub(crate) fn config(bytes: &[u8]) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config.toml");
    fs::write(&path, bytes).unwrap();
    let config = Config::at(&path);
    assert_eq!(config, Config::at(&path));
    for note in config.notes() {
        is_note(Some(note));
    }
    for event in config.events() {
        assert!(config.event(&event.name).is_some());
        _ = config.nearest(&event.name);
    }
    let (keymap, notes) = Keymap::new(config.keys());
    for note in &notes {
        is_note(Some(note));
    }
    for row in keymap.rows() {
        for key in &row.keys {
            let keys: Vec<KeyEvent> = parse_keys(key).unwrap();
            for context in row.contexts.iter() {
                assert!(keymap.action(*context, &keys[0]).is_some(), "{key}");
            }
        }
    }
    // Whatever the keys are, there is a way out.
    let way_out = parse_keys("<c-c>").unwrap()[0];
    for row in BINDINGS {
        for context in row.contexts {
            assert_eq!(keymap.action(*context, &way_out), Some(Action::Quit));
        }
    }
}
