//! What the fuzz targets do, shared with the tests of the program.

pub use libfuzzer_sys;

#[path = "../../tests/common/sound.rs"]
mod sound;

/// Reads the bytes as one format, or as what they seem to be.
pub fn read(bytes: &[u8], format: Option<&str>) {
    sound::read(bytes, format);
}

/// Opens a viewer.
pub fn show(bytes: &[u8]) {
    sound::showing(bytes);
}

/// Makes a text safe.
pub fn text(bytes: &[u8]) {
    sound::texts(&String::from_utf8_lossy(bytes));
}

/// Searches for it.
pub fn query(bytes: &[u8]) {
    sound::queries(&String::from_utf8_lossy(bytes));
}

/// The target of the reader of one format.
#[macro_export]
macro_rules! reader {
    ($format:literal) => {
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $crate::read(bytes, Some($format)));
    };
}
