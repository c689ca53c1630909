//! What is on and what comes next on one line, for the status bar of a terminal or a desktop.
//!
//! ```text
//! 11:00–12:00 Efficient Implementations · Lehar 2 → 12:00 Lunch break CEST
//! ```
//!
//! What is on and until when comes first; what comes next, the room and at last the time go where there is no place. A
//! time never stands without the letters of its zone.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use foldhash::HashSet;

use super::Shown;
use crate::{schedule::Entry, text, zone};

/// `fomo now --max-width`: one line of at most so many columns; empty where nothing is on and nothing comes.
pub fn now(
    shown: Shown,
    at: DateTime<Utc>,
    now: &[usize],
    next: &[usize],
    columns: usize,
) -> String {
    let today = shown.zone.local(at).date();
    let (first, others) = on(shown, now);
    let first = first.map(|entry| Told::on(shown, entry, today, others));
    let coming = coming(shown, next).map(|entry| Told::coming(shown, entry, today));
    let layouts = match (&first, &coming) {
        (Some(on), Some(next)) => [both(on, next), on.alone(), on.bare()].concat(),
        (Some(one), None) => [one.alone(), one.bare()].concat(),
        (None, Some(one)) => {
            let arrow = |mut layout: Layout| {
                layout.insert(0, Piece::fixed("→ "));
                layout
            };
            let alone = one.alone().into_iter().chain(one.bare());
            alone.map(arrow).chain(one.bare()).collect()
        }
        (None, None) => Vec::new(),
    };
    layouts
        .iter()
        .find_map(|layout| fitted(layout, columns))
        .unwrap_or_default()
}

/// The one that is on and began last, and how many others are. A session inside which a talk is on is told by that.
fn on<'a>(shown: Shown<'a>, now: &[usize]) -> (Option<&'a Entry>, usize) {
    let schedule = shown.schedule;
    let sessions = now
        .iter()
        .filter_map(|index| schedule.entry(*index)?.session);
    let sessions: HashSet<usize> = sessions.collect();
    let told = now.iter().filter(|index| !sessions.contains(index));
    let told: Vec<&Entry> = told.filter_map(|index| schedule.entry(*index)).collect();
    let others = told.len().saturating_sub(1);
    // Of those that began together, the one in the first room.
    let last = told.into_iter().rev().max_by_key(|entry| entry.start);
    (last, others)
}

/// What comes first.
fn coming<'a>(shown: Shown<'a>, next: &[usize]) -> Option<&'a Entry> {
    let next = next.iter().filter_map(|index| shown.schedule.entry(*index));
    next.min_by_key(|entry| entry.start)
}

/// An entry in the parts of which a line is made.
struct Told {
    /// When it is; for what comes, when it begins.
    time: String,
    /// What its clocks are called; none where the time says it.
    zone: Option<String>,
    title: String,
    room: Option<String>,
    /// How many others are on.
    others: usize,
}

impl Told {
    fn on(shown: Shown, entry: &Entry, today: NaiveDate, others: usize) -> Self {
        let told = Self::coming(shown, entry, today);
        let Some((start, end)) = entry.start.zip(entry.end) else {
            return Self { others, ..told };
        };
        let clock = |at| zone::clock(shown.zone, at, Some(today));
        let mark = if entry.end_inferred { "~" } else { "" };
        let (from, to) = (shown.zone.letters(start), shown.zone.letters(end));
        let (time, zone) = if from == to {
            let time = format!("{}–{mark}{}", clock(start), clock(end));
            (time, Some(from))
        } else {
            let time = format!("{} {from}–{mark}{} {to}", clock(start), clock(end));
            (time, None)
        };
        Self {
            time,
            zone,
            others,
            ..told
        }
    }

    /// With the day, where that is another one.
    fn coming(shown: Shown, entry: &Entry, today: NaiveDate) -> Self {
        let time = entry.start.map(|start| {
            let local = shown.zone.local(start);
            let day = match (local.date() - today).num_days() {
                0 => "",
                1..7 => "%a ",
                _ if local.year() == today.year() => "%a %-d %b ",
                _ => "%a %-d %b %Y ",
            };
            local.format(&format!("{day}%-H:%M")).to_string()
        });
        Self {
            time: time.unwrap_or_default(),
            zone: entry.start.map(|start| shown.zone.letters(start)),
            title: entry.title.clone(),
            room: shown.schedule.room_names(entry),
            others: 0,
        }
    }

    /// `11:00–12:00 Title · Room +2`, its zone behind the time if that is asked for.
    fn pieces(&self, with_room: bool, with_zone: bool, shortest: usize) -> Layout {
        let zone = self.zone.as_ref().filter(|_| with_zone);
        let zone = zone.map(|zone| format!(" {zone}")).unwrap_or_default();
        let room = self.room.as_ref().filter(|_| with_room);
        let room = room.map(|room| format!(" · {room}")).unwrap_or_default();
        let others = match self.others {
            0 => String::new(),
            count => format!(" +{count}"),
        };
        vec![
            Piece::fixed(&format!("{}{zone} ", self.time)),
            Piece::Title(self.title.clone(), shortest),
            Piece::fixed(&format!("{room}{others}")),
        ]
    }

    /// By itself: with its room if that fits, with its time as long as the title can be made out.
    fn alone(&self) -> Vec<Layout> {
        let zone = self.zone.as_ref().map(|zone| format!(" {zone}"));
        let zone = Piece::fixed(&zone.unwrap_or_default());
        let with_zone = |mut layout: Layout| {
            layout.push(zone.clone());
            layout
        };
        [(true, 16), (false, 8)]
            .map(|(room, shortest)| with_zone(self.pieces(room, false, shortest)))
            .to_vec()
    }

    /// The title, as much of it as fits.
    fn bare(&self) -> Vec<Layout> {
        vec![vec![Piece::Title(self.title.clone(), 1)]]
    }
}

/// What is on, and what comes next. The zone stands at the end where it is that of both.
fn both(on: &Told, next: &Told) -> Vec<Layout> {
    let each = on.zone != next.zone;
    let zone = next.zone.as_ref().filter(|_| !each);
    let zone = zone.map(|zone| format!(" {zone}")).unwrap_or_default();
    let layout = |with_room, shortest| {
        let mut layout = on.pieces(with_room, each, 14);
        layout.push(Piece::fixed(" → "));
        layout.extend(next.pieces(false, each, shortest));
        layout.push(Piece::fixed(&zone));
        layout
    };
    vec![layout(true, 16), layout(false, 16), layout(false, 8)]
}

/// A line in the making.
type Layout = Vec<Piece>;

/// A part of a line.
#[derive(Clone)]
enum Piece {
    /// All of it or nothing.
    Fixed(String),
    /// May be cut, but not to fewer columns than this.
    Title(String, usize),
}

impl Piece {
    fn fixed(text: &str) -> Self {
        Self::Fixed(text.to_owned())
    }
}

/// The line, if it fits into so many columns. What is left over goes to the titles, the first one first.
fn fitted(layout: &[Piece], columns: usize) -> Option<String> {
    let least = |piece: &Piece| match piece {
        Piece::Fixed(text) => text::width(text),
        Piece::Title(title, shortest) => text::width(title).min(*shortest),
    };
    let needed: usize = layout.iter().map(least).sum();
    let mut left = columns.checked_sub(needed)?;
    let mut line = String::new();
    for piece in layout {
        match piece {
            Piece::Fixed(text) => line.push_str(text),
            Piece::Title(title, shortest) => {
                let (wanted, least) = (text::width(title), least(piece));
                let more = wanted.saturating_sub(*shortest).min(left);
                left -= more;
                line.push_str(&text::truncate(title, least + more));
            }
        }
    }
    Some(line.trim_end().to_owned())
}
