//! From the events of the Markdown parser, and the tags of HTML, to blocks.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::html::HtmlState;
use super::runs::{Links, Piece, runs, trim};
use super::{Block, Document, Face};
use crate::text::width;
use crate::text::wrap::is_spaceless;

/// Deeper nesting is not indented further: nobody can read it, and a hostile text must not push its words out of sight.
const MAX_INDENT: usize = 24;
pub(super) const CELL_SEPARATOR: &str = "  ·  ";

/// What blocks are in, and the columns that it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Quote(usize),
    Item(usize),
}

/// White space that waits for the text behind it: at the end of a line it is nothing. Of two the greater one counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum White {
    /// Lines that were joined: a space, but not in scripts without spaces.
    Joint,
    /// A space.
    Space,
    /// A line break.
    Break,
}

/// Collects text until a block is complete.
#[derive(Default)]
pub(super) struct Builder {
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    containers: Vec<Container>,
    /// The number of the next item of each open list, if its items are numbered.
    lists: Vec<Option<u64>>,
    /// The columns of all containers.
    indent: usize,
    /// Markers that wait for the text they stand before.
    pub(super) marker: String,
    pub(super) gap: bool,
    /// White space that waits, and how it would look.
    white: Option<(White, Face, Option<usize>)>,
    pub(super) strong: usize,
    pub(super) emphasis: usize,
    pub(super) code_depth: usize,
    pub(super) heading: bool,
    preformatted: bool,
    links: Links,
    /// The links that are open, outermost first.
    open_links: Vec<usize>,
    pub(super) html: HtmlState,
}

impl Builder {
    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.html.is_skipping() => drop(text),
            Event::Text(text) if self.preformatted => self.code(&text),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Code(text) => {
                self.code_depth += 1;
                self.text(&text);
                self.code_depth -= 1;
            }
            Event::Html(html) => self.html.buffer.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::SoftBreak => self.wait(White::Joint),
            Event::HardBreak => self.wait(White::Break),
            Event::Rule => self.rule(),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(label) => self.text(&format!("[{label}]")),
        }
    }

    pub(super) fn finish(mut self) -> Document {
        self.flush();
        Document {
            blocks: self.blocks,
            links: self.links.found,
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Table(_) => self.begin(),
            Tag::Heading { .. } => {
                self.begin();
                self.heading = true;
            }
            Tag::CodeBlock(_) => {
                self.begin();
                self.preformatted = true;
            }
            Tag::BlockQuote(_) => {
                self.begin();
                self.open_quote();
            }
            Tag::List(first) => self.open_list(first),
            Tag::Item => self.open_item(),
            Tag::TableHead | Tag::Strong => self.strong += 1,
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => self.open_link(&format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.open_link(&dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) => {
                self.end_html();
                self.flush();
                // HTML may have left them open.
                self.heading = false;
                self.preformatted = false;
            }
            TagEnd::TableCell => self.end_html(),
            TagEnd::CodeBlock => {
                self.flush();
                self.preformatted = false;
            }
            TagEnd::TableHead => {
                self.strong = self.strong.saturating_sub(1);
                self.flush();
            }
            TagEnd::TableRow => self.flush(),
            TagEnd::Table => self.gap = true,
            TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.end_html();
                self.close_container();
            }
            TagEnd::List(_) => self.close_list(),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            _ => {}
        }
    }

    /// Ends the block before and separates the next one from it.
    pub(super) fn begin(&mut self) {
        self.flush();
        self.gap = true;
    }

    pub(super) fn rule(&mut self) {
        self.begin();
        self.text("* * *");
        self.begin();
    }

    pub(super) fn cell(&mut self) {
        self.white = None;
        if !self.pieces.is_empty() {
            self.text(CELL_SEPARATOR);
        }
    }

    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.flush();
        self.gap |= self.lists.is_empty();
        self.lists.push(first);
    }

    pub(super) fn close_list(&mut self) {
        self.flush();
        self.lists.pop();
        self.gap |= self.lists.is_empty();
    }

    pub(super) fn open_item(&mut self) {
        self.flush();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "• ".to_owned(),
        };
        let columns = self.enter(&marker);
        self.containers.push(Container::Item(columns));
    }

    pub(super) fn open_quote(&mut self) {
        let columns = self.enter("> ");
        self.containers.push(Container::Quote(columns));
    }

    /// Leaves an item or a quote.
    pub(super) fn close_container(&mut self) {
        self.flush();
        // Still there: the item was empty.
        self.marker.clear();
        if let Some(Container::Quote(columns) | Container::Item(columns)) = self.containers.pop() {
            self.indent -= columns;
        }
    }

    pub(super) fn open_link(&mut self, url: &str) {
        self.open_links.push(self.links.target(url));
    }

    pub(super) fn close_link(&mut self) {
        self.open_links.pop();
    }

    /// Adds text to the block, and the white space that waited for it.
    pub(super) fn text(&mut self, text: &str) {
        let (face, link) = self.look();
        if let Some((white, face_before, link_before)) = self.white.take() {
            let same_face = face == face_before && link == link_before;
            // A space between two faces belongs to neither.
            let face = if same_face { face } else { Face::Plain };
            self.push(
                self.between(white, text),
                face,
                link.filter(|_| link == link_before),
            );
        }
        self.push(text, face, link);
    }

    /// Adds lines of code, without the spaces at their ends.
    pub(super) fn code(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            self.text(line.trim_end_matches([' ', '\n']));
            if line.ends_with('\n') {
                self.text("\n");
            }
        }
    }

    fn push(&mut self, text: &str, face: Face, link: Option<usize>) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.face == face && last.link == link => last.text.push_str(text),
            _ => self.pieces.push(Piece {
                text: text.to_owned(),
                face,
                link,
            }),
        }
    }

    /// White space that shows if text follows on the line.
    pub(super) fn wait(&mut self, white: White) {
        let before = self.white.map(|(before, ..)| before);
        let (face, link) = self.look();
        self.white = Some((before.map_or(white, |before| before.max(white)), face, link));
    }

    /// A line break that shows, as long as it leaves no more than one line blank.
    pub(super) fn line_break(&mut self) {
        self.white = None;
        let mut last = self
            .pieces
            .iter()
            .rev()
            .flat_map(|piece| piece.text.chars().rev());
        if last.next() != Some('\n') || last.next() != Some('\n') {
            self.text("\n");
        }
    }

    /// What white space is between the text so far and the one that follows.
    fn between(&self, white: White, next: &str) -> &'static str {
        let last = self
            .pieces
            .last()
            .and_then(|piece| piece.text.chars().next_back());
        match (last, white) {
            (None | Some('\n'), _) => "",
            (_, White::Break) => "\n",
            (Some(last), White::Joint) if is_spaceless(last) && next.starts_with(is_spaceless) => {
                ""
            }
            _ => " ",
        }
    }

    /// Whether the block has no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(super) fn set_preformatted(&mut self, preformatted: bool) {
        self.begin();
        self.preformatted = preformatted;
    }

    pub(super) fn is_preformatted(&self) -> bool {
        self.preformatted
    }

    /// The outermost link wins: an image in a link shows where the link leads.
    fn look(&self) -> (Face, Option<usize>) {
        let link = self.open_links.first().copied();
        let opens = link.is_some_and(|link| self.links.opens(link));
        let face = match self {
            _ if opens => Face::Link,
            _ if self.code_depth > 0 || self.preformatted => Face::Code,
            _ if self.heading => Face::Heading,
            _ if self.strong > 0 => Face::Strong,
            _ if self.emphasis > 0 => Face::Emphasis,
            _ => Face::Plain,
        };
        (face, link)
    }

    /// Adds a marker to the ones that wait, as long as there is room for it; returns the columns it takes.
    fn enter(&mut self, marker: &str) -> usize {
        let columns = width(marker);
        if self.indent + columns > MAX_INDENT {
            return 0;
        }
        self.marker.push_str(marker);
        self.indent += columns;
        columns
    }

    /// Makes a block of the text so far, if there is any.
    pub(super) fn flush(&mut self) {
        self.white = None;
        let mut pieces = std::mem::take(&mut self.pieces);
        trim(&mut pieces, self.preformatted);
        if pieces.is_empty() {
            return;
        }
        let runs = runs(pieces, &mut self.links);
        if runs.is_empty() {
            return;
        }
        let quoted =
            matches!(self.containers.last(), Some(Container::Quote(columns)) if *columns > 0);
        let mut marker = std::mem::take(&mut self.marker);
        if marker.is_empty() && quoted {
            marker.push_str("> ");
        }
        let gap = std::mem::take(&mut self.gap) && !self.blocks.is_empty();
        let indent = self.indent.saturating_sub(width(&marker));
        self.blocks.push(Block {
            marker,
            indent,
            runs,
            gap,
            preformatted: self.preformatted,
        });
    }
}
