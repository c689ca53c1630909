use super::*;
use proptest::prelude::*;
use ratatui::buffer::{Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;

const LOOK: Look = Look {
    depth: Depth::True,
    synchronized: true,
};

/// A terminal that does not wrap, as ours after the greeting.
fn judge(width: u16, height: u16) -> vt100::Parser {
    let size = |size| NonZeroU16::new(size).unwrap();
    let mut judge = vt100::Parser::new(size(height), size(width), Default::default());
    judge.process(b"\x1b[?7l");
    judge
}

fn color(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        other => panic!("{other} is not used here"),
    }
}

/// Whether the terminal shows the frame; blanks have no colour in front.
fn shows(judge: &vt100::Parser, frame: &Buffer) -> Result<(), String> {
    let grid = Grid::new(frame, &mut Palette::new(Depth::True));
    for y in 0..frame.area.height {
        let mut hidden = 0;
        for x in 0..frame.area.width {
            let expected = &grid.row(y.into())[usize::from(x)];
            let cell = judge.screen().cell(y, x).unwrap();
            if hidden > 0 {
                hidden -= 1;
                if !cell.is_wide_continuation() {
                    return Err(format!(
                        "({x}, {y}) is not the second half of a wide symbol"
                    ));
                }
                continue;
            }
            hidden = grid::columns(expected) - 1;
            let symbol = if cell.contents().is_empty() {
                " "
            } else {
                cell.contents()
            };
            let modifier = expected.modifier;
            // On a blank, nobody sees the rest.
            let blank = symbol == " " && !modifier.contains(Modifier::REVERSED);
            let attributes = (
                cell.underline(),
                cell.inverse(),
                cell.bold() && !blank,
                cell.italic() && !blank,
            );
            let wanted = (
                modifier.contains(Modifier::UNDERLINED),
                modifier.contains(Modifier::REVERSED),
                modifier.contains(Modifier::BOLD) && !blank,
                modifier.contains(Modifier::ITALIC) && !blank,
            );
            let plain = blank && !modifier.contains(Modifier::UNDERLINED);
            let same = symbol == expected.symbol()
                && cell.bgcolor() == color(expected.bg)
                && (plain || cell.fgcolor() == color(expected.fg))
                && attributes == wanted;
            if !same {
                return Err(format!(
                    "({x}, {y}): wanted {expected:?}, got {symbol:?} {attributes:?} {:?} {:?}",
                    cell.fgcolor(),
                    cell.bgcolor()
                ));
            }
        }
    }
    Ok(())
}

fn paint(painter: &mut Painter, frame: &Buffer) -> Vec<u8> {
    let mut bytes = Vec::new();
    painter.paint(frame, &mut bytes);
    bytes
}

/// The body of a frame: without the marks around it, which a small one goes without.
fn body(bytes: &[u8]) -> &[u8] {
    let inside = bytes.strip_prefix(b"\x1b[?2026h");
    inside.map_or(bytes, |rest| rest.strip_suffix(b"\x1b[?2026l").unwrap())
}

fn style() -> impl Strategy<Value = Style> {
    let color = || {
        prop::sample::select(vec![
            Color::Reset,
            Color::Reset,
            Color::Reset,
            Color::Red,
            Color::LightBlue,
            Color::Indexed(200),
            Color::Rgb(1, 2, 3),
        ])
    };
    let modifier = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::REVERSED,
        Modifier::UNDERLINED,
        Modifier::ITALIC,
        Modifier::BOLD | Modifier::REVERSED,
    ]);
    (color(), color(), modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,20}",
        "[a-c漢字 ]{0,12}",
        "[ab ]{0,6}",
        Just(" ".repeat(12)),
        "[x⌚🎉é漢]{0,8}"
    ]
}

/// Lines at places: the frames of real programs are similar to each other.
fn frame(width: u16, height: u16) -> impl Strategy<Value = Buffer> {
    prop::collection::vec((0..width, 0..height, text(), style()), 0..14).prop_map(move |lines| {
        let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
        for (x, y, text, style) in lines {
            frame.set_string(x, y, text, style);
        }
        frame
    })
}

/// The same rows elsewhere, and a few that differ.
fn moved(frame: &Buffer, by: i32, top: u16, bottom: u16) -> Buffer {
    let mut moved = frame.clone();
    for y in top..bottom.min(frame.area.height) {
        let from = i32::from(y) + by;
        for x in 0..frame.area.width {
            moved[(x, y)] = match u16::try_from(from) {
                Ok(from) if (top..bottom.min(frame.area.height)).contains(&from) => {
                    frame[(x, from)].clone()
                }
                _ => Cell::new("n"),
            };
        }
    }
    moved
}

proptest! {
    #[test]
    fn the_terminal_shows_the_frame(first in frame(24, 8), second in frame(24, 8)) {
        let mut judge = judge(24, 8);
        let mut painter = Painter::new(LOOK);
        judge.process(&paint(&mut painter, &first));
        prop_assert_eq!(shows(&judge, &first), Ok(()));
        judge.process(&paint(&mut painter, &second));
        prop_assert_eq!(shows(&judge, &second), Ok(()));
        prop_assert_eq!(paint(&mut painter, &second), b"");
    }

    #[test]
    fn moved_rows_are_right(first in frame(24, 12), by in -5..=5, top in 0u16..6, bottom in 4u16..13, second in frame(24, 12), mixed: bool) {
        let mut judge = judge(24, 12);
        let mut painter = Painter::new(LOOK);
        let mut then = moved(&first, by, top, bottom);
        if mixed {
            for x in 0..24 {
                then[(x, 3)] = second[(x, 3)].clone();
            }
        }
        for frame in [&first, &then, &first] {
            judge.process(&paint(&mut painter, frame));
            prop_assert_eq!(shows(&judge, frame), Ok(()));
        }
    }

    #[test]
    fn scrolled_texts_are_right(start in 0u16..40, steps in prop::collection::vec(-9i32..=9, 1..6), width in 2u16..40, height in 2u16..20) {
        let list = |top: u16| {
            let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
            for y in 0..height.saturating_sub(1) {
                frame.set_string(0, y, format!("line {} {}", top + y, "x".repeat(usize::from((top + y) % 5))), Style::new());
            }
            frame
        };
        let mut judge = judge(width, height);
        let mut painter = Painter::new(LOOK);
        let mut top = start;
        judge.process(&paint(&mut painter, &list(top)));
        for step in steps {
            top = top.saturating_add_signed(i16::try_from(step).unwrap());
            judge.process(&paint(&mut painter, &list(top)));
            prop_assert_eq!(shows(&judge, &list(top)), Ok(()));
        }
    }

    #[test]
    fn whatever_is_in_a_cell_nothing_but_text_and_our_sequences_goes_out(symbols in prop::collection::vec("\\PC{0,4}|[\\x00-\\x1f\\x7f-\\x9f\u{200b}\u{202e}\u{2066}a]{1,6}", 12)) {
        let mut frame = Buffer::empty(Rect::new(0, 0, 6, 2));
        for (cell, symbol) in frame.content.iter_mut().zip(&symbols) {
            cell.set_symbol(symbol);
        }
        let bytes = paint(&mut Painter::new(LOOK), &frame);
        let text = String::from_utf8(bytes).unwrap();
        let forbidden = ['\u{7}', '\u{9b}', '\u{7f}', '\u{202e}', '\u{200b}', '\u{2066}', '\t'];
        prop_assert!(!text.contains(forbidden), "{:?}", text);
        for sequence in text.split('\x1b').skip(1) {
            prop_assert!(sequence.starts_with('['), "{:?}", sequence);
        }
    }
}

#[test]
fn doubtful_symbols_do_not_shift_what_is_behind() {
    // Each is drawn in another width by some terminal; vt100 is one of them.
    for symbol in [
        "👨\u{200d}👩\u{200d}👧",
        "🇦🇹",
        "⚠\u{fe0f}",
        "e\u{301}",
        "क्षि",
        "❤\u{fe0f}",
    ] {
        let mut painter = Painter::new(LOOK);
        let mut judge = judge(30, 2);
        let mut frame = Buffer::empty(Rect::new(0, 0, 30, 2));
        for (first, text) in [(true, "abcdefghijkl|"), (false, "abXdefghijkl|")] {
            frame.set_string(0, 0, format!("{symbol}{text}"), Style::new());
            judge.process(&paint(&mut painter, &frame));
            let at = usize::from(frame.area.width) - 1;
            let bar = (0..at)
                .rev()
                .find(|x| frame.content[*x].symbol() == "|")
                .unwrap();
            let cell = judge.screen().cell(0, u16::try_from(bar).unwrap()).unwrap();
            assert_eq!(cell.contents(), "|", "{symbol:?} {first}");
        }
    }
}

fn list(marked: u16, top: u16) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, 80, 24));
    frame.set_string(
        0,
        0,
        format!("{:<80}", "A conference"),
        Style::new().add_modifier(Modifier::REVERSED),
    );
    for y in 1..23 {
        let index = top + y - 1;
        let sign = if index == marked { '>' } else { ' ' };
        let text = format!(
            "{sign} {:02}:30 The talk of number {index} about one thing or another in Hall {}",
            index % 24,
            index % 7
        );
        frame.set_string(0, y, text, Style::new());
        if index == marked {
            frame.set_style(
                Rect::new(0, y, 80, 1),
                Style::new().add_modifier(Modifier::BOLD),
            );
        }
    }
    frame.set_string(0, 23, format!("{marked} of 1000"), Style::new());
    frame
}

#[test]
fn a_step_costs_few_bytes() {
    let mut painter = Painter::new(LOOK);
    let first = paint(&mut painter, &list(5, 0));
    assert!(first.len() < 2200, "{}", first.len());
    let step = paint(&mut painter, &list(6, 0));
    assert!(
        step.len() <= 200,
        "marker: {} {:?}",
        step.len(),
        String::from_utf8_lossy(&step)
    );
    let mut painter = Painter::new(LOOK);
    let _ = paint(&mut painter, &list(21, 0));
    for marked in 22..40 {
        let step = paint(&mut painter, &list(marked, marked - 21));
        assert!(
            step.len() <= 250,
            "scroll: {} {:?}",
            step.len(),
            String::from_utf8_lossy(&step)
        );
    }
}

#[test]
fn without_colours_attributes_stay() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 6, 1));
    frame.set_string(
        0,
        0,
        "ab",
        Style::new()
            .fg(Color::Red)
            .bg(Color::Rgb(1, 2, 3))
            .add_modifier(Modifier::REVERSED),
    );
    let bytes = paint(
        &mut Painter::new(Look {
            depth: Depth::None,
            ..LOOK
        }),
        &frame,
    );
    assert_eq!(
        String::from_utf8_lossy(body(&bytes)),
        "\x1b[m\x1b[r\x1b[H\x1b[2J\x1b[H\x1b[7mab\x1b[m\x1b[?25l"
    );
}

#[test]
fn another_size_is_a_new_screen() {
    let mut painter = Painter::new(LOOK);
    let _ = paint(&mut painter, &list(0, 0));
    let small = Buffer::empty(Rect::new(0, 0, 10, 3));
    assert!(body(&paint(&mut painter, &small)).starts_with(b"\x1b[m\x1b[r\x1b[H\x1b[2J"));
    assert_eq!(
        paint(&mut painter, &Buffer::empty(Rect::new(0, 0, 10, 3))),
        b""
    );
    let nothing = Buffer::empty(Rect::new(0, 0, 0, 0));
    paint(&mut painter, &nothing);
    paint(&mut painter, &nothing);
}

#[test]
fn the_cursor_is_written_when_it_changes() {
    let mut painter = Painter::new(Look {
        depth: Depth::True,
        synchronized: false,
    });
    let frame = list(0, 0);
    let _ = paint(&mut painter, &frame);
    painter.cursor(Some((3, 23)));
    assert_eq!(paint(&mut painter, &frame), b"\x1b[24;4H\x1b[?25h");
    assert_eq!(paint(&mut painter, &frame), b"");
    painter.cursor(Some((4, 23)));
    assert_eq!(paint(&mut painter, &frame), b"\x1b[24;5H\x1b[?25h");
    let moved = paint(&mut painter, &list(1, 0));
    assert!(moved.ends_with(b"\x1b[24;5H\x1b[?25h"), "drawing moves it");
    painter.cursor(None);
    assert_eq!(paint(&mut painter, &list(1, 0)), b"\x1b[?25l");
}

#[test]
fn a_tower_of_accents_is_cut() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 4, 1));
    frame.content[0].set_symbol(&format!("a{}", "\u{301}".repeat(100_000)));
    frame.content[1].set_diff_option(CellDiffOption::Skip);
    assert!(paint(&mut Painter::new(LOOK), &frame).len() < 120);
}
