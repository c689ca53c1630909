//! What went wrong once, each with the smallest file that shows it.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use std::{fs, process::Stdio};

use run::{Ran, command, ran};
use serde_json::{Value, json};

/// Runs the program in a directory with this file, `s.json`.
fn fomo(file: &str, args: &[&str]) -> Ran {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("s.json"), file).unwrap();
    ran(command(home.path(), args)
        .stdin(Stdio::null())
        .output()
        .unwrap())
}

fn json_of(file: &str, args: &[&str]) -> Value {
    let ran = fomo(file, &[args, &["--format", "json"]].concat());
    serde_json::from_str(&ran.out).unwrap()
}

/// `rule path` of what is found.
fn found(file: &str) -> Vec<String> {
    let report = json_of(file, &["check", "s.json"]);
    let findings = report["findings"].as_array().unwrap().iter();
    let line = |finding: &Value| {
        let path = finding["place"]["path"].as_str().unwrap_or_default();
        format!("{} {path}", finding["rule"].as_str().unwrap())
    };
    findings.map(line).collect()
}

/// The paths of what `fomo check` finds broken.
fn broken(file: &str) -> Vec<String> {
    let found = found(file).into_iter();
    found
        .filter_map(|line| line.strip_prefix("broken-entry ").map(str::to_owned))
        .collect()
}

fn column(file: &str, key: &str) -> Vec<String> {
    let list = json_of(file, &["list", "s.json"]);
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| item[key].as_str().unwrap_or("null").to_owned())
        .collect()
}

const VIENNA: &str = r#""format": "fomo/1", "event": {"title": "E", "time_zone": "Europe/Vienna"}"#;

/// A file of sessions in Vienna.
fn vienna(sessions: &str) -> String {
    format!("{{{VIENNA}, \"sessions\": [{sessions}]}}")
}

#[test]
fn a_list_is_no_record() {
    for record in [r#"["a", "B"]"#, "[]"] {
        let file = vienna(&format!(
            r#"{record}, {{"title": "C", "start": "2024-07-27T09:00", "duration": 5}}"#
        ));
        assert_eq!(found(&file), ["broken-entry sessions[0]"], "{record}");
        assert_eq!(column(&file, "title"), ["C"], "{record}");
    }
}

#[test]
fn a_list_is_no_event_person_link_or_credit() {
    let session = r#"{"title": "C", "start": "2024-07-27T09:00Z", "duration": 5"#;
    let cases = [
        (
            "event",
            format!(r#"{{"format": "fomo/1", "event": [], "sessions": [{session}}}]}}"#),
        ),
        (
            "people.a",
            format!(
                r#"{{"format": "fomo/1", "people": {{"a": ["A"]}}, "sessions": [{session}}}]}}"#
            ),
        ),
        (
            "rooms[0]",
            format!(r#"{{"format": "fomo/1", "rooms": [["a"]], "sessions": [{session}}}]}}"#),
        ),
        (
            "sessions[0].links[0]",
            format!(
                r#"{{"format": "fomo/1", "sessions": [{session}, "links": [["t", "https://example.org"]]}}]}}"#
            ),
        ),
        (
            "sessions[0].people[0]",
            format!(
                r#"{{"format": "fomo/1", "sessions": [{session}, "people": [[null, "Bo"]]}}]}}"#
            ),
        ),
    ];
    for (path, file) in cases {
        assert_eq!(broken(&file), [path]);
    }
}

#[test]
fn a_broken_element_costs_itself_and_not_the_list() {
    let session = r#"{"title": "A", "start": "2024-07-27T09:00", "duration": 5,
  "people": [{"name": "Ada"},
    7, {"name": "Bo"}],
  "links": [{"url": "https://lovelace.net"}, {"title": "nowhere"}]}"#;
    let file = vienna(session);
    assert_eq!(
        found(&file),
        [
            "broken-entry sessions[0].people[1]",
            "broken-entry sessions[0].links[1]"
        ]
    );
    let report = json_of(&file, &["check", "s.json"]);
    assert_eq!(
        report["findings"][0]["place"]["line"], 3,
        "the element's place"
    );
    let list = json_of(&file, &["list", "s.json"]);
    let people: Vec<&Value> = list["items"][0]["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| &person["name"])
        .collect();
    assert_eq!(people, ["Ada", "Bo"]);
    assert_eq!(list["items"][0]["links"].as_array().unwrap().len(), 1);
}

#[test]
fn a_key_that_stands_twice_is_said_wherever_it_stands() {
    let end = r#""start": "2024-07-27T09:00Z", "duration": 5"#;
    let cases = [
        (
            "event",
            format!(
                r#"{{"format": "fomo/1", "event": {{"title": "E"}}, "event": {{"title": "F"}}, "sessions": [{{"title": "A", {end}}}]}}"#
            ),
        ),
        (
            "sessions",
            format!(
                r#"{{"format": "fomo/1", "sessions": [{{"title": "A", {end}}}], "sessions": [{{"title": "B", {end}}}]}}"#
            ),
        ),
        (
            "sessions[0].people[0].name",
            format!(
                r#"{{"format": "fomo/1", "sessions": [{{"title": "A", "people": [{{"name": "a", "name": "b"}}], {end}}}]}}"#
            ),
        ),
    ];
    for (path, file) in cases {
        assert_eq!(broken(&file), [path]);
    }
}

#[test]
fn half_a_surrogate_in_a_key_costs_the_key() {
    let file =
        vienna(r#"{"title": "A", "x\ud800": 1, "start": "2024-07-27T09:00", "duration": 5}"#);
    assert_eq!(column(&file, "title"), ["A"]);
    let file = format!(r#"{{{VIENNA}, "x\ud800": 1, "sessions": [{{"title": "A"}}]}}"#);
    assert_eq!(column(&file, "title"), ["A"]);
}

#[test]
fn a_file_without_sessions_is_told() {
    for file in [
        format!("{{{VIENNA}}}"),
        format!("{{{VIENNA}, \"sessions\": null}}"),
    ] {
        assert_eq!(found(&file), ["broken-entry sessions"]);
    }
}

#[test]
fn messages_speak_of_the_file_and_not_of_the_program() {
    for field in [
        r#""room": 7"#,
        r#""duration": 1.5"#,
        r#""duration": true"#,
        r#""status": "maybe""#,
        r#""people": [7]"#,
        r#""people": {}"#,
        r#""links": ["x"]"#,
    ] {
        let ran = fomo(
            &vienna(&format!(r#"{{"title": "A", {field}}}"#)),
            &["check", "s.json"],
        );
        for jargon in ["untagged", "enum", "struct", "variant", "sequence", "map"] {
            assert!(!ran.out.contains(jargon), "{field}: {}", ran.out);
        }
    }
}

#[test]
fn a_negative_duration_is_none() {
    let file = vienna(r#"{"title": "A", "start": "2024-07-27T09:00", "duration": "-0:30"}"#);
    assert!(found(&file).contains(&"broken-entry sessions[0].duration".to_owned()));
}

#[test]
fn entries_without_a_title_do_not_have_the_same_one() {
    let at = |hour: u8| format!(r#"{{"start": "2024-07-27T{hour:02}:00", "duration": 5}}"#);
    let file = vienna(&[at(9), at(10)].join(", "));
    let rules = found(&file);
    assert!(
        !rules.iter().any(|line| line.starts_with("duplicate-title")),
        "{rules:?}"
    );
}

#[test]
fn talks_of_a_cancelled_session_do_not_take_place() {
    let file = vienna(
        r#"{"id": "s", "title": "S", "start": "2024-07-27T09:00", "duration": 60, "status": "cancelled",
            "talks": [{"id": "t", "title": "T", "start": "2024-07-27T09:00", "duration": 60}]},
           {"id": "z", "title": "Z", "start": "2024-07-27T11:00", "duration": 60}"#,
    );
    let answer = json_of(&file, &["now", "s.json", "--at", "2024-07-27T09:30"]);
    assert_eq!(answer["now"], json!([]));
    assert_eq!(
        column(&file, "status"),
        ["cancelled", "cancelled", "confirmed"]
    );
}

#[test]
fn a_talk_in_another_room_than_its_session_shows_it() {
    let file = vienna(
        r#"{"title": "S", "start": "2024-07-27T09:00", "room": "Aula",
            "talks": [{"title": "Here"}, {"title": "Elsewhere", "room": "Zoo"}]}"#,
    );
    let out = fomo(&file, &["list", "s.json"]).out;
    assert!(
        out.contains("Elsewhere · Zoo\n") && out.contains("Here\n"),
        "{out}"
    );
}

/// The header tells one offset, which is wrong for what is on the other side of a clock change.
#[test]
fn a_list_over_a_clock_change_tells_both_offsets() {
    let file = vienna(
        r#"{"title": "Before", "start": "2026-10-24T09:00", "duration": 60},
           {"title": "After", "start": "2026-10-25T09:00", "duration": 60}"#,
    );
    let out = fomo(&file, &["list", "s.json"]).out;
    assert!(out.contains("CEST") && out.contains("CET,"), "{out}");
}

/// A `+1` counts from the date that the first line names.
#[test]
fn now_in_another_zone_counts_days_from_the_date_it_names() {
    let at = ["now", "--at", "2024-07-27T23:10", "--zone", "Asia/Tokyo"];
    let out = fomo("", &at).out;
    assert!(
        out.starts_with("ES-FoMo II · Sun 28 Jul 2024, 6:10 in Tokyo"),
        "{out}"
    );
    assert!(out.contains("Now\n   1:00  🎉"), "{out}");
}

#[test]
fn what_runs_for_days_does_not_take_others_to_its_day() {
    let file = vienna(
        r#"{"title": "Expo", "start": "2024-07-27T09:00", "end": "2024-07-30T17:00", "room": "Foyer"},
           {"title": "Second day", "start": "2024-07-28T09:00", "duration": 60, "room": "Aula"},
           {"title": "Night", "start": "2024-07-29T00:30", "duration": 60, "room": "Bar"}"#,
    );
    let out = fomo(&file, &["now", "s.json", "--at", "2024-07-28T09:40"]).out;
    assert!(out.contains("9:00−1–17:00+2  Expo"), "{out}");
    assert!(out.contains("9:00–10:00      Second day"), "{out}");
    assert!(
        out.contains("Next · Mon 29 Jul 2024\n") && out.contains("0:30–1:30  Night"),
        "{out}"
    );
}

#[test]
fn the_next_talk_inside_what_runs_comes_next() {
    let file = vienna(
        r#"{"id": "s", "title": "S", "start": "2024-07-27T09:00", "end": "2024-07-27T12:00", "talks": [
             {"id": "a", "title": "A", "start": "2024-07-27T09:00"},
             {"id": "b", "title": "B", "start": "2024-07-27T10:00"},
             {"id": "c", "title": "C", "start": "2024-07-27T13:00"}]}"#,
    );
    let now = json_of(&file, &["now", "s.json", "--at", "2024-07-27T09:40"]);
    let ids = |key: &str| {
        now[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (ids("now"), ids("next")),
        (vec![json!("s"), json!("a")], vec![json!("b")])
    );
    let list = json_of(&file, &["list", "s.json"]);
    assert_eq!(
        list["items"][2]["end"], "2024-07-27T12:00:00+02:00",
        "not after its session"
    );
}

#[test]
fn options_that_a_command_does_not_need_must_make_sense_all_the_same() {
    for args in [
        &["list", "--at", "soon"][..],
        &["check", "--at", "soon"],
        &["check", "--zone", "Viena"],
    ] {
        let ran = fomo("", args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: --"), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_wrong_command_line_is_one_line() {
    for args in [
        &["list", "--format", "xml"][..],
        &["--print", "0x0"],
        &["--keys", "j"],
        &["--frobnicate"],
    ] {
        let ran = fomo("", args);
        assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
    }
}

#[test]
fn times_are_of_four_digit_years_in_every_zone() {
    for start in ["0000-01-01T00:00", "0000-01-02T12:00", "9999-12-31T23:00"] {
        let file = vienna(&format!(
            r#"{{"title": "A", "start": "{start}", "duration": 30}}"#
        ));
        for zone in ["event", "Asia/Tokyo", "America/Los_Angeles"] {
            let list = json_of(&file, &["list", "s.json", "--zone", zone]);
            for key in ["start", "end", "day"] {
                // Such a time may also be refused, and is then unknown.
                let Some(text) = list["items"][0][key].as_str() else {
                    continue;
                };
                let year = text.split('-').next().unwrap();
                assert!(
                    year.len() == 4 && !text.starts_with('-'),
                    "{start} in {zone}: {key} is {text}"
                );
            }
        }
    }
}

/// What a reader chose is remembered under ids: they may not depend on what else is typed.
#[test]
fn made_up_ids_do_not_depend_on_the_zone() {
    let file = r#"{"format": "fomo/1", "sessions": [{"title": "A", "start": "2024-07-27T09:00"}]}"#;
    let unknown = json_of(file, &["list", "s.json"]);
    let forced = json_of(file, &["list", "s.json", "--event-zone", "Asia/Tokyo"]);
    assert_eq!(unknown["items"][0]["id"], forced["items"][0]["id"]);
}

#[test]
fn line_separators_of_a_query_are_not_drawn() {
    let ran = fomo("", &["--print", "80x24", "--query", "a\u{2028}\u{2029}b"]);
    assert!(!ran.out.contains(['\u{2028}', '\u{2029}']), "{}", ran.out);
}

/// `--at` is local to the event, also where the event's zone is named only later.
#[test]
fn the_moment_is_meant_in_the_zone_that_is_named_later() {
    let file = r#"{"format": "fomo/1", "event": {"title": "E"}, "sessions": [
        {"title": "A", "start": "2024-07-27T09:00", "duration": 30}]}"#;
    let args = [
        "s.json",
        "--at",
        "2024-07-27T09:05",
        "--print",
        "80x6",
        "--keys",
        "ztokyo<enter>",
    ];
    let out = fomo(file, &args).out;
    assert!(
        out.contains(" 9:05 Tokyo") && out.contains("▌▶  9:00  A"),
        "{out}"
    );
}

#[test]
fn a_misspelt_key_is_told_with_the_one_that_was_meant() {
    let file = vienna(r#"{"tilte": "A", "start": "2024-07-27T09:00", "duration": 5}"#);
    let out = fomo(&file, &["check", "s.json"]).out;
    assert!(
        out.contains("did you mean “title”?") && out.contains("[no-title]"),
        "{out}"
    );
}

#[test]
fn a_filter_begun_on_a_page_gives_the_page_back() {
    let out = fomo("", &["--print", "80x24", "--keys", "5/x<esc>"]).out;
    assert!(out.contains("Important dates"), "{out}");
}

/// Waiting for somebody to write into a pipe would stop every key.
#[test]
fn a_pipe_in_the_place_of_the_file_is_not_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state/fomo/events");
    fs::create_dir_all(&state).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(state.join("es-fomo-2024.json"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: there is no mkfifo");
        return;
    }
    let out = ran(command(home.path(), &["--print", "80x24"])
        .output()
        .unwrap())
    .out;
    assert!(out.contains("it is no file"), "{out}");
}

/// A night: what is listed on Sunday starts before what is still Saturday's.
const NIGHT: &str = r#"{"id": "c", "title": "C", "start": "2024-07-27T23:00", "duration": 30, "room": "R2"},
    {"id": "a", "title": "A", "start": "2024-07-28T00:30", "day": "2024-07-28", "duration": 30, "room": "R2"},
    {"id": "b", "title": "B", "start": "2024-07-28T01:30", "day": "2024-07-27", "duration": 30, "room": "R1"},
    {"id": "d", "title": "D", "start": "2024-07-28T03:00", "day": "2024-07-28", "duration": 30, "room": "R1"},
    {"id": "e", "title": "E", "start": "2024-07-28T10:00", "duration": 30, "room": "R1"}"#;

/// The title on the line of the cursor.
fn cursor_after(file: &str, at: &str, keys: &str) -> String {
    let frame = fomo(
        file,
        &["s.json", "--at", at, "--print", "80x24", "--keys", keys],
    )
    .out;
    let line = frame
        .lines()
        .find(|line| line.starts_with('▌'))
        .unwrap_or_default();
    line.chars()
        .filter(char::is_ascii_uppercase)
        .take(1)
        .collect()
}

#[test]
fn moving_down_visits_every_entry_of_a_night_once() {
    let file = vienna(NIGHT);
    let visited: Vec<String> = (0..5)
        .map(|downs| cursor_after(&file, "2024-07-01T00:00", &"j".repeat(downs)))
        .collect();
    assert_eq!(visited, ["C", "B", "A", "D", "E"]);
    assert_eq!(
        cursor_after(&file, "2024-07-28T00:35", ""),
        "A",
        "what runs"
    );
    assert_eq!(
        cursor_after(&file, "2024-07-01T00:00", "l"),
        "A",
        "the first of the next day"
    );
    let now = json_of(&file, &["now", "s.json", "--at", "2024-07-28T00:35"]);
    assert_eq!(
        now["next"][0]["id"], "b",
        "the next of its room, though listed the day before"
    );
}

#[test]
fn a_name_that_is_the_id_of_another_person_is_somebody_else() {
    let file = format!(
        r#"{{{VIENNA}, "people": {{"gu": {{"name": "Albert Gu"}}}}, "sessions": [
            {{"title": "A", "people": [{{"person": "gu"}}, {{"name": "gu"}}, {{"name": "Zed"}}]}}]}}"#
    );
    let page = |keys: &str| fomo(&file, &["s.json", "--print", "40x6", "--keys", keys]).out;
    assert!(
        page("3j<enter>").contains("\n gu\n"),
        "{}",
        page("3j<enter>")
    );
    assert!(
        page("3jj<enter>").contains("\n Zed\n"),
        "{}",
        page("3jj<enter>")
    );
}

#[test]
fn a_room_is_found_by_its_id_before_by_a_name() {
    let file = format!(
        r#"{{{VIENNA}, "rooms": [{{"id": "A", "name": "Main"}}, {{"id": "B", "name": "A"}}], "sessions": [
            {{"title": "In A", "start": "2024-07-27T09:00", "room": "A"}},
            {{"title": "In B", "start": "2024-07-27T09:00", "room": "B"}}]}}"#
    );
    assert_eq!(column(&file, "room"), ["Main", "A"]);
}

#[test]
fn the_last_talk_is_over_when_its_session_is() {
    let file = vienna(
        r#"{"id": "s", "title": "S", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00",
            "talks": [{"id": "t", "title": "T", "start": "2024-07-27T09:40"}]},
           {"id": "z", "title": "Z", "start": "2024-07-27T18:00", "duration": 60}"#,
    );
    let now = json_of(&file, &["now", "s.json", "--at", "2024-07-27T15:00"]);
    assert_eq!(now["now"], json!([]));
}

#[test]
fn it_opens_on_what_runs_although_nothing_comes_any_more() {
    let file = vienna(
        r#"{"title": "Opening", "start": "2024-07-27T09:00", "duration": 60, "room": "A"},
           {"title": "Reception", "start": "2024-07-27T18:00", "room": "A"},
           {"title": "Lightning", "start": "2024-07-27T18:30", "duration": 30, "room": "B"}"#,
    );
    let frame = fomo(
        &file,
        &["s.json", "--at", "2024-07-27T20:00", "--print", "80x8"],
    )
    .out;
    assert!(frame.contains("▌▶ 18:00  Reception"), "{frame}");
    assert!(
        frame
            .lines()
            .nth(4)
            .is_some_and(|line| line.starts_with(" ─ 20:00")),
        "{frame}"
    );
}

#[test]
fn a_length_without_a_time_is_kept() {
    let file = vienna(
        r#"{"title": "S", "start": "2024-07-27T09:00", "end": "2024-07-27T10:00", "talks": [{"title": "T", "duration": 15}]}"#,
    );
    let list = json_of(&file, &["list", "s.json"]);
    assert_eq!(list["items"][1]["duration_minutes"], 15);
    assert_eq!(list["items"][1]["end"], json!(null));
}

#[test]
fn the_whole_house_breaks_until_any_room_goes_on() {
    let file = vienna(
        r#"{"title": "Lunch", "start": "2024-07-27T12:00"},
           {"title": "Talk", "start": "2024-07-27T13:00", "duration": 60, "room": "A"},
           {"title": "Closing", "start": "2024-07-27T18:00", "duration": 60}"#,
    );
    assert_eq!(column(&file, "end")[0], "2024-07-27T13:00:00+02:00");
}

#[test]
fn years_have_four_digits() {
    for start in ["24-07-27T09:00", "+2024-07-27T09:00", "-024-07-27T09:00"] {
        let file = vienna(&format!(r#"{{"title": "A", "start": "{start}"}}"#));
        assert!(
            broken(&file).contains(&"sessions[0].start".to_owned()),
            "{start}"
        );
    }
    assert_eq!(fomo("", &["now", "--at", "24-07-27T09:10"]).code, 2);
}

#[test]
fn a_record_of_nothing_but_mistakes_is_read_in_time() {
    let people = vec![r#"{"name": 5}"#; 20_000].join(",");
    let file = vienna(&format!(r#"{{"title": "A", "people": [{people}]}}"#));
    assert_eq!(column(&file, "title"), ["A"]);
    assert!(broken(&file).len() < 100);
}

#[test]
fn a_hostile_file_name_does_not_reach_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let name = "a\u{1b}[31m\u{202e}b.json";
    fs::write(home.path().join(name), vienna("7")).unwrap();
    for args in [
        &["check", name][..],
        &["list", name],
        &["now", name, "--at", "x"],
    ] {
        let ran = ran(command(home.path(), args).output().unwrap());
        assert!(
            !(ran.out + &ran.err).contains(['\u{1b}', '\u{202e}']),
            "{args:?}"
        );
    }
}

#[test]
fn a_printed_zone_that_names_both_halves_of_the_year_is_right() {
    for (label, wrong) in [
        ("CET/CEST", false),
        ("ICML time, CEST", false),
        ("CET", true),
        ("EST", true),
        ("UTC+1", true),
    ] {
        let file = format!(
            r#"{{"format": "fomo/1", "event": {{"time_zone": "Europe/Vienna", "time_zone_label": "{label}"}}, "sessions": [
                {{"title": "A", "start": "2024-07-27T09:00", "duration": 5}}]}}"#
        );
        let found = found(&file)
            .iter()
            .any(|line| line.starts_with("zone-label"));
        assert_eq!(found, wrong, "{label}");
    }
}

#[test]
fn a_person_can_be_copied_from_list_and_page() {
    for keys in ["3y", "3<enter><esc>3y"] {
        let frame = fomo("", &["--print", "80x24", "--keys", keys]).out;
        assert!(
            frame.contains("Copied: Aakanksha Chowdhery · Google DeepMind"),
            "{frame}"
        );
    }
}

#[test]
fn options_may_stand_before_the_command() {
    for args in [
        &["--zone", "asia/tokyo", "list", "gu"][..],
        &["list", "gu", "--zone", "asia/tokyo"],
        &["list", "--zone", "asia/tokyo", "gu"],
    ] {
        let ran = fomo("", args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        assert!(ran.out.contains("16:15–~17:15"), "{args:?}: {}", ran.out);
    }
    for args in [
        &["s.json", "list"][..],
        &["--print", "80x24", "list"],
        &["--query", "x", "now"],
    ] {
        let ran = fomo(NIGHT, args);
        assert_eq!(
            (ran.code, ran.err.lines().count()),
            (2, 1),
            "{args:?}: {}",
            ran.err
        );
    }
}

#[test]
fn an_event_zone_that_is_not_used_is_told() {
    let file = r#"{"format": "fomo/1", "sessions": [
        {"title": "Local", "start": "2024-07-27T09:00", "duration": 5},
        {"title": "Far", "start": "2024-07-27T11:00+09:00", "duration": 5}]}"#;
    let ran = fomo(file, &["list", "s.json", "--event-zone", "Europe/Vienna"]);
    assert_eq!(
        ran.err,
        "note: the times of the schedule have an offset, +09:00; --event-zone is not used\n"
    );
}

#[test]
fn what_is_cancelled_says_so_wherever_it_stands() {
    let file = vienna(
        r#"{"title": "S", "start": "2024-07-27T09:00", "duration": 60, "talks": [
             {"title": "Off", "status": "cancelled", "people": [{"name": "Pat"}]}]}"#,
    );
    let at = ["s.json", "--at", "2024-07-27T09:10", "--print", "80x20"];
    let frame = |keys: &str| fomo(&file, &[&at[..], &["--keys", keys]].concat()).out;
    assert!(frame("<enter>").contains("✗ Off"), "{}", frame("<enter>"));
    assert!(frame("3<enter>").contains("✗ Off"), "{}", frame("3<enter>"));
    assert!(
        frame("jy").contains("Off [cancelled] · Pat"),
        "{}",
        frame("jy")
    );
    let file = vienna(
        r#"{"title": "S", "start": "2024-07-27T09:00", "duration": 60, "status": "cancelled"}"#,
    );
    let frame = fomo(&file, &at).out;
    assert!(frame.contains("1 h") && !frame.contains("left"), "{frame}");
}

#[test]
fn the_night_on_which_clocks_change_names_both_zones() {
    let file = vienna(
        r#"{"title": "Evening", "start": "2026-10-24T20:00", "duration": 60},
           {"title": "Dead of night", "start": "2026-10-25T03:30", "duration": 15},
           {"title": "Morning", "start": "2026-10-25T09:00", "duration": 60}"#,
    );
    let out = fomo(&file, &["list", "s.json"]).out;
    assert!(
        out.contains("Sat 24 Oct 2026 · Vienna (CEST, +02) → Vienna (CET, +01)\n"),
        "{out}"
    );
    assert!(
        out.contains("Sun 25 Oct 2026 · Vienna (CET, +01)\n"),
        "{out}"
    );
}

#[test]
fn a_menu_over_a_long_page_does_not_count_its_lines() {
    let file = json!({
        "format": "fomo/1",
        "event": { "time_zone": "Europe/Vienna" },
        "sessions": [{
            "title": "Long", "start": "2024-07-27T09:00", "abstract": "word\n\n".repeat(100)
        }]
    });
    let shown = |keys: &str| {
        fomo(
            &file.to_string(),
            &["s.json", "--print", "80x24", "--keys", keys],
        )
        .out
    };
    assert!(shown("<enter>").contains("more lines ↓"));
    for menu in ["<enter>z", "<enter>E"] {
        assert!(!shown(menu).contains("more lines"), "{menu}");
    }
}

#[test]
fn a_crowd_in_two_halls_with_long_titles_is_told_in_a_sentence() {
    let people: Vec<Value> = (0..10_000)
        .map(|number| json!({ "name": format!("Guest {number}") }))
        .collect();
    let entry = |title: &str, room: &str| json!({ "title": title.repeat(50_000), "start": "2024-07-27T09:00", "duration": 60, "room": room, "people": people });
    let file = vienna(&format!("{}, {}", entry("É ", "A"), entry("E ", "B")));
    let report = json_of(&file, &["check", "s.json"]);
    let findings = report["findings"].as_array().unwrap().iter();
    let mut double = findings.filter(|finding| finding["rule"] == "person-double-booked");
    let message = double.next().unwrap()["message"].as_str().unwrap();
    assert!(
        message.starts_with(
            "Guest 0, Guest 1, Guest 10, Guest 100, Guest 1000 and 9995 others take part in “"
        ),
        "{message:.100}"
    );
    assert!(double.next().is_none());
}

#[test]
fn many_entries_with_everybody_are_checked() {
    let people: Vec<Value> = (0..10_000)
        .map(|number| json!({ "name": format!("Guest {number}") }))
        .collect();
    let sessions = (10..20).map(|hour| {
        json!({ "title": format!("At {hour}"), "start": format!("2024-07-27T{hour}:00"), "duration": 50, "people": people })
    });
    let sessions: Vec<String> = sessions.map(|session| session.to_string()).collect();
    let found = found(&vienna(&sessions.join(",")));
    assert_eq!(found, ["break-missing sessions[9]"; 0]);
}

#[test]
fn tracks_in_another_writing_have_short_names() {
    let names = (0x4e00..0x4e00 + 3000).filter_map(char::from_u32);
    let tracks: Vec<Value> = names.map(|name| json!({ "id": name })).collect();
    let tracks = json!(
        [
            &tracks[..],
            &[json!({ "id": "track-2" }), json!({ "id": "Track!" })]
        ]
        .concat()
    );
    let file = format!(
        r#"{{{VIENNA}, "tracks": {tracks}, "sessions": [{{"title": "A", "start": "2024-07-27T09:00", "duration": 5}}]}}"#
    );
    let out = fomo(&file, &["convert", "s.json", "--to", "frab-json"]).out;
    let frab: Value = serde_json::from_str(&out).unwrap();
    let tracks = frab["schedule"]["conference"]["tracks"].as_array().unwrap();
    let slug = |track: usize| tracks[track]["slug"].as_str().unwrap();
    assert_eq!(
        [slug(0), slug(1), slug(2999), slug(3000), slug(3001)],
        ["track", "track-3", "track-3001", "track-2", "track-3002"]
    );
}

#[test]
fn of_thousands_that_are_on_the_line_names_one() {
    let session = |number: usize| {
        json!({ "title": format!("Booth {number}"), "start": "2024-07-27T09:00", "duration": 60 })
            .to_string()
    };
    let sessions: Vec<String> = (10_000..40_000).map(session).collect();
    let now = [
        "now",
        "s.json",
        "--at",
        "2024-07-27T09:30",
        "--max-width",
        "80",
    ];
    assert_eq!(
        fomo(&vienna(&sessions.join(",")), &now).out,
        "9:00–10:00 Booth 10000 +29999 CEST\n"
    );
}

#[test]
fn a_person_whose_id_cannot_be_seen_is_no_speaker_without_a_name() {
    let people = r#"[{"person": "\u200b"}, {"person": "\u001b[31m"}, {"name": "Ada"}]"#;
    let file = vienna(&format!(
        r#"{{"id": "a", "title": "A", "start": "2024-07-27T09:00", "people": {people}}}"#
    ));
    let list = json_of(&file, &["list", "s.json"]);
    let people = list["items"][0]["people"].as_array().unwrap().iter();
    let names: Vec<&Value> = people.map(|person| &person["name"]).collect();
    assert_eq!(names, ["Ada"]);
}
