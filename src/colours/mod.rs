//! Colours and styles as texts and as numbers: what a theme is written in. Knows nothing of what draws.
//!
//! ```text
//! bold #ff8800 on #202020      underline bright-blue      208      none
//! ```

mod space;
mod themes;
mod value;

pub use self::{
    space::{Lab, contrast, readable},
    themes::{Custom, NAMES, TRACKS, built_in, known, roles, track_colours},
    value::{Attribute, Value},
};

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// A colour of a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Colour {
    /// The one that the terminal uses for text, or for what is behind it.
    #[default]
    Terminal,
    /// One of the sixteen that the user chose for the terminal.
    Named(u8),
    /// One of the 256 that most terminals agree upon.
    Indexed(u8),
    /// Any colour.
    Rgb(Rgb),
}

/// The names of the sixteen colours, in their order; from the ninth on, `bright-` stands before them.
const SIXTEEN_NAMES: [&str; 8] = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
];

impl Colour {
    /// `#ff8800`, `208`, `bright-blue` or `none`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with('#') {
            return crate::draft::color(text).map(Self::Rgb);
        }
        if let Ok(index) = text.parse() {
            return Some(Self::Indexed(index));
        }
        let (bright, name) = match text.strip_prefix("bright-") {
            Some(name) => (8, name),
            None => (0, text),
        };
        let named = SIXTEEN_NAMES
            .iter()
            .zip(0..)
            .find(|(known, _)| **known == name);
        match (named, text) {
            (Some((_, index)), _) => Some(Self::Named(index + bright)),
            (None, "gray" | "grey") => Some(Self::Named(8)),
            (None, "none" | "default") => Some(Self::Terminal),
            (None, _) => None,
        }
    }

    /// What it looks like; `None` where only the terminal knows. The sixteen are those of a common palette.
    pub fn rgb(self) -> Option<Rgb> {
        match self {
            Self::Terminal => None,
            Self::Named(index) | Self::Indexed(index @ 0..=15) => {
                SIXTEEN.get(usize::from(index)).copied()
            }
            Self::Indexed(index @ 16..=231) => {
                let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
                let index = index - 16;
                Some([level(index / 36), level(index / 6 % 6), level(index % 6)])
            }
            Self::Indexed(index) => Some([8 + 10 * (index - 232); 3]),
            Self::Rgb(rgb) => Some(rgb),
        }
    }
}

/// The sixteen colours as xterm has them; each terminal has its own, but not far from these.
const SIXTEEN: [Rgb; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

#[cfg(test)]
mod tests;
