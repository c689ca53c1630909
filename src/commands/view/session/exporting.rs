//! Writing calendar files from the viewer.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use chrono::Utc;

use super::{super::events::from_home, Session};
use crate::{
    export::{self, Shown, ics},
    schedule::slug,
    tui::action::Export,
};

/// The longest name of a file, in characters: file systems count bytes, and need room for a number.
const LONGEST: usize = 60;

/// More files of one name than anybody has.
const MOST: usize = 1000;

impl Session {
    /// Writes entries into a calendar file in the present directory.
    pub(super) fn export(&mut self, what: &Export) {
        let schedule = self.app.schedule();
        let picks = self.app.picks();
        let shown = Shown::unmarked(schedule, self.app.zones().event());
        let calendar = ics::Calendar {
            made: self.now().unwrap_or_else(Utc::now),
            alarm: None,
            note: &|entry| picks.note(entry).map(str::to_owned),
        };
        let written = export::ics::calendar(shown, &what.entries, &calendar);
        let count = what.entries.len() - written.left_out;
        if count == 0 {
            return self
                .app
                .complain("Nothing was exported: none of it has a time or a day");
        }
        let parts = [Some(schedule.event().id.as_str()), what.name.as_deref()];
        let name = slug(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
        let name: String = name.chars().take(LONGEST).collect();
        let saved = std::env::current_dir().and_then(|directory| {
            let path = free_path(&directory, &name)?;
            // Readable to whom the reader's other files are, which what is replaced in one step is not.
            fs::write(&path, &written.text).map(|()| path)
        });
        match saved {
            Ok(path) => {
                let entries = if count == 1 { "entry" } else { "entries" };
                let left_out = match written.left_out {
                    0 => String::new(),
                    left_out => format!(" ({left_out} without a time left out)"),
                };
                let path = from_home(&path.to_string_lossy());
                self.app
                    .tell(format!("{count} {entries} exported to {path}{left_out}"));
            }
            Err(error) => self.app.complain(format!(
                "Not exported: {error}; start fomo in a directory that can be written to"
            )),
        }
    }
}

/// A path that is free, or has an older calendar of this program.
fn free_path(directory: &Path, name: &str) -> io::Result<PathBuf> {
    let numbered = (1..MOST).map(|number| match number {
        1 => directory.join(format!("{name}.ics")),
        number => directory.join(format!("{name}-{number}.ics")),
    });
    let mut free = numbered.filter(|path| is_free(path));
    free.next()
        .ok_or_else(|| io::Error::other(format!("too many files are called {name}.ics")))
}

/// Nobody else's file is written over.
fn is_free(path: &Path) -> bool {
    let Ok(found) = fs::symlink_metadata(path) else {
        return true;
    };
    // A pipe would be waited for, and a link leads to somebody else's.
    let text = found.is_file().then(|| fs::read_to_string(path).ok());
    text.flatten().is_some_and(|text| {
        let mut lines = text.lines().take(4);
        lines.any(|line| line.strip_prefix("PRODID:") == Some(ics::PRODID))
    })
}
