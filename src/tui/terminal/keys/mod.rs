//! Bytes from the terminal become keys, pastes and mouse reports.
//!
//! A pure state machine: bytes in, inputs out, no clock. It is our own because the one question
//! that decides between an Esc key and half an arrow key - "is a sequence open, and of which
//! kind?" - is the one that general parsers do not answer.

mod csi;
mod paste;

use super::Input;
use csi::Report;
use paste::Paste;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// No key sequence is longer; what is, is noise.
const SEQUENCE_LIMIT: usize = 64;
/// Longest terminal reply that is swallowed before it is taken for noise.
const REPLY_LIMIT: usize = 4096;

/// What bytes mean that are not ASCII, by the locale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, also where another encoding is named that is not known here.
    #[default]
    Utf8,
    /// ISO-8859-1.
    Latin1,
    /// ISO-8859-15, which has a few other signs, such as that of the euro.
    Latin9,
}

/// The signs that ISO-8859-15 has in other places.
const LATIN9: [(u8, char); 8] = [
    (0xa4, '€'),
    (0xa6, 'Š'),
    (0xa8, 'š'),
    (0xb4, 'Ž'),
    (0xb8, 'ž'),
    (0xbc, 'Œ'),
    (0xbd, 'œ'),
    (0xbe, 'Ÿ'),
];

impl Encoding {
    /// Of the locale that these variables of the environment name.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).filter(|value| !value.is_empty()));
        let locale = locale.unwrap_or_default().to_lowercase();
        let (place, kind) = locale.split_once('@').unwrap_or((&locale, ""));
        let set = place
            .split_once('.')
            .map(|(_, set)| set.replace(['-', '_'], ""));
        match set.as_deref() {
            Some("iso88591") => Self::Latin1,
            Some("iso885915") => Self::Latin9,
            None if kind == "euro" => Self::Latin9,
            _ => Self::Utf8,
        }
    }

    /// What a byte is by itself.
    fn letter(self, byte: u8) -> Option<char> {
        let other = || LATIN9.iter().find(|(known, _)| *known == byte);
        match self {
            Self::Latin1 | Self::Latin9 if byte < 0xa0 => None,
            Self::Utf8 => None,
            Self::Latin1 => Some(byte.into()),
            Self::Latin9 => Some(other().map_or(byte.into(), |(_, sign)| *sign)),
        }
    }
}

/// What the decoder is in the middle of, which decides how long to wait for the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Nothing: all bytes are decoded.
    Nothing,
    /// A lone ESC: the Esc key, or the beginning of anything else.
    Escape,
    /// An unfinished sequence, reply or character.
    Sequence,
    /// A bracketed paste whose end is still to come.
    Paste,
}

/// Where in a sequence the decoder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ground,
    Escape,
    /// After `ESC O`.
    Ss3,
    /// After `ESC [`; parameters are collected.
    Csi,
    /// A control sequence too long to be one: up to its final byte.
    Noise,
    /// After `ESC [ [`: function keys of the Linux console.
    Console,
    /// A mouse report of the oldest kind: that many bytes follow.
    OldMouse(u8),
    /// A character of several bytes; `true` with Alt.
    Utf8(bool),
    /// OSC, DCS, APC or PM, by its introducer.
    Reply(u8),
    /// ESC within such a string: its end, or the beginning of something else.
    ReplyEscape,
    /// Within a paste.
    Paste,
}

/// The decoder: bytes go in with [`Decoder::feed`], and where [`Decoder::pending`] says that something is unfinished and
/// nothing more comes, [`Decoder::timeout`] decides what it was.
#[derive(Debug)]
pub struct Decoder {
    /// What bytes mean that are no UTF-8.
    encoding: Encoding,
    state: State,
    bytes: Vec<u8>,
    paste: Paste,
    inputs: Vec<Input>,
    cursors: Vec<(u32, u32)>,
}

impl Decoder {
    /// A decoder in the ground state.
    pub fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            state: State::Ground,
            bytes: Vec::new(),
            paste: Paste::default(),
            inputs: Vec::new(),
            cursors: Vec::new(),
        }
    }

    /// Decodes `bytes`; what they complete is added to `inputs`.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        for &byte in bytes {
            self.step(byte);
        }
        inputs.append(&mut self.inputs);
    }

    /// Takes the reports of where the cursor is: row and column, counted from 1.
    pub(super) fn take_cursors(&mut self) -> Vec<(u32, u32)> {
        std::mem::take(&mut self.cursors)
    }

    /// What is unfinished.
    pub fn pending(&self) -> Pending {
        match self.state {
            State::Ground => Pending::Nothing,
            State::Escape => Pending::Escape,
            State::Paste => Pending::Paste,
            _ => Pending::Sequence,
        }
    }

    /// The rest did not come in time: what is there is decided, or dropped.
    pub fn timeout(&mut self, inputs: &mut Vec<Input>) {
        match self.state {
            State::Escape => self.key(KeyCode::Esc, KeyModifiers::NONE),
            State::Ss3 => self.character('O', true),
            State::Reply(kind) if self.bytes.is_empty() => self.character(kind.into(), true),
            State::Paste => self.paste(),
            State::Utf8(alt) => self.character(char::REPLACEMENT_CHARACTER, alt),
            _ => {}
        }
        self.enter(State::Ground);
        inputs.append(&mut self.inputs);
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.bytes.clear();
    }

    fn step(&mut self, byte: u8) {
        match self.state {
            State::Ground => self.ground(byte, false),
            State::Escape => self.escape(byte),
            State::Ss3 => self.ss3(byte),
            State::Csi | State::Noise => self.csi(byte),
            State::Console => {
                self.enter(State::Ground);
                if (b'A'..=b'E').contains(&byte) {
                    self.key(KeyCode::F(byte - b'A' + 1), KeyModifiers::NONE);
                } else {
                    self.step(byte);
                }
            }
            State::OldMouse(left) => match left.checked_sub(1) {
                None | Some(0) => self.enter(State::Ground),
                Some(left) => self.state = State::OldMouse(left),
            },
            State::Utf8(alt) => self.utf8(byte, alt),
            State::Reply(kind) => self.reply(byte, kind),
            State::ReplyEscape => {
                self.enter(State::Escape);
                if byte == b'\\' {
                    self.enter(State::Ground);
                } else {
                    self.step(byte);
                }
            }
            State::Paste => {
                if self.paste.push(byte) {
                    self.paste();
                }
            }
        }
    }

    fn ground(&mut self, byte: u8, alt: bool) {
        self.enter(State::Ground);
        let modifiers = if alt {
            KeyModifiers::ALT
        } else {
            KeyModifiers::NONE
        };
        match byte {
            0x1b => self.enter(State::Escape),
            b'\r' | b'\n' => self.key(KeyCode::Enter, modifiers),
            b'\t' => self.key(KeyCode::Tab, modifiers),
            0x08 | 0x7f => self.key(KeyCode::Backspace, modifiers),
            0x00 => self.key(KeyCode::Char(' '), modifiers | KeyModifiers::CONTROL),
            0x01..=0x1a => self.key(
                KeyCode::Char((byte - 1 + b'a').into()),
                modifiers | KeyModifiers::CONTROL,
            ),
            // Ctrl-\ ] ^ _ on most keyboards; crossterm names them Ctrl-4 to Ctrl-7.
            0x1c..=0x1f => self.key(
                KeyCode::Char((byte - 0x1c + b'4').into()),
                modifiers | KeyModifiers::CONTROL,
            ),
            0x20..=0x7e => self.character(byte.into(), alt),
            _ => {
                self.enter(State::Utf8(alt));
                self.utf8(byte, alt);
            }
        }
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            0x1b => self.key(KeyCode::Esc, KeyModifiers::NONE),
            b'[' => self.enter(State::Csi),
            b'O' => self.enter(State::Ss3),
            b']' | b'P' | b'_' | b'^' => self.enter(State::Reply(byte)),
            _ => self.ground(byte, true),
        }
    }

    fn ss3(&mut self, byte: u8) {
        if byte.is_ascii_digit() && self.bytes.len() < 2 {
            // Older terminals put the modifiers there: `ESC O 5 A`.
            self.bytes.push(byte);
            return;
        }
        let modifiers = std::mem::take(&mut self.bytes);
        self.enter(State::Ground);
        if !(0x20..0x7f).contains(&byte) {
            // Not the rest of a sequence, so the O was a letter with Alt.
            self.character('O', true);
            self.step(byte);
        } else if !modifiers.is_empty() {
            self.reported(csi::report(&[b"1;", modifiers.as_slice()].concat(), byte));
        } else if let Some(code) = csi::ss3(byte) {
            self.key(code, KeyModifiers::NONE);
        }
    }

    fn reported(&mut self, report: Report) {
        match report {
            Report::Nothing => {}
            Report::Key(code, modifiers) => self.key(code, modifiers),
            Report::Mouse(event) => self.inputs.push(Input::Mouse(event)),
            Report::Paste => self.enter(State::Paste),
            Report::Cursor(row, column) => self.cursors.push((row, column)),
        }
    }

    fn csi(&mut self, byte: u8) {
        match byte {
            b'[' if self.state == State::Csi && self.bytes.is_empty() => {
                self.enter(State::Console);
            }
            b'M' if self.state == State::Csi && self.bytes.is_empty() => {
                self.enter(State::OldMouse(3));
            }
            // rxvt has Shift with Home and its like so; anywhere else, more follows.
            b'$' if self.state == State::Csi && is_number(&self.bytes) => {
                let report = csi::report(&self.bytes, byte);
                self.enter(State::Ground);
                self.reported(report);
            }
            0x20..=0x3f => {
                if self.bytes.len() >= SEQUENCE_LIMIT {
                    self.enter(State::Noise);
                } else if self.state == State::Csi {
                    self.bytes.push(byte);
                }
            }
            0x40..=0x7e => {
                let report = if self.state == State::Csi {
                    csi::report(&self.bytes, byte)
                } else {
                    Report::Nothing
                };
                self.enter(State::Ground);
                self.reported(report);
            }
            // A control or a letter from elsewhere: the sequence was cut off, the key is real.
            _ => self.ground(byte, false),
        }
    }

    fn utf8(&mut self, byte: u8, alt: bool) {
        if let Some(letter) = self.encoding.letter(byte) {
            self.enter(State::Ground);
            return self.character(letter, alt);
        }
        let first = self.bytes.is_empty();
        self.bytes.push(byte);
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => {
                let character = text.chars().next();
                self.enter(State::Ground);
                if let Some(character) = character.filter(|c| !c.is_control()) {
                    self.character(character, alt);
                }
            }
            Err(error) if error.error_len().is_none() => {}
            Err(_) => {
                self.enter(State::Ground);
                // Whoever typed it sees that something came, and that it was not understood.
                self.character(char::REPLACEMENT_CHARACTER, alt);
                if !first && !(0x80..0xc0).contains(&byte) {
                    self.step(byte);
                }
            }
        }
    }

    /// Replies of this kind are swallowed: nobody asked, so they are late, or meant for another program.
    fn reply(&mut self, byte: u8, kind: u8) {
        let first = self.bytes.is_empty();
        match byte {
            // A reply begins in a way that typed text after Alt-] or Alt-P rarely does.
            _ if first && !reply_begins(kind, byte) => {
                self.character(kind.into(), true);
                self.enter(State::Ground);
                self.step(byte);
            }
            0x1b => self.state = State::ReplyEscape,
            0x20..=0x7e | 0x80.. if self.bytes.len() < REPLY_LIMIT => self.bytes.push(byte),
            0x07 | 0x20..=0x7e | 0x80.. => self.enter(State::Ground),
            _ => self.ground(byte, false),
        }
    }

    fn paste(&mut self) {
        let text = std::mem::take(&mut self.paste).into_text(self.encoding);
        self.inputs.push(Input::Paste(text));
        self.enter(State::Ground);
    }

    fn character(&mut self, character: char, alt: bool) {
        let modifiers = if alt {
            KeyModifiers::ALT
        } else {
            KeyModifiers::NONE
        };
        self.key(KeyCode::Char(character), modifiers);
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.inputs.push(Input::Key(KeyEvent::new(code, modifiers)));
    }
}

fn is_number(parameters: &[u8]) -> bool {
    !parameters.is_empty() && parameters.iter().all(u8::is_ascii_digit)
}

/// Whether a reply of that kind can begin with `byte`.
fn reply_begins(kind: u8, byte: u8) -> bool {
    match kind {
        b']' => byte.is_ascii_digit() || matches!(byte, b'l' | b'L'),
        b'P' => byte.is_ascii_digit() || matches!(byte, b'>' | b'!' | b'$' | b'+' | b'='),
        b'_' => byte == b'G',
        _ => (0x20..0x7f).contains(&byte),
    }
}

#[cfg(test)]
mod tests;
