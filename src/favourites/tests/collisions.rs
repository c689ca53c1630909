//! Entries that have ids, titles and times in common: each mark stays with its own, or is gone, and remains so.

use super::*;

/// One with an id or none, at an hour of the first day, in a room.
fn at(id: Option<&str>, title: &str, hour: u32, room: &str) -> Value {
    json!({"id": id, "title": title, "start": format!("2024-07-27T{hour:02}:00"), "room": room})
}

/// What one of these was.
fn seen(sessions: &Value, index: usize) -> Snapshot {
    let one = schedule(json!([sessions[index]]));
    Snapshot::of(&one, one.entry(0).unwrap())
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
