//! `fomo now`.

use anyhow::bail;

use super::{
    FINE, FOUND, open,
    open::{Clock, Opened, Wanted},
    print,
};
use crate::{
    agenda,
    cli::{Common, ListFormat},
    export::{self, Shown},
    zone::Choice,
};

pub(super) fn run(
    source: Option<&str>,
    format: ListFormat,
    common: &Common,
) -> anyhow::Result<i32> {
    let opened = open::open(Wanted::new(source, &super::config())?, common)?;
    let schedule = &opened.checked.schedule;
    let zone = opened.zone(&Opened::choice(common).unwrap_or(Choice::Event))?;
    let Some(now) = Clock::new(common)?.now(&schedule.event().zone) else {
        bail!(
            "{}: it names no time zone, so nobody can tell what is on now; say --event-zone ZONE",
            opened.source.name()
        );
    };
    let agenda = agenda::now_and_next(schedule, now);
    let nothing = agenda.now.is_empty() && agenda.next.is_empty();
    let shown = Shown {
        schedule,
        zone: &zone,
    };
    let out = match format {
        ListFormat::Json => export::json::now(shown, now, &agenda.now, &agenda.next),
        ListFormat::Text if nothing => {
            super::complain(match agenda::event_phase(schedule, Some(now)) {
                agenda::Phase::Past => "the event is over",
                _ => "nothing is on, and nothing comes",
            });
            return Ok(FOUND);
        }
        ListFormat::Text => export::text::now(shown, now, &agenda.now, &agenda.next),
    };
    print(&out)?;
    Ok(if nothing { FOUND } else { FINE })
}
