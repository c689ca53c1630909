//! The viewer with all that can happen to it: keys, the mouse, files that change, clocks, other viewers, late news.
//!
//! Bytes decide what happens; after every step, what must hold is asked. The tests and the fuzz target `actions` use the same.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use fomo::{
    agenda::News,
    favourites::{Kept, Mark, Picks, Stance, What, apply},
    format,
    schedule::{Schedule, check, diff::Version, rules::Finding},
    tui::{
        self,
        action::{Action, Context, Effect},
        app::{Activity, Clipboard, Event, Rooms, View},
        geometry::Size,
        pointing::Target,
        terminal::{Decoder, Encoding, Input},
        theme::Symbols,
    },
};
use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use serde_json::{Value, json};

use super::{
    dice::Dice,
    edits::next_version,
    sane::{frame_is_sound, lists_are_whole},
    viewer::{Viewer, viewer},
};

pub(crate) const FILES: [&str; 7] = [
    "schedule.json",
    "three-days.json",
    "no-zone.json",
    "empty.json",
    "hostile.json",
    "facets.json",
    "grid.json",
];
pub(crate) const MOMENTS: [&str; 6] = [
    "2024-07-27T11:10",
    "2025-03-28T11:40",
    "2025-03-30T02:30",
    "2025-07-01T10:00",
    "0001-01-01T00:00",
    "9998-12-31T23:59",
];
const ZONES: [&str; 5] = [
    "Europe/Vienna",
    "Pacific/Kiritimati",
    "Africa/Monrovia",
    "Australia/Lord_Howe",
    "Pacific/Apia",
];
const SIZES: [(u16, u16); 14] = [
    (80, 24),
    (40, 12),
    (100, 5),
    (99, 5),
    (20, 4),
    (21, 3),
    (1, 1),
    (2, 2),
    (120, 40),
    (160, 50),
    (1, 200),
    (500, 3),
    (500, 200),
    // What a terminal says that does not know.
    (0, 0),
];
const LETTERS: [&str; 26] = [
    "a", "e", "o", "t", "Z", "x", "q", " ", "\"", "é", "漢", "-", "|", "(", ")", "~", ":", "1",
    "9", "0", "[", "]", "\u{301}", "🧑", "<lt>", ">",
];
const PASTES: [&str; 10] = [
    "",
    "room:aula",
    "漢字 🧑‍🎓 \u{301}",
    "\u{1b}[31m\u{202e}\n\r\t\0",
    "is:now -is:favourite",
    "(((",
    "~quantisation | day:2",
    "is:new is:hidden has:note",
    "Tokyo",
    "a\nb\nc\n\nd",
];

/// How many steps are taken at most.
const MOST_STEPS: usize = 120;

/// What was looked at behind the viewer, and of which version of the schedule it is.
type Late<T> = Vec<(Arc<Schedule>, T)>;

/// The viewer, and what is outside of it.
pub(crate) struct Machine {
    viewer: Viewer,
    /// What state files keep, by event.
    kept: HashMap<String, Vec<Kept>>,
    /// What the viewer has read of that.
    read: Vec<Kept>,
    /// What could not be written, by event.
    unsaved: HashMap<String, Vec<Mark>>,
    /// State files can be written.
    saves: bool,
    findings: Late<Vec<Finding>>,
    news: Late<News>,
    /// What happened, for whoever reads of a failure.
    said: Vec<String>,
}

impl Drop for Machine {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("This happened:\n{}", self.said.join("\n"));
        }
    }
}

/// Opens a viewer, and does with it what the bytes say.
pub(crate) fn play(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let mut machine = Machine::open(&mut dice);
    for _ in 0..MOST_STEPS {
        if dice.is_over() {
            break;
        }
        machine.step(&mut dice);
    }
    machine.goes_home();
}

impl Machine {
    fn open(dice: &mut Dice) -> Self {
        let (file, at) = (*dice.one_of(&FILES), *dice.one_of(&MOMENTS));
        let (columns, rows) = size(dice);
        let start = viewer(file).at(at).size(columns, rows).events(events());
        let start = start.queries(&["room:aula", "(", "is:now", "漢 \"x"]);
        let start = start.favourites(kept());
        let own = *dice.one_of(&["", "Pacific/Kiritimati", "America/St_Johns"]);
        let start = if own.is_empty() {
            start
        } else {
            start.own(own)
        };
        let mut machine = Self {
            viewer: start.open(),
            kept: HashMap::new(),
            read: kept(),
            unsaved: HashMap::new(),
            saves: true,
            findings: Vec::new(),
            news: Vec::new(),
            said: vec![format!(
                "{file} at {at}, {columns}x{rows}, own zone {own:?}"
            )],
        };
        machine.kept.insert(machine.event(), kept());
        machine.look_again();
        machine.check();
        machine
    }

    fn event(&self) -> String {
        self.viewer.app.schedule().event().id.clone()
    }

    fn say(&mut self, what: impl Into<String>) {
        self.said.push(what.into());
    }

    /// One thing happens, and what must hold is asked.
    fn step(&mut self, dice: &mut Dice) {
        match dice.byte() {
            0..=79 => self.bound_key(dice),
            80..=99 => {
                let letter = *dice.one_of(&LETTERS);
                self.say(format!("letter {letter:?}"));
                let effects = self.viewer.press(letter);
                self.carry_out(effects, dice);
            }
            100..=124 => {
                let action = action(dice);
                self.act(action, dice);
            }
            125..=139 => self.mouse(dice),
            140..=149 => {
                let (columns, rows) = size(dice);
                self.say(format!("size {columns}x{rows}"));
                self.viewer.resize(columns, rows);
            }
            150..=157 => {
                let text = *dice.one_of(&PASTES);
                self.act(Action::Paste(text.to_owned()), dice);
            }
            158..=171 => self.tick(dice),
            172..=186 => self.change(dice),
            187..=191 => self.open_another(dice),
            192..=201 => self.findings_arrive(dice),
            202..=211 => self.news_arrive(dice),
            212..=217 => self.others_mark(dice),
            218..=221 => {
                self.saves = !self.saves;
                self.say(format!("state files can be written: {}", self.saves));
                self.save();
            }
            222..=226 => self.activity(dice),
            227..=231 => self.raw_bytes(dice),
            232..=238 => self.mark_and_undo(dice),
            239..=243 => self.goes_home(),
            _ => self.set_up(dice),
        }
        // As the program does before it sleeps.
        let effects = self.viewer.app.keep_note();
        self.carry_out(effects, dice);
        if let Some(notice) = self.viewer.app.announce() {
            self.carry_out(vec![notice], dice);
        }
        self.check();
    }

    fn act(&mut self, action: Action, dice: &mut Dice) {
        self.say(format!("{action:?}"));
        let effects = self.viewer.app.update(action);
        self.viewer.answer(&effects);
        self.carry_out(effects, dice);
    }

    /// A key that means something where the viewer is.
    fn bound_key(&mut self, dice: &mut Dice) {
        let app = &self.viewer.app;
        let rows = app.keymap().in_context(app.context());
        let keys: Vec<String> = rows
            .flat_map(|row| &row.keys)
            .map(std::string::ToString::to_string)
            .collect();
        let key = dice.one_of(&keys).clone();
        self.say(format!("key {key} {}", app.context().place()));
        let effects = self.viewer.press(&key);
        self.carry_out(effects, dice);
    }

    fn mouse(&mut self, dice: &mut Dice) {
        let left = MouseEventKind::Down(MouseButton::Left);
        let kinds = [
            left,
            left,
            left,
            MouseEventKind::ScrollDown,
            MouseEventKind::ScrollUp,
            MouseEventKind::Up(MouseButton::Left),
            MouseEventKind::Moved,
            MouseEventKind::Down(MouseButton::Right),
        ];
        let kind = *dice.one_of(&kinds);
        let Size { columns, rows } = self.viewer.app.size();
        // Now and then outside, as when the window has just become smaller.
        let place = (
            dice.word() % (columns + 2),
            u16::from(dice.byte()) % (rows + 2),
        );
        let times = 1 + dice.below(2);
        self.say(format!("{kind:?} at {place:?}, {times} times"));
        for _ in 0..times {
            let effects = self.viewer.point(kind, place);
            self.carry_out(effects, dice);
        }
    }

    /// The clock goes on, or is set, or is not known.
    fn tick(&mut self, dice: &mut Dice) {
        let now = self.viewer.app.now().unwrap_or(DateTime::UNIX_EPOCH);
        let entries = self.viewer.app.schedule().entries();
        let entry = dice.below(entries.len());
        let start = entries.get(entry).and_then(|entry| entry.start);
        let minutes = i64::from(dice.byte());
        let now = match dice.below(8) {
            0 => Some(now + TimeDelta::seconds(minutes)),
            1 => Some(now + TimeDelta::minutes(minutes)),
            2 => Some(now - TimeDelta::minutes(minutes)),
            3 => now.checked_add_signed(TimeDelta::days(minutes * 30)),
            4 => now.checked_sub_signed(TimeDelta::days(minutes * 300)),
            5 => start.map(|start| start - TimeDelta::minutes(minutes % 20)),
            6 => start.map(|start| start + TimeDelta::minutes(minutes % 20)),
            _ => None,
        };
        self.say(format!("the clock says {now:?}"));
        self.viewer.app.tick(now);
        self.viewer.app.paused();
    }

    /// The file is written again: by its makers, by mistake, or as another one.
    fn change(&mut self, dice: &mut Dice) {
        let bytes = if dice.once_in(6) {
            let file = *dice.one_of(&FILES);
            self.say(format!("it becomes {file}"));
            viewer(file).into_bytes()
        } else {
            next_version(self.viewer.bytes(), dice)
        };
        if let Err(error) = format::read(&bytes, None) {
            self.say(format!("it cannot be read: {}", error.message));
            return self.viewer.app.complain(error.message);
        }
        self.say(format!("it is {} bytes now", bytes.len()));
        let (before, seen) = (self.event(), self.viewer.app.seen());
        self.viewer.become_other(bytes);
        let event = self.event();
        if event != before {
            // What is kept under the new id counts, or else what was kept under the one before.
            let former = self.kept.get(&before).cloned().unwrap_or_default();
            let waiting = self.unsaved.remove(&before).unwrap_or_default();
            self.read = self.kept.entry(event.clone()).or_insert(former).clone();
            self.viewer.app.set_kept(self.read.clone());
            for mark in &waiting {
                self.viewer.app.say_again(mark);
            }
            self.unsaved.entry(event).or_default().extend(waiting);
        }
        if self
            .viewer
            .app
            .picks()
            .is_out_of_date(self.viewer.app.schedule())
        {
            self.save();
        }
        self.look_again();
        if let (Some(news), before) = seen {
            let news = News::since(&news.seen(&before), self.viewer.app.schedule());
            self.news.push((self.viewer.app.on_show(), news));
        }
    }

    fn open_another(&mut self, dice: &mut Dice) {
        let (file, first) = (*dice.one_of(&FILES), dice.once_in(2));
        // What comes while a note is written waits.
        if self.viewer.app.note().is_some() {
            return;
        }
        self.say(format!("{file} is opened, first: {first}"));
        self.save();
        let bytes = viewer(file).into_bytes();
        let draft = format::read(&bytes, None).unwrap();
        let checked = check::check(draft, self.viewer.app.zones().atlas(), None);
        let event = checked.schedule.event().id.clone();
        self.read = self.kept.entry(event.clone()).or_insert_with(kept).clone();
        self.viewer.keep(self.read.clone());
        self.viewer.open_instead(bytes, first);
        for mark in self.unsaved.get(&event).into_iter().flatten() {
            self.viewer.app.say_again(mark);
        }
        self.look_again();
    }

    /// Somebody looks behind the viewer at what is on show now, and will tell.
    fn look_again(&mut self) {
        let (schedule, read) = self.viewer.app.to_check();
        let found = check::all_findings(read, &schedule);
        self.findings.push((schedule, found));
    }

    /// What was found, the oldest first; what is about another version is dropped, as the program does.
    fn findings_arrive(&mut self, dice: &mut Dice) {
        if self.findings.is_empty() || dice.once_in(3) {
            self.look_again();
        }
        let (of, findings) = self.findings.remove(0);
        self.say(format!("{} findings arrive", findings.len()));
        if self.viewer.app.has_on_show(&of) {
            self.viewer.app.set_findings(findings);
        }
    }

    fn news_arrive(&mut self, dice: &mut Dice) {
        let app = &mut self.viewer.app;
        if self.news.is_empty() || dice.once_in(3) {
            let was = match dice.below(4) {
                // Everything is new, or nothing is.
                0 => viewer("empty.json").into_bytes(),
                1 => self.viewer.bytes().to_vec(),
                2 => viewer("three-days.json").into_bytes(),
                _ => next_version(self.viewer.bytes(), dice),
            };
            let app = &self.viewer.app;
            let was = format::read(&was, None).unwrap_or_default();
            let was = check::check(was, app.zones().atlas(), None).schedule;
            let news = News::since(&Version::of(&was), app.schedule());
            self.news.push((app.on_show(), news));
        } else if dice.once_in(3) {
            app.seen_is_not_kept();
        }
        let (of, news) = self.news.remove(0);
        self.say(format!("news of {} entries arrive", news.all().count()));
        if self.viewer.app.has_on_show(&of) {
            self.viewer.app.set_news(news);
        }
    }

    /// Another viewer marks something in the same event, or all marks are gone.
    fn others_mark(&mut self, dice: &mut Dice) {
        let event = self.event();
        let schedule = self.viewer.app.schedule();
        let entries = schedule.entries();
        let stance = *dice.one_of(&[
            Stance::None,
            Stance::Favourite,
            Stance::Must,
            Stance::Hidden,
        ]);
        let what = match dice.below(4) {
            0 => What::Note {
                was: None,
                is: Some("seen elsewhere".to_owned()),
            },
            1 => What::Reminds(false),
            _ => What::Stance(stance),
        };
        let Some(entry) = entries.get(dice.below(entries.len())) else {
            return;
        };
        let of = fomo::favourites::Snapshot::of(schedule, entry);
        let kept = self.kept.entry(event).or_default();
        if dice.once_in(8) {
            kept.clear();
        } else {
            apply(
                kept,
                schedule,
                &[Mark {
                    of,
                    what: what.clone(),
                    kept_as: None,
                }],
            );
        }
        self.say(format!("another viewer says {what:?}"));
        self.save();
    }

    fn activity(&mut self, dice: &mut Dice) {
        let text = *dice.one_of(&PASTES);
        let can_be_stopped = dice.once_in(2);
        let activity = (!dice.once_in(3)).then(|| Activity {
            text: text.to_owned(),
            can_be_stopped,
        });
        self.say(format!("{activity:?}"));
        self.viewer.app.set_activity(activity);
    }

    /// Bytes from a terminal, as the program takes them.
    fn raw_bytes(&mut self, dice: &mut Dice) {
        let count = dice.below(9);
        let bytes = dice.take(count);
        self.say(format!("bytes {}", bytes.escape_ascii()));
        let (mut decoder, mut inputs) = (Decoder::new(Encoding::Utf8), Vec::new());
        decoder.feed(bytes, &mut inputs);
        decoder.timeout(&mut inputs);
        for input in inputs {
            let effects = match input {
                Input::Key(key) => {
                    let effects = tui::press(&mut self.viewer.app, &key);
                    self.viewer.answer(&effects);
                    effects
                }
                Input::Paste(text) => self.viewer.app.update(Action::Paste(text)),
                Input::Mouse(event) => self.viewer.point(event.kind, (event.column, event.row)),
                _ => Vec::new(),
            };
            self.carry_out(effects, dice);
        }
    }

    /// A mark that is taken back leaves all as it was before.
    fn mark_and_undo(&mut self, dice: &mut Dice) {
        let browsing = matches!(
            self.viewer.app.context(),
            Context::Timetable
                | Context::Grid
                | Context::Mine
                | Context::Page
                | Context::Changes
                | Context::Check
                | Context::People
        );
        if !browsing {
            return;
        }
        let marks = [
            Action::Favourite,
            Action::Hide,
            Action::Remind,
            Action::Note,
        ];
        let action = dice.one_of(&marks).clone();
        self.say(format!("{action:?}, and undone"));
        let before = self.viewer.app.picks().clone();
        let app = &mut self.viewer.app;
        let mut effects = app.update(action);
        if app.note().is_some() {
            effects.extend(app.update(Action::Paste((*dice.one_of(&PASTES)).to_owned())));
            effects.extend(app.keep_note());
            effects.extend(app.update(Action::Insert('x')));
            effects.extend(app.update(Action::Accept));
        }
        let is_mark = |effect: &Effect| matches!(effect, Effect::Keep(_));
        if !effects.iter().any(is_mark) {
            return self.carry_out(effects, dice);
        }
        self.carry_out(effects, dice);
        let effects = self.viewer.app.update(Action::Undo);
        self.carry_out(effects, dice);
        let after = self.viewer.app.picks();
        assert_eq!(
            said_of_all(after, self.viewer.app.schedule()),
            said_of_all(&before, self.viewer.app.schedule()),
            "undone"
        );
        assert_eq!(
            after.gone().len(),
            before.gone().len(),
            "what is gone, undone"
        );
    }

    /// What the program sets up, now or later.
    fn set_up(&mut self, dice: &mut Dice) {
        let zone = *dice.one_of(&ZONES);
        let text = *dice.one_of(&PASTES);
        let views = [
            View::Timetable,
            View::Grid,
            View::People,
            View::Mine,
            View::About,
            View::Changes,
            View::Check,
        ];
        let view = *dice.one_of(&views);
        let number = dice.below(14);
        self.say(format!("set up {number} with {view:?}, {zone}, {text:?}"));
        let app = &mut self.viewer.app;
        let rooms = app.schedule().rooms().to_vec();
        match number {
            // The program does so before anything is typed.
            0 if !app.filter().is_being_typed() => app.begin_with(view),
            1 => app.set_filter(text),
            2 => app.set_mouse(!app.has_mouse()),
            3 => app.remind_before(None),
            4 => app.remind_before(Some(dice.word() % 2000)),
            5 => app.use_clipboard(*dice.one_of(&[
                Clipboard::Terminal,
                Clipboard::Tmux,
                Clipboard::Missing,
            ])),
            6 => app.note_config(&[text.to_owned(), zone.to_owned()]),
            7 => app.may_be_at_work(),
            8 => app.land_again(),
            9 => app.arrange_rooms(Rooms::kept(
                rooms.iter().rev().cloned().collect(),
                rooms.into_iter().take(2).collect(),
            )),
            10 => while app.prepare_search() {},
            11 => app.use_symbols(Symbols::default()),
            12 => self
                .viewer
                .answer(&[Effect::AssumeEventZone(zone.to_owned())]),
            _ => app.pick_event(events()),
        }
    }

    /// Does what is asked of the outside: it works, or it does not, and the reader is told.
    fn carry_out(&mut self, effects: Vec<Effect>, dice: &mut Dice) {
        for effect in effects {
            let fails = dice.once_in(4);
            let app = &mut self.viewer.app;
            match effect {
                // Whoever leaves was not meant to, here; and the viewer that is tested lists events by itself.
                Effect::Quit
                | Effect::Redraw
                | Effect::Mouse(_)
                | Effect::Notify(_)
                | Effect::ListEvents => {}
                Effect::Reload | Effect::AssumeEventZone(_) | Effect::Check => self.look_again(),
                Effect::Suspend => {
                    let Size { columns, rows } = app.size();
                    self.viewer.resize(columns, rows);
                }
                Effect::KeepSeen => {
                    if app.seen_to_keep().is_some() && fails {
                        app.seen_is_not_kept();
                    }
                }
                Effect::OpenSource(source) if fails => app.complain(format!("{source}: no")),
                Effect::OpenSource(_) => self.open_another(dice),
                Effect::StopWaiting => app.set_activity(None),
                Effect::RememberZone(_)
                | Effect::RememberRooms { .. }
                | Effect::RememberQuery(_) => {
                    if fails {
                        app.complain("could not save; it holds here");
                    }
                }
                Effect::Export(what) => {
                    let count = app.schedule().entries().len();
                    assert!(what.entries.iter().all(|entry| *entry < count));
                    if fails {
                        app.complain("Not exported: read-only");
                    } else {
                        app.tell(format!("{} exported", what.entries.len()));
                    }
                }
                Effect::Keep(mark) => self.keep(mark),
                Effect::OpenLink(url) | Effect::Copy(url) => {
                    assert!(!url.contains('\u{1b}'), "{url:?}");
                    if fails {
                        app.tell_copied(", as there is no desktop to open it on", &url);
                    }
                }
            }
        }
    }

    fn keep(&mut self, mark: Mark) {
        let event = self.event();
        self.unsaved.entry(event).or_default().push(mark);
        self.save();
    }

    /// Writes what is not written yet, on top of what others said, and takes that in.
    fn save(&mut self) {
        let event = self.event();
        if !self.saves {
            return self
                .viewer
                .app
                .complain("could not save; it holds here, and saving is tried again");
        }
        let marks = self.unsaved.remove(&event).unwrap_or_default();
        let kept = self.kept.entry(event).or_default();
        apply(kept, self.viewer.app.schedule(), &marks);
        // As it is after it was written and read.
        *kept = kept.iter().map(|kept| Kept::read(&kept.write())).collect();
        self.read.clone_from(kept);
        self.viewer.app.set_kept(self.read.clone());
    }

    /// Esc, pressed often enough, leads back to the timetable without a filter, and `q` leaves from there.
    fn goes_home(&mut self) {
        self.say("home");
        let is_home = |viewer: &Viewer| {
            viewer.app.context() == Context::Timetable
                && viewer.app.filter().is_empty()
                && viewer
                    .app
                    .activity()
                    .is_none_or(|activity| !activity.can_be_stopped)
        };
        for _ in 0..MOST_STEPS + 40 {
            if is_home(&self.viewer) {
                break;
            }
            let effects = self.viewer.press("<esc>");
            self.carry_out(effects, &mut Dice::new(&[]));
        }
        assert!(
            is_home(&self.viewer),
            "Esc does not lead home from {}",
            self.viewer.app.context().place()
        );
        assert!(
            self.viewer.press("q").contains(&Effect::Quit),
            "q does not leave"
        );
        self.check();
    }

    /// What holds at any time.
    fn check(&self) {
        frame_is_sound(&self.viewer);
        lists_are_whole(&self.viewer.app);
        self.marks_are_kept();
    }

    /// What is on show is what was said: what was read of state files, and what could not be written yet.
    fn marks_are_kept(&self) {
        let (app, event) = (&self.viewer.app, self.event());
        let schedule = app.schedule();
        let mut kept = self.read.clone();
        let unsaved = self
            .unsaved
            .get(&event)
            .map(Vec::as_slice)
            .unwrap_or_default();
        for mark in unsaved {
            apply(&mut kept, schedule, std::slice::from_ref(mark));
        }
        let expected = Picks::new(kept, schedule);
        assert_eq!(
            said_of_all(app.picks(), schedule),
            said_of_all(&expected, schedule),
            "what was marked"
        );
        // What changed and then went while nothing could be written may be there twice: as it was, and as it was marked.
        if unsaved.is_empty() {
            let (there, said) = (app.picks().gone().len(), expected.gone().len());
            assert_eq!(there, said, "what is gone");
        }
    }
}

/// What is said of each entry, where it is anything.
fn said_of_all(picks: &Picks, schedule: &Schedule) -> Vec<(usize, Stance, bool, Option<String>)> {
    let all = 0..schedule.entries().len();
    let said = all.map(|entry| {
        let note = picks.note(entry).map(str::to_owned);
        (entry, picks.stance(entry), picks.reminds(entry), note)
    });
    said.filter(|(_, stance, _, note)| *stance != Stance::None || note.is_some())
        .collect()
}

/// A size of the terminal; where it does not know its own, the program takes another one.
pub(crate) fn size(dice: &mut Dice) -> (u16, u16) {
    let (columns, rows) = match dice.below(4) {
        0 | 1 => *dice.one_of(&SIZES),
        2 => (u16::from(dice.byte() % 60), u16::from(dice.byte() % 20)),
        _ => (u16::from(dice.byte()), u16::from(dice.byte() % 80)),
    };
    if columns == 0 || rows == 0 {
        (80, 24)
    } else {
        (columns, rows)
    }
}

/// The actions that are no more than a name, each once; and a list of all actions, which does not compile until it is whole.
macro_rules! actions {
    ($($name:ident)*) => {
        const PLAIN: &[Action] = &[$(Action::$name),*];

        /// Whether an action has to be told what it is about.
        fn is_plain(action: &Action) -> bool {
            match action {
                $(Action::$name)|* => true,
                Action::Click(_) | Action::Wheel(..) | Action::Insert(_) | Action::Paste(_) => false,
            }
        }
    };
}

actions! {
    Down Up PageDown PageUp HalfDown HalfUp Top Bottom NextDay PreviousDay Right Left Open Back OtherPane Timetable Grid People
    Mine About Changes SeeAll Check Help Palette Filter Facets Toggle ClearChoices NextFacet PreviousFacet Zones ToggleZone Now
    OpenLink Copy Export Favourite Hide ShowHidden RoomLeft RoomRight HideRoom FavouriteRooms AllRooms Note Remind Undo Reload
    Events Mouse Redraw Suspend Quit Accept Cancel Complete CompleteBack NewLine DeleteBack DeleteForward DeleteWord
    DeleteToStart CursorLeft CursorRight CursorStart CursorEnd
}

/// Any action, wherever the viewer is: a palette, a click or a key of one's own may ask for it.
fn action(dice: &mut Dice) -> Action {
    debug_assert!(PLAIN.iter().all(is_plain));
    match dice.below(PLAIN.len() + 12) {
        number if number < PLAIN.len() => PLAIN[number].clone(),
        number => match (number - PLAIN.len()) % 6 {
            0 => Action::Insert(
                *dice.one_of(&['a', 'é', '漢', '\u{301}', '\n', '\u{1b}', '\u{202e}']),
            ),
            1 => Action::Paste(
                (*dice.one_of(&PASTES)).repeat(1 + usize::from(dice.once_in(20)) * 5000),
            ),
            2 | 3 => Action::Click(target(dice)),
            _ => Action::Wheel(target(dice), [-3, 3, -1, 1, -500, 500][dice.below(6)]),
        },
    }
}

/// Any target, also one that is not there any more. Which there are is asked of [`kinds_of_targets`].
fn target(dice: &mut Dice) -> Target {
    let number = match dice.below(8) {
        0 => usize::MAX,
        1 => usize::from(dice.word()),
        _ => usize::from(dice.byte() % 32),
    };
    let day =
        NaiveDate::from_ymd_opt(2025, 3, 26).unwrap() + TimeDelta::days(i64::from(dice.byte() % 6));
    let all = [
        Target::Entry(number),
        Target::Person(number),
        Target::Row(number),
        Target::Column(number),
        Target::Aside(number.is_multiple_of(2)),
        Target::List,
        Target::Item(number),
        Target::Page,
        Target::Offer(number),
        Target::Menu,
        Target::Choice(number),
        Target::Choices,
        Target::Completion(number),
        Target::Note,
        Target::Day(if number == usize::MAX {
            NaiveDate::MAX
        } else {
            day
        }),
        Target::Time(if number == usize::MAX {
            DateTime::<Utc>::MAX_UTC
        } else {
            DateTime::UNIX_EPOCH + TimeDelta::hours(483_000 + i64::from(dice.byte()))
        }),
        Target::Zone,
        Target::Filter,
        Target::Key(Box::new(PLAIN[number % PLAIN.len()].clone())),
        Target::Above,
        Target::Nothing,
    ];
    debug_assert!(
        all.iter()
            .enumerate()
            .all(|(place, target)| kind_of_target(target) == place)
    );
    dice.one_of(&all).clone()
}

/// Where a target stands among all of them: one that is new does not compile until it is there, too.
fn kind_of_target(target: &Target) -> usize {
    match target {
        Target::Entry(_) => 0,
        Target::Person(_) => 1,
        Target::Row(_) => 2,
        Target::Column(_) => 3,
        Target::Aside(_) => 4,
        Target::List => 5,
        Target::Item(_) => 6,
        Target::Page => 7,
        Target::Offer(_) => 8,
        Target::Menu => 9,
        Target::Choice(_) => 10,
        Target::Choices => 11,
        Target::Completion(_) => 12,
        Target::Note => 13,
        Target::Day(_) => 14,
        Target::Time(_) => 15,
        Target::Zone => 16,
        Target::Filter => 17,
        Target::Key(_) => 18,
        Target::Above => 19,
        Target::Nothing => 20,
    }
}

/// Favourites in several of the files, and some that are gone from all of them.
pub(crate) fn kept() -> Vec<Kept> {
    let kept = |id: &str, more: Value| {
        let mut value = json!({"id": id, "title": format!("\u{1b}[31m\u{202e}漢字 {id}")});
        let (fields, more) = (value.as_object_mut().unwrap(), more.as_object().unwrap());
        fields.extend(more.clone());
        Kept::read(&value)
    };
    vec![
        kept("opening", json!({"stance": "favourite"})),
        kept("keynote", json!({"stance": "must"})),
        kept("cjk", json!({"stance": "must"})),
        kept(
            "overlap",
            json!({"stance": "favourite", "note": "a\u{1b}b\nc"}),
        ),
        kept(
            "gone",
            json!({"stance": "must", "start": "0001-01-01T00:00", "end": "9998-12-31T23:59-12:00"}),
        ),
        kept(
            "noted",
            json!({"note": "x", "start": "2025-03-28T11:30+01:00", "room": "漢".repeat(90)}),
        ),
        kept(
            "also gone",
            json!({"stance": "favourite", "start": "9998-12-31T23:59-12:00"}),
        ),
    ]
}

/// Events of all kinds, hostile ones too: what is remembered can be edited, and a path may hold anything.
pub(crate) fn events() -> Vec<Event> {
    let event = |title: &str, source: &str| Event {
        title: title.to_owned(),
        source: source.to_owned(),
        why: "opened 21 Nov 2025".to_owned(),
    };
    let mut events = vec![
        event("ES-FoMo II", ""),
        event("\u{1b}[31m\u{202e}漢字 🧑‍🎓", "/a\nb\u{200b}\u{202e}.json"),
        event("", "https://a.example/x"),
    ];
    events.extend(
        (0..30).map(|number| event(&format!("Event {number}"), &format!("/e/{number}.json"))),
    );
    events
}
