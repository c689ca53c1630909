//! A query: read, printed, searched by, completed, chosen from.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fomo_fuzz::query(bytes));
