//! Rules that need the whole schedule: looked for only where somebody asks for findings.
//!
//! ```text
//! Schedule ─▶ Whole ─▶ each row of RULES that is seen in the whole ─▶ Report ─▶ Findings
//! ```
//!
//! What goes wrong with a single record is found while it is read, in [`super::check`].

pub(crate) mod days;
mod many;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod repeated;
pub(crate) mod rooms;
pub(crate) mod texts;
pub(crate) mod times;
pub(crate) mod unused;
mod when;

use foldhash::HashSet;

use super::{
    Entry, Origin, Schedule,
    rules::{Finding, RULES, RuleId, Seen},
};

/// What several rules look at, made once.
#[derive(Debug)]
pub struct Whole<'a> {
    /// The schedule.
    pub schedule: &'a Schedule,
    /// What is known of each entry.
    facts: Vec<Facts>,
    /// The entries of each person.
    parts: people::Parts<'a>,
}

/// What is found out about an entry once: a rule may come to it for each of thousands of people, and its title may be as
/// long as the file.
#[derive(Debug)]
struct Facts {
    /// The title in small letters.
    title: String,
    /// It is, or is part of, what is shown side by side, such as posters.
    side_by_side: bool,
    /// People come and go as they like.
    open_house: bool,
    /// A talk that takes place in its session: then, and there.
    in_its_session: bool,
}

impl<'a> Whole<'a> {
    fn new(schedule: &'a Schedule) -> Self {
        let entries = schedule.entries().iter();
        let facts = entries.zip(when::side_by_side(schedule));
        let facts = facts.map(|(entry, side_by_side)| Facts {
            title: entry.title.to_lowercase(),
            side_by_side,
            open_house: when::is_open_house(entry),
            in_its_session: when::is_in_its_session(schedule, entry),
        });
        Self {
            schedule,
            facts: facts.collect(),
            parts: people::Parts::new(schedule),
        }
    }

    fn fact(&self, entry: usize, fact: impl Fn(&Facts) -> bool) -> bool {
        self.facts.get(entry).is_some_and(fact)
    }

    /// The title of an entry in small letters.
    fn title(&self, entry: usize) -> &str {
        self.facts.get(entry).map_or("", |facts| &facts.title)
    }

    /// Whether an entry is, or is part of, what is shown side by side, such as posters.
    fn is_side_by_side(&self, entry: usize) -> bool {
        self.fact(entry, |facts| facts.side_by_side)
    }

    /// Whether an entry is for people who come and go as they like: a break, a hall that is open all day.
    fn is_open_house(&self, entry: usize) -> bool {
        self.fact(entry, |facts| facts.open_house)
    }

    /// Whether an entry is a talk that takes place in its session: then, and there.
    fn is_in_its_session(&self, entry: usize) -> bool {
        self.fact(entry, |facts| facts.in_its_session)
    }
}

/// Collects what a rule finds.
#[derive(Debug)]
pub struct Report {
    rule: RuleId,
    findings: Vec<Finding>,
}

impl Report {
    /// Something about entries; it stands at the last of them.
    pub fn about(&mut self, message: &str, entries: &[&Entry]) {
        let origin = entries.last().map(|entry| &entry.origin);
        self.add(message, origin.unwrap_or(&Origin::default()), entries);
    }

    /// Something about many entries at once; it stands at the first of them, and each is named once.
    pub fn summary(&mut self, message: &str, entries: &[&Entry]) {
        let mut unique: Vec<&Entry> = Vec::with_capacity(entries.len());
        let mut seen = HashSet::default();
        unique.extend(entries.iter().filter(|entry| seen.insert(&*entry.id)));
        if let Some(first) = unique.first() {
            self.add(message, &first.origin, &unique);
        }
    }

    /// Something about a field of an entry.
    pub fn in_field(&mut self, message: &str, entry: &Entry, field: &str) {
        self.add(message, &below(&entry.origin, field), &[entry]);
    }

    /// Something about no entry: the event, a room, a person.
    pub fn at(&mut self, message: &str, origin: &Origin) {
        self.add(message, origin, &[]);
    }

    fn add(&mut self, message: &str, origin: &Origin, entries: &[&Entry]) {
        let mut finding = Finding::new(self.rule, message, origin);
        finding.ids = entries.iter().map(|entry| entry.id.clone()).collect();
        self.findings.push(finding);
    }
}

/// All that the rules on the whole find, in the order of the rules.
pub fn lint(schedule: &Schedule) -> Vec<Finding> {
    let whole = Whole::new(schedule);
    let mut findings = Vec::new();
    for rule in RULES {
        if let Seen::InTheWhole(look) = rule.seen {
            let mut report = Report {
                rule: rule.id,
                findings: std::mem::take(&mut findings),
            };
            look(&whole, &mut report);
            findings = report.findings;
        }
    }
    findings
}

/// The origin of a field of a record.
pub(super) fn below(origin: &Origin, field: &str) -> Origin {
    let path = match origin.path.as_str() {
        "" => field.to_owned(),
        path => format!("{path}.{field}"),
    };
    Origin {
        at: origin.at,
        path,
    }
}
