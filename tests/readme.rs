//! The README says what the program does: its keys, its rules, its frame, its example.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use fomo::query::{FIELDS, Query, STATES, SYNTAX, THINGS};
use fomo::{
    config::{Config, Protocol, Reminder},
    schedule::rules::RULES,
    tui::theme::Theme,
    tui::{action::Context, keymap::Keymap},
};
use run::{command, ran};

fn readme() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    std::fs::read_to_string(path).unwrap()
}

/// What stands between a mark and the end of its part.
fn part(mark: &str) -> String {
    let text = readme();
    let (_, rest) = text.split_once(&format!("<!-- {mark} -->\n")).unwrap();
    rest.split_once("<!-- end -->").unwrap().0.to_owned()
}

fn out(args: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let ran = ran(command(home.path(), args).output().unwrap());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    ran.out
}

#[test]
fn keys_are_those_of_the_program() {
    assert_eq!(part("fomo keys"), out(&["keys"]));
}

#[test]
fn formats_are_those_of_the_program() {
    let rows = fomo::format::table()
        .map(|[name, what, from]| format!("| `{name}` | {what} | {from} |\n"))
        .collect::<Vec<_>>();
    let table = format!(
        "| `--input-format` | what | from |\n|---|---|---|\n{}",
        rows.concat()
    );
    assert_eq!(part("formats"), table);
}

#[test]
fn limits_are_those_of_the_program() {
    let rows = fomo::limits::table();
    let row = |[of, most, beyond]: &[String; 3]| format!("| {of} | {most} | {beyond} |\n");
    let rows: Vec<String> = rows.iter().map(row).collect();
    let table = format!(
        "| of | at most | beyond |\n|---|---|---|\n{}",
        rows.concat()
    );
    assert_eq!(part("limits"), table);
}

#[test]
fn the_query_language_is_that_of_the_program() {
    // A bar would end the cell.
    let code = |text: &str| format!("`{}`", text.replace('|', "\\|"));
    let row = |(form, help): (&str, &str)| format!("| {} | {help} |\n", code(form));
    let forms = SYNTAX.iter().copied();
    let fields = FIELDS.iter().map(|field| (field.example, field.help));
    let table: String = forms.chain(fields).map(row).collect();
    let names = |names: Vec<&str>| names.join("`, `");
    let states = names(STATES.iter().map(|state| state.0).collect());
    let things = names(THINGS.iter().map(|thing| thing.0).collect());
    assert_eq!(
        part("query"),
        format!(
            "| | finds |\n|---|---|\n{table}\n`is:` takes `{states}`; `has:` takes `{things}`.\n"
        )
    );
}

#[test]
fn every_example_of_the_query_language_can_be_read() {
    let forms = SYNTAX.iter().map(|(form, _)| *form);
    for query in forms.chain(FIELDS.iter().map(|field| field.example)) {
        assert!(Query::parse(query).is_ok(), "{query}");
    }
}

#[test]
fn rules_are_those_of_the_program() {
    let rows = RULES.iter().map(|rule| {
        format!(
            "| `{}` | {} | {} |\n",
            rule.name,
            rule.severity.name(),
            rule.meaning
        )
    });
    let table = format!(
        "| rule | severity | |\n|---|---|---|\n{}",
        rows.collect::<String>()
    );
    assert_eq!(part("rules"), table);
}

#[test]
fn what_is_found_is_real() {
    let home = tempfile::tempdir().unwrap();
    let found = ran(command(home.path(), &["check"]).output().unwrap()).out;
    assert!(
        readme().contains(&format!("```text\n{found}```")),
        "{found}"
    );
}

#[test]
fn the_frame_is_a_real_one() {
    let frame = out(&["--print", "80x24", "--at", "2024-07-27T11:10"]);
    assert!(
        readme().contains(&format!("```text\n{frame}```")),
        "{frame}"
    );
}

#[test]
fn what_changed_is_what_the_program_tells() {
    let plan = |number: u8| {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/diff");
        format!("{directory}/es-fomo-{number}.json")
    };
    let home = tempfile::tempdir().unwrap();
    let args = ["diff", &plan(2), &plan(3)];
    let ran = ran(command(home.path(), &args).output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert_eq!(part("fomo diff"), format!("```text\n{}```\n", ran.out));
}

#[test]
fn the_grid_is_a_real_one() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/frames/grid.json"
    );
    let at = ["--at", "2025-06-06T10:40"];
    let frame = out(&[&[file, "--print", "80x22", "--keys", "2gjj"][..], &at].concat());
    assert!(
        readme().contains(&format!("```text\n{frame}```")),
        "{frame}"
    );
}

#[test]
fn what_is_published_is_real() {
    let text = readme();
    let (_, examples) = text.split_once("## Publish\n").unwrap();
    let (publish, convert) = examples.split_once("## Convert\n").unwrap();
    let page = out(&["list", "gu", "--format", "markdown"]);
    assert!(publish.contains(&format!("```text\n{page}```")), "{page}");
    let at = ["--at", "2024-07-27T11:10"];
    let line = out(&[&["now", "--max-width", "60"], &at[..]].concat());
    assert!(publish.contains(&format!("```text\n{line}```")), "{line}");
    let home = tempfile::tempdir().unwrap();
    let args = ["convert", "--to", "frab-json"];
    let ran = ran(command(home.path(), &args).output().unwrap());
    let notes: Vec<&str> = ran.err.split_inclusive('\n').take(2).collect();
    assert!(convert.contains(&notes.concat()), "{}", ran.err);
}

#[test]
fn the_example_of_a_schedule_has_nothing_wrong_with_it() {
    let text = readme();
    let (_, rest) = text.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let draft = fomo::format::read(example.as_bytes(), None).unwrap();
    let checked = fomo::schedule::check::check(draft, &fomo::zone::Atlas::compiled(), None);
    assert_eq!(
        checked.all_findings().len(),
        0,
        "{:?}",
        checked.all_findings()
    );
    assert_eq!(checked.schedule.entries().len(), 3);
}

#[test]
fn the_example_of_a_configuration_has_nothing_wrong_with_it() {
    let text = readme();
    let examples = text.split("```toml\n").skip(1);
    // What stands at the top of the file comes before all sections.
    let parts = examples.map(|rest| {
        let example = rest.split("```").next().unwrap();
        example.split_at(example.find('[').unwrap())
    });
    let (settings, sections): (Vec<&str>, Vec<&str>) = parts.unzip();
    let examples = [settings, sections].concat().concat();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config.toml");
    std::fs::write(&path, examples).unwrap();
    let config = Config::at(&path);
    assert_eq!(config.notes(), [] as [&str; 0]);
    assert_eq!(config.events().len(), 2);
    let (_, notes) = Keymap::new(config.keys());
    assert_eq!(notes, [] as [&str; 0]);
    assert_eq!(config.keys().len(), 4);
    assert!(config.mouse());
    let reminder = Reminder {
        minutes: Some(5),
        bell: true,
        notify: Some(Protocol::Osc9),
    };
    assert_eq!(config.reminder(), reminder);
    let theme = config.theme().unwrap();
    let theme = Theme::find(theme, config.themes()).unwrap();
    assert_ne!(theme, Theme::find("dark", &[]).unwrap());
}

#[test]
fn themes_and_roles_are_those_of_the_program() {
    let text = readme();
    for name in fomo::colours::NAMES
        .into_iter()
        .chain(fomo::colours::roles())
    {
        assert!(text.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn places_of_keys_are_those_of_the_program() {
    use Context::*;
    let all = [
        Timetable, Grid, People, Mine, Page, Help, Facets, Filter, Zones, Events, Palette, Note,
    ];
    let text = readme();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/config.sample.toml");
    let sample = std::fs::read_to_string(sample).unwrap();
    for context in all {
        let name = context.name();
        assert!(text.contains(&format!("`{name}`")), "{name}");
        assert!(sample.contains(name), "{name}");
    }
    assert!(text.contains("(config.sample.toml)"));
}
