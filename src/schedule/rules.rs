//! What `fomo check` looks for: one table of rules, and the findings that they give.

mod levels;
mod table;

pub use self::{levels::Levels, table::RULES};
use super::{
    Origin,
    lint::{Report, Whole},
};
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

    /// `4 warnings`.
    pub fn counted(self, count: usize) -> String {
        let plural = if count == 1 || self == Self::Info {
            ""
        } else {
            "s"
        };
        format!("{count} {}{plural}", self.name())
    }

    /// What a word means.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|severity| severity.name() == name)
    }
}

/// Names a rule; [`Rule`] tells about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the table says what each means")]
pub enum RuleId {
    EmptySchedule,
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
    UnknownTrack,
    EndBeforeStart,
    OpenEnded,
    Unscheduled,
    ZoneLabel,
    ClockChange,
    ControlCharacters,
    Mended,
    Contradiction,
    DayMismatch,
    ZoneMismatch,
    WallClockDiffers,
    RoomMismatch,
    OverlapInRoom,
    PersonDoubleBooked,
    TightChange,
    OutsideEvent,
    OutsideSession,
    OutlierDate,
    ZeroDuration,
    LongDuration,
    MissingEnd,
    GapInProgramme,
    BreakMissing,
    LateDay,
    DateOfAnotherYear,
    UnusedRoom,
    UnusedTrack,
    UnusedPerson,
    NoPeople,
    NoAbstract,
    SamePersonSpelledDifferently,
    DuplicateSpeakerInTalk,
    Mojibake,
    MarkupInTitle,
    TitleTooLong,
    LinkSyntax,
}

/// A thing that can be wrong with a schedule.
#[derive(Debug)]
pub struct Rule {
    /// Which rule this is.
    pub id: RuleId,
    /// Its name, on the command line, in the configuration and in JSON.
    pub name: &'static str,
    /// How bad it is, unless the user says otherwise.
    pub severity: Severity,
    /// When it is looked for.
    pub seen: Seen,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// What to do about it, in one sentence.
    pub cure: &'static str,
    /// More about it: what exactly is looked for and what is not, and why it matters. Paragraphs are apart by a blank line.
    pub explanation: &'static str,
}

/// When a rule is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Seen {
    /// By whoever opens the schedule.
    WhileReading,
    /// Only where findings are asked for: whoever wants to see what is on does not wait for it.
    InTheWhole(fn(&Whole<'_>, &mut Report)),
}

impl RuleId {
    /// The rule of this name.
    pub fn named(name: &str) -> Option<Self> {
        let mut rules = RULES.iter();
        rules.find(|rule| rule.name == name).map(|rule| rule.id)
    }

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub rule: RuleId,
    /// How bad it is.
    pub severity: Severity,
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
            severity: rule.rule().severity,
            message: text::clean_line(short(message)).text.into_owned(),
            origin: Origin {
                at: origin.at,
                path: text::clean_line(short(&origin.path)).text.into_owned(),
            },
            ids: Vec::new(),
        }
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
        assert_eq!(RULES.len(), RuleId::LinkSyntax as usize + 1);
    }
}
