//! A limit to the depth of quotes and lists.
//!
//! The parser asks each open container about each line, so thousands of them over thousands of lines would take
//! minutes. No description needs a tenth of the limit.

use std::borrow::Cow;

const MAX_MARKERS: usize = 50;

/// The text with no line that begins with more than so many markers of quotes and items; the others go.
pub(super) fn limit(text: &str) -> Cow<'_, str> {
    if !text.lines().any(|line| excess(line).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut limited = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (kept, rest) = excess(line).unwrap_or((line, ""));
        limited.push_str(kept);
        if !rest.is_empty() {
            limited.push(' ');
            limited.push_str(rest);
        }
    }
    Cow::Owned(limited)
}

/// What stands before and behind the markers that are too many, if there are.
fn excess(line: &str) -> Option<(&str, &str)> {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '>' | '-' | '*' | '+' | '.' | ')' | ' ');
    let prefix = line.get(..line.find(|c| !is_part(c)).unwrap_or(line.len()))?;
    let mut markers = 0;
    for (at, byte) in prefix.bytes().enumerate() {
        let spaced = prefix.as_bytes().get(at + 1) == Some(&b' ');
        markers += usize::from(byte == b'>' || spaced && b"-*+.)".contains(&byte));
        if markers == MAX_MARKERS {
            let (kept, markers) = prefix.split_at(at + 1);
            let more = markers.contains(|c| c != ' ');
            return more.then(|| (kept, line.get(prefix.len()..).unwrap_or_default()));
        }
    }
    None
}
