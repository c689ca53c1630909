//! One state file: read with suspicion, changed under a lock, replaced in one step.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use foldhash::HashSet;
use serde::{
    Deserialize,
    de::{self, Deserializer, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};

use crate::{
    disk::{self, end_of_links, lock, replace, sweep},
    limits,
    text::clean_line,
};

/// So often a file is read again that somebody who knows no lock keeps changing.
const ATTEMPTS: usize = 5;

/// What was last read from a state file, or written to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Last {
    /// What it says.
    pub(super) fields: Map<String, Value>,
    /// It is the file of the id that the event had before, and the present one has no file yet.
    pub(super) is_former: bool,
    /// The file was damaged, emptied or deleted since: what it says now may have been begun without this.
    pub(super) is_lost: bool,
    /// Which of the files that were set aside was the last by then, from 1.
    pub(super) aside: usize,
}

/// Changes a state file under its lock. Where there is none yet, it begins with what a former one says; where it is
/// damaged or gone, with what it last said. Returns what the reader should know about it, if anything; fails with a sentence.
pub(super) fn change(
    path: Option<PathBuf>,
    last: &Last,
    format: &str,
    mut set: impl FnMut(&mut Map<String, Value>),
) -> Result<Option<String>, String> {
    let path = path.ok_or("nothing is remembered: there is no home directory")?;
    let told =
        |error: io::Error| format!("could not save {}: {}", path.display(), disk::plain(&error));
    let directory = path.parent().unwrap_or(&path);
    fs::create_dir_all(directory).map_err(told)?;
    // Whoever comes to the same file through another link waits at the same lock.
    let target = end_of_links(&path);
    let _lock = lock(&target.with_extension("lock")).map_err(told)?;
    // Another program was killed while it wrote.
    sweep(directory);
    let mut notes = Vec::new();
    for _ in 0..ATTEMPTS {
        let mut seen = Stamp::of(&target);
        let text = match text(&target) {
            Ok(text) => text,
            Err(error) if error.kind() != io::ErrorKind::InvalidData => return Err(told(error)),
            Err(_) => {
                notes.push(set_aside(&target).map_err(told)?);
                seen = None;
                None
            }
        };
        let mut fields = match text.as_deref().map(parse) {
            Some(Ok(fields)) => fields,
            // What cannot be read may be well: only what is read and no state is set aside.
            Some(Err(_)) => {
                notes.push(set_aside(&target).map_err(told)?);
                seen = None;
                last.fields.clone()
            }
            None => {
                // Whoever deleted it did not see what is on show here.
                if notes.is_empty() && !last.is_former && !last.fields.is_empty() {
                    notes.push(format!("{} was gone, and is there again", path.display()));
                }
                last.fields.clone()
            }
        };
        fields.entry("format").or_insert_with(|| format.into());
        set(&mut fields);
        let new = as_text(&fields).map_err(told)?;
        if seen.is_some() && text.as_deref().map(str::as_bytes) == Some(&new) {
            return Ok(joined(&notes));
        }
        // An editor, or a program that carries files from one machine to another, knows nothing of locks.
        if Stamp::of(&target) != seen {
            continue;
        }
        if seen.is_some() && text.as_deref().and_then(said_twice).is_some() {
            notes.push(put_a_copy_aside(&target).map_err(told)?);
        }
        replace(&target, &new).map_err(told)?;
        return Ok(joined(&notes));
    }
    Err(told(io::Error::other(
        "another program keeps changing the file",
    )))
}

/// By what one sees that a file is not what it was.
#[derive(PartialEq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    number: u64,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let found = fs::metadata(path).ok()?;
        Some(Self {
            length: found.len(),
            modified: found.modified().ok(),
            number: found.ino(),
        })
    }
}

fn joined(notes: &[String]) -> Option<String> {
    (!notes.is_empty()).then(|| notes.join("; "))
}

/// The fields of a state file; none where there is no file yet.
pub(super) fn read(path: &Path) -> io::Result<Map<String, Value>> {
    text(path)?.map_or_else(|| Ok(Map::new()), |text| parse(&text))
}

/// The text of a state file, if there is one.
pub(super) fn text(path: &Path) -> io::Result<Option<String>> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    // A pipe in its place would be waited for.
    if !found.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut bytes = Vec::new();
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?.take(limits::STATE + 1).read_to_end(&mut bytes)?,
    };
    if bytes.len() as u64 > limits::STATE {
        return Err(io::Error::other(format!(
            "it is larger than {}",
            limits::size(limits::STATE)
        )));
    }
    // Some editors put a mark in front of UTF-8.
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        bytes = rest.to_vec();
    }
    let text = String::from_utf8(bytes).map_err(|_| damaged("this is not UTF-8 text"))?;
    Ok(Some(text))
}

/// The fields that a text says.
pub(super) fn parse(text: &str) -> io::Result<Map<String, Value>> {
    let fields: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| damaged(&disk::plain_json(&error)))?;
    // All else can be had again; favourites that nobody can read must not be written over.
    if fields
        .get("favourites")
        .is_some_and(|list| !list.is_array())
    {
        return Err(damaged("favourites is no list"));
    }
    Ok(fields)
}

fn damaged(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("damaged: {why}"))
}

/// Moves a damaged file out of the way, without touching one that was set aside before.
pub(super) fn set_aside(path: &Path) -> io::Result<String> {
    let free = free_name(path)?;
    fs::rename(path, &free)?;
    Ok(format!(
        "a damaged file was set aside as {}",
        free.display()
    ))
}

/// Of a field that is there twice, one will be written; the file as it was stays beside it.
fn put_a_copy_aside(path: &Path) -> io::Result<String> {
    let free = free_name(path)?;
    fs::copy(path, &free)?;
    Ok(format!(
        "a file that says something twice was set aside as {}",
        free.display()
    ))
}

fn free_name(path: &Path) -> io::Result<PathBuf> {
    names_aside(path)
        .map(|(_, path)| path)
        .find(|path| !path.exists())
        .ok_or_else(|| io::Error::other("too many damaged files were set aside"))
}

/// The last of the files that were set aside, and which one it is, from 1.
pub(super) fn set_aside_last(path: &Path) -> Option<(usize, PathBuf)> {
    let target = end_of_links(path);
    names_aside(&target)
        .take_while(|(_, path)| path.exists())
        .last()
}

fn names_aside(path: &Path) -> impl Iterator<Item = (usize, PathBuf)> {
    (1..1000).map(|number| {
        (
            number,
            path.with_extension(format!("damaged-{number}.json")),
        )
    })
}

/// A file of these fields, for people too.
fn as_text(fields: &Map<String, Value>) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(fields)?;
    text.push(b'\n');
    Ok(text)
}

/// The key that some object has twice, and where: a map keeps the last.
pub(super) fn said_twice(text: &str) -> Option<String> {
    let found = serde_json::from_str::<Once>(text).err()?;
    Some(found.to_string())
}

/// JSON in which no object has a key twice.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Seen)
    }
}

struct Seen;

impl<'de> Visitor<'de> for Seen {
    type Value = Once;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Once, A::Error> {
        let mut keys = HashSet::default();
        while let Some(key) = map.next_key::<String>()? {
            if keys.contains(&key) {
                let key = clean_line(&key).text;
                return Err(de::Error::custom(format!("“{key}” is there twice")));
            }
            keys.insert(key);
            map.next_value::<Once>()?;
        }
        Ok(Once)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Once, A::Error> {
        while list.next_element::<Once>()?.is_some() {}
        Ok(Once)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_str<E>(self, _: &str) -> Result<Once, E> {
        Ok(Once)
    }

    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Once)
    }
}
