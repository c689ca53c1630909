//! What can be expected of a terminal, from what its environment says of it. None of this is asked of the terminal itself: over
//! a slow link, the answer would be waited for.

use crate::tui::app::Clipboard;

/// What a terminal does with the sequences that not all know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is another question")]
pub struct Abilities {
    /// It is none of old: the marks of a frame are known, or ignored, and it says where its cursor is when it is asked.
    pub recent: bool,
    /// It puts its cursor into a row or a column alone, and moves rows; the terminals of the VT100 and those after it do not.
    pub moves: bool,
    /// Links can be followed, or their sequences are ignored.
    pub links: bool,
    /// What it is asked it answers before anybody can have left the program, so that no answer comes to the shell: it is not at
    /// the other end of a network, or tmux or GNU screen on this side answer for it.
    pub near: bool,
    /// Letters can be slanted. Some of old ignore it, and GNU screen shows it as what is selected.
    pub italics: bool,
    /// Where a text for the clipboard goes.
    pub clipboard: Clipboard,
    /// What is meant for the terminal itself has to be passed through GNU screen.
    pub through_screen: bool,
}

/// Terminals that follow links, or are known to ignore their sequences, by the beginning of `TERM`. What is unknown may print
/// them.
const WITH_LINKS: [&str; 16] = [
    "xterm",
    "tmux",
    "alacritty",
    "foot",
    "kitty",
    "wezterm",
    "konsole",
    "gnome",
    "vte",
    "st",
    "iterm",
    "ghostty",
    "contour",
    "rio",
    "mintty",
    "mlterm",
];

/// Variables that a terminal sets that follows links, whatever `TERM` says.
const MARKS_OF_LINKS: [&str; 4] = [
    "WT_SESSION",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "KITTY_WINDOW_ID",
];

/// Variables that are set where the terminal is at the other end of a network.
const REMOTE: [&str; 3] = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];

/// The first version of VTE, times 100, in which links do no harm.
const VTE_WITH_LINKS: u32 = 5000;

impl Abilities {
    /// Of the terminal with these variables.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        // Both say that they are a screen; tmux hands on or drops what it should.
        let in_tmux = variable("TMUX").is_some();
        let is_screen = term.starts_with("screen");
        let vte = variable("VTE_VERSION").and_then(|version| version.parse().ok());
        let old_vte = vte.is_some_and(|version: u32| version < VTE_WITH_LINKS);
        let apple = variable("TERM_PROGRAM").is_some_and(|name| name == "Apple_Terminal");
        let marked = || MARKS_OF_LINKS.iter().any(|name| variable(name).is_some());
        let of_old = is_of_old(&term);
        // Within screen, the variables are those of the terminal around it.
        let known = in_tmux
            || WITH_LINKS.iter().any(|name| is_of_family(&term, name))
            || marked() && !is_screen && !of_old && !term.is_empty();
        Self {
            recent: !of_old,
            moves: !is_vt(&term),
            near: in_tmux || is_screen || !REMOTE.iter().any(|name| variable(name).is_some()),
            italics: !of_old && (in_tmux || !is_screen),
            links: known && !old_vte && !apple,
            through_screen: is_screen && !in_tmux,
            clipboard: match () {
                () if in_tmux => Clipboard::Tmux,
                () if of_old => Clipboard::Missing,
                () => Clipboard::Terminal,
            },
        }
    }
}

/// Whether a name is that of a terminal or begins with it: `foot-extra`, but not `footloose`.
fn is_of_family(term: &str, name: &str) -> bool {
    let rest = term.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '+', '.', '2']))
}

/// A terminal of the VT100's kind, by its number.
fn is_vt(term: &str) -> bool {
    let numbered = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    term.strip_prefix("vt").is_some_and(numbered)
}

/// Consoles, and terminals made of glass: they know no sequence that was thought of later, and some print it.
fn is_of_old(term: &str) -> bool {
    is_vt(term)
        || ["linux", "dumb", "cons25", "sun"]
            .iter()
            .any(|name| is_of_family(term, name))
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
            ("TERM=footloose", false, false),
            ("TERM=st-256color", true, false),
            ("TERM=wyse60", false, false),
            ("TERM=unheard-of", false, false),
            ("TERM=unheard-of WT_SESSION=1", true, false),
            ("TERM=vt220 VTE_VERSION=7600", false, false),
            ("TERM=screen VTE_VERSION=7600", false, true),
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
            let italics = abilities.recent && !through_screen;
            assert_eq!(abilities.italics, italics, "{environment}");
        }
    }

    #[test]
    fn over_a_network_only_what_is_on_this_side_answers_soon() {
        for (variables, near) in [
            ("TERM=xterm-256color", true),
            ("TERM=xterm-256color SSH_CONNECTION=x", false),
            ("TERM=xterm-256color SSH_TTY=/dev/pts/1", false),
            ("TERM=tmux-256color TMUX=/tmp/x,1,0 SSH_CONNECTION=x", true),
            ("TERM=screen SSH_CLIENT=x", true),
        ] {
            let abilities = Abilities::of(|name| {
                let mut all = variables.split(' ').filter_map(|it| it.split_once('='));
                all.find(|(other, _)| *other == name)
                    .map(|(_, value)| value.to_owned())
            });
            assert_eq!(abilities.near, near, "{variables}");
        }
    }

    #[test]
    fn what_is_older_than_a_sequence_does_not_get_it() {
        for (term, in_tmux, recent, clipboard) in [
            ("xterm", false, true, Clipboard::Terminal),
            ("unheard-of", false, true, Clipboard::Terminal),
            ("vte-256color", false, true, Clipboard::Terminal),
            ("tmux-256color", true, true, Clipboard::Tmux),
            ("linux", false, false, Clipboard::Missing),
            ("linux-16color", false, false, Clipboard::Missing),
            ("vt52", false, false, Clipboard::Missing),
            ("vt100", false, false, Clipboard::Missing),
            ("vt220-8", false, false, Clipboard::Missing),
        ] {
            let abilities = Abilities::of(|name| match name {
                "TERM" => Some(term.to_owned()),
                "TMUX" => in_tmux.then(|| "/tmp/x".to_owned()),
                _ => None,
            });
            assert_eq!(abilities.recent, recent, "{term}");
            assert_eq!(abilities.moves, !is_vt(term), "{term}");
            assert_eq!(abilities.clipboard, clipboard, "{term}");
        }
    }
}
