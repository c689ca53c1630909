//! The viewer in terminals that disagree about the width of symbols: nothing beside one is anywhere else than it should be.

#![cfg(test)]

#[path = "common/pty.rs"]
#[expect(dead_code, reason = "the probe's tests use the rest of it")]
mod pty;

use std::{fmt::Write as _, path::Path, process::Command};

use portable_pty::CommandBuilder;
use pty::{Session, Show, count};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr as _};

const PICTURE: char = '\u{fe0f}';

/// How wide a terminal draws a cluster of characters.
type Draws = fn(&str) -> usize;

/// As the layout has it.
fn together(cluster: &str) -> usize {
    cluster.width()
}

/// Each character by itself.
fn apart(cluster: &str) -> usize {
    cluster.chars().filter_map(UnicodeWidthChar::width).sum()
}

/// Signs that are to be pictures stay signs.
fn narrow_pictures(cluster: &str) -> usize {
    if cluster.ends_with(PICTURE) {
        apart(cluster)
    } else {
        together(cluster)
    }
}

/// Flags are as wide as two pictures, and marks have columns of their own.
fn generous(cluster: &str) -> usize {
    let is_half = |char: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&char);
    match cluster {
        "e\u{301}" => 2,
        _ if cluster.contains(is_half) => 4,
        _ => apart(cluster),
    }
}

/// As fonts of East Asia have it.
fn eastern(cluster: &str) -> usize {
    cluster.width_cjk()
}

const ALL: [(&str, Draws); 5] = [
    ("together", together),
    ("apart", apart),
    ("narrow pictures", narrow_pictures),
    ("generous", generous),
    ("eastern", eastern),
];

/// What a terminal answers when it is asked where its cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answers {
    Nothing,
    AtOnce,
    Nonsense,
}

/// A terminal that draws so and answers so.
fn terminal(draws: Draws, answers: Answers) -> Show {
    let mut rest = Vec::new();
    Box::new(move |screen, bytes| {
        rest.extend(bytes);
        let whole = whole(&rest);
        let text: Vec<u8> = rest.drain(..whole).collect();
        let text = String::from_utf8(text).unwrap();
        let mut answer = String::new();
        for (index, part) in text.split("\x1b[6n").enumerate() {
            if index > 0 {
                let (row, column) = screen.screen().cursor_position();
                match answers {
                    Answers::Nothing => {}
                    Answers::AtOnce => write!(answer, "\x1b[{};{}R", row + 1, column + 1).unwrap(),
                    Answers::Nonsense => write!(answer, "\x1b[{};80R\x1b[;R", row + 1).unwrap(),
                }
            }
            screen.process(drawn(part, draws).as_bytes());
        }
        answer.into_bytes()
    })
}

/// So much of the bytes can be shown: no cluster or question is cut off.
fn whole(bytes: &[u8]) -> usize {
    let text = bytes.iter().rposition(u8::is_ascii).map_or(0, |at| at + 1);
    let question = (1..4)
        .rev()
        .find(|cut| bytes.ends_with(&b"\x1b[6n"[..*cut]));
    match question {
        Some(cut) => bytes.len() - cut,
        None => text,
    }
}

/// The text with others in the place of what the screen would draw in another width.
fn drawn(text: &str, draws: Draws) -> String {
    let mut shown = String::new();
    for cluster in text.graphemes(true) {
        let width = draws(cluster);
        if cluster.is_ascii() || width == apart(cluster) {
            shown.push_str(cluster);
        } else {
            shown.extend(std::iter::repeat_n('漢', width / 2));
            shown.extend(std::iter::repeat_n('·', width % 2));
        }
    }
    shown
}

const SCHEDULE: &str = r#"{"format": "fomo/1", "event": {"title": "🧑‍🎓 Con ⚙️ 🇦🇹", "time_zone": "Europe/Vienna"},
 "rooms": [{"name": "⚙️ One"}, {"name": "🇦🇹 Two"}],
 "sessions": [
  {"title": "🧑‍🎓 Students |", "start": "2024-07-27T10:00", "duration": 60, "room": "⚙️ One",
   "abstract": "For 🧑‍🎓 and ⚙️ and 👍🏽 alike | here. Cafe\u0301 🇦🇹 | there."},
  {"title": "⚙️ Engines |", "start": "2024-07-27T10:00", "duration": 60, "room": "🇦🇹 Two"},
  {"title": "👍🏽 Liked | by 👩‍👩‍👧 all", "start": "2024-07-27T11:00", "duration": 60, "room": "⚙️ One"},
  {"title": "The cafe\u0301 🇦🇹 | here", "start": "2024-07-27T11:00", "duration": 60, "room": "🇦🇹 Two"},
  {"title": "🫠 and 🚀 | and ❤️‍🔥 now", "start": "2024-07-27T12:00", "duration": 60, "room": "⚙️ One"},
  {"title": "क्ष | 1️⃣ first", "start": "2024-07-27T13:00", "duration": 60, "room": "🇦🇹 Two"}]}"#;

const ARGUMENTS: [&str; 3] = ["s.json", "--at", "2024-07-27T10:10"];

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("s.json"), SCHEDULE).unwrap();
    home
}

fn variables(home: &Path) -> [(&'static str, String); 4] {
    [
        ("TERM", "xterm-256color".to_owned()),
        ("TZ", "Asia/Tokyo".to_owned()),
        ("HOME", home.display().to_string()),
        ("PATH", "/usr/bin:/bin".to_owned()),
    ]
}

fn viewer(home: &Path, show: Show) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fomo"));
    command.args(ARGUMENTS);
    command.env_clear();
    for (name, value) in variables(home) {
        command.env(name, value);
    }
    command.cwd(home);
    Session::spawn_in(command, 80, 24, show)
}

/// The same frame as text, and where each of its letters and digits is.
fn layout(home: &Path, keys: &str) -> Vec<(u16, u16, String)> {
    let output = Command::new(env!("CARGO_BIN_EXE_fomo"))
        .args(ARGUMENTS)
        .args(["--print", "80x24", "--keys", keys])
        .env_clear()
        .envs(variables(home))
        .current_dir(home)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut layout = Vec::new();
    for (y, line) in (0..).zip(text.lines()) {
        let mut x = 0;
        for cluster in line.graphemes(true) {
            if cluster.chars().all(|char| char.is_ascii_alphanumeric()) {
                layout.push((x, y, cluster.to_owned()));
            }
            x += u16::try_from(cluster.width()).unwrap();
        }
    }
    assert!(layout.len() > 100, "{text}");
    layout
}

fn wait_for_layout(session: &Session, what: &str, layout: &[(u16, u16, String)]) {
    session.wait_until(what, |screen, _| {
        layout.iter().all(|(x, y, letter)| {
            screen
                .cell(*y, *x)
                .is_some_and(|cell| cell.contents() == letter)
        })
    });
}

/// Screens by the keys that lead there, from one to the next.
const SCREENS: [(&str, &str); 5] = [
    ("", "the list"),
    ("jj", "the list, elsewhere"),
    ("\r", "a page"),
    ("\x1b[27u2", "the grid"),
    ("1/liked\r", "what was searched for"),
];

#[test]
fn nothing_beside_a_symbol_moves() {
    let home = home();
    for (name, draws) in ALL {
        for answers in [Answers::Nothing, Answers::AtOnce, Answers::Nonsense] {
            let is_eastern = name == "eastern";
            if is_eastern && answers != Answers::AtOnce {
                // Without an answer, nobody knows that the lines between the panes are as wide as letters of theirs.
                continue;
            }
            let mut session = viewer(home.path(), terminal(draws, answers));
            let mut typed = String::new();
            for (keys, place) in SCREENS {
                typed.push_str(keys);
                let pressed = typed.replace('\r', "<enter>").replace("\x1b[27u", "<esc>");
                let mut layout = layout(home.path(), &pressed);
                // Where keys have no signs, the last line has their names.
                layout.retain(|(_, y, _)| !is_eastern || *y < 23);
                session.send(keys);
                wait_for_layout(&session, &format!("{name}, {answers:?}: {place}"), &layout);
            }
            session.send("\x1b[27uq");
            session.wait_exit();
            session.assert_restored();
        }
    }
}

const STEPS: usize = 36;

#[test]
fn what_the_terminal_agrees_on_costs_no_more_than_other_text() {
    let home = home();
    let cost = |answers| {
        let mut session = viewer(home.path(), terminal(together, answers));
        session.wait_for("Students");
        // Once it shows what is typed, all that came before has been read.
        session.send("/nobody");
        session.wait_until("nothing", |screen, _| !screen.contents().contains("Liked"));
        session.send("\x1b[27u");
        session.wait_for("Liked");
        let place = |screen: &str| screen.lines().position(|line| line.starts_with('▌'));
        let before = session.raw().len();
        for press in 0..STEPS {
            let was = place(&session.screen());
            session.send(if press % 6 < 3 { "j" } else { "k" });
            session.wait_until("a step", |screen, _| place(&screen.contents()) != was);
        }
        session.send("?");
        session.wait_for("Moving");
        let raw = session.raw();
        let whole = raw.windows(8).rposition(|bytes| bytes == b"\x1b[?2026h");
        (whole.unwrap() - before) / STEPS
    };
    let (silent, agreed) = (cost(Answers::Nothing), cost(Answers::AtOnce));
    assert!(agreed <= silent, "{agreed} bytes, not {silent}");
    assert!(silent <= 250, "{silent} bytes for each step");
}

#[test]
fn a_terminal_with_wide_signs_gets_others() {
    let home = home();
    let mut session = viewer(home.path(), terminal(eastern, Answers::AtOnce));
    session.wait_until("the cursor in ASCII", |screen, _| {
        screen.contents().contains("\n>@ 10:00  ")
    });
    session.send("?");
    session.wait_for("Moving");
    let help = session.screen();
    assert!(help.contains("Down") && !help.contains('↓'), "{help}");
}

#[test]
fn in_ascii_there_is_nothing_to_ask() {
    let home = home();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fomo"));
    command.args(ARGUMENTS);
    command.arg("--ascii");
    command.env("TERM", "xterm-256color");
    command.env("HOME", home.path());
    command.cwd(home.path());
    let session = Session::spawn_in(command, 80, 24, terminal(together, Answers::AtOnce));
    session.wait_for("Students");
    assert_eq!(count(&session.raw(), b"\x1b[6n"), 0);
}
