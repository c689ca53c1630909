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
        json!({ "error": 0, "warning": 7, "info": 4 })
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
            "date-of-another-year",
            "date-of-another-year",
            "date-of-another-year",
            "unscheduled",
            "unscheduled",
            "placeholder",
            "placeholder",
            "duplicate-title",
            "unscheduled",
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
        findings[8]["ids"],
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
            "broken-entry: A record or a field cannot be read and was left out.\n  \
             {name}:1:60: error: sessions[0] should be an object, but is a number; it was left out (sessions[0]) [broken-entry]\n  \
             → Correct what stands there; until then nobody sees it.\n\n\
             {name}: 1 error, 0 warnings, 0 info\n"
        );
        assert_eq!((ran.code, ran.out), (1, wanted));
    }
}

/// Fifteen entries without an end, one without a title, one that ends before it starts.
fn troubled() -> String {
    let mut sessions: Vec<Value> = (1..=9)
        .map(|day| json!({"title": format!("No key {day}"), "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "room": format!("{day}"), "spaker": "x"}))
        .collect();
    sessions.push(json!({"start": "2024-07-27T11:00", "end": "2024-07-27T12:00"}));
    sessions.push(
        json!({"title": "Backwards", "start": "2024-07-27T14:00", "end": "2024-07-27T13:00"}),
    );
    super::schedule(Some("Europe/Vienna"), &json!(sessions))
}

#[test]
fn less_bad_findings_are_told_in_short() {
    let place = Place::with("odd.json", troubled());
    let told = |args: &[&str]| {
        let ran = place.fomo(&[&["check", "odd.json"], args].concat());
        let lines = ran.out.lines().filter(|line| line.contains("spaker"));
        (
            lines.count(),
            ran.out.contains("… and 6 more: --level info tells all"),
        )
    };
    assert_eq!(told(&[]), (3, true));
    assert_eq!(told(&["--level", "info"]), (9, false));
}

#[test]
fn only_some_rules_and_all_but_some() {
    let place = Place::with("odd.json", troubled());
    let rules = |args: &[&str]| -> Vec<String> {
        let args = [&["check", "odd.json", "--format", "json"], args].concat();
        let report: Value = serde_json::from_str(&place.fomo(&args).out).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        let mut rules: Vec<_> = findings
            .map(|finding| finding["rule"].as_str().unwrap().to_owned())
            .collect();
        rules.dedup();
        rules
    };
    let all = rules(&[]);
    assert!(all.iter().any(|rule| rule == "unknown-key"), "{all:?}");
    assert_eq!(
        rules(&["--only", "end-before-start,no-title"]),
        ["no-title", "end-before-start"]
    );
    assert_eq!(
        rules(&["--only", "no-title", "--only", "end-before-start"]).len(),
        2
    );
    let rest = rules(&["--ignore", "unknown-key"]);
    assert!(
        !rest.iter().any(|rule| rule == "unknown-key") && rest.len() > 1,
        "{rest:?}"
    );
    // Who ignores what is wrong has a sound timetable.
    let ran = place.fomo(&["check", "odd.json", "--only", "placeholder"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "odd.json: 0 errors, 0 warnings, 0 info\n")
    );
    let ran = place.fomo(&["check", "odd.json", "--only", "plaeholder"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("placeholder"), "{}", ran.err);
}

#[test]
fn a_project_has_levels_of_its_own() {
    let place = Place::with("odd.json", troubled());
    let fails = |args: &[&str], config: &str| {
        std::fs::create_dir_all(place.0.path().join("config/fomo")).unwrap();
        place.file("config/fomo/config.toml", config);
        let home = place.0.path().join("config");
        let args = [&["check", "odd.json"], args].concat();
        place.fomo_with(&args, &[("XDG_CONFIG_HOME", home.to_str().unwrap())])
    };
    assert_eq!(fails(&["--level", "error"], "").code, 1);
    let mild = "[check]\nend-before-start = \"warning\"\n";
    let ran = fails(&["--level", "error"], mild);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("warning: it ends at"), "{}", ran.out);
    let level = "[check]\nlevel = \"error\"\nend-before-start = \"off\"\n";
    let ran = fails(&[], level);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(!ran.out.contains("end-before-start"), "{}", ran.out);
    // The command line has the last word.
    assert_eq!(fails(&["--level", "warning"], level).code, 1);
    let ran = fails(&["--only", "end-before-start"], level);
    assert_eq!(ran.code, 1, "{}", ran.out);
    let ran = fails(&[], "[check]\nend-befor-start = \"off\"\nno-title = 1\n");
    assert!(
        ran.err.contains("did you mean “end-before-start”?"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("no-title must be"), "{}", ran.err);
}

#[test]
fn annotations_of_a_workflow() {
    let place = Place::with("odd, 50%.json", troubled());
    let ran = place.fomo(&["check", "odd, 50%.json", "--format", "github"]);
    assert_eq!(ran.code, 1);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", ran.out);
    assert!(
        lines[0].starts_with("::warning file=odd%2C 50%25.json,line=1,col="),
        "{}",
        lines[0]
    );
    assert!(lines[0].contains(",title=no-title::"), "{}", lines[0]);
    assert!(
        lines[1].starts_with("::error file=") && lines[1].contains("%0A"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].starts_with("checked odd, 50%.json: 1 error, 1 warning, "),
        "{}",
        lines[2]
    );
    // A file may be called like a command, which nobody obeys.
    place.file("::error::it.json", troubled());
    let ran = place.fomo(&["check", "::error::it.json", "--format", "github"]);
    let last = ran.out.lines().last().unwrap();
    assert!(last.starts_with("checked ::error::it.json: "), "{last}");
    // What is at no file has no place.
    let ran = fomo(&["check", "--format", "github"]);
    assert!(
        ran.out.starts_with("::warning title=zone-label::"),
        "{}",
        ran.out
    );
}

#[test]
fn a_rule_is_explained() {
    let ran = fomo(&["check", "--explain", "placeholder"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out
            .starts_with("placeholder (warning)\n\nA title, person, room or track"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("[check]\n  placeholder = \"off\""),
        "{}",
        ran.out
    );
    assert!(
        ran.out.lines().all(|line| line.chars().count() <= 78),
        "{}",
        ran.out
    );
    let ran = fomo(&["check", "--explain"]);
    let rules = fomo::schedule::rules::RULES;
    for rule in rules {
        assert!(
            ran.out.contains(&format!("  {} ", rule.name)),
            "{}",
            rule.name
        );
        assert!(
            !rule.explanation.is_empty(),
            "{} has no explanation",
            rule.name
        );
    }
    assert_eq!(fomo(&["check", "--explain", "nonsense"]).code, 2);
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

#[test]
fn a_source_that_is_no_schedule_is_annotated_as_well() {
    let place = Place::with(
        "big.json",
        "{\n  \"format\": \"fomo/1\",,\n  \"sessions\": []\n}",
    );
    let ran = place.fomo(&["check", "big.json", "--format", "github"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.out
            .starts_with("::error file=big.json,line=2,col=22,title=fomo check::"),
        "{}",
        ran.out
    );
    assert!(ran.err.starts_with("error: big.json:2:22: "), "{}", ran.err);
    let ran = place.fomo(&["check", "none.json", "--format", "github"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (
            2,
            "::error title=fomo check::none.json: no such file or directory\n"
        )
    );
    let ran = place.fomo(&["check", "big.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn what_was_typed_is_taken_as_it_was_meant() {
    let place = Place::with("odd.json", troubled());
    let with_blank = place.fomo(&["check", "odd.json", "--only", "no-title, end-before-start"]);
    let without = place.fomo(&["check", "odd.json", "--only", "no-title,end-before-start"]);
    assert_eq!(with_blank.out, without.out);
    assert_eq!((with_blank.code, with_blank.err.as_str()), (1, ""));
    for option in ["--only", "--ignore", "--explain"] {
        let ran = fomo(&["check", option, "plaeholder"]);
        assert_eq!(ran.code, 2, "{option}");
        assert!(
            ran.err.contains(
                "there is no rule “plaeholder”; did you mean placeholder? fomo check --explain lists them"
            ),
            "{}",
            ran.err
        );
        assert!(!ran.err.contains("broken-entry"), "{}", ran.err);
    }
    let ran = fomo(&["check", ""]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "error: the name of the schedule is empty\n")
    );
}

#[test]
fn links_that_are_none_are_told_in_other_formats() {
    let xml = r#"<?xml version="1.0"?><schedule><conference><title>T</title></conference>
<day index="1" date="2024-07-27"><room name="A"><event id="1">
<date>2024-07-27T10:00:00+02:00</date><start>10:00</start><duration>00:30</duration>
<title>X</title><url>foo bar</url></event></room></day></schedule>"#;
    let ics = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:X\r\nDTSTART:20240727T100000Z\r\n\
        DTEND:20240727T110000Z\r\nURL:htp://fomo.dev/\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    for (name, text, told) in [
        ("a.xml", xml, "“foo bar” is no http, https or mailto link"),
        (
            "a.ics",
            ics,
            "URL “htp://fomo.dev/” is no http or https link",
        ),
    ] {
        let place = Place::with(name, text);
        // What is shown as a note is not lost.
        let only = ["--only", "broken-entry,mended", "--level", "info"];
        let ran = place.fomo(&[&["check", name], &only[..]].concat());
        assert_eq!(ran.code, 1, "{name}: {}", ran.out);
        assert!(ran.out.contains(told), "{name}: {}", ran.out);
    }
}
