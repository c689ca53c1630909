//! `fomo list`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Place, column, fomo, listed, schedule};

fn built_in() -> Value {
    listed(&Place::new(), &[])
}

fn item<'a>(list: &'a Value, id: &str) -> &'a Value {
    let items = list["items"].as_array().unwrap();
    items.iter().find(|item| item["id"] == id).unwrap()
}

#[test]
fn text_of_the_built_in_schedule() {
    let ran = fomo(&["list"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn what_could_not_be_read_is_not_missing_without_a_word() {
    let place = Place::with(
        "s.json",
        schedule(
            Some("UTC"),
            &json!([{ "title": "Talk", "start": "2026-07-15T10:00" }, 1, 2]),
        ),
    );
    let note =
        "note: 2 errors in s.json: what could not be read is missing here; fomo check tells them\n";
    for args in [
        &["list", "s.json"][..],
        &["list", "s.json", "--format", "csv"],
        &["now", "s.json", "--at", "2026-07-15T09:00"],
    ] {
        let ran = place.fomo(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, note), "{args:?}");
        assert!(ran.out.contains("Talk") && !ran.out.contains("note:"));
    }
    let ran = place.fomo(&["list", "s.json", "nobody"]);
    assert_eq!(
        (ran.code, ran.err),
        (1, format!("{note}nothing matches in Tiny\n"))
    );
    let rule = "RRULE:FREQ=DAILY;COUNT=3000";
    place.file("l.ics", format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Again\nDTSTART:20240101T100000Z\n{rule}\nEND:VEVENT\nEND:VCALENDAR\n"));
    let ran = place.fomo(&["list", "l.ics"]);
    assert_eq!((ran.code, ran.err.lines().count()), (0, 1), "{}", ran.err);
    assert!(ran.err.starts_with("note: 1 error in l.ics"), "{}", ran.err);
}

/// Nothing was asked for that could match.
#[test]
fn a_schedule_without_entries_is_said_to_have_none() {
    let place = Place::with("s.json", schedule(Some("UTC"), &json!([])));
    let ran = place.fomo(&["list", "s.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(ran.err, "Tiny has no entries yet\n");
}

#[test]
fn text_in_another_zone() {
    let ran = fomo(&["list", "--zone", "asia/tokyo", "contributed"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn the_best_match_comes_first_and_says_its_day() {
    let days = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/frames/three-days.json"
    );
    let one = fomo(&["list", "~efficent"]);
    let several = fomo(&["list", days, "~sesion | ~clok | ~schduled"]);
    assert_eq!((one.code, several.code), (0, 0));
    insta::assert_snapshot!(format!("{}\n{}", one.out, several.out));
    let json = fomo(&["list", days, "--format", "json", "~sesion | ~clok"]);
    let list: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        column(&list, "id"),
        ["clockchange", "session", "t1", "t2", "t3"]
    );
}

#[test]
fn json_has_every_entry_once_and_in_order() {
    let list = built_in();
    assert_eq!(
        list["event"],
        json!({ "title": "ES-FoMo II", "zone": "Europe/Vienna", "zone_source": "file" })
    );
    let ids = column(&list, "id");
    assert_eq!(
        ids,
        [
            "opening-remarks",
            "session-1",
            "mixture-of-experts",
            "state-space-models",
            "contributed-talk-1",
            "coffee-break-morning",
            "contributed-talk-2-morning",
            "session-2",
            "marlin",
            "session-2-tbc",
            "lunch-break",
            "poster-session",
            "panel",
            "contributed-talk-3",
            "coffee-break-afternoon",
            "contributed-talk-2-afternoon",
            "session-3",
            "hardware",
            "data-pipelines",
            "awards",
            "happy-hour",
        ]
    );
    let levels = column(&list, "level");
    let count = |level| levels.iter().filter(|other| **other == level).count();
    assert_eq!((count("session"), count("talk")), (15, 6));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    let titles = column(&list, "title");
    let twice = titles
        .iter()
        .filter(|title| **title == "🎤 Contributed Talk 2");
    assert_eq!(twice.count(), 2);
    assert!(column(&list, "day").iter().all(|day| *day == "2024-07-27"));
}

#[test]
fn json_of_each_kind_of_item() {
    let list = built_in();
    let common = |mut rest: Value| {
        let usual = json!({
            "session": null, "day": "2024-07-27", "room": null, "track": null, "language": null,
            "people": [], "abstract": null, "links": [], "status": "confirmed", "favourite": false
        });
        for (key, value) in usual.as_object().unwrap() {
            rest.as_object_mut()
                .unwrap()
                .entry(key)
                .or_insert(value.clone());
        }
        rest
    };
    let cases = [
        (
            "an end that is the next start",
            json!({
                "id": "opening-remarks", "level": "session", "kind": "remarks",
                "title": "Opening remarks", "start": "2024-07-27T09:00:00+02:00",
                "end": "2024-07-27T09:15:00+02:00", "end_inferred": true, "duration_minutes": 15
            }),
        ),
        (
            "a talk without a time of its own",
            json!({
                "id": "marlin", "level": "talk", "session": "session-2", "kind": "talk",
                "title": "Efficient Quantization Methods and Marlin, a Fast 4-Bit Inference Kernel",
                "start": null, "end": null, "end_inferred": false, "duration_minutes": null,
                "people": [{ "name": "Elias Frantar", "role": "speaker", "affiliation": "IST Austria" }]
            }),
        ),
        (
            "a talk to be confirmed",
            json!({
                "id": "session-2-tbc", "level": "talk", "session": "session-2", "kind": "talk",
                "title": "TBC", "start": null, "end": null, "end_inferred": false,
                "duration_minutes": null, "status": "tbc"
            }),
        ),
        (
            "people with roles, one of them open",
            json!({
                "id": "panel", "level": "session", "kind": "panel",
                "title": "💬 Panel: Data and Architecture Trends Across Industry and Open Communities",
                "start": "2024-07-27T14:00:00+02:00", "end": "2024-07-27T15:00:00+02:00",
                "end_inferred": true, "duration_minutes": 60,
                "people": [
                    { "name": "Aakanksha Chowdhery", "role": "panelist", "affiliation": "Google DeepMind" },
                    { "name": "Dylan Patel", "role": "panelist", "affiliation": "SemiAnalysis" },
                    { "name": "Stella Biderman", "role": "panelist", "affiliation": "EleutherAI" },
                    { "name": "TBC", "role": "moderator", "affiliation": null }
                ]
            }),
        ),
        (
            "the last entry but one",
            json!({
                "id": "awards", "level": "session", "kind": "awards", "title": "🏅 Awards",
                "start": "2024-07-27T16:45:00+02:00", "end": "2024-07-27T18:00:00+02:00",
                "end_inferred": true, "duration_minutes": 75
            }),
        ),
        (
            "nobody knows how long the happy hour lasts",
            json!({
                "id": "happy-hour", "level": "session", "kind": "social",
                "title": "🎉 Post-workshop happy hour", "start": "2024-07-27T18:00:00+02:00",
                "end": null, "end_inferred": false, "duration_minutes": null
            }),
        ),
    ];
    for (name, wanted) in cases {
        let wanted = common(wanted);
        let id = wanted["id"].as_str().unwrap();
        assert_eq!(*item(&list, id), wanted, "{name}");
    }
}

#[test]
fn json_has_all_keys_in_the_documented_order() {
    let text = fomo(&["list", "--format", "json"]).out;
    let keys = [
        "id",
        "level",
        "session",
        "kind",
        "title",
        "start",
        "end",
        "end_inferred",
        "duration_minutes",
        "day",
        "room",
        "track",
        "language",
        "people",
        "abstract",
        "links",
        "status",
        "favourite",
    ];
    let list: Value = serde_json::from_str(&text).unwrap();
    for item in list["items"].as_array().unwrap() {
        let there: Vec<&str> = item
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(there, keys, "{item}");
    }
}

#[test]
fn the_zone_moves_times_and_not_days() {
    let cases = [
        ("asia/tokyo", "UTC", "2024-07-27T16:00:00+09:00"),
        ("Pacific/Kiritimati", "UTC", "2024-07-27T21:00:00+14:00"),
        ("Pacific/Pago_Pago", "UTC", "2024-07-26T20:00:00-11:00"),
        ("+05:30", "UTC", "2024-07-27T12:30:00+05:30"),
        ("utc", "Asia/Tokyo", "2024-07-27T07:00:00+00:00"),
        ("UTC", "Asia/Tokyo", "2024-07-27T07:00:00+00:00"),
        ("event", "Asia/Tokyo", "2024-07-27T09:00:00+02:00"),
        ("local", "Asia/Tokyo", "2024-07-27T16:00:00+09:00"),
        ("local", ":America/New_York", "2024-07-27T03:00:00-04:00"),
        (
            "local",
            "/usr/share/zoneinfo/Asia/Kathmandu",
            "2024-07-27T12:45:00+05:45",
        ),
        (
            "local",
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "2024-07-27T09:00:00+02:00",
        ),
        ("local", "", "2024-07-27T07:00:00+00:00"),
    ];
    for (zone, tz, start) in cases {
        let args = ["list", "--format", "json", "--zone", zone];
        let ran = Place::new().fomo_with(&args, &[("TZ", tz)]);
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (0, ""),
            "--zone {zone}, TZ={tz}"
        );
        let list: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(column(&list, "start")[0], start, "--zone {zone}, TZ={tz}");
        assert_eq!(
            column(&list, "day")[0],
            "2024-07-27",
            "--zone {zone}, TZ={tz}"
        );
        assert_eq!(
            list["event"]["zone"], "Europe/Vienna",
            "--zone {zone}, TZ={tz}"
        );
        assert_eq!(
            column(&list, "id"),
            column(&built_in(), "id"),
            "--zone {zone}"
        );
    }
}

/// What is typed behind `list` finds these ids.
fn find(cases: &[(&[&str], &[&str])]) {
    for (words, wanted) in cases {
        let args = [&["list", "--format", "json"], *words].concat();
        let ran = fomo(&args);
        let list: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(column(&list, "id"), *wanted, "{words:?}");
        let code = i32::from(wanted.is_empty());
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{words:?}");
    }
}

#[test]
fn all_words_must_match() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["dylan"], &["panel"]),
        (&["patel", "dylan"], &["panel"]),
        (&["dylan", "databricks"], &[]),
        (&["--query", "albert gu"], &["state-space-models"]),
        (&["--query", "albert", "gu"], &["state-space-models"]),
        (&["carnegie"], &["state-space-models"]),
        (
            &["coffee", "break"],
            &["coffee-break-morning", "coffee-break-afternoon"],
        ),
        (&["\"state-space models\""], &["state-space-models"]),
        (&["\"models state\""], &[]),
        (&["DYLAN"], &[]),
        (&["Dylan"], &["panel"]),
        (&["social"], &["happy-hour"]),
        (&["zzzz"], &[]),
    ];
    find(cases);
}

#[test]
fn nothing_found_is_said_on_standard_error() {
    let ran = fomo(&["list", "zzzz"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (1, "", "nothing matches in ES-FoMo II\n")
    );
}

#[test]
fn an_unset_variable_is_no_schedule() {
    for words in [
        &["list", ""][..],
        &["list", " ", "gpu"],
        &["list", "--zone", ""],
    ] {
        let ran = fomo(words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
    }
}

#[test]
fn no_words_are_everything() {
    for words in [&[][..], &["--query", ""], &["--query", "  "]] {
        let list = listed(&Place::new(), words);
        assert_eq!(column(&list, "id").len(), 21, "{words:?}");
    }
}

#[test]
fn accents_and_case_count_where_they_are_typed() {
    let names = ["Zoë Ångström", "ZOE", "Straße", "İpek", "Łukasz"];
    let sessions: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            json!({ "id": name, "title": format!("Talk {index}"), "people": [{ "name": name }] })
        })
        .collect();
    let place = Place::with("s.json", schedule(None, &json!(sessions)));
    let cases: &[(&str, &[&str])] = &[
        ("zoe", &["Zoë Ångström", "ZOE"]),
        ("zoë", &["Zoë Ångström"]),
        ("Zoë", &["Zoë Ångström"]),
        ("ZOE", &["ZOE"]),
        ("angstrom", &["Zoë Ångström"]),
        // The same letters, taken apart.
        ("Zoe\u{308}", &["Zoë Ångström"]),
        ("strasse", &["Straße"]),
        ("ipek", &["İpek"]),
        ("lukasz", &["Łukasz"]),
    ];
    for (word, wanted) in cases {
        let ran = place.fomo(&["list", "s.json", "--format", "json", word]);
        let list: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(column(&list, "id"), *wanted, "{word}");
    }
}

#[test]
fn the_first_word_is_a_source_if_it_reads_like_one() {
    let tiny = schedule(None, &json!([{ "title": "Marlin" }]));
    let place = Place::with("marlin", &tiny);
    place.file("other.json", &tiny);
    let dir = place.0.path().join("marlin");
    let full = dir.to_str().unwrap();
    let tiny: &[&str] = &["Marlin"];
    let marlin: &[&str] =
        &["Efficient Quantization Methods and Marlin, a Fast 4-Bit Inference Kernel"];
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("a file of that name is there", &["marlin"], tiny),
        ("no file of that name is there", &["quantization"], marlin),
        ("it ends like a schedule", &["other.json"], tiny),
        ("a path", &["./marlin"], tiny),
        ("a whole path", &[full], tiny),
        ("only the first", &["efficient", "marlin"], marlin),
        ("the rest is a query", &["marlin", "marlin"], tiny),
        (
            "an option is never a source",
            &["--query", "marlin"],
            marlin,
        ),
    ];
    for (name, words, wanted) in cases {
        assert_eq!(column(&listed(&place, words), "title"), *wanted, "{name}");
    }
    for missing in ["gone.json", "./gone", "gone.ics", "gone.xml"] {
        let ran = place.fomo(&["list", missing]);
        let wanted = format!("error: {missing}: no such file or directory\n");
        assert_eq!((ran.code, ran.err), (2, wanted), "{missing}");
    }
}

#[test]
fn rooms_tracks_and_order() {
    let text = json!({
        "format": "fomo/1",
        "event": { "title": "Tiny", "time_zone": "Europe/Vienna" },
        "rooms": [{ "id": "z", "name": "Zoo" }, { "id": "a", "name": "Aula" }],
        "tracks": [{ "id": "ml", "name": "Learning" }],
        "sessions": [
            { "id": "later", "title": "A", "start": "2024-07-27T10:00", "duration": "1:30", "room": "a" },
            { "id": "aula-b", "title": "B", "start": "2024-07-27T09:00", "duration": 45, "room": "Aula" },
            { "id": "aula-a", "title": "A", "start": "2024-07-27T09:00", "duration": 45, "room": "a" },
            { "id": "zoo", "title": "Z", "start": "2024-07-27T09:00", "room": "z", "track": "ml",
              "language": "de", "abstract": "*Ärger*\n\nzwei", "status": "cancelled",
              "links": [{ "title": "Slides", "url": "https://example.org/a b" }],
              "talks": [
                { "id": "second", "title": "A", "start": "2024-07-27T09:30" },
                { "id": "first", "title": "B", "start": "2024-07-27T09:00", "room": "a", "track": "X" }
              ] },
            { "id": "both", "title": "C", "start": "2024-07-27T11:30", "end": "2024-07-27T12:00",
              "room": ["a", "z", "a"] },
            { "id": "house", "title": "D", "start": "2024-07-27T09:00", "duration": 15 },
            { "id": "never", "title": "A" }
        ]
    });
    let place = Place::with("s.json", text.to_string());
    let list = listed(&place, &["s.json"]);
    let items = list["items"].as_array().unwrap();
    let rows: Vec<String> = items
        .iter()
        .map(|item| {
            let texts = ["id", "start", "end", "room", "track", "status"].map(|key| {
                let text = item[key].as_str().unwrap_or("null");
                text.trim_start_matches("2024-07-27T")
                    .trim_end_matches(":00+02:00")
            });
            format!(
                "{} {} {}",
                texts.join(" | "),
                item["duration_minutes"],
                item["end_inferred"]
            )
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
    let zoo = item(&list, "zoo");
    assert_eq!(zoo["abstract"], "*Ärger*\n\nzwei");
    assert_eq!(zoo["language"], "de");
    let text = place.fomo(&["list", "s.json"]);
    insta::assert_snapshot!(text.out);
}

#[test]
fn unicode_comes_back_as_it_was() {
    let titles = [
        "日本語のタイトル",
        "👩‍🔬 in the lab 🇦🇹",
        "שלום عالم",
        "Zoë \"quoted\" \\ back/slash",
        "Cafe\u{301} — “curly” ‘quotes’",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ½ ∑ ½",
    ];
    let sessions: Vec<Value> = titles
        .iter()
        .map(|title| json!({ "title": title }))
        .collect();
    let place = Place::with("s.json", schedule(None, &json!(sessions)));
    let list = listed(&place, &["s.json"]);
    let mut there = column(&list, "title");
    let mut wanted = titles.to_vec();
    there.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(there, wanted);
}

#[test]
fn the_language_of_the_filter() {
    let cases: &[(&[&str], &[&str])] = &[
        (
            &["kind:break", "-lunch"],
            &["coffee-break-morning", "coffee-break-afternoon"],
        ),
        (&["-kind:talk", "speaker:dylan"], &["panel"]),
        (
            &["--query", "-lunch | coffee", "kind:break"],
            &["coffee-break-morning", "coffee-break-afternoon"],
        ),
        (
            &["coffee | lunch", "after:11:00"],
            &[
                "coffee-break-morning",
                "lunch-break",
                "coffee-break-afternoon",
            ],
        ),
        (
            &["(coffee", "|", "lunch)", "after:11:00"],
            &["lunch-break", "coffee-break-afternoon"],
        ),
        (&["speaker:\"albert gu\""], &["state-space-models"]),
        (&["~albretgu"], &[]),
        (&["~albetr"], &["state-space-models"]),
        (&["is:now", "--at", "2024-07-27T12:30"], &["lunch-break"]),
        (&["--at", "2024-07-27T12:30", "at:now"], &["lunch-break"]),
        (&["at:19:30", "--zone", "asia/tokyo"], &["lunch-break"]),
        (&["day:1", "before:9:15"], &["opening-remarks"]),
        (&["day:2"], &[]),
        (&["is:fav"], &[]),
        (&["--", "-kind:talk", "dylan"], &["panel"]),
    ];
    find(cases);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for (args, said) in [
        (
            &["list", "room:"][..],
            "error: query:6: expected a room, in: room:\n",
        ),
        (
            &["list", "--query", "zoë (a"],
            "error: query:7: expected a “)”, in: zoë (a\n",
        ),
        (
            &["list", "romo:x"],
            "error: query:1: there is no field “romo:”; expected room:, or “romo:” in quotes, in: romo:x\n",
        ),
        (
            &["--query", "a |", "--print", "80x24"],
            "error: query:4: expected a word, or name:value, in: a |\n",
        ),
    ] {
        let ran = fomo(args);
        assert_eq!(
            (ran.code, ran.out.as_str(), ran.err.as_str()),
            (2, "", said),
            "{args:?}"
        );
    }
}
