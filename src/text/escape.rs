//! Recognising escape sequences, so that they go with their payload.
//!
//! Dropping the ESC alone would leave `]52;c;...` in the middle of a title.

use std::str::Chars;

const ESC: char = '\u{1b}';
const BEL: char = '\u{7}';
const STRING_TERMINATOR: char = '\u{9c}';

/// Skips what belongs to the sequence that `introducer` (ESC or a C1 control, already taken from `chars`) begins.
///
/// A control string without an end loses its introducer only: otherwise two characters could hide the rest of a text.
pub(super) fn skip(introducer: char, chars: &mut Chars<'_>) {
    match introducer {
        ESC => skip_after_esc(chars),
        '\u{9b}' => skip_control_sequence(chars),
        '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => skip_control_string(chars),
        _ => {}
    }
}

fn skip_after_esc(chars: &mut Chars<'_>) {
    match peek(chars) {
        Some('[') => {
            chars.next();
            skip_control_sequence(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            chars.next();
            skip_control_string(chars);
        }
        // ESC ( B and its kind: intermediates, then one final character.
        Some(' '..='/') => {
            skip_while(chars, |c| matches!(c, ' '..='/'));
            skip_one(chars, |c| matches!(c, '0'..='~'));
        }
        _ => skip_one(chars, |c| matches!(c, '0'..='~')),
    }
}

/// CSI: parameters and intermediates, then a final character.
fn skip_control_sequence(chars: &mut Chars<'_>) {
    skip_while(chars, |c| matches!(c, ' '..='?'));
    skip_one(chars, |c| matches!(c, '@'..='~'));
}

/// OSC, DCS, SOS, PM, APC: all up to the terminator. The search ends at whatever begins another sequence or line, so
/// that each character is looked at twice at most, however many introducers there are.
fn skip_control_string(chars: &mut Chars<'_>) {
    let mut ahead = chars.clone();
    while let Some(c) = ahead.next() {
        match c {
            BEL | STRING_TERMINATOR => {
                *chars = ahead;
                return;
            }
            ESC if peek(&ahead) == Some('\\') => {
                ahead.next();
                *chars = ahead;
                return;
            }
            ESC | '\n' | '\r' | '\u{18}' | '\u{1a}' | '\u{80}'..='\u{9f}' => return,
            _ => {}
        }
    }
}

fn peek(chars: &Chars<'_>) -> Option<char> {
    chars.clone().next()
}

fn skip_one(chars: &mut Chars<'_>, belongs: impl Fn(char) -> bool) {
    if peek(chars).is_some_and(belongs) {
        chars.next();
    }
}

fn skip_while(chars: &mut Chars<'_>, belongs: impl Fn(char) -> bool) {
    while peek(chars).is_some_and(&belongs) {
        chars.next();
    }
}
