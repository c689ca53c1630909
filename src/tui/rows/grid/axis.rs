//! The times of a day, from top to bottom. The rows follow the schedule's own rhythm: there is a new one wherever
//! something starts or ends, and a usual talk is a few rows high, whether that means ten minutes or two hours.

use std::{collections::BTreeSet, ops::Range};

use chrono::{DateTime, TimeDelta, Utc};

use super::Item;

/// The time from one start or end to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// From when on.
    pub start: DateTime<Utc>,
    /// Until when.
    pub end: DateTime<Utc>,
    /// Its rows.
    pub y: Range<usize>,
    /// Something starts.
    pub starts: bool,
}

/// The times of a day, and for each item the slots that it takes.
pub(super) struct Axis {
    pub(super) slots: Vec<Slot>,
    pub(super) spans: Vec<Range<usize>>,
}

/// Who changes rooms needs a few minutes: an end so short before a start is not worth a row. In dozens of rooms something ends
/// every five minutes, and a row for each would leave no room for titles.
const CHANGEOVER: TimeDelta = TimeDelta::minutes(10);
/// What is longer does not make the day longer: an exhibition that is open all week.
const LONG: TimeDelta = TimeDelta::hours(14);
/// What is longer is no usual talk.
const USUAL: i64 = 6 * 60;
/// Cells that a box needs besides its title.
const EDGES: usize = 4;
/// Rows of a usual talk, and from how many rows on the screen there is room for more.
const ROWS: (i64, i64, usize) = (3, 4, 45);

impl Axis {
    /// Lays out the times of items, which are sorted by start, for a screen of so many rows and boxes of so many cells.
    pub(super) fn of(
        items: &[Item],
        rows: usize,
        cells: usize,
        now: Option<DateTime<Utc>>,
    ) -> Self {
        let day = Day::of(items);
        let mut points = points(items, &day);
        let ends = points.first().copied().zip(points.last().copied());
        points.extend(
            now.filter(|now| ends.is_some_and(|(first, last)| first < *now && *now < last)),
        );
        let times: Vec<DateTime<Utc>> = points.iter().copied().collect();
        let spans: Vec<Range<usize>> = items
            .iter()
            .map(|item| {
                let (start, end) = day.clipped(item);
                let place = |at: DateTime<Utc>| times.partition_point(|time| *time < at);
                let first = place(start).min(times.len().saturating_sub(2));
                // An end that was left out is that of the slot in which it falls.
                let last = end.map_or(first + 1, place);
                first..last.clamp(first + 1, times.len().saturating_sub(1).max(first + 1))
            })
            .collect();
        let heights = heights(items, &times, &spans, (rows, cells));
        let starts: BTreeSet<DateTime<Utc>> =
            items.iter().map(|item| day.clipped(item).0).collect();
        let mut y = 0;
        let pairs = times.iter().zip(times.iter().skip(1)).zip(heights);
        let slots = pairs
            .map(|((start, end), height)| {
                let slot = Slot {
                    start: *start,
                    end: *end,
                    y: y..y + height,
                    starts: starts.contains(start),
                };
                y += height;
                slot
            })
            .collect();
        Self { slots, spans }
    }
}

/// From when to when the day goes.
struct Day {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
}

impl Day {
    fn of(items: &[Item]) -> Self {
        let usual = |item: &&Item| item.end.is_none_or(|end| end - item.start <= LONG);
        // What goes on since the day before does not make the day begin earlier.
        let own = || items.iter().filter(usual);
        let start = own().map(|item| item.start).min();
        let last = own()
            .map(|item| item.end.unwrap_or(item.start).max(item.start))
            .max();
        let first_of_all = items.iter().map(|item| item.start).min();
        let last_start = items.iter().map(|item| item.start).max();
        Self {
            start: start.or(first_of_all),
            end: last.max(last_start),
        }
    }

    /// The start of an item, and its end if that is later, as far as they are in the day.
    fn clipped(&self, item: &Item) -> (DateTime<Utc>, Option<DateTime<Utc>>) {
        let start = self.start.map_or(item.start, |first| first.max(item.start));
        let end = item.end.filter(|end| *end > start);
        let end = end.map(|end| self.end.map_or(end, |last| last.min(end)));
        (start, end.filter(|end| *end > start))
    }
}

/// All starts, and the ends that are not just before one, or before another end.
fn points(items: &[Item], day: &Day) -> BTreeSet<DateTime<Utc>> {
    let starts: BTreeSet<DateTime<Utc>> = items.iter().map(|item| day.clipped(item).0).collect();
    let ends = items.iter().filter_map(|item| day.clipped(item).1);
    let ends: BTreeSet<DateTime<Utc>> = ends.collect();
    let mut points = starts.clone();
    for end in ends.into_iter().rev() {
        let next = points.range(end..).next();
        if next.is_none_or(|next| *next - end > CHANGEOVER) {
            points.insert(end);
        }
    }
    // What starts last and has no end is there all the same.
    if let Some(last) = points.last().copied()
        && starts.contains(&last)
        && let Some(end) = last.checked_add_signed(TimeDelta::minutes(30))
    {
        points.insert(end);
    }
    points
}

/// The rows of each slot.
fn heights(
    items: &[Item],
    times: &[DateTime<Utc>],
    spans: &[Range<usize>],
    (rows, cells): (usize, usize),
) -> Vec<usize> {
    let usual = usual_minutes(items);
    let rows = if rows < ROWS.2 { ROWS.0 } else { ROWS.1 };
    let mut busy = vec![false; times.len()];
    let mut short = vec![false; times.len()];
    for (item, span) in items.iter().zip(spans) {
        let is_short = item
            .end
            .is_none_or(|end| (end - item.start).num_minutes() <= usual * 3);
        for slot in span.clone() {
            if let Some(busy) = busy.get_mut(slot) {
                *busy = true;
            }
            if let Some(short) = short.get_mut(slot) {
                *short |= is_short;
            }
        }
    }
    let pairs = times.iter().zip(times.iter().skip(1));
    let mut heights: Vec<usize> = pairs
        .zip(busy.into_iter().zip(short))
        .map(|((start, end), (busy, short))| {
            let minutes = (*end - *start).num_minutes();
            let proportional = (minutes * rows + usual / 2) / usual;
            let most = match (busy, short) {
                (false, _) => 1,
                (true, false) => 2,
                (true, true) => rows * 2,
            };
            usize::try_from(proportional.clamp(1, most)).unwrap_or(1)
        })
        .collect();
    // A title that does not fit into one row gets two; but what is over soon does not, since many such would pull
    // all other rooms apart.
    for (item, span) in items.iter().zip(spans) {
        let minutes = item
            .end
            .map_or(usual, |end| (end - item.start).num_minutes());
        let wanted = 1 + usize::from(item.width + EDGES > cells && minutes * 3 >= usual);
        let given: usize = heights
            .get(span.clone())
            .map_or(wanted, |rows| rows.iter().sum());
        if given < wanted
            && let Some(first) = heights.get_mut(span.start)
        {
            *first += wanted - given;
        }
    }
    heights
}

/// How long a talk usually is here.
fn usual_minutes(items: &[Item]) -> i64 {
    let lengths = items
        .iter()
        .filter_map(|item| Some((item.end? - item.start).num_minutes()));
    let mut lengths: Vec<i64> = lengths
        .filter(|minutes| (1..=USUAL).contains(minutes))
        .collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(60)
}
