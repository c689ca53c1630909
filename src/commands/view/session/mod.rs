//! A running viewer: sleeps until something happens, and does what the state asks of the outside.

mod checking;
mod exporting;
mod keeping;
mod loading;
mod news;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Timelike as _, Utc};
use ratatui::{buffer::Buffer, crossterm::event::KeyEvent, layout::Rect};

use super::{
    super::{
        FINE, complain,
        open::{self, Begun, Clock, Fresh, Loaded, Opened, Waiting, Wanted},
    },
    behind::Behind,
    desktop::Opening,
    purpose::{Purpose, Wish},
    ready::{Ready, count_errors, errors_noted, setup},
    shown::Shown,
};
use crate::{
    cli::{Common, Viewer},
    config::{Config, FirstView},
    draft::Draft,
    favourites::Mark,
    schedule::{
        check::{self, Checked},
        diff::is_another_event,
    },
    source::{watch::Watch, web::Web},
    store::Store,
    tui::{
        self,
        action::{Action, Effect},
        app::{App, View},
        geometry::Size,
        keymap::Keymap,
        pointing::Pointer,
        terminal::{Input, Terminal},
        theme::{Look, Symbols},
        view::{self, Drawn},
    },
    zone::{Choice, Zone},
};

/// What is to be seen now.
pub(super) fn frame(app: &App, look: &Look) -> (Buffer, Drawn) {
    let Size { columns, rows } = app.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let drawn = view::draw(app, look, &mut buffer);
    (buffer, drawn)
}

/// A viewer with all that it needs from outside.
pub(super) struct Session {
    pub(super) app: App,
    pub(super) look: Look,
    /// The schedule on show; `None` until the first one is there.
    shown: Option<Shown>,
    behind: Behind,
    /// What the task behind is for.
    purpose: Option<Purpose>,
    /// What to say once the terminal is given back, if the viewer ends because nothing can be shown.
    pub(super) last_words: Option<anyhow::Error>,
    /// What was wrong before anything could be seen: said with the first schedule on show.
    first_words: Option<String>,
    /// It writes nothing.
    only_looks: bool,
    /// Another event that is there, and waits until the reader has written a note.
    arrived: Option<(Wish, Fresh)>,
    /// What the reader marked and could not be written yet.
    unsaved: Vec<Mark>,
    /// The same of events that are not on show any more.
    waiting: Vec<keeping::Waiting>,
    /// Tells when another viewer has marked something.
    marks_watch: Option<Watch>,
    /// What was last said of the file of marks.
    marks_note: Option<String>,
    /// Something is missing in the file of marks, and could not be put back yet.
    gives_back: bool,
    /// What the reader changed about rooms and could not be written yet.
    unsaved_rooms: Vec<keeping::Rearranged>,
    /// What could not be written at all: to be said once the terminal is given back.
    pub(super) lost: Vec<String>,
    /// So many threads keep what the reader has seen.
    keeping: usize,
    /// The link that was opened last.
    opening: Option<Opening>,
    web: Web,
    common: Common,
    config: Config,
    store: Store,
    clock: Clock,
    /// When the last key was pressed.
    pressed: Option<Instant>,
    pointer: Pointer,
    /// What clicks are timed from.
    begun: Instant,
}

/// Who presses nothing for so long has seen what the last key did.
const THOUGHT: Duration = Duration::from_millis(500);

/// So many letters at once are not typed by hand.
const FLOOD: usize = 64;

/// Whether the viewer goes on.
enum Next {
    GoOn,
    Leave(i32),
}

impl Session {
    /// A viewer for one frame: nothing goes on behind it.
    pub(super) fn open(
        wanted: Wanted,
        viewer: &Viewer,
        common: &Common,
        config: Config,
        size: Size,
    ) -> anyhow::Result<Self> {
        let opened = open::open_as_it_is(wanted, common)?;
        let session = Self::with(opened, viewer, common, config, size)?;
        let mut session = Self {
            only_looks: true,
            ..session
        };
        session.look_again(None);
        if let Some(complaint) = session.damaged_zones() {
            complain(&format!("note: {complaint}"));
        }
        Ok(session)
    }

    /// What is damaged of the machine's rules for the time zones of the schedule on show, where it was not said yet.
    fn damaged_zones(&self) -> Option<String> {
        self.shown.as_ref()?.reading.atlas.complaint()
    }

    /// A viewer that shows what is there, and waits for what is not.
    pub(super) fn begin(
        wanted: Wanted,
        viewer: &Viewer,
        common: &Common,
        config: Config,
        size: Size,
    ) -> anyhow::Result<Self> {
        let Waiting {
            source,
            reading,
            web,
        } = match open::begin(wanted, common)? {
            Begun::Opened(opened) => return Self::with(*opened, viewer, common, config, size),
            Begun::Waiting(waiting) => *waiting,
        };
        // Nothing is known of the event yet, but a clock does no harm.
        let mut draft = Draft::default();
        draft.event.title = source.title();
        draft.event.time_zone = Some("UTC".to_owned());
        let checked = check::check(draft, &reading.atlas, None);
        let clock = Clock::new(common)?;
        let setup = setup(&reading, Choice::Event, clock.now(&Zone::utc()), size);
        let wish = Wish {
            source,
            reading,
            chosen: false,
            note: None,
        };
        let session = Self::new(
            App::new(checked, setup),
            viewer,
            common,
            config,
            (web, clock),
        );
        Ok(Self {
            purpose: Some(Purpose::Open(Box::new(wish))),
            ..session
        })
    }

    fn with(
        opened: Opened,
        viewer: &Viewer,
        common: &Common,
        config: Config,
        size: Size,
    ) -> anyhow::Result<Self> {
        let clock = Clock::new(common)?;
        let store = Store::of_user();
        let Opened {
            source,
            checked,
            copy,
            reading,
            web,
        } = opened;
        let loaded = Loaded { checked, copy };
        let ready = Ready::new(&store, source, reading, loaded)?;
        ready.vouch_for(common)?;
        let (app, shown) = ready.app(common, config.zone(), clock, size);
        Ok(Self {
            shown: Some(shown),
            store,
            ..Self::new(app, viewer, common, config, (web, clock))
        })
    }

    /// A viewer of which nothing has happened yet.
    fn new(
        mut app: App,
        viewer: &Viewer,
        common: &Common,
        config: Config,
        (web, clock): (Web, Clock),
    ) -> Self {
        app.remind_before(config.reminder().minutes);
        if !config.keys().is_empty() {
            // What is wrong with them was said.
            let (keymap, _) = Keymap::new(config.keys());
            app.use_keys(Arc::new(keymap));
        }
        app.begin_with(first_view(&config));
        app.set_mouse(viewer.mouse || config.mouse());
        if let Some(query) = &viewer.query {
            app.set_filter(query);
        }
        app.note_config(config.notes());
        let first_words = first_words(&config, &app);
        Self {
            app,
            look: Look::default(),
            shown: None,
            behind: Behind::new(),
            purpose: None,
            last_words: None,
            first_words,
            only_looks: false,
            arrived: None,
            unsaved: Vec::new(),
            waiting: Vec::new(),
            marks_watch: None,
            marks_note: None,
            gives_back: false,
            unsaved_rooms: Vec::new(),
            lost: Vec::new(),
            keeping: 0,
            opening: None,
            web,
            common: common.clone(),
            config,
            store: Store::of_user(),
            clock,
            pressed: None,
            pointer: Pointer::default(),
            begun: Instant::now(),
        }
    }

    /// Something to be said with the first schedule on show.
    pub(super) fn also_say(&mut self, words: &str) {
        let all: Vec<&str> = self
            .first_words
            .as_deref()
            .into_iter()
            .chain([words])
            .collect();
        self.first_words = Some(all.join("; "));
    }

    /// How frames are to look.
    pub(super) fn set_look(&mut self, look: Look) {
        self.app.use_symbols(look.symbols);
        self.look = look;
    }

    /// Presses a key without a terminal: nothing is written or opened in other programs.
    pub(super) fn press(&mut self, key: &KeyEvent) {
        for effect in tui::press(&mut self.app, key) {
            match effect {
                Effect::Reload => self.reload_now(),
                Effect::Check => self.look_for_findings(),
                Effect::ListEvents => self.list_events(),
                Effect::OpenSource(source) => self.open_now(&source),
                Effect::AssumeEventZone(name) => {
                    self.assume_event_zone(&name);
                }
                _ => {}
            }
        }
    }

    /// What counts as now.
    fn now(&self) -> Option<DateTime<Utc>> {
        self.clock.now(&self.app.schedule().event().zone)
    }

    /// The viewer from the first frame to the last. However it ends, what could not be written yet is tried once more.
    pub(super) fn browse(&mut self, terminal: &mut Terminal) -> io::Result<i32> {
        let left = self.go_on(terminal);
        self.behind.stop();
        self.keep_note();
        self.keep_or_mourn();
        let unkept = self.keep_seen().err();
        self.lost.extend(unkept);
        left
    }

    fn draw(&self, terminal: &mut Terminal) -> io::Result<()> {
        let (buffer, drawn) = frame(&self.app, &self.look);
        terminal.cursor(drawn.cursor);
        terminal.draw(&buffer, &drawn.links)
    }

    /// The loop: sleep until something happens, take all of it in, draw once.
    fn go_on(&mut self, terminal: &mut Terminal) -> io::Result<i32> {
        let (columns, rows) = terminal.size();
        self.app.resized(Size { columns, rows });
        self.app.land_again();
        self.behind.ring(terminal.waker());
        if self.shown.is_some() {
            // What is there is shown before anything is compared or written, which it does not need; and watched, since from
            // then on it may be changed.
            self.watch();
            self.draw(terminal)?;
        }
        self.go_to_work();
        self.catch_up();
        self.own_up();
        loop {
            // What is typed is kept before anything else happens.
            self.keep_note();
            self.draw(terminal)?;
            if let Some(notice) = self.app.announce() {
                self.carry_out(notice, terminal)?;
            }
            let inputs = self.wait(terminal)?;
            if inputs.is_empty() {
                // A minute has passed: perhaps it works by now.
                self.try_again();
                if self.go_on_watching_marks() {
                    self.take_in_marks();
                }
            }
            let mut inputs = VecDeque::from(inputs);
            while let Some(input) = self.next_of(&mut inputs) {
                if let Next::Leave(code) = self.take(input, terminal)? {
                    return Ok(code);
                }
            }
            self.open_what_has_come();
            self.app.tick(self.now());
            self.catch_up();
            self.own_up();
        }
    }

    /// Blocks until something happens. While somebody types a filter, and thinks, what it needs is made ahead.
    fn wait(&mut self, terminal: &mut Terminal) -> io::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        while inputs.is_empty() && self.app.prepare_search() {
            inputs = terminal.wait(Some(Duration::ZERO))?;
        }
        if inputs.is_empty() {
            inputs = terminal.wait(Some(until_next_minute(self.now())))?;
        }
        Ok(inputs)
    }

    /// The next of what came together. Letters by the hundred, where text is typed, were pasted in a terminal without brackets
    /// around that; each for itself would be looked for and laid out.
    fn next_of(&self, inputs: &mut VecDeque<Input>) -> Option<Input> {
        let (keymap, context) = (self.app.keymap(), self.app.context());
        let typed = |input: &Input| match input {
            Input::Key(key) => match keymap.action(context, key) {
                Some(Action::Insert(char)) => Some(char),
                _ => None,
            },
            _ => None,
        };
        let text: String = inputs.iter().map_while(typed).collect();
        let count = text.chars().count();
        if count < FLOOD {
            return inputs.pop_front();
        }
        inputs.drain(..count);
        Some(Input::Paste(text))
    }

    fn take(&mut self, input: Input, terminal: &mut Terminal) -> io::Result<Next> {
        let writing = self.app.note().is_some();
        let effects = match input {
            Input::Key(key) => {
                let pressed = Instant::now();
                let before = self.pressed.replace(pressed);
                if before.is_some_and(|before| pressed - before > THOUGHT) {
                    self.app.paused();
                }
                tui::press(&mut self.app, &key)
            }
            Input::Paste(text) => self.app.update(Action::Paste(text)),
            Input::Resized(columns, rows) => {
                self.app.resized(Size { columns, rows });
                Vec::new()
            }
            Input::Closed => return Ok(Next::Leave(HUNG_UP)),
            Input::Resumed => {
                // The window may have changed while nobody looked.
                let (columns, rows) = terminal.size();
                self.app.resized(Size { columns, rows });
                Vec::new()
            }
            Input::Woken => {
                self.own_up_to_link(terminal)?;
                return Ok(self.hear());
            }
            Input::Learnt { wide_signs } => {
                if wide_signs {
                    let look = Look {
                        symbols: Symbols::Eastern,
                        ..self.look.clone()
                    };
                    self.set_look(look);
                }
                Vec::new()
            }
            // A report that was on its way when the mouse was given back is nobody's wish.
            Input::Mouse(_) if !self.app.has_mouse() => Vec::new(),
            Input::Mouse(event) => {
                let at = self.begun.elapsed();
                tui::point(&mut self.app, &self.look, &mut self.pointer, &event, at)
            }
        };
        for effect in effects {
            if let Next::Leave(code) = self.carry_out(effect, terminal)? {
                return Ok(Next::Leave(code));
            }
        }
        if writing && self.app.note().is_none() && !self.unsaved.is_empty() {
            // It was closed, and is not kept as safely as the viewer takes it to be.
            self.keep_unsaved();
        }
        Ok(Next::GoOn)
    }

    fn carry_out(&mut self, effect: Effect, terminal: &mut Terminal) -> io::Result<Next> {
        match effect {
            Effect::Quit => return Ok(Next::Leave(FINE)),
            Effect::Suspend => {
                if !terminal.suspend()? {
                    self.app.tell("There is no shell to go back to");
                }
            }
            Effect::Redraw => terminal.redraw_all(),
            Effect::Reload => self.reload(),
            Effect::Check => self.look_for_findings(),
            Effect::KeepSeen => self.keep_seen_behind(),
            Effect::ListEvents => self.list_events(),
            Effect::OpenSource(source) => self.open_another(&source),
            Effect::StopWaiting => return Ok(self.stop_waiting()),
            Effect::AssumeEventZone(name) => {
                if self.assume_event_zone(&name) {
                    let zone = Choice::parse(&name);
                    self.remember(|store, event| store.save_event_zone(event, &zone));
                }
            }
            Effect::RememberZone(choice) => {
                self.remember(|store, event| store.save_zone(event, &choice));
                self.say_what_is_damaged();
            }
            Effect::RememberRooms {
                order,
                hidden,
                shown,
            } => {
                self.keep_rooms(order, hidden, shown);
            }
            Effect::RememberQuery(query) => {
                self.remember(|store, event| store.save_query(event, &query));
            }
            Effect::Export(what) => self.export(&what),
            Effect::Keep(mark) => self.keep(mark),
            Effect::Mouse(on) => terminal.mouse(on)?,
            Effect::Copy(line) => terminal.copy(&line)?,
            Effect::Notify(notice) => {
                let reminder = self.config.reminder();
                let (bell, protocol) = (reminder.bell, reminder.notify);
                terminal.notify(bell, protocol, &notice.title, &notice.body)?;
            }
            Effect::OpenLink(url) => self.open_link(&url, terminal)?,
        }
        Ok(Next::GoOn)
    }

    /// Takes the event to be in a zone, and says whether it can be.
    fn assume_event_zone(&mut self, name: &str) -> bool {
        let Some(shown) = &mut self.shown else {
            return false;
        };
        match shown.in_zone(name) {
            Ok(checked) => {
                self.show(checked, &format!("Taken to be in {name}"));
                self.say_what_is_damaged();
                // What is being read knows nothing of the zone yet.
                if let Some(purpose) = self.purpose.take_if(|it| it.is_about_shown()) {
                    self.begin_task(purpose);
                }
                true
            }
            Err(error) => {
                self.app.complain(format!("{error:#}"));
                false
            }
        }
    }

    fn show(&mut self, checked: Checked, news: &str) {
        let errors = count_errors(&checked);
        let renamed = checked.schedule.event().id != self.app.schedule().event().id;
        if renamed && !self.only_looks {
            // From there it is taken over; what cannot be saved now is saved under the new id.
            let _ = self.save_marks();
        }
        // It is told by the version on show.
        let unkept = self.keep_seen().err();
        self.lost.extend(unkept);
        let before = self.app.seen();
        let errors_before = self.app.errors_in_file();
        self.app.loaded(checked);
        // Of what is looked at for the first time, nothing is new.
        let another = is_another_event(&before.1, self.app.schedule());
        self.look_again(Some(before).filter(|_| !another));
        let recalled = if renamed { self.recall() } else { None };
        if renamed {
            for mark in &self.unsaved {
                self.app.say_again(mark);
            }
        }
        let updated = self.keep_up_to_date();
        if renamed {
            self.watch_marks();
        }
        // In another zone of the event, `--at` may be another moment.
        self.app.tick(self.now());
        if another {
            self.app.land_again();
        }
        // A schedule that is broken stays so until it is read again; of a state file, it is said once.
        // Who sees them listed, or has seen the note, need not be told.
        let is_news = errors > errors_before && self.app.view() != View::Check;
        let errors = || errors_noted(&self.app, errors).filter(|_| is_news);
        match recalled.or(updated).or_else(errors) {
            Some(wrong) => self.app.complain(wrong),
            None if another => {
                let title = &self.app.schedule().event().title;
                self.app.tell(format!("This is another event now: {title}"));
            }
            None => self.app.tell(news),
        }
    }

    /// Opens a link in the desktop's browser; where there is no desktop, copies and shows it.
    fn open_link(&mut self, url: &str, terminal: &mut Terminal) -> io::Result<()> {
        // Which of several it is.
        let which = self.app.message().map(|message| message.text.clone());
        let which = which.map_or_else(String::new, |which| format!(" · {which}"));
        let waker = terminal.waker();
        self.opening = Opening::begin(url, &which, move || waker.wake());
        if self.opening.is_some() {
            self.app.tell(format!("Opened {url}{which}"));
        } else {
            terminal.copy(url)?;
            let why = ", as there is no desktop to open it on";
            self.app.tell_copied(why, &format!("{url}{which}"));
        }
        Ok(())
    }

    /// Takes back that a link was opened, if that has turned out to be wrong, and copies it.
    fn own_up_to_link(&mut self, terminal: &mut Terminal) -> io::Result<()> {
        let Some((url, which)) = self.opening.as_ref().and_then(Opening::failed) else {
            return Ok(());
        };
        terminal.copy(url)?;
        let why = ", as it could not be opened here";
        self.app.tell_copied(why, &format!("{url}{which}"));
        self.opening = None;
        Ok(())
    }
}

/// What is wrong in the configuration: one mistake without the folders, which were printed, so that it is a line; of several,
/// where they are listed.
fn first_words(config: &Config, app: &App) -> Option<String> {
    let (note, others) = config.notes().split_first()?;
    let name = note.find("config.toml").and_then(|at| note.get(at..));
    let name = name.unwrap_or(note).to_owned();
    Some(match others.len() {
        0 => name,
        more => {
            let help = app.key_of(&Action::Help);
            format!(
                "{} mistakes in config.toml: {help}{help} lists them",
                more + 1
            )
        }
    })
}

/// The view that is configured.
fn first_view(config: &Config) -> View {
    match config.view() {
        FirstView::Timetable => View::Timetable,
        FirstView::Grid => View::Grid,
        FirstView::People => View::People,
        FirstView::Mine => View::Mine,
        FirstView::About => View::About,
        FirstView::Changes => View::Changes,
        FirstView::Check => View::Check,
    }
}

/// 128 + SIGHUP: the terminal is gone.
pub(super) const HUNG_UP: i32 = 129;

/// The time until the clock in the header changes.
fn until_next_minute(now: Option<DateTime<Utc>>) -> Duration {
    let now = now.unwrap_or_else(Utc::now);
    let into =
        u64::from(now.second().min(59)) * 1000 + u64::from(now.timestamp_subsec_millis().min(999));
    // A little late rather than early: early would draw the old minute again.
    Duration::from_millis(60_000 - into + 20)
}
