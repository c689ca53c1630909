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
    /// Because the file has changed.
    Watched,
    /// Because the reader asked for it.
    Reload,
    /// To show another schedule.
    Open(Box<Wish>),
}

/// A schedule that is to be shown.
pub(super) struct Wish {
    pub(super) source: Source,
    pub(super) reading: Reading,
    /// It was chosen in the picker, and not on the command line.
    pub(super) chosen: bool,
    /// What the reader should know once it is there.
    pub(super) note: Option<String>,
}

impl Purpose {
    /// Whether it is about the schedule on show.
    pub(super) fn is_about_shown(&self) -> bool {
        !matches!(self, Self::Open(_))
    }

    /// What to say about something newer.
    pub(super) fn news(&self) -> &'static str {
        match self {
            Self::Refresh => "A newer version was fetched",
            Self::Watched => "The file has changed and was read again",
            Self::Reload | Self::Open(_) => "Read again",
        }
    }

    /// What to show while it lasts.
    pub(super) fn activity(&self, shown: &Shown) -> Option<Activity> {
        let text = match (self, &shown.source) {
            (Self::Refresh, Source::Web(_)) => {
                format!("copy of {}, looking for a newer one…", shown.age())
            }
            (Self::Reload, Source::Web(url)) => format!("asking {}…", url.host()),
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
        let Self::Open(wish) = self else {
            return None;
        };
        let from = match &wish.source {
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
