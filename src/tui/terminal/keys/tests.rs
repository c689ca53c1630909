use super::*;
use crate::{limits, tui::terminal::names::parse_keys};
use proptest::prelude::*;
use ratatui::crossterm::event::{MouseButton, MouseEventKind};

fn decode(bytes: &[u8]) -> Vec<Input> {
    let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
    decoder.feed(bytes, &mut inputs);
    inputs
}

fn keys(text: &str) -> Vec<Input> {
    parse_keys(text)
        .unwrap()
        .into_iter()
        .map(Input::Key)
        .collect()
}

#[test]
fn every_form_of_a_key_is_that_key() {
    for (name, forms) in [
        ("<up>", &["\x1b[A", "\x1bOA", "\x1b[1;1A", "\x1b[1A"][..]),
        ("<down>", &["\x1b[B", "\x1bOB"]),
        ("<right>", &["\x1b[C", "\x1bOC"]),
        ("<left>", &["\x1b[D", "\x1bOD"]),
        ("<home>", &["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"]),
        ("<end>", &["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"]),
        ("<pgup>", &["\x1b[5~"]),
        ("<pgdn>", &["\x1b[6~"]),
        ("<ins>", &["\x1b[2~"]),
        ("<del>", &["\x1b[3~"]),
        ("<f1>", &["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[P"]),
        ("<f3>", &["\x1bOR", "\x1b[13~", "\x1b[[C"]),
        ("<f5>", &["\x1b[15~", "\x1b[[E"]),
        ("<f6>", &["\x1b[17~"]),
        ("<f10>", &["\x1b[21~"]),
        ("<f12>", &["\x1b[24~"]),
        ("<s-tab>", &["\x1b[Z", "\x1b[9;2u", "\x1b[1;2Z"]),
        ("<tab>", &["\t", "\x1b[9u"]),
        ("<enter>", &["\r", "\n", "\x1b[13u", "\x1bOM"]),
        ("<bs>", &["\x7f", "\x08", "\x1b[127u"]),
        (
            "<c-up>",
            &["\x1b[1;5A", "\x1bO5A", "\x1b[1;5:1A", "\x1b[1;5:2A"],
        ),
        ("<a-pgup>", &["\x1b[5;3~"]),
        ("<s-home>", &["\x1b[7$", "\x1b[1;2H"]),
        ("<c-pgdn>", &["\x1b[6^", "\x1b[6;5~"]),
        ("<s-up>", &["\x1b[a", "\x1b[1;2A"]),
        ("7", &["\x1bOw"]),
        ("/", &["\x1bOo"]),
        ("<c-a>", &["\x01", "\x1b[97;5u", "\x1b[27;5;97~"]),
        ("<c-z>", &["\x1a"]),
        ("<c-space>", &["\0", "\x1b[32;5u"]),
        ("<a-x>", &["\x1bx", "\x1b[120;3u"]),
        ("<a-é>", &["\x1bé"]),
        ("<a-bs>", &["\x1b\x7f"]),
        ("<esc>", &["\x1b[27u"]),
        ("G", &["G", "\x1b[103;2u", "\x1b[103:71;2u"]),
        ("é", &["é"]),
        ("漢", &["漢"]),
    ] {
        for form in forms {
            assert_eq!(decode(form.as_bytes()), keys(name), "{form:?}");
        }
    }
}

#[test]
fn replies_and_releases_are_no_keys() {
    for reply in [
        "\x1b[24;80R",
        "\x1b[1;5R",
        "\x1b[?62c",
        "\x1b[>41;390;0c",
        "\x1b]11;rgb:0/0/0\x07",
        "\x1b]11;rgb:0/0/0\x1b\\",
        "\x1bP>|x\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b^hello\x1b\\",
        "\x1b[?2026;2$y",
        "\x1b[8;24;80t",
        "\x1b[I\x1b[O",
        "\x1b[?0u",
        "\x1b[106;1:3u",
        "\x1b[1;1:3B",
        "\x1b[M !!",
        "\x1b[99999999999999999999999999999~",
    ] {
        let mut expected = keys("j");
        assert_eq!(
            decode(format!("{reply}j").as_bytes()),
            expected,
            "{reply:?}"
        );
        expected.clear();
        assert_eq!(decode(reply.as_bytes()), expected, "{reply:?}");
    }
}

#[test]
fn where_the_cursor_is_is_told_apart_from_keys() {
    let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
    for part in ["j\x1b[2;", "3Rj\x1b", "[24;80", "R\x1b[;R\x1b[3;4;5Rj"] {
        decoder.feed(part.as_bytes(), &mut inputs);
    }
    assert_eq!(inputs, keys("jjj"));
    assert_eq!(decoder.take_cursors(), [(2, 3), (24, 80)]);
    assert_eq!(decoder.take_cursors(), []);
}

#[test]
fn a_lone_escape_waits() {
    let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
    decoder.feed(b"\x1b", &mut inputs);
    assert_eq!((decoder.pending(), inputs.len()), (Pending::Escape, 0));
    decoder.timeout(&mut inputs);
    assert_eq!(
        (decoder.pending(), &inputs),
        (Pending::Nothing, &keys("<esc>"))
    );

    inputs.clear();
    decoder.feed(b"\x1b\x1b", &mut inputs);
    assert_eq!(
        (decoder.pending(), &inputs),
        (Pending::Escape, &keys("<esc>"))
    );
    decoder.feed(b"[B", &mut inputs);
    assert_eq!(inputs, keys("<esc><down>"));
}

#[test]
fn what_never_ends_is_dropped() {
    for (start, expected) in [
        ("\x1b[", ""),
        ("\x1b[1;", ""),
        ("\x1bO", "<a-O>"),
        ("\x1b]", "<a-]>"),
        ("\x1b]11;", ""),
        ("\u{c3}", "\u{c3}"),
    ] {
        let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
        decoder.feed(start.as_bytes(), &mut inputs);
        decoder.timeout(&mut inputs);
        decoder.feed(b"j", &mut inputs);
        assert_eq!(inputs, keys(&format!("{expected}j")), "{start:?}");
    }
}

#[test]
fn alt_and_bracket_do_not_swallow_what_is_typed_next() {
    assert_eq!(decode(b"\x1b]j"), keys("<a-]>j"));
    assert_eq!(decode(b"\x1bPq"), keys("<a-P>q"));
    assert_eq!(decode(b"\x1b]1\x03"), keys("<c-c>"), "a control ends it");
}

#[test]
fn broken_utf8_is_seen_and_swallows_nothing() {
    assert_eq!(
        decode(b"\xff\xfe\x80\xc3j\xe2\x82j\xf0\x9fj"),
        keys("\u{fffd}\u{fffd}\u{fffd}\u{fffd}j\u{fffd}j\u{fffd}j")
    );
    assert_eq!(decode("\u{9b}A".as_bytes()), keys("A"), "C1 controls");
}

#[test]
fn a_paste_is_one_input_and_never_keys() {
    assert_eq!(
        decode(b"a\x1b[200~q\x1b[A\x1b\r\x1b[201\x1b[201~b"),
        vec![
            keys("a").remove(0),
            Input::Paste("q\x1b[A\x1b\r\x1b[201".to_owned()),
            keys("b").remove(0)
        ]
    );
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.extend("aé".repeat(400_000).as_bytes());
    bytes.extend(b"\x1b[201~q");
    let inputs = decode(&bytes);
    let Some(Input::Paste(text)) = inputs.first() else {
        panic!("{:?}", inputs.first())
    };
    assert!(
        text.len() <= limits::PASTE && text.len() > limits::PASTE - 4,
        "{}",
        text.len()
    );
    assert!(!text.contains(char::REPLACEMENT_CHARACTER));
    assert_eq!(&inputs[1..], keys("q"));
}

#[test]
fn a_long_paste_in_another_encoding_is_no_longer_than_any() {
    for encoding in [Encoding::Utf8, Encoding::Latin1] {
        let (mut decoder, mut inputs) = (Decoder::new(encoding), Vec::new());
        decoder.feed(b"\x1b[200~", &mut inputs);
        decoder.feed(&vec![0xe9; 2 * limits::PASTE], &mut inputs);
        decoder.feed(b"\x1b[201~", &mut inputs);
        let [Input::Paste(text)] = inputs.as_slice() else {
            panic!("{inputs:?}")
        };
        assert!(text.len() <= limits::PASTE && text.len() > limits::PASTE - 4);
    }
}

#[test]
fn an_unfinished_paste_is_delivered_in_the_end() {
    let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
    decoder.feed(b"\x1b[200~abc", &mut inputs);
    assert_eq!((decoder.pending(), inputs.len()), (Pending::Paste, 0));
    decoder.timeout(&mut inputs);
    assert_eq!(inputs, vec![Input::Paste("abc".to_owned())]);
}

#[test]
fn mouse_reports() {
    let event = |bytes: &[u8]| match decode(bytes).as_slice() {
        [Input::Mouse(event)] => Some((event.kind, event.column, event.row)),
        [] => None,
        other => panic!("{other:?}"),
    };
    let left = MouseButton::Left;
    assert_eq!(
        event(b"\x1b[<0;3;4M"),
        Some((MouseEventKind::Down(left), 2, 3))
    );
    assert_eq!(
        event(b"\x1b[<0;3;4m"),
        Some((MouseEventKind::Up(left), 2, 3))
    );
    assert_eq!(
        event(b"\x1b[<32;3;4M"),
        Some((MouseEventKind::Drag(left), 2, 3))
    );
    assert_eq!(
        event(b"\x1b[<65;1;1M"),
        Some((MouseEventKind::ScrollDown, 0, 0))
    );
    assert_eq!(event(b"\x1b[<0;0;4M"), None);
    assert_eq!(event(b"\x1b[<0;3M"), None);
}

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "\x1b[A",
        "\x1bOB",
        "\x1b[1;5C",
        "\x1b[5~",
        "\x1b[Z",
        "j",
        "é",
        "漢",
        "\x1bx",
        "\x1b",
        "\x03",
        "\x1b[200~",
        "\x1b[201~",
        "\x1b]11;rgb:0/0/0\x07",
        "\x1bP>|x\x1b\\",
        "\x1b[24;80R",
        "\x1b[<0;1;1M",
    ]);
    prop::collection::vec(
        prop_oneof![
            4 => known.prop_map(|text: &str| text.as_bytes().to_vec()),
            1 => prop::collection::vec(any::<u8>(), 1..6),
        ],
        0..12,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_split_gives_the_same_keys(bytes in pieces(), cut in any::<prop::sample::Index>()) {
        let whole = decode(&bytes);
        let at = cut.index(bytes.len() + 1);
        let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
        decoder.feed(&bytes[..at], &mut inputs);
        decoder.feed(&bytes[at..], &mut inputs);
        prop_assert_eq!(&inputs, &whole);
        let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
        for byte in &bytes {
            decoder.feed(&[*byte], &mut inputs);
        }
        prop_assert_eq!(&inputs, &whole);
    }

    #[test]
    fn the_decoder_always_comes_back(bytes in pieces()) {
        let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
        decoder.feed(&bytes, &mut inputs);
        decoder.timeout(&mut inputs);
        inputs.clear();
        decoder.feed(b"j", &mut inputs);
        prop_assert_eq!(inputs, keys("j"));
    }
}

#[test]
fn bytes_that_are_no_utf8_are_letters_of_the_locale_or_seen_as_what_they_are() {
    let typed = |encoding, bytes: &[u8]| {
        let (mut decoder, mut inputs) = (Decoder::new(encoding), Vec::new());
        decoder.feed(bytes, &mut inputs);
        decoder.timeout(&mut inputs);
        let letters = inputs.into_iter().map(|input| match input {
            Input::Key(KeyEvent {
                code: KeyCode::Char(letter),
                ..
            }) => letter.to_string(),
            Input::Paste(text) => format!("[{text}]"),
            other => panic!("{other:?}"),
        });
        letters.collect::<String>()
    };
    let (text, pasted) = (b"gr\xf6\xdfe \xa4", b"\x1b[200~\xf6\xa4\x1b[201~");
    for (encoding, seen, pasted_as) in [
        (Encoding::Latin1, "größe ¤", "[ö¤]"),
        (Encoding::Latin9, "größe €", "[ö€]"),
        (
            Encoding::Utf8,
            "gr\u{fffd}\u{fffd}e \u{fffd}",
            "[\u{fffd}\u{fffd}]",
        ),
    ] {
        assert_eq!(typed(encoding, text), seen);
        assert_eq!(typed(encoding, pasted), pasted_as);
    }
    assert_eq!(typed(Encoding::Utf8, "größe".as_bytes()), "größe");
    assert_eq!(typed(Encoding::Utf8, b"\xc3"), "\u{fffd}");
    for (locale, encoding) in [
        ("de_DE.ISO-8859-1", Encoding::Latin1),
        ("de_DE.iso88591", Encoding::Latin1),
        ("de_DE.ISO-8859-15@euro", Encoding::Latin9),
        ("de_DE@euro", Encoding::Latin9),
        ("de_DE.UTF-8@euro", Encoding::Utf8),
        ("de_DE.UTF-8", Encoding::Utf8),
        ("C", Encoding::Utf8),
    ] {
        let variable = |name: &str| (name == "LC_ALL").then(|| locale.to_owned());
        assert_eq!(Encoding::of(variable), encoding, "{locale}");
    }
}
