//! Keys in writing: `j`, `G`, `<enter>`, `<c-d>`, `<a-x>`, `<s-tab>`, and `<lt>` for a literal `<`.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The names of the keys that are not themselves; where a key has two, the first is written.
const NAMES: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("cr", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("s-tab", KeyCode::BackTab),
    ("backtab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pgup", KeyCode::PageUp),
    ("pageup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("pagedown", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("bs", KeyCode::Backspace),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("delete", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("insert", KeyCode::Insert),
];

/// The modifiers and their letters, in the order in which they are written.
const MODIFIERS: &[(char, KeyModifiers)] = &[
    ('c', KeyModifiers::CONTROL),
    ('a', KeyModifiers::ALT),
    ('d', KeyModifiers::SUPER),
    ('h', KeyModifiers::HYPER),
    ('m', KeyModifiers::META),
    ('s', KeyModifiers::SHIFT),
];

/// The same key in the one form that is compared: a letter carries its shift in itself, and
/// Shift-Tab is `BackTab`.
pub fn normal(key: KeyEvent) -> KeyEvent {
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let others = key.modifiers - KeyModifiers::SHIFT;
    match key.code {
        KeyCode::Char(letter) => {
            let mut upper = letter.to_uppercase();
            let letter = match (shift, upper.next(), upper.next()) {
                (true, Some(one), None) => one,
                _ => letter,
            };
            KeyEvent::new(KeyCode::Char(letter), others)
        }
        KeyCode::BackTab => KeyEvent::new(KeyCode::BackTab, others),
        KeyCode::Tab if shift => KeyEvent::new(KeyCode::BackTab, others),
        code => KeyEvent::new(code, key.modifiers),
    }
}

/// How the key is written, in the notation that [`parse_keys`] reads.
pub fn key_name(key: &KeyEvent) -> String {
    let key = normal(*key);
    let named = NAMES
        .iter()
        .find(|(_, code)| *code == key.code)
        .map(|(name, _)| (*name).to_owned());
    let name = match (named, key.code) {
        (Some(name), _) => name,
        (None, KeyCode::Char(letter)) if key.modifiers.is_empty() => return letter.to_string(),
        (None, KeyCode::Char(letter)) => letter.to_string(),
        (None, KeyCode::F(number)) => format!("f{number}"),
        (None, other) => other.to_string().to_lowercase(),
    };
    let mut written = String::from("<");
    for (letter, modifier) in MODIFIERS {
        if key.modifiers.contains(*modifier) {
            written.push(*letter);
            written.push('-');
        }
    }
    written.push_str(&name);
    written.push('>');
    written
}

/// Reads keys such as `gg`, `<c-d>` or `<esc>q`; the error says what is wrong, and where.
pub fn parse_keys(text: &str) -> Result<Vec<KeyEvent>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let column = text.len() - rest.len();
        let place = text
            .char_indices()
            .take_while(|(at, _)| *at < column)
            .count()
            + 1;
        if first == '<' {
            let Some((name, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'))
            else {
                return Err(format!(
                    "`<` at character {place} of `{text}` has no `>`; a literal `<` is written `<lt>`"
                ));
            };
            // In `<a->>`, the first `>` is the key.
            let closing = || {
                let after = after.strip_prefix('>')?;
                Some((named(&format!("{name}>"))?, after))
            };
            let known = named(name).map(|key| (key, after)).or_else(closing);
            let (key, after) = known.ok_or_else(|| {
                format!("`<{name}>` at character {place} of `{text}` is not a key")
            })?;
            keys.push(key);
            rest = after;
        } else if first.is_control() {
            return Err(format!(
                "character {place} of `{}` is a control character",
                text.escape_debug()
            ));
        } else {
            keys.push(KeyEvent::new(KeyCode::Char(first), KeyModifiers::NONE));
            rest = rest.strip_prefix(first).unwrap_or_default();
        }
    }
    Ok(keys)
}

/// The key of a name between `<` and `>`.
fn named(name: &str) -> Option<KeyEvent> {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = name;
    loop {
        if let Some(code) = code(rest) {
            return Some(normal(KeyEvent::new(code, modifiers)));
        }
        let (letter, after) = rest.split_once('-')?;
        let mut letters = letter.chars();
        let letter = letters
            .next()
            .filter(|_| letters.next().is_none())?
            .to_ascii_lowercase();
        let (_, modifier) = MODIFIERS.iter().find(|(known, _)| *known == letter)?;
        modifiers |= *modifier;
        rest = after;
        // Within a modifier, a character stands for itself.
        let mut letters = rest.chars();
        if let (Some(only), None) = (letters.next(), letters.next())
            && !only.is_control()
        {
            return Some(normal(KeyEvent::new(KeyCode::Char(only), modifiers)));
        }
    }
}

/// The code of a name without modifiers.
fn code(name: &str) -> Option<KeyCode> {
    let lower = name.to_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == lower) {
        return Some(*code);
    }
    let number: u8 = lower.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn notation() {
        for text in [
            "j",
            "G",
            "gg",
            "<enter>",
            "<esc>",
            "<tab>",
            "<s-tab>",
            "<space>",
            "<up>",
            "<pgup>",
            "<del>",
            "<f1>",
            "<f12>",
            "<c-d>",
            "<a-x>",
            "<lt>",
            "<c-a-x>",
            "<c-s-up>",
            "é",
            "<a-->",
            "<a->>",
            "<a-->>",
            "<c->>q",
            "<c-space>",
            "<c-lt>",
            "-",
            ">",
        ] {
            let written: String = parse_keys(text).unwrap().iter().map(key_name).collect();
            assert_eq!(written, text);
        }
        assert_eq!(
            parse_keys("<S-TAB><Return>").unwrap(),
            parse_keys("<s-tab><enter>").unwrap()
        );
        assert_eq!(parse_keys("<s-g>").unwrap(), parse_keys("G").unwrap());
    }

    #[test]
    fn shift_is_in_the_letter() {
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(key_name(&shifted), "G");
        assert_eq!(
            normal(shifted),
            KeyEvent::new(KeyCode::Char('G'), KeyModifiers::NONE)
        );
    }

    #[test]
    fn errors_say_what_and_where() {
        insta::assert_snapshot!(parse_keys("é<c-").unwrap_err(), @"`<` at character 2 of `é<c-` has no `>`; a literal `<` is written `<lt>`");
        insta::assert_snapshot!(parse_keys("gg<foo>").unwrap_err(), @"`<foo>` at character 3 of `gg<foo>` is not a key");
        for wrong in [
            "<>",
            "<c->",
            "<x-a>",
            "<cc-a>",
            "<f0>",
            "<f99>",
            "a\x1b",
            "<c-\u{7}>",
            "<ab>",
        ] {
            assert!(parse_keys(wrong).is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_or_refused(text in "\\PC{0,8}|<[a-z-]{0,8}>") {
            if let Ok(keys) = parse_keys(&text) {
                let written: String = keys.iter().map(key_name).collect();
                prop_assert_eq!(parse_keys(&written).unwrap(), keys);
            }
        }
    }
}
