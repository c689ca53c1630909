use chrono::TimeDelta;
use proptest::{collection::vec, prelude::*};

use super::*;

const SCREEN: Room = Room {
    columns: 70,
    rows: 18,
};

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
}

/// `(start, end, rooms)`, in minutes of the day.
fn items(given: &[(i64, Option<i64>, &[usize])]) -> Vec<Item> {
    let item = |(entry, (start, end, rooms)): (usize, &(i64, Option<i64>, &[usize]))| Item {
        entry,
        start: at(*start),
        end: end.map(at),
        rooms: rooms.to_vec(),
        width: 20,
    };
    given.iter().enumerate().map(item).collect()
}

/// Each box as `entry x y`, and each room as `room x`.
fn picture(plan: &Plan) -> Vec<String> {
    let columns = plan.columns.iter();
    let columns = columns.map(|column| match column.room {
        Some(room) => format!("room {room} {}+{}", column.x, column.width),
        None => format!("elsewhere {}+{}", column.x, column.width),
    });
    let boxes = plan
        .boxes
        .iter()
        .map(|placed| format!("{} {:?} {:?}", placed.entry, placed.x, placed.y));
    columns.chain(boxes).collect()
}

#[test]
fn rooms_stand_side_by_side_and_fill_the_screen() {
    let items = items(&[
        (0, Some(60), &[0]),
        (0, Some(30), &[2]),
        (30, Some(60), &[2]),
    ]);
    let plan = Plan::new(&items, &[2, 1, 0], SCREEN, None);
    assert_eq!(
        picture(&plan),
        [
            "room 2 0+35",
            "room 0 35+35",
            "1 0..35 0..3",
            "0 35..70 0..6",
            "2 0..35 3..6",
        ]
    );
}

#[test]
fn what_overlaps_in_a_room_stands_side_by_side() {
    let items = items(&[
        (0, Some(60), &[0]),
        (0, Some(30), &[0]),
        (30, Some(60), &[0]),
        (60, Some(90), &[0]),
    ]);
    let plan = Plan::new(&items, &[0], SCREEN, None);
    assert_eq!(
        picture(&plan),
        [
            "room 0 0+70",
            "0 0..35 0..6",
            "1 35..70 0..3",
            "2 35..70 3..6",
            "3 0..70 6..9",
        ]
    );
}

#[test]
fn a_room_in_which_much_is_on_at_once_gets_more_columns() {
    let many: Vec<(i64, Option<i64>, &[usize])> = vec![(0, Some(60), &[0]); 57];
    let plan = Plan::new(&items(&many), &[0], SCREEN, None);
    assert_eq!(plan.boxes.len(), 57);
    assert!(plan.boxes.iter().all(|placed| placed.x.len() >= LANE));
}

#[test]
fn a_break_spans_all_rooms_unless_something_is_on() {
    let items = items(&[
        (0, Some(60), &[0]),
        (0, Some(60), &[1]),
        (60, Some(90), &[]),
        (90, Some(150), &[0]),
        (90, Some(150), &[]),
    ]);
    let plan = Plan::new(&items, &[0, 1], SCREEN, None);
    let lunch = &plan.boxes[2];
    assert_eq!((lunch.entry, lunch.everywhere), (2, true));
    let last = plan.columns.last().unwrap();
    assert_eq!(lunch.x, 0..last.x);
    assert_eq!(last.room, None);
    let elsewhere = plan.boxes.iter().find(|placed| placed.entry == 4).unwrap();
    assert_eq!(elsewhere.x, last.x..last.x + last.width);
}

#[test]
fn lunch_stands_beside_an_exhibition() {
    let items = items(&[
        (0, Some(60), &[0]),
        (0, Some(800), &[1]),
        (0, Some(60), &[2]),
        (60, Some(90), &[]),
    ]);
    let plan = Plan::new(&items, &[0, 1, 2], SCREEN, None);
    let lunch = plan.boxes.iter().filter(|placed| placed.entry == 3);
    let width = plan.unit;
    let places: Vec<_> = lunch.map(|placed| placed.x.clone()).collect();
    assert_eq!(places, [0..width, 2 * width..3 * width]);
}

#[test]
fn what_has_no_end_or_takes_no_time_has_a_row_all_the_same() {
    let items = items(&[
        (0, None, &[0]),
        (60, Some(60), &[0]),
        (60, Some(30), &[0]),
        (120, None, &[0]),
    ]);
    let plan = Plan::new(&items, &[0], SCREEN, None);
    assert_eq!(plan.boxes.len(), 4);
    assert!(plan.boxes.iter().all(|placed| !placed.y.is_empty()));
    assert!(Plan::new(&[], &[0], SCREEN, None).boxes.is_empty());
}

#[test]
fn an_exhibition_of_days_does_not_make_the_day_longer() {
    let day = 24 * 60;
    let items = items(&[
        (-day, Some(3 * day), &[0]),
        (0, Some(60), &[1]),
        (600, Some(660), &[1]),
    ]);
    let plan = Plan::new(&items, &[0, 1], SCREEN, None);
    let times = |slot: &Slot| (slot.start, slot.end);
    assert_eq!(
        plan.slots.iter().map(times).collect::<Vec<_>>(),
        [(at(0), at(60)), (at(60), at(600)), (at(600), at(660)),]
    );
    assert_eq!(plan.boxes[0].y, 0..plan.height());
    // Nine hours in which nothing else is on are not worth more than a glance.
    assert!(plan.slots[1].y.len() <= 2);
}

#[test]
fn an_end_just_before_a_start_is_not_worth_a_row() {
    let items = items(&[
        (0, Some(55), &[0]),
        (60, Some(110), &[0]),
        (60, Some(80), &[1]),
    ]);
    let starts: Vec<_> = Plan::new(&items, &[0, 1], SCREEN, None)
        .slots
        .iter()
        .map(|slot| (slot.start, slot.starts))
        .collect();
    assert_eq!(starts, [(at(0), true), (at(60), true), (at(80), false)]);
}

#[test]
fn a_row_begins_now_and_what_began_before_keeps_its_own() {
    let items = items(&[(0, Some(60), &[0]), (60, Some(90), &[0])]);
    let plan = Plan::new(&items, &[0], SCREEN, Some(at(10)));
    let times: Vec<_> = plan
        .slots
        .iter()
        .map(|slot| (slot.start, slot.starts))
        .collect();
    assert_eq!(times, [(at(0), true), (at(10), false), (at(60), true)]);
    assert_eq!(plan.row_of(at(10)), Some(plan.slots[1].y.start));
    assert!(plan.row_of(at(0)) < plan.row_of(at(10)));
    for now in [-1, 0, 60, 90, 100] {
        let plan = Plan::new(&items, &[0], SCREEN, Some(at(now)));
        assert_eq!(plan.slots.len(), 2, "{now}");
    }
}

#[test]
fn now_has_its_row() {
    let items = items(&[(0, Some(60), &[0])]);
    let plan = Plan::new(&items, &[0], SCREEN, None);
    assert_eq!(plan.row_of(at(0)), Some(0));
    assert_eq!(plan.row_of(at(59)), Some(plan.height() - 1));
    assert_eq!(plan.row_of(at(60)), None);
    assert_eq!(plan.row_of(at(-1)), None);
}

prop_compose! {
    fn any_item()(
        start in -600..2000_i64,
        length in prop_oneof![Just(None), Just(Some(0)), (-10..300_i64).prop_map(Some), (0..6000_i64).prop_map(Some)],
        rooms in vec(0..6_usize, 0..3),
        width in 0..200_usize,
    ) -> Item {
        let mut rooms = rooms;
        rooms.sort_unstable();
        rooms.dedup();
        Item { entry: 0, start: at(start), end: length.map(|length| at(start + length)), rooms, width }
    }
}

fn numbered(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(|item| item.start);
    for (number, item) in items.iter_mut().enumerate() {
        item.entry = number;
    }
    items
}

/// Without what begins in a room while something else is on there.
fn one_after_another(items: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    for item in numbered(items) {
        let end = |item: &Item| item.end.unwrap_or(item.start + TimeDelta::hours(1));
        let together = |other: &Item| {
            let shares = |room: &usize| other.rooms.contains(room);
            let anywhere = item.rooms.is_empty() || other.rooms.is_empty();
            end(other) > item.start && (anywhere || item.rooms.iter().any(shares))
        };
        if !kept.iter().any(together) {
            kept.push(item);
        }
    }
    numbered(kept)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_overlaps(
        items in vec(any_item(), 0..40),
        columns in 36..260_usize,
        rows in 3..60_usize,
        now in prop::option::of(-700..4000_i64),
    ) {
        let items = numbered(items);
        let plan = Plan::new(&items, &[3, 0, 1, 2, 4, 5], Room { columns, rows }, now.map(at));
        for item in &items {
            let places = plan.boxes.iter().filter(|placed| placed.entry == item.entry).count();
            if item.rooms.is_empty() {
                prop_assert!(places > 0, "{:?}", item);
            } else {
                prop_assert_eq!(places, item.rooms.len(), "{:?}", item);
            }
        }
        for (number, one) in plan.boxes.iter().enumerate() {
            prop_assert!(!one.x.is_empty() && !one.y.is_empty(), "{:?}", one);
            prop_assert!(one.x.end <= plan.width() && one.y.end <= plan.height(), "{:?}", one);
            for other in plan.boxes.iter().skip(number + 1) {
                let apart = one.x.end <= other.x.start || other.x.end <= one.x.start
                    || one.y.end <= other.y.start || other.y.end <= one.y.start;
                prop_assert!(apart, "{:?} {:?}", one, other);
            }
        }
        for (slot, next) in plan.slots.iter().zip(plan.slots.iter().skip(1)) {
            prop_assert_eq!(slot.y.end, next.y.start);
            prop_assert!(slot.end == next.start && slot.start < slot.end);
        }
    }

    /// Of a programme as it should be: in no room there are two things at once.
    #[test]
    fn every_box_can_be_reached_from_the_first(items in vec(any_item(), 1..25), reach in 4..30_usize) {
        let items = one_after_another(items);
        let plan = Plan::new(&items, &[3, 0, 1, 2, 4, 5], SCREEN, None);
        let mut seen = vec![plan.boxes[0].clone()];
        let mut todo = vec![(plan.boxes[0].clone(), plan.boxes[0].x.start, plan.boxes[0].y.start)];
        let mut stood = std::collections::BTreeSet::new();
        while let Some((here, x, y)) = todo.pop() {
            if !stood.insert((here.entry, here.x.start, x, y)) {
                continue;
            }
            let upright = [plan.below(&here, x, reach), plan.above(&here, x, reach)].into_iter().flatten();
            todo.extend(upright.map(|next| (next.clone(), nearest(&next.x, x), next.y.start)));
            for right in [true, false] {
                let inside = plan.room_inside(&here, x, right);
                todo.extend(inside.map(|x| (here.clone(), x, y)));
            }
            let aside = [plan.beside(&here, y, true, reach), plan.beside(&here, y, false, reach)];
            let aside = aside.into_iter().flatten();
            todo.extend(aside.map(|next| (next.clone(), next.x.start, nearest(&next.y, y))));
            // PgUp, PgDn and half of that.
            for page in [reach, 2 * reach] {
                let pages = [plan.around(x, y + page), plan.around(x, y.saturating_sub(page))];
                let pages = pages.into_iter().flatten();
                todo.extend(pages.map(|next| (next.clone(), nearest(&next.x, x), next.y.start)));
            }
            seen.push(here);
        }
        for placed in &plan.boxes {
            let found = seen.iter().any(|other| other.entry == placed.entry);
            prop_assert!(found, "{:?}", placed);
        }
    }

    #[test]
    fn what_starts_later_stands_lower(items in vec(any_item(), 0..40)) {
        let items = numbered(items);
        let plan = Plan::new(&items, &[0, 1, 2, 3, 4, 5], SCREEN, None);
        let first = plan.slots.first().map(|slot| slot.start);
        for placed in &plan.boxes {
            let start = first.map_or(items[placed.entry].start, |first| first.max(items[placed.entry].start));
            prop_assert_eq!(plan.row_of(start), Some(placed.y.start));
        }
    }
}
