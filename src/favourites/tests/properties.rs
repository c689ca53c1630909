//! What holds however a schedule is edited.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::*;
use crate::{schedule::check::check, zone::Atlas};

/// An entry of the file: id, title, hour, room. Few of each, so that they collide.
type Row = (Option<u8>, u8, u8, u8);

fn schedule(rows: &[Row]) -> Schedule {
    let sessions: Vec<Value> = rows
        .iter()
        .map(|(id, title, hour, room)| {
            json!({"id": id.map(|id| format!("id-{id}")), "title": format!("Title {title}"),
                "start": format!("2024-07-27T{:02}:00", 8 + hour), "duration": 30, "room": format!("Room {room}")})
        })
        .collect();
    let file = json!({"format": "fomo/1", "sessions": sessions,
        "event": {"id": "e", "title": "E", "time_zone": "Europe/Vienna"}});
    let draft = crate::format::read(file.to_string().as_bytes(), None).unwrap();
    check(draft, &Atlas::compiled(), None).schedule
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        proptest::option::weighted(0.8, 0..6u8),
        0..6u8,
        0..5u8,
        0..2u8,
    );
    proptest::collection::vec(row, 1..9)
}

/// Something that somebody does to a schedule.
#[derive(Clone, Debug)]
enum Edit {
    Rename(usize, u8),
    Move(usize, u8),
    Renumber(usize, Option<u8>),
    Drop(usize),
    Add(Row),
    Swap(usize, usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (0..9usize, 0..6u8).prop_map(|(row, title)| Edit::Rename(row, title)),
        (0..9usize, 0..5u8).prop_map(|(row, hour)| Edit::Move(row, hour)),
        (0..9usize, proptest::option::of(0..6u8)).prop_map(|(row, id)| Edit::Renumber(row, id)),
        (0..9usize).prop_map(Edit::Drop),
        (proptest::option::of(0..6u8), 0..6u8, 0..5u8, 0..2u8).prop_map(Edit::Add),
        (0..9usize, 0..9usize).prop_map(|(one, other)| Edit::Swap(one, other)),
    ];
    proptest::collection::vec(edit, 0..6)
}

fn edited(mut rows: Vec<Row>, edits: &[Edit]) -> Vec<Row> {
    for edit in edits {
        let count = rows.len();
        match *edit {
            Edit::Rename(row, title) if row < count => rows[row].1 = title,
            Edit::Move(row, hour) if row < count => rows[row].2 = hour,
            Edit::Renumber(row, id) if row < count => rows[row].0 = id,
            Edit::Drop(row) if row < count => drop(rows.remove(row)),
            Edit::Add(row) => rows.push(row),
            Edit::Swap(one, other) if one.max(other) < count => rows.swap(one, other),
            _ => {}
        }
    }
    rows
}

fn stances() -> impl Strategy<Value = Vec<Stance>> {
    let stance = prop_oneof![
        Just(Stance::None),
        Just(Stance::Favourite),
        Just(Stance::Must),
        Just(Stance::Hidden)
    ];
    proptest::collection::vec(stance, 9)
}

/// Marks on the first entries that are told apart by what they are.
fn marks(schedule: &Schedule, stances: &[Stance]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (entry, stance) in schedule.entries().iter().zip(stances) {
        let of = Snapshot::of(schedule, entry);
        if *stance != Stance::None && !marks.iter().any(|mark| mark.of == of) {
            let what = What::Stance(*stance);
            marks.push(Mark {
                of,
                what,
                kept_as: None,
            });
        }
    }
    marks
}

fn kept(schedule: &Schedule, stances: &[Stance]) -> Vec<Kept> {
    let mut kept = Vec::new();
    apply(&mut kept, schedule, &marks(schedule, stances));
    kept
}

/// In an order that does not depend on who came first.
fn sorted(kept: &[Kept]) -> Vec<String> {
    let mut all: Vec<String> = kept.iter().map(|kept| kept.write().to_string()).collect();
    all.sort();
    all
}

fn records(kept: &[Kept]) -> Vec<Record> {
    kept.iter().filter_map(Kept::record).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_is_found_once_or_gone(rows in rows(), edits in edits(), stances in stances()) {
        let before = schedule(&rows);
        let kept = kept(&before, &stances);
        let after = schedule(&edited(rows, &edits));
        let seen: Vec<Option<&Snapshot>> = kept.iter().map(Kept::snapshot).collect();
        let found = again(&seen, &after);
        prop_assert_eq!(found.len(), kept.len());
        let mut entries: Vec<usize> = found.iter().flatten().copied().collect();
        let count = entries.len();
        entries.sort_unstable();
        entries.dedup();
        prop_assert_eq!(entries.len(), count, "two on one entry");
        prop_assert!(entries.iter().all(|index| after.entry(*index).is_some()));
        // What is as it was is found, and by the one who saw it.
        for (snapshot, found) in seen.iter().flatten().zip(&found) {
            let same: Vec<usize> = after.entries().iter().enumerate()
                .filter(|(_, entry)| Snapshot::of(&after, entry) == **snapshot)
                .map(|(index, _)| index)
                .collect();
            if !same.is_empty() {
                prop_assert!(found.is_some_and(|index| same.contains(&index)), "{snapshot:?}");
            }
        }
        let picks = Picks::new(kept.clone(), &after);
        let shown = picks.marks().mine.len() + picks.marks().hidden.len();
        let gone = kept.len() - count;
        prop_assert_eq!(shown + gone, kept.len());
    }

    #[test]
    fn twice_is_once(rows in rows(), edits in edits(), stances in stances(), later in stances()) {
        let before = schedule(&rows);
        let kept = kept(&before, &stances);
        let after = schedule(&edited(rows, &edits));
        let marks = marks(&after, &later);
        let mut once = kept.clone();
        apply(&mut once, &after, &marks);
        let mut twice = once.clone();
        apply(&mut twice, &after, &marks);
        prop_assert_eq!(&twice, &once);
        // And nothing else gets lost by it.
        let gone = again(&kept.iter().map(Kept::snapshot).collect::<Vec<_>>(), &after);
        let gone = kept.iter().zip(gone).filter(|(_, found)| found.is_none());
        for (kept, _) in gone {
            let snapshot = kept.snapshot();
            // Its id may be something else's by now.
            let without_id = snapshot.map(|was| Snapshot { id: None, ..was.clone() });
            let mut still = once.iter().map(Kept::snapshot);
            prop_assert!(still.any(|other| other == snapshot || other == without_id.as_ref()));
        }
    }

    #[test]
    fn what_was_brought_up_to_date_stays_as_it_is(rows in rows(), edits in edits(), stances in stances()) {
        let mut kept = kept(&schedule(&rows), &stances);
        let after = schedule(&edited(rows, &edits));
        apply(&mut kept, &after, &[]);
        let once = kept.clone();
        apply(&mut kept, &after, &[]);
        prop_assert_eq!(&kept, &once);
        prop_assert!(!Picks::new(kept, &after).is_out_of_date(&after));
    }

    #[test]
    fn who_comes_first_does_not_matter(rows in rows(), edits in edits(), stances in stances(), later in stances()) {
        let kept = kept(&schedule(&rows), &stances);
        let after = schedule(&edited(rows, &edits));
        let marks = marks(&after, &later);
        let (odd, even): (Vec<_>, Vec<_>) = marks.iter().cloned().enumerate().partition(|(place, _)| place % 2 == 1);
        let [odd, even] = [odd, even].map(|marks| marks.into_iter().map(|(_, mark)| mark).collect::<Vec<_>>());
        let mut one = kept.clone();
        apply(&mut one, &after, &odd);
        apply(&mut one, &after, &even);
        let mut other = kept;
        apply(&mut other, &after, &even);
        apply(&mut other, &after, &odd);
        prop_assert_eq!(sorted(&one), sorted(&other));
    }

    #[test]
    fn what_is_taken_in_is_there_and_twice_changes_nothing(
        rows in rows(), edits in edits(), mine in stances(), theirs in stances(),
    ) {
        let before = schedule(&rows);
        let theirs = records(&kept(&before, &theirs));
        let after = schedule(&edited(rows, &edits));
        let mut merged = kept(&after, &mine);
        let own = records(&merged);
        merge(&mut merged, &after, &theirs);
        let once = merged.clone();
        let said = merge(&mut merged, &after, &theirs);
        prop_assert_eq!(&merged, &once);
        prop_assert_eq!((said.added, said.raised, said.hidden, said.noted, said.gone.len()), (0, 0, 0, 0, 0));
        // Nothing of mine is less than it was.
        for record in own {
            let now = once.iter().filter_map(Kept::record).find(|now| now.was == record.was).unwrap();
            let raised = (record.stance, now.stance) == (Stance::Favourite, Stance::Must);
            prop_assert!(now.stance == record.stance || raised);
        }
    }
}
