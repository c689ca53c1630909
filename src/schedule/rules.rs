//! What `fomo check` looks for: one table of rules, and the findings that they give.

use super::Origin;
use crate::text;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably a mistake, or something still open.
    Warning,
    /// Something was lost, or cannot be right.
    Error,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Names a rule; [`Rule`] tells about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the table below says what each means")]
pub enum RuleId {
    BrokenEntry,
    UnknownKey,
    UnknownZone,
    NoZone,
    NoTitle,
    DuplicateId,
    DuplicateTitle,
    Placeholder,
    UnknownPerson,
    UnknownRoom,
    EndBeforeStart,
    OpenEnded,
    Unscheduled,
    ZoneLabel,
    ClockChange,
    ControlCharacters,
    Mended,
    Contradiction,
    DayMismatch,
    ZoneOffset,
}

/// A thing that can be wrong with a schedule.
#[derive(Debug)]
pub struct Rule {
    /// Which rule this is.
    pub id: RuleId,
    /// Its name, on the command line and in JSON.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, in one sentence.
    pub meaning: &'static str,
}

const fn rule(id: RuleId, name: &'static str, severity: Severity, meaning: &'static str) -> Rule {
    Rule {
        id,
        name,
        severity,
        meaning,
    }
}

/// All rules, in the order of [`RuleId`].
#[rustfmt::skip] // a table: one row, one line
pub const RULES: &[Rule] = {
    use RuleId::{
        BrokenEntry, ClockChange, Contradiction, ControlCharacters, DayMismatch, DuplicateId, DuplicateTitle,
        EndBeforeStart, Mended, NoTitle, NoZone, OpenEnded, Placeholder, UnknownKey, UnknownPerson, UnknownRoom, UnknownZone, Unscheduled,
        ZoneLabel, ZoneOffset,
    };
    use Severity::{Error, Info, Warning};
    &[
        rule(BrokenEntry, "broken-entry", Error, "A record or a field cannot be read and was left out."),
        rule(UnknownKey, "unknown-key", Info, "A key means nothing in this format and was ignored."),
        rule(UnknownZone, "unknown-zone", Error, "The event's time zone is no IANA zone."),
        rule(NoZone, "no-zone", Info, "The schedule names no time zone that fomo knows; nobody can tell what its times are elsewhere."),
        rule(NoTitle, "no-title", Warning, "An entry has no title."),
        rule(DuplicateId, "duplicate-id", Warning, "Two entries have the same id; the later one got a suffix."),
        rule(DuplicateTitle, "duplicate-title", Warning, "Two entries that are no breaks have the same title."),
        rule(Placeholder, "placeholder", Warning, "A title, person or room is still TBC, TBA or TBD."),
        rule(UnknownPerson, "unknown-person", Error, "An entry names a person id that is not declared."),
        rule(UnknownRoom, "unknown-room", Error, "An entry names a room that is not among the declared ones."),
        rule(EndBeforeStart, "end-before-start", Error, "An entry ends before it starts; its end was dropped."),
        rule(OpenEnded, "open-ended", Info, "An entry has no end, and nothing follows it from which to infer one."),
        rule(Unscheduled, "unscheduled", Info, "An entry of the timetable has no time."),
        rule(ZoneLabel, "zone-label", Warning, "The zone as printed is not the zone that is in force that day."),
        rule(ClockChange, "clock-change", Warning, "A local time does not exist, or exists twice, because clocks change."),
        rule(ControlCharacters, "control-characters", Warning, "A text holds characters that may not reach a terminal; they were removed."),
        rule(Mended, "mended", Info, "Something stands otherwise than its format says; it was read as it was meant."),
        rule(Contradiction, "contradiction", Warning, "The schedule says two things that cannot both be right; the message says which one counts."),
        rule(DayMismatch, "day-mismatch", Warning, "An entry is listed under a day on which it does not take place."),
        rule(ZoneOffset, "zone-offset", Warning, "Times come with an offset that the event's time zone does not have then; the offset counts."),
    ]
};

impl RuleId {
    /// The rule's row in [`RULES`].
    #[expect(
        clippy::indexing_slicing,
        reason = "a test holds the table to the order of the enum"
    )]
    pub fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }
}

/// A complaint about a schedule, with its place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is wrong.
    pub rule: RuleId,
    /// A sentence about this very case; safe to print.
    pub message: String,
    /// Where it is.
    pub origin: Origin,
    /// The ids of the entries that it is about.
    pub ids: Vec<String>,
}

impl Finding {
    /// A finding; the message and the path are cleaned and kept short, since they may quote the file.
    pub fn new(rule: RuleId, message: &str, origin: &Origin) -> Self {
        Self {
            rule,
            message: text::clean_line(short(message)).text.into_owned(),
            origin: Origin {
                at: origin.at,
                path: text::clean_line(short(&origin.path)).text.into_owned(),
            },
            ids: Vec::new(),
        }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.rule.rule().severity
    }
}

/// What is quoted from a file may be all of it; so many bytes of a sentence or a path are enough.
const LONGEST: usize = 2000;

fn short(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_kept_short() {
        let origin = Origin {
            at: None,
            path: "é".repeat(500_000),
        };
        let finding = Finding::new(RuleId::UnknownKey, &"aé".repeat(500_000), &origin);
        assert!(finding.message.len() <= LONGEST && finding.message.len() > LONGEST - 4);
        assert!(finding.origin.path.len() <= LONGEST);
        assert_eq!(short("é"), "é");
    }

    #[test]
    fn table_is_in_the_order_of_the_enum_and_names_are_unique() {
        for (index, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.id as usize, index, "{}", rule.name);
            assert_eq!(rule.id.rule().name, rule.name);
            let same = RULES.iter().filter(|other| other.name == rule.name);
            assert_eq!(same.count(), 1, "{}", rule.name);
        }
        assert_eq!(RULES.len(), RuleId::ZoneOffset as usize + 1);
    }
}
