//! Where bytes come from: files, standard input, the web, the schedule that is compiled in, and what
//! the machine knows of time zones.

pub mod watch;
pub mod web;
pub mod zoneinfo;

use std::{fs::File, io::Read, path::PathBuf};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::FileType,
};

use self::web::Url;
use crate::{config::Config, disk, limits, text};

/// The ES-FoMo II timetable.
const BUILT_IN: &[u8] = include_bytes!("../../schedule.json");

/// Where a schedule is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Compiled in.
    BuiltIn,
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// An address on the web; see [`web::Web`].
    Web(Url),
}

/// Why a source gave no bytes.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SourceError {
    /// A sentence that names the source.
    pub message: String,
}

impl SourceError {
    /// What is wrong with a source. Either part may be quoted from anywhere.
    fn of(source: &str, why: &str) -> Self {
        let message = format!("{source}: {why}");
        Self {
            message: text::clean_line(&message).text.into_owned(),
        }
    }
}

/// How many names are few enough to be listed.
const FEW: usize = 8;

impl Source {
    /// What was typed as SOURCE. A name of the configuration wins over a file: that one can be written
    /// `./name`.
    pub fn parse(text: Option<&str>, config: &Config) -> Result<Self, SourceError> {
        let Some(text) = text else {
            return Ok(Self::BuiltIn);
        };
        if text.trim().is_empty() {
            let message = "the name of the schedule is empty".to_owned();
            return Err(SourceError { message });
        }
        if let Some(event) = config.event(text) {
            return Self::at(&event.source);
        }
        if !is_bare(text) || is_readable(text) || PathBuf::from(text).is_dir() {
            return Self::at(text);
        }
        let file = config
            .path()
            .map_or("config.toml".into(), |path| path.display().to_string());
        let names: Vec<&str> = config.events().iter().map(|event| &*event.name).collect();
        let hint = match config.nearest(text) {
            Some(name) => format!("; did you mean {name}?"),
            None if (1..=FEW).contains(&names.len()) => format!("; it has {}", names.join(", ")),
            None => String::new(),
        };
        let why = format!("there is no such file, and no such name in {file}{hint}");
        Err(SourceError::of(text, &why))
    }

    /// What an address or a path leads to.
    fn at(text: &str) -> Result<Self, SourceError> {
        if text == "-" {
            return Ok(Self::Stdin);
        }
        if Url::is_meant(text) {
            let url = Url::parse(text);
            return url
                .map(Self::Web)
                .map_err(|why| SourceError::of(&without_login(text), &why));
        }
        if text.contains("://") {
            let why = "only http and https addresses can be opened, and files";
            return Err(SourceError::of(&without_login(text), why));
        }
        Ok(Self::File(text.into()))
    }

    /// Whether a word on the command line is meant as a source rather than as a query: it exists,
    /// has a name in the configuration, or reads like a path or a URL.
    pub fn is_meant(word: &str, config: &Config) -> bool {
        word == "-" || !is_bare(word) || config.event(word).is_some() || is_readable(word)
    }

    /// What can be typed for the source anywhere, if that will be so tomorrow: an absolute path or a
    /// URL, without a password.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::BuiltIn | Self::Stdin => None,
            Self::Web(url) => Some(url.to_string()),
            Self::File(_) if !self.can_be_read_again() => None,
            Self::File(path) => Some(std::path::absolute(path).ok()?.to_str()?.to_owned()),
        }
    }

    /// The name for error messages.
    pub fn name(&self) -> String {
        match self {
            Self::BuiltIn => "built-in schedule.json".into(),
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "standard input".into(),
            Self::Web(url) => url.to_string(),
        }
    }

    /// A title for a schedule that has none: the file's name, or the part of the address that tells
    /// most. `None` for a pipe.
    pub fn title(&self) -> Option<String> {
        match self {
            Self::BuiltIn | Self::Stdin => None,
            Self::File(path) => path.file_stem()?.to_str().map(str::to_owned),
            Self::Web(url) => {
                let name = url.to_string();
                let (_, address) = name.split_once("://")?;
                let address = address.split(['?', '#']).next().unwrap_or(address);
                Some(address.trim_end_matches('/').to_owned())
            }
        }
    }

    /// Whether the source can be read a second time: standard input and pipes are used up, and
    /// waiting for another writer would stop the viewer.
    pub fn can_be_read_again(&self) -> bool {
        match self {
            Self::BuiltIn | Self::Web(_) => true,
            Self::Stdin => false,
            Self::File(path) => {
                !std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
            }
        }
    }

    /// All bytes of a source on this machine.
    pub fn read(&self) -> Result<Vec<u8>, SourceError> {
        let read = match self {
            Self::BuiltIn => return Ok(BUILT_IN.to_vec()),
            Self::File(path) => File::open(path).and_then(|file| {
                if file.metadata()?.is_dir() {
                    return Err(std::io::Error::other("it is a directory, not a schedule"));
                }
                let size = file.metadata()?.len();
                read_all(file, size)
            }),
            Self::Stdin => read_all(std::io::stdin().lock(), 0),
            // Waiting, cancelling and copies are for who asks; see `web::Web`.
            Self::Web(_) => Err(std::io::Error::other(
                "it is on the web, not on this machine",
            )),
        };
        read.map_err(|error| SourceError::of(&self.name(), &disk::plain(&error)))
    }
}

/// Whether somebody writes to standard input, or did so: it is a file that is not empty, or a pipe with something in it or with
/// another end that is still open.
pub fn is_fed() -> bool {
    let stdin = std::io::stdin();
    let Ok(found) = rustix::fs::fstat(&stdin) else {
        return false;
    };
    match FileType::from_raw_mode(found.st_mode) {
        FileType::RegularFile => found.st_size > 0,
        FileType::Fifo => {
            let mut ends = [PollFd::new(&stdin, PollFlags::IN)];
            let now = Timespec {
                tv_sec: 0,
                tv_nsec: 0,
            };
            let asked = poll(&mut ends, Some(&now)).is_ok();
            let [state] = ends.map(|end| end.revents());
            asked && (state.contains(PollFlags::IN) || !state.contains(PollFlags::HUP))
        }
        _ => false,
    }
}

/// Whether a pipe is standard input, and something is in it that nobody has read yet.
pub fn has_unread_input() -> bool {
    let stdin = std::io::stdin();
    let found = rustix::fs::fstat(&stdin);
    let is_pipe = found.is_ok_and(|it| FileType::from_raw_mode(it.st_mode) == FileType::Fifo);
    is_pipe && rustix::io::ioctl_fionread(&stdin).is_ok_and(|bytes| bytes > 0)
}

/// A file or a pipe, but no directory: a word such as `docs` may well be one.
fn is_readable(word: &str) -> bool {
    std::fs::metadata(word).is_ok_and(|found| !found.is_dir())
}

/// A word that reads neither like a path nor like a URL.
fn is_bare(word: &str) -> bool {
    let looks_like_file = [".json", ".xml", ".ics"]
        .iter()
        .any(|end| word.ends_with(end));
    word != "-" && !word.contains('/') && !looks_like_file
}

/// What was typed for an address, without name and password.
fn without_login(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    // A password may hold anything, since nobody could read this as an address.
    let rest = rest.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{rest}")
}

/// All bytes; `expected` is how many there may be, so that they need not be moved to grow.
fn read_all(from: impl Read, expected: u64) -> std::io::Result<Vec<u8>> {
    let too_large = || {
        let most = limits::size(limits::FILE);
        std::io::Error::other(format!("it is larger than {most}; that is no schedule"))
    };
    if expected > limits::FILE {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
    from.take(limits::FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits::FILE {
        return Err(too_large());
    }
    Ok(bytes)
}
