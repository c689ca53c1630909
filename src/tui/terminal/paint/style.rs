//! Colours and attributes as SGR sequences, as short as they can be.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

/// How the next symbol is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// What is seen on a blank.
pub(super) const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// What switches an attribute on, and off.
const ATTRIBUTES: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::RAPID_BLINK, "6", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

impl Pen {
    /// The pen of a cell.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// The pen that writes a cell: this one, if nobody can see that it is another.
    pub(super) fn towards(self, cell: &Cell) -> Self {
        let visible = self.modifier.union(cell.modifier);
        if cell.symbol() == " " && cell.bg == self.bg && !visible.intersects(VISIBLE_ON_BLANK) {
            return self;
        }
        Self::of(cell)
    }

    /// The sequence that turns this pen into `next`; empty if it is that one.
    pub(super) fn change(self, next: Self) -> String {
        if self == next {
            return String::new();
        }
        let stepwise = self.parameters(next);
        let mut fresh = Self::default().parameters(next);
        if !fresh.is_empty() {
            fresh.insert_str(0, "0;");
        }
        let shorter = if fresh.len() < stepwise.len() {
            fresh
        } else {
            stepwise
        };
        format!("\x1b[{shorter}m")
    }

    fn parameters(self, next: Self) -> String {
        let mut list = String::new();
        let mut add = |parameter: &str| {
            if !list.is_empty() {
                list.push(';');
            }
            list.push_str(parameter);
        };
        let mut on = self.modifier;
        for (attribute, _, off) in ATTRIBUTES {
            if on.contains(attribute) && !next.modifier.contains(attribute) {
                add(off);
                // One parameter switches off all that share it.
                for (shared, _, same) in ATTRIBUTES {
                    if same == off {
                        on.remove(shared);
                    }
                }
            }
        }
        for (attribute, set, _) in ATTRIBUTES {
            if next.modifier.contains(attribute) && !on.contains(attribute) {
                add(set);
            }
        }
        if self.fg != next.fg {
            add(&color(next.fg, 30));
        }
        if self.bg != next.bg {
            add(&color(next.bg, 40));
        }
        list
    }
}

/// The parameters of a colour; `base` is 30 in front, 40 behind.
fn color(color: Color, base: u8) -> String {
    let named = match color {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => {
            let mut text = String::new();
            _ = write!(text, "{};2;{red};{green};{blue}", base + 8);
            return text;
        }
    };
    (base + named).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_short() {
        let pen = |fg, bg, modifier| Pen { fg, bg, modifier };
        let plain = Pen::default();
        let red = pen(Color::Red, Color::Reset, Modifier::empty());
        let bold = pen(Color::Reset, Color::Reset, Modifier::BOLD);
        let bold_dim = pen(Color::Reset, Color::Reset, Modifier::BOLD | Modifier::DIM);
        let all = pen(
            Color::Rgb(1, 2, 3),
            Color::Indexed(200),
            Modifier::BOLD | Modifier::REVERSED,
        );
        for (from, to, expected) in [
            (plain, plain, ""),
            (plain, red, "\x1b[31m"),
            (red, plain, "\x1b[m"),
            (plain, bold, "\x1b[1m"),
            (bold_dim, bold, "\x1b[0;1m"),
            (bold, red, "\x1b[0;31m"),
            (plain, all, "\x1b[1;7;38;2;1;2;3;48;5;200m"),
            (all, plain, "\x1b[m"),
            (
                red,
                pen(Color::LightRed, Color::Reset, Modifier::empty()),
                "\x1b[91m",
            ),
        ] {
            assert_eq!(from.change(to), expected);
        }
    }
}
