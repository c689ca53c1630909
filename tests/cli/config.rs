//! The configuration file: what it changes, and what is said about mistakes in it.

use super::*;

const CONFIG: &str = "config/fomo/config.toml";

fn configured(text: &str) -> Place {
    let place = Place::new();
    fs::create_dir_all(place.0.path().join("config/fomo")).unwrap();
    place.file(CONFIG, text);
    place
}

const FRAME: [&str; 4] = ["--print", "80x24", "--at", "2024-07-27T11:10"];

fn frame(place: &Place, more: &[&str]) -> Ran {
    let ran = place.fomo(&[&FRAME, more].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

#[test]
fn the_viewer_starts_in_a_zone_and_with_a_view() {
    let place = configured("zone = \"asia/tokyo\"\nview = \"people\"\n");
    let ran = frame(&place, &[]);
    assert_eq!(ran.err, "");
    let first = ran.out.lines().next().unwrap();
    assert!(first.contains("Tokyo (JST, +09)"), "{first}");
    assert!(ran.out.contains("Aakanksha Chowdhery"), "{}", ran.out);
    assert!(!ran.out.contains("Lunch break"), "{}", ran.out);
    let ran = frame(&place, &["--zone", "utc", "--keys", "1"]);
    assert!(ran.out.contains("UTC"), "{}", ran.out);
    assert!(ran.out.contains("Lunch break"), "{}", ran.out);
    // What is printed for scripts stays as it was.
    let list = place.fomo(&["list", "awards"]);
    assert!(list.out.contains("16:45"), "{}", list.out);
}

#[test]
fn keys_are_those_that_were_chosen() {
    let place = configured("[keys]\nopen = \"e\"\n[keys.in.people]\nopen = \"w\"\n");
    let ran = frame(&place, &[]);
    assert!(ran.out.contains(" j k move  e open "), "{}", ran.out);
    let ran = frame(&place, &["--keys", "3"]);
    assert!(ran.out.contains(" j k move  w open "), "{}", ran.out);
    let keys = place.fomo(&["keys"]).out;
    assert!(
        keys.contains("| `w` | in a list: open what is selected (among people) | `open` |"),
        "{keys}"
    );
    assert!(
        keys.contains(
            "|  | export what is shown as a calendar file (.ics) (in the timetable, in the grid, "
        ),
        "{keys}"
    );
}

#[test]
fn all_mistakes_are_told_with_their_places_and_stop_nothing() {
    let place = configured(
        "zone = \"Europe/Viena\"\nview = \"gird\"\n[keys]\nfavorite = \"*\"\ndown = [\"e\", \"gg\"]\nup = \"e\"\n\
         undo = \"U\"\nquit = []\nhelp = []\n[keys.in.gird]\nopen = \"e\"\n",
    );
    let ran = frame(&place, &["--keys", "f:undo"]);
    let notes: Vec<&str> = ran
        .err
        .lines()
        .map(|line| line.split_once("config.toml:").unwrap().1)
        .collect();
    for (place, what) in [
        ("1:8: ", "Viena"),
        ("2:8: ", "view must be one of"),
        (
            "4:1: ",
            "there is no action “favorite”; did you mean “favourite”?",
        ),
        ("5:14: ", "“gg” is more than one key"),
        ("6:1: ", "e is for “down” already, and not for “up”"),
        ("9:1: ", "nothing would be left for “help”"),
        ("11:1: ", "there is no place “gird”; did you mean “grid”?"),
    ] {
        let found = notes
            .iter()
            .any(|note| note.starts_with(place) && note.contains(what));
        assert!(found, "{place}{what}\n{}", ran.err);
    }
    assert_eq!(notes.len(), 7, "{}", ran.err);
    assert!(ran.out.contains("undo the last mark"), "{}", ran.out);
    assert!(
        ran.out.lines().any(|line| line.ends_with(" U")),
        "{}",
        ran.out
    );
}
