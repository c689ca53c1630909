//! State files as nobody should find them.

use std::{
    os::unix::fs::symlink,
    time::{Duration, SystemTime},
};

use super::*;

#[test]
fn what_cannot_be_read_is_set_aside_as_it_is() {
    let deep = format!(
        "{{\"favourites\": [{}{}]}}",
        "[".repeat(5000),
        "]".repeat(5000)
    );
    let cases: [&[u8]; 8] = [
        b"",
        b"{ not json",
        b"[]",
        b"{\"zone\": \"UTC\"",
        b"{\"zone\": \"\xff\"}",
        b"{\"favourites\": {\"a\": 1}, \"zone\": \"Asia/Tokyo\"}",
        b"{\"favourites\": \"all\"}",
        deep.as_bytes(),
    ];
    for content in cases {
        let home = Home::with(3);
        home.keep(content);
        let ran = home.mark(1);
        let what = String::from_utf8_lossy(content)
            .chars()
            .take(40)
            .collect::<String>();
        assert_eq!(ran.code, 0, "{what}: {ran:?}");
        assert!(ran.err.contains("rough.damaged-1.json"), "{what}: {ran:?}");
        assert_eq!(home.kept(), ["t001"], "{what}");
        let aside = home.state().with_extension("damaged-1.json");
        assert_eq!(fs::read(aside).unwrap(), content, "{what}");
        // It is no event of its own.
        let mine = home.fomo(&["mine", "--at", "2030-02-01T00:00Z"]);
        assert_eq!((mine.code, mine.err.as_str()), (0, ""), "{what}: {mine:?}");
    }
}

#[test]
fn what_can_be_read_is_read() {
    let home = Home::with(3);
    home.keep("\u{feff}{\"zone\": \"Asia/Tokyo\", \"favourites\": []}");
    let ran = home.mark(1);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        fs::read_to_string(home.state())
            .unwrap()
            .contains("Asia/Tokyo")
    );
    assert!(home.beside("damaged").is_empty());
}

#[test]
fn what_is_said_twice_is_kept_beside() {
    let home = Home::with(3);
    let content = r#"{"favourites": [{"title": "Talk t000", "note": "a", "note": "b"}],
        "favourites": [{"title": "Talk t002", "stance": "must"}]}"#;
    home.keep(content);
    let ran = home.mark(1);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("says something twice"), "{ran:?}");
    let aside = home.state().with_extension("damaged-1.json");
    assert_eq!(fs::read_to_string(aside).unwrap(), content);
    assert_eq!(home.kept(), ["t002", "t001"]);
    // Once is enough.
    assert_eq!(home.mark(0).err, "");
    assert_eq!(home.beside("damaged").len(), 1);
}

#[test]
fn single_favourites_that_cannot_be_understood_are_said_and_stay() {
    let home = Home::with(3);
    let odd = [
        json!({"id": "t000", "stance": "favourite"}),
        json!(["t001"]),
        json!({"title": "Talk t002", "id": "t002", "stance": 7, "room": null}),
        json!({"title": ["Talk t000"], "note": "mine"}),
    ];
    home.keep(json!({"format": "fomo-state/1", "favourites": odd}).to_string());
    let said = "rough.json: 4 favourites in it cannot be understood in full, and stay as they are: \
        “t000” (no title), number 2 (no title), “Talk t002” (stance) and 1 more";
    for args in [
        &["list", "s.json", "is:fav"][..],
        &["favourites", "export", "s.json"],
        &["mine"],
    ] {
        let ran = home.fomo(args);
        assert!(ran.code < 2 && ran.err.contains(said), "{args:?}: {ran:?}");
    }
    let frame = home.fomo(&["s.json", "--print", "300x10"]);
    assert!(frame.out.contains(said), "{}", frame.out);
    let ran = home.mark(1);
    assert!(ran.code == 0 && ran.err.contains(said), "{ran:?}");
    let state: Value = serde_json::from_slice(&fs::read(home.state()).unwrap()).unwrap();
    let kept = state["favourites"].as_array().unwrap();
    assert_eq!((kept.len(), &kept[4]["id"]), (5, &json!("t001")));
    assert_eq!(kept[..2], odd[..2]);
    assert_eq!((&kept[2]["stance"], &kept[3]), (&json!(7), &odd[3]));
}

#[test]
fn what_is_said_twice_is_said_before_anything_is_written() {
    let home = Home::with(3);
    let content = r#"{"favourites": [{"title": "Talk t000", "stance": "must"}],
        "favourites": [{"title": "Talk t002", "stance": "must"}]}"#;
    home.keep(content);
    let ran = home.fomo(&["list", "s.json", "is:fav"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err.contains(
            "rough.json: “favourites” is there twice at line 2 column 20, and the last counts"
        ),
        "{ran:?}"
    );
    assert_eq!(fs::read_to_string(home.state()).unwrap(), content);
    // Nothing is marked, but that is no reason to export nothing.
    home.keep(r#"{"zone": "UTC", "zone": "UTC"}"#);
    let ran = home.fomo(&["favourites", "export", "s.json"]);
    assert!(
        ran.code == 1 && ran.err.contains("nothing is marked"),
        "{ran:?}"
    );
}

#[test]
fn a_damaged_file_of_one_event_leaves_the_answer_of_the_others() {
    let home = Home::with(3);
    assert_eq!(home.mark(1).code, 0);
    let damaged = home.state().with_file_name("other.json");
    fs::write(&damaged, "{ not json").unwrap();
    let ahead = home.fomo(&["mine", "--at", "2030-02-01T00:00Z"]);
    assert!(
        ahead.code == 0
            && ahead.out.contains("Talk t001")
            && ahead.err.contains("other.json: damaged"),
        "{ahead:?}"
    );
    // That all are over is an answer, too.
    let over = home.fomo(&["mine", "--at", "2031-02-01T00:00Z"]);
    assert!(
        over.code == 1
            && over.err.contains("other.json: damaged")
            && over.err.contains("1 favourite is over"),
        "{over:?}"
    );
    fs::remove_file(home.state()).unwrap();
    let none = home.fomo(&["mine", "--at", "2030-02-01T00:00Z"]);
    assert!(
        none.code == 2 && none.err.contains("what you marked cannot be read"),
        "{none:?}"
    );
    assert_eq!(fs::read_to_string(damaged).unwrap(), "{ not json");
}

#[test]
fn what_may_be_well_is_left_alone() {
    let home = Home::with(3);
    home.keep("{");
    let huge = fs::File::options().write(true).open(home.state()).unwrap();
    huge.set_len(65 * 1024 * 1024).unwrap();
    let ran = home.mark(1);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("larger than 64 MB"), "{ran:?}");
    assert_eq!(fs::metadata(home.state()).unwrap().len(), 65 * 1024 * 1024);
    fs::remove_file(home.state()).unwrap();
    fs::create_dir(home.state()).unwrap();
    let ran = home.mark(1);
    assert!(
        ran.code == 2 && ran.err.contains("it is no file"),
        "{ran:?}"
    );
    assert!(home.beside("damaged").is_empty());
}

#[test]
fn a_symbolic_link_stays_one_and_what_it_leads_to_is_what_is_locked() {
    let home = Home::with(3);
    home.keep("{}");
    let elsewhere = home.path("dotfiles");
    fs::create_dir(&elsewhere).unwrap();
    let target = elsewhere.join("favourites.json");
    fs::rename(home.state(), &target).unwrap();
    symlink("../../../dotfiles/favourites.json", home.state()).unwrap();
    assert_eq!(home.mark(1).code, 0);
    assert!(fs::symlink_metadata(home.state()).unwrap().is_symlink());
    assert_eq!(home.kept(), ["t001"]);
    let lock = fs::File::options()
        .write(true)
        .open(elsewhere.join("favourites.lock"))
        .unwrap();
    lock.lock().unwrap();
    let ran = home.mark(2);
    assert!(
        ran.code == 2 && ran.err.contains("keeping it locked"),
        "{ran:?}"
    );
}

#[test]
fn on_a_full_disk_nothing_changes_and_nothing_is_left_behind() {
    let home = Home::with(3);
    assert_eq!(home.mark(1).code, 0);
    let before = fs::read(home.state()).unwrap();
    fs::write(home.path("more.json"), "[\"t002\"]").unwrap();
    let ran =
        home.shell("trap '' XFSZ; ulimit -f 0; exec \"$FOMO\" favourites import more.json s.json");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.contains("could not save") && ran.err.lines().count() == 1,
        "{ran:?}"
    );
    assert_eq!(fs::read(home.state()).unwrap(), before);
    assert!(home.beside(".new-").is_empty());
}

#[test]
fn what_killed_programs_left_half_written_goes() {
    let home = Home::with(3);
    home.keep("{}");
    let left = home.state().with_file_name(".new-abc123");
    fs::write(&left, "{").unwrap();
    assert_eq!(home.mark(1).code, 0);
    assert!(left.exists(), "somebody may still be writing it");
    let then = SystemTime::now() - Duration::from_secs(2 * 3600);
    fs::File::options()
        .write(true)
        .open(&left)
        .unwrap()
        .set_modified(then)
        .unwrap();
    assert_eq!(home.mark(2).code, 0);
    assert!(!left.exists());
}

/// Runs as somebody who is not allowed everything; `None`, said aloud, where that cannot be had.
fn as_nobody(home: &Home, line: &str) -> Option<Ran> {
    let user = "setpriv --reuid=65534 --regid=65534 --clear-groups";
    let probe = home.shell(&format!(
        "{user} \"$FOMO\" --version >/dev/null 2>&1 || exit 2"
    ));
    if probe.code != 0 {
        eprintln!("skipped: this needs setpriv, and the right to use it");
        return None;
    }
    Some(home.shell(&format!("{user} {line}")))
}

#[test]
fn without_the_right_to_write_it_is_said_and_nothing_changes() {
    let home = Home::with(3);
    assert_eq!(home.mark(1).code, 0);
    fs::write(home.path("more.json"), "[\"t002\"]").unwrap();
    let before = fs::read(home.state()).unwrap();
    let open = |path: &Path, mode: u32| {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for path in [home.0.path(), &home.path("state"), &home.path("state/fomo")] {
        open(path, 0o755);
    }
    open(home.state().parent().unwrap(), 0o555);
    open(&home.state(), 0o444);
    open(&home.state().with_extension("lock"), 0o444);
    let line = "\"$FOMO\" favourites import more.json s.json";
    let Some(ran) = as_nobody(&home, line) else {
        return;
    };
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("could not save"), "{ran:?}");
    assert_eq!(fs::read(home.state()).unwrap(), before);
    // A lock that may only be read is one all the same.
    open(home.state().parent().unwrap(), 0o777);
    let ran = as_nobody(&home, line).unwrap();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(home.kept(), ["t001", "t002"]);
}
