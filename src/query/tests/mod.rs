//! Tables of what finds what.

mod facets;
mod grammar;
mod properties;

use unicode_normalization::UnicodeNormalization;

use std::{borrow::Cow, ops::Range};

use super::{
    Part, Query,
    expr::{Expr, Leaf},
    haystack::Haystack,
};

fn holds(expr: &Expr, haystack: &Haystack, parts: &Vec<Vec<Cow<str>>>) -> bool {
    match expr {
        Expr::All(all) => all.iter().all(|part| holds(part, haystack, parts)),
        Expr::Any(any) => any.iter().any(|part| holds(part, haystack, parts)),
        Expr::Not(inner) => !holds(inner, haystack, parts),
        Expr::Leaf(Leaf::Text { term, .. }) => haystack.contains(term, || parts.clone()),
        other => panic!("{other:?}"),
    }
}

/// Whether a query of words finds these texts, each a part of one entry.
fn finds_in(query: &str, texts: &[&str]) -> bool {
    let parts = texts
        .iter()
        .map(|text| vec![Cow::Borrowed(*text)])
        .collect();
    let haystack = Haystack::new(&parts);
    holds(&Query::parse(query).unwrap().expr, &haystack, &parts)
}

fn finds(query: &str, text: &str) -> bool {
    finds_in(query, &[text])
}

fn highlights(query: &str, text: &str) -> Vec<Range<usize>> {
    Query::parse(query).unwrap().highlights(Part::Title, text)
}

#[test]
fn smart_folding() {
    for (query, found, missed) in [
        ("zoe", &["Zoë", "ZOE", "zoe", "Zoe\u{308}"][..], &["zo"][..]),
        ("Zoe", &["Zoe", "Zoë"], &["zoe", "zoë", "ZOE"]),
        ("Zoë", &["Zoë", "Zoe\u{308}"], &["Zoe", "zoë"]),
        ("zoë", &["Zoë", "ZOË"], &["Zoe"]),
        ("strasse", &["Straße", "STRASSE", "STRAẞE"], &["strase"]),
        ("straße", &["Straße", "STRAẞE"], &["Strasse"]),
        ("Strasse", &["Straße"], &["straße"]),
        ("soren", &["Søren"], &["sren"]),
        ("søren", &["Søren", "SØREN"], &["Soren"]),
        ("lukasz", &["Łukasz"], &[]),
        ("Lukasz", &["Łukasz"], &["łukasz"]),
        ("dordevic", &["Đorđević"], &[]),
        ("thor", &["Þór"], &[]),
        ("Thor", &["Þór"], &["þór"]),
        ("aeneas", &["Æneas"], &[]),
        ("oeuvre", &["Œuvre"], &[]),
        // Turkish, both ways.
        ("istanbul", &["İstanbul", "Istanbul", "ıstanbul"], &[]),
        ("ışık", &["Işık ışık", "IŞIK ışık"], &["isik"]),
        ("isik", &["Işık"], &[]),
        // Greek: the sigma at the end of a word, and tonos.
        ("σοφος", &["Σοφός", "ΣΟΦΟΣ", "σοφοσ"], &[]),
        ("σοφοσ", &["Σοφός"], &[]),
        ("Σοφός", &["Σοφός"], &["ΣΟΦΟΣ", "σοφός"]),
        // Cyrillic: ё is an accent to those who type, й is a letter.
        ("семен", &["Семён"], &[]),
        ("зеленый", &["Зелёный"], &["Зеленыи"]),
        (
            "андрей",
            &["Андрей", "Андрей".nfd().collect::<String>().leak()],
            &["Андреи"],
        ),
        // Hangul in syllables, however they are written.
        ("하", &["하다", "\u{1112}\u{1161}다"], &["한국", "ㅎ"]),
        (
            "한국",
            &["한국어", "\u{1112}\u{1161}\u{11ab}국어"],
            &["하국"],
        ),
        ("\u{1112}\u{1161}\u{11ab}", &["한국어"], &["하국"]),
        ("学习", &["深度学习"], &["学 习"]),
        ("データ", &["データベース", "ﾃﾞｰﾀ"], &["テータ"]),
        ("हिन्दी", &["हिन्दी"], &["हन्द"]),
        ("abc12", &["ＡＢＣ１２"], &[]),
        ("ＡＢＣ", &["ABC"], &["abc"]),
        ("ficus", &["ﬁcus"], &[]),
        // Quotes, dashes, spaces.
        (
            "o'brien",
            &["O'Brien", "O’Brien", "OBrien", "O´Brien"],
            &["O Brien"],
        ),
        ("o’brien", &["O'Brien", "O’Brien"], &[]),
        ("obrien", &["O’Brien"], &[]),
        ("O'Brien", &["O’Brien"], &["o’brien"]),
        (
            "state-of",
            &["state–of", "state‑of", "state−of"],
            &["state of"],
        ),
        ("\"van der\"", &["van\u{a0}der", "Van\n  der"], &["vander"]),
        ("gear⚙", &["gear⚙\u{fe0f}"], &[]),
    ] {
        for text in found {
            assert!(finds(query, text), "{query:?} finds {text:?}");
            assert!(!highlights(query, text).is_empty(), "{query:?} in {text:?}");
        }
        for text in missed {
            assert!(!finds(query, text), "{query:?} does not find {text:?}");
        }
    }
}

#[test]
fn words_and_phrases() {
    let texts = ["Deep Learning", "Zoë García", "Hall A-1: main"];
    for (query, found) in [
        ("", true),
        ("  ", true),
        ("\"\"", true),
        ("'", true),
        ("learning deep", true),
        ("garcia hall", true),
        ("deep missing", false),
        ("\"deep learning\"", true),
        ("“deep   learning”", true),
        ("\"learning deep\"", false),
        ("\"deep lear", true),
        ("main\"deep learning\"zoe", true),
        ("learningzoe", false),
        ("\"learning zoe\"", false),
        ("a-1:", true),
        ("-deep", false),
        ("-hall deep", false),
        ("-shallow deep", true),
        ("--deep", true),
        ("- deep", true),
        ("deep - main", true),
        ("shallow | deep", true),
        ("shallow | wide", false),
        ("shallow|deep main", true),
        ("(shallow | deep) -main", false),
        ("-(shallow | wide)", true),
        ("' | shallow", false),
        ("a-1: main", true),
        ("Zoe garcía", true),
        ("zoe Garcia", true),
        ("zoe GARCIA", false),
    ] {
        assert_eq!(finds_in(query, &texts), found, "{query:?}");
    }
}

#[test]
fn emptiness() {
    for (query, empty) in [
        ("", true),
        (" \t", true),
        ("\" \"", true),
        ("’", true),
        ("a", false),
        ("- ", false),
        ("-'", true),
    ] {
        assert_eq!(Query::parse(query).unwrap().is_empty(), empty, "{query:?}");
        assert_eq!(Query::parse(query).unwrap().text(), query);
    }
    assert_eq!(Query::default(), Query::parse("").unwrap());
}

#[test]
fn highlighting() {
    for (query, text, marked) in [
        ("zoe", "Zoë and zoe\u{308}!", &["Zoë", "zoe\u{308}"][..]),
        ("obrien", "by O’Brien", &["O’Brien"]),
        ("ob", "O’Brien", &["O’B"]),
        ("ss", "Straße", &["ß"]),
        ("s", "Straße", &["S", "ß"]),
        (
            "한",
            "\u{1112}\u{1161}\u{11ab}국",
            &["\u{1112}\u{1161}\u{11ab}"],
        ),
        ("deep learn", "Deeplearning deep", &["Deeplearn", "deep"]),
        ("\"a b\"", "xa \n  by", &["a \n  b"]),
        ("👩", "a👩\u{200d}🎓", &["👩\u{200d}🎓"]),
        ("é", "e\u{301}e", &["e\u{301}"]),
        ("none", "text", &[]),
        ("", "text", &[]),
    ] {
        let ranges = highlights(query, text);
        let found: Vec<&str> = ranges
            .into_iter()
            .map(|range| text.get(range).unwrap())
            .collect();
        assert_eq!(found, marked, "{query:?} in {text:?}");
    }
}
