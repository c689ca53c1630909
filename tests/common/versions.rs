//! What holds for any two versions of a schedule, and for a schedule in any other format.

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use chrono::DateTime;
use fomo::{
    agenda::{About, News},
    export::{self, changes::Comparison, convert::Converted},
    format,
    schedule::{
        Schedule,
        check::check,
        diff::{Change, ChangeKind, Version, compare},
    },
    zone::Atlas,
};

use super::{
    dice::Dice,
    edits::{SEEDS, edited, next_version},
    sound,
};

static ATLAS: LazyLock<Arc<Atlas>> = LazyLock::new(|| Arc::new(Atlas::compiled()));

fn opened(bytes: &[u8]) -> Option<Schedule> {
    let draft = format::read(bytes, None).ok()?;
    Some(check(draft, &ATLAS, None).schedule)
}

/// A hand-written file with some edits, and the choices that are left.
fn first(bytes: &[u8], native: bool) -> (Vec<u8>, Dice<'_>) {
    let mut dice = Dice::new(bytes);
    let seeds: Vec<_> = SEEDS
        .iter()
        .filter(|seed| !native || seed.format == "fomo")
        .collect();
    let seed = *dice.one_of(&seeds);
    let bytes = match dice.below(4) {
        0 => seed.bytes.clone(),
        _ => edited(seed, &mut dice),
    };
    (bytes, dice)
}

/// A file of some format that is nearly right, read as what it is meant to be and as what it seems to be.
pub(crate) fn nearly(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let seed = dice.one_of(&SEEDS);
    let file = edited(seed, &mut dice);
    sound::read(&file, Some(seed.format));
    if dice.once_in(4) {
        sound::read(&file, None);
    }
}

/// Two versions of a schedule: what changed, what is news of it, and what of that has been seen.
pub(crate) fn differ(bytes: &[u8]) {
    let (old, mut dice) = first(bytes, true);
    let mut new = old.clone();
    for _ in 0..=dice.below(3) {
        new = next_version(&new, &mut dice);
    }
    let (Some(old), Some(new)) = (opened(&old), opened(&new)) else {
        return;
    };
    let (was, is) = (Version::of(&old), Version::of(&new));
    assert_eq!(compare(&was, &was), [], "nothing changed");
    assert_eq!(compare(&is, &is), [], "nothing changed");
    assert_eq!(Version::like(&new, &was), is, "read another way");
    let (there, back) = (compare(&was, &is), compare(&is, &was));
    are_mirrored(&there, &back);
    is_whole(&there, &old, &new);
    is_reported(&old, &new, there.is_empty());
    is_news(&was, &new, &mut dice);
}

/// Whoever goes back finds again what was removed, and nothing of what was added.
fn are_mirrored(there: &[Change], back: &[Change]) {
    let count = |changes: &[Change], kind| {
        let all = changes.iter().filter(|change| change.kind == kind);
        all.count()
    };
    let pairs = [
        (ChangeKind::Added, ChangeKind::Removed),
        (ChangeKind::Removed, ChangeKind::Added),
    ];
    for (one, other) in pairs {
        assert_eq!(
            count(there, one),
            count(back, other),
            "{one:?} and {other:?}"
        );
    }
    assert_eq!(there.is_empty(), back.is_empty());
}

/// What is no longer there, or new, adds up; and every change is about something.
fn is_whole(changes: &[Change], old: &Schedule, new: &Schedule) {
    let of = |kind| changes.iter().filter(move |change| change.kind == kind);
    let kept_of_old = old.entries().len() - of(ChangeKind::Removed).count();
    let kept_of_new = new.entries().len() - of(ChangeKind::Added).count();
    assert_eq!(kept_of_old, kept_of_new, "each entry has one partner");
    let mut seen = BTreeSet::new();
    for change in changes {
        assert!(change.old.is_none_or(|index| index < old.entries().len()));
        assert!(change.new.is_none_or(|index| index < new.entries().len()));
        assert!(change.old.is_some() || change.new.is_some());
        let key = (change.old, change.new, change.kind.name());
        assert!(seen.insert(key), "{change:?} is told twice");
    }
}

fn is_reported(old: &Schedule, new: &Schedule, same: bool) {
    let comparison = Comparison::of(old, new, &new.event().zone);
    // The title of the event is compared, too.
    assert!(same || !comparison.is_empty());
    for text in [
        export::changes::text(&comparison),
        export::changes::markdown(&comparison),
        export::changes::json(&comparison),
    ] {
        sound::is_block(Some(&text));
    }
}

/// What is seen is no news any more, and what is not, is.
fn is_news(was: &Version, new: &Schedule, dice: &mut Dice) {
    let mut news = News::since(was, new);
    let all: Vec<About> = news.all().map(|(about, _)| about).collect();
    assert_eq!(news.unseen(), all.len());
    let mut seen = BTreeSet::new();
    for about in &all {
        if dice.once_in(2) {
            assert!(news.see(*about), "it was not seen before");
            seen.insert(*about);
        }
    }
    assert_eq!(news.unseen(), all.len() - seen.len());
    let later = News::since(&news.seen(new), new);
    if seen.is_empty() || seen.len() == all.len() {
        assert_eq!(later.unseen(), news.unseen(), "the next time");
    }
    news.see_all();
    assert_eq!(
        News::since(&news.seen(new), new).unseen(),
        0,
        "all was seen"
    );
}

/// A schedule in each format that can be written, and read again: nothing but what is said to be lost gets lost.
pub(crate) fn converted(bytes: &[u8]) {
    let (file, _) = first(bytes, false);
    let Some(schedule) = opened(&file) else {
        return;
    };
    let native = export::native::native(&schedule);
    is_back(&schedule, &native, "fomo", true);
    if let Some(frab) = export::frab::frab(&schedule) {
        is_back(&schedule, &frab, "frab-json", frab.losses.is_empty());
    }
    let calendar = export::convert::ics(&schedule, DateTime::UNIX_EPOCH);
    is_back(&schedule, &calendar, "ical", false);
}

/// Reads what was written. As much is there as was before, unless it is said what is lost.
fn is_back(schedule: &Schedule, written: &Converted, name: &str, whole: bool) {
    for loss in &written.losses {
        sound::is_line(&loss.sentence(name));
    }
    let draft = match format::read(written.text.as_bytes(), Some(name)) {
        Ok(draft) => draft,
        // There may be nothing to be written.
        Err(error) => {
            return assert!(
                !written.losses.is_empty() || schedule.entries().is_empty(),
                "{name} is not read again: {}\n{}",
                error.message,
                written.text
            );
        }
    };
    let again = check(draft, &ATLAS, None).schedule;
    assert!(again.entries().len() <= schedule.entries().len());
    if whole || written.losses.is_empty() {
        assert_eq!(
            again.entries().len(),
            schedule.entries().len(),
            "{name}\n{}",
            written.text
        );
    }
}
