//! What is nearly the word that was typed.
//!
//! The scores are those of `nucleo_matcher`: letters in order, better together and at the starts of words. What is
//! accepted is decided here: of a word of five letters or more, one letter in four may be missing, or else one may be
//! wrong, too many, or swapped with its neighbour; of three or four letters, two may be swapped; of four, one may be
//! missing. Of the words of a title or a name the ends may be left out (`effquant` for *Efficient Quantization*).
//!
//! ```text
//! schedule ──▶ Vocabulary: distinct values and words, and which entry has which
//! text ──▶ Scorer ──▶ a score for each of them ──▶ the best of an entry
//! ```

mod scorer;
mod vocabulary;

use super::{Index, Part};

pub(super) use self::{
    scorer::Scorer,
    vocabulary::{Collector, Scores, Vocabulary},
};

/// Whether a part is running text, in which only words can be near.
pub(super) fn is_long(part: Part) -> bool {
    matches!(part, Part::Abstract | Part::Note)
}

/// The words of a folded text, each with the byte at which it begins.
pub(super) fn words(folded: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    let pieces = folded.split_inclusive(|c: char| !c.is_alphanumeric());
    let words = pieces.map(move |piece| {
        let start = end;
        end += piece.len();
        (
            start,
            piece.trim_end_matches(|c: char| !c.is_alphanumeric()),
        )
    });
    words.filter(|(_, word)| !word.is_empty())
}

/// Which letters occur, as far as 64 bits tell them apart.
fn letters(chars: impl Iterator<Item = char>) -> u64 {
    chars
        .filter(|c| *c != ' ')
        .fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}
