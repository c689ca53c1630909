//! The lines of what changed, and its words.

use chrono::{DateTime, Utc};
use foldhash::HashSet;

use crate::{
    agenda::{About, Newness, News},
    favourites::{Picks, Snapshot},
    schedule::{
        Status,
        diff::{Change, ChangeKind, Fingerprint, Known},
    },
    text,
    tui::app::App,
    zone::{self, duration},
};

/// A line of the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRow {
    /// What follows, and how much of it.
    Heading(Group, usize),
    /// Something that changed.
    Change(About),
}

/// What belongs together, in the order in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What the reader marked, and where or when it is has changed.
    Mine,
    /// What does not take place any more.
    Cancelled,
    /// What is not in the schedule any more.
    Removed,
    /// Another time.
    Moved,
    /// Another room.
    Room,
    /// What is new.
    Added,
    /// The rest.
    Other,
}

impl Group {
    /// The words above it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Mine => "your favourites",
            Self::Cancelled => "cancelled",
            Self::Removed => "no longer in the schedule",
            Self::Moved => "at another time",
            Self::Room => "in another room",
            Self::Added => "new",
            Self::Other => "changed otherwise",
        }
    }

    const ALL: [Self; 7] = [
        Self::Mine,
        Self::Cancelled,
        Self::Removed,
        Self::Moved,
        Self::Room,
        Self::Added,
        Self::Other,
    ];
}

fn has(changes: &[Change], kind: ChangeKind) -> bool {
    changes.iter().any(|change| change.kind == kind)
}

/// Whether it is more than other words about it.
fn matters(changes: &[Change]) -> bool {
    let words = [ChangeKind::Abstract, ChangeKind::Track];
    changes.iter().any(|change| !words.contains(&change.kind))
}

/// Whether the reader marked it, while it was there.
pub fn is_own(picks: &Picks, news: &News, about: About) -> bool {
    match about {
        About::Entry(index) => picks.stance(index).is_mine(),
        About::Gone(_) => known(news, about).is_some_and(|known| {
            let is_it = |was: &Snapshot| match (&was.id, &known.given) {
                (Some(was), Some(given)) => was == given,
                _ => was.title == known.title,
            };
            picks.gone().into_iter().any(|record| is_it(&record.was))
        }),
    }
}

fn group(changes: &[Change], own: bool) -> Group {
    let kinds = [
        (ChangeKind::Cancelled, Group::Cancelled),
        (ChangeKind::Removed, Group::Removed),
        (ChangeKind::Added, Group::Added),
        (ChangeKind::Moved, Group::Moved),
        (ChangeKind::Room, Group::Room),
    ];
    if own && matters(changes) {
        return Group::Mine;
    }
    let found = kinds.into_iter().find(|(kind, _)| has(changes, *kind));
    found.map_or(Group::Other, |(_, group)| group)
}

/// All lines, as far as the filter lets them through: it knows nothing of what is gone.
pub fn rows(app: &App, news: &News) -> Vec<ChangeRow> {
    let shown = |about: About| match about {
        About::Entry(index) => app.filter().is_empty() || app.matches(index),
        About::Gone(_) => app.filter().is_empty(),
    };
    let listed: Vec<(About, Group)> = news
        .all()
        .filter(|(about, _)| shown(*about))
        .map(|(about, changes)| {
            let own = is_own(app.picks(), news, about);
            (about, group(changes, own))
        })
        .collect();
    let mut rows = Vec::with_capacity(listed.len() + Group::ALL.len());
    for wanted in Group::ALL {
        let own = listed.iter().filter(|(_, group)| *group == wanted);
        let own: Vec<About> = own.map(|(about, _)| *about).collect();
        if !own.is_empty() {
            rows.push(ChangeRow::Heading(wanted, own.len()));
            rows.extend(own.into_iter().map(ChangeRow::Change));
        }
    }
    rows
}

/// `of your favourites, 1 is cancelled, 2 are at another time; 12 entries changed since you last looked`, of what has not been
/// seen.
pub fn summary(news: &News, picks: &Picks) -> String {
    let unseen = news.all().filter(|(about, _)| news.is_unseen(*about));
    let own: Vec<&[Change]> = unseen
        .filter(|(about, changes)| group(changes, is_own(picks, news, *about)) == Group::Mine)
        .map(|(_, changes)| changes)
        .collect();
    let all = match news.unseen() {
        1 => "1 entry changed since you last looked".to_owned(),
        many => format!("{many} entries changed since you last looked"),
    };
    if own.is_empty() {
        return all;
    }
    // Each is counted once, for what matters most.
    let kind = |changes: &&[Change]| match group(changes, false) {
        Group::Cancelled => "cancelled",
        Group::Removed => "gone",
        Group::Moved => "at another time",
        Group::Room => "in another room",
        _ => "otherwise changed",
    };
    let kinds = [
        "cancelled",
        "gone",
        "at another time",
        "in another room",
        "otherwise changed",
    ];
    let told = kinds.into_iter().filter_map(|word| {
        let count = own.iter().filter(|changes| kind(changes) == word).count();
        let verb = if count == 1 { "is" } else { "are" };
        (count > 0).then(|| format!("{count} {verb} {word}"))
    });
    let told: Vec<String> = told.collect();
    format!("of your favourites, {}; {all}", told.join(", "))
}

/// The sign of something that changed.
pub fn sign(newness: Newness) -> &'static str {
    match newness {
        Newness::New => "✚",
        Newness::Cancelled => "✖",
        Newness::Changed => "↻",
    }
}

/// What of an entry is to be shown: what it is now, or what it was.
pub fn known(news: &News, about: About) -> Option<&Known> {
    news.after(about).or_else(|| news.before(about))
}

/// Day and time of something that changed, in the zone on show; in brackets where it is that of its session.
pub fn when(app: &App, news: &News, about: About) -> String {
    let Some(start) = news.start(about) else {
        return String::new();
    };
    let own = known(news, about).and_then(|known| known.start);
    let day = app.schedule().event().day_of(start);
    let clock = zone::clock(app.zones().shown(), start, Some(day));
    let day = day.format("%a %-d");
    match own {
        Some(_) => format!("{day} {}{clock}", zone::hour_padding(&clock)),
        None => format!("{day} ({clock})"),
    }
}

/// When something was, as far as that is not known from when it is: `11:00`, `Sun 28 11:00`, `Mon 28 Jun 2023 11:00 CET`.
fn moment(app: &App, at: DateTime<Utc>, is: Option<DateTime<Utc>>) -> String {
    let event = app.schedule().event();
    let shown = app.zones().shown();
    let day = event.day_of(at);
    let other = is.map(|is| event.day_of(is));
    let clock = zone::clock(shown, at, Some(day));
    let letters = match is {
        Some(is) if shown.seconds_at(is) == shown.seconds_at(at) => String::new(),
        _ => format!(" {}", shown.letters(at)),
    };
    let same = |form: &str| {
        other.is_some_and(|other| {
            format!("{}", other.format(form)) == format!("{}", day.format(form))
        })
    };
    let form = match () {
        () if same("%F") => return format!("{clock}{letters}"),
        () if same("%Y-%m") => "%a %-d",
        () if same("%Y") => "%a %-d %b",
        () => "%a %-d %b %Y",
    };
    format!("{} {clock}{letters}", day.format(form))
}

/// What became of it, in few words.
pub fn words(app: &App, news: &News, about: About) -> Vec<String> {
    let changes = news.changes(about).iter();
    let (was, is) = (news.before(about), news.after(about));
    changes
        .filter_map(|change| word(app, change.kind, (was, is)))
        .collect()
}

fn word(
    app: &App,
    kind: ChangeKind,
    (was, is): (Option<&Known>, Option<&Known>),
) -> Option<String> {
    let both = || was.zip(is);
    let arrow = |was: &str, is: &str| match (was, is) {
        ("", is) => format!("now {is}"),
        (was, "") => format!("no longer {was}"),
        (was, is) => format!("{was} → {is}"),
    };
    Some(match kind {
        ChangeKind::Added => "new".to_owned(),
        ChangeKind::Removed => "no longer in the schedule".to_owned(),
        ChangeKind::Cancelled => "cancelled".to_owned(),
        ChangeKind::Moved => moved(app, both()?),
        ChangeKind::Room => {
            let (was, is) = both()?;
            let rooms = |known: &Known| known.rooms.join(", ");
            arrow(&rooms(was), &rooms(is))
        }
        ChangeKind::Title => format!("was “{}”", text::truncate(&was?.title, 60)),
        ChangeKind::People => {
            let (was, is) = both()?;
            people(was, is)
        }
        ChangeKind::Track => {
            let (was, is) = both()?;
            let track = |known: &Known| known.track.clone().unwrap_or_default();
            format!("track: {}", arrow(&track(was), &track(is)))
        }
        ChangeKind::Abstract => {
            let (was, is) = both()?;
            let words = match (was.text == Fingerprint::NONE, is.text == Fingerprint::NONE) {
                (true, _) => "has an abstract now",
                (_, true) => "has no abstract any more",
                _ => "another abstract",
            };
            words.to_owned()
        }
        ChangeKind::Status => match is?.status {
            Status::Confirmed if was?.status == Status::Cancelled => {
                "takes place after all".to_owned()
            }
            Status::Confirmed => "confirmed".to_owned(),
            Status::Tbc => "to be confirmed".to_owned(),
            Status::Cancelled => "cancelled".to_owned(),
        },
    })
}

/// `was 10:30, 30 min later`
fn moved(app: &App, (was, is): (&Known, &Known)) -> String {
    let length = |known: &Known| Some((known.end? - known.start?).num_minutes());
    let lengths = match (length(was), length(is)) {
        (Some(was), Some(is)) if was != is => {
            format!("takes {} instead of {}", duration(is), duration(was))
        }
        (None, Some(is)) => format!("takes {}", duration(is)),
        _ => String::new(),
    };
    let (Some(from), Some(to)) = (was.start, is.start) else {
        return match (was.start, is.start) {
            (None, Some(_)) => "has a time of its own now".to_owned(),
            (Some(from), None) => format!(
                "has no time of its own any more; it was {}",
                moment(app, from, None)
            ),
            _ => "on another day".to_owned(),
        };
    };
    let by = (to - from).num_minutes();
    if by == 0 {
        return if lengths.is_empty() {
            "takes another time".to_owned()
        } else {
            lengths
        };
    }
    let direction = if by > 0 { "later" } else { "earlier" };
    let was = moment(app, from, Some(to));
    let lengths = Some(lengths).filter(|lengths| !lengths.is_empty());
    let lengths = lengths.map(|lengths| format!(", {lengths}"));
    format!(
        "was {was}, {} {direction}{}",
        duration(by.abs()),
        lengths.unwrap_or_default()
    )
}

/// `with Ada, without Alan`
fn people(was: &Known, is: &Known) -> String {
    let missing = |from: &Known, all: &Known| -> Vec<String> {
        let there: HashSet<&String> = from.people.iter().collect();
        let missing = all.people.iter().filter(|name| !there.contains(name));
        missing.cloned().collect()
    };
    let told = |word: &str, names: Vec<String>| {
        let more = names.len().saturating_sub(MOST_NAMES);
        let all = names.into_iter().take(MOST_NAMES).collect::<Vec<_>>();
        let more = (more > 0).then(|| format!(" and {more} others"));
        (!all.is_empty()).then(|| format!("{word} {}{}", all.join(", "), more.unwrap_or_default()))
    };
    let with = told("with", missing(was, is));
    let without = told("without", missing(is, was));
    let all: Vec<String> = with.into_iter().chain(without).collect();
    if all.is_empty() {
        "people in another order".to_owned()
    } else {
        all.join(", ")
    }
}

/// More names than these nobody reads in a line.
const MOST_NAMES: usize = 4;
