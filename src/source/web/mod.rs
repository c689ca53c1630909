//! Schedules on the web, and the copies of them that are kept.
//!
//! ```text
//! cached ──▶ fetch(known) ──New──▶ (read as a schedule) ──▶ keep
//!                         └─Same─▶ confirm
//! ```
//!
//! Nothing here decides what a schedule is: a download is kept by whoever could read it.

mod ask;
mod cache;
mod fetch;
mod limits;
mod said;
mod trouble;
mod url;

use std::{path::PathBuf, sync::atomic::AtomicBool};

use etcetera::BaseStrategy as _;

use self::cache::Lack;
pub use self::{
    cache::Copy,
    limits::Limits,
    said::{age, size},
    url::Url,
};
use super::SourceError;

/// By what a server recognises the version it sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, as the server wrote it.
    pub etag: Option<String>,
    /// `Last-Modified`, as the server wrote it.
    pub last_modified: Option<String>,
}

/// What a server sent, unpacked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Download {
    /// The content.
    pub bytes: Vec<u8>,
    /// The server's names for this version.
    pub validators: Validators,
}

/// How far a download is.
#[derive(Clone, core::marker::Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes so far, unpacked.
    pub received: u64,
    /// Bytes in all, where the server says so and does not pack them.
    pub expected: Option<u64>,
}

/// What a server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Something else than what was known.
    New(Download),
    /// What was known is current, because the server says so or sent the same once more; it may have new names
    /// for it.
    Same(Validators),
}

/// The network and the copies.
#[derive(Clone, Debug)]
pub struct Web {
    directory: Option<PathBuf>,
    limits: Limits,
}

impl Web {
    /// With the copies of the user.
    pub fn of_user() -> Self {
        let base = etcetera::choose_base_strategy().ok();
        Self {
            directory: base.map(|base| base.cache_dir().join("fomo")),
            limits: Limits::default(),
        }
    }

    /// With copies in this directory.
    pub fn at(directory: PathBuf, limits: Limits) -> Self {
        Self {
            directory: Some(directory),
            limits,
        }
    }

    /// The same copies, with other limits.
    #[must_use]
    pub fn with(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The copy of an address. Never fails: a copy that is damaged, or cannot be read, is none.
    pub fn cached(&self, url: &Url) -> Option<Copy> {
        cache::read(self.directory.as_deref()?, url, self.limits.largest).ok()
    }

    /// Why there is no copy of an address, and what to do about it, for who stays off the network.
    pub fn why_not_cached(&self, url: &Url) -> String {
        let lack = match self.directory.as_deref() {
            Some(directory) => cache::read(directory, url, self.limits.largest).err(),
            None => None,
        };
        let again = "run it once without --offline";
        match lack {
            Some(Lack::Damaged) => format!("the copy of {url} in the cache is damaged; {again}"),
            Some(Lack::TooLarge) => format!(
                "the copy of {url} in the cache is larger than {}; download the schedule, and open the file",
                crate::limits::size(self.limits.largest)
            ),
            Some(Lack::Unreadable(kind)) => format!(
                "the copy of {url} in the cache cannot be read: {}; {again}",
                crate::disk::plain(&kind.into())
            ),
            Some(Lack::Missing) | None => format!("{url} is not in the cache; {again}"),
        }
    }

    /// What an address said before its copy, if it said something else. Never fails, as [`Web::cached`].
    pub fn previous(&self, url: &Url) -> Option<Copy> {
        cache::read_previous(self.directory.as_deref()?, url, self.limits.largest)
    }

    /// Asks the server; where something is known, for something newer.
    ///
    /// `progress` is called about ten times a second, also while nothing comes. Once `cancel` is set, this returns
    /// within a tenth of a second, wherever it is.
    ///
    /// # Errors
    /// One sentence for the person who wants to read the schedule.
    pub fn fetch(
        &self,
        url: &Url,
        known: Option<&Copy>,
        cancel: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Answer, SourceError> {
        fetch::fetch(url, known, self.limits, cancel, progress)
            .map_err(|why| SourceError::of(&url.to_string(), &why))
    }

    /// Keeps a download in place of an older copy. To be called once it was read as a schedule: what a login page
    /// of a network says must not replace one.
    ///
    /// # Errors
    /// A sentence. The schedule can be shown all the same.
    pub fn keep(&self, url: &Url, download: &Download) -> Result<(), String> {
        let directory = self.directory.as_deref().ok_or("there is no home")?;
        cache::write(directory, url, &download.bytes, &download.validators)
            .map_err(|error| format!("{}: {}", directory.display(), crate::disk::plain(&error)))
    }

    /// Remembers that a copy was found to be current, and by which names.
    ///
    /// # Errors
    /// As [`Web::keep`].
    pub fn confirm(&self, url: &Url, copy: &Copy, validators: &Validators) -> Result<(), String> {
        let directory = self.directory.as_deref().ok_or("there is no home")?;
        let touched = if *validators == copy.validators {
            cache::touch(directory, url)
        } else {
            cache::write(directory, url, &copy.bytes, validators)
        };
        touched.map_err(|error| format!("{}: {}", directory.display(), crate::disk::plain(&error)))
    }
}
