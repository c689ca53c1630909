//! Writers and viewers at once, some of them killed at any moment: what was acknowledged is in the file.
//!
//! `FOMO_ROUNDS=1000 cargo test --test state -- --nocapture` runs it for long.

use std::{
    collections::BTreeSet,
    thread,
    time::{Duration, Instant},
};

use rustix::process::Signal;

use super::*;

const WRITERS: usize = 8;
const VIEWERS: usize = 2;
/// After so many rounds, everything begins anew in an empty home.
const EPOCH: usize = 25;

/// Numbers that are as good as random, and the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

#[derive(Debug, Default)]
struct Tally {
    rounds: usize,
    kills: usize,
    writes: usize,
    marks: usize,
    refused: usize,
}

/// What was acknowledged in a home so far.
struct Epoch {
    home: Home,
    acknowledged: BTreeSet<String>,
    viewers: Vec<Viewer>,
}

/// A viewer, and where its next mark goes.
struct Viewer {
    session: Option<Session>,
    row: usize,
    first: usize,
}

impl Viewer {
    /// The line with the cursor, once it is on the row where the next mark goes.
    fn at_row(&mut self, home: &Home) -> String {
        let id = id(self.first + self.row);
        if self.session.is_none() {
            // The rows of this viewer only.
            let from = self.first / 100;
            let line = format!(
                "exec \"$FOMO\" s.json --at 2030-02-01T00:00 --query 'title:\"talk t{from}\"'"
            );
            let mut session = home.view(&line);
            session.wait_for("Talk t");
            session.send("g");
            session.send("j".repeat(self.row));
            self.session = Some(session);
        }
        let session = self.session.as_ref().unwrap();
        session.wait_until(&id, |screen, _| {
            on_cursor(&screen.contents(), &id).is_some()
        });
        id
    }
}

fn on_cursor(screen: &str, id: &str) -> Option<String> {
    let mut lines = screen.lines();
    let line = lines.find(|line| line.starts_with('▌') && line.contains(id));
    line.map(str::to_owned)
}

impl Epoch {
    fn new() -> Self {
        // The first hundreds are the writers'.
        let first = EPOCH * WRITERS;
        let viewers = (0..VIEWERS).map(|number| Viewer {
            session: None,
            row: 0,
            first: first.div_ceil(100) * 100 + number * 100,
        });
        Self {
            home: Home::with(first + 100 * (VIEWERS + 1)),
            acknowledged: BTreeSet::new(),
            viewers: viewers.collect(),
        }
    }

    fn round(&mut self, number: usize, dice: &mut Dice, tally: &mut Tally) {
        let first = number * WRITERS;
        let mut writers: Vec<_> = (first..first + WRITERS)
            .map(|number| (number, self.home.marking(number)))
            .collect();
        for viewer in &mut self.viewers {
            let id = viewer.at_row(&self.home);
            let session = viewer.session.as_mut().unwrap();
            session.send("f");
            viewer.row += 1;
            if dice.roll(8) == 0 {
                thread::sleep(Duration::from_micros(dice.roll(20_000)));
                session.kill(Signal::KILL);
                viewer.session = None;
                tally.kills += 1;
                continue;
            }
            session.wait_until("the star", |screen, _| {
                on_cursor(&screen.contents(), &id).is_some_and(|line| line.contains('★'))
            });
            // The next key was handled: what the one before said is kept, or it was said that it is not.
            session.send("j");
            let next = super::id(viewer.first + viewer.row);
            session.wait_until(&next, |screen, _| {
                on_cursor(&screen.contents(), &next).is_some()
            });
            if session.screen().contains("could not save") {
                tally.refused += 1;
            } else {
                tally.marks += 1;
                self.acknowledged.insert(id);
            }
        }
        for (_, writer) in &mut writers {
            if dice.roll(4) == 0 {
                thread::sleep(Duration::from_micros(dice.roll(10_000)));
                let _ = writer.kill();
            }
        }
        for (number, writer) in writers {
            let output = writer.wait_with_output().unwrap();
            match output.status.code() {
                None => tally.kills += 1,
                Some(0) => {
                    tally.writes += 1;
                    self.acknowledged.insert(super::id(number));
                }
                Some(_) => {
                    let said = String::from_utf8_lossy(&output.stderr).into_owned();
                    assert!(said.contains("could not save"), "{said}");
                    tally.refused += 1;
                }
            }
        }
        tally.rounds += 1;
        if self.acknowledged.is_empty() {
            return;
        }
        let kept: Vec<String> = self.home.kept();
        let all: BTreeSet<String> = kept.iter().cloned().collect();
        assert_eq!(kept.len(), all.len(), "twice: {kept:?}");
        let lost: Vec<&String> = self.acknowledged.difference(&all).collect();
        assert!(lost.is_empty(), "lost: {lost:?}; {tally:?}");
    }
}

#[test]
fn nothing_that_was_acknowledged_is_lost() {
    let rounds = std::env::var("FOMO_ROUNDS").ok();
    let rounds: usize = rounds.map_or(6, |rounds| rounds.parse().unwrap());
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut tally = Tally::default();
    let begun = Instant::now();
    let mut epoch = Epoch::new();
    for round in 0..rounds {
        if round % EPOCH == 0 && round > 0 {
            epoch = Epoch::new();
        }
        epoch.round(round % EPOCH, &mut dice, &mut tally);
    }
    assert!(epoch.home.beside("damaged").is_empty());
    println!("{tally:?}, nothing lost, in {:.0?}", begun.elapsed());
}
