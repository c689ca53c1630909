//! `fomo list`.

use anyhow::bail;
use chrono::{DateTime, Utc};

use super::{
    FINE, FOUND, open,
    open::{Clock, Opened, Wanted},
    print,
};
use crate::{
    cli::{Common, ListFormat},
    config::Config,
    export::{
        self, Shown,
        ics::{Calendar, Written},
    },
    query::{Index, Moment, Query, Search},
    source::Source,
    zone::{Choice, Zone},
};

/// The first word is the source if it reads like one; the others must match.
pub(super) fn run(
    words: &[String],
    query: Option<&str>,
    format: ListFormat,
    alarm: Option<u32>,
    common: &Common,
) -> anyhow::Result<i32> {
    if words.first().is_some_and(|word| word.trim().is_empty()) {
        bail!("the first word is empty; is a variable not set?");
    }
    if alarm.is_some() && format != ListFormat::Ics {
        bail!("--alarm: only a calendar can remind; say --format ics, too");
    }
    let config = super::config();
    let (source, words) = match words.split_first() {
        Some((first, rest)) if !Query::is_meant(first) && Source::is_meant(first, &config) => {
            (Some(first.as_str()), rest)
        }
        _ => (None, words),
    };
    let query = super::query(query.unwrap_or_default())?.and(super::query(&joined(words))?);
    let opened = open::open(Wanted::new(source, &config)?, common)?;
    super::complain_of_lost(&opened.source, &opened.checked);
    let schedule = &opened.checked.schedule;
    let zone = opened.zone(&Opened::choice(common).unwrap_or(Choice::Event))?;
    let clock = Clock::new(common)?;
    let now = clock.now(&schedule.event().zone);
    if now.is_none() && query.depends_on_now() {
        bail!(super::timeless(&opened.source));
    }
    let moment = Moment { now, zone: &zone };
    let index = Index::default();
    let picks = super::picks(&opened);
    let news = super::news(&opened, &query);
    let search = Search::new(schedule, &index, moment)
        .with_marks(picks.marks())
        .with_news(news.as_ref());
    let found = search.entries(&query);
    let matching = found.entries();
    let shown = Shown {
        schedule,
        zone: &zone,
        marks: Some(picks.marks()),
    };
    let out = match format {
        ListFormat::Json => export::json::list(shown, &matching),
        ListFormat::Ics => {
            // When it is written does not depend on where the event is.
            let made = now.or_else(|| clock.now(&Zone::utc())).unwrap_or_default();
            calendar(shown, &matching, made, alarm)
        }
        ListFormat::Text | ListFormat::Csv | ListFormat::Markdown if matching.is_empty() => {
            let first = words.first().filter(|_| source.is_none());
            let title = &schedule.event().title;
            let hint = hint(first, &config);
            let what = match schedule.entries() {
                [] => format!("{title} has no entries yet"),
                _ => format!("nothing matches in {title}{hint}"),
            };
            super::complain(&what);
            return Ok(FOUND);
        }
        ListFormat::Csv => export::csv::list(shown, &matching),
        ListFormat::Markdown => export::markdown::list(shown, &matching),
        ListFormat::Text if found.ranked.is_some() => export::text::ranked(shown, &matching),
        ListFormat::Text => export::text::list(shown, &matching),
    };
    match format {
        ListFormat::Text => super::tell(&out, &[schedule])?,
        _ => print(&out)?,
    }
    Ok(if matching.is_empty() { FOUND } else { FINE })
}

/// What the first word may have been meant for, if a mistyped file or name was taken for a word.
fn hint(first: Option<&String>, config: &Config) -> String {
    let hint = first.and_then(|word| match config.nearest(word) {
        Some(name) => Some(format!("; did you mean the schedule {name}?")),
        None if word.contains('.') => Some(format!("; there is no file {word} either")),
        None => None,
    });
    hint.unwrap_or_default()
}

/// The entries as a calendar, without the user's notes: a list of the schedule may be for anybody. What cannot be in it is
/// said.
fn calendar(shown: Shown, entries: &[usize], made: DateTime<Utc>, alarm: Option<u32>) -> String {
    let calendar = Calendar {
        made,
        alarm,
        note: &|_| None,
    };
    let Written { text, left_out } = export::ics::calendar(shown, entries, &calendar);
    super::complain_of_left_out(left_out, ("entry", "entries"), super::TIMELESS);
    text
}

/// The words of a query as one. A shell has eaten the quotes of `room:="Hall 1"`, which can only be a single value.
fn joined(words: &[String]) -> String {
    let words = words.iter().map(|word| match word.split_once(":=") {
        Some((field, value))
            if value.contains(' ') && !value.contains(['"', ':', '(', ')', '|']) =>
        {
            format!("{field}:=\"{value}\"")
        }
        // The minus sign that stands for the dash of a negated word.
        _ => word.replacen('−', "-", 1),
    });
    words.collect::<Vec<_>>().join(" ")
}
