//! What holds for any text and query.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::{finds, highlights};
use crate::query::{Query, expr::quoted};
use crate::text::fold::{Fold, fold};

/// Letters that collide in one way or another, so that queries are found often.
fn letters() -> impl Strategy<Value = String> {
    let parts = [
        "a",
        "A",
        "e",
        "E",
        "é",
        "e\u{301}",
        "ë",
        "ß",
        "ẞ",
        "s",
        "S",
        "ø",
        "O",
        "o",
        "æ",
        "Þ",
        "ı",
        "İ",
        "i",
        "I",
        "σ",
        "ς",
        "Σ",
        "и",
        "й",
        "Ё",
        "한",
        "하",
        "ａ",
        "ﬁ",
        "'",
        "’",
        "“",
        "”",
        "\"",
        "-",
        "–",
        " ",
        "\u{a0}",
        "\n",
        "\u{301}",
        "\u{308}",
        "\u{306}",
        "´",
        "¨",
        "\u{200d}",
        "か",
        "が",
        "हि",
        "™",
        "ǅ",
        "Ǿ",
        "👩\u{200d}🎓",
    ];
    let part = prop_oneof![
        12 => proptest::sample::select(parts.to_vec()).prop_map(String::from),
        1 => any::<char>().prop_filter("jamo compose", |c| !matches!(c, '\u{1100}'..='\u{11ff}')).prop_map(String::from),
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

/// A text, and a query that is a part of it, spelled in some other way perhaps.
fn text_and_query() -> impl Strategy<Value = (String, String)> {
    (letters(), letters(), any::<(usize, usize, u8)>()).prop_map(
        |(text, other, (from, to, spelling))| {
            let chars: Vec<char> = text.chars().collect();
            let from = from % (chars.len() + 1);
            let to = from + to % (chars.len() + 1 - from);
            let part: String = chars[from..to].iter().collect();
            let query = match spelling % 7 {
                0 => part.to_lowercase(),
                1 => part.nfd().collect(),
                2 => fold(
                    &part,
                    Fold {
                        case: false,
                        accents: false,
                    },
                ),
                3 => format!("\"{part}\""),
                4 => other,
                5 => format!("{part} {other}"),
                _ => part,
            };
            (text, query)
        },
    )
}

/// Anything that means something, and things that do not.
fn queries() -> impl Strategy<Value = String> {
    let parts = [
        "zoe",
        "Zoë",
        "deep",
        "\"deep learning\"",
        "“a b”",
        "-",
        "--",
        "|",
        "(",
        ")",
        "~",
        "~deap",
        "room:",
        "room:aula",
        "room:=\"Aula | 1\"",
        "track:~sec",
        "speaker:\"O'Brien\"",
        "day:",
        "day:2",
        "day:sat",
        "day:2024-07-27",
        "day:today",
        "at:14:30",
        "at:now",
        "after:9",
        "before:2pm",
        "after:2024-07-27T14:30",
        "during:",
        "during:13:15-15",
        "during:2024-07-27T14:30+02:00/16:00",
        "during:2024-07-27T14:30-16:00",
        "during:0001-01-01T00:00+01:00/2:00",
        "before:2024-07-27T14:30:00Z",
        "is:now",
        "is:fav",
        "has:link",
        "has:",
        "is:x",
        "foo:bar",
        "Panel:",
        "https://x.org",
        "\"",
        "\\",
        "\\\"",
        "=",
        ":",
        "'",
        "’",
        "学习",
        "a\\b",
        "\"a\\\"b\"",
        "lang:en",
        "+1",
        "_",
        "note:x",
    ];
    let part = prop_oneof![
        20 => proptest::sample::select(parts.to_vec()).prop_map(String::from),
        1 => any::<String>(),
    ];
    let joint = proptest::sample::select(vec!["", " ", " ", "  "]);
    proptest::collection::vec((part, joint), 0..9).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(part, joint)| [part, joint.to_owned()])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn typing_on_narrows((text, query) in text_and_query()) {
        let query: String = query.chars().filter(|c| !matches!(c, '-' | '|' | '(' | ')' | '~' | ':')).collect();
        if finds(&query, &text) {
            for (end, _) in query.char_indices() {
                let (prefix, after) = query.split_at(end);
                // Half a syllable is another one; who types Hangul sends whole ones.
                if after.starts_with(|c| matches!(c, '\u{1161}'..='\u{11ff}')) {
                    continue;
                }
                prop_assert!(finds(prefix, &text), "{:?} finds {:?}, {:?} does not", query, text, prefix);
            }
        }
    }

    #[test]
    fn highlights_are_whole_clusters((text, query) in text_and_query()) {
        let query: String = query.chars().filter(|c| !matches!(c, '-' | '|' | '(' | ')' | '~' | ':')).collect();
        let ranges = highlights(&query, &text);
        let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for range in &ranges {
            prop_assert!(range.start < range.end && bounds.contains(&range.start) && bounds.contains(&range.end));
        }
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start));
        if !Query::parse(&query).unwrap().is_empty() && finds(&query, &text) {
            prop_assert!(!ranges.is_empty());
        }
    }

    #[test]
    fn a_text_finds_itself_however_it_is_composed(text in letters()) {
        let canonical: String = text.nfc().collect();
        prop_assume!(canonical.nfd().eq(text.nfd()));
        prop_assert!(finds(&quoted(&fold(&text, Fold::LOOSE)), &text));
        prop_assert!(finds(&quoted(&text), &text));
    }

    #[test]
    fn composition_makes_no_difference(text in letters()) {
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        // й keeps its breve, whose place among other marks is what the spellings differ in.
        let folded = |text: &str| fold(text, Fold::EXACT).nfd().collect::<String>();
        prop_assert_eq!(folded(&composed), folded(&decomposed));
    }

    #[test]
    fn anything_goes(query in any::<String>(), text in any::<String>()) {
        if let Ok(query) = Query::parse(&query) {
            query.highlights(crate::query::Part::Title, &text);
        }
    }

    #[test]
    fn what_is_printed_reads_the_same(text in queries()) {
        if let Ok(query) = Query::parse(&text) {
            let printed = query.to_string();
            let again = Query::parse(&printed);
            prop_assert!(again.is_ok(), "{:?} prints {:?}: {:?}", text, printed, again);
            prop_assert_eq!(again.unwrap().expr, query.expr, "{:?} prints {:?}", text, printed);
        }
    }

    #[test]
    fn errors_have_a_place_in_the_text(text in queries()) {
        if let Err(error) = Query::parse(&text) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?}: {:?}", text, error);
            prop_assert!(!error.expected.is_empty());
        }
    }
}
