//! Entries that have ids, titles and times in common: each mark stays with its own, or is gone, and remains so.

use super::*;

/// One with an id or none, at an hour of the first day, in a room.
fn at(id: Option<&str>, title: &str, hour: u32, room: &str) -> Value {
    json!({"id": id, "title": title, "start": format!("2024-07-27T{hour:02}:00"), "room": room})
}

/// A record as a file of favourites has it.
fn record(of: &Snapshot, stance: Stance) -> Record {
    let mut record = Record::new(of.clone());
    record.stance = stance;
    record
}

/// What one of these was.
fn seen(sessions: &Value, index: usize) -> Snapshot {
    let one = schedule(json!([sessions[index]]));
    Snapshot::of(&one, one.entry(0).unwrap())
}

/// Takes the same in twice: what is kept then, after it was made sure that the second time changed nothing.
fn taken_in(schedule: &Schedule, mine: Vec<Kept>, theirs: &[Record]) -> Vec<Kept> {
    let mut kept = mine;
    merge(&mut kept, schedule, theirs);
    let once = kept.clone();
    let said = merge(&mut kept, schedule, theirs);
    assert_eq!(kept, once);
    let there = theirs.len();
    assert_eq!(
        said,
        Merged {
            there,
            ..Merged::default()
        }
    );
    kept
}

/// Titles of what is in the schedule, then of what is gone.
fn there_and_gone(kept: &[Kept], schedule: &Schedule) -> (Vec<String>, Vec<String>) {
    let picks = Picks::new(kept.to_vec(), schedule);
    let there = picks
        .mine()
        .map(|index| schedule.entry(index).unwrap().title.clone());
    let gone = picks.gone();
    let gone = gone.iter().map(|record| record.was.title.clone());
    (there.collect(), gone.collect())
}

#[test]
fn what_is_unchanged_is_found_although_ids_of_others_were_given_anew() {
    let before = json!([
        at(Some("1"), "Trains", 9, "Barn"),
        at(Some("2"), "Trains", 9, "Barn"),
        at(Some("1"), "Gardens", 9, "Aula"),
        at(Some("1"), "Gardens", 10, "Aula"),
    ]);
    let after = schedule(json!([
        before[0],
        before[1],
        at(None, "Gardens", 9, "Aula"),
        at(None, "Gardens", 10, "Aula"),
    ]));
    let was = [3, 2, 1].map(|index| seen(&before, index));
    let found = again(&was.each_ref().map(Some), &after);
    let ids = found.iter().map(|index| {
        let entry = after.entry(index.unwrap()).unwrap();
        (entry.title.as_str(), entry.given_id())
    });
    let expected = [("Gardens", None), ("Gardens", None), ("Trains", Some("2"))];
    assert_eq!(ids.collect::<Vec<_>>(), expected);
}

#[test]
fn of_two_of_which_one_is_cancelled_each_keeps_its_mark() {
    let with = |status: &str| json!({"id": "x", "title": "A", "start": NINE, "status": status});
    for both in [["cancelled", "confirmed"], ["confirmed", "cancelled"]] {
        let schedule = schedule(both.map(with).into_iter().collect());
        for index in 0..2 {
            let was = Snapshot::of(&schedule, schedule.entry(index).unwrap());
            assert_eq!(find_again(&was, &schedule), Some(index));
        }
    }
}

#[test]
fn of_two_that_differ_in_their_end_alone_each_is_found_by_who_saw_it() {
    let lasting =
        |minutes: u32| json!({"id": "x", "title": "A", "start": NINE, "duration": minutes});
    let both = [lasting(30), lasting(60)];
    let was = [0, 1].map(|index| seen(&json!(both), index));
    // The first one got longer than the second one, which lasts as long as it did.
    let all = schedule(json!([lasting(60), lasting(90)]));
    let found = again(&was.each_ref().map(Some), &all);
    assert_eq!(found, [Some(1), Some(0)]);
}

#[test]
fn two_that_became_the_same_in_all_are_taken_in_once() {
    let before = json!([
        at(Some("x"), "A", 9, "Aula"),
        at(Some("x"), "A", 10, "Aula")
    ]);
    let after = schedule(json!([before[1], before[1]]));
    // The must is where it was, and the favourite came to it.
    let theirs = [
        record(&seen(&before, 0), Stance::Favourite),
        record(&seen(&before, 1), Stance::Must),
    ];
    let kept = taken_in(&after, Vec::new(), &theirs);
    let picks = Picks::new(kept, &after);
    assert_eq!((picks.mine().count(), picks.marks().musts.len()), (2, 1));
    // A must of the reader's on one of them remains, and the other one stays a favourite.
    let mine = vec![Kept::Record(Box::new(theirs[1].clone()))];
    let picks = Picks::new(taken_in(&after, mine, &theirs), &after);
    assert_eq!((picks.mine().count(), picks.marks().musts.len()), (2, 1));
}

#[test]
fn what_is_taken_in_from_before_ids_were_given_anew_stays_gone() {
    let before = json!([
        at(Some("1"), "Gardens", 9, "Aula"),
        at(Some("2"), "Gardens", 12, "Aula"),
        at(Some("3"), "Trains", 10, "Aula"),
    ]);
    let after = schedule(json!([
        at(Some("1"), "Whales", 9, "Aula"),
        at(Some("2"), "Planes", 12, "Aula"),
        at(None, "Gardens", 9, "Aula"),
        before[2],
    ]));
    let theirs = [0, 1, 2].map(|index| record(&seen(&before, index), Stance::Favourite));
    let kept = taken_in(&after, Vec::new(), &theirs);
    let (there, gone) = there_and_gone(&kept, &after);
    assert_eq!(there, ["Gardens", "Trains"]);
    assert_eq!(gone, ["Gardens"]);
}

#[test]
fn two_that_are_gone_and_had_one_title_and_time_stay_two() {
    let lunch = json!([
        at(Some("1"), "Lunch", 12, "Aula"),
        at(Some("2"), "Lunch", 12, "Barn")
    ]);
    let after = schedule(json!([at(Some("9"), "Trains", 10, "Aula")]));
    let theirs = [0, 1].map(|index| record(&seen(&lunch, index), Stance::Favourite));
    let both = taken_in(&after, Vec::new(), &theirs);
    assert_eq!(there_and_gone(&both, &after).1, ["Lunch", "Lunch"]);
    // Of the two, the reader has the second, and it is not taken for the first.
    let mine = vec![Kept::Record(Box::new(record(
        &theirs[1].was,
        Stance::Hidden,
    )))];
    let mut kept = mine.clone();
    let said = merge(&mut kept, &after, &theirs);
    assert_eq!((said.gone.len(), said.stay_hidden), (1, 1));
    // Side by side, they are two as well.
    let mine = [record(&theirs[1].was, Stance::Must)];
    let pairs = pairs(&mine, &theirs, &after);
    let sides = pairs
        .iter()
        .map(|pair| (pair.mine.is_some(), pair.theirs.is_some()));
    assert_eq!(sides.collect::<Vec<_>>(), [(true, true), (false, true)]);
    // Who names one twice means one.
    let twice = [theirs[0].clone(), theirs[0].clone()];
    let one = taken_in(&after, Vec::new(), &twice);
    assert_eq!(there_and_gone(&one, &after).1, ["Lunch"]);
}

#[test]
fn what_says_nothing_is_not_in_the_way_of_what_is_taken_in() {
    let before = json!([
        at(Some("x"), "A", 9, "Aula"),
        at(Some("x"), "A", 12, "Aula")
    ]);
    let after = schedule(json!([before[0]]));
    let mut silent = record(&seen(&before, 0), Stance::None);
    silent.reminds = false;
    let theirs = [silent, record(&seen(&before, 1), Stance::Must)];
    let mut kept = Vec::new();
    merge(&mut kept, &after, &theirs);
    let once = kept.clone();
    merge(&mut kept, &after, &theirs);
    assert_eq!(kept, once);
    assert_eq!(kept.len(), 1);
    assert_eq!(Picks::new(kept, &after).stance(0), Stance::Must);
}
