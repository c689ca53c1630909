//! `fomo diff`.

use anyhow::{Context as _, bail};

use super::{
    FINE, FOUND, complain, open,
    open::{Loaded, Opened, Wanted},
    print,
};
use crate::{
    cli::{Common, DiffFormat},
    export::changes::{self, Comparison},
    source::{Source, web::Url},
    zone::Choice,
};

/// What stands for the copy of NEW before it last changed.
const CACHED: &str = "cached";

pub(super) fn run(
    old: &str,
    new: &str,
    format: DiffFormat,
    common: &Common,
) -> anyhow::Result<i32> {
    let config = super::config();
    let wanted = Wanted::new(Some(new), &config)?;
    let old = match old {
        CACHED => Older::Cached(web_address(&wanted.source)?),
        old => Older::Source(Box::new(Wanted::new(Some(old), &config)?)),
    };
    if let Older::Source(old) = &old
        && old.source == Source::Stdin
        && wanted.source == Source::Stdin
    {
        bail!("standard input can be read only once; one of the versions must be elsewhere");
    }
    // First: what is fetched now may make the copy of before what is asked for.
    let mut new = open::open_as_it_is(wanted, common)?;
    let mut old = match old {
        Older::Source(wanted) => open::open_as_it_is(*wanted, common)?,
        Older::Cached(url) => previous(&url, &new)?,
    };
    share_zone(&mut old, &mut new)?;
    let zone = new.zone(&Opened::choice(common).unwrap_or(Choice::Event))?;
    old.say_what_is_damaged();
    new.say_what_is_damaged();
    let comparison = Comparison::of(&old.checked.schedule, &new.checked.schedule, &zone);
    if let Some(note) = comparison.seem_to_be_different() {
        complain(&format!("note: {note}"));
    }
    let out = match format {
        DiffFormat::Text => changes::text(&comparison),
        DiffFormat::Json => changes::json(&comparison),
        DiffFormat::Markdown => changes::markdown(&comparison),
    };
    match format {
        DiffFormat::Text => super::tell(&out, &[&old.checked.schedule, &new.checked.schedule])?,
        _ => print(&out)?,
    }
    Ok(if comparison.is_empty() { FINE } else { FOUND })
}

/// The version before.
enum Older {
    /// It is somewhere.
    Source(Box<Wanted>),
    /// It is what the cache has beside the copy of this address.
    Cached(Url),
}

/// The address of which the cache may know more than one version.
fn web_address(source: &Source) -> anyhow::Result<Url> {
    match source {
        Source::Web(url) => Ok(url.clone()),
        other => bail!(
            "cached: only of an address on the web an earlier copy is kept, and {} is none",
            other.name()
        ),
    }
}

/// What an address said before it said what it says now.
fn previous(url: &Url, new: &Opened) -> anyhow::Result<Opened> {
    let Some(copy) = new.web.previous(url) else {
        bail!(
            "{url}: no earlier copy of it is known; one is kept when the schedule is opened again and has changed"
        );
    };
    let loaded = new.reading.load(&new.source, copy);
    let Loaded { checked, copy } = loaded.context("the earlier copy")?;
    Ok(Opened {
        source: new.source.clone(),
        checked,
        copy,
        reading: new.reading.clone(),
        web: new.web.clone(),
    })
}

/// It is one event: where only one of the versions says where it takes place, the other one takes place there, too.
fn share_zone(old: &mut Opened, new: &mut Opened) -> anyhow::Result<()> {
    let zone = |opened: &Opened| opened.checked.schedule.event().zone.clone();
    let (from, to) = (zone(old), zone(new));
    let (unknown, known) = match (from.is_unknown(), to.is_unknown()) {
        (true, false) => (old, to),
        (false, true) => (new, from),
        _ => return Ok(()),
    };
    unknown.reading = unknown.reading.with_event_zone(known);
    unknown.checked = unknown
        .reading
        .check(&unknown.source, &unknown.copy.bytes)?;
    Ok(())
}
