//! What changed since the reader last looked: compared behind the viewer, and kept as soon as more of it has been seen.
//!
//! ```text
//! seen/EVENT.json ─▶ thread: compare with the schedule on show ─▶ App ─ what was opened ─▶ thread ─▶ seen/EVENT.json
//! ```

use std::sync::Arc;

use super::{super::behind, Session};
use crate::{
    agenda::News,
    schedule::{Schedule, diff::Version},
    store::Seen,
};

impl Session {
    /// A schedule has come, or a new version of what was on show before.
    pub(super) fn look_for_news(&mut self, before: Option<Before>) {
        let event = &self.app.schedule().event().id;
        // Of what is still on its way nothing is known.
        let Some(kept) = self.store.seen(event).filter(|_| self.shown.is_some()) else {
            return;
        };
        let schedule = self.app.on_show();
        let keeps = !self.only_looks;
        let compare = move || {
            let (news, note) = found(&kept, before, &schedule, keeps);
            (schedule, news, note)
        };
        if self.only_looks {
            let (_, news, note) = compare();
            self.take_news(news, note);
        } else if let Err(error) = self.behind.find_out(|| {
            let (schedule, news, note) = compare();
            behind::News::Compared(schedule, Box::new(news), note)
        }) {
            self.app
                .complain(format!("It cannot be compared with what you saw: {error}"));
        }
    }

    /// What changed is known now.
    pub(super) fn take_news(&mut self, news: News, note: Option<String>) {
        self.app.set_news(news);
        // What the reader has just been told matters more.
        let told = self.app.message().filter(|message| message.error);
        if let Some(note) = note.filter(|_| told.is_none()) {
            self.app.complain(note);
        }
    }

    /// Keeps in a thread what the reader has seen, if it is more than is kept: of a large event that takes a moment.
    pub(super) fn keep_seen_behind(&mut self) {
        let Some(keep) = self.seen_to_keep() else {
            return;
        };
        let keep = move || behind::News::Kept(keep());
        if self.behind.find_out(keep).is_ok() {
            self.keeping += 1;
        } else {
            self.app.seen_is_not_kept();
        }
    }

    /// It is kept, or not: then it is tried again with the next one, and at the end.
    pub(super) fn seen_was_kept(&mut self, result: Result<Option<String>, String>) {
        self.keeping = self.keeping.saturating_sub(1);
        match result {
            Ok(None) => {}
            Ok(Some(note)) => self.app.complain(note),
            Err(why) => {
                self.app.seen_is_not_kept();
                self.app.complain(why);
            }
        }
    }

    /// Keeps what the reader has seen before it is too late. Returns why not, if it cannot be kept.
    pub(super) fn keep_seen(&mut self) -> Result<(), String> {
        // A thread that is on its way would end with the program; and one after the other does no harm.
        if std::mem::take(&mut self.keeping) > 0 {
            self.app.seen_is_not_kept();
        }
        match self.seen_to_keep() {
            Some(keep) => keep().map(drop),
            None => Ok(()),
        }
    }

    fn seen_to_keep(
        &mut self,
    ) -> Option<impl FnOnce() -> Result<Option<String>, String> + Send + use<>> {
        let event = &self.app.schedule().event().id;
        let kept = self.store.seen(event).filter(|_| !self.only_looks)?;
        let news = self.app.seen_to_keep()?;
        let schedule = self.app.on_show();
        Some(move || {
            kept.update(|stored| match stored {
                Some(stored) => news.seen_on_top_of(&stored, &schedule),
                None => news.seen(&schedule),
            })
        })
    }
}

/// What was on show before, and what of it was new to the reader, if that had been found out by then.
pub(super) type Before = (Option<News>, Arc<Schedule>);

/// What is different from what was seen; what is seen for the first time is kept. The note is for the reader.
fn found(
    kept: &Seen,
    before: Option<Before>,
    schedule: &Schedule,
    keeps: bool,
) -> (News, Option<String>) {
    let stored = kept.load();
    let is_first = !matches!(stored, Ok(Some(_)));
    let note = stored
        .as_ref()
        .err()
        .map(|error| format!("{error}; what changed since you last looked is not known"));
    let (news, before) = before.unzip();
    let known = news.flatten().zip(before.as_ref());
    let stored = stored.ok().flatten();
    let seen = known.map(|(news, before)| match &stored {
        Some(stored) => news.seen_knowing(before, stored),
        None => news.seen(before),
    });
    let seen = seen.or(stored);
    // It was opened for the first time a moment ago, and nothing of that is kept yet.
    let seen = seen.or_else(|| before.map(|before| Version::of(&before)));
    let news = seen.map(|seen| News::since(&seen, schedule));
    let news = news.unwrap_or_default();
    let saved = if keeps && is_first {
        kept.update(|stored| stored.unwrap_or_else(|| news.seen(schedule)))
    } else {
        Ok(None)
    };
    (news, note.or(saved.err()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format, schedule::check, store::Store, zone::Atlas};

    fn schedule(title: &str) -> Schedule {
        let text = format!(
            r#"{{"format": "fomo/1", "event": {{"id": "e"}}, "sessions": [{{"id": "a", "title": "{title}"}}]}}"#
        );
        let draft = format::read(text.as_bytes(), None).unwrap();
        check::check(draft, &Atlas::compiled(), None).schedule
    }

    #[test]
    fn what_changes_before_the_first_look_is_over_is_news() {
        let home = tempfile::tempdir().unwrap();
        let kept = Store::at(&home.path().join("events")).seen("e").unwrap();
        let (before, after) = (
            Arc::new(schedule("Opening remarks")),
            schedule("Opening and remarks"),
        );
        let (news, note) = found(&kept, Some((None, before)), &after, true);
        assert_eq!((news.all().count(), note), (1, None));
        // It has not been seen, so that it is news the next time as well.
        let (again, _) = found(&kept, None, &after, true);
        assert_eq!(again.all().count(), 1);
        // What was opened before is known better than by what is on show.
        let (known, _) = found(
            &kept,
            Some((None, Arc::new(schedule("Opening and remarks")))),
            &after,
            true,
        );
        assert_eq!(known.all().count(), 1);
    }

    #[test]
    fn of_what_is_opened_for_the_first_time_nothing_is_news() {
        let home = tempfile::tempdir().unwrap();
        let kept = Store::at(&home.path().join("events")).seen("e").unwrap();
        let (news, note) = found(&kept, None, &schedule("Opening remarks"), true);
        assert_eq!((news.all().count(), note), (0, None));
    }
}
