//! Lines and columns of byte offsets.

use serde_json::value::RawValue;

/// Turns byte offsets into lines and columns. Characters are counted once, by chunks, so that a
/// file that is one long line does not cost the square of its length.
pub(in crate::format) struct Lines<'a> {
    pub(super) text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each chunk of bytes.
    chars: Vec<usize>,
}

/// Bytes that are counted together.
const CHUNK: usize = 1024;

impl<'a> Lines<'a> {
    pub(in crate::format) fn new(text: &'a str) -> Self {
        let breaks = text.match_indices('\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        let chunks = text.as_bytes().chunks(CHUNK);
        let mut sum = 0;
        let chars = std::iter::once(0)
            .chain(chunks.map(|chunk| {
                sum += count_chars(chunk);
                sum
            }))
            .collect();
        Self {
            text,
            starts,
            chars,
        }
    }

    /// Line and column of a byte offset, from 1, the column in characters.
    pub(in crate::format) fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.chars_before(offset) - self.chars_before(start);
        (line, column + 1)
    }

    fn chars_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let chunk = offset / CHUNK;
        let rest = self.text.as_bytes().get(chunk * CHUNK..offset);
        self.chars.get(chunk).copied().unwrap_or_default() + rest.map_or(0, count_chars)
    }

    /// The place of a raw value that is a slice of this text.
    pub(super) fn place_of(&self, raw: &RawValue) -> (usize, usize) {
        let base = self.text.as_ptr().addr();
        self.place(raw.get().as_ptr().addr().saturating_sub(base))
    }
}

/// The characters that begin in these bytes of UTF-8: continuation bytes begin none.
fn count_chars(bytes: &[u8]) -> usize {
    // Eight at a time: a file of megabytes is counted while its reader waits.
    let (words, rest) = bytes.as_chunks::<8>();
    let inside = |word: &[u8; 8]| {
        let word = u64::from_ne_bytes(*word);
        ((word >> 7) & !(word >> 6) & 0x0101_0101_0101_0101).count_ones()
    };
    let inside: u32 = words.iter().map(inside).sum();
    let others = rest.iter().filter(|byte| (**byte & 0xC0) != 0x80);
    words.len() * 8 - usize::try_from(inside).unwrap_or_default() + others.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_in_short_and_long_lines() {
        let long = "é".repeat(3000);
        let text = format!("a\n{long}x\n\nz");
        let lines = Lines::new(&text);
        let cases = [
            (0, (1, 1)),
            (1, (1, 2)),
            (2, (2, 1)),
            (2 + 2 * 3000, (2, 3001)),
            (text.len() - 1, (4, 1)),
            (text.len(), (4, 2)),
            (text.len() + 99, (4, 2)),
        ];
        for (offset, place) in cases {
            assert_eq!(lines.place(offset), place, "{offset}");
        }
    }
}
