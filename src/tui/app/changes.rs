//! What changed since the reader last looked: the reader's own first, then by what happened.
//!
//! It is found out behind the viewer; [`App::set_news`] brings it. A change is seen once its entry was opened, or all are at
//! once. What has been seen stays in the list as long as the viewer runs, without its mark.

use std::sync::Arc;

use super::{
    App, Message, View,
    roll::{Roll, Selectable},
};
use crate::{
    agenda::{About, Newness, News},
    schedule::Schedule,
    text,
    tui::{
        action::{Action, Effect},
        page::Subject,
        rows::changes::{self, ChangeRow},
    },
};

/// What changed since the reader last looked.
#[derive(Debug, Default)]
pub struct Changes {
    /// `None` until somebody has looked.
    news: Option<News>,
    /// What the rows were made from: the filter, the news, what is marked.
    made_of: Option<(u64, u64, u64)>,
    version: u64,
    /// Something was seen that is not kept yet.
    unkept: bool,
    /// So many changes were told of.
    told: usize,
    /// What was selected before the schedule was read again, by its id.
    wanted: Option<String>,
    roll: Roll<ChangeRow>,
}

impl Selectable for ChangeRow {
    fn is_selectable(&self) -> bool {
        matches!(self, Self::Change(_))
    }
}

impl Changes {
    /// What is known of it.
    pub fn news(&self) -> Option<&News> {
        self.news.as_ref()
    }

    /// The lines.
    pub fn rows(&self) -> &[ChangeRow] {
        self.roll.rows()
    }

    /// The line that the cursor is on.
    pub fn cursor(&self) -> Option<usize> {
        self.roll.cursor()
    }

    /// The first line that is shown.
    pub fn top(&self) -> usize {
        self.roll.top()
    }

    /// What the cursor is on.
    pub fn selected(&self) -> Option<About> {
        match self.roll.selected()? {
            ChangeRow::Change(about) => Some(*about),
            ChangeRow::Heading(..) => None,
        }
    }

    pub(super) fn scroll_to_cursor(&mut self, height: usize) {
        self.roll.follow(height);
    }

    /// Turns the wheel; says whether something else is selected now.
    pub(super) fn scroll(&mut self, by: isize, height: usize) -> bool {
        self.roll.wheel(by, height)
    }

    pub(super) fn put(&mut self, row: usize) {
        self.roll.put(row);
    }
}

impl App {
    /// What changed since the reader last looked.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// How an entry differs from what the reader saw, as long as it has not been seen.
    pub fn newness(&self, entry: usize) -> Option<Newness> {
        self.changes.news.as_ref()?.of(entry)
    }

    /// The schedule on show, for another thread.
    pub fn on_show(&self) -> Arc<Schedule> {
        Arc::clone(&self.schedule)
    }

    /// Whether this very schedule is on show, and not another version of it.
    pub fn has_on_show(&self, schedule: &Arc<Schedule>) -> bool {
        Arc::ptr_eq(&self.schedule, schedule)
    }

    /// What has been seen and what has not, if that is known, and of which version of the schedule.
    pub fn seen(&self) -> (Option<News>, Arc<Schedule>) {
        (self.changes.news.clone(), self.on_show())
    }

    /// What the reader has seen, if it is not kept yet: it is, from now on.
    pub fn seen_to_keep(&mut self) -> Option<News> {
        let news = self.changes.news.clone().filter(|_| self.changes.unkept)?;
        self.changes.unkept = false;
        Some(news)
    }

    /// It could not be kept.
    pub fn seen_is_not_kept(&mut self) {
        self.changes.unkept = true;
    }

    /// Takes in what changed, and says it once. It must be about the schedule on show.
    pub fn set_news(&mut self, news: News) {
        let more = news.unseen() > std::mem::replace(&mut self.changes.told, news.unseen());
        self.changes.news = Some(news);
        self.news_changed();
        if more {
            self.say_news();
        }
        self.settle();
    }

    /// The schedule is another one, and what is known is about the one before: nothing is marked until somebody has looked
    /// again.
    pub(super) fn forget_news(&mut self) {
        let selected = self.changes.selected();
        if let Some(news) = self.changes.news.take() {
            let known = selected.and_then(|about| changes::known(&news, about));
            self.changes.wanted = known.map(|known| known.id.clone());
            self.news_changed();
        }
    }

    fn news_changed(&mut self) {
        self.changes.version += 1;
        if self.filter.query().depends_on_news() {
            self.filter_again();
        }
    }

    /// What concerns the reader most comes first.
    fn say_news(&mut self) {
        let Some(news) = &self.changes.news else {
            return;
        };
        let mut words = changes::summary(news, self.picks());
        if self.view != View::Changes {
            let key = self.key_of(&Action::Changes);
            words = format!("{words}; {key} shows what changed");
        }
        match self.message.take() {
            Some(Message { text, error }) => {
                self.tell(format!("{text}; {words}"));
                // What went wrong stays in its colour.
                self.message
                    .iter_mut()
                    .for_each(|message| message.error = error);
            }
            None => self.tell(text::capitalised(&words)),
        }
    }

    /// Lists the changes anew if they, the filter or the marks have changed.
    pub(super) fn list_changes(&mut self) {
        let version = (
            self.filter.version(),
            self.changes.version,
            self.marked.version(),
        );
        if self.changes.made_of == Some(version) {
            return;
        }
        let selected = self.changes.selected();
        let row = self.changes.roll.cursor();
        let rows = match &self.changes.news {
            Some(news) => changes::rows(self, news),
            None => Vec::new(),
        };
        let wanted = self.changes.wanted.clone();
        let is_it = |row: &&ChangeRow| match (row, selected, &wanted) {
            (ChangeRow::Change(about), Some(selected), _) => *about == selected,
            (ChangeRow::Change(about), None, Some(wanted)) => {
                let news = self.changes.news.as_ref();
                let known = news.and_then(|news| changes::known(news, *about));
                known.is_some_and(|known| known.id == *wanted)
            }
            (ChangeRow::Heading(..), ..) | (ChangeRow::Change(_), None, None) => false,
        };
        let same = rows.iter().position(|row| is_it(&row));
        if !rows.is_empty() {
            self.changes.wanted = None;
        }
        self.changes.made_of = Some(version);
        self.changes.roll.list(rows, same.or(row).unwrap_or(0));
    }

    pub(super) fn move_among_changes(&mut self, motion: &Action) {
        let height = self.list_height();
        self.changes.roll.go(motion, height);
    }

    /// The entry of the change that is selected.
    pub fn entry_of_change(&self) -> Option<usize> {
        match self.changes.selected()? {
            About::Entry(index) => Some(index),
            About::Gone(_) => None,
        }
    }

    /// The page of what is selected.
    pub(super) fn page_of_change(&self) -> Option<Subject> {
        let about = self.changes.selected()?;
        match about {
            About::Entry(index) => Some(Subject::Entry(self.schedule.entry(index)?.id.clone())),
            About::Gone(_) => {
                let news = self.changes.news.as_ref()?;
                let was = news.before(about)?;
                Some(Subject::Removed(Box::new(was.clone())))
            }
        }
    }

    /// What is open has been seen.
    pub(super) fn see_what_is_open(&mut self) -> Vec<Effect> {
        let Some(news) = &self.changes.news else {
            return Vec::new();
        };
        let about = match self.opened.last().map(|page| &page.subject) {
            Some(Subject::Entry(id)) => self.schedule.find(id).map(About::Entry),
            Some(Subject::Removed(was)) => {
                let is_it = |about: &About| news.before(*about) == Some(&**was);
                let mut all = news.all().map(|(about, _)| about);
                all.find(|about| matches!(about, About::Gone(_)) && is_it(about))
            }
            _ => None,
        };
        if let Some(news) = &mut self.changes.news
            && about.is_some_and(|about| news.see(about))
        {
            self.changes.unkept = true;
            self.news_changed();
            return vec![Effect::KeepSeen];
        }
        Vec::new()
    }

    /// All changes have been seen.
    pub(super) fn see_all(&mut self) -> Vec<Effect> {
        let Some(news) = self.changes.news.as_mut().filter(|news| news.unseen() > 0) else {
            self.tell("Nothing changed that you have not seen");
            return Vec::new();
        };
        let count = news.unseen();
        news.see_all();
        self.changes.unkept = true;
        self.news_changed();
        self.tell(match count {
            1 => "1 change is seen".to_owned(),
            many => format!("{many} changes are seen"),
        });
        vec![Effect::KeepSeen]
    }

    /// The entries among the changes that are listed.
    pub(super) fn changed_entries(&self) -> Vec<usize> {
        let rows = self.changes.rows().iter();
        let entries = rows.filter_map(|row| match row {
            ChangeRow::Change(About::Entry(index)) => Some(*index),
            _ => None,
        });
        entries.collect()
    }

    /// How many changes are not seen yet, of those that are listed.
    pub fn changes_count(&self) -> (usize, usize) {
        let Some(news) = &self.changes.news else {
            return (0, 0);
        };
        let listed = self.changes.rows().iter().filter_map(|row| match row {
            ChangeRow::Change(about) => Some(*about),
            ChangeRow::Heading(..) => None,
        });
        let (mut unseen, mut all) = (0, 0);
        for about in listed {
            all += 1;
            unseen += usize::from(news.is_unseen(about));
        }
        (unseen, all)
    }
}
