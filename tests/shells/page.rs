//! The manual page.

use clap::CommandFactory as _;
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};
use fomo::{
    cli::Cli,
    tui::keymap::{Keymap, pretty_key},
};

/// What every page has, in the order in which pages have it.
pub(crate) fn page() -> String {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let man = Man::new(command.clone()).date("").source("fomo").manual("");
    let mut page = Vec::new();
    man.render_title(&mut page).unwrap();
    man.render_name_section(&mut page).unwrap();
    man.render_synopsis_section(&mut page).unwrap();
    man.render_description_section(&mut page).unwrap();
    man.render_options_section(&mut page).unwrap();
    for command in command
        .get_subcommands()
        .filter(|it| it.get_name() != "help")
    {
        commands(command, &mut page);
    }
    keys().to_writer(&mut page).unwrap();
    files().to_writer(&mut page).unwrap();
    String::from_utf8(page).unwrap()
}

/// A command, and those that it has of its own.
fn commands(command: &clap::Command, page: &mut Vec<u8>) {
    let name = command.get_bin_name().unwrap().to_owned();
    let mut head = Roff::new();
    head.control("SH", [name.to_uppercase().as_str()]);
    let about = command.get_about().unwrap().to_string();
    head.text([roman(format!("{}.", about.trim_end_matches('.')))]);
    head.to_writer(page).unwrap();
    // What every command knows stands above, once.
    let own = command.clone().mut_args(|arg| {
        let everywhere = arg.is_global_set() || arg.get_id() == "help";
        arg.hide(everywhere)
    });
    let man = Man::new(own);
    let mut synopsis = Vec::new();
    man.render_synopsis_section(&mut synopsis).unwrap();
    let synopsis = String::from_utf8(synopsis).unwrap();
    page.extend(synopsis.replace(".SH SYNOPSIS\n", ".PP\n").into_bytes());
    let mut options = Vec::new();
    man.render_options_section(&mut options).unwrap();
    let options = String::from_utf8(options).unwrap();
    page.extend(options.replace(".SH OPTIONS\n", "").into_bytes());
    if let Some(help) = command.get_after_help() {
        let mut more = Roff::new();
        more.control("PP", []).control("nf", []);
        for line in help.to_string().lines() {
            more.text([roman(line.to_owned())]);
        }
        more.control("fi", []);
        more.to_writer(page).unwrap();
    }
    for command in command
        .get_subcommands()
        .filter(|it| it.get_name() != "help")
    {
        commands(command, page);
    }
}

fn keys() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    roff.text([roman("As they are, unless config.toml says otherwise:")]);
    for (group, rows) in Keymap::default().groups() {
        roff.control("SS", [group]);
        for row in rows {
            let keys: Vec<String> = row.keys.iter().map(|key| pretty_key(key)).collect();
            roff.control("TP", []);
            roff.text([bold(keys.join(" "))]);
            roff.text([roman(row.help())]);
        }
    }
    roff
}

const FILES: [(&str, &str); 4] = [
    (
        "$XDG_CONFIG_HOME/fomo/config.toml",
        "Names of schedules, keys, themes, reminders, levels of findings. config.sample.toml has all that can stand there.",
    ),
    (
        "$XDG_STATE_HOME/fomo/",
        "Favourites, notes, zones and filters of each event, what of it you have seen, and which schedules you opened.",
    ),
    (
        "$XDG_CACHE_HOME/fomo/",
        "Copies of schedules on the web, for a time without network.",
    ),
    (
        "TZ, NO_COLOR, TERM, COLORTERM, LC_ALL, LC_CTYPE, LANG",
        "Your own zone; no colours; what the terminal can show.",
    ),
];

fn files() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["FILES AND ENVIRONMENT"]);
    for (name, what) in FILES {
        roff.control("TP", []);
        roff.text([bold(name)]);
        roff.text([roman(what)]);
    }
    roff
}
