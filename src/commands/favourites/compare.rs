//! `fomo favourites compare`.

use std::fmt::Write as _;

use super::{super::mine::zone_shown, FINE, FOUND, both, complain, print, records, tell};
use crate::{
    arrange::Arrange as _,
    cli::{Common, ReportFormat},
    export::{
        self, Shown,
        favourites::Either,
        picks::{Headings, Line, Part, Standing, grouped},
    },
    favourites::{Record, Stance, last_seen, pairs},
};

pub(super) fn run(
    file: &str,
    source: Option<&str>,
    format: ReportFormat,
    common: &Common,
) -> anyhow::Result<i32> {
    let (here, theirs) = both(file, source, common)?;
    let schedule = here.schedule();
    let atlas = &here.opened.reading.atlas;
    let mine = records(&here.remembered.favourites);
    let pairs = pairs(&mine, &theirs.records, schedule);
    let gone: Vec<&Record> = pairs
        .iter()
        .filter(|pair| pair.entry.is_none())
        .filter_map(|pair| pair.mine.or(pair.theirs))
        .collect();
    let event = schedule.event();
    let zone_name = (!event.zone.is_unknown()).then(|| event.zone.name());
    let seen = last_seen(&gone, &event.id, Some(&event.title), zone_name, atlas);
    let zone = zone_shown(&event.zone, common, atlas)?;
    let seen_zone = zone_shown(&seen.schedule.event().zone, common, atlas)?;
    let part = |shown, standing| Part { shown, standing };
    let parts = [
        part(Shown::unmarked(schedule, &zone), Standing::Current),
        part(Shown::unmarked(&seen.schedule, &seen_zone), Standing::Gone),
    ];
    let mut among_gone = seen.entries.iter();
    let entries = pairs.iter().filter_map(|pair| {
        let (part, entry) = match pair.entry {
            Some(entry) => (0, entry),
            None => (1, *among_gone.next()?.as_ref()?),
        };
        let stance = |record: Option<&Record>| record.map(|record| record.stance);
        Some(Either {
            part,
            entry,
            mine: stance(pair.mine),
            theirs: stance(pair.theirs),
        })
    });
    let mut entries: Vec<Either> = entries.collect();
    entries.arrange_by_key(|it| {
        let of = parts
            .get(it.part)
            .map(|part| part.shown.schedule.rank(it.entry));
        (it.part, of)
    });
    for said in theirs.said() {
        complain(&format!("note: {said}"));
    }
    let nothing = !entries
        .iter()
        .any(|it| it.mine.is_some() && it.theirs.is_some());
    let out = match format {
        ReportFormat::Json => export::favourites::compare(schedule, &parts, &entries),
        ReportFormat::Text => text(&parts, &entries, &event.title, common.zone.is_some()),
    };
    match format {
        ReportFormat::Text => tell(&out, &[schedule, &seen.schedule])?,
        ReportFormat::Json => print(&out)?,
    }
    Ok(if nothing { FOUND } else { FINE })
}

fn text(parts: &[Part], entries: &[Either], title: &str, one_zone: bool) -> String {
    let mut out = format!("{title}\n");
    for (name, mine, theirs) in [
        ("Both of you", true, true),
        ("Only you", true, false),
        ("Only they", false, true),
    ] {
        let of = entries
            .iter()
            .filter(|it| (it.mine.is_some(), it.theirs.is_some()) == (mine, theirs));
        let lines: Vec<Line> = of.map(line).collect();
        let count = match lines.len() {
            0 => "nothing".to_owned(),
            count => count.to_string(),
        };
        let headings = Headings {
            name_event: false,
            one_zone,
        };
        let _ = write!(out, "\n{name}: {count}\n");
        let list = grouped(parts, &lines, headings);
        if !list.is_empty() {
            out.push('\n');
            out.push_str(&list);
        }
    }
    out
}

fn line(either: &Either) -> Line {
    let must = |stance: Option<Stance>| stance == Some(Stance::Must);
    let who = match (must(either.mine), must(either.theirs)) {
        (true, true) => Some("a must for both"),
        (true, false) if either.theirs.is_some() => Some("a must for you"),
        (false, true) if either.mine.is_some() => Some("a must for them"),
        _ => None,
    };
    Line {
        part: either.part,
        entry: either.entry,
        must: must(either.mine) || must(either.theirs),
        clashes: false,
        remarks: who.into_iter().map(str::to_owned).collect(),
        note: None,
    }
}
