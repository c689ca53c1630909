//! `fomo now`.

use anyhow::bail;
use foldhash::HashSet;

use super::{
    FINE, FOUND, open,
    open::{Clock, Opened, Wanted},
    print,
};
use crate::{
    agenda,
    cli::{Common, ReportFormat},
    export::{self, Shown},
    query::{Index, Moment, Search},
    schedule::{Entry, Schedule},
    text::{
        self,
        fold::{Fold, fold},
    },
    zone::Choice,
};

/// What is wished for.
pub(super) struct Wish<'a> {
    pub(super) query: Option<&'a str>,
    pub(super) format: ReportFormat,
    /// One line of so many columns.
    pub(super) max_width: Option<u16>,
    /// These rooms only; all if there are none.
    pub(super) rooms: &'a [String],
}

pub(super) fn run(source: Option<&str>, wish: &Wish, common: &Common) -> anyhow::Result<i32> {
    let &Wish { query, format, .. } = wish;
    if wish.max_width.is_some() && format == ReportFormat::Json {
        bail!("--max-width: a line of text is no JSON; leave out one of the two");
    }
    let query = super::query(query.unwrap_or_default())?;
    let opened = open::open(Wanted::new(source, &super::config())?, common)?;
    super::complain_of_lost(&opened.source, &opened.checked);
    let schedule = &opened.checked.schedule;
    let zone = opened.zone(&Opened::choice(common).unwrap_or(Choice::Event))?;
    let rooms = rooms(schedule, wish.rooms)?;
    let Some(now) = Clock::new(common)?.now(&schedule.event().zone) else {
        bail!(super::timeless(&opened.source));
    };
    let moment = Moment {
        now: Some(now),
        zone: &zone,
    };
    let index = Index::default();
    let picks = super::picks(&opened);
    let news = super::news(&opened, &query);
    let search = Search::new(schedule, &index, moment)
        .with_marks(picks.marks())
        .with_news(news.as_ref());
    let found = search.entries(&query);
    let here = |entry: usize| {
        let rooms_of = |entry: &Entry| entry.rooms.iter().any(|room| rooms.contains(room));
        wish.rooms.is_empty() || schedule.entry(entry).is_some_and(rooms_of)
    };
    let wanted = |entry: usize| found.matches.get(entry).copied().unwrap_or(false) && here(entry);
    let agenda = agenda::now_and_next(schedule, now, &wanted);
    let nothing = agenda.now.is_empty() && agenda.next.is_empty();
    let shown = Shown {
        schedule,
        zone: &zone,
        marks: Some(picks.marks()),
    };
    let out = match format {
        ReportFormat::Json => export::json::now(shown, now, &agenda.now, &agenda.next),
        ReportFormat::Text if nothing => {
            super::complain(match agenda::event_phase(schedule, Some(now)) {
                _ if !query.is_empty() || !wish.rooms.is_empty() => {
                    "nothing that matches is on, and nothing comes"
                }
                agenda::Phase::Past => "the event is over",
                _ => "nothing is on, and nothing comes",
            });
            return Ok(FOUND);
        }
        ReportFormat::Text => match wish.max_width {
            Some(columns) => {
                let (on, next) = (&agenda.now, &agenda.next);
                let line = export::line::now(shown, now, on, next, usize::from(columns));
                format!("{line}\n")
            }
            None => export::text::now(shown, now, &agenda.now, &agenda.next, &wanted),
        },
    };
    match format {
        ReportFormat::Text => super::tell(&out, &[schedule])?,
        ReportFormat::Json => print(&out)?,
    }
    Ok(if nothing { FOUND } else { FINE })
}

/// The rooms that were named, by their index.
fn rooms(schedule: &Schedule, names: &[String]) -> anyhow::Result<HashSet<usize>> {
    let mut all = HashSet::default();
    for name in names {
        all.extend(room(schedule, name)?);
    }
    Ok(all)
}

/// The rooms of a name, whatever its case and accents; else the one that begins so.
fn room(schedule: &Schedule, name: &str) -> anyhow::Result<Vec<usize>> {
    let typed = folded(name);
    let rooms = schedule.rooms().iter().map(|room| folded(room));
    let rooms: Vec<String> = rooms.collect();
    let matching = |fits: &dyn Fn(&str) -> bool| {
        let rooms = rooms.iter().enumerate();
        let fitting = rooms.filter(|(_, room)| fits(room)).map(|(index, _)| index);
        fitting.collect::<Vec<usize>>()
    };
    let same = matching(&|room| room == typed);
    if !same.is_empty() {
        return Ok(same);
    }
    let begin = matching(&|room| !typed.is_empty() && room.starts_with(&typed));
    let spellings: HashSet<&String> = begin.iter().filter_map(|room| rooms.get(*room)).collect();
    match spellings.len() {
        0 => bail!(unknown(schedule, name, &typed, &rooms)),
        1 => Ok(begin),
        _ => {
            let names = quoted(schedule, &begin, "or");
            bail!("--room: “{name}” may be {names}; say which")
        }
    }
}

fn folded(text: &str) -> String {
    fold(text.trim(), Fold::LOOSE)
}

/// How many rooms are offered where none is called so.
const OFFERED: usize = 5;

/// What is said of a room that is none: which ones are called nearly so, else which ones there are.
fn unknown(schedule: &Schedule, name: &str, typed: &str, rooms: &[String]) -> String {
    let lead = format!("--room: there is no room “{name}”");
    let nearest = text::nearest(typed, rooms.iter().map(String::as_str));
    let all: Vec<usize> = (0..rooms.len()).collect();
    let those = |fits: &dyn Fn(&str) -> bool| {
        let fit = |index: &usize| rooms.get(*index).is_some_and(|room| fits(room));
        all.iter().copied().filter(fit).collect::<Vec<usize>>()
    };
    let mut near = those(&|room| !typed.is_empty() && room.contains(typed));
    if near.is_empty() {
        near = those(&|room| Some(room) == nearest);
    }
    match (near.is_empty(), all.is_empty()) {
        (false, _) => format!("{lead}; did you mean {}?", quoted(schedule, &near, "or")),
        (true, true) => format!("{lead}: {} names none", schedule.event().title),
        (true, false) => format!("{lead}; there are {}", quoted(schedule, &all, "and")),
    }
}

/// `“Aula”, “Hall 1” or “Hall 2”`, each once; of many, the first few.
fn quoted(schedule: &Schedule, rooms: &[usize], word: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    for room in rooms {
        let name = schedule.rooms().get(*room);
        let name = name.map(|name| format!("“{name}”")).unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(OFFERED);
    names.truncate(OFFERED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("{} {word} {last}", others.join(", "))
        }
        _ => names.concat(),
    }
}
