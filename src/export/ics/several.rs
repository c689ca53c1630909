//! Several calendars as one: most programs read only the first of a file.

use std::fmt::Write as _;

use foldhash::HashSet;

use super::PRODID;

/// One calendar of this name with all that is in the others, which were written here.
pub fn several(name: &str, calendars: &[String]) -> String {
    // A line that begins so is never the middle of a text: lines that are folded begin with a blank.
    let mut zones: Vec<(String, Vec<String>)> = Vec::new();
    let mut events = Vec::new();
    for calendar in calendars {
        for block in blocks(calendar, "VTIMEZONE") {
            let id = block.lines().find(|line| line.starts_with("TZID:"));
            let id = id.unwrap_or_default().to_owned();
            let rules = ["STANDARD", "DAYLIGHT"];
            let rules = rules.iter().flat_map(|rule| blocks(block, rule));
            let rules: Vec<String> = rules.map(str::to_owned).collect();
            match zones.iter_mut().find(|(other, _)| *other == id) {
                Some((_, known)) => known.extend(rules),
                None => zones.push((id, rules)),
            }
        }
        events.extend(blocks(calendar, "VEVENT"));
    }
    let mut out = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODID}\r\nCALSCALE:GREGORIAN\r\nX-WR-CALNAME:{name}\r\n"
    );
    for (id, rules) in zones {
        let mut seen = HashSet::default();
        let rules = rules.into_iter().filter(|rule| seen.insert(rule.clone()));
        let rules: String = rules.collect();
        let _ = write!(out, "BEGIN:VTIMEZONE\r\n{id}\r\n{rules}END:VTIMEZONE\r\n");
    }
    out.push_str(&events.concat());
    out.push_str("END:VCALENDAR\r\n");
    out
}

/// The components of a name, from their first line to their last.
fn blocks<'a>(calendar: &'a str, name: &str) -> Vec<&'a str> {
    let (begin, end) = (format!("BEGIN:{name}\r\n"), format!("END:{name}\r\n"));
    let mut blocks = Vec::new();
    let mut rest = calendar;
    while let Some(from) = rest.find(&begin) {
        let Some(block) = rest.get(from..) else { break };
        let Some(length) = block.find(&end).map(|at| at + end.len()) else {
            break;
        };
        let (block, behind) = block.split_at(length);
        blocks.push(block);
        rest = behind;
    }
    blocks
}
