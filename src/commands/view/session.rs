//! A running viewer: sleeps until something happens, and does what the state asks of the outside.

use std::{io, sync::Arc, time::Duration};

use chrono::{DateTime, Timelike as _, Utc};
use ratatui::{buffer::Buffer, crossterm::event::KeyEvent, layout::Rect};

use super::{
    super::{
        FINE,
        open::{self, Clock, Opened},
    },
    desktop,
};
use crate::{
    cli::{Common, Viewer},
    schedule::{check::Checked, rules::Severity},
    source::{Source, zoneinfo},
    store::Store,
    tui::{
        self,
        action::{Action, Effect},
        app::{App, Setup},
        geometry::Size,
        terminal::{Input, Terminal},
        view,
    },
    zone::{Choice, Zone},
};

/// What is to be seen now.
pub(super) fn frame(app: &App) -> Buffer {
    let Size { columns, rows } = app.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    view::draw(app, &mut buffer);
    buffer
}

/// A viewer with all that it needs from outside.
pub(super) struct Session {
    pub(super) app: App,
    source: Source,
    /// What was read, where the event's zone was not known then.
    bytes: Option<Vec<u8>>,
    /// Where the event is, if the schedule does not say.
    event_zone: Option<Zone>,
    common: Common,
    store: Store,
    clock: Clock,
}

/// Whether the viewer goes on.
enum Next {
    GoOn,
    Leave(i32),
}

impl Session {
    pub(super) fn open(
        source: Source,
        viewer: &Viewer,
        common: &Common,
        size: Size,
    ) -> anyhow::Result<Self> {
        let mut opened = open::open_as_it_is(source, common)?;
        let clock = Clock::new(common)?;
        let store = Store::of_user();
        let mut remembered = store.load(&opened.checked.schedule.event().id);
        let mut event_zone = open::event_zone(common, &opened.atlas)?;
        // Where the event is, as the reader once said, if the schedule still does not.
        if let (Some(bytes), Some(name)) = (&opened.bytes, &remembered.event_zone) {
            match opened.atlas.find(name) {
                Ok(zone) => {
                    let atlas = &opened.atlas;
                    opened.checked =
                        open::check_bytes(&opened.source, bytes, common, Some(&zone), atlas)?;
                    event_zone = Some(zone);
                }
                Err(error) => {
                    remembered.note = Some(format!(
                        "The remembered zone of the event is not used: {error}"
                    ));
                }
            }
        }
        opened.vouch_for(common)?;
        let zone = opened.checked.schedule.event().zone.clone();
        let wanted = Opened::choice(common)
            .or(remembered.zone)
            .unwrap_or_default();
        let errors = errors(&opened.checked);
        let setup = Setup {
            own: zoneinfo::own_zone(&opened.atlas),
            atlas: Arc::new(opened.atlas),
            choice: if zone.is_unknown() {
                Choice::Event
            } else {
                wanted
            },
            now: clock.now(&zone),
            size,
        };
        let mut app = App::new(opened.checked, setup);
        if let Some(query) = &viewer.query {
            app.set_filter(query);
        }
        match remembered.note {
            Some(note) => app.complain(note),
            None => errors.into_iter().for_each(|errors| app.complain(errors)),
        }
        Ok(Self {
            app,
            source: opened.source,
            bytes: opened.bytes,
            event_zone,
            common: common.clone(),
            store,
            clock,
        })
    }

    /// Presses a key without a terminal: nothing is written or opened.
    pub(super) fn press(&mut self, key: &KeyEvent) {
        for effect in tui::press(&mut self.app, key) {
            match effect {
                Effect::Reload => self.reload(),
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

    /// The loop: sleep until something happens, take all of it in, draw once.
    pub(super) fn browse(&mut self, terminal: &mut Terminal) -> io::Result<i32> {
        let (columns, rows) = terminal.size();
        self.app.resized(Size { columns, rows });
        self.app.land_again();
        loop {
            terminal.cursor(view::cursor(&self.app));
            terminal.draw(&frame(&self.app))?;
            let inputs = terminal.wait(Some(until_next_minute(self.now())))?;
            for input in inputs {
                if let Next::Leave(code) = self.take(input, terminal)? {
                    return Ok(code);
                }
            }
            self.app.tick(self.now());
        }
    }

    fn take(&mut self, input: Input, terminal: &mut Terminal) -> io::Result<Next> {
        let effects = match input {
            Input::Key(key) => tui::press(&mut self.app, &key),
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
            Input::Mouse(_) | Input::Woken => Vec::new(),
        };
        for effect in effects {
            if let Next::Leave(code) = self.carry_out(effect, terminal)? {
                return Ok(Next::Leave(code));
            }
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
            Effect::ListEvents | Effect::OpenSource(_) | Effect::StopWaiting => {}
            Effect::AssumeEventZone(name) => {
                if self.assume_event_zone(&name) {
                    self.remember(&Choice::parse(&name), true);
                }
            }
            Effect::RememberZone(choice) => self.remember(&choice, false),
            Effect::Copy(line) => terminal.copy(&line)?,
            Effect::OpenLink(url) => self.open_link(&url, terminal)?,
        }
        Ok(Next::GoOn)
    }

    /// Reads the schedule again. What cannot be read leaves the one that is shown in place.
    fn reload(&mut self) {
        if !self.source.can_be_read_again() {
            return self
                .app
                .complain("What came through a pipe cannot be read again");
        }
        let atlas = self.app.zones().atlas();
        match open::load(&self.source, &self.common, self.event_zone.as_ref(), atlas) {
            Ok(checked) => self.show(checked, "Read again"),
            Err(error) => self
                .app
                .complain(format!("Still showing the last good version. {error:#}")),
        }
    }

    /// Takes the event to be in a zone, and says whether it can be.
    fn assume_event_zone(&mut self, name: &str) -> bool {
        let atlas = self.app.zones().atlas();
        let checked = atlas
            .find(name)
            .map_err(anyhow::Error::from)
            .and_then(|zone| {
                let checked = match &self.bytes {
                    Some(bytes) => {
                        open::check_bytes(&self.source, bytes, &self.common, Some(&zone), atlas)?
                    }
                    None => open::load(&self.source, &self.common, Some(&zone), atlas)?,
                };
                Ok((checked, zone))
            });
        match checked {
            Ok((checked, zone)) => {
                self.event_zone = Some(zone);
                self.show(checked, &format!("Taken to be in {name}"));
                true
            }
            Err(error) => {
                self.app.complain(format!("{error:#}"));
                false
            }
        }
    }

    fn show(&mut self, checked: Checked, news: &str) {
        let errors = errors(&checked);
        self.app.loaded(checked);
        // In another zone of the event, `--at` may be another moment.
        self.app.tick(self.now());
        match errors {
            Some(errors) => self.app.complain(errors),
            None => self.app.tell(news),
        }
    }

    /// Remembers a choice of the reader's.
    fn remember(&mut self, what: &Choice, event_zone: bool) {
        let event = &self.app.schedule().event().id;
        let saved = if event_zone {
            self.store.save_event_zone(event, what)
        } else {
            self.store.save_zone(event, what)
        };
        match saved {
            Ok(None) => {}
            Ok(Some(note)) | Err(note) => self.app.complain(note),
        }
    }

    /// Opens a link in the desktop's browser; where there is no desktop, copies and shows it.
    fn open_link(&mut self, url: &str, terminal: &mut Terminal) -> io::Result<()> {
        if desktop::open(url) {
            self.app.tell(format!("Opened {url}"));
        } else {
            terminal.copy(url)?;
            self.app
                .tell(format!("There is no desktop to open it on; copied {url}"));
        }
        Ok(())
    }
}

/// What a reader should know of a schedule in which something was lost.
fn errors(checked: &Checked) -> Option<String> {
    let errors = checked
        .findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .count();
    match errors {
        0 => None,
        1 => Some("1 error in this schedule: `fomo check` shows it".into()),
        many => Some(format!(
            "{many} errors in this schedule: `fomo check` shows them"
        )),
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
