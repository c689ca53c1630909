//! `[themes]`: the colours of one's own.
//!
//! ```toml
//! [themes.mine]
//! base = "dark"
//! selected = "bold #ffffff on #303060"
//! tracks = "blue #ff8800 208"
//! ```

use toml::de::{DeTable, DeValue};

use super::{
    Config,
    reader::{Reader, Value},
};
use crate::arrange::Arrange as _;
use crate::colours::{self, Custom};

pub(super) fn read(reader: &mut Reader, table: &DeTable) {
    reader.themes(table);
}

impl Reader<'_> {
    fn themes(&mut self, table: &DeTable) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.arrange_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let name = key.get_ref().trim();
            match value.get_ref() {
                _ if colours::NAMES.contains(&name) => {
                    let taken =
                        format!("“{name}” is built in; a theme of your own needs another name");
                    self.note(key.span().start, &taken);
                }
                DeValue::Table(styles) => {
                    let theme = self.styles(name, styles);
                    self.config.themes.push(theme);
                }
                _ if !self.is_sound(value) => {}
                _ => {
                    let wanted = format!("{name} must be a table: [themes.{name}]");
                    self.note(value.span().start, &wanted);
                }
            }
        }
    }

    fn styles(&mut self, name: &str, table: &DeTable) -> Custom {
        let mut theme = Custom {
            name: name.to_owned(),
            ..Custom::default()
        };
        for (key, value) in table {
            if !self.is_sound(value) {
                continue;
            }
            let role = key.get_ref().as_ref();
            if role != "base" && !colours::roles().any(|known| known == role) {
                let near = crate::text::did_you_mean(role, colours::roles().chain(["base"]));
                let what = format!("“{role}” is nothing that a theme colours{near}");
                self.note(key.span().start, &what);
            } else if let Err(wanted) = take(&mut theme, role, value) {
                self.note(value.span().start, &wanted);
            }
        }
        theme
    }
}

/// `theme = "dark"`
pub(super) fn theme(config: &mut Config, value: &DeValue) -> Result<(), String> {
    let name = value.as_str().map(str::trim);
    let name = name.ok_or("theme must be a name, such as \"dark\"")?;
    colours::known(name, &config.themes)?;
    // The usual one need not be named.
    config.theme = (colours::NAMES.first() != Some(&name)).then(|| name.to_owned());
    Ok(())
}

/// Takes the value of a role; the error says what it must be.
fn take(theme: &mut Custom, role: &str, value: &Value) -> Result<(), String> {
    let text = value.get_ref();
    let text = text.as_str().ok_or_else(|| match role {
        "base" => format!("base must be one of {}", colours::NAMES.join(", ")),
        _ => format!("{role} must be a text, such as \"bold #ff8800 on #202020\""),
    })?;
    match role {
        "base" if colours::NAMES.contains(&text) => theme.base = Some(text.to_owned()),
        "base" => return Err(format!("base must be one of {}", colours::NAMES.join(", "))),
        colours::TRACKS => theme.tracks = Some(colours::track_colours(text)?),
        _ => {
            let style = colours::Value::parse(text)?;
            theme.styles.push((role.to_owned(), style));
        }
    }
    Ok(())
}
