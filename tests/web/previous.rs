//! `fomo diff cached URL`: the copy that a refresh replaced.

use std::fs;

use crate::{
    Home, assert_refused,
    httpd::{Httpd, Play},
    schedule,
};

fn plain(title: &str) -> Play {
    Play::Content(schedule(title), Vec::new())
}

/// That this title became the other one, and nothing else changed.
#[track_caller]
fn assert_renamed(home: &Home, args: &[&str], from: &str, to: &str) {
    let ran = home.fomo(&[&["diff"], args, &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{ran:?}");
    assert_eq!(ran.out.matches("\"kind\"").count(), 1, "{}", ran.out);
    for line in [
        format!("\"before\": \"{from}\""),
        format!("\"after\": \"{to}\""),
    ] {
        assert!(ran.out.contains(&line), "{}", ran.out);
    }
}

fn no_earlier_copy(url: &str) -> String {
    format!(
        "{url}: no earlier copy of it is known; one is kept when the schedule is opened again and has changed"
    )
}

#[test]
fn what_changed_since_the_copy_of_before() {
    let server = Httpd::playing(plain("Opening words"));
    let home = Home::new();
    let url = &server.url("/");
    let args = ["cached", url];
    assert_refused(&home.fomo(&["diff", "cached", url]), &no_earlier_copy(url));
    // What the refresh brings makes the copy of today the one of before.
    server.play("/", plain("Opening word"));
    assert_renamed(&home, &args, "Opening words", "Opening word");
    // The server has nothing newer: it is still what changed last.
    assert_renamed(&home, &args, "Opening words", "Opening word");
    let offline = ["cached", url, "--offline"];
    assert_renamed(&home, &offline, "Opening words", "Opening word");
    server.play("/", plain("Opening world"));
    assert_renamed(&home, &offline, "Opening words", "Opening word");
    assert_renamed(&home, &args, "Opening word", "Opening world");
    assert_eq!(home.copies().len(), 2);
    // The other way round, and against a file.
    let file = home.file("old.json", schedule("Opening worlds"));
    assert_renamed(
        &home,
        &[file.to_str().unwrap(), url],
        "Opening worlds",
        "Opening world",
    );
}

#[test]
fn what_is_no_schedule_replaces_nothing() {
    let server = Httpd::playing(plain("Opening words"));
    let home = Home::new();
    let url = &server.url("/");
    assert_eq!(home.fomo(&["list", url]).code, 0);
    server.play("/", plain("Opening word"));
    assert_eq!(home.fomo(&["list", url]).code, 0);
    server.play(
        "/",
        Play::Content(b"<html>Log in</html>".to_vec(), Vec::new()),
    );
    let ran = home.fomo(&["diff", "cached", url, "--format", "json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("showing the copy of"), "{ran:?}");
    assert!(ran.out.contains("\"before\": \"Opening words\""), "{ran:?}");
}

#[test]
fn an_earlier_copy_that_is_damaged_is_none() {
    let server = Httpd::playing(plain("Opening words"));
    let home = Home::new();
    let url = &server.url("/");
    for title in ["Opening words", "Opening word"] {
        server.play("/", plain(title));
        assert_eq!(home.fomo(&["list", url]).code, 0);
    }
    let of_before = |(path, bytes): (_, Vec<u8>)| {
        let text = String::from_utf8(bytes).unwrap();
        text.contains("Opening words").then_some((path, text))
    };
    let (path, text): (std::path::PathBuf, String) =
        home.copies().into_iter().find_map(of_before).unwrap();
    fs::write(&path, text.replace("Opening", "Evening")).unwrap();
    for more in [&[][..], &["--offline"]] {
        let ran = home.fomo(&[&["diff", "cached", url], more].concat());
        assert_refused(&ran, &no_earlier_copy(url));
    }
}
