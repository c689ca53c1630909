//! A point in time of an entry: a date with its zone, which repetitions move.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Offset, TimeDelta, TimeZone};

use super::{value::Date, zones::Zone};
use crate::draft::{Time, YEARS};

/// A date, and the zone of its clock where it has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment<'z> {
    pub(super) date: Date,
    pub(super) zone: Option<Zone<'z>>,
}

impl Moment<'_> {
    pub(super) fn time(self) -> Time {
        let written = self.date.written();
        match (self.date, self.zone) {
            (Date::Offset(time), _) => Time::Instant(time),
            (Date::Utc(_), _) => at(written, Zone::Utc.offset(written)),
            (Date::Clock(_), Some(Zone::Named(zone))) => Time::Zoned(written, zone),
            (Date::Clock(_), Some(zone)) => at(written, zone.offset(written)),
            (Date::Clock(_) | Date::Day(_), _) => Time::Local(written),
        }
    }

    /// The same clock on another date.
    pub(super) fn moved(self, by: TimeDelta) -> Option<Self> {
        let written = self.date.written().checked_add_signed(by)?;
        let date = match self.date {
            Date::Day(_) => Date::Day(written.date()),
            Date::Clock(_) => Date::Clock(written),
            Date::Utc(_) => Date::Utc(written),
            Date::Offset(time) => Date::Offset(time.checked_add_signed(by)?),
        };
        YEARS
            .contains(&written.year())
            .then_some(Self { date, ..self })
    }

    /// What tells instants apart: the time in UTC, or the clock where there is no zone.
    pub(super) fn key(self) -> NaiveDateTime {
        let written = self.date.written();
        let offset = match self.time() {
            Time::Local(_) => None,
            Time::Instant(time) => Some(*time.offset()),
            Time::Zoned(local, zone) => {
                let there = zone.offset_from_local_datetime(&local).earliest();
                there.map(|offset| offset.fix())
            }
        };
        let utc = offset.and_then(|offset| written.checked_sub_offset(offset));
        utc.unwrap_or(written)
    }

    pub(super) fn is_day(self) -> bool {
        matches!(self.date, Date::Day(_))
    }
}

fn at(written: NaiveDateTime, offset: Option<FixedOffset>) -> Time {
    let instant = offset.and_then(|offset| offset.from_local_datetime(&written).single());
    instant.map_or(Time::Local(written), |instant: DateTime<FixedOffset>| {
        Time::Instant(instant)
    })
}
