use super::*;
use crate::tui::geometry::Area;
use proptest::prelude::*;
use ratatui::buffer::{Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;

const LOOK: Look = Look {
    depth: Depth::True,
    synchronized: true,
    moves: true,
    links: true,
    italics: true,
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
    let grid = Grid::new(
        frame,
        &mut Palette::new(Depth::True),
        &[],
        Widths::default(),
    );
    for y in 0..frame.area.height {
        let mut hidden = 0;
        for x in 0..frame.area.width {
            let expected = &grid.row(y.into()).cells[usize::from(x)];
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
    painter.paint(frame, &[], &mut bytes);
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
        let look = Look { links: false, ..LOOK };
        let bytes = paint(&mut Painter::new(look), &frame);
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

#[test]
fn what_turns_out_too_wide_is_painted_again_in_another_shape() {
    let student = "🧑\u{200d}🎓";
    for (title, heard) in [(student, Heard::Shapes), ("🧑", Heard::Nothing)] {
        let mut painter = Painter::new(LOOK);
        painter.ask();
        let mut frame = Buffer::empty(Rect::new(0, 0, 30, 12));
        frame.set_string(0, 3, format!("{title} Students"), Style::new());
        let first = String::from_utf8(paint(&mut painter, &frame)).unwrap();
        assert_eq!(first.matches("\x1b[6n").count(), 7);
        assert!(painter.answers_due() > 0);
        assert_eq!(painter.hear((3, 5)), heard);
        let again = String::from_utf8(paint(&mut painter, &frame)).unwrap();
        if heard == Heard::Nothing {
            assert_eq!(again, "");
            continue;
        }
        assert!(again.contains("\x1b[2J") && again.contains('🧑'));
        assert!(!again.contains('\u{200d}') && !again.contains("\x1b[6n"));
        assert_eq!(paint(&mut painter, &frame), b"");
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
        "\x1b]8;;\x1b\\\x1b[m\x1b[r\x1b[H\x1b[2J\x1b[H\x1b[7mab\x1b[m\x1b[?25l"
    );
}

#[test]
fn without_slanted_letters_they_are_underlined() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 6, 1));
    frame.set_string(0, 0, "ab", Style::new().add_modifier(Modifier::ITALIC));
    let look = Look {
        italics: false,
        ..LOOK
    };
    let bytes = paint(&mut Painter::new(look), &frame);
    let bytes = String::from_utf8_lossy(&bytes);
    assert!(bytes.contains("\x1b[4mab\x1b[m"), "{bytes:?}");
}

#[test]
fn another_size_is_a_new_screen() {
    let mut painter = Painter::new(LOOK);
    let _ = paint(&mut painter, &list(0, 0));
    let small = Buffer::empty(Rect::new(0, 0, 10, 3));
    assert!(
        body(&paint(&mut painter, &small)).starts_with(b"\x1b]8;;\x1b\\\x1b[m\x1b[r\x1b[H\x1b[2J")
    );
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
        moves: true,
        links: false,
        italics: true,
    });
    let frame = list(0, 0);
    let _ = paint(&mut painter, &frame);
    let at = |x, shown| Some(Cursor { x, y: 23, shown });
    painter.cursor(at(3, true));
    assert_eq!(paint(&mut painter, &frame), b"\x1b[24;4H\x1b[?25h");
    assert_eq!(paint(&mut painter, &frame), b"");
    painter.cursor(at(4, true));
    assert_eq!(paint(&mut painter, &frame), b"\x1b[24;5H\x1b[?25h");
    let moved = paint(&mut painter, &list(1, 0));
    assert!(moved.ends_with(b"\x1b[24;5H\x1b[?25h"), "drawing moves it");
    painter.cursor(None);
    assert_eq!(paint(&mut painter, &list(1, 0)), b"\x1b[?25l");
    // Hidden, it is still where those look who listen to a screen.
    painter.cursor(at(0, false));
    assert_eq!(paint(&mut painter, &list(1, 0)), b"\x1b[24H");
    assert_eq!(paint(&mut painter, &list(1, 0)), b"");
    assert!(paint(&mut painter, &list(2, 0)).ends_with(b"\x1b[24H"));
    painter.cursor(at(0, true));
    assert_eq!(paint(&mut painter, &list(2, 0)), b"\x1b[24H\x1b[?25h");
    painter.cursor(at(0, false));
    assert_eq!(paint(&mut painter, &list(2, 0)), b"\x1b[24H\x1b[?25l");
}

#[test]
fn a_tower_of_accents_is_cut() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 4, 1));
    frame.content[0].set_symbol(&format!("a{}", "\u{301}".repeat(100_000)));
    frame.content[1].set_diff_option(CellDiffOption::Skip);
    assert!(paint(&mut Painter::new(LOOK), &frame).len() < 120);
}

/// A terminal of cells that only knows links: which symbol leads where. Of all else it understands what the painter writes.
#[derive(Debug, Default)]
struct LinkJudge {
    cells: Vec<Vec<(char, String)>>,
    at: (usize, usize),
    link: String,
    region: (usize, usize),
}

impl LinkJudge {
    fn new(width: usize, height: usize) -> Self {
        Self {
            cells: vec![vec![(' ', String::new()); width]; height],
            region: (0, height),
            ..Self::default()
        }
    }

    fn blank(&self) -> Vec<(char, String)> {
        vec![(' ', String::new()); self.cells[0].len()]
    }

    fn process(&mut self, bytes: &[u8]) {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            rest = rest.split_at(first.len_utf8()).1;
            if first != '\x1b' {
                match first {
                    '\r' => self.at.0 = 0,
                    '\n' => self.at.1 += 1,
                    '\x08' => self.at.0 -= 1,
                    symbol => {
                        let width = self.cells[0].len();
                        self.cells[self.at.1][self.at.0.min(width - 1)] =
                            (symbol, self.link.clone());
                        self.at.0 += 1;
                    }
                }
            } else if let Some(link) = rest.strip_prefix("]8;") {
                let (link, behind) = link.split_once("\x1b\\").unwrap();
                link.split_once(';').unwrap().1.clone_into(&mut self.link);
                rest = behind;
            } else {
                let end = rest.find(|char: char| char.is_ascii_alphabetic()).unwrap();
                let (parameters, behind) = rest.split_at(end);
                let (letter, behind) = behind.split_at(1);
                rest = behind;
                let parameters = parameters.strip_prefix('[').unwrap();
                self.control(parameters, letter.as_bytes()[0]);
            }
        }
    }

    fn control(&mut self, parameters: &str, letter: u8) {
        let numbers: Vec<usize> = parameters
            .split(';')
            .filter_map(|number| number.parse().ok())
            .collect();
        let number = |at: usize| numbers.get(at).copied().unwrap_or(1);
        match letter {
            b'H' => self.at = (number(1) - 1, number(0) - 1),
            b'G' => self.at.0 = number(0) - 1,
            b'd' => self.at.1 = number(0) - 1,
            b'C' => self.at.0 += number(0),
            b'D' => self.at.0 -= number(0),
            b'J' => self.cells = vec![self.blank(); self.cells.len()],
            b'K' => {
                let from = self.at.0;
                self.cells[self.at.1][from..].fill((' ', String::new()));
            }
            b'r' => {
                self.region = (
                    number(0) - 1,
                    numbers.get(1).copied().unwrap_or(self.cells.len()),
                );
                self.at = (0, 0);
            }
            b'M' | b'L' => {
                for _ in 0..number(0) {
                    let (remove, insert) = match letter {
                        b'M' => (self.at.1, self.region.1 - 1),
                        _ => (self.region.1 - 1, self.at.1),
                    };
                    self.cells.remove(remove);
                    let blank = self.blank();
                    self.cells.insert(insert, blank);
                }
            }
            _ => {}
        }
    }

    fn shows(&self, frame: &Buffer, links: &[Link]) {
        for (y, row) in self.cells.iter().enumerate() {
            for (x, (symbol, url)) in row.iter().enumerate() {
                let (column, line) = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
                assert_eq!(
                    frame[(column, line)].symbol(),
                    symbol.to_string(),
                    "({x}, {y})"
                );
                let here = |link: &&Link| {
                    let Area {
                        x,
                        y,
                        width,
                        height,
                    } = link.area;
                    (x..x + width).contains(&column) && (y..y + height).contains(&line)
                };
                let wanted = links.iter().find(here).map_or("", |link| link.url.as_str());
                // A blank that was erased leads nowhere, and nobody sees it.
                if *symbol != ' ' {
                    assert_eq!(url, wanted, "({x}, {y})");
                }
            }
        }
        assert_eq!(self.link, "", "no link is left open");
    }
}

proptest! {
    #[test]
    fn links_lead_where_they_should_when_rows_change_and_move(
        tops in prop::collection::vec(0u16..30, 1..8),
        every in 1u16..5,
        same: bool,
        other in prop::collection::vec(any::<bool>(), 8),
    ) {
        let (width, height) = (24, 12);
        let mut judge = LinkJudge::new(width.into(), height.into());
        let mut painter = Painter::new(Look { synchronized: false, ..LOOK });
        for (top, other) in tops.into_iter().zip(other) {
            let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
            let mut links = Vec::new();
            for y in 0..height {
                let line = top + y;
                let number = if same { 0 } else { line };
                frame.set_string(0, y, format!("{} see {number} here", "x".repeat(usize::from(line % 3))), Style::new());
                if line.is_multiple_of(every) {
                    let url = format!("https://a.example/{}{other}", line % 4);
                    links.push(Link { area: Area { x: line % 5, y, width: 6, height: 1 }, url });
                }
            }
            let mut bytes = Vec::new();
            painter.paint(&frame, &links, &mut bytes);
            judge.process(&bytes);
            judge.shows(&frame, &links);
            let mut again = Vec::new();
            painter.paint(&frame, &links, &mut again);
            prop_assert_eq!(again, b"");
        }
    }
}

#[test]
fn a_link_that_changed_is_written_again_and_only_that() {
    let mut painter = Painter::new(LOOK);
    let frame = list(0, 0);
    let link = |url: &str| {
        let area = Area {
            x: 8,
            y: 3,
            width: 8,
            height: 1,
        };
        let url = url.to_owned();
        [Link { area, url }]
    };
    let paint = |painter: &mut Painter, links: &[Link]| {
        let mut bytes = Vec::new();
        painter.paint(&frame, links, &mut bytes);
        String::from_utf8(bytes).unwrap()
    };
    let plain = paint(&mut painter, &[]);
    assert_eq!(plain.matches("\x1b]8;").count(), 1, "none is left open");
    let first = paint(&mut painter, &link("https://a.example/1"));
    assert!(
        first.contains(";https://a.example/1\x1b\\The talk\x1b]8;;\x1b\\"),
        "{first:?}"
    );
    assert!(first.len() < 80, "{first:?}");
    assert_eq!(paint(&mut painter, &link("https://a.example/1")), "");
    assert!(paint(&mut painter, &link("https://a.example/2")).contains("/2\x1b\\"));
    let none = paint(&mut painter, &link("file:///etc/passwd"));
    assert_eq!(none.matches("\x1b]8;").count(), 0, "{none:?}");
    let mut without = Painter::new(Look {
        links: false,
        ..LOOK
    });
    assert!(!paint(&mut without, &link("https://a.example/1")).contains("\x1b]"));
}

#[test]
fn a_terminal_of_old_gets_no_sequence_that_it_does_not_know() {
    let mut painter = Painter::new(Look {
        moves: false,
        synchronized: false,
        links: false,
        italics: false,
        ..LOOK
    });
    let mut all = Vec::new();
    for (top, at) in [(0, 0), (1, 1), (4, 4), (40, 39), (39, 40), (7, 3), (0, 0)] {
        all.extend(paint(&mut painter, &list(top, at)));
    }
    let text = String::from_utf8(all).unwrap();
    let finals: std::collections::BTreeSet<char> = text
        .split("\x1b[")
        .skip(1)
        .filter_map(|rest| rest.chars().find(|char| ('\x40'..='\x7e').contains(char)))
        .collect();
    // Cursor, erasing, colours, the scroll region, and which modes there are.
    let known: std::collections::BTreeSet<char> = "CDHJKhlmr".chars().collect();
    assert!(finals.is_subset(&known), "{finals:?}");
    assert!(finals.contains(&'H') && finals.contains(&'C'), "{finals:?}");
}
