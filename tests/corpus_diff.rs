//! Real schedules that were published in two spellings: comparing them finds nothing. Without a directory in
//! `FOMO_CORPUS`, nothing is tested.

#![cfg(test)]

#[path = "common/run.rs"]
mod run;

use std::{path::PathBuf, process::Stdio};

use run::{Ran, command, ran};

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("FOMO_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("skipped: FOMO_CORPUS names no directory of real schedule files");
    }
    corpus
}

fn diff(old: &str, new: &str, more: &[&str]) -> Option<Ran> {
    let corpus = corpus()?;
    let (old, new) = (corpus.join(old), corpus.join(new));
    let home = tempfile::tempdir().unwrap();
    let files = ["diff", old.to_str().unwrap(), new.to_str().unwrap()];
    let args = [&files, more].concat();
    let output = command(home.path(), &args).stdin(Stdio::null()).output();
    Some(ran(output.unwrap()))
}

#[test]
fn xml_and_json_of_one_version_do_not_differ() {
    let twins = [
        ("34c3-everything.xml", "34c3-everything.json", 661),
        ("36c3-merged.xml", "36c3-everything.json", 1351),
        ("39c3-everything.xml", "39c3-everything.json", 895),
    ];
    for (xml, json, entries) in twins {
        let (xml, json) = (format!("frab-xml/{xml}"), format!("frab-json/{json}"));
        for (old, new) in [(&xml, &json), (&json, &xml)] {
            let Some(ran) = diff(old, new, &[]) else {
                return;
            };
            let expected = format!("nothing changed: {entries} entries are the same\n");
            assert_eq!((ran.out, ran.code), (expected, 0), "{old} {new}");
        }
    }
}
