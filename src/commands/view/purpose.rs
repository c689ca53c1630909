//! What a task behind the viewer is for, and what is said about it.

use super::{super::open::Reading, shown::Shown};
use crate::{
    source::{
        Source,
        web::{Progress, size},
    },
    tui::app::Activity,
};

/// Why something is being read.
pub(super) enum Purpose {
    /// To see whether the copy of a URL is current.
    Refresh,
    /// Because the file has changed; and then perhaps once more.
    Watched { again: bool },
    /// Because the reader asked for it.
    Reload { again: bool },
    /// To show another schedule.
    Open { source: Source, reading: Reading },
}

impl Purpose {
    /// Whether the file has changed while it was being read.
    pub(super) fn again(&self) -> bool {
        matches!(
            self,
            Self::Watched { again: true } | Self::Reload { again: true }
        )
    }

    /// What to say about something newer.
    pub(super) fn news(&self) -> &'static str {
        match self {
            Self::Refresh => "A newer version was fetched",
            Self::Watched { .. } => "The file has changed and was read again",
            Self::Reload { .. } | Self::Open { .. } => "Read again",
        }
    }

    /// What to show while it lasts.
    pub(super) fn activity(&self, shown: &Shown) -> Option<Activity> {
        let text = match (self, &shown.source) {
            (Self::Refresh, Source::Web(_)) => {
                format!("copy of {}, looking for a newer one…", shown.age())
            }
            (Self::Reload { .. }, Source::Web(url)) => format!("asking {}…", url.host()),
            // A file is read before anybody could read that.
            _ => return None,
        };
        Some(Activity {
            text,
            can_be_stopped: false,
        })
    }

    /// How far something is that the reader waits for.
    pub(super) fn progress(&self, progress: Option<Progress>) -> Option<Activity> {
        let Self::Open { source, .. } = self else {
            return None;
        };
        let from = match source {
            Source::Web(url) => url.host().to_owned(),
            source => source.name(),
        };
        let text = match progress {
            None | Some(Progress { received: 0, .. }) => format!("Opening {from}…"),
            Some(Progress {
                received,
                expected: Some(expected),
            }) => format!("Fetching {from}: {} of {}", size(received), size(expected)),
            Some(Progress { received, .. }) => format!("Fetching {from}: {}", size(received)),
        };
        Some(Activity {
            text,
            can_be_stopped: true,
        })
    }
}
