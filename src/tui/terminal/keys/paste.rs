//! A bracketed paste: text that is never keys.

use super::Encoding;
use crate::limits;

/// What ends it.
const END: &[u8] = b"\x1b[201~";

/// A paste in the making.
#[derive(Debug, Default)]
pub(super) struct Paste {
    bytes: Vec<u8>,
    /// How much of the end has been seen.
    seen: usize,
}

impl Paste {
    /// Takes a byte; `true` if it was the last one.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        if END.get(self.seen) == Some(&byte) {
            self.seen += 1;
            return self.seen == END.len();
        }
        let held = END.get(..self.seen).unwrap_or_default();
        let room = limits::PASTE.saturating_sub(self.bytes.len());
        self.bytes.extend(held.iter().take(room));
        self.seen = 0;
        if END.first() == Some(&byte) {
            self.seen = 1;
        } else if self.bytes.len() < limits::PASTE {
            self.bytes.push(byte);
        }
        false
    }

    /// The text, of at most [`limits::PASTE`] bytes; what is not of its encoding is replaced.
    pub(super) fn into_text(self, encoding: Encoding) -> String {
        let was_cut = self.bytes.len() >= limits::PASTE;
        let mut text = self.decoded(encoding);
        // The cut at the limit may have gone through a character.
        if was_cut && text.ends_with(char::REPLACEMENT_CHARACTER) {
            text.pop();
        }
        // What stands for a byte may be longer than it.
        while text.len() > limits::PASTE {
            text.pop();
        }
        text
    }

    fn decoded(self, encoding: Encoding) -> String {
        if encoding == Encoding::Utf8 {
            return String::from_utf8_lossy(&self.bytes).into_owned();
        }
        let letters = self.bytes.iter().map(|byte| {
            let ascii = byte.is_ascii().then_some(char::from(*byte));
            let letter = ascii.or_else(|| encoding.letter(*byte));
            letter.unwrap_or(char::REPLACEMENT_CHARACTER)
        });
        letters.collect()
    }
}
