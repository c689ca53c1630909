//! A file, opened in the viewer, with keys pressed in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fomo_fuzz::show(bytes));
