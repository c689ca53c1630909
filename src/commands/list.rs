//! `fomo list`.

use anyhow::bail;

use super::{
    FINE, FOUND, open,
    open::{Clock, Opened, Wanted},
    print,
};
use crate::{
    cli::{Common, ListFormat},
    export::{self, Shown},
    query::{Index, Moment, Query, Search},
    source::Source,
    zone::Choice,
};

/// The first word is the source if it reads like one; the others must match.
pub(super) fn run(
    words: &[String],
    query: Option<&str>,
    format: ListFormat,
    common: &Common,
) -> anyhow::Result<i32> {
    if words.first().is_some_and(|word| word.trim().is_empty()) {
        bail!("the first word is empty; is a variable not set?");
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
    let schedule = &opened.checked.schedule;
    let zone = opened.zone(&Opened::choice(common).unwrap_or(Choice::Event))?;
    let now = Clock::new(common)?.now(&schedule.event().zone);
    if now.is_none() && query.depends_on_now() {
        bail!(super::timeless(&opened.source));
    }
    let moment = Moment { now, zone: &zone };
    let index = Index::default();
    let found = Search::new(schedule, &index, moment).entries(&query);
    let matching = found.entries();
    let shown = Shown {
        schedule,
        zone: &zone,
    };
    let out = match format {
        ListFormat::Json => export::json::list(shown, &matching),
        ListFormat::Text if matching.is_empty() => {
            // A mistyped file or name was taken for a word.
            let first = words.first().filter(|_| source.is_none());
            let hint = first.and_then(|word| match config.nearest(word) {
                Some(name) => Some(format!("; did you mean the schedule {name}?")),
                None if word.contains('.') => Some(format!("; there is no file {word} either")),
                None => None,
            });
            let title = &schedule.event().title;
            let hint = hint.unwrap_or_default();
            super::complain(&format!("nothing matches in {title}{hint}"));
            return Ok(FOUND);
        }
        ListFormat::Text if found.ranked.is_some() => export::text::ranked(shown, &matching),
        ListFormat::Text => export::text::list(shown, &matching),
    };
    print(&out)?;
    Ok(if matching.is_empty() { FOUND } else { FINE })
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
