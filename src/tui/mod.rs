//! The viewer.

pub mod terminal;
