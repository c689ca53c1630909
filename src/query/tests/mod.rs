//! Tables of what finds what.

mod properties;

use unicode_normalization::UnicodeNormalization;

use super::{Haystack, Query};

fn finds(query: &str, text: &str) -> bool {
    Query::parse(query).matches(&Haystack::new([text]))
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
            assert!(
                !Query::parse(query).highlights(text).is_empty(),
                "{query:?} in {text:?}"
            );
        }
        for text in missed {
            assert!(!finds(query, text), "{query:?} does not find {text:?}");
        }
    }
}

#[test]
fn words_and_phrases() {
    let haystack = Haystack::new(["Deep Learning", "Zoë García", "Hall A-1: main"]);
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
        ("Zoe garcía", true),
        ("zoe Garcia", true),
        ("zoe GARCIA", false),
    ] {
        assert_eq!(Query::parse(query).matches(&haystack), found, "{query:?}");
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
        ("-", false),
    ] {
        assert_eq!(Query::parse(query).is_empty(), empty, "{query:?}");
        assert_eq!(Query::parse(query).text(), query);
    }
    assert_eq!(Query::default(), Query::parse(""));
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
        let ranges = Query::parse(query).highlights(text);
        let found: Vec<&str> = ranges
            .into_iter()
            .map(|range| text.get(range).unwrap())
            .collect();
        assert_eq!(found, marked, "{query:?} in {text:?}");
    }
}

/// Not a benchmark, but a quadratic search would not end.
#[test]
fn many_large_entries() {
    let abstract_text = "Deep reinforcement learning for Zoë’s robots. ".repeat(45);
    let entries: Vec<Haystack> = (0..2000)
        .map(|_| Haystack::new(["Title", abstract_text.as_str()]))
        .collect();
    for query in ["e", "transformer", "Learning zoë", "\"no such phrase\""] {
        let query = Query::parse(query);
        entries.iter().filter(|entry| query.matches(entry)).count();
    }
}
