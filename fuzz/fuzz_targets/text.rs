//! A text by strangers: cleaned, read as HTML or Markdown, laid out.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fomo_fuzz::text(bytes));
