//! Text as people type it: without case, accents and punctuation.

use crate::text::fold::{self, Fold};

/// The words of a text in lower case, without accents, one space between them: `São_Paulo` is `sao paulo`.
pub(super) fn fold(text: &str) -> String {
    let folded = fold::fold(text, Fold::LOOSE).replace('.', "");
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_folded() {
        for (text, wanted) in [
            ("São_Paulo", "sao paulo"),
            ("  ZÜRICH ", "zurich"),
            ("Łódź", "lodz"),
            ("Xi'an", "xian"),
            ("America/Port-au-Prince", "america port au prince"),
            ("", ""),
            ("/", ""),
            ("İzmir", "izmir"),
            ("東京", "東京"),
        ] {
            assert_eq!(fold(text), wanted);
        }
    }
}
