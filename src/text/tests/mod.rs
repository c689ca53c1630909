//! Tables of texts, and properties that hold for any.

mod clean;
mod markup;
mod wrap;
