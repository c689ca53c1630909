//! `fomo mine`: one's own entries of all events. Nothing is fetched: what is known of a schedule without the network is
//! used, and where that is nothing, what was kept of the entries when they were last seen.

use std::sync::Arc;

use anyhow::bail;
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    FINE, FOUND, complain, open,
    open::{Clock, Reading, Wanted, zone_of},
    print,
};
use crate::{
    agenda::{self, Placed},
    cli::{Common, MineFormat},
    config::Config,
    export::{
        self, Shown,
        favourites::Mine,
        ics::{Calendar, several},
        picks::{Headings, Line, Part, Standing, grouped},
    },
    favourites::{Kept, Picks, Record, Stance, last_seen},
    schedule::{Entry, Schedule, check::Checked},
    source::{Source, web::Web, zoneinfo},
    store::{Known, Store},
    zone::{Atlas, Choice, Zone},
};

/// No place on earth is further ahead of another: what was over so long ago is over wherever it was.
const FURTHEST: TimeDelta = TimeDelta::hours(14 + 12);

/// A schedule, and which of its entries are the reader's.
struct Own {
    schedule: Schedule,
    standing: Standing,
    entries: Vec<Pick>,
}

/// An entry, and what is kept of it.
struct Pick {
    entry: usize,
    record: Record,
}

pub(super) fn run(format: MineFormat, all: bool, common: &Common) -> anyhow::Result<i32> {
    let clock = Clock::new(common)?;
    let config = super::config();
    let atlas = Arc::new(zoneinfo::atlas());
    // What was typed must make sense, also where there is nothing to show.
    zone_shown(&Zone::utc(), common, &atlas)?;
    let store = Store::of_user();
    let (known, unreadable) = store.all();
    let doubts = known
        .iter()
        .filter_map(|known| known.remembered.note.as_ref());
    for note in unreadable.iter().chain(doubts) {
        complain(&format!("note: {note}"));
    }
    let mut own: Vec<Own> = Vec::new();
    for known in known.iter().filter(|known| has_favourites(known)) {
        own.extend(of_event(known, &store, &config, common, &atlas));
    }
    if let Some(complaint) = atlas.complaint() {
        complain(&format!("note: {complaint}"));
    }
    let total: usize = own.iter().map(|own| own.entries.len()).sum();
    if !all {
        for own in &mut own {
            let Own {
                schedule, entries, ..
            } = own;
            entries.retain(|pick| !is_over(schedule, pick.entry, &clock));
        }
    }
    let own: Vec<Own> = own
        .into_iter()
        .filter(|own| !own.entries.is_empty())
        .collect();
    let nothing = own.is_empty();
    let now = clock.now(&Zone::utc()).unwrap_or_default();
    let out = match format {
        MineFormat::Text if nothing => String::new(),
        MineFormat::Ics => calendar(&own, now),
        MineFormat::Text => written(&own, common, &atlas, None)?,
        MineFormat::Json => written(&own, common, &atlas, Some(now))?,
    };
    // What is over is an answer; where nothing could be read there is none.
    if total == 0 && !unreadable.is_empty() {
        bail!("what you marked cannot be read");
    }
    match format {
        MineFormat::Text => {
            let schedules: Vec<&Schedule> = own.iter().map(|own| &own.schedule).collect();
            super::tell(&out, &schedules)?;
        }
        _ => print(&out)?,
    }
    if nothing {
        complain(&match total {
            0 => "nothing is a favourite yet; f in the viewer makes one".to_owned(),
            1 => "nothing of yours is ahead, and 1 favourite is over: fomo mine --all".to_owned(),
            many => format!(
                "nothing of yours is ahead, and {many} favourites are over: fomo mine --all"
            ),
        });
    }
    Ok(if nothing { FOUND } else { FINE })
}

/// The zone in which the times of an event are shown. Those of one that is nowhere in particular stay as they are.
pub(super) fn zone_shown(event: &Zone, common: &Common, atlas: &Atlas) -> anyhow::Result<Zone> {
    match open::Opened::choice(common) {
        Some(choice) if !event.is_unknown() => zone_of(&choice, Some(event), atlas),
        _ => Ok(event.clone()),
    }
}

fn is_favourite(kept: &Kept) -> bool {
    kept.record().is_some_and(|record| record.stance.is_mine())
}

fn has_favourites(known: &Known) -> bool {
    known.remembered.favourites.iter().any(is_favourite)
}

/// The favourites of an event: in its schedule, and what is gone from it.
fn of_event(
    known: &Known,
    store: &Store,
    config: &Config,
    common: &Common,
    atlas: &Arc<Atlas>,
) -> Vec<Own> {
    let zone = known.remembered.event_zone.as_deref();
    let zone = known.time_zone.as_deref().or(zone);
    let seen = |records: &[&Record], title: Option<&str>, zone: Option<&str>, standing| {
        let seen = last_seen(records, &known.event, title, zone, atlas);
        let all = seen.entries.iter().zip(records);
        let entries = all.filter_map(|(entry, record)| {
            Some(Pick {
                entry: (*entry)?,
                record: (*record).clone(),
            })
        });
        Own {
            entries: entries.collect(),
            schedule: seen.schedule,
            standing,
        }
    };
    let schedule = match at_hand(known, store, config, common, atlas) {
        At::Hand(schedule) => *schedule,
        At::AnotherName => return Vec::new(),
        At::Nowhere => {
            let records = known
                .remembered
                .favourites
                .iter()
                .filter(|kept| is_favourite(kept));
            let records: Vec<&Record> = records.filter_map(Kept::record).collect();
            let title = known.title.as_deref();
            return vec![seen(&records, title, zone, Standing::LastSeen)];
        }
    };
    let picks = Picks::new(known.remembered.favourites.clone(), &schedule);
    let gone = picks.gone();
    let gone: Vec<&Record> = gone.into_iter().filter(|it| it.stance.is_mine()).collect();
    let event = schedule.event();
    let zone = (!event.zone.is_unknown()).then(|| event.zone.name());
    let gone = seen(&gone, Some(&event.title), zone, Standing::Gone);
    let entries = picks.mine().filter_map(|entry| {
        let record = picks.record(entry)?.clone();
        Some(Pick { entry, record })
    });
    let current = Own {
        entries: entries.collect(),
        schedule,
        standing: Standing::Current,
    };
    vec![current, gone]
}

/// Where the schedule of an event is.
enum At {
    /// It can be read without the network.
    Hand(Box<Schedule>),
    /// The event goes by another id now, and has a file of its own under that.
    AnotherName,
    /// It cannot be had.
    Nowhere,
}

fn at_hand(
    known: &Known,
    store: &Store,
    config: &Config,
    common: &Common,
    atlas: &Arc<Atlas>,
) -> At {
    let named = config.events().iter();
    let same = |source: &&str| known.source.as_deref() == Some(*source);
    // As the configuration calls it, which may know its zone; then as it was opened; then what else has a name.
    let mut wanted: Vec<Option<&str>> = named
        .clone()
        .filter(|event| same(&event.source.as_str()))
        .map(|event| Some(event.name.as_str()))
        .collect();
    wanted.push(known.source.as_deref());
    let others = named.filter(|event| !same(&event.source.as_str()));
    wanted.extend(others.map(|event| Some(event.name.as_str())));
    for wanted in wanted {
        let Some((checked, source)) = read(wanted, config, store, common, atlas) else {
            continue;
        };
        let event = &checked.schedule.event().id;
        if *event != known.event {
            let address = source.address();
            if !address.is_some_and(|address| known.is_former(&checked.schedule, &address)) {
                continue;
            }
            if store.keeps(event) {
                return At::AnotherName;
            }
        }
        super::complain_of_lost(&source, &checked);
        return At::Hand(Box::new(checked.schedule));
    }
    At::Nowhere
}

/// The schedule of a source on this machine, or the copy of an address; and that source.
fn read(
    source: Option<&str>,
    config: &Config,
    store: &Store,
    common: &Common,
    atlas: &Arc<Atlas>,
) -> Option<(Checked, Source)> {
    let wanted = Wanted::new(source, config).ok()?;
    if wanted.source == Source::Stdin || !wanted.source.can_be_read_again() {
        return None;
    }
    // The options are about one schedule; these are many.
    let common = Common {
        input_format: None,
        ..common.clone()
    };
    let (mut reading, _) = Reading::new(&wanted, &common).ok()?;
    // What is known of zones, and what was said of them, holds for all events.
    reading.atlas = Arc::clone(atlas);
    let web = Web::of_user();
    let mut loaded = open::at_once(&wanted.source, &web, &reading).ok()??;
    open::recall(store, &wanted.source, &mut reading, &mut loaded).ok()?;
    Some((loaded.checked, wanted.source))
}

fn is_over(schedule: &Schedule, index: usize, clock: &Clock) -> bool {
    let over = |entry: &Entry| {
        let timed = schedule.timed(entry);
        schedule.over(timed).or_else(|| schedule.ends())
    };
    let Some(over) = schedule.entry(index).and_then(over) else {
        return false;
    };
    match clock.now(&schedule.event().zone) {
        Some(now) => over <= now,
        // In no zone that anybody knows.
        None => clock
            .now(&Zone::utc())
            .is_some_and(|now| over + FURTHEST <= now),
    }
}

/// Text, or JSON as of a moment.
fn written(
    own: &[Own],
    common: &Common,
    atlas: &Atlas,
    json_at: Option<DateTime<Utc>>,
) -> anyhow::Result<String> {
    let zones = own
        .iter()
        .map(|own| zone_shown(&own.schedule.event().zone, common, atlas));
    let zones: Vec<Zone> = zones.collect::<anyhow::Result<_>>()?;
    let parts: Vec<Part> = own
        .iter()
        .zip(&zones)
        .map(|(own, zone)| Part {
            shown: Shown::unmarked(&own.schedule, zone),
            standing: own.standing,
        })
        .collect();
    let indices: Vec<Vec<usize>> = own
        .iter()
        .map(|own| own.entries.iter().map(|pick| pick.entry).collect())
        .collect();
    let placed: Vec<agenda::Part> = own
        .iter()
        .zip(&indices)
        .map(|(own, entries)| agenda::Part {
            schedule: &own.schedule,
            entries,
            takes_place: own.standing != Standing::Gone,
        })
        .collect();
    let placed = agenda::across(&placed);
    let record = |placed: &Placed| {
        let picks = &own.get(placed.part)?.entries;
        let pick = picks.iter().find(|pick| pick.entry == placed.entry)?;
        Some(&pick.record)
    };
    let all = || placed.iter().filter_map(|it| Some((it, record(it)?)));
    if let Some(at) = json_at {
        let entries = all().map(|(placed, record)| Mine {
            part: placed.part,
            entry: placed.entry,
            stance: record.stance,
            note: record.note.as_deref(),
            clashes: &placed.clashes,
        });
        let entries: Vec<Mine> = entries.collect();
        return Ok(export::favourites::mine(at, &parts, &entries));
    }
    let lines: Vec<Line> = all()
        .map(|(placed, record)| line(own, placed, record))
        .collect();
    let headings = Headings {
        name_event: true,
        one_zone: open::Opened::choice(common).is_some_and(|choice| choice != Choice::Event),
    };
    Ok(grouped(&parts, &lines, headings))
}

fn line(own: &[Own], placed: &Placed, record: &Record) -> Line {
    let other = |(part, entry): &(usize, usize)| {
        let schedule = &own.get(*part)?.schedule;
        let title = &schedule.entry(*entry)?.title;
        Some(if *part == placed.part {
            format!("▲ {title}")
        } else {
            format!("▲ {title} ({})", schedule.event().title)
        })
    };
    Line {
        part: placed.part,
        entry: placed.entry,
        must: record.stance == Stance::Must,
        clashes: !placed.clashes.is_empty(),
        remarks: placed.clashes.iter().filter_map(other).collect(),
        note: record.note.clone(),
    }
}

/// All of it as one calendar, without what is gone.
fn calendar(own: &[Own], made: DateTime<Utc>) -> String {
    let (gone, current): (Vec<&Own>, Vec<&Own>) =
        own.iter().partition(|own| own.standing == Standing::Gone);
    let gone: usize = gone.iter().map(|own| own.entries.len()).sum();
    if gone > 0 {
        complain(&format!(
            "note: {gone} of your favourites are no longer in their schedule; they are not in the calendar"
        ));
    }
    let mut left_out = 0;
    let calendars = current.into_iter().map(|own| {
        let entries: Vec<usize> = own.entries.iter().map(|pick| pick.entry).collect();
        let note = |entry: usize| {
            let pick = own.entries.iter().find(|pick| pick.entry == entry)?;
            pick.record.note.clone()
        };
        let calendar = Calendar {
            made,
            alarm: None,
            note: &note,
        };
        let zone = &own.schedule.event().zone;
        let shown = Shown::unmarked(&own.schedule, zone);
        let written = export::ics::calendar(shown, &entries, &calendar);
        left_out += written.left_out;
        written.text
    });
    let calendars: Vec<String> = calendars.collect();
    super::complain_of_left_out(left_out, super::FAVOURITES, super::TIMELESS);
    several("Favourites", &calendars)
}
