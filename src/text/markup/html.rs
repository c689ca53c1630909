//! What the tags of HTML do to the blocks.
//!
//! Tags come one by one, whether they fit together or not. What an end tag closes is looked for in a stack that is
//! never deep; faces and links end with the block they are in, as people forget to end them.

use super::build::{Builder, White};
use super::kind::Blocks;
use crate::text::elements;
use crate::text::html::{Tag, Token, tokens};

/// Deeper lists and quotes are not told apart.
const MAX_DEPTH: usize = 50;

/// Line breaks, those included that were marked as meant.
const BREAKS: [char; 3] = ['\n', '\u{c}', '\t'];

/// What HTML leaves open between two pieces of it.
#[derive(Default)]
pub(super) struct HtmlState {
    /// The HTML block of a Markdown text so far: tags may span lines.
    pub(super) buffer: String,
    blocks: Blocks,
    open: Vec<Open>,
    /// Lists, items and quotes that were open already when they were too deep.
    ignored: usize,
    /// Whether the text is in a cell of a table, where paragraphs have no lines of their own.
    in_cell: bool,
    /// Open faces and links, to be closed with the block.
    strong: usize,
    emphasis: usize,
    code: usize,
    links: usize,
    raised: bool,
    /// The element whose text is not for people, until it ends.
    skip: Option<String>,
}

impl HtmlState {
    /// Whether text is part of a script or a style.
    pub(super) fn is_skipping(&self) -> bool {
        self.skip.is_some()
    }
}

/// What blocks are in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// And whether it had an item.
    List(bool),
    Item,
    Quote,
}

impl Builder {
    /// A text that is HTML.
    pub(super) fn html(&mut self, tokens: Vec<Token>) {
        self.html.blocks = Blocks::new(&tokens);
        for token in tokens {
            self.token(token);
        }
        self.end_html();
    }

    /// HTML within a paragraph of Markdown: one tag.
    pub(super) fn inline_html(&mut self, html: &str) {
        for token in tokens(html) {
            self.token(token);
        }
    }

    /// The end of a paragraph or of an HTML block: writes what was collected and closes what was left open.
    pub(super) fn end_html(&mut self) {
        let html = std::mem::take(&mut self.html.buffer);
        if !html.is_empty() {
            let tokens = tokens(&html);
            self.html.blocks = Blocks::new(&tokens);
            for token in tokens {
                self.token(token);
            }
        }
        while self.leave() {}
        self.close_inline();
        self.html = HtmlState::default();
    }

    fn token(&mut self, token: Token) {
        self.html.blocks.see(&token);
        match token {
            Token::Close(name) if self.html.skip.as_ref() == Some(&name) => self.html.skip = None,
            _ if self.html.is_skipping() => {}
            Token::Open(tag) => self.open_tag(&tag),
            Token::Close(name) => self.close_tag(&name),
            Token::Text(text) => self.html_text(&text),
        }
    }

    fn open_tag(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "br" if self.html.in_cell => self.wait(White::Space),
            "br" => self.line_break(),
            "hr" => self.rule(),
            "b" | "strong" => open_face(&mut self.strong, &mut self.html.strong),
            "i" | "em" | "cite" => open_face(&mut self.emphasis, &mut self.html.emphasis),
            "code" | "tt" | "kbd" | "samp" => open_face(&mut self.code_depth, &mut self.html.code),
            "sup" => self.html.raised = true,
            "q" => self.text("“"),
            "a" => self.anchor(tag),
            "img" => self.image(tag),
            "ul" | "menu" | "dir" => self.html_list(None),
            "ol" => {
                let start = tag.attribute("start");
                let start = start.and_then(|start| start.trim().parse().ok());
                self.html_list(Some(start.unwrap_or(1)));
            }
            "li" => self.html_item(),
            "blockquote" => self.quote(),
            "pre" | "listing" | "xmp" => self.set_preformatted(true),
            "td" | "th" => self.html_cell(tag.name == "th"),
            "tr" => self.row(),
            name if elements::is_hidden(name) => self.hide(name),
            name if elements::is_block(name) => self.boundary(name, elements::is_heading(name)),
            _ => {}
        }
    }

    fn close_tag(&mut self, name: &str) {
        match name {
            // Browsers do so, too.
            "br" => self.line_break(),
            "b" | "strong" => close_face(&mut self.strong, &mut self.html.strong),
            "i" | "em" | "cite" => close_face(&mut self.emphasis, &mut self.html.emphasis),
            "code" | "tt" | "kbd" | "samp" => close_face(&mut self.code_depth, &mut self.html.code),
            "sup" => self.html.raised = false,
            "q" => self.text("”"),
            "a" => self.close_anchors(),
            "ul" | "ol" | "menu" | "dir" => self.close(|open| matches!(open, Open::List(_))),
            "li" => self.close_item(),
            "blockquote" => {
                self.boundary(name, false);
                self.close(|open| open == Open::Quote);
            }
            "pre" | "listing" | "xmp" => {
                self.set_preformatted(false);
                self.close_inline();
            }
            "td" | "th" => self.close_cell(),
            "tr" => self.row(),
            "hr" => {}
            _ if elements::is_block(name) => {
                self.boundary(name, false);
                self.close_inline();
            }
            _ => {}
        }
    }

    /// Skips what is not for readers.
    fn hide(&mut self, name: &str) {
        // Without an end, a title would take all that follows with it.
        if elements::is_code(name) || self.html.blocks.has_end(name) {
            self.html.skip = Some(name.to_owned());
        }
    }

    /// The beginning or the end of a block that is nothing but one.
    fn boundary(&mut self, name: &str, heading: bool) {
        if self.html.in_cell && !matches!(name, "table" | "tbody" | "thead" | "tfoot") {
            return self.wait(White::Space);
        }
        match name {
            "dt" | "dd" | "tbody" | "thead" | "tfoot" | "caption" => self.flush(),
            _ => self.separate(),
        }
        self.html.in_cell = false;
        self.heading = heading;
    }

    /// Ends the block before and separates the next one from it, but not from the marker that it belongs to.
    fn separate(&mut self) {
        self.flush();
        self.gap |= self.marker.is_empty();
    }

    fn html_list(&mut self, first: Option<u64>) {
        let is_inner = self
            .html
            .open
            .iter()
            .any(|open| matches!(open, Open::List(_)));
        self.heading = false;
        if self.enter_html(Open::List(false)) {
            self.open_list(first);
            self.gap &= !is_inner;
        }
    }

    fn html_item(&mut self) {
        self.close_item();
        if let Some(Open::List(has_items)) = self.html.open.last_mut() {
            // Paragraphs in items do not tear the list apart.
            self.gap &= !std::mem::replace(has_items, true);
        }
        if self.enter_html(Open::Item) {
            self.open_item();
        }
    }

    /// Closes the item of the innermost list.
    fn close_item(&mut self) {
        self.flush();
        self.close_inline();
        let inner = |open: &&Open| !matches!(open, Open::List(_));
        let mut inner = self.html.open.iter().rev().take_while(inner);
        if self.html.ignored > 0 || inner.any(|open| *open == Open::Item) {
            self.close(|open| open == Open::Item);
        }
    }

    fn quote(&mut self) {
        self.separate();
        self.heading = false;
        if self.enter_html(Open::Quote) {
            self.open_quote();
        }
    }

    /// Notes what is open; says whether it is not too deep.
    fn enter_html(&mut self, open: Open) -> bool {
        self.flush();
        let deep = self.html.open.len() >= MAX_DEPTH;
        if deep {
            self.html.ignored += 1;
        } else {
            self.html.open.push(open);
        }
        !deep
    }

    /// Closes the innermost one of a kind, and all that is open in it.
    fn close(&mut self, is_it: impl Fn(Open) -> bool) {
        self.flush();
        self.close_inline();
        if self.html.ignored > 0 {
            self.html.ignored -= 1;
            return;
        }
        let at = self.html.open.iter().rposition(|open| is_it(*open));
        while at.is_some_and(|at| self.html.open.len() > at) && self.leave() {}
    }

    /// Closes what was opened last.
    fn leave(&mut self) -> bool {
        match self.html.open.pop() {
            Some(Open::List(_)) => self.close_list(),
            Some(Open::Item | Open::Quote) => self.close_container(),
            None => return false,
        }
        true
    }

    fn html_cell(&mut self, is_head: bool) {
        self.close_cell();
        self.cell();
        self.html.in_cell = true;
        if is_head {
            open_face(&mut self.strong, &mut self.html.strong);
        }
    }

    fn close_cell(&mut self) {
        self.close_inline();
        self.html.in_cell = false;
    }

    fn row(&mut self) {
        self.close_cell();
        self.flush();
    }

    fn anchor(&mut self, tag: &Tag) {
        self.close_anchors();
        if let Some(url) = tag.attribute("href") {
            self.open_link(url);
            self.html.links += 1;
        }
    }

    fn close_anchors(&mut self) {
        for _ in 0..std::mem::take(&mut self.html.links) {
            self.close_link();
        }
    }

    /// Shows what an image is said to show.
    fn image(&mut self, tag: &Tag) {
        let shown = tag.attribute("alt").map(str::trim);
        if let Some(shown) = shown.filter(|shown| !shown.is_empty()) {
            self.open_link(tag.attribute("src").unwrap_or_default());
            self.html_text(shown);
            self.close_link();
        }
    }

    /// Ends faces and links.
    fn close_inline(&mut self) {
        self.strong -= std::mem::take(&mut self.html.strong);
        self.emphasis -= std::mem::take(&mut self.html.emphasis);
        self.code_depth -= std::mem::take(&mut self.html.code);
        self.html.raised = false;
        self.close_anchors();
    }

    fn html_text(&mut self, text: &str) {
        if self.is_preformatted() {
            let text = text.replace(BREAKS, "\n");
            let text = text
                .strip_prefix('\n')
                .filter(|_| self.is_empty())
                .unwrap_or(&text);
            self.code(text);
        } else if self.html.raised && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let raised: String = text.chars().map(raised).collect();
            self.text(&raised);
        } else {
            self.collapsed(text);
        }
    }

    /// Text whose white space means nothing but a space.
    fn collapsed(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (word, behind) = split(rest, is_white);
            if !word.is_empty() {
                self.text(word);
            }
            let (white, behind) = split(behind, |c| !is_white(c));
            if !white.is_empty() {
                self.white(white);
            }
            rest = behind;
        }
    }

    /// White space. Outside of all blocks nobody but the author broke lines: blank lines separate paragraphs there.
    fn white(&mut self, white: &str) {
        let breaks = white.matches(BREAKS).count();
        let is_outside = self.html.blocks.is_outside() && !self.html.in_cell;
        let is_meant =
            white.contains('\u{c}') && is_outside || white.contains('\t') && !self.html.in_cell;
        if is_outside && breaks > 1 {
            self.separate();
            self.close_inline();
            self.heading = false;
        } else if is_meant {
            self.wait(White::Break);
        } else if breaks > 0 {
            self.wait(White::Joint);
        } else {
            self.wait(White::Space);
        }
    }
}

fn open_face(face: &mut usize, opened: &mut usize) {
    *face += 1;
    *opened += 1;
}

fn close_face(face: &mut usize, opened: &mut usize) {
    if *opened > 0 {
        *face -= 1;
        *opened -= 1;
    }
}

fn is_white(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{a0}'
}

/// The text before and from the first such character on.
fn split(text: &str, at: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(at).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// The digit as an exponent: 10⁶ is not 106.
fn raised(digit: char) -> char {
    match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }
}
