//! The viewer's state, and how it changes. No terminal, no files, no clock: keys arrive as
//! [`Action`]s, the moment as a value, and what the outside must do leaves as [`Effect`]s.

mod changes;
mod checks;
mod completion;
mod counting;
mod events;
mod exporting;
mod facets;
mod filter;
mod grid;
mod here;
mod history;
mod lingering;
mod lists;
mod marks;
mod menu;
mod mine;
mod note;
mod pages;
mod palette;
mod picker;
mod pointing;
mod reminders;
mod roll;
mod rooms;
mod zones;

use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use self::{
    changes::Changes,
    checks::{CheckRow, Checks},
    completion::Choices,
    events::{Event, Events},
    facets::{FacetRow, Facets},
    filter::Filter,
    grid::{Grid, NoGrid},
    here::Here,
    lingering::Lingering,
    lists::List,
    marks::Marked,
    menu::Menu,
    mine::Mine,
    note::Note,
    pages::Page,
    palette::{Command, Palette},
    picker::{Offer, Picker},
    reminders::{Reminders, Words},
    rooms::Rooms,
    zones::Zones,
};
use self::{counting::Counting, history::History};
use super::{
    action::{Action, Context, Effect},
    geometry::{self, Area, Frame, Size},
    keymap::Keymap,
    page::{Document, Subject},
    rows::{self, Measures, Row},
    theme::Symbols,
};
use crate::{
    agenda,
    favourites::{Kept, Picks},
    schedule::{Entry, Schedule, check::Checked},
    text::clean_line,
    zone::{Atlas, Choice, Zone},
};

/// The views that a key brings up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// All entries in chronological order.
    #[default]
    Timetable,
    /// The entries of a day by room and time.
    Grid,
    /// All people.
    People,
    /// The reader's own schedule.
    Mine,
    /// What the event is about.
    About,
    /// What changed since the reader last looked.
    Changes,
    /// What is wrong with the schedule.
    Check,
}

/// Which of two panes side by side takes the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The list.
    #[default]
    List,
    /// The pages that were opened from it.
    Detail,
}

/// A line for the reader in the footer, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub text: String,
    /// Something went wrong.
    pub error: bool,
}

/// What goes on behind the viewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// What it is.
    pub text: String,
    /// The reader waits for it, and can stop it with Esc.
    pub can_be_stopped: bool,
}

/// What becomes of a text for the clipboard. Nobody says whether it arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// The terminal takes it, as far as is known.
    #[default]
    Terminal,
    /// tmux takes it, and hands it on if it is set up so.
    Tmux,
    /// Nobody takes it.
    Missing,
}

/// How the viewer starts.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The zones that the reader can choose from, and the reader's own.
    pub atlas: Arc<Atlas>,
    /// The zone of the machine, or why it is not known.
    pub own: Result<Zone, String>,
    /// The zone to start in.
    pub choice: Choice,
    /// What counts as now; `None` where that cannot be said in the event's time.
    pub now: Option<DateTime<Utc>>,
    /// The size of the terminal.
    pub size: Size,
    /// The queries that the reader kept before, the newest first.
    pub queries: Vec<String>,
    /// What the reader marked before.
    pub favourites: Vec<Kept>,
}

/// The state of the viewer.
#[derive(Debug)]
pub struct App {
    schedule: Arc<Schedule>,
    now: Option<DateTime<Utc>>,
    size: Size,
    measures: Measures,
    zones: Zones,
    filter: Filter,
    history: History,
    marked: Marked,
    /// What a key just took out of the list.
    lingering: Lingering,
    reminders: Reminders,
    /// The note that is being written.
    note: Option<Note>,
    view: View,
    timetable: List,
    people: List,
    grid: Grid,
    mine: Mine,
    checks: Checks,
    changes: Changes,
    about: Page,
    /// Pages opened one from another; the last one is on top.
    opened: Vec<Page>,
    help: Option<Page>,
    focus: Focus,
    picker: Option<Picker>,
    events: Option<Events>,
    facets: Option<Facets>,
    palette: Option<Palette>,
    keymap: Arc<Keymap>,
    /// The characters that can be shown: where arrows cannot, keys go by their names.
    symbols: Symbols,
    /// What is wrong in the configuration.
    config_notes: Vec<String>,
    /// What becomes of what is copied.
    clipboard: Clipboard,
    /// A number that is being typed, before a motion.
    counting: Option<Counting>,
    activity: Option<Activity>,
    message: Option<Message>,
    /// The mouse reports here.
    mouse: bool,
    /// The lines of the timetable, and the one that the cursor is on; made anew after every change,
    /// once, for all who ask.
    rows: Vec<Row>,
    /// What the lines were made from. Moving the cursor leaves them as they are: of 100,000 entries
    /// they would cost 10 ms a key.
    rows_of: Option<(u64, u64, Option<i64>)>,
    cursor: Option<usize>,
    /// A filter that puts the best match first is being typed: the cursor is on that.
    on_best: bool,
    /// The page that is shown, laid out; made anew after every change, once.
    document: Document,
}

impl App {
    /// A viewer of this schedule.
    pub fn new(checked: Checked, setup: Setup) -> Self {
        let schedule = Arc::new(checked.schedule);
        let (zones, problem) =
            Zones::new(setup.atlas, setup.own, setup.choice, &schedule.event().zone);
        let measures = Measures::of(&schedule, zones.shown());
        let marked = Marked::new(Picks::new(setup.favourites, &schedule));
        let mut app = Self {
            schedule,
            now: setup.now,
            size: setup.size,
            measures,
            zones,
            filter: Filter::default(),
            history: History::new(setup.queries),
            marked,
            lingering: Lingering::default(),
            reminders: Reminders::default(),
            note: None,
            view: View::Timetable,
            timetable: List::default(),
            people: List::default(),
            grid: Grid::default(),
            mine: Mine::default(),
            checks: Checks::of(checked.findings),
            changes: Changes::default(),
            about: Page::new(Subject::About),
            opened: Vec::new(),
            help: None,
            focus: Focus::List,
            picker: None,
            events: None,
            facets: None,
            palette: None,
            keymap: Arc::default(),
            symbols: Symbols::default(),
            config_notes: Vec::new(),
            clipboard: Clipboard::default(),
            counting: None,
            activity: None,
            message: problem.map(|text| Message { text, error: true }),
            mouse: false,
            rows: Vec::new(),
            rows_of: None,
            cursor: None,
            on_best: false,
            document: Document::default(),
        };
        app.land();
        app.settle();
        app
    }

    /// Does what the user wishes.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        self.message = None;
        self.counting = None;
        let opens = action == Action::Open;
        let typed = self.filter.version();
        let mut effects = self.act(action);
        effects.extend(self.see_what_is_open());
        self.follow_typing(typed);
        self.stop_lingering();
        self.settle();
        self.remember_place();
        let stays = effects.iter().all(|effect| *effect == Effect::KeepSeen);
        if opens && stays && self.message.is_none() {
            self.tell_of_matches_below();
        }
        effects
    }

    /// Does it where the viewer is.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        match (self.context(), action) {
            (_, Action::Click(target)) => self.click(target),
            (_, Action::Wheel(target, by)) => {
                self.wheel(&target, by);
                Vec::new()
            }
            (Context::Filter, action) => self.update_prompt(action),
            (Context::Zones, action) => self.update_picker(action),
            (Context::Events, action) => self.update_events(&action),
            (Context::Facets, action) => self.update_facets(&action),
            (Context::Palette, action) => self.update_palette(&action),
            (Context::Note, action) => self.update_note(&action),
            (_, action) => self.browse(action),
        }
    }

    /// The moment has changed.
    pub fn tick(&mut self, now: Option<DateTime<Utc>>) {
        let same = self.now.map(minute) == now.map(minute);
        self.now = now;
        if !same {
            if self.filter.query().depends_on_now() {
                self.filter_again();
            }
            self.settle();
        }
    }

    /// The terminal has another size.
    pub fn resized(&mut self, size: Size) {
        self.size = size;
        self.settle();
        self.keep_place();
    }

    /// The schedule was read again. Selection, filter, zone and open pages stay.
    pub fn loaded(&mut self, checked: Checked) {
        self.counting = None;
        let selected = self.timetable.selected.as_ref();
        let selected = selected.and_then(|id| self.schedule.find(id));
        let selected = selected.or_else(|| self.selected_index());
        let row = self.cursor;
        let (spot, row_of_mine) = (self.spot_to_keep(), self.mine.cursor());
        let before = std::mem::replace(&mut self.schedule, Arc::new(checked.schedule));
        self.checks.schedule_changed(checked.findings);
        self.find_entries_of_findings();
        self.forget_news();
        self.keep_selected(&before, selected);
        self.keep_pages(&before);
        self.zones.event_zone_changed(&self.schedule.event().zone);
        self.find_marks_again();
        self.find_note_again();
        self.reminders.schedule_changed(&self.schedule);
        self.keep_spot(spot);
        self.filter.schedule_changed();
        self.filter_again();
        self.measures = Measures::of(&self.schedule, self.zones.shown());
        self.list_rows();
        // The eye is on the selection: it stays where it is on the screen.
        if let (Some(was), Some(is)) = (row, self.cursor) {
            self.timetable.top = (self.timetable.top + is).saturating_sub(was);
        }
        if let (Some(was), Some(is)) = (row_of_mine, self.mine.cursor()) {
            self.mine
                .set_top((self.mine.top() + is).saturating_sub(was));
        }
        self.settle();
    }

    /// Takes the place of a viewer of another schedule. What the reader is typing goes on, since the
    /// next letters must not be taken for commands; and the filter, if it is meant for this one.
    pub fn follow(&mut self, before: Self, with_filter: bool) {
        self.remember_reminders_of(before.reminders, &before.schedule);
        self.mouse = before.mouse;
        self.help = before.help;
        self.events = before.events;
        self.palette = before.palette;
        self.keymap = before.keymap;
        self.symbols = before.symbols;
        self.clipboard = before.clipboard;
        self.config_notes = before.config_notes;
        if with_filter {
            self.view = before.view;
        }
        let typing = before.filter.prompt().cloned();
        if with_filter || typing.is_some() {
            self.set_filter(before.filter.query().text());
        }
        if with_filter && let Some(facets) = before.facets {
            self.go_on_choosing(&facets);
        }
        if let Some(line) = typing {
            self.go_on_typing(line);
            self.on_best = before.on_best;
        }
        if let Some(picker) = before.picker {
            self.go_on_picking(picker.menu.line);
        }
        self.settle();
    }

    /// Tells the reader something.
    pub fn tell(&mut self, text: impl AsRef<str>) {
        let text = clean_line(text.as_ref()).text.into_owned();
        self.message = Some(Message { text, error: false });
    }

    /// Tells the reader what went wrong.
    pub fn complain(&mut self, text: impl AsRef<str>) {
        let text = clean_line(text.as_ref()).text.into_owned();
        self.message = Some(Message { text, error: true });
    }

    /// Where the next key lands.
    pub fn context(&self) -> Context {
        if self.note.is_some() {
            Context::Note
        } else if self.events.is_some() {
            Context::Events
        } else if self.palette.is_some() {
            Context::Palette
        } else if self.picker.is_some() {
            Context::Zones
        } else if self.help.is_some() {
            Context::Help
        } else if self.filter.is_being_typed() {
            Context::Filter
        } else if self.facets.is_some() {
            Context::Facets
        } else if self.top_page().is_some() {
            Context::Page
        } else {
            match self.view {
                View::Timetable => Context::Timetable,
                View::Grid => Context::Grid,
                View::People => Context::People,
                View::Mine => Context::Mine,
                View::About => Context::Page,
                View::Changes => Context::Changes,
                View::Check => Context::Check,
            }
        }
    }

    /// Shows what goes on behind the viewer, until it is something else or nothing.
    pub fn set_activity(&mut self, activity: Option<Activity>) {
        self.activity = activity.map(|activity| Activity {
            text: clean_line(&activity.text).text.into_owned(),
            ..activity
        });
    }

    /// Whether the reader waits for something that Esc stops.
    fn waits(&self) -> bool {
        let activity = self.activity.as_ref();
        activity.is_some_and(|activity| activity.can_be_stopped)
    }

    fn browse(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Reload => return vec![Effect::Reload],
            Action::Events => return vec![Effect::ListEvents],
            Action::Back if self.waits() && self.help.is_none() => {
                return vec![Effect::StopWaiting];
            }
            Action::Back if self.esc_takes_banner_away() => self.dismiss_banner(),
            Action::Timetable => return self.show_instead(View::Timetable),
            Action::Grid => return self.show_instead(View::Grid),
            Action::People => return self.show_instead(View::People),
            Action::Mine => return self.show_instead(View::Mine),
            Action::About => return self.show_instead(View::About),
            Action::Changes => return self.show_instead(View::Changes),
            Action::SeeAll => return self.see_all(),
            Action::Check => return self.show_check(),
            Action::Help => self.show_help(),
            Action::Palette => self.open_palette(),
            Action::Back => self.back(),
            Action::Filter => self.type_filter(),
            Action::Facets => self.open_facets(),
            Action::Zones => self.pick_zone(),
            Action::ToggleZone => return self.toggle_zone(),
            Action::Now => self.jump_to_now(),
            Action::Open => return self.open(),
            Action::OtherPane => self.other_pane(),
            Action::OpenLink => return self.open_link(),
            Action::Copy => return self.copy(),
            Action::Favourite => return self.change_favourite(),
            Action::Export => return self.export(),
            Action::Hide => return self.hide(),
            Action::ShowHidden => self.toggle_hidden(),
            Action::Note => self.write_note(),
            Action::Remind => return self.toggle_reminder(),
            Action::Undo => return self.undo_mark(),
            Action::AllRooms
            | Action::FavouriteRooms
            | Action::HideRoom
            | Action::RoomLeft
            | Action::RoomRight => return self.change_rooms(&action),
            Action::Mouse => return self.toggle_mouse(),
            motion => self.move_by(&motion),
        }
        Vec::new()
    }

    /// Shows another view, from the help above the choices too.
    fn show_instead(&mut self, view: View) -> Vec<Effect> {
        let effects = self.close_facets();
        // What is on in a free slot is none of the reader's own.
        if view != View::Mine || !self.end_visit() {
            self.show(view);
            self.begin_at_first_room();
        }
        effects
    }

    fn show(&mut self, view: View) {
        self.view = view;
        self.help = None;
        self.opened.clear();
        self.focus = Focus::List;
    }

    fn back(&mut self) {
        if self.help.is_some() {
            return self.leave_help();
        }
        if self.focus == Focus::Detail && self.opened.pop().is_some() {
            if self.opened.is_empty() {
                self.focus = Focus::List;
            }
        } else if !self.opened.is_empty() {
            self.opened.clear();
        } else if self.view == View::About {
            self.show(View::Timetable);
        } else if self.view == View::Timetable && self.end_visit() {
            // Back to the free slot, whose filter is of no use to anybody any more.
        } else if !self.filter.is_empty() {
            self.filter.clear();
            self.say_filter_dropped();
        } else if self.view == View::Timetable {
            self.say_how_to_leave();
        } else {
            self.show(View::Timetable);
        }
    }

    fn move_by(&mut self, motion: &Action) {
        if self.list_has_focus() {
            self.move_in_list(motion);
        } else {
            self.move_in_page(motion);
        }
    }

    fn list_has_focus(&self) -> bool {
        self.help.is_none() && self.focus == Focus::List && self.view != View::About
    }

    /// Lands once more, at a size that was not known before.
    pub fn land_again(&mut self) {
        self.land();
        self.settle();
    }

    /// Puts the selection on what is on now, or next, or first.
    fn land(&mut self) {
        let landing = agenda::landing(&self.schedule, self.now);
        let entry = landing.and_then(|index| self.schedule.entry(index));
        self.timetable.selected = entry.map(|entry| entry.id.clone());
        self.list_rows();
        let position = self.cursor;
        let above = usize::from(self.frame().list.height) / 4;
        self.timetable.top = position.unwrap_or(0).saturating_sub(above);
    }

    /// Lists the lines again if the schedule, the filter or the minute has changed.
    fn list_rows(&mut self) {
        let minute = self.now.map(minute);
        let of = Some((self.filter.version(), self.lingering.version(), minute));
        if self.rows_of != of {
            self.rows = rows::timetable(self);
            self.rows_of = of;
        }
        self.cursor = self.row_of_selection();
        self.list_mine();
        self.list_checks();
        self.list_changes();
    }

    /// Makes sure that what is selected is in view, whatever has changed.
    fn settle(&mut self) {
        self.look_ahead(false);
        self.list_rows();
        self.settle_facets();
        self.settle_choices();
        self.settle_lists();
        self.settle_grid();
        self.settle_pages();
        self.settle_picker();
        self.settle_note();
    }

    /// The schedule.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// What counts as now.
    pub fn now(&self) -> Option<DateTime<Utc>> {
        self.now
    }

    /// The size of the terminal.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The parts of the screen; the body is what the banner and the note leave of it.
    pub fn frame(&self) -> Frame {
        self.frame_and_below().0
    }

    /// Where the banner is: one row, if there is one to be seen.
    pub fn banner_area(&self) -> Area {
        self.frame_and_below().1
    }

    /// Where the note is edited; no rows if none is.
    pub fn note_area(&self) -> Area {
        self.frame_and_below().2
    }

    /// ```text
    /// body
    /// banner
    /// note
    /// ```
    fn frame_and_below(&self) -> (Frame, Area, Area) {
        let frame = match self.facets {
            Some(_) => geometry::choosing(self.size),
            None => geometry::frame(self.size),
        };
        let frame = if self.has_overview() {
            frame.with_overview()
        } else {
            frame
        };
        let height = frame.body.height;
        let banner = u16::from(height >= reminders::ROOM && self.has_banner());
        let note = match self.note {
            Some(_) => note::height(height - banner),
            None => 0,
        };
        let (frame, note) = frame.without_lowest(note);
        let (frame, banner) = frame.without_lowest(banner);
        (frame, banner, note)
    }

    /// Whether there is an overview of the day, above the lists that go by day, and room for it. That does not depend on the day:
    /// what is below it stays where it is.
    fn has_overview(&self) -> bool {
        let by_day = matches!(self.view, View::Timetable | View::Grid | View::Mine);
        let room = geometry::has_room_for_overview(self.size);
        by_day && room && self.measures.parallel
    }

    /// The widths of columns.
    pub fn measures(&self) -> Measures {
        self.measures
    }

    /// The zones.
    pub fn zones(&self) -> &Zones {
        &self.zones
    }

    /// The filter.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The view below all opened pages.
    pub fn view(&self) -> View {
        self.view
    }

    /// The lines of the timetable.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The line of the timetable that the cursor is on.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// The chronological list.
    pub fn timetable(&self) -> &List {
        &self.timetable
    }

    /// The list of people.
    pub fn people(&self) -> &List {
        &self.people
    }

    /// The palette, while it is open.
    pub fn palette(&self) -> Option<&Palette> {
        self.palette.as_ref()
    }

    /// The keys in force.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Uses other keys than those of the table.
    pub fn use_keys(&mut self, keymap: Arc<Keymap>) {
        self.keymap = keymap;
    }

    /// Shows a view first.
    pub fn begin_with(&mut self, view: View) {
        self.show(view);
        self.begin_at_first_room();
        self.settle();
    }

    /// The zone picker, while it is open.
    pub fn picker(&self) -> Option<&Picker> {
        self.picker.as_ref()
    }

    /// The picker of events, while it is open.
    pub fn events(&self) -> Option<&Events> {
        self.events.as_ref()
    }

    /// What there is to choose from, while it is open.
    pub fn facets(&self) -> Option<&Facets> {
        self.facets.as_ref()
    }

    /// What goes on behind the viewer.
    pub fn activity(&self) -> Option<&Activity> {
        self.activity.as_ref()
    }

    /// The line for the reader.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// Whether an entry matches the filter.
    pub fn matches(&self, entry: usize) -> bool {
        // A filter leaves out what is hidden, unless it asks for that.
        self.filter.matches(entry) && !(self.filter.is_empty() && self.marked.hides(entry))
    }

    /// The moment whose offset a label of the zone should show: when the selection starts, else when
    /// the event does. Today's offset may be another.
    pub fn moment_in_hand(&self) -> DateTime<Utc> {
        let selected = match self.view {
            View::Mine => self.start_of_mine(),
            _ => self.selected_entry().and_then(|entry| entry.start),
        };
        let event = || self.schedule.starts();
        selected
            .or_else(event)
            .or(self.now)
            .unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// A key without a meaning here still takes the message away.
    pub fn dismiss(&mut self) {
        self.message = None;
    }

    /// The entry that is selected in the timetable.
    pub fn selected_entry(&self) -> Option<&Entry> {
        self.schedule.entry(self.selected_index()?)
    }

    /// The page that is shown, laid out for its width.
    pub fn document(&self) -> &Document {
        &self.document
    }
}

/// The minutes since 1970: nothing that is shown depends on seconds.
fn minute(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(60)
}
