//! Texts that would command a terminal, and a schedule full of them.

use serde_json::json;

/// What would do harm, or deceive. `{}` in the middle shows that the text around it stays.
pub(crate) const HOSTILE: &[&str] = &[
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
pub(crate) fn is_forbidden(char: char) -> bool {
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

pub(crate) fn assert_clean(text: &str, name: &str) {
    let found: Vec<char> = text.chars().filter(|char| is_forbidden(*char)).collect();
    assert!(found.is_empty(), "{name}: {found:?} in {text:?}");
}

/// A schedule in which every text holds this.
pub(crate) fn everywhere(hostile: &str) -> String {
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
