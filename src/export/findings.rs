//! `fomo check`, for people and for workflows. JSON is in [`super::json`].
//!
//! ```text
//! overlap-in-room: Two entries are in one room at the same time.
//!   schedule.json:64:7: warning: “A” and “B” are both in Hall 1 on Sat 27 July, 10:00–10:30 CEST (sessions[3]) [overlap-in-room]
//!   schedule.json:90:5: …
//!   → Move one of them, or give it another room.
//!
//! schedule.json: 0 errors, 2 warnings, 0 info
//! ```

use std::fmt::Write as _;

use foldhash::HashMap;

use crate::{
    schedule::{
        Entry, Origin, Schedule,
        rules::{Finding, RULES, Rule, Severity},
    },
    text,
    zone::{clock, full_day},
};

/// What was checked, and what came of it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The file, as it was typed.
    pub name: &'a str,
    /// What it says.
    pub schedule: &'a Schedule,
    /// What is wrong with it, in the order of the file.
    pub findings: &'a [Finding],
    /// What is at least so bad is told one by one.
    pub level: Severity,
}

/// Of what is less bad than asked for, so many are told.
const FEW: usize = 3;

/// For people: what belongs together stands together, the worst first.
pub fn text(report: Report) -> String {
    let name = text::clean_line(report.name).text;
    let entries = Entries::of(report.schedule);
    let mut out = String::new();
    for severity in Severity::ALL {
        for rule in RULES {
            let findings = report.findings.iter();
            let own = findings.filter(|it| it.rule == rule.id && it.severity == severity);
            let own: Vec<&Finding> = own.collect();
            if own.is_empty() {
                continue;
            }
            let _ = writeln!(out, "{}: {}", rule.name, rule.meaning);
            let told = if severity < report.level {
                FEW
            } else {
                own.len()
            };
            for finding in own.iter().take(told) {
                let _ = writeln!(out, "  {}", line(&name, &entries, finding));
            }
            if own.len() > told {
                let more = own.len() - told;
                let _ = writeln!(
                    out,
                    "  … and {more} more: --level {} tells all",
                    severity.name()
                );
            }
            let _ = writeln!(out, "  → {}\n", rule.cure);
        }
    }
    let _ = writeln!(out, "{name}: {}", counts(report.findings));
    out
}

/// `schedule.json:64:7: warning: the sentence, and the entry unless the sentence names it (sessions[3]) [rule]`.
fn line(name: &str, entries: &Entries, finding: &Finding) -> String {
    let Origin { at, path } = &finding.origin;
    let place = at.map(|(line, column)| format!(":{line}:{column}"));
    let path = match path.as_str() {
        "" => String::new(),
        path => format!(" ({path})"),
    };
    let entry = entries.named(finding);
    let entry = entry.map(|entry| format!("; {entry}")).unwrap_or_default();
    format!(
        "{name}{}: {}: {}{entry}{path} [{}]",
        place.unwrap_or_default(),
        finding.severity.name(),
        finding.message,
        finding.rule.rule().name
    )
}

/// The entries by id.
struct Entries<'a> {
    schedule: &'a Schedule,
    by_id: HashMap<&'a str, &'a Entry>,
}

impl<'a> Entries<'a> {
    fn of(schedule: &'a Schedule) -> Self {
        let entries = schedule.entries().iter();
        Self {
            schedule,
            by_id: entries.map(|entry| (entry.id.as_str(), entry)).collect(),
        }
    }

    /// The entry of a finding whose sentence does not name it: title, day and time.
    fn named(&self, finding: &Finding) -> Option<String> {
        let [id] = finding.ids.as_slice() else {
            return None;
        };
        let entry = self.by_id.get(id.as_str())?;
        if finding.message.contains(&entry.title) {
            return None;
        }
        let title = text::truncate(&entry.title, LONGEST);
        let timed = self.schedule.timed(entry);
        let zone = &self.schedule.event().zone;
        let when = timed.day.zip(timed.start).map(|(day, start)| {
            let clock = clock(zone, start, Some(day));
            format!(", {} {clock} {}", full_day(day), zone.letters(start))
        });
        Some(format!("“{title}”{}", when.unwrap_or_default()))
    }
}

/// So many columns of a title are enough to recognise it.
const LONGEST: usize = 60;

/// `0 errors, 4 warnings, 1 info`.
pub fn counts(findings: &[Finding]) -> String {
    let counts = Severity::ALL.map(|severity| {
        let own = |finding: &&Finding| finding.severity == severity;
        let count = findings.iter().filter(own).count();
        severity.counted(count)
    });
    counts.join(", ")
}

/// Commands of a workflow of GitHub Actions, which shows them at the lines of the file.
///
/// Source: GitHub's “Workflow commands”, `::warning file={name},line={line},col={column},title={title}::{message}`.
pub fn github(report: Report) -> String {
    let entries = Entries::of(report.schedule);
    let mut out = String::new();
    let findings = report.findings.iter();
    for finding in findings.filter(|finding| finding.severity >= report.level) {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let rule = finding.rule.rule();
        let mut places = github_places(report.name, finding.origin.at);
        places.push(format!("title={}", property(rule.name)));
        let entry = entries.named(finding);
        let entry = entry.map(|entry| format!("; {entry}")).unwrap_or_default();
        let message = format!("{}{entry}\n{}", finding.message, rule.cure);
        let _ = writeln!(out, "::{command} {}::{}", places.join(","), data(&message));
    }
    let name = text::clean_line(report.name).text;
    // A file may be called like a command, which stands at the beginning of a line.
    let _ = writeln!(out, "checked {name}: {}", counts(report.findings));
    out
}

/// The same for a source that is no schedule.
pub fn github_error(name: &str, at: Option<(usize, usize)>, message: &str) -> String {
    let mut places = github_places(name, at);
    places.push("title=fomo check".to_owned());
    format!("::error {}::{}\n", places.join(","), data(message))
}

/// Where an annotation stands.
fn github_places(name: &str, at: Option<(usize, usize)>) -> Vec<String> {
    let mut places = Vec::new();
    if is_file(name) {
        places.push(format!("file={}", property(name)));
        places.extend(at.map(|(line, column)| format!("line={line},col={column}")));
    }
    places
}

/// Whether annotations can stand in it: it is neither on the web, nor standard input, nor built in.
fn is_file(name: &str) -> bool {
    !name.contains("://")
        && !matches!(name, "-" | "standard input")
        && !name.starts_with("built-in ")
}

/// A text behind the `::` of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A text in front of it.
fn property(text: &str) -> String {
    let text = text::clean_line(text).text;
    data(&text).replace(':', "%3A").replace(',', "%2C")
}

/// `fomo check --explain RULE`.
pub fn explanation(rule: &Rule) -> String {
    const COLUMNS: usize = 78;
    let name = rule.name;
    let mut paragraphs = vec![rule.meaning.to_owned()];
    let explained = rule.explanation.split("\n\n").map(str::to_owned);
    paragraphs.extend(explained.filter(|text| !text.is_empty()));
    paragraphs.push(format!("What to do: {}", rule.cure));
    paragraphs.push(format!(
        "Not for you? --ignore {name}, or for good in config.toml:"
    ));
    let mut out = format!("{name} ({})\n", rule.severity.name());
    for paragraph in &paragraphs {
        out.push('\n');
        for row in text::rows(paragraph, COLUMNS) {
            let _ = writeln!(out, "{}", paragraph.get(row).unwrap_or_default().trim_end());
        }
    }
    let _ = write!(out, "\n  [check]\n  {name} = \"off\"\n");
    out
}

/// `fomo check --explain`: all rules, the worst first.
pub fn rules() -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for severity in Severity::ALL {
        for rule in RULES.iter().filter(|rule| rule.severity == severity) {
            let (name, word) = (rule.name, severity.name());
            let _ = writeln!(out, "{word:<7}  {name:<width$}  {}", rule.meaning);
        }
    }
    out.push_str("\n`fomo check --explain RULE` tells more.\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(property("a,b:c%\n\u{1b}[1m"), "a%2Cb%3Ac%25");
        assert_eq!(data("50 %: a, b\r\n"), "50 %25: a, b%0D%0A");
    }

    #[test]
    fn only_files_have_lines() {
        for name in ["x.json", "./x:y.json", "/a/b"] {
            assert!(is_file(name), "{name}");
        }
        for name in [
            "https://x.org/a",
            "-",
            "standard input",
            "built-in schedule.json",
        ] {
            assert!(!is_file(name), "{name}");
        }
    }
}
