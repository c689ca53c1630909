use std::fmt::Write;

use proptest::prelude::*;

use super::clean::hostile;
use crate::text::clean::is_forbidden;
use crate::text::{Document, Face, layout, markdown, width};

/// The document as a text: blank lines, indent, markers, and a letter with brackets for each face.
fn shown(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        if block.gap {
            text.push('\n');
        }
        text.push_str(&" ".repeat(block.indent));
        text.push_str(&block.marker);
        for run in &block.runs {
            let face = match run.face {
                Face::Plain => "",
                Face::Strong => "S",
                Face::Emphasis => "E",
                Face::Code => "C",
                Face::Link => "L",
                Face::Heading => "H",
            };
            if face.is_empty() {
                text.push_str(&run.text);
            } else {
                write!(text, "{face}[{}]", run.text).unwrap();
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn blocks() {
    for (markup, expected) in [
        ("", ""),
        ("one\ntwo\n\nthree", "one two\n\nthree\n"),
        ("a  \nb\\\nc", "a\nb\nc\n"),
        ("# Title\ntext", "H[Title]\n\ntext\n"),
        ("a **b** *c* `d`", "a S[b] E[c] C[d]\n"),
        ("- a\n- b\n  - c\n- d\n\ne", "• a\n• b\n  • c\n• d\n\ne\n"),
        ("- a\n\n- b", "• a\n\n• b\n"),
        ("3. a\n4. b", "3. a\n4. b\n"),
        ("intro\n- a", "intro\n\n• a\n"),
        ("- [x] a\n- [ ] b", "• [x] a\n• [ ] b\n"),
        ("-\n- a", "• a\n"),
        ("> a\n>\n> b", "> a\n\n> b\n"),
        ("> - a\n> - b", "> • a\n  • b\n"),
        ("- a\n\n  b", "• a\n\n  b\n"),
        ("```\nlet  x;\n  y\n```", "C[let  x;\n  y]\n"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb\n"),
        (
            "| A | B |\n|---|---|\n| 1 | 2 |\n\nx",
            "S[A  ·  B]\n1  ·  2\n\nx\n",
        ),
        ("AT&amp;T &lt;b&gt; &amp;lt;", "AT&T <b> &lt;\n"),
        ("~~gone~~ 5 < 6 * 7", "gone 5 < 6 * 7\n"),
    ] {
        assert_eq!(shown(&markdown(markup)), expected, "{markup:?}");
    }
}

#[test]
fn html() {
    for (markup, expected) in [
        (
            "<p>A &amp; <b>b</b> c</p>\n<p>two<br>three</p>",
            "A & S[b] c\n\ntwo\nthree\n",
        ),
        ("a<br/>b <i>c</i>", "a\nb E[c]\n"),
        (
            "<ul>\n<li>a</li>\n<li>b <ol><li>c</ol></ul>\nd",
            "• a\n• b\n  1. c\n\nd\n",
        ),
        ("<li>a\n<li>b", "• a\n• b\n"),
        ("<h2>T</h2>\n<div>x\n  y</div>", "H[T]\n\nx y\n"),
        ("<!-- no --><p>yes", "yes\n"),
        ("<script>alert(1)</script>\n\nx", "x\n"),
        ("a <script>b</script> c", "a  c\n"),
        (
            "<p>1 < 2 &euro; &bogus; & &amp;lt;</p>",
            "1 < 2 € &bogus; & &lt;\n",
        ),
        ("<p><b>open\n\nnext", "S[open]\n\nnext\n"),
        ("<pre>a\n  b</pre>", "C[a\n  b]\n"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            "a  ·  b\nc\n",
        ),
        (
            "<p>see <a href=\"https://x.example\">this</a>.</p>",
            "see L[this].\n",
        ),
        ("<pre>a\n\nb", "C[a\n\nb]\n"),
        ("x <pre>a\n\nb", "x\n\nC[a]\n\nb\n"),
        ("<h2>a\n\nb", "H[a]\n\nb\n"),
        ("- <b>a\n- b", "• S[a]\n• b\n"),
        ("|a|\n|-|\n|<b>b|\n|c|", "S[a]\nS[b]\nc\n"),
        ("</ul></li></b></a> x", "x\n"),
    ] {
        assert_eq!(shown(&markdown(markup)), expected, "{markup:?}");
    }
}

#[test]
fn links() {
    for (markup, expected) in [
        (
            "[a](https://a.example) [b](https://a.example)",
            vec![("a", "https://a.example")],
        ),
        (
            "https://b.example/x_y_z. <https://a.example>",
            vec![
                ("https://b.example/x_y_z", "https://b.example/x_y_z"),
                ("https://a.example", "https://a.example"),
            ],
        ),
        (
            "see (https://a.example/b_(c)), ok",
            vec![("https://a.example/b_(c)", "https://a.example/b_(c)")],
        ),
        (
            "[the **paper**](https://a.example)",
            vec![("the paper", "https://a.example")],
        ),
        (
            "![logo](https://a.example/l.png)",
            vec![("logo", "https://a.example/l.png")],
        ),
        (
            "[![logo](https://a.example/l.png)](https://b.example)",
            vec![("logo", "https://b.example")],
        ),
        (
            "write to <chair@a.example>",
            vec![("chair@a.example", "mailto:chair@a.example")],
        ),
        ("[a](javascript:alert) [b](file:///x)", vec![]),
        ("[a](https://a.example/&#27;]8)", vec![]),
        ("`https://a.example`", vec![]),
        (
            "<a href='https://a.example/?b&amp;c'>x</a>",
            vec![("x", "https://a.example/?b&c")],
        ),
        (
            "https://会议.example。然后",
            vec![("https://会议.example", "https://会议.example")],
        ),
        ("xhttp:// http:// https://", vec![]),
    ] {
        let found = markdown(markup).links;
        let found: Vec<_> = found
            .iter()
            .map(|link| (link.title.as_str(), link.url.as_str()))
            .collect();
        assert_eq!(found, expected, "{markup:?}");
    }
}

#[test]
fn entities_bring_nothing_back() {
    let document = markdown("a&#27;[31mb &#x202e;c `d` <p>&#x9b;31m</p>\n\n<p>&#27;]0;x&#7;y</p>");
    let text = shown(&document);
    assert!(!text.contains(|c| c != '\n' && is_forbidden(c)), "{text:?}");
}

#[test]
fn large_and_deep_texts_are_linear() {
    for text in [
        "> ".repeat(100_000),
        ">".repeat(100_000) + " x",
        "- ".repeat(50_000) + "x",
        "- ".repeat(5_000) + "x\n" + &"y\n".repeat(50_000),
        "1. > ".repeat(5_000) + "x\n" + &"y\n".repeat(50_000),
        "line\n".repeat(100_000),
        "word ".repeat(50_000),
        "x".repeat(300_000),
        "<a".repeat(100_000),
        "<b>".repeat(100_000),
        "<p>\n".to_owned() + &"<li>".repeat(100_000),
        "<p>".to_owned() + &"<ul><li>".repeat(50_000) + "x",
        "*a **b ".repeat(50_000),
        "[a](".repeat(100_000),
        "![".repeat(100_000),
        "<p>".to_owned() + &"&bogus".repeat(100_000),
        "https://".repeat(30_000),
        "https://a.example/)))) ".repeat(10_000),
        "|a".repeat(20_000) + "\n" + &"|-".repeat(20_000) + "\n|b",
        "&#769;".repeat(100_000),
    ] {
        let document = markdown(&text);
        for block in &document.blocks {
            layout(block, 80);
        }
    }
}

#[test]
fn depth_is_limited_and_the_text_stays() {
    for text in [
        "> ".repeat(200) + "end",
        "- ".repeat(200) + "end",
        ">".repeat(200) + "\n> end",
    ] {
        let shown = shown(&markdown(&text));
        assert!(shown.ends_with("end\n") && shown.len() < 100, "{shown:?}");
    }
    assert_eq!(shown(&markdown(&"-".repeat(300))), "* * *\n");
}

proptest! {
    #[test]
    fn documents_are_clean_and_fit(text in hostile(), columns in 0usize..30) {
        let document = markdown(&text);
        for block in &document.blocks {
            prop_assert!(!block.runs.is_empty());
            for line in layout(block, columns) {
                let line: String = line.into_iter().map(|run| run.text).collect();
                prop_assert!(!line.contains(is_forbidden), "{:?}", line);
                prop_assert!(width(&line) <= columns, "{:?} in {}", line, columns);
            }
        }
        for link in &document.links {
            prop_assert!(!link.url.contains(is_forbidden) && !link.title.contains(is_forbidden));
        }
    }
}
