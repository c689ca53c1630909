//! What cannot be done: one line that starts with `error: `, nothing on standard output, exit code 2.

use super::{Place, fomo};

/// The whole of an error.
fn assert_refused(ran: &super::Ran, wanted: &str, name: &str) {
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (2, "", format!("error: {wanted}\n").as_str()),
        "{name}"
    );
}

const STRANGER: &str =
    "this is not a schedule; fomo reads the JSON, XML and iCalendar files that conferences publish";

/// A name, the bytes of a file, and the error after the file's name.
type Case = (&'static str, &'static [u8], String);

/// Every command refuses these files, and for the same reason.
fn assert_all_refused(cases: &[Case]) {
    for (name, bytes, wanted) in cases {
        let place = Place::with("f", bytes);
        for command in ["list", "now", "check"] {
            let ran = place.fomo(&[command, "./f"]);
            assert_refused(&ran, &format!("./f:{wanted}"), name);
        }
        let printed = place.fomo(&["f", "--print", "80x24"]);
        assert_refused(&printed, &format!("f:{wanted}"), name);
    }
}

#[test]
fn files_that_are_no_json() {
    assert_all_refused(&[
        ("empty", b"", " the file is empty".into()),
        ("blank", b" \n\t\n", " the file is empty".into()),
        (
            "only a byte-order mark",
            b"\xEF\xBB\xBF",
            " the file is empty".into(),
        ),
        (
            "cut off",
            b"{\"format\": \"fomo/1\",\n \"sessions\": [{\"title\":",
            "2:23: this is not valid JSON: it ends in the middle of a value".into(),
        ),
        (
            "a comma too many",
            "{\"format\": \"fomo/1\",\n \"sessions\": [\n  {\"title\": \"Zoë\", }\n]}".as_bytes(),
            "3:20: this is not valid JSON: a key in quotes is missing; perhaps a comma is too many"
                .into(),
        ),
        (
            "no JSON after an accent",
            "[\"Zoë\", nope]".as_bytes(),
            "1:10: this is not valid JSON: expected ident".into(),
        ),
        (
            "more after the end",
            b"{\"format\": \"fomo/1\", \"sessions\": []}\n}",
            "2:1: this is not valid JSON: trailing characters".into(),
        ),
        (
            "a number that is none",
            b"{\"format\": \"fomo/1\", \"sessions\": [{\"duration\": 01}]}",
            "1:49: this is not valid JSON: invalid number".into(),
        ),
    ]);
}

#[test]
fn files_that_are_no_schedule() {
    assert_all_refused(&[
        (
            "a list",
            b"[1, 2]",
            " this is a JSON list – no schedule that fomo knows".to_owned(),
        ),
        (
            "an object",
            b"{}",
            " this is a JSON object without any key – no schedule that fomo knows".to_owned(),
        ),
        (
            "a format that only its text names",
            b"{\"title\": \"fomo/1\"}",
            " this is a JSON object with the key “title” – no schedule that fomo knows".to_owned(),
        ),
        (
            "a format that is no text",
            b"{\"format\": 1, \"was\": \"fomo/1\"}",
            " this is a JSON object with the keys “format”, “was” – no schedule that fomo knows"
                .to_owned(),
        ),
        (
            "HTML",
            b"<!doctype html>",
            " this is an HTML page, not a schedule; the page may lead to a file that is one"
                .to_owned(),
        ),
        ("words", b"hello", format!(" {STRANGER}")),
        ("a number", b"17", format!(" {STRANGER}")),
        (
            "gzip",
            b"\x1F\x8B\x08\0\0",
            " the file is packed (gzip); unpack it and try again".into(),
        ),
        (
            "zip",
            b"PK\x03\x04\0",
            " the file is packed (zip); unpack it and try again".into(),
        ),
        (
            "UTF-16",
            b"\xFF\xFE{\0}\0",
            " the file is UTF-16; save it as UTF-8 and try again".into(),
        ),
        (
            "UTF-16, the other way round",
            b"\xFE\xFF\0{\0}",
            " the file is UTF-16; save it as UTF-8 and try again".into(),
        ),
        (
            "Latin-1",
            b"{\"format\": \"fomo/1\",\n \"x\": \"Zo\xEB\"}",
            "2:10: this is not UTF-8 text; save the file as UTF-8 and try again".into(),
        ),
        (
            "binary",
            b"\x7FELF\x02\0\0\0\xFF",
            " this is a binary file, not a schedule".into(),
        ),
        (
            "another version",
            b"{\"format\": \"fomo/2\", \"sessions\": []}",
            " the format is \u{201C}fomo/2\u{201D}, and this fomo reads \u{201C}fomo/1\u{201D}"
                .into(),
        ),
    ]);
}

#[test]
fn a_byte_order_mark_and_other_line_ends_do_no_harm() {
    let text =
        "\u{FEFF}{\r\n \"format\": \"fomo/1\",\r\n \"sessions\": [{\"title\": \"A\"}, 17]\r\n}\r\n";
    let place = Place::with("f.json", text);
    assert_eq!(place.fomo(&["list", "f.json"]).code, 0);
    let found = place.fomo(&["check", "f.json"]).out;
    assert!(found.contains("f.json:3:31: error: sessions[1]"), "{found}");
}

#[test]
fn sources_that_cannot_be_read() {
    let place = Place::new();
    let dir = place.0.path().to_str().unwrap().to_owned();
    let cases = [
        (
            "gone.json",
            "gone.json: no such file or directory".to_owned(),
        ),
        ("./", "./: it is a directory, not a schedule".to_owned()),
        (&dir, format!("{dir}: it is a directory, not a schedule")),
        (
            "https://ann:s3cret@/s.json",
            "https:///s.json: it is no valid address".to_owned(),
        ),
        (
            "ftp://ann:s3cret@example.org/",
            "ftp://example.org/: only http and https addresses can be opened, and files".to_owned(),
        ),
    ];
    for (source, wanted) in cases {
        for command in ["list", "now", "check"] {
            assert_refused(&place.fomo(&[command, source]), &wanted, source);
        }
        assert_refused(&place.fomo(&[source, "--print", "80x24"]), &wanted, source);
    }
}

#[test]
fn options_that_cannot_be_meant() {
    let cases: &[(&[&str], &str)] = &[
        (
            &["list", "--zone", "Viena"],
            "--zone: no time zone is called \"Viena\"; did you mean Europe/Vienna?",
        ),
        (
            &["list", "--zone", "Xyzzyq"],
            "--zone: no time zone is called \"Xyzzyq\"; names look like Europe/Vienna, UTC or +01:00",
        ),
        (
            &["now", "--zone", "CST"],
            "--zone: \"CST\" is an abbreviation, not a time zone; it is used by America/Chicago, Asia/Shanghai, America/Mexico_City and others",
        ),
        (
            &["--print", "80x24", "--zone", "Viena"],
            "--zone: no time zone is called \"Viena\"; did you mean Europe/Vienna?",
        ),
        (
            &["list", "--event-zone", "Viena"],
            "--event-zone: no time zone is called \"Viena\"; did you mean Europe/Vienna?",
        ),
        (
            &["list", "--event-zone", "event"],
            "--event-zone event: the event's zone is what is asked for; name one, such as Europe/Vienna",
        ),
        (
            &["now", "--at", "soon"],
            "--at soon: this is no time; write 2024-07-27T11:10, or 2024-07-27T11:10+02:00",
        ),
        (
            &["--print", "80x24", "--at", "2024-07-27"],
            "--at 2024-07-27: the time of day is missing; write 2024-07-27T11:10, or 2024-07-27T11:10+02:00",
        ),
        (
            &["--print", "80x24", "--keys", "j<foo>"],
            "--keys: `<foo>` at character 2 of `j<foo>` is not a key",
        ),
        (
            &["--print", "80x24", "--keys", "<c-"],
            "--keys: `<` at character 1 of `<c-` has no `>`; a literal `<` is written `<lt>`",
        ),
    ];
    for (args, wanted) in cases {
        assert_refused(&fomo(args), wanted, &format!("{args:?}"));
    }
    let formats: Vec<_> = fomo::format::names().collect();
    let wanted = format!(
        "invalid value 'vcard' for '--input-format <NAME>'; [possible values: {}]; see fomo --help",
        formats.join(", ")
    );
    assert_refused(
        &fomo(&["list", "--input-format", "vcard"]),
        &wanted,
        "vcard",
    );
}

#[test]
fn a_time_zone_of_the_machine_that_is_nonsense_is_said() {
    let ran = Place::new().fomo_with(&["list", "--zone", "local"], &[("TZ", "nonsense")]);
    assert_refused(
        &ran,
        "--zone: TZ is \"nonsense\", which is no time zone",
        "TZ=nonsense",
    );
    // Where nobody asks for it, it does not matter.
    let ran = Place::new().fomo_with(&["list"], &[("TZ", "nonsense")]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

/// The command line itself is explained in more than one line, but never on standard output.
#[test]
fn the_command_line_is_explained() {
    let cases: &[(&[&str], &str)] = &[
        (
            &["list", "--query"],
            "a value is required for '--query <QUERY>'",
        ),
        (
            &["list", "--format", "xml"],
            "invalid value 'xml' for '--format <FORMAT>'",
        ),
        (
            &["check", "--level", "fatal"],
            "invalid value 'fatal' for '--level <LEVEL>'",
        ),
        (&["--print", "axb"], "a size looks like 80x24"),
        (&["--print", "80"], "a size looks like 80x24"),
        (&["--print", "0x24"], "from 1x1 to 1000x1000"),
        (&["--print", "80x0"], "from 1x1 to 1000x1000"),
        (&["--print", "1001x24"], "from 1x1 to 1000x1000"),
        (&["--print", "-1x24"], "error: "),
        (&["--print", "99999999x1"], "a size looks like 80x24"),
        (&["--keys", "j"], "--print <COLSxROWS>"),
        (&["--frobnicate"], "unexpected argument '--frobnicate'"),
        (&["keys", "more"], "unexpected argument 'more'"),
        (&["now", "a.json", "b.json"], "unexpected argument 'b.json'"),
    ];
    for (args, wanted) in cases {
        let ran = fomo(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: "), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(wanted), "{args:?}: {}", ran.err);
    }
}

#[test]
fn the_viewer_needs_a_terminal() {
    for terminal in ["xterm-256color", "dumb", ""] {
        let ran = Place::new().fomo_with(&[], &[("TERM", terminal)]);
        assert_refused(
            &ran,
            "standard output is no terminal; `fomo list` prints the timetable as text",
            terminal,
        );
    }
}

#[test]
fn what_is_wrong_with_a_moment_is_named() {
    for (at, why) in [
        ("2025-13-40", "there is no month 13"),
        ("2025-02-29T10:00", "2025-02 has no day 29"),
        ("2025-01-01T24:61", "there is no hour 24"),
        ("2025-01-01 10:61", "there is no minute 61"),
        ("2025-01-01T10:00:61", "there is no second 61"),
        ("2025-01-01T10:00+25:00", "there is no offset +25:00"),
        ("9999-01-01T10:00", "the year 9999 is out of range"),
        ("2025-01-01", "the time of day is missing"),
        ("14:00", "the date is missing"),
        ("9:15:30+02:00", "the date is missing"),
        // A date that is written otherwise is not missing, nor is what is no date one without a time.
        ("2024–07–27T09:15", "this is no time"),
        ("24-07-27T09:15", "this is no time"),
        ("07-27 09:15", "this is no time"),
        ("2024-07-2x", "this is no time"),
        ("soon", "this is no time"),
    ] {
        let ran = fomo(&["now", "--at", at]);
        let wanted = format!("--at {at}: {why}; write 2024-07-27T11:10, or 2024-07-27T11:10+02:00");
        assert_refused(&ran, &wanted, at);
    }
    let ran = fomo(&["list", "at:2025-02-30"]);
    let wanted = "query:4: “2025-02-30” is no time: 2025-02 has no day 30; expected a time or a day: \
        14:30, now, sat, in: at:2025-02-30";
    assert_refused(&ran, wanted, "in a query");
    // Seconds count.
    let ran = fomo(&["now", "--at", "2024-07-27T11:10:30", "--format", "json"]);
    assert!(
        ran.out.contains("\"2024-07-27T11:10:30+02:00\""),
        "{}",
        ran.out
    );
}

#[test]
fn a_query_is_as_long_as_a_filter_may_be() {
    let long = "x".repeat(1000);
    assert_eq!(fomo(&["list", &long]).code, 1);
    let why = "query: it has more than 1,000 characters; write a shorter one";
    let longer = format!("{long}x");
    for arguments in [
        &["list", &*longer][..],
        &["list", "--query", &longer],
        &["--query", &longer, "--print", "80x24"],
    ] {
        assert_refused(&fomo(arguments), why, arguments[0]);
    }
}

/// They were told as the libraries say it: `EOF while parsing a list at line 1 column 17`.
#[test]
fn what_is_damaged_is_told_in_plain_words() {
    let place = Place::new();
    let events = place.0.path().join("state/fomo/events");
    std::fs::create_dir_all(&events).unwrap();
    for (text, why) in [
        (
            "{\"favourites\": [1",
            "damaged: it ends in the middle of something, as if it were cut off, at line 1, column 17; ",
        ),
        (
            "{,}",
            "damaged: it is not valid JSON, at line 1, column 2; ",
        ),
        (
            "",
            "damaged: it ends in the middle of something, as if it were cut off, at line 1; ",
        ),
        (
            "{\"a\": 1e99999}",
            "damaged: a number in it is too large, at line 1, column ",
        ),
        (
            "[1]",
            "damaged: something in it is not what it should be, at line 1; ",
        ),
    ] {
        std::fs::write(events.join("es-fomo-2024.json"), text).unwrap();
        let ran = place.fomo(&["list"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(
            ran.err.starts_with("note: ") && ran.err.contains(why),
            "{ran:?}"
        );
    }
    // And as the system does, without its numbers.
    let ours = place.0.path().join("state/fomo");
    std::fs::remove_dir_all(&ours).unwrap();
    std::fs::write(&ours, "").unwrap();
    place.file("theirs", "[\"Opening remarks\"]");
    let ran = place.fomo(&["favourites", "import", "theirs"]);
    assert!(
        ran.err.contains("not a directory") && !ran.err.contains("os error"),
        "{ran:?}"
    );
}
