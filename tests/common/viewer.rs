//! The viewer as its user meets it: a schedule, a moment, a size and keys go in, frames come out.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use chrono::{DateTime, Utc};
use fomo::{
    config::{KeyWish, WishedKey},
    draft::Time,
    favourites::Kept,
    format,
    schedule::check::{self, Checked},
    text,
    tui::{
        self,
        action::Effect,
        app::{App, Event, Setup},
        geometry::Size,
        keymap::Keymap,
        pointing::Pointer,
        terminal::names::parse_keys,
        theme::Look,
        view,
    },
    zone::{Atlas, Choice, Zone},
};
use ratatui::{
    buffer::Buffer,
    crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind},
    layout::Rect,
};

static ATLAS: LazyLock<Arc<Atlas>> = LazyLock::new(|| Arc::new(Atlas::compiled()));

/// What a viewer starts with.
pub(crate) struct Start {
    bytes: Vec<u8>,
    at: Option<String>,
    own: Result<Zone, String>,
    size: Size,
    events: Vec<Event>,
    queries: Vec<String>,
    favourites: Vec<Kept>,
    keys: Vec<KeyWish>,
}

/// A viewer of the built-in `schedule.json`, or of one of the fixtures.
pub(crate) fn viewer(file: &str) -> Start {
    // The fuzz targets are built one level below.
    let root = env!("CARGO_MANIFEST_DIR");
    let root = root.strip_suffix("/fuzz").unwrap_or(root);
    let path = match file {
        "schedule.json" => format!("{root}/{file}"),
        _ => format!("{root}/tests/fixtures/frames/{file}"),
    };
    viewer_of(std::fs::read(path).unwrap())
}

/// A viewer of these bytes, at 80x24, on a machine that does not know its zone.
pub(crate) fn viewer_of(bytes: impl Into<Vec<u8>>) -> Start {
    Start {
        bytes: bytes.into(),
        at: None,
        own: Err("the zone of this machine is not known".to_owned()),
        size: Size {
            columns: 80,
            rows: 24,
        },
        events: Vec::new(),
        queries: Vec::new(),
        favourites: Vec::new(),
        keys: Vec::new(),
    }
}

impl Start {
    /// At this moment, local to the event unless it has an offset.
    pub(crate) fn at(mut self, at: &str) -> Self {
        self.at = Some(at.to_owned());
        self
    }

    /// On a terminal of this size.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = Size { columns, rows };
        self
    }

    /// On a machine in this zone.
    pub(crate) fn own(mut self, zone: &str) -> Self {
        self.own = Ok(ATLAS.find(zone).unwrap());
        self
    }

    /// With these events to choose from.
    pub(crate) fn events(mut self, events: Vec<Event>) -> Self {
        self.events = events;
        self
    }

    /// With these queries kept before, the newest first.
    pub(crate) fn queries(mut self, queries: &[&str]) -> Self {
        self.queries = queries.iter().map(|query| (*query).to_owned()).collect();
        self
    }

    /// With these marks kept before.
    pub(crate) fn favourites(mut self, kept: Vec<Kept>) -> Self {
        self.favourites = kept;
        self
    }

    /// With these keys configured, written as `down: j <down>`.
    pub(crate) fn keys(mut self, wishes: &[&str]) -> Self {
        let wishes = wishes.iter().map(|wish| {
            let (action, keys) = wish.split_once(':').unwrap();
            let keys = keys.split_whitespace().map(|text| WishedKey {
                text: text.to_owned(),
                place: String::new(),
            });
            KeyWish {
                action: action.to_owned(),
                context: None,
                keys: keys.collect(),
                place: String::new(),
            }
        });
        self.keys = wishes.collect();
        self
    }

    /// The schedule as it is read.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Opens the viewer, as `fomo` does.
    pub(crate) fn open(self) -> Viewer {
        Viewer {
            app: self.app(),
            start: self,
            pointer: Pointer::default(),
            since: Duration::ZERO,
        }
    }

    fn app(&self) -> App {
        let checked = read(&self.bytes, None);
        let zone = checked.schedule.event().zone.clone();
        let setup = Setup {
            atlas: ATLAS.clone(),
            own: self.own.clone(),
            choice: Choice::Event,
            now: self.at.as_ref().map(|at| moment(at, &zone)),
            size: self.size,
            queries: self.queries.clone(),
            favourites: self.favourites.clone(),
        };
        let mut app = App::new(checked, setup);
        let (keymap, notes) = Keymap::new(&self.keys);
        assert_eq!(notes, [] as [&str; 0]);
        app.use_keys(Arc::new(keymap));
        app
    }
}

fn read(bytes: &[u8], event_zone: Option<&str>) -> Checked {
    let forced = event_zone.map(|name| ATLAS.find(name).unwrap());
    check::check(format::read(bytes, None).unwrap(), &ATLAS, forced.as_ref())
}

fn moment(at: &str, zone: &Zone) -> DateTime<Utc> {
    match Time::parse(at).unwrap() {
        Time::Local(local) | Time::Zoned(local, _) => zone.resolve(local).instant,
        Time::Instant(instant) => instant.to_utc(),
    }
}

/// An open viewer.
pub(crate) struct Viewer {
    pub(crate) app: App,
    start: Start,
    pointer: Pointer,
    /// The time of the last click.
    since: Duration,
}

impl Viewer {
    /// Presses keys, written as for `--keys`; returns what they ask of the outside. A reading of the
    /// schedule that they ask for is done.
    pub(crate) fn press(&mut self, keys: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for key in parse_keys(keys).unwrap() {
            let new = tui::press(&mut self.app, &key);
            self.answer(&new);
            effects.extend(new);
        }
        effects
    }

    /// Does what is asked of the outside, as far as it is about schedules and events.
    pub(crate) fn answer(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Reload => self.app.loaded(read(&self.start.bytes, None)),
                Effect::AssumeEventZone(zone) => {
                    self.app.loaded(read(&self.start.bytes, Some(zone)));
                }
                Effect::ListEvents => self.app.pick_event(self.start.events.clone()),
                _ => {}
            }
        }
    }

    /// The schedule was replaced by another one, as when its file is changed.
    pub(crate) fn change(&mut self, file: &str) {
        self.become_other(viewer(file).bytes);
    }

    /// The same, with these bytes.
    pub(crate) fn become_other(&mut self, bytes: impl Into<Vec<u8>>) {
        self.start.bytes = bytes.into();
        self.app.loaded(read(&self.start.bytes, None));
    }

    /// Another event is opened, in place of this one.
    pub(crate) fn exchange(&mut self, file: &str, first: bool) {
        self.open_instead(viewer(file).bytes, first);
    }

    /// The same, with these bytes.
    pub(crate) fn open_instead(&mut self, bytes: impl Into<Vec<u8>>, first: bool) {
        self.start.bytes = bytes.into();
        self.start.size = self.app.size();
        let before = std::mem::replace(&mut self.app, self.start.app());
        self.app.follow(before, first);
    }

    /// What is on show, as it was read.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.start.bytes
    }

    /// What is marked in the events that are opened from now on.
    pub(crate) fn keep(&mut self, favourites: Vec<Kept>) {
        self.start.favourites = favourites;
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.app.resized(Size { columns, rows });
    }

    /// The cells that are to be seen.
    pub(crate) fn buffer(&self) -> Buffer {
        self.frame().0
    }

    /// The cells, and what there is besides.
    pub(crate) fn frame(&self) -> (Buffer, view::Drawn) {
        let Size { columns, rows } = self.app.size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let drawn = view::draw(&self.app, &Look::default(), &mut buffer);
        (buffer, drawn)
    }

    /// Where the cursor is to be seen.
    pub(crate) fn typing_at(&self) -> Option<(u16, u16)> {
        let cursor = self.drawn().cursor.filter(|cursor| cursor.shown);
        cursor.map(|cursor| (cursor.x, cursor.y))
    }

    /// What there is besides the cells.
    pub(crate) fn drawn(&self) -> view::Drawn {
        self.frame().1
    }

    /// Where a text is to be seen first: column and row.
    #[track_caller]
    pub(crate) fn place_of(&self, wanted: &str) -> (u16, u16) {
        let buffer = self.buffer();
        for y in 0..buffer.area.height {
            let line = line(&buffer, y);
            if let Some((before, _)) = line.split_once(wanted) {
                return (u16::try_from(text::width(before)).unwrap(), y);
            }
        }
        panic!("no {wanted:?} in\n{}", self.lines().join("\n"));
    }

    /// Clicks on a text, long after anything else.
    #[track_caller]
    pub(crate) fn click(&mut self, text: &str) -> Vec<Effect> {
        self.click_at(self.place_of(text))
    }

    /// Clicks in a cell, long after anything else.
    pub(crate) fn click_at(&mut self, place: (u16, u16)) -> Vec<Effect> {
        self.since += Duration::from_secs(10);
        self.point(MouseEventKind::Down(MouseButton::Left), place)
    }

    /// Clicks twice on a text.
    #[track_caller]
    pub(crate) fn double_click(&mut self, text: &str) -> Vec<Effect> {
        let place = self.place_of(text);
        let mut effects = self.click(text);
        self.since += Duration::from_millis(200);
        effects.extend(self.point(MouseEventKind::Down(MouseButton::Left), place));
        effects
    }

    /// Turns the wheel over a text.
    #[track_caller]
    pub(crate) fn wheel(&mut self, down: bool, text: &str) -> Vec<Effect> {
        let place = self.place_of(text);
        let kind = if down {
            MouseEventKind::ScrollDown
        } else {
            MouseEventKind::ScrollUp
        };
        self.point(kind, place)
    }

    /// What the mouse reports from a cell.
    pub(crate) fn point(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) -> Vec<Effect> {
        let event = MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        };
        let look = Look::default();
        let effects = tui::point(&mut self.app, &look, &mut self.pointer, &event, self.since);
        self.answer(&effects);
        effects
    }

    /// The lines that are to be seen, without trailing blanks.
    pub(crate) fn lines(&self) -> Vec<String> {
        let buffer = self.buffer();
        (0..buffer.area.height)
            .map(|y| line(&buffer, y).trim_end().to_owned())
            .collect()
    }

    /// The line of the list or page on which the cursor is.
    pub(crate) fn cursor_line(&self) -> Option<String> {
        self.lines().into_iter().find(|line| line.contains('▌'))
    }
}

/// A line of a frame. The cell behind a wide character belongs to it.
pub(crate) fn line(buffer: &Buffer, y: u16) -> String {
    let mut line = String::new();
    let mut x = 0;
    while x < buffer.area.width {
        let symbol = buffer[(x, y)].symbol();
        line.push_str(symbol);
        x += u16::try_from(text::width(symbol)).unwrap().max(1);
    }
    line
}
