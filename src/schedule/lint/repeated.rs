//! Titles that stand more than once.
//!
//! A title that was copied and not changed is a mistake; a workshop that is given every day, and a
//! poster session that fills three halls, are none. A file does not say which it is.

use foldhash::{HashMap, HashSet};

use super::{Report, Whole, many, when};
use crate::arrange::Arrange as _;
use crate::schedule::{
    Credit, Entry, Level, Schedule,
    check::{UNTITLED, names::is_placeholder},
};

/// So many repeated titles are told one by one. Where there are more, the event repeats what it offers.
const FEW: usize = 5;

/// One finding per title that stands more than once. In a schedule with many, only what stands
/// twice at the same time and place, or with the same people, is told; the rest is counted.
pub(crate) fn titles(whole: &Whole, report: &mut Report) {
    let mut by_title: HashMap<&str, Vec<&Entry>> = HashMap::default();
    for (index, entry) in whole.schedule.entries().iter().enumerate() {
        if !repeats_by_nature(entry) {
            let same = by_title.entry(whole.title(index)).or_default();
            same.push(entry);
        }
    }
    // In listing order of the first of each, since a map has none.
    let mut repeated: Vec<_> = by_title
        .into_values()
        .filter(|entries| entries.len() > 1)
        .collect();
    repeated.arrange_by_key(|entries| {
        (
            entries.first().map(|entry| (entry.start, &entry.id)),
            entries.len(),
        )
    });
    let (told, counted): (Vec<_>, Vec<_>) = if repeated.len() > FEW {
        repeated.into_iter().partition(|entries| is_copied(entries))
    } else {
        (repeated, Vec::new())
    };
    for entries in told {
        report.about(&message(whole.schedule, &entries), &entries);
    }
    match counted.as_slice() {
        [] => {}
        [only] => report.about(&message(whole.schedule, only), only),
        several => {
            let firsts: Vec<&Entry> = several
                .iter()
                .filter_map(|it| it.first().copied())
                .collect();
            let message = format!(
                "{} titles stand more than once, each time at another time or place, such as {}",
                several.len(),
                many::titles(&firsts)
            );
            report.summary(&message, &several.concat());
        }
    }
}

fn message(schedule: &Schedule, entries: &[&Entry]) -> String {
    let title = entries.first().map_or("", |entry| entry.title.as_str());
    let places = when::places_text(schedule, entries);
    format!(
        "the title “{title}” stands {} times: {places}",
        entries.len()
    )
}

/// Whether two of these are at the same time, and in the same room or with the same people.
fn is_copied(entries: &[&Entry]) -> bool {
    let mut places = HashSet::default();
    let mut people: HashSet<(_, Vec<&Credit>)> = HashSet::default();
    entries
        .iter()
        .filter(|entry| entry.start.is_some())
        .any(|entry| {
            let who: Vec<&Credit> = entry.people.iter().collect();
            let is_elsewhere = places.insert((entry.start, &entry.rooms));
            let are_others = who.is_empty() || people.insert((entry.start, who));
            !(is_elsewhere && are_others)
        })
}

fn repeats_by_nature(entry: &Entry) -> bool {
    is_break(entry) || is_placeholder(&entry.title) || entry.title == UNTITLED
}

/// What breaks, meals and the like are called, where conferences are held. Compounds end with it:
/// `Mittagspause`.
const BREAKS: &[&str] = &[
    // English
    "break",
    "breaks",
    "breakfast",
    "lunch",
    "dinner",
    "registration",
    // German, Dutch
    "pause",
    "mittag",
    "mittagessen",
    "abendessen",
    "frühstück",
    "anmeldung",
    "einlass",
    "pauze",
    // French, Spanish, Portuguese, Italian
    "déjeuner",
    "descanso",
    "almuerzo",
    "intervalo",
    "almoço",
    "pausa",
    "pranzo",
    // Polish, Czech, Finnish
    "przerwa",
    "obiad",
    "přestávka",
    "oběd",
    "tauko",
    "lounas",
];

/// The same in writing without spaces: Chinese, Japanese, Korean.
const UNSPACED_BREAKS: &[&str] = &[
    "休息",
    "午餐",
    "午休",
    "用餐",
    "茶點",
    "茶点",
    "報到",
    "报到",
    "签到",
    "休憩",
    "昼食",
    "昼休み",
    "受付",
    "휴식",
    "점심",
];

/// Kinds that are no talks, whatever their title is.
const KINDS: &[&str] = &["service", "meal", "food", "social", "coffee"];

pub(crate) fn is_break(entry: &Entry) -> bool {
    if entry.level != Level::Session {
        return false;
    }
    let kind = entry.kind.as_deref().unwrap_or_default().to_lowercase();
    KINDS.contains(&kind.trim()) || names_break(&kind) || names_break(&entry.title.to_lowercase())
}

pub(super) fn names_break(text: &str) -> bool {
    let mut words = text.split(|char: char| !char.is_alphanumeric());
    (!text.is_ascii() && UNSPACED_BREAKS.iter().any(|word| text.contains(word)))
        || words.any(|word| BREAKS.iter().any(|name| word.ends_with(name)))
}

#[cfg(test)]
mod tests {
    use super::names_break;

    #[test]
    fn breaks_in_the_languages_of_conferences() {
        for text in [
            "coffee break",
            "coffeebreak!",
            "mittagspause",
            "lunch (on your own)",
            "午餐時間",
            "pausa café",
        ] {
            assert!(names_break(text), "{text}");
        }
        for text in ["", "breaking tls", "pausen sind wichtig", "scaling", "休"] {
            assert!(!names_break(text), "{text}");
        }
    }
}
