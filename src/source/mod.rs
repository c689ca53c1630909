//! Where bytes come from: files, standard input, the schedule that is compiled in, and what the
//! machine knows of time zones.

pub mod watch;
pub mod zoneinfo;

use std::{fs::File, io::Read, path::PathBuf};

/// The ES-FoMo II timetable.
const BUILT_IN: &[u8] = include_bytes!("../../schedule.json");

/// A schedule larger than this is none: the largest real ones have 3 MB.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Where a schedule is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Compiled in.
    BuiltIn,
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// Why a source gave no bytes.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SourceError {
    /// A sentence that names the source.
    pub message: String,
}

impl Source {
    /// What was typed as SOURCE.
    pub fn parse(text: Option<&str>) -> Result<Self, SourceError> {
        match text {
            None => Ok(Self::BuiltIn),
            Some("-") => Ok(Self::Stdin),
            Some(url) if is_url(url) => Err(SourceError {
                message: format!(
                    "{url}: this fomo opens files and standard input; download it first"
                ),
            }),
            Some(path) => Ok(Self::File(path.into())),
        }
    }

    /// Whether a word on the command line is meant as a source rather than as a query: it exists,
    /// or reads like a path or a URL.
    pub fn is_meant(word: &str) -> bool {
        let looks_like_file = [".json", ".xml", ".ics"]
            .iter()
            .any(|end| word.ends_with(end));
        word == "-" || is_url(word) || word.contains('/') || looks_like_file || is_readable(word)
    }

    /// The name for error messages.
    pub fn name(&self) -> String {
        match self {
            Self::BuiltIn => "built-in schedule.json".into(),
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "standard input".into(),
        }
    }

    /// Whether the source can be read a second time: standard input and pipes are used up, and
    /// waiting for another writer would stop the viewer.
    pub fn can_be_read_again(&self) -> bool {
        match self {
            Self::BuiltIn => true,
            Self::Stdin => false,
            Self::File(path) => {
                !std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
            }
        }
    }

    /// All bytes of the source.
    pub fn read(&self) -> Result<Vec<u8>, SourceError> {
        let read = match self {
            Self::BuiltIn => return Ok(BUILT_IN.to_vec()),
            Self::File(path) => File::open(path).and_then(|file| {
                if file.metadata()?.is_dir() {
                    return Err(std::io::Error::other("it is a directory, not a schedule"));
                }
                read_all(file)
            }),
            Self::Stdin => read_all(std::io::stdin().lock()),
        };
        read.map_err(|error| SourceError {
            message: format!("{}: {}", self.name(), plain(&error)),
        })
    }
}

/// A file or a pipe, but no directory: a word such as `docs` may well be one.
fn is_readable(word: &str) -> bool {
    std::fs::metadata(word).is_ok_and(|found| !found.is_dir())
}

fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

fn read_all(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(std::io::Error::other(
            "it is larger than 512 MB; that is no schedule",
        ));
    }
    Ok(bytes)
}

/// The system's words without its error number, which helps nobody.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}
