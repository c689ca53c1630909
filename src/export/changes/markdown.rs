//! Changes for an announcement: headings and lists, in which a title stays what it is.

use std::fmt::Write as _;

use super::{Comparison, report};

/// `fomo diff --format markdown`.
pub fn markdown(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return format!("{}\n", comparison.nothing());
    }
    let report = report::of(comparison);
    let mut out = format!(
        "# {}: what changed\n\n{}\n\n{}.\n",
        escaped(&report.title),
        escaped(&capital(&report.header)),
        capital(&report.summary)
    );
    for group in &report.groups {
        let _ = write!(out, "\n## {}\n\n", group.heading);
        for remark in &group.remarks {
            let _ = writeln!(out, "- {}", escaped(remark));
        }
        for item in &group.items {
            let when: Vec<&str> = item.when.split_whitespace().collect();
            let parts = [format!("**{}**", escaped(&item.title))];
            let when = Some(when.join(" ")).filter(|when| !when.is_empty());
            let more = when.iter().chain(&item.more).map(|part| escaped(part));
            let parts: Vec<String> = parts.into_iter().chain(more).collect();
            let _ = writeln!(out, "- {}", parts.join(" · "));
            for detail in &item.details {
                let _ = writeln!(out, "  - {}", escaped(detail));
            }
        }
    }
    out
}

/// As the beginning of a sentence.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.clone()).collect()
}

/// A text of which nothing is taken for Markdown or HTML. It stands within a line, where nothing else means anything.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(
            char,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$'
        ) {
            out.push('\\');
        }
        out.push(char);
    }
    out
}
