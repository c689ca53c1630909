//! What is read, how it is written back, and what is said about what cannot be read.

use crate::query::Query;

#[test]
fn what_is_read_is_written_plainly() {
    for (typed, plain) in [
        ("", ""),
        ("  deep   learning ", "deep learning"),
        ("\"deep  learning\"", "\"deep  learning\""),
        ("\"deep\"", "deep"),
        ("“deep learning”", "\"deep learning\""),
        ("\"open to the end", "\"open to the end\""),
        ("main\"deep learning\"zoe", "main \"deep learning\" zoe"),
        ("a|b c|d", "a | b c | d"),
        ("(a | b) c", "(a | b) c"),
        ("((a))", "a"),
        ("(a b) c", "a b c"),
        ("a (b | (c | d))", "a (b | c | d)"),
        ("-a -(b c) -(b | c) --d", "-a -(b c) -(b | c) --d"),
        ("-\"a b\" -room:x -~y", "-\"a b\" -room:x -~y"),
        ("a - b", "a \"-\" b"),
        ("−a −room:x", "-a -room:x"),
        ("Room:Aula ROOM:\"Hall 1\"", "room:Aula room:\"Hall 1\""),
        (
            "person:zoe type:panel language:en keyword:x",
            "speaker:zoe kind:panel lang:en note:x",
        ),
        ("room:=A track:=\"A & B\"", "room:=A track:=\"A & B\""),
        ("speaker:~zeo ~\"a b\"", "speaker:~zeo ~a ~b"),
        (
            "day:2 day:SAT day:saturday day:2024-07-27 day:Today",
            "day:2 day:sat day:sat day:2024-07-27 day:today",
        ),
        (
            "at:14:30 at:9 at:2pm at:12am at:24:00 at:now",
            "at:14:30 at:9:00 at:14:00 at:0:00 at:0:00 at:now",
        ),
        (
            "after:sat before:2024-07-27T14:30",
            "after:sat before:2024-07-27T14:30:00",
        ),
        (
            "after:2024-07-27T14:30:00+02:00",
            "after:2024-07-27T12:30:00Z",
        ),
        (
            "during:13:15-15:00 during:9–2pm DURING:22/2",
            "during:13:15-15:00 during:9:00-14:00 during:22:00-2:00",
        ),
        (
            "during:2019-12-27T13:15/15:00 during:2019-12-27T23:00-1:30",
            "during:2019-12-27T13:15:00/2019-12-27T15:00:00 during:2019-12-27T23:00:00/2019-12-28T01:30:00",
        ),
        (
            "during:2019-12-27T13:15+01:00/15:00 during:2019-12-27T13:15-01:00-15:00",
            "during:2019-12-27T12:15:00Z/2019-12-27T14:00:00Z during:2019-12-27T14:15:00Z/2019-12-27T16:00:00Z",
        ),
        (
            "during:2019-12-27t13:15z/2019-12-28T13:15-01:00",
            "during:2019-12-27T13:15:00Z/2019-12-28T14:15:00Z",
        ),
        ("is:NOW has:Abstract", "is:now has:abstract"),
        (
            "room:'Hall 1' (track:='a b')",
            "room:\"Hall 1\" track:=\"a b\"",
        ),
        ("speaker:'t", "speaker:\"'t\""),
        // What only looks like a field.
        ("a-1: 14:30 C++: 3:1", "\"a-1:\" \"14:30\" \"C++:\" \"3:1\""),
        ("Panel: Data", "\"Panel:\" Data"),
        ("https://example.org/x", "\"https://example.org/x\""),
        ("\"room:aula\"", "\"room:aula\""),
        // What folds to nothing asks for nothing.
        ("' a ’", "a"),
        ("a | '", "a"),
        ("-'", ""),
        ("' | '", ""),
        ("-a | (' | ') b", "-a | b"),
        // Quotes and backslashes inside quotes.
        (r#"room:"the \"blue\" room""#, r#"room:"the \"blue\" room""#),
        (r#""C:\new""#, r#""C:\\new""#),
        (r#""a\\b""#, r#""a\\b""#),
    ] {
        let query = Query::parse(typed).unwrap_or_else(|error| panic!("{typed:?}: {error}"));
        assert_eq!(query.to_string(), plain, "{typed:?}");
        assert_eq!(Query::parse(plain).unwrap().expr, query.expr, "{typed:?}");
        assert_eq!(query.text(), typed);
    }
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    for (typed, place, said) in [
        ("room:", 5..5, "expected a room"),
        ("a room: b", 7..7, "expected a room"),
        ("speaker:\"\"", 10..10, "expected a name"),
        ("track:'", 7..7, "expected a track"),
        (
            "is:",
            3..3,
            "expected now, next, past, fav, must, clash, hidden, cancelled, tbc, new or changed",
        ),
        (
            "a is:nwo b",
            5..8,
            "“nwo” is not one of them; expected now, next",
        ),
        (
            "has:wings",
            4..9,
            "“wings” is not one of them; expected abstract, link",
        ),
        ("day:32nd", 4..8, "“32nd” is no day; expected a day"),
        ("day:0", 4..5, "“0” is no day"),
        ("day:2024-02-30", 4..14, "“2024-02-30” is no day"),
        ("at:25", 3..5, "“25” is no time"),
        ("at:9:5", 3..6, "“9:5” is no time"),
        ("at:13pm", 3..7, "“13pm” is no time"),
        ("during:", 7..7, "expected a span of time: 13:15-15:00"),
        (
            "a during:sat",
            9..12,
            "“sat” is no span of time; expected a span",
        ),
        ("during:13:15", 7..12, "“13:15” is no span of time"),
        ("during:13:15-", 7..13, "“13:15-” is no span of time"),
        // Ends before it begins; begins by the clock, and ends on a date; the one with an offset, the other without.
        ("during:2019-12-27T13:15/2019-12-27T13:15", 7..40, "“2019"),
        ("during:13:15/2019-12-27T15:00", 7..29, "“13:15/2019"),
        ("during:2019-12-27T13:15Z/2019-12-27T15:00", 7..41, "“2019"),
        ("during:9998-12-31T23:00/1:00", 7..28, "“9998"),
        (
            "romo:x",
            0..5,
            "there is no field “romo:”; expected room:, or “romo:” in quotes",
        ),
        (
            "foo:",
            0..4,
            "there is no field “foo:”; expected one of speaker: title:",
        ),
        ("a |", 3..3, "expected a word"),
        ("| a", 0..0, "expected a word"),
        ("a || b", 3..3, "expected a word"),
        ("()", 1..1, "expected a word"),
        ("(a", 2..2, "expected a “)”"),
        ("a) b", 1..2, "“)” closes nothing"),
        ("a -", 3..3, "expected what to leave out"),
        ("~", 1..1, "expected a word that may be misspelled"),
        ("a ~ b", 3..3, "expected a word that may be misspelled"),
        ("room:~", 6..6, "expected a room"),
    ] {
        let error = Query::parse(typed).expect_err(typed);
        assert_eq!(error.span, place, "{typed:?}");
        let message = error.to_string();
        assert!(message.starts_with(said), "{typed:?}: {message}");
    }
}

#[test]
fn nesting_ends_somewhere() {
    for bracket in ["(", "-", "-("] {
        let deep = bracket.repeat(10_000);
        let error = Query::parse(&format!("{deep}x")).unwrap_err();
        assert!(error.to_string().contains("nested too deeply"), "{error}");
    }
    let wide = "(a | b) ".repeat(5_000);
    assert!(Query::parse(&wide).is_ok());
}
