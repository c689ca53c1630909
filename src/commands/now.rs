//! `fomo now`.

use anyhow::bail;

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
    zone::Choice,
};

pub(super) fn run(
    source: Option<&str>,
    query: Option<&str>,
    format: ReportFormat,
    common: &Common,
) -> anyhow::Result<i32> {
    let query = super::query(query.unwrap_or_default())?;
    let opened = open::open(Wanted::new(source, &super::config())?, common)?;
    let schedule = &opened.checked.schedule;
    let zone = opened.zone(&Opened::choice(common).unwrap_or(Choice::Event))?;
    let Some(now) = Clock::new(common)?.now(&schedule.event().zone) else {
        bail!(super::timeless(&opened.source));
    };
    let moment = Moment {
        now: Some(now),
        zone: &zone,
    };
    let index = Index::default();
    let picks = super::picks(&opened);
    let search = Search::new(schedule, &index, moment).with_marks(picks.marks());
    let found = search.entries(&query);
    let wanted = |entry: usize| found.matches.get(entry).copied().unwrap_or(false);
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
                _ if !query.is_empty() => "nothing that matches is on, and nothing comes",
                agenda::Phase::Past => "the event is over",
                _ => "nothing is on, and nothing comes",
            });
            return Ok(FOUND);
        }
        ReportFormat::Text => export::text::now(shown, now, &agenda.now, &agenda.next, &wanted),
    };
    print(&out)?;
    Ok(if nothing { FOUND } else { FINE })
}
