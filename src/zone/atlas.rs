//! All time zones by name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::{DateTime, Utc};
use chrono_tz::{IANA_TZDB_VERSION, TZ_VARIANTS, Tz};

use super::database::{ZoneFiles, is_newer, is_plausible};
use super::fold::fold;
use super::index::{Index, fame};
use super::search::{self, Hit};
use super::unknown::Reason;
use super::{UnknownZone, Zone, machine, offset};

/// All time zones, out of the tables compiled into the program or, where these are newer, the machine's files.
///
/// Costs nothing to make: the machine's version is asked for with the first look-up, the data of [`Atlas::search`] are built with the first search.
pub struct Atlas {
    files: Option<Box<dyn ZoneFiles>>,
    /// The machine's version where it is newer.
    newer: OnceLock<Option<String>>,
    /// The names the machine knows.
    listed: OnceLock<Vec<String>>,
    /// The machine's zones that were asked for; `None` for files that are missing or broken.
    read: Mutex<BTreeMap<String, Option<Zone>>>,
    /// Those of them whose files are there, and cannot be understood.
    broken: Mutex<BTreeSet<String>>,
    index: OnceLock<Index>,
}

impl Atlas {
    /// The tables compiled into the program.
    pub fn compiled() -> Atlas {
        Atlas {
            files: None,
            newer: OnceLock::new(),
            listed: OnceLock::new(),
            read: Mutex::default(),
            broken: Mutex::default(),
            index: OnceLock::new(),
        }
    }

    /// The same, but the machine's rules win where its database is newer.
    pub fn with_system(files: Box<dyn ZoneFiles>) -> Atlas {
        Atlas {
            files: Some(files),
            ..Atlas::compiled()
        }
    }

    /// The database in use: `tzdb 2025b (compiled in)` or `tzdb 2026f (this machine's)`.
    pub fn version(&self) -> String {
        match self.newer() {
            Some((_, version)) => format!("tzdb {version} (this machine's)"),
            None => format!("tzdb {IANA_TZDB_VERSION} (compiled in)"),
        }
    }

    /// The zone of a name.
    ///
    /// Understands IANA names in any case (`Europe/Vienna`, also legacy ones such as `CET` and `US/Pacific`), `UTC`, `Z`, offsets (`+01:00`, `UTC+2`: east
    /// of Greenwich), and a city alone, if only one zone can be meant (`berlin`, `Munich`). Everything else, and abbreviations in particular, is an error
    /// that says what may have been meant.
    pub fn find(&self, name: &str) -> Result<Zone, UnknownZone> {
        let name = name.trim();
        if let Some(zone) = self.named(name) {
            return Ok(zone);
        }
        if name.eq_ignore_ascii_case("Z") {
            return Ok(Zone::utc());
        }
        if let Some(fixed) = offset::parse(name) {
            return Ok(Zone::fixed(fixed));
        }
        let unknown = |reason| UnknownZone {
            name: name.to_owned(),
            reason,
        };
        let cities = self.index().cities(&fold(name));
        match cities.as_slice() {
            [] => {}
            [only] => return self.named(only).ok_or_else(|| unknown(Reason::Nothing)),
            several => {
                return Err(unknown(Reason::Several(
                    several.iter().map(|&name| name.to_owned()).collect(),
                )));
            }
        }
        let users = search::users_of_abbreviation(self, name);
        if !users.is_empty() {
            return Err(unknown(Reason::Abbreviation(users)));
        }
        // `Europe/Wien` is no zone, but Wien is a place.
        let place = name.rsplit('/').next().map(fold).unwrap_or_default();
        let mut near: Vec<String> = self
            .index()
            .cities(&place)
            .into_iter()
            .map(str::to_owned)
            .collect();
        near.extend(
            self.near(name)
                .into_iter()
                .filter(|_| near.is_empty())
                .collect::<Vec<_>>(),
        );
        Err(unknown(if near.is_empty() {
            Reason::Nothing
        } else {
            Reason::Near(near)
        }))
    }

    /// The zone of an IANA name, in any case; nothing else is tried.
    pub(super) fn named(&self, name: &str) -> Option<Zone> {
        let name = name.replace(' ', "_");
        let compiled = name.parse::<Tz>().ok().or_else(|| {
            TZ_VARIANTS
                .iter()
                .copied()
                .find(|tz| tz.name().eq_ignore_ascii_case(&name))
        });
        match compiled {
            Some(
                Tz::UTC
                | Tz::Etc__UTC
                | Tz::UCT
                | Tz::Etc__UCT
                | Tz::Zulu
                | Tz::Etc__Zulu
                | Tz::Universal
                | Tz::Etc__Universal,
            ) => Some(Zone::utc()),
            Some(tz) => Some(
                self.machine(tz.name())
                    .unwrap_or_else(|| Zone::compiled(tz)),
            ),
            None => {
                let listed = self.listed();
                let known = listed
                    .iter()
                    .find(|known| known.eq_ignore_ascii_case(&name));
                // A machine that cannot list its zones may have it all the same.
                let known = known.or_else(|| listed.is_empty().then_some(&name))?;
                self.machine(known)
            }
        }
    }

    /// The machine's rules of an IANA name, where they are the newer ones.
    fn machine(&self, name: &str) -> Option<Zone> {
        let (files, _) = self.newer()?;
        if !is_plausible(name) {
            return None;
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(zone) = read.get(name) {
            return zone.clone();
        }
        let bytes = files.read(name);
        let rules = bytes.as_deref().and_then(machine::from_file);
        if bytes.is_some() && rules.is_none() {
            let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
            broken.insert(name.to_owned());
        }
        let zone = rules.map(|rules| Zone::machine(name, rules));
        read.insert(name.to_owned(), zone.clone());
        zone
    }

    /// That the machine's files of zones that were asked for are damaged, and what is used instead; of each said once.
    pub fn complaint(&self) -> Option<String> {
        let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        let names = std::mem::take(&mut *broken).into_iter();
        let compiled = |name: &String| TZ_VARIANTS.iter().any(|tz| tz.name() == name);
        let (ours, others): (Vec<String>, Vec<String>) = names.partition(compiled);
        let (_, version) = self.newer()?;
        let instead = [
            (
                ours,
                format!("the rules of {IANA_TZDB_VERSION}, compiled in, are used"),
            ),
            (
                others,
                format!("the rules of {IANA_TZDB_VERSION}, compiled in, do not have it"),
            ),
        ];
        let damaged = instead.into_iter().filter(|(names, _)| !names.is_empty());
        let damaged: Vec<String> = damaged
            .map(|(names, instead)| {
                let names = names.join(", ");
                format!("what it has of {names} is damaged; {instead}")
            })
            .collect();
        (!damaged.is_empty()).then(|| {
            let damaged = damaged.join("; ");
            format!("in this machine’s time-zone database ({version}), {damaged}")
        })
    }

    fn listed(&self) -> &[String] {
        let Some((files, _)) = self.newer() else {
            return &[];
        };
        self.listed.get_or_init(|| files.names())
    }

    fn newer(&self) -> Option<(&dyn ZoneFiles, &str)> {
        let files = self.files.as_deref()?;
        let newer = self.newer.get_or_init(|| {
            files
                .version()
                .filter(|version| is_newer(version, IANA_TZDB_VERSION))
        });
        Some((files, newer.as_deref()?))
    }

    /// The zones to choose from, by name: one for each place of the database and UTC; without the legacy names, which [`Atlas::find`] knows nevertheless.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.index().names()
    }

    /// The zones that a query means, the best first; all of them, by name, where it is empty.
    ///
    /// Matches names, cities, countries, places without a zone of their own, abbreviations in use now or in half a year, and offsets (`+2`, `UTC+5:30`), in any
    /// case and without accents. All words must match. `now` only decides on abbreviations and offsets.
    pub fn search(&self, query: &str, now: DateTime<Utc>) -> Vec<Hit> {
        search::search(self, query, now)
    }

    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let ours: BTreeSet<&str> = TZ_VARIANTS.iter().map(|tz| tz.name()).collect();
            Index::new(
                self.listed().iter().map(String::as_str).filter(|name| {
                    is_plausible(name) && name.contains('/') && !ours.contains(name)
                }),
            )
        })
    }

    /// Names that are spelt like this one, the closest first.
    fn near(&self, name: &str) -> Vec<String> {
        let wanted = fold(name);
        let letters = wanted.chars().count();
        let most = match letters {
            0..=3 => return Vec::new(),
            4..=7 => 1,
            _ => 2,
        };
        let mut best: BTreeMap<&str, usize> = BTreeMap::new();
        for (zone, spelling) in self.index().spellings() {
            // What differs in length by more than that need not be compared letter by letter.
            if letters.abs_diff(spelling.chars().count()) > most {
                continue;
            }
            let count = strsim::osa_distance(&wanted, spelling);
            if count <= most {
                let least = best.entry(zone).or_insert(count);
                *least = count.min(*least);
            }
        }
        let mut near: Vec<(usize, &str)> = best
            .into_iter()
            .map(|(zone, count)| (count, zone))
            .collect();
        near.sort_by_key(|&(count, zone)| (count, fame(zone), zone));
        near.into_iter().map(|(_, zone)| zone.to_owned()).collect()
    }
}

impl std::fmt::Debug for Atlas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Atlas({})", self.version())
    }
}
