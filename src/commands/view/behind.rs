//! What goes on behind the viewer: reading and fetching in threads of their own, so that a slow disk,
//! a slow network or a large file never keeps a key waiting.
//!
//! ```text
//! Session ──Task──▶ thread ──News──▶ channel ──bell──▶ Terminal::wait ──▶ Session
//!                   file watch ──News──┘
//! ```

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
};

use super::{
    super::open::{self, Fresh, Reading},
    shown::Print,
};
use crate::{
    agenda,
    schedule::{Schedule, rules::Finding},
    source::{
        Source,
        watch::{Watch, Watcher},
        web::{Copy, Progress, Web},
    },
    tui::terminal::Waker,
};

/// What happened behind the viewer.
pub(super) enum News {
    /// The file of the schedule may have changed.
    Changed,
    /// Another viewer may have marked something, or this one.
    Marked,
    /// So far a task has come.
    Progress(u64, Progress),
    /// A task is over.
    Done(u64, Box<anyhow::Result<Fresh>>),
    /// What is wrong with a schedule.
    Found(Arc<Schedule>, Vec<Finding>),
    /// What changed in a schedule since the reader last looked, and what they should know of that.
    Compared(Arc<Schedule>, Box<agenda::News>, Option<String>),
    /// What the reader has seen is kept, or not; what they should know of that.
    Kept(Result<Option<String>, String>),
}

/// Something to read.
pub(super) struct Task {
    pub(super) source: Source,
    pub(super) reading: Reading,
    pub(super) web: Web,
    /// What is known already of a schedule on the web: only something else is news.
    pub(super) known: Option<Copy>,
    /// That of what was read of a file: only something else is news.
    pub(super) print: Option<Print>,
}

impl Task {
    fn run(self, cancel: &AtomicBool, progress: &mut dyn FnMut(Progress)) -> anyhow::Result<Fresh> {
        let Self {
            source,
            reading,
            web,
            known,
            print,
        } = self;
        if let Source::Web(url) = &source {
            return open::refresh(url, known.as_ref(), &web, &reading, cancel, progress);
        }
        let copy = open::local(&source)?;
        let same = print == Some(Print::of(&copy.bytes));
        let newer = if same {
            None
        } else {
            Some(reading.load(&source, copy)?)
        };
        Ok(Fresh { newer, note: None })
    }
}

/// The threads behind a viewer. At most one task counts: a new one replaces it.
pub(super) struct Behind {
    sender: Sender<News>,
    receiver: Receiver<News>,
    /// None while there is no terminal: then nothing is told until somebody asks.
    waker: Option<Waker>,
    number: u64,
    cancel: Option<Arc<AtomicBool>>,
    watcher: Watcher,
}

impl Behind {
    pub(super) fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self {
            sender,
            receiver,
            waker: None,
            number: 0,
            cancel: None,
            watcher: Watcher::default(),
        }
    }

    /// From now on, news ring this bell.
    pub(super) fn ring(&mut self, waker: Waker) {
        self.waker = Some(waker);
    }

    /// What has happened, as far as it still matters.
    pub(super) fn news(&mut self) -> Vec<News> {
        let number = self.number;
        let mut news: Vec<News> = self.receiver.try_iter().collect();
        news.retain(|news| match news {
            News::Changed | News::Marked | News::Found(..) | News::Compared(..) | News::Kept(_) => {
                true
            }
            News::Progress(of, _) | News::Done(of, _) => *of == number,
        });
        news
    }

    /// Begins a task in a thread, in place of the one before.
    pub(super) fn begin(&mut self, task: Task) -> std::io::Result<()> {
        self.stop();
        let cancel = Arc::new(AtomicBool::new(false));
        self.cancel = Some(Arc::clone(&cancel));
        let (number, tell) = (self.number, self.teller());
        let run = move || {
            let result = task.run(&cancel, &mut |progress| {
                tell(News::Progress(number, progress));
            });
            tell(News::Done(number, Box::new(result)));
        };
        let thread = std::thread::Builder::new().name("read".to_owned());
        thread.spawn(run).map(drop)
    }

    /// Finds something out in a thread. What it tells names the schedule that it is about: another one may be on show by then.
    pub(super) fn find_out(
        &self,
        find_out: impl FnOnce() -> News + Send + 'static,
    ) -> std::io::Result<()> {
        let tell = self.teller();
        let thread = std::thread::Builder::new().name("look".to_owned());
        thread.spawn(move || tell(find_out())).map(drop)
    }

    /// Whether a task is on its way.
    pub(super) fn is_busy(&self) -> bool {
        self.cancel.is_some()
    }

    /// A task has ended by itself.
    pub(super) fn ended(&mut self) {
        self.cancel = None;
    }

    /// Gives a task up; what it still says is not heard.
    pub(super) fn stop(&mut self) {
        if let Some(cancel) = self.cancel.take() {
            cancel.store(true, Ordering::Relaxed);
        }
        self.number += 1;
    }

    /// Watches a file.
    pub(super) fn watch(&self, path: &Path) -> Result<Watch, String> {
        let tell = self.teller();
        self.watcher.watch(path, move || tell(News::Changed))
    }

    /// Watches a state file.
    pub(super) fn watch_marks(&self, path: &Path) -> Result<Watch, String> {
        let tell = self.teller();
        self.watcher.watch(path, move || tell(News::Marked))
    }

    fn teller(&self) -> impl Fn(News) + Send + use<> {
        let (sender, waker) = (self.sender.clone(), self.waker.clone());
        move |news| {
            // Once the viewer has ended, nobody listens.
            if sender.send(news).is_ok()
                && let Some(waker) = &waker
            {
                waker.wake();
            }
        }
    }
}
