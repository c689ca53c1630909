//! What the tags in a description do to its blocks.

use super::build::Builder;
use crate::text::html::{Token, attribute, decode, tokens};

/// What HTML leaves open between two pieces of it.
#[derive(Default)]
pub(super) struct HtmlState {
    /// The HTML block so far: tags may span lines.
    pub(super) buffer: String,
    /// For each open list whether an item of it is open.
    lists: Vec<bool>,
    /// Whether an item without a list is open.
    stray_item: bool,
    /// Open faces and links, to be closed with the block: people forget to.
    strong: usize,
    emphasis: usize,
    code: usize,
    links: usize,
    /// The element whose text is not for people, until it ends.
    skip: Option<&'static str>,
}

impl HtmlState {
    /// Whether text is part of a script or a style.
    pub(super) fn is_skipping(&self) -> bool {
        self.skip.is_some()
    }
}

impl Builder {
    /// HTML within a paragraph: one tag.
    pub(super) fn inline_html(&mut self, html: &str) {
        for token in tokens(html) {
            self.token(token);
        }
    }

    /// The end of a paragraph or an HTML block: writes what was collected and closes what was left open.
    pub(super) fn end_html(&mut self) {
        let html = std::mem::take(&mut self.html.buffer);
        self.inline_html(&html);
        while !self.html.lists.is_empty() {
            self.close_html_list();
        }
        self.close_html_item();
        let state = std::mem::take(&mut self.html);
        self.strong = self.strong.saturating_sub(state.strong);
        self.emphasis = self.emphasis.saturating_sub(state.emphasis);
        self.code = self.code.saturating_sub(state.code);
        for _ in 0..state.links {
            self.close_link();
        }
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Tag {
                name,
                closing,
                attributes,
            } => self.tag(&name, closing, attributes),
            Token::Text(_) if self.html.is_skipping() => {}
            Token::Text(text) if self.is_preformatted() => self.text(&decode(text)),
            Token::Text(text) => self.collapsed(&decode(text)),
        }
    }

    fn tag(&mut self, name: &str, closing: bool, attributes: &str) {
        if let Some(skipped) = self.html.skip {
            if closing && name == skipped {
                self.html.skip = None;
            }
            return;
        }
        match name {
            "script" if !closing => self.html.skip = Some("script"),
            "style" if !closing => self.html.skip = Some("style"),
            "br" => self.text("\n"),
            "b" | "strong" => toggle(&mut self.strong, &mut self.html.strong, closing),
            "i" | "em" => toggle(&mut self.emphasis, &mut self.html.emphasis, closing),
            "code" | "tt" | "kbd" => toggle(&mut self.code, &mut self.html.code, closing),
            "a" => self.anchor(closing, attributes),
            "ul" | "ol" if closing => self.close_html_list(),
            "ul" => self.open_html_list(None),
            "ol" => self.open_html_list(Some(1)),
            "li" => self.item(closing),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.begin();
                self.heading = !closing;
            }
            "pre" => self.set_preformatted(!closing),
            "tr" | "dt" | "dd" => self.flush(),
            "td" | "th" if !closing => self.cell(),
            "p" | "div" | "blockquote" | "section" | "article" | "table" | "dl" | "hr"
            | "figure" => self.begin(),
            _ => {}
        }
    }

    fn anchor(&mut self, closing: bool, attributes: &str) {
        if !closing {
            if let Some(url) = attribute(attributes, "href") {
                self.open_link(&url);
                self.html.links += 1;
            }
        } else if self.html.links > 0 {
            self.html.links -= 1;
            self.close_link();
        }
    }

    fn open_html_list(&mut self, first: Option<u64>) {
        self.open_list(first);
        self.html.lists.push(false);
    }

    fn close_html_list(&mut self) {
        if self.html.lists.is_empty() {
            return;
        }
        self.close_html_item();
        self.html.lists.pop();
        self.close_list();
    }

    fn item(&mut self, closing: bool) {
        self.close_html_item();
        if !closing {
            self.open_item();
            *self
                .html
                .lists
                .last_mut()
                .unwrap_or(&mut self.html.stray_item) = true;
        }
    }

    fn close_html_item(&mut self) {
        if std::mem::take(
            self.html
                .lists
                .last_mut()
                .unwrap_or(&mut self.html.stray_item),
        ) {
            self.close_container();
        }
    }

    /// Text whose white space means nothing but a space.
    fn collapsed(&mut self, text: &str) {
        let mut words = text.split(|c: char| c.is_ascii_whitespace());
        // The ends of the text count: `<b>a</b> b` has a space.
        if let Some(first) = words.next() {
            self.text(first);
        }
        for word in words {
            if !self.is_at_space() {
                self.text(" ");
            }
            self.text(word);
        }
    }
}

fn toggle(face: &mut usize, opened: &mut usize, closing: bool) {
    if !closing {
        *face += 1;
        *opened += 1;
    } else if *opened > 0 {
        *face -= 1;
        *opened -= 1;
    }
}
