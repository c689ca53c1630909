//! `fomo favourites`: taken along, taken in, compared.

mod compare;
mod theirs;

use anyhow::bail;
use clap::CommandFactory as _;

use self::theirs::Theirs;
use super::{
    FINE, FOUND, complain, open,
    open::{Clock, Loaded, Opened, Wanted},
    print, tell,
};
use crate::{
    cli::{Cli, Common, ExportFormat, Favourites},
    config::Config,
    export::{self, Shown, ics::Calendar},
    favourites::{self, Kept, Merged, Picks, Record},
    schedule::Schedule,
    source::Source,
    store::{Header, Remembered, Store},
    text,
    zone::Zone,
};

pub(super) fn run(what: Option<Favourites>, common: &Common) -> anyhow::Result<i32> {
    match what {
        None => tell(&help(), &[]).map(|()| FINE),
        Some(Favourites::Export { source, format }) => export(source.as_deref(), format, common),
        Some(Favourites::Import {
            file,
            source,
            dry_run,
        }) => import(&file, source.as_deref(), dry_run, common),
        Some(Favourites::Compare {
            file,
            source,
            format,
        }) => compare::run(&file, source.as_deref(), format, common),
    }
}

fn help() -> String {
    let mut command = Cli::command();
    command.build();
    let favourites = command.find_subcommand_mut("favourites");
    favourites
        .map(|command| command.render_help().to_string())
        .unwrap_or_default()
}

/// The schedule that a command is about, and what is kept of it.
struct Here {
    opened: Opened,
    store: Store,
    remembered: Remembered,
    address: Option<String>,
}

impl Here {
    fn open(source: Option<&str>, config: &Config, common: &Common) -> anyhow::Result<Self> {
        let Opened {
            source,
            checked,
            copy,
            mut reading,
            web,
        } = open::open_as_it_is(Wanted::new(source, config)?, common)?;
        let store = Store::of_user();
        let mut loaded = Loaded { checked, copy };
        let remembered = open::recall(&store, &source, &mut reading, &mut loaded)?;
        if let Some(note) = &remembered.note {
            complain(&format!("note: {note}"));
        }
        let address = source.address();
        let Loaded { checked, copy } = loaded;
        let opened = Opened {
            source,
            checked,
            copy,
            reading,
            web,
        };
        let vouched = opened.vouch_for(common);
        opened.say_what_is_damaged();
        vouched?;
        Ok(Self {
            opened,
            store,
            remembered,
            address,
        })
    }

    fn schedule(&self) -> &Schedule {
        &self.opened.checked.schedule
    }
}

fn export(source: Option<&str>, format: ExportFormat, common: &Common) -> anyhow::Result<i32> {
    let here = Here::open(source, &super::config(), common)?;
    // Nobody takes a file that cannot be read for favourites that are not there.
    if here.remembered.unreadable {
        bail!("nothing is exported, since what you marked cannot be read");
    }
    let schedule = here.schedule();
    let mut kept = here.remembered.favourites.clone();
    favourites::apply(&mut kept, schedule, &[]);
    let nothing = kept.is_empty();
    let out = match format {
        ExportFormat::Json => export::favourites::export(schedule, &kept),
        ExportFormat::Ics => calendar(schedule, kept, common)?,
    };
    print(&out)?;
    if nothing {
        complain(&format!("nothing is marked in {}", schedule.event().title));
    }
    Ok(if nothing { FOUND } else { FINE })
}

/// Favourites as a calendar, with notes. What cannot be in it is said.
fn calendar(schedule: &Schedule, kept: Vec<Kept>, common: &Common) -> anyhow::Result<String> {
    let picks = Picks::new(kept, schedule);
    let mine: Vec<usize> = picks.mine().collect();
    let zone = &schedule.event().zone;
    let made = Clock::new(common)?.now(&Zone::utc()).unwrap_or_default();
    let calendar = Calendar {
        made,
        alarm: None,
        note: &|entry| picks.note(entry).map(str::to_owned),
    };
    let written = export::ics::calendar(Shown::unmarked(schedule, zone), &mine, &calendar);
    let gone = picks.gone().iter().filter(|it| it.stance.is_mine()).count();
    for (count, why) in [
        (written.left_out, super::TIMELESS),
        (gone, "no place in the schedule any more"),
    ] {
        super::complain_of_left_out(count, super::FAVOURITES, why);
    }
    Ok(written.text)
}

/// What somebody else has, and the schedule that it is held against.
fn both(file: &str, source: Option<&str>, common: &Common) -> anyhow::Result<(Here, Theirs)> {
    if file == "-" && source == Some("-") {
        bail!("standard input can be the schedule or the favourites, not both");
    }
    let bytes = match file {
        "-" => Source::Stdin.read()?,
        path => Source::File(path.into()).read()?,
    };
    let here = Here::open(source, &super::config(), common)?;
    let name = if file == "-" { "standard input" } else { file };
    let theirs = theirs::read(&bytes, name, here.schedule(), &here.opened.reading.atlas)?;
    belong(&here, &theirs, file, name)?;
    Ok((here, theirs))
}

/// Refuses what is about another event.
fn belong(here: &Here, theirs: &Theirs, file: &str, name: &str) -> anyhow::Result<()> {
    let schedule = here.schedule();
    let ours = &schedule.event().id;
    let fits = match &theirs.event {
        Some((id, _)) if id == ours => true,
        Some(_) => favourites::are_of(&theirs.records, schedule),
        // Who does not say of what it is means what is found.
        None => {
            let seen: Vec<_> = theirs.records.iter().map(|it| Some(&it.was)).collect();
            favourites::again(&seen, schedule)
                .iter()
                .any(Option::is_some)
        }
    };
    if fits || theirs.records.is_empty() {
        return Ok(());
    }
    let title = &schedule.event().title;
    let Some((id, of)) = &theirs.event else {
        bail!(
            "{name}: nothing of this is in {title}; if it is for another schedule, say which behind the file"
        );
    };
    let of = match of {
        Some(of) if of != title => of.clone(),
        Some(of) => format!("another {of} ({id})"),
        None => id.clone(),
    };
    let (known, _) = here.store.all();
    let known = known.into_iter().find(|known| known.event == *id);
    let address = known.and_then(|known| known.source);
    let address = address.unwrap_or_else(|| "SOURCE".to_owned());
    bail!(
        "{name}: these are favourites of {of}, and not of {title}; say its schedule behind the file: {file} {address}"
    )
}

fn import(file: &str, source: Option<&str>, dry_run: bool, common: &Common) -> anyhow::Result<i32> {
    let (here, theirs) = both(file, source, common)?;
    let schedule = here.schedule();
    if theirs.records.is_empty() {
        let said = theirs.said();
        let said = if said.is_empty() {
            "there are no favourites in it".to_owned()
        } else {
            said.join(", ")
        };
        let name = if file == "-" { "standard input" } else { file };
        complain(&format!("{name}: {said}"));
        return Ok(FOUND);
    }
    let mut merged = Merged::default();
    if dry_run {
        let mut kept = here.remembered.favourites.clone();
        merged = favourites::merge(&mut kept, schedule, &theirs.records);
    } else {
        let header = Header::of(schedule, here.address.as_deref());
        let saved = here.store.save_favourites(&header, |kept, missing| {
            favourites::put_back(kept, schedule, missing);
            merged = favourites::merge(kept, schedule, &theirs.records);
        });
        let (_, note) = saved.map_err(|error| anyhow::anyhow!(error))?;
        if let Some(note) = note {
            complain(&format!("note: {note}"));
        }
    }
    let said = match [said(&merged), theirs.said()].concat() {
        said if said.is_empty() => "nothing to add".to_owned(),
        said => said.join(", "),
    };
    let begin = if dry_run {
        "Not saved (--dry-run): "
    } else {
        ""
    };
    let title = &schedule.event().title;
    tell(&format!("{begin}{title}: {said}\n"), &[schedule])?;
    Ok(FINE)
}

/// What became of what was taken in.
fn said(merged: &Merged) -> Vec<String> {
    let counted = [
        (merged.added, "favourite added", "favourites added"),
        (merged.raised, "is a must now", "are musts now"),
        (merged.hidden, "hidden", "hidden"),
        (merged.noted, "note added", "notes added"),
        (merged.there, "was there", "were there"),
        (merged.stay_hidden, "stays hidden", "stay hidden"),
    ];
    let counted = counted.into_iter().filter(|(count, ..)| *count > 0);
    let mut said: Vec<String> = counted
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    said.extend(missing(
        &merged.gone,
        " (kept, it may come back)",
        " (kept, they may come back)",
    ));
    said
}

/// `1 is not in this schedule: “A”`.
fn missing(titles: &[String], one: &str, many: &str) -> Option<String> {
    const FEW: usize = 5;
    const LEGIBLE: usize = 60;
    let few: Vec<String> = titles
        .iter()
        .take(FEW)
        .map(|title| format!("“{}”", text::truncate(title, LEGIBLE)))
        .collect();
    let more = match titles.len().saturating_sub(FEW) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let words = match titles.len() {
        0 => return None,
        1 => format!("1 is not in this schedule{one}"),
        count => format!("{count} are not in this schedule{many}"),
    };
    Some(format!("{words}: {}{more}", few.join(", ")))
}

/// The records among what is kept.
fn records(kept: &[Kept]) -> Vec<Record> {
    kept.iter().filter_map(Kept::record).cloned().collect()
}
