//! When the clocks of a zone are changed.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

/// A change of a zone's clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The first instant at which the new offset holds.
    pub at: DateTime<Utc>,
    /// What held until then.
    pub before: FixedOffset,
    /// What holds from then on.
    pub after: FixedOffset,
}

/// No clocks have been changed twice within this time.
const STEP: TimeDelta = TimeDelta::hours(6);

/// The changes behind `from`, up to and including `to`, in order.
pub(super) fn changes(
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    offset_at: impl Fn(DateTime<Utc>) -> FixedOffset,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut here = from;
    let mut before = offset_at(here);
    while here < to {
        let next = here
            .checked_add_signed(STEP)
            .map_or(to, |next| next.min(to));
        if offset_at(next) == before {
            here = next;
            continue;
        }
        here = first(here, next, |at| offset_at(at) != before);
        let after = offset_at(here);
        changes.push(Change {
            at: here,
            before,
            after,
        });
        before = after;
    }
    changes
}

/// The first second behind `low` at which it has changed, as it has at `high`.
fn first(
    mut low: DateTime<Utc>,
    mut high: DateTime<Utc>,
    changed: impl Fn(DateTime<Utc>) -> bool,
) -> DateTime<Utc> {
    loop {
        let half = TimeDelta::seconds((high - low).num_seconds() / 2);
        if half.is_zero() {
            return high;
        }
        let middle = low + half;
        if changed(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}
