//! State files as each earlier version wrote them, and one of a version that is still to come.

use super::*;

const BUILT_IN: &str = "state/fomo/events/es-fomo-2024.json";

fn fixture(name: &str) -> String {
    let path = format!(
        "{}/tests/fixtures/state/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    fs::read_to_string(path).unwrap()
}

/// A home in which this is the state of the built-in event.
fn home(name: &str) -> Home {
    let home = Home::with(1);
    let path = home.path(BUILT_IN);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, fixture(name)).unwrap();
    home
}

/// The viewer's first line: the zone that was chosen.
fn header(home: &Home) -> String {
    let ran = home.fomo(&["--print", "80x24", "--at", "2024-07-27T11:10"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out.lines().next().unwrap().to_owned()
}

/// Marks two entries; returns the state before and after it.
fn saved(home: &Home) -> (Value, Value) {
    let before: Value = serde_json::from_slice(&fs::read(home.path(BUILT_IN)).unwrap()).unwrap();
    fs::write(
        home.path("more.json"),
        "[\"coffee-break-morning\", \"contributed-talk-1\"]",
    )
    .unwrap();
    let ran = home.fomo(&["favourites", "import", "more.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    // Nobody is to look in vain for what another version has marked.
    let note = "it is of another version, and 3 favourites in it cannot be understood in full, and stay as they are: \
        “🏅 Awards” (id, start, stance), number 2 (no title), number 3 (no title)\n";
    let is_newer = before["format"] == "fomo-state/7";
    assert!(ran.err.is_empty() || is_newer, "{ran:?}");
    assert_eq!(ran.err.ends_with(note), is_newer, "{ran:?}");
    let after = serde_json::from_slice(&fs::read(home.path(BUILT_IN)).unwrap()).unwrap();
    (before, after)
}

#[test]
fn each_opens_with_all_that_is_in_it_and_a_save_keeps_all_fields_in_their_order() {
    for name in [
        "zone-only",
        "zone-and-queries",
        "favourites",
        "from-the-future",
    ] {
        let home = home(name);
        assert!(header(&home).contains("Tokyo (JST, +09)"), "{name}");
        let (before, after) = saved(&home);
        let keys = |value: &Value| {
            value
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&after)[..keys(&before).len()], keys(&before), "{name}");
        for (key, value) in before.as_object().unwrap() {
            if key != "favourites" {
                assert_eq!(&after[key], value, "{name}: {key}");
            }
        }
        assert!(header(&home).contains("Tokyo (JST, +09)"), "{name}");
    }
}

#[test]
fn what_is_marked_and_noted_is_there() {
    let home = home("favourites");
    let ran = home.fomo(&["favourites", "export"]);
    let export: Value = serde_json::from_str(&ran.out).unwrap();
    let [opening, awards] = [0, 1].map(|place| export["favourites"][place].clone());
    assert_eq!(
        (&opening["stance"], &opening["note"]),
        (&json!("must"), &json!("sit in front"))
    );
    assert_eq!(
        (&awards["stance"], &awards["reminds"]),
        (&json!("hidden"), &json!(false))
    );
    let list = home.fomo(&["list", "is:must"]);
    assert!(list.out.contains("Opening remarks"), "{list:?}");
}

#[test]
fn what_a_newer_version_means_stays_as_it_is() {
    let home = home("from-the-future");
    let (before, after) = saved(&home);
    let list = |value: &Value| value["favourites"].as_array().unwrap().clone();
    let (before, after) = (list(&before), list(&after));
    assert_eq!(after[1..3], before[1..3]);
    // The awards are found, and known better; what is not understood of them stays.
    for (key, value) in [
        ("mood", json!("good")),
        ("stance", json!("perhaps")),
        ("title", json!("🏅 Awards")),
    ] {
        assert_eq!(after[0][key], value, "{key}");
    }
    assert_eq!(after[3]["weight"], 3);
    assert_eq!(after.len(), before.len() + 2);
}
