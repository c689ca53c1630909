//! Real schedule files, which are not part of this project. Without `FOMO_CORPUS`, nothing is tested.

use std::{
    fs,
    path::{Path, PathBuf},
};

use fomo::export::native::native;

use super::{
    errors, frab,
    frab::{exported, has_no_day},
    listed, lost, read, read_as, same,
};

fn files(below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_real_schedule_reads_back() {
    let Some(corpus) = std::env::var_os("FOMO_CORPUS") else {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
        return;
    };
    let mut count = 0;
    for path in files(Path::new(&corpus)) {
        let Ok(checked) = read_as(&fs::read(&path).unwrap()) else {
            continue;
        };
        let (schedule, name) = (checked.schedule, path.display().to_string());
        let converted = native(&schedule);
        // Some say that they last longer than anything in them.
        let mut lost = lost(&converted);
        lost.retain(|loss| loss != "it cannot say the event’s first and last day");
        assert_eq!(lost, [""; 0], "{name}");
        let again = read(&converted.text).schedule;
        same(&listed(&again), &listed(&schedule), &name);
        let wrong = errors(include_str!("../../schedule.schema.json"), &converted.text);
        assert_eq!(wrong, [""; 0], "{name}");
        if has_no_day(&schedule) {
            continue;
        }
        let converted = frab(&schedule);
        let mut wrong = errors(
            include_str!("../fixtures/convert/frab.schema.json"),
            &converted.text,
        );
        if schedule.event().zone.is_unknown() {
            wrong.retain(|error| !error.contains("[+-]"));
        }
        assert_eq!(wrong, [""; 0], "{name}");
        let again = read(&converted.text).schedule;
        assert_eq!(again.entries().len(), exported(&schedule).len(), "{name}");
        count += 1;
    }
    assert!(count > 0, "FOMO_CORPUS has no schedule");
}
