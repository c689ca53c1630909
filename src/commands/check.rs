//! `fomo check`.

use super::{
    FINE, FOUND,
    open::{self, Wanted},
    print,
};
use crate::{
    cli::{Common, Level, ReportFormat},
    export,
    schedule::rules::Severity,
};

pub(super) fn run(
    source: Option<&str>,
    format: ReportFormat,
    level: Level,
    common: &Common,
) -> anyhow::Result<i32> {
    let opened = open::open(Wanted::new(source, &super::config())?, common)?;
    let findings = &opened.checked.findings;
    let out = match format {
        ReportFormat::Json => export::json::check(findings),
        ReportFormat::Text => export::text::check(&opened.source.name(), findings),
    };
    print(&out)?;
    let bad_enough = match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Info => Severity::Info,
    };
    let found = findings
        .iter()
        .any(|finding| finding.severity() >= bad_enough);
    Ok(if found { FOUND } else { FINE })
}
