//! `[check]`: how bad each rule is, and from when on `fomo check` complains.

use toml::de::DeTable;

use super::reader::Reader;
use crate::{
    schedule::rules::{Levels, RULES, RuleId, Severity},
    text,
};

/// What the user wants to be told of a timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// How bad each rule is.
    pub levels: Levels,
    /// What is at least so bad makes `fomo check` fail, unless `--level` says otherwise.
    pub level: Severity,
}

impl Default for Check {
    fn default() -> Self {
        Self {
            levels: Levels::default(),
            level: Severity::Warning,
        }
    }
}

/// What switches a rule off.
const OFF: &str = "off";

pub(super) fn read(reader: &mut Reader, table: &DeTable) {
    for (key, value) in table {
        if !reader.is_sound(value) {
            continue;
        }
        let name = key.get_ref().as_ref();
        let word = value.get_ref().as_str();
        let severity = word.and_then(Severity::named);
        let at = value.span().start;
        match (name, RuleId::named(name)) {
            ("level", _) => match severity {
                Some(level) => reader.config.check.level = level,
                None => reader.note(at, "level must be \"error\", \"warning\" or \"info\""),
            },
            (_, Some(rule)) if severity.is_some() || word == Some(OFF) => {
                reader.config.check.levels.set(rule, severity);
            }
            (_, Some(_)) => {
                let wanted =
                    format!("{name} must be \"error\", \"warning\", \"info\" or \"{OFF}\"");
                reader.note(at, &wanted);
            }
            (_, None) => {
                let names = RULES.iter().map(|rule| rule.name);
                let hint = text::did_you_mean(name, names);
                reader.note(
                    key.span().start,
                    &format!("“{name}” is no rule of `fomo check`{hint}"),
                );
            }
        }
    }
}
