//! What is too much is refused in a sentence, and what is not stays within its memory.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use std::{
    fs::{self, File},
    process::{Command, Stdio},
    sync::OnceLock,
};

use fomo::limits;
use tempfile::TempDir;

use run::{Ran, command, ran};

/// What the program may take besides, in kB: blocks of memory that were given back and are not used again, and threads.
const SLACK: usize = 32 * 1024;

/// Memory that the program takes for a schedule of one entry, with all that is mapped of it, in kB.
fn itself() -> usize {
    static ITSELF: OnceLock<usize> = OnceLock::new();
    *ITSELF.get_or_init(|| {
        let place = place("s.json", &sessions(r#"{"title":"A talk"}"#, 1));
        let (mut too_little, mut enough) = (0, 1024 * 1024);
        while enough - too_little > 2 * 1024 {
            let middle = usize::midpoint(too_little, enough);
            let args = ["s.json", "--print", "80x24"];
            // With too little, it dies in many ways.
            let ended = bounded(&place, middle, &args).output().unwrap().status;
            if ended.success() {
                enough = middle;
            } else {
                too_little = middle;
            }
        }
        enough
    })
}

/// A directory with one schedule in it.
fn place(name: &str, text: &str) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join(name), text).unwrap();
    place
}

fn fomo(place: &TempDir, args: &[&str]) -> Ran {
    ran(command(place.path(), args)
        .stdin(Stdio::null())
        .output()
        .unwrap())
}

/// The same, where the program may not take more than so many kB for the schedule; `None` where nobody can see to that.
fn within(place: &TempDir, kilobytes: usize, args: &[&str]) -> Option<Ran> {
    let can = Command::new("sh")
        .args(["-c", "ulimit -d 1000000 && test $(uname) = Linux"])
        .status();
    if !can.is_ok_and(|can| can.success()) {
        eprintln!("skipped: nobody here can limit the memory of a program");
        return None;
    }
    let mut bounded = bounded(place, itself() + SLACK + kilobytes, args);
    Some(ran(bounded.output().unwrap()))
}

/// The program with so many kB for all that it does. What is written to counts: a thread reserves many times the addresses that it
/// comes to use.
fn bounded(place: &TempDir, kilobytes: usize, args: &[&str]) -> Command {
    let plain = command(place.path(), args);
    let mut bounded = Command::new("sh");
    let limit = format!("ulimit -d {kilobytes} && exec \"$0\" \"$@\"");
    bounded
        .args(["-c", &limit])
        .arg(plain.get_program())
        .args(plain.get_args());
    bounded
        .env_clear()
        .current_dir(place.path())
        .stdin(Stdio::null());
    for (name, value) in plain.get_envs() {
        bounded.envs(value.map(|value| (name, value)));
    }
    bounded
}

/// A schedule of sessions that are written like that.
fn sessions(session: &str, number: usize) -> String {
    let mut text = String::from("{\"format\":\"fomo/1\",\"sessions\":[");
    for index in 0..number {
        text.push_str(if index == 0 { "" } else { "," });
        text.push_str(session);
    }
    text + "]}"
}

fn refused(ran: &Ran, file: &str, why: &str) {
    let message = format!(
        "error: {file}: it has {why} is the most that is read; split it into several files\n"
    );
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (2, "", message.as_str())
    );
}

#[test]
fn a_file_larger_than_any_schedule_is_not_even_read() {
    let place = place("s.json", "");
    let file = File::options()
        .write(true)
        .open(place.path().join("s.json"))
        .unwrap();
    // It takes no room on the disk.
    file.set_len(limits::FILE + 1).unwrap();
    for args in [
        &["list", "s.json"][..],
        &["check", "s.json"],
        &["s.json", "--print", "80x24"],
    ] {
        let Some(ran) = within(&place, 20 * 1024, args) else {
            return;
        };
        let message = "error: s.json: it is larger than 512 MB; that is no schedule\n";
        assert_eq!((ran.code, ran.err.as_str()), (2, message), "{args:?}");
    }
}

#[test]
fn more_entries_than_any_schedule_has_are_refused() {
    let many = limits::ENTRIES + 1;
    let place = place("s.json", &sessions("{}", many));
    refused(
        &fomo(&place, &["list", "s.json"]),
        "s.json",
        "200,001 elements in one list, and 200,000",
    );
    // Before any of them is read.
    let far_too_many = sessions("{}", limits::RECORDS + 1);
    fs::write(place.path().join("s.json"), &far_too_many).unwrap();
    let kilobytes = far_too_many.len() * 10 / 1024;
    if let Some(ran) = within(&place, kilobytes, &["list", "s.json"]) {
        refused(&ran, "s.json", "2,000,002 records, and 2,000,000");
    }
    let events = format!(
        "<schedule><day><room>{}</room></day></schedule>",
        "<event/>".repeat(many)
    );
    fs::write(place.path().join("s.xml"), &events).unwrap();
    if let Some(ran) = within(&place, events.len() * 10 / 1024, &["check", "s.xml"]) {
        refused(&ran, "s.xml", "200,001 events, and 200,000");
    }
    let events = format!(
        "BEGIN:VCALENDAR\n{}END:VCALENDAR\n",
        "BEGIN:VEVENT\n".repeat(many)
    );
    fs::write(place.path().join("s.ics"), &events).unwrap();
    if let Some(ran) = within(&place, events.len() * 10 / 1024, &["check", "s.ics"]) {
        refused(&ran, "s.ics", "200,001 events, and 200,000");
    }
}

/// What a list is made of is read one by one, and what cannot be read takes a hundred times its size.
#[test]
fn lists_of_next_to_nothing_are_refused_before_they_take_memory() {
    let place = tempfile::tempdir().unwrap();
    let list = |element: &str| vec![element; 3 * limits::LIST].join(",");
    for (name, session) in [
        ("people.json", format!(r#"{{"people":[{}]}}"#, list("1"))),
        ("links.json", format!(r#"{{"links":[{}]}}"#, list("[[]]"))),
        ("sessions.json", list("{}")),
    ] {
        let text = sessions(&session, 1);
        fs::write(place.path().join(name), &text).unwrap();
        let Some(ran) = within(&place, text.len() * 10 / 1024, &["list", name]) else {
            return;
        };
        refused(&ran, name, "600,000 elements in one list, and 200,000");
    }
}

/// To leave out what cannot be read, all of the record was taken apart, for some hundred times its size.
#[test]
fn a_record_that_is_larger_than_any_is_not_taken_apart() {
    let list = vec!["1"; 150_000].join(",");
    let lists: Vec<String> = ('a'..='j')
        .map(|name| format!(r#""{name}":[{list}],"#))
        .collect();
    let lists = lists.concat();
    let other = r#"{"title":"Another talk"}"#;
    // Its start is of another kind.
    let hostile = format!(r#"{{{lists}"title":"Hostile","start":{{"a":1}}}}"#);
    let text = sessions(&format!("{hostile},{other}"), 1);
    let place = place("s.json", &text);
    let Some(ran) = within(&place, text.len() * 10 / 1024, &["check", "s.json"]) else {
        return;
    };
    let why = "is too large to be read in parts: it has more than 300,000 values; it was left out";
    assert!(ran.code == 1 && ran.out.contains(why), "{ran:?}");
    assert!(
        fomo(&place, &["list", "s.json"])
            .out
            .contains("Another talk")
    );
    // What is long, and not many, is mended.
    let long = ", and so on".repeat(limits::MENDED + 1);
    let session = format!(r#"{{"title":"Long","abstract":"{long}","start":{{"a":1}}}}"#);
    fs::write(place.path().join("s.json"), sessions(&session, 1)).unwrap();
    assert!(fomo(&place, &["list", "s.json"]).out.contains("Long"));
}

/// Each entry of a calendar can be in a zone of its own that nobody knows.
#[test]
fn unknown_zones_are_told_as_a_number_where_they_are_too_many() {
    let many = limits::COMPLAINTS + 500;
    let event = |number: usize| {
        format!(
            "BEGIN:VEVENT\nUID:{number}\nSUMMARY:Talk\nDTSTART;TZID=Nowhere/{number}:20240101T100000\nEND:VEVENT\n"
        )
    };
    let events: String = (0..many).map(event).collect();
    let place = place(
        "s.ics",
        &format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"),
    );
    let found = fomo(&place, &["check", "s.ics", "--level", "error"]).out;
    assert!(found.contains("501 more were left out"), "{found:.2000}");
    assert_eq!(found.matches("Nowhere/").count(), limits::COMPLAINTS - 1);
}

/// Each complaint takes many times the memory of what it is about.
#[test]
fn what_cannot_be_read_is_told_as_a_number_where_it_is_too_much() {
    let wrong = 150_000;
    let place = place("s.json", &sessions("1", wrong));
    let ran = fomo(&place, &["check", "s.json", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(
        ran.out.matches("should be an object").count(),
        limits::COMPLAINTS - 1
    );
    // The last one tells their number.
    let more = limits::count(wrong - (limits::COMPLAINTS - 1));
    assert!(
        ran.out
            .contains(&format!("from here on, {more} more were left out"))
    );
}

#[test]
fn repetitions_end_where_it_is_said() {
    let event = |number: usize, count: usize| {
        format!(
            "BEGIN:VEVENT\nUID:{number}\nSUMMARY:Again {number}\nDTSTART:20240101T100000Z\nDURATION:PT1M\nRRULE:FREQ=DAILY;COUNT={count}\nEND:VEVENT\n"
        )
    };
    let calendar = |events: String| format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n");
    let place = place("s.ics", &calendar(event(1, limits::REPETITIONS + 1)));
    let list = fomo(&place, &["list", "s.ics"]);
    assert_eq!(list.out.matches("Again 1").count(), limits::REPETITIONS);
    let found = fomo(&place, &["check", "s.ics"]).out;
    assert!(
        found.contains("it repeats more than 1,000 times; the rest is left out"),
        "{found}"
    );
    // Each of them is within that, but all of them are not.
    let each = limits::REPETITIONS;
    let events = (0..limits::ALL_REPETITIONS / each + 2).map(|number| event(number, each));
    fs::write(place.path().join("s.ics"), calendar(events.collect())).unwrap();
    let found = fomo(&place, &["check", "s.ics"]).out;
    let why = "the file has more than 50,000 repetitions in all; the rest is left out";
    assert!(
        found.contains(why) && !found.contains("repeats more than"),
        "{found}"
    );
}

/// As schedules are: entries with texts, people and rooms.
#[test]
fn a_schedule_takes_at_most_ten_times_its_size() {
    let text =
        "Words that follow each other, one by one, until the abstract is long enough. ".repeat(10);
    let session = format!(
        r#"{{"title":"A talk of some length","start":"2026-07-15T10:00","duration":20,"room":"Hall","people":[{{"name":"Ada Lovelace"}}],"abstract":"{text}"}}"#
    );
    let json = sessions(&session, 3_000_000 / session.len());
    let place = place("s.json", &json);
    for args in [
        &["list", "s.json"][..],
        &["list", "s.json", "--format", "json"],
        &["s.json", "--print", "80x24", "--at", "2026-07-15T10:00"],
        &["convert", "s.json", "--to", "ics"],
    ] {
        let Some(ran) = within(&place, json.len() * 10 / 1024, args) else {
            return;
        };
        assert!(
            ran.code == 0 && ran.out.contains("A talk of some length"),
            "{args:?}: {}",
            ran.err
        );
    }
}

/// Texts of which each line takes many times its length are no reason for more, and end where it is said.
#[test]
fn long_texts_take_no_more_than_others() {
    let megabytes = 2 * 1024 * 1024;
    for (name, text) in [
        ("lists", "* a\\n".repeat(megabytes / 5)),
        ("paragraphs", "a\\n\\n".repeat(megabytes / 5)),
        ("links", "http://a.example ".repeat(megabytes / 17)),
    ] {
        let json = sessions(&format!(r#"{{"title":"Long","abstract":"{text}"}}"#), 1);
        let place = place("s.json", &json);
        let args = ["s.json", "--print", "80x24", "--keys", "<enter>G"];
        let Some(ran) = within(&place, json.len() * 10 / 1024, &args) else {
            return;
        };
        assert!(
            ran.code == 0 && ran.out.contains("The first 64 kB of"),
            "{name}: {ran:?}"
        );
    }
}

#[test]
fn a_configuration_that_nobody_wrote_is_left_aside() {
    let place = place("s.json", &sessions(r#"{"title":"A talk"}"#, 1));
    let directory = place.path().join("config/fomo");
    fs::create_dir_all(&directory).unwrap();
    let file = File::create(directory.join("config.toml")).unwrap();
    file.set_len(limits::CONFIG + 1).unwrap();
    let ran = fomo(&place, &["list", "s.json"]);
    assert!(
        ran.err.contains("config.toml") && ran.err.contains("it is larger than 1 MB"),
        "{}",
        ran.err
    );
}

#[test]
fn a_frame_larger_than_any_terminal_is_refused() {
    let place = tempfile::tempdir().unwrap();
    for size in ["1001x24", "80x1001", "65536x1", "99999999999x1"] {
        let ran = fomo(&place, &["--print", size]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{size}");
        assert!(ran.err.contains("from 1x1 to 1000x1000"), "{}", ran.err);
    }
}
