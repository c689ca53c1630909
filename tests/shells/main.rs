//! What shells and `man` read: made from the command line and the key table, held in the repository, and printed by the program.
#![cfg(test)]

mod page;

use std::{env, fs, path::Path, process::Command};

use clap::CommandFactory as _;
use clap_complete::Shell;
use fomo::cli::Cli;

const SHELLS: [(Shell, &str); 3] = [
    (Shell::Bash, "fomo.bash"),
    (Shell::Fish, "fomo.fish"),
    (Shell::Zsh, "_fomo"),
];

/// What `fomo` prints with these arguments.
fn out(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_fomo"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}"
    );
    String::from_utf8(output.stdout).unwrap()
}

fn blesses() -> bool {
    env::var_os("FOMO_BLESS").is_some()
}

/// Holds a file of the repository to what it has to say; with `FOMO_BLESS=1`, it says so from now on.
fn hold(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("shells")
        .join(name);
    if blesses() {
        fs::write(&path, text).unwrap();
    }
    let held = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        held == text,
        "{name} is not what it should be: FOMO_BLESS=1 cargo test --test shells"
    );
}

fn completions(shell: Shell) -> String {
    let mut text = Vec::new();
    // `fomo help` says the same as `--help`, and would double what shells have to read.
    let mut command = Cli::command().disable_help_subcommand(true);
    clap_complete::generate(shell, &mut command, "fomo", &mut text);
    let text = String::from_utf8(text).unwrap();
    if shell == Shell::Bash {
        files_instead_of_options(&text)
    } else {
        text
    }
}

/// Where nothing is typed yet, bash would be offered options, of which all begin with a dash: that dash would be typed, and no
/// file be found any more. Commands are offered, and the names of shells.
fn files_instead_of_options(text: &str) -> String {
    let commands = [
        "fomo",
        "fomo__subcmd__favourites",
        "fomo__subcmd__completions",
    ];
    let mut place = "";
    let lines = text.lines().map(|line| {
        let name = line.strip_prefix("        ");
        let name = name.filter(|name| !name.starts_with(' '));
        place = name.and_then(|it| it.strip_suffix(')')).unwrap_or(place);
        let line = match line.split_once(" || ${COMP_CWORD} -eq") {
            _ if commands.contains(&place) => line.to_owned(),
            Some((before, _)) => format!("{before} ]] ; then"),
            None if line.starts_with("            COMPREPLY") => {
                line.replace("-W \"${opts}\"", "-f")
            }
            None => line.to_owned(),
        };
        line + "\n"
    });
    lines.collect()
}

#[test]
fn completions_know_the_command_line() {
    for (shell, name) in SHELLS {
        hold(name, &completions(shell));
        let printed = out(&["completions", &shell.to_string()]);
        // What was written just now is in the program that is built next.
        let same = blesses() || printed == completions(shell);
        assert!(same, "{name} is printed otherwise");
    }
}

#[test]
fn the_page_knows_the_command_line_and_the_keys() {
    let page = page::page();
    hold("fomo.1", &page);
    let same = blesses() || out(&["man"]) == page;
    assert!(same, "the page is printed otherwise");
}

/// Runs a tool over a file, if it is installed; what it says is of interest only if it complains.
fn check(tool: &str, arguments: &[&str], name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("shells")
        .join(name);
    match Command::new(tool).args(arguments).arg(path).output() {
        Ok(output) => assert!(
            output.status.success() && output.stderr.is_empty(),
            "{tool}: {output:?}"
        ),
        Err(_) => eprintln!("skipped: {tool} is not installed"),
    }
}

#[test]
fn shells_understand_them() {
    check("bash", &["-n"], "fomo.bash");
    check("zsh", &["-n"], "_fomo");
    check("fish", &["--no-execute"], "fomo.fish");
    check(
        "groff",
        &["-Kutf8", "-man", "-Tutf8", "-ww", "-z"],
        "fomo.1",
    );
    check("mandoc", &["-T", "lint", "-W", "error"], "fomo.1");
}

/// In a real shell: after `fomo c`, it offers the commands that begin so.
#[test]
fn bash_offers_commands_and_options() {
    let offers = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let script = format!(
            "source shells/fomo.bash; COMP_WORDS=({line}{}); COMP_CWORD={}; _fomo fomo \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            if line.ends_with(' ') { "''" } else { "" },
            words.len() - 1,
        );
        let output = Command::new("bash")
            .args(["--norc", "-c", &script])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        output
            .ok()
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(commands) = offers("fomo c") else {
        return eprintln!("skipped: bash is not installed");
    };
    assert_eq!(
        commands.lines().collect::<Vec<_>>(),
        ["check", "convert", "completions"]
    );
    let formats = offers("fomo check --format ").unwrap();
    assert_eq!(
        formats.lines().collect::<Vec<_>>(),
        ["text", "json", "github"]
    );
    assert!(offers("fomo --off").unwrap().contains("--offline"));
    assert!(offers("fomo check --exp").unwrap().contains("--explain"));
    // In the root of the project.
    for line in ["fomo list sched", "fomo check ", "fomo diff schedule.json "] {
        assert!(offers(line).unwrap().contains("schedule.json"), "{line}");
    }
}
