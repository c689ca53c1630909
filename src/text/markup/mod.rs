//! Descriptions and biographies, as blocks that can be laid out in any width.
//!
//! A text is cleaned, then [`kind`] tells HTML from Markdown. In both, [`breaks`] tells the line breaks that are meant
//! from those that are not. The events of the Markdown parser and the tags of HTML drive the same [`build::Builder`],
//! which collects pieces of text until a block is complete; [`runs`] cleans them once more and finds the links.

mod breaks;
mod build;
mod bullets;
mod html;
mod indent;
mod kind;
mod nesting;
mod runs;
mod stars;

use pulldown_cmark::{Options, Parser};

use self::breaks::Marks;
use self::build::Builder;
use super::clean::clean_markup;
use super::html::tokens;

/// What stands in HTML for line breaks that were meant: white space in tags as in text, and not found in a clean text.
const HTML_BREAKS: Marks = Marks {
    meant: "\u{c}",
    obvious: "\t",
    behind_list: None,
};

/// Line breaks of Markdown that stay.
const MARKDOWN_BREAKS: Marks = Marks {
    meant: "  \n",
    obvious: "  \n",
    behind_list: Some("\n\n"),
};

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

/// Reads a text that may be HTML, Markdown with or without HTML in it, or plain: people write all of them, and no file
/// says which. Hostile text is cleaned, before and after entities are decoded.
///
/// HTML is told from Markdown by its tags (see the source of `kind` for the rule), and plain text is Markdown whose
/// line breaks are kept where they are meant.
pub fn read(text: &str) -> Document {
    let clean = clean_markup(text).text;
    let clean = indent::common(&clean);
    let mut builder = Builder::default();
    if !read_html(&clean, &mut builder) {
        read_markdown(&clean, &mut builder);
    }
    builder.finish()
}

/// Reads the text if it is HTML; says whether it is.
fn read_html(clean: &str, builder: &mut Builder) -> bool {
    if !clean.contains('<') {
        return false;
    }
    let tokens = tokens(&breaks::mark(clean, &HTML_BREAKS));
    let is_html = kind::is_html(&tokens);
    if is_html {
        builder.html(tokens);
    }
    is_html
}

fn read_markdown(clean: &str, builder: &mut Builder) {
    let text = bullets::to_markdown(clean);
    let text = indent::prose(&text);
    let text = stars::hide(&text);
    let text = nesting::limit(&text);
    let text = breaks::mark(&text, &MARKDOWN_BREAKS);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(&text, options) {
        builder.event(event);
    }
}
