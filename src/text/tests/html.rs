//! Texts that are HTML, and Markdown with HTML in it.

use super::markup::{lines, shown};
use crate::text::read;

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
        ("x <pre>a\n\nb", "x\n\nC[a\n\nb]\n"),
        ("<h2>a\n\nb", "H[a]\n\nb\n"),
        ("- <b>a\n- b", "• S[a]\n• b\n"),
        ("|a|\n|-|\n|<b>b|\n|c|", "S[a]\nS[b]\nc\n"),
        ("</ul></li></b></a> x", "x\n"),
    ] {
        assert_eq!(shown(&read(markup)), expected, "{markup:?}");
    }
}

#[test]
fn a_text_with_blocks_of_html_is_html() {
    for (html, expected) in [
        // An indent is no code, stars and hashes are what they are.
        (
            "<div>\n    <p>2 * 3 * 4, snake_case_name,\n      # no heading</p>\n\n    <p>_x_ and **y**</p>\n</div>",
            "2 * 3 * 4, snake_case_name, # no heading\n\n_x_ and **y**\n",
        ),
        ("<p>a\n   b\t c</p>", "a b c\n"),
        ("<P CLASS=x>a</P><BR/><p>b", "a\n\nb\n"),
        ("one<br>two<br />\r\nthree", "one\ntwo\nthree\n"),
        ("one<br><br><br><br>two", "one\n\ntwo\n"),
        ("<p>&nbsp;</p><p>a&nbsp;&nbsp; b</p><p> </p>", "a b\n"),
        ("<h1>T</h1><h6>U</h6>text", "H[T]\n\nH[U]\n\ntext\n"),
        ("<h2>open<p>text", "H[open]\n\ntext\n"),
        ("a<hr>b", "a\n\n* * *\n\nb\n"),
        (
            "<p>x<sup>2</sup>, 1<sup>st</sup>, H<sub>2</sub>O</p>",
            "x², 1st, H2O\n",
        ),
        ("<p>he said <q>no</q></p>", "he said “no”\n"),
        (
            "<pre>\na * b\n    c &lt; d\n</pre>",
            "C[a * b\n    c < d]\n",
        ),
        ("<p>a <code>x  y</code></p>", "a C[x y]\n"),
        ("<p>中文\n字</p>", "中文字\n"),
    ] {
        assert_eq!(shown(&read(html)), expected, "{html:?}");
    }
}

#[test]
fn lists_quotes_and_tables_of_html() {
    for (html, expected) in [
        (
            "<ul>\n  <li>a\n    <ul>\n      <li>b</li>\n    </ul>\n  </li>\n  <li>c</li>\n</ul>",
            "• a\n  • b\n• c\n",
        ),
        (
            "<ul><li><p>a</p></li><li><p>b</p></li></ul><p>c</p>",
            "• a\n• b\n\nc\n",
        ),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b\n"),
        ("<ul><li>a</ul><ul><li>b</ul>", "• a\n\n• b\n"),
        (
            "<blockquote><p>a</p><p>b</p></blockquote>c",
            "> a\n\n> b\n\nc\n",
        ),
        ("<blockquote><ul><li>a</blockquote>b", "> • a\n\nb\n"),
        (
            "<table><tr><th>A</th><th>B</th></tr>\n<tr><td><p>1</p></td>\n<td>2<br>3</td></tr></table>x",
            "S[A]  ·  S[B]\n1  ·  2 3\n\nx\n",
        ),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb\n"),
    ] {
        assert_eq!(shown(&read(html)), expected, "{html:?}");
    }
}

#[test]
fn wrong_html_is_harmless() {
    for (html, expected) in [
        ("<p><b>a <i>b</b> c</i> d</p><p>e", "S[a b]E[ c] d\n\ne\n"),
        ("<p><b>open</p><p>next</p>", "S[open]\n\nnext\n"),
        ("<p>a</div></ul></td></p>b", "a\n\nb\n"),
        ("<p>if x <y then z", "if x <y then z\n"),
        ("<p>Vec<T> and <your name></p>", "Vec<T> and <your name>\n"),
        (
            "<p>the <title> tag, the <iframe> tag</p>",
            "the tag, the tag\n",
        ),
        ("<p>a <a href=\"https://a.example/x>y\">b</a>", "a L[b]\n"),
        ("<p title='a>b'>c</p>", "c\n"),
        (
            "<p>a <a href=\"https://a.example>b</a></p>",
            "a <a href=\"L[https://a.example]>b\n",
        ),
        (
            "<!DOCTYPE html><head><title>t</title><style>p > a { x }</style></head><p>b",
            "b\n",
        ),
        (
            "<p>a<script>if (a<b) \"<p>\"</script>b<!-- <p>c --></p>",
            "ab\n",
        ),
        ("<p>a<o:p></o:p><my-tag>b</my-tag></p>", "ab\n"),
    ] {
        assert_eq!(shown(&read(html)), expected, "{html:?}");
    }
}

#[test]
fn entities_are_decoded_once() {
    for (text, expected) in [
        (
            "<p>&amp;lt;b&amp;gt; &lt;b&gt; AT&T; &#8217;&eacute;</p>",
            "&lt;b&gt; <b> AT&T; ’é\n",
        ),
        ("&amp;lt;b&amp;gt; &lt;b&gt;", "&lt;b&gt; <b>\n"),
        ("&lt;p&gt;no tag&lt;/p&gt;", "<p>no tag</p>\n"),
        ("<p>a&#27;[31mb&#x202e;c&#0;&#x9b;</p>", "abc\u{fffd}›\n"),
    ] {
        assert_eq!(lines(text, 80), expected, "{text:?}");
    }
}

#[test]
fn links_of_html() {
    let html = "<p><a href='https://a.example/?x=1&amp;y=2'>one</a> <a href=/rel>two</a>
        <a href='javascript:alert(1)'>three</a> https://b.example/c. <img src='https://c.example/i.png' alt='four'>
        (see https://d.example/e_(f))</p>";
    let document = read(html);
    let links = document
        .links
        .iter()
        .map(|link| (link.title.as_str(), link.url.as_str()));
    let expected = [
        ("one", "https://a.example/?x=1&y=2"),
        ("https://b.example/c", "https://b.example/c"),
        ("four", "https://c.example/i.png"),
        ("https://d.example/e_(f)", "https://d.example/e_(f)"),
    ];
    assert_eq!(links.collect::<Vec<_>>(), expected);
    assert!(lines(html, 200).starts_with("one two three https://b.example/c. four (see"));
}

/// What has tags and is Markdown nevertheless, or the other way round.
#[test]
fn html_and_markdown_are_told_apart() {
    for (text, expected) in [
        (
            "**Bring**: a cup<br>a *spoon*",
            "S[Bring]: a cup\na E[spoon]\n",
        ),
        (
            "# Title\n\n<p>x</p>\n\n* a\n* b",
            "H[Title]\n\nx\n\n• a\n• b\n",
        ),
        (
            "Use `<p>` and `<br>`, *please*.",
            "Use C[<p>] and C[<br>], E[please].\n",
        ),
        ("```\n<p>x</p>\n```", "C[<p>x</p>]\n"),
        ("<b>Bring</b> a *cup*", "S[Bring] a E[cup]\n"),
        ("one * two<br>three * four", "one * two\nthree * four\n"),
        // Web sites that make paragraphs of blank lines store this.
        (
            "First.\n\nSecond:\n<ul><li>a</li></ul>\nThird.\n\nFourth.",
            "First.\n\nSecond:\n\n• a\n\nThird.\n\nFourth.\n",
        ),
        (
            "Room: 1\nKind: talk\n<p>Long text.</p>\nBy:\nMe",
            "Room: 1\nKind: talk\n\nLong text.\n\nBy:\nMe\n",
        ),
        ("one\n<p>\ntwo\n<p>\nthree", "one\n\ntwo\n\nthree\n"),
    ] {
        assert_eq!(shown(&read(text)), expected, "{text:?}");
    }
}

#[test]
fn line_breaks_of_markdown_survive_its_way_through_a_web_site() {
    let long = "This paragraph is on one line because its author's editor breaks lines on the screen only, as most do.";
    let html = format!("<p>{long}\nTopics:\n- one\n- two\nand <i>so\non</i></p>\n<p>a\nb</p>");
    let expected = format!("{long}\nTopics:\n- one\n- two and so on\n\na b\n");
    assert_eq!(lines(&html, 200), expected);
}

#[test]
fn a_typed_list_that_is_indented_keeps_its_lines() {
    let html = "<p>This session will:\n    - Explain the motivation.\n    - Detail the design.</p>";
    let lines = lines(html, 76);
    let items: Vec<&str> = lines.lines().map(str::trim).collect();
    assert_eq!(items.len(), 3, "{lines}");
    assert!(items[1].ends_with("Explain the motivation."), "{lines}");
    assert!(items[2].ends_with("Detail the design."), "{lines}");
}
