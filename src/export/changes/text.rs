//! Changes for people, in a terminal or a mail.
//!
//! ```text
//! ES-FoMo II · Sat 27 Jul 2024 · times in Vienna (CEST, +02)
//! 1 moved; 22 entries are the same
//!
//! Moved
//!   10:45  A Deep Dive into State-Space Models
//!          time: 9:15 → 10:45 (+1 h 30)
//! ```

use std::fmt::Write as _;

use super::{Comparison, report};
use crate::text as words;

/// `fomo diff`.
pub fn text(comparison: &Comparison) -> String {
    if comparison.is_empty() {
        return format!("{}\n", comparison.nothing());
    }
    let report = report::of(comparison);
    let mut out = format!("{} · {}\n{}\n", report.title, report.header, report.summary);
    let items = || report.groups.iter().flat_map(|group| &group.items);
    let columns = items().map(|item| words::width(&item.when)).max();
    let columns = columns.unwrap_or(0);
    let gap = if columns > 0 { "  " } else { "" };
    let below = " ".repeat(2 + columns + gap.len());
    for group in &report.groups {
        let _ = write!(out, "\n{}\n", group.heading);
        for remark in &group.remarks {
            let _ = writeln!(out, "  {remark}");
        }
        for item in &group.items {
            // Hours of one digit stand below those of two.
            let missing = columns - words::width(&item.when);
            let pad = " ".repeat(missing);
            let (before, behind) = if item.when.starts_with(|first: char| first.is_ascii_digit()) {
                (pad.as_str(), "")
            } else {
                ("", pad.as_str())
            };
            let mut line = format!("  {before}{}{behind}{gap}{}", item.when, item.title);
            for more in &item.more {
                let _ = write!(line, " · {more}");
            }
            let _ = writeln!(out, "{}", line.trim_end());
            for detail in &item.details {
                let _ = writeln!(out, "{below}{detail}");
            }
        }
    }
    out
}
