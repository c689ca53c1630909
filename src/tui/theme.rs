//! Roles and their styles. The terminal's own sixteen colours, no background: readable wherever
//! the terminal's own text is. Nothing is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    #[default]
    Text,
    /// Of less weight: what is past, units, hints.
    Dim,
    /// The title of a page, the event's name.
    Title,
    /// A heading inside a page or list.
    Heading,
    /// A time.
    Time,
    /// What the cursor is on.
    Selected,
    /// What is running.
    Running,
    /// The now line.
    Now,
    /// What the filter matched.
    Match,
    /// Strong words of a text.
    Strong,
    /// Emphasised words of a text.
    Emphasis,
    /// Code in a text.
    Code,
    /// A link.
    Link,
    /// Lines between panes.
    Border,
    /// A key in the footer or the help.
    Key,
    /// The mark of a favourite.
    Favourite,
    /// The mark of a favourite that must not be missed.
    Must,
    /// The mark of what is at the same time as another favourite.
    Clash,
    /// What went wrong, and what is cancelled.
    Error,
}

/// How frames look.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The styles of the roles.
    pub theme: Theme,
    /// Only ASCII characters.
    pub ascii: bool,
}

/// The styles of the roles.
#[derive(Clone, Debug, Default)]
pub struct Theme {}

impl Theme {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        style(role)
    }
}

/// The style of a role.
fn style(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Text => plain,
        Role::Dim | Role::Border => plain.add_modifier(Modifier::DIM),
        Role::Title | Role::Strong | Role::Key => plain.add_modifier(Modifier::BOLD),
        Role::Heading => plain.fg(Color::Blue).add_modifier(Modifier::BOLD),
        Role::Time | Role::Code => plain.fg(Color::Cyan),
        Role::Selected => plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
        Role::Running => plain.fg(Color::Green).add_modifier(Modifier::BOLD),
        Role::Favourite | Role::Clash => plain.fg(Color::Yellow),
        Role::Must => plain.fg(Color::Yellow).add_modifier(Modifier::BOLD),
        Role::Now => plain.fg(Color::Green),
        Role::Match => plain
            .fg(Color::Red)
            .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Emphasis => plain.add_modifier(Modifier::ITALIC),
        Role::Link => plain.fg(Color::Blue).add_modifier(Modifier::UNDERLINED),
        Role::Error => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
    }
}
