//! Real schedule files, which are not part of this project: every file below the directory that
//! `FOMO_CORPUS` names is read, or refused in one clear sentence. Without it, nothing is tested.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use run::{command, ran};
use serde_json::Value;

/// No real file takes longer, even without optimisation on a busy machine.
const BOUND: Duration = Duration::from_secs(20);

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

/// Ready for a terminal: no control characters but line ends, no bidirectional overrides.
fn is_clean(text: &str) -> bool {
    !text.chars().any(|char| {
        (char.is_control() && char != '\n')
            || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[test]
fn every_real_file_is_read_or_refused() {
    let Some(corpus) = std::env::var_os("FOMO_CORPUS") else {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
        return;
    };
    let corpus = PathBuf::from(corpus);
    let all = files(&corpus);
    assert!(!all.is_empty(), "FOMO_CORPUS names an empty directory");
    let (mut read, mut refused) = (0, 0);
    for path in all {
        let name = path.strip_prefix(&corpus).unwrap().display().to_string();
        let source = path.to_str().unwrap();
        let home = tempfile::tempdir().unwrap();
        let begun = Instant::now();
        let list = ["list", source, "--format", "json"];
        let list = ran(command(home.path(), &list)
            .stdin(Stdio::null())
            .output()
            .unwrap());
        assert!(begun.elapsed() < BOUND, "{name} took {:?}", begun.elapsed());
        assert!(is_clean(&list.out) && is_clean(&list.err), "{name}");
        // An event without entries is read too, and matches nothing.
        if list.code < 2 {
            read += 1;
            let items: Value = serde_json::from_str(&list.out).unwrap();
            let count = items["items"].as_array().unwrap().len();
            assert_eq!(list.code == 1, count == 0, "{name}: {count} items");
            assert!(
                !name.starts_with("not-a-schedule"),
                "{name} was read: {count} items"
            );
            continue;
        }
        refused += 1;
        assert_eq!(list.out, "", "{name}");
        let one_line = list.err.ends_with('\n') && list.err.matches('\n').count() == 1;
        let clear = list.err.starts_with(&format!("error: {source}:"));
        assert!(one_line && clear, "{name}: {:?}", list.err);
    }
    println!("{read} files were read, {refused} refused");
}
