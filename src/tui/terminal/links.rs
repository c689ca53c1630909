//! Links as escape sequences (OSC 8): what is printed between beginning and end leads somewhere.

use std::fmt::Write as _;

/// Longer ones are refused by terminals.
const LONGEST: usize = 2083;

/// Ends the link that is open, if one is.
pub(super) const END: &[u8] = b"\x1b]8;;\x1b\\";

/// Where a link leads, in the form in which it can be written: printable ASCII, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Target(String);

impl Target {
    /// Of a URL that leads to the web or to a letter; no other is followed, and none that is too long.
    pub(super) fn of(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        let leads = match scheme.as_str() {
            "http" | "https" => rest.starts_with("//"),
            "mailto" => true,
            _ => false,
        };
        if !leads || url.len() > LONGEST {
            return None;
        }
        let mut target = format!("{scheme}:");
        for byte in rest.bytes() {
            // A semicolon is part of many a URL, and the first two alone have a meaning to a terminal.
            if (0x21..0x7f).contains(&byte) {
                target.push(byte.into());
            } else {
                _ = write!(target, "%{byte:02X}");
            }
        }
        (target.len() <= LONGEST).then_some(Self(target))
    }

    /// What begins the link. The id says that the parts in several lines are one.
    pub(super) fn begin(&self) -> Vec<u8> {
        // Quick, and the same from frame to frame; two links that share it are only lit together.
        let id = self.0.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        format!("\x1b]8;id={id:x};{}\x1b\\", self.0).into_bytes()
    }

    /// A number for comparing rows.
    pub(super) fn digest(&self) -> u64 {
        self.0.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leads_to_the_web_or_to_a_letter() {
        for (url, target) in [
            (
                "https://a.example/x?y=1;z#f",
                Some("https://a.example/x?y=1;z#f"),
            ),
            ("HTTP://a.example", Some("http://a.example")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            (
                "https://a.example/ü b",
                Some("https://a.example/%C3%BC%20b"),
            ),
            (
                "https://a.example/\x1b]8;;\x1b\\\x07\u{9c}\u{202e}",
                Some("https://a.example/%1B]8;;%1B\\%07%C2%9C%E2%80%AE"),
            ),
            ("http:a", None),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("ssh://a.example", None),
            ("a.example", None),
            ("", None),
        ] {
            let found = Target::of(url).map(|target| target.0);
            assert_eq!(found.as_deref(), target, "{url:?}");
        }
        let long = |length: usize| format!("https://{}", "a".repeat(length - 8));
        assert!(Target::of(&long(LONGEST)).is_some());
        assert!(Target::of(&long(LONGEST + 1)).is_none());
        assert!(Target::of(&format!("https://{}", "ü".repeat(700))).is_none());
    }

    #[test]
    fn the_sequence() {
        let begin = Target::of("https://a.example/").unwrap().begin();
        let begin = String::from_utf8(begin).unwrap();
        assert!(begin.starts_with("\x1b]8;id="), "{begin:?}");
        assert!(begin.ends_with(";https://a.example/\x1b\\"), "{begin:?}");
    }
}
