//! What holds whatever bytes come from a terminal.

use fomo::tui::terminal::{
    Decoder, Encoding, Input, Pending,
    names::{key_name, normal, parse_keys},
};
use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::dice::Dice;

/// How a paste begins and ends.
const BEGIN: &[u8] = b"\x1b[200~";
const END: &[u8] = b"\x1b[201~";
/// Kept of a paste, in bytes.
const LONGEST_PASTE: usize = 64 * 1024;
/// The longest reply of a terminal that is swallowed, and what else may be half there.
const MOST_SWALLOWED: usize = 4096 + 64;

/// Decodes, in pieces that end at these places; the pause behind the last one is waited for.
fn decoded(encoding: Encoding, bytes: &[u8], cuts: &[usize]) -> (Vec<Input>, Pending) {
    let (mut decoder, mut inputs) = (Decoder::new(encoding), Vec::new());
    let mut from = 0;
    for cut in cuts.iter().copied().chain([bytes.len()]) {
        decoder.feed(&bytes[from..cut.max(from)], &mut inputs);
        from = cut.max(from);
    }
    let pending = decoder.pending();
    decoder.timeout(&mut inputs);
    assert_eq!(decoder.pending(), Pending::Nothing);
    (inputs, pending)
}

/// Takes bytes for what somebody types: the first two say in which locale, and where the bytes are cut.
pub(crate) fn typed(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let encodings = [Encoding::Utf8, Encoding::Latin1, Encoding::Latin9];
    let encoding = *dice.one_of(&encodings);
    let cut = usize::from(dice.byte());
    let bytes = dice.take(usize::MAX);
    let whole = decoded(encoding, bytes, &[]);
    are_inputs(&whole.0, bytes);
    let singly: Vec<usize> = (0..bytes.len()).collect();
    let twice = [cut % (bytes.len() + 1)];
    for cuts in [singly.as_slice(), &twice] {
        assert_eq!(decoded(encoding, bytes, cuts), whole, "cut at {cuts:?}");
    }
    comes_back(encoding, bytes);
    is_pasted(encoding, bytes);
}

/// What arrives is what the viewer can take.
fn are_inputs(inputs: &[Input], bytes: &[u8]) {
    assert!(inputs.len() <= bytes.len(), "more than was typed");
    for input in inputs {
        match input {
            Input::Key(key) => is_key(key),
            Input::Paste(text) => assert!(text.len() <= LONGEST_PASTE, "{}", text.len()),
            Input::Mouse(_) => {}
            other => panic!("{other:?} was not typed"),
        }
    }
}

/// A key has a name, and the name means that key.
fn is_key(key: &KeyEvent) {
    if let KeyCode::Char(char) = key.code {
        assert!(!char.is_control(), "{char:?} is no character of a key");
    }
    let name = key_name(key);
    assert_eq!(parse_keys(&name), Ok(vec![normal(*key)]), "{name}");
}

/// Whatever came before, what is typed then arrives: at once after a pause, and else after a bounded number of keys, unless a
/// paste goes on.
fn comes_back(encoding: Encoding, bytes: &[u8]) {
    let (mut decoder, mut inputs) = (Decoder::new(encoding), Vec::new());
    decoder.feed(bytes, &mut inputs);
    inputs.clear();
    let is_j =
        |input: &Input| matches!(input, Input::Key(key) if *key == KeyCode::Char('j').into());
    if decoder.pending() != Pending::Paste {
        decoder.feed(&[b'j'; MOST_SWALLOWED], &mut inputs);
        decoder.feed(b"j", &mut inputs);
        assert!(inputs.last().is_some_and(is_j), "all keys are swallowed");
    }
    decoder.timeout(&mut inputs);
    inputs.clear();
    decoder.feed(b"j", &mut inputs);
    assert!(inputs.len() == 1 && is_j(&inputs[0]), "{inputs:?}");
}

/// Pasted, it is a text and no keys: all of it, but for what is too long.
fn is_pasted(encoding: Encoding, bytes: &[u8]) {
    let mut text = bytes.to_vec();
    while let Some(at) = text.windows(END.len()).position(|part| part == END) {
        text.drain(at..at + END.len());
    }
    let pasted = [BEGIN, text.as_slice(), END].concat();
    let (inputs, pending) = decoded(encoding, &pasted, &[]);
    assert_eq!(pending, Pending::Nothing);
    let [Input::Paste(arrived)] = inputs.as_slice() else {
        panic!("{inputs:?}");
    };
    if encoding == Encoding::Utf8 && text.len() < LONGEST_PASTE / 3 {
        assert_eq!(*arrived, String::from_utf8_lossy(&text));
    }
    assert!(arrived.len() <= LONGEST_PASTE, "{}", arrived.len());
}
