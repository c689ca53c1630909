//! `tests/diff.rs` and `tests/cli/diff.rs` have whole reports.

use chrono::TimeDelta;
use pulldown_cmark::{Event, Parser};

use super::{Comparison, markdown::markdown, text::text, times::later_by};
use crate::{draft, schedule::check::check, zone::Atlas};

#[test]
fn how_much_later_in_words() {
    let cases = [
        (30, "+30 min"),
        (-90, "−1 h 30"),
        (24 * 60, "+1 day"),
        (-24 * 60, "−1 day"),
        (3 * 24 * 60 - 60, "+2 days 23 h"),
        (0, "+0 min"),
    ];
    for (minutes, words) in cases {
        assert_eq!(later_by(TimeDelta::minutes(minutes)), words);
    }
}

/// Titles as people write them, and as nobody should.
const TITLES: [&str; 5] = [
    "# C++ *and* _C_ <b>at</b> [work](https://a.example) `now`",
    "1. \\*A\\* | b & &amp; ~~c~~ $x$",
    "<script>alert(1)</script> <!-- gone -->",
    "https://a.example/x_y_z and <https://b.example>",
    "![picture](https://c.example/p.png) &lt;",
];

#[test]
fn in_markdown_a_title_stays_what_it_is() {
    let sessions = TITLES.map(|title| draft::Entry {
        title: Some(title.to_owned()),
        ..draft::Entry::default()
    });
    let opened = |sessions: &[draft::Entry]| {
        let draft = draft::Draft {
            sessions: sessions.to_vec(),
            ..draft::Draft::default()
        };
        check(draft, &Atlas::compiled(), None).schedule
    };
    let (old, new) = (opened(&[]), opened(&sessions));
    let comparison = Comparison::of(&old, &new, &new.event().zone);
    let markdown = markdown(&comparison);
    let mut shown = String::new();
    for event in Parser::new(&markdown) {
        match event {
            Event::Text(text) => shown.push_str(&text),
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) => panic!("{markdown}"),
            Event::End(_) => shown.push('\n'),
            _ => {}
        }
    }
    let plain = text(&comparison);
    for entry in new.entries() {
        let title = &entry.title;
        assert!(shown.contains(&format!("{title}\n")), "{title}: {shown}");
        assert!(plain.contains(&format!("  {title}\n")), "{title}: {plain}");
    }
}
