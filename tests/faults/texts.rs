//! Texts that would command the terminal, or are longer than anything: whatever they say, only text reaches it.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::hostile::{HOSTILE, everywhere, is_forbidden};

/// What was written, taken apart: sequences of the program's own, and the texts between them.
struct Output {
    text: String,
    /// The kinds of control sequences.
    kinds: BTreeSet<String>,
    links: BTreeSet<String>,
    copied: Vec<String>,
}

/// Takes the output apart; panics at what the program has no reason to write.
#[track_caller]
fn apart(raw: &[u8]) -> Output {
    let all = std::str::from_utf8(raw).expect("only UTF-8 is written");
    let mut output = Output {
        text: String::new(),
        kinds: BTreeSet::new(),
        links: BTreeSet::new(),
        copied: Vec::new(),
    };
    let mut rest = all;
    while let Some((text, sequence)) = rest.split_once('\x1b') {
        output.text.push_str(text);
        rest = if let Some(sequence) = sequence.strip_prefix('[') {
            let end = sequence.find(|char: char| char.is_ascii_alphabetic());
            let (numbers, after) = sequence.split_at(end.expect("a sequence ends"));
            let private = if numbers.starts_with('?') { "?" } else { "" };
            assert!(
                numbers
                    .trim_start_matches('?')
                    .chars()
                    .all(|char| char.is_ascii_digit() || char == ';'),
                "{numbers:?}"
            );
            let letter = after.get(..1).unwrap();
            output.kinds.insert(format!("{private}{letter}"));
            after.get(1..).unwrap()
        } else if let Some(link) = sequence.strip_prefix("]8;") {
            let (link, after) = link.split_once("\x1b\\").expect("a link ends");
            output
                .links
                .insert(link.split_once(';').unwrap().1.to_owned());
            after
        } else if let Some(copied) = sequence.strip_prefix("]52;c;") {
            let (copied, after) = copied.split_once("\x1b\\").expect("a copy ends");
            output.copied.push(copied.to_owned());
            after
        } else {
            panic!("ESC {:?}", sequence.get(..20.min(sequence.len())))
        };
    }
    output.text.push_str(rest);
    output
}

/// Base64, decoded.
fn decoded(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes().filter(|byte| *byte != b'=') {
        let value = LETTERS.iter().position(|other| *other == letter).unwrap();
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Keys that lead over all screens with a text of the schedule on them, and copy, open and export.
const TOUR: [&str; 27] = [
    "\r", "G", ESC, "j", "\r", "y", "o", ESC, "2", "y", "3", "\r", "G", ESC, "4", "5", "G", "6",
    "7", "G", "1", "F", ESC, "f", "4", "e", "1",
];

#[test]
fn none_of_it_reaches_the_terminal() {
    for hostile in HOSTILE {
        let home = Home::new();
        home.file("s.json", everywhere(hostile));
        let mut session = home.shell(&format!("exec \"$FOMO\" {AT} s.json"));
        session.wait_for("Title");
        for keys in TOUR {
            press(&mut session, keys);
        }
        session.send(format!("/Title\t{ESC}{ESC}"));
        session.send("E");
        session.wait_for("a name, a file or a URL");
        session.send(ESC);
        session.wait_for("? help");
        session.send(format!("Nsit in front{ESC}"));
        session.wait_for("Note kept");
        session.send("q");
        assert_eq!(session.wait_exit().exit_code(), 0);
        session.assert_restored();
        let output = apart(&session.raw());
        let found: Vec<char> = output
            .text
            .chars()
            .filter(|char| is_forbidden(*char) && *char != '\r' && *char != '\x08')
            .collect();
        assert!(found.is_empty(), "{hostile:?}: {found:?}");
        for link in &output.links {
            let clean = link.is_empty() || link.starts_with("https://example.org");
            assert!(
                clean && !link.contains(is_forbidden),
                "{hostile:?}: {link:?}"
            );
        }
        assert!(!output.copied.is_empty());
        for copied in output.copied {
            let copied = decoded(&copied);
            assert!(
                copied.contains("Title") && !copied.contains(is_forbidden),
                "{copied:?}"
            );
        }
    }
}

/// A schedule of three entries, in which these texts are used.
fn with(title: &str, abstract_text: &str) -> String {
    let entries: Vec<_> = (0..3)
        .map(|number| {
            json!({"id": format!("e{number}"), "title": format!("{number} {title}"), "abstract": abstract_text,
                "start": format!("2024-07-27T1{number}:00"), "duration": 60, "room": title, "track": title,
                "people": [{"name": title, "affiliation": title}]})
        })
        .collect();
    json!({"format": "fomo/1", "event": {"title": title, "subtitle": title, "time_zone": "Europe/Vienna"}, "sessions": entries})
        .to_string()
}

/// What is written on the way through the screens, screen by screen.
fn written(text: &str) -> Vec<usize> {
    let home = Home::new();
    home.file("s.json", text);
    let mut session = home.shell("exec \"$FOMO\" --at 2024-07-27T11:10 s.json");
    session.wait_until("a frame", |_, raw| is_complete(raw));
    let mut sizes = vec![session.raw().len()];
    for keys in [
        "j", "\r", "G", "g", ESC, "2", "3", "\r", ESC, "5", "7", "1", "/z", ESC,
    ] {
        press(&mut session, keys);
        sizes.push(press(&mut session, ""));
    }
    quit(session);
    sizes
}

#[test]
fn texts_without_end_are_no_more_than_a_screen() {
    let line = "a title as long as it takes to fill the line of any terminal, and more than that ";
    let usual = written(&with(&line.repeat(4), &format!("{line}\n\n").repeat(60)));
    for (name, title, abstract_text) in [
        (
            "combining",
            format!("a{}", "\u{301}".repeat(20_000)),
            format!("b{}", "\u{302}".repeat(20_000)),
        ),
        ("a long word", "x".repeat(20_000), "y".repeat(20_000)),
        (
            "many lines",
            line.repeat(10),
            format!("{line}\n\n").repeat(1_000),
        ),
    ] {
        let sizes = written(&with(&title, &abstract_text));
        for (index, (size, usual)) in sizes.iter().zip(&usual).enumerate() {
            assert!(
                *size <= 2 * usual.max(&1500),
                "{name}, screen {index}: {size} bytes, and usually {usual}"
            );
        }
    }
}

#[test]
fn the_ends_of_the_calendar_are_shown() {
    let starts = [
        "0000-00-00T00:00",
        "0001-01-01T00:00",
        "9999-12-31T23:59",
        "262143-01-01T00:00",
        "2024-07-27T24:00",
        "2024-07-27T12:00:60",
        "2024-02-30T10:00",
        "-0044-03-15T12:00",
        "1582-10-10T12:00",
        "2016-12-31T23:59:60Z",
    ];
    let durations = [
        json!("99999999:59"),
        json!(-5),
        json!(i64::MAX),
        json!(0),
        json!(1e300),
        json!("P1000000000Y"),
    ];
    let mut sessions = Vec::new();
    for start in starts {
        for duration in &durations {
            sessions.push(json!({"title": format!("At {start}"), "start": start, "duration": duration, "room": "A"}));
        }
        sessions.push(
            json!({"title": "Backwards", "start": start, "end": "2000-01-01T00:00", "room": "B"}),
        );
    }
    let schedule = json!({"format": "fomo/1", "event": {"title": "Ends", "time_zone": "Pacific/Kiritimati"}, "sessions": sessions});
    for (zone, at) in [
        ("event", "2024-07-27T11:10"),
        ("Pacific/Pago_Pago", "0001-01-01T00:00"),
        ("Pacific/Kiritimati", "9998-12-31T23:59"),
    ] {
        let home = Home::new();
        home.file("s.json", schedule.to_string());
        let mut session = home.shell(&format!("exec \"$FOMO\" s.json --zone {zone} --at {at}"));
        session.wait_for(" Ends ");
        for keys in [
            "g", "l", "l", "h", "G", "n", "\r", ESC, "2", "]", "[", "l", "j", "G", "7", "j", "G",
            "4", "5", "1", "Z",
        ] {
            press(&mut session, keys);
        }
        quit(session);
    }
}

/// Wide letters, joined emoji and letters that join each other: the line between the panes stays straight.
#[test]
fn the_line_between_panes_is_straight() {
    let home = Home::new();
    let titles = [
        "漢字のタイトル",
        "ｶﾀｶﾅ",
        "สวัสดีชาวโลก",
        "مرحبا بالعالم",
        "e\u{301}te\u{301}",
        "🚀 ok",
        "plain",
    ];
    let entries: Vec<_> = titles
        .iter()
        .enumerate()
        .map(|(number, title)| {
            json!({"title": title.repeat(6), "start": format!("2024-07-27T1{number}:00"), "duration": 60, "room": title})
        })
        .collect();
    let schedule = json!({"format": "fomo/1", "event": {"title": "漢字", "time_zone": "Europe/Vienna"}, "sessions": entries});
    home.file("s.json", schedule.to_string());
    let command = home.command(&format!("exec \"$FOMO\" {AT} s.json"));
    let session = Session::spawn(command, 140, 24);
    session.wait_for("? help");
    session.wait_until("a straight line", |screen, _| {
        let columns: BTreeSet<u16> = (1..22)
            .filter_map(|row| {
                let mut cells = (0..140).filter(|column| {
                    screen
                        .cell(row, *column)
                        .is_some_and(|cell| cell.contents() == "│")
                });
                cells.next()
            })
            .collect();
        columns.len() == 1
            && (1..22).all(|row| {
                let column = *columns.first().unwrap();
                screen
                    .cell(row, column)
                    .is_some_and(|cell| cell.contents() == "│")
            })
    });
    quit(session);
}
