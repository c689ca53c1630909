//! Pages: opening, going back, moving and scrolling in them.

use super::{App, Clipboard, Focus, View, lists::target};
use crate::tui::{
    action::{Action, Effect},
    geometry::{Area, READABLE},
    page::{self, Document, Item, Subject},
    rows::{
        self,
        mine::{self, MineRow},
    },
};
use crate::{
    export,
    favourites::{Snapshot, find_again},
    limits,
    schedule::{Person, Schedule},
    text,
};

/// A text that is open: what it is about, where the cursor is, how far it is scrolled.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is about.
    pub subject: Subject,
    /// Which of the things that can be opened from here the cursor is on.
    pub cursor: usize,
    /// The first line that is shown.
    pub top: usize,
    place: Place,
}

/// Where in a page the reader is, as the last key left it.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// The cursor is in view, so many lines below the first.
    Cursor { below: usize },
    /// The cursor is elsewhere; the first line of so many.
    Line { top: usize, lines: usize },
}

impl Page {
    /// A page at its top.
    pub fn new(subject: Subject) -> Self {
        Self {
            subject,
            cursor: 0,
            top: 0,
            place: Place::Line { top: 0, lines: 0 },
        }
    }
}

impl App {
    /// Where pages are drawn: help and about have the body to themselves, the others stand beside the
    /// list where there is room.
    pub fn page_area(&self) -> Area {
        let frame = self.frame();
        if self.help.is_none() && self.view != View::About {
            return frame.detail;
        }
        let margin = u16::from(frame.body.width > 2);
        Area {
            x: margin,
            width: frame.body.width.saturating_sub(2 * margin).min(READABLE),
            ..frame.body
        }
    }

    /// The page that takes the keys.
    pub fn top_page(&self) -> Option<&Page> {
        if self.help.is_some() {
            return self.help.as_ref();
        }
        // What was open is there again when the choices are closed.
        if self.facets.is_some() {
            return None;
        }
        match self.view {
            View::About => self.opened.last().or(Some(&self.about)),
            _ if self.focus == Focus::Detail => self.opened.last(),
            _ => None,
        }
    }

    /// The page to draw: the one on top, or beside the list that of the selection.
    pub fn shown_page(&self) -> Option<Page> {
        if let Some(page) = self.top_page() {
            return Some(page.clone());
        }
        if !self.frame().wide || self.facets.is_some() {
            return None;
        }
        // The grid has all the width; below it stands what is selected.
        let beside_grid = self.view == View::Grid && self.grid_frame().is_ok();
        let selected = || self.page_of_selection().filter(|_| !beside_grid);
        self.opened.last().cloned().or_else(selected)
    }

    /// Keeps what is open, as far as it is in the schedule that came in place of this one.
    pub(super) fn keep_pages(&mut self, before: &Schedule) {
        let mut pages = std::mem::take(&mut self.opened);
        pages.retain_mut(|page| {
            let Subject::Entry(id) = &page.subject else {
                return page::exists(&self.schedule, &page.subject);
            };
            // An id that was made from title and time changes with them.
            let old = before.find(id).and_then(|index| before.entry(index));
            let new = old.and_then(|old| find_again(&Snapshot::of(before, old), &self.schedule));
            let new = new.and_then(|index| self.schedule.entry(index));
            if let Some(entry) = new {
                page.subject = Subject::Entry(entry.id.clone());
            }
            new.is_some()
        });
        self.opened = pages;
        if self.opened.is_empty() {
            self.focus = Focus::List;
        }
    }

    fn page_of_selection(&self) -> Option<Page> {
        let subject = match self.view {
            View::Grid if self.shows_empty_grid() => return None,
            View::Timetable | View::Grid => Subject::Entry(self.selected_entry()?.id.clone()),
            View::People => {
                let person = self.schedule.people().get(self.selected_person()?)?;
                Subject::Person(person.id.clone())
            }
            View::Mine => self.page_of_mine()?,
            View::Changes => self.page_of_change()?,
            View::Check => Subject::Finding(Box::new(self.checks.selected()?.clone())),
            View::About => return None,
        };
        Some(Page::new(subject))
    }

    /// Whether the list is drawn as the one that takes the keys.
    pub fn list_is_active(&self) -> bool {
        self.top_page().is_none() && self.facets.is_none()
    }

    pub(super) fn top_page_mut(&mut self) -> Option<&mut Page> {
        if self.help.is_some() {
            return self.help.as_mut();
        }
        if self.facets.is_some() {
            return None;
        }
        match self.view {
            View::About if self.opened.is_empty() => Some(&mut self.about),
            _ => self.opened.last_mut(),
        }
    }

    pub(super) fn other_pane(&mut self) {
        match self.focus {
            Focus::Detail => self.focus = Focus::List,
            Focus::List if self.view == View::About => {}
            Focus::List => {
                if self.opened.is_empty() {
                    self.opened.extend(self.page_of_selection());
                }
                if !self.opened.is_empty() {
                    self.focus = Focus::Detail;
                }
            }
        }
    }

    pub(super) fn open(&mut self) -> Vec<Effect> {
        if self.list_has_focus() {
            if let (View::Mine, Some(MineRow::Free { gap, .. })) = (self.view, self.mine.selected())
            {
                self.visit(gap);
                return Vec::new();
            }
            self.opened.clear();
            let finding = self.entry_of_finding().filter(|_| self.view == View::Check);
            match finding.and_then(|index| self.schedule.entry(index)) {
                Some(entry) => self
                    .opened
                    .push(Page::new(Subject::Entry(entry.id.clone()))),
                None => self.opened.extend(self.page_of_selection()),
            }
            if !self.opened.is_empty() {
                self.focus = Focus::Detail;
            }
            return Vec::new();
        }
        match self.item_in_hand() {
            Some(Item::Entry(id)) => self.push(Subject::Entry(id)),
            Some(Item::Person(id)) => self.push(Subject::Person(id)),
            Some(Item::Link(url)) => return vec![Effect::OpenLink(url)],
            None => self.tell("There is nothing more to open here"),
        }
        Vec::new()
    }

    fn push(&mut self, subject: Subject) {
        // Going round in circles (talk, speaker, talk) leads back instead of piling up.
        if let Some(depth) = self.opened.iter().position(|page| page.subject == subject) {
            self.opened.truncate(depth + 1);
            return;
        }
        self.opened.push(Page::new(subject));
        self.focus = Focus::Detail;
    }

    /// What the cursor of the page that takes the keys is on.
    pub(super) fn item_in_hand(&self) -> Option<Item> {
        let cursor = self.top_page()?.cursor;
        Some(self.document.items.get(cursor)?.target.clone())
    }

    /// The links of what is in hand: that under the cursor alone, or else all.
    pub(super) fn links_in_hand(&self) -> Vec<String> {
        if let Some(url) = self.item_in_hand().and_then(link) {
            return vec![url];
        }
        // From the list, those of what is selected, though its page may not be shown.
        let page = self.top_page().cloned();
        let page = page.or_else(|| self.page_of_selection());
        let width = usize::from(self.page_area().width);
        let document = page.map(|page| page::build(self, &page.subject, width));
        let items = document.unwrap_or_default().items.into_iter();
        items.filter_map(|item| link(item.target)).collect()
    }

    pub(super) fn open_link(&mut self) -> Vec<Effect> {
        let links = self.links_in_hand();
        let Some(url) = links.first().cloned() else {
            self.tell("There is no link here");
            return Vec::new();
        };
        let others = match (links.len(), self.top_page().is_some()) {
            (..2, _) => None,
            (_, true) => Some(format!("{} on one opens it", self.key_of(&Action::Open))),
            (_, false) => Some("its page has them all".to_owned()),
        };
        if let Some(others) = others {
            self.tell(format!("1 of {} links; {others}", links.len()));
        }
        vec![Effect::OpenLink(url)]
    }

    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let shown = export::Shown::unmarked(&self.schedule, self.zones.shown());
        let entry = self
            .entry_in_hand()
            .and_then(|index| self.schedule.entry(index));
        let target = self.item_in_hand().and_then(link);
        let entry = entry.map(|entry| export::text::one_line(shown, entry));
        let person = || {
            let person = self.person_in_hand()?;
            let affiliation = person.affiliation.iter().cloned();
            let parts = std::iter::once(person.name.clone()).chain(affiliation);
            Some(parts.collect::<Vec<_>>().join(" · "))
        };
        let gone = || Some(self.line_of_gone(&self.record_in_hand()?.was));
        match target.or(entry).or_else(person).or_else(gone) {
            Some(line) => self.copied(line),
            None => {
                self.tell("There is nothing to copy here");
                Vec::new()
            }
        }
    }

    /// What is gone in one line: what it was, when and where.
    fn line_of_gone(&self, was: &Snapshot) -> String {
        let zone = self.zones.shown();
        let when = mine::when_gone(self, was).zip(was.start);
        let when = when.map(|(when, start)| {
            let start = mine::instant(&self.schedule, start);
            format!("{when} {}", zone.label(start))
        });
        let parts = [Some(was.title.clone()), when, was.room.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The person whose page is open, or who is selected.
    pub(super) fn person_in_hand(&self) -> Option<&Person> {
        let people = self.schedule.people();
        match (self.top_page().map(|page| &page.subject), self.view) {
            (Some(Subject::Person(id)), _) => people.iter().find(|person| person.id == *id),
            (None, View::People) => people.get(self.selected_person()?),
            _ => None,
        }
    }

    fn copied(&mut self, line: String) -> Vec<Effect> {
        self.tell_copied("", &line);
        match self.clipboard {
            Clipboard::Missing => Vec::new(),
            Clipboard::Terminal | Clipboard::Tmux => vec![Effect::Copy(line)],
        }
    }

    /// Where what is copied goes.
    pub fn use_clipboard(&mut self, clipboard: Clipboard) {
        self.clipboard = clipboard;
    }

    /// Says that a line was copied, and why, if there is a reason; where nothing can be copied, the line is at least there to
    /// be read.
    pub fn tell_copied(&mut self, why: &str, line: &str) {
        if self.clipboard == Clipboard::Missing {
            return self.tell(format!("This terminal has no clipboard{why}: {line}"));
        }
        // What a terminal is given of it; see the clipboard.
        let part = if line.len() > limits::COPY {
            format!(" the first {}", limits::size(limits::COPY as u64))
        } else {
            String::new()
        };
        let copied = format!("Copied{part}{why}: {line}");
        let hint = format!("{copied} (tmux: set -g set-clipboard on)");
        let room = usize::from(self.size.columns).saturating_sub(2);
        let fits = text::width(&hint) <= room;
        self.tell(if self.clipboard == Clipboard::Tmux && fits {
            hint
        } else {
            copied
        });
    }

    /// Moves in a page: to the next thing that can be opened if it is near, else by lines.
    pub(super) fn move_in_page(&mut self, motion: &Action) {
        let height = usize::from(self.page_area().height).max(1);
        let document = std::mem::take(&mut self.document);
        let Some(page) = self.top_page_mut() else {
            return;
        };
        let last_top = document.lines.len().saturating_sub(height);
        let line_of = |cursor: usize| document.items.get(cursor).map(|item| item.line);
        match motion {
            Action::Down | Action::Up => {
                let next = match motion {
                    Action::Down => page.cursor.checked_add(1),
                    _ => page.cursor.checked_sub(1),
                };
                let line = next.and_then(line_of);
                let visible = |line: usize| (page.top..page.top + height).contains(&line);
                match (next, line) {
                    (Some(next), Some(line)) if visible(line) => page.cursor = next,
                    _ => page.top = target(motion, page.top, last_top + 1, height),
                }
                // Scrolling may have brought the next one into view, and left the last one behind.
                follow(page, &document, height, motion);
            }
            motion => {
                page.top = target(motion, page.top, last_top + 1, height);
                follow(page, &document, height, motion);
            }
        }
    }

    /// Moves the page that is shown by so many lines, whether it takes the keys or not.
    pub(super) fn scroll_page(&mut self, by: isize) {
        let height = usize::from(self.page_area().height).max(1);
        if self.top_page().is_none() && self.opened.is_empty() {
            self.opened.extend(self.page_of_selection());
        }
        let document = std::mem::take(&mut self.document);
        let Some(page) = self.top_page_mut() else {
            return;
        };
        let last = document.lines.len().saturating_sub(height);
        page.top = page.top.saturating_add_signed(by).min(last);
        let motion = if by > 0 { Action::Down } else { Action::Up };
        follow(page, &document, height, &motion);
    }

    /// Lays the shown page out, and keeps its cursor and its top inside.
    pub(super) fn settle_pages(&mut self) {
        let height = usize::from(self.page_area().height).max(1);
        let width = usize::from(self.page_area().width);
        let document = self
            .shown_page()
            .map(|page| page::build(self, &page.subject, width));
        self.document = document.unwrap_or_default();
        if !self.filter.is_empty() {
            page::mark(&mut self.document, &self.filter.query().marker());
        }
        let (lines, items) = (self.document.lines.len(), self.document.items.len());
        if self.top_page().is_none() {
            return;
        }
        if let Some(page) = self.top_page_mut() {
            page.top = page.top.min(lines.saturating_sub(height));
            page.cursor = page.cursor.min(items.saturating_sub(1));
        }
    }

    /// Says so where all that the filter found in what was just opened is further down.
    pub(super) fn tell_of_matches_below(&mut self) {
        let height = usize::from(self.page_area().height);
        let at_top = self.top_page().is_some_and(|page| page.top == 0);
        let found = &self.document.found;
        let hidden = found.first().is_some_and(|line| *line >= height);
        if !at_top || !hidden {
            return;
        }
        self.tell(match found.len() {
            // What is nearly a word is found in pieces, which nobody wants to count.
            _ if self.filter.query().is_ranked() => "Matches below ↓".to_owned(),
            1 => "1 match below ↓".to_owned(),
            many => format!("{many} matches below ↓"),
        });
    }

    /// The line of the cursor of the page that takes the keys.
    fn line_of_cursor(&self) -> Option<usize> {
        let cursor = self.top_page()?.cursor;
        Some(self.document.items.get(cursor)?.line)
    }

    /// Remembers where in the page the reader is, for when lines are broken in other places.
    pub(super) fn remember_place(&mut self) {
        let height = usize::from(self.page_area().height);
        let lines = self.document.lines.len();
        let line = self.line_of_cursor();
        if let Some(page) = self.top_page_mut() {
            let below = line.and_then(|line| line.checked_sub(page.top));
            page.place = match below.filter(|below| *below < height) {
                Some(below) => Place::Cursor { below },
                None => Place::Line {
                    top: page.top,
                    lines,
                },
            };
        }
    }

    /// Scrolls to where the reader was, in the lines of another width.
    pub(super) fn keep_place(&mut self) {
        let height = usize::from(self.page_area().height).max(1);
        let lines = self.document.lines.len();
        let line = self.line_of_cursor();
        if let Some(page) = self.top_page_mut() {
            let top = match (page.place, line) {
                (Place::Cursor { below }, Some(line)) => line.saturating_sub(below.min(height - 1)),
                (Place::Line { top, lines: then }, _) => top * lines / then.max(1),
                (Place::Cursor { .. }, None) => page.top,
            };
            page.top = top.min(lines.saturating_sub(height));
        }
    }

    /// How many people there are, and how many match.
    pub fn people_count(&self) -> (usize, usize) {
        (rows::people(self).len(), self.schedule.people().len())
    }
}

/// The target of an item that is a link.
fn link(item: Item) -> Option<String> {
    match item {
        Item::Link(url) => Some(url),
        _ => None,
    }
}

/// Keeps the cursor among what is in view, when there is anything to have it on.
fn follow(page: &mut Page, document: &Document, height: usize, motion: &Action) {
    let view = page.top..page.top + height;
    let in_view = |cursor: &usize| {
        document
            .items
            .get(*cursor)
            .is_some_and(|item| view.contains(&item.line))
    };
    let mut visible = (0..document.items.len()).filter(in_view);
    let found = match motion {
        Action::Bottom => visible.next_back(),
        Action::Top => visible.next(),
        _ if in_view(&page.cursor) => return,
        Action::Down | Action::PageDown | Action::HalfDown => visible.next(),
        _ => visible.next_back(),
    };
    page.cursor = found.unwrap_or(page.cursor);
}
