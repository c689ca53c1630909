//! What of the favourites was announced in this run: each start once.
//!
//! ```text
//! near starts ──▶ seen already? ─no─▶ announced ──▶ on the banner until it has begun, or is dismissed
//!                                        └────────▶ told, once: bell, notification
//! ```

use chrono::{DateTime, Utc};

use super::{Picks, Snapshot, again};
use crate::{
    agenda::{self, Start},
    schedule::Schedule,
};

/// Why somebody looks for what is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The program has begun: what began before that is no news.
    First,
    /// Time passes, or the schedule is another one.
    Again,
    /// The reader has just marked something, and looks at it: nothing has to be told.
    AtMark,
}

/// What was announced in this run.
#[derive(Clone, Debug, Default)]
pub struct Announced {
    entries: Vec<Entry>,
}

/// An entry of which a start was near.
#[derive(Clone, Debug)]
struct Entry {
    of: Snapshot,
    /// Where it is in the schedule, if it is.
    index: Option<usize>,
    /// All starts that were near: an entry may move, and move back.
    starts: Vec<Seen>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    at: DateTime<Utc>,
    /// It is shown after it has begun.
    late: bool,
    told: bool,
    dismissed: bool,
}

impl Announced {
    /// Takes in what is near now; returns what is to be shown of it.
    pub fn look(
        &mut self,
        picks: &Picks,
        schedule: &Schedule,
        (now, ahead): (DateTime<Utc>, i64),
        look: Look,
    ) -> Vec<Start> {
        let reminds = |index: usize| picks.reminds(index);
        let reminded = picks.mine().filter(|index| reminds(*index));
        let near = agenda::near_starts(schedule, reminded, &reminds, now, ahead);
        near.into_iter()
            .filter(|start| {
                let begun = start.minutes <= 0;
                let new = Seen {
                    at: start.at,
                    late: begun,
                    told: look == Look::AtMark,
                    dismissed: begun && look != Look::Again,
                };
                let seen = self.seen(start, schedule, new);
                seen.is_some_and(|seen| !seen.dismissed && (!begun || seen.late))
            })
            .collect()
    }

    /// What is known of a start; if nothing is, this.
    fn seen(&mut self, start: &Start, schedule: &Schedule, new: Seen) -> Option<&mut Seen> {
        let known = |entry: &Entry| entry.index == Some(start.entry);
        let place = match self.entries.iter().position(known) {
            Some(place) => place,
            None => {
                self.entries.push(Entry {
                    of: Snapshot::of(schedule, schedule.entry(start.entry)?),
                    index: Some(start.entry),
                    starts: Vec::new(),
                });
                self.entries.len() - 1
            }
        };
        let starts = &mut self.entries.get_mut(place)?.starts;
        if !starts.iter().any(|seen| seen.at == new.at) {
            starts.push(new);
        }
        starts.iter_mut().find(|seen| seen.at == new.at)
    }

    fn known(&mut self, start: &Start) -> Option<&mut Seen> {
        let mut entries = self.entries.iter_mut();
        let entry = entries.find(|entry| entry.index == Some(start.entry))?;
        entry.starts.iter_mut().find(|seen| seen.at == start.at)
    }

    /// Those of these that were not told yet; from now on they were.
    pub fn untold(&mut self, shown: &[Start]) -> Vec<Start> {
        let mut untold = shown.to_vec();
        untold.retain(|start| {
            let seen = self.known(start);
            seen.is_some_and(|seen| !std::mem::replace(&mut seen.told, true))
        });
        untold
    }

    /// The reader has seen these.
    pub fn dismiss(&mut self, shown: &[Start]) {
        for start in shown {
            if let Some(seen) = self.known(start) {
                seen.dismissed = true;
            }
        }
    }

    /// The schedule is another one: what was announced stays with its entries.
    pub fn schedule_changed(&mut self, schedule: &Schedule) {
        let snapshots: Vec<Option<&Snapshot>> =
            self.entries.iter().map(|entry| Some(&entry.of)).collect();
        let found = again(&snapshots, schedule);
        for (entry, index) in self.entries.iter_mut().zip(found) {
            entry.index = index;
            if let Some(found) = index.and_then(|index| schedule.entry(index)) {
                entry.of = Snapshot::of(schedule, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        favourites::{Mark, Stance, What},
        schedule::check::check,
        zone::Atlas,
    };

    /// A run of the program.
    struct Run {
        schedule: Schedule,
        picks: Picks,
        announced: Announced,
        first: bool,
    }

    #[expect(clippy::needless_pass_by_value, reason = "made on the spot")]
    fn schedule(sessions: Value) -> Schedule {
        let file = json!({
            "format": "fomo/1",
            "event": { "id": "e", "title": "E", "time_zone": "UTC" },
            "sessions": sessions,
        });
        let draft = crate::format::read(file.to_string().as_bytes(), None).unwrap();
        check(draft, &Atlas::compiled(), None).schedule
    }

    fn one(start: &str) -> Value {
        json!([{"id": "a", "title": "A", "start": format!("2024-07-27T{start}"), "duration": 60}])
    }

    impl Run {
        fn of(sessions: Value) -> Self {
            let mut run = Self {
                schedule: schedule(sessions),
                picks: Picks::default(),
                announced: Announced::default(),
                first: true,
            };
            for index in 0..run.schedule.entries().len() {
                run.mark(index, What::Stance(Stance::Favourite));
            }
            run
        }

        fn mark(&mut self, index: usize, what: What) {
            let of = Snapshot::of(&self.schedule, self.schedule.entry(index).unwrap());
            self.picks.mark(
                &self.schedule,
                &Mark {
                    of,
                    what,
                    kept_as: None,
                },
            );
        }

        fn change(&mut self, sessions: Value) {
            self.schedule = schedule(sessions);
            self.picks = Picks::new(self.picks.kept().to_vec(), &self.schedule);
            self.announced.schedule_changed(&self.schedule);
        }

        /// What is on the banner then, as `title minutes`, with `!` where it is told.
        fn at(&mut self, clock: &str) -> String {
            let look = if self.first { Look::First } else { Look::Again };
            self.look(clock, look)
        }

        fn look(&mut self, clock: &str, look: Look) -> String {
            self.first = false;
            let now = format!("2024-07-27T{clock}:00Z").parse().unwrap();
            let now: DateTime<Utc> = now;
            let now = now + TimeDelta::milliseconds(20);
            let shown = self
                .announced
                .look(&self.picks, &self.schedule, (now, 10), look);
            let untold = self.announced.untold(&shown);
            let words = shown.iter().map(|start| {
                let title = &self.schedule.entry(start.entry).unwrap().title;
                let told = if untold.contains(start) { "!" } else { "" };
                format!("{title} {}{told}", start.minutes)
            });
            words.collect::<Vec<_>>().join(", ")
        }
    }

    #[test]
    fn each_start_is_told_once_and_shown_until_it_has_begun() {
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("10:49"), "");
        assert_eq!(run.at("10:50"), "A 10!");
        assert_eq!(run.at("10:50"), "A 10");
        assert_eq!(run.at("10:59"), "A 1");
        assert_eq!(run.at("11:00"), "");
    }

    #[test]
    fn at_the_start_of_the_program_what_is_still_to_begin_is_told() {
        assert_eq!(Run::of(one("11:00")).at("10:57"), "A 3!");
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("11:02"), "");
        assert_eq!(run.at("11:03"), "");
    }

    #[test]
    fn what_began_while_the_machine_slept_is_told_late() {
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("10:30"), "");
        assert_eq!(run.at("11:03"), "A -3!");
        assert_eq!(run.at("11:05"), "A -5");
        assert_eq!(run.at("11:06"), "");
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("10:30"), "");
        assert_eq!(run.at("11:06"), "", "too late to be of use");
    }

    #[test]
    fn a_clock_that_jumps_back_repeats_nothing() {
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("10:50"), "A 10!");
        assert_eq!(run.at("09:50"), "");
        assert_eq!(run.at("10:55"), "A 5");
        assert_eq!(run.at("11:01"), "");
    }

    #[test]
    fn what_is_dismissed_stays_so() {
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("10:50"), "A 10!");
        let now = "2024-07-27T10:50:00Z".parse().unwrap();
        let shown = run
            .announced
            .look(&run.picks, &run.schedule, (now, 10), Look::Again);
        run.announced.dismiss(&shown);
        assert_eq!(run.at("10:51"), "");
    }

    #[test]
    fn what_moves_is_told_again_at_its_new_time_and_not_at_the_old_one() {
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("10:50"), "A 10!");
        run.change(one("11:30"));
        assert_eq!(run.at("10:52"), "");
        // And back again.
        run.change(one("11:00"));
        assert_eq!(run.at("10:53"), "A 7");
        run.change(one("11:30"));
        assert_eq!(run.at("11:02"), "");
        assert_eq!(run.at("11:20"), "A 10!");
        // It was moved to a time that has just passed.
        run.change(one("11:19"));
        assert_eq!(run.at("11:21"), "A -2!");
    }

    #[test]
    fn another_title_or_a_gap_repeats_nothing() {
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("10:50"), "A 10!");
        run.change(json!([{"id": "a", "title": "B", "start": "2024-07-27T11:00"}]));
        assert_eq!(run.at("10:51"), "B 9");
        run.change(json!([]));
        assert_eq!(run.at("10:52"), "");
        run.change(json!([{"id": "a", "title": "B", "start": "2024-07-27T11:00"}]));
        assert_eq!(run.at("10:53"), "B 7");
    }

    #[test]
    fn what_is_cancelled_or_not_to_be_reminded_of_is_silent() {
        let mut run = Run::of(one("11:00"));
        run.mark(0, What::Reminds(false));
        assert_eq!(run.at("10:50"), "");
        run.mark(0, What::Reminds(true));
        assert_eq!(run.look("10:51", Look::AtMark), "A 9");
        run.change(
            json!([{"id": "a", "title": "A", "start": "2024-07-27T11:00", "status": "cancelled"}]),
        );
        assert_eq!(run.at("10:52"), "");
    }

    #[test]
    fn what_is_marked_at_the_last_moment_is_shown_and_not_told() {
        let mut run = Run::of(one("11:00"));
        run.mark(0, What::Stance(Stance::None));
        assert_eq!(run.at("10:55"), "");
        run.mark(0, What::Stance(Stance::Must));
        assert_eq!(run.look("10:55", Look::AtMark), "A 5");
        assert_eq!(run.at("10:56"), "A 4");
        // What is on already needs no word.
        let mut run = Run::of(one("11:00"));
        assert_eq!(run.at("10:00"), "");
        assert_eq!(run.look("11:01", Look::AtMark), "");
        assert_eq!(run.at("11:02"), "");
    }

    #[test]
    fn a_talk_without_a_time_is_told_with_its_session_unless_that_is() {
        let session = json!([{"id": "s", "title": "S", "start": "2024-07-27T11:00", "duration": 60,
            "talks": [{"id": "t", "title": "T"}]}]);
        let mut run = Run::of(session.clone());
        assert_eq!(run.at("10:50"), "S 10!");
        for silent in [What::Stance(Stance::None), What::Reminds(false)] {
            let mut run = Run::of(session.clone());
            run.mark(0, silent);
            assert_eq!(run.at("10:50"), "T 10!");
        }
    }

    #[test]
    fn several_at_once_are_told_together() {
        let start = |id: &str, clock: &str| json!({"id": id, "title": id, "start": format!("2024-07-27T{clock}")});
        let mut run = Run::of(json!([
            start("a", "11:00"),
            start("b", "11:00"),
            start("c", "11:05")
        ]));
        assert_eq!(run.at("10:50"), "a 10!, b 10!");
        assert_eq!(run.at("10:55"), "a 5, b 5, c 10!");
    }
}
