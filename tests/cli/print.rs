//! One frame of the viewer as text: `--print` and `--keys`.

use std::fs;

use super::{Place, fomo};

const DURING: &str = "2024-07-27T11:10";

#[test]
fn a_frame_has_as_many_rows_as_were_asked_for() {
    for size in [
        "80x24", "40x12", "1x1", "2x2", "20x5", "200x1", "1x50", "160x50", "1000x3", "80X24",
        "80×24",
    ] {
        let ran = fomo(&["--print", size, "--at", DURING]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{size}");
        let rows: usize = size.split(['x', 'X', '×']).nth(1).unwrap().parse().unwrap();
        assert_eq!(ran.out.matches('\n').count(), rows, "{size}");
        assert!(ran.out.ends_with('\n'), "{size}");
        for line in ran.out.lines() {
            assert_eq!(line, line.trim_end(), "{size}: blanks at the end");
        }
    }
}

#[test]
fn frames() {
    let cases = [
        ("during", "80x24", ""),
        ("tokyo", "80x24", "ztokyo<enter>"),
        ("small", "40x12", ""),
    ];
    for (name, size, keys) in cases {
        let ran = fomo(&["--print", size, "--keys", keys, "--at", DURING]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        insta::assert_snapshot!(format!("frame_{name}"), ran.out);
    }
}

#[test]
fn keys_do_what_they_do_in_the_viewer() {
    let frame = |keys: &str| {
        let ran = fomo(&["--print", "80x24", "--at", DURING, "--keys", keys]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{keys}");
        ran.out
    };
    for (keys, same) in [
        ("", "j<esc>k"),
        ("jj", "<down><down>"),
        ("gjj", "<home><down><down>"),
        ("G", "<end>"),
        ("3", "3jk"),
        ("/dylan<esc>", ""),
        // What would leave the viewer or reach outside of it does nothing here.
        ("", "q"),
        ("", "<c-c>"),
        ("", "<c-z>"),
    ] {
        assert_eq!(frame(keys), frame(same), "{keys:?} and {same:?}");
    }
    assert_ne!(frame(""), frame("3"));
    assert_ne!(frame(""), frame("?"));
}

#[test]
fn a_filter_can_be_given() {
    for args in [&["--query", "dylan"][..], &["--keys", "/dylan<enter>"]] {
        let args = [&["--print", "80x24"], args].concat();
        let out = fomo(&args).out;
        assert!(
            out.contains("Panel") && !out.contains("Lunch"),
            "{args:?}: {out}"
        );
    }
}

#[test]
fn what_was_chosen_in_a_printed_frame_is_not_remembered() {
    let place = Place::new();
    for keys in [
        "ztokyo<enter>",
        "Z",
        "f",
        "x",
        "e",
        "Na note<esc>",
        "jy",
        "/dylan<enter>",
        "q",
    ] {
        assert_eq!(
            place.fomo(&["--print", "80x24", "--keys", keys]).code,
            0,
            "{keys}"
        );
        let left: Vec<_> = fs::read_dir(place.0.path()).unwrap().collect();
        assert!(left.is_empty(), "{keys}: {left:?}");
    }
}

#[test]
fn what_was_remembered_is_read() {
    let place = Place::new();
    let events = place.0.path().join("state/fomo/events");
    fs::create_dir_all(&events).unwrap();
    let file = events.join("es-fomo-2024.json");
    let state = r#"{"format":"fomo-state/1","event":"es-fomo-2024","zone":"Asia/Tokyo","queries":["dylan","gu"]}"#;
    fs::write(&file, state).unwrap();
    let args = ["--print", "80x24", "--at", DURING];
    let remembered = place.fomo(&args).out;
    assert!(remembered.contains("Tokyo"), "{remembered}");
    let recalled = place.fomo(&[&args[..], &["--keys", "/<up><up><enter>"]].concat());
    assert!(recalled.out.contains("/ gu  1 of 21"), "{}", recalled.out);
    let typed = place.fomo(&[&args[..], &["--zone", "event"]].concat()).out;
    assert!(!typed.contains("Tokyo"), "{typed}");
    assert_eq!(fs::read_to_string(&file).unwrap(), state);
    // Nor are favourites brought up to date.
    let marked =
        r#"{"favourites":[{"id":"session-2","title":"As it was called","stance":"must"}]}"#;
    fs::write(&file, marked).unwrap();
    let frame = place.fomo(&args).out;
    assert!(frame.contains("!11:00"), "{frame}");
    let frame = place.fomo(&[&args[..], &["--keys", "gfr"]].concat()).out;
    assert!(frame.contains("★ 9:00"), "{frame}");
    assert_eq!(fs::read_to_string(&file).unwrap(), marked);
    // A damaged file is told and stays.
    fs::write(&file, "{").unwrap();
    let ran = place.fomo(&args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), "{");
}
