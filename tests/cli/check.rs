//! `fomo check`, `fomo keys`, `fomo --version` and the help. What each rule finds is tested by `findings`.

use serde_json::{Value, json};

use super::{Place, fomo};

#[test]
fn text_of_the_built_in_schedule() {
    let ran = fomo(&["check"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn json_of_the_built_in_schedule() {
    let ran = fomo(&["check", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        report["counts"],
        json!({ "error": 0, "warning": 4, "info": 1 })
    );
    let findings = report["findings"].as_array().unwrap();
    let rules: Vec<&str> = findings
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert_eq!(
        rules,
        [
            "zone-label",
            "placeholder",
            "placeholder",
            "duplicate-title",
            "open-ended"
        ]
    );
    for finding in findings {
        let keys: Vec<&str> = finding
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys, ["rule", "severity", "message", "place", "ids"]);
        let keys: Vec<&str> = finding["place"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys, ["line", "column", "path"]);
    }
    assert_eq!(
        findings[3]["ids"],
        json!(["contributed-talk-2-morning", "contributed-talk-2-afternoon"])
    );
}

#[test]
fn levels_of_the_built_in_schedule() {
    for (level, code) in [("error", 0), ("warning", 1), ("info", 1)] {
        assert_eq!(fomo(&["check", "--level", level]).code, code, "{level}");
    }
}

#[test]
fn findings_name_the_file_as_it_was_typed() {
    let text = r#"{"format":"fomo/1","event":{"time_zone":"UTC"},"sessions":[17]}"#;
    let place = Place::with("odd.json", text);
    for name in ["odd.json", "./odd.json"] {
        let ran = place.fomo(&["check", name]);
        let wanted = format!(
            "{name}:1:60: error: sessions[0] should be an object, but is a number; it was left out (sessions[0]) [broken-entry]\n\
             {name}: 1 error, 0 warnings, 0 info\n"
        );
        assert_eq!((ran.code, ran.out), (1, wanted));
    }
}

#[test]
fn keys_are_a_table_per_place() {
    let ran = fomo(&["keys"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for contract in [
        "`j`", "`k`", "`g`", "`G`", "`h`", "`l`", "`Enter`", "`Esc`", "`Tab`", "`1`", "`3`", "`5`",
        "`/`", "`z`", "`Z`", "`n`", "`o`", "`y`", "`r`", "`?`", "`q`",
    ] {
        assert!(
            ran.out.contains(contract),
            "{contract} is missing in {}",
            ran.out
        );
    }
    assert!(
        ran.out
            .lines()
            .all(|line| line.is_empty() || line.starts_with('|'))
    );
}

#[test]
fn version_names_the_time_zone_database() {
    for flag in ["--version", "-V"] {
        let ran = fomo(&[flag]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{flag}");
        let start = format!("fomo {} · tzdb 20", env!("CARGO_PKG_VERSION"));
        assert!(
            ran.out.starts_with(&start) && ran.out.lines().count() == 1,
            "{}",
            ran.out
        );
    }
}

#[test]
fn help_goes_to_standard_output() {
    for args in [
        &["--help"][..],
        &["-h"],
        &["list", "--help"],
        &["help", "check"],
    ] {
        let ran = fomo(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(ran.out.contains("Usage: fomo"), "{args:?}: {}", ran.out);
    }
}
