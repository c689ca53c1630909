//! Any file: which format it is, is found out.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fomo_fuzz::read(bytes, None));
