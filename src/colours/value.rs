//! A style as it is written: `bold #ff8800 on #202020`.

use super::Colour;

/// What text can be besides coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// Bold.
    Bold,
    /// With less weight.
    Dim,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// The colours of text and background in each other's place.
    Reverse,
}

/// How they are written.
const ATTRIBUTES: [(&str, Attribute); 5] = [
    ("bold", Attribute::Bold),
    ("dim", Attribute::Dim),
    ("italic", Attribute::Italic),
    ("underline", Attribute::Underline),
    ("reverse", Attribute::Reverse),
];

/// A style of a theme. What is not said stays as it is beneath.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The colour of the text.
    pub front: Option<Colour>,
    /// The colour behind it.
    pub behind: Option<Colour>,
    /// What it is besides.
    pub attributes: Vec<Attribute>,
}

impl Value {
    /// Reads attributes and a colour, `on` and a colour; the error is a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut value = Self::default();
        let text = text.to_lowercase();
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            if let Some((_, attribute)) = ATTRIBUTES.iter().find(|(name, _)| *name == word) {
                value.attributes.push(*attribute);
                continue;
            }
            match word {
                "plain" => {}
                "on" => {
                    let word = words.next().ok_or("a colour is missing behind “on”")?;
                    set(&mut value.behind, word)?;
                }
                colour => set(&mut value.front, colour)?,
            }
        }
        Ok(value)
    }
}

fn set(place: &mut Option<Colour>, word: &str) -> Result<(), String> {
    let colour = Colour::parse(word).ok_or_else(|| {
        format!(
            "“{word}” is no colour and no attribute; write red or bright-red, 0 to 255, #rrggbb, none, or bold, dim, italic, \
             underline, reverse"
        )
    })?;
    match place.replace(colour) {
        None => Ok(()),
        Some(_) => Err(format!(
            "“{word}” is a second colour; one behind the text follows “on”"
        )),
    }
}
