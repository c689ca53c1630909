//! `fomo check`.

use super::{
    FINE, FOUND,
    open::{self, Unreadable, Wanted},
    print, tell,
};
use crate::{
    cli::{CheckFormat, Common, Level},
    config::Config,
    export::{
        self,
        findings::{self, Report},
    },
    schedule::rules::{Levels, RuleId, Severity},
};

/// Which rules are wished for, and what is bad enough.
pub(super) struct Wish<'a> {
    pub(super) format: CheckFormat,
    pub(super) level: Option<Level>,
    pub(super) only: &'a [RuleId],
    pub(super) ignore: &'a [RuleId],
}

impl Wish<'_> {
    /// The rules that count: the command line has the last word.
    fn levels(&self, config: &Config) -> Levels {
        let mut levels = config.check().levels.clone().only(self.only.to_vec());
        for rule in self.ignore {
            levels.set(*rule, None);
        }
        levels
    }

    fn level(&self, config: &Config) -> Severity {
        match self.level {
            Some(Level::Error) => Severity::Error,
            Some(Level::Warning) => Severity::Warning,
            Some(Level::Info) => Severity::Info,
            None => config.check().level,
        }
    }
}

/// Tells about a rule, or which there are.
pub(super) fn explain(name: &str) -> anyhow::Result<i32> {
    let text = match RuleId::named(name) {
        Some(rule) => findings::explanation(rule.rule()),
        None => findings::rules(),
    };
    tell(&text, &[])?;
    Ok(FINE)
}

pub(super) fn run(source: Option<&str>, wish: &Wish, common: &Common) -> anyhow::Result<i32> {
    let config = super::config();
    let opened = Wanted::new(source, &config).and_then(|wanted| open::open(wanted, common));
    let opened = match opened {
        Err(error) if wish.format == CheckFormat::Github => {
            print(&match error.downcast_ref::<Unreadable>() {
                Some(Unreadable { name, why }) => {
                    findings::github_error(name, why.at, &why.message)
                }
                None => findings::github_error("-", None, &format!("{error:#}")),
            })?;
            return Err(error);
        }
        opened => opened?,
    };
    let level = wish.level(&config);
    let found = wish.levels(&config).judge(opened.checked.all_findings());
    let report = Report {
        name: &opened.source.name(),
        schedule: &opened.checked.schedule,
        findings: &found,
        level,
    };
    match wish.format {
        CheckFormat::Json => print(&export::json::check(&found))?,
        CheckFormat::Text => tell(&findings::text(report), &[&opened.checked.schedule])?,
        CheckFormat::Github => print(&findings::github(report))?,
    }
    let is_bad = found.iter().any(|finding| finding.severity >= level);
    Ok(if is_bad { FOUND } else { FINE })
}
