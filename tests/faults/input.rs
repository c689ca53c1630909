//! Keys in pieces, pastes, floods and noise: what was not pressed is no command.

use super::*;

/// Where text is typed: keys that lead there, and what is left of a long one.
const PROMPTS: [&str; 5] = ["/", "z", "E", ":", "N"];

#[test]
fn half_a_sequence_holds_nothing_up() {
    let home = Home::new();
    for screen in &SCREENS {
        for half in ["\x1b[", "\x1b[1;", "\x1b[<0;5", "\x1b]11;", "\x1bP"] {
            let mut session = home.on(screen);
            let before = picture(&session.screen());
            let drawn = session.raw().len();
            session.send(half);
            session.resize(81, 24);
            session.wait_until("another frame", |_, raw| {
                raw.len() > drawn + 200 && is_complete(raw.get(drawn..).unwrap_or_default())
            });
            session.resize(80, 24);
            wait_for_all(&session, &before);
            session.send("\x18\x1b\\\x03");
            assert_eq!(session.wait_exit().exit_code(), 0, "{half:?}");
            session.assert_restored();
            if !screen.keys.is_empty() {
                break;
            }
        }
    }
    let mut session = home.on(&SCREENS[0]);
    session.send("\x1b[");
    session.resize(70, 24);
    session.wait_for("Efficient (and Ope…");
    session.send("B");
    session.wait_for("▌           Efficient Quantization");
    quit(session);
}

/// Sends an arrow in two pieces, as slow links do; `false` if it took so long that it was none.
fn split_arrow(session: &mut Session, pause: Duration) -> bool {
    let start = std::time::Instant::now();
    session.send("\x1b");
    thread::sleep(pause);
    session.send("[B");
    start.elapsed() < Duration::from_millis(45)
}

#[test]
fn a_split_arrow_moves_and_closes_nothing() {
    let home = Home::new();
    for (keys, text, moved) in [
        ("", LANDED, "▌           Efficient Quantization"),
        ("z", "▌ Europe/Vienna", "▌ Asia/Tokyo"),
        (":", "▌ open", "▌ filter"),
        ("3", "▌ Aakanksha", "▌ Abhinav"),
    ] {
        // Where nobody gets a turn in time, the link seems to be slower than any.
        let joined = (0..5).any(|_| {
            let mut session = home.on(&screen(keys, text));
            let in_time = split_arrow(&mut session, Duration::from_millis(20));
            if in_time {
                session.wait_for(moved);
            }
            in_time
        });
        assert!(joined, "{keys:?}");
    }
}

#[test]
fn esc_alone_is_the_key() {
    let home = Home::new();
    for keys in ["?", "/gu", "zto", "E", ":", "F", "5", "\r"] {
        let screen = SCREENS.iter().find(|screen| screen.keys == keys).unwrap();
        let mut session = home.on(screen);
        session.send("\x1b");
        session.wait_until("the timetable", |seen, _| {
            let seen = seen.contents();
            !seen.contains(screen.text) && seen.contains("9:15  📈 Session I")
        });
        quit(session);
    }
}

/// A megabyte of what would be commands, in brackets.
fn megabyte() -> Vec<u8> {
    let text = "q\x03\x1bq:quit\rfex ".repeat(80_000);
    format!("\x1b[200~{text}\x1b[201~").into_bytes()
}

/// Sends much, and waits until it was taken in: the terminal accepts it as it is read.
fn flood(session: Session, bytes: Vec<u8>) -> Session {
    let mut session = session;
    session.send_all(bytes);
    session
}

#[test]
fn a_pasted_megabyte_does_nothing_on_any_screen() {
    let home = Home::new();
    for screen in &SCREENS {
        let mut session = flood(home.on(screen), megabyte());
        // What is pasted into a prompt is there, or cut; nowhere else is it anything.
        press(&mut session, &ESC.repeat(3));
        session.send("1");
        session.wait_for("9:15  📈 Session I");
        quit(session);
        let exported = fs::read_dir(home.0.path()).unwrap().flatten();
        let exported = exported.filter(|file| file.file_name().to_string_lossy().ends_with(".ics"));
        assert_eq!(exported.count(), 0, "{:?}", screen.keys);
    }
}

/// Terminals without bracketed paste type what is pasted: letters stay letters as long as something is being typed. A line
/// break is Enter there, and what follows Enter is no text any more.
#[test]
fn what_is_pasted_into_a_prompt_without_brackets_is_text() {
    let home = Home::new();
    for keys in PROMPTS {
        let mut session = home.view();
        session.wait_for(LANDED);
        session.send(keys);
        let mut session = flood(session, "q quit fex 漢字 ".repeat(12_000).into_bytes());
        press(&mut session, ESC);
        let seen = session.screen();
        assert!(
            seen.contains("? help") || seen.contains("Note kept"),
            "{keys:?}: {seen}"
        );
        session.send("q");
        assert_eq!(session.wait_exit().exit_code(), 0, "{keys:?}");
        session.assert_restored();
    }
}

/// What terminals answer to questions that another program asked, or that arrive late.
const REPLIES: &str = "\x1b[24;80R\x1b[?62c\x1b[>0;276;0c\x1b]11;rgb:0000/0000/0000\x07\x1b]10;rgb:ff/ff/ff\x1b\\\
    \x1bP>|q(1)\x1b\\\x1bP1+r544e=71\x1b\\\x1b[?2026;2$y\x1b[?0u\x1b[8;24;80t\x1b[I\x1b[O\x1b[?997;1n\x1b_Gi=1;OK\x1b\\";

#[test]
fn late_replies_are_no_keys_on_any_screen() {
    let home = Home::new();
    for screen in &SCREENS {
        let mut session = home.on(screen);
        let before = picture(&session.screen());
        session.send(REPLIES);
        for byte in REPLIES.as_bytes().chunks(3) {
            session.send(byte);
        }
        press(&mut session, "");
        wait_for_all(&session, &before);
        session.send("\x03");
        assert_eq!(session.wait_exit().exit_code(), 0);
    }
}

/// Bytes without meaning, the same in every run; without those that leave or put to sleep, and
/// without the picker of zones, which looks for each letter in all of them.
fn noise(seed: u64) -> Vec<u8> {
    let mut state = seed;
    std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    })
    .filter(|byte| !matches!(byte, b'q' | b':' | b'z' | 0x03 | 0x1a))
    .take(40_000)
    .collect()
}

#[test]
fn noise_is_survived() {
    let home = Home::new();
    let mut session = home.on(&SCREENS[0]);
    for piece in noise(1).chunks(500) {
        session.send_all(piece.to_vec());
        // What is left open is ended: a paste, a sequence, a string; and what was opened is closed.
        session.send("\x1b[201~\x18\x1b\\");
        press(&mut session, &ESC.repeat(8));
    }
    session.send("5g");
    session.wait_for("Workshop at the International");
    session.send("q");
    let status = session.wait_exit();
    assert!(status.signal().is_none(), "{status:?}");
    session.assert_restored();
    assert!(!session.screen().contains("internal error"));
}

/// A schedule of so many entries.
pub(crate) fn long(entries: usize) -> String {
    let entries: Vec<String> = (0..entries)
        .map(|number| {
            let (hour, minute) = (8 + number / 60 % 12, number % 60);
            let day = 1 + number / 720;
            format!(
                r#"{{"title": "Talk {number}.", "start": "2030-03-{day:02}T{hour:02}:{minute:02}", "duration": 1}}"#
            )
        })
        .collect();
    format!(
        r#"{{"format": "fomo/1", "event": {{"title": "Long", "time_zone": "UTC"}}, "sessions": [{}]}}"#,
        entries.join(",")
    )
}

#[test]
fn ten_thousand_keys_at_once_are_a_few_frames() {
    let home = Home::new();
    home.file("long.json", long(10_001));
    let mut session = home.shell("exec \"$FOMO\" long.json --at 2030-01-01T00:00");
    session.wait_for("Talk 0.");
    session.send("g");
    let before = session.raw().len();
    session.send_all("\x1b[B".repeat(10_000).into_bytes());
    // Per day; the last of this one.
    session.wait_until("the last entry", |screen, _| {
        screen.contents().lines().any(|line| {
            line.starts_with('▌') && (line.contains("Talk 10000.") || line.contains("Talk 719."))
        })
    });
    let written = session.raw().len() - before;
    assert!(written < 30_000, "{written} bytes");
    quit(session);
}
