//! Whether a text is HTML, or Markdown, which may have HTML in it. Texts never say.
//!
//! The rule: a text is HTML if it has a tag of a block (`<p>`, `<br>`, `<li>`, ...) and no Markdown stands outside of
//! its blocks. Within a block of HTML, `*` and `#` are characters; outside of all blocks they may be a list and a
//! heading, and then the text is Markdown whose author used a tag here and there. Tags that are no blocks (`<b>`, `<a>`)
//! decide nothing, as they mean the same in both.

use foldhash::HashSet;

use crate::text::elements;
use crate::text::html::Token;

/// Follows the tags of a text, to know what stands outside of its blocks.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// The elements that have an end somewhere. People write a `<p>` between paragraphs as well, and no end to it.
    ended: HashSet<String>,
    open: usize,
}

impl Blocks {
    pub(super) fn new(tokens: &[Token]) -> Blocks {
        let ended = tokens.iter().filter_map(|token| match token {
            Token::Close(name) => Some(name.clone()),
            _ => None,
        });
        Blocks {
            ended: ended.collect(),
            open: 0,
        }
    }

    pub(super) fn see(&mut self, token: &Token) {
        match token {
            Token::Open(tag) if is_container(&tag.name) && self.ended.contains(&tag.name) => {
                self.open += 1;
            }
            Token::Close(name) if is_container(name) => {
                self.open = self.open.saturating_sub(1);
            }
            _ => {}
        }
    }

    pub(super) fn is_outside(&self) -> bool {
        self.open == 0
    }

    /// Whether the element has an end somewhere.
    pub(super) fn has_end(&self, name: &str) -> bool {
        self.ended.contains(name)
    }
}

fn is_container(name: &str) -> bool {
    elements::is_block(name) && !elements::is_void_block(name)
}

/// Whether the text is HTML.
pub(super) fn is_html(tokens: &[Token]) -> bool {
    let mut blocks = Blocks::new(tokens);
    let mut found = false;
    let mut outside = String::new();
    for token in tokens {
        blocks.see(token);
        match token {
            Token::Text(text) if blocks.is_outside() => outside.push_str(text),
            Token::Open(tag) if elements::is_block(&tag.name) => {
                found = true;
                outside.push('\n');
            }
            Token::Close(name) if elements::is_block(name) => outside.push('\n'),
            _ => {}
        }
    }
    found && !outside.split(['\n', '\u{c}', '\t']).any(has_markdown)
}

/// Whether the line has what only Markdown gives a meaning to.
fn has_markdown(line: &str) -> bool {
    let text = line.trim_start();
    let marker = text.split(' ').next().unwrap_or_default();
    let begins = marker.len() < text.len()
        && (matches!(marker, "*" | "-" | "+" | ">")
            || marker.len() <= 6 && marker.bytes().all(|byte| byte == b'#'));
    let contains = ["`", "](", "**", "__", "~~~"]
        .iter()
        .any(|mark| text.contains(mark));
    !text.is_empty() && (begins || contains || has_emphasis(text))
}

/// Whether the line has a `*word*` or a `_word_`.
fn has_emphasis(line: &str) -> bool {
    let mut opened = [false; 2];
    let mut before = ' ';
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if let Some(is_open) = ['*', '_']
            .iter()
            .position(|mark| *mark == c)
            .and_then(|at| opened.get_mut(at))
        {
            if *is_open && !before.is_whitespace() && !after.is_alphanumeric() {
                return true;
            }
            *is_open |= !before.is_alphanumeric() && after.is_alphanumeric();
        }
        before = c;
    }
    false
}
