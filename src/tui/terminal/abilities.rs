//! What can be expected of a terminal, from what its environment says of it. Nothing is asked of the terminal itself: over a
//! slow link, the answer would be waited for.

/// What a terminal does with the sequences that not all know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Abilities {
    /// The marks of a frame are known, or ignored.
    pub synchronized: bool,
    /// Links can be followed, or their sequences are ignored.
    pub links: bool,
    /// What is meant for the terminal itself has to be passed through GNU screen.
    pub through_screen: bool,
}

/// Terminals that print what they do not know, or have nothing to click on.
const WITHOUT_LINKS: [&str; 9] = [
    "dumb", "linux", "cons", "ansi", "vt", "eterm", "rxvt", "sun", "screen",
];

/// The first version of VTE, times 100, in which links do no harm.
const VTE_WITH_LINKS: u32 = 5000;

impl Abilities {
    /// Of the terminal with these variables.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        // Both say that they are a screen; tmux hands on or drops what it should.
        let in_tmux = variable("TMUX").is_some();
        let through_screen = term.starts_with("screen") && !in_tmux;
        let vte = variable("VTE_VERSION").and_then(|version| version.parse().ok());
        let old_vte = vte.is_some_and(|version: u32| version < VTE_WITH_LINKS);
        let apple = variable("TERM_PROGRAM").is_some_and(|name| name == "Apple_Terminal");
        let known = in_tmux || !WITHOUT_LINKS.iter().any(|name| term.starts_with(name));
        let console = term == "linux";
        Self {
            synchronized: !console,
            links: known && !term.is_empty() && !old_vte && !apple,
            through_screen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_for_terminals_that_know_or_ignore_them() {
        for (environment, links, through_screen) in [
            ("TERM=xterm-256color", true, false),
            ("TERM=xterm-kitty", true, false),
            ("TERM=foot", true, false),
            ("TERM=alacritty", true, false),
            ("TERM=tmux-256color TMUX=/tmp/x,1,0", true, false),
            ("TERM=screen-256color TMUX=/tmp/x,1,0", true, false),
            ("TERM=screen-256color", false, true),
            ("TERM=screen.xterm-256color STY=1.x", false, true),
            ("TERM=xterm-256color VTE_VERSION=7600", true, false),
            ("TERM=xterm-256color VTE_VERSION=4205", false, false),
            ("TERM=xterm-256color VTE_VERSION=", true, false),
            ("TERM=xterm-256color KONSOLE_VERSION=220401", true, false),
            ("TERM=xterm-256color WT_SESSION=1", true, false),
            ("TERM=xterm-256color TERM_PROGRAM=vscode", true, false),
            (
                "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal",
                false,
                false,
            ),
            ("TERM=linux", false, false),
            ("TERM=dumb", false, false),
            ("TERM=vt100", false, false),
            ("TERM=rxvt-unicode-256color", false, false),
            ("TERM=eterm-color", false, false),
            ("TERM=", false, false),
            ("", false, false),
        ] {
            let variables: Vec<(&str, &str)> = environment
                .split_whitespace()
                .filter_map(|variable| variable.split_once('='))
                .collect();
            let found = |name: &str| {
                let mut variables = variables.iter();
                variables
                    .find(|(other, _)| *other == name)
                    .map(|(_, value)| (*value).to_owned())
            };
            let abilities = Abilities::of(found);
            assert_eq!(abilities.links, links, "{environment}");
            assert_eq!(abilities.through_screen, through_screen, "{environment}");
            assert_eq!(abilities.synchronized, environment != "TERM=linux");
        }
    }
}
