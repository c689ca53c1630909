//! The themes that come with fomo, side by side, in the words that a theme of one's own is written in.

use super::{Colour, Value};
use crate::text;

/// A theme of the user's own: a built-in one, and what is otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custom {
    /// Its name.
    pub name: String,
    /// The built-in theme that it starts from; the usual one if not given.
    pub base: Option<String>,
    /// Roles and their styles.
    pub styles: Vec<(String, Value)>,
    /// The colours of tracks, where they are otherwise.
    pub tracks: Option<Vec<Colour>>,
}

/// Whether there is a theme of this name; the error is a sentence that names all that there are.
pub fn known(name: &str, own: &[Custom]) -> Result<(), String> {
    let own = own.iter().map(|custom| custom.name.as_str());
    let known: Vec<&str> = NAMES.into_iter().chain(own).collect();
    if known.contains(&name) {
        return Ok(());
    }
    let near = crate::text::did_you_mean(name, known.iter().copied());
    let name = text::clean_line(name).text;
    let known = known.join(", ");
    Err(format!("there is no theme “{name}”, only {known}{near}"))
}

/// The role that is no style but a list of colours.
pub const TRACKS: &str = "tracks";

/// The names of what a theme gives styles to.
pub fn roles() -> impl Iterator<Item = &'static str> + Clone {
    TABLE.iter().map(|(role, _)| *role)
}

/// The roles of a built-in theme, and how their styles are written; `None` if there is no theme of this name.
pub fn built_in(name: &str) -> Option<impl Iterator<Item = (&'static str, &'static str)>> {
    let column = NAMES.iter().position(|known| *known == name)?;
    let style = move |(role, styles): &(&'static str, [&'static str; NAMES.len()])| {
        styles.get(column).map(|style| (*role, *style))
    };
    Some(TABLE.iter().filter_map(style))
}

/// The colours of tracks; the error is a sentence.
pub fn track_colours(text: &str) -> Result<Vec<Colour>, String> {
    let colour = |word| match Value::parse(word)? {
        Value {
            front: Some(colour),
            ..
        } => Ok(colour),
        _ => Err(format!("“{word}” is no colour")),
    };
    let colours: Vec<Colour> = text
        .split_whitespace()
        .map(colour)
        .collect::<Result<_, _>>()?;
    if colours.is_empty() {
        return Err("tracks need one colour at least, such as \"blue #ff8800 208\"".to_owned());
    }
    Ok(colours)
}

/// The names of the built-in themes, in the order of the columns below; the first is the usual one.
pub const NAMES: [&str; 5] = ["terminal", "light", "dark", "contrast", "colour-blind"];

/// A role, and its style in each theme.
///
/// `terminal` has the sixteen colours that the user chose, and no background: it is readable wherever the terminal's own text
/// is. `colour-blind` is built on the palette of Okabe and Ito.
#[rustfmt::skip] // a table: one row, one line
const TABLE: [(&str, [&str; NAMES.len()]); 19] = [
    ("background", ["",                "#fbfaf7",                  "#191c26",                  "#000000",                  "#14171c"]),
    ("bar",        ["",                "on #efeee8",               "on #232838",               "on #1c1c1c",               "on #20252d"]),
    ("text",       ["",                "#23272e",                  "#d6dbe8",                  "#ffffff",                  "#e4e7eb"]),
    ("dim",        ["dim",             "#69707d",                  "#8b94aa",                  "#d0d0d0",                  "#9ba3ad"]),
    ("title",      ["bold",            "bold #0b0e13",             "bold #ffffff",             "bold #ffffff",             "bold #ffffff"]),
    ("heading",    ["bold blue",       "bold #1d4fc4",             "bold #8cb0ff",             "bold #9ecbff",             "bold #7cc7f5"]),
    ("time",       ["cyan",            "#0a6677",                  "#7ed3e6",                  "#7df3ff",                  "#b9d3e6"]),
    ("selected",   ["bold magenta",    "bold #0b0e13 on #cfdffd",  "bold #ffffff on #2f3a6b",  "bold #ffffff on #00268c",  "bold #ffffff on #0f3057"]),
    ("inactive",   ["bold",            "bold on #e9e9e6",          "bold on #282d3d",          "bold on #333333",          "bold on #262b33"]),
    ("running",    ["bold green",      "bold #17692b",             "bold #a6d672",             "bold #7dff7d",             "bold #56b4e9"]),
    ("now",        ["green",           "#17692b",                  "#a6d672",                  "#7dff7d",                  "#56b4e9"]),
    ("match",      ["bold underline red", "bold underline #a83208", "bold underline #ffae57",  "bold underline #ffff00",   "bold underline #f0b8d8"]),
    ("link",       ["underline blue",  "underline #1d4fc4",        "underline #8cb0ff",        "underline #9ecbff",        "underline #7cc7f5"]),
    ("border",     ["dim",             "#737984",                  "#6c7590",                  "#d0d0d0",                  "#727b87"]),
    ("key",        ["bold",            "bold #6a2fb5",             "bold #c8b1ff",             "bold #ffffff",             "bold #f0e442"]),
    ("favourite",  ["yellow",          "#855400",                  "#ffd369",                  "#ffff00",                  "#f0e442"]),
    ("clash",      ["yellow",          "#a83c00",                  "#ff9d66",                  "#ffc06b",                  "#f5a500"]),
    ("error",      ["bold red",        "bold #b5122b",             "bold #ff919c",             "bold #ffbcbc",             "bold #f0713a"]),
    ("tracks",     ["blue magenta cyan yellow green red bright-blue bright-magenta",
                    "#2a62d1 #a35a00 #9a2fae #0b7a75 #4f7a12 #c2274b #6a4fd0 #7a5a3a",
                    "#7aa8ff #f0b45a #d691ec #5fd0c5 #a3cf62 #ff8a9f #a99bff #d3b08c",
                    "#8ab8ff #ffc46b #f0a0ff #6bf0e0 #b8f06b #ffa0b0 #c0b0ff #ffffff",
                    "#56b4e9 #e69f00 #cc79a7 #00b386 #f0e442 #e8743b #8fa8ff #b8c0c8"]),
];
