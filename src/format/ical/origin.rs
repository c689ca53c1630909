//! Where the reader has something to say: the line of a property.

use crate::draft::Origin;

/// The beginning of a line.
pub(super) fn origin(number: usize, path: impl Into<String>) -> Origin {
    Origin {
        at: Some((number, 1)),
        path: path.into(),
    }
}
