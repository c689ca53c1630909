use std::borrow::Cow;

use proptest::prelude::*;

use crate::text::clean::is_forbidden;
use crate::text::{clean_block, clean_line, clean_markup, clean_url};

/// Text that looks for trouble.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[ -~\n\r\t]{0,6}",
        any::<char>().prop_map(String::from),
        proptest::sample::select(vec![
            "\u{1b}",
            "\u{1b}]0;",
            "\u{1b}[31m",
            "\u{9b}",
            "\u{9d}52;c;",
            "\u{7}",
            "\u{9c}",
            "\u{1b}\\",
            "\u{200d}",
            "\u{200c}",
            "\u{fe0f}",
            "\u{202e}",
            "\u{301}",
            "👩",
            "🇦",
            "中",
            "한",
            "&#27;",
            "<",
            "**",
            "`",
            "> ",
            "- ",
            "|",
            "https://",
            "<li>",
            "</ul>",
            "<a href=",
            "\u{94d}",
        ])
        .prop_map(String::from),
    ];
    proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

#[test]
fn every_character_is_seen_wherever_it_stands() {
    let printable = |c: char| matches!(c, ' '..='~' | '\u{a1}' | 'é' | 'ß' | '中' | '…');
    let others = [
        '\u{a1}',
        'é',
        'ß',
        '中',
        '…',
        '\u{ad}',
        '\u{202e}',
        '\u{e0041}',
    ];
    let controls = (0..0x20_u8).chain([0x7f]).map(char::from);
    let all = (' '..='~').chain(controls).chain(others);
    for c in all.filter(|c| !matches!(c, '\t' | '\u{b}' | '\u{c}' | '\r' | '\u{1b}')) {
        for before in 0..20 {
            let (before, behind) = ("x".repeat(before), "y".repeat(20 - before));
            let text = format!("a{before}{c}{behind}z");
            let cleaned = clean_markup(&text);
            let stays = printable(c) || c == '\n';
            let wanted = if stays {
                text.clone()
            } else {
                format!("a{before}{behind}z")
            };
            assert_eq!(cleaned.text, wanted, "{c:?}");
            assert_eq!(cleaned.hostile, !stays, "{c:?}");
        }
    }
}

#[test]
fn lines() {
    for (text, clean, hostile) in [
        ("", "", false),
        ("Deep learning", "Deep learning", false),
        ("  a \t b\r\nc\n", "a b c", false),
        ("a\u{a0}\u{3000}b", "a b", false),
        ("a\u{2028}b\u{2029}c", "a b c", false),
        // What drives terminals, with its payload.
        ("a\u{1b}]52;c;ZXZpbA==\u{7}b", "ab", true),
        ("a\u{1b}]0;title\u{1b}\\b", "ab", true),
        ("a\u{1b}]8;;http://evil\u{7}b\u{1b}]8;;\u{7}c", "abc", true),
        ("a\u{1b}[2Jb\u{1b}[31;1mc", "abc", true),
        ("a\u{1b}P$q q\u{1b}\\b", "ab", true),
        ("a\u{1b}cb\u{1b}(Bc", "abc", true),
        ("a\u{9b}31mb", "ab", true),
        ("a\u{9d}0;t\u{9c}b", "ab", true),
        ("bell\u{7} form\u{c}feed", "bell form feed", true),
        // Without an end they hide nothing.
        ("a\u{1b}]0;the rest stays", "a0;the rest stays", true),
        ("a\u{1b}]b\u{1b}[31mc", "abc", true),
        ("end\u{1b}", "end", true),
        ("end\u{1b}[", "end", true),
        ("\u{9b}中", "中", true),
        // What deceives readers.
        ("a\u{202e}b\u{2066}c\u{200e}d\u{61c}e", "abcde", true),
        ("a\u{200b}b\u{feff}c\u{ad}d\u{2060}e\u{34f}", "abcde", true),
        ("\u{3164}\u{115f}\u{ffa0}", "", true),
        ("a\u{e0041}b\u{fff9}c", "abc", true),
        ("🏴\u{e0067}\u{e0062}\u{e007f}", "🏴", false),
        // What joins stays where it joins something.
        ("🧑\u{200d}🎓 ⚙\u{fe0f}", "🧑\u{200d}🎓 ⚙\u{fe0f}", false),
        (
            "👩🏽\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨🏻",
            "👩🏽\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨🏻",
            false,
        ),
        ("می\u{200c}خواهم", "می\u{200c}خواهم", false),
        ("ക\u{d4d}\u{200d} ന", "ക\u{d4d}\u{200d} ന", false),
        ("\u{200d}\u{fe0f}a\u{200d}", "a", false),
        ("a \u{200d}b", "a b", false),
        ("\u{301}a\u{301}", "a\u{301}", false),
        ("हिन्दी ไทย كتاب עברית", "हिन्दी ไทย كتاب עברית", false),
    ] {
        let cleaned = clean_line(text);
        assert_eq!(
            (&*cleaned.text, cleaned.hostile),
            (clean, hostile),
            "{text:?}"
        );
    }
}

#[test]
fn blocks() {
    for (text, block, markup) in [
        ("a  \r\nb\rc\n\n", "a\nb\nc", "a  \nb\nc\n\n"),
        ("\n  \n  a\tb", "  a b", "\n  \n  a b"),
        ("\ta\u{2029}b\u{c}c", "    a\nb\nc", "    a\nb\nc"),
        ("a\u{1b}]0;x\nb\u{7}c", "a0;x\nbc", "a0;x\nbc"),
    ] {
        assert_eq!(clean_block(text).text, block, "{text:?}");
        assert_eq!(clean_markup(text).text, markup, "{text:?}");
    }
}

#[test]
fn what_is_plain_is_left_as_it_is_by_the_long_way_too() {
    // A letter behind each, so that a mark or a joiner would show by acting on it.
    for plain in ('\0'..=char::MAX).filter(|c| super::super::clean::is_plain(*c)) {
        let text = format!("a{plain}b\t");
        let long_way = clean_markup(&text);
        assert_eq!(long_way.text.trim_end(), format!("a{plain}b"), "{plain:?}");
        assert!(
            !long_way.hostile && !super::super::clean::is_forbidden(plain),
            "{plain:?}"
        );
        assert!(crate::text::width(&plain.to_string()) > 0, "{plain:?}");
    }
}

#[test]
fn clean_text_is_not_copied() {
    for text in ["plain", "Zoë 中文 🧑\u{200d}🎓"] {
        assert!(
            matches!(clean_line(text).text, Cow::Borrowed(_)),
            "{text:?}"
        );
        assert!(
            matches!(clean_block(text).text, Cow::Borrowed(_)),
            "{text:?}"
        );
    }
}

#[test]
fn marks_do_not_pile_up() {
    for mark in ['\u{301}', '\u{1161}', '\u{1f3fd}', '\u{fe0f}', '\u{200d}'] {
        let text: String = std::iter::once('a')
            .chain(std::iter::repeat_n(mark, 100_000))
            .collect();
        assert!(clean_line(&text).text.chars().count() <= 9, "{mark:?}");
    }
    let chain = "👩\u{200d}".repeat(1000);
    let longest = clean_line(&chain)
        .text
        .split_inclusive("👩")
        .take_while(|part| part.starts_with('\u{200d}'))
        .count();
    assert!(longest <= 8);
}

#[test]
fn introducers_without_end_are_linear() {
    let text = "\u{1b}]\u{9d}".repeat(500_000);
    assert_eq!(clean_line(&text).text, "");
}

#[test]
fn urls() {
    for (url, clean) in [
        (
            "https://example.org/a?b=c#d",
            Some("https://example.org/a?b=c#d"),
        ),
        (" HTTP://Example.org ", Some("http://Example.org")),
        ("mailto:chair@example.org", Some("mailto:chair@example.org")),
        ("https://bücher.example/ü", Some("https://bücher.example/ü")),
        ("http://[::1]:8080/", Some("http://[::1]:8080/")),
        ("https://", None),
        ("https:///etc/passwd", None),
        ("https:example.org", None),
        ("mailto:", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("-oProxyCommand=x", None),
        ("--https://example.org", None),
        ("ftp://example.org", None),
        ("//example.org", None),
        ("example.org", None),
        ("", None),
        ("https://a b", None),
        ("https://a\nb", None),
        ("https://a\u{1b}]8;;b", None),
        ("https://a\u{7}", None),
        ("https://a\u{9b}b", None),
        ("https://a\u{202e}b", None),
        ("https://a\u{200b}b", None),
        ("https://a\u{200d}b", None),
        ("https://a\u{2028}b", None),
        ("java\u{0}script:x", None),
        ("x-man-page://ls", None),
    ] {
        assert_eq!(clean_url(url).as_deref(), clean, "{url:?}");
    }
}

proptest! {
    #[test]
    fn nothing_forbidden_passes(text in hostile()) {
        let line = clean_line(&text).text;
        let separators = ['\u{2028}', '\u{2029}'];
        prop_assert!(!line.contains(is_forbidden) && !line.contains(separators));
        prop_assert!(!line.contains("  ") && line.trim() == line);
        for block in [clean_block(&text).text, clean_markup(&text).text] {
            prop_assert!(!block.contains(|c| c != '\n' && is_forbidden(c)));
        }
    }

    #[test]
    fn clean_text_stays_as_it_is(text in hostile()) {
        let line = clean_line(&text);
        let again = clean_line(&line.text);
        prop_assert_eq!(&again.text, &line.text);
        prop_assert!(!again.hostile);
        let block = clean_block(&text);
        prop_assert_eq!(clean_block(&block.text).text, &*block.text);
        let markup = clean_markup(&text);
        prop_assert_eq!(clean_markup(&markup.text).text, &*markup.text);
    }

    #[test]
    fn urls_are_safe(text in hostile()) {
        if let Some(url) = clean_url(&text) {
            prop_assert!(url.starts_with("http://") || url.starts_with("https://") || url.starts_with("mailto:"));
        }
    }
}

#[test]
fn marks_that_pile_up_in_a_link_are_written_as_they_are_sent() {
    let few = format!("https://example.org/a{}", "\u{301}".repeat(8));
    assert_eq!(clean_url(&few).as_deref(), Some(few.as_str()));
    let many = format!("{few}\u{301}\u{302}b\u{301}");
    let clean = format!("{few}%CC%81%CC%82b\u{301}");
    assert_eq!(clean_url(&many), Some(clean.clone()));
    assert_eq!(clean_url(&clean), Some(clean), "clean is clean");
}
