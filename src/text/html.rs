//! HTML as a list of tags and texts, read as browsers read it. No tree: tags come as they are written, open or not.
//!
//! Browsers drop two things that people who describe their talks do not want to lose. A tag without an end takes the
//! rest of the text with it, and `Vec<T>` is a tag named `t`: here the `<` of the one and all of the other are text.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, State, Tokenizer};

use super::elements;

/// So often is a tag without an end taken for text and what is behind it read again; then the rest is text.
const MAX_RETRIES: usize = 4;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `<name ...>`.
    Open(Tag),
    /// `</name>`.
    Close(String),
    /// What stands between tags, decoded.
    Text(String),
}

/// A tag that opens an element, its name in lower case.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute, decoded; of several the first.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Splits HTML into tags and texts; comments and declarations are left out.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = html;
    for _ in 0..MAX_RETRIES {
        let Some(cut) = read(rest, &mut tokens) else {
            return tokens;
        };
        let (start, behind) = rest.split_at_checked(cut + 1).unwrap_or((rest, ""));
        tokens.push(Token::Text(start.get(cut..).unwrap_or_default().to_owned()));
        rest = behind;
    }
    if !rest.is_empty() {
        tokens.push(Token::Text(rest.to_owned()));
    }
    tokens
}

/// Adds the tokens of the text; says where the tag begins that has no end, if there is one.
fn read(html: &str, tokens: &mut Vec<Token>) -> Option<usize> {
    let mut collector = Collector {
        html,
        tokens,
        open: None,
        end: 0,
        cut: false,
    };
    // Only where they end: the mere mention of a `<script>` would make code of all that follows.
    let within = if contains(html, "</script") || contains(html, "</style") {
        Within::Page
    } else {
        Within::Body
    };
    tokenize(html, within, &mut |event, span| {
        collector.event(&event, span);
    });
    collector.cut.then_some(collector.end)
}

/// What the tokenizer takes a text for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// HTML with scripts and styles, whose content is none.
    Page,
    /// HTML without.
    Body,
    /// Text with entities, in which tags mean nothing.
    Text,
}

/// Calls `each` for all that browsers see in a text. There is one of it for all who ask: the tokenizer
/// is large, and would be compiled once more for everyone.
pub(super) fn tokenize(
    html: &str,
    within: Within,
    each: &mut dyn FnMut(CallbackEvent<'_>, Span<usize>),
) {
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
        each(event, span);
        None::<Infallible>
    });
    emitter.naively_switch_states(within == Within::Page);
    let mut tokenizer = Tokenizer::new_with_emitter(html, emitter);
    if within == Within::Text {
        tokenizer.set_state(State::RcData);
    }
    let Ok(()) = tokenizer.finish();
}

fn contains(html: &str, name: &str) -> bool {
    let mut parts = html.as_bytes().windows(name.len());
    parts.any(|part| part.eq_ignore_ascii_case(name.as_bytes()))
}

/// Makes tokens of what the tokenizer comes across.
struct Collector<'a> {
    html: &'a str,
    tokens: &'a mut Vec<Token>,
    /// The tag whose attributes are being read, and where it began.
    open: Option<(usize, Tag)>,
    /// Where the last complete piece ended.
    end: usize,
    /// Whether the text ended within a tag.
    cut: bool,
}

impl Collector<'_> {
    fn event(&mut self, event: &CallbackEvent<'_>, span: Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = string(name);
                let attributes = Vec::new();
                self.open = Some((span.start, Tag { name, attributes }));
                return;
            }
            CallbackEvent::AttributeName { name } => {
                if let Some((_, tag)) = &mut self.open {
                    tag.attributes.push((string(name), String::new()));
                }
                return;
            }
            CallbackEvent::AttributeValue { value } => {
                let open = self.open.as_mut();
                if let Some(attribute) = open.and_then(|(_, tag)| tag.attributes.last_mut()) {
                    attribute.1 = string(value);
                }
                return;
            }
            CallbackEvent::Error(error) => {
                self.cut |= *error == Error::EofInTag;
                return;
            }
            CallbackEvent::CloseStartTag { .. } => {
                if let Some((start, tag)) = self.open.take() {
                    let is_tag = elements::is_tag(&tag.name);
                    self.push(Token::Open(tag), is_tag, start..span.end);
                }
            }
            CallbackEvent::EndTag { name } => {
                // Attributes of an end tag belong to nothing.
                self.open = None;
                let name = string(name);
                let is_tag = elements::is_tag(&name);
                self.push(Token::Close(name), is_tag, span.start..span.end);
            }
            CallbackEvent::String { value } => self.tokens.push(Token::Text(string(value))),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {}
        }
        self.end = span.end;
    }

    /// Adds a tag, or as text what only looks like one.
    fn push(&mut self, tag: Token, is_tag: bool, written: Range<usize>) {
        let written = self.html.get(written).unwrap_or_default();
        self.tokens.push(if is_tag {
            tag
        } else {
            Token::Text(written.to_owned())
        });
    }
}

fn string(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
