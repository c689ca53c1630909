//! Text of a file that would command the terminal: none of it reaches the output, wherever it stands.

use serde_json::{Value, json};

use super::{
    Place,
    harm::{HOSTILE, assert_clean, everywhere},
};

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
