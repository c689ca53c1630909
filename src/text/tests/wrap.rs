use proptest::prelude::*;

use super::clean::hostile;
use crate::text::{
    Block, Face, Joint, Run, clean_line, clean_markup, fit, layout, truncate, width, wrap,
    wrap_joined,
};
use Joint::{Blank, Start, Word};

const GEAR: &str = "⚙\u{fe0f}";
const STUDENT: &str = "🧑\u{200d}🎓";
const FAMILY: &str = "👨\u{200d}👩\u{200d}👧";
const FLAG: &str = "🇦🇹";

fn block(indent: usize, marker: &str, text: &str) -> Block {
    let runs = vec![Run {
        text: text.to_owned(),
        face: Face::Plain,
    }];
    Block {
        marker: marker.to_owned(),
        indent,
        runs,
        gap: false,
        preformatted: false,
    }
}

fn lines(block: &Block, columns: usize) -> Vec<String> {
    let joined = |line: Vec<Run>| line.into_iter().map(|run| run.text).collect();
    layout(block, columns)
        .into_iter()
        .map(|line| joined(line.runs))
        .collect()
}

#[test]
fn widths() {
    for (text, columns) in [
        ("", 0),
        ("abc", 3),
        ("Zoë", 3),
        ("Zoe\u{308}", 3),
        ("中文", 4),
        ("한국", 4),
        ("ｶﾅ", 2),
        (STUDENT, 2),
        (GEAR, 2),
        (FAMILY, 2),
        (FLAG, 2),
        ("⚠", 1),
    ] {
        assert_eq!(width(text), columns, "{text:?}");
    }
}

#[test]
fn truncation() {
    for (text, columns, cut) in [
        ("hello", 5, "hello"),
        ("hello", 4, "hel…"),
        ("hello", 1, "…"),
        ("hello", 0, ""),
        ("", 0, ""),
        ("a bc", 3, "a…"),
        ("中文字", 6, "中文字"),
        ("中文字", 5, "中文…"),
        ("中文字", 4, "中…"),
        ("中", 1, "…"),
        (STUDENT, 1, "…"),
        ("🧑\u{200d}🎓🧑\u{200d}🎓", 3, "🧑\u{200d}🎓…"),
        ("⚙\u{fe0f}x", 2, "…"),
        ("👨\u{200d}👩\u{200d}👧🇦🇹", 3, "👨\u{200d}👩\u{200d}👧…"),
        ("🇦🇹🇩🇪", 3, "🇦🇹…"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ] {
        assert_eq!(truncate(text, columns), cut, "{text:?} in {columns}");
        assert_eq!(width(&fit(text, columns)), columns, "{text:?} in {columns}");
    }
    assert_eq!(fit("中", 4), "中  ");
    assert_eq!(fit("中文", 3), "中…");
}

#[test]
fn wrapping() {
    for (text, columns, wrapped) in [
        ("", 10, vec![]),
        ("the quick brown fox", 10, vec!["the quick", "brown fox"]),
        ("one\n\ntwo", 10, vec!["one", "", "two"]),
        ("abcdefgh", 3, vec!["abc", "def", "gh"]),
        ("state-of-the-art", 9, vec!["state-of-", "the-art"]),
        (
            "https://a-b.example/c-d",
            12,
            vec!["https://a-b.", "example/c-d"],
        ),
        ("AI 人工智能会议。", 9, vec!["AI 人工智", "能会议。"]),
        ("会议。", 4, vec!["会", "议。"]),
        ("한국어 학회", 6, vec!["한국어", "학회"]),
        (FAMILY, 1, vec!["…"]),
        ("  indented", 6, vec!["indent", "ed"]),
        ("  in dented", 6, vec!["  in", "dented"]),
        ("   ", 6, vec![""]),
        ("中a", 1, vec!["…", "a"]),
        ("abc", 0, vec![]),
    ] {
        assert_eq!(wrap(text, columns), wrapped, "{text:?} in {columns}");
    }
}

#[test]
fn blocks_hang() {
    let item = block(2, "• ", "one two three\nfour");
    assert_eq!(lines(&item, 11), ["  • one two", "    three", "    four"]);
    assert_eq!(lines(&item, 3).first().map(String::as_str), Some(" on"));
    assert!(lines(&item, 0).is_empty());
    assert_eq!(lines(&block(24, "1. ", "a"), 9), ["  1. a"]);
    assert_eq!(lines(&block(0, "", ""), 9), [""]);
}

#[test]
fn faces_survive_wrapping() {
    let run = |text: &str, face| Run {
        text: text.to_owned(),
        face,
    };
    let runs = vec![
        run("go ", Face::Plain),
        run("see this", Face::Link),
        run(" now", Face::Plain),
    ];
    let block = Block {
        runs,
        ..block(0, "", "")
    };
    let lines: Vec<Vec<Run>> = layout(&block, 6)
        .into_iter()
        .map(|line| line.runs)
        .collect();
    assert_eq!(
        lines,
        [
            vec![run("go ", Face::Plain), run("see", Face::Link)],
            vec![run("this", Face::Link)],
            vec![run("now", Face::Plain)],
        ]
    );
}

#[test]
fn lines_know_how_they_hang_together() {
    let joints = |text: &str, columns| -> Vec<Joint> {
        let lines = wrap_joined(text, columns).into_iter();
        lines.map(|(joint, _)| joint).collect()
    };
    assert_eq!(joints("one two three", 5), [Start, Blank, Blank]);
    assert_eq!(joints("one  \n\n two", 5), [Start, Blank, Blank]);
    assert_eq!(
        joints("state-space abcdefghi", 6),
        [Start, Word, Blank, Word]
    );
    assert_eq!(joints("端末で時刻表", 6), [Start, Word]);
    let run = |text: &str, face| Run {
        text: text.to_owned(),
        face,
    };
    let runs = vec![run("see the la", Face::Plain), run("st page", Face::Link)];
    let block = Block {
        runs,
        ..block(2, "* ", "")
    };
    let lines = layout(&block, 8).into_iter();
    let lines: Vec<Joint> = lines.map(|line| line.joint).collect();
    assert_eq!(lines, [Start, Blank, Blank, Blank]);
}

#[test]
fn long_texts_are_linear() {
    let title = "x".repeat(1_000_000);
    assert_eq!(width(&truncate(&title, 80)), 80);
    assert_eq!(wrap(&title, 80).len(), 12_500);
    assert_eq!(wrap(&"中".repeat(300_000), 80).len(), 7_500);
    assert_eq!(wrap(&"a\n".repeat(100_000), 80).len(), 100_000);
}

proptest! {
    #[test]
    fn never_too_wide(text in hostile(), columns in 0usize..20) {
        let line = clean_line(&text).text;
        prop_assert!(width(&truncate(&line, columns)) <= columns);
        prop_assert_eq!(width(&fit(&line, columns)), columns);
        for wrapped in wrap(&clean_markup(&text).text, columns) {
            prop_assert!(width(&wrapped) <= columns, "{:?}", wrapped);
        }
    }

    #[test]
    fn truncation_keeps_what_fits(text in hostile()) {
        let line = clean_line(&text).text;
        prop_assert_eq!(&truncate(&line, width(&line)), &line);
    }

    #[test]
    fn wrapping_loses_only_spaces(text in hostile(), columns in 2usize..20) {
        let line = clean_line(&text).text;
        let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        if width(&line) == line.chars().count() {
            prop_assert_eq!(letters(&wrap(&line, columns).concat()), letters(&line));
        }
    }
}
