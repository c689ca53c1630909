//! Lines and columns of byte offsets.

use serde_json::value::RawValue;

/// Turns byte offsets into lines and columns. Lines are counted once, by chunks, and characters where a line goes from one chunk
/// into the next: nobody asks for most places, and a file that is one long line does not cost the square of its length.
pub(in crate::format) struct Lines<'a> {
    pub(super) text: &'a str,
    /// What comes before each chunk of bytes.
    chunks: Vec<Before>,
}

/// What is in a text before some place.
#[derive(Clone, Copy, Default)]
struct Before {
    breaks: usize,
    /// Characters since the line began.
    chars: usize,
}

/// Bytes that are counted together, and up to three more where a character begins in them.
const CHUNK: usize = 512;

impl<'a> Lines<'a> {
    pub(in crate::format) fn new(text: &'a str) -> Self {
        let mut before = Before::default();
        let mut chunks = Vec::with_capacity(text.len() / CHUNK + 1);
        chunks.push(before);
        let mut start = 0;
        for chunk in 1..=text.len() / CHUNK {
            let end = start_of(text, chunk);
            before = before.and(text.get(start..end).unwrap_or_default());
            chunks.push(before);
            start = end;
        }
        Self { text, chunks }
    }

    /// Line and column of a byte offset, from 1, the column in characters.
    pub(in crate::format) fn place(&self, offset: usize) -> (usize, usize) {
        let offset = (0..=offset.min(self.text.len())).rev();
        let mut ends = offset.filter(|offset| self.text.is_char_boundary(*offset));
        let end = ends.next().unwrap_or_default();
        let chunk = end / CHUNK;
        let before = self.chunks.get(chunk).copied().unwrap_or_default();
        // A character begins at the end, so the chunk begins no later.
        let part = self.text.get(start_of(self.text, chunk)..end);
        let here = before.and(part.unwrap_or_default());
        (here.breaks + 1, here.chars + 1)
    }

    /// The place of a raw value that is a slice of this text.
    pub(super) fn place_of(&self, raw: &RawValue) -> (usize, usize) {
        let base = self.text.as_ptr().addr();
        self.place(raw.get().as_ptr().addr().saturating_sub(base))
    }
}

/// Where a chunk begins: with a character.
fn start_of(text: &str, chunk: usize) -> usize {
    let mut starts = chunk * CHUNK..text.len();
    let start = starts.find(|start| text.is_char_boundary(*start));
    start.unwrap_or(text.len())
}

impl Before {
    /// What is before the end of a part of the text, before which is this.
    fn and(self, part: &str) -> Self {
        let Some(last) = memchr::memrchr(b'\n', part.as_bytes()) else {
            return Self {
                chars: self.chars + part.chars().count(),
                ..self
            };
        };
        Self {
            breaks: self.breaks + memchr::memchr_iter(b'\n', part.as_bytes()).count(),
            chars: part.get(last + 1..).unwrap_or_default().chars().count(),
        }
    }
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

    #[test]
    fn places_are_right_wherever_lines_and_chunks_begin() {
        let some = [
            "a\n",
            "ééé",
            "\n\n",
            "中b",
            "\n",
            &"x".repeat(700),
            &"\n".repeat(300),
        ];
        let text: String = some.iter().cycle().take(40).copied().collect();
        let lines = Lines::new(&text);
        let (mut line, mut column) = (1, 1);
        for (offset, char) in text.char_indices() {
            assert_eq!(lines.place(offset), (line, column), "{offset}");
            column += 1;
            if char == '\n' {
                (line, column) = (line + 1, 1);
            }
        }
    }
}
