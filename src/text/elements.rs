//! The elements of HTML: which there are, and what they are to a reader.

/// All that HTML knows or knew, but for those that [`is_block`] or [`is_hidden`] lists.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "area", "audio", "b", "base", "basefont", "bdi", "bdo", "big", "blink",
    "button", "canvas", "cite", "code", "col", "colgroup", "data", "datalist", "del", "dfn", "em",
    "embed", "font", "i", "img", "input", "ins", "kbd", "keygen", "label", "link", "map", "mark",
    "math", "meta", "meter", "nobr", "object", "optgroup", "option", "output", "param", "picture",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "select", "slot", "small",
    "source", "span", "strike", "strong", "sub", "sup", "textarea", "time", "track", "tt", "u",
    "var", "video", "wbr", "body", "head", "html", "path", "g",
];

/// Whether the name is one of an element. Others are what people wrote between angle brackets: `Vec<T>`,
/// `<your name>`. Names with a hyphen or a colon belong to word processors and web components.
pub(super) fn is_tag(name: &str) -> bool {
    is_block(name) || is_hidden(name) || INLINE.contains(&name) || name.contains(['-', ':'])
}

/// Whether the element begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    is_heading(name)
        || is_void_block(name)
        || matches!(
            name,
            "p" | "div"
                | "ul"
                | "ol"
                | "li"
                | "dl"
                | "dt"
                | "dd"
                | "menu"
                | "dir"
                | "pre"
                | "xmp"
                | "listing"
        )
        || matches!(
            name,
            "table" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th"
        )
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "center"
                | "details"
                | "dialog"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "header"
                | "hgroup"
                | "legend"
                | "main"
                | "nav"
                | "section"
                | "summary"
        )
}

/// Whether the element is a break and holds nothing.
pub(super) fn is_void_block(name: &str) -> bool {
    matches!(name, "br" | "hr")
}

/// Whether the element is a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether what the element holds is not for readers.
pub(super) fn is_hidden(name: &str) -> bool {
    is_code(name)
        || matches!(
            name,
            "title" | "iframe" | "noscript" | "noframes" | "noembed" | "template" | "svg"
        )
}

/// Whether what the element holds is for the browser, even if the element has no end.
pub(super) fn is_code(name: &str) -> bool {
    matches!(name, "script" | "style")
}
