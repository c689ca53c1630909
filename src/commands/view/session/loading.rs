//! Reading, fetching and replacing what is shown, while the viewer goes on.
//!
//! ```text
//! r, a changed file, a copy of unknown age ──▶ Task about what is shown ──▶ refreshed, or failed
//! E and a choice, a URL without a copy     ──▶ Task about another one   ──▶ opened
//! ```

use chrono::Utc;

use super::{
    super::{
        super::{
            FAILED, FINE,
            open::{self, Fresh, Reading, Wanted},
        },
        behind::{News, Task},
        events,
        purpose::{Purpose, Wish},
        ready::Ready,
        shown::Shown,
    },
    Next, Session, first_view,
};
use crate::{favourites::Kept, source::Source, tui::app::Activity};

impl Session {
    /// Starts what goes on behind the viewer, now that it can be told.
    pub(super) fn go_to_work(&mut self) {
        match self.purpose.take() {
            Some(Purpose::Open(wish)) => self.fetch(*wish),
            _ => {
                self.settled();
                self.say_first_words();
                self.ask();
            }
        }
    }

    /// A schedule is on show: it is watched and remembered.
    fn settled(&mut self) {
        if let Some(note) = self.keep_up_to_date() {
            self.app.complain(note);
        }
        self.look_again(None);
        self.watch_marks();
        if let Some(complaint) = self.damaged_zones() {
            self.also_say(&complaint);
        }
        let Some(shown) = &self.shown else { return };
        if let Some(address) = shown.source.address() {
            let title = &self.app.schedule().event().title;
            // That it cannot be remembered is said when something matters more.
            let _ = self.store.remember_opened(&address, title, Utc::now());
        }
    }

    /// Notices from now on when the file on show is changed.
    pub(super) fn watch(&mut self) {
        let Some(shown) = &mut self.shown else { return };
        if let Err(why) = shown.watch(&self.behind) {
            self.app.complain(why);
        }
    }

    /// Asks the server whether the copy on show is current.
    fn ask(&mut self) {
        let Some(shown) = &mut self.shown else { return };
        if matches!(shown.source, Source::Web(_)) && !self.common.offline {
            shown.is_unsure();
            self.begin_task(Purpose::Refresh);
        }
    }

    /// Reads the schedule on show once more.
    pub(super) fn begin_task(&mut self, purpose: Purpose) {
        let Some(shown) = &mut self.shown else { return };
        // First the watch, then the reading, so that nothing gets lost in between. Where it cannot be
        // watched any more, reading will say why.
        let _ = shown.watch(&self.behind);
        let task = shown.task(&self.web);
        let activity = purpose.activity(shown);
        if self.go_on_watching_marks() && !matches!(purpose, Purpose::Reload) {
            self.take_in_marks();
        }
        self.set_to_work(task, purpose, activity);
    }

    /// Reads another schedule, while the one before stays on show.
    fn fetch(&mut self, wish: Wish) {
        let known = match &wish.source {
            Source::Web(url) => self.web.cached(url),
            _ => None,
        };
        let task = Task {
            source: wish.source.clone(),
            reading: wish.reading.clone(),
            web: self.web.clone(),
            known,
            print: None,
        };
        let purpose = Purpose::Open(Box::new(wish));
        let activity = purpose.progress(None);
        self.set_to_work(task, purpose, activity);
    }

    fn set_to_work(&mut self, task: Task, purpose: Purpose, activity: Option<Activity>) {
        match self.behind.begin(task) {
            Ok(()) => {
                self.purpose = Some(purpose);
                self.app.set_activity(activity);
            }
            Err(error) => self.app.complain(format!("It cannot be read: {error}")),
        }
    }

    /// Says that something is not saved, or how old a copy is, which may be out of date, as long as nothing else is to be
    /// said there.
    pub(super) fn own_up(&mut self) {
        if self.purpose.is_none()
            && let Some(shown) = &self.shown
        {
            let unsaved = !self.unsaved.is_empty() || !self.waiting.is_empty() || self.gives_back;
            let unsaved = unsaved.then(|| "your marks are not saved yet".to_owned());
            let caveat = unsaved.or_else(|| shown.caveat(self.common.offline));
            self.app.set_activity(caveat.map(|text| Activity {
                text,
                can_be_stopped: false,
            }));
        }
    }

    /// Takes in what has happened behind the viewer.
    pub(super) fn hear(&mut self) -> Next {
        for news in self.behind.news() {
            match news {
                News::Changed => {
                    if let Some(shown) = &mut self.shown {
                        shown.is_touched();
                    }
                }
                News::Marked => self.take_in_marks(),
                News::Progress(_, progress) => {
                    let purpose = self.purpose.as_ref();
                    if let Some(activity) = purpose.and_then(|it| it.progress(Some(progress))) {
                        self.app.set_activity(Some(activity));
                    }
                }
                News::Found(of, findings) => {
                    if self.app.has_on_show(&of) {
                        self.app.set_findings(findings);
                    }
                }
                News::Compared(of, news, note) => {
                    if self.app.has_on_show(&of) {
                        self.take_news(*news, note);
                    }
                }
                News::Kept(result) => self.seen_was_kept(result),
                News::Done(_, result) => {
                    self.behind.ended();
                    self.app.set_activity(None);
                    let Some(purpose) = self.purpose.take() else {
                        continue;
                    };
                    if let Next::Leave(code) = self.done(purpose, *result) {
                        return Next::Leave(code);
                    }
                }
            }
        }
        Next::GoOn
    }

    /// Reads a file that has changed, once nothing else is being read.
    pub(super) fn catch_up(&mut self) {
        if self.purpose.is_none() && self.shown.as_ref().is_some_and(Shown::wants_reading) {
            self.begin_task(Purpose::Watched);
        }
    }

    /// What a task has brought.
    fn done(&mut self, purpose: Purpose, result: anyhow::Result<Fresh>) -> Next {
        match (purpose, result) {
            // The next letters are for the note.
            (Purpose::Open(wish), Ok(fresh)) if self.app.note().is_some() => {
                self.arrived = Some((*wish, fresh));
            }
            (Purpose::Open(wish), result) => {
                let chosen = wish.chosen;
                match result.and_then(|fresh| self.opened(*wish, fresh)) {
                    Ok(()) => {}
                    Err(error) if chosen => self.not_opened(&error),
                    Err(error) => {
                        self.last_words = Some(error);
                        return Next::Leave(FAILED);
                    }
                }
            }
            (purpose, Ok(fresh)) => self.refreshed(&purpose, fresh),
            (_, Err(error)) => self.failed(&error),
        }
        Next::GoOn
    }

    /// Opens what came while a note was being written.
    pub(super) fn open_what_has_come(&mut self) {
        if self.app.note().is_none()
            && let Some((wish, fresh)) = self.arrived.take()
            && let Err(error) = self.opened(wish, fresh)
        {
            self.not_opened(&error);
        }
    }

    /// What was chosen cannot be shown. Where nothing else is, the reader chooses again.
    fn not_opened(&mut self, error: &anyhow::Error) {
        if self.shown.is_none() {
            self.list_events();
        }
        self.app.complain(format!("{error:#}"));
    }

    /// What was asked for is on show from now on.
    fn opened(&mut self, wish: Wish, fresh: Fresh) -> anyhow::Result<()> {
        let Wish {
            source,
            reading,
            chosen,
            note,
        } = wish;
        let known = match (&fresh.newer, &source) {
            (None, Source::Web(url)) => self.web.cached(url),
            _ => None,
        };
        let loaded = match (fresh.newer, known) {
            (Some(newer), _) => newer,
            // It was in the cache, and is current.
            (None, Some(copy)) => reading.load(&source, copy)?,
            (None, None) => anyhow::bail!("{}: there is nothing to read", source.name()),
        };
        // It may be the same event, whose marks are read now.
        self.try_again();
        let ready = Ready::new(&self.store, source, reading, loaded)?;
        if !chosen {
            ready.vouch_for(&self.common)?;
        }
        self.exhibit(ready);
        self.watch();
        self.settled();
        if let Some(note) = fresh.note.or(note) {
            self.app.complain(note);
        }
        self.say_first_words();
        Ok(())
    }

    /// The same of the rules for a time zone that the reader has chosen.
    pub(super) fn say_what_is_damaged(&mut self) {
        if let Some(complaint) = self.damaged_zones() {
            self.also_say(&complaint);
            self.say_first_words();
        }
    }

    /// Says what was printed before the viewer covered it, behind what is to be said anyway.
    fn say_first_words(&mut self) {
        let Some(words) = self.first_words.take() else {
            return;
        };
        let said = self.app.message().map(|message| message.text.clone());
        let all: Vec<String> = said.into_iter().chain([words]).collect();
        self.app.complain(all.join("; "));
    }

    /// Shows another event, or the first one.
    fn exhibit(&mut self, ready: Ready) {
        let (app, shown) = ready.app(
            &self.common,
            self.config.zone(),
            self.clock,
            self.app.size(),
        );
        self.keep_or_wait();
        let unkept = self.keep_seen().err();
        self.lost.extend(unkept);
        let before = std::mem::replace(&mut self.app, app);
        // A filter that was given or typed while nothing was there yet is for what comes first.
        let first = self.shown.replace(shown).is_none();
        self.app.land_again();
        self.app.begin_with(first_view(&self.config));
        self.app.follow(before, first);
        self.go_on_with_unsaved();
    }

    /// The schedule on show was read again.
    fn refreshed(&mut self, purpose: &Purpose, fresh: Fresh) {
        let note = fresh.note;
        let marks = match purpose {
            Purpose::Reload => self.read_marks(),
            _ => Marks::default(),
        };
        let note = note.or_else(|| marks.note.clone());
        let marks = marks.words();
        match fresh.newer {
            Some(loaded) => {
                let Some(shown) = &mut self.shown else { return };
                let checked = shown.replace(loaded);
                self.app.file_has_changed();
                match marks {
                    Some(marks) => self.show(checked, &format!("{}; {marks}", purpose.news())),
                    None => self.show(checked, purpose.news()),
                }
            }
            None => {
                let recovered = self.shown.as_mut().is_some_and(Shown::is_current);
                match (purpose, marks) {
                    (Purpose::Reload, Some(marks)) => {
                        self.app.tell(format!("Nothing has changed but {marks}"));
                    }
                    (Purpose::Reload, None) => self.app.tell("Nothing has changed"),
                    _ if recovered => self.app.tell("The schedule is as it was"),
                    _ => {}
                }
            }
        }
        if let Some(note) = note {
            self.app.complain(note);
        }
        // The newer version may name another zone.
        self.say_what_is_damaged();
    }

    /// Takes in what other viewers have marked meanwhile, and puts back what the file lacks since it was damaged.
    pub(super) fn read_marks(&mut self) -> Marks {
        if self.only_looks || self.shown.is_none() {
            return Marks::default();
        }
        let event = &self.app.schedule().event().id;
        let remembered = self.store.load(event);
        let is_there = self.store.keeps(event);
        let said = self.app.message();
        let is_said = |note: &String| said.is_some_and(|said| said.text.contains(note));
        let note = remembered.note.clone();
        let is_news = note != self.marks_note && !note.as_ref().is_some_and(is_said);
        self.marks_note.clone_from(&note);
        let mut marks = Marks {
            note: note.filter(|_| is_news),
            ..Marks::default()
        };
        // What is not saved yet, or never will be, is not to be lost by it.
        if remembered.unreadable || !is_there || !self.unsaved.is_empty() {
            return marks;
        }
        let favourites = |kept: &[Kept]| {
            let records = kept.iter().filter_map(Kept::record);
            records.filter(|record| record.stance.is_mine()).count()
        };
        let kept = self.app.picks().kept();
        let before = favourites(kept);
        let is_same = remembered.favourites == kept;
        if remembered.lacks_some {
            match self.save_marks() {
                Ok(note) => {
                    marks.note = note.or(marks.note);
                    // The next time, it is news.
                    self.marks_note = None;
                }
                Err(why) => {
                    marks.note = Some(format!("{why}; it holds here, and saving is tried again"));
                    self.gives_back = true;
                }
            }
        } else if is_same {
            return marks;
        } else {
            self.app.set_kept(remembered.favourites);
        }
        let after = favourites(self.app.picks().kept());
        marks.fewer = before.saturating_sub(after);
        marks.more = after.saturating_sub(before);
        marks.changed = !remembered.lacks_some || after != before;
        marks
    }

    /// Takes in the same as soon as it is written, and says what the reader might look for in vain.
    pub(super) fn take_in_marks(&mut self) {
        let marks = self.read_marks();
        match (marks.words(), marks.note) {
            (_, Some(note)) => self.app.complain(note),
            (Some(words), None) if marks.fewer > 0 => {
                self.app
                    .tell(format!("Another viewer or a command has changed {words}"));
            }
            _ => {}
        }
    }

    fn failed(&mut self, error: &anyhow::Error) {
        let Some(shown) = &mut self.shown else { return };
        shown.has_failed();
        let words = match &shown.source {
            Source::Web(_) => format!("Showing the copy of {}. {error:#}", shown.age()),
            _ => format!("Still showing the last good version. {error:#}"),
        };
        self.app.complain(words);
    }

    /// The reader does not want to wait any longer.
    pub(super) fn stop_waiting(&mut self) -> Next {
        self.behind.stop();
        self.purpose = None;
        self.app.set_activity(None);
        if self.shown.is_none() {
            return Next::Leave(FINE);
        }
        self.app.tell("Stopped");
        Next::GoOn
    }

    /// Reads the schedule again. What cannot be read leaves the one that is shown in place.
    pub(super) fn reload(&mut self) {
        let Some(shown) = &self.shown else { return };
        if let Some(why) = shown.cannot_be_reloaded(self.common.offline) {
            return self.app.complain(why);
        }
        if self.behind.is_busy() {
            // It is being read anyway; now somebody wants to know.
            if let Some(Purpose::Refresh | Purpose::Watched) = self.purpose {
                self.purpose = Some(Purpose::Reload);
            }
            return;
        }
        self.begin_task(Purpose::Reload);
    }

    /// The same, and waits for it.
    pub(super) fn reload_now(&mut self) {
        let Some(shown) = &self.shown else { return };
        if let Some(why) = shown.cannot_be_reloaded(self.common.offline) {
            return self.app.complain(why);
        }
        let loaded = open::load(
            &shown.source,
            &self.web,
            &shown.reading,
            self.common.offline,
            &mut |_| {},
        );
        let purpose = Purpose::Reload;
        match loaded {
            Ok((loaded, note)) => {
                let newer = Some(loaded);
                self.refreshed(&purpose, Fresh { newer, note });
            }
            Err(error) => self.failed(&error),
        }
    }

    /// Opens the picker with the events that are known here.
    pub(super) fn list_events(&mut self) {
        let recent = self.store.recent();
        self.app.pick_event(events::list(&self.config, &recent));
    }

    /// What the picker gave.
    fn wanted(&self, source: &str) -> anyhow::Result<Wish> {
        let source = events::typed(source);
        let wanted = Wanted::new(source.as_deref(), &self.config)?;
        let (reading, note) = Reading::new(&wanted, &self.common)?;
        if wanted.source == Source::Stdin {
            anyhow::bail!("standard input is the keyboard here");
        }
        Ok(Wish {
            source: wanted.source,
            reading,
            chosen: true,
            note,
        })
    }

    /// Opens another event: at once from this machine, else once it has been fetched.
    pub(super) fn open_another(&mut self, source: &str) {
        let wish = match self.wanted(source) {
            Ok(wanted) => wanted,
            Err(error) => return self.app.complain(format!("{error:#}")),
        };
        self.arrived = None;
        self.behind.stop();
        self.purpose = None;
        let source = &wish.source;
        let at_once = match source {
            // A file may be large, or on a slow disk.
            Source::File(_) => Ok(None),
            _ => open::at_once(source, &self.web, &wish.reading),
        };
        let can_be_fetched = match source {
            Source::Web(_) => !self.common.offline,
            _ => true,
        };
        match at_once {
            Ok(Some(loaded)) => {
                let newer = Some(loaded);
                match self.opened(wish, Fresh { newer, note: None }) {
                    Ok(()) => self.ask(),
                    Err(error) => self.not_opened(&error),
                }
            }
            // Also where the copy is of no use: the server has something better.
            _ if can_be_fetched => self.fetch(wish),
            Ok(None) => self.not_opened(&anyhow::anyhow!(open::not_in_cache(source, &self.web))),
            Err(error) => self.not_opened(&error),
        }
    }

    /// Opens another event and waits for it.
    pub(super) fn open_now(&mut self, source: &str) {
        let loaded = self.wanted(source).and_then(|wish| {
            let Wish {
                source, reading, ..
            } = wish;
            let (loaded, _) = open::load(
                &source,
                &self.web,
                &reading,
                self.common.offline,
                &mut |_| {},
            )?;
            Ready::new(&self.store, source, reading, loaded)
        });
        match loaded {
            Ok(ready) => self.exhibit(ready),
            Err(error) => self.app.complain(format!("{error:#}")),
        }
    }
}

/// What became of the marks when their file was read again.
#[derive(Default)]
pub(super) struct Marks {
    changed: bool,
    /// So many favourites are there that were not.
    more: usize,
    /// So many are not there any more.
    fewer: usize,
    /// What the reader should know, and was not told yet.
    note: Option<String>,
}

impl Marks {
    /// What has changed: `your marks: 2 more favourites`.
    fn words(&self) -> Option<String> {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        self.changed.then(|| match (self.more, self.fewer) {
            (0, 0) => "your marks".to_owned(),
            (0, fewer) => format!("your marks: {fewer} favourite{} fewer", plural(fewer)),
            (more, _) => format!("your marks: {more} more favourite{}", plural(more)),
        })
    }
}
