//! Markdown, and the HTML in it, as blocks that can be laid out in any width.

mod build;
mod html;
mod nesting;
mod runs;

use pulldown_cmark::{Options, Parser};

use self::build::Builder;
use super::clean::clean_markup;

/// What a piece of text is, for the theme to style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Running text.
    Plain,
    /// Strongly emphasised.
    Strong,
    /// Emphasised.
    Emphasis,
    /// Code, inline or in a block.
    Code,
    /// The text of a link.
    Link,
    /// A heading.
    Heading,
}

/// Text of one face. A `\n` in it is a line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text, clean.
    pub text: String,
    /// How it looks.
    pub face: Face,
}

/// A paragraph, a heading, an item of a list, a row of a table or a block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What stands before the first line: `• `, `1. `, `> ` or nothing; further lines are indented by its width.
    pub marker: String,
    /// Columns before the marker.
    pub indent: usize,
    /// The text.
    pub runs: Vec<Run>,
    /// Whether a blank line comes before it.
    pub gap: bool,
    /// Whether it is code, whose lines and spaces are as they were written.
    pub preformatted: bool,
}

/// A link of a document, safe to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The text that was linked, on one line; the URL itself where there was none.
    pub title: String,
    /// Where it leads, as [`clean_url`](super::clean_url) lets it pass.
    pub url: String,
}

/// A description, ready to be laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// In order of appearance, each URL once.
    pub links: Vec<Link>,
}

/// Reads Markdown, the HTML in it included. Hostile text is cleaned, before and after entities are decoded.
pub fn markdown(text: &str) -> Document {
    let clean = clean_markup(text).text;
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder::default();
    for event in Parser::new_ext(&nesting::limit(&clean), options) {
        builder.event(event);
    }
    builder.finish()
}
