//! What is wrong with the schedule.
//!
//! ```text
//!  ES-FoMo II   Check   4 warnings, 3 info                11:10 Vienna (CEST, +02)
//!  ─ 4 warnings ──────────────────────────────────────────────────────────────────
//! ▌  140  duplicate-title   the title “🎤 Contributed Talk 2” stands 2 times
//!    112  placeholder       the title “TBC” is still open
//!  ─ 1 info ──────────────────────────────────────────────────────────────────────
//!    167  open-ended        “🎉 Post-workshop happy hour”: it has no end, and noth…
//!  ───────────────────────────────────────────────────────────────────────────────
//!  the title “🎤 Contributed Talk 2” stands 2 times
//!  → Take out the copy, or number what takes place more than once.
//! ```

use super::{
    canvas::{Canvas, shifted},
    strip,
};
use crate::{
    schedule::rules::{Finding, Severity},
    tui::{
        app::{App, CheckRow},
        geometry::Area,
        page::severity_role,
        pointing::Target,
        theme::Role,
    },
};

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let area = app.list_area();
    let checks = app.checks();
    if checks.rows().is_empty() {
        return nothing(app, area, canvas);
    }
    let columns = Columns::of(app, area.width);
    let rows = checks.rows().iter().enumerate();
    let visible = rows.skip(checks.top()).take(area.height.into());
    for (y, (number, row)) in (0..).zip(visible) {
        let line = area.rows(y, 1);
        match row {
            CheckRow::Heading(severity, count) => heading(*severity, *count, line, canvas),
            CheckRow::Finding(place) => {
                let Some(finding) = checks.finding(*place) else {
                    continue;
                };
                canvas.target(line, Target::Row(number));
                finding_line(finding, columns, line, canvas);
                if checks.cursor() == Some(number) {
                    canvas.lift(line, app.list_is_active());
                }
            }
        }
    }
    if let Some(finding) = checks.selected() {
        whole(app, finding, canvas);
    }
}

#[derive(Clone, Copy)]
struct Columns {
    line: u16,
    rule: u16,
}

impl Columns {
    /// As wide as the highest line of the file and the longest name of a rule that are listed; scrolling changes neither.
    fn of(app: &App, width: u16) -> Self {
        let rows = app.checks().rows().iter();
        let findings = rows.filter_map(|row| match row {
            CheckRow::Finding(place) => app.checks().finding(*place),
            CheckRow::Heading(..) => None,
        });
        let (mut last, mut widest) = (0, 0);
        for finding in findings {
            last = last.max(finding.origin.at.map_or(0, |(line, _)| line));
            widest = widest.max(finding.rule.rule().name.len());
        }
        Self {
            line: u16::try_from(last.to_string().len()).unwrap_or(3).max(3),
            rule: u16::try_from(widest).unwrap_or(u16::MAX).min(width / 4),
        }
    }
}

/// `─ 4 warnings ───────`
fn heading(severity: Severity, count: usize, line: Area, canvas: &mut Canvas) {
    let line = shifted(line, 1);
    let name = format!(" {} ", severity.counted(count));
    let rule = "─".repeat(line.width.into());
    canvas.text(line, Role::Border, &rule);
    canvas.text(shifted(line, 1), severity_role(severity), &name);
}

fn finding_line(finding: &Finding, columns: Columns, line: Area, canvas: &mut Canvas) {
    let at = finding.origin.at.map(|(line, _)| line.to_string());
    let number = Area {
        width: columns.line.min(line.width.saturating_sub(2)),
        ..shifted(line, 2)
    };
    canvas.text_right(number, Role::Dim, at.as_deref().unwrap_or_default());
    let rest = shifted(line, 2 + columns.line + 2);
    let rule = Area {
        width: columns.rule.min(rest.width),
        ..rest
    };
    canvas.text(
        rule,
        severity_role(finding.severity),
        finding.rule.rule().name,
    );
    let rest = shifted(rest, columns.rule + 2);
    canvas.text(rest, Role::Text, &finding.message);
}

/// The selected finding once more, with the entry that it is about unless it names it, and with what to do.
fn whole(app: &App, finding: &Finding, canvas: &mut Canvas) {
    let entry = app.entry_of_finding();
    let entry = entry.and_then(|index| app.schedule().entry(index));
    let entry = entry.filter(|entry| !finding.message.contains(&entry.title));
    let entry = entry.map(|entry| format!("“{}”", entry.title));
    let cure = format!("→ {}", finding.rule.rule().cure);
    let mut paragraphs = vec![(Role::Text, finding.message.as_str())];
    paragraphs.extend(entry.as_deref().map(|entry| (Role::Text, entry)));
    paragraphs.push((Role::Dim, &cure));
    strip::draw(&paragraphs, app.strip_area(), canvas);
}

fn nothing(app: &App, area: Area, canvas: &mut Canvas) {
    let words = match (app.checks().is_known(), app.filter().is_empty()) {
        (false, _) => "Looking…".to_owned(),
        (true, true) => "Nothing is wrong with this schedule".to_owned(),
        (true, false) => {
            let (_, all) = app.findings_count();
            format!("None of {all} findings is about what matches")
        }
    };
    canvas.text(shifted(area.rows(1, 1), 2), Role::Dim, &words);
}
