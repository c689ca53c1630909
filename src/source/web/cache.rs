//! Copies of downloads: one file for each address, in `$XDG_CACHE_HOME/fomo/`.
//!
//! A file is one line of JSON that says what the rest is, and then the bytes as the server sent them. Both are
//! replaced in one step, so that they never disagree; a length and a hash tell a file that was cut off or damaged.
//! When the file was changed last, its copy was current.
//!
//! Beside it is the copy that it replaced, if it said something else: what changed can be told from the two.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use chrono::{DateTime, Utc};
use foldhash::HashMap;
use serde::{Deserialize, Serialize};

use super::{Url, Validators};
use crate::{
    disk::{replace_lightly, sweep},
    text::fnv::fnv,
};

const FORMAT: &str = "fomo-cache/1";

/// More files than the conferences need to which anybody goes in a year. The least recently checked addresses go first,
/// each with all that is kept of it.
const MOST: usize = 50;

/// A first line longer than this is none of ours.
const LONGEST_HEADER: u64 = 64 * 1024;

/// How the files end.
const ENDING: &str = "copy";

/// How those end that were replaced.
const PREVIOUS: &str = "previous";

/// The longest readable part of a name.
const READABLE: usize = 60;

/// A download that was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copy {
    /// The content.
    pub bytes: Vec<u8>,
    /// The server's names for this version.
    pub validators: Validators,
    /// When it was found to be current.
    pub checked: DateTime<Utc>,
}

/// The first line.
#[derive(Deserialize, Serialize)]
struct Header {
    format: String,
    url: String,
    etag: Option<String>,
    last_modified: Option<String>,
    length: u64,
    hash: String,
}

/// Why there is no copy to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// Nothing was kept.
    Missing,
    /// What was kept is not what was written then.
    Damaged,
    /// It is larger than a schedule from the web may be.
    TooLarge,
    /// The system does not let us read it.
    Unreadable(io::ErrorKind),
}

pub(super) fn read(directory: &Path, url: &Url, largest: u64) -> Result<Copy, Lack> {
    read_at(&path(directory, url), url, largest)
}

/// What was there before the copy.
pub(super) fn read_previous(directory: &Path, url: &Url, largest: u64) -> Option<Copy> {
    read_at(&previous(directory, url), url, largest).ok()
}

fn read_at(path: &Path, url: &Url, largest: u64) -> Result<Copy, Lack> {
    let lack = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Lack::Missing,
        kind => Lack::Unreadable(kind),
    };
    let found = fs::metadata(path).map_err(lack)?;
    // A pipe in its place would be waited for.
    if !found.is_file() {
        return Err(Lack::Damaged);
    }
    let mut content = Vec::new();
    File::open(path)
        .and_then(|file| {
            file.take(largest.saturating_add(LONGEST_HEADER))
                .read_to_end(&mut content)
        })
        .map_err(lack)?;
    let end = content.iter().position(|byte| *byte == b'\n');
    let end = end.ok_or(Lack::Damaged)?;
    let bytes = content.split_off(end + 1);
    let header: Header = serde_json::from_slice(&content).map_err(|_| Lack::Damaged)?;
    if header.format != FORMAT {
        return Err(Lack::Damaged);
    }
    // Another address with the same hash.
    if header.url != url.to_string() {
        return Err(Lack::Missing);
    }
    if header.length > largest {
        return Err(Lack::TooLarge);
    }
    if header.length != bytes.len() as u64 || header.hash != hash(&bytes) {
        return Err(Lack::Damaged);
    }
    Ok(Copy {
        bytes,
        validators: Validators {
            etag: header.etag,
            last_modified: header.last_modified,
        },
        checked: found.modified().unwrap_or(SystemTime::UNIX_EPOCH).into(),
    })
}

pub(super) fn write(
    directory: &Path,
    url: &Url,
    bytes: &[u8],
    validators: &Validators,
) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    sweep(directory);
    // First what is replaced is put aside: whoever is killed in between has it twice, and loses nothing.
    let replaced = read(directory, url, u64::MAX).ok();
    if let Some(copy) = replaced.filter(|copy| copy.bytes != bytes) {
        let aside = previous(directory, url);
        // Without it nobody can tell what changed; the new copy is worth more.
        let _ = write_at(&aside, url, &copy.bytes, &copy.validators)
            .and_then(|()| File::open(&aside)?.set_modified(copy.checked.into()));
    }
    write_at(&path(directory, url), url, bytes, validators)?;
    forget_the_oldest(directory);
    Ok(())
}

fn write_at(path: &Path, url: &Url, bytes: &[u8], validators: &Validators) -> io::Result<()> {
    let header = Header {
        format: FORMAT.into(),
        url: url.to_string(),
        etag: validators.etag.clone(),
        last_modified: validators.last_modified.clone(),
        length: bytes.len() as u64,
        hash: hash(bytes),
    };
    let mut content = serde_json::to_vec(&header)?;
    content.push(b'\n');
    content.extend_from_slice(bytes);
    replace_lightly(path, &content)
}

/// The copy is current now.
pub(super) fn touch(directory: &Path, url: &Url) -> io::Result<()> {
    File::open(path(directory, url))?.set_modified(SystemTime::now())
}

fn path(directory: &Path, url: &Url) -> PathBuf {
    let url_text = url.to_string();
    let path = url_text.split('?').next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next();
    let last = last.filter(|last| !last.starts_with(url.host()));
    let readable: String = [Some(url.host()), last]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        })
        .take(READABLE)
        .collect();
    directory.join(format!("{readable}-{}.{ENDING}", hash(url_text.as_bytes())))
}

fn previous(directory: &Path, url: &Url) -> PathBuf {
    path(directory, url).with_extension(PREVIOUS)
}

fn hash(bytes: &[u8]) -> String {
    format!("{:016x}", fnv(bytes))
}

/// Keeps the cache small. What cannot be removed stays; the download is kept all the same.
fn forget_the_oldest(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    // For each address when its copy was checked, and the files of it.
    let mut addresses: HashMap<PathBuf, (SystemTime, Vec<PathBuf>)> = HashMap::default();
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_copy = path.extension().is_some_and(|end| end == ENDING);
        if !is_copy && path.extension().is_none_or(|end| end != PREVIOUS) {
            continue;
        }
        let Ok(modified) = fs::metadata(&path).and_then(|found| found.modified()) else {
            continue;
        };
        let (checked, files) = addresses
            .entry(path.with_extension(""))
            .or_insert((SystemTime::UNIX_EPOCH, Vec::new()));
        if is_copy {
            *checked = modified;
        }
        files.push(path);
    }
    let mut addresses: Vec<_> = addresses.into_values().collect();
    addresses.sort();
    let mut count: usize = addresses.iter().map(|(_, files)| files.len()).sum();
    for (_, files) in addresses {
        if count <= MOST {
            break;
        }
        count -= files.len();
        for file in files {
            let _ = fs::remove_file(file);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const LARGEST: u64 = 1000;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn validators(etag: &str) -> Validators {
        Validators {
            etag: Some(etag.into()),
            last_modified: None,
        }
    }

    #[test]
    fn what_is_written_is_read_again_for_its_own_address_only() {
        let home = tempfile::tempdir().unwrap();
        let place = home.path().join("deep/down");
        let (here, other) = (
            url("https://a.example/x?y=1"),
            url("https://a.example/x?y=2"),
        );
        assert_eq!(read(&place, &here, LARGEST), Err(Lack::Missing));
        write(&place, &here, b"one\ntwo", &validators("\"1\"")).unwrap();
        let copy = read(&place, &here, LARGEST).unwrap();
        assert_eq!(
            (copy.bytes.as_slice(), copy.validators),
            (&b"one\ntwo"[..], validators("\"1\""))
        );
        assert_eq!(read(&place, &other, LARGEST), Err(Lack::Missing));
        // As if two addresses had the same hash.
        fs::rename(path(&place, &here), path(&place, &other)).unwrap();
        assert_eq!(read(&place, &other, LARGEST), Err(Lack::Missing));
    }

    #[test]
    fn names_are_readable_and_no_password_is_written() {
        let home = tempfile::tempdir().unwrap();
        let secret = url("https://ann:s3cret@a.example/2026/schedule.xml?x");
        write(home.path(), &secret, b"x", &Validators::default()).unwrap();
        let file = path(home.path(), &secret);
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("a.example-schedule.xml-"), "{name}");
        let content = fs::read_to_string(&file).unwrap();
        assert!(
            !content.contains("s3cret") && !content.contains("ann"),
            "{content}"
        );
        let plain = path(home.path(), &url("https://a.example"));
        let name = plain.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(
            name.starts_with("a.example-") && name.matches('-').count() == 1,
            "{name}"
        );
    }

    #[test]
    fn a_copy_that_is_damaged_anywhere_is_none() {
        let home = tempfile::tempdir().unwrap();
        let url = url("https://a.example/");
        write(home.path(), &url, b"some bytes", &Validators::default()).unwrap();
        let file = path(home.path(), &url);
        let good = fs::read(&file).unwrap();
        let body = good.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for cut in 0..good.len() {
            fs::write(&file, &good[..cut]).unwrap();
            assert_eq!(
                read(home.path(), &url, LARGEST),
                Err(Lack::Damaged),
                "cut at {cut}"
            );
        }
        for flipped in body..good.len() {
            let mut bad = good.clone();
            bad[flipped] ^= 1;
            fs::write(&file, &bad).unwrap();
            assert_eq!(
                read(home.path(), &url, LARGEST),
                Err(Lack::Damaged),
                "flipped {flipped}"
            );
        }
        fs::write(&file, &good).unwrap();
        assert!(read(home.path(), &url, LARGEST).is_ok());
        assert_eq!(read(home.path(), &url, 9), Err(Lack::TooLarge));
    }

    #[test]
    fn the_cache_stays_small_and_what_was_left_half_written_goes() {
        let home = tempfile::tempdir().unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(1_000_000);
        let aged = |path: &Path, step: u64| {
            let file = File::open(path).unwrap();
            file.set_modified(long_ago + Duration::from_secs(step))
                .unwrap();
        };
        let address = |number: usize| url(&format!("https://a.example/{number}"));
        for number in 0..MOST {
            write(home.path(), &address(number), b"x", &Validators::default()).unwrap();
            aged(&path(home.path(), &address(number)), number as u64);
        }
        let abandoned = home.path().join(".new-abandoned");
        let others = home.path().join("not ours");
        for file in [&abandoned, &others] {
            fs::write(file, "x").unwrap();
            aged(file, 0);
        }
        let busy = home.path().join(".new-busy");
        fs::write(&busy, "x").unwrap();
        touch(home.path(), &address(0)).unwrap();
        write(home.path(), &address(MOST), b"x", &Validators::default()).unwrap();
        let is_there = |number: usize| path(home.path(), &address(number)).exists();
        assert!(is_there(0) && !is_there(1) && is_there(2) && is_there(MOST));
        assert!(!abandoned.exists() && others.exists() && busy.exists());
    }

    #[test]
    fn what_a_copy_replaces_is_kept_if_it_said_something_else() {
        let home = tempfile::tempdir().unwrap();
        let url = url("https://a.example/");
        let before = || read_previous(home.path(), &url, LARGEST);
        let put = |bytes: &[u8], etag: &str| {
            write(home.path(), &url, bytes, &validators(etag)).unwrap();
        };
        put(b"one", "1");
        assert_eq!(before(), None);
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let copy = File::open(path(home.path(), &url)).unwrap();
        copy.set_modified(long_ago).unwrap();
        put(b"two", "2");
        let first = Copy {
            bytes: b"one".to_vec(),
            validators: validators("1"),
            checked: long_ago.into(),
        };
        assert_eq!(before(), Some(first.clone()));
        // The same under another name replaces nothing.
        put(b"two", "3");
        assert_eq!(before(), Some(first));
        put(b"three", "4");
        assert_eq!(before().unwrap().bytes, b"two");
        // What is damaged is neither shown nor put aside.
        fs::write(path(home.path(), &url), "damaged").unwrap();
        put(b"four", "5");
        assert_eq!(before().unwrap().bytes, b"two");
        fs::write(previous(home.path(), &url), "damaged").unwrap();
        assert_eq!(before(), None);
        let current = read(home.path(), &url, LARGEST).unwrap();
        assert_eq!(current.bytes, b"four");
    }

    #[test]
    fn what_was_replaced_counts_and_goes_with_its_copy() {
        let home = tempfile::tempdir().unwrap();
        let address = |number: usize| url(&format!("https://a.example/{number}"));
        let put = |number: usize, bytes: &[u8]| {
            write(home.path(), &address(number), bytes, &Validators::default()).unwrap();
            let file = File::open(path(home.path(), &address(number))).unwrap();
            let age = Duration::from_secs(1_000_000 - number as u64);
            file.set_modified(SystemTime::now() - age).unwrap();
        };
        let half = MOST / 2;
        for number in 0..half {
            put(number, b"old");
            put(number, b"new");
        }
        let files = |number: usize| {
            let (copy, before) = (
                path(home.path(), &address(number)),
                previous(home.path(), &address(number)),
            );
            (copy.exists(), before.exists())
        };
        assert_eq!((files(0), files(half - 1)), ((true, true), (true, true)));
        put(half, b"one more");
        assert_eq!((files(0), files(1)), ((false, false), (true, true)));
        put(half + 1, b"and another");
        assert_eq!((files(1), files(half + 1)), ((true, true), (true, false)));
    }

    #[test]
    fn a_directory_in_place_of_a_copy_does_no_harm() {
        let home = tempfile::tempdir().unwrap();
        let url = url("https://a.example/");
        fs::create_dir(path(home.path(), &url)).unwrap();
        assert_eq!(read(home.path(), &url, LARGEST), Err(Lack::Damaged));
        assert!(write(home.path(), &url, b"x", &Validators::default()).is_err());
    }
}
