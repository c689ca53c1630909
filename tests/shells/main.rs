//! What shells and `man` read: made from the command line and the key table, held in the repository, and printed by the program.
#![cfg(test)]

mod page;

use std::{env, fs, path::Path, process::Command};

use clap::CommandFactory as _;
use clap_complete::Shell;
use fomo::{cli::Cli, colours::NAMES, schedule::rules::RULES};

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
        whole_words(&values(&files_instead_of_options(&text)))
    } else {
        text
    }
}

/// What options of no fixed set of values are completed with, in the place of files. The names of zones are those of the machine.
fn values(text: &str) -> String {
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let several = "${cur%\"${cur##*,}\"}";
    let offers = [
        (
            "--theme",
            format!("-W \"{}\" -- \"${{cur}}\"", NAMES.join(" ")),
        ),
        ("--explain", "-W \"all ${rules}\" -- \"${cur}\"".to_owned()),
        (
            "--only",
            format!("-P \"{several}\" -W \"${{rules}}\" -- \"${{cur##*,}}\""),
        ),
        (
            "--ignore",
            format!("-P \"{several}\" -W \"${{rules}}\" -- \"${{cur##*,}}\""),
        ),
        (
            "--zone",
            "-W \"event local utc $(_fomo_zones)\" -- \"${cur}\"".to_owned(),
        ),
        (
            "--event-zone",
            "-W \"local utc $(_fomo_zones)\" -- \"${cur}\"".to_owned(),
        ),
    ];
    let mut option = "";
    let lines = text.lines().map(|line| {
        let name = line.trim().strip_suffix(')');
        option = name.filter(|name| name.starts_with("--")).unwrap_or(option);
        let offer = offers.iter().find(|(name, _)| *name == option);
        let line = match offer {
            Some((_, offer)) if line.contains("(compgen -f \"${cur}\")") => {
                line.replace("-f \"${cur}\"", offer)
            }
            _ => line.to_owned(),
        };
        if line.contains("COMPREPLY") {
            option = "";
        }
        line + "\n"
    });
    let text: String = lines.collect();
    let head = format!("    local rules=\"{}\"\n    local i cur", rules.join(" "));
    text.replacen("    local i cur", &head, 1)
}

/// Bash takes words apart at the signs of `COMP_WORDBREAKS`, which are the user’s to choose. They are put together again before
/// anything is offered, and of the offers only what bash has not got yet is given back.
fn whole_words(text: &str) -> String {
    let inner = text.replacen("_fomo() {", "_fomo_offers() {", 1);
    let at = inner.find("if [[ \"${BASH_VERSINFO[0]}\" -eq 4").unwrap();
    let (offers, registration) = inner.split_at(at);
    format!("{offers}{WRAPPER}{registration}")
}

const WRAPPER: &str = r#"# The names of time zones that this machine knows.
_fomo_zones() {
    local what one two rest
    local list="${TZDIR:-/usr/share/zoneinfo}/tzdata.zi"
    [[ -r "${list}" ]] || return 0
    while read -r what one two rest; do
        case "${what}" in
            Z) printf '%s\n' "${one}" ;;
            L) printf '%s\n' "${two}" ;;
        esac
    done <"${list}"
}

_fomo() {
    local line="${COMP_LINE:0:COMP_POINT}" word blanks i count=0
    local words=() typed option="" stays="" sign offer
    for ((i = 0; i <= COMP_CWORD; i++)); do
        blanks="${line%%[![:space:]]*}"
        line="${line#"${blanks}"}"
        word="${COMP_WORDS[i]}"
        if ((i == COMP_CWORD)); then
            word="${line}"
        fi
        line="${line#"${word}"}"
        if ((i > 0)) && [[ -z "${blanks}" ]]; then
            words[count - 1]+="${word}"
        else
            words[count]="${word}"
            count=$((count + 1))
        fi
    done
    typed="${words[count - 1]}"
    word="${typed}"
    if [[ "${word}" == --*=* ]]; then
        option="${word%%=*}="
        words[count - 1]="${word%%=*}"
        word="${word#*=}"
        words[count]="${word}"
        count=$((count + 1))
    fi
    local COMP_WORDS=("${words[@]}") COMP_CWORD=$((count - 1))
    local before=""
    if ((count > 1)); then
        before="${words[count - 2]}"
    fi
    _fomo_offers "$1" "${word}" "${before}"
    # What stands before the last sign at which this bash takes words apart is another word to it, and stays. All behind it is
    # replaced.
    for ((i = ${#typed}; i > 0; i--)); do
        sign="${typed:i-1:1}"
        if [[ "${sign}" == [:=@] && "${COMP_WORDBREAKS}" == *"${sign}"* ]]; then
            # Of these, only this one begins the next word.
            [[ "${sign}" == @ ]] && i=$((i - 1))
            stays="${typed:0:i}"
            break
        fi
    done
    for i in "${!COMPREPLY[@]}"; do
        offer="${option}${COMPREPLY[i]}"
        COMPREPLY[i]="${offer#"${stays}"}"
    done
}

"#;

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

/// What bash offers behind a line, each by itself; `None` where there is no bash.
fn offered(line: &str) -> Option<Vec<String>> {
    offered_in(Path::new(env!("CARGO_MANIFEST_DIR")), line, ":=")
}

/// The same in another directory, where words are taken apart at blanks and at these signs.
fn offered_in(directory: &Path, line: &str, signs: &str) -> Option<Vec<String>> {
    // As bash does it: words end at blanks, and at the signs of COMP_WORDBREAKS, which are words themselves.
    let mut words = vec![String::new()];
    let mut was_sign = false;
    for c in line.chars() {
        let is_sign = signs.contains(c);
        if c == ' ' {
            words.push(String::new());
        } else {
            let last = words.last_mut().unwrap();
            if is_sign != was_sign && !last.is_empty() {
                words.push(String::new());
            }
            words.last_mut().unwrap().push(c);
        }
        was_sign = is_sign;
    }
    if was_sign {
        words.push(String::new());
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let last = words.len() - 1;
    let script = format!(
        "source {}/shells/fomo.bash; COMP_WORDBREAKS=' {signs}'; COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; COMP_WORDS=({}); COMP_CWORD={last}; \
        _fomo fomo '{}' '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        env!("CARGO_MANIFEST_DIR"),
        quoted.join(" "),
        words[last],
        words[last - 1],
    );
    let output = Command::new("bash")
        .args(["--norc", "-c", &script])
        // Of a locale that is not installed, bash says so.
        .env("LC_ALL", "C")
        .current_dir(directory)
        .output()
        .ok()?;
    assert!(output.stderr.is_empty(), "{line}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(str::to_owned).collect())
}

/// In a real shell: after `fomo c`, it offers the commands that begin so.
#[test]
fn bash_offers_commands_and_options() {
    let Some(commands) = offered("fomo c") else {
        return eprintln!("skipped: bash is not installed");
    };
    assert_eq!(commands, ["check", "convert", "completions"]);
    let has = |line: &str, wanted: &str| {
        let offers = offered(line).unwrap();
        assert!(offers.iter().any(|it| it == wanted), "{line}: {offers:?}");
    };
    assert_eq!(
        offered("fomo check --format ").unwrap(),
        ["text", "json", "github"]
    );
    has("fomo --off", "--offline");
    has("fomo check --exp", "--explain");
    // In the root of the project.
    for line in ["fomo list sched", "fomo check ", "fomo diff schedule.json "] {
        has(line, "schedule.json");
    }
}

/// They were offered files.
#[test]
fn bash_offers_what_options_take() {
    if offered("fomo c").is_none() {
        return eprintln!("skipped: bash is not installed");
    }
    for (line, wanted) in [
        ("fomo --theme colour", &["colour-blind"][..]),
        ("fomo check --explain open-e", &["open-ended"]),
        ("fomo check --explain al", &["all"]),
        ("fomo check --only open-e", &["open-ended"]),
        (
            "fomo check --ignore no-zone,open-e",
            &["no-zone,open-ended"],
        ),
        ("fomo list --zone ev", &["event"]),
        ("fomo list --event-zone ut", &["utc"]),
    ] {
        assert_eq!(offered(line).unwrap(), wanted, "{line}");
    }
    let list = Path::new("/usr/share/zoneinfo/tzdata.zi");
    if env::var_os("TZDIR").is_some() || !list.exists() {
        return eprintln!("skipped: this machine has no list of time zones");
    }
    let offers = offered("fomo --zone Europe/Vien").unwrap();
    assert_eq!(offers, ["Europe/Vienna"]);
}

/// Bash hands them over in pieces.
#[test]
fn bash_completes_words_with_colons_and_equals_signs() {
    if offered("fomo c").is_none() {
        return eprintln!("skipped: bash is not installed");
    }
    for (line, wanted) in [
        ("fomo list --format=js", &["json"][..]),
        ("fomo check --format=", &["text", "json", "github"]),
        ("fomo list --zone=ev", &["event"]),
        ("fomo --query room:au --theme colour", &["colour-blind"]),
        ("fomo --query=room:au --theme=colour", &["colour-blind"]),
        ("fomo list room:aula --off", &["--offline"]),
        ("fomo list https://a.example/s.json --off", &["--offline"]),
        ("fomo diff a=b.json schedule.j", &["schedule.json"]),
    ] {
        assert_eq!(offered(line).unwrap(), wanted, "{line}");
    }
}

/// Who takes a sign out of `COMP_WORDBREAKS` has the whole word replaced: `a:b` became `bcd.json`, and `--theme=da` became `dark`.
#[test]
fn bash_gives_back_what_its_word_breaks_ask_for() {
    if offered("fomo c").is_none() {
        return eprintln!("skipped: bash is not installed");
    }
    let directory = tempfile::tempdir().unwrap();
    for name in ["a:bcd.json", "a@bcd.json", "a=bcd.json"] {
        std::fs::write(directory.path().join(name), "{}").unwrap();
    }
    for (line, signs, wanted) in [
        ("fomo list a:b", ":=", "bcd.json"),
        ("fomo list a:b", "=", "a:bcd.json"),
        ("fomo list a:b", "", "a:bcd.json"),
        ("fomo list a=b", ":=", "bcd.json"),
        ("fomo list a=b", ":", "a=bcd.json"),
        ("fomo list a@b", ":=@", "@bcd.json"),
        ("fomo list a@b", ":=", "a@bcd.json"),
        ("fomo --theme=da", ":=", "dark"),
        ("fomo --theme=da", "=", "dark"),
        ("fomo --theme=da", ":", "--theme=dark"),
        ("fomo --theme=da", "", "--theme=dark"),
        ("fomo list a:bcd.json --format=js", "", "--format=json"),
    ] {
        let offers = offered_in(directory.path(), line, signs).unwrap();
        assert_eq!(offers, [wanted], "{line}, where words end at “{signs}”");
    }
}
