//! Text for a terminal: width, wrapping, cleaning, markup.
//!
//! Everything that was written by others is hostile until it went through [`clean_line`], [`clean_block`],
//! [`clean_url`] or [`read`]; what comes out of those is safe to print, and the rest of this module measures and
//! breaks it. Nothing here knows the rest of the crate.

mod clean;
mod elements;
mod entities;
mod escape;
pub(crate) mod fnv;
pub(crate) mod fold;
mod html;
mod markup;
pub(crate) mod mojibake;
mod nearest;
mod plain;
mod url;
mod width;
mod wrap;

#[cfg(test)]
mod tests;

pub(crate) use clean::is_forbidden;
pub use clean::{Cleaned, clean_block, clean_line, clean_markup};
pub use entities::decode_entities;
pub use markup::{Block, Document, Face, Link, Run, read};
pub use nearest::{did_you_mean, nearest};
pub use plain::plain;
pub use url::clean_url;
pub use width::{ELLIPSIS, fit, truncate, width};
pub use wrap::{Joint, Line, layout, rows, wrap, wrap_joined};

/// A sentence with a capital at its beginning.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}
