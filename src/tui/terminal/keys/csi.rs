//! What the control sequences of a keyboard mean.

use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// The meaning of one complete control sequence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Report {
    /// Nothing for us: a reply that nobody asked for, a key release, an unknown key.
    Nothing,
    /// A key was pressed.
    Key(KeyCode, KeyModifiers),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// A bracketed paste begins.
    Paste,
    /// The cursor is in that row and column, counted from 1.
    Cursor(u32, u32),
}

/// The key of `ESC O` and a letter.
pub(super) fn ss3(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'M' => KeyCode::Enter,
        b'R' => KeyCode::F(3),
        // Keys beside the others, from `*` to `9`, where a program before us had them report themselves.
        b'j'..=b'y' => KeyCode::Char((letter - b'j' + b'*').into()),
        _ => return lettered(letter),
    })
}

/// The key of a sequence that ends in that letter.
fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// The key of `ESC [ number ~`.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The numbers have gaps where the keyboard of 1983 had them.
        11..=15 => function(number - 10)?,
        17..=21 => function(number - 11)?,
        23..=24 => function(number - 12)?,
        _ => return None,
    })
}

fn function(number: u32) -> Option<KeyCode> {
    u8::try_from(number).ok().map(KeyCode::F)
}

/// What the sequence with those parameters and that final byte says.
pub(super) fn report(parameters: &[u8], last: u8) -> Report {
    if let Some(mouse) = parameters.strip_prefix(b"<") {
        return mouse_report(mouse, last).map_or(Report::Nothing, Report::Mouse);
    }
    // A private marker or an intermediate byte: a terminal's reply.
    if !parameters
        .iter()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':'))
    {
        return Report::Nothing;
    }
    let fields: Vec<&[u8]> = parameters.split(|&byte| byte == b';').collect();
    let field = |index: usize| fields.get(index).copied().unwrap_or_default();
    let first = if field(0).is_empty() {
        Some(1)
    } else {
        number(field(0))
    };
    let Some(first) = first else {
        return Report::Nothing; // too large to be anything
    };
    if last == b'R' && fields.len() == 2 && first != 1 {
        // With a row of 1 it is F3 with modifiers: nothing is asked there.
        return number(field(1)).map_or(Report::Nothing, |column| Report::Cursor(first, column));
    }
    if (last, first) == (b'~', 27) {
        // Other keys with modifiers: 27 ; modifiers ; code.
        return held(field(1))
            .and_then(|held| unicode(number(field(2))?, held))
            .into();
    }
    // As rxvt has it.
    let rxvt = match last {
        b'$' => KeyModifiers::SHIFT,
        b'^' => KeyModifiers::CONTROL,
        b'@' => KeyModifiers::CONTROL | KeyModifiers::SHIFT,
        _ => KeyModifiers::NONE,
    };
    if !rxvt.is_empty() {
        return numbered(first).map(|code| (code, rxvt)).into();
    }
    if parameters.is_empty() && matches!(last, b'a'..=b'd') {
        let code = lettered(last.to_ascii_uppercase());
        return code.map(|code| (code, KeyModifiers::SHIFT)).into();
    }
    let Some(held) = held(field(1)) else {
        return Report::Nothing; // a release
    };
    if fields.len() > 2 && last != b'u' {
        return Report::Nothing;
    }
    match last {
        b'~' if first == 200 => Report::Paste,
        b'~' => numbered(first).map(|code| (code, held)).into(),
        b'Z' => Report::Key(KeyCode::BackTab, held - KeyModifiers::SHIFT),
        b'u' => number(field(0)).and_then(|code| unicode(code, held)).into(),
        _ if first == 1 => lettered(last).map(|code| (code, held)).into(),
        _ => Report::Nothing,
    }
}

impl From<Option<(KeyCode, KeyModifiers)>> for Report {
    fn from(key: Option<(KeyCode, KeyModifiers)>) -> Self {
        key.map_or(Self::Nothing, |(code, held)| Self::Key(code, held))
    }
}

/// The number before any sub-parameter.
fn number(field: &[u8]) -> Option<u32> {
    let digits = field.split(|&byte| byte == b':').next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The modifiers of a `modifiers:event` field; `None` if the key was released.
fn held(field: &[u8]) -> Option<KeyModifiers> {
    if field.split(|&byte| byte == b':').nth(1) == Some(b"3") {
        return None;
    }
    let bits = number(field).unwrap_or(1).saturating_sub(1);
    let mut held = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ] {
        if bits & bit != 0 {
            held |= modifier;
        }
    }
    Some(held)
}

/// The key with that code point, as the newer protocols report it.
fn unicode(code: u32, held: KeyModifiers) -> Option<(KeyCode, KeyModifiers)> {
    let shifted = held.contains(KeyModifiers::SHIFT);
    let unshifted = held - KeyModifiers::SHIFT;
    Some(match code {
        9 if shifted => (KeyCode::BackTab, unshifted),
        9 => (KeyCode::Tab, held),
        13 | 10 | 57414 => (KeyCode::Enter, held),
        27 => (KeyCode::Esc, held),
        8 | 127 => (KeyCode::Backspace, held),
        // The private range names keys that are no characters, such as Caps Lock.
        57344..=63743 => return None,
        _ => {
            let character = char::from_u32(code).filter(|c| !c.is_control())?;
            let mut upper = character.to_uppercase();
            match (shifted, upper.next(), upper.next()) {
                (true, Some(one), None) => (KeyCode::Char(one), unshifted),
                _ => (KeyCode::Char(character), unshifted),
            }
        }
    })
}

/// An SGR mouse report: `button ; column ; row`, and M for pressed or m for released.
fn mouse_report(parameters: &[u8], last: u8) -> Option<MouseEvent> {
    let mut fields = parameters.split(|&byte| byte == b';').map(number);
    let mut next = || fields.next().flatten();
    let (buttons, column, row) = (next()?, next()?, next()?);
    let button = match buttons & 0b11 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let moved = buttons & 32 != 0;
    let kind = match (buttons & 0b1100_0000, buttons & 0b11, last) {
        (64, 0, b'M') => MouseEventKind::ScrollUp,
        (64, 1, b'M') => MouseEventKind::ScrollDown,
        (64, 2, b'M') => MouseEventKind::ScrollLeft,
        (64, 3, b'M') => MouseEventKind::ScrollRight,
        (0, 3, b'M') if moved => MouseEventKind::Moved,
        (0, 0..=2, b'M') if moved => MouseEventKind::Drag(button),
        (0, 0..=2, b'M') => MouseEventKind::Down(button),
        (0, 0..=2, b'm') => MouseEventKind::Up(button),
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (4, KeyModifiers::SHIFT),
        (8, KeyModifiers::ALT),
        (16, KeyModifiers::CONTROL),
    ] {
        if buttons & bit != 0 {
            modifiers |= modifier;
        }
    }
    Some(MouseEvent {
        kind,
        column: u16::try_from(column.checked_sub(1)?).ok()?,
        row: u16::try_from(row.checked_sub(1)?).ok()?,
        modifiers,
    })
}
