//! How many colours the terminal has.

/// How many colours the terminal has, as far as the environment tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None are wanted; bold, reverse, underline and dim stay.
    None,
    /// Eight, which bold makes brighter.
    Ansi8,
    /// The sixteen that the user chose.
    Ansi16,
    /// 256.
    Indexed,
    /// All that there are.
    #[default]
    True,
}

/// Terminals that have all colours, and whose `TERM` does not end in `-direct`.
const TRUE: [&str; 9] = [
    "alacritty",
    "contour",
    "foot",
    "mintty",
    "rio",
    "wezterm",
    "xterm-ghostty",
    "ghostty",
    "xterm-kitty",
];

impl Depth {
    /// What these variables of the environment tell.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        if set("NO_COLOR").is_some() {
            return Self::None;
        }
        let term = set("TERM").unwrap_or_default();
        // The console says so even where it was reached through a program that sets COLORTERM.
        if term == "linux" || term.starts_with("linux-") {
            return Self::Ansi8;
        }
        let color_term = set("COLORTERM").unwrap_or_default().to_lowercase();
        let known = |name: &&str| {
            term.strip_prefix(*name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        if matches!(color_term.as_str(), "truecolor" | "24bit")
            || term.ends_with("-direct")
            || TRUE.iter().any(known)
        {
            Self::True
        } else if term.contains("256color") {
            Self::Indexed
        } else if term.starts_with("vt") || term.ends_with("-mono") {
            Self::None
        } else {
            Self::Ansi16
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_how_many_colours_there_are() {
        for (term, color_term, no_color, depth) in [
            ("xterm", "", "", Depth::Ansi16),
            ("screen", "", "", Depth::Ansi16),
            ("", "", "", Depth::Ansi16),
            ("xterm-256color", "", "", Depth::Indexed),
            ("tmux-256color", "", "", Depth::Indexed),
            ("tmux-256color", "truecolor", "", Depth::True),
            ("xterm-256color", "24bit", "", Depth::True),
            ("xterm-256color", "TrueColor", "", Depth::True),
            ("xterm-256color", "yes", "", Depth::Indexed),
            ("xterm-direct", "", "", Depth::True),
            ("xterm-kitty", "", "", Depth::True),
            ("alacritty", "", "", Depth::True),
            ("foot", "", "", Depth::True),
            ("foot-extra", "", "", Depth::True),
            ("footloose", "", "", Depth::Ansi16),
            ("wezterm", "", "", Depth::True),
            ("xterm-ghostty", "", "", Depth::True),
            ("linux", "", "", Depth::Ansi8),
            ("linux", "truecolor", "", Depth::Ansi8),
            ("linux-16color", "", "", Depth::Ansi8),
            ("vt100", "", "", Depth::None),
            ("xterm-mono", "", "", Depth::None),
            ("xterm-kitty", "truecolor", "1", Depth::None),
            ("linux", "", "0", Depth::None),
        ] {
            let variable = |name: &str| match name {
                "TERM" => Some(term.to_owned()),
                "COLORTERM" => Some(color_term.to_owned()),
                "NO_COLOR" => Some(no_color.to_owned()),
                _ => None,
            };
            let told = (term, color_term, no_color);
            assert_eq!(Depth::of(variable), depth, "{told:?}");
        }
        assert_eq!(Depth::of(|_| None), Depth::Ansi16);
    }
}
