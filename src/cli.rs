//! The command line: what can be typed, and nothing of what it does.

use std::ffi::OsString;

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{NonEmptyStringValueParser, PossibleValuesParser},
};

use crate::{
    format, limits,
    query::{FIELDS, SYNTAX},
    schedule::rules::{RULES, RuleId},
    text::nearest,
};

/// The conference timetable in a terminal.
#[derive(Debug, Parser)]
#[command(name = "fomo", disable_version_flag = true)]
#[command(
    after_help = "SOURCE is a schedule file, an http or https address, a name from config.toml, or - for standard input. \
    Without one, the ES-FoMo II workshop is shown.\n\
    Exit codes: 0 fine; 1 nothing matched or is shared, check found something, or diff did; 2 could not run."
)]
pub struct Cli {
    /// What to do; the viewer if nothing is named
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The schedule to view
    pub source: Option<String>,
    #[command(flatten)]
    #[expect(
        missing_docs,
        reason = "a doc comment here would replace the text of the help"
    )]
    pub viewer: Viewer,
    #[command(flatten)]
    #[expect(
        missing_docs,
        reason = "a doc comment here would replace the text of the help"
    )]
    pub common: Common,
    /// Print the version and the time-zone database in use
    #[arg(short = 'V', long)]
    pub version: bool,
}

impl Cli {
    /// What was typed before a command and has no meaning there: a schedule, or an option that only
    /// the viewer has.
    pub fn misplaced(&self) -> Option<String> {
        self.command.as_ref()?;
        let Viewer {
            query,
            theme,
            ascii,
            mouse,
            print,
            keys,
        } = &self.viewer;
        let viewer_only = [
            ("--query", query.is_some()),
            ("--theme", theme.is_some()),
            ("--ascii", *ascii),
            ("--mouse", *mouse),
            ("--print", print.is_some()),
            ("--keys", keys.is_some()),
        ];
        let option = viewer_only
            .iter()
            .find(|(_, given)| *given)
            .map(|(name, _)| (*name).to_owned());
        option.or_else(|| self.source.as_ref().map(|source| format!("“{source}”")))
    }
}

/// The arguments with the dash of a negated word (`fomo list -break`) written as the minus sign that means the same in
/// queries: what begins with a dash would be taken for options.
pub fn with_negated_words(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut of_list = false;
    let mut before = OsString::new();
    let told = arguments.map(|argument| {
        let value = before.to_str().is_some_and(takes_value);
        before.clone_from(&argument);
        let word = argument.to_str().and_then(|text| text.strip_prefix('-'));
        let negated = word.filter(|word| {
            !word.is_empty() && !word.starts_with('-') && !matches!(*word, "h" | "V")
        });
        match negated {
            Some(word) if of_list && !value => format!("−{word}").into(),
            _ => {
                of_list |= argument == "list";
                argument
            }
        }
    });
    told.collect()
}

/// Whether the argument behind this one belongs to it.
fn takes_value(argument: &str) -> bool {
    argument.starts_with("--")
        && !argument.contains('=')
        && !matches!(argument, "--" | "--offline" | "--ascii" | "--mouse")
}

/// What only the viewer knows.
#[derive(Args, Debug)]
pub struct Viewer {
    /// Start with this filter
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Colours: terminal, light, dark, contrast, colour-blind, or a theme of config.toml
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Draw with ASCII characters only
    #[arg(long)]
    pub ascii: bool,
    /// Let the mouse select, open and scroll; else it selects text, as the terminal does it
    #[arg(long)]
    pub mouse: bool,
    /// Draw one frame of this size to standard output and exit
    #[arg(long, value_name = "COLSxROWS", value_parser = size)]
    pub print: Option<(u16, u16)>,
    /// Press these keys before the frame is drawn, such as `jj<enter>`
    #[arg(long, value_name = "KEYS", requires = "print")]
    pub keys: Option<String>,
}

/// What every command knows.
#[derive(Args, Clone, Debug, Default)]
pub struct Common {
    /// Show times in this zone: an IANA name, event, local or utc
    #[arg(long, global = true, value_parser = NonEmptyStringValueParser::new())]
    pub zone: Option<String>,
    /// The zone of a schedule that names none
    #[arg(long, global = true, value_name = "ZONE", value_parser = NonEmptyStringValueParser::new())]
    pub event_zone: Option<String>,
    /// Pretend it is this moment: RFC 3339, or local to the event
    #[arg(long, global = true, value_name = "TIME")]
    pub at: Option<String>,
    /// Read the schedule as this format, whatever it looks like
    #[arg(long, global = true, value_name = "NAME", value_parser = PossibleValuesParser::new(format::names()))]
    pub input_format: Option<String>,
    /// Stay off the network: of an address, the copy in the cache is shown
    #[arg(long, global = true)]
    pub offline: bool,
}

/// What to do instead of viewing.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List what matches
    #[command(after_help = query_help())]
    List {
        /// The schedule, if it is one, then the query
        #[arg(value_name = "SOURCE] [QUERY")]
        words: Vec<String>,
        /// What must match, too
        #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
        /// In a calendar: remind so many minutes before each entry
        #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(..=LONGEST_ALARM))]
        alarm: Option<u32>,
    },
    /// Show what is on now and what comes next, by room
    Now {
        /// The schedule
        source: Option<String>,
        /// Of what matches only
        #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
        /// On one line of at most so many columns, as for a status bar
        #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(1..))]
        max_width: Option<u16>,
        /// Of this room only; may stand several times
        #[arg(long, value_name = "ROOM")]
        room: Vec<String>,
    },
    /// Check the timetable
    Check {
        /// The schedule
        source: Option<String>,
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: CheckFormat,
        /// Exit with 1 if something at least this bad is found; what is less bad is told in short [default: warning]
        #[arg(long, value_enum)]
        level: Option<Level>,
        /// Look for this rule only; several with commas between them
        #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
        only: Vec<RuleId>,
        /// Do not look for this rule; several with commas between them
        #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
        ignore: Vec<RuleId>,
        /// Tell about a rule, or list all of them, and check nothing
        #[arg(long, value_name = "RULE", num_args = 0..=1, default_missing_value = "all", value_parser = rule_or_all, conflicts_with_all = ["only", "ignore", "level", "format"])]
        explain: Option<String>,
    },
    /// Show what changed between two versions of a schedule
    #[command(
        after_help = "OLD and NEW are files, http or https addresses, names from config.toml, or - for standard input; OLD may be \
        `cached`: the copy of NEW before it last changed. Exits with 1 if something changed."
    )]
    Diff {
        /// The version before
        old: String,
        /// The version now
        new: String,
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: DiffFormat,
    },
    /// Write the whole schedule in another format
    #[command(
        after_help = "What the format has no place for is told on standard error, and is no failure."
    )]
    Convert {
        /// The schedule
        source: Option<String>,
        /// The format
        #[arg(long, value_enum)]
        to: Target,
    },
    /// Your favourites of all events, in the order in which they take place
    #[command(
        after_help = "Each event’s times are in its own zone; --zone shows all in one. No network is needed: what is known \
        of a schedule without it is used."
    )]
    Mine {
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: MineFormat,
        /// What is over, too
        #[arg(long)]
        all: bool,
    },
    /// Take your favourites along, take in those of others, compare
    #[command(alias = "favorites")]
    Favourites {
        /// What to do with them
        #[command(subcommand)]
        what: Option<Favourites>,
    },
    /// Print the keys of the viewer
    Keys,
    /// Print what a shell needs to complete commands and options
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page: fomo man | man -l -
    Man,
}

/// Shells that complete what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// fomo completions bash > ~/.local/share/bash-completion/completions/fomo
    Bash,
    /// fomo completions fish > ~/.config/fish/completions/fomo.fish
    Fish,
    /// fomo completions zsh > _fomo, in a directory of $fpath
    Zsh,
}

/// What can be done with favourites.
#[derive(Debug, Subcommand)]
pub enum Favourites {
    /// Print what you marked in a schedule: favourites, musts, notes, what is hidden
    Export {
        /// The schedule
        source: Option<String>,
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: ExportFormat,
    },
    /// Add what somebody else exported, or another machine of yours
    #[command(
        after_help = "FILE is what `fomo favourites export` wrote (JSON or iCalendar), a state file of fomo, or a JSON \
        list of ids or titles.\nNothing of yours is lost: a must stays one, what you hid stays hidden, and notes are added to yours."
    )]
    Import {
        /// What to add; - for standard input
        file: String,
        /// The schedule that it is for
        source: Option<String>,
        /// Only say what would be added
        #[arg(long)]
        dry_run: bool,
    },
    /// Show what you and somebody else both want to see, and what only one of you does
    #[command(after_help = "FILE is the same as for import. Exits with 1 if you share nothing.")]
    Compare {
        /// Theirs; - for standard input
        file: String,
        /// The schedule
        source: Option<String>,
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
    },
}

/// How favourites are exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// For fomo elsewhere, and for scripts
    #[default]
    Json,
    /// For calendar programs (iCalendar)
    Ics,
}

/// How one's own entries are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MineFormat {
    /// For people
    #[default]
    Text,
    /// For scripts
    Json,
    /// For calendar programs (iCalendar)
    Ics,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    #[default]
    Text,
    /// For scripts
    Json,
    /// A table for spreadsheets
    Csv,
    /// A table for web pages and READMEs
    Markdown,
    /// For calendar programs (iCalendar)
    Ics,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    #[default]
    Text,
    /// For scripts
    Json,
    /// Annotations of a workflow of GitHub Actions
    Github,
}

/// How changes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people
    #[default]
    Text,
    /// For scripts
    Json,
    /// For an announcement
    Markdown,
}

/// What a schedule can be converted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// The native format, fomo/1
    Fomo,
    /// What frab and pretalx export (JSON)
    FrabJson,
    /// For calendar programs (iCalendar)
    Ics,
}

/// How what was found out is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people
    #[default]
    Text,
    /// For scripts
    Json,
}

/// Four weeks, in minutes: calendar programs take no more.
const LONGEST_ALARM: i64 = 40_320;

/// How bad is bad enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// What was lost, or cannot be right
    Error,
    /// What is probably a mistake, or still open
    Warning,
    /// What is worth knowing
    Info,
}

/// The rule of a name.
fn rule(name: &str) -> Result<RuleId, String> {
    let name = name.trim();
    RuleId::named(name).ok_or_else(|| {
        let hint = nearest(name, RULES.iter().map(|rule| rule.name));
        let hint = hint.map(|hint| format!("did you mean {hint}? "));
        format!(
            "there is no rule “{name}”; {}fomo check --explain lists them",
            hint.unwrap_or_default()
        )
    })
}

/// The name of a rule, or the word for all of them.
fn rule_or_all(name: &str) -> Result<String, String> {
    match name.trim() {
        "all" => {}
        name => drop(rule(name)?),
    }
    Ok(name.trim().to_owned())
}

/// The query language, from the tables that read it.
fn query_help() -> String {
    let rows = SYNTAX.iter().map(|(form, help)| (*form, *help));
    let fields = FIELDS.iter().map(|field| (field.example, field.help));
    let lines = rows
        .chain(fields)
        .map(|(form, help)| format!("  {form:<24} {help}\n"));
    format!("Queries:\n{}", lines.collect::<String>())
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parts = text.split_once(['x', 'X', '×']);
    let size = parts.and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    match size {
        Some((columns, rows))
            if (1..=limits::PRINT).contains(&columns) && (1..=limits::PRINT).contains(&rows) =>
        {
            Ok((columns, rows))
        }
        _ => Err(format!(
            "a size looks like 80x24, from 1x1 to {0}x{0}",
            limits::PRINT
        )),
    }
}
