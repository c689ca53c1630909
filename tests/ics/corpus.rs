//! Real schedules, if `FOMO_CORPUS` says where they are.

use std::path::PathBuf;

use super::{Told, list, read, told};

const FILES: &[&str] = &[
    "frab-json/36c3-everything.json",
    "ical/kielux2020.ics",
    "ical/pyconau2023-adl.ics",
    "ical/miniconf-sample_cal-iclr2020.ics",
    "indico/docs-event-sessions-2.json",
    "indico/docs-event-contributions-1.json",
];

#[test]
fn as_many_entries_at_the_same_instants() {
    let Some(corpus) = std::env::var_os("FOMO_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: FOMO_CORPUS does not say where real schedules are");
        return;
    };
    for name in FILES {
        let file = corpus.join(name);
        let schedule = read(&std::fs::read(&file).unwrap(), None).schedule;
        let text = list(&file, &[]);
        let again = read(text.as_bytes(), Some("ical")).schedule;
        let expected = told(&schedule);
        assert!(!expected.is_empty(), "{name}");
        assert_eq!(again.entries().len(), expected.len(), "{name}");
        let instants = |told: Vec<Told>| {
            let instants = told.into_iter().map(|told| (told.uid, told.start));
            instants.collect::<Vec<_>>()
        };
        assert_eq!(instants(told(&again)), instants(expected), "{name}");
    }
}
