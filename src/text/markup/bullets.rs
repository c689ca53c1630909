//! Lists whose items begin with `•` or the like, as word processors and people write them, or with a `*` far away from
//! the text, which Markdown takes for an item with code in it.

use std::borrow::Cow;

/// Bullets of the first level; nobody begins a line with one otherwise.
const OUTER: [char; 5] = ['•', '‣', '▪', '●', '⁃'];

/// Bullets of the level below.
const INNER: [char; 2] = ['◦', '○'];

/// A marker of Markdown, and so many spaces behind it that code follows.
const FAR: [&str; 3] = ["*     ", "-     ", "+     "];

/// The text with these bullets as Markdown writes them, one level of them below the other.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains(OUTER) && !text.contains(INNER) && !FAR.iter().any(|far| text.contains(far)) {
        return Cow::Borrowed(text);
    }
    let mut changed = String::with_capacity(text.len());
    let mut in_list = false;
    for line in text.split_inclusive('\n') {
        let item = line.trim_start();
        let far = FAR.iter().find_map(|far| item.strip_prefix(far));
        let outer = far.or_else(|| item.strip_prefix(OUTER));
        // Below nothing it is on the first level itself.
        let indent = if outer.is_none() && in_list { "  " } else { "" };
        match outer.or_else(|| item.strip_prefix(INNER)) {
            // The space behind it may be missing, and one of four columns would mean code.
            Some(words) if !words.trim().is_empty() => {
                changed.extend([indent, "* ", words.trim_start()]);
                in_list = true;
            }
            _ => {
                in_list &= !line.trim().is_empty();
                changed.push_str(line);
            }
        }
    }
    Cow::Owned(changed)
}
