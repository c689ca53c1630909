//! The bell, and notifications of the desktop as escape sequences that also cross SSH.

use crate::{config::Protocol, text};

/// No desktop shows more.
const LONGEST: usize = 200;

const BELL: u8 = 7;
const END: &[u8] = b"\x1b\\";

/// What rings the bell and shows a notification, as far as that is wanted.
pub(super) fn sequence(bell: bool, protocol: Option<Protocol>, title: &str, body: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(protocol) = protocol {
        let (title, body) = (harmless(title), harmless(body));
        let text = match protocol {
            Protocol::Osc9 => format!("\x1b]9;{title} · {body}"),
            Protocol::Osc777 => format!("\x1b]777;notify;{title};{body}"),
        };
        bytes.extend(text.into_bytes());
        bytes.extend(END);
    }
    if bell {
        bytes.push(BELL);
    }
    bytes
}

/// A text that neither ends the sequence nor is taken for several parts of it.
fn harmless(text: &str) -> String {
    let clean = text::clean_line(text).text.replace(';', ",");
    text::truncate(&clean, LONGEST).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bell: bool, protocol: Option<Protocol>) -> String {
        String::from_utf8(sequence(bell, protocol, "in 10 min: A; B", "Hall · 11:00")).unwrap()
    }

    #[test]
    fn only_what_is_wanted() {
        assert_eq!(shown(false, None), "");
        assert_eq!(shown(true, None), "\x07");
        assert_eq!(
            shown(false, Some(Protocol::Osc9)),
            "\x1b]9;in 10 min: A, B · Hall · 11:00\x1b\\"
        );
        assert_eq!(
            shown(true, Some(Protocol::Osc777)),
            "\x1b]777;notify;in 10 min: A, B;Hall · 11:00\x1b\\\x07"
        );
    }

    #[test]
    fn nothing_of_the_text_is_obeyed() {
        let hostile = "x\x07\x1b\\\x1b]52;c;AAAA\x07\u{9c}\u{9d}8;;y\u{202e}\r\nz";
        for protocol in [Protocol::Osc9, Protocol::Osc777] {
            let bytes = sequence(false, Some(protocol), hostile, hostile);
            let text = String::from_utf8(bytes).unwrap();
            let inside = text
                .strip_prefix("\x1b]")
                .unwrap()
                .strip_suffix("\x1b\\")
                .unwrap();
            assert!(!inside.chars().any(char::is_control), "{inside:?}");
            assert!(!inside.contains('\u{202e}'), "{inside:?}");
            let parts = if protocol == Protocol::Osc9 { 2 } else { 4 };
            assert_eq!(inside.split(';').count(), parts, "{inside:?}");
        }
        let long = sequence(false, Some(Protocol::Osc9), &"漢".repeat(1_000_000), "");
        assert!(long.len() < 1000);
    }
}
