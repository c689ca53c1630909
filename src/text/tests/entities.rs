use crate::text::decode_entities;

#[test]
fn entities_are_decoded_once() {
    for (text, expected) in [
        ("Wouldn&#39;t you &amp; me", "Wouldn't you & me"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("Q&A, AT&T, R&D; &c.", "Q&A, AT&T, R&D; &c."),
        ("&eacute;&#233;&#xE9;&nbsp;&hellip;", "éé\u{e9}\u{a0}…"),
        ("&#150;&#146;", "–’"),
        ("&bogus; &notit; &copy &;&#;", "&bogus; &notit; &copy &;&#;"),
        ("&semi;&#59;", ";;"),
        ("<b>&lt;</b>", "<b><</b>"),
        ("&", "&"),
        ("", ""),
    ] {
        assert_eq!(decode_entities(text), expected, "{text:?}");
    }
}
