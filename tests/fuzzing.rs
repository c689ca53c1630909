//! What is fuzzed runs here for some steps, always the same ones; and whoever fuzzes finds all of it.

#![cfg(test)]

#[path = "common/targets.rs"]
mod targets;

use std::{collections::BTreeSet, fs, path::Path, time::Instant};

use fomo::format;
use targets::{TARGETS, Target, edits::SEEDS};

fn fuzz() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz"))
}

/// Bytes that look random, and are the same in each run (xorshift).
struct Random(u64);

impl Random {
    fn number(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap()
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let byte = |_| u8::try_from(self.number() % 256).unwrap();
        (0..count).map(byte).collect()
    }
}

/// The words of a dictionary for fuzzing, in its own notation.
fn words(dictionary: &str) -> Vec<Vec<u8>> {
    let path = fuzz().join(format!("dictionaries/{dictionary}.dict"));
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| word(line).unwrap_or_else(|| panic!("{dictionary}: {line}")))
        .collect()
}

fn word(line: &str) -> Option<Vec<u8>> {
    let mut rest = line.strip_prefix('"')?.strip_suffix('"')?.as_bytes();
    let mut word = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        rest = match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => {
                let digits = [*high, *low];
                let digits = str::from_utf8(&digits).ok()?;
                word.push(u8::from_str_radix(digits, 16).ok()?);
                after
            }
            (b'\\', [escaped @ (b'"' | b'\\'), after @ ..]) => {
                word.push(*escaped);
                after
            }
            (b'\\' | b'"', _) => return None,
            (byte, after) => {
                word.push(*byte);
                after
            }
        };
    }
    Some(word)
}

/// The bytes with some of them otherwise, and some of these words among them.
fn mutated(bytes: &[u8], words: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.number() % 5 {
        let at = random.number() % (bytes.len() + 1);
        let upto = (at + random.number() % 9).min(bytes.len());
        let put = match (random.number() % 3, words) {
            (0, _) => Vec::new(),
            (1, [_, ..]) => words[random.number() % words.len()].clone(),
            _ => random.bytes(3),
        };
        bytes.splice(at..upto, put);
    }
    bytes
}

/// The row of a target in the table of the README: its seeds and its dictionary.
fn documented(name: &str) -> Option<(String, Option<String>)> {
    let readme = fs::read_to_string(fuzz().join("README.md")).unwrap();
    let start = format!("| `{name}` |");
    let row = readme.lines().find(|line| line.starts_with(&start))?;
    let cells: Vec<&str> = row
        .split('|')
        .map(|cell| cell.trim().trim_matches('`'))
        .collect();
    let [_, _, _, seeds, dictionary, _] = cells.as_slice() else {
        return None;
    };
    let dictionary = Some((*dictionary).to_owned()).filter(|it| it != "–");
    Some(((*seeds).to_owned(), dictionary))
}

/// Runs a target with the seeds of its format, with some of them changed, and with bytes made up: so many times, or as often
/// as somebody wishes who has no nightly compiler.
fn run(target: &Target, steps: usize) {
    let wished = std::env::var("FOMO_FUZZ_STEPS").ok();
    let is_wished = wished.is_some();
    let steps = wished.map_or(steps, |steps| steps.parse().unwrap());
    let (_, dictionary) = documented(target.name).unwrap();
    let words = dictionary.map(|name| words(&name)).unwrap_or_default();
    let seed = target
        .name
        .bytes()
        .fold(7_u64, |sum, byte| sum.wrapping_mul(31) + u64::from(byte));
    // Another number of steps is another run.
    let mut random = Random(seed ^ steps as u64);
    let of_all = ["any", "show"].contains(&target.name);
    let own = SEEDS
        .iter()
        .filter(|seed| of_all || seed.format == target.name);
    let own: Vec<&[u8]> = own.map(|seed| seed.bytes.as_slice()).collect();
    let mut inputs: Vec<Vec<u8>> = own.iter().map(|bytes| bytes.to_vec()).collect();
    inputs.push(Vec::new());
    for step in 0..steps {
        let made_up = random.bytes(step * 5 % 400);
        let bytes = if own.is_empty() {
            &made_up
        } else {
            own[step % own.len()]
        };
        inputs.push(mutated(bytes, &words, &mut random));
    }
    let begun = Instant::now();
    for input in &inputs {
        // What a panic was about is the input.
        let shown = Shown(target.name, input);
        (target.run)(input);
        std::mem::forget(shown);
    }
    if is_wished {
        let (count, took) = (inputs.len(), begun.elapsed().as_secs());
        eprintln!("{}: {count} inputs in {took} s", target.name);
    }
}

/// Bytes as [`Shown`] has written them.
fn unshown(text: &str) -> Option<Vec<u8>> {
    let plain = text
        .replace("\\'", "'")
        .replace("\\t", "\\x09")
        .replace("\\n", "\\x0a");
    word(&format!("\"{}\"", plain.replace("\\r", "\\x0d")))
}

/// Tells which input it was, if it is dropped since something went wrong.
struct Shown<'a>(&'static str, &'a [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        eprintln!("{}: {}", self.0, self.1.escape_ascii());
    }
}

fn run_named(names: &[&str], steps: usize) {
    for name in names {
        let target = TARGETS.iter().find(|target| target.name == *name);
        run(target.unwrap(), steps);
    }
}

/// A failure once more: `FOMO_FUZZ_INPUT="actions: \x00…"`, as it was said.
#[test]
fn an_input_that_somebody_names() {
    let Ok(named) = std::env::var("FOMO_FUZZ_INPUT") else {
        return;
    };
    let (name, text) = named.split_once(": ").unwrap();
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    (target.run)(&unshown(text).unwrap());
}

#[test]
fn readers_take_anything() {
    let names: Vec<&str> = format::names().collect();
    run_named(&names, 30);
}

#[test]
fn what_is_nearly_a_schedule_is_read_compared_and_converted() {
    run_named(&["any"], 100);
    run_named(&["edited", "convert", "diff"], 150);
}

#[test]
fn texts_queries_and_keys_may_be_anything() {
    run_named(&["text", "query"], 100);
    run_named(&["keys"], 300);
}

#[test]
fn the_viewer_takes_whatever_happens() {
    run_named(&["show"], 30);
    run_named(&["actions"], 40);
}

#[test]
fn files_of_ones_own_may_say_anything() {
    run_named(&["state", "config"], 100);
}

/// Fuzzing is of no use to a reader that it does not know, or that nobody knows how to run.
#[test]
fn every_target_is_there_and_told_of() {
    let names: BTreeSet<String> = TARGETS
        .iter()
        .map(|target| target.name.to_owned())
        .collect();
    for format in format::names() {
        assert!(names.contains(format), "{format} is not fuzzed");
    }
    let files = fs::read_dir(fuzz().join("fuzz_targets")).unwrap();
    let mut there = BTreeSet::new();
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains(&format!("target!(\"{name}\")")),
            "{name} runs another target"
        );
        there.insert(name);
    }
    assert_eq!(there, names, "fuzz/fuzz_targets");
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    let script = fs::read_to_string(fuzz().join("run-all")).unwrap();
    for name in &names {
        assert!(
            manifest.contains(&format!("\nname = \"{name}\"\n")),
            "fuzz/Cargo.toml: {name}"
        );
        let Some((seeds, dictionary)) = documented(name) else {
            panic!("fuzz/README.md does not tell of {name}");
        };
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
        let is_known = seeds == "–" || seeds == "all of these" || seeds.starts_with("tests/");
        assert!(
            is_known || fixtures.join(&seeds).is_dir(),
            "{name} has no seeds in {seeds}"
        );
        if let Some(dictionary) = dictionary {
            assert!(!words(&dictionary).is_empty(), "{name}");
            assert!(script.contains(&dictionary), "fuzz/run-all: {dictionary}");
        }
    }
}

/// What fuzzing has found: inputs that once failed.
#[test]
fn what_was_found_once_is_found_no_more() {
    let found: [(&str, &[u8]); 1] = [
        // A favourite that is found again as the very entry that is marked takes the mark.
        (
            "state",
            b"\x01ar\"E\x8d\x94ope/Vienna\"urope/\"day_start2::+",
        ),
    ];
    for (name, input) in found {
        let target = TARGETS.iter().find(|target| target.name == name).unwrap();
        (target.run)(input);
    }
}
