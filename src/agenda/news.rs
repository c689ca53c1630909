//! What changed since the reader last looked.
//!
//! ```text
//! seen (kept from run to run) ──┐
//!                               ├─▶ News ─see─▶ what is still unseen ─▶ seen, kept for the next time
//! the schedule as it is ────────┘
//! ```

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use foldhash::{HashMap, HashSet};

use crate::{
    arrange::Arrange as _,
    schedule::{
        Level, Schedule,
        diff::{Change, ChangeKind, Known, Version, compare},
    },
};

/// How an entry differs from what the reader saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Newness {
    /// It was not there.
    New,
    /// It does not take place any more.
    Cancelled,
    /// It is somewhere or sometime else, or says something else.
    Changed,
}

/// Something about which there is news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// An entry, by its index in the schedule.
    Entry(usize),
    /// One that is gone, by its index among what was seen.
    Gone(usize),
}

impl About {
    fn of(change: &Change) -> Option<Self> {
        let gone = || change.old.map(Self::Gone);
        change.new.map(Self::Entry).or_else(gone)
    }
}

/// What changed since the reader last looked. What did not is the schedule's own, and not here once more.
#[derive(Clone, Debug, Default)]
pub struct News {
    changed: BTreeMap<About, Changed>,
    unseen: BTreeSet<About>,
    /// What was seen has the times on the wall, since nobody knew where the event takes place.
    seen_by_wall: bool,
}

/// What became of something.
#[derive(Clone, Debug)]
struct Changed {
    changes: Vec<Change>,
    /// What it was when the reader saw it.
    was: Option<Known>,
    /// What it is now.
    is: Option<Known>,
    /// When it starts, or did, if need be with its session.
    start: Option<DateTime<Utc>>,
}

impl News {
    /// What is different from what was seen.
    pub fn since(seen: &Version, schedule: &Schedule) -> Self {
        Self::between(seen, &Version::like(schedule, seen))
    }

    fn between(seen: &Version, present: &Version) -> Self {
        let (was, is) = (seen.starts(), present.starts());
        let mut changed: BTreeMap<About, Changed> = BTreeMap::new();
        for change in compare(seen, present) {
            let Some(about) = About::of(&change) else {
                continue;
            };
            let entry = changed.entry(about).or_insert_with(|| Changed {
                changes: Vec::new(),
                was: change.old.and_then(|old| seen.entries.get(old)).cloned(),
                is: change.new.and_then(|new| present.entries.get(new)).cloned(),
                start: match about {
                    About::Entry(index) => is.get(index).copied().flatten(),
                    About::Gone(index) => was.get(index).copied().flatten(),
                },
            });
            entry.changes.push(change);
        }
        Self {
            unseen: changed.keys().copied().collect(),
            changed,
            seen_by_wall: !seen.zone_known,
        }
    }

    /// All about which there was news when this was found out, whether it has been seen since or not: entries in the order of
    /// the schedule, then what is gone.
    pub fn all(&self) -> impl Iterator<Item = (About, &[Change])> {
        let all = self.changed.iter();
        all.map(|(about, changed)| (*about, changed.changes.as_slice()))
    }

    /// What changed about something.
    pub fn changes(&self, about: About) -> &[Change] {
        let changed = self.changed.get(&about);
        changed.map_or(&[], |changed| &changed.changes)
    }

    /// Whether the reader has not seen it yet.
    pub fn is_unseen(&self, about: About) -> bool {
        self.unseen.contains(&about)
    }

    /// How much has not been seen yet.
    pub fn unseen(&self) -> usize {
        self.unseen.len()
    }

    /// How an entry differs from what the reader saw, as long as it has not been seen.
    pub fn of(&self, entry: usize) -> Option<Newness> {
        let about = About::Entry(entry);
        self.is_unseen(about).then(|| self.newness(about)).flatten()
    }

    /// How something differs from what the reader saw when this was found out.
    pub fn newness(&self, about: About) -> Option<Newness> {
        let kinds = || self.changes(about).iter().map(|change| change.kind);
        kinds().next()?;
        Some(if kinds().any(|kind| kind == ChangeKind::Added) {
            Newness::New
        } else if kinds().any(|kind| matches!(kind, ChangeKind::Cancelled | ChangeKind::Removed)) {
            Newness::Cancelled
        } else {
            Newness::Changed
        })
    }

    /// What something was when the reader saw it.
    pub fn before(&self, about: About) -> Option<&Known> {
        self.changed.get(&about)?.was.as_ref()
    }

    /// What it is now.
    pub fn after(&self, about: About) -> Option<&Known> {
        self.changed.get(&about)?.is.as_ref()
    }

    /// When something starts, or did, if need be with its session.
    pub fn start(&self, about: About) -> Option<DateTime<Utc>> {
        self.changed.get(&about)?.start
    }

    /// The reader has seen it; says whether that is anything new.
    pub fn see(&mut self, about: About) -> bool {
        self.unseen.remove(&about)
    }

    /// The reader has seen all of it.
    pub fn see_all(&mut self) {
        self.unseen.clear();
    }

    /// What the reader has seen by now of the schedule that this is about, for the next comparison: it is as it is, but what has
    /// not been seen is as it was.
    pub fn seen(&self, schedule: &Schedule) -> Version {
        self.seen_of(Version::of(schedule))
    }

    /// The same, where another version is known: what is written there as it is here is not read again.
    pub fn seen_knowing(&self, schedule: &Schedule, other: &Version) -> Version {
        self.seen_of(Version::like(schedule, other))
    }

    /// What the reader has seen here, on top of what was seen elsewhere meanwhile, for the next comparison.
    pub fn seen_on_top_of(&self, stored: &Version, schedule: &Schedule) -> Version {
        let present = Version::like(schedule, stored);
        let mut news = Self::between(stored, &present);
        let gone = self.unseen.iter().filter_map(|about| match about {
            About::Gone(_) => self.before(*about).map(|was| was.id.as_str()),
            About::Entry(_) => None,
        });
        let gone: HashSet<&str> = gone.collect();
        let missed = |about: &About| match about {
            About::Entry(_) => self.is_unseen(*about),
            About::Gone(_) => news
                .before(*about)
                .is_some_and(|was| gone.contains(was.id.as_str())),
        };
        news.unseen = news.changed.keys().copied().filter(missed).collect();
        news.seen_of(present)
    }

    fn seen_of(&self, present: Version) -> Version {
        let zone_known = present.zone_known;
        let by_wall = zone_known && self.seen_by_wall;
        let starts = present.starts();
        let offset = present.entries.first().map_or(0, |known| known.offset);
        let mut entries: Vec<Known> = Vec::with_capacity(present.entries.len());
        let mut session: Option<String> = None;
        for (index, (known, start)) in present.entries.into_iter().zip(starts).enumerate() {
            let about = About::Entry(index);
            let mut kept = match self.before(about).filter(|_| self.is_unseen(about)) {
                Some(before) => as_now(before, by_wall.then_some(known.offset)),
                // It was not there.
                None if self.is_unseen(about) => {
                    if known.level == Level::Session {
                        session = None;
                    }
                    continue;
                }
                None => known,
            };
            match kept.level {
                Level::Session => session = Some(kept.id.clone()),
                Level::Talk => {
                    // It may have been listed under another id; or it was seen, and its session, which is new, was not.
                    kept.session.clone_from(&session);
                    if session.is_none() {
                        kept.start = kept.start.or(start);
                    }
                }
            }
            entries.push(kept);
        }
        self.put_back_what_is_gone(&mut entries, by_wall.then_some(offset));
        Version {
            entries,
            zone_known,
        }
    }

    /// A talk goes behind its session, as far as that is there.
    fn put_back_what_is_gone(&self, entries: &mut Vec<Known>, offset: Option<i32>) {
        let gone = self.unseen.iter().filter_map(|about| match about {
            About::Gone(_) => self.before(*about),
            About::Entry(_) => None,
        });
        let gone: Vec<Known> = gone.map(|known| as_now(known, offset)).collect();
        let (talks, sessions): (Vec<&Known>, Vec<&Known>) = gone
            .iter()
            .partition(|known| known.level == Level::Talk && known.session.is_some());
        entries.extend(sessions.into_iter().cloned());
        let mut of_session: HashMap<&str, Vec<&Known>> = HashMap::default();
        for talk in talks {
            let session = talk.session.as_deref().unwrap_or_default();
            of_session.entry(session).or_default().push(talk);
        }
        if of_session.is_empty() {
            return;
        }
        let mut all = Vec::with_capacity(entries.len());
        for known in entries.drain(..) {
            let id = Some(known.id.clone()).filter(|_| known.level == Level::Session);
            all.push(known);
            let talks = id.and_then(|id| of_session.remove(id.as_str()));
            all.extend(talks.into_iter().flatten().cloned());
        }
        // Their session has another id by now, or was seen to be gone.
        let mut left: Vec<&Known> = of_session.into_values().flatten().collect();
        left.arrange_by(|one, other| one.id.cmp(&other.id));
        all.extend(left.into_iter().cloned());
        *entries = all;
    }
}

/// What was seen while nobody knew where the event takes place has the time on the wall: from now on, as an instant, by clocks
/// that are so many seconds ahead of UTC.
fn as_now(before: &Known, offset: Option<i32>) -> Known {
    let mut known = before.clone();
    if let Some(offset) = offset {
        let shift = TimeDelta::seconds(offset.into());
        known.start = known.start.map(|start| start - shift);
        known.end = known.end.map(|end| end - shift);
        known.offset = offset;
    }
    known
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{format, schedule::check, zone::Atlas};

    fn schedule(sessions: &Value) -> Schedule {
        let file = json!({
            "format": "fomo/1",
            "event": {"title": "Days", "time_zone": "Europe/Vienna"},
            "sessions": sessions,
        });
        let draft = format::read(file.to_string().as_bytes(), None).unwrap();
        check::check(draft, &Atlas::compiled(), None).schedule
    }

    #[test]
    fn what_is_written_as_it_was_is_not_read_again() {
        let of = |words: &str| {
            schedule(&json!([
                {"id": "a", "title": "A", "abstract": "As it was."},
                {"id": "b", "title": "B", "abstract": words},
            ]))
        };
        let (before, after) = (of("Before."), of("After."));
        let mut known = Version::of(&before);
        let news = News::since(&known, &before);
        assert_eq!(news.seen_knowing(&after, &known), news.seen(&after));
        // What was found out is believed, and not found out once more.
        let mark = known.entries[1].text;
        known.entries[0].text = mark;
        let seen = news.seen_knowing(&after, &known);
        assert_eq!(seen.entries[0].text, mark);
        assert_eq!(seen.entries[1].text, Version::of(&after).entries[1].text);
    }

    fn session(id: &str, hour: u8, title: &str, talks: &[(&str, &str)]) -> Value {
        let talk = |(id, title): &(&str, &str)| json!({"id": id, "title": title});
        let talks: Vec<Value> = talks.iter().map(talk).collect();
        json!({"id": id, "title": title, "start": format!("2024-07-27T{hour:02}:00"), "talks": talks})
    }

    fn before() -> Schedule {
        schedule(&json!([
            session("a", 9, "Opening words", &[]),
            session(
                "b",
                10,
                "Architectures",
                &[
                    ("b1", "Mixtures"),
                    ("b2", "State spaces"),
                    ("b3", "Attention")
                ]
            ),
            session("c", 12, "Lunch together", &[]),
            session("d", 13, "Hardware", &[("d1", "Accelerators")]),
        ]))
    }

    fn after() -> Schedule {
        schedule(&json!([
            session(
                "b",
                10,
                "Architectures",
                &[
                    ("b1", "Mixtures of experts"),
                    ("b3", "Attention"),
                    ("b4", "Retrieval")
                ]
            ),
            session(
                "n",
                11,
                "A session that is new",
                &[("n1", "A talk in what is new")]
            ),
            session("c", 14, "Lunch together", &[]),
            session("e", 16, "Closing words", &[]),
        ]))
    }

    /// What is told, by kind and id.
    fn told(news: &News) -> Vec<String> {
        let unseen = news.all().filter(|(about, _)| news.is_unseen(*about));
        let lines = unseen.flat_map(|(about, changes)| {
            changes.iter().map(move |change| {
                let known = news.after(about).or(news.before(about)).unwrap();
                format!("{} {}", change.kind.name(), known.id)
            })
        });
        let mut lines: Vec<String> = lines.collect();
        lines.sort();
        lines
    }

    #[test]
    fn nothing_is_new_at_first_and_nothing_when_nothing_changed() {
        let schedule = before();
        assert_eq!(News::default().all().count(), 0);
        let same = News::since(&Version::of(&schedule), &schedule);
        assert_eq!(told(&same), [""; 0]);
    }

    #[test]
    fn what_was_not_seen_is_news_again_and_nothing_else() {
        let first = News::since(&Version::of(&before()), &after());
        assert_eq!(
            told(&first),
            [
                "added b4",
                "added e",
                "added n",
                "added n1",
                "moved c",
                "removed a",
                "removed b2",
                "removed d",
                "removed d1",
                "title b1",
            ]
        );
        let all: Vec<About> = first.all().map(|(about, _)| about).collect();
        // Whatever part of it is seen, the rest is told once more the next time.
        for subset in 0..1_u32 << all.len() {
            let mut news = first.clone();
            for (bit, about) in all.iter().enumerate() {
                if subset & (1 << bit) != 0 {
                    assert!(news.see(*about) && !news.see(*about));
                }
            }
            let again = News::since(&news.seen(&after()), &after());
            assert_eq!(told(&again), told(&news), "{subset:b}");
        }
    }

    /// Two viewers of one event see different things; what is kept by either is seen.
    #[test]
    fn what_was_seen_elsewhere_stays_seen() {
        let schedule = after();
        let first = News::since(&Version::of(&before()), &schedule);
        let all: Vec<About> = first.all().map(|(about, _)| about).collect();
        let (mut one, mut other) = (first.clone(), first.clone());
        for (number, about) in all.iter().enumerate() {
            match number % 3 {
                0 => _ = one.see(*about),
                1 => _ = other.see(*about),
                _ => {}
            }
        }
        let kept = other.seen_on_top_of(&one.seen(&schedule), &schedule);
        let mut both = first;
        for (number, about) in all.iter().enumerate() {
            if number % 3 != 2 {
                both.see(*about);
            }
        }
        assert_eq!(told(&News::since(&kept, &schedule)), told(&both));
    }

    #[test]
    fn an_entry_is_new_cancelled_or_changed_until_it_is_seen() {
        let schedule = after();
        let mut news = News::since(&Version::of(&before()), &schedule);
        let of = |news: &News, id: &str| news.of(schedule.find(id).unwrap());
        assert_eq!(of(&news, "e"), Some(Newness::New));
        assert_eq!(of(&news, "c"), Some(Newness::Changed));
        assert_eq!(of(&news, "b"), None);
        let count = news.unseen();
        news.see(About::Entry(schedule.find("e").unwrap()));
        assert_eq!((of(&news, "e"), news.unseen()), (None, count - 1));
        news.see_all();
        assert_eq!((of(&news, "c"), news.unseen()), (None, 0));
    }
}
