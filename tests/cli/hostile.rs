//! Text of a file that would command the terminal: none of it reaches the output, wherever it stands.

use serde_json::{Value, json};

use super::Place;

/// What would do harm, or deceive. `{}` in the middle shows that the text around it stays.
const HOSTILE: &[&str] = &[
    "\u{1b}[2J",
    "\u{1b}]52;c;ZXZpbA==\u{7}",
    "\u{1b}]0;title\u{1b}\\",
    "\u{1b}]8;;https://evil.example\u{1b}\\",
    "\u{1b}P$q\u{1b}\\",
    "\u{9b}31m",
    "\u{9d}52;c;ZXZpbA==\u{9c}",
    "\u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{e}\u{1f}\u{7f}\u{80}\u{85}\u{9f}",
    "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}",
    "\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}",
    "\u{2028}\u{2029}\u{feff}\u{e0001}\u{e0041}\u{e007f}",
    "\u{200b}\u{ad}\u{180e}\u{2060}\u{3164}\u{fff9}",
];

/// What may not be in any output. Line feeds end lines.
fn is_forbidden(char: char) -> bool {
    (char.is_control() && char != '\n')
        || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
        || matches!(
            char,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{e0000}'
                ..='\u{e007f}'
                    | '\u{200b}'
                    | '\u{ad}'
                    | '\u{180e}'
                    | '\u{2060}'
                    | '\u{3164}'
                    | '\u{fff9}'
        )
}

fn assert_clean(text: &str, name: &str) {
    let found: Vec<char> = text.chars().filter(|char| is_forbidden(*char)).collect();
    assert!(found.is_empty(), "{name}: {found:?} in {text:?}");
}

/// A schedule in which every text holds this.
fn everywhere(hostile: &str) -> String {
    let h = |text: &str| format!("{text}{hostile}{text}");
    let entry = |id: &str| {
        json!({
            "id": h(id), "title": h("Title"), "subtitle": h("Sub"), "kind": h("kind"),
            "start": "2024-07-27T11:00", "duration": 60, "room": [h("Room"), h("room")], "track": h("Track"),
            "language": h("en"), "abstract": format!("{}\n\n- {}", h("Abstract"), h("item")),
            "people": [{ "name": h("Name"), "affiliation": h("Uni"), "role": h("chair") }, { "person": h("ada") }],
            "links": [{ "title": h("Link"), "url": format!("https://example.org/{hostile}x") }],
            "notes": [h("Note")]
        })
    };
    let mut session = entry("session");
    session["talks"] = json!([entry("talk"), 17]);
    let broken = json!({
        "id": h("broken"), "title": h("Broken"), "start": h("2024"), "day": h("day"), "duration": h("1"),
        "status": h("status"), h("key"): 1, "people": [{ "person": h("nobody") }], "room": h("TBC")
    });
    json!({
        "format": "fomo/1",
        h("top"): 1,
        "event": {
            "id": h("event"), "title": h("Event"), "subtitle": h("Sub"), "time_zone": "Europe/Vienna",
            "time_zone_label": h("CET"), "url": format!("https://example.org/{hostile}"), "location": h("Place"),
            "contact": h("Mail"), "description": format!("# {}\n\n{}", h("Heading"), h("Text")),
            "links": [{ "title": h("Link"), "url": format!("javascript:{hostile}") }],
            "important_dates": [{ "date": "2024-06-03", "title": h("Deadline"), "note": h("note") }],
            "notes": [h("Note")], h("inner"): 1
        },
        "people": { h("ada"): {
            "name": h("Ada"), "affiliation": h("Uni"), "biography": h("Bio"),
            "links": [{ "title": h("Home"), "url": "https://example.org" }]
        } },
        "rooms": [{ "id": h("r"), "name": h("Room") }],
        "tracks": [{ "id": h("t"), "name": h("Track") }],
        "sessions": [session, broken, h("text")]
    })
    .to_string()
}

#[test]
fn no_command_prints_it() {
    let during = ["--at", "2024-07-27T11:10"];
    let views = [
        "",
        "<enter>",
        "<enter>G",
        "<enter><enter>",
        "j<enter>",
        "j<enter>G",
        "3",
        "3<enter>",
        "3G<enter>",
        "5",
        "5G",
        "?",
        "z",
        "/title",
        "/title<enter>",
        "y",
        "o",
        "G",
        "l",
        "<tab>",
        "<tab>j",
    ];
    for hostile in HOSTILE {
        let place = Place::with("s.json", everywhere(hostile));
        let run = |args: &[&str], codes: &[i32]| {
            let ran = place.fomo(args);
            let name = format!("{hostile:?} {args:?}");
            assert!(codes.contains(&ran.code), "{name}: {ran:?}");
            assert_clean(&ran.out, &name);
            assert_clean(&ran.err, &name);
            ran.out
        };
        run(&["list", "s.json"], &[0]);
        run(&["now", "s.json", during[0], during[1]], &[0]);
        run(
            &["now", "s.json", during[0], during[1], "--format", "json"],
            &[0],
        );
        run(&["check", "s.json"], &[1]);
        run(&["check", "s.json", "--format", "json"], &[1]);
        for keys in views {
            run(
                &[
                    "s.json", "--print", "120x40", "--keys", keys, during[0], during[1],
                ],
                &[0],
            );
        }
        let list = run(&["list", "s.json", "--format", "json"], &[0]);
        // JSON could hide it as an escape.
        let list: Value = serde_json::from_str(&list).unwrap();
        assert_values_clean(&list, hostile);
        assert_eq!(list["items"].as_array().unwrap().len(), 3, "{hostile:?}");
    }
}

fn assert_values_clean(value: &Value, name: &str) {
    match value {
        Value::String(text) => assert_clean(&text.replace('\n', ""), name),
        Value::Array(all) => all
            .iter()
            .for_each(|value| assert_values_clean(value, name)),
        Value::Object(all) => all
            .values()
            .for_each(|value| assert_values_clean(value, name)),
        _ => {}
    }
}

#[test]
fn errors_do_not_quote_it() {
    for hostile in HOSTILE {
        // A null character cannot be typed.
        let typed = hostile.replace('\0', "");
        let versions = json!({ "format": format!("fomo/{hostile}"), "sessions": [] }).to_string();
        let place = Place::with("s.json", versions);
        let cases: &[&[&str]] = &[
            &["list", "s.json"],
            &["list", &format!("./{typed}.json")],
            &["list", &format!("https://{typed}")],
            &["list", "--zone", &typed],
            &["list", "--event-zone", &typed],
            &["now", "--at", &typed],
            &["list", "--input-format", &typed],
            &["--print", "80x24", "--keys", &typed],
            &["list", &typed],
        ];
        for args in cases {
            let ran = place.fomo(args);
            assert_clean(&ran.err, &format!("{args:?}"));
            assert_clean(&ran.out, &format!("{args:?}"));
        }
    }
}

#[test]
fn links_lead_only_where_a_browser_may_go() {
    let good = [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:ada@example.org",
        "HTTPS://EXAMPLE.ORG",
    ];
    let bad = [
        "javascript:alert(1)",
        "java\u{0}script:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "ftp://example.org",
        "ssh://-oProxyCommand=x",
        "vscode://x",
        "--help",
        "-x",
        "/etc/passwd",
        "//example.org",
        "example.org",
        "",
        " ",
        "https",
        "https:",
        "tel:+43",
        "about:blank",
        "\u{1b}]0;x\u{7}",
        "x-man-page://1",
        "smb://host",
        "intent://x",
        "view-source:https://example.org",
    ];
    for (urls, stay) in [(&good[..], true), (&bad[..], false)] {
        for url in urls {
            let text = json!({
                "format": "fomo/1", "event": { "url": url, "time_zone": "Europe/Vienna" },
                "sessions": [{ "title": "A", "links": [{ "title": "L", "url": url }] }]
            });
            let place = Place::with("s.json", text.to_string());
            let list = super::listed(&place, &["s.json"]);
            let links = list["items"][0]["links"].as_array().unwrap().len();
            assert_eq!(links, usize::from(stay), "{url:?}");
        }
    }
}
