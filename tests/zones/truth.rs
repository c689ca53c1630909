//! What clocks show, as others tell it.

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};

use super::utc;

/// The clocks of one zone from 2024 to 2028.
pub(crate) struct Told {
    pub(crate) zone: String,
    /// From when on, seconds east of UTC, letters; the first of them from the beginning of 2024 on.
    pub(crate) holds: Vec<(DateTime<Utc>, i32, String)>,
}

impl Told {
    /// Seconds east of UTC and letters at an instant.
    pub(crate) fn at(&self, at: DateTime<Utc>) -> (i32, &str) {
        let until = self.holds.partition_point(|(from, ..)| *from <= at);
        let (_, seconds, letters) = &self.holds[until - 1];
        (*seconds, letters)
    }

    pub(crate) fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc() + TimeDelta::seconds(self.at(at).0.into())
    }

    pub(crate) fn rfc3339(&self, at: DateTime<Utc>) -> String {
        let offset = FixedOffset::east_opt(self.at(at).0).unwrap();
        at.with_timezone(&offset).to_rfc3339()
    }

    /// The changes, with the seconds before and after.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (DateTime<Utc>, i32, i32)> {
        let pairs = self.holds.windows(2);
        pairs.map(|pair| (pair[1].0, pair[0].1, pair[1].1))
    }
}

/// Reads a table as `make.py` writes it.
pub(crate) fn read(table: &str) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [zone, from, seconds, letters] = columns[..] else {
            panic!("{line:?}");
        };
        if all.last().is_none_or(|told| told.zone != zone) {
            let (zone, holds) = (zone.to_owned(), Vec::new());
            all.push(Told { zone, holds });
        }
        let hold = (utc(from), seconds.parse().unwrap(), letters.to_owned());
        all.last_mut().unwrap().holds.push(hold);
    }
    all
}

/// What is told of the zones that are checked in.
pub(crate) fn of_the_fixture() -> Vec<Told> {
    let all = read(include_str!("../fixtures/zones/transitions.tsv"));
    assert!(all.len() >= 15);
    all
}
