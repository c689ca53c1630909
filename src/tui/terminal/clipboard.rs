//! Text for the clipboard, as an escape sequence that also crosses SSH.

use crate::limits;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// GNU screen passes strings on up to a length; longer ones are cut into pieces of this size.
const PIECE: usize = 240;

/// The sequence (OSC 52) that puts `text`, or as much of it as goes, into the clipboard. GNU screen would keep it to itself:
/// `through_screen`, it is wrapped so that the terminal around it gets it. tmux understands it as it is.
pub(super) fn sequence(text: &str, through_screen: bool) -> Vec<u8> {
    let mut end = text.len().min(limits::COPY);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut bytes = b"\x1b]52;c;".to_vec();
    base64(text.as_bytes().get(..end).unwrap_or_default(), &mut bytes);
    if !through_screen {
        bytes.extend(b"\x1b\\");
        return bytes;
    }
    // The other end of a string would end what it is wrapped in.
    bytes.push(0x07);
    let wrapped = bytes
        .chunks(PIECE)
        .flat_map(|piece| [b"\x1bP".as_slice(), piece, b"\x1b\\"]);
    wrapped.flatten().copied().collect()
}

fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = usize::try_from(group >> shift & 63).unwrap_or_default();
            let digit = DIGITS.get(digit).copied().unwrap_or(b'=');
            out.push(if index <= chunk.len() { digit } else { b'=' });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_all_lengths() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("\u{ff}~?", "w79+Pw=="),
        ] {
            assert_eq!(
                String::from_utf8(sequence(text, false)).unwrap(),
                format!("\x1b]52;c;{expected}\x1b\\")
            );
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let cut = sequence(&"é".repeat(100_000), false);
        assert!(cut.len() <= limits::COPY * 4 / 3 + 20, "{}", cut.len());
        let long = |count| format!("a{}", "é".repeat(count));
        assert_eq!(
            sequence(&long(100_000), false),
            sequence(&long((limits::COPY - 1) / 2), false)
        );
    }

    #[test]
    fn screen_passes_it_on_in_pieces() {
        let wrapped = sequence(&"x".repeat(1000), true);
        let text = String::from_utf8(wrapped).unwrap();
        let pieces: Vec<&str> = text
            .split_terminator("\x1b\\")
            .map(|piece| piece.strip_prefix("\x1bP").unwrap())
            .collect();
        assert!(pieces.iter().all(|piece| piece.len() <= PIECE));
        let plain = String::from_utf8(sequence(&"x".repeat(1000), false)).unwrap();
        let inside = plain.strip_suffix("\x1b\\").unwrap();
        assert_eq!(pieces.concat(), format!("{inside}\x07"));
    }
}
