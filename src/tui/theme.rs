//! Roles and their styles. Nothing is told by colour alone.

mod depth;
mod symbols;

use ratatui::style::{Color, Modifier, Style};

use crate::colours::{self, Attribute, Colour, Custom, Rgb, Value};

pub use self::{
    depth::Depth,
    symbols::{Symbols, speaks_utf8},
};

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
    /// What the cursor of a list is on, while the keys go to something beside it.
    Inactive,
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
    /// What belongs to a track, with its index and the colour that the file gives it.
    Track(usize, Option<Rgb>),
}

/// How frames look.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The styles of the roles.
    pub theme: Theme,
    /// The characters that the terminal can show.
    pub symbols: Symbols,
}

/// The styles of the roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    background: Style,
    bar: Style,
    text: Style,
    dim: Style,
    title: Style,
    heading: Style,
    time: Style,
    selected: Style,
    inactive: Style,
    running: Style,
    now: Style,
    found: Style,
    link: Style,
    border: Style,
    key: Style,
    favourite: Style,
    clash: Style,
    error: Style,
    tracks: Vec<Colour>,
    depth: Depth,
}

impl Default for Theme {
    fn default() -> Self {
        Self::built_in(colours::NAMES.first().copied().unwrap_or_default())
            .unwrap_or_else(Self::plain)
    }
}

impl Theme {
    /// A theme by its name, of the user's own or of those that are built in. The error is a sentence that names them.
    pub fn find(name: &str, own: &[Custom]) -> Result<Self, String> {
        if let Some(custom) = own.iter().find(|custom| custom.name == name) {
            return Ok(Self::custom(custom));
        }
        colours::known(name, own)?;
        Ok(Self::built_in(name).unwrap_or_default())
    }

    /// The theme for a terminal of so many colours.
    #[must_use]
    pub fn at(mut self, depth: Depth) -> Self {
        self.depth = depth;
        if depth == Depth::None {
            // What told things apart by colours alone must do so by other means.
            let mut usual = Self::default();
            let own = self.places().map(|style| *style);
            for (place, own) in usual.places().into_iter().zip(own) {
                *place = Style::new().add_modifier(place.add_modifier | own.add_modifier);
            }
            usual.depth = depth;
            return usual;
        }
        self
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        match role {
            Role::Text => self.text,
            Role::Dim => self.dim,
            Role::Title => self.title,
            Role::Heading => self.heading,
            Role::Time | Role::Code => self.time,
            Role::Selected => self.selected,
            Role::Inactive => self.inactive,
            Role::Running => self.running,
            Role::Now => self.now,
            Role::Match => self.found,
            Role::Strong => self.text.add_modifier(Modifier::BOLD),
            Role::Emphasis => self.text.add_modifier(Modifier::ITALIC),
            Role::Link => self.link,
            Role::Border => self.border,
            Role::Key => self.key,
            Role::Favourite => self.favourite,
            Role::Must => self.favourite.add_modifier(Modifier::BOLD),
            Role::Clash => self.clash,
            Role::Error => self.error,
            Role::Track(index, color) => self.track(index, color),
        }
    }

    /// What the whole screen is filled with before anything is drawn.
    pub fn ground(&self) -> Style {
        self.text.patch(self.background)
    }

    /// What the first and the last line of the screen have behind them.
    pub fn bar(&self) -> Style {
        self.bar
    }

    /// What a whole line gets that the cursor is on, and whether it takes the place of what is there. A background lies
    /// behind the colours of its parts; reversed, they would be a patchwork.
    pub fn line(&self, active: bool) -> (Style, bool) {
        let style = if active { self.selected } else { self.inactive };
        if style.add_modifier.contains(Modifier::REVERSED) {
            return (style, true);
        }
        let behind = Style {
            bg: style.bg,
            ..Style::new()
        };
        (behind, false)
    }

    /// The style of a track, by its index and the colour that the file gives it: that one, as far as it can be read, else one
    /// of a few that are easily told apart.
    pub fn track(&self, index: usize, color: Option<Rgb>) -> Style {
        if self.depth == Depth::None {
            return Style::new();
        }
        if let Some(color) = color.filter(|_| self.depth > Depth::Ansi16) {
            let color = colours::readable(color, &self.grounds(), LEAST_OF_TRACKS);
            return Style::new().fg(self::color(Colour::Rgb(color)));
        }
        let place = index.checked_rem(self.tracks.len()).unwrap_or(0);
        let color = self.tracks.get(place).copied().unwrap_or_default();
        Style::new().fg(self::color(color))
    }

    /// What tracks are drawn on. Where only the terminal knows, it may be black or white.
    fn grounds(&self) -> Vec<Rgb> {
        let behind = [self.background, self.bar, self.selected, self.inactive];
        let known = behind.iter().filter_map(|style| rgb(style.bg?));
        match self.background.bg.and_then(rgb) {
            Some(_) => known.collect(),
            None => vec![[0; 3], [255; 3]],
        }
    }

    /// A built-in theme.
    fn built_in(name: &str) -> Option<Self> {
        let mut theme = Self::plain();
        for (role, text) in colours::built_in(name)? {
            // A test holds that all can be read.
            if role == colours::TRACKS {
                theme.tracks = colours::track_colours(text).unwrap_or_default();
            } else if let Ok(value) = Value::parse(text) {
                theme.set(role, &value);
            }
        }
        Some(theme)
    }

    fn custom(custom: &Custom) -> Self {
        let base = custom.base.as_deref().and_then(Self::built_in);
        let mut theme = base.unwrap_or_default();
        for (role, value) in &custom.styles {
            theme.set(role, value);
        }
        if let Some(tracks) = &custom.tracks {
            theme.tracks.clone_from(tracks);
        }
        theme
    }

    fn set(&mut self, role: &str, value: &Value) {
        if role == "background" {
            // It is a colour, and there is nothing else that it could mean.
            let value = Value {
                behind: value.behind.or(value.front),
                ..Value::default()
            };
            self.background = style(&value);
        } else if let Some(place) = self.place(role) {
            *place = style(value);
        }
    }

    fn place(&mut self, role: &str) -> Option<&mut Style> {
        Some(match role {
            "background" => &mut self.background,
            "bar" => &mut self.bar,
            "text" => &mut self.text,
            "dim" => &mut self.dim,
            "title" => &mut self.title,
            "heading" => &mut self.heading,
            "time" => &mut self.time,
            "selected" => &mut self.selected,
            "inactive" => &mut self.inactive,
            "running" => &mut self.running,
            "now" => &mut self.now,
            "match" => &mut self.found,
            "link" => &mut self.link,
            "border" => &mut self.border,
            "key" => &mut self.key,
            "favourite" => &mut self.favourite,
            "clash" => &mut self.clash,
            "error" => &mut self.error,
            _ => return None,
        })
    }

    fn places(&mut self) -> [&mut Style; 18] {
        [
            &mut self.background,
            &mut self.bar,
            &mut self.text,
            &mut self.dim,
            &mut self.title,
            &mut self.heading,
            &mut self.time,
            &mut self.selected,
            &mut self.inactive,
            &mut self.running,
            &mut self.now,
            &mut self.found,
            &mut self.link,
            &mut self.border,
            &mut self.key,
            &mut self.favourite,
            &mut self.clash,
            &mut self.error,
        ]
    }

    /// Without any styles.
    fn plain() -> Self {
        let plain = Style::new();
        Self {
            background: plain,
            bar: plain,
            text: plain,
            dim: plain,
            title: plain,
            heading: plain,
            time: plain,
            selected: plain,
            inactive: plain,
            running: plain,
            now: plain,
            found: plain,
            link: plain,
            border: plain,
            key: plain,
            favourite: plain,
            clash: plain,
            error: plain,
            tracks: Vec::new(),
            depth: Depth::default(),
        }
    }
}

/// The contrast that a track's name and mark have at least: they are short, and say nothing that is not said elsewhere.
const LEAST_OF_TRACKS: f32 = 3.0;

/// A style as ratatui has it.
fn style(value: &Value) -> Style {
    let modifier = |attribute: &Attribute| match attribute {
        Attribute::Bold => Modifier::BOLD,
        Attribute::Dim => Modifier::DIM,
        Attribute::Italic => Modifier::ITALIC,
        Attribute::Underline => Modifier::UNDERLINED,
        Attribute::Reverse => Modifier::REVERSED,
    };
    let modifiers = value.attributes.iter().map(modifier).collect();
    Style {
        fg: value.front.map(color),
        bg: value.behind.map(color),
        ..Style::new().add_modifier(modifiers)
    }
}

/// A colour as ratatui has it.
pub fn color(colour: Colour) -> Color {
    match colour {
        Colour::Terminal => Color::Reset,
        Colour::Named(index) => NAMED.get(usize::from(index)).copied().unwrap_or_default(),
        Colour::Indexed(index) => Color::Indexed(index),
        Colour::Rgb([red, green, blue]) => Color::Rgb(red, green, blue),
    }
}

/// What a colour of ratatui looks like; `None` where only the terminal knows.
pub fn rgb(color: Color) -> Option<Rgb> {
    let known = match color {
        Color::Reset => Colour::Terminal,
        Color::Indexed(index) => Colour::Indexed(index),
        Color::Rgb(red, green, blue) => Colour::Rgb([red, green, blue]),
        named => {
            let mut all = (0..).zip(NAMED);
            let (index, _) = all.find(|(_, other)| *other == named)?;
            Colour::Named(index)
        }
    };
    known.rgb()
}

/// The sixteen colours in their order.
pub const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

#[cfg(test)]
mod tests;
