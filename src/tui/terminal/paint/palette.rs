//! Colours as far as the terminal has them.

use foldhash::HashMap;
use ratatui::style::{Color, Modifier};

use crate::{
    colours::{Colour, Lab, Rgb, contrast},
    tui::theme::{self, Depth, NAMED},
};

/// Turns colours into those that the terminal has, the same ones always into the same.
#[derive(Debug)]
pub(super) struct Palette {
    depth: Depth,
    /// It has slanted letters.
    italics: bool,
    /// What was found before: a screen has few pairs of colours, and very many cells.
    known: HashMap<(Color, Color), Pair>,
}

/// The colour of a text, and that behind it.
type Pair = (Color, Color);

/// From this on, a colour is not taken for a grey one.
const COLOURFUL: f32 = 0.05;

/// Of sixteen colours that every terminal has otherwise, no more can be asked.
const LEGIBLE: f32 = 2.5;

/// More pairs than a screen has cells in use come from nowhere but from many screens.
const MOST_KNOWN: usize = 4096;

impl Palette {
    pub(super) fn new(depth: Depth) -> Self {
        Self {
            depth,
            italics: true,
            known: HashMap::default(),
        }
    }

    /// For a terminal without slanted letters: GNU screen shows them as what is selected.
    pub(super) fn without_italics(mut self) -> Self {
        self.italics = false;
        self
    }

    /// The nearest that the terminal has to a text's colour, the one behind it, and its attributes.
    pub(super) fn map(&mut self, pair: Pair, modifier: Modifier) -> (Pair, Modifier) {
        let mut modifier = modifier;
        if !self.italics && modifier.contains(Modifier::ITALIC) {
            modifier = (modifier - Modifier::ITALIC) | Modifier::UNDERLINED;
        }
        match self.depth {
            Depth::None => ((Color::Reset, Color::Reset), modifier),
            Depth::True => (pair, modifier),
            Depth::Ansi16 | Depth::Indexed => (self.nearest(pair), modifier),
            Depth::Ansi8 => {
                let (front, behind) = self.nearest(pair);
                // Bold makes the eight brighter; nothing does so behind the text.
                let (front, is_bright) = halved(front);
                let behind = halved(behind).0;
                // Bold alone does not make black or the same colour readable everywhere.
                if front == Color::Black && behind == Color::Reset {
                    return ((Color::Reset, behind), modifier);
                }
                if front == behind && front != Color::Reset {
                    return ((halved(opposite(behind)).0, behind), modifier);
                }
                let bold = if is_bright {
                    Modifier::BOLD
                } else {
                    Modifier::empty()
                };
                ((front, behind), modifier | bold)
            }
        }
    }

    fn nearest(&mut self, pair: Pair) -> Pair {
        let enough = |color| match color {
            Color::Rgb(..) => false,
            Color::Indexed(index) => index < 16 || self.depth == Depth::Indexed,
            _ => true,
        };
        if enough(pair.0) && enough(pair.1) {
            return pair;
        }
        if let Some(found) = self.known.get(&pair) {
            return *found;
        }
        let found = if self.depth == Depth::Indexed {
            legible(pair, (of_256(pair.0), of_256(pair.1)))
        } else {
            legible(pair, (of_16(pair.0), of_16(pair.1)))
        };
        if self.known.len() > MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(pair, found);
        found
    }
}

/// The pair, if the text can be read as it is meant to be; else the text in black or white.
fn legible(wanted: Pair, found: Pair) -> Pair {
    let known = |(front, behind)| Some((theme::rgb(front)?, theme::rgb(behind)?));
    let (Some(wanted), Some((front, behind))) = (known(wanted), known(found)) else {
        return found;
    };
    let meant = contrast(wanted.0, wanted.1);
    if wanted.0 != wanted.1 && contrast(front, behind) < meant.min(LEGIBLE) {
        return (opposite(found.1), found.1);
    }
    found
}

/// Black or white, whichever can be read on a colour.
fn opposite(behind: Color) -> Color {
    let Some(rgb) = theme::rgb(behind) else {
        return Color::Reset;
    };
    if contrast(rgb, [0; 3]) > contrast(rgb, [255; 3]) {
        Color::Black
    } else {
        Color::White
    }
}

/// The nearest of the 256, without the first sixteen, which are different everywhere.
fn of_256(color: Color) -> Color {
    let Color::Rgb(red, green, blue) = color else {
        return color;
    };
    let all = (16..=u8::MAX)
        .filter_map(|index| Some((Color::Indexed(index), Colour::Indexed(index).rgb()?)));
    nearest([red, green, blue], all).unwrap_or(color)
}

/// The nearest of the sixteen. What has a hue keeps it: a pale blue is nearer to grey than to any of the blues, but would not
/// be told apart from other pale colours.
fn of_16(color: Color) -> Color {
    let Some(rgb) =
        theme::rgb(color).filter(|_| matches!(color, Color::Rgb(..) | Color::Indexed(_)))
    else {
        return color;
    };
    let wanted = Lab::from(rgb);
    let all = || {
        NAMED
            .into_iter()
            .filter_map(|color| Some((color, theme::rgb(color)?)))
    };
    // Very dark and very bright colours are hardly seen as such.
    let colourful = wanted.chroma() >= COLOURFUL && (0.28..0.95).contains(&wanted.lightness);
    if !colourful {
        let grey = |(_, rgb): &(Color, Rgb)| Lab::from(*rgb).chroma() < COLOURFUL;
        return nearest(rgb, all().filter(grey)).unwrap_or(color);
    }
    let turned = |rgb: Rgb| {
        let other = Lab::from(rgb);
        let across = (wanted.a * other.a + wanted.b * other.b) / (wanted.chroma() * other.chroma());
        (1.0 - across) + 0.3 * (wanted.lightness - other.lightness).abs()
    };
    let hues = all().filter(|(_, rgb)| Lab::from(*rgb).chroma() >= COLOURFUL);
    let best = hues.min_by(|one, other| turned(one.1).total_cmp(&turned(other.1)));
    best.map_or(color, |(color, _)| color)
}

fn nearest(wanted: Rgb, all: impl Iterator<Item = (Color, Rgb)>) -> Option<Color> {
    let wanted = Lab::from(wanted);
    let far = |rgb: Rgb| Lab::from(rgb).distance(wanted);
    let best = all.min_by(|one, other| far(one.1).total_cmp(&far(other.1)));
    best.map(|(color, _)| color)
}

/// The one of the eight that becomes this when it is made brighter, and whether it has to be.
fn halved(color: Color) -> (Color, bool) {
    let color = match color {
        Color::Indexed(index) => NAMED.get(usize::from(index)).copied().unwrap_or_default(),
        other => other,
    };
    let at = NAMED.iter().position(|known| *known == color);
    match at.and_then(|at| at.checked_sub(8)) {
        Some(at) => (NAMED.get(at).copied().unwrap_or_default(), true),
        None => (color, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(depth: Depth, color: Color) -> Color {
        let plain = Modifier::empty();
        Palette::new(depth).map((color, Color::Reset), plain).0.0
    }

    #[test]
    fn colours_become_the_nearest_that_there_are() {
        let hex = |text: &str| {
            let [red, green, blue] = crate::draft::color(text).unwrap();
            Color::Rgb(red, green, blue)
        };
        for (color, indexed, named) in [
            ("#ff0000", Color::Indexed(196), Color::LightRed),
            ("#ff8700", Color::Indexed(208), Color::LightRed),
            ("#8cb0ff", Color::Indexed(111), Color::LightBlue),
            ("#a6d672", Color::Indexed(149), Color::LightGreen),
            ("#ff7f8c", Color::Indexed(210), Color::LightRed),
            ("#000000", Color::Indexed(16), Color::Black),
            ("#191c26", Color::Indexed(234), Color::Black),
            ("#fbfaf7", Color::Indexed(231), Color::White),
            ("#808080", Color::Indexed(244), Color::DarkGray),
        ] {
            assert_eq!(front(Depth::True, hex(color)), hex(color));
            assert_eq!(front(Depth::Indexed, hex(color)), indexed, "{color}");
            assert_eq!(front(Depth::Ansi16, hex(color)), named, "{color}");
            assert_eq!(front(Depth::None, hex(color)), Color::Reset);
        }
        assert_eq!(front(Depth::Ansi16, Color::Indexed(9)), Color::Indexed(9));
        assert_eq!(front(Depth::Ansi16, Color::Indexed(111)), Color::LightBlue);
        assert_eq!(
            front(Depth::Indexed, Color::Indexed(111)),
            Color::Indexed(111)
        );
    }

    #[test]
    fn no_role_is_black_where_it_may_be_dark_behind() {
        for name in crate::colours::NAMES {
            let theme = theme::Theme::find(name, &[]).unwrap();
            let grounds = [
                theme.ground(),
                theme.bar(),
                theme.line(true).0,
                theme.line(false).0,
            ];
            for role in crate::tui::theme::Role::all() {
                let style = theme.style(role);
                for ground in grounds {
                    let shown = theme.ground().patch(ground).patch(style);
                    let pair = (shown.fg.unwrap_or_default(), shown.bg.unwrap_or_default());
                    for depth in [Depth::Ansi8, Depth::Ansi16, Depth::Indexed, Depth::True] {
                        let (found, _) = Palette::new(depth).map(pair, Modifier::empty());
                        let told = (name, role, depth, pair, found);
                        assert!(found.0 != found.1 || found.0 == Color::Reset, "{told:?}");
                        let dark = [Color::Reset, Color::Black];
                        let black = found.0 == Color::Black;
                        assert!(!black || !dark.contains(&found.1), "{told:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn of_eight_bold_ones_are_brighter() {
        let mut palette = Palette::new(Depth::Ansi8);
        let mut map = |front, behind| palette.map((front, behind), Modifier::empty());
        let bright = map(Color::LightBlue, Color::Reset);
        assert_eq!(bright, ((Color::Blue, Color::Reset), Modifier::BOLD));
        let plain = map(Color::Blue, Color::LightRed);
        assert_eq!(plain, ((Color::Blue, Color::Red), Modifier::empty()));
        let (same, _) = map(Color::Red, Color::LightRed);
        assert_ne!(same.0, same.1);
    }

    #[test]
    fn what_can_be_read_stays_so() {
        // Of each built-in theme, whatever stands on whatever.
        for name in crate::colours::NAMES {
            let theme = theme::Theme::find(name, &[]).unwrap();
            let roles = crate::tui::theme::Role::all();
            let behind = [
                theme.ground(),
                theme.bar(),
                theme.line(true).0,
                theme.line(false).0,
            ];
            for behind in behind.into_iter().filter_map(|style| style.bg) {
                for role in &roles {
                    let Some(front) = theme.style(*role).fg else {
                        continue;
                    };
                    for depth in [Depth::Ansi8, Depth::Ansi16, Depth::Indexed] {
                        let plain = Modifier::empty();
                        let ((front, behind), more) =
                            Palette::new(depth).map((front, behind), plain);
                        let told = (name, role, depth, front, behind);
                        assert!(front != behind, "{told:?} {more:?}");
                        let both = theme::rgb(front).zip(theme::rgb(behind));
                        let ratio = both.map_or(21.0, |(front, behind)| contrast(front, behind));
                        assert!(ratio > 2.0 || depth == Depth::Ansi8, "{told:?} {ratio}");
                    }
                }
            }
        }
    }
}
