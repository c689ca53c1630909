//! From local times to instants, through clock changes.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};

/// The instant that a local time means, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The instant.
    pub instant: DateTime<Utc>,
    /// Whether it is the only one.
    pub kind: ResolvedKind,
}

/// How a local time fits the zone's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResolvedKind {
    /// Exactly one instant has this local time.
    Exact,
    /// The clocks show it twice, because they are put back; the earlier instant was taken.
    Ambiguous {
        /// The later instant.
        other: DateTime<Utc>,
    },
    /// The clocks skip it, because they are put forward; it was moved on by as much as they skip. That may be a whole day, as
    /// where Samoa left out 30 December 2011: what was to be on then is on at that time of the next day.
    Missing {
        /// What the clocks show at the instant taken.
        moved_to: NaiveDateTime,
    },
}

/// Offsets are shorter than a day, so the instant of a local time lies within a day of the same digits in UTC.
const REACH_HOURS: i64 = 24;
/// No clocks have been changed twice within this time.
const STEP_HOURS: usize = 6;

/// Finds the instant at which a zone with these offsets shows `local`.
pub(super) fn resolve(
    local: NaiveDateTime,
    offset_at: impl Fn(DateTime<Utc>) -> FixedOffset,
) -> Resolved {
    let probe = |hours: i64| offset_at(saturating_add(local, TimeDelta::hours(hours)));
    let (before, after) = (probe(-REACH_HOURS), probe(REACH_HOURS));
    let usual = instant(local, before);
    if before == after && offset_at(usual) == before {
        return Resolved {
            instant: usual,
            kind: ResolvedKind::Exact,
        };
    }

    // A clock change is near. Every offset of these two days is a candidate.
    let mut offsets = vec![before];
    for hours in (-REACH_HOURS..=REACH_HOURS).step_by(STEP_HOURS) {
        let offset = probe(hours);
        if !offsets.contains(&offset) {
            offsets.push(offset);
        }
    }
    let mut found: Vec<DateTime<Utc>> = offsets
        .iter()
        .map(|&offset| (offset, instant(local, offset)))
        .filter(|&(offset, at)| offset_at(at) == offset)
        .map(|(_, at)| at)
        .collect();
    found.sort_unstable();
    found.dedup();
    match *found.as_slice() {
        [only] => Resolved {
            instant: only,
            kind: ResolvedKind::Exact,
        },
        [first, other, ..] => Resolved {
            instant: first,
            kind: ResolvedKind::Ambiguous { other },
        },
        [] => {
            // By the clocks as they were before the change; read after it, they show more by what was skipped.
            let shown = |at: DateTime<Utc>| super::offset::shift(at.naive_utc(), offset_at(at));
            let at = offsets
                .iter()
                .map(|&offset| instant(local, offset))
                .find(|&at| shown(at) > local)
                .unwrap_or(usual);
            Resolved {
                instant: at,
                kind: ResolvedKind::Missing {
                    moved_to: shown(at),
                },
            }
        }
    }
}

fn instant(local: NaiveDateTime, offset: FixedOffset) -> DateTime<Utc> {
    let end = if offset.local_minus_utc() > 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    };
    local
        .checked_sub_offset(offset)
        .map_or(end, |utc| utc.and_utc())
}

fn saturating_add(local: NaiveDateTime, delta: TimeDelta) -> DateTime<Utc> {
    let end = if delta < TimeDelta::zero() {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    };
    local
        .checked_add_signed(delta)
        .map_or(end, |moved| moved.and_utc())
}
