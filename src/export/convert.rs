//! A whole schedule in another format, and what gets lost on the way.
//!
//! No format says all that another does. What a target has no place for is told: one [`Loss`] for each kind, with how
//! many entries it is about and one of them. Nothing is left out in silence.

use chrono::{DateTime, Utc};

use super::{
    Shown,
    ics::{self, Calendar},
};
use crate::{
    schedule::{Entry, Schedule},
    text,
};

/// A schedule in another format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The whole file.
    pub text: String,
    /// What the format has no place for; empty where nothing was lost.
    pub losses: Vec<Loss>,
}

/// Something that a format cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What it cannot say.
    what: String,
    /// What that means for the entries that it is about.
    entries: Option<Affected>,
}

/// The entries, or the people, that a loss is about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Affected {
    kind: Kind,
    count: usize,
    /// The title of the first one.
    example: String,
}

/// A kind of loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// What cannot be said.
    pub(super) what: &'static str,
    /// What becomes of one entry.
    pub(super) one: &'static str,
    /// What becomes of several.
    pub(super) many: &'static str,
}

/// Columns of the title that stands for the others.
const EXAMPLE: usize = 60;

impl Loss {
    /// A sentence without its full stop: `frab-json cannot say …: 3 entries …, such as “…”`.
    pub fn sentence(&self, target: &str) -> String {
        let what = &self.what;
        let Some(Affected {
            kind,
            count,
            example,
        }) = &self.entries
        else {
            return format!("{target} cannot say {what}");
        };
        let example = text::truncate(example, EXAMPLE);
        match count {
            1 => format!(
                "{target} cannot say {what}: 1 {}, namely “{example}”",
                kind.one
            ),
            count => format!(
                "{target} cannot say {what}: {count} {}, such as “{example}”",
                kind.many
            ),
        }
    }
}

/// Losses in the making, in the order in which they were first met.
#[derive(Default)]
pub(super) struct Losses(Vec<Loss>);

impl Losses {
    /// One entry more.
    pub(super) fn add(&mut self, kind: Kind, title: &str) {
        let known = self.0.iter_mut().find_map(|loss| {
            let entries = loss.entries.as_mut()?;
            (entries.kind == kind).then_some(entries)
        });
        match known {
            Some(known) => known.count += 1,
            None => self.0.push(Loss {
                what: kind.what.to_owned(),
                entries: Some(Affected {
                    kind,
                    count: 1,
                    example: title.to_owned(),
                }),
            }),
        }
    }

    /// Something about the event as a whole.
    pub(super) fn whole(&mut self, what: String) {
        self.0.push(Loss {
            what,
            entries: None,
        });
    }

    /// The fields of the event that the format does not have.
    pub(super) fn of_event(&mut self, fields: &[(&str, bool)]) {
        let lost = fields.iter().filter(|(_, there)| *there);
        let names: Vec<&str> = lost.map(|(name, _)| *name).collect();
        if let Some((last, others)) = names.split_last() {
            let all = match others {
                [] => (*last).to_owned(),
                others => format!("{} and {last}", others.join(", ")),
            };
            self.whole(format!("the event’s {all}"));
        }
    }

    /// All of them.
    pub(super) fn finish(self) -> Vec<Loss> {
        self.0
    }
}

pub(super) const INFERRED_END: Kind = Kind {
    what: "that an end is only inferred",
    one: "entry ends as if that were certain",
    many: "entries end as if that were certain",
};
pub(super) const NESTED: Kind = Kind {
    what: "which talks belong to a session",
    one: "talk is an entry of its own",
    many: "talks are entries of their own",
};
pub(super) const TOLD: Kind = Kind {
    what: "talks without a time of their own",
    one: "talk is told in the description of its session",
    many: "talks are told in the description of their session",
};
const UNDATED: Kind = Kind {
    what: "what has neither a time nor a day",
    one: "entry is left out",
    many: "entries are left out",
};
const NO_PEOPLE: Kind = Kind {
    what: "who takes part, but in words",
    one: "entry has its people in the description",
    many: "entries have their people in the description",
};

/// The schedule as a calendar, made at this moment.
pub fn ics(schedule: &Schedule, made: DateTime<Utc>) -> Converted {
    let event = schedule.event();
    let shown = Shown::unmarked(schedule, &event.zone);
    let all: Vec<usize> = (0..schedule.entries().len()).collect();
    let calendar = Calendar {
        made,
        alarm: None,
        note: &|_| None,
    };
    let written = ics::calendar(shown, &all, &calendar);
    let mut losses = Losses::default();
    for entry in schedule.entries() {
        if !ics::has_place(schedule, entry) {
            losses.add(UNDATED, &entry.title);
            continue;
        }
        for (kind, lost) in in_a_calendar(entry) {
            if lost {
                losses.add(kind, &entry.title);
            }
        }
    }
    let people = schedule.people();
    losses.of_event(&[
        ("subtitle", event.subtitle.is_some()),
        ("page", event.url.is_some()),
        ("contact", event.contact.is_some()),
        ("description", event.description.is_some()),
        ("links", !event.links.is_empty()),
        ("dates", !event.dates.is_empty()),
        ("remarks", !event.notes.is_empty()),
        (
            "biographies",
            people.iter().any(|person| person.biography.is_some()),
        ),
    ]);
    Converted {
        text: written.text,
        losses: losses.finish(),
    }
}

/// What a calendar cannot say of an entry that is in it.
fn in_a_calendar(entry: &Entry) -> [(Kind, bool); 4] {
    let inside = entry.session.is_some();
    let timed = entry.start.is_some();
    [
        (INFERRED_END, entry.end_inferred),
        (NESTED, inside && timed),
        (TOLD, inside && !timed),
        (NO_PEOPLE, !entry.people.is_empty()),
    ]
}
