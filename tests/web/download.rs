//! Downloads that take too long or too much, and what a caller sees of them. Limits are small here; nothing is timed.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use fomo::source::web::{Answer, Copy, Limits, Progress, Url, Web};

use crate::{
    Home,
    httpd::{Httpd, Play},
    schedule,
};

fn fetch(play: Play, limits: Limits) -> Result<Answer, String> {
    let server = Httpd::playing(play);
    fetch_from(&server, limits, &AtomicBool::new(false), &mut |_| {})
}

fn fetch_from(
    server: &Httpd,
    limits: Limits,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Answer, String> {
    let home = tempfile::tempdir().unwrap();
    let web = Web::at(home.path().to_owned(), limits);
    let url = Url::parse(&server.url("/")).unwrap();
    let answer = web.fetch(&url, None, cancel, progress);
    answer.map_err(|error| {
        let name = format!("{}: ", server.url("/"));
        error.message.strip_prefix(&name).unwrap().to_owned()
    })
}

fn short() -> Duration {
    Duration::from_millis(100)
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let limits = Limits {
        response: short(),
        ..Limits::default()
    };
    assert_eq!(
        fetch(Play::Hang, limits),
        Err("no answer within 100 ms".into())
    );
    let limits = Limits {
        total: short(),
        ..Limits::default()
    };
    assert_eq!(
        fetch(Play::Hang, limits),
        Err("no answer within 100 ms".into())
    );
}

#[test]
fn a_server_that_drips_is_given_up() {
    let limits = Limits {
        patience: short(),
        ..Limits::default()
    };
    let error = fetch(Play::Drip, limits).unwrap_err();
    assert!(error.starts_with("the server is too slow: "), "{error}");
    let limits = Limits {
        // Long enough for a busy machine to begin.
        total: Duration::from_secs(2),
        slowest: 0,
        ..Limits::default()
    };
    let error = fetch(Play::Drip, limits).unwrap_err();
    assert!(
        error.starts_with("the download takes too long: "),
        "{error}"
    );
    assert!(error.ends_with(" of 1.0 MB in 2 s"), "{error}");
}

#[test]
fn a_download_has_a_largest_size() {
    let limits = |largest| Limits {
        largest,
        ..Limits::default()
    };
    let play = || {
        Play::Raw(
            [
                &b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"[..],
                &[b' '; 1000],
            ]
            .concat(),
        )
    };
    assert!(matches!(fetch(play(), limits(1000)), Ok(Answer::New(_))));
    let error = fetch(play(), limits(999)).unwrap_err();
    assert!(error.contains("that is no schedule"), "{error}");
}

#[test]
fn who_has_enough_is_let_go_wherever_the_download_is() {
    for play in [Play::Hang, Play::Drip] {
        let server = Httpd::playing(play);
        let cancel = AtomicBool::new(false);
        let patient = Limits {
            slowest: 0,
            ..Limits::default()
        };
        let answer = fetch_from(&server, patient, &cancel, &mut |_| {
            cancel.store(true, Ordering::Relaxed);
        });
        assert_eq!(answer, Err("given up".into()));
    }
}

#[test]
fn progress_is_told_with_what_is_to_come() {
    let body = vec![b' '; 300_000];
    let server = Httpd::playing(Play::Content(body.clone(), Vec::new()));
    let mut seen = Vec::new();
    let answer = fetch_from(
        &server,
        Limits::default(),
        &AtomicBool::new(false),
        &mut |progress| {
            seen.push(progress);
        },
    );
    let Ok(Answer::New(download)) = answer else {
        panic!("{answer:?}");
    };
    assert_eq!(download.bytes, body);
    assert!(seen.is_sorted_by_key(|progress| progress.received));
    let last = seen.last().unwrap();
    assert_eq!((last.received, last.expected), (300_000, Some(300_000)));
}

#[test]
fn what_is_kept_and_confirmed_is_there_again() {
    let server = Httpd::playing(Play::Tagged(schedule("A"), "\"1\""));
    let home = tempfile::tempdir().unwrap();
    let web = Web::at(home.path().join("cache"), Limits::default());
    let url = Url::parse(&server.url("/")).unwrap();
    let fetch = |known: Option<&Copy>| {
        web.fetch(&url, known, &AtomicBool::new(false), &mut |_| {})
            .unwrap()
    };
    assert_eq!(web.cached(&url), None);
    let Answer::New(download) = fetch(None) else {
        panic!("there is nothing that it could be the same as");
    };
    assert_eq!(web.cached(&url), None, "nothing is kept before it was read");
    web.keep(&url, &download).unwrap();
    let copy = web.cached(&url).unwrap();
    assert_eq!(
        (&copy.bytes, &copy.validators),
        (&download.bytes, &download.validators)
    );
    let Answer::Same(validators) = fetch(Some(&copy)) else {
        panic!("nothing changed");
    };
    assert_eq!(validators, copy.validators);
    web.confirm(&url, &copy, &validators).unwrap();
    assert!(web.cached(&url).unwrap().checked >= copy.checked);
}

/// A megabyte that unpacks to a thousand is refused before it takes memory.
#[test]
#[cfg(target_os = "linux")]
fn a_bomb_is_refused_in_little_memory() {
    let server = Httpd::playing(Play::Bomb);
    let home = Home::new();
    let url = &server.url("/");
    let mut child = crate::command(home.0.path(), &["list", url])
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(peak.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(1));
    }
    let ran = crate::ran(child.wait_with_output().unwrap());
    crate::assert_refused(
        &ran,
        &format!("{url}: it is larger than 32 MB; that is no schedule"),
    );
    assert!((1..=64 * 1024).contains(&most), "{most} kB at most");
    assert_eq!(home.copies(), []);
}
