//! Tables of texts, and properties that hold for any.

mod breaks;
mod clean;
mod entities;
mod html;
mod markup;
mod mojibake;
mod wrap;
