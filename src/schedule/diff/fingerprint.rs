//! A text as a number: the same where it says the same.

use crate::text::{self, fnv};

/// What a text says, as a number. Texts that read alike have the same one, whether they are written in HTML, in Markdown
/// or plain, and wherever their lines break.
///
/// It may be kept: it does not depend on the machine or on the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// That of no text; an empty one has the same.
    pub const NONE: Self = Self(fnv::OF_NOTHING);

    /// That of a text as it was written.
    pub fn of(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::NONE;
        }
        let document = text::read(text);
        let mut hash = fnv::OF_NOTHING;
        for block in &document.blocks {
            let text: String = block.runs.iter().map(|run| run.text.as_str()).collect();
            for word in text.split_whitespace() {
                hash = fnv::fnv_with(fnv::fnv_with(hash, word.as_bytes()), b" ");
            }
        }
        Self(hash)
    }
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self::NONE
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn what_reads_alike_has_the_same_number() {
        let plain = Fingerprint::of("Scaling &\nother sorrows.\n\nBring a laptop.");
        for text in [
            "Scaling & other sorrows.\n\n\n  Bring a laptop.\n",
            "<p>Scaling &amp; <em>other</em> sorrows.</p><p>Bring a laptop.</p>",
            "Scaling & *other* sorrows.\r\n\r\nBring a laptop.",
        ] {
            assert_eq!(Fingerprint::of(text), plain, "{text}");
        }
        for text in [
            "",
            "Scaling & other sorrows.",
            "Scaling & other sorrow. Bring a laptop.",
        ] {
            assert_ne!(Fingerprint::of(text), plain, "{text}");
        }
        assert_eq!(Fingerprint::of(" \n"), Fingerprint::NONE);
    }

    /// What was kept yesterday must be understood tomorrow.
    #[test]
    fn numbers_stay() {
        assert_eq!(Fingerprint::of("a").0, 0x089c_0207_b545_2844);
    }
}
