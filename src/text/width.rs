//! How many columns a text takes, and cutting it to a number of them.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands for the part that was cut off; one column wide.
pub const ELLIPSIS: char = '…';

/// The columns that the text takes, grapheme cluster by grapheme cluster, as the terminal library draws it.
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text, or as much of its beginning as fits with an ellipsis behind it.
///
/// Grapheme clusters stay whole, and the result is never wider than `columns`. The effort depends on what is shown,
/// not on the length of the text: a title of a megabyte must not slow a frame down.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    let mut used = 0;
    let mut kept = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        used += cluster.width();
        if used > columns {
            return Cow::Owned(cut(text.get(..kept).unwrap_or_default(), columns));
        }
        if used < columns {
            kept = start + cluster.len();
        }
    }
    Cow::Borrowed(text)
}

/// The text, truncated or padded with spaces to exactly that many columns.
pub fn fit(text: &str, columns: usize) -> String {
    let mut fitted = truncate(text, columns).into_owned();
    let missing = columns.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

fn cut(kept: &str, columns: usize) -> String {
    let mut text = kept.trim_end().to_owned();
    if columns > 0 {
        text.push(ELLIPSIS);
    }
    text
}

/// Printable ASCII, which is nearly everything: one column for each byte.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}
