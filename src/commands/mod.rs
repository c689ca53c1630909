//! The commands: from what was typed to what is printed, and the exit code.

mod check;
mod convert;
mod diff;
mod favourites;
mod keys;
mod list;
mod mine;
mod now;
mod open;
mod progress;
mod shells;
mod view;

use std::io::{self, IsTerminal, Write as _};

use self::open::Opened;
use crate::{
    agenda::News,
    cli::{Cli, Command},
    config::Config,
    disk,
    favourites::Picks,
    limits,
    query::Query,
    schedule::{Schedule, check::Checked, rules::RuleId},
    source::{Source, zoneinfo},
    store::Store,
    text,
    tui::{keymap::Keymap, theme::speaks_utf8},
};

/// Exit code: fine.
pub const FINE: i32 = 0;
/// Exit code: nothing matched, nothing is shared, or something was found that should not be there.
pub const FOUND: i32 = 1;
/// Exit code: could not run.
pub const FAILED: i32 = 2;

/// Runs what was asked for; returns the exit code.
pub fn run(cli: Cli) -> i32 {
    if let Some(misplaced) = cli.misplaced() {
        complain(&format!(
            "error: {misplaced} stands before the command; put it behind; see fomo --help"
        ));
        return FAILED;
    }
    let result = match cli.command {
        _ if cli.version => tell(&version(), &[]).map(|()| FINE),
        None => view::run(cli.source.as_deref(), &cli.viewer, &cli.common),
        Some(Command::List {
            words,
            query,
            format,
            alarm,
        }) => list::run(&words, query.as_deref(), format, alarm, &cli.common),
        Some(Command::Now {
            source,
            query,
            format,
            max_width,
            room,
        }) => now::run(
            source.as_deref(),
            &now::Wish {
                query: query.as_deref(),
                format,
                max_width,
                rooms: &room,
            },
            &cli.common,
        ),
        Some(Command::Check {
            source,
            format,
            level,
            only,
            ignore,
            explain,
        }) => match explain {
            Some(rule) => check::explain(&rule),
            None => check::run(
                source.as_deref(),
                &check::Wish {
                    format,
                    level,
                    only: &only,
                    ignore: &ignore,
                },
                &cli.common,
            ),
        },
        Some(Command::Diff { old, new, format }) => diff::run(&old, &new, format, &cli.common),
        Some(Command::Convert { source, to }) => convert::run(source.as_deref(), to, &cli.common),
        Some(Command::Favourites { what }) => favourites::run(what, &cli.common),
        Some(Command::Mine { format, all }) => mine::run(format, all, &cli.common),
        Some(Command::Keys) => keys::run(),
        Some(Command::Completions { shell }) => shells::completions(shell),
        Some(Command::Man) => shells::man(),
    };
    result.unwrap_or_else(|error| {
        complain(&format!("error: {error:#}"));
        FAILED
    })
}

fn version() -> String {
    if let Some(trouble) = zoneinfo::trouble() {
        complain(&format!("note: {trouble}"));
    }
    let atlas = zoneinfo::atlas();
    format!("fomo {} · {}\n", env!("CARGO_PKG_VERSION"), atlas.version())
}

/// Why nothing can be said about now.
fn timeless(source: &Source) -> String {
    format!(
        "{}: it names no time zone, so nobody can tell what is on now; say --event-zone ZONE",
        source.name()
    )
}

/// What the user marked in a schedule.
fn picks(opened: &Opened) -> Picks {
    let schedule = &opened.checked.schedule;
    let source = opened.source.address();
    let remembered = Store::of_user().recall(schedule, source.as_deref());
    if let Some(note) = remembered.note {
        complain(&format!("note: {note}"));
    }
    Picks::new(remembered.favourites, schedule)
}

/// What changed in a schedule since the user last looked, where a query asks for that.
fn news(opened: &Opened, query: &Query) -> Option<News> {
    if !query.depends_on_news() {
        return None;
    }
    let schedule = &opened.checked.schedule;
    let seen = Store::of_user().seen(&schedule.event().id)?;
    match seen.load() {
        Ok(seen) => Some(News::since(&seen?, schedule)),
        Err(why) => {
            complain(&format!(
                "note: {why}; what changed since you last looked is not known"
            ));
            None
        }
    }
}

/// Says that something of a schedule could not be read, and is not in what is shown of it.
fn complain_of_lost(source: &Source, checked: &Checked) {
    let findings = checked.findings.iter();
    let lost = findings.filter(|finding| finding.rule == RuleId::BrokenEntry);
    let errors = match lost.count() {
        0 => return,
        1 => "1 error".to_owned(),
        many => format!("{many} errors"),
    };
    complain(&format!(
        "note: {errors} in {}: what could not be read is missing here; fomo check tells them",
        source.name()
    ));
}

/// Says how many entries are not in a calendar, and why: `neither a time nor a day`.
fn complain_of_left_out(count: usize, (one, many): (&str, &str), why: &str) {
    match count {
        0 => {}
        1 => complain(&format!(
            "note: 1 {one} has {why}; it is not in the calendar"
        )),
        count => complain(&format!(
            "note: {count} {many} have {why}; they are not in the calendar"
        )),
    }
}

/// What is said of one and of several.
const FAVOURITES: (&str, &str) = ("favourite", "favourites");

/// Why an entry is in no calendar.
const TIMELESS: &str = "neither a time nor a day";

/// Reads a query from the command line.
fn query(text: &str) -> anyhow::Result<Query> {
    let text = text::clean_line(text).text;
    if text.chars().count() > limits::LINE {
        let most = limits::count(limits::LINE);
        anyhow::bail!("query: it has more than {most} characters; write a shorter one");
    }
    Query::parse(&text).map_err(|error| {
        let before = text.get(..error.span.start).unwrap_or_default();
        let column = before.chars().count() + 1;
        anyhow::anyhow!("query:{column}: {error}, in: {text}")
    })
}

/// The user's configuration. What is wrong with it is said, and stops nothing.
fn config() -> Config {
    config_and_keys().0
}

/// The same, and the keys that it makes of those of the table.
fn config_and_keys() -> (Config, Keymap) {
    let mut config = Config::of_user();
    let (keymap, notes) = Keymap::new(config.keys());
    config.add_notes(notes);
    for note in config.notes() {
        complain(&format!("note: {note}"));
    }
    (config, keymap)
}

/// Writes to standard output. That nobody reads any more is no error.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes what is for people to standard output. Where our own signs are to be of ASCII, see [`is_plain`], what others wrote stays
/// as it is: what is in quotes, in these schedules, or what the user typed, see [`text::plain`].
fn tell(text: &str, of: &[&Schedule]) -> anyhow::Result<()> {
    if is_plain(&io::stdout()) {
        let typed = typed();
        let typed = typed.iter().map(String::as_str);
        let texts = of.iter().flat_map(|schedule| schedule.texts());
        print(&text::plain(text, texts.chain(typed)))
    } else {
        print(text)
    }
}

/// What the user typed, and the paths in the variables, of which the program makes others: what is said quotes them.
fn typed() -> Vec<String> {
    let arguments = std::env::args_os().skip(1).flat_map(|argument| {
        let argument = argument.to_string_lossy().into_owned();
        let value = argument.split_once('=').map(|(_, value)| value.to_owned());
        [Some(argument), value].into_iter().flatten()
    });
    let variables = std::env::vars_os().map(|(_, value)| value.to_string_lossy().into_owned());
    let paths = variables.filter(|value| value.contains('/'));
    let all = arguments.chain(paths);
    all.map(|it| text::clean_line(&it).text.into_owned())
        .collect()
}

/// Whether our own signs are to be of ASCII: on a terminal that shows nothing else. A pipe or a file gets all.
fn is_plain(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && !speaks_utf8(|name| std::env::var(name).ok())
}

/// What became of the output.
fn written(result: io::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| {
            anyhow::anyhow!("could not write the output: {}", disk::plain(&error))
        }),
    }
}

/// Prints the help that was asked for; returns the exit code.
pub(crate) fn help(help: &clap::Error) -> i32 {
    let printed = if is_plain(&io::stdout()) {
        tell(&help.render().to_string(), &[])
    } else {
        written(help.print().and_then(|()| io::stdout().flush()))
    };
    match printed {
        Ok(()) => FINE,
        Err(error) => {
            complain(&format!("error: {error:#}"));
            FAILED
        }
    }
}

/// One line on standard error. It may quote a file, so it is cleaned. Our own signs in it as in [`tell`].
pub(crate) fn complain(text: &str) {
    let mut line = text::clean_line(text).text;
    if is_plain(&io::stderr()) {
        let typed = typed();
        let typed = typed.iter().map(String::as_str);
        line = text::plain(&line, typed).into_owned().into();
    }
    // Where standard error is closed too, nobody is left to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}
