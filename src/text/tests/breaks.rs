//! Line breaks, bullets and indents of plain texts and of Markdown.

use super::markup::{lines, shown};
use crate::text::read;

#[test]
fn lines_that_were_filled_up_are_joined() {
    let filled = "Large language models have become the default interface to many\n\
                  systems, and yet nobody knows what they cost. We measured it: the\n\
                  answer depends on the weather.\n\
                  \n\
                  - An item that is so long that its author had to go on below it,\n\
                    with an indent\n\
                  - Another one\n\
                  - A third one";
    let expected = "Large language models have become the default interface to many systems, and yet nobody knows what \
                    they cost. We measured it: the answer depends on the weather.\n\
                    \n\
                    • An item that is so long that its author had to go on below it, with an indent\n\
                    • Another one\n\
                    • A third one\n";
    assert_eq!(lines(filled, 200), expected);
}

#[test]
fn a_link_beyond_the_margin_does_not_move_it() {
    let text = "The slides, the recording and the code of this talk are at\n\
                https://archive.example.org/2025/conference/talks/how-to-fill-lines/index.html\n\
                together with the papers that it mentions, and some that it does\n\
                not mention.";
    assert_eq!(lines(text, 400).lines().count(), 1);
}

#[test]
fn lines_that_end_early_stay() {
    for text in [
        "Section: Talks\nKind: keynote\nName: How to fill lines, and when not to, in plain text files\n",
        "Technische Universität Wien\nKarlsplatz 13\n1040 Wien\n",
        "Doors open at six. Bring your own cup, and a spoon if you want soup.\n– no dogs\n– no cats\n",
    ] {
        assert_eq!(lines(text, 200), text);
        assert_eq!(lines(&text.replace('\n', "\r\n"), 200), text);
        assert_eq!(lines(&text.replace('\n', "\r"), 200), text);
    }
}

#[test]
fn one_early_break_leaves_the_others() {
    let text = "We fill lines up to some margin, as this paragraph shows, and then\n\
                end one early.\n\
                And then we go on as before, until the paragraph comes to an end\n\
                somewhere.";
    let expected = "We fill lines up to some margin, as this paragraph shows, and then end one early.\n\
                    And then we go on as before, until the paragraph comes to an end somewhere.\n";
    assert_eq!(lines(text, 200), expected);
}

#[test]
fn where_lines_are_longer_than_anybody_fills_them_all_breaks_stay() {
    let long = "word ".repeat(30);
    let text = format!("{long}\n{long}\nand more");
    assert_eq!(lines(&text, 400).lines().count(), 3);
}

#[test]
fn scripts_without_spaces_are_joined_without_spaces() {
    let text = "このセッションでは、時刻表を端末で読むための道具を紹介します。会場にい\nる人も、家にいる人も、次に何があるかがすぐに分かります。質問は最後に";
    assert_eq!(lines(text, 400).lines().count(), 1);
    assert!(lines(text, 400).contains("会場にいる人も"));
}

#[test]
fn bullets_are_items() {
    for (text, expected) in [
        ("Topics:\n• a\n•b\n•\tc", "Topics:\n\n• a\n• b\n• c\n"),
        ("• a\n  ◦ b\n• c", "• a\n  • b\n• c\n"),
        ("▪ a\n▪ b\n\nText", "• a\n• b\n\nText\n"),
        ("*       a\n*       b", "• a\n• b\n"),
        ("• a\n• b\nBring a cup.", "• a\n• b\n\nBring a cup.\n"),
        ("a • b", "a • b\n"),
    ] {
        assert_eq!(shown(&read(text)), expected, "{text:?}");
    }
    assert_eq!(lines("• one two three", 8), "• one\n  two\n  three\n");
}

#[test]
fn indented_prose_is_no_code() {
    for (text, expected) in [
        (
            "Text.\n\n    Please register at https://a.example/#x!",
            "Text.\n\nPlease register at L[https://a.example/#x]!\n",
        ),
        ("Text.\n\n    let x = 1;", "Text.\n\nC[let x = 1;]\n"),
        ("- a\n\n    more of the item", "• a\n\n  more of the item\n"),
        (
            "First.\n\n            ## More\n            * a\n              * b\n",
            "First.\n\nH[More]\n\n• a\n  • b\n",
        ),
        ("    First.\n\n    Second.\n", "First.\n\nSecond.\n"),
    ] {
        assert_eq!(shown(&read(text)), expected, "{text:?}");
    }
}

#[test]
fn stars_within_words_stay() {
    for (text, expected) in [
        (
            "Bürger*innen und Freund*innen, *alle*!",
            "Bürger*innen und Freund*innen, E[alle]!\n",
        ),
        (
            "**Alle** Kolleg*innen, *kursiv*er",
            "S[Alle] Kolleg*innen, E[kursiv]er\n",
        ),
        (
            "[Nutzer*innen](https://a.example/a*b) `a*b`",
            "L[Nutzer*innen] C[a*b]\n",
        ),
    ] {
        assert_eq!(shown(&read(text)), expected, "{text:?}");
    }
    assert_eq!(
        read("[x](https://a.example/a*b)").links[0].url,
        "https://a.example/a*b"
    );
}
