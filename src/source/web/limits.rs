//! How long and how much is too much.

use std::time::Duration;

use crate::limits;

/// Where a download is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For looking up the name, and once more for the connection.
    pub connect: Duration,
    /// From the question to the answer.
    pub response: Duration,
    /// For all of it, redirects included.
    pub total: Duration,
    /// How long a download may be slower than [`Limits::slowest`] at its start.
    pub patience: Duration,
    /// Bytes a second that are worth waiting for.
    pub slowest: u64,
    /// The largest download, unpacked.
    pub largest: u64,
    /// How often an answer may send to another address.
    pub redirects: u32,
}

/// For a reader who waits for a schedule.
impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            response: Duration::from_secs(15),
            total: Duration::from_secs(120),
            patience: Duration::from_secs(10),
            slowest: 1000,
            largest: limits::DOWNLOAD,
            redirects: 5,
        }
    }
}

impl Limits {
    /// For a look whether a copy is still current: a status bar does not wait for minutes.
    pub fn short() -> Self {
        Self {
            connect: Duration::from_secs(4),
            response: Duration::from_secs(6),
            total: Duration::from_secs(10),
            patience: Duration::from_secs(5),
            ..Self::default()
        }
    }
}
