//! Names for schedules, from the configuration.

use crate::{
    Home, assert_refused, assert_shows,
    httpd::{Httpd, Play},
    schedule,
};

#[test]
fn a_name_opens_a_url_or_a_file() {
    let server = Httpd::playing(Play::Content(schedule("From the web"), Vec::new()));
    let home = Home::new();
    home.file("config/fomo/beside.json", schedule("From a file"));
    home.file(
        "config/fomo/config.toml",
        format!(
            "[events]\nFosdem = \"{}\"\nlocal = \"beside.json\"\n",
            server.url("/")
        ),
    );
    assert_shows(&home.fomo(&["list", "fosdem"]), "From the web", "");
    assert_shows(&home.fomo(&["list", "FOSDEM", "web"]), "From the web", "");
    assert_shows(
        &home.fomo(&["fosdem", "--print", "80x24"]),
        "From the web",
        "",
    );
    assert_shows(&home.fomo(&["list", "local"]), "From a file", "");
    assert_shows(
        &home.fomo(&["check", "local", "--level", "error"]),
        "beside.json",
        "",
    );
    // A name wins over a file; a path is always a path.
    home.file("local", schedule("Here"));
    assert_shows(&home.fomo(&["list", "local"]), "From a file", "");
    assert_shows(&home.fomo(&["list", "./local"]), "Here", "");
}

#[test]
fn a_name_that_nothing_has_is_an_error_that_helps() {
    let home = Home::new();
    let file = home.0.path().join("config/fomo/config.toml");
    let file = file.display();
    let error = format!("fosdm: there is no such file, and no such name in {file}");
    assert_refused(&home.fomo(&["now", "fosdm"]), &error);
    home.file(
        "config/fomo/config.toml",
        "[events]\nfosdem = \"x.json\"\n36c3 = \"y.json\"\n",
    );
    let meant = format!("{error}; did you mean fosdem?");
    assert_refused(&home.fomo(&["now", "fosdm"]), &meant);
    assert_refused(&home.fomo(&["fosdm", "--print", "80x24"]), &meant);
    let ran = home.fomo(&["check", "workshop"]);
    assert!(
        ran.err.ends_with("config.toml; it has fosdem, 36c3\n"),
        "{ran:?}"
    );
    // For `list` it is a word to look for.
    let ran = home.fomo(&["list", "fosdm"]);
    let said = "nothing matches in ES-FoMo II; did you mean the schedule fosdem?\n";
    assert_eq!((ran.code, ran.err.as_str()), (1, said));
}

#[test]
fn the_title_of_a_name_is_for_schedules_without_one() {
    let home = Home::new();
    let untitled = r#"{"format": "fomo/1", "sessions": [{"title": "Opening"}]}"#;
    let path = home.file("config/fomo/untitled.json", untitled);
    home.file("config/fomo/titled.json", schedule("Opening"));
    let event = |name: &str| {
        format!("[events.{name}]\nsource = \"{name}.json\"\ntitle = \"As I call it\"\n")
    };
    home.file(
        "config/fomo/config.toml",
        [event("untitled"), event("titled")].concat(),
    );
    assert!(
        home.fomo(&["list", "untitled"])
            .out
            .contains("As I call it")
    );
    assert!(!home.fomo(&["list", "titled"]).out.contains("As I call it"));
    // Without a name, the file gives its own.
    let by_path = home.fomo(&["list", path.to_str().unwrap()]);
    assert!(by_path.out.starts_with("untitled"), "{by_path:?}");
}

#[test]
fn the_zone_of_a_name_is_for_schedules_without_one() {
    let home = Home::new();
    let no_zone = r#"{"format": "fomo/1", "event": {"title": "E"},
        "sessions": [{"title": "Opening", "start": "2024-07-27T09:00"}]}"#;
    home.file("config/fomo/nowhere.json", no_zone);
    home.file("config/fomo/vienna.json", schedule("Opening"));
    let event = |name: &str, zone: &str| {
        format!("[events.{name}]\nsource = \"{name}.json\"\nevent_zone = \"{zone}\"\n")
    };
    home.file(
        "config/fomo/config.toml",
        [
            event("nowhere", "Asia/Tokyo"),
            event("vienna", "Asia/Tokyo"),
        ]
        .concat(),
    );
    let listed = |args: &[&str]| {
        let ran = home.fomo(&[&["list", "--format", "json"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        let list: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        list["items"][0]["start"].as_str().unwrap().to_owned()
    };
    assert_eq!(listed(&["nowhere"]), "2024-07-27T09:00:00+09:00");
    assert_eq!(
        listed(&["nowhere", "--event-zone", "UTC"]),
        "2024-07-27T09:00:00+00:00"
    );
    assert_eq!(listed(&["vienna"]), "2024-07-27T09:00:00+02:00");
    let print = home.fomo(&["nowhere", "--print", "80x24"]);
    assert_shows(&print, "Tokyo", "");
    home.file("config/fomo/config.toml", event("nowhere", "Asia/Tokio"));
    let ran = home.fomo(&["list", "nowhere"]);
    let note = "note: the event_zone in config.toml is not used: ";
    assert!(ran.code == 0 && ran.err.starts_with(note), "{ran:?}");
}

#[test]
fn a_broken_configuration_is_noted_and_stops_nothing() {
    let home = Home::new();
    let file = home.file(
        "config/fomo/config.toml",
        "[events]\nbad = nonsense\ngood = \"good.json\"\n\n[colours]\n",
    );
    home.file("config/fomo/good.json", schedule("Good"));
    let notes = |ran: &crate::Ran| -> Vec<String> {
        let file = format!("note: {}:", file.display());
        let notes = ran
            .err
            .lines()
            .map(|line| line.strip_prefix(&file).expect(line).to_owned());
        notes.collect()
    };
    let ran = home.fomo(&["list", "good"]);
    assert!(ran.code == 0 && ran.out.contains("Good"), "{ran:?}");
    let said = notes(&ran);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].starts_with("2:") && said[1] == "5:2: “colours” means nothing to fomo",
        "{said:?}"
    );
    // Where nothing of it is used it does not matter.
    assert_eq!(home.fomo(&["--version"]).err, "");
}
