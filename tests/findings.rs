//! What `fomo check` says about a file: each rule by a small file of its own.
//!
//! Beside `tests/fixtures/findings/NAME.json` stands `NAME.expected`, a line per finding:
//! `severity rule line:column path message`. After a wanted change, run the tests with
//! `FINDINGS_UPDATE=1` and read the difference.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use run::{command, ran};
use serde_json::Value;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/findings")
}

/// The names of all fixtures.
fn names() -> BTreeSet<String> {
    let files = fs::read_dir(fixtures()).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

fn json_of(command_name: &str, name: &str) -> Value {
    let path = fixtures().join(format!("{name}.json"));
    let path = path.to_str().unwrap();
    let home = tempfile::tempdir().unwrap();
    let ran = ran(
        command(home.path(), &[command_name, path, "--format", "json"])
            .output()
            .unwrap(),
    );
    // Lists say that something is missing in them.
    let notes = ran.err.lines();
    let is_note =
        |line: &str| line.starts_with("note: ") && line.ends_with("fomo check tells them");
    assert!(notes.into_iter().all(is_note), "{name}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn findings(name: &str) -> Vec<Value> {
    json_of("check", name)["findings"]
        .as_array()
        .unwrap()
        .clone()
}

fn items(name: &str) -> Vec<Value> {
    json_of("list", name)["items"].as_array().unwrap().clone()
}

/// The titles of what is listed, in its order.
fn titles(name: &str) -> Vec<String> {
    let items = items(name);
    let titles = items.iter().map(|item| item["title"].as_str().unwrap());
    titles.map(str::to_owned).collect()
}

fn line(finding: &Value) -> String {
    let place = &finding["place"];
    format!(
        "{} {} {}:{} {} {}\n",
        finding["severity"].as_str().unwrap(),
        finding["rule"].as_str().unwrap(),
        place["line"],
        place["column"],
        place["path"].as_str().unwrap(),
        finding["message"].as_str().unwrap(),
    )
}

#[test]
fn each_file_gives_its_findings() {
    let update = std::env::var_os("FINDINGS_UPDATE").is_some();
    let mut differing = Vec::new();
    for name in names() {
        let expected = fixtures().join(format!("{name}.expected"));
        let found: String = findings(&name).iter().map(line).collect();
        if update {
            fs::write(&expected, &found).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if found != wanted {
            differing.push(format!("{name}\n--- expected\n{wanted}--- found\n{found}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn every_rule_has_a_file() {
    let names = names();
    for rule in fomo::schedule::rules::RULES {
        let mut own = names.iter().filter(|name| name.starts_with(rule.name));
        let shown = own.any(|name| {
            findings(name)
                .iter()
                .any(|finding| finding["rule"] == rule.name)
        });
        assert!(shown, "{}: no file shows it", rule.name);
    }
}

#[test]
fn what_is_nearly_a_mistake_is_none() {
    for name in names() {
        let Some(rule) = name.strip_suffix("-nearly") else {
            continue;
        };
        let rules = fomo::schedule::rules::RULES.iter();
        assert!(rules.clone().any(|known| known.name == rule), "{name}");
        let found = findings(&name);
        let own: Vec<&Value> = found
            .iter()
            .filter(|finding| finding["rule"] == rule)
            .collect();
        assert!(own.is_empty(), "{name}: {own:#?}");
    }
}

/// The text from a finding's place on.
fn at<'a>(text: &'a str, finding: &Value) -> &'a str {
    let number = |key: &str| usize::try_from(finding["place"][key].as_u64().unwrap()).unwrap();
    let line = text.split_inclusive('\n').nth(number("line") - 1).unwrap();
    let (start, _) = line.char_indices().nth(number("column") - 1).unwrap();
    let from = text.len()
        - text
            .split_at(line.as_ptr().addr() - text.as_ptr().addr())
            .1
            .len();
    text.get(from + start..).unwrap()
}

/// The value of a path such as `sessions[1].talks[0].start`, as far down as it exists.
fn value_at<'a>(root: &'a Value, path: &str) -> Vec<&'a Value> {
    let mut trail = vec![root];
    for step in path.replace('[', ".").replace(']', "").split('.') {
        let here = trail[trail.len() - 1];
        let below = match step.parse::<usize>() {
            Ok(index) if here.is_array() => here.get(index),
            _ => here.get(step),
        };
        let Some(below) = below else { break };
        trail.push(below);
    }
    trail
}

#[test]
fn every_place_is_that_of_the_record_or_its_field() {
    for name in names() {
        let text = fs::read_to_string(fixtures().join(format!("{name}.json"))).unwrap();
        let root: Value = serde_json::from_str(&text).unwrap();
        for finding in findings(&name) {
            let path = finding["place"]["path"].as_str().unwrap();
            let from_there = at(&text, &finding);
            let mut values = serde_json::Deserializer::from_str(from_there).into_iter::<Value>();
            let there = values.next().unwrap().unwrap();
            // A repeated key makes one of two values; the place is that of the one that counts.
            let trail = value_at(&root, path);
            assert!(
                trail.len() > 1 && trail.contains(&&there),
                "{name}: {path} is not at {}, where {there} stands",
                finding["place"]
            );
        }
    }
}

#[test]
fn ids_are_those_of_listed_entries() {
    for name in names() {
        let items = items(&name);
        let listed: Vec<&str> = items
            .iter()
            .map(|item| item["id"].as_str().unwrap())
            .collect();
        let unique: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(unique.len(), listed.len(), "{name}: {listed:?}");
        for finding in findings(&name) {
            for id in finding["ids"].as_array().unwrap() {
                let id = id.as_str().unwrap();
                assert!(unique.contains(id), "{name}: {id} is not among {listed:?}");
            }
        }
    }
}

#[test]
fn what_is_told_of_many_names_all_of_them() {
    let cases = [
        ("zero-duration-many", "zero-duration", 6),
        ("unscheduled-talks-many", "unscheduled", 6),
        ("outside-session-many", "outside-session", 6),
        ("overlap-in-room-many", "overlap-in-room", 7),
        ("duplicate-title-many", "duplicate-title", 12),
    ];
    for (name, rule, count) in cases {
        let findings = findings(name);
        let own = findings.iter().filter(|finding| finding["rule"] == rule);
        let ids = own.map(|finding| finding["ids"].as_array().unwrap().len());
        assert_eq!(ids.max(), Some(count), "{name}");
    }
}

#[test]
fn unknown_is_null_and_never_empty() {
    fn search(value: &Value, path: &str) {
        match value {
            Value::String(text) => assert!(!text.trim().is_empty(), "{path} is empty"),
            Value::Array(all) => {
                for (index, value) in all.iter().enumerate() {
                    search(value, &format!("{path}[{index}]"));
                }
            }
            Value::Object(all) => {
                for (key, value) in all {
                    search(value, &format!("{path}.{key}"));
                }
            }
            _ => {}
        }
    }
    for name in names() {
        search(&json_of("list", &name), &name);
        search(&json_of("check", &name), &name);
    }
}

#[test]
fn what_is_broken_costs_no_more_than_itself() {
    let cases: &[(&str, &[&str])] = &[
        ("broken-entry", &["First", "Last"]),
        ("broken-entry-shapes", &["First"]),
        ("broken-entry-field", &["First", "Last", "Odd"]),
        ("broken-entry-fields", &["Odd", "Last"]),
        ("broken-entry-talk", &["First", "A", "C", "D", "Last"]),
        ("broken-entry-talks", &["First", "Last"]),
        ("broken-entry-event", &["First"]),
        ("broken-entry-people", &["First"]),
        ("broken-entry-containers", &["First"]),
        ("broken-entry-link", &["First"]),
        ("broken-entry-sessions", &[]),
        ("broken-entry-duplicate-key", &["Second"]),
        ("duplicate-id", &["First", "Last"]),
        ("end-before-start", &["First", "Last"]),
        ("unknown-zone", &["First"]),
        ("untitled", &["(untitled)", "Below"]),
        ("nulls", &["(untitled)", "T"]),
        ("empty", &[]),
    ];
    for (name, wanted) in cases {
        assert_eq!(titles(name), *wanted, "{name}");
    }
}

#[test]
fn what_stands_beside_a_broken_field_stays() {
    let odd = &items("broken-entry-fields")[0];
    assert_eq!(odd["start"], "2024-07-27T11:00:00+02:00");
    let broken = ["kind", "room", "track", "language", "abstract"];
    for key in broken {
        assert_eq!(odd[key], Value::Null, "{key}");
    }
    assert_eq!(odd["people"], Value::Array(Vec::new()));
    assert_eq!(odd["status"], "confirmed");
    // A link that cannot be opened leaves the one that can.
    let links = items("broken-entry-link")[0]["links"].clone();
    assert_eq!(links[0]["url"], "https://example.org");
    assert_eq!(links.as_array().unwrap().len(), 1);
    // A person whose name is unreadable, and an end that comes too early, are gone alone.
    let early = &items("end-before-start")[0];
    assert_eq!(early["start"], "2024-07-27T09:00:00+02:00");
    assert_eq!(early["end"], "2024-07-27T17:00:00+02:00", "the next start");
    assert_eq!(early["end_inferred"], true);
    let renamed = &items("duplicate-id-person")[0]["people"][0];
    assert_eq!(renamed["name"], "Ada L.", "the last one counts");
}

#[test]
fn ids_that_repeat_get_a_suffix_that_is_free() {
    let cases: &[(&str, &[&str])] = &[
        ("duplicate-id", &["first", "first~2"]),
        (
            "duplicate-id-suffix-taken",
            &["first", "first~3", "first~2"],
        ),
        ("duplicate-id-talk", &["first", "t", "last", "t~2"]),
    ];
    for (name, wanted) in cases {
        let items = items(name);
        let ids: Vec<&str> = items
            .iter()
            .map(|item| item["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, *wanted, "{name}");
    }
}

#[test]
fn every_file_can_be_viewed() {
    let home = tempfile::tempdir().unwrap();
    let views = ["", "<enter>", "3<enter>", "5G", "ztokyo<enter>G"];
    for name in names() {
        let path = fixtures().join(format!("{name}.json"));
        let path = path.to_str().unwrap();
        for keys in views {
            let args = [
                path,
                "--print",
                "60x8",
                "--keys",
                keys,
                "--at",
                "2024-07-27T09:30",
            ];
            let ran = ran(command(home.path(), &args).output().unwrap());
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name} {keys}");
        }
    }
}

#[test]
fn the_level_decides_on_the_exit_code() {
    let cases = [
        ("sound", [0, 0, 0]),
        ("open-ended", [0, 0, 1]),
        ("placeholder", [0, 1, 1]),
        ("broken-entry", [1, 1, 1]),
        ("empty", [0, 1, 1]),
    ];
    for (name, codes) in cases {
        let path = fixtures().join(format!("{name}.json"));
        let path = path.to_str().unwrap();
        for (level, code) in ["error", "warning", "info"].into_iter().zip(codes) {
            for format in ["text", "json"] {
                let home = tempfile::tempdir().unwrap();
                let args = ["check", path, "--level", level, "--format", format];
                let ran = ran(command(home.path(), &args).output().unwrap());
                assert_eq!(ran.code, code, "{name} --level {level} --format {format}");
            }
        }
    }
}
